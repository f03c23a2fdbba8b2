/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/declaration-page.h"

#include <string.h>

#include "core/words.h"
#include "ui/declaration-check-window.h"
#include "ui/declaration-kinds.h"
#include "ui/declaration-write.h"
#include "ui/file-dialog.h"
#include "ui/folio-window.h"
#include "ui/form.h"
#include "ui/parts.h"

#define MARGIN     12
#define NAME_CHARS 32

/* In the order of their tabs. */
static const RcRegisterKind * const kinds[] = { &rc_declaration_items, &rc_declaration_points, &rc_declaration_tongues };

#define N_KINDS G_N_ELEMENTS (kinds)

struct _RcDeclarationPage
{
  RcPage              parent_instance;
  GtkWidget          *scope;
  GtkWidget          *issued;
  GtkWidget          *sums;
  GtkWidget          *notebook;
  GtkWidget          *views[N_KINDS];
  RcDeclarationSheet *sheet;        /* (nullable): nothing was loaded */
  char               *system;       /* (nullable): that was chosen, else the first */
  char              **languages;    /* (nullable): that were chosen, else those of the Member States */
  gboolean            is_filling;
};

G_DEFINE_FINAL_TYPE (RcDeclarationPage, rc_declaration_page, RC_TYPE_PAGE)

static RcSession *
session_of (RcDeclarationPage *self)
{
  return rc_page_get_session (RC_PAGE (self));
}

static GtkWindow *
window_of (RcDeclarationPage *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

void
rc_declaration_page_show_list (RcDeclarationPage *self,
                               const char        *name)
{
  for (guint i = 0; i < N_KINDS; i++)
    {
      if (strcmp (kinds[i]->name, name) == 0)
        gtk_notebook_set_current_page (GTK_NOTEBOOK (self->notebook), (int) i);
    }
}

/* --- Loading --- */

typedef struct
{
  char  *system;
  char **languages;
} Request;

static gpointer
dup_request (RcPage *page)
{
  RcDeclarationPage *self = RC_DECLARATION_PAGE (page);
  Request *request = g_new0 (Request, 1);

  request->system = g_strdup (self->system);
  request->languages = g_strdupv (self->languages);
  return request;
}

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->system);
  g_strfreev (request->languages);
  g_free (request);
}

static gpointer
load (RcCase          *case_file,
      RcRecordReader  *reader,
      gpointer         data,
      GCancellable    *cancellable,
      GError         **error)
{
  const Request *request = data;

  return rc_declaration_sheet_load (case_file, reader, request->system, (const char * const *) request->languages, error);
}

/* --- What is shown --- */

static void
fill_scope (RcDeclarationPage *self)
{
  GtkStringList *list = gtk_string_list_new (NULL);
  guint chosen = 0;

  for (guint i = 0; i < self->sheet->systems->len; i++)
    {
      g_autofree char *name = rc_parts_dup_name (g_ptr_array_index (self->sheet->systems, i));

      gtk_string_list_append (list, name);
      if (strcmp (self->sheet->system, g_ptr_array_index (self->sheet->systems, i)) == 0)
        chosen = i;
    }
  self->is_filling = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->scope), G_LIST_MODEL (list));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->scope), chosen);
  self->is_filling = FALSE;
  g_object_unref (list);
}

static void
add_missing (RcDeclarationPage *self)
{
  g_autoptr (GPtrArray) missing = rc_declaration_list_missing (self->sheet->folder->declaration);
  g_autofree char *words = missing->len > 0
                             ? g_strdup_printf (rc_words_plural ("%u value not stated yet", "%u values not stated yet", missing->len), missing->len)
                             : g_strdup (_("All that is needed is stated"));

  rc_declaration_sums_add (self->sums, missing->len > 0 ? RC_SHAPE_NOTHING : RC_SHAPE_NOTE, words);
}

