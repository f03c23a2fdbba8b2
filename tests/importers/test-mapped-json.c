/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mapping-samples.h"

#include "core/exception.h"
#include "core/import-sink.h"
#include "importers/importers.h"
#include "importers/mapping/mapped-importer.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define OWN "[mapping]\nid=own-log\ntitle=Own log\nevidences=What it says.\nversion=1\nframing=lines\n" \
            "[recognise]\nhas.1=/id\n[kind]\nkind=inference\n"

static RcImporter *
make (const char *text)
{
  g_autoptr (GError) error = NULL;
  RcImporter *importer = rc_importer_from_mapping (text, strlen (text), "own.mapping", &error);

  g_assert_no_error (error);
  g_assert_nonnull (importer);
  return importer;
}

/* --- What a record reads as, written as one text for each event --- */

static void
append_slice (GString       *text,
              const char    *name,
              const RcSlice *slice)
{
  if (slice->text != NULL)
    g_string_append_printf (text, " %s=%.*s", name, (int) slice->length, slice->text);
}

static void
describe_event (const RcParsedEvent *event,
                gpointer             user_data)
{
  GString *text = user_data;

  g_string_append_printf (text, "%s row=%u", rc_event_kind_to_name (event->kind), event->row);
  if (event->has_time)
    {
      g_autofree char *time = rc_time_format_utc (event->time.from_us);

      g_string_append_printf (text, " time=%s+%" G_GINT64_FORMAT "/%u", time, event->time.to_us - event->time.from_us, event->time.zone);
    }
  append_slice (text, "id", &event->id);
  append_slice (text, "decision", &event->decision);
  append_slice (text, "subject", &event->subject);
  append_slice (text, "target", &event->target);
  append_slice (text, "system", &event->system);
  append_slice (text, "endpoint", &event->endpoint);
  append_slice (text, "model", &event->model_name);
  append_slice (text, "version", &event->model_version);
  g_string_append_c (text, '\n');
}

/* A sink that writes down what it is told. */
typedef struct
{
  RcImportSink sink;
  GString     *text;
} Recording;

static gboolean
record_event (RcImportSink        *sink,
              RcImportPlace        place,
              guint64              record,
              const RcParsedEvent *event,
              GError             **error)
{
  g_assert_cmpint (place, ==, RC_IMPORT_SOURCE);
  g_assert_cmpuint (record, ==, 1);
  describe_event (event, ((Recording *) sink)->text);
  return TRUE;
}

static gboolean
record_set_aside (RcImportSink  *sink,
                  RcImportPlace  place,
                  guint64        record,
                  gint64         offset,
                  const char    *kind,
                  const char    *expected,
                  const char    *found,
                  const char    *message,
                  GError       **error)
{
  g_assert_cmpint (place, ==, RC_IMPORT_SOURCE);
  g_assert_cmpuint (record, ==, 1);
  g_assert_cmpstr (message, !=, "");
  g_string_append_printf (((Recording *) sink)->text, "%s at %" G_GINT64_FORMAT ": expected %s, found %s\n", kind, offset, expected, found);
  return TRUE;
}

static char *
dup_import (const RcImporter *importer,
            const char       *text,
            gsize             length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  Recording recording = { { .add_event = record_event, .set_aside = record_set_aside }, g_string_new (NULL) };
  RcImportInput input = { .name = "document", .size = length, .bytes = bytes };
  g_autoptr (GError) error = NULL;

  g_assert_true (importer->import (importer, &input, &recording.sink, NULL, &error));
  g_assert_no_error (error);
  return g_string_free (recording.text, FALSE);
}

/* The events of a record, or its fault. */
static char *
dup_parse_with (const RcImporter *importer,
                gpointer          parser,
                const char       *bytes,
                gsize             length)
{
  GString *text = g_string_new (NULL);
  RcRecordFault fault = { 0 };

  if (importer->parse (importer, parser, bytes, length, describe_event, text, &fault) == RC_PARSE_SET_ASIDE)
    {
      g_assert_cmpstr (text->str, ==, "");
      g_assert_cmpstr (fault.message, !=, "");
      g_string_append_printf (text, "%s at %" G_GUINT64_FORMAT ": expected %s, found %s\n", fault.kind, fault.offset, fault.expected,
                              fault.found);
    }

  return g_string_free (text, FALSE);
}

static char *
dup_parse (const RcImporter *importer,
           const char       *bytes,
           gsize             length)
{
  gpointer parser = importer->parser_new (importer);
  char *text = dup_parse_with (importer, parser, bytes, length);

  importer->parser_free (parser);
  return text;
}

