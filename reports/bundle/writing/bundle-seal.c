/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/writing/bundle-parts.h"

#include <string.h>

#include "core/seals/time-stamp-request.h"
#include "core/timestamp.h"
#include "core/trust.h"
#include "core/words.h"
#include "reports/archival/signing-ssh.h"

#define SEALED "tagmanifest-sha256.txt"

static gboolean
add_text (RcBundleWork  *work,
          const char    *path,
          const char    *title,
          const char    *text,
          GError       **error)
{
  return rc_bundle_writer_add (work->writer, path, "text/plain", title, text, strlen (text), error);
}

char *
rc_bundle_dup_seal_key (GError **error)
{
  g_autofree char *text = rc_signing_dup_minisign_key (error);
  g_auto (GStrv) lines = text != NULL ? g_strsplit (text, "\n", -1) : NULL;

  return lines != NULL && g_strv_length (lines) > 1 ? g_strdup (lines[1]) : NULL;
}

/* Before the tag manifest, which names it. */
gboolean
rc_bundle_write_seal_key (RcBundleWork  *work,
                          GError       **error)
{
  g_autofree char *key = NULL;

  if (work->terms->unsealed)
    return TRUE;
  key = rc_signing_dup_minisign_key (error);
  return key != NULL && add_text (work, "seal-key.pub", _("The public key of the seal, to be confirmed by another channel"), key, error);
}

/* What the seal binds besides the bytes: which bundle, by which program, of which state, judged by which keys. */
static char *
dup_comment (RcBundleWork  *work,
             GError       **error)
{
  g_autofree char *changed = rc_time_format_utc (work->changed_us);
  char hex[RC_DIGEST_HEX_SIZE];
  RcDigest keys;

  if (!rc_trust_digest (work->case_file, &keys, error))
    return NULL;
  rc_digest_to_hex (&keys, hex);
  return g_strdup_printf ("bundle:%s\tprogram:Recount %s\tstate-of:%s\taccepted-keys-sha256:%s", work->id, PACKAGE_VERSION, changed, hex);
}

static gboolean
write_minisign (RcBundleWork  *work,
                GBytes        *sealed,
                GError       **error)
{
  g_autofree char *comment = dup_comment (work, error);
  g_autofree char *seal = comment != NULL ? rc_signing_minisign_commented (sealed, comment, error) : NULL;

  return seal != NULL && add_text (work, SEALED ".minisig", _("The seal"), seal, error);
}

static gboolean
write_request (RcBundleWork  *work,
               GBytes        *sealed,
               GError       **error)
{
  g_autoptr (GBytes) request = NULL;
  RcDigest digest;

  rc_digest_compute (g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed), &digest);
  request = rc_time_stamp_request_new (&digest);
  return rc_bundle_writer_add (work->writer, SEALED ".tsq", "application/timestamp-query", _("Request for a time stamp"),
                               g_bytes_get_data (request, NULL), g_bytes_get_size (request), error);
}

/* For the namespace that ssh-keygen names for files. */
static gboolean
write_ssh (RcBundleWork  *work,
           GBytes        *sealed,
           GError       **error)
{
  g_autofree char *seal = rc_signing_ssh (sealed, "file", work->terms->ssh_key_path, error);

  return seal != NULL && add_text (work, SEALED ".sig", _("A second seal, by an SSH key"), seal, error);
}

/**
 * rc_bundle_write_seals:
 * @tag_manifest: its bytes
 *
 * Writes what stands over the tag manifest, and is in no manifest itself.
 */
gboolean
rc_bundle_write_seals (RcBundleWork  *work,
                       GBytes        *tag_manifest,
                       GError       **error)
{
  return (work->terms->unsealed || write_minisign (work, tag_manifest, error))
         && (work->terms->ssh_key_path == NULL || write_ssh (work, tag_manifest, error))
         && write_request (work, tag_manifest, error);
}
