/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli.h"

#include "core/coverage.h"
#include "reports/typesetting/shape.h"

/* How many ways are printed. */
#define MAX_PATHS 12u

static const char * const state_names[RC_N_COVERAGES] = {
  [RC_COVERAGE_COVERED] = "covered",
  [RC_COVERAGE_PARTLY] = "partly",
  [RC_COVERAGE_CARRIER] = "carrier",
  [RC_COVERAGE_NOT_LISTED] = "not-listed",
  [RC_COVERAGE_UNSIGNED] = "unsigned",
  [RC_COVERAGE_UNCHECKED] = "not-checked",
};

static void
write_path (RcJsonWriter         *writer,
            const RcCoveragePath *path)
{
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "verdict", rc_verdict_to_code (path->verdict));
  rc_json_writer_member_integer (writer, "first_record", (gint64) path->first_record);
  rc_json_writer_member_integer (writer, "last_record", (gint64) path->last_record);
  rc_json_writer_member_integer (writer, "records", (gint64) path->records);
  rc_json_writer_name (writer, "seals");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < path->links->len; i++)
    {
      const RcCoverageLink *link = &g_array_index (path->links, RcCoverageLink, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_integer (writer, "id", link->seal->id);
      rc_json_writer_member_string (writer, "kind", link->seal->kind);
      rc_json_writer_member_string (writer, "name", link->seal->name);
      rc_json_writer_member_string (writer, "verdict", rc_verdict_to_code (link->verdict));
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
  rc_json_writer_end_object (writer);
}

static void
write_members (RcJsonWriter   *writer,
               RcCoverage     *coverage,
               const RcSource *source,
               guint64         record)
{
  g_autoptr (GPtrArray) paths = rc_coverage_list_paths (coverage, source, record);

  if (record == 0)
    rc_json_writer_member_string (writer, "coverage", state_names[rc_coverage_state (coverage, source)]);
  else
    rc_json_writer_member_string (writer, "protection", rc_verdict_to_code (rc_coverage_verdict (coverage, source, record)));
  rc_json_writer_name (writer, "paths");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < paths->len; i++)
    write_path (writer, g_ptr_array_index (paths, i));
  rc_json_writer_end_array (writer);
}

gboolean
rc_cli_write_coverage (RcJsonWriter  *writer,
                       RcCase        *case_file,
                       gint64         source,
                       guint64        record,
                       GError       **error)
{
  g_autoptr (RcCoverage) coverage = rc_coverage_load (case_file, error);
  const RcSource *found = coverage != NULL ? rc_coverage_find_source (coverage, source) : NULL;

  if (found != NULL)
    write_members (writer, coverage, found, record);
  return coverage != NULL;
}

static void
append_path (GString              *text,
             const RcCoveragePath *path,
             guint64               all)
{
  g_autofree char *words = rc_coverage_path_words (path);
  g_autofree char *records = rc_cli_group_digits (path->records);

  g_string_append_printf (text, "    %s %s\n", rc_shape_letter (rc_shape_of_verdict (path->verdict)), words);
  if (path->records < all)
    g_string_append_printf (text, "      %s of its records, from %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT "\n", records, path->first_record,
                            path->last_record);
}

static char *
dup_words (RcCoverage     *coverage,
           const RcSource *source,
           guint64         record)
{
  g_autoptr (GPtrArray) paths = rc_coverage_list_paths (coverage, source, record);
  RcVerdict verdict = record != 0 ? rc_coverage_verdict (coverage, source, record) : RC_VERDICT_VALID;
  GString *text = g_string_new (NULL);

  if (record != 0)
    g_string_append_printf (text, "  Protection  %s\n", rc_verdict_sentence (verdict));
  else
    g_string_append_printf (text, "  Protection  %s\n", rc_coverage_words (rc_coverage_state (coverage, source)));
  for (guint i = 0; i < MIN (paths->len, MAX_PATHS); i++)
    append_path (text, g_ptr_array_index (paths, i), record == 0 ? source->records : 0);
  if (paths->len > MAX_PATHS)
    g_string_append_printf (text, "    and %u further ways\n", paths->len - MAX_PATHS);
  return g_string_free (text, FALSE);
}

char *
rc_cli_dup_coverage (RcCase   *case_file,
                     gint64    source,
                     guint64   record,
                     GError  **error)
{
  g_autoptr (RcCoverage) coverage = rc_coverage_load (case_file, error);
  const RcSource *found = coverage != NULL ? rc_coverage_find_source (coverage, source) : NULL;

  if (coverage == NULL)
    return NULL;
  return found != NULL ? dup_words (coverage, found, record) : g_strdup ("");
}