/* All fields of an event, one a line; each value stands in the record where it says. */
static char *
dup_fields (const RcImporter *importer,
            const char       *bytes,
            gsize             length,
            guint32           row)
{
  g_autoptr (GPtrArray) fields = rc_importer_read_fields (importer, importer->framing, NULL, bytes, length, row);
  GString *text = g_string_new (NULL);
  g_auto (RcJson) json;
  RcJsonFault fault;

  rc_json_init (&json);
  for (guint i = 0; i < fields->len; i++)
    {
      const RcFieldValue *field = g_ptr_array_index (fields, i);
      guint32 node;

      g_assert_true (rc_json_parse (&json, bytes, length, &fault));
      node = rc_json_pointer (&json, field->locator);
      /* What was joined stands at several places. */
      g_assert_true ((node == RC_JSON_NO_NODE) == (strstr (field->locator, " + ") != NULL));
      if (node != RC_JSON_NO_NODE)
        {
          g_assert_cmpuint (json.nodes[node].offset, ==, field->offset);
          g_assert_cmpuint (json.nodes[node].length, ==, field->length);
        }
      g_string_append_printf (text, "%s %s=%s\n", field->locator, rc_field_to_name (field->field), field->value);
    }

  return g_string_free (text, FALSE);
}

/* --- The built-in mappings --- */

static const RcImporter *
choose (const char *name,
        const char *text,
        gsize       length)
{
  RcSample sample = { name, text, MIN (length, 64 << 10), (gint64) length };

  return rc_importer_choose (&sample);
}

static void
check_sample (const MappingSample *sample)
{
  gsize length = strlen (sample->record);
  const RcImporter *importer = choose ("x", sample->record, length);
  g_autofree char *event = NULL;
  g_autofree char *fields = NULL;

  g_assert_nonnull (importer);
  g_assert_cmpstr (importer->id, ==, sample->id);
  g_assert_cmpstr (importer->title, !=, "");
  g_assert_cmpstr (importer->evidences, !=, "");
  g_assert_true (rc_importer_by_id (sample->id) == importer);
  event = importer->framing == RC_FRAMING_LINES ? dup_parse (importer, sample->record, length)
                                                : dup_import (importer, sample->record, length);
  g_assert_cmpstr (event, ==, sample->event);
  fields = dup_fields (importer, sample->record, length, 0);
  g_assert_cmpstr (fields, ==, sample->fields);
}

static void
test_built_in (void)
{
  for (const MappingSample *sample = mapping_samples; sample->id != NULL; sample++)
    check_sample (sample);
  for (const MappingSample *sample = mapping_samples_of_chains; sample->id != NULL; sample++)
    check_sample (sample);

  g_assert_cmpstr (rc_importer_by_id ("aiact-audit-log")->chain_profile, ==, "aiact-audit-log");
  g_assert_cmpstr (rc_importer_by_id ("kreditcheck-decision")->chain_profile, ==, "recount-demo");
  g_assert_null (rc_importer_by_id ("corebank-decision")->chain_profile);
}

/* --- Recognition --- */

#define DECISION "{\"schema\":\"kreditcheck.decision/1\",\"event\":\"inference\"}\n"

