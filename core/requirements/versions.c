/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/bounds.h"
#include "core/requirements/check.h"

/*
 * The model versions in use, and what stands behind each: the lineage of its newest inference answers for the version, with the same
 * identities, records and words as everywhere else.
 */

static void
version_free (gpointer data)
{
  RcRequirementVersion *self = data;

  g_free (self->version);
  g_clear_pointer (&self->lineage, rc_lineage_free);
  g_free (self);
}

RcRequirementVersions *
rc_requirement_versions_new (void)
{
  RcRequirementVersions *self = g_new0 (RcRequirementVersions, 1);

  self->list = g_ptr_array_new_with_free_func (version_free);
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

void
rc_requirement_versions_free (RcRequirementVersions *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->by_name);
  g_ptr_array_unref (self->list);
  g_free (self);
}

/**
 * rc_requirement_versions_see:
 * @event: an inference; they come in the order of their times
 * @name: (nullable): "name/version" as its record says; what names none counts as one version of its own
 */
void
rc_requirement_versions_see (RcRequirementVersions *self,
                             const RcEvent         *event,
                             const char            *name)
{
  const char *key = name != NULL ? name : "";
  RcRequirementVersion *version = g_hash_table_lookup (self->by_name, key);

  if (version == NULL && self->list->len == RC_LIMIT_RECONCILE_VERSIONS)
    {
      /* Those behind the bound count as one that is not looked at. */
      self->total = self->list->len + 1;
      return;
    }
  if (version == NULL)
    {
      version = g_new0 (RcRequirementVersion, 1);
      version->version = g_strdup (key);
      version->first_us = event->time_us;
      g_hash_table_insert (self->by_name, version->version, version);
      g_ptr_array_add (self->list, version);
    }

  version->n++;
  version->last_us = event->time_us;
  version->last_event = event->id;
}

static int
compare_newest_first (gconstpointer a,
                      gconstpointer b)
{
  const RcRequirementVersion *left = *(const RcRequirementVersion * const *) a;
  const RcRequirementVersion *right = *(const RcRequirementVersion * const *) b;

  if (left->last_us != right->last_us)
    return left->last_us > right->last_us ? -1 : 1;
  return strcmp (left->version, right->version);
}

static gboolean
build_lineages (RcRequirementContext  *context,
                GPtrArray             *list,
                GError               **error)
{
  for (guint i = 0; i < list->len; i++)
    {
      RcRequirementVersion *version = g_ptr_array_index (list, i);
      RcEvent *event;

      if (version->lineage != NULL)
        continue;
      if (g_cancellable_set_error_if_cancelled (context->cancellable, error))
        return FALSE;
      if (context->lineage != NULL)
        {
          /* The one inference in scope. */
          version->lineage = g_steal_pointer (&context->lineage);
          continue;
        }
      event = rc_event_load (context->case_file, version->last_event, error);
      version->lineage = event != NULL ? rc_lineage_build (context->case_file, event, RC_TIME_NONE, error) : NULL;
      if (version->lineage == NULL)
        return FALSE;
    }
  return TRUE;
}

/**
 * rc_requirement_get_versions:
 *
 * Returns: (transfer none) (nullable): the versions in use, the one that answered last first; of more than %RC_LIMIT_REQUIREMENT_VERSIONS
 *   only those are looked at
 */
const RcRequirementVersions *
rc_requirement_get_versions (RcRequirementContext  *context,
                             GError               **error)
{
  RcRequirementVersions *self;

  if (rc_requirement_get_inferences (context, error) == NULL)
    return NULL;
  self = context->versions;
  if (self->has_lineages)
    return self;

  self->total = MAX (self->total, self->list->len);
  g_ptr_array_sort (self->list, compare_newest_first);
  g_hash_table_remove_all (self->by_name);
  if (self->list->len > RC_LIMIT_REQUIREMENT_VERSIONS)
    g_ptr_array_set_size (self->list, RC_LIMIT_REQUIREMENT_VERSIONS);
  if (!build_lineages (context, self->list, error))
    return NULL;
  self->has_lineages = TRUE;
  return self;
}

/* --- What the lineages answer --- */

/* Answers by records of one question, for all versions. */
typedef struct
{
  guint answered;
  guint disagreeing;
  guint read;
  guint records;
  guint sealed;        /* of which a known key protects them */
} Answers;

