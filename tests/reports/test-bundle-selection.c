/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/event-record.h"
#include "core/judgement-store.h"
#include "report-case.h"
#include "reports/bundle/selection/bundle-extract.h"
#include "reports/bundle/selection/bundle-redaction.h"
#include "reports/bundle/selection/bundle-selection.h"

/* What a selection needs, for one decision. */
typedef struct
{
  GPtrArray         *lineages;
  GPtrArray         *sources;
  RcJudgement       *judgement;
  RcBundleSelection *selection;
} Chosen;

static void
chosen_free (Chosen *self)
{
  g_clear_pointer (&self->selection, rc_bundle_selection_free);
  g_clear_pointer (&self->judgement, rc_judgement_free);
  g_ptr_array_unref (self->sources);
  g_ptr_array_unref (self->lineages);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Chosen, chosen_free)

static RcLineage *
explain (ImportFixture *fixture,
         const char    *reference)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
  g_autoptr (GError) error = NULL;
  RcEvent *event = rc_event_find (fixture->case_file, reader, reference, &error);
  RcLineage *lineage;

  g_assert_no_error (error);
  lineage = rc_lineage_build_explained (fixture->case_file, event, RC_TIME_NONE, &error);
  g_assert_no_error (error);
  return lineage;
}

static Chosen *
choose (ImportFixture  *fixture,
        const char     *reference,
        GError        **error)
{
  Chosen *self = g_new0 (Chosen, 1);

  self->lineages = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_lineage_free);
  g_ptr_array_add (self->lineages, explain (fixture, reference));
  self->sources = rc_source_list (fixture->case_file, NULL);
  self->judgement = rc_judgement_load (rc_case_get_database (fixture->case_file), NULL);
  self->selection = rc_bundle_selection_new (fixture->case_file, self->lineages, self->sources, self->judgement, error);
  return self;
}

static const RcSource *
find_source (const Chosen *chosen,
             const char   *name)
{
  for (guint i = 0; i < chosen->sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (chosen->sources, i);

      if (g_str_has_suffix (source->name, name))
        return source;
    }
  g_assert_not_reached ();
}

static guint
count_records (const Chosen *chosen,
               const char   *name)
{
  const GArray *records = rc_bundle_selection_records (chosen->selection, find_source (chosen, name)->id);

  return records != NULL ? records->len : 0;
}

static gboolean
has_head (const Chosen *chosen)
{
  for (guint i = 0; i < chosen->sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (chosen->sources, i);

      if (strstr (source->name, "/heads/") != NULL && rc_bundle_selection_source (chosen->selection, source->id) == RC_BUNDLE_WHOLE)
        return TRUE;
    }
  return FALSE;
}

/* (nullable) */
static const RcSource *
find_withheld (const Chosen *chosen)
{
  for (guint i = 0; i < chosen->sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (chosen->sources, i);

      if (rc_bundle_selection_source (chosen->selection, source->id) == RC_BUNDLE_WITHHELD && strstr (source->name, "log/decisions-") != NULL)
        return source;
    }
  return NULL;
}

/* Each cited record goes out, and the inference's own first of all. */
static void
test_cited (ImportFixture *fixture,
            gconstpointer  data)
{
  g_autofree char *reference = report_case_find_action (fixture, "override");
  g_autoptr (GError) error = NULL;
  g_autoptr (Chosen) chosen = choose (fixture, reference, &error);
  const RcLineage *lineage = g_ptr_array_index (chosen->lineages, 0);
  guint n_cited = 0;

  g_assert_no_error (error);
  g_assert_cmpint (rc_bundle_selection_why (chosen->selection, lineage->event->source, lineage->event->record), ==, RC_BUNDLE_WHY_DECISION);
  for (guint i = 0; i < lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (lineage->slots, i);

      for (guint k = 0; k < slot->answers->len; k++)
        {
          const RcLineageAnswer *answer = g_ptr_array_index (slot->answers, k);

          for (guint c = 0; c < answer->citations->len; c++)
            {
              const RcCitation *citation = ((const RcLineageCitation *) g_ptr_array_index (answer->citations, c))->citation;

              g_assert_true (rc_bundle_selection_has_record (chosen->selection, citation->source, citation->record));
              n_cited++;
            }
        }
    }
  g_assert_cmpuint (n_cited, >, 10);
  g_assert_cmpuint (rc_bundle_selection_list_kept (chosen->selection)->len, ==, 0);
}

