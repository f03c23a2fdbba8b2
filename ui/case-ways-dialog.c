/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/case-ways-dialog.h"

#include "core/words.h"
#include "ui/act-words.h"
#include "ui/case-way-forms.h"
#include "ui/case-ways.h"
#include "ui/form.h"
#include "ui/parts.h"
#include "ui/reason-dialog.h"

#define KEY         "case-ways"
#define WIDTH       560
#define LEAST_LIST  64
#define MOST_LIST   230

typedef struct
{
  RcSession     *session;
  GtkDialog     *dialog;
  GtkWidget     *list;
  GtkWidget     *own;           /* a box for the own key */
  GtkWidget     *passphrase;    /* buttons */
  GtkWidget     *auditor;
  GtkWidget     *renew;
  GtkWidget     *trouble;
  RcCaseWays    *ways;          /* (nullable): not read yet */
  RcRenewWanted  wanted;
  gpointer       owner;         /* (nullable): a weak pointer */
} Ways;

static Ways *
ways_of (gpointer dialog)
{
  return g_object_get_data (G_OBJECT (dialog), KEY);
}

static void
ways_free (gpointer data)
{
  Ways *self = data;

  g_clear_weak_pointer (&self->owner);
  g_object_unref (self->session);
  g_clear_pointer (&self->ways, rc_case_ways_free);
  g_free (self);
}

/* Its widgets are gone: what comes back later finds nothing to fill. */
static void
destroyed (GtkWidget *dialog)
{
  g_object_set_data (G_OBJECT (dialog), KEY, NULL);
}

static void
show_trouble (Ways         *self,
              const GError *error)
{
  gboolean is_trouble = !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_autofree char *message = is_trouble ? rc_act_words_of_error (error) : NULL;

  rc_form_set_trouble (self->trouble, message);
}

/* --- Removing one --- */

static void
removed (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  Ways *self = ways_of (dialog);
  g_autoptr (GError) error = NULL;

  (void) rc_session_act_finish (RC_SESSION (source), result, &error);
  if (self == NULL)
    return;
  rc_form_set_busy (dialog, FALSE);
  if (error != NULL)
    show_trouble (self, error);
}

static void
removal_given (GObject    *owner,
               const char *reason,
               gpointer    data)
{
  Ways *self = ways_of (owner);
  RcCaseWayWish *wish;

  if (self == NULL)
    return;
  wish = g_new0 (RcCaseWayWish, 1);
  wish->number = GPOINTER_TO_UINT (data);
  wish->reason = g_strdup (reason);
  rc_form_set_trouble (self->trouble, NULL);
  rc_form_set_busy (GTK_WIDGET (self->dialog), TRUE);
  rc_session_act_async (self->session, rc_case_ways_remove, wish, (GDestroyNotify) rc_case_way_wish_free, NULL, removed, g_object_ref (owner));
}

static const RcCaseWay *
find_way (Ways    *self,
          guint32  number)
{
  for (guint i = 0; self->ways != NULL && i < self->ways->ways->len; i++)
    {
      const RcCaseWay *way = g_ptr_array_index (self->ways->ways, i);

      if (way->number == number)
        return way;
    }
  return NULL;
}

/* What follows from it is said before it is done: nobody can bring back who sits here once nothing of theirs opens the case. */
static char *
dup_warning (Ways            *self,
             const RcCaseWay *way)
{
  g_autoptr (GString) text = g_string_new (NULL);

  /* Translators: %s is a way to open the case, such as “A passphrase”. */
  g_string_append_printf (text, _("%s: this opens the case no more. Copies and backups made before still open with it; whoever has one could still read this case too, "
                                  "until its key is renewed."), way->words);
  if (!rc_case_ways_stays_open (self->ways, way->number))
    g_string_append_printf (text, "\n\n%s", _("No passphrase and no key of yours stays: once the case is closed, you cannot open it yourself any more."));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
ask_removal (GtkButton *button,
             Ways      *self)
{
  guint32 number = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), KEY));
  const RcCaseWay *way = find_way (self, number);
  g_autofree char *message = way != NULL ? dup_warning (self, way) : NULL;

  if (way == NULL)
    return;
  rc_reason_dialog_show (GTK_WIDGET (self->dialog), &(RcReasonDialog) {
    .title = _("Remove a Way to Open the Case"),
    .message = message,
    .verb = _("_Remove"),
    .asks_reason = TRUE,
    .given = removal_given,
    .owner = G_OBJECT (self->dialog),
    .data = GUINT_TO_POINTER (number),
  });
}

