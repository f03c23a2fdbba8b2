/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/rest/case-keys.h"
#include "core/rest/slot-search.h"

#include "core/bounds.h"

#include <errno.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

struct _RcCaseKeys
{
  gatomicrefcount users;
  guint8         *secret;        /* RC_KEY_BYTES in locked memory */
  RcPageCipher   *cipher;
  guint8          fixed[RC_KEY_FIXED_BYTES];
  RcKeyTable      table;
  guint           copy;          /* the table in the file that @table was read from */
};

static RcCaseKeys *
keys_new (const guint8      secret[RC_KEY_BYTES],
          const guint8      fixed[RC_KEY_FIXED_BYTES],
          const RcKeyTable *table,
          guint             copy)
{
  RcCaseKeys *self = g_new0 (RcCaseKeys, 1);

  g_atomic_ref_count_init (&self->users);
  self->secret = sodium_malloc (RC_KEY_BYTES);
  if (self->secret == NULL)
    g_error ("No guarded memory for the key of a case");
  memcpy (self->secret, secret, RC_KEY_BYTES);
  sodium_mprotect_readonly (self->secret);
  memcpy (self->fixed, fixed, RC_KEY_FIXED_BYTES);
  self->table = *table;
  self->copy = copy;
  self->cipher = rc_page_cipher_new (secret, rc_key_fixed_peek_salt (fixed));
  return self;
}

static RcCaseKeys *
keys_new_random (const RcKeyTable *table)
{
  guint8 secret[RC_KEY_BYTES];
  guint8 fixed[RC_KEY_FIXED_BYTES];
  RcCaseKeys *self;

  randombytes_buf (secret, sizeof secret);
  rc_key_fixed_init (fixed);
  self = keys_new (secret, fixed, table, 0);
  sodium_memzero (secret, sizeof secret);
  return self;
}

RcCaseKeys *
rc_case_keys_new (const RcKeyCost *cost)
{
  RcKeyTable table = { .cost = { crypto_pwhash_OPSLIMIT_MODERATE, crypto_pwhash_MEMLIMIT_MODERATE >> 10 } };

  if (sodium_init () < 0)
    g_error ("libsodium could not be started");
  if (cost != NULL)
    table.cost = *cost;
  g_return_val_if_fail (rc_key_cost_is_bounded (&table.cost), NULL);

  randombytes_buf (table.salt, sizeof table.salt);
  randombytes_buf (table.boxes, sizeof table.boxes);
  return keys_new_random (&table);
}

RcCaseKeys *
rc_case_keys_ref (RcCaseKeys *self)
{
  g_atomic_ref_count_inc (&self->users);
  return self;
}

void
rc_case_keys_unref (RcCaseKeys *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->users))
    return;

  sodium_free (self->secret);
  rc_page_cipher_unref (self->cipher);
  g_free (self);
}

void
rc_case_keys_keep (RcCaseKeys *self)
{
  rc_slot_search_keep (self->secret);
}

RcPageCipher *
rc_case_keys_peek_cipher (RcCaseKeys *self)
{
  return self->cipher;
}

/* --- Opening --- */

static gboolean
read_header (int          fd,
             const char  *path,
             guint8       out[RC_CASE_PAGE_BYTES],
             GError     **error)
{
  gssize length = pread (fd, out, RC_CASE_PAGE_BYTES, 0);

  if (length < 0)
    {
      g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_SYSTEM, "%s: %s", path, g_strerror (errno));
      return FALSE;
    }
  if (length < (gssize) RC_CASE_PAGE_BYTES)
    {
      g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_DAMAGED, "%s is cut off: expected a first page of %u bytes, found %" G_GSSIZE_FORMAT,
                   path, RC_CASE_PAGE_BYTES, length);
      return FALSE;
    }
  return rc_key_header_check (path, out, error);
}

RcCaseKeys *
rc_case_keys_open (int          fd,
                   const char  *path,
                   GError     **error)
{
  guint8 header[RC_CASE_PAGE_BYTES];
  RcKeyFound found;
  RcCaseKeys *self;

  if (sodium_init () < 0)
    g_error ("libsodium could not be started");
  if (!read_header (fd, path, header, error) || !rc_slot_search (header, path, &found, error))
    return NULL;

  self = keys_new (found.secret, header, &found.table, found.copy);
  sodium_memzero (&found, sizeof found);
  return self;
}

