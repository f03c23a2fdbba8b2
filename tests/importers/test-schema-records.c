/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/bounds.h"
#include "core/custody.h"
#include "core/exception.h"
#include "core/judgement-json.h"
#include "core/source-schema.h"
#include "import-fixture.h"

/* Records of a log against the JSON Schema that came with it, by verify. */

#define DIALECT "\"$schema\":\"https://json-schema.org/draft/2020-12/schema\","

/* The beginning of a record. */
#define EVENT(id) "{\"schema\":\"kreditcheck.decision/1\",\"event_id\":\"" id "\",\"event\":\"inference\","

static const char form[] =
  "{" DIALECT "\"$id\":\"https://bank.example/forms/decision\",\"title\":\"Decision\",\"type\":\"object\","
  "\"required\":[\"event_id\",\"output\"],"
  "\"properties\":{\"event_id\":{\"pattern\":\"^E-[0-9]{7}$\"},\"applicant\":{\"type\":\"string\",\"maxLength\":8},"
  "\"output\":{\"type\":\"object\",\"properties\":{\"score\":{\"minimum\":0,\"maximum\":1}}}}}";

static gint64
import_one (ImportFixture *fixture,
            const char    *name,
            const char    *text)
{
  g_autoptr (RcImportResult) result = NULL;

  import_fixture_put (fixture, name, text, -1);
  result = import_fixture_import (fixture, name);
  return import_fixture_find (result, name)->id;
}

static void
say (ImportFixture *fixture,
     gint64         source,
     gint64         schema)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (rc_source_schema_set (fixture->case_file, source, schema, &error));
  g_assert_no_error (error);
}

/* "kind record place-in-message expected | found" of each. */
static char *
list_told (const RcJudgement *judgement)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < judgement->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (judgement->exceptions, i);

      if (g_str_has_prefix (exception->kind, "schema-"))
        g_string_append_printf (list, "%s %" G_GINT64_FORMAT "%s: %s | %s\n", exception->kind, exception->record,
                                exception->caused_by != 0 ? " too" : "", exception->expected, exception->found);
    }
  return g_string_free (list, FALSE);
}

static void
assert_form (const RcJudgement *judgement,
             guint              index,
             gint64             schema,
             gboolean           is_declared,
             guint64            conforming,
             guint64            differing,
             guint64            cannot_tell)
{
  const RcFormCount *count;

  g_assert_cmpuint (judgement->forms->len, >, index);
  count = &g_array_index (judgement->forms, RcFormCount, index);
  g_assert_cmpint (count->schema, ==, schema);
  g_assert_cmpint (count->is_declared, ==, is_declared);
  g_assert_cmpuint (count->conforming, ==, conforming);
  g_assert_cmpuint (count->differing, ==, differing);
  g_assert_cmpuint (count->cannot_tell, ==, cannot_tell);
  g_assert_cmpuint (count->records, ==, conforming + differing + cannot_tell);
}

static char *
make_log (void)
{
  GString *log = import_fixture_make_log (1, 20);

  g_string_append (log, EVENT ("E-0000021") "\"applicant\":\"Clara Zimmermann\",\"output\":{\"score\":1.25}}\n");
  g_string_append (log, EVENT ("E-0000022") "\"applicant\":\"Bertha Zimmermann\",\"output\":{\"score\":0.25}}\n");
  g_string_append (log, EVENT ("E-0000023") "\"output\":{\"score\":1.00000000000000000000000001}}\n");
  g_string_append (log, EVENT ("E-0000024") "\"more\":1}\n");
  g_string_append (log, "{\"event_id\":\n\n");
  g_string_append (log, "{\"event_id\":\"E-0000027\",\"output\":{\"score\":NaN}}\n");
  g_string_append (log, "{\"event_id\":\"E-0000028\",\"event_id\":\"E-0000029\",\"output\":{}}\n");
  return g_string_free (log, FALSE);
}

static char *
dup_json (ImportFixture     *fixture,
          const RcJudgement *judgement)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcUncovered) uncovered = rc_uncovered_new (fixture->case_file, judgement, &error);
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  g_assert_no_error (error);
  rc_judgement_write_json (judgement, uncovered, writer);
  return rc_json_writer_finish (writer);
}

