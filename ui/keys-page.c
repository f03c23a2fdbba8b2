/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/keys-page.h"

#include <string.h>

#include "core/date-words.h"
#include "core/trust-facts.h"
#include "core/words.h"
#include "ui/act-words.h"
#include "ui/array-model.h"
#include "ui/file-dialog.h"
#include "ui/key-candidates.h"
#include "ui/key-dialog.h"
#include "ui/key-words.h"
#include "ui/parts.h"
#include "ui/reason-dialog.h"
#include "ui/state-mark.h"
#include "ui/data-table.h"

#define MAX_NAMED 8u            /* keys of a list that are named before it is accepted */

struct _RcKeysPage
{
  RcPage     parent_instance;
  GtkWidget *summary;
  GtkWidget *unknown;
  GtkWidget *candidates;
  GPtrArray *offered;        /* of RcEvidenceKey */
  GtkWidget *table;
  GtkWidget *detail;
};

G_DEFINE_FINAL_TYPE (RcKeysPage, rc_keys_page, RC_TYPE_PAGE)

/* --- Cells --- */

static char *
cell_owner (gpointer data,
            gpointer user_data)
{
  return rc_parts_dup_name (((const RcAnchor *) data)->owner);
}

static char *
cell_kind (gpointer data,
           gpointer user_data)
{
  return rc_key_words_dup_kind (data);
}

static char *
cell_purpose (gpointer data,
              gpointer user_data)
{
  return rc_key_words_dup_purposes (data, ", ");
}

static char *
cell_validity (gpointer data,
               gpointer user_data)
{
  return rc_key_words_dup_validity (data);
}

static char *
cell_how (gpointer data,
          gpointer user_data)
{
  return rc_key_words_dup_how (data);
}

static void
selected (RcKeysPage *self)
{
  const RcAnchor *anchor = rc_data_table_peek_selected (self->table);

  rc_parts_clear (self->detail);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "keys.remove",
                                 anchor != NULL && rc_session_is_writable (rc_page_get_session (RC_PAGE (self))));
  if (anchor != NULL)
    rc_key_words_fill (self->detail, anchor);
}

/* --- Accepting --- */

typedef struct
{
  char     *path;
  gboolean  is_list;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *self = data;

  g_free (self->path);
  g_free (self);
}

static gpointer
read_candidate (RcCase          *case_file,
                RcRecordReader  *reader,
                gpointer         data,
                GCancellable    *cancellable,
                GError         **error)
{
  const Reading *reading = data;

  return rc_trust_candidate_read (case_file, reading->path, reading->is_list, error);
}

static gpointer
accept (RcCase          *case_file,
        RcRecordReader  *reader,
        gpointer         data,
        GCancellable    *cancellable,
        GError         **error)
{
  return rc_trust_candidate_accept (data, case_file, error) ? data : NULL;
}

static void
key_accepted (GObject          *owner,
              RcTrustCandidate *candidate)
{
  rc_session_act (rc_page_get_session (RC_PAGE (owner)), accept, candidate, (GDestroyNotify) rc_trust_candidate_free);
}

static void
list_accepted (GObject    *owner,
               const char *reason,
               gpointer    data)
{
  RcTrustCandidate **candidate = data;

  key_accepted (owner, g_steal_pointer (candidate));
}

static void
free_held_candidate (gpointer data)
{
  RcTrustCandidate **candidate = data;

  g_clear_pointer (candidate, rc_trust_candidate_free);
  g_free (candidate);
}

static char *
word_list (const RcTrustCandidate *candidate)
{
  GString *text = g_string_new (_("These keys would be accepted, as another case accepted them. Compare the fingerprints before."));

  for (guint i = 0; i < MIN (candidate->anchors->len, MAX_NAMED); i++)
    {
      const RcAnchor *anchor = g_ptr_array_index (candidate->anchors, i);
      g_autofree char *owner = rc_parts_dup_name (anchor->owner);
      g_autofree char *fingerprint = rc_anchor_dup_fingerprint (anchor);

      g_string_append_printf (text, "\n\n%s\n%s", owner, fingerprint);
    }
  if (candidate->anchors->len > MAX_NAMED)
    {
      g_string_append (text, "\n\n");
      g_string_append_printf (text, rc_words_plural ("and %u more", "and %u more", candidate->anchors->len - MAX_NAMED),
                              candidate->anchors->len - MAX_NAMED);
    }
  return g_string_free (text, FALSE);
}

