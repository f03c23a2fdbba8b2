/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "containers.h"

#include <string.h>

#include "core/archive/container-walk.h"

/* RFC 1952: one content, in one or more members that follow each other. */

static gboolean
recognise (const char *head,
           gsize       length)
{
  return rc_decoder_gzip.begins ((const guint8 *) head, length);
}

/* MTIME of the first member: seconds of Unix time, 0 where there is none (section 2.3.1). */
static gboolean
read_modified (RcStream  *content,
               gint64    *out_modified_us,
               GError   **error)
{
  guint8 head[8] = { 0 };
  gsize n;
  guint32 seconds;

  if (!rc_stream_pread_full (content, 0, head, sizeof head, &n, error))
    return FALSE;

  seconds = head[4] | (guint32) head[5] << 8 | (guint32) head[6] << 16 | (guint32) head[7] << 24;
  *out_modified_us = n == sizeof head && seconds != 0 ? (gint64) seconds * G_USEC_PER_SEC : G_MININT64;
  return TRUE;
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
  static const char * const endings[] = { ".gz", "", ".tgz", ".tar", NULL };
  const RcContainerWalk walk_data = {
    content, (guint64) content->size, budget, member_func, fault_func, user_data, cancellable
  };
  g_autofree char *inside = rc_container_name_inside (name, endings);
  const RcMemberRules rules = { .size = -1, .most = rc_member_most_expanded (walk_data.size) };
  RcMember member = {
    .name = inside, .name_length = strlen (inside), .stored_at = -1, .size = -1, .derivation = "gunzip of",
  };

  if (g_cancellable_set_error_if_cancelled (cancellable, error)
      || !read_modified (content, &member.modified_us, error))
    return FALSE;

  if (!rc_container_walk_count_member (&walk_data, 0))
    return TRUE;

  return rc_container_walk_decode (&walk_data, &member, &rules, &rc_decoder_gzip, 0, walk_data.size, error);
}

const RcContainer rc_container_gzip = {
  .id = "gzip",
  .title = "gzip",
  .recognise = recognise,
  .walk = walk,
};
