/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/checks/holes.h"

struct _RcHoles
{
  GArray *holes;      /* of RcHole, by time */
};

static int
compare_presences (gconstpointer a,
                   gconstpointer b)
{
  const RcPresence *left = a;
  const RcPresence *right = b;
  gint64 left_us = rc_interval_earliest (&left->period);
  gint64 right_us = rc_interval_earliest (&right->period);

  if (left_us != right_us)
    return left_us < right_us ? -1 : 1;

  return (left->event > right->event) - (left->event < right->event);
}

static void
add_hole (RcHoles          *self,
          gint64            from_us,
          gint64            to_us,
          const RcPresence *after,
          const RcPresence *before)
{
  RcHole hole = { .from_us = from_us, .to_us = to_us, .has_after = after != NULL, .has_before = before != NULL };

  if (after != NULL)
    hole.after = *after;
  if (before != NULL)
    hole.before = *before;
  g_array_append_val (self->holes, hole);
}

RcHoles *
rc_holes_new (GArray *presences)
{
  RcHoles *self = g_new0 (RcHoles, 1);
  const RcPresence *last = NULL;
  gint64 covered_us = G_MININT64;

  self->holes = g_array_new (FALSE, FALSE, sizeof (RcHole));
  g_array_sort (presences, compare_presences);
  for (guint i = 0; i < presences->len; i++)
    {
      const RcPresence *presence = &g_array_index (presences, RcPresence, i);
      gint64 earliest_us = rc_interval_earliest (&presence->period);
      gint64 latest_us = rc_interval_latest (&presence->period);

      if (last == NULL ? earliest_us > G_MININT64 : covered_us < G_MAXINT64 && earliest_us > covered_us + 1)
        add_hole (self, last == NULL ? G_MININT64 : covered_us + 1, earliest_us - 1, last, presence);
      if (last == NULL || latest_us > covered_us)
        {
          last = presence;
          covered_us = latest_us;
        }
    }
  if (last != NULL && covered_us < G_MAXINT64)
    add_hole (self, covered_us + 1, G_MAXINT64, last, NULL);
  return self;
}

void
rc_holes_free (RcHoles *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->holes);
  g_free (self);
}

guint
rc_holes_count (const RcHoles *self)
{
  return self->holes->len;
}

const RcHole *
rc_holes_get (const RcHoles *self,
              guint          index)
{
  return &g_array_index (self->holes, RcHole, index);
}

static RcHole *
find (const RcHoles *self,
      gint64         from_us,
      gint64         to_us)
{
  guint low = 0;
  guint high = self->holes->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->holes, RcHole, middle).to_us < from_us)
        low = middle + 1;
      else
        high = middle;
    }
  if (low == self->holes->len || g_array_index (self->holes, RcHole, low).from_us > from_us ||
      g_array_index (self->holes, RcHole, low).to_us < to_us)
    return NULL;

  return &g_array_index (self->holes, RcHole, low);
}

const RcHole *
rc_holes_find (const RcHoles *self,
               gint64         from_us,
               gint64         to_us)
{
  return find (self, from_us, to_us);
}

void
rc_holes_see (RcHoles *self,
              gint64   event,
              gint64   from_us,
              gint64   to_us)
{
  RcHole *hole = find (self, from_us, to_us);

  if (hole == NULL)
    return;

  if (hole->n_events == 0 || from_us < hole->first_us)
    {
      hole->first_event = event;
      hole->first_us = from_us;
    }
  if (hole->n_events == 0 || to_us > hole->last_us)
    {
      hole->last_event = event;
      hole->last_us = to_us;
    }
  hole->n_events++;
}
