/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "core/custody-list.h"
#include "core/event-query.h"
#include "core/log-sample.h"
#include "core/mapping-draft.h"
#include "core/source.h"
#include "ui-fixture.h"
#include "ui/data-table.h"
#include "ui/mapping-dialog.h"
#include "ui/sources-page.h"

/* A log that no importer knows is looked at, mapped, shown and imported from the window; nothing is imported before that. */

#define RESPONSE_SAVE 1

static const char unknown_log[] =
  "{\"sort\":\"bewertung\",\"ref\":\"A-17\",\"at\":\"2026-05-04T09:12:31+02:00\",\"who\":\"c-552\","
  "\"by\":{\"model\":\"risk\",\"model_version\":\"7\"},\"answer\":\"no\",\"p\":0.81,\"body\":\"{\\\"income\\\":1}\"}\n"
  "{\"sort\":\"bewertung\",\"ref\":\"A-18\",\"at\":\"2026-05-04T09:13:31+02:00\",\"who\":\"c-553\","
  "\"by\":{\"model\":\"risk\",\"model_version\":\"7\"},\"answer\":\"yes\",\"p\":0.2,\"body\":\"{\\\"income\\\":2}\"}\n"
  "{\"sort\":\"bewertung\",\"ref\":\"A-19\",\"at\":\"2026-05-04T09:14:31+02:00\",\"who\":\"c-554\","
  "\"by\":{\"model\":\"risk\",\"model_version\":\"7\"},\"answer\":\"yes\",\"p\":0.1,\"body\":\"{\\\"income\\\":3}\"}\n";

static const char unknown_table[] = "Vorgang;Datum;Ergebnis\nA-1;14.03.2026 09:26;ja\nA-2;15.03.2026 10:00;nein\n";

static const char unknown_text[] = "started\n2026-03-14T09:26:15Z /predict 200\n2026-03-14T09:27:15Z /predict 500\n";

/* --- The window --- */

typedef struct
{
  RcSession *session;
  GtkWidget *window;
  GtkWidget *dialog;
  char      *path;       /* of the log */
} Test;

static gboolean
is_settled (gpointer data)
{
  return rc_mapping_dialog_is_settled (data);
}

static void
settle (Test *test)
{
  ui_fixture_wait (is_settled, test->dialog);
  ui_fixture_settle (50);
  ui_fixture_wait (is_settled, test->dialog);
}

static void
open_window (Test       *test,
             UiFixture  *fixture,
             const char *name,
             const char *log)
{
  g_autoptr (GError) error = NULL;

  test->path = g_build_filename (fixture->folder, name, NULL);
  g_assert_true (g_file_set_contents (test->path, log, -1, &error));
  test->session = ui_fixture_open_session (fixture);
  rc_session_set_provenance (test->session, "Nordhafen Bank (fictitious)", NULL);
  test->window = gtk_window_new ();
  gtk_widget_add_css_class (test->window, "recount");
  gtk_window_set_default_size (GTK_WINDOW (test->window), 1180, 760);
  gtk_window_present (GTK_WINDOW (test->window));
  ui_fixture_settle (300);
}

static void
open_dialog (Test       *test,
             UiFixture  *fixture,
             const char *name,
             const char *log)
{
  open_window (test, fixture, name, log);
  test->dialog = rc_mapping_dialog_show_file (GTK_WINDOW (test->window), test->session, test->path);
  settle (test);
}

static void
close_window (Test *test)
{
  ui_fixture_close_window (test->window);
  ui_fixture_close_session (test->session);
  g_free (test->path);
}

static GtkWidget *
button_of (Test *test,
           int   response)
{
  return gtk_dialog_get_widget_for_response (GTK_DIALOG (test->dialog), response);
}

static gboolean
may_import (Test *test)
{
  return gtk_widget_get_sensitive (button_of (test, GTK_RESPONSE_OK));
}

static void
choose (Test       *test,
        const char *name,
        const char *begin)
{
  GtkDropDown *drop_down = GTK_DROP_DOWN (ui_fixture_find (test->dialog, name));
  GtkStringList *model = GTK_STRING_LIST (gtk_drop_down_get_model (drop_down));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (model)); i++)
    if (g_str_has_prefix (gtk_string_list_get_string (model, i), begin))
      {
        gtk_drop_down_set_selected (drop_down, i);
        settle (test);
        return;
      }
  g_error ("“%s” cannot be chosen", begin);
}

