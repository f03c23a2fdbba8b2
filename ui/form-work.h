/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/session.h"

G_BEGIN_DECLS

/**
 * RcFormWork:
 * @grid: the form, for rc_form_add_row(): scrolled where the screen is small
 * @trouble: below it, for rc_form_set_trouble()
 * @done: a box for what came of it
 *
 * The content of a dialog that asks for something, shows while it is done how far that is, and tells in the end what came of it. What is refused
 * comes back to the form, with all that was typed. Borrowed: all of it is the dialog's.
 */
typedef struct
{
  GtkDialog *dialog;
  GtkWidget *stack;
  GtkGrid   *grid;
  GtkWidget *trouble;
  GtkWidget *what;
  GtkWidget *progress;
  GtkWidget *done;
} RcFormWork;

void     rc_form_work_init       (RcFormWork *self,
                                  GtkDialog  *dialog);
/* @what: is being done, in words. Its counts come from @session (nullable), or by rc_form_work_tell(). Of the dialog's buttons only that for
 * GTK_RESPONSE_CANCEL can be pressed. */
void     rc_form_work_begin      (RcFormWork *self,
                                  const char *what,
                                  RcSession  *session);
void     rc_form_work_tell       (RcFormWork *self,
                                  const char *sentence);
gboolean rc_form_work_is_running (RcFormWork *self);
/* Back to the form. @error: (nullable): as the sentence of its trouble; that it was cancelled is none. */
void     rc_form_work_refuse     (RcFormWork   *self,
                                  const GError *error);
/* Shows @done, which was filled; the dialog can be closed. */
void     rc_form_work_show_done  (RcFormWork *self);

/* Below @done: words that are safe to show. */
GtkWidget *rc_form_work_add_text (RcFormWork *self,
                                  const char *words,
                                  const char *css_class);     /* (nullable) */
/* A name, digits in groups, and a button that copies @hex without them. */
void     rc_form_work_add_digits (RcFormWork *self,
                                  const char *name,
                                  const char *hex,
                                  const char *button_name);

G_END_DECLS
