/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trust-candidates.h"

G_BEGIN_DECLS

/**
 * RcTrustFacts:
 * @anchors: of RcAnchor: what the auditor accepts
 * @candidates: of RcEvidenceKey: keys that came with the evidence
 * @candidates_cut: more files were there than were looked at for them
 * @unknown: of char: keys that signed something in the evidence and that nobody accepts, as the last verification named them. They are
 *   told, never offered: a key comes from elsewhere.
 */
typedef struct
{
  GPtrArray *anchors;
  GPtrArray *candidates;
  gboolean   candidates_cut;
  GPtrArray *unknown;
} RcTrustFacts;

/**
 * RcTrustCandidate:
 * @anchors: of RcAnchor: keys read from a file, which nothing accepts yet
 * @came_with_evidence: the very bytes of the file are in the evidence too: whoever made the evidence could have made the key
 * @source: of a key that is taken out of the evidence itself; else 0
 * @name: (nullable): how that source is called
 */
typedef struct
{
  GPtrArray *anchors;
  gboolean   came_with_evidence;
  gint64     source;
  char      *name;
} RcTrustCandidate;

void              rc_trust_facts_free     (RcTrustFacts     *self);
RcTrustFacts     *rc_trust_facts_load     (RcCase           *case_file,
                                           GError          **error);
void              rc_trust_candidate_free (RcTrustCandidate *self);
/* One public key, or, where @is_list, a file that rc_trust_export() wrote. */
RcTrustCandidate *rc_trust_candidate_read (RcCase           *case_file,
                                           const char       *path,
                                           gboolean          is_list,
                                           GError          **error);
/* A key that came with the evidence, as rc_trust_list_candidates() lists it. */
RcTrustCandidate *rc_trust_candidate_of_evidence (const RcEvidenceKey *key);
/* Accepts what was read, not what the file says by now. */
gboolean          rc_trust_candidate_accept (RcTrustCandidate *self,
                                           RcCase           *case_file,
                                           GError          **error);
/* "1ea7 0ce5 46be …": the whole fingerprint, to be read aloud; (transfer full). */
char             *rc_anchor_dup_fingerprint (const RcAnchor *anchor);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcTrustFacts, rc_trust_facts_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcTrustCandidate, rc_trust_candidate_free)

G_END_DECLS
