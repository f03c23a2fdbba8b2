/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/archival/key-file.h"

#include "core/bounds.h"
#include "core/crypto-library.h"
#include "core/words.h"

#include <openssl/err.h>
#include <openssl/pkcs12.h>

void
rc_key_file_free (RcKeyFile *self)
{
  if (self == NULL)
    return;

  EVP_PKEY_free (self->key);
  g_clear_pointer (&self->certificate, rc_certificate_unref);
  sk_X509_pop_free (self->others, X509_free);
  g_free (self);
}

static gboolean
refuse (GError     **error,
        const char  *words)
{
  ERR_clear_error ();
  g_set_error_literal (error, RC_ARCHIVAL_ERROR, RC_ARCHIVAL_ERROR_SIGNATURE, words);
  return FALSE;
}

static PKCS12 *
read_file (GBytes *file)
{
  gsize length;
  const guchar *cursor = g_bytes_get_data (file, &length);
  PKCS12 *content;

  if (length == 0 || length > RC_LIMIT_SIGNING_KEY_BYTES)
    return NULL;

  /* The properties are the library context's own; named here, libcrypto would lose its copy of them. */
  content = PKCS12_init_ex (NID_pkcs7_data, rc_crypto_library (), NULL);
  return d2i_PKCS12 (&content, &cursor, (long) length);
}

/* A file without a passphrase is written with an empty one or with none at all. */
static gboolean
passphrase_fits (PKCS12     *content,
                 const char *passphrase)
{
  if (PKCS12_verify_mac (content, passphrase, -1) == 1)
    return TRUE;
  return passphrase[0] == '\0' && PKCS12_verify_mac (content, NULL, 0) == 1;
}

static gboolean
take_content (RcKeyFile   *self,
              PKCS12      *content,
              const char  *passphrase,
              GError     **error)
{
  X509 *certificate = NULL;

  if (PKCS12_mac_present (content) && !passphrase_fits (content, passphrase))
    return refuse (error, _("The passphrase does not open the key file."));
  if (PKCS12_parse (content, passphrase, &self->key, &certificate, &self->others) != 1)
    return refuse (error, _("The key file is protected by a method that is out of date or not known here. The program that wrote it can write it "
                            "anew."));

  if (certificate != NULL)
    self->certificate = rc_certificate_new_x509 (certificate);
  X509_free (certificate);
  if (self->key == NULL || self->certificate == NULL)
    return refuse (error, _("The key file holds no key with a certificate of its own."));
  return TRUE;
}

/**
 * rc_key_file_open:
 * @file: bytes of a PKCS#12 file, tainted
 * @passphrase: may be empty
 *
 * Returns: (transfer full) (nullable): the key with its certificates
 */
RcKeyFile *
rc_key_file_open (GBytes      *file,
                  const char  *passphrase,
                  GError     **error)
{
  g_autoptr (RcKeyFile) self = g_new0 (RcKeyFile, 1);
  PKCS12 *content = read_file (file);
  gboolean sound;

  if (content == NULL)
    {
      refuse (error, _("The file holds no key: a PKCS#12 file (.p12, .pfx) is needed."));
      return NULL;
    }

  sound = take_content (self, content, passphrase, error);
  PKCS12_free (content);
  ERR_clear_error ();
  return sound ? g_steal_pointer (&self) : NULL;
}
