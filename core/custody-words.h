/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What an entry of the custody log says was done, in a sentence that is safe to show, in the language that is set. @detail: tainted; (transfer full). */
char *rc_custody_words (const char *act,
                        const char *detail);

G_END_DECLS
