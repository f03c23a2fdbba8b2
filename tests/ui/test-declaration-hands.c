/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/systems/system.h"
#include "declaration-fixture.h"
#include "ui/declaration-check-window.h"
#include "ui/register-form.h"

/* The page of the declaration in other hands: who chooses nothing, who may only read, who has no mouse, and who means harm. */

#define HOSTILE "\xe2\x80\xaeKredit<b>&amp;</b>"

/* --- What is chosen --- */

/* Nobody states what he has not chosen; what is stated can be stated otherwise, and no longer be nothing. */
static void
test_choice (UiFixtureOf   *of,
             gconstpointer  data)
{
  GtkWidget *dialog, *verb;
  DeclarationTest test;

  declaration_fixture_open (&test, of->fixture);
  g_assert_cmpstr (declaration_fixture_choose_field (&test, "voluntary")->value, ==, "");
  declaration_fixture_press (&test, "declaration-items", "declaration-enter");
  dialog = ui_fixture_find_dialog ();
  verb = gtk_dialog_get_widget_for_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  declaration_fixture_assert_says (dialog, "choose…");
  g_assert_false (gtk_widget_get_sensitive (verb));
  ui_fixture_pictures (dialog, "declaration-choice");
  rc_register_form_set_value (rc_register_form_of (dialog), "declaration-value", "false");
  g_assert_true (gtk_widget_get_sensitive (verb));
  rc_register_form_set_value (rc_register_form_of (dialog), "declaration-value", "");
  g_assert_false (gtk_widget_get_sensitive (verb));
  rc_register_form_set_value (rc_register_form_of (dialog), "declaration-value", "false");
  declaration_fixture_answer (&test, dialog);
  g_assert_true (declaration_fixture_choose_field (&test, "voluntary")->is_entered);
  g_assert_cmpstr (declaration_fixture_choose_field (&test, "voluntary")->key, ==, "false");

  declaration_fixture_press (&test, "declaration-items", "declaration-enter");
  g_assert_null (ui_fixture_find_label (ui_fixture_find_dialog (), "choose…"));
  gtk_dialog_response (GTK_DIALOG (ui_fixture_find_dialog ()), GTK_RESPONSE_CANCEL);
  ui_fixture_settle (50);
  declaration_fixture_close (&test);
}

/* A case that is open for reading: a draft can be shown in other languages, and nothing is entered. */
static void
test_read_only (UiFixtureOf   *of,
                gconstpointer  data)
{
  RcSession *holder = ui_fixture_open_session (of->fixture);
  GtkWidget *tongues;
  DeclarationTest test;

  declaration_fixture_open (&test, of->fixture);
  g_assert_false (rc_session_is_writable (test.session));
  tongues = ui_fixture_find (test.page, "declaration-languages");
  declaration_fixture_choose_tongue (&test, "fi");
  declaration_fixture_press (&test, "declaration-languages", "declaration-write");
  declaration_fixture_settle (&test);
  g_assert_true (declaration_fixture_choose_tongue (&test, "fi")->is_written);
  g_assert_false (gtk_widget_get_sensitive (ui_fixture_find (tongues, "declaration-check-words")));
  ui_fixture_picture (test.window, "declaration-read-only");
  declaration_fixture_press (&test, "declaration-languages", "declaration-leave-out");
  declaration_fixture_settle (&test);
  g_assert_false (declaration_fixture_choose_tongue (&test, "fi")->is_written);
  declaration_fixture_choose_field (&test, "date");
  g_assert_false (gtk_widget_get_sensitive (ui_fixture_find (test.page, "declaration-enter")));
  g_assert_true (gtk_widget_get_sensitive (ui_fixture_find (test.page, "declaration.show")));
  g_assert_false (gtk_widget_get_sensitive (ui_fixture_find (test.page, "declaration.save")));
  g_assert_false (gtk_widget_get_sensitive (ui_fixture_find (test.page, "declaration.freeze")));
  g_assert_true (gtk_widget_get_sensitive (ui_fixture_find (test.page, "declaration.check")));
  declaration_fixture_close (&test);
  ui_fixture_close_session (holder);
}

