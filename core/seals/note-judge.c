/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/note-judge.h"

#include <string.h>

#include "core/seals/key-search.h"
#include "core/seals/threshold.h"

struct _RcNoteKeys
{
  GHashTable *by_anchor;    /* RcAnchor → RcNoteKey */
};

/* One note while it is judged. */
typedef struct
{
  RcSealWork         *work;
  const RcNoteKeys   *keys;
  const RcSource     *carrier;
  const RcNoteFile   *note;
  const RcCheckpoint *head;
  gboolean            has_failed;     /* an accepted key's line does not fit */
  GPtrArray          *witnesses;      /* of RcAnchor */
} Judging;

/* --- Accepted keys --- */

static RcNoteKey *
parse_anchor (const RcAnchor *anchor)
{
  return strcmp (anchor->kind, "note-vkey") == 0 ? rc_note_key_parse (anchor->material, strlen (anchor->material)) : NULL;
}

/**
 * rc_note_keys_new:
 * @anchors: (element-type RcAnchor): must outlive the result
 */
RcNoteKeys *
rc_note_keys_new (const GPtrArray *anchors)
{
  RcNoteKeys *self = g_new0 (RcNoteKeys, 1);

  self->by_anchor = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) rc_note_key_free);
  for (guint i = 0; i < anchors->len; i++)
    {
      RcNoteKey *key = parse_anchor (anchors->pdata[i]);

      if (key != NULL)
        g_hash_table_insert (self->by_anchor, anchors->pdata[i], key);
    }
  return self;
}

void
rc_note_keys_free (RcNoteKeys *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->by_anchor);
  g_free (self);
}

const RcNoteKey *
rc_note_keys_get (const RcNoteKeys *self,
                  const RcAnchor   *anchor)
{
  return g_hash_table_lookup (self->by_anchor, anchor);
}

static gboolean
is_witness (const RcNoteKey *key)
{
  return key->type == RC_NOTE_COSIGNATURE;
}

/* --- Who signed --- */

static RcKeyFit
fit_of (const Judging   *judging,
        const RcNoteKey *key)
{
  switch (rc_note_file_check (judging->note, key, NULL))
    {
    case RC_NOTE_FAILS:
      return RC_KEY_FAILED;
    case RC_NOTE_FITS:
      /* A cosignature says that a witness saw the head: the log must have signed it itself. */
      return judging->has_failed || is_witness (key) ? RC_KEY_TRIED : RC_KEY_FITS;
    case RC_NOTE_NOT_SIGNED:
    case RC_NOTE_UNSUPPORTED:
    default:
      return RC_KEY_NOT_MEANT;
    }
}

static RcKeyFit
try_key (const RcAnchor *anchor,
         gpointer        data)
{
  Judging *judging = data;
  const RcNoteKey *key = rc_note_keys_get (judging->keys, anchor);
  g_autoptr (RcNoteKey) candidate = key == NULL ? parse_anchor (anchor) : NULL;

  if (key == NULL)
    key = candidate;
  return key != NULL ? fit_of (judging, key) : RC_KEY_NOT_MEANT;
}

/* One known key that does not fit spoils the whole note (C2SP signed-note, “Verifying”). */
static gboolean
has_failed (const Judging *judging)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, judging->keys->by_anchor);
  while (g_hash_table_iter_next (&iter, NULL, &key))
    {
      if (rc_note_file_check (judging->note, key, NULL) == RC_NOTE_FAILS)
        return TRUE;
    }
  return FALSE;
}

/* The accepted key of a signature that no library here can check, where no other accepted key's fits; (nullable). */
static const RcAnchor *
find_unsupported (Judging *judging)
{
  const RcAnchor *found = NULL;

  for (guint i = 0; i < judging->work->keys->len; i++)
    {
      const RcAnchor *anchor = judging->work->keys->pdata[i];
      const RcNoteKey *key = rc_note_keys_get (judging->keys, anchor);

      if (key == NULL)
        continue;
      if (try_key (anchor, judging) == RC_KEY_FITS)
        return NULL;
      if (rc_note_file_check (judging->note, key, NULL) == RC_NOTE_UNSUPPORTED)
        found = anchor;
    }
  return found;
}