static const char *
peek_chosen (Test       *test,
             const char *name)
{
  GtkDropDown *drop_down = GTK_DROP_DOWN (ui_fixture_find (test->dialog, name));

  return gtk_string_object_get_string (gtk_drop_down_get_selected_item (drop_down));
}

static void
type (Test       *test,
      const char *name,
      const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (ui_fixture_find (test->dialog, name)), text);
  settle (test);
}

static gboolean
is_said (Test       *test,
         const char *words)
{
  return ui_fixture_find_label (test->dialog, words) != NULL;
}

static void
import_and_wait (Test *test)
{
  g_assert_true (may_import (test));
  gtk_dialog_response (GTK_DIALOG (test->dialog), GTK_RESPONSE_OK);
  ui_fixture_wait_idle (test->session);
  ui_fixture_settle (100);
}

/* --- The case --- */

typedef struct
{
  GString *decisions;
  gint64   first_us;
} Found;

static gboolean
take_event (const RcEvent *event,
            gpointer       user_data)
{
  Found *found = user_data;
  const char *decision = rc_event_peek_field (event, RC_FIELD_DECISION);

  if (found->decisions->len == 0)
    found->first_us = event->time_us;
  g_string_append_printf (found->decisions, "%s ", decision != NULL ? decision : "?");
  return TRUE;
}

/* The business references of all events of a kind; (transfer full). */
static char *
dup_decisions (UiFixture   *fixture,
               RcEventKind  kind,
               gint64      *out_first_us)
{
  const RcEventQuery query = { .kind = kind, .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE };
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCase) case_file = rc_case_open (fixture->case_path, FALSE, &error);
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));
  Found found = { g_string_new (NULL), 0 };

  g_assert_true (rc_event_query_walk (case_file, reader, &query, take_event, &found, NULL, &error));
  g_assert_no_error (error);
  g_clear_pointer (&reader, rc_record_reader_free);
  if (out_first_us != NULL)
    *out_first_us = found.first_us;
  return g_string_free (found.decisions, FALSE);
}

static gint64
count (UiFixture  *fixture,
       const char *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCase) case_file = rc_case_open (fixture->case_path, FALSE, &error);
  gint64 found = -1;

  g_assert_true (rc_database_get_integer (rc_case_get_database (case_file), query, &found, &error));
  return found;
}

/* What the verb "map" saves that is told the same. */
static char *
dup_saved_by_command (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcLogSample) sample = rc_log_sample_read_file (path, &error);
  g_autoptr (RcMappingDraft) draft = NULL;
  gsize length;
  const char *bytes = g_bytes_get_data (sample->bytes, &length);

  draft = rc_mapping_maker_get ()->propose (bytes, length, sample->is_whole, RC_EVENT_INFERENCE, NULL, &error);
  g_assert_no_error (error);
  g_free (draft->id);
  g_free (draft->title);
  draft->id = g_strdup ("scores-of-acme");
  draft->title = g_strdup ("Scores of ACME");
  rc_mapping_draft_set (draft, RC_FIELD_SCORE, "/p");
  rc_mapping_draft_set (draft, RC_FIELD_INPUT, "/body/=json/income");
  rc_mapping_draft_set (draft, RC_FIELD_SUBJECT, NULL);
  return rc_mapping_draft_dup_text (draft);
}

/* --- Tests --- */

static void
look_at_proposal (Test *test)
{
  g_assert_true (may_import (test));
  g_assert_true (g_str_has_prefix (peek_chosen (test, "mapping-decision"), "/ref"));
  g_assert_true (g_str_has_prefix (peek_chosen (test, "mapping-subject"), "/who"));
  g_assert_cmpstr (peek_chosen (test, "mapping-score"), ==, "Not in this log");
  g_assert_true (is_said (test, "only you can say that it is /p"));
  g_assert_true (is_said (test, "No score: it is taken only from where you say that it stands."));
  g_assert_true (is_said (test, "Record 1 of the first 3"));
  g_signal_emit_by_name (ui_fixture_find (test->dialog, "mapping-next"), "clicked");
  settle (test);
  g_assert_true (is_said (test, "Record 2 of the first 3"));
  g_assert_nonnull (ui_fixture_find_label (ui_fixture_find (test->dialog, "mapping-becomes"), "A-18"));
  g_assert_null (ui_fixture_find_label (ui_fixture_find (test->dialog, "mapping-becomes"), "0.2"));
}

