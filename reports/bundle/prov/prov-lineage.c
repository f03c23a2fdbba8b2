/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/prov/prov-lineage.h"

#include <string.h>

#include "reports/bundle/prov/prov-parts.h"

/*
 * A lineage as provenance: each answer that records give is an entity, an activity or an agent, and says itself how it is known and which records it rests
 * on. Nothing is said that the lineage does not answer: a question without an answer gives nothing, one on which records disagree gives alternatives.
 */

typedef struct
{
  const char *slot;
  RcProvKind  kind;
  const char *type;
  const char *prov_type;     /* (nullable) */
} Form;

static const Form forms[] = {
  { "input", RC_PROV_ENTITY, "recount:Input", NULL },
  { "subject", RC_PROV_ENTITY, "recount:PersonConcerned", NULL },
  { "output", RC_PROV_ENTITY, "recount:Output", NULL },
  { "score", RC_PROV_ENTITY, "recount:Score", NULL },
  { "endpoint", RC_PROV_AGENT, "recount:Endpoint", "prov:SoftwareAgent" },
  { "deployment", RC_PROV_ACTIVITY, "recount:Deployment", NULL },
  { "model-version", RC_PROV_ENTITY, "recount:ModelVersion", NULL },
  { "artefact", RC_PROV_ENTITY, "recount:Artefact", NULL },
  { "run", RC_PROV_ACTIVITY, "recount:TrainingRun", NULL },
  { "dataset", RC_PROV_ENTITY, "recount:DataSet", NULL },
  { "commit", RC_PROV_ENTITY, "recount:Commit", NULL },
  { "environment", RC_PROV_ENTITY, "recount:Environment", NULL },
  { "evaluation", RC_PROV_ENTITY, "recount:Evaluation", NULL },
  { "approval", RC_PROV_ACTIVITY, "recount:Approval", NULL },
  { "documentation", RC_PROV_ENTITY, "recount:Documentation", NULL },
  { "card", RC_PROV_ENTITY, "recount:ModelCard", NULL },
  { "human-action", RC_PROV_ACTIVITY, "recount:HumanAction", NULL },
  { "final-decision", RC_PROV_ENTITY, "recount:FinalDecision", NULL },
  { "anomaly", RC_PROV_ENTITY, "recount:Anomaly", NULL },
  { "incident", RC_PROV_ENTITY, "recount:Incident", NULL },
  { "reliance", RC_PROV_ENTITY, "recount:Protection", NULL },
  { "retention", RC_PROV_ENTITY, "recount:RetentionRule", NULL },
};

static const Form *
find_form (const char *slot)
{
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      if (g_str_equal (forms[i].slot, slot))
        return &forms[i];
    }
  g_return_val_if_reached (NULL);
}

/* --- Times --- */

/* The model knows instants: a day, or a time without a zone, is none. A whole second counts as one, as clocks write them. */
static gboolean
is_instant (gint64 time_us,
            gint64 span_us)
{
  return time_us != RC_TIME_NONE && span_us < G_USEC_PER_SEC;
}

static void
add_time (RcProvStatement *statement,
          const char      *name,
          gint64           time_us)
{
  g_autofree char *text = rc_time_format_utc (time_us);

  rc_prov_statement_add (statement, name, RC_PROV_TEXT, text);
}

/* What is known of @time, at one of the two ends of an activity: an instant, or between which two it lies. */
static void
set_time (RcProvStatement *statement,
          gint64          *place,
          gint64           time_us,
          gint64           span_us)
{
  if (is_instant (time_us, span_us))
    *place = time_us;
  else if (time_us != RC_TIME_NONE)
    {
      add_time (statement, "recount:earliest", time_us);
      add_time (statement, "recount:latest", time_us + span_us);
    }
}

static void
set_fact_time (RcProvStatement       *statement,
               gint64                *place,
               const RcLineageAnswer *answer,
               RcField                field)
{
  const RcLineageFact *fact = rc_lineage_fact_find (answer->facts, rc_field_to_name (field));

  if (fact != NULL && is_instant (fact->time_us, fact->span_us))
    *place = fact->time_us;
}

