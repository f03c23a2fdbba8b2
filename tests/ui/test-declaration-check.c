/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "reports/declaration/declaration-folder.h"
#include "ui-fixture.h"
#include "ui/declaration-check-window.h"
#include "ui/declaration-sheet.h"
#include "ui/array-model.h"
#include "ui/folio-view.h"
#include "ui/folio-window.h"

/* Checking a declaration that was received: from its files, keyed in, and what is refused. */

typedef struct
{
  RcSession                *session;
  RcDeclarationCheckWindow *window;
  char                     *folder;     /* of a draft that was handed over */
} Test;

static gboolean
is_ready (gpointer data)
{
  return rc_declaration_check_window_is_ready (data);
}

static gboolean
is_folio_ready (gpointer data)
{
  return rc_folio_window_is_ready (data);
}

static void
write_draft (Test      *test,
             UiFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  RcCase *case_file = rc_case_open (fixture->case_path, TRUE, &error);
  const char * const languages[] = { "en", NULL };
  const RcDeclarationOrder order = { .system = "KreditCheck", .languages = languages, .state = RC_ISSUED_DRAFT };
  g_autoptr (RcDeclarationFolder) folder = NULL;

  g_assert_no_error (error);
  test->folder = g_build_filename (fixture->folder, "handed-over", NULL);
  folder = rc_declaration_folder_make (case_file, &order, &error);
  g_assert_no_error (error);
  g_assert_true (rc_declaration_folder_write (folder, test->folder, FALSE, &error));
  g_assert_no_error (error);
  g_assert_true (rc_case_close (case_file, &error));
}

static void
open_window (Test      *test,
             UiFixture *fixture)
{
  write_draft (test, fixture);
  test->session = ui_fixture_open_session (fixture);
  test->window = RC_DECLARATION_CHECK_WINDOW (rc_declaration_check_window_new (NULL, test->session));
  gtk_window_present (GTK_WINDOW (test->window));
  ui_fixture_settle (100);
}

static void
close_window (Test *test)
{
  ui_fixture_close_window (GTK_WIDGET (test->window));
  ui_fixture_close_session (test->session);
  g_free (test->folder);
}

static void
settle (Test *test)
{
  ui_fixture_settle (50);
  ui_fixture_wait (is_ready, test->window);
  ui_fixture_settle (100);
}

static void
check_file (Test       *test,
            const char *name)
{
  g_autofree char *path = g_build_filename (test->folder, name, NULL);

  rc_declaration_check_window_open (test->window, path);
  settle (test);
}

static void
assert_says (gpointer    within,
             const char *text)
{
  if (ui_fixture_find_label (GTK_WIDGET (within), text) == NULL)
    g_error ("it does not say “%s”", text);
}

static const RcLint *
find_lint (Test       *test,
           const char *id)
{
  GtkWidget *table = ui_fixture_find_type (ui_fixture_find (GTK_WIDGET (test->window), "declaration-points"), GTK_TYPE_COLUMN_VIEW);
  GListModel *model = G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (table)));

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, i);
      const RcDeclarationPoint *point = rc_array_item_peek (RC_ARRAY_ITEM (item));

      if (strcmp (point->lint->id, id) == 0)
        return point->lint;
    }
  g_error ("no point is “%s”", id);
}

static gboolean
is_result_shown (Test *test)
{
  return gtk_widget_get_mapped (ui_fixture_find (GTK_WIDGET (test->window), "declaration-points"));
}

static gboolean
is_in_list (Test *test)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (test->window));

  return focus != NULL && gtk_widget_is_ancestor (focus, ui_fixture_find (GTK_WIDGET (test->window), "declaration-points"));
}

static gpointer
find_folio (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GObject) window = g_list_model_get_item (windows, i);

      if (RC_IS_FOLIO_WINDOW (window))
        return window;
    }
  return NULL;
}

/* --- From files --- */

static void
test_twin (UiFixtureOf   *of,
           gconstpointer  data)
{
  Test test;

  open_window (&test, of->fixture);
  assert_says (test.window, "Nothing Was Looked For Yet");
  ui_fixture_pictures (GTK_WIDGET (test.window), "declaration-check-empty");
  check_file (&test, "declaration.xml");
  assert_says (test.window, "of “KreditCheck”");
  assert_says (test.window, "Read from its twin in XML");
  assert_says (test.window, "Mistake found: ");
  g_assert_cmpint (find_lint (&test, "DOC-8")->outcome, ==, RC_LINT_FAILED);
  g_assert_cmpint (find_lint (&test, "DL-01")->item, <=, RC_DECLARATION_ITEMS);
  /* Keys get past the sums, into the list. */
  gtk_window_set_focus (GTK_WINDOW (test.window), NULL);
  for (guint i = 0; i < 20 && !is_in_list (&test); i++)
    g_signal_emit_by_name (test.window, "move-focus", GTK_DIR_TAB_FORWARD);
  g_assert_true (is_in_list (&test));
  ui_fixture_pictures (GTK_WIDGET (test.window), "declaration-check");
  ui_fixture_tight_pictures (GTK_WIDGET (test.window), "declaration-check");
  close_window (&test);
}

