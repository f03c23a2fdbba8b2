/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "crypto-library.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

/**
 * rc_crypto_library:
 *
 * Made once; nothing of the machine's own configuration of libcrypto is read into it.
 *
 * Returns: (transfer none): the context in which keys, digests and certificates are looked at
 */
OSSL_LIB_CTX *
rc_crypto_library (void)
{
  static gsize initialised;
  static OSSL_LIB_CTX *library;

  if (g_once_init_enter (&initialised))
    {
      (void) OPENSSL_init_crypto (OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
      library = OSSL_LIB_CTX_new ();
      if (library == NULL || EVP_set_default_properties (library, RC_CRYPTO_PROPERTIES) != 1)
        g_error ("libcrypto could not be started");
      g_once_init_leave (&initialised, 1);
    }

  return library;
}
