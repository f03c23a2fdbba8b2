/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/log-heads.h"

#include <string.h>

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
  head->anchor = seal->signature == RC_VERDICT_VALID || seal->signature == RC_VERDICT_WEAK ? anchor : NULL;
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

/* Whether the tiles that came with one of the heads give the roots of both. */
static gboolean
roots_from_tiles (RcTileLog        *tiles,
                  const RcLogHead  *older,
                  const RcLogHead  *newer,
                  gboolean         *out_older_fits,
                  gboolean         *out_known,
                  GError          **error)
{
  g_autoptr (GError) local_error = NULL;
  RcDigest root;

  *out_known = FALSE;
  if (rc_tile_log_root (tiles, newer->size, &root, &local_error) && rc_digest_equal (&root, &newer->root)
      && rc_tile_log_root (tiles, older->size, &root, &local_error))
    {
      *out_known = TRUE;
      *out_older_fits = rc_digest_equal (&root, &older->root);
    }
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
compare_sizes (RcLogHeads       *self,
               GHashTable       *logs,
               RcLogHead        *older,
               RcLogHead        *newer,
               GError          **error)
{
  RcTileLog *tiles = rc_tile_logs_pick (logs, self->work->context, newer->carrier);
  gboolean is_known = FALSE;
  gboolean fits = FALSE;

  /* Every log begins with nothing: the empty tree shows nothing about what follows. */
  if (older->size == 0)
    return TRUE;
  if (tiles == NULL)
    tiles = rc_tile_logs_pick (logs, self->work->context, older->carrier);
  if (tiles != NULL && !roots_from_tiles (tiles, older, newer, &fits, &is_known, error))
    return FALSE;

  if (is_known && !fits)
    tell_fork (self, older, newer, "the entries of the smaller one are not the first of the larger one");
  else if (!is_known)
    rc_seal_add_note (newer->seal, "That the log of %" G_GUINT64_FORMAT " entries in “%s” is the beginning of this one is not shown "
                      "(consistency-not-shown): tiles or a proof are needed for it", older->size, older->carrier->name);
  return TRUE;
}

static gboolean
compare_all (RcLogHeads  *self,
             GError     **error)
{
  g_autoptr (GHashTable) logs = rc_tile_logs_find (self->work->context);

  g_ptr_array_sort (self->heads, compare_heads);
  for (guint i = 1; i < self->heads->len; i++)
    {
      RcLogHead *newer = self->heads->pdata[i];
      RcLogHead *older = NULL;

      for (guint j = i; j > 0 && older == NULL && strcmp (((RcLogHead *) self->heads->pdata[j - 1])->origin, newer->origin) == 0; j--)
        {
          if (is_same_log (self->heads->pdata[j - 1], newer))
            older = self->heads->pdata[j - 1];
        }
      if (older == NULL)
        continue;
      if (older->size < newer->size && !compare_sizes (self, logs, older, newer, error))
        return FALSE;
      if (older->size == newer->size && !rc_digest_equal (&older->root, &newer->root))
        tell_fork (self, older, newer, "both are of the same size");
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
  if (!compare_all (self, error))
    return FALSE;

  g_ptr_array_sort (self->heads, compare_carriers);
  for (guint i = 0; i < self->heads->len; i++)
    {
      RcLogHead *head = self->heads->pdata[i];

      rc_seal_work_end (self->work, g_steal_pointer (&head->seal), head->carrier);
    }
  return TRUE;
}
