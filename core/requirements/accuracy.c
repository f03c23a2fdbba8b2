/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/card.h"
#include "core/exception.h"
#include "core/integrity-facts.h"
#include "core/number.h"
#include "core/requirements/check.h"

/* Article 15. Whether records are what was written is a matter of paragraph 5, and of Articles 5(1)(f) and 32 GDPR. */

/* --- 15(1) --- */

static gboolean
check_accuracy (RcRequirementContext      *context,
                const RcRequirementCheck  *check,
                RcRequirementResult       *result,
                GError                   **error)
{
  const RcRequirementPlaces *first;
  gulong alarms;

  if (!rc_requirement_check_slots (context, check, result, error) ||
      !rc_requirement_exists (context, RC_EVENT_ANOMALY, &alarms, &first, error))
    return FALSE;

  rc_requirement_use (result, "E12", alarms);
  if (alarms == 0)
    return TRUE;
  rc_requirement_note (result, _("Records of anomalies and drift in scope: %lu."), alarms);
  if (result->verdict == RC_REQUIREMENT_NO_EVIDENCE)
    rc_requirement_say (result, RC_REQUIREMENT_JUDGE, _("Anomalies are on record; not for each model version in use was an evaluation received."));
  return rc_requirement_cite_places (context, result, first, error);
}

/* --- 15(3) --- */

#define MAX_FIGURES 10000u

/* What model cards declare, held against what evaluations of the same version record under the same name. */
typedef struct
{
  GHashTable          *recorded;     /* name → value, as texts */
  gulong               declared;
  gulong               equal;
  RcRequirementPlaces  different;
} Figures;

/* "name = value"; FALSE: no figure. */
static gboolean
split_figure (const char  *text,
              char       **out_name,
              const char **out_value)
{
  const char *sign = text != NULL ? strstr (text, " = ") : NULL;

  if (sign == NULL)
    return FALSE;
  *out_name = g_ascii_strdown (text, sign - text);
  *out_value = sign + strlen (" = ");
  return TRUE;
}

static gboolean
is_equal_figure (const char *a,
                 const char *b)
{
  double left, right;

  if (!rc_number_read (a, strlen (a), &left) || !rc_number_read (b, strlen (b), &right))
    return strcmp (a, b) == 0;
  return left <= right && left >= right;
}

static void
take_recorded (Figures             *self,
               const RcLineageSlot *slot)
{
  g_hash_table_remove_all (self->recorded);
  for (guint i = 0; i < slot->answers->len && g_hash_table_size (self->recorded) < MAX_FIGURES; i++)
    {
      const RcLineageAnswer *answer = g_ptr_array_index (slot->answers, i);
      const char *value;
      char *name;

      if (split_figure (answer->value, &name, &value))
        g_hash_table_insert (self->recorded, name, g_strdup (value));
    }
}

static void
see_declared (Figures       *self,
              const RcClaim *claim)
{
  g_autofree char *name = NULL;
  const char *value, *recorded;

  if (!split_figure (claim->value, &name, &value))
    return;
  self->declared++;
  recorded = g_hash_table_lookup (self->recorded, name);
  if (recorded != NULL && is_equal_figure (recorded, value))
    self->equal++;
  else if (recorded != NULL)
    rc_requirement_places_add (&self->different, claim->source, claim->record);
}

static gboolean
see_cards (RcRequirementContext        *context,
           const RcRequirementVersion  *version,
           Figures                     *figures,
           GError                     **error)
{
  g_autoptr (GPtrArray) cards = rc_card_list_of_version (context->case_file, version->version, error);

  if (cards == NULL)
    return FALSE;
  take_recorded (figures, rc_lineage_find_slot (version->lineage, "evaluation"));
  for (guint i = 0; i < cards->len; i++)
    {
      const RcCard *card = g_ptr_array_index (cards, i);
      g_autoptr (GPtrArray) claims = NULL;

      if (!card->names_version)
        continue;
      claims = rc_claim_list_of_entity (context->case_file, card->entity->id, RC_PROPERTY_EVALUATION, error);
      if (claims == NULL)
        return FALSE;
      for (guint k = 0; k < claims->len; k++)
        see_declared (figures, g_ptr_array_index (claims, k));
    }
  return TRUE;
}

/* A figure of one name may have been measured on other data: that they differ is for a person. */
static gboolean
check_declared (RcRequirementContext      *context,
                const RcRequirementCheck  *check,
                RcRequirementResult       *result,
                GError                   **error)
{
  const RcRequirementVersions *versions = rc_requirement_get_versions (context, error);
  g_autoptr (GHashTable) recorded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Figures figures = { .recorded = recorded };

  if (versions == NULL)
    return FALSE;
  for (guint i = 0; i < versions->list->len; i++)
    if (!see_cards (context, g_ptr_array_index (versions->list, i), &figures, error))
      return FALSE;
  if (!rc_requirement_cite_places (context, result, &figures.different, error) || !rc_requirement_check_slots (context, check, result, error))
    return FALSE;

  rc_requirement_use (result, "E10", figures.declared);
  rc_requirement_note (result, _("Figures that model cards declare: %1$lu; an evaluation of the version has the same figure under that name: %2$lu, another "
                                 "one: %3$lu."), figures.declared, figures.equal, figures.different.n);
  if (figures.different.n > 0)
    rc_requirement_say (result, RC_REQUIREMENT_JUDGE,
                        _("Figures that model cards declare are not those that evaluations record under the same name (figures: %lu); whether they were "
                          "measured alike is for your judgement."), figures.different.n);
  return TRUE;
}

