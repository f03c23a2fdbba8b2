/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/systems/system-attribute.h"

#include <string.h>

#include "core/display-text.h"
#include "core/duration.h"
#include "core/law/law.h"
#include "core/timestamp.h"
#include "core/words.h"

#define MAX_SHOWN_BYTES 2000u

typedef struct
{
  const char        *name;
  const char        *pointer;
  const char        *title;
  RcSystemValueType  type;
} Attribute;

static const Attribute attributes[RC_N_SYSTEM_ATTRIBUTES] = {
  [RC_SYSTEM_ID] = { "id", "/id", N_("Identifier"), RC_SYSTEM_VALUE_TEXT },
  [RC_SYSTEM_VERSION] = { "version", "/version", N_("Version of the system"), RC_SYSTEM_VALUE_TEXT },
  [RC_SYSTEM_PURPOSE] = { "purpose", "/purpose", N_("Intended purpose"), RC_SYSTEM_VALUE_TEXT },
  [RC_SYSTEM_ROLE] = { "role", "/role", N_("Own role"), RC_SYSTEM_VALUE_CODES },
  [RC_SYSTEM_PROVIDER] = { "provider", "/provider/name", N_("Provider"), RC_SYSTEM_VALUE_TEXT },
  [RC_SYSTEM_PROVIDER_ADDRESS] = { "provider-address", "/provider/address", N_("Address of the provider"), RC_SYSTEM_VALUE_TEXT },
  [RC_SYSTEM_DEPLOYER] = { "deployer", "/deployer/name", N_("Deployer"), RC_SYSTEM_VALUE_TEXT },
  [RC_SYSTEM_DEPLOYER_ADDRESS] = { "deployer-address", "/deployer/address", N_("Address of the deployer"), RC_SYSTEM_VALUE_TEXT },
  [RC_SYSTEM_REPRESENTATIVE] = { "representative", "/authorised_representative/name", N_("Authorised representative"),
                                 RC_SYSTEM_VALUE_TEXT },
  [RC_SYSTEM_REPRESENTATIVE_ADDRESS] = { "representative-address", "/authorised_representative/address",
                                         N_("Address of the authorised representative"), RC_SYSTEM_VALUE_TEXT },
  [RC_SYSTEM_RISK_CLASS] = { "risk-class", "/risk_class/tiers", N_("Risk class, as stated"), RC_SYSTEM_VALUE_CODES },
  [RC_SYSTEM_RISK_RATIONALE] = { "risk-rationale", "/risk_class/rationale", N_("Rationale of the classification"), RC_SYSTEM_VALUE_TEXT },
  [RC_SYSTEM_RISK_DATE] = { "risk-date", "/risk_class/date", N_("Date of the classification"), RC_SYSTEM_VALUE_DATE },
  [RC_SYSTEM_ANNEX_III] = { "annex-iii", "/annex_iii", N_("Points of Annex III, as stated"), RC_SYSTEM_VALUE_CODES },
  [RC_SYSTEM_MEMBER_STATES] = { "member-states", "/member_states", N_("Member States"), RC_SYSTEM_VALUE_STATES },
  [RC_SYSTEM_LANGUAGES] = { "languages", "/languages", N_("Languages"), RC_SYSTEM_VALUE_TONGUES },
  [RC_SYSTEM_SECTORS] = { "sectors", "/sectors", N_("Sector"), RC_SYSTEM_VALUE_CODES },
  [RC_SYSTEM_PERSONAL_DATA] = { "personal-data", "/personal_data", N_("Processes personal data"), RC_SYSTEM_VALUE_TRUTH },
  [RC_SYSTEM_PROFILING] = { "profiling", "/profiling", N_("Profiles natural persons"), RC_SYSTEM_VALUE_TRUTH },
  [RC_SYSTEM_CONTINUOUS_LEARNING] = { "continuous-learning", "/continuous_learning", N_("Goes on learning in use"), RC_SYSTEM_VALUE_TRUTH },
  [RC_SYSTEM_FIRST_PLACED] = { "first-placed", "/first_placed", N_("First placed on the market or put into service"), RC_SYSTEM_VALUE_DATE },
  [RC_SYSTEM_REGISTRATION] = { "registration", "/registration", N_("Registration in the EU database"), RC_SYSTEM_VALUE_TEXT },
  [RC_SYSTEM_RETENTION] = { "retention", "/retention/period", N_("Retention of its logs"), RC_SYSTEM_VALUE_DURATION },
  [RC_SYSTEM_RETENTION_SOURCE] = { "retention-source", "/retention/source", N_("Legal basis or source of the retention"),
                                   RC_SYSTEM_VALUE_TEXT },
  [RC_SYSTEM_RETENTION_POLICY] = { "retention-policy", "/retention/policy", N_("Retention policy"), RC_SYSTEM_VALUE_TEXT },
};

