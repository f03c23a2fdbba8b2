/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "judgement-json.h"

#include <string.h>

#include "json.h"
#include "seal-words.h"
#include "timestamp.h"
#include "words.h"

/* Below @least: not known. */
static void
write_number (RcJsonWriter *writer,
              const char   *name,
              gint64        value,
              gint64        least)
{
  rc_json_writer_name (writer, name);
  if (value >= least)
    rc_json_writer_integer (writer, value);
  else
    rc_json_writer_null (writer);
}

/* Beside the keys of the contract, for people: in English, like all that JSON says. */
static void
write_advice (RcJsonWriter   *writer,
              const RcAdvice *advice)
{
  rc_json_writer_member_string (writer, "meaning", advice != NULL ? advice->meaning : NULL);
  rc_json_writer_member_string (writer, "innocent", advice != NULL ? advice->innocent : NULL);
  rc_json_writer_member_string (writer, "ask", advice != NULL ? advice->ask : NULL);
}

static void
write_proof (RcJsonWriter      *writer,
             const RcSealProof *proof)
{
  g_autofree char *time = proof->time_us != RC_TIME_NONE ? rc_time_format_utc (proof->time_us) : NULL;

  rc_json_writer_name (writer, "proof");
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "algorithm", proof->algorithm);
  rc_json_writer_member_string (writer, "key_fingerprint", proof->key_fingerprint);
  rc_json_writer_member_integer (writer, "anchor", proof->anchor);
  rc_json_writer_member_string (writer, "signed_sha256", proof->signed_sha256);
  rc_json_writer_member_string (writer, "time", time);
  rc_json_writer_member_string (writer, "time_by", proof->time_by);
  rc_json_writer_end_object (writer);
}

static void
write_seal (RcJsonWriter *writer,
            const RcSeal *seal)
{
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "id", seal->id);
  rc_json_writer_member_string (writer, "kind", seal->kind);
  rc_json_writer_member_string (writer, "name", seal->name);
  rc_json_writer_name (writer, "sources");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < seal->sources->len; i++)
    rc_json_writer_integer (writer, g_array_index (seal->sources, gint64, i));
  rc_json_writer_end_array (writer);
  rc_json_writer_member_string (writer, "integrity", rc_verdict_to_code (seal->integrity));
  rc_json_writer_member_string (writer, "signature", rc_verdict_to_code (seal->signature));
  rc_json_writer_member_string (writer, "anchor", rc_verdict_to_code (seal->anchor));
  rc_json_writer_member_string (writer, "completeness", rc_verdict_to_code (seal->completeness));
  rc_json_writer_member_string (writer, "worst", rc_verdict_to_code (rc_seal_worst (seal)));
  rc_json_writer_member_string (writer, "reason", seal->reason);
  rc_json_writer_member_integer (writer, "checked", seal->checked);
  rc_json_writer_member_integer (writer, "total", seal->total);
  rc_json_writer_name (writer, "notes");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < seal->notes->len; i++)
    rc_json_writer_string (writer, g_ptr_array_index (seal->notes, i));
  rc_json_writer_end_array (writer);
  write_advice (writer, rc_seal_words_advice (seal));
  if (seal->proof != NULL)
    write_proof (writer, seal->proof);
  rc_json_writer_end_object (writer);
}

void
rc_exception_write_json (const RcException *self,
                         RcJsonWriter      *writer)
{
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "id", self->id);
  rc_json_writer_member_string (writer, "kind", self->kind);
  write_number (writer, "caused_by", self->caused_by, 1);
  write_number (writer, "source", self->source, 1);
  write_number (writer, "record", self->record, 1);
  write_number (writer, "offset", self->offset, 0);
  rc_json_writer_member_string (writer, "expected", self->expected);
  rc_json_writer_member_string (writer, "found", self->found);
  rc_json_writer_member_string (writer, "message", self->message);
  rc_json_writer_end_object (writer);
}

static void
write_ids (RcJsonWriter    *writer,
           const char      *name,
           const GPtrArray *sources)
{
  rc_json_writer_name (writer, name);
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < sources->len; i++)
    rc_json_writer_integer (writer, ((const RcSource *) g_ptr_array_index (sources, i))->id);
  rc_json_writer_end_array (writer);
}

