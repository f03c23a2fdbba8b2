/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/subject-dialog.h"

#include "core/date-words.h"
#include "core/subject-lookup.h"
#include "core/words.h"
#include "ui/act-words.h"
#include "ui/file-dialog.h"
#include "ui/form.h"

typedef struct
{
  RcSession *session;
  GtkWidget *dialog;
  GtkWidget *identifier;
  GtkWidget *method;
  GtkWidget *key;         /* says which file */
  GtkWidget *reason;
  GtkWidget *trouble;
  char      *path;        /* (nullable): of the key */
} Finding;

static const struct
{
  RcSubjectMethod  method;
  const char      *words;
} methods[] = {
  { RC_SUBJECT_N_METHODS, N_("All that can be tried") },
  { RC_SUBJECT_METHOD_CLEAR, N_("The identifier itself") },
  { RC_SUBJECT_METHOD_SHA256, N_("Plain digest (SHA-256)") },
  { RC_SUBJECT_METHOD_SHA256_SALT_FIRST, N_("Digest of key and identifier (SHA-256)") },
  { RC_SUBJECT_METHOD_SHA256_SALT_LAST, N_("Digest of identifier and key (SHA-256)") },
  { RC_SUBJECT_METHOD_HMAC_SHA256, N_("HMAC-SHA-256") },
  { RC_SUBJECT_METHOD_HMAC_SHA512, N_("HMAC-SHA-512") },
};

static void
finding_free (gpointer data)
{
  Finding *self = data;

  g_object_unref (self->session);
  g_free (self->path);
  g_free (self);
}

static Finding *
finding_of (GtkWidget *dialog)
{
  return g_object_get_data (G_OBJECT (dialog), "finding");
}

/* --- Looking up --- */

typedef struct
{
  char            *identifier;
  char            *path;         /* (nullable) */
  RcSubjectMethod  method;
  char            *reason;
} Demand;

static void
demand_free (gpointer data)
{
  Demand *self = data;

  g_free (self->identifier);
  g_free (self->path);
  g_free (self->reason);
  g_free (self);
}

static void
found_free (gpointer data)
{
  rc_subject_found_free (data);
}

/* The key lives no longer than the search. */
static gpointer
look_up (RcCase          *case_file,
         RcRecordReader  *reader,
         gpointer         data,
         GCancellable    *cancellable,
         GError         **error)
{
  const Demand *demand = data;
  g_autoptr (RcSubjectKey) key = demand->path != NULL ? rc_subject_key_read_file (demand->path, error) : NULL;
  const RcSubjectRequest request = {
    .identifier = demand->identifier, .key = key, .method = demand->method, .reason = demand->reason,
  };

  if (demand->path != NULL && key == NULL)
    return NULL;
  return rc_subject_look_up (case_file, reader, &request, cancellable, error);
}

/* What the list of decisions shows: what the person did is not a decision on the person. */
static GArray *
list_inferences (const RcSubjectFound *found)
{
  GArray *events = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < found->hits->len; i++)
    {
      const RcSubjectHit *hit = g_ptr_array_index (found->hits, i);

      if (hit->event->kind == RC_EVENT_INFERENCE && hit->as != RC_SUBJECT_AS_ACTOR)
        g_array_append_val (events, hit->event->id);
    }
  return events;
}

static char *
word_found (const RcSubjectFound *found,
            guint                 n_inferences)
{
  g_autofree char *inferences = rc_count_words (n_inferences);
  g_autofree char *records = rc_count_words (found->hits->len);
  g_autofree char *forms = rc_count_words (found->forms->len);
  g_autoptr (GString) text = g_string_new (NULL);

  if (found->hits->len == 0)
    g_string_append_printf (text, _("Nothing in the case names this person: %s forms of the identifier were looked for, letter for letter."),
                            forms);
  else if (n_inferences == 0)
    g_string_append_printf (text, _("%s records name this person, but no decision of the system; recount-cli subject lists them."), records);
  else
    g_string_append_printf (text, _("%1$s decisions of the system on this person are listed, of %2$s records found."), inferences, records);
  if (found->is_weak)
    g_string_append_printf (text, " %s", _("The pseudonym in the log is a plain digest of the identifier: anyone who holds the log can test "
                                           "guesses."));
  if (!found->is_complete)
    g_string_append_printf (text, " %s", _("There are more than can be listed."));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* What is refused, and what found nothing, stays in the dialog with all that was typed. */
static void
looked_up (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  Finding *self = finding_of (dialog);
  g_autoptr (GError) error = NULL;
  g_autoptr (RcSubjectFound) found = rc_session_act_finish (RC_SESSION (source), result, &error);
  g_autoptr (GArray) events = found != NULL ? list_inferences (found) : NULL;
  g_autofree char *words = found != NULL ? word_found (found, events->len) : rc_act_words_of_error (error);

  rc_form_set_busy (dialog, FALSE);
  if (events == NULL || events->len == 0)
    {
      rc_form_set_trouble (self->trouble, words);
      return;
    }
  rc_session_show_found (self->session, events);
  rc_session_say (self->session, found->is_weak, "%s", words);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static char *
dup_reason (Finding *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->reason))));
}

