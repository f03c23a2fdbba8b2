/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "judgement-store.h"

#include <string.h>

#include "json-writer.h"
#include "json.h"

static char *
write_sources (const RcSeal *seal)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < seal->sources->len; i++)
    rc_json_writer_integer (writer, g_array_index (seal->sources, gint64, i));
  rc_json_writer_end_array (writer);
  return rc_json_writer_finish (writer);
}

static char *
write_notes (const RcSeal *seal)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < seal->notes->len; i++)
    rc_json_writer_string (writer, g_ptr_array_index (seal->notes, i));
  rc_json_writer_end_array (writer);
  return rc_json_writer_finish (writer);
}

static gboolean
save_seal (const RcSeal  *seal,
           RcDatabase    *database,
           GError       **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "INSERT INTO seal (id, kind, name, sources, integrity, signature, anchor, "
                                                 "completeness, worst, reason, checked, total, notes) "
                                                 "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
                                                 error);
  g_autofree char *sources = write_sources (seal);
  g_autofree char *notes = write_notes (seal);

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, seal->id);
  rc_database_bind_text (statement, 2, seal->kind);
  rc_database_bind_text (statement, 3, seal->name);
  rc_database_bind_text (statement, 4, sources);
  rc_database_bind_text (statement, 5, rc_verdict_to_code (seal->integrity));
  rc_database_bind_text (statement, 6, rc_verdict_to_code (seal->signature));
  rc_database_bind_text (statement, 7, rc_verdict_to_code (seal->anchor));
  rc_database_bind_text (statement, 8, rc_verdict_to_code (seal->completeness));
  rc_database_bind_text (statement, 9, rc_verdict_to_code (rc_seal_worst (seal)));
  rc_database_bind_text (statement, 10, seal->reason);
  sqlite3_bind_int64 (statement, 11, seal->checked);
  sqlite3_bind_int64 (statement, 12, seal->total);
  rc_database_bind_text (statement, 13, notes);
  return rc_database_run (database, statement, error);
}

static gboolean
save_proof (const RcSeal  *seal,
            RcDatabase    *database,
            GError       **error)
{
  const RcSealProof *proof = seal->proof;
  sqlite3_stmt *statement;

  if (proof == NULL)
    return TRUE;
  statement = rc_database_prepare (database,
                                   "INSERT INTO seal_proof (seal, algorithm, key_fingerprint, anchor, signed_sha256, time_us, time_by) "
                                   "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", error);
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, seal->id);
  rc_database_bind_text (statement, 2, proof->algorithm);
  rc_database_bind_text (statement, 3, proof->key_fingerprint);
  sqlite3_bind_int64 (statement, 4, proof->anchor);
  rc_database_bind_text (statement, 5, proof->signed_sha256);
  rc_database_bind_time (statement, 6, proof->time_us);
  rc_database_bind_text (statement, 7, proof->time_by);
  return rc_database_run (database, statement, error);
}

static void
bind_positive (sqlite3_stmt *statement,
               int           index,
               gint64        value,
               gint64        least)
{
  if (value >= least)
    sqlite3_bind_int64 (statement, index, value);
  else
    sqlite3_bind_null (statement, index);
}

