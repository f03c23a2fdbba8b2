/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/declaration/declaration-parts.h"

#include <string.h>

#include "core/bounds.h"
#include "core/declaration/declaration-text.h"
#include "core/display-text.h"
#include "core/registers/register.h"
#include "core/words.h"

/* The fields of a declaration: how they are named, and what can stand in them. */

#define MAX_SHOWN_BYTES  200u
#define MAX_STATES_BYTES 600u

typedef enum
{
  KIND_LINE,       /* one line of text */
  KIND_TEXT,       /* may have several lines */
  KIND_DAY,
  KIND_TRUTH,
  KIND_STATED,     /* true, or nothing is said */
  KIND_COUNTRY,
  KIND_STATES,
  KIND_LANGUAGE,
  KIND_ROUTE,
  KIND_BODY,
  KIND_COUNT,
  KIND_SHA256,
  KIND_REPLACED,
} Kind;

typedef struct
{
  const char *name;
  const char *title;
  guint       item;
  Kind        kind;
} Field;

static const Field fields[RC_N_DECLARATION_FIELDS] = {
  [RC_DECLARATION_SYSTEM_NAME] = { "system-name", N_("Name of the AI system"), 1, KIND_LINE },
  [RC_DECLARATION_SYSTEM_TYPE] = { "system-type", N_("Type of the AI system"), 1, KIND_TEXT },
  [RC_DECLARATION_SYSTEM_VERSION] = { "system-version", N_("Versions that are covered"), 1, KIND_TEXT },
  [RC_DECLARATION_SYSTEM_REFERENCE] = { "system-reference", N_("Further unambiguous reference"), 1, KIND_LINE },
  [RC_DECLARATION_PROVIDER_NAME] = { "provider-name", N_("Name of the provider"), 2, KIND_LINE },
  [RC_DECLARATION_PROVIDER_ADDRESS] = { "provider-address", N_("Address of the provider"), 2, KIND_TEXT },
  [RC_DECLARATION_PROVIDER_COUNTRY] = { "provider-country", N_("Country of the provider"), 2, KIND_COUNTRY },
  [RC_DECLARATION_REPRESENTATIVE_NAME] = { "representative-name", N_("Name of the authorised representative"), 2, KIND_LINE },
  [RC_DECLARATION_REPRESENTATIVE_ADDRESS] = { "representative-address", N_("Address of the authorised representative"), 2, KIND_TEXT },
  [RC_DECLARATION_PERSONAL_DATA] = { "personal-data", N_("Processes personal data"), 5, KIND_TRUTH },
  [RC_DECLARATION_NO_STANDARDS] = { "no-harmonised-standards", N_("Standards, or that no harmonised one was published"), 6, KIND_STATED },
  [RC_DECLARATION_ROUTE] = { "route", N_("Conformity assessment procedure by the law"), 7, KIND_ROUTE },
  [RC_DECLARATION_BODY_NAME] = { "body-name", N_("Name of the notified body"), 7, KIND_LINE },
  [RC_DECLARATION_BODY_NUMBER] = { "body-number", N_("Identification number of the notified body"), 7, KIND_BODY },
  [RC_DECLARATION_PROCEDURE] = { "procedure", N_("Description of the procedure performed"), 7, KIND_TEXT },
  [RC_DECLARATION_CERTIFICATE] = { "certificate", N_("Identification of the certificate"), 7, KIND_LINE },
  [RC_DECLARATION_CERTIFICATE_DATE] = { "certificate-date", N_("Date of the certificate"), 7, KIND_DAY },
  [RC_DECLARATION_CERTIFICATE_EXPIRY] = { "certificate-expiry", N_("Last day of the certificate"), 7, KIND_DAY },
  [RC_DECLARATION_PLACE] = { "place", N_("Place of issue"), 8, KIND_LINE },
  [RC_DECLARATION_DATE] = { "date", N_("Date of issue"), 8, KIND_DAY },
  [RC_DECLARATION_SIGNATORY] = { "signatory", N_("Name of the signatory"), 8, KIND_LINE },
  [RC_DECLARATION_FUNCTION] = { "function", N_("Function of the signatory"), 8, KIND_LINE },
  [RC_DECLARATION_ON_BEHALF_OF] = { "on-behalf-of", N_("For, or on behalf of, whom it is signed"), 8, KIND_LINE },
  [RC_DECLARATION_NUMBER] = { "number", N_("Number of the declaration"), 0, KIND_LINE },
  [RC_DECLARATION_REVISION] = { "revision", N_("Revision of the declaration"), 0, KIND_COUNT },
  [RC_DECLARATION_REPLACES] = { "replaces", N_("Declaration that it replaces"), 0, KIND_REPLACED },
  [RC_DECLARATION_MEMBER_STATES] = { "member-states", N_("Member States"), 0, KIND_STATES },
  [RC_DECLARATION_ORIGINAL_LANGUAGE] = { "original-language", N_("Language of the original"), 0, KIND_LANGUAGE },
  [RC_DECLARATION_VOLUNTARY] = { "voluntary", N_("Drawn up voluntarily"), 0, KIND_TRUTH },
  [RC_DECLARATION_PLACED_ON_MARKET] = { "placed-on-market", N_("First placed on the market or put into service"), 0, KIND_DAY },
  [RC_DECLARATION_RETENTION_END] = { "retention-end", N_("To be kept until"), 0, KIND_DAY },
  [RC_DECLARATION_REGISTERED_SHA256] = { "registered-sha256", N_("SHA-256 of the registered copy"), 0, KIND_SHA256 },
  [RC_DECLARATION_CHANGE_PLAN] = { "change-plan", N_("Where changes determined beforehand are listed"), 0, KIND_TEXT },
};

