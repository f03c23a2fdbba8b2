/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/handover-dialog.h"

#include "core/auditor-key.h"
#include "core/date-words.h"
#include "core/event.h"
#include "core/words.h"
#include "ui/file-dialog.h"
#include "ui/form-work.h"
#include "ui/form.h"
#include "ui/handover-run.h"
#include "ui/language-choice.h"
#include "ui/parts.h"
#include "ui/passphrase.h"
#include "ui/unlock-dialog.h"

#define KEY         "handing"
#define TEXT_HEIGHT 54
#define MAX_NAMES   3

enum
{
  OUT_EVERYTHING,
  OUT_CHOSEN,
};

enum
{
  CLOSED_CLEAR,
  CLOSED_READERS,
  CLOSED_PASSPHRASE,
};

enum
{
  SEAL_KEY,
  SEAL_NONE,
};

typedef struct
{
  RcSession *session;
  RcFormWork work;
  GtkWidget *out;
  GtkWidget *decisions_row;
  GtkWidget *decisions;
  GtkWidget *language;
  GtkWidget *closed;
  GtkWidget *readers_row;
  GtkWidget *readers_names;
  GtkWidget *passphrase;
  GtkWidget *again;
  GtkWidget *seal;
  GtkWidget *meaning;
  GStrv      readers;     /* (nullable): files of certificates */
} Handing;

static Handing *
handing_of (gpointer dialog)
{
  return g_object_get_data (G_OBJECT (dialog), KEY);
}

static void
handing_free (gpointer data)
{
  Handing *self = data;

  g_clear_object (&self->session);
  g_strfreev (self->readers);
  g_free (self);
}

static guint
chosen (GtkWidget *drop_down)
{
  return gtk_drop_down_get_selected (GTK_DROP_DOWN (drop_down));
}

/* --- What it means --- */

static void
show_meaning (Handing *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append (text, chosen (self->out) == OUT_EVERYTHING
                           ? _("Every source goes out byte for byte, with all that was found. Private notes stay.")
                           : _("Only the records that these decisions rest on go out, each with the proof that it stands in its source. All else is "
                               "withheld, and the bundle says how much that is."));
  g_string_append_c (text, ' ');
  if (chosen (self->closed) == CLOSED_CLEAR)
    g_string_append (text, _("Whoever gets hold of the file can read it."));
  else if (chosen (self->closed) == CLOSED_READERS)
    g_string_append (text, _("Only who has the key of one of these certificates can open it."));
  else
    g_string_append (text, _("Whoever has the passphrase can open it: tell it on another way than the file goes. Nobody can recover it."));
  if (chosen (self->seal) == SEAL_NONE)
    g_string_append_printf (text, "\n\n%s", _("Without a seal nobody can tell that the bundle comes from you, or that it was not changed on its way. Every page "
                                            "of it says so."));
  gtk_label_set_text (GTK_LABEL (self->meaning), text->str);
}

static void
choices_changed (Handing *self)
{
  gtk_widget_set_visible (self->decisions_row, chosen (self->out) == OUT_CHOSEN);
  gtk_widget_set_visible (self->readers_row, chosen (self->closed) == CLOSED_READERS);
  gtk_widget_set_visible (self->passphrase, chosen (self->closed) == CLOSED_PASSPHRASE);
  gtk_widget_set_visible (self->again, chosen (self->closed) == CLOSED_PASSPHRASE);
  rc_form_set_trouble (self->work.trouble, NULL);
  show_meaning (self);
}

/* --- The decision that is shown --- */

static gpointer
read_reference (RcCase          *case_file,
                RcRecordReader  *reader,
                gpointer         data,
                GCancellable    *cancellable,
                GError         **error)
{
  g_autoptr (RcEvent) event = rc_event_load (case_file, *(gint64 *) data, error);

  return event != NULL ? rc_event_dup_reference (event) : NULL;
}

/* Where it cannot be read, the field stays empty: it can be typed. */
static void
reference_read (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  Handing *self = handing_of (dialog);
  g_autofree char *reference = rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, NULL);

  if (self != NULL && reference != NULL)
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->decisions)), reference, -1);
}

static void
ask_reference (Handing *self)
{
  gint64 event = rc_session_get_event (self->session);
  RcCaseQueue *reader = rc_session_peek_reader (self->session);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->out), event > 0 ? OUT_CHOSEN : OUT_EVERYTHING);
  if (event > 0 && reader != NULL)
    rc_case_queue_run_async (reader, read_reference, g_memdup2 (&event, sizeof event), g_free, g_free, NULL, reference_read,
                             g_object_ref (self->work.dialog));
}

