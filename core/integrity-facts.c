/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "integrity-facts.h"

#include <string.h>

#include "integrity-periods.h"
#include "verify.h"

void
rc_integrity_facts_free (RcIntegrityFacts *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->coverage, rc_coverage_free);
  g_clear_pointer (&self->sources, g_array_unref);
  g_clear_pointer (&self->periods, g_array_unref);
  g_free (self);
}

/**
 * rc_integrity_kind:
 *
 * Returns: what an exception of that kind shows; one of a kind that is not known counts as a fault
 */
RcIntegrityKind
rc_integrity_kind (const char *exception_kind)
{
  static const char * const contradictions[] = {
    RC_EXCEPTION_ID_CONFLICT, RC_EXCEPTION_CLOCK_BACK, RC_EXCEPTION_CARD_EDITED, RC_EXCEPTION_DIGEST_DISAGREES, RC_EXCEPTION_APPROVAL_LATE,
    RC_EXCEPTION_DEPLOYMENTS_OVERLAP, RC_EXCEPTION_UNREADABLE_RECORD, RC_EXCEPTION_DUPLICATE_MEMBER, RC_EXCEPTION_REGISTRY_MALFORMED,
    RC_EXCEPTION_LOG_MALFORMED, RC_EXCEPTION_TIME_AMBIGUOUS, RC_EXCEPTION_TIME_UNREADABLE, RC_EXCEPTION_SYSTEMS_DISAGREE,
    RC_EXCEPTION_APPROVAL_ENDED, RC_EXCEPTION_PERIOD_BACKWARD, NULL
  };
  static const char * const holes[] = {
    RC_EXCEPTION_CHAIN_GAP, RC_EXCEPTION_CHAIN_RESTART, RC_EXCEPTION_CHAIN_TAIL_MISSING, RC_EXCEPTION_LISTED_ABSENT,
    RC_EXCEPTION_LOG_ROLLBACK, RC_EXCEPTION_VANISHED, RC_EXCEPTION_DECISION_MISSING, RC_EXCEPTION_DEPLOYMENT_GAP, NULL
  };

  if (g_strv_contains (contradictions, exception_kind))
    return RC_INTEGRITY_KIND_CONTRADICTION;
  if (g_strv_contains (holes, exception_kind))
    return RC_INTEGRITY_KIND_HOLE;
  switch (rc_exception_exit_code (exception_kind))
    {
    case 0:  return RC_INTEGRITY_KIND_NOTE;
    case 3:  return RC_INTEGRITY_KIND_OPEN;
    default: return RC_INTEGRITY_KIND_FAULT;
    }
}

/* --- Sources --- */

/* Whether somebody else than the holder of the log's own key vouches there for what was. */
static gboolean
is_of_third_party (const RcSeal *seal)
{
  static const char * const kinds[] = {
    "time-stamp", "sigstore", "checkpoint", "tlog-tiles", "tlog-proof", "sth", "scitt", "ccf-receipt", "cloudtrail", "cloudtrail-lake", NULL
  };

  return g_strv_contains (kinds, seal->kind);
}

static gboolean
is_of_log (const RcSeal *seal)
{
  static const char * const kinds[] = {
    "sigstore", "signed-note", "checkpoint", "tlog-tiles", "tlog-proof", "sth", "scitt", "ccf-receipt", NULL
  };

  return g_strv_contains (kinds, seal->kind);
}

/* At least so many: the records of the path that has the most. */
static guint64
count_stamped (RcIntegrityFacts *self,
               const RcSource   *source)
{
  g_autoptr (GPtrArray) paths = rc_coverage_list_paths (self->coverage, source, 0);
  guint64 count = 0;

  for (guint i = 0; i < paths->len; i++)
    {
      const RcCoveragePath *path = g_ptr_array_index (paths, i);

      for (guint k = 0; rc_verdict_group (path->verdict) == RC_VERDICT_GROUP_PASSED && k < path->links->len; k++)
        {
          if (is_of_third_party (g_array_index (path->links, RcCoverageLink, k).seal))
            count = MAX (count, path->records);
        }
    }
  return count;
}

static void
add_source (RcIntegrityFacts *self,
            const RcSource   *source)
{
  RcIntegritySource each = { .source = source, .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE };
  RcProtectionMap *map = rc_coverage_peek_map (self->coverage);

  if (strcmp (source->kind, "folder") == 0 || strcmp (source->kind, "container") == 0 || rc_source_is_repeat (source))
    return;

  each.state = rc_coverage_state (self->coverage, source);
  each.worst = rc_protection_map_worst (map, source->id, source->records);
  rc_protection_map_count (map, source->id, source->records, each.counts);
  g_array_append_val (self->sources, each);
  if (!rc_coverage_is_file (source))
    return;

  self->files[each.state]++;
  if (each.state == RC_COVERAGE_CARRIER)
    return;
  for (int i = 0; i < RC_N_PROTECTIONS; i++)
    self->records[i] += each.counts[i];
  self->total += source->records;
  self->stamped += count_stamped (self, source);
}

