/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/case-view.h"

#include "core/words.h"
#include "ui/custody-page.h"
#include "ui/decisions-page.h"
#include "ui/declaration-page.h"
#include "ui/exceptions-page.h"
#include "ui/exercise-page.h"
#include "ui/keys-page.h"
#include "ui/lineage-page.h"
#include "ui/message-bar.h"
#include "ui/overview-page.h"
#include "ui/registers-page.h"
#include "ui/requirements-page.h"
#include "ui/search-page.h"
#include "ui/sources-page.h"
#include "ui/systems-page.h"

/* More than these would push the page out of the window; the oldest go. */
#define MAX_MESSAGES 3

struct _RcCaseView
{
  GtkWidget   parent_instance;
  RcSession  *session;
  GtkBox     *messages;
  GtkBox     *notices;
  GtkWidget  *running;
  GtkSpinner *spinner;
  GtkLabel   *act;
  GtkLabel   *progress;
  GtkWidget  *sidebar;
  GtkListBox *list;
  GtkStack   *stack;
  GtkWidget  *drop_hint;
  GtkWidget  *holder_notice;      /* these two: hidden where there is nothing to say */
  GtkWidget  *check_notice;
};

enum
{
  PROP_PAGE = 1,
  N_PROPERTIES
};

enum
{
  SIGNAL_DROPPED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RcCaseView, rc_case_view, GTK_TYPE_WIDGET)

static void show_state (RcCaseView *self);

/* --- Pages --- */

/* @group: the heading above it and those that follow; NULL: it stands under that of the one before. */
static const struct
{
  const char  *name;
  const char  *title;
  const char  *group;
  GtkWidget *(*make) (RcSession *session);
} pages[] = {
  { "overview", N_("Overview"), N_("Evidence"), rc_overview_page_new },
  { "sources", N_("Sources"), NULL, rc_sources_page_new },
  { "decisions", N_("Decisions"), NULL, rc_decisions_page_new },
  { "lineage", N_("Lineage"), NULL, rc_lineage_page_new },
  { "search", N_("Search"), NULL, rc_search_page_new },
  { "exceptions", N_("Exceptions"), NULL, rc_exceptions_page_new },
  { "systems", N_("Systems"), N_("Engagement"), rc_systems_page_new },
  { "requirements", N_("Requirements"), NULL, rc_requirements_page_new },
  { "registers", N_("Registers"), NULL, rc_registers_page_new },
  { "exercise", N_("Exercise"), NULL, rc_exercise_page_new },
  { "declaration", N_("Declaration"), NULL, rc_declaration_page_new },
  { "keys", N_("Accepted Keys"), N_("Trust"), rc_keys_page_new },
  { "custody", N_("Custody Log"), NULL, rc_custody_page_new },
};

static void
show_group (GtkListBoxRow *row,
            GtkListBoxRow *before,
            gpointer       user_data)
{
  const char *group = pages[gtk_list_box_row_get_index (row)].group;
  GtkWidget *label;

  if (group == NULL || gtk_list_box_row_get_header (row) != NULL)
    return;

  label = gtk_label_new (_(group));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "rc-group");
  gtk_list_box_row_set_header (row, label);
}

static void
add_pages (RcCaseView *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      GtkWidget *page = pages[i].make (self->session);
      GtkWidget *label = gtk_label_new (_(pages[i].title));

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_list_box_append (self->list, label);
      gtk_stack_add_titled (self->stack, page, pages[i].name, _(pages[i].title));
    }
}

static void
row_selected (GtkListBox    *list,
              GtkListBoxRow *row,
              RcCaseView    *self)
{
  if (row == NULL)
    return;

  gtk_stack_set_visible_child_name (self->stack, pages[gtk_list_box_row_get_index (row)].name);
  show_state (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
}

const char *
rc_case_view_peek_page (RcCaseView *self)
{
  return gtk_stack_get_visible_child_name (self->stack);
}

GtkWidget *
rc_case_view_peek_page_widget (RcCaseView *self,
                               const char *name)
{
  return gtk_stack_get_child_by_name (self->stack, name);
}

void
rc_case_view_show_page (RcCaseView *self,
                        const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (strcmp (pages[i].name, name) == 0)
      gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, (int) i));
}

