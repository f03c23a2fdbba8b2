/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "import-fixture.h"
#include "zip-builder.h"
#include "core/custody.h"
#include "core/hold.h"
#include "core/life/case-compact.h"
#include "core/timestamp.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define SECRET_BYTES 5000
#define MARKER "secretmarkerq7x"

/* Bytes that no compression makes shorter, so that they stand in the file as they are. */
static void
fill (guint8 *bytes,
      gsize   length,
      guint32 seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  for (gsize i = 0; i < length; i++)
    bytes[i] = (guint8) g_rand_int_range (random, 0, 256);
}

static void
put_secret (ImportFixture *self,
            const char    *name,
            guint32        seed)
{
  guint8 bytes[SECRET_BYTES];

  fill (bytes, sizeof bytes, seed);
  import_fixture_put (self, name, bytes, sizeof bytes);
}

static gboolean
stands_in_file (const char *path,
                const void *bytes,
                gsize       length)
{
  g_autofree char *file = NULL;
  gsize file_length;

  g_assert_true (g_file_get_contents (path, &file, &file_length, NULL));
  return memmem (file, file_length, bytes, length) != NULL;
}

/* A run of it: pages cut long values. */
static gboolean
secret_stands (ImportFixture *self,
               guint32        seed)
{
  guint8 bytes[SECRET_BYTES];

  fill (bytes, sizeof bytes, seed);
  for (gsize i = 0; i + 64 <= sizeof bytes; i += 256)
    if (stands_in_file (self->path, bytes + i, 64))
      return TRUE;
  return FALSE;
}

static gint64
import (ImportFixture *self,
        const char    *name)
{
  g_autoptr (RcImportResult) result = import_fixture_import (self, name);

  return ((const RcSource *) g_ptr_array_index (result->sources, 0))->id;
}

static void
take_out (ImportFixture *self,
          gint64         source)
{
  g_autoptr (GError) error = NULL;

  rc_import_remove (self->case_file, source, "sent by mistake", &error);
  g_assert_no_error (error);
}

static RcCaseCompaction *
compact (ImportFixture *self,
         gboolean       scrub)
{
  g_autoptr (GError) error = NULL;
  RcCaseCompaction *compaction = rc_case_compact (self->case_file, scrub, &error);

  g_assert_no_error (error);
  g_assert_true (compaction->is_settled);
  return compaction;
}

static void
assert_log_holds (ImportFixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCustodyReport) report = rc_custody_verify (self->case_file, &error);
  g_autoptr (GPtrArray) faults = rc_custody_compare_tables (self->case_file, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->faults->len, ==, 0);
  g_assert_cmpuint (faults->len, ==, 0);
}

/* Two logs, of which one names what the other does not, and a file of random bytes. */
static void
make_case (ImportFixture *self,
           gint64        *out_log,
           gint64        *out_secret)
{
  g_autoptr (GString) kept = import_fixture_make_log (1, 300);
  g_autoptr (GString) gone = import_fixture_make_log (1001, 1300);

  g_string_replace (gone, "\"system\":\"S\"", "\"system\":\"" MARKER "-system\"", 0);
  g_string_replace (gone, "\"name\":\"m\"", "\"name\":\"" MARKER "-model\"", 0);
  g_string_append (gone, "{\"schema\":\"kreditcheck.decision/1\",\"" MARKER "-broken\":\n");
  import_fixture_put (self, "kept.jsonl", kept->str, -1);
  import_fixture_put (self, "gone.jsonl", gone->str, -1);
  put_secret (self, "secret.bin", 1);
  (void) import (self, "kept.jsonl");
  *out_log = import (self, "gone.jsonl");
  *out_secret = import (self, "secret.bin");
}

