/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/entry.h"

G_BEGIN_DECLS

/*
 * Documents that leave the house under somebody's name, and their life: draft → for signature (frozen, numbered) → signed → replaced or withdrawn.
 * A report goes through accuracy comments and their answers before it is frozen. Nothing here is a signature: it is recorded who signed what, with
 * which digest, and how it was shown that what came back is what was frozen.
 */

#define RC_ISSUED_ERROR (rc_issued_error_quark ())
GQuark rc_issued_error_quark (void);

typedef enum
{
  RC_ISSUED_ERROR_STATE,      /* the act is not allowed in the state that it is in */
  RC_ISSUED_ERROR_TERMS,      /* something that must be said is missing */
  RC_ISSUED_ERROR_CONTENT,    /* what came back is not what was frozen */
  RC_ISSUED_ERROR_NOT_FOUND,
} RcIssuedError;

typedef enum
{
  RC_ISSUED_DRAFT,
  RC_ISSUED_FOR_SIGNATURE,
  RC_ISSUED_SIGNED,
  RC_ISSUED_REPLACED,
  RC_ISSUED_WITHDRAWN,
  RC_ISSUED_N_STATES
} RcIssuedState;

/* How what came back was held against what was frozen. */
typedef enum
{
  RC_ISSUED_MATCH_BYTES,      /* the frozen bytes, or they with a signature appended or filled in: shown */
  RC_ISSUED_MATCH_DETACHED,   /* the signature is a file of its own over the frozen bytes: shown */
  RC_ISSUED_MATCH_STATED,     /* ink and scan: a person says that it is the same */
} RcIssuedMatch;

/* A file that was frozen: what was handed out for signature. @is_supplement: it goes with the document and is not it, as annexes do: who signs it alone
 * has not signed the document. */
typedef struct
{
  char    *name;        /* "declaration-de.pdf" */
  char    *language;    /* (nullable): of all */
  guint64  bytes;
  char    *sha256;
  char    *tree;        /* (nullable): digest of the document's tree, in hex */
  gboolean is_supplement;
} RcIssuedFile;

/* @heading: as printed; @sha256: of what the section says. By them a change list is made. */
typedef struct
{
  char *heading;
  char *sha256;
} RcIssuedSection;

typedef struct
{
  guint      number;            /* 1, 2, 3 … */
  char      *evidence_state;    /* in hex */
  char      *language;
  gint64     at_us;
  char      *by;
  GPtrArray *sections;          /* (element-type RcIssuedSection) */
} RcIssuedDraft;

/* What the auditee says on the accuracy of a draft, and what became of it. */
typedef struct
{
  guint   number;
  guint   draft;
  char   *section;              /* (nullable) */
  char   *words;
  char   *by;
  gint64  at_us;
  char   *outcome;              /* (nullable): not answered yet; "accepted", "partly", "declined" */
  char   *answer;               /* (nullable) */
  char   *answered_by;          /* (nullable) */
} RcIssuedComment;

/* @found: what the program found when it held what came back against what was frozen; @how: what the person says. */
typedef struct
{
  RcIssuedMatch match;
  char   *file;                 /* name of the frozen file */
  char   *signatory;
  char   *function;             /* (nullable) */
  char   *on;                   /* a day */
  char   *how;                  /* "CMS", "minisign", "ink", or free words: a smart card, a trust service */
  char   *found;                /* (nullable): a sentence, in the language of whoever recorded it */
  char   *sha256;               /* of what came back */
  gint64  source;               /* its exhibit; 0: it was not kept */
  char   *by;                   /* who recorded it */
  gint64  at_us;
} RcIssuedSignature;

/**
 * RcIssued:
 * @number: "I-02" is 2
 * @kind: "declaration", or a kind of report: "tabletop"
 * @subject: (nullable): the system, the number of the exercise
 * @designation: (nullable): the number that is printed; given when it is frozen
 * @revision: 0 for the first, printed as "revision 0"
 * @evidence_state: (nullable): in hex; that it was frozen from
 * @replaces, @replaced_by: numbers; 0: none
 * @unreadable: acts on it that the case holds and nobody can read, or that cannot follow on how it stood: edited behind the program's back. Nothing
 *   more is entered on it then
 */
typedef struct
{
  gint64         number;
  char          *kind;
  char          *subject;
  char          *title;
  char          *designation;
  guint          revision;
  RcIssuedState  state;
  char          *evidence_state;
  char          *begun_by;
  gint64         begun_us;
  gint64         frozen_us;
  char          *frozen_by;     /* (nullable) */
  gint64         replaces;
  gint64         replaced_by;
  char          *withdrawn_for; /* (nullable) */
  char          *withdrawn_by;  /* (nullable) */
  guint          unreadable;
  GPtrArray     *files;         /* (element-type RcIssuedFile) */
  GPtrArray     *drafts;        /* (element-type RcIssuedDraft) */
  GPtrArray     *comments;      /* (element-type RcIssuedComment) */
  GPtrArray     *signatures;    /* (element-type RcIssuedSignature) */
} RcIssued;

