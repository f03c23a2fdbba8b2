/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/overview-questions.h"

#include "core/words.h"
#include "ui/parts.h"
#include "ui/state-mark.h"

GtkWidget *
rc_overview_grid_new (void)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 20);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  return grid;
}

void
rc_overview_add_head (GtkWidget  *grid,
                      int         column,
                      const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0 : 1);
  gtk_widget_add_css_class (label, "rc-muted");
  gtk_grid_attach (GTK_GRID (grid), label, column, 0, 1, 1);
}

static char *
word_slot (const RcOverviewSlot *slot)
{
  switch (slot->state)
    {
    case RC_OVERVIEW_ANSWERS:
      return g_strdup (slot->basis);
    case RC_OVERVIEW_SOME:
      /* Translators: what a question can be answered from. */
      return g_strdup_printf (_("some %s"), slot->basis);
    case RC_OVERVIEW_UNCHECKED:
      return g_strdup (_("not checked yet"));
    case RC_OVERVIEW_NOTHING:
      break;
    }
  return g_strdup (_("nothing received"));
}

/* A question that can be answered has no sign here: how its answer is known differs from decision to decision. */
static GtkWidget *
make_question (const RcOverviewSlot *slot)
{
  const char *question = _(slot->slot->question);
  GtkWidget *mark;

  if (slot->state == RC_OVERVIEW_ANSWERS || slot->state == RC_OVERVIEW_SOME)
    return rc_parts_text (question, NULL);
  mark = rc_state_mark_new (slot->state == RC_OVERVIEW_UNCHECKED ? RC_SHAPE_UNCHECKED : RC_SHAPE_NOTHING, question);
  rc_state_mark_set_wrap (RC_STATE_MARK (mark), TRUE);
  return mark;
}

gboolean
rc_overview_fill_answers (GtkWidget        *box,
                          const RcOverview *overview,
                          guint             from)
{
  GtkWidget *grid;
  guint i;

  if (from == 0)
    {
      grid = rc_overview_grid_new ();
      rc_parts_clear (box);
      gtk_box_append (GTK_BOX (box), rc_parts_heading (_("What It Can Answer"), 2));
      rc_overview_add_head (grid, 0, _("Question about a decision"));
      rc_overview_add_head (grid, 1, _("Answered from"));
      gtk_box_append (GTK_BOX (box), grid);
    }
  grid = gtk_widget_get_last_child (box);
  for (i = from; i < MIN (from + RC_OVERVIEW_LINES, overview->slots->len); i++)
    {
      const RcOverviewSlot *slot = &g_array_index (overview->slots, RcOverviewSlot, i);
      g_autofree char *basis = word_slot (slot);
      GtkWidget *question = make_question (slot);
      GtkWidget *label = rc_parts_text (basis, "rc-muted");

      gtk_widget_set_hexpand (question, TRUE);
      gtk_widget_set_valign (question, GTK_ALIGN_START);
      gtk_label_set_xalign (GTK_LABEL (label), 1);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
      gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_RIGHT);
      gtk_widget_set_valign (label, GTK_ALIGN_START);
      gtk_grid_attach (GTK_GRID (grid), question, 0, (int) i + 1, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), label, 1, (int) i + 1, 1, 1);
    }
  return i < overview->slots->len;
}

static GtkWidget *
make_missing (const RcOverview     *overview,
              const RcOverviewSlot *slot)
{
  g_auto (GStrv) asks = rc_exporting_system_dup_asks (overview->systems, slot->slot->id);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *mark = rc_state_mark_new (RC_SHAPE_NOTHING, _(slot->slot->question));
  GtkWidget *text = rc_parts_text (_(slot->slot->missing), NULL);

  rc_state_mark_set_wrap (RC_STATE_MARK (mark), TRUE);
  gtk_widget_set_margin_start (text, 24);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_box_append (GTK_BOX (box), text);
  for (guint i = 0; asks[i] != NULL; i++)
    {
      GtkWidget *ask = rc_parts_text (asks[i], NULL);

      gtk_widget_set_margin_start (ask, 24);
      gtk_box_append (GTK_BOX (box), ask);
    }
  return box;
}

static void
begin_missing (GtkWidget        *box,
               const RcOverview *overview)
{
  g_autofree char *words = g_strdup_printf (_("%1$u of the %2$u questions about a decision can be answered from what came. Whether they "
                                              "are for one decision, its lineage tells."),
                                            rc_overview_count_answers (overview), overview->slots->len);

  rc_parts_clear (box);
  gtk_box_append (GTK_BOX (box), rc_parts_heading (_("What Is Missing, and Whom to Ask"), 2));
  gtk_box_append (GTK_BOX (box), rc_parts_text (words, NULL));
}

static void
end_missing (GtkWidget        *box,
             const RcOverview *overview)
{
  gboolean any = FALSE;

  for (guint i = 0; i < overview->slots->len; i++)
    any |= g_array_index (overview->slots, RcOverviewSlot, i).state == RC_OVERVIEW_NOTHING;
  if (!any)
    gtk_box_append (GTK_BOX (box),
                    rc_parts_text (_("There is evidence on every question. It may still be silent about a single decision."), NULL));
  gtk_box_append (GTK_BOX (box),
                  rc_parts_text (overview->events[RC_EVENT_DECISION] > 0
                                 ? _("That every decision was logged is shown only as far as the business’s own list of decisions goes; see "
                                     "below what it has and the log has not.")
                                 : _("What no evidence here can show: that every decision was logged. Ask the business for its own list of "
                                     "decisions, and compare the counts."), "rc-muted"));
}

gboolean
rc_overview_fill_missing (GtkWidget        *box,
                          const RcOverview *overview,
                          guint             from)
{
  guint i;

  if (from == 0)
    begin_missing (box, overview);
  for (i = from; i < MIN (from + RC_OVERVIEW_LINES, overview->slots->len); i++)
    {
      const RcOverviewSlot *slot = &g_array_index (overview->slots, RcOverviewSlot, i);

      if (slot->state == RC_OVERVIEW_NOTHING)
        gtk_box_append (GTK_BOX (box), make_missing (overview, slot));
    }
  if (i < overview->slots->len)
    return TRUE;
  end_missing (box, overview);
  return FALSE;
}
