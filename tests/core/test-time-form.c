/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/exception.h"
#include "core/time-form.h"
#include "core/time-pattern.h"

#include <locale.h>
#include <string.h>

static RcTimeFault
parse (const RcTimeRule *rule,
       const char       *text,
       RcTimestamp      *out)
{
  gsize length = strlen (text);
  g_autofree char *copy = g_memdup2 (text, length);   /* so that a read beyond the end is seen */

  g_test_message ("%s", text);
  memset (out, 0x55, sizeof *out);
  return rc_timestamp_parse_form (copy, length, rule, out);
}

static void
assert_time (const RcTimeRule *rule,
             const char       *text,
             const char       *expected)
{
  g_autofree char *from = NULL;
  RcTimestamp time;

  g_assert_cmpint (parse (rule, text, &time), ==, RC_TIME_FAULT_NONE);
  from = rc_time_format_utc (time.from_us);
  g_assert_cmpstr (from, ==, expected);
}

static void
assert_fault (const RcTimeRule *rule,
              const char       *text,
              RcTimeFault       expected)
{
  RcTimestamp time;

  g_assert_cmpint (parse (rule, text, &time), ==, expected);
}

/* As logs of real systems write them. */
static void
test_rfc3339 (void)
{
  static const struct { const char *text; const char *time; } good[] = {
    { "2026-03-14 09:26:15.123456 UTC", "2026-03-14T09:26:15.123456Z" },
    { "2026-03-14 09:26:15 UTC", "2026-03-14T09:26:15Z" },
    { "2018-10-15 13:56:18,976", "2018-10-15T13:56:18.976Z" },
    { "2026-03-14T09:26:15.123456789Z", "2026-03-14T09:26:15.123456Z" },
    { "2026-03-14T09:26:15.1234567Z", "2026-03-14T09:26:15.123456Z" },
    { "2026-03-14T10:26:15+0100", "2026-03-14T09:26:15Z" },
    { "2026-03-14 09:26:15+00", "2026-03-14T09:26:15Z" },
    { "2016-12-31T23:59:60Z", "2016-12-31T23:59:59.999999Z" },
    { "2000-01-01T00:00:00Z", "2000-01-01T00:00:00Z" },
    { "2099-12-31T23:59:59Z", "2099-12-31T23:59:59Z" },
  };
  static const struct { const char *text; RcTimeFault fault; } bad[] = {
    { "{%s}", RC_TIME_FAULT_UNREADABLE },
    { "", RC_TIME_FAULT_UNREADABLE },
    { "yesterday", RC_TIME_FAULT_UNREADABLE },
    { "2025-08-17T10:21:24+00:00Z", RC_TIME_FAULT_UNREADABLE },
    { "2026-02-30T10:21:24Z", RC_TIME_FAULT_UNREADABLE },
    { "2026-03-14T23:58:60Z", RC_TIME_FAULT_UNREADABLE },
    { "1.2.3", RC_TIME_FAULT_UNREADABLE },
    { "0001-01-01T00:00:00Z", RC_TIME_FAULT_NOT_YET },
    { "0001-01-01 00:00:00", RC_TIME_FAULT_NOT_YET },
    { "0000-00-00 00:00:00", RC_TIME_FAULT_NOT_YET },
    { "14.03.2026 09:26:15", RC_TIME_FAULT_ORDER },
    { "14/03/2026", RC_TIME_FAULT_ORDER },
    { "3/4/2026", RC_TIME_FAULT_ORDER },
    { "03-04-26 09:26", RC_TIME_FAULT_ORDER },
    { "03-14 09:26:15", RC_TIME_FAULT_NO_DATE },
    { "09:26:15.123", RC_TIME_FAULT_NO_DATE },
    { "1786702830", RC_TIME_FAULT_UNIT },
    { "1786702830.25", RC_TIME_FAULT_UNIT },
    { "638515262815394150", RC_TIME_FAULT_UNIT },
    { "1970-01-01T00:00:00Z", RC_TIME_FAULT_IMPLAUSIBLE },
    { "1970-01-21T16:18:22.830Z", RC_TIME_FAULT_IMPLAUSIBLE },
    { "1999-12-31T23:59:59Z", RC_TIME_FAULT_IMPLAUSIBLE },
    { "2100-01-01T00:00:00Z", RC_TIME_FAULT_IMPLAUSIBLE },
  };
  const RcTimeRule rule = { .form = RC_TIME_FORM_RFC3339, .zone_if_absent = RC_ZONE_RULE };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    assert_time (&rule, good[i].text, good[i].time);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    assert_fault (&rule, bad[i].text, bad[i].fault);
}