/* What the case keeps of a verification says the same as the verification itself. */
static void
test_kept (ImportFixture *fixture,
           gconstpointer  data)
{
  g_autofree char *log = make_log ();
  gint64 schema = import_one (fixture, "decision.schema.json", form);
  gint64 source = import_one (fixture, "log.jsonl", log);
  g_autoptr (RcJudgement) judgement = NULL;
  g_autoptr (RcJudgement) kept = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;
  g_autofree char *again = NULL;
  gboolean is_current = FALSE;

  say (fixture, source, schema);
  judgement = import_fixture_verify (fixture);
  said = dup_json (fixture, judgement);
  g_assert_nonnull (strstr (said, "\"schemas\":[{\"source\":2,\"schema\":1,\"said_by\":\"auditor\",\"records\":27,"));
  import_fixture_reopen (fixture);
  kept = rc_verify_load (fixture->case_file, &is_current, &error);
  g_assert_no_error (error);
  g_assert_true (is_current);
  again = dup_json (fixture, kept);
  g_assert_cmpstr (again, ==, said);
}

static void
test_declared (ImportFixture *fixture,
               gconstpointer  data)
{
  g_autofree char *log = make_log ();
  g_autofree char *told = NULL;
  g_autoptr (RcJudgement) before = NULL;
  g_autoptr (RcJudgement) judgement = NULL;
  gint64 schema = import_one (fixture, "decision.schema.json", form);
  gint64 source = import_one (fixture, "log.jsonl", log);
  g_autofree char *importer = import_fixture_query_text (fixture, "SELECT importer FROM source WHERE name LIKE '%schema%'");

  g_assert_cmpstr (importer, ==, "json-schema");
  /* Nobody said that the schema is about the log: nothing is guessed. */
  before = import_fixture_verify (fixture);
  g_assert_cmpuint (before->forms->len, ==, 0);

  say (fixture, source, schema);
  judgement = import_fixture_verify (fixture);
  assert_form (judgement, 0, schema, TRUE, 20, 4, 3);
  told = list_told (judgement);
  g_assert_cmpstr (told, ==,
                   "schema-mismatch 21: at most 8 characters | a text of 16 characters\n"
                   "schema-mismatch 22 too: at most 8 characters | a text of 17 characters\n"
                   "schema-mismatch 23: at most 1 | a number with a fraction or exponent\n"
                   "schema-mismatch 24: the member \"output\" | no such member\n"
                   "schema-not-checked 25: JSON within the limits of this program | something else\n"
                   "schema-not-checked 27: numbers that JSON has | NaN or Infinity\n"
                   "schema-not-checked 28: each member named once | a member that is named twice\n");
  for (guint i = 0; i < judgement->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (judgement->exceptions, i);

      if (g_str_has_prefix (exception->kind, "schema-"))
        g_assert_null (strstr (exception->message, "Zimmermann"));
    }
  g_assert_cmpint (rc_judgement_exit_code (judgement), ==, 1);
}

static void
test_statement (ImportFixture *fixture,
                gconstpointer  data)
{
  g_autoptr (GString) log = import_fixture_make_log (1, 3);
  gint64 schema = import_one (fixture, "decision.schema.json", form);
  gint64 source = import_one (fixture, "log.jsonl", log->str);
  g_autoptr (GError) error = NULL;
  g_autoptr (RcJudgement) judgement = NULL;
  g_autofree char *acts = NULL;
  RcDigest first, second, third;
  gint64 changed;

  g_assert_true (rc_custody_evidence_state (fixture->case_file, &first, &changed, &error));
  g_assert_false (rc_source_schema_set (fixture->case_file, source, source, &error));
  g_assert_error (error, RC_SOURCE_SCHEMA_ERROR, RC_SOURCE_SCHEMA_ERROR_SCHEMA);
  g_clear_error (&error);
  g_assert_false (rc_source_schema_set (fixture->case_file, 99, schema, &error));
  g_clear_error (&error);

  say (fixture, source, schema);
  g_assert_cmpint (rc_source_schema_get (fixture->case_file, source), ==, schema);
  g_assert_true (rc_custody_evidence_state (fixture->case_file, &second, &changed, &error));
  g_assert_false (rc_digest_equal (&first, &second));
  import_fixture_reopen (fixture);
  g_assert_cmpint (rc_source_schema_get (fixture->case_file, source), ==, schema);
  judgement = import_fixture_verify (fixture);
  assert_form (judgement, 0, schema, TRUE, 3, 0, 0);

  say (fixture, source, 0);
  g_assert_cmpint (rc_source_schema_get (fixture->case_file, source), ==, 0);
  g_assert_true (rc_custody_evidence_state (fixture->case_file, &third, &changed, &error));
  g_assert_true (rc_digest_equal (&first, &third));
  acts = import_fixture_query_text (fixture, "SELECT count(*) FROM custody WHERE act = 'schema'");
  g_assert_cmpstr (acts, ==, "2");
  import_fixture_assert_untouched (fixture);
}

