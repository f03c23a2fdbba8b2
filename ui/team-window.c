/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/team-window.h"

#include "core/date-words.h"
#include "core/words.h"
#include "ui/act-words.h"
#include "ui/form.h"
#include "ui/parts.h"
#include "ui/state-mark.h"

#define MARGIN         12
#define DEFAULT_WIDTH  1000
#define DEFAULT_HEIGHT 560
#define LEAST_WIDTH    680     /* as the list has it: an empty one would let its sentences become narrow, and the window high */
#define MAX_FAULTS     8u

struct _RcTeamWindow
{
  GtkWindow     parent_instance;
  RcSession    *session;
  GCancellable *reading;       /* (nullable) */
  RcTeam       *team;          /* (nullable): before the first reading */
  GtkWidget    *head;
  GtkWidget    *trouble;
  GtkWidget    *list;
};

G_DEFINE_FINAL_TYPE (RcTeamWindow, rc_team_window, GTK_TYPE_WINDOW)

/* --- Above the list --- */

static void
add_mark (RcTeamWindow *self,
          RcShape       shape,
          const char   *words)
{
  GtkWidget *mark = rc_state_mark_new (shape, words);

  rc_state_mark_set_wrap (RC_STATE_MARK (mark), TRUE);
  gtk_box_append (GTK_BOX (self->head), mark);
}

static char *
join_faults (const RcTeam *team)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MIN (team->faults->len, MAX_FAULTS); i++)
    {
      g_autofree char *entry = rc_count_words ((guint64) g_array_index (team->faults, gint64, i));

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", entry);
    }
  if (team->faults->len > MAX_FAULTS)
    g_string_append (text, " …");
  return g_string_free (text, FALSE);
}

static void
add_faults (RcTeamWindow *self)
{
  const RcTeam *team = self->team;
  g_autofree char *entries = join_faults (team);
  g_autofree char *words = NULL;

  if (team->faults->len == 0)
    return;
  /* Translators: %s is the number of the entry, or the numbers of the entries */
  words = g_strdup_printf (rc_words_plural ("Entry %s of the custody log is signed by nobody who was entered then, or by somebody whose role does not "
                                            "allow it.",
                                            "Entries %s of the custody log are signed by nobody who was entered then, or by somebody whose role does not "
                                            "allow it.", team->faults->len), entries);
  add_mark (self, RC_SHAPE_FAILED, words);
}

/* As whom whoever sits here works. */
static void
add_own (RcTeamWindow *self)
{
  const RcTeam *team = self->team;
  g_autofree char *name = team->own != NULL ? rc_parts_dup_name (team->own->member->name) : NULL;
  g_autofree char *words = NULL;
  GtkWidget *digits;

  if (team->own != NULL)
    {
      /* Translators: a name, and a role such as "reviewer" */
      words = g_strdup_printf (_("The key of this computer is entered as that of %1$s, %2$s."), name, rc_role_words (team->own->member->role));
      add_mark (self, RC_SHAPE_STATED, words);
    }
  else if (team->rows->len > 0)
    add_mark (self, RC_SHAPE_NOBODY_VOUCHES, team->own_key != NULL ? _("The key of this computer is that of nobody who is entered: what is done here is signed "
                                                                       "by no member.")
                                                                   : _("There is no key on this computer: what is done here is not signed."));
  if (team->own_key == NULL)
    return;
  digits = rc_form_digits_new (_("Your key, for others to enter you"), team->own_key, "copy-own-key");
  gtk_box_prepend (GTK_BOX (digits), rc_parts_text (_("Your key, for others to enter you"), "rc-muted"));
  gtk_box_append (GTK_BOX (self->head), digits);
}

static void
show_team (RcTeamWindow *self)
{
  const char *holder = rc_session_peek_holder (self->session);

  rc_parts_clear (self->head);
  if (!rc_session_is_writable (self->session))
    gtk_box_append (GTK_BOX (self->head), rc_parts_text (holder != NULL ? holder : _("The case is open for reading only."), NULL));
  add_faults (self);
  add_own (self);
  rc_register_view_set_entries (RC_REGISTER_VIEW (self->list), self->team->rows);
}

/* --- Reading --- */

static gpointer
look (RcCase          *case_file,
      RcRecordReader  *reader,
      gpointer         data,
      GCancellable    *cancellable,
      GError         **error)
{
  return rc_team_load (case_file, data != NULL, error);
}

typedef struct
{
  RcTeamWindow *window;
  GCancellable *cancellable;
} Reading;

