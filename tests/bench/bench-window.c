/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Times the beats of the main loop while the window works, as a person feels them.
 *
 *   bench-window scroll CASE [SECONDS]       the list of decisions: jumps to random places, small steps, and back to the ends
 *   bench-window import CASE PATH [SECONDS]  imports PATH into CASE while its list of decisions is scrolled; CASE is changed
 *
 * Wants a screen (xvfb-run). Prints for each stretch the longest gap between two beats, percentiles of all gaps, and how much of the
 * longest was work of the main thread itself: "NAME longest L p50 P p99 P p99.9 P work W ms, N over 50 ms".
 */

#include "config.h"

#include <gtk/gtk.h>
#include <locale.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "importers/importers.h"
#include "ui/decisions-page.h"
#include "ui/session.h"
#include "ui/ui.h"

#define BEAT_MS 1
#define SEED 7

typedef struct
{
  GArray *gaps;            /* of gint64: microseconds */
  gint64  last_us;
  gint64  last_work_us;
  gint64  longest_us;
  gint64  longest_work_us; /* of the longest gap */
} Heart;

static gint64
get_work (void)
{
  struct timespec work;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &work);
  return (gint64) work.tv_sec * G_USEC_PER_SEC + work.tv_nsec / 1000;
}

static gboolean
beat (gpointer data)
{
  Heart *self = data;
  gint64 now_us = g_get_monotonic_time ();
  gint64 work_us = get_work ();
  gint64 gap_us = now_us - self->last_us;

  if (self->last_us != 0)
    {
      g_array_append_val (self->gaps, gap_us);
      if (gap_us > self->longest_us)
        {
          self->longest_us = gap_us;
          self->longest_work_us = work_us - self->last_work_us;
        }
    }
  self->last_us = now_us;
  self->last_work_us = work_us;
  return G_SOURCE_CONTINUE;
}

static int
compare_gaps (gconstpointer a,
              gconstpointer b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return left < right ? -1 : left > right;
}

static double
percentile (const Heart *self,
            double       part)
{
  guint index = (guint) (part * (self->gaps->len - 1));

  return self->gaps->len > 0 ? (double) g_array_index (self->gaps, gint64, index) / 1000 : 0;
}

static void
tell (Heart      *self,
      const char *name)
{
  guint late = 0;

  g_array_sort (self->gaps, compare_gaps);
  for (guint i = 0; i < self->gaps->len; i++)
    late += g_array_index (self->gaps, gint64, i) > 50000;
  printf ("%s longest %.1f p50 %.1f p99 %.1f p99.9 %.1f work %.1f ms, %u over 50 ms\n", name, (double) self->longest_us / 1000,
          percentile (self, 0.5), percentile (self, 0.99), percentile (self, 0.999), (double) self->longest_work_us / 1000, late);
  fflush (stdout);
}

static void
run_for (gint64 milliseconds)
{
  gint64 until_us = g_get_monotonic_time () + milliseconds * 1000;

  while (g_get_monotonic_time () < until_us)
    g_main_context_iteration (NULL, TRUE);
}

/* --- Scrolling --- */

static GtkWidget *
find_type (GtkWidget *root,
           GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_type (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

typedef void (*Step) (GtkAdjustment *adjustment,
                      GRand         *random);

static void
jump (GtkAdjustment *adjustment,
      GRand         *random)
{
  gtk_adjustment_set_value (adjustment, g_rand_double (random) * gtk_adjustment_get_upper (adjustment));
}

static void
step (GtkAdjustment *adjustment,
      GRand         *random)
{
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + 60);
}

static void
end (GtkAdjustment *adjustment,
     GRand         *random)
{
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) < 1000 ? gtk_adjustment_get_upper (adjustment) : 0);
}

/* Another list in the same table. */
static void
turn (GtkAdjustment *adjustment,
      GRand         *random)
{
  g_autoptr (GtkWidget) window = g_list_model_get_item (gtk_window_get_toplevels (), 0);
  GtkToggleButton *order = GTK_TOGGLE_BUTTON (find_type (window, GTK_TYPE_TOGGLE_BUTTON));

  gtk_toggle_button_set_active (order, !gtk_toggle_button_get_active (order));
}

