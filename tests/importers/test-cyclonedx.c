/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/cards/cyclonedx.h"

#include "card-fixture.h"
#include "cyclonedx-sample.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

#define VERSION "kreditcheck/3"
#define DIGEST "fe9a1b0c2d3e4f5061728394a5b6c7d8e9f00112233445566778899aabbccdde"
#define COMMIT "7638417db6d59f3c431d3e1f261cc637155684cd"

static RecordingSink *
import (const char *text)
{
  return card_fixture_import_string (rc_cyclonedx_importer (), text);
}

static void
assert_version (RecordingSink *sink,
                RcProperty     property,
                const char    *value,
                const char    *locator)
{
  card_fixture_assert_of (sink, RC_ENTITY_MODEL_VERSION, VERSION, property, value, locator);
}

static void
test_json (void)
{
  g_autofree char *text = cyclonedx_sample_json ("1.6");
  g_autoptr (RecordingSink) sink = import (text);
  const RcEntityKind none = RC_N_ENTITY_KINDS;
  const RcClaim *review;

  g_assert_cmpint (card_fixture_recognise (rc_cyclonedx_importer (), text), ==, 95);
  g_assert_cmpuint (sink->asides->len, ==, 0);
  card_fixture_assert (sink, RC_PROPERTY_DESCRIBES, VERSION, "/metadata/component/name", RC_ENTITY_MODEL_VERSION, VERSION);
  card_fixture_assert (sink, RC_PROPERTY_CARD_DATE, "2026-03-20T10:00:00Z", "/metadata/timestamp", none, NULL);
  card_fixture_assert (sink, RC_PROPERTY_CARD_VERSION, "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79 version 4", "/serialNumber", none,
                       NULL);
  card_fixture_assert (sink, RC_PROPERTY_ISSUED_BY, "Kim Testperson", "/metadata/authors/0/name", none, NULL);
  card_fixture_assert (sink, RC_PROPERTY_INTENDED_USE, "Credit", "/metadata/component/modelCard/considerations/useCases/0", none, NULL);
  card_fixture_assert (sink, RC_PROPERTY_LIMITATION, "Newcomers",
                       "/metadata/component/modelCard/considerations/fairnessAssessments/0/groupAtRisk", none, NULL);
  card_fixture_assert (sink, RC_PROPERTY_LICENCE, "house", "/metadata/component/licenses/0/license/name", none, NULL);
  assert_version (sink, RC_PROPERTY_ARTIFACT_DIGEST, DIGEST, "/metadata/component/hashes/0/content");
  assert_version (sink, RC_PROPERTY_TAG, "MD5 = 3942447fac867ae5cdb3229b658f4d48", "/metadata/component/hashes/1/content");
  assert_version (sink, RC_PROPERTY_BASE_MODEL, "gbm/1", "/metadata/component/pedigree/ancestors/0/name");
  assert_version (sink, RC_PROPERTY_CODE_COMMIT, COMMIT, "/metadata/component/pedigree/commits/0/uid");
  assert_version (sink, RC_PROPERTY_EVALUATION, "auc (women) = 0.84",
                  "/metadata/component/modelCard/quantitativeAnalysis/performanceMetrics/0/value");
  assert_version (sink, RC_PROPERTY_TRAINED_BY, "run-77", "/formulation/0/workflows/0/outputs/0/resource/ref");
  assert_version (sink, RC_PROPERTY_CHECKED, "AIA-15 = conformance 0.8", "/declarations/attestations/0/map/0/conformance/score");
  assert_version (sink, RC_PROPERTY_ARTIFACT_PLACE, "https://models.example/3", "/metadata/component/externalReferences/0/url");
  assert_version (sink, RC_PROPERTY_TAG, "cdx:tokens = 7", "/metadata/component/properties/0/value");
  card_fixture_assert_of (sink, RC_ENTITY_RUN, "run-77", RC_PROPERTY_ENVIRONMENT, "trainer/9", "/formulation/0/components/0/name");
  card_fixture_assert_of (sink, RC_ENTITY_RUN, "run-77", RC_PROPERTY_CREATED, "2026-03-10T10:00:00Z", "/formulation/0/workflows/0/timeStart");
  g_assert_cmpuint (recording_sink_count_claims (sink, RC_ENTITY_RUN, "run-77", RC_PROPERTY_DATASET), ==, 1);
  card_fixture_assert_of (sink, RC_ENTITY_DATASET, "applications@2025", RC_PROPERTY_DATASET_DIGEST,
                          "0a9a1b0c2d3e4f5061728394a5b6c7d8e9f00112233445566778899aabbccdde", "/components/0/hashes/0/content");

  /* A note of a person is a review with a time; it holds from then on, and is no approval. */
  review = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, VERSION, RC_PROPERTY_REVIEWED_BY, "Robin Testreviewer");
  g_assert_nonnull (review);
  g_assert_cmpint (review->from_us, ==, G_GINT64_CONSTANT (1774083600000000));
  g_assert_cmpint (card_fixture_find (sink, RC_PROPERTY_DESCRIBES, NULL)->from_us, ==, G_GINT64_CONSTANT (1774000800000000));
}

