/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "containers.h"

#include "core/archive/zip-directory.h"
#include "core/archive/zip-extra.h"

/*
 * A zip is read by its central directory, after every entry was compared with its local header: no library says where the two
 * disagree, which names appear twice, or which bytes belong to nothing. Places then are known, and only deflate is left to a
 * library.
 */

static gboolean
recognise (const char *head,
           gsize       length)
{
  guint32 signature = length >= 4 ? rc_zip_get32 ((const guint8 *) head) : 0;

  /* A local header, or the end of an empty zip. */
  return signature == 0x04034b50u || signature == 0x06054b50u;
}

static gboolean
deliver (const RcContainerWalk  *walk_data,
         const RcZipEntry       *entry,
         GError                **error)
{
  g_autofree char *name = g_strndup (entry->name, entry->name_length);
  g_autoptr (RcStream) range = NULL;
  RcMemberRules rules = {
    .size = (gint64) entry->size, .most = G_MAXUINT64, .has_crc32 = TRUE, .crc32 = entry->crc32,
  };
  RcMember member = {
    .name = name, .name_length = entry->name_length, .stored_at = -1, .size = (gint64) entry->size,
    .modified_us = entry->modified_us, .derivation = "member of",
  };

  if (entry->method == RC_ZIP_DEFLATE)
    {
      rules.most = rc_member_most_expanded (entry->stored_size);
      return rc_container_walk_decode (walk_data, &member, &rules, &rc_decoder_deflate, entry->data, entry->stored_size, error);
    }

  member.stored_at = (gint64) entry->data;
  member.derivation = "stored in";
  range = rc_stream_new_range (walk_data->content, entry->data, entry->stored_size);
  return rc_container_walk_deliver (walk_data, &member, range, &rules, entry->data, error);
}

static gboolean
walk (const RcContainer     *self,
      RcStream              *content,
      const char            *name,
      RcExpansionBudget     *budget,
      RcContainerMemberFunc  member_func,
      RcContainerFaultFunc   fault_func,
      gpointer               user_data,
      GCancellable          *cancellable,
      GError               **error)
{
  const RcContainerWalk walk_data = {
    content, (guint64) content->size, budget, member_func, fault_func, user_data, cancellable
  };
  g_autoptr (RcZipDirectory) directory = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  directory = rc_zip_directory_read (&walk_data, error);
  if (directory == NULL)
    return FALSE;

  for (guint i = 0; i < directory->entries->len; i++)
    {
      const RcZipEntry *entry = &g_array_index (directory->entries, RcZipEntry, i);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (entry->sound && !entry->folder && !deliver (&walk_data, entry, error))
        return FALSE;
    }

  return TRUE;
}

const RcContainer rc_container_zip = {
  .id = "zip",
  .title = "ZIP",
  .recognise = recognise,
  .walk = walk,
};
