/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libxml/tree.h>

#include "core/declaration/declaration-text.h"

G_BEGIN_DECLS

/* What the files of the declaration's fixed words share. */

#define RC_DECLARATION_N_LANGUAGES 24
#define RC_DECLARATION_N_LAW       9      /* Article 47(2), and the eight items of Annex V */

typedef struct
{
  char              *code;
  char              *name;
  char              *day_form;            /* (nullable): that of date-words.h */
  char              *first_form;          /* (nullable): as any other day */
  char              *months[12];
  RcDeclarationText  texts[RC_N_DECLARATION_TEXTS];
  RcDeclarationText  law[RC_DECLARATION_N_LAW];   /* without words: not read */
} RcDeclarationWords;

typedef struct
{
  RcDeclarationWords  languages[RC_DECLARATION_N_LANGUAGES];
  const char         *codes[RC_DECLARATION_N_LANGUAGES + 1];
  GHashTable         *states;             /* (element-type utf8 GStrv) */
} RcDeclarationTexts;

/* declaration-text-read.c: lives as long as the program. */
RcDeclarationTexts       *rc_declaration_texts_load (void);

/* declaration-text.c: (nullable) */
const RcDeclarationWords *rc_declaration_words_find (const char *language);

G_END_DECLS