/* Of the logs of persons one record each; of the registry its rows and not its file; what vouches for them whole. */
static void
test_extent (ImportFixture *fixture,
             gconstpointer  data)
{
  g_autofree char *reference = report_case_find_action (fixture, "override");
  g_autoptr (GError) error = NULL;
  g_autoptr (Chosen) chosen = choose (fixture, reference, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (count_records (chosen, "core-banking/decisions.jsonl"), ==, 1);
  g_assert_cmpuint (count_records (chosen, "oversight/actions.jsonl"), ==, 1);
  g_assert_cmpuint (count_records (chosen, "log/decisions-2026-04.jsonl") + count_records (chosen, "log/decisions-2026-05.jsonl") +
                    count_records (chosen, "log/decisions-2026-06.jsonl") + count_records (chosen, "log/decisions-2026-07.jsonl"), ==, 1);
  g_assert_cmpuint (count_records (chosen, "registry/mlflow.db"), ==, 0);
  g_assert_cmpuint (count_records (chosen, "registry/mlflow.db!rows"), >, 0);
  g_assert_cmpint (rc_bundle_selection_source (chosen->selection, find_source (chosen, "SHA256SUMS")->id), ==, RC_BUNDLE_WHOLE);
  g_assert_cmpint (rc_bundle_selection_source (chosen->selection, find_source (chosen, "SHA256SUMS.minisig")->id), ==, RC_BUNDLE_WHOLE);
  g_assert_true (has_head (chosen));
  g_assert_nonnull (find_withheld (chosen));
}

/* No other decision's record, whatever step of the reasoning names it. */
static void
test_others (ImportFixture *fixture,
             gconstpointer  data)
{
  g_autofree char *reference = report_case_find_action (fixture, "override");
  g_autoptr (GError) error = NULL;
  g_autoptr (Chosen) chosen = choose (fixture, reference, &error);
  const RcLineage *lineage = g_ptr_array_index (chosen->lineages, 0);
  guint n_decisions = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < chosen->sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (chosen->sources, i);
      const GArray *records = rc_bundle_selection_records (chosen->selection, source->id);

      for (guint k = 0; records != NULL && k < records->len; k++)
        {
          g_autoptr (GArray) events = rc_event_list_at_record (fixture->case_file, source, g_array_index (records, guint64, k), 10, &error);

          g_assert_no_error (error);
          for (guint e = 0; e < events->len; e++)
            {
              g_autoptr (RcEvent) event = rc_event_load (fixture->case_file, g_array_index (events, gint64, e), &error);

              g_assert_no_error (error);
              n_decisions += event->kind == RC_EVENT_INFERENCE ? 1 : 0;
              g_assert_true (event->kind != RC_EVENT_INFERENCE || event->id == lineage->event->id);
            }
        }
    }
  g_assert_cmpuint (n_decisions, ==, 1);
}

/* Words that name another decision, or a file of which nothing goes out, are no words for this bundle. */
static void
test_words (ImportFixture *fixture,
            gconstpointer  data)
{
  static const struct { const char *words; gboolean may; } said[] = {
    { "The machine's proposal was overridden.", TRUE },
    { "It is on the list “evidence/SHA256SUMS”.", TRUE },
  };
  g_autofree char *reference = report_case_find_action (fixture, "override");
  g_autofree char *other = report_case_find_alone (fixture);
  g_autofree char *sentence = g_strdup_printf ("see also (%s), decided on the same day", other);
  g_autofree char *own = g_strdup_printf ("see also (%s), decided on the same day", reference);
  g_autoptr (GError) error = NULL;
  g_autoptr (Chosen) chosen = choose (fixture, reference, &error);
  const char *withheld = find_withheld (chosen)->name;
  g_autofree char *quoted = g_strdup_printf ("It was taken from “%s”.", withheld);
  gboolean may;

  g_assert_no_error (error);
  g_assert_true (rc_bundle_selection_may_say (chosen->selection, quoted, &may, &error));
  g_assert_false (may);
  g_assert_true (rc_bundle_selection_may_say (chosen->selection, strrchr (withheld, '/') + 1, &may, &error));
  g_assert_false (may);
  for (gsize i = 0; i < G_N_ELEMENTS (said); i++)
    {
      g_assert_true (rc_bundle_selection_may_say (chosen->selection, said[i].words, &may, &error));
      g_assert_cmpint (may, ==, said[i].may);
    }
  g_assert_true (rc_bundle_selection_may_say (chosen->selection, sentence, &may, &error));
  g_assert_false (may);
  g_assert_true (rc_bundle_selection_may_say (chosen->selection, own, &may, &error));
  g_assert_true (may);
}