static void
test_erased (ImportFixture *self,
             gconstpointer  data)
{
  gint64 log, secret;
  g_autoptr (RcCaseCompaction) compaction = NULL;
  g_autoptr (RcJudgement) judgement = NULL;
  g_autofree char *detail = NULL, *file = NULL;

  make_case (self, &log, &secret);
  rc_judgement_free (import_fixture_verify (self));
  import_fixture_reopen (self);
  g_assert_true (secret_stands (self, 1));
  g_assert_true (stands_in_file (self->path, MARKER, strlen (MARKER)));
  take_out (self, log);
  take_out (self, secret);
  import_fixture_reopen (self);
  g_assert_true (secret_stands (self, 1));

  compaction = compact (self, TRUE);
  g_assert_cmpuint (compaction->erased->bytes, >=, SECRET_BYTES);
  g_assert_cmpuint (compaction->erased->sources->len, ==, 2);
  g_assert_cmpint (g_array_index (compaction->erased->sources, RcErasedSource, 1).id, ==, secret);
  g_assert_cmpuint (g_array_index (compaction->erased->sources, RcErasedSource, 1).erased, ==, SECRET_BYTES);
  g_assert_cmpuint (g_array_index (compaction->erased->sources, RcErasedSource, 1).kept, ==, 0);
  assert_log_holds (self);
  detail = import_fixture_query_text (self, "SELECT detail ->> '$.erased[0].first', detail ->> '$.erased[0].last', detail ->> '$.kept' "
                                            "FROM custody WHERE act = 'scrub'");
  g_assert_true (g_str_has_prefix (detail, "2|3|[]"));
  g_assert_cmpint (import_fixture_query (self, "SELECT count(*) FROM custody WHERE act = 'compact'"), ==, 1);

  judgement = import_fixture_verify (self);
  g_assert_cmpuint (judgement->records_failed, ==, 0);
  g_assert_cmpuint (judgement->records_checked, ==, 300);
  import_fixture_reopen (self);
  g_assert_false (secret_stands (self, 1));
  g_assert_false (stands_in_file (self->path, MARKER, strlen (MARKER)));
  g_assert_cmpint (import_fixture_query (self, "SELECT count(*) FROM source WHERE state = 'removed'"), ==, 2);
  g_assert_cmpint (import_fixture_query (self, "SELECT count(*) FROM main.sqlite_schema"), >, 0);
  g_assert_cmpint (import_fixture_query (self, "PRAGMA freelist_count"), ==, 0);
  g_assert_true (g_file_get_contents (self->path, &file, NULL, NULL));
  g_assert_cmpuint ((guint8) file[20], ==, RC_CASE_RESERVED_BYTES);
}

static void
test_told (ImportFixture *self,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcRecordReader) reader = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gint64 log, secret;
  guint64 erased;

  make_case (self, &log, &secret);
  take_out (self, secret);
  reader = rc_record_reader_new (rc_case_get_database (self->case_file));
  bytes = rc_record_reader_read (reader, secret, 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (rc_vault_count_erased (rc_case_get_database (self->case_file), secret, &erased, &error));
  g_assert_cmpuint (erased, ==, 0);
  g_clear_pointer (&bytes, g_bytes_unref);
  g_clear_pointer (&reader, rc_record_reader_free);
  rc_case_compaction_free (compact (self, TRUE));

  reader = rc_record_reader_new (rc_case_get_database (self->case_file));
  bytes = rc_record_reader_read (reader, secret, 1, NULL, &error);
  g_assert_null (bytes);
  g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "was removed and its bytes were erased"));
  g_clear_error (&error);
  g_assert_true (rc_vault_count_erased (rc_case_get_database (self->case_file), secret, &erased, &error));
  g_assert_cmpuint (erased, ==, SECRET_BYTES);
  g_assert_true (rc_vault_count_erased (rc_case_get_database (self->case_file), log, &erased, &error));
  g_assert_cmpuint (erased, ==, 0);
}

/* Without being asked to: what was removed can still be read. */
static void
test_not_asked (ImportFixture *self,
                gconstpointer  data)
{
  g_autoptr (RcCaseCompaction) compaction = NULL;
  gint64 log, secret;

  make_case (self, &log, &secret);
  take_out (self, secret);
  compaction = compact (self, FALSE);
  g_assert_null (compaction->erased);
  assert_log_holds (self);
  import_fixture_reopen (self);
  g_assert_true (secret_stands (self, 1));
}