/* Each line names one. (transfer full) */
static GStrv
dup_decisions (Handing *self)
{
  g_autofree char *text = rc_form_dup_text (self->decisions);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      g_strv_builder_add (builder, lines[i]);
  return g_strv_builder_end (builder);
}

/* --- Who can open it --- */

void
rc_handover_dialog_set_readers (GtkWidget          *dialog,
                                const char * const *paths)
{
  Handing *self = handing_of (dialog);
  g_autoptr (GString) names = g_string_new (NULL);
  guint n = g_strv_length ((char **) paths);

  g_strfreev (self->readers);
  self->readers = g_strdupv ((char **) paths);
  for (guint i = 0; i < MIN (n, MAX_NAMES); i++)
    {
      g_autofree char *base = g_path_get_basename (paths[i]);
      g_autofree char *display = g_filename_display_name (base);
      g_autofree char *shown = rc_parts_dup_name (display);

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", shown);
    }
  if (n > MAX_NAMES)
    g_string_append_printf (names, rc_words_plural (" and %u more", " and %u more", n - MAX_NAMES), n - MAX_NAMES);
  gtk_label_set_text (GTK_LABEL (self->readers_names), names->str);
  gtk_widget_set_tooltip_text (self->readers_names, names->str);
  rc_form_set_trouble (self->work.trouble, NULL);
}

static void
readers_chosen (const char * const *paths,
                gpointer            owner)
{
  if (handing_of (owner) != NULL)
    rc_handover_dialog_set_readers (owner, paths);
}

static void
choose_readers (GtkButton *button,
                Handing   *self)
{
  const RcFileDialog dialog = {
    .purpose = RC_FILE_PURPOSE_KEY,
    .action = GTK_FILE_CHOOSER_ACTION_OPEN,
    .title = _("Choose the Certificates of the Readers"),
    .accept = _("_Choose"),
    .multiple = TRUE,
  };

  rc_file_dialog_show (GTK_WINDOW (self->work.dialog), &dialog, readers_chosen, G_OBJECT (self->work.dialog));
}

/* --- What came of it --- */

static void
add_what (Handing              *self,
          const RcHandoverDone *done)
{
  g_autofree char *name = g_filename_display_name (done->path);
  g_autofree char *shown = rc_parts_dup_name (name);
  g_autofree char *size = g_format_size (done->result->bytes);
  g_autofree char *words = NULL;

  if (done->is_selective)
    {
      g_autofree char *records = rc_count_words (done->result->records);

      /* Translators: a file, its size, a number of records */
      words = g_strdup_printf (_("Written: %1$s, %2$s, with %3$s records of the chosen decisions."), shown, size, records);
    }
  else
    {
      words = g_strdup_printf (_("Written: %1$s, %2$s, with the whole case."), shown, size);
    }
  gtk_label_set_wrap_mode (GTK_LABEL (rc_form_work_add_text (&self->work, words, "rc-heading")), PANGO_WRAP_WORD_CHAR);
}

static void
add_left_out (Handing              *self,
              const RcHandoverDone *done)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (done->is_selective)
    {
      g_autofree char *withheld = rc_count_words (done->records > done->result->records ? done->records - done->result->records : 0);
      g_autofree char *records = rc_count_words (done->records);

      g_string_append_printf (text, _("Withheld: %1$s of %2$s records; the bundle says how many in each source. "), withheld, records);
    }
  if (done->notes > 0)
    g_string_append_printf (text, rc_words_plural ("%u private note is not in it.", "%u private notes are not in it.", done->notes), done->notes);
  else
    g_string_append (text, _("There are no private notes that could have been left out."));
  rc_form_work_add_text (&self->work, text->str, NULL);
}

static void
add_next_step (Handing              *self,
               const RcHandoverDone *done)
{
  if (done->key_fingerprint == NULL)
    {
      rc_form_work_add_text (&self->work, _("It has no seal. Tell the reader the SHA-256 on another way than the bundle goes, so that they can see that it is "
                                            "the one you sent."), NULL);
      return;
    }
  rc_form_work_add_text (&self->work, _("Now tell the reader the fingerprint of your key on another way than the bundle goes, by telephone or on paper: only "
                                        "that shows that the seal is yours."), NULL);
  rc_form_work_add_digits (&self->work, _("Fingerprint of your key"), done->key_fingerprint, "copy-fingerprint");
}

