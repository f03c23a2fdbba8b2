/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "card-index.h"

#include "case-cache.h"

struct _RcCardIndex
{
  GHashTable *by_version;     /* name → GArray of RcCardLink */
  GHashTable *by_model;
  GHashTable *of_versions;    /* numbers of the cards that name a version by link */
};

static void
card_index_free (RcCardIndex *self)
{
  g_hash_table_unref (self->of_versions);
  g_hash_table_unref (self->by_model);
  g_hash_table_unref (self->by_version);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcCardIndex, card_index_free)

static void
note (GHashTable       *index,
      const char       *name,
      const RcCardLink *link)
{
  GArray *links = g_hash_table_lookup (index, name);

  if (links == NULL)
    {
      links = g_array_new (FALSE, FALSE, sizeof (RcCardLink));
      g_hash_table_insert (index, g_strdup (name), links);
    }
  g_array_append_vals (links, link, 1);
}

static void
note_link (RcCardIndex      *self,
           const RcCardLink *link,
           const char       *kind,
           const char       *name)
{
  if (g_strcmp0 (kind, rc_entity_kind_to_name (RC_ENTITY_MODEL_VERSION)) == 0)
    {
      g_hash_table_add (self->of_versions, g_memdup2 (&link->card, sizeof link->card));
      note (self->by_version, name, link);
    }
  else if (g_strcmp0 (kind, rc_entity_kind_to_name (RC_ENTITY_MODEL)) == 0)
    note (self->by_model, name, link);
}

/* Links come before names: a name alone is a model's or a version's. */
static gboolean
read_claims (RcCardIndex  *self,
             RcCase       *case_file,
             gboolean      by_link,
             GError      **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement;
  gboolean row;

  statement = rc_database_prepare (database,
                                   "SELECT c.entity, c.id, c.value, t.kind, t.name FROM claim c JOIN source s ON s.id = c.source "
                                   "JOIN entity e ON e.id = c.entity LEFT JOIN entity t ON t.id = c.target "
                                   "WHERE c.property = ?1 AND e.kind = ?2 AND s.state = 'published' "
                                   "AND +c.id <= (SELECT mark FROM published WHERE item = 'claim') ORDER BY c.id", error);
  if (statement == NULL)
    return FALSE;
  rc_database_bind_text (statement, 1, rc_property_to_name (RC_PROPERTY_DESCRIBES));
  rc_database_bind_text (statement, 2, rc_entity_kind_to_name (RC_ENTITY_CARD));
  while (TRUE)
    {
      RcCardLink link;
      const char *value;

      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      link.card = sqlite3_column_int64 (statement, 0);
      link.claim = sqlite3_column_int64 (statement, 1);
      value = (const char *) sqlite3_column_text (statement, 2);
      if (by_link)
        note_link (self, &link, (const char *) sqlite3_column_text (statement, 3), (const char *) sqlite3_column_text (statement, 4));
      else if (value != NULL)
        {
          note (self->by_version, value, &link);
          note (self->by_model, value, &link);
        }
    }
}

/* A card that names a version is no card of the model alone. */
static void
drop_those_of_versions (RcCardIndex *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->by_model);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      GArray *links = value;
      guint n = 0;

      for (guint i = 0; i < links->len; i++)
        {
          RcCardLink link = g_array_index (links, RcCardLink, i);

          if (!g_hash_table_contains (self->of_versions, &link.card))
            g_array_index (links, RcCardLink, n++) = link;
        }
      g_array_set_size (links, n);
    }
}

const RcCardIndex *
rc_card_index_get (RcCase  *case_file,
                   GError **error)
{
  static const char key[] = "rc-card-index";
  RcDatabaseChange now;
  RcCardIndex *kept = rc_case_cache_get (case_file, key, &now);
  g_autoptr (RcCardIndex) self = NULL;

  if (kept != NULL)
    return kept;

  self = g_new0 (RcCardIndex, 1);
  self->by_version = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  self->by_model = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  self->of_versions = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  if (!read_claims (self, case_file, TRUE, error) || !read_claims (self, case_file, FALSE, error))
    return NULL;

  drop_those_of_versions (self);
  kept = g_steal_pointer (&self);
  rc_case_cache_put (case_file, key, &now, kept, (GDestroyNotify) card_index_free);
  return kept;
}

const GArray *
rc_card_index_find_version (const RcCardIndex *self,
                            const char        *version)
{
  return g_hash_table_lookup (self->by_version, version);
}

const GArray *
rc_card_index_find_model (const RcCardIndex *self,
                          const char        *model)
{
  return g_hash_table_lookup (self->by_model, model);
}
