/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/json-schema.h"
#include "core/seals/ro-crate-file.h"
#include "report-case.h"
#include "reports/bundle/writing/bundle-writer.h"
#include "reports/bundle/prov/prov-lineage.h"
#include "reports/bundle/ro-crate.h"

static const RcDigest state = { { 0xab } };

static RcProvDocument *
make (const RcLineage *lineage)
{
  return rc_prov_document_from_lineage (lineage, &state, "en");
}

static const RcProvStatement *
find (const RcProvDocument *document,
      const char           *id)
{
  g_autofree char *full = g_strconcat ("lineage:", id, NULL);

  return rc_prov_document_find (document, full);
}

static const char *
peek (const RcProvStatement *statement,
      const char            *name)
{
  g_assert_nonnull (statement);
  for (guint i = 0; i < statement->attributes->len; i++)
    {
      const RcProvAttribute *attribute = g_ptr_array_index (statement->attributes, i);

      if (g_str_equal (attribute->name, name))
        return attribute->value;
    }
  return NULL;
}

static gboolean
has (const RcProvStatement *statement,
     const char            *name,
     const char            *value)
{
  for (guint i = 0; i < statement->attributes->len; i++)
    {
      const RcProvAttribute *attribute = g_ptr_array_index (statement->attributes, i);

      if (g_str_equal (attribute->name, name) && g_str_equal (attribute->value, value))
        return TRUE;
    }
  return FALSE;
}

static const RcProvStatement *
find_relation (const RcProvDocument *document,
               RcProvKind            kind,
               const char           *subject,
               const char           *object)
{
  for (guint i = 0; i < document->statements->len; i++)
    {
      const RcProvStatement *statement = g_ptr_array_index (document->statements, i);

      if (statement->kind == kind && g_str_equal (statement->subject + strlen ("lineage:"), subject)
          && g_str_equal (statement->object + strlen ("lineage:"), object))
        return statement;
    }
  return NULL;
}

static RcLineageSlot *
get_slot (RcLineage  *lineage,
          const char *slot)
{
  return (RcLineageSlot *) rc_lineage_find_slot (lineage, slot);
}

static RcLineage *
make_lineage (ImportFixture *fixture)
{
  g_autofree char *inference = report_case_find_action (fixture, "override");

  return report_case_lineage (fixture, inference);
}

/* --- What is said --- */

static void
test_relations (ImportFixture *fixture,
                gconstpointer  data G_GNUC_UNUSED)
{
  g_autoptr (RcLineage) lineage = make_lineage (fixture);
  g_autoptr (RcProvDocument) document = make (lineage);
  const RcProvStatement *inference = find (document, "inference"), *association;

  g_assert_cmpint (inference->start_us, ==, lineage->event->time_us);
  g_assert_true (has (inference, "recount:reference", lineage->reference));
  g_assert_nonnull (find_relation (document, RC_PROV_USED, "inference", "input-1"));
  g_assert_nonnull (find_relation (document, RC_PROV_USED, "inference", "model-version-1"));
  g_assert_nonnull (find_relation (document, RC_PROV_USED, "inference", "artefact-1"));
  g_assert_nonnull (find_relation (document, RC_PROV_WAS_GENERATED_BY, "output-1", "inference"));
  g_assert_nonnull (find_relation (document, RC_PROV_WAS_GENERATED_BY, "score-1", "inference"));
  g_assert_nonnull (find_relation (document, RC_PROV_WAS_ASSOCIATED_WITH, "inference", "endpoint-1"));
  g_assert_nonnull (find_relation (document, RC_PROV_WAS_INFORMED_BY, "inference", "deployment-1"));
  g_assert_nonnull (find_relation (document, RC_PROV_USED, "deployment-1", "model-version-1"));
  g_assert_nonnull (find_relation (document, RC_PROV_WAS_GENERATED_BY, "model-version-1", "run-1"));
  g_assert_nonnull (find_relation (document, RC_PROV_USED, "run-1", "dataset-1"));
  g_assert_nonnull (find_relation (document, RC_PROV_USED, "run-1", "commit-1"));
  g_assert_nonnull (find_relation (document, RC_PROV_USED, "run-1", "environment-1"));
  g_assert_nonnull (find_relation (document, RC_PROV_WAS_GENERATED_BY, "evaluation-1", "run-1"));
  g_assert_null (find_relation (document, RC_PROV_WAS_INFLUENCED_BY, "evaluation-1", "model-version-1"));
  g_assert_nonnull (find_relation (document, RC_PROV_USED, "approval-1", "model-version-1"));
  g_assert_nonnull (find_relation (document, RC_PROV_USED, "approval-1", "documentation-1"));
  g_assert_nonnull (find_relation (document, RC_PROV_WAS_INFORMED_BY, "human-action-1", "inference"));
  g_assert_nonnull (find_relation (document, RC_PROV_USED, "human-action-1", "output-1"));
  g_assert_nonnull (find_relation (document, RC_PROV_WAS_GENERATED_BY, "final-decision-1", "human-action-1"));
  g_assert_true (has (find (document, "card-1"), "recount:about", "lineage:model-version-1"));

  association = find_relation (document, RC_PROV_WAS_ASSOCIATED_WITH, "approval-1", "approval-1-actor");
  g_assert_nonnull (association);
  g_assert_cmpstr (peek (association, "prov:role"), ==, "Head of Model Risk");
  g_assert_nonnull (find_relation (document, RC_PROV_WAS_ASSOCIATED_WITH, "human-action-1", "human-action-1-actor"));
  g_assert_true (g_str_has_prefix (peek (find (document, "human-action-1-actor"), "recount:pseudonym"), "••••"));
  g_assert_cmpint (find (document, "approval-1")->start_us, ==, find (document, "approval-1")->end_us);
  g_assert_cmpint (find (document, "deployment-1")->start_us, <, find (document, "deployment-1")->end_us);
}

