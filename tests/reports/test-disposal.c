/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/auditor-key.h"
#include "core/case-header.h"
#include "core/custody.h"
#include "core/entry.h"
#include "core/hold.h"
#include "core/import.h"
#include "core/life/case-destruction.h"
#include "core/team/team-member.h"
#include "core/timestamp.h"
#include "importers/importers.h"
#include "reports/life/disposal.h"
#include "tests/core/case-fixture.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define MARKER "a-marker-in-the-case"

typedef struct
{
  CaseFixture  fixture;
  char        *certificate;
  char        *plan;
} DisposalFixture;

static const RcDisposalTerms plain = { .reason = "The engagement has ended", .by = "M. Head (fictitious)", .kept_until_us = RC_TIME_NONE };

static void
set_up (DisposalFixture *self,
        gconstpointer    data)
{
  case_fixture_set_up (&self->fixture, NULL);
  self->certificate = g_build_filename (self->fixture.folder, "X.pdf", NULL);
  self->plan = g_strconcat (self->certificate, ".plan", NULL);
}

static void
tear_down (DisposalFixture *self,
           gconstpointer    data)
{
  g_free (self->certificate);
  g_free (self->plan);
  case_fixture_tear_down (&self->fixture, NULL);
}

static void
make_case (DisposalFixture *self)
{
  RcCase *case_file = case_fixture_create (&self->fixture);

  g_assert_true (rc_case_begin (case_file, NULL));
  g_assert_true (rc_case_set_setting (case_file, "statement.marker", MARKER, NULL));
  g_assert_true (rc_custody_append (case_file, "house", NULL, NULL));
  g_assert_true (rc_case_commit (case_file, NULL));
  case_fixture_close (case_file);
}

static gboolean
is_there (const char *path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static gboolean
is_away (DisposalFixture *self)
{
  g_autofree char *away = rc_case_destruction_find (self->fixture.path);

  return away != NULL;
}

static RcDisposalResult *
dispose (DisposalFixture        *self,
         const RcDisposalTerms  *terms,
         GError                **error)
{
  return rc_dispose (self->fixture.path, self->certificate, "en", terms, NULL, error);
}

/* A case that is gone has a certificate, or a plan by which it comes to one; and no certificate is of a case that is there. */
static void
assert_no_contradiction (DisposalFixture *self)
{
  gboolean case_is_there = is_there (self->fixture.path) || is_away (self);

  g_assert_false (is_there (self->certificate) && case_is_there);
  g_assert_true (is_there (self->fixture.path) || is_there (self->certificate) || is_there (self->plan));
}

static void
assert_done (DisposalFixture        *self,
             const RcDisposalResult *result)
{
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_false (is_there (self->fixture.path));
  g_assert_false (is_away (self));
  g_assert_false (is_there (self->plan));
  g_assert_true (g_file_get_contents (self->certificate, &bytes, &length, NULL));
  g_assert_true (g_str_has_prefix (bytes, "%PDF-1.7"));
  g_assert_cmpuint (strlen (result->sha256), ==, 64);
}

/* --- To its end --- */

static void
test_destroyed (DisposalFixture *self,
                gconstpointer    data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcDisposalResult) result = NULL;
  int kept;
  char first[16] = "x";

  make_case (self);
  /* Who keeps the file open sees what becomes of its bytes. */
  kept = open (self->fixture.path, O_RDONLY | O_CLOEXEC);
  g_assert_cmpint (kept, >=, 0);
  result = dispose (self, &plain, &error);
  g_assert_no_error (error);
  assert_done (self, result);
  g_assert_false (result->is_resumed);
  g_assert_false (result->is_signed);
  g_assert_cmpint (pread (kept, first, sizeof first, 0), ==, 0);
  close (kept);
  g_assert_cmpuint (case_fixture_count (&self->fixture), ==, 1);
}

static void
test_signed (DisposalFixture *self,
             gconstpointer    data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcDisposalResult) result = NULL;
  g_autofree char *signature = g_strconcat (self->certificate, ".minisig", NULL);
  g_autofree char *text = NULL;

  make_case (self);
  g_assert_true (rc_auditor_key_unlock ("a passphrase", 12, NULL, &error));
  result = dispose (self, &plain, &error);
  rc_auditor_key_lock ();
  g_assert_no_error (error);
  assert_done (self, result);
  g_assert_true (result->is_signed);
  g_assert_true (g_file_get_contents (signature, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "trusted comment: "));
}

