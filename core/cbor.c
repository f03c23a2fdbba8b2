/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cbor.h"

#include <string.h>

#include "bounds.h"

#define INFORMATION_ONE_BYTE 24u
#define INFORMATION_EIGHT_BYTES 27u
#define INFORMATION_OPEN 31u

void
rc_cbor_reader_init (RcCborReader *self,
                     const void   *bytes,
                     gsize         length)
{
  *self = (RcCborReader) { .bytes = bytes, .length = length };
}

static gboolean
fail (RcCborReader *self,
      const char   *fault)
{
  if (self->fault == NULL)
    self->fault = fault;
  return FALSE;
}

static gsize
left (const RcCborReader *self)
{
  return self->length - self->place;
}

/* The number in the five low bits of the first byte, or in the one, two, four or eight bytes behind it. */
static gboolean
read_argument (RcCborReader *self,
               guint         information,
               guint64      *out_argument)
{
  gsize n_bytes;

  *out_argument = information;
  if (information < INFORMATION_ONE_BYTE)
    return TRUE;
  if (information == INFORMATION_OPEN)
    {
      self->is_open = self->fault == NULL;
      return fail (self, "a length in it is left open");
    }
  if (information > INFORMATION_EIGHT_BYTES)
    return fail (self, "it holds a byte that no item begins with");

  n_bytes = (gsize) 1 << (information - INFORMATION_ONE_BYTE);
  if (n_bytes > left (self))
    return fail (self, "it ends within an item");
  *out_argument = 0;
  for (gsize i = 0; i < n_bytes; i++)
    *out_argument = *out_argument << 8 | self->bytes[self->place++];
  return TRUE;
}

static gboolean
read_content (RcCborReader *self,
              RcCborItem   *item)
{
  if (item->argument > left (self))
    return fail (self, "it announces more bytes than it has");

  item->bytes = self->bytes + self->place;
  item->length = (gsize) item->argument;
  self->place += item->length;
  if (item->type == RC_CBOR_TEXT && !g_utf8_validate_len ((const char *) item->bytes, item->length, NULL))
    return fail (self, "a text in it is not UTF-8");
  return TRUE;
}

/* An item has a byte at least, a pair two: a count that cannot be is refused before anything is made for it. */
static gboolean
check_count (RcCborReader     *self,
             const RcCborItem *item)
{
  gsize smallest = item->type == RC_CBOR_MAP ? 2 : 1;

  return item->argument <= left (self) / smallest || fail (self, "it announces more items than it has bytes");
}

gboolean
rc_cbor_read (RcCborReader *self,
              RcCborItem   *out_item)
{
  guint8 first;

  if (self->fault != NULL)
    return FALSE;
  if (left (self) == 0)
    return fail (self, "it ends where an item should stand");
  if (++self->n_items > RC_LIMIT_CBOR_ITEMS)
    return fail (self, "it holds more items than are read");

  memset (out_item, 0, sizeof *out_item);
  out_item->start = self->place;
  first = self->bytes[self->place++];
  out_item->type = (RcCborType) (first >> 5);
  if (!read_argument (self, first & 0x1f, &out_item->argument))
    return FALSE;

  switch (out_item->type)
    {
    case RC_CBOR_BYTES:
    case RC_CBOR_TEXT:
      return read_content (self, out_item);
    case RC_CBOR_ARRAY:
    case RC_CBOR_MAP:
      return check_count (self, out_item);
    default:
      return TRUE;
    }
}

gboolean
rc_cbor_read_type (RcCborReader *self,
                   RcCborType    type,
                   RcCborItem   *out_item)
{
  return rc_cbor_read (self, out_item) && (out_item->type == type || fail (self, "an item in it is of another type than it must be"));
}

/* --- Whole items --- */

/* What makes a key the same as another, however its number is written. */
static GBytes *
make_key (const RcCborReader *self,
          const RcCborItem   *key)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 type = (guint8) key->type;

  g_byte_array_append (bytes, &type, 1);
  if (key->type == RC_CBOR_BYTES || key->type == RC_CBOR_TEXT)
    g_byte_array_append (bytes, key->bytes, (guint) key->length);
  else if (key->type == RC_CBOR_UNSIGNED || key->type == RC_CBOR_NEGATIVE)
    g_byte_array_append (bytes, (const guint8 *) &key->argument, sizeof key->argument);
  else
    g_byte_array_append (bytes, self->bytes + key->start, (guint) (self->place - key->start));
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static gboolean
skip_items (RcCborReader *self,
            guint64       count)
{
  for (guint64 i = 0; i < count; i++)
    {
      if (!rc_cbor_skip (self))
        return FALSE;
    }
  return TRUE;
}

