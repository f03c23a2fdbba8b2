/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Times in one process what an auditor waits for: an inference found by its id, and its lineage rebuilt.
 *
 *   bench-lookup CASE LOG...      LOG: the raw files of the log, from which the ids are drawn
 *
 * Prints "lookup P50 P99" and "lineage P50 P99" in milliseconds, and "first MS" of the lineage that was rebuilt first after opening, which
 * is one of them: what a case is asked again and again is read then.
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/event.h"
#include "core/lineage.h"
#include "importers/importers.h"

#define N_DRAWS 200
#define SEED 20260401

/* Reservoir: each line of the log has the same chance, and the log is read once. */
typedef struct
{
  GRand     *random;
  GPtrArray *ids;
  guint      seen;
} Draw;

static void
draw_line (Draw       *self,
           const char *line)
{
  static const char member[] = "\"event_id\":\"";
  const char *start = strstr (line, member);
  const char *end = start != NULL ? strchr (start + strlen (member), '"') : NULL;
  guint place;

  if (end == NULL)
    return;

  place = self->seen < N_DRAWS ? self->seen : (guint) g_rand_int_range (self->random, 0, (gint32) self->seen + 1);
  self->seen++;
  if (place >= N_DRAWS)
    return;

  start += strlen (member);
  if (place == self->ids->len)
    g_ptr_array_add (self->ids, NULL);
  g_free (self->ids->pdata[place]);
  self->ids->pdata[place] = g_strndup (start, (gsize) (end - start));
}

static gboolean
draw_file (Draw       *self,
           const char *path)
{
  FILE *file = fopen (path, "r");
  char *line = NULL;
  size_t size = 0;

  if (file == NULL)
    return FALSE;
  while (getline (&line, &size, file) > 0)
    draw_line (self, line);
  free (line);
  fclose (file);
  return TRUE;
}

static int
compare_durations (gconstpointer a,
                   gconstpointer b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

/* Nearest rank: of 200 draws, P99 is the 198th. */
static double
percentile (GArray *durations,
            guint   percent)
{
  guint rank = (durations->len * percent + 99) / 100;

  return (double) g_array_index (durations, gint64, rank - 1) / 1000.0;
}

static void
print_durations (const char *what,
                 GArray     *durations)
{
  g_array_sort (durations, compare_durations);
  printf ("%s %.3f %.3f\n", what, percentile (durations, 50), percentile (durations, 99));
}

static gboolean
measure (RcCase     *case_file,
         GPtrArray  *ids,
         GError    **error)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));
  g_autoptr (GArray) lookups = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) lineages = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < ids->len; i++)
    {
      gint64 begun = g_get_monotonic_time ();
      RcEvent *event = rc_event_find (case_file, reader, g_ptr_array_index (ids, i), error);
      gint64 found = g_get_monotonic_time ();
      g_autoptr (RcLineage) lineage = event != NULL ? rc_lineage_build (case_file, event, RC_TIME_NONE, error) : NULL;
      gint64 lookup = found - begun;
      gint64 rebuilt = g_get_monotonic_time () - found;

      if (lineage == NULL)
        return FALSE;
      if (i == 0)
        printf ("first %.3f %.3f\n", (double) rebuilt / 1000.0, (double) rebuilt / 1000.0);
      g_array_append_val (lookups, lookup);
      g_array_append_val (lineages, rebuilt);
    }

  print_durations ("lookup", lookups);
  print_durations ("lineage", lineages);
  return TRUE;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (RcCase) case_file = NULL;
  g_autoptr (GError) error = NULL;
  Draw draw = { random, ids, 0 };

  if (argc < 3)
    {
      fprintf (stderr, "Usage: bench-lookup CASE LOG...\n");
      return 64;
    }

  for (int i = 2; i < argc; i++)
    {
      if (!draw_file (&draw, argv[i]))
        {
          fprintf (stderr, "bench-lookup: %s could not be read\n", argv[i]);
          return 2;
        }
    }
  if (ids->len < N_DRAWS)
    {
      fprintf (stderr, "bench-lookup: the log has fewer than %d events\n", N_DRAWS);
      return 2;
    }

  rc_importers_register_all ();
  case_file = rc_case_open (argv[1], FALSE, &error);
  if (case_file == NULL || !measure (case_file, ids, &error))
    {
      fprintf (stderr, "bench-lookup: %s\n", error->message);
      return 2;
    }
  return 0;
}
