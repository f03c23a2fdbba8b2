/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/systems/system-description.h"

#include "core/bounds.h"
#include "core/exception.h"
#include "core/systems/system-description.h"
#include "core/timestamp.h"
#include "core/words.h"
#include "importers/json-document.h"
#include "importers/json-sample.h"

#include <string.h>

/*
 * A description of an AI system in the form of README.md: a JSON object, several in a row, or a list of them. Each is one event; what it
 * says of the system is read again from its record by core/system.c. A member of a wrong type is told and left out; nothing else of the
 * description is lost by it.
 */

typedef struct
{
  RcJson               json;
  RcSystemDescription *description;
  char                *found;
  char                *message;
  gboolean             has_zone;
  int                  zone_minutes;
} Parser;

static void
forget (Parser *self)
{
  g_clear_pointer (&self->description, rc_system_description_free);
  g_clear_pointer (&self->found, g_free);
  g_clear_pointer (&self->message, g_free);
}

static gpointer
parser_new (const RcImporter *importer)
{
  Parser *self = g_new0 (Parser, 1);

  rc_json_init (&self->json);
  return self;
}

static void
parser_free (gpointer parser)
{
  Parser *self = parser;

  if (self == NULL)
    return;

  forget (self);
  rc_json_clear (&self->json);
  g_free (self);
}

static void
parser_set_zone (gpointer parser,
                 int      zone_minutes)
{
  Parser *self = parser;

  self->has_zone = TRUE;
  self->zone_minutes = zone_minutes;
}

static RcSlice
slice_of (const char *text)
{
  return (RcSlice) { text, text != NULL ? strlen (text) : 0 };
}

static gboolean
fits_name (const char *text)
{
  return text != NULL && *text != '\0' && strlen (text) <= RC_LIMIT_NAME_BYTES;
}

/* Lists show the endpoint of a system that has one; of several, none is shown rather than any. */
static const char *
find_endpoint (const RcSystemDescription *description,
               const char               **out_locator)
{
  const RcSystemBinding *only = NULL;

  for (guint i = 0; i < description->bindings->len; i++)
    {
      const RcSystemBinding *binding = g_ptr_array_index (description->bindings, i);

      if (binding->kind != RC_SYSTEM_BINDING_ENDPOINT)
        continue;
      if (only != NULL)
        return NULL;
      only = binding;
    }
  if (out_locator != NULL)
    *out_locator = only != NULL ? only->locator : NULL;
  return only != NULL && fits_name (only->value) ? only->value : NULL;
}

static RcParseResult
refuse (Parser        *self,
        RcRecordFault *out_fault,
        const char    *kind,
        guint64        offset,
        const char    *expected,
        const char    *found,
        const char    *message)
{
  *out_fault = (RcRecordFault) { kind, offset, expected, found, message };
  return RC_PARSE_SET_ASIDE;
}

/* The first of the members that could not be taken stands for all; how many there are is said. */
static RcParseResult
doubt (Parser        *self,
       RcRecordFault *out_fault)
{
  const RcSystemFault *fault = g_ptr_array_index (self->description->faults, 0);
  guint others = self->description->faults->len - 1;

  self->found = g_strdup (fault->found);
  self->message = others == 0 ? g_strdup_printf ("A member of the description, “%s”, is not as its form says. The rest of it was read.", fault->locator)
                              : g_strdup_printf ("%u members of the description, the first of them “%s”, are not as its form says. The rest of it was read.",
                                                 others + 1, fault->locator);
  *out_fault = (RcRecordFault) { RC_EXCEPTION_PAYLOAD_UNREADABLE, fault->offset, fault->expected, self->found, self->message };
  return RC_PARSE_DOUBTFUL;
}

static gboolean
read_time (const Parser *self,
           const char   *text,
           RcTimestamp  *out_time)
{
  return text != NULL && rc_timestamp_parse (text, strlen (text), self->has_zone ? RC_ZONE_RULE : RC_ZONE_UNKNOWN, self->zone_minutes, out_time);
}

