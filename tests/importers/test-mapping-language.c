/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "import-fixture.h"

#include "importers/importers.h"
#include "importers/mapping/mapped-importer.h"

#include <string.h>

/* Each mapping with one record, and all that the record says by it: a line for each event, "row kind field=value@locator …". */

#define HEAD "[mapping]\nid=own-log\ntitle=Own log\nevidences=What it says.\nversion=1\n"
#define LINES HEAD "framing=lines\n[recognise]\nhas.1=/id\n"
#define CALL "[kind]\nkind=inference\n"

typedef struct
{
  RcImporter *importer;
  const char *record;
  GString    *said;
} Reading;

static void
say_event (const RcParsedEvent *event,
           gpointer             user_data)
{
  Reading *reading = user_data;
  g_autoptr (GPtrArray) fields = rc_importer_read_fields (reading->importer, RC_FRAMING_LINES, "logs/ep-1/blue/2026/x.jsonl", reading->record,
                                                          strlen (reading->record), event->row);

  g_string_append_printf (reading->said, "%u %s", event->row, rc_event_kind_to_name (event->kind));
  for (guint i = 0; i < fields->len; i++)
    {
      const RcFieldValue *value = g_ptr_array_index (fields, i);

      g_string_append_printf (reading->said, " %s=%s@%s", rc_field_to_name (value->field), value->value, value->locator);
      /* Places never lie outside of the record. */
      g_assert_cmpuint (value->offset + value->length, <=, strlen (reading->record));
    }
  g_string_append_c (reading->said, '\n');
}

static RcImporter *
make (const char *mapping)
{
  g_autoptr (GError) error = NULL;
  RcImporter *importer = rc_mapped_importer_new (mapping, strlen (mapping), "own.mapping", &error);

  g_assert_no_error (error);
  return importer;
}

static char *
read_record (const char *mapping,
             const char *record)
{
  g_autoptr (GString) said = g_string_new (NULL);
  Reading reading = { make (mapping), record, said };
  RcImporter *importer = reading.importer;
  gpointer parser = importer->parser_new (importer);
  RcRecordFault fault = { 0 };
  RcParseResult result;

  if (importer->parser_set_name != NULL)
    importer->parser_set_name (parser, "logs/ep-1/blue/2026/x.jsonl");
  result = importer->parse (importer, parser, record, strlen (record), say_event, &reading, &fault);
  if (result != RC_PARSE_EVENTS)
    g_string_append_printf (said, "%s %s at %" G_GUINT64_FORMAT ": %s, found %s\n", result == RC_PARSE_DOUBTFUL ? "doubtful" : "aside", fault.kind,
                            fault.offset, fault.expected, fault.found);
  importer->parser_free (parser);
  importer->free (importer);
  return g_string_free (g_steal_pointer (&said), FALSE);
}

