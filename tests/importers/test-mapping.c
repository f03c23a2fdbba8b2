/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/json-value.h"
#include "importers/mapping/mapped-record.h"

#include <string.h>

#define HEAD "[mapping]\nid=own-log\ntitle=Own log\nevidences=What it says.\nversion=1\nframing=lines\n"
#define SIGNS "[recognise]\nhas.1=/id\n"
#define KIND "[kind]\nkind=inference\n"
#define FIELDS "[fields]\nid=/id\n"
#define WHOLE HEAD SIGNS KIND FIELDS

static RcMapping *
make (const char *text)
{
  g_autoptr (GError) error = NULL;
  RcMapping *mapping = rc_mapping_new (text, strlen (text), "own.mapping", &error);

  g_assert_no_error (error);
  g_assert_nonnull (mapping);
  return mapping;
}

/* Each text is wrong in one place, and the message names line, group and key. */
static const struct
{
  const char *text;
  const char *message;
} wrong_texts[] = {
  { "", "own.mapping: the group [mapping] is missing" },
  { "# nothing\n\n", "the group [mapping] is missing" },
  { "id=x\n", "own.mapping: line 1: expected a group" },
  { "[mapping\n", "line 1: expected [group], found “[mapping”" },
  { "[]\n", "line 1: expected [group]" },
  { "[a]b]\n", "line 1: expected [group]" },
  { "[mapping]\n[mapping]\n", "line 2: [mapping] is given twice" },
  { "[mapping]\nid\n", "line 2: [mapping]: expected key=value, found “id”" },
  { "[mapping]\n=x\n", "line 2: [mapping]: a key is missing" },
  { "[mapping]\nid=\n", "line 2: [mapping] id: the value is missing" },
  { "[mapping]\ntitle[de]=x\n", "line 2: [mapping] title[de]: a key has no brackets" },
  { "[mapping]\ntitle=a\\b\n", "line 2: [mapping] title: a backslash" },
  { "[mapping]\ntitle=a\\\n", "line 2: [mapping] title: a backslash" },
  { "[mapping]\nid=a\nid=a\n", "line 3: [mapping] id is given twice" },
  { "[mapping]\ntitle=\xff\n", "line 2: a mapping is UTF-8 text" },
  { "\xef\xbb\xbf[mapping]\n", "line 1: the file begins with a byte order mark" },
  { "[mapping]\nid=Own\n", "line 2: [mapping] id: expected small letters" },
  { "[mapping]\nid=-own\n", "line 2: [mapping] id: expected small letters" },
  { "[mapping]\nversion=0\n", "line 2: [mapping] version: expected a whole number from 1, found “0”" },
  { "[mapping]\nversion=1.0\n", "[mapping] version: expected a whole number" },
  { "[mapping]\nframing=xml\n", "[mapping] framing: expected lines, objects, document, csv or text, found “xml”" },
  { "[mapping]\nframing=lines | xml\n", "[mapping] framing: expected lines, objects, document, csv or text, found “xml”" },
  { "[mapping]\nframing=lines | csv\n", "[mapping] framing: “csv” and “text” stand alone" },
  { "[mapping]\nframing=text | lines\n", "[mapping] framing: “csv” and “text” stand alone" },
  { "[mapping]\ncolour=red\n", "line 2: [mapping] colour: this group has no such key" },
  { "[mapping]\nid=x\n", "line 1: [mapping]: the key “title” is missing" },
  { "[mapping]\nid=x\ntitle=x\nevidences=x\nversion=1\n", "[mapping]: the key “framing” is missing" },
  { HEAD, "the group [recognise] is missing" },
  { HEAD "[recognise]\nweight=80\n", "line 7: [recognise]: the key “has.1” is missing" },
  { HEAD "[recognise]\nweight=101\n", "line 8: [recognise] weight: expected a whole number from 1 to 100" },
  { HEAD "[recognise]\nweight=0\n", "[recognise] weight: expected" },
  { HEAD "[recognise]\nhas=/id\n", "[recognise] has: this group has no such key" },
  { HEAD "[recognise]\nhas.x=/id\n", "[recognise] has.x: this group has no such key" },
  { HEAD "[recognise]\nhas.1=id\n", "line 8: [recognise] has.1: “id” is no JSON Pointer" },
  { HEAD "[recognise]\nhas.1=/a~2b\n", "“/a~2b” is no JSON Pointer" },
  { HEAD "[recognise]\nequals.1=/schema\n", "[recognise] equals.1: expected a JSON Pointer, a blank and a value" },
  { HEAD SIGNS, "the group [fields] is missing" },
  { HEAD SIGNS FIELDS, "the group [kind] is missing" },
  { HEAD SIGNS FIELDS "[kind]\n", "line 11: [kind]: the key “kind” is missing" },
  { HEAD SIGNS FIELDS "[kind]\nkind=thought\n", "line 12: [kind] kind: there is no kind “thought”" },
  { HEAD SIGNS FIELDS "[kind]\nfrom=/event\n", "[kind]: the key “default” is missing" },
  { HEAD SIGNS FIELDS "[kind]\ndefault=other\n", "[kind]: the key “from” is missing" },
  { HEAD SIGNS FIELDS "[kind]\nmap.a=other\ndefault=other\n", "[kind]: the key “from” is missing" },
  { HEAD SIGNS FIELDS "[kind]\nkind=other\nfrom=/event\n", "[kind]: “kind” is for records of one kind" },
  { HEAD SIGNS FIELDS "[kind]\nmap.=other\n", "[kind] map.: this group has no such key" },
  { HEAD SIGNS FIELDS "[kind]\nfrom=/event\nmap.a=b\ndefault=other\n", "line 13: [kind] map.a: there is no kind “b”" },
  { HEAD SIGNS FIELDS "[kind]\nfrom=event\ndefault=other\n", "[kind] from: “event” is no JSON Pointer" },
  { HEAD SIGNS KIND "[fields]\nmodel=/model\n", "line 12: [fields] model: there is no field of this name" },
  { HEAD SIGNS KIND "[fields]\ntime=/time\n", "[fields] time: the time is read as the group [time] says" },
  { HEAD SIGNS KIND "[fields]\nid=id\n", "[fields] id: “id” is no JSON Pointer" },
  { HEAD SIGNS KIND "[fields]\nid=/id | nid\n", "[fields] id: “nid” is no JSON Pointer" },
  { HEAD SIGNS KIND "[fields]\nid=@file\n", "[fields] id: expected @name, @key, @row or @value, found “@file”" },
  { HEAD SIGNS KIND "[fields]\nid=\"x\n", "[fields] id: a text of the mapping's own stands in quotes" },
  { HEAD SIGNS KIND "[fields]\nid=/a/=xml\n", "[fields] id: “=xml” is no step of a path" },
  { HEAD SIGNS KIND "[fields]\nid=/a/[key]\n", "[fields] id: “[key]” is no step of a path" },
  { HEAD SIGNS KIND "[fields]\nid=^x/a\n", "[fields] id: “^x/a” is no path such as /model/name" },
  { HEAD SIGNS KIND "[fields]\nid=^9/a\n", "[fields] id: “^9/a” is no path" },
  { HEAD SIGNS KIND "[fields]\nid=/a like b*\n", "[fields] id: the pattern “b*” means no part: {}" },
  { HEAD SIGNS KIND "[fields]\nid=/a like {x}\n", "[fields] id: a part of this pattern has no name: {}" },
  { HEAD SIGNS KIND "[fields]\nid=/a + b\n", "[fields] id: “b” is no JSON Pointer" },
  { HEAD SIGNS FIELDS "[kind]\nwhen.1=inference\ndefault=other\n", "[kind] when.1: expected a kind, a blank and where something must stand" },
  { HEAD SIGNS FIELDS "[kind]\nwhen.1=thought /a\ndefault=other\n", "[kind] when.1: there is no kind “thought”" },
  { HEAD SIGNS FIELDS "[kind]\nwhen.1=inference /a\n", "[kind]: the key “default” is missing" },
  { WHOLE "[rows]\n", "line 13: [rows]: the key “path.1” is missing" },
  { WHOLE "[rows]\npath.1=^0/a\n", "[rows] path.1: a path of rows begins at the record and has at most 4 “*”" },
  { WHOLE "[rows]\npath.1=/*/*/*/*/*\n", "[rows] path.1: a path of rows begins at the record and has at most 4 “*”" },
  { WHOLE "[rows]\npath.1=/*\nelse=none\n", "[rows] else: expected record or nothing, found “none”" },
  { WHOLE "[csv]\ndelimiter=comma\n", "line 13: [csv]: this group is for framing=csv" },
  { WHOLE "[lines]\npattern.1=x\n", "line 13: [lines]: this group is for framing=text" },
  { WHOLE "[csv]\ndelimiter=x\n", "[csv] delimiter: expected comma, semicolon, tab or bar, found “x”" },
  { WHOLE "[lines]\npattern.1={}\n", "[lines] pattern.1: each part of a line's pattern has a name: {time}" },
  { WHOLE "[values]\nnothing.1=x\n", "[values] nothing.1: a text stands in quotes, found “x”" },
  { WHOLE "[join]\nwindow=0\n", "[join] window: expected a whole number of seconds, at most a year, found “0”" },
  { WHOLE "[join]\nendpoint=one\n", "[join] endpoint: expected same or any, found “one”" },
  { WHOLE "[repeats]\nlater=wins\n", "[repeats] later: expected replaces or contradicts, found “wins”" },
  { HEAD SIGNS KIND "[fields]\nid=/id if type raw\n", "[fields] id: “type” is no JSON Pointer" },
  { HEAD SIGNS KIND "[fields]\nid=-\n", "[fields] id: “-” is no JSON Pointer" },
  { WHOLE "[time]\nform=rfc3339\n", "line 13: [time]: the key “path” is missing" },
  { WHOLE "[time]\npath=/t\nform=iso\n", "line 15: [time] form: expected rfc3339, epoch-s" },
  { WHOLE "[time]\npath=/t\nform=pattern DD.MM\n", "line 15: [time] form: “DD.MM”: " },
  { WHOLE "[time]\npath=/t\nzone=cet\n", "[time] zone: expected explicit, utc or assume" },
  { WHOLE "[time]\npath=/t\nform=epoch-ms\nzone=utc\n", "[time]: a count begins in UTC and has no “zone”" },
  { WHOLE "[time]\nclock=/t\n", "[time] clock: this group has no such key" },
  { WHOLE "[fields anomaly]\nid=/x\n", "line 13: [fields anomaly]: by [kind] no record is of this kind" },
  { WHOLE "[fields thought]\n", "line 13: [fields thought]: there is no kind “thought”" },
  { WHOLE "[fields inference]\nmodel=-\n", "line 14: [fields inference] model: there is no field of this name" },
  { WHOLE "[fields inference]\nid=x\n", "line 14: [fields inference] id: “x” is no JSON Pointer" },
  { WHOLE "[values]\nfinal.a=approve\n", "[values] final.a: this group has no such key" },
  { WHOLE "[values]\naction.a=applaud\n", "line 14: [values] action.a: there is no action “applaud”" },
  { WHOLE "[chain]\nrule=x\n", "[chain] rule: this group has no such key" },
  { WHOLE "[chain]\n", "[chain]: the key “profile” is missing" },
  { WHOLE "[joins]\nleft=x\n", "line 13: [joins]: there is no such group" },
};