/* What is emptied behind the program's back is damage, whatever it looks like. */
static void
test_emptied_by_another (ImportFixture *self,
                         gconstpointer  data)
{
  g_autoptr (RcJudgement) judgement = NULL;
  gint64 log, secret;

  make_case (self, &log, &secret);
  import_fixture_close (self);
  import_fixture_edit (self, "UPDATE block SET data = x'' WHERE id = 1");
  import_fixture_reopen (self);
  judgement = import_fixture_verify (self);
  g_assert_cmpuint (judgement->records_failed, >, 0);
}

/* --- What others use stays --- */

static void
test_same_bytes (ImportFixture *self,
                 gconstpointer  data)
{
  g_autoptr (RcCaseCompaction) compaction = NULL;
  g_autoptr (RcJudgement) judgement = NULL;
  const RcErasedSource *source;
  gint64 again;

  put_secret (self, "secret.bin", 1);
  put_secret (self, "again.bin", 1);
  (void) import (self, "secret.bin");
  again = import (self, "again.bin");
  take_out (self, again);
  compaction = compact (self, TRUE);
  g_assert_cmpuint (compaction->erased->bytes, ==, 0);
  g_assert_cmpuint (compaction->erased->sources->len, ==, 1);
  source = &g_array_index (compaction->erased->sources, RcErasedSource, 0);
  g_assert_cmpint (source->id, ==, again);
  g_assert_cmpuint (source->kept, ==, SECRET_BYTES);
  judgement = import_fixture_verify (self);
  g_assert_cmpuint (judgement->records_failed, ==, 0);
  import_fixture_reopen (self);
  g_assert_true (secret_stands (self, 1));
}

static gint64
import_zip (ImportFixture *self)
{
  guint8 bytes[SECRET_BYTES];
  const ZipPart part = { .name = "secret.bin", .data = (const char *) bytes, .length = sizeof bytes };
  ZipBuilder *zip = zip_builder_new ();
  g_autoptr (GBytes) file = NULL;

  fill (bytes, sizeof bytes, 1);
  zip_builder_add (zip, &part);
  zip_builder_text (zip, "note.txt", "a note\n");
  file = zip_builder_end (zip, NULL);
  import_fixture_put_bytes (self, "pack.zip", file);
  return import (self, "pack.zip");
}

/* A member that stands in its container as it is goes only with that. */
static void
test_stored_member (ImportFixture *self,
                    gconstpointer  data)
{
  gint64 zip = import_zip (self);
  gint64 member = import_fixture_query (self, "SELECT id FROM source WHERE derivation = 'stored in' AND size = 5000");
  g_autoptr (RcCaseCompaction) first = NULL;
  g_autoptr (RcCaseCompaction) second = NULL;

  g_assert_cmpint (member, >, zip);
  take_out (self, member);
  first = compact (self, TRUE);
  g_assert_cmpuint (first->erased->bytes, ==, 0);
  rc_judgement_free (import_fixture_verify (self));
  import_fixture_reopen (self);
  g_assert_true (secret_stands (self, 1));

  take_out (self, zip);
  second = compact (self, TRUE);
  g_assert_cmpuint (second->erased->bytes, >, SECRET_BYTES);
  import_fixture_reopen (self);
  g_assert_false (secret_stands (self, 1));
}