/* The target of a declaration is another component of the same name: the approval is of that version. */
static void
test_approval (void)
{
  g_autofree char *text = cyclonedx_sample_json ("1.7");
  g_autoptr (RecordingSink) sink = import (text);
  g_autofree char *old = cyclonedx_sample_json ("1.5");
  g_autoptr (RecordingSink) without = import (old);
  guint n = 0;

  assert_version (sink, RC_PROPERTY_APPROVED_BY, "Alex Testsigner", "/declarations/affirmation/signatories/0/name");
  g_assert_cmpint (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, VERSION, RC_PROPERTY_APPROVED_BY, NULL)->from_us, ==,
                   RC_TIME_NONE);
  for (guint i = 0; i < without->claims->len; i++)
    n += ((RecordedClaim *) g_ptr_array_index (without->claims, i))->claim.property == RC_PROPERTY_APPROVED_BY;
  g_assert_cmpuint (n, ==, 0);
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

static char *
dup_claims (RecordingSink *sink)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < sink->claims->len; i++)
    {
      const RcClaim *claim = &((RecordedClaim *) g_ptr_array_index (sink->claims, i))->claim;
      const RecordedEntity *of = g_ptr_array_index (sink->entities, (guint) claim->entity - 1);
      const RecordedEntity *target = claim->target != 0 ? g_ptr_array_index (sink->entities, (guint) claim->target - 1) : NULL;

      g_ptr_array_add (lines, g_strdup_printf ("%s %s %s → %s", of->kind == RC_ENTITY_CARD ? "card" : of->name,
                                               rc_property_to_name (claim->property), claim->value != NULL ? claim->value : "-",
                                               target != NULL ? target->name : "-"));
    }
  g_ptr_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (text, "%s\n", (const char *) g_ptr_array_index (lines, i));
  return g_string_free (text, FALSE);
}

/* The same bill of materials says the same in both forms, in every version. */
static void
test_xml_says_the_same (void)
{
  static const char * const versions[] = { "1.5", "1.6", "1.7" };

  for (gsize i = 0; i < G_N_ELEMENTS (versions); i++)
    {
      g_autofree char *xml = cyclonedx_sample_xml (versions[i]);
      g_autofree char *json = cyclonedx_sample_json (versions[i]);
      g_autoptr (RecordingSink) from_xml = import (xml);
      g_autoptr (RecordingSink) from_json = import (json);
      g_autofree char *said_in_xml = dup_claims (from_xml);
      g_autofree char *said_in_json = dup_claims (from_json);

      g_assert_cmpint (card_fixture_recognise (rc_cyclonedx_importer (), xml), ==, 95);
      g_assert_cmpuint (from_xml->asides->len, ==, 0);
      g_assert_cmpstr (said_in_xml, ==, said_in_json);
      card_fixture_assert_of (from_xml, RC_ENTITY_MODEL_VERSION, VERSION, RC_PROPERTY_ARTIFACT_DIGEST, DIGEST,
                              "/bom/metadata/component/hashes/hash[1]");
    }
}

