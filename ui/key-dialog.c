/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/key-dialog.h"

#include <string.h>

#include "core/anchor-kind.h"
#include "core/words.h"
#include "ui/form.h"
#include "ui/parts.h"

#define MOST_HEIGHT 460        /* of what can be scrolled, so that the dialog fits on a small screen */
#define MOST_PURPOSES 32
#define PURPOSE_COLUMNS 2

/* purposes: a check button for each of rc_anchor_purposes(), in their order. kinds: what the bytes can be read as, ends with NULL. */
typedef struct
{
  GtkDialog          *dialog;
  GtkWidget          *holder;
  GtkWidget          *kind;       /* (nullable): there is a choice */
  const RcAnchorKind *kinds[MOST_PURPOSES];
  GtkWidget          *purposes[MOST_PURPOSES];
  guint               n_purposes;
  GtkWidget          *identities;
  GtkWidget          *from;
  GtkWidget          *to;
  GtkWidget          *how;
  GtkWidget          *trouble;
  RcTrustCandidate   *candidate;
  RcKeyAccepted       accepted;
  GObject            *owner;
} Accepting;

static void
accepting_free (gpointer data)
{
  Accepting *self = data;

  g_clear_pointer (&self->candidate, rc_trust_candidate_free);
  g_object_unref (self->owner);
  g_free (self);
}

static const RcAnchor *
peek_key (const Accepting *self)
{
  return g_ptr_array_index (self->candidate->anchors, 0);
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

/* --- What the key may vouch for --- */

static gboolean
is_checked (const Accepting *self,
            guint            purpose)
{
  return gtk_check_button_get_active (GTK_CHECK_BUTTON (self->purposes[purpose]));
}

/* "any", or the names parted by commas; "" where none is checked. */
static char *
dup_purposes (const Accepting *self)
{
  const char * const *names = rc_anchor_purposes ();
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->n_purposes; i++)
    {
      if (!is_checked (self, i))
        continue;
      if (i == 0)
        {
          g_string_assign (text, names[i]);
          break;
        }
      g_string_append_printf (text, "%s%s", text->len > 0 ? "," : "", names[i]);
    }
  return g_string_free (text, FALSE);
}

/* The first one stands for all. */
static void
follow_any (Accepting *self)
{
  for (guint i = 1; i < self->n_purposes; i++)
    gtk_widget_set_sensitive (self->purposes[i], !is_checked (self, 0));
}

static void
check_common (Accepting          *self,
              const RcAnchorKind *kind)
{
  const char * const *names = rc_anchor_purposes ();
  g_auto (GStrv) common = g_strsplit (kind != NULL ? kind->purposes : "any", ",", -1);

  for (guint i = 0; i < self->n_purposes; i++)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (self->purposes[i]), g_strv_contains ((const char * const *) common, names[i]));
  follow_any (self);
}

static GtkWidget *
make_purposes (Accepting *self)
{
  const char * const *names = rc_anchor_purposes ();
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  for (guint i = 0; names[i] != NULL && i < MOST_PURPOSES; i++)
    {
      GtkWidget *check = gtk_check_button_new_with_label (rc_anchor_purpose_title (names[i]));

      gtk_widget_set_name (check, names[i]);
      /* What stands for all takes the whole width. */
      if (i == 0)
        gtk_grid_attach (GTK_GRID (grid), check, 0, 0, PURPOSE_COLUMNS, 1);
      else
        gtk_grid_attach (GTK_GRID (grid), check, (int) (i - 1) % PURPOSE_COLUMNS, 1 + (int) (i - 1) / PURPOSE_COLUMNS, 1, 1);
      self->purposes[self->n_purposes++] = check;
    }
  g_signal_connect_swapped (self->purposes[0], "toggled", G_CALLBACK (follow_any), self);
  return grid;
}

/* --- As which kind of key it is read --- */

static const RcAnchorKind *
get_kind (const Accepting *self)
{
  guint selected = self->kind != NULL ? gtk_drop_down_get_selected (GTK_DROP_DOWN (self->kind)) : 0;

  return selected < MOST_PURPOSES ? self->kinds[selected] : NULL;
}

static void
kind_chosen (Accepting *self)
{
  check_common (self, get_kind (self));
}

