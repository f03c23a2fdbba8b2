/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "snapshot.h"

#include <string.h>

#include "bounds.h"
#include "importer.h"

void
rc_snapshot_free (RcSnapshot *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->entity, rc_entity_free);
  g_clear_pointer (&self->stages, g_ptr_array_unref);
  g_free (self->run);
  g_free (self->created);
  g_free (self);
}

/* --- One snapshot --- */

static const char *
weaker (const char *a,
        const char *b)
{
  static const char * const from_weakest[] = { RC_AS_OF_FILE, RC_AS_OF_INSIDE, RC_AS_OF_AUDITOR };

  for (gsize i = 0; i < G_N_ELEMENTS (from_weakest); i++)
    {
      if (g_strcmp0 (a, from_weakest[i]) == 0 || g_strcmp0 (b, from_weakest[i]) == 0)
        return from_weakest[i];
    }
  return RC_AS_OF_FILE;
}

/* What was taken out of a file stood so when the file did. */
static gboolean
add_time (RcSnapshot  *self,
          RcCase      *case_file,
          gint64       source_id,
          GError     **error)
{
  g_autoptr (RcSource) source = rc_source_load (rc_case_get_database (case_file), source_id, error);
  const RcImporter *importer;

  if (source == NULL)
    return FALSE;
  if (source->as_of_us == RC_TIME_NONE)
    return TRUE;

  importer = source->importer != NULL ? rc_importer_by_id (source->importer) : NULL;
  if (self->system == NULL && importer != NULL)
    self->system = importer->system != NULL ? importer->system : importer->id;
  self->how = self->how == NULL ? weaker (source->as_of_how, source->as_of_how) : weaker (self->how, source->as_of_how);
  self->from_us = self->from_us == RC_TIME_NONE ? source->as_of_us : MIN (self->from_us, source->as_of_us);
  self->to_us = self->to_us == RC_TIME_NONE ? source->as_of_us : MAX (self->to_us, source->as_of_us);
  return TRUE;
}

static gboolean
add_times (RcSnapshot  *self,
           RcCase      *case_file,
           GPtrArray   *claims,
           GError     **error)
{
  for (guint i = 0; i < MIN (claims->len, RC_LIMIT_IDENTITY_EDGES); i++)
    {
      if (!add_time (self, case_file, ((const RcClaim *) g_ptr_array_index (claims, i))->source, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
load_text (RcSnapshot  *self,
           RcCase      *case_file,
           RcProperty   property,
           char       **out_text,
           GError     **error)
{
  g_autoptr (GPtrArray) claims = rc_claim_list_of_entity (case_file, self->entity->id, property, error);
  g_autoptr (RcEntity) target = NULL;
  const RcClaim *claim;

  if (claims == NULL || !add_times (self, case_file, claims, error))
    return FALSE;
  if (claims->len == 0)
    return TRUE;

  claim = g_ptr_array_index (claims, 0);
  if (claim->target != 0)
    {
      target = rc_entity_load (rc_case_get_database (case_file), claim->target, error);
      if (target == NULL)
        return FALSE;
    }
  *out_text = g_strdup (target != NULL ? target->name : claim->value);
  return TRUE;
}

/* Takes @entity. */
static gboolean
load_snapshot (RcCase        *case_file,
               RcEntity      *entity,
               RcSnapshot   **out_snapshot,
               GError       **error)
{
  g_autoptr (RcSnapshot) self = g_new0 (RcSnapshot, 1);

  self->entity = entity;
  self->from_us = RC_TIME_NONE;
  self->to_us = RC_TIME_NONE;
  *out_snapshot = NULL;
  self->stages = rc_claim_list_of_entity (case_file, entity->id, RC_PROPERTY_STAGE, error);
  if (self->stages == NULL || !add_times (self, case_file, self->stages, error) ||
      !load_text (self, case_file, RC_PROPERTY_TRAINED_BY, &self->run, error) ||
      !load_text (self, case_file, RC_PROPERTY_CREATED, &self->created, error))
    return FALSE;

  if (self->from_us != RC_TIME_NONE)
    *out_snapshot = g_steal_pointer (&self);
  return TRUE;
}

/* --- Those of one registry --- */

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  const RcSnapshot *left = *(const RcSnapshot * const *) a;
  const RcSnapshot *right = *(const RcSnapshot * const *) b;

  if (left->to_us != right->to_us)
    return left->to_us < right->to_us ? -1 : 1;
  return left->entity->id < right->entity->id ? -1 : left->entity->id > right->entity->id;
}

static gboolean
may_equal (const char *a,
           const char *b)
{
  return a == NULL || b == NULL || strcmp (a, b) == 0;
}

/* The same name is a weak identity: another run or another time of making shows that it is another registry. */
static gboolean
is_same_registry (const RcSnapshot *a,
                  const RcSnapshot *b)
{
  return g_strcmp0 (a->system, b->system) == 0 && may_equal (a->run, b->run) && may_equal (a->created, b->created);
}

static void
add_to_registry (GPtrArray  *registries,
                 RcSnapshot *snapshot)
{
  GPtrArray *registry;

  for (guint i = 0; i < registries->len; i++)
    {
      registry = g_ptr_array_index (registries, i);
      if (!is_same_registry (g_ptr_array_index (registry, 0), snapshot))
        continue;
      g_ptr_array_add (registry, snapshot);
      return;
    }

  registry = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_snapshot_free);
  g_ptr_array_add (registry, snapshot);
  g_ptr_array_add (registries, registry);
}

GPtrArray *
rc_snapshot_list (RcCase      *case_file,
                  const char  *version,
                  GError     **error)
{
  g_autoptr (GPtrArray) registries = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GPtrArray) entities = rc_entity_find (rc_case_get_database (case_file), RC_ENTITY_MODEL_VERSION, version, error);
  guint n_entities = entities != NULL ? MIN (entities->len, RC_LIMIT_IDENTITY_EDGES) : 0;

  if (entities == NULL)
    return NULL;

  for (guint i = 0; i < n_entities; i++)
    {
      RcEntity *entity = g_ptr_array_index (entities, i);
      RcSnapshot *snapshot;

      /* What the world calls so is no registry's entry. */
      if (*entity->scope == '\0')
        continue;
      entities->pdata[i] = NULL;
      if (!load_snapshot (case_file, entity, &snapshot, error))
        return NULL;
      if (snapshot != NULL)
        add_to_registry (registries, snapshot);
    }

  for (guint i = 0; i < registries->len; i++)
    g_ptr_array_sort (g_ptr_array_index (registries, i), compare_times);
  return g_steal_pointer (&registries);
}

/* --- Names --- */

static GPtrArray *
collect_names (RcDatabase    *database,
               sqlite3_stmt  *statement,
               GError       **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  gboolean row;

  while (TRUE)
    {
      if (!rc_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&names);
      g_ptr_array_add (names, rc_database_column_dup (statement, 0));
    }
}

#define STAGED_VERSIONS \
  "SELECT DISTINCT e.name FROM claim c JOIN source s ON s.id = c.source JOIN entity e ON e.id = c.entity " \
  "WHERE c.property = 'stage' AND e.kind = 'model-version' AND e.scope <> '' AND s.state = 'published' " \
  "AND +c.id <= (SELECT mark FROM published WHERE item = 'claim')"

GPtrArray *
rc_stage_list_versions (RcCase  *case_file,
                        GError **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, STAGED_VERSIONS " ORDER BY e.name", error);

  return statement != NULL ? collect_names (database, statement, error) : NULL;
}

