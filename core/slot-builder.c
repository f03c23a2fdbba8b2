/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "slot.h"

#include <string.h>

#include "bounds.h"
#include "mask.h"
#include "slot-answer.h"
#include "slot-saying.h"
#include "slot-trace.h"
#include "words.h"

struct _RcSlotBuilder
{
  RcSlotContext *context;
  const RcSlot  *slot;
  GPtrArray     *gathered;
  RcSlotAnswer  *current;     /* the answer that was added, or added to, last */
  GPtrArray     *facts;
  GString       *note;
  const char    *rung;
  gboolean       disagree;
  gboolean       undecided;
  guint          n_later;     /* statements that may have been recorded only after the time asked for */
};

/**
 * rc_slot_builder_new:
 * @context: what the questions share; borrowed
 * @slot: the question
 *
 * Returns: (transfer full): gathers the answers of one question
 */
RcSlotBuilder *
rc_slot_builder_new (RcSlotContext *context,
                     const RcSlot  *slot)
{
  RcSlotBuilder *self = g_new0 (RcSlotBuilder, 1);

  self->context = context;
  self->slot = slot;
  self->gathered = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_slot_answer_free);
  self->facts = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_lineage_fact_free);
  self->note = g_string_new (NULL);
  return self;
}

RcSlotContext *
rc_slot_builder_get_context (RcSlotBuilder *self)
{
  return self->context;
}

void
rc_slot_builder_free (RcSlotBuilder *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->gathered);
  g_ptr_array_unref (self->facts);
  g_string_free (self->note, TRUE);
  g_free (self);
}

static RcSlotAnswer *
find_or_make (RcSlotBuilder *self,
              const char    *key,
              const char    *value,
              gboolean       personal,
              const char    *entity,
              RcIdentity     identity)
{
  RcSlotAnswer *gathered;

  for (guint i = 0; i < self->gathered->len; i++)
    {
      gathered = g_ptr_array_index (self->gathered, i);
      if (strcmp (gathered->key, key) != 0)
        continue;
      gathered->answer->identity = rc_identity_better (gathered->answer->identity, identity);
      if (gathered->answer->entity == NULL)
        gathered->answer->entity = g_strdup (entity);
      return gathered;
    }

  gathered = rc_slot_answer_new (key, value, personal, entity, identity);
  g_ptr_array_add (self->gathered, gathered);
  return gathered;
}

/**
 * rc_slot_builder_add:
 * @key: what makes two answers the same; never shown
 * @value: what people read; personal values already masked
 * @personal: whether something in @value is masked
 * @entity: (nullable): the entity that the answer names
 * @identity: how it is known that @citation speaks of the thing asked for
 * @citation: (transfer full): where it is said
 *
 * Adds an answer, or a citation more to the answer of the same @key.
 */
gboolean
rc_slot_builder_add (RcSlotBuilder  *self,
                     const char     *key,
                     const char     *value,
                     gboolean        personal,
                     const char     *entity,
                     RcIdentity      identity,
                     RcCitation     *citation,
                     GError        **error)
{
  self->current = find_or_make (self, key, value, personal, entity, identity);
  return rc_slot_answer_cite (self->current, self->context, identity, citation, error);
}

static RcSlotAnswer *
find_saying (RcSlotBuilder      *self,
             const RcSlotSaying *saying)
{
  for (guint i = 0; saying->compared != NULL && i < self->gathered->len; i++)
    {
      RcSlotAnswer *gathered = g_ptr_array_index (self->gathered, i);

      if (!gathered->is_passage && rc_slot_answer_says (gathered, saying->compared))
        return gathered;
    }

  return NULL;
}

static void
take_saying (RcSlotBuilder *self,
             RcSlotSaying  *saying)
{
  gboolean is_read = saying->saying->standing == RC_STANDING_READ;
  RcSlotAnswer *gathered = find_saying (self, saying);

  rc_slot_trace (self->context, RC_LINEAGE_STEP_ANSWERED, saying->saying->source, 0, _("“%1$s”: %2$s"), saying->value, saying->saying->words);
  if (gathered == NULL)
    {
      gathered = rc_slot_answer_new (saying->compared != NULL ? saying->compared : saying->value, saying->value, saying->is_masked, NULL,
                                     RC_IDENTITY_NONE);
      gathered->is_passage = saying->compared == NULL;
      g_ptr_array_add (self->gathered, gathered);
    }

  gathered->is_read = gathered->is_read || is_read;
  gathered->is_stated = gathered->is_stated || !is_read;
  rc_slot_builder_set_rung (self, is_read ? N_("read by a person in a document") : N_("said or entered by a person"));
  g_ptr_array_add (gathered->answer->sayings, g_steal_pointer (&saying->saying));
}

