/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Text from records on its way to people: nothing in it may steer a terminal, turn the reading direction, hide or
 * be taken for something else. */
char *rc_display_text  (const char *text,
                        gssize      length,       /* -1: to the end */
                        gsize       max_bytes);   /* cut visibly beyond; 0: never */
/* The program's own words, with the spacing that they are set with. */
char *rc_display_words (const char *words);
/* The same, of one line. */
char *rc_display_sentence (const char *words);

G_END_DECLS