static void
responded (GtkDialog *dialog,
           int        response,
           Finding   *self)
{
  Demand *demand;

  if (response != GTK_RESPONSE_OK)
    {
      gtk_window_destroy (GTK_WINDOW (dialog));
      return;
    }

  demand = g_new0 (Demand, 1);
  demand->identifier = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->identifier)));
  demand->path = g_strdup (self->path);
  demand->method = methods[gtk_drop_down_get_selected (GTK_DROP_DOWN (self->method))].method;
  demand->reason = dup_reason (self);
  rc_form_set_trouble (self->trouble, NULL);
  rc_form_set_busy (GTK_WIDGET (dialog), TRUE);
  rc_session_act_async (self->session, look_up, demand, demand_free, found_free, looked_up, g_object_ref (dialog));
}

/* --- Fields --- */

/* Nobody can be looked for until all of it is said. */
static void
look (Finding *self)
{
  g_autofree char *identifier = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->identifier))));
  g_autofree char *reason = dup_reason (self);
  RcSubjectMethod method = methods[gtk_drop_down_get_selected (GTK_DROP_DOWN (self->method))].method;

  gtk_dialog_set_response_sensitive (GTK_DIALOG (self->dialog), GTK_RESPONSE_OK,
                                     *identifier != '\0' && *reason != '\0' &&
                                     (self->path != NULL || !rc_subject_method_needs_key (method)));
}

void
rc_subject_dialog_set_key (GtkWidget  *dialog,
                           const char *path)
{
  Finding *self = finding_of (dialog);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *shown = g_filename_display_name (base);
  char *kept = g_strdup (path);

  g_free (self->path);
  self->path = kept;
  gtk_label_set_text (GTK_LABEL (self->key), shown);
  look (self);
}

static void
key_chosen (const char * const *paths,
            gpointer            owner)
{
  rc_subject_dialog_set_key (owner, paths[0]);
}

static void
choose_key (GtkButton *button,
            Finding   *self)
{
  const RcFileDialog dialog = {
    .purpose = RC_FILE_PURPOSE_KEY,
    .action = GTK_FILE_CHOOSER_ACTION_OPEN,
    .title = _("Choose the Provider’s Key"),
    .accept = _("_Choose"),
  };

  rc_file_dialog_show (GTK_WINDOW (self->dialog), &dialog, key_chosen, G_OBJECT (self->dialog));
}

static GtkWidget *
key_new (Finding *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *choose = gtk_button_new_with_mnemonic (_("Ch_oose…"));

  self->key = gtk_label_new (_("None"));
  gtk_label_set_xalign (GTK_LABEL (self->key), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->key), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (self->key, TRUE);
  g_signal_connect (choose, "clicked", G_CALLBACK (choose_key), self);
  gtk_box_append (GTK_BOX (box), self->key);
  gtk_box_append (GTK_BOX (box), choose);
  return box;
}

static GtkWidget *
identifier_new (Finding *self)
{
  GtkWidget *entry = gtk_password_entry_new ();

  gtk_password_entry_set_show_peek_icon (GTK_PASSWORD_ENTRY (entry), TRUE);
  g_object_set (entry, "activates-default", TRUE, NULL);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (look), self);
  return entry;
}

static GtkWidget *
method_new (Finding *self)
{
  GtkStringList *model = gtk_string_list_new (NULL);
  GtkWidget *drop_down;

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    gtk_string_list_append (model, _(methods[i].words));
  drop_down = gtk_drop_down_new (G_LIST_MODEL (model), NULL);
  g_signal_connect_swapped (drop_down, "notify::selected", G_CALLBACK (look), self);
  return drop_down;
}

static void
add_fields (Finding *self)
{
  GtkGrid *grid = rc_form_add_grid (GTK_DIALOG (self->dialog));

  rc_form_add_note (grid, _("For a person who asks about decisions on them. That somebody was looked for, and why, stands in the custody log; "
                            "who it was does not. Where the provider made pseudonyms, its key is read for this search alone and forgotten."));
  self->identifier = identifier_new (self);
  rc_form_add_row (grid, _("_Identifier of the Person"), self->identifier, "subject-identifier");
  self->method = method_new (self);
  rc_form_add_row (grid, _("_How Pseudonyms Were Made"), self->method, "subject-method");
  rc_form_add_row (grid, _("The Provider’s Key"), key_new (self), "subject-key");
  self->reason = gtk_entry_new ();
  gtk_entry_set_activates_default (GTK_ENTRY (self->reason), TRUE);
  g_signal_connect_swapped (self->reason, "changed", G_CALLBACK (look), self);
  rc_form_add_row (grid, _("_Reason, for the custody log"), self->reason, "subject-reason");
  self->trouble = rc_form_add_trouble (grid);
}

GtkWidget *
rc_subject_dialog_show (GtkWindow *parent,
                        RcSession *session)
{
  GtkDialog *dialog = rc_form_dialog_new (parent, _("Find One Person’s Decisions"));
  Finding *self = g_new0 (Finding, 1);

  self->session = g_object_ref (session);
  self->dialog = GTK_WIDGET (dialog);
  g_object_set_data_full (G_OBJECT (dialog), "finding", self, finding_free);
  add_fields (self);
  gtk_dialog_add_button (dialog, _("_Cancel"), GTK_RESPONSE_CANCEL);
  gtk_dialog_add_button (dialog, _("_Find"), GTK_RESPONSE_OK);
  gtk_dialog_set_default_response (dialog, GTK_RESPONSE_OK);
  gtk_dialog_set_response_sensitive (dialog, GTK_RESPONSE_OK, FALSE);
  g_signal_connect (dialog, "response", G_CALLBACK (responded), self);
  gtk_window_present (GTK_WINDOW (dialog));
  return GTK_WIDGET (dialog);
}