const char *rc_issued_state_to_name   (RcIssuedState          state);
const char *rc_issued_state_words     (RcIssuedState          state);
const char *rc_issued_match_words     (RcIssuedMatch          match);
/* @outcome: (nullable): "accepted", "partly", "declined". */
const char *rc_issued_outcome_words   (const char            *outcome);

void        rc_issued_free            (RcIssued              *self);
RcIssued   *rc_issued_find            (RcCase                *case_file,
                                       gint64                 number,
                                       GError               **error);
/* The newest one of its kind and subject that is neither replaced nor withdrawn; (nullable), without @error: there is none. */
RcIssued   *rc_issued_find_current    (RcCase                *case_file,
                                       const char            *kind,
                                       const char            *subject,
                                       GError               **error);
/* By their numbers; (element-type RcIssued) (transfer full). */
GPtrArray  *rc_issued_list            (RcCase                *case_file,
                                       GError               **error);

/* Each is one act of the custody log. Begins one, as a draft; @replaces: 0, or one that was signed, of the same kind and subject. There is one line
 * of them for each kind and subject: while one is not replaced or withdrawn, no other begins beside it. Answers its number, 0 with @error. */
gint64      rc_issued_begin           (RcCase                *case_file,
                                       const char            *kind,
                                       const char            *subject,     /* (nullable) */
                                       const char            *title,
                                       gint64                 replaces,
                                       const char            *by,          /* (nullable): the auditor; so below */
                                       GError               **error);
/* @sections: (element-type RcIssuedSection) */
gboolean    rc_issued_add_draft       (RcCase                *case_file,
                                       gint64                 number,
                                       const char            *language,
                                       GPtrArray             *sections,
                                       const char            *by,
                                       GError               **error);
gboolean    rc_issued_comment         (RcCase                *case_file,
                                       gint64                 number,
                                       const char            *section,     /* (nullable) */
                                       const char            *words,
                                       const char            *by,
                                       GError               **error);
gboolean    rc_issued_answer_comment  (RcCase                *case_file,
                                       gint64                 number,
                                       guint                  comment,
                                       const char            *outcome,
                                       const char            *answer,
                                       const char            *by,
                                       GError               **error);
/* Freezes it: @files (element-type RcIssuedFile), from the evidence state that the case is in. Refuses while comments are not answered. */
gboolean    rc_issued_freeze          (RcCase                *case_file,
                                       gint64                 number,
                                       const char            *designation,
                                       GPtrArray             *files,
                                       const char            *by,
                                       GError               **error);
/* Whoever calls has shown the match. Another that it replaces is REPLACED from the first signature on. Several may sign, each of several files. */
/* Whether rc_issued_sign() would take it as things stand: asked before something is written or kept for it. */
gboolean    rc_issued_check_signature (const RcIssued        *self,
                                       const RcIssuedSignature *signature,
                                       GError               **error);
gboolean    rc_issued_sign            (RcCase                *case_file,
                                       gint64                 number,
                                       const RcIssuedSignature *signature,
                                       GError               **error);
gboolean    rc_issued_withdraw        (RcCase                *case_file,
                                       gint64                 number,
                                       const char            *reason,
                                       const char            *by,
                                       GError               **error);

/* What the newest draft changed against the one before in the same language; (element-type utf8), sentences of the reader; may be empty. */
GPtrArray  *rc_issued_list_changes    (const RcIssued        *self);
/* The same of two lists of sections: added, dropped, changed. */
GPtrArray  *rc_issued_compare_sections (GPtrArray            *before,
                                       GPtrArray             *after);
/* The newest draft in @language; (nullable) (transfer none). */
const RcIssuedDraft *rc_issued_find_draft (const RcIssued    *self,
                                       const char            *language);
/* Comments that nobody has answered. */
guint       rc_issued_count_open      (const RcIssued        *self);
const RcIssuedFile *rc_issued_find_file (const RcIssued      *self,
                                       const char            *sha256);
const RcIssuedFile *rc_issued_find_file_named (const RcIssued *self,
                                       const char            *name);
/* The next number in the house's scheme for this kind: "DoC-2026-001": the first that the case has not given yet, of the year in which the evidence
 * state came about; (transfer full). */
char       *rc_issued_dup_next_designation (RcCase           *case_file,
                                       const char            *kind,
                                       GError               **error);
/* What it has, or will be frozen as: the number of the one that it replaces, in its next revision, else the next one of its kind. */
char       *rc_issued_dup_designation (RcCase                *case_file,
                                       const RcIssued        *self,
                                       GError               **error);

void        rc_issued_file_free       (RcIssuedFile          *self);
void        rc_issued_section_free    (RcIssuedSection       *self);

RcIssuedFile    *rc_issued_file_new    (const char            *name,
                                       const char            *language,    /* (nullable) */
                                       guint64                bytes,
                                       const char            *sha256,
                                       const char            *tree);       /* (nullable) */
RcIssuedSection *rc_issued_section_new (const char            *heading,
                                       const char            *sha256);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcIssued, rc_issued_free)

G_END_DECLS
