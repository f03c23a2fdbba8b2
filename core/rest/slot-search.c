/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/rest/slot-search.h"
#include "core/rest/case-keys.h"

#include "core/auditor-key.h"
#include "core/bounds.h"
#include "core/case-lock.h"

#include <sodium.h>
#include <string.h>
#include <unistd.h>

#define ATTEMPTS_MAX 100u

typedef enum
{
  ANSWER_NO_SLOT,
  ANSWER_ALTERED,      /* a slot opened, and no table under its key */
  ANSWER_WITHDRAWN,    /* only an older table has the slot */
  ANSWER_FOUND,
} Answer;

typedef gboolean (*OpenBoxFunc) (const guint8  box[RC_KEY_BOX_BYTES],
                                 guint8        out_secret[RC_KEY_BYTES],
                                 gpointer      data);

static GMutex mutex;
static GPtrArray *kept;              /* of guint8 *: keys in locked memory */
static RcCasePassphraseFunc ask_func;
static gpointer ask_data;

/* --- Tables --- */

static const guint8 *
peek_copy (const guint8 *header,
           guint         copy)
{
  return header + RC_KEY_TABLE_AT + copy * RC_KEY_TABLE_BYTES;
}

gboolean
rc_slot_search_table (const guint8  header[RC_CASE_PAGE_BYTES],
                     const guint8  secret[RC_KEY_BYTES],
                     RcKeyFound   *out_found)
{
  gboolean found = FALSE;

  for (guint copy = 0; copy < RC_KEY_TABLES; copy++)
    {
      RcKeyTable table;

      if (!rc_key_table_open (&table, peek_copy (header, copy), header, secret) ||
          (found && table.generation <= out_found->table.generation))
        continue;
      out_found->table = table;
      out_found->copy = copy;
      found = TRUE;
    }
  if (found)
    memcpy (out_found->secret, secret, RC_KEY_BYTES);
  return found;
}

static gboolean
has_box (const RcKeyTable *table,
         const guint8      box[RC_KEY_BOX_BYTES])
{
  for (guint i = 0; i < RC_KEY_SLOTS; i++)
    if (table->slots[i].kind != RC_KEY_SLOT_EMPTY && memcmp (table->boxes[i], box, RC_KEY_BOX_BYTES) == 0)
      return TRUE;
  return FALSE;
}

static Answer
try_box (const guint8 *header,
         const guint8  box[RC_KEY_BOX_BYTES],
         OpenBoxFunc   open_box,
         gpointer      data,
         RcKeyFound   *out_found)
{
  guint8 secret[RC_KEY_BYTES];
  Answer answer = ANSWER_NO_SLOT;

  if (open_box (box, secret, data))
    {
      answer = ANSWER_ALTERED;
      if (rc_slot_search_table (header, secret, out_found))
        answer = has_box (&out_found->table, box) ? ANSWER_FOUND : ANSWER_WITHDRAWN;
    }
  sodium_memzero (secret, sizeof secret);
  return answer;
}

static Answer
try_copy (const guint8     *header,
          const RcKeyTable *table,
          OpenBoxFunc       open_box,
          gpointer          data,
          RcKeyFound       *out_found)
{
  Answer best = ANSWER_NO_SLOT;

  for (guint i = 0; i < RC_KEY_SLOTS && best != ANSWER_FOUND; i++)
    best = MAX (best, try_box (header, table->boxes[i], open_box, data, out_found));
  return best;
}

/* --- What opens a slot --- */

static gboolean
open_as_auditor (const guint8  box[RC_KEY_BOX_BYTES],
                 guint8        out_secret[RC_KEY_BYTES],
                 gpointer      data)
{
  return rc_auditor_key_open_sealed (box, RC_KEY_BOX_BYTES, out_secret);
}

typedef struct
{
  guint8 public_key[crypto_box_PUBLICKEYBYTES];
  guint8 secret[crypto_box_SECRETKEYBYTES];
} BoxKeys;

static gboolean
open_with_keys (const guint8  box[RC_KEY_BOX_BYTES],
                guint8        out_secret[RC_KEY_BYTES],
                gpointer      data)
{
  const BoxKeys *keys = data;

  return crypto_box_seal_open (out_secret, box, RC_KEY_BOX_BYTES, keys->public_key, keys->secret) == 0;
}