void
rc_case_view_set_sidebar (RcCaseView *self,
                          gboolean    is_visible)
{
  gtk_widget_set_visible (self->sidebar, is_visible);
}

gboolean
rc_case_view_has_sidebar (RcCaseView *self)
{
  return gtk_widget_get_visible (self->sidebar);
}

/* --- What is said --- */

static void
drop_oldest (RcCaseView *self)
{
  guint count = 0;

  for (GtkWidget *bar = gtk_widget_get_first_child (GTK_WIDGET (self->messages)); bar != NULL; bar = gtk_widget_get_next_sibling (bar))
    count++;
  for (; count > MAX_MESSAGES; count--)
    gtk_box_remove (self->messages, gtk_widget_get_last_child (GTK_WIDGET (self->messages)));
}

/* What is merely told gives way to what is told next; trouble stays until it is closed. */
static void
say (RcSession  *session,
     const char *sentence,
     gboolean    is_trouble,
     RcCaseView *self)
{
  GtkWidget *newest = gtk_widget_get_first_child (GTK_WIDGET (self->messages));

  if (newest != NULL && (!rc_message_bar_is_trouble (RC_MESSAGE_BAR (newest)) ||
                         strcmp (rc_message_bar_peek_sentence (RC_MESSAGE_BAR (newest)), sentence) == 0))
    gtk_box_remove (self->messages, newest);
  gtk_box_prepend (self->messages, rc_message_bar_new (sentence, is_trouble));
  drop_oldest (self);
}

gboolean
rc_case_view_close_message (RcCaseView *self)
{
  GtkWidget *newest = gtk_widget_get_first_child (GTK_WIDGET (self->messages));

  if (newest == NULL)
    return FALSE;
  gtk_box_remove (self->messages, newest);
  return TRUE;
}

static GtkWidget *
add_notice (RcCaseView *self,
            const char *sentence,
            const char *button,
            const char *action)
{
  GtkWidget *bar = rc_message_bar_new (sentence, FALSE);

  rc_message_bar_set_button (RC_MESSAGE_BAR (bar), button, action);
  rc_message_bar_set_closable (RC_MESSAGE_BAR (bar), FALSE);
  gtk_widget_add_css_class (bar, "notice");
  gtk_widget_set_visible (bar, FALSE);
  gtk_box_append (self->notices, bar);
  return bar;
}

void
rc_case_view_set_banner (RcCaseView *self,
                         const char *sentence,
                         RcShape     shape,
                         const char *button,
                         const char *action)
{
  GtkWidget *bar = add_notice (self, sentence, button, action);

  gtk_widget_set_name (bar, "banner");
  rc_message_bar_set_shape (RC_MESSAGE_BAR (bar), shape);
  gtk_widget_set_visible (bar, TRUE);
  gtk_box_reorder_child_after (self->notices, bar, NULL);
}

static void
show_state (RcCaseView *self)
{
  const char *holder = rc_session_peek_holder (self->session);
  const char *act = rc_session_peek_act (self->session);
  const char *progress = rc_session_peek_progress (self->session);
  /* The overview says it itself. */
  gboolean unchecked = rc_session_has_evidence (self->session) && !rc_session_is_verified (self->session) &&
                       strcmp (rc_case_view_peek_page (self), "overview") != 0;

  if (holder != NULL)
    rc_message_bar_set_sentence (RC_MESSAGE_BAR (self->holder_notice), holder);
  gtk_widget_set_visible (self->holder_notice, holder != NULL);
  gtk_widget_set_visible (self->check_notice, unchecked && act == NULL);
  gtk_widget_set_visible (self->running, act != NULL);
  gtk_spinner_set_spinning (self->spinner, act != NULL);
  gtk_label_set_text (self->act, act != NULL ? act : "");
  gtk_label_set_text (self->progress, progress != NULL ? progress : "");
}

static void
page_wanted (RcSession  *session,
             const char *name,
             RcCaseView *self)
{
  rc_case_view_show_page (self, name);
}

/* --- What is dropped --- */

static GdkDragAction
drop_entered (GtkDropTarget *target,
              double         x,
              double         y,
              RcCaseView    *self)
{
  gtk_widget_set_visible (self->drop_hint, TRUE);
  return GDK_ACTION_COPY;
}

static void
drop_left (GtkDropTarget *target,
           RcCaseView    *self)
{
  gtk_widget_set_visible (self->drop_hint, FALSE);
}

