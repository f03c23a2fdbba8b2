/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/tlog.h"

#include <string.h>

#include "core/bounds.h"
#include "core/seals/checkpoint.h"
#include "core/seals/cover.h"
#include "core/seals/log-heads.h"
#include "core/seals/note-file.h"
#include "core/seals/tlog-tiles.h"
#include "core/tree.h"
#include "core/words.h"

#define KIND "tlog-tiles"

/* A head that stands beside the tiles. */
typedef struct
{
  const RcSource *source;
  const RcSeal   *over;       /* (nullable): its signature, judged before */
  RcCheckpoint   *checkpoint;
} Head;

/* One log while it is judged. */
typedef struct
{
  RcSealWork *work;
  RcTileLog  *log;
  GPtrArray  *heads;          /* of Head, the largest first */
  RcTlogFiles files;
  RcSeal     *seal;
  RcVerdict   root;           /* of the head that the seal stands on */
} Judging;

static void
head_free (gpointer data)
{
  Head *self = data;

  rc_checkpoint_free (self->checkpoint);
  g_free (self);
}

static void
judging_clear (Judging *self)
{
  g_clear_pointer (&self->heads, g_ptr_array_unref);
  g_clear_pointer (&self->seal, rc_seal_free);
  rc_tlog_files_clear (&self->files);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Judging, judging_clear)

/* --- The heads of a log --- */

static RcCheckpoint *
parse_head (GBytes *bytes)
{
  g_autoptr (RcNoteFile) note = NULL;
  const char *fault = NULL;
  gsize length = 0;
  const char *text = g_bytes_get_data (bytes, &length);

  if (rc_note_file_parse (text, length, &note, &fault) == RC_NOTE_READ)
    return rc_checkpoint_parse (g_bytes_get_data (note->text, NULL), g_bytes_get_size (note->text));
  /* One that nobody signed can be compared too. */
  return length > 0 && g_utf8_validate_len (text, length, NULL) ? rc_checkpoint_parse (text, length) : NULL;
}

/* What was judged about the head itself; another signature over its file is no word of the log. */
static const RcSeal *
find_over (RcSealWork     *work,
           const RcSource *source)
{
  const GPtrArray *over = rc_seal_work_list_over (work, source->id);

  for (guint i = 0; over != NULL && i < over->len; i++)
    {
      const RcSeal *seal = over->pdata[i];

      if (strcmp (seal->kind, RC_SEAL_KIND_CHECKPOINT) == 0)
        return seal;
    }
  return NULL;
}

static gboolean
take_head (RcSealWork      *work,
           const RcSource  *source,
           GPtrArray       *heads,
           GError         **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) bytes = rc_seal_context_read (work->context, source, &local_error);
  RcCheckpoint *checkpoint;
  Head *head;

  if (bytes == NULL)
    return local_error == NULL || rc_seal_context_tolerate (&local_error, error);
  checkpoint = parse_head (bytes);
  if (checkpoint == NULL)
    return TRUE;

  head = g_new (Head, 1);
  head->source = source;
  head->checkpoint = checkpoint;
  head->over = find_over (work, source);
  g_ptr_array_add (heads, head);
  return TRUE;
}

static int
compare_heads (gconstpointer a,
               gconstpointer b)
{
  const Head *left = *(const Head * const *) a;
  const Head *right = *(const Head * const *) b;

  if (left->checkpoint->size != right->checkpoint->size)
    return left->checkpoint->size > right->checkpoint->size ? -1 : 1;
  return left->source->id > right->source->id ? -1 : left->source->id < right->source->id;
}

/* Log → heads in its folder. A folder beside the tiles may hold many files: each is looked at once. */
static gboolean
collect_heads (RcSealWork  *work,
               GHashTable  *logs,
               GHashTable  *heads_of,
               GError     **error)
{
  for (guint i = 0; i < work->context->sources->len; i++)
    {
      const RcSource *source = work->context->sources->pdata[i];
      RcTileLog *log = rc_seal_work_is_file (source) && source->size <= RC_LIMIT_NOTE_BYTES
                       ? rc_tile_logs_pick (logs, work->context, source) : NULL;

      if (log != NULL && !take_head (work, source, g_hash_table_lookup (heads_of, log), error))
        return FALSE;
    }
  return TRUE;
}

/* A head whose signature does not fit says nothing about the log; it has its own verdict. */
static gboolean
speaks (const Head *head)
{
  return head->over != NULL && rc_verdict_group (head->over->signature) != RC_VERDICT_GROUP_FAILED;
}