static void
look_at_wrong_places (Test *test)
{
  choose (test, "mapping-score", "Another place");
  type (test, "mapping-score-other", "p");
  g_assert_true (gtk_widget_get_visible (ui_fixture_find (test->dialog, "trouble")));
  g_assert_true (is_said (test, "score"));
  g_assert_false (may_import (test));
  g_assert_false (gtk_widget_get_sensitive (button_of (test, RESPONSE_SAVE)));
  ui_fixture_picture (test->dialog, "mapping-wrong");
  type (test, "mapping-score-other", "/nowhere");
  g_assert_true (may_import (test));
  g_assert_true (is_said (test, "nothing stands there in the first records"));
}

static void
test_file (UiFixtureOf   *of,
           gconstpointer  data)
{
  g_autofree char *saved = g_build_filename (of->fixture->folder, "acme.mapping", NULL);
  g_autofree char *text = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *decisions = NULL;
  g_autofree char *pinned = NULL;
  Test test = { NULL };

  open_dialog (&test, of->fixture, "unknown.jsonl", unknown_log);
  look_at_proposal (&test);
  ui_fixture_pictures (test.dialog, "mapping-dialog");
  ui_fixture_tight_pictures (test.dialog, "mapping-dialog");
  look_at_wrong_places (&test);

  choose (&test, "mapping-score", "/p ");
  choose (&test, "mapping-input", "/body/=json/income");
  choose (&test, "mapping-subject", "Not in");
  type (&test, "mapping-title", "Scores of ACME");
  g_assert_nonnull (ui_fixture_find_label (ui_fixture_find (test.dialog, "mapping-becomes"), "0.2"));
  g_assert_false (is_said (&test, "No score"));
  rc_mapping_dialog_save (test.dialog, saved);
  g_assert_true (is_said (&test, "Saved as"));
  expected = dup_saved_by_command (test.path);
  g_assert_true (g_file_get_contents (saved, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpint (count (of->fixture, "SELECT count(*) FROM source"), ==, 0);

  gtk_window_set_default_size (GTK_WINDOW (test.dialog), 1024, 600);
  ui_fixture_picture (test.dialog, "mapping-small");
  import_and_wait (&test);
  decisions = dup_decisions (of->fixture, RC_EVENT_INFERENCE, NULL);
  g_assert_cmpstr (decisions, ==, "A-17 A-18 A-19 ");
  pinned = g_strdup_printf ("SELECT count(*) FROM mapping JOIN source ON source.mapping = mapping.id "
                            "WHERE length (text) = %" G_GSIZE_FORMAT, strlen (text));
  g_assert_cmpint (count (of->fixture, pinned), ==, 1);
  close_window (&test);
}

static void
test_zone (UiFixtureOf   *of,
           gconstpointer  data)
{
  g_autofree char *decisions = NULL;
  gint64 first_us;
  Test test = { NULL };

  open_dialog (&test, of->fixture, "list.csv", unknown_table);
  choose (&test, "mapping-kind", "The business");
  g_assert_true (is_said (&test, "The times name no zone"));
  g_assert_true (g_str_has_prefix (peek_chosen (&test, "mapping-final"), "/Ergebnis"));
  choose (&test, "mapping-zone", "As I say");
  g_assert_false (is_said (&test, "The times name no zone"));
  g_assert_false (may_import (&test));
  type (&test, "mapping-zone-offset", "soon");
  g_assert_false (may_import (&test));
  type (&test, "mapping-zone-offset", "+01:00");
  ui_fixture_picture (test.dialog, "mapping-zone");
  import_and_wait (&test);
  decisions = dup_decisions (of->fixture, RC_EVENT_DECISION, &first_us);
  g_assert_cmpstr (decisions, ==, "A-1 A-2 ");
  g_assert_cmpint (first_us, ==, G_GINT64_CONSTANT (1773476760) * G_USEC_PER_SEC);
  close_window (&test);
}

static void
test_lines (UiFixtureOf   *of,
            gconstpointer  data)
{
  Test test = { NULL };

  open_dialog (&test, of->fixture, "text.log", unknown_text);
  choose (&test, "mapping-written", "As a text");
  g_assert_true (gtk_widget_get_visible (ui_fixture_find (test.dialog, "trouble")));
  g_assert_false (may_import (&test));
  g_assert_nonnull (ui_fixture_find_label (ui_fixture_find (test.dialog, "mapping-raw"), "/predict 200"));
  ui_fixture_picture (test.dialog, "mapping-lines-begin");
  g_assert_true (is_said (&test, "Say what a line looks like"));
  type (&test, "mapping-line", "{time} {path} {status}");
  g_assert_true (g_str_has_prefix (peek_chosen (&test, "mapping-status"), "/status"));
  g_assert_true (is_said (&test, "1 could not be read."));
  ui_fixture_picture (test.dialog, "mapping-lines");
  import_and_wait (&test);
  g_assert_cmpint (count (of->fixture, "SELECT sum (events) FROM source"), ==, 2);
  close_window (&test);
}

/* --- A source of the case --- */

static gboolean
is_page_settled (gpointer data)
{
  return rc_page_is_settled (data);
}

static GtkWidget *
find_dialog (const char *title)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (GTK_IS_DIALOG (window) && g_strcmp0 (gtk_window_get_title (window), title) == 0)
        return GTK_WIDGET (window);
    }
  g_error ("no dialog “%s”", title);
}

