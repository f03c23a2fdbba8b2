/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "trust-file.h"

#include <string.h>

#include "json-writer.h"

/* A time without a fraction would be read again as a whole second. */
static void
write_time (RcJsonWriter *writer,
            const char   *name,
            gint64        time_us)
{
  g_autofree char *text = time_us == RC_TIME_NONE ? NULL : rc_time_format_utc (time_us);
  g_autofree char *exact = NULL;

  if (text != NULL && strchr (text, '.') == NULL)
    exact = g_strdup_printf ("%.*s.000000Z", (int) strlen (text) - 1, text);
  rc_json_writer_member_string (writer, name, exact != NULL ? exact : text);
}

static void
write_list (RcJsonWriter       *writer,
            const char         *name,
            const char * const *texts)
{
  rc_json_writer_name (writer, name);
  rc_json_writer_begin_array (writer);
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    rc_json_writer_string (writer, texts[i]);
  rc_json_writer_end_array (writer);
}

static void
write_obtained (RcJsonWriter   *writer,
                const RcAnchor *anchor)
{
  rc_json_writer_name (writer, "obtained");
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "by", anchor->by);
  write_time (writer, "on", anchor->obtained_us);
  rc_json_writer_member_string (writer, "how", anchor->how);
  rc_json_writer_end_object (writer);
}

static void
write_group (RcJsonWriter   *writer,
             const RcAnchor *anchor)
{
  if (anchor->group == NULL)
    return;

  rc_json_writer_name (writer, "threshold_group");
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "name", anchor->group);
  rc_json_writer_member_integer (writer, "k", anchor->threshold);
  rc_json_writer_end_object (writer);
}

static void
write_anchor (RcJsonWriter   *writer,
              const RcAnchor *anchor)
{
  g_autofree char *label = rc_anchor_dup_label (anchor);
  g_auto (GStrv) purposes = g_strsplit (anchor->purpose, ",", -1);
  const char * const key_ids[] = { anchor->key_id, NULL };
  char hex[RC_DIGEST_HEX_SIZE];

  rc_digest_to_hex (&anchor->fingerprint, hex);
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "id", label);
  rc_json_writer_member_string (writer, "kind", anchor->kind);
  rc_json_writer_member_string (writer, "material", anchor->material);
  write_list (writer, "key_ids", key_ids);
  rc_json_writer_member_string (writer, "fingerprint_sha256", hex);
  rc_json_writer_member_string (writer, "owner", anchor->owner);
  write_list (writer, "purposes", (const char * const *) purposes);
  write_list (writer, "identities", (const char * const *) anchor->identities);
  write_time (writer, "valid_from", anchor->from_us);
  write_time (writer, "valid_to", anchor->to_us);
  write_time (writer, "revoked_at", anchor->revoked_us);
  rc_json_writer_member_string (writer, "revocation_reason", anchor->revoked_for);
  write_obtained (writer, anchor);
  write_group (writer, anchor);
  rc_json_writer_end_object (writer);
}

/**
 * rc_trust_file_write:
 *
 * Returns: (transfer full): the text of trust-anchors.json, a function of the anchors alone
 */
char *
rc_trust_file_write (GPtrArray *anchors)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "format", RC_TRUST_FILE_FORMAT);
  rc_json_writer_name (writer, "anchors");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < anchors->len; i++)
    write_anchor (writer, anchors->pdata[i]);
  rc_json_writer_end_array (writer);
  rc_json_writer_end_object (writer);
  return rc_json_writer_finish (writer);
}

/**
 * rc_trust_export:
 *
 * Returns: (transfer full): the accepted keys as trust-anchors.json, %NULL with @error
 */
char *
rc_trust_export (RcCase  *case_file,
                 GError **error)
{
  g_autoptr (GPtrArray) anchors = rc_trust_list (case_file, error);

  return anchors != NULL ? rc_trust_file_write (anchors) : NULL;
}

/**
 * rc_trust_digest:
 * @out_digest: (out): SHA-256 of exactly the bytes that rc_trust_export() answers now
 *
 * Returns: %FALSE with @error
 */
gboolean
rc_trust_digest (RcCase    *case_file,
                 RcDigest  *out_digest,
                 GError   **error)
{
  g_autofree char *text = rc_trust_export (case_file, error);

  if (text == NULL)
    return FALSE;
  rc_digest_compute (text, strlen (text), out_digest);
  return TRUE;
}