static const struct
{
  const char *about;
  const char *mapping;
  const char *record;
  const char *said;
} cases[] = {
  { "a list is searched by what its items say",
    LINES CALL "[fields]\nid=/id\nmodel-name=/attributes/[key=gen_ai.model]/value/*\n",
    "{\"id\":\"a\",\"attributes\":[{\"key\":\"x\",\"value\":{\"intValue\":\"1\"}},{\"key\":\"gen_ai.model\",\"value\":{\"stringValue\":\"m-1\"}}]}",
    "0 inference id=a@/id model-name=m-1@/attributes/[key=gen_ai.model]/value/*\n" },
  { "nothing of the list fits",
    LINES CALL "[fields]\nid=/id\nmodel-name=/attributes/[key=gen_ai.model]/value/* | /model\n",
    "{\"id\":\"a\",\"attributes\":[{\"key\":\"x\"}],\"model\":\"m-2\"}",
    "0 inference id=a@/id model-name=m-2@/model\n" },
  { "JSON inside a text",
    LINES CALL "[fields]\nid=/id\nscore=/body/=json/score\noutput=/body\n",
    "{\"id\":\"a\",\"body\":\"{\\\"score\\\": 0.70}\"}",
    "0 inference id=a@/id output={\"score\": 0.70}@/body score=0.70@/body/=json/score\n" },
  { "JSON where its text is expected is JSON already",
    LINES CALL "[fields]\nid=/id\nscore=/body/=json/score\n",
    "{\"id\":\"a\",\"body\":{\"score\":1}}",
    "0 inference id=a@/id score=1@/body/=json/score\n" },
  { "JSON inside base64",
    LINES CALL "[fields]\nid=/body/=base64/=json/id\noutput=/body/=base64\n",
    "{\"id\":\"a\",\"body\":\"eyJpZCI6ImIifQ==\"}",
    "0 inference id=b@/body/=base64/=json/id output={\"id\":\"b\"}@/body/=base64\n" },
  { "a body that is not what the mapping says is told, and the event stays",
    LINES CALL "[fields]\nid=/id\ndecision=/body/=json/ref\n",
    "{\"id\":\"a\",\"body\":\"{\\\"ref\\\": \"}",
    "0 inference id=a@/id\ndoubtful payload-unreadable at 17: a text that is JSON, found {\"ref\": \n" },
  { "an empty body is no fault",
    LINES CALL "[fields]\nid=/id\ndecision=/body/=json/ref\n",
    "{\"id\":\"a\",\"body\":\"\"}",
    "0 inference id=a@/id\n" },
  { "one event with many decisions, with the row of the request at the same place",
    LINES "[rows]\npath.1=/out/=csv/*\n" CALL "[fields]\nid=^0/id + @row\noutput=@value\nscore=/1\ninput=^0/in/=csv/#\n",
    "{\"id\":\"a\",\"in\":\"1,x\\n2,y\",\"out\":\"no,0.1\\nyes,0.9\"}",
    "1 inference id=a/1@/id + @row input=[\"1\",\"x\"]@/in/=csv/# output=[\"no\",\"0.1\"]@/out/=csv/0 score=0.1@/out/=csv/0/1\n"
    "2 inference id=a/2@/id + @row input=[\"2\",\"y\"]@/in/=csv/# output=[\"yes\",\"0.9\"]@/out/=csv/1 score=0.9@/out/=csv/1/1\n" },
  { "a single row needs no number",
    LINES "[rows]\npath.1=/rows/*\n" CALL "[fields]\nid=^0/id + @row\n",
    "{\"id\":\"a\",\"rows\":[{}]}",
    "1 inference id=a@/id + @row\n" },
  { "no row, no event",
    LINES "[rows]\npath.1=/rows/*\n" CALL "[fields]\nid=^0/id\n",
    "{\"id\":\"a\",\"rows\":[]}",
    "" },
  { "no row: the record itself",
    LINES "[rows]\npath.1=/rows/*\nelse=record\n" CALL "[fields]\nid=^0/id\noutput=/sum\n",
    "{\"id\":\"a\",\"rows\":[],\"sum\":4}",
    "0 inference id=a@/id output=4@/sum\n" },
  { "rows within rows know what is around them",
    LINES "[rows]\npath.1=/groups/*/spans/*\n" CALL "[fields]\nid=/id\nsystem=^1/name\nsession=^0/id\n",
    "{\"id\":\"s\",\"groups\":[{\"name\":\"g1\",\"spans\":[{\"id\":\"a\"},{\"id\":\"b\"}]},{\"name\":\"g2\",\"spans\":[{\"id\":\"c\"}]},{\"spans\":7}]}",
    "1 inference id=a@/groups/0/spans/0/id system=g1@/groups/0/name session=s@/id\n"
    "2 inference id=b@/groups/0/spans/1/id system=g1@/groups/0/name session=s@/id\n"
    "3 inference id=c@/groups/1/spans/0/id system=g2@/groups/1/name session=s@/id\n" },
  { "members of an object as rows",
    LINES "[rows]\npath.1=/answers/*/*\n" CALL "[fields]\nid=^0/id + @key\nmetric=^1/0/name | @key\noutput=/v\n",
    "{\"id\":\"s\",\"answers\":{\"q~1\":[{\"v\":1},{\"v\":2}]}}",
    "1 inference id=s@/id + @key output=1@/answers/q~01/0/v\n2 inference id=s@/id + @key output=2@/answers/q~01/1/v\n" },
  { "the member's name",
    LINES "[rows]\npath.1=/drift/*\n" CALL "[fields]\nmetric=@key\nscore=/score\n",
    "{\"id\":\"s\",\"drift\":{\"income\":{\"score\":1}}}",
    "1 inference score=1@/drift/income/score metric=income@@key\n" },
  { "a part of a text, and of the file's name",
    LINES CALL "[fields]\nid=/id\nendpoint=@name like *logs/{}/{}/####/*\nmodel-name=/arn like arn:aws:*/{*}\n",
    "{\"id\":\"a\",\"arn\":\"arn:aws:x::model/anthropic/claude\"}",
    "0 inference id=a@/id endpoint=ep-1/blue@@name model-name=anthropic/claude@/arn\n" },
  { "what does not look so says nothing",
    LINES CALL "[fields]\nid=/id\nmodel-name=/arn like arn:{} | /model\n",
    "{\"id\":\"a\",\"arn\":\"x\",\"model\":\"m\"}",
    "0 inference id=a@/id model-name=m@/model\n" },
  { "a text of the mapping's own, where something holds",
    LINES "[kind]\nkind=human-action\n[fields]\nid=/id\naction=\"override\" if /overridden true | \"approve\" if /overridden\n",
    "{\"id\":\"a\",\"overridden\":true}",
    "0 human-action id=a@/id action=override@\"override\"\n" },
  { "kinds by what stands in the record",
    LINES "[kind]\nwhen.1=human-action /source ANNOTATION\nwhen.2=guardrail /filter\ndefault=feedback\n[fields]\nid=/id\n",
    "{\"id\":\"a\",\"source\":\"ANNOTATION\",\"filter\":1}",
    "0 human-action id=a@/id\n" },
  { "kinds by presence",
    LINES "[kind]\nwhen.1=human-action /source ANNOTATION\nwhen.2=guardrail /filter\ndefault=feedback\n[fields]\nid=/id\n",
    "{\"id\":\"a\",\"source\":\"API\",\"filter\":null}",
    "0 feedback id=a@/id\n" },
  { "texts that say nothing",
    LINES CALL "[fields]\nid=/id\nparent=/parent\noutput=/out\n[values]\nnothing.1=\"\"\nnothing.2=\"{}\"\n",
    "{\"id\":\"a\",\"parent\":\"\",\"out\":\"{}\"}",
    "0 inference id=a@/id\n" },
  { "a name that begins as a step does",
    LINES CALL "[fields]\nid=/~2*/~2=x\n",
    "{\"id\":\"a\",\"*\":{\"=x\":\"b\"}}",
    "0 inference id=b@/~2*/~2=x\n" },
  { "ids of bytes in one spelling",
    LINES CALL "[fields]\nid=/id/=hex\ntrace=/trace/=hex\nparent=/parent/=hex\nsession=/session\n",
    "{\"id\":\"0xEEE19B7EC3C1B174\",\"trace\":\"EEE19B7EC3C1B173\",\"parent\":\"7uGbfsPBsXU=\",\"session\":\"S\"}",
    "0 inference id=eee19b7ec3c1b174@/id/=hex trace=eee19b7ec3c1b173@/trace/=hex parent=eee19b7ec3c1b175@/parent/=hex session=S@/session\n" },
  { "the name of an outer member, and the member of the same name elsewhere",
    LINES "[rows]\npath.1=/answers/*/*\n" CALL
    "[fields]\nid=^0/id + @key1\nmetric=@key1\nrole=@key2\noutput=/v\noriginal=^0/proposed/#1/v\nfinal=^0/list/#\n",
    "{\"id\":\"s\",\"answers\":{\"b\":[{\"v\":1}],\"c\":[{\"v\":2},{\"v\":3}]},\"proposed\":{\"c\":{\"v\":8},\"b\":{\"v\":9}},\"list\":[4,5]}",
    "1 inference id=s/b@/id + @key1 output=1@/answers/b/0/v final=4@/list/# original=9@/proposed/#1/v metric=b@@key1\n"
    "2 inference id=s/c@/id + @key1 output=2@/answers/c/0/v final=4@/list/# original=8@/proposed/#1/v metric=c@@key1\n"
    "3 inference id=s/c@/id + @key1 output=3@/answers/c/1/v final=5@/list/# original=8@/proposed/#1/v metric=c@@key1\n" },
  { "a place that no “*” stands for",
    LINES CALL "[fields]\nid=/id\nmetric=@key1\noriginal=/list/#1\n",
    "{\"id\":\"s\",\"list\":[4,5]}",
    "0 inference id=s@/id\n" },
  { "NaN is no JSON",
    LINES CALL "[fields]\nid=/id\n",
    "{\"id\":\"a\",\"score\":NaN}",
    "aside unreadable-record at 18: a value, found NaN}\n" },
  { "NaN where the mapping says that it is met is read, and told",
    HEAD "framing=lines\nnon-finite=yes\n[recognise]\nhas.1=/id\n" CALL "[fields]\nid=/id\nscore=/score\n",
    "{\"id\":\"a\",\"score\":NaN}",
    "0 inference id=a@/id score=NaN@/score\ndoubtful payload-unreadable at 18: a number, found NaN}\n" },
  { "numbers beyond a double stay as they are spelt",
    LINES CALL "[fields]\nid=/n\ncorrelation=/t/=json/n\n",
    "{\"id\":\"a\",\"n\":9007199254740993,\"t\":\"{\\\"n\\\":18446744073709551617}\"}",
    "0 inference id=9007199254740993@/n correlation=18446744073709551617@/t/=json/n\n" },
  { "several conditions, which must hold, must not, or look so",
    LINES CALL "[fields]\nid=/id\noutput=/b if /e BASE64 unless /t like image/{} | /a if /t like {}/png unless /e JSON | /c\n",
    "{\"id\":\"a\",\"e\":\"BASE64\",\"t\":\"image/png\",\"a\":1,\"b\":2,\"c\":3}",
    "0 inference id=a@/id output=1@/a\n" },
  { "an alias is no version",
    LINES CALL "[fields]\nid=/id\nmodel-version=/v unless /v default\nmodel-alias=/v if /v default\n",
    "{\"id\":\"a\",\"v\":\"default\"}",
    "0 inference id=a@/id model-alias=default@/v\n" },
  { "a kind by several conditions",
    LINES "[kind]\nwhen.1=human-action /source if /done unless /by program\ndefault=other\n[fields]\nid=/id\n",
    "{\"id\":\"a\",\"source\":1,\"done\":true,\"by\":\"program\"}",
    "0 other id=a@/id\n" },
  { "rows only where the record says that there are some",
    LINES "[rows]\npath.1=/data/=csv/* if /encoding CSV unless /elsewhere\npath.2=/data/=json/rows/* if /encoding JSON\nelse=record\n" CALL
    "[fields]\nid=^0/id\noutput=^1/0 | /data\n",
    "{\"id\":\"a\",\"encoding\":\"JSON\",\"data\":\"{\\\"rows\\\":[[1],[2]]}\"}",
    "1 inference id=a@/id output=1@/data/=json/rows/0/0\n2 inference id=a@/id output=2@/data/=json/rows/1/0\n" },
  { "a record whose rows are not to be read is one itself",
    LINES "[rows]\npath.1=/data/=csv/* if /encoding CSV unless /elsewhere\nelse=record\n" CALL "[fields]\nid=^0/id\noutput=^1/0 | /data\n",
    "{\"id\":\"a\",\"encoding\":\"CSV\",\"elsewhere\":true,\"data\":\"1,2\"}",
    "0 inference id=a@/id output=1,2@/data\n" },
  { "an answer, and what a filter said of it",
    LINES "[rows]\nrecord=too\npath.1=/filters/*\n[kind]\nwhen.1=guardrail /blocked\ndefault=inference\n"
    "[fields]\nid=/id\n[fields guardrail]\nid=-\ntarget=^0/id\nreason=/name\n",
    "{\"id\":\"a\",\"filters\":[{\"name\":\"hate\",\"blocked\":true}]}",
    "0 inference id=a@/id\n1 guardrail reason=hate@/filters/0/name target=a@/id\n" },
  { "a step of a path that is not meant",
    LINES CALL "[fields]\nid=/id\nendpoint=/path like *{}/{-}/####/{-}.json | @name like *{}/{-}/####/{-}\n",
    "{\"id\":\"a\",\"path\":\"logs/old/ep/daily/2026/x/y.json\"}",
    "0 inference id=a@/id endpoint=ep-1@@name\n" },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *said = read_record (cases[i].mapping, cases[i].record);

      g_test_message ("%s", cases[i].about);
      g_assert_cmpstr (said, ==, cases[i].said);
    }
}

