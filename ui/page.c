/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/page.h"

#include "core/words.h"
#include "ui/act-words.h"

#define QUIET_MS 200     /* shorter than this, waiting is not spoken of */

typedef struct
{
  RcSession    *session;
  GtkWidget    *stack;
  GtkWidget    *content_box;
  GtkWidget    *partial_bar;
  GtkWidget    *partial_label;
  GtkWidget    *spinner;
  GtkWidget    *empty_title;
  GtkWidget    *empty_sentence;
  GtkWidget    *empty_button;
  GtkWidget    *other_button;
  GtkWidget    *failed_sentence;
  GCancellable *cancellable;   /* of what is loading */
  guint         quiet;         /* the timeout that ends the quiet */
  guint         more;          /* the tick that fills the rest of a long content */
  gulong        changed;
  gboolean      is_stale;
} RcPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (RcPage, rc_page, GTK_TYPE_WIDGET)

enum
{
  PROP_SESSION = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

static void begin_loading (RcPage *self);

static RcPagePrivate *
get (RcPage *self)
{
  return rc_page_get_instance_private (self);
}

static void
show_state (RcPage     *self,
            const char *name)
{
  RcPagePrivate *priv = get (self);

  gtk_stack_set_visible_child_name (GTK_STACK (priv->stack), name);
  gtk_spinner_set_spinning (GTK_SPINNER (priv->spinner), g_str_equal (name, "loading"));
}

static void
end_quiet (RcPage *self)
{
  g_clear_handle_id (&get (self)->quiet, g_source_remove);
}

static gboolean
quiet_ended (gpointer data)
{
  RcPagePrivate *priv = get (data);

  priv->quiet = 0;
  /* What was loaded before stays readable until it is replaced. */
  if (!g_str_equal (gtk_stack_get_visible_child_name (GTK_STACK (priv->stack)), "content"))
    show_state (data, "loading");
  return G_SOURCE_REMOVE;
}

static void
show_failed (RcPage       *self,
             const GError *error)
{
  g_autofree char *message = rc_act_words_of_error (error);
  g_autofree char *sentence = g_strdup_printf (_("This page could not be read from the case: %s"), message);

  gtk_label_set_text (GTK_LABEL (get (self)->failed_sentence), sentence);
  show_state (self, "failed");
}

static gboolean
show_more (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       data)
{
  RcPage *self = RC_PAGE (widget);

  if (RC_PAGE_GET_CLASS (self)->show_more (self))
    return G_SOURCE_CONTINUE;
  get (self)->more = 0;
  return G_SOURCE_REMOVE;
}

static void
show_answer (RcPage   *self,
             gpointer  answer)
{
  RcPagePrivate *priv = get (self);
  RcPageClass *klass = RC_PAGE_GET_CLASS (self);

  klass->show (self, answer);
  if (klass->show_more != NULL && priv->more == 0)
    priv->more = gtk_widget_add_tick_callback (GTK_WIDGET (self), show_more, NULL, NULL);
}

static void
loaded (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (RcPage) self = user_data;
  RcPagePrivate *priv = get (self);
  g_autoptr (GError) error = NULL;
  gpointer answer = rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, &error);
  gboolean is_gone = priv->cancellable == NULL;

  g_clear_object (&priv->cancellable);
  end_quiet (self);
  if (is_gone)
    g_clear_pointer (&answer, RC_PAGE_GET_CLASS (self)->result_free);
  else if (answer != NULL)
    show_answer (self, answer);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    show_failed (self, error);
  if (!is_gone && priv->is_stale && gtk_widget_get_mapped (GTK_WIDGET (self)))
    begin_loading (self);
}