static void
test_languages (DisposalFixture *self,
                gconstpointer    data)
{
  static const char * const languages[] = { "en", "de", "fr" };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RcDisposalResult) result = NULL;

      make_case (self);
      result = rc_dispose (self->fixture.path, self->certificate, languages[i], &plain, NULL, &error);
      g_assert_no_error (error);
      assert_done (self, result);
      g_assert_cmpint (g_remove (self->certificate), ==, 0);
    }
}

/* --- What forbids it --- */

static void
assert_refused (DisposalFixture        *self,
                const RcDisposalTerms  *terms,
                RcLifeError             code,
                const char             *words)
{
  g_autoptr (GError) error = NULL;
  RcCase *case_file;

  g_assert_null (dispose (self, terms, &error));
  g_assert_error (error, RC_LIFE_ERROR, (int) code);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” says nothing of “%s”", error->message, words);
  g_assert_false (is_there (self->certificate));
  case_file = case_fixture_open (&self->fixture, TRUE);
  g_assert_true (rc_case_is_writable (case_file));
  case_fixture_close (case_file);
}

static void
test_held (DisposalFixture *self,
           gconstpointer    data)
{
  const RcHoldTerms hold = { .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE, .since_us = RC_TIME_NONE, .reason = "a court asks" };
  g_autoptr (RcDisposalResult) result = NULL;
  g_autoptr (GError) error = NULL;
  RcCase *case_file;

  make_case (self);
  case_file = case_fixture_open (&self->fixture, TRUE);
  g_assert_cmpint (rc_hold_set (case_file, &hold, &error), ==, 1);
  case_fixture_close (case_file);
  assert_refused (self, &plain, RC_LIFE_ERROR_HELD, "a court asks");
  g_assert_false (is_there (self->plan));

  case_file = case_fixture_open (&self->fixture, TRUE);
  g_assert_true (rc_hold_release (case_file, 1, RC_TIME_NONE, "decided", NULL, &error));
  case_fixture_close (case_file);
  result = dispose (self, &plain, &error);
  g_assert_no_error (error);
  assert_done (self, result);
}

/* Neither a hold that is for later nor one whose release is for later lets go; a clock that was put back is no release. */
static void
test_held_later (DisposalFixture *self,
                 gconstpointer    data)
{
  const gint64 tomorrow_us = g_get_real_time () + G_TIME_SPAN_DAY;
  RcHoldTerms hold = { .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE, .since_us = tomorrow_us, .reason = "a court will ask" };
  g_autoptr (GError) error = NULL;
  RcCase *case_file;

  make_case (self);
  case_file = case_fixture_open (&self->fixture, TRUE);
  g_assert_cmpint (rc_hold_set (case_file, &hold, &error), ==, 1);
  case_fixture_close (case_file);
  assert_refused (self, &plain, RC_LIFE_ERROR_HELD, "a court will ask");

  case_file = case_fixture_open (&self->fixture, TRUE);
  g_assert_true (rc_hold_release (case_file, 1, tomorrow_us + G_TIME_SPAN_DAY, "decided", NULL, &error));
  case_fixture_close (case_file);
  assert_refused (self, &plain, RC_LIFE_ERROR_HELD, "a court will ask");
}