/* --- The list --- */

static GtkWidget *
remove_button_new (Ways            *self,
                   const RcCaseWay *way)
{
  GtkWidget *button = gtk_button_new_with_label (_("Remove…"));
  g_autofree char *name = g_strdup_printf ("remove-%u", way->number);
  /* Translators: %s is a way to open the case, such as “A passphrase”. */
  g_autofree char *label = g_strdup_printf (_("Remove: %s"), way->words);

  gtk_widget_set_name (button, name);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data (G_OBJECT (button), KEY, GUINT_TO_POINTER (way->number));
  g_signal_connect (button, "clicked", G_CALLBACK (ask_removal), self);
  return button;
}

static void
add_line (GtkWidget  *box,
          const char *text,
          const char *css_class)
{
  GtkWidget *label = rc_parts_text (text, css_class);

  gtk_label_set_max_width_chars (GTK_LABEL (label), 46);
  gtk_box_append (GTK_BOX (box), label);
}

static GtkWidget *
row_new (Ways            *self,
         const RcCaseWay *way)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  /* Translators: %s is a day. */
  g_autofree char *since = way->since != NULL ? g_strdup_printf (_("Since %s"), way->since) : NULL;

  add_line (words, way->words, "rc-heading");
  if (since != NULL)
    add_line (words, since, "rc-muted");
  if (way->public_key != NULL)
    {
      g_autofree char *grouped = rc_parts_dup_grouped (way->public_key);

      add_line (words, grouped, "rc-digest");
    }
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), remove_button_new (self, way));
  rc_parts_set_margins (row, 9);
  return row;
}

static void
show_ways (Ways *self)
{
  gboolean has_passphrase = rc_case_ways_has_passphrase (self->ways);

  rc_parts_clear (self->list);
  for (guint i = 0; i < self->ways->ways->len; i++)
    {
      if (i > 0)
        gtk_box_append (GTK_BOX (self->list), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
      gtk_box_append (GTK_BOX (self->list), row_new (self, g_ptr_array_index (self->ways->ways, i)));
    }
  rc_parts_clear (self->own);
  if (self->ways->own_key != NULL)
    {
      add_line (self->own, _("Your own public key, for who is to let you into a case"), "rc-muted");
      gtk_box_append (GTK_BOX (self->own), rc_form_digits_new (_("Your own public key"), self->ways->own_key, "copy-own-key"));
    }
  gtk_button_set_label (GTK_BUTTON (self->passphrase), has_passphrase ? _("C_hange the Passphrase…") : _("Set a _Passphrase…"));
}

static void
ways_read (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  Ways *self = ways_of (dialog);
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCaseWays) ways = rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, &error);

  if (self == NULL)
    return;
  if (ways == NULL)
    {
      show_trouble (self, error);
      return;
    }
  g_clear_pointer (&self->ways, rc_case_ways_free);
  self->ways = g_steal_pointer (&ways);
  show_ways (self);
  gtk_widget_set_sensitive (self->passphrase, TRUE);
  gtk_widget_set_sensitive (self->auditor, TRUE);
  gtk_widget_set_sensitive (self->renew, TRUE);
}

static void
read_ways (GtkWidget *dialog)
{
  Ways *self = ways_of (dialog);
  RcCaseQueue *writer = self != NULL ? rc_session_peek_writer (self->session) : NULL;

  if (writer != NULL)
    rc_case_queue_run_async (writer, rc_case_ways_read, NULL, NULL, (GDestroyNotify) rc_case_ways_free, NULL, ways_read, g_object_ref (dialog));
}

/* --- Further ones, and a new key --- */

static void
ask_passphrase (Ways *self)
{
  (void) rc_case_way_passphrase_show (GTK_WINDOW (self->dialog), self->session, rc_case_ways_has_passphrase (self->ways));
}

static void
ask_auditor (Ways *self)
{
  gboolean is_in = FALSE;

  for (guint i = 0; i < self->ways->ways->len; i++)
    is_in = is_in || ((const RcCaseWay *) g_ptr_array_index (self->ways->ways, i))->is_own;
  (void) rc_case_way_auditor_show (GTK_WINDOW (self->dialog), self->session, is_in ? NULL : self->ways->own_key);
}