static void
show_done (Handing              *self,
           const RcHandoverDone *done)
{
  const char *file = done->result->envelope_sha256;

  add_what (self, done);
  rc_form_work_add_digits (&self->work, _("SHA-256 of the file"), file != NULL ? file : done->result->sha256, "copy-sha256");
  if (file != NULL)
    rc_form_work_add_digits (&self->work, _("SHA-256 of the bundle in it"), done->result->sha256, "copy-inner-sha256");
  if (done->n_readers > 0)
    {
      g_autofree char *readers = g_strdup_printf (rc_words_plural ("%u certificate can open it.", "%u certificates can open it.", done->n_readers),
                                                  done->n_readers);

      rc_form_work_add_text (&self->work, readers, NULL);
    }
  if (done->has_passphrase)
    rc_form_work_add_text (&self->work, _("Its passphrase opens it. It is kept nowhere."), NULL);
  add_left_out (self, done);
  add_next_step (self, done);
  rc_form_work_show_done (&self->work);
}

/* --- Doing it --- */

static void
forget_passphrase (Handing *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->passphrase), "");
  gtk_editable_set_text (GTK_EDITABLE (self->again), "");
}

static void
written (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  Handing *self = handing_of (dialog);
  g_autoptr (GError) error = NULL;
  g_autoptr (RcHandoverDone) done = rc_handover_run_finish (RC_SESSION (source), result, &error);

  if (self == NULL)
    return;
  if (done == NULL)
    {
      rc_form_work_refuse (&self->work, error);
      return;
    }
  forget_passphrase (self);
  show_done (self, done);
}

static RcHandover *
collect (Handing    *self,
         const char *path)
{
  RcHandover *handover = rc_handover_new ();

  handover->path = g_strdup (path);
  handover->events = chosen (self->out) == OUT_CHOSEN ? dup_decisions (self) : NULL;
  handover->language = g_strdup (rc_language_choice_get (self->language));
  handover->unsealed = chosen (self->seal) == SEAL_NONE;
  if (chosen (self->closed) == CLOSED_READERS)
    handover->readers = g_strdupv (self->readers);
  else if (chosen (self->closed) == CLOSED_PASSPHRASE)
    handover->passphrase = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->passphrase)));
  return handover;
}

void
rc_handover_dialog_write (GtkWidget  *dialog,
                          const char *path)
{
  Handing *self = handing_of (dialog);

  rc_form_work_begin (&self->work, _("Writing the bundle"), self->session);
  rc_handover_run_async (collect (self, path), self->session, written, g_object_ref (dialog));
}

/* (nullable) (transfer none): what is still missing, in words. */
static const char *
find_gap (Handing *self)
{
  const char *passphrase = gtk_editable_get_text (GTK_EDITABLE (self->passphrase));
  g_auto (GStrv) decisions = dup_decisions (self);

  if (chosen (self->out) == OUT_CHOSEN && decisions[0] == NULL)
    return _("Name at least one decision, or let everything go out.");
  if (chosen (self->closed) == CLOSED_READERS && self->readers == NULL)
    return _("Choose the certificate of at least one reader.");
  if (chosen (self->closed) != CLOSED_PASSPHRASE)
    return NULL;
  if (g_utf8_strlen (passphrase, -1) < RC_ENVELOPE_LEAST_CHARACTERS)
    return _("The passphrase must have at least 16 characters: shorter ones can be guessed.");
  return strcmp (passphrase, gtk_editable_get_text (GTK_EDITABLE (self->again))) != 0 ? _("The two passphrases differ.") : NULL;
}

static void
place_chosen (const char * const *paths,
              gpointer            owner)
{
  if (handing_of (owner) != NULL)
    rc_handover_dialog_write (owner, paths[0]);
}

static void
ask_place (Handing *self)
{
  g_autofree char *name = rc_file_dialog_dup_name (rc_session_peek_title (self->session), chosen (self->closed) == CLOSED_READERS ? ".zip.p7m" : ".zip");
  const RcFileDialog dialog = {
    .purpose = RC_FILE_PURPOSE_BUNDLE,
    .action = GTK_FILE_CHOOSER_ACTION_SAVE,
    .title = _("Where to Write the Bundle"),
    .accept = _("_Write"),
    .name = name,
  };

  rc_file_dialog_show (GTK_WINDOW (self->work.dialog), &dialog, place_chosen, G_OBJECT (self->work.dialog));
}

static void
key_answered (gboolean go_on,
              gpointer owner)
{
  Handing *self = handing_of (owner);

  if (self == NULL || !go_on)
    return;
  if (rc_auditor_key_is_unlocked ())
    ask_place (self);
  else
    rc_form_set_trouble (self->work.trouble, _("A seal needs your auditor key. Unlock it, or choose to hand over without a seal."));
}

