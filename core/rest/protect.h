/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/case-lock.h"
#include "core/case.h"
#include "core/rest/case-keys.h"

G_BEGIN_DECLS

/*
 * What is done with the protection of a case; each is an entry of the custody log.
 *
 * Protecting, rotating the key and taking the protection away write the whole file anew beside the case, under the case's name with
 * “.protecting” behind it, and then put it in the place of the case: a crash leaves the case before or after, and at most that file beside it,
 * which the next such act removes. Nobody may have the case open meanwhile.
 *
 * The file in clear is overwritten once the protected one is in its place. That reaches what the file system wrote in place and nothing else: a
 * solid-state disk, a file system that copies on writing, a snapshot or a backup may go on holding pages in clear, and so may the blocks of
 * journals and temporary files that earlier work wrote and gave back, or of the old file itself where a crash comes before its overwriting.
 */

typedef struct
{
  gboolean overwritten;      /* FALSE: the old file has further names (hard links), under which it still is the case in clear */
} RcProtectOutcome;

/* A case that is protected from its first page on; nothing of it is ever on the disk in clear. */
RcCase     *rc_case_create_protected       (const char              *path,
                                            const RcCaseDescription *description,
                                            RcCaseKeys              *keys,
                                            GError                 **error);

gboolean    rc_protect_case                (const char              *path,
                                            RcCaseKeys              *keys,          /* with a slot at least */
                                            GCancellable            *cancellable,
                                            RcProtectOutcome        *out_outcome,
                                            GError                 **error);
gboolean    rc_unprotect_case              (const char              *path,
                                            const char              *reason,
                                            GCancellable            *cancellable,
                                            GError                 **error);
/* A new key for the same slots: whoever kept the old key and a slot that was withdrawn opens nothing that is written from now on.
 * @out_keys: (out) (optional) (transfer full): the new one, for rc_case_keys_keep() */
gboolean    rc_protect_rotate_key          (const char              *path,
                                            const char              *reason,
                                            GCancellable            *cancellable,
                                            RcCaseKeys             **out_keys,
                                            GError                 **error);

/* Where the case goes for good: what a crash left beside it of such an act. */
gboolean    rc_protect_remove_left         (const char              *path,
                                            GError                 **error);

/* Who opens it, of a case that is open for writing. */
gboolean    rc_protect_add_auditor         (RcCase                  *case_file,
                                            const guint8             public_key[RC_KEY_BYTES],
                                            const char              *label,
                                            guint32                 *out_number,
                                            GError                 **error);
gboolean    rc_protect_change_passphrase   (RcCase                  *case_file,
                                            const char              *passphrase,
                                            gsize                    length,
                                            guint32                 *out_number,
                                            GError                 **error);
gboolean    rc_protect_withdraw            (RcCase                  *case_file,
                                            guint32                  number,
                                            const char              *reason,
                                            GError                 **error);
/* The keys of an open case; (nullable): NULL where it is not protected. Its slots as the file has them now. */
RcCaseKeys *rc_protect_get_keys            (RcCase                  *case_file);

/* Makes the empty file at @path ready to take a copy of @case_file, protected as that is, with the same slots and a key of its own: who is let into
 * the copy alone, or finds its key, does not open the case. @out_keys: (transfer full): for
 * rc_protected_vfs_open(), whose connection is then the destination of sqlite3_backup_init(); NULL where the case is in clear, and so is the copy.
 * The copy opens without a question in this process. */
gboolean    rc_protect_begin_copy          (RcCase                  *case_file,
                                            const char              *path,
                                            RcCaseKeys             **out_keys,
                                            GError                 **error);

/* Writes the header page into an empty file. */
gboolean    rc_protect_begin_file          (RcCaseLock              *lock,
                                            RcCaseKeys              *keys,
                                            GError                 **error);

G_END_DECLS