static void
test_recognise (void)
{
  static const struct { const char *text; const char *id; } cases[] = {
    { "{broken\n" DECISION, "kreditcheck-decision" },
    { "\n\n" DECISION, "kreditcheck-decision" },
    { "\xef\xbb\xbf" DECISION, "kreditcheck-decision" },
    { "{\"schema\":\"kreditcheck.decision\\/1\"}\r\n", "kreditcheck-decision" },
    { DECISION "{\"sche", "kreditcheck-decision" },
    /* The majority decides. */
    { DECISION "{\"schema\":\"corebank.decision/1\"}\n{\"schema\":\"corebank.decision/1\"}\n", "corebank-decision" },
    { DECISION DECISION "{\"schema\":\"corebank.decision/1\"}\n", "kreditcheck-decision" },
    /* A text that quotes a line is no log. */
    { "# How to read the log\n\nEach line looks like this:\n\n" DECISION "\nand so on.\n", NULL },
    { "", NULL },
    { "\n", NULL },
    { "\xef\xbb\xbf", NULL },
    { "{\"schema\":\"kreditcheck.decision/2\"}\n", NULL },
    { "{\"schema\":[\"kreditcheck.decision/1\"]}\n", NULL },
    { "[{\"schema\":\"kreditcheck.decision/1\"}]\n", NULL },
    { "\"kreditcheck.decision/1 schema\"\n", NULL },
    { "{\"a\":{\"schema\":\"kreditcheck.decision/1\"}}\n", NULL },
    { "{\"schemaVersion\":\"v1\",\"entryId\":1,\"decisionId\":1,\"eventType\":null,\"prevHash\":\"\"}\n", NULL },
    { "{\n\"schema\":\"kreditcheck.decision/1\"\n}\n", NULL },
    { "[{\"schema\":\"records.retention/1\"},{\"schema\":\"records.retention/1\"}]", "records-retention" },
    { "[]", NULL },
    { "{\"schema\":\"records.retention/1\"", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const RcImporter *importer = choose ("kreditcheck-decision/decisions.jsonl", cases[i].text, strlen (cases[i].text));

      g_test_message ("%u: %s", i, cases[i].text);
      g_assert_cmpstr (importer != NULL ? importer->id : NULL, ==, cases[i].id);
    }
}

/* A first record that is longer than the sample is recognised by the members that the sample holds whole. */
static void
test_recognise_long (void)
{
  static const struct { const char *begin; const char *id; } cases[] = {
    { "{\"schema\":\"kreditcheck.decision/1\",\"x,{[\\\"\":[1,2],\"text\":\"", "kreditcheck-decision" },
    { " [{\"schema\":\"records.retention/1\"}, {\"text\":\"", "records-retention" },
    { "\n{\"schema\":\"records.retention/1\", \"text\":\"", "records-retention" },
    { "{\"text\":\"{\\\"schema\\\":\\\"records.retention/1\\\", ", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) text = g_string_new (cases[i].begin);
      const RcImporter *importer;

      while (text->len < 70000)
        g_string_append (text, "long, long \\\" text ");
      importer = choose ("x", text->str, text->len);
      g_assert_cmpstr (importer != NULL ? importer->id : NULL, ==, cases[i].id);
    }
}

static void
test_recognise_partly (void)
{
  RcImporter *importer = make (OWN "[fields]\nid=/id\n");
  const char *text = "{\"id\":1}\nbroken\n{\"id\":2}\n{\"x\":1}\n";
  RcSample sample = { "x", text, strlen (text), (gint64) strlen (text) };

  /* Two of four lines. */
  g_assert_cmpint (importer->recognise (importer, &sample), ==, 40);

  /* The last line of a sample may be cut; the last line of a source is whole. */
  sample = (RcSample) { "x", "{\"id\":1}", 8, 9 };
  g_assert_cmpint (importer->recognise (importer, &sample), ==, 0);
  sample.size = -1;
  g_assert_cmpint (importer->recognise (importer, &sample), ==, 0);
  sample.size = 8;
  g_assert_cmpint (importer->recognise (importer, &sample), ==, 80);
  importer->free (importer);
}

/* --- Faults --- */

static void
test_faults (void)
{
  static const struct { const char *bytes; gsize length; const char *outcome; } cases[] = {
#define BYTES(text) text, sizeof text - 1
    { BYTES (""), "" },
    { BYTES ("\r"), "" },
    { BYTES (" \t"), "" },
    { BYTES ("{}"), "inference row=0\n" },
    { BYTES ("{\"id\":\"a\"}\r"), "inference row=0 id=a\n" },
    { BYTES ("{\"id\":\"a\"} {}"), "unreadable-record at 11: expected *, found {}\n" },
    { BYTES ("{\"id\":\"a\""), "unreadable-record at 9: expected *, found the end of the record\n" },
    { BYTES ("{\"id\":\"a\xff\"}"), "unreadable-record at 8: expected *, found \\xFF\"}\n" },
    { BYTES ("\xef\xbb\xbf{\"id\":1}"), "unreadable-record at 0: expected *, found \\xEF\\xBB\\xBF{\"id\":1}\n" },
    { BYTES ("{'id':1}"), "unreadable-record at 1: expected *, found 'id':1}\n" },
    { BYTES ("{\"id\":NaN,\"text\":\"0123456789X\"}"), "unreadable-record at 6: expected *, found NaN,\"text\":\"0123456789X\"…\n" },
    { BYTES ("[1]"), "unreadable-record at 0: expected a JSON object, found [1]\n" },
    { BYTES (" \"{}\""), "unreadable-record at 1: expected a JSON object, found \"{}\"\n" },
    { BYTES ("{\"id\":1,\"id\":2}"), "duplicate-member at 8: expected each member named once, found \"id\"\n" },
    { BYTES ("{\"x\":{\"a\":1,\"\\u0061\":1}}"), "duplicate-member at 12: expected each member named once, found \"\\u0061\"\n" },
    { BYTES ("\0{}"), "unreadable-record at 0: expected *, found \\x00{}\n" },
#undef BYTES
  };
  RcImporter *importer = make (OWN "[fields]\nid=/id\n");
  gpointer parser = importer->parser_new (importer);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *outcome = dup_parse_with (importer, parser, cases[i].bytes, cases[i].length);

      g_test_message ("%u: %s", i, outcome);
      g_assert_true (g_pattern_match_simple (cases[i].outcome, outcome));
    }

  importer->parser_free (parser);
  importer->free (importer);
}

