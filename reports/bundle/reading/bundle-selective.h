/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/excerpt.h"
#include "core/import-act.h"
#include "reports/bundle/reading/bundle-opening.h"

G_BEGIN_DECLS

/* What a selective bundle holds of each source, read and held against its own proofs; all of it is tainted. */

typedef struct
{
  RcExcerpt  excerpt;
  char      *file;         /* in the bundle */
} RcBundleSelectiveRecord;

/**
 * RcBundleSelectiveSource:
 * @source: as its maker describes the whole of it, with the maker's number; RC_SOURCE_WITHHELD where no record of it is here
 * @mapping: (nullable): SHA-256 of the text by which it was read
 * @body: what data/sources.json says of it
 * @is_removed: it was taken out of every answer, and counts no more
 * @is_told: its name is told
 * @records: (element-type RcBundleSelectiveRecord): those whose proof holds, ascending
 * @events: (element-type char*): lines of data/events.jsonl
 * @claims: (element-type char*): lines of data/claims.jsonl
 */
typedef struct
{
  RcSource  *source;
  char      *mapping;
  char      *body;
  gboolean   is_removed;
  gboolean   is_told;
  GPtrArray *records;
  GPtrArray *events;
  GPtrArray *claims;
} RcBundleSelectiveSource;

typedef struct
{
  RcBundleOpenWork *work;
  GPtrArray        *sources;     /* of RcBundleSelectiveSource, by number */
  GHashTable       *by_number;   /* gint64* → RcBundleSelectiveSource */
  GHashTable       *files;       /* set of char*: files of records that are named */
  guint64           n_records;   /* whose proof holds */
  guint64           n_failed;
  guint64           n_strays[2]; /* claims and events about records that are not here */
} RcBundleSelective;

/* bundle-selective.c. FALSE only where the system refused. */
RcBundleSelective *rc_bundle_selective_read      (RcBundleOpenWork               *work,
                                                  GError                        **error);
void               rc_bundle_selective_free      (RcBundleSelective              *self);
/* The bytes of a record, whose proof held when it was read. */
GBytes            *rc_bundle_selective_bytes     (RcBundleSelective              *self,
                                                  const RcBundleSelectiveRecord  *record,
                                                  GError                        **error);

/* bundle-selective-counts.c: what it counts, held against what is in it. */
gboolean           rc_bundle_selective_counts    (RcBundleSelective              *self,
                                                  GError                        **error);
/* bundle-selective-files.c: which files it has, and which of them are the maker's word. */
void               rc_bundle_selective_files     (RcBundleSelective              *self);

/* bundle-selective-fill.c: writes one source with @records, those of it that are wanted, within the act, under @number. @parent: as it is numbered in the
 * case; 0: none. @obtained: (nullable): %NULL: as the maker says. */
gboolean           rc_bundle_selective_fill      (RcBundleSelective              *self,
                                                  RcImportAct                    *act,
                                                  const RcBundleSelectiveSource  *source,
                                                  const GPtrArray                *records,
                                                  gint64                          number,
                                                  gint64                          parent,
                                                  const char                     *obtained,
                                                  GError                        **error);
/* What the maker says of what is not here: seals, exceptions, the custody log. @numbers: (nullable): only about sources that the maker numbers so. The caller's
 * transaction. */
gboolean           rc_bundle_selective_state     (RcBundleSelective              *self,
                                                  RcDatabase                     *database,
                                                  GHashTable                     *numbers,
                                                  GError                        **error);

/* bundle-selective-events.c: what is told of each record, held against what was read from it again. */
gboolean           rc_bundle_selective_events    (RcBundleOpenWork               *work,
                                                  RcCase                         *case_file,
                                                  GError                        **error);
/* bundle-selective-compare.c: each lineage is built again, and held against the one in the bundle. */
gboolean           rc_bundle_selective_compare   (RcBundleOpenWork               *work,
                                                  RcCase                         *case_file,
                                                  GError                        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcBundleSelective, rc_bundle_selective_free)

G_END_DECLS
