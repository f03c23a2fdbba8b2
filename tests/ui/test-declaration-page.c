/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/custody-list.h"
#include "core/issued/issued.h"
#include "core/systems/system.h"
#include "ui-fixture.h"
#include "ui/data-table.h"
#include "ui/array-model.h"
#include "ui/declaration-page.h"
#include "ui/declaration-sheet.h"
#include "ui/folio-view.h"
#include "ui/folio-window.h"
#include "ui/register-form.h"

/* The page of the declaration: what stands there right after the import, what an officer enters and takes back, and what it takes to be frozen. */

typedef struct
{
  RcSession *session;
  GtkWidget *window;
  GtkWidget *page;
} Test;

static gboolean
is_settled (gpointer data)
{
  return rc_page_is_settled (data);
}

static void
settle (Test *test)
{
  ui_fixture_settle (200);
  ui_fixture_wait (is_settled, test->page);
  ui_fixture_settle (50);
}

static void
open_page (Test      *test,
           UiFixture *fixture)
{
  test->session = ui_fixture_open_session (fixture);
  test->window = gtk_window_new ();
  test->page = rc_declaration_page_new (test->session);
  gtk_widget_add_css_class (test->window, "recount");
  gtk_window_set_default_size (GTK_WINDOW (test->window), 1200, 760);
  gtk_window_set_child (GTK_WINDOW (test->window), test->page);
  gtk_window_present (GTK_WINDOW (test->window));
  settle (test);
}

static void
close_page (Test *test)
{
  ui_fixture_close_window (test->window);
  ui_fixture_close_session (test->session);
}

static void
assert_says (GtkWidget  *within,
             const char *text)
{
  if (ui_fixture_find_label (within, text) == NULL)
    g_error ("it does not say “%s”", text);
}

static void
assert_silent (GtkWidget  *within,
               const char *text)
{
  if (ui_fixture_find_label (within, text) != NULL)
    g_error ("it says “%s”", text);
}

/* Selects the first line of the list for which @matches answers TRUE. */
static gpointer
choose_line (Test       *test,
             const char *name,
             gboolean  (*matches) (gconstpointer line,
                                   const char   *wanted),
             const char *wanted)
{
  GtkWidget *view = ui_fixture_find (test->page, name);
  GtkWidget *table = ui_fixture_find_type (view, GTK_TYPE_COLUMN_VIEW);
  GListModel *model = G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (table)));

  rc_declaration_page_show_list (RC_DECLARATION_PAGE (test->page), name);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, i);
      gpointer line = rc_array_item_peek (RC_ARRAY_ITEM (item));

      if (!matches (line, wanted))
        continue;
      rc_data_table_select (table, i);
      ui_fixture_settle (50);
      return line;
    }
  g_error ("no line is “%s”", wanted);
}

static gboolean
has_field (gconstpointer  line,
           const char    *wanted)
{
  const RcDeclarationRow *row = line;

  return row->kind == RC_DECLARATION_ROW_FIELD && strcmp (rc_declaration_field_to_name (row->field), wanted) == 0;
}

static gboolean
has_title (gconstpointer  line,
           const char    *wanted)
{
  return strcmp (((const RcDeclarationRow *) line)->title, wanted) == 0;
}

static gboolean
has_id (gconstpointer  line,
        const char    *wanted)
{
  return strcmp (((const RcDeclarationPoint *) line)->lint->id, wanted) == 0;
}

static gboolean
has_code (gconstpointer  line,
          const char    *wanted)
{
  return strcmp (((const RcDeclarationTongue *) line)->code, wanted) == 0;
}

static const RcDeclarationRow *
choose_field (Test       *test,
              const char *name)
{
  return choose_line (test, "declaration-items", has_field, name);
}

static void
press (Test       *test,
       const char *list,
       const char *act)
{
  GtkWidget *button = ui_fixture_find (ui_fixture_find (test->page, list), act);

  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  ui_fixture_settle (100);
}

static void
answer (Test      *test,
        GtkWidget *dialog)
{
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  settle (test);
  if (ui_fixture_find_dialog () != NULL)
    g_error ("refused: %s", gtk_label_get_text (GTK_LABEL (ui_fixture_find (ui_fixture_find_dialog (), "trouble"))));
}

