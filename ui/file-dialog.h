/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * Dialogs for files, in one place, since GTK will have others later. Only native files are answered; the folder is remembered for
 * each purpose.
 */
typedef enum
{
  RC_FILE_PURPOSE_CASE,
  RC_FILE_PURPOSE_EVIDENCE,
  RC_FILE_PURPOSE_DOCUMENT,
  RC_FILE_PURPOSE_PICTURE,
  RC_FILE_PURPOSE_KEY,          /* of any name; kept apart from the evidence */
  RC_FILE_PURPOSE_MAPPING,
  RC_FILE_PURPOSE_BUNDLE,       /* for handing over, or handed over */
} RcFilePurpose;

typedef struct
{
  RcFilePurpose         purpose;
  GtkFileChooserAction  action;
  const char           *title;
  const char           *accept;       /* a verb */
  const char           *name;         /* (nullable): proposed for saving */
  gboolean              multiple;
} RcFileDialog;

/* @paths: NULL-terminated, at least one; @user_data as given. Not called where the dialog is cancelled. */
typedef void (*RcFilesChosen) (const char * const *paths,
                               gpointer            user_data);

/* @owner is kept until the answer, and given to @chosen. */
void rc_file_dialog_show (GtkWindow          *parent,
                          const RcFileDialog *dialog,
                          RcFilesChosen       chosen,
                          GObject            *owner);
/* A name for a file, of what people called something and @ending; (transfer full). @title: (nullable) */
char *rc_file_dialog_dup_name (const char         *title,
                               const char         *ending);

G_END_DECLS
