/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/writing/bundle-parts.h"

#include "core/words.h"

static void
write_entity (RcJsonWriter *writer,
              const char   *name,
              sqlite3_stmt *row,
              int           column)
{
  static const char * const members[] = { "kind", "scope", "name" };

  rc_json_writer_name (writer, name);
  if (sqlite3_column_type (row, column) == SQLITE_NULL)
    {
      rc_json_writer_null (writer);
      return;
    }

  rc_json_writer_begin_object (writer);
  for (int i = 0; i < (int) G_N_ELEMENTS (members); i++)
    {
      g_autofree char *text = rc_database_column_dup (row, column + i);

      rc_json_writer_member_string (writer, members[i], text);
    }
  rc_json_writer_end_object (writer);
}

static gboolean
add_claim (RcBundleWork  *work,
           sqlite3_stmt  *row,
           GError       **error)
{
  g_autoptr (RcJsonWriter) writer = NULL;
  g_autofree char *locator = NULL, *property = NULL, *value = NULL;
  gint64 source = sqlite3_column_int64 (row, 0);
  gint64 record = sqlite3_column_int64 (row, 1);

  if (!rc_bundle_work_discloses (work, source, (guint64) MAX (record, 1)))
    return TRUE;

  writer = rc_json_writer_new ();
  locator = rc_database_column_dup (row, 2);
  property = rc_database_column_dup (row, 3);
  value = rc_database_column_dup (row, 4);
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "source", source);
  rc_json_writer_member_integer (writer, "record", record);
  rc_json_writer_member_string (writer, "locator", locator);
  rc_json_writer_member_string (writer, "property", property);
  rc_json_writer_member_string (writer, "value", value);
  rc_bundle_write_time (writer, "from", rc_database_column_time (row, 5));
  rc_bundle_write_time (writer, "to", rc_database_column_time (row, 6));
  rc_bundle_write_time (writer, "recorded", rc_database_column_time (row, 7));
  write_entity (writer, "entity", row, 8);
  write_entity (writer, "target", row, 11);
  rc_json_writer_end_object (writer);
  return rc_bundle_line_add (work, writer, error);
}

/**
 * rc_bundle_write_claims:
 *
 * Writes what the records say of things, one line each, in the order in which it was read.
 */
gboolean
rc_bundle_write_claims (RcBundleWork  *work,
                        GError       **error)
{
  RcDatabase *database = rc_case_get_database (work->case_file);
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT claim.source, claim.record, claim.locator, claim.property, claim.value, claim.from_us, "
                                                 "claim.to_us, claim.recorded_us, entity.kind, entity.scope, entity.name, other.kind, other.scope, "
                                                 "other.name FROM claim LEFT JOIN entity ON entity.id = claim.entity "
                                                 "LEFT JOIN entity AS other ON other.id = claim.target WHERE claim.id <= ?1 ORDER BY claim.id",
                                                 error);
  gboolean row = FALSE;

  if (statement == NULL
      || !rc_bundle_writer_begin (work->writer, "data/claims.jsonl", RC_BUNDLE_LINES, _("What the records say of models, runs, data and approvals"),
                                  error))
    return FALSE;

  sqlite3_bind_int64 (statement, 1, rc_case_get_mark (work->case_file, "claim"));
  while (TRUE)
    {
      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return rc_bundle_writer_end (work->writer, error);
      if (g_cancellable_set_error_if_cancelled (work->cancellable, error) || !add_claim (work, statement, error))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
    }
}
