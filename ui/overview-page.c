/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/overview-page.h"

#include "core/date-words.h"
#include "core/overview.h"
#include "core/timeline.h"
#include "core/words.h"
#include "ui/overview-decisions.h"
#include "ui/overview-questions.h"
#include "ui/parts.h"
#include "ui/state-mark.h"
#include "ui/timeline-view.h"

#define MARGIN 24
#define MAX_KINDS 14u     /* kinds of sources that are named; the others are told as a number */

/* What is shown after the first frame. */
typedef enum
{
  PART_MISSING,
  PART_ANSWERS,
  PART_CAME,
  PART_TIMELINE,
} Part;

struct _RcOverviewPage
{
  RcPage        parent_instance;
  GtkWidget    *headline;
  GtkWidget    *lead;
  GtkWidget    *check_button;
  GtkWidget    *trust;
  GtkWidget    *came;
  GtkWidget    *timeline_section;
  GtkWidget    *timeline_note;
  GtkWidget    *timeline_view;
  GtkWidget    *decisions;
  GtkWidget    *answers;
  GtkWidget    *missing;
  GCancellable *cancellable;   /* of the timeline, which comes later */
  RcOverview   *overview;      /* (nullable): what is still to be shown */
  Part          next_part;
  guint         next_line;
};

G_DEFINE_FINAL_TYPE (RcOverviewPage, rc_overview_page, RC_TYPE_PAGE)

/* --- The head --- */

static char *
word_headline (const RcOverview *overview)
{
  guint64 inferences = overview->events[RC_EVENT_INFERENCE];
  g_autofree char *count = rc_count_words (inferences);
  g_autofree char *from = overview->from_us != RC_TIME_NONE ? rc_date_words_day (overview->from_us, "UTC") : NULL;
  g_autofree char *to = overview->to_us != RC_TIME_NONE ? rc_date_words_day (overview->to_us, "UTC") : NULL;

  if (inferences == 0)
    return g_strdup (_("No log of decisions came"));
  if (from == NULL || to == NULL)
    return g_strdup_printf (rc_words_plural ("%s decision of the system, without a time", "%s decisions of the system, without a time",
                                             inferences), count);
  return g_strdup_printf (rc_words_plural ("%1$s decision of the system, %2$s", "%1$s decisions of the system, %2$s to %3$s", inferences),
                          count, from, to);
}

/* Only where something of it must be known before anything else is read. */
static void
append_joins (GString            *text,
              const RcJoinCounts *joins)
{
  g_auto (GStrv) lines = NULL;

  if (joins->repeated + joins->superseded + joins->half + joins->ambiguous + joins->outside + joins->unanswered +
      joins->followers_ambiguous + joins->followers_alone == 0)
    return;

  lines = rc_join_counts_dup_words (joins);
  for (guint i = 0; lines[i] != NULL; i++)
    g_string_append_printf (text, " %s", lines[i]);
}

static char *
word_lead (const RcOverview *overview)
{
  g_autofree char *files = rc_count_words (overview->files);
  g_autofree char *records = rc_count_words (overview->records);
  g_autofree char *size = g_format_size (overview->bytes);
  g_autofree char *others = rc_count_words (overview->not_understood);
  g_autofree char *withheld = rc_count_words (overview->withheld);
  g_autofree char *aside = rc_count_words (overview->set_aside);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, rc_words_plural ("%1$s file (%2$s) with %3$s records was kept byte for byte.",
                                                 "%1$s files (%2$s) with %3$s records were kept byte for byte.", overview->files),
                          files, size, records);
  g_string_append_c (text, ' ');
  if (overview->withheld > 0)
    g_string_append_printf (text, rc_words_plural ("%s further record of the case that it was taken from is withheld from this copy. ",
                                                   "%s further records of the case that it was taken from are withheld from this copy. ", overview->withheld), withheld);
  if (overview->not_understood > 0)
    g_string_append_printf (text, rc_words_plural ("%s of them was understood by no importer: nothing of it is in any list or lineage.",
                                                   "%s of them were understood by no importer: nothing of them is in any list or lineage.",
                                                   overview->not_understood), others);
  else
    g_string_append (text, _("All of them were understood."));
  if (overview->set_aside > 0)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text, rc_words_plural ("%s record was set aside as unreadable.",
                                                     "%s records were set aside as unreadable.", overview->set_aside), aside);
    }
  append_joins (text, &overview->joins);
  return g_string_free (text, FALSE);
}

