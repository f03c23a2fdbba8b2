/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/key-candidates.h"

#include <string.h>

#include "core/words.h"
#include "ui/key-words.h"
#include "ui/parts.h"

#define MAX_OFFERED 20u         /* that are listed */
#define MOST_HEIGHT 230

/* Many keys must not push the table out of sight. */
GtkWidget *
rc_key_candidates_new (void)
{
  GtkWidget *self = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self), MOST_HEIGHT);
  gtk_widget_set_visible (self, FALSE);
  return self;
}

/* In two lines whatever the width, so that the height of the list is known. */
static char *
dup_two_lines (const RcAnchor *anchor)
{
  char *text = rc_anchor_dup_fingerprint (anchor);

  text[strlen (text) / 2] = '\n';
  return text;
}

static GtkWidget *
make_candidate (const RcEvidenceKey *key,
                guint                index)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *button = gtk_button_new_with_mnemonic (_("Accept This Key…"));
  g_autofree char *name = rc_parts_dup_name (key->name);
  g_autofree char *kind = rc_key_words_dup_kind (key->anchor);
  g_autofree char *fingerprint = dup_two_lines (key->anchor);
  g_autofree char *title = g_strdup_printf (_("%1$s in %2$s"), kind, name);
  g_autofree char *described = g_strdup_printf (_("Accept the key in %s…"), name);
  GtkWidget *digest = rc_parts_text (fingerprint, "rc-digest");

  gtk_label_set_selectable (GTK_LABEL (digest), TRUE);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), rc_parts_text (title, NULL));
  gtk_box_append (GTK_BOX (words), digest);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "keys.promote");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", index);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, described, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), button);
  return row;
}

/* @self: made by rc_key_candidates_new() */
void
rc_key_candidates_show (GtkWidget          *self,
                        const RcTrustFacts *facts)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  rc_parts_set_margins (box, 12);
  gtk_box_append (GTK_BOX (box), rc_parts_heading (_("Keys that came with the evidence"), 2));
  gtk_box_append (GTK_BOX (box), rc_parts_text (_("They vouch for nothing: whoever made the evidence could have made them."), "rc-muted"));
  for (guint i = 0; i < MIN (facts->candidates->len, MAX_OFFERED); i++)
    gtk_box_append (GTK_BOX (box), make_candidate (g_ptr_array_index (facts->candidates, i), i));
  if (facts->candidates->len > MAX_OFFERED)
    gtk_box_append (GTK_BOX (box), rc_parts_text (_("There are more than can be listed here."), "rc-muted"));
  else if (facts->candidates_cut)
    gtk_box_append (GTK_BOX (box), rc_parts_text (_("Not every small file of the evidence was looked at for keys."), "rc-muted"));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self), box);
  gtk_widget_set_visible (self, facts->candidates->len > 0);
}
