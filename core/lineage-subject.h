/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event.h"

G_BEGIN_DECLS

/* The inference that a record is of, or speaks of; @out_words: (transfer full) (nullable): how it led there. (transfer full) */
RcEvent *rc_lineage_find_subject (RcCase          *case_file,
                                  RcRecordReader  *reader,
                                  RcEvent         *event,      /* (transfer full) */
                                  char           **out_words,
                                  GError         **error);

G_END_DECLS
