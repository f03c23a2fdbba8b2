/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "exercise-draw.h"

#include <string.h>

#include "draw.h"
#include "exercise.h"
#include "words.h"

/* What a person named may be there under another name of the same record: the check of the set-up, which knows the places, tells. */
static gboolean
has_item (const RcExerciseSetup *self,
          const char            *event)
{
  for (guint i = 0; i < self->items->len; i++)
    if (strcmp (((const RcExerciseItem *) g_ptr_array_index (self->items, i))->event, event) == 0)
      return TRUE;

  return FALSE;
}

static void
add_members (RcExerciseSetup  *self,
             const GPtrArray  *members,
             RcExerciseOrigin  origin,
             gint64            draw)
{
  for (guint i = 0; i < members->len; i++)
    {
      const RcDrawMember *member = g_ptr_array_index (members, i);

      if (!has_item (self, member->reference))
        rc_exercise_setup_add_item (self, member->reference, origin, draw);
    }
}

static void
add_draw (RcExerciseSetup *self,
          const RcDraw    *draw,
          gboolean         is_used)
{
  const RcExerciseDrawn drawn = { .draw = draw->draw, .decisions = draw->members->len, .is_used = is_used };

  g_array_append_val (self->draws, drawn);
}

static void
use_draw (RcExerciseSetup *self,
          const RcDraw    *draw,
          gboolean         with_key_items)
{
  add_members (self, draw->members, RC_EXERCISE_ORIGIN_DRAW, draw->draw);
  if (with_key_items)
    add_members (self, draw->key_items, RC_EXERCISE_ORIGIN_KEY_ITEM, 0);
}

gboolean
rc_exercise_setup_take_draws (RcExerciseSetup  *self,
                              RcCase           *case_file,
                              gint64            used,
                              gboolean          with_key_items,
                              GError          **error)
{
  g_autoptr (GPtrArray) draws = rc_draw_list (case_file, error);
  gboolean is_found = used == 0;

  if (draws == NULL)
    return FALSE;

  for (guint i = 0; i < draws->len; i++)
    {
      const RcDraw *draw = g_ptr_array_index (draws, i);
      gboolean is_used = used != 0 && draw->draw == used && draw->discarded_for == NULL;

      add_draw (self, draw, is_used);
      if (is_used)
        use_draw (self, draw, with_key_items);
      is_found = is_found || is_used;
    }
  if (is_found)
    return TRUE;

  g_set_error (error, RC_EXERCISE_ERROR, RC_EXERCISE_ERROR_NOT_FOUND,
               _("The case has no draw %" G_GINT64_FORMAT " that was not given up"), used);
  return FALSE;
}