const char *
rc_declaration_field_to_name (RcDeclarationField field)
{
  return fields[field].name;
}

gboolean
rc_declaration_field_from_name (const char         *name,
                                RcDeclarationField *out_field)
{
  for (guint i = 0; i < RC_N_DECLARATION_FIELDS; i++)
    {
      if (strcmp (fields[i].name, name) != 0)
        continue;
      *out_field = i;
      return TRUE;
    }
  return FALSE;
}

const char *
rc_declaration_field_title (RcDeclarationField field)
{
  return _(fields[field].title);
}

guint
rc_declaration_field_item (RcDeclarationField field)
{
  return fields[field].item;
}

/* --- Which are needed --- */

static gboolean
is_outside_union (const RcDeclaration *self)
{
  const char *country = rc_declaration_peek (self, RC_DECLARATION_PROVIDER_COUNTRY);

  return country != NULL && rc_declaration_text_list_of_state (country) == NULL;
}

/* By the digest of an artefact a system is identified beyond doubt. */
static gboolean
has_digest (const RcDeclaration *self)
{
  for (guint i = 0; i < self->versions->len; i++)
    {
      if (((const RcDeclarationVersion *) g_ptr_array_index (self->versions, i))->sha256 != NULL)
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_route (const RcDeclaration *self,
           const char          *route)
{
  return g_strcmp0 (rc_declaration_peek (self, RC_DECLARATION_ROUTE), route) == 0;
}

/**
 * rc_declaration_field_is_needed:
 *
 * Of a declaration that was received only what Annex V asks for is needed; one that is drawn up must also have what it is kept and found by.
 */
gboolean
rc_declaration_field_is_needed (const RcDeclaration *self,
                                RcDeclarationField   field)
{
  switch (field)
    {
    case RC_DECLARATION_SYSTEM_REFERENCE:
      return !has_digest (self);
    case RC_DECLARATION_REPRESENTATIVE_NAME:
    case RC_DECLARATION_REPRESENTATIVE_ADDRESS:
      return is_outside_union (self);
    case RC_DECLARATION_NO_STANDARDS:
      return !self->is_received && self->standards->len == 0;
    case RC_DECLARATION_BODY_NAME:
    case RC_DECLARATION_BODY_NUMBER:
    case RC_DECLARATION_CERTIFICATE:
    case RC_DECLARATION_CERTIFICATE_DATE:
    case RC_DECLARATION_CERTIFICATE_EXPIRY:
      return has_route (self, "annex-vii");
    case RC_DECLARATION_PROCEDURE:
      return has_route (self, "annex-vii") || has_route (self, "annex-i");
    case RC_DECLARATION_NUMBER:
    case RC_DECLARATION_MEMBER_STATES:
    case RC_DECLARATION_ORIGINAL_LANGUAGE:
    case RC_DECLARATION_PLACED_ON_MARKET:
    case RC_DECLARATION_RETENTION_END:
    case RC_DECLARATION_PROVIDER_COUNTRY:
      return !self->is_received;
    case RC_DECLARATION_REVISION:
    case RC_DECLARATION_REPLACES:
    case RC_DECLARATION_VOLUNTARY:
    case RC_DECLARATION_REGISTERED_SHA256:
    case RC_DECLARATION_CHANGE_PLAN:
      return FALSE;
    default:
      return TRUE;
    }
}

/* --- What can stand in them --- */

static gboolean
is_capitals (const char *value)
{
  return g_ascii_isupper (value[0]) && g_ascii_isupper (value[1]) && value[2] == '\0';
}

static gboolean
is_digits (const char *value,
           gsize       least,
           gsize       most)
{
  gsize length = strspn (value, "0123456789");

  return value[length] == '\0' && length >= least && length <= most;
}

static gboolean
is_states (const char *value)
{
  g_auto (GStrv) states = g_strsplit (value, ",", -1);

  if (strlen (value) > MAX_STATES_BYTES)
    return FALSE;
  for (guint i = 0; states[i] != NULL; i++)
    {
      if (!is_capitals (states[i]))
        return FALSE;
    }
  return states[0] != NULL;
}

static gboolean
is_sha256 (const char *value)
{
  return strlen (value) == 64 && strspn (value, "0123456789abcdef") == 64;
}

/* What XML can carry and a page can show: no control characters but line ends. */
static gboolean
is_text (const char *value,
         gboolean    has_lines)
{
  if (strlen (value) > RC_LIMIT_DECLARATION_VALUE_BYTES || !g_utf8_validate (value, -1, NULL))
    return FALSE;

  for (const char *at = value; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (!rc_declaration_is_character (character) || (character == '\n' && !has_lines) || character == '\r' || character == '\t')
        return FALSE;
    }
  return !g_ascii_isspace (value[0]) && !g_ascii_isspace (value[strlen (value) - 1]);
}

gboolean
rc_declaration_is_line (const char *text)
{
  return *text != '\0' && is_text (text, FALSE);
}

gboolean
rc_declaration_field_has_lines (RcDeclarationField field)
{
  return fields[field].kind == KIND_TEXT;
}

/* "NUMBER DAY" */
static gboolean
is_replaced (const char *value)
{
  const char *blank = strrchr (value, ' ');

  return blank != NULL && blank > value && rc_register_is_day (blank + 1) && is_text (value, FALSE);
}

static gboolean
is_value (Kind        kind,
          const char *value)
{
  switch (kind)
    {
    case KIND_DAY:      return rc_register_is_day (value);
    case KIND_TRUTH:    return strcmp (value, "true") == 0 || strcmp (value, "false") == 0;
    case KIND_STATED:   return strcmp (value, "true") == 0;
    case KIND_COUNTRY:  return is_capitals (value);
    case KIND_STATES:   return is_states (value);
    case KIND_LANGUAGE: return g_strv_contains (rc_declaration_text_list_languages (), value);
    case KIND_ROUTE:    return strcmp (value, "annex-vi") == 0 || strcmp (value, "annex-vii") == 0 || strcmp (value, "annex-i") == 0;
    case KIND_BODY:     return is_digits (value, 4, 4);
    case KIND_COUNT:    return is_digits (value, 1, 4);
    case KIND_SHA256:   return is_sha256 (value);
    case KIND_REPLACED: return is_replaced (value);
    case KIND_TEXT:     return is_text (value, TRUE);
    case KIND_LINE:
    default:            return is_text (value, FALSE);
    }
}

static const char *
expected_words (Kind kind)
{
  switch (kind)
    {
    case KIND_DAY:      return _("a day like 2026-11-30");
    case KIND_TRUTH:    return _("“true” or “false”");
    case KIND_STATED:   return _("“true”, where it is stated");
    case KIND_COUNTRY:  return _("a country as two capital letters, like DE");
    case KIND_STATES:   return _("countries as two capital letters each, parted by commas, like DE,FR");
    case KIND_LANGUAGE: return _("one of the 24 official languages as two small letters, like de");
    case KIND_ROUTE:    return _("“annex-vi”, “annex-vii” or “annex-i”");
    case KIND_BODY:     return _("four digits");
    case KIND_COUNT:    return _("a number of at most four digits");
    case KIND_SHA256:   return _("a SHA-256 as 64 small hexadecimal digits");
    case KIND_REPLACED: return _("the number and the day of issue, like “DoC-2026-001 2026-05-04”");
    case KIND_TEXT:     return _("text without control characters and without blanks at its ends");
    case KIND_LINE:
    default:            return _("one line of text without control characters and without blanks at its ends");
    }
}

/**
 * rc_declaration_field_check:
 * @value: tainted; not empty
 *
 * Returns: whether @value can stand in @field; %FALSE with %RC_DECLARATION_ERROR_FIELD, which says what was expected
 */
gboolean
rc_declaration_field_check (RcDeclarationField   field,
                            const char          *value,
                            GError             **error)
{
  g_autofree char *shown = NULL;

  if (*value != '\0' && is_value (fields[field].kind, value))
    return TRUE;

  shown = rc_display_text (value, -1, MAX_SHOWN_BYTES);
  /* Translators: the title of a field, what it must have, and what was given. */
  g_set_error (error, RC_DECLARATION_ERROR, RC_DECLARATION_ERROR_FIELD, _("%1$s: expected %2$s, found “%3$s”"),
               rc_declaration_field_title (field), expected_words (fields[field].kind), shown);
  return FALSE;
}
