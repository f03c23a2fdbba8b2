/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "core/rest/key-table.h"
#include "core/rest/page-cipher.h"

G_BEGIN_DECLS

/*
 * The key of a protected case, and who can open it. The key is 32 random bytes in locked memory; key-table.h says how it lies in the file.
 *
 * Whoever opens a case opens its keys first: with the auditor's key where that is unlocked, else with a passphrase, which is tried for the
 * auditor's key (where there is one) and for the passphrase of the case. The program says at its start where a passphrase comes from, or
 * calls rc_case_unlock() once a person has typed one. Without either, %RC_CASE_ERROR_LOCKED tells nothing but that the case is protected.
 */

/**
 * RcCasePassphraseFunc:
 * @path: of the case, for a question
 * @attempt: 0, and one more each time what was answered did not open it
 * @out_passphrase: (out): at most %RC_LIMIT_PASSPHRASE_BYTES; in locked memory that is wiped afterwards
 * @out_length: (out): in bytes
 *
 * Called in the thread that opens the case, which may wait for the answer.
 *
 * Returns: %FALSE where there is none, or no further one
 */
typedef gboolean (*RcCasePassphraseFunc) (const char *path,
                                          guint       attempt,
                                          char       *out_passphrase,
                                          gsize      *out_length,
                                          gpointer    user_data);

/* Once, before any case is opened; (nullable): NULL asks nobody. */
void        rc_case_set_passphrase_func     (RcCasePassphraseFunc  ask,
                                             gpointer              user_data);
/* Tries @passphrase, and where it is right keeps the key in this process, so that the case opens from now on. */
gboolean    rc_case_unlock                  (const char           *path,
                                             const char           *passphrase,
                                             gsize                 length,
                                             GError              **error);
/* Forgets what rc_case_unlock() kept; cases that are open stay open. */
void        rc_case_forget_keys             (void);
/* Whether the file is a protected case; FALSE also where it cannot be read. */
gboolean    rc_case_is_protected            (const char           *path);

/* A new key without slots; @cost: (nullable): NULL is libsodium's “moderate”, 3 passes over 256 MiB. */
RcCaseKeys *rc_case_keys_new                (const RcKeyCost      *cost);
/* The same slots for a new key, and another file: a page of one does not open in the other. */
RcCaseKeys *rc_case_keys_new_rotated        (RcCaseKeys           *other);
RcCaseKeys *rc_case_keys_ref                (RcCaseKeys           *self);
void        rc_case_keys_unref              (RcCaseKeys           *self);        /* (nullable) */
/* Files with this key open without a question in this process, until rc_case_forget_keys(). */
void        rc_case_keys_keep               (RcCaseKeys           *self);
RcPageCipher *rc_case_keys_peek_cipher      (RcCaseKeys           *self);

/* Opens the keys of the file behind @fd as said above. */
RcCaseKeys *rc_case_keys_open               (int                   fd,
                                             const char           *path,
                                             GError              **error);

/* Changing slots; nothing of it is in the file before rc_case_keys_write_header() or rc_case_keys_update_file(). */
gboolean    rc_case_keys_set_passphrase     (RcCaseKeys           *self,
                                             const char           *passphrase,
                                             gsize                 length,
                                             guint32              *out_number,   /* (optional) */
                                             GError              **error);
gboolean    rc_case_keys_add_auditor        (RcCaseKeys           *self,
                                             const guint8          public_key[RC_KEY_BYTES],   /* Ed25519 */
                                             const char           *label,
                                             guint32              *out_number,   /* (optional) */
                                             GError              **error);
/* The last slot stays. */
gboolean    rc_case_keys_withdraw           (RcCaseKeys           *self,
                                             guint32               number,
                                             GError              **error);
/* RC_KEY_SLOTS of them, some empty. */
const RcKeySlot *rc_case_keys_peek_slots    (RcCaseKeys           *self);
guint       rc_case_keys_count              (RcCaseKeys           *self);

/* Reads the slots again, which another process may have changed. */
gboolean    rc_case_keys_reload             (RcCaseKeys           *self,
                                             int                   fd,
                                             const char           *path,
                                             GError              **error);
void        rc_case_keys_write_header       (RcCaseKeys           *self,
                                             guint8                out[RC_CASE_PAGE_BYTES]);
/* Writes the slots into the file so that a crash leaves the old ones or the new. */
gboolean    rc_case_keys_update_file        (RcCaseKeys           *self,
                                             int                   fd,
                                             const char           *path,
                                             GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcCaseKeys, rc_case_keys_unref)

G_END_DECLS
