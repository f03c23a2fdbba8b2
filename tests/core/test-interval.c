/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/checks/holes.h"
#include "core/interval.h"

/* "1" .. "9": exact instants; "a": one that may be anything from 3 to 5; NULL: open; "?": not known. */
static RcBound
read_bound (const char  *text,
            RcTimestamp *out_time)
{
  *out_time = (RcTimestamp) { 0 };
  if (text == NULL)
    return RC_BOUND_OPEN;
  if (strcmp (text, "?") == 0)
    return RC_BOUND_UNKNOWN;

  out_time->from_us = strcmp (text, "a") == 0 ? 3 : text[0] - '0';
  out_time->to_us = strcmp (text, "a") == 0 ? 5 : text[0] - '0';
  return RC_BOUND_AT;
}

static RcInterval
interval (const char *from,
          const char *to)
{
  RcInterval self;

  self.begins = read_bound (from, &self.from);
  self.ends = read_bound (to, &self.to);
  return self;
}

static RcTimestamp
instant (const char *text)
{
  RcTimestamp time;

  read_bound (text, &time);
  return time;
}

static void
test_contains (void)
{
  static const struct { const char *from; const char *to; const char *at; RcIntervalAnswer answer; } rows[] = {
    { "2", "6", "2", RC_INTERVAL_YES }, { "2", "6", "5", RC_INTERVAL_YES }, { "2", "6", "6", RC_INTERVAL_NO },
    { "2", "6", "1", RC_INTERVAL_NO }, { "2", "6", "a", RC_INTERVAL_YES }, { "4", "6", "a", RC_INTERVAL_CANNOT_TELL },
    { "1", "4", "a", RC_INTERVAL_CANNOT_TELL }, { "6", "8", "a", RC_INTERVAL_NO }, { "1", "3", "a", RC_INTERVAL_NO },
    { "a", "8", "2", RC_INTERVAL_NO }, { "a", "8", "4", RC_INTERVAL_CANNOT_TELL }, { "a", "8", "5", RC_INTERVAL_YES },
    { "1", "a", "2", RC_INTERVAL_YES }, { "1", "a", "3", RC_INTERVAL_CANNOT_TELL }, { "1", "a", "5", RC_INTERVAL_NO },
    { NULL, "6", "1", RC_INTERVAL_YES }, { "2", NULL, "9", RC_INTERVAL_YES }, { NULL, NULL, "a", RC_INTERVAL_YES },
    { "?", "6", "1", RC_INTERVAL_CANNOT_TELL }, { "?", "6", "7", RC_INTERVAL_NO }, { "2", "?", "1", RC_INTERVAL_NO },
    { "2", "?", "3", RC_INTERVAL_CANNOT_TELL }, { "?", "?", "3", RC_INTERVAL_CANNOT_TELL },
    /* Ends before it begins: perhaps in between, surely not outside. */
    { "6", "2", "4", RC_INTERVAL_CANNOT_TELL }, { "6", "2", "1", RC_INTERVAL_NO }, { "6", "2", "7", RC_INTERVAL_NO },
    { "4", "4", "4", RC_INTERVAL_NO },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      RcInterval self = interval (rows[i].from, rows[i].to);
      RcTimestamp at = instant (rows[i].at);

      if (rc_interval_contains (&self, &at) != rows[i].answer)
        g_error ("row %" G_GSIZE_FORMAT " answers %d", i, rc_interval_contains (&self, &at));
      g_assert_cmpint (rc_interval_contains (&self, NULL), ==, RC_INTERVAL_CANNOT_TELL);
    }
}

