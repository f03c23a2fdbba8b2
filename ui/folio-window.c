/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/folio-window.h"

#include <string.h>

#include "core/declaration/declaration-text.h"
#include "core/words.h"
#include "reports/report.h"
#include "ui/act-words.h"
#include "ui/file-dialog.h"
#include "ui/message-bar.h"
#include "ui/folio-print.h"
#include "ui/folio-view.h"
#include "ui/parts.h"

#define ZOOM_STEP 1.2

struct _RcFolioWindow
{
  GtkWindow     parent_instance;
  GtkDropDown  *kind;
  GtkDropDown  *language;
  GtkBox       *messages;
  GtkStack     *states;
  RcFolioView  *view;
  GtkLabel     *trouble;
  RcSession    *session;
  gint64        event;
  const char  **kinds;           /* that can be chosen; (nullable) with a source */
  RcFolioSource *source;         /* (nullable): what is shown is no report */
  GCancellable *cancellable;     /* (nullable): a paper is being made */
};

G_DEFINE_FINAL_TYPE (RcFolioWindow, rc_folio_window, GTK_TYPE_WINDOW)

static const char *
chosen_kind (RcFolioWindow *self)
{
  guint last = g_strv_length ((char **) self->kinds) - 1;

  return self->kinds[MIN (gtk_drop_down_get_selected (self->kind), last)];
}

static const char * const *
list_languages (RcFolioWindow *self)
{
  return self->source != NULL ? (const char * const *) self->source->languages : rc_words_list_languages ();
}

static const char *
chosen_language (RcFolioWindow *self)
{
  const char * const *languages = list_languages (self);
  guint index = gtk_drop_down_get_selected (self->language);

  return index < g_strv_length ((char **) languages) ? languages[index] : "en";
}

gboolean
rc_folio_window_is_ready (RcFolioWindow *self)
{
  return self->cancellable == NULL;
}

static void
set_ready (RcFolioWindow *self,
           gboolean       has_paper)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "paper.print", has_paper);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "paper.save", has_paper);
}

/* --- Making --- */

static void
made (GObject      *source,
      GAsyncResult *result,
      gpointer      user_data)
{
  g_autoptr (RcFolioWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;
  RcFolio *paper = rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, &error);

  /* Another choice was made, or the window is gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (self->session == NULL || self->cancellable != g_task_get_cancellable (G_TASK (result)))
    {
      rc_folio_free (paper);
      return;
    }

  g_clear_object (&self->cancellable);
  if (paper != NULL)
    {
      rc_folio_view_set_folio (self->view, paper);
      gtk_stack_set_visible_child_name (self->states, "paper");
      set_ready (self, TRUE);
      return;
    }
  message = rc_act_words_of_error (error);
  gtk_label_set_text (self->trouble, message);
  gtk_stack_set_visible_child_name (self->states, "trouble");
}

static void
begin (RcFolioWindow       *self,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback)
{
  if (self->source != NULL)
    rc_folio_make_of_async (self->session, self->source, chosen_language (self), cancellable, callback, g_object_ref (self));
  else
    rc_folio_make_async (self->session, self->event, chosen_kind (self), chosen_language (self), cancellable, callback, g_object_ref (self));
}

static void
make (RcFolioWindow *self)
{
  if (rc_session_peek_reader (self->session) == NULL)
    return;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  set_ready (self, FALSE);
  gtk_stack_set_visible_child_name (self->states, "making");
  begin (self, self->cancellable, made);
}

static void
choice_changed (RcFolioWindow *self)
{
  if (self->session == NULL)
    return;
  if (self->source == NULL)
    gtk_window_set_title (GTK_WINDOW (self), rc_report_title (chosen_kind (self)));
  make (self);
}

/* The window of the case says it too, but lies behind this one. */
static void
say (RcFolioWindow *self,
     const char    *sentence,
     gboolean       is_trouble)
{
  GtkWidget *old = gtk_widget_get_first_child (GTK_WIDGET (self->messages));

  if (old != NULL)
    gtk_box_remove (self->messages, old);
  gtk_box_append (self->messages, rc_message_bar_new (sentence, is_trouble));
}

/* --- Commands --- */

static void
place_chosen (const char * const *paths,
              gpointer            owner)
{
  RcFolioWindow *self = owner;

  if (self->session == NULL || rc_session_peek_reader (self->session) == NULL)
    return;
  if (self->source != NULL)
    rc_folio_save_of (self->session, self->source, chosen_language (self), paths[0]);
  else
    rc_folio_save (self->session, self->event, chosen_kind (self), chosen_language (self), paths[0]);
}

static void
save (GtkWidget  *widget,
      const char *action,
      GVariant   *parameter)
{
  RcFolioWindow *self = RC_FOLIO_WINDOW (widget);
  g_autofree char *name = rc_folio_dup_file_name (rc_folio_view_peek_folio (self->view));
  const RcFileDialog dialog = {
    .purpose = RC_FILE_PURPOSE_DOCUMENT,
    .action = GTK_FILE_CHOOSER_ACTION_SAVE,
    .title = _("Save Document"),
    .accept = _("_Save"),
    .name = name,
  };

  rc_file_dialog_show (GTK_WINDOW (self), &dialog, place_chosen, G_OBJECT (self));
}

/* The paper on the screen stays there; the printer gets one of its own. */
static void
made_for_printer (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (RcFolioWindow) self = user_data;
  RcFolio *paper = rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, NULL);

  if (paper != NULL && self->session != NULL)
    rc_folio_print (GTK_WINDOW (self), self->session, paper, NULL);
  else
    rc_folio_free (paper);
}