/* The same certificate can be a root for signatures or for time stamps: which, only the auditor knows. */
static void
find_kinds (Accepting *self)
{
  const RcAnchor *key = peek_key (self);
  const RcAnchorKind * const *kinds = rc_anchor_kinds ();
  guint n_kinds = 0;

  self->kinds[n_kinds++] = rc_anchor_kind_by_id (key->kind);
  for (guint i = 0; kinds[i] != NULL && n_kinds < MOST_PURPOSES - 1; i++)
    {
      g_autoptr (RcAnchor) other = NULL;

      if (kinds[i] == self->kinds[0] || kinds[i]->read == NULL)
        continue;
      other = rc_anchor_parse_as (kinds[i]->id, key->material, strlen (key->material), NULL);
      if (other != NULL && rc_digest_equal (&other->fingerprint, &key->fingerprint))
        self->kinds[n_kinds++] = kinds[i];
    }
}

static GtkWidget *
make_kind (Accepting *self)
{
  const char *titles[MOST_PURPOSES + 1] = { NULL };
  GtkWidget *label;

  find_kinds (self);
  for (guint i = 0; self->kinds[i] != NULL; i++)
    titles[i] = _(self->kinds[i]->title);
  if (titles[1] != NULL)
    {
      self->kind = gtk_drop_down_new_from_strings (titles);
      g_signal_connect_swapped (self->kind, "notify::selected", G_CALLBACK (kind_chosen), self);
      return self->kind;
    }

  label = gtk_label_new (titles[0] != NULL ? titles[0] : peek_key (self)->kind);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  return label;
}

/* --- The answer --- */

/* One constraint a line. */
static GStrv
dup_identities (const Accepting *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->identities));
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GtkTextIter start, end;
  gboolean any = FALSE;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_strstrip (lines[i]);
      if (*lines[i] == '\0')
        continue;
      g_strv_builder_add (builder, lines[i]);
      any = TRUE;
    }
  return any ? g_strv_builder_end (builder) : NULL;
}

/* Reads the key again as the kind that was chosen. */
static RcAnchor *
make_key (const Accepting *self)
{
  const RcAnchor *key = peek_key (self);
  const RcAnchorKind *kind = get_kind (self);

  return rc_anchor_parse_as (kind != NULL ? kind->id : key->kind, key->material, strlen (key->material), NULL);
}

/* (nullable): what stands in the way, in words. */
static const char *
check (const char *holder,
       const char *how,
       const char *purposes)
{
  if (*holder == '\0')
    return _("Say whose key it is.");
  if (*how == '\0')
    return _("Say how the key was obtained, and how its fingerprint was compared: what it signed is worth as much as that.");
  if (*purposes == '\0')
    return _("Say what the key may vouch for.");
  return NULL;
}

/* (nullable): what stands in the way, in words. */
static const char *
fill (Accepting *self)
{
  g_autofree char *holder = dup_text (self->holder);
  g_autofree char *how = dup_text (self->how);
  g_autofree char *purposes = dup_purposes (self);
  g_auto (GStrv) identities = dup_identities (self);
  RcAnchorTerms terms = RC_ANCHOR_TERMS_INIT;
  const char *trouble = check (holder, how, purposes);
  g_autoptr (RcAnchor) key = NULL;

  if (trouble != NULL)
    return trouble;
  if (!read_time (self->from, FALSE, &terms.from_us) || !read_time (self->to, TRUE, &terms.to_us))
    return _("A time is written as 2026-08-14, or as 2026-08-14T10:42:00+02:00.");
  if (terms.from_us != RC_TIME_NONE && terms.to_us != RC_TIME_NONE && terms.from_us > terms.to_us)
    return _("The key would end before it begins.");

  terms.owner = holder;
  terms.how = how;
  terms.purpose = purposes;
  terms.identities = (const char * const *) identities;
  key = make_key (self);
  if (key == NULL)
    return _("The key cannot be read as a key of that kind.");
  rc_anchor_set_terms (key, &terms);
  if (!rc_anchor_check_terms (key, NULL))
    return _("What the key is limited to is written as a name, “=” and a value, one a line: issuer=https://example.org");

  g_ptr_array_set_size (self->candidate->anchors, 0);
  g_ptr_array_add (self->candidate->anchors, g_steal_pointer (&key));
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

  trouble = fill (self);
  rc_form_set_trouble (self->trouble, trouble);
  if (trouble != NULL)
    return;
  self->accepted (self->owner, g_steal_pointer (&self->candidate));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* --- What is shown --- */

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

/* The fields can be scrolled where the screen is small; the verbs stay in sight. */
static GtkGrid *
add_scrolled_grid (GtkDialog *dialog)
{
  GtkGrid *grid = rc_form_add_grid (dialog);
  GtkWidget *area = gtk_dialog_get_content_area (dialog);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  g_object_ref (grid);
  gtk_box_remove (GTK_BOX (area), GTK_WIDGET (grid));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MOST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (grid));
  g_object_unref (grid);
  gtk_box_append (GTK_BOX (area), scroller);
  return grid;
}

