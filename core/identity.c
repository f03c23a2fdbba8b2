/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "identity.h"

#include <string.h>

#include "bounds.h"
#include "date-words.h"
#include "display-text.h"
#include "identity-link.h"
#include "words.h"

/* A shorter text is no digest at all. */
#define MIN_SHORT_DIGEST 8u
#define MAX_SHOWN_BYTES 300u

/* What one look-up needs. */
typedef struct
{
  RcCase         *case_file;
  const RcEntity *entity;
  GPtrArray      *edges;
  GArray         *digests;     /* of RcDigest: the full ones of @entity */
  GPtrArray      *texts;       /* of char*: its other digests, as written */
  gboolean        complete;
} Search;

void
rc_identity_edge_free (RcIdentityEdge *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->other, rc_entity_free);
  g_free (self->text);
  g_free (self->by);
  g_free (self);
}

char *
rc_identity_edge_dup_words (const RcIdentityEdge *self)
{
  g_autofree char *text = rc_display_text (self->text, -1, MAX_SHOWN_BYTES);
  g_autofree char *by = rc_display_text (self->by != NULL ? self->by : "", -1, MAX_SHOWN_BYTES);
  g_autofree char *day = NULL;

  switch (self->identity)
    {
    case RC_IDENTITY_STRONG:
      return g_strdup_printf (_("both have the digest %.8s…, so they are the same content"), text);
    case RC_IDENTITY_AUDITOR:
      day = rc_date_words_day (self->added_us, NULL);
      return g_strdup_printf (_("%1$s linked the two on %2$s: %3$s"), by, day, text);
    case RC_IDENTITY_NONE:
    case RC_IDENTITY_WEAK:
    default:
      if (self->by_digest)
        return g_strdup_printf (_("both have the short or outdated digest %s, which others may have too"), text);
      return g_strdup_printf (_("both are called “%s”; nothing else ties them together"), text);
    }
}

/**
 * rc_identity_worse:
 *
 * Returns: the weaker one
 */
RcIdentity
rc_identity_worse (RcIdentity a,
                   RcIdentity b)
{
  return rc_identity_better (a, b) == a ? b : a;
}

gboolean
rc_identity_digest_property (RcEntityKind  kind,
                             RcProperty   *out_property)
{
  switch (kind)
    {
    case RC_ENTITY_MODEL_VERSION:
      *out_property = RC_PROPERTY_ARTIFACT_DIGEST;
      return TRUE;
    case RC_ENTITY_DATASET:
      *out_property = RC_PROPERTY_DATASET_DIGEST;
      return TRUE;
    default:
      return FALSE;
    }
}

/* --- Digests --- */

static gboolean
read_digests (RcCase       *case_file,
              const RcEntity *entity,
              GArray       *digests,
              GPtrArray    *texts,
              GError      **error)
{
  g_autoptr (GPtrArray) claims = NULL;
  RcProperty property;

  if (!rc_identity_digest_property (entity->kind, &property))
    return TRUE;

  claims = rc_claim_list_of_entity (case_file, entity->id, property, error);
  if (claims == NULL)
    return FALSE;
  for (guint i = 0; i < MIN (claims->len, RC_LIMIT_IDENTITY_EDGES); i++)
    {
      const RcClaim *claim = g_ptr_array_index (claims, i);
      RcDigest digest;

      if (rc_identity_read_digest (claim->value, &digest))
        g_array_append_val (digests, digest);
      else if (texts != NULL && claim->value != NULL)
        g_ptr_array_add (texts, g_strdup (claim->value));
    }

  return TRUE;
}

static gboolean
shares_digest (GArray *a,
               GArray *b)
{
  for (guint i = 0; i < a->len; i++)
    {
      for (guint j = 0; j < b->len; j++)
        {
          if (rc_digest_equal (&g_array_index (a, RcDigest, i), &g_array_index (b, RcDigest, j)))
            return TRUE;
        }
    }

  return FALSE;
}

