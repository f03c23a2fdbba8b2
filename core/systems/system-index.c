/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/systems/system-index.h"

#include <string.h>

#include "core/systems/system-condition.h"

/* A field that conditions speak of, and the systems that each value leads to. */
typedef struct
{
  char       *field;
  GHashTable *systems;    /* value → GArray of guint */
} Field;

struct _RcSystemIndex
{
  GPtrArray  *filters;                            /* of RcSystemFilter */
  GArray     *n_conditions;                       /* of guint, by system */
  GHashTable *by_number[RC_N_SYSTEM_FILTER_LISTS]; /* number → GArray of guint */
  GPtrArray  *fields;                             /* of Field */
  gboolean    has_conditions_alone;               /* a system that any row could belong to */

  /*< scratch >*/
  GArray     *met;                                /* of guint: conditions fulfilled, by system */
};

static void
field_free (gpointer data)
{
  Field *field = data;

  g_free (field->field);
  g_hash_table_unref (field->systems);
  g_free (field);
}

void
rc_system_index_free (RcSystemIndex *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->filters, g_ptr_array_unref);
  g_clear_pointer (&self->n_conditions, g_array_unref);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_pointer (&self->met, g_array_unref);
  for (guint i = 0; i < RC_N_SYSTEM_FILTER_LISTS; i++)
    g_clear_pointer (&self->by_number[i], g_hash_table_unref);
  g_free (self);
}

/* --- Making one --- */

static GArray *
peek_or_make (GHashTable    *table,
              gconstpointer  key,
              gpointer       key_copy)     /* (transfer full) */
{
  GArray *systems = g_hash_table_lookup (table, key);

  if (systems != NULL)
    {
      g_free (key_copy);
      return systems;
    }
  systems = g_array_new (FALSE, FALSE, sizeof (guint));
  g_hash_table_insert (table, key_copy, systems);
  return systems;
}

static Field *
find_field (RcSystemIndex *self,
            GHashTable    *known,
            const char    *name)
{
  Field *field = g_hash_table_lookup (known, name);

  if (field != NULL)
    return field;

  field = g_new0 (Field, 1);
  field->field = g_strdup (name);
  field->systems = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  g_ptr_array_add (self->fields, field);
  g_hash_table_insert (known, field->field, field);
  return field;
}

static void
add_conditions (RcSystemIndex        *self,
                GHashTable           *known,
                const RcSystemFilter *filter,
                guint                 number)
{
  GHashTable *values;
  const char *name;
  guint count = 0;

  for (; (name = rc_system_filter_peek_condition (filter, count, &values)) != NULL; count++)
    {
      Field *field = find_field (self, known, name);
      GHashTableIter iter;
      gpointer value;

      g_hash_table_iter_init (&iter, values);
      while (g_hash_table_iter_next (&iter, &value, NULL))
        g_array_append_val (peek_or_make (field->systems, value, g_strdup (value)), number);
    }
  g_array_append_val (self->n_conditions, count);
  self->has_conditions_alone |= count > 0 && !rc_system_filter_has_selectors (filter);
}

static void
add_numbers (RcSystemIndex        *self,
             const RcSystemFilter *filter,
             guint                 number)
{
  for (guint list = 0; list < RC_N_SYSTEM_FILTER_LISTS; list++)
    {
      GHashTableIter iter;
      gpointer key;

      g_hash_table_iter_init (&iter, rc_system_filter_peek_numbers (filter, list));
      while (g_hash_table_iter_next (&iter, &key, NULL))
        g_array_append_val (peek_or_make (self->by_number[list], key, g_memdup2 (key, sizeof (gint64))), number);
    }
}

