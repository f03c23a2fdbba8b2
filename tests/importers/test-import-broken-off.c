/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "import-fixture.h"
#include "tests/core/case-fixture.h"
#include "tests/core/fault-vfs.h"

/* Imports that do not come to their end: cancelled, out of disk, killed. The case is as it was before, or complete; the same import
 * then succeeds. */

/* So many events that an act commits once before it is published. */
#define MANY_EVENTS 160000u
#define N_CANCELS 12u
#define N_LIMITS 10u
#define N_KILLS 25u         /* that hit the act before its end */
#define MAX_TRIES 80u
#define MAX_RUNS 60u
#define N_LATE 4u

/* A case with evidence in it already, and more to come that overlaps it. */
static void
put_before (ImportFixture *fixture)
{
  g_autoptr (GString) log = import_fixture_make_log (1, 300);
  g_autoptr (RcImportResult) result = NULL;

  import_fixture_put (fixture, "before.jsonl", log->str, (gssize) log->len);
  result = import_fixture_import (fixture, "before.jsonl");
  g_assert_cmpuint (result->sources->len, ==, 1);
}

static void
put_after (ImportFixture *fixture,
           guint          n_events)
{
  g_autoptr (GString) log = import_fixture_make_log (200, 500);
  g_autoptr (GString) many = g_string_new (NULL);

  import_fixture_put (fixture, "after/a.jsonl", log->str, (gssize) log->len);
  import_fixture_put (fixture, "after/b.txt", "one\ntwo\n", -1);
  for (guint i = 0; i < n_events; i++)
    g_string_append_printf (many, "{\"schema\":\"kreditcheck.decision/1\",\"event\":\"inference\",\"event_id\":\"M-%u\","
                                  "\"timestamp\":\"2026-05-01T00:00:00Z\"}\n", i);
  import_fixture_put (fixture, "after/c.jsonl", many->str, (gssize) many->len);
  import_fixture_put (fixture, "after/d.jsonl", "{\"schema\":\n", -1);
}

static RcImportResult *
import_after (ImportFixture   *fixture,
              RcImportOptions *options,
              GCancellable    *cancellable,
              GError         **error)
{
  g_autofree char *path = import_fixture_dup_path (fixture, "after");
  const char * const paths[] = { path, NULL };

  return rc_import_paths (fixture->case_file, paths, options, cancellable, error);
}

/* What the tables are when the act is complete, but for the times of the acts. */
static char *
dup_content (ImportFixture *fixture)
{
  g_autofree char *state = import_fixture_dup_state (fixture->case_file);
  g_auto (GStrv) lines = g_strsplit (state, "\n", -1);
  GString *content = g_string_new (NULL);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      if (!g_str_has_suffix (lines[i], " source") && !g_str_has_suffix (lines[i], " custody"))
        g_string_append_printf (content, "%s\n", lines[i]);
    }
  return g_string_free (content, FALSE);
}

typedef struct
{
  char *before;          /* digests of all tables */
  char *before_content;
  char *after_content;
  char *bytes;           /* of the case's file before */
  gsize length;
} Reference;

static void
reference_clear (Reference *self)
{
  g_free (self->before);
  g_free (self->before_content);
  g_free (self->after_content);
  g_free (self->bytes);
}

static void
put_case_back (ImportFixture   *fixture,
               const Reference *reference)
{
  g_autoptr (GError) error = NULL;

  if (fixture->case_file != NULL)
    import_fixture_close (fixture);
  g_file_set_contents (fixture->path, reference->bytes, (gssize) reference->length, &error);
  g_assert_no_error (error);
}

/* Imports once to know what is complete, and puts the case back. */
static void
make_reference (ImportFixture *fixture,
                Reference     *out_reference)
{
  RcImportOptions options = { 0 };
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (GError) error = NULL;

  out_reference->before = import_fixture_dup_state (fixture->case_file);
  out_reference->before_content = dup_content (fixture);
  import_fixture_close (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &out_reference->bytes, &out_reference->length, NULL));
  import_fixture_reopen (fixture);
  result = import_after (fixture, &options, NULL, &error);
  g_assert_no_error (error);
  import_fixture_assert_sound (fixture->case_file);
  out_reference->after_content = dup_content (fixture);
  g_assert_cmpstr (out_reference->after_content, !=, out_reference->before_content);
  put_case_back (fixture, out_reference);
  import_fixture_reopen (fixture);
}

static void
assert_before (ImportFixture   *fixture,
               const Reference *reference)
{
  g_autofree char *state = import_fixture_dup_state (fixture->case_file);

  g_assert_cmpstr (state, ==, reference->before);
}