static gboolean
is_only_stated (const RcSlotAnswer *gathered)
{
  return gathered->is_stated && !gathered->is_read && !rc_slot_answer_is_recorded (gathered);
}

/* Only where one answer can be right is another one a contradiction. */
static void
note_contradictions (RcSlotBuilder *self)
{
  guint n_read = 0, n_stated = 0;

  for (guint i = 0; self->slot->single && self->gathered->len > 1 && i < self->gathered->len; i++)
    {
      const RcSlotAnswer *gathered = g_ptr_array_index (self->gathered, i);

      n_stated += is_only_stated (gathered) ? 1 : 0;
      n_read += gathered->is_read && !gathered->is_passage && !rc_slot_answer_is_recorded (gathered) ? 1 : 0;
    }

  if (n_read > 0)
    rc_slot_builder_note (self, _("What a person read in a document differs from the other answers: all are shown."));
  if (n_stated > 0)
    rc_slot_builder_note (self, _("What was said or entered differs from the other answers: it contradicts none of what is shown."));
}

/**
 * rc_slot_builder_add_sayings:
 * @sayings: (element-type RcSlotSaying): of all questions
 *
 * What is equal to an answer of a record stands beside it, and makes it no better known; what is not is an answer of its own.
 */
void
rc_slot_builder_add_sayings (RcSlotBuilder *self,
                             GPtrArray     *sayings)
{
  for (guint i = 0; i < sayings->len; i++)
    {
      RcSlotSaying *saying = g_ptr_array_index (sayings, i);

      if (strcmp (saying->slot, self->slot->id) != 0 || saying->saying == NULL)
        continue;
      if (saying->left_out == NULL)
        take_saying (self, saying);
      else
        rc_slot_trace (self->context, RC_LINEAGE_STEP_LEFT_OUT, saying->saying->source, 0, _("“%1$s” is left out, because %2$s. %3$s"),
                       saying->value, saying->left_out, saying->saying->words);
    }

  note_contradictions (self);
}

/* Of two records that give one answer, the first one's fact stays. */
static void
take_fact (GPtrArray     *facts,
           RcLineageFact *fact)
{
  if (rc_lineage_fact_find (facts, fact->name) != NULL)
    rc_lineage_fact_free (fact);
  else
    g_ptr_array_add (facts, fact);
}

/**
 * rc_slot_builder_add_fact:
 * @name: static
 * @value: (nullable): adds nothing where it is %NULL
 *
 * Says what the answer added last is made of.
 */
void
rc_slot_builder_add_fact (RcSlotBuilder *self,
                          const char    *name,
                          const char    *value,
                          gboolean       personal)
{
  g_return_if_fail (self->current != NULL);

  if (value != NULL)
    take_fact (self->current->answer->facts, rc_lineage_fact_new (name, value, personal));
}

void
rc_slot_builder_add_time_fact (RcSlotBuilder     *self,
                               const char        *name,
                               const char        *value,
                               const RcTimestamp *time)
{
  RcLineageFact *fact = rc_lineage_fact_new (name, value, FALSE);

  g_return_if_fail (self->current != NULL);

  fact->time_us = time->from_us;
  fact->span_us = time->to_us - time->from_us;
  take_fact (self->current->answer->facts, fact);
}

/**
 * rc_slot_builder_add_slot_fact:
 * @name: static
 * @time: (nullable): where the fact is a time
 *
 * Says what the answers say taken together.
 */
void
rc_slot_builder_add_slot_fact (RcSlotBuilder     *self,
                               const char        *name,
                               const char        *value,
                               const RcTimestamp *time)
{
  RcLineageFact *fact = rc_lineage_fact_new (name, value, FALSE);

  if (time != NULL)
    {
      fact->time_us = time->from_us;
      fact->span_us = time->to_us - time->from_us;
    }
  take_fact (self->facts, fact);
}

static void
add_field_fact (RcSlotBuilder *self,
                const RcEvent *event,
                RcField        field)
{
  gboolean personal = FALSE;
  g_autofree char *value = rc_mask_field (self->context->case_file, field, rc_event_peek_field (event, field), &personal);
  RcLineageFact *fact = rc_lineage_fact_new (rc_field_to_name (field), value, personal);
  RcTimestamp time;

  if (field == RC_FIELD_TIME)
    {
      fact->time_us = event->time_us;
      fact->span_us = event->span_us;
    }
  else if ((field == RC_FIELD_VALID_FROM || field == RC_FIELD_VALID_TO) &&
           rc_timestamp_parse (value, strlen (value), RC_ZONE_UNKNOWN, 0, &time))
    {
      fact->time_us = time.from_us;
      fact->span_us = time.to_us - time.from_us;
    }
  take_fact (self->current->answer->facts, fact);
}

/**
 * rc_slot_builder_add_fields:
 * @fields: ends with %RC_N_FIELDS
 *
 * Adds an answer read from several fields of @event, each cited by its own bytes; the whole record where none has a place.
 */
