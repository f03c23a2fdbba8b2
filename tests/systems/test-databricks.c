/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "system-fixture.h"

#include <string.h>

/* AI Gateway: the row names the served entity only. */
static const char inferences[] =
  "{\"request_date\":\"2026-01-13\",\"databricks_request_id\":\"req-1\",\"client_request_id\":\"app-731\",\"request_time\":\"2026-01-13T12:00:00.000Z\","
  "\"status_code\":200,\"sampling_fraction\":0.5,\"execution_duration_ms\":83,\"request\":\"{\\\"dataframe_records\\\":[{\\\"income\\\":41200}]}\","
  "\"response\":\"{\\\"predictions\\\":[2500]}\",\"served_entity_id\":\"e5c1d2b3a4\",\"logging_error_codes\":[],\"requester\":\"svc-app@example.org\"}\n"
  "{\"request_date\":\"2026-01-11\",\"databricks_request_id\":\"req-0\",\"client_request_id\":\"app-730\",\"request_time\":\"2026-01-11T12:00:00.000Z\","
  "\"status_code\":200,\"sampling_fraction\":1.0,\"execution_duration_ms\":83,\"request\":null,\"response\":null,\"served_entity_id\":\"e5c1d2b3a4\","
  "\"logging_error_codes\":[\"MAX_REQUEST_SIZE_EXCEEDED\"],\"requester\":\"svc-app@example.org\"}\n";

/* Version 3 from the 12th on, under the same number as version 1 before it. */
static const char served[] =
  "served_entity_id,endpoint_name,endpoint_id,served_entity_name,entity_type,entity_name,entity_version,change_time,endpoint_delete_time,created_by\n"
  "e5c1d2b3a4,credit-limit-prod,ep1,a,CUSTOM_MODEL,credit-limit,1,2026-01-01T11:00:00.000Z,,svc-deploy@example.org\n"
  "e5c1d2b3a4,credit-limit-prod,ep1,b,CUSTOM_MODEL,credit-limit,3,2026-01-12T13:00:00.000Z,,svc-deploy@example.org\n";

static const SystemSlot slots[] = {
  { "input", RC_STANDING_SINGLE, "the input itself is held" },
  { "subject", RC_STANDING_NOTHING, "person" },
  { "output", RC_STANDING_SINGLE, "1 field" },
  { "score", RC_STANDING_NOTHING, "Databricks: ask for" },
  { "endpoint", RC_STANDING_SINGLE, "e5c1d2b3a4" },
  { "deployment", RC_STANDING_SINGLE, "credit-limit/3 at e5c1d2b3a4, from 2026-01-12T13:00:00.000Z" },
  { "model-version", RC_STANDING_SINGLE, "credit-limit/3" },
  { "artefact", RC_STANDING_NOTHING, "Databricks: ask for" },
  { "run", RC_STANDING_CONSISTENT, "a81b2c3d4e5f60718293a4b5c6d7e8f9" },
  { "dataset", RC_STANDING_SINGLE, "applications_2025@e5f60718" },
  { "commit", RC_STANDING_SINGLE, "1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f7a8b9c0d" },
  { "environment", RC_STANDING_NOTHING, "Databricks: ask for" },
  { "evaluation", RC_STANDING_SINGLE, "auc" },
  { "approval", RC_STANDING_SINGLE, "approve by" },
  { "documentation", RC_STANDING_NOTHING, "document" },
  { "card", RC_STANDING_NOTHING, "Databricks: ask for" },
  { "human-action", RC_STANDING_NOTHING, "Databricks: ask for" },
  { "final-decision", RC_STANDING_NOTHING, "decision" },
  { "anomaly", RC_STANDING_NOTHING, "alerts" },
  { "incident", RC_STANDING_NOTHING, "incident" },
  { "reliance", RC_STANDING_NOTHING, "checked" },
  { "retention", RC_STANDING_NOTHING, "retention" },
};

static gboolean
import_all (ImportFixture *fixture)
{
  g_autoptr (RcImportResult) result = NULL;

  if (!system_fixture_import_corpus (fixture, "databricks/constructed/audit-log-delivery.jsonl") ||
      !system_fixture_import_corpus (fixture, "mlflow/constructed/mlflow-3-full-chain.db"))
    return FALSE;

  import_fixture_put (fixture, "inferences.jsonl", inferences, -1);
  import_fixture_put (fixture, "served.csv", served, -1);
  result = import_fixture_import (fixture, NULL);
  return TRUE;
}