static void
fill_sums (RcDeclarationPage *self)
{
  static const RcLintOutcome outcomes[] = { RC_LINT_FAILED, RC_LINT_NOT_CHECKED, RC_LINT_PASSED, RC_LINT_NOT_APPLICABLE };

  rc_declaration_sums_clear (self->sums);
  add_missing (self);
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    {
      g_autofree char *words = g_strdup_printf ("%s: %u", rc_lint_outcome_words (outcomes[i]), rc_declaration_sheet_count (self->sheet, outcomes[i]));

      rc_declaration_sums_add (self->sums, rc_declaration_lint_shape (outcomes[i]), words);
    }
}

static void
fill (RcDeclarationPage *self)
{
  GPtrArray *entries[N_KINDS] = { self->sheet->rows, self->sheet->points, self->sheet->tongues };

  for (guint i = 0; i < self->sheet->tongues->len; i++)
    ((RcDeclarationTongue *) g_ptr_array_index (self->sheet->tongues, i))->page = GTK_WIDGET (self);
  fill_scope (self);
  fill_sums (self);
  gtk_label_set_text (GTK_LABEL (self->issued), self->sheet->issued != NULL ? self->sheet->issued : "");
  gtk_widget_set_visible (self->issued, self->sheet->issued != NULL);
  for (guint i = 0; i < N_KINDS; i++)
    rc_register_view_set_entries (RC_REGISTER_VIEW (self->views[i]), entries[i]);
}

static void
enable (RcDeclarationPage *self)
{
  gboolean is_there = self->sheet->folder != NULL;
  gboolean writable = rc_session_is_writable (session_of (self));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "declaration.show", is_there);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "declaration.save", is_there && writable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "declaration.freeze", is_there && writable);
}

static void
show (RcPage   *page,
      gpointer  result)
{
  RcDeclarationPage *self = RC_DECLARATION_PAGE (page);
  g_autoptr (RcDeclarationSheet) before = g_steal_pointer (&self->sheet);

  self->sheet = result;
  enable (self);
  if (self->sheet->refusal != NULL)
    rc_page_show_empty (page, _("No Declaration Is Drawn Up From This Case"), self->sheet->refusal, _("Check a Declaration…"), "declaration.check");
  else if (self->sheet->system == NULL)
    rc_page_show_empty (page, _("No AI System Is Described"),
                        _("A declaration is drawn up for one AI system. Say first which one it is; a declaration that was received can be checked without."),
                        _("Go to Systems"), "declaration.systems");
  else
    {
      fill (self);
      rc_page_show_content (page, NULL);
    }
}

/* --- What is chosen --- */

static void
scope_chosen (RcDeclarationPage *self)
{
  guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->scope));

  if (self->is_filling || self->sheet == NULL || self->sheet->systems == NULL || chosen >= self->sheet->systems->len)
    return;

  g_free (self->system);
  self->system = g_strdup (g_ptr_array_index (self->sheet->systems, chosen));
  g_clear_pointer (&self->languages, g_strfreev);
  rc_page_reload (RC_PAGE (self));
}

/* The languages as they are now, with or without one. */
static void
choose_language (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  RcDeclarationPage *self = RC_DECLARATION_PAGE (widget);
  const char *code = g_variant_get_string (parameter, NULL);
  g_auto (GStrv) before = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (self->sheet == NULL || self->sheet->folder == NULL)
    return;
  before = rc_declaration_sheet_dup_languages (self->sheet);
  for (guint i = 0; before[i] != NULL; i++)
    {
      if (strcmp (before[i], code) != 0)
        g_strv_builder_add (builder, before[i]);
    }
  if (strcmp (action, RC_DECLARATION_WRITE_ACTION) == 0)
    g_strv_builder_add (builder, code);
  g_strfreev (self->languages);
  self->languages = g_strv_builder_end (builder);
  g_free (self->system);
  self->system = g_strdup (self->sheet->system);
  rc_page_reload (RC_PAGE (self));
}

