/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/cards/allennlp-card.h"

#include "card-fixture.h"

#include "core/exception.h"

static const char card[] =
  "{\"id\": \"rc-kredit\", \"display_name\": \"Credit\", \"task_id\": null,\n"
  " \"model_details\": {\"description\": \"d\", \"developed_by\": \"A et al\", \"contributed_by\": \"B\", \"date\": \"2025-02-27\",\n"
  "   \"version\": \"2\", \"license\": null, \"contact\": \"c@example.org\"},\n"
  " \"intended_use\": {\"primary_uses\": \"Credit\", \"primary_users\": null, \"out_of_scope_use_cases\": \"Firms\"},\n"
  " \"training_data\": {\"dataset\": {\"name\": \"Train\", \"url\": \"https://t.example\"}},\n"
  " \"evaluation_data\": {\"dataset\": [{\"url\": \"https://e.example\"}, \"Dev\"]},\n"
  " \"quantitative_analyses\": {\"unitary_results\": \"F1: 88%\\nEM: 84%\", \"intersectional_results\": null},\n"
  " \"model_caveats_and_recommendations\": {\"caveats_and_recommendations\": \"Careful\"},\n"
  " \"model_usage\": {\"archive_file\": \"kredit-2025.tar.gz\"}}";

static RecordingSink *
import (const char *text)
{
  return card_fixture_import_string (rc_allennlp_card_importer (), text);
}

static void
test_card (void)
{
  g_autoptr (RecordingSink) sink = import (card);
  const RcEntityKind version = RC_ENTITY_MODEL_VERSION;

  g_assert_cmpint (card_fixture_recognise (rc_allennlp_card_importer (), card), ==, 90);
  g_assert_cmpuint (sink->asides->len, ==, 0);
  card_fixture_assert (sink, RC_PROPERTY_DESCRIBES, "rc-kredit/2", "/id", version, "rc-kredit/2");
  card_fixture_assert_of (sink, version, "rc-kredit/2", RC_PROPERTY_CREATED, "2025-02-27", "/model_details/date");
  card_fixture_assert_of (sink, version, "rc-kredit/2", RC_PROPERTY_DATASET, "Train", "/training_data/dataset/name");
  card_fixture_assert_of (sink, version, "rc-kredit/2", RC_PROPERTY_DATASET, "https://e.example", "/evaluation_data/dataset/0/url");
  card_fixture_assert_of (sink, version, "rc-kredit/2", RC_PROPERTY_DATASET, "Dev", "/evaluation_data/dataset/1");
  card_fixture_assert_of (sink, version, "rc-kredit/2", RC_PROPERTY_EVALUATION, "unitary_results = F1: 88%\nEM: 84%",
                          "/quantitative_analyses/unitary_results");
  card_fixture_assert (sink, RC_PROPERTY_ISSUED_BY, "B", "/model_details/contributed_by", RC_N_ENTITY_KINDS, NULL);
  card_fixture_assert (sink, RC_PROPERTY_INTENDED_USE, "Credit", "/intended_use/primary_uses", RC_N_ENTITY_KINDS, NULL);
  card_fixture_assert (sink, RC_PROPERTY_LIMITATION, "Firms", "/intended_use/out_of_scope_use_cases", RC_N_ENTITY_KINDS, NULL);
  card_fixture_assert (sink, RC_PROPERTY_TAG, "archive file = kredit-2025.tar.gz", "/model_usage/archive_file", RC_N_ENTITY_KINDS, NULL);
  g_assert_cmpuint (card_fixture_count (sink, RC_PROPERTY_LICENCE), ==, 0);
  g_assert_cmpuint (card_fixture_count (sink, RC_PROPERTY_CARD_DATE), ==, 0);
}

static void
test_template (void)
{
  g_autoptr (RecordingSink) sink = import ("{\"id\":\"model-id\",\"display_name\":null,\"model_details\":{\"version\":null,"
                                           "\"contact\":\"c@example.org\"},\"metrics\":{},\"factors\":{},\"model_usage\":{}}");

  card_fixture_assert_only_aside (sink, RC_EXCEPTION_UNFILLED_TEMPLATE, 0);
  card_fixture_assert (sink, RC_PROPERTY_DESCRIBES, "model-id", "/id", RC_ENTITY_MODEL, "model-id");
}

/* A revision was published with a comma before a closing brace: recognised, not read, and the place told. */
static void
test_trailing_comma (void)
{
  static const char text[] = "{\"id\":\"m\",\"model_details\":{},\"metrics\":{},\"factors\":{\"a\":1,},\"intended_use\":{},\"model_usage\":{}}";
  g_autoptr (RecordingSink) sink = import (text);

  g_assert_cmpint (card_fixture_recognise (rc_allennlp_card_importer (), text), ==, 90);
  card_fixture_assert_only_aside (sink, RC_EXCEPTION_UNREADABLE_RECORD, 59);
  g_assert_cmpuint (sink->entities->len, ==, 0);
}

static void
test_wrong_parts (void)
{
  g_autoptr (RecordingSink) sink = import ("{\"id\":\"m\",\"display_name\":\"M\",\"metrics\":[],\"model_details\":7,"
                                           "\"intended_use\":{\"primary_uses\":\"a\"}}");

  g_assert_cmpuint (sink->asides->len, ==, 2);
  g_assert_nonnull (card_fixture_find (sink, RC_PROPERTY_INTENDED_USE, "a"));
}

static void
test_not_mine (void)
{
  static const char * const others[] = { "", "[]", "{\"model_details\":{}}", "{\"model_details\":{},\"considerations\":{}}",
                                         "{\"metrics\":{},\"factors\":{},\"model_usage\":{}}" };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_cmpint (card_fixture_recognise (rc_allennlp_card_importer (), others[i]), ==, 0);
}

static void
test_torture (void)
{
  card_fixture_torture (rc_allennlp_card_importer (), card);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/allennlp-card/card", test_card);
  g_test_add_func ("/allennlp-card/template", test_template);
  g_test_add_func ("/allennlp-card/trailing-comma", test_trailing_comma);
  g_test_add_func ("/allennlp-card/wrong-parts", test_wrong_parts);
  g_test_add_func ("/allennlp-card/not-mine", test_not_mine);
  g_test_add_func ("/allennlp-card/torture", test_torture);
  return g_test_run ();
}
