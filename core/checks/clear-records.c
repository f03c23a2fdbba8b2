/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/checks/clear-records.h"

#include <string.h>

#include "core/bounds.h"
#include "core/clear-data.h"
#include "core/event.h"
#include "core/json-place.h"
#include "core/json-text.h"

/*
 * Which logs should be pseudonymised nobody tells the program. It counts in every log of what a model was asked and answered and what
 * people did with it, and says of each whether the log itself has pseudonyms: whoever is named by one in one member should not be named in
 * clear in another.
 */

#define MAX_SUBJECTS 4u      /* places of the subject that the mapping reads */
#define N_SAMPLED 64u        /* events by which they are found */

/* What was found in one member. */
typedef struct
{
  guint64 records[RC_N_CLEAR];
  guint64 last[RC_N_CLEAR];     /* record that was counted last */
  guint64 first_record;
  guint64 first_offset;
} Field;

typedef struct
{
  GHashTable *fields;           /* place → Field */
  guint64     n_records;
  guint64     n_clear;          /* records whose subject is a name or an e-mail address */
} Counts;

struct _RcClearSource
{
  gint64    source;
  char     *name;
  char     *subjects[MAX_SUBJECTS + 1];   /* JSON Pointers */
  char     *members[MAX_SUBJECTS + 1];    /* their last names */
  guint     n_subjects;
  Counts    counts;
};

struct _RcClearPart
{
  const RcClearSource *source;
  Counts               counts;
};

static void
counts_init (Counts *self)
{
  *self = (Counts) { .fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free) };
}

/* --- Which sources, and where the subject stands --- */

static gboolean
holds_such_events (RcDatabase      *database,
                   const RcSource  *source,
                   gboolean        *out_answer,
                   GError         **error)
{
  sqlite3_stmt *statement;

  *out_answer = FALSE;
  if (source->event_rows == 0)
    return TRUE;

  statement = rc_database_prepare (database, "SELECT 1 FROM event WHERE id BETWEEN ?1 AND ?2 AND +kind IN (?3, ?4, ?5, ?6) LIMIT 1", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, source->first_event);
  sqlite3_bind_int64 (statement, 2, source->first_event + (gint64) source->event_rows - 1);
  sqlite3_bind_int (statement, 3, RC_EVENT_INFERENCE);
  sqlite3_bind_int (statement, 4, RC_EVENT_REQUEST_PART);
  sqlite3_bind_int (statement, 5, RC_EVENT_HUMAN_ACTION);
  sqlite3_bind_int (statement, 6, RC_EVENT_FEEDBACK);
  if (!rc_database_step (database, statement, out_answer, error))
    return FALSE;
  if (*out_answer)
    sqlite3_reset (statement);
  return TRUE;
}

static void
add_subject (RcClearSource *self,
             const char    *locator)
{
  if (locator == NULL || *locator != '/' || g_strv_contains ((const char * const *) self->subjects, locator))
    return;
  if (self->n_subjects == MAX_SUBJECTS)
    return;
  self->members[self->n_subjects] = g_strdup (strrchr (locator, '/') + 1);
  self->subjects[self->n_subjects++] = g_strdup (locator);
}

/* What cannot be read again of a sample is told where the record is read. */
static void
find_subjects (RcClearSource  *self,
               RcCase         *case_file,
               const RcSource *source)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));
  guint64 step = MAX (source->event_rows / N_SAMPLED, 1);

  for (guint64 i = 0; i < source->event_rows && i / step < N_SAMPLED; i += step)
    {
      g_autoptr (RcEvent) event = rc_event_load (case_file, source->first_event + (gint64) i, NULL);
      const RcFieldValue *value;

      if (event == NULL || !rc_event_read_fields (event, case_file, reader, NULL))
        continue;
      value = rc_event_peek_value (event, RC_FIELD_SUBJECT);
      if (value != NULL)
        add_subject (self, value->locator);
    }
}

/**
 * rc_clear_source_new:
 *
 * Returns: (transfer full) (nullable): %NULL without @error where the source is no log of that sort
 */