/* What was found about other records is left out, and times of other records are out of what is told of these. */
static void
test_judgement (ImportFixture *fixture,
                gconstpointer  data)
{
  g_autofree char *reference = report_case_find_fault (fixture, RC_EXCEPTION_CLOCK_BACK);
  g_autoptr (GError) error = NULL;
  g_autoptr (Chosen) chosen = choose (fixture, reference, &error);
  g_autoptr (RcJudgement) restricted = NULL;
  gboolean is_told = FALSE;

  g_assert_no_error (error);
  restricted = rc_bundle_selection_restrict (chosen->selection, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (restricted->seals->len, >, 0);
  g_assert_cmpuint (restricted->exceptions->len, <, chosen->judgement->exceptions->len);
  for (guint i = 0; i < restricted->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (restricted->exceptions, i);

      g_assert_true (exception->record == 0 ||
                     rc_bundle_selection_has_record (chosen->selection, exception->source, (guint64) exception->record));
      if (strcmp (exception->kind, RC_EXCEPTION_CLOCK_BACK) != 0)
        continue;
      is_told = TRUE;
      g_assert_cmpstr (exception->expected, ==, RC_BUNDLE_WITHHELD_WORDS);
      g_assert_null (strstr (exception->message, "2026-"));
    }
  g_assert_true (is_told);
}

/* The sheet and the dossier say that they are an extract, and tell nothing that was noticed about a record that is not in it. */
static void
test_documents (ImportFixture *fixture,
                gconstpointer  data)
{
  RcDocument *(*const builds[]) (RcCase *, RcEvent *, const char *, const RcSheetExtract *, GError **) = {
    rc_sheet_build_extract, rc_dossier_build_extract
  };
  g_autofree char *reference = report_case_find_action (fixture, "override");
  g_autoptr (GError) error = NULL;
  g_autoptr (Chosen) chosen = choose (fixture, reference, &error);
  g_autoptr (RcLineage) lineage = report_case_lineage (fixture, reference);
  const RcBundleWork work = { .case_file = fixture->case_file, .sources = chosen->sources, .selection = chosen->selection };
  g_auto (RcBundleExtract) extract;
  guint n_left_out = 0;

  g_assert_no_error (error);
  rc_bundle_extract_init (&extract, &work);
  for (gsize i = 0; i < G_N_ELEMENTS (builds); i++)
    {
      g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
      RcEvent *event = rc_event_find (fixture->case_file, reader, reference, &error);
      g_autoptr (RcDocument) document = builds[i] (fixture->case_file, event, "en", &extract.extract, &error);
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      text = rc_document_to_text (document);
      report_assert_says (text, "Extract: of ");
      report_assert_says (text, "are withheld");
      for (guint k = 0; k < lineage->exceptions->len; k++)
        {
          const RcException *exception = g_ptr_array_index (lineage->exceptions, k);
          const RcSource *source = exception->source > 0 && exception->source <= chosen->sources->len
            ? g_ptr_array_index (chosen->sources, exception->source - 1) : NULL;

          if (source == NULL || rc_bundle_selection_source (chosen->selection, source->id) != RC_BUNDLE_WITHHELD)
            continue;
          g_assert_null (strstr (text, strrchr (source->name, '/') + 1));
          n_left_out++;
        }
    }
  g_assert_cmpuint (n_left_out, >, 0);
}

static const char *const other_rows =
  "{\"id\":\"b-1\",\"decision\":\"KB-2026-000001\",\"applicant\":\"pseudonym-000001\"}\n";

/* A list of digests whose names of files are the references of decisions goes out only in the lines about what goes out anyway. */
static void
test_telling_list (ImportFixture *fixture,
                   gconstpointer  data)
{
  g_autoptr (GString) list = g_string_new (NULL);
  g_autoptr (GString) log = import_fixture_make_log (1, 3);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, log->str, (gssize) log->len);
  g_autofree char *other = g_compute_checksum_for_string (G_CHECKSUM_SHA256, other_rows, -1);
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcJudgement) judgement = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RcRecordReader) reader = NULL;
  g_autoptr (RcEvent) second = NULL;
  g_autofree char *other_name = NULL;
  g_autoptr (Chosen) chosen = NULL;
  const GArray *records;

  import_fixture_put (fixture, "log.jsonl", log->str, (gssize) log->len);
  import_fixture_put (fixture, "first.txt", other_rows, -1);
  /* The name of the second file is what the second decision is called. */
  {
    g_autoptr (RcImportResult) first = import_fixture_import (fixture, "log.jsonl");

    reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
    second = rc_event_find (fixture->case_file, reader, "1:2", &error);
    g_assert_no_error (error);
    g_assert_true (rc_event_read_fields (second, fixture->case_file, reader, &error));
    other_name = g_strdup (rc_event_peek_field (second, RC_FIELD_DECISION));
    g_assert_nonnull (other_name);
  }
  g_string_append_printf (list, "%s  log.jsonl\n%s  cases/%s.txt\n", digest, other, other_name);
  import_fixture_put (fixture, "SHA256SUMS", list->str, (gssize) list->len);
  result = import_fixture_import (fixture, "SHA256SUMS");
  judgement = import_fixture_verify (fixture);

  chosen = choose (fixture, "1:1", &error);
  g_assert_no_error (error);
  records = rc_bundle_selection_records (chosen->selection, find_source (chosen, "SHA256SUMS")->id);
  g_assert_nonnull (records);
  g_assert_cmpuint (records->len, ==, 1);
  g_assert_cmpuint (g_array_index (records, guint64, 0), ==, 1);
  g_assert_cmpuint (rc_bundle_selection_list_kept (chosen->selection)->len, ==, 1);
  g_assert_cmpstr (g_array_index (rc_bundle_selection_list_kept (chosen->selection), RcBundleKept, 0).reason, ==, RC_BUNDLE_KEPT_OTHERS);
}

