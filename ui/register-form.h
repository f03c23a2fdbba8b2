/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/register-answers.h"
#include "ui/session.h"

G_BEGIN_DECLS

/**
 * RcRegisterForm:
 *
 * A dialog in which a person enters something into a register of the engagement. What is entered is an act of the custody log; what is refused
 * stays in the dialog, with the reason and all that was typed. The dialog owns the form.
 */
typedef struct _RcRegisterForm RcRegisterForm;

/* One of a closed list; @code: what the act gets of it, "" for nothing. Both texts are copied. */
typedef struct
{
  const char *code;
  const char *words;
} RcRegisterChoice;

/* @enter: runs in the writer's thread with a RcRegisterAnswers, and answers anything but NULL where it was entered. */
RcRegisterForm *rc_register_form_new        (GtkWindow              *parent,
                                             RcSession              *session,
                                             const char             *title,
                                             const char             *verb,
                                             RcCaseWork              enter);
/* A sentence above the fields. */
void            rc_register_form_add_note   (RcRegisterForm         *self,
                                             const char             *text);
/* @label: with its mnemonic. @value: (nullable): what stands there at first. @hint: (nullable). */
void            rc_register_form_add_line   (RcRegisterForm         *self,
                                             const char             *name,
                                             const char             *label,
                                             const char             *value,
                                             const char             *hint);
/* Several lines. */
void            rc_register_form_add_text   (RcRegisterForm         *self,
                                             const char             *name,
                                             const char             *label,
                                             const char             *value);
/* @chosen: (nullable): code of the one that is chosen at first; %NULL: the first */
void            rc_register_form_add_choice (RcRegisterForm         *self,
                                             const char             *name,
                                             const char             *label,
                                             const RcRegisterChoice *choices,
                                             guint                   n_choices,
                                             const char             *chosen);
/* What it is about, which is not typed: @tainted is what the act gets. */
void            rc_register_form_add_fixed  (RcRegisterForm         *self,
                                             const char             *name,
                                             const char             *label,
                                             const char             *tainted);
void            rc_register_form_add_file   (RcRegisterForm         *self,
                                             const char             *name,
                                             const char             *label);
/* A place that is written to: of a file with @proposed as its name, or of a folder (%NULL). */
void            rc_register_form_add_place  (RcRegisterForm         *self,
                                             const char             *name,
                                             const char             *label,
                                             const char             *proposed);
/* What is not shown while it is typed. Whoever takes it from the answers wipes it with rc_register_answers_wipe(). */
void            rc_register_form_add_secret (RcRegisterForm         *self,
                                             const char             *name,
                                             const char             *label);
/* Nothing can be entered until something stands in the field. */
void            rc_register_form_require    (RcRegisterForm         *self,
                                             const char             *name);
/* Of what it is about: see RcRegisterAnswers. */
void            rc_register_form_add_number (RcRegisterForm         *self,
                                             gint64                  number);
/* The field itself, for those who listen to it; (transfer none). */
GtkWidget      *rc_register_form_peek_field (RcRegisterForm         *self,
                                             const char             *name);
RcSession      *rc_register_form_peek_session (RcRegisterForm       *self);
/* What stands in the field now; (transfer full). */
char           *rc_register_form_dup_value  (RcRegisterForm         *self,
                                             const char             *name);
/* What stands there from now on, as if it had been typed; a choice by its code, a file by its path. */
void            rc_register_form_set_value  (RcRegisterForm         *self,
                                             const char             *name,
                                             const char             *value);
/* Shows it; (transfer none): the dialog. */
GtkWidget      *rc_register_form_show       (RcRegisterForm         *self);
/* The form of a dialog that rc_register_form_show() answered. */
RcRegisterForm *rc_register_form_of         (GtkWidget              *dialog);

G_END_DECLS
