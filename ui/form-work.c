/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/form-work.h"

#include "core/words.h"
#include "ui/act-words.h"
#include "ui/form.h"
#include "ui/parts.h"

#define FORM    "form"
#define WORKING "working"
#define DONE    "done"

#define MARGIN     18
#define MAX_HEIGHT 470
#define DONE_HEIGHT 330
#define WIDTH      560

/* --- The three pages --- */

static GtkWidget *
scroller_new (GtkWidget *child)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MAX_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), child);
  return scroller;
}

/* What was refused stays in view, however far the form is scrolled. */
static GtkWidget *
form_new (RcFormWork *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->grid = rc_form_grid_new ();
  self->trouble = rc_form_trouble_new ();
  gtk_label_set_wrap_mode (GTK_LABEL (self->trouble), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (self->trouble), 60);
  gtk_widget_set_margin_start (self->trouble, MARGIN);
  gtk_widget_set_margin_end (self->trouble, MARGIN);
  gtk_widget_set_margin_bottom (self->trouble, MARGIN);
  gtk_box_append (GTK_BOX (box), scroller_new (GTK_WIDGET (self->grid)));
  gtk_box_append (GTK_BOX (box), self->trouble);
  return box;
}

static GtkWidget *
done_new (RcFormWork *self)
{
  GtkWidget *scroller;

  self->done = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  rc_parts_set_margins (self->done, MARGIN);
  scroller = scroller_new (self->done);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), DONE_HEIGHT);
  return scroller;
}

static GtkWidget *
working_new (RcFormWork *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *spinner = gtk_spinner_new ();

  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_set_size_request (spinner, 32, 32);
  self->what = rc_parts_text ("", "rc-heading");
  self->progress = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, "ellipsize", PANGO_ELLIPSIZE_MIDDLE,
                                 "max-width-chars", 60, NULL);
  gtk_widget_add_css_class (self->progress, "rc-muted");
  gtk_widget_add_css_class (self->progress, "rc-number");
  gtk_widget_set_name (self->progress, "work-progress");
  gtk_label_set_justify (GTK_LABEL (self->what), GTK_JUSTIFY_CENTER);
  gtk_label_set_xalign (GTK_LABEL (self->what), 0.5f);
  rc_parts_set_margins (box, MARGIN);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), spinner);
  gtk_box_append (GTK_BOX (box), self->what);
  gtk_box_append (GTK_BOX (box), self->progress);
  return box;
}

void
rc_form_work_init (RcFormWork *self,
                   GtkDialog  *dialog)
{
  self->dialog = dialog;
  self->stack = gtk_stack_new ();
  gtk_widget_set_name (self->stack, "work");
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_widget_set_size_request (self->stack, WIDTH, -1);
  gtk_stack_add_named (GTK_STACK (self->stack), form_new (self), FORM);
  gtk_stack_add_named (GTK_STACK (self->stack), working_new (self), WORKING);
  gtk_stack_add_named (GTK_STACK (self->stack), done_new (self), DONE);
  gtk_box_append (GTK_BOX (gtk_dialog_get_content_area (dialog)), self->stack);
}

/* --- From one to the next --- */

static void
show (RcFormWork *self,
      const char *page)
{
  gboolean is_form = strcmp (page, FORM) == 0;
  GtkWidget *verb = gtk_dialog_get_widget_for_response (self->dialog, GTK_RESPONSE_OK);

  /* A field that is hidden with the focus in it would keep the keys. */
  if (!is_form)
    gtk_window_set_focus (GTK_WINDOW (self->dialog), NULL);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), page);
  gtk_dialog_set_response_sensitive (self->dialog, GTK_RESPONSE_OK, is_form);
  gtk_widget_set_visible (verb, strcmp (page, DONE) != 0);
}

static void
progressed (RcSession  *session,
            GParamSpec *pspec,
            GtkWidget  *label)
{
  const char *progress = rc_session_peek_progress (session);

  gtk_label_set_text (GTK_LABEL (label), progress != NULL ? progress : "");
}

void
rc_form_work_begin (RcFormWork *self,
                    const char *what,
                    RcSession  *session)
{
  rc_form_set_trouble (self->trouble, NULL);
  gtk_label_set_text (GTK_LABEL (self->what), what);
  gtk_label_set_text (GTK_LABEL (self->progress), "");
  show (self, WORKING);
  if (session == NULL)
    return;
  g_signal_handlers_disconnect_by_func (session, progressed, self->progress);
  g_signal_connect_object (session, "notify::progress", G_CALLBACK (progressed), self->progress, 0);
}

void
rc_form_work_tell (RcFormWork *self,
                   const char *sentence)
{
  gtk_label_set_text (GTK_LABEL (self->progress), sentence);
}

gboolean
rc_form_work_is_running (RcFormWork *self)
{
  return strcmp (gtk_stack_get_visible_child_name (GTK_STACK (self->stack)), WORKING) == 0;
}

void
rc_form_work_refuse (RcFormWork   *self,
                     const GError *error)
{
  gboolean is_trouble = error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_autofree char *message = is_trouble ? rc_act_words_of_error (error) : NULL;

  show (self, FORM);
  rc_form_set_trouble (self->trouble, message);
}

void
rc_form_work_show_done (RcFormWork *self)
{
  GtkWidget *cancel = gtk_dialog_get_widget_for_response (self->dialog, GTK_RESPONSE_CANCEL);

  show (self, DONE);
  gtk_button_set_label (GTK_BUTTON (cancel), _("_Close"));
  gtk_widget_grab_focus (cancel);
}

/* --- What came of it --- */

GtkWidget *
rc_form_work_add_text (RcFormWork *self,
                       const char *words,
                       const char *css_class)
{
  GtkWidget *text = rc_parts_text (words, css_class);

  gtk_label_set_max_width_chars (GTK_LABEL (text), 64);
  gtk_box_append (GTK_BOX (self->done), text);
  return text;
}

void
rc_form_work_add_digits (RcFormWork *self,
                         const char *name,
                         const char *hex,
                         const char *button_name)
{
  rc_form_work_add_text (self, name, "rc-muted");
  gtk_box_append (GTK_BOX (self->done), rc_form_digits_new (name, hex, button_name));
}
