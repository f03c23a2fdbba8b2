/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "slot-answer.h"

#include <string.h>

#include "slot-trace.h"
#include "source-controller.h"
#include "words.h"

RcSlotAnswer *
rc_slot_answer_new (const char *key,
                    const char *value,
                    gboolean    personal,
                    const char *entity,
                    RcIdentity  identity)
{
  RcSlotAnswer *self = g_new0 (RcSlotAnswer, 1);

  self->key = g_strdup (key);
  self->records = g_ptr_array_new_with_free_func (g_free);
  self->controllers = g_ptr_array_new_with_free_func (g_free);
  self->answer = g_new0 (RcLineageAnswer, 1);
  self->answer->value = g_strdup (value);
  self->answer->personal = personal;
  self->answer->entity = g_strdup (entity);
  self->answer->identity = identity;
  self->answer->citations = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_lineage_citation_free);
  self->answer->facts = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_lineage_fact_free);
  self->answer->sayings = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_lineage_saying_free);
  rc_digest_compute (key, strlen (key), &self->answer->key);
  return self;
}

void
rc_slot_answer_free (RcSlotAnswer *self)
{
  if (self == NULL)
    return;

  rc_lineage_answer_free (self->answer);
  g_ptr_array_unref (self->records);
  g_ptr_array_unref (self->controllers);
  g_free (self->key);
  g_free (self);
}

/* --- What speaks for it --- */

