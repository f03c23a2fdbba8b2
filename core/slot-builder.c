/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "slot.h"

#include <string.h>

#include "bounds.h"
#include "mask.h"
#include "source-controller.h"
#include "words.h"

/* An answer with what its standing is decided from. */
typedef struct
{
  char            *key;
  RcLineageAnswer *answer;
  gboolean         sealed;        /* a protected record says it, reached by strong identities */
  GPtrArray       *records;       /* of char*: origin and content of each record that says it */
  GPtrArray       *controllers;   /* of char*: the known parties */
} Gathered;

struct _RcSlotBuilder
{
  RcSlotContext *context;
  const RcSlot  *slot;
  GPtrArray     *gathered;
  Gathered      *current;     /* the answer that was added, or added to, last */
  GPtrArray     *facts;
  GString       *note;
  const char    *rung;
  gboolean       disagree;
};

static void
gathered_free (gpointer data)
{
  Gathered *gathered = data;

  rc_lineage_answer_free (gathered->answer);
  g_ptr_array_unref (gathered->records);
  g_ptr_array_unref (gathered->controllers);
  g_free (gathered->key);
  g_free (gathered);
}

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
  self->gathered = g_ptr_array_new_with_free_func (gathered_free);
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

static Gathered *
find_or_make (RcSlotBuilder *self,
              const char    *key,
              const char    *value,
              gboolean       personal,
              const char    *entity,
              RcIdentity     identity)
{
  Gathered *gathered;

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

  gathered = g_new0 (Gathered, 1);
  gathered->key = g_strdup (key);
  gathered->records = g_ptr_array_new_with_free_func (g_free);
  gathered->controllers = g_ptr_array_new_with_free_func (g_free);
  gathered->answer = g_new0 (RcLineageAnswer, 1);
  gathered->answer->value = g_strdup (value);
  gathered->answer->personal = personal;
  gathered->answer->entity = g_strdup (entity);
  gathered->answer->identity = identity;
  gathered->answer->citations = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_lineage_citation_free);
  gathered->answer->facts = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_lineage_fact_free);
  g_ptr_array_add (self->gathered, gathered);
  return gathered;
}

