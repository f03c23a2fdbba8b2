/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/selection/bundle-withheld.h"

#include "core/words.h"
#include "reports/bundle/writing/bundle-parts.h"

/* Of all of one sort: how many there are, and how many of them the bundle has. */
typedef struct
{
  guint64 total;
  guint64 disclosed;
} Count;

static void
write_count (RcJsonWriter *writer,
             const char   *name,
             const Count  *count)
{
  rc_json_writer_name (writer, name);
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "disclosed", (gint64) count->disclosed);
  rc_json_writer_member_integer (writer, "total", (gint64) count->total);
  rc_json_writer_member_integer (writer, "withheld", (gint64) (count->total - count->disclosed));
  rc_json_writer_end_object (writer);
}

static void
write_sources (RcJsonWriter       *writer,
               const RcBundleWork *work,
               Count              *out_records)
{
  static const char *const states[] = { "withheld", "excerpt", "whole" };
  guint counts[G_N_ELEMENTS (states)] = { 0 };

  rc_json_writer_name (writer, "sources");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < work->sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (work->sources, i);
      const GArray *records = rc_bundle_selection_records (work->selection, source->id);
      const Count count = { source->records, records != NULL ? records->len : 0 };
      RcBundleDisclosure state = rc_bundle_selection_source (work->selection, source->id);

      counts[state]++;
      out_records->total += count.total;
      out_records->disclosed += count.disclosed;
      rc_json_writer_begin_object (writer);
      write_count (writer, "records", &count);
      rc_json_writer_member_integer (writer, "source", source->id);
      rc_json_writer_member_string (writer, "state", states[state]);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);

  rc_json_writer_name (writer, "source_states");
  rc_json_writer_begin_object (writer);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    rc_json_writer_member_integer (writer, states[i], counts[i]);
  rc_json_writer_end_object (writer);
}

static void
write_kept (RcJsonWriter *writer,
            const GArray *kept)
{
  rc_json_writer_name (writer, "kept_back");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < kept->len; i++)
    {
      const RcBundleKept *one = &g_array_index (kept, RcBundleKept, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "reason", one->reason);
      if (one->record != 0)
        rc_json_writer_member_integer (writer, "record", (gint64) one->record);
      rc_json_writer_member_integer (writer, "source", one->source);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

/* --- Counts --- */

static gboolean
count_claims (const RcBundleWork  *work,
              Count               *out_count,
              GError             **error)
{
  RcDatabase *database = rc_case_get_database (work->case_file);
  gint64 total;

  if (!rc_database_get_integer (database, "SELECT count(*) FROM claim c JOIN source s ON s.id = c.source WHERE s.state = 'published' "
                                "AND c.id <= (SELECT mark FROM published WHERE item = 'claim')", &total, error))
    return FALSE;
  out_count->total = (guint64) total;

  for (guint i = 0; i < work->sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (work->sources, i);
      sqlite3_stmt *statement;
      gboolean row;

      if (rc_bundle_selection_source (work->selection, source->id) == RC_BUNDLE_WITHHELD)
        continue;
      statement = rc_database_prepare (database, "SELECT record FROM claim WHERE source = ?1 AND id <= "
                                       "(SELECT mark FROM published WHERE item = 'claim')", error);
      if (statement == NULL)
        return FALSE;
      sqlite3_bind_int64 (statement, 1, source->id);
      do
        {
          if (!rc_database_step (database, statement, &row, error))
            return FALSE;
          if (row && rc_bundle_selection_has_record (work->selection, source->id, (guint64) sqlite3_column_int64 (statement, 0)))
            out_count->disclosed++;
        }
      while (row);
    }
  return TRUE;
}

static gboolean
count_entries (const RcBundleWork  *work,
               Count               *out_count,
               guint64             *out_private,
               GError             **error)
{
  RcDatabase *database = rc_case_get_database (work->case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT id FROM entry ORDER BY id", error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row;

  if (statement == NULL)
    return FALSE;
  do
    {
      gint64 id;

      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        break;
      id = sqlite3_column_int64 (statement, 0);
      g_array_append_val (ids, id);
    }
  while (row);

  out_count->total = ids->len;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (RcEntry) entry = rc_entry_load (work->case_file, g_array_index (ids, gint64, i), error);
      gboolean is_needed;

      if (entry == NULL || !rc_bundle_selection_needs_entry (work->selection, entry, &is_needed, error))
        return FALSE;
      *out_private += entry->is_private ? 1 : 0;
      out_count->disclosed += is_needed ? 1 : 0;
    }
  return TRUE;
}

static gboolean
count_acts (const RcBundleWork  *work,
            Count               *out_count,
            GError             **error)
{
  RcDatabase *database = rc_case_get_database (work->case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT act, detail FROM custody WHERE id <= "
                                                 "coalesce ((SELECT id FROM custody WHERE hash = ?1), 0) ORDER BY id", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  rc_database_bind_digest (statement, 1, &work->head);
  while (TRUE)
    {
      gboolean is_needed;

      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      if (!rc_bundle_selection_needs_act (work->selection, (const char *) sqlite3_column_text (statement, 0),
                                          (const char *) sqlite3_column_text (statement, 1), &is_needed, error))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
      out_count->total++;
      out_count->disclosed += is_needed ? 1 : 0;
    }
}

static gboolean
count_judged (const RcBundleWork  *work,
              Count               *out_seals,
              Count               *out_exceptions,
              GError             **error)
{
  g_autoptr (GPtrArray) exceptions = rc_bundle_selection_filter_exceptions (work->selection, work->judgement->exceptions, NULL, error);

  if (exceptions == NULL)
    return FALSE;
  *out_exceptions = (Count) { work->judgement->exceptions->len, exceptions->len };
  out_seals->total = work->judgement->seals->len;
  for (guint i = 0; i < work->judgement->seals->len; i++)
    out_seals->disclosed += rc_bundle_selection_has_seal (work->selection, ((const RcSeal *) g_ptr_array_index (work->judgement->seals, i))->id) ? 1 : 0;
  return TRUE;
}

gboolean
rc_bundle_write_withheld (RcBundleWork  *work,
                          GError       **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  Count records = { 0 }, claims = { 0 }, entries = { 0 }, acts = { 0 }, seals = { 0 }, exceptions = { 0 };
  guint64 private_notes = 0;

  if (!count_claims (work, &claims, error) || !count_entries (work, &entries, &private_notes, error) || !count_acts (work, &acts, error) ||
      !count_judged (work, &seals, &exceptions, error))
    return FALSE;

  rc_json_writer_begin_object (writer);
  write_count (writer, "claims", &claims);
  write_count (writer, "custody_details", &acts);
  write_count (writer, "entries", &entries);
  write_count (writer, "exceptions", &exceptions);
  write_kept (writer, rc_bundle_selection_list_kept (work->selection));
  rc_json_writer_member_integer (writer, "private_notes", (gint64) private_notes);
  rc_json_writer_member_string (writer, "reason", "only what the chosen decisions rest on is disclosed");
  write_count (writer, "seals", &seals);
  write_sources (writer, work, &records);
  write_count (writer, "records", &records);
  rc_json_writer_end_object (writer);

  return rc_bundle_add_json (work, "data/withheld.json", _("What is not in this copy, counted"), writer, error);
}
