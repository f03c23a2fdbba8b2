/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/declaration-check-window.h"

#include "core/words.h"
#include "reports/declaration/declaration-document.h"
#include "reports/declaration/declaration-received.h"
#include "ui/act-words.h"
#include "ui/declaration-kinds.h"
#include "ui/file-dialog.h"
#include "ui/folio-window.h"
#include "ui/form.h"
#include "ui/parts.h"

#define MARGIN         12
#define DEFAULT_WIDTH  980
#define DEFAULT_HEIGHT 580

struct _RcDeclarationCheckWindow
{
  GtkWindow      parent_instance;
  RcSession     *session;
  GtkWidget     *stack;
  GtkWidget     *form;
  GtkWidget     *seen;
  GtkWidget     *trouble;
  GtkWidget     *file;
  GtkWidget     *sums;
  GtkWidget     *notes;
  GtkWidget     *points;
  char          *path;          /* (nullable): that was chosen */
  RcFolioSource *result;        /* (nullable): nothing was checked */
  GCancellable  *cancellable;   /* (nullable): something is being checked */
};

G_DEFINE_FINAL_TYPE (RcDeclarationCheckWindow, rc_declaration_check_window, GTK_TYPE_WINDOW)

gboolean
rc_declaration_check_window_is_ready (RcDeclarationCheckWindow *self)
{
  return self->cancellable == NULL;
}

RcDeclarationKeyedForm *
rc_declaration_check_window_peek_form (RcDeclarationCheckWindow *self)
{
  return RC_DECLARATION_KEYED_FORM (self->form);
}

/* --- What is checked --- */

/* @path: (nullable): the file is read from there. @bytes: (nullable): what was keyed in; in a source, what was checked. */
typedef struct
{
  char    *path;
  GBytes  *bytes;
  gboolean signature_seen;
} Wish;

static Wish *
wish_new (RcDeclarationCheckWindow *self,
          gboolean                  is_keyed)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->path = is_keyed ? NULL : g_strdup (self->path);
  wish->bytes = is_keyed ? rc_declaration_keyed_form_to_json (RC_DECLARATION_KEYED_FORM (self->form)) : NULL;
  wish->signature_seen = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->seen));
  return wish;
}

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_free (wish->path);
  g_clear_pointer (&wish->bytes, g_bytes_unref);
  g_free (wish);
}

static RcDeclarationReceived *
receive (RcCase    *case_file,
         GBytes    *bytes,
         gboolean   signature_seen,
         GError   **error)
{
  g_autoptr (RcDeclarationReceived) received = rc_declaration_receive_bytes (bytes, NULL, 0, error);

  if (received == NULL || !rc_declaration_received_check (received, case_file, signature_seen, error))
    return NULL;
  return g_steal_pointer (&received);
}

/* The same bytes once more, all words in the language of the page. */
static RcDocument *
build_result (RcCase      *case_file,
              gpointer     data,
              const char  *language,
              GError     **error)
{
  const Wish *wish = data;
  g_autoptr (RcDeclarationReceived) received = NULL;

  rc_words_push (language);
  received = receive (case_file, wish->bytes, wish->signature_seen, error);
  rc_words_pop ();
  if (received == NULL)
    return NULL;
  return rc_declaration_check_build (case_file, received->declaration, received->lints, received->formal, received->notes, language, error);
}

/* @wish: with the bytes that were checked, so that the page is of the same. */
typedef struct
{
  Wish                  *wish;
  RcDeclarationReceived *received;
  GPtrArray             *points;
} Checked;

static void
checked_free (gpointer data)
{
  Checked *checked = data;

  g_clear_pointer (&checked->wish, wish_free);
  rc_declaration_received_free (checked->received);
  g_ptr_array_unref (checked->points);
  g_free (checked);
}

