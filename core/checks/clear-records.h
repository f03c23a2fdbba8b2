/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/json.h"
#include "core/seal.h"

G_BEGIN_DECLS

/*
 * Clear personal data in the records of a log that should hold pseudonyms, counted for each member while verify reads the records. What is
 * found is neither kept nor told: only where, how often, and in which record first.
 */

typedef struct _RcClearSource RcClearSource;   /* one source */
typedef struct _RcClearPart   RcClearPart;     /* records of it that follow each other, looked at by one thread */

/* NULL without error: the source holds no inferences, requests, human actions or feedback, so that nobody would look for pseudonyms. */
RcClearSource *rc_clear_source_new  (RcCase              *case_file,
                                     const RcSource      *source,
                                     GError             **error);
void           rc_clear_source_free (RcClearSource       *self);
RcClearPart   *rc_clear_part_new    (const RcClearSource *source);
void           rc_clear_part_free   (RcClearPart         *self);
/* Counts a record; whether it has to be looked at. */
gboolean       rc_clear_part_see    (RcClearPart         *self,
                                     const char          *bytes,
                                     gsize                length);
/* @scratch: of the calling thread. */
void           rc_clear_part_look   (RcClearPart         *self,
                                     const RcJson        *record,
                                     GString             *scratch,
                                     guint64              number,
                                     guint64              offset);
/* Parts come in the order of their records. */
void           rc_clear_source_take (RcClearSource       *self,
                                     const RcClearPart   *part);
void           rc_clear_source_tell (RcClearSource       *self,
                                     RcJudgement         *judgement);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcClearSource, rc_clear_source_free)

G_END_DECLS
