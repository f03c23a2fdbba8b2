/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/declaration/lints/lint-parts.h"

#include <string.h>

/*
 * Sentences of a declaration held against those that are known. An own declaration has them as they are known. One that was received can say the
 * same in words of its own: what it must at least name is looked for, and whether the rest says it is for a person.
 */

/* Whether each of @marks stands in the folded text; @marks: groups parted by blanks, alternatives within one by bars. */
static gboolean
has_marks (const char *folded,
           const char *marks)
{
  g_auto (GStrv) groups = g_strsplit (marks, " ", -1);

  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_auto (GStrv) alternatives = g_strsplit (groups[i], "|", -1);
      gboolean is_found = FALSE;

      for (guint j = 0; alternatives[j] != NULL && !is_found; j++)
        is_found = strstr (folded, alternatives[j]) != NULL;
      if (!is_found)
        return FALSE;
    }
  return TRUE;
}

static void
check_other_words (RcLintContext               *context,
                   RcLint                      *lint,
                   const RcDeclarationLanguage *language,
                   guint                        item,
                   const char                  *marks)
{
  g_autofree char *folded = rc_lint_fold (language->statements[item]);
  g_autofree char *shown = rc_lint_shown (language->statements[item]);

  if (!context->declaration->is_received || (marks != NULL && !has_marks (folded, marks)))
    rc_lint_say (lint, RC_LINT_FAILED, _("%1$s: altered: “%2$s”"), language->language, shown);
  else if (lint->outcome == RC_LINT_PASSED)
    rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("%1$s: in other words than those that are known, for a person to read: “%2$s”"), language->language,
                 shown);
}

/**
 * rc_lint_check_sentence:
 * @item: under which it stands; 0: that of Article 47(2)
 * @known: (nullable): the sentence as it is known in that language
 * @marks: (nullable): what it must name in any words
 *
 * Makes a lint that passes, one that fails or is not checked; never the other way round.
 */
void
rc_lint_check_sentence (RcLintContext               *context,
                        RcLint                      *lint,
                        const RcDeclarationLanguage *language,
                        guint                        item,
                        const char                  *known,
                        const char                  *marks)
{
  if (language->statements[item] == NULL)
    rc_lint_say (lint, RC_LINT_FAILED, _("%s: the sentence is missing."), language->language);
  else if (known == NULL || !rc_lint_is_same (language->statements[item], known))
    check_other_words (context, lint, language, item, marks);
}