static gboolean
is_told_by_itself (const RcProvStatement *statement)
{
  static const char * const parts[] = { "-actor", "-saying-", "lineage:exception-", "lineage:inference", "evidence:record-", NULL };

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      if (strstr (statement->id, parts[i]) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* Each statement says how it is known, and names records that stand in the document with their digests. */
static void
test_citations (ImportFixture *fixture,
                gconstpointer  data G_GNUC_UNUSED)
{
  g_autoptr (RcLineage) lineage = make_lineage (fixture);
  g_autoptr (RcProvDocument) document = make (lineage);
  guint n_checked = 0;

  for (guint i = 0; i < document->statements->len; i++)
    {
      const RcProvStatement *statement = g_ptr_array_index (document->statements, i), *record;

      if (is_told_by_itself (statement))
        continue;
      g_assert_nonnull (peek (statement, "recount:standing"));
      g_assert_nonnull (peek (statement, "recount:protection"));
      g_assert_nonnull (peek (statement, "recount:place"));
      g_assert_nonnull (peek (statement, "recount:cites"));
      record = rc_prov_document_find (document, peek (statement, "recount:cites"));
      g_assert_cmpuint (strlen (peek (record, "recount:leaf-sha256")), ==, 64);
      g_assert_cmpuint (strlen (peek (record, "recount:record-sha256")), ==, 64);
      g_assert_nonnull (peek (record, "recount:source"));
      g_assert_nonnull (peek (record, "recount:protection"));
      n_checked++;
    }
  g_assert_cmpuint (n_checked, >, 40);
}

static void
test_nothing (ImportFixture *fixture,
              gconstpointer  data G_GNUC_UNUSED)
{
  g_autofree char *alone = report_case_find_alone (fixture);
  g_autoptr (RcLineage) lineage = report_case_lineage (fixture, alone);
  g_autoptr (RcProvDocument) document = make (lineage);
  guint n_nothing = 0;

  for (guint i = 0; i < lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (lineage->slots, i);
      g_autofree char *id = g_strconcat (slot->slot, "-1", NULL);

      g_assert_true ((find (document, id) == NULL) == (slot->answers->len == 0));
      n_nothing += slot->answers->len == 0 ? 1 : 0;
    }
  g_assert_cmpuint (n_nothing, >, 1);
  g_assert_null (find (document, "human-action-1"));
  g_assert_null (find_relation (document, RC_PROV_WAS_INFORMED_BY, "human-action-1", "inference"));
}

/* The registry names another file than the one that ran: neither is said to have been used. */
static void
test_disagreement (ImportFixture *fixture,
                   gconstpointer  data G_GNUC_UNUSED)
{
  g_autoptr (RcLineage) lineage = make_lineage (fixture);
  g_autoptr (RcProvDocument) document = make (lineage);
  const RcProvStatement *inference = find (document, "inference");
  guint n_exceptions = 0;

  g_assert_cmpint (rc_lineage_find_slot (lineage, "artefact")->standing, ==, RC_STANDING_DISAGREE);
  for (guint i = 1; i <= 2; i++)
    {
      g_autofree char *id = g_strdup_printf ("artefact-%u", i), *full = g_strconcat ("lineage:", id, NULL);

      g_assert_true (has (find (document, id), "prov:type", "recount:Alternative"));
      g_assert_true (has (find (document, id), "recount:question", "DISAGREE"));
      g_assert_null (find_relation (document, RC_PROV_USED, "inference", id));
      g_assert_true (has (inference, "recount:perhaps-used", full));
    }
  for (guint i = 0; i < document->statements->len; i++)
    n_exceptions += has (g_ptr_array_index (document->statements, i), "prov:type", "recount:Exception") ? 1 : 0;
  g_assert_cmpuint (n_exceptions, ==, lineage->exceptions->len);
  g_assert_cmpuint (n_exceptions, >, 0);
}

static void
test_undecided (ImportFixture *fixture,
                gconstpointer  data G_GNUC_UNUSED)
{
  g_autoptr (RcLineage) lineage = make_lineage (fixture);
  g_autoptr (RcProvDocument) document = NULL;

  get_slot (lineage, "deployment")->undecided = TRUE;
  document = make (lineage);
  g_assert_null (find_relation (document, RC_PROV_WAS_INFORMED_BY, "inference", "deployment-1"));
  g_assert_null (find_relation (document, RC_PROV_USED, "deployment-1", "model-version-1"));
  g_assert_true (has (find (document, "inference"), "recount:perhaps-wasInformedBy", "lineage:deployment-1"));
  g_assert_true (has (find (document, "deployment-1"), "recount:question", "UNDECIDED"));
}

/* An act that is dated before the answer was there did not use it. */
static void
test_order_in_time (ImportFixture *fixture,
                    gconstpointer  data G_GNUC_UNUSED)
{
  g_autoptr (RcLineage) lineage = make_lineage (fixture);
  g_autoptr (RcProvDocument) document = NULL;

  lineage->event->time_us += G_GINT64_CONSTANT (400) * 86400 * G_USEC_PER_SEC;
  document = make (lineage);
  g_assert_null (find_relation (document, RC_PROV_WAS_INFORMED_BY, "human-action-1", "inference"));
  g_assert_null (find_relation (document, RC_PROV_USED, "human-action-1", "output-1"));
  g_assert_true (has (find (document, "human-action-1"), "recount:perhaps-used", "lineage:output-1"));
  g_assert_nonnull (find_relation (document, RC_PROV_USED, "inference", "input-1"));
}

/* A day is no instant. */
static void
test_rough_time (ImportFixture *fixture,
                 gconstpointer  data G_GNUC_UNUSED)
{
  g_autoptr (RcLineage) lineage = make_lineage (fixture);
  g_autoptr (RcProvDocument) document = NULL;

  lineage->event->span_us = G_GINT64_CONSTANT (86399) * G_USEC_PER_SEC;
  document = make (lineage);
  g_assert_cmpint (find (document, "inference")->start_us, ==, RC_TIME_NONE);
  g_assert_nonnull (peek (find (document, "inference"), "recount:earliest"));
  g_assert_nonnull (peek (find (document, "inference"), "recount:latest"));
}

/* --- What people say --- */

static void
add_saying (RcLineage  *lineage,
            const char *slot,
            const char *value)
{
  RcLineageAnswer *answer = g_new0 (RcLineageAnswer, 1);

  answer->value = g_strdup (value);
  answer->standing = RC_STANDING_STATED;
  answer->citations = g_ptr_array_new ();
  answer->facts = g_ptr_array_new ();
  answer->sayings = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_lineage_saying_free);
  g_ptr_array_add (answer->sayings, rc_lineage_saying_new_stated (7, "Ada Auditor", g_strdup ("Said by the head of credit.")));
  g_ptr_array_add (answer->sayings, rc_lineage_saying_new_read (8, 31, "2", "the words", "Ada Auditor"));
  g_ptr_array_add (get_slot (lineage, slot)->answers, answer);
}

static void
test_sayings (ImportFixture *fixture,
              gconstpointer  data G_GNUC_UNUSED)
{
  g_autoptr (RcLineage) lineage = make_lineage (fixture);
  g_autoptr (RcProvDocument) document = NULL;
  const RcProvStatement *stated, *seen;

  g_ptr_array_set_size (get_slot (lineage, "run")->answers, 0);
  get_slot (lineage, "run")->standing = RC_STANDING_STATED;
  add_saying (lineage, "run", "the run of March");
  document = make (lineage);

  g_assert_null (find (document, "run-1"));
  stated = find (document, "run-1-saying-1");
  g_assert_true (has (stated, "recount:standing", "STATED"));
  g_assert_true (has (stated, "recount:value", "the run of March"));
  seen = find (document, "run-1-saying-2");
  g_assert_true (has (seen, "recount:standing", "READ"));
  g_assert_true (has (seen, "recount:source", "31"));
  g_assert_nonnull (find_relation (document, RC_PROV_WAS_ATTRIBUTED_TO, "run-1-saying-1", "run-1-saying-1-person"));
  g_assert_true (has (find (document, "run-1-saying-2-person"), "recount:name", "Ada Auditor"));
  for (guint i = 0; i < document->statements->len; i++)
    {
      const RcProvStatement *statement = g_ptr_array_index (document->statements, i);

      g_assert_cmpstr (statement->object, !=, stated->id);
      g_assert_false (g_strcmp0 (statement->subject, stated->id) == 0 && statement->kind != RC_PROV_WAS_ATTRIBUTED_TO);
    }
}

/* --- What is written --- */

static gboolean
reads_as_xml (const char *xml)
{
  const GMarkupParser nothing = { 0 };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&nothing, 0, NULL, NULL);

  return g_markup_parse_context_parse (context, xml, -1, NULL) && g_markup_parse_context_end_parse (context, NULL);
}

