/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "verify.h"

#include "case-cache.h"
#include "custody.h"
#include "expectation.h"
#include "elsewhere.h"
#include "json-writer.h"
#include "judgement-json.h"
#include "judgement-store.h"
#include "record-exam.h"
#include "reconcile.h"
#include "seals/seals.h"
#include "source-rows.h"
#include "verify-derivation.h"
#include "verify-forget.h"
#include "verify-scan.h"
#include "verify-tables.h"
#include "withheld.h"

/* The evidence state that the kept judgement is about. */
#define SETTING_STATE "verify.evidence_state"
#define SETTING_CHECKED "verify.records_checked"
#define SETTING_TOTAL "verify.records_total"
#define SETTING_FAILED "verify.records_failed"
#define SETTING_WITHHELD "verify.records_withheld"
#define SETTING_DECISIONS "verify.decisions"
#define SETTING_JOINS "verify.joins"
#define SETTING_FORMS "verify.schemas"

static gboolean
take_set_aside (RcCase       *case_file,
                RcJudgement  *judgement,
                GError      **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT kind, source, record, offset, expected, found, message FROM set_aside "
                                                 "WHERE id <= ?1 ORDER BY id", error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, rc_case_get_mark (case_file, "set_aside"));
  while (TRUE)
    {
      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;

      rc_judgement_add_exception (judgement,
                                  rc_exception_new ((const char *) sqlite3_column_text (statement, 0),
                                                    sqlite3_column_int64 (statement, 1), sqlite3_column_int64 (statement, 2),
                                                    sqlite3_column_type (statement, 3) == SQLITE_NULL
                                                    ? -1 : sqlite3_column_int64 (statement, 3),
                                                    (const char *) sqlite3_column_text (statement, 4),
                                                    (const char *) sqlite3_column_text (statement, 5),
                                                    "%s", (const char *) sqlite3_column_text (statement, 6)));
    }
}

/* A case that was edited or damaged must not end the work before that is told. */
static gboolean
tolerate (const RcVerifyScan  *scan,
          const char          *expected,
          GError             **local_error,
          GError             **error)
{
  if (*local_error == NULL)
    return TRUE;
  if ((*local_error)->domain != RC_CASE_ERROR && (*local_error)->domain != RC_VAULT_ERROR
      && (*local_error)->domain != RC_TRUST_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (local_error));
      return FALSE;
    }

  rc_judgement_add_exception (scan->judgement,
                              rc_exception_new (RC_EXCEPTION_VAULT_DAMAGED, 0, 0, -1, expected, (*local_error)->message,
                                                "The case is damaged: not everything in it could be checked."));
  g_clear_error (local_error);
  return TRUE;
}

static void
note_carriers (const RcJudgement *judgement)
{
  for (guint i = 0; i < judgement->seals->len; i++)
    {
      RcSeal *seal = g_ptr_array_index (judgement->seals, i);
      const RcSealCarrier carrier = { .source = seal->carrier };

      if (seal->carrier > 0)
        rc_seal_add_carrier (seal, &carrier);
    }
}

static gboolean
judge_expectations (const RcVerifyScan  *scan,
                    GPtrArray           *sources,
                    GError             **error)
{
  RcExpectations *expectations = rc_expectations_load (rc_case_get_database (scan->case_file), error);

  if (expectations == NULL)
    return FALSE;
  rc_expectations_judge (expectations, sources, scan->judgement);
  scan->judgement->expectations = expectations;
  return TRUE;
}

static gboolean
judge (const RcVerifyScan  *scan,
       GPtrArray           *sources,
       GError             **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GPtrArray) anchors = rc_trust_list (scan->case_file, &local_error);
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (scan->case_file));
  g_autoptr (RcWithheld) withheld = rc_withheld_new (scan->case_file, sources, error);
  guint first = scan->judgement->exceptions->len;
  RcSealContext context = {
    .case_file = scan->case_file,
    .reader = reader,
    .cancellable = scan->cancellable,
  };

  if (withheld == NULL)
    return FALSE;
  /* No mechanism looks at a source that is not here whole: its digest and its root are no more than what somebody says. */
  context.sources = rc_withheld_peek_whole (withheld);
  /* A key that cannot be read vouches for nothing. */
  if (anchors == NULL)
    anchors = g_ptr_array_new ();
  context.anchors = anchors;
  if (!tolerate (scan, "accepted keys that can be read", &local_error, error))
    return FALSE;

  /* What broke off says nothing about what is not protected. */
  if (rc_seals_judge (&context, scan->chains, scan->judgement, &local_error) && !judge_expectations (scan, context.sources, error))
    return FALSE;
  note_carriers (scan->judgement);
  rc_withheld_limit_seals (withheld, scan->judgement);
  if (!tolerate (scan, "seals that can be read", &local_error, error)
      || !rc_elsewhere_apply (scan->case_file, sources, scan->judgement, error)
      || !rc_reconcile (&context, scan->judgement, error))
    return FALSE;
  rc_withheld_limit_exceptions (withheld, scan->judgement, first);
  return TRUE;
}

