/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "case-fixture.h"
#include "core/log-memory.h"

/* A case, and one verification of it after the other. */
typedef struct
{
  CaseFixture  case_fixture;
  RcCase      *case_file;
  RcLogMemory *memory;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  case_fixture_set_up (&fixture->case_fixture, data);
  fixture->case_file = case_fixture_create (&fixture->case_fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_pointer (&fixture->memory, rc_log_memory_free);
  case_fixture_close (fixture->case_file);
  case_fixture_tear_down (&fixture->case_fixture, data);
}

static void
begin (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&fixture->memory, rc_log_memory_free);
  fixture->memory = rc_log_memory_load (rc_case_get_database (fixture->case_file), &error);
  g_assert_no_error (error);
}

static void
end (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (rc_log_memory_save (fixture->memory, rc_case_get_database (fixture->case_file), &error));
  g_assert_no_error (error);
  g_clear_pointer (&fixture->memory, rc_log_memory_free);
}

static gint64
count (Fixture *fixture)
{
  return case_fixture_query (fixture->case_file, "SELECT count (*) FROM log_head");
}

/* Sources number 1, 2 … as they were imported: the delivery is the number divided by ten. */
static RcVerifiedHead
head (const char *origin,
      guint64     size,
      char        root,
      gint64      number)
{
  static RcSource sources[100];
  RcVerifiedHead self = { .origin = origin, .size = size, .source = &sources[number] };

  sources[number].id = number;
  sources[number].imported_us = number / 10;
  memset (self.key.bytes, 1, RC_DIGEST_BYTES);
  memset (self.root.bytes, root, RC_DIGEST_BYTES);
  return self;
}

/* The evidence store of the fixture is empty: what a remembered head needs to know of its source is put there. */
static void
keep_source (Fixture *fixture,
             gint64   number)
{
  g_autofree char *sql = g_strdup_printf ("INSERT INTO source VALUES (%" G_GINT64_FORMAT ", NULL, 'file', 'a', 'file', 1, zeroblob (32), 0, "
                                          "'lines', NULL, NULL, NULL, NULL, %" G_GINT64_FORMAT ", 1, 0, 0, zeroblob (32), zeroblob (32), 1, 1, "
                                          "'removed', 'x', NULL, NULL)", number, number / 10);
  g_autoptr (GError) error = NULL;

  rc_database_exec (rc_case_get_database (fixture->case_file), sql, &error);
  g_assert_no_error (error);
}

static void
assert_verdict (Fixture        *fixture,
                RcVerifiedHead  seen,
                RcVerdict       expected,
                guint64         other_size,
                gboolean        other_is_remembered)
{
  RcKnownHead other = { 0 };

  g_assert_cmpint (rc_log_memory_compare (fixture->memory, &seen, &other), ==, expected);
  g_assert_cmpuint (other.size, ==, other_size);
  if (expected != RC_VERDICT_VALID)
    g_assert_cmpint (other.is_remembered, ==, other_is_remembered);
}

static void
announce (Fixture        *fixture,
          RcVerifiedHead  seen)
{
  rc_log_memory_announce (fixture->memory, &seen);
}

/* C55: a delivery with a smaller head than an earlier one, in every order of verifying. */
static void
test_rollback (Fixture       *fixture,
               gconstpointer  data)
{
  begin (fixture);
  announce (fixture, head ("log", 15, 'a', 10));
  assert_verdict (fixture, head ("log", 15, 'a', 10), RC_VERDICT_VALID, 0, FALSE);
  end (fixture);

  for (guint i = 0; i < 2; i++)
    {
      begin (fixture);
      announce (fixture, head ("log", 15, 'a', 10));
      announce (fixture, head ("log", 7, 'b', 20));
      assert_verdict (fixture, head ("log", 15, 'a', 10), RC_VERDICT_VALID, 0, FALSE);
      assert_verdict (fixture, head ("log", 7, 'b', 20), RC_VERDICT_ROLLBACK, 15, FALSE);
      end (fixture);
      g_assert_cmpint (count (fixture), ==, 1);
    }
}

