/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/archival/archival.h"

G_BEGIN_DECLS

/* A signature as `ssh-keygen -Y sign` makes it (OpenSSH, PROTOCOL.sshsig), in its armour. @path: of a private Ed25519 key of OpenSSH that no passphrase
 * protects; read and wiped. @name_space: what the signature is for, "file". RC_ARCHIVAL_ERROR_SIGNATURE. (transfer full) (nullable) */
char *rc_signing_ssh (GBytes      *bytes,
                      const char  *name_space,
                      const char  *path,
                      GError     **error);

G_END_DECLS
