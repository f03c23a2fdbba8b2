/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/exercises/exercise-draw.h"

#include "core/exercises/exercise.h"
#include "core/samples/draw.h"
#include "core/words.h"

/* What a person named may be there under another name of the same record: the check of the set-up, which knows the places, tells. */
static GHashTable *
collect_events (const RcExerciseSetup *self)
{
  GHashTable *events = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->items->len; i++)
    g_hash_table_add (events, ((const RcExerciseItem *) g_ptr_array_index (self->items, i))->event);
  return events;
}

static void
add_members (RcExerciseSetup  *self,
             GHashTable       *events,
             const GPtrArray  *members,
             RcExerciseOrigin  origin,
             gint64            draw)
{
  for (guint i = 0; i < members->len; i++)
    {
      const RcDrawMember *member = g_ptr_array_index (members, i);

      if (g_hash_table_add (events, member->reference))
        rc_exercise_setup_add_item (self, member->reference, origin, draw);
    }
}

static gboolean
use_draw (RcExerciseSetup  *self,
          const RcDraw     *draw,
          gboolean          with_key_items,
          GError          **error)
{
  g_autoptr (GHashTable) events = collect_events (self);
  RcExerciseOrigin origin = draw->kind == RC_DRAW_KEY_ITEMS ? RC_EXERCISE_ORIGIN_KEY_ITEM : RC_EXERCISE_ORIGIN_DRAW;

  if (with_key_items && draw->n_key_items > draw->key_items->len)
    {
      g_set_error (error, RC_EXERCISE_ERROR, RC_EXERCISE_ERROR_SETUP,
                   _("Draw %lld has more key items than an exercise examines: limit its population"), (long long) draw->draw);
      return FALSE;
    }

  add_members (self, events, draw->members, origin, draw->draw);
  if (with_key_items)
    add_members (self, events, draw->key_items, RC_EXERCISE_ORIGIN_KEY_ITEM, draw->draw);
  if (self->replacement == NULL)
    self->replacement = g_strdup (draw->replacement);
  return TRUE;
}

static gboolean
comes_from (const RcExerciseSetup *self,
            gint64                 draw)
{
  for (guint i = 0; i < self->items->len; i++)
    if (((const RcExerciseItem *) g_ptr_array_index (self->items, i))->draw == draw)
      return TRUE;

  return FALSE;
}

static void
count_draws (RcExerciseSetup *self,
             GPtrArray       *draws)
{
  g_array_set_size (self->draws, 0);
  for (guint i = 0; i < draws->len; i++)
    {
      const RcDraw *draw = g_ptr_array_index (draws, i);
      const RcExerciseDrawn drawn = {
        .draw = draw->draw, .decisions = draw->members->len, .is_used = comes_from (self, draw->draw),
        .is_discarded = draw->discarded_for != NULL, .seed = g_strdup (draw->seed),
      };

      g_array_append_val (self->draws, drawn);
    }
}

static const RcDraw *
find_draw (GPtrArray *draws,
           gint64     number)
{
  for (guint i = 0; i < draws->len; i++)
    {
      const RcDraw *draw = g_ptr_array_index (draws, i);

      if (draw->draw == number && draw->discarded_for == NULL)
        return draw;
    }
  return NULL;
}

gboolean
rc_exercise_setup_take_draws (RcExerciseSetup  *self,
                              RcCase           *case_file,
                              gint64            used,
                              gboolean          with_key_items,
                              GError          **error)
{
  g_autoptr (GPtrArray) draws = rc_draw_list (case_file, error);
  const RcDraw *draw = draws != NULL ? find_draw (draws, used) : NULL;

  if (draws == NULL)
    return FALSE;
  if (used != 0 && draw == NULL)
    {
      g_set_error (error, RC_EXERCISE_ERROR, RC_EXERCISE_ERROR_NOT_FOUND,
                   _("The case has no draw %lld that was not given up"), (long long) used);
      return FALSE;
    }

  if (draw != NULL && !use_draw (self, draw, with_key_items, error))
    return FALSE;
  count_draws (self, draws);
  return TRUE;
}

gboolean
rc_exercise_setup_count_draws (RcExerciseSetup  *self,
                               RcCase           *case_file,
                               GError          **error)
{
  g_autoptr (GPtrArray) draws = rc_draw_list (case_file, error);

  if (draws == NULL)
    return FALSE;

  count_draws (self, draws);
  return TRUE;
}

static gboolean
has_none_of (GHashTable      *events,
             const RcDraw    *draw,
             const GPtrArray *members,
             GError         **error)
{
  for (guint i = 0; i < members->len; i++)
    {
      const RcDrawMember *member = g_ptr_array_index (members, i);

      if (!g_hash_table_contains (events, member->reference))
        continue;
      g_set_error (error, RC_EXERCISE_ERROR, RC_EXERCISE_ERROR_SETUP,
                   _("Decision %1$s is in draw %2$lld: rehearse with one outside the sample"), member->reference,
                   (long long) draw->draw);
      return FALSE;
    }
  return TRUE;
}

gboolean
rc_exercise_setup_check_rehearsal (RcExerciseSetup  *self,
                                   RcCase           *case_file,
                                   GError          **error)
{
  g_autoptr (GHashTable) events = collect_events (self);
  g_autoptr (GPtrArray) draws = NULL;

  if (!self->is_rehearsal)
    return TRUE;

  draws = rc_draw_list (case_file, error);
  if (draws == NULL)
    return FALSE;
  for (guint i = 0; i < draws->len; i++)
    {
      const RcDraw *draw = g_ptr_array_index (draws, i);

      if (draw->discarded_for == NULL &&
          (!has_none_of (events, draw, draw->members, error) || !has_none_of (events, draw, draw->key_items, error)))
        return FALSE;
    }
  return TRUE;
}
