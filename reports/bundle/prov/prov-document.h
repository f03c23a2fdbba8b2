/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * A document of the W3C's model of provenance (PROV-DM, 2013), as far as lineages need it: entities, activities and agents, and relations between
 * two of them. It is built once and written as PROV-JSON and as PROV-XML, so that both say the same.
 */

typedef enum
{
  RC_PROV_ENTITY,
  RC_PROV_ACTIVITY,
  RC_PROV_AGENT,
  /* Relations. */
  RC_PROV_WAS_GENERATED_BY,
  RC_PROV_USED,
  RC_PROV_WAS_INFORMED_BY,
  RC_PROV_WAS_ATTRIBUTED_TO,
  RC_PROV_WAS_ASSOCIATED_WITH,
  RC_PROV_WAS_INFLUENCED_BY,
  RC_PROV_N_KINDS
} RcProvKind;

/**
 * RcProvForm:
 * @name: as both serialisations call it
 * @subject, @object: (nullable): what a relation calls its two ends; %NULL: it is no relation
 * @subject_kind, @object_kind: what they are; %RC_PROV_N_KINDS: any element
 */
typedef struct
{
  const char *name;
  const char *subject;
  const char *object;
  RcProvKind  subject_kind;
  RcProvKind  object_kind;
} RcProvForm;

typedef enum
{
  RC_PROV_TEXT,
  RC_PROV_WORDS,       /* in a language */
  RC_PROV_NAME,        /* a qualified name */
  RC_PROV_NUMBER,      /* not negative */
  RC_PROV_TRUTH,
} RcProvType;

/**
 * RcProvAttribute:
 * @name: a qualified name: "prov:type", "recount:standing", "fact:score"
 * @value: UTF-8 without what XML cannot carry
 * @language: (nullable): of %RC_PROV_WORDS
 */
typedef struct
{
  char       *name;
  char       *value;
  char       *language;
  RcProvType  type;
} RcProvAttribute;

/**
 * RcProvStatement:
 * @id: a qualified name, of no other statement of the document
 * @subject, @object: (nullable): ids of the ends of a relation
 * @start_us, @end_us: of an activity; %RC_TIME_NONE where no record tells it as an instant
 * @attributes: (element-type RcProvAttribute): in the order of PROV-XML: prov:label, prov:role, prov:type, others
 */
typedef struct
{
  RcProvKind  kind;
  char       *id;
  char       *subject;
  char       *object;
  gint64      start_us;
  gint64      end_us;
  GPtrArray  *attributes;
} RcProvStatement;

/**
 * RcProvSpace:
 *
 * A prefix and the name space behind it.
 */
typedef struct
{
  char *prefix;
  char *space;
} RcProvSpace;

/**
 * RcProvDocument:
 * @spaces: (element-type RcProvSpace): besides prov, xsd and xsi
 * @statements: (element-type RcProvStatement): elements and relations, in the order in which they were said
 */
typedef struct
{
  GPtrArray *spaces;
  GPtrArray *statements;
  guint      counts[RC_PROV_N_KINDS];
} RcProvDocument;

const RcProvForm *rc_prov_kind_get_form      (RcProvKind         kind);

RcProvDocument  *rc_prov_document_new        (void);
void             rc_prov_document_free       (RcProvDocument    *self);
void             rc_prov_document_add_space  (RcProvDocument    *self,
                                              const char        *prefix,
                                              const char        *space);
/* (transfer none) */
RcProvStatement *rc_prov_document_add        (RcProvDocument    *self,
                                              RcProvKind         kind,
                                              const char        *id);
/* A relation between two elements that stand in the document; its id is made of its kind and number. (transfer none) */
RcProvStatement *rc_prov_document_relate     (RcProvDocument    *self,
                                              RcProvKind         kind,
                                              const RcProvStatement *subject,
                                              const RcProvStatement *object);
/* (transfer none) (nullable) */
RcProvStatement *rc_prov_document_find       (const RcProvDocument *self,
                                              const char        *id);

/* What is said already, or %NULL, is not said again. */
void             rc_prov_statement_add       (RcProvStatement   *self,
                                              const char        *name,
                                              RcProvType         type,
                                              const char        *value);      /* (nullable) */
void             rc_prov_statement_add_words (RcProvStatement   *self,
                                              const char        *name,
                                              const char        *value,       /* (nullable) */
                                              const char        *language);
void             rc_prov_statement_add_number (RcProvStatement  *self,
                                              const char        *name,
                                              guint64            value);

/* PROV-JSON (W3C Member Submission, 24 April 2013), in the form of RFC 8785; (transfer full). */
char            *rc_prov_to_json             (const RcProvDocument *self);
/* PROV-XML (W3C Working Group Note, 30 April 2013), elements in the order of its schema; (transfer full). */
char            *rc_prov_to_xml              (const RcProvDocument *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcProvDocument, rc_prov_document_free)

G_END_DECLS
