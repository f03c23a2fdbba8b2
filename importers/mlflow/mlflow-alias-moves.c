/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-alias-moves.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

typedef struct
{
  char   *model;
  char   *alias;
  char   *version;
  char   *locator;
  gint64  time_us;
  guint   number;      /* in the order in which they were told */
} Move;

struct _RcMlflowAliasMoves
{
  GPtrArray *moves;
};

static void
move_free (gpointer data)
{
  Move *self = data;

  g_free (self->model);
  g_free (self->alias);
  g_free (self->version);
  g_free (self->locator);
  g_free (self);
}

RcMlflowAliasMoves *
rc_mlflow_alias_moves_new (void)
{
  RcMlflowAliasMoves *self = g_new0 (RcMlflowAliasMoves, 1);

  self->moves = g_ptr_array_new_with_free_func (move_free);
  return self;
}

void
rc_mlflow_alias_moves_free (RcMlflowAliasMoves *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->moves);
  g_free (self);
}

void
rc_mlflow_alias_moves_add (RcMlflowAliasMoves *self,
                           const char         *model,
                           const char         *alias,
                           const char         *version,
                           gint64              time_us,
                           const char         *locator)
{
  Move *move = g_new0 (Move, 1);

  move->model = g_strdup (model);
  move->alias = g_strdup (alias);
  move->version = g_strdup (version);
  move->locator = g_strdup (locator);
  move->time_us = time_us;
  move->number = self->moves->len;
  g_ptr_array_add (self->moves, move);
}

/* One alias after the other, each by time. */
static int
compare (gconstpointer a,
         gconstpointer b)
{
  const Move *left = *(const Move * const *) a;
  const Move *right = *(const Move * const *) b;
  int order = strcmp (left->model, right->model);

  if (order == 0)
    order = strcmp (left->alias, right->alias);
  if (order != 0)
    return order;
  if (left->time_us != right->time_us)
    return left->time_us < right->time_us ? -1 : 1;
  return left->number < right->number ? -1 : 1;
}

static gboolean
same_alias (const Move *a,
            const Move *b)
{
  return strcmp (a->model, b->model) == 0 && strcmp (a->alias, b->alias) == 0;
}

static gboolean
claim (RcRegistryWriter  *writer,
       const Move        *move,
       gint64             to_us,
       GError           **error)
{
  g_autofree char *name = g_strdup_printf ("%s/%s", move->model, move->version);
  g_autofree char *stage = g_strconcat ("@", move->alias, NULL);
  RcClaim told = {
    .record = writer->record,
    .locator = move->locator,
    .property = RC_PROPERTY_STAGE,
    .value = stage,
    .from_us = move->time_us,
    .to_us = to_us,
    .recorded_us = move->time_us,
  };

  if (strlen (stage) > RC_LIMIT_NAME_BYTES)
    return rc_registry_writer_set_aside (writer, -1, RC_EXCEPTION_LIMIT, "an alias of at most 4096 bytes (RC_LIMIT_NAME_BYTES)", "more",
                                         "An alias is longer than the program reads.", error);
  if (!rc_registry_writer_add_entity (writer, RC_ENTITY_MODEL_VERSION, name, &told.entity, error))
    return FALSE;
  return told.entity == 0 || rc_import_sink_add_claim (writer->sink, writer->place, &told, error);
}

/**
 * rc_mlflow_alias_moves_claim:
 *
 * Claims for each version from when to when an alias named it.
 */
gboolean
rc_mlflow_alias_moves_claim (RcMlflowAliasMoves  *self,
                             RcRegistryWriter    *writer,
                             GError             **error)
{
  g_ptr_array_sort (self->moves, compare);
  for (guint i = 0; i < self->moves->len; i++)
    {
      const Move *move = g_ptr_array_index (self->moves, i);
      const Move *next = i + 1 < self->moves->len ? g_ptr_array_index (self->moves, i + 1) : NULL;
      gint64 to_us = next != NULL && same_alias (move, next) ? next->time_us : RC_TIME_NONE;

      if (move->version != NULL && !claim (writer, move, to_us, error))
        return FALSE;
    }

  return TRUE;
}
