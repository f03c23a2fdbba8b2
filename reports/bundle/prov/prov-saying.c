/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/prov/prov-parts.h"

/*
 * What stands beside the answers of records: what people read in documents or said, each attributed to the person and related to nothing else; and the
 * exceptions that concern the lineage.
 */

static void
attribute_to_person (RcProvBuilder         *self,
                     RcProvStatement       *statement,
                     const RcLineageSaying *saying)
{
  g_autofree char *id = NULL;
  RcProvStatement *person, *relation;

  if (saying->by == NULL || *saying->by == '\0')
    return;

  id = g_strconcat (statement->id, "-person", NULL);
  person = rc_prov_document_add (self->document, RC_PROV_AGENT, id);
  rc_prov_statement_add (person, "prov:type", RC_PROV_NAME, "prov:Person");
  rc_prov_statement_add (person, "recount:name", RC_PROV_TEXT, saying->by);
  relation = rc_prov_document_relate (self->document, RC_PROV_WAS_ATTRIBUTED_TO, statement, person);
  rc_prov_statement_add (relation, "recount:standing", RC_PROV_TEXT, rc_standing_to_code (saying->standing));
}

static void
add_saying (RcProvBuilder         *self,
            const char            *id,
            const RcLineageSlot   *slot,
            const RcLineageAnswer *answer,
            const RcLineageSaying *saying,
            const RcProvStatement *about)
{
  RcProvStatement *statement = rc_prov_document_add (self->document, RC_PROV_ENTITY, id);

  rc_prov_statement_add_words (statement, "prov:label", slot->question, self->language);
  rc_prov_statement_add (statement, "prov:type", RC_PROV_NAME, "recount:Saying");
  rc_prov_statement_add (statement, "recount:slot", RC_PROV_TEXT, slot->slot);
  rc_prov_statement_add_words (statement, "recount:value", answer->value, self->language);
  rc_prov_statement_add (statement, "recount:masked", RC_PROV_TRUTH, answer->personal ? "true" : NULL);
  rc_prov_statement_add (statement, "recount:standing", RC_PROV_TEXT, rc_standing_to_code (saying->standing));
  rc_prov_statement_add (statement, "recount:about", RC_PROV_NAME, about != NULL ? about->id : NULL);
  if (saying->entry > 0)
    rc_prov_statement_add_number (statement, "recount:entry", (guint64) saying->entry);
  if (saying->source > 0)
    rc_prov_statement_add_number (statement, "recount:source", (guint64) saying->source);
  rc_prov_statement_add (statement, "recount:page", RC_PROV_TEXT, saying->page);
  rc_prov_statement_add (statement, "recount:quote", RC_PROV_TEXT, saying->quote);
  rc_prov_statement_add_words (statement, "recount:words", saying->words, self->language);
  attribute_to_person (self, statement, saying);
}

void
rc_prov_builder_add_sayings (RcProvBuilder         *self,
                             const RcLineageSlot   *slot,
                             guint                  index,
                             const RcProvStatement *about)
{
  const RcLineageAnswer *answer = g_ptr_array_index (slot->answers, index);

  for (guint i = 0; i < answer->sayings->len; i++)
    {
      g_autofree char *id = g_strdup_printf ("lineage:%s-%u-saying-%u", slot->slot, index + 1, i + 1);

      add_saying (self, id, slot, answer, g_ptr_array_index (answer->sayings, i), about);
    }
}

/* --- Exceptions --- */

static char *
dup_exception_id (gint64 id)
{
  return g_strdup_printf ("lineage:exception-%" G_GINT64_FORMAT, id);
}

static gboolean
is_listed (const RcLineage *lineage,
           gint64           id)
{
  for (guint i = 0; i < lineage->exceptions->len; i++)
    {
      if (((const RcException *) g_ptr_array_index (lineage->exceptions, i))->id == id)
        return TRUE;
    }
  return FALSE;
}

static void
add_exception (RcProvBuilder     *self,
               const RcException *exception)
{
  g_autofree char *id = dup_exception_id (exception->id), *cause = dup_exception_id (exception->caused_by);
  g_autofree char *record = g_strdup_printf ("evidence:record-%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, exception->source, exception->record);
  RcProvStatement *statement = rc_prov_document_add (self->document, RC_PROV_ENTITY, id);

  rc_prov_statement_add (statement, "prov:type", RC_PROV_NAME, "recount:Exception");
  rc_prov_statement_add (statement, "recount:kind", RC_PROV_TEXT, exception->kind);
  if (exception->source > 0)
    rc_prov_statement_add_number (statement, "recount:source", (guint64) exception->source);
  if (exception->record > 0)
    rc_prov_statement_add_number (statement, "recount:record", (guint64) exception->record);
  if (rc_prov_document_find (self->document, record) != NULL)
    rc_prov_statement_add (statement, "recount:about", RC_PROV_NAME, record);
  if (exception->caused_by != 0 && is_listed (self->lineage, exception->caused_by))
    rc_prov_statement_add (statement, "recount:caused-by", RC_PROV_NAME, cause);
  rc_prov_statement_add (statement, "recount:expected", RC_PROV_TEXT, exception->expected);
  rc_prov_statement_add (statement, "recount:found", RC_PROV_TEXT, exception->found);
  rc_prov_statement_add_words (statement, "recount:message", exception->message, "en");
}

void
rc_prov_builder_add_exceptions (RcProvBuilder *self)
{
  for (guint i = 0; i < self->lineage->exceptions->len; i++)
    add_exception (self, g_ptr_array_index (self->lineage->exceptions, i));
}