/* Past the program, as anybody can who has the file. */
static void
edit (DisposalFixture *self,
      const char      *sql)
{
  sqlite3 *connection;

  g_assert_cmpint (sqlite3_open (self->fixture.path, &connection), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (connection, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (connection), ==, SQLITE_OK);
}

/* A hold that was taken out of the table, and a type of case that asks for less. */
static void
test_edited (DisposalFixture *self,
             gconstpointer    data)
{
  const RcHoldTerms hold = { .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE, .since_us = RC_TIME_NONE, .reason = "a court asks" };
  RcCase *case_file;
  g_autoptr (GError) error = NULL;

  make_case (self);
  case_file = case_fixture_open (&self->fixture, TRUE);
  g_assert_cmpint (rc_hold_set (case_file, &hold, &error), ==, 1);
  case_fixture_close (case_file);
  edit (self, "DELETE FROM entry");
  assert_refused (self, &plain, RC_LIFE_ERROR_STATE, "entry");
  g_assert_cmpint (g_remove (self->fixture.path), ==, 0);

  make_case (self);
  edit (self, "UPDATE setting SET value = 'external' WHERE key = 'case.title'");
  assert_refused (self, &plain, RC_LIFE_ERROR_STATE, "setting");
}

/* What is taken away lies beside the file: by the link it would never be found again. */
static void
test_link (DisposalFixture *self,
           gconstpointer    data)
{
  g_autofree char *link = g_build_filename (self->fixture.folder, "link.recount", NULL);
  g_autoptr (GError) error = NULL;

  make_case (self);
  g_assert_cmpint (symlink (self->fixture.path, link), ==, 0);
  g_assert_null (rc_dispose (link, self->certificate, "en", &plain, NULL, &error));
  g_assert_error (error, RC_LIFE_ERROR, RC_LIFE_ERROR_FILE);
  g_assert_true (is_there (self->fixture.path));
  g_assert_false (is_there (self->plan));
}

static void
test_no_words (DisposalFixture *self,
               gconstpointer    data)
{
  RcDisposalTerms terms = plain;
  g_autoptr (GError) error = NULL;

  make_case (self);
  terms.reason = " \n\t";
  g_assert_null (dispose (self, &terms, &error));
  g_assert_error (error, RC_ENTRY_ERROR, RC_ENTRY_ERROR_WORDS);
  g_assert_true (is_there (self->fixture.path));
}

static void
test_kept (DisposalFixture *self,
           gconstpointer    data)
{
  RcDisposalTerms terms = plain;
  g_autoptr (RcDisposalResult) result = NULL;
  g_autoptr (GError) error = NULL;

  make_case (self);
  terms.kept_under = "house rule 7";
  terms.kept_until_us = g_get_real_time () + G_USEC_PER_SEC * G_GINT64_CONSTANT (3600);
  assert_refused (self, &terms, RC_LIFE_ERROR_HELD, "house rule 7");
  terms.kept_until_us = g_get_real_time () - G_USEC_PER_SEC;
  result = dispose (self, &terms, &error);
  g_assert_no_error (error);
  assert_done (self, result);
}

static void
import_log (DisposalFixture *self,
            RcCase          *case_file,
            gint64           time_us)
{
  g_autofree char *time = rc_time_format_utc (time_us);
  g_autofree char *path = g_build_filename (self->fixture.folder, "log.jsonl", NULL);
  g_autofree char *line =
    g_strdup_printf ("{\"schema\":\"kreditcheck.decision/1\",\"event_id\":\"E-1\",\"timestamp\":\"%s\",\"event\":\"inference\",\"system\":\"S\","
                     "\"application\":\"A-1\",\"applicant\":\"P-1\",\"model\":{\"name\":\"m\",\"version\":\"1\"},\"output\":{\"score\":0.5,"
                     "\"proposal\":\"grant\"}}\n", time);
  const char * const paths[] = { path, NULL };
  RcImportOptions options = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (RcImportResult) result = NULL;

  g_assert_true (g_file_set_contents (path, line, -1, NULL));
  result = rc_import_paths (case_file, paths, &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_remove (path), ==, 0);
}

/* Its documentation is kept for ten years, and its logs for six months at least. */
static void
test_provider (DisposalFixture *self,
               gconstpointer    data)
{
  const RcCaseDescription description = { .title = "T", .type = RC_CASE_TYPE_PROVIDER, .auditor = "A. Auditor", .is_unsigned = TRUE };
  RcDisposalTerms terms = plain;
  g_autoptr (GError) error = NULL;
  RcCase *case_file = rc_case_create (self->fixture.path, &description, &error);

  rc_importers_register_all ();
  g_assert_no_error (error);
  import_log (self, case_file, g_get_real_time () - G_USEC_PER_SEC * G_GINT64_CONSTANT (86400));
  case_fixture_close (case_file);
  assert_refused (self, &plain, RC_LIFE_ERROR_HELD, "Article 18");
  terms.kept_under = "Article 18";
  terms.kept_until_us = g_get_real_time () - G_USEC_PER_SEC;
  assert_refused (self, &terms, RC_LIFE_ERROR_HELD, "to be kept until");
  g_assert_false (is_there (self->plan));
}

static void
test_names (DisposalFixture *self,
            gconstpointer    data)
{
  g_autofree char *nowhere = g_build_filename (self->fixture.folder, "none", "X.pdf", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RcDisposalResult) result = NULL;

  make_case (self);
  g_assert_null (rc_dispose (self->fixture.path, nowhere, "en", &plain, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (rc_dispose (self->fixture.path, self->fixture.path, "en", &plain, NULL, &error));
  g_assert_error (error, RC_LIFE_ERROR, RC_LIFE_ERROR_FILE);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (self->certificate, "mine", -1, NULL));
  g_assert_null (dispose (self, &plain, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_true (is_there (self->fixture.path));
  g_assert_cmpint (g_remove (self->certificate), ==, 0);
  g_assert_true (g_file_set_contents (self->plan, "{}", -1, NULL));
  g_assert_null (dispose (self, &plain, &error));
  g_assert_error (error, RC_LIFE_ERROR, RC_LIFE_ERROR_STATE);
  g_assert_true (is_there (self->fixture.path));
}

static int
read_until_told (CaseFixture *fixture,
                 int          to_parent,
                 int          from_parent)
{
  RcCase *case_file = rc_case_open (fixture->path, TRUE, NULL);
  char byte;

  if (case_file == NULL || write (to_parent, "x", 1) != 1 || read (from_parent, &byte, 1) < 0)
    return 1;
  rc_case_close (case_file, NULL);
  g_object_unref (case_file);
  return 0;
}

static void
test_open_elsewhere (DisposalFixture *self,
                     gconstpointer    data)
{
  g_autoptr (GError) error = NULL;
  CaseChild child;

  make_case (self);
  case_fixture_fork (&self->fixture, read_until_told, &child);
  case_fixture_wait_ready (&child);
  g_assert_null (dispose (self, &plain, &error));
  g_assert_nonnull (error);
  g_assert_true (is_there (self->fixture.path));
  case_fixture_let_go (&child);
  g_assert_cmpint (case_fixture_join (&child), ==, 0);
  assert_no_contradiction (self);
}

/* --- Broken off --- */

static void
count_down (double   fraction,
            gpointer data)
{
  gint *left = data;

  if ((*left)-- == 0)
    raise (SIGKILL);
}

/* Minus the signal, or the exit code. @limit: 0: none. */
static int
dispose_in_child (DisposalFixture *self,
                  gint             step,
                  rlim_t           limit)
{
  pid_t pid = fork ();
  int status;

  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      const RcLifeWork work = { count_down, &step, NULL };

      signal (SIGXFSZ, SIG_IGN);
      if (limit > 0 && setrlimit (RLIMIT_FSIZE, &(struct rlimit) { limit, limit }) != 0)
        _exit (2);
      _exit (rc_dispose (self->fixture.path, self->certificate, "en", &plain, &work, NULL) != NULL ? 0 : 1);
    }
  while (waitpid (pid, &status, 0) < 0)
    g_assert_cmpint (errno, ==, EINTR);
  return WIFSIGNALED (status) ? -WTERMSIG (status) : WEXITSTATUS (status);
}

static void
test_killed (DisposalFixture *self,
             gconstpointer    data)
{
  for (gint step = 0; step < RC_DISPOSAL_STEPS; step++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RcDisposalResult) result = NULL;

      make_case (self);
      g_assert_cmpint (dispose_in_child (self, step, 0), ==, -SIGKILL);
      assert_no_contradiction (self);
      /* Once more, and broken off at once. */
      if (!is_there (self->certificate))
        g_assert_cmpint (dispose_in_child (self, 0, 0), ==, -SIGKILL);
      assert_no_contradiction (self);

      result = dispose (self, &plain, &error);
      g_assert_no_error (error);
      assert_done (self, result);
      g_assert_cmpint (g_remove (self->certificate), ==, 0);
      g_assert_cmpuint (case_fixture_count (&self->fixture), ==, 0);
    }
}

static void
test_full_disk (DisposalFixture *self,
                gconstpointer    data)
{
  guint failures = 0;

  for (rlim_t limit = 4096; limit <= (1 << 20); limit *= 2)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RcDisposalResult) result = NULL;
      int code;

      make_case (self);
      code = dispose_in_child (self, G_MAXINT, limit);
      g_assert_cmpint (code, >=, 0);
      g_assert_cmpint (code, <=, 1);
      failures += code == 1;
      assert_no_contradiction (self);
      if (code == 1)
        {
          result = dispose (self, &plain, &error);
          g_assert_no_error (error);
          assert_done (self, result);
        }
      g_assert_cmpint (g_remove (self->certificate), ==, 0);
    }
  g_assert_cmpuint (failures, >, 1);
}

