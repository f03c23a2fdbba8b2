/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/anchor-kind.h"
#include "core/bounds.h"
#include "core/openpgp-key.h"
#include "core/openpgp-packet.h"
#include "core/words.h"

#define LABEL "PGP PUBLIC KEY BLOCK"

/* A key block without armour begins with a public key packet. */
static gboolean
is_binary (const char *bytes,
           gsize       length)
{
  RcOpenpgpReader reader = { (const guint8 *) bytes, length };
  RcOpenpgpPacket packet;

  return length > 0 && (bytes[0] & 0x80) != 0 && rc_openpgp_read_packet (&reader, &packet) && packet.tag == RC_OPENPGP_PUBLIC_KEY;
}

static GBytes *
open_block (const char *bytes,
            gsize       length)
{
  if (length > RC_LIMIT_OPENPGP_BYTES)
    return NULL;
  if (is_binary (bytes, length))
    return g_bytes_new (bytes, length);
  return rc_openpgp_open_armour (bytes, length, LABEL);
}

static GPtrArray *
read_keys (GBytes *block)
{
  return block != NULL ? rc_openpgp_keys_read (g_bytes_get_data (block, NULL), g_bytes_get_size (block)) : NULL;
}

/* Always a list: a primary key and its subkeys. */
static gboolean
read_openpgp (RcAnchor   *anchor,
              const char *bytes,
              gsize       length)
{
  g_autoptr (GBytes) block = open_block (bytes, length);
  g_autoptr (GPtrArray) keys = read_keys (block);

  if (keys == NULL || keys->len == 0)
    return FALSE;
  anchor->key_id = g_strdup (((const RcOpenpgpKey *) g_ptr_array_index (keys, 0))->fingerprint);
  anchor->material = rc_openpgp_make_armour (block, LABEL);
  return TRUE;
}

static void
list_keys (const RcAnchor *list,
           GPtrArray      *keys)
{
  g_autoptr (GBytes) block = open_block (list->material, strlen (list->material));
  g_autoptr (GPtrArray) found = read_keys (block);

  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      const RcOpenpgpKey *key = g_ptr_array_index (found, i);
      RcAnchor *anchor = rc_anchor_new ("openpgp");

      anchor->key = rc_public_key_ref (key->key);
      anchor->material = g_strdup (list->material);
      anchor->key_id = g_strdup (key->fingerprint);
      anchor->from_us = key->created_us;
      anchor->to_us = key->to_us;
      anchor->revoked_us = key->revoked_us;
      g_ptr_array_add (keys, anchor);
    }
}

const RcAnchorKind rc_anchor_kind_openpgp = {
  .id = "openpgp",
  .title = N_("OpenPGP key"),
  .purposes = "files",
  .is_guessed = TRUE,
  .read = read_openpgp,
  .list_keys = list_keys,
};
