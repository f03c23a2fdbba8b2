/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/writing/bundle-parts.h"

#include "core/judgement-json.h"
#include "core/words.h"

/* --- The verdicts --- */

static gboolean
write_verification (RcBundleWork  *work,
                    GError       **error)
{
  g_autoptr (RcUncovered) uncovered = rc_uncovered_new (work->case_file, work->judgement, error);
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  if (uncovered == NULL)
    return FALSE;
  if (!rc_bundle_work_is_full (work))
    {
      work->told = rc_bundle_selection_restrict (work->selection, error);
      if (work->told == NULL)
        return FALSE;
    }

  rc_judgement_write_json (work->told != NULL ? work->told : work->judgement, uncovered, writer);
  return rc_bundle_add_json (work, "data/verification.json", _("Every verdict and exception"), writer, error);
}

/* --- What verifications remember --- */

static gboolean
write_rows (RcBundleWork       *work,
            RcJsonWriter       *writer,
            const char         *name,
            const char         *sql,
            const char * const *members,
            GError            **error)
{
  RcDatabase *database = rc_case_get_database (work->case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, sql, error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;

  rc_json_writer_name (writer, name);
  rc_json_writer_begin_array (writer);
  while (TRUE)
    {
      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        break;
      if (!rc_bundle_work_discloses (work, sqlite3_column_int64 (statement, 0), 0))
        continue;

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_integer (writer, "source", sqlite3_column_int64 (statement, 0));
      for (int i = 0; members[i] != NULL; i++)
        {
          g_autofree char *text = rc_database_column_dup (statement, i + 1);

          if (sqlite3_column_type (statement, i + 1) == SQLITE_INTEGER)
            rc_json_writer_member_integer (writer, members[i], sqlite3_column_int64 (statement, i + 1));
          else
            rc_json_writer_member_string (writer, members[i], text);
        }
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
  return TRUE;
}

static gboolean
write_memory (RcBundleWork  *work,
              GError       **error)
{
  static const char * const heads[] = { "origin", "key", "size", "root", "seen_us", NULL };
  static const char * const expectations[] = { "importer", "name", "protection", NULL };
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  if (!write_rows (work, writer, "log_heads",
                   "SELECT source, origin, lower (hex (key)), size, lower (hex (root)), seen_us FROM log_head ORDER BY id", heads, error)
      || !write_rows (work, writer, "expectations", "SELECT source, importer, name, protection FROM expectation ORDER BY importer, name",
                      expectations, error))
    return FALSE;
  rc_json_writer_end_object (writer);
  return rc_bundle_add_json (work, "data/memory.json", _("What earlier verifications remembered"), writer, error);
}

gboolean
rc_bundle_write_judgement (RcBundleWork  *work,
                           GError       **error)
{
  return write_verification (work, error) && write_memory (work, error);
}