/* The case went on being used after it was marked. */
static void
test_used_since (DisposalFixture *self,
                 gconstpointer    data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcDisposalResult) result = NULL;
  RcCase *case_file;

  make_case (self);
  g_assert_cmpint (dispose_in_child (self, 3, 0), ==, -SIGKILL);
  g_assert_true (is_there (self->plan));
  case_file = case_fixture_open (&self->fixture, TRUE);
  g_assert_cmpint (case_fixture_query (case_file, "SELECT count(*) FROM custody WHERE act = 'dispose'"), ==, 1);
  g_assert_true (rc_custody_append (case_file, "house", NULL, &error));
  case_fixture_close (case_file);

  result = dispose (self, &plain, &error);
  g_assert_no_error (error);
  g_assert_false (result->is_resumed);
  assert_done (self, result);
}

/* What a crash left of the case beside it may be all of it in clear. */
static void
test_left_beside (DisposalFixture *self,
                  gconstpointer    data)
{
  g_autofree char *protecting = g_strconcat (self->fixture.path, ".protecting", NULL);
  g_autofree char *wal = g_strconcat (protecting, "-wal", NULL);
  g_autofree char *copy = g_build_filename (self->fixture.folder, ".recount-copy-abcdef", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RcDisposalResult) result = NULL;

  make_case (self);
  g_assert_true (g_file_set_contents (protecting, MARKER, -1, NULL));
  g_assert_true (g_file_set_contents (wal, MARKER, -1, NULL));
  g_assert_true (g_file_set_contents (copy, MARKER, -1, NULL));
  result = dispose (self, &plain, &error);
  g_assert_no_error (error);
  assert_done (self, result);
  g_assert_cmpuint (case_fixture_count (&self->fixture), ==, 1);
}

