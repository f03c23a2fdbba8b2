/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/certificate.h"
#include "reports/archival/archival.h"

struct evp_pkey_st;
struct stack_st_X509;

G_BEGIN_DECLS

/**
 * RcKeyFile:
 * @key: the private key
 * @certificate: of @key
 * @others: (nullable): certificates that came along
 *
 * What a PKCS#12 file holds (RFC 7292). Whether the key may be used for something, and still, is for whoever uses it.
 */
typedef struct
{
  struct evp_pkey_st   *key;
  RcCertificate        *certificate;
  struct stack_st_X509 *others;
} RcKeyFile;

/* (transfer full) (nullable): RC_ARCHIVAL_ERROR_SIGNATURE where the file or the passphrase is not one. */
RcKeyFile *rc_key_file_open (GBytes      *file,
                             const char  *passphrase,
                             GError     **error);
void       rc_key_file_free (RcKeyFile   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcKeyFile, rc_key_file_free)

G_END_DECLS