/* TRUE: complete; FALSE: as before. Anything else fails. */
static gboolean
assert_before_or_after (ImportFixture   *fixture,
                        const Reference *reference)
{
  g_autofree char *content = dup_content (fixture);

  import_fixture_assert_sound (fixture->case_file);
  if (g_str_equal (content, reference->after_content))
    return TRUE;
  assert_before (fixture, reference);
  return FALSE;
}

static void
assert_import_succeeds (ImportFixture   *fixture,
                        const Reference *reference)
{
  RcImportOptions options = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (RcImportResult) result = import_after (fixture, &options, NULL, &error);
  g_autofree char *content = NULL;

  g_assert_no_error (error);
  content = dup_content (fixture);
  g_assert_cmpstr (content, ==, reference->after_content);
  import_fixture_assert_sound (fixture->case_file);
}

/* --- Cancelled --- */

typedef struct
{
  GCancellable *cancellable;
  guint         calls;
  guint         cancel_at;
  guint64       bytes;
} Canceller;

static void
cancel_at_call (const RcProgress *progress,
                gpointer          user_data)
{
  Canceller *self = user_data;

  g_assert_true (g_str_has_prefix (progress->name, "after"));
  g_assert_cmpuint (progress->bytes, >=, self->bytes);
  self->bytes = progress->bytes;
  if (++self->calls == self->cancel_at)
    g_cancellable_cancel (self->cancellable);
}

/* One run; answers whether it was cancelled. */
static gboolean
run_cancelled (ImportFixture   *fixture,
               const Reference *reference,
               guint            cancel_at)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Canceller canceller = { .cancellable = cancellable, .cancel_at = cancel_at };
  RcImportOptions options = { .progress = cancel_at_call, .progress_data = &canceller };
  g_autoptr (GError) error = NULL;
  g_autoptr (RcImportResult) result = NULL;

  if (cancel_at == 0)
    g_cancellable_cancel (cancellable);
  result = import_after (fixture, &options, cancellable, &error);
  if (result != NULL)
    {
      g_assert_no_error (error);
      put_case_back (fixture, reference);
      import_fixture_reopen (fixture);
      return FALSE;
    }
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_before (fixture, reference);
  return TRUE;
}

static void
test_cancel (ImportFixture *fixture,
             gconstpointer  data)
{
  Reference reference;
  guint cancelled = 0;

  put_before (fixture);
  put_after (fixture, MANY_EVENTS);
  make_reference (fixture, &reference);
  /* Calls come every 40 ms: early ones, then later ones further apart. */
  for (guint i = 0, call = 0; i < N_CANCELS; i++, call += 1 + i / 4)
    {
      if (!run_cancelled (fixture, &reference, call))
        break;
      cancelled++;
    }
  g_test_message ("cancelled %u times", cancelled);
  g_assert_cmpuint (cancelled, >=, 3);
  assert_import_succeeds (fixture, &reference);
  import_fixture_close (fixture);
  reference_clear (&reference);
}

/* --- No room on the disk --- */

typedef struct
{
  ImportFixture   *fixture;
  const Reference *reference;
  rlim_t           limit;
} Crowded;

/* In a child: an import under a limit on the size of files; then, in the same process, without the limit. */
static int
import_crowded (const Crowded *crowded)
{
  ImportFixture *fixture = crowded->fixture;
  RcImportOptions options = { 0 };
  struct rlimit limit;
  g_autoptr (GError) error = NULL;
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcImportResult) again = NULL;
  gboolean failed;

  signal (SIGXFSZ, SIG_IGN);
  fixture->case_file = rc_case_open (fixture->path, TRUE, NULL);
  if (fixture->case_file == NULL || getrlimit (RLIMIT_FSIZE, &limit) != 0)
    return 2;
  limit.rlim_cur = crowded->limit;
  if (setrlimit (RLIMIT_FSIZE, &limit) != 0)
    return 3;
  result = import_after (fixture, &options, NULL, &error);
  limit.rlim_cur = limit.rlim_max;
  if (setrlimit (RLIMIT_FSIZE, &limit) != 0)
    return 3;

  failed = result == NULL;
  if (failed && (error->domain != RC_DATABASE_ERROR || error->message == NULL || *error->message == 0))
    return 4;
  if (failed && crowded->limit % 2 == 0)
    {
      assert_before (fixture, crowded->reference);
      assert_import_succeeds (fixture, crowded->reference);
      failed = FALSE;
    }
  import_fixture_close (fixture);
  return failed ? 0 : 1;
}

