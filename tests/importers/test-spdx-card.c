/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/cards/spdx-card.h"

#include "card-fixture.h"

#include "core/exception.h"

#include <string.h>

#define DIGEST "434d75c84cf86456c16193dbc53beef31eb63f3387425882ddb2ef6acb9d472c"
#define COMMIT "7638417db6d59f3c431d3e1f261cc637155684cd"
#define CONTEXT "\"@context\":\"https://spdx.org/rdf/3.0.1/spdx-context.jsonld\""
#define VERSION "kreditcheck/3"

static const char full[] =
  "{" CONTEXT ",\"@graph\":[\n"
  "{\"type\":\"CreationInfo\",\"@id\":\"_:c\",\"created\":\"2026-03-20T10:00:00Z\",\"createdBy\":[\"urn:p\"]},\n"
  "{\"type\":\"CreationInfo\",\"@id\":\"_:r\",\"created\":\"2026-03-21T09:00:00Z\",\"createdBy\":[\"urn:q\",\"urn:t\"]},\n"
  "{\"type\":\"Person\",\"spdxId\":\"urn:p\",\"name\":\"Kim Testperson\"},\n"
  "{\"type\":\"Person\",\"spdxId\":\"urn:q\",\"name\":\"Robin Testreviewer\"},\n"
  "{\"type\":\"Tool\",\"spdxId\":\"urn:t\",\"name\":\"scanner\"},\n"
  "{\"type\":\"Organization\",\"spdxId\":\"urn:o\",\"name\":\"Nordhafen\"},\n"
  "{\"type\":\"SpdxDocument\",\"spdxId\":\"urn:doc\",\"creationInfo\":\"_:c\"},\n"
  "{\"type\":\"ai_AIPackage\",\"spdxId\":\"urn:m\",\"creationInfo\":\"_:c\",\"name\":\"kreditcheck\",\"software_packageVersion\":\"3\",\n"
  " \"suppliedBy\":\"urn:o\",\"builtTime\":\"2026-03-10T12:00:00Z\",\"software_downloadLocation\":\"https://models.example/3\",\n"
  " \"verifiedUsing\":[{\"type\":\"Hash\",\"algorithm\":\"sha256\",\"hashValue\":\"" DIGEST "\"},{\"algorithm\":\"md5\",\"hashValue\":\"AB\"}],\n"
  " \"ai_metric\":[{\"type\":\"DictionaryEntry\",\"key\":\"auc\",\"value\":\"0.84\"}],\"ai_safetyRiskAssessment\":\"high\",\n"
  " \"ai_informationAboutApplication\":\"Credit\",\"ai_limitation\":\"No firms\",\"ai_domain\":[\"credit\"]},\n"
  "{\"type\":\"software_File\",\"spdxId\":\"urn:bin\",\"name\":\"model.bin\"},\n"
  "{\"type\":\"dataset_DatasetPackage\",\"spdxId\":\"urn:d\",\"name\":\"applications\",\"software_packageVersion\":\"2025\",\n"
  " \"verifiedUsing\":[{\"algorithm\":\"sha256\",\"hashValue\":\"" DIGEST "\"}],\"dataset_knownBias\":[\"Few women\"],\"dataset_datasetSize\":7},\n"
  "{\"type\":\"software_File\",\"spdxId\":\"urn:dir\",\"name\":\"data\"},{\"type\":\"software_File\",\"spdxId\":\"urn:csv\",\"name\":\"train.csv\"},\n"
  "{\"type\":\"software_File\",\"spdxId\":\"urn:lone\",\"name\":\"test.csv\"},\n"
  "{\"type\":\"build_Build\",\"spdxId\":\"urn:b\",\"build_buildId\":\"run-77\",\"build_buildStartTime\":\"2026-03-10T10:00:00Z\",\n"
  " \"build_configSourceDigest\":[{\"algorithm\":\"sha1\",\"hashValue\":\"" COMMIT "\"}],\"build_configSourceUri\":[\"https://code.example/\"],\n"
  " \"build_environment\":[{\"key\":\"TOKEN\",\"value\":\"s3cret\"}]},\n"
  "{\"type\":\"software_Package\",\"spdxId\":\"urn:py\",\"name\":\"python 3.11\"},\n"
  "{\"type\":\"ai_AIPackage\",\"spdxId\":\"urn:base\",\"name\":\"gbm\"},\n"
  "{\"type\":\"simplelicensing_LicenseExpression\",\"spdxId\":\"urn:l\",\"simplelicensing_licenseExpression\":\"CC0-1.0\"},\n"
  "{\"type\":\"Relationship\",\"relationshipType\":\"contains\",\"from\":\"urn:m\",\"to\":[\"urn:bin\"]},\n"
  "{\"type\":\"Relationship\",\"relationshipType\":\"contains\",\"from\":\"urn:d\",\"to\":[\"urn:dir\"]},\n"
  "{\"type\":\"Relationship\",\"relationshipType\":\"contains\",\"from\":\"urn:dir\",\"to\":[\"urn:csv\"]},\n"
  "{\"type\":\"Relationship\",\"relationshipType\":\"trainedOn\",\"from\":\"urn:bin\",\"to\":[\"urn:csv\"]},\n"
  "{\"type\":\"Relationship\",\"relationshipType\":\"testedOn\",\"from\":\"urn:m\",\"to\":[\"urn:lone\"]},\n"
  "{\"type\":\"Relationship\",\"relationshipType\":\"descendantOf\",\"from\":\"urn:m\",\"to\":[\"urn:base\"]},\n"
  "{\"type\":\"Relationship\",\"relationshipType\":\"hasDeclaredLicense\",\"from\":\"urn:m\",\"to\":[\"urn:l\"]},\n"
  "{\"type\":\"Relationship\",\"relationshipType\":\"hasConcludedLicense\",\"from\":\"urn:d\",\"to\":[\"https://spdx.org/licenses/MIT\"]},\n"
  "{\"type\":\"LifecycleScopedRelationship\",\"relationshipType\":\"generates\",\"from\":\"urn:b\",\"to\":[\"urn:bin\"]},\n"
  "{\"type\":\"Relationship\",\"relationshipType\":\"hasInput\",\"from\":\"urn:b\",\"to\":[\"urn:d\"]},\n"
  "{\"type\":\"Relationship\",\"relationshipType\":\"dependsOn\",\"from\":\"urn:b\",\"to\":[\"urn:py\"]},\n"
  "{\"type\":\"Annotation\",\"annotationType\":\"review\",\"subject\":\"urn:m\",\"statement\":\"Looked at it\",\"creationInfo\":\"_:r\"},\n"
  "{\"type\":\"Annotation\",\"annotationType\":\"other\",\"subject\":\"urn:m\",\"statement\":\"Read on\",\"creationInfo\":\"_:c\"}]}";

