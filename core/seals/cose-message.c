/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/cose-message.h"

#include "core/bounds.h"

/* RFC 9052 table 1 */
#define TAG_SIGN1 18u
#define TAG_SIGN 98u
static const guint64 other_tags[] = { 16, 17, 96, 97, 19 };   /* encrypted, with a code, countersigned */

#define PARTS 4u

static void
headers_free (RcCoseHeaders *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->signed_bytes, g_bytes_unref);
  g_clear_pointer (&self->protected_map, g_array_unref);
  g_clear_pointer (&self->other_map, g_array_unref);
  g_free (self);
}

static void
signer_free (gpointer data)
{
  RcCoseSigner *self = data;

  headers_free (self->headers);
  g_clear_pointer (&self->signature, g_bytes_unref);
  g_free (self);
}

void
rc_cose_message_free (RcCoseMessage *self)
{
  if (self == NULL)
    return;

  headers_free (self->headers);
  g_clear_pointer (&self->payload, g_bytes_unref);
  g_ptr_array_unref (self->signers);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

/* --- Recognising --- */

/* A string of protected headers holds a map or nothing, and a map follows it. */
static gboolean
begins_like_message (RcCborReader *reader)
{
  RcCborItem item;

  if (!rc_cbor_read (reader, &item) || item.type != RC_CBOR_BYTES || (item.length > 0 && item.bytes[0] >> 5 != RC_CBOR_MAP))
    return FALSE;
  return reader->place < reader->length && reader->bytes[reader->place] >> 5 == RC_CBOR_MAP;
}

gboolean
rc_cose_message_is (const void *bytes,
                    gsize       length)
{
  const guint8 *first = bytes;
  RcCborReader reader;
  RcCborItem item;

  /* An array of four, with a tag before it or none: nothing else needs to be looked at. */
  if (length == 0 || (first[0] >> 5 != RC_CBOR_TAG && first[0] != (RC_CBOR_ARRAY << 5 | PARTS)))
    return FALSE;

  rc_cbor_reader_init (&reader, bytes, length);
  if (!rc_cbor_read (&reader, &item) || (item.type == RC_CBOR_TAG && !rc_cbor_read (&reader, &item)))
    return FALSE;
  return item.type == RC_CBOR_ARRAY && item.argument == PARTS && begins_like_message (&reader);
}

/* --- Headers --- */

static GArray *
read_protected_map (const RcCborItem *item,
                    GBytes           *content)
{
  RcCborReader reader;
  g_autoptr (GArray) map = NULL;

  if (item->length == 0)
    return g_array_new (FALSE, FALSE, sizeof (RcCborEntry));
  rc_cbor_reader_init (&reader, g_bytes_get_data (content, NULL), g_bytes_get_size (content));
  map = rc_cbor_read_map (&reader);
  return map != NULL && rc_cbor_finish (&reader) ? g_steal_pointer (&map) : NULL;
}

/* A string of bytes with the protected headers in it, and a map of the others. */
static RcCoseHeaders *
read_headers (RcCborReader *reader)
{
  RcCoseHeaders *self = NULL;
  RcCborItem item;

  if (!rc_cbor_read_type (reader, RC_CBOR_BYTES, &item))
    return NULL;

  self = g_new0 (RcCoseHeaders, 1);
  self->signed_bytes = g_bytes_new (item.bytes, item.length);
  self->protected_map = read_protected_map (&item, self->signed_bytes);
  self->other_map = self->protected_map != NULL ? rc_cbor_read_map (reader) : NULL;
  if (self->other_map != NULL)
    return self;
  if (reader->fault == NULL)
    reader->fault = "its protected headers are no map, or name a header twice";
  g_clear_pointer (&self, headers_free);
  return NULL;
}

const RcCborEntry *
rc_cose_headers_find_protected (const RcCoseHeaders *self,
                                gint64               label)
{
  return rc_cbor_map_get (self->protected_map, label);
}

const RcCborEntry *
rc_cose_headers_find (const RcCoseHeaders *self,
                      gint64               label)
{
  const RcCborEntry *entry = rc_cbor_map_get (self->protected_map, label);

  return entry != NULL ? entry : rc_cbor_map_get (self->other_map, label);
}

GBytes *
rc_cose_entry_bytes (const RcCborEntry *entry,
                     RcCborType         type)
{
  RcCborItem item;

  if (entry == NULL || !rc_cbor_entry_read (entry, &item) || item.type != type)
    return NULL;
  return g_bytes_new (item.bytes, item.length);
}

/* --- Messages --- */

static gboolean
read_payload (RcCborReader  *reader,
              RcCoseMessage *self)
{
  RcCborItem item;

  if (!rc_cbor_read (reader, &item))
    return FALSE;
  if (item.type == RC_CBOR_BYTES)
    self->payload = g_bytes_new (item.bytes, item.length);
  else if (item.type != RC_CBOR_SIMPLE || item.argument != RC_CBOR_NULL)
    reader->fault = "its payload is neither bytes nor left out";
  return reader->fault == NULL;
}

static gboolean
take_signer (RcCborReader  *reader,
             RcCoseMessage *self,
             RcCoseHeaders *headers)
{
  RcCoseSigner *signer = g_new0 (RcCoseSigner, 1);
  RcCborItem item;

  signer->headers = headers;
  g_ptr_array_add (self->signers, signer);
  if (!rc_cbor_read_type (reader, RC_CBOR_BYTES, &item))
    return FALSE;
  signer->signature = g_bytes_new (item.bytes, item.length);
  return TRUE;
}

static gboolean
read_signers (RcCborReader  *reader,
              RcCoseMessage *self)
{
  RcCborItem list, item;

  if (!rc_cbor_read_type (reader, RC_CBOR_ARRAY, &list))
    return FALSE;
  if (list.argument == 0 || list.argument > RC_LIMIT_COSE_SIGNERS)
    {
      reader->fault = list.argument == 0 ? "it has no signers" : "it has more signers than are read";
      return FALSE;
    }
  for (guint64 i = 0; i < list.argument; i++)
    {
      RcCoseHeaders *headers;

      if (!rc_cbor_read_type (reader, RC_CBOR_ARRAY, &item))
        return FALSE;
      headers = item.argument == 3 ? read_headers (reader) : NULL;
      if (headers == NULL)
        {
          reader->fault = reader->fault != NULL ? reader->fault : "one of its signers has not three parts";
          return FALSE;
        }
      if (!take_signer (reader, self, headers))
        return FALSE;
    }
  return TRUE;
}

static RcCoseHeaders *
copy_headers (const RcCoseHeaders *headers)
{
  RcCoseHeaders *copy = g_new0 (RcCoseHeaders, 1);

  copy->signed_bytes = g_bytes_ref (headers->signed_bytes);
  copy->protected_map = g_array_ref (headers->protected_map);
  copy->other_map = g_array_ref (headers->other_map);
  return copy;
}

static void
read_parts (RcCborReader  *reader,
            RcCoseMessage *self,
            gboolean       has_tag)
{
  RcCborReader ahead;
  RcCborItem item;

  self->headers = read_headers (reader);
  if (self->headers == NULL)
    return;
  self->other_end = reader->place;
  if (!read_payload (reader, self))
    return;

  /* Without a tag the last part tells which of the two it is. */
  ahead = *reader;
  if (!has_tag)
    self->is_sign1 = rc_cbor_read (&ahead, &item) && item.type == RC_CBOR_BYTES;
  (void) (self->is_sign1 ? take_signer (reader, self, copy_headers (self->headers)) : read_signers (reader, self));
  (void) rc_cbor_finish (reader);
}

/* Where the map begins, behind the string of protected headers. */
static void
find_other_headers (RcCoseMessage *self)
{
  RcCborReader reader;
  RcCborItem item;

  rc_cbor_reader_init (&reader, g_bytes_get_data (self->bytes, NULL), g_bytes_get_size (self->bytes));
  do
    {
      if (!rc_cbor_read (&reader, &item))
        return;
    }
  while (item.type != RC_CBOR_BYTES);
  self->other_start = reader.place;
}

static RcCoseForm
read_tag (RcCborReader   *reader,
          RcCoseMessage  *self,
          gboolean       *out_has_tag,
          const char    **out_fault)
{
  RcCborItem item;

  *out_has_tag = FALSE;
  if (!rc_cbor_read (reader, &item))
    return RC_COSE_ANOTHER;
  if (item.type != RC_CBOR_TAG)
    return RC_COSE_READ;

  *out_has_tag = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (other_tags); i++)
    {
      if (item.argument == other_tags[i])
        return RC_COSE_UNSUPPORTED;
    }
  if (item.argument != TAG_SIGN1 && item.argument != TAG_SIGN)
    {
      *out_fault = "its tag is not that of a signed message";
      return RC_COSE_MALFORMED;
    }
  self->is_sign1 = item.argument == TAG_SIGN1;
  return rc_cbor_read (reader, &item) ? RC_COSE_READ : RC_COSE_ANOTHER;
}

