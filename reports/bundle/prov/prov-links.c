/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/prov/prov-parts.h"

#include "core/timestamp.h"

/*
 * The relations of the model, as far as a question of the lineage is about them. Each is between answers that are decided, and carries how the one of them
 * that says it is known.
 */

#define INFERENCE "inference"

/* Whether two answers are related, beyond that both are there. */
typedef gboolean (*Condition) (const RcProvPart *subject,
                               const RcProvPart *object);

typedef struct
{
  const char *subject;
  RcProvKind  kind;
  const char *object;
  const char *said_by;       /* of the two */
  Condition   condition;     /* (nullable) */
} Link;

static const char *
peek_fact (const RcProvPart *part,
           const char       *name)
{
  return rc_lineage_fact_peek (part->answer->facts, name);
}

static gboolean
has_score (const RcProvPart *subject,
           const RcProvPart *object G_GNUC_UNUSED)
{
  return peek_fact (subject, rc_field_to_name (RC_FIELD_SCORE)) != NULL;
}

/* The record of the deployment names this version. */
static gboolean
is_of_version (const RcProvPart *deployment,
               const RcProvPart *version)
{
  return g_strcmp0 (peek_fact (deployment, RC_FACT_VERSION), version->answer->value) == 0;
}

static gboolean
object_is_of_run (const RcProvPart *subject G_GNUC_UNUSED,
                  const RcProvPart *object)
{
  return g_strcmp0 (peek_fact (object, RC_FACT_OF), rc_entity_kind_to_name (RC_ENTITY_RUN)) == 0;
}

static gboolean
object_is_of_other (const RcProvPart *subject,
                    const RcProvPart *object)
{
  return !object_is_of_run (subject, object);
}

static gboolean
subject_is_of_run (const RcProvPart *subject,
                   const RcProvPart *object)
{
  return object_is_of_run (object, subject);
}

static gboolean
subject_is_of_other (const RcProvPart *subject,
                     const RcProvPart *object)
{
  return !object_is_of_run (object, subject);
}

/* One record says both. */
static gboolean
is_in_one_record (const RcProvPart *subject,
                  const RcProvPart *object)
{
  for (guint i = 0; i < subject->answer->citations->len; i++)
    for (guint j = 0; j < object->answer->citations->len; j++)
      {
        const RcCitation *a = ((const RcLineageCitation *) g_ptr_array_index (subject->answer->citations, i))->citation;
        const RcCitation *b = ((const RcLineageCitation *) g_ptr_array_index (object->answer->citations, j))->citation;

        if (a->source == b->source && a->record == b->record)
          return TRUE;
      }

  return FALSE;
}

static const Link links[] = {
  { INFERENCE, RC_PROV_USED, "input", "input", NULL },
  { "output", RC_PROV_WAS_GENERATED_BY, INFERENCE, "output", NULL },
  { "score", RC_PROV_WAS_GENERATED_BY, INFERENCE, "score", has_score },
  { INFERENCE, RC_PROV_WAS_ASSOCIATED_WITH, "endpoint", "endpoint", NULL },
  { INFERENCE, RC_PROV_WAS_INFORMED_BY, "deployment", "deployment", NULL },
  { INFERENCE, RC_PROV_USED, "model-version", "model-version", NULL },
  { INFERENCE, RC_PROV_USED, "artefact", "artefact", NULL },
  { "deployment", RC_PROV_USED, "model-version", "deployment", is_of_version },
  { "model-version", RC_PROV_WAS_GENERATED_BY, "run", "run", NULL },
  { "run", RC_PROV_USED, "dataset", "dataset", object_is_of_run },
  { "run", RC_PROV_USED, "commit", "commit", object_is_of_run },
  { "run", RC_PROV_USED, "environment", "environment", object_is_of_run },
  { "model-version", RC_PROV_WAS_INFLUENCED_BY, "dataset", "dataset", object_is_of_other },
  { "model-version", RC_PROV_WAS_INFLUENCED_BY, "commit", "commit", object_is_of_other },
  { "model-version", RC_PROV_WAS_INFLUENCED_BY, "environment", "environment", object_is_of_other },
  { "evaluation", RC_PROV_WAS_GENERATED_BY, "run", "evaluation", subject_is_of_run },
  { "evaluation", RC_PROV_WAS_INFLUENCED_BY, "model-version", "evaluation", subject_is_of_other },
  { "approval", RC_PROV_USED, "model-version", "approval", NULL },
  { "approval", RC_PROV_USED, "documentation", "documentation", is_in_one_record },
  { "human-action", RC_PROV_WAS_INFORMED_BY, INFERENCE, "human-action", NULL },
  { "human-action", RC_PROV_USED, "output", "human-action", is_in_one_record },
  { "final-decision", RC_PROV_WAS_GENERATED_BY, "human-action", "final-decision", is_in_one_record },
};

/* --- Order in time --- */

static gboolean
begins_after (const RcProvStatement *activity,
              const RcProvStatement *end_of)
{
  return activity->start_us != RC_TIME_NONE && end_of->end_us != RC_TIME_NONE && activity->start_us > end_of->end_us;
}