/* A code as stored, and what people read. */
typedef struct
{
  const char *code;
  const char *title;
} Code;

static const Code roles[] = {
  { "provider", N_("provider") },
  { "deployer", N_("deployer") },
  { "authorised-representative", N_("authorised representative") },
  { "importer", N_("importer") },
  { "distributor", N_("distributor") },
};

static const Code sectors[] = {
  { "financial-institution", N_("financial institution under Union financial services law") },
  { "public-authority", N_("public authority, or private body providing public services") },
  { "law-enforcement", N_("law enforcement") },
  { "migration", N_("migration, asylum and border control") },
  { "justice", N_("justice") },
  { "employer", N_("employer") },
  { "education", N_("education") },
  { "health", N_("health and medical devices") },
  { "insurance", N_("insurance") },
  { "critical-infrastructure", N_("critical infrastructure") },
  { "sme", N_("small or medium-sized enterprise") },
  { "small-mid-cap", N_("small mid-cap enterprise") },
};

const char *
rc_system_attribute_to_name (RcSystemAttribute self)
{
  return attributes[self].name;
}

gboolean
rc_system_attribute_from_name (const char        *name,
                               RcSystemAttribute *out_attribute)
{
  for (guint i = 0; i < RC_N_SYSTEM_ATTRIBUTES; i++)
    {
      if (strcmp (attributes[i].name, name) != 0)
        continue;
      *out_attribute = i;
      return TRUE;
    }
  return FALSE;
}

const char *
rc_system_attribute_pointer (RcSystemAttribute self)
{
  return attributes[self].pointer;
}

const char *
rc_system_attribute_title (RcSystemAttribute self)
{
  return _(attributes[self].title);
}

RcSystemValueType
rc_system_attribute_type (RcSystemAttribute self)
{
  return attributes[self].type;
}

gboolean
rc_system_attribute_is_list (RcSystemAttribute self)
{
  return attributes[self].type >= RC_SYSTEM_VALUE_CODES;
}

/* Those of the law stand in its catalogue: tiers, and the points of Annex III. FALSE: the attribute's are not of the law. */
static gboolean
get_terms (RcSystemAttribute  self,
           RcLawTermKind     *out_kind)
{
  *out_kind = self == RC_SYSTEM_RISK_CLASS ? RC_LAW_TERM_TIER : RC_LAW_TERM_ANNEX_ITEM;
  return self == RC_SYSTEM_RISK_CLASS || self == RC_SYSTEM_ANNEX_III;
}

static const Code *
get_codes (RcSystemAttribute  self,
           guint             *out_count)
{
  *out_count = self == RC_SYSTEM_ROLE ? G_N_ELEMENTS (roles) : self == RC_SYSTEM_SECTORS ? G_N_ELEMENTS (sectors) : 0;
  return self == RC_SYSTEM_ROLE ? roles : self == RC_SYSTEM_SECTORS ? sectors : NULL;
}

guint
rc_system_attribute_count_codes (RcSystemAttribute self)
{
  RcLawTermKind kind;
  guint count;

  if (get_terms (self, &kind))
    return rc_law_count_terms (rc_law_get (), kind);
  (void) get_codes (self, &count);
  return count;
}

const char *
rc_system_attribute_nth_code (RcSystemAttribute  self,
                              guint              index)
{
  RcLawTermKind kind;
  guint count;
  const Code *codes;

  if (get_terms (self, &kind))
    return rc_law_nth_term (rc_law_get (), kind, index)->id;

  codes = get_codes (self, &count);
  g_return_val_if_fail (index < count, NULL);
  return codes[index].code;
}