/* What is printed on its pages was not read, and that is said. */
static void
test_pdf (UiFixtureOf   *of,
          gconstpointer  data)
{
  gpointer folio;
  Test test;

  open_window (&test, of->fixture);
  check_file (&test, "declaration-en.pdf");
  assert_says (test.window, "What is printed on its pages was not read");
  gtk_widget_activate_action (GTK_WIDGET (test.window), "check.page", NULL);
  folio = find_folio ();
  g_assert_nonnull (folio);
  ui_fixture_wait (is_folio_ready, folio);
  g_assert_nonnull (rc_folio_view_peek_folio (RC_FOLIO_VIEW (ui_fixture_find (folio, "view"))));
  ui_fixture_picture (folio, "declaration-check-page");
  gtk_window_destroy (folio);
  ui_fixture_settle (50);
  close_window (&test);
}

/* A file that is none leaves no result of the one before on the screen, and no page to print. */
static void
test_refused (UiFixtureOf   *of,
              gconstpointer  data)
{
  static const char * const contents[] = { "", "%PDF-1.7\nnothing", "<declaration", "{\"colour\": \"red\"}", "\xff\xfe\x01" };
  Test test;

  open_window (&test, of->fixture);
  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autofree char *path = g_build_filename (of->fixture->folder, "evil\xe2\x80\xae.xml", NULL);

      g_assert_true (g_file_set_contents (path, contents[i], -1, NULL));
      check_file (&test, "declaration.xml");
      assert_says (test.window, "of “KreditCheck”");
      rc_declaration_check_window_open (test.window, path);
      settle (&test);
      g_assert_true (gtk_widget_get_visible (ui_fixture_find (GTK_WIDGET (test.window), "trouble")));
      g_assert_null (ui_fixture_find_label (GTK_WIDGET (test.window), "of “KreditCheck”"));
      g_assert_false (gtk_widget_get_sensitive (ui_fixture_find (GTK_WIDGET (test.window), "check.page")));
      g_assert_null (ui_fixture_find_label (GTK_WIDGET (test.window), "\xe2\x80\xae"));
    }
  ui_fixture_picture (GTK_WIDGET (test.window), "declaration-check-refused");
  close_window (&test);
}

/* The page that is printed is of the bytes that were checked, whatever became of the file since. */
static void
test_same_bytes (UiFixtureOf   *of,
                 gconstpointer  data)
{
  g_autofree char *path = NULL;
  gpointer folio;
  Test test;

  open_window (&test, of->fixture);
  path = g_build_filename (test.folder, "declaration.xml", NULL);
  check_file (&test, "declaration.xml");
  g_assert_true (g_file_set_contents (path, "<other/>", -1, NULL));
  gtk_widget_activate_action (GTK_WIDGET (test.window), "check.page", NULL);
  folio = find_folio ();
  ui_fixture_wait (is_folio_ready, folio);
  g_assert_nonnull (rc_folio_view_peek_folio (RC_FOLIO_VIEW (ui_fixture_find (folio, "view"))));
  gtk_window_destroy (folio);
  ui_fixture_settle (50);
  close_window (&test);
}

/* --- Keyed in --- */

static void
test_keyed (UiFixtureOf   *of,
            gconstpointer  data)
{
  RcDeclarationKeyedForm *form;
  Test test;

  open_window (&test, of->fixture);
  form = rc_declaration_check_window_peek_form (test.window);
  gtk_widget_activate_action (GTK_WIDGET (test.window), "check.key-in", NULL);
  ui_fixture_settle (300);
  g_assert_false (is_result_shown (&test));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (test.window)), GTK_WIDGET (form)));
  ui_fixture_pictures (GTK_WIDGET (test.window), "declaration-keyed");
  ui_fixture_tight_pictures (GTK_WIDGET (test.window), "declaration-keyed");
  gtk_widget_activate_action (GTK_WIDGET (test.window), "check.keyed", NULL);
  settle (&test);
  assert_says (test.window, "Nothing was keyed in yet");

  rc_declaration_keyed_form_set_value (form, RC_DECLARATION_SYSTEM_NAME, "KreditCheck");
  rc_declaration_keyed_form_set_value (form, RC_DECLARATION_PROVIDER_NAME, "Nordhafen Bank AG (fictitious)");
  rc_declaration_keyed_form_set_value (form, RC_DECLARATION_DATE, "30.11.2026");
  gtk_widget_activate_action (GTK_WIDGET (test.window), "check.keyed", NULL);
  settle (&test);
  g_assert_true (gtk_widget_get_visible (ui_fixture_find (GTK_WIDGET (test.window), "trouble")));
  g_assert_false (is_result_shown (&test));

  rc_declaration_keyed_form_set_value (form, RC_DECLARATION_DATE, "2026-11-30");
  gtk_widget_activate_action (GTK_WIDGET (test.window), "check.keyed", NULL);
  settle (&test);
  ui_fixture_settle (300);
  g_assert_true (is_result_shown (&test));
  assert_says (test.window, "Keyed in beside the page by a person");
  g_assert_cmpint (find_lint (&test, "DOC-8")->outcome, ==, RC_LINT_FAILED);
  close_window (&test);
}

int
main (int    argc,
      char **argv)
{
  if (!ui_fixture_init (&argc, &argv))
    return 0;

#define ADD(name, test) g_test_add ("/declaration-check/" name, UiFixtureOf, NULL, ui_fixture_set_up_provider, test, ui_fixture_tear_down)
  ADD ("twin", test_twin);
  ADD ("pdf", test_pdf);
  ADD ("refused", test_refused);
  ADD ("same-bytes", test_same_bytes);
  ADD ("keyed", test_keyed);
  return g_test_run ();
}
