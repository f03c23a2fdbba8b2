/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/cloudtrail-uncovered.h"

#include <string.h>

/* Account and region, by the name that CloudTrail gives its log files: ACCOUNT_CloudTrail_REGION_TIME_ID.json. */
static gboolean
split_name (const char  *name,
            char       **out_start,
            gint64      *out_time_us)
{
  const char *middle = strstr (name, "_CloudTrail_");
  const char *base = middle;
  g_auto (GStrv) parts = NULL;
  g_autofree char *text = NULL;
  RcTimestamp time;

  while (base != NULL && base > name && base[-1] != '/' && base[-1] != '!')
    base--;
  parts = base != NULL ? g_strsplit (base, "_", 5) : NULL;
  if (parts == NULL || g_strv_length (parts) < 5 || strcmp (parts[1], "CloudTrail") != 0 || strlen (parts[3]) < 13)
    return FALSE;

  text = g_strdup_printf ("%.4s-%.2s-%.2sT%.2s:%.2s:00Z", parts[3], parts[3] + 4, parts[3] + 6, parts[3] + 9, parts[3] + 11);
  *out_time_us = rc_timestamp_parse (text, strlen (text), RC_ZONE_UNKNOWN, 0, &time) ? time.from_us : RC_TIME_NONE;
  *out_start = g_strdup_printf ("%s_CloudTrail-Digest_%s_", parts[0], parts[2]);
  return TRUE;
}

/* By content: the records of CloudTrail stand in one object. */
static gboolean
is_log (RcSealWork      *work,
        const RcSource  *source,
        gboolean        *out_is_log,
        GError         **error)
{
  g_autoptr (GBytes) head = rc_seal_work_read_head (work, source, error);
  gsize length = 0;
  const char *text = head != NULL ? g_bytes_get_data (head, &length) : NULL;

  *out_is_log = FALSE;
  if (text == NULL)
    return *error == NULL;

  while (length > 0 && (g_ascii_isspace (*text) || *text == '{'))
    {
      text++;
      length--;
    }
  *out_is_log = length > 9 && memcmp (text, "\"Records\"", 9) == 0;
  return TRUE;
}

/* The chain of the same account and region, else one of the same account. */
static RcCloudTrailChain *
find_chain (GPtrArray  *chains,
            const char *start)
{
  RcCloudTrailChain *of_account = NULL;
  gsize account = strcspn (start, "_") + 1;

  for (guint i = 0; i < chains->len; i++)
    {
      RcCloudTrailChain *chain = g_ptr_array_index (chains, i);

      if (g_str_has_prefix (chain->name, start))
        return chain;
      if (of_account == NULL && strncmp (chain->name, start, account) == 0)
        of_account = chain;
    }
  return of_account;
}

static gint64
find_gap (const RcCloudTrailChain *chain,
          gint64                   time_us)
{
  for (guint i = 0; i < chain->gaps->len; i++)
    {
      const RcCloudTrailGap *gap = &g_array_index (chain->gaps, RcCloudTrailGap, i);

      if (time_us >= gap->from_us && time_us <= gap->to_us)
        return gap->exception;
    }
  return 0;
}

static void
tell_uncovered (RcCloudTrailChain *chain,
                const RcSource    *source,
                gint64             time_us)
{
  gint64 told = rc_cloudtrail_chain_tell (chain, RC_EXCEPTION_NOT_LISTED, source, "an entry of a digest", "none",
                                          "The log file “%s” is listed by no digest of “%s” that was received.", source->name,
                                          chain->name);

  if (told > 0)
    ((RcException *) chain->work->judgement->exceptions->pdata[told - 1])->caused_by = find_gap (chain, time_us);
}

static gboolean
judge_uncovered (RcCloudTrailLogs  *self,
                 RcSealWork        *work,
                 GPtrArray         *chains,
                 GHashTable        *counts,
                 const RcSource    *source,
                 GError           **error)
{
  g_autofree char *start = NULL;
  RcCloudTrailChain *chain;
  gboolean is_one;
  gint64 time_us;

  if (!rc_seal_work_is_file (source) || rc_source_is_repeat (source) || rc_cloudtrail_logs_is_listed (self, source->id)
      || !split_name (source->name, &start, &time_us))
    return TRUE;
  chain = find_chain (chains, start);
  if (chain == NULL || !is_log (work, source, &is_one, error))
    return chain == NULL;
  if (!is_one)
    return TRUE;

  chain->seal->completeness = rc_verdict_worst (chain->seal->completeness, RC_VERDICT_NOT_COVERED);
  rc_cloudtrail_chain_worsen (chain, RC_VERDICT_NOT_COVERED, NULL);
  g_hash_table_insert (counts, chain, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, chain)) + 1));
  tell_uncovered (chain, source, time_us);
  return TRUE;
}

/**
 * rc_cloudtrail_uncovered_find:
 * @chains: (element-type RcCloudTrailChain): judged
 *
 * Each is told under the trail of its account and region, and under the gap in which it falls.
 */
gboolean
rc_cloudtrail_uncovered_find (RcCloudTrailLogs  *logs,
                              RcSealWork        *work,
                              GPtrArray         *chains,
                              GError           **error)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < work->context->sources->len; i++)
    {
      if (!judge_uncovered (logs, work, chains, counts, g_ptr_array_index (work->context->sources, i), error))
        return FALSE;
    }
  for (guint i = 0; i < chains->len; i++)
    {
      RcCloudTrailChain *chain = g_ptr_array_index (chains, i);
      guint n_uncovered = GPOINTER_TO_UINT (g_hash_table_lookup (counts, chain));

      if (n_uncovered > 0)
        rc_seal_add_note (chain->seal, "%u log files are listed by no digest that was received", n_uncovered);
    }
  return TRUE;
}