static gpointer
check (RcCase          *case_file,
       RcRecordReader  *reader,
       gpointer         data,
       GCancellable    *cancellable,
       GError         **error)
{
  const Wish *wish = data;
  g_autoptr (GBytes) bytes = wish->bytes != NULL ? g_bytes_ref (wish->bytes) : rc_declaration_received_read (wish->path, error);
  RcDeclarationReceived *received = bytes != NULL ? receive (case_file, bytes, wish->signature_seen, error) : NULL;
  Checked *checked;

  if (received == NULL)
    return NULL;
  checked = g_new0 (Checked, 1);
  checked->wish = g_new0 (Wish, 1);
  checked->wish->bytes = g_steal_pointer (&bytes);
  checked->wish->signature_seen = wish->signature_seen;
  checked->received = received;
  checked->points = rc_declaration_points_new (case_file, received->lints, received->formal);
  return checked;
}

/* --- What is shown --- */

static void
add_sums (RcDeclarationCheckWindow    *self,
          const RcDeclarationReceived *received)
{
  static const RcLintOutcome outcomes[] = { RC_LINT_FAILED, RC_LINT_NOT_CHECKED, RC_LINT_PASSED, RC_LINT_NOT_APPLICABLE };

  rc_declaration_sums_clear (self->sums);
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    {
      g_autofree char *words = g_strdup_printf ("%s: %u", rc_lint_outcome_words (outcomes[i]),
                                                rc_declaration_received_count (received, outcomes[i]));

      rc_declaration_sums_add (self->sums, rc_declaration_lint_shape (outcomes[i]), words);
    }
}

static void
add_notes (RcDeclarationCheckWindow    *self,
           const RcDeclarationReceived *received)
{
  g_autofree char *system = rc_parts_dup_name (rc_declaration_peek (received->declaration, RC_DECLARATION_SYSTEM_NAME));
  g_autofree char *number = rc_parts_dup_name (rc_declaration_peek (received->declaration, RC_DECLARATION_NUMBER));
  g_autofree char *head = g_strdup_printf (_("Declaration %1$s of “%2$s”"), *number != '\0' ? number : "–", *system != '\0' ? system : "–");

  rc_parts_clear (self->notes);
  gtk_box_append (GTK_BOX (self->notes), rc_parts_heading (head, 2));
  for (guint i = 0; i < received->notes->len; i++)
    gtk_box_append (GTK_BOX (self->notes), rc_parts_text (g_ptr_array_index (received->notes, i), "rc-muted"));
  for (guint i = 0; i < received->declaration->remarks->len; i++)
    gtk_box_append (GTK_BOX (self->notes), rc_parts_text (g_ptr_array_index (received->declaration->remarks, i), "rc-muted"));
}

static void
set_result (RcDeclarationCheckWindow *self,
            RcFolioSource            *result)      /* (transfer full) (nullable) */
{
  g_clear_pointer (&self->result, rc_folio_source_unref);
  self->result = result;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "check.page", result != NULL);
}

static RcFolioSource *
source_new (Wish *wish)      /* (transfer full) */
{
  const RcFolioSource model = {
    .kind = (char *) "check-declaration",
    .title = (char *) _("Check of a Declaration"),
    .handle = (char *) "",
    .languages = (char **) rc_words_list_languages (),
    .build = build_result,
    .data = wish,
    .data_free = wish_free,
  };

  return rc_folio_source_new (&model);
}

static void
show_checked (RcDeclarationCheckWindow *self,
              Checked                  *checked)
{
  add_sums (self, checked->received);
  add_notes (self, checked->received);
  rc_register_view_set_entries (RC_REGISTER_VIEW (self->points), checked->points);
  set_result (self, source_new (g_steal_pointer (&checked->wish)));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "result");
}

/* What is refused leaves no result of something else on the screen. */
static void
show_refused (RcDeclarationCheckWindow *self,
              const GError             *error)
{
  g_autofree char *message = rc_act_words_of_error (error);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  rc_form_set_trouble (self->trouble, message);
  rc_declaration_sums_clear (self->sums);
  rc_parts_clear (self->notes);
  rc_register_view_set_entries (RC_REGISTER_VIEW (self->points), none);
}

static void
ended (GObject      *source,
       GAsyncResult *result,
       gpointer      user_data)
{
  g_autoptr (RcDeclarationCheckWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  Checked *checked = rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, &error);

  /* Something else was asked for, or the window is gone. */
  if (self->session == NULL || self->cancellable != g_task_get_cancellable (G_TASK (result)))
    {
      g_clear_pointer (&checked, checked_free);
      return;
    }

  g_clear_object (&self->cancellable);
  if (checked != NULL)
    show_checked (self, checked);
  else
    show_refused (self, error);
  g_clear_pointer (&checked, checked_free);
}