static gboolean
cites_already (const Gathered   *gathered,
               const RcCitation *citation)
{
  for (guint i = 0; i < gathered->answer->citations->len; i++)
    {
      const RcLineageCitation *other = g_ptr_array_index (gathered->answer->citations, i);

      if (other->citation->source == citation->source && other->citation->record == citation->record &&
          other->citation->offset == citation->offset && other->citation->length == citation->length &&
          g_strcmp0 (other->citation->locator, citation->locator) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Two sources that give a record of the same bytes are a copy, and several records of one source are one voice. */
static gboolean
is_heard (const Gathered *gathered,
          gint64          origin,
          const char     *record_hex)
{
  g_autofree char *prefix = g_strdup_printf ("%" G_GINT64_FORMAT " ", origin);

  for (guint i = 0; i < gathered->records->len; i++)
    {
      const char *record = g_ptr_array_index (gathered->records, i);

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
weigh (RcSlotBuilder    *self,
       Gathered         *gathered,
       const RcCitation *citation,
       GError          **error)
{
  const RcSource *origin = rc_slot_context_get_origin (self->context, citation->source, error);
  g_autofree char *hex = rc_digest_dup_hex (&citation->record_sha256);
  const char *controller;

  if (origin == NULL || !rc_slot_context_get_controller (self->context, citation->source, &controller, error))
    return FALSE;
  if (is_heard (gathered, origin->id, hex))
    return TRUE;

  g_ptr_array_add (gathered->records, g_strdup_printf ("%" G_GINT64_FORMAT " %s", origin->id, hex));
  if (rc_source_controller_is_known (controller) &&
      !g_ptr_array_find_with_equal_func (gathered->controllers, controller, is_same_controller, NULL))
    g_ptr_array_add (gathered->controllers, g_strdup (controller));
  return TRUE;
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
  g_autoptr (RcCitation) owned = citation;
  Gathered *gathered = find_or_make (self, key, value, personal, entity, identity);
  RcLineageCitation *cited;
  RcVerdict protection;

  self->current = gathered;
  if (!rc_slot_context_get_protection (self->context, citation->source, citation->record, &protection, error) ||
      !weigh (self, gathered, citation, error))
    return FALSE;

  if (protection == RC_VERDICT_VALID && (identity == RC_IDENTITY_NONE || identity == RC_IDENTITY_STRONG))
    gathered->sealed = TRUE;
  rc_slot_context_touch (self->context, citation->source, citation->record);
  if (cites_already (gathered, citation))
    return TRUE;
  cited = g_new0 (RcLineageCitation, 1);
  cited->citation = g_steal_pointer (&owned);
  cited->protection = protection;
  g_ptr_array_add (gathered->answer->citations, cited);
  return TRUE;
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
  return self->gathered->len == 1 ? ((const Gathered *) g_ptr_array_index (self->gathered, 0))->key : NULL;
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

static RcStanding
decide_answer (const Gathered *gathered)
{
  RcStandingInput input = {
    .sealed = gathered->sealed,
    .identities_strong = gathered->sealed,
    .n_records = gathered->records->len,
    .n_controllers = gathered->controllers->len,
  };

  return rc_standing_decide (&input);
}

/* Several answers that stand beside each other are known as well as the one that is known least. */
static RcStanding
decide_slot (const RcSlotBuilder *self)
{
  RcStandingInput input = {
    .disagree = self->disagree || (self->slot->single && self->gathered->len > 1),
  };
  RcStanding standing = rc_standing_decide (&input);

  if (standing != RC_STANDING_NOTHING || self->gathered->len == 0)
    return standing;

  standing = RC_STANDING_SEALED;
  for (guint i = 0; i < self->gathered->len; i++)
    {
      const Gathered *gathered = g_ptr_array_index (self->gathered, i);

      standing = MAX (standing, gathered->answer->standing);
    }

  return standing;
}

/* "One record, not protected" would be half the truth of a protected record that only a name leads to. */
static void
note_protected_by_name (RcSlotBuilder *self)
{
  guint n = 0;

  for (guint i = 0; i < self->gathered->len; i++)
    {
      const Gathered *gathered = g_ptr_array_index (self->gathered, i);

      for (guint j = 0; gathered->answer->standing == RC_STANDING_SINGLE && j < gathered->answer->citations->len; j++)
        {
          const RcLineageCitation *cited = g_ptr_array_index (gathered->answer->citations, j);

          if (cited->protection != RC_VERDICT_VALID)
            continue;
          n++;
          break;
        }
    }

  if (n > 0)
    rc_slot_builder_note (self, _("The record is protected; that it speaks of this inference rests on names, not on a digest."));
}

static void
list_answers (RcSlotBuilder *self,
              RcLineageSlot *slot)
{
  guint listed = MIN (self->gathered->len, RC_LIMIT_LINEAGE_ANSWERS);

  for (guint i = 0; i < listed; i++)
    {
      Gathered *gathered = g_ptr_array_index (self->gathered, i);

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
      Gathered *gathered = g_ptr_array_index (self->gathered, i);

      gathered->answer->standing = decide_answer (gathered);
    }

  slot->slot = self->slot->id;
  slot->group = _(self->slot->group);
  slot->question = _(self->slot->question);
  slot->rung = self->rung != NULL ? _(self->rung) : NULL;
  slot->standing = decide_slot (self);
  slot->answers = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_lineage_answer_free);
  if (slot->standing == RC_STANDING_SINGLE)
    note_protected_by_name (self);
  list_answers (self, slot);
  if (slot->standing == RC_STANDING_NOTHING)
    note_missing (self);

  if (self->note->len > 0)
    slot->note = g_strdup (self->note->str);
  slot->facts = g_steal_pointer (&self->facts);
  self->facts = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_lineage_fact_free);
  self->current = NULL;
  g_ptr_array_set_size (self->gathered, 0);
  return slot;
}
