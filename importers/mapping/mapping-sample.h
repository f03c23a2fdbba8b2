/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "importers/mapping/mapping.h"

G_BEGIN_DECLS

/*
 * The first records of a log, cut out of a sample in one of the forms that a mapping knows.
 */

typedef struct
{
  char    *json;        /* what the mapping reads */
  gsize    length;
  gsize    offset;      /* of the record as it stands in the sample */
  gsize    raw_length;
} RcMappingSampleRecord;

/* (element-type RcMappingSampleRecord) (transfer full): at most @limit; of a text in lines, the lines as they are. */
GPtrArray  *rc_mapping_sample_cut       (const RcMapping  *mapping,
                                         RcFraming         framing,
                                         const char       *sample,
                                         gsize             length,
                                         gboolean          is_whole,
                                         guint             limit);
/* Where the object that begins at @text ends; (nullable): not before @end. */
const char *rc_mapping_sample_find_end  (const char       *text,
                                         const char       *end);

G_END_DECLS
