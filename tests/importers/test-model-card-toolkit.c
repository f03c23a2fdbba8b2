/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/cards/model-card-toolkit.h"

#include "card-fixture.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

static const char card_2[] =
  "{\"schema_version\": \"0.0.2\",\n"
  " \"model_details\": {\"name\": \"kreditcheck\", \"owners\": [{\"name\": \"Kim Testperson\", \"contact\": \"kim@example.org\"}],\n"
  "  \"version\": {\"name\": \"v3\", \"date\": \"08/28/2025\", \"diff\": \"prose\"}, \"path\": \"models/3\",\n"
  "  \"licenses\": [{\"identifier\": \"Apache-2.0\"}, {\"custom_text\": \"House rules\"}]},\n"
  " \"model_parameters\": {\"model_architecture\": \"trees\", \"data\": [{\"name\": \"applications-2025\",\n"
  "   \"sensitive\": {\"sensitive_data\": [\"age\"]}, \"graphics\": {\"collection\": [{\"name\": \"g\", \"image\": \"AAAA\"}]}},\n"
  "   {\"link\": \"https://data.example/2\"}]},\n"
  " \"quantitative_analysis\": {\"performance_metrics\": [{\"type\": \"auc\", \"value\": \"0.84\"},\n"
  "   {\"type\": \"auc\", \"value\": 0.8, \"slice\": \"women\", \"confidence_interval\": {\"lower_bound\": \"0.7\"}}]},\n"
  " \"considerations\": {\"users\": [{\"description\": \"Clerks\"}], \"use_cases\": {\"description\": \"Credit\"},\n"
  "   \"limitations\": [{\"description\": \"No firms\"}], \"tradeoffs\": [{\"description\": \"Recall\"}],\n"
  "   \"ethical_considerations\": [{\"name\": \"Bias\", \"mitigation_strategy\": \"Review\"}]}}";

static const char card_1[] =
  "{\"model_details\": {\"name\": \"kreditcheck\", \"license\": \"MIT\", \"references\": [\"https://a.example\"]},\n"
  " \"model_parameters\": {\"data\": {\"train\": {\"name\": \"applications\"}, \"eval\": {\"graphics\": {}}}},\n"
  " \"considerations\": {\"users\": [\"Clerks\"], \"limitations\": \"None known\"}}";

static RecordingSink *
import (const char *text)
{
  return card_fixture_import_string (rc_model_card_toolkit_importer (), text);
}

static void
test_second_schema (void)
{
  g_autoptr (RecordingSink) sink = import (card_2);
  const RcEntityKind version = RC_ENTITY_MODEL_VERSION;

  g_assert_cmpint (card_fixture_recognise (rc_model_card_toolkit_importer (), card_2), ==, 90);
  g_assert_cmpuint (sink->asides->len, ==, 0);
  card_fixture_assert (sink, RC_PROPERTY_DESCRIBES, "kreditcheck/v3", "/model_details/name", version, "kreditcheck/v3");
  card_fixture_assert (sink, RC_PROPERTY_ISSUED_BY, "Kim Testperson", "/model_details/owners/0/name", RC_N_ENTITY_KINDS, NULL);
  card_fixture_assert (sink, RC_PROPERTY_LICENCE, "Apache-2.0", "/model_details/licenses/0/identifier", RC_N_ENTITY_KINDS, NULL);
  card_fixture_assert (sink, RC_PROPERTY_LICENCE, "House rules", "/model_details/licenses/1/custom_text", RC_N_ENTITY_KINDS, NULL);
  card_fixture_assert (sink, RC_PROPERTY_INTENDED_USE, "Clerks", "/considerations/users/0/description", RC_N_ENTITY_KINDS, NULL);
  card_fixture_assert (sink, RC_PROPERTY_INTENDED_USE, "Credit", "/considerations/use_cases/description", RC_N_ENTITY_KINDS, NULL);
  card_fixture_assert (sink, RC_PROPERTY_LIMITATION, "Bias", "/considerations/ethical_considerations/0/name", RC_N_ENTITY_KINDS, NULL);
  g_assert_cmpuint (card_fixture_count (sink, RC_PROPERTY_LIMITATION), ==, 3);
  card_fixture_assert_of (sink, version, "kreditcheck/v3", RC_PROPERTY_EVALUATION, "auc = 0.84",
                          "/quantitative_analysis/performance_metrics/0/value");
  card_fixture_assert_of (sink, version, "kreditcheck/v3", RC_PROPERTY_EVALUATION, "auc (women) = 0.8",
                          "/quantitative_analysis/performance_metrics/1/value");
  card_fixture_assert_of (sink, version, "kreditcheck/v3", RC_PROPERTY_DATASET, "applications-2025", "/model_parameters/data/0/name");
  card_fixture_assert_of (sink, version, "kreditcheck/v3", RC_PROPERTY_DATASET, "https://data.example/2", "/model_parameters/data/1/link");
  card_fixture_assert_of (sink, version, "kreditcheck/v3", RC_PROPERTY_ARTIFACT_PLACE, "models/3", "/model_details/path");
}

