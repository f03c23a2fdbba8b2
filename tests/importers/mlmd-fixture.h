/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "recording-sink.h"

G_BEGIN_DECLS

#define RUN_1 "5d6e3c1a-8f7b-4a6c-9d2e-1f0a3b4c5d6e"
#define RUN_2 "0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0"

/* Rows of a store of Kubeflow Pipelines. */
#define KFP_TYPES \
  "INSERT INTO Type (id, name) VALUES (1, 'system.PipelineRun'), (2, 'system.DAGExecution'), (3, 'system.ContainerExecution')," \
  " (4, 'system.ImporterExecution'), (5, 'system.Dataset'), (6, 'system.Model'), (7, 'system.Metrics');" \
  "INSERT INTO Context (id, type_id, name) VALUES (1, 1, '" RUN_1 "'), (2, 1, '" RUN_2 "');"
#define EXECUTION(id, type, state, run) \
  "INSERT INTO Execution (id, type_id, last_known_state) VALUES (" #id ", " #type ", " #state ");" \
  "INSERT INTO Association (context_id, execution_id) VALUES (" #run ", " #id ");"
#define ARTIFACT(id, type, uri) "INSERT INTO Artifact (id, type_id, uri) VALUES (" #id ", " #type ", '" uri "');"
#define EVENT(artifact, execution, type) \
  "INSERT INTO Event (artifact_id, execution_id, type) VALUES (" #artifact ", " #execution ", " #type ");"
#define EXECUTION_TEXT(id, name, text) \
  "INSERT INTO ExecutionProperty (execution_id, name, is_custom_property, string_value) VALUES (" #id ", '" name "', 1, '" text "');"
/* {"learning_rate": 0.05, "api_token": "hunter2"} */
#define WITH_SECRET "mlmd-struct::ChoKDWxlYXJuaW5nX3JhdGUSCRGamZmZmZmpPwoWCglhcGlfdG9rZW4SCRoHaHVudGVyMg=="

/* Rows of the database of a model registry. */
#define REGISTRY \
  "INSERT INTO Type (id, name) VALUES (1, 'kf.RegisteredModel'), (2, 'kf.ModelVersion'), (3, 'kf.ModelArtifact'), (4, 'kf.InferenceService')," \
  " (5, 'kf.ServeModel');" \
  "INSERT INTO Context (id, type_id, name, create_time_since_epoch) VALUES (11, 1, 'credit-limit', 1767261600000)," \
  " (13, 2, '11:3', 1768125600000), (14, 2, '99:1', 0), (31, 4, '30:credit-limit-prod', 1767265200000);" \
  "INSERT INTO ContextProperty (context_id, name, is_custom_property, string_value) VALUES (13, 'author', 0, 'maria')," \
  " (13, 'approved_by', 1, 'c.ortega@example.org'), (13, 'state', 0, 'LIVE'), (11, 'webhook_secret', 1, 'x'), (13, 'empty', 1, NULL);" \
  "INSERT INTO Artifact (id, type_id, uri) VALUES (21, 3, 'oci://r.example.org/m@sha256:" \
  "cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd');" \
  "INSERT INTO ArtifactProperty (artifact_id, name, is_custom_property, string_value) VALUES (21, 'model_source_id', 0, '" RUN_1 "');" \
  "INSERT INTO Attribution (context_id, artifact_id) VALUES (13, 21), (14, 21);"

/* Metadata stores of every schema version, and what comes of their import. */

gboolean       mlmd_fixture_try         (GBytes         *bytes,
                                         RecordingSink  *sink,
                                         GError        **error);
/* No error is expected. */
RecordingSink *mlmd_fixture_import      (GBytes         *bytes);
RecordingSink *mlmd_fixture_import_sql  (const char     *sql);
/* The statements that make the tables of that version, without rows. */
GString       *mlmd_fixture_make_schema (guint           version);
/* A store of version 10 with the types of Kubeflow Pipelines, two runs and @rows. */
RecordingSink *mlmd_fixture_import_kfp  (const char     *rows);

G_END_DECLS