static void
enter (Test       *test,
       const char *field,
       const char *value)
{
  GtkWidget *dialog;

  choose_field (test, field);
  press (test, "declaration-items", "declaration-enter");
  dialog = ui_fixture_find_dialog ();
  g_assert_nonnull (dialog);
  rc_register_form_set_value (rc_register_form_of (dialog), "declaration-value", value);
  answer (test, dialog);
}

static RcLintOutcome
outcome_of (Test       *test,
            const char *id)
{
  const RcDeclarationPoint *point = choose_line (test, "declaration-points", has_id, id);

  return point->lint->outcome;
}

/* --- What stands there --- */

static void
test_demo (UiFixtureOf   *of,
           gconstpointer  data)
{
  const RcDeclarationRow *row;
  Test test;

  open_page (&test, of->fixture);
  assert_says (test.page, "EU Declaration of Conformity");
  assert_says (test.page, "not stated yet");
  row = choose_field (&test, "system-name");
  g_assert_cmpstr (row->value, ==, "KreditCheck");
  g_assert_cmpuint (row->item, ==, 1);
  row = choose_field (&test, "provider-name");
  g_assert_nonnull (strstr (row->value, "Nordhafen Bank"));
  g_assert_true (g_str_has_prefix (row->origin, "From E-"));
  g_assert_false (row->is_entered);
  row = choose_field (&test, "date");
  g_assert_cmpstr (row->value, ==, "");
  g_assert_cmpstr (row->origin, ==, "Not stated yet");
  g_assert_cmpint (row->shape, ==, RC_SHAPE_NOTHING);
  assert_says (ui_fixture_find (test.page, "declaration-items"), "What the item asks for");
  row = choose_field (&test, "change-plan");
  g_assert_cmpstr (row->origin, ==, "Not stated, and not needed");
  row = choose_line (&test, "declaration-items", has_title, "Sentence that is printed");
  g_assert_cmpuint (row->item, ==, 3);
  g_assert_cmpint (row->shape, ==, RC_SHAPE_NOTE);
  choose_field (&test, "provider-name");
  ui_fixture_pictures (test.window, "declaration");
  ui_fixture_tight_pictures (test.window, "declaration");
  choose_line (&test, "declaration-points", has_id, "DOC-8");
  assert_says (ui_fixture_find (test.page, "declaration-points"), "Mistake found");
  ui_fixture_pictures (test.window, "declaration-points");
  ui_fixture_tight_pictures (test.window, "declaration-points");
  choose_line (&test, "declaration-languages", has_code, "de");
  ui_fixture_pictures (test.window, "declaration-languages");
  ui_fixture_tight_pictures (test.window, "declaration-languages");
  close_page (&test);
}

/* What was not looked for has no shape of something that was. */
static void
test_shapes (void)
{
  g_assert_cmpint (rc_declaration_lint_shape (RC_LINT_PASSED), ==, RC_SHAPE_PASSED);
  g_assert_cmpint (rc_declaration_lint_shape (RC_LINT_FAILED), ==, RC_SHAPE_FAILED);
  g_assert_cmpint (rc_declaration_lint_shape (RC_LINT_NOT_CHECKED), ==, RC_SHAPE_UNCHECKED);
  g_assert_cmpint (rc_declaration_lint_shape (RC_LINT_NOT_APPLICABLE), ==, RC_SHAPE_NOT_APPLICABLE);
}

/* --- What is entered --- */

