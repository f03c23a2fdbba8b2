/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/declaration-write.h"

#include "core/date-words.h"
#include "core/words.h"
#include "ui/act-words.h"
#include "ui/form.h"
#include "ui/parts.h"
#include "ui/register-parts.h"

#define LIST_HEIGHT 320
#define LIST_WIDTH  560

/* --- To be looked at --- */

static RcDocument *
build_preview (RcCase      *case_file,
               gpointer     data,
               const char  *language,
               GError     **error)
{
  const RcDeclarationOrder order = { .system = data, .state = RC_ISSUED_DRAFT };

  return rc_declaration_folder_preview (case_file, &order, language, error);
}

RcFolioSource *
rc_declaration_write_preview (const RcDeclarationSheet *sheet)
{
  g_auto (GStrv) languages = rc_declaration_sheet_dup_languages (sheet);
  const RcFolioSource model = {
    .kind = (char *) RC_DECLARATION_ISSUED_KIND,
    .title = (char *) _("Draft of the EU Declaration of Conformity"),
    .handle = sheet->system,
    .reference = sheet->system,
    .languages = languages,
    .build = build_preview,
    .data = g_strdup (sheet->system),
    .data_free = g_free,
  };

  return rc_folio_source_new (&model);
}

/* --- The folder --- */

typedef struct
{
  char    *system;
  char   **languages;
  char    *folder;
  gboolean for_signature;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_free (work->system);
  g_strfreev (work->languages);
  g_free (work->folder);
  g_free (work);
}

static gpointer
write_files (RcCase          *case_file,
             RcRecordReader  *reader,
             gpointer         data,
             GCancellable    *cancellable,
             GError         **error)
{
  const Work *work = data;
  const RcDeclarationOrder order = {
    .system = work->system,
    .languages = (const char * const *) work->languages,
    .state = work->for_signature ? RC_ISSUED_FOR_SIGNATURE : RC_ISSUED_DRAFT,
  };
  g_autoptr (RcDeclarationFolder) folder = rc_declaration_folder_make (case_file, &order, error);

  if (folder == NULL || !rc_declaration_folder_write (folder, work->folder, FALSE, error) ||
      !rc_declaration_folder_freeze (folder, case_file, &order, error))
    return NULL;
  return data;
}

typedef struct
{
  char    *folder;
  gboolean for_signature;
} Telling;

static void
written (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autofree Telling *telling = user_data;
  g_autofree char *folder = telling->folder;
  g_autofree char *shown = g_filename_display_name (folder);
  g_autofree char *safe = rc_parts_dup_name (shown);
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  if (rc_session_act_finish (RC_SESSION (source), result, &error) == NULL)
    {
      message = rc_act_words_of_error (error);
      rc_session_say (RC_SESSION (source), TRUE, _("The declaration was not written: %s"), message);
      return;
    }
  if (telling->for_signature)
    rc_session_say (RC_SESSION (source), FALSE, _("The declaration is numbered and frozen in %s. It is valid only when signed; enter what comes back "
                                                  "signed in the register of issued documents."), safe);
  else
    rc_session_say (RC_SESSION (source), FALSE, _("A draft was written to %s. It is no declaration."), safe);
}

void
rc_declaration_write (RcSession                *session,
                      const RcDeclarationSheet *sheet,
                      const char               *folder,
                      gboolean                  for_signature)
{
  Work *work = g_new0 (Work, 1);
  Telling *telling = g_new0 (Telling, 1);

  work->system = g_strdup (sheet->system);
  work->languages = rc_declaration_sheet_dup_languages (sheet);
  work->folder = g_strdup (folder);
  work->for_signature = for_signature;
  telling->folder = g_strdup (folder);
  telling->for_signature = for_signature;
  rc_session_act_async (session, write_files, work, work_free, NULL, written, telling);
}

/* --- Why not --- */

void
rc_declaration_write_refuse (GtkWindow *parent,
                             GPtrArray *obstacles)
{
  GtkDialog *dialog = rc_form_dialog_new (parent, _("It Cannot Be Signed Yet"));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  g_autofree char *count = rc_count_words (obstacles->len);
  g_autofree char *sum = g_strdup_printf (rc_words_plural ("%s thing stands in the way:", "%s things stand in the way:", obstacles->len), count);

  rc_parts_set_margins (box, 18);
  gtk_box_append (GTK_BOX (box), rc_parts_text (sum, NULL));
  for (guint i = 0; i < obstacles->len; i++)
    {
      g_autofree char *words = rc_register_parts_dup_words (g_ptr_array_index (obstacles, i));

      rc_register_parts_add_state (box, RC_SHAPE_NOTHING, words);
    }
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), LIST_HEIGHT);
  gtk_widget_set_size_request (scroller, rc_parts_scale_width (LIST_WIDTH), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_box_append (GTK_BOX (gtk_dialog_get_content_area (dialog)), scroller);
  gtk_dialog_add_button (dialog, _("_Close"), GTK_RESPONSE_CLOSE);
  gtk_dialog_set_default_response (dialog, GTK_RESPONSE_CLOSE);
  g_signal_connect (dialog, "response", G_CALLBACK (gtk_window_destroy), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}
