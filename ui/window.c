/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window-private.h"

#include "core/display-text.h"
#include "core/words.h"
#include "ui/provenance-dialog.h"
#include "ui/settings.h"

#define MAX_TITLE_BYTES 200

G_DEFINE_FINAL_TYPE (RcWindow, rc_window, GTK_TYPE_APPLICATION_WINDOW)

const char *
rc_window_peek_view (RcWindow *self)
{
  return gtk_stack_get_visible_child_name (self->views);
}

const char *
rc_window_peek_path (RcWindow *self)
{
  return self->path;
}

RcSession *
rc_window_peek_session (RcWindow *self)
{
  return self->session;
}

RcCaseView *
rc_window_peek_case_view (RcWindow *self)
{
  return self->case_view;
}

void
rc_window_show_view (RcWindow   *self,
                     const char *name)
{
  gtk_stack_set_visible_child_name (self->views, name);
  gtk_widget_set_visible (self->case_buttons, strcmp (name, "case") == 0);
  gtk_widget_set_visible (self->sidebar_button, strcmp (name, "case") == 0);
  rc_window_update_title (self);
  rc_window_update_actions (self);
}

void
rc_window_update_title (RcWindow *self)
{
  const char *title = self->session != NULL ? rc_session_peek_title (self->session) : NULL;
  g_autofree char *shown = rc_display_text (title != NULL ? title : "Recount", -1, MAX_TITLE_BYTES);
  g_autofree char *path = self->path != NULL ? g_filename_display_name (self->path) : NULL;
  g_autofree char *subtitle = NULL;

  if (self->bundle != NULL && self->session != NULL)
    /* Translators: %s is the path of a bundle. */
    subtitle = g_strdup_printf (_("%s (a bundle, opened read-only)"), path);
  else if (path != NULL && self->session != NULL && !rc_session_is_writable (self->session))
    /* Translators: %s is the path of a case. */
    subtitle = g_strdup_printf (_("%s (reading only)"), path);
  gtk_label_set_text (self->title, shown);
  gtk_label_set_text (self->subtitle, subtitle != NULL ? subtitle : path != NULL ? path : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), path != NULL);
  gtk_window_set_title (GTK_WINDOW (self), shown);
}

/**
 * rc_window_import:
 * @request: (transfer full): what to import
 */
void
rc_window_import (RcWindow        *self,
                  RcImportRequest *request)
{
  if (self->session == NULL)
    rc_import_request_free (request);
  else
    rc_provenance_import (GTK_WINDOW (self), self->session, request);
}

/* --- What is remembered --- */

static void
restore_size (RcWindow *self)
{
  gtk_window_set_default_size (GTK_WINDOW (self), rc_settings_get_int ("window-width", 1180), rc_settings_get_int ("window-height", 760));
  if (rc_settings_get_boolean ("window-maximized", FALSE))
    gtk_window_maximize (GTK_WINDOW (self));
}

static void
remember_size (RcWindow *self)
{
  gboolean is_maximized = gtk_window_is_maximized (GTK_WINDOW (self));
  int width, height;

  rc_settings_set_boolean ("window-maximized", is_maximized);
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  if (is_maximized || gtk_window_is_fullscreen (GTK_WINDOW (self)) || width <= 0 || height <= 0)
    return;
  rc_settings_set_int ("window-width", width);
  rc_settings_set_int ("window-height", height);
}

/* --- The object --- */

static gboolean
rc_window_close_request (GtkWindow *window)
{
  RcWindow *self = RC_WINDOW (window);

  remember_size (self);
  /* What is done with a case that is put away cannot be broken off, and its end must not be missed: the window goes when all is well. */
  if (self->is_away)
    {
      self->is_closing = TRUE;
      return TRUE;
    }
  if (self->session == NULL)
    return GTK_WINDOW_CLASS (rc_window_parent_class)->close_request (window);

  /* The case is put away first; the window goes when that is done. */
  if (!self->is_closing)
    rc_window_close (self);
  return TRUE;
}

static void
rc_window_dispose (GObject *object)
{
  RcWindow *self = RC_WINDOW (object);

  if (self->demo_cancellable != NULL)
    g_cancellable_cancel (self->demo_cancellable);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->demo_cancellable);
  g_clear_object (&self->session);
  g_clear_object (&self->opening);
  /* Its case is closed now: what was kept of it can go. */
  g_clear_pointer (&self->bundle, rc_opened_bundle_free);
  self->case_view = NULL;
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->to_say, g_free);
  g_clear_pointer (&self->paper, rc_folio_free);
  G_OBJECT_CLASS (rc_window_parent_class)->dispose (object);
}

static void
rc_window_class_init (RcWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rc_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = rc_window_close_request;
  g_type_ensure (RC_TYPE_START_PAGE);

  gtk_widget_class_set_template_from_resource (widget_class, RC_RESOURCE_PREFIX "/window.ui");
  gtk_widget_class_bind_template_child (widget_class, RcWindow, title);
  gtk_widget_class_bind_template_child (widget_class, RcWindow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, RcWindow, views);
  gtk_widget_class_bind_template_child (widget_class, RcWindow, start_page);
  gtk_widget_class_bind_template_child (widget_class, RcWindow, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, RcWindow, case_buttons);
  gtk_widget_class_bind_template_child (widget_class, RcWindow, opening_title);
  gtk_widget_class_bind_template_child (widget_class, RcWindow, opening_progress);
  gtk_widget_class_bind_template_child (widget_class, RcWindow, trouble_title);
  gtk_widget_class_bind_template_child (widget_class, RcWindow, trouble_sentence);
  gtk_widget_class_bind_template_child (widget_class, RcWindow, retry_button);
  gtk_widget_class_bind_template_child (widget_class, RcWindow, read_button);
  gtk_widget_class_bind_template_child (widget_class, RcWindow, finish_button);
  /* In the last phase, so that a search field or a pop-up takes it first. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.escape", NULL);
}

static void
rc_window_init (RcWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rc_window_add_actions (self);
  restore_size (self);
  rc_window_show_view (self, "start");
}

GtkWidget *
rc_window_new (GtkApplication *application)
{
  return g_object_new (RC_TYPE_WINDOW, "application", application, NULL);
}