static void
test_bytes (ImportFixture *fixture,
            gconstpointer  data G_GNUC_UNUSED)
{
  g_autoptr (RcLineage) lineage = make_lineage (fixture), again = make_lineage (fixture);
  g_autoptr (RcProvDocument) first = make (lineage), second = make (again);
  g_autofree char *json = rc_prov_to_json (first), *json_again = rc_prov_to_json (second);
  g_autofree char *xml = rc_prov_to_xml (first), *xml_again = rc_prov_to_xml (second);

  g_assert_cmpstr (json, ==, json_again);
  g_assert_cmpstr (xml, ==, xml_again);
  g_assert_true (reads_as_xml (xml));
  g_assert_null (strstr (json, "\n"));
  g_assert_true (g_str_has_prefix (json, "{\"activity\":{"));
}

static RcSchemaAnswer
judge_json (const char *text,
            char      **out_found)
{
  g_autofree char *path = g_build_filename (g_getenv ("RECOUNT_SOURCE"), "reports", "bundle", "prov", "prov.schema.json", NULL);
  g_autofree char *schema_text = NULL;
  g_autoptr (RcJsonSchema) schema = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (RcJson) json = { 0 };
  RcSchemaFault schema_fault;
  RcJsonFault fault;
  const char *reason = NULL;
  RcSchemaAnswer answer;

  g_file_get_contents (path, &schema_text, NULL, &error);
  g_assert_no_error (error);
  schema = rc_json_schema_new (schema_text, strlen (schema_text), &reason);
  g_assert_cmpstr (reason, ==, NULL);
  rc_json_init (&json);
  g_assert_true (rc_json_parse (&json, text, strlen (text), &fault));
  answer = rc_json_schema_judge (schema, &json, 0, &schema_fault);
  *out_found = answer != RC_SCHEMA_CONFORMS ? rc_json_schema_dup_rule (schema, &schema_fault) : NULL;
  return answer;
}

