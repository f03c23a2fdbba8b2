/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/sigstore-log.h"

#include <string.h>

#include "core/base64.h"
#include "core/seals/checkpoint.h"
#include "core/seals/note-file.h"
#include "core/tree.h"

#define HINT_BYTES 4
/* C2SP signed-note: the type of an Ed25519 key, which stands before it where its id is made. */
#define NOTE_TYPE_ED25519 0x01

G_GNUC_PRINTF (4, 5) static void
fail (RcSigstoreAnswer *answer,
      const char       *expected,
      const char       *found,
      const char       *format,
      ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  rc_sigstore_answer_fault (answer, RC_SIGSTORE_INTEGRITY, RC_VERDICT_INVALID, "proof", RC_EXCEPTION_SIGNATURE_INVALID, expected, found,
                            "%s", message);
}

/* --- What needs no key --- */

static void
check_path (const RcSigstoreLogEntry *entry,
            RcSigstoreAnswer         *answer)
{
  g_autoptr (RcHasher) hasher = rc_hasher_new ();
  g_autofree char *root = rc_digest_dup_hex (&entry->root);
  RcDigest leaf;

  rc_tree_leaf (hasher, g_bytes_get_data (entry->body, NULL), g_bytes_get_size (entry->body), &leaf);
  if (!rc_tree_verify_inclusion (&leaf, (guint64) entry->proof_index, (guint64) entry->tree_size, (const RcDigest *) entry->path->data,
                                 entry->path->len, &entry->root))
    fail (answer, "a proof that leads from the entry to the head of the log", root,
          "The proof that the transparency log holds the entry does not lead to the head that it names.");
}

/* NULL: not readable, which was told. */
static RcCheckpoint *
read_checkpoint (const RcSigstoreLogEntry *entry,
                 RcNoteFile              **out_note)
{
  const char *fault = NULL;
  gsize length = 0;
  const char *text;

  if (rc_note_file_parse (entry->checkpoint, strlen (entry->checkpoint), out_note, &fault) != RC_NOTE_READ)
    return NULL;
  text = g_bytes_get_data ((*out_note)->text, &length);
  return rc_checkpoint_parse (text, length);
}

static void
compare_head (const RcSigstoreLogEntry *entry,
              const RcCheckpoint       *head,
              RcSigstoreAnswer         *answer)
{
  g_autofree char *expected = rc_digest_dup_hex (&entry->root);
  g_autofree char *found = rc_digest_dup_hex (&head->root);

  if (head->size != (guint64) entry->tree_size || !rc_digest_equal (&head->root, &entry->root))
    fail (answer, expected, found, "The signed head of the transparency log is another one than the proof leads to.");
}

void
rc_sigstore_log_check_proof (const RcSigstoreLogEntry *entry,
                             RcSigstoreAnswer         *answer)
{
  g_autoptr (RcNoteFile) note = NULL;
  g_autoptr (RcCheckpoint) head = NULL;

  if (!entry->has_proof)
    return;

  check_path (entry, answer);
  if (entry->checkpoint == NULL)
    return;

  head = read_checkpoint (entry, &note);
  if (head != NULL)
    compare_head (entry, head, answer);
  else
    fail (answer, "origin, size and root of the log, signed", "something else", "The head of the transparency log is not readable.");
}

/* --- The checkpoint's signature --- */

/* The log's own line, among those of witnesses: by the id that the log's key has. */
static gboolean
is_line_of_log (const RcNoteLine    *line,
                const RcCheckpoint  *head,
                const RcSigstoreLog *log)
{
  const guint8 *ed25519 = rc_public_key_peek_ed25519 (log->key);
  g_autoptr (RcHasher) hasher = NULL;
  const guint8 type[] = { '\n', NOTE_TYPE_ED25519 };
  gsize length = 0;
  const guint8 *id = g_bytes_get_data (log->id, &length);
  guint32 hint;
  RcDigest digest;

  /* Rekor of the first generation appends the number of the tree to its name in the origin. */
  if (!g_str_has_prefix (head->origin, line->name) || strchr (" ", head->origin[strlen (line->name)]) == NULL)
    return FALSE;
  if (ed25519 == NULL)
    {
      if (length < HINT_BYTES)
        return FALSE;
      memcpy (&hint, id, sizeof hint);
      return GUINT32_FROM_BE (hint) == line->id;
    }

  hasher = rc_hasher_new ();
  rc_hasher_update (hasher, line->name, strlen (line->name));
  rc_hasher_update (hasher, type, sizeof type);
  rc_hasher_update (hasher, ed25519, RC_DIGEST_BYTES);
  rc_hasher_finish (hasher, &digest);
  memcpy (&hint, digest.bytes, sizeof hint);
  return GUINT32_FROM_BE (hint) == line->id && (log->host == NULL || strcmp (log->host, line->name) == 0);
}

static gboolean
line_fits (const RcNoteFile    *note,
           const RcNoteLine    *line,
           const RcSigstoreLog *log)
{
  gsize text_length = 0;
  gsize length = 0;
  const void *text = g_bytes_get_data (note->text, &text_length);
  const void *signature = g_bytes_get_data (line->signature, &length);
  RcSignatureForm form;
  RcHash hash;

  rc_public_key_default_form (log->key, &form, &hash);
  return rc_public_key_verify (log->key, form, hash, text, text_length, signature, length) == RC_SIGNATURE_FITS;
}

