/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "law-parts.h"

#include <string.h>

#include "core/timestamp.h"

/* Article 113 has been amended: what applied from when is answered by the law as it stood on a day. */
static gboolean
is_law_at (const RcLawDate *date,
           gint64           at_us)
{
  return date->since_us <= at_us && (date->superseded_us == RC_TIME_NONE || at_us < date->superseded_us);
}

static const RcLawDate *
find_of_category (const RcLaw   *self,
                  const char    *section,
                  RcLawCategory  category,
                  gint64         at_us)
{
  for (guint i = 0; i < rc_law_count_dates (self); i++)
    {
      const RcLawDate *date = rc_law_nth_date (self, i);

      if (date->category == category && strcmp (date->section, section) == 0 && is_law_at (date, at_us))
        return date;
    }
  return NULL;
}

/**
 * rc_law_find_date:
 * @category: which systems; a date for all of them answers where there is none for these
 * @at_us: the day whose law is asked for, microseconds UTC
 */
const RcLawDate *
rc_law_find_date (const RcLaw   *self,
                  const char    *section,
                  RcLawCategory  category,
                  gint64         at_us)
{
  const RcLawDate *date = find_of_category (self, section, category, at_us);

  if (date != NULL || category == RC_LAW_CATEGORY_ANY)
    return date;
  return find_of_category (self, section, RC_LAW_CATEGORY_ANY, at_us);
}

/**
 * rc_law_requirement_applies_from:
 * @category: Annex III or Annex I, as the officer states it for the system
 * @at_us: the law as it stood on this day
 *
 * Article 113. The date is that of the article, not of the system: see also rc_law_requirement_date_note() and the legacy rule of
 * Article 111(2).
 *
 * Returns: midnight UTC of the first day on which it applies, or %RC_TIME_NONE where the law of that day has none
 */
gint64
rc_law_requirement_applies_from (const RcLaw         *self,
                                 const RcRequirement *requirement,
                                 RcLawCategory        category,
                                 gint64               at_us)
{
  const RcLawDate *date = rc_law_find_date (self, requirement->section, category, at_us);

  return date != NULL ? date->from_us : RC_TIME_NONE;
}

const RcLawText *
rc_law_requirement_date_note (const RcLaw         *self,
                              const RcRequirement *requirement,
                              RcLawCategory        category,
                              gint64               at_us)
{
  const RcLawDate *date = rc_law_find_date (self, requirement->section, category, at_us);

  return date != NULL && date->note != NULL && date->note_since_us <= at_us ? date->note : NULL;
}

/* --- Where it stands --- */

static const char *
peek_act_name (const RcLaw         *self,
               const RcRequirement *requirement)
{
  return rc_law_text (rc_law_find_act (self, rc_law_find_section (self, requirement->section)->act)->name);
}

/**
 * rc_law_dup_place:
 *
 * Returns: (transfer full): where in its act a requirement stands, in the language of the reader. Own criteria that give no words for it
 *   are said by their act and number.
 */
char *
rc_law_dup_place (const RcLaw         *self,
                  const RcRequirement *requirement)
{
  if (requirement->place != NULL)
    return g_strdup (rc_law_text (requirement->place));
  return g_strdup_printf ("%s, %s", peek_act_name (self, requirement), requirement->article);
}

/**
 * rc_law_dup_wording:
 *
 * Returns: (transfer full): the act and, where its wording comes from there, the act that amended it, in the language of the reader
 */
char *
rc_law_dup_wording (const RcLaw         *self,
                    const RcRequirement *requirement)
{
  const char *act = peek_act_name (self, requirement);
  const RcLawTerm *amendment = rc_law_find_term (self, RC_LAW_TERM_AMENDMENT, requirement->amended_by);

  if (amendment == NULL)
    return g_strdup (act);
  return g_strdup_printf ("%s, %s", act, rc_law_text (amendment->name));
}

/**
 * rc_requirement_concerns:
 * @annex_item: (nullable): "III-1a"
 *
 * Returns: %TRUE where @self is not restricted to items of Annex III, or @annex_item is one of them
 */
gboolean
rc_requirement_concerns (const RcRequirement *self,
                         const char          *annex_item)
{
  if (self->annex == NULL)
    return TRUE;
  return annex_item != NULL && g_strv_contains ((const char * const *) self->annex, annex_item);
}