/* A record that tells of two decisions goes out whole or not at all: one of them alone is refused. */
static void
test_two_in_one (ImportFixture *fixture,
                 gconstpointer  data)
{
  static const char mapping[] = "[mapping]\nid=own-rows\ntitle=Own log\nevidences=What it says.\nversion=1\nframing=lines\n[recognise]\nhas.1=/id\n[rows]\npath.1=/rows/*\n"
    "[kind]\nkind=inference\n[fields]\nid=^0/id + @row\nsubject=/person\n";
  static const char log[] = "{\"id\":\"call-00001\",\"rows\":[{\"person\":\"person-00001\"},{\"person\":\"person-00002\"}]}\n"
    "{\"id\":\"call-00002\",\"rows\":[{\"person\":\"person-00003\"}]}\n";
  const RcImportOptions options = { .mapping_text = mapping, .mapping_length = sizeof mapping - 1, .mapping_name = "own-rows" };
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcJudgement) judgement = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (Chosen) one = NULL, alone = NULL;

  import_fixture_put (fixture, "rows.jsonl", log, -1);
  result = import_fixture_import_with (fixture, "rows.jsonl", &options);
  judgement = import_fixture_verify (fixture);
  g_assert_cmpuint (import_fixture_count_events (fixture, RC_EVENT_INFERENCE), ==, 3);

  one = choose (fixture, "1:1#1", &error);
  g_assert_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_TERMS);
  g_assert_null (one->selection);
  g_clear_error (&error);

  alone = choose (fixture, "1:2#1", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rc_bundle_selection_count (alone->selection), ==, 1);
}

/* Nothing that is read here lets a field go: whatever is asked for, the answer says why not. */
static void
test_redaction (ImportFixture *fixture,
                gconstpointer  data)
{
  static const char *const fields[] = { "/input/fields", NULL };
  static const char *const no_pointer[] = { "input", NULL };
  g_autofree char *reference = report_case_find_action (fixture, "override");
  g_autoptr (GError) error = NULL;
  g_autoptr (Chosen) chosen = choose (fixture, reference, &error);
  RcBundleTerms terms = { .redact = fields };
  RcBundleWork work = { .case_file = fixture->case_file, .terms = &terms, .lineages = chosen->lineages, .judgement = chosen->judgement,
                        .selection = chosen->selection };

  g_assert_no_error (error);
  g_assert_false (rc_bundle_redaction_check (&work, &error));
  g_assert_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_TERMS);
  g_assert_nonnull (strstr (error->message, "/input/fields"));
  g_assert_nonnull (strstr (error->message, "over the record as a whole"));
  g_clear_error (&error);

  terms.redact = no_pointer;
  g_assert_false (rc_bundle_redaction_check (&work, &error));
  g_assert_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_TERMS);
  g_clear_error (&error);

  terms.redact = fields;
  work.selection = NULL;
  g_assert_false (rc_bundle_redaction_check (&work, &error));
  g_assert_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_TERMS);
  g_assert_nonnull (strstr (error->message, "byte for byte"));
  g_clear_error (&error);

  terms.redact = NULL;
  g_assert_true (rc_bundle_redaction_check (&work, &error));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, set_up, test) g_test_add ("/bundle-selection/" name, ImportFixture, NULL, set_up, test, import_fixture_tear_down)
  ADD ("cited", report_case_set_up, test_cited);
  ADD ("extent", report_case_set_up, test_extent);
  ADD ("others", report_case_set_up, test_others);
  ADD ("words", report_case_set_up, test_words);
  ADD ("judgement", report_case_set_up, test_judgement);
  ADD ("documents", report_case_set_up, test_documents);
  ADD ("telling-list", import_fixture_set_up, test_telling_list);
  ADD ("two-in-one", import_fixture_set_up, test_two_in_one);
  ADD ("redaction", report_case_set_up, test_redaction);
  return g_test_run ();
}
