/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "case.h"
#include "public-key.h"
#include "timestamp.h"

G_BEGIN_DECLS

/**
 * RcAnchor:
 * @kind: one of rc_anchor_kinds()
 * @key: (nullable): %NULL where the material is no single key: a list of keys, a trusted root
 * @material: what was accepted, as text; a binary file is kept as PEM or hexadecimal digits
 * @key_number: minisign, signify: little-endian number; a hint, never a decision
 * @key_id: as people of that kind read it
 * @fingerprint: SHA-256 over the SubjectPublicKeyInfo, over the 32 bytes for the kinds that know Ed25519 alone, over a certificate's DER,
 *   over the material where it is no single key
 * @purpose: "any", or names of rc_anchor_purposes() parted by commas
 * @identities: (nullable): "name=value" constraints, matched exactly: no part of a text, no pattern
 * @revoked_us: signatures made later count no more; RC_TIME_NONE: not revoked
 * @group: (nullable): keys of one group vouch together where @threshold different ones signed
 * @label: (nullable): its id in trust-anchors.json as given; see rc_anchor_dup_label()
 * @by: (nullable): who obtained it
 * @obtained_us: when, as far as it was said; RC_TIME_NONE: not said
 * @added_us: when the case accepted it; RC_TIME_NONE while it does not
 *
 * A key, certificate or list of keys that the auditor accepts for a purpose: a row of the table `anchor`. Never taken from the evidence
 * (integrity.md section 3).
 */
typedef struct
{
  gint64       id;
  char        *kind;
  RcPublicKey *key;
  char        *material;
  guint64      key_number;
  char        *key_id;
  RcDigest     fingerprint;
  char        *owner;
  char        *purpose;
  GStrv        identities;
  gint64       from_us;        /* RC_TIME_NONE: open */
  gint64       to_us;
  gint64       revoked_us;
  char        *revoked_for;    /* (nullable) */
  char        *group;
  guint        threshold;
  char        *how;
  char        *label;
  char        *by;             /* (nullable) */
  gint64       obtained_us;
  gint64       added_us;
} RcAnchor;

/**
 * RcAnchorTerms:
 * @kind: (nullable): one of rc_anchor_kinds(); %NULL: the first that reads the bytes
 * @label: (nullable)
 * @owner: whose key it is, as the auditor states
 * @purpose: (nullable): "any", or names of rc_anchor_purposes() parted by commas; %NULL: what keys of the kind are commonly accepted for
 * @identities: (nullable): "name=value" constraints
 * @from_us: first instant of its validity, or RC_TIME_NONE
 * @to_us: last instant of its validity, or RC_TIME_NONE
 * @revoked_us: when it was revoked, or RC_TIME_NONE
 * @revoked_for: (nullable): why
 * @group: (nullable): with @threshold
 * @how: (nullable): how the auditor made sure of it
 * @by: (nullable): who obtained it
 * @obtained_us: when, or RC_TIME_NONE
 *
 * On what terms the auditor accepts a key. Begin with RC_ANCHOR_TERMS_INIT.
 */
typedef struct
{
  const char         *kind;
  const char         *label;
  const char         *owner;
  const char         *purpose;
  const char * const *identities;
  gint64              from_us;
  gint64              to_us;
  gint64              revoked_us;
  const char         *revoked_for;
  const char         *group;
  guint               threshold;
  const char         *how;
  const char         *by;
  gint64              obtained_us;
} RcAnchorTerms;

#define RC_ANCHOR_TERMS_INIT \
  { .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE, .revoked_us = RC_TIME_NONE, .obtained_us = RC_TIME_NONE }

#define RC_TRUST_ERROR (rc_trust_error_quark ())
GQuark rc_trust_error_quark (void);

