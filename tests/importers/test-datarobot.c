/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/datarobot/datarobot-service.h"
#include "importers/office-properties.h"

#include "recording-sink.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

#define WORD_BEGIN \
  "<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>"
#define WORD_END "</w:body></w:document>"
#define PARAGRAPH(style, text) "<w:p><w:pPr><w:pStyle w:val=\"" style "\"/></w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"
#define CORE_BEGIN \
  "<?xml version=\"1.0\"?><cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" " \
  "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\">"
#define CORE_END "</cp:coreProperties>"

static RecordingSink *
import_named (const RcImporter *importer,
              const char       *name,
              const char       *text,
              gsize             length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (RcStream) stream = rc_stream_new_memory (bytes);
  RcImportInput input = { .name = name, .size = length, .stream = stream, .bytes = bytes, .modified_us = RC_TIME_NONE, .delivery = 1 };
  g_autoptr (RecordingSink) sink = recording_sink_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (importer->import (importer, &input, &sink->base, NULL, &error));
  g_assert_no_error (error);
  return g_steal_pointer (&sink);
}

static RecordingSink *
import (const char *text)
{
  return import_named (rc_datarobot_service_importer (), "x.json", text, strlen (text));
}

static int
recognise (const RcImporter *importer,
           const char       *text)
{
  RcSample sample = { .name = "x", .head = text, .head_length = strlen (text), .size = (gint64) strlen (text) };

  return importer->recognise (importer, &sample);
}

static const char *
field_of (GPtrArray *fields,
          RcField    field)
{
  for (guint i = 0; i < fields->len; i++)
    {
      const RcFieldValue *value = g_ptr_array_index (fields, i);

      if (value->field == field)
        return value->value;
    }
  return NULL;
}

static const RecordedEvent *
nth_event (RecordingSink *sink,
           guint          index)
{
  g_assert_cmpuint (index, <, sink->events->len);
  return g_ptr_array_index (sink->events, index);
}

/* The kinds of review that allow, refuse, and do neither. */
static void
test_reviews (void)
{
  static const char text[] =
    "{\"data\":[{\"id\":\"q\",\"entityType\":\"deployment\",\"entityId\":\"d\",\"action\":\"changeModel\",\"status\":\"approved\","
    "\"change\":{\"modelId\":\"m\"},\"reviews\":["
    "{\"id\":\"1\",\"status\":\"Changes requested\",\"reviewer\":{\"name\":\"Max\"},\"createdAt\":\"2026-01-01T00:00:00Z\"},"
    "{\"id\":\"2\",\"status\":\"APPROVED\",\"reviewerName\":\"Iris\",\"createdAt\":\"2026-01-02T00:00:00Z\"},"
    "{\"id\":\"3\",\"status\":\"commented\",\"reviewerId\":\"9\"},"
    "{\"id\":\"4\",\"status\":\"pending\",\"reviewerId\":\"9\"}]}]}";
  static const RcEventKind kinds[] = { RC_EVENT_OTHER, RC_EVENT_APPROVAL, RC_EVENT_APPROVAL, RC_EVENT_OTHER, RC_EVENT_OTHER };
  static const char * const actions[] = { NULL, "reject (changes requested)", "approve", "commented", "pending" };
  static const char * const actors[] = { NULL, "Max", "Iris", "9", "9" };
  g_autoptr (RecordingSink) sink = import (text);

  g_assert_cmpuint (sink->events->len, ==, 5);
  for (guint i = 0; i < 5; i++)
    {
      const RecordedEvent *event = nth_event (sink, i);
      g_autoptr (GPtrArray) fields = rc_datarobot_service_importer ()->read_fields (rc_datarobot_service_importer (), text, strlen (text),
                                                                                    event->event.row);

      g_assert_cmpuint (event->event.row, ==, i);
      g_assert_cmpint (event->event.kind, ==, kinds[i]);
      g_assert_cmpstr (event->event.model_version.text, ==, "m");
      g_assert_cmpstr (field_of (fields, RC_FIELD_MODEL_VERSION), ==, "m");
      g_assert_cmpstr (field_of (fields, RC_FIELD_ACTION), ==, actions[i]);
      g_assert_cmpstr (field_of (fields, RC_FIELD_ACTOR), ==, actors[i]);
    }
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "m", RC_PROPERTY_TAG, "change request q = approved"));
}

