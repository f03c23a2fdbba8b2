/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/cards/croissant.h"

#include "card-fixture.h"

#include "core/exception.h"

#define DIGEST "d010037fee9416bdcc187a37a4aec7bef798316147da2753bd86e78fc0d469a5"
#define CONTEXT "\"@context\":{\"@vocab\":\"https://schema.org/\",\"sc\":\"https://schema.org/\",\"cr\":\"http://mlcommons.org/croissant/\"," \
                "\"rai\":\"http://mlcommons.org/croissant/RAI/\",\"recordSet\":\"cr:recordSet\",\"conformsTo\":\"dct:conformsTo\"," \
                "\"dct\":\"http://purl.org/dc/terms/\",\"name\":{\"@container\":\"@language\"}}"

static const char full[] =
  "{" CONTEXT ",\"@type\":\"sc:Dataset\",\"conformsTo\":\"http://mlcommons.org/croissant/1.0\",\n"
  "\"name\":\"applications\",\"version\":\"2025.1\",\"datePublished\":\"2025-02-01\",\n"
  "\"license\":[\"cc-by-4.0\",{\"@type\":\"sc:CreativeWork\",\"name\":\"House\",\"url\":\"https://l.example\"}],\n"
  "\"creator\":{\"@type\":\"sc:Organization\",\"name\":\"Nordhafen\"},\"url\":\"https://d.example\",\n"
  "\"distribution\":[{\"@type\":\"cr:FileObject\",\"@id\":\"a\",\"contentUrl\":\"a.csv\",\"sha256\":\"" DIGEST "\"},\n"
  "{\"@type\":\"cr:FileObject\",\"md5\":\"9A475053FED0C26EE95CD4525E50074C\"},{\"@type\":\"cr:FileSet\",\"includes\":\"*.csv\"}],\n"
  "\"rai:dataBiases\":[\"Few women\",\"Few young\"],\"rai:dataUseCases\":\"Scoring\",\"rai:dataCollection\":\"By mail\",\n"
  "\"prov:wasDerivedFrom\":[{\"@id\":\"applications-raw\"},\"bureau\"],\n"
  "\"prov:wasGeneratedBy\":{\"prov:startedAtTime\":\"2025-01-01T00:00:00Z\"},\"recordSet\":[{\"name\":\"rows\"}]}";

static RecordingSink *
import (const char *text)
{
  return card_fixture_import_string (rc_croissant_importer (), text);
}

static void
assert_dataset (RecordingSink *sink,
                const char    *name,
                RcProperty     property,
                const char    *value,
                const char    *locator)
{
  card_fixture_assert_of (sink, RC_ENTITY_DATASET, name, property, value, locator);
}

static void
test_full (void)
{
  g_autoptr (RecordingSink) sink = import (full);
  const char *name = "applications@2025.1";

  g_assert_cmpint (card_fixture_recognise (rc_croissant_importer (), full), ==, 95);
  g_assert_cmpuint (sink->asides->len, ==, 0);
  card_fixture_assert (sink, RC_PROPERTY_DATASET, name, "/name", RC_ENTITY_DATASET, name);
  card_fixture_assert (sink, RC_PROPERTY_ISSUED_BY, "Nordhafen", "/creator/name", RC_N_ENTITY_KINDS, NULL);
  card_fixture_assert (sink, RC_PROPERTY_LIMITATION, "Few young", "/rai:dataBiases/1", RC_N_ENTITY_KINDS, NULL);
  card_fixture_assert (sink, RC_PROPERTY_INTENDED_USE, "Scoring", "/rai:dataUseCases", RC_N_ENTITY_KINDS, NULL);
  assert_dataset (sink, name, RC_PROPERTY_DATASET_DIGEST, "sha256:" DIGEST, "/distribution/0/sha256");
  assert_dataset (sink, name, RC_PROPERTY_DATASET_DIGEST, "md5:9a475053fed0c26ee95cd4525e50074c", "/distribution/1/md5");
  assert_dataset (sink, name, RC_PROPERTY_LICENCE, "cc-by-4.0", "/license/0");
  assert_dataset (sink, name, RC_PROPERTY_LICENCE, "House", "/license/1/name");
  assert_dataset (sink, name, RC_PROPERTY_DERIVED_FROM, "applications-raw", "/prov:wasDerivedFrom/0/@id");
  assert_dataset (sink, name, RC_PROPERTY_DERIVED_FROM, "bureau", "/prov:wasDerivedFrom/1");
  assert_dataset (sink, name, RC_PROPERTY_CREATED, "2025-02-01", "/datePublished");
  assert_dataset (sink, name, RC_PROPERTY_TAG, "rai:dataCollection = By mail", "/rai:dataCollection");
  g_assert_cmpuint (card_fixture_count (sink, RC_PROPERTY_DESCRIBES), ==, 0);
  g_assert_cmpuint (card_fixture_count (sink, RC_PROPERTY_CARD_DATE), ==, 0);
}

/* An exporter that does not know a digest writes the address of a bug report. */
static void
test_no_digest (void)
{
  static const char text[] = "{" CONTEXT ",\"@type\":\"Dataset\",\"conformsTo\":[\"http://mlcommons.org/croissant/1.1\"],\"name\":\"d\","
                             "\"distribution\":[{\"sha256\":\"https://github.com/mlcommons/croissant/issues/80\"},{\"md5\":7},"
                             "{\"sha256\":\"" DIGEST "\"}]}";
  g_autoptr (RecordingSink) sink = import (text);

  g_assert_cmpint (card_fixture_recognise (rc_croissant_importer (), text), ==, 95);
  g_assert_cmpuint (sink->asides->len, ==, 2);
  g_assert_cmpstr (recording_sink_find_aside (sink, RC_EXCEPTION_REGISTRY_MALFORMED)->found, ==,
                   "https://github.com/mlcommons/croissant/issues/80 at /distribution/0/sha256");
  /* Without a version the one digest names it. */
  assert_dataset (sink, "d@sha256:" DIGEST, RC_PROPERTY_DATASET_DIGEST, "sha256:" DIGEST, "/distribution/2/sha256");
}