static void
begin (RcDeclarationCheckWindow *self,
       gboolean                  is_keyed)
{
  if (rc_session_peek_reader (self->session) == NULL)
    return;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  set_result (self, NULL);
  rc_form_set_trouble (self->trouble, NULL);
  rc_case_queue_run_async (rc_session_peek_reader (self->session), check, wish_new (self, is_keyed), wish_free, checked_free,
                           self->cancellable, ended, g_object_ref (self));
}

/* --- Commands --- */

void
rc_declaration_check_window_open (RcDeclarationCheckWindow *self,
                                  const char               *path)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = g_filename_display_name (base);
  g_autofree char *shown = rc_parts_dup_name (name);

  g_return_if_fail (RC_IS_DECLARATION_CHECK_WINDOW (self));

  g_free (self->path);
  self->path = g_strdup (path);
  gtk_label_set_text (GTK_LABEL (self->file), shown);
  gtk_widget_set_tooltip_text (self->file, shown);
  begin (self, FALSE);
}

static void
file_chosen (const char * const *paths,
             gpointer            owner)
{
  if (RC_DECLARATION_CHECK_WINDOW (owner)->session != NULL)
    rc_declaration_check_window_open (owner, paths[0]);
}

static void
choose_file (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  const RcFileDialog dialog = {
    .purpose = RC_FILE_PURPOSE_KEY,
    .action = GTK_FILE_CHOOSER_ACTION_OPEN,
    .title = _("Choose a Declaration: XML, or a PDF That Carries It"),
    .accept = _("_Check"),
  };

  rc_file_dialog_show (GTK_WINDOW (widget), &dialog, file_chosen, G_OBJECT (widget));
}

static void
key_in (GtkWidget  *widget,
        const char *action,
        GVariant   *parameter)
{
  gtk_stack_set_visible_child_name (GTK_STACK (RC_DECLARATION_CHECK_WINDOW (widget)->stack), "form");
  gtk_widget_child_focus (RC_DECLARATION_CHECK_WINDOW (widget)->form, GTK_DIR_TAB_FORWARD);
}

static void
check_keyed (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  RcDeclarationCheckWindow *self = RC_DECLARATION_CHECK_WINDOW (widget);

  if (rc_declaration_keyed_form_is_empty (RC_DECLARATION_KEYED_FORM (self->form)))
    {
      rc_form_set_trouble (self->trouble, _("Nothing was keyed in yet."));
      return;
    }
  g_clear_pointer (&self->path, g_free);
  gtk_label_set_text (GTK_LABEL (self->file), _("Keyed in beside the page"));
  gtk_widget_set_tooltip_text (self->file, NULL);
  begin (self, TRUE);
}

static void
show_page (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  RcDeclarationCheckWindow *self = RC_DECLARATION_CHECK_WINDOW (widget);

  if (self->result != NULL)
    gtk_window_present (GTK_WINDOW (rc_folio_window_new_of (GTK_WINDOW (self), self->session, self->result)));
}

/* What a person saw changes what the result says. */
static void
seen_changed (RcDeclarationCheckWindow *self)
{
  if (self->result != NULL || self->cancellable != NULL)
    begin (self, self->path == NULL);
}

/* --- The window --- */

static void
rc_declaration_check_window_dispose (GObject *object)
{
  RcDeclarationCheckWindow *self = RC_DECLARATION_CHECK_WINDOW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->result, rc_folio_source_unref);
  g_clear_pointer (&self->path, g_free);
  G_OBJECT_CLASS (rc_declaration_check_window_parent_class)->dispose (object);
}

