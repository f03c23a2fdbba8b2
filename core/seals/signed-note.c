/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/signed-note.h"

#include <string.h>

#include "core/bounds.h"
#include "core/seals/key-search.h"
#include "core/seals/log-heads.h"
#include "core/seals/note-judge.h"
#include "core/seals/note-signature.h"
#include "core/seals/tlog-proof-file.h"
#include "core/seals/tlog-proof.h"
#include "core/seals/tree-head-file.h"
#include "core/words.h"

#define KIND_NOTE "signed-note"
#define KIND_TREE_HEAD "sth"
/* Longer texts of three lines are no checkpoint that somebody forgot to sign. */
#define UNSIGNED_BYTES 1024u

/* One run over all notes. */
typedef struct
{
  RcNoteKeys *keys;
  RcLogHeads *heads;
} Run;

/* Origin, size and root without any signature; (nullable). */
static RcCheckpoint *
parse_unsigned (const char *bytes,
                gsize       length)
{
  g_autoptr (RcCheckpoint) head = NULL;

  if (length < 2 || length > UNSIGNED_BYTES || !g_utf8_validate_len (bytes, length, NULL))
    return NULL;
  while (length >= 2 && bytes[length - 1] == '\n' && bytes[length - 2] == '\n')
    length--;
  head = rc_checkpoint_parse (bytes, length);
  return head != NULL && head->n_extensions == 0 ? g_steal_pointer (&head) : NULL;
}

/* --- Notes --- */

static void
judge_note (RcSealWork       *work,
            Run              *run,
            const RcSource   *carrier,
            const RcNoteFile *note)
{
  g_autoptr (RcCheckpoint) head = rc_checkpoint_parse (g_bytes_get_data (note->text, NULL), g_bytes_get_size (note->text));
  g_autoptr (RcSeal) seal = rc_seal_work_begin (work, head != NULL ? RC_SEAL_KIND_CHECKPOINT : KIND_NOTE, carrier, carrier);
  const RcAnchor *anchor = rc_note_judge (work, run->keys, seal, carrier, note, head);

  if (head == NULL)
    {
      rc_seal_work_end (work, g_steal_pointer (&seal), carrier);
      return;
    }
  rc_seal_add_note (seal, "Head of the log “%s” with %" G_GUINT64_FORMAT " entries", head->origin, head->size);
  rc_log_heads_take (run->heads, g_steal_pointer (&seal), carrier, anchor, head->origin, head->size, &head->root);
}

static void
judge_unsigned (RcSealWork     *work,
                const RcSource *carrier)
{
  RcSeal *seal = rc_seal_work_begin (work, RC_SEAL_KIND_CHECKPOINT, carrier, carrier);

  rc_seal_set_all (seal, RC_VERDICT_UNSIGNED, "signature-absent");
  rc_seal_add_note (seal, "The head of a log without any signature");
  rc_seal_work_end (work, seal, carrier);
}

/* --- Tree heads in JSON --- */

typedef struct
{
  const RcTreeHeadFile *file;
  gboolean              is_only_key;    /* of all accepted keys one alone is a log's: it is the one that is meant */
} HeadQuestion;

/* The key of a certificate log, in any of the forms in which it is accepted. */
static gboolean
is_log_key (const RcAnchor *anchor)
{
  g_autoptr (RcNoteKey) key = NULL;

  if (anchor->key == NULL || !rc_anchor_accepts (anchor, "log-head"))
    return FALSE;
  if (strcmp (anchor->kind, "rfc6962-log") == 0)
    return TRUE;
  key = strcmp (anchor->kind, "note-vkey") == 0 ? rc_note_key_parse (anchor->material, strlen (anchor->material)) : NULL;
  return key != NULL && key->type == RC_NOTE_TREE_HEAD;
}

