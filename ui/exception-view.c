/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/exception-view.h"

#include <string.h>

#include "core/date-words.h"
#include "core/exception-advice.h"
#include "core/words.h"
#include "reports/exhibit.h"
#include "ui/advice-view.h"
#include "ui/parts.h"
#include "ui/state-mark.h"

/* What a finding names one by one must fit into one entry of the case: RC_LIMIT_ENTRY_BYTES. */
#define MAX_PROMOTED 4000u

static gboolean
is_one_of (const char         *kind,
           const char * const *kinds)
{
  return g_strv_contains (kinds, kind);
}

RcShape
rc_exception_view_shape (const RcExceptionGroup *group)
{
  static const char * const contradictions[] = {
    RC_EXCEPTION_ID_CONFLICT, RC_EXCEPTION_CLOCK_BACK, RC_EXCEPTION_CARD_EDITED, RC_EXCEPTION_DIGEST_DISAGREES,
    RC_EXCEPTION_SYSTEMS_DISAGREE, RC_EXCEPTION_APPROVAL_LATE, RC_EXCEPTION_DEPLOYMENTS_OVERLAP,
    RC_EXCEPTION_APPROVAL_ENDED, RC_EXCEPTION_PERIOD_BACKWARD, NULL
  };
  static const char * const absences[] = {
    RC_EXCEPTION_CHAIN_GAP, RC_EXCEPTION_CHAIN_TAIL_MISSING, RC_EXCEPTION_LISTED_ABSENT, RC_EXCEPTION_NOT_LISTED, RC_EXCEPTION_VANISHED,
    RC_EXCEPTION_DECISION_MISSING, RC_EXCEPTION_DEPLOYMENT_GAP, NULL
  };

  if (is_one_of (group->kind, contradictions))
    return RC_SHAPE_DISAGREE;
  if (is_one_of (group->kind, absences))
    return RC_SHAPE_ABSENT;
  return group->exit_code == 1 ? RC_SHAPE_FAILED : group->exit_code == 3 ? RC_SHAPE_UNCHECKED : RC_SHAPE_NOTE;
}

char *
rc_exception_view_dup_place (const RcExceptionGroups *groups,
                             const RcException       *exception)
{
  const RcSource *source = rc_exception_groups_source (groups, exception);

  if (exception->source == 0)
    return g_strdup (_("The case itself"));
  if (exception->record <= 0)
    return rc_exhibit_dup_number (exception->source);
  return rc_exhibit_dup_place (source, exception->source, (guint64) exception->record);
}

/* --- One exception --- */

static void
add (GtkWidget *box,
     GtkWidget *child)
{
  gtk_box_append (GTK_BOX (box), child);
}

static gboolean
is_digest (const char *text)
{
  return strlen (text) >= RC_DIGEST_HEX_SIZE - 1 && strspn (text, "0123456789abcdef") == strlen (text);
}

static void
add_fact (GtkWidget  *box,
          const char *name,
          const char *value)
{
  g_autofree char *grouped = is_digest (value) ? rc_parts_dup_grouped (value) : NULL;
  GtkWidget *label;

  if (*value == '\0')
    return;
  add (box, rc_parts_text (name, "rc-muted"));
  label = rc_parts_text (grouped != NULL ? grouped : value, grouped != NULL ? "rc-digest" : NULL);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  add (box, label);
}

static void
add_extent (GtkWidget               *box,
            const RcExceptionGroups *groups,
            const RcExceptionGroup  *group,
            const RcExceptionRoot   *root,
            const RcException       *exception)
{
  const RcSource *source = rc_exception_groups_source (groups, exception);
  g_autofree char *further = rc_count_words (root->further->len);
  g_autofree char *alike = rc_count_words (group->roots->len);
  g_autofree char *events = source != NULL ? rc_count_words (source->events) : NULL;
  g_autofree char *explained = g_strdup_printf (rc_words_plural ("%s other exception follows from this one.",
                                                                 "%s other exceptions follow from this one.",
                                                                 root->further->len), further);
  g_autofree char *kind = g_strdup_printf (rc_words_plural ("It is the only one of its kind.", "%s causes of this kind were noticed.",
                                                            group->roots->len), alike);

  add (box, rc_parts_text (_("Extent"), "rc-muted"));
  add (box, rc_parts_text (kind, NULL));
  if (exception == root->exception && root->further->len > 0)
    add (box, rc_parts_text (explained, NULL));
  if (exception != root->exception)
    {
      g_autofree char *place = rc_exception_view_dup_place (groups, root->exception);
      g_autofree char *words = g_strdup_printf (_("It follows from what was noticed at %s."), place);

      add (box, rc_parts_text (words, NULL));
    }
  if (source != NULL && source->events > 1)
    {
      g_autofree char *words = g_strdup_printf (_("The same file holds %s events."), events);

      add (box, rc_parts_text (words, NULL));
    }
}