/* Bounds: depth of nesting, length of a name. */
static void
test_limits (void)
{
  RcImporter *importer = make (OWN "[fields]\nid=/id\n");
  g_autoptr (GString) deep = g_string_new ("{\"id\":");
  g_autoptr (GString) longest = g_string_new ("{\"id\":\"");
  g_autofree char *outcome = NULL;

  for (guint i = 0; i < 100; i++)
    g_string_append_c (deep, '[');
  outcome = dup_parse (importer, deep->str, deep->len);
  g_assert_true (g_str_has_prefix (outcome, "limit at "));
  g_clear_pointer (&outcome, g_free);

  for (guint i = 0; i < 4096; i++)
    g_string_append_c (longest, 'x');
  g_string_append (longest, "\"}");
  outcome = dup_parse (importer, longest->str, longest->len);
  g_assert_true (g_str_has_prefix (outcome, "inference row=0 id=xxx"));
  g_clear_pointer (&outcome, g_free);

  g_string_insert (longest, 7, "y");
  outcome = dup_parse (importer, longest->str, longest->len);
  g_assert_cmpstr (outcome, ==, "limit at 6: expected a name within RC_LIMIT_NAME_BYTES, found 4097 bytes\n");
  importer->free (importer);
}

/* Whatever a byte is changed to and wherever a record is cut, it is one event or one fault, and reading it again agrees. */
static void
test_mutations (void)
{
  static const char bytes[] = { '\0', '"', '{', ']', '\\', '7', '\x80', '\n' };

  for (const MappingSample *sample = mapping_samples; sample->id != NULL; sample++)
    {
      const RcImporter *importer = rc_importer_by_id (sample->id);
      gsize length = strlen (sample->record);
      gpointer parser;

      if (importer->framing != RC_FRAMING_LINES)
        continue;

      parser = importer->parser_new (importer);
      for (gsize at = 0; at < length; at++)
        {
          g_autofree char *record = g_memdup2 (sample->record, length);
          g_autofree char *cut = g_memdup2 (record, MAX (at, 1));
          g_autofree char *cut_outcome = dup_parse_with (importer, parser, cut, at);
          g_autofree char *outcome = NULL;
          g_autoptr (GPtrArray) fields = NULL;

          g_assert_true (at == 0 || g_str_has_prefix (cut_outcome, RC_EXCEPTION_UNREADABLE_RECORD));
          record[at] = bytes[at % sizeof bytes];
          outcome = dup_parse_with (importer, parser, record, length);
          g_assert_cmpuint (strlen (outcome), >, 0);
          fields = rc_importer_read_fields (importer, importer->framing, NULL, record, length, 0);
          if (strstr (outcome, " row=0") == NULL)
            g_assert_cmpuint (fields->len, ==, 0);
        }
      importer->parser_free (parser);
    }
}

/* --- Framings of built-in mappings --- */

typedef struct
{
  const char *text;
  const char *importer;
  RcFraming   framing;
} FramingCase;

#define RECEIPT(id) "{\"id\":\"" id "\",\"issuer\":{\"id\":\"did:agent:a\"},\"credentialSubject\":{\"action\":{\"type\":\"x\"}," \
                    "\"outcome\":{},\"chain\":{\"chain_id\":\"c\"}}}"
#define ROW(id, space) "{\"id\":" id "," space "\"session_id\":\"s\",\"action_type\":\"tool_call\",\"tool_name\":\"t\"," \
                       "\"row_hash\":\"aa\"}"

