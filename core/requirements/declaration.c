/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/requirements/check.h"

/*
 * Article 47, Annex V and the common mistakes of declarations. They are held against the text of a declaration, which a case has only as a
 * document: that one is registered is told here, and what it says is for whoever reads it.
 */

static gboolean
check_item (RcRequirementContext      *context,
            const RcRequirementCheck  *check,
            RcRequirementResult       *result,
            GError                   **error)
{
  guint papers, read;

  if (!rc_requirement_take_papers (context, check, result, &papers, &read, error))
    return FALSE;

  if (papers == 0)
    {
      rc_requirement_say (result, RC_REQUIREMENT_NO_EVIDENCE, _("No declaration of conformity was received."));
      rc_requirement_ask (result, _("Ask the provider for the EU declaration of conformity, with its revision and signature."));
    }
  else if (read > 0)
    {
      rc_requirement_say (result, RC_REQUIREMENT_JUDGE, _("A document was read for this point; what it says was not checked."));
    }
  else
    {
      rc_requirement_say (result, RC_REQUIREMENT_JUDGE, _("A declaration is registered; nobody read it for this point."));
    }
  return TRUE;
}

const RcRequirementCheck rc_requirement_declaration[] = {
  { "AIA-47-1a", check_item, NULL, 0 },
  { "AIA-47-1b", check_item, NULL, 0 },
  { "AIA-47-1c", check_item, NULL, 0 },
  { "AIA-47-2a", check_item, NULL, 0 },
  { "AIA-47-2b", check_item, NULL, 0 },
  { "AIA-47-2c", check_item, NULL, 0 },
  { "AIA-47-3", check_item, NULL, 0 },
  { "AIA-47-4", check_item, NULL, 0 },
  { "DOC-1", check_item, NULL, 0 },
  { "DOC-2", check_item, NULL, 0 },
  { "DOC-3", check_item, NULL, 0 },
  { "DOC-4", check_item, NULL, 0 },
  { "DOC-5", check_item, NULL, 0 },
  { "DOC-6", check_item, NULL, 0 },
  { "DOC-7", check_item, NULL, 0 },
  { "DOC-8", check_item, NULL, 0 },
  { "DL-01", check_item, NULL, 0 },
  { "DL-02", check_item, NULL, 0 },
  { "DL-03", check_item, NULL, 0 },
  { "DL-04", check_item, NULL, 0 },
  { "DL-05", check_item, NULL, 0 },
  { "DL-06", check_item, NULL, 0 },
  { "DL-07", check_item, NULL, 0 },
  { "DL-08", check_item, NULL, 0 },
  { "DL-09", check_item, NULL, 0 },
  { "DL-10", check_item, NULL, 0 },
  { "DL-11", check_item, NULL, 0 },
  { "DL-12", check_item, NULL, 0 },
  { "DL-13", check_item, NULL, 0 },
  { "DL-14", check_item, NULL, 0 },
  { "DL-15", check_item, NULL, 0 },
  { "DL-16", check_item, NULL, 0 },
  { "DL-17", check_item, NULL, 0 },
  { "DL-18", check_item, NULL, 0 },
  { "DL-19", check_item, NULL, 0 },
  { "DL-20", check_item, NULL, 0 },
  { NULL, NULL, NULL, 0 },
};
