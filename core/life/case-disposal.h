/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/case.h"
#include "core/life/life.h"

G_BEGIN_DECLS

/*
 * What is to be said of a case before it is destroyed, and what forbids it.
 */

/**
 * RcDisposalTerms:
 * @reason: why it is destroyed
 * @by: (nullable): who decides it; %NULL: the auditor of the case
 * @kept_under: (nullable): the rule under which the file was to be kept, as somebody states it
 * @kept_until_us: until when; %RC_TIME_NONE: not stated
 */
typedef struct
{
  const char *reason;
  const char *by;
  const char *kept_under;
  gint64      kept_until_us;
} RcDisposalTerms;

/* A copy of the case, or of a part of it, that the custody log knows of. @act: "backup", "export" … */
typedef struct
{
  char   *act;
  char   *name;      /* (nullable) */
  char   *sha256;    /* (nullable) */
  gint64  time_us;
} RcDisposalCopy;

/**
 * RcDisposalFacts:
 * @name: of the file
 * @head, @state, @sha256: hexadecimal; @sha256: of the closed file
 * @entries: of the custody log, with the one that marks the case for disposal
 * @source_bytes: that were received, each source once
 * @copies: (element-type RcDisposalCopy)
 * @documents: that left the case, as far as the log knows
 */
typedef struct
{
  char      *name;
  char      *id;
  char      *title;
  char      *type;
  gboolean   is_protected;    /* at rest, page by page */
  char      *organisation;    /* (nullable) */
  char      *auditor;         /* (nullable) */
  gint64     sources;
  gint64     removed;
  guint64    source_bytes;
  gint64     events;
  gint64     entries;
  gint64     documents;
  char      *head;
  char      *state;
  char      *sha256;          /* (nullable): not known while the case is open */
  guint64    bytes;
  GPtrArray *copies;
  char      *reason;
  char      *by;
  char      *kept_under;      /* (nullable) */
  gint64     kept_until_us;
  gint64     at_us;
} RcDisposalFacts;

void             rc_disposal_facts_free (RcDisposalFacts       *self);
/* Refused with %RC_LIFE_ERROR_HELD while a legal hold stands, or the time has not passed until which the file is kept; the provider's own file is not
 * destroyed before somebody states such a rule (Article 18 of Regulation (EU) 2024/1689), and not before the law's minimum for the logs in it. */
gboolean         rc_disposal_check      (RcCase                *case_file,
                                         const RcDisposalTerms *terms,
                                         GError               **error);
/* Marks the case for disposal in its custody log, and tells what there is. The case may go on being used: nothing is destroyed by this. */
RcDisposalFacts *rc_disposal_mark       (RcCase                *case_file,
                                         const RcDisposalTerms *terms,
                                         GError               **error);
/* As JSON, in canonical form; (transfer full). */
char            *rc_disposal_facts_to_json (const RcDisposalFacts *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcDisposalFacts, rc_disposal_facts_free)

G_END_DECLS