/* What was used must have been made before: nothing is used by an activity that ended before the activity began that made it. */
static gboolean
is_used_too_early (const RcProvBuilder   *self,
                   const RcProvStatement *activity,
                   const RcProvStatement *entity)
{
  for (guint i = 0; i < self->document->statements->len; i++)
    {
      const RcProvStatement *made = g_ptr_array_index (self->document->statements, i);

      if (made->kind == RC_PROV_WAS_GENERATED_BY && g_str_equal (made->subject, entity->id)
          && begins_after (rc_prov_document_find (self->document, made->object), activity))
        return TRUE;
    }
  return FALSE;
}

/* Whether the times that records tell are against the order of events that the relation asks for (PROV-CONSTRAINTS section 6.2). */
static gboolean
is_against_time (const RcProvBuilder   *self,
                 RcProvKind             kind,
                 const RcProvStatement *subject,
                 const RcProvStatement *object)
{
  if (kind == RC_PROV_WAS_INFORMED_BY)
    return begins_after (object, subject);
  if (kind == RC_PROV_USED)
    return is_used_too_early (self, subject, object);

  return FALSE;
}

/* --- Relations --- */

static gboolean
is_part (const RcProvPart *part,
         const char       *name)
{
  return g_str_equal (part->slot != NULL ? part->slot->slot : INFERENCE, name);
}

static void
relate (RcProvBuilder    *self,
        const Link       *link,
        const RcProvPart *subject,
        const RcProvPart *object)
{
  const RcProvPart *said_by = is_part (subject, link->said_by) ? subject : object;
  RcProvStatement *relation;

  if (!subject->is_decided || !object->is_decided || is_against_time (self, link->kind, subject->statement, object->statement))
    {
      g_autofree char *name = g_strconcat ("recount:perhaps-", rc_prov_kind_get_form (link->kind)->name, NULL);

      rc_prov_statement_add (subject->statement, name, RC_PROV_NAME, object->statement->id);
      return;
    }

  relation = rc_prov_document_relate (self->document, link->kind, subject->statement, object->statement);
  rc_prov_builder_cite (self, relation, said_by->answer);
}

static void
follow (RcProvBuilder *self,
        const Link    *link)
{
  for (guint i = 0; i < self->parts->len; i++)
    for (guint j = 0; j < self->parts->len; j++)
      {
        const RcProvPart *subject = g_ptr_array_index (self->parts, i), *object = g_ptr_array_index (self->parts, j);

        if (is_part (subject, link->subject) && is_part (object, link->object)
            && (link->condition == NULL || link->condition (subject, object)))
          relate (self, link, subject, object);
      }
}

/* --- Who acted --- */

/* Each act has an agent of its own: that two pseudonyms look alike does not make them one person. */
static void
associate_actor (RcProvBuilder    *self,
                 const RcProvPart *part)
{
  const char *actor = peek_fact (part, rc_field_to_name (RC_FIELD_ACTOR));
  g_autofree char *id = NULL;
  RcProvStatement *agent, *relation;

  if (actor == NULL)
    return;

  id = g_strconcat (part->statement->id, "-actor", NULL);
  agent = rc_prov_document_add (self->document, RC_PROV_AGENT, id);
  rc_prov_statement_add (agent, "prov:type", RC_PROV_NAME, is_part (part, "human-action") ? "prov:Person" : NULL);
  rc_prov_statement_add (agent, "prov:type", RC_PROV_NAME, "recount:Actor");
  rc_prov_statement_add (agent, "recount:pseudonym", RC_PROV_TEXT, actor);
  relation = rc_prov_document_relate (self->document, RC_PROV_WAS_ASSOCIATED_WITH, part->statement, agent);
  rc_prov_statement_add (relation, "prov:role", RC_PROV_TEXT, peek_fact (part, rc_field_to_name (RC_FIELD_ROLE)));
  rc_prov_builder_cite (self, relation, part->answer);
}

/* --- What is about something, without a relation of the model --- */

static void
say_about (RcProvBuilder    *self,
           const RcProvPart *part,
           const RcProvPart *version)
{
  static const char * const of_inference[] = { "subject", "anomaly", "incident", "reliance", "retention" };

  if (is_part (part, "card") && version != NULL)
    rc_prov_statement_add (part->statement, "recount:about", RC_PROV_NAME, version->statement->id);
  for (gsize i = 0; i < G_N_ELEMENTS (of_inference); i++)
    {
      /* What is only near in time is about nothing yet. */
      if (is_part (part, of_inference[i]))
        rc_prov_statement_add (part->statement, peek_fact (part, RC_FACT_DISTANCE) != NULL ? "recount:near" : "recount:about", RC_PROV_NAME,
                               self->inference->id);
    }
}

void
rc_prov_builder_link (RcProvBuilder *self)
{
  const RcProvPart *version = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (links); i++)
    follow (self, &links[i]);

  for (guint i = 0; i < self->parts->len; i++)
    {
      const RcProvPart *part = g_ptr_array_index (self->parts, i);

      if (part->is_decided && is_part (part, "model-version"))
        version = part;
    }
  for (guint i = 0; i < self->parts->len; i++)
    {
      const RcProvPart *part = g_ptr_array_index (self->parts, i);

      if (is_part (part, "approval") || is_part (part, "human-action"))
        associate_actor (self, part);
      say_about (self, part, version);
    }
}