/* All lines that name the log's key must fit, and there must be one. */
static void
check_checkpoint (const RcSigstoreLogEntry *entry,
                  const RcSigstoreLog      *log,
                  RcSigstoreAnswer         *answer)
{
  g_autoptr (RcNoteFile) note = NULL;
  g_autoptr (RcCheckpoint) head = read_checkpoint (entry, &note);
  guint n_by_log = 0;

  if (head == NULL)
    return;

  for (guint i = 0; i < note->lines->len; i++)
    {
      const RcNoteLine *line = note->lines->pdata[i];

      if (!is_line_of_log (line, head, log))
        continue;
      n_by_log++;
      if (!line_fits (note, line, log))
        fail (answer, "a head as the log signed it", head->origin, "The head of the transparency log “%s” does not fit its signature.",
              head->origin);
    }
  if (n_by_log == 0)
    fail (answer, "a signature of the log", "none of its own", "The head of the transparency log “%s” is not signed by that log.",
          head->origin);
  else if (note->lines->len > n_by_log)
    rc_sigstore_answer_note (answer, "%u other signatures under the head of the transparency log “%s” were not checked: no keys of "
                             "witnesses are accepted", note->lines->len - n_by_log, head->origin);
}

/* --- The promise --- */

/* RFC 8785: the members in this order, no blanks, and no text that needs an escape. */
static char *
dup_promised (const RcSigstoreLogEntry *entry)
{
  g_autofree char *body = rc_base64_encode (g_bytes_get_data (entry->body, NULL), g_bytes_get_size (entry->body));
  g_autofree char *log_id = rc_bytes_dup_hex (g_bytes_get_data (entry->log_id, NULL), g_bytes_get_size (entry->log_id));

  return g_strdup_printf ("{\"body\":\"%s\",\"integratedTime\":%" G_GINT64_FORMAT ",\"logID\":\"%s\",\"logIndex\":%" G_GINT64_FORMAT "}",
                          body, entry->integrated_us / G_USEC_PER_SEC, log_id, entry->index);
}

static gboolean
promise_fits (const RcSigstoreLogEntry *entry,
              const RcSigstoreLog      *log)
{
  g_autofree char *promised = dup_promised (entry);
  gsize length = 0;
  const void *signature = g_bytes_get_data (entry->promise, &length);
  RcSignatureForm form;
  RcHash hash;

  rc_public_key_default_form (log->key, &form, &hash);
  return rc_public_key_verify (log->key, form, hash, promised, strlen (promised), signature, length) == RC_SIGNATURE_FITS;
}

static void
fail_time (RcSigstoreAnswer *answer,
           gint64            time_us)
{
  g_autofree char *time = rc_time_format_utc (time_us);

  rc_sigstore_answer_fault (answer, RC_SIGSTORE_ANCHOR, RC_VERDICT_INVALID, "time", RC_EXCEPTION_SIGNATURE_INVALID,
                            "a time at which the log's key counts", time,
                            "The transparency log took the entry at a time (%s) for which its key does not count.", time);
}

static void
check_promise (const RcSigstoreLogEntry *entry,
               const RcSigstoreLog      *log,
               RcSigstoreAnswer         *answer)
{
  g_autofree char *time = entry->integrated_us != RC_TIME_NONE ? rc_time_format_utc (entry->integrated_us) : NULL;

  if (time == NULL)
    fail (answer, "the time that the log promised", "none", "The promise of the transparency log has no time.");
  else if (!promise_fits (entry, log))
    fail (answer, "an entry as the log promised it", time, "The entry and its time (%s) do not fit the promise of the transparency log.",
          time);
  else if (!rc_sigstore_validity_holds (&log->validity, entry->integrated_us))
    fail_time (answer, entry->integrated_us);
  else
    rc_sigstore_answer_time (answer, entry->integrated_us, log->host != NULL ? log->host : "the transparency log");
}

/* --- Both --- */

static const RcSigstoreLog *
find_log (const RcSigstoreLogEntry *entry,
          const RcSigstoreRoot     *root)
{
  const RcSigstoreLog *log = NULL;

  if (entry->log_id != NULL)
    log = rc_sigstore_root_find_log (root->logs, g_bytes_get_data (entry->log_id, NULL), g_bytes_get_size (entry->log_id));
  return log != NULL && log->key != NULL ? log : NULL;
}

gboolean
rc_sigstore_log_check_signed (const RcSigstoreLogEntry *entry,
                              const RcSigstoreRoot     *root,
                              RcSigstoreAnswer         *answer)
{
  const RcSigstoreLog *log = find_log (entry, root);

  if (log == NULL)
    return FALSE;

  if (entry->promise != NULL)
    check_promise (entry, log, answer);
  if (entry->checkpoint != NULL)
    check_checkpoint (entry, log, answer);
  if (entry->promise != NULL && entry->has_proof && entry->checkpoint == NULL)
    rc_sigstore_answer_note (answer, "The proof of the transparency log leads to a head that it did not sign: only its promise counts");
  if (entry->promise == NULL && entry->checkpoint == NULL)
    fail (answer, "a head of the log that it signed", "none", "The proof of the transparency log is not signed by anybody.");
  return TRUE;
}

void
rc_sigstore_log_check_time (const RcSigstoreLogEntry *entry,
                            const RcSigstoreRoot     *root,
                            gint64                    time_us,
                            RcSigstoreAnswer         *answer)
{
  const RcSigstoreLog *log = find_log (entry, root);

  if (log != NULL && entry->promise == NULL && !rc_sigstore_validity_holds (&log->validity, time_us))
    fail_time (answer, time_us);
}