/* An older head beside a newer one is history, whatever their order within the delivery. */
static void
test_history (Fixture       *fixture,
              gconstpointer  data)
{
  begin (fixture);
  announce (fixture, head ("log", 15, 'a', 10));
  announce (fixture, head ("log", 7, 'b', 20));
  announce (fixture, head ("log", 20, 'c', 21));
  announce (fixture, head ("log", 0, 'd', 21));
  assert_verdict (fixture, head ("log", 7, 'b', 20), RC_VERDICT_VALID, 0, FALSE);
  assert_verdict (fixture, head ("log", 20, 'c', 21), RC_VERDICT_VALID, 0, FALSE);
  assert_verdict (fixture, head ("log", 0, 'd', 21), RC_VERDICT_VALID, 0, FALSE);
  end (fixture);
  g_assert_cmpint (count (fixture), ==, 1);
  g_assert_cmpint (case_fixture_query (fixture->case_file, "SELECT size FROM log_head"), ==, 20);
}

/* Of the same number in one delivery one is told, not each. */
static void
test_told_once (Fixture       *fixture,
                gconstpointer  data)
{
  begin (fixture);
  announce (fixture, head ("log", 15, 'a', 10));
  announce (fixture, head ("log", 7, 'b', 20));
  announce (fixture, head ("log", 7, 'b', 21));
  announce (fixture, head ("log", 6, 'c', 22));
  assert_verdict (fixture, head ("log", 7, 'b', 20), RC_VERDICT_ROLLBACK, 15, FALSE);
  assert_verdict (fixture, head ("log", 7, 'b', 21), RC_VERDICT_VALID, 0, FALSE);
  assert_verdict (fixture, head ("log", 6, 'c', 22), RC_VERDICT_VALID, 0, FALSE);
}

/* What was removed is still remembered: with it a log could be cut back unseen. */
static void
test_removed (Fixture       *fixture,
              gconstpointer  data)
{
  begin (fixture);
  announce (fixture, head ("log", 15, 'a', 10));
  end (fixture);
  keep_source (fixture, 10);

  begin (fixture);
  announce (fixture, head ("log", 7, 'b', 20));
  assert_verdict (fixture, head ("log", 7, 'b', 20), RC_VERDICT_ROLLBACK, 15, TRUE);
  end (fixture);

  begin (fixture);
  announce (fixture, head ("log", 15, 'x', 30));
  announce (fixture, head ("log", 20, 'c', 31));
  assert_verdict (fixture, head ("log", 15, 'x', 30), RC_VERDICT_FORK, 15, TRUE);
  assert_verdict (fixture, head ("log", 20, 'c', 31), RC_VERDICT_UNVERIFIABLE, 15, TRUE);
  end (fixture);
  /* C54: both of the same size are kept, beside the largest. */
  g_assert_cmpint (count (fixture), ==, 3);

  begin (fixture);
  announce (fixture, head ("log", 20, 'c', 31));
  assert_verdict (fixture, head ("log", 20, 'c', 31), RC_VERDICT_UNVERIFIABLE, 15, TRUE);
  end (fixture);
  g_assert_cmpint (count (fixture), ==, 3);
}

/* A log is its origin and its key together. */
static void
test_apart (Fixture       *fixture,
            gconstpointer  data)
{
  RcVerifiedHead other_key = head ("log", 7, 'b', 20);

  memset (other_key.key.bytes, 2, RC_DIGEST_BYTES);
  begin (fixture);
  announce (fixture, head ("log", 15, 'a', 10));
  announce (fixture, head ("another", 7, 'b', 21));
  announce (fixture, other_key);
  assert_verdict (fixture, head ("another", 7, 'b', 21), RC_VERDICT_VALID, 0, FALSE);
  assert_verdict (fixture, other_key, RC_VERDICT_VALID, 0, FALSE);
  end (fixture);
  g_assert_cmpint (count (fixture), ==, 3);
}

static void
test_too_large (Fixture       *fixture,
                gconstpointer  data)
{
  begin (fixture);
  announce (fixture, head ("log", G_MAXUINT64, 'a', 10));
  assert_verdict (fixture, head ("log", G_MAXUINT64, 'a', 10), RC_VERDICT_VALID, 0, FALSE);
  announce (fixture, head ("log", G_MAXINT64, 'a', 10));
  end (fixture);
  g_assert_cmpint (count (fixture), ==, 1);
}

#define ADD(name, function) g_test_add ("/log-memory/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("C55/rollback", test_rollback);
  ADD ("history", test_history);
  ADD ("told-once", test_told_once);
  ADD ("C54/removed", test_removed);
  ADD ("apart", test_apart);
  ADD ("too-large", test_too_large);
  return g_test_run ();
}