/* --- Exceptions --- */

static RcIntegritySource *
find_source (RcIntegrityFacts *self,
             gint64            id)
{
  guint low = 0;
  guint high = self->sources->len;

  /* They stand in the order of their numbers. */
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      RcIntegritySource *each = &g_array_index (self->sources, RcIntegritySource, middle);

      if (each->source->id == id)
        return each;
      if (each->source->id < id)
        low = middle + 1;
      else
        high = middle;
    }
  return NULL;
}

static void
count_exceptions (RcIntegrityFacts *self)
{
  const RcJudgement *judgement = rc_coverage_peek_judgement (self->coverage);

  for (guint i = 0; i < judgement->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (judgement->exceptions, i);
      RcIntegritySource *source = find_source (self, exception->source);
      RcIntegrityKind kind = rc_integrity_kind (exception->kind);
      gboolean is_fault = kind == RC_INTEGRITY_KIND_FAULT || kind == RC_INTEGRITY_KIND_CONTRADICTION;

      if (exception->caused_by != 0)
        continue;
      self->faults += kind == RC_INTEGRITY_KIND_FAULT;
      self->contradictions += kind == RC_INTEGRITY_KIND_CONTRADICTION;
      self->holes += kind == RC_INTEGRITY_KIND_HOLE;
      self->open += kind == RC_INTEGRITY_KIND_OPEN;
      if (source != NULL)
        source->faults += is_fault;
      if (source != NULL)
        source->holes += kind == RC_INTEGRITY_KIND_HOLE;
    }
}

static void
count_seals (RcIntegrityFacts *self)
{
  const RcJudgement *judgement = rc_coverage_peek_judgement (self->coverage);

  for (guint i = 0; i < judgement->seals->len; i++)
    {
      const RcSeal *seal = g_ptr_array_index (judgement->seals, i);

      self->seals_failed += rc_verdict_group (rc_seal_worst (seal)) == RC_VERDICT_GROUP_FAILED;
      self->log_seals += is_of_log (seal);
    }
}

/* --- The answer --- */

static RcIntegrityAnswer
weigh (const RcIntegrityFacts *self)
{
  const RcJudgement *judgement = rc_coverage_peek_judgement (self->coverage);

  if (rc_judgement_tells_of_edit (judgement))
    return RC_INTEGRITY_EDITED;
  if (!rc_coverage_is_current (self->coverage))
    return RC_INTEGRITY_UNCHECKED;
  if (self->faults > 0 || self->seals_failed > 0 || self->records[RC_PROTECTION_FAILED] > 0 || judgement->records_failed > 0)
    return RC_INTEGRITY_FAILED;
  if (judgement->records_checked < judgement->records_total || judgement->records_withheld > 0)
    return RC_INTEGRITY_UNCHECKED;
  if (self->holes > 0 || self->records[RC_PROTECTION_ABSENT] > 0)
    return RC_INTEGRITY_HOLES;
  if (self->records[RC_PROTECTION_PASSED] == 0)
    return RC_INTEGRITY_UNPROTECTED;
  return self->records[RC_PROTECTION_PASSED] < self->total || self->open > 0 ? RC_INTEGRITY_IN_PART : RC_INTEGRITY_NO_SIGN;
}

guint64
rc_integrity_facts_open_to_all (const RcIntegrityFacts *self)
{
  return self->total - self->records[RC_PROTECTION_PASSED];
}

/**
 * rc_integrity_facts_load:
 * @cancellable: (nullable)
 *
 * Returns: (transfer full): what the last verification says of the whole of the evidence
 */
RcIntegrityFacts *
rc_integrity_facts_load (RcCase        *case_file,
                         GCancellable  *cancellable,
                         GError       **error)
{
  g_autoptr (RcIntegrityFacts) self = g_new0 (RcIntegrityFacts, 1);
  GPtrArray *sources;

  self->sources = g_array_new (FALSE, FALSE, sizeof (RcIntegritySource));
  self->periods = g_array_new (FALSE, FALSE, sizeof (RcIntegrityPeriod));
  self->from_us = self->to_us = RC_TIME_NONE;
  self->coverage = rc_coverage_load (case_file, error);
  if (self->coverage == NULL)
    return NULL;

  sources = rc_coverage_peek_sources (self->coverage);
  for (guint i = 0; i < sources->len; i++)
    add_source (self, g_ptr_array_index (sources, i));
  count_exceptions (self);
  count_seals (self);
  if (!rc_integrity_periods_fill (self, case_file, cancellable, error))
    return NULL;

  self->answer = weigh (self);
  return g_steal_pointer (&self);
}