static void
tell_exams (const RcVerifyScan *scan)
{
  for (guint i = 0; i < scan->exams->len; i++)
    rc_record_exam_tell (g_ptr_array_index (scan->exams, i), scan->judgement);
}

static gboolean
set_number (RcCase      *case_file,
            const char  *key,
            guint64      value,
            GError     **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, value);

  return rc_case_set_setting (case_file, key, text, error);
}

/* A case that is whole has no such setting. */
static gboolean
keep_withheld (RcCase   *case_file,
               guint64   records,
               GError  **error)
{
  return records > 0 ? set_number (case_file, SETTING_WITHHELD, records, error)
                     : rc_case_set_setting (case_file, SETTING_WITHHELD, NULL, error);
}

static guint64
get_number (RcCase     *case_file,
            const char *key)
{
  g_autofree char *text = rc_case_dup_setting (case_file, key);

  return text != NULL ? g_ascii_strtoull (text, NULL, 10) : 0;
}

static gboolean
keep_decisions (RcCase                  *case_file,
                const RcDecisionTotals  *totals,
                GError                 **error)
{
  g_autofree char *text = rc_decision_totals_dup_text (totals);

  return rc_case_set_setting (case_file, SETTING_DECISIONS, totals->state != RC_DECISIONS_NO_LIST ? text : NULL, error);
}

static void
load_decisions (RcCase            *case_file,
                RcDecisionTotals  *totals)
{
  g_autofree char *text = rc_case_dup_setting (case_file, SETTING_DECISIONS);

  rc_decision_totals_read (totals, text);
}

static char *
describe_judgement (const RcJudgement *judgement)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "records_checked", (gint64) judgement->records_checked);
  rc_json_writer_member_integer (writer, "records_total", (gint64) judgement->records_total);
  rc_json_writer_member_integer (writer, "records_failed", (gint64) judgement->records_failed);
  if (judgement->records_withheld > 0)
    rc_json_writer_member_integer (writer, "records_withheld", (gint64) judgement->records_withheld);
  rc_json_writer_member_integer (writer, "seals", judgement->seals->len);
  rc_json_writer_member_integer (writer, "exceptions", judgement->exceptions->len);
  rc_json_writer_end_object (writer);
  return rc_json_writer_finish (writer);
}

static gboolean
keep_judgement (RcCase             *case_file,
                const RcJudgement  *judgement,
                GError            **error)
{
  g_autofree char *detail = describe_judgement (judgement);
  g_autofree char *joins = rc_join_counts_to_json (&judgement->joins);
  g_autofree char *forms = rc_judgement_forms_to_json (judgement);
  g_autofree char *hex = NULL;
  RcDigest state;

  if (!rc_custody_judged_state (case_file, &state, error) || !rc_case_begin (case_file, error))
    return FALSE;

  hex = rc_digest_dup_hex (&state);
  if (rc_judgement_save (judgement, rc_case_get_database (case_file), error)
      && (judgement->expectations == NULL ||
          rc_expectations_save (judgement->expectations, rc_case_get_database (case_file), error))
      && (judgement->log_memory == NULL || rc_log_memory_save (judgement->log_memory, rc_case_get_database (case_file), error))
      && rc_case_set_setting (case_file, SETTING_STATE, hex, error)
      && set_number (case_file, SETTING_CHECKED, judgement->records_checked, error)
      && set_number (case_file, SETTING_TOTAL, judgement->records_total, error)
      && set_number (case_file, SETTING_FAILED, judgement->records_failed, error)
      && keep_withheld (case_file, judgement->records_withheld, error)
      && keep_decisions (case_file, &judgement->decisions, error)
      && rc_case_set_setting (case_file, SETTING_JOINS, joins, error)
      && rc_case_set_setting (case_file, SETTING_FORMS, forms, error)
      && rc_custody_append (case_file, "verify", detail, error)
      && rc_case_commit (case_file, error))
    return TRUE;

  rc_case_rollback (case_file);
  return FALSE;
}

