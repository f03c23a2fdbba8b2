/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The law as data: what Regulation (EU) 2024/1689 and its neighbours ask for, from when, and what an authority asks about one decision.
 * The catalogue is law.xml, compiled in and validated against law.xsd when it is loaded; an auditor may lay own criteria of the same
 * form over it. Nothing here decides anything about a case: a check reads what it needs from a requirement.
 */

#define RC_LAW_ERROR (rc_law_error_quark ())
GQuark rc_law_error_quark (void);

typedef enum
{
  RC_LAW_ERROR_READ,         /* the file cannot be read */
  RC_LAW_ERROR_MALFORMED,    /* no XML, or XML that is refused: with a document type, larger than a limit … */
  RC_LAW_ERROR_INVALID,      /* not of the form of law.xsd */
  RC_LAW_ERROR_REFERENCE,    /* names what is not there, or gives an id that it may not give */
} RcLawError;

/**
 * RcLaw:
 *
 * A catalogue, perhaps lying over another. Read only once it is loaded, so that threads may share it. What is got from it lives as long
 * as it does.
 */
typedef struct _RcLaw     RcLaw;
/* One text in every language. */
typedef struct _RcLawText RcLawText;

typedef enum
{
  RC_LAW_JUDGED_AUTOMATIC,    /* a function of the program weighs records */
  RC_LAW_JUDGED_JUDGE,        /* the program shows what there is, a person decides */
  RC_LAW_JUDGED_DOCUMENT,     /* whether a document of the evidence class is registered */
  RC_LAW_JUDGED_INFORMATION,  /* printed, never judged */
  RC_LAW_JUDGED_OUT_OF_SCOPE, /* with the reason */
} RcLawJudged;

/* Whose duty it is. */
typedef enum
{
  RC_LAW_ROLE_NONE           = 0,
  RC_LAW_ROLE_PROVIDER       = 1 << 0,
  RC_LAW_ROLE_DEPLOYER       = 1 << 1,
  RC_LAW_ROLE_IMPORTER       = 1 << 2,
  RC_LAW_ROLE_REPRESENTATIVE = 1 << 3,
} RcLawRoles;

/* For which systems a date holds. */
typedef enum
{
  RC_LAW_CATEGORY_ANY,
  RC_LAW_CATEGORY_ANNEX_III,
  RC_LAW_CATEGORY_ANNEX_I,
  RC_LAW_CATEGORY_PUBLIC_AUTHORITY,      /* on the market before the date, meant for public authorities */
  RC_LAW_CATEGORY_LARGE_SCALE_SYSTEM,    /* of Annex X */
  RC_LAW_CATEGORY_GENERAL_PURPOSE_MODEL, /* on the market before the date */
  RC_LAW_CATEGORY_GENERATOR,             /* of synthetic content, on the market before the date */
} RcLawCategory;

/* What stands behind an entry; what has no mark was checked against a text of the law. */
typedef enum
{
  RC_LAW_MARK_NONE,
  RC_LAW_MARK_MEMORY,         /* to be checked before anyone relies on it */
  RC_LAW_MARK_READING,        /* an interpretation */
} RcLawMark;

typedef enum
{
  RC_LAW_TERM_AMENDMENT,          /* @basis: the act that amends; @name: as it follows the name of the act amended */
  RC_LAW_TERM_CHANGE,             /* what amendments changed; @basis: "confirmed" or "not-confirmed" */
  RC_LAW_TERM_LEGACY_RULE,
  RC_LAW_TERM_GROUP,              /* of requirements */
  RC_LAW_TERM_ROLE,               /* @basis: "duty" of who has one, "asked" of who is asked in an exercise */
  RC_LAW_TERM_EVIDENCE_CLASS,     /* E01 … E30; @detail: what a record of it must at least hold */
  RC_LAW_TERM_PRIMITIVE,          /* of checks */
  RC_LAW_TERM_ANNEX_ITEM,         /* III-1a … */
  RC_LAW_TERM_TIER,               /* T0 … T5: flags, not one choice */
  RC_LAW_TERM_ROUTE_ATTRIBUTE,
  RC_LAW_TERM_ROUTE,              /* @basis: the attribute; @refs: the items of Annex III, none: Annex I; @name: the value */
  RC_LAW_TERM_REGISTRATION_FIELD, /* of Annex VIII; @basis "deleted": no longer asked for */
  RC_LAW_TERM_SURPRISE_CARD,      /* @basis: the role that it is put to; @refs: the questions that it touches */
  RC_LAW_TERM_SEVERITY,           /* worst first; @basis: the word of ISO 19011 audits */
  RC_LAW_TERM_FINDING_FIELD,
  RC_LAW_TERM_REPORT_PART,        /* TR-01 … */
  RC_LAW_TERM_OPEN_POINT,         /* U1 …: to be checked again before a release; @basis: where */
  RC_LAW_N_TERM_KINDS,
} RcLawTermKind;

