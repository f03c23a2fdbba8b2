/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/link-dialog.h"

#include "core/entity-list.h"
#include "core/identity-link.h"
#include "core/words.h"
#include "ui/act-words.h"
#include "ui/form.h"
#include "ui/parts.h"
#include "ui/reason-dialog.h"

/* More names than anybody reads through; the rest are found by recount-cli. */
#define MAX_NAMES 500u

/* The kinds that people link; the others have names of the world, or none. */
static const struct
{
  RcEntityKind  kind;
  const char   *words;
} kinds[] = {
  { RC_ENTITY_MODEL_VERSION, N_("Model version") },
  { RC_ENTITY_MODEL, N_("Model") },
  { RC_ENTITY_RUN, N_("Training run") },
  { RC_ENTITY_DATASET, N_("Data set") },
  { RC_ENTITY_COMMIT, N_("Code commit") },
  { RC_ENTITY_ENVIRONMENT, N_("Environment") },
  { RC_ENTITY_ENDPOINT, N_("Endpoint") },
  { RC_ENTITY_PERSON, N_("Person") },
};

typedef struct
{
  RcSession *session;
  GtkWidget *dialog;
  GtkWidget *kind;
  GtkWidget *first;
  GtkWidget *second;
  GtkWidget *reason;
  GtkWidget *note;       /* that not all names are listed */
  GtkWidget *trouble;
  GtkWidget *links;      /* those there are */
  GPtrArray *names;      /* (nullable) of RcNamedEntity: of the kind that is chosen */
  char      *wanted;     /* (nullable): name of the first thing */
} Linking;

static void
linking_free (gpointer data)
{
  Linking *self = data;

  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_object_unref (self->session);
  g_free (self->wanted);
  g_free (self);
}

static Linking *
linking_of (GtkWidget *dialog)
{
  return g_object_get_data (G_OBJECT (dialog), "linking");
}

static RcEntityKind
chosen_kind (const Linking *self)
{
  return kinds[MIN (gtk_drop_down_get_selected (GTK_DROP_DOWN (self->kind)), G_N_ELEMENTS (kinds) - 1)].kind;
}

/* --- What there is to link, and what is linked --- */

typedef struct
{
  RcEntityKind  kind;
  GPtrArray    *names;
  gboolean      is_complete;
  GPtrArray    *links;      /* of RcIdentityLink */
  GPtrArray    *sentences;  /* of char*: one for each link */
} Loaded;

static void
loaded_free (gpointer data)
{
  Loaded *self = data;

  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->links, g_ptr_array_unref);
  g_clear_pointer (&self->sentences, g_ptr_array_unref);
  g_free (self);
}

static char *
dup_sentence (RcCase                *case_file,
              const RcIdentityLink  *link,
              GError               **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  g_autoptr (RcEntity) entity = rc_entity_load (database, link->entity, error);
  g_autoptr (RcEntity) other = entity != NULL ? rc_entity_load (database, link->other, error) : NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *by = NULL;
  g_autofree char *reason = NULL;

  if (other == NULL)
    return NULL;

  first = rc_parts_dup_name (entity->name);
  second = rc_parts_dup_name (other->name);
  by = rc_parts_dup_name (link->by);
  reason = rc_parts_dup_name (link->reason);
  return g_strdup_printf (_("“%1$s” is “%2$s”: %3$s (%4$s)"), first, second, reason, by);
}

