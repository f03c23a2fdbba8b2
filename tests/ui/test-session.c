/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>

#include "core/custody.h"
#include "ui-fixture.h"

/* What the pages rely on: properties, the two long acts and short ones, what is said, and the good order of closing. */

typedef struct
{
  guint    changed;
  guint    said;
  guint    busy;
  char    *sentence;
  gboolean is_trouble;
  char    *page;
} Heard;

static void
heard_clear (Heard *self)
{
  g_free (self->sentence);
  g_free (self->page);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Heard, heard_clear)

static void
on_changed (RcSession *session,
            Heard     *heard)
{
  heard->changed++;
}

static void
on_said (RcSession  *session,
         const char *sentence,
         gboolean    is_trouble,
         Heard      *heard)
{
  heard->said++;
  g_free (heard->sentence);
  heard->sentence = g_strdup (sentence);
  heard->is_trouble = is_trouble;
}

static void
on_show_page (RcSession  *session,
              const char *page,
              Heard      *heard)
{
  g_free (heard->page);
  heard->page = g_strdup (page);
}

static void
on_busy (RcSession  *session,
         GParamSpec *pspec,
         Heard      *heard)
{
  heard->busy++;
}

static void
listen (RcSession *session,
        Heard     *heard)
{
  g_signal_connect (session, "changed", G_CALLBACK (on_changed), heard);
  g_signal_connect (session, "said", G_CALLBACK (on_said), heard);
  g_signal_connect (session, "show-page", G_CALLBACK (on_show_page), heard);
  g_signal_connect (session, "notify::busy", G_CALLBACK (on_busy), heard);
}

static void
assert_contains (const char *text,
                 const char *part)
{
  if (text == NULL || strstr (text, part) == NULL)
    g_error ("expected “%s” in “%s”", part, text != NULL ? text : "");
}

static gboolean
is_verified (gpointer data)
{
  return rc_session_is_verified (data);
}

static gboolean
is_not_verified (gpointer data)
{
  return !rc_session_is_verified (data);
}

static gboolean
has_evidence (gpointer data)
{
  return rc_session_has_evidence (data);
}

static void
test_import_and_verify (UiFixtureOf   *of,
                        gconstpointer  data)
{
  RcSession *session = ui_fixture_open_session (of->fixture);
  const char * const paths[] = { of->fixture->evidence, NULL };
  g_auto (Heard) heard = { 0 };

  listen (session, &heard);
  g_assert_cmpstr (rc_session_peek_title (session), ==, "Nordhafen 2026");
  g_assert_true (rc_session_is_writable (session));
  g_assert_false (rc_session_is_signed (session));
  g_assert_false (rc_session_has_evidence (session));

  rc_session_import (session, paths);
  g_assert_true (rc_session_is_busy (session));
  g_assert_cmpstr (rc_session_peek_act (session), ==, "Importing");
  /* One act at a time. */
  rc_session_verify (session);
  g_assert_true (heard.is_trouble);
  assert_contains (heard.sentence, "still running");
  ui_fixture_wait_idle (session);
  g_assert_cmpuint (heard.changed, ==, 1);
  g_assert_false (heard.is_trouble);
  assert_contains (heard.sentence, "sources came in.");
  assert_contains (heard.sentence, "Nothing is checked by an import.");
  ui_fixture_wait (has_evidence, session);
  g_assert_false (rc_session_is_verified (session));

  rc_session_verify (session);
  ui_fixture_wait_idle (session);
  assert_contains (heard.sentence, "stored records were read again");
  ui_fixture_wait (is_verified, session);
  g_assert_cmpuint (heard.changed, ==, 2);
  g_assert_cmpuint (heard.busy, ==, 4);
  ui_fixture_close_session (session);
  g_assert_true (ui_fixture_is_alone (of->fixture->case_path));
}

static void
test_refused_path (UiFixtureOf   *of,
                   gconstpointer  data)
{
  RcSession *session = ui_fixture_open_session (of->fixture);
  g_autofree char *absent = g_build_filename (of->fixture->folder, "absent\n<b>.jsonl", NULL);
  const char * const paths[] = { of->fixture->evidence, absent, NULL };
  g_auto (Heard) heard = { 0 };

  listen (session, &heard);
  rc_session_import (session, paths);
  ui_fixture_wait_idle (session);
  g_assert_true (heard.is_trouble);
  assert_contains (heard.sentence, "absent");
  g_assert_null (strstr (heard.sentence, "absent\n"));
  ui_fixture_close_session (session);
}

static void
test_foreign_files (UiFixtureOf   *of,
                    gconstpointer  data)
{
  RcSession *session = ui_fixture_open_session (of->fixture);
  GSList *only = g_slist_prepend (NULL, g_file_new_for_uri ("http://example.invalid/log.jsonl"));
  GSList *both = g_slist_prepend (NULL, g_file_new_for_uri ("trash:///log.jsonl"));
  g_auto (Heard) heard = { 0 };

  listen (session, &heard);
  rc_session_import_request (session, rc_import_request_new_for_files (only));
  ui_fixture_wait_idle (session);
  g_assert_true (heard.is_trouble);
  assert_contains (heard.sentence, "Nothing of it is a file of this computer");
  g_assert_cmpuint (heard.changed, ==, 0);

  both = g_slist_prepend (both, g_file_new_for_path (of->fixture->evidence));
  rc_session_import_request (session, rc_import_request_new_for_files (both));
  ui_fixture_wait_idle (session);
  g_assert_true (heard.is_trouble);
  assert_contains (heard.sentence, "1 item is no file of this computer");
  g_assert_cmpuint (heard.changed, ==, 1);
  ui_fixture_close_session (session);
}

