/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/checks/schema-records.h"

#include <string.h>

#include "core/bounds.h"
#include "core/event.h"
#include "core/json-place.h"
#include "core/source-schema.h"

/*
 * Two ways lead to a schema. The auditor says it of a source: then each of its records is held against it. Or a record names a schema by
 * its "$id": in a member "$schema" or "schema", which speaks of the whole record, or in the member that the mapping reads as the form of
 * the input, which speaks of the input. Records that name none are not counted.
 *
 * What differs is grouped by rule and place; records are told one by one up to a limit, and counted beyond.
 */

#define MAX_GROUPS 200u
#define N_SAMPLED 16u        /* events by which the input's place is found */

/* Records that differ in one way, or of which for one reason it cannot be told. */
typedef struct
{
  int             schema;         /* number in the set */
  RcSchemaAnswer  answer;
  char           *key;
  char           *rule;
  char           *expected;
  guint64         records;
  guint64         first_record;
  GArray         *found;          /* of Found */
} Group;

/* One record told by itself. */
typedef struct
{
  guint64  record;
  guint64  offset;                /* in the source */
  char    *place;
  char    *found;
} Found;

typedef struct
{
  GHashTable *groups;             /* key → Group */
  guint       n_found;            /* listed in all of them */
  guint64     n_more;             /* in groups beyond MAX_GROUPS */
  guint64    *records;            /* of each schema: 3 answers */
} Counts;

struct _RcSchemaSource
{
  gint64             source;
  char              *name;
  const RcSchemaSet *schemas;
  int                declared;    /* -1: the records say it */
  gint64             absent;      /* the auditor named a source that is no schema of the case any more; 0: not so */
  guint64            n_records;   /* while @absent */
  char              *input_schema;  /* (nullable): JSON Pointer */
  char              *input;
  Counts             counts;
};

struct _RcSchemaPart
{
  const RcSchemaSource *source;
  guint64               n_records;
  Counts                counts;
};

static void
found_clear (gpointer data)
{
  Found *found = data;

  g_free (found->place);
  g_free (found->found);
}

static void
group_free (gpointer data)
{
  Group *group = data;

  g_free (group->key);
  g_free (group->rule);
  g_free (group->expected);
  g_array_unref (group->found);
  g_free (group);
}

static void
counts_init (Counts            *self,
             const RcSchemaSet *schemas)
{
  self->groups = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, group_free);
  self->records = g_new0 (guint64, 3 * MAX (schemas->list->len, 1));
}

static void
counts_clear (Counts *self)
{
  g_hash_table_unref (self->groups);
  g_free (self->records);
}

/* --- Which schema --- */

static void
find_input (RcSchemaSource *self,
            RcCase         *case_file,
            const RcSource *source)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));
  guint64 step = MAX (source->event_rows / N_SAMPLED, 1);

  for (guint64 i = 0; i < source->event_rows && i / step < N_SAMPLED && self->input_schema == NULL; i += step)
    {
      g_autoptr (RcEvent) event = rc_event_load (case_file, source->first_event + (gint64) i, NULL);
      const RcFieldValue *schema, *input;

      if (event == NULL || !rc_event_read_fields (event, case_file, reader, NULL))
        continue;
      schema = rc_event_peek_value (event, RC_FIELD_INPUT_SCHEMA);
      input = rc_event_peek_value (event, RC_FIELD_INPUT);
      if (schema == NULL || schema->locator == NULL || *schema->locator != '/')
        continue;
      self->input_schema = g_strdup (schema->locator);
      self->input = g_strdup (input != NULL && input->locator != NULL && *input->locator == '/' ? input->locator : NULL);
    }
}

/**
 * rc_schema_source_new:
 *
 * Returns: (transfer full) (nullable)
 */
RcSchemaSource *
rc_schema_source_new (RcCase            *case_file,
                      const RcSource    *source,
                      const RcSchemaSet *schemas)
{
  gint64 declared = rc_source_schema_get (case_file, source->id);
  RcSchemaSource *self;

  if (source->framing == RC_FRAMING_FIXED || rc_schema_set_find (schemas, source->id) >= 0)
    return NULL;
  if (declared == 0 && (schemas->list->len == 0 || source->event_rows == 0))
    return NULL;

  self = g_new0 (RcSchemaSource, 1);
  self->source = source->id;
  self->name = g_strdup (source->name);
  self->schemas = schemas;
  self->declared = declared != 0 ? rc_schema_set_find (schemas, declared) : -1;
  self->absent = declared != 0 && self->declared < 0 ? declared : 0;
  counts_init (&self->counts, schemas);
  if (declared == 0)
    find_input (self, case_file, source);
  return self;
}