/* What a name says is a secret is not listed. */
static void
test_secrets (void)
{
  g_autofree char *text = cyclonedx_sample_json ("1.6");
  g_autoptr (RecordingSink) sink = import (text);

  for (guint i = 0; i < sink->claims->len; i++)
    g_assert_null (strstr (((RecordedClaim *) g_ptr_array_index (sink->claims, i))->claim.value != NULL
                           ? ((RecordedClaim *) g_ptr_array_index (sink->claims, i))->claim.value : "", "s3cret"));
}

/* A model may be written as a library, and need have neither version nor card. */
static void
test_models (void)
{
  static const struct
  {
    const char *component;
    const char *describes;     /* (nullable) */
  } cases[] = {
    { "{\"type\":\"library\",\"name\":\"m\",\"purl\":\"pkg:huggingface/a/m@7\"}", "m/7" },
    { "{\"type\":\"library\",\"name\":\"m\",\"version\":\"2\",\"modelCard\":{}}", "m/2" },
    { "{\"type\":\"machine-learning-model\",\"name\":\"m\"}", "m" },
    { "{\"type\":\"machine-learning-model\",\"name\":\"m\",\"hashes\":[{\"alg\":\"SHA-256\",\"content\":\"" DIGEST "\"}]}", "m/sha256:" DIGEST },
    { "{\"type\":\"library\",\"name\":\"m\",\"version\":\"2\",\"purl\":\"pkg:npm/m@2\"}", NULL },
    { "{\"type\":\"application\",\"name\":\"a\",\"components\":[{\"type\":\"machine-learning-model\",\"name\":\"inner\"}]}", "inner" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[%s]}",
                                               cases[i].component);
      g_autoptr (RecordingSink) sink = import (text);

      g_assert_cmpuint (sink->asides->len, ==, 0);
      g_assert_cmpuint (card_fixture_count (sink, RC_PROPERTY_DESCRIBES), ==, cases[i].describes != NULL);
      if (cases[i].describes != NULL)
        g_assert_nonnull (card_fixture_find (sink, RC_PROPERTY_DESCRIBES, cases[i].describes));
    }
}

/* A trail of commits names no one commit. */
static void
test_commits (void)
{
  g_autoptr (RecordingSink) sink = import ("{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[{\"type\":"
                                           "\"machine-learning-model\",\"name\":\"m\",\"version\":\"1\",\"pedigree\":{\"commits\":"
                                           "[{\"uid\":\"aaaa\"},{\"uid\":\"bbbb\"}]}}]}");

  g_assert_cmpuint (recording_sink_count_claims (sink, RC_ENTITY_MODEL_VERSION, "m/1", RC_PROPERTY_CODE_COMMIT), ==, 0);
  card_fixture_assert_of (sink, RC_ENTITY_MODEL_VERSION, "m/1", RC_PROPERTY_TAG, "commit = bbbb",
                          "/components/0/pedigree/commits/1/uid");
}

