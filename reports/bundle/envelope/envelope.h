/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/digest.h"
#include "reports/archival/key-file.h"

G_BEGIN_DECLS

/*
 * What closes a bundle to everybody but its reader, in forms that common tools open: CMS EnvelopedData (RFC 5652 section 6) to certificates, or a zip with one
 * member under a passphrase (AES-256 as WinZip made it, "AE-2"). Bytes go through in one pass, in both directions, whatever their number. An envelope hides and
 * proves nothing: the proof is the seal of the bundle in it.
 */

typedef enum
{
  RC_ENVELOPE_NONE,         /* something else: perhaps a bundle in clear */
  RC_ENVELOPE_CMS,
  RC_ENVELOPE_PASSPHRASE,
} RcEnvelopeKind;

/**
 * RcEnvelopeTerms:
 * @readers: (nullable) (element-type RcCertificate): each of them can open it
 * @passphrase: (nullable): instead; none of both: in clear
 */
typedef struct
{
  GPtrArray  *readers;
  const char *passphrase;
} RcEnvelopeTerms;

/* The key of such a zip is made from the passphrase by 1,000 rounds of a fast hash: short ones are guessed. */
#define RC_ENVELOPE_LEAST_CHARACTERS 16u

/* Certificates of readers out of a file, DER or PEM, each fit to encrypt to at @at_us. (element-type RcCertificate) (transfer full) (nullable) */
GPtrArray     *rc_envelope_read_certificates (const char          *path,
                                              gint64               at_us,
                                              GError             **error);
/* @readers: (element-type RcCertificate): each of them can open it. @sealed_path: nothing may be there; nothing is left there on failure. */
gboolean       rc_envelope_seal_to_readers   (const char          *plain_path,
                                              const char          *sealed_path,
                                              GPtrArray           *readers,
                                              GCancellable        *cancellable,
                                              RcDigest            *out_sha256,
                                              GError             **error);
/* @inner_name: what the member is called. */
gboolean       rc_envelope_seal_by_passphrase (const char         *plain_path,
                                              const char          *sealed_path,
                                              const char          *inner_name,
                                              const char          *passphrase,
                                              GCancellable        *cancellable,
                                              RcDigest            *out_sha256,
                                              GError             **error);

/* One of the two as @terms say, or neither. */
gboolean       rc_envelope_is_wanted         (const RcEnvelopeTerms *terms);
gboolean       rc_envelope_seal              (const char          *plain_path,
                                              const char          *sealed_path,
                                              const char          *inner_name,
                                              const RcEnvelopeTerms *terms,
                                              GCancellable        *cancellable,
                                              RcDigest            *out_sha256,
                                              GError             **error);

RcEnvelopeKind rc_envelope_recognise         (const char          *path,
                                              GError             **error);
gboolean       rc_envelope_open_with_key     (const char          *path,
                                              const char          *plain_path,
                                              const RcKeyFile     *key,
                                              GCancellable        *cancellable,
                                              GError             **error);
gboolean       rc_envelope_open_by_passphrase (const char         *path,
                                              const char          *plain_path,
                                              const char          *passphrase,
                                              GCancellable        *cancellable,
                                              GError             **error);

/* What the reader has to open one with; each (nullable). */
typedef struct
{
  const RcKeyFile *key;
  const char      *passphrase;
} RcEnvelopeKeys;

/* Where the file is an envelope: what is in it, as a file in @folder; (transfer full) (nullable). %NULL without @error: it is none. */
char          *rc_envelope_unwrap            (const char           *path,
                                              const char           *folder,
                                              const RcEnvelopeKeys *keys,
                                              GCancellable         *cancellable,
                                              GError              **error);

G_END_DECLS
