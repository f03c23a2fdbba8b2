/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/exception.h"
#include "core/integrity-facts.h"
#include "core/requirements/check.h"

/* Article 15. Whether records are what was written is a matter of paragraph 5, and of Articles 5(1)(f) and 32 GDPR. */

/* --- 15(1) --- */

static gboolean
check_accuracy (RcRequirementContext      *context,
                const RcRequirementCheck  *check,
                RcRequirementResult       *result,
                GError                   **error)
{
  const RcRequirementPlaces *first;
  gulong alarms;

  if (!rc_requirement_check_slots (context, check, result, error) ||
      !rc_requirement_exists (context, RC_EVENT_ANOMALY, &alarms, &first, error))
    return FALSE;

  rc_requirement_use (result, "E12", alarms);
  if (alarms == 0)
    return TRUE;
  rc_requirement_note (result, _("Records of anomalies and drift in scope: %lu."), alarms);
  if (result->verdict == RC_REQUIREMENT_NO_EVIDENCE)
    rc_requirement_say (result, RC_REQUIREMENT_JUDGE, _("Anomalies are on record; not for each model version in use was an evaluation received."));
  return rc_requirement_cite_places (context, result, first, error);
}

/* --- 15(5) --- */

typedef struct
{
  guint               n_faults;
  guint               n_open;
  RcRequirementPlaces faults;
  RcRequirementPlaces open;
} Integrity;

/* Root causes in scope by what they show. */
static void
see_integrity (RcRequirementContext *context,
               Integrity            *out)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new ();
  g_autoptr (GPtrArray) open = g_ptr_array_new ();

  for (guint i = 0; i < context->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (context->exceptions, i);
      RcIntegrityKind kind = rc_integrity_kind (exception->kind);
      GPtrArray *kinds = kind == RC_INTEGRITY_KIND_FAULT ? faults
                         : kind == RC_INTEGRITY_KIND_HOLE || kind == RC_INTEGRITY_KIND_OPEN ? open : NULL;

      if (kinds != NULL && !g_ptr_array_find_with_equal_func (kinds, exception->kind, g_str_equal, NULL))
        g_ptr_array_add (kinds, exception->kind);
    }

  g_ptr_array_add (faults, NULL);
  g_ptr_array_add (open, NULL);
  out->n_faults = rc_requirement_exceptions (context, (const char * const *) faults->pdata, &out->faults);
  out->n_open = rc_requirement_exceptions (context, (const char * const *) open->pdata, &out->open);
}

static gboolean
check_integrity (RcRequirementContext      *context,
                 const RcRequirementCheck  *check,
                 RcRequirementResult       *result,
                 GError                   **error)
{
  const RcRequirementInferences *facts = rc_requirement_get_inferences (context, error);
  Integrity integrity = { 0 };
  g_autofree char *share = NULL;

  if (facts == NULL)
    return FALSE;

  see_integrity (context, &integrity);
  share = rc_requirement_share (facts->same_digest, facts->n);
  rc_requirement_use (result, "E04", facts->with[RC_FIELD_MODEL_DIGEST]);
  rc_requirement_use (result, "E14", context->judgement->seals->len);
  rc_requirement_count (result, facts->same_digest, facts->n, N_("inferences"));
  rc_requirement_note (result, "%s", _("Integrity of records: see also Articles 5(1)(f) and 32 GDPR. Poisoned data, misleading inputs and attacks on "
                                       "confidentiality leave no trace that is looked for here."));
  if (integrity.n_faults > 0 || facts->other_digest.n > 0)
    {
      if (facts->other_digest.n > 0)
        rc_requirement_say (result, RC_REQUIREMENT_NOT_MET,
                            _("The digest of the file that answered is not the one that was deployed or approved (inferences: %lu)."),
                            facts->other_digest.n);
      else
        rc_requirement_say (result, RC_REQUIREMENT_NOT_MET, _("Records are not what was written or protected (faults: %u)."),
                            integrity.n_faults);
      return rc_requirement_cite_places (context, result, &facts->other_digest, error) &&
             rc_requirement_cite_places (context, result, &integrity.faults, error) &&
             rc_requirement_cite_places (context, result, &integrity.open, error);
    }
  if (integrity.n_open > 0)
    {
      rc_requirement_say (result, RC_REQUIREMENT_JUDGE, _("Something that protects the records is absent or could not be checked (times: %u)."),
                          integrity.n_open);
      return rc_requirement_cite_places (context, result, &integrity.open, error);
    }
  if (facts->n == 0 || facts->same_digest < facts->n)
    {
      rc_requirement_say (result, RC_REQUIREMENT_NO_EVIDENCE,
                          _("For %s inferences the digest of the file that answered is the one that was deployed or approved."), share);
      rc_requirement_ask (result, _("Ask for the digest of the model's file in the log, in the deployment and in the approval."));
      return TRUE;
    }
  rc_requirement_say (result, RC_REQUIREMENT_MET,
                      _("The digest of the file that answered is the one that was deployed or approved, for each inference (%lu)."), facts->n);
  return rc_requirement_cite_places (context, result, &facts->first, error);
}

const RcRequirementCheck rc_requirement_accuracy[] = {
  { "AIA-15-1", check_accuracy, "evaluation", 0 },
  { "AIA-15-3", rc_requirement_check_slots, "evaluation card", 0 },
  { "AIA-15-4", rc_requirement_check_paper, NULL, 0 },
  { "AIA-15-5", check_integrity, NULL, 0 },
  { NULL, NULL, NULL, 0 },
};
