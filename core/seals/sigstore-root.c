/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/sigstore-root.h"

#include <string.h>

#include "core/bounds.h"
#include "core/interval.h"
#include "core/seals/proto-reader.h"
#include "core/timestamp.h"

#define MEDIA_TYPE "application/vnd.dev.sigstore.trustedroot"

static void
authority_free (gpointer data)
{
  RcSigstoreAuthority *self = data;

  g_ptr_array_unref (self->certificates);
  g_free (self);
}

static void
log_free (gpointer data)
{
  RcSigstoreLog *self = data;

  rc_public_key_unref (self->key);
  g_clear_pointer (&self->id, g_bytes_unref);
  g_free (self->host);
  g_free (self);
}

void
rc_sigstore_root_free (RcSigstoreRoot *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->authorities);
  g_ptr_array_unref (self->time_authorities);
  g_ptr_array_unref (self->logs);
  g_ptr_array_unref (self->certificate_logs);
  g_free (self);
}

/* --- When it counts --- */

gboolean
rc_sigstore_validity_holds (const RcSigstoreValidity *self,
                            gint64                    time_us)
{
  return !rc_validity_excludes (self->from_us, self->to_us, time_us);
}

static void
read_validity (RcProtoReader      *reader,
               RcSigstoreRoot     *self,
               guint32             node,
               RcSigstoreValidity *out_validity)
{
  guint32 validity = rc_proto_reader_member (reader, node, "validFor", RC_JSON_OBJECT);

  out_validity->from_us = rc_proto_reader_time (reader, validity, "start");
  out_validity->to_us = rc_proto_reader_time (reader, validity, "end");
  self->newest_us = MAX (self->newest_us, out_validity->from_us);
}

/* --- Authorities --- */

static void
take_certificate (RcProtoReader       *reader,
                  RcSigstoreAuthority *authority,
                  guint32              node)
{
  g_autoptr (GBytes) bytes = rc_proto_reader_bytes (reader, node, "rawBytes");
  RcCertificate *certificate = bytes != NULL ? rc_certificate_new_der (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : NULL;

  if (certificate == NULL)
    rc_proto_reader_fail (reader, node, "a certificate in it is not readable");
  else
    g_ptr_array_add (authority->certificates, certificate);
}

static void
read_authority (RcProtoReader  *reader,
                RcSigstoreRoot *self,
                guint32         node,
                GPtrArray      *list)
{
  RcSigstoreAuthority *authority = g_new0 (RcSigstoreAuthority, 1);
  guint32 chain = rc_proto_reader_member (reader, node, "certChain", RC_JSON_OBJECT);
  guint32 certificates = rc_proto_reader_member (reader, chain, "certificates", RC_JSON_ARRAY);

  authority->certificates = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_certificate_unref);
  g_ptr_array_add (list, authority);
  read_validity (reader, self, node, &authority->validity);
  if (certificates == RC_JSON_NO_NODE || reader->json->nodes[certificates].count == 0
      || reader->json->nodes[certificates].count > RC_LIMIT_CERTIFICATE_DEPTH)
    {
      rc_proto_reader_fail (reader, node, "an authority in it has no certificates, or more than a chain can have");
      return;
    }

  for (guint32 item = certificates + 1; item < reader->json->nodes[certificates].next; item = reader->json->nodes[item].next)
    take_certificate (reader, authority, item);
}

/* --- Logs --- */

static char *
dup_host (RcProtoReader *reader,
          guint32        node)
{
  g_autofree char *address = rc_proto_reader_text (reader, node, "baseUrl");
  const char *host = address != NULL ? strstr (address, "://") : NULL;

  if (host == NULL)
    return NULL;
  host += strlen ("://");
  return g_strndup (host, strcspn (host, "/"));
}