/* The day on which the version was released is not the day on which the card was written, and no day is guessed. */
static void
test_date (void)
{
  g_autoptr (RecordingSink) sink = import (card_2);

  card_fixture_assert_of (sink, RC_ENTITY_MODEL_VERSION, "kreditcheck/v3", RC_PROPERTY_CREATED, "08/28/2025",
                          "/model_details/version/date");
  g_assert_cmpuint (card_fixture_count (sink, RC_PROPERTY_CARD_DATE), ==, 0);
  g_assert_cmpint (card_fixture_find (sink, RC_PROPERTY_DESCRIBES, NULL)->from_us, ==, RC_TIME_NONE);
}

/* Who can be written to, and pictures, are never claimed. */
static void
test_left_out (void)
{
  g_autoptr (RecordingSink) sink = import (card_2);

  for (guint i = 0; i < sink->claims->len; i++)
    {
      const RcClaim *claim = &((RecordedClaim *) g_ptr_array_index (sink->claims, i))->claim;

      g_assert_null (strstr (claim->value, "AAAA"));
      g_assert_null (strstr (claim->value, "kim@"));
    }
}

static void
test_first_schema (void)
{
  g_autoptr (RecordingSink) sink = import (card_1);

  g_assert_cmpint (card_fixture_recognise (rc_model_card_toolkit_importer (), card_1), ==, 75);
  g_assert_cmpuint (sink->asides->len, ==, 0);
  card_fixture_assert (sink, RC_PROPERTY_DESCRIBES, "kreditcheck", "/model_details/name", RC_ENTITY_MODEL, "kreditcheck");
  card_fixture_assert (sink, RC_PROPERTY_LICENCE, "MIT", "/model_details/license", RC_N_ENTITY_KINDS, NULL);
  card_fixture_assert (sink, RC_PROPERTY_DATASET, "applications", "/model_parameters/data/train/name", RC_ENTITY_DATASET, "applications");
  card_fixture_assert (sink, RC_PROPERTY_TAG, "data set for training = applications", "/model_parameters/data/train/name",
                       RC_N_ENTITY_KINDS, NULL);
  card_fixture_assert (sink, RC_PROPERTY_LIMITATION, "None known", "/considerations/limitations", RC_N_ENTITY_KINDS, NULL);
}

static void
test_wrong_parts (void)
{
  g_autoptr (RecordingSink) unknown = import ("{\"schema_version\":\"9\",\"model_details\":{\"name\":\"m\"}}");
  g_autoptr (RecordingSink) no_part = import ("{\"model_details\":\"m\",\"considerations\":{\"users\":[\"a\"]}}");
  g_autoptr (RecordingSink) no_text = import ("{\"model_details\":{\"name\":\"m\"},\"considerations\":{\"users\":[{\"description\":{}},\"b\"]}}");

  card_fixture_assert_only_aside (unknown, RC_EXCEPTION_REGISTRY_MALFORMED, 18);
  g_assert_nonnull (card_fixture_find (unknown, RC_PROPERTY_DESCRIBES, "m"));
  card_fixture_assert_only_aside (no_part, RC_EXCEPTION_UNREADABLE_RECORD, 17);
  g_assert_nonnull (card_fixture_find (no_part, RC_PROPERTY_INTENDED_USE, "a"));
  card_fixture_assert_only_aside (no_text, RC_EXCEPTION_UNREADABLE_RECORD, 72);
  g_assert_nonnull (card_fixture_find (no_text, RC_PROPERTY_INTENDED_USE, "b"));
}

