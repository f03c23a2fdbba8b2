/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "import.h"

#include "custody.h"
#include "json-writer.h"
#include "source.h"

/* With a source go all that were taken out of it. */
#define FAMILY \
  "WITH RECURSIVE family (id) AS (SELECT ?1 UNION SELECT source.id FROM source JOIN family ON source.parent = family.id)"
/* What overlapping exports hold besides becomes theirs: the first of them has the event, the others are occurrences of that. Where the
 * same record stands nowhere else, the last of those that it replaced counts again. */
#define FAMILY_AND_HEIRS \
  FAMILY ", heir (event, of) AS MATERIALIZED (SELECT coalesce (min (CASE WHEN occurrence.of > 0 THEN occurrence.event END), " \
  "max (occurrence.event)), abs (occurrence.of) FROM occurrence JOIN event " \
  "ON event.id = abs (occurrence.of) WHERE event.source IN family GROUP BY abs (occurrence.of))"

static const char * const steps[] = {
  FAMILY " DELETE FROM occurrence WHERE event IN (SELECT event.id FROM event WHERE event.source IN family)",
  FAMILY_AND_HEIRS ", gain (source, events) AS MATERIALIZED (SELECT event.source, count (*) FROM heir JOIN event "
  "ON event.id = heir.event GROUP BY event.source) "
  "UPDATE source SET events = source.events + gain.events FROM gain WHERE source.id = gain.source",
  FAMILY_AND_HEIRS " UPDATE occurrence SET of = CASE WHEN occurrence.of < 0 THEN -heir.event ELSE heir.event END "
  "FROM heir WHERE abs (occurrence.of) = heir.of",
  "DELETE FROM occurrence WHERE event = abs (of)",
  FAMILY " DELETE FROM event WHERE source IN family",
  FAMILY " DELETE FROM claim WHERE source IN family",
  FAMILY " DELETE FROM set_aside WHERE source IN family",
  FAMILY " UPDATE source SET state = 'removed', removed_for = ?2 WHERE id IN family AND state <> 'removed'",
};

static gboolean
run_steps (RcDatabase  *database,
           gint64       source,
           const char  *reason,
           GError     **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      sqlite3_stmt *statement = rc_database_prepare (database, steps[i], error);

      if (statement == NULL)
        return FALSE;
      if (sqlite3_bind_parameter_count (statement) > 0)
        sqlite3_bind_int64 (statement, 1, source);
      if (sqlite3_bind_parameter_count (statement) > 1)
        rc_database_bind_text (statement, 2, reason != NULL ? reason : "");
      if (!rc_database_run (database, statement, error))
        return FALSE;
    }
  return TRUE;
}

static char *
describe (const RcSource *source,
          const char     *reason)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "source", source->id);
  rc_json_writer_member_string (writer, "name", source->name);
  rc_json_writer_member_string (writer, "reason", reason);
  rc_json_writer_end_object (writer);
  return rc_json_writer_finish (writer);
}

static RcSource *
load_published (RcDatabase  *database,
                gint64       source,
                GError     **error)
{
  g_autoptr (RcSource) row = rc_source_load (database, source, error);

  if (row == NULL)
    return NULL;
  if (g_strcmp0 (row->state, "published") != 0)
    {
      g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND,
                   "source %" G_GINT64_FORMAT " was removed already", source);
      return NULL;
    }
  return g_steal_pointer (&row);
}

/**
 * rc_import_remove:
 * @source: its number
 * @reason: why, for the custody log
 *
 * Takes a source and what was derived from it out of every answer. Its row stays with the state `removed`, and its bytes stay in
 * the vault: what was received once is never made unseen. Events that another source holds too stay, as that source's.
 */
gboolean
rc_import_remove (RcCase      *case_file,
                  gint64       source,
                  const char  *reason,
                  GError     **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  g_autofree char *detail = NULL;
  g_autoptr (RcSource) row = NULL;

  if (!rc_case_require_writable (case_file, error))
    return FALSE;
  row = load_published (database, source, error);
  if (row == NULL)
    return FALSE;

  detail = describe (row, reason);
  if (!rc_case_begin (case_file, error))
    return FALSE;
  if (run_steps (database, source, reason, error)
      && rc_custody_append (case_file, "remove", detail, error)
      && rc_case_commit (case_file, error))
    return TRUE;

  rc_case_rollback (case_file);
  return FALSE;
}

/**
 * rc_import_remove_again:
 *
 * The same, where it was done elsewhere before: without an entry in the custody log.
 */
gboolean
rc_import_remove_again (RcCase      *case_file,
                        gint64       source,
                        const char  *reason,
                        GError     **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  g_autoptr (RcSource) row = NULL;

  if (!rc_case_require_writable (case_file, error))
    return FALSE;
  row = load_published (database, source, error);
  if (row == NULL || !rc_case_begin (case_file, error))
    return FALSE;
  if (run_steps (database, source, reason, error) && rc_case_commit (case_file, error))
    return TRUE;

  rc_case_rollback (case_file);
  return FALSE;
}
