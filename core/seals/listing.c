/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/listing.h"

#include <string.h>

/* Of which listings each is covered, as numbers of work->listings. */
typedef struct
{
  GHashTable *by_name;       /* name of a file of a listing → GArray of guint */
  GPtrArray  *covers;        /* for each listing a GArray of guint: those that it covers */
  guint      *n_before;      /* for each how many are to be judged before it */
  guint       current;
} Order;

RcListing *
rc_listing_new (gpointer       data,
                GDestroyNotify free_data)
{
  RcListing *self = g_new0 (RcListing, 1);

  self->files = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->data = data;
  self->free_data = free_data;
  return self;
}

void
rc_listing_free (RcListing *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->files);
  if (self->free_data != NULL)
    self->free_data (self->data);
  g_free (self);
}

void
rc_listing_add (RcSealWork *work,
                RcListing  *self)
{
  g_ptr_array_add (work->listings, self);
  for (guint i = 0; self->owns_files && i < self->files->len; i++)
    g_hash_table_add (work->listing_files, g_memdup2 (&g_array_index (self->files, gint64, i), sizeof (gint64)));
}

gboolean
rc_listing_has_file (RcSealWork *work,
                     gint64      source)
{
  return g_hash_table_contains (work->listing_files, &source);
}

/**
 * rc_listing_take_signature:
 * @file: the source over which a signature, or a signed listing, may stand
 * @seal: (inout): gets its verdicts on signature and anchor; UNSIGNED and UNANCHORED where there is none
 *
 * Returns: (transfer none) (nullable): the seal that stands over it
 */
const RcSeal *
rc_listing_take_signature (RcSealWork *work,
                           gint64      file,
                           RcSeal     *seal)
{
  const RcSeal *over = rc_seal_work_find_over (work, file);

  seal->signature = over != NULL ? over->signature : RC_VERDICT_UNSIGNED;
  seal->anchor = over != NULL ? over->anchor : RC_VERDICT_UNANCHORED;
  /* The reason is of the worst of its four answers: it says why here only where that is one of these two. */
  if (over != NULL && rc_verdict_worst (over->signature, over->anchor) != RC_VERDICT_VALID)
    rc_seal_set_reason (seal, over->reason);
  return over;
}

/* --- What lies in a folder --- */

/* A source that was taken out of another one is as good as that one. */
gboolean
rc_listing_stands_on_its_own (RcSealContext  *context,
                              const RcSource *source,
                              const char     *folder)
{
  const RcSource *parent;

  if (strcmp (source->derivation, RC_DERIVATION_ROWS) == 0)
    return FALSE;
  if (source->parent == 0)
    return TRUE;
  if (strcmp (source->derivation, RC_DERIVATION_SAME) == 0)
    return !rc_seal_context_is_member (context, source, strlen (folder));

  parent = rc_seal_context_source (context, source->parent);
  return parent == NULL || strlen (parent->name) < strlen (folder);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp ((*(const RcSource * const *) a)->name, (*(const RcSource * const *) b)->name);
}

/**
 * rc_listing_sort_names:
 *
 * Returns: (transfer container) (element-type RcSource): all sources, so that those of a folder stand together
 */
GPtrArray *
rc_listing_sort_names (RcSealContext *context)
{
  GPtrArray *by_name = g_ptr_array_copy (context->sources, NULL, NULL);

  g_ptr_array_set_free_func (by_name, NULL);
  g_ptr_array_sort (by_name, compare_names);
  return by_name;
}

