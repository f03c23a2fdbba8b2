/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "note-fixture.h"

#include <string.h>

#include <sodium.h>

#include "core/base64.h"
#include "core/trust-file.h"

void
note_signer_init (NoteSigner    *self,
                  const char    *name,
                  RcNoteKeyType  type)
{
  g_autoptr (RcPublicKey) key = NULL;

  g_assert_cmpint (sodium_init (), >=, 0);
  g_assert_cmpint (crypto_sign_keypair (self->public_key, self->secret_key), ==, 0);
  key = rc_public_key_new_ed25519 (self->public_key);
  self->key = rc_note_key_new (name, type, key);
  g_assert_nonnull (self->key);
}

void
note_signer_clear (NoteSigner *self)
{
  g_clear_pointer (&self->key, rc_note_key_free);
  sodium_memzero (self->secret_key, sizeof self->secret_key);
}

static void
append_line (NoteSigner   *self,
             GString      *note,
             const guint8 *field,
             gsize         length)
{
  guint8 bytes[4 + 8 + 64];
  guint32 id = GUINT32_TO_BE (self->key->id);
  g_autofree char *base64 = NULL;

  g_assert_cmpuint (length, <=, sizeof bytes - 4);
  memcpy (bytes, &id, 4);
  memcpy (bytes + 4, field, length);
  base64 = rc_base64_encode (bytes, 4 + length);
  g_string_append_printf (note, "\xe2\x80\x94 %s %s\n", self->key->name, base64);
}

void
note_signer_sign (NoteSigner *self,
                  GString    *note,
                  const char *text)
{
  guint8 signature[64];

  crypto_sign_detached (signature, NULL, (const guint8 *) text, strlen (text), self->secret_key);
  append_line (self, note, signature, sizeof signature);
}

void
note_signer_cosign (NoteSigner *self,
                    GString    *note,
                    const char *text,
                    guint64     seconds)
{
  g_autofree char *message = g_strdup_printf ("cosignature/v1\ntime %" G_GUINT64_FORMAT "\n%s", seconds, text);
  guint64 big = GUINT64_TO_BE (seconds);
  guint8 field[8 + 64];

  memcpy (field, &big, 8);
  crypto_sign_detached (field + 8, NULL, (const guint8 *) message, strlen (message), self->secret_key);
  append_line (self, note, field, sizeof field);
}

char *
note_signer_dup_vkey (NoteSigner *self)
{
  guint8 bytes[1 + 32] = { (guint8) self->key->type };
  g_autofree char *base64 = NULL;

  memcpy (bytes + 1, self->public_key, 32);
  base64 = rc_base64_encode (bytes, sizeof bytes);
  return g_strdup_printf ("%s+%08x+%s\n", self->key->name, self->key->id, base64);
}

void
note_signer_trust (NoteSigner  *self,
                   SealFixture *fixture,
                   const char  *identity,
                   const char  *group,
                   guint        threshold)
{
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_anchor_free);
  g_autofree char *vkey = note_signer_dup_vkey (self);
  g_autoptr (GError) error = NULL;
  RcAnchor *anchor = rc_anchor_parse_as ("note-vkey", vkey, strlen (vkey), &error);

  g_assert_no_error (error);
  g_free (anchor->owner);
  anchor->owner = g_strdup ("Keeper of a log (fictitious)");
  if (identity != NULL)
    anchor->identities = g_strsplit (identity, "|", -1);
  anchor->group = g_strdup (group);
  anchor->threshold = threshold;
  g_ptr_array_add (anchors, anchor);
  (void) rc_trust_add_anchors (fixture->case_file, anchors, &error);
  g_assert_no_error (error);
}

char *
note_dup_head (const char     *origin,
               guint64         size,
               const RcDigest *root)
{
  g_autofree char *base64 = rc_base64_encode (root->bytes, sizeof root->bytes);

  return g_strdup_printf ("%s\n%" G_GUINT64_FORMAT "\n%s\n", origin, size, base64);
}

char *
note_signer_dup_note (NoteSigner     *self,
                      const char     *origin,
                      guint64         size,
                      const RcDigest *root)
{
  g_autofree char *text = note_dup_head (origin, size, root);
  GString *note = g_string_new (text);

  g_string_append_c (note, '\n');
  note_signer_sign (self, note, text);
  return g_string_free (note, FALSE);
}

/* --- A log --- */

void
note_log_init (NoteLog *self,
               guint    count)
{
  g_autoptr (RcHasher) hasher = rc_hasher_new ();

  self->entries = g_ptr_array_new_with_free_func (g_free);
  self->leaves = g_array_new (FALSE, FALSE, sizeof (RcDigest));
  for (guint i = 0; i < count; i++)
    {
      char *entry = g_strdup_printf ("entry %u", i);
      RcDigest leaf;

      rc_tree_leaf (hasher, entry, strlen (entry), &leaf);
      g_ptr_array_add (self->entries, entry);
      g_array_append_val (self->leaves, leaf);
    }
}

void
note_log_clear (NoteLog *self)
{
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->leaves, g_array_unref);
}

void
note_log_root (NoteLog  *self,
               guint     size,
               RcDigest *out_root)
{
  rc_tree_root ((const RcDigest *) self->leaves->data, size, out_root);
}

static void
write_tile (SealFixture *fixture,
            const char  *folder,
            const char  *level,
            guint        index,
            guint        width,
            const void  *content,
            gsize        length)
{
  g_autofree char *partial = width < RC_TILE_HASHES_FULL ? g_strdup_printf (".p/%u", width) : g_strdup ("");
  g_autofree char *name = g_strdup_printf ("%stile/%s/%03u%s", folder, level, index, partial);

  seal_fixture_write (fixture, name, content, (gssize) length);
}

static void
write_entries (NoteLog     *self,
               SealFixture *fixture,
               const char  *folder,
               guint        index,
               guint        width)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  for (guint i = 0; i < width; i++)
    {
      const char *entry = self->entries->pdata[index * RC_TILE_HASHES_FULL + i];
      guint16 length = GUINT16_TO_BE ((guint16) strlen (entry));

      g_byte_array_append (bytes, (const guint8 *) &length, 2);
      g_byte_array_append (bytes, (const guint8 *) entry, (guint) strlen (entry));
    }
  write_tile (fixture, folder, "entries", index, width, bytes->data, bytes->len);
}

void
note_log_write (NoteLog     *self,
                SealFixture *fixture,
                const char  *folder,
                guint        size,
                gboolean     is_bare)
{
  g_autoptr (GArray) above = g_array_new (FALSE, FALSE, sizeof (RcDigest));
  const RcDigest *leaves = (const RcDigest *) self->leaves->data;

  for (guint first = 0; first < size; first += RC_TILE_HASHES_FULL)
    {
      guint width = MIN (RC_TILE_HASHES_FULL, size - first);
      RcDigest root;

      write_tile (fixture, folder, "0", first / RC_TILE_HASHES_FULL, width, leaves + first, width * sizeof *leaves);
      if (!is_bare)
        write_entries (self, fixture, folder, first / RC_TILE_HASHES_FULL, width);
      rc_tree_root (leaves + first, width, &root);
      if (width == RC_TILE_HASHES_FULL)
        g_array_append_val (above, root);
    }
  if (above->len > 0)
    write_tile (fixture, folder, "1", 0, above->len, above->data, above->len * sizeof *leaves);
}
