/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/issued/issued.h"

G_BEGIN_DECLS

/**
 * RcOfficerTerms:
 * @path: the file as it was frozen, or that file with the signature of another person in it
 * @output: what is written: the signed PDF, or the signature
 * @signatory: and @function, @on, @how: as in RcIssuedSignature; @on, @how (nullable): today; the method
 *
 * A signature that is made on this machine, written and entered. It shows that the holder of a key signed these bytes, and nothing on what the law
 * makes of that. What is written is held against what was frozen like everything that comes back.
 */
typedef struct
{
  const char *path;
  const char *output;
  const char *signatory;
  const char *function;
  const char *on;
  const char *how;
  const char *by;
} RcOfficerTerms;

/* With the key in a PKCS#12 file, in the PDF. */
gboolean rc_officer_sign_pdf      (RcCase                *case_file,
                                   gint64                 number,
                                   const RcOfficerTerms  *terms,
                                   const char            *pkcs12_path,
                                   const char            *passphrase,
                                   GError               **error);
/* With the auditor's key, which must be unlocked, in a file of minisign. @out_public: (out) (transfer full): the key, as minisign -P takes it. */
gboolean rc_officer_sign_minisign (RcCase                *case_file,
                                   gint64                 number,
                                   const RcOfficerTerms  *terms,
                                   char                 **out_public,
                                   GError               **error);

G_END_DECLS
