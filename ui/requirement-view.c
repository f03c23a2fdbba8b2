/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/requirement-view.h"

#include "core/date-words.h"
#include "core/requirement-words.h"
#include "core/words.h"
#include "reports/exhibit.h"
#include "reports/typesetting/shape.h"
#include "ui/finding-dialog.h"
#include "ui/parts.h"
#include "ui/record-place.h"
#include "ui/state-mark.h"

#define SPACING 9

struct _RcRequirementView
{
  GtkWidget                  parent_instance;
  RcSession                 *session;
  const RcRequirementReport *report;
  const RcRequirementResult *result;
  GtkWidget                 *box;
  GtkWidget                 *record;      /* where the one that was asked for is shown */
};

G_DEFINE_FINAL_TYPE (RcRequirementView, rc_requirement_view, GTK_TYPE_WIDGET)

/* --- Records --- */

static void
show_record (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  RcRequirementView *self = RC_REQUIREMENT_VIEW (widget);
  guint32 index = g_variant_get_uint32 (parameter);
  const RcCitation *citation;

  if (index >= self->result->citations->len)
    return;

  citation = g_ptr_array_index (self->result->citations, index);
  rc_record_place_show (RC_RECORD_PLACE (self->record), self->session, citation->source, citation->record, citation->offset,
                        citation->length, citation->locator);
}

static void
add_citations (RcRequirementView *self)
{
  GPtrArray *citations = self->result->citations;
  GtkWidget *flow = gtk_flow_box_new ();

  if (citations->len == 0)
    return;

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_box_append (GTK_BOX (self->box), rc_parts_heading (_("Records"), 3));
  for (guint i = 0; i < citations->len; i++)
    {
      const RcCitation *citation = g_ptr_array_index (citations, i);
      g_autofree char *place = rc_exhibit_dup_place (NULL, citation->source, citation->record);
      GtkWidget *button = gtk_button_new_with_label (place);

      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "requirement.show-record");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", i);
      gtk_flow_box_append (GTK_FLOW_BOX (flow), button);
    }
  gtk_box_append (GTK_BOX (self->box), flow);
  if (self->result->more_citations > 0)
    {
      g_autofree char *count = rc_count_words (self->result->more_citations);
      g_autofree char *words = g_strdup_printf (_("and %s more"), count);

      gtk_box_append (GTK_BOX (self->box), rc_parts_text (words, "rc-muted"));
    }
}

/* --- What stands there --- */

static void
add_text (RcRequirementView *self,
          const char        *text,
          const char        *css_class)
{
  if (text != NULL && *text != '\0')
    gtk_box_append (GTK_BOX (self->box), rc_parts_text (text, css_class));
}

static void
add_list (RcRequirementView *self,
          const char        *heading,
          GPtrArray         *texts)
{
  if (texts->len == 0)
    return;

  gtk_box_append (GTK_BOX (self->box), rc_parts_heading (heading, 3));
  for (guint i = 0; i < texts->len; i++)
    add_text (self, g_ptr_array_index (texts, i), NULL);
}

static void
add_head (RcRequirementView *self)
{
  const RcRequirementResult *result = self->result;
  g_autofree char *place = rc_law_dup_place (self->report->law, result->requirement);
  g_autofree char *title = g_strdup_printf ("%s · %s", place, result->requirement->id);

  gtk_box_append (GTK_BOX (self->box), rc_parts_heading (title, 2));
  add_text (self, rc_law_text (result->requirement->demand), NULL);
  add_text (self, rc_requirement_role_words (result->requirement), "rc-muted");
}

static void
add_answer (RcRequirementView *self)
{
  const RcRequirementResult *result = self->result;
  g_autofree char *count = rc_requirement_count_words (result);
  g_autofree char *date = rc_requirement_date_words (result);

  gtk_box_append (GTK_BOX (self->box), rc_state_mark_new (rc_shape_of_requirement (result->verdict),
                                                          rc_requirement_verdict_words (result->verdict)));
  add_text (self, result->words, NULL);
  add_text (self, count, "rc-number");
  add_text (self, date, "rc-muted");
  add_text (self, result->date_note != NULL ? rc_law_text (result->date_note) : NULL, "rc-muted");
  add_list (self, _("To Be Said Beside It"), result->notes);
  if (result->missing != NULL)
    gtk_box_append (GTK_BOX (self->box), rc_parts_heading (_("What Is Missing, and Whom to Ask"), 3));
  add_text (self, result->missing, NULL);
  add_list (self, _("Registered Documents"), result->papers);
}

/* --- A finding of it --- */

static void
promote (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  RcRequirementView *self = RC_REQUIREMENT_VIEW (widget);

  rc_finding_dialog_promote_check (GTK_WINDOW (gtk_widget_get_root (widget)), self->session, self->result->requirement->id);
}

/* The check of a finding is made over the whole case: of one system alone it is written by hand. */
static void
add_promotion (RcRequirementView *self)
{
  RcRequirementVerdict verdict = self->result->verdict;
  GtkWidget *button;

  if (self->report->system != NULL || verdict == RC_REQUIREMENT_MET || verdict == RC_REQUIREMENT_NA)
    return;

  button = rc_parts_button (_("Promote to Finding…"), "requirement.promote", NULL);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (self->box), button);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "requirement.promote", rc_session_is_writable (self->session));
}

static void
add_judgements (RcRequirementView *self)
{
  GPtrArray *judgements = self->result->judgements;

  if (judgements->len > 0)
    gtk_box_append (GTK_BOX (self->box), rc_parts_heading (_("Judged by People"), 3));
  for (guint i = 0; i < judgements->len; i++)
    {
      const RcRequirementJudgement *judgement = g_ptr_array_index (judgements, i);
      RcRequirementVerdict verdict;
      g_autofree char *by = rc_parts_dup_name (judgement->by);
      g_autofree char *words = rc_parts_dup_name (judgement->words);
      g_autofree char *moment = rc_date_words_moment (judgement->added_us, "UTC");
      g_autofree char *who = g_strdup_printf ("%s, %s", by, moment);

      if (rc_requirement_verdict_from_code (judgement->verdict, &verdict))
        gtk_box_append (GTK_BOX (self->box), rc_state_mark_new (RC_SHAPE_STATED, rc_requirement_verdict_words (verdict)));
      add_text (self, words, NULL);
      add_text (self, who, "rc-muted");
    }
}

static void
rc_requirement_view_dispose (GObject *object)
{
  RcRequirementView *self = RC_REQUIREMENT_VIEW (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (rc_requirement_view_parent_class)->dispose (object);
}

static void
rc_requirement_view_class_init (RcRequirementViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rc_requirement_view_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "requirement.show-record", "u", show_record);
  gtk_widget_class_install_action (widget_class, "requirement.promote", NULL, promote);
}

static void
rc_requirement_view_init (RcRequirementView *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACING);
  self->record = rc_record_place_new ();
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
rc_requirement_view_new (RcSession                 *session,
                         const RcRequirementReport *report,
                         const RcRequirementResult *result)
{
  RcRequirementView *self = g_object_new (RC_TYPE_REQUIREMENT_VIEW, NULL);

  self->session = g_object_ref (session);
  self->report = report;
  self->result = result;
  add_head (self);
  add_answer (self);
  add_promotion (self);
  add_judgements (self);
  add_citations (self);
  gtk_box_append (GTK_BOX (self->box), self->record);
  return GTK_WIDGET (self);
}
