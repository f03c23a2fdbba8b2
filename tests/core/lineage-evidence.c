/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "lineage-evidence.h"

#include <string.h>

LineageSources
lineage_import_all (LineageFixture *fixture,
                    const char     *registry)
{
  LineageSources sources;

  sources.log = lineage_fixture_import (fixture, "log.jsonl", "deployer", LOG);
  sources.deployments = lineage_fixture_import (fixture, "deployments.jsonl", "operator", DEPLOYMENTS);
  sources.registry = lineage_fixture_import (fixture, "registry", "provider", registry);
  lineage_fixture_import (fixture, "card-1.0", "provider", CARD ("k/3", "1.0", "2026-03-20"));
  lineage_fixture_import (fixture, "card-1.1", "provider", CARD ("k/3", "1.1", "2026-05-06"));
  lineage_fixture_import (fixture, "card-1.2", "provider", CARD ("k/3", "1.2", "2026-05-20"));
  sources.approvals = lineage_fixture_import (fixture, "approvals.jsonl", "provider",
                                              APPROVAL ("A-1", "3", "2026-03-28T09:00:00Z", "approve"));
  lineage_fixture_import (fixture, "actions.jsonl", "deployer", ACTION ("h-1", "e-1", "KA-1", "2026-05-10T10:30:00Z", "grant"));
  lineage_fixture_import (fixture, "bank.jsonl", "bank",
                          "{\"kind\":\"decision\",\"decision\":\"KA-1\",\"time\":\"2026-05-11T08:00:00Z\",\"final\":\"grant\"}\n");
  lineage_fixture_import (fixture, "anomalies.jsonl", "operator",
                          ANOMALY ("N-1", "2026-05-09T12:00:00Z") ANOMALY ("N-2", "2026-05-12T12:00:00Z"));
  lineage_fixture_import (fixture, "retention.jsonl", "deployer",
                          "{\"kind\":\"retention\",\"time\":\"2026-01-01T00:00:00Z\",\"system\":\"K\",\"target\":\"log\","
                          "\"retention\":\"P6M\"}\n");
  return sources;
}

typedef RcLineage * (*Build) (RcCase   *case_file,
                              RcEvent  *event,
                              gint64    known_at_us,
                              GError  **error);

static RcLineage *
build_by (Build           build,
          LineageFixture *fixture,
          const char     *reference,
          const char     *known_at)
{
  g_autoptr (GError) error = NULL;
  RcEvent *event = rc_event_find (fixture->case_file, fixture->reader, reference, &error);
  RcTimestamp known = { .from_us = RC_TIME_NONE };
  RcLineage *lineage;

  g_assert_no_error (error);
  if (known_at != NULL)
    g_assert_true (rc_timestamp_parse (known_at, strlen (known_at), RC_ZONE_EXPLICIT, 0, &known));
  lineage = build (fixture->case_file, event, known.from_us, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (lineage->slots->len, ==, rc_slot_count ());
  return lineage;
}

RcLineage *
lineage_build (LineageFixture *fixture,
               const char     *reference,
               const char     *known_at)
{
  return build_by (rc_lineage_build, fixture, reference, known_at);
}

RcLineage *
lineage_build_explained (LineageFixture *fixture,
                         const char     *reference,
                         const char     *known_at)
{
  return build_by (rc_lineage_build_explained, fixture, reference, known_at);
}

const RcLineageSlot *
lineage_slot (const RcLineage *lineage,
              const char      *id)
{
  for (guint i = 0; i < lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (lineage->slots, i);

      if (strcmp (slot->slot, id) == 0)
        return slot;
    }

  g_assert_not_reached ();
}

const RcLineageAnswer *
lineage_answer (const RcLineage *lineage,
                const char      *id,
                guint            index)
{
  const RcLineageSlot *slot = lineage_slot (lineage, id);

  g_assert_cmpuint (slot->answers->len, >, index);
  return g_ptr_array_index (slot->answers, index);
}

void
lineage_assert_slot (const RcLineage *lineage,
                     const char      *id,
                     RcStanding       standing,
                     guint            n_answers)
{
  const RcLineageSlot *slot = lineage_slot (lineage, id);

  if (slot->standing != standing || slot->answers->len != n_answers)
    g_error ("%s: %s with %u answers instead of %s with %u; note: %s", id, rc_standing_to_code (slot->standing), slot->answers->len,
             rc_standing_to_code (standing), n_answers, slot->note);
  if (standing == RC_STANDING_NOTHING)
    g_assert_nonnull (slot->note);
}

void
lineage_assert_value (const RcLineage *lineage,
                      const char      *id,
                      const char      *part)
{
  const RcLineageAnswer *answer = lineage_answer (lineage, id, 0);

  if (strstr (answer->value, part) == NULL)
    g_error ("%s: “%s” is not in “%s”", id, part, answer->value);
}

void
lineage_assert_note (const RcLineage *lineage,
                     const char      *id,
                     const char      *part)
{
  const RcLineageSlot *slot = lineage_slot (lineage, id);

  if (slot->note == NULL || strstr (slot->note, part) == NULL)
    g_error ("%s: “%s” is not in the note “%s”", id, part, slot->note);
}

/* Each answer cites, and none shows what is personal. */
void
lineage_assert_cited_and_masked (const RcLineage *lineage)
{
  for (guint i = 0; i < lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (lineage->slots, i);

      for (guint j = 0; j < slot->answers->len; j++)
        {
          const RcLineageAnswer *answer = g_ptr_array_index (slot->answers, j);

          g_assert_cmpuint (answer->citations->len, >, 0);
          g_assert_null (strstr (answer->value, "P-8f3a2c91d0"));
          g_assert_null (strstr (answer->value, "Berger"));
          g_assert_null (strstr (answer->value, "R-12"));
          g_assert_null (strstr (answer->value, "1200"));
        }
    }
}

RcVerdict
lineage_protection (const RcLineage *lineage,
                    const char      *id)
{
  const RcLineageCitation *cited = g_ptr_array_index (lineage_answer (lineage, id, 0)->citations, 0);

  return cited->protection;
}