/* The schema went out of the case: that is told, and no record counts as checked. */
static void
test_absent (ImportFixture *fixture,
             gconstpointer  data)
{
  g_autoptr (GString) log = import_fixture_make_log (1, 3);
  gint64 schema = import_one (fixture, "decision.schema.json", form);
  gint64 source = import_one (fixture, "log.jsonl", log->str);
  g_autoptr (GError) error = NULL;
  g_autoptr (RcJudgement) judgement = NULL;
  g_autofree char *told = NULL;

  say (fixture, source, schema);
  g_assert_true (rc_import_remove (fixture->case_file, schema, "an old one", &error));
  g_assert_no_error (error);
  judgement = import_fixture_verify (fixture);
  told = list_told (judgement);
  g_assert_cmpstr (told, ==, "schema-not-checked 0: the schema that the auditor named | none in the case any more\n");
  g_assert_cmpuint (judgement->forms->len, ==, 0);
  g_assert_cmpint (rc_judgement_exit_code (judgement), ==, 3);
}

/* A record that names the schema is about itself; the form of the input is about the input. */
static void
test_named (ImportFixture *fixture,
            gconstpointer  data)
{
  static const char input_form[] = "{" DIALECT "\"$id\":\"input/3\",\"type\":\"object\",\"required\":[\"income\"]}";
  static const char log[] =
    EVENT ("E-1") "\"input\":{\"schema\":\"input/3\",\"fields\":{\"income\":1}}}\n"
    EVENT ("E-2") "\"input\":{\"schema\":\"input/3\",\"fields\":{\"age\":1}}}\n"
    EVENT ("E-3") "\"input\":{\"schema\":\"input/2\",\"fields\":{}}}\n"
    EVENT ("E-4") "\"input\":{\"schema\":\"input/3\"}}\n"
    EVENT ("E-5") "\"output\":{},\"$schema\":\"https://bank.example/forms/decision\"}\n";
  gint64 whole = import_one (fixture, "decision.schema.json", form);
  gint64 input = import_one (fixture, "input.schema.json", input_form);
  g_autoptr (RcJudgement) judgement = NULL;
  g_autofree char *told = NULL;

  import_one (fixture, "log.jsonl", log);
  judgement = import_fixture_verify (fixture);
  told = list_told (judgement);
  g_assert_cmpstr (told, ==,
                   "schema-mismatch 2: the member \"income\" | no such member\n"
                   "schema-not-checked 4: an input in the record | none\n"
                   "schema-mismatch 5: a text of the pattern \"^E-[0-9]{7}$\" | a text of 3 characters\n");
  assert_form (judgement, 0, whole, FALSE, 0, 1, 0);
  assert_form (judgement, 1, input, FALSE, 1, 1, 1);
}