static void
print (GtkWidget  *widget,
       const char *action,
       GVariant   *parameter)
{
  begin (RC_FOLIO_WINDOW (widget), NULL, made_for_printer);
}

static void
zoom (GtkWidget  *widget,
      const char *action,
      GVariant   *parameter)
{
  RcFolioWindow *self = RC_FOLIO_WINDOW (widget);
  double now = rc_folio_view_get_zoom (self->view);

  if (strcmp (action, "paper.zoom-in") == 0)
    rc_folio_view_set_zoom (self->view, now * ZOOM_STEP);
  else if (strcmp (action, "paper.zoom-out") == 0)
    rc_folio_view_set_zoom (self->view, now / ZOOM_STEP);
  else
    rc_folio_view_set_zoom (self->view, 1);
}

/* --- The window --- */

static void
rc_folio_window_dispose (GObject *object)
{
  RcFolioWindow *self = RC_FOLIO_WINDOW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->source, rc_folio_source_unref);
  G_OBJECT_CLASS (rc_folio_window_parent_class)->dispose (object);
}

static void
rc_folio_window_finalize (GObject *object)
{
  g_free (RC_FOLIO_WINDOW (object)->kinds);
  G_OBJECT_CLASS (rc_folio_window_parent_class)->finalize (object);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "paper.print", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "paper.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_plus, GDK_CONTROL_MASK, "paper.zoom-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Add, GDK_CONTROL_MASK, "paper.zoom-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_minus, GDK_CONTROL_MASK, "paper.zoom-out", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Subtract, GDK_CONTROL_MASK, "paper.zoom-out", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_0, GDK_CONTROL_MASK, "paper.zoom-reset", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
rc_folio_window_class_init (RcFolioWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rc_folio_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = rc_folio_window_finalize;
  g_type_ensure (RC_TYPE_FOLIO_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, RC_RESOURCE_PREFIX "/folio-window.ui");
  gtk_widget_class_bind_template_child (widget_class, RcFolioWindow, kind);
  gtk_widget_class_bind_template_child (widget_class, RcFolioWindow, language);
  gtk_widget_class_bind_template_child (widget_class, RcFolioWindow, messages);
  gtk_widget_class_bind_template_child (widget_class, RcFolioWindow, states);
  gtk_widget_class_bind_template_child (widget_class, RcFolioWindow, view);
  gtk_widget_class_bind_template_child (widget_class, RcFolioWindow, trouble);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed);
  gtk_widget_class_install_action (widget_class, "paper.print", NULL, print);
  gtk_widget_class_install_action (widget_class, "paper.save", NULL, save);
  gtk_widget_class_install_action (widget_class, "paper.zoom-in", NULL, zoom);
  gtk_widget_class_install_action (widget_class, "paper.zoom-out", NULL, zoom);
  gtk_widget_class_install_action (widget_class, "paper.zoom-reset", NULL, zoom);
  add_keys (widget_class);
}