static RcKeyFit
try_log_key (const RcAnchor *anchor,
             gpointer        data)
{
  const HeadQuestion *question = data;
  const RcTreeHeadFile *file = question->file;

  if (anchor->key == NULL || (!is_log_key (anchor) && strcmp (anchor->kind, "spki") != 0))
    return RC_KEY_NOT_MEANT;
  if (rc_tree_head_fits (anchor->key, file->time_ms, file->size, &file->root, g_bytes_get_data (file->signature, NULL),
                         g_bytes_get_size (file->signature)))
    return RC_KEY_FITS;
  return question->is_only_key && is_log_key (anchor) ? RC_KEY_EXPECTED : RC_KEY_TRIED;
}

static gboolean
has_one_log_key (const GPtrArray *anchors)
{
  guint count = 0;

  for (guint i = 0; i < anchors->len; i++)
    count += is_log_key (anchors->pdata[i]);
  return count == 1;
}

/* A tree head does not name its log: the log is the key. */
static char *
dup_origin (const RcAnchor *anchor)
{
  g_autoptr (RcNoteKey) key = NULL;

  if (anchor == NULL)
    return g_strdup ("");
  key = strcmp (anchor->kind, "note-vkey") == 0 ? rc_note_key_parse (anchor->material, strlen (anchor->material)) : NULL;
  return key != NULL ? g_strdup (key->name) : rc_digest_dup_hex (&anchor->fingerprint);
}

static void
judge_tree_head (RcSealWork           *work,
                 Run                  *run,
                 const RcSource       *carrier,
                 const RcTreeHeadFile *file)
{
  RcSeal *seal = rc_seal_work_begin (work, KIND_TREE_HEAD, carrier, carrier);
  HeadQuestion asked = { file, has_one_log_key (work->keys) };
  RcKeyQuestion question = {
    .try_key = try_log_key,
    .data = &asked,
    .purpose = "log-head",
    .key_name = "of a certificate log",
    .claimed_us = file->time_ms <= (guint64) (G_MAXINT64 / 1000) ? (gint64) file->time_ms * 1000 : RC_TIME_NONE,
    .established = rc_seal_work_get_time (work, carrier->id),
    .carrier = carrier,
  };
  const RcAnchor *anchor = rc_key_search (work, seal, &question);
  g_autofree char *origin = dup_origin (anchor);

  rc_seal_add_note (seal, "Head of a certificate log with %" G_GUINT64_FORMAT " entries", file->size);
  rc_log_heads_take (run->heads, seal, carrier, anchor, origin, file->size, &file->root);
}

static void
judge_ambiguous (RcSealWork     *work,
                 const RcSource *carrier,
                 const char     *fault)
{
  RcSeal *seal = rc_seal_work_begin (work, KIND_TREE_HEAD, carrier, carrier);

  rc_seal_set_all (seal, RC_VERDICT_AMBIGUOUS, "format");
  rc_seal_work_end (work, seal, carrier);
  rc_seal_work_tell (work, RC_EXCEPTION_DUPLICATE_MEMBER, carrier, "each member once", fault, "“%s” can be read two ways: %s.",
                     carrier->name, fault);
}

static void
judge_json (RcSealWork     *work,
            Run            *run,
            const RcSource *carrier,
            const char     *text,
            gsize           length)
{
  g_autoptr (RcTreeHeadFile) file = NULL;
  const char *fault = NULL;

  switch (rc_tree_head_file_parse (text, length, &file, &fault))
    {
    case RC_TREE_HEAD_READ:
      judge_tree_head (work, run, carrier, file);
      break;
    case RC_TREE_HEAD_MALFORMED:
      rc_seal_work_malformed (work, KIND_TREE_HEAD, carrier, carrier, "the head of a certificate log", fault);
      break;
    case RC_TREE_HEAD_AMBIGUOUS:
      judge_ambiguous (work, carrier, fault);
      break;
    case RC_TREE_HEAD_ANOTHER:
    default:
      break;
    }
}

/* --- The mechanism --- */

