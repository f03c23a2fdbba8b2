/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/import.h"
#include "core/seal.h"

/*
 * A case with evidence in formats of the test's own, read by importers that only the test registers:
 *
 * lines      {"kind":"inference", "time":"…", "<field>":"…"}: each member is a field of event.h by its name
 * chained    the same, beginning with {"chain":: the importer declares a chain
 * halves     the same, beginning with {"half":: requests and answers belong together within ten minutes, at one endpoint
 * updates    the same, beginning with {"update":: a later record of one id replaces the earlier one
 * revisions  another format of which the same is true, beginning with {"revision":
 * sample     the same, beginning with {"sample":: the importer says that its format leaves calls out
 * statements a line "FAKE CARD" or "FAKE REGISTRY", then lines of eight parts between tabs: kind and name of an entity, property,
 *            value, kind and name of a target, valid from, recorded at; "-" for none. A registry's claims cite rows, a card's its one
 *            record.
 */

typedef struct
{
  char           *folder;
  RcCase         *case_file;
  RcRecordReader *reader;
} LineageFixture;

void        lineage_fixture_set_up       (LineageFixture *self,
                                          gconstpointer   data);
void        lineage_fixture_tear_down    (LineageFixture *self,
                                          gconstpointer   data);
/* Imports @text as a file of this name; answers the number of the source. */
gint64      lineage_fixture_import       (LineageFixture *self,
                                          const char     *name,
                                          const char     *controller,
                                          const char     *text);
/* The same, of what stood so at a time that the auditor knows: "2026-04-01T10:00:00Z". */
gint64      lineage_fixture_import_as_of (LineageFixture *self,
                                          const char     *name,
                                          const char     *as_of,
                                          const char     *text);
/* Number of the source of the rows of @source. */
gint64      lineage_fixture_rows_of      (LineageFixture *self,
                                          gint64          source);
/* What the stored judgement is from now on: nothing, and not current, until this is called. */
RcJudgement *lineage_fixture_judge       (void);
void        lineage_fixture_cover        (RcJudgement    *judgement,
                                          gint64          source,
                                          guint64         first_record,
                                          guint64         last_record,
                                          RcVerdict       protection);
