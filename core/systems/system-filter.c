/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/systems/system-filter.h"

#include <string.h>

#include "core/systems/system-condition.h"

/* Of one field, the values of which a record must have one. */
typedef struct
{
  char       *field;
  GHashTable *values;
} Condition;

struct _RcSystemFilter
{
  gatomicrefcount references;
  char       *name;
  gboolean    has_selectors;                       /* bindings other than conditions */
  GHashTable *numbers[RC_N_SYSTEM_FILTER_LISTS];   /* of gint64 */
  char       *lists[RC_N_SYSTEM_FILTER_LISTS];
  GPtrArray  *conditions;                          /* of Condition */
  GHashTable *models;                              /* of utf8: as bound */
  GHashTable *idle;                                /* "kind value" of bindings that nothing answers to */
};

static void
condition_free (gpointer data)
{
  Condition *condition = data;

  g_free (condition->field);
  g_hash_table_unref (condition->values);
  g_free (condition);
}

RcSystemFilter *
rc_system_filter_ref (RcSystemFilter *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
rc_system_filter_unref (RcSystemFilter *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;

  for (guint i = 0; i < RC_N_SYSTEM_FILTER_LISTS; i++)
    {
      g_hash_table_unref (self->numbers[i]);
      g_free (self->lists[i]);
    }
  g_ptr_array_unref (self->conditions);
  g_hash_table_unref (self->models);
  g_hash_table_unref (self->idle);
  g_free (self->name);
  g_free (self);
}

/* --- Making one --- */

static void
add_number (RcSystemFilter     *self,
            RcSystemFilterList  list,
            gint64              number)
{
  g_hash_table_add (self->numbers[list], g_memdup2 (&number, sizeof number));
}

static gboolean
take_numbers (RcSystemFilter      *self,
              RcDatabase          *database,
              sqlite3_stmt        *statement,
              RcSystemFilterList   list,
              guint               *out_found,
              GError             **error)
{
  gboolean row = FALSE;

  *out_found = 0;
  while (TRUE)
    {
      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      add_number (self, list, sqlite3_column_int64 (statement, 0));
      (*out_found)++;
    }
}

/* "/" is followed by "0": the texts between are all versions of a model. */
static gboolean
add_name (RcSystemFilter      *self,
          RcDatabase          *database,
          RcSystemFilterList   list,
          const char          *text,
          guint               *out_found,
          GError             **error)
{
  const char *sql = list == RC_SYSTEM_FILTER_MODELS ? "SELECT id FROM name WHERE text = ?1 OR (text > ?1 || '/' AND text < ?1 || '0')"
                                                    : "SELECT id FROM name WHERE text = ?1";
  sqlite3_stmt *statement = rc_database_prepare (database, sql, error);

  if (statement == NULL)
    return FALSE;
  rc_database_bind_text (statement, 1, text);
  return take_numbers (self, database, statement, list, out_found, error);
}

/* A source with all that was taken out of it. A number means one only where an officer says it: a file cannot know it. */
static gboolean
add_source (RcSystemFilter         *self,
            RcDatabase             *database,
            const RcSystemBinding  *binding,
            guint                  *out_found,
            GError                **error)
{
  sqlite3_stmt *statement;
  gint64 number = 0;

  if (binding->word != NULL && binding->word->entry != 0)
    (void) g_ascii_string_to_signed (binding->value, 10, 1, G_MAXINT64, &number, NULL);
  statement = rc_database_prepare (database,
                                   "WITH RECURSIVE bound (id) AS ("
                                   "SELECT id FROM source WHERE id = ?1 OR name = ?2 OR substr (name, -length (?2) - 1) = '/' || ?2 "
                                   "UNION SELECT s.id FROM source s JOIN bound b ON s.parent = b.id) "
                                   "SELECT id FROM bound", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, number);
  rc_database_bind_text (statement, 2, binding->value);
  return take_numbers (self, database, statement, RC_SYSTEM_FILTER_SOURCES, out_found, error);
}

static void
add_condition (RcSystemFilter        *self,
               const RcSystemBinding *binding)
{
  Condition *condition = NULL;

  for (guint i = 0; i < self->conditions->len && condition == NULL; i++)
    {
      Condition *other = g_ptr_array_index (self->conditions, i);

      condition = strcmp (other->field, binding->field) == 0 ? other : NULL;
    }
  if (condition == NULL)
    {
      condition = g_new0 (Condition, 1);
      condition->field = g_strdup (binding->field);
      condition->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_ptr_array_add (self->conditions, condition);
    }
  g_hash_table_add (condition->values, g_strdup (binding->value));
}

static char *
dup_key (const RcSystemBinding *binding)
{
  return g_strdup_printf ("%d %s", binding->kind, binding->value);
}

static gboolean
add_binding (RcSystemFilter         *self,
             RcDatabase             *database,
             const RcSystemBinding  *binding,
             GError                **error)
{
  guint found = 1;
  gboolean good = TRUE;

  switch (binding->kind)
    {
    case RC_SYSTEM_BINDING_MODEL:
      g_hash_table_add (self->models, g_strdup (binding->value));
      good = add_name (self, database, RC_SYSTEM_FILTER_MODELS, binding->value, &found, error);
      break;
    case RC_SYSTEM_BINDING_ENDPOINT:
      good = add_name (self, database, RC_SYSTEM_FILTER_ENDPOINTS, binding->value, &found, error);
      break;
    case RC_SYSTEM_BINDING_LOG_SYSTEM:
      good = add_name (self, database, RC_SYSTEM_FILTER_SYSTEMS, binding->value, &found, error);
      break;
    case RC_SYSTEM_BINDING_SOURCE:
      good = add_source (self, database, binding, &found, error);
      break;
    default:
      add_condition (self, binding);
      return TRUE;
    }

  self->has_selectors = TRUE;
  if (found == 0)
    g_hash_table_add (self->idle, dup_key (binding));
  return good;
}

/* Nothing is bound to it: its own names are what records can know it by. */
static gboolean
bind_own_names (RcSystemFilter  *self,
                RcDatabase      *database,
                const RcSystem  *system,
                GError         **error)
{
  guint found;

  self->has_selectors = TRUE;
  if (!add_name (self, database, RC_SYSTEM_FILTER_SYSTEMS, system->name, &found, error))
    return FALSE;
  for (guint i = 0; i < system->statements->len; i++)
    {
      const RcSystemStatement *statement = g_ptr_array_index (system->statements, i);

      if (statement->attribute == RC_SYSTEM_ID && !statement->is_superseded && statement->values->len > 0 &&
          !add_name (self, database, RC_SYSTEM_FILTER_SYSTEMS, g_ptr_array_index (statement->values, 0), &found, error))
        return FALSE;
    }
  return TRUE;
}

static char *
dup_list (GHashTable *numbers)
{
  GString *text = g_string_new ("[");
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, numbers);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, text->len > 1 ? "," : "", *(const gint64 *) key);
  g_string_append_c (text, ']');
  return g_string_free (text, FALSE);
}

