/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The auditor's Ed25519 key: made on first use, the private half sealed with Argon2id and XChaCha20-Poly1305 in
 * `$XDG_DATA_HOME/recount/auditor.key`, unlocked once for each process and kept in locked memory.
 */

#define RC_AUDITOR_KEY_ERROR (rc_auditor_key_error_quark ())
GQuark rc_auditor_key_error_quark (void);

typedef enum
{
  RC_AUDITOR_KEY_ERROR_PASSPHRASE,   /* wrong passphrase, or an altered key file */
  RC_AUDITOR_KEY_ERROR_FILE,
} RcAuditorKeyError;

char    *rc_auditor_key_dup_path    (void);
gboolean rc_auditor_key_exists      (void);
gboolean rc_auditor_key_is_unlocked (void);
/* Makes the key where there is none; (out) whether it did. */
gboolean rc_auditor_key_unlock      (const char  *passphrase,
                                     gsize        length,
                                     gboolean    *out_made,
                                     GError     **error);
void     rc_auditor_key_lock        (void);
gboolean rc_auditor_key_sign        (const guint8 *message,
                                     gsize         length,
                                     guint8        out_signature[64],
                                     guint8        out_public[32]);
/* The public half, from the key file alone; nothing is unlocked. */
gboolean rc_auditor_key_read_public (guint8       out_public[32],
                                     GError     **error);
/* The same in hexadecimal digits; (transfer full) (nullable): there is no key file, or another file in its place. */
char    *rc_auditor_key_dup_public  (void);
/* Reads a public key as people pass it on: 64 hexadecimal digits, in groups or not. FALSE: @tainted is something else. */
gboolean rc_auditor_key_parse_public (const char *tainted,
                                      guint8      out_public[32]);
/* Opens what was sealed to the X25519 form of the key (crypto_box_seal). FALSE where it is locked, or another's. */
gboolean rc_auditor_key_open_sealed (const guint8 *sealed,
                                     gsize         length,
                                     guint8       *out_message);   /* 48 bytes shorter */
gboolean rc_auditor_key_verify      (const guint8 *message,
                                     gsize         length,
                                     const guint8  signature[64],
                                     const guint8  public_key[32]);

G_END_DECLS