static RecordingSink *
import (const char *text)
{
  return card_fixture_import_string (rc_spdx_card_importer (), text);
}

static void
assert_of (RecordingSink *sink,
           RcEntityKind   kind,
           const char    *name,
           RcProperty     property,
           const char    *value,
           const char    *locator)
{
  card_fixture_assert_of (sink, kind, name, property, value, locator);
}

static void
test_packages (void)
{
  g_autoptr (RecordingSink) sink = import (full);
  const RcEntityKind version = RC_ENTITY_MODEL_VERSION;

  g_assert_cmpint (card_fixture_recognise (rc_spdx_card_importer (), full), ==, 95);
  g_assert_cmpuint (sink->asides->len, ==, 0);
  card_fixture_assert (sink, RC_PROPERTY_CARD_DATE, "2026-03-20T10:00:00Z", "/@graph/0/created", RC_N_ENTITY_KINDS, NULL);
  card_fixture_assert (sink, RC_PROPERTY_ISSUED_BY, "Kim Testperson", "/@graph/2/name", RC_N_ENTITY_KINDS, NULL);
  card_fixture_assert (sink, RC_PROPERTY_DESCRIBES, VERSION, "/@graph/7/name", version, VERSION);
  card_fixture_assert (sink, RC_PROPERTY_INTENDED_USE, "Credit", "/@graph/7/ai_informationAboutApplication", RC_N_ENTITY_KINDS, NULL);
  card_fixture_assert (sink, RC_PROPERTY_LIMITATION, "No firms", "/@graph/7/ai_limitation", RC_N_ENTITY_KINDS, NULL);
  assert_of (sink, version, VERSION, RC_PROPERTY_ARTIFACT_DIGEST, DIGEST, "/@graph/7/verifiedUsing/0/hashValue");
  assert_of (sink, version, VERSION, RC_PROPERTY_TAG, "md5 = ab", "/@graph/7/verifiedUsing/1/hashValue");
  assert_of (sink, version, VERSION, RC_PROPERTY_EVALUATION, "auc = 0.84", "/@graph/7/ai_metric/0/value");
  assert_of (sink, version, VERSION, RC_PROPERTY_TAG, "safetyRiskAssessment = high", "/@graph/7/ai_safetyRiskAssessment");
  assert_of (sink, version, VERSION, RC_PROPERTY_TAG, "supplied by = Nordhafen", "/@graph/5/name");
  assert_of (sink, version, VERSION, RC_PROPERTY_CREATED, "2026-03-10T12:00:00Z", "/@graph/7/builtTime");
  assert_of (sink, RC_ENTITY_DATASET, "applications@2025", RC_PROPERTY_DATASET_DIGEST, "sha256:" DIGEST,
             "/@graph/9/verifiedUsing/0/hashValue");
  assert_of (sink, RC_ENTITY_DATASET, "applications@2025", RC_PROPERTY_TAG, "knownBias = Few women", "/@graph/9/dataset_knownBias/0");
}