/* Prose is cut, names are not: a name that is too long is none. */
static void
test_long_texts (void)
{
  g_autofree char *filler = g_strnfill (RC_LIMIT_NAME_BYTES + 1, 'x');
  g_autofree char *text = g_strdup_printf ("{\"model_details\":{\"name\":\"%s\",\"version\":{\"name\":\"1\"}},\"considerations\":"
                                           "{\"users\":[\"ü%s\"]}}", filler, filler);
  g_autoptr (RecordingSink) sink = import (text);
  const RcClaim *use = card_fixture_find (sink, RC_PROPERTY_INTENDED_USE, NULL);

  g_assert_nonnull (recording_sink_find_aside (sink, RC_EXCEPTION_LIMIT));
  g_assert_cmpuint (card_fixture_count (sink, RC_PROPERTY_DESCRIBES), ==, 0);
  g_assert_nonnull (use);
  g_assert_cmpuint (strlen (use->value), <, 1100);
  g_assert_true (g_str_has_suffix (use->value, "… (4099 bytes in all)"));
}

static void
test_too_much (void)
{
  g_autoptr (GString) text = g_string_new ("{\"model_details\":{\"name\":\"m\"},\"considerations\":{\"users\":[[]");
  g_autoptr (RecordingSink) many = NULL;
  g_autoptr (RecordingSink) faults = NULL;

  for (guint i = 0; i < RC_LIMIT_CARD_ITEMS + 5; i++)
    g_string_append (text, ",[]");
  g_string_append (text, "]}}");
  faults = import (text->str);
  g_assert_cmpuint (faults->asides->len, ==, RC_LIMIT_CARD_ITEMS + 1);
  g_assert_nonnull (recording_sink_find_aside (faults, RC_EXCEPTION_LIMIT));

  g_string_replace (text, "[]", "\"u\"", 0);
  many = import (text->str);
  g_assert_cmpuint (many->claims->len, ==, RC_LIMIT_CARD_ITEMS);
  card_fixture_assert_only_aside (many, RC_EXCEPTION_LIMIT, 0);
}

static void
test_not_mine (void)
{
  static const char * const others[] = {
    "", "[]", "{}", "{\"model_details\":{}}", "model_details: 1", "{\"schema_version\":\"0.0.2\"}",
    "{\"model_details\":{},\"model_usage\":{},\"considerations\":{}}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_cmpint (card_fixture_recognise (rc_model_card_toolkit_importer (), others[i]), ==, 0);
}

static void
test_torture (void)
{
  card_fixture_torture (rc_model_card_toolkit_importer (), card_2);
  card_fixture_torture (rc_model_card_toolkit_importer (), card_1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model-card-toolkit/second-schema", test_second_schema);
  g_test_add_func ("/model-card-toolkit/date", test_date);
  g_test_add_func ("/model-card-toolkit/left-out", test_left_out);
  g_test_add_func ("/model-card-toolkit/first-schema", test_first_schema);
  g_test_add_func ("/model-card-toolkit/wrong-parts", test_wrong_parts);
  g_test_add_func ("/model-card-toolkit/long-texts", test_long_texts);
  g_test_add_func ("/model-card-toolkit/too-much", test_too_much);
  g_test_add_func ("/model-card-toolkit/not-mine", test_not_mine);
  g_test_add_func ("/model-card-toolkit/torture", test_torture);
  return g_test_run ();
}
