/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/digest-list-file.h"

G_BEGIN_DECLS

/* Manifests in JSON that list files with their digests: one part of digest-list-file.c. */
RcDigestListFile *rc_digest_list_json_parse (const char *bytes,
                                             gsize       length);
gboolean          rc_digest_list_json_sniff (const char *head,
                                             gsize       length,
                                             guint64     size);
RcDigestListFile *rc_digest_list_file_new   (void);

G_END_DECLS