typedef enum
{
  RC_TRUST_ERROR_NOT_A_KEY,
  RC_TRUST_ERROR_EXISTS,
  RC_TRUST_ERROR_NOT_FOUND,
  RC_TRUST_ERROR_FILE,
  RC_TRUST_ERROR_PURPOSE,     /* no purpose of rc_anchor_purposes() */
  RC_TRUST_ERROR_TERMS,       /* an owner, a limit or an identity that cannot be */
} RcTrustError;

RcAnchor  *rc_anchor_new          (const char   *kind);
void       rc_anchor_free         (RcAnchor     *self);
/* Reads a public key file; nothing is trusted by this. */
RcAnchor  *rc_anchor_parse        (const char   *bytes,
                                   gsize         length,
                                   GError      **error);
/* @kind: (nullable): as rc_anchor_parse(), else only as that kind: the same certificate can be a root for signatures or for time stamps. */
RcAnchor  *rc_anchor_parse_as     (const char   *kind,
                                   const char   *bytes,
                                   gsize         length,
                                   GError      **error);
/* The key as text that rc_anchor_parse_as() reads again. */
char      *rc_anchor_dup_material (const RcAnchor *self);
gboolean   rc_anchor_has_number   (const RcAnchor *self);
gboolean   rc_anchor_accepts      (const RcAnchor *self,
                                   const char     *purpose);
/* The values of the constraints of that name; none: not constrained; (transfer container) (element-type utf8). */
GPtrArray *rc_anchor_list_identities (const RcAnchor *self,
                                   const char     *name);
/* Whether @value is one of the constraints of that name, or there are none of that name. */
gboolean   rc_anchor_allows       (const RcAnchor *self,
                                   const char     *name,
                                   const char     *value);
gboolean   rc_anchor_check_purpose (const char   *purpose,
                                   GError      **error);
/* The id by which it is known in trust-anchors.json and in verdicts: as given, else kind and beginning of the fingerprint. */
char      *rc_anchor_dup_label    (const RcAnchor *self);
/* Takes over what the terms say; those that are nowhere stated are set to what is common. */
void       rc_anchor_set_terms    (RcAnchor            *self,
                                   const RcAnchorTerms *terms);
/* Borrows from @self. */
void       rc_anchor_get_terms    (const RcAnchor      *self,
                                   RcAnchorTerms       *out_terms);
/* Owner, purpose, identities, times, threshold; RC_TRUST_ERROR_TERMS or RC_TRUST_ERROR_PURPOSE. */
gboolean   rc_anchor_check_terms  (const RcAnchor      *self,
                                   GError             **error);
/* Accepts the key in a file on these terms. */
gint64     rc_trust_accept        (RcCase              *case_file,
                                   const char          *path,
                                   const RcAnchorTerms *terms,
                                   GError             **error);
/* As rc_trust_accept(), for what most need. */
gint64     rc_trust_add           (RcCase       *case_file,
                                   const char   *path,
                                   const char   *owner,
                                   const char   *purpose,
                                   gint64        from_us,
                                   gint64        to_us,
                                   const char   *how,
                                   GError      **error);
/* The one act by which a key that came with the evidence is accepted: see trust.c. */
gint64     rc_trust_promote       (RcCase              *case_file,
                                   gint64               source,
                                   const RcAnchorTerms *terms,
                                   GError             **error);
gboolean   rc_trust_remove        (RcCase       *case_file,
                                   gint64        id,
                                   GError      **error);
GPtrArray *rc_trust_list          (RcCase       *case_file,      /* of RcAnchor */
                                   GError      **error);
/* trust-anchors.json: strict JSON, unknown members refused. */
char      *rc_trust_export        (RcCase       *case_file,
                                   GError      **error);
/* SHA-256 of exactly the bytes that rc_trust_export() answers now: documents print it. */
gboolean   rc_trust_digest        (RcCase       *case_file,
                                   RcDigest     *out_digest,
                                   GError      **error);
gboolean   rc_trust_import        (RcCase       *case_file,
                                   const char   *path,
                                   guint        *out_added,
                                   GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcAnchor, rc_anchor_free)

G_END_DECLS
