/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window-private.h"

#include <string.h>

#include "core/words.h"
#include "reports/report.h"
#include "ui/act-words.h"
#include "ui/declaration-check-window.h"
#include "ui/details-dialog.h"
#include "ui/file-dialog.h"
#include "ui/link-dialog.h"
#include "ui/live-window.h"
#include "ui/mapping-dialog.h"
#include "ui/new-case-dialog.h"
#include "ui/folio-print.h"
#include "ui/folio-window.h"
#include "ui/subject-dialog.h"

/* --- Cases --- */

static void
case_made (const char *path,
           gpointer    owner)
{
  rc_window_open (owner, path, TRUE);
}

static void
new_case (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  (void) rc_new_case_dialog_show (user_data, case_made, user_data);
}

static void
case_chosen (const char * const *paths,
             gpointer            owner)
{
  for (guint i = 0; paths[i] != NULL; i++)
    rc_window_open (owner, paths[i], TRUE);
}

static void
open_case (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  const RcFileDialog dialog = {
    .purpose = RC_FILE_PURPOSE_CASE,
    .action = GTK_FILE_CHOOSER_ACTION_OPEN,
    .title = _("Open Case"),
    .accept = _("_Open"),
  };

  rc_file_dialog_show (user_data, &dialog, case_chosen, user_data);
}

static void
open_path (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  rc_window_open (user_data, g_variant_get_bytestring (parameter), TRUE);
}

static void
demo_case (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  rc_window_make_demo (user_data);
}

static void
retry (GSimpleAction *action,
       GVariant      *parameter,
       gpointer       user_data)
{
  g_autofree char *path = g_strdup (RC_WINDOW (user_data)->path);

  rc_window_open (user_data, path, TRUE);
}

static void
retry_reading (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  g_autofree char *path = g_strdup (RC_WINDOW (user_data)->path);

  rc_window_open (user_data, path, FALSE);
}

static void
go_to_start (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  RcWindow *self = user_data;

  g_clear_pointer (&self->path, g_free);
  rc_window_show_view (self, "start");
}

static void
reopen (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       user_data)
{
  rc_window_reopen (user_data);
}

static void
case_details (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  RcWindow *self = user_data;

  (void) rc_details_dialog_show (GTK_WINDOW (self), self->session);
}

/* --- Evidence --- */

static void
evidence_chosen (const char * const *paths,
                 gpointer            owner)
{
  rc_window_import (owner, rc_import_request_new_for_paths (paths));
}

static void
choose_evidence (RcWindow             *self,
                 GtkFileChooserAction  chooser,
                 const char           *title)
{
  const RcFileDialog dialog = {
    .purpose = RC_FILE_PURPOSE_EVIDENCE,
    .action = chooser,
    .title = title,
    .accept = _("_Import"),
    .multiple = TRUE,
  };

  rc_file_dialog_show (GTK_WINDOW (self), &dialog, evidence_chosen, G_OBJECT (self));
}

static void
import_files (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  choose_evidence (user_data, GTK_FILE_CHOOSER_ACTION_OPEN, _("Import Files"));
}

static void
import_folder (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  choose_evidence (user_data, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _("Import Folder"));
}

static void
log_chosen (const char * const *paths,
            gpointer            owner)
{
  RcWindow *self = owner;

  if (self->session != NULL)
    (void) rc_mapping_dialog_show_file (GTK_WINDOW (self), self->session, paths[0]);
}

static void
map_log (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  const RcFileDialog dialog = {
    .purpose = RC_FILE_PURPOSE_EVIDENCE,
    .action = GTK_FILE_CHOOSER_ACTION_OPEN,
    .title = _("Map an Unknown Log"),
    .accept = _("_Open"),
  };

  rc_file_dialog_show (user_data, &dialog, log_chosen, user_data);
}

static void
verify (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       user_data)
{
  rc_session_verify (RC_WINDOW (user_data)->session);
}

/* @parameter: "kind name" of a thing, or nothing. */
static void
link_names (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  RcWindow *self = user_data;
  const char *entity = g_variant_get_string (parameter, NULL);
  const char *blank = strchr (entity, ' ');
  g_autofree char *word = blank != NULL ? g_strndup (entity, (gsize) (blank - entity)) : NULL;
  RcEntityKind kind = RC_ENTITY_MODEL_VERSION;

  if (word == NULL || !rc_entity_kind_from_name (word, &kind))
    blank = NULL;
  (void) rc_link_dialog_show (GTK_WINDOW (self), self->session, kind, blank != NULL ? blank + 1 : NULL);
}

static void
show_live (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  RcWindow *self = user_data;

  (void) rc_live_window_new (GTK_WINDOW (self), self->session);
}

