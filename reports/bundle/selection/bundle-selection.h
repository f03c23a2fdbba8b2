/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/entry.h"
#include "reports/bundle/bundle-work.h"

G_BEGIN_DECLS

/*
 * What a selective bundle discloses: the records that its lineages cite, and the sources that are needed whole to check who vouches for them (lists of
 * digests, signatures, heads), as far as they hold no record of anybody. Everything else is withheld and counted.
 */

typedef enum
{
  RC_BUNDLE_WITHHELD,     /* nothing of it: not even its name */
  RC_BUNDLE_EXCERPT,      /* some records */
  RC_BUNDLE_WHOLE,        /* all of its records */
} RcBundleDisclosure;

/* Why a record is disclosed, the strongest reason first. */
typedef enum
{
  RC_BUNDLE_WHY_NOT,
  RC_BUNDLE_WHY_DECISION,     /* the inference's own record */
  RC_BUNDLE_WHY_CITED,        /* an answer of a lineage cites it */
  RC_BUNDLE_WHY_REASONING,    /* a step of the reasoning behind an answer names it */
  RC_BUNDLE_WHY_PROTECTION,   /* it says what protects the others: a list, a signature, a head */
} RcBundleWhy;

/* Why a record that a lineage cites, or a source that protects one, is kept back all the same. */
#define RC_BUNDLE_KEPT_OTHERS "tells-of-others"     /* its bytes tell of another decision or person too */
#define RC_BUNDLE_KEPT_SIZE   "too-large"           /* to be looked through, or to be disclosed whole */

typedef struct
{
  gint64      source;
  guint64     record;     /* 0: all of the source */
  const char *reason;
} RcBundleKept;

/* @lineages: (element-type RcLineage): with their reasoning, where what it names is to be disclosed too. RC_BUNDLE_ERROR_TERMS where the record of a
 * chosen decision cannot be told apart from those of others. */
RcBundleSelection *rc_bundle_selection_new         (RcCase                  *case_file,
                                                    GPtrArray               *lineages,
                                                    GPtrArray               *sources,
                                                    const RcJudgement       *judgement,
                                                    GError                 **error);
void               rc_bundle_selection_free        (RcBundleSelection       *self);
RcBundleDisclosure rc_bundle_selection_source      (const RcBundleSelection *self,
                                                    gint64                   source);
gboolean           rc_bundle_selection_has_record  (const RcBundleSelection *self,
                                                    gint64                   source,
                                                    guint64                  record);
/* Ascending; (element-type guint64) (transfer none) (nullable). */
const GArray      *rc_bundle_selection_records     (const RcBundleSelection *self,
                                                    gint64                   source);
RcBundleWhy        rc_bundle_selection_why         (const RcBundleSelection *self,
                                                    gint64                   source,
                                                    guint64                  record);
const char        *rc_bundle_why_to_name           (RcBundleWhy              why);   /* "decision" … */
guint              rc_bundle_selection_count       (const RcBundleSelection *self);  /* of all records */
/* Whether the seal stands over something disclosed. */
gboolean           rc_bundle_selection_has_seal    (const RcBundleSelection *self,
                                                    gint64                   seal);
/* By source and record; (element-type RcBundleKept) (transfer none). */
const GArray      *rc_bundle_selection_list_kept   (const RcBundleSelection *self);
/* Whether words may stand in the bundle: they name no decision and no person but the chosen ones, and no source that is withheld. */
gboolean           rc_bundle_selection_may_say     (RcBundleSelection       *self,
                                                    const char              *words,
                                                    gboolean                *out_may,
                                                    GError                 **error);

/* What stands where words were left out. */
#define RC_BUNDLE_WITHHELD_WORDS "withheld from this copy"

/* bundle-selection-judgement.c: those that are about something disclosed, without the words that could be out of another's record.
 * @out_left_out: (optional): how many are about something else. (element-type RcException) (transfer full) (nullable) */
GPtrArray         *rc_bundle_selection_filter_exceptions (RcBundleSelection     *self,
                                                    const GPtrArray         *exceptions,
                                                    guint                   *out_left_out,
                                                    GError                 **error);
/* Leaves out of a lineage what was noticed about other records, and the reasoning, whose words may be about anybody. */
gboolean           rc_bundle_selection_restrict_lineage (RcBundleSelection      *self,
                                                    RcLineage               *lineage,
                                                    GError                 **error);
/* What was found over the whole evidence, as far as it is about what is disclosed; numbers of seals and exceptions stay. (transfer full) (nullable) */
RcJudgement       *rc_bundle_selection_restrict    (RcBundleSelection       *self,
                                                    GError                 **error);

/* bundle-selection-people.c: of what people did and entered, what goes out in full; of the rest the hashes or the count. */
gboolean           rc_bundle_selection_needs_act   (RcBundleSelection       *self,
                                                    const char              *act,
                                                    const char              *detail,
                                                    gboolean                *out_needed,
                                                    GError                 **error);
gboolean           rc_bundle_selection_needs_entry (RcBundleSelection       *self,
                                                    const RcEntry           *entry,
                                                    gboolean                *out_needed,
                                                    GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcBundleSelection, rc_bundle_selection_free)

G_END_DECLS