void
rc_schema_source_free (RcSchemaSource *self)
{
  if (self == NULL)
    return;

  counts_clear (&self->counts);
  g_free (self->name);
  g_free (self->input_schema);
  g_free (self->input);
  g_free (self);
}

RcSchemaPart *
rc_schema_part_new (const RcSchemaSource *source)
{
  RcSchemaPart *self = g_new0 (RcSchemaPart, 1);

  self->source = source;
  counts_init (&self->counts, source->schemas);
  return self;
}

void
rc_schema_part_free (RcSchemaPart *self)
{
  if (self == NULL)
    return;

  counts_clear (&self->counts);
  g_free (self);
}

/* --- One record --- */

static Group *
group_new (int             schema,
           RcSchemaAnswer  answer,
           const char     *key,
           const char     *rule,
           const char     *expected)
{
  Group *group = g_new0 (Group, 1);

  group->schema = schema;
  group->answer = answer;
  group->key = g_strdup (key);
  group->rule = g_strdup (rule);
  group->expected = g_strdup (expected);
  group->found = g_array_new (FALSE, FALSE, sizeof (Found));
  g_array_set_clear_func (group->found, found_clear);
  return group;
}

/* NULL: there are too many already. */
static Group *
take_group (Counts         *counts,
            int             schema,
            RcSchemaAnswer  answer,
            const char     *key,
            const char     *rule,
            const char     *expected)
{
  Group *group = g_hash_table_lookup (counts->groups, key);

  if (group != NULL || g_hash_table_size (counts->groups) >= MAX_GROUPS)
    return group;
  group = group_new (schema, answer, key, rule, expected);
  g_hash_table_insert (counts->groups, group->key, group);
  return group;
}

static void
add_found (Counts  *counts,
           Group   *group,
           guint64  record,
           guint64  offset,
           char    *place,
           char    *words)
{
  Found found = { record, offset, place, words };

  /* The first of each is always told; of what cannot be told, only that. */
  if (group->found->len > 0 && (counts->n_found >= RC_LIMIT_SCHEMA_LISTED || group->answer != RC_SCHEMA_DIFFERS))
    {
      found_clear (&found);
      return;
    }
  counts->n_found++;
  g_array_append_val (group->found, found);
}

static void
count (RcSchemaPart   *self,
       int             schema,
       RcSchemaAnswer  answer,
       const char     *rule,
       const char     *expected,
       char           *place,
       const char     *pattern,
       char           *found,
       guint64         number,
       guint64         offset)
{
  g_autofree char *key = g_strdup_printf ("%d %d %s %s %s", schema, answer, rule, pattern,
                                           answer == RC_SCHEMA_CANNOT_TELL ? found : expected);
  Group *group = take_group (&self->counts, schema, answer, key, rule, expected);

  if (group == NULL)
    {
      self->counts.n_more++;
      g_free (place);
      g_free (found);
      return;
    }
  if (group->records++ == 0)
    group->first_record = number;
  add_found (&self->counts, group, number, offset, place, found);
}

/* Nothing of the record could be held against the schema. */
static void
count_unread (RcSchemaPart *self,
              int           schema,
              const char   *expected,
              const char   *found,
              guint64       number,
              guint64       offset)
{
  self->counts.records[3 * schema + RC_SCHEMA_CANNOT_TELL]++;
  count (self, schema, RC_SCHEMA_CANNOT_TELL, "", expected, g_strdup (""), "", g_strdup (found), number, offset);
}

static void
judge (RcSchemaPart *self,
       int           index,
       const RcJson *record,
       guint32       node,
       guint64       number,
       guint64       offset)
{
  const RcDeliveredSchema *delivered = g_ptr_array_index (self->source->schemas->list, index);
  RcSchemaFault fault;
  RcSchemaAnswer answer;
  g_autofree char *rule = NULL, *expected = NULL, *pattern = NULL;
  char *found;

  if (delivered->schema == NULL)
    {
      count_unread (self, index, delivered->reason, "a schema that cannot be read", number, offset);
      return;
    }

  answer = rc_json_schema_judge (delivered->schema, record, node, &fault);
  self->counts.records[3 * index + answer]++;
  if (answer == RC_SCHEMA_CONFORMS)
    return;

  rule = rc_json_schema_dup_rule (delivered->schema, &fault);
  expected = rc_json_schema_dup_expected (delivered->schema, &fault);
  pattern = rc_json_dup_place (record, fault.node, FALSE);
  if (answer == RC_SCHEMA_DIFFERS)
    found = rc_json_schema_dup_found (delivered->schema, record, &fault);
  else
    found = fault.limit != NULL ? g_strdup_printf ("the limit %s was met", fault.limit)
                                : g_strdup ("a rule that this program does not apply");
  count (self, index, answer, rule, expected, rc_json_dup_place (record, fault.node, TRUE), pattern, found, number,
         offset + record->nodes[fault.node].offset);
}