/* --- Whether it can be relied on --- */

static char *
word_trust (const RcOverview *overview)
{
  g_autofree char *roots = rc_count_words (overview->root_exceptions);

  if (overview->edited)
    return g_strdup (_("The case file itself was edited outside the program. Nothing in it counts as checked: ask whoever had the file, "
                       "and import the evidence into a new case."));
  if (!overview->verified)
    return g_strdup (_("Nothing is checked yet for the evidence as it is now. “Check Everything” reads every stored byte again, tests "
                       "signatures, chains and lists, and holds the records against each other."));
  if (overview->root_exceptions == 0)
    return g_strdup (_("Everything was checked as it is now, and no exception was noticed."));
  return g_strdup_printf (rc_words_plural ("Everything was checked as it is now. %s exception with a cause of its own was noticed.",
                                           "Everything was checked as it is now. %s exceptions with a cause of their own were noticed.",
                                           overview->root_exceptions), roots);
}

static void
add_number (GtkWidget *grid,
            int        column,
            int        row,
            guint64    number)
{
  gtk_grid_attach (GTK_GRID (grid), rc_parts_count (number), column, row, 1, 1);
}

static void
fill_trust (RcOverviewPage   *self,
            const RcOverview *overview)
{
  GtkWidget *grid = rc_overview_grid_new ();
  g_autofree char *words = word_trust (overview);
  int row = 1;

  rc_parts_clear (self->trust);
  gtk_box_append (GTK_BOX (self->trust), rc_parts_heading (_("Can It Be Relied On"), 2));
  gtk_box_append (GTK_BOX (self->trust), rc_parts_text (words, NULL));
  rc_overview_add_head (grid, 0, _("Protection of the records"));
  rc_overview_add_head (grid, 1, _("Files"));
  rc_overview_add_head (grid, 2, _("Records"));
  for (int each = 0; each < RC_N_PROTECTIONS; each++)
    {
      GtkWidget *mark;

      if (overview->protected_records[each] == 0 && overview->protected_sources[each] == 0)
        continue;
      mark = rc_state_mark_new (rc_shape_of_verdict (rc_protection_verdict ((RcProtection) each)),
                                rc_protection_words ((RcProtection) each));
      rc_state_mark_set_wrap (RC_STATE_MARK (mark), TRUE);
      gtk_widget_set_hexpand (mark, TRUE);
      gtk_grid_attach (GTK_GRID (grid), mark, 0, row, 1, 1);
      add_number (grid, 1, row, overview->protected_sources[each]);
      add_number (grid, 2, row, overview->protected_records[each]);
      row++;
    }
  gtk_box_append (GTK_BOX (self->trust), grid);
  gtk_box_append (GTK_BOX (self->trust),
                  rc_parts_text (_("A file counts where its worst record does. A check that passed says that a later change would have "
                                   "shown, not that a record is true, nor that every decision was logged."), "rc-muted"));
  if (overview->root_exceptions > 0)
    {
      GtkWidget *button = rc_parts_button (_("Show Exceptions"), "overview.show-exceptions", NULL);

      gtk_widget_set_halign (button, GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (self->trust), button);
    }
}

/* --- What came --- */

static const char *
word_kind (const RcOverviewKind *kind)
{
  if (kind->importer == NULL)
    return _("Understood by no importer");
  return _(kind->title);
}