static gboolean
take_slot (RcRequirementContext  *context,
           RcRequirementResult   *result,
           const RcLineageSlot   *slot,
           Answers               *answers,
           GError               **error)
{
  answers->disagreeing += slot->standing == RC_STANDING_DISAGREE;
  answers->read += slot->standing == RC_STANDING_READ || slot->standing == RC_STANDING_STATED;
  answers->answered += slot->standing >= RC_STANDING_SEALED && slot->standing <= RC_STANDING_SINGLE;
  for (guint i = 0; i < slot->answers->len; i++)
    {
      const RcLineageAnswer *answer = g_ptr_array_index (slot->answers, i);

      for (guint k = 0; k < answer->citations->len; k++)
        {
          const RcLineageCitation *cited = g_ptr_array_index (answer->citations, k);

          answers->records++;
          answers->sealed += rc_verdict_group (cited->protection) == RC_VERDICT_GROUP_PASSED;
          if (!rc_requirement_cite (context, result, cited->citation->source, cited->citation->record, error))
            return FALSE;
        }
    }
  return TRUE;
}

/* Of each version, whether all the questions are answered. */
static gboolean
weigh_version (RcRequirementContext        *context,
               const RcRequirementVersion  *version,
               char                       **slots,
               RcRequirementResult         *result,
               Answers                     *sum,
               GError                     **error)
{
  Answers answers = { 0 };
  guint n = 0;

  for (; slots[n] != NULL; n++)
    {
      const RcLineageSlot *slot = rc_lineage_find_slot (version->lineage, slots[n]);

      g_return_val_if_fail (slot != NULL, FALSE);
      if (!take_slot (context, result, slot, &answers, error))
        return FALSE;
      if (slot->standing == RC_STANDING_NOTHING && slot->note != NULL && result->missing == NULL)
        rc_requirement_ask (result, "%s", slot->note);
    }

  sum->records += answers.records;
  sum->sealed += answers.sealed;
  sum->disagreeing += answers.disagreeing > 0;
  sum->read += answers.read > 0;
  sum->answered += answers.answered == n;
  return TRUE;
}

/**
 * rc_requirement_check_slots:
 *
 * Records that stand behind each version in use are the material; whether it is enough for the requirement is for a person, and so this never
 * says that evidence supports it.
 */
gboolean
rc_requirement_check_slots (RcRequirementContext      *context,
                            const RcRequirementCheck  *check,
                            RcRequirementResult       *result,
                            GError                   **error)
{
  const RcRequirementVersions *versions = rc_requirement_get_versions (context, error);
  g_auto (GStrv) slots = g_strsplit (check->slots, " ", -1);
  Answers sum = { 0 };
  guint papers, read;

  if (versions == NULL || !rc_requirement_take_papers (context, check, result, &papers, &read, error))
    return FALSE;
  for (guint i = 0; i < versions->list->len; i++)
    if (!weigh_version (context, g_ptr_array_index (versions->list, i), slots, result, &sum, error))
      return FALSE;

  rc_requirement_count (result, sum.answered, versions->total, N_("model versions in use"));
  /* SIG: whether anybody vouches for what was found. */
  if (sum.records > 0)
    rc_requirement_note (result, _("Records found, of which a known key protects so many: %1$u of %2$u."), sum.sealed, sum.records);
  if (result->requirement->evidence != NULL)
    rc_requirement_use (result, result->requirement->evidence[0], sum.answered);
  if (sum.disagreeing > 0)
    rc_requirement_say (result, RC_REQUIREMENT_JUDGE, _("Records disagree on this point (model versions in use: %1$u of %2$u)."),
                        sum.disagreeing, versions->total);
  else if (read > 0 && result->requirement->judged == RC_LAW_JUDGED_DOCUMENT)
    rc_requirement_say (result, RC_REQUIREMENT_JUDGE,
                        _("A document was registered and read for this point; whether what it says is enough is for your judgement."));
  else if (sum.answered == versions->total && versions->total > 0)
    rc_requirement_say (result, RC_REQUIREMENT_JUDGE,
                        _("Records on this point were found for each model version in use (%u); whether they are enough is for your judgement."),
                        versions->total);
  else if (sum.answered > 0)
    rc_requirement_say (result, RC_REQUIREMENT_NO_EVIDENCE, _("Records on this point were found for some model versions in use only (%1$u of %2$u)."),
                        sum.answered, versions->total);
  else if (papers > 0)
    rc_requirement_say (result, RC_REQUIREMENT_JUDGE, _("No record was received on this point; registered documents may answer it."));
  else
    rc_requirement_say (result, RC_REQUIREMENT_NO_EVIDENCE, _("Nothing was received on this point."));
  return TRUE;
}
