/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/exercise-document-dialog.h"

#include "core/registers/paper.h"
#include "core/words.h"
#include "ui/act-words.h"
#include "ui/form.h"

/* What was typed, and what it is done with. */
typedef struct
{
  char   *path;
  char   *kind;
  char   *title;
  char   *date;
  char   *author;
  char   *obtained;
} Document;

typedef struct
{
  RcExerciseLive *live;
  GtkDialog      *dialog;
  char           *path;
  GtkWidget      *kind;
  GtkWidget      *title;
  GtkWidget      *date;
  GtkWidget      *author;
  GtkWidget      *trouble;
} Registering;

static void
document_free (gpointer data)
{
  Document *self = data;

  g_free (self->path);
  g_free (self->kind);
  g_free (self->title);
  g_free (self->date);
  g_free (self->author);
  g_free (self->obtained);
  g_free (self);
}

static void
registering_free (gpointer data)
{
  Registering *self = data;

  g_object_unref (self->live);
  g_free (self->path);
  g_free (self);
}

/* (nullable) */
static const char *
said (const char *text)
{
  return *text != '\0' ? text : NULL;
}

static gboolean
register_document (RcCase        *case_file,
                   RcExercise    *exercise,
                   gpointer       data,
                   GCancellable  *cancellable,
                   GError       **error)
{
  const Document *document = data;
  const RcPaperTerms terms = {
    .kind = document->kind, .title = said (document->title), .date = said (document->date), .author = said (document->author),
    .obtained = document->obtained,
  };
  gint64 number = rc_paper_add_file (case_file, document->path, &terms, cancellable, error);
  g_autoptr (RcPaper) paper = number != 0 ? rc_paper_find (case_file, number, error) : NULL;
  RcExerciseStep step = { .kind = RC_EXERCISE_ATTACHED };

  if (paper == NULL)
    return FALSE;

  step.source = paper->source;
  step.text = paper->title;
  return rc_exercise_act (exercise, &step, error);
}

static void
registered (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  Registering *self = g_object_get_data (G_OBJECT (dialog), "registering");
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  if (rc_exercise_live_finish (RC_EXERCISE_LIVE (source), result, &error))
    {
      gtk_window_destroy (GTK_WINDOW (dialog));
      return;
    }
  rc_form_set_busy (dialog, FALSE);
  message = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? NULL : rc_act_words_of_error (error);
  rc_form_set_trouble (self->trouble, message);
}

static void
responded (GtkDialog   *dialog,
           int          response,
           Registering *self)
{
  Document *document;

  if (response != GTK_RESPONSE_OK)
    {
      gtk_window_destroy (GTK_WINDOW (dialog));
      return;
    }

  document = g_new0 (Document, 1);
  document->path = g_strdup (self->path);
  document->kind = rc_form_dup_entry (self->kind);
  document->title = rc_form_dup_entry (self->title);
  document->date = rc_form_dup_entry (self->date);
  document->author = rc_form_dup_entry (self->author);
  document->obtained = g_strdup_printf (_("handed over in the middle of exercise %lld"),
                                        (long long) rc_exercise_live_get_number (self->live));
  rc_form_set_trouble (self->trouble, NULL);
  rc_form_set_busy (GTK_WIDGET (dialog), TRUE);
  rc_exercise_live_run_async (self->live, register_document, document, document_free, registered, g_object_ref (dialog));
}

static GtkWidget *
add_entry (GtkGrid    *grid,
           const char *label,
           const char *name,
           const char *placeholder)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), placeholder);
  rc_form_add_row (grid, label, entry, name);
  return entry;
}

static void
look (Registering *self)
{
  g_autofree char *kind = rc_form_dup_entry (self->kind);

  gtk_dialog_set_response_sensitive (self->dialog, GTK_RESPONSE_OK, *kind != '\0');
}

static void
add_fields (Registering *self)
{
  GtkGrid *grid = rc_form_add_grid (self->dialog);
  g_autofree char *base = g_path_get_basename (self->path);
  g_autofree char *shown = g_filename_display_name (base);

  rc_form_add_note (grid, _("The file is kept whole as an exhibit of the case, and marked as produced in the middle of the session."));
  self->kind = add_entry (grid, _("_What It Is"), "document-kind", _("Minutes, ticket, approval …"));
  self->title = add_entry (grid, _("_Title"), "document-title", shown);
  self->date = add_entry (grid, _("_Date on It"), "document-date", "2026-07-28");
  self->author = add_entry (grid, _("_Author"), "document-author", _("Empty: it names none"));
  self->trouble = rc_form_add_trouble (grid);
  g_signal_connect_swapped (self->kind, "changed", G_CALLBACK (look), self);
}

GtkWidget *
rc_exercise_document_dialog_show (GtkWindow      *parent,
                                  RcExerciseLive *live,
                                  const char     *path)
{
  Registering *self = g_new0 (Registering, 1);

  self->live = g_object_ref (live);
  self->path = g_strdup (path);
  self->dialog = rc_form_dialog_new (parent, _("Register a Document"));
  gtk_widget_set_name (GTK_WIDGET (self->dialog), "exercise-document");
  g_object_set_data_full (G_OBJECT (self->dialog), "registering", self, registering_free);
  add_fields (self);
  gtk_dialog_add_button (self->dialog, _("_Cancel"), GTK_RESPONSE_CANCEL);
  gtk_dialog_add_button (self->dialog, _("_Register"), GTK_RESPONSE_OK);
  gtk_dialog_set_default_response (self->dialog, GTK_RESPONSE_OK);
  look (self);
  g_signal_connect (self->dialog, "response", G_CALLBACK (responded), self);
  gtk_window_present (GTK_WINDOW (self->dialog));
  return GTK_WIDGET (self->dialog);
}
