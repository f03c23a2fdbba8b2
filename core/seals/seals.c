/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/seals.h"

#include "core/seals/digest-list.h"
#include "core/seals/minisign.h"

/* The first exception of a chain that says that records of the source were changed, taken away or put in. */
static gint64
find_chain_fault (const RcJudgement *judgement,
                  gint64             source)
{
  static const char * const kinds[] = {
    RC_EXCEPTION_RECORD_ALTERED, RC_EXCEPTION_RECORD_REHASHED, RC_EXCEPTION_CHAIN_GAP, RC_EXCEPTION_CHAIN_FORK,
    RC_EXCEPTION_RECORD_REPLAYED, NULL
  };

  for (guint i = 0; i < judgement->exceptions->len; i++)
    {
      const RcException *exception = judgement->exceptions->pdata[i];

      if (exception->source == source && exception->caused_by == 0 && g_strv_contains (kinds, exception->kind))
        return exception->id;
    }
  return 0;
}

/* That a file is not the one on a list follows from what its own chain says was done to it. */
static void
find_causes (RcJudgement *judgement,
             guint        first)
{
  for (guint i = first; i < judgement->exceptions->len; i++)
    {
      RcException *exception = judgement->exceptions->pdata[i];

      if (exception->caused_by == 0
          && (g_str_equal (exception->kind, RC_EXCEPTION_DIGEST_MISMATCH)
              || g_str_equal (exception->kind, RC_EXCEPTION_SIGNATURE_INVALID)))
        exception->caused_by = find_chain_fault (judgement, exception->source);
    }
}

/**
 * rc_seals_judge:
 * @chains: has scanned all sources
 *
 * Runs every mechanism in its order: signatures over files, then lists of digests, which such a signature may cover, then
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
  gboolean done;

  rc_seal_context_index (context);
  done = rc_minisign_judge (context, judgement, error)
         && rc_digest_list_judge (context, judgement, error)
         && rc_chain_set_judge (chains, context, judgement, error);
  rc_seal_context_drop_index (context);
  if (done)
    find_causes (judgement, first);
  return done;
}
