/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/custody.h"
#include "core/event.h"
#include "ui-fixture.h"
#include "reports/report.h"
#include "ui/folio-print.h"
#include "ui/folio-view.h"
#include "ui/folio-window.h"
#include "ui/folio.h"

/* Documents of a decision from the window: shown, saved, printed; and what the custody log says of it. */

static void
store_result (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
has_result (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

static gpointer
find_event (RcCase          *case_file,
            RcRecordReader  *reader,
            gpointer         data,
            GCancellable    *cancellable,
            GError         **error)
{
  g_autoptr (GArray) events = rc_event_list_kind (case_file, RC_EVENT_INFERENCE, 1, error);

  return events != NULL && events->len > 0 ? GSIZE_TO_POINTER ((gsize) g_array_index (events, gint64, 0)) : NULL;
}

static gint64
first_event (RcSession *session)
{
  g_autoptr (GAsyncResult) result = NULL;
  gpointer event;

  rc_case_queue_run_async (rc_session_peek_reader (session), find_event, NULL, NULL, NULL, NULL, store_result, &result);
  ui_fixture_wait (has_result, &result);
  event = rc_case_queue_run_finish (rc_session_peek_reader (session), result, NULL);
  g_assert_nonnull (event);
  return (gint64) GPOINTER_TO_SIZE (event);
}

static RcFolio *
make_paper (RcSession  *session,
            const char *kind)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  RcFolio *paper;

  rc_folio_make_async (session, first_event (session), kind, "en", NULL, store_result, &result);
  ui_fixture_wait (has_result, &result);
  paper = rc_case_queue_run_finish (rc_session_peek_reader (session), result, &error);
  g_assert_no_error (error);
  return paper;
}

/* --- What the log says --- */

static gpointer
count_entries (RcCase          *case_file,
               RcRecordReader  *reader,
               gpointer         data,
               GCancellable    *cancellable,
               GError         **error)
{
  g_autoptr (RcCustodyReport) report = rc_custody_verify (case_file, error);

  return report != NULL && report->faults->len == 0 ? GSIZE_TO_POINTER ((gsize) report->entries) : NULL;
}

static gsize
get_entries (RcSession *session)
{
  g_autoptr (GAsyncResult) result = NULL;
  gpointer entries;

  rc_case_queue_run_async (rc_session_peek_reader (session), count_entries, NULL, NULL, NULL, NULL, store_result, &result);
  ui_fixture_wait (has_result, &result);
  entries = rc_case_queue_run_finish (rc_session_peek_reader (session), result, NULL);
  g_assert_nonnull (entries);
  return GPOINTER_TO_SIZE (entries);
}

typedef struct
{
  char    *sentence;
  gboolean is_trouble;
  gboolean is_changed;
} Heard;

static void
on_said (RcSession  *session,
         const char *sentence,
         gboolean    is_trouble,
         Heard      *heard)
{
  g_free (heard->sentence);
  heard->sentence = g_strdup (sentence);
  heard->is_trouble = is_trouble;
}

static void
on_changed (RcSession *session,
            Heard     *heard)
{
  heard->is_changed = TRUE;
}

static gboolean
was_said (gpointer data)
{
  return ((Heard *) data)->sentence != NULL;
}

/* --- Saving --- */

static void
test_save (UiFixtureOf   *of,
           gconstpointer  data)
{
  RcSession *session = ui_fixture_open_session (of->fixture);
  g_autofree char *path = g_build_filename (of->fixture->folder, "sheet.pdf", NULL);
  g_autofree char *bytes = NULL;
  gsize before = get_entries (session);
  Heard heard = { NULL };
  gsize length;

  g_signal_connect (session, "said", G_CALLBACK (on_said), &heard);
  g_signal_connect (session, "changed", G_CALLBACK (on_changed), &heard);
  rc_folio_save (session, first_event (session), "sheet", "en", path);
  ui_fixture_wait_flag (&heard.is_changed);
  g_assert_false (heard.is_trouble);
  g_assert_nonnull (strstr (heard.sentence, "sheet.pdf was written, and is entered in the custody log."));
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_true (length > 1000 && memcmp (bytes, "%PDF-", 5) == 0);
  g_assert_cmpuint (get_entries (session), ==, before + 1);
  g_free (heard.sentence);
  g_signal_handlers_disconnect_by_data (session, &heard);
  ui_fixture_close_session (session);
}

static void
test_save_nowhere (UiFixtureOf   *of,
                   gconstpointer  data)
{
  RcSession *session = ui_fixture_open_session (of->fixture);
  g_autofree char *path = g_build_filename (of->fixture->folder, "absent", "sheet.pdf", NULL);
  gsize before = get_entries (session);
  Heard heard = { NULL };

  g_signal_connect (session, "said", G_CALLBACK (on_said), &heard);
  rc_folio_save (session, first_event (session), "sheet", "en", path);
  ui_fixture_wait (was_said, &heard);
  g_assert_true (heard.is_trouble);
  g_assert_true (g_str_has_prefix (heard.sentence, "The document was not written: "));
  g_assert_cmpuint (get_entries (session), ==, before);
  g_free (heard.sentence);
  g_signal_handlers_disconnect_by_data (session, &heard);
  ui_fixture_close_session (session);
}

static void
test_save_reading_only (UiFixtureOf   *of,
                        gconstpointer  data)
{
  RcSession *holder = ui_fixture_open_session (of->fixture);
  RcSession *session = ui_fixture_open_session (of->fixture);
  g_autofree char *path = g_build_filename (of->fixture->folder, "dossier.txt", NULL);
  Heard heard = { NULL };

  g_assert_false (rc_session_is_writable (session));
  g_signal_connect (session, "said", G_CALLBACK (on_said), &heard);
  rc_folio_save (session, first_event (session), "lineage", "de", path);
  ui_fixture_wait (was_said, &heard);
  g_assert_nonnull (strstr (heard.sentence, "It is not in the custody log"));
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  g_free (heard.sentence);
  g_signal_handlers_disconnect_by_data (session, &heard);
  ui_fixture_close_session (session);
  ui_fixture_close_session (holder);
}

/* --- Printing --- */

static void
test_print (UiFixtureOf   *of,
            gconstpointer  data)
{
  RcSession *session = ui_fixture_open_session (of->fixture);
  g_autofree char *path = g_build_filename (of->fixture->folder, "printed.pdf", NULL);
  g_autofree char *bytes = NULL;
  gsize before = get_entries (session);
  RcFolio *paper = make_paper (session, "sheet");
  Heard heard = { NULL };
  gsize length;

  g_signal_connect (session, "changed", G_CALLBACK (on_changed), &heard);
  rc_folio_print (NULL, session, paper, path);
  ui_fixture_wait_flag (&heard.is_changed);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_true (length > 1000 && memcmp (bytes, "%PDF-", 5) == 0);
  g_assert_cmpuint (get_entries (session), ==, before + 1);
  g_signal_handlers_disconnect_by_data (session, &heard);
  ui_fixture_close_session (session);
}

/* --- On the screen --- */

static gboolean
is_ready (gpointer data)
{
  return rc_folio_window_is_ready (data);
}

static void
test_window (UiFixtureOf   *of,
             gconstpointer  data)
{
  RcSession *session = ui_fixture_open_session (of->fixture);
  gpointer window = rc_folio_window_new (NULL, session, first_event (session), "sheet");
  RcFolioView *view = RC_FOLIO_VIEW (ui_fixture_find (window, "view"));

  g_object_add_weak_pointer (window, &window);
  gtk_window_present (window);
  ui_fixture_wait (is_ready, window);
  g_assert_nonnull (rc_folio_view_peek_folio (view));
  g_assert_cmpstr (rc_folio_view_peek_folio (view)->kind, ==, "sheet");
  ui_fixture_picture (window, "paper-sheet");

  gtk_widget_activate_action (window, "paper.zoom-out", NULL);
  g_assert_cmpfloat (rc_folio_view_get_zoom (view), <, 1);
  gtk_widget_activate_action (window, "paper.zoom-reset", NULL);
  g_assert_cmpfloat (rc_folio_view_get_zoom (view), ==, 1);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (ui_fixture_find (window, "kind")), 1);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (ui_fixture_find (window, "language")), 1);
  g_assert_false (rc_folio_window_is_ready (window));
  ui_fixture_wait (is_ready, window);
  g_assert_cmpstr (rc_folio_view_peek_folio (view)->kind, ==, "lineage");
  g_assert_cmpstr (rc_folio_view_peek_folio (view)->language, ==, "de");
  ui_fixture_picture (window, "paper-dossier");

  gtk_window_destroy (window);
  ui_fixture_settle (50);
  g_assert_null (window);
  ui_fixture_close_session (session);
}

