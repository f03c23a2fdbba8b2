/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/log-heads.h"

#include <string.h>

#include "core/log-head.h"
#include "core/seals/tile-log.h"

struct _RcLogHeads
{
  RcSealWork *work;
  GPtrArray  *heads;    /* of RcLogHead */
};

static void
log_head_free (gpointer data)
{
  RcLogHead *self = data;

  g_clear_pointer (&self->seal, rc_seal_free);
  g_free (self->origin);
  g_free (self);
}

RcLogHeads *
rc_log_heads_new (RcSealWork *work)
{
  RcLogHeads *self = g_new0 (RcLogHeads, 1);

  self->work = work;
  self->heads = g_ptr_array_new_with_free_func (log_head_free);
  return self;
}

void
rc_log_heads_free (RcLogHeads *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->heads);
  g_free (self);
}

/* Only a head that an accepted key vouches for says something about others; that witnesses are too few makes it no other head. */
static gboolean
is_verified (const RcSeal *seal)
{
  return (seal->signature == RC_VERDICT_VALID || seal->signature == RC_VERDICT_WEAK)
         && (seal->anchor == RC_VERDICT_VALID || g_strcmp0 (seal->reason, "witnesses") == 0);
}

/**
 * rc_log_heads_take:
 * @seal: (transfer full): judged
 * @anchor: (nullable): the accepted key by which it is signed
 */
void
rc_log_heads_take (RcLogHeads     *self,
                   RcSeal         *seal,
                   const RcSource *carrier,
                   const RcAnchor *anchor,
                   const char     *origin,
                   guint64         size,
                   const RcDigest *root)
{
  RcLogHead *head = g_new0 (RcLogHead, 1);

  head->seal = seal;
  head->carrier = carrier;
  head->anchor = is_verified (seal) ? anchor : NULL;
  head->origin = g_strdup (origin);
  head->size = size;
  head->root = *root;
  g_ptr_array_add (self->heads, head);
}

/* --- Heads of one log --- */

static int
compare_heads (gconstpointer a,
               gconstpointer b)
{
  const RcLogHead *left = *(const RcLogHead * const *) a;
  const RcLogHead *right = *(const RcLogHead * const *) b;
  int order = strcmp (left->origin, right->origin);

  if (order != 0)
    return order;
  if (left->size != right->size)
    return left->size < right->size ? -1 : 1;
  return left->carrier->id < right->carrier->id ? -1 : left->carrier->id > right->carrier->id;
}

static gboolean
is_same_log (const RcLogHead *a,
             const RcLogHead *b)
{
  return a->anchor != NULL && b->anchor != NULL && strcmp (a->origin, b->origin) == 0
         && rc_digest_equal (&a->anchor->fingerprint, &b->anchor->fingerprint);
}

static void
tell_fork (RcLogHeads *self,
           RcLogHead  *older,
           RcLogHead  *newer,
           const char *what)
{
  g_autofree char *expected = rc_digest_dup_hex (&older->root);
  g_autofree char *found = rc_digest_dup_hex (&newer->root);

  older->seal->integrity = RC_VERDICT_FORK;
  newer->seal->integrity = RC_VERDICT_FORK;
  rc_seal_set_reason (older->seal, NULL);
  rc_seal_set_reason (newer->seal, NULL);
  rc_seal_work_tell (self->work, RC_EXCEPTION_LOG_FORK, newer->carrier, expected, found,
                     "The log “%s” signed two heads that exclude each other, “%s” and “%s”: %s.", newer->origin, older->carrier->name,
                     newer->carrier->name, what);
}

/* What tiles say about a smaller head and a larger one. */
typedef enum
{
  BEGINNING_UNKNOWN,    /* they are absent, or do not lead to the larger one */
  BEGINNING_SHOWN,
  BEGINNING_ANOTHER,    /* the first entries of the larger log have another root */
} Beginning;

