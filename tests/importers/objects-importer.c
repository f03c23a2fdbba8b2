/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "objects-importer.h"

#include "core/exception.h"
#include "core/json.h"

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  return g_strstr_len (sample->head, (gssize) sample->head_length, "\"probe\":") != NULL ? 100 : 0;
}

static gpointer
new_parser (const RcImporter *self)
{
  RcJson *json = g_new0 (RcJson, 1);

  rc_json_init (json);
  return json;
}

static void
free_parser (gpointer parser)
{
  rc_json_clear (parser);
  g_free (parser);
}

static RcParseResult
parse (const RcImporter  *self,
       gpointer           parser,
       const char        *bytes,
       gsize              length,
       RcParsedEventFunc  func,
       gpointer           user_data,
       RcRecordFault     *out_fault)
{
  RcJson *json = parser;
  RcParsedEvent event = { .kind = RC_EVENT_INFERENCE };
  RcJsonFault fault;
  guint32 id;

  if (length == 0)
    return RC_PARSE_EVENTS;
  if (!rc_json_parse (json, bytes, length, &fault))
    {
      *out_fault = (RcRecordFault) {
        .kind = fault.kind == RC_JSON_FAULT_LIMIT ? RC_EXCEPTION_LIMIT : RC_EXCEPTION_UNREADABLE_RECORD,
        .offset = fault.offset, .expected = fault.expected, .found = "something else", .message = "It is no object.",
      };
      return RC_PARSE_SET_ASIDE;
    }

  id = rc_json_member (json, 0, "id");
  g_assert_cmpuint (id, !=, RC_JSON_NO_NODE);
  event.id.text = rc_json_peek_text (json, id, &event.id.length);
  func (&event, user_data);
  return RC_PARSE_EVENTS;
}

static GPtrArray *
read_fields (const RcImporter *self,
             const char       *bytes,
             gsize             length,
             guint32           row)
{
  GPtrArray *values = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_field_value_free);
  g_auto (RcJson) json = { 0 };
  RcFieldValue *value = g_new0 (RcFieldValue, 1);
  RcJsonFault fault;
  guint32 id;

  rc_json_init (&json);
  g_assert_true (rc_json_parse (&json, bytes, length, &fault));
  id = rc_json_member (&json, 0, "id");
  value->field = RC_FIELD_ID;
  value->value = rc_json_dup_text (&json, id, NULL);
  value->offset = json.nodes[id].offset;
  value->length = json.nodes[id].length;
  value->locator = g_strdup ("/id");
  g_ptr_array_add (values, value);
  return values;
}

static const RcImporter importer = {
  .id = "test-objects",
  .title = "Objects of a test",
  .framing = RC_FRAMING_OBJECTS,
  .recognise = recognise,
  .parser_new = new_parser,
  .parser_free = free_parser,
  .parse = parse,
  .read_fields = read_fields,
};

void
objects_importer_register (void)
{
  static gsize registered;

  if (!g_once_init_enter (&registered))
    return;
  rc_importer_register (&importer);
  g_once_init_leave (&registered, 1);
}
