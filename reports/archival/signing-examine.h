/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/digest.h"
#include "core/verdict.h"

G_BEGIN_DECLS

/**
 * RcSigningFound:
 * @sub_filter: (nullable): how the file says that it is signed: "ETSI.CAdES.detached"
 * @range: the two ranges that it says it is over: where, how long, where, how long
 * @covers_all: it is over the whole file but its own value
 * @n_after: bytes that stand behind what it is over
 * @value: (nullable): the signature itself, CMS in DER
 * @digest_matches: what it is over is what was signed
 * @verdict: of the signature itself, with the certificate that came along: VALID, INVALID, WEAK, UNVERIFIABLE, MALFORMED
 * @detail: (nullable): half a sentence
 * @subject, @issuer, @serial, @certificate_sha256: (nullable): what the certificate says
 * @claimed_us: (nullable): the signer's own word; RC_TIME_NONE: none
 *
 * A signature in a PDF. Whether its signer is who the certificate says, and whether the certificate had been withdrawn, is not known from it.
 */
typedef struct
{
  char      *sub_filter;
  guint64    range[4];
  gboolean   covers_all;
  guint64    n_after;
  GBytes    *value;
  gboolean   digest_matches;
  RcVerdict  verdict;
  char      *detail;
  char      *subject;
  char      *issuer;
  char      *serial;
  char      *certificate_sha256;
  gint64     not_before_us;
  gint64     not_after_us;
  gint64     claimed_us;
} RcSigningFound;

/**
 * RcSigningExamination:
 * @begins_with_frozen: the first bytes of the file are the frozen ones
 * @n_added: bytes behind them
 * @changes: (element-type utf8): what those do beside signing, in half sentences; a file that begins with the frozen bytes and has none of these
 *   shows the same pages
 * @signatures: (element-type RcSigningFound)
 *
 * What came back, held against what was handed out.
 */
typedef struct
{
  gboolean   begins_with_frozen;
  guint64    n_added;
  GPtrArray *changes;
  GPtrArray *signatures;
} RcSigningExamination;

/* @pdf: tainted. Any bytes are examined; nothing is an error. (transfer full) */
RcSigningExamination *rc_signing_examine          (GBytes               *pdf,
                                                   guint64               frozen_length,
                                                   const RcDigest       *frozen);
void                  rc_signing_examination_free (RcSigningExamination *self);
/* Whether it is the frozen file with nothing but signatures added, or nothing at all. */
gboolean              rc_signing_examination_is_same (const RcSigningExamination *self);
/* Whether some signature fits its certificate, is over the whole file, and nothing of it was altered. */
gboolean              rc_signing_examination_is_signed (const RcSigningExamination *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcSigningExamination, rc_signing_examination_free)

G_END_DECLS