/* Behind the head of an item: what is in it. */
static gboolean
skip_inside (RcCborReader     *self,
             const RcCborItem *item)
{
  g_autoptr (GArray) map = NULL;

  switch (item->type)
    {
    case RC_CBOR_ARRAY:
      return skip_items (self, item->argument);
    case RC_CBOR_TAG:
      return rc_cbor_skip (self);
    case RC_CBOR_MAP:
      self->place = item->start;
      self->n_items--;
      map = rc_cbor_read_map (self);
      return map != NULL;
    default:
      return TRUE;
    }
}

gboolean
rc_cbor_skip (RcCborReader *self)
{
  RcCborItem item;
  gboolean done;

  if (self->depth >= RC_LIMIT_CBOR_DEPTH)
    return fail (self, "its items stand too deep within each other");
  self->depth++;
  done = rc_cbor_read (self, &item) && skip_inside (self, &item);
  self->depth--;
  return done;
}

static gboolean
read_entry (RcCborReader *self,
            GHashTable   *keys,
            RcCborEntry  *out_entry)
{
  gsize start;

  if (!rc_cbor_read (self, &out_entry->key) || !skip_inside (self, &out_entry->key))
    return FALSE;
  if (!g_hash_table_add (keys, make_key (self, &out_entry->key)))
    return fail (self, "a map in it has a key twice");

  start = self->place;
  if (!rc_cbor_skip (self))
    return FALSE;
  out_entry->value = self->bytes + start;
  out_entry->length = self->place - start;
  return TRUE;
}

/**
 * rc_cbor_read_map:
 *
 * Returns: (transfer full) (nullable): the pairs in their order
 */
GArray *
rc_cbor_read_map (RcCborReader *self)
{
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (RcCborEntry));
  RcCborItem map;

  if (!rc_cbor_read_type (self, RC_CBOR_MAP, &map))
    return NULL;
  for (guint64 i = 0; i < map.argument; i++)
    {
      RcCborEntry entry;

      if (!read_entry (self, keys, &entry))
        return NULL;
      g_array_append_val (entries, entry);
    }
  return g_steal_pointer (&entries);
}

gboolean
rc_cbor_finish (RcCborReader *self)
{
  return self->fault == NULL && (left (self) == 0 || fail (self, "something follows its last item"));
}

const RcCborEntry *
rc_cbor_map_get (const GArray *map,
                 gint64        key)
{
  for (guint i = 0; i < map->len; i++)
    {
      const RcCborEntry *entry = &g_array_index (map, RcCborEntry, i);
      gint64 number;

      if (rc_cbor_item_integer (&entry->key, &number) && number == key)
        return entry;
    }
  return NULL;
}

gboolean
rc_cbor_entry_read (const RcCborEntry *entry,
                    RcCborItem        *out_item)
{
  RcCborReader reader;

  rc_cbor_reader_init (&reader, entry->value, entry->length);
  return rc_cbor_read (&reader, out_item);
}

gboolean
rc_cbor_item_integer (const RcCborItem *item,
                      gint64           *out_value)
{
  if ((item->type != RC_CBOR_UNSIGNED && item->type != RC_CBOR_NEGATIVE) || item->argument > G_MAXINT64)
    return FALSE;
  *out_value = item->type == RC_CBOR_UNSIGNED ? (gint64) item->argument : -1 - (gint64) item->argument;
  return TRUE;
}

/* --- Writing --- */

void
rc_cbor_append_head (GByteArray *array,
                     RcCborType  type,
                     guint64     argument)
{
  guint8 head[9];
  guint width = argument < INFORMATION_ONE_BYTE ? 0 : argument <= G_MAXUINT8 ? 1 : argument <= G_MAXUINT16 ? 2
                : argument <= G_MAXUINT32 ? 4 : 8;
  guint information = width == 0 ? (guint) argument : width == 1 ? 24 : width == 2 ? 25 : width == 4 ? 26 : 27;

  head[0] = (guint8) ((guint) type << 5 | information);
  for (guint i = 0; i < width; i++)
    head[1 + i] = (guint8) (argument >> 8 * (width - 1 - i));
  g_byte_array_append (array, head, 1 + width);
}

void
rc_cbor_append_bytes (GByteArray *array,
                      RcCborType  type,
                      const void *bytes,
                      gsize       length)
{
  rc_cbor_append_head (array, type, length);
  if (length > 0)
    g_byte_array_append (array, bytes, (guint) length);
}