/* Of alternatives one must hold. */
static void
test_alternative_signs (void)
{
  static const struct { const char *record; gboolean is_known; } records[] = {
    { "{\"a\":1,\"type\":\"x.1\"}", TRUE },
    { "{\"b\":1,\"type\":\"y.1\"}", TRUE },
    { "{\"a\":1,\"b\":1,\"type\":\"z.1\"}", FALSE },
    { "{\"c\":1,\"type\":\"x.1\"}", FALSE },
    { "{\"a\":null,\"b\":null,\"type\":\"x.1\"}", FALSE },
  };
  RcImporter *importer = make (HEAD "framing=lines\n[recognise]\nhas.1=/a | /b\nbegins.1=/type x. | /type y.\n" CALL "[fields]\nid=/a\n");

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    {
      const RcSample sample = { "x", records[i].record, strlen (records[i].record), (gint64) strlen (records[i].record) };

      g_assert_cmpint (importer->recognise (importer, &sample) > 0, ==, records[i].is_known);
    }
  importer->free (importer);
}

#define ACCESS_LOG HEAD "framing=text\n[lines]\npattern.1={time} * /{client} \"{method} {path} HTTP/*\" {status} {ms}\nignore.1=# *\n" \
  "[recognise]\nhas.1=/path\n" CALL "[time]\npath=/time\nzone=utc\n" \
  "[fields]\nendpoint=/path like /predictions/{}\nmodel-version=/path like /predictions/*/{}\nstatus=/status\nlatency=/ms\n"