static void
offer_list (RcKeysPage       *self,
            RcTrustCandidate *candidate)
{
  g_autofree char *message = word_list (candidate);
  RcTrustCandidate **held = g_new0 (RcTrustCandidate *, 1);

  *held = candidate;
  rc_reason_dialog_show (GTK_WIDGET (self), &(RcReasonDialog) {
    .title = _("Accept Keys"),
    .message = message,
    .verb = _("Accept Keys"),
    .is_acceptance = TRUE,
    .given = list_accepted,
    .owner = G_OBJECT (self),
    .data = held,
    .data_free = free_held_candidate,
  });
}

static void
candidate_read (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (RcKeysPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RcTrustCandidate) candidate = rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, &error);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root == NULL)
    return;
  if (candidate == NULL)
    {
      g_autofree char *message = rc_act_words_of_error (error);

      rc_session_say (rc_page_get_session (RC_PAGE (self)), TRUE, _("No key was accepted: %s"), message);
      return;
    }
  if (candidate->anchors->len == 0)
    rc_session_say (rc_page_get_session (RC_PAGE (self)), TRUE, "%s", _("No key was accepted: the list is empty."));
  else if (candidate->anchors->len == 1 && *((const RcAnchor *) g_ptr_array_index (candidate->anchors, 0))->owner == '\0')
    rc_key_dialog_show (GTK_WINDOW (root), g_steal_pointer (&candidate), key_accepted, G_OBJECT (self));
  else
    offer_list (self, g_steal_pointer (&candidate));
}

void
rc_keys_page_offer (RcKeysPage *self,
                    const char *path,
                    gboolean    is_list)
{
  RcCaseQueue *reader = rc_session_peek_reader (rc_page_get_session (RC_PAGE (self)));
  Reading *reading;

  g_return_if_fail (RC_IS_KEYS_PAGE (self));

  if (reader == NULL)
    return;
  reading = g_new0 (Reading, 1);
  *reading = (Reading) { g_strdup (path), is_list };
  rc_case_queue_run_async (reader, read_candidate, reading, reading_free, (GDestroyNotify) rc_trust_candidate_free, NULL, candidate_read,
                           g_object_ref (self));
}

static void
key_chosen (const char * const *paths,
            gpointer            user_data)
{
  rc_keys_page_offer (user_data, paths[0], FALSE);
}

static void
list_chosen (const char * const *paths,
             gpointer            user_data)
{
  rc_keys_page_offer (user_data, paths[0], TRUE);
}

static void
choose (RcKeysPage           *self,
        GtkFileChooserAction  action,
        const char           *title,
        const char           *verb,
        const char           *name,
        RcFilesChosen         chosen)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  const RcFileDialog dialog = { .purpose = RC_FILE_PURPOSE_KEY, .action = action, .title = title, .accept = verb, .name = name };

  rc_file_dialog_show (GTK_WINDOW (root), &dialog, chosen, G_OBJECT (self));
}

static void
add_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  choose (RC_KEYS_PAGE (widget), GTK_FILE_CHOOSER_ACTION_OPEN, _("Choose a Public Key"), _("Read Key"), NULL, key_chosen);
}

static void
import_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  choose (RC_KEYS_PAGE (widget), GTK_FILE_CHOOSER_ACTION_OPEN, _("Choose a List of Accepted Keys"), _("Read List"), NULL, list_chosen);
}

/* --- Keys that came with the evidence --- */

static void
promote_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  RcKeysPage *self = RC_KEYS_PAGE (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  guint32 index = g_variant_get_uint32 (parameter);
  RcTrustCandidate *candidate;

  if (root == NULL || self->offered == NULL || index >= self->offered->len)
    return;
  candidate = rc_trust_candidate_of_evidence (g_ptr_array_index (self->offered, index));
  if (candidate->anchors->len == 1)
    rc_key_dialog_show (GTK_WINDOW (root), candidate, key_accepted, G_OBJECT (self));
  else
    rc_trust_candidate_free (candidate);
}

/* --- Taking back, and handing on --- */

static gpointer
remove_key (RcCase          *case_file,
            RcRecordReader  *reader,
            gpointer         data,
            GCancellable    *cancellable,
            GError         **error)
{
  return rc_trust_remove (case_file, *(const gint64 *) data, error) ? data : NULL;
}

