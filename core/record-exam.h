/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "checks/schema-set.h"
#include "json.h"
#include "seal.h"

G_BEGIN_DECLS

/*
 * What is asked of the content of each record while verify reads all of them, so that they are read once: clear
 * personal data, and whether they are as a delivered schema says. Parts of a
 * source are looked at by several threads; what they found comes back in order.
 */

typedef struct _RcRecordExam     RcRecordExam;       /* one source */
typedef struct _RcRecordExamPart RcRecordExamPart;   /* records of it that follow each other */

/* What a thread needs to look at records. */
typedef struct
{
  RcJson   json;
  GString *text;
} RcRecordExamScratch;

void              rc_record_exam_scratch_init  (RcRecordExamScratch   *self);
void              rc_record_exam_scratch_clear (RcRecordExamScratch   *self);
/* NULL without error: nothing is asked of the records of this source. */
RcRecordExam     *rc_record_exam_new           (RcCase                *case_file,
                                                const RcSource        *source,
                                                const RcSchemaSet     *schemas,
                                                GError               **error);
void              rc_record_exam_free          (RcRecordExam          *self);
RcRecordExamPart *rc_record_exam_part_new      (const RcRecordExam    *exam);
void              rc_record_exam_part_free     (RcRecordExamPart      *self);
/* @bytes: (nullable): the whole record; %NULL: more than is read. May be called by any thread, by one at a time for each part. */
void              rc_record_exam_part_look     (RcRecordExamPart      *self,
                                                RcRecordExamScratch   *scratch,
                                                const char            *bytes,
                                                gsize                  length,
                                                guint64                record,
                                                guint64                offset);
/* Takes the part; in the order of the records. */
void              rc_record_exam_take          (RcRecordExam          *self,
                                                RcRecordExamPart      *part);
/* Adds what was found to the judgement. */
void              rc_record_exam_tell          (RcRecordExam          *self,
                                                RcJudgement           *judgement);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcRecordExam, rc_record_exam_free)

G_END_DECLS
