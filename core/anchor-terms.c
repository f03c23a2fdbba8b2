/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "trust.h"

#include <string.h>

#include "anchor-kind.h"
#include "bounds.h"

#define LABEL_DIGITS 16

/**
 * rc_anchor_check_purpose:
 * @purpose: "any", or names of rc_anchor_purposes() parted by commas
 *
 * Returns: %FALSE with RC_TRUST_ERROR_PURPOSE where it names something else
 */
gboolean
rc_anchor_check_purpose (const char  *purpose,
                         GError     **error)
{
  const char * const *known = rc_anchor_purposes ();
  g_auto (GStrv) purposes = g_strsplit (purpose, ",", -1);
  g_autofree char *listed = NULL;

  for (guint i = 0; i == 0 || purposes[i] != NULL; i++)
    {
      if (purposes[i] != NULL && g_strv_contains (known, purposes[i]))
        continue;

      listed = g_strjoinv (", ", (char **) known);
      g_set_error (error, RC_TRUST_ERROR, RC_TRUST_ERROR_PURPOSE, "“%s” is no purpose of a key; there are %s", purpose, listed);
      return FALSE;
    }

  return TRUE;
}

/**
 * rc_anchor_dup_label:
 *
 * Returns: (transfer full): the id that the auditor gave it, or "kind-0123456789abcdef" from its fingerprint
 */
char *
rc_anchor_dup_label (const RcAnchor *self)
{
  g_autofree char *hex = NULL;

  if (self->label != NULL)
    return g_strdup (self->label);

  hex = rc_digest_dup_hex (&self->fingerprint);
  return g_strdup_printf ("%s-%.*s", self->kind, LABEL_DIGITS, hex);
}

static void
replace (char       **text,
         const char  *other)
{
  char *copy = g_strdup (other);

  g_free (*text);
  *text = copy;
}

static GStrv
dup_identities (const char * const *identities)
{
  return identities != NULL && identities[0] != NULL ? g_strdupv ((char **) identities) : NULL;
}

/**
 * rc_anchor_set_terms:
 *
 * The kind is not among what is taken over: it decided already how the bytes were read.
 */
void
rc_anchor_set_terms (RcAnchor            *self,
                     const RcAnchorTerms *terms)
{
  const RcAnchorKind *kind = rc_anchor_kind_by_id (self->kind);
  GStrv identities = dup_identities (terms->identities);

  replace (&self->label, terms->label);
  replace (&self->owner, terms->owner != NULL ? terms->owner : "");
  replace (&self->purpose, terms->purpose != NULL ? terms->purpose : kind != NULL ? kind->purposes : "any");
  g_strfreev (self->identities);
  self->identities = identities;
  self->from_us = terms->from_us;
  self->to_us = terms->to_us;
  self->revoked_us = terms->revoked_us;
  replace (&self->revoked_for, terms->revoked_for);
  replace (&self->group, terms->group);
  self->threshold = terms->threshold;
  replace (&self->how, terms->how != NULL ? terms->how : "");
  replace (&self->by, terms->by);
  self->obtained_us = terms->obtained_us;
}

void
rc_anchor_get_terms (const RcAnchor *self,
                     RcAnchorTerms  *out_terms)
{
  *out_terms = (RcAnchorTerms) {
    .kind = self->kind,
    .label = self->label,
    .owner = self->owner,
    .purpose = self->purpose,
    .identities = (const char * const *) self->identities,
    .from_us = self->from_us,
    .to_us = self->to_us,
    .revoked_us = self->revoked_us,
    .revoked_for = self->revoked_for,
    .group = self->group,
    .threshold = self->threshold,
    .how = self->how,
    .by = self->by,
    .obtained_us = self->obtained_us,
  };
}

G_GNUC_PRINTF (2, 3)
static gboolean
refuse (GError     **error,
        const char  *format,
        ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, RC_TRUST_ERROR, RC_TRUST_ERROR_TERMS, message);
  return FALSE;
}