/* Two documents of one id: it is not said which is meant. */
static void
test_ambiguous (ImportFixture *fixture,
                gconstpointer  data)
{
  g_autofree char *other = g_strconcat (form, "\n", NULL);
  gint64 first = import_one (fixture, "a.json", form);
  g_autoptr (RcJudgement) judgement = NULL;
  g_autofree char *told = NULL;

  import_one (fixture, "b.json", other);
  import_one (fixture, "log.jsonl", EVENT ("E-0000001")
                                    "\"$schema\":\"https://bank.example/forms/decision\",\"output\":{}}\n");
  judgement = import_fixture_verify (fixture);
  told = list_told (judgement);
  g_assert_cmpstr (told, ==, "schema-not-checked 1: one delivered schema of that id | several\n");
  assert_form (judgement, 0, first, FALSE, 0, 0, 1);
}

/* What the schema leaves to another document is never conforming. */
static void
test_cannot_tell (ImportFixture *fixture,
                  gconstpointer  data)
{
  g_autoptr (GString) log = import_fixture_make_log (1, 300);
  gint64 schema = import_one (fixture, "s.json", "{" DIALECT "\"type\":\"object\",\"$ref\":\"common.json\"}");
  gint64 source = import_one (fixture, "log.jsonl", log->str);
  g_autoptr (RcJudgement) judgement = NULL;
  g_autofree char *told = NULL;

  say (fixture, source, schema);
  judgement = import_fixture_verify (fixture);
  told = list_told (judgement);
  g_assert_cmpstr (told, ==, "schema-not-checked 1: what the schema says here | a rule that this program does not apply\n");
  assert_form (judgement, 0, schema, TRUE, 0, 0, 300);
  g_assert_cmpint (rc_judgement_exit_code (judgement), ==, 3);
}

static void
test_many (ImportFixture *fixture,
           gconstpointer  data)
{
  guint n = 2 * RC_LIMIT_SCHEMA_LISTED + 7;
  g_autoptr (GString) log = import_fixture_make_log (1, n);
  gint64 schema = import_one (fixture, "s.json", "{" DIALECT "\"properties\":{\"applicant\":{\"type\":\"integer\"}}}");
  gint64 source = import_one (fixture, "log.jsonl", log->str);
  g_autoptr (RcJudgement) judgement = NULL;
  guint n_told = 0;

  say (fixture, source, schema);
  judgement = import_fixture_verify (fixture);
  assert_form (judgement, 0, schema, TRUE, 0, n, 0);
  for (guint i = 0; i < judgement->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (judgement->exceptions, i);

      if (!g_str_equal (exception->kind, RC_EXCEPTION_SCHEMA_MISMATCH))
        continue;
      n_told++;
      g_assert_cmpint (exception->record, ==, n_told);
      if (n_told == 1)
        g_assert_nonnull (strstr (exception->message, "So it is in 407 of 407 records of log.jsonl, of which 200 are listed."));
    }
  g_assert_cmpuint (n_told, ==, RC_LIMIT_SCHEMA_LISTED);
}

/* Documents that only name a schema are none; one that cannot be read is set aside and said so. */
static void
test_recognised (ImportFixture *fixture,
                 gconstpointer  data)
{
  g_autofree char *importers = NULL;

  import_one (fixture, "a.json", "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"definitions\":{}}");
  import_one (fixture, "b.json", "{\"$id\":\"x\",\"type\":\"object\",\"properties\":{}}");
  import_one (fixture, "c.json", "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"hello\":1}");
  import_one (fixture, "d.json", "{\"type\":\"object\",\"properties\":{}}");
  import_one (fixture, "e.json", "{\"$schema\":\"https://bank.example/forms/decision\",\"type\":\"object\"}");
  importers = import_fixture_query_text (fixture, "SELECT name FROM source WHERE importer = 'json-schema' ORDER BY id");
  g_assert_cmpstr (importers, ==, "a.json\nb.json");
}

#define ADD(path, func) g_test_add ("/schema-records/" path, ImportFixture, NULL, import_fixture_set_up, func, import_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("kept", test_kept);
  ADD ("declared", test_declared);
  ADD ("statement", test_statement);
  ADD ("absent", test_absent);
  ADD ("named", test_named);
  ADD ("ambiguous", test_ambiguous);
  ADD ("cannot-tell", test_cannot_tell);
  ADD ("many", test_many);
  ADD ("recognised", test_recognised);
  return g_test_run ();
}