static gboolean
cites_already (const RcSlotAnswer *self,
               const RcCitation   *citation)
{
  for (guint i = 0; i < self->answer->citations->len; i++)
    {
      const RcLineageCitation *other = g_ptr_array_index (self->answer->citations, i);

      if (other->citation->source == citation->source && other->citation->record == citation->record &&
          other->citation->offset == citation->offset && other->citation->length == citation->length &&
          g_strcmp0 (other->citation->locator, citation->locator) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
cites_record (const RcSlotAnswer *self,
              const RcCitation   *citation)
{
  for (guint i = 0; i < self->answer->citations->len; i++)
    {
      const RcLineageCitation *other = g_ptr_array_index (self->answer->citations, i);

      if (other->citation->source == citation->source && other->citation->record == citation->record)
        return TRUE;
    }

  return FALSE;
}

/* Two sources that give a record of the same bytes are a copy, and several records of one source are one voice. */
static gboolean
is_heard (const RcSlotAnswer *self,
          gint64              origin,
          const char         *record_hex)
{
  g_autofree char *prefix = g_strdup_printf ("%" G_GINT64_FORMAT " ", origin);

  for (guint i = 0; i < self->records->len; i++)
    {
      const char *record = g_ptr_array_index (self->records, i);

      if (g_str_has_prefix (record, prefix) || g_str_has_suffix (record, record_hex))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_same_controller (gconstpointer a,
                    gconstpointer b)
{
  return rc_source_controller_equal (a, b);
}

static gboolean
weigh (RcSlotAnswer     *self,
       RcSlotContext    *context,
       const RcCitation *citation,
       GError          **error)
{
  const RcSource *origin = rc_slot_context_get_origin (context, citation->source, error);
  g_autofree char *hex = rc_digest_dup_hex (&citation->record_sha256);
  const char *controller;

  if (origin == NULL || !rc_slot_context_get_controller (context, citation->source, &controller, error))
    return FALSE;
  if (is_heard (self, origin->id, hex))
    {
      self->n_copies += cites_record (self, citation) ? 0 : 1;
      return TRUE;
    }

  g_ptr_array_add (self->records, g_strdup_printf ("%" G_GINT64_FORMAT " %s", origin->id, hex));
  if (rc_source_controller_is_known (controller) &&
      !g_ptr_array_find_with_equal_func (self->controllers, controller, is_same_controller, NULL))
    g_ptr_array_add (self->controllers, g_strdup (controller));
  return TRUE;
}

static void
trace_citation (const RcSlotAnswer *self,
                RcSlotContext      *context,
                RcIdentity          identity,
                const RcCitation   *citation,
                RcVerdict           protection)
{
  gboolean is_own = citation->source == context->event->source && citation->record == context->event->record;

  if (is_own)
    rc_slot_trace (context, RC_LINEAGE_STEP_ANSWERED, citation->source, citation->record,
                   _("“%1$s” rests on the inference's own record. Its protection: %2$s."), self->answer->value,
                   rc_verdict_sentence (protection));
  else
    rc_slot_trace (context, RC_LINEAGE_STEP_ANSWERED, citation->source, citation->record,
                   _("“%1$s” rests on this record; %2$s. Its protection: %3$s."), self->answer->value, rc_slot_identity_words (identity),
                   rc_verdict_sentence (protection));
}

/* Whether a record that was changed is on the way: the citing one, or the inference's own, which names the model, the place and the time. */
static gboolean
see_failure (RcSlotAnswer   *self,
             RcSlotContext  *context,
             RcVerdict       protection,
             GError        **error)
{
  RcVerdict own;

  if (!rc_slot_context_get_protection (context, context->event->source, context->event->record, &own, error))
    return FALSE;

  self->has_failed = self->has_failed || rc_verdict_group (own) == RC_VERDICT_GROUP_FAILED ||
                     rc_verdict_group (protection) == RC_VERDICT_GROUP_FAILED;
  return TRUE;
}

/**
 * rc_slot_answer_cite:
 * @identity: how it is known that @citation speaks of the thing asked for
 * @citation: (transfer full): where it is said
 */
gboolean
rc_slot_answer_cite (RcSlotAnswer   *self,
                     RcSlotContext  *context,
                     RcIdentity      identity,
                     RcCitation     *citation,
                     GError        **error)
{
  g_autoptr (RcCitation) owned = citation;
  RcLineageCitation *cited;
  RcVerdict protection;

  if (!rc_slot_context_get_protection (context, citation->source, citation->record, &protection, error) ||
      !see_failure (self, context, protection, error) || !weigh (self, context, citation, error))
    return FALSE;

  if (protection == RC_VERDICT_VALID)
    {
      self->is_protected = TRUE;
      self->is_sealed = self->is_sealed || identity == RC_IDENTITY_NONE || identity == RC_IDENTITY_STRONG;
    }
  rc_slot_context_touch (context, citation->source, citation->record);
  trace_citation (self, context, identity, citation, protection);
  if (cites_already (self, citation))
    return TRUE;

  cited = g_new0 (RcLineageCitation, 1);
  cited->citation = g_steal_pointer (&owned);
  cited->protection = protection;
  g_ptr_array_add (self->answer->citations, cited);
  return TRUE;
}

static gboolean
is_same_text (const char *a,
              const char *b)
{
  g_autofree char *left = g_utf8_casefold (a, -1);
  g_autofree char *right = g_utf8_casefold (b, -1);

  return strcmp (g_strstrip (left), g_strstrip (right)) == 0;
}

/**
 * rc_slot_answer_says:
 * @text: what a person read or said, valid UTF-8
 *
 * A person may write the score alone where the record answers with score and threshold: a part of an answer is the same answer.
 *
 * Returns: whether @text is this answer, capitals and outer blanks aside
 */
gboolean
rc_slot_answer_says (const RcSlotAnswer *self,
                     const char         *text)
{
  if (is_same_text (self->key, text) || (!self->answer->personal && is_same_text (self->answer->value, text)))
    return TRUE;

  for (guint i = 0; i < self->answer->facts->len; i++)
    {
      const RcLineageFact *fact = g_ptr_array_index (self->answer->facts, i);

      if (!fact->personal && fact->value != NULL && is_same_text (fact->value, text))
        return TRUE;
    }

  return FALSE;
}

gboolean
rc_slot_answer_is_recorded (const RcSlotAnswer *self)
{
  return self->records->len > 0;
}

static RcStandingInput
get_input (const RcSlotAnswer *self)
{
  return (RcStandingInput) {
    .sealed = self->is_protected && !self->has_failed,
    .identities_strong = self->is_sealed,
    .n_records = self->records->len,
    .n_controllers = self->controllers->len,
    .read = self->is_read,
    .stated = self->is_stated,
  };
}

RcStanding
rc_slot_answer_decide (const RcSlotAnswer *self)
{
  RcStandingInput input = get_input (self);

  return rc_standing_decide (&input);
}

/* What was read in a document can contradict a record, or another document; what was only said contradicts nothing. */
static gboolean
can_contradict (const RcSlotAnswer *self)
{
  return rc_slot_answer_is_recorded (self) || (self->is_read && !self->is_passage);
}

/**
 * rc_slot_answers_decide:
 *
 * Several answers that stand beside each other are known as well as the one that is known least. Where records answer, what people read or
 * said beside them makes the question neither better nor worse known; and where people read something, what they said.
 *
 * Returns: the standing of the question
 */
RcStanding
rc_slot_answers_decide (const GPtrArray *answers,
                        gboolean         single,
                        gboolean         disagree)
{
  guint n_recorded = 0, n_read = 0, n_contradicting = 0;
  RcStandingInput input = { 0 };
  RcStanding standing = RC_STANDING_SEALED;

  for (guint i = 0; i < answers->len; i++)
    {
      const RcSlotAnswer *answer = g_ptr_array_index (answers, i);

      n_recorded += rc_slot_answer_is_recorded (answer) ? 1 : 0;
      n_read += answer->is_read ? 1 : 0;
      n_contradicting += can_contradict (answer) ? 1 : 0;
    }

  input.disagree = disagree || (single && n_contradicting > 1);
  if (input.disagree || answers->len == 0)
    return rc_standing_decide (&input);

  for (guint i = 0; i < answers->len; i++)
    {
      const RcSlotAnswer *answer = g_ptr_array_index (answers, i);

      if (n_recorded > 0 ? rc_slot_answer_is_recorded (answer) : n_read == 0 || answer->is_read)
        standing = MAX (standing, rc_slot_answer_decide (answer));
    }

  return standing;
}

/* --- Why so --- */

static void
append_parties (const RcSlotAnswer *self,
                GString            *text)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < self->controllers->len; i++)
    g_string_append_printf (names, "%s“%s”", i > 0 ? ", " : "", (const char *) g_ptr_array_index (self->controllers, i));

  if (self->controllers->len == 0)
    g_string_append_printf (text, _(" Nobody said who controls the records: they count as of one party."));
  else if (self->controllers->len == 1 && self->records->len > 1)
    g_string_append_printf (text, _(" As far as anybody said, the records are all controlled by %s: they count as of one party."), names->str);
  else if (self->controllers->len > 1)
    g_string_append_printf (text, _(" The records are controlled by %s."), names->str);
}

static void
append_protection (const RcSlotAnswer *self,
                   RcSlotContext      *context,
                   GString            *text)
{
  if (!context->verified)
    g_string_append (text, _(" No protection counts: the evidence was not checked as it is now."));
  else if (self->has_failed)
    g_string_append (text, _(" No protection carries over to the answer, because a record on the way to it failed its check: it, or the inference's own."));
  else if (!self->is_protected)
    g_string_append (text, _(" Not better, because no seal that holds covers a record that it rests on."));
  else
    g_string_append (text,
                     _(" The record itself is protected. That does not carry over to the answer, because the way to it rests on names, "
                       "keys or a person's link, not on a digest."));
}

/* The lines of the table above the one that applied, and what each of them lacked. */
static void
append_reasons (const RcSlotAnswer *self,
                RcSlotContext      *context,
                GString            *text)
{
  RcStanding standing = self->answer->standing;
  guint n = self->records->len;

  if (standing == RC_STANDING_SEALED)
    g_string_append (text,
                     _(" A record that it rests on is covered by a seal that holds, by an accepted key, and no name had to be trusted "
                       "on the way."));
  else if (n > 0)
    append_protection (self, context, text);

  if (n > 1)
    g_string_append_printf (text, rc_words_plural (" It rests on %u record.", " It rests on %u records.", n), n);
  else if (n == 1 && standing != RC_STANDING_SEALED)
    g_string_append (text, _(" It rests on one record only."));
  if (n > 1)
    append_parties (self, text);
  if (self->n_copies > 0)
    g_string_append_printf (text, rc_words_plural (" %u more is a copy, or is out of the same file: it does not count again.",
                                                   " %u more are copies, or are out of the same files: they do not count again.",
                                                   self->n_copies), self->n_copies);
  if (n == 0)
    g_string_append (text, self->is_read ? _(" It rests on no record: a person read it.")
                                         : _(" It rests on no record or document: it was only said."));
  else if (self->is_read || self->is_stated)
    g_string_append (text, _(" That a person read or said the same does not make it better known."));
}

void
rc_slot_answer_trace (const RcSlotAnswer *self,
                      RcSlotContext      *context)
{
  g_autoptr (GString) text = NULL;

  if (!rc_slot_is_traced (context))
    return;

  text = g_string_new (NULL);
  g_string_append_printf (text, _("“%1$s” counts as “%2$s”."), self->answer->value, rc_standing_sentence (self->answer->standing));
  append_reasons (self, context, text);
  rc_slot_trace (context, RC_LINEAGE_STEP_WEIGHED, 0, 0, "%s", text->str);
}
