/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libxml/tree.h>

#include "core/law/law.h"

G_BEGIN_DECLS

/* What the files of core/law share. */

#define RC_LAW_SPACE "urn:recount:law:1"

#define RC_LAW_N_LANGUAGES 3

struct _RcLawText
{
  char *words[RC_LAW_N_LANGUAGES];   /* in the order of rc_words_list_languages() */
};

typedef enum
{
  RC_LAW_LIST_ACT,
  RC_LAW_LIST_SECTION,
  RC_LAW_LIST_DATE,
  RC_LAW_LIST_REQUIREMENT,
  RC_LAW_LIST_POLICY,
  RC_LAW_LIST_QUESTION,
  RC_LAW_LIST_PACK,
  RC_LAW_LIST_TERM,                  /* and one for each further kind of term */
  RC_LAW_N_LISTS = RC_LAW_LIST_TERM + RC_LAW_N_TERM_KINDS,
} RcLawListKind;

/* Every thing of a list begins with its id. */
typedef struct
{
  GPtrArray  *things;
  GHashTable *by_id;                 /* borrows the ids and the things */
} RcLawList;

struct _RcLaw
{
  const RcLaw *base;                 /* (nullable) */
  char        *version;
  char        *prefix;               /* (nullable) */
  gint64       state_us;
  RcLawText   *name;
  RcLawList    lists[RC_LAW_N_LISTS];
};

/* law.c */
RcLaw      *rc_law_new           (const RcLaw        *base);
void        rc_law_add           (RcLaw              *self,
                                  RcLawListKind       kind,
                                  gpointer            thing);
gpointer    rc_law_find          (const RcLaw        *self,
                                  RcLawListKind       kind,
                                  const char         *id);

/* law-text.c */
RcLawText  *rc_law_text_read     (const xmlNode      *parent);
void        rc_law_text_free     (RcLawText          *self);

/* law-schema.c */
gboolean    rc_law_check_schema  (xmlDoc             *document,
                                  GError            **error);

/* law-read.c */
void        rc_law_read          (RcLaw              *self,
                                  const xmlNode      *root);
void        rc_law_thing_free    (RcLawListKind       kind,
                                  gpointer            thing);

/* law-links.c */
gboolean    rc_law_link          (RcLaw              *self,
                                  GError            **error);

G_END_DECLS
