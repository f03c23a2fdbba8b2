/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cyclonedx-sample.h"
#include "import-fixture.h"

#include "core/event.h"
#include "core/lineage.h"

#include <string.h>

#include <utime.h>

#include <glib/gstdio.h>

/* A card of each format beside a log that names its model: it is the card that was current, and how its date is known is said. */

#define LOG "{\"schema\":\"kreditcheck.decision/1\",\"event_id\":\"E-1\",\"timestamp\":\"2026-04-01T09:00:00Z\",\"event\":\"inference\"," \
            "\"system\":\"S\",\"model\":{\"name\":\"kreditcheck\",\"version\":\"3\"},\"output\":{\"score\":0.5}}\n"
/* 2026-03-25T00:00:00Z: before the inference. */
#define FILE_TIME 1774396800
#define OWN_DATE  "date that the card gives itself"
#define OWN_TIME  "time stamp that the card gives itself"
#define OF_FILE   "time that the file carried"

typedef struct
{
  const char *name;
  const char *text;        /* (nullable): a sample */
  const char *card;        /* in the answer */
  const char *rung;
} Format;

static const Format formats[] = {
  { "README.md", "---\nmodel_name: kreditcheck\nversion: \"3\"\ndate: 2026-03-20\n---\n# Card\n", "dated 2026-03-20", OWN_DATE },
  { "undated.md", "---\nmodel_name: kreditcheck\nlicense: mit\n---\n# Card\n", "dated 2026-03-25", OF_FILE },
  { "card.json", "{\"schema_version\":\"0.0.2\",\"model_details\":{\"name\":\"kreditcheck\",\"version\":{\"name\":\"3\",\"date\":\"2026-01-01\"}}}",
    "dated 2026-03-25", OF_FILE },
  { "allennlp.json", "{\"id\":\"kreditcheck\",\"display_name\":\"K\",\"model_details\":{\"version\":\"3\",\"date\":\"2026-01-01\"},"
    "\"metrics\":{},\"factors\":{},\"model_usage\":{}}", "dated 2026-03-25", OF_FILE },
  { "bom.json", NULL, "dated 2026-03-20T10:00:00Z", OWN_TIME },
  { "bom.xml", NULL, "dated 2026-03-20T10:00:00Z", OWN_TIME },
  { "sbom.spdx3.json", "{\"@context\":\"https://spdx.org/rdf/3.0.1/spdx-context.jsonld\",\"@graph\":[{\"type\":\"CreationInfo\",\"@id\":\"_:c\","
    "\"created\":\"2026-03-20T10:00:00Z\"},{\"type\":\"ai_AIPackage\",\"spdxId\":\"urn:m\",\"name\":\"kreditcheck\","
    "\"software_packageVersion\":\"3\"}]}", "dated 2026-03-20T10:00:00Z", OWN_TIME },
};

static void
put (ImportFixture *fixture,
     const char    *name,
     const char    *text)
{
  g_autofree char *path = import_fixture_dup_path (fixture, name);
  struct utimbuf times = { FILE_TIME, FILE_TIME };

  import_fixture_put (fixture, name, text, -1);
  g_assert_cmpint (g_utime (path, &times), ==, 0);
}

static RcLineage *
build (ImportFixture *fixture)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (GError) error = NULL;
  RcLineage *lineage;
  RcEvent *event;

  put (fixture, "log.jsonl", LOG);
  result = import_fixture_import (fixture, NULL);
  event = rc_event_find (fixture->case_file, reader, "E-1", &error);
  g_assert_no_error (error);
  lineage = rc_lineage_build (fixture->case_file, event, RC_TIME_NONE, &error);
  g_assert_no_error (error);
  return lineage;
}

static const RcLineageSlot *
find (RcLineage  *lineage,
      const char *id)
{
  for (guint i = 0; i < lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (lineage->slots, i);

      if (g_str_equal (slot->slot, id))
        return slot;
    }
  g_error ("no slot %s", id);
}

static void
assert_answer (RcLineage  *lineage,
               const char *id,
               const char *text)
{
  const RcLineageSlot *slot = find (lineage, id);
  gboolean found = FALSE;

  g_assert_cmpuint (slot->answers->len, >, 0);
  for (guint i = 0; i < slot->answers->len; i++)
    found = found || strstr (((const RcLineageAnswer *) g_ptr_array_index (slot->answers, i))->value, text) != NULL;
  if (!found)
    g_error ("%s: no answer says %s but %s", id, text, ((const RcLineageAnswer *) g_ptr_array_index (slot->answers, 0))->value);
}

static void
test_format (ImportFixture *fixture,
             gconstpointer  data)
{
  const Format *format = data;
  g_autofree char *sample = format->text != NULL ? g_strdup (format->text)
                            : g_str_has_suffix (format->name, ".xml") ? cyclonedx_sample_xml ("1.6") : cyclonedx_sample_json ("1.6");
  g_autoptr (RcLineage) lineage = NULL;
  const RcLineageSlot *slot;

  put (fixture, format->name, sample);
  lineage = build (fixture);
  slot = find (lineage, "card");
  g_assert_cmpint (slot->standing, ==, RC_STANDING_SINGLE);
  assert_answer (lineage, "card", "kreditcheck");
  assert_answer (lineage, "card", format->card);
  g_assert_cmpstr (slot->rung, ==, format->rung);
}