/* A file stands for the package that contains it; one that no package contains stands for itself. */
static void
test_relations (void)
{
  g_autoptr (RecordingSink) sink = import (full);
  const RcEntityKind version = RC_ENTITY_MODEL_VERSION;
  gint64 data = recording_sink_find_entity (sink, RC_ENTITY_DATASET, "applications@2025");
  guint n_trained = 0;

  g_assert_cmpuint (recording_sink_count_claims (sink, version, VERSION, RC_PROPERTY_DATASET), ==, 2);
  for (guint i = 0; i < sink->claims->len; i++)
    {
      const RcClaim *claim = &((RecordedClaim *) g_ptr_array_index (sink->claims, i))->claim;

      n_trained += claim->property == RC_PROPERTY_TAG && claim->target == data && g_strcmp0 (claim->value, "used for = training") == 0;
    }
  g_assert_cmpuint (n_trained, ==, 1);
  g_assert_cmpint (recording_sink_find_entity (sink, RC_ENTITY_DATASET, "test.csv"), !=, 0);
  assert_of (sink, version, VERSION, RC_PROPERTY_BASE_MODEL, "gbm", "/@graph/22/to/0");
  card_fixture_assert (sink, RC_PROPERTY_LICENCE, "CC0-1.0", "/@graph/16/simplelicensing_licenseExpression", RC_N_ENTITY_KINDS, NULL);
  assert_of (sink, RC_ENTITY_DATASET, "applications@2025", RC_PROPERTY_LICENCE, "https://spdx.org/licenses/MIT", "/@graph/24/to/0");
}

static void
test_build (void)
{
  g_autoptr (RecordingSink) sink = import (full);
  const RcEntityKind run = RC_ENTITY_RUN;

  assert_of (sink, run, "run-77", RC_PROPERTY_CODE_COMMIT, COMMIT, "/@graph/13/build_configSourceDigest/0/hashValue");
  assert_of (sink, run, "run-77", RC_PROPERTY_CREATED, "2026-03-10T10:00:00Z", "/@graph/13/build_buildStartTime");
  assert_of (sink, run, "run-77", RC_PROPERTY_ENVIRONMENT, "python 3.11", "/@graph/27/to/0");
  g_assert_cmpuint (recording_sink_count_claims (sink, run, "run-77", RC_PROPERTY_DATASET), ==, 1);
  g_assert_cmpuint (recording_sink_count_claims (sink, RC_ENTITY_MODEL_VERSION, VERSION, RC_PROPERTY_TRAINED_BY), ==, 1);
  for (guint i = 0; i < sink->claims->len; i++)
    {
      const RcClaim *claim = &((RecordedClaim *) g_ptr_array_index (sink->claims, i))->claim;

      g_assert_true (claim->value == NULL || strstr (claim->value, "s3cret") == NULL);
    }
}

/* A person reviews, a program does not; and neither approves. */
static void
test_reviews (void)
{
  g_autoptr (RecordingSink) sink = import (full);
  const RcClaim *review = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, VERSION, RC_PROPERTY_REVIEWED_BY, NULL);

  g_assert_nonnull (review);
  g_assert_cmpstr (review->value, ==, "Robin Testreviewer");
  g_assert_cmpint (review->from_us, ==, G_GINT64_CONSTANT (1774083600000000));
  for (guint i = 0; i < sink->claims->len; i++)
    g_assert_cmpint (((RecordedClaim *) g_ptr_array_index (sink->claims, i))->claim.property, !=, RC_PROPERTY_APPROVED_BY);
}

