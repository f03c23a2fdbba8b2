/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/lineage.h"
#include "core/slot.h"
#include "lineage-fixture.h"

/* Evidence about a model k at an endpoint "prod" of a system K, and what is asserted of the lineages in it. */

#define D3 "3333333333333333333333333333333333333333333333333333333333333333"
#define D4 "4444444444444444444444444444444444444444444444444444444444444444"
#define OTHER "5555555555555555555555555555555555555555555555555555555555555555"

#define INFERENCE(id, time, decision, version, digest) \
  "{\"kind\":\"inference\",\"id\":\"" id "\",\"time\":\"" time "\",\"decision\":\"" decision "\",\"system\":\"K\"," \
  "\"endpoint\":\"prod\",\"subject\":\"P-8f3a2c91d0\",\"model-name\":\"k\",\"model-version\":\"" version "\"," \
  "\"model-digest\":\"" digest "\",\"input-schema\":\"v3\",\"input\":{\"income\":1200,\"age\":44},\"score\":0.71,\"threshold\":0.65," \
  "\"proposal\":\"refuse\"}\n"

#define LOG \
  INFERENCE ("e-1", "2026-05-10T10:00:00.000Z", "KA-1", "3", D3) \
  INFERENCE ("e-2", "2026-06-10T10:00:00.000Z", "KA-2", "4", D4)

#define DEPLOYMENT(id, version, digest, from, to) \
  "{\"kind\":\"deployment\",\"id\":\"" id "\",\"time\":\"" from "\",\"system\":\"K\",\"endpoint\":\"prod\",\"model-name\":\"k\"," \
  "\"model-version\":\"" version "\",\"model-digest\":\"" digest "\",\"valid-from\":\"" from "\"" to "}\n"
#define TO(time) ",\"valid-to\":\"" time "\""

#define DEPLOYMENTS \
  DEPLOYMENT ("D-1", "3", D3, "2026-04-01T00:00:00Z", TO ("2026-06-01T00:00:00Z")) \
  DEPLOYMENT ("D-2", "4", D4, "2026-06-01T00:00:00Z", "")

#define CLAIM(kind, name, property, value) kind "\t" name "\t" property "\t" value "\t-\t-\t-\t-\n"
#define LINK(kind, name, property, target_kind, target) kind "\t" name "\t" property "\t-\t" target_kind "\t" target "\t-\t-\n"

#define REGISTRY_WITH(digest) \
  "FAKE REGISTRY\n" \
  CLAIM ("model-version", "k/3", "artifact-digest", digest) \
  LINK ("model-version", "k/3", "trained-by", "run", "r3") \
  LINK ("run", "r3", "dataset", "dataset", "loans@1") \
  CLAIM ("dataset", "loans@1", "dataset-digest", "1234abcd") \
  LINK ("run", "r3", "code-commit", "commit", "c0ffee") \
  CLAIM ("run", "r3", "environment", "python 3.11") \
  CLAIM ("run", "r3", "evaluation", "auc = 0.80") \
  CLAIM ("run", "r3", "evaluation", "gini = 0.60") \
  CLAIM ("model-version", "k/4", "artifact-digest", D4)

#define CARD(version, edition, date) \
  "FAKE CARD\n" LINK ("card", "card", "describes", "model-version", version) CLAIM ("card", "card", "card-date", date) \
  CLAIM ("card", "card", "card-version", edition)

#define APPROVAL(id, version, time, action) \
  "{\"kind\":\"approval\",\"id\":\"" id "\",\"time\":\"" time "\",\"system\":\"K\",\"model-name\":\"k\",\"model-version\":\"" version "\"," \
  "\"action\":\"" action "\",\"actor\":\"M. Berger\",\"role\":\"Head of Model Risk\",\"evaluation\":\"EV-1\",\"documentation\":\"TD 2.3\"}\n"

#define ACTION(id, target, decision, time, final) \
  "{\"kind\":\"human-action\",\"id\":\"" id "\",\"target\":\"" target "\",\"decision\":\"" decision "\",\"time\":\"" time "\"," \
  "\"actor\":\"R-12\",\"action\":\"override\",\"original\":\"refuse\",\"final\":\"" final "\",\"reason\":\"income shown\"}\n"

#define ANOMALY(id, time) \
  "{\"kind\":\"anomaly\",\"id\":\"" id "\",\"time\":\"" time "\",\"system\":\"K\",\"metric\":\"psi\",\"score\":0.27,\"action\":\"raise\"}\n"

#define BARE(id, more) "{\"kind\":\"inference\",\"id\":\"" id "\",\"time\":\"2026-05-10T10:00:00.000Z\",\"system\":\"K\"" more "}\n"

typedef struct
{
  gint64 log;
  gint64 deployments;
  gint64 registry;
  gint64 approvals;
} LineageSources;

LineageSources lineage_import_all (LineageFixture *fixture,
                                   const char     *registry);
RcLineage *lineage_build (LineageFixture *fixture,
                          const char     *reference,
                          const char     *known_at);
/* The same with its reasoning. */
RcLineage *lineage_build_explained (LineageFixture *fixture,
                                    const char     *reference,
                                    const char     *known_at);
const RcLineageSlot *lineage_slot (const RcLineage *lineage,
                                   const char      *id);
const RcLineageAnswer *lineage_answer (const RcLineage *lineage,
                                       const char      *id,
                                       guint            index);
void lineage_assert_slot (const RcLineage *lineage,
                          const char      *id,
                          RcStanding       standing,
                          guint            n_answers);
void lineage_assert_value (const RcLineage *lineage,
                           const char      *id,
                           const char      *part);
void lineage_assert_note (const RcLineage *lineage,
                          const char      *id,
                          const char      *part);
void lineage_assert_cited_and_masked (const RcLineage *lineage);
RcVerdict lineage_protection (const RcLineage *lineage,
                              const char      *id);