/* --- Commands --- */

static void
show_draft (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  RcDeclarationPage *self = RC_DECLARATION_PAGE (widget);
  RcFolioSource *source = self->sheet != NULL && self->sheet->folder != NULL ? rc_declaration_write_preview (self->sheet) : NULL;

  if (source == NULL)
    return;
  gtk_window_present (GTK_WINDOW (rc_folio_window_new_of (window_of (self), session_of (self), source)));
  rc_folio_source_unref (source);
}

void
rc_declaration_page_write (RcDeclarationPage *self,
                           const char        *folder,
                           gboolean           for_signature)
{
  g_return_if_fail (RC_IS_DECLARATION_PAGE (self));

  if (self->sheet != NULL && self->sheet->folder != NULL)
    rc_declaration_write (session_of (self), self->sheet, folder, for_signature);
}

static void
draft_place_chosen (const char * const *paths,
                    gpointer            owner)
{
  rc_declaration_page_write (owner, paths[0], FALSE);
}

static void
frozen_place_chosen (const char * const *paths,
                     gpointer            owner)
{
  rc_declaration_page_write (owner, paths[0], TRUE);
}

static void
choose_folder (RcDeclarationPage *self,
               const char        *title,
               const char        *accept,
               RcFilesChosen      chosen)
{
  const RcFileDialog dialog = {
    .purpose = RC_FILE_PURPOSE_DOCUMENT,
    .action = GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
    .title = title,
    .accept = accept,
  };

  rc_file_dialog_show (window_of (self), &dialog, chosen, G_OBJECT (self));
}

static void
save_draft (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  choose_folder (RC_DECLARATION_PAGE (widget), _("Folder for the Draft"), _("_Save"), draft_place_chosen);
}

/* What stands in the way is told before anybody chooses a folder. */
static void
freeze (GtkWidget  *widget,
        const char *action,
        GVariant   *parameter)
{
  RcDeclarationPage *self = RC_DECLARATION_PAGE (widget);
  g_autoptr (GPtrArray) obstacles = NULL;

  if (self->sheet == NULL || self->sheet->folder == NULL)
    return;
  obstacles = rc_declaration_folder_list_obstacles (self->sheet->folder);
  if (obstacles->len > 0)
    rc_declaration_write_refuse (window_of (self), obstacles);
  else
    choose_folder (self, _("Folder for the Files to Sign"), _("_Freeze"), frozen_place_chosen);
}

static void
check (GtkWidget  *widget,
       const char *action,
       GVariant   *parameter)
{
  RcDeclarationPage *self = RC_DECLARATION_PAGE (widget);

  gtk_window_present (GTK_WINDOW (rc_declaration_check_window_new (window_of (self), session_of (self))));
}

static void
go_to_systems (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  rc_session_show_page (rc_page_get_session (RC_PAGE (widget)), "systems");
}

/* --- The page --- */

static void
rc_declaration_page_constructed (GObject *object)
{
  RcDeclarationPage *self = RC_DECLARATION_PAGE (object);

  G_OBJECT_CLASS (rc_declaration_page_parent_class)->constructed (object);
  for (guint i = 0; i < N_KINDS; i++)
    {
      self->views[i] = rc_register_view_new (session_of (self), kinds[i]);
      gtk_notebook_append_page (GTK_NOTEBOOK (self->notebook), self->views[i], gtk_label_new (_(kinds[i]->title)));
    }
}

static void
rc_declaration_page_finalize (GObject *object)
{
  RcDeclarationPage *self = RC_DECLARATION_PAGE (object);

  g_clear_pointer (&self->sheet, rc_declaration_sheet_free);
  g_free (self->system);
  g_strfreev (self->languages);
  G_OBJECT_CLASS (rc_declaration_page_parent_class)->finalize (object);
}

static void
sheet_free (gpointer data)
{
  rc_declaration_sheet_free (data);
}