static void
test_zone (void)
{
  const RcTimeRule must = { .form = RC_TIME_FORM_RFC3339, .zone_if_absent = RC_ZONE_EXPLICIT };
  const RcTimeRule unknown = { .form = RC_TIME_FORM_RFC3339, .zone_if_absent = RC_ZONE_UNKNOWN };
  const RcTimeRule assumed = { .form = RC_TIME_FORM_RFC3339, .zone_if_absent = RC_ZONE_ASSUMED, .offset_minutes_if_absent = 60 };
  const RcTimeRule pattern = {
    .form = RC_TIME_FORM_PATTERN, .pattern = "DD.MM.YYYY hh:mm:ss", .zone_if_absent = RC_ZONE_EXPLICIT
  };

  assert_fault (&must, "2026-03-14T09:26:15", RC_TIME_FAULT_NO_ZONE);
  assert_fault (&must, "soon", RC_TIME_FAULT_UNREADABLE);
  assert_fault (&pattern, "14.03.2026 09:26:15", RC_TIME_FAULT_NO_ZONE);
  assert_time (&must, "2026-03-14T09:26:15Z", "2026-03-14T09:26:15Z");
  assert_time (&unknown, "2026-03-14T09:26:15", "2026-03-13T09:26:15Z");
  assert_fault (&unknown, "0001-01-01T00:00:00", RC_TIME_FAULT_NOT_YET);
  assert_time (&assumed, "2026-03-14T09:26:15", "2026-03-14T08:26:15Z");
}

