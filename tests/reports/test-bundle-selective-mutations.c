/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/verify.h"
#include "reports/bundle/reading/bundle-open.h"
#include "tests/reports/bundle-case.h"
#include "tests/reports/bundle-editor.h"

/*
 * A maker who lies about what is not in the bundle. He makes all digests anew and seals with a key of his own: only what the bundle says against itself, or against
 * its records, can give him away.
 */

typedef struct
{
  const char *name;
  void      (*mutate) (BundleEditor *editor);
  const char *object;      /* what the object of one check begins with */
  const char *verdict;
  const char *reason;      /* (nullable) */
} Mutation;

static ImportFixture fixture;
static char *bundle_path;

static void
need_bundle (void)
{
  g_autofree char *event = NULL;

  if (bundle_path != NULL)
    return;
  bundle_case_set_up (&fixture, NULL);
  event = bundle_case_dup_event (&fixture);
  {
    const char * const events[] = { event, NULL };

    rc_bundle_result_free (bundle_case_export (&fixture, "s.zip", events));
  }
  bundle_path = bundle_case_dup_path (&fixture, "s.zip");
}

static const char *
lineage (BundleEditor *e)
{
  return bundle_editor_like (e, "data/lineages/", ".json")->path;
}

/* From the first @begin to the next @end, both kept. */
static void
cut (BundleEditor *e,
     const char   *path,
     const char   *begin,
     const char   *end)
{
  const EditedFile *file = bundle_editor_find (e, path);
  g_autofree char *text = g_strndup (g_bytes_get_data (file->bytes, NULL), g_bytes_get_size (file->bytes));
  const char *from = strstr (text, begin);
  const char *to = from != NULL ? strstr (from + strlen (begin), end) : NULL;
  g_autofree char *head = NULL;
  g_autofree char *changed = NULL;

  g_assert_nonnull (to);
  head = g_strndup (text, (gsize) (from - text) + strlen (begin));
  changed = g_strconcat (head, to, NULL);
  bundle_editor_set (e, path, changed);
}

/* The first line once more, about another record. */
static void
stray_line (BundleEditor *e,
            const char   *path)
{
  const EditedFile *file = bundle_editor_find (e, path);
  g_autofree char *text = g_strndup (g_bytes_get_data (file->bytes, NULL), g_bytes_get_size (file->bytes));
  g_autofree char *line = g_strndup (text, (gsize) (strchr (text, '\n') - text) + 1);
  const char *number = strstr (line, "\"record\":") + strlen ("\"record\":");
  g_autofree char *head = g_strndup (line, (gsize) (number - line));
  g_autofree char *changed = g_strconcat (text, head, "9", number, NULL);

  bundle_editor_set (e, path, changed);
}

static void withheld_records (BundleEditor *e) { cut (e, "data/withheld.json", "\"records\":{\"disclosed\":", ","); bundle_editor_replace (e, "data/withheld.json", "\"records\":{\"disclosed\":", "\"records\":{\"disclosed\":0"); }
static void withheld_seals (BundleEditor *e) { bundle_editor_replace (e, "data/withheld.json", "\"seals\":{\"disclosed\":", "\"seals\":{\"disclosed\":9"); }
static void withheld_claims (BundleEditor *e) { bundle_editor_replace (e, "data/withheld.json", "\"claims\":{\"disclosed\":", "\"claims\":{\"disclosed\":9"); }
static void withheld_source (BundleEditor *e) { bundle_editor_replace (e, "data/withheld.json", "\"sources\":[{\"records\":{\"disclosed\":", "\"sources\":[{\"records\":{\"disclosed\":9"); }
static void withheld_none (BundleEditor *e) { bundle_editor_remove (e, "data/withheld.json"); }
static void counted_exceptions (BundleEditor *e) { cut (e, "data/bundle.json", "\"exceptions\":", ","); bundle_editor_replace (e, "data/bundle.json", "\"exceptions\":", "\"exceptions\":0"); }
static void hide_source (BundleEditor *e) { bundle_editor_replace (e, "data/sources.json", "\"state\":\"published\",\"withheld\":true", "\"state\":\"removed\",\"withheld\":true"); }
static void hide_act (BundleEditor *e) { cut (e, "data/custody.jsonl", "{\"", "hash\""); bundle_editor_replace (e, "data/custody.jsonl", "}\n", ",\"withheld\":true}\n"); }
/* The registry, whose rows are told: they were taken out of nothing then. */
static void no_parent (BundleEditor *e) { bundle_editor_replace (e, "data/sources.json", "\"framing\":\"fixed\",\"id\":", "\"framing\":\"fixed\",\"number\":"); }
static void add_payload (BundleEditor *e) { bundle_editor_add (e, "data/verdict.txt", "all good\n"); }
static void add_tag (BundleEditor *e) { bundle_editor_add (e, "RESULT.html", "<p>all good</p>\n"); }
static void edit_program (BundleEditor *e) { bundle_editor_set (e, "check-records.py", "print('all records hold')\n"); }
static void no_lineage (BundleEditor *e) { cut (e, "data/bundle.json", "\"lineages\":[", "]"); }
static void remove_lineage (BundleEditor *e) { bundle_editor_remove (e, lineage (e)); }
static void remove_sheet (BundleEditor *e) { bundle_editor_remove (e, bundle_editor_like (e, "data/documents/", "-sheet.pdf")->path); }
static void empty_answers (BundleEditor *e) { cut (e, lineage (e), "\"answers\":[", "],\"group\""); }
static void no_slots (BundleEditor *e) { cut (e, lineage (e), "\"slots\":[", "],\"time\""); }
static void other_decision (BundleEditor *e) { bundle_editor_replace (e, lineage (e), "\"decision\":\"", "\"decision\":\"X-"); }
static void other_time (BundleEditor *e) { bundle_editor_replace (e, lineage (e), "\"time\":\"2", "\"time\":\"1"); }
static void
record_digest (BundleEditor *e)
{
  const EditedFile *file = bundle_editor_find (e, "data/records.json");
  g_autofree char *text = g_strndup (g_bytes_get_data (file->bytes, NULL), g_bytes_get_size (file->bytes));
  char *digit = strstr (text, "\"record_sha256\":\"") + strlen ("\"record_sha256\":\"");

  *digit = *digit == '0' ? '1' : '0';
  bundle_editor_set (e, "data/records.json", text);
}