static void
write_forms (RcJsonWriter      *writer,
             const RcJudgement *judgement)
{
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < judgement->forms->len; i++)
    {
      const RcFormCount *form = &g_array_index (judgement->forms, RcFormCount, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_integer (writer, "source", form->source);
      rc_json_writer_member_integer (writer, "schema", form->schema);
      rc_json_writer_member_string (writer, "said_by", form->is_declared ? "auditor" : "records");
      rc_json_writer_member_integer (writer, "records", (gint64) form->records);
      rc_json_writer_member_integer (writer, "conforming", (gint64) form->conforming);
      rc_json_writer_member_integer (writer, "differing", (gint64) form->differing);
      rc_json_writer_member_integer (writer, "cannot_tell", (gint64) form->cannot_tell);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static void
write_joins (RcJsonWriter       *writer,
             const RcJoinCounts *joins)
{
  rc_json_writer_name (writer, "joins");
  rc_json_writer_begin_object (writer);
  for (gsize i = 0; i < RC_N_JOIN_COUNTS; i++)
    rc_json_writer_member_integer (writer, rc_join_counts_get_name (i), (gint64) rc_join_counts_get (joins, i));
  rc_json_writer_end_object (writer);
}

void
rc_judgement_write_json (const RcJudgement *self,
                         const RcUncovered *uncovered,
                         RcJsonWriter      *writer)
{
  rc_words_push ("en");
  rc_json_writer_begin_object (writer);
  rc_json_writer_name (writer, "seals");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < self->seals->len; i++)
    write_seal (writer, g_ptr_array_index (self->seals, i));
  rc_json_writer_end_array (writer);
  rc_json_writer_name (writer, "records");
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "checked", (gint64) self->records_checked);
  rc_json_writer_member_integer (writer, "total", (gint64) self->records_total);
  rc_json_writer_member_integer (writer, "failed", (gint64) self->records_failed);
  /* Only of a copy that is not whole, so that what is said of others is what it was. */
  if (self->records_withheld > 0)
    rc_json_writer_member_integer (writer, "withheld", (gint64) self->records_withheld);
  rc_json_writer_end_object (writer);
  rc_json_writer_name (writer, "exceptions");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < self->exceptions->len; i++)
    rc_exception_write_json (g_ptr_array_index (self->exceptions, i), writer);
  rc_json_writer_end_array (writer);
  rc_json_writer_name (writer, "schemas");
  write_forms (writer, self);
  write_joins (writer, &self->joins);
  write_ids (writer, "not_listed", uncovered->not_listed);
  write_ids (writer, "unprotected", uncovered->unprotected);
  write_ids (writer, "not_understood", uncovered->not_understood);
  rc_json_writer_end_object (writer);
  rc_words_pop ();
}

/**
 * rc_judgement_forms_to_json:
 *
 * Returns: (transfer full) (nullable): %NULL where no records were held against a schema
 */
char *
rc_judgement_forms_to_json (const RcJudgement *self)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  if (self->forms->len == 0)
    return NULL;

  write_forms (writer, self);
  return rc_json_writer_finish (writer);
}

static gboolean
read_count (const RcJson *json,
            guint32       node,
            const char   *name,
            guint64      *out_count)
{
  gint64 number;

  if (!rc_json_get_integer (json, rc_json_member (json, node, name), &number) || number < 0)
    return FALSE;

  *out_count = (guint64) number;
  return TRUE;
}

static gboolean
read_form (const RcJson *json,
           guint32       node,
           RcFormCount  *out_form)
{
  g_autofree char *said_by = rc_json_dup_text (json, rc_json_member (json, node, "said_by"), NULL);

  *out_form = (RcFormCount) { .is_declared = g_strcmp0 (said_by, "auditor") == 0 };
  return rc_json_get_integer (json, rc_json_member (json, node, "source"), &out_form->source)
         && rc_json_get_integer (json, rc_json_member (json, node, "schema"), &out_form->schema)
         && read_count (json, node, "records", &out_form->records)
         && read_count (json, node, "conforming", &out_form->conforming)
         && read_count (json, node, "differing", &out_form->differing)
         && read_count (json, node, "cannot_tell", &out_form->cannot_tell);
}

void
rc_judgement_forms_from_json (RcJudgement *self,
                              const char  *text)
{
  g_auto (RcJson) json;
  RcJsonFault fault;

  rc_json_init (&json);
  if (text == NULL || !rc_json_parse (&json, text, strlen (text), &fault) || json.nodes[0].type != RC_JSON_ARRAY)
    return;

  for (guint32 i = 1; i < json.n_nodes; i = json.nodes[i].next)
    {
      RcFormCount form;

      if (read_form (&json, i, &form))
        g_array_append_val (self->forms, form);
    }
}
