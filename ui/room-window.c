/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/room-window.h"

#include "core/exercises/exercise-room.h"
#include "core/words.h"
#include "ui/parts.h"
#include "ui/room-screen.h"

#define WIDTH       1280
#define HEIGHT      720
#define LEAST_FONT  16      /* pixels */
#define USUAL_FONT  26      /* in a window of the usual size */

struct _RcRoomWindow
{
  GtkWindow       parent_instance;
  RcExerciseLive *live;
  GtkWidget      *stack;
  GtkWidget      *scroller;
  GtkWidget      *screen;       /* (nullable) */
  GtkCssProvider *provider;
  GtkWindowGroup *group;
  int             font;         /* pixels */
  guint           fitting;      /* the idle that sets another size of text */
};

enum
{
  PROP_BLANK = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (RcRoomWindow, rc_room_window, GTK_TYPE_WINDOW)

/* --- What is shown --- */

static RcExerciseRoom *
look (RcRoomWindow *self)
{
  const RcExercise *exercise = rc_exercise_live_peek (self->live);

  return exercise != NULL ? rc_exercise_room_view (exercise, 0, rc_exercise_live_peek_zone (self->live)) : NULL;
}

static void
show_all (RcRoomWindow *self)
{
  g_autoptr (RcExerciseRoom) room = look (self);

  if (room == NULL)
    return;

  self->screen = rc_room_screen_new (room, rc_exercise_live_peek (self->live)->setup->pack);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->screen);
}

static void
tick (RcRoomWindow *self)
{
  g_autoptr (RcExerciseRoom) room = self->screen != NULL ? look (self) : NULL;

  if (room != NULL)
    rc_room_screen_tick (self->screen, room);
}

gboolean
rc_room_window_is_blank (RcRoomWindow *self)
{
  return g_str_equal (gtk_stack_get_visible_child_name (GTK_STACK (self->stack)), "blank");
}

void
rc_room_window_set_blank (RcRoomWindow *self,
                          gboolean      is_blank)
{
  g_return_if_fail (RC_IS_ROOM_WINDOW (self));

  if (is_blank == rc_room_window_is_blank (self))
    return;
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), is_blank ? "blank" : "screen");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BLANK]);
}

/* --- Keys --- */

static gboolean
is_modifier (guint key)
{
  return (key >= GDK_KEY_Shift_L && key <= GDK_KEY_Hyper_R) || key == GDK_KEY_ISO_Level3_Shift;
}

static gboolean
key_pressed (GtkEventControllerKey *controller,
             guint                  key,
             guint                  code,
             GdkModifierType        modifiers,
             RcRoomWindow          *self)
{
  if (key == GDK_KEY_Escape)
    {
      rc_room_window_set_blank (self, TRUE);
      return TRUE;
    }
  if (key == GDK_KEY_F11)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "room.fullscreen", NULL);
      return TRUE;
    }
  if (!rc_room_window_is_blank (self) || is_modifier (key))
    return FALSE;

  rc_room_window_set_blank (self, FALSE);
  return TRUE;
}

static void
fullscreen_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  GtkWindow *window = GTK_WINDOW (widget);

  if (gtk_window_is_fullscreen (window))
    gtk_window_unfullscreen (window);
  else
    gtk_window_fullscreen (window);
}

/* --- The size of the text follows that of the window: it is read from the last row of chairs --- */

static gboolean
fit (gpointer data)
{
  RcRoomWindow *self = data;
  g_autofree char *css = g_strdup_printf ("window.room { font-size: %dpx; }", self->font);

  self->fitting = 0;
  gtk_css_provider_load_from_data (self->provider, css, -1);
  return G_SOURCE_REMOVE;
}

static void
rc_room_window_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  RcRoomWindow *self = RC_ROOM_WINDOW (widget);
  int font = MAX (LEAST_FONT, MIN (USUAL_FONT * width / WIDTH, USUAL_FONT * height / HEIGHT));

  GTK_WIDGET_CLASS (rc_room_window_parent_class)->size_allocate (widget, width, height, baseline);
  if (font == self->font)
    return;
  self->font = font;
  if (self->fitting == 0)
    self->fitting = g_idle_add (fit, self);
}

/* --- The window --- */

static void
rc_room_window_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  g_value_set_boolean (value, rc_room_window_is_blank (RC_ROOM_WINDOW (object)));
}

static void
rc_room_window_dispose (GObject *object)
{
  RcRoomWindow *self = RC_ROOM_WINDOW (object);

  g_clear_handle_id (&self->fitting, g_source_remove);
  if (self->live != NULL)
    g_signal_handlers_disconnect_by_data (self->live, self);
  if (self->provider != NULL)
    gtk_style_context_remove_provider_for_display (gtk_widget_get_display (GTK_WIDGET (self)), GTK_STYLE_PROVIDER (self->provider));
  g_clear_object (&self->provider);
  g_clear_object (&self->group);
  g_clear_object (&self->live);
  self->screen = NULL;
  G_OBJECT_CLASS (rc_room_window_parent_class)->dispose (object);
}

static void
rc_room_window_class_init (RcRoomWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = rc_room_window_get_property;
  G_OBJECT_CLASS (klass)->dispose = rc_room_window_dispose;
  properties[PROP_BLANK] = g_param_spec_boolean ("blank", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);
  widget_class->size_allocate = rc_room_window_size_allocate;
  gtk_widget_class_install_action (widget_class, "room.fullscreen", NULL, fullscreen_action);
}

/* Neutral: nothing tells that something is hidden. */
static GtkWidget *
make_blank (void)
{
  GtkWidget *label = gtk_label_new (_("Recount"));

  gtk_widget_add_css_class (label, "rc-muted");
  gtk_widget_set_halign (label, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  return label;
}

static void
rc_room_window_init (RcRoomWindow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_add_css_class (GTK_WIDGET (self), "recount");
  gtk_widget_add_css_class (GTK_WIDGET (self), "room");
  gtk_window_set_title (GTK_WINDOW (self), _("Room"));
  gtk_window_set_default_size (GTK_WINDOW (self), WIDTH, HEIGHT);
  /* A dialog of the Desk must not take the Room's keys away. */
  self->group = gtk_window_group_new ();
  gtk_window_group_add_window (self->group, GTK_WINDOW (self));
  self->provider = gtk_css_provider_new ();
  gtk_style_context_add_provider_for_display (gtk_widget_get_display (GTK_WIDGET (self)), GTK_STYLE_PROVIDER (self->provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
  self->stack = gtk_stack_new ();
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_stack_add_named (GTK_STACK (self->stack), self->scroller, "screen");
  gtk_stack_add_named (GTK_STACK (self->stack), make_blank (), "blank");
  gtk_window_set_child (GTK_WINDOW (self), self->stack);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
rc_room_window_new (RcExerciseLive *live)
{
  RcRoomWindow *self = g_object_new (RC_TYPE_ROOM_WINDOW, NULL);

  self->live = g_object_ref (live);
  g_signal_connect_swapped (live, "changed", G_CALLBACK (show_all), self);
  g_signal_connect_swapped (live, "ticked", G_CALLBACK (tick), self);
  show_all (self);
  return GTK_WIDGET (self);
}
