/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "entity-list.h"

#include "importer.h"

/* What links to a thing speaks of it as much as what is said of it itself. */
static const char query[] =
  "SELECT id, kind, scope, name, first FROM (SELECT e.id, e.kind, e.scope, e.name, ifnull ("
  "(SELECT min (c.id) FROM claim c INDEXED BY claim_by_entity WHERE c.entity = e.id AND c.id <= ?3), "
  "(SELECT min (c.id) FROM claim c INDEXED BY claim_by_target WHERE c.target = e.id AND c.id <= ?3)) AS first "
  "FROM entity e INDEXED BY entity_by_name WHERE e.kind = ?1 AND (?2 IS NULL OR instr (lower (e.name), lower (?2)) > 0) ORDER BY e.name, e.id) "
  "WHERE first IS NOT NULL LIMIT ?4";

/* Rows are known to people as the file that they were read from. */
static const char source_query[] =
  "SELECT ifnull ((SELECT p.name FROM source p WHERE p.id = s.parent AND s.derivation = 'rows of'), s.name), s.importer "
  "FROM source s WHERE s.id = (SELECT source FROM claim WHERE id = ?1)";

void
rc_named_entity_free (RcNamedEntity *self)
{
  if (self == NULL)
    return;

  rc_entity_free (self->entity);
  g_free (self->source);
  g_free (self);
}

static gboolean
find_source (RcDatabase     *database,
             gint64          claim,
             RcNamedEntity  *self,
             GError        **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database, source_query, error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, claim);
  if (!rc_database_step (database, statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;

  self->source = rc_database_column_dup (statement, 0);
  if (sqlite3_column_type (statement, 1) != SQLITE_NULL)
    {
      const RcImporter *importer = rc_importer_by_id ((const char *) sqlite3_column_text (statement, 1));

      self->system = importer != NULL ? importer->title : NULL;
    }
  sqlite3_reset (statement);
  return TRUE;
}

static RcNamedEntity *
read_row (sqlite3_stmt *statement)
{
  RcNamedEntity *self = g_new0 (RcNamedEntity, 1);

  self->entity = g_new0 (RcEntity, 1);
  self->entity->id = sqlite3_column_int64 (statement, 0);
  (void) rc_entity_kind_from_name ((const char *) sqlite3_column_text (statement, 1), &self->entity->kind);
  self->entity->scope = rc_database_column_dup (statement, 2);
  self->entity->name = rc_database_column_dup (statement, 3);
  return self;
}

GPtrArray *
rc_named_entity_list (RcCase        *case_file,
                      RcEntityKind   kind,
                      const char    *text,
                      guint          limit,
                      gboolean      *out_complete,
                      GError       **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_named_entity_free);
  g_autoptr (GArray) claims = g_array_new (FALSE, FALSE, sizeof (gint64));
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, query, error);
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;

  rc_database_bind_text (statement, 1, rc_entity_kind_to_name (kind));
  rc_database_bind_text (statement, 2, text);
  sqlite3_bind_int64 (statement, 3, rc_case_get_mark (case_file, "claim"));
  sqlite3_bind_int64 (statement, 4, (gint64) limit + 1);
  while (TRUE)
    {
      gint64 claim;

      if (!rc_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        break;
      claim = sqlite3_column_int64 (statement, 4);
      g_array_append_val (claims, claim);
      g_ptr_array_add (list, read_row (statement));
    }

  *out_complete = list->len <= limit;
  if (!*out_complete)
    g_ptr_array_set_size (list, limit);
  for (guint i = 0; i < list->len; i++)
    if (!find_source (database, g_array_index (claims, gint64, i), g_ptr_array_index (list, i), error))
      return NULL;

  return g_steal_pointer (&list);
}