static void
assert_refused (const char *json,
                const char *from,
                const char *to)
{
  g_autoptr (GString) spoilt = g_string_new (json);
  g_autofree char *found = NULL;

  g_assert_cmpuint (g_string_replace (spoilt, from, to, 1), ==, 1);
  g_assert_cmpint (judge_json (spoilt->str, &found), ==, RC_SCHEMA_DIFFERS);
}

/* The schema that bundles carry. */
static void
test_schema (ImportFixture *fixture,
             gconstpointer  data G_GNUC_UNUSED)
{
  g_autoptr (RcLineage) lineage = make_lineage (fixture);
  g_autoptr (RcProvDocument) document = NULL;
  g_autofree char *json = NULL, *found = NULL;

  add_saying (lineage, "incident", "none that we know of");
  document = make (lineage);
  json = rc_prov_to_json (document);
  judge_json (json, &found);
  g_assert_cmpstr (found, ==, NULL);

  assert_refused (json, "\"used\":", "\"wasUsed\":");
  assert_refused (json, "\"prov:entity\":\"lineage:input-1\"", "\"prov:thing\":\"lineage:input-1\"");
  assert_refused (json, "\"prov:entity\":\"lineage:input-1\"", "\"prov:entity\":\"other:input-1\"");
  assert_refused (json, "prov:QUALIFIED_NAME", "xsd:anything");
  assert_refused (json, "\"prov:startTime\":\"20", "\"prov:startTime\":\"yesterday");
  assert_refused (json, "ns/prov#", "ns/other#");
  assert_refused (json, "\"$\":\"true\"", "\"$\":\"maybe\"");
}