/* The exit code of a function run in a process of its own; minus the signal that ended it. */
static int
run_in_child (int (*run) (const Crowded *crowded),
              const Crowded *crowded)
{
  int status;
  pid_t pid = fork ();

  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    _exit (run (crowded));
  while (waitpid (pid, &status, 0) < 0)
    g_assert_cmpint (errno, ==, EINTR);
  return WIFSIGNALED (status) ? -WTERMSIG (status) : WEXITSTATUS (status);
}

static void
test_size_limit (ImportFixture *fixture,
                 gconstpointer  data)
{
  Reference reference;
  guint failures = 0;

  put_before (fixture);
  put_after (fixture, MANY_EVENTS);
  make_reference (fixture, &reference);
  import_fixture_close (fixture);
  for (guint i = 0; i < N_LIMITS; i++)
    {
      /* From less than the case to about what the import takes; odd ones are looked at from outside. */
      Crowded crowded = { fixture, &reference, (rlim_t) (reference.length / 2 + i * (i + 1) * 230000) / 2 * 2 + i % 2 };
      int code = run_in_child (import_crowded, &crowded);

      g_assert_cmpint (code, >=, 0);
      g_assert_cmpint (code, <=, 1);
      failures += code == 0;
      import_fixture_reopen (fixture);
      g_assert_cmpint (assert_before_or_after (fixture, &reference), ==, code);
      put_case_back (fixture, &reference);
    }
  g_test_message ("%u of %u failed", failures, N_LIMITS);
  g_assert_cmpuint (failures, >=, 3);
  reference_clear (&reference);
}

/* The n-th operation on a file of the case fails. */
static void
test_faults (ImportFixture *fixture,
             gconstpointer  data)
{
  FaultKind kind = (FaultKind) GPOINTER_TO_UINT (data);
  Reference reference;
  guint runs = 0, countdown = 0;
  gboolean happened = TRUE;

  fault_vfs_install ();
  put_before (fixture);
  put_after (fixture, 50);
  make_reference (fixture, &reference);
  for (runs = 0; happened && runs < MAX_RUNS; runs++, countdown += 1 + countdown / 24)
    {
      RcImportOptions options = { 0 };
      g_autoptr (GError) error = NULL;
      g_autoptr (RcImportResult) result = NULL;
      gboolean complete;

      fault_vfs_arm (kind, countdown);
      result = import_after (fixture, &options, NULL, &error);
      g_assert_true ((result == NULL) == (error != NULL));
      if (result == NULL)
        g_assert_true (error->domain == RC_DATABASE_ERROR);
      if (runs % 2 == 0)
        {
          /* The fault ends, and the program goes on with the case that it has open. */
          happened = fault_vfs_disarm ();
          if (result == NULL)
            {
              assert_before (fixture, &reference);
              assert_import_succeeds (fixture, &reference);
            }
        }
      else
        {
          /* The fault stays until the program ends. */
          rc_case_close (fixture->case_file, NULL);
          g_clear_object (&fixture->case_file);
          happened = fault_vfs_disarm ();
          import_fixture_reopen (fixture);
          complete = assert_before_or_after (fixture, &reference);
          if (result != NULL)
            g_assert_true (complete);
        }
      put_case_back (fixture, &reference);
      import_fixture_reopen (fixture);
    }
  g_test_message ("%u runs, %u operations", runs, countdown);
  g_assert_cmpuint (runs, >, 20);
  reference_clear (&reference);
}

/* Late in a long act, after a first batch was committed. The disk is still full when the act clears up behind itself: what it left is
 * above the marks, and must not be in the way of the next act. */
static void
test_full_late (ImportFixture *fixture,
                gconstpointer  data)
{
  FaultKind kind = (FaultKind) GPOINTER_TO_UINT (data);
  RcImportOptions options = { 0 };
  Reference reference;
  guint operations, leftovers = 0;

  fault_vfs_install ();
  put_before (fixture);
  put_after (fixture, MANY_EVENTS);
  make_reference (fixture, &reference);
  fault_vfs_arm (kind, G_MAXUINT);
  rc_import_result_free (import_after (fixture, &options, NULL, NULL));
  operations = G_MAXUINT - fault_vfs_get_countdown ();
  fault_vfs_disarm ();
  put_case_back (fixture, &reference);
  for (guint i = 1; i <= N_LATE; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RcImportResult) result = NULL;

      import_fixture_reopen (fixture);
      fault_vfs_arm (kind, operations - operations * i / (N_LATE + 1) / 6);
      result = import_after (fixture, &options, NULL, &error);
      g_assert_true (fault_vfs_disarm ());
      g_assert_null (result);
      g_assert_true (error->domain == RC_DATABASE_ERROR);
      leftovers += import_fixture_query (fixture, "SELECT max (id) FROM block")
                   > import_fixture_query (fixture, "SELECT mark FROM published WHERE item = 'block'");
      g_assert_cmpuint (import_fixture_count_events (fixture, RC_EVENT_INFERENCE), ==, 300);
      assert_import_succeeds (fixture, &reference);
      put_case_back (fixture, &reference);
    }
  g_test_message ("%u operations, leftovers after %u of %u", operations, leftovers, N_LATE);
  g_assert_cmpuint (leftovers, >, 0);
  reference_clear (&reference);
}