/* Each by its own name. */
static void
set_languages (RcFolioWindow *self,
               const char    *preferred)
{
  const char * const *languages = list_languages (self);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; languages[i] != NULL; i++)
    gtk_string_list_append (names, rc_declaration_text_language_name (languages[i]));
  gtk_drop_down_set_model (self->language, G_LIST_MODEL (names));
  for (guint i = 0; languages[i] != NULL; i++)
    if (strcmp (languages[i], preferred) == 0)
      gtk_drop_down_set_selected (self->language, i);
}

static void
rc_folio_window_init (RcFolioWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Of a decision, or of an exercise that has a number, its own documents; of a case all that need no decision. */
static const char **
list_kinds (const char *kind,
            gint64      event)
{
  g_autofree const char **of_case = rc_report_list_kinds (RC_REPORT_OF_CASE);
  g_autofree const char **of_exercise = rc_report_list_kinds (RC_REPORT_OF_EXERCISE);
  guint n_of_case = g_strv_length ((char **) of_case), n_of_exercise = g_strv_length ((char **) of_exercise);
  const char **all;

  if (event != 0)
    return rc_report_list_kinds (rc_report_subject (kind));
  all = g_new0 (const char *, n_of_case + n_of_exercise + 1);
  memcpy (all, of_case, n_of_case * sizeof *all);
  memcpy (all + n_of_case, of_exercise, n_of_exercise * sizeof *all);
  return all;
}

static void
set_kinds (RcFolioWindow *self,
           const char    *kind)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  self->kinds = list_kinds (kind, self->event);
  for (guint i = 0; self->kinds[i] != NULL; i++)
    gtk_string_list_append (titles, rc_report_title (self->kinds[i]));
  gtk_drop_down_set_model (self->kind, G_LIST_MODEL (titles));
  for (guint i = 0; self->kinds[i] != NULL; i++)
    if (strcmp (self->kinds[i], kind) == 0)
      gtk_drop_down_set_selected (self->kind, i);
  gtk_window_set_title (GTK_WINDOW (self), rc_report_title (kind));
}

GtkWidget *
rc_folio_window_new (GtkWindow  *parent,
                     RcSession  *session,
                     gint64      event,
                     const char *kind)
{
  RcFolioWindow *self = g_object_new (RC_TYPE_FOLIO_WINDOW, NULL);

  rc_parts_set_parent (GTK_WINDOW (self), parent);
  set_languages (self, rc_folio_default_language ());
  self->event = event;
  set_kinds (self, kind);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "said", G_CALLBACK (say), self, G_CONNECT_SWAPPED);
  make (self);
  return GTK_WIDGET (self);
}

GtkWidget *
rc_folio_window_new_of (GtkWindow     *parent,
                        RcSession     *session,
                        RcFolioSource *source)
{
  RcFolioWindow *self = g_object_new (RC_TYPE_FOLIO_WINDOW, NULL);

  rc_parts_set_parent (GTK_WINDOW (self), parent);
  self->source = rc_folio_source_ref (source);
  set_languages (self, source->languages[0]);
  gtk_widget_set_visible (GTK_WIDGET (self->kind), FALSE);
  gtk_window_set_title (GTK_WINDOW (self), source->title);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "said", G_CALLBACK (say), self, G_CONNECT_SWAPPED);
  make (self);
  return GTK_WIDGET (self);
}
