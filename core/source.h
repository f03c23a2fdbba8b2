/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "case.h"

G_BEGIN_DECLS

#define RC_DERIVATION_FILE "file"
#define RC_DERIVATION_ROWS "rows of"
#define RC_DERIVATION_SAME "same as"

#define RC_SOURCE_PUBLISHED "published"
#define RC_SOURCE_REMOVED   "removed"
#define RC_SOURCE_WITHHELD  "withheld"   /* no record of it is in this copy */

/* Where a source ends whose bytes are nowhere in the case, since it was removed before the bundle was made that the case comes from. */
#define RC_SOURCE_NO_PLACE ((guint64) G_MAXINT64)

/* How it is known at which time a source stood so, the best first. */
#define RC_AS_OF_AUDITOR "auditor"   /* a person said so at the import */
#define RC_AS_OF_INSIDE  "inside"    /* the newest time that its content names */
#define RC_AS_OF_FILE    "file"      /* when the file, or the member of its container, was changed last */

typedef enum
{
  RC_FRAMING_LINES,   /* a record is a line with its line end */
  RC_FRAMING_WHOLE,   /* a record is the whole source */
  RC_FRAMING_FIXED,   /* no framing: tiles of RC_LIMIT_FIXED_TILE_BYTES */
  RC_FRAMING_OBJECTS, /* a record is a JSON object, one of several in a row or an item of one array, with the blanks, commas and
                       * brackets before it; what stands behind the last one is part of its record */
} RcFraming;

/**
 * RcSource:
 *
 * One imported file or archive member: a row of the table `source`, with the meaning given in schema.sql.
 */
typedef struct
{
  gint64    id;
  gint64    parent;        /* 0: none */
  char     *derivation;
  char     *name;
  char     *kind;
  guint64   size;
  RcDigest  sha256;
  guint64   start;
  RcFraming framing;
  char     *importer;      /* (nullable) */
  gint64    mapping;       /* 0: none */
  char     *controller;    /* (nullable) */
  char     *obtained;      /* (nullable) */
  gint64    imported_us;
  guint64   records;
  guint64   events;        /* without what occurs already elsewhere */
  guint64   set_aside;
  RcDigest  root;
  RcDigest  rows_digest;
  gint64    first_event;
  guint64   event_rows;
  char     *state;
  gint64    as_of_us;      /* RC_TIME_NONE: not known */
  char     *as_of_how;     /* (nullable): RC_AS_OF_… */
  guint64   excerpts;      /* so many of its records are here, and the others withheld; 0: it is here whole, or not at all. Not saved with it */
} RcSource;

void        rc_source_free            (RcSource    *self);
RcSource   *rc_source_copy            (const RcSource *self);
RcSource   *rc_source_load            (RcDatabase  *database,
                                       gint64       id,
                                       GError     **error);
/* All published sources in the order of their ids; (element-type RcSource) (transfer full). */
GPtrArray  *rc_source_list            (RcCase      *case_file,
                                       GError     **error);
/* What is in no list and no count: records that were set aside as unreadable, and sources of events that were taken out of the case. */
gboolean    rc_source_count_left_out  (RcCase       *case_file,
                                       guint64      *out_set_aside,
                                       guint64      *out_removed,
                                       GError      **error);
/* Whether this copy of the case lacks records of it: its digests are then what others say, but for the proofs of single records. */
gboolean    rc_source_is_incomplete   (const RcSource *self);
/* Whether the source is bytes met again under another name: "same as" its parent, whose records it shares. */
gboolean    rc_source_is_repeat       (const RcSource *self);
gboolean    rc_source_save            (const RcSource *self,
                                       RcDatabase  *database,
                                       GError     **error);
const char *rc_framing_to_name        (RcFraming    framing);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcSource, rc_source_free)

G_END_DECLS