static gboolean
ask_tiles (RcLogHeads       *self,
           GHashTable       *logs,
           const RcSource   *beside,
           guint64           old_size,
           const RcDigest   *old_root,
           const RcLogHead  *newer,
           Beginning        *out_beginning,
           GError          **error)
{
  RcTileLog *tiles = beside != NULL ? rc_tile_logs_pick (logs, self->work->context, beside) : NULL;
  g_autoptr (GError) local_error = NULL;
  RcDigest root;

  *out_beginning = BEGINNING_UNKNOWN;
  if (tiles != NULL && rc_tile_log_root (tiles, newer->size, &root, &local_error) && rc_digest_equal (&root, &newer->root)
      && rc_tile_log_root (tiles, old_size, &root, &local_error))
    *out_beginning = rc_digest_equal (&root, old_root) ? BEGINNING_SHOWN : BEGINNING_ANOTHER;
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
compare_sizes (RcLogHeads  *self,
               GHashTable  *logs,
               RcLogHead   *older,
               RcLogHead   *newer,
               GError     **error)
{
  Beginning beginning = BEGINNING_UNKNOWN;

  /* Every log begins with nothing: the empty tree shows nothing about what follows. */
  if (older->size == 0)
    return TRUE;
  if (!ask_tiles (self, logs, newer->carrier, older->size, &older->root, newer, &beginning, error))
    return FALSE;
  if (beginning == BEGINNING_UNKNOWN
      && !ask_tiles (self, logs, older->carrier, older->size, &older->root, newer, &beginning, error))
    return FALSE;

  if (beginning == BEGINNING_ANOTHER)
    tell_fork (self, older, newer, "the entries of the smaller one are not the first of the larger one");
  else if (beginning == BEGINNING_UNKNOWN)
    rc_seal_add_note (newer->seal, "That the log of %" G_GUINT64_FORMAT " entries in “%s” is the beginning of this one is not shown "
                      "(consistency-not-shown): tiles or a proof are needed for it", older->size, older->carrier->name);
  return TRUE;
}

/* The next smaller or equal head of the same log; (nullable). */
static RcLogHead *
find_before (RcLogHeads *self,
             guint       place)
{
  const RcLogHead *newer = self->heads->pdata[place];

  for (guint i = place; i > 0; i--)
    {
      RcLogHead *older = self->heads->pdata[i - 1];

      if (strcmp (older->origin, newer->origin) != 0)
        return NULL;
      if (is_same_log (older, newer))
        return older;
    }
  return NULL;
}

static gboolean
compare_all (RcLogHeads  *self,
             GHashTable  *logs,
             GError     **error)
{
  for (guint i = 1; i < self->heads->len; i++)
    {
      RcLogHead *newer = self->heads->pdata[i];
      RcLogHead *older = find_before (self, i);

      if (older == NULL)
        continue;
      if (older->size < newer->size && !compare_sizes (self, logs, older, newer, error))
        return FALSE;
      if (older->size == newer->size && !rc_digest_equal (&older->root, &newer->root))
        tell_fork (self, older, newer, "both are of the same size");
    }
  return TRUE;
}

/* --- What earlier verifications met --- */

static RcVerifiedHead
verified (const RcLogHead *head)
{
  RcVerifiedHead result = { head->origin, head->anchor->fingerprint, head->size, head->root, head->carrier };

  return result;
}

static gboolean
compare_remembered (RcLogHeads  *self,
                    GHashTable  *logs,
                    RcLogHead   *head,
                    GError     **error)
{
  RcVerifiedHead known = verified (head);
  Beginning beginning = BEGINNING_UNKNOWN;
  RcKnownHead older;

  if (rc_log_head_find_beginning (self->work, &known, &older)
      && !ask_tiles (self, logs, head->carrier, older.size, &older.root, head, &beginning, error))
    return FALSE;
  if (beginning == BEGINNING_ANOTHER)
    {
      head->seal->integrity = RC_VERDICT_FORK;
      rc_seal_set_reason (head->seal, NULL);
      rc_seal_work_tell (self->work, RC_EXCEPTION_LOG_FORK, head->carrier, "the log that an earlier verification met", "another",
                         "The log “%s” with %" G_GUINT64_FORMAT " entries, which an earlier verification met, is not the beginning of the "
                         "one in “%s”.", head->origin, older.size, head->carrier->name);
      return TRUE;
    }
  (void) rc_log_head_compare (self->work, head->seal, &known, beginning == BEGINNING_SHOWN);
  return TRUE;
}

static gboolean
compare_all_remembered (RcLogHeads  *self,
                        GHashTable  *logs,
                        GError     **error)
{
  for (guint i = 0; i < self->heads->len; i++)
    {
      RcLogHead *head = self->heads->pdata[i];

      if (head->anchor != NULL)
        {
          RcVerifiedHead known = verified (head);

          rc_log_head_announce (self->work, &known);
        }
    }
  for (guint i = 0; i < self->heads->len; i++)
    {
      RcLogHead *head = self->heads->pdata[i];

      if (head->anchor != NULL && !compare_remembered (self, logs, head, error))
        return FALSE;
    }
  return TRUE;
}

static int
compare_carriers (gconstpointer a,
                  gconstpointer b)
{
  const RcLogHead *left = *(const RcLogHead * const *) a;
  const RcLogHead *right = *(const RcLogHead * const *) b;

  return left->carrier->id < right->carrier->id ? -1 : left->carrier->id > right->carrier->id;
}

/**
 * rc_log_heads_end:
 *
 * Returns: %FALSE with @error where the case could not be read
 */
gboolean
rc_log_heads_end (RcLogHeads  *self,
                  GError     **error)
{
  g_autoptr (GHashTable) logs = rc_tile_logs_find (self->work->context);

  g_ptr_array_sort (self->heads, compare_heads);
  if (!compare_all (self, logs, error) || !compare_all_remembered (self, logs, error))
    return FALSE;

  g_ptr_array_sort (self->heads, compare_carriers);
  for (guint i = 0; i < self->heads->len; i++)
    {
      RcLogHead *head = self->heads->pdata[i];

      rc_seal_work_end (self->work, g_steal_pointer (&head->seal), head->carrier);
    }
  return TRUE;
}