/* --- 15(5) --- */

typedef struct
{
  guint               n_faults;
  guint               n_open;
  RcRequirementPlaces faults;
  RcRequirementPlaces open;
} Integrity;

/* Root causes in scope by what they show. */
static void
see_integrity (RcRequirementContext *context,
               Integrity            *out)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new ();
  g_autoptr (GPtrArray) open = g_ptr_array_new ();

  for (guint i = 0; i < context->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (context->exceptions, i);
      RcIntegrityKind kind = rc_integrity_kind (exception->kind);
      GPtrArray *kinds = kind == RC_INTEGRITY_KIND_FAULT ? faults
                         : kind == RC_INTEGRITY_KIND_HOLE || kind == RC_INTEGRITY_KIND_OPEN ? open : NULL;

      if (kinds != NULL && !g_ptr_array_find_with_equal_func (kinds, exception->kind, g_str_equal, NULL))
        g_ptr_array_add (kinds, exception->kind);
    }

  g_ptr_array_add (faults, NULL);
  g_ptr_array_add (open, NULL);
  out->n_faults = rc_requirement_exceptions (context, (const char * const *) faults->pdata, &out->faults);
  out->n_open = rc_requirement_exceptions (context, (const char * const *) open->pdata, &out->open);
}

static gboolean
check_integrity (RcRequirementContext      *context,
                 const RcRequirementCheck  *check,
                 RcRequirementResult       *result,
                 GError                   **error)
{
  const RcRequirementInferences *facts = rc_requirement_get_inferences (context, error);
  Integrity integrity = { 0 };
  g_autofree char *share = NULL;

  if (facts == NULL)
    return FALSE;

  see_integrity (context, &integrity);
  share = rc_requirement_share (facts->same_digest, facts->n);
  rc_requirement_use (result, "E04", facts->with[RC_FIELD_MODEL_DIGEST]);
  rc_requirement_use (result, "E14", context->judgement->seals->len);
  rc_requirement_count (result, facts->same_digest, facts->n, N_("inferences"));
  rc_requirement_note (result, "%s", _("Integrity of records: see also Articles 5(1)(f) and 32 GDPR. Poisoned data, misleading inputs and attacks on "
                                       "confidentiality leave no trace that is looked for here."));
  if (integrity.n_faults > 0 || facts->other_digest.n > 0)
    {
      if (facts->other_digest.n > 0)
        rc_requirement_say (result, RC_REQUIREMENT_NOT_MET,
                            _("The digest of the file that answered is not the one that was deployed or approved (inferences: %lu)."),
                            facts->other_digest.n);
      else
        rc_requirement_say (result, RC_REQUIREMENT_NOT_MET, _("Records are not what was written or protected (faults: %u)."),
                            integrity.n_faults);
      return rc_requirement_cite_places (context, result, &facts->other_digest, error) &&
             rc_requirement_cite_places (context, result, &integrity.faults, error) &&
             rc_requirement_cite_places (context, result, &integrity.open, error);
    }
  if (integrity.n_open > 0)
    {
      rc_requirement_say (result, RC_REQUIREMENT_JUDGE, _("Something that protects the records is absent or could not be checked (times: %u)."),
                          integrity.n_open);
      return rc_requirement_cite_places (context, result, &integrity.open, error);
    }
  if (facts->n == 0 || facts->same_digest < facts->n)
    {
      rc_requirement_say (result, RC_REQUIREMENT_NO_EVIDENCE,
                          _("For %s inferences the digest of the file that answered is the one that was deployed or approved."), share);
      rc_requirement_ask (result, _("Ask for the digest of the model's file in the log, in the deployment and in the approval."));
      return TRUE;
    }
  /* That the file is the same is one part of the demand: nothing here tells how the system stands up to an attack. */
  rc_requirement_say (result, RC_REQUIREMENT_JUDGE,
                      _("The digest of the file that answered is the one that was deployed or approved, for each inference (%lu). Whether the system "
                        "withstands attacks is for your judgement."), facts->n);
  return rc_requirement_cite_places (context, result, &facts->first, error);
}

const RcRequirementCheck rc_requirement_accuracy[] = {
  { "AIA-15-1", check_accuracy, "evaluation", 0 },
  { "AIA-15-3", check_declared, "evaluation card", 0 },
  { "AIA-15-4", rc_requirement_check_paper, NULL, 0 },
  { "AIA-15-5", check_integrity, NULL, 0 },
  { NULL, NULL, NULL, 0 },
};
