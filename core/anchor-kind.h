/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trust.h"

G_BEGIN_DECLS

/**
 * RcAnchorKind:
 * @id: as in trust-anchors.json (integrity.md section 3)
 * @title: for people; N_()
 * @purposes: what keys of the kind are commonly accepted for, parted by commas
 * @is_guessed: whether a file is taken for one of this kind without being told; of two kinds that read the same bytes one is
 * @read: fills in the key, or for a list its material alone, from tainted bytes; %FALSE: not of this kind, or nothing that could vouch.
 *   What it leaves open of material, fingerprint and key id is set by rc_anchor_complete(). %NULL: a kind of Ed25519 keys, read by
 *   rc_anchor_parse_as() itself.
 * @refuse: (nullable): what to tell of bytes that are of this kind and are never accepted, such as a private key: a whole sentence, static;
 *   %NULL: nothing
 * @list_keys: (nullable): for a list: appends the keys in its material, each with the limits that the list sets on it
 */
typedef struct
{
  const char *id;
  const char *title;
  const char *purposes;
  gboolean    is_guessed;
  gboolean  (*read) (RcAnchor   *anchor,
                     const char *bytes,
                     gsize       length);
  const char *(*refuse) (const char *bytes,
                         gsize       length);
  void      (*list_keys) (const RcAnchor *list,
                          GPtrArray      *keys);
} RcAnchorKind;

/* One file of core/anchors/ each. */
extern const RcAnchorKind rc_anchor_kind_ccf;
extern const RcAnchorKind rc_anchor_kind_cloudtrail;
extern const RcAnchorKind rc_anchor_kind_jwk;
extern const RcAnchorKind rc_anchor_kind_multikey;
extern const RcAnchorKind rc_anchor_kind_cose_key;
extern const RcAnchorKind rc_anchor_kind_note_vkey;
extern const RcAnchorKind rc_anchor_kind_openpgp;
extern const RcAnchorKind rc_anchor_kind_rfc6962_log;
extern const RcAnchorKind rc_anchor_kind_sigstore_root;
extern const RcAnchorKind rc_anchor_kind_spki;
extern const RcAnchorKind rc_anchor_kind_ssh;
extern const RcAnchorKind rc_anchor_kind_tsa_root;
extern const RcAnchorKind rc_anchor_kind_x509_leaf;
extern const RcAnchorKind rc_anchor_kind_x509_root;

/* In the order in which they are tried; ends with NULL. */
const RcAnchorKind * const *rc_anchor_kinds        (void);
/* NULL: no such kind. */
const RcAnchorKind         *rc_anchor_kind_by_id   (const char *id);
/* "any" and the purposes for which a key can be accepted; ends with NULL. */
const char * const         *rc_anchor_purposes     (void);
/* What a purpose means, for people; (transfer none). */
const char                 *rc_anchor_purpose_title (const char *purpose);
void                        rc_anchor_complete     (RcAnchor   *anchor);
/* The keys in a list, each with owner, purpose and limits of the list; none for a single key; (element-type RcAnchor) (transfer full). */
GPtrArray                  *rc_anchor_list_keys    (const RcAnchor *anchor);

G_END_DECLS