static void
test_text (void)
{
  const char *line = "2026-03-14T09:26:15.100 - /127.0.0.1:6 \"POST /predictions/credit HTTP/1.1\" 200 118";
  g_autofree char *said = read_record (ACCESS_LOG, line);
  g_autofree char *ignored = read_record (ACCESS_LOG, "# started");
  g_autofree char *empty = read_record (ACCESS_LOG, "");
  g_autofree char *other = read_record (ACCESS_LOG, "something else\"");
  RcImporter *importer = make (ACCESS_LOG);
  g_autoptr (GPtrArray) fields = rc_importer_read_fields (importer, RC_FRAMING_LINES, NULL, line, strlen (line), 0);

  g_assert_cmpstr (said, ==, "0 inference time=2026-03-14T09:26:15.100@/time endpoint=credit@/path status=200@/status latency=118@/ms\n");
  g_assert_cmpstr (ignored, ==, "");
  g_assert_cmpstr (empty, ==, "");
  g_assert_cmpstr (other, ==, "aside unreadable-record at 0: a line of the form that the mapping describes, found something else\"\n");

  /* Places are those of the line, not of the JSON that was made of it. */
  for (guint i = 0; i < fields->len; i++)
    {
      const RcFieldValue *value = g_ptr_array_index (fields, i);

      if (value->field == RC_FIELD_STATUS)
        g_assert_cmpuint (value->offset, ==, strstr (line, "200") - line);
    }
  importer->free (importer);
}