RcClearSource *
rc_clear_source_new (RcCase          *case_file,
                     const RcSource  *source,
                     GError         **error)
{
  RcClearSource *self;
  gboolean is_such;

  if (source->framing == RC_FRAMING_FIXED || !holds_such_events (rc_case_get_database (case_file), source, &is_such, error) || !is_such)
    return NULL;

  self = g_new0 (RcClearSource, 1);
  self->source = source->id;
  self->name = g_strdup (source->name);
  counts_init (&self->counts);
  find_subjects (self, case_file, source);
  return self;
}

void
rc_clear_source_free (RcClearSource *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < self->n_subjects; i++)
    {
      g_free (self->subjects[i]);
      g_free (self->members[i]);
    }
  g_hash_table_unref (self->counts.fields);
  g_free (self->name);
  g_free (self);
}

RcClearPart *
rc_clear_part_new (const RcClearSource *source)
{
  RcClearPart *self = g_new0 (RcClearPart, 1);

  self->source = source;
  counts_init (&self->counts);
  return self;
}

void
rc_clear_part_free (RcClearPart *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->counts.fields);
  g_free (self);
}

/* --- One record --- */

/* All members beyond the limit are counted as one. */
#define FURTHER "…"

static Field *
take_field (Counts     *counts,
            const char *place)
{
  Field *field = g_hash_table_lookup (counts->fields, place);

  if (field == NULL && g_hash_table_size (counts->fields) >= RC_LIMIT_CLEAR_MEMBERS)
    {
      place = FURTHER;
      field = g_hash_table_lookup (counts->fields, place);
    }
  if (field == NULL)
    {
      field = g_new0 (Field, 1);
      g_hash_table_insert (counts->fields, g_strdup (place), field);
    }
  return field;
}

static void
count (RcClearPart  *self,
       const RcJson *record,
       guint32       node,
       guint         found,
       guint64       number,
       guint64       offset)
{
  g_autofree char *place = rc_json_dup_place (record, node, FALSE);
  Field *field = take_field (&self->counts, place);

  if (field->first_record == 0)
    {
      field->first_record = number;
      field->first_offset = offset + record->nodes[node].offset;
    }
  for (guint i = 0; i < RC_N_CLEAR; i++)
    {
      if ((found & 1u << i) == 0 || field->last[i] == number)
        continue;
      field->last[i] = number;
      field->records[i]++;
    }
}

/* The value of a text, its escapes resolved where it has any. */
static const char *
peek_value (const RcJson *record,
            guint32       node,
            GString      *scratch,
            gsize        *out_length)
{
  const char *text = rc_json_peek_text (record, node, out_length);

  if ((record->nodes[node].flags & RC_JSON_NODE_ESCAPED) == 0)
    return text;

  g_string_set_size (scratch, *out_length + 1);
  *out_length = rc_json_text_resolve (text, *out_length, scratch->str);
  return scratch->str;
}

static RcClearMember
read_member (const RcJson *record,
             guint32       name)
{
  gsize length;
  const char *text;

  if (name == RC_JSON_NO_NODE || !rc_json_is_plain (record, name))
    return RC_CLEAR_MEMBER_OTHER;
  text = rc_json_peek_text (record, name, &length);
  return rc_clear_data_member (text, length);
}

