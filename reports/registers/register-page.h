/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/frame.h"

G_BEGIN_DECLS

/**
 * RcRegisterPage:
 * @is_edited: the case is not as its custody log says; told below the title
 * @day: of the last act that changed the evidence state, like "2026-12-01": by it, and by no clock, something is overdue
 *
 * A document printed from what people entered: receipt, letters, findings. The same function of the same things as all documents.
 */
typedef struct
{
  RcFrame    *frame;
  RcDocument *document;
  char       *day;
  gboolean    is_edited;
} RcRegisterPage;

/* Writes the document into @self; begins with rc_register_page_begin(). */
typedef gboolean (*RcRegisterPageFill) (RcRegisterPage *self,
                                        const char     *reference,    /* (nullable): the number that was asked for */
                                        GError        **error);

RcDocument *rc_register_page_build        (RcCase             *case_file,
                                           const char         *reference,
                                           const char         *language,
                                           RcRegisterPageFill  fill,
                                           GError            **error);
/* @number: (nullable). The title is its first heading, and what must be known before anything else is read stands under it. */
void        rc_register_page_begin        (RcRegisterPage     *self,
                                           const char         *title,
                                           const char         *kind,
                                           const char         *number);
/* A paragraph of the program's words, which are taken. */
void        rc_register_page_add_words    (RcRegisterPage     *self,
                                           char               *words);
void        rc_register_page_add_small    (RcRegisterPage     *self,
                                           const char         *words);
/* "Label. What a person said", line by line; nothing where nothing was said. */
void        rc_register_page_add_said     (RcRegisterPage     *self,
                                           const char         *label,
                                           const char         *said);     /* (nullable) */
/* The same of a passage of a document. @language: (nullable): the one that it is in. */
void        rc_register_page_add_quoted   (RcRegisterPage     *self,
                                           const char         *label,
                                           const char         *language,
                                           const char         *said);     /* (nullable) */
/* A cell of a table; (transfer full). */
RcText     *rc_register_page_cell_said    (const char         *said,      /* (nullable): a dash */
                                           gsize               most);     /* characters */
/* A row of a table of two columns, where something was said. */
void        rc_register_page_add_fact     (RcTable            *table,
                                           const char         *label,
                                           const char         *said);     /* (nullable) */
/* A day as a sentence has it: "1 December 2026"; a dash for none. (transfer full) */
char       *rc_register_page_dup_day      (const char         *day);      /* (nullable) */

G_END_DECLS
