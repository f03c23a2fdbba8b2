/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/reading/bundle-custody-row.h"

#include <string.h>

static gboolean
get_bytes (const RcJson *line,
           const char   *name,
           guint8       *out_bytes,
           gsize         wanted)
{
  guint32 node = rc_json_member (line, 0, name);
  gsize length = 0, n = 0;
  const char *hex = rc_json_is (line, node, RC_JSON_STRING) ? rc_json_peek_text (line, node, &length) : NULL;
  g_autofree guint8 *bytes = hex != NULL && length == 2 * wanted ? rc_bytes_from_hex (hex, length, &n) : NULL;

  if (bytes == NULL || n != wanted)
    return FALSE;
  memcpy (out_bytes, bytes, wanted);
  return TRUE;
}

/* What is stored is what was hashed, byte for byte. */
static char *
dup_detail (const RcJson *line)
{
  guint32 node = rc_json_member (line, 0, "detail");

  if (rc_json_is (line, node, RC_JSON_OBJECT))
    return g_strndup (line->text + line->nodes[node].offset, line->nodes[node].length);
  return rc_json_dup_string (line, rc_json_member (line, 0, "detail_text"));
}

gboolean
rc_bundle_custody_row_read (const RcJson       *line,
                            RcBundleCustodyRow *out_row)
{
  gboolean has_signature, has_signer, is_withheld;

  memset (out_row, 0, sizeof *out_row);
  out_row->act = rc_json_dup_string (line, rc_json_member (line, 0, "act"));
  out_row->detail = dup_detail (line);
  has_signature = get_bytes (line, "signature", out_row->signature, sizeof out_row->signature);
  has_signer = get_bytes (line, "signer", out_row->signer, sizeof out_row->signer);
  out_row->is_signed = has_signature && has_signer;
  is_withheld = rc_json_is (line, rc_json_member (line, 0, "withheld"), RC_JSON_TRUE);
  return (out_row->act != NULL) == (out_row->detail != NULL) && (out_row->detail != NULL) != is_withheld && has_signature == has_signer
         && (has_signature || (rc_json_is (line, rc_json_member (line, 0, "signature"), RC_JSON_NULL)
                               && rc_json_is (line, rc_json_member (line, 0, "signer"), RC_JSON_NULL)))
         && rc_json_get_integer (line, rc_json_member (line, 0, "id"), &out_row->id)
         && rc_json_get_integer (line, rc_json_member (line, 0, "time_us"), &out_row->time_us)
         && get_bytes (line, "previous", out_row->previous.bytes, RC_DIGEST_BYTES)
         && get_bytes (line, "hash", out_row->hash.bytes, RC_DIGEST_BYTES);
}

void
rc_bundle_custody_row_clear (RcBundleCustodyRow *self)
{
  g_clear_pointer (&self->act, g_free);
  g_clear_pointer (&self->detail, g_free);
}
