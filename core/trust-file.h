/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trust.h"

G_BEGIN_DECLS

/*
 * trust-anchors.json, by which accepted keys go from one case to another (rc_trust_export(), rc_trust_import()), and what it
 * shares with the table of keys.
 */

#define RC_TRUST_FILE_FORMAT "recount.trust-anchors/2"
/* Without id, identities, revocation, threshold, and who obtained a key. */
#define RC_TRUST_FILE_FORMAT_1 "recount.trust-anchors/1"

GBytes   *rc_trust_read_file   (const char  *path,
                                GError     **error);
gboolean  rc_trust_add_anchors (RcCase      *case_file,
                                GPtrArray   *anchors,
                                GError     **error);
/* @folder: (nullable): where files lie that the list names; %NULL: it may name none. (element-type RcAnchor) (transfer full) */
GPtrArray *rc_trust_file_parse (const char  *bytes,
                                gsize        length,
                                const char  *folder,
                                GError     **error);
char      *rc_trust_file_write (GPtrArray   *anchors);

G_END_DECLS
