/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/proof-view.h"

#include "core/date-words.h"
#include "core/tree.h"
#include "core/words.h"
#include "ui/parts.h"
#include "ui/state-mark.h"

static void
copy_text (GtkButton  *button,
           const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (button)), text);
}

/* @text: (transfer full) */
static GtkWidget *
make_copy_button (const char *label,
                  char       *text)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_data (button, "clicked", G_CALLBACK (copy_text), text, (GClosureNotify) (void (*) (void)) g_free, 0);
  return button;
}

GtkWidget *
rc_proof_digest_new (const RcDigest *digest,
                     const char     *what)
{
  char *hex = rc_digest_dup_hex (digest);
  g_autofree char *grouped = rc_parts_dup_grouped (hex);
  g_autofree char *copies = g_strdup_printf (_("Copy: %s"), what);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = rc_parts_text (grouped, "rc-digest");
  GtkWidget *button = make_copy_button (_("Copy"), hex);

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, what, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, copies, -1);
  gtk_widget_set_tooltip_text (button, copies);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), button);
  return line;
}

static void
add_digest (GtkWidget      *box,
            const RcDigest *digest,
            const char     *what)
{
  GtkWidget *line = rc_proof_digest_new (digest, what);

  gtk_widget_set_margin_start (line, 16);
  gtk_box_append (GTK_BOX (box), line);
}

static void
add_step (GtkWidget        *box,
          guint             number,
          const RcTreeStep *step)
{
  g_autofree char *words = g_strdup_printf (step->is_left
                                            ? _("%u. A byte 01, then this hash of the path, then the result so far; SHA-256 of it:")
                                            : _("%u. A byte 01, then the result so far, then this hash of the path; SHA-256 of it:"),
                                            number);

  gtk_box_append (GTK_BOX (box), rc_parts_text (words, NULL));
  add_digest (box, &step->sibling, _("hash of the path"));
}

/* Everything as plain text, for a letter or a script. */
static char *
dup_plain (const RcRecordProof *proof,
           const char          *reference)
{
  GString *text = g_string_new (NULL);
  g_autofree char *leaf = rc_digest_dup_hex (&proof->leaf);
  g_autofree char *root = rc_digest_dup_hex (&proof->stored_root);

  g_string_append_printf (text, "record %s\nleaf %" G_GUINT64_FORMAT " of a tree of %" G_GUINT64_FORMAT " (RFC 6962)\nleaf %s\n", reference,
                          proof->index, proof->size, leaf);
  for (guint i = 0; i < proof->path->len; i++)
    {
      g_autofree char *node = rc_digest_dup_hex (&g_array_index (proof->path, RcDigest, i));

      g_string_append_printf (text, "path %s\n", node);
    }
  g_string_append_printf (text, "root %s\n", root);
  return g_string_free (text, FALSE);
}

static void
add_head (GtkWidget           *box,
          const RcRecordProof *proof)
{
  GtkWidget *mark = rc_state_mark_new (proof->holds ? RC_SHAPE_PASSED : RC_SHAPE_FAILED,
                                       proof->holds ? _("The path leads to the root kept at import.")
                                                    : _("The path does not lead to the root kept at import."));
  g_autofree char *place = rc_count_words (proof->index + 1);
  g_autofree char *size = rc_count_words (proof->size);
  g_autofree char *words = g_strdup_printf (_("Record %1$s of %2$s in a tree by RFC 6962. These steps need the record, this list and any "
                                              "program that computes SHA-256:"), place, size);

  gtk_widget_set_name (mark, "proof-verdict");
  rc_state_mark_set_wrap (RC_STATE_MARK (mark), TRUE);
  gtk_box_append (GTK_BOX (box), rc_parts_heading (_("Proof"), 2));
  gtk_box_append (GTK_BOX (box), mark);
  gtk_box_append (GTK_BOX (box), rc_parts_text (words, NULL));
}

GtkWidget *
rc_proof_view_new (const RcRecordProof *proof,
                   const char          *reference)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autoptr (GArray) steps = rc_tree_list_steps (&proof->leaf, proof->index, proof->size, (RcDigest *) proof->path->data,
                                                 proof->path->len);

  add_head (box, proof);
  gtk_box_append (GTK_BOX (box), rc_parts_text (_("1. A byte 00, then the record with its line end, as it stands in the file; SHA-256 of "
                                                  "it is the leaf:"), NULL));
  add_digest (box, &proof->leaf, _("leaf"));
  for (guint i = 0; steps != NULL && i < steps->len; i++)
    add_step (box, i + 2, &g_array_index (steps, RcTreeStep, i));
  gtk_box_append (GTK_BOX (box),
                  rc_parts_text (_("The last result must be the root over the whole file, as it was kept at import:"), NULL));
  add_digest (box, &proof->stored_root, _("root over the file"));
  gtk_box_append (GTK_BOX (box), make_copy_button (_("Copy the Whole Proof"), dup_plain (proof, reference)));
  return box;
}