/* Approved, and nobody named: no approval is invented. */
static void
test_no_reviewer (void)
{
  g_autoptr (RecordingSink) sink = import ("{\"id\":\"q\",\"entityType\":\"deployment\",\"entityId\":\"d\",\"action\":\"changeModel\","
                                           "\"status\":\"approved\",\"change\":{\"modelId\":\"m\"},\"reviews\":[]}");

  g_assert_cmpuint (sink->events->len, ==, 1);
  g_assert_cmpint (nth_event (sink, 0)->event.kind, ==, RC_EVENT_OTHER);
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "m", RC_PROPERTY_TAG,
                                               "change request q = approved (no reviewer stands with it)"));
}

static void
test_policy (void)
{
  g_autoptr (RecordingSink) sink = import ("[{\"id\":\"p\",\"name\":\"High\",\"active\":true,\"trigger\":{\"entityType\":\"deploymentModel\","
                                           "\"intendedAction\":{\"action\":\"create\"}},\"review\":{\"groups\":[{\"name\":\"MRM\"}],"
                                           "\"reminderPeriod\":\"P1D\"},\"automaticAction\":{\"action\":\"approve\",\"period\":\"P7D\"}}]");

  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_APPROVAL, "High", RC_PROPERTY_TAG,
                                               "automaticAction, taken with no human = approve after P7D"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_APPROVAL, "High", RC_PROPERTY_TAG, "group that reviews = MRM"));
  g_assert_cmpuint (sink->events->len, ==, 0);
}

/* A deployment as R wrote it: no time, no key. */
static void
test_deployment (void)
{
  static const char text[] =
    "{\"id\":[\"d\"],\"label\":[\"Loans\"],\"description\":[\"\"],\"model\":{\"id\":[\"m\"],\"projectId\":[\"p\"],\"type\":[\"ENet\"]},"
    "\"defaultPredictionServer\":{\"datarobot-key\":[\"geheim\"],\"url\":[\"https://x.example\"]},\"createdAt\":{}}";
  g_autoptr (RecordingSink) sink = import (text);
  g_autofree char *all = recording_sink_dup_digest (sink);
  const RcClaim *claim = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "m", RC_PROPERTY_TRAINED_BY, "p");

  g_assert_nonnull (claim);
  g_assert_cmpint (nth_event (sink, 0)->event.kind, ==, RC_EVENT_DEPLOYMENT);
  g_assert_false (nth_event (sink, 0)->event.has_time);
  g_assert_cmpstr (nth_event (sink, 0)->event.endpoint.text, ==, "d");
  g_assert_null (strstr (all, "geheim"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_ENDPOINT, "d", RC_PROPERTY_TAG, "label = Loans"));
}

static void
test_custom_version (void)
{
  static const char commit[] = "1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f7a8b9c0d";
  g_autoptr (RecordingSink) sink = import ("{\"id\":\"v\",\"customModelId\":\"c\",\"label\":\"1.3\",\"baseEnvironmentId\":\"e\","
                                           "\"baseEnvironmentVersionId\":\"f\",\"gitModelVersion\":{\"mainBranchCommitSha\":"
                                           "\"1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f7a8b9c0d\",\"commitUrl\":\"https://git.example/c\"}}");

  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, "v", RC_PROPERTY_CODE_COMMIT, commit));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, "v", RC_PROPERTY_ENVIRONMENT, "e@f"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "v", RC_PROPERTY_TRAINED_BY, "v"));
}

/* An event's phrase tells no outcome: it is no approval. */
static void
test_activity (void)
{
  static const char table[] =
    "Timestamp-UTC,Event,UID,Username,Deployment ID,Old values,New values\n"
    "2026-05-01 10:00:00,Change Request Approved,u1,,d1,,geheim\n";
  g_autoptr (RecordingSink) json = import ("{\"data\":[{\"event\":\"Deployment Approved\",\"timestamp\":\"2026-05-01T10:00:00Z\",\"userId\":\"u\","
                                           "\"deploymentId\":\"d\"}],\"count\":1}");
  g_autoptr (RecordingSink) csv = import_named (rc_datarobot_tables_importer (), "activity.csv", table, strlen (table));
  const char *row = g_ptr_array_index (csv->rows, 0);
  g_autoptr (GPtrArray) fields = rc_datarobot_tables_importer ()->read_fields (rc_datarobot_tables_importer (), row, strlen (row), 0);

  g_assert_cmpint (nth_event (json, 0)->event.kind, ==, RC_EVENT_ACCESS);
  g_assert_cmpint (nth_event (csv, 0)->event.kind, ==, RC_EVENT_ACCESS);
  g_assert_cmpint (nth_event (csv, 0)->event.time.zone, ==, RC_ZONE_RULE);
  g_assert_cmpstr (field_of (fields, RC_FIELD_ACTOR), ==, "u1");
  g_assert_cmpstr (field_of (fields, RC_FIELD_TARGET), ==, "d1");
  g_assert_null (strstr (row, "geheim"));
}