static gpointer
load (RcCase          *case_file,
      RcRecordReader  *reader,
      gpointer         data,
      GCancellable    *cancellable,
      GError         **error)
{
  Loaded *self = g_new0 (Loaded, 1);
  g_autoptr (GPtrArray) links = rc_identity_link_list (case_file, error);

  self->kind = *(const RcEntityKind *) data;
  self->sentences = g_ptr_array_new_with_free_func (g_free);
  self->links = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_identity_link_free);
  self->names = links != NULL ? rc_named_entity_list (case_file, self->kind, NULL, MAX_NAMES, &self->is_complete, error) : NULL;
  if (self->names == NULL)
    {
      loaded_free (self);
      return NULL;
    }

  g_ptr_array_set_free_func (links, NULL);
  for (guint i = 0; i < links->len; i++)
    {
      RcIdentityLink *link = g_ptr_array_index (links, i);
      char *sentence = link->withdrawn_us == RC_TIME_NONE ? dup_sentence (case_file, link, error) : NULL;

      if (sentence == NULL)
        {
          rc_identity_link_free (link);
          continue;
        }
      g_ptr_array_add (self->links, link);
      g_ptr_array_add (self->sentences, sentence);
    }
  return self;
}

static void reload (Linking *self);

typedef struct
{
  gint64  link;
  char   *reason;
} Withdrawal;

static void
withdrawal_free (gpointer data)
{
  Withdrawal *self = data;

  g_free (self->reason);
  g_free (self);
}

static gpointer
withdraw (RcCase          *case_file,
          RcRecordReader  *reader,
          gpointer         data,
          GCancellable    *cancellable,
          GError         **error)
{
  const Withdrawal *withdrawal = data;

  return rc_identity_link_withdraw (case_file, withdrawal->link, withdrawal->reason, error) ? case_file : NULL;
}

/* What is refused stays in the dialog, with all that was typed. */
static void
act_done (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  Linking *self = linking_of (dialog);
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  rc_form_set_busy (dialog, FALSE);
  if (rc_session_act_finish (RC_SESSION (source), result, &error) != NULL)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->reason), "");
      reload (self);
      return;
    }
  message = rc_act_words_of_error (error);
  rc_form_set_trouble (self->trouble, message);
}

static void
withdrawal_given (GObject    *owner,
                  const char *reason,
                  gpointer    data)
{
  Linking *self = linking_of (GTK_WIDGET (owner));
  Withdrawal *withdrawal = g_new0 (Withdrawal, 1);

  withdrawal->link = *(const gint64 *) data;
  withdrawal->reason = g_strdup (reason);
  rc_form_set_trouble (self->trouble, NULL);
  rc_form_set_busy (self->dialog, TRUE);
  rc_session_act_async (self->session, withdraw, withdrawal, withdrawal_free, NULL, act_done, g_object_ref (self->dialog));
}

static void
take_back (GtkButton *button,
           Linking   *self)
{
  rc_reason_dialog_show (self->dialog, &(RcReasonDialog) {
    .title = _("Take Link Back"),
    .message = _("The two names no longer count as one thing. That they were linked, and why not any more, stays in the custody log."),
    .verb = _("Take Back"),
    .asks_reason = TRUE,
    .given = withdrawal_given,
    .owner = G_OBJECT (self->dialog),
    .data = g_memdup2 (g_object_get_data (G_OBJECT (button), "link"), sizeof (gint64)),
    .data_free = g_free,
  });
}

static void
show_links (Linking      *self,
            const Loaded *loaded)
{
  rc_parts_clear (self->links);
  for (guint i = 0; i < loaded->links->len; i++)
    {
      const RcIdentityLink *link = g_ptr_array_index (loaded->links, i);
      GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
      GtkWidget *text = rc_parts_text (g_ptr_array_index (loaded->sentences, i), NULL);
      GtkWidget *button = gtk_button_new_with_label (_("Take Back…"));

      gtk_widget_set_hexpand (text, TRUE);
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      g_object_set_data_full (G_OBJECT (button), "link", g_memdup2 (&link->id, sizeof link->id), g_free);
      g_signal_connect (button, "clicked", G_CALLBACK (take_back), self);
      gtk_box_append (GTK_BOX (line), text);
      gtk_box_append (GTK_BOX (line), button);
      gtk_box_append (GTK_BOX (self->links), line);
    }
  if (loaded->links->len == 0)
    gtk_box_append (GTK_BOX (self->links), rc_parts_text (_("No two names are linked by hand."), "rc-muted"));
}

