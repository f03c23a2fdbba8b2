/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Times the handover bundles of a case that was verified.
 *
 *   bench-bundle CASE EVENT FILE      a selective bundle of one inference, to FILE
 *   bench-bundle CASE - FILE          a full one
 *
 * Prints "LINEAGE BUNDLE PROCESSOR BYTES FILES RECORDS PEAK_KB": seconds for the lineage with its reasoning, seconds for the whole export, which builds it once more,
 * seconds of the processor for that, size and files of the bundle, records in it, and the largest size of the process.
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/resource.h>

#include "core/lineage.h"
#include "core/record.h"
#include "importers/importers.h"
#include "reports/bundle/bundle.h"

static void
fail (const char *what)
{
  fprintf (stderr, "bench-bundle: %s\n", what);
  exit (1);
}

static double
seconds_since (gint64 begun)
{
  return (double) (g_get_monotonic_time () - begun) / G_USEC_PER_SEC;
}

static struct rusage
read_usage (void)
{
  struct rusage usage;

  if (getrusage (RUSAGE_SELF, &usage) != 0)
    fail ("getrusage");
  return usage;
}

static double
count_processor (const struct rusage *usage)
{
  return (double) (usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) + (double) (usage->ru_utime.tv_usec + usage->ru_stime.tv_usec) / G_USEC_PER_SEC;
}

static double
time_lineage (RcCase     *case_file,
              const char *reference)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));
  g_autoptr (GError) error = NULL;
  g_autoptr (RcLineage) lineage = NULL;
  gint64 begun = g_get_monotonic_time ();
  RcEvent *event = rc_event_find (case_file, reader, reference, &error);

  lineage = event != NULL ? rc_lineage_build_explained (case_file, event, RC_TIME_NONE, &error) : NULL;
  if (lineage == NULL)
    fail (error->message);
  return seconds_since (begun);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCase) case_file = NULL;
  g_autoptr (RcBundleResult) result = NULL;
  const char *events[] = { argc == 4 ? argv[2] : NULL, NULL };
  gboolean is_full = argc == 4 && strcmp (argv[2], "-") == 0;
  const RcBundleTerms terms = { .events = is_full ? NULL : events, .language = "en", .unsealed = TRUE };
  struct rusage before, after;
  double lineage = 0;
  gint64 begun;

  if (argc != 4)
    fail ("CASE EVENT FILE");
  rc_importers_register_all ();
  case_file = rc_case_open (argv[1], TRUE, &error);
  if (case_file == NULL)
    fail (error->message);
  if (!is_full)
    lineage = time_lineage (case_file, argv[2]);
  before = read_usage ();
  begun = g_get_monotonic_time ();
  result = rc_bundle_export (case_file, argv[3], &terms, NULL, &error);
  if (result == NULL)
    fail (error->message);
  after = read_usage ();
  printf ("%.3f %.3f %.3f %" G_GUINT64_FORMAT " %u %u %ld\n", lineage, seconds_since (begun), count_processor (&after) - count_processor (&before), result->bytes,
          result->files, result->records, after.ru_maxrss);
  return 0;
}
