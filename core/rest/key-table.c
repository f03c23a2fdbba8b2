/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/rest/key-table.h"

#include "core/bounds.h"

#include <sodium.h>
#include <string.h>

#define MAGIC "RecountProtected"
#define MAGIC_BYTES 16u
#define VERSION 1u
#define VERSION_AT 16u
#define PAGE_BYTES_AT 20u
#define SALT_AT 32u

#define ARGON_SALT_AT 8u
#define BOXES_AT 24u
#define NONCE_AT 1304u
#define DIRECTORY_AT 1328u
#define DIRECTORY_BYTES (RC_KEY_TABLE_BYTES - DIRECTORY_AT - crypto_aead_xchacha20poly1305_ietf_ABYTES)

/* The directory: generation (8), last number (4), zeros (4), then for each slot kind (4), number (4), time (8), public key (32), label (80). */
#define ENTRIES_AT 16u
#define ENTRY_BYTES (4u + 4u + 8u + RC_KEY_BYTES + RC_KEY_LABEL_BYTES)

#define DIRECTORY_KEY 1u
#define DIRECTORY_CONTEXT "RcKeyTab"

G_STATIC_ASSERT (crypto_box_SEALBYTES + RC_KEY_BYTES == RC_KEY_BOX_BYTES);
G_STATIC_ASSERT (BOXES_AT + RC_KEY_SLOTS * RC_KEY_BOX_BYTES == NONCE_AT);
G_STATIC_ASSERT (NONCE_AT + crypto_aead_xchacha20poly1305_ietf_NPUBBYTES == DIRECTORY_AT);
G_STATIC_ASSERT (ENTRIES_AT + RC_KEY_SLOTS * ENTRY_BYTES <= DIRECTORY_BYTES);
G_STATIC_ASSERT (RC_KEY_TABLE_AT + RC_KEY_TABLES * RC_KEY_TABLE_BYTES <= RC_CASE_PAGE_BYTES);
G_STATIC_ASSERT (RC_KEY_BYTES == crypto_kdf_KEYBYTES);
G_STATIC_ASSERT (crypto_pwhash_argon2id_SALTBYTES == sizeof ((RcKeyTable *) NULL)->salt);

static void
write_u32 (guint8  *out,
           guint32  value)
{
  value = GUINT32_TO_BE (value);
  memcpy (out, &value, sizeof value);
}

static void
write_u64 (guint8  *out,
           guint64  value)
{
  value = GUINT64_TO_BE (value);
  memcpy (out, &value, sizeof value);
}

static guint32
read_u32 (const guint8 *bytes)
{
  guint32 value;

  memcpy (&value, bytes, sizeof value);
  return GUINT32_FROM_BE (value);
}

static guint64
read_u64 (const guint8 *bytes)
{
  guint64 value;

  memcpy (&value, bytes, sizeof value);
  return GUINT64_FROM_BE (value);
}

void
rc_key_fixed_init (guint8 fixed[RC_KEY_FIXED_BYTES])
{
  memset (fixed, 0, RC_KEY_FIXED_BYTES);
  memcpy (fixed, MAGIC, MAGIC_BYTES);
  write_u32 (fixed + VERSION_AT, VERSION);
  write_u32 (fixed + PAGE_BYTES_AT, RC_CASE_PAGE_BYTES);
  randombytes_buf (fixed + SALT_AT, RC_PAGE_SALT_BYTES);
}

const guint8 *
rc_key_fixed_peek_salt (const guint8 fixed[RC_KEY_FIXED_BYTES])
{
  return fixed + SALT_AT;
}

gboolean
rc_key_fixed_is_protected (const guint8 *tainted,
                           gsize         length)
{
  return length >= MAGIC_BYTES && memcmp (tainted, MAGIC, MAGIC_BYTES) == 0;
}

gboolean
rc_key_header_check (const char    *path,
                     const guint8   tainted[RC_CASE_PAGE_BYTES],
                     GError       **error)
{
  const gsize tables_end = RC_KEY_TABLE_AT + RC_KEY_TABLES * RC_KEY_TABLE_BYTES;
  guint32 version = read_u32 (tainted + VERSION_AT);

  if (version > VERSION)
    {
      g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NEWER,
                   "%s was protected by a newer Recount: expected a protection of version %u, found version %u", path, VERSION, version);
      return FALSE;
    }
  if (version == VERSION && read_u32 (tainted + PAGE_BYTES_AT) == RC_CASE_PAGE_BYTES && read_u64 (tainted + 24) == 0 &&
      sodium_is_zero (tainted + RC_KEY_FIXED_BYTES, RC_KEY_TABLE_AT - RC_KEY_FIXED_BYTES) &&
      sodium_is_zero (tainted + tables_end, RC_CASE_PAGE_BYTES - tables_end))
    return TRUE;

  g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_DAMAGED,
               "%s is damaged: its first page is not that of a protected case of version %u with pages of %u bytes", path, VERSION,
               RC_CASE_PAGE_BYTES);
  return FALSE;
}

gboolean
rc_key_cost_is_bounded (const RcKeyCost *cost)
{
  return cost->passes >= 1 && cost->passes <= RC_LIMIT_KEY_PASSES && cost->memory_kib >= RC_LEAST_KEY_MEMORY_KIB &&
         cost->memory_kib <= RC_LIMIT_KEY_MEMORY_KIB;
}