guint
rc_listing_find_start (GPtrArray  *by_name,
                       const char *prefix)
{
  guint low = 0;
  guint high = by_name->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (strcmp (((const RcSource *) by_name->pdata[middle])->name, prefix) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* --- Their order --- */

static void
index_names (Order      *order,
             RcSealWork *work)
{
  for (guint i = 0; i < work->listings->len; i++)
    {
      const RcListing *listing = g_ptr_array_index (work->listings, i);

      for (guint j = 0; j < listing->files->len; j++)
        {
          const RcSource *file = rc_seal_context_source (work->context, g_array_index (listing->files, gint64, j));
          GArray *same = file != NULL ? g_hash_table_lookup (order->by_name, file->name) : NULL;

          if (file == NULL)
            continue;
          if (same == NULL)
            {
              same = g_array_new (FALSE, FALSE, sizeof (guint));
              g_hash_table_insert (order->by_name, file->name, same);
            }
          g_array_append_val (same, i);
        }
    }
}

static void
note_name (const char *name,
           gpointer    data)
{
  Order *order = data;
  const GArray *covered = g_hash_table_lookup (order->by_name, name);
  GArray *covers = g_ptr_array_index (order->covers, order->current);

  for (guint i = 0; covered != NULL && i < covered->len; i++)
    {
      guint other = g_array_index (covered, guint, i);

      if (other == order->current)
        continue;
      g_array_append_val (covers, other);
      order->n_before[other]++;
    }
}

static gboolean
find_covers (Order       *order,
             RcSealWork  *work,
             GError     **error)
{
  for (order->current = 0; order->current < work->listings->len; order->current++)
    {
      RcListing *listing = g_ptr_array_index (work->listings, order->current);

      g_ptr_array_add (order->covers, g_array_new (FALSE, FALSE, sizeof (guint)));
      if (g_cancellable_set_error_if_cancelled (work->context->cancellable, error)
          || !listing->walk (listing, work, note_name, order, error))
        return FALSE;
    }
  return TRUE;
}

/* One whose turn it is, else, where listings cover each other in a circle, the first that is left: a circle vouches for nothing. */
static guint
take_next (Order  *order,
           GQueue *ready,
           guint  *first_left,
           guint8 *is_taken)
{
  while (!g_queue_is_empty (ready))
    {
      guint next = GPOINTER_TO_UINT (g_queue_pop_head (ready));

      if (!is_taken[next])
        return next;
    }
  while (is_taken[*first_left])
    (*first_left)++;
  return *first_left;
}

static gboolean
judge_in_order (Order       *order,
                RcSealWork  *work,
                GError     **error)
{
  g_autofree guint8 *is_taken = g_new0 (guint8, work->listings->len);
  g_auto (GQueue) ready = G_QUEUE_INIT;
  guint first_left = 0;

  for (guint i = 0; i < work->listings->len; i++)
    {
      if (order->n_before[i] == 0)
        g_queue_push_tail (&ready, GUINT_TO_POINTER (i));
    }
  for (guint n = 0; n < work->listings->len; n++)
    {
      guint next = take_next (order, &ready, &first_left, is_taken);
      RcListing *listing = g_ptr_array_index (work->listings, next);
      const GArray *covers = g_ptr_array_index (order->covers, next);

      is_taken[next] = TRUE;
      if (g_cancellable_set_error_if_cancelled (work->context->cancellable, error) || !listing->judge (listing, work, error))
        return FALSE;
      for (guint i = 0; i < covers->len; i++)
        {
          guint other = g_array_index (covers, guint, i);

          if (--order->n_before[other] == 0)
            g_queue_push_tail (&ready, GUINT_TO_POINTER (other));
        }
    }
  return TRUE;
}

/**
 * rc_listing_judge_all:
 *
 * Returns: %FALSE with @error where the case could not be read
 */
gboolean
rc_listing_judge_all (RcSealWork  *work,
                      GError     **error)
{
  g_autoptr (GHashTable) by_name = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_array_unref);
  g_autoptr (GPtrArray) covers = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autofree guint *n_before = g_new0 (guint, work->listings->len + 1);
  Order order = { .by_name = by_name, .covers = covers, .n_before = n_before };

  index_names (&order, work);
  return find_covers (&order, work, error) && judge_in_order (&order, work, error);
}
