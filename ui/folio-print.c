/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/folio-print.h"

#include "core/words.h"
#include "ui/act-words.h"

typedef struct
{
  RcSession *session;
  RcFolio   *paper;
} Printing;

static void
printing_free (gpointer data)
{
  Printing *self = data;

  g_object_unref (self->session);
  rc_folio_free (self->paper);
  g_free (self);
}

static void
draw_page (GtkPrintOperation *operation,
           GtkPrintContext   *context,
           int                index,
           Printing          *self)
{
  g_autoptr (GError) error = NULL;

  if (!rc_pages_draw (self->paper->pages, (guint) index, gtk_print_context_get_cairo_context (context), &error))
    gtk_print_operation_cancel (operation);
}

static void
done (GtkPrintOperation       *operation,
      GtkPrintOperationResult  result,
      Printing                *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
    rc_folio_note_print (self->session, self->paper);
  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  message = error != NULL ? rc_act_words_of_error (error) : g_strdup ("");
  rc_session_say (self->session, TRUE, _("The document was not printed: %s"), message);
}

static GtkPageSetup *
page_setup_new (void)
{
  GtkPageSetup *setup = gtk_page_setup_new ();
  g_autoptr (GtkPaperSize) size = gtk_paper_size_new (GTK_PAPER_NAME_A4);

  gtk_page_setup_set_paper_size_and_default_margins (setup, size);
  return setup;
}

void
rc_folio_print (GtkWindow  *parent,
                RcSession  *session,
                RcFolio    *paper,
                const char *export_path)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = page_setup_new ();
  g_autofree char *name = rc_folio_dup_file_name (paper);
  Printing *self = g_new0 (Printing, 1);

  self->session = g_object_ref (session);
  self->paper = paper;
  gtk_print_operation_set_job_name (operation, name);
  gtk_print_operation_set_n_pages (operation, (int) rc_pages_count (paper->pages));
  gtk_print_operation_set_default_page_setup (operation, setup);
  /* The pages have their own margins. */
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  if (export_path != NULL)
    gtk_print_operation_set_export_filename (operation, export_path);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page), self);
  g_signal_connect_data (operation, "done", G_CALLBACK (done), self, (GClosureNotify) (void (*) (void)) printing_free, 0);
  /* What goes wrong is told by "done". */
  (void) gtk_print_operation_run (operation,
                                  export_path != NULL ? GTK_PRINT_OPERATION_ACTION_EXPORT : GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                                  parent, NULL);
}
