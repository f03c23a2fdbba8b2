/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "system-attribute.h"

#include <string.h>

#include "display-text.h"
#include "duration.h"
#include "timestamp.h"
#include "words.h"

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

static const RcSystemCode roles[] = {
  { "provider", N_("provider") },
  { "deployer", N_("deployer") },
  { "authorised-representative", N_("authorised representative") },
  { "importer", N_("importer") },
  { "distributor", N_("distributor") },
};

static const RcSystemCode tiers[] = {
  { "T0", N_("prohibited practice (Article 5)") },
  { "T1", N_("high-risk by the product route (Article 6(1), Annex I)") },
  { "T2", N_("high-risk by Annex III (Article 6(2))") },
  { "T2x", N_("use of Annex III claimed not to be high-risk (Article 6(3))") },
  { "T3", N_("transparency duties (Article 50)") },
  { "T4", N_("general-purpose AI model (Articles 51 to 55)") },
  { "T5", N_("no specific duties; AI literacy (Article 4)") },
};

/* Annex III of Regulation (EU) 2024/1689; not amended in 2026. */
static const RcSystemCode points[] = {
  { "III-1a", N_("Biometrics: remote biometric identification") },
  { "III-1b", N_("Biometrics: categorisation by sensitive or protected attributes") },
  { "III-1c", N_("Biometrics: emotion recognition") },
  { "III-2", N_("Critical infrastructure: safety components") },
  { "III-3a", N_("Education: access, admission, assignment") },
  { "III-3b", N_("Education: evaluating learning outcomes, steering learning") },
  { "III-3c", N_("Education: assessing the appropriate level of education") },
  { "III-3d", N_("Education: monitoring prohibited behaviour during tests") },
  { "III-4a", N_("Employment: recruitment or selection") },
  { "III-4b", N_("Employment: terms of work relationships, promotion, termination, task allocation, monitoring") },
  { "III-5a", N_("Essential public assistance benefits and services: eligibility, grant, reduce, revoke, reclaim") },
  { "III-5b", N_("Creditworthiness or credit score of natural persons") },
  { "III-5c", N_("Life and health insurance: risk assessment and pricing for natural persons") },
  { "III-5d", N_("Emergency calls, dispatch priority, emergency patient triage") },
  { "III-6a", N_("Law enforcement: risk of becoming a victim") },
  { "III-6b", N_("Law enforcement: polygraphs and similar tools") },
  { "III-6c", N_("Law enforcement: reliability of evidence") },
  { "III-6d", N_("Law enforcement: risk of offending or re-offending") },
  { "III-6e", N_("Law enforcement: profiling in detection, investigation, prosecution") },
  { "III-7a", N_("Migration, asylum, border: polygraphs and similar tools") },
  { "III-7b", N_("Migration, asylum, border: risk assessment of a person entering") },
  { "III-7c", N_("Migration, asylum, border: examining applications and complaints") },
  { "III-7d", N_("Migration, asylum, border: detecting, recognising, identifying persons") },
  { "III-8a", N_("Justice: assisting a judicial authority") },
  { "III-8b", N_("Democratic processes: influencing elections, referenda or voting behaviour") },
};

static const RcSystemCode sectors[] = {
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

const RcSystemCode *
rc_system_attribute_codes (RcSystemAttribute  self,
                           guint             *out_count)
{
  switch (self)
    {
    case RC_SYSTEM_ROLE:       *out_count = G_N_ELEMENTS (roles); return roles;
    case RC_SYSTEM_RISK_CLASS: *out_count = G_N_ELEMENTS (tiers); return tiers;
    case RC_SYSTEM_ANNEX_III:  *out_count = G_N_ELEMENTS (points); return points;
    case RC_SYSTEM_SECTORS:    *out_count = G_N_ELEMENTS (sectors); return sectors;
    default:                   *out_count = 0; return NULL;
    }
}

static const RcSystemCode *
find_code (RcSystemAttribute  self,
           const char        *value)
{
  guint count;
  const RcSystemCode *codes = rc_system_attribute_codes (self, &count);

  for (guint i = 0; i < count; i++)
    {
      if (strcmp (codes[i].code, value) == 0)
        return &codes[i];
    }
  return NULL;
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
      good = find_code (self, value) != NULL;
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
  const RcSystemCode *code = find_code (self, value);
  RcDuration duration;

  if (code != NULL && (self == RC_SYSTEM_RISK_CLASS || self == RC_SYSTEM_ANNEX_III))
    return g_strdup_printf ("%s: %s", code->code, _(code->title));
  if (code != NULL)
    return g_strdup (_(code->title));
  if (attributes[self].type == RC_SYSTEM_VALUE_TRUTH && rc_system_attribute_accepts (self, value, NULL))
    return g_strdup (*value == 't' ? _("yes") : _("no"));
  if (attributes[self].type == RC_SYSTEM_VALUE_DURATION && rc_duration_parse (value, &duration))
    {
      g_autofree char *words = rc_duration_dup_words (&duration);

      return g_strdup_printf ("%s (%s)", words, shown);
    }
  return g_steal_pointer (&shown);
}
