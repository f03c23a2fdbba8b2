/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dispose-dialog.h"

#include <string.h>

#include "core/words.h"
#include "ui/file-dialog.h"
#include "ui/form-work.h"
#include "ui/form.h"
#include "ui/language-choice.h"
#include "ui/parts.h"

#define KEY "disposing"

typedef struct
{
  RcFormWork        work;
  RcSession        *session;
  GtkWidget        *reason;
  GtkWidget        *by;
  GtkWidget        *kept_under;
  GtkWidget        *kept_until;
  GtkWidget        *language;
  GtkWidget        *place_name;
  GtkWidget        *title;
  char             *place;       /* (nullable): of the certificate */
  RcDisposalOrder  *order;       /* (nullable): that is being looked at */
  gboolean          is_cancelled;
  RcDisposalWanted  wanted;
  gpointer          owner;       /* (nullable): a weak pointer */
} Disposing;

static Disposing *
disposing_of (gpointer dialog)
{
  return g_object_get_data (G_OBJECT (dialog), KEY);
}

static void
disposing_free (gpointer data)
{
  Disposing *self = data;

  g_clear_weak_pointer (&self->owner);
  g_object_unref (self->session);
  rc_disposal_order_unref (self->order);
  g_free (self->place);
  g_free (self);
}

/* --- The title --- */

/* (transfer full): what is to be typed: a case that has no title is named by its file. */
static char *
dup_title (Disposing *self)
{
  g_autofree char *title = g_strstrip (g_strdup (rc_session_peek_title (self->session) != NULL ? rc_session_peek_title (self->session) : ""));
  g_autofree char *name = g_filename_display_basename (rc_session_peek_path (self->session));

  return rc_parts_dup_name (*title != '\0' ? title : name);
}

/* What is shown is what is typed, whatever invisible characters stand behind it; letters with an accent have two ways to be written. */
static gboolean
is_title_typed (Disposing *self)
{
  g_autofree char *wanted = dup_title (self);
  g_autofree char *typed = rc_form_dup_entry (self->title);
  g_autofree char *wanted_normal = g_utf8_normalize (wanted, -1, G_NORMALIZE_NFC);
  g_autofree char *typed_normal = g_utf8_normalize (typed, -1, G_NORMALIZE_NFC);

  return g_strcmp0 (wanted_normal, typed_normal) == 0;
}

static void
title_typed (Disposing *self)
{
  if (!rc_form_work_is_running (&self->work))
    gtk_dialog_set_response_sensitive (self->work.dialog, GTK_RESPONSE_OK, is_title_typed (self));
}

/* --- The place --- */

void
rc_dispose_dialog_set_place (GtkWidget  *dialog,
                             const char *path)
{
  Disposing *self = disposing_of (dialog);

  g_free (self->place);
  self->place = g_str_has_suffix (path, ".pdf") ? g_strdup (path) : g_strconcat (path, ".pdf", NULL);
  rc_form_show_file (self->place_name, self->place);
  rc_form_set_trouble (self->work.trouble, NULL);
}

static void
place_chosen (const char * const *paths,
              gpointer            owner)
{
  if (disposing_of (owner) != NULL)
    rc_dispose_dialog_set_place (owner, paths[0]);
}

static void
choose_place (GtkButton *button,
              Disposing *self)
{
  g_autofree char *ending = g_strdup_printf (" %s.pdf", _("certificate"));
  g_autofree char *name = rc_file_dialog_dup_name (rc_session_peek_title (self->session), ending);
  const RcFileDialog dialog = {
    .purpose = RC_FILE_PURPOSE_DOCUMENT,
    .action = GTK_FILE_CHOOSER_ACTION_SAVE,
    .title = _("Where to Write the Certificate"),
    .accept = _("_Choose"),
    .name = name,
  };

  rc_file_dialog_show (GTK_WINDOW (self->work.dialog), &dialog, place_chosen, G_OBJECT (self->work.dialog));
}

/* --- Looking whether it may be --- */