/* --- Witnesses --- */

/* Accepted witnesses whose cosignatures fit; (transfer container). What they say about the time counts as established: it is not the log's
 * own word. */
static GPtrArray *
list_witnesses (const Judging *judging)
{
  GPtrArray *witnesses = g_ptr_array_new ();

  for (guint i = 0; i < judging->work->keys->len; i++)
    {
      const RcAnchor *anchor = judging->work->keys->pdata[i];
      const RcNoteKey *key = rc_note_keys_get (judging->keys, anchor);
      g_autofree char *by = NULL;
      gint64 time_us;

      if (key == NULL || !is_witness (key) || !rc_anchor_accepts (anchor, "log-head")
          || rc_note_file_check (judging->note, key, &time_us) != RC_NOTE_FITS)
        continue;

      g_ptr_array_add (witnesses, (gpointer) anchor);
      by = g_strdup_printf ("the witness %s (%s)", key->name, anchor->owner);
      if (time_us != RC_TIME_NONE)
        rc_seal_work_add_time (judging->work, judging->carrier->id, time_us, by);
    }
  return witnesses;
}

/* The group of the log's own key says how many of its members must have seen the head. */
static void
judge_witnesses (const Judging  *judging,
                 RcSeal         *seal,
                 const RcAnchor *anchor)
{
  guint count;

  if (judging->witnesses->len > 0)
    rc_seal_add_note (seal, "Accepted witnesses that cosigned it: %u", judging->witnesses->len);
  if (anchor->group == NULL || anchor->threshold == 0)
    return;

  count = rc_threshold_count (judging->witnesses, anchor->group);
  rc_seal_add_note (seal, "The group “%s” asks for %u witnesses; of its members %u cosigned", anchor->group, anchor->threshold, count);
  if (count >= anchor->threshold)
    return;
  seal->anchor = rc_verdict_worst (seal->anchor, RC_VERDICT_UNVERIFIABLE);
  rc_seal_set_reason (seal, "witnesses");
}

/* --- The whole --- */

static void
tell_lines (const Judging *judging,
            RcSeal        *seal)
{
  guint known = 0;

  for (guint i = 0; i < judging->note->lines->len; i++)
    {
      const RcNoteLine *line = judging->note->lines->pdata[i];
      GHashTableIter iter;
      gpointer key;
      gboolean is_known = FALSE;

      g_hash_table_iter_init (&iter, judging->keys->by_anchor);
      while (!is_known && g_hash_table_iter_next (&iter, NULL, &key))
        is_known = rc_note_line_is_by (line, key);
      known += is_known;
    }
  if (judging->note->lines->len > known)
    rc_seal_add_note (seal, "Signature lines: %u by accepted keys, %u by keys that nobody accepted, which say nothing", known,
                      judging->note->lines->len - known);
}

/* Logs need not be named like their keys: nobody said yet that this key speaks for this log. */
static void
ask_for_origin (const Judging *judging,
                RcSeal        *seal,
                const char    *key_name)
{
  if (strcmp (judging->head->origin, key_name) == 0)
    return;

  seal->anchor = RC_VERDICT_UNVERIFIABLE;
  rc_seal_set_reason (seal, "key-missing");
  rc_seal_work_tell (judging->work, RC_EXCEPTION_KEY_UNKNOWN, judging->carrier, "a key accepted for this log", key_name,
                     "“%s” is a head of the log “%s”; its key is named “%s”, and was not accepted for a log of another name (identity "
                     "“origin=%s”).", judging->carrier->name, judging->head->origin, key_name, judging->head->origin);
}