/* One block with what stays and what goes: nothing of the program makes one today, but the store allows it. */
static void
test_part_of_a_block (ImportFixture *self,
                      gconstpointer  data)
{
  gint64 zip = import_zip (self);
  g_autoptr (RcCaseCompaction) first = NULL;
  g_autoptr (RcCaseCompaction) second = NULL;
  guint64 size = (guint64) import_fixture_query (self, "SELECT size FROM source WHERE derivation = 'file'");
  guint8 bytes[32];
  g_autoptr (RcVault) vault = NULL;
  g_autoptr (GError) error = NULL;

  /* A source that keeps the last bytes of the container alone. */
  rc_case_begin (self->case_file, &error);
  rc_database_exec (rc_case_get_database (self->case_file), "UPDATE source SET start = (SELECT size FROM source WHERE derivation = 'file') - 32, size = 32, parent = NULL "
                    "WHERE name LIKE '%note.txt'", &error);
  rc_custody_append (self->case_file, "import", NULL, &error);
  rc_case_commit (self->case_file, &error);
  g_assert_no_error (error);
  take_out (self, zip);
  first = compact (self, TRUE);
  g_assert_cmpuint (first->erased->bytes, ==, size - 32);
  vault = rc_vault_new (rc_case_get_database (self->case_file));
  g_assert_true (rc_vault_read (vault, size - 32, bytes, sizeof bytes, &error));
  g_assert_no_error (error);
  g_assert_nonnull (memmem (bytes, sizeof bytes, "PK\5\6", 4));
  second = compact (self, TRUE);
  g_assert_cmpuint (second->erased->bytes, ==, 0);
  import_fixture_reopen (self);
  g_assert_false (secret_stands (self, 1));
}

/* What comes back is stored anew. */
static void
test_imported_again (ImportFixture *self,
                     gconstpointer  data)
{
  g_autoptr (RcJudgement) judgement = NULL;
  gint64 log, secret, again;

  make_case (self, &log, &secret);
  take_out (self, secret);
  rc_case_compaction_free (compact (self, TRUE));
  again = import (self, "secret.bin");
  g_assert_cmpint (again, !=, secret);
  judgement = import_fixture_verify (self);
  g_assert_cmpuint (judgement->records_failed, ==, 0);
  import_fixture_reopen (self);
  g_assert_true (secret_stands (self, 1));
}

/* --- What forbids it --- */

static void
assert_refused (ImportFixture *self,
                RcLifeError    code,
                const char    *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (rc_case_compact (self->case_file, TRUE, &error));
  g_assert_error (error, RC_LIFE_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, words));
  import_fixture_reopen (self);
  g_assert_true (secret_stands (self, 1));
  g_assert_cmpint (import_fixture_query (self, "SELECT count(*) FROM custody WHERE act IN ('scrub', 'compact')"), ==, 0);
}

static void
test_held (ImportFixture *self,
           gconstpointer  data)
{
  const RcHoldTerms terms = { .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE, .since_us = RC_TIME_NONE, .reason = "an incident" };
  g_autoptr (GError) error = NULL;
  gint64 log, secret, number;

  make_case (self, &log, &secret);
  take_out (self, secret);
  number = rc_hold_set (self->case_file, &terms, &error);
  g_assert_no_error (error);
  assert_refused (self, RC_LIFE_ERROR_HELD, "an incident");

  g_assert_true (rc_hold_release (self->case_file, number, RC_TIME_NONE, "closed", NULL, &error));
  g_assert_no_error (error);
  rc_case_compaction_free (compact (self, TRUE));
  import_fixture_reopen (self);
  g_assert_false (secret_stands (self, 1));
}

/* Somebody would have the program destroy evidence. */
static void
test_edited (ImportFixture *self,
             gconstpointer  data)
{
  gint64 log, secret;

  make_case (self, &log, &secret);
  import_fixture_close (self);
  import_fixture_edit (self, "UPDATE source SET state = 'removed' WHERE name LIKE '%secret.bin'");
  import_fixture_reopen (self);
  assert_refused (self, RC_LIFE_ERROR_STATE, "source");
}

/* --- What goes wrong --- */

static void
put_more (ImportFixture *self)
{
  for (guint i = 0; i < 20; i++)
    {
      g_autofree guint8 *bytes = g_malloc (100000);
      g_autofree char *name = g_strdup_printf ("more-%u.bin", i);

      fill (bytes, 100000, 100 + i);
      import_fixture_put (self, name, bytes, 100000);
      take_out (self, import (self, name));
    }
}