static void
responded (GtkDialog *dialog,
           int        response,
           Handing   *self)
{
  const char *gap;

  if (response != GTK_RESPONSE_OK)
    {
      if (rc_form_work_is_running (&self->work))
        rc_session_cancel (self->session);
      else
        gtk_window_destroy (GTK_WINDOW (dialog));
      return;
    }
  gap = find_gap (self);
  rc_form_set_trouble (self->work.trouble, gap);
  if (gap != NULL)
    return;
  if (chosen (self->seal) == SEAL_KEY && !rc_auditor_key_is_unlocked ())
    (void) rc_unlock_dialog_show (GTK_WINDOW (dialog), key_answered, G_OBJECT (dialog));
  else
    ask_place (self);
}

static gboolean
close_requested (GtkWindow *window,
                 Handing   *self)
{
  gboolean is_running = rc_form_work_is_running (&self->work);

  if (is_running)
    rc_session_cancel (self->session);
  return is_running;
}

/* Its widgets are gone: what comes back later finds nothing to fill. */
static void
destroyed (GtkWidget *dialog)
{
  g_object_set_data (G_OBJECT (dialog), KEY, NULL);
}

/* --- The dialog --- */

static void
add_fields (Handing *self)
{
  const char * const outs[] = { _("Everything"), _("Only chosen decisions, and what they rest on"), NULL };
  const char * const closings[] = { _("Open: whoever gets it can read it"), _("Closed to readers with a certificate"), _("Closed by a passphrase"), NULL };
  const char * const seals[] = { _("Sealed with my auditor key"), _("Without a seal"), NULL };
  GtkGrid *grid = self->work.grid;

  self->out = gtk_drop_down_new_from_strings (outs);
  rc_form_add_row (grid, _("What _Goes Out"), self->out, "handover-out");
  self->decisions_row = rc_form_text_new (TEXT_HEIGHT, &self->decisions);
  rc_form_add_row (grid, _("_Decisions, One in Each Line"), self->decisions_row, "handover-decisions");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->decisions), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Decisions, one in each line"), -1);
  self->language = rc_language_choice_new ();
  rc_form_add_row (grid, _("_Language of Its Pages"), self->language, "handover-language");
  self->closed = gtk_drop_down_new_from_strings (closings);
  rc_form_add_row (grid, _("_Who Can Open It"), self->closed, "handover-closed");
  self->readers_row = rc_form_file_new (_("Choose _Files…"), "choose-readers", G_CALLBACK (choose_readers), self, &self->readers_names);
  rc_form_add_row (grid, _("Ce_rtificates"), self->readers_row, "handover-readers");
  self->passphrase = rc_passphrase_entry_new ();
  rc_form_add_row (grid, _("_Passphrase"), self->passphrase, "passphrase");
  self->again = rc_passphrase_entry_new ();
  rc_form_add_row (grid, _("Passphrase _Again"), self->again, "passphrase-again");
  self->seal = gtk_drop_down_new_from_strings (seals);
  rc_form_add_row (grid, _("_Seal"), self->seal, "handover-seal");
  self->meaning = rc_form_add_note (grid, "");
  g_signal_connect_swapped (self->out, "notify::selected", G_CALLBACK (choices_changed), self);
  g_signal_connect_swapped (self->closed, "notify::selected", G_CALLBACK (choices_changed), self);
  g_signal_connect_swapped (self->seal, "notify::selected", G_CALLBACK (choices_changed), self);
}

GtkWidget *
rc_handover_dialog_show (GtkWindow *parent,
                         RcSession *session)
{
  GtkDialog *dialog = rc_form_dialog_new (parent, _("Hand Over"));
  Handing *self = g_new0 (Handing, 1);

  self->session = g_object_ref (session);
  g_object_set_data_full (G_OBJECT (dialog), KEY, self, handing_free);
  rc_form_work_init (&self->work, dialog);
  add_fields (self);
  gtk_dialog_add_button (dialog, _("_Cancel"), GTK_RESPONSE_CANCEL);
  gtk_dialog_add_button (dialog, _("Choose _Place…"), GTK_RESPONSE_OK);
  gtk_dialog_set_default_response (dialog, GTK_RESPONSE_OK);
  ask_reference (self);
  choices_changed (self);
  g_signal_connect (dialog, "response", G_CALLBACK (responded), self);
  g_signal_connect (dialog, "close-request", G_CALLBACK (close_requested), self);
  g_signal_connect (dialog, "destroy", G_CALLBACK (destroyed), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
  return GTK_WIDGET (dialog);
}