/**
 * RcLawTerm:
 * @detail: (nullable)
 * @basis: (nullable): what it rests on, or belongs to
 * @refs: (nullable): ids of other things
 */
typedef struct
{
  char          *id;
  RcLawTermKind  kind;
  RcLawText     *name;
  RcLawText     *detail;
  char          *basis;
  char         **refs;
  RcLawMark      mark;
} RcLawTerm;

/**
 * RcLawAct:
 * @number: official, as written in English: "Regulation (EU) 2024/1689"
 * @name: its short form in each language
 * @uri: (nullable)
 * @in_force_us: or %RC_TIME_NONE
 */
typedef struct
{
  char      *id;
  char      *number;
  RcLawText *name;
  char      *uri;
  gint64     in_force_us;
  RcLawMark  mark;
} RcLawAct;

/* A part of an act whose articles begin to apply on one date. */
typedef struct
{
  char      *id;
  char      *act;
  char      *articles;        /* (nullable) */
  RcLawText *name;
} RcLawSection;

/**
 * RcLawDate:
 * @from_us: the section applies from this day on, midnight UTC
 * @since_us: the law says so since this day …
 * @superseded_us: … and no longer from this day on, or %RC_TIME_NONE
 * @superseded_by: (nullable): id of the date that took its place
 * @source: the provision that says so
 * @note: (nullable): what must be said beside the date since @note_since_us
 */
typedef struct
{
  char          *id;
  char          *section;
  RcLawCategory  category;
  gint64         from_us;
  gint64         since_us;
  gint64         superseded_us;
  char          *superseded_by;
  RcLawText     *source;
  RcLawText     *note;
  gint64         note_since_us;
  RcLawMark      mark;
} RcLawDate;

/**
 * RcRequirement:
 * @article: its number in the act: "12(3)(a)"
 * @place: (nullable): the same in words, or the point of an annex that says more; see rc_law_dup_place()
 * @section: id of the section, by which the date of application is found
 * @group: id of the group that it is listed under
 * @demand: what is demanded, in plain words
 * @reason: (nullable): why it is out of scope, or is not judged
 * @annex: (nullable): ids of the items of Annex III that alone it concerns; %NULL: every system in the scope of its section
 * @annex_except: (nullable): items of Annex III that it does not concern; taken out of @annex already
 * @evidence: (nullable): evidence classes, best first
 * @primitives: (nullable): of which tests the check is made
 * @is_of_declaration: held against a declaration of conformity, not against a case
 * @amended_by: (nullable): id of the amendment that gave it its present wording
 * @is_own: from a file of own criteria
 */
typedef struct
{
  char         *id;
  char         *article;
  RcLawText    *place;
  char         *section;
  char         *group;
  RcLawText    *demand;
  RcLawText    *reason;
  RcLawRoles    roles;
  char        **annex;
  char        **annex_except;
  char        **evidence;
  char        **primitives;
  RcLawJudged   judged;
  gboolean      is_of_declaration;
  char         *amended_by;
  RcLawMark     mark;
  gboolean      is_own;
} RcRequirement;

/**
 * RcRetentionPolicy:
 * @name: what it is about
 * @minimum: (nullable): the floor, ISO 8601: "P6M", in @months too; %NULL and 0: it has no floor of its own
 * @alternative: (nullable): the longer period of a special case, in @alternative_months too
 * @trigger: from when the period is counted
 * @maximum: (nullable): what ends it
 * @act: (nullable): id of the act; @article in it, and (nullable) @place, the same in words
 * @is_duty: %FALSE: a horizon or a validity, not a duty to keep
 * @needs_rationale: the officer must say why
 */
typedef struct
{
  char       *id;
  RcLawText  *name;
  char       *minimum;
  guint       months;
  char       *alternative;
  guint       alternative_months;
  RcLawText  *trigger;
  RcLawText  *maximum;
  char       *act;
  char       *article;
  RcLawText  *place;
  RcLawRoles  roles;
  gboolean    is_duty;
  gboolean    needs_rationale;
  RcLawMark   mark;
  gboolean    is_own;
} RcRetentionPolicy;

/**
 * RcQuestion:
 * @text: one sentence, as it is read out
 * @evidence: evidence classes that answer it
 * @slots: (nullable): ids of the questions of the lineage whose answers bear on it; %NULL: answered from the record itself, by a search,
 *   or by a document
 * @requirements: (nullable): ids of the requirements that it touches
 * @asked: ids of the roles that it is put to, the first one first
 * @annex: (nullable): it is put for these items of Annex III alone
 */
typedef struct
{
  char       *id;
  RcLawText  *text;
  char      **evidence;
  char      **slots;
  char      **requirements;
  char      **asked;
  char      **annex;
  gboolean    is_own;
} RcQuestion;