static guint
count_kinds_of_case (void)
{
  g_autofree const char **of_case = rc_report_list_kinds (RC_REPORT_OF_CASE);
  g_autofree const char **of_exercise = rc_report_list_kinds (RC_REPORT_OF_EXERCISE);

  return g_strv_length ((char **) of_case) + g_strv_length ((char **) of_exercise);
}

static void
choose_kind (GtkDropDown *kinds,
             const char  *title)
{
  GtkStringList *titles = GTK_STRING_LIST (gtk_drop_down_get_model (kinds));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (titles)); i++)
    if (g_strcmp0 (gtk_string_list_get_string (titles, i), title) == 0)
      gtk_drop_down_set_selected (kinds, i);
}

/* Documents of the whole case: of no decision; one can be chosen for the other, in any language. */
static void
test_window_of_case (UiFixtureOf   *of,
                     gconstpointer  data)
{
  RcSession *session = ui_fixture_open_session (of->fixture);
  gpointer window = rc_folio_window_new (NULL, session, 0, "integrity");
  RcFolioView *view = RC_FOLIO_VIEW (ui_fixture_find (window, "view"));
  GtkDropDown *kinds = GTK_DROP_DOWN (ui_fixture_find (window, "kind"));
  g_autofree char *name = NULL;

  gtk_window_present (window);
  ui_fixture_wait (is_ready, window);
  g_assert_nonnull (rc_folio_view_peek_folio (view));
  g_assert_cmpstr (rc_folio_view_peek_folio (view)->kind, ==, "integrity");
  g_assert_null (rc_folio_view_peek_folio (view)->reference);
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (kinds)), ==, count_kinds_of_case ());
  g_assert_cmpstr (gtk_window_get_title (window), ==, "Integrity Report");
  name = rc_folio_dup_file_name (rc_folio_view_peek_folio (view));
  g_assert_true (g_str_has_prefix (name, "Integrity Report "));
  ui_fixture_picture (window, "paper-integrity");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (ui_fixture_find (window, "language")), 2);
  ui_fixture_wait (is_ready, window);
  g_assert_cmpstr (rc_folio_view_peek_folio (view)->language, ==, "fr");
  choose_kind (kinds, "System Timeline");
  ui_fixture_wait (is_ready, window);
  g_assert_cmpstr (rc_folio_view_peek_folio (view)->kind, ==, "timeline");
  g_assert_cmpstr (rc_folio_view_peek_folio (view)->language, ==, "fr");
  g_assert_cmpstr (gtk_window_get_title (window), ==, "System Timeline");
  ui_fixture_picture (window, "paper-timeline");
  gtk_window_destroy (window);
  ui_fixture_settle (50);
  ui_fixture_close_session (session);
}

static void
test_file_name (UiFixtureOf   *of,
                gconstpointer  data)
{
  RcFolio paper = { .kind = (char *) "sheet", .handle = (char *) "../KA 2026/Ä\n7" };
  g_autofree char *name = rc_folio_dup_file_name (&paper);

  g_assert_cmpstr (name, ==, "Reconstruction Sheet ..-KA-2026----7.pdf");
}

int
main (int    argc,
      char **argv)
{
  if (!ui_fixture_init (&argc, &argv))
    return 0;

#define ADD(name, func) g_test_add ("/ui/folios/" name, UiFixtureOf, NULL, ui_fixture_set_up_whole, func, ui_fixture_tear_down)
  ADD ("save", test_save);
  ADD ("save-nowhere", test_save_nowhere);
  ADD ("save-reading-only", test_save_reading_only);
  ADD ("print", test_print);
  ADD ("window", test_window);
  ADD ("window-of-case", test_window_of_case);
  g_test_add ("/ui/folios/file-name", UiFixtureOf, NULL, NULL, test_file_name, NULL);
#undef ADD
  return g_test_run ();
}