gboolean
rc_slot_builder_add_fields (RcSlotBuilder  *self,
                            const char     *key,
                            const char     *value,
                            gboolean        personal,
                            RcIdentity      identity,
                            const RcEvent  *event,
                            const RcField  *fields,
                            GError        **error)
{
  gboolean cited = FALSE;

  for (; *fields != RC_N_FIELDS; fields++)
    {
      const RcFieldValue *found = rc_event_peek_value (event, *fields);
      RcCitation *citation;

      if (found == NULL)
        continue;
      citation = rc_record_reader_cite (self->context->reader, event->source, event->record, found->offset, found->length,
                                        found->locator, error);
      if (citation == NULL ||
          !rc_slot_builder_add (self, key, value, personal, NULL, identity, citation, error))
        return FALSE;
      add_field_fact (self, event, *fields);
      cited = TRUE;
    }

  if (!cited)
    {
      RcCitation *citation = rc_record_reader_cite (self->context->reader, event->source, event->record, 0, G_MAXUINT64, "",
                                                    error);

      return citation != NULL &&
             rc_slot_builder_add (self, key, value, personal, NULL, identity, citation, error);
    }

  return TRUE;
}

/**
 * rc_slot_builder_peek_only_key:
 *
 * Returns: (nullable): the key of the answer, where there is exactly one
 */
const char *
rc_slot_builder_peek_only_key (const RcSlotBuilder *self)
{
  return self->gathered->len == 1 ? ((const RcSlotAnswer *) g_ptr_array_index (self->gathered, 0))->key : NULL;
}

guint
rc_slot_builder_count (const RcSlotBuilder *self)
{
  return self->gathered->len;
}

void
rc_slot_builder_note (RcSlotBuilder *self,
                      const char    *format,
                      ...)
{
  va_list arguments;

  if (self->note->len > 0)
    g_string_append_c (self->note, ' ');
  va_start (arguments, format);
  g_string_append_vprintf (self->note, format, arguments);
  va_end (arguments);
}

void
rc_slot_builder_set_rung (RcSlotBuilder *self,
                          const char    *rung)
{
  if (self->rung == NULL)
    self->rung = rung;
}

void
rc_slot_builder_disagree (RcSlotBuilder *self)
{
  self->disagree = TRUE;
}

/**
 * rc_slot_builder_set_undecided:
 *
 * The answers are those that are possible, and nothing tells which of them it is: none contradicts another.
 */
void
rc_slot_builder_set_undecided (RcSlotBuilder *self)
{
  self->undecided = TRUE;
}

void
rc_slot_builder_note_perhaps (RcSlotBuilder *self,
                              guint          n_perhaps)
{
  if (n_perhaps == 0)
    return;
  if (self->slot->single && self->gathered->len > 1)
    rc_slot_builder_set_undecided (self);

  rc_slot_builder_note (self, rc_words_plural ("Whether %u of these statements was valid at the instant the times do not tell.",
                                               "Whether %u of these statements were valid at the instant the times do not tell.", n_perhaps),
                        n_perhaps);
  rc_slot_builder_note_doubt (self);
}

void
rc_slot_builder_count_later (RcSlotBuilder *self,
                             const RcClaim *claim)
{
  self->n_later++;
  rc_slot_trace (self->context, RC_LINEAGE_STEP_TRIED, claim->source, claim->record,
                 _("A statement counts though it does not tell when it was recorded, and its file is not known to be from before the time asked "
                   "for."));
}

void
rc_slot_builder_note_doubt (RcSlotBuilder *self)
{
  g_autofree char *doubt = rc_slot_context_dup_doubt (self->context);

  if (doubt != NULL)
    rc_slot_builder_note (self, "%s", doubt);
}

/* How the standing of the question follows from those of its answers. */
static void
trace_slot (RcSlotBuilder       *self,
            const RcLineageSlot *slot)
{
  const char *text;

  if (!rc_slot_is_traced (self->context))
    return;

  for (guint i = 0; i < MIN (self->gathered->len, RC_LIMIT_LINEAGE_ANSWERS); i++)
    rc_slot_answer_trace (g_ptr_array_index (self->gathered, i), self->context);

  if (slot->standing == RC_STANDING_NOTHING)
    text = _("None of these ways led to a record that answers.");
  else if (slot->undecided)
    text = _("Each of these answers is possible, and nothing tells which it is. None contradicts another.");
  else if (self->disagree)
    text = _("The records contradict each other in what they say together, even where their values are equal; the note says in what.");
  else if (slot->standing == RC_STANDING_DISAGREE)
    text = _("Only one answer can be right, and different ones are given: each is shown with its own protection, and none is chosen.");
  else if (self->gathered->len > 1)
    text = _("These answers stand beside each other. The question is known as well as the one of them that is known least; what people "
             "read or said beside records counts for nothing there.");
  else
    return;

  rc_slot_trace (self->context, RC_LINEAGE_STEP_WEIGHED, 0, 0, "%s", text);
}

