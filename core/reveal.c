/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reveal.h"

#include <string.h>

#include "bounds.h"
#include "custody.h"
#include "json-writer.h"

G_DEFINE_QUARK (rc-reveal-error-quark, rc_reveal_error)

gboolean
rc_reveal_check_reason (const char  *reason,
                        GError     **error)
{
  g_autofree char *stripped = reason != NULL ? g_strstrip (g_strdup (reason)) : NULL;

  if (stripped != NULL && *stripped != '\0' && strlen (reason) <= RC_LIMIT_NAME_BYTES && g_utf8_validate (reason, -1, NULL))
    return TRUE;

  g_set_error (error, RC_REVEAL_ERROR, RC_REVEAL_ERROR_REASON,
               "It must be said why personal values are looked at, in at most %u bytes: the reason stands in the custody log",
               RC_LIMIT_NAME_BYTES);
  return FALSE;
}

/**
 * rc_reveal_note:
 * @source: number of a source
 * @record: number of the record that is shown; 0: the first ones of the source
 * @reason: why; not blank
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
  g_autoptr (RcJsonWriter) writer = NULL;

  if (!rc_reveal_check_reason (reason, error))
    return FALSE;

  writer = rc_json_writer_new ();
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "source", source);
  rc_json_writer_member_integer (writer, "record", (gint64) record);
  rc_json_writer_member_string (writer, "reason", reason);
  rc_json_writer_end_object (writer);
  if (rc_case_begin (case_file, error)
      && rc_custody_append (case_file, "reveal", rc_json_writer_peek (writer), error)
      && rc_case_commit (case_file, error))
    return TRUE;

  rc_case_rollback (case_file);
  return FALSE;
}