static void
begin_loading (RcPage *self)
{
  RcPagePrivate *priv = get (self);
  RcPageClass *klass = RC_PAGE_GET_CLASS (self);
  RcCaseQueue *reader = rc_session_peek_reader (priv->session);

  if (reader == NULL)
    return;

  priv->is_stale = FALSE;
  priv->cancellable = g_cancellable_new ();
  end_quiet (self);
  priv->quiet = g_timeout_add (QUIET_MS, quiet_ended, self);
  rc_case_queue_run_async (reader, klass->load, klass->dup_request != NULL ? klass->dup_request (self) : NULL, klass->request_free,
                           klass->result_free, priv->cancellable, loaded, g_object_ref (self));
}

void
rc_page_reload (RcPage *self)
{
  RcPagePrivate *priv = get (self);

  g_return_if_fail (RC_IS_PAGE (self));

  priv->is_stale = TRUE;
  if (priv->session != NULL && priv->cancellable == NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    begin_loading (self);
}

static void
rc_page_map (GtkWidget *widget)
{
  RcPagePrivate *priv = get (RC_PAGE (widget));

  GTK_WIDGET_CLASS (rc_page_parent_class)->map (widget);
  if (priv->is_stale && priv->cancellable == NULL)
    begin_loading (RC_PAGE (widget));
}

RcSession *
rc_page_get_session (RcPage *self)
{
  return get (self)->session;
}

void
rc_page_set_content (RcPage    *self,
                     GtkWidget *content)
{
  gtk_widget_set_vexpand (content, TRUE);
  gtk_box_append (GTK_BOX (get (self)->content_box), content);
}

void
rc_page_show_content (RcPage     *self,
                      const char *partial)
{
  RcPagePrivate *priv = get (self);

  gtk_label_set_text (GTK_LABEL (priv->partial_label), partial != NULL ? partial : "");
  gtk_widget_set_visible (priv->partial_bar, partial != NULL);
  /* A stack asks all its children how they take their size, and GTK would remember that of a content that is still empty. */
  if (gtk_widget_get_parent (priv->content_box) == NULL)
    gtk_stack_add_named (GTK_STACK (priv->stack), priv->content_box, "content");
  show_state (self, "content");
}

void
rc_page_show_empty (RcPage     *self,
                    const char *title,
                    const char *sentence,
                    const char *button,
                    const char *action)
{
  RcPagePrivate *priv = get (self);

  gtk_label_set_text (GTK_LABEL (priv->empty_title), title);
  gtk_label_set_text (GTK_LABEL (priv->empty_sentence), sentence);
  gtk_widget_set_visible (priv->empty_button, button != NULL);
  if (button != NULL)
    {
      gtk_button_set_label (GTK_BUTTON (priv->empty_button), button);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (priv->empty_button), action);
    }
  show_state (self, "empty");
}

void
rc_page_set_other_step (RcPage     *self,
                        const char *button,
                        const char *action)
{
  RcPagePrivate *priv = get (self);

  gtk_button_set_label (GTK_BUTTON (priv->other_button), button);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (priv->other_button), action);
  gtk_widget_set_visible (priv->other_button, TRUE);
}

gboolean
rc_page_is_settled (RcPage *self)
{
  RcPagePrivate *priv = get (self);

  return priv->cancellable == NULL && !priv->is_stale && priv->more == 0;
}

/* --- The object --- */

static GtkWidget *
make_sentence (const char *text,
               const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 60);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
make_middle (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_start (box, 24);
  gtk_widget_set_margin_end (box, 24);
  return box;
}

static void
add_loading (RcPagePrivate *priv)
{
  GtkWidget *box = make_middle ();

  priv->spinner = gtk_spinner_new ();
  gtk_widget_set_size_request (priv->spinner, 32, 32);
  gtk_box_append (GTK_BOX (box), priv->spinner);
  gtk_box_append (GTK_BOX (box), make_sentence (_("Reading the case…"), "rc-muted"));
  gtk_stack_add_named (GTK_STACK (priv->stack), box, "loading");
}

