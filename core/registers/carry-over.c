/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/registers/carry-over.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "core/custody.h"
#include "core/words.h"

G_DEFINE_QUARK (rc-carry-over-error-quark, rc_carry_over_error)

#define ACT "finding take-over"

void
rc_carry_over_free (RcCarryOver *self)
{
  if (self == NULL)
    return;

  g_free (self->case_title);
  g_clear_pointer (&self->numbers, g_array_unref);
  g_free (self);
}

/* What a case is known by in others: the hash of the first entry of its log. */
static char *
dup_case_id (RcCase  *case_file,
             GError **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT hash FROM custody ORDER BY id LIMIT 1", error);
  gboolean row = FALSE;
  RcDigest hash;
  char *id;

  if (statement == NULL || !rc_database_step (database, statement, &row, error))
    return NULL;

  id = row && rc_database_column_digest (statement, 0, &hash) ? rc_digest_dup_hex (&hash) : g_strdup ("");
  sqlite3_reset (statement);
  return id;
}

static gboolean
refuse_same (const char  *path,
             GError     **error)
{
  g_set_error (error, RC_CARRY_OVER_ERROR, RC_CARRY_OVER_ERROR_SAME,
               _("%s is this case itself or a copy of it: findings are taken over from an earlier case"), path);
  return FALSE;
}

/* The file of an open case is never opened a second time: closing it would drop the locks of the first. */
static RcCase *
open_earlier (RcCase      *case_file,
              const char  *path,
              GError     **error)
{
  struct stat status;

  if (stat (path, &status) != 0)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", path, g_strerror (errno));
      return NULL;
    }
  if (rc_case_owns_file (case_file, &status))
    return refuse_same (path, error), NULL;

  return rc_case_open (path, /* for_writing= */ FALSE, error);
}

static gboolean
judge_log (RcCase    *earlier,
           gboolean  *out_holds,
           GError   **error)
{
  g_autoptr (RcCustodyReport) report = rc_custody_verify (earlier, error);
  g_autoptr (GPtrArray) faults = report != NULL ? rc_custody_compare_short_tables (earlier, error) : NULL;

  if (faults == NULL)
    return FALSE;

  *out_holds = report->faults->len == 0 && faults->len == 0;
  return TRUE;
}

static gboolean
is_known (GPtrArray       *findings,
          const char      *case_id,
          const RcFinding *earlier)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const RcFinding *finding = g_ptr_array_index (findings, i);

      if (finding->origin != NULL && finding->origin->number == earlier->number && g_strcmp0 (finding->origin->case_id, case_id) == 0)
        return TRUE;
    }
  return FALSE;
}

/* --- Writing down --- */

static void
write_texts (RcJsonWriter *writer,
             const char   *name,
             GPtrArray    *texts)
{
  if (texts->len == 0)
    return;

  rc_json_writer_name (writer, name);
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < texts->len; i++)
    rc_json_writer_string (writer, g_ptr_array_index (texts, i));
  rc_json_writer_end_array (writer);
}

/* Numbers of exhibits are those of the earlier case: what was about them is told by name and digest. */
static void
write_exceptions (RcJsonWriter *writer,
                  GPtrArray    *exceptions)
{
  if (exceptions->len == 0)
    return;

  rc_json_writer_name (writer, "exceptions");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < exceptions->len; i++)
    {
      RcExceptionMark mark = *(const RcExceptionMark *) g_ptr_array_index (exceptions, i);

      mark.source = 0;
      rc_exception_mark_write (&mark, writer);
    }
  rc_json_writer_end_array (writer);
}

static void
write_origin (RcJsonWriter      *writer,
              const RcCarryOver *self,
              const char        *case_id,
              const RcFinding   *earlier)
{
  rc_json_writer_name (writer, "taken_over");
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "case_title", self->case_title);
  rc_json_writer_member_string (writer, "case_id", case_id);
  rc_json_writer_member_integer (writer, "number", earlier->number);
  rc_json_writer_member_string (writer, "severity", rc_severity_to_name (earlier->severity));
  rc_register_write_words (writer, "due", earlier->due);
  rc_json_writer_member_boolean (writer, "log_holds", self->log_holds);
  rc_json_writer_end_object (writer);
}