gboolean
rc_slot_search_derive (const RcKeyTable  *table,
                      const char        *passphrase,
                      gsize              length,
                      guint8             out_public[RC_KEY_BYTES],
                      guint8             out_secret[RC_KEY_BYTES],
                      GError           **error)
{
  guint8 seed[crypto_box_SEEDBYTES];
  gboolean derived;

  g_return_val_if_fail (rc_key_cost_is_bounded (&table->cost), FALSE);

  derived = crypto_pwhash (seed, sizeof seed, passphrase, length, table->salt, table->cost.passes, (gsize) table->cost.memory_kib << 10,
                           crypto_pwhash_ALG_ARGON2ID13) == 0;
  if (derived)
    crypto_box_seed_keypair (out_public, out_secret, seed);
  else
    g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_SYSTEM, "there is not enough memory to try a passphrase: it takes %u KiB",
                 table->cost.memory_kib);
  sodium_memzero (seed, sizeof seed);
  return derived;
}

/* --- The search --- */

static Answer
try_auditor (const guint8 *header,
             RcKeyFound   *out_found)
{
  Answer best = ANSWER_NO_SLOT;

  if (!rc_auditor_key_is_unlocked ())
    return best;
  for (guint copy = 0; copy < RC_KEY_TABLES && best != ANSWER_FOUND; copy++)
    {
      RcKeyTable table;

      rc_key_table_read (&table, peek_copy (header, copy));
      best = MAX (best, try_copy (header, &table, open_as_auditor, NULL, out_found));
    }
  return best;
}

/* Both copies, where a crash left them different. */
static gboolean
try_case_passphrase (const guint8  *header,
                     const char    *passphrase,
                     gsize          length,
                     Answer        *inout_best,
                     RcKeyFound    *out_found,
                     GError       **error)
{
  RcKeyTable before;

  for (guint copy = 0; copy < RC_KEY_TABLES && *inout_best != ANSWER_FOUND; copy++)
    {
      RcKeyTable table;
      BoxKeys keys;

      rc_key_table_read (&table, peek_copy (header, copy));
      if (copy > 0 && memcmp (&before.cost, &table.cost, sizeof table.cost) == 0 && memcmp (before.salt, table.salt, sizeof table.salt) == 0 &&
          memcmp (before.boxes, table.boxes, sizeof table.boxes) == 0)
        break;
      before = table;
      if (!rc_key_cost_is_bounded (&table.cost))
        {
          *inout_best = MAX (*inout_best, ANSWER_ALTERED);
          continue;
        }
      if (!rc_slot_search_derive (&table, passphrase, length, keys.public_key, keys.secret, error))
        return FALSE;
      *inout_best = MAX (*inout_best, try_copy (header, &table, open_with_keys, &keys, out_found));
      sodium_memzero (&keys, sizeof keys);
    }
  return TRUE;
}

static gboolean
try_passphrase (const guint8  *header,
                const char    *passphrase,
                gsize          length,
                Answer        *inout_best,
                RcKeyFound    *out_found,
                GError       **error)
{
  if (length == 0)
    return TRUE;

  /* Never makes a key for the auditor, and a wrong passphrase for it is none yet for the case. */
  if (!rc_auditor_key_is_unlocked () && rc_auditor_key_exists () && rc_auditor_key_unlock (passphrase, length, NULL, NULL))
    *inout_best = MAX (*inout_best, try_auditor (header, out_found));
  return *inout_best == ANSWER_FOUND || try_case_passphrase (header, passphrase, length, inout_best, out_found, error);
}

static gboolean
try_kept (const guint8 *header,
          RcKeyFound   *out_found)
{
  gboolean found = FALSE;

  g_mutex_lock (&mutex);
  for (guint i = 0; kept != NULL && i < kept->len && !found; i++)
    found = rc_slot_search_table (header, g_ptr_array_index (kept, i), out_found);
  g_mutex_unlock (&mutex);
  return found;
}

static gboolean
set_answer_error (Answer        answer,
                  guint         attempts,
                  const char   *path,
                  GError      **error)
{
  if (answer == ANSWER_ALTERED)
    g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_DAMAGED,
                 "%s is damaged: the slots of its key were altered, so that none of them can be believed", path);
  else if (answer == ANSWER_WITHDRAWN)
    g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_LOCKED, "%s is a protected Recount case, and what is at hand is not, or no longer, let in", path);
  else if (attempts > 0)
    g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_LOCKED, "%s is a protected Recount case, and this passphrase does not open it", path);
  else
    g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_LOCKED,
                 "%s is a protected Recount case: it opens with the passphrase of an auditor's key that was let in, or with its own", path);
  return FALSE;
}