/* "One record, not protected" would be half the truth of a protected record that only a name, or a record that was changed, leads to. */
static void
note_protected_in_vain (RcSlotBuilder *self)
{
  guint n = 0;
  gboolean has_failed = FALSE;

  for (guint i = 0; i < self->gathered->len; i++)
    {
      const RcSlotAnswer *gathered = g_ptr_array_index (self->gathered, i);

      for (guint j = 0; gathered->answer->standing == RC_STANDING_SINGLE && j < gathered->answer->citations->len; j++)
        {
          const RcLineageCitation *cited = g_ptr_array_index (gathered->answer->citations, j);

          if (cited->protection != RC_VERDICT_VALID)
            continue;
          n++;
          has_failed = has_failed || gathered->has_failed;
          break;
        }
    }

  if (has_failed)
    rc_slot_builder_note (self, _("The record is protected; the inference's own record, from which the way to it begins, failed its check."));
  else if (n > 0)
    rc_slot_builder_note (self, _("The record is protected; that it speaks of this inference rests on names, not on a digest."));
}

static int
compare_keys (gconstpointer a,
              gconstpointer b)
{
  return memcmp (a, b, sizeof (RcDigest));
}

static void
list_answers (RcSlotBuilder *self,
              RcLineageSlot *slot)
{
  guint listed = MIN (self->gathered->len, RC_LIMIT_LINEAGE_ANSWERS);

  for (guint i = 0; i < self->gathered->len; i++)
    g_array_append_val (slot->keys, ((const RcSlotAnswer *) g_ptr_array_index (self->gathered, i))->answer->key);
  g_array_sort (slot->keys, compare_keys);

  for (guint i = 0; i < listed; i++)
    {
      RcSlotAnswer *gathered = g_ptr_array_index (self->gathered, i);

      g_ptr_array_add (slot->answers, g_steal_pointer (&gathered->answer));
    }
  if (self->gathered->len > listed)
    rc_slot_builder_note (self, rc_words_plural ("%u further answer is not listed here.", "%u further answers are not listed here.",
                                                 self->gathered->len - listed), self->gathered->len - listed);
}

/* What is missing, and for each system whose exports came, which other one to ask for. */
static void
note_missing (RcSlotBuilder *self)
{
  g_auto (GStrv) asks = rc_exporting_system_dup_asks (self->context->systems, self->slot->id);

  rc_slot_builder_note (self, "%s", _(self->slot->missing));
  for (guint i = 0; asks[i] != NULL; i++)
    rc_slot_builder_note (self, "%s.", asks[i]);
}

/**
 * rc_slot_builder_finish:
 *
 * Decides the standing of each answer and of the question. The builder is empty afterwards.
 *
 * Returns: (transfer full): the question with its answers
 */
RcLineageSlot *
rc_slot_builder_finish (RcSlotBuilder *self)
{
  RcLineageSlot *slot = g_new0 (RcLineageSlot, 1);

  for (guint i = 0; i < self->gathered->len; i++)
    {
      RcSlotAnswer *gathered = g_ptr_array_index (self->gathered, i);

      gathered->answer->standing = rc_slot_answer_decide (gathered);
    }

  slot->slot = self->slot->id;
  slot->group = _(self->slot->group);
  slot->question = _(self->slot->question);
  slot->rung = self->rung != NULL ? _(self->rung) : NULL;
  slot->standing = rc_slot_answers_decide (self->gathered, self->slot->single && !self->undecided, self->disagree);
  slot->undecided = self->undecided;
  trace_slot (self, slot);
  slot->steps = rc_lineage_trace_end_question (self->context->trace);
  slot->answers = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_lineage_answer_free);
  slot->keys = g_array_new (FALSE, FALSE, sizeof (RcDigest));
  if (slot->standing == RC_STANDING_SINGLE)
    note_protected_in_vain (self);
  if (self->n_later > 0)
    rc_slot_builder_note (self, rc_words_plural ("Whether %u statement had been recorded by the time asked for cannot be told.",
                                                 "Whether %u statements had been recorded by the time asked for cannot be told.",
                                                 self->n_later), self->n_later);
  list_answers (self, slot);
  if (slot->standing == RC_STANDING_NOTHING || slot->standing == RC_STANDING_STATED)
    note_missing (self);

  if (self->note->len > 0)
    slot->note = g_strdup (self->note->str);
  slot->facts = g_steal_pointer (&self->facts);
  self->facts = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_lineage_fact_free);
  self->current = NULL;
  g_ptr_array_set_size (self->gathered, 0);
  return slot;
}