static int
recognise (const RcSample *sample)
{
  g_autoptr (RcTreeHeadFile) tree_head = NULL;
  g_autoptr (RcCheckpoint) unsigned_head = NULL;
  g_autoptr (RcNoteFile) note = NULL;
  const char *fault = NULL;

  if (rc_tlog_proof_file_is (sample->head, sample->head_length))
    return RC_MECHANISM_SURE;
  if (rc_note_file_parse (sample->head, sample->head_length, &note, &fault) != RC_NOTE_ANOTHER)
    return RC_MECHANISM_SURE;
  if (sample->head[0] == '{')
    return rc_tree_head_file_parse (sample->head, sample->head_length, &tree_head, &fault) != RC_TREE_HEAD_ANOTHER ? RC_MECHANISM_SURE : 0;
  unsigned_head = parse_unsigned (sample->head, sample->head_length);
  return unsigned_head != NULL ? RC_MECHANISM_SURE : 0;
}

static gpointer
begin (RcSealWork *work)
{
  Run *run = g_new0 (Run, 1);

  run->keys = rc_note_keys_new (work->keys);
  run->heads = rc_log_heads_new (work);
  return run;
}

static void
judge_too_long (RcSealWork     *work,
                const RcSource *carrier)
{
  g_autofree char *limit = g_strdup_printf ("limit(RC_LIMIT_NOTE_BYTES,%u)", RC_LIMIT_NOTE_BYTES);

  rc_seal_work_unverifiable (work, KIND_NOTE, carrier, carrier, limit);
}

static void
judge_text (RcSealWork     *work,
            Run            *run,
            const RcSource *carrier,
            const char     *text,
            gsize           length)
{
  g_autoptr (RcCheckpoint) unsigned_head = NULL;
  g_autoptr (RcNoteFile) note = NULL;
  const char *fault = NULL;

  switch (rc_note_file_parse (text, length, &note, &fault))
    {
    case RC_NOTE_READ:
      judge_note (work, run, carrier, note);
      break;
    case RC_NOTE_MALFORMED:
      rc_seal_work_malformed (work, KIND_NOTE, carrier, carrier, "a signed note", fault);
      break;
    case RC_NOTE_TOO_LONG:
      judge_too_long (work, carrier);
      break;
    case RC_NOTE_ANOTHER:
    default:
      unsigned_head = parse_unsigned (text, length);
      if (unsigned_head != NULL)
        judge_unsigned (work, carrier);
      else
        judge_json (work, run, carrier, text, length);
      break;
    }
}

/* A proof out of a log ends with a note, and is judged as a whole. */
static gboolean
judge (RcSealWork      *work,
       gpointer         data,
       const RcSource  *carrier,
       GBytes          *bytes,
       GError         **error)
{
  Run *run = data;
  gsize length = 0;
  const char *text = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  if (text == NULL || (length > RC_LIMIT_NOTE_BYTES && rc_tlog_proof_file_is (text, length)))
    judge_too_long (work, carrier);
  else if (rc_tlog_proof_file_is (text, length))
    return rc_tlog_proof_judge (work, run->keys, run->heads, carrier, text, length, error);
  else
    judge_text (work, run, carrier, text, length);
  return TRUE;
}

static gboolean
finish (RcSealWork  *work,
        gpointer     data,
        GError     **error)
{
  Run *run = data;

  return rc_log_heads_end (run->heads, error);
}

static void
end (gpointer data)
{
  Run *run = data;

  rc_note_keys_free (run->keys);
  rc_log_heads_free (run->heads);
  g_free (run);
}

const RcMechanism rc_mechanism_signed_note = {
  .id = "signed-note",
  .title = N_("Signed note or head of a log"),
  .evidences = N_("That a log stated how many entries it holds and what their tree is; judged by verify against the accepted keys."),
  .framing = RC_FRAMING_LINES,
  .recognise = recognise,
  .begin = begin,
  .judge = judge,
  .finish = finish,
  .end = end,
};