/* All that a bill of materials can tell of the inference's model. */
static void
test_bom (ImportFixture *fixture,
          gconstpointer  data)
{
  static const char * const empty[] = { "deployment", "human-action", "final-decision", "anomaly", "incident", "retention", "documentation" };
  g_autofree char *sample = cyclonedx_sample_xml ("1.7");
  g_autoptr (RcLineage) lineage = NULL;

  put (fixture, "bom.xml", sample);
  lineage = build (fixture);
  assert_answer (lineage, "model-version", "kreditcheck/3");
  assert_answer (lineage, "artefact", "fe9a1b0c2d3e4f5061728394a5b6c7d8e9f00112233445566778899aabbccdde");
  assert_answer (lineage, "run", "run-77");
  assert_answer (lineage, "dataset", "applications@2025");
  assert_answer (lineage, "commit", "7638417db6d59f3c431d3e1f261cc637155684cd");
  assert_answer (lineage, "environment", "trainer/9");
  assert_answer (lineage, "evaluation", "auc (women) = 0.84");
  g_assert_cmpuint (find (lineage, "approval")->answers->len, ==, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (empty); i++)
    g_assert_cmpint (find (lineage, empty[i])->standing, ==, RC_STANDING_NOTHING);
}

/* A bill of materials is read by its importer, and the signatures in it are judged or told, whatever they are worth. */
static void
test_signatures (ImportFixture *fixture,
                 gconstpointer  data)
{
  static const char xml[] = "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\"><components/>"
                            "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><!-- none --></ds:Signature></bom>";
  static const char json[] = "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\","
                             "\"signature\":{\"algorithm\":\"ES256\",\"certificatePath\":[\"MIIB...\"],\"value\":\"tqIT...\"}}";
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcJudgement) judgement = NULL;
  guint n_xml = 0, n_json = 0;

  import_fixture_put (fixture, "bom.xml", xml, -1);
  import_fixture_put (fixture, "bom.json", json, -1);
  result = import_fixture_import (fixture, NULL);
  for (guint i = 0; i < result->sources->len; i++)
    g_assert_cmpstr (((const RcSource *) g_ptr_array_index (result->sources, i))->importer, ==, "cyclonedx");

  judgement = import_fixture_verify (fixture);
  for (guint i = 0; i < judgement->seals->len; i++)
    {
      const RcSeal *seal = g_ptr_array_index (judgement->seals, i);

      n_xml += g_str_equal (seal->kind, "xml-signature") && rc_seal_worst (seal) == RC_VERDICT_MALFORMED;
      n_json += g_str_equal (seal->kind, "jsf") && rc_seal_worst (seal) == RC_VERDICT_UNVERIFIABLE;
    }
  g_assert_cmpuint (n_xml, ==, 1);
  g_assert_cmpuint (n_json, ==, 1);
}

/* A description of data names no model: it is no card of one, and what to ask for is said. */
static void
test_croissant (ImportFixture *fixture,
                gconstpointer  data)
{
  g_autoptr (RcLineage) lineage = NULL;

  put (fixture, "metadata.json", "{\"@context\":{\"@vocab\":\"https://schema.org/\",\"cr\":\"http://mlcommons.org/croissant/\"},"
       "\"@type\":\"sc:Dataset\",\"conformsTo\":\"http://mlcommons.org/croissant/1.0\",\"name\":\"kreditcheck\",\"version\":\"3\"}");
  lineage = build (fixture);
  g_assert_cmpint (find (lineage, "card")->standing, ==, RC_STANDING_NOTHING);
  g_assert_cmpint (find (lineage, "dataset")->standing, ==, RC_STANDING_NOTHING);
  g_assert_nonnull (strstr (find (lineage, "dataset")->note, "Croissant: ask for the metadata.json"));
}

/* A card of the day after is not the one that was current, whatever it says of itself. */
static void
test_later (ImportFixture *fixture,
            gconstpointer  data)
{
  g_autofree char *sample = cyclonedx_sample_json ("1.6");
  g_autoptr (GString) later = g_string_new (sample);
  g_autoptr (RcLineage) lineage = NULL;

  g_string_replace (later, "2026-03-20T10:00:00Z", "2026-04-02T10:00:00Z", 1);
  put (fixture, "bom.json", later->str);
  lineage = build (fixture);
  g_assert_cmpint (find (lineage, "card")->standing, ==, RC_STANDING_NOTHING);
}

#define ADD(name, data, function) \
  g_test_add (name, ImportFixture, data, import_fixture_set_up, function, import_fixture_verify_and_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *name = g_strdup_printf ("/card-lineage/%s", formats[i].name);

      ADD (name, &formats[i], test_format);
    }
  ADD ("/card-lineage/bom", NULL, test_bom);
  ADD ("/card-lineage/signatures", NULL, test_signatures);
  ADD ("/card-lineage/croissant", NULL, test_croissant);
  ADD ("/card-lineage/later", NULL, test_later);
  return g_test_run ();
}
