/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/case.h"
#include "core/life/life.h"

G_BEGIN_DECLS

/*
 * Merging: what another case has and this one has not comes in. The other one is a part of this case, handed out to a member (hand-out.h), or a case of its
 * own; it is only read. Sources come by their bytes, and are read anew; what people entered comes with who entered it and when, under numbers of
 * this case. What cannot be brought into other numbers without changing what it says stays out, and is listed. Keys, links and checks elsewhere are
 * never taken, only proposed.
 */

/* By which act the log of the case says it. */
#define RC_MERGE_ACT "merge"

#define RC_MERGE_ERROR (rc_merge_error_quark ())
GQuark rc_merge_error_quark (void);

typedef enum
{
  RC_MERGE_ERROR_SAME,     /* the case itself */
  RC_MERGE_ERROR_LOG,      /* the custody log of the other one does not hold, or it is not as its log says */
  RC_MERGE_ERROR_CONTENT,  /* bytes of it are not what it says of them */
  RC_MERGE_ERROR_LIMIT,
} RcMergeError;

/* A source that came in. */
typedef struct
{
  gint64  there;
  gint64  here;
  char   *name;
} RcMergedSource;

/**
 * RcMergedEntry:
 * @kind: of entry.h
 * @there, @here: numbers of what begins the thread
 * @is_new: the thread came in; else so many @additions to one that is known here
 * @is_beside: the thread was added to on both sides
 */
typedef struct
{
  char     *kind;
  gint64    there;
  gint64    here;
  gboolean  is_new;
  gboolean  is_beside;
  guint     additions;
} RcMergedEntry;

/* What stays out: a source (@kind: "source") or an entry, and why, in a sentence of the reader. */
typedef struct
{
  char   *kind;
  gint64  number;
  char   *reason;
} RcMergeLeft;

/* For the owner to take, or not: "key", "link", "elsewhere", "member". */
typedef struct
{
  char *kind;
  char *words;
} RcMergeProposal;

/**
 * RcCaseMerge:
 * @case_id: of the other case, and @title
 * @is_part: it is a part of this case; @common: so many entries of their custody logs are the same
 * @entries: of its custody log; @head: the hash of the last one; @sha256: of its file
 * @is_new: something came in; else nothing was changed here
 * @log_source: the source that holds its custody log; 0: none
 * @sources: (element-type RcMergedSource); @sources_known: so many are here already
 * @merged: (element-type RcMergedEntry); @entries_known: so many are here already
 * @n_private: private notes of it, which stay there
 * @left: (element-type RcMergeLeft)
 * @proposals: (element-type RcMergeProposal)
 * @warnings: (element-type utf8): sentences of the reader
 */
typedef struct
{
  char      *case_id;
  char      *title;
  gboolean   is_part;
  gint64     common;
  gint64     entries;
  char      *head;
  char      *sha256;
  gboolean   is_new;
  gint64     log_source;
  GPtrArray *sources;
  guint      sources_known;
  GPtrArray *merged;
  guint      entries_known;
  guint      n_private;
  GPtrArray *left;
  GPtrArray *proposals;
  GPtrArray *warnings;
} RcCaseMerge;

void         rc_case_merge_free (RcCaseMerge      *self);
/* One act, or nothing. @case_file: open for writing. */
RcCaseMerge *rc_case_merge      (RcCase           *case_file,
                                 const char       *path,
                                 const RcLifeWork *work,       /* (nullable) */
                                 GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcCaseMerge, rc_case_merge_free)

G_END_DECLS
