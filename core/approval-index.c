/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "approval-index.h"

#include "bounds.h"
#include "case-cache.h"

/* Acts are numbered by their age, the newest first: so lists of them are merged in that order. */
struct _RcApprovalIndex
{
  GArray     *acts;            /* of gint64: numbers of events */
  GHashTable *by_version;      /* "name/version" → GArray of guint: places in @acts */
  GHashTable *by_digest;       /* hexadecimal → the same */
};

static void
approval_index_free (RcApprovalIndex *self)
{
  g_clear_pointer (&self->by_digest, g_hash_table_unref);
  g_clear_pointer (&self->by_version, g_hash_table_unref);
  g_clear_pointer (&self->acts, g_array_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcApprovalIndex, approval_index_free)

/* @text: (transfer full) (nullable) */
static void
note (GHashTable *index,
      char       *text,
      guint       place)
{
  GArray *places = text != NULL ? g_hash_table_lookup (index, text) : NULL;

  if (text == NULL)
    return;
  if (places == NULL)
    {
      places = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (index, g_strdup (text), places);
    }
  g_array_append_val (places, place);
  g_free (text);
}

static RcApprovalIndex *
approval_index_new (RcCase          *case_file,
                    RcRecordReader  *reader,
                    GError         **error)
{
  g_autoptr (RcApprovalIndex) self = g_new0 (RcApprovalIndex, 1);

  self->by_version = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  self->by_digest = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  self->acts = rc_event_list_kind (case_file, RC_EVENT_APPROVAL, RC_LIMIT_RECONCILE_EVENTS, error);
  if (self->acts == NULL)
    return NULL;

  for (guint i = 0; i < self->acts->len; i++)
    {
      g_autoptr (RcEvent) event = rc_event_load (case_file, g_array_index (self->acts, gint64, i), error);
      RcDigest digest;

      if (event == NULL || !rc_event_read_fields (event, case_file, reader, error))
        return NULL;
      note (self->by_version, rc_event_dup_version (event), i);
      if (rc_event_get_model_digest (event, &digest))
        note (self->by_digest, rc_digest_dup_hex (&digest), i);
    }
  return g_steal_pointer (&self);
}

const RcApprovalIndex *
rc_approval_index_get (RcCase          *case_file,
                       RcRecordReader  *reader,
                       GError         **error)
{
  static const char key[] = "rc-approval-index";
  RcDatabaseChange now;
  RcApprovalIndex *self = rc_case_cache_get (case_file, key, &now);

  if (self != NULL)
    return self;

  self = approval_index_new (case_file, reader, error);
  if (self != NULL)
    rc_case_cache_put (case_file, key, &now, self, (GDestroyNotify) approval_index_free);
  return self;
}

guint
rc_approval_index_count (const RcApprovalIndex *self)
{
  return self->acts->len;
}

static guint
place_at (const GArray *places,      /* (nullable) */
          guint         index)
{
  return places != NULL && index < places->len ? g_array_index (places, guint, index) : G_MAXUINT;
}

GArray *
rc_approval_index_list_of (const RcApprovalIndex *self,
                           const char            *version,
                           const RcDigest        *digest,
                           guint                  limit)
{
  g_autofree char *hex = digest != NULL ? rc_digest_dup_hex (digest) : NULL;
  const GArray *named = version != NULL ? g_hash_table_lookup (self->by_version, version) : NULL;
  const GArray *same = hex != NULL ? g_hash_table_lookup (self->by_digest, hex) : NULL;
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint i = 0;
  guint j = 0;

  while (ids->len < limit)
    {
      guint next = MIN (place_at (named, i), place_at (same, j));

      if (next == G_MAXUINT)
        break;
      i += place_at (named, i) == next;
      j += place_at (same, j) == next;
      g_array_append_val (ids, g_array_index (self->acts, gint64, next));
    }
  return ids;
}