static void
test_wrong_texts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (wrong_texts); i++)
    {
      g_autoptr (GError) error = NULL;
      const char *text = wrong_texts[i].text;
      RcMapping *mapping = rc_mapping_new (text, strlen (text), "own.mapping", &error);

      g_assert_null (mapping);
      g_assert_error (error, RC_IMPORTER_ERROR, RC_IMPORTER_ERROR_MAPPING);
      g_test_message ("%s", error->message);
      g_assert_true (g_str_has_prefix (error->message, "own.mapping: "));
      if (strstr (error->message, wrong_texts[i].message) == NULL)
        g_error ("“%s” does not say “%s”", error->message, wrong_texts[i].message);
    }
}

static void
test_zero_byte (void)
{
  static const char text[] = WHOLE "[chain]\nprofile=a\0b\n";
  g_autoptr (GError) error = NULL;

  g_assert_null (rc_mapping_new (text, sizeof text - 1, "own.mapping", &error));
  g_assert_error (error, RC_IMPORTER_ERROR, RC_IMPORTER_ERROR_MAPPING);
  g_assert_nonnull (strstr (error->message, "line 14"));
}

static void
test_too_long (void)
{
  g_autoptr (GString) text = g_string_new (WHOLE);
  g_autoptr (GError) error = NULL;

  while (text->len <= 64 << 10)
    g_string_append (text, "# a remark that goes on and on\n");

  g_assert_null (rc_mapping_new (text->str, text->len, "own.mapping", &error));
  g_assert_error (error, RC_IMPORTER_ERROR, RC_IMPORTER_ERROR_MAPPING);
  g_assert_nonnull (strstr (error->message, "at most 65536 bytes"));
}