static void
test_enter (UiFixtureOf   *of,
            gconstpointer  data)
{
  const RcDeclarationRow *row;
  GtkWidget *dialog;
  Test test;

  open_page (&test, of->fixture);
  g_assert_cmpint (outcome_of (&test, "DOC-8"), ==, RC_LINT_FAILED);
  choose_field (&test, "date");
  press (&test, "declaration-items", "declaration-enter");
  dialog = ui_fixture_find_dialog ();
  g_assert_false (gtk_widget_get_sensitive (gtk_dialog_get_widget_for_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK)));
  g_assert_true (gtk_widget_mnemonic_activate (ui_fixture_find (dialog, "declaration-value"), FALSE));
  rc_register_form_set_value (rc_register_form_of (dialog), "declaration-value", "tomorrow");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  settle (&test);
  g_assert_true (ui_fixture_find_dialog () == dialog);
  assert_says (dialog, "a day like 2026-11-30");
  ui_fixture_pictures (dialog, "declaration-dialog");
  rc_register_form_set_value (rc_register_form_of (dialog), "declaration-value", "2026-11-30");
  answer (&test, dialog);
  row = choose_field (&test, "date");
  g_assert_cmpstr (row->value, ==, "2026-11-30");
  g_assert_true (row->is_entered);
  g_assert_true (g_str_has_prefix (row->origin, "Entered by A. Auditor"));

  enter (&test, "place", "Nordhafen");
  enter (&test, "signatory", "Zoë Ångström (fictitious)");
  enter (&test, "function", "Head of Model Risk");
  enter (&test, "on-behalf-of", "Nordhafen Bank AG (fictitious)");
  /* Whether it is signed is not known yet. */
  g_assert_cmpint (outcome_of (&test, "DOC-8"), ==, RC_LINT_NOT_CHECKED);

  choose_field (&test, "date");
  press (&test, "declaration-items", "declaration-take-back");
  settle (&test);
  row = choose_field (&test, "date");
  g_assert_cmpstr (row->value, ==, "");
  g_assert_false (row->is_entered);
  g_assert_cmpint (outcome_of (&test, "DOC-8"), ==, RC_LINT_FAILED);
  close_page (&test);
}

/* Over what a record says; what the record says stays beside it. */
static void
test_differs (UiFixtureOf   *of,
              gconstpointer  data)
{
  const RcDeclarationRow *row;
  Test test;

  open_page (&test, of->fixture);
  enter (&test, "provider-name", "Südhafen Bank (fictitious)\xe2\x80\xae");
  row = choose_field (&test, "provider-name");
  g_assert_true (g_str_has_prefix (row->value, "Südhafen Bank"));
  g_assert_null (strstr (row->value, "\xe2\x80\xae"));
  g_assert_nonnull (row->differs);
  g_assert_nonnull (strstr (row->differs, "Nordhafen Bank"));
  assert_says (ui_fixture_find (test.page, "declaration-items"), "Another record or statement says otherwise");
  ui_fixture_picture (test.window, "declaration-differs");
  close_page (&test);
}

static void
test_act_and_standard (UiFixtureOf   *of,
                       gconstpointer  data)
{
  RcRegisterForm *form;
  Test test;

  open_page (&test, of->fixture);
  choose_line (&test, "declaration-items", has_title, "Other Union law");
  press (&test, "declaration-items", "declaration-add-act");
  form = rc_register_form_of (ui_fixture_find_dialog ());
  rc_register_form_set_value (form, "declaration-number", "Regulation (EU) 2099/1 (fictitious)");
  rc_register_form_set_value (form, "declaration-title", "Fictitious Act <b>&amp;</b>");
  answer (&test, ui_fixture_find_dialog ());
  choose_line (&test, "declaration-items", has_title, "Another Union act");
  assert_says (ui_fixture_find (test.page, "declaration-items"), "Fictitious Act <b>&amp;</b>");

  choose_line (&test, "declaration-items", has_title, "Standards and specifications");
  press (&test, "declaration-items", "declaration-add-standard");
  form = rc_register_form_of (ui_fixture_find_dialog ());
  rc_register_form_set_value (form, "declaration-reference", "EN 18286:2026");
  rc_register_form_set_value (form, "declaration-oj", "OJ L, 2099/1 (fictitious)");
  gtk_dialog_response (GTK_DIALOG (ui_fixture_find_dialog ()), GTK_RESPONSE_OK);
  settle (&test);
  assert_says (ui_fixture_find_dialog (), "a date with its reference");
  rc_register_form_set_value (form, "declaration-oj", "");
  answer (&test, ui_fixture_find_dialog ());
  choose_line (&test, "declaration-items", has_title, "Other specification, no presumption of conformity");
  press (&test, "declaration-items", "declaration-take-back");
  settle (&test);
  assert_silent (ui_fixture_find (test.page, "declaration-items"), "EN 18286:2026");
  close_page (&test);
}

/* --- Languages --- */

