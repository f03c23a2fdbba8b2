/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "extent-rule.h"

#include <string.h>

#include "event-index.h"
#include "extent-place.h"
#include "joining.h"
#include "words.h"

/*
 * What else an exception is about, by its kind. A rule errs to the side of more: what may be affected is counted. Where no rule fits,
 * everything that the fault can have reached is counted, and that is said.
 */

typedef enum
{
  RULE_NONE,
  RULE_RECORDS,      /* the records of the source with the same exception */
  RULE_BEHIND,       /* of a chain, from the place on to where it begins anew */
  RULE_SEGMENT,      /* of a chain, all between two beginnings */
  RULE_SEAL,         /* what the protection stands over */
  RULE_SOURCE,
  RULE_PLACE,        /* an endpoint, for a time */
  RULE_VERSION,
} Rule;

static const struct
{
  const char *kind;
  Rule        rule;
} rules[] = {
  { RC_EXCEPTION_UNREADABLE_RECORD, RULE_RECORDS }, { RC_EXCEPTION_DUPLICATE_MEMBER, RULE_RECORDS },
  { RC_EXCEPTION_RECORD_ALTERED, RULE_RECORDS }, { RC_EXCEPTION_RECORD_REPLAYED, RULE_RECORDS },
  { RC_EXCEPTION_ID_CONFLICT, RULE_RECORDS }, { RC_EXCEPTION_TIME_AMBIGUOUS, RULE_RECORDS },
  { RC_EXCEPTION_TIME_UNREADABLE, RULE_RECORDS }, { RC_EXCEPTION_PAYLOAD_UNREADABLE, RULE_RECORDS },
  { RC_EXCEPTION_CLOCK_BACK, RULE_RECORDS }, { RC_EXCEPTION_SCHEMA_MISMATCH, RULE_RECORDS },
  { RC_EXCEPTION_SCHEMA_NOT_CHECKED, RULE_RECORDS }, { RC_EXCEPTION_JOIN_AMBIGUOUS, RULE_RECORDS },
  { RC_EXCEPTION_REQUEST_UNANSWERED, RULE_RECORDS }, { RC_EXCEPTION_FOLLOWER_ALONE, RULE_RECORDS },
  { RC_EXCEPTION_DECISION_MISSING, RULE_RECORDS }, { RC_EXCEPTION_DECISION_UNLISTED, RULE_RECORDS },
  { RC_EXCEPTION_CHAIN_GAP, RULE_BEHIND }, { RC_EXCEPTION_CHAIN_FORK, RULE_BEHIND }, { RC_EXCEPTION_CHAIN_RESTART, RULE_BEHIND },
  { RC_EXCEPTION_RECORD_REHASHED, RULE_SEGMENT }, { RC_EXCEPTION_HEAD_DISAGREES, RULE_SEAL },
  { RC_EXCEPTION_SIGNATURE_INVALID, RULE_SEAL }, { RC_EXCEPTION_KEY_UNKNOWN, RULE_SEAL },
  { RC_EXCEPTION_KEY_IN_BUNDLE_ONLY, RULE_SEAL }, { RC_EXCEPTION_TOO_FEW_KEYS, RULE_SEAL }, { RC_EXCEPTION_HEAD_UNSIGNED, RULE_SEAL },
  { RC_EXCEPTION_SEAL_MALFORMED, RULE_SEAL }, { RC_EXCEPTION_PROOF_INVALID, RULE_SEAL }, { RC_EXCEPTION_LOG_FORK, RULE_SEAL },
  { RC_EXCEPTION_LOG_ROLLBACK, RULE_SEAL }, { RC_EXCEPTION_RULE_UNKNOWN, RULE_SEAL }, { RC_EXCEPTION_LIST_AMBIGUOUS, RULE_SEAL },
  { RC_EXCEPTION_PATH_REFUSED, RULE_SEAL },
  { RC_EXCEPTION_DIGEST_MISMATCH, RULE_SOURCE }, { RC_EXCEPTION_NOT_LISTED, RULE_SOURCE }, { RC_EXCEPTION_SOURCE_CHANGED, RULE_SOURCE },
  { RC_EXCEPTION_PROTECTION_WEAKER, RULE_SOURCE }, { RC_EXCEPTION_LOG_MALFORMED, RULE_SOURCE },
  { RC_EXCEPTION_DEPLOYMENTS_OVERLAP, RULE_PLACE }, { RC_EXCEPTION_DEPLOYMENT_GAP, RULE_PLACE },
  { RC_EXCEPTION_PERIOD_BACKWARD, RULE_PLACE },
  { RC_EXCEPTION_CARD_EDITED, RULE_VERSION }, { RC_EXCEPTION_DIGEST_DISAGREES, RULE_VERSION },
  { RC_EXCEPTION_APPROVAL_LATE, RULE_VERSION }, { RC_EXCEPTION_APPROVAL_ENDED, RULE_VERSION },
  { RC_EXCEPTION_SYSTEMS_DISAGREE, RULE_VERSION }, { RC_EXCEPTION_VANISHED, RULE_VERSION },
  { RC_EXCEPTION_UNFILLED_TEMPLATE, RULE_VERSION },
};