/* Names that turn the line around, that are markup, and that are longer than any screen: so they stand there, made safe to show. */
static void
add_hostile_system (UiFixture *fixture)
{
  g_autofree char *tail = g_strnfill (3000, 'W');
  g_autofree char *name = g_strdup_printf (HOSTILE " %s", tail);
  g_autoptr (GError) error = NULL;
  const RcSystemSetting setting = { .attribute = RC_SYSTEM_PROVIDER, .value = "Nordhafen Bank (fictitious)" };
  RcCase *case_file = rc_case_open (fixture->case_path, TRUE, &error);

  g_assert_no_error (error);
  g_assert_cmpint (rc_system_set (case_file, name, &setting, 1, NULL, &error), !=, 0);
  g_assert_no_error (error);
  g_assert_true (rc_case_close (case_file, &error));
}

static void
choose_system (DeclarationTest       *test,
                          const char *part)
{
  GtkDropDown *scope = GTK_DROP_DOWN (ui_fixture_find (test->page, "declaration-scope"));
  GListModel *names = gtk_drop_down_get_model (scope);

  for (guint i = 0; i < g_list_model_get_n_items (names); i++)
    {
      if (strstr (gtk_string_list_get_string (GTK_STRING_LIST (names), i), part) == NULL)
        continue;
      gtk_drop_down_set_selected (scope, i);
      declaration_fixture_settle (test);
      return;
    }
  g_error ("no system has “%s” in its name", part);
}

static void
test_hostile_names (UiFixtureOf   *of,
                    gconstpointer  data)
{
  g_autofree char *tail = g_strnfill (8000, 'W');
  g_autofree char *value = g_strdup_printf (HOSTILE " %s", tail);
  const RcDeclarationRow *row;
  DeclarationTest test;

  add_hostile_system (of->fixture);
  declaration_fixture_open (&test, of->fixture);
  choose_system (&test, "<b>&amp;</b>");
  declaration_fixture_enter (&test, "provider-address", value);
  row = declaration_fixture_choose_field (&test, "provider-address");
  g_assert_nonnull (strstr (row->value, "[U+202E]Kredit<b>&amp;</b>"));
  g_assert_cmpuint (strlen (row->value), >, 4000);
  declaration_fixture_assert_says (test.page, "[U+202E]Kredit<b>&amp;</b>");
  declaration_fixture_assert_silent (test.page, "\xe2\x80\xae");
  g_assert_cmpint (gtk_widget_get_width (test.page), <=, 1200);
  ui_fixture_picture (test.window, "declaration-hostile-value");
  row = declaration_fixture_choose_field (&test, "system-name");
  g_assert_nonnull (strstr (row->value, "[U+202E]Kredit<b>&amp;</b>"));
  ui_fixture_pictures (test.window, "declaration-hostile");
  ui_fixture_tight_pictures (test.window, "declaration-hostile");
  declaration_fixture_choose_tongue (&test, "fi");
  declaration_fixture_press (&test, "declaration-languages", "declaration-check-words");
  ui_fixture_picture (ui_fixture_find_dialog (), "declaration-hostile-dialog");
  g_assert_cmpint (gtk_widget_get_width (ui_fixture_find_dialog ()), <=, 1024);
  declaration_fixture_answer (&test, ui_fixture_find_dialog ());
  g_assert_true (declaration_fixture_choose_tongue (&test, "fi")->is_confirmed);
  declaration_fixture_close (&test);
}

/* --- By keys alone --- */

static gboolean
is_within (DeclarationTest       *test,
                      const char *name)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (test->window));
  GtkWidget *wanted = ui_fixture_find (test->page, name);

  return focus != NULL && (focus == wanted || gtk_widget_is_ancestor (focus, wanted));
}

