/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/life/case-backup.h"

#include "core/json-writer.h"
#include "core/life/case-copy.h"

void
rc_case_backup_free (RcCaseBackup *self)
{
  if (self == NULL)
    return;

  g_free (self->sha256);
  g_free (self->head);
  g_free (self);
}

/* The name alone: where it lies is nobody's business but its keeper's. */
static char *
describe (const RcCaseBackup *self,
          const char         *path)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = g_filename_display_name (base);

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "name", name);
  rc_json_writer_member_string (writer, "sha256", self->sha256);
  rc_json_writer_member_integer (writer, "bytes", (gint64) self->bytes);
  rc_json_writer_member_integer (writer, "entries", self->entries);
  rc_json_writer_member_string (writer, "head", self->head);
  rc_json_writer_end_object (writer);
  return rc_json_writer_finish (writer);
}

/**
 * rc_case_backup:
 * @case_file: open for writing, or for reading where another program writes it
 * @path: where the copy is to stand; nothing may be there
 * @work: (nullable): to be told how far it is, and to cancel
 *
 * Returns: (transfer full) (nullable): %NULL with @error set, and then there is no copy
 */
RcCaseBackup *
rc_case_backup (RcCase            *case_file,
                const char        *path,
                const RcLifeWork  *work,
                GError           **error)
{
  g_autoptr (RcCaseCopy) copy = rc_case_copy_new (case_file, path, work, error);
  g_autoptr (RcCaseBackup) self = NULL;
  g_autofree char *detail = NULL;

  if (copy == NULL)
    return NULL;

  self = g_new0 (RcCaseBackup, 1);
  self->sha256 = rc_digest_dup_hex (rc_case_copy_get_sha256 (copy));
  self->head = rc_digest_dup_hex (rc_case_copy_get_head (copy));
  self->bytes = rc_case_copy_get_bytes (copy);
  self->entries = rc_case_copy_get_entries (copy);
  self->is_recorded = rc_case_is_writable (case_file);
  detail = describe (self, path);
  if (self->is_recorded ? rc_case_copy_publish_recorded (copy, case_file, "backup", detail, error) : rc_case_copy_publish (copy, error))
    return g_steal_pointer (&self);
  return NULL;
}
