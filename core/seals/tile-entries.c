/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/tile-entries.h"

#include <string.h>

#include "core/tree.h"

/* RFC 6962 section 3.4 */
#define ENTRY_X509 0
#define ENTRY_PRECERTIFICATE 1
#define FINGERPRINT_BYTES 32

/* Reads on without ever going behind the end. */
typedef struct
{
  const guint8 *bytes;
  gsize         length;
  gsize         place;
} Reader;

static gboolean
skip (Reader *reader,
      gsize   count)
{
  if (count > reader->length - reader->place)
    return FALSE;
  reader->place += count;
  return TRUE;
}

static gboolean
read_number (Reader *reader,
             guint   n_bytes,
             gsize  *out_value)
{
  gsize value = 0;

  if (n_bytes > reader->length - reader->place)
    return FALSE;
  for (guint i = 0; i < n_bytes; i++)
    value = value << 8 | reader->bytes[reader->place++];
  *out_value = value;
  return TRUE;
}

/* A length in @n_bytes, and as many bytes. */
static gboolean
skip_vector (Reader *reader,
             guint   n_bytes)
{
  gsize length;

  return read_number (reader, n_bytes, &length) && skip (reader, length);
}

/* C2SP tlog-tiles, “Log Entries”. */
static gboolean
next_entry (Reader      *reader,
            RcHasher    *hasher,
            RcTileEntry *entry)
{
  gsize length;

  if (!read_number (reader, 2, &length))
    return FALSE;
  entry->offset = reader->place;
  entry->length = length;
  if (!skip (reader, length))
    return FALSE;
  rc_tree_leaf (hasher, reader->bytes + entry->offset, entry->length, &entry->leaf);
  return TRUE;
}

/* A text of lines, of which none is empty, and an empty line behind it that is not hashed. */
static gboolean
next_record (Reader      *reader,
             RcHasher    *hasher,
             RcTileEntry *entry)
{
  entry->offset = reader->place;
  while (reader->place < reader->length)
    {
      const guint8 *line = reader->bytes + reader->place;
      const guint8 *end = memchr (line, '\n', reader->length - reader->place);

      if (end == NULL)
        return FALSE;
      reader->place += (gsize) (end - line) + 1;
      if (end > line)
        continue;

      entry->length = reader->place - 1 - entry->offset;
      rc_tree_leaf (hasher, reader->bytes + entry->offset, entry->length, &entry->leaf);
      return entry->length > 0;
    }
  return FALSE;
}

/* The entry's own bytes and, for a precertificate, what stands beside it; then the fingerprints of the chain. */
static gboolean
skip_certificate (Reader *reader,
                  gsize  *out_end)
{
  gsize type;

  if (!skip (reader, 8) || !read_number (reader, 2, &type))
    return FALSE;
  if (type != ENTRY_X509 && type != ENTRY_PRECERTIFICATE)
    return FALSE;
  if (type == ENTRY_PRECERTIFICATE && !skip (reader, FINGERPRINT_BYTES))
    return FALSE;
  if (!skip_vector (reader, 3) || !skip_vector (reader, 2))
    return FALSE;

  *out_end = reader->place;
  return (type == ENTRY_X509 || skip_vector (reader, 3)) && skip_vector (reader, 2);
}

/* C2SP static-ct-api, “Log Entries”: of a TileLeaf the TimestampedEntry is hashed, behind version and leaf type, which are zero. */
static gboolean
next_certificate (Reader      *reader,
                  RcHasher    *hasher,
                  RcTileEntry *entry)
{
  static const guint8 prefix[] = { 0x00, 0, 0 };
  gsize end;

  entry->offset = reader->place;
  if (!skip_certificate (reader, &end))
    return FALSE;

  entry->length = reader->place - entry->offset;
  rc_hasher_update (hasher, prefix, sizeof prefix);
  rc_hasher_update (hasher, reader->bytes + entry->offset, end - entry->offset);
  rc_hasher_finish (hasher, &entry->leaf);
  return TRUE;
}

/**
 * rc_tile_entries_read:
 * @bytes: tainted
 *
 * Returns: (transfer full) (nullable): the entries
 */
GArray *
rc_tile_entries_read (RcTileKind   kind,
                      const void  *bytes,
                      gsize        length,
                      const char **out_fault)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (RcTileEntry));
  g_autoptr (RcHasher) hasher = rc_hasher_new ();
  Reader reader = { bytes, length, 0 };

  while (reader.place < length && entries->len <= RC_TILE_HASHES_FULL)
    {
      RcTileEntry entry;
      gboolean is_read = kind == RC_TILE_ENTRIES ? next_entry (&reader, hasher, &entry)
                         : kind == RC_TILE_RECORDS ? next_record (&reader, hasher, &entry)
                         : next_certificate (&reader, hasher, &entry);

      if (!is_read)
        {
          *out_fault = "an entry in it is cut off or of another form";
          return NULL;
        }
      g_array_append_val (entries, entry);
    }
  return g_steal_pointer (&entries);
}
