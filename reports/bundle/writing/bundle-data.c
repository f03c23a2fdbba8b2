/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/writing/bundle-parts.h"

#include <string.h>

#include "core/custody.h"
#include "core/law/law.h"
#include "core/library-versions.h"
#include "core/mask.h"
#include "core/words.h"

/* --- case.json --- */

/* What answers or documents depend on. Whose case it is just now, and what the last verification kept, are no part of it. */
static gboolean
is_handed_over (const RcBundleWork *work,
                const char         *key)
{
  if (strcmp (key, RC_MASK_KEY_SETTING) == 0)
    return rc_bundle_work_is_full (work);
  return g_str_has_prefix (key, "case.") || g_str_has_prefix (key, "statement.") || g_str_has_prefix (key, "house.")
         || g_str_has_prefix (key, "auditor.");
}

/* Of a bundle of chosen decisions, nothing that names others. */
static gboolean
may_be_told (RcBundleWork  *work,
             const char    *key,
             const char    *value,
             gboolean      *out_told,
             GError       **error)
{
  *out_told = is_handed_over (work, key);
  return !*out_told || rc_bundle_work_is_full (work) || value == NULL ||
         rc_bundle_selection_may_say (work->selection, value, out_told, error);
}

static gboolean
write_settings (RcBundleWork  *work,
                GError       **error)
{
  RcDatabase *database = rc_case_get_database (work->case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT key, value FROM setting ORDER BY key", error);
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;

  rc_json_writer_begin_object (writer);
  rc_json_writer_name (writer, "settings");
  rc_json_writer_begin_object (writer);
  while (TRUE)
    {
      g_autofree char *key = NULL;
      g_autofree char *value = NULL;
      gboolean is_told;

      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        break;
      key = rc_database_column_dup (statement, 0);
      value = rc_database_column_dup (statement, 1);
      if (!may_be_told (work, key, value, &is_told, error))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
      if (is_told)
        rc_json_writer_member_string (writer, key, value);
    }
  rc_json_writer_end_object (writer);
  rc_json_writer_end_object (writer);
  return rc_bundle_add_json (work, "data/case.json", _("The settings of the case"), writer, error);
}

/* --- bundle.json --- */

static void
write_case (RcBundleWork *work,
            RcJsonWriter *writer)
{
  static const char * const keys[] = { "case.id", "case.organisation", "case.title", "case.type", "auditor.name" };

  rc_json_writer_name (writer, "case");
  rc_json_writer_begin_object (writer);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *value = rc_case_dup_setting (work->case_file, keys[i]);

      rc_json_writer_member_string (writer, g_str_has_prefix (keys[i], "case.") ? keys[i] + strlen ("case.") : "auditor", value);
    }
  rc_json_writer_end_object (writer);
}

static void
write_program (RcJsonWriter *writer)
{
  g_autofree char *text = rc_library_versions_describe ();
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  rc_json_writer_name (writer, "program");
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "name", "Recount");
  rc_json_writer_member_string (writer, "version", PACKAGE_VERSION);
  rc_json_writer_name (writer, "libraries");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      rc_json_writer_string (writer, lines[i]);
  rc_json_writer_end_array (writer);
  rc_json_writer_member_string (writer, "law", rc_law_version ());
  rc_json_writer_end_object (writer);
}

/* What the reader must know before anything else: whether the case itself was found as its log says. */
static gboolean
write_soundness (RcBundleWork  *work,
                 RcJsonWriter  *writer,
                 GError       **error)
{
  g_autoptr (RcCustodyReport) report = rc_custody_verify (work->case_file, error);

  if (report == NULL)
    return FALSE;

  rc_json_writer_member_boolean (writer, "custody_holds", report->faults->len == 0);
  rc_json_writer_member_boolean (writer, "edited", rc_judgement_tells_of_edit (work->judgement));
  return TRUE;
}

static void
write_counts (RcBundleWork *work,
              RcJsonWriter *writer)
{
  guint64 records = 0, disclosed = 0;

  for (guint i = 0; i < work->sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (work->sources, i);

      records += rc_source_is_repeat (source) ? 0 : source->records;
      disclosed += rc_bundle_work_discloses (work, source->id, 0) ? 1 : 0;
    }
  rc_json_writer_name (writer, "counts");
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "sources", work->sources->len);
  rc_json_writer_member_integer (writer, "sources_disclosed", (gint64) disclosed);
  rc_json_writer_member_integer (writer, "records", (gint64) records);
  rc_json_writer_member_integer (writer, "lineages", work->lineages->len);
  rc_json_writer_member_integer (writer, "seals", work->judgement->seals->len);
  rc_json_writer_member_integer (writer, "exceptions", work->judgement->exceptions->len);
  rc_json_writer_end_object (writer);
}

static void
write_lineage_list (RcBundleWork *work,
                    RcJsonWriter *writer)
{
  rc_json_writer_name (writer, "lineages");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < work->lineages->len; i++)
    {
      const RcLineage *lineage = g_ptr_array_index (work->lineages, i);
      g_autofree char *name = rc_bundle_reference (lineage);
      g_autofree char *path = g_strdup_printf ("data/lineages/%s.json", name);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "event", lineage->reference);
      rc_json_writer_member_string (writer, "path", path);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static gboolean
write_bundle (RcBundleWork  *work,
              GError       **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "id", work->id);
  rc_json_writer_member_string (writer, "format", RC_BUNDLE_FORMAT);
  rc_json_writer_member_string (writer, "kind", rc_bundle_work_is_full (work) ? "full" : "selective");
  rc_bundle_write_digest (writer, "state", &work->state);
  rc_bundle_write_digest (writer, "head", &work->head);
  rc_bundle_write_time (writer, "changed", work->changed_us);
  rc_json_writer_member_integer (writer, "changed_us", work->changed_us);
  rc_json_writer_member_string (writer, "language", work->terms->language);
  rc_json_writer_member_boolean (writer, "sealed", !work->terms->unsealed);
  write_case (work, writer);
  write_program (writer);
  if (!write_soundness (work, writer, error))
    return FALSE;
  write_counts (work, writer);
  write_lineage_list (work, writer);
  rc_json_writer_end_object (writer);
  return rc_bundle_add_json (work, "data/bundle.json", _("What this bundle is"), writer, error);
}

gboolean
rc_bundle_write_case (RcBundleWork  *work,
                      GError       **error)
{
  return write_bundle (work, error) && write_settings (work, error);
}

/**
 * rc_bundle_write_data:
 *
 * Writes everything below data/ but records, PROV, documents and schemas.
 */
gboolean
rc_bundle_write_data (RcBundleWork  *work,
                      GError       **error)
{
  return rc_bundle_write_case (work, error)
         && rc_bundle_write_imports (work, error)
         && rc_bundle_write_sources (work, error)
         && rc_bundle_write_mappings (work, error)
         && rc_bundle_write_claims (work, error)
         && rc_bundle_write_entries (work, error)
         && rc_bundle_write_links (work, error)
         && rc_bundle_write_anchors (work, error)
         && rc_bundle_write_custody (work, error)
         && rc_bundle_write_judgement (work, error)
         && rc_bundle_write_lineages (work, error);
}
