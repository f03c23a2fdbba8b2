/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "case.h"
#include "timestamp.h"

G_BEGIN_DECLS

/**
 * RcAnchor:
 *
 * A key that the auditor accepts for a purpose: a row of the table `anchor`. Never taken from the evidence.
 */
typedef struct
{
  gint64    id;
  char     *kind;           /* "minisign", "signify", "ed25519-raw" */
  guint8    key[32];
  guint64   key_number;     /* minisign, signify: little-endian number; a hint, never a decision */
  char     *key_id;         /* as people read it, upper-case hex */
  RcDigest  fingerprint;    /* SHA-256 over the 32 key bytes */
  char     *owner;
  char     *purpose;        /* "any", or "log-head" and "files" parted by commas */
  gint64    from_us;        /* RC_TIME_NONE: open */
  gint64    to_us;
  char     *how;
} RcAnchor;

#define RC_TRUST_ERROR (rc_trust_error_quark ())
GQuark rc_trust_error_quark (void);

typedef enum
{
  RC_TRUST_ERROR_NOT_A_KEY,
  RC_TRUST_ERROR_EXISTS,
  RC_TRUST_ERROR_NOT_FOUND,
  RC_TRUST_ERROR_FILE,
  RC_TRUST_ERROR_PURPOSE,     /* none of "any", "log-head", "files" */
} RcTrustError;

void       rc_anchor_free         (RcAnchor     *self);
/* Reads a public key file; nothing is trusted by this. */
RcAnchor  *rc_anchor_parse        (const char   *bytes,
                                   gsize         length,
                                   GError      **error);
/* The key as text that rc_anchor_parse() reads again. */
char      *rc_anchor_dup_material (const RcAnchor *self);
gboolean   rc_anchor_has_number   (const RcAnchor *self);
gboolean   rc_anchor_accepts      (const RcAnchor *self,
                                   const char     *purpose);
gboolean   rc_anchor_check_purpose (const char   *purpose,
                                   GError      **error);
gint64     rc_trust_add           (RcCase       *case_file,
                                   const char   *path,
                                   const char   *owner,
                                   const char   *purpose,
                                   gint64        from_us,
                                   gint64        to_us,
                                   const char   *how,
                                   GError      **error);
gboolean   rc_trust_remove        (RcCase       *case_file,
                                   gint64        id,
                                   GError      **error);
GPtrArray *rc_trust_list          (RcCase       *case_file,      /* of RcAnchor */
                                   GError      **error);
/* trust-anchors.json: strict JSON, unknown members refused. */
char      *rc_trust_export        (RcCase       *case_file,
                                   GError      **error);
gboolean   rc_trust_import        (RcCase       *case_file,
                                   const char   *path,
                                   guint        *out_added,
                                   GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcAnchor, rc_anchor_free)

G_END_DECLS
