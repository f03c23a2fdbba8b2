/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* In which language a document is written: that of the window unless another is chosen. (transfer floating) */
GtkWidget  *rc_language_choice_new (void);
/* As rc_words_list_languages() has them. */
const char *rc_language_choice_get (GtkWidget *choice);

G_END_DECLS