/* A pattern that fits in many ways costs a bounded amount of work, and then does not fit. */
static void
test_hostile_pattern (void)
{
  g_autofree char *problem = NULL;
  g_autoptr (RcMappingPattern) pattern = rc_mapping_pattern_new ("*a*a*a*a*a*a*a*a{}b", RC_MAPPING_PATTERN_PARTS, &problem);
  g_autofree char *text = g_strnfill (4096, 'a');

  g_assert_nonnull (pattern);
  g_assert_false (rc_mapping_pattern_match (pattern, text, strlen (text), NULL, NULL));
  g_assert_true (rc_mapping_pattern_match (pattern, "aaaaaaaaab", 10, NULL, NULL));
}

/* --- Tables --- */

#define TABLE HEAD "framing=csv\n[recognise]\nhas.1=/Vorgang\n" CALL \
  "[time]\npath=/Zeit\nzone=utc\n[fields]\nid=/Vorgang\noutput=/Ergebnis\nscore=/Wert\n"

/* The events that the case lists, each read again from its row. */
static char *
dup_events (ImportFixture *fixture)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = rc_event_list_kind (fixture->case_file, RC_EVENT_INFERENCE, 10, &error);

  g_assert_no_error (error);
  for (guint i = ids->len; i > 0; i--)
    {
      g_autoptr (RcEvent) event = rc_event_load (fixture->case_file, g_array_index (ids, gint64, i - 1), &error);
      g_autofree char *time = rc_time_format_utc (event->time_us);

      g_assert_true (rc_event_read_fields (event, fixture->case_file, reader, &error));
      g_assert_no_error (error);
      g_string_append_printf (text, "%s %s %s %s\n", time, rc_event_peek_field (event, RC_FIELD_ID),
                              rc_event_peek_field (event, RC_FIELD_OUTPUT), rc_event_peek_field (event, RC_FIELD_SCORE));
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_table (ImportFixture *fixture,
            gconstpointer  data)
{
  static const char table[] = "Vorgang;Ergebnis;Wert;Zeit\r\nA-1;\"ja; mit\nAuflage\";0,5;2026-03-14T09:00:00.000Z\r\n"
                              "A-2;nein\r\nA-3;nein;;2026-03-14T10:00:00.000Z";
  const RcImportOptions options = { .mapping_text = TABLE, .mapping_length = strlen (TABLE), .mapping_name = "own.mapping" };
  g_autoptr (RcImportResult) result = NULL;
  g_autofree char *events = NULL;
  g_autofree char *aside = NULL;

  import_fixture_put (fixture, "list.csv", table, -1);
  result = import_fixture_import_with (fixture, "list.csv", &options);
  g_assert_cmpstr (import_fixture_find (result, "list.csv")->importer, ==, "own-log");

  events = dup_events (fixture);
  g_assert_cmpstr (events, ==, "2026-03-14T09:00:00Z A-1 ja; mit\nAuflage 0,5\n2026-03-14T10:00:00Z A-3 nein (null)\n");
  aside = import_fixture_query_text (fixture, "SELECT kind, offset, expected, found FROM set_aside");
  g_assert_cmpstr (aside, ==, "unreadable-record|80|4 cells, as the first row has|2");
}

/* Each row repeats the names of the columns: a small file of long names would make a large case, so that reading ends and says so. */
static void
test_long_names (ImportFixture *fixture,
                 gconstpointer  data)
{
  const RcImportOptions options = { .mapping_text = TABLE, .mapping_length = strlen (TABLE), .mapping_name = "own.mapping" };
  g_autofree char *name = g_strnfill (50000, 'x');
  g_autoptr (GString) table = g_string_new ("Vorgang;");
  g_autoptr (RcImportResult) result = NULL;
  g_autofree char *aside = NULL;

  g_string_append_printf (table, "%s\n", name);
  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (table, "A-%u;x\n", i);
  import_fixture_put (fixture, "wide.csv", table->str, (gssize) table->len);
  result = import_fixture_import_with (fixture, "wide.csv", &options);
  aside = import_fixture_query_text (fixture, "SELECT kind, expected FROM set_aside");
  g_assert_cmpstr (aside, ==, "limit|rows of at most 200 times the file's size (RC_LIMIT_EXPANSION_RATIO)");
  g_assert_cmpint (import_fixture_query (fixture, "SELECT count (*) FROM event"), <, 300);
}

/* One mapping for three ways of writing the same records down. */
#define SEVERAL HEAD "framing=lines | objects\n[recognise]\nhas.1=/call\n" CALL "[fields]\nid=/call\n"

static void
test_framings (ImportFixture *fixture,
               gconstpointer  data)
{
  static const struct { const char *name; const char *bytes; const char *framing; } files[] = {
    { "lines.jsonl", "{\"call\":\"a\"}\n{\"call\":\"b\"}\n", "lines" },
    { "row.json", "{\n \"call\":\"c\"\n}\n\n{\n \"call\":\"d\"\n}\n", "objects" },
    { "array.json", "[\n{\"call\":\"e\"},\n{\"call\":\"f\"}]", "objects" },
  };
  const RcImportOptions options = { .mapping_text = SEVERAL, .mapping_length = strlen (SEVERAL), .mapping_name = "own.mapping" };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (RcImportResult) result = NULL;
      g_autofree char *framing = NULL;
      g_autofree char *query = g_strdup_printf ("SELECT framing FROM source WHERE name LIKE '%%%s'", files[i].name);

      import_fixture_put (fixture, files[i].name, files[i].bytes, -1);
      result = import_fixture_import_with (fixture, files[i].name, &options);
      g_assert_cmpstr (import_fixture_find (result, files[i].name)->importer, ==, "own-log");
      g_assert_cmpuint (import_fixture_find (result, files[i].name)->events, ==, 2);
      framing = import_fixture_query_text (fixture, query);
      g_assert_cmpstr (framing, ==, files[i].framing);
    }
}