/**
 * rc_cose_message_parse:
 * @bytes: tainted
 * @out_message: (out) (transfer full): for %RC_COSE_READ
 * @out_fault: (out): for %RC_COSE_MALFORMED
 */
RcCoseForm
rc_cose_message_parse (GBytes         *bytes,
                       RcCoseMessage **out_message,
                       const char    **out_fault)
{
  g_autoptr (RcCoseMessage) self = g_new0 (RcCoseMessage, 1);
  gboolean has_tag;
  RcCborReader reader;
  RcCoseForm form;

  *out_message = NULL;
  *out_fault = NULL;
  self->signers = g_ptr_array_new_with_free_func (signer_free);
  self->bytes = g_bytes_ref (bytes);
  if (!rc_cose_message_is (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)))
    return RC_COSE_ANOTHER;

  rc_cbor_reader_init (&reader, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  form = read_tag (&reader, self, &has_tag, out_fault);
  if (form != RC_COSE_READ)
    return form;
  read_parts (&reader, self, has_tag);
  if (reader.is_open)
    return RC_COSE_UNSUPPORTED;
  if (reader.fault != NULL)
    {
      *out_fault = reader.fault;
      return RC_COSE_MALFORMED;
    }
  find_other_headers (self);
  *out_message = g_steal_pointer (&self);
  return RC_COSE_READ;
}

