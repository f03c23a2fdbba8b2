/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "log-memory.h"

#include <string.h>

typedef struct
{
  char    *origin;
  RcDigest key;
  guint64  size;
  RcDigest root;
  gint64   source;
  gint64   delivered_us;   /* when its source was imported; of sources of one import the same */
} Head;

struct _RcLogMemory
{
  GPtrArray *remembered;   /* of Head */
  GPtrArray *announced;    /* of Head, in the order in which they were met */
};

static void
head_free (gpointer data)
{
  Head *self = data;

  g_free (self->origin);
  g_free (self);
}

void
rc_log_memory_free (RcLogMemory *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->remembered);
  g_ptr_array_unref (self->announced);
  g_free (self);
}

/* A row that is not what it should be is another's work, which the custody log names; it takes part in nothing. */
static void
read_row (RcLogMemory  *self,
          sqlite3_stmt *statement)
{
  gint64 size = sqlite3_column_int64 (statement, 2);
  Head *head;
  RcDigest key, root;

  if (size < 0 || !rc_database_column_digest (statement, 1, &key) || !rc_database_column_digest (statement, 3, &root))
    return;

  head = g_new0 (Head, 1);
  head->origin = rc_database_column_dup (statement, 0);
  head->key = key;
  head->size = (guint64) size;
  head->root = root;
  head->source = sqlite3_column_int64 (statement, 4);
  head->delivered_us = sqlite3_column_int64 (statement, 5);
  g_ptr_array_add (self->remembered, head);
}

/**
 * rc_log_memory_load:
 *
 * Returns: (transfer full): what earlier verifications remember; %NULL with @error
 */
RcLogMemory *
rc_log_memory_load (RcDatabase  *database,
                    GError     **error)
{
  g_autoptr (RcLogMemory) self = g_new0 (RcLogMemory, 1);
  sqlite3_stmt *statement;
  gboolean row;

  self->remembered = g_ptr_array_new_with_free_func (head_free);
  self->announced = g_ptr_array_new_with_free_func (head_free);
  statement = rc_database_prepare (database,
                                   "SELECT h.origin, h.key, h.size, h.root, h.source, coalesce (s.imported_us, 0) "
                                   "FROM log_head h LEFT JOIN source s ON s.id = h.source ORDER BY h.id", error);
  if (statement == NULL)
    return NULL;

  for (;;)
    {
      if (!rc_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&self);
      read_row (self, statement);
    }
}

/**
 * rc_log_memory_announce:
 * @head: verified under an accepted key
 *
 * Every head of a run is announced before the first is compared: an older head beside a newer one in the same delivery is history, and an
 * older one in a later delivery a roll-back. A size that no case can keep is passed over.
 */
void
rc_log_memory_announce (RcLogMemory          *self,
                        const RcVerifiedHead *head)
{
  Head *copy;

  if (head->size > G_MAXINT64)
    return;

  copy = g_new0 (Head, 1);
  copy->origin = g_strdup (head->origin);
  copy->key = head->key;
  copy->size = head->size;
  copy->root = head->root;
  copy->source = head->source->id;
  copy->delivered_us = head->source->imported_us;
  g_ptr_array_add (self->announced, copy);
}

/* --- Comparing --- */

static gboolean
is_of_log (const Head           *known,
           const RcVerifiedHead *head)
{
  return strcmp (known->origin, head->origin) == 0 && rc_digest_equal (&known->key, &head->key);
}

