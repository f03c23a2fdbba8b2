/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "core/json-writer.h"

G_BEGIN_DECLS

/* What something that a person entered is about. */
typedef enum
{
  RC_ABOUT_SYSTEM,          /* an AI system, by its name */
  RC_ABOUT_MODEL_VERSION,   /* "model/version" */
  RC_ABOUT_DECISION,        /* by its business reference */
  RC_ABOUT_QUESTION,        /* Q01 … Q32 */
  RC_ABOUT_SLOT,            /* a question of the lineage, see slot.h */
  RC_ABOUT_REQUIREMENT,     /* AIA-12-1 … */
  RC_ABOUT_TOPIC,           /* anything else, in words */
  RC_N_ABOUT_KINDS
} RcAboutKind;

typedef struct
{
  RcAboutKind  kind;
  char        *name;
} RcAbout;

void        rc_about_free         (RcAbout      *self);
const char *rc_about_kind_to_name (RcAboutKind   kind);
/* "system:KreditCheck", "slot:approval"; what tells no kind is known by its form: "Q08", "approval", "AIA-12-1". (transfer full) */
RcAbout    *rc_about_parse        (const char   *text);
char       *rc_about_dup_text     (const RcAbout *self);
/* "AI system KreditCheck", for people; (transfer full). */
char       *rc_about_dup_words    (const RcAbout *self);
/* A system, a model version or a decision: it says of what, not which question. */
gboolean    rc_about_is_subject   (const RcAbout *self);

/* Of texts as rc_about_parse() reads them; (element-type RcAbout) (transfer full). */
GPtrArray  *rc_about_list_new     (const char * const *texts);   /* (nullable) */
GPtrArray  *rc_about_list_take    (GPtrArray    *texts);         /* (element-type utf8) (transfer full) */
gboolean    rc_about_list_has     (GPtrArray    *list,
                                   RcAboutKind   kind,
                                   const char   *name);
/* A member with the texts, unless there are none. */
void        rc_about_list_write   (GPtrArray    *list,
                                   RcJsonWriter *writer,
                                   const char   *name);
/* "question:Q08, slot:approval"; (transfer full). */
char       *rc_about_list_dup_text (GPtrArray   *list);
/* The same for people; (transfer full). */
char       *rc_about_list_dup_words (GPtrArray  *list);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcAbout, rc_about_free)

G_END_DECLS