static void
removal_confirmed (GObject    *owner,
                   const char *reason,
                   gpointer    data)
{
  rc_session_act (rc_page_get_session (RC_PAGE (owner)), remove_key, g_memdup2 (data, sizeof (gint64)), g_free);
}

static void
remove_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  RcKeysPage *self = RC_KEYS_PAGE (widget);
  const RcAnchor *anchor = rc_data_table_peek_selected (self->table);
  g_autofree char *owner = NULL;
  g_autofree char *message = NULL;

  if (anchor == NULL)
    return;

  owner = rc_parts_dup_name (anchor->owner);
  message = g_strdup_printf (_("The key of %s is accepted no more. What it signed has to be checked again, and nobody then vouches for it. "
                               "The custody log keeps that it was accepted."), owner);
  rc_reason_dialog_show (widget, &(RcReasonDialog) {
    .title = _("Remove Key"),
    .message = message,
    .verb = _("Remove Key"),
    .given = removal_confirmed,
    .owner = G_OBJECT (self),
    .data = g_memdup2 (&anchor->id, sizeof (gint64)),
    .data_free = g_free,
  });
}

static gpointer
write_keys (RcCase          *case_file,
            RcRecordReader  *reader,
            gpointer         data,
            GCancellable    *cancellable,
            GError         **error)
{
  g_autofree char *text = rc_trust_export (case_file, error);

  return text != NULL && g_file_set_contents (data, text, -1, error) ? g_strdup (data) : NULL;
}

static void
keys_written (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (RcKeysPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, &error);
  RcSession *session = rc_page_get_session (RC_PAGE (self));
  g_autofree char *words = path != NULL ? rc_parts_dup_name (path) : rc_act_words_of_error (error);

  if (session == NULL)
    return;
  if (path != NULL)
    rc_session_say (session, FALSE, _("The accepted keys were written to %s."), words);
  else
    rc_session_say (session, TRUE, _("The accepted keys were not written: %s"), words);
}

void
rc_keys_page_export (RcKeysPage *self,
                     const char *path)
{
  RcCaseQueue *reader = rc_session_peek_reader (rc_page_get_session (RC_PAGE (self)));

  g_return_if_fail (RC_IS_KEYS_PAGE (self));

  if (reader != NULL)
    rc_case_queue_run_async (reader, write_keys, g_strdup (path), g_free, g_free, NULL, keys_written, g_object_ref (self));
}

static void
export_chosen (const char * const *paths,
               gpointer            user_data)
{
  rc_keys_page_export (user_data, paths[0]);
}

static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  choose (RC_KEYS_PAGE (widget), GTK_FILE_CHOOSER_ACTION_SAVE, _("Where to Write the Accepted Keys"), _("Write"), "trust-anchors.json",
          export_chosen);
}

/* --- The page --- */

static gpointer
load (RcCase          *case_file,
      RcRecordReader  *reader,
      gpointer         data,
      GCancellable    *cancellable,
      GError         **error)
{
  return rc_trust_facts_load (case_file, error);
}

static void
show_unknown (RcKeysPage         *self,
              const RcTrustFacts *facts)
{
  rc_parts_clear (self->unknown);
  for (guint i = 0; i < facts->unknown->len; i++)
    {
      g_autofree char *key = rc_parts_dup_name (g_ptr_array_index (facts->unknown, i));
      g_autofree char *words = g_strdup_printf (_("Something in the evidence is signed by the key %s, which nobody accepted. Ask its owner "
                                                  "for it, on another way than the evidence came."), key);
      GtkWidget *mark = rc_state_mark_new (RC_SHAPE_UNCHECKED, words);

      rc_state_mark_set_wrap (RC_STATE_MARK (mark), TRUE);
      gtk_box_append (GTK_BOX (self->unknown), mark);
    }
  gtk_widget_set_visible (self->unknown, facts->unknown->len > 0);
}

static void
follow_writable (RcKeysPage *self,
                 gboolean    any)
{
  gboolean writable = rc_session_is_writable (rc_page_get_session (RC_PAGE (self)));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "keys.add", writable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "keys.import", writable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "keys.promote", writable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "keys.export", any);
}