/* An act of a person is at an instant; a deployment has two ends. Ends in the wrong order are facts, and no times of the model. */
static void
set_times (RcProvStatement       *statement,
           const RcLineageAnswer *answer)
{
  const RcLineageFact *time = rc_lineage_fact_find (answer->facts, rc_field_to_name (RC_FIELD_TIME));

  if (statement->kind != RC_PROV_ACTIVITY)
    return;

  if (time != NULL)
    {
      set_time (statement, &statement->start_us, time->time_us, time->span_us);
      statement->end_us = statement->start_us;
      return;
    }
  set_fact_time (statement, &statement->start_us, answer, RC_FIELD_VALID_FROM);
  set_fact_time (statement, &statement->end_us, answer, RC_FIELD_VALID_TO);
  if (statement->start_us != RC_TIME_NONE && statement->end_us != RC_TIME_NONE && statement->end_us < statement->start_us)
    statement->start_us = statement->end_us = RC_TIME_NONE;
}

/* --- What it is known by --- */

RcProvStatement *
rc_prov_builder_add_record (RcProvBuilder           *self,
                            const RcLineageCitation *cited)
{
  const RcCitation *citation = cited->citation;
  g_autofree char *id = g_strdup_printf ("evidence:record-%" G_GINT64_FORMAT "-%" G_GUINT64_FORMAT, citation->source, citation->record);
  g_autofree char *record = rc_digest_dup_hex (&citation->record_sha256), *leaf = rc_digest_dup_hex (&citation->leaf_sha256);
  RcProvStatement *statement = rc_prov_document_find (self->document, id);

  if (statement != NULL)
    return statement;

  statement = rc_prov_document_add (self->document, RC_PROV_ENTITY, id);
  rc_prov_statement_add (statement, "prov:type", RC_PROV_NAME, "recount:Record");
  rc_prov_statement_add_number (statement, "recount:source", (guint64) citation->source);
  rc_prov_statement_add_number (statement, "recount:record", citation->record);
  rc_prov_statement_add (statement, "recount:record-sha256", RC_PROV_TEXT, record);
  rc_prov_statement_add (statement, "recount:leaf-sha256", RC_PROV_TEXT, leaf);
  rc_prov_statement_add (statement, "recount:protection", RC_PROV_TEXT, rc_verdict_to_code (cited->protection));
  return statement;
}

static char *
dup_place (const RcCitation *citation)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT ":%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT "+%" G_GUINT64_FORMAT " %s", citation->source,
                          citation->record, citation->offset, citation->length, citation->locator != NULL ? citation->locator : "");
}

void
rc_prov_builder_cite (RcProvBuilder         *self,
                      RcProvStatement       *statement,
                      const RcLineageAnswer *answer)
{
  RcVerdict worst = RC_N_VERDICTS;

  rc_prov_statement_add (statement, "recount:standing", RC_PROV_TEXT, rc_standing_to_code (answer->standing));
  for (guint i = 0; i < answer->citations->len; i++)
    {
      const RcLineageCitation *cited = g_ptr_array_index (answer->citations, i);
      const RcProvStatement *record = rc_prov_builder_add_record (self, cited);
      g_autofree char *place = g_strstrip (dup_place (cited->citation));

      worst = i == 0 ? cited->protection : rc_verdict_worst (worst, cited->protection);
      rc_prov_statement_add (statement, "recount:cites", RC_PROV_NAME, record->id);
      rc_prov_statement_add (statement, "recount:place", RC_PROV_TEXT, place);
    }
  if (answer->citations->len > 0)
    rc_prov_statement_add (statement, "recount:protection", RC_PROV_TEXT, rc_verdict_to_code (worst));
}

/* --- Answers --- */