static void
drop_later (GPtrArray *registries,
            gint64     known_at_us)
{
  for (guint i = 0; known_at_us != RC_TIME_NONE && i < registries->len; i++)
    {
      GPtrArray *snapshots = g_ptr_array_index (registries, i);

      for (guint j = snapshots->len; j > 0; j--)
        if (((const RcSnapshot *) g_ptr_array_index (snapshots, j - 1))->from_us > known_at_us)
          g_ptr_array_remove_index (snapshots, j - 1);
    }
}

static gboolean
had_surely (GPtrArray         *registries,
            const char        *stage,
            const RcTimestamp *instant)
{
  for (guint i = 0; i < registries->len; i++)
    {
      if (rc_stage_was_surely (g_ptr_array_index (registries, i), stage, instant))
        return TRUE;
    }
  return FALSE;
}

GPtrArray *
rc_stage_find (RcCase             *case_file,
               const char         *model,
               const char         *stage,
               const RcTimestamp  *instant,
               gint64              known_at_us,
               GError            **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  g_autofree char *prefix = g_strconcat (model, "/", NULL);
  g_autoptr (GPtrArray) names = NULL;
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 STAGED_VERSIONS " AND c.value = ?1 AND substr (e.name, 1, length (?2)) = ?2 "
                                                 "ORDER BY e.name LIMIT ?3", error);

  if (statement == NULL)
    return NULL;
  rc_database_bind_text (statement, 1, stage);
  rc_database_bind_text (statement, 2, prefix);
  sqlite3_bind_int64 (statement, 3, RC_LIMIT_IDENTITY_EDGES);
  names = collect_names (database, statement, error);
  if (names == NULL)
    return NULL;

  for (guint i = names->len; i > 0; i--)
    {
      g_autoptr (GPtrArray) registries = rc_snapshot_list (case_file, g_ptr_array_index (names, i - 1), error);

      if (registries == NULL)
        return NULL;
      drop_later (registries, known_at_us);
      if (!had_surely (registries, stage, instant))
        g_ptr_array_remove_index (names, i - 1);
    }
  return g_steal_pointer (&names);
}