static void
renewal_given (GObject    *owner,
               const char *reason,
               gpointer    data)
{
  Ways *self = ways_of (owner);
  g_autoptr (GObject) window = self != NULL && self->owner != NULL ? g_object_ref (self->owner) : NULL;
  RcRenewWanted wanted = self != NULL ? self->wanted : NULL;

  if (window == NULL)
    return;
  gtk_window_destroy (GTK_WINDOW (owner));
  wanted (reason, window);
}

static void
ask_renewal (Ways *self)
{
  rc_reason_dialog_show (GTK_WIDGET (self->dialog), &(RcReasonDialog) {
    .title = _("Renew the Key"),
    .message = _("The whole file is written anew with another key. What is in the list opens it as before; whoever was removed can read nothing of it from then on. Old "
                 "copies and backups stay as they are: they still open with the old passphrase, and with the keys of those who were removed. The case is closed for "
                 "that, and opens again."),
    .verb = _("Re_new"),
    .asks_reason = TRUE,
    .is_acceptance = TRUE,
    .given = renewal_given,
    .owner = G_OBJECT (self->dialog),
  });
}

/* --- The dialog --- */

static void
responded (GtkDialog *dialog,
           int        response,
           Ways      *self)
{
  if (gtk_widget_get_sensitive (GTK_WIDGET (dialog)))
    gtk_window_destroy (GTK_WINDOW (dialog));
}

static gboolean
close_requested (GtkWindow *window)
{
  return !gtk_widget_get_sensitive (GTK_WIDGET (window));
}

static GtkWidget *
add_button (Ways       *self,
            GtkWidget  *box,
            const char *label,
            const char *name,
            GCallback   clicked)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_name (button, name);
  /* Until the list is read. */
  gtk_widget_set_sensitive (button, FALSE);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static GtkWidget *
list_new (Ways *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_name (self->list, "ways");
  gtk_widget_add_css_class (scroller, "rc-framed");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), LEAST_LIST);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MOST_LIST);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  return scroller;
}

static void
add_content (Ways *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  rc_parts_set_margins (box, 18);
  gtk_widget_set_size_request (box, WIDTH, -1);
  add_line (box, _("Each of these opens the whole case, independently of the others."), "rc-muted");
  gtk_box_append (GTK_BOX (box), list_new (self));
  self->passphrase = add_button (self, buttons, _("C_hange the Passphrase…"), "set-passphrase", G_CALLBACK (ask_passphrase));
  self->auditor = add_button (self, buttons, _("Let an _Auditor In…"), "let-in", G_CALLBACK (ask_auditor));
  self->renew = add_button (self, buttons, _("Re_new the Key…"), "renew", G_CALLBACK (ask_renewal));
  gtk_box_append (GTK_BOX (box), buttons);
  self->trouble = rc_form_trouble_new ();
  gtk_label_set_max_width_chars (GTK_LABEL (self->trouble), 60);
  gtk_box_append (GTK_BOX (box), self->trouble);
  self->own = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_box_append (GTK_BOX (box), self->own);
  gtk_box_append (GTK_BOX (gtk_dialog_get_content_area (self->dialog)), box);
}

GtkWidget *
rc_case_ways_dialog_show (GtkWindow     *parent,
                          RcSession     *session,
                          RcRenewWanted  wanted,
                          GObject       *owner)
{
  Ways *self = g_new0 (Ways, 1);

  self->session = g_object_ref (session);
  self->wanted = wanted;
  g_set_weak_pointer (&self->owner, owner);
  self->dialog = rc_form_dialog_new (parent, _("Ways to Open the Case"));
  g_object_set_data_full (G_OBJECT (self->dialog), KEY, self, ways_free);
  add_content (self);
  gtk_dialog_add_button (self->dialog, _("_Close"), GTK_RESPONSE_CANCEL);
  g_signal_connect (self->dialog, "response", G_CALLBACK (responded), self);
  g_signal_connect (self->dialog, "close-request", G_CALLBACK (close_requested), NULL);
  g_signal_connect (self->dialog, "destroy", G_CALLBACK (destroyed), NULL);
  g_signal_connect_object (session, "changed", G_CALLBACK (read_ways), self->dialog, G_CONNECT_SWAPPED);
  read_ways (GTK_WIDGET (self->dialog));
  gtk_window_present (GTK_WINDOW (self->dialog));
  return GTK_WIDGET (self->dialog);
}