static void
beat_while (const char    *name,
            GtkAdjustment *adjustment,
            Step           move,
            gint64         pause_ms,
            gint64         milliseconds)
{
  Heart heart = { .gaps = g_array_new (FALSE, FALSE, sizeof (gint64)) };
  gint64 until_us = g_get_monotonic_time () + milliseconds * 1000;
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  guint source = g_timeout_add_full (G_PRIORITY_HIGH, BEAT_MS, beat, &heart, NULL);

  while (g_get_monotonic_time () < until_us)
    {
      if (move != NULL)
        move (adjustment, random);
      run_for (pause_ms);
    }
  g_source_remove (source);
  tell (&heart, name);
  g_array_unref (heart.gaps);
}

/* --- The window --- */

static void
opened (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!rc_session_open_finish (RC_SESSION (source), result, &error))
    {
      fprintf (stderr, "bench-window: %s\n", error->message);
      exit (2);
    }
  *(gboolean *) user_data = TRUE;
}

static void
closed (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  (void) rc_session_close_finish (RC_SESSION (source), result, NULL);
  *(gboolean *) user_data = TRUE;
}

static void
wait_for (const gboolean *flag)
{
  while (!*flag)
    g_main_context_iteration (NULL, TRUE);
}

static void
say (RcSession  *session,
     const char *sentence,
     gboolean    is_trouble,
     gpointer    data)
{
  printf ("%s\n", sentence);
}

static GtkAdjustment *
show_list (GtkWidget *window)
{
  GtkWidget *table = NULL;

  gtk_window_set_default_size (GTK_WINDOW (window), 1100, 760);
  gtk_window_present (GTK_WINDOW (window));
  while ((table = find_type (window, GTK_TYPE_COLUMN_VIEW)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (table));
}

static void
scroll (GtkAdjustment *adjustment,
        gint64         milliseconds)
{
  GtkWidget *window = g_list_model_get_item (gtk_window_get_toplevels (), 0);
  GtkColumnView *table = GTK_COLUMN_VIEW (find_type (window, GTK_TYPE_COLUMN_VIEW));

  beat_while ("counting", adjustment, NULL, 10, milliseconds);
  printf ("rows %u\n", g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (table))));
  beat_while ("jumps", adjustment, jump, 120, milliseconds);
  beat_while ("fast-jumps", adjustment, jump, 20, milliseconds);
  beat_while ("steps", adjustment, step, 16, milliseconds);
  beat_while ("ends", adjustment, end, 200, milliseconds);
  beat_while ("other-order", adjustment, turn, 600, milliseconds);
  g_object_unref (window);
}

static void
import (RcSession     *session,
        GtkAdjustment *adjustment,
        const char    *path,
        gint64         milliseconds)
{
  const char *paths[] = { path, NULL };
  gint64 begun_us = g_get_monotonic_time ();

  rc_session_import (session, paths);
  while (rc_session_is_busy (session))
    {
      beat_while ("importing-and-jumping", adjustment, jump, 200, milliseconds);
      if (rc_session_is_busy (session))
        beat_while ("importing", adjustment, NULL, 50, milliseconds);
    }
  printf ("import took %.1f s\n", (double) (g_get_monotonic_time () - begun_us) / G_USEC_PER_SEC);
}

int
main (int    argc,
      char **argv)
{
  gboolean is_import = argc >= 4 && strcmp (argv[1], "import") == 0;
  gint64 milliseconds = 1000 * (argc == (is_import ? 5 : 4) ? atoi (argv[argc - 1]) : 4);
  RcSession *session;
  GtkWidget *window;
  GtkAdjustment *adjustment;
  gboolean is_open = FALSE, is_closed = FALSE;

  if (argc < 3 || (!is_import && strcmp (argv[1], "scroll") != 0))
    {
      fputs ("bench-window scroll CASE [SECONDS] | import CASE PATH [SECONDS]\n", stderr);
      return 64;
    }

  setlocale (LC_ALL, "");
  if (sodium_init () < 0 || !gtk_init_check ())
    return 2;
  rc_importers_register_all ();
  rc_ui_init ();
  session = rc_session_new ();
  g_signal_connect (session, "said", G_CALLBACK (say), NULL);
  rc_session_open_async (session, argv[2], is_import, opened, &is_open);
  wait_for (&is_open);

  window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (window), rc_decisions_page_new (session));
  adjustment = show_list (window);
  if (is_import)
    import (session, adjustment, argv[3], milliseconds);
  else
    scroll (adjustment, milliseconds);

  gtk_window_destroy (GTK_WINDOW (window));
  rc_session_close_async (session, closed, &is_closed);
  wait_for (&is_closed);
  g_object_unref (session);
  return 0;
}
