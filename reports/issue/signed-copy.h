/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/issued/issued.h"

G_BEGIN_DECLS

/**
 * RcSignedCopy:
 * @match: how it was held against what was frozen
 * @file: name of the frozen file that it is, or is a signature of
 * @sha256: of what came back: the signed file, or the signature file
 * @method: "CMS", "minisign", "signify", "SSH"; %NULL where a person states that it is the same
 * @found: (nullable): a sentence of the reader
 *
 * What comes back from whoever signed. That bytes are the same is shown or refused; who signed, is what a person says, beside the key that was found.
 */
typedef struct
{
  RcIssuedMatch  match;
  char          *file;
  char          *sha256;
  const char    *method;
  char          *found;
} RcSignedCopy;

/**
 * RcSignedCopyTerms:
 * @path: what came back
 * @signature_path: (nullable): the signature, where it is a file of its own over @path
 * @is_stated: a person says that it is the same: a scan, or the paper of which @path was printed
 * @frozen_name: (nullable): which file was signed, where it is stated and several were frozen
 */
typedef struct
{
  const char *path;
  const char *signature_path;
  gboolean    is_stated;
  const char *frozen_name;
} RcSignedCopyTerms;

void          rc_signed_copy_free    (RcSignedCopy            *self);
/* %NULL with %RC_ISSUED_ERROR_CONTENT and what differs, where it is not the same content, or no signature is found in it. */
RcSignedCopy *rc_signed_copy_examine (RcCase                  *case_file,
                                      const RcIssued          *issued,
                                      const RcSignedCopyTerms *terms,
                                      GError                 **error);
/* A whole file of at most @most bytes; (transfer full) (nullable). */
GBytes       *rc_signed_copy_read    (const char              *path,
                                      gsize                    most,
                                      GError                 **error);
/* Registers what came back in the document register, so that it is an exhibit. Answers its source; 0 with @error. */
gint64        rc_signed_copy_keep    (RcCase                  *case_file,
                                      const RcIssued          *issued,
                                      const char              *path,
                                      const char              *by,        /* (nullable): the auditor */
                                      GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcSignedCopy, rc_signed_copy_free)

G_END_DECLS