/* What records hold is anybody's text. */
static void
test_hostile_texts (ImportFixture *fixture,
                    gconstpointer  data G_GNUC_UNUSED)
{
  g_autoptr (RcLineage) lineage = make_lineage (fixture);
  RcLineageAnswer *answer = g_ptr_array_index (get_slot (lineage, "output")->answers, 0);
  g_autoptr (RcProvDocument) document = NULL;
  g_autofree char *json = NULL, *xml = NULL;

  g_free (answer->value);
  answer->value = g_strdup ("<prov:agent/>&]]>\"'\x01\r\xff\xef\xbf\xbe end");
  document = make (lineage);
  json = rc_prov_to_json (document);
  xml = rc_prov_to_xml (document);
  g_assert_nonnull (json);
  g_assert_true (reads_as_xml (xml));
  g_assert_null (strstr (xml, "<prov:agent/>"));
  g_assert_null (strchr (xml, '\x01'));
  g_assert_null (strchr (xml, '\r'));
  g_assert_nonnull (strstr (xml, "&lt;prov:agent/&gt;&amp;]]&gt;"));
}

/* --- The crate --- */

static void
file_free (gpointer data)
{
  RcBundleFile *self = data;

  g_free (self->path);
  g_free (self);
}

static void
add_crate_file (GPtrArray  *files,
                const char *path,
                const char *text)
{
  RcBundleFile *file = g_new0 (RcBundleFile, 1);

  file->path = g_strdup (path);
  file->media_type = (char *) "text/plain";
  file->title = (char *) "A file";
  file->bytes = strlen (text);
  rc_digest_compute (text, strlen (text), &file->sha256);
  g_ptr_array_add (files, file);
}

static char *
make_crate (const GPtrArray *files)
{
  const RcRoCrateTerms terms = {
    .name = "Bundle", .description = "All of it", .identifier = "abc", .published_us = G_GINT64_CONSTANT (1775804215097000),
    .version = "1", .author = "Ada Auditor",
  };

  return rc_ro_crate_to_json (files, &terms);
}

