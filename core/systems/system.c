/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/systems/system.h"

#include <string.h>

#include "core/bounds.h"
#include "core/display-text.h"
#include "core/entry.h"
#include "core/importer.h"
#include "core/words.h"

G_DEFINE_QUARK (rc-system-error-quark, rc_system_error)

#define MAX_NAME_BYTES 200u

/* What officers entered and what files say, gathered by the systems' names. */
typedef struct
{
  RcCase         *case_file;
  RcRecordReader *reader;
  GHashTable     *by_name;     /* name → RcSystem, borrowed */
  GPtrArray      *systems;
} Gathering;

static void
word_free (gpointer data)
{
  RcSystemWord *word = data;

  g_free (word->by);
  g_free (word);
}

void
rc_system_free (RcSystem *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_ptr_array_unref (self->words);
  g_ptr_array_unref (self->statements);
  g_ptr_array_unref (self->bindings);
  g_ptr_array_unref (self->remarks);
  g_free (self);
}

static RcSystem *
find_or_make (Gathering  *self,
              const char *name)
{
  RcSystem *system = g_hash_table_lookup (self->by_name, name);

  if (system != NULL)
    return system;

  system = g_new0 (RcSystem, 1);
  system->name = g_strdup (name);
  system->words = g_ptr_array_new_with_free_func (word_free);
  system->statements = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_system_statement_free);
  system->bindings = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_system_binding_free);
  system->remarks = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->systems, system);
  g_hash_table_insert (self->by_name, system->name, system);
  return system;
}

/* Takes over what was read; the description keeps its faults. */
static void
take_description (RcSystem            *system,
                  RcSystemDescription *description,
                  RcSystemWord        *word)     /* (transfer full) */
{
  g_ptr_array_add (system->words, word);
  system->has_faults |= description->faults->len > 0 || description->is_cut;
  for (guint i = 0; i < description->statements->len; i++)
    ((RcSystemStatement *) g_ptr_array_index (description->statements, i))->word = word;
  for (guint i = 0; i < description->bindings->len; i++)
    ((RcSystemBinding *) g_ptr_array_index (description->bindings, i))->word = word;
  g_ptr_array_extend_and_steal (system->statements, g_ptr_array_ref (description->statements));
  g_ptr_array_extend_and_steal (system->bindings, g_ptr_array_ref (description->bindings));
  g_ptr_array_extend_and_steal (system->remarks, g_ptr_array_ref (description->remarks));
}

/* --- What files say --- */

static void
add_field (RcSystemDescription *description,
           const RcEvent       *event,
           RcField              field,
           RcSystemAttribute    attribute)
{
  const RcFieldValue *value = rc_event_peek_value (event, field);
  RcSystemStatement *statement;

  if (value == NULL || *value->value == '\0')
    return;
  statement = g_new0 (RcSystemStatement, 1);
  statement->attribute = attribute;
  statement->values = g_ptr_array_new_with_free_func (g_free);
  statement->locator = g_strdup (value->locator);
  g_ptr_array_add (statement->values, g_strdup (value->value));
  g_ptr_array_add (description->statements, statement);
}

/* A description in another form, which a mapping reads: of it the program knows the fields of an event alone. */
static RcSystemDescription *
describe_by_fields (const RcEvent *event)
{
  RcJson nothing = { 0 };
  RcJsonFault fault;
  RcSystemDescription *description;
  const RcFieldValue *endpoint = rc_event_peek_value (event, RC_FIELD_ENDPOINT);

  rc_json_init (&nothing);
  (void) rc_json_parse (&nothing, "{}", 2, &fault);
  description = rc_system_description_read (&nothing, 0, FALSE);
  rc_json_clear (&nothing);
  description->name = g_strdup (rc_event_peek_field (event, RC_FIELD_SYSTEM));
  add_field (description, event, RC_FIELD_PURPOSE, RC_SYSTEM_PURPOSE);
  add_field (description, event, RC_FIELD_PROVIDER, RC_SYSTEM_PROVIDER);
  add_field (description, event, RC_FIELD_DEPLOYER, RC_SYSTEM_DEPLOYER);
  add_field (description, event, RC_FIELD_RETENTION, RC_SYSTEM_RETENTION);
  if (endpoint != NULL && *endpoint->value != '\0')
    {
      RcSystemBinding *binding = g_new0 (RcSystemBinding, 1);

      binding->kind = RC_SYSTEM_BINDING_ENDPOINT;
      binding->value = g_strdup (endpoint->value);
      binding->locator = g_strdup (endpoint->locator);
      g_ptr_array_add (description->bindings, binding);
    }
  return description;
}

