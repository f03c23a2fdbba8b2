/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/requirement-words.h"
#include "core/requirements/check.h"

/*
 * Whether a requirement applies, from what people state of a system: its role, its class, its item of Annex III, its sector. Nothing of that is
 * found out here. What nobody states decides nothing.
 */

static const RcSystemStatement *
peek (const RcRequirementContext *context,
      RcSystemAttribute           attribute)
{
  const RcSystemStatement *statement = context->system != NULL ? rc_system_peek (context->system, attribute) : NULL;

  return statement != NULL && statement->values->len > 0 ? statement : NULL;
}

/* "deployer (stated by A. Auditor on 2026-08-14)"; (transfer full). */
static char *
dup_stated (const RcRequirementContext *context,
            const RcSystemStatement    *statement)
{
  GString *text = g_string_new (NULL);
  g_autofree char *word = statement->word != NULL ? rc_system_word_dup_words (statement->word, context->case_file) : NULL;

  for (guint i = 0; i < statement->values->len; i++)
    {
      g_autofree char *value = rc_system_attribute_dup_words (statement->attribute, g_ptr_array_index (statement->values, i));

      g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", value);
    }
  if (word != NULL)
    g_string_append_printf (text, " (%s)", word);
  return g_string_free (text, FALSE);
}

static gboolean
has (const RcRequirementContext *context,
     RcSystemAttribute           attribute,
     const char                 *value)
{
  return context->system != NULL && rc_system_has_value (context->system, attribute, value);
}

/* By what is stated the requirement does not apply. Where others state otherwise, that excludes nothing: it is told, and the evidence is held
 * against the requirement. @words: (transfer full). */
static gboolean
exclude (const RcRequirementContext *context,
         RcRequirementResult        *result,
         RcSystemAttribute           attribute,
         char                       *words)
{
  g_autofree char *owned = words;

  if (rc_system_differs (context->system, attribute))
    {
      /* Translators: a sentence that says why a requirement does not apply, and who states so. */
      rc_requirement_note (result, _("People or files state different things on this. By one of them it does not apply: %s"), owned);
      return FALSE;
    }
  rc_requirement_say (result, RC_REQUIREMENT_NA, "%s", owned);
  return TRUE;
}

/* --- Role --- */

static RcLawRoles
get_roles (const RcSystemStatement *statement)
{
  static const struct { const char *code; RcLawRoles role; } roles[] = {
    { "provider", RC_LAW_ROLE_PROVIDER }, { "deployer", RC_LAW_ROLE_DEPLOYER }, { "importer", RC_LAW_ROLE_IMPORTER },
    { "authorised-representative", RC_LAW_ROLE_REPRESENTATIVE },
  };
  guint found = RC_LAW_ROLE_NONE;

  for (guint i = 0; i < statement->values->len; i++)
    for (gsize k = 0; k < G_N_ELEMENTS (roles); k++)
      if (strcmp (roles[k].code, g_ptr_array_index (statement->values, i)) == 0)
        found |= roles[k].role;
  return (RcLawRoles) found;
}

static gboolean
is_of_other_role (const RcRequirementContext *context,
                  RcRequirementResult        *result)
{
  const RcSystemStatement *statement = peek (context, RC_SYSTEM_ROLE);
  const char *duty = rc_requirement_role_words (result->requirement);
  g_autofree char *stated = NULL;

  if (statement == NULL || result->requirement->roles == RC_LAW_ROLE_NONE ||
      (get_roles (statement) & (guint) result->requirement->roles) != 0)
    return FALSE;

  stated = dup_stated (context, statement);
  return exclude (context, result, RC_SYSTEM_ROLE,
                  g_strdup_printf (_("It is a %1$s; the own role is stated as: %2$s."), duty != NULL ? duty : "", stated));
}

/* --- Class --- */

/* What binds systems that present a risk whatever their class, and those of which it is claimed that they are not high-risk. */
static gboolean
is_for_any_class (const char *id)
{
  static const char * const ids[] = { "AIA-75-1", "AIA-79-2", NULL };

  return g_strv_contains (ids, id);
}

static gboolean
is_for_claims (const char *id)
{
  static const char * const ids[] = { "AIA-6-4", "AIA-49-2", "DL-18", NULL };

  return g_strv_contains (ids, id);
}

