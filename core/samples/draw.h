/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/samples/sample-population.h"
#include "core/samples/sample-size.h"

G_BEGIN_DECLS

/* Key items that are told one by one beside a draw. */
#define RC_DRAW_MAX_KEY_ITEMS 10000u

/* By what the members were chosen. */
typedef enum
{
  RC_DRAW_STATISTICAL,   /* size by a rule, members by chance: something may be concluded */
  RC_DRAW_JUDGEMENTAL,   /* size by judgement: nothing is concluded, whatever comes out */
  RC_DRAW_KEY_ITEMS,     /* the key items alone, all of them; nothing is concluded about the others */
} RcDrawKind;

#define RC_N_DRAW_KINDS 3

const char *rc_draw_kind_to_name (RcDrawKind  kind);    /* "statistical" … */
const char *rc_sample_unit_to_name (RcSampleUnit  unit);    /* "decision", "inference" */

/**
 * RcDrawTerms:
 * @kind: how members are chosen
 * @rule: of a statistical draw
 * @size: of a judgemental one
 * @why: of a judgemental one: why so many; else %NULL
 * @query: which inferences there are to draw from; its kind, order, limit and cursor do not count
 * @unit: what a member is
 * @stratify: (nullable): by what the population is divided, see sample-stratum.h
 * @each_stratum: each stratum gets the size that the rule gives for it alone; else the size of the whole is shared among them
 * @minimum: the least that a stratum gets where it is shared, as far as it has so many; 0: one
 * @seed: (nullable): %NULL: one is drawn
 * @replacement: (nullable): what takes the place of a member that cannot be examined, decided beforehand; %NULL: nothing
 * @by: (nullable): who draws; %NULL: the auditor of the case
 *
 * What is decided before a draw.
 */
typedef struct
{
  RcDrawKind  kind;
  RcSampleRule  rule;
  guint         size;
  const char   *why;
  RcEventQuery  query;
  RcSampleUnit  unit;
  const char   *stratify;
  gboolean      each_stratum;
  guint         minimum;
  const char   *seed;
  const char   *replacement;
  const char   *by;
} RcDrawTerms;

/**
 * RcDrawStratum:
 * @name: (nullable): %NULL where the population is not divided
 * @population: members that it has
 * @n: of them drawn
 * @allowed: deviations that the rule allows for it alone; only where each stratum has its own size, or where there is only one
 */
typedef struct
{
  char    *name;
  guint64  population;
  guint64  n;
  guint    allowed;
} RcDrawStratum;

/**
 * RcDrawMember:
 * @reference: SOURCE:RECORD[#ROW] of its first inference
 * @stratum: number of its stratum
 * @reasons: RcKeyItemReasons: it is a key item too
 */
typedef struct
{
  char  *reference;
  guint  stratum;
  guint  reasons;
} RcDrawMember;

/**
 * RcDraw:
 * @draw: number over the case; 0: a plan, nothing was drawn
 * @entry: of the table of entries; 0 likewise
 * @of_population: this was the n-th draw over this population in the case
 * @draws_of_population: how many there are now
 * @digest: of the population
 * @size: n, k and D of the whole
 * @filter: (nullable): which inferences the population was limited to, in words; personal values masked
 * @only_on_list: decisions on the business's own list that the log lacks, so that they cannot be drawn; 0 where no list was compared
 * @set_aside: records of the case that were set aside as unreadable, so that nobody knows whether they are of the population
 * @removed: sources with events that were taken out of the case
 * @unanswered: requests that no answer was received to, so that they are no inferences and cannot be drawn; 0 where none was looked for
 * @strata: (element-type RcDrawStratum): at least one
 * @members: (element-type RcDrawMember): in the order of the draw, stratum after stratum
 * @key_items: (element-type RcDrawMember): beside them, in the order of the population; at most RC_DRAW_MAX_KEY_ITEMS
 * @n_key_items: all of them
 * @key_item_counts: by the bits of RcKeyItemReasons; one may have several
 * @discarded_for: (nullable): why the draw was given up
 * @deviations: (nullable) (element-type guint64): what a person found in each stratum, as said last
 * @n_evaluations: how often that was said
 * @by: who drew
 *
 * A draw, as it was made.
 */
typedef struct
{
  gint64          draw;
  gint64          entry;
  guint           of_population;
  guint           draws_of_population;
  RcDrawKind    kind;
  RcSampleRule    rule;
  RcSampleSize    size;
  RcSampleUnit    unit;
  RcDigest        digest;
  RcSampleCounts  counts;
  guint64         only_on_list;
  guint64         unanswered;
  guint64         set_aside;
  guint64         removed;
  char           *filter;
  char           *stratify;
  gboolean        each_stratum;
  char           *seed;
  char           *algorithm;
  char           *replacement;
  char           *why;
  GPtrArray      *strata;
  GPtrArray      *members;
  GPtrArray      *key_items;
  guint64         n_key_items;
  guint64         key_item_counts[RC_N_KEY_ITEM_REASONS];
  char           *discarded_for;
  GArray         *deviations;
  guint           n_evaluations;
  char           *by;
  gint64          added_us;
} RcDraw;

void       rc_draw_free    (RcDraw             *self);

/* How large a sample would be, and of what. Draws and records nothing. */
RcDraw    *rc_draw_plan    (RcCase             *case_file,
                            const RcDrawTerms  *terms,
                            GCancellable       *cancellable,
                            GError            **error);
/* Draws, and records the draw in the same act: no draw is seen that is not counted. */
RcDraw    *rc_draw_take    (RcCase             *case_file,
                            const RcDrawTerms  *terms,
                            GCancellable       *cancellable,
                            GError            **error);
/* A draw gives way to another one; it stays counted. */
gboolean   rc_draw_discard (RcCase             *case_file,
                            gint64              number,
                            const char         *reason,
                            GError            **error);
RcDraw    *rc_draw_load    (RcCase             *case_file,
                            gint64              number,
                            GError            **error);
/* All draws of the case, discarded ones too; (element-type RcDraw) (transfer full). */
GPtrArray *rc_draw_list    (RcCase             *case_file,
                            GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcDraw, rc_draw_free)

G_END_DECLS