/* What a model depends on is its data, or is told as what it is: another model is not for that its base. */
static void
test_dependencies (void)
{
  g_autoptr (RecordingSink) sink = import ("{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":["
                                           "{\"type\":\"machine-learning-model\",\"name\":\"m\",\"version\":\"1\",\"bom-ref\":\"m\"},"
                                           "{\"type\":\"machine-learning-model\",\"name\":\"n\",\"version\":\"1\",\"bom-ref\":\"n\"},"
                                           "{\"type\":\"data\",\"name\":\"d\",\"bom-ref\":\"d\"},"
                                           "{\"type\":\"library\",\"name\":\"torch\",\"version\":\"2\",\"bom-ref\":\"t\"}],"
                                           "\"dependencies\":[{\"ref\":\"m\",\"dependsOn\":[\"m\",\"n\",\"d\",\"t\",\"nowhere\"]},{\"ref\":\"t\"}]}");
  const RcEntityKind version = RC_ENTITY_MODEL_VERSION;

  g_assert_cmpuint (sink->asides->len, ==, 0);
  card_fixture_assert_of (sink, version, "m/1", RC_PROPERTY_TAG, "depends on = n/1", "/dependencies/0/dependsOn/1");
  card_fixture_assert_of (sink, version, "m/1", RC_PROPERTY_TAG, "depends on = torch/2", "/dependencies/0/dependsOn/3");
  g_assert_cmpuint (recording_sink_count_claims (sink, version, "m/1", RC_PROPERTY_DATASET), ==, 1);
  g_assert_cmpuint (recording_sink_count_claims (sink, version, "m/1", RC_PROPERTY_BASE_MODEL), ==, 0);
  g_assert_cmpuint (recording_sink_count_claims (sink, version, "m/1", RC_PROPERTY_TAG), ==, 2);
}

/* Told, and the rest is read. */
static void
test_doubtful (void)
{
  g_autoptr (RecordingSink) serial = import ("{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"serialNumber\":"
                                             "\"urn:uuid:generic-uuid-0000-0000\",\"components\":[{\"type\":\"data\",\"name\":\"d\"}]}");
  g_autoptr (RecordingSink) digest = import ("{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[{\"type\":"
                                             "\"machine-learning-model\",\"name\":\"m\",\"version\":\"1\",\"hashes\":[{\"alg\":"
                                             "\"SHA-256\",\"content\":\"MIIB...\"}]}]}");
  g_autoptr (RecordingSink) twice = import ("{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[{\"type\":\"data\","
                                            "\"name\":\"d\",\"bom-ref\":\"r\"},{\"type\":\"data\",\"name\":\"e\",\"bom-ref\":\"r\"}]}");

  card_fixture_assert_only_aside (serial, RC_EXCEPTION_REGISTRY_MALFORMED, 60);
  g_assert_cmpuint (card_fixture_count (serial, RC_PROPERTY_CARD_VERSION), ==, 0);
  g_assert_nonnull (recording_sink_find_aside (digest, RC_EXCEPTION_REGISTRY_MALFORMED));
  g_assert_nonnull (card_fixture_find (digest, RC_PROPERTY_DESCRIBES, "m/1"));
  g_assert_cmpuint (recording_sink_count_claims (digest, RC_ENTITY_MODEL_VERSION, "m/1", RC_PROPERTY_ARTIFACT_DIGEST), ==, 0);
  g_assert_nonnull (recording_sink_find_aside (twice, RC_EXCEPTION_DUPLICATE_MEMBER));
}

/* A rule that is broken: nothing is claimed, and the place told. */
static void
test_rules (void)
{
  static const struct
  {
    const char *document;
    const char *found;
  } cases[] = {
    { "{\"bomFormat\":\"CycloneDX\"}", "no such member at the document" },
    { "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.4\"}", "1.4 at /specVersion" },
    { "{\"bomFormat\":\"CycloneDX\",\"specVersion\":1.6}", "another kind of value at /specVersion" },
    { "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":{}}", "another kind of value at /components" },
    { "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[7]}", "another kind of value at /components/0" },
    { "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[{\"type\":\"data\"}]}", "no such member at /components/0" },
    { "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[{\"name\":\"m\"}]}", "no such member at /components/0" },
    { "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[{\"name\":\"m\",\"type\":\"model\"}]}",
      "model at /components/0/type" },
    { "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"annotations\":[{\"subjects\":[],\"annotator\":{},\"text\":\"t\"}]}",
      "no such member at /annotations/0" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RecordingSink) sink = import (cases[i].document);

      g_assert_cmpuint (sink->entities->len, ==, 0);
      g_assert_cmpuint (sink->asides->len, ==, 1);
      g_assert_cmpstr (recording_sink_find_aside (sink, RC_EXCEPTION_UNREADABLE_RECORD)->found, ==, cases[i].found);
    }
}

static void
assert_refused (const char *text,
                gsize       length,
                const char *kind)
{
  g_autoptr (RecordingSink) sink = card_fixture_import (rc_cyclonedx_importer (), text, length);

  g_assert_cmpuint (sink->entities->len, ==, 0);
  g_assert_cmpuint (sink->claims->len, ==, 0);
  g_assert_cmpuint (sink->asides->len, ==, 1);
  g_assert_nonnull (recording_sink_find_aside (sink, kind));
}

static void
test_hostile_xml (void)
{
  g_autofree char *text = cyclonedx_sample_xml ("1.6");
  g_autofree char *filler = g_strnfill (RC_LIMIT_SEAL_FILE_BYTES, ' ');
  g_autofree char *huge = g_strconcat (text, filler, NULL);
  const char entities[] = "<!DOCTYPE bom [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>"
                          "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\"><metadata>&b;</metadata></bom>";
  const char outside[] = "<!DOCTYPE bom SYSTEM \"file:///etc/passwd\"><bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\"/>";
  const char version[] = "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.4\"/>";
  const char empty[] = "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\"/>";
  g_autoptr (GString) deep = g_string_new ("<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\"><components>");
  g_autoptr (RecordingSink) nothing = card_fixture_import_string (rc_cyclonedx_importer (), empty);

  for (gsize i = 1; i < strlen (text) - 1; i++)
    assert_refused (text, i, RC_EXCEPTION_UNREADABLE_RECORD);
  assert_refused (entities, strlen (entities), RC_EXCEPTION_UNREADABLE_RECORD);
  assert_refused (outside, strlen (outside), RC_EXCEPTION_UNREADABLE_RECORD);
  assert_refused (version, strlen (version), RC_EXCEPTION_UNREADABLE_RECORD);
  assert_refused (huge, strlen (huge), RC_EXCEPTION_LIMIT);
  for (guint i = 0; i < 5000; i++)
    g_string_append (deep, "<component type=\"data\"><name>d</name><components>");
  assert_refused (deep->str, deep->len, RC_EXCEPTION_UNREADABLE_RECORD);

  g_assert_cmpuint (nothing->entities->len, ==, 1);
  g_assert_cmpuint (nothing->claims->len, ==, 0);
}

static void
test_too_much (void)
{
  g_autoptr (GString) text = g_string_new ("{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[{\"type\":\"file\",\"name\":\"f\"}");
  g_autoptr (RecordingSink) sink = NULL;

  for (guint i = 0; i < RC_LIMIT_BOM_COMPONENTS + 3; i++)
    g_string_append_printf (text, ",{\"type\":\"file\",\"name\":\"f%u\"}", i);
  g_string_append (text, "]}");
  sink = import (text->str);
  g_assert_cmpuint (sink->asides->len, ==, 1);
  g_assert_nonnull (recording_sink_find_aside (sink, RC_EXCEPTION_LIMIT));
}

static void
test_not_mine (void)
{
  static const char * const others[] = {
    "", "{}", "[]", "{\"bomFormat\":\"SPDX\"}", "<xs:schema xmlns=\"http://cyclonedx.org/schema/bom/1.6\"/>", "<bom/>", "<",
    "<?xml version=\"1.0\"?>", "<!-- http://cyclonedx.org/schema/bom/1.6 bom --><other>", "<bombom xmlns=\"http://cyclonedx.org/schema/bom/1.6\">",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_cmpint (card_fixture_recognise (rc_cyclonedx_importer (), others[i]), ==, 0);
  g_assert_cmpint (card_fixture_recognise (rc_cyclonedx_importer (), "<!-- a > b --><c:bom xmlns:c='http://cyclonedx.org/schema/bom/1.7'>"),
                   ==, 95);
}

static void
test_torture (void)
{
  g_autofree char *text = cyclonedx_sample_json ("1.7");
  g_autofree char *xml = cyclonedx_sample_xml ("1.7");

  card_fixture_torture (rc_cyclonedx_importer (), text);
  card_fixture_full_disk (rc_cyclonedx_importer (), xml);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cyclonedx/json", test_json);
  g_test_add_func ("/cyclonedx/approval", test_approval);
  g_test_add_func ("/cyclonedx/xml-says-the-same", test_xml_says_the_same);
  g_test_add_func ("/cyclonedx/secrets", test_secrets);
  g_test_add_func ("/cyclonedx/models", test_models);
  g_test_add_func ("/cyclonedx/commits", test_commits);
  g_test_add_func ("/cyclonedx/dependencies", test_dependencies);
  g_test_add_func ("/cyclonedx/doubtful", test_doubtful);
  g_test_add_func ("/cyclonedx/rules", test_rules);
  g_test_add_func ("/cyclonedx/hostile-xml", test_hostile_xml);
  g_test_add_func ("/cyclonedx/too-much", test_too_much);
  g_test_add_func ("/cyclonedx/not-mine", test_not_mine);
  g_test_add_func ("/cyclonedx/torture", test_torture);
  return g_test_run ();
}
