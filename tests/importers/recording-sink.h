/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/import-sink.h"

G_BEGIN_DECLS

/*
 * A sink that keeps what an importer tells, in the order in which it was told.
 */
typedef struct
{
  RcEntityKind  kind;
  char         *scope;     /* (nullable) */
  char         *name;
} RecordedEntity;

typedef struct
{
  RcImportPlace  place;
  guint64        record;
  RcParsedEvent  event;    /* its texts end with a NUL and are owned */
} RecordedEvent;

typedef struct
{
  RcImportPlace  place;
  RcClaim        claim;
} RecordedClaim;

typedef struct
{
  RcImportPlace  place;
  guint64        record;
  gint64         offset;
  char          *kind;
  char          *expected;
  char          *found;
  char          *message;
} RecordedAside;

typedef struct
{
  RcImportSink  base;
  gboolean      has_rows;
  guint         n_calls;
  guint         fail_at;     /* the call that fails as a full disk does; 0: none */
  gint64        as_of_us;    /* the newest time that was told; RC_TIME_NONE: none */
  GPtrArray    *rows;        /* of utf8 */
  GPtrArray    *entities;    /* of RecordedEntity; an entity's id is its index + 1 */
  GPtrArray    *events;      /* of RecordedEvent */
  GPtrArray    *claims;      /* of RecordedClaim */
  GPtrArray    *asides;      /* of RecordedAside */
} RecordingSink;

RecordingSink        *recording_sink_new         (void);
void                  recording_sink_free        (RecordingSink  *self);
gint64                recording_sink_find_entity (RecordingSink  *self,
                                                  RcEntityKind    kind,
                                                  const char     *name);
/* The only claim of that property about that thing, with that value where one is given; (nullable). */
const RcClaim        *recording_sink_find_claim  (RecordingSink  *self,
                                                  RcEntityKind    kind,
                                                  const char     *name,
                                                  RcProperty      property,
                                                  const char     *value);
guint                 recording_sink_count_claims (RecordingSink *self,
                                                  RcEntityKind    kind,
                                                  const char     *name,
                                                  RcProperty      property);
const RecordedAside  *recording_sink_find_aside  (RecordingSink  *self,
                                                  const char     *kind);
/* The number of the row in which @text stands; 0 for none. */
guint64               recording_sink_find_row    (RecordingSink  *self,
                                                  const char     *text);
/* Everything, as one text: two imports of one source must give the same. */
char                 *recording_sink_dup_digest  (RecordingSink  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecordingSink, recording_sink_free)

G_END_DECLS