static void stray_claim (BundleEditor *e) { stray_line (e, "data/claims.jsonl"); }
static void stray_event (BundleEditor *e) { stray_line (e, "data/events.jsonl"); }
static void edit_event (BundleEditor *e) { bundle_editor_replace (e, "data/events.jsonl", "\"time_us\":1", "\"time_us\":2"); }
static void edit_document (BundleEditor *e) { bundle_editor_flip (e, bundle_editor_like (e, "data/documents/", "-sheet.pdf")->path); }

static const Mutation mutations[] = {
  { "withheld-records", withheld_records, "data/withheld.json, ", "INVALID", "count" },
  { "withheld-seals", withheld_seals, "data/withheld.json, seals", "INVALID", "count" },
  { "withheld-claims", withheld_claims, "data/withheld.json, claims", "INVALID", "count" },
  { "withheld-source", withheld_source, "data/withheld.json, source 1", "INVALID", "count" },
  { "withheld-none", withheld_none, "data/withheld.json", "INCOMPLETE", "missing" },
  { "counted-exceptions", counted_exceptions, "data/bundle.json, exceptions", "INVALID", "count" },
  { "hide-source", hide_source, "data/withheld.json, sources", "INVALID", "count" },
  { "hide-act", hide_act, "data/withheld.json, custody_details", "INVALID", "count" },
  { "no-parent", no_parent, "source ", "INVALID", "numbers" },
  { "add-payload", add_payload, "data/verdict.txt", "NOT_COVERED", NULL },
  { "add-tag", add_tag, "RESULT.html", "NOT_COVERED", NULL },
  { "edit-check-program", edit_program, "check-records.py", "INVALID", "replay" },
  { "no-lineage", no_lineage, "data/bundle.json", "INCOMPLETE", "missing" },
  { "remove-lineage", remove_lineage, "data/lineages/", "INCOMPLETE", "missing" },
  { "remove-sheet", remove_sheet, "data/documents/", "INCOMPLETE", "missing" },
  { "empty-answers", empty_answers, "data/lineages/", "INVALID", "answer" },
  { "no-slots", no_slots, "data/lineages/", "INVALID", NULL },
  { "other-decision", other_decision, "data/lineages/", "INVALID", "value" },
  { "other-time", other_time, "data/lineages/", "INVALID", "value" },
  { "record-digest", record_digest, "record ", "INVALID", "digest" },
  { "stray-claim", stray_claim, "data/claims.jsonl", "INVALID", "citation" },
  { "stray-event", stray_event, "data/events.jsonl", "INVALID", "citation" },
  { "edit-event", edit_event, "data/events.jsonl", "INVALID", "replay" },
  { "edit-document", edit_document, "pages and documents", "UNVERIFIABLE", "payload-withheld" },
};

static void
test_mutation (gconstpointer data)
{
  const Mutation *mutation = data;
  const RcBundleOpenTerms terms = { 0 };
  g_autoptr (BundleEditor) editor = NULL;
  g_autoptr (RcBundleOpening) opening = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  gboolean found = FALSE;

  need_bundle ();
  editor = bundle_editor_open (bundle_path);
  path = bundle_case_dup_path (&fixture, "mutated.zip");
  mutation->mutate (editor);
  bundle_editor_reseal (editor, NULL);
  bundle_editor_write (editor, path);

  opening = rc_bundle_open (path, NULL, &terms, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < opening->checks->len; i++)
    {
      const RcBundleCheck *check = g_ptr_array_index (opening->checks, i);

      g_test_message ("%s %s (%s): expected %s, found %s", rc_verdict_to_code (check->verdict), check->object,
                      check->reason != NULL ? check->reason : "-", check->expected != NULL ? check->expected : "-",
                      check->found != NULL ? check->found : "-");
      if (g_str_has_prefix (check->object, mutation->object) && g_strcmp0 (check->reason, mutation->reason) == 0
          && strcmp (rc_verdict_to_code (check->verdict), mutation->verdict) == 0)
        found = TRUE;
    }
  g_assert_cmpint (rc_verdict_exit_code (rc_bundle_opening_worst (opening)), !=, 0);
  if (!found)
    g_error ("no check says: %s %s (%s)", mutation->verdict, mutation->object, mutation->reason != NULL ? mutation->reason : "-");
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (mutations); i++)
    {
      g_autofree char *name = g_strconcat ("/bundle-selective-mutations/", mutations[i].name, NULL);

      g_test_add_data_func (name, &mutations[i], test_mutation);
    }
  status = bundle_case_run ();
  if (bundle_path != NULL)
    import_fixture_tear_down (&fixture, NULL);
  g_free (bundle_path);
  return status;
}
