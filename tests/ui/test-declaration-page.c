/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/custody-list.h"
#include "core/issued/issued.h"
#include "declaration-fixture.h"
#include "ui/declaration-page.h"
#include "ui/folio-view.h"
#include "ui/folio-window.h"
#include "ui/register-form.h"

/* The page of the declaration: what stands there right after the import, what an officer enters and takes back, and what it takes to be frozen. */

/* --- What stands there --- */

static void
test_demo (UiFixtureOf   *of,
           gconstpointer  data)
{
  const RcDeclarationRow *row;
  DeclarationTest test;

  declaration_fixture_open (&test, of->fixture);
  declaration_fixture_assert_says (test.page, "EU Declaration of Conformity");
  declaration_fixture_assert_says (test.page, "not stated yet");
  row = declaration_fixture_choose_field (&test, "system-name");
  g_assert_cmpstr (row->value, ==, "KreditCheck");
  g_assert_cmpuint (row->item, ==, 1);
  row = declaration_fixture_choose_field (&test, "provider-name");
  g_assert_nonnull (strstr (row->value, "Nordhafen Bank"));
  g_assert_true (g_str_has_prefix (row->origin, "From E-"));
  g_assert_false (row->is_entered);
  row = declaration_fixture_choose_field (&test, "date");
  g_assert_cmpstr (row->value, ==, "");
  g_assert_cmpstr (row->origin, ==, "Not stated yet");
  g_assert_cmpint (row->shape, ==, RC_SHAPE_NOTHING);
  declaration_fixture_assert_says (ui_fixture_find (test.page, "declaration-items"), "What the item asks for");
  row = declaration_fixture_choose_field (&test, "change-plan");
  g_assert_cmpstr (row->origin, ==, "Not stated, and not needed");
  row = declaration_fixture_choose_line (&test, "declaration-items", declaration_fixture_has_title, "Sentence that is printed");
  g_assert_cmpuint (row->item, ==, 3);
  g_assert_cmpint (row->shape, ==, RC_SHAPE_NOTE);
  declaration_fixture_choose_field (&test, "provider-name");
  ui_fixture_pictures (test.window, "declaration");
  ui_fixture_tight_pictures (test.window, "declaration");
  declaration_fixture_choose_line (&test, "declaration-points", declaration_fixture_has_id, "DOC-8");
  declaration_fixture_assert_says (ui_fixture_find (test.page, "declaration-points"), "Mistake found");
  ui_fixture_pictures (test.window, "declaration-points");
  ui_fixture_tight_pictures (test.window, "declaration-points");
  declaration_fixture_choose_tongue (&test, "de");
  ui_fixture_pictures (test.window, "declaration-languages");
  ui_fixture_tight_pictures (test.window, "declaration-languages");
  declaration_fixture_close (&test);
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
  DeclarationTest test;

  declaration_fixture_open (&test, of->fixture);
  g_assert_cmpint (declaration_fixture_outcome_of (&test, "DOC-8"), ==, RC_LINT_FAILED);
  declaration_fixture_choose_field (&test, "date");
  declaration_fixture_press (&test, "declaration-items", "declaration-enter");
  dialog = ui_fixture_find_dialog ();
  g_assert_false (gtk_widget_get_sensitive (gtk_dialog_get_widget_for_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK)));
  g_assert_true (gtk_widget_mnemonic_activate (ui_fixture_find (dialog, "declaration-value"), FALSE));
  rc_register_form_set_value (rc_register_form_of (dialog), "declaration-value", "tomorrow");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  declaration_fixture_settle (&test);
  g_assert_true (ui_fixture_find_dialog () == dialog);
  declaration_fixture_assert_says (dialog, "a day like 2026-11-30");
  ui_fixture_pictures (dialog, "declaration-dialog");
  rc_register_form_set_value (rc_register_form_of (dialog), "declaration-value", "2026-11-30");
  declaration_fixture_answer (&test, dialog);
  row = declaration_fixture_choose_field (&test, "date");
  g_assert_cmpstr (row->value, ==, "2026-11-30");
  g_assert_true (row->is_entered);
  g_assert_true (g_str_has_prefix (row->origin, "Entered by A. Auditor"));

  declaration_fixture_enter (&test, "place", "Nordhafen");
  declaration_fixture_enter (&test, "signatory", "Zoë Ångström (fictitious)");
  declaration_fixture_enter (&test, "function", "Head of Model Risk");
  declaration_fixture_enter (&test, "on-behalf-of", "Nordhafen Bank AG (fictitious)");
  /* Whether it is signed is not known yet. */
  g_assert_cmpint (declaration_fixture_outcome_of (&test, "DOC-8"), ==, RC_LINT_NOT_CHECKED);

  declaration_fixture_choose_field (&test, "date");
  declaration_fixture_press (&test, "declaration-items", "declaration-take-back");
  declaration_fixture_settle (&test);
  row = declaration_fixture_choose_field (&test, "date");
  g_assert_cmpstr (row->value, ==, "");
  g_assert_false (row->is_entered);
  g_assert_cmpint (declaration_fixture_outcome_of (&test, "DOC-8"), ==, RC_LINT_FAILED);
  declaration_fixture_close (&test);
}