/* (nullable): the attribute has no such code. */
static char *
dup_code_words (RcSystemAttribute  self,
                const char        *value)
{
  const RcLawTerm *term;
  RcLawTermKind kind;
  const Code *codes;
  guint count;

  if (get_terms (self, &kind))
    {
      term = rc_law_find_term (rc_law_get (), kind, value);
      return term != NULL ? g_strdup_printf ("%s: %s", term->id, rc_law_text (term->name)) : NULL;
    }

  codes = get_codes (self, &count);
  for (guint i = 0; i < count; i++)
    {
      if (strcmp (codes[i].code, value) == 0)
        return g_strdup (_(codes[i].title));
    }
  return NULL;
}

static gboolean
has_code (RcSystemAttribute  self,
          const char        *value)
{
  g_autofree char *words = dup_code_words (self, value);

  return words != NULL;
}

static const char *
name_codes (RcSystemAttribute self)
{
  switch (self)
    {
    case RC_SYSTEM_ROLE:       return "provider, deployer, authorised-representative, importer or distributor";
    case RC_SYSTEM_RISK_CLASS: return "T0, T1, T2, T2x, T3, T4 or T5";
    case RC_SYSTEM_ANNEX_III:  return "a point of Annex III from III-1a to III-8b, such as III-5b";
    default:                   return "a sector such as financial-institution, public-authority, law-enforcement, employer, health or insurance";
    }
}

static gboolean
is_two_letters (const char *value,
                gboolean    capitals)
{
  for (guint i = 0; i < 2; i++)
    {
      if (capitals ? !g_ascii_isupper (value[i]) : !g_ascii_islower (value[i]))
        return FALSE;
    }
  return value[2] == '\0';
}

static gboolean
is_date (const char *value)
{
  RcTimestamp time;

  return rc_timestamp_parse (value, strlen (value), RC_ZONE_RULE, 0, &time) && rc_timestamp_is_plausible (&time);
}

/**
 * rc_system_attribute_accepts:
 * @value: one value; of a list, one of its items
 * @out_expected: (out) (nullable) (optional): static text
 *
 * Returns: whether the attribute can have this value
 */
gboolean
rc_system_attribute_accepts (RcSystemAttribute  self,
                             const char        *value,
                             const char       **out_expected)
{
  const char *expected = NULL;
  RcDuration duration;
  gboolean good = TRUE;

  switch (attributes[self].type)
    {
    case RC_SYSTEM_VALUE_TEXT:
      good = *value != '\0';
      expected = "a text that is not empty";
      break;
    case RC_SYSTEM_VALUE_TRUTH:
      good = strcmp (value, "true") == 0 || strcmp (value, "false") == 0;
      expected = "true or false";
      break;
    case RC_SYSTEM_VALUE_DATE:
      good = is_date (value);
      expected = "a date such as 2026-03-25";
      break;
    case RC_SYSTEM_VALUE_DURATION:
      good = rc_duration_parse (value, &duration);
      expected = "a duration of years, months, weeks or days such as P6M (ISO 8601)";
      break;
    case RC_SYSTEM_VALUE_CODES:
      good = has_code (self, value);
      expected = name_codes (self);
      break;
    case RC_SYSTEM_VALUE_STATES:
      good = is_two_letters (value, TRUE);
      expected = "a code of two capital letters such as DE";
      break;
    case RC_SYSTEM_VALUE_TONGUES:
      good = is_two_letters (value, FALSE);
      expected = "a code of two small letters such as de";
      break;
    }

  if (out_expected != NULL)
    *out_expected = good ? NULL : expected;
  return good;
}

char *
rc_system_attribute_dup_words (RcSystemAttribute  self,
                               const char        *value)
{
  g_autofree char *shown = rc_display_text (value, -1, MAX_SHOWN_BYTES);
  g_autofree char *code = dup_code_words (self, value);
  RcDuration duration;

  if (code != NULL)
    return g_steal_pointer (&code);
  if (attributes[self].type == RC_SYSTEM_VALUE_TRUTH && rc_system_attribute_accepts (self, value, NULL))
    return g_strdup (*value == 't' ? _("yes") : _("no"));
  if (attributes[self].type == RC_SYSTEM_VALUE_DURATION && rc_duration_parse (value, &duration))
    {
      g_autofree char *words = rc_duration_dup_words (&duration);

      return g_strdup_printf ("%s (%s)", words, shown);
    }
  return g_steal_pointer (&shown);
}