static void
test_tables (void)
{
  static const char batch[] = "id,y_PREDICTION,y_1_PREDICTION,y_0_PREDICTION,THRESHOLD,DEPLOYMENT_APPROVAL_STATUS\nA,1,0.8,0.2,0.5,APPROVED\n";
  static const char actuals[] = "associationId,actualValue,wasActedOn,timestamp\nA,1,TRUE,2026-01-01T00:00:00Z\nB,0,,\n";
  const RcImporter *importer = rc_datarobot_tables_importer ();
  g_autoptr (RecordingSink) batch_sink = import_named (importer, "in/deployments/6a10c0de30d66c0754e38c2b/out.csv", batch, strlen (batch));
  g_autoptr (RecordingSink) actual_sink = import_named (importer, "x.csv", actuals, strlen (actuals));
  const char *row = g_ptr_array_index (batch_sink->rows, 0);
  const char *acted = g_ptr_array_index (actual_sink->rows, 0);
  g_autoptr (GPtrArray) fields = importer->read_fields (importer, row, strlen (row), 0);
  g_autoptr (GPtrArray) action = importer->read_fields (importer, acted, strlen (acted), 0);

  g_assert_cmpstr (nth_event (batch_sink, 0)->event.endpoint.text, ==, "6a10c0de30d66c0754e38c2b");
  g_assert_cmpstr (field_of (fields, RC_FIELD_ENDPOINT), ==, "6a10c0de30d66c0754e38c2b");
  g_assert_cmpstr (field_of (fields, RC_FIELD_OUTPUT), ==, "1");
  g_assert_cmpstr (field_of (fields, RC_FIELD_SCORE), ==, "1 = 0.8, 0 = 0.2");
  g_assert_cmpstr (field_of (fields, RC_FIELD_STATUS), ==, "APPROVED");

  g_assert_cmpint (nth_event (actual_sink, 0)->event.kind, ==, RC_EVENT_HUMAN_ACTION);
  g_assert_cmpstr (nth_event (actual_sink, 0)->event.target.text, ==, "A");
  g_assert_cmpstr (field_of (action, RC_FIELD_ACTION), ==, "acted on");
  g_assert_cmpint (nth_event (actual_sink, 1)->event.kind, ==, RC_EVENT_OTHER);
  g_assert_cmpint (recognise (importer, "id,y_PREDICTION\n"), ==, 0);
}

static void
test_document (void)
{
  static const char text[] =
    WORD_BEGIN PARAGRAPH ("Title", "Overview") PARAGRAPH ("Heading1", "Purpose and Intended Use") PARAGRAPH ("DRIntenseQuote", "Describe it.")
    PARAGRAPH ("Heading1", "Limitations") PARAGRAPH ("BodyText", "Not for firms.") WORD_END;
  g_autoptr (RecordingSink) sink = import_named (rc_datarobot_document_importer (), "a/model.docx!word/document.xml", text, strlen (text));
  const RecordedAside *aside = recording_sink_find_aside (sink, RC_EXCEPTION_UNFILLED_TEMPLATE);

  g_assert_nonnull (aside);
  g_assert_nonnull (strstr (aside->message, "Purpose and Intended Use"));
  g_assert_cmpuint (sink->asides->len, ==, 1);
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_CARD, "model.docx", RC_PROPERTY_TAG, "chapter = Overview"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_CARD, "model.docx", RC_PROPERTY_LIMITATION, "Limitations"));
  g_assert_null (recording_sink_find_claim (sink, RC_ENTITY_CARD, "model.docx", RC_PROPERTY_INTENDED_USE, NULL));
  g_assert_cmpint (recognise (rc_datarobot_document_importer (), text), ==, 90);
}