/* A sign may have several paths: one of them must say something. */
#define EITHER HEAD "framing=lines\n[recognise]\nhas.1=/a/b | /a.b\nhas.2=/id\n" CALL "[fields]\nid=/id\n"

static void
test_signs (void)
{
  static const struct { const char *text; gboolean is_ours; } texts[] = {
    { "{\"id\":1,\"a\":{\"b\":1}}\n", TRUE },
    { "{\"id\":1,\"a.b\":1}\n", TRUE },
    { "{\"id\":1,\"a\":{\"b\":null},\"a.b\":null}\n", FALSE },
    { "{\"id\":1,\"b\":1}\n", FALSE },
    { "{\"a.b\":1}\n", FALSE },
  };
  RcImporter *importer = make (EITHER);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const gsize length = strlen (texts[i].text);
      const RcSample sample = { .name = "x", .head = texts[i].text, .head_length = length, .size = (gint64) length };

      g_assert_cmpint (importer->recognise (importer, &sample) > 0, ==, texts[i].is_ours);
    }
  importer->free (importer);
}

/* The single record of an array is its one item, not the array. */
static void
test_array_of_one (ImportFixture *fixture,
                   gconstpointer  data)
{
  const RcImportOptions options = { .mapping_text = SEVERAL, .mapping_length = strlen (SEVERAL), .mapping_name = "own.mapping" };
  g_autoptr (RcImportResult) result = NULL;
  g_autofree char *events = NULL;

  import_fixture_put (fixture, "one.json", "[\n {\n  \"call\": \"a\"\n }\n]\n", -1);
  result = import_fixture_import_with (fixture, "one.json", &options);
  g_assert_cmpuint (import_fixture_find (result, "one.json")->events, ==, 1);
  g_assert_cmpuint (import_fixture_find (result, "one.json")->set_aside, ==, 0);
  events = import_fixture_query_text (fixture, "SELECT count (*) FROM event");
  g_assert_cmpstr (events, ==, "1");
}