/**
 * rc_verify_case:
 * @progress: (nullable) (scope call): called at most every 40 ms
 * @cancellable: (nullable)
 *
 * Checks everything again, from the stored bytes. What was wrong is in the judgement; an error says that the check itself
 * could not be done.
 *
 * Returns: (transfer full): seals with their verdicts, records counted, exceptions with their causes
 */
RcJudgement *
rc_verify_case (RcCase          *case_file,
                RcProgressFunc   progress,
                gpointer         progress_data,
                GCancellable    *cancellable,
                GError         **error)
{
  g_autoptr (GPtrArray) sources = rc_source_list (case_file, error);
  g_autoptr (RcJudgement) judgement = rc_judgement_new ();
  g_autoptr (RcChainSet) chains = rc_chain_set_new ();
  g_autoptr (RcSchemaSet) schemas = sources != NULL ? rc_schema_set_load (case_file, sources) : NULL;
  g_autoptr (GPtrArray) exams = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_record_exam_free);
  RcVerifyScan scan = {
    .case_file = case_file,
    .judgement = judgement,
    .chains = chains,
    .schemas = schemas,
    .exams = exams,
    .progress = progress,
    .progress_data = progress_data,
    .cancellable = cancellable,
  };
  RcVerifyTables *tables;
  gboolean good;

  if (sources == NULL || !take_set_aside (case_file, judgement, error))
    return NULL;

  tables = rc_verify_tables_begin (case_file, sources);
  good = rc_verify_scan_sources (&scan, sources, error);
  good = rc_verify_tables_end (tables, judgement, good ? error : NULL) && good;
  if (!good
      || !rc_verify_derivations (&scan, sources, error)
      || !judge (&scan, sources, error))
    return NULL;

  tell_exams (&scan);
  if (rc_case_is_writable (case_file) && !keep_judgement (case_file, judgement, error))
    return NULL;

  return g_steal_pointer (&judgement);
}

/* What a lineage says of models, runs and data comes from claims: they are held against the digest of their source's rows each
 * time. The events of a log are many and are read again from their records; that none was edited is what verify finds out. */
#define MAX_EVENTS_BESIDE_CLAIMS 10000u

static gboolean
claims_are_untouched (RcCase    *case_file,
                      gboolean  *out_untouched,
                      GError   **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  g_autoptr (GPtrArray) sources = rc_source_list (case_file, error);

  if (sources == NULL)
    return FALSE;

  *out_untouched = TRUE;
  for (guint i = 0; i < sources->len && *out_untouched; i++)
    {
      const RcSource *source = g_ptr_array_index (sources, i);
      RcDigest digest;

      if (source->importer == NULL || source->event_rows > MAX_EVENTS_BESIDE_CLAIMS)
        continue;
      if (!rc_source_rows_digest (database, source, &digest, error))
        return FALSE;
      *out_untouched = rc_digest_equal (&digest, &source->rows_digest);
    }
  return TRUE;
}

static gboolean
compare_tables (RcCase    *case_file,
                gboolean  *out_untouched,
                GError   **error)
{
  g_autoptr (RcCustodyReport) report = rc_custody_verify (case_file, error);
  g_autoptr (GPtrArray) faults = NULL;

  if (report == NULL)
    return FALSE;
  faults = rc_custody_compare_short_tables (case_file, error);
  if (faults == NULL)
    return FALSE;

  *out_untouched = report->faults->len == 0 && faults->len == 0;
  return !*out_untouched || claims_are_untouched (case_file, out_untouched, error);
}

/* A judgement is only as good as the tables that keep it: a verdict edited behind the program's back must not be shown as one. What was
 * found holds as long as neither this connection nor another one has changed anything. */
static gboolean
tables_are_untouched (RcCase    *case_file,
                      gboolean  *out_untouched,
                      GError   **error)
{
  static const char key[] = "rc-tables-untouched";
  RcDatabaseChange now;
  const gboolean *kept = rc_case_cache_get (case_file, key, &now);

  if (kept == NULL)
    {
      if (!compare_tables (case_file, out_untouched, error))
        return FALSE;
      rc_case_cache_put (case_file, key, &now, g_memdup2 (out_untouched, sizeof *out_untouched), g_free);
      return TRUE;
    }

  *out_untouched = *kept;
  return TRUE;
}

/**
 * rc_verify_forget_earlier:
 *
 * A judgement of other evidence is told by nobody, but its rows quote what was wrong with records that may be gone since.
 */