static void
give_reason (GtkWidget *page)
{
  GtkWidget *dialog;

  g_assert_true (gtk_widget_activate_action (page, "sources.map", NULL));
  ui_fixture_settle (200);
  dialog = find_dialog ("Say How to Read It");
  gtk_editable_set_text (GTK_EDITABLE (ui_fixture_find (dialog, "reason")), "Nobody reads this log");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_ACCEPT);
  ui_fixture_settle (200);
}

static gboolean
is_mappable (gpointer data)
{
  return ui_fixture_find_label (data, "Say How to Read It…") != NULL;
}

static gboolean
is_understood (gpointer data)
{
  return is_page_settled (data) && !is_mappable (data);
}

static GtkWidget *
open_sources (Test       *test,
              const char *path,
              guint       row)
{
  GtkWidget *page;

  rc_session_import (test->session, (const char * const []) { path, NULL });
  ui_fixture_wait_idle (test->session);
  page = rc_sources_page_new (test->session);
  gtk_window_set_child (GTK_WINDOW (test->window), page);
  ui_fixture_wait (is_page_settled, page);
  rc_data_table_select (ui_fixture_find_type (page, GTK_TYPE_COLUMN_VIEW), row);
  ui_fixture_wait (is_mappable, page);
  ui_fixture_settle (100);
  return page;
}

static void
map_selected (Test      *test,
              GtkWidget *page)
{
  give_reason (page);
  test->dialog = find_dialog ("Say How to Read a Log");
  settle (test);
  choose (test, "mapping-score", "/p ");
  import_and_wait (test);
}

static void
assert_understood (UiFixture *fixture)
{
  g_autofree char *decisions = dup_decisions (fixture, RC_EVENT_INFERENCE, NULL);

  g_assert_cmpstr (decisions, ==, "A-17 A-18 A-19 ");
}

static void
assert_logged (UiFixture  *fixture,
               const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCase) case_file = rc_case_open (fixture->case_path, FALSE, &error);
  g_autoptr (RcCustodyList) list = rc_custody_list_load (case_file, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < list->lines->len; i++)
    if (strstr (((const RcCustodyLine *) g_ptr_array_index (list->lines, i))->words, words) != NULL)
      return;
  g_error ("the custody log does not say “%s”", words);
}

static void
test_source (UiFixtureOf   *of,
             gconstpointer  data)
{
  GtkWidget *page;
  Test test = { NULL };

  open_window (&test, of->fixture, "unknown.jsonl", unknown_log);
  page = open_sources (&test, test.path, 0);
  ui_fixture_picture (test.window, "mapping-source");
  map_selected (&test, page);
  assert_understood (of->fixture);
  assert_logged (of->fixture, "The first records of source 1 were shown in clear. Reason given: Nobody reads this log");
  assert_logged (of->fixture, "read again as source 2, by unknown");
  g_assert_cmpint (count (of->fixture, "SELECT count(*) FROM source WHERE state = 'published'"), ==, 1);
  g_assert_cmpint (count (of->fixture, "SELECT count(*) FROM source WHERE importer = 'unknown' AND name = 'unknown.jsonl' AND start = 0 "
                                       "AND controller = 'Nordhafen Bank (fictitious)'"), ==, 1);
  ui_fixture_wait (is_understood, page);
  close_window (&test);
}

