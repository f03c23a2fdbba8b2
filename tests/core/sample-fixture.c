/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sample-fixture.h"

RcRate
sample_fixture_rate (const char *text)
{
  RcRate value = { -1 };

  g_assert_true (rc_rate_parse (text, &value, NULL));
  return value;
}

RcDrawTerms
sample_fixture_terms (void)
{
  RcDrawTerms terms = {
    .rule = { .confidence = sample_fixture_rate ("95"), .tolerable = sample_fixture_rate ("5") },
    .query = SAMPLE_FIXTURE_EVERYTHING,
    .seed = "the room's seed",
  };

  return terms;
}

char *
sample_fixture_write_log (guint first,
                          guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = first; i < first + n; i++)
    g_string_append_printf (text, "{\"kind\":\"inference\",\"id\":\"e%u\",\"time\":\"2026-06-01T%02u:%02u:00Z\",\"decision\":\"D-%u\","
                            "\"model-name\":\"m\",\"model-version\":\"%u\",\"proposal\":\"%s\",\"subject\":\"P-%u\"}\n",
                            i, i / 60, i % 60, i, i % 4 == 0 ? 2 : 1, i % 10 == 0 ? "refuse" : "grant", i);
  return g_string_free (text, FALSE);
}