/* Questions that are put together, in their order. */
typedef struct
{
  char       *id;
  RcLawText  *name;
  RcLawText  *detail;         /* (nullable) */
  char      **questions;
} RcPack;

const RcLaw             *rc_law_get                         (void);
RcLaw                   *rc_law_load_file                   (const RcLaw          *base,
                                                             const char           *path,
                                                             GError              **error);
RcLaw                   *rc_law_load_bytes                  (const RcLaw          *base,
                                                             GBytes               *bytes,
                                                             GError              **error);
void                     rc_law_free                        (RcLaw                *self);

/* Of the program's own catalogue: "2026.1". */
const char              *rc_law_version                     (void);
const char              *rc_law_peek_version                (const RcLaw          *self);
const RcLawText         *rc_law_peek_name                   (const RcLaw          *self);
/* The day whose state of the law it gives. */
gint64                   rc_law_state_us                    (const RcLaw          *self);
/* (nullable): of a file of own criteria, with what all its ids begin. */
const char              *rc_law_peek_prefix                 (const RcLaw          *self);

/* In the language of the reader (words.h); never NULL. */
const char              *rc_law_text                        (const RcLawText      *text);
/* "en", "de" or "fr"; English for any other. */
const char              *rc_law_text_in                     (const RcLawText      *text,
                                                             const char           *language);

/*
 * In the order of the catalogue, what lies below first. find: (nullable).
 */
guint                    rc_law_count_requirements          (const RcLaw          *self);
const RcRequirement     *rc_law_nth_requirement             (const RcLaw          *self,
                                                             guint                 index);
const RcRequirement     *rc_law_find_requirement            (const RcLaw          *self,
                                                             const char           *id);
guint                    rc_law_count_questions             (const RcLaw          *self);
const RcQuestion        *rc_law_nth_question                (const RcLaw          *self,
                                                             guint                 index);
const RcQuestion        *rc_law_find_question               (const RcLaw          *self,
                                                             const char           *id);
guint                    rc_law_count_packs                 (const RcLaw          *self);
const RcPack            *rc_law_nth_pack                    (const RcLaw          *self,
                                                             guint                 index);
const RcPack            *rc_law_find_pack                   (const RcLaw          *self,
                                                             const char           *id);
guint                    rc_law_count_policies              (const RcLaw          *self);
const RcRetentionPolicy *rc_law_nth_policy                  (const RcLaw          *self,
                                                             guint                 index);
const RcRetentionPolicy *rc_law_find_policy                 (const RcLaw          *self,
                                                             const char           *id);
guint                    rc_law_count_dates                 (const RcLaw          *self);
const RcLawDate         *rc_law_nth_date                    (const RcLaw          *self,
                                                             guint                 index);
guint                    rc_law_count_terms                 (const RcLaw          *self,
                                                             RcLawTermKind         kind);
const RcLawTerm         *rc_law_nth_term                    (const RcLaw          *self,
                                                             RcLawTermKind         kind,
                                                             guint                 index);
const RcLawTerm         *rc_law_find_term                   (const RcLaw          *self,
                                                             RcLawTermKind         kind,
                                                             const char           *id);
const RcLawAct          *rc_law_find_act                    (const RcLaw          *self,
                                                             const char           *id);
const RcLawSection      *rc_law_find_section                (const RcLaw          *self,
                                                             const char           *id);

/* Whether it concerns a system of that item of Annex III; @annex_item (nullable): the system is of none, or nobody said of which. */
gboolean                 rc_requirement_concerns            (const RcRequirement  *self,
                                                             const char           *annex_item);
/* "Article 12(3)(a)", "Artikel 12 Absatz 3 Buchstabe a", "Annex IV, 1(a)", in the language of the reader; (transfer full). */
char                    *rc_law_dup_place                   (const RcLaw          *self,
                                                             const RcRequirement  *requirement);
/* "Regulation (EU) 2024/1689", "… as amended by …", in the language of the reader; (transfer full). */
char                    *rc_law_dup_wording                 (const RcLaw          *self,
                                                             const RcRequirement  *requirement);

/* (nullable): the law as it stood at @at_us has no date for it. */
const RcLawDate         *rc_law_find_date                   (const RcLaw          *self,
                                                             const char           *section,
                                                             RcLawCategory         category,
                                                             gint64                at_us);
gint64                   rc_law_requirement_applies_from    (const RcLaw          *self,
                                                             const RcRequirement  *requirement,
                                                             RcLawCategory         category,
                                                             gint64                at_us);
/* What must be said beside the date, in the law as it stood at @at_us; (nullable). */
const RcLawText         *rc_law_requirement_date_note       (const RcLaw          *self,
                                                             const RcRequirement  *requirement,
                                                             RcLawCategory         category,
                                                             gint64                at_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcLaw, rc_law_free)

G_END_DECLS