static RcSystemDescription *
describe_by_record (GBytes *content)
{
  g_auto (RcJson) json = { 0 };
  RcJsonFault fault;
  gsize length;
  const char *text = g_bytes_get_data (content, &length);

  rc_json_init (&json);
  return rc_json_parse (&json, text, length, &fault) ? rc_system_description_read (&json, 0, FALSE) : NULL;
}

/* (transfer full) (nullable): NULL with @error where the case cannot be read. */
static RcSystemDescription *
describe (Gathering      *self,
          const RcSource *source,
          RcEvent        *event,
          GError        **error)
{
  RcSystemDescription *description = NULL;

  if (g_strcmp0 (source->importer, RC_SYSTEM_DESCRIPTION_IMPORTER) == 0)
    {
      g_autoptr (GBytes) content = rc_record_reader_read_content (self->reader, event->source, event->record, error);

      if (content == NULL)
        return NULL;
      description = describe_by_record (content);
    }
  if (description != NULL)
    return description;
  return rc_event_read_fields (event, self->case_file, self->reader, error) ? describe_by_fields (event) : NULL;
}

static gboolean
add_file (Gathering  *self,
          gint64      id,
          GError    **error)
{
  g_autoptr (RcEvent) event = rc_event_load (self->case_file, id, error);
  g_autoptr (RcSource) source = NULL;
  g_autoptr (RcSystemDescription) description = NULL;
  RcSystemWord *word;

  if (event == NULL)
    return FALSE;
  source = rc_source_load (rc_case_get_database (self->case_file), event->source, error);
  description = source != NULL ? describe (self, source, event, error) : NULL;
  if (description == NULL)
    return FALSE;
  if (description->name == NULL || *description->name == '\0')
    return TRUE;

  word = g_new0 (RcSystemWord, 1);
  word->said_us = event->time_us;
  word->event = event->id;
  word->source = event->source;
  word->record = event->record;
  take_description (find_or_make (self, description->name), description, word);
  return TRUE;
}

static gboolean
add_files (Gathering  *self,
           gboolean   *out_complete,
           GError    **error)
{
  g_autoptr (GArray) ids = rc_event_list_kind (self->case_file, RC_EVENT_SYSTEM, RC_LIMIT_SYSTEMS + 1, error);

  if (ids == NULL)
    return FALSE;

  *out_complete = ids->len <= RC_LIMIT_SYSTEMS;
  for (guint i = 0; i < MIN (ids->len, RC_LIMIT_SYSTEMS); i++)
    {
      if (!add_file (self, g_array_index (ids, gint64, i), error))
        return FALSE;
    }
  return TRUE;
}

/* --- What officers entered --- */

static void
add_entry (RcSystem      *system,
           const RcEntry *entry)
{
  g_autoptr (RcSystemDescription) description = rc_system_description_read (rc_entry_peek_json (entry), 0, TRUE);
  RcSystemWord *word = g_new0 (RcSystemWord, 1);

  word->by = g_strdup (entry->by);
  word->said_us = entry->added_us;
  word->entry = entry->id;
  take_description (system, description, word);
}

static gboolean
add_entries (Gathering  *self,
             GError    **error)
{
  g_autoptr (GPtrArray) threads = rc_entry_thread_list (self->case_file, RC_ENTRY_SYSTEM, error);

  if (threads == NULL)
    return FALSE;

  for (guint i = 0; i < threads->len; i++)
    {
      const RcEntryThread *thread = g_ptr_array_index (threads, i);
      g_autofree char *name = rc_entry_dup_text (thread->first, "system");
      RcSystem *system;

      if (name == NULL || *name == '\0')
        continue;
      system = find_or_make (self, name);
      add_entry (system, thread->first);
      for (guint j = 0; j < thread->additions->len; j++)
        add_entry (system, g_ptr_array_index (thread->additions, j));
    }
  return TRUE;
}

/* --- Setting one beside the other --- */

static int
compare_statements (gconstpointer a,
                    gconstpointer b)
{
  const RcSystemStatement *left = *(const RcSystemStatement * const *) a;
  const RcSystemStatement *right = *(const RcSystemStatement * const *) b;

  if (left->attribute != right->attribute)
    return left->attribute < right->attribute ? -1 : 1;
  if ((left->word->entry == 0) != (right->word->entry == 0))
    return left->word->entry != 0 ? -1 : 1;
  if (left->word->entry != right->word->entry)
    return left->word->entry < right->word->entry ? -1 : 1;
  if (left->word->said_us != right->word->said_us)
    return left->word->said_us < right->word->said_us ? -1 : 1;
  return left->word->event < right->word->event ? -1 : left->word->event > right->word->event;
}