typedef struct
{
  RcCase            *case_file;
  RcRecordReader    *reader;
  const RcJudgement *judgement;
  const RcException *exception;
  RcExtentSet       *set;
  GPtrArray         *sources;      /* of RcSource, by their numbers */
  guint              n_records;
} Work;

/* --- Sources --- */

/* What a source was taken apart into is reached by what is true of the source as a whole. */
static gboolean
add_range (Work     *self,
           gint64    source,
           guint64   first,
           guint64   last,
           GError  **error)
{
  g_autoptr (GHashTable) reached = g_hash_table_new (g_int64_hash, g_int64_equal);
  RcRecordRange range = { source, MAX (first, 1), last };

  if (!rc_extent_set_add_range (self->set, &range, error))
    return FALSE;

  for (guint i = 0; i < self->sources->len; i++)
    {
      const RcSource *candidate = g_ptr_array_index (self->sources, i);
      RcRecordRange whole = { candidate->id, 1, G_MAXUINT64 };

      if (candidate->id == source && (first > 1 || last < candidate->records))
        return TRUE;
      if (candidate->id == source)
        g_hash_table_add (reached, (gpointer) &candidate->id);
      if (candidate->id == source || !g_hash_table_contains (reached, &candidate->parent))
        continue;
      g_hash_table_add (reached, (gpointer) &candidate->id);
      if (!rc_extent_set_add_range (self->set, &whole, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_any (Work      *self,
         gboolean  *out_any,
         GError   **error)
{
  RcExtentRow row;

  rc_extent_set_close (self->set);
  return rc_extent_set_next (self->set, 0, &row, out_any, error);
}

static gboolean
apply_none (Work      *self,
            char     **out_rule,
            gboolean  *out_is_delimited,
            GError   **error)
{
  gboolean any = FALSE;

  *out_is_delimited = FALSE;
  if (self->exception->source != 0 &&
      (!add_range (self, self->exception->source, 1, G_MAXUINT64, error) || !has_any (self, &any, error)))
    return FALSE;
  if (any)
    {
      *out_rule = g_strdup (_("Cannot be delimited: every inference of the source is counted."));
      return TRUE;
    }

  *out_rule = g_strdup (_("Cannot be delimited: every inference of the case is counted."));
  return rc_extent_set_add_all (self->set, error);
}

/* --- Records --- */

static void
add_events (Work         *self,
            const GArray *events)
{
  for (guint i = 0; i < events->len; i++)
    rc_extent_set_add_event (self->set, g_array_index (events, gint64, i));
}

/* What was met again elsewhere, or replaced by a later record, is the same event: that one is affected. */
static gboolean
add_first_occurrence (Work     *self,
                      gint64    event,
                      GError  **error)
{
  RcDatabase *database = rc_case_get_database (self->case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT abs (of) FROM occurrence WHERE event = ?1", error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, event);
  if (!rc_database_step (database, statement, &row, error))
    return FALSE;
  if (row)
    {
      rc_extent_set_add_event (self->set, sqlite3_column_int64 (statement, 0));
      sqlite3_reset (statement);
    }
  return TRUE;
}

/* The inferences that a record of another kind is about, by the key that its format declares. */
static gboolean
add_of_record (Work     *self,
               gint64    source,
               guint64   record,
               GError  **error)
{
  g_autoptr (RcEvent) event = NULL;
  g_autoptr (RcJoin) join = NULL;
  g_autoptr (GArray) answered = NULL;
  const char *decision;
  gint64 id;

  if (!rc_event_find_at_record (self->case_file, source, record, &id, error))
    return FALSE;
  if (id == 0)
    return TRUE;
  if (!add_first_occurrence (self, id, error))
    return FALSE;

  event = rc_event_load (self->case_file, id, error);
  if (event == NULL || !rc_event_read_fields (event, self->case_file, self->reader, error))
    return FALSE;
  if (event->kind == RC_EVENT_REQUEST_PART || rc_event_kind_follows (event->kind))
    {
      join = rc_join_find_inference (self->case_file, self->reader, event, error);
      if (join == NULL)
        return FALSE;
      add_events (self, join->events);
    }
  decision = event->kind == RC_EVENT_DECISION ? rc_event_peek_field (event, RC_FIELD_DECISION) : NULL;
  if (decision == NULL)
    return TRUE;

  answered = rc_event_index_find (self->case_file, self->reader, RC_EVENT_INFERENCE, RC_EVENT_KEY_DECISION, decision,
                                  RC_JOIN_MAX_CANDIDATES, error);
  if (answered == NULL)
    return FALSE;
  add_events (self, answered);
  return TRUE;
}

static gboolean
is_same (const Work        *self,
         const RcException *other)
{
  return other->source == self->exception->source && strcmp (other->kind, self->exception->kind) == 0;
}

/* Where not all records were listed one by one, a last exception without a record tells how many more there are. */
static gboolean
apply_records (Work      *self,
               char     **out_rule,
               gboolean  *out_is_delimited,
               GError   **error)
{
  GPtrArray *exceptions = self->judgement->exceptions;

  for (guint i = 0; i < exceptions->len; i++)
    {
      const RcException *other = g_ptr_array_index (exceptions, i);

      if (is_same (self, other) && other->record == 0)
        return apply_none (self, out_rule, out_is_delimited, error);
    }

  for (guint i = 0; i < exceptions->len; i++)
    {
      const RcException *other = g_ptr_array_index (exceptions, i);
      RcRecordRange range = { other->source, (guint64) other->record, (guint64) other->record };

      if (!is_same (self, other))
        continue;
      self->n_records++;
      if (!rc_extent_set_add_range (self->set, &range, error) ||
          !add_of_record (self, other->source, (guint64) other->record, error))
        return FALSE;
    }
  *out_rule = g_strdup (_("The inferences at, or spoken of by, the records of this source of which the verification found the same."));
  return TRUE;
}

/* --- Chains --- */

static gboolean
stands_over (const RcSeal *seal,
             gint64        source,
             guint        *out_index)
{
  for (guint i = 0; i < seal->sources->len; i++)
    {
      if (g_array_index (seal->sources, gint64, i) != source)
        continue;
      *out_index = i;
      return TRUE;
    }
  return FALSE;
}

/* (nullable) */
static const RcSeal *
find_chain (const Work *self,
            guint      *out_index)
{
  for (guint i = 0; i < self->judgement->seals->len; i++)
    {
      const RcSeal *seal = g_ptr_array_index (self->judgement->seals, i);

      if (strcmp (seal->kind, "chain") == 0 && stands_over (seal, self->exception->source, out_index))
        return seal;
    }
  return NULL;
}

/* Where in the sources of the chain it begins anew: the last time at or before the place, and the first time behind it. */
static void
find_segment (const Work    *self,
              const RcSeal  *chain,
              guint          index,
              guint         *out_first_index,
              guint64       *out_first_record,
              guint         *out_last_index,
              guint64       *out_last_record)
{
  guint64 record = (guint64) self->exception->record;

  *out_first_index = 0;
  *out_first_record = 1;
  *out_last_index = chain->sources->len - 1;
  *out_last_record = G_MAXUINT64;
  for (guint i = 0; i < self->judgement->exceptions->len; i++)
    {
      const RcException *other = g_ptr_array_index (self->judgement->exceptions, i);
      guint64 at = (guint64) other->record;
      guint of;

      if (strcmp (other->kind, RC_EXCEPTION_CHAIN_RESTART) != 0 || other->record == 0 || !stands_over (chain, other->source, &of))
        continue;
      if (of < index || (of == index && at <= record))
        {
          if (of > *out_first_index || (of == *out_first_index && at > *out_first_record))
            {
              *out_first_index = of;
              *out_first_record = at;
            }
        }
      else if (of < *out_last_index || (of == *out_last_index && at - 1 < *out_last_record))
        {
          *out_last_index = of;
          *out_last_record = at - 1;
        }
    }
}

static gboolean
apply_chain (Work      *self,
             gboolean   only_behind,
             char     **out_rule,
             gboolean  *out_is_delimited,
             GError   **error)
{
  const RcSeal *chain;
  guint index, first_index, last_index;
  guint64 first_record, last_record;

  chain = find_chain (self, &index);
  if (chain == NULL || self->exception->record == 0)
    return apply_none (self, out_rule, out_is_delimited, error);

  find_segment (self, chain, index, &first_index, &first_record, &last_index, &last_record);
  if (only_behind)
    {
      first_index = index;
      first_record = (guint64) self->exception->record;
    }
  for (guint i = first_index; i <= last_index; i++)
    {
      if (!add_range (self, g_array_index (chain->sources, gint64, i), i == first_index ? first_record : 1,
                      i == last_index ? last_record : G_MAXUINT64, error))
        return FALSE;
    }
  *out_rule = g_strdup (only_behind ? _("The inferences of the same chain from this place on, up to where it begins anew.")
                                    : _("The inferences of the same chain before and behind this place, as far as it does not begin anew."));
  return TRUE;
}

/* --- Protections --- */

/* A head speaks of what comes up to it; what else stands in a file, of all that its protection covers. */
static gboolean
add_reached (Work                 *self,
             const RcSeal         *seal,
             const RcSealCarrier  *carrier,
             GError              **error)
{
  guint end;

  if (carrier == NULL || carrier->up_to_source == 0 || !stands_over (seal, carrier->up_to_source, &end))
    end = G_MAXUINT;
  for (guint i = 0; i < seal->sources->len && i <= end; i++)
    {
      if (!add_range (self, g_array_index (seal->sources, gint64, i), 1, i == end ? carrier->up_to_record : G_MAXUINT64, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_seal (Work          *self,
          const RcSeal  *seal,
          gboolean      *out_found,
          GError       **error)
{
  guint index;

  for (guint i = 0; i < seal->carriers->len; i++)
    {
      const RcSealCarrier *carrier = &g_array_index (seal->carriers, RcSealCarrier, i);

      if (carrier->source != self->exception->source)
        continue;
      *out_found = TRUE;
      return add_reached (self, seal, carrier, error);
    }
  if (!stands_over (seal, self->exception->source, &index))
    return TRUE;

  *out_found = TRUE;
  return add_reached (self, seal, NULL, error);
}

static gboolean
apply_seal (Work      *self,
            char     **out_rule,
            gboolean  *out_is_delimited,
            GError   **error)
{
  gboolean found = FALSE;

  for (guint i = 0; i < self->judgement->seals->len; i++)
    {
      if (!add_seal (self, g_ptr_array_index (self->judgement->seals, i), &found, error))
        return FALSE;
    }
  if (!found)
    return apply_none (self, out_rule, out_is_delimited, error);

  *out_rule = g_strdup (_("The inferences in the files that the same integrity protection stands over, as far as it reaches."));
  return TRUE;
}

static gboolean
apply_source (Work      *self,
              char     **out_rule,
              gboolean  *out_is_delimited,
              GError   **error)
{
  if (self->exception->source == 0)
    return apply_none (self, out_rule, out_is_delimited, error);

  *out_rule = g_strdup (_("The inferences of the same file."));
  return add_range (self, self->exception->source, 1, G_MAXUINT64, error);
}

/* --- Versions and places --- */

static gboolean
apply_windows (Work      *self,
               GArray    *windows,
               char     **out_rule,
               gboolean  *out_is_delimited,
               GError   **error)
{
  if (windows == NULL)
    return FALSE;
  if (windows->len == 0)
    {
      g_clear_pointer (out_rule, g_free);
      return apply_none (self, out_rule, out_is_delimited, error);
    }

  for (guint i = 0; i < windows->len; i++)
    {
      if (!rc_extent_set_add_window (self->set, &g_array_index (windows, RcExtentWindow, i), error))
        return FALSE;
    }
  return TRUE;
}

static Rule
find_rule (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      if (strcmp (rules[i].kind, kind) == 0)
        return rules[i].rule;
    }
  return RULE_NONE;
}

static gboolean
apply (Work      *self,
       char     **out_rule,
       gboolean  *out_is_delimited,
       GError   **error)
{
  g_autoptr (GArray) windows = NULL;

  switch (find_rule (self->exception->kind))
    {
    case RULE_RECORDS:
      return apply_records (self, out_rule, out_is_delimited, error);
    case RULE_BEHIND:
      return apply_chain (self, TRUE, out_rule, out_is_delimited, error);
    case RULE_SEGMENT:
      return apply_chain (self, FALSE, out_rule, out_is_delimited, error);
    case RULE_SEAL:
      return apply_seal (self, out_rule, out_is_delimited, error);
    case RULE_SOURCE:
      return apply_source (self, out_rule, out_is_delimited, error);
    case RULE_PLACE:
      windows = rc_extent_list_place_windows (self->case_file, self->reader, self->exception, out_rule, error);
      return apply_windows (self, windows, out_rule, out_is_delimited, error);
    case RULE_VERSION:
      windows = rc_extent_list_version_windows (self->case_file, self->reader, self->exception, out_rule, error);
      return apply_windows (self, windows, out_rule, out_is_delimited, error);
    case RULE_NONE:
    default:
      return apply_none (self, out_rule, out_is_delimited, error);
    }
}

gboolean
rc_extent_rule_apply (RcCase             *case_file,
                      RcRecordReader     *reader,
                      const RcJudgement  *judgement,
                      const RcException  *exception,
                      RcExtentSet        *set,
                      char              **out_rule,
                      gboolean           *out_is_delimited,
                      guint              *out_n_records,
                      GError            **error)
{
  g_autoptr (GPtrArray) sources = rc_source_list (case_file, error);
  Work work = {
    .case_file = case_file,
    .reader = reader,
    .judgement = judgement,
    .exception = exception,
    .set = set,
    .sources = sources,
  };

  *out_rule = NULL;
  *out_is_delimited = TRUE;
  *out_n_records = 0;
  if (sources == NULL || !apply (&work, out_rule, out_is_delimited, error))
    return FALSE;

  *out_n_records = work.n_records;
  return TRUE;
}