/* With another context the names may mean anything: nothing is claimed. */
static void
test_context (void)
{
  static const struct
  {
    const char *document;
    const char *kind;
    gint64      offset;
  } cases[] = {
    { "{\"@context\":\"https://x.example/spdx-context.jsonld\",\"@graph\":[]}", RC_EXCEPTION_NAME_DECEPTIVE, 12 },
    { "{\"@context\":[\"https://spdx.org/rdf/3.0.1/spdx-context.jsonld\",{\"name\":\"x\"}],\"@graph\":[]}", RC_EXCEPTION_NAME_DECEPTIVE, 12 },
    { "{\"@graph\":[]}", RC_EXCEPTION_NAME_DECEPTIVE, 0 },
    { "{" CONTEXT "}", RC_EXCEPTION_UNREADABLE_RECORD, 0 },
    { "{" CONTEXT ",\"@graph\":{}}", RC_EXCEPTION_UNREADABLE_RECORD, 70 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RecordingSink) sink = import (cases[i].document);

      g_assert_cmpuint (sink->entities->len, ==, 0);
      card_fixture_assert_only_aside (sink, cases[i].kind, cases[i].offset);
    }
}

static void
test_context_as_list (void)
{
  g_autoptr (RecordingSink) sink = import ("{\"@context\":[\"https://spdx.org/rdf/3.0.0/spdx-context.jsonld\"],\"@graph\":["
                                           "{\"type\":\"ai_AIPackage\",\"name\":\"m\"}]}");

  g_assert_cmpuint (sink->asides->len, ==, 0);
  card_fixture_assert (sink, RC_PROPERTY_DESCRIBES, "m", "/@graph/0/name", RC_ENTITY_MODEL, "m");
}

static void
test_doubtful (void)
{
  g_autoptr (RecordingSink) twice = import ("{" CONTEXT ",\"@graph\":[{\"type\":\"Person\",\"spdxId\":\"a\"},{\"type\":\"Tool\",\"spdxId\":\"a\"}]}");
  g_autoptr (RecordingSink) digest = import ("{" CONTEXT ",\"@graph\":[{\"type\":\"ai_AIPackage\",\"name\":\"m\",\"software_packageVersion\":\"1\","
                                             "\"verifiedUsing\":[{\"algorithm\":\"sha256\",\"hashValue\":\"zz\"}]},7,null,[]]}");
  g_autoptr (RecordingSink) loop = import ("{" CONTEXT ",\"@graph\":[{\"relationshipType\":\"contains\",\"from\":\"a\",\"to\":[\"b\"]},"
                                           "{\"relationshipType\":\"contains\",\"from\":\"b\",\"to\":[\"a\"]},"
                                           "{\"type\":\"Relationship\",\"relationshipType\":\"trainedOn\",\"from\":\"a\",\"to\":[\"b\"]}]}");

  g_assert_nonnull (recording_sink_find_aside (twice, RC_EXCEPTION_DUPLICATE_MEMBER));
  g_assert_nonnull (recording_sink_find_aside (digest, RC_EXCEPTION_REGISTRY_MALFORMED));
  g_assert_nonnull (card_fixture_find (digest, RC_PROPERTY_DESCRIBES, "m/1"));
  g_assert_cmpuint (loop->claims->len, ==, 0);
}

static void
test_not_mine (void)
{
  static const char * const others[] = { "", "[]", "{}", "{\"@graph\":[]}", "{\"@context\":\"https://spdx.org/rdf/3.0.1/spdx-context.jsonld\"}",
                                         "{\"@context\":\"https://w3id.org/ro/crate/1.1/context\",\"@graph\":[]}" };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_cmpint (card_fixture_recognise (rc_spdx_card_importer (), others[i]), ==, 0);
}

static void
test_torture (void)
{
  card_fixture_torture (rc_spdx_card_importer (), full);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/spdx-card/packages", test_packages);
  g_test_add_func ("/spdx-card/relations", test_relations);
  g_test_add_func ("/spdx-card/build", test_build);
  g_test_add_func ("/spdx-card/reviews", test_reviews);
  g_test_add_func ("/spdx-card/context", test_context);
  g_test_add_func ("/spdx-card/context-as-list", test_context_as_list);
  g_test_add_func ("/spdx-card/doubtful", test_doubtful);
  g_test_add_func ("/spdx-card/not-mine", test_not_mine);
  g_test_add_func ("/spdx-card/torture", test_torture);
  return g_test_run ();
}
