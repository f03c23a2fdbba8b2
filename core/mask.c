/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mask.h"

#include <string.h>

#include <sodium.h>

#define KEY_DOMAIN "recount mask key"

/**
 * rc_mask_value:
 * @case_file: the case; its id is the key
 * @value: a personal value
 *
 * What stands in place of a personal value wherever the whole record is not revealed: four dots, and four hexadecimal digits of a
 * keyed hash, so that one person looks the same in every line of a case and not the same in two cases. The digits are a help for
 * the eye: sixteen bits tell nobody apart for certain.
 *
 * Returns: (transfer full): the masked text
 */
char *
rc_mask_value (RcCase     *case_file,
               const char *value)
{
  g_autofree char *id = rc_case_dup_setting (case_file, "case.id");
  guint8 key[crypto_generichash_KEYBYTES];
  guint8 hash[crypto_generichash_BYTES_MIN];

  crypto_generichash (key, sizeof key, (const guint8 *) id, id != NULL ? strlen (id) : 0,
                      (const guint8 *) KEY_DOMAIN, strlen (KEY_DOMAIN));
  crypto_generichash (hash, sizeof hash, (const guint8 *) value, strlen (value), key, sizeof key);
  return g_strdup_printf ("••••%02x%02x", hash[0], hash[1]);
}