static void
compress (const char *path,
          const char *packed)
{
  g_autoptr (GFile) file = g_file_new_for_path (packed);
  g_autoptr (GFileOutputStream) out = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL);
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1);
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (G_OUTPUT_STREAM (out), G_CONVERTER (compressor));

  g_assert_true (g_output_stream_write_all (stream, unknown_log, strlen (unknown_log), NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
}

/* What came packed is read again out of the case, where its file is gone. */
static void
test_member (UiFixtureOf   *of,
             gconstpointer  data)
{
  g_autofree char *packed = g_build_filename (of->fixture->folder, "packed.gz", NULL);
  GtkWidget *page;
  Test test = { NULL };

  open_window (&test, of->fixture, "unknown.jsonl", unknown_log);
  compress (test.path, packed);
  page = open_sources (&test, packed, 1);
  g_assert_cmpint (g_remove (packed), ==, 0);
  map_selected (&test, page);
  assert_understood (of->fixture);
  g_assert_cmpint (count (of->fixture, "SELECT count(*) FROM source WHERE state = 'published'"), ==, 2);
  g_assert_cmpint (count (of->fixture, "SELECT parent FROM source WHERE state = 'published' AND id > 2"), ==, 1);
  close_window (&test);
}

/* A source of which another is the same bytes stays: the other is listed below it. */
static void
test_repeat (UiFixtureOf   *of,
             gconstpointer  data)
{
  g_autofree char *copy = g_build_filename (of->fixture->folder, "copy.jsonl", NULL);
  GtkWidget *page;
  Test test = { NULL };

  open_window (&test, of->fixture, "unknown.jsonl", unknown_log);
  g_assert_true (g_file_set_contents (copy, unknown_log, -1, NULL));
  rc_session_import (test.session, (const char * const []) { copy, NULL });
  ui_fixture_wait_idle (test.session);
  page = open_sources (&test, test.path, 0);
  map_selected (&test, page);
  assert_understood (of->fixture);
  g_assert_cmpint (count (of->fixture, "SELECT count(*) FROM source WHERE state = 'published'"), ==, 3);
  close_window (&test);
}

/* A name that the program has itself is made another; one without letters is one too. */
static void
test_names (UiFixtureOf   *of,
            gconstpointer  data)
{
  Test test = { NULL };

  open_dialog (&test, of->fixture, "kserve-blob.jsonl", unknown_log);
  g_assert_true (may_import (&test));
  type (&test, "mapping-title", "Журнал");
  g_assert_true (may_import (&test));
  type (&test, "mapping-title", "");
  g_assert_false (may_import (&test));
  gtk_dialog_response (GTK_DIALOG (test.dialog), GTK_RESPONSE_CANCEL);
  ui_fixture_settle (100);
  g_assert_cmpint (count (of->fixture, "SELECT count(*) FROM source"), ==, 0);
  close_window (&test);
}

int
main (int    argc,
      char **argv)
{
  if (!ui_fixture_init (&argc, &argv))
    return 0;

  g_test_add ("/ui/mapping-dialog/file", UiFixtureOf, NULL, ui_fixture_set_up_empty, test_file, ui_fixture_tear_down);
  g_test_add ("/ui/mapping-dialog/zone", UiFixtureOf, NULL, ui_fixture_set_up_empty, test_zone, ui_fixture_tear_down);
  g_test_add ("/ui/mapping-dialog/lines", UiFixtureOf, NULL, ui_fixture_set_up_empty, test_lines, ui_fixture_tear_down);
  g_test_add ("/ui/mapping-dialog/source", UiFixtureOf, NULL, ui_fixture_set_up_empty, test_source, ui_fixture_tear_down);
  g_test_add ("/ui/mapping-dialog/member", UiFixtureOf, NULL, ui_fixture_set_up_empty, test_member, ui_fixture_tear_down);
  g_test_add ("/ui/mapping-dialog/repeat", UiFixtureOf, NULL, ui_fixture_set_up_empty, test_repeat, ui_fixture_tear_down);
  g_test_add ("/ui/mapping-dialog/names", UiFixtureOf, NULL, ui_fixture_set_up_empty, test_names, ui_fixture_tear_down);
  return g_test_run ();
}