static void
find_person (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  RcWindow *self = user_data;

  (void) rc_subject_dialog_show (GTK_WINDOW (self), self->session);
}

static void
cancel (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       user_data)
{
  RcWindow *self = user_data;

  if (self->demo_cancellable != NULL)
    g_cancellable_cancel (self->demo_cancellable);
  if (self->session != NULL)
    rc_session_cancel (self->session);
}

/* --- Documents --- */

/* Of the decision that is shown, or of the whole case. */
static gint64
subject_of (RcWindow   *self,
            const char *kind)
{
  return rc_report_is_of_event (kind) ? rc_session_get_event (self->session) : 0;
}

static void
present_paper (RcWindow   *self,
               const char *kind)
{
  gtk_window_present (GTK_WINDOW (rc_folio_window_new (GTK_WINDOW (self), self->session, subject_of (self, kind), kind)));
}

/* (transfer full) (nullable): NULL where the case is gone meanwhile, or where it is told what went wrong. */
static RcFolio *
take_paper (RcWindow     *self,
            GObject      *source,
            GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;
  RcFolio *paper = rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, &error);

  if (self->session == NULL)
    g_clear_pointer (&paper, rc_folio_free);
  if (paper != NULL || self->session == NULL)
    return paper;
  message = rc_act_words_of_error (error);
  rc_session_say (self->session, TRUE, _("The document could not be made: %s"), message);
  return NULL;
}

static void
made_for_printer (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (RcWindow) self = user_data;
  RcFolio *paper = take_paper (self, source, result);

  if (paper != NULL)
    rc_folio_print (GTK_WINDOW (self), self->session, paper, NULL);
}

static void
place_chosen (const char * const *paths,
              gpointer            owner)
{
  RcWindow *self = owner;
  const RcFolio *paper = self->paper;

  if (self->session != NULL && paper != NULL)
    rc_folio_save (self->session, paper->event, paper->kind, paper->language, paths[0]);
}

static void
made_for_file (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (RcWindow) self = user_data;
  RcFolio *paper = take_paper (self, source, result);
  g_autofree char *name = paper != NULL ? rc_folio_dup_file_name (paper) : NULL;
  const RcFileDialog dialog = {
    .purpose = RC_FILE_PURPOSE_DOCUMENT,
    .action = GTK_FILE_CHOOSER_ACTION_SAVE,
    .title = _("Save Document"),
    .accept = _("_Save"),
    .name = name,
  };

  if (paper == NULL)
    return;
  g_clear_pointer (&self->paper, rc_folio_free);
  self->paper = paper;
  rc_file_dialog_show (GTK_WINDOW (self), &dialog, place_chosen, G_OBJECT (self));
}

static void
make_paper (RcWindow            *self,
            const char          *kind,
            GAsyncReadyCallback  made)
{
  rc_folio_make_async (self->session, subject_of (self, kind), kind, rc_folio_default_language (), NULL, made,
                       g_object_ref (self));
}

static void
show_sheet (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  present_paper (user_data, "sheet");
}

static void
show_dossier (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  present_paper (user_data, "lineage");
}

static void
print_sheet (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  make_paper (user_data, "sheet", made_for_printer);
}

static void
save_sheet (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  make_paper (user_data, "sheet", made_for_file);
}

static void
save_dossier (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  make_paper (user_data, "lineage", made_for_file);
}

static void
show_integrity (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  present_paper (user_data, "integrity");
}

static void
show_timeline (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  present_paper (user_data, "timeline");
}

static void
save_integrity (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  make_paper (user_data, "integrity", made_for_file);
}

static void
check_declaration (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  RcWindow *self = user_data;

  gtk_window_present (GTK_WINDOW (rc_declaration_check_window_new (GTK_WINDOW (self), self->session)));
}

/* --- What is shown --- */

static void
show_page (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  rc_case_view_show_page (RC_WINDOW (user_data)->case_view, g_variant_get_string (parameter, NULL));
}

