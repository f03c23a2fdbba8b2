/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The words that people read, in their language. English stands in the code and is the key. A document is written in the language
 * that was asked for, whatever the process speaks: rc_words_push() sets it for the calling thread. Nothing that is stored in a case or
 * written as JSON goes through here.
 */

#define _(text)          rc_words_get (text)
#define C_(context,text) rc_words_get_context (context, text)
#define N_(text)         (text)

const char *rc_words_get            (const char *text) G_GNUC_FORMAT (1);
const char *rc_words_get_context    (const char *context,
                                     const char *text) G_GNUC_FORMAT (2);
const char *rc_words_plural         (const char *one,
                                     const char *many,
                                     gulong      count) G_GNUC_FORMAT (1) G_GNUC_FORMAT (2);

/* The window: from now on words follow the language of the desktop wherever no language is pushed. Without it they are English. */
void        rc_words_follow_desktop (const char *locale_folder);
/* "en", "de", "fr": for this thread, until popped. FALSE for a language that is not complete: nothing is pushed. */
gboolean    rc_words_push           (const char *language);
void        rc_words_pop            (void);
/* In which words are said just now: one of rc_words_list_languages(). */
const char *rc_words_peek_language  (void);
/* NULL-terminated, "en" first. */
const char * const *rc_words_list_languages (void);

G_END_DECLS
