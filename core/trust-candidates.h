/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trust.h"

G_BEGIN_DECLS

/**
 * RcEvidenceKey:
 * @anchor: as it reads, without an owner
 * @source: where it stands
 *
 * A public key, certificate or list of keys that came with the evidence and that the case does not accept. It vouches for nothing until
 * rc_trust_promote().
 */
typedef struct
{
  RcAnchor *anchor;
  gint64    source;
  char     *name;
} RcEvidenceKey;

void       rc_evidence_key_free     (RcEvidenceKey *self);
/* @out_cut: (optional): whether more files were there than are looked at; (element-type RcEvidenceKey) (transfer full). */
GPtrArray *rc_trust_list_candidates (RcCase        *case_file,
                                     gboolean      *out_cut,
                                     GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcEvidenceKey, rc_evidence_key_free)

G_END_DECLS