static gboolean
is_of_other_class (const RcRequirementContext *context,
                   RcRequirementResult        *result)
{
  const RcSystemStatement *statement = peek (context, RC_SYSTEM_RISK_CLASS);
  const char *id = result->requirement->id;
  gboolean is_claim = has (context, RC_SYSTEM_RISK_CLASS, "T2x");
  gboolean is_high = has (context, RC_SYSTEM_RISK_CLASS, "T1") || (has (context, RC_SYSTEM_RISK_CLASS, "T2") && !is_claim);
  g_autofree char *stated = NULL;

  if (statement == NULL || result->requirement->is_own || is_for_any_class (id))
    return FALSE;
  if (is_for_claims (id) ? is_claim : is_high)
    return FALSE;

  stated = dup_stated (context, statement);
  return exclude (context, result, RC_SYSTEM_RISK_CLASS,
                  is_for_claims (id) ? g_strdup_printf (_("No claim under Article 6(3) is stated; the class is stated as: %s."), stated)
                                     : g_strdup_printf (_("It binds systems that are high-risk; the class is stated as: %s."), stated));
}

/* --- Annex III --- */

static gboolean
is_of_other_item (const RcRequirementContext *context,
                  RcRequirementResult        *result)
{
  const RcSystemStatement *statement = peek (context, RC_SYSTEM_ANNEX_III);
  g_autofree char *items = rc_requirement_annex_words (result->requirement);
  g_autofree char *stated = NULL;

  if (items == NULL)
    return FALSE;
  if (statement == NULL)
    {
      rc_requirement_say (result, RC_REQUIREMENT_JUDGE, _("It concerns systems of %s alone; of which item this system is, is not stated."), items);
      rc_requirement_ask (result, _("Describe the system, with its role and its item of Annex III."));
      return TRUE;
    }
  for (guint i = 0; i < statement->values->len; i++)
    if (rc_requirement_concerns (result->requirement, g_ptr_array_index (statement->values, i)))
      return FALSE;

  stated = dup_stated (context, statement);
  return exclude (context, result, RC_SYSTEM_ANNEX_III,
                  g_strdup_printf (_("It concerns systems of %1$s alone; the item is stated as: %2$s."), items, stated));
}

/* --- Sector --- */

/* The sector that alone a requirement binds, beside items of Annex III that it binds whatever the sector. */
static const struct
{
  const char *id;
  const char *sectors[4];
  const char *items[3];
} sector_rules[] = {
  { "AIA-19-2", { "financial-institution" }, { NULL } },
  { "AIA-18-3", { "financial-institution" }, { NULL } },
  { "AIA-26-8", { "public-authority" }, { NULL } },
  { "AIA-49-3", { "public-authority" }, { NULL } },
  { "AIA-27-1", { "public-authority" }, { "III-5b", "III-5c" } },
  { "AIA-27-4", { "public-authority" }, { "III-5b", "III-5c" } },
  { "AIA-49-4", { "law-enforcement", "migration" }, { NULL } },
};

static gboolean
is_of_other_sector (const RcRequirementContext *context,
                    RcRequirementResult        *result)
{
  const RcSystemStatement *statement = peek (context, RC_SYSTEM_SECTORS);
  g_autofree char *stated = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (sector_rules); i++)
    {
      if (statement == NULL || strcmp (sector_rules[i].id, result->requirement->id) != 0)
        continue;
      for (gsize k = 0; sector_rules[i].sectors[k] != NULL; k++)
        if (has (context, RC_SYSTEM_SECTORS, sector_rules[i].sectors[k]))
          return FALSE;
      for (gsize k = 0; sector_rules[i].items[k] != NULL; k++)
        if (has (context, RC_SYSTEM_ANNEX_III, sector_rules[i].items[k]))
          return FALSE;

      stated = dup_stated (context, statement);
      return exclude (context, result, RC_SYSTEM_SECTORS, g_strdup_printf (_("It binds other sectors; the sector is stated as: %s."), stated));
    }
  return FALSE;
}

/* --- Personal data --- */

static gboolean
is_without_personal_data (const RcRequirementContext *context,
                          RcRequirementResult        *result)
{
  static const char * const ids[] = { "DOC-5", NULL };
  const RcSystemStatement *statement = peek (context, RC_SYSTEM_PERSONAL_DATA);
  g_autofree char *stated = NULL;

  if (statement == NULL || !g_strv_contains (ids, result->requirement->id) || !has (context, RC_SYSTEM_PERSONAL_DATA, "false"))
    return FALSE;

  stated = dup_stated (context, statement);
  return exclude (context, result, RC_SYSTEM_PERSONAL_DATA,
                  g_strdup_printf (_("It binds systems that process personal data; that is stated as: %s."), stated));
}

/* --- What must be said beside it --- */

