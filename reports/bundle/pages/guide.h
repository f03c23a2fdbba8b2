/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "reports/typesetting/shape.h"

G_BEGIN_DECLS

/*
 * Instructions that somebody follows line by line, as HTML and as plain text. In the text a command begins with "$ " (Unix) or "PS> " (PowerShell) and each
 * line that it prints with "= ", and neither is ever broken or set in, so that a program can take them out and run them as they stand.
 */

#define RC_GUIDE_UNIX_MARK    "$ "
#define RC_GUIDE_WINDOWS_MARK "PS> "
#define RC_GUIDE_PRINTED_MARK "= "
#define RC_GUIDE_REST         "…"      /* a printed line that goes on */

typedef struct _RcGuide RcGuide;

typedef enum
{
  RC_GUIDE_UNIX,
  RC_GUIDE_WINDOWS,
  RC_GUIDE_EXAMPLE,    /* with a name in it that only the reader knows: not to be run as it stands */
} RcGuideSystem;

RcGuide *rc_guide_new       (const char    *language,
                             const char    *title);
void     rc_guide_free      (RcGuide       *self);
/* @level: 2 or 3 */
void     rc_guide_heading   (RcGuide       *self,
                             int            level,
                             const char    *words);
/* @words: the program's own; what is in them of evidence was made safe to show. */
void     rc_guide_paragraph (RcGuide       *self,
                             const char    *words);
/* One entry of a list of words that are explained. @sentences: NULL-terminated, each a paragraph. */
void     rc_guide_term      (RcGuide       *self,
                             RcShape        shape,
                             const char    *term,
                             const char * const *sentences);
/* @printed: (nullable): what it must print, its lines parted by line ends; %NULL: nothing at all. One that ends in %RC_GUIDE_REST goes on. */
void     rc_guide_command   (RcGuide       *self,
                             RcGuideSystem  system,
                             const char    *command,
                             const char    *printed);
/* Both: (transfer full). */
char    *rc_guide_to_html   (const RcGuide *self);
char    *rc_guide_to_text   (const RcGuide *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcGuide, rc_guide_free)

G_END_DECLS
