/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "protection.h"

G_BEGIN_DECLS

/* A seal on the way: the first covers records, each other stands over the sources in which the one before it stands. */
typedef struct
{
  const RcSeal *seal;      /* of the judgement */
  RcVerdict     verdict;   /* for these records; of one further up: the worst of its integrity, signature and anchor */
} RcCoverageLink;

/**
 * RcCoveragePath:
 * @links: of RcCoverageLink, from the records upwards; at least one
 * @verdict: the worst of the links
 * @through: the source that the first seal covers: that of the records, or one that it was taken out of
 * @first_record: first and @last_record of the records of which it is told
 * @records: how many of those between are covered so
 *
 * One way in which records are protected: a signature over a head over a chain, a time stamp over a signature over a list over the file.
 */
typedef struct
{
  GArray    *links;
  RcVerdict  verdict;
  gint64     through;
  guint64    first_record;
  guint64    last_record;
  guint64    records;
} RcCoveragePath;

/* How a file stands. */
typedef enum
{
  RC_COVERAGE_COVERED,      /* every record of it */
  RC_COVERAGE_PARTLY,
  RC_COVERAGE_CARRIER,      /* nothing covers it; it is itself a signature, a list or a head */
  RC_COVERAGE_NOT_LISTED,   /* nothing covers it, and a list that should name it does not */
  RC_COVERAGE_UNSIGNED,     /* nothing covers it */
  RC_COVERAGE_UNCHECKED,    /* there is no judgement of the evidence as it is now */
  RC_N_COVERAGES
} RcCoverageState;

/**
 * RcCoverage:
 *
 * By which seals each record and each file is covered, and how these stand over each other. All of it is derived from a judgement; what no
 * seal covers has a state of its own too.
 */
typedef struct _RcCoverage RcCoverage;

/* Everything is borrowed, and must outlive it. @current: as for rc_protection_map_new(). @sources: (element-type RcSource). */
RcCoverage      *rc_coverage_new        (const RcJudgement *judgement,
                                         gboolean           current,
                                         GPtrArray         *sources);
/* Of the last verification; has what it needs itself. */
RcCoverage      *rc_coverage_load       (RcCase            *case_file,
                                         GError           **error);
void             rc_coverage_free       (RcCoverage        *self);
RcProtectionMap *rc_coverage_peek_map   (RcCoverage        *self);
const RcJudgement *rc_coverage_peek_judgement (RcCoverage  *self);
/* (element-type RcSource) (transfer none) */
GPtrArray       *rc_coverage_peek_sources (RcCoverage      *self);
gboolean         rc_coverage_is_current (RcCoverage        *self);
const RcSource  *rc_coverage_find_source (RcCoverage       *self,      /* (nullable) */
                                         gint64             id);
/* A file or member of an archive: neither an archive, nor rows of a data base again, nor what was met before. */
gboolean         rc_coverage_is_file    (const RcSource    *source);
RcCoverageState  rc_coverage_state      (RcCoverage        *self,
                                         const RcSource    *source);
/* In a sentence's end, for people: "on no list that should name it"; (transfer none). */
const char      *rc_coverage_words      (RcCoverageState    state);
/* The one answer for a record: a failure that any seal over it shows, else the best that one says; never of what does not cover it. */
RcVerdict        rc_coverage_verdict    (RcCoverage        *self,
                                         const RcSource    *source,
                                         guint64            record);
/* The paths to a record, best first; @record 0: to all records of the source; (element-type RcCoveragePath) (transfer full). */
GPtrArray       *rc_coverage_list_paths (RcCoverage        *self,
                                         const RcSource    *source,
                                         guint64            record);
/* "List of digests “SHA256SUMS”: Check passed, known key; over it stands …", safe to show; (transfer full). */
char            *rc_coverage_path_words (const RcCoveragePath *path);
void             rc_coverage_path_free  (RcCoveragePath    *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcCoverage, rc_coverage_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcCoveragePath, rc_coverage_path_free)

G_END_DECLS
