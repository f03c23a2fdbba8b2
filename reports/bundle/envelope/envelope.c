/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/envelope/envelope.h"

#include <glib/gstdio.h>

#include "core/words.h"
#include "reports/bundle/bundle.h"

#define PLAIN_NAME "unsealed.zip"

gboolean
rc_envelope_is_wanted (const RcEnvelopeTerms *terms)
{
  return terms->passphrase != NULL || (terms->readers != NULL && terms->readers->len > 0);
}

/**
 * rc_envelope_seal:
 * @terms: rc_envelope_is_wanted()
 * @inner_name: what the bundle is called in a zip under a passphrase
 */
gboolean
rc_envelope_seal (const char             *plain_path,
                  const char             *sealed_path,
                  const char             *inner_name,
                  const RcEnvelopeTerms  *terms,
                  GCancellable           *cancellable,
                  RcDigest               *out_sha256,
                  GError                **error)
{
  if (terms->passphrase != NULL && terms->readers != NULL && terms->readers->len > 0)
    {
      g_set_error_literal (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_TERMS, _("A bundle is sealed to certificates or by a passphrase, not both."));
      return FALSE;
    }
  if (terms->passphrase != NULL)
    return rc_envelope_seal_by_passphrase (plain_path, sealed_path, inner_name, terms->passphrase, cancellable, out_sha256, error);
  return rc_envelope_seal_to_readers (plain_path, sealed_path, terms->readers, cancellable, out_sha256, error);
}

static gboolean
open_one (const char            *path,
          RcEnvelopeKind         kind,
          const char            *plain_path,
          const RcEnvelopeKeys  *keys,
          GCancellable          *cancellable,
          GError               **error)
{
  if (kind == RC_ENVELOPE_CMS && keys->key != NULL)
    return rc_envelope_open_with_key (path, plain_path, keys->key, cancellable, error);
  if (kind == RC_ENVELOPE_PASSPHRASE && keys->passphrase != NULL)
    return rc_envelope_open_by_passphrase (path, plain_path, keys->passphrase, cancellable, error);

  g_set_error_literal (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_NOT_ONE,
                       kind == RC_ENVELOPE_CMS ? _("The bundle is sealed to certificates: the key file (PKCS#12) of one of its readers is needed.")
                                               : _("The bundle is sealed by a passphrase, which is needed."));
  return FALSE;
}

/**
 * rc_envelope_unwrap:
 * @path: tainted
 * @folder: private to whoever opens it
 *
 * Returns: (transfer full) (nullable): path of the file that was in the envelope; %NULL without @error where @path is no envelope
 */
char *
rc_envelope_unwrap (const char            *path,
                    const char            *folder,
                    const RcEnvelopeKeys  *keys,
                    GCancellable          *cancellable,
                    GError               **error)
{
  g_autoptr (GError) reason = NULL;
  RcEnvelopeKind kind = rc_envelope_recognise (path, &reason);
  g_autofree char *plain_path = NULL;

  if (reason != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return NULL;
    }
  if (kind == RC_ENVELOPE_NONE)
    return NULL;

  plain_path = g_build_filename (folder, PLAIN_NAME, NULL);
  return open_one (path, kind, plain_path, keys, cancellable, error) ? g_steal_pointer (&plain_path) : NULL;
}