/* Over what a record says; what the record says stays beside it. */
static void
test_differs (UiFixtureOf   *of,
              gconstpointer  data)
{
  const RcDeclarationRow *row;
  DeclarationTest test;

  declaration_fixture_open (&test, of->fixture);
  declaration_fixture_enter (&test, "provider-name", "Südhafen Bank (fictitious)\xe2\x80\xae");
  row = declaration_fixture_choose_field (&test, "provider-name");
  g_assert_true (g_str_has_prefix (row->value, "Südhafen Bank"));
  g_assert_null (strstr (row->value, "\xe2\x80\xae"));
  g_assert_nonnull (row->differs);
  g_assert_nonnull (strstr (row->differs, "Nordhafen Bank"));
  declaration_fixture_assert_says (ui_fixture_find (test.page, "declaration-items"), "Another record or statement says otherwise");
  ui_fixture_picture (test.window, "declaration-differs");
  declaration_fixture_close (&test);
}

static void
test_act_and_standard (UiFixtureOf   *of,
                       gconstpointer  data)
{
  RcRegisterForm *form;
  DeclarationTest test;

  declaration_fixture_open (&test, of->fixture);
  declaration_fixture_choose_line (&test, "declaration-items", declaration_fixture_has_title, "Other Union law");
  declaration_fixture_press (&test, "declaration-items", "declaration-add-act");
  form = rc_register_form_of (ui_fixture_find_dialog ());
  rc_register_form_set_value (form, "declaration-number", "Regulation (EU) 2099/1 (fictitious)");
  rc_register_form_set_value (form, "declaration-title", "Fictitious Act <b>&amp;</b>");
  declaration_fixture_answer (&test, ui_fixture_find_dialog ());
  declaration_fixture_choose_line (&test, "declaration-items", declaration_fixture_has_title, "Another Union act");
  declaration_fixture_assert_says (ui_fixture_find (test.page, "declaration-items"), "Fictitious Act <b>&amp;</b>");

  declaration_fixture_choose_line (&test, "declaration-items", declaration_fixture_has_title, "Standards and specifications");
  declaration_fixture_press (&test, "declaration-items", "declaration-add-standard");
  form = rc_register_form_of (ui_fixture_find_dialog ());
  rc_register_form_set_value (form, "declaration-reference", "EN 18286:2026");
  rc_register_form_set_value (form, "declaration-oj", "OJ L, 2099/1 (fictitious)");
  gtk_dialog_response (GTK_DIALOG (ui_fixture_find_dialog ()), GTK_RESPONSE_OK);
  declaration_fixture_settle (&test);
  declaration_fixture_assert_says (ui_fixture_find_dialog (), "a date with its reference");
  rc_register_form_set_value (form, "declaration-oj", "");
  declaration_fixture_answer (&test, ui_fixture_find_dialog ());
  declaration_fixture_choose_line (&test, "declaration-items", declaration_fixture_has_title, "Other specification, no presumption of conformity");
  declaration_fixture_press (&test, "declaration-items", "declaration-take-back");
  declaration_fixture_settle (&test);
  declaration_fixture_assert_silent (ui_fixture_find (test.page, "declaration-items"), "EN 18286:2026");
  declaration_fixture_close (&test);
}

/* --- Languages --- */

static void
test_languages (UiFixtureOf   *of,
                gconstpointer  data)
{
  const RcDeclarationTongue *tongue;
  DeclarationTest test;

  declaration_fixture_open (&test, of->fixture);
  tongue = declaration_fixture_choose_tongue (&test, "fi");
  g_assert_false (tongue->is_written);
  declaration_fixture_press (&test, "declaration-languages", "declaration-write");
  declaration_fixture_settle (&test);
  tongue = declaration_fixture_choose_tongue (&test, "fi");
  g_assert_true (tongue->is_written);
  g_assert_true (tongue->awaits_check);
  declaration_fixture_press (&test, "declaration-languages", "declaration-check-words");
  declaration_fixture_answer (&test, ui_fixture_find_dialog ());
  tongue = declaration_fixture_choose_tongue (&test, "fi");
  g_assert_true (tongue->is_written);
  g_assert_true (tongue->is_confirmed);
  g_assert_false (tongue->awaits_check);
  declaration_fixture_press (&test, "declaration-languages", "declaration-uncheck-words");
  declaration_fixture_answer (&test, ui_fixture_find_dialog ());
  declaration_fixture_press (&test, "declaration-languages", "declaration-leave-out");
  declaration_fixture_settle (&test);
  tongue = declaration_fixture_choose_tongue (&test, "fi");
  g_assert_false (tongue->is_written);
  g_assert_true (tongue->awaits_check);
  declaration_fixture_close (&test);
}