/* --- What is signed --- */

/* An empty map of protected headers is signed as a string of no bytes, however it was written (RFC 9052 section 4.4). */
static void
append_headers (GByteArray          *structure,
                const RcCoseHeaders *headers)
{
  gboolean is_empty = headers->protected_map->len == 0;

  rc_cbor_append_bytes (structure, RC_CBOR_BYTES, is_empty ? NULL : g_bytes_get_data (headers->signed_bytes, NULL),
                        is_empty ? 0 : g_bytes_get_size (headers->signed_bytes));
}

GBytes *
rc_cose_message_signed (const RcCoseMessage *self,
                        const RcCoseSigner  *signer,
                        GBytes              *external,
                        GBytes              *payload)
{
  GByteArray *structure = g_byte_array_new ();

  rc_cbor_append_head (structure, RC_CBOR_ARRAY, self->is_sign1 ? 4 : 5);
  if (self->is_sign1)
    rc_cbor_append_bytes (structure, RC_CBOR_TEXT, "Signature1", 10);
  else
    rc_cbor_append_bytes (structure, RC_CBOR_TEXT, "Signature", 9);
  append_headers (structure, self->headers);
  if (!self->is_sign1)
    append_headers (structure, signer->headers);
  rc_cbor_append_bytes (structure, RC_CBOR_BYTES, external != NULL ? g_bytes_get_data (external, NULL) : NULL,
                        external != NULL ? g_bytes_get_size (external) : 0);
  rc_cbor_append_bytes (structure, RC_CBOR_BYTES, g_bytes_get_data (payload, NULL), g_bytes_get_size (payload));
  return g_byte_array_free_to_bytes (structure);
}

/**
 * rc_cose_message_without_receipts:
 *
 * Receipts are put into the headers that nothing protects, after the log took the statement in: what it took in has none of them
 * (draft-ietf-scitt-architecture, “Transparent Statements”).
 *
 * Returns: (transfer full): the bytes of the statement
 */
GBytes *
rc_cose_message_without_receipts (const RcCoseMessage *self)
{
  const guint8 *bytes = g_bytes_get_data (self->bytes, NULL);
  const RcCborEntry *receipts = rc_cbor_map_get (self->headers->other_map, RC_COSE_RECEIPTS);
  GByteArray *result;

  if (receipts == NULL)
    return g_bytes_ref (self->bytes);

  result = g_byte_array_new ();
  g_byte_array_append (result, bytes, (guint) self->other_start);
  rc_cbor_append_head (result, RC_CBOR_MAP, self->headers->other_map->len - 1);
  for (guint i = 0; i < self->headers->other_map->len; i++)
    {
      const RcCborEntry *entry = &g_array_index (self->headers->other_map, RcCborEntry, i);
      const guint8 *key = bytes + entry->key.start;

      if (entry != receipts)
        g_byte_array_append (result, key, (guint) (entry->value + entry->length - key));
    }
  g_byte_array_append (result, bytes + self->other_end, (guint) (g_bytes_get_size (self->bytes) - self->other_end));
  return g_byte_array_free_to_bytes (result);
}
