/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/declaration/lints/lint-parts.h"

#include <string.h>

#include "core/claim.h"
#include "core/deployment.h"
#include "core/entity.h"

/* Item 1: what the declaration is for, and whether the case knows it as it is declared. */

/* --- AIA-47-1c --- */

static guint
count_digests (const RcDeclaration *declaration)
{
  guint n = 0;

  for (guint i = 0; i < declaration->versions->len; i++)
    n += ((const RcDeclarationVersion *) g_ptr_array_index (declaration->versions, i))->sha256 != NULL;
  return n;
}

static gboolean
has_reference (const RcDeclaration *declaration)
{
  return rc_declaration_peek (declaration, RC_DECLARATION_SYSTEM_VERSION) != NULL ||
         rc_declaration_peek (declaration, RC_DECLARATION_SYSTEM_REFERENCE) != NULL || declaration->versions->len > 0;
}

static gboolean
check_identifies (RcLintContext  *context,
                  RcLint         *lint,
                  GError        **error)
{
  const RcDeclaration *declaration = context->declaration;

  rc_lint_expect (lint, _("name of the system, and its version, a covered version or another reference"));
  if (rc_declaration_peek (declaration, RC_DECLARATION_SYSTEM_NAME) == NULL)
    return rc_lint_say (lint, RC_LINT_FAILED, _("The system is not named."));
  if (!has_reference (declaration))
    return rc_lint_say (lint, RC_LINT_FAILED, _("A name alone: neither a version nor another reference."));
  return rc_lint_say (lint, RC_LINT_PASSED, _("Name and version or reference are there; covered versions: %1$u, with a digest: %2$u."),
                      declaration->versions->len, count_digests (declaration));
}

/* --- DL-04 --- */

/* Whether a covered version is @name, or is one of a model of that name. */
static gboolean
is_version (const RcDeclaration *declaration,
            const char          *name,
            gboolean            *out_is_model)
{
  for (guint i = 0; i < declaration->versions->len; i++)
    {
      const RcDeclarationVersion *version = g_ptr_array_index (declaration->versions, i);
      const char *slash = strrchr (version->name, '/');
      g_autofree char *model = g_strndup (version->name, slash != NULL ? (gsize) (slash - version->name) : strlen (version->name));

      *out_is_model = rc_lint_is_same (model, name);
      if (rc_lint_is_same (version->name, name) || *out_is_model)
        return TRUE;
    }
  return FALSE;
}

static gboolean
check_object (RcLintContext  *context,
              RcLint         *lint,
              GError        **error)
{
  const char *name = rc_declaration_peek (context->declaration, RC_DECLARATION_SYSTEM_NAME);
  const char *provider = rc_declaration_peek (context->declaration, RC_DECLARATION_PROVIDER_NAME);
  gboolean is_model = FALSE;

  rc_lint_expect (lint, _("an AI system, with version or digest; not a model or a company"));
  if (name == NULL)
    return rc_lint_say (lint, RC_LINT_FAILED, _("The system is not named."));
  if (rc_lint_is_same (name, provider))
    return rc_lint_say (lint, RC_LINT_FAILED, _("What is declared bears the name of the provider."));
  if (rc_declaration_peek (context->declaration, RC_DECLARATION_SYSTEM_VERSION) == NULL && count_digests (context->declaration) == 0)
    return rc_lint_say (lint, RC_LINT_FAILED, _("Neither a version nor the digest of one is there."));
  if (!is_version (context->declaration, name, &is_model) && context->case_file != NULL && context->system == NULL)
    return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("The case states no system of that name."));
  if (!is_version (context->declaration, name, &is_model))
    return rc_lint_say (lint, RC_LINT_PASSED, _("The name is that of no covered model and not that of the provider; version or digest is there."));
  if (is_model && context->system != NULL)
    return rc_lint_say (lint, RC_LINT_PASSED, _("The case describes a system of that name, though a covered model has it too; version or digest is "
                                                "there."));
  if (!is_model)
    return rc_lint_say (lint, RC_LINT_FAILED, _("What is declared bears the name of a version of a model."));
  return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("What is declared bears the name of the model that it covers; whether a system is meant is for a "
                                                   "person."));
}

/* --- DOC-1: and whether the case knows the digests --- */

typedef struct
{
  guint   known;      /* covered versions whose digest the case has */
  guint   unknown;
  gint64  source;     /* of a record that gives another digest */
  guint64 record;
  char   *other;      /* (nullable) */
} Digests;

/* A digest of that version as a record gives it. */
static void
see_digest (Digests                    *self,
            const RcDeclarationVersion *version,
            const char                 *sha256,
            gint64                      source,
            guint64                     record,
            gboolean                   *out_is_known)
{
  if (strcmp (version->sha256, sha256) == 0)
    {
      *out_is_known = TRUE;
      return;
    }
  if (self->other != NULL)
    return;
  self->other = g_strdup_printf ("%s: %s", version->name, sha256);
  self->source = source;
  self->record = record;
}

static void
see_deployments (RcLintContext              *context,
                 Digests                    *self,
                 const RcDeclarationVersion *version,
                 gboolean                   *out_is_known)
{
  for (guint i = 0; i < context->deployments->len; i++)
    {
      const RcDeployment *deployment = g_ptr_array_index (context->deployments, i);
      g_autofree char *hex = deployment->has_digest ? rc_digest_dup_hex (&deployment->digest) : NULL;

      if (hex != NULL && g_strcmp0 (deployment->version, version->name) == 0)
        see_digest (self, version, hex, deployment->event->source, deployment->event->record, out_is_known);
    }
}