static RcParseResult
parse (const RcImporter  *importer,
       gpointer           parser,
       const char        *bytes,
       gsize              length,
       RcParsedEventFunc  func,
       gpointer           user_data,
       RcRecordFault     *out_fault)
{
  Parser *self = parser;
  RcParsedEvent event = { .kind = RC_EVENT_SYSTEM };
  RcJsonFault fault;

  forget (self);
  if (!rc_json_parse (&self->json, bytes, length, &fault))
    return fault.kind == RC_JSON_FAULT_EMPTY
             ? RC_PARSE_EVENTS
             : refuse (self, out_fault, fault.kind == RC_JSON_FAULT_LIMIT ? RC_EXCEPTION_LIMIT : RC_EXCEPTION_UNREADABLE_RECORD, fault.offset,
                       fault.expected, rc_json_fault_code (fault.kind), "The description is not readable as JSON.");
  if (self->json.has_duplicate)
    return refuse (self, out_fault, RC_EXCEPTION_DUPLICATE_MEMBER, self->json.nodes[self->json.duplicate].offset, "each member named once",
                   "a member named twice", "A member is named twice, so that the description can be read in two ways.");
  if (!rc_system_description_is (&self->json, 0))
    return refuse (self, out_fault, RC_EXCEPTION_UNREADABLE_RECORD, 0, "an object with the schema " RC_SYSTEM_DESCRIPTION_SCHEMA,
                   "something else", "This is no description of an AI system, in a file of such descriptions.");

  self->description = rc_system_description_read (&self->json, 0, FALSE);
  if (!fits_name (self->description->name))
    return refuse (self, out_fault, RC_EXCEPTION_UNREADABLE_RECORD, 0, "the system's name in the member “system”, of at most 4096 bytes",
                   self->description->name == NULL ? "none" : "an empty or longer one", "The description does not name its system.");

  event.has_time = read_time (self, self->description->as_of, &event.time);
  event.system = slice_of (self->description->name);
  event.endpoint = slice_of (find_endpoint (self->description, NULL));
  if (fits_name (self->description->id))
    event.id = slice_of (self->description->id);
  func (&event, user_data);
  return self->description->faults->len > 0 ? doubt (self, out_fault) : RC_PARSE_EVENTS;
}

static void
add_field (GPtrArray    *fields,
           const RcJson *json,
           RcField       field,
           const char   *pointer)
{
  guint32 node = rc_json_pointer (json, pointer);

  /* What is no text is no field: the description says that it could not be taken. */
  if (node != RC_JSON_NO_NODE && rc_json_is (json, node, RC_JSON_STRING))
    rc_json_fields_add (fields, field, json, node, pointer);
}

static GPtrArray *
read_fields (const RcImporter *importer,
             const char       *bytes,
             gsize             length,
             guint32           row)
{
  static const struct { RcField field; const char *pointer; } places[] = {
    { RC_FIELD_ID, "/description_id" },
    { RC_FIELD_TIME, "/as_of" },
    { RC_FIELD_SYSTEM, "/system" },
    { RC_FIELD_PROVIDER, "/provider/name" },
    { RC_FIELD_DEPLOYER, "/deployer/name" },
    { RC_FIELD_PURPOSE, "/purpose" },
    { RC_FIELD_RETENTION, "/retention/period" },
  };
  g_autoptr (GPtrArray) fields = rc_json_fields_new ();
  g_autoptr (RcSystemDescription) description = NULL;
  g_auto (RcJson) json = { 0 };
  const char *locator = NULL;
  RcJsonFault fault;

  rc_json_init (&json);
  if (!rc_json_parse (&json, bytes, length, &fault))
    return g_steal_pointer (&fields);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    add_field (fields, &json, places[i].field, places[i].pointer);
  description = rc_system_description_read (&json, 0, FALSE);
  if (find_endpoint (description, &locator) != NULL)
    add_field (fields, &json, RC_FIELD_ENDPOINT, locator);
  return g_steal_pointer (&fields);
}

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  g_auto (RcJsonSample) json = { 0 };
  const char *schema;

  rc_json_sample_read (&json, sample);
  schema = rc_json_sample_peek (&json, "schema");
  return g_strcmp0 (schema, RC_SYSTEM_DESCRIPTION_SCHEMA) == 0 ? 95 : 0;
}

static const RcImporter importer = {
  .id = RC_SYSTEM_DESCRIPTION_IMPORTER,
  .title = N_("Description of an AI system"),
  .evidences = N_("What is stated of a system: provider, deployer, purpose, risk class, Member States, retention, and which records are its own. "
                  "It is a statement of whoever filled it in."),
  .framing = RC_FRAMING_OBJECTS,
  .recognise = recognise,
  .parser_new = parser_new,
  .parser_free = parser_free,
  .parser_set_zone = parser_set_zone,
  .parse = parse,
  .read_fields = read_fields,
};

/**
 * rc_system_description_importer:
 *
 * Returns: the importer of descriptions of AI systems
 */
const RcImporter *
rc_system_description_importer (void)
{
  return &importer;
}
