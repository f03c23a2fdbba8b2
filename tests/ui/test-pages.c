/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "ui-fixture.h"
#include "ui/overview-page.h"
#include "ui/timeline-drawing.h"

typedef struct
{
  UiFixtureOf  of;
  RcSession   *session;
  GtkWidget   *window;
  GtkWidget   *page;
} PageTest;

static gboolean
is_settled (gpointer data)
{
  return rc_page_is_settled (RC_PAGE (data));
}

static void
open_page (PageTest  *test,
           GtkWidget *(*make) (RcSession *session))
{
  test->session = ui_fixture_open_session (test->of.fixture);
  test->page = make (test->session);
  test->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (test->window), 1100, 760);
  gtk_window_set_child (GTK_WINDOW (test->window), test->page);
  gtk_window_present (GTK_WINDOW (test->window));
  ui_fixture_wait (is_settled, test->page);
  ui_fixture_settle (100);
}

/* The same page in every scheme, for people to look at. */
static void
take_pictures (PageTest   *test,
               const char *name)
{
  GtkSettings *settings = gtk_widget_get_settings (test->window);
  g_autofree char *light = g_strdup_printf ("%s-light", name);
  g_autofree char *dark = g_strdup_printf ("%s-dark", name);
  g_autofree char *contrast = g_strdup_printf ("%s-high-contrast", name);

  ui_fixture_picture (test->page, light);
  g_object_set (settings, "gtk-application-prefer-dark-theme", TRUE, NULL);
  ui_fixture_settle (100);
  ui_fixture_picture (test->page, dark);
  g_object_set (settings, "gtk-application-prefer-dark-theme", FALSE, "gtk-theme-name", "Default-hc", NULL);
  ui_fixture_settle (100);
  ui_fixture_picture (test->page, contrast);
  gtk_settings_reset_property (settings, "gtk-theme-name");
  gtk_settings_reset_property (settings, "gtk-application-prefer-dark-theme");
}

static void
close_page (PageTest *test)
{
  g_object_add_weak_pointer (G_OBJECT (test->page), (gpointer *) &test->page);
  gtk_window_destroy (GTK_WINDOW (test->window));
  ui_fixture_close_session (test->session);
  ui_fixture_settle (20);
  g_assert_null (test->page);
}

static void
tear_down (PageTest      *test,
           gconstpointer  data)
{
  ui_fixture_tear_down (&test->of, NULL);
}

static void
set_up (PageTest      *test,
        gconstpointer  data)
{
  test->of.fixture = ui_fixture_new (UI_INFERENCES, (UiCaseFlags) GPOINTER_TO_INT (data));
}

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

static void
assert_says (PageTest   *test,
             const char *text)
{
  if (ui_fixture_find_label (test->page, text) == NULL)
    g_error ("the page does not say “%s”", text);
}

static void
assert_says_not (PageTest   *test,
                 const char *text)
{
  if (ui_fixture_find_label (test->page, text) != NULL)
    g_error ("the page says “%s”", text);
}

static gboolean
has_timeline (gpointer data)
{
  GtkWidget *drawing = find_type (data, RC_TYPE_TIMELINE_DRAWING);

  return drawing != NULL && gtk_widget_get_mapped (drawing);
}

/* --- Overview --- */

static void
test_overview_empty (PageTest      *test,
                     gconstpointer  data)
{
  open_page (test, rc_overview_page_new);
  assert_says (test, "No Evidence Yet");
  close_page (test);
}

static void
test_overview (PageTest      *test,
               gconstpointer  data)
{
  GtkWidget *drawing;

  open_page (test, rc_overview_page_new);
  assert_says (test, "300 decisions of the system, 1 April 2026 to 31 July 2026");
  assert_says (test, "no exception was noticed");
  assert_says (test, "Check passed, known key");
  assert_says (test, "21 of the 22 questions");
  assert_says (test, "ask the deployer for the incident register");
  assert_says_not (test, "Not checked yet");
  g_assert_null (ui_fixture_find_label (test->page, "INVALID"));

  ui_fixture_wait (has_timeline, test->page);
  drawing = find_type (test->page, RC_TYPE_TIMELINE_DRAWING);
  gtk_test_accessible_assert_role (drawing, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (drawing, GTK_ACCESSIBLE_PROPERTY_LABEL, "Timeline");
  g_assert_cmpint (rc_timeline_drawing_get_selected (RC_TIMELINE_DRAWING (drawing)), ==, -1);
  take_pictures (test, "overview");
  close_page (test);
}

static void
test_overview_not_checked (PageTest      *test,
                           gconstpointer  data)
{
  open_page (test, rc_overview_page_new);
  assert_says (test, "Nothing is checked yet");
  assert_says (test, "Not checked yet");
  assert_says_not (test, "Check passed");
  g_assert_true (gtk_widget_has_css_class (ui_fixture_find (test->page, "check-everything"), "suggested-action"));

  gtk_widget_activate_action (test->page, "overview.check", NULL);
  ui_fixture_wait_idle (test->session);
  ui_fixture_settle (50);
  ui_fixture_wait (is_settled, test->page);
  assert_says_not (test, "Nothing is checked yet");
  close_page (test);
}

static void
test_overview_faults (PageTest      *test,
                      gconstpointer  data)
{
  open_page (test, rc_overview_page_new);
  assert_says (test, "13 exceptions with a cause of their own");
  assert_says (test, "Check failed");
  ui_fixture_wait (has_timeline, test->page);
  ui_fixture_settle (50);
  take_pictures (test, "overview-faults");
  close_page (test);
}

#define ADD(path, flags, function) g_test_add (path, PageTest, GINT_TO_POINTER (flags), set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  if (!ui_fixture_init (&argc, &argv))
    return 0;

  ADD ("/pages/overview/empty", UI_CASE_EMPTY, test_overview_empty);
  ADD ("/pages/overview/whole", UI_CASE_WHOLE, test_overview);
  ADD ("/pages/overview/not-checked", UI_CASE_IMPORTED, test_overview_not_checked);
  ADD ("/pages/overview/faults", UI_CASE_WHOLE | UI_CASE_FAULTS, test_overview_faults);
  return g_test_run ();
}