static void
read_log (RcProtoReader  *reader,
          RcSigstoreRoot *self,
          guint32         node,
          GPtrArray      *list)
{
  RcSigstoreLog *log = g_new0 (RcSigstoreLog, 1);
  guint32 key = rc_proto_reader_member (reader, node, "publicKey", RC_JSON_OBJECT);
  g_autoptr (GBytes) bytes = rc_proto_reader_bytes (reader, key, "rawBytes");

  g_ptr_array_add (list, log);
  read_validity (reader, self, key, &log->validity);
  log->host = dup_host (reader, node);
  log->id = rc_proto_reader_bytes (reader, rc_proto_reader_member (reader, node, "logId", RC_JSON_OBJECT), "keyId");
  if (bytes == NULL || log->id == NULL)
    {
      rc_proto_reader_fail (reader, node, "a log in it has no key, or no id");
      return;
    }

  log->key = rc_public_key_new_spki (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  /* The oldest keys of certificate logs stand there as PKCS #1. */
  if (log->key == NULL)
    log->key = rc_public_key_new_pkcs1 (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

const RcSigstoreLog *
rc_sigstore_root_find_log (GPtrArray  *logs,
                           const void *id,
                           gsize       length)
{
  for (guint i = 0; i < logs->len; i++)
    {
      const RcSigstoreLog *log = logs->pdata[i];

      if (g_bytes_get_size (log->id) == length && memcmp (g_bytes_get_data (log->id, NULL), id, length) == 0)
        return log;
    }
  return NULL;
}

/* --- The whole --- */

typedef void (*ReadItem) (RcProtoReader  *reader,
                          RcSigstoreRoot *self,
                          guint32         node,
                          GPtrArray      *list);

static void
read_list (RcProtoReader  *reader,
           RcSigstoreRoot *self,
           const char     *name,
           ReadItem        read_item,
           GPtrArray      *list)
{
  guint32 node = rc_proto_reader_member (reader, 0, name, RC_JSON_ARRAY);

  if (node == RC_JSON_NO_NODE)
    return;
  if (reader->json->nodes[node].count > RC_LIMIT_SIGSTORE_KEYS)
    {
      rc_proto_reader_fail (reader, node, "it names more authorities or logs than are read");
      return;
    }

  for (guint32 item = node + 1; item < reader->json->nodes[node].next; item = reader->json->nodes[item].next)
    read_item (reader, self, item, list);
}

static gboolean
is_trusted_root (const RcJson *json)
{
  guint32 node = rc_json_member (json, 0, "mediaType");
  g_autofree char *media_type = node != RC_JSON_NO_NODE ? rc_json_dup_text (json, node, NULL) : NULL;

  return media_type != NULL && g_str_has_prefix (media_type, MEDIA_TYPE);
}

static RcSigstoreRoot *
read_document (const RcJson  *json,
               const char   **out_fault)
{
  RcSigstoreRoot *self = g_new0 (RcSigstoreRoot, 1);
  RcProtoReader reader;

  rc_proto_reader_init (&reader, json);
  self->newest_us = RC_TIME_NONE;
  self->authorities = g_ptr_array_new_with_free_func (authority_free);
  self->time_authorities = g_ptr_array_new_with_free_func (authority_free);
  self->logs = g_ptr_array_new_with_free_func (log_free);
  self->certificate_logs = g_ptr_array_new_with_free_func (log_free);
  read_list (&reader, self, "certificateAuthorities", read_authority, self->authorities);
  read_list (&reader, self, "timestampAuthorities", read_authority, self->time_authorities);
  read_list (&reader, self, "tlogs", read_log, self->logs);
  read_list (&reader, self, "ctlogs", read_log, self->certificate_logs);
  if (self->authorities->len == 0 && self->logs->len == 0)
    rc_proto_reader_fail (&reader, 0, "it names neither an authority nor a log");
  if (json->has_duplicate)
    rc_proto_reader_fail (&reader, json->duplicate, "it names a member twice");
  if (reader.fault == NULL)
    return self;

  *out_fault = reader.fault;
  rc_sigstore_root_free (self);
  return NULL;
}

/**
 * rc_sigstore_root_parse:
 * @text: a trusted_root.json (sigstore_trustroot.proto), as the auditor accepted it or as it came with the evidence
 * @out_fault: (out) (transfer none) (nullable)
 *
 * Returns: (transfer full) (nullable)
 */
RcSigstoreRoot *
rc_sigstore_root_parse (const char  *text,
                        gsize        length,
                        const char **out_fault)
{
  g_auto (RcJson) json;
  RcJsonFault fault;

  *out_fault = NULL;
  rc_json_init (&json);
  if (!rc_json_parse (&json, text, length, &fault) || !is_trusted_root (&json))
    return NULL;
  return read_document (&json, out_fault);
}
