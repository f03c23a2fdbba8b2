/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/json.h"
#include "core/json-writer.h"
#include "core/seal.h"

G_BEGIN_DECLS

/**
 * RcExceptionMark:
 * @kind: of the exception
 * @message: its sentence, as it stood then
 * @source: number of the source of this case that it was about; 0: none, or one of another case
 * @source_name: (nullable): how that source is called, and @source_sha256
 * @record: 0: of no record
 * @offset: -1: at no byte
 * @identity: SHA-256 in hex over kind, source digest, place, what was expected and what was found
 *
 * What is kept of an exception outside the judgement that it stands in. Exceptions have other numbers after each verification; by its
 * identity one is known again.
 */
typedef struct
{
  char   *kind;
  char   *message;
  gint64  source;
  char   *source_name;
  char   *source_sha256;
  gint64  record;
  gint64  offset;
  char   *identity;
} RcExceptionMark;

/**
 * RcNoticed:
 * @is_current: there is a verification of the evidence as it is now; else nothing is known of any exception
 * @identities: set of the identities of what it noticed
 * @kinds: set of their kinds
 */
typedef struct
{
  gboolean    is_current;
  GHashTable *identities;
  GHashTable *kinds;
} RcNoticed;

typedef enum
{
  RC_MARK_STANDS,       /* noticed by the last verification too */
  RC_MARK_GONE,         /* it noticed it no more */
  RC_MARK_NOT_KNOWN,    /* the evidence was not verified as it is now */
} RcMarkState;

void             rc_exception_mark_free  (RcExceptionMark       *self);
RcExceptionMark *rc_exception_mark_new   (const RcException     *exception,
                                          const RcSource        *source);     /* (nullable) */
void             rc_exception_mark_write (const RcExceptionMark *self,
                                          RcJsonWriter          *writer);
/* From the object that was written so, which is tainted. */
RcExceptionMark *rc_exception_mark_read  (const RcJson          *json,
                                          guint32                node);

void             rc_noticed_free         (RcNoticed             *self);
RcNoticed       *rc_noticed_load         (RcCase                *case_file,
                                          GError               **error);
RcMarkState      rc_noticed_find         (const RcNoticed       *self,
                                          const RcExceptionMark *mark);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcExceptionMark, rc_exception_mark_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcNoticed, rc_noticed_free)

G_END_DECLS