/* The schema that the record names, and the value that it speaks of. */
static int
find_named (const RcSchemaSource *source,
            const RcJson         *record,
            guint32              *out_node)
{
  int schema;

  *out_node = 0;
  schema = rc_schema_set_find_named (source->schemas, record, rc_json_member (record, 0, "$schema"));
  if (schema < 0)
    schema = rc_schema_set_find_named (source->schemas, record, rc_json_member (record, 0, "schema"));
  if (schema >= 0 || source->input_schema == NULL)
    return schema;

  *out_node = source->input != NULL ? rc_json_pointer (record, source->input) : RC_JSON_NO_NODE;
  return rc_schema_set_find_named (source->schemas, record, rc_json_pointer (record, source->input_schema));
}

static void
look_by_name (RcSchemaPart *self,
              const RcJson *record,
              guint64       number,
              guint64       offset)
{
  const RcDeliveredSchema *delivered;
  guint32 node;
  int index = find_named (self->source, record, &node);

  if (index < 0)
    return;
  delivered = g_ptr_array_index (self->source->schemas->list, index);
  if (record->has_duplicate || record->has_non_finite)
    count_unread (self, index, "each member named once, and numbers that JSON has", "something else", number, offset);
  else if (delivered->is_ambiguous)
    count_unread (self, index, "one delivered schema of that id", "several", number, offset);
  else if (node == RC_JSON_NO_NODE)
    count_unread (self, index, "an input in the record", "none", number, offset);
  else if (node != 0 && rc_json_is (record, node, RC_JSON_STRING))
    count_unread (self, index, "an input in JSON", "an input that is kept as a text", number, offset);
  else
    judge (self, index, record, node, number, offset);
}

/**
 * rc_schema_part_look:
 * @record: (nullable): parsed
 * @number: of the record, from 1
 * @offset: its place in the source
 *
 * May be called by any thread, by one at a time for each part.
 */
void
rc_schema_part_look (RcSchemaPart *self,
                     const RcJson *record,
                     guint64       number,
                     guint64       offset)
{
  const RcSchemaSource *source = self->source;

  self->n_records++;
  if (source->absent != 0)
    return;
  if (source->declared < 0 && record != NULL)
    look_by_name (self, record, number, offset);
  else if (source->declared >= 0 && record == NULL)
    count_unread (self, source->declared, "JSON within the limits of this program", "something else", number, offset);
  else if (source->declared >= 0 && record->has_non_finite)
    count_unread (self, source->declared, "numbers that JSON has", "NaN or Infinity", number, offset);
  else if (source->declared >= 0 && record->has_duplicate)
    count_unread (self, source->declared, "each member named once", "a member that is named twice", number, offset);
  else if (source->declared >= 0)
    judge (self, source->declared, record, 0, number, offset);
}

/* --- All records --- */

static int
compare_groups (gconstpointer a,
                gconstpointer b)
{
  const Group *first = a;
  const Group *second = b;

  if (first->first_record != second->first_record)
    return first->first_record < second->first_record ? -1 : 1;
  return strcmp (first->key, second->key);
}

static GList *
list_groups (const Counts *counts)
{
  return g_list_sort (g_hash_table_get_values (counts->groups), compare_groups);
}

static void
take_one (RcSchemaSource *self,
          const Group    *other)
{
  Group *group = take_group (&self->counts, other->schema, other->answer, other->key, other->rule, other->expected);

  if (group == NULL)
    {
      self->counts.n_more += other->records;
      return;
    }
  if (group->records == 0)
    group->first_record = other->first_record;
  group->records += other->records;
  for (guint i = 0; i < other->found->len; i++)
    {
      const Found *found = &g_array_index (other->found, Found, i);

      add_found (&self->counts, group, found->record, found->offset, g_strdup (found->place), g_strdup (found->found));
    }
}