static void
test_crate (void)
{
  static const char * const paths[] = {
    "data/bundle.json", "data/prov/000007-24.json", "data/prov/000007-24.xml", "data/sources/000001/50 %, #1 & C:ä.txt",
  };
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (file_free);
  g_autoptr (GPtrArray) items = NULL;
  g_autofree char *json = NULL, *again = NULL;
  gboolean is_ambiguous;
  const char *fault;

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    add_crate_file (files, paths[i], paths[i]);
  json = make_crate (files);
  again = make_crate (files);
  g_assert_cmpstr (json, ==, again);
  g_assert_true (rc_crate_recognise (json, strlen (json)));

  items = rc_crate_parse (json, strlen (json), &is_ambiguous, &fault);
  g_assert_nonnull (items);
  g_assert_false (is_ambiguous);
  g_assert_cmpuint (items->len, ==, G_N_ELEMENTS (paths) + 1);
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      const RcCrateItem *item = g_ptr_array_index (items, i + 1);

      g_assert_cmpstr (item->path, ==, paths[i]);
      g_assert_true (item->is_part && item->has_digest && item->has_size && !item->is_refused);
      g_assert_cmpuint (item->size, ==, strlen (paths[i]));
    }
  g_assert_nonnull (strstr (json, "\"mentions\":[{\"@id\":\"data/prov/000007-24.json\"},{\"@id\":\"data/prov/000007-24.xml\"}]"));
  g_assert_nonnull (strstr (json, "50%20%25%2C%20%231%20%26%20C%3A%C3%A4.txt"));
}

/* The program's own judge of such descriptions finds every file, whole, and nothing beside them. */
static void
test_crate_judged (ImportFixture *fixture,
                   gconstpointer  data G_GNUC_UNUSED)
{
  static const char * const names[] = { "a.txt", "folder/50 % of it.txt" };
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (file_free);
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcJudgement) judgement = NULL;
  const RcSeal *crate = NULL;
  g_autofree char *json = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      add_crate_file (files, names[i], names[i]);
      import_fixture_put (fixture, names[i], names[i], -1);
    }
  json = make_crate (files);
  import_fixture_put (fixture, RC_RO_CRATE_FILE, json, -1);
  result = import_fixture_import (fixture, NULL);
  judgement = import_fixture_verify (fixture);
  for (guint i = 0; i < judgement->seals->len; i++)
    {
      const RcSeal *seal = g_ptr_array_index (judgement->seals, i);

      if (g_str_equal (seal->kind, "ro-crate"))
        crate = seal;
    }
  g_assert_nonnull (crate);
  g_assert_cmpint (crate->integrity, ==, RC_VERDICT_VALID);
  g_assert_cmpint (crate->completeness, ==, RC_VERDICT_VALID);
  g_assert_cmpint (crate->checked, ==, 2);
  g_assert_cmpint (crate->total, ==, 2);
  g_assert_cmpuint (crate->notes->len, ==, 0);
  g_assert_cmpuint (judgement->exceptions->len, ==, 0);
}

/* The tests of lineages change none of the two cases, so that each is made once. */
typedef struct
{
  const char    *name;
  ImportFixture *fixture;
  void         (*test) (ImportFixture *, gconstpointer);
} Case;

static void
run_case (gconstpointer data)
{
  const Case *self = data;

  self->test (self->fixture, NULL);
}

int
main (int    argc,
      char **argv)
{
  static ImportFixture clean, faulty;
  static const Case cases[] = {
    { "/prov/relations", &clean, test_relations },
    { "/prov/citations", &faulty, test_citations },
    { "/prov/nothing", &faulty, test_nothing },
    { "/prov/disagreement", &faulty, test_disagreement },
    { "/prov/undecided", &clean, test_undecided },
    { "/prov/order-in-time", &clean, test_order_in_time },
    { "/prov/rough-time", &clean, test_rough_time },
    { "/prov/sayings", &clean, test_sayings },
    { "/prov/bytes", &faulty, test_bytes },
    { "/prov/schema", &faulty, test_schema },
    { "/prov/hostile-texts", &faulty, test_hostile_texts },
  };
  int code;

  g_test_init (&argc, &argv, NULL);
  report_case_set_up_clean (&clean, NULL);
  report_case_set_up (&faulty, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].name, &cases[i], run_case);
  g_test_add_func ("/ro-crate/files", test_crate);
  g_test_add ("/ro-crate/judged", ImportFixture, NULL, import_fixture_set_up, test_crate_judged, import_fixture_tear_down);

  code = g_test_run ();
  import_fixture_tear_down (&clean, NULL);
  import_fixture_tear_down (&faulty, NULL);
  return code;
}
