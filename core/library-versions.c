/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "library-versions.h"

#include <libxml/parser.h>
#include <openssl/crypto.h>
#include <sodium.h>
#include <sqlite3.h>
#include <zstd.h>

char *
rc_library_versions_describe (void)
{
  return g_strdup_printf ("GLib %u.%u.%u\nSQLite %s\n%s\nlibsodium %s\nzstd %s\nlibxml2 %s", glib_major_version, glib_minor_version,
                          glib_micro_version, sqlite3_libversion (), OpenSSL_version (OPENSSL_VERSION), sodium_version_string (),
                          ZSTD_versionString (), LIBXML_DOTTED_VERSION);
}