static const Head *
find_newest (const Judging *judging)
{
  for (guint i = 0; i < judging->heads->len; i++)
    {
      if (speaks (judging->heads->pdata[i]))
        return judging->heads->pdata[i];
    }
  return NULL;
}

/* --- Roots --- */

/* All leaves of a small log; NULL: not all of them are here. */
static GArray *
gather_leaves (Judging  *judging,
               guint64   size,
               GError  **error)
{
  g_autoptr (GArray) leaves = g_array_new (FALSE, FALSE, sizeof (RcDigest));

  for (guint64 index = 0; index * RC_TILE_HASHES_FULL < size; index++)
    {
      guint count = (guint) MIN (RC_TILE_HASHES_FULL, size - index * RC_TILE_HASHES_FULL);
      g_autoptr (GArray) tile = rc_tile_log_hashes (judging->log, 0, index, count, error);

      if (tile == NULL)
        return NULL;
      g_array_append_vals (leaves, tile->data, tile->len);
    }
  return g_steal_pointer (&leaves);
}

/* Whether a head's root is that of the other tree, whose odd last node is hashed with itself. */
static gboolean
is_duplicate_odd (Judging     *judging,
                  const Head  *head,
                  GError     **error)
{
  g_autoptr (GArray) leaves = NULL;
  const RcDigest *hashes;
  RcDigest root;

  if (head->checkpoint->size == 0 || head->checkpoint->size > RC_LIMIT_OTHER_TREE_LEAVES)
    return FALSE;
  leaves = gather_leaves (judging, head->checkpoint->size, error);
  if (leaves == NULL)
    return FALSE;

  hashes = (const RcDigest *) leaves->data;
  rc_tree_root_duplicate_odd (hashes, leaves->len, &root);
  if (!rc_digest_equal (&root, &head->checkpoint->root))
    return FALSE;
  if (leaves->len > 1 && rc_digest_equal (&hashes[leaves->len - 1], &hashes[leaves->len - 2]))
    rc_seal_add_note (judging->seal, "The last entry stands there twice (DUPLICATE)");
  return TRUE;
}

static void
tell_root (Judging        *judging,
           const Head     *head,
           const RcDigest *root)
{
  g_autofree char *expected = rc_digest_dup_hex (&head->checkpoint->root);
  g_autofree char *found = rc_digest_dup_hex (root);

  rc_seal_work_tell (judging->work, RC_EXCEPTION_PROOF_INVALID, head->source, expected, found,
                     "The first %" G_GUINT64_FORMAT " entries of the log do not have the root that its head “%s” states.",
                     head->checkpoint->size, head->source->name);
}

/* VALID, INVALID, WEAK: the other tree, INCOMPLETE: not all tiles are here. */
static gboolean
judge_root (Judging     *judging,
            const Head  *head,
            RcVerdict   *out_verdict,
            GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  gboolean is_known;
  RcDigest root;

  is_known = rc_tile_log_root (judging->log, head->checkpoint->size, &root, &local_error);
  *out_verdict = RC_VERDICT_INCOMPLETE;
  if (is_known && rc_digest_equal (&root, &head->checkpoint->root))
    *out_verdict = RC_VERDICT_VALID;
  else if (is_known)
    *out_verdict = is_duplicate_odd (judging, head, &local_error) ? RC_VERDICT_WEAK : RC_VERDICT_INVALID;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (*out_verdict == RC_VERDICT_INVALID)
    tell_root (judging, head, &root);
  if (*out_verdict == RC_VERDICT_WEAK)
    rc_seal_add_note (judging->seal, "The root in “%s” is one of a tree that hashes an odd last node with itself (duplicate-odd), not of "
                      "RFC 6962: the same list with its last entry once more has the same root", head->source->name);
  return TRUE;
}

/* Each smaller head must be the beginning of what the tiles hold. */
static gboolean
judge_older (Judging     *judging,
             const Head  *newest,
             GError     **error)
{
  guint n_shown = 0;
  guint n_older = 0;

  for (guint i = 0; i < judging->heads->len; i++)
    {
      const Head *head = judging->heads->pdata[i];
      RcVerdict verdict;

      if (head == newest || !speaks (head))
        continue;
      if (!judge_root (judging, head, &verdict, error))
        return FALSE;
      n_older++;
      n_shown += verdict == RC_VERDICT_VALID;
      if (verdict == RC_VERDICT_INVALID)
        {
          judging->seal->integrity = RC_VERDICT_INVALID;
          rc_seal_set_reason (judging->seal, "proof");
        }
    }
  if (n_older > 0)
    rc_seal_add_note (judging->seal, "Heads beside the newest one: %u, of which %u are shown to be the beginning of it", n_older, n_shown);
  return TRUE;
}

