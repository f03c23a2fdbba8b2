/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/lineage.h"
#include "tests/importers/import-fixture.h"

G_BEGIN_DECLS

/**
 * SystemSlot:
 * @slot: id of a question of the template
 * @standing: how its answer must be known
 * @text: of an answered question: stands in one of the answers; of one that nothing answers: stands in what is said to be missing
 */
typedef struct
{
  const char *slot;
  RcStanding  standing;
  const char *text;
} SystemSlot;

/* Rebuilds the lineage of @event (an id, or SOURCE:RECORD[#ROW]); every question of the template must be as told, and none left out. */
RcLineage *system_fixture_assert_lineage (ImportFixture    *fixture,
                                          const char       *event,
                                          const SystemSlot *slots,
                                          gsize             n_slots);
/* Imports a folder or a file of the corpus; FALSE: the test is skipped, there is no corpus. */
gboolean   system_fixture_import_corpus  (ImportFixture    *fixture,
                                          const char       *path);

G_END_DECLS
