/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "case.h"
#include "json.h"

G_BEGIN_DECLS

/*
 * What people enter in the course of an engagement: descriptions of systems, documents, requests, findings, draws, exercises and their answers,
 * reviews, notes. One append-only table holds them all: nothing entered is ever changed or removed, a later word on it is an addition, an
 * entry that stands under the first. Each is an act of the custody log, which repeats its body as given; of a private one it has the digest
 * alone. What a body means is known only to the type of its kind (finding.h, request.h …); its members are in canonical order (RFC 8785).
 */

#define RC_ENTRY_ERROR (rc_entry_error_quark ())
GQuark rc_entry_error_quark (void);

typedef enum
{
  RC_ENTRY_ERROR_BODY,        /* no JSON object, or too large */
  RC_ENTRY_ERROR_WORDS,       /* something that must be said is missing, too long or no UTF-8 */
  RC_ENTRY_ERROR_NOT_FOUND,
} RcEntryError;

/* What stands in a copy in place of a private body. It is not what the entry's digest is of, and with that says what it is. */
#define RC_ENTRY_WITHHELD_BODY "{}"

/* Of what came by a merge, "merged" in the body says where it was entered; this member of it, that its thread was added to on both sides. The additions
 * of such a thread stand in the order of their times. */
#define RC_ENTRY_BESIDE "beside"

/* The kinds of entries that begin a thread. Additions have the kind of the entry that they stand under. */
#define RC_ENTRY_SYSTEM      "system"
#define RC_ENTRY_DOCUMENT    "document"
#define RC_ENTRY_REQUEST     "request"
#define RC_ENTRY_FINDING     "finding"
#define RC_ENTRY_DRAW        "draw"
#define RC_ENTRY_EXERCISE    "exercise"
#define RC_ENTRY_ACQUISITION "acquisition"
#define RC_ENTRY_REVIEW      "review"
#define RC_ENTRY_NOTE        "note"
#define RC_ENTRY_HOLD        "hold"
#define RC_ENTRY_ISSUED      "issued"      /* a document that leaves the house under a name */
#define RC_ENTRY_DECLARATION "declaration" /* what an officer enters for a declaration of conformity of one system */
#define RC_ENTRY_MEMBER      "member"      /* of the team: core/team/team-member.h */
#define RC_ENTRY_ASSIGNMENT  "assignment"  /* what a member has to do */
#define RC_ENTRY_JUDGEMENT   "judgement"   /* a person's answer to a requirement that no machine judges */

/**
 * RcEntry:
 * @id: number over all entries of the case
 * @kind: what it is
 * @number: 1, 2, 3 … among the entries of its kind; of an addition, among those of its thread
 * @about: the entry that it is an addition to; 0: none, it begins a thread
 * @body: a JSON object in canonical form (RFC 8785)
 * @sha256: of @body
 * @is_private: the body leaves the case in no copy, which says that it exists
 * @by: who entered it
 * @added_us: when
 */
typedef struct
{
  gint64    id;
  char     *kind;
  gint64    number;
  gint64    about;
  char     *body;
  RcDigest  sha256;
  gboolean  is_private;
  char     *by;
  gint64    added_us;

  /*< private >*/
  RcJson    json;
} RcEntry;

/**
 * RcEntryTerms:
 * @kind: one of the kinds above
 * @about: 0, or the entry that is added to
 * @act: of the custody log, such as "finding add"
 * @body: a JSON object
 * @by: (nullable): who enters it; %NULL: the auditor of the case
 * @entered_us: when it was entered elsewhere; 0: it is entered now
 * @is_told_by_caller: what the caller does is one act, whose entry in the custody log tells of it
 */
typedef struct
{
  const char *kind;
  gint64      about;
  const char *act;
  const char *body;
  const char *by;
  gboolean    is_private;
  gint64      entered_us;
  gboolean    is_told_by_caller;
} RcEntryTerms;

void        rc_entry_free           (RcEntry             *self);
/* One act by itself. Answers the entry's id; 0 with @error. */
gint64      rc_entry_add            (RcCase              *case_file,
                                     const RcEntryTerms  *terms,
                                     GError             **error);
/* The same within the caller's transaction, as its last step or one of several. */
gint64      rc_entry_append         (RcCase              *case_file,
                                     const RcEntryTerms  *terms,
                                     GError             **error);

RcEntry    *rc_entry_load           (RcCase              *case_file,
                                     gint64               id,
                                     GError             **error);
/* The entry of @kind that begins a thread and has this number. */
RcEntry    *rc_entry_find           (RcCase              *case_file,
                                     const char          *kind,
                                     gint64               number,
                                     GError             **error);
/* Those that begin a thread, by their numbers; (element-type RcEntry) (transfer full). */
GPtrArray  *rc_entry_list           (RcCase              *case_file,
                                     const char          *kind,
                                     GError             **error);
/* What was added to it, by their numbers; (element-type RcEntry) (transfer full). */
GPtrArray  *rc_entry_list_additions (RcCase              *case_file,
                                     gint64               about,
                                     GError             **error);

/* Members of the body: top-level texts, numbers and truth values. NULL, FALSE where it has none of that name and type. */
char       *rc_entry_dup_text       (const RcEntry       *self,
                                     const char          *member);
gboolean    rc_entry_get_integer    (const RcEntry       *self,
                                     const char          *member,
                                     gint64              *out_value);
/* Whether it is a private one whose body is not in this copy of the case; its digest is. */
gboolean    rc_entry_is_withheld    (const RcEntry       *self);
gboolean    rc_entry_get_boolean    (const RcEntry       *self,
                                     const char          *member);
/* The whole body, for those with members within members. */
const RcJson *rc_entry_peek_json    (const RcEntry       *self);

/* Words that a person must give: not empty, UTF-8, at most RC_LIMIT_ENTRY_WORDS_BYTES. @what ends the sentence "It must be said …". */
gboolean    rc_entry_require_words  (const char          *what,
                                     const char          *words,     /* (nullable) */
                                     GError             **error);

/**
 * RcEntryThread:
 * @first: what was entered first
 * @additions: (element-type RcEntry): what was added since
 *
 * An entry as it stands now: of each member the newest value counts, and all that it ever was can be told.
 */
typedef struct
{
  RcEntry   *first;
  GPtrArray *additions;
} RcEntryThread;

void           rc_entry_thread_free     (RcEntryThread  *self);
RcEntryThread *rc_entry_thread_find     (RcCase         *case_file,
                                         const char     *kind,
                                         gint64          number,
                                         GError        **error);
/* All threads of a kind, by their numbers; (element-type RcEntryThread) (transfer full). */
GPtrArray     *rc_entry_thread_list     (RcCase         *case_file,
                                         const char     *kind,
                                         GError        **error);
/* (transfer none) (nullable): the newest entry of the thread whose body has this member. */
const RcEntry *rc_entry_thread_newest   (const RcEntryThread *self,
                                         const char     *member);
/* The member as it stands now; (transfer full) (nullable). */
char          *rc_entry_thread_dup_text (const RcEntryThread *self,
                                         const char     *member);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcEntry, rc_entry_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcEntryThread, rc_entry_thread_free)

G_END_DECLS