/* An officer's later word on something takes the place of the earlier one. Files stand beside each other: they can be of several parties. */
static void
mark_superseded (RcSystem *self)
{
  for (guint i = 0; i + 1 < self->statements->len; i++)
    {
      RcSystemStatement *statement = g_ptr_array_index (self->statements, i);
      const RcSystemStatement *next = g_ptr_array_index (self->statements, i + 1);

      statement->is_superseded = statement->word->entry != 0 && next->word->entry != 0 && next->attribute == statement->attribute;
    }
}

static int
compare_bindings (gconstpointer a,
                  gconstpointer b)
{
  const RcSystemBinding *left = *(const RcSystemBinding * const *) a;
  const RcSystemBinding *right = *(const RcSystemBinding * const *) b;
  int order;

  if (left->kind != right->kind)
    return left->kind < right->kind ? -1 : 1;
  order = g_strcmp0 (left->field, right->field);
  if (order == 0)
    order = strcmp (left->value, right->value);
  if (order != 0)
    return order;
  if (left->word->entry != right->word->entry)
    return left->word->entry < right->word->entry ? -1 : 1;
  return left->word->event < right->word->event ? -1 : left->word->event > right->word->event;
}

/* Files bind first, whenever they came: what an officer takes back stays so until an officer binds it again. */
static void
mark_withdrawn (RcSystem *self)
{
  const RcSystemBinding *withdrawal = NULL;

  for (guint i = self->bindings->len; i > 0; i--)
    {
      RcSystemBinding *binding = g_ptr_array_index (self->bindings, i - 1);

      if (withdrawal != NULL && !rc_system_binding_equals (withdrawal, binding))
        withdrawal = NULL;
      if (binding->withdraws && withdrawal == NULL)
        withdrawal = binding;
      binding->is_withdrawn = !binding->withdraws && withdrawal != NULL;
    }
}

static int
compare_words (gconstpointer a,
               gconstpointer b)
{
  const RcSystemWord *left = *(const RcSystemWord * const *) a;
  const RcSystemWord *right = *(const RcSystemWord * const *) b;

  if ((left->entry == 0) != (right->entry == 0))
    return left->entry != 0 ? -1 : 1;
  if (left->entry != right->entry)
    return left->entry < right->entry ? -1 : 1;
  if (left->said_us != right->said_us)
    return left->said_us < right->said_us ? -1 : 1;
  return left->event < right->event ? -1 : left->event > right->event;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp ((*(const RcSystem * const *) a)->name, (*(const RcSystem * const *) b)->name);
}

GPtrArray *
rc_system_list (RcCase          *case_file,
                RcRecordReader  *reader,
                gboolean        *out_complete,
                GError         **error)
{
  g_autoptr (GPtrArray) systems = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_system_free);
  g_autoptr (GHashTable) by_name = g_hash_table_new (g_str_hash, g_str_equal);
  Gathering self = { case_file, reader, by_name, systems };
  gboolean complete;

  if (!add_entries (&self, error) || !add_files (&self, &complete, error))
    return NULL;

  for (guint i = 0; i < systems->len; i++)
    {
      RcSystem *system = g_ptr_array_index (systems, i);

      g_ptr_array_sort (system->words, compare_words);
      g_ptr_array_sort (system->statements, compare_statements);
      g_ptr_array_sort (system->bindings, compare_bindings);
      mark_superseded (system);
      mark_withdrawn (system);
    }
  g_ptr_array_sort (systems, compare_names);
  if (out_complete != NULL)
    *out_complete = complete;
  return g_steal_pointer (&systems);
}

/* By name, or by identifier: the number of it, with how many there are. */
static guint
look_up (GPtrArray  *systems,
         const char *name,
         guint      *out_index)
{
  guint found = 0;

  for (guint i = 0; i < systems->len; i++)
    {
      if (strcmp (((const RcSystem *) g_ptr_array_index (systems, i))->name, name) != 0)
        continue;
      *out_index = i;
      return 1;
    }
  for (guint i = 0; i < systems->len; i++)
    {
      if (!rc_system_has_value (g_ptr_array_index (systems, i), RC_SYSTEM_ID, name))
        continue;
      *out_index = i;
      found++;
    }
  return found;
}

/**
 * rc_system_find:
 * @name: of the system, or an identifier that somebody states for it
 *
 * Returns: (transfer full): the system; %NULL with %RC_SYSTEM_ERROR_NOT_FOUND or %RC_SYSTEM_ERROR_AMBIGUOUS
 */