static void
test_many_alternatives (void)
{
  g_autoptr (GString) text = g_string_new (HEAD SIGNS KIND "[fields]\nid=/a");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 64; i++)
    g_string_append_printf (text, " | /a%u", i);
  g_string_append_c (text, '\n');
  g_assert_null (rc_mapping_new (text->str, text->len, "own.mapping", &error));
  g_assert_error (error, RC_IMPORTER_ERROR, RC_IMPORTER_ERROR_MAPPING);
  g_assert_nonnull (strstr (error->message, "a choice has at most 64 alternatives"));
}

/* The text needs no zero byte behind it, and line ends of either kind are read. */
static void
test_text (void)
{
  g_autofree char *text = g_strconcat ("# remark\r\n\r\n", HEAD SIGNS KIND FIELDS "[values]\n action.ok = approve \r\nXX", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RcMapping) mapping = rc_mapping_new (text, strlen (text) - 2, "own.mapping", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (mapping->id, ==, "own-log");
  g_assert_cmpstr (mapping->title, ==, "Own log");
  g_assert_cmpstr (mapping->evidences, ==, "What it says.");
  g_assert_cmpuint (mapping->version, ==, 1);
  g_assert_cmpuint (mapping->n_framings, ==, 1);
  g_assert_cmpint (mapping->framings[0], ==, RC_FRAMING_LINES);
  g_assert_cmpint (mapping->weight, ==, 80);
  g_assert_null (mapping->chain_profile);
  g_assert_null (mapping->time.choice);
  g_assert_cmpuint (mapping->data.length, ==, strlen (text) - 2);
  g_assert_cmpint (memcmp (mapping->data.text, text, mapping->data.length), ==, 0);
  g_assert_cmpint (mapping->data.text[mapping->data.length], ==, '\0');

  g_assert_cmpstr (rc_mapping_peek_action (mapping, "ok"), ==, "approve");
  g_assert_cmpstr (rc_mapping_peek_action (mapping, "OK"), ==, "OK");
  g_assert_true (rc_mapping_yields (mapping, RC_EVENT_INFERENCE));
  g_assert_false (rc_mapping_yields (mapping, RC_EVENT_OTHER));
}

static void
test_time (void)
{
  static const struct { const char *text; RcTimeForm form; RcZoneSource zone; } cases[] = {
    { "", RC_TIME_FORM_RFC3339, RC_ZONE_UNKNOWN },
    { "form=rfc3339\nzone=explicit\n", RC_TIME_FORM_RFC3339, RC_ZONE_UNKNOWN },
    { "zone=utc\n", RC_TIME_FORM_RFC3339, RC_ZONE_RULE },
    { "zone=assume\n", RC_TIME_FORM_RFC3339, RC_ZONE_ASSUMED },
    { "form=epoch-s\n", RC_TIME_FORM_EPOCH_S, RC_ZONE_UNKNOWN },
    { "form=epoch-ms\n", RC_TIME_FORM_EPOCH_MS, RC_ZONE_UNKNOWN },
    { "form=epoch-us\n", RC_TIME_FORM_EPOCH_US, RC_ZONE_UNKNOWN },
    { "form=ticks\n", RC_TIME_FORM_TICKS, RC_ZONE_UNKNOWN },
    { "form=pattern DD.MM.YYYY hh:mm\nzone=assume\n", RC_TIME_FORM_PATTERN, RC_ZONE_ASSUMED },
    { "form=epoch-ns\n", RC_TIME_FORM_EPOCH_NS, RC_ZONE_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strconcat (WHOLE "[time]\npath=/t\n", cases[i].text, NULL);
      g_autoptr (RcMapping) mapping = make (text);

      g_assert_cmpint (mapping->time.rule.form, ==, cases[i].form);
      g_assert_cmpint (mapping->time.rule.zone_if_absent, ==, cases[i].zone);
    }
}

static const char *
first_operand (const RcMappingChoice *choice)
{
  const GArray *operands = g_array_index (choice->alternatives, RcMappingAlternative, 0).operands;

  return g_array_index (operands, RcMappingOperand, 0).text;
}

/* A group for one kind replaces single fields, wherever it stands in the text. */
static void
test_overrides (void)
{
  g_autoptr (RcMapping) mapping = make ("[fields anomaly]\nid=/alarm\noutput=-\n" HEAD SIGNS
                                        "[kind]\nfrom=/event\nmap.call=inference\nmap.alarm=anomaly\ndefault=other\n"
                                        "[fields]\nid=/id\noutput=/output\nsystem=/system\n");
  const RcMappingChoice *id = mapping->fields[RC_EVENT_ANOMALY][RC_FIELD_ID];

  g_assert_true (mapping->fields[RC_EVENT_INFERENCE][RC_FIELD_ID] == mapping->fields[RC_EVENT_OTHER][RC_FIELD_ID]);
  g_assert_true (mapping->fields[RC_EVENT_INFERENCE][RC_FIELD_ID] != id);
  g_assert_cmpstr (first_operand (id), ==, "/alarm");
  g_assert_null (mapping->fields[RC_EVENT_ANOMALY][RC_FIELD_OUTPUT]);
  g_assert_nonnull (mapping->fields[RC_EVENT_INFERENCE][RC_FIELD_OUTPUT]);
  g_assert_nonnull (mapping->fields[RC_EVENT_ANOMALY][RC_FIELD_SYSTEM]);
  g_assert_null (mapping->fields[RC_EVENT_ANOMALY][RC_FIELD_SCORE]);
}

static void
test_choice (void)
{
  static const struct { const char *record; const char *answer; } cases[] = {
    { "{\"a\":1,\"b\":2}", "1" },
    { "{\"a\":null,\"b\":2}", "2" },
    { "{\"b\":\"\"}", "" },
    { "{\"c\":{\"v\":\"x\",\"t\":\"raw\"}}", "x" },
    { "{\"c\":{\"v\":\"x\",\"t\":\"ra\\u0077\"}}", "x" },
    { "{\"c\":{\"v\":\"x\",\"t\":\"hash\"}}", "{\"v\":\"x\",\"t\":\"hash\"}" },
    { "{\"c\":{\"v\":\"x\"}}", "{\"v\":\"x\"}" },
    { "{\"c\":false}", "false" },
    { "{}", NULL },
  };
  g_autoptr (RcMapping) mapping = make (HEAD SIGNS KIND "[fields]\noutput=/a | /b | /c/v if /c/t raw | /c\n");
  g_autoptr (RcMappedRecord) record = rc_mapped_record_new (mapping);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *value = NULL;
      RcMappedAnswer answer;
      RcJsonFault fault;

      g_assert_true (rc_mapped_record_parse (record, cases[i].record, strlen (cases[i].record), &fault));
      rc_mapped_record_begin (record, 0);
      rc_mapped_record_look (record, RC_PATHS_ALL);
      if (rc_mapped_record_pick (record, mapping->fields[RC_EVENT_INFERENCE][RC_FIELD_OUTPUT], &answer))
        value = rc_json_value_dup (answer.value.json, answer.value.node);
      g_assert_cmpstr (value, ==, cases[i].answer);
    }
}

/* A path set finds what looking up each pointer alone finds. */
static void
test_paths (void)
{
  static const char * const pointers[] = {
    "/a", "/b/c", "/b/d", "/b", "/list/0", "/list/2/x", "/list/10", "/~01/x~1y", "/", "/long name", "/a/b", "/list/01", "/missing/x",
  };
  static const char record[] = "{\"a\":1,\"b\":{\"\\u0063\":2,\"d\":[3]},\"list\":[4,5,{\"x\":6}],\"~1\":{\"x/y\":7},\"\":8,\"long name\":9}";
  g_autoptr (RcPathSet) set = rc_path_set_new ();
  guint32 nodes[G_N_ELEMENTS (pointers)];
  g_auto (RcJson) json;
  RcJsonFault fault;

  for (guint i = 0; i < G_N_ELEMENTS (pointers); i++)
    g_assert_cmpuint (rc_path_set_add (set, pointers[i], i % 2 == 0 ? RC_PATHS_QUICK : RC_PATHS_ALL), ==, i);
  g_assert_cmpuint (rc_path_set_add (set, "/b/c", RC_PATHS_ALL), ==, 1);
  g_assert_cmpuint (rc_path_set_count (set), ==, G_N_ELEMENTS (pointers));
  g_assert_cmpstr (rc_path_set_peek (set, 3), ==, "/b");

  rc_json_init (&json);
  g_assert_true (rc_json_parse (&json, record, strlen (record), &fault));
  rc_path_set_find (set, RC_PATHS_ALL, &json, 0, nodes);
  for (guint i = 0; i < G_N_ELEMENTS (pointers); i++)
    g_assert_cmpuint (nodes[i], ==, rc_json_pointer (&json, pointers[i]));
  g_assert_cmpuint (nodes[6], ==, RC_JSON_NO_NODE);

  rc_path_set_find (set, RC_PATHS_QUICK, &json, 0, nodes);
  for (guint i = 0; i < G_N_ELEMENTS (pointers); i++)
    g_assert_cmpuint (nodes[i], ==, i % 2 == 0 ? rc_json_pointer (&json, pointers[i]) : RC_JSON_NO_NODE);
}

static void
test_path_refused (void)
{
  g_autoptr (RcPathSet) set = rc_path_set_new ();
  g_autoptr (GString) deep = g_string_new (NULL);

  for (guint i = 0; i < 64; i++)
    g_string_append (deep, "/a");

  g_assert_cmpuint (rc_path_set_add (set, "", RC_PATHS_ALL), ==, RC_PATH_NONE);
  g_assert_cmpuint (rc_path_set_add (set, "a", RC_PATHS_ALL), ==, RC_PATH_NONE);
  g_assert_cmpuint (rc_path_set_add (set, "/a~", RC_PATHS_ALL), ==, RC_PATH_NONE);
  g_assert_cmpuint (rc_path_set_add (set, deep->str, RC_PATHS_ALL), ==, RC_PATH_NONE);
  g_assert_cmpuint (rc_path_set_count (set), ==, 0);
  g_assert_cmpuint (rc_path_set_add (set, deep->str + 2, RC_PATHS_ALL), ==, 0);
}

/* A text that holds U+0000 is never cut there. */
static void
test_values (void)
{
  static const char record[] = "[\"a\\u0000b\",\"\\u00e4\\n\",1.50,true,{\"x\" : 1}]";
  static const char * const values[] = { "a\\u0000b", "ä\n", "1.50", "true", "{\"x\" : 1}" };
  g_autoptr (GPtrArray) owned = g_ptr_array_new_with_free_func (g_free);
  g_auto (RcJson) json;
  RcJsonFault fault;
  guint32 node = 1;

  rc_json_init (&json);
  g_assert_true (rc_json_parse (&json, record, strlen (record), &fault));
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *value = rc_json_value_dup (&json, node);
      RcSlice slice;

      g_assert_cmpstr (value, ==, values[i]);
      rc_json_value_read (&json, node, owned, &slice);
      g_assert_cmpmem (slice.text, slice.length, values[i], strlen (values[i]));
      node = json.nodes[node].next;
    }
  g_assert_cmpuint (owned->len, ==, 1);

  g_assert_true (rc_json_value_equals (&json, 2, "ä\n"));
  g_assert_false (rc_json_value_equals (&json, 1, "a"));
  g_assert_true (rc_json_value_equals (&json, 3, "1.50"));
  g_assert_false (rc_json_value_equals (&json, RC_JSON_NO_NODE, ""));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mapping/wrong-texts", test_wrong_texts);
  g_test_add_func ("/mapping/zero-byte", test_zero_byte);
  g_test_add_func ("/mapping/too-long", test_too_long);
  g_test_add_func ("/mapping/many-alternatives", test_many_alternatives);
  g_test_add_func ("/mapping/text", test_text);
  g_test_add_func ("/mapping/time", test_time);
  g_test_add_func ("/mapping/overrides", test_overrides);
  g_test_add_func ("/mapping/choice", test_choice);
  g_test_add_func ("/mapping/paths", test_paths);
  g_test_add_func ("/mapping/path-refused", test_path_refused);
  g_test_add_func ("/mapping/values", test_values);
  return g_test_run ();
}