RcSystemFilter *
rc_system_filter_new (RcCase          *case_file,
                      const RcSystem  *system,
                      GError         **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  g_autoptr (RcSystemFilter) self = g_new0 (RcSystemFilter, 1);

  g_atomic_ref_count_init (&self->references);
  self->name = g_strdup (system->name);
  self->conditions = g_ptr_array_new_with_free_func (condition_free);
  self->models = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->idle = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < RC_N_SYSTEM_FILTER_LISTS; i++)
    self->numbers[i] = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < system->bindings->len; i++)
    {
      const RcSystemBinding *binding = g_ptr_array_index (system->bindings, i);

      if (!binding->withdraws && !binding->is_withdrawn && !add_binding (self, database, binding, error))
        return NULL;
    }
  if (!self->has_selectors && self->conditions->len == 0 && !bind_own_names (self, database, system, error))
    return NULL;

  for (guint i = 0; i < RC_N_SYSTEM_FILTER_LISTS && self->has_selectors; i++)
    self->lists[i] = dup_list (self->numbers[i]);
  return g_steal_pointer (&self);
}

/* --- Asking it --- */

const char *
rc_system_filter_peek_name (const RcSystemFilter *self)
{
  return self->name;
}

const char *
rc_system_filter_peek_list (const RcSystemFilter *self,
                            RcSystemFilterList    list)
{
  return self->lists[list];
}

GHashTable *
rc_system_filter_peek_numbers (const RcSystemFilter *self,
                               RcSystemFilterList    list)
{
  return self->numbers[list];
}

gboolean
rc_system_filter_has_selectors (const RcSystemFilter *self)
{
  return self->has_selectors;
}