/* --- Slots --- */

static gboolean
seal_box (const RcKeySlot *slot,
          const guint8     secret[RC_KEY_BYTES],
          guint8           out_box[RC_KEY_BOX_BYTES])
{
  guint8 box_public[crypto_box_PUBLICKEYBYTES];

  memcpy (box_public, slot->public_key, sizeof box_public);
  if (slot->kind == RC_KEY_SLOT_AUDITOR && crypto_sign_ed25519_pk_to_curve25519 (box_public, slot->public_key) != 0)
    return FALSE;
  return crypto_box_seal (out_box, secret, RC_KEY_BYTES, box_public) == 0;
}

RcCaseKeys *
rc_case_keys_new_rotated (RcCaseKeys *other)
{
  RcCaseKeys *self = keys_new_random (&other->table);

  for (guint i = 0; i < RC_KEY_SLOTS; i++)
    if (self->table.slots[i].kind != RC_KEY_SLOT_EMPTY && !seal_box (&self->table.slots[i], self->secret, self->table.boxes[i]))
      /* It was sealed to this key before, so that the key is a point of the curve. */
      g_error ("A slot of a case can no longer be sealed");
  return self;
}

static void
empty_slot (RcCaseKeys *self,
            guint       i)
{
  memset (&self->table.slots[i], 0, sizeof self->table.slots[i]);
  randombytes_buf (self->table.boxes[i], RC_KEY_BOX_BYTES);
}

static gboolean
fill_slot (RcCaseKeys       *self,
           const RcKeySlot  *slot,
           guint32          *out_number,
           GError          **error)
{
  for (guint i = 0; i < RC_KEY_SLOTS; i++)
    {
      if (self->table.slots[i].kind != RC_KEY_SLOT_EMPTY)
        continue;
      if (!seal_box (slot, self->secret, self->table.boxes[i]))
        {
          g_set_error_literal (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND, "that is no public Ed25519 key");
          return FALSE;
        }

      self->table.slots[i] = *slot;
      self->table.slots[i].number = ++self->table.last_number;
      self->table.slots[i].made_us = g_get_real_time ();
      if (out_number != NULL)
        *out_number = self->table.last_number;
      return TRUE;
    }

  g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_EXISTS, "a case can be opened with %u keys, and all of them are taken: withdraw one first",
               RC_KEY_SLOTS);
  return FALSE;
}

/**
 * rc_case_keys_set_passphrase:
 *
 * Takes the place of a passphrase that there was.
 *
 * Returns: %FALSE with @error in the domain %RC_CASE_ERROR, and nothing changed
 */
gboolean
rc_case_keys_set_passphrase (RcCaseKeys  *self,
                             const char  *passphrase,
                             gsize        length,
                             guint32     *out_number,
                             GError     **error)
{
  RcKeySlot slot = { .kind = RC_KEY_SLOT_PASSPHRASE, .label = "passphrase" };
  RcKeyTable before = self->table;
  guint8 secret[crypto_box_SECRETKEYBYTES];
  gboolean done;

  if (length == 0 || length > RC_LIMIT_PASSPHRASE_BYTES)
    {
      g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_LOCKED, "a passphrase has 1 to %u bytes", RC_LIMIT_PASSPHRASE_BYTES);
      return FALSE;
    }

  for (guint i = 0; i < RC_KEY_SLOTS; i++)
    if (self->table.slots[i].kind == RC_KEY_SLOT_PASSPHRASE)
      empty_slot (self, i);
  randombytes_buf (self->table.salt, sizeof self->table.salt);
  done = rc_slot_search_derive (&self->table, passphrase, length, slot.public_key, secret, error) &&
         fill_slot (self, &slot, out_number, error);
  sodium_memzero (secret, sizeof secret);
  if (!done)
    self->table = before;
  return done;
}

/**
 * rc_case_keys_add_auditor:
 * @public_key: an Ed25519 key, as rc_auditor_key_read_public() gives it
 * @label: whose it is
 *
 * Returns: %FALSE with @error in the domain %RC_CASE_ERROR where it has a slot already, is no key, or no slot is free
 */