static void
test_languages (void)
{
  g_autoptr (RecordingSink) sink = import ("{" CONTEXT ",\"@type\":\"sc:Dataset\",\"name\":{\"fr\":\"demandes\",\"en\":\"applications\"},"
                                           "\"version\":1,\"license\":{\"@value\":\"x\"}}");

  card_fixture_assert (sink, RC_PROPERTY_DATASET, "applications@1", "/name/en", RC_ENTITY_DATASET, "applications@1");
}

/* Version 0.8 has no prefix for what it says of the data. */
static void
test_first_version (void)
{
  static const char text[] = "{\"@context\":{\"@vocab\":\"https://schema.org/\",\"ml\":\"http://mlcommons.org/schema/\",\"sc\":\"https://schema.org/\","
                             "\"recordSet\":\"ml:recordSet\",\"dataBiases\":\"ml:dataBiases\"},\"@type\":\"sc:Dataset\",\"name\":\"t\","
                             "\"dataBiases\":\"Old\",\"distribution\":[{\"@type\":\"sc:FileObject\",\"sha256\":\"" DIGEST "\"}]}";
  g_autoptr (RecordingSink) sink = import (text);

  g_assert_cmpint (card_fixture_recognise (rc_croissant_importer (), text), ==, 90);
  g_assert_cmpuint (sink->asides->len, ==, 0);
  card_fixture_assert (sink, RC_PROPERTY_LIMITATION, "Old", "/dataBiases", RC_N_ENTITY_KINDS, NULL);
}

/* A name that the document gives another meaning is told, and what stands under it is not read. */
static void
test_context (void)
{
  static const struct
  {
    const char *context;
    guint       n_asides;
    guint       n_licences;
    guint       n_biases;
  } cases[] = {
    { "{\"license\":\"sc:name\"}", 1, 0, 1 },
    { "{\"license\":\"sc:license\"}", 0, 1, 1 },
    { "{\"license\":{\"@id\":\"https://x.example/l\"}}", 1, 0, 1 },
    { "{\"rai\":\"https://x.example/\"}", 1, 1, 0 },
    { "[\"https://schema.org/\",{\"rai\":\"https://x.example/\"}]", 1, 1, 0 },
    { "\"https://schema.org/\"", 0, 1, 1 },
    { "\"https://x.example/context.jsonld\"", 1, 1, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"@context\":%s,\"@type\":\"sc:Dataset\",\"name\":\"d\",\"license\":\"l\",\"rai:dataBiases\":\"b\"}",
                                               cases[i].context);
      g_autoptr (RecordingSink) sink = import (text);

      g_assert_cmpuint (sink->asides->len, ==, cases[i].n_asides);
      g_assert_cmpuint (recording_sink_count_claims (sink, RC_ENTITY_DATASET, "d", RC_PROPERTY_LICENCE), ==, cases[i].n_licences);
      g_assert_cmpuint (card_fixture_count (sink, RC_PROPERTY_LIMITATION), ==, cases[i].n_biases);
      if (cases[i].n_asides > 0)
        g_assert_nonnull (recording_sink_find_aside (sink, RC_EXCEPTION_NAME_DECEPTIVE));
    }
}

static void
test_not_a_dataset (void)
{
  g_autoptr (RecordingSink) wrong = import ("{" CONTEXT ",\"@type\":\"sc:WRONG_TYPE\",\"name\":\"d\"}");
  g_autoptr (RecordingSink) unnamed = import ("{" CONTEXT ",\"@type\":[\"x\",\"https://schema.org/Dataset\"]}");

  card_fixture_assert_only_aside (wrong, RC_EXCEPTION_UNREADABLE_RECORD, 0);
  g_assert_cmpuint (wrong->claims->len, ==, 0);
  card_fixture_assert_only_aside (unnamed, RC_EXCEPTION_UNREADABLE_RECORD, 0);
  g_assert_cmpuint (unnamed->claims->len, ==, 0);
}

static void
test_not_mine (void)
{
  static const char * const others[] = { "", "[]", "{}", "{\"@context\":\"https://w3id.org/ro/crate/1.1/context\",\"@graph\":[]}",
                                         "{\"@context\":\"https://schema.org\",\"@type\":\"Dataset\",\"name\":\"d\"}" };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_cmpint (card_fixture_recognise (rc_croissant_importer (), others[i]), ==, 0);
}

static void
test_torture (void)
{
  card_fixture_torture (rc_croissant_importer (), full);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/croissant/full", test_full);
  g_test_add_func ("/croissant/no-digest", test_no_digest);
  g_test_add_func ("/croissant/languages", test_languages);
  g_test_add_func ("/croissant/first-version", test_first_version);
  g_test_add_func ("/croissant/context", test_context);
  g_test_add_func ("/croissant/not-a-dataset", test_not_a_dataset);
  g_test_add_func ("/croissant/not-mine", test_not_mine);
  g_test_add_func ("/croissant/torture", test_torture);
  return g_test_run ();
}