static gboolean
save_carriers (const RcSeal  *seal,
               RcDatabase    *database,
               GError       **error)
{
  for (guint i = 0; i < seal->carriers->len; i++)
    {
      const RcSealCarrier *carrier = &g_array_index (seal->carriers, RcSealCarrier, i);
      sqlite3_stmt *statement = rc_database_prepare (database,
                                                     "INSERT INTO seal_carrier (seal, source, up_to_source, up_to_record) "
                                                     "VALUES (?1, ?2, ?3, ?4)", error);

      if (statement == NULL)
        return FALSE;
      sqlite3_bind_int64 (statement, 1, seal->id);
      sqlite3_bind_int64 (statement, 2, carrier->source);
      bind_positive (statement, 3, carrier->up_to_source, 1);
      bind_positive (statement, 4, (gint64) carrier->up_to_record, 1);
      if (!rc_database_run (database, statement, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
save_cover (const RcSealCover  *cover,
            RcDatabase         *database,
            GError            **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "INSERT INTO seal_cover (seal, source, first_record, last_record, protection) "
                                                 "VALUES (?1, ?2, ?3, ?4, ?5)",
                                                 error);

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, cover->seal);
  sqlite3_bind_int64 (statement, 2, cover->source);
  sqlite3_bind_int64 (statement, 3, (gint64) cover->first_record);
  sqlite3_bind_int64 (statement, 4, (gint64) cover->last_record);
  rc_database_bind_text (statement, 5, rc_verdict_to_code (cover->protection));
  return rc_database_run (database, statement, error);
}

static gboolean
save_exception (const RcException  *exception,
                RcDatabase         *database,
                GError            **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "INSERT INTO exception (id, kind, caused_by, source, record, offset, expected, found, "
                                                 "message) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                                                 error);

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, exception->id);
  rc_database_bind_text (statement, 2, exception->kind);
  bind_positive (statement, 3, exception->caused_by, 1);
  bind_positive (statement, 4, exception->source, 1);
  bind_positive (statement, 5, exception->record, 1);
  bind_positive (statement, 6, exception->offset, 0);
  rc_database_bind_text (statement, 7, exception->expected);
  rc_database_bind_text (statement, 8, exception->found);
  rc_database_bind_text (statement, 9, exception->message);
  return rc_database_run (database, statement, error);
}

/**
 * rc_judgement_save:
 *
 * Replaces what the last verify left.
 */
gboolean
rc_judgement_save (const RcJudgement  *self,
                   RcDatabase         *database,
                   GError            **error)
{
  if (!rc_database_exec (database, "DELETE FROM seal; DELETE FROM seal_proof; DELETE FROM seal_carrier; DELETE FROM seal_cover; "
                         "DELETE FROM exception;", error))
    return FALSE;

  for (guint i = 0; i < self->seals->len; i++)
    {
      const RcSeal *seal = g_ptr_array_index (self->seals, i);

      if (!save_seal (seal, database, error) || !save_proof (seal, database, error) || !save_carriers (seal, database, error))
        return FALSE;
    }
  for (guint i = 0; i < self->covers->len; i++)
    {
      if (!save_cover (&g_array_index (self->covers, RcSealCover, i), database, error))
        return FALSE;
    }
  for (guint i = 0; i < self->exceptions->len; i++)
    {
      if (!save_exception (g_ptr_array_index (self->exceptions, i), database, error))
        return FALSE;
    }
  return TRUE;
}

/* A verdict that cannot be read is not a verdict: never better than NOT_CHECKED. */
static RcVerdict
verdict_at (sqlite3_stmt *statement,
            int           column)
{
  RcVerdict verdict;

  if (!rc_verdict_from_code ((const char *) sqlite3_column_text (statement, column), &verdict))
    return RC_VERDICT_NOT_CHECKED;
  return verdict;
}

static void
read_lists (RcSeal     *seal,
            const char *sources,
            const char *notes)
{
  g_auto (RcJson) json;
  RcJsonFault fault;

  rc_json_init (&json);
  if (sources != NULL && rc_json_parse (&json, sources, strlen (sources), &fault) && json.nodes[0].type == RC_JSON_ARRAY)
    {
      for (guint32 i = 1; i < json.n_nodes; i = json.nodes[i].next)
        {
          gint64 id;

          if (rc_json_get_integer (&json, i, &id))
            g_array_append_val (seal->sources, id);
        }
    }
  if (notes != NULL && rc_json_parse (&json, notes, strlen (notes), &fault) && json.nodes[0].type == RC_JSON_ARRAY)
    {
      for (guint32 i = 1; i < json.n_nodes; i = json.nodes[i].next)
        g_ptr_array_add (seal->notes, rc_json_dup_text (&json, i, NULL));
    }
}

static gboolean
load_seals (RcJudgement  *self,
            RcDatabase   *database,
            GError      **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT kind, name, sources, integrity, signature, anchor, completeness, reason, "
                                                 "checked, total, notes FROM seal ORDER BY id", error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;

  while (TRUE)
    {
      RcSeal *seal;

      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;

      seal = rc_seal_new ((const char *) sqlite3_column_text (statement, 0), (const char *) sqlite3_column_text (statement, 1));
      read_lists (seal, (const char *) sqlite3_column_text (statement, 2), (const char *) sqlite3_column_text (statement, 10));
      seal->integrity = verdict_at (statement, 3);
      seal->signature = verdict_at (statement, 4);
      seal->anchor = verdict_at (statement, 5);
      seal->completeness = verdict_at (statement, 6);
      seal->reason = rc_database_column_dup (statement, 7);
      seal->checked = sqlite3_column_int64 (statement, 8);
      seal->total = sqlite3_column_int64 (statement, 9);
      rc_judgement_add_seal (self, seal);
    }
}

/* Seals are numbered from 1 in their order. */
static gboolean
load_proofs (RcJudgement  *self,
             RcDatabase   *database,
             GError      **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT seal, algorithm, key_fingerprint, anchor, signed_sha256, time_us, time_by "
                                                 "FROM seal_proof ORDER BY seal", error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;

  while (rc_database_step (database, statement, &row, error))
    {
      gint64 id = row ? sqlite3_column_int64 (statement, 0) : 0;
      RcSealProof *proof;

      if (!row)
        return TRUE;
      if (id < 1 || id > self->seals->len)
        continue;

      proof = rc_seal_proof_new ();
      proof->algorithm = rc_database_column_dup (statement, 1);
      proof->key_fingerprint = rc_database_column_dup (statement, 2);
      proof->anchor = sqlite3_column_int64 (statement, 3);
      proof->signed_sha256 = rc_database_column_dup (statement, 4);
      proof->time_us = rc_database_column_time (statement, 5);
      proof->time_by = rc_database_column_dup (statement, 6);
      ((RcSeal *) g_ptr_array_index (self->seals, id - 1))->proof = proof;
    }
  return FALSE;
}

/* One that stands in exactly one source has it as its carrier. */
static gboolean
load_carriers (RcJudgement  *self,
               RcDatabase   *database,
               GError      **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT seal, source, up_to_source, up_to_record FROM seal_carrier ORDER BY seal, source",
                                                 error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;

  while (rc_database_step (database, statement, &row, error))
    {
      gint64 id = row ? sqlite3_column_int64 (statement, 0) : 0;
      RcSealCarrier carrier;
      RcSeal *seal;

      if (!row)
        return TRUE;
      if (id < 1 || id > self->seals->len)
        continue;

      carrier.source = sqlite3_column_int64 (statement, 1);
      carrier.up_to_source = sqlite3_column_int64 (statement, 2);
      carrier.up_to_record = (guint64) sqlite3_column_int64 (statement, 3);
      seal = g_ptr_array_index (self->seals, id - 1);
      rc_seal_add_carrier (seal, &carrier);
      seal->carrier = seal->carriers->len == 1 ? carrier.source : 0;
    }
  return FALSE;
}

static gboolean
load_covers (RcJudgement  *self,
             RcDatabase   *database,
             GError      **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT seal, source, first_record, last_record, protection FROM seal_cover "
                                                 "ORDER BY id", error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;

  while (TRUE)
    {
      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      rc_judgement_add_cover (self, sqlite3_column_int64 (statement, 0), sqlite3_column_int64 (statement, 1),
                              (guint64) sqlite3_column_int64 (statement, 2), (guint64) sqlite3_column_int64 (statement, 3),
                              verdict_at (statement, 4));
    }
}

static gboolean
load_exceptions (RcJudgement  *self,
                 RcDatabase   *database,
                 GError      **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT kind, caused_by, source, record, offset, expected, found, message "
                                                 "FROM exception ORDER BY id", error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;

  while (TRUE)
    {
      RcException *exception;
      gint64 offset;

      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;

      offset = sqlite3_column_type (statement, 4) == SQLITE_NULL ? -1 : sqlite3_column_int64 (statement, 4);
      exception = rc_exception_new ((const char *) sqlite3_column_text (statement, 0), sqlite3_column_int64 (statement, 2),
                                    sqlite3_column_int64 (statement, 3), offset,
                                    (const char *) sqlite3_column_text (statement, 5),
                                    (const char *) sqlite3_column_text (statement, 6),
                                    "%s", (const char *) sqlite3_column_text (statement, 7));
      exception->caused_by = sqlite3_column_int64 (statement, 1);
      rc_judgement_add_exception (self, exception);
    }
}

/**
 * rc_judgement_load:
 *
 * Returns: (transfer full): what the last verify left, without its counts of records
 */
RcJudgement *
rc_judgement_load (RcDatabase  *database,
                   GError     **error)
{
  g_autoptr (RcJudgement) self = rc_judgement_new ();

  if (!load_seals (self, database, error) || !load_proofs (self, database, error) || !load_carriers (self, database, error) ||
      !load_covers (self, database, error) || !load_exceptions (self, database, error))
    return NULL;
  return g_steal_pointer (&self);
}
