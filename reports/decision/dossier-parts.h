/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/decision/sheet-parts.h"

G_BEGIN_DECLS

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
/* The evidence state, the head of the custody log, the program. */
void     rc_dossier_add_digests     (RcSheet     *self);
void     rc_dossier_add_state       (RcSheet     *self);
void     rc_dossier_add_small       (RcSheet     *self,
                                     const char  *words);

G_END_DECLS