static char *
dup_body (const RcCarryOver *self,
          const char        *case_id,
          const RcFinding   *earlier)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "title", earlier->title);
  rc_json_writer_member_string (writer, "condition", earlier->condition);
  write_texts (writer, "criteria", earlier->criteria);
  rc_register_write_words (writer, "cause", earlier->cause);
  rc_register_write_words (writer, "effect", earlier->effect);
  rc_register_write_words (writer, "recommendation", earlier->recommendation);
  rc_json_writer_member_string (writer, "severity", rc_severity_to_name (earlier->severity));
  rc_about_list_write (earlier->about, writer, "about");
  if (earlier->response != RC_RESPONSE_NONE)
    rc_json_writer_member_string (writer, "response", rc_response_to_name (earlier->response));
  rc_register_write_words (writer, "response_words", earlier->response_words);
  rc_register_write_words (writer, "action", earlier->action);
  rc_register_write_words (writer, "owner", earlier->owner);
  rc_register_write_words (writer, "due", earlier->due);
  rc_json_writer_member_string (writer, "state", rc_finding_state_to_name (earlier->state));
  rc_register_write_words (writer, "state_by", earlier->state_by);
  rc_register_write_words (writer, "state_on", earlier->state_on);
  rc_register_write_words (writer, "state_remark", earlier->state_remark);
  write_exceptions (writer, earlier->exceptions);
  write_origin (writer, self, case_id, earlier);
  rc_json_writer_end_object (writer);
  return rc_json_writer_finish (writer);
}

static gboolean
append (RcCarryOver      *self,
        RcCase           *case_file,
        const char       *case_id,
        const RcFinding  *earlier,
        GError          **error)
{
  g_autofree char *body = dup_body (self, case_id, earlier);
  const RcEntryTerms terms = { .kind = RC_ENTRY_FINDING, .act = ACT, .body = body };
  gint64 id = rc_entry_append (case_file, &terms, error);
  g_autoptr (RcEntry) entry = id != 0 ? rc_entry_load (case_file, id, error) : NULL;

  if (entry == NULL)
    return FALSE;

  g_array_append_val (self->numbers, entry->number);
  return TRUE;
}

static gboolean
append_open (RcCarryOver  *self,
             RcCase       *case_file,
             const char   *case_id,
             GPtrArray    *earlier,
             GError      **error)
{
  g_autoptr (GPtrArray) findings = rc_finding_list (case_file, error);

  if (findings == NULL)
    return FALSE;

  for (guint i = 0; i < earlier->len; i++)
    {
      const RcFinding *finding = g_ptr_array_index (earlier, i);

      if (!rc_finding_is_open (finding))
        self->n_closed++;
      else if (is_known (findings, case_id, finding))
        self->n_known++;
      else if (!append (self, case_file, case_id, finding, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take (RcCarryOver  *self,
      RcCase       *case_file,
      RcCase       *earlier,
      GError      **error)
{
  const char *path = rc_case_peek_path (earlier);
  g_autofree char *own_id = dup_case_id (case_file, error);
  g_autofree char *case_id = own_id != NULL ? dup_case_id (earlier, error) : NULL;
  g_autoptr (GPtrArray) findings = NULL;

  if (case_id == NULL || (strcmp (own_id, case_id) == 0 && !refuse_same (path, error)) ||
      !judge_log (earlier, &self->log_holds, error))
    return FALSE;
  findings = rc_finding_list (earlier, error);
  if (findings == NULL || !rc_case_begin (case_file, error))
    return FALSE;
  if (append_open (self, case_file, case_id, findings, error) && rc_case_commit (case_file, error))
    return TRUE;

  rc_case_rollback (case_file);
  return FALSE;
}

/**
 * rc_carry_over_take:
 * @case_file: open for writing
 * @earlier_path: of another case, of this version or an older one
 *
 * Takes over what the earlier case has open, implemented ones included: they were not verified. What was taken over before is not taken
 * over again.
 *
 * Returns: (transfer full): what was taken over
 */
RcCarryOver *
rc_carry_over_take (RcCase      *case_file,
                    const char  *earlier_path,
                    GError     **error)
{
  g_autoptr (RcCarryOver) self = g_new0 (RcCarryOver, 1);
  g_autoptr (RcCase) earlier = NULL;

  if (!rc_case_require_writable (case_file, error))
    return NULL;
  earlier = open_earlier (case_file, earlier_path, error);
  if (earlier == NULL)
    return NULL;

  self->numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->case_title = rc_case_dup_setting (earlier, "case.title");
  if (self->case_title == NULL)
    self->case_title = g_strdup ("");
  return take (self, case_file, earlier, error) ? g_steal_pointer (&self) : NULL;
}
