/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/sigstore-log-entry.h"

#include <string.h>

#include "core/bounds.h"
#include "core/timestamp.h"

/* The last second that a time in microseconds can name without overflow, far beyond any log. */
#define MAX_SECONDS (G_MAXINT64 / G_USEC_PER_SEC)

void
rc_sigstore_log_entry_free (RcSigstoreLogEntry *self)
{
  if (self == NULL)
    return;

  g_free (self->kind);
  g_free (self->version);
  g_clear_pointer (&self->log_id, g_bytes_unref);
  g_clear_pointer (&self->promise, g_bytes_unref);
  g_clear_pointer (&self->path, g_array_unref);
  g_free (self->checkpoint);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

static gboolean
read_digest (RcProtoReader *reader,
             guint32        node,
             RcDigest      *out_digest)
{
  g_autoptr (GBytes) bytes = rc_proto_reader_item_bytes (reader, node);

  if (bytes == NULL || g_bytes_get_size (bytes) != RC_DIGEST_BYTES)
    {
      rc_proto_reader_fail (reader, node, "a hash of the proof is not 32 bytes long");
      return FALSE;
    }

  memcpy (out_digest->bytes, g_bytes_get_data (bytes, NULL), RC_DIGEST_BYTES);
  return TRUE;
}

static void
read_path (RcProtoReader      *reader,
           RcSigstoreLogEntry *self,
           guint32             proof)
{
  guint32 hashes = rc_proto_reader_member (reader, proof, "hashes", RC_JSON_ARRAY);

  if (hashes == RC_JSON_NO_NODE)
    return;
  if (reader->json->nodes[hashes].count > RC_LIMIT_TREE_HEIGHT)
    {
      rc_proto_reader_fail (reader, hashes, "the proof has more steps than a tree can have");
      return;
    }

  for (guint32 item = hashes + 1; item < reader->json->nodes[hashes].next; item = reader->json->nodes[item].next)
    {
      RcDigest digest;

      if (!read_digest (reader, item, &digest))
        return;
      g_array_append_val (self->path, digest);
    }
}

static void
read_proof (RcProtoReader      *reader,
            RcSigstoreLogEntry *self,
            guint32             node)
{
  guint32 proof = rc_proto_reader_member (reader, node, "inclusionProof", RC_JSON_OBJECT);
  guint32 root;

  if (proof == RC_JSON_NO_NODE)
    return;

  self->has_proof = TRUE;
  (void) rc_proto_reader_integer (reader, proof, "logIndex", &self->proof_index);
  if (!rc_proto_reader_integer (reader, proof, "treeSize", &self->tree_size))
    rc_proto_reader_fail (reader, proof, "the proof does not say the size of the log");
  root = rc_proto_reader_member (reader, proof, "rootHash", RC_JSON_STRING);
  if (root == RC_JSON_NO_NODE)
    rc_proto_reader_fail (reader, proof, "the proof does not say the head of the log");
  else
    (void) read_digest (reader, root, &self->root);
  read_path (reader, self, proof);
  self->checkpoint = rc_proto_reader_text (reader, rc_proto_reader_member (reader, proof, "checkpoint", RC_JSON_OBJECT), "envelope");
}

/* proto3 leaves out what is 0: no time. */
static void
read_time (RcProtoReader      *reader,
           RcSigstoreLogEntry *self,
           guint32             node)
{
  gint64 seconds = 0;

  self->integrated_us = RC_TIME_NONE;
  if (!rc_proto_reader_integer (reader, node, "integratedTime", &seconds) || seconds == 0)
    return;

  if (seconds > MAX_SECONDS)
    rc_proto_reader_fail (reader, node, "the time of the log entry is beyond all calendars");
  else
    self->integrated_us = seconds * G_USEC_PER_SEC;
}

/**
 * rc_sigstore_log_entry_read:
 * @node: a TransparencyLogEntry
 */
RcSigstoreLogEntry *
rc_sigstore_log_entry_read (RcProtoReader *reader,
                            guint32        node)
{
  RcSigstoreLogEntry *self = g_new0 (RcSigstoreLogEntry, 1);
  guint32 kind = rc_proto_reader_member (reader, node, "kindVersion", RC_JSON_OBJECT);

  self->path = g_array_new (FALSE, FALSE, sizeof (RcDigest));
  self->kind = rc_proto_reader_text (reader, kind, "kind");
  self->version = rc_proto_reader_text (reader, kind, "version");
  self->log_id = rc_proto_reader_bytes (reader, rc_proto_reader_member (reader, node, "logId", RC_JSON_OBJECT), "keyId");
  (void) rc_proto_reader_integer (reader, node, "logIndex", &self->index);
  read_time (reader, self, node);
  self->promise = rc_proto_reader_bytes (reader, rc_proto_reader_member (reader, node, "inclusionPromise", RC_JSON_OBJECT),
                                         "signedEntryTimestamp");
  read_proof (reader, self, node);
  self->body = rc_proto_reader_bytes (reader, node, "canonicalizedBody");
  if (self->body == NULL)
    rc_proto_reader_fail (reader, node, "a log entry has no body");
  if (self->promise == NULL && !self->has_proof)
    rc_proto_reader_fail (reader, node, "a log entry has neither a promise of the log nor a proof");
  return self;
}
