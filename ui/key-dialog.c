/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/key-dialog.h"

#include <string.h>

#include "core/words.h"
#include "ui/form.h"

typedef struct
{
  GtkDialog        *dialog;
  GtkWidget        *holder;
  GtkWidget        *purpose;
  GtkWidget        *from;
  GtkWidget        *to;
  GtkWidget        *how;
  GtkWidget        *trouble;
  RcTrustCandidate *candidate;
  RcKeyAccepted     accepted;
  GObject          *owner;
} Accepting;

/* In the order of the choices. */
static const char * const purposes[] = { "any", "log-head", "files" };

static void
accepting_free (gpointer data)
{
  Accepting *self = data;

  g_clear_pointer (&self->candidate, rc_trust_candidate_free);
  g_object_unref (self->owner);
  g_free (self);
}

static char *
dup_text (GtkWidget *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
}

static gboolean
read_time (GtkWidget *entry,
           gboolean   is_end,
           gint64    *out_time_us)
{
  g_autofree char *text = dup_text (entry);
  RcTimestamp time;

  *out_time_us = RC_TIME_NONE;
  if (*text == '\0')
    return TRUE;
  if (!rc_timestamp_parse (text, strlen (text), RC_ZONE_RULE, 0, &time))
    return FALSE;
  *out_time_us = is_end ? time.to_us : time.from_us;
  return TRUE;
}

/* (nullable): what stands in the way, in words. */
static const char *
fill (Accepting *self,
      RcAnchor  *anchor)
{
  g_autofree char *holder = dup_text (self->holder);
  g_autofree char *how = dup_text (self->how);
  guint purpose = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->purpose));

  if (*holder == '\0')
    return _("Say whose key it is.");
  if (*how == '\0')
    return _("Say how the key was obtained, and how its fingerprint was compared: what it signed is worth as much as that.");
  if (!read_time (self->from, FALSE, &anchor->from_us) || !read_time (self->to, TRUE, &anchor->to_us))
    return _("A time is written as 2026-08-14, or as 2026-08-14T10:42:00+02:00.");
  if (anchor->from_us != RC_TIME_NONE && anchor->to_us != RC_TIME_NONE && anchor->from_us > anchor->to_us)
    return _("The key would end before it begins.");

  g_free (anchor->owner);
  g_free (anchor->how);
  g_free (anchor->purpose);
  anchor->owner = g_steal_pointer (&holder);
  anchor->how = g_steal_pointer (&how);
  anchor->purpose = g_strdup (purposes[MIN (purpose, G_N_ELEMENTS (purposes) - 1)]);
  return NULL;
}

static void
responded (GtkDialog *dialog,
           int        response,
           Accepting *self)
{
  const char *trouble;

  if (response != GTK_RESPONSE_OK)
    {
      gtk_window_destroy (GTK_WINDOW (dialog));
      return;
    }

  trouble = fill (self, g_ptr_array_index (self->candidate->anchors, 0));
  rc_form_set_trouble (self->trouble, trouble);
  if (trouble != NULL)
    return;
  self->accepted (self->owner, g_steal_pointer (&self->candidate));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static GtkWidget *
make_fingerprint (const RcAnchor *anchor)
{
  g_autofree char *text = rc_anchor_dup_fingerprint (anchor);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "rc-digest");
  return label;
}

static void
add_fields (Accepting *self)
{
  const char * const choices[] = { _("Anything"), _("Heads of logs only"), _("Files and lists only"), NULL };
  const RcAnchor *anchor = g_ptr_array_index (self->candidate->anchors, 0);
  GtkGrid *grid = rc_form_add_grid (self->dialog);

  rc_form_add_row (grid, _("Fingerprint"), make_fingerprint (anchor), "fingerprint");
  rc_form_add_note (grid, self->candidate->came_with_evidence
                    ? _("This very file came with the evidence too: whoever made the evidence could have made the key. Compare the "
                        "fingerprint with its owner on another way before you accept it.")
                    : _("Compare the fingerprint with the owner of the key on another way than the one it came: by telephone, in person."));
  self->holder = gtk_entry_new ();
  rc_form_add_row (grid, _("_Owner"), self->holder, "key-owner");
  self->how = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->how), _("Fingerprint read out by telephone on 21 November"));
  rc_form_add_row (grid, _("How _Obtained"), self->how, "key-how");
  self->purpose = gtk_drop_down_new_from_strings (choices);
  rc_form_add_row (grid, _("_May Vouch For"), self->purpose, "key-purpose");
  self->from = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->from), _("Open"));
  rc_form_add_row (grid, _("Valid _From"), self->from, "key-from");
  self->to = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->to), _("Open"));
  rc_form_add_row (grid, _("Valid _To"), self->to, "key-to");
  self->trouble = rc_form_add_trouble (grid);
}

GtkWidget *
rc_key_dialog_show (GtkWindow        *parent,
                    RcTrustCandidate *candidate,
                    RcKeyAccepted     accepted,
                    GObject          *owner)
{
  Accepting *self = g_new0 (Accepting, 1);

  self->dialog = rc_form_dialog_new (parent, _("Accept a Key"));
  self->candidate = candidate;
  self->accepted = accepted;
  self->owner = g_object_ref (owner);
  g_object_set_data_full (G_OBJECT (self->dialog), "accepting", self, accepting_free);
  add_fields (self);
  gtk_dialog_add_button (self->dialog, _("_Cancel"), GTK_RESPONSE_CANCEL);
  gtk_dialog_add_button (self->dialog, _("_Accept Key"), GTK_RESPONSE_OK);
  gtk_dialog_set_default_response (self->dialog, GTK_RESPONSE_CANCEL);
  g_signal_connect (self->dialog, "response", G_CALLBACK (responded), self);
  gtk_widget_grab_focus (self->holder);
  gtk_window_present (GTK_WINDOW (self->dialog));
  return GTK_WIDGET (self->dialog);
}