/* Which log a key speaks for is what was accepted with it; else it is the log of its own name. */
static void
judge_origin (const Judging  *judging,
              RcSeal         *seal,
              const RcAnchor *anchor)
{
  g_autoptr (GPtrArray) origins = rc_anchor_list_identities (anchor, "origin");

  if (origins->len == 0)
    {
      ask_for_origin (judging, seal, rc_note_keys_get (judging->keys, anchor)->name);
      return;
    }
  if (rc_anchor_allows (anchor, "origin", judging->head->origin))
    return;

  seal->anchor = RC_VERDICT_INVALID;
  rc_seal_set_reason (seal, "identity");
  rc_seal_work_tell (judging->work, RC_EXCEPTION_SIGNATURE_INVALID, judging->carrier, origins->pdata[0], judging->head->origin,
                     "“%s” is a head of the log “%s”, and its key was accepted for “%s”.", judging->carrier->name, judging->head->origin,
                     (const char *) origins->pdata[0]);
}

static void
judge_accepted (const Judging  *judging,
                RcSeal         *seal,
                const RcAnchor *anchor)
{
  const RcNoteKey *key = rc_note_keys_get (judging->keys, anchor);

  if (judging->head == NULL)
    return;
  judge_origin (judging, seal, anchor);
  if (key->type == RC_NOTE_TREE_HEAD)
    rc_seal_add_note (seal, "What is signed is the tree's size, root and time: the name of the log in the first line is not covered");
  judge_witnesses (judging, seal, anchor);
}

static gint64
claimed_time (const Judging *judging)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, judging->keys->by_anchor);
  while (g_hash_table_iter_next (&iter, NULL, &key))
    {
      gint64 time_us;

      if (!is_witness (key) && rc_note_file_check (judging->note, key, &time_us) == RC_NOTE_FITS && time_us != RC_TIME_NONE)
        return time_us;
    }
  return RC_TIME_NONE;
}

/**
 * rc_note_judge:
 *
 * Lines by unknown keys say nothing and are counted; a line by a known key that does not fit makes the note INVALID.
 *
 * Returns: (transfer none) (nullable): the accepted key that fits, not a witness
 */
const RcAnchor *
rc_note_judge (RcSealWork         *work,
               const RcNoteKeys   *keys,
               RcSeal             *seal,
               const RcSource     *carrier,
               const RcNoteFile   *note,
               const RcCheckpoint *head)
{
  Judging judging = { .work = work, .keys = keys, .carrier = carrier, .note = note, .head = head };
  g_autoptr (GPtrArray) witnesses = NULL;
  const RcNoteLine *first = note->lines->pdata[0];
  g_autofree char *key_name = g_strdup_printf ("%s+%08x", first->name, first->id);
  RcKeyQuestion question = {
    .try_key = try_key,
    .data = &judging,
    .purpose = head != NULL ? "log-head" : "statements",
    .key_name = key_name,
    .claimed_us = claimed_time (&judging),
    .carrier = carrier,
    .counts_group_itself = head != NULL,
  };
  const RcAnchor *unsupported;
  const RcAnchor *anchor;

  judging.has_failed = has_failed (&judging);
  unsupported = judging.has_failed ? NULL : find_unsupported (&judging);
  witnesses = head != NULL && !judging.has_failed ? list_witnesses (&judging) : g_ptr_array_new ();
  judging.witnesses = witnesses;
  question.established = rc_seal_work_get_time (work, carrier->id);
  if (unsupported != NULL)
    {
      rc_seal_set_all (seal, RC_VERDICT_UNVERIFIABLE, "algorithm-unsupported");
      rc_seal_add_note (seal, "Signed by %s with ML-DSA, which no library here checks", unsupported->key_id);
      return NULL;
    }

  anchor = rc_key_search (work, seal, &question);
  tell_lines (&judging, seal);
  if (anchor != NULL)
    judge_accepted (&judging, seal, anchor);
  return anchor;
}