static void
test_cancel_import (UiFixtureOf   *of,
                    gconstpointer  data)
{
  RcSession *session = ui_fixture_open_session (of->fixture);
  const char * const paths[] = { of->fixture->evidence, NULL };
  g_auto (Heard) heard = { 0 };

  listen (session, &heard);
  rc_session_import (session, paths);
  rc_session_cancel (session);
  ui_fixture_wait_idle (session);
  assert_contains (heard.sentence, "The import was cancelled. The case is as it was before.");
  g_assert_false (heard.is_trouble);
  g_assert_cmpuint (heard.changed, ==, 0);
  g_assert_false (rc_session_has_evidence (session));
  ui_fixture_close_session (session);
  g_assert_true (ui_fixture_is_alone (of->fixture->case_path));
}

/* --- Short acts --- */

static gpointer
append_note (RcCase          *case_file,
             RcRecordReader  *reader,
             gpointer         data,
             GCancellable    *cancellable,
             GError         **error)
{
  if (!rc_case_begin (case_file, error))
    return NULL;
  if (rc_custody_append (case_file, "note", data, error) && rc_case_commit (case_file, error))
    return case_file;
  rc_case_rollback (case_file);
  return NULL;
}

static gboolean
was_changed (gpointer data)
{
  return ((Heard *) data)->changed > 0;
}

static gboolean
was_said (gpointer data)
{
  return ((Heard *) data)->said > 0;
}

static void
test_short_act (UiFixtureOf   *of,
                gconstpointer  data)
{
  RcSession *session = ui_fixture_open_session (of->fixture);
  g_auto (Heard) heard = { 0 };

  listen (session, &heard);
  rc_session_act (session, append_note, g_strdup ("{\"text\":\"seen\"}"), g_free);
  ui_fixture_wait (was_changed, &heard);
  g_assert_cmpuint (heard.said, ==, 0);

  rc_session_act (session, append_note, g_strdup ("no object"), g_free);
  ui_fixture_wait (was_said, &heard);
  g_assert_true (heard.is_trouble);
  assert_contains (heard.sentence, "This was not done: ");
  g_assert_cmpuint (heard.changed, ==, 1);
  ui_fixture_close_session (session);
}

/* --- Who else has it open --- */

static void
test_read_only (UiFixtureOf   *of,
                gconstpointer  data)
{
  RcSession *first = ui_fixture_open_session (of->fixture);
  RcSession *second = ui_fixture_open_session (of->fixture);
  g_auto (Heard) heard = { 0 };

  listen (second, &heard);
  g_assert_false (rc_session_is_writable (second));
  g_assert_null (rc_session_peek_writer (second));
  assert_contains (rc_session_peek_holder (second), "open for writing in this program already");
  g_assert_true (rc_session_is_verified (second));
  rc_session_verify (second);
  g_assert_true (heard.is_trouble);
  g_assert_cmpstr (heard.sentence, ==, rc_session_peek_holder (second));
  ui_fixture_close_session (second);
  ui_fixture_close_session (first);
  g_assert_true (ui_fixture_is_alone (of->fixture->case_path));
}

static void
test_import_ends_verification (UiFixtureOf   *of,
                               gconstpointer  data)
{
  RcSession *session = ui_fixture_open_session (of->fixture);
  g_autofree char *path = g_build_filename (of->fixture->folder, "late.txt", NULL);
  const char * const paths[] = { path, NULL };

  g_assert_true (g_file_set_contents (path, "came late\n", -1, NULL));
  g_assert_true (rc_session_is_verified (session));
  rc_session_import (session, paths);
  ui_fixture_wait_idle (session);
  ui_fixture_wait (is_not_verified, session);
  ui_fixture_close_session (session);
}

static void
test_show_event (UiFixtureOf   *of,
                 gconstpointer  data)
{
  g_autoptr (RcSession) session = rc_session_new ();
  g_auto (Heard) heard = { 0 };

  listen (session, &heard);
  rc_session_show_event (session, 7);
  g_assert_cmpint (rc_session_get_event (session), ==, 7);
  g_assert_cmpstr (heard.page, ==, "lineage");
  g_clear_pointer (&heard.page, g_free);
  rc_session_show_event (session, 7);
  g_assert_cmpstr (heard.page, ==, "lineage");
}

static void
test_close_while_importing (UiFixtureOf   *of,
                            gconstpointer  data)
{
  RcSession *session = ui_fixture_open_session (of->fixture);
  const char * const paths[] = { of->fixture->evidence, NULL };

  rc_session_import (session, paths);
  ui_fixture_close_session (session);
  g_assert_true (ui_fixture_is_alone (of->fixture->case_path));
}

int
main (int    argc,
      char **argv)
{
  if (!ui_fixture_init (&argc, &argv))
    return 0;

#define ADD(name, set_up, func) g_test_add ("/ui/session/" name, UiFixtureOf, NULL, set_up, func, ui_fixture_tear_down)
  ADD ("import-and-verify", ui_fixture_set_up_empty, test_import_and_verify);
  ADD ("refused-path", ui_fixture_set_up_empty, test_refused_path);
  ADD ("foreign-files", ui_fixture_set_up_empty, test_foreign_files);
  ADD ("cancel-import", ui_fixture_set_up_empty, test_cancel_import);
  ADD ("short-act", ui_fixture_set_up_empty, test_short_act);
  ADD ("read-only", ui_fixture_set_up_whole, test_read_only);
  ADD ("import-ends-verification", ui_fixture_set_up_whole, test_import_ends_verification);
  ADD ("show-event", ui_fixture_set_up_empty, test_show_event);
  ADD ("close-while-importing", ui_fixture_set_up_empty, test_close_while_importing);
#undef ADD
  return g_test_run ();
}
