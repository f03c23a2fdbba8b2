/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/cose-claims.h"

#include <string.h>

#include "core/timestamp.h"

/* RFC 8392 section 4 */
#define CLAIM_ISSUER 1
#define CLAIM_SUBJECT 2
#define CLAIM_ISSUED_AT 6

static char *
dup_text (const GArray *map,
          gint64        label)
{
  const RcCborEntry *entry = rc_cbor_map_get (map, label);
  g_autoptr (GBytes) text = entry != NULL ? rc_cose_entry_bytes (entry, RC_CBOR_TEXT) : NULL;

  if (text == NULL || memchr (g_bytes_get_data (text, NULL), '\0', g_bytes_get_size (text)) != NULL)
    return NULL;
  return g_strndup (g_bytes_get_data (text, NULL), g_bytes_get_size (text));
}

void
rc_cose_claims_read (RcCoseClaims        *self,
                     const RcCoseHeaders *headers)
{
  const RcCborEntry *entry = rc_cose_headers_find_protected (headers, RC_COSE_CLAIMS);
  g_autoptr (GArray) map = NULL;
  const RcCborEntry *issued;
  RcCborReader reader;
  RcCborItem item;
  gint64 seconds;

  *self = (RcCoseClaims) { .issued_us = RC_TIME_NONE };
  if (entry == NULL)
    return;
  rc_cbor_reader_init (&reader, entry->value, entry->length);
  map = rc_cbor_read_map (&reader);
  if (map == NULL)
    return;

  self->issuer = dup_text (map, CLAIM_ISSUER);
  self->subject = dup_text (map, CLAIM_SUBJECT);
  issued = rc_cbor_map_get (map, CLAIM_ISSUED_AT);
  if (issued != NULL && rc_cbor_entry_read (issued, &item) && rc_cbor_item_integer (&item, &seconds)
      && seconds >= 0 && seconds <= G_MAXINT64 / G_USEC_PER_SEC)
    self->issued_us = seconds * G_USEC_PER_SEC;
}

void
rc_cose_claims_clear (RcCoseClaims *self)
{
  g_clear_pointer (&self->issuer, g_free);
  g_clear_pointer (&self->subject, g_free);
}