static void
add_facts (RcProvStatement *statement,
           const GPtrArray *facts)
{
  for (guint i = 0; i < facts->len; i++)
    {
      const RcLineageFact *fact = g_ptr_array_index (facts, i);
      g_autofree char *name = g_strconcat ("fact:", fact->name, NULL);

      if (*fact->value != '\0')
        rc_prov_statement_add (statement, name, RC_PROV_TEXT, fact->value);
      else if (fact->time_us != RC_TIME_NONE)
        add_time (statement, name, fact->time_us);
    }
}

static void
add_answer (RcProvBuilder       *self,
            const RcLineageSlot *slot,
            guint                index)
{
  const RcLineageAnswer *answer = g_ptr_array_index (slot->answers, index);
  const Form *form = find_form (slot->slot);
  g_autofree char *id = g_strdup_printf ("lineage:%s-%u", slot->slot, index + 1);
  RcProvStatement *statement = rc_prov_document_add (self->document, form->kind, id);
  RcProvPart *part = g_new0 (RcProvPart, 1);

  *part = (RcProvPart) { slot, answer, statement, rc_lineage_slot_is_answered (slot) };
  g_ptr_array_add (self->parts, part);

  rc_prov_statement_add_words (statement, "prov:label", slot->question, self->language);
  rc_prov_statement_add (statement, "prov:type", RC_PROV_NAME, form->type);
  rc_prov_statement_add (statement, "prov:type", RC_PROV_NAME, form->prov_type);
  if (!part->is_decided)
    {
      rc_prov_statement_add (statement, "prov:type", RC_PROV_NAME, "recount:Alternative");
      rc_prov_statement_add (statement, "recount:question", RC_PROV_TEXT, slot->undecided ? "UNDECIDED" : rc_standing_to_code (slot->standing));
      rc_prov_statement_add_words (statement, "recount:note", slot->note, self->language);
    }
  rc_prov_statement_add_words (statement, "recount:value", answer->value, self->language);
  rc_prov_statement_add (statement, "recount:masked", RC_PROV_TRUTH, answer->personal ? "true" : NULL);
  rc_prov_statement_add (statement, "recount:entity", RC_PROV_TEXT, answer->entity);
  rc_prov_statement_add (statement, "recount:identity", RC_PROV_TEXT, rc_identity_to_name (answer->identity));
  rc_prov_statement_add_words (statement, "recount:rung", slot->rung, self->language);
  set_times (statement, answer);
  add_facts (statement, answer->facts);
  rc_prov_builder_cite (self, statement, answer);
}

static void
add_slot (RcProvBuilder       *self,
          const RcLineageSlot *slot)
{
  for (guint i = 0; i < slot->answers->len; i++)
    {
      const RcLineageAnswer *answer = g_ptr_array_index (slot->answers, i);
      const RcProvStatement *about = NULL;

      if (answer->citations->len > 0)
        {
          add_answer (self, slot, i);
          about = ((const RcProvPart *) g_ptr_array_index (self->parts, self->parts->len - 1))->statement;
        }
      rc_prov_builder_add_sayings (self, slot, i, about);
    }
}

/* --- The inference itself --- */

static const RcLineageCitation *
find_own_citation (const RcLineage *lineage)
{
  for (guint i = 0; i < lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (lineage->slots, i);

      for (guint j = 0; j < slot->answers->len; j++)
        {
          const GPtrArray *citations = ((const RcLineageAnswer *) g_ptr_array_index (slot->answers, j))->citations;

          for (guint k = 0; k < citations->len; k++)
            {
              const RcLineageCitation *cited = g_ptr_array_index (citations, k);

              if (cited->citation->source == lineage->event->source && cited->citation->record == lineage->event->record)
                return cited;
            }
        }
    }

  return NULL;
}

/* An end that lies before the beginning is told as it is written, and is no time of the model. */
static void
set_inference_times (RcProvBuilder *self)
{
  const RcEvent *event = self->lineage->event;
  const char *ended = event->fields != NULL ? rc_event_peek_field (event, RC_FIELD_ENDED) : NULL;
  RcTimestamp time;

  set_time (self->inference, &self->inference->start_us, event->time_us, event->span_us);
  if (ended == NULL)
    return;
  rc_prov_statement_add (self->inference, "fact:ended", RC_PROV_TEXT, ended);
  if (rc_timestamp_parse (ended, strlen (ended), RC_ZONE_UNKNOWN, 0, &time) && is_instant (time.from_us, time.to_us - time.from_us)
      && self->inference->start_us != RC_TIME_NONE && time.from_us >= self->inference->start_us)
    self->inference->end_us = time.from_us;
}