/* Every copy that the log knows of is told; that a copy is one for a member is no further one. */
static void
test_copies (DisposalFixture *self,
             gconstpointer    data)
{
  static const char sha[] = "aa";
  g_autoptr (RcDisposalFacts) facts = NULL;
  g_autoptr (GError) error = NULL;
  RcCase *case_file;

  make_case (self);
  case_file = case_fixture_open (&self->fixture, TRUE);
  g_assert_true (rc_custody_append (case_file, "backup", "{\"name\":\"b.recount\",\"sha256\":\"aa\"}", &error));
  g_assert_true (rc_custody_append (case_file, "hand-out", "{\"file\":\"p.recount\",\"name\":\"Ben\",\"sha256\":\"aa\"}", &error));
  g_assert_true (rc_custody_append (case_file, "hand-out", "{\"name\":\"Ben\"}", &error));
  facts = rc_disposal_mark (case_file, &plain, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (facts->copies->len, ==, 2);
  for (guint i = 0; i < facts->copies->len; i++)
    {
      const RcDisposalCopy *copy = g_ptr_array_index (facts->copies, i);

      g_assert_cmpstr (copy->name, ==, i == 0 ? "b.recount" : "p.recount");
      g_assert_cmpstr (copy->sha256, ==, sha);
    }
  case_fixture_close (case_file);
}

/* Nobody who could not be told of in its log destroys a case on which several work. */
static void
test_members (DisposalFixture *self,
              gconstpointer    data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcDisposalResult) result = NULL;
  g_autofree char *key = NULL;
  guint8 public_key[RC_DIGEST_BYTES];
  RcCase *case_file;

  make_case (self);
  g_assert_true (rc_auditor_key_unlock ("a passphrase", 12, NULL, &error));
  g_assert_true (rc_auditor_key_read_public (public_key, &error));
  key = rc_bytes_dup_hex (public_key, sizeof public_key);
  case_file = case_fixture_open (&self->fixture, TRUE);
  g_assert_cmpint (rc_team_member_add (case_file, "Anna Owner (fictitious)", RC_ROLE_OWNER, key, NULL, &error), ==, 1);
  g_assert_no_error (error);
  case_fixture_close (case_file);

  rc_auditor_key_lock ();
  assert_refused (self, &plain, RC_LIFE_ERROR_STATE, "owner");
  g_assert_true (rc_auditor_key_unlock ("a passphrase", 12, NULL, &error));
  result = dispose (self, &plain, &error);
  rc_auditor_key_lock ();
  g_assert_no_error (error);
  assert_done (self, result);
}

static void
set_up_protected (DisposalFixture *self,
                  gconstpointer    data)
{
  g_setenv ("RECOUNT_TEST_PROTECTED", "1", TRUE);
  set_up (self, data);
}

