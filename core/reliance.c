/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reliance.h"

#include <string.h>

#include "core/seals/key-search.h"
#include "verify.h"

typedef struct
{
  RcCase            *case_file;
  const RcEvent     *event;
  RcSource          *source;
  RcJudgement       *judgement;
  GPtrArray         *sources;
  GPtrArray         *anchors;
  RcReliance        *reliance;
} Work;

static void
work_clear (Work *self)
{
  g_clear_pointer (&self->source, rc_source_free);
  g_clear_pointer (&self->judgement, rc_judgement_free);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  g_clear_pointer (&self->anchors, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

static void
protection_clear (RcRelianceProtection *self)
{
  g_free (self->key_owner);
  g_free (self->key_how);
}

void
rc_reliance_free (RcReliance *self)
{
  if (self == NULL)
    return;

  protection_clear (&self->chain);
  protection_clear (&self->list);
  g_free (self->fault);
  g_free (self);
}

static const RcSource *
find_source (const Work *work,
             gint64      id)
{
  for (guint i = 0; i < work->sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (work->sources, i);

      if (source->id == id)
        return source;
    }

  return NULL;
}

/* --- Who vouches --- */

/* A statement about the head of a chain stands beside the log that it speaks of, or in a folder below. */
static gboolean
signs_head_beside (const Work   *work,
                   const RcSeal *signature)
{
  const char *slash = strrchr (work->source->name, '/');
  gsize folder = slash != NULL ? (gsize) (slash - work->source->name) + 1 : 0;

  for (guint i = 0; i < signature->sources->len; i++)
    {
      const RcSource *signed_source = find_source (work, g_array_index (signature->sources, gint64, i));

      if (signed_source != NULL && g_strcmp0 (signed_source->importer, "chain-head") == 0 &&
          strncmp (signed_source->name, work->source->name, folder) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
add_key (RcRelianceProtection   *protection,
         const RcAnchor *anchor)
{
  protection->keys++;
  g_free (protection->key_owner);
  g_free (protection->key_how);
  protection->key_owner = g_strdup (anchor->owner);
  protection->key_how = g_strdup (anchor->how);
}

/* The accepted keys that a good signature over the list, or over a head of the chain, was made with. */
static void
find_keys (Work         *work,
           const RcSeal *seal,
           RcRelianceProtection *protection)
{
  gboolean is_chain = protection == &work->reliance->chain;

  for (guint i = 0; protection->verdict == RC_VERDICT_VALID && i < work->anchors->len; i++)
    {
      const RcAnchor *anchor = g_ptr_array_index (work->anchors, i);
      gboolean vouches = FALSE;

      for (guint j = 0; !vouches && j < work->judgement->seals->len; j++)
        {
          const RcSeal *signature = g_ptr_array_index (work->judgement->seals, j);

          vouches = signature->signature == RC_VERDICT_VALID && signature->anchor == RC_VERDICT_VALID &&
                    rc_key_search_names_key (signature, anchor) &&
                    (is_chain ? signs_head_beside (work, signature) : strcmp (signature->name, seal->name) == 0);
        }
      if (vouches)
        add_key (protection, anchor);
    }

  if (protection->keys != 1)
    {
      g_clear_pointer (&protection->key_owner, g_free);
      g_clear_pointer (&protection->key_how, g_free);
    }
}

/* --- The stretch around the record --- */

/* Two stretches that heads vouch for may stand side by side with a break between them: no further than to the next break. */
static void
clip_at_breaks (Work         *work,
                RcRelianceProtection *protection)
{
  guint64 record = work->event->record;

  for (guint i = 0; i < work->judgement->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (work->judgement->exceptions, i);
      guint64 place = (guint64) exception->record;

      if (exception->source != work->event->source || exception->record <= 0)
        continue;
      if (place > record)
        protection->last_record = MIN (protection->last_record, place - 1);
      else if (place < record)
        protection->first_record = MAX (protection->first_record, place + 1);
      else
        protection->first_record = record;
    }
}

/* The events of a source stand in the order of its records. */
static gint64
find_time (Work    *work,
           guint64  record)
{
  gint64 low = work->source->first_event;
  gint64 high = low + (gint64) work->source->event_rows;

  while (low < high)
    {
      gint64 middle = low + (high - low) / 2;
      g_autoptr (RcEvent) event = rc_event_load (work->case_file, middle, NULL);

      if (event == NULL || event->source != work->source->id)
        return RC_TIME_NONE;
      if (event->record == record)
        return event->time_us;
      if (event->record < record)
        low = middle + 1;
      else
        high = middle;
    }

  return RC_TIME_NONE;
}

static void
take_cover (Work              *work,
            const RcSealCover *cover)
{
  const RcSeal *seal = rc_judgement_find_seal (work->judgement, cover->seal);
  gboolean is_chain = seal != NULL && strcmp (seal->kind, "chain") == 0;
  gboolean is_list = seal != NULL && strcmp (seal->kind, "digest-list") == 0;
  RcRelianceProtection *protection = is_chain ? &work->reliance->chain : &work->reliance->list;

  if (!is_chain && !is_list)
    return;
  if (protection->present && rc_verdict_worst (protection->verdict, cover->protection) == protection->verdict)
    return;

  protection->present = TRUE;
  protection->verdict = cover->protection;
  protection->first_record = cover->first_record;
  protection->last_record = cover->last_record;
  protection->keys = 0;
  find_keys (work, seal, protection);
  if (!is_chain)
    return;

  clip_at_breaks (work, protection);
  work->reliance->chain_begins_us = find_time (work, protection->first_record);
  work->reliance->chain_ends_us = find_time (work, protection->last_record);
  work->reliance->end_open = seal->completeness != RC_VERDICT_VALID;
}

static gboolean
tells_of_protection (const char *kind)
{
  static const char * const kinds[] = {
    RC_EXCEPTION_RECORD_ALTERED, RC_EXCEPTION_RECORD_REHASHED, RC_EXCEPTION_CHAIN_FORK, RC_EXCEPTION_RECORD_REPLAYED,
    RC_EXCEPTION_DIGEST_MISMATCH,
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kind, kinds[i]) == 0)
      return TRUE;

  return FALSE;
}

static void
find_fault (Work *work)
{
  for (guint i = 0; work->reliance->fault == NULL && i < work->judgement->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (work->judgement->exceptions, i);

      if (exception->source == work->event->source && (guint64) exception->record == work->event->record &&
          tells_of_protection (exception->kind))
        work->reliance->fault = g_strdup (exception->kind);
    }
}

static gboolean
is_edited (const RcJudgement *judgement)
{
  for (guint i = 0; i < judgement->exceptions->len; i++)
    if (rc_exception_is_of_case (((const RcException *) g_ptr_array_index (judgement->exceptions, i))->kind))
      return TRUE;

  return FALSE;
}

/**
 * rc_reliance_build:
 * @event: an event of the case
 *
 * Of several protections of one kind over the record the worst one counts.
 *
 * Returns: (transfer full): how far the record can be relied on
 */
RcReliance *
rc_reliance_build (RcCase         *case_file,
                   const RcEvent  *event,
                   GError        **error)
{
  g_autoptr (RcReliance) self = g_new0 (RcReliance, 1);
  g_auto (Work) work = { .case_file = case_file, .event = event, .reliance = self };
  gboolean current = FALSE;

  self->chain_begins_us = self->chain_ends_us = RC_TIME_NONE;
  work.source = rc_source_load (rc_case_get_database (case_file), event->source, error);
  work.judgement = work.source != NULL ? rc_verify_load (case_file, &current, error) : NULL;
  work.sources = work.judgement != NULL ? rc_source_list (case_file, error) : NULL;
  work.anchors = work.sources != NULL ? rc_trust_list (case_file, error) : NULL;
  if (work.anchors == NULL)
    return NULL;

  self->judged = current && !is_edited (work.judgement);
  self->decisions = work.judgement->decisions;
  if (!rc_decision_totals_complete (&self->decisions, case_file, NULL, error))
    return NULL;
  for (guint i = 0; self->judged && i < work.judgement->covers->len; i++)
    {
      const RcSealCover *cover = &g_array_index (work.judgement->covers, RcSealCover, i);

      if (cover->source == event->source && cover->first_record <= event->record && event->record <= cover->last_record)
        take_cover (&work, cover);
    }
  if (self->judged)
    find_fault (&work);
  return g_steal_pointer (&self);
}
