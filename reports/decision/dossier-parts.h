/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/decision/sheet-parts.h"

G_BEGIN_DECLS

/* Where references to a record, and to an exhibit, lead. */
#define RC_DOSSIER_RECORDS  "records"
#define RC_DOSSIER_EXHIBITS "exhibits"

/* The parts of the dossier, in their order. */
void     rc_dossier_add_questions   (RcSheet     *self);
void     rc_dossier_add_open        (RcSheet     *self);
void     rc_dossier_add_noticed     (RcSheet     *self);
void     rc_dossier_add_records     (RcSheet     *self);
void     rc_dossier_add_exhibits    (RcSheet     *self);
gboolean rc_dossier_add_keys        (RcSheet     *self,
                                     GError     **error);
void     rc_dossier_add_check_again (RcSheet     *self);
void     rc_dossier_add_legend      (RcSheet     *self);
/* The same without their headings, for documents with an order of their own. @reference: SOURCE:RECORD, of the record in the example. */
gboolean rc_dossier_add_key_list    (RcSheet     *self,
                                     GError     **error);
void     rc_dossier_add_steps       (RcSheet     *self,
                                     const char  *reference);
void     rc_dossier_add_signs       (RcSheet     *self);
/* With what it was made; the last. */
void     rc_dossier_add_colophon    (RcSheet     *self);
/* A question as words that lead to where it is answered. */
void     rc_dossier_add_question_name (RcText              *text,
                                     const RcLineageSlot *slot);
/* What a check noticed, in its own words: English, with names of the evidence in it. */
void     rc_dossier_add_message     (RcText      *text,
                                     const char  *message);
/* The evidence state, the head of the custody log, the program. */
void     rc_dossier_add_digests     (RcSheet     *self);
void     rc_dossier_add_state       (RcSheet     *self);
void     rc_dossier_add_small       (RcSheet     *self,
                                     const char  *words);

G_END_DECLS