/* A name alone does not tell two of one name apart: where it is named stands behind it. */
static GListModel *
model_of (GPtrArray *names)
{
  GtkStringList *model = gtk_string_list_new (NULL);

  for (guint i = 0; i < names->len; i++)
    {
      const RcNamedEntity *named = g_ptr_array_index (names, i);
      g_autofree char *name = rc_parts_dup_name (named->entity->name);
      g_autofree char *source = rc_parts_dup_name (named->source != NULL ? named->source : "");
      g_autofree char *text = g_strdup_printf ("%s · %s", name, source);

      gtk_string_list_append (model, text);
    }
  return G_LIST_MODEL (model);
}

static void
look (Linking *self)
{
  g_autofree char *reason = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->reason))));
  guint first = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->first));
  guint second = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->second));

  gtk_dialog_set_response_sensitive (GTK_DIALOG (self->dialog), GTK_RESPONSE_OK,
                                     *reason != '\0' && self->names != NULL && first < self->names->len && second < self->names->len &&
                                     first != second);
}

static void
choose_first (Linking *self)
{
  for (guint i = 0; self->wanted != NULL && i < self->names->len; i++)
    {
      const RcNamedEntity *named = g_ptr_array_index (self->names, i);

      if (!g_str_equal (named->entity->name, self->wanted))
        continue;
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->first), i);
      return;
    }
}

static void
loaded (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  Linking *self = linking_of (dialog);
  g_autoptr (GError) error = NULL;
  Loaded *loaded = rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, &error);
  g_autofree char *message = NULL;

  if (loaded == NULL)
    {
      message = rc_act_words_of_error (error);
      rc_form_set_trouble (self->trouble, message);
      return;
    }

  if (loaded->kind == chosen_kind (self))
    {
      g_autoptr (GListModel) first = model_of (loaded->names);
      g_autoptr (GListModel) second = model_of (loaded->names);

      g_clear_pointer (&self->names, g_ptr_array_unref);
      self->names = g_steal_pointer (&loaded->names);
      gtk_drop_down_set_model (GTK_DROP_DOWN (self->first), first);
      gtk_drop_down_set_model (GTK_DROP_DOWN (self->second), second);
      gtk_widget_set_visible (self->note, !loaded->is_complete);
      choose_first (self);
      look (self);
    }
  show_links (self, loaded);
  loaded_free (loaded);
}

static void
reload (Linking *self)
{
  RcCaseQueue *reader = rc_session_peek_reader (self->session);
  RcEntityKind kind = chosen_kind (self);

  if (reader != NULL)
    rc_case_queue_run_async (reader, load, g_memdup2 (&kind, sizeof kind), g_free, loaded_free, NULL, loaded, g_object_ref (self->dialog));
}

/* --- Linking --- */

typedef struct
{
  gint64  first;
  gint64  second;
  char   *reason;
} Link;

static void
link_free (gpointer data)
{
  Link *self = data;

  g_free (self->reason);
  g_free (self);
}

static gpointer
link_two (RcCase          *case_file,
          RcRecordReader  *reader,
          gpointer         data,
          GCancellable    *cancellable,
          GError         **error)
{
  const Link *link = data;

  return rc_identity_link_add (case_file, link->first, link->second, link->reason, NULL, error) > 0 ? case_file : NULL;
}

static gint64
chosen (const Linking *self,
        GtkWidget     *drop_down)
{
  guint index = gtk_drop_down_get_selected (GTK_DROP_DOWN (drop_down));

  return ((const RcNamedEntity *) g_ptr_array_index (self->names, index))->entity->id;
}