const char *
rc_system_filter_peek_condition (const RcSystemFilter  *self,
                                 guint                  index,
                                 GHashTable           **out_values)
{
  const Condition *condition;

  if (index >= self->conditions->len)
    return NULL;
  condition = g_ptr_array_index (self->conditions, index);
  *out_values = condition->values;
  return condition->field;
}

gboolean
rc_system_filter_names_model (const RcSystemFilter *self,
                              const char           *version)
{
  const char *slash = strchr (version, '/');
  g_autofree char *model = slash != NULL ? g_strndup (version, (gsize) (slash - version)) : NULL;

  return g_hash_table_contains (self->models, version) || (model != NULL && g_hash_table_contains (self->models, model));
}

gboolean
rc_system_filter_is_idle (const RcSystemFilter  *self,
                          const RcSystemBinding *binding)
{
  g_autofree char *key = dup_key (binding);

  return g_hash_table_contains (self->idle, key);
}

gboolean
rc_system_filter_has_conditions (const RcSystemFilter *self)
{
  return self->conditions->len > 0;
}

gboolean
rc_system_filter_fits_row (const RcSystemFilter *self,
                           const RcSystemRow    *row)
{
  return !self->has_selectors ||
         g_hash_table_contains (self->numbers[RC_SYSTEM_FILTER_MODELS], &row->model) ||
         g_hash_table_contains (self->numbers[RC_SYSTEM_FILTER_SYSTEMS], &row->system) ||
         g_hash_table_contains (self->numbers[RC_SYSTEM_FILTER_ENDPOINTS], &row->endpoint) ||
         g_hash_table_contains (self->numbers[RC_SYSTEM_FILTER_SOURCES], &row->source);
}

static gboolean
fulfils (const RcSystemFilter  *self,
         RcCase                *case_file,
         RcRecordReader        *reader,
         RcEvent               *event,
         RcSystemCoverage      *out_coverage,
         GError               **error)
{
  *out_coverage = RC_SYSTEM_COVERS;
  for (guint i = 0; i < self->conditions->len; i++)
    {
      const Condition *condition = g_ptr_array_index (self->conditions, i);
      RcSystemValuePresence presence;
      g_autofree char *value = NULL;

      if (!rc_system_condition_read (case_file, reader, event, condition->field, &presence, &value, error))
        return FALSE;
      if (presence == RC_SYSTEM_VALUE_ABSENT && self->has_selectors && event->kind != RC_EVENT_INFERENCE)
        continue;
      if (presence == RC_SYSTEM_VALUE_UNREADABLE)
        {
          *out_coverage = RC_SYSTEM_COVERS_UNKNOWN;
          continue;
        }
      if (presence == RC_SYSTEM_VALUE_ABSENT || !g_hash_table_contains (condition->values, value))
        {
          *out_coverage = RC_SYSTEM_COVERS_NOT;
          return TRUE;
        }
    }
  return TRUE;
}

static gboolean
read_row (RcCase       *case_file,
          gint64        id,
          RcSystemRow  *out_row,
          GError      **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT source, system, model, endpoint FROM event WHERE id = ?1", error);
  gboolean row = FALSE;

  *out_row = (RcSystemRow) { 0 };
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, id);
  if (!rc_database_step (database, statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;

  *out_row = (RcSystemRow) { sqlite3_column_int64 (statement, 0), sqlite3_column_int64 (statement, 1),
                             sqlite3_column_int64 (statement, 2), sqlite3_column_int64 (statement, 3) };
  sqlite3_reset (statement);
  return TRUE;
}

gboolean
rc_system_filter_covers (const RcSystemFilter  *self,
                         RcCase                *case_file,
                         RcRecordReader        *reader,
                         RcEvent               *event,
                         RcSystemCoverage      *out_coverage,
                         GError               **error)
{
  RcSystemRow row;

  *out_coverage = RC_SYSTEM_COVERS_NOT;
  if (!read_row (case_file, event->id, &row, error))
    return FALSE;
  return !rc_system_filter_fits_row (self, &row) || fulfils (self, case_file, reader, event, out_coverage, error);
}

gboolean
rc_system_covers (RcCase            *case_file,
                  RcRecordReader    *reader,
                  const RcSystem    *system,
                  RcEvent           *event,
                  RcSystemCoverage  *out_coverage,
                  GError           **error)
{
  g_autoptr (RcSystemFilter) filter = rc_system_filter_new (case_file, system, error);

  return filter != NULL && rc_system_filter_covers (filter, case_file, reader, event, out_coverage, error);
}