static void
add_meaning (Accepting *self,
             GtkGrid   *grid)
{
  g_autofree char *name = self->candidate->name != NULL ? rc_parts_dup_name (self->candidate->name) : NULL;
  g_autofree char *words = NULL;

  if (name != NULL)
    words = g_strdup_printf (_("This key came with the evidence, in %s. It shows that what it signed is unchanged since, and not by whom: "
                               "whoever made the evidence could have made the key. Accept it only where its owner confirmed this "
                               "fingerprint on another way than the evidence came. The custody log will say that you did."), name);
  rc_form_add_note (grid, words != NULL ? words
                    : self->candidate->came_with_evidence
                    ? _("This very file came with the evidence too: whoever made the evidence could have made the key. Compare the "
                        "fingerprint with its owner on another way before you accept it.")
                    : _("Compare the fingerprint with the owner of the key on another way than the one it came: by telephone, in person."));
}

static GtkWidget *
make_identities (Accepting *self)
{
  GtkWidget *frame = gtk_frame_new (NULL);

  self->identities = gtk_text_view_new ();
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->identities), FALSE);
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (self->identities), TRUE);
  gtk_widget_set_name (self->identities, "key-identities-text");
  gtk_widget_set_tooltip_text (self->identities, _("One a line, as in issuer=https://example.org; empty: not limited"));
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self->identities), 8);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (self->identities), 4);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (self->identities), 4);
  gtk_widget_set_size_request (self->identities, -1, 44);
  gtk_frame_set_child (GTK_FRAME (frame), self->identities);
  return frame;
}

static GtkWidget *
make_time (void)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _("Open"));
  return entry;
}

/* Below what can be scrolled: it must be seen. */
static void
add_trouble (Accepting *self)
{
  GtkGrid *grid = rc_form_add_grid (self->dialog);

  gtk_widget_set_margin_top (GTK_WIDGET (grid), 0);
  gtk_widget_set_margin_bottom (GTK_WIDGET (grid), 0);
  self->trouble = rc_form_add_trouble (grid);
  gtk_widget_set_margin_top (self->trouble, 9);
  gtk_widget_set_margin_bottom (self->trouble, 9);
}

static void
add_fields (Accepting *self)
{
  GtkGrid *grid = add_scrolled_grid (self->dialog);

  rc_form_add_row (grid, _("Fingerprint"), make_fingerprint (peek_key (self)), "fingerprint");
  add_meaning (self, grid);
  self->holder = gtk_entry_new ();
  rc_form_add_row (grid, _("_Owner"), self->holder, "key-owner");
  self->how = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->how), _("Fingerprint read out by telephone on 21 November"));
  rc_form_add_row (grid, self->candidate->source > 0 ? _("How C_onfirmed") : _("How _Obtained"), self->how, "key-how");
  rc_form_add_row (grid, _("_Kind"), make_kind (self), "key-kind");
  rc_form_add_row (grid, _("May Vouch For"), make_purposes (self), "key-purpose");
  rc_form_add_row (grid, _("On_ly For"), make_identities (self), "key-identities");
  self->from = make_time ();
  rc_form_add_row (grid, _("Valid _From"), self->from, "key-from");
  self->to = make_time ();
  rc_form_add_row (grid, _("Valid _To"), self->to, "key-to");
  add_trouble (self);
  check_common (self, self->kinds[0]);
}

GtkWidget *
rc_key_dialog_show (GtkWindow        *parent,
                    RcTrustCandidate *candidate,
                    RcKeyAccepted     accepted,
                    GObject          *owner)
{
  Accepting *self = g_new0 (Accepting, 1);

  self->dialog = rc_form_dialog_new (parent, candidate->source > 0 ? _("Accept This Key") : _("Accept a Key"));
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