static void
find (GSimpleAction *action,
      GVariant      *parameter,
      gpointer       user_data)
{
  RcWindow *self = user_data;
  GtkWidget *page = rc_case_view_peek_page_widget (self->case_view, "decisions");

  rc_case_view_show_page (self->case_view, "decisions");
  if (!gtk_widget_activate_action (page, "decisions.find", NULL))
    gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

static void
search (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       user_data)
{
  RcWindow *self = user_data;

  rc_case_view_show_page (self->case_view, "search");
  gtk_widget_activate_action (rc_case_view_peek_page_widget (self->case_view, "search"), "search.find", NULL);
}

static void
change_sidebar (GSimpleAction *action,
                GVariant      *state,
                gpointer       user_data)
{
  RcWindow *self = user_data;

  if (self->case_view == NULL)
    return;
  rc_case_view_set_sidebar (self->case_view, g_variant_get_boolean (state));
  g_simple_action_set_state (action, state);
}

static void
change_fullscreen (GSimpleAction *action,
                   GVariant      *state,
                   gpointer       user_data)
{
  if (g_variant_get_boolean (state))
    gtk_window_fullscreen (user_data);
  else
    gtk_window_unfullscreen (user_data);
  g_simple_action_set_state (action, state);
}

/* One thing at a time: the newest message, then the full screen. */
static void
escape (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       user_data)
{
  RcWindow *self = user_data;

  if (self->case_view != NULL && rc_case_view_close_message (self->case_view))
    return;
  if (gtk_window_is_fullscreen (GTK_WINDOW (self)))
    g_action_group_change_action_state (G_ACTION_GROUP (self), "fullscreen", g_variant_new_boolean (FALSE));
}

/* --- All of them --- */

static const GActionEntry entries[] = {
  { .name = "new-case", .activate = new_case },
  { .name = "open-case", .activate = open_case },
  { .name = "open-path", .activate = open_path, .parameter_type = "ay" },
  { .name = "demo-case", .activate = demo_case },
  { .name = "retry", .activate = retry },
  { .name = "retry-reading", .activate = retry_reading },
  { .name = "start", .activate = go_to_start },
  { .name = "reopen", .activate = reopen },
  { .name = "case-details", .activate = case_details },
  { .name = "import", .activate = import_files },
  { .name = "import-folder", .activate = import_folder },
  { .name = "map-log", .activate = map_log },
  { .name = "verify", .activate = verify },
  { .name = "link", .activate = link_names, .parameter_type = "s" },
  { .name = "find-person", .activate = find_person },
  { .name = "show-live", .activate = show_live },
  { .name = "cancel", .activate = cancel },
  { .name = "show-sheet", .activate = show_sheet },
  { .name = "show-dossier", .activate = show_dossier },
  { .name = "print-sheet", .activate = print_sheet },
  { .name = "save-sheet", .activate = save_sheet },
  { .name = "save-dossier", .activate = save_dossier },
  { .name = "show-integrity", .activate = show_integrity },
  { .name = "save-integrity", .activate = save_integrity },
  { .name = "show-timeline", .activate = show_timeline },
  { .name = "check-declaration", .activate = check_declaration },
  { .name = "show-page", .activate = show_page, .parameter_type = "s", .state = "'overview'" },
  { .name = "find", .activate = find },
  { .name = "search", .activate = search },
  { .name = "sidebar", .state = "true", .change_state = change_sidebar },
  { .name = "fullscreen", .state = "false", .change_state = change_fullscreen },
  { .name = "escape", .activate = escape },
};

void
rc_window_add_actions (RcWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  rc_window_add_case_actions (self);
  rc_window_add_bundle_actions (self);
}

void
rc_window_enable (RcWindow   *self,
                  const char *name,
                  gboolean    enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), name)), enabled);
}

void
rc_window_update_actions (RcWindow *self)
{
  static const char * const of_case[] = { "show-page", "find", "search", "sidebar", "case-details", "show-integrity", "save-integrity",
                                         "show-timeline", "check-declaration" };
  static const char * const of_event[] = { "show-sheet", "show-dossier", "print-sheet", "save-sheet", "save-dossier" };
  gboolean has_case = self->session != NULL;
  gboolean is_busy = has_case && rc_session_is_busy (self->session);
  gboolean may_act = has_case && rc_session_is_writable (self->session) && !is_busy;
  gboolean is_in_trouble = strcmp (rc_window_peek_view (self), "trouble") == 0;

  for (guint i = 0; i < G_N_ELEMENTS (of_case); i++)
    rc_window_enable (self, of_case[i], has_case);
  for (guint i = 0; i < G_N_ELEMENTS (of_event); i++)
    rc_window_enable (self, of_event[i], has_case && rc_session_get_event (self->session) > 0);
  rc_window_enable (self, "import", may_act);
  rc_window_enable (self, "import-folder", may_act);
  rc_window_enable (self, "map-log", may_act);
  rc_window_enable (self, "verify", may_act);
  rc_window_enable (self, "link", may_act);
  rc_window_enable (self, "find-person", may_act);
  rc_window_enable (self, "show-live", has_case);
  rc_window_enable (self, "cancel", is_busy || self->demo_cancellable != NULL);
  rc_window_enable (self, "reopen", has_case && !rc_session_is_writable (self->session) && self->bundle == NULL);
  rc_window_enable (self, "retry", is_in_trouble && self->path != NULL);
  rc_window_enable (self, "retry-reading", is_in_trouble && self->path != NULL);
  rc_window_enable (self, "start", is_in_trouble);
  rc_window_update_case_actions (self, may_act);
  rc_window_update_bundle_actions (self);
}