static void
add_empty (RcPagePrivate *priv)
{
  GtkWidget *box = make_middle ();

  priv->empty_title = make_sentence ("", "title-2");
  priv->empty_sentence = make_sentence ("", "body");
  priv->empty_button = gtk_button_new ();
  gtk_widget_set_halign (priv->empty_button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (priv->empty_button, "suggested-action");
  gtk_box_append (GTK_BOX (box), priv->empty_title);
  gtk_box_append (GTK_BOX (box), priv->empty_sentence);
  gtk_box_append (GTK_BOX (box), priv->empty_button);
  priv->other_button = gtk_button_new ();
  gtk_widget_set_halign (priv->other_button, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (priv->other_button, FALSE);
  gtk_box_append (GTK_BOX (box), priv->other_button);
  gtk_stack_add_named (GTK_STACK (priv->stack), box, "empty");
}

static void
add_failed (RcPagePrivate *priv)
{
  GtkWidget *box = make_middle ();
  GtkWidget *button = gtk_button_new_with_label (_("Try Again"));

  priv->failed_sentence = make_sentence ("", "body");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "page.reload");
  gtk_box_append (GTK_BOX (box), make_sentence (_("Not Read"), "title-2"));
  gtk_box_append (GTK_BOX (box), priv->failed_sentence);
  gtk_box_append (GTK_BOX (box), button);
  gtk_stack_add_named (GTK_STACK (priv->stack), box, "failed");
}

static void
add_content (RcPagePrivate *priv)
{
  priv->content_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  priv->partial_bar = gtk_info_bar_new ();
  priv->partial_label = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (priv->partial_label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (priv->partial_label), 0);
  gtk_info_bar_add_child (GTK_INFO_BAR (priv->partial_bar), priv->partial_label);
  gtk_widget_set_visible (priv->partial_bar, FALSE);
  gtk_box_append (GTK_BOX (priv->content_box), priv->partial_bar);
  g_object_ref_sink (priv->content_box);
}

static void
reload_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  rc_page_reload (RC_PAGE (widget));
}

static void
rc_page_set_property (GObject      *object,
                      guint         id,
                      const GValue *value,
                      GParamSpec   *pspec)
{
  RcPagePrivate *priv = get (RC_PAGE (object));

  if (id != PROP_SESSION)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  priv->session = g_value_dup_object (value);
  if (priv->session != NULL)
    priv->changed = g_signal_connect_swapped (priv->session, "changed", G_CALLBACK (rc_page_reload), object);
}

static void
rc_page_dispose (GObject *object)
{
  RcPagePrivate *priv = get (RC_PAGE (object));

  end_quiet (RC_PAGE (object));
  if (priv->more != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (object), priv->more);
  priv->more = 0;
  if (priv->cancellable != NULL)
    g_cancellable_cancel (priv->cancellable);
  g_clear_object (&priv->cancellable);
  if (priv->session != NULL)
    g_clear_signal_handler (&priv->changed, priv->session);
  g_clear_object (&priv->session);
  g_clear_pointer (&priv->stack, gtk_widget_unparent);
  g_clear_object (&priv->content_box);
  G_OBJECT_CLASS (rc_page_parent_class)->dispose (object);
}

static void
rc_page_class_init (RcPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = rc_page_set_property;
  object_class->dispose = rc_page_dispose;
  widget_class->map = rc_page_map;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, RC_TYPE_SESSION,
                                                  G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_install_action (widget_class, "page.reload", NULL, reload_action);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "page");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
rc_page_init (RcPage *self)
{
  RcPagePrivate *priv = get (self);

  priv->is_stale = TRUE;
  priv->stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (priv->stack), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (priv->stack), FALSE);
  gtk_widget_set_parent (priv->stack, GTK_WIDGET (self));
  /* Nothing is said while nothing is known yet. */
  gtk_stack_add_named (GTK_STACK (priv->stack), gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), "quiet");
  add_loading (priv);
  add_empty (priv);
  add_failed (priv);
  add_content (priv);
}