static void
show (RcPage   *page,
      gpointer  result)
{
  RcKeysPage *self = RC_KEYS_PAGE (page);
  g_autoptr (RcTrustFacts) facts = result;
  g_autofree char *count = rc_count_words (facts->anchors->len);
  g_autofree char *summary = g_strdup_printf (rc_words_plural ("%s accepted key", "%s accepted keys", facts->anchors->len), count);

  follow_writable (self, facts->anchors->len > 0);
  if (facts->anchors->len == 0 && facts->unknown->len == 0 && facts->candidates->len == 0)
    {
      rc_page_show_empty (page, _("No Key Is Accepted"),
                          _("A signature is worth as much as the key behind it. Get the public key of whoever signed, compare its "
                            "fingerprint on another way, and accept it here. Keys that came with the evidence are never accepted by "
                            "themselves."),
                          _("Add Key…"), "keys.add");
      return;
    }

  gtk_label_set_text (GTK_LABEL (self->summary), summary);
  show_unknown (self, facts);
  g_clear_pointer (&self->offered, g_ptr_array_unref);
  self->offered = g_ptr_array_ref (facts->candidates);
  rc_key_candidates_show (self->candidates, facts);
  rc_data_table_set_model (self->table, G_LIST_MODEL (rc_array_model_new (facts->anchors, NULL, NULL)));
  rc_page_show_content (page, NULL);
}

static void
rc_keys_page_finalize (GObject *object)
{
  RcKeysPage *self = RC_KEYS_PAGE (object);

  g_clear_pointer (&self->offered, g_ptr_array_unref);
  G_OBJECT_CLASS (rc_keys_page_parent_class)->finalize (object);
}

static void
rc_keys_page_class_init (RcKeysPageClass *klass)
{
  RcPageClass *page_class = RC_PAGE_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rc_keys_page_finalize;

  page_class->load = load;
  page_class->result_free = (GDestroyNotify) rc_trust_facts_free;
  page_class->show = show;
  gtk_widget_class_install_action (widget_class, "keys.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "keys.promote", "u", promote_action);
  gtk_widget_class_install_action (widget_class, "keys.remove", NULL, remove_action);
  gtk_widget_class_install_action (widget_class, "keys.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "keys.export", NULL, export_action);
}

static GtkWidget *
make_bar (RcKeysPage *self)
{
  GtkWidget *bar = rc_parts_bar (self->summary, rc_parts_button (_("Remove Key…"), "keys.remove", NULL),
                                 rc_parts_button (_("Import List…"), "keys.import", NULL));

  gtk_box_append (GTK_BOX (bar), rc_parts_button (_("Export List…"), "keys.export", NULL));
  gtk_box_append (GTK_BOX (bar), rc_parts_button (_("Add Key…"), "keys.add", "suggested-action"));
  return bar;
}

static void
rc_keys_page_init (RcKeysPage *self)
{
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller;
  GtkColumnViewColumn *column;

  self->summary = rc_parts_heading ("", 1);
  self->unknown = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  rc_parts_set_margins (self->unknown, 12);
  self->candidates = rc_key_candidates_new ();
  self->table = rc_data_table_new (_("Accepted keys"), &scroller);
  rc_data_table_add_text (self->table, _("Owner"), RC_DATA_TABLE_EXPAND, cell_owner, NULL, NULL);
  rc_data_table_add_text (self->table, _("Kind"), RC_DATA_TABLE_PLAIN, cell_kind, NULL, NULL);
  column = rc_data_table_add_text (self->table, _("May vouch for"), RC_DATA_TABLE_PLAIN, cell_purpose, NULL, NULL);
  rc_parts_set_column_width (column, 140);
  column = rc_data_table_add_text (self->table, _("Valid"), RC_DATA_TABLE_PLAIN, cell_validity, NULL, NULL);
  rc_parts_set_column_width (column, 120);
  rc_data_table_add_text (self->table, _("How obtained"), RC_DATA_TABLE_EXPAND, cell_how, NULL, NULL);
  rc_data_table_on_selected (self->table, G_CALLBACK (selected), self);
  gtk_box_append (GTK_BOX (list), self->unknown);
  gtk_box_append (GTK_BOX (list), scroller);
  gtk_box_append (GTK_BOX (list), self->candidates);
  gtk_box_append (GTK_BOX (box), make_bar (self));
  gtk_box_append (GTK_BOX (box), rc_parts_list_and_detail (list, &self->detail));
  rc_page_set_content (RC_PAGE (self), box);
  rc_page_set_other_step (RC_PAGE (self), _("Import List…"), "keys.import");
}

GtkWidget *
rc_keys_page_new (RcSession *session)
{
  return g_object_new (RC_TYPE_KEYS_PAGE, "session", session, NULL);
}
