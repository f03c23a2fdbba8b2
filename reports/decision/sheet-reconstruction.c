/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/decision/sheet-parts.h"

#include <string.h>

#include "core/words.h"

/*
 * The rule of "Reconstruction". It claims less rather than more.
 *
 * A part is *shown* where records answer its question without contradiction, and at least one record that says so did not fail the check
 * of its protection:
 *   input          what was put in is itself held; a fingerprint alone shows nothing
 *   model          the version is known, and a record ties it to a file by its fingerprint
 *   output         what the machine answered
 *   human action   what a person did with it; no record of one does not show that there was none
 *
 * complete                      all four are shown, the evidence was checked as it is now, the decision's own record is protected by a
 *                               key that the auditor accepted, nothing was found of it, and every question is answered
 * complete with reservations    all four are shown, and something of the rest is not so
 * partial                       at least what went in or what came out is shown
 * not possible                  neither is
 */

gboolean
rc_reconstruction_stands (const RcLineageAnswer *answer)
{
  for (guint i = 0; i < answer->citations->len; i++)
    {
      const RcLineageCitation *cited = g_ptr_array_index (answer->citations, i);

      if (rc_verdict_group (cited->protection) != RC_VERDICT_GROUP_FAILED)
        return TRUE;
    }

  return FALSE;
}

static const RcLineageAnswer *
find_shown (const RcLineage *lineage,
            const char      *id)
{
  const RcLineageSlot *slot = rc_lineage_find_slot (lineage, id);

  if (slot == NULL || !rc_lineage_slot_is_answered (slot) || slot->answers->len == 0)
    return NULL;

  return rc_reconstruction_stands (g_ptr_array_index (slot->answers, 0)) ? g_ptr_array_index (slot->answers, 0) : NULL;
}

static gboolean
is_input_shown (const RcLineage *lineage)
{
  const RcLineageAnswer *answer = find_shown (lineage, "input");

  return answer != NULL && rc_lineage_fact_find (answer->facts, "input") != NULL;
}

static gboolean
is_beyond_doubt (const RcLineage  *lineage,
                 const RcReliance *reliance)
{
  RcLineageCount count = rc_lineage_count (lineage);
  gboolean is_protected = (reliance->chain.present && reliance->chain.verdict == RC_VERDICT_VALID) ||
                          (reliance->list.present && reliance->list.verdict == RC_VERDICT_VALID);

  return reliance->judged && is_protected && reliance->fault == NULL && count.answered == count.asked && lineage->exceptions->len == 0;
}

/**
 * rc_reconstruction_judge:
 *
 * Returns: which parts of the decision are shown, and what that makes of the whole
 */
RcReconstructionParts
rc_reconstruction_judge (const RcLineage  *lineage,
                         const RcReliance *reliance)
{
  RcReconstructionParts parts = {
    .input = is_input_shown (lineage),
    .model = find_shown (lineage, "model-version") != NULL && find_shown (lineage, "artefact") != NULL,
    .output = find_shown (lineage, "output") != NULL,
    .human_action = find_shown (lineage, "human-action") != NULL,
  };

  if (!parts.input && !parts.output)
    parts.level = RC_RECONSTRUCTION_IMPOSSIBLE;
  else if (!parts.input || !parts.model || !parts.output || !parts.human_action)
    parts.level = RC_RECONSTRUCTION_PARTIAL;
  else
    parts.level = is_beyond_doubt (lineage, reliance) ? RC_RECONSTRUCTION_COMPLETE : RC_RECONSTRUCTION_RESERVATIONS;
  return parts;
}

const char *
rc_reconstruction_word (RcReconstruction level)
{
  switch (level)
    {
    case RC_RECONSTRUCTION_COMPLETE:
      return _("complete");
    case RC_RECONSTRUCTION_RESERVATIONS:
      return _("complete with reservations");
    case RC_RECONSTRUCTION_PARTIAL:
      return _("partial");
    case RC_RECONSTRUCTION_IMPOSSIBLE:
    default:
      return _("not possible");
    }
}
