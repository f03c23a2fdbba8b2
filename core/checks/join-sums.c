/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/checks/join-sums.h"
#include "core/joining.h"
#include "core/occurrence.h"

/*
 * How the parts of calls were put together, summed up for each source. One exception tells all of a kind in one source: of a log whose
 * answers were not delivered every single request would be one.
 */

GHashTable *
rc_join_sums_new (RcCheckContext *context)
{
  g_autoptr (GHashTable) sums = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  GPtrArray *sources = context->seal_context->sources;

  for (guint i = 0; i < sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (sources, i);
      RcJoinSum *sum;

      if (source->event_rows == 0)
        continue;
      sum = g_new0 (RcJoinSum, 1);
      sum->source = source;
      sum->importer = rc_importer_for_source (context->case_file, source, NULL);
      sum->bounds = rc_join_bounds (sum->importer);
      sum->is_bounded = sum->importer != NULL && sum->importer->join != NULL;
      g_hash_table_insert (sums, (gpointer) &source->id, sum);
    }

  return g_steal_pointer (&sums);
}

RcJoinSum *
rc_join_sums_find (GHashTable *sums,
                   gint64      source)
{
  return g_hash_table_lookup (sums, &source);
}

/* They come in the order of hashes. */
void
rc_join_sum_note (guint64 *count,
                  guint64 *first_record,
                  guint64  record)
{
  *first_record = *count == 0 ? record : MIN (*first_record, record);
  (*count)++;
}

/* A log whose records hold request and answer together may name a correlation too, and lacks no request for that. */
static GHashTable *
list_formats_of_halves (GHashTable *sums)
{
  g_autoptr (GHashTable) formats = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, sums);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const RcJoinSum *sum = value;

      if (sum->requests > 0 && sum->source->importer != NULL)
        g_hash_table_add (formats, sum->source->importer);
    }

  return g_steal_pointer (&formats);
}

static void
report (RcCheckContext  *context,
        const RcJoinSum *sum,
        const char      *kind,
        guint64          record,
        guint64          count,
        const char      *expected,
        const char      *found,
        const char      *what)
{
  g_autofree char *counted = NULL, *message = NULL;

  if (count == 0)
    return;

  counted = g_strdup_printf ("%" G_GUINT64_FORMAT " %s", count, found);
  message = g_strdup_printf ("%s: %" G_GUINT64_FORMAT " of this source, this record the first.%s%s", what, count,
                             sum->importer != NULL && sum->importer->sampling != NULL ? " " : "",
                             sum->importer != NULL && sum->importer->sampling != NULL ? sum->importer->sampling : "");
  rc_check_report (context, kind, sum->source->id, record, 0, expected, counted, message);
}

static void
report_sum (RcCheckContext  *context,
            const RcJoinSum *sum)
{
  report (context, sum, RC_EXCEPTION_JOIN_AMBIGUOUS, sum->first_ambiguous, sum->ambiguous,
          "one request for each answer, and one answer to it", "answers with more than one candidate", "More than one record carries the key of an answer, and none is chosen");
  report (context, sum, RC_EXCEPTION_REQUEST_UNANSWERED, sum->first_unanswered, sum->unanswered, "an answer to each request",
          "requests without one", "A request was logged, and no answer to it was received");
  report (context, sum, RC_EXCEPTION_JOIN_AMBIGUOUS, sum->first_follower_ambiguous, sum->followers_ambiguous,
          "one answer that the record speaks of", "records that could mean several",
          "A review, rating, outcome or filter names more than one answer, and none is chosen");
  report (context, sum, RC_EXCEPTION_FOLLOWER_ALONE, sum->first_follower_alone, sum->followers_alone,
          "the answer that the record speaks of", "records whose answer was not received", "A review, rating, outcome or filter speaks of an answer that the case does not hold");
}

/**
 * rc_join_sums_report:
 *
 * In the order of the sources, so that one case always gives one list.
 */
void
rc_join_sums_report (RcCheckContext *context,
                     GHashTable     *sums)
{
  g_autoptr (GHashTable) formats = list_formats_of_halves (sums);
  RcJoinCounts *joins = &context->judgement->joins;
  GPtrArray *sources = context->seal_context->sources;

  for (guint i = 0; i < sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (sources, i);
      const RcJoinSum *sum = rc_join_sums_find (sums, source->id);

      if (sum == NULL)
        continue;
      joins->requests += sum->requests;
      joins->unanswered += sum->unanswered;
      if (source->importer != NULL && g_hash_table_contains (formats, source->importer))
        {
          joins->answers += sum->answers;
          joins->half += sum->alone;
        }
      else
        {
          joins->answers += sum->answers - sum->alone;
        }
      joins->joined += sum->joined;
      joins->ambiguous += sum->ambiguous;
      joins->outside += sum->outside;
      report_sum (context, sum);
    }
}

static gboolean
count_all (RcCheckContext  *context,
           GHashTable      *sums,
           GError         **error)
{
  RcJoinCounts *joins = &context->judgement->joins;

  return rc_check_halves (context, sums, error) && rc_check_followers (context, sums, error) &&
         rc_occurrence_count (context->case_file, 0, &joins->repeated, &joins->superseded, error);
}

/**
 * rc_check_joins:
 *
 * Counts how requests, answers and what was said of them belong together.
 */
gboolean
rc_check_joins (RcCheckContext  *context,
                GError         **error)
{
  RcDatabase *database = rc_case_get_database (context->case_file);
  g_autoptr (GHashTable) sums = rc_join_sums_new (context);
  gboolean good;

  /* One reading transaction: else the file would be locked and freed anew for each of millions of rows. */
  if (!rc_database_exec (database, "SAVEPOINT joins", error))
    return FALSE;
  good = count_all (context, sums, error);
  if (!rc_database_exec (database, "RELEASE joins", good ? error : NULL) || !good)
    return FALSE;

  rc_join_sums_report (context, sums);
  return TRUE;
}