/* --- What is made of it --- */

static gboolean
is_ready (gpointer data)
{
  return rc_folio_window_is_ready (data);
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
write_to (DeclarationTest       *test,
                     const char *folder,
                     gboolean    for_signature)
{
  int trouble = -1;
  gulong listener = g_signal_connect (test->session, "said", G_CALLBACK (heard), &trouble);

  rc_declaration_page_write (RC_DECLARATION_PAGE (test->page), folder, for_signature);
  ui_fixture_wait (is_heard, &trouble);
  g_signal_handler_disconnect (test->session, listener);
  declaration_fixture_settle (test);
  return trouble;
}

static void
test_draft (UiFixtureOf   *of,
            gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (of->fixture->folder, "draft", NULL);
  g_autofree char *list = g_build_filename (folder, "SHA256SUMS", NULL);
  gpointer paper;
  DeclarationTest test;

  declaration_fixture_open (&test, of->fixture);
  gtk_widget_activate_action (test.page, "declaration.show", NULL);
  paper = declaration_fixture_find_window (RC_TYPE_FOLIO_WINDOW);
  g_assert_nonnull (paper);
  ui_fixture_wait (is_ready, paper);
  g_assert_nonnull (rc_folio_view_peek_folio (RC_FOLIO_VIEW (ui_fixture_find (paper, "view"))));
  ui_fixture_pictures (paper, "declaration-draft");
  gtk_window_destroy (paper);
  ui_fixture_settle (50);

  g_assert_false (write_to (&test, folder, FALSE));
  g_assert_true (g_file_test (list, G_FILE_TEST_IS_REGULAR));
  declaration_fixture_close (&test);
}

static void
test_refused_freeze (UiFixtureOf   *of,
                     gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (of->fixture->folder, "frozen", NULL);
  GtkWidget *dialog;
  DeclarationTest test;

  declaration_fixture_open (&test, of->fixture);
  gtk_widget_activate_action (test.page, "declaration.freeze", NULL);
  ui_fixture_settle (100);
  dialog = ui_fixture_find_dialog ();
  g_assert_nonnull (dialog);
  declaration_fixture_assert_says (dialog, "not stated yet: Date of issue");
  ui_fixture_pictures (dialog, "declaration-refused");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CLOSE);
  ui_fixture_settle (50);
  g_assert_null (ui_fixture_find_dialog ());

  /* Nor by anybody who does not ask first. */
  g_assert_true (write_to (&test, folder, TRUE));
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  declaration_fixture_close (&test);
}

/* Frozen and numbered where nothing stands in the way; the page says how it stands. */
static void
test_freeze (UiFixtureOf   *of,
             gconstpointer  data)
{
  static const char * const values[][2] = {
    { "provider-country", "DE" },
    { "no-harmonised-standards", "true" }, { "place", "Nordhafen" }, { "date", "2026-11-30" }, { "signatory", "Zoë Ångström (fictitious)" },
    { "function", "Head of Model Risk" }, { "on-behalf-of", "Nordhafen Bank AG (fictitious)" },
  };
  g_autofree char *folder = g_build_filename (of->fixture->folder, "frozen", NULL);
  g_autofree char *list = g_build_filename (folder, "SHA256SUMS", NULL);
  const char *codes[] = { "de", "en" };
  DeclarationTest test;

  declaration_fixture_open (&test, of->fixture);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    declaration_fixture_enter (&test, values[i][0], values[i][1]);
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      const RcDeclarationTongue *tongue = declaration_fixture_choose_tongue (&test, codes[i]);

      if (!tongue->awaits_check)
        continue;
      declaration_fixture_press (&test, "declaration-languages", "declaration-check-words");
      declaration_fixture_answer (&test, ui_fixture_find_dialog ());
    }
  g_assert_false (write_to (&test, folder, TRUE));
  g_assert_true (g_file_test (list, G_FILE_TEST_IS_REGULAR));
  declaration_fixture_assert_says (test.page, "DoC-2026-001, revision 0");
  ui_fixture_picture (test.window, "declaration-frozen");
  declaration_fixture_close (&test);
}

/* --- Where none is drawn up --- */

static void
test_other_engagement (UiFixtureOf   *of,
                       gconstpointer  data)
{
  DeclarationTest test;

  declaration_fixture_open (&test, of->fixture);
  declaration_fixture_assert_says (test.page, "No Declaration Is Drawn Up From This Case");
  declaration_fixture_assert_says (test.page, "drawn up by the provider");
  ui_fixture_pictures (test.window, "declaration-not-here");
  gtk_widget_activate_action (test.page, "declaration.show", NULL);
  gtk_widget_activate_action (test.page, "declaration.freeze", NULL);
  ui_fixture_settle (100);
  g_assert_null (ui_fixture_find_dialog ());
  g_assert_null (declaration_fixture_find_window (RC_TYPE_FOLIO_WINDOW));
  declaration_fixture_close (&test);
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
  return g_test_run ();
}