static void
looked (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autofree Reading *reading = user_data;
  g_autoptr (RcTeamWindow) self = reading->window;
  g_autoptr (GCancellable) cancellable = reading->cancellable;
  g_autoptr (GError) error = NULL;
  g_autoptr (RcTeam) team = rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, &error);
  g_autoptr (RcTeam) before = NULL;
  g_autofree char *words = error != NULL ? rc_act_words_of_error (error) : NULL;

  /* The window was closed meanwhile, or another reading began. */
  if (self->reading != cancellable)
    return;
  g_clear_object (&self->reading);
  rc_form_set_trouble (self->trouble, words);
  if (team == NULL)
    return;
  before = g_steal_pointer (&self->team);
  self->team = g_steal_pointer (&team);
  show_team (self);
}

static void
load (RcTeamWindow *self)
{
  RcCaseQueue *queue = rc_session_peek_reader (self->session);
  gboolean may_act = rc_session_is_writable (self->session);
  Reading *reading;

  if (queue == NULL)
    return;
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  reading = g_new0 (Reading, 1);
  *reading = (Reading) { g_object_ref (self), g_object_ref (self->reading) };
  rc_case_queue_run_async (queue, look, GINT_TO_POINTER (may_act), NULL, (GDestroyNotify) rc_team_free, self->reading, looked, reading);
}

/* The case was put away: it may be opened again, and then in another session. */
static void
notified (RcSession    *session,
          GParamSpec   *pspec,
          RcTeamWindow *self)
{
  if (rc_session_peek_reader (session) == NULL)
    gtk_window_destroy (GTK_WINDOW (self));
}

gboolean
rc_team_window_is_settled (RcTeamWindow *self)
{
  return self->reading == NULL;
}

const RcTeam *
rc_team_window_peek_team (RcTeamWindow *self)
{
  return self->team;
}

/* --- The window --- */

static void
rc_team_window_dispose (GObject *object)
{
  RcTeamWindow *self = RC_TEAM_WINDOW (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (rc_team_window_parent_class)->dispose (object);
}

/* The list shows what the team has until the window is gone. */
static void
rc_team_window_finalize (GObject *object)
{
  RcTeamWindow *self = RC_TEAM_WINDOW (object);

  rc_team_free (self->team);
  G_OBJECT_CLASS (rc_team_window_parent_class)->finalize (object);
}

static void
rc_team_window_class_init (RcTeamWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rc_team_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = rc_team_window_finalize;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
rc_team_window_init (RcTeamWindow *self)
{
  gtk_window_set_title (GTK_WINDOW (self), _("People on This Case"));
  gtk_window_set_default_size (GTK_WINDOW (self), DEFAULT_WIDTH, DEFAULT_HEIGHT);
  gtk_widget_add_css_class (GTK_WIDGET (self), "recount");
  gtk_window_set_titlebar (GTK_WINDOW (self), gtk_header_bar_new ());
}

/* A box would complain: its list is a little higher where it is wide than it says where it is not asked for a width. */
static void
fill (RcTeamWindow *self)
{
  GtkWidget *grid = gtk_grid_new ();

  self->head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  rc_parts_set_margins (self->head, MARGIN);
  self->trouble = rc_form_trouble_new ();
  self->list = rc_register_view_new (self->session, rc_session_is_writable (self->session) ? &rc_team_register : &rc_team_register_reading);
  gtk_widget_set_hexpand (self->list, TRUE);
  gtk_widget_set_vexpand (self->list, TRUE);
  gtk_widget_set_size_request (grid, LEAST_WIDTH, -1);
  gtk_grid_attach (GTK_GRID (grid), self->head, 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), self->trouble, 0, 1, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), self->list, 0, 2, 1, 1);
  gtk_window_set_child (GTK_WINDOW (self), grid);
}

static GtkWidget *
find_window (GtkWindow *parent)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (RC_IS_TEAM_WINDOW (window) && parent != NULL && gtk_window_get_transient_for (window) == parent)
        return GTK_WIDGET (window);
    }
  return NULL;
}

GtkWidget *
rc_team_window_show (GtkWindow *parent,
                     RcSession *session)
{
  GtkWidget *window = find_window (parent);
  RcTeamWindow *self;

  if (window == NULL)
    {
      self = g_object_new (RC_TYPE_TEAM_WINDOW, NULL);
      window = GTK_WIDGET (self);
      rc_parts_set_parent (GTK_WINDOW (self), parent);
      self->session = g_object_ref (session);
      fill (self);
      g_signal_connect_object (session, "changed", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "notify::writable", G_CALLBACK (notified), self, 0);
      load (self);
    }
  gtk_window_present (GTK_WINDOW (window));
  return window;
}
