/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "containers.h"

#include <string.h>

#include "core/archive/container-walk.h"

/* RFC 8878: one content, in one or more frames that follow each other. */

#define SKIPPABLE_HEADER_BYTES 8

/* Other programs use the frames that are passed over, too (LZ4): then a frame of Zstandard has to follow. */
static gboolean
recognise (const char *head,
           gsize       length)
{
  const guint8 *bytes = (const guint8 *) head;
  gsize at = 0;

  while (length - at >= SKIPPABLE_HEADER_BYTES && rc_decoder_zstd.begins (bytes + at, length - at))
    {
      guint32 size = bytes[at + 4] | (guint32) bytes[at + 5] << 8 | (guint32) bytes[at + 6] << 16
                     | (guint32) bytes[at + 7] << 24;

      if (bytes[at] == 0x28)
        return TRUE;
      if (size > length - at - SKIPPABLE_HEADER_BYTES)
        return FALSE;
      at += SKIPPABLE_HEADER_BYTES + size;
    }

  return length - at >= 4 && bytes[at] == 0x28 && rc_decoder_zstd.begins (bytes + at, length - at);
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
  static const char * const endings[] = { ".zst", "", ".zstd", "", ".tzst", ".tar", NULL };
  const RcContainerWalk walk_data = {
    content, (guint64) content->size, budget, member_func, fault_func, user_data, cancellable
  };
  g_autofree char *inside = rc_container_name_inside (name, endings);
  const RcMemberRules rules = { .size = -1, .most = rc_member_most_expanded (walk_data.size) };
  const RcMember member = {
    .name = inside, .name_length = strlen (inside), .stored_at = -1, .size = -1, .modified_us = G_MININT64,
    .derivation = "unzstd of",
  };

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  if (!rc_container_walk_count_member (&walk_data, 0))
    return TRUE;

  return rc_container_walk_decode (&walk_data, &member, &rules, &rc_decoder_zstd, 0, walk_data.size, error);
}

const RcContainer rc_container_zstd = {
  .id = "zstd",
  .title = "Zstandard",
  .recognise = recognise,
  .walk = walk,
};
