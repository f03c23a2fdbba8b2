/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/writing/bundle-parts.h"

#include <string.h>

#include "core/canonical.h"
#include "core/registers/finding-json.h"
#include "core/words.h"

/* --- What people entered --- */

static gboolean
is_needed (RcBundleWork  *work,
           gint64         id,
           gboolean      *out_needed,
           GError       **error)
{
  g_autoptr (RcEntry) entry = rc_entry_load (work->case_file, id, error);

  return entry != NULL && rc_bundle_selection_needs_entry (work->selection, entry, out_needed, error);
}

/* The body as it was entered and hashed. One that is not in its form was edited, and is told as a text. */
static void
write_body (RcJsonWriter *writer,
            const char   *body)
{
  g_autofree char *canonical = body != NULL ? rc_canonical_dup (body, strlen (body)) : NULL;

  if (canonical != NULL && strcmp (canonical, body) == 0)
    {
      rc_json_writer_name (writer, "body");
      rc_json_writer_raw (writer, body);
    }
  else
    rc_json_writer_member_string (writer, "body_text", body);
}

static gboolean
add_entry (RcBundleWork  *work,
           sqlite3_stmt  *row,
           GError       **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  gint64 id = sqlite3_column_int64 (row, 0);
  gboolean is_private = sqlite3_column_int64 (row, 6) != 0;
  gboolean is_told = !is_private;
  g_autofree char *kind = rc_database_column_dup (row, 1);
  g_autofree char *body = rc_database_column_dup (row, 4);
  g_autofree char *sha256 = rc_database_column_dup (row, 5);
  g_autofree char *by = rc_database_column_dup (row, 7);

  /* What others than the chosen decisions have to do with is counted in withheld.json, and not told of. */
  if (!rc_bundle_work_is_full (work) && !is_needed (work, id, &is_told, error))
    return FALSE;
  if (!rc_bundle_work_is_full (work) && !is_told)
    return TRUE;

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "id", id);
  rc_json_writer_member_string (writer, "kind", kind);
  rc_json_writer_member_integer (writer, "number", sqlite3_column_int64 (row, 2));
  rc_bundle_write_number (writer, "about", sqlite3_column_int64 (row, 3));
  rc_json_writer_member_boolean (writer, "private", is_private);
  rc_json_writer_member_string (writer, "sha256", sha256);
  rc_json_writer_member_string (writer, "by", by);
  rc_json_writer_member_integer (writer, "added_us", sqlite3_column_int64 (row, 8));
  rc_json_writer_member_boolean (writer, "withheld", !is_told);
  if (is_told)
    write_body (writer, body);
  rc_json_writer_end_object (writer);
  return rc_bundle_line_add (work, writer, error);
}

static gboolean
write_entries (RcBundleWork  *work,
               GError       **error)
{
  RcDatabase *database = rc_case_get_database (work->case_file);
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT id, kind, number, about, body, lower (hex (sha256)), private, by, added_us FROM entry "
                                                 "ORDER BY id", error);
  gboolean row = FALSE;

  if (statement == NULL || !rc_bundle_writer_begin (work->writer, "data/entries.jsonl", RC_BUNDLE_LINES, _("What people entered"), error))
    return FALSE;
  while (TRUE)
    {
      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return rc_bundle_writer_end (work->writer, error);
      if (!add_entry (work, statement, error))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
    }
}

/* --- Findings --- */

/* The day of the evidence state: that of the clock would make another bundle each day. */
static char *
dup_day (const RcBundleWork *work)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (work->changed_us / G_USEC_PER_SEC);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d") : g_strdup ("1970-01-01");
}

static gboolean
write_findings (RcBundleWork  *work,
                GError       **error)
{
  g_autoptr (GPtrArray) findings = rc_finding_list (work->case_file, error);
  g_autoptr (RcNoticed) noticed = findings != NULL ? rc_noticed_load (work->case_file, error) : NULL;
  g_autofree char *day = dup_day (work);
  gboolean is_first = TRUE;

  if (noticed == NULL || !rc_bundle_array_begin (work, "data/findings.json", _("Findings as they stand"), "findings", error))
    return FALSE;
  for (guint i = 0; rc_bundle_work_is_full (work) && i < findings->len; i++)
    {
      g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

      rc_finding_write_json (g_ptr_array_index (findings, i), noticed, day, writer);
      if (!rc_bundle_array_add (work, &is_first, writer, error))
        return FALSE;
    }
  return rc_bundle_array_end (work, error);
}

/**
 * rc_bundle_write_entries:
 *
 * Writes what people entered, and the findings that come of it. In a bundle of chosen decisions only what their lineages answer with is told.
 */
gboolean
rc_bundle_write_entries (RcBundleWork  *work,
                         GError       **error)
{
  return write_entries (work, error) && write_findings (work, error);
}