/* --- Edges --- */

static RcIdentityEdge *
find_edge (Search *self,
           gint64  other)
{
  for (guint i = 0; i < self->edges->len; i++)
    {
      RcIdentityEdge *edge = g_ptr_array_index (self->edges, i);

      if (edge->other->id == other)
        return edge;
    }

  return NULL;
}

/* Each thing once, by the best way to it. Answers NULL where a way as good was there already. */
static RcIdentityEdge *
add_edge (Search      *self,
          gint64       other,
          RcIdentity   identity,
          const char  *text,
          GError     **error)
{
  RcIdentityEdge *edge = find_edge (self, other);

  if (edge != NULL && rc_identity_better (edge->identity, identity) == edge->identity)
    return NULL;

  if (edge == NULL)
    {
      g_autoptr (RcEntity) entity = rc_entity_load (rc_case_get_database (self->case_file), other, error);

      if (entity == NULL)
        return NULL;
      edge = g_new0 (RcIdentityEdge, 1);
      edge->other = g_steal_pointer (&entity);
      g_ptr_array_add (self->edges, edge);
    }

  edge->identity = identity;
  edge->by_digest = FALSE;
  edge->added_us = RC_TIME_NONE;
  g_free (edge->text);
  edge->text = g_strdup (text);
  return edge;
}

/* Numbers of the things of the same kind that have a digest written in one of these ways. */
static gboolean
add_with_value (Search        *self,
                RcProperty     property,
                const char    *first,
                const char    *second,
                RcIdentity     identity,
                const char    *text,
                GError       **error)
{
  RcDatabase *database = rc_case_get_database (self->case_file);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) reason = NULL;
  sqlite3_stmt *statement;
  gboolean row;

  statement = rc_database_prepare (database,
                                   "SELECT DISTINCT c.entity FROM claim c JOIN source s ON s.id = c.source JOIN entity e ON e.id = c.entity "
                                   "WHERE c.property = ?1 AND c.value IN (?2, ?3) AND e.kind = ?4 AND e.id <> ?5 "
                                   "AND s.state = 'published' AND +c.id <= (SELECT mark FROM published WHERE item = 'claim') LIMIT ?6",
                                   error);
  if (statement == NULL)
    return FALSE;

  rc_database_bind_text (statement, 1, rc_property_to_name (property));
  rc_database_bind_text (statement, 2, first);
  rc_database_bind_text (statement, 3, second);
  rc_database_bind_text (statement, 4, rc_entity_kind_to_name (self->entity->kind));
  sqlite3_bind_int64 (statement, 5, self->entity->id);
  sqlite3_bind_int64 (statement, 6, RC_LIMIT_IDENTITY_EDGES + 1);
  while (TRUE)
    {
      gint64 id;

      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        break;
      id = sqlite3_column_int64 (statement, 0);
      g_array_append_val (found, id);
    }

  if (found->len > RC_LIMIT_IDENTITY_EDGES)
    self->complete = FALSE;
  for (guint i = 0; i < MIN (found->len, RC_LIMIT_IDENTITY_EDGES); i++)
    {
      RcIdentityEdge *edge = add_edge (self, g_array_index (found, gint64, i), identity, text, &reason);

      if (reason != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return FALSE;
        }
      if (edge != NULL)
        edge->by_digest = TRUE;
    }

  return TRUE;
}

