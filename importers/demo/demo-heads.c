/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/exception.h"
#include "core/json-writer.h"
#include "importers/demo/demo-set.h"

static char *
dup_head (guint       half,
          guint64     sequence,
          const char *hash_hex)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *stated = g_strdup_printf ("%sT23:59:59Z", rc_demo_half_last_day (half));
  g_autofree char *json = NULL;

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "schema", "kreditcheck.head/1");
  rc_json_writer_member_string (writer, "system", RC_DEMO_SYSTEM);
  rc_json_writer_member_string (writer, "file", rc_demo_half_log_name (half));
  rc_json_writer_member_integer (writer, "seq", (gint64) sequence);
  rc_json_writer_member_string (writer, "hash", hash_hex);
  rc_json_writer_member_integer (writer, "entries", (gint64) sequence + 1);
  rc_json_writer_member_string (writer, "stated_at", stated);
  rc_json_writer_end_object (writer);

  json = rc_json_writer_finish (writer);
  return g_strconcat (json, "\n", NULL);
}

static void
add_faults (RcDemoSet  *self,
            guint       half,
            const char *path)
{
  if (half == self->faults.unsigned_head)
    rc_demo_faults_add (&self->faults, RC_EXCEPTION_HEAD_UNSIGNED, path, 1,
                        "The head statement has no signature beside it, as the others have.",
                        "The signature of the head was left out.");
  if (half == self->faults.strange_head)
    rc_demo_faults_add (&self->faults, RC_EXCEPTION_KEY_UNKNOWN, path, 1,
                        "The signature beside the head statement names a key that nobody accepted.",
                        "The head was signed with another key than the bank's.");
  if (half == RC_DEMO_HALVES - 1 && self->faults.end < self->calendar.inferences)
    rc_demo_faults_add (&self->faults, RC_EXCEPTION_CHAIN_TAIL_MISSING, path, 1,
                        "The head statement names a record after the last one of the log.",
                        "The last %" G_GUINT64_FORMAT " records were cut off after the head had been stated.",
                        self->calendar.inferences - self->faults.end);
}

/**
 * rc_demo_set_write_head:
 * @half: which half month ended
 * @sequence: number of its last record
 * @hash_hex: that record's hash
 *
 * Writes the head statement and its signature.
 */
gboolean
rc_demo_set_write_head (RcDemoSet   *self,
                        guint        half,
                        guint64      sequence,
                        const char  *hash_hex,
                        GError     **error)
{
  g_autofree char *name = g_strdup_printf ("head-%s.json", rc_demo_half_last_day (half));
  g_autofree char *path = g_strdup_printf ("evidence/log/heads/%s", name);
  g_autofree char *signature_path = g_strconcat (path, ".minisig", NULL);
  g_autofree char *head = dup_head (half, sequence, hash_hex);
  const RcDemoSigner *signer = half == self->faults.strange_head ? &self->stranger : &self->signer;
  g_autofree char *signature = rc_demo_signer_dup_signature (signer, head, name, rc_demo_half_end (half) / RC_DEMO_SECOND_MS);

  add_faults (self, half, path);
  return rc_demo_folder_write (self->folder, path, head, error)
         && (half == self->faults.unsigned_head
             || rc_demo_folder_write (self->folder, signature_path, signature, error));
}
