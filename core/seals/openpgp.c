/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/openpgp.h"

#include <string.h>

#include "core/bounds.h"
#include "core/openpgp-signature.h"
#include "core/seals/head-statement.h"
#include "core/seals/key-search.h"
#include "core/seals/source-hash.h"
#include "core/words.h"

#define KIND "openpgp"
#define LABEL "PGP SIGNATURE"
#define SIGNED_TEXT_LABEL "PGP SIGNED MESSAGE"
#define FINGERPRINT_DIGITS 40
#define ID_DIGITS 16

/* One signature while it is judged over one delivery of what it signs. */
typedef struct
{
  RcSealWork               *work;
  const RcSource           *carrier;
  const RcSource           *signed_source;
  const RcOpenpgpSignature *packet;
  guint8                    digest[RC_HASH_MAX_BYTES];
  RcSeal                   *seal;
} Signature;

static const char * const endings[] = { ".asc", ".sig", ".gpg", NULL };

/* --- Whose key it is --- */

static char *
dup_issuer (const RcOpenpgpSignature *packet)
{
  return packet->issuer != 0 ? g_strdup_printf ("%016" G_GINT64_MODIFIER "X", packet->issuer) : NULL;
}

static gboolean
names (const RcOpenpgpSignature *packet,
       const RcAnchor           *anchor)
{
  g_autofree char *issuer = dup_issuer (packet);

  return issuer != NULL && strcmp (anchor->kind, "openpgp") == 0 && strlen (anchor->key_id) == FINGERPRINT_DIGITS
         && strcmp (anchor->key_id + FINGERPRINT_DIGITS - ID_DIGITS, issuer) == 0;
}

static RcKeyFit
try_key (const RcAnchor *anchor,
         gpointer        data)
{
  const Signature *signature = data;

  if (anchor->key == NULL)
    return RC_KEY_NOT_MEANT;
  if (rc_openpgp_signature_fits (signature->packet, anchor->key, signature->digest))
    return RC_KEY_FITS;
  return names (signature->packet, anchor) ? RC_KEY_FAILED : RC_KEY_TRIED;
}

static void
judge_strength (Signature *signature)
{
  if (signature->packet->hash != RC_HASH_SHA1 || signature->seal->signature != RC_VERDICT_VALID)
    return;
  signature->seal->signature = RC_VERDICT_WEAK;
  if (signature->seal->reason == NULL)
    rc_seal_set_reason (signature->seal, "algorithm");
  rc_seal_add_note (signature->seal, "Made with SHA-1, for which two files with one digest can be made");
}

static void
note_expiry (Signature *signature)
{
  const RcOpenpgpSignature *packet = signature->packet;
  g_autofree char *text = NULL;

  if (packet->expires_after == 0 || packet->created_us == RC_TIME_NONE)
    return;
  text = rc_time_format_utc (packet->created_us + (gint64) packet->expires_after * G_USEC_PER_SEC);
  rc_seal_add_note (signature->seal, "The signature says that it counts until %s", text);
}

static void
judge_keys (Signature *signature)
{
  g_autofree char *issuer = dup_issuer (signature->packet);
  RcKeyQuestion question = {
    .try_key = try_key,
    .data = signature,
    .purpose = rc_head_statement_is (signature->work->context, signature->signed_source) ? "log-head" : "files",
    .key_name = issuer,
    .claimed_us = signature->packet->created_us,
    .established = rc_seal_work_get_time (signature->work, signature->carrier->id),
    .covered = signature->signed_source,
    .carrier = signature->carrier,
  };

  if (rc_key_search (signature->work, signature->seal, &question) != NULL)
    judge_strength (signature);
  note_expiry (signature);
}

/* --- One signature --- */

/* What cannot be checked still says who and when, which are claims. */
static void
tell_unsupported (Signature  *signature,
                  const char *reason)
{
  const RcOpenpgpSignature *packet = signature->packet;
  g_autofree char *issuer = dup_issuer (packet);
  g_autofree char *created = packet->created_us != RC_TIME_NONE ? rc_time_format_utc (packet->created_us) : NULL;

  rc_seal_set_all (signature->seal, RC_VERDICT_UNVERIFIABLE, reason);
  rc_seal_add_note (signature->seal, "An OpenPGP signature (version %u, type %u, key method %u, hash method %u) that is not checked here",
                    packet->version, packet->type, packet->algorithm, packet->hash_number);
  rc_seal_add_note (signature->seal, "It claims to be made by the key %s at %s", issuer != NULL ? issuer : "of nobody",
                    created != NULL ? created : "no time");
}

static gboolean
judge_content (Signature  *signature,
               GError    **error)
{
  const char *unsupported = rc_openpgp_signature_find_unsupported (signature->packet);
  g_autoptr (GBytes) suffix = NULL;
  gboolean is_held;

  if (unsupported != NULL)
    {
      tell_unsupported (signature, unsupported);
      return TRUE;
    }
  suffix = rc_openpgp_signature_make_suffix (signature->packet);
  if (!rc_source_hash (signature->work, signature->signed_source, signature->packet->hash, suffix, signature->digest, &is_held, error))
    return FALSE;

  if (is_held)
    judge_keys (signature);
  else
    rc_seal_set_all (signature->seal, RC_VERDICT_UNVERIFIABLE, "bytes-not-held");
  return TRUE;
}