void
rc_schema_source_take (RcSchemaSource *self,
                       RcSchemaPart   *part)
{
  g_autoptr (GList) groups = list_groups (&part->counts);

  for (GList *l = groups; l != NULL; l = l->next)
    take_one (self, l->data);
  self->counts.n_more += part->counts.n_more;
  self->n_records += part->n_records;
  for (guint i = 0; i < 3 * self->schemas->list->len; i++)
    self->counts.records[i] += part->counts.records[i];
}

static void
tell_counts (RcSchemaSource *self,
             RcJudgement    *judgement)
{
  for (guint i = 0; i < self->schemas->list->len; i++)
    {
      const guint64 *records = &self->counts.records[3 * i];
      RcFormCount form = {
        .source = self->source,
        .schema = ((const RcDeliveredSchema *) g_ptr_array_index (self->schemas->list, i))->source,
        .is_declared = self->declared >= 0,
        .records = records[RC_SCHEMA_CONFORMS] + records[RC_SCHEMA_DIFFERS] + records[RC_SCHEMA_CANNOT_TELL],
        .conforming = records[RC_SCHEMA_CONFORMS],
        .differing = records[RC_SCHEMA_DIFFERS],
        .cannot_tell = records[RC_SCHEMA_CANNOT_TELL],
      };

      if (form.records > 0)
        g_array_append_val (judgement->forms, form);
    }
}

static guint64
count_records (const RcSchemaSource *self,
               const Group          *group)
{
  const guint64 *records = &self->counts.records[3 * group->schema];

  return records[0] + records[1] + records[2];
}

static void
tell_group (RcSchemaSource *self,
            const Group    *group,
            RcJudgement    *judgement)
{
  const RcDeliveredSchema *delivered = g_ptr_array_index (self->schemas->list, group->schema);
  gboolean differs = group->answer == RC_SCHEMA_DIFFERS;
  gint64 root = 0;

  for (guint i = 0; i < group->found->len; i++)
    {
      const Found *found = &g_array_index (group->found, Found, i);
      g_autofree char *place = *found->place != '\0' ? g_strdup_printf ("The value at %s", found->place) : g_strdup ("The record");
      g_autofree char *rule = *group->rule != '\0' ? g_strdup_printf ("rule %s of %s", group->rule, delivered->name)
                                                    : g_strdup (delivered->name);
      g_autofree char *all = g_strdup_printf (" So it is in %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " records of %s, of which %u %s.",
                                              group->records, count_records (self, group), self->name, group->found->len,
                                              group->found->len == 1 ? "is listed" : "are listed");
      RcException *exception = rc_exception_new (differs ? RC_EXCEPTION_SCHEMA_MISMATCH : RC_EXCEPTION_SCHEMA_NOT_CHECKED, self->source,
                                                 (gint64) found->record, (gint64) found->offset, group->expected, found->found,
                                                 differs ? "%s is not as %s says.%s" : "%s could not be held against %s.%s", place, rule,
                                                 i == 0 ? all : "");

      exception->caused_by = root;
      if (i == 0)
        root = rc_judgement_add_exception (judgement, exception);
      else
        rc_judgement_add_exception (judgement, exception);
    }
}

/**
 * rc_schema_source_tell:
 *
 * Adds what was counted, and an exception for each way in which records differ or could not be judged.
 */
void
rc_schema_source_tell (RcSchemaSource *self,
                       RcJudgement    *judgement)
{
  g_autoptr (GList) groups = list_groups (&self->counts);

  tell_counts (self, judgement);
  for (GList *l = groups; l != NULL; l = l->next)
    tell_group (self, l->data, judgement);
  if (self->counts.n_more > 0)
    rc_judgement_add_exception (judgement,
                                rc_exception_new (RC_EXCEPTION_SCHEMA_MISMATCH, self->source, 0, -1, "records as their schema says",
                                                  "others", "In %s further %" G_GUINT64_FORMAT " records differ from their schema, or "
                                                  "could not be held against it, in more than %u ways.", self->name,
                                                  self->counts.n_more, MAX_GROUPS));
  if (self->absent != 0)
    rc_judgement_add_exception (judgement,
                                rc_exception_new (RC_EXCEPTION_SCHEMA_NOT_CHECKED, self->source, 0, -1, "the schema that the auditor named",
                                                  "none in the case any more",
                                                  "None of the %" G_GUINT64_FORMAT " records of %s was held against a schema: source %"
                                                  G_GINT64_FORMAT " is out of the case.", self->n_records, self->name, self->absent));
}