static void
test_properties (void)
{
  static const char library[] =
    CORE_BEGIN "<dc:creator>python-docx</dc:creator><dcterms:created>2013-12-23T23:15:00Z</dcterms:created>" CORE_END;
  static const char person[] = CORE_BEGIN "<dc:creator>Ada</dc:creator><dcterms:created>2026-03-01T10:00:00Z</dcterms:created>" CORE_END;
  g_autoptr (RecordingSink) template = import_named (rc_office_properties_importer (), "x", library, strlen (library));
  g_autoptr (RecordingSink) written = import_named (rc_office_properties_importer (), "x", person, strlen (person));

  g_assert_null (recording_sink_find_claim (template, RC_ENTITY_DECLARATION, "document properties", RC_PROPERTY_CREATED, NULL));
  g_assert_nonnull (recording_sink_find_claim (template, RC_ENTITY_DECLARATION, "document properties", RC_PROPERTY_TAG,
                                               "date of the library's template, no time of the document = 2013-12-23T23:15:00Z"));
  g_assert_nonnull (recording_sink_find_claim (written, RC_ENTITY_DECLARATION, "document properties", RC_PROPERTY_CREATED, NULL));
}

static void
test_definitions (void)
{
  static const char text[] =
    "- user_provided_deployment_id: d1\n  user_provided_model_id: m1\n  settings:\n    association:\n      association_id_column: id\n"
    "- user_provided_deployment_id: d2\n  user_provided_model_id: no\n";
  g_autoptr (RecordingSink) sink = import_named (rc_datarobot_definitions_importer (), "x", text, strlen (text));
  static const char twice[] = "user_provided_model_id: a\nuser_provided_model_id: b\n";
  g_autoptr (RecordingSink) wrong = import_named (rc_datarobot_definitions_importer (), "x", twice, strlen (twice));

  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_ENDPOINT, "d1", RC_PROPERTY_TAG, "column of the association id = id"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_ENDPOINT, "d2", RC_PROPERTY_TAG, "model = no"));
  g_assert_nonnull (recording_sink_find_aside (wrong, RC_EXCEPTION_DUPLICATE_MEMBER));
  g_assert_cmpuint (wrong->claims->len, ==, 0);
}

/* --- Wrong input --- */

static void
test_truncated (void)
{
  static const char json[] =
    "{\"data\":[{\"id\":\"q\",\"entityType\":\"deployment\",\"entityId\":\"d\",\"action\":\"x\",\"status\":\"approved\",\"change\":{\"modelId\":\"m\"},"
    "\"reviews\":[{\"id\":\"1\",\"status\":\"approved\",\"reviewer\":{\"name\":\"Max\"},\"createdAt\":\"2026-01-01T00:00:00Z\"}]}]}";
  static const char word[] = WORD_BEGIN PARAGRAPH ("Title", "Overview") PARAGRAPH ("DRIntenseQuote", "Describe it.") WORD_END;
  static const char yaml[] = "user_provided_model_id: m\nsettings:\n  name: x\nversion: {model_environment_id: e}\n";

  for (gsize length = 0; length < sizeof json - 1; length++)
    {
      g_autoptr (RecordingSink) sink = import_named (rc_datarobot_service_importer (), "x", json, length);

      g_assert_cmpuint (sink->events->len, ==, 0);
      g_assert_cmpuint (sink->asides->len, ==, 1);
    }
  for (gsize length = 0; length < sizeof word - 1; length++)
    {
      g_autoptr (RecordingSink) sink = import_named (rc_datarobot_document_importer (), "x", word, length);

      g_assert_cmpuint (sink->claims->len, ==, 0);
      g_assert_cmpuint (sink->asides->len, ==, 1);
    }
  for (gsize length = 0; length < sizeof yaml - 1; length++)
    {
      g_autoptr (RecordingSink) sink = import_named (rc_datarobot_definitions_importer (), "x", yaml, length);

      g_assert_cmpuint (sink->claims->len, <=, 2);
    }
}