gboolean
rc_verify_forget_earlier (RcCase  *case_file,
                          GError **error)
{
  g_autofree char *kept = rc_case_dup_setting (case_file, SETTING_STATE);
  g_autofree char *now = NULL;
  RcDigest state;

  if (!rc_custody_judged_state (case_file, &state, error))
    return FALSE;
  now = rc_digest_dup_hex (&state);
  return g_strcmp0 (kept, now) == 0 ||
         rc_database_exec (rc_case_get_database (case_file), "DELETE FROM seal; DELETE FROM seal_proof; DELETE FROM seal_carrier; "
                           "DELETE FROM seal_cover; DELETE FROM exception", error);
}

/**
 * rc_verify_load:
 * @out_current: (out): whether the evidence is as it was at the last verify, and the tables that keep the judgement as
 *   the custody log says
 *
 * Returns: (transfer full): the judgement that the last verify left; without seals and exceptions where @out_current is %FALSE
 */
RcJudgement *
rc_verify_load (RcCase    *case_file,
                gboolean  *out_current,
                GError   **error)
{
  g_autofree char *kept = rc_case_dup_setting (case_file, SETTING_STATE);
  g_autofree char *now = NULL;
  g_autofree char *joins = NULL;
  g_autofree char *forms = NULL;
  RcJudgement *judgement;
  RcDigest state;
  gboolean untouched = FALSE;

  *out_current = FALSE;
  if (!rc_custody_judged_state (case_file, &state, error)
      || !tables_are_untouched (case_file, &untouched, error))
    return NULL;

  now = rc_digest_dup_hex (&state);
  if (g_strcmp0 (kept, now) != 0)
    return rc_judgement_new ();

  judgement = rc_judgement_load (rc_case_get_database (case_file), error);
  if (judgement == NULL)
    return NULL;

  /* Edited since, or a verify found it edited: only what that verify says of the edit may still be told. */
  if (!untouched && !rc_judgement_tells_of_edit (judgement))
    {
      rc_judgement_free (judgement);
      return rc_judgement_new ();
    }

  judgement->records_checked = get_number (case_file, SETTING_CHECKED);
  judgement->records_total = get_number (case_file, SETTING_TOTAL);
  judgement->records_failed = get_number (case_file, SETTING_FAILED);
  judgement->records_withheld = get_number (case_file, SETTING_WITHHELD);
  load_decisions (case_file, &judgement->decisions);
  joins = rc_case_dup_setting (case_file, SETTING_JOINS);
  rc_join_counts_from_json (&judgement->joins, joins);
  forms = rc_case_dup_setting (case_file, SETTING_FORMS);
  rc_judgement_forms_from_json (judgement, forms);
  *out_current = TRUE;
  return judgement;
}

/* What the program could not check of a seal, and a person checked elsewhere. */
static gboolean
is_answered_elsewhere (const RcJudgement *self,
                       const RcException *exception)
{
  static const char * const kinds[] = { RC_EXCEPTION_KEY_UNKNOWN, RC_EXCEPTION_KEY_IN_BUNDLE_ONLY, RC_EXCEPTION_RULE_UNKNOWN, NULL };

  if (!g_strv_contains (kinds, exception->kind))
    return FALSE;
  for (guint i = 0; i < self->seals->len; i++)
    {
      const RcSeal *seal = g_ptr_array_index (self->seals, i);

      for (guint k = 0; rc_seal_worst (seal) == RC_VERDICT_ELSEWHERE && k < seal->sources->len; k++)
        {
          if (g_array_index (seal->sources, gint64, k) == exception->source)
            return TRUE;
        }
    }
  return FALSE;
}

/**
 * rc_judgement_exit_code:
 *
 * Returns: the worst by the table of design.md: 1 before 3 before 0. A fault of the case's own bytes or log is 1, and so is a
 * contradiction; records set aside could not be checked: 3. What was checked elsewhere counts as that: 0.
 */
int
rc_judgement_exit_code (const RcJudgement *self)
{
  int worst = self->records_failed > 0 ? 1 : self->records_checked < self->records_total ? 3 : 0;

  for (guint i = 0; i < self->seals->len; i++)
    worst = rc_exit_code_worst (worst, rc_verdict_exit_code (rc_seal_worst (g_ptr_array_index (self->seals, i))));
  for (guint i = 0; i < self->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (self->exceptions, i);

      if (!is_answered_elsewhere (self, exception))
        worst = rc_exit_code_worst (worst, rc_exception_exit_code (exception->kind));
    }
  return worst;
}