static void
add_step (GtkWidget  *box,
          const char *label,
          const char *action,
          const char *tooltip)
{
  GtkWidget *button = rc_parts_button (label, action, NULL);

  gtk_widget_set_name (button, action);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  add (box, button);
}

static void
add_finding (GtkWidget               *box,
             const RcExceptionGroups *groups,
             const RcFindingMarks    *findings,
             const RcException       *exception)
{
  g_autofree char *number = rc_finding_marks_dup_number (findings, exception, rc_exception_groups_source (groups, exception));
  g_autofree char *words = number != NULL ? g_strdup_printf (_("A person made finding %s of it"), number) : NULL;

  if (words != NULL)
    add (box, rc_state_mark_new (RC_SHAPE_STATED, words));
}

void
rc_exception_view_add (GtkWidget               *box,
                       const RcExceptionGroups *groups,
                       const RcFindingMarks    *findings,
                       const RcExceptionGroup  *group,
                       const RcExceptionRoot   *root,
                       const RcException       *exception)
{
  const RcSource *source = rc_exception_groups_source (groups, exception);
  g_autofree char *place = rc_exception_view_dup_place (groups, exception);
  g_autofree char *name = rc_parts_dup_name (source != NULL ? source->name : "");
  g_autofree char *where = *name != '\0' ? g_strdup_printf ("%s\n%s", place, name) : g_strdup (place);
  g_autofree char *message = rc_parts_dup_name (exception->message);
  g_autofree char *expected = rc_parts_dup_name (exception->expected);
  g_autofree char *found = rc_parts_dup_name (exception->found);

  add (box, rc_parts_heading (_(rc_exception_kind_title (exception->kind)), 1));
  add_finding (box, groups, findings, exception);
  add (box, rc_parts_text (message, NULL));
  add_fact (box, _("Place"), where);
  add_fact (box, _("Expected"), expected);
  add_fact (box, _("Found"), found);
  add_step (box, _("Show Decision"), "exceptions.show-decision",
            _("Open the lineage of the decision that stands at this place, where one does"));
  add_step (box, _("How Many Other Decisions?"), "exceptions.show-extent", _("Count what this is about, and list it"));
  add_step (box, _("Promote to Finding…"), "exceptions.promote", _("Write a finding that names this exception"));
  rc_advice_view_add (box, rc_exception_advice (exception->kind));
  add_extent (box, groups, group, root, exception);
  add (box, rc_parts_text (_("An exception is what the program noticed. Whether it is a finding, a person decides."), "rc-muted"));
}

void
rc_exception_view_add_group (GtkWidget              *box,
                             const RcExceptionGroup *group)
{
  static const char * const grades[] = {
    N_("A note: nothing is wrong by it alone."),
    N_("A check failed, or records contradict each other."),
    N_("Something is absent, or could not be checked here."),
  };
  g_autofree char *count = rc_count_words (group->roots->len);
  g_autofree char *words = g_strdup_printf (rc_words_plural ("%s cause was noticed.", "%s causes were noticed.", group->roots->len), count);
  int grade = group->exit_code == 0 ? 0 : group->exit_code == 1 ? 1 : 2;
  GtkWidget *mark = rc_state_mark_new (rc_exception_view_shape (group), _(grades[grade]));

  add (box, rc_parts_heading (_(rc_exception_kind_title (group->kind)), 1));
  rc_state_mark_set_wrap (RC_STATE_MARK (mark), TRUE);
  add (box, mark);
  add (box, rc_parts_text (words, NULL));
  if (group->roots->len <= MAX_PROMOTED)
    add_step (box, _("Promote All to One Finding…"), "exceptions.promote", _("Write a finding that names all exceptions of this kind"));
  else
    add (box, rc_parts_text (_("There are more than one finding can name: promote some of them, or write a finding with their count."), NULL));
  rc_advice_view_add (box, rc_exception_advice (group->kind));
  add (box, rc_parts_text (_("Open the row to see each with its place."), "rc-muted"));
}
