/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reveal.h"

#include "custody.h"
#include "json-writer.h"

/**
 * rc_reveal_note:
 * @source: number of a source
 * @record: number of the record that is shown
 * @reason: (nullable): why
 *
 * Appends the entry "reveal" to the custody log, in a transaction of its own.
 *
 * Returns: %FALSE with @error where the entry could not be made; then the record must not be shown
 */
gboolean
rc_reveal_note (RcCase      *case_file,
                gint64       source,
                guint64      record,
                const char  *reason,
                GError     **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "source", source);
  rc_json_writer_member_integer (writer, "record", (gint64) record);
  rc_json_writer_member_string (writer, "reason", reason != NULL ? reason : "");
  rc_json_writer_end_object (writer);
  if (rc_case_begin (case_file, error)
      && rc_custody_append (case_file, "reveal", rc_json_writer_peek (writer), error)
      && rc_case_commit (case_file, error))
    return TRUE;

  rc_case_rollback (case_file);
  return FALSE;
}
