/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/declaration/lints/lint-parts.h"

#include <string.h>

/* How long it is kept, what it is drawn up for, and whether it is whole. */

/* --- DL-19, AIA-47-1b --- */

static gboolean
check_retention (RcLintContext  *context,
                 RcLint         *lint,
                 GError        **error)
{
  const char *placed = rc_declaration_peek (context->declaration, RC_DECLARATION_PLACED_ON_MARKET);
  const char *end = rc_declaration_peek (context->declaration, RC_DECLARATION_RETENTION_END);
  g_autofree char *least = rc_declaration_dup_retention_end (placed);

  rc_lint_expect (lint, _("a last day of keeping, ten years after the system was placed on the market or put into service"));
  if (end == NULL && context->declaration->is_received)
    return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("The day is not on the declaration, which need not name it."));
  if (end == NULL)
    return rc_lint_say (lint, RC_LINT_FAILED, _("The day is not recorded."));
  if (least == NULL)
    return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("Kept until %s; when the system was placed on the market is not stated."), end);
  if (strcmp (end, least) < 0)
    return rc_lint_say (lint, RC_LINT_FAILED, _("Kept until %1$s; placed on the market on %2$s it has to be kept until %3$s."), end, placed, least);
  return rc_lint_say (lint, RC_LINT_PASSED, _("Kept until %1$s; placed on the market on %2$s."), end, placed);
}

/* --- DL-18 --- */

static gboolean
check_voluntary (RcLintContext  *context,
                 RcLint         *lint,
                 GError        **error)
{
  gboolean says = rc_declaration_says (context->declaration, RC_DECLARATION_VOLUNTARY, "true");
  const RcSystemStatement *class = context->system != NULL ? rc_system_peek (context->system, RC_SYSTEM_RISK_CLASS) : NULL;

  rc_lint_expect (lint, _("for a system that is claimed not to be high-risk, that it is voluntary"));
  if (class == NULL)
    return rc_lint_say (lint, says ? RC_LINT_PASSED : RC_LINT_NOT_CHECKED,
                        says ? _("It says that it is drawn up voluntarily.")
                             : _("Whether the system is claimed not to be high-risk is not stated."));

  rc_lint_cite (lint, class->word->source, class->word->record);
  if (rc_system_has_value (context->system, RC_SYSTEM_RISK_CLASS, "T2x"))
    return rc_lint_say (lint, says ? RC_LINT_PASSED : RC_LINT_FAILED,
                        says ? _("The system is claimed not to be high-risk, and it says that it is voluntary.")
                             : _("The system is claimed not to be high-risk, and nothing says that it is voluntary."));
  if (says)
    return rc_lint_say (lint, RC_LINT_FAILED, _("It says that it is voluntary; the system is not claimed not to be high-risk."));
  return rc_lint_say (lint, RC_LINT_NOT_APPLICABLE, _("The system is not claimed not to be high-risk."));
}

/* --- AIA-47-2b --- */

static gboolean
check_items (RcLintContext  *context,
             RcLint         *lint,
             GError        **error)
{
  g_autoptr (GString) failed = g_string_new (NULL);
  g_autoptr (GString) unchecked = g_string_new (NULL);

  rc_lint_expect (lint, _("all items of Annex V"));
  for (guint item = 1; item <= RC_DECLARATION_ITEMS; item++)
    {
      g_autofree char *id = g_strdup_printf ("DOC-%u", item);
      const RcLint *of_item = rc_lint_find (context, id);
      GString *list = of_item->outcome == RC_LINT_FAILED ? failed : of_item->outcome == RC_LINT_NOT_CHECKED ? unchecked : NULL;

      if (list != NULL)
        g_string_append_printf (list, "%s%u", list->len > 0 ? ", " : "", item);
    }
  if (failed->len > 0)
    return rc_lint_say (lint, RC_LINT_FAILED, _("Items that are not whole: %s."), failed->str);
  if (unchecked->len > 0)
    return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("Items that were not checked wholly: %s."), unchecked->str);
  return rc_lint_say (lint, RC_LINT_PASSED, _("Each item is there, or not applicable."));
}

const RcLintRow rc_lint_keeping[] = {
  { "DL-18", 0, check_voluntary },
  { "DL-19", 0, check_retention },
  { "DL-20", 0, rc_lint_check_words },
  { "AIA-47-1b", 0, check_retention },
  { "AIA-47-2b", 0, check_items },
  { NULL, 0, NULL },
};
