/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @reason: not empty where one was asked for, else "" */
typedef void (*RcReasonGiven) (GObject    *owner,
                               const char *reason,
                               gpointer    data);

typedef struct
{
  const char    *title;
  const char    *message;       /* what will happen, with the name of the thing */
  const char    *verb;          /* on the button that does it */
  gboolean       asks_reason;
  gboolean       is_acceptance; /* nothing is taken away by it */
  RcReasonGiven  given;
  GObject       *owner;         /* kept until the answer */
  gpointer       data;
  GDestroyNotify data_free;     /* (nullable) */
} RcReasonDialog;

/* Asks once, with Cancel as what Enter and Escape do; (transfer none): for tests. */
GtkWidget *rc_reason_dialog_show (GtkWidget            *parent,
                                  const RcReasonDialog *dialog);

G_END_DECLS