RcSystemIndex *
rc_system_index_new (RcCase     *case_file,
                     GPtrArray  *systems,
                     GError    **error)
{
  g_autoptr (RcSystemIndex) self = g_new0 (RcSystemIndex, 1);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  self->filters = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_system_filter_unref);
  self->n_conditions = g_array_new (FALSE, FALSE, sizeof (guint));
  self->fields = g_ptr_array_new_with_free_func (field_free);
  self->met = g_array_new (FALSE, TRUE, sizeof (guint));
  g_array_set_size (self->met, systems->len);
  for (guint i = 0; i < RC_N_SYSTEM_FILTER_LISTS; i++)
    self->by_number[i] = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_array_unref);

  for (guint i = 0; i < systems->len; i++)
    {
      RcSystemFilter *filter = rc_system_filter_new (case_file, g_ptr_array_index (systems, i), error);

      if (filter == NULL)
        return NULL;
      g_ptr_array_add (self->filters, filter);
      add_numbers (self, filter, i);
      add_conditions (self, known, filter, i);
    }
  return g_steal_pointer (&self);
}

/* --- Asking it --- */

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  guint left = *(const guint *) a;
  guint right = *(const guint *) b;

  return left < right ? -1 : left > right;
}

/* A system can be found by its model and by its endpoint. */
static void
make_unique (GArray *systems)
{
  guint kept = 0;

  g_array_sort (systems, compare_numbers);
  for (guint i = 0; i < systems->len; i++)
    {
      guint number = g_array_index (systems, guint, i);

      if (kept == 0 || g_array_index (systems, guint, kept - 1) != number)
        g_array_index (systems, guint, kept++) = number;
    }
  g_array_set_size (systems, kept);
}

gboolean
rc_system_index_find_row (RcSystemIndex     *self,
                          const RcSystemRow *row,
                          GArray            *out_systems)
{
  const gint64 numbers[RC_N_SYSTEM_FILTER_LISTS] = {
    [RC_SYSTEM_FILTER_MODELS] = row->model, [RC_SYSTEM_FILTER_SYSTEMS] = row->system,
    [RC_SYSTEM_FILTER_ENDPOINTS] = row->endpoint, [RC_SYSTEM_FILTER_SOURCES] = row->source,
  };
  gboolean asks = self->has_conditions_alone;

  for (guint list = 0; list < RC_N_SYSTEM_FILTER_LISTS; list++)
    {
      const GArray *systems = g_hash_table_lookup (self->by_number[list], &numbers[list]);

      for (guint i = 0; systems != NULL && i < systems->len; i++)
        {
          guint number = g_array_index (systems, guint, i);

          if (g_array_index (self->n_conditions, guint, number) > 0)
            asks = TRUE;
          else
            g_array_append_val (out_systems, number);
        }
    }
  make_unique (out_systems);
  return asks;
}

GPtrArray *
rc_system_index_read (RcSystemIndex   *self,
                      RcCase          *case_file,
                      RcRecordReader  *reader,
                      RcEvent         *event,
                      gboolean        *out_unreadable,
                      GError         **error)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);

  *out_unreadable = FALSE;
  for (guint i = 0; i < self->fields->len; i++)
    {
      const Field *field = g_ptr_array_index (self->fields, i);
      RcSystemValuePresence presence;
      char *value = NULL;

      if (!rc_system_condition_read (case_file, reader, event, field->field, &presence, &value, error))
        return NULL;
      *out_unreadable |= presence == RC_SYSTEM_VALUE_UNREADABLE;
      g_ptr_array_add (values, value);
    }
  return g_steal_pointer (&values);
}

void
rc_system_index_find_values (RcSystemIndex     *self,
                             const RcSystemRow *row,
                             GPtrArray         *values,
                             GArray            *out_systems)
{
  g_autoptr (GArray) touched = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->fields->len; i++)
    {
      const Field *field = g_ptr_array_index (self->fields, i);
      const char *value = g_ptr_array_index (values, i);
      const GArray *systems = value != NULL ? g_hash_table_lookup (field->systems, value) : NULL;

      for (guint j = 0; systems != NULL && j < systems->len; j++)
        {
          guint number = g_array_index (systems, guint, j);

          if (g_array_index (self->met, guint, number)++ == 0)
            g_array_append_val (touched, number);
        }
    }

  for (guint i = 0; i < touched->len; i++)
    {
      guint number = g_array_index (touched, guint, i);

      if (g_array_index (self->met, guint, number) == g_array_index (self->n_conditions, guint, number) &&
          rc_system_filter_fits_row (g_ptr_array_index (self->filters, number), row))
        g_array_append_val (out_systems, number);
      g_array_index (self->met, guint, number) = 0;
    }
}