static void
fill_came (RcOverviewPage   *self,
           const RcOverview *overview)
{
  GtkWidget *grid = rc_overview_grid_new ();

  rc_parts_clear (self->came);
  gtk_box_append (GTK_BOX (self->came), rc_parts_heading (_("What Came"), 2));
  rc_overview_add_head (grid, 0, _("Kind"));
  rc_overview_add_head (grid, 1, _("Files"));
  rc_overview_add_head (grid, 2, _("Records"));
  for (guint i = 0; i < MIN (overview->kinds->len, MAX_KINDS); i++)
    {
      const RcOverviewKind *kind = g_ptr_array_index (overview->kinds, i);
      GtkWidget *label = rc_parts_text (word_kind (kind), NULL);

      gtk_widget_set_hexpand (label, TRUE);
      gtk_grid_attach (GTK_GRID (grid), label, 0, (int) i + 1, 1, 1);
      add_number (grid, 1, (int) i + 1, kind->sources);
      add_number (grid, 2, (int) i + 1, kind->records);
    }
  gtk_box_append (GTK_BOX (self->came), grid);
  if (overview->kinds->len > MAX_KINDS)
    {
      g_autofree char *words = g_strdup_printf (rc_words_plural ("%u kind more is on the page Sources.",
                                                                 "%u kinds more are on the page Sources.",
                                                                 overview->kinds->len - MAX_KINDS), overview->kinds->len - MAX_KINDS);

      gtk_box_append (GTK_BOX (self->came), rc_parts_text (words, "rc-muted"));
    }
}

/* --- The timeline, which takes longer --- */

static gpointer
load_timeline (RcCase          *case_file,
               RcRecordReader  *reader,
               gpointer         data,
               GCancellable    *cancellable,
               GError         **error)
{
  return rc_timeline_load (case_file, reader, cancellable, error);
}

static void
show_timeline (RcOverviewPage *self,
               RcTimeline     *timeline)
{
  g_autofree char *undated = rc_count_words (timeline->undated);
  g_autoptr (GString) note = g_string_new (NULL);

  if (timeline->undated > 0)
    g_string_append_printf (note, rc_words_plural ("%s decision tells no time and is not drawn.",
                                                   "%s decisions tell no time and are not drawn.", timeline->undated), undated);
  if (timeline->marks_far > 0)
    {
      g_string_append (note, note->len > 0 ? " " : "");
      g_string_append_printf (note, rc_words_plural ("%u mark lies too far away in time to be drawn.",
                                                     "%u marks lie too far away in time to be drawn.", timeline->marks_far),
                              timeline->marks_far);
    }
  if (timeline->is_cut)
    g_string_append_printf (note, "%s%s", note->len > 0 ? " " : "", _("Of kinds with very many marks only some are drawn."));
  gtk_label_set_text (GTK_LABEL (self->timeline_note), note->str);
  gtk_widget_set_visible (self->timeline_note, note->len > 0);
  gtk_widget_set_visible (self->timeline_section, timeline->bins->len > 0);
  rc_timeline_view_set_timeline (RC_TIMELINE_VIEW (self->timeline_view), timeline);
}

static void
timeline_loaded (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (RcOverviewPage) self = user_data;
  g_autoptr (GError) error = NULL;
  RcTimeline *timeline = rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, &error);

  if (timeline != NULL && self->cancellable != NULL)
    {
      show_timeline (self, timeline);
      return;
    }
  g_clear_pointer (&timeline, rc_timeline_free);
  if (self->cancellable == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    return;
  gtk_label_set_text (GTK_LABEL (self->timeline_note), _("The timeline could not be made: a record or a row of the case cannot be read. "
                                                         "“Check Everything” tells which."));
  gtk_widget_set_visible (self->timeline_note, TRUE);
}

