/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "exception-groups.h"

#include "verify.h"

static void
root_free (gpointer data)
{
  RcExceptionRoot *root = data;

  g_ptr_array_unref (root->further);
  g_free (root);
}

static void
group_free (gpointer data)
{
  RcExceptionGroup *group = data;

  g_ptr_array_unref (group->roots);
  g_free (group);
}

void
rc_exception_groups_free (RcExceptionGroups *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_clear_pointer (&self->sources, g_hash_table_unref);
  g_clear_pointer (&self->judgement, rc_judgement_free);
  g_free (self);
}

static RcExceptionGroup *
find_group (RcExceptionGroups *self,
            GHashTable        *by_kind,
            const char        *kind)
{
  RcExceptionGroup *group = g_hash_table_lookup (by_kind, kind);

  if (group != NULL)
    return group;

  group = g_new0 (RcExceptionGroup, 1);
  group->kind = kind;
  group->exit_code = rc_exception_exit_code (kind);
  group->roots = g_ptr_array_new_with_free_func (root_free);
  g_ptr_array_add (self->groups, group);
  g_hash_table_insert (by_kind, (gpointer) kind, group);
  return group;
}

/* Up the causes; a circle that somebody wrote into the case ends after as many steps as there are exceptions. */
static gint64
find_cause (const GPtrArray   *exceptions,
            const RcException *exception)
{
  for (guint steps = 0; exception->caused_by > 0 && exception->caused_by <= exceptions->len && steps < exceptions->len; steps++)
    exception = g_ptr_array_index (exceptions, exception->caused_by - 1);
  return exception->id;
}

static RcExceptionRoot *
add_root (RcExceptionGroups *self,
          GHashTable        *by_kind,
          const RcException *exception)
{
  RcExceptionRoot *root = g_new0 (RcExceptionRoot, 1);

  root->exception = exception;
  root->further = g_ptr_array_new ();
  g_ptr_array_add (find_group (self, by_kind, exception->kind)->roots, root);
  self->roots++;
  return root;
}

/* None is left out: one whose cause is not to be found is a cause of its own. */
static void
put_in_groups (RcExceptionGroups *self)
{
  const GPtrArray *exceptions = self->judgement->exceptions;
  g_autoptr (GHashTable) by_kind = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree RcExceptionRoot **roots = g_new0 (RcExceptionRoot *, exceptions->len + 1);

  for (guint i = 0; i < exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (exceptions, i);

      if (find_cause (exceptions, exception) == exception->id)
        roots[i] = add_root (self, by_kind, exception);
    }
  for (guint i = 0; i < exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (exceptions, i);
      RcExceptionRoot *root = roots[find_cause (exceptions, exception) - 1];

      if (roots[i] != NULL)
        continue;
      if (root == NULL)
        {
          roots[i] = add_root (self, by_kind, exception);
          continue;
        }
      g_ptr_array_add (root->further, (gpointer) exception);
      self->further++;
    }
}

static int
grade (const RcExceptionGroup *group)
{
  return group->exit_code == 1 ? 0 : group->exit_code == 3 ? 1 : 2;
}

static gint64
first_id (const RcExceptionGroup *group)
{
  return ((const RcExceptionRoot *) g_ptr_array_index (group->roots, 0))->exception->id;
}

static int
compare_groups (gconstpointer a,
                gconstpointer b)
{
  const RcExceptionGroup *left = *(const RcExceptionGroup * const *) a;
  const RcExceptionGroup *right = *(const RcExceptionGroup * const *) b;

  if (grade (left) != grade (right))
    return grade (left) - grade (right);
  if (left->roots->len != right->roots->len)
    return left->roots->len > right->roots->len ? -1 : 1;
  return first_id (left) < first_id (right) ? -1 : 1;
}

static gboolean
load_sources (RcExceptionGroups  *self,
              RcDatabase         *database,
              GError            **error)
{
  for (guint i = 0; i < self->judgement->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (self->judgement->exceptions, i);
      RcSource *source;

      if (exception->source == 0 || g_hash_table_contains (self->sources, &exception->source))
        continue;
      source = rc_source_load (database, exception->source, error);
      if (source == NULL)
        return FALSE;
      g_hash_table_insert (self->sources, &source->id, source);
    }
  return TRUE;
}

/**
 * rc_exception_groups_load:
 *
 * Returns: (transfer full): what the last verification noticed, by cause; without groups where there is none of this evidence
 */
RcExceptionGroups *
rc_exception_groups_load (RcCase  *case_file,
                          GError **error)
{
  g_autoptr (RcExceptionGroups) self = g_new0 (RcExceptionGroups, 1);

  self->groups = g_ptr_array_new_with_free_func (group_free);
  self->sources = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) rc_source_free);
  self->judgement = rc_verify_load (case_file, &self->verified, error);
  if (self->judgement == NULL || !load_sources (self, rc_case_get_database (case_file), error))
    return NULL;

  put_in_groups (self);
  g_ptr_array_sort (self->groups, compare_groups);
  return g_steal_pointer (&self);
}

const RcSource *
rc_exception_groups_source (const RcExceptionGroups *self,
                            const RcException       *exception)
{
  return g_hash_table_lookup (self->sources, &exception->source);
}
