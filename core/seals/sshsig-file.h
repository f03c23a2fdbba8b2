/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/ssh-key.h"

G_BEGIN_DECLS

/**
 * RcSshsigFile:
 * @version: 1, or one that is not known here
 * @key: with which the signer says it signed: never more than a candidate
 * @name_space: what the signature is for; not empty
 * @reserved: signed and otherwise ignored
 * @hash: "sha256" or "sha512", or one that is not known here
 * @algorithm: of the signature itself, e.g. "rsa-sha2-512"
 * @signature: in the form that rc_public_key_verify() reads; %NULL where @algorithm is not one of the key
 * @flags: of a security key: what its holder did
 * @counter: of a security key: how often it had signed
 *
 * A detached signature of ssh-keygen -Y sign (PROTOCOL.sshsig), as read; nothing is verified yet.
 */
typedef struct
{
  guint32   version;
  RcSshKey *key;
  char     *name_space;
  GBytes   *reserved;
  char     *hash;
  char     *algorithm;
  GBytes   *signature;
  guint8    flags;
  guint32   counter;
} RcSshsigFile;

typedef enum
{
  RC_SSHSIG_READ,        /* a signature, perhaps of an algorithm or version that is not known here */
  RC_SSHSIG_ANOTHER,     /* something else */
  RC_SSHSIG_MALFORMED,   /* begins like a signature, and is not readable as one */
} RcSshsigForm;

/* @out_fault: static text, for RC_SSHSIG_MALFORMED. */
RcSshsigForm rc_sshsig_file_parse    (const char         *bytes,
                                      gsize               length,
                                      RcSshsigFile      **out_file,
                                      const char        **out_fault);
/* From the first bytes alone. */
gboolean     rc_sshsig_file_is       (const char         *bytes,
                                      gsize               length);
void         rc_sshsig_file_free     (RcSshsigFile       *self);
/* How the message is hashed; RC_HASH_NONE: not known here. */
RcHash       rc_sshsig_file_get_hash (const RcSshsigFile *self);
/* Whether its algorithm is one that no key of that type may use: RSA with SHA-1, or the algorithm of another type. */
gboolean     rc_sshsig_file_is_forbidden (const RcSshsigFile *self);
/* Whether @key made the signature over a message with that digest. */
gboolean     rc_sshsig_file_fits     (const RcSshsigFile *self,
                                      const RcPublicKey  *key,
                                      const guint8       *digest);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcSshsigFile, rc_sshsig_file_free)

G_END_DECLS