static void
rc_declaration_page_class_init (RcDeclarationPageClass *klass)
{
  RcPageClass *page_class = RC_PAGE_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = rc_declaration_page_constructed;
  G_OBJECT_CLASS (klass)->finalize = rc_declaration_page_finalize;
  page_class->load = load;
  page_class->result_free = sheet_free;
  page_class->dup_request = dup_request;
  page_class->request_free = request_free;
  page_class->show = show;
  gtk_widget_class_install_action (widget_class, "declaration.show", NULL, show_draft);
  gtk_widget_class_install_action (widget_class, "declaration.save", NULL, save_draft);
  gtk_widget_class_install_action (widget_class, "declaration.freeze", NULL, freeze);
  gtk_widget_class_install_action (widget_class, "declaration.check", NULL, check);
  gtk_widget_class_install_action (widget_class, "declaration.systems", NULL, go_to_systems);
  gtk_widget_class_install_action (widget_class, RC_DECLARATION_WRITE_ACTION, "s", choose_language);
  gtk_widget_class_install_action (widget_class, RC_DECLARATION_LEAVE_ACTION, "s", choose_language);
}

static void
add_commands (GtkWidget *flow)
{
  static const struct
  {
    const char *label;
    const char *action;
  } commands[] = {
    { N_("Show _Draft"), "declaration.show" },
    { N_("Sa_ve Draft…"), "declaration.save" },
    { N_("Free_ze for Signature…"), "declaration.freeze" },
    { N_("_Check a Received One…"), "declaration.check" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      GtkWidget *button = rc_parts_button (_(commands[i].label), commands[i].action, i == 0 ? "suggested-action" : NULL);
      GtkWidget *child = gtk_flow_box_child_new ();

      gtk_button_set_use_underline (GTK_BUTTON (button), TRUE);
      gtk_widget_set_name (button, commands[i].action);
      gtk_widget_set_focusable (child, FALSE);
      gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), button);
      gtk_flow_box_append (GTK_FLOW_BOX (flow), child);
    }
}

static GtkWidget *
commands_new (void)
{
  GtkWidget *flow = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (flow), 6);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (flow), 6);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 4);
  add_commands (flow);
  return flow;
}

static void
rc_declaration_page_init (RcDeclarationPage *self)
{
  const char * const none[] = { NULL };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->scope = gtk_drop_down_new_from_strings (none);
  self->issued = rc_parts_text ("", "rc-muted");
  self->sums = rc_declaration_sums_new ();
  self->notebook = gtk_notebook_new ();
  rc_form_shorten_choice (self->scope, NAME_CHARS);
  gtk_widget_set_name (self->scope, "declaration-scope");
  gtk_widget_set_name (self->notebook, "declaration-lists");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scope), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Of which system"), -1);
  g_signal_connect_object (self->scope, "notify::selected", G_CALLBACK (scope_chosen), self, G_CONNECT_SWAPPED);
  gtk_notebook_set_show_border (GTK_NOTEBOOK (self->notebook), FALSE);
  gtk_notebook_set_scrollable (GTK_NOTEBOOK (self->notebook), TRUE);
  gtk_widget_set_vexpand (self->notebook, TRUE);

  rc_parts_set_margins (head, MARGIN);
  gtk_widget_set_margin_top (head, 0);
  gtk_box_append (GTK_BOX (head), self->issued);
  gtk_box_append (GTK_BOX (head), self->sums);
  gtk_box_append (GTK_BOX (head), commands_new ());
  gtk_box_append (GTK_BOX (box), rc_parts_bar (rc_parts_heading (_("EU Declaration of Conformity"), 1), self->scope, NULL));
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), self->notebook);
  rc_page_set_content (RC_PAGE (self), box);
}

GtkWidget *
rc_declaration_page_new (RcSession *session)
{
  return g_object_new (RC_TYPE_DECLARATION_PAGE, "session", session, NULL);
}