static void
ask_for_timeline (RcOverviewPage *self)
{
  RcCaseQueue *reader = rc_session_peek_reader (rc_page_get_session (RC_PAGE (self)));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (reader == NULL)
    return;

  self->cancellable = g_cancellable_new ();
  gtk_label_set_text (GTK_LABEL (self->timeline_note), _("Going through all decisions…"));
  gtk_widget_set_visible (self->timeline_note, TRUE);
  rc_case_queue_run_async (reader, load_timeline, NULL, NULL, (GDestroyNotify) rc_timeline_free, self->cancellable, timeline_loaded,
                           g_object_ref (self));
}

/* --- The page --- */

static gpointer
load (RcCase          *case_file,
      RcRecordReader  *reader,
      gpointer         data,
      GCancellable    *cancellable,
      GError         **error)
{
  return rc_overview_load (case_file, reader, cancellable, error);
}

static void
show (RcPage   *page,
      gpointer  result)
{
  RcOverviewPage *self = RC_OVERVIEW_PAGE (page);
  RcOverview *overview = result;
  g_autofree char *headline = word_headline (overview);
  g_autofree char *lead = word_lead (overview);

  g_clear_pointer (&self->overview, rc_overview_free);
  self->overview = overview;
  if (overview->files == 0)
    {
      rc_page_show_empty (page, _("No Evidence Yet"),
                          _("Drop files or folders here, or choose them. They are only read: the case keeps a copy, byte for byte."),
                          _("Add Evidence…"), "win.import");
      return;
    }

  gtk_label_set_text (GTK_LABEL (self->headline), headline);
  gtk_label_set_text (GTK_LABEL (self->lead), lead);
  fill_trust (self, overview);
  rc_overview_fill_decisions (self->decisions, overview, rc_page_get_session (page));
  self->next_part = PART_MISSING;
  self->next_line = 0;
  gtk_widget_set_visible (self->timeline_section, overview->events[RC_EVENT_INFERENCE] > 0);
  if (overview->verified && !overview->edited)
    gtk_widget_remove_css_class (self->check_button, "suggested-action");
  else
    gtk_widget_add_css_class (self->check_button, "suggested-action");
  rc_page_show_content (page, overview->looked_at == 0 && overview->events[RC_EVENT_INFERENCE] > 0
                        ? _("No record of a decision could be read again: what they can answer is not known. Check everything to see why.")
                        : NULL);
}

static void
go_on (RcOverviewPage *self,
       gboolean        has_more)
{
  self->next_line = has_more ? self->next_line + RC_OVERVIEW_LINES : 0;
  self->next_part += has_more ? 0 : 1;
}

/* The parts below the first, in the order in which they are read: a few lines of one for each frame. */
static gboolean
show_more (RcPage *page)
{
  RcOverviewPage *self = RC_OVERVIEW_PAGE (page);

  if (self->overview == NULL || self->overview->files == 0)
    return FALSE;
  switch (self->next_part)
    {
    case PART_MISSING:
      go_on (self, rc_overview_fill_missing (self->missing, self->overview, self->next_line));
      return TRUE;
    case PART_ANSWERS:
      go_on (self, rc_overview_fill_answers (self->answers, self->overview, self->next_line));
      return TRUE;
    case PART_CAME:
      fill_came (self, self->overview);
      go_on (self, FALSE);
      return TRUE;
    case PART_TIMELINE:
      break;
    }
  if (self->overview->events[RC_EVENT_INFERENCE] > 0)
    ask_for_timeline (self);
  g_clear_pointer (&self->overview, rc_overview_free);
  return FALSE;
}

static void
check_everything (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  rc_session_verify (rc_page_get_session (RC_PAGE (widget)));
}

static void
show_exceptions (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  rc_session_show_page (rc_page_get_session (RC_PAGE (widget)), "exceptions");
}

static void
follow_session (RcOverviewPage *self)
{
  RcSession *session = rc_page_get_session (RC_PAGE (self));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "overview.check",
                                 rc_session_is_writable (session) && !rc_session_is_busy (session));
}