/* One line of text that somebody will read, or none. */
static gboolean
is_line (const char *text)
{
  if (text == NULL)
    return TRUE;
  if (strlen (text) > RC_LIMIT_NAME_BYTES || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  for (const char *c = text; *c != '\0'; c++)
    if ((guchar) *c < 0x20 || *c == 0x7f)
      return FALSE;
  return TRUE;
}

/* What people wrote may have several lines. */
static gboolean
is_text (const char *text)
{
  return text == NULL || (strlen (text) <= RC_LIMIT_NAME_BYTES && g_utf8_validate (text, -1, NULL));
}

static gboolean
check_label (const char  *label,
             GError     **error)
{
  if (label == NULL)
    return TRUE;
  if (*label == '\0' || strlen (label) > RC_LIMIT_LABEL_BYTES)
    return refuse (error, "The id of an accepted key has 1 to %u characters", RC_LIMIT_LABEL_BYTES);
  for (const char *c = label; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr ("-_.", *c) == NULL)
      return refuse (error, "The id of an accepted key consists of letters, digits, “-”, “_” and “.”; “%s” does not", label);
  return TRUE;
}

static gboolean
is_identity (const char *identity)
{
  const char *value = strchr (identity, '=');

  if (value == NULL || value == identity || value[1] == '\0' || !is_line (identity))
    return FALSE;
  for (const char *c = identity; c < value; c++)
    if (!g_ascii_islower (*c) && !g_ascii_isdigit (*c) && *c != '-')
      return FALSE;
  return TRUE;
}

static gboolean
check_identities (GStrv    identities,
                  GError **error)
{
  if (identities == NULL)
    return TRUE;
  if (g_strv_length (identities) > RC_LIMIT_ANCHOR_IDENTITIES)
    return refuse (error, "An accepted key has at most %u identities", RC_LIMIT_ANCHOR_IDENTITIES);
  for (guint i = 0; identities[i] != NULL; i++)
    if (!is_identity (identities[i]))
      return refuse (error, "“%s” is no identity: expected a name of small letters, “=” and a value, as in “issuer=https://example.org”",
                     identities[i]);
  return TRUE;
}

static gboolean
check_times (const RcAnchor  *self,
             GError         **error)
{
  if (self->from_us != RC_TIME_NONE && self->to_us != RC_TIME_NONE && self->to_us < self->from_us)
    return refuse (error, "The key would end before it begins");
  if (self->revoked_for != NULL && self->revoked_us == RC_TIME_NONE)
    return refuse (error, "A key that was revoked for a reason was revoked at a time, which is not said");
  return TRUE;
}

static gboolean
check_threshold (const RcAnchor  *self,
                 GError         **error)
{
  if ((self->group == NULL) != (self->threshold == 0))
    return refuse (error, "A group of keys needs a name and how many of them must sign");
  if (self->group != NULL && (*self->group == '\0' || self->threshold > RC_LIMIT_ANCHOR_THRESHOLD))
    return refuse (error, "A group of keys needs a name, and between 1 and %u of them to sign", RC_LIMIT_ANCHOR_THRESHOLD);
  return TRUE;
}

/**
 * rc_anchor_check_terms:
 *
 * Returns: %FALSE with RC_TRUST_ERROR_TERMS or RC_TRUST_ERROR_PURPOSE where the key cannot be accepted on its terms
 */
gboolean
rc_anchor_check_terms (const RcAnchor  *self,
                       GError         **error)
{
  if (self->owner[0] == '\0' || !is_line (self->owner))
    return refuse (error, "An accepted key needs an owner, in one line of UTF-8");
  if (!is_text (self->how) || !is_line (self->by) || !is_text (self->revoked_for) || !is_line (self->group))
    return refuse (error, "What is said of an accepted key must be UTF-8 of at most %u bytes", RC_LIMIT_NAME_BYTES);

  return check_label (self->label, error) && check_identities (self->identities, error) && check_times (self, error)
         && check_threshold (self, error) && rc_anchor_check_purpose (self->purpose, error);
}