static char *
dup_entry_or_null (GtkWidget *entry)
{
  g_autofree char *text = rc_form_dup_entry (entry);

  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

/* (nullable) (transfer none): what is still missing, in words. */
static const char *
find_gap (Disposing *self)
{
  g_autofree char *reason = rc_form_dup_entry (self->reason);
  gint64 until_us;

  if (*reason == '\0')
    return _("Say why the case is destroyed: that stands in the certificate.");
  if (!rc_form_read_latest (gtk_editable_get_text (GTK_EDITABLE (self->kept_until)), &until_us))
    return _("This is no time: expected one like 2026-06-01 or 2026-06-01T10:00:00Z.");
  if (self->place == NULL)
    return _("Choose a place for the certificate.");
  return is_title_typed (self) ? NULL : _("This is not the title of the case.");
}

static RcDisposalOrder *
collect (Disposing *self)
{
  RcDisposalOrder *order = rc_disposal_order_new (rc_session_peek_path (self->session));

  order->certificate = g_strdup (self->place);
  order->language = g_strdup (rc_language_choice_get (self->language));
  order->reason = rc_form_dup_entry (self->reason);
  order->by = dup_entry_or_null (self->by);
  order->kept_under = dup_entry_or_null (self->kept_under);
  (void) rc_form_read_latest (gtk_editable_get_text (GTK_EDITABLE (self->kept_until)), &order->kept_until_us);
  return order;
}

static void
checked (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  Disposing *self = disposing_of (dialog);
  g_autoptr (GError) error = NULL;
  gboolean may = rc_session_run_finish (RC_SESSION (source), result, &error) != NULL;

  /* A window that was destroyed is there as long as this keeps it. */
  if (self == NULL || !gtk_widget_get_visible (dialog))
    return;
  /* Who drew back while it was looked at did so in time, whatever came of the looking. */
  if (!may || self->is_cancelled)
    {
      rc_form_work_refuse (&self->work, error);
      return;
    }
  if (self->owner != NULL)
    self->wanted (self->order, self->owner);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
check (Disposing *self)
{
  rc_disposal_order_unref (self->order);
  self->order = collect (self);
  self->is_cancelled = FALSE;
  rc_form_work_begin (&self->work, _("Looking whether the case may be destroyed"), self->session);
  rc_session_run_async (self->session, _("Looking whether the case may be destroyed"), rc_disposal_order_check, rc_disposal_order_ref (self->order),
                        (GDestroyNotify) rc_disposal_order_unref, NULL, checked, g_object_ref (self->work.dialog));
}

static gboolean
cancel_check (Disposing *self)
{
  if (!rc_form_work_is_running (&self->work))
    return FALSE;
  self->is_cancelled = TRUE;
  rc_session_cancel (self->session);
  return TRUE;
}

static void
responded (GtkDialog *dialog,
           int        response,
           Disposing *self)
{
  const char *gap;

  if (response != GTK_RESPONSE_OK)
    {
      if (!cancel_check (self))
        gtk_window_destroy (GTK_WINDOW (dialog));
      return;
    }
  gap = find_gap (self);
  rc_form_set_trouble (self->work.trouble, gap);
  if (gap == NULL)
    check (self);
}

static gboolean
close_requested (GtkWindow *window,
                 Disposing *self)
{
  return cancel_check (self);
}

/* Its widgets are gone: what comes back later finds nothing to fill. */
static void
destroyed (GtkWidget *dialog)
{
  g_object_set_data (G_OBJECT (dialog), KEY, NULL);
}

/* --- The dialog --- */

static GtkWidget *
add_entry (Disposing  *self,
           const char *label,
           const char *name,
           const char *placeholder)
{
  GtkWidget *entry = gtk_entry_new ();

  if (placeholder != NULL)
    gtk_entry_set_placeholder_text (GTK_ENTRY (entry), placeholder);
  rc_form_add_row (self->work.grid, label, entry, name);
  return entry;
}

static void
add_fields (Disposing *self)
{
  GtkGrid *grid = self->work.grid;
  g_autofree char *title = dup_title (self);
  g_autofree char *question = NULL;
  GtkWidget *place;

  rc_form_add_note (grid, _("The file of the case is overwritten and removed for good, with all evidence, findings, notes and the custody log in it. Nobody "
                            "can bring it back. A certificate says what it was, who decided and why."));
  rc_form_add_note (grid, _("That does not reach backups, copies and documents that were handed over, nor what a solid-state disk, a snapshot or a file system "
                            "keeps of old contents by itself."));
  self->reason = add_entry (self, _("_Reason"), "disposal-reason", NULL);
  self->by = add_entry (self, _("_Who Decides"), "disposal-by", _("the auditor of the case"));
  self->kept_under = add_entry (self, _("_Kept Under the Rule"), "disposal-rule", _("if there is one"));
  self->kept_until = add_entry (self, _("Kept _Until"), "disposal-until", _("like 2026-06-01"));
  self->language = rc_language_choice_new ();
  rc_form_add_row (grid, _("_Language of the Certificate"), self->language, "disposal-language");
  place = rc_form_file_new (_("Choose _Place…"), "choose-place", G_CALLBACK (choose_place), self, &self->place_name);
  rc_form_add_row (grid, _("C_ertificate"), place, "disposal-place");
  /* Translators: %s is the title of the case. */
  question = g_strdup_printf (_("To go on, type the title of the case: %s"), title);
  gtk_label_set_wrap_mode (GTK_LABEL (rc_form_add_note (grid, question)), PANGO_WRAP_WORD_CHAR);
  self->title = add_entry (self, _("_Title of the Case"), "disposal-title", NULL);
  g_signal_connect_swapped (self->title, "changed", G_CALLBACK (title_typed), self);
}

GtkWidget *
rc_dispose_dialog_show (GtkWindow        *parent,
                        RcSession        *session,
                        RcDisposalWanted  wanted,
                        GObject          *owner)
{
  GtkDialog *dialog = rc_form_dialog_new (parent, _("Dispose of the Case"));
  Disposing *self = g_new0 (Disposing, 1);

  self->session = g_object_ref (session);
  self->wanted = wanted;
  g_set_weak_pointer (&self->owner, owner);
  g_object_set_data_full (G_OBJECT (dialog), KEY, self, disposing_free);
  rc_form_work_init (&self->work, dialog);
  add_fields (self);
  gtk_dialog_add_button (dialog, _("_Cancel"), GTK_RESPONSE_CANCEL);
  gtk_widget_add_css_class (gtk_dialog_add_button (dialog, _("_Destroy the Case"), GTK_RESPONSE_OK), "destructive-action");
  /* Enter never destroys: it cancels where the keys are on no field, and does nothing in one. */
  gtk_dialog_set_default_response (dialog, GTK_RESPONSE_CANCEL);
  title_typed (self);
  gtk_widget_grab_focus (self->reason);
  g_signal_connect (dialog, "response", G_CALLBACK (responded), self);
  g_signal_connect (dialog, "close-request", G_CALLBACK (close_requested), self);
  g_signal_connect (dialog, "destroy", G_CALLBACK (destroyed), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
  return GTK_WIDGET (dialog);
}