static void
test_hostile (void)
{
  static const char * const wrong[] = {
    "{\"rowId\":1,\"prediction\":{\"a\":[[[[]]]]}}",
    "{\"predictions\":{},\"task\":[]}",
    "{\"predictions\":[1,null,\"x\",[{}]],\"task\":\"Binary\"}",
    "{\"id\":1e999,\"label\":{},\"model\":{\"id\":[[\"m\"]]},\"permissions\":0}",
    "{\"id\":[],\"label\":\"\",\"model\":{\"id\":\"\"},\"status\":null}",
    "{\"cvScores\":{\"AUC\":{\"0.0\":[1,2]},\"x\":3}}",
    "{\"status\":\"\",\"message\":\"\",\"checks\":[{\"status\":\"passing\"}]}",
    "{\"sections\":[{\"contentId\":1,\"title\":[\"a\",\"b\"],\"sections\":{}}]}",
    "{\"modelType\":\"x\",\"projectId\":{},\"metrics\":{\"AUC\":{\"validation\":{\"deep\":1}}}}",
    "{\"modelId\":\"m\",\"startDate\":\"yesterday\",\"reason\":\"x\"}",
  };
  static const char doctype[] = "<!DOCTYPE a [<!ENTITY x \"y\">]>" WORD_BEGIN WORD_END;
  g_autoptr (RecordingSink) refused = import_named (rc_datarobot_document_importer (), "x", doctype, strlen (doctype));
  g_autoptr (GString) deep = g_string_new ("{\"data\":");
  g_autoptr (RecordingSink) sink = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (RecordingSink) found = import (wrong[i]);

      for (guint event = 0; event < found->events->len; event++)
        {
          g_autoptr (GPtrArray) fields = rc_datarobot_service_importer ()->read_fields (rc_datarobot_service_importer (), wrong[i],
                                                                                        strlen (wrong[i]), event);

          g_assert_nonnull (fields);
        }
    }

  g_assert_cmpstr (((RecordedAside *) g_ptr_array_index (refused->asides, 0))->found, ==, "a document type declaration");
  for (guint i = 0; i < 200; i++)
    g_string_append_c (deep, '[');
  sink = import (deep->str);
  g_assert_cmpuint (sink->asides->len, ==, 1);
  g_assert_cmpuint (sink->claims->len, ==, 0);
}

/* A name as long as a book is set aside, and its siblings are read. */
static void
test_long_names (void)
{
  g_autofree char *name = g_strnfill (RC_LIMIT_NAME_BYTES + 1, 'x');
  g_autofree char *text = g_strdup_printf ("[{\"recommendationType\":\"Fast\",\"modelId\":\"%s\",\"projectId\":\"p\"},"
                                           "{\"recommendationType\":\"Fast\",\"modelId\":\"m\",\"projectId\":\"p\"}]", name);
  g_autoptr (RecordingSink) sink = import (text);

  g_assert_nonnull (recording_sink_find_aside (sink, RC_EXCEPTION_LIMIT));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "m", RC_PROPERTY_TAG, "recommended by the program = Fast"));
}

static void
test_too_large (void)
{
  RcImportInput input = { .name = "x", .size = 65u << 20, .modified_us = RC_TIME_NONE };
  const RcImporter *importers[] = {
    rc_datarobot_service_importer (), rc_datarobot_document_importer (), rc_datarobot_definitions_importer (),
    rc_office_properties_importer (),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (importers); i++)
    {
      g_autoptr (RecordingSink) sink = recording_sink_new ();
      g_autoptr (GError) error = NULL;

      g_assert_true (importers[i]->import (importers[i], &input, &sink->base, NULL, &error));
      g_assert_cmpuint (sink->asides->len, ==, 1);
    }
}

static void
test_recognise (void)
{
  g_assert_cmpint (recognise (rc_datarobot_service_importer (), "{\"id\":\"1\",\"name\":\"x\"}"), ==, 0);
  g_assert_cmpint (recognise (rc_datarobot_service_importer (), ""), ==, 0);
  g_assert_cmpint (recognise (rc_datarobot_service_importer (), "[]"), ==, 0);
  g_assert_cmpint (recognise (rc_datarobot_service_importer (), "{\"data\":[{\"recommendationType\":[\"x\"],\"modelId\":[\"m\"]}]}"), ==, 60);
  g_assert_cmpint (recognise (rc_datarobot_definitions_importer (), "name: x\ntype: y\n"), ==, 0);
  g_assert_cmpint (recognise (rc_datarobot_document_importer (), WORD_BEGIN WORD_END), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/datarobot/reviews", test_reviews);
  g_test_add_func ("/datarobot/no-reviewer", test_no_reviewer);
  g_test_add_func ("/datarobot/policy", test_policy);
  g_test_add_func ("/datarobot/deployment", test_deployment);
  g_test_add_func ("/datarobot/custom-version", test_custom_version);
  g_test_add_func ("/datarobot/activity", test_activity);
  g_test_add_func ("/datarobot/tables", test_tables);
  g_test_add_func ("/datarobot/document", test_document);
  g_test_add_func ("/datarobot/properties", test_properties);
  g_test_add_func ("/datarobot/definitions", test_definitions);
  g_test_add_func ("/datarobot/truncated", test_truncated);
  g_test_add_func ("/datarobot/hostile", test_hostile);
  g_test_add_func ("/datarobot/long-names", test_long_names);
  g_test_add_func ("/datarobot/too-large", test_too_large);
  g_test_add_func ("/datarobot/recognise", test_recognise);
  return g_test_run ();
}