static void
tear_down_protected (DisposalFixture *self,
                     gconstpointer    data)
{
  tear_down (self, data);
  g_unsetenv ("RECOUNT_TEST_PROTECTED");
}

/* What opens it goes first: broken off between that and the rest, nothing of the rest opens. */
static void
test_protected (DisposalFixture *self,
                gconstpointer    data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcDisposalResult) result = NULL;
  g_autofree char *bytes = NULL;
  g_autofree char *away = NULL;
  gsize length;

  make_case (self);
  g_assert_cmpint (dispose_in_child (self, 5, 0), ==, -SIGKILL);
  g_assert_false (is_there (self->fixture.path));
  away = rc_case_destruction_find (self->fixture.path);
  g_assert_true (g_file_get_contents (away, &bytes, &length, NULL));
  g_assert_cmpuint (length, >, 2 * RC_CASE_PAGE_BYTES);
  g_assert_true (bytes[0] == 0 && memcmp (bytes, bytes + 1, RC_CASE_PAGE_BYTES - 1) == 0);
  g_assert_false (memcmp (bytes, bytes + RC_CASE_PAGE_BYTES, RC_CASE_PAGE_BYTES) == 0);

  result = dispose (self, &plain, &error);
  g_assert_no_error (error);
  assert_done (self, result);
}

/* Another case came to stand where one was taken away: what is left of that one is not taken for it, and each has its own certificate. */
static void
test_same_place (DisposalFixture *self,
                 gconstpointer    data)
{
  g_autofree char *other = g_build_filename (self->fixture.folder, "Y.pdf", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RcDisposalResult) later = NULL;
  g_autoptr (RcDisposalResult) first = NULL;

  make_case (self);
  g_assert_cmpint (dispose_in_child (self, 5, 0), ==, -SIGKILL);
  g_assert_true (is_away (self));
  make_case (self);
  later = rc_dispose (self->fixture.path, other, "en", &plain, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (later->is_resumed);
  g_assert_false (is_there (self->fixture.path));
  g_assert_true (is_there (other));
  g_assert_true (is_away (self));
  g_assert_true (is_there (self->plan));

  first = dispose (self, &plain, &error);
  g_assert_no_error (error);
  assert_done (self, first);
  g_assert_true (first->is_resumed);
  g_assert_cmpstr (first->sha256, !=, later->sha256);
}

/* It was put somewhere else meanwhile: nobody may say that it was destroyed. */
static void
test_moved (DisposalFixture *self,
            gconstpointer    data)
{
  g_autofree char *other = g_build_filename (self->fixture.folder, "other.recount", NULL);
  g_autoptr (GError) error = NULL;

  make_case (self);
  g_assert_cmpint (dispose_in_child (self, 3, 0), ==, -SIGKILL);
  g_assert_cmpint (g_rename (self->fixture.path, other), ==, 0);
  g_assert_null (dispose (self, &plain, &error));
  g_assert_error (error, RC_LIFE_ERROR, RC_LIFE_ERROR_STATE);
  g_assert_nonnull (strstr (error->message, "nothing is certified"));
  g_assert_false (is_there (self->certificate));
  g_assert_true (is_there (other));
}

int
main (int    argc,
      char **argv)
{
  char *folder = case_fixture_own_data_folder ();
  int failed;

  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add ("/disposal/" path, DisposalFixture, NULL, set_up, function, tear_down)
  ADD ("destroyed", test_destroyed);
  ADD ("signed", test_signed);
  ADD ("languages", test_languages);
  ADD ("held", test_held);
  ADD ("held-later", test_held_later);
  ADD ("edited", test_edited);
  ADD ("link", test_link);
  ADD ("no-words", test_no_words);
  ADD ("kept", test_kept);
  ADD ("provider", test_provider);
  ADD ("names", test_names);
  ADD ("open-elsewhere", test_open_elsewhere);
  ADD ("killed", test_killed);
  ADD ("full-disk", test_full_disk);
  ADD ("used-since", test_used_since);
  ADD ("same-place", test_same_place);
  ADD ("moved", test_moved);
  ADD ("left-beside", test_left_beside);
  ADD ("copies", test_copies);
  ADD ("members", test_members);
  g_test_add ("/disposal/protected", DisposalFixture, NULL, set_up_protected, test_protected, tear_down_protected);
  g_test_add ("/disposal/protected-killed", DisposalFixture, NULL, set_up_protected, test_killed, tear_down_protected);
  failed = g_test_run ();
  case_fixture_remove_data_folder (folder);
  return failed;
}