/* Articles 17(4) and 26(5): where financial services law has rules of its own, they count. */
static void
note_sector (const RcRequirementContext *context,
             RcRequirementResult        *result)
{
  static const char * const not_deemed[] = { "AIA-17-g", "AIA-17-h", "AIA-17-i", NULL };
  const char *id = result->requirement->id;

  if (!has (context, RC_SYSTEM_SECTORS, "financial-institution"))
    return;
  if (g_str_has_prefix (id, "AIA-17-") && !g_strv_contains (not_deemed, id))
    rc_requirement_note (result, "%s", _("Of a financial institution the rules on internal governance of financial services law count instead "
                                         "(Article 17(4))."));
  if (g_str_equal (id, "AIA-26-5a"))
    rc_requirement_note (result, "%s", _("Of a financial institution the duty to monitor counts as met by the rules on internal governance of financial "
                                         "services law (Article 26(5))."));
}

/**
 * rc_requirement_is_decided:
 *
 * Returns: whether what is stated of the system alone answers: the requirement does not apply, or nobody said what decides that
 */
gboolean
rc_requirement_is_decided (const RcRequirementContext *context,
                           RcRequirementResult        *result)
{
  if (is_of_other_role (context, result) || is_of_other_class (context, result) || is_of_other_item (context, result) ||
      is_of_other_sector (context, result) || is_without_personal_data (context, result))
    return TRUE;

  note_sector (context, result);
  return FALSE;
}

/* --- Dates --- */

static gint64
get_date (const RcRequirementContext *context,
          const char                 *section,
          RcLawCategory               category)
{
  const RcLawDate *date = rc_law_find_date (context->law, section, category, context->as_of_us);

  return date != NULL ? date->from_us : RC_TIME_NONE;
}

/* Article 111(2): what was placed on the market before the date is bound by it only once its design changes significantly. */
gboolean
rc_requirement_is_legacy (const RcRequirementContext *context)
{
  const RcSystemStatement *placed = peek (context, RC_SYSTEM_FIRST_PLACED);
  const char *text = placed != NULL ? g_ptr_array_index (placed->values, 0) : NULL;
  gint64 from_us = get_date (context, RC_REQUIREMENT_MODE_SECTION, has (context, RC_SYSTEM_RISK_CLASS, "T2") ||
                             peek (context, RC_SYSTEM_ANNEX_III) != NULL ? RC_LAW_CATEGORY_ANNEX_III : RC_LAW_CATEGORY_ANNEX_I);
  RcTimestamp time;

  return text != NULL && from_us != RC_TIME_NONE && rc_timestamp_parse (text, strlen (text), RC_ZONE_RULE, 0, &time) && time.to_us < from_us;
}

/**
 * rc_requirement_get_category:
 *
 * Returns: whose dates of application count: Annex I only where the officer states the product route and no use of Annex III
 */
RcLawCategory
rc_requirement_get_category (const RcRequirementContext *context)
{
  gboolean is_annex_iii = has (context, RC_SYSTEM_RISK_CLASS, "T2") || has (context, RC_SYSTEM_RISK_CLASS, "T2x") ||
                          peek (context, RC_SYSTEM_ANNEX_III) != NULL;

  if (has (context, RC_SYSTEM_SECTORS, "public-authority") && rc_requirement_is_legacy (context))
    return RC_LAW_CATEGORY_PUBLIC_AUTHORITY;
  return has (context, RC_SYSTEM_RISK_CLASS, "T1") && !is_annex_iii ? RC_LAW_CATEGORY_ANNEX_I : RC_LAW_CATEGORY_ANNEX_III;
}

/* --- Which system --- */

/**
 * rc_requirement_find_system:
 * @event: an inference, its fields read
 * @out_system: (out) (transfer full) (nullable): the one that it belongs to; %NULL where that is none, or several
 */
gboolean
rc_requirement_find_system (RcCase          *case_file,
                            RcRecordReader  *reader,
                            RcEvent         *event,
                            RcSystem       **out_system,
                            GError         **error)
{
  gboolean is_complete = TRUE;
  g_autoptr (GPtrArray) systems = rc_system_list (case_file, reader, &is_complete, error);
  guint n = 0, found = 0;

  *out_system = NULL;
  if (systems == NULL)
    return FALSE;
  for (guint i = 0; i < systems->len && n < 2; i++)
    {
      RcSystemCoverage coverage;

      if (!rc_system_covers (case_file, reader, g_ptr_array_index (systems, i), event, &coverage, error))
        return FALSE;
      /* Where it cannot be told whether another one has it, none is chosen. */
      if (coverage == RC_SYSTEM_COVERS_NOT)
        continue;
      found = i;
      n += coverage == RC_SYSTEM_COVERS ? 1 : 2;
    }

  if (n == 1 && is_complete)
    *out_system = g_ptr_array_steal_index (systems, found);
  return TRUE;
}