static gboolean
judge_signature (RcSealWork                *work,
                 const RcSource            *carrier,
                 const RcSource            *signed_source,
                 const RcOpenpgpSignature  *packet,
                 GError                   **error)
{
  Signature signature = { .work = work, .carrier = carrier, .signed_source = signed_source, .packet = packet };

  signature.seal = rc_seal_work_begin (work, KIND, signed_source, carrier);
  if (signed_source == NULL)
    rc_seal_work_payload_absent (work, signature.seal, carrier);
  else if (!judge_content (&signature, error))
    {
      rc_seal_free (signature.seal);
      return FALSE;
    }
  rc_seal_work_end (work, signature.seal, carrier);
  return TRUE;
}

/* --- One file --- */

/* (element-type RcOpenpgpSignature) (transfer full) (nullable): %NULL: not made of signature packets alone */
static GPtrArray *
read_signatures (const guint8 *bytes,
                 gsize         length)
{
  g_autoptr (GPtrArray) packets = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_openpgp_signature_free);
  RcOpenpgpReader reader = { bytes, length };

  while (reader.length > 0)
    {
      RcOpenpgpSignature *signature;
      RcOpenpgpPacket packet;

      if (packets->len >= RC_LIMIT_ENVELOPE_SIGNATURES || !rc_openpgp_read_packet (&reader, &packet)
          || packet.tag != RC_OPENPGP_SIGNATURE)
        return NULL;
      signature = rc_openpgp_signature_read (packet.body, packet.length);
      if (signature == NULL)
        return NULL;
      g_ptr_array_add (packets, signature);
    }
  return packets->len > 0 ? g_steal_pointer (&packets) : NULL;
}

static gboolean
judge_deliveries (RcSealWork      *work,
                  const RcSource  *carrier,
                  GPtrArray       *packets,
                  GError         **error)
{
  g_autoptr (GPtrArray) found = rc_seal_work_find_signed (work, carrier, endings);

  if (found->len == 0)
    g_ptr_array_add (found, NULL);
  for (guint i = 0; i < found->len; i++)
    {
      for (guint j = 0; j < packets->len; j++)
        {
          if (!judge_signature (work, carrier, g_ptr_array_index (found, i), g_ptr_array_index (packets, j), error))
            return FALSE;
        }
    }
  return TRUE;
}

static void
judge_malformed (RcSealWork     *work,
                 const RcSource *carrier)
{
  g_autoptr (GPtrArray) found = rc_seal_work_find_signed (work, carrier, endings);

  rc_seal_work_malformed (work, KIND, found->len > 0 ? g_ptr_array_index (found, 0) : NULL, carrier, "a signature of OpenPGP",
                          "does not hold whole signatures with the right checksum");
}

/* --- The mechanism --- */

/* Without armour: signatures of version 3 to 6 that fill the file. */
static gboolean
is_binary (const char *bytes,
           gsize       length)
{
  g_autoptr (GPtrArray) packets = NULL;

  if (length < 3 || (bytes[0] & 0x80) == 0)
    return FALSE;
  packets = read_signatures ((const guint8 *) bytes, length);
  return packets != NULL;
}

static int
recognise (const RcSample *sample)
{
  if (rc_openpgp_is_armoured (sample->head, sample->head_length, LABEL)
      || rc_openpgp_is_armoured (sample->head, sample->head_length, SIGNED_TEXT_LABEL))
    return RC_MECHANISM_SURE;
  return (gint64) sample->head_length == sample->size && is_binary (sample->head, sample->head_length) ? RC_MECHANISM_SURE : 0;
}

static gboolean
judge (RcSealWork      *work,
       gpointer         run,
       const RcSource  *carrier,
       GBytes          *bytes,
       GError         **error)
{
  gsize length = 0;
  const char *text = bytes != NULL ? g_bytes_get_data (bytes, &length) : "";
  g_autoptr (GBytes) opened = NULL;
  g_autoptr (GPtrArray) packets = NULL;

  /* A text with its signature behind it, which has rules of its own; also where it is too large to be read whole. */
  if (bytes == NULL || rc_openpgp_is_armoured (text, length, SIGNED_TEXT_LABEL))
    {
      rc_seal_work_unverifiable (work, KIND, carrier, carrier, "format-unsupported");
      return TRUE;
    }

  if (rc_openpgp_is_armoured (text, length, LABEL))
    opened = rc_openpgp_open_armour (text, length, LABEL);
  else
    opened = g_bytes_ref (bytes);
  packets = opened != NULL ? read_signatures (g_bytes_get_data (opened, NULL), g_bytes_get_size (opened)) : NULL;
  if (packets != NULL)
    return judge_deliveries (work, carrier, packets, error);
  judge_malformed (work, carrier);
  return TRUE;
}

const RcMechanism rc_mechanism_openpgp = {
  .id = "openpgp-signature",
  .title = N_("Signature of OpenPGP"),
  .evidences = N_("That the holder of an OpenPGP key signed the bytes of another file; judged by verify against the accepted keys."),
  .framing = RC_FRAMING_LINES,
  .recognise = recognise,
  .judge = judge,
};