static void
rc_overview_page_constructed (GObject *object)
{
  RcSession *session = rc_page_get_session (RC_PAGE (object));

  G_OBJECT_CLASS (rc_overview_page_parent_class)->constructed (object);
  g_signal_connect_object (session, "notify::busy", G_CALLBACK (follow_session), object, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::writable", G_CALLBACK (follow_session), object, G_CONNECT_SWAPPED);
  follow_session (RC_OVERVIEW_PAGE (object));
}

static void
rc_overview_page_dispose (GObject *object)
{
  RcOverviewPage *self = RC_OVERVIEW_PAGE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->overview, rc_overview_free);
  G_OBJECT_CLASS (rc_overview_page_parent_class)->dispose (object);
}

static void
rc_overview_page_class_init (RcOverviewPageClass *klass)
{
  RcPageClass *page_class = RC_PAGE_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = rc_overview_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = rc_overview_page_dispose;
  page_class->load = load;
  page_class->result_free = (GDestroyNotify) rc_overview_free;
  page_class->show = show;
  page_class->show_more = show_more;
  gtk_widget_class_install_action (widget_class, "overview.check", NULL, check_everything);
  gtk_widget_class_install_action (widget_class, "overview.show-exceptions", NULL, show_exceptions);
}

static GtkWidget *
make_section (GtkWidget **out_box)
{
  *out_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_widget_set_valign (*out_box, GTK_ALIGN_START);
  return *out_box;
}

/* The buttons stand below the words: beside them they would squeeze large text into a column. */
static GtkWidget *
make_head (RcOverviewPage *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->headline = rc_parts_heading ("", 1);
  self->lead = rc_parts_text ("", NULL);
  self->check_button = rc_parts_button (_("Check Everything"), "overview.check", NULL);
  gtk_widget_set_name (self->check_button, "check-everything");
  gtk_widget_set_margin_top (buttons, 8);
  gtk_box_append (GTK_BOX (buttons), self->check_button);
  gtk_box_append (GTK_BOX (buttons), rc_parts_button (_("Add Evidence…"), "win.import", NULL));
  gtk_box_append (GTK_BOX (head), self->headline);
  gtk_box_append (GTK_BOX (head), self->lead);
  gtk_box_append (GTK_BOX (head), buttons);
  return head;
}

static GtkWidget *
make_timeline (RcOverviewPage *self)
{
  GtkWidget *box = make_section (&self->timeline_section);

  self->timeline_note = rc_parts_text ("", "rc-muted");
  self->timeline_view = rc_timeline_view_new ();
  gtk_box_append (GTK_BOX (box), rc_parts_heading (_("What Happened When"), 2));
  gtk_box_append (GTK_BOX (box), self->timeline_note);
  gtk_box_append (GTK_BOX (box), self->timeline_view);
  return box;
}

static void
rc_overview_page_init (RcOverviewPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 28);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_widget_set_margin_start (box, MARGIN);
  gtk_widget_set_margin_end (box, MARGIN);
  gtk_widget_set_margin_top (box, MARGIN);
  gtk_widget_set_margin_bottom (box, MARGIN);
  gtk_box_append (GTK_BOX (box), make_head (self));
  gtk_box_append (GTK_BOX (box), rc_parts_columns (make_section (&self->trust), make_section (&self->missing)));
  gtk_box_append (GTK_BOX (box), make_section (&self->decisions));
  gtk_box_append (GTK_BOX (box), make_timeline (self));
  gtk_box_append (GTK_BOX (box), rc_parts_columns (make_section (&self->answers), make_section (&self->came)));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  rc_page_set_content (RC_PAGE (self), scroller);
}

/**
 * rc_overview_page_new:
 * @session: an open case
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
rc_overview_page_new (RcSession *session)
{
  return g_object_new (RC_TYPE_OVERVIEW_PAGE, "session", session, NULL);
}