static void
test_counts (void)
{
  static const struct { RcTimeForm form; const char *digits; const char *time; RcTimeFault fault; } cases[] = {
    { RC_TIME_FORM_EPOCH_S, "1771234567.123456", "2026-02-16T09:36:07.123456Z", RC_TIME_FAULT_NONE },
    { RC_TIME_FORM_EPOCH_MS, "1771234567123", "2026-02-16T09:36:07.123Z", RC_TIME_FAULT_NONE },
    { RC_TIME_FORM_EPOCH_US, "1771234567123456", "2026-02-16T09:36:07.123456Z", RC_TIME_FAULT_NONE },
    { RC_TIME_FORM_EPOCH_NS, "1771234567123456789", "2026-02-16T09:36:07.123456Z", RC_TIME_FAULT_NONE },
    { RC_TIME_FORM_TICKS, "638515262815394150", "2024-05-17T07:04:41.539415Z", RC_TIME_FAULT_NONE },
    { RC_TIME_FORM_EPOCH_S, "1771234567123", NULL, RC_TIME_FAULT_UNIT },
    { RC_TIME_FORM_EPOCH_S, "1771234567123456789", NULL, RC_TIME_FAULT_UNIT },
    { RC_TIME_FORM_EPOCH_MS, "1771234567", NULL, RC_TIME_FAULT_UNIT },
    { RC_TIME_FORM_EPOCH_NS, "1771234567123", NULL, RC_TIME_FAULT_UNIT },
    { RC_TIME_FORM_TICKS, "1771234567123", NULL, RC_TIME_FAULT_UNIT },
    { RC_TIME_FORM_EPOCH_MS, "638515262815394150", NULL, RC_TIME_FAULT_UNIT },
    { RC_TIME_FORM_EPOCH_S, "-1771234567", NULL, RC_TIME_FAULT_UNIT },
    { RC_TIME_FORM_EPOCH_S, "0", NULL, RC_TIME_FAULT_NOT_YET },
    { RC_TIME_FORM_EPOCH_S, "0.000", NULL, RC_TIME_FAULT_NOT_YET },
    { RC_TIME_FORM_EPOCH_NS, "0", NULL, RC_TIME_FAULT_NOT_YET },
    { RC_TIME_FORM_TICKS, "0", NULL, RC_TIME_FAULT_NOT_YET },
    { RC_TIME_FORM_EPOCH_S, "{%s}", NULL, RC_TIME_FAULT_UNREADABLE },
    { RC_TIME_FORM_EPOCH_S, "", NULL, RC_TIME_FAULT_UNREADABLE },
    { RC_TIME_FORM_EPOCH_S, "2026-03-14", NULL, RC_TIME_FAULT_UNREADABLE },
    { RC_TIME_FORM_EPOCH_MS, "99999999999999999999", NULL, RC_TIME_FAULT_UNREADABLE },
    { RC_TIME_FORM_TICKS, "6.3851526281539415e17", NULL, RC_TIME_FAULT_UNREADABLE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const RcTimeRule rule = { .form = cases[i].form };

      if (cases[i].fault == RC_TIME_FAULT_NONE)
        assert_time (&rule, cases[i].digits, cases[i].time);
      else
        assert_fault (&rule, cases[i].digits, cases[i].fault);
    }
}

static void
test_patterns (void)
{
  static const struct { const char *pattern; const char *text; const char *time; gint64 length_us; } cases[] = {
    { "DD.MM.YYYY hh:mm:ss", "14.03.2026 09:26:15", "2026-03-14T09:26:15Z", G_USEC_PER_SEC },
    { "MM.DD.YYYY hh:mm:ss", "03.04.2026 09:26:15", "2026-03-04T09:26:15Z", G_USEC_PER_SEC },
    { "DD/MM/YYYY", "14/03/2026", "2026-03-14T00:00:00Z", G_TIME_SPAN_DAY },
    { "DD/MM/YYYY hh:mm", "14/03/2026 09:26", "2026-03-14T09:26:00Z", G_TIME_SPAN_MINUTE },
    { "D/M/YYYY h:mm", "4/3/2026 9:26", "2026-03-04T09:26:00Z", G_TIME_SPAN_MINUTE },
    { "D/M/YYYY h:mm", "14/12/2026 19:26", "2026-12-14T19:26:00Z", G_TIME_SPAN_MINUTE },
    { "DD/Mon/YYYY:hh:mm:ss Z", "14/Mar/2026:09:26:15 +0100", "2026-03-14T08:26:15Z", G_USEC_PER_SEC },
    { "DD-Mon-YYYY hh:mm:ss.fff", "14-DEC-2026 09:26:15.976", "2026-12-14T09:26:15.976Z", 1000 },
    { "YYYY/MM/DD hh:mm:ss.f", "2026/03/14 09:26:15.123456789", "2026-03-14T09:26:15.123456Z", 1 },
    { "YYYYMMDDThhmmssfffZ", "20260314T092615123Z", "2026-03-14T09:26:15.123Z", 1000 },
    { "YYYY年MM月DD日", "2026年03月14日", "2026-03-14T00:00:00Z", G_TIME_SPAN_DAY },
    { "DD.MM.YYYY hh:mm:ss", "31.12.2016 23:59:60", "2016-12-31T23:59:59.999999Z", 1 },
  };
  static const struct { const char *pattern; const char *text; } bad[] = {
    { "DD.MM.YYYY hh:mm:ss", "03.14.2026 09:26:15" },
    { "DD.MM.YYYY hh:mm:ss", "14.03.2026 09:26:15 PM" },
    { "DD.MM.YYYY hh:mm:ss", "14.03.2026 09:26" },
    { "DD.MM.YYYY hh:mm:ss", "14.03.26 09:26:15" },
    { "DD.MM.YYYY hh:mm:ss", "2026-03-14T09:26:15Z" },
    { "DD.MM.YYYY hh:mm:ss", "" },
    { "DD.MM.YYYY", "31.04.2026" },
    { "DD.MM.YYYY", "29.02.2026" },
    { "DD.MM.YYYY hh:mm:ss", "14.03.2026 24:00:00" },
    { "DD.MM.YYYY hh:mm:ss", "30.12.2016 23:58:60" },
    { "DD/Mon/YYYY", "14/Mrz/2026" },
    { "DD/Mon/YYYY", "14/M" },
    { "DD.MM.YYYY hh:mm:ss.fff", "14.03.2026 09:26:15.12" },
    { "DD.MM.YYYY hh:mm:ss.fff", "14.03.2026 09:26:15.1234" },
    { "DD.MM.YYYY hh:mm:ss Z", "14.03.2026 09:26:15" },
    { "DD.MM.YYYY hh:mm:ss Z", "14.03.2026 09:26:15 +00:00Z" },
    { "D/M/YYYY", "114/3/2026" },
    { "D/M/YYYY", "0/3/2026" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const RcTimeRule rule = { .form = RC_TIME_FORM_PATTERN, .pattern = cases[i].pattern, .zone_if_absent = RC_ZONE_RULE };
      RcTimestamp time;

      g_assert_null (rc_time_pattern_check (cases[i].pattern));
      assert_time (&rule, cases[i].text, cases[i].time);
      g_assert_cmpint (parse (&rule, cases[i].text, &time), ==, RC_TIME_FAULT_NONE);
      g_assert_cmpint (time.to_us - time.from_us + 1, ==, cases[i].length_us);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      const RcTimeRule rule = { .form = RC_TIME_FORM_PATTERN, .pattern = bad[i].pattern, .zone_if_absent = RC_ZONE_RULE };

      g_assert_null (rc_time_pattern_check (bad[i].pattern));
      assert_fault (&rule, bad[i].text, RC_TIME_FAULT_UNREADABLE);
    }

  assert_fault (&(RcTimeRule) { RC_TIME_FORM_PATTERN, "DD.MM.YYYY", RC_ZONE_RULE, 0 }, "01.01.0001", RC_TIME_FAULT_NOT_YET);
  assert_fault (&(RcTimeRule) { RC_TIME_FORM_PATTERN, "DD.MM.YYYY", RC_ZONE_RULE, 0 }, "01.01.1970", RC_TIME_FAULT_IMPLAUSIBLE);
}

static void
test_pattern_check (void)
{
  static const char * const bad[] = {
    "", "YYYY", "MM-DD hh:mm:ss", "hh:mm:ss", "DD.MM.YY", "DD.MM.YYYY hh", "DD.MM.YYYY mm", "DD.MM.YYYY ss", "DD.MM.YYYY hh:ss",
    "DD.MM.YYYY hh:mm.fff", "DD.MM.YYYY DD", "DD.MM.YYYY M", "DD.MM.YYYY x", "DD.MM.YYYY HH:mm", "DD.MM.2026", "%d.%m.%Y", "YYYYY-MM-DD",
    "DD.MM.YYYY hh:mm:ss f f",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_nonnull (rc_time_pattern_check (bad[i]));
    }
}

static void
test_telling (void)
{
  for (int fault = RC_TIME_FAULT_UNREADABLE; fault <= RC_TIME_FAULT_IMPLAUSIBLE; fault++)
    {
      g_assert_cmpstr (rc_time_fault_exception (fault), ==,
                       fault == RC_TIME_FAULT_UNREADABLE ? RC_EXCEPTION_TIME_UNREADABLE : RC_EXCEPTION_TIME_AMBIGUOUS);
      g_assert_nonnull (rc_time_fault_expected (fault));
      g_assert_true (g_str_has_suffix (rc_time_fault_message (fault), "."));
    }
  g_assert_null (rc_time_fault_exception (RC_TIME_FAULT_NONE));
  g_assert_null (rc_time_fault_exception (RC_TIME_FAULT_NOT_YET));
}

/* A text cut or with one byte changed is refused or read in every form, without a read beyond its end. */
static void
test_mutations (void)
{
  static const RcTimeRule rules[] = {
    { RC_TIME_FORM_RFC3339, NULL, RC_ZONE_EXPLICIT, 0 },
    { RC_TIME_FORM_EPOCH_S, NULL, RC_ZONE_RULE, 0 },
    { RC_TIME_FORM_EPOCH_NS, NULL, RC_ZONE_RULE, 0 },
    { RC_TIME_FORM_TICKS, NULL, RC_ZONE_RULE, 0 },
    { RC_TIME_FORM_PATTERN, "D/Mon/YYYY h:mm:ss.f Z", RC_ZONE_EXPLICIT, 0 },
  };
  static const char * const seeds[] = { "4/Mar/2026 9:26:15.123456789 +02:00", "1771234567.12345E-10", "2026-03-14 09:26:15 +0000 UTC" };

  for (gsize seed = 0; seed < G_N_ELEMENTS (seeds); seed++)
    for (gsize length = 0; length <= strlen (seeds[seed]); length++)
      for (gsize place = 0; place < length; place++)
        for (guint c = 0; c < 256; c += 3)
          for (gsize rule = 0; rule < G_N_ELEMENTS (rules); rule++)
            {
              g_autofree char *copy = g_memdup2 (seeds[seed], length);
              RcTimestamp time;

              copy[place] = (char) c;
              if (rc_timestamp_parse_form (copy, length, &rules[rule], &time) != RC_TIME_FAULT_NONE)
                continue;
              g_assert_true (rc_timestamp_is_plausible (&time));
              g_assert_cmpint (time.from_us, <=, time.to_us);
            }
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/time-form/rfc3339", test_rfc3339);
  g_test_add_func ("/time-form/zone", test_zone);
  g_test_add_func ("/time-form/counts", test_counts);
  g_test_add_func ("/time-form/patterns", test_patterns);
  g_test_add_func ("/time-form/pattern-check", test_pattern_check);
  g_test_add_func ("/time-form/telling", test_telling);
  g_test_add_func ("/time-form/mutations", test_mutations);

  return g_test_run ();
}