RcSystem *
rc_system_find (RcCase          *case_file,
                RcRecordReader  *reader,
                const char      *name,
                GError         **error)
{
  g_autoptr (GPtrArray) systems = rc_system_list (case_file, reader, NULL, error);
  g_autofree char *shown = rc_display_text (name, -1, MAX_NAME_BYTES);
  guint index = 0;
  guint found;

  if (systems == NULL)
    return NULL;

  found = look_up (systems, name, &index);
  if (found == 1)
    return g_ptr_array_steal_index (systems, index);
  if (found == 0)
    g_set_error (error, RC_SYSTEM_ERROR, RC_SYSTEM_ERROR_NOT_FOUND,
                 _("No system “%s” is described, by an officer or in a file among the evidence"), shown);
  else
    g_set_error (error, RC_SYSTEM_ERROR, RC_SYSTEM_ERROR_AMBIGUOUS, _("%u systems have the identifier “%s”: give the name"), found, shown);
  return NULL;
}

/* --- What is stated --- */

const RcSystemStatement *
rc_system_peek (const RcSystem    *self,
                RcSystemAttribute  attribute)
{
  const RcSystemStatement *newest = NULL;

  for (guint i = 0; i < self->statements->len; i++)
    {
      const RcSystemStatement *statement = g_ptr_array_index (self->statements, i);

      if (statement->attribute != attribute || statement->is_superseded)
        continue;
      if (statement->word->entry != 0)
        return statement;
      newest = statement;
    }
  return newest;
}

const char *
rc_system_peek_value (const RcSystem    *self,
                      RcSystemAttribute  attribute)
{
  const RcSystemStatement *statement = rc_system_peek (self, attribute);

  return statement != NULL && statement->values->len > 0 ? g_ptr_array_index (statement->values, 0) : NULL;
}

static gboolean
holds (const RcSystemStatement *self,
       const char              *value)
{
  return g_ptr_array_find_with_equal_func (self->values, value, g_str_equal, NULL);
}

gboolean
rc_system_has_value (const RcSystem    *self,
                     RcSystemAttribute  attribute,
                     const char        *value)
{
  const RcSystemStatement *statement = rc_system_peek (self, attribute);

  return statement != NULL && holds (statement, value);
}

/* As sets: the order of a list, and a value given twice, say nothing. */
static gboolean
is_within (const RcSystemStatement *self,
           const RcSystemStatement *other)
{
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < other->values->len; i++)
    g_hash_table_add (values, g_ptr_array_index (other->values, i));
  for (guint i = 0; i < self->values->len; i++)
    {
      if (!g_hash_table_contains (values, g_ptr_array_index (self->values, i)))
        return FALSE;
    }
  return TRUE;
}

gboolean
rc_system_differs (const RcSystem    *self,
                   RcSystemAttribute  attribute)
{
  const RcSystemStatement *first = NULL;

  for (guint i = 0; i < self->statements->len; i++)
    {
      const RcSystemStatement *statement = g_ptr_array_index (self->statements, i);

      if (statement->attribute != attribute || statement->is_superseded)
        continue;
      if (first != NULL && (!is_within (statement, first) || !is_within (first, statement)))
        return TRUE;
      if (first == NULL)
        first = statement;
    }
  return FALSE;
}

static char *
dup_day (gint64 time_us)
{
  g_autofree char *time = rc_time_format_utc (time_us);

  return g_strndup (time, strcspn (time, "T"));
}

char *
rc_system_word_dup_words (const RcSystemWord *self,
                          RcCase             *case_file)
{
  g_autofree char *day = self->said_us != RC_TIME_NONE ? dup_day (self->said_us) : NULL;
  g_autoptr (RcSource) source = NULL;
  g_autofree char *name = NULL;

  if (self->entry != 0)
    {
      g_autofree char *by = rc_display_text (self->by, -1, MAX_NAME_BYTES);

      /* Translators: a person, and a date. */
      return g_strdup_printf (_("stated by %1$s on %2$s"), by, day);
    }

  source = rc_source_load (rc_case_get_database (case_file), self->source, NULL);
  name = rc_display_text (source != NULL ? source->name : "?", -1, MAX_NAME_BYTES);
  if (day == NULL)
    /* Translators: the name of a file, and the number of a record in it. */
    return g_strdup_printf (_("stated in %1$s, record %2$llu, which gives no date"), name, (unsigned long long) self->record);
  return g_strdup_printf (_("stated in %1$s, record %2$llu, as of %3$s"), name, (unsigned long long) self->record, day);
}