/* Whether this run met the remembered head again: then it takes part as one of this run. */
static gboolean
is_met_again (const RcLogMemory *self,
              const Head        *remembered)
{
  for (guint i = 0; i < self->announced->len; i++)
    {
      const Head *head = g_ptr_array_index (self->announced, i);

      if (head->size == remembered->size && rc_digest_equal (&head->root, &remembered->root) &&
          rc_digest_equal (&head->key, &remembered->key) && strcmp (head->origin, remembered->origin) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
tell_other (const RcLogMemory *self,
            const Head        *other,
            RcKnownHead       *out_other)
{
  out_other->origin = other->origin;
  out_other->key = other->key;
  out_other->size = other->size;
  out_other->root = other->root;
  out_other->source = other->source;
  out_other->is_remembered = !is_met_again (self, other);
}

/* Of @heads of that log, before @head or in the same delivery, the largest; (nullable). */
static const Head *
find_largest (GPtrArray            *heads,
              const RcVerifiedHead *head,
              gboolean              of_same_delivery)
{
  const Head *largest = NULL;

  for (guint i = 0; i < heads->len; i++)
    {
      const Head *known = g_ptr_array_index (heads, i);
      gboolean is_meant = of_same_delivery ? known->delivered_us == head->source->imported_us
                                           : known->delivered_us < head->source->imported_us;

      if (is_meant && is_of_log (known, head) && (largest == NULL || known->size > largest->size))
        largest = known;
    }
  return largest;
}

/* What the delivery of @head has to offer of that log at most, against the most that any earlier delivery had. */
static const Head *
find_rolled_back (const RcLogMemory    *self,
                  const RcVerifiedHead *head)
{
  const Head *same = find_largest (self->announced, head, TRUE);
  const Head *earlier = find_largest (self->announced, head, FALSE);
  const Head *remembered = find_largest (self->remembered, head, FALSE);

  if (earlier == NULL || (remembered != NULL && remembered->size > earlier->size))
    earlier = remembered;
  /* Told of the largest of a delivery, and once. */
  if (earlier == NULL || same == NULL || same->size != head->size || same->source != head->source->id)
    return NULL;
  return earlier->size > head->size ? earlier : NULL;
}

static const Head *
find_forked (const RcLogMemory    *self,
             const RcVerifiedHead *head)
{
  for (guint i = 0; i < self->remembered->len; i++)
    {
      const Head *known = g_ptr_array_index (self->remembered, i);

      if (is_of_log (known, head) && known->size == head->size && !rc_digest_equal (&known->root, &head->root) &&
          !is_met_again (self, known))
        return known;
    }
  return NULL;
}

/* The largest remembered head that this run does not meet and that must be the beginning of @head. The empty tree is the beginning of
 * every one. */
static const Head *
find_beginning (const RcLogMemory    *self,
                const RcVerifiedHead *head)
{
  const Head *beginning = NULL;

  for (guint i = 0; i < self->remembered->len; i++)
    {
      const Head *known = g_ptr_array_index (self->remembered, i);

      if (is_of_log (known, head) && known->size > 0 && known->size < head->size && !is_met_again (self, known) &&
          (beginning == NULL || known->size > beginning->size))
        beginning = known;
    }
  return beginning;
}

/**
 * rc_log_memory_compare:
 * @head: announced
 * @out_other: (out): the head that it is held against; left as it is where the answer is VALID
 *
 * FORK: a remembered head that this run does not meet any more has the same size and another root; two heads that this run meets are for
 * the mechanism to compare. ROLLBACK: the largest head of that delivery is smaller than one of an earlier delivery or a remembered one.
 * UNVERIFIABLE: a remembered head that this run does not meet is smaller, and must be shown to be the beginning of this one.
 *
 * Returns: one of these, or VALID
 */
RcVerdict
rc_log_memory_compare (const RcLogMemory    *self,
                       const RcVerifiedHead *head,
                       RcKnownHead          *out_other)
{
  const Head *other = find_forked (self, head);
  RcVerdict verdict = RC_VERDICT_FORK;

  if (other == NULL)
    {
      other = find_rolled_back (self, head);
      verdict = RC_VERDICT_ROLLBACK;
    }
  if (other == NULL)
    {
      other = find_beginning (self, head);
      verdict = RC_VERDICT_UNVERIFIABLE;
    }
  if (other == NULL)
    return RC_VERDICT_VALID;

  tell_other (self, other, out_other);
  return verdict;
}

GArray *
rc_log_memory_list_unmet (const RcLogMemory *self)
{
  GArray *unmet = g_array_new (FALSE, FALSE, sizeof (RcKnownHead));

  for (guint i = 0; i < self->remembered->len; i++)
    {
      RcKnownHead known = { 0 };

      tell_other (self, g_ptr_array_index (self->remembered, i), &known);
      if (known.is_remembered)
        g_array_append_val (unmet, known);
    }
  return unmet;
}

/* --- Remembering --- */

static gboolean
insert (const Head  *head,
        gint64       seen_us,
        RcDatabase  *database,
        GError     **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "INSERT OR IGNORE INTO log_head (origin, key, size, root, source, seen_us) "
                                                 "VALUES (?1, ?2, ?3, ?4, ?5, ?6)", error);

  if (statement == NULL)
    return FALSE;

  rc_database_bind_text (statement, 1, head->origin);
  rc_database_bind_digest (statement, 2, &head->key);
  sqlite3_bind_int64 (statement, 3, (gint64) head->size);
  rc_database_bind_digest (statement, 4, &head->root);
  sqlite3_bind_int64 (statement, 5, head->source);
  sqlite3_bind_int64 (statement, 6, seen_us);
  return rc_database_run (database, statement, error);
}

/* Of each log and key the largest stays, and what contradicts another of its size. */
static const char forget_smaller[] =
  "DELETE FROM log_head AS h WHERE "
  "EXISTS (SELECT 1 FROM log_head l WHERE l.origin = h.origin AND l.key = h.key AND l.size > h.size) AND NOT "
  "EXISTS (SELECT 1 FROM log_head f WHERE f.origin = h.origin AND f.key = h.key AND f.size = h.size AND f.root <> h.root)";

/**
 * rc_log_memory_save:
 * @database: within the transaction that keeps the judgement
 *
 * Adds what was announced. A second verification of the same evidence changes nothing.
 */
gboolean
rc_log_memory_save (const RcLogMemory  *self,
                    RcDatabase         *database,
                    GError            **error)
{
  gint64 now = g_get_real_time ();

  for (guint i = 0; i < self->announced->len; i++)
    if (!insert (g_ptr_array_index (self->announced, i), now, database, error))
      return FALSE;

  return self->announced->len == 0 || rc_database_exec (database, forget_smaller, error);
}
