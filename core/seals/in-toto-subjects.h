/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/in-toto-statement.h"
#include "core/seals/seal-work.h"

G_BEGIN_DECLS

/**
 * RcInTotoSubjects:
 *
 * Finds the sources of a case that are the subjects of statements: by digest alone, for a name is a label that anybody can choose. Make one
 * for a whole run: what it computes is kept.
 */
typedef struct _RcInTotoSubjects RcInTotoSubjects;

typedef enum
{
  RC_IN_TOTO_SUBJECT_FOUND,
  RC_IN_TOTO_SUBJECT_ABSENT,        /* nothing received has that digest */
  RC_IN_TOTO_SUBJECT_UNSUPPORTED,   /* it is named by digests that are not computed here: a commit, a digest of a folder … */
} RcInTotoSubjectState;

/* @work: borrowed. */
RcInTotoSubjects     *rc_in_toto_subjects_new  (RcSealWork             *work);
void                  rc_in_toto_subjects_free (RcInTotoSubjects       *self);
/* @carrier: where the statement stands: what came with it is looked at first. @out_sources: of RcSource, all that have the digest;
 * (transfer container). @out_is_weak: the digest is one for which two files can be made alike. FALSE: the case could not be read. */
gboolean              rc_in_toto_subjects_find (RcInTotoSubjects       *self,
                                                const RcSource         *carrier,
                                                const RcInTotoSubject  *subject,
                                                RcInTotoSubjectState   *out_state,
                                                GPtrArray             **out_sources,
                                                gboolean               *out_is_weak,
                                                GError                **error);

/* Appends the subjects that were received to the seal's sources, counts them, and says what was not received: as exceptions where the
 * signature was found VALID, else as a note, for then nobody is known to have stated it. FALSE: the case could not be read. */
gboolean              rc_in_toto_subjects_cover (RcInTotoSubjects       *self,
                                                const RcSource          *carrier,
                                                const RcInTotoStatement *statement,
                                                RcSeal                  *seal,
                                                GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcInTotoSubjects, rc_in_toto_subjects_free)

G_END_DECLS