/* --- The seal --- */

static void
take_signature (Judging    *judging,
                const Head *newest)
{
  RcSeal *seal = judging->seal;

  seal->signature = newest->over->signature;
  seal->anchor = newest->over->anchor;
  rc_seal_set_reason (seal, newest->over->reason);
  rc_seal_add_note (seal, "Stands on the head “%s” with %" G_GUINT64_FORMAT " entries", newest->source->name, newest->checkpoint->size);
}

/* The log signed another head that excludes this one, or was larger before. */
static gboolean
is_contradicted (const Head *head)
{
  RcVerdict worst = rc_verdict_worst (head->over->integrity, head->over->completeness);

  return worst == RC_VERDICT_FORK || worst == RC_VERDICT_ROLLBACK;
}

static void
judge_completeness (Judging    *judging,
                    const Head *newest)
{
  guint64 size = newest->checkpoint->size;
  RcSeal *seal = judging->seal;

  seal->completeness = is_contradicted (newest) ? rc_verdict_worst (newest->over->integrity, newest->over->completeness)
                       : RC_VERDICT_VALID;
  if (judging->files.beyond > 0)
    rc_seal_add_note (seal, "Entries behind the last one of the head: %" G_GUINT64_FORMAT ", which nothing vouches for",
                      judging->files.beyond);
  if (judging->root != RC_VERDICT_INCOMPLETE && judging->files.seen >= size)
    return;

  seal->completeness = rc_verdict_worst (seal->completeness, RC_VERDICT_INCOMPLETE);
  rc_seal_work_tell (judging->work, RC_EXCEPTION_LISTED_ABSENT, newest->source, "all entries of the log", "fewer",
                     judging->root == RC_VERDICT_INCOMPLETE
                     ? "Tiles were not received that are needed to come to the root in “%s”."
                     : "Of the entries for which “%s” speaks not all were received.", newest->source->name);
}

static void
judge_integrity (Judging *judging)
{
  RcSeal *seal = judging->seal;
  RcVerdict found = rc_verdict_worst (judging->files.worst,
                                      judging->root == RC_VERDICT_INCOMPLETE ? RC_VERDICT_UNVERIFIABLE : judging->root);

  if (found != RC_VERDICT_VALID && found < rc_verdict_worst (seal->signature, seal->anchor))
    rc_seal_set_reason (seal, judging->files.worst == RC_VERDICT_INVALID ? "digest" : judging->root == RC_VERDICT_INVALID ? "proof"
                        : found == RC_VERDICT_WEAK ? "algorithm" : found == RC_VERDICT_UNVERIFIABLE ? "payload-withheld" : "format");
  seal->integrity = found;
}

/* What a head establishes of the time holds for every entry under it. */
static void
pass_time_on (Judging    *judging,
              const Head *newest)
{
  const RcEstablishedTime *time = rc_seal_work_get_time (judging->work, newest->source->id);

  for (guint i = 0; time != NULL && i < judging->log->files->len; i++)
    {
      const RcTileFile *file = judging->log->files->pdata[i];

      if (file->path.kind != RC_TILE_HASHES && g_array_index (judging->files.results, RcVerdict, i) == RC_VERDICT_VALID)
        rc_seal_work_add_time (judging->work, file->source->id, time->time_us, time->by);
    }
}

static void
cover_files (Judging *judging)
{
  RcVerdict head = rc_verdict_worst (judging->root == RC_VERDICT_INCOMPLETE ? RC_VERDICT_UNVERIFIABLE : judging->root,
                                     rc_verdict_worst (judging->seal->signature, judging->seal->anchor));
  gint64 id;

  for (guint i = 0; i < judging->log->files->len; i++)
    g_array_append_val (judging->seal->sources, ((const RcTileFile *) judging->log->files->pdata[i])->source->id);
  id = rc_judgement_add_seal (judging->work->judgement, g_steal_pointer (&judging->seal));
  for (guint i = 0; i < judging->log->files->len; i++)
    rc_cover_source (judging->work->context, judging->work->judgement, id, ((const RcTileFile *) judging->log->files->pdata[i])->source,
                     rc_verdict_worst (head, g_array_index (judging->files.results, RcVerdict, i)));
}