/* What stands beside the rows of a long record is found for each of them, wherever it stands and whatever was found for the row before. */
#define LONG_ROWS 200u
#define LONG_MAPPING LINES CALL "[rows]\npath.1=/rows/*\n" \
  "[fields]\nid=/id\ninput=^0/list/#\noutput=^0/named/#\nmodel-name=^0/marks/[k=150]/v\nmodel-version=^0/text/=json/199\n" \
  "reason=^0/named/n7 | /none\nerror=/own/=json/e\n"

static char *
write_long_record (gboolean is_named)
{
  GString *text = g_string_new ("{\"id\":\"r\",\"list\":[");

  for (guint i = 0; i < LONG_ROWS; i++)
    g_string_append_printf (text, "%s\"i%u\"", i > 0 ? "," : "", i);
  g_string_append (text, "],\"named\":{");
  for (guint i = 0; i < LONG_ROWS; i++)
    g_string_append_printf (text, "%s\"n%u\":\"o%u\"", i > 0 ? "," : "", LONG_ROWS - 1 - i, LONG_ROWS - 1 - i);
  g_string_append (text, "},\"marks\":[");
  for (guint i = 0; i < LONG_ROWS; i++)
    g_string_append_printf (text, "%s{\"k\":\"%u\",\"v\":\"m%u\"}", i > 0 ? "," : "", i, i);
  g_string_append (text, "],\"text\":\"[0");
  for (guint i = 1; i < LONG_ROWS; i++)
    g_string_append_printf (text, ",%u", i);
  g_string_append_printf (text, "]\",\"rows\":%c", is_named ? '{' : '[');
  for (guint i = 0; i < LONG_ROWS; i++)
    {
      g_string_append (text, i > 0 ? "," : "");
      if (is_named)
        g_string_append_printf (text, "\"n%u\":", i);
      g_string_append_printf (text, "{\"id\":\"%u\",\"own\":\"{\\\"e\\\":%u}\"}", i, i);
    }
  g_string_append (text, is_named ? "}}" : "]}");
  return g_string_free (text, FALSE);
}

typedef struct
{
  RcImporter *importer;
  const char *record;
  gboolean    is_named;
  guint       count;
} LongReading;

static const char *
peek_field (const GPtrArray *fields,
            RcField          field)
{
  for (guint i = 0; i < fields->len; i++)
    if (((const RcFieldValue *) g_ptr_array_index (fields, i))->field == field)
      return ((const RcFieldValue *) g_ptr_array_index (fields, i))->value;
  return NULL;
}