static void
test_languages (UiFixtureOf   *of,
                gconstpointer  data)
{
  const RcDeclarationTongue *tongue;
  Test test;

  open_page (&test, of->fixture);
  tongue = choose_line (&test, "declaration-languages", has_code, "fi");
  g_assert_false (tongue->is_written);
  press (&test, "declaration-languages", "declaration-write");
  settle (&test);
  tongue = choose_line (&test, "declaration-languages", has_code, "fi");
  g_assert_true (tongue->is_written);
  g_assert_true (tongue->awaits_check);
  press (&test, "declaration-languages", "declaration-check-words");
  answer (&test, ui_fixture_find_dialog ());
  tongue = choose_line (&test, "declaration-languages", has_code, "fi");
  g_assert_true (tongue->is_written);
  g_assert_true (tongue->is_confirmed);
  g_assert_false (tongue->awaits_check);
  press (&test, "declaration-languages", "declaration-uncheck-words");
  answer (&test, ui_fixture_find_dialog ());
  press (&test, "declaration-languages", "declaration-leave-out");
  settle (&test);
  tongue = choose_line (&test, "declaration-languages", has_code, "fi");
  g_assert_false (tongue->is_written);
  g_assert_true (tongue->awaits_check);
  close_page (&test);
}

/* --- What is made of it --- */

static gboolean
is_ready (gpointer data)
{
  return rc_folio_window_is_ready (data);
}

static gpointer
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GObject) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type))
        return window;
    }
  return NULL;
}

static void
heard (RcSession  *session,
       const char *sentence,
       gboolean    is_trouble,
       int        *out_trouble)
{
  *out_trouble = is_trouble;
}

static gboolean
is_heard (gpointer data)
{
  return *(int *) data >= 0;
}

/* Writes it, and waits until it is said what came of it. Answers whether that is trouble. */
static gboolean
write_to (Test       *test,
          const char *folder,
          gboolean    for_signature)
{
  int trouble = -1;
  gulong listener = g_signal_connect (test->session, "said", G_CALLBACK (heard), &trouble);

  rc_declaration_page_write (RC_DECLARATION_PAGE (test->page), folder, for_signature);
  ui_fixture_wait (is_heard, &trouble);
  g_signal_handler_disconnect (test->session, listener);
  settle (test);
  return trouble;
}

static void
test_draft (UiFixtureOf   *of,
            gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (of->fixture->folder, "draft", NULL);
  g_autofree char *list = g_build_filename (folder, "SHA256SUMS", NULL);
  gpointer paper;
  Test test;

  open_page (&test, of->fixture);
  gtk_widget_activate_action (test.page, "declaration.show", NULL);
  paper = find_window (RC_TYPE_FOLIO_WINDOW);
  g_assert_nonnull (paper);
  ui_fixture_wait (is_ready, paper);
  g_assert_nonnull (rc_folio_view_peek_folio (RC_FOLIO_VIEW (ui_fixture_find (paper, "view"))));
  ui_fixture_pictures (paper, "declaration-draft");
  gtk_window_destroy (paper);
  ui_fixture_settle (50);

  g_assert_false (write_to (&test, folder, FALSE));
  g_assert_true (g_file_test (list, G_FILE_TEST_IS_REGULAR));
  close_page (&test);
}

static void
test_refused_freeze (UiFixtureOf   *of,
                     gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (of->fixture->folder, "frozen", NULL);
  GtkWidget *dialog;
  Test test;

  open_page (&test, of->fixture);
  gtk_widget_activate_action (test.page, "declaration.freeze", NULL);
  ui_fixture_settle (100);
  dialog = ui_fixture_find_dialog ();
  g_assert_nonnull (dialog);
  assert_says (dialog, "not stated yet: Date of issue");
  ui_fixture_pictures (dialog, "declaration-refused");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CLOSE);
  ui_fixture_settle (50);
  g_assert_null (ui_fixture_find_dialog ());

  /* Nor by anybody who does not ask first. */
  g_assert_true (write_to (&test, folder, TRUE));
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  close_page (&test);
}

