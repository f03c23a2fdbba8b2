/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/declaration/declaration-text.h"
#include "reports/declaration/declaration-document.h"
#include "reports/frame.h"

G_BEGIN_DECLS

/**
 * RcDeclarationPage:
 * @has_words: the program has all its words in the language of the page. In others nothing stands on it but the fixed words of
 *   declaration-text.h, values, numbers and names
 * @is_draft: where values come from and what is missing is shown
 *
 * A declaration while it is written.
 */
typedef struct
{
  RcFrame                  *frame;
  RcDocument               *document;
  const RcDeclaration      *declaration;
  const RcDeclarationTerms *terms;
  gboolean                  has_words;
  gboolean                  is_draft;
  gboolean                  is_compact;
} RcDeclarationPage;

/* Where a value comes from, as drafts show it. */
typedef struct
{
  RcDeclarationOrigin  origin;
  const char          *by;        /* (nullable) */
  gint64               source;
  guint64              record;
  const char          *differs;   /* (nullable) */
} RcDeclarationMark;

const char *rc_declaration_words              (const char              *language,
                                               RcDeclarationTextId      id);
/* The words with the values of the declaration in place of {number} and {date}; safe to show; (transfer full). */
char       *rc_declaration_dup_words          (const RcDeclaration     *declaration,
                                               const char              *language,
                                               RcDeclarationTextId      id);
/* "30. November 2026 (2026-11-30)"; what is no day as it is; safe to show; (transfer full). */
char       *rc_declaration_dup_day            (const char              *language,
                                               const char              *day);

const char *rc_declaration_page_words         (const RcDeclarationPage *self,
                                               RcDeclarationTextId      id);
/* Begins another line of an item: "Label: ". */
void        rc_declaration_page_add_label     (const RcDeclarationPage *self,
                                               RcText                  *text,
                                               RcDeclarationTextId      id);
/* The value, or that it is not stated yet; on drafts with where it comes from. */
void        rc_declaration_page_add_value     (const RcDeclarationPage *self,
                                               RcText                  *text,
                                               RcDeclarationField       field);
void        rc_declaration_page_add_missing   (const RcDeclarationPage *self,
                                               RcText                  *text);
void        rc_declaration_page_add_mark      (const RcDeclarationPage *self,
                                               RcText                  *text,
                                               const RcDeclarationMark *mark);

void        rc_declaration_page_add_items     (RcDeclarationPage       *self);
/* What is missing, at the end of a draft. */
gboolean    rc_declaration_page_has_list      (const RcDeclarationPage *self);
void        rc_declaration_page_add_list      (RcDeclarationPage       *self);

G_END_DECLS
