/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/declaration/lints/lint-parts.h"

#include <string.h>

#include "core/approval-index.h"
#include "core/approval.h"
#include "core/bounds.h"
#include "core/claim.h"
#include "core/registers/paper.h"

/* Item 8: when and by whom it was issued, and whether what it relies on was there then. */

/* --- DL-10 --- */

/**
 * Basis:
 * @first_us: the earliest thing of its kind; %RC_TIME_NONE: none has a time
 *
 * What a declaration relies on has to be there on its day: of things of one kind the earliest decides, as later ones can be for what came later.
 */
typedef struct
{
  gint64  first_us;
  gint64  source;
  guint64 record;
} Basis;

static void
see_time (Basis   *self,
          gint64   time_us,
          gint64   source,
          guint64  record)
{
  if (time_us == RC_TIME_NONE || (self->first_us != RC_TIME_NONE && self->first_us <= time_us))
    return;
  self->first_us = time_us;
  self->source = source;
  self->record = record;
}

static gboolean
see_approvals (RcLintContext               *context,
               const RcDeclarationVersion  *version,
               Basis                       *basis,
               GError                     **error)
{
  const RcApprovalIndex *index = rc_approval_index_get (context->case_file, context->reader, error);
  g_autoptr (GArray) ids = NULL;
  RcDigest digest;
  gboolean has_digest = version->sha256 != NULL && rc_digest_from_hex (version->sha256, strlen (version->sha256), &digest);

  if (index == NULL)
    return FALSE;

  ids = rc_approval_index_list_of (index, version->name, has_digest ? &digest : NULL, RC_LIMIT_LINEAGE_EVENTS);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (RcEvent) approval = rc_event_load (context->case_file, g_array_index (ids, gint64, i), error);

      if (approval == NULL || !rc_event_read_fields (approval, context->case_file, context->reader, error))
        return FALSE;
      if (!rc_approval_is_refusal (approval))
        see_time (basis, approval->time_us, approval->source, approval->record);
    }
  return TRUE;
}

static gboolean
see_claims (RcLintContext  *context,
            gint64          entity,
            Basis          *basis,
            GError        **error)
{
  g_autoptr (GPtrArray) claims = rc_claim_list_of_entity (context->case_file, entity, RC_PROPERTY_EVALUATION, error);

  for (guint i = 0; claims != NULL && i < claims->len; i++)
    {
      const RcClaim *claim = g_ptr_array_index (claims, i);

      see_time (basis, claim->recorded_us, claim->source, claim->record);
    }
  return claims != NULL;
}

/* What is evaluated is the version, or the run that it was trained by. */
static gboolean
see_evaluations (RcLintContext               *context,
                 const RcDeclarationVersion  *version,
                 Basis                       *basis,
                 GError                     **error)
{
  g_autoptr (GPtrArray) entities = rc_entity_find (rc_case_get_database (context->case_file), RC_ENTITY_MODEL_VERSION, version->name, error);

  for (guint i = 0; entities != NULL && i < entities->len; i++)
    {
      gint64 entity = ((const RcEntity *) g_ptr_array_index (entities, i))->id;
      g_autoptr (GPtrArray) runs = rc_claim_list_of_entity (context->case_file, entity, RC_PROPERTY_TRAINED_BY, error);

      if (runs == NULL || !see_claims (context, entity, basis, error))
        return FALSE;
      for (guint j = 0; j < runs->len; j++)
        {
          gint64 run = ((const RcClaim *) g_ptr_array_index (runs, j))->target;

          if (run != 0 && run != entity && !see_claims (context, run, basis, error))
            return FALSE;
        }
    }
  return entities != NULL;
}

/* @what: what it is, as a sentence has it. Adds to @held what was there in time. */
static void
judge (RcLint     *lint,
       const Basis *basis,
       gint64       end_us,
       const char  *what,
       const char  *version,
       guint       *held)
{
  g_autofree char *shown = rc_lint_shown (version);
  g_autofree char *day = basis->first_us != RC_TIME_NONE ? rc_register_dup_day (basis->first_us) : NULL;

  if (day == NULL)
    return;
  if (basis->first_us <= end_us)
    {
      (*held)++;
      return;
    }
  rc_lint_cite (lint, basis->source, basis->record);
  /* Translators: an approval or an evaluation, the version of a model, and a day. */
  rc_lint_say (lint, RC_LINT_FAILED, _("%1$s of %2$s: the first is of %3$s, after the day of issue."), what, shown, day);
}

static gboolean
judge_versions (RcLintContext  *context,
                RcLint         *lint,
                gint64          end_us,
                guint          *held,
                GError        **error)
{
  for (guint i = 0; i < context->declaration->versions->len; i++)
    {
      const RcDeclarationVersion *version = g_ptr_array_index (context->declaration->versions, i);
      Basis approvals = { .first_us = RC_TIME_NONE };
      Basis evaluations = { .first_us = RC_TIME_NONE };

      if (!see_approvals (context, version, &approvals, error) || !see_evaluations (context, version, &evaluations, error))
        return FALSE;
      judge (lint, &approvals, end_us, _("Approval"), version->name, held);
      judge (lint, &evaluations, end_us, _("Evaluation"), version->name, held);
    }
  return TRUE;
}

