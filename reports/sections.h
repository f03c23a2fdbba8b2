/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/typesetting/document.h"

G_BEGIN_DECLS

#define RC_SECTION_LEVELS 3

/* The numbers of the headings of one document, so that a place in it can be named in a letter: "2", "2.1". All 0 at first. */
typedef struct
{
  guint counts[RC_SECTION_LEVELS];
} RcSections;

/* The next heading of @level. @anchor: (nullable): what references to it name. */
void    rc_sections_add   (RcSections *self,
                           RcDocument *document,
                           int         level,
                           const char *anchor,
                           const char *words);
/* Its number alone, for a heading that is more than words; (transfer full). */
RcText *rc_sections_begin (RcSections *self,
                           int         level);

G_END_DECLS