/* Whether the object that a "name" stands in is about a person: its own name says so, or what stands beside it. */
static gboolean
is_of_a_person (const RcJson *record,
                guint32       node,
                const char   *text,
                gsize         length)
{
  guint32 name, parent_name;
  guint32 parent = rc_json_find_parent (record, node, &name);

  if (parent == RC_JSON_NO_NODE)
    return FALSE;
  (void) rc_json_find_parent (record, parent, &parent_name);
  if (read_member (record, parent_name) == RC_CLEAR_MEMBER_PERSON)
    return TRUE;
  if (record->nodes[parent].type != RC_JSON_OBJECT || !rc_clear_data_is_name (text, length, 2))
    return FALSE;

  for (guint32 member = parent + 1; member < record->nodes[parent].next; member = record->nodes[member].next)
    {
      RcClearMember sort = read_member (record, member);

      if (sort == RC_CLEAR_MEMBER_PERSONAL || sort == RC_CLEAR_MEMBER_TELEPHONE || sort == RC_CLEAR_MEMBER_NAME_PART)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_name (const RcJson *record,
         guint32       node,
         RcClearMember member,
         const char   *text,
         gsize         length)
{
  switch (member)
    {
    case RC_CLEAR_MEMBER_NAME_PART: return rc_clear_data_is_name (text, length, 1);
    case RC_CLEAR_MEMBER_PERSON: return rc_clear_data_is_name (text, length, 2);
    case RC_CLEAR_MEMBER_NAME: return rc_clear_data_is_name (text, length, 1) && is_of_a_person (record, node, text, length);
    case RC_CLEAR_MEMBER_OTHER:
    case RC_CLEAR_MEMBER_TELEPHONE:
    case RC_CLEAR_MEMBER_PERSONAL: return FALSE;
    }
  g_return_val_if_reached (FALSE);
}

static gboolean
may_be_name (const char *text,
             gsize       length)
{
  return length >= 2 && (g_ascii_isupper (*text) || (guchar) *text >= 0x80);
}

static void
look_at_text (RcClearPart  *self,
              const RcJson *record,
              guint32       name,
              guint32       node,
              GString      *scratch,
              guint64       number,
              guint64       offset)
{
  gsize length;
  const char *text = peek_value (record, node, scratch, &length);
  gboolean begins_number = length >= 6 && (*text == '0' || *text == '(');
  RcClearMember member = begins_number || may_be_name (text, length) ? read_member (record, name) : RC_CLEAR_MEMBER_OTHER;
  guint found = rc_clear_data_find (text, length, member);

  if (member != RC_CLEAR_MEMBER_OTHER && is_name (record, node, member, text, length))
    found |= 1u << RC_CLEAR_NAME;
  if (found != 0)
    count (self, record, node, found, number, offset);
}

static void
see_subject (RcClearPart  *self,
             const RcJson *record,
             guint32       node,
             GString      *scratch,
             guint64       number,
             guint64       offset)
{
  gsize length;
  const char *text;

  if (!rc_json_is (record, node, RC_JSON_STRING))
    return;

  text = peek_value (record, node, scratch, &length);
  if ((rc_clear_data_find (text, length, RC_CLEAR_MEMBER_OTHER) & 1u << RC_CLEAR_EMAIL) != 0)
    {
      self->counts.n_clear++;
    }
  else if (rc_clear_data_is_name (text, length, 2))
    {
      self->counts.n_clear++;
      count (self, record, node, 1u << RC_CLEAR_NAME, number, offset);
    }
}

/* A member's name may be a value as well. */
static void
look_at_name (RcClearPart  *self,
              const RcJson *record,
              guint32       name,
              GString      *scratch,
              guint64       number,
              guint64       offset)
{
  gsize length;
  const char *text = peek_value (record, name, scratch, &length);
  guint found = length >= 6 ? rc_clear_data_find (text, length, RC_CLEAR_MEMBER_OTHER) : 0;

  if (found != 0)
    count (self, record, name, found, number, offset);
}

/**
 * rc_clear_part_see:
 * @bytes: tainted
 *
 * Returns: whether rc_clear_part_look() might find something
 */
gboolean
rc_clear_part_see (RcClearPart *self,
                   const char  *bytes,
                   gsize        length)
{
  self->counts.n_records += length > 0 ? 1 : 0;
  return rc_clear_data_may_hold (bytes, length, (const char * const *) self->source->members);
}

/**
 * rc_clear_part_look:
 * @record: parsed
 * @number: of the record, from 1
 * @offset: its place in the source
 *
 * May be called by any thread, by one at a time for each part.
 */
void
rc_clear_part_look (RcClearPart  *self,
                    const RcJson *record,
                    GString      *scratch,
                    guint64       number,
                    guint64       offset)
{
  guint32 name = RC_JSON_NO_NODE;

  for (guint i = 0; i < self->source->n_subjects; i++)
    see_subject (self, record, rc_json_pointer (record, self->source->subjects[i]), scratch, number, offset);

  for (guint32 i = 0; i < record->n_nodes; i++)
    {
      guint8 type = record->nodes[i].type;

      if (type == RC_JSON_NAME)
        look_at_name (self, record, i, scratch, number, offset);
      else if (type == RC_JSON_STRING)
        look_at_text (self, record, name, i, scratch, number, offset);
      name = type == RC_JSON_NAME ? i : RC_JSON_NO_NODE;
    }
}

/* --- All records --- */

static void
add_field (Counts      *counts,
           const char  *place,
           const Field *other)
{
  Field *field = take_field (counts, place);

  if (field->first_record == 0)
    {
      field->first_record = other->first_record;
      field->first_offset = other->first_offset;
    }
  for (guint i = 0; i < RC_N_CLEAR; i++)
    field->records[i] += other->records[i];
}

static GList *
list_places (GHashTable *fields)
{
  return g_list_sort (g_hash_table_get_keys (fields), (GCompareFunc) g_strcmp0);
}

void
rc_clear_source_take (RcClearSource     *self,
                      const RcClearPart *part)
{
  g_autoptr (GList) places = list_places (part->counts.fields);

  for (GList *l = places; l != NULL; l = l->next)
    add_field (&self->counts, l->data, g_hash_table_lookup (part->counts.fields, l->data));
  self->counts.n_records += part->counts.n_records;
  self->counts.n_clear += part->counts.n_clear;
}

/* "e-mail addresses in 3 of 10 records"; (transfer full) */
static char *
describe_field (const RcClearSource *self,
                const Field         *field)
{
  static const char * const sorts[RC_N_CLEAR] = { "e-mail addresses", "account numbers (IBAN)", "telephone numbers", "names of persons" };
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < RC_N_CLEAR; i++)
    if (field->records[i] > 0)
      g_string_append_printf (words, "%s%s in %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " records", words->len > 0 ? ", " : "", sorts[i],
                              field->records[i], self->counts.n_records);
  return g_string_free (words, FALSE);
}

/* What is known of whether the log should be pseudonymised; (transfer full). */
static char *
describe_log (const RcClearSource *self)
{
  const Counts *counts = &self->counts;

  if (self->n_subjects == 0)
    return g_strdup ("No record of this log names a person by a pseudonym, and nobody declared the log pseudonymised: it is only counted.");
  if (counts->n_clear == 0)
    return g_strdup ("The log names the person concerned by what looks like a pseudonym, and elsewhere in clear.");
  return g_strdup_printf ("The log names the person concerned in clear itself, in %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT
                          " records, and nobody declared it pseudonymised: it is only counted.", counts->n_clear, counts->n_records);
}

static void
tell_field (const RcClearSource *self,
            RcJudgement         *judgement,
            const char          *place,
            const Field         *field)
{
  g_autofree char *found = describe_field (self, field);
  g_autofree char *log = describe_log (self);
  g_autofree char *where = g_str_equal (place, FURTHER) ? g_strdup ("Further members") : g_strdup_printf ("The member %s", place);

  rc_judgement_add_exception (judgement,
                              rc_exception_new (RC_EXCEPTION_CLEAR_DATA, self->source, (gint64) field->first_record,
                                                (gint64) field->first_offset, "pseudonyms", found,
                                                "%s of %s held personal data in clear, here first. %s", where, self->name, log));
}

/**
 * rc_clear_source_tell:
 *
 * Adds one exception for each member, in the order of their places.
 */
void
rc_clear_source_tell (RcClearSource *self,
                      RcJudgement   *judgement)
{
  g_autoptr (GList) places = list_places (self->counts.fields);

  for (GList *l = places; l != NULL; l = l->next)
    tell_field (self, judgement, l->data, g_hash_table_lookup (self->counts.fields, l->data));
}