static int
compact_in_child (ImportFixture *self,
                  rlim_t         limit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCaseCompaction) compaction = NULL;

  signal (SIGXFSZ, SIG_IGN);
  self->case_file = rc_case_open (self->path, TRUE, &error);
  if (self->case_file == NULL || (limit > 0 && setrlimit (RLIMIT_FSIZE, &(struct rlimit) { limit, limit }) != 0))
    return 2;
  compaction = rc_case_compact (self->case_file, TRUE, &error);
  if (compaction == NULL)
    return g_error_matches (error, RC_DATABASE_ERROR, RC_DATABASE_ERROR_FULL) ? 1 : 3;
  return rc_case_close (self->case_file, NULL) ? 0 : 4;
}

static void
assert_before_or_after (ImportFixture *self)
{
  g_autoptr (RcJudgement) judgement = NULL;
  gint64 scrubs;

  self->case_file = rc_case_open (self->path, TRUE, NULL);
  g_assert_nonnull (self->case_file);
  assert_log_holds (self);
  scrubs = import_fixture_query (self, "SELECT count(*) FROM custody WHERE act = 'scrub'");
  g_assert_cmpint (import_fixture_query (self, "SELECT count(*) FROM block WHERE length (data) = 0") > 0, ==, scrubs > 0);
  judgement = import_fixture_verify (self);
  g_assert_cmpuint (judgement->records_failed, ==, 0);
  import_fixture_close (self);
  g_assert_cmpint (secret_stands (self, 1), ==, scrubs == 0);
}

static void
test_killed (ImportFixture *self,
             gconstpointer  data)
{
  gint64 log, secret;

  make_case (self, &log, &secret);
  take_out (self, secret);
  put_more (self);
  import_fixture_close (self);
  for (guint i = 0; i < 6; i++)
    {
      pid_t pid = fork ();
      int status;

      g_assert_cmpint (pid, >=, 0);
      if (pid == 0)
        _exit (compact_in_child (self, 0));
      g_usleep ((gulong) g_test_rand_int_range (0, 60000));
      kill (pid, SIGKILL);
      while (waitpid (pid, &status, 0) < 0)
        g_assert_cmpint (errno, ==, EINTR);
      assert_before_or_after (self);
    }
  import_fixture_reopen (self);
}

static void
test_full_disk (ImportFixture *self,
                gconstpointer  data)
{
  guint failures = 0;
  gint64 log, secret;

  make_case (self, &log, &secret);
  take_out (self, secret);
  put_more (self);
  import_fixture_close (self);
  for (rlim_t limit = 1 << 17; limit < (8 << 20) && failures < 100; limit *= 2)
    {
      pid_t pid = fork ();
      int status;

      g_assert_cmpint (pid, >=, 0);
      if (pid == 0)
        _exit (compact_in_child (self, limit));
      while (waitpid (pid, &status, 0) < 0)
        g_assert_cmpint (errno, ==, EINTR);
      g_assert_true (WIFEXITED (status));
      g_assert_cmpint (WEXITSTATUS (status), <=, 1);
      failures += WEXITSTATUS (status) == 1;
      assert_before_or_after (self);
      if (WEXITSTATUS (status) == 0)
        break;
    }
  g_assert_cmpuint (failures, >, 0);
  import_fixture_reopen (self);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add ("/compact/" path, ImportFixture, NULL, import_fixture_set_up, function, import_fixture_tear_down)
  ADD ("erased", test_erased);
  ADD ("told", test_told);
  ADD ("not-asked", test_not_asked);
  ADD ("emptied-by-another", test_emptied_by_another);
  ADD ("same-bytes", test_same_bytes);
  ADD ("stored-member", test_stored_member);
  ADD ("part-of-a-block", test_part_of_a_block);
  ADD ("imported-again", test_imported_again);
  ADD ("held", test_held);
  ADD ("edited", test_edited);
  ADD ("killed", test_killed);
  ADD ("full-disk", test_full_disk);
  return g_test_run ();
}