/* A receipt stands in a file of its own, and many in a ledger; an export of lines comes pretty-printed or as a list, too. */
static void
test_framings (void)
{
  static const FramingCase cases[] = {
    { RECEIPT ("r-1"), "agent-receipt-action", RC_FRAMING_WHOLE },
    { RECEIPT ("r-1") "\n" RECEIPT ("r-2") "\n", "agent-receipt-action", RC_FRAMING_LINES },
    { RECEIPT ("r-1") RECEIPT ("r-2"), "agent-receipt-action", RC_FRAMING_OBJECTS },
    { ROW ("1", "") "\n" ROW ("2", "") "\n", "aivs", RC_FRAMING_LINES },
    { ROW ("1", "\n  ") "\n" ROW ("2", "\n  ") "\n", "aivs", RC_FRAMING_OBJECTS },
    { "[" ROW ("1", "") ",\n" ROW ("2", "") "]\n", "aivs", RC_FRAMING_OBJECTS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize length = strlen (cases[i].text);
      const RcSample sample = { "x", cases[i].text, length, (gint64) length };
      const RcImporter *importer = rc_importer_choose (&sample);

      g_assert_nonnull (importer);
      g_assert_cmpstr (importer->id, ==, cases[i].importer);
      g_assert_cmpint (rc_importer_get_framing (importer, &sample), ==, cases[i].framing);
    }
}

/* The memory behind a sample is no part of it. */
static void
test_sample_end (void)
{
  const gsize page = (gsize) sysconf (_SC_PAGESIZE);
  char *memory = mmap (NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  static const char row[] = ROW ("1", "\n  ");
  RcSample sample = { "x", memory, page, (gint64) page };

  g_assert_true (memory != MAP_FAILED);
  memset (memory, '\n', page);
  memcpy (memory, row, strlen (row));
  g_assert_cmpint (mprotect (memory + page, page, PROT_NONE), ==, 0);
  g_assert_cmpstr (rc_importer_choose (&sample)->id, ==, "aivs");
  g_assert_cmpint (munmap (memory, 2 * page), ==, 0);
}

/* --- Values and times --- */

static void
test_escapes (void)
{
  static const char record[] = "{\"i\\u0064\":\"a\\/b\\n\",\"system\":\"\\ud83d\\ude00\",\"subject\":\"x\\u0000y\",\"endpoint\":7e2,\"decision\":true,"
                               "\"target\":{\"a\" : 1}}";
  RcImporter *importer = make (OWN "[fields]\nid=/id\nsystem=/system\nsubject=/subject\nendpoint=/endpoint\ndecision=/decision\n"
                                   "target=/target\nmodel-name=/id\n");
  g_autofree char *event = dup_parse (importer, record, strlen (record));
  g_autofree char *fields = dup_fields (importer, record, strlen (record), 0);

  g_assert_cmpstr (event, ==, "inference row=0 id=a/b\n decision=true subject=x\\u0000y target={\"a\" : 1} system=😀 endpoint=7e2 model=a/b\n\n");
  g_assert_cmpstr (fields, ==, "/id id=a/b\n\n/system system=😀\n/endpoint endpoint=7e2\n/decision decision=true\n/subject subject=x\\u0000y\n"
                               "/id model-name=a/b\n\n/target target={\"a\" : 1}\n");
  importer->free (importer);
}

static void
test_times (void)
{
  static const struct { const char *rule; const char *value; const char *time; } cases[] = {
    { "", "\"2026-04-01T08:00:03.217Z\"", " time=2026-04-01T08:00:03.217Z+999/0" },
    { "", "\"2026-04-01T08:00:03.217123456+02:00\"", " time=2026-04-01T06:00:03.217123Z+0/0" },
    { "", "\"2025-08-17T10:21:24+01:00Z\"", "" },
    { "", "\"{%s}\"", "" },
    { "", "null", "" },
    { "", "1775030403", "" },
    { "", "{}", "" },
    { "zone=utc\n", "\"2026-04-01 08:00:03\"", " time=2026-04-01T08:00:03Z+999999/1" },
    { "zone=utc\n", "\"2026-04-01T08:00:03\\u005a\"", " time=2026-04-01T08:00:03Z+999999/0" },
    { "zone=assume\n", "\"2026-04-01T08:00:03Z\"", " time=2026-04-01T08:00:03Z+999999/0" },
    { "form=epoch-s\n", "1775030403", " time=2026-04-01T08:00:03Z+999999/1" },
    { "form=epoch-ms\n", "\"1775030403217\"", " time=2026-04-01T08:00:03.217Z+999/1" },
    { "form=epoch-us\n", "1775030403217123", " time=2026-04-01T08:00:03.217123Z+0/1" },
    { "form=epoch-ns\n", "1775030403217123456", " time=2026-04-01T08:00:03.217123Z+0/1" },
    { "form=epoch-ns\n", "\"soon\"", "" },
    { "form=epoch-ns\n", "true", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strconcat (OWN "[fields]\nid=/id\n[time]\npath=/t | /u\n", cases[i].rule, NULL);
      g_autofree char *record = g_strdup_printf ("{\"id\":\"a\",\"u\":%s}", cases[i].value);
      g_autofree char *expected = g_strconcat ("inference row=0", cases[i].time, " id=a\n", NULL);
      RcImporter *importer = make (text);
      g_autofree char *event = dup_parse (importer, record, strlen (record));

      g_test_message ("%s", event);
      g_assert_cmpstr (event, ==, expected);
      importer->free (importer);
    }
}

/* Only a mapping that leaves the zone open takes the auditor's word for it. */
static void
test_zone (void)
{
  static const struct { const char *zone; const char *event; } cases[] = {
    { "assume", "inference row=0 time=2026-04-01T06:00:03Z+999999/2\n" },
    { "utc", "inference row=0 time=2026-04-01T08:00:03Z+999999/1\n" },
    { "explicit", "inference row=0 time=2026-03-31T08:00:03Z+172800999999/3\n" },
  };
  static const char record[] = "{\"t\":\"2026-04-01T08:00:03\"}";

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strconcat (OWN "[fields]\nid=/id\n[time]\npath=/t\nzone=", cases[i].zone, "\n", NULL);
      RcImporter *importer = make (text);
      gpointer parser = importer->parser_new (importer);
      g_autofree char *event = NULL;

      importer->parser_set_zone (parser, 120);
      event = dup_parse_with (importer, parser, record, strlen (record));
      g_assert_cmpstr (event, ==, cases[i].event);
      importer->parser_free (parser);
      importer->free (importer);
    }
}

/* --- Documents --- */

static void
test_document (void)
{
  static const char text[] = "[{\"schema\":\"records.retention/1\",\"records\":\"a\\u0062\"},\n 7, {\"records\":\"c\"}]\n";
  const RcImporter *importer = rc_importer_by_id ("records-retention");
  g_autofree char *events = dup_import (importer, text, strlen (text));
  g_autofree char *second = dup_fields (importer, text, strlen (text), 3);
  static const struct { const char *text; const char *outcome; } faults[] = {
    { "", "unreadable-record at 0: expected *, found the end of the record\n" },
    { "{\"a\":1,\"a\":1}", "duplicate-member at 7: *\n" },
    { "7", "unreadable-record at 0: expected a JSON object, found 7\n" },
    { "[", "unreadable-record at 1: *\n" },
    { "[]", "" },
  };

  g_assert_cmpstr (events, ==, "retention row=1 target=ab\n"
                               "unreadable-record at 56: expected a JSON object, found 7, {\"records\":\"c\"}]\\x0A\n"
                               "retention row=3 target=c\n");
  g_assert_cmpstr (second, ==, "/2/records target=c\n");

  for (guint32 row = 0; row < 6; row++)
    {
      g_autofree char *fields = dup_fields (importer, text, strlen (text), row);

      g_assert_true ((*fields != '\0') == (row == 1 || row == 3));
    }
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *outcome = dup_import (importer, faults[i].text, strlen (faults[i].text));

      g_assert_true (g_pattern_match_simple (faults[i].outcome, outcome));
    }
}

static void
test_document_too_large (void)
{
  const RcImporter *importer = rc_importer_by_id ("records-retention");
  Recording recording = { { .add_event = record_event, .set_aside = record_set_aside }, g_string_new (NULL) };
  RcImportInput input = { .name = "document", .size = G_GUINT64_CONSTANT (1) << 40 };

  g_assert_true (importer->import (importer, &input, &recording.sink, NULL, NULL));
  g_assert_cmpstr (recording.text->str, ==, "limit at 0: expected a document within RC_LIMIT_RECORD_BYTES, found 1099511627776 bytes\n");
  g_string_free (recording.text, TRUE);
}

static void
test_document_cancelled (void)
{
  const RcImporter *importer = rc_importer_by_id ("records-retention");
  g_autoptr (GBytes) bytes = g_bytes_new_static ("[{}]", 4);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Recording recording = { { .add_event = record_event }, g_string_new (NULL) };
  RcImportInput input = { .name = "document", .size = 4, .bytes = bytes };

  g_cancellable_cancel (cancellable);
  g_assert_false (importer->import (importer, &input, &recording.sink, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpstr (recording.text->str, ==, "");
  g_string_free (recording.text, TRUE);
}

/* --- The mapping behind an importer --- */

static void
test_factory (void)
{
  const RcImporter *known = rc_importer_by_id ("oversight-action");
  const char *text = rc_importer_peek_mapping_text (known);
  g_autofree char *changed = g_strconcat (text, "# changed\n", NULL);
  g_autoptr (GError) error = NULL;
  RcImporter *importer;

  g_assert_true (rc_importer_has_mapping_text (known, text, strlen (text)));
  importer = rc_importer_from_mapping (text, strlen (text), "copy", &error);
  g_assert_no_error (error);
  importer->free (importer);

  g_assert_null (rc_importer_from_mapping (changed, strlen (changed), "copy", &error));
  g_assert_error (error, RC_IMPORTER_ERROR, RC_IMPORTER_ERROR_MAPPING);
  g_assert_nonnull (strstr (error->message, "id=oversight-action"));
  g_clear_error (&error);

  importer = rc_importer_from_pinned_mapping (changed, strlen (changed), "older", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rc_importer_peek_mapping_text (importer), ==, changed);
  importer->free (importer);
}

/* --- The corpus --- */

static char *
dup_corpus_path (const char *path)
{
  const char *corpus = g_getenv ("RECOUNT_CORPUS");
  g_autofree char *full = corpus != NULL ? g_build_filename (corpus, path, NULL) : NULL;

  if (full != NULL && g_file_test (full, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&full);

  g_test_skip ("the corpus is not at hand");
  return NULL;
}

/* The outcome of each line of a file. */
static char *
dup_lines (const RcImporter *importer,
           const char       *text)
{
  GString *outcome = g_string_new (NULL);
  gpointer parser = importer->parser_new (importer);

  while (*text != '\0')
    {
      gsize length = strcspn (text, "\n");
      g_autofree char *line = dup_parse_with (importer, parser, text, length);

      g_string_append (outcome, *line != '\0' ? line : "nothing\n");
      text += length + (text[length] == '\n' ? 1 : 0);
    }

  importer->parser_free (parser);
  return g_string_free (outcome, FALSE);
}

#define CLAIMS "-7000-8000-0000000000"

static void
test_corpus_aiact (void)
{
  g_autofree char *path = dup_corpus_path ("inference/ai-audit-chains/aiact-audit-log/claims-triage/2026/03/14.jsonl");
  g_autofree char *text = NULL;
  g_autofree char *events = NULL;
  g_autofree char *fields = NULL;
  const char *third;
  gsize length;

  if (path == NULL)
    return;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  g_assert_cmpstr (choose ("x", text, length)->id, ==, "aiact-audit-log");
  events = dup_lines (choose ("x", text, length), text);
  g_assert_cmpstr (events, ==,
                   "inference row=0 time=2026-03-14T09:26:10.482Z+999/0 id=01957f00-0000" CLAIMS "00 decision=01957f00-0000" CLAIMS "d1 "
                   "system=claims-triage model=gpt-4o-2024-08-06\n"
                   "tool-call row=0 time=2026-03-14T09:26:11.482Z+999/0 id=01957f00-0000" CLAIMS "01 decision=01957f00-0000" CLAIMS "d1 "
                   "system=claims-triage model=gpt-4o-2024-08-06\n"
                   "human-action row=0 time=2026-03-14T09:26:12.482Z+999/0 id=01957f00-0000" CLAIMS "02 decision=01957f00-0000" CLAIMS "d1 "
                   "target=01957f00-0000" CLAIMS "d1 system=claims-triage\n");

  third = strchr (strchr (text, '\n') + 1, '\n') + 1;
  fields = dup_fields (rc_importer_by_id ("aiact-audit-log"), third, strcspn (third, "\n"), 0);
  g_assert_nonnull (strstr (fields, "\n/humanIntervention/userId actor=adjuster-17\n"));
  g_assert_nonnull (strstr (fields, "\n/humanIntervention/type action=override\n"));
  g_assert_nonnull (strstr (fields, "\n/humanIntervention/originalOutput/value original=minor damage\n"));
  g_assert_nonnull (strstr (fields, "\n/humanIntervention/reason reason=Rahmenschaden sichtbar\n"));
}

/* Faults of the corpus that an importer sees; what only a chain shows is none of its business. */
static void
test_corpus_chains (void)
{
  static const struct { const char *folder; guint events; const char *fault; } cases[] = {
    { "valid", 4, NULL },
    { "crlf", 4, NULL },
    { "bom", 3, "unreadable-record at 0: " },
    { "duplicate-json-key", 3, "duplicate-member at " },
    { "field-modified", 4, NULL },
    { "bidi-and-homoglyph", 4, NULL },
    { "unicode-escape-changed", 4, NULL },
    { "number-spelling-changed", 4, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_build_filename ("integrity/jsonl-chain", cases[i].folder, "2025-03-10.jsonl", NULL);
      g_autofree char *path = dup_corpus_path (name);
      g_autofree char *text = NULL;
      g_autofree char *outcome = NULL;
      g_auto (GStrv) lines = NULL;
      guint events = 0, faults = 0;
      gsize length;

      if (path == NULL)
        return;

      g_assert_true (g_file_get_contents (path, &text, &length, NULL));
      g_assert_cmpstr (choose ("x", text, length)->id, ==, "aiact-audit-log");
      outcome = dup_lines (rc_importer_by_id ("aiact-audit-log"), text);
      g_test_message ("%s\n%s", cases[i].folder, outcome);
      lines = g_strsplit (outcome, "\n", -1);
      for (guint k = 0; lines[k] != NULL; k++)
        {
          events += g_str_has_prefix (lines[k], "inference ") || g_str_has_prefix (lines[k], "human-action ");
          faults += cases[i].fault != NULL && g_str_has_prefix (lines[k], cases[i].fault);
        }
      g_assert_cmpuint (events, ==, cases[i].events);
      g_assert_cmpuint (faults, ==, cases[i].fault != NULL ? 1 : 0);
    }
}

static guint
count_recognised (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  g_autofree char *text = NULL;
  const RcImporter *importer;
  const char *name;
  guint count = 0;
  gsize length;

  if (folder == NULL)
    {
      g_assert_true (g_file_get_contents (path, &text, &length, NULL));
      importer = choose ("kreditcheck.decision/1 schema", text, length);
      if (importer == NULL || rc_importer_peek_mapping_text (importer) == NULL)
        return 0;
      g_test_message ("%s: %s", path, importer->id);
      return 1;
    }

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      count += count_recognised (child);
    }

  return count;
}

/* No mapping takes a file of another format for its own. */
static void
test_corpus_foreign (void)
{
  static const struct { const char *folder; guint count; } folders[] = {
    { "inference/otlp-json", 7 },
    { "inference/app-prediction-logs", 3 },
    { "inference/langfuse", 2 },
    { "inference/litellm", 1 },
    { "inference/ai-audit-chains", 18 },
    { "model-cards", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = dup_corpus_path (folders[i].folder);

      if (path == NULL)
        return;
      g_assert_cmpuint (count_recognised (path), ==, folders[i].count);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  rc_importers_register_all ();

  g_test_add_func ("/mapped-json/built-in", test_built_in);
  g_test_add_func ("/mapped-json/recognise", test_recognise);
  g_test_add_func ("/mapped-json/recognise-long", test_recognise_long);
  g_test_add_func ("/mapped-json/recognise-partly", test_recognise_partly);
  g_test_add_func ("/mapped-json/faults", test_faults);
  g_test_add_func ("/mapped-json/limits", test_limits);
  g_test_add_func ("/mapped-json/mutations", test_mutations);
  g_test_add_func ("/mapped-json/framings", test_framings);
  g_test_add_func ("/mapped-json/sample-end", test_sample_end);
  g_test_add_func ("/mapped-json/escapes", test_escapes);
  g_test_add_func ("/mapped-json/times", test_times);
  g_test_add_func ("/mapped-json/zone", test_zone);
  g_test_add_func ("/mapped-json/document", test_document);
  g_test_add_func ("/mapped-json/document-too-large", test_document_too_large);
  g_test_add_func ("/mapped-json/document-cancelled", test_document_cancelled);
  g_test_add_func ("/mapped-json/factory", test_factory);
  g_test_add_func ("/mapped-json/corpus-aiact", test_corpus_aiact);
  g_test_add_func ("/mapped-json/corpus-chains", test_corpus_chains);
  g_test_add_func ("/mapped-json/corpus-foreign", test_corpus_foreign);
  return g_test_run ();
}