/* Frozen and numbered where nothing stands in the way; the page says how it stands. */
static void
test_freeze (UiFixtureOf   *of,
             gconstpointer  data)
{
  static const char * const values[][2] = {
    { "provider-country", "DE" }, { "place", "Nordhafen" }, { "date", "2026-11-30" }, { "signatory", "Zoë Ångström (fictitious)" },
    { "function", "Head of Model Risk" }, { "on-behalf-of", "Nordhafen Bank AG (fictitious)" },
  };
  g_autofree char *folder = g_build_filename (of->fixture->folder, "frozen", NULL);
  g_autofree char *list = g_build_filename (folder, "SHA256SUMS", NULL);
  const char *codes[] = { "de", "en" };
  Test test;

  open_page (&test, of->fixture);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    enter (&test, values[i][0], values[i][1]);
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      const RcDeclarationTongue *tongue = choose_line (&test, "declaration-languages", has_code, codes[i]);

      if (!tongue->awaits_check)
        continue;
      press (&test, "declaration-languages", "declaration-check-words");
      answer (&test, ui_fixture_find_dialog ());
    }
  g_assert_false (write_to (&test, folder, TRUE));
  g_assert_true (g_file_test (list, G_FILE_TEST_IS_REGULAR));
  assert_says (test.page, "DoC-2026-001, revision 0");
  ui_fixture_picture (test.window, "declaration-frozen");
  close_page (&test);
}

/* --- Where none is drawn up --- */

static void
test_other_engagement (UiFixtureOf   *of,
                       gconstpointer  data)
{
  Test test;

  open_page (&test, of->fixture);
  assert_says (test.page, "No Declaration Is Drawn Up From This Case");
  assert_says (test.page, "drawn up by the provider");
  ui_fixture_pictures (test.window, "declaration-not-here");
  gtk_widget_activate_action (test.page, "declaration.show", NULL);
  gtk_widget_activate_action (test.page, "declaration.freeze", NULL);
  ui_fixture_settle (100);
  g_assert_null (ui_fixture_find_dialog ());
  g_assert_null (find_window (RC_TYPE_FOLIO_WINDOW));
  close_page (&test);
}

/* Names that turn the line around, that are markup, and that are longer than any screen. */
static void
test_hostile_names (UiFixtureOf   *of,
                    gconstpointer  data)
{
  g_autofree char *tail = g_strnfill (8000, 'W');
  g_autofree char *name = g_strdup_printf ("\xe2\x80\xaeKredit<b>&amp;</b> %s", tail);
  g_autoptr (GError) error = NULL;
  const RcSystemSetting setting = { .attribute = RC_SYSTEM_PROVIDER, .value = "Nordhafen Bank (fictitious)" };
  RcCase *case_file = rc_case_open (of->fixture->case_path, TRUE, &error);
  Test test;

  g_assert_no_error (error);
  if (rc_system_set (case_file, name, &setting, 1, NULL, &error) == 0)
    {
      /* Longer than a name may be: then a shorter one. */
      g_clear_error (&error);
      name[400] = '\0';
      rc_system_set (case_file, name, &setting, 1, NULL, &error);
    }
  g_assert_no_error (error);
  g_assert_true (rc_case_close (case_file, &error));
  open_page (&test, of->fixture);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (ui_fixture_find (test.page, "declaration-scope")), 1);
  settle (&test);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (ui_fixture_find (test.page, "declaration-scope")), 0);
  settle (&test);
  g_assert_null (ui_fixture_find_label (test.page, "\xe2\x80\xae"));
  g_assert_cmpint (gtk_widget_get_width (test.page), <=, 1200);
  ui_fixture_picture (test.window, "declaration-hostile");
  close_page (&test);
}

int
main (int    argc,
      char **argv)
{
  if (!ui_fixture_init (&argc, &argv))
    return 0;

  g_test_add_func ("/declaration-page/shapes", test_shapes);
#define ADD(name, set_up, test) g_test_add ("/declaration-page/" name, UiFixtureOf, NULL, set_up, test, ui_fixture_tear_down)
  ADD ("demo", ui_fixture_set_up_provider, test_demo);
  ADD ("enter", ui_fixture_set_up_provider, test_enter);
  ADD ("differs", ui_fixture_set_up_provider, test_differs);
  ADD ("act-and-standard", ui_fixture_set_up_provider, test_act_and_standard);
  ADD ("languages", ui_fixture_set_up_provider, test_languages);
  ADD ("draft", ui_fixture_set_up_provider, test_draft);
  ADD ("refused-freeze", ui_fixture_set_up_provider, test_refused_freeze);
  ADD ("freeze", ui_fixture_set_up_provider, test_freeze);
  ADD ("other-engagement", ui_fixture_set_up_whole, test_other_engagement);
  ADD ("hostile-names", ui_fixture_set_up_provider, test_hostile_names);
  return g_test_run ();
}