static void
responded (GtkDialog *dialog,
           int        response,
           Linking   *self)
{
  Link *link;

  if (response != GTK_RESPONSE_OK)
    {
      gtk_window_destroy (GTK_WINDOW (dialog));
      return;
    }

  link = g_new0 (Link, 1);
  link->first = chosen (self, self->first);
  link->second = chosen (self, self->second);
  link->reason = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->reason))));
  rc_form_set_trouble (self->trouble, NULL);
  rc_form_set_busy (GTK_WIDGET (dialog), TRUE);
  rc_session_act_async (self->session, link_two, link, link_free, NULL, act_done, g_object_ref (dialog));
}

/* --- Fields --- */

static GtkWidget *
kind_new (Linking      *self,
          RcEntityKind  kind)
{
  GtkStringList *model = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      gtk_string_list_append (model, _(kinds[i].words));
      if (kinds[i].kind == kind)
        selected = i;
    }

  self->kind = gtk_drop_down_new (G_LIST_MODEL (model), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->kind), selected);
  g_signal_connect_swapped (self->kind, "notify::selected", G_CALLBACK (reload), self);
  return self->kind;
}

static GtkWidget *
name_new (Linking *self)
{
  GtkExpression *expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  GtkWidget *drop_down = gtk_drop_down_new (G_LIST_MODEL (gtk_string_list_new (NULL)), expression);

  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (drop_down), TRUE);
  g_signal_connect_swapped (drop_down, "notify::selected", G_CALLBACK (look), self);
  return drop_down;
}

static void
add_fields (Linking      *self,
            RcEntityKind  kind)
{
  GtkGrid *grid = rc_form_add_grid (GTK_DIALOG (self->dialog));

  rc_form_add_note (grid, _("The same thing is found by its fingerprint, or by the same name. Where two systems name one thing differently, you "
                            "can say so here, with a reason. It counts as the auditor's word, never as proof, and can be taken back."));
  rc_form_add_row (grid, _("_Kind"), kind_new (self, kind), "link-kind");
  self->first = name_new (self);
  rc_form_add_row (grid, _("_This"), self->first, "link-first");
  self->second = name_new (self);
  rc_form_add_row (grid, _("Is the _Same as"), self->second, "link-second");
  self->note = rc_form_add_note (grid, _("Only the first 500 names are listed; recount-cli link finds the others."));
  gtk_widget_set_visible (self->note, FALSE);
  self->reason = gtk_entry_new ();
  g_signal_connect_swapped (self->reason, "changed", G_CALLBACK (look), self);
  rc_form_add_row (grid, _("_Reason"), self->reason, "link-reason");
  self->trouble = rc_form_add_trouble (grid);
}

static void
add_links (Linking *self)
{
  GtkWidget *area = gtk_dialog_get_content_area (GTK_DIALOG (self->dialog));
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->links = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_name (self->links, "link-list");
  rc_parts_set_margins (self->links, 18);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->links);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), 110);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 160);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_box_append (GTK_BOX (area), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (area), scrolled);
}

GtkWidget *
rc_link_dialog_show (GtkWindow    *parent,
                     RcSession    *session,
                     RcEntityKind  kind,
                     const char   *name)
{
  GtkDialog *dialog = rc_form_dialog_new (parent, _("Link Two Names of One Thing"));
  Linking *self = g_new0 (Linking, 1);

  self->session = g_object_ref (session);
  self->dialog = GTK_WIDGET (dialog);
  self->wanted = g_strdup (name);
  g_object_set_data_full (G_OBJECT (dialog), "linking", self, linking_free);
  add_fields (self, kind);
  add_links (self);
  gtk_dialog_add_button (dialog, _("_Close"), GTK_RESPONSE_CLOSE);
  gtk_dialog_add_button (dialog, _("_Link"), GTK_RESPONSE_OK);
  gtk_dialog_set_default_response (dialog, GTK_RESPONSE_OK);
  gtk_dialog_set_response_sensitive (dialog, GTK_RESPONSE_OK, FALSE);
  g_signal_connect (dialog, "response", G_CALLBACK (responded), self);
  reload (self);
  gtk_window_present (GTK_WINDOW (dialog));
  return GTK_WIDGET (dialog);
}
