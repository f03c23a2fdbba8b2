/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RcRegisterAnswers:
 *
 * What was typed into a form of a register, on its way to the thread that enters it; and the numbers of what it is about, in the order that the
 * act expects.
 */
typedef struct _RcRegisterAnswers RcRegisterAnswers;

RcRegisterAnswers *rc_register_answers_new          (void);
void               rc_register_answers_free         (RcRegisterAnswers       *self);

/* @value: (transfer full): what stands in the field now; @before: what stood there at first. */
void               rc_register_answers_take         (RcRegisterAnswers       *self,
                                                     const char              *name,
                                                     const char              *before,
                                                     char                    *value);
void               rc_register_answers_add_number   (RcRegisterAnswers       *self,
                                                     gint64                   number);

/* (transfer none) (nullable): nothing stands there, or the form has no such field. */
const char        *rc_register_answers_peek         (const RcRegisterAnswers *self,
                                                     const char              *name);
/* The same, and %NULL too where it stood there before: nothing is entered twice. */
const char        *rc_register_answers_peek_changed (const RcRegisterAnswers *self,
                                                     const char              *name);
/* Overwrites what was typed there, once it was used. */
void               rc_register_answers_wipe         (RcRegisterAnswers       *self,
                                                     const char              *name);
/* Its lines without blanks around them, empty ones left out; NULL-terminated (transfer full) (nullable): there is none. */
char             **rc_register_answers_dup_lines    (const RcRegisterAnswers *self,
                                                     const char              *name);
gint64             rc_register_answers_get_number   (const RcRegisterAnswers *self,
                                                     guint                    index);
/* (array length=out_count) (transfer none) */
const gint64      *rc_register_answers_peek_numbers (const RcRegisterAnswers *self,
                                                     gsize                   *out_count);

/* The exhibit of the field, 0 where nothing stands there. FALSE with @error: what stands there is none. */
gboolean           rc_register_answers_get_exhibit  (const RcRegisterAnswers *self,
                                                     const char              *name,
                                                     gint64                  *out_source,
                                                     GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcRegisterAnswers, rc_register_answers_free)

G_END_DECLS