static void
add_inference (RcProvBuilder *self)
{
  const RcLineage *lineage = self->lineage;
  const RcLineageCitation *own = find_own_citation (lineage);
  RcProvPart *part = g_new0 (RcProvPart, 1);

  self->inference = rc_prov_document_add (self->document, RC_PROV_ACTIVITY, "lineage:inference");
  *part = (RcProvPart) { NULL, NULL, self->inference, TRUE };
  g_ptr_array_add (self->parts, part);

  rc_prov_statement_add (self->inference, "prov:type", RC_PROV_NAME, "recount:Inference");
  rc_prov_statement_add (self->inference, "recount:reference", RC_PROV_TEXT, lineage->reference);
  rc_prov_statement_add (self->inference, "recount:decision", RC_PROV_TEXT, lineage->decision);
  rc_prov_statement_add_words (self->inference, "recount:led-by", lineage->led_by, self->language);
  rc_prov_statement_add (self->inference, "recount:verified", RC_PROV_TRUTH, lineage->verified ? "true" : "false");
  if (lineage->known_at_us != RC_TIME_NONE)
    add_time (self->inference, "recount:known-at", lineage->known_at_us);
  set_inference_times (self);
  if (own == NULL)
    return;
  rc_prov_statement_add (self->inference, "recount:cites", RC_PROV_NAME, rc_prov_builder_add_record (self, own)->id);
  rc_prov_statement_add (self->inference, "recount:protection", RC_PROV_TEXT, rc_verdict_to_code (own->protection));
}

static void
add_spaces (RcProvDocument  *document,
            const RcLineage *lineage,
            const RcDigest  *state)
{
  g_autofree char *hex = rc_digest_dup_hex (state);
  g_autofree char *evidence = g_strdup_printf ("urn:recount:evidence:%s:", hex);
  g_autofree char *reference = g_strdelimit (g_strdup (lineage->reference), "#", ':');
  g_autofree char *known = lineage->known_at_us != RC_TIME_NONE ? g_strdup_printf ("known-at:%" G_GINT64_FORMAT ":", lineage->known_at_us) : g_strdup ("");
  g_autofree char *own = g_strdup_printf ("urn:recount:lineage:%s:%s:%s", hex, reference, known);

  rc_prov_document_add_space (document, "recount", RC_PROV_SPACE);
  rc_prov_document_add_space (document, "fact", RC_PROV_FACT_SPACE);
  rc_prov_document_add_space (document, "evidence", evidence);
  rc_prov_document_add_space (document, "lineage", own);
}

/**
 * rc_prov_document_from_lineage:
 * @lineage: as it was built
 * @state: the evidence state: with the lineage's reference it makes the ids of one lineage its own
 * @language: the language in which the lineage was built
 *
 * What is masked in the lineage is masked here. Statements that contradict each other, or of which one cannot be told to be the answer, are alternatives:
 * their relations are attributes "recount:perhaps-…" of the one end, and no relations.
 *
 * Returns: (transfer full): the document; the same for the same lineage
 */
RcProvDocument *
rc_prov_document_from_lineage (const RcLineage *lineage,
                               const RcDigest  *state,
                               const char      *language)
{
  g_autoptr (RcProvDocument) document = rc_prov_document_new ();
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  RcProvBuilder builder = { .lineage = lineage, .language = language, .document = document, .parts = parts };

  add_spaces (document, lineage, state);
  add_inference (&builder);
  for (guint i = 0; i < lineage->slots->len; i++)
    add_slot (&builder, g_ptr_array_index (lineage->slots, i));
  rc_prov_builder_link (&builder);
  rc_prov_builder_add_exceptions (&builder);
  return g_steal_pointer (&document);
}
