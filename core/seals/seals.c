/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/seals.h"

#include "core/seals/digest-list.h"
#include "core/seals/mechanism.h"

/* For each source the first exception of a chain that says that its records were changed, taken away or put in. */
static GHashTable *
index_chain_faults (const RcJudgement *judgement,
                    guint              first)
{
  static const char * const kinds[] = {
    RC_EXCEPTION_RECORD_ALTERED, RC_EXCEPTION_RECORD_REHASHED, RC_EXCEPTION_CHAIN_GAP, RC_EXCEPTION_CHAIN_FORK,
    RC_EXCEPTION_RECORD_REPLAYED, NULL
  };
  GHashTable *faults = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = first; i < judgement->exceptions->len; i++)
    {
      RcException *exception = judgement->exceptions->pdata[i];

      if (exception->caused_by == 0 && g_strv_contains (kinds, exception->kind)
          && !g_hash_table_contains (faults, &exception->source))
        g_hash_table_insert (faults, &exception->source, exception);
    }
  return faults;
}

/* That a file is not the one on a list follows from what its own chain says was done to it. */
static void
find_causes (RcJudgement *judgement,
             guint        first)
{
  g_autoptr (GHashTable) faults = index_chain_faults (judgement, first);

  for (guint i = first; i < judgement->exceptions->len; i++)
    {
      RcException *exception = judgement->exceptions->pdata[i];
      const RcException *fault = g_hash_table_lookup (faults, &exception->source);

      if (fault != NULL && exception->caused_by == 0
          && (g_str_equal (exception->kind, RC_EXCEPTION_DIGEST_MISMATCH)
              || g_str_equal (exception->kind, RC_EXCEPTION_SIGNATURE_INVALID)))
        exception->caused_by = fault->id;
    }
}

/**
 * rc_seals_judge:
 * @chains: has scanned all sources
 *
 * Runs every mechanism in its order: time stamps and signatures (mechanisms.c), then lists of digests, which such a signature may cover, then
 * chains, whose heads such a signature may cover. A source under none of them is UNSIGNED, which needs no row.
 *
 * Returns: %FALSE with @error where the case could not be read
 */
gboolean
rc_seals_judge (RcSealContext  *context,
                RcChainSet     *chains,
                RcJudgement    *judgement,
                GError        **error)
{
  guint first = judgement->exceptions->len;
  g_autoptr (RcSealWork) work = NULL;
  gboolean done;

  rc_seal_context_index (context);
  work = rc_seal_work_new (context, judgement, error);
  done = work != NULL
         && rc_mechanisms_judge (work, error)
         && rc_digest_list_judge (work, error)
         && rc_chain_set_judge (chains, work, error);
  rc_seal_context_drop_index (context);
  if (done)
    find_causes (judgement, first);
  return done;
}