/* Goes on as the tab key does until the widget is reached; comes by no widget twice. */
static void
tab_to (DeclarationTest       *test,
                   const char *name)
{
  for (guint i = 0; i < 30; i++)
    {
      if (is_within (test, name))
        return;
      g_signal_emit_by_name (test->window, "move-focus", GTK_DIR_TAB_FORWARD);
    }
  g_error ("no key leads to “%s”", name);
}

static void
press_focused (DeclarationTest *test)
{
  g_signal_emit_by_name (test->window, "activate-focus");
  /* It stays pressed for a moment before it acts. */
  ui_fixture_settle (500);
}

static void
test_keys (UiFixtureOf   *of,
           gconstpointer  data)
{
  static const char * const stops[] = { "declaration-scope", "declaration.show", "declaration.save", "declaration.freeze", "declaration.check",
                                        "declaration-lists", "declaration-items" };
  gboolean is_moved = FALSE;
  GtkWidget *dialog;
  DeclarationTest test;

  declaration_fixture_open (&test, of->fixture);
  declaration_fixture_choose_field (&test, "date");
  gtk_window_set_focus (GTK_WINDOW (test.window), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (stops); i++)
    tab_to (&test, stops[i]);
  /* What F6 does in the list: to what stands beside it. */
  g_signal_emit_by_name (gtk_widget_get_ancestor (gtk_window_get_focus (GTK_WINDOW (test.window)), GTK_TYPE_PANED), "cycle-child-focus", FALSE,
                         &is_moved);
  g_assert_true (is_moved);
  tab_to (&test, "declaration-enter");
  ui_fixture_picture (test.window, "declaration-keys");
  press_focused (&test);
  dialog = ui_fixture_find_dialog ();
  g_assert_nonnull (dialog);
  g_assert_true (gtk_widget_mnemonic_activate (ui_fixture_find (dialog, "declaration-value"), FALSE));
  gtk_editable_set_text (GTK_EDITABLE (gtk_window_get_focus (GTK_WINDOW (dialog))), "2026-11-30");
  /* What the return key does in the field. */
  g_signal_emit_by_name (dialog, "activate-default");
  ui_fixture_settle (500);
  declaration_fixture_settle (&test);
  g_assert_null (ui_fixture_find_dialog ());
  g_assert_cmpstr (declaration_fixture_choose_field (&test, "date")->value, ==, "2026-11-30");

  /* From tab to tab with the arrows. */
  gtk_window_set_focus (GTK_WINDOW (test.window), NULL);
  tab_to (&test, "declaration.check");
  tab_to (&test, "declaration-lists");
  g_signal_emit_by_name (test.window, "move-focus", GTK_DIR_RIGHT);
  g_assert_true (gtk_widget_get_mapped (ui_fixture_find (test.page, "declaration-points")));
  g_signal_emit_by_name (test.window, "move-focus", GTK_DIR_RIGHT);
  g_assert_true (gtk_widget_get_mapped (ui_fixture_find (test.page, "declaration-languages")));
  tab_to (&test, "declaration-languages");

  gtk_window_set_focus (GTK_WINDOW (test.window), NULL);
  tab_to (&test, "declaration.check");
  press_focused (&test);
  g_assert_nonnull (declaration_fixture_find_window (RC_TYPE_DECLARATION_CHECK_WINDOW));
  gtk_window_destroy (declaration_fixture_find_window (RC_TYPE_DECLARATION_CHECK_WINDOW));
  ui_fixture_settle (50);
  declaration_fixture_close (&test);
}

int
main (int    argc,
      char **argv)
{
  if (!ui_fixture_init (&argc, &argv))
    return 0;

#define ADD(name, test) g_test_add ("/declaration-hands/" name, UiFixtureOf, NULL, ui_fixture_set_up_provider, test, ui_fixture_tear_down)
  ADD ("choice", test_choice);
  ADD ("read-only", test_read_only);
  ADD ("hostile-names", test_hostile_names);
  ADD ("keys", test_keys);
  return g_test_run ();
}
