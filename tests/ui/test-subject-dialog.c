/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/event-query.h"
#include "ui-fixture.h"
#include "ui/decisions-page.h"
#include "ui/subject-dialog.h"

/* A person is looked for with a reason, and the page of decisions shows what was found; nothing can be found before all of it is said. */

typedef struct
{
  char  *subject;      /* in clear */
  guint  n_decisions;  /* on this person */
} Person;

static gboolean
take_first (const RcEvent *event,
            gpointer       user_data)
{
  Person *person = user_data;
  const char *subject = rc_event_peek_field (event, RC_FIELD_SUBJECT);

  if (person->subject == NULL)
    person->subject = g_strdup (subject);
  person->n_decisions += g_strcmp0 (subject, person->subject) == 0;
  return TRUE;
}

static void
find_somebody (UiFixture *fixture,
               Person    *person)
{
  const RcEventQuery query = { .kind = RC_EVENT_INFERENCE, .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE };
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCase) case_file = rc_case_open (fixture->case_path, FALSE, &error);
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));

  g_assert_true (rc_event_query_walk (case_file, reader, &query, take_first, person, NULL, &error));
  g_assert_nonnull (person->subject);
  g_clear_pointer (&reader, rc_record_reader_free);
}

static gint64
count_lookups (UiFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCase) case_file = rc_case_open (fixture->case_path, FALSE, &error);
  gint64 count = -1;

  g_assert_true (rc_database_get_integer (rc_case_get_database (case_file), "SELECT count(*) FROM custody WHERE act = 'subject-lookup'",
                                          &count, &error));
  return count;
}

static void
set_up (UiFixtureOf   *of,
        gconstpointer  data)
{
  of->fixture = ui_fixture_new (UI_INFERENCES, UI_CASE_IMPORTED);
}

static void
type (GtkWidget  *dialog,
      const char *name,
      const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (ui_fixture_find (dialog, name)), text);
}

static gboolean
is_told (gpointer data)
{
  return gtk_widget_get_visible (ui_fixture_find (data, "trouble"));
}

typedef struct
{
  GtkWidget *page;
  char      *words;
} Wanted;

static gboolean
has_words (gpointer data)
{
  const Wanted *wanted = data;

  return ui_fixture_find_label (wanted->page, wanted->words) != NULL;
}

static void
look_for_nobody (GtkWidget *dialog)
{
  GtkWidget *button = gtk_dialog_get_widget_for_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  GtkWidget *method = ui_fixture_find (dialog, "subject-method");

  g_assert_false (gtk_widget_get_sensitive (button));
  type (dialog, "subject-identifier", "nobody@example.org");
  type (dialog, "subject-reason", "  ");
  g_assert_false (gtk_widget_get_sensitive (button));
  type (dialog, "subject-reason", "Asked in writing on 1 June");
  g_assert_true (gtk_widget_get_sensitive (button));
  /* A way that needs the provider's key asks for it. */
  gtk_drop_down_set_selected (GTK_DROP_DOWN (method), 5);
  g_assert_false (gtk_widget_get_sensitive (button));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (method), 0);
  ui_fixture_pictures (dialog, "subject-dialog");

  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  ui_fixture_wait (is_told, dialog);
  g_assert_nonnull (ui_fixture_find_label (dialog, "Nothing in the case names this person"));
  ui_fixture_picture (dialog, "subject-nobody");
}

static void
test_subject (UiFixtureOf   *of,
              gconstpointer  data)
{
  RcSession *session = ui_fixture_open_session (of->fixture);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *page = rc_decisions_page_new (session);
  Person person = { NULL };
  Wanted wanted = { .page = page };
  GtkWidget *dialog;

  find_somebody (of->fixture, &person);
  wanted.words = g_strdup_printf (person.n_decisions == 1 ? "%u decision on the person who was looked for"
                                                          : "%u decisions on the person who was looked for", person.n_decisions);
  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_set_default_size (GTK_WINDOW (window), 1024, 600);
  gtk_window_present (GTK_WINDOW (window));
  ui_fixture_settle (300);

  dialog = rc_subject_dialog_show (GTK_WINDOW (window), session);
  look_for_nobody (dialog);
  type (dialog, "subject-identifier", person.subject);
  g_assert_null (ui_fixture_find_label (dialog, person.subject));
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  ui_fixture_wait (has_words, &wanted);
  g_assert_null (ui_fixture_find_label (window, person.subject));
  ui_fixture_pictures (window, "subject-found");
  ui_fixture_settle (300);
  g_assert_cmpint (count_lookups (of->fixture), ==, 2);

  ui_fixture_close_window (window);
  ui_fixture_close_session (session);
  g_free (person.subject);
  g_free (wanted.words);
}

int
main (int    argc,
      char **argv)
{
  if (!ui_fixture_init (&argc, &argv))
    return 0;

  g_test_add ("/ui/subject-dialog", UiFixtureOf, NULL, set_up, test_subject, ui_fixture_tear_down);
  return g_test_run ();
}
