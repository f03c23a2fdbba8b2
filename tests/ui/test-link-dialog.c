/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/identity-link.h"
#include "ui-fixture.h"
#include "ui/link-dialog.h"

/* Two names are linked with a reason, and the link is taken back; nothing can be linked before all of it is said. */

static GtkWidget *
find_drop_down (GtkWidget  *dialog,
                const char *name)
{
  return ui_fixture_find (dialog, name);
}

static gboolean
has_names (gpointer data)
{
  GListModel *model = gtk_drop_down_get_model (GTK_DROP_DOWN (find_drop_down (data, "link-first")));

  return model != NULL && g_list_model_get_n_items (model) >= 2;
}

static void
assert_links (UiFixture *fixture,
              guint      n_links,
              guint      n_counting)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCase) case_file = rc_case_open (fixture->case_path, FALSE, &error);
  g_autoptr (GPtrArray) links = NULL;
  guint counting = 0;

  g_assert_no_error (error);
  links = rc_identity_link_list (case_file, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < links->len; i++)
    counting += ((const RcIdentityLink *) g_ptr_array_index (links, i))->withdrawn_us == RC_TIME_NONE;
  g_assert_cmpuint (links->len, ==, n_links);
  g_assert_cmpuint (counting, ==, n_counting);
}

static void
set_up (UiFixtureOf   *of,
        gconstpointer  data)
{
  of->fixture = ui_fixture_new (UI_INFERENCES, UI_CASE_IMPORTED);
}

static void
link_two (GtkWidget *dialog)
{
  GtkWidget *button = gtk_dialog_get_widget_for_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);

  ui_fixture_wait (has_names, dialog);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (find_drop_down (dialog, "link-first")), 0);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (find_drop_down (dialog, "link-second")), 0);
  gtk_editable_set_text (GTK_EDITABLE (ui_fixture_find (dialog, "link-reason")), "One model, says the change ticket");
  g_assert_false (gtk_widget_get_sensitive (button));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (find_drop_down (dialog, "link-second")), 1);
  g_assert_true (gtk_widget_get_sensitive (button));
  ui_fixture_pictures (dialog, "link-names");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  ui_fixture_settle (400);
}

static void
test_link (UiFixtureOf   *of,
           gconstpointer  data)
{
  RcSession *session = ui_fixture_open_session (of->fixture);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *dialog;

  gtk_window_present (GTK_WINDOW (window));
  dialog = rc_link_dialog_show (GTK_WINDOW (window), session, RC_ENTITY_MODEL_VERSION, NULL);
  link_two (dialog);
  assert_links (of->fixture, 1, 1);
  g_assert_nonnull (ui_fixture_find_label (dialog, "One model, says the change ticket"));
  ui_fixture_picture (dialog, "link-linked");

  /* The same again is refused, and what was typed stays. */
  gtk_drop_down_set_selected (GTK_DROP_DOWN (find_drop_down (dialog, "link-first")), 0);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (find_drop_down (dialog, "link-second")), 1);
  gtk_editable_set_text (GTK_EDITABLE (ui_fixture_find (dialog, "link-reason")), "Again");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  ui_fixture_settle (300);
  assert_links (of->fixture, 1, 1);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (ui_fixture_find (dialog, "link-reason"))), ==, "Again");
  g_assert_true (gtk_widget_get_visible (ui_fixture_find (dialog, "trouble")));

  gtk_window_destroy (GTK_WINDOW (dialog));
  gtk_window_destroy (GTK_WINDOW (window));
  ui_fixture_close_session (session);
}

int
main (int    argc,
      char **argv)
{
  if (!ui_fixture_init (&argc, &argv))
    return 0;

  g_test_add ("/ui/link-dialog", UiFixtureOf, NULL, set_up, test_link, ui_fixture_tear_down);
  return g_test_run ();
}