gboolean
rc_case_keys_add_auditor (RcCaseKeys    *self,
                          const guint8   public_key[RC_KEY_BYTES],
                          const char    *label,
                          guint32       *out_number,
                          GError       **error)
{
  RcKeySlot slot = { .kind = RC_KEY_SLOT_AUDITOR };

  for (guint i = 0; i < RC_KEY_SLOTS; i++)
    if (self->table.slots[i].kind == RC_KEY_SLOT_AUDITOR &&
        memcmp (self->table.slots[i].public_key, public_key, RC_KEY_BYTES) == 0)
      {
        g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_EXISTS, "that key opens the case already: it has slot %u", self->table.slots[i].number);
        return FALSE;
      }

  memcpy (slot.public_key, public_key, RC_KEY_BYTES);
  if (!g_utf8_validate (label, -1, NULL) || strlen (label) >= RC_KEY_LABEL_BYTES)
    {
      g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND, "whose the key is may be told in %u bytes of UTF-8", RC_KEY_LABEL_BYTES - 1);
      return FALSE;
    }
  g_strlcpy (slot.label, label, sizeof slot.label);
  return fill_slot (self, &slot, out_number, error);
}

guint
rc_case_keys_count (RcCaseKeys *self)
{
  guint count = 0;

  for (guint i = 0; i < RC_KEY_SLOTS; i++)
    count += self->table.slots[i].kind != RC_KEY_SLOT_EMPTY;
  return count;
}

gboolean
rc_case_keys_withdraw (RcCaseKeys  *self,
                       guint32      number,
                       GError     **error)
{
  for (guint i = 0; i < RC_KEY_SLOTS; i++)
    {
      if (self->table.slots[i].kind == RC_KEY_SLOT_EMPTY || self->table.slots[i].number != number)
        continue;
      if (rc_case_keys_count (self) == 1)
        {
          g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_EXISTS, "slot %u is the only one that opens the case: add another first", number);
          return FALSE;
        }
      empty_slot (self, i);
      return TRUE;
    }

  g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND, "the case has no slot %u", number);
  return FALSE;
}

const RcKeySlot *
rc_case_keys_peek_slots (RcCaseKeys *self)
{
  return self->table.slots;
}

/* --- Writing --- */

gboolean
rc_case_keys_reload (RcCaseKeys  *self,
                     int          fd,
                     const char  *path,
                     GError     **error)
{
  guint8 header[RC_CASE_PAGE_BYTES];
  RcKeyFound found;

  if (!read_header (fd, path, header, error))
    return FALSE;
  if (!rc_slot_search_table (header, self->secret, &found))
    {
      g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_DAMAGED, "%s is damaged: the slots of its key were altered while it was open", path);
      return FALSE;
    }

  self->table = found.table;
  self->copy = found.copy;
  sodium_memzero (&found, sizeof found);
  return TRUE;
}

void
rc_case_keys_write_header (RcCaseKeys *self,
                           guint8      out[RC_CASE_PAGE_BYTES])
{
  memset (out, 0, RC_CASE_PAGE_BYTES);
  memcpy (out, self->fixed, RC_KEY_FIXED_BYTES);
  rc_key_table_seal (&self->table, self->fixed, self->secret, out + RC_KEY_TABLE_AT);
  memcpy (out + RC_KEY_TABLE_AT + RC_KEY_TABLE_BYTES, out + RC_KEY_TABLE_AT, RC_KEY_TABLE_BYTES);
}

static gboolean
write_copy (int           fd,
            guint         copy,
            const guint8  bytes[RC_KEY_TABLE_BYTES])
{
  off_t place = (off_t) (RC_KEY_TABLE_AT + copy * RC_KEY_TABLE_BYTES);
  gsize done = 0;

  while (done < RC_KEY_TABLE_BYTES)
    {
      gssize written = pwrite (fd, bytes + done, RC_KEY_TABLE_BYTES - done, place + (off_t) done);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        return FALSE;
      done += (gsize) written;
    }
  return fsync (fd) == 0;
}

gboolean
rc_case_keys_update_file (RcCaseKeys  *self,
                          int          fd,
                          const char  *path,
                          GError     **error)
{
  guint8 bytes[RC_KEY_TABLE_BYTES];

  self->table.generation++;
  rc_key_table_seal (&self->table, self->fixed, self->secret, bytes);
  /* The copy that is in force last, so that it stays whole until the other one is. */
  if (write_copy (fd, 1 - self->copy, bytes) && write_copy (fd, self->copy, bytes))
    return TRUE;

  g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_SYSTEM, "%s: the slots of its key could not be written: %s", path, g_strerror (errno));
  return FALSE;
}