static void
test_two (void)
{
  static const struct { const char *a[2]; const char *b[2]; RcIntervalAnswer overlaps; RcTimeOrder order; RcIntervalAnswer gap; } rows[] = {
    { { "1", "3" }, { "5", "7" }, RC_INTERVAL_NO, RC_TIME_ORDER_BEFORE, RC_INTERVAL_YES },
    { { "1", "3" }, { "3", "7" }, RC_INTERVAL_NO, RC_TIME_ORDER_BEFORE, RC_INTERVAL_NO },
    { { "1", "4" }, { "3", "7" }, RC_INTERVAL_YES, RC_TIME_ORDER_CANNOT_TELL, RC_INTERVAL_NO },
    { { "1", NULL }, { "3", "7" }, RC_INTERVAL_YES, RC_TIME_ORDER_CANNOT_TELL, RC_INTERVAL_NO },
    { { NULL, "2" }, { "3", NULL }, RC_INTERVAL_NO, RC_TIME_ORDER_BEFORE, RC_INTERVAL_YES },
    { { "1", "a" }, { "4", "7" }, RC_INTERVAL_CANNOT_TELL, RC_TIME_ORDER_CANNOT_TELL, RC_INTERVAL_CANNOT_TELL },
    { { "1", "a" }, { "5", "7" }, RC_INTERVAL_NO, RC_TIME_ORDER_BEFORE, RC_INTERVAL_CANNOT_TELL },
    { { "1", "a" }, { "6", "7" }, RC_INTERVAL_NO, RC_TIME_ORDER_BEFORE, RC_INTERVAL_YES },
    { { "1", "?" }, { "6", "7" }, RC_INTERVAL_CANNOT_TELL, RC_TIME_ORDER_CANNOT_TELL, RC_INTERVAL_CANNOT_TELL },
    { { "8", "9" }, { "6", "?" }, RC_INTERVAL_CANNOT_TELL, RC_TIME_ORDER_CANNOT_TELL, RC_INTERVAL_CANNOT_TELL },
    { { "5", "1" }, { "3", "7" }, RC_INTERVAL_CANNOT_TELL, RC_TIME_ORDER_CANNOT_TELL, RC_INTERVAL_CANNOT_TELL },
    { { "2", "1" }, { "5", "7" }, RC_INTERVAL_NO, RC_TIME_ORDER_BEFORE, RC_INTERVAL_YES },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      RcInterval a = interval (rows[i].a[0], rows[i].a[1]);
      RcInterval b = interval (rows[i].b[0], rows[i].b[1]);
      RcTimeOrder back = rows[i].order == RC_TIME_ORDER_BEFORE ? RC_TIME_ORDER_AFTER : rows[i].order;

      g_test_message ("row %" G_GSIZE_FORMAT, i);
      g_assert_cmpint (rc_interval_overlaps (&a, &b), ==, rows[i].overlaps);
      g_assert_cmpint (rc_interval_overlaps (&b, &a), ==, rows[i].overlaps);
      g_assert_cmpint (rc_interval_compare (&a, &b), ==, rows[i].order);
      g_assert_cmpint (rc_interval_compare (&b, &a), ==, back);
      g_assert_cmpint (rc_interval_leaves_gap (&a, &b), ==, rows[i].gap);
      g_assert_cmpint (rc_interval_leaves_gap (&b, &a), ==, rows[i].gap);
    }
}

static void
test_keys (void)
{
  g_assert_false (rc_validity_excludes (3, 5, 3));
  g_assert_false (rc_validity_excludes (3, 5, 5));
  g_assert_true (rc_validity_excludes (3, 5, 2));
  g_assert_true (rc_validity_excludes (3, 5, 6));
  g_assert_false (rc_validity_excludes (RC_TIME_NONE, 5, 2));
  g_assert_false (rc_validity_excludes (3, RC_TIME_NONE, 6));
}

static RcHoles *
make_holes (const char *first[2],
            const char *second[2])
{
  g_autoptr (GArray) presences = g_array_new (FALSE, FALSE, sizeof (RcPresence));
  RcPresence presence = { .period = interval (second[0], second[1]), .event = 2 };

  g_array_append_val (presences, presence);
  presence.period = interval (first[0], first[1]);
  presence.event = 1;
  g_array_append_val (presences, presence);
  return rc_holes_new (presences);
}

static void
test_holes (void)
{
  const char *first[] = { "2", "3" };
  const char *second[] = { "6", "8" };
  const char *unknown[] = { "2", "?" };
  const char *inside[] = { "2", "4" };
  const char *around[] = { "1", "9" };
  g_autoptr (RcHoles) holes = make_holes (first, second);
  g_autoptr (RcHoles) without_end = make_holes (unknown, second);
  g_autoptr (RcHoles) nested = make_holes (around, inside);
  const RcHole *between;

  g_assert_cmpuint (rc_holes_count (holes), ==, 3);
  rc_holes_see (holes, 11, 5, 5);
  rc_holes_see (holes, 12, 3, 3);
  rc_holes_see (holes, 13, 4, 6);      /* perhaps already in the second */
  rc_holes_see (holes, 14, 1, 1);
  rc_holes_see (holes, 15, 2, 2);
  between = rc_holes_get (holes, 1);
  g_assert_cmpint (between->from_us, ==, 3);
  g_assert_cmpint (between->to_us, ==, 5);
  g_assert_cmpuint (between->n_events, ==, 2);
  g_assert_cmpint (between->first_event, ==, 12);
  g_assert_cmpint (between->last_event, ==, 11);
  g_assert_cmpint (between->after.event, ==, 1);
  g_assert_cmpint (between->before.event, ==, 2);
  g_assert_cmpuint (rc_holes_get (holes, 0)->n_events, ==, 1);
  g_assert_false (rc_holes_get (holes, 0)->has_after);
  g_assert_null (rc_holes_find (holes, 2, 2));
  g_assert_true (rc_holes_find (holes, 9, 9) == rc_holes_get (holes, 2));

  /* Nobody knows how long it ran: nothing behind it is surely uncovered. */
  g_assert_cmpuint (rc_holes_count (without_end), ==, 1);
  g_assert_null (rc_holes_find (without_end, 9, 9));
  g_assert_cmpuint (rc_holes_count (nested), ==, 2);
  g_assert_cmpint (rc_holes_get (nested, 1)->after.event, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/interval/contains", test_contains);
  g_test_add_func ("/interval/two", test_two);
  g_test_add_func ("/interval/keys", test_keys);
  g_test_add_func ("/interval/holes", test_holes);
  return g_test_run ();
}
