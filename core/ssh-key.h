/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "public-key.h"

G_BEGIN_DECLS

/* What is left to read of a structure of the SSH protocol (RFC 4251 section 5). */
typedef struct
{
  const guint8 *bytes;
  gsize         length;
} RcSshReader;

gboolean   rc_ssh_read_number   (RcSshReader   *self,
                                 guint32       *out_number);
/* @out_text: borrowed, tainted, without a zero at its end. */
gboolean   rc_ssh_read_string   (RcSshReader   *self,
                                 RcSshReader   *out_text);
/* A number above zero, written as short as it can be; without the zero that keeps it positive. */
gboolean   rc_ssh_read_positive (RcSshReader   *self,
                                 RcSshReader   *out_number);
gboolean   rc_ssh_text_is       (const RcSshReader *text,
                                 const char    *word);

/**
 * RcSshKey:
 * @type: "ssh-ed25519", "ecdsa-sha2-nistp256", "ssh-rsa" …
 * @key: (nullable): %NULL for a type that cannot be asked here
 * @application: (nullable): of a key that lives in a security key, which signs other bytes
 * @blob: the key as SSH writes it
 *
 * A public key of OpenSSH.
 */
typedef struct
{
  char        *type;
  RcPublicKey *key;
  char        *application;
  GBytes      *blob;
} RcSshKey;

/* NULL: not a public key of SSH. */
RcSshKey  *rc_ssh_key_read      (const void     *blob,
                                 gsize           length);
void       rc_ssh_key_free      (RcSshKey       *self);
/* "SHA256:…" as OpenSSH shows it; (transfer full). */
char      *rc_ssh_key_dup_fingerprint (const RcSshKey *self);
/* "type base64"; (transfer full). */
char      *rc_ssh_key_dup_line  (const RcSshKey *self);
gboolean   rc_ssh_key_is_rsa    (const RcSshKey *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcSshKey, rc_ssh_key_free)

G_END_DECLS
