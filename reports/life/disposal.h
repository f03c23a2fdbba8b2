/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/life/case-disposal.h"

G_BEGIN_DECLS

/*
 * A case is destroyed, and a certificate says so. Neither a case that is lost without a certificate nor a certificate of a case that is still there can come
 * of it, wherever the act is broken off:
 *
 *  1. The case marks itself for disposal in its custody log, and is closed.
 *  2. A plan is written beside where the certificate is to stand (CERTIFICATE.plan): "for disposal", with the digest of the file, and the finished certificate
 *     and its signature packed in it, which nobody takes for a certificate.
 *  3. The case gets another name in its folder, by which nobody opens it.
 *  4. Where it is protected, what its key is kept in is overwritten; then all of it is, and cut.
 *  5. The plan says "destroyed".
 *  6. What is left of the file is removed.
 *  7. The signature, and then the certificate, get their names; the plan is removed.
 *
 * Each step is on the disk before the next. Who gives the same order again goes on where the last one stopped. Between 2 and 3 the case is whole and can be
 * used; a case that was used since is marked anew. After 3 it is gone, and the plan is there until the certificate is.
 */

#define RC_DISPOSAL_FORMAT "recount.disposal/1"

/* Steps as rc_life_tell() tells them, before each. */
#define RC_DISPOSAL_STEPS 11

/**
 * RcDisposalResult:
 * @sha256: of the file as it was
 * @is_signed: a signature of the auditor's key stands beside the certificate
 * @is_resumed: an earlier order was brought to its end
 */
typedef struct
{
  char     *name;
  char     *sha256;
  guint64   bytes;
  gboolean  is_signed;
  gboolean  is_resumed;
} RcDisposalResult;

void              rc_disposal_result_free (RcDisposalResult      *self);
/* @path: of the case, which this process has not open. @certificate: ends in .pdf; nothing may be there. @language: "en", "de", "fr". */
RcDisposalResult *rc_dispose              (const char            *path,
                                           const char            *certificate,
                                           const char            *language,
                                           const RcDisposalTerms *terms,
                                           const RcLifeWork      *work,        /* (nullable) */
                                           GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcDisposalResult, rc_disposal_result_free)

G_END_DECLS