static gboolean
see_registries (RcLintContext              *context,
                Digests                    *self,
                const RcDeclarationVersion *version,
                gboolean                   *out_is_known,
                GError                    **error)
{
  g_autoptr (GPtrArray) entities = rc_entity_find (rc_case_get_database (context->case_file), RC_ENTITY_MODEL_VERSION, version->name, error);

  for (guint i = 0; entities != NULL && i < entities->len; i++)
    {
      const RcEntity *entity = g_ptr_array_index (entities, i);
      g_autoptr (GPtrArray) claims = rc_claim_list_of_entity (context->case_file, entity->id, RC_PROPERTY_ARTIFACT_DIGEST, error);

      if (claims == NULL)
        return FALSE;
      for (guint j = 0; j < claims->len; j++)
        {
          const RcClaim *claim = g_ptr_array_index (claims, j);

          if (claim->value != NULL)
            see_digest (self, version, claim->value, claim->source, claim->record, out_is_known);
        }
    }
  return entities != NULL;
}

static gboolean
see_versions (RcLintContext  *context,
              Digests        *self,
              GError        **error)
{
  if (!rc_lint_load_deployments (context, error))
    return FALSE;

  for (guint i = 0; i < context->declaration->versions->len; i++)
    {
      const RcDeclarationVersion *version = g_ptr_array_index (context->declaration->versions, i);
      gboolean is_known = FALSE;

      if (version->sha256 == NULL)
        continue;
      see_deployments (context, self, version, &is_known);
      if (!see_registries (context, self, version, &is_known, error))
        return FALSE;
      self->known += is_known;
      self->unknown += !is_known;
    }
  return TRUE;
}

/* What surely ran on the day of issue and is not covered: another declaration can cover it; (nullable). */
static const RcDeployment *
find_beside (RcLintContext *context)
{
  RcTimestamp instant = { 0 };

  if (!rc_lint_get_end_of_day (context, &instant.from_us))
    return NULL;
  instant.to_us = instant.from_us;
  for (guint i = 0; i < context->deployments->len; i++)
    {
      const RcDeployment *deployment = g_ptr_array_index (context->deployments, i);
      g_autofree char *sha256 = deployment->has_digest ? rc_digest_dup_hex (&deployment->digest) : NULL;

      if (rc_interval_contains (&deployment->period, &instant) == RC_INTERVAL_YES &&
          rc_lint_get_cover (context->declaration, deployment->version, sha256) == RC_LINT_NOT_COVERED)
        return deployment;
    }
  return NULL;
}

static gboolean
say_digests (RcLintContext *context,
             RcLint        *lint,
             Digests       *digests)
{
  const RcDeployment *beside = find_beside (context);
  g_autofree char *shown = digests->other != NULL ? rc_lint_shown (digests->other) : NULL;
  g_autofree char *version = beside != NULL ? rc_lint_shown (beside->version != NULL ? beside->version : "–") : NULL;

  if (shown != NULL)
    {
      rc_lint_cite (lint, digests->source, digests->record);
      return rc_lint_say (lint, RC_LINT_FAILED, _("A record gives another digest: %s."), shown);
    }
  if (version != NULL)
    {
      rc_lint_cite (lint, beside->event->source, beside->event->record);
      return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("On the day of issue %s ran as well, which is not covered; whether another declaration "
                                                       "covers it is for a person."), version);
    }
  if (digests->unknown > 0)
    return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("Name and type are there; of the digests of covered versions the case knows %1$u, and does not "
                                                     "know %2$u."), digests->known, digests->unknown);
  return rc_lint_say (lint, RC_LINT_PASSED, _("Name, type and reference are there; the case knows the digests of covered versions (%u)."),
                      digests->known);
}

static gboolean
check_item_1 (RcLintContext  *context,
              RcLint         *lint,
              GError        **error)
{
  static const RcDeclarationField fields[] = { RC_DECLARATION_SYSTEM_NAME, RC_DECLARATION_SYSTEM_TYPE };
  g_autofree char *missing = rc_lint_dup_missing (context->declaration, fields, G_N_ELEMENTS (fields));
  Digests digests = { 0 };
  gboolean done;

  rc_lint_expect (lint, _("name and type, and a further unambiguous reference; digests that agree with what is on record"));
  if (missing != NULL)
    return rc_lint_say (lint, RC_LINT_FAILED, _("Missing: %s."), missing);
  if (rc_declaration_peek (context->declaration, RC_DECLARATION_SYSTEM_REFERENCE) == NULL && count_digests (context->declaration) == 0)
    return rc_lint_say (lint, RC_LINT_FAILED, _("No further reference: neither an identifier nor the digest of a covered version."));
  if (count_digests (context->declaration) == 0)
    return rc_lint_say (lint, RC_LINT_PASSED, _("Name, type and reference are there; no covered version has a digest."));
  if (context->case_file == NULL)
    return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("Name, type and reference are there; without a case the digests were held against nothing."));

  done = see_versions (context, &digests, error) && say_digests (context, lint, &digests);
  g_free (digests.other);
  return done;
}

const RcLintRow rc_lint_identity[] = {
  { "DL-01", 0, rc_lint_check_title },
  { "DL-04", 1, check_object },
  { "DOC-1", 1, check_item_1 },
  { "AIA-47-1c", 1, check_identifies },
  { NULL, 0, NULL },
};
