/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/tabletop/tabletop-parts.h"

#include "core/words.h"

#define MAX_MOMENTS    40u      /* of one decision */
#define SHOWN_OF_VALUE 100

typedef struct
{
  gint64      time_us;
  guint       order;
  const char *question;
  const char *value;
  char       *place;
} Moment;

static void
moment_clear (gpointer data)
{
  g_free (((Moment *) data)->place);
}

static int
compare_moments (gconstpointer one,
                 gconstpointer other)
{
  const Moment *a = one, *b = other;

  if (a->time_us != b->time_us)
    return a->time_us < b->time_us ? -1 : 1;
  return a->order < b->order ? -1 : a->order > b->order;
}

/* A fact that says when something was or began; not until when it holds. */
static gboolean
is_moment (const RcLineageFact *fact)
{
  static const char * const names[] = { "time", "valid-from", "ended", RC_FACT_CARD_DATE, NULL };

  return fact->time_us != RC_TIME_NONE && g_strv_contains (names, fact->name);
}

static void
take_moments (const RcTabletop      *self,
              const RcLineageSlot   *slot,
              const RcLineageAnswer *answer,
              GArray                *moments)
{
  for (guint i = 0; i < answer->facts->len; i++)
    {
      const RcLineageFact *fact = g_ptr_array_index (answer->facts, i);
      Moment moment = { .time_us = fact->time_us, .order = moments->len, .question = slot->question, .value = answer->value };

      if (!is_moment (fact))
        continue;
      moment.place = rc_frame_dup_places (self->page->frame, answer, 1);
      g_array_append_val (moments, moment);
      return;
    }
}

static GArray *
list_moments (const RcTabletop         *self,
              const RcExerciseDecision *decision,
              const RcLineage          *lineage)
{
  const RcEvent *event = lineage->event;
  GArray *moments = g_array_new (FALSE, FALSE, sizeof (Moment));
  Moment own = { .time_us = event->time_us, .question = NULL, .value = decision->handle };

  g_array_set_clear_func (moments, moment_clear);
  own.place = rc_frame_dup_place (self->page->frame, event->source, event->record);
  if (event->time_us != RC_TIME_NONE)
    g_array_append_val (moments, own);
  else
    g_free (own.place);
  for (guint i = 0; i < lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (lineage->slots, i);

      for (guint j = 0; j < slot->answers->len; j++)
        take_moments (self, slot, g_ptr_array_index (slot->answers, j), moments);
    }
  g_array_sort (moments, compare_moments);
  return moments;
}

/**
 * rc_tabletop_add_moments:
 *
 * What the records of a decision say happened when, in the order of time.
 */
void
rc_tabletop_add_moments (RcTabletop               *self,
                         const RcExerciseDecision *decision,
                         const RcLineage          *lineage)
{
  const RcColumn columns[] = {
    { C_("time", "When"), 34, RC_COLUMN_TEXT, TRUE }, { C_("time", "What"), 46, RC_COLUMN_TEXT }, { _("Exhibit"), 20, RC_COLUMN_TEXT },
  };
  g_autoptr (GArray) moments = list_moments (self, decision, lineage);
  RcTable *table;

  if (moments->len == 0)
    {
      rc_register_page_add_words (self->page, g_strdup (_("None of its records tells a time.")));
      return;
    }
  table = rc_table_new (columns, G_N_ELEMENTS (columns), _("In the order of time"));
  for (guint i = 0; i < MIN (moments->len, MAX_MOMENTS); i++)
    {
      const Moment *moment = &g_array_index (moments, Moment, i);
      g_autofree char *when = rc_tabletop_dup_time (self, moment->time_us);
      g_autofree char *value = rc_frame_dup_quoted (moment->value, SHOWN_OF_VALUE, NULL);
      g_autofree char *what = moment->question != NULL ? g_strdup_printf ("%s %s", moment->question, value)
                                                       : g_strdup_printf (_("The system answered on %s"), value);

      rc_table_add_row (table, (RcText *[]) { rc_text_new_small (when), rc_text_new_small (what), rc_text_new_small (moment->place) });
    }
  rc_document_add_table (self->page->document, table);
  rc_tabletop_add_rest (self, moments->len, MAX_MOMENTS);
}