/* Documents of one class of evidence: they need not be of this system's versions, so that only their all being later tells something. */
static void
judge_papers (RcLintContext *context,
              RcLint        *lint,
              const char    *kind,
              const char    *day,
              guint         *held)
{
  const RcPaper *first = NULL;
  g_autofree char *exhibit = NULL;

  for (guint i = 0; i < context->papers->len; i++)
    {
      const RcPaper *paper = g_ptr_array_index (context->papers, i);

      if (paper->state == RC_PAPER_SOUND && g_strcmp0 (paper->kind, kind) == 0 && paper->date != NULL &&
          (first == NULL || strcmp (paper->date, first->date) < 0))
        first = paper;
    }
  if (first == NULL)
    return;
  if (strcmp (first->date, day) <= 0)
    {
      (*held)++;
      return;
    }
  exhibit = rc_register_dup_exhibit (first->source);
  rc_lint_cite (lint, first->source, 0);
  rc_lint_say (lint, RC_LINT_FAILED, _("%1$s, of %2$s, is the first of its kind and later than the day of issue."), exhibit, first->date);
}

static gboolean
check_order (RcLintContext  *context,
             RcLint         *lint,
             GError        **error)
{
  static const char * const kinds[] = { "E06", "E09", "E20" };
  const char *day = rc_declaration_peek (context->declaration, RC_DECLARATION_DATE);
  const char *certificate = rc_declaration_peek (context->declaration, RC_DECLARATION_CERTIFICATE_DATE);
  gint64 end_us;
  guint held = 0;

  rc_lint_expect (lint, _("a day of issue that is not before the approvals, test reports and certificates that it relies on"));
  if (!rc_lint_get_end_of_day (context, &end_us))
    return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("The date of issue is missing."));
  if (certificate != NULL && strcmp (certificate, day) > 0)
    return rc_lint_say (lint, RC_LINT_FAILED, _("The certificate is of %1$s; the declaration is of %2$s."), certificate, day);
  if (context->case_file == NULL)
    return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("Without a case it was held against no approval and no test report."));

  if (!rc_lint_load_papers (context, error) || !judge_versions (context, lint, end_us, &held, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    judge_papers (context, lint, kinds[i], day, &held);
  if (held == 0)
    return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("The case has no dated approval, evaluation or certificate for the covered versions."));
  return rc_lint_say (lint, RC_LINT_PASSED, _("Approvals, evaluations and certificates on record were there by the day of issue (%u)."), held);
}

/* --- DL-11, DOC-8 --- */

/* An own draft is not handed on as anything else; one that was received was. */
static gboolean
say_signed (RcLintContext *context,
            RcLint        *lint)
{
  if (context->declaration->is_draft && context->declaration->is_received)
    return rc_lint_say (lint, RC_LINT_FAILED, _("It says of itself that it is a draft."));
  if (context->is_signed && context->declaration->is_received)
    return rc_lint_say (lint, RC_LINT_PASSED, _("All is there, and somebody states that it is signed; the signature itself was not examined here."));
  if (context->is_signed)
    return rc_lint_say (lint, RC_LINT_PASSED, _("All is there, and a signature is recorded."));
  if (context->declaration->is_received)
    return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("All but the signature is there; no signature was seen with what was read."));
  return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("All but the signature is there; it is not signed yet."));
}

static gboolean
check_signatory (RcLintContext  *context,
                 RcLint         *lint,
                 GError        **error)
{
  static const RcDeclarationField fields[] = { RC_DECLARATION_SIGNATORY, RC_DECLARATION_FUNCTION, RC_DECLARATION_ON_BEHALF_OF };
  g_autofree char *missing = rc_lint_dup_missing (context->declaration, fields, G_N_ELEMENTS (fields));

  rc_lint_expect (lint, _("function of the signatory and for whom it is signed; no unsigned copy that passes as final"));
  if (missing != NULL)
    return rc_lint_say (lint, RC_LINT_FAILED, _("Missing: %s."), missing);
  return say_signed (context, lint);
}

static gboolean
check_item_8 (RcLintContext  *context,
              RcLint         *lint,
              GError        **error)
{
  static const RcDeclarationField fields[] = {
    RC_DECLARATION_PLACE, RC_DECLARATION_DATE, RC_DECLARATION_SIGNATORY, RC_DECLARATION_FUNCTION, RC_DECLARATION_ON_BEHALF_OF,
  };
  g_autofree char *missing = rc_lint_dup_missing (context->declaration, fields, G_N_ELEMENTS (fields));

  rc_lint_expect (lint, _("place and date of issue, name and function of the signatory, for whom it is signed, and a signature"));
  if (missing != NULL)
    return rc_lint_say (lint, RC_LINT_FAILED, _("Missing: %s."), missing);
  return say_signed (context, lint);
}

/* --- AIA-47-1a --- */

static gboolean
check_form (RcLintContext  *context,
            RcLint         *lint,
            GError        **error)
{
  rc_lint_expect (lint, _("written, machine-readable and signed"));
  if (context->declaration->is_draft && context->declaration->is_received)
    return say_signed (context, lint);
  if (!rc_lint_has_languages (context, lint))
    return TRUE;
  return say_signed (context, lint);
}

const RcLintRow rc_lint_issue[] = {
  { "DL-10", 8, check_order },
  { "DL-11", 8, check_signatory },
  { "DOC-8", 8, check_item_8 },
  { "AIA-47-1a", 0, check_form },
  { NULL, 0, NULL },
};