static void
test_chain (ImportFixture *fixture,
            gconstpointer  data)
{
  g_autoptr (RcLineage) lineage = NULL;

  if (import_all (fixture))
    lineage = system_fixture_assert_lineage (fixture, "req-1", slots, G_N_ELEMENTS (slots));
}

/* A day before, the same entity served another version, which nobody had approved in the log. */
static void
test_day_before (ImportFixture *fixture,
                 gconstpointer  data)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
  g_autoptr (RcLineage) lineage = NULL;
  g_autoptr (GError) error = NULL;
  guint n_seen = 0;

  if (!import_all (fixture))
    return;

  lineage = rc_lineage_build (fixture->case_file, rc_event_find (fixture->case_file, reader, "req-0", &error), RC_TIME_NONE, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (lineage->slots, i);

      if (g_str_equal (slot->slot, "model-version"))
        {
          g_assert_cmpuint (slot->answers->len, ==, 1);
          g_assert_cmpstr (((const RcLineageAnswer *) g_ptr_array_index (slot->answers, 0))->value, ==, "credit-limit/1");
          n_seen++;
        }
      if (g_str_equal (slot->slot, "approval"))
        {
          g_assert_cmpint (slot->standing, ==, RC_STANDING_NOTHING);
          n_seen++;
        }
      /* The payload was dropped. */
      if (g_str_equal (slot->slot, "input"))
        {
          g_assert_cmpint (slot->standing, ==, RC_STANDING_NOTHING);
          n_seen++;
        }
    }
  g_assert_cmpuint (n_seen, ==, 3);
}

/* Unity Catalog: the version, its run, and the version of the Delta table that the run read, from an export of the registered model. */
static const char of_catalog[] =
  "databricks_request_id,client_request_id,date,timestamp_ms,status_code,sampling_fraction,execution_time_ms,request,response,request_metadata\n"
  "req-7,app-7,2024-07-01,1719830000000,200,1.0,83,\"{\"\"inputs\"\":[1]}\",\"{\"\"predictions\"\":[6]}\","
  "\"{\"\"endpoint_name\"\":\"\"wine\"\",\"\"model_name\"\":\"\"andre_catalog.ml_models2.sklearn_wine_best\"\",\"\"model_version\"\":\"\"15\"\"}\"\n";

static void
test_delta_table (ImportFixture *fixture,
                  gconstpointer  data)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcLineage) lineage = NULL;
  g_autoptr (GPtrArray) tables = NULL, made = NULL;
  g_autoptr (GError) error = NULL;
  guint n_seen = 0;

  if (!system_fixture_import_corpus (fixture, "databricks/export-import-databricks/single/versions/sklearn_wine"))
    return;
  import_fixture_put (fixture, "wine.csv", of_catalog, -1);
  result = import_fixture_import (fixture, NULL);

  lineage = rc_lineage_build (fixture->case_file, rc_event_find (fixture->case_file, reader, "req-7", &error), RC_TIME_NONE, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (lineage->slots, i);

      if (!g_str_equal (slot->slot, "dataset") && !g_str_equal (slot->slot, "commit") && !g_str_equal (slot->slot, "run"))
        continue;
      for (guint j = 0; j < slot->answers->len; j++)
        {
          const char *value = ((const RcLineageAnswer *) g_ptr_array_index (slot->answers, j))->value;

          g_test_message ("%s: %s", slot->slot, value);
          n_seen += strstr (value, "winequality_white_2@062ac4fa") != NULL ||
                    strstr (value, "4afec69ef703ad51d52c41b52696910017475764") != NULL ||
                    strstr (value, "6222162b4c7f47c2820a7e5b520f65a9") != NULL;
        }
    }
  g_assert_cmpuint (n_seen, ==, 3);

  /* The data set of the run is a version of the table. */
  tables = rc_entity_find (rc_case_get_database (fixture->case_file), RC_ENTITY_DATASET, "andre_catalog.ml_data.winequality_white_2@1", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tables->len, ==, 1);
  made = rc_claim_list_of_target (fixture->case_file, ((const RcEntity *) g_ptr_array_index (tables, 0))->id, RC_PROPERTY_DERIVED_FROM, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (made->len, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/systems/databricks/chain", ImportFixture, NULL, import_fixture_set_up, test_chain, import_fixture_tear_down);
  g_test_add ("/systems/databricks/day-before", ImportFixture, NULL, import_fixture_set_up, test_day_before, import_fixture_tear_down);
  g_test_add ("/systems/databricks/delta-table", ImportFixture, NULL, import_fixture_set_up, test_delta_table, import_fixture_tear_down);
  return g_test_run ();
}