static gboolean
add_by_digest (Search  *self,
               GError **error)
{
  RcProperty property;

  if (!rc_identity_digest_property (self->entity->kind, &property))
    return TRUE;

  for (guint i = 0; i < self->digests->len; i++)
    {
      g_autofree char *hex = rc_digest_dup_hex (&g_array_index (self->digests, RcDigest, i));
      g_autofree char *prefixed = g_strconcat ("sha256:", hex, NULL);

      if (!add_with_value (self, property, hex, prefixed, RC_IDENTITY_STRONG, hex, error))
        return FALSE;
    }

  /* The short digest of a file of a model, as some registries have it, is mostly of a part of it: only data sets are asked. */
  for (guint i = 0; property == RC_PROPERTY_DATASET_DIGEST && i < self->texts->len; i++)
    {
      const char *text = g_ptr_array_index (self->texts, i);

      if (strlen (text) >= MIN_SHORT_DIGEST && !add_with_value (self, property, text, text, RC_IDENTITY_WEAK, text, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_links (Search  *self,
           GError **error)
{
  g_autoptr (GPtrArray) links = rc_identity_link_list_of (self->case_file, self->entity->id, error);

  if (links == NULL)
    return FALSE;

  for (guint i = 0; i < links->len; i++)
    {
      const RcIdentityLink *link = g_ptr_array_index (links, i);
      gint64 other = link->entity == self->entity->id ? link->other : link->entity;
      g_autoptr (GError) reason = NULL;
      RcIdentityEdge *edge = add_edge (self, other, RC_IDENTITY_AUDITOR, link->reason, &reason);

      if (reason != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return FALSE;
        }
      if (edge == NULL)
        continue;
      g_free (edge->by);
      edge->by = g_strdup (link->by);
      edge->added_us = link->added_us;
      edge->link = link->id;
    }

  return TRUE;
}

static gboolean
is_other_content (Search          *self,
                  const RcEntity  *other,
                  gboolean        *out_answer,
                  GError         **error)
{
  g_autoptr (GArray) digests = g_array_new (FALSE, FALSE, sizeof (RcDigest));

  *out_answer = FALSE;
  if (self->digests->len == 0)
    return TRUE;
  if (!read_digests (self->case_file, other, digests, NULL, error))
    return FALSE;

  *out_answer = digests->len > 0 && !shares_digest (self->digests, digests);
  return TRUE;
}

static gboolean
add_by_name (Search  *self,
             GError **error)
{
  g_autoptr (GPtrArray) named = rc_entity_find (rc_case_get_database (self->case_file), self->entity->kind, self->entity->name, error);

  if (named == NULL)
    return FALSE;
  if (named->len > RC_LIMIT_IDENTITY_EDGES)
    self->complete = FALSE;

  for (guint i = 0; i < MIN (named->len, RC_LIMIT_IDENTITY_EDGES); i++)
    {
      const RcEntity *other = g_ptr_array_index (named, i);
      g_autoptr (GError) reason = NULL;
      gboolean is_other = other->id == self->entity->id;

      if (!is_other && !is_other_content (self, other, &is_other, error))
        return FALSE;
      if (is_other)
        continue;
      if (add_edge (self, other->id, RC_IDENTITY_WEAK, other->name, &reason) == NULL && reason != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return FALSE;
        }
    }

  return TRUE;
}

static int
compare_edges (gconstpointer a,
               gconstpointer b)
{
  const RcIdentityEdge *left = *(const RcIdentityEdge * const *) a;
  const RcIdentityEdge *right = *(const RcIdentityEdge * const *) b;

  return left->other->id < right->other->id ? -1 : left->other->id > right->other->id;
}

GPtrArray *
rc_identity_list (RcCase          *case_file,
                  const RcEntity  *entity,
                  gboolean        *out_complete,
                  GError         **error)
{
  g_autoptr (GPtrArray) edges = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_identity_edge_free);
  g_autoptr (GArray) digests = g_array_new (FALSE, FALSE, sizeof (RcDigest));
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  Search search = { .case_file = case_file, .entity = entity, .edges = edges, .digests = digests, .texts = texts, .complete = TRUE };

  if (!read_digests (case_file, entity, digests, texts, error) || !add_by_digest (&search, error) || !add_links (&search, error) ||
      !add_by_name (&search, error))
    return NULL;

  g_ptr_array_sort (edges, compare_edges);
  if (out_complete != NULL)
    *out_complete = search.complete;
  return g_steal_pointer (&edges);
}
