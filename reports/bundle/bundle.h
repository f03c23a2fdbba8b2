/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/case.h"
#include "core/import.h"
#include "reports/archival/signing.h"
#include "reports/bundle/envelope/envelope.h"

G_BEGIN_DECLS

/*
 * The handover bundle (reports/bundle/README.md): what of a case leaves the house, proving itself. See also bundle-open.h for the way back.
 */

#define RC_BUNDLE_FORMAT "recount.bundle/1"

#define RC_BUNDLE_ERROR (rc_bundle_error_quark ())
GQuark rc_bundle_error_quark (void);

typedef enum
{
  RC_BUNDLE_ERROR_STATE,      /* the case cannot be handed over as it is: not verified, edited, no key to seal with */
  RC_BUNDLE_ERROR_TERMS,      /* an event that is none, a field that its scheme does not let anybody leave out … */
  RC_BUNDLE_ERROR_FILE,       /* the file system refused */
  RC_BUNDLE_ERROR_NOT_ONE,    /* opening: not a bundle, or one that cannot be read safely; the message says where */
} RcBundleError;

/**
 * RcBundleTerms:
 * @events: (nullable): references of the decisions that a selective bundle is about; %NULL: a full one
 * @lineages: (nullable): of a full one: decisions whose lineages are written, besides those that exercises and issued documents are about
 * @language: of its pages and documents: "en", "de", "fr"
 * @redact: (nullable): fields to be left out inside of records ("POINTER"), only where the scheme of the record lets them be; else refused
 * @unsealed: no seal: the auditor's key is not needed, and every page says so
 * @officer_key: (nullable): by which START-HERE.pdf is signed, as readers of PDF show it
 * @envelope: in which it is closed to everybody but its readers, where there are some
 * @ssh_key_path: (nullable): a private OpenSSH Ed25519 key without passphrase, for the second seal
 */
typedef struct
{
  const char * const *events;
  const char * const *lineages;
  const char         *language;
  const char * const *redact;
  gboolean            unsealed;
  RcSigningKey       *officer_key;
  const char         *ssh_key_path;
  RcEnvelopeTerms     envelope;
  RcProgressFunc      progress;          /* (nullable) */
  gpointer            progress_data;
} RcBundleTerms;

/**
 * RcBundleResult:
 * @id: 64 hexadecimal digits
 * @sha256: of the bundle
 * @envelope_sha256: (nullable): of the file, where the bundle lies in an envelope
 */
typedef struct
{
  char    *id;
  char    *sha256;
  char    *envelope_sha256;
  guint64  bytes;
  guint    files;
  guint    records;        /* selective: disclosed */
  gboolean is_sealed;
} RcBundleResult;

void            rc_bundle_result_free (RcBundleResult      *self);
/* Writes the bundle and enters that in the custody log: both or none. A full disk leaves nothing under @path. Where the last verification is not of this
 * evidence state, a full bundle verifies first, and a selective one is refused. */
RcBundleResult *rc_bundle_export      (RcCase              *case_file,
                                       const char          *path,
                                       const RcBundleTerms *terms,
                                       GCancellable        *cancellable,
                                       GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcBundleResult, rc_bundle_result_free)

G_END_DECLS