static gboolean
dropped (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         RcCaseView    *self)
{
  drop_left (target, self);
  /* Nothing is done here for each file: there may be a hundred thousand. */
  g_signal_emit (self, signals[SIGNAL_DROPPED], 0, g_value_get_boxed (value));
  return TRUE;
}

static void
add_drop_target (RcCaseView *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect (target, "enter", G_CALLBACK (drop_entered), self);
  g_signal_connect (target, "leave", G_CALLBACK (drop_left), self);
  g_signal_connect (target, "drop", G_CALLBACK (dropped), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* --- The widget --- */

static void
rc_case_view_get_property (GObject    *object,
                           guint       id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  g_value_set_string (value, rc_case_view_peek_page (RC_CASE_VIEW (object)));
}

/*
 * A stack asks its child how wide it must be for the height it gets, and a label that wraps answers that by setting its text again and
 * again. The width does not depend on the height here.
 */
static void
rc_case_view_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  gtk_widget_measure (gtk_widget_get_first_child (widget), orientation, orientation == GTK_ORIENTATION_HORIZONTAL ? -1 : for_size,
                      minimum, natural, NULL, NULL);
}

static void
rc_case_view_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  gtk_widget_allocate (gtk_widget_get_first_child (widget), width, height, -1, NULL);
}

static GtkSizeRequestMode
rc_case_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
rc_case_view_dispose (GObject *object)
{
  RcCaseView *self = RC_CASE_VIEW (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (rc_case_view_parent_class)->dispose (object);
}

static void
rc_case_view_class_init (RcCaseViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rc_case_view_get_property;
  object_class->dispose = rc_case_view_dispose;
  properties[PROP_PAGE] = g_param_spec_string ("page", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[SIGNAL_DROPPED] = g_signal_new ("dropped", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                          GDK_TYPE_FILE_LIST | G_SIGNAL_TYPE_STATIC_SCOPE);

  gtk_widget_class_set_template_from_resource (widget_class, RC_RESOURCE_PREFIX "/case-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RcCaseView, messages);
  gtk_widget_class_bind_template_child (widget_class, RcCaseView, notices);
  gtk_widget_class_bind_template_child (widget_class, RcCaseView, running);
  gtk_widget_class_bind_template_child (widget_class, RcCaseView, spinner);
  gtk_widget_class_bind_template_child (widget_class, RcCaseView, act);
  gtk_widget_class_bind_template_child (widget_class, RcCaseView, progress);
  gtk_widget_class_bind_template_child (widget_class, RcCaseView, sidebar);
  gtk_widget_class_bind_template_child (widget_class, RcCaseView, list);
  gtk_widget_class_bind_template_child (widget_class, RcCaseView, stack);
  gtk_widget_class_bind_template_child (widget_class, RcCaseView, drop_hint);
  gtk_widget_class_bind_template_callback (widget_class, row_selected);
  widget_class->measure = rc_case_view_measure;
  widget_class->size_allocate = rc_case_view_size_allocate;
  widget_class->get_request_mode = rc_case_view_get_request_mode;
}

static void
rc_case_view_init (RcCaseView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->holder_notice = add_notice (self, "", _("_Try Again"), "win.reopen");
  self->check_notice = add_notice (self, _("Not checked yet: nothing shown here was compared with its digests, chains and signatures since "
                                           "the last change."),
                                   _("_Check Everything"), "win.verify");
  rc_message_bar_set_shape (RC_MESSAGE_BAR (self->check_notice), RC_SHAPE_UNCHECKED);
  add_drop_target (self);
}

/**
 * rc_case_view_new:
 * @session: with a case open
 */
GtkWidget *
rc_case_view_new (RcSession *session)
{
  RcCaseView *self = g_object_new (RC_TYPE_CASE_VIEW, NULL);

  self->session = g_object_ref (session);
  gtk_list_box_set_header_func (self->list, show_group, NULL, NULL);
  add_pages (self);
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  g_signal_connect_object (session, "said", G_CALLBACK (say), self, 0);
  g_signal_connect_object (session, "show-page", G_CALLBACK (page_wanted), self, 0);
  g_signal_connect_object (session, "notify", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  show_state (self);
  return GTK_WIDGET (self);
}