/* What is authenticated with the directory, and the key that does it. */
static void
prepare (const guint8  fixed[RC_KEY_FIXED_BYTES],
         const guint8 *table,
         const guint8  case_key[RC_KEY_BYTES],
         guint8        out_beside[RC_KEY_FIXED_BYTES + NONCE_AT],
         guint8        out_key[RC_KEY_BYTES])
{
  memcpy (out_beside, fixed, RC_KEY_FIXED_BYTES);
  memcpy (out_beside + RC_KEY_FIXED_BYTES, table, NONCE_AT);
  crypto_kdf_derive_from_key (out_key, RC_KEY_BYTES, DIRECTORY_KEY, DIRECTORY_CONTEXT, case_key);
}

static void
write_directory (const RcKeyTable *self,
                 guint8            out[DIRECTORY_BYTES])
{
  memset (out, 0, DIRECTORY_BYTES);
  write_u64 (out, self->generation);
  write_u32 (out + 8, self->last_number);
  for (guint i = 0; i < RC_KEY_SLOTS; i++)
    {
      const RcKeySlot *slot = &self->slots[i];
      guint8 *entry = out + ENTRIES_AT + i * ENTRY_BYTES;

      write_u32 (entry, (guint32) slot->kind);
      write_u32 (entry + 4, slot->number);
      write_u64 (entry + 8, (guint64) slot->made_us);
      memcpy (entry + 16, slot->public_key, RC_KEY_BYTES);
      memcpy (entry + 16 + RC_KEY_BYTES, slot->label, RC_KEY_LABEL_BYTES);
    }
}

/* Sealed by somebody who has the case key, which makes it no less tainted. */
static gboolean
read_directory (RcKeyTable   *self,
                const guint8  tainted[DIRECTORY_BYTES])
{
  guint passphrases = 0;

  self->generation = read_u64 (tainted);
  self->last_number = read_u32 (tainted + 8);
  for (guint i = 0; i < RC_KEY_SLOTS; i++)
    {
      RcKeySlot *slot = &self->slots[i];
      const guint8 *entry = tainted + ENTRIES_AT + i * ENTRY_BYTES;
      guint32 kind = read_u32 (entry);

      if (kind > RC_KEY_SLOT_AUDITOR)
        return FALSE;
      slot->kind = (RcKeySlotKind) kind;
      passphrases += kind == RC_KEY_SLOT_PASSPHRASE;
      slot->number = read_u32 (entry + 4);
      slot->made_us = (gint64) read_u64 (entry + 8);
      memcpy (slot->public_key, entry + 16, RC_KEY_BYTES);
      memcpy (slot->label, entry + 16 + RC_KEY_BYTES, RC_KEY_LABEL_BYTES);
      slot->label[RC_KEY_LABEL_BYTES - 1] = '\0';
      if (!g_utf8_validate (slot->label, -1, NULL))
        slot->label[0] = '\0';
    }
  return passphrases <= 1;
}

void
rc_key_table_seal (const RcKeyTable *self,
                   const guint8      fixed[RC_KEY_FIXED_BYTES],
                   const guint8      case_key[RC_KEY_BYTES],
                   guint8            out[RC_KEY_TABLE_BYTES])
{
  guint8 directory[DIRECTORY_BYTES];
  guint8 beside[RC_KEY_FIXED_BYTES + NONCE_AT];
  guint8 key[RC_KEY_BYTES];

  write_u32 (out, self->cost.passes);
  write_u32 (out + 4, self->cost.memory_kib);
  memcpy (out + ARGON_SALT_AT, self->salt, sizeof self->salt);
  memcpy (out + BOXES_AT, self->boxes, sizeof self->boxes);
  randombytes_buf (out + NONCE_AT, DIRECTORY_AT - NONCE_AT);

  write_directory (self, directory);
  prepare (fixed, out, case_key, beside, key);
  crypto_aead_xchacha20poly1305_ietf_encrypt (out + DIRECTORY_AT, NULL, directory, sizeof directory, beside, sizeof beside, NULL,
                                              out + NONCE_AT, key);
  sodium_memzero (key, sizeof key);
  sodium_memzero (directory, sizeof directory);
}

void
rc_key_table_read (RcKeyTable   *self,
                   const guint8  tainted[RC_KEY_TABLE_BYTES])
{
  memset (self, 0, sizeof *self);
  self->cost.passes = read_u32 (tainted);
  self->cost.memory_kib = read_u32 (tainted + 4);
  memcpy (self->salt, tainted + ARGON_SALT_AT, sizeof self->salt);
  memcpy (self->boxes, tainted + BOXES_AT, sizeof self->boxes);
}

gboolean
rc_key_table_open (RcKeyTable   *self,
                   const guint8  tainted[RC_KEY_TABLE_BYTES],
                   const guint8  fixed[RC_KEY_FIXED_BYTES],
                   const guint8  case_key[RC_KEY_BYTES])
{
  guint8 directory[DIRECTORY_BYTES];
  guint8 beside[RC_KEY_FIXED_BYTES + NONCE_AT];
  guint8 key[RC_KEY_BYTES];
  gboolean opened;

  rc_key_table_read (self, tainted);
  prepare (fixed, tainted, case_key, beside, key);
  opened = crypto_aead_xchacha20poly1305_ietf_decrypt (directory, NULL, NULL, tainted + DIRECTORY_AT, RC_KEY_TABLE_BYTES - DIRECTORY_AT,
                                                       beside, sizeof beside, tainted + NONCE_AT, key) == 0 &&
           read_directory (self, directory);
  sodium_memzero (key, sizeof key);
  sodium_memzero (directory, sizeof directory);
  return opened;
}
