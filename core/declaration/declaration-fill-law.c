/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/declaration/declaration-parts.h"

#include <string.h>

#include "core/duration.h"
#include "core/law/law.h"
#include "core/registers/register.h"
#include "core/timestamp.h"
#include "core/words.h"

/* What follows from the law and from what is stated, by the catalogue of the law. */

#define ROUTE_ATTRIBUTE "route.conformity"
#define TIER_PRODUCT    "T1"
#define POLICY          "RET-AIA-DOC"

static void
set_fixed (RcDeclaration      *self,
           RcDeclarationField  field,
           const char         *text)
{
  RcDeclarationValue *value = &self->values[field];

  value->value = g_strdup (text);
  value->origin = RC_DECLARATION_FIXED;
}

/* "III-5" has "III-5b". */
static gboolean
has_item (char       **refs,
          const char  *item)
{
  for (guint i = 0; refs != NULL && refs[i] != NULL; i++)
    {
      gsize length = strlen (refs[i]);

      if (g_str_has_prefix (item, refs[i]) && (item[length] == '\0' || g_ascii_islower (item[length])))
        return TRUE;
    }
  return FALSE;
}

/* The procedure that the catalogue gives for a point of Annex III; (nullable). */
static const char *
find_route (const char *item)
{
  const RcLaw *law = rc_law_get ();

  for (guint i = 0; i < rc_law_count_terms (law, RC_LAW_TERM_ROUTE); i++)
    {
      const RcLawTerm *term = rc_law_nth_term (law, RC_LAW_TERM_ROUTE, i);
      const char *name = rc_law_text_in (term->name, "en");

      if (g_strcmp0 (term->basis, ROUTE_ATTRIBUTE) == 0 && has_item (term->refs, item))
        return g_str_has_prefix (name, "Annex VII") ? "annex-vii" : "annex-vi";
    }
  return NULL;
}

/* By what is stated of its class: of several points that lead different ways none is chosen. */
void
rc_declaration_fill_route (RcDeclaration  *self,
                           const RcSystem *system)
{
  const RcSystemStatement *points = rc_system_peek (system, RC_SYSTEM_ANNEX_III);
  const char *route = NULL;

  if (rc_system_has_value (system, RC_SYSTEM_RISK_CLASS, TIER_PRODUCT))
    {
      set_fixed (self, RC_DECLARATION_ROUTE, "annex-i");
      return;
    }
  for (guint i = 0; points != NULL && i < points->values->len; i++)
    {
      const char *found = find_route (g_ptr_array_index (points->values, i));

      if (found == NULL || (route != NULL && strcmp (route, found) != 0))
        return;
      route = found;
    }
  if (route != NULL)
    set_fixed (self, RC_DECLARATION_ROUTE, route);
}

/* Ten years after it was placed on the market (Article 18(1)); (transfer full) (nullable). */
char *
rc_declaration_dup_retention_end (const char *placed)
{
  const RcRetentionPolicy *policy = rc_law_find_policy (rc_law_get (), POLICY);
  RcDuration period;
  RcTimestamp from;
  gint64 end_us;

  if (placed == NULL || policy == NULL || !rc_duration_parse (policy->minimum, &period) ||
      !rc_timestamp_parse (placed, strlen (placed), RC_ZONE_RULE, 0, &from) || !rc_duration_add (&period, from.from_us, &end_us))
    return NULL;
  return rc_register_dup_day (end_us);
}

/* Counted from what is declared, which the officer may have entered. */
void
rc_declaration_fill_retention (RcDeclaration *self)
{
  g_autofree char *end = rc_declaration_dup_retention_end (rc_declaration_peek (self, RC_DECLARATION_PLACED_ON_MARKET));
  RcDeclarationValue *value = &self->values[RC_DECLARATION_RETENTION_END];

  if (end == NULL)
    return;
  if (value->value == NULL)
    set_fixed (self, RC_DECLARATION_RETENTION_END, end);
  else if (strcmp (value->value, end) != 0)
    {
      g_free (value->differs);
      value->differs = g_strdup_printf (_("by the law or by counting: %s"), end);
    }
}
