/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/lineage-node.h"

#include "reports/exhibit.h"

static gboolean
add_source (RcLineageStock  *self,
            RcCase          *case_file,
            gint64           id,
            GError         **error)
{
  RcSource *source;

  if (id == 0 || g_hash_table_contains (self->sources, &id))
    return TRUE;
  source = rc_source_load (rc_case_get_database (case_file), id, error);
  if (source == NULL)
    return FALSE;

  g_hash_table_insert (self->sources, &source->id, source);
  return TRUE;
}

static gboolean
add_answer (RcLineageStock         *self,
            RcCase                 *case_file,
            const RcLineageAnswer  *answer,
            GError                **error)
{
  for (guint i = 0; i < answer->citations->len; i++)
    {
      const RcLineageCitation *cited = g_ptr_array_index (answer->citations, i);

      if (!add_source (self, case_file, cited->citation->source, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_steps (RcLineageStock       *self,
           RcCase               *case_file,
           const RcLineageSlot  *slot,
           GError              **error)
{
  for (guint i = 0; slot->steps != NULL && i < slot->steps->len; i++)
    {
      const RcLineageStep *step = g_ptr_array_index (slot->steps, i);

      for (guint j = 0; j < step->records->len; j++)
        if (!add_source (self, case_file, g_array_index (step->records, RcLineageStepRecord, j).source, error))
          return FALSE;
    }
  return TRUE;
}

static gboolean
add_sources (RcLineageStock  *self,
             RcCase          *case_file,
             GError         **error)
{
  for (guint i = 0; i < self->lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (self->lineage->slots, i);

      for (guint j = 0; j < slot->answers->len; j++)
        if (!add_answer (self, case_file, g_ptr_array_index (slot->answers, j), error))
          return FALSE;
      if (!add_steps (self, case_file, slot, error))
        return FALSE;
    }
  for (guint i = 0; i < self->lineage->exceptions->len; i++)
    if (!add_source (self, case_file, ((const RcException *) g_ptr_array_index (self->lineage->exceptions, i))->source, error))
      return FALSE;

  return add_source (self, case_file, self->lineage->event->source, error);
}

static void
stock_clear (gpointer data)
{
  RcLineageStock *self = data;

  g_clear_pointer (&self->lineage, rc_lineage_free);
  g_clear_pointer (&self->sources, g_hash_table_unref);
}

RcLineageStock *
rc_lineage_stock_ref (RcLineageStock *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
rc_lineage_stock_unref (RcLineageStock *self)
{
  g_atomic_rc_box_release_full (self, stock_clear);
}

/**
 * rc_lineage_stock_load:
 * @event: number of an inference
 * @known_at_us: what was recorded later is left out; %RC_TIME_NONE: nothing
 *
 * For a worker's thread.
 *
 * Returns: (transfer full): the lineage with the reasoning behind it, and the sources that both cite
 */
RcLineageStock *
rc_lineage_stock_load (RcCase   *case_file,
                       gint64    event,
                       gint64    known_at_us,
                       GError  **error)
{
  g_autoptr (RcLineageStock) self = g_atomic_rc_box_new0 (RcLineageStock);
  RcEvent *inference = rc_event_load (case_file, event, error);

  self->sources = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) rc_source_free);
  if (inference == NULL)
    return NULL;
  self->lineage = rc_lineage_build_explained (case_file, inference, known_at_us, error);
  if (self->lineage == NULL || !add_sources (self, case_file, error))
    return NULL;

  return g_steal_pointer (&self);
}

char *
rc_lineage_stock_dup_place (RcLineageStock *self,
                            gint64          source,
                            guint64         record)
{
  return rc_exhibit_dup_place (g_hash_table_lookup (self->sources, &source), source, record);
}
