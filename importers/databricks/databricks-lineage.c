/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "databricks-lineage.h"

#include "databricks.h"

#include "core/bounds.h"
#include "core/words.h"

/*
 * system.access.table_lineage and column_lineage: which table was written from which.
 *
 *  field                                   | becomes                                                                    | slot
 * -----------------------------------------+----------------------------------------------------------------------------+---------
 *  source and target of one row            | data set TARGET: DERIVED_FROM → data set SOURCE, from event_time            | dataset
 *   (…_table_full_name, or …_path)         |                                                                            |
 *  source_column_name, target_column_name  | value of that claim, "COLUMN from COLUMN"                                  |
 *  only a source, or only a target         | event access (read), or other (written from nothing that is named)         |
 *  entity_type, entity_id, entity_run_id   | target of the event: "JOB 812345 998877"                                   |
 *  created_by                              | actor                                                                      |
 *  event_id, record_id                     | id                                                                         |
 *  event_time                              | time: when the lineage was worked out, not when data were written          |
 *
 * Tables are named without version: which state of the source went in is not said. That a job or notebook of this row is also named by a
 * training run is circumstantial, and no link is made of it.
 *
 * Cannot evidence: that nothing else went in. The table is documented as a part of what happens.
 */

static const char * const marks_all[] = { "source_table_full_name", "target_table_full_name", "source_type", "target_type", "event_time", NULL };
static const char * const * const marks[] = { marks_all, NULL };

static char *
dup_source (const RcDatabricksRow *row)
{
  char *name = rc_databricks_row_dup (row, "source_table_full_name");

  return name != NULL ? name : rc_databricks_row_dup (row, "source_path");
}

static char *
dup_target (const RcDatabricksRow *row)
{
  char *name = rc_databricks_row_dup (row, "target_table_full_name");

  return name != NULL ? name : rc_databricks_row_dup (row, "target_path");
}

static void
read_row (const RcDatabricksRow *row,
          GPtrArray             *events)
{
  g_autofree char *source = dup_source (row), *target = dup_target (row);
  g_autofree char *type = rc_databricks_row_dup (row, "entity_type");
  g_autofree char *id = rc_databricks_row_dup (row, "entity_id"), *run = rc_databricks_row_dup (row, "entity_run_id");
  g_autofree char *by = type != NULL && id != NULL ? g_strdup_printf ("%s %s%s%s", type, id, run != NULL ? " " : "", run != NULL ? run : "")
                                                   : NULL;
  RcDatabricksEvent *event = rc_databricks_event_new (source != NULL && target == NULL ? RC_EVENT_ACCESS : RC_EVENT_OTHER);

  rc_databricks_event_take_path (event, RC_FIELD_ID, row, "event_id");
  rc_databricks_event_take_path (event, RC_FIELD_ID, row, "record_id");
  rc_databricks_event_take_time (event, row, "event_time");
  rc_databricks_event_take_path (event, RC_FIELD_ACTOR, row, "created_by");
  rc_databricks_event_take (event, RC_FIELD_ACTION, row, "event_time", target == NULL ? "read" : "write");
  rc_databricks_event_take (event, RC_FIELD_TARGET, row, "entity_id", by);
  rc_databricks_event_take (event, RC_FIELD_INPUT_SCHEMA, row, "source_table_full_name", source);
  g_ptr_array_add (events, event);
}

static gpointer
begin_claims (const RcImportInput *input)
{
  return rc_registry_scope_dup (input, RC_LIMIT_FOLDER_DEPTH * 2);
}

static gboolean
claim_row (gpointer                data,
           const RcDatabricksRow  *row,
           RcRegistryWriter       *writer,
           GError                **error)
{
  g_autofree char *source = dup_source (row), *target = dup_target (row);
  g_autofree char *source_column = rc_databricks_row_dup (row, "source_column_name");
  g_autofree char *target_column = rc_databricks_row_dup (row, "target_column_name");
  g_autofree char *columns = source_column != NULL && target_column != NULL ? g_strdup_printf ("%s from %s", target_column, source_column)
                                                                            : NULL;
  RcTimestamp time;
  gint64 from, to, at_us;

  if (source == NULL || target == NULL)
    return TRUE;

  writer->scope = data;
  at_us = rc_databricks_row_read_time (row, "event_time", &time) ? time.from_us : RC_TIME_NONE;
  return rc_registry_writer_add_entity (writer, RC_ENTITY_DATASET, target, &to, error) &&
         rc_registry_writer_add_entity (writer, RC_ENTITY_DATASET, source, &from, error) &&
         (from == 0 || rc_registry_writer_add_claim (writer, to, RC_PROPERTY_DERIVED_FROM, columns, from, RC_TIME_NONE, at_us, error));
}

static const RcDatabricksTable table = {
  .name = "lineage",
  .marks = marks,
  .read = read_row,
  .begin = begin_claims,
  .claim = claim_row,
  .free = g_free,
};

static const RcImporter lines_importer = {
  .id = "databricks-lineage",
  .title = N_("Lineage of tables of Databricks (JSON lines)"),
  .system = RC_DATABRICKS_SYSTEM,
  .evidences = N_("which table was written from which, when and by which job; a part of what happened: an empty answer proves nothing"),
  RC_DATABRICKS_LINES (&table),
};

static const RcImporter csv_importer = {
  .id = "databricks-lineage-csv",
  .title = N_("Lineage of tables of Databricks (CSV)"),
  .system = RC_DATABRICKS_SYSTEM,
  .evidences = N_("which table was written from which, when and by which job; a part of what happened: an empty answer proves nothing"),
  RC_DATABRICKS_CSV (&table),
};

const RcImporter *
rc_databricks_lineage_importer (void)
{
  return &lines_importer;
}

const RcImporter *
rc_databricks_lineage_csv_importer (void)
{
  return &csv_importer;
}