static void
take_long_event (const RcParsedEvent *event,
                 gpointer             user_data)
{
  LongReading *reading = user_data;
  guint at = reading->count++;
  g_autoptr (GPtrArray) fields = rc_importer_read_fields (reading->importer, RC_FRAMING_LINES, "x", reading->record, strlen (reading->record),
                                                          event->row);
  g_autofree char *number = g_strdup_printf ("%u", at);
  g_autofree char *input = g_strdup_printf ("i%u", at);
  g_autofree char *output = g_strdup_printf ("o%u", reading->is_named ? at : LONG_ROWS - 1 - at);

  g_assert_cmpmem (event->model_name.text, event->model_name.length, "m150", 4);
  g_assert_cmpmem (event->model_version.text, event->model_version.length, "199", 3);
  g_assert_cmpmem (event->id.text, event->id.length, number, strlen (number));
  g_assert_cmpstr (peek_field (fields, RC_FIELD_INPUT), ==, input);
  g_assert_cmpstr (peek_field (fields, RC_FIELD_OUTPUT), ==, output);
  g_assert_cmpstr (peek_field (fields, RC_FIELD_REASON), ==, "o7");
  g_assert_cmpstr (peek_field (fields, RC_FIELD_ERROR), ==, number);
}

static void
test_long_lists (void)
{
  RcImporter *importer = make (LONG_MAPPING);
  gpointer parser = importer->parser_new (importer);

  for (guint is_named = 0; is_named < 2; is_named++)
    {
      g_autofree char *record = write_long_record (is_named == 1);
      LongReading reading = { importer, record, is_named == 1, 0 };
      RcRecordFault fault = { 0 };

      g_assert_cmpint (importer->parse (importer, parser, record, strlen (record), take_long_event, &reading, &fault), ==, RC_PARSE_EVENTS);
      g_assert_cmpuint (reading.count, ==, LONG_ROWS);
    }

  importer->parser_free (parser);
  importer->free (importer);
}

/* A row that is lost is told, whatever is doubtful about the rows before it. */
static void
test_lost_row (void)
{
  g_autofree char *long_name = g_strnfill (5000, 'n');
  g_autofree char *record = g_strdup_printf ("{\"id\":\"r\",\"rows\":[{\"id\":\"a\",\"at\":\"soon\"},{\"id\":\"%s\"}]}", long_name);
  g_autofree char *said = read_record (LINES CALL "[rows]\npath.1=/rows/*\n[time]\npath=/at\n[fields]\nid=/id\n", record);

  g_assert_true (g_str_has_prefix (said, "1 inference "));
  g_assert_nonnull (strstr (said, "\ndoubtful limit at 47: "));
}

/* The last part of a line may be as long as the line. */
static void
test_long_line (void)
{
  g_autofree char *rest = g_strnfill (2000000, 'r');
  g_autofree char *line = g_strconcat ("7 ", rest, NULL);
  g_autofree char *problem = NULL;
  g_autoptr (RcMappingPattern) pattern = rc_mapping_pattern_new ("{id} {rest}", RC_MAPPING_PATTERN_LINE, &problem);

  g_assert_true (rc_mapping_pattern_match (pattern, line, strlen (line), NULL, NULL));
  g_assert_false (rc_mapping_pattern_match (pattern, "7 ", 2, NULL, NULL));
}

static void
add (const char *path,
     void      (*test) (ImportFixture *fixture, gconstpointer data))
{
  g_test_add (path, ImportFixture, NULL, import_fixture_set_up, test, import_fixture_verify_and_tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  rc_importers_register_all ();

  g_test_add_func ("/mapping-language/cases", test_cases);
  g_test_add_func ("/mapping-language/alternative-signs", test_alternative_signs);
  g_test_add_func ("/mapping-language/text", test_text);
  g_test_add_func ("/mapping-language/signs", test_signs);
  g_test_add_func ("/mapping-language/hostile-pattern", test_hostile_pattern);
  g_test_add_func ("/mapping-language/long-lists", test_long_lists);
  g_test_add_func ("/mapping-language/lost-row", test_lost_row);
  g_test_add_func ("/mapping-language/long-line", test_long_line);
  add ("/mapping-language/table", test_table);
  add ("/mapping-language/long-names", test_long_names);
  add ("/mapping-language/framings", test_framings);
  add ("/mapping-language/array-of-one", test_array_of_one);

  return g_test_run ();
}