static void
rc_declaration_check_window_class_init (RcDeclarationCheckWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rc_declaration_check_window_dispose;
  gtk_widget_class_install_action (widget_class, "check.file", NULL, choose_file);
  gtk_widget_class_install_action (widget_class, "check.key-in", NULL, key_in);
  gtk_widget_class_install_action (widget_class, "check.keyed", NULL, check_keyed);
  gtk_widget_class_install_action (widget_class, "check.page", NULL, show_page);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK, "check.file", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_k, GDK_CONTROL_MASK, "check.key-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "check.keyed", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "check.page", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static GtkWidget *
button_new (const char *label,
            const char *action,
            const char *css_class)
{
  GtkWidget *button = rc_parts_button (label, action, css_class);

  gtk_button_set_use_underline (GTK_BUTTON (button), TRUE);
  gtk_widget_set_name (button, action);
  return button;
}

static GtkWidget *
header_new (void)
{
  GtkWidget *header = gtk_header_bar_new ();

  gtk_header_bar_pack_start (GTK_HEADER_BAR (header), button_new (_("Choose a _File…"), "check.file", "suggested-action"));
  gtk_header_bar_pack_start (GTK_HEADER_BAR (header), button_new (_("_Key It In"), "check.key-in", NULL));
  gtk_header_bar_pack_end (GTK_HEADER_BAR (header), button_new (_("_Result on One Page"), "check.page", NULL));
  return header;
}

static GtkWidget *
form_page_new (RcDeclarationCheckWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *button = button_new (_("C_heck What Was Keyed In"), "check.keyed", "suggested-action");

  self->form = rc_declaration_keyed_form_new ();
  gtk_widget_set_vexpand (self->form, TRUE);
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  rc_parts_set_margins (button, MARGIN);
  gtk_box_append (GTK_BOX (box), self->form);
  gtk_box_append (GTK_BOX (box), button);
  return box;
}

static GtkWidget *
result_page_new (RcDeclarationCheckWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->sums = rc_declaration_sums_new ();
  self->notes = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  self->points = rc_register_view_new (self->session, &rc_declaration_points);
  gtk_widget_set_vexpand (self->points, TRUE);
  rc_parts_set_margins (head, MARGIN);
  gtk_widget_set_margin_top (head, 0);
  gtk_box_append (GTK_BOX (head), self->notes);
  gtk_box_append (GTK_BOX (head), self->sums);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), self->points);
  return box;
}

static GtkWidget *
bar_new (RcDeclarationCheckWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, MARGIN);

  self->file = gtk_label_new (_("Nothing chosen yet"));
  gtk_label_set_xalign (GTK_LABEL (self->file), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->file), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (self->file, TRUE);
  self->seen = gtk_check_button_new_with_mnemonic (_("A person saw a _signature on it"));
  gtk_widget_set_name (self->seen, "signature-seen");
  g_signal_connect_swapped (self->seen, "toggled", G_CALLBACK (seen_changed), self);
  rc_parts_set_margins (box, MARGIN);
  gtk_box_append (GTK_BOX (box), self->file);
  gtk_box_append (GTK_BOX (box), self->seen);
  return box;
}

static void
fill (RcDeclarationCheckWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->trouble = rc_form_trouble_new ();
  self->stack = gtk_stack_new ();
  rc_parts_set_margins (self->trouble, MARGIN);
  gtk_stack_add_named (GTK_STACK (self->stack), result_page_new (self), "result");
  gtk_stack_add_named (GTK_STACK (self->stack), form_page_new (self), "form");
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_box_append (GTK_BOX (box), bar_new (self));
  gtk_box_append (GTK_BOX (box), self->trouble);
  gtk_box_append (GTK_BOX (box), self->stack);
  gtk_window_set_child (GTK_WINDOW (self), box);
}

static void
rc_declaration_check_window_init (RcDeclarationCheckWindow *self)
{
  gtk_window_set_title (GTK_WINDOW (self), _("Check a Declaration of Conformity"));
  gtk_window_set_default_size (GTK_WINDOW (self), DEFAULT_WIDTH, DEFAULT_HEIGHT);
  gtk_widget_add_css_class (GTK_WIDGET (self), "recount");
  gtk_window_set_titlebar (GTK_WINDOW (self), header_new ());
}

GtkWidget *
rc_declaration_check_window_new (GtkWindow *parent,
                                 RcSession *session)
{
  RcDeclarationCheckWindow *self = g_object_new (RC_TYPE_DECLARATION_CHECK_WINDOW, NULL);

  rc_parts_set_parent (GTK_WINDOW (self), parent);
  self->session = g_object_ref (session);
  fill (self);
  set_result (self, NULL);
  return GTK_WIDGET (self);
}