static gboolean
ask (const guint8  *header,
     const char    *path,
     Answer        *inout_best,
     guint         *out_attempts,
     RcKeyFound    *out_found,
     GError       **error)
{
  char *passphrase;
  gboolean good = TRUE;
  gsize length;

  *out_attempts = 0;
  if (ask_func == NULL)
    return TRUE;
  passphrase = sodium_malloc (RC_LIMIT_PASSPHRASE_BYTES);
  if (passphrase == NULL)
    g_error ("No guarded memory for a passphrase");

  while (good && *inout_best != ANSWER_FOUND && *out_attempts < ATTEMPTS_MAX && ask_func (path, *out_attempts, passphrase, &length, ask_data))
    {
      good = try_passphrase (header, passphrase, MIN (length, RC_LIMIT_PASSPHRASE_BYTES), inout_best, out_found, error);
      (*out_attempts)++;
    }
  sodium_free (passphrase);
  return good;
}

gboolean
rc_slot_search (const guint8   header[RC_CASE_PAGE_BYTES],
               const char    *path,
               RcKeyFound    *out_found,
               GError       **error)
{
  Answer best;
  guint attempts = 0;

  if (try_kept (header, out_found))
    return TRUE;
  best = try_auditor (header, out_found);
  if (best != ANSWER_FOUND && !ask (header, path, &best, &attempts, out_found, error))
    {
      sodium_memzero (out_found, sizeof *out_found);
      return FALSE;
    }
  if (best == ANSWER_FOUND)
    return TRUE;
  sodium_memzero (out_found, sizeof *out_found);
  return set_answer_error (best, attempts, path, error);
}

void
rc_case_set_passphrase_func (RcCasePassphraseFunc ask_for_it,
                             gpointer             user_data)
{
  ask_func = ask_for_it;
  ask_data = user_data;
}

/* --- Unlocking by hand --- */

void
rc_slot_search_keep (const guint8 secret[RC_KEY_BYTES])
{
  guint8 *copy = sodium_malloc (RC_KEY_BYTES);

  if (copy == NULL)
    g_error ("No guarded memory for the key of a case");
  memcpy (copy, secret, RC_KEY_BYTES);
  sodium_mprotect_readonly (copy);

  g_mutex_lock (&mutex);
  if (kept == NULL)
    kept = g_ptr_array_new_with_free_func (sodium_free);
  g_ptr_array_add (kept, copy);
  g_mutex_unlock (&mutex);
}

void
rc_case_forget_keys (void)
{
  g_mutex_lock (&mutex);
  g_clear_pointer (&kept, g_ptr_array_unref);
  g_mutex_unlock (&mutex);
}

static gboolean
read_protected (RcCaseLock  *lock,
                const char  *path,
                guint8       out_header[RC_CASE_PAGE_BYTES],
                GError     **error)
{
  gssize length = pread (rc_case_lock_get_fd (lock), out_header, RC_CASE_PAGE_BYTES, 0);

  if (length == (gssize) RC_CASE_PAGE_BYTES && rc_key_fixed_is_protected (out_header, (gsize) length))
    return rc_key_header_check (path, out_header, error);

  g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_A_CASE, "%s is no protected Recount case", path);
  return FALSE;
}

/**
 * rc_case_unlock:
 * @path: of a protected case
 * @passphrase: as typed; of the auditor's key or of the case
 *
 * Takes as long as Argon2id does. May be called in any thread.
 *
 * Returns: %FALSE with %RC_CASE_ERROR_LOCKED where @passphrase is wrong, and with other codes where the file is at fault
 */
gboolean
rc_case_unlock (const char  *path,
                const char  *passphrase,
                gsize        length,
                GError     **error)
{
  g_autoptr (RcCaseLock) lock = rc_case_lock_open (path, FALSE, error);
  guint8 header[RC_CASE_PAGE_BYTES];
  RcKeyFound found;
  Answer best = ANSWER_NO_SLOT;

  if (sodium_init () < 0)
    g_error ("libsodium could not be started");
  if (lock == NULL || !read_protected (lock, path, header, error))
    return FALSE;
  if (try_kept (header, &found) || try_auditor (header, &found) == ANSWER_FOUND)
    best = ANSWER_FOUND;
  else if (!try_passphrase (header, passphrase, MIN (length, RC_LIMIT_PASSPHRASE_BYTES), &best, &found, error))
    return FALSE;
  if (best != ANSWER_FOUND)
    return set_answer_error (best, 1, path, error);

  rc_slot_search_keep (found.secret);
  sodium_memzero (&found, sizeof found);
  return TRUE;
}

gboolean
rc_case_is_protected (const char *path)
{
  g_autoptr (RcCaseLock) lock = rc_case_lock_open (path, FALSE, NULL);
  guint8 beginning[RC_KEY_FIXED_BYTES];

  return lock != NULL && pread (rc_case_lock_get_fd (lock), beginning, sizeof beginning, 0) == (gssize) sizeof beginning &&
         rc_key_fixed_is_protected (beginning, sizeof beginning);
}
