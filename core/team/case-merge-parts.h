/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/entry.h"
#include "core/source.h"
#include "core/team/case-merge.h"

G_BEGIN_DECLS

/* The parts of one merge, for case-merge*.c alone. */

typedef struct _RcImportAct RcImportAct;

/* An entry of the other case, and what is known of it here. */
typedef struct
{
  RcEntry  *entry;
  gint64    first;       /* of its thread there; itself where it begins one */
  gboolean  is_known;
} RcMergeEntry;

typedef struct
{
  RcCase           *here;
  RcCase           *there;
  const RcLifeWork *work;
  RcCaseMerge      *result;
  GPtrArray        *sources_there;  /* of RcSource */
  GHashTable       *sources;        /* gint64* there → gint64* here */
  GPtrArray        *entries;        /* of RcMergeEntry, by number over all */
  GHashTable       *threads;        /* gint64* there → gint64* here: entries that begin threads */
  GHashTable       *numbers;        /* char* "kind number" → RcMergeEntry that begins that thread there */
  GHashTable       *merged_here;    /* gint64* thread here → gint64*: place in the result's list, from 1 */
  GHashTable       *added_here;     /* gint64*: threads here that were added to since, and not there */
  GPtrArray        *importers;      /* of RcImporter, out of mappings: as long as the act */
  GPtrArray        *texts;          /* of what the options of the act point to */
  GString          *log;            /* the custody log of the other case, one entry a line */
} RcMergeWork;

gint64   rc_merge_get             (GHashTable         *map,
                                   gint64              there);      /* 0: nothing here */
void     rc_merge_put             (GHashTable         *map,
                                   gint64              there,
                                   gint64              here);
void     rc_merge_leave           (RcMergeWork        *self,
                                   const char         *kind,
                                   gint64              number,
                                   const char         *reason);

/* case-merge-log.c: what the other case is, and whether its custody log holds. */
gboolean rc_merge_judge_log       (RcMergeWork        *self,
                                   GError            **error);

/* case-merge-sources.c */
gboolean rc_merge_find_sources    (RcMergeWork        *self,
                                   GPtrArray         **out_wanted,  /* (element-type RcHistoryAct) (transfer container) */
                                   gpointer           *out_history, /* what owns them */
                                   GError            **error);
gboolean rc_merge_import          (RcMergeWork        *self,
                                   RcImportAct        *act,
                                   GPtrArray          *wanted,
                                   GError            **error);
gboolean rc_merge_map_sources     (RcMergeWork        *self,
                                   GError            **error);

/* case-merge-entries.c. Answers how many are to come in. */
gboolean rc_merge_find_entries    (RcMergeWork        *self,
                                   guint              *out_n_new,
                                   GError            **error);
gboolean rc_merge_enter           (RcMergeWork        *self,
                                   GError            **error);

/* case-merge-references.c: the bodies under which an entry comes in; (element-type utf8) (transfer full). %NULL with @out_reason: it cannot. */
GPtrArray *rc_merge_map_body      (RcMergeWork        *self,
                                   const RcEntry      *entry,
                                   gboolean            is_beside,
                                   char              **out_reason);

/* case-merge-proposals.c */
gboolean rc_merge_propose         (RcMergeWork        *self,
                                   GError            **error);

G_END_DECLS
