/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "entity.h"

#include <string.h>

static const char * const kind_names[RC_N_ENTITY_KINDS] = {
  [RC_ENTITY_SYSTEM] = "system",
  [RC_ENTITY_ENDPOINT] = "endpoint",
  [RC_ENTITY_MODEL] = "model",
  [RC_ENTITY_MODEL_VERSION] = "model-version",
  [RC_ENTITY_RUN] = "run",
  [RC_ENTITY_DATASET] = "dataset",
  [RC_ENTITY_COMMIT] = "commit",
  [RC_ENTITY_ENVIRONMENT] = "environment",
  [RC_ENTITY_EVALUATION] = "evaluation",
  [RC_ENTITY_CARD] = "card",
  [RC_ENTITY_APPROVAL] = "approval",
  [RC_ENTITY_PERSON] = "person",
  [RC_ENTITY_DECLARATION] = "declaration",
};

static const char * const identity_names[] = {
  [RC_IDENTITY_NONE] = "none",
  [RC_IDENTITY_STRONG] = "strong",
  [RC_IDENTITY_WEAK] = "weak",
  [RC_IDENTITY_AUDITOR] = "auditor",
};

const char *
rc_entity_kind_to_name (RcEntityKind kind)
{
  g_return_val_if_fail ((guint) kind < RC_N_ENTITY_KINDS, NULL);

  return kind_names[kind];
}

/**
 * rc_entity_kind_from_name:
 * @name: as rc_entity_kind_to_name() gives it
 * @out_kind: (out): the kind
 *
 * Returns: %FALSE if no kind is called @name
 */
gboolean
rc_entity_kind_from_name (const char   *name,
                          RcEntityKind *out_kind)
{
  for (guint kind = 0; kind < RC_N_ENTITY_KINDS; kind++)
    if (g_strcmp0 (name, kind_names[kind]) == 0)
      {
        *out_kind = kind;
        return TRUE;
      }

  return FALSE;
}

const char *
rc_identity_to_name (RcIdentity identity)
{
  g_return_val_if_fail ((guint) identity < G_N_ELEMENTS (identity_names), NULL);

  return identity_names[identity];
}

/**
 * rc_identity_better:
 *
 * From best to worst: the record itself says it, equal digests, linked by hand, the same name only.
 *
 * Returns: the better one
 */
RcIdentity
rc_identity_better (RcIdentity a,
                    RcIdentity b)
{
  static const guint ranks[] = {
    [RC_IDENTITY_NONE] = 0,
    [RC_IDENTITY_STRONG] = 1,
    [RC_IDENTITY_AUDITOR] = 2,
    [RC_IDENTITY_WEAK] = 3,
  };

  g_return_val_if_fail ((guint) a < G_N_ELEMENTS (ranks) && (guint) b < G_N_ELEMENTS (ranks), RC_IDENTITY_WEAK);

  return ranks[a] <= ranks[b] ? a : b;
}

/**
 * rc_identity_read_digest:
 * @text: (nullable): a digest as a record writes it; tainted
 * @out_digest: (out): the digest
 *
 * A strong identity asks for a full digest of at least 256 bits over content that is not empty: the digest of nothing is the same
 * for every file that was never written. "sha256:" and "sha256-" before the digits are taken off.
 *
 * Returns: %FALSE if @text is no such digest
 */
gboolean
rc_identity_read_digest (const char *text,
                         RcDigest   *out_digest)
{
  RcDigest nothing;

  if (text == NULL)
    return FALSE;
  if (g_ascii_strncasecmp (text, "sha256:", 7) == 0 || g_ascii_strncasecmp (text, "sha256-", 7) == 0)
    text += 7;
  if (!rc_digest_from_hex (text, strlen (text), out_digest))
    return FALSE;

  rc_digest_compute ("", 0, &nothing);
  return !rc_digest_equal (out_digest, &nothing);
}

void
rc_entity_free (RcEntity *self)
{
  if (self == NULL)
    return;

  g_free (self->scope);
  g_free (self->name);
  g_free (self);
}

static RcEntity *
entity_from_row (sqlite3_stmt *statement,
                 GError      **error)
{
  const char *kind = (const char *) sqlite3_column_text (statement, 1);
  g_autoptr (RcEntity) self = g_new0 (RcEntity, 1);

  self->id = sqlite3_column_int64 (statement, 0);
  self->scope = rc_database_column_dup (statement, 2);
  self->name = rc_database_column_dup (statement, 3);
  if (!rc_entity_kind_from_name (kind, &self->kind))
    {
      g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_DAMAGED,
                   "Entity %" G_GINT64_FORMAT " of the case has the unknown kind “%s”", self->id, kind);
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * rc_entity_load:
 * @database: the case
 * @id: number of the entity
 *
 * Returns: (transfer full): the entity; %NULL with %RC_CASE_ERROR_NOT_FOUND where the case has none of that number
 */
RcEntity *
rc_entity_load (RcDatabase *database,
                gint64      id,
                GError    **error)
{
  g_autoptr (RcEntity) self = NULL;
  sqlite3_stmt *statement;
  gboolean row;

  statement = rc_database_prepare (database, "SELECT id, kind, scope, name FROM entity WHERE id = ?", error);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, id);
  if (!rc_database_step (database, statement, &row, error))
    return NULL;
  if (!row)
    {
      g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND,
                   "The case has no entity %" G_GINT64_FORMAT, id);
      return NULL;
    }

  self = entity_from_row (statement, error);
  sqlite3_reset (statement);
  return g_steal_pointer (&self);
}

/**
 * rc_entity_find:
 * @database: the case
 * @kind: what is looked for
 * @name: exactly this name
 *
 * The same name in two registries names two entities: a name is no identity.
 *
 * Returns: (element-type RcEntity) (transfer full): the entities in the order of their numbers; empty where there is none
 */
GPtrArray *
rc_entity_find (RcDatabase  *database,
                RcEntityKind kind,
                const char  *name,
                GError     **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_entity_free);
  sqlite3_stmt *statement;
  gboolean row;

  statement = rc_database_prepare (database,
                                   "SELECT id, kind, scope, name FROM entity WHERE kind = ? AND name = ? ORDER BY id",
                                   error);
  if (statement == NULL)
    return NULL;
  rc_database_bind_text (statement, 1, rc_entity_kind_to_name (kind));
  rc_database_bind_text (statement, 2, name);

  while (TRUE)
    {
      RcEntity *entity;

      if (!rc_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&found);
      entity = entity_from_row (statement, error);
      if (entity == NULL)
        {
          sqlite3_reset (statement);
          return NULL;
        }
      g_ptr_array_add (found, entity);
    }
}

/**
 * rc_entity_find_source_name:
 * @id: number of the entity
 * @out_name: (out) (transfer full) (nullable): where people look for it; %NULL where nothing in evidence speaks of it
 */
gboolean
rc_entity_find_source_name (RcDatabase  *database,
                            gint64       id,
                            char       **out_name,
                            GError     **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT s.name FROM claim c JOIN source s ON s.id = c.source "
                                                 "WHERE (c.entity = ?1 OR c.target = ?1) AND s.state = 'published' ORDER BY c.id LIMIT 1",
                                                 error);
  gboolean row;

  *out_name = NULL;
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, id);
  if (!rc_database_step (database, statement, &row, error))
    return FALSE;
  if (row)
    {
      *out_name = rc_database_column_dup (statement, 0);
      sqlite3_reset (statement);
    }
  return TRUE;
}