/* Tiles that hold together and that no head names. */
static void
judge_headless (Judging *judging)
{
  RcSeal *seal = judging->seal;

  rc_seal_set_all (seal, RC_VERDICT_UNANCHORED, NULL);
  seal->integrity = judging->files.worst;
  seal->signature = RC_VERDICT_UNSIGNED;
  judging->root = RC_VERDICT_UNANCHORED;
  rc_seal_add_note (seal, "No head of the log came with its tiles");
}

static gboolean
judge_with_head (Judging     *judging,
                 const Head  *newest,
                 GError     **error)
{
  take_signature (judging, newest);
  if (!judge_root (judging, newest, &judging->root, error))
    return FALSE;
  judge_integrity (judging);
  judge_completeness (judging, newest);
  if (!judge_older (judging, newest, error))
    return FALSE;
  if (rc_seal_worst (judging->seal) == RC_VERDICT_VALID)
    pass_time_on (judging, newest);
  return TRUE;
}

/* Other programs have folders of that name too: without a head only hashes as many as a name says make a log. */
static gboolean
is_log (const RcTileLog *log,
        const Head      *newest)
{
  for (guint i = 0; i < log->files->len && newest == NULL; i++)
    {
      const RcTileFile *file = log->files->pdata[i];

      if (file->path.kind == RC_TILE_HASHES && file->source->size == file->path.width * RC_DIGEST_BYTES)
        return TRUE;
    }
  return newest != NULL;
}

static gboolean
judge_log (RcSealWork  *work,
           RcTileLog   *log,
           GPtrArray   *heads,
           GError     **error)
{
  g_auto (Judging) judging = { .work = work, .log = log, .heads = g_ptr_array_ref (heads) };
  const RcSource *first = ((const RcTileFile *) log->files->pdata[0])->source;
  const Head *newest;

  g_ptr_array_sort (heads, compare_heads);
  newest = find_newest (&judging);
  if (!is_log (log, newest))
    return TRUE;

  judging.seal = rc_seal_new (KIND, newest != NULL ? newest->source->name : first->name);
  judging.seal->carrier = newest != NULL ? newest->source->id : first->id;
  if (newest != NULL)
    g_array_append_val (judging.seal->sources, newest->source->id);
  if (!rc_tlog_files_check (&judging.files, work, log, newest != NULL ? newest->checkpoint->size : 0, error))
    return FALSE;

  judging.seal->checked = (gint64) MIN (judging.files.checked, G_MAXINT64);
  judging.seal->total = newest != NULL ? (gint64) MIN (newest->checkpoint->size, G_MAXINT64) : judging.seal->checked;
  if (newest == NULL)
    judge_headless (&judging);
  else if (!judge_with_head (&judging, newest, error))
    return FALSE;
  cover_files (&judging);
  return TRUE;
}

/* --- The mechanism --- */

/* Tiles cannot be told from other bytes: finish() knows them by their names and by the head that they lead to. */
static int
recognise (const RcSample *sample)
{
  return 0;
}

static gboolean
judge (RcSealWork      *work,
       gpointer         run,
       const RcSource  *carrier,
       GBytes          *bytes,
       GError         **error)
{
  return TRUE;
}

static int
compare_logs (gconstpointer a,
              gconstpointer b)
{
  return strcmp ((*(const RcTileLog * const *) a)->folder, (*(const RcTileLog * const *) b)->folder);
}

static gboolean
finish (RcSealWork  *work,
        gpointer     run,
        GError     **error)
{
  g_autoptr (GHashTable) logs = rc_tile_logs_find (work->context);
  g_autoptr (GHashTable) heads_of = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer log;

  g_hash_table_iter_init (&iter, logs);
  while (g_hash_table_iter_next (&iter, NULL, &log))
    {
      g_hash_table_insert (heads_of, log, g_ptr_array_new_with_free_func (head_free));
      g_ptr_array_add (sorted, log);
    }
  if (sorted->len > 0 && !collect_heads (work, logs, heads_of, error))
    return FALSE;

  g_ptr_array_sort (sorted, compare_logs);
  for (guint i = 0; i < sorted->len; i++)
    {
      if (!judge_log (work, sorted->pdata[i], g_hash_table_lookup (heads_of, sorted->pdata[i]), error))
        return FALSE;
    }
  return TRUE;
}

const RcMechanism rc_mechanism_tlog = {
  .id = "tlog-tiles",
  .title = N_("Tiles of a log"),
  .evidences = N_("That entries stand in a log in a certain order and none was changed; judged by verify from the head of the log."),
  .framing = RC_FRAMING_FIXED,
  .recognise = recognise,
  .judge = judge,
  .finish = finish,
};
