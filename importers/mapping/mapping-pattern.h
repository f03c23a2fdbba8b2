/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * A pattern of a mapping: what a text looks like, and which parts of it are meant.
 *
 *   *        any text, the shortest that fits
 *   #        one digit                             (not in the pattern of a line)
 *   {}       a part that is meant: no slash in it
 *   {*}      a part that is meant: anything
 *   {name}   a part with a name                    (only in the pattern of a line)
 *
 * Everything else stands for itself; ~ before a letter takes its meaning away. The whole text must fit.
 */

typedef enum
{
  RC_MAPPING_PATTERN_PARTS,     /* which parts of a value are meant */
  RC_MAPPING_PATTERN_LINE,      /* a line, and the names of its parts */
  RC_MAPPING_PATTERN_IGNORED,   /* a line of which no part is meant */
} RcMappingPatternUse;

typedef struct _RcMappingPattern RcMappingPattern;

/* Called for each part that is meant. */
typedef void (*RcMappingPatternFunc) (guint       part,
                                      gsize       offset,
                                      gsize       length,
                                      gpointer    user_data);

RcMappingPattern *rc_mapping_pattern_new        (const char             *text,
                                                 RcMappingPatternUse     use,
                                                 char                  **out_problem);
void              rc_mapping_pattern_free       (RcMappingPattern       *self);
guint             rc_mapping_pattern_count      (const RcMappingPattern *self);
/* (nullable): the name of a part. */
const char       *rc_mapping_pattern_peek_name  (const RcMappingPattern *self,
                                                 guint                   part);
gboolean          rc_mapping_pattern_match      (const RcMappingPattern *self,
                                                 const char             *text,
                                                 gsize                   length,
                                                 RcMappingPatternFunc    func,
                                                 gpointer                user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcMappingPattern, rc_mapping_pattern_free)

G_END_DECLS
