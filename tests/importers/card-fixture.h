/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "recording-sink.h"

G_BEGIN_DECLS

/* The time that the file of every card of these tests carries. */
#define CARD_FIXTURE_MODIFIED G_GINT64_CONSTANT (1774000000000000)

RecordingSink *card_fixture_import    (const RcImporter *importer,
                                       const char       *text,
                                       gsize             length);
RecordingSink *card_fixture_import_string (const RcImporter *importer,
                                       const char       *text);
int            card_fixture_recognise (const RcImporter *importer,
                                       const char       *text);
/* Of the card itself, which must be the first thing told. */
const RcClaim *card_fixture_find      (RecordingSink    *sink,
                                       RcProperty        property,
                                       const char       *value);
guint          card_fixture_count     (RecordingSink    *sink,
                                       RcProperty        property);
/* The claim is there once, stands there, and links to the thing; @kind RC_N_ENTITY_KINDS: to none. */
void           card_fixture_assert    (RecordingSink    *sink,
                                       RcProperty        property,
                                       const char       *value,
                                       const char       *locator,
                                       RcEntityKind      kind,
                                       const char       *target);
/* The same of a thing that the card speaks of. */
void           card_fixture_assert_of (RecordingSink    *sink,
                                       RcEntityKind      of,
                                       const char       *name,
                                       RcProperty        property,
                                       const char       *value,
                                       const char       *locator);
void           card_fixture_assert_only_aside (RecordingSink *sink,
                                       const char       *kind,
                                       gint64            offset);
/* Whatever cannot be written is an error, and ends the import. */
void           card_fixture_full_disk (const RcImporter *importer,
                                       const char       *text);
/* A document in JSON cut at every byte, with every value replaced by what it must not be, with every member twice: nothing but what the sink
 * allows is told, and of what is no document nothing is claimed. */
void           card_fixture_torture   (const RcImporter *importer,
                                       const char       *json);

G_END_DECLS