/* --- Killed --- */

static int
import_and_close (CaseFixture *place,
                  int          to_parent,
                  int          from_parent)
{
  ImportFixture fixture = { .folder = place->folder, .path = place->path };
  RcImportOptions options = { 0 };
  g_autoptr (RcImportResult) result = NULL;

  fixture.evidence = g_build_filename (place->folder, "evidence", NULL);
  fixture.case_file = rc_case_open (fixture.path, TRUE, NULL);
  if (fixture.case_file == NULL || write (to_parent, "x", 1) != 1)
    return 2;
  result = import_after (&fixture, &options, NULL, NULL);
  if (result == NULL)
    return 3;
  import_fixture_close (&fixture);
  return 0;
}

/* Kills the import after a time, or with a negative one waits for its end. Answers how long the child lived. */
static gint64
import_and_kill (ImportFixture *fixture,
                 gint64         after_us)
{
  CaseFixture place = { .folder = fixture->folder, .path = fixture->path };
  CaseChild child;
  gint64 began;
  int code;

  case_fixture_fork (&place, import_and_close, &child);
  case_fixture_wait_ready (&child);
  began = g_get_monotonic_time ();
  if (after_us >= 0)
    {
      g_usleep ((gulong) after_us);
      g_assert_cmpint (kill (child.pid, SIGKILL), ==, 0);
    }
  code = case_fixture_join (&child);
  g_assert_true (code == 0 || (code == -SIGKILL && after_us >= 0));
  return g_get_monotonic_time () - began;
}

static void
assert_verifies (ImportFixture *fixture,
                 int            exit_code)
{
  g_autoptr (RcJudgement) judgement = import_fixture_verify (fixture);

  g_assert_cmpint (rc_judgement_exit_code (judgement), ==, exit_code);
  g_assert_cmpuint (judgement->exceptions->len, ==, 0);
}

static void
test_kill (ImportFixture *fixture,
           gconstpointer  data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260731);
  g_autoptr (RcJudgement) judgement = NULL;
  Reference reference;
  guint before = 0, complete = 0;
  gint64 duration;

  put_before (fixture);
  judgement = import_fixture_verify (fixture);
  put_after (fixture, MANY_EVENTS);
  make_reference (fixture, &reference);
  import_fixture_close (fixture);
  duration = import_and_kill (fixture, -1);
  put_case_back (fixture, &reference);
  while (before < N_KILLS && before + complete < MAX_TRIES)
    {
      (void) import_and_kill (fixture, (gint64) ((before + g_rand_double (rand)) * (double) duration / N_KILLS));
      import_fixture_reopen (fixture);
      if (assert_before_or_after (fixture, &reference))
        {
          /* The machine is faster than it was when the act was measured. */
          complete++;
          duration = duration * 9 / 10;
        }
      else if (before++ % 8 == 0)
        {
          assert_verifies (fixture, rc_judgement_exit_code (judgement));
        }
      else
        {
          /* The next one goes on with the file that this one left. */
          import_fixture_close (fixture);
          continue;
        }
      put_case_back (fixture, &reference);
    }
  g_test_message ("killed within %.2f s: %u times as before, %u times complete", (double) duration / 1e6, before, complete);
  g_assert_cmpuint (before, ==, N_KILLS);

  import_fixture_reopen (fixture);
  assert_import_succeeds (fixture, &reference);
  reference_clear (&reference);
}

int
main (int    argc,
      char **argv)
{
  static const struct { const char *path; void (*run) (ImportFixture *, gconstpointer); guint data; } tests[] = {
    { "cancel", test_cancel, 0 },
    { "size-limit", test_size_limit, 0 },
    { "kill", test_kill, 0 },
    { "disk-full", test_faults, FAULT_FULL },
    { "disk-fault", test_faults, FAULT_IO },
    { "disk-fault-once", test_faults, FAULT_IO_ONCE },
    { "disk-full-late", test_full_late, FAULT_FULL },
    { "disk-fault-late", test_full_late, FAULT_IO },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/import-broken-off/", tests[i].path, NULL);

      g_test_add (path, ImportFixture, GUINT_TO_POINTER (tests[i].data), import_fixture_set_up, tests[i].run, import_fixture_tear_down);
    }
  return g_test_run ();
}
