/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bounds.h"
#include "slot-trace.h"
#include "words.h"

/* Edges that are looked at for all entries together. */
#define MAX_EDGES (8 * RC_LIMIT_IDENTITY_EDGES)

/*
 * What other registries say of the same things. Two entries of one registry with one file are two entries: equal digests are followed
 * only into another registry.
 */

/* What was linked later than is asked for was not known then. */
static void
drop_later_links (RcSlotContext  *self,
                  const RcEntity *entity,
                  GPtrArray      *edges)
{
  for (guint i = edges->len; self->known_at_us != RC_TIME_NONE && i > 0; i--)
    {
      RcIdentityEdge *edge = g_ptr_array_index (edges, i - 1);

      if (edge->link == 0 || edge->added_us <= self->known_at_us)
        continue;
      rc_slot_trace (self, RC_LINEAGE_STEP_LEFT_OUT, 0, 0,
                     _("A link of “%1$s” with “%2$s” is left out: it was made after the time asked for."),
                     entity->name, edge->other->name);
      if (g_strcmp0 (entity->name, edge->other->name) != 0)
        {
          g_ptr_array_remove_index (edges, i - 1);
          continue;
        }
      /* Their equal names tied them then as well. */
      edge->identity = RC_IDENTITY_WEAK;
      edge->link = 0;
      g_free (edge->text);
      edge->text = g_strdup (entity->name);
    }
}

GPtrArray *
rc_slot_context_list_same (RcSlotContext   *self,
                           const RcEntity  *entity,
                           GError         **error)
{
  gboolean complete = TRUE;
  GPtrArray *edges = rc_identity_list (self->case_file, entity, &complete, error);

  self->all_identities = self->all_identities && complete;
  if (edges != NULL)
    drop_later_links (self, entity, edges);
  return edges;
}

/* Where another registry has the file under this very name, the others that it has the file under are other entries. */
static gboolean
has_same_name (GPtrArray            *edges,
               const RcEntity       *entity,
               const RcIdentityEdge *edge)
{
  for (guint i = 0; i < edges->len; i++)
    {
      const RcIdentityEdge *named = g_ptr_array_index (edges, i);

      if (named->identity == RC_IDENTITY_STRONG && g_strcmp0 (named->other->scope, edge->other->scope) == 0 &&
          g_strcmp0 (named->other->name, entity->name) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_followed (GPtrArray            *edges,
             const RcEntity       *entity,
             const RcIdentityEdge *edge)
{
  if (edge->identity != RC_IDENTITY_STRONG)
    return TRUE;

  return g_strcmp0 (edge->other->scope, entity->scope) != 0 &&
         (g_strcmp0 (edge->other->name, entity->name) == 0 || !has_same_name (edges, entity, edge));
}

static RcSlotEntity *
find (GPtrArray *entities,
      gint64     id)
{
  for (guint i = 0; i < entities->len; i++)
    {
      RcSlotEntity *found = g_ptr_array_index (entities, i);

      if (found->entity->id == id)
        return found;
    }

  return NULL;
}

/* Towards the one that was there first, so that no two are the same as each other. */
static void
note_same (GPtrArray     *entities,
           RcSlotEntity  *of,
           gint64         other)
{
  RcSlotEntity *found = find (entities, other);
  gint64 first = of->same_as != 0 ? of->same_as : of->entity->id;

  if (found != NULL && found->same_as == 0 && found->entity->id != first)
    found->same_as = first;
}

/**
 * rc_slot_context_add_same:
 * @entities: (element-type RcSlotEntity)
 */
gboolean
rc_slot_context_add_same (RcSlotContext  *self,
                          GPtrArray      *entities,
                          GError        **error)
{
  guint reached = entities->len;
  guint n_edges = 0;

  for (guint i = 0; i < reached; i++)
    {
      RcSlotEntity *of = g_ptr_array_index (entities, i);
      g_autoptr (GPtrArray) edges = NULL;

      /* Hundreds of entries that are all the same as each other lead to each other again and again. */
      if (n_edges > MAX_EDGES)
        {
          self->all_identities = FALSE;
          break;
        }
      edges = rc_slot_context_list_same (self, of->entity, error);
      if (edges == NULL)
        return FALSE;
      n_edges += edges->len;
      for (guint j = 0; j < edges->len; j++)
        {
          const RcIdentityEdge *edge = g_ptr_array_index (edges, j);

          gboolean follow = is_followed (edges, of->entity, edge);

          /* What has the same name was told of when it was looked for by its name. */
          if ((edge->identity != RC_IDENTITY_WEAK || find (entities, edge->other->id) == NULL) &&
              !rc_slot_trace_edge (self, of->entity, edge, follow, error))
            return FALSE;
          if (!follow)
            continue;
          if (!rc_slot_context_add_entity (self, entities, edge->other->id, of->entity->kind,
                                           rc_identity_worse (of->identity, edge->identity), error))
            return FALSE;
          note_same (entities, of, edge->other->id);
        }
    }

  return TRUE;
}

const char *
rc_slot_context_peek_key (GPtrArray      *entities,
                          const RcEntity *entity)
{
  const RcSlotEntity *found = find (entities, entity->id);
  const RcSlotEntity *first = found != NULL && found->same_as != 0 ? find (entities, found->same_as) : NULL;

  return first != NULL ? first->entity->name : entity->name;
}
