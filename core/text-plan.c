/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "text-plan.h"

#include "excerpt.h"

typedef struct
{
  const RcSource *source;
  guint           around;      /* index of the innermost source whose bytes it stands in, plus one; 0: none */
  gboolean        is_wanted;
} Node;

typedef struct
{
  RcDatabase *database;
  RcTextPlan *plan;
  GArray     *nodes;           /* of Node, by place in the vault, what is around before what is within */
  gsize       reach;
  gint64      after_source;
  guint64     after_offset;
} Planner;

void
rc_text_plan_free (RcTextPlan *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->pieces, g_array_unref);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  g_free (self);
}

static guint64
end_of (const RcSource *source)
{
  return source->start + source->size;
}

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  const RcSource *left = ((const Node *) a)->source;
  const RcSource *right = ((const Node *) b)->source;

  if (left->start != right->start)
    return left->start < right->start ? -1 : 1;
  if (left->size != right->size)
    return left->size > right->size ? -1 : 1;
  return left->id < right->id ? -1 : left->id > right->id;
}

static int
compare_sources (gconstpointer a,
                 gconstpointer b)
{
  const Node *left = *(const Node * const *) a;
  const Node *right = *(const Node * const *) b;

  return left->source->id < right->source->id ? -1 : left->source->id > right->source->id;
}

/* The ids of @wanted and of everything that was taken out of it. A source is taken out of one that came before it. */
static GHashTable *
list_wanted (GPtrArray *sources,
             gint64     wanted)
{
  GHashTable *ids = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (sources, i);

      if (source->id == wanted || (source->parent != 0 && g_hash_table_contains (ids, &source->parent)))
        g_hash_table_add (ids, (gpointer) &source->id);
    }
  return ids;
}

static void
list_nodes (Planner  *self,
            gint64    source,
            gboolean  with_events)
{
  GPtrArray *sources = self->plan->sources;
  g_autoptr (GHashTable) wanted = source != 0 ? list_wanted (sources, source) : NULL;

  for (guint i = 0; i < sources->len; i++)
    {
      const RcSource *each = g_ptr_array_index (sources, i);
      Node node = { .source = each };

      if (rc_source_is_repeat (each) || each->size == 0)
        continue;
      node.is_wanted = (wanted == NULL || g_hash_table_contains (wanted, &each->id)) && (!with_events || each->event_rows > 0);
      g_array_append_val (self->nodes, node);
    }
  g_array_sort (self->nodes, compare_places);
}

/* Sources stand in each other or apart. */
static void
find_around (Planner *self)
{
  Node *nodes = (Node *) (gpointer) self->nodes->data;
  guint open = 0;      /* index of the innermost node that is not over, plus one */

  for (guint i = 0; i < self->nodes->len; i++)
    {
      while (open != 0 && end_of (nodes[open - 1].source) < end_of (nodes[i].source))
        open = nodes[open - 1].around;
      while (open != 0 && end_of (nodes[open - 1].source) <= nodes[i].source->start)
        open = nodes[open - 1].around;
      nodes[i].around = open;
      open = i + 1;
    }
}

static void
add_piece (Planner        *self,
           const RcSource *source,
           guint64         from,
           guint64         to,
           guint64         reach_beyond)
{
  RcTextPiece piece = { .source = source, .reach_beyond = reach_beyond };

  if (source->id < self->after_source)
    return;
  if (source->id == self->after_source && self->after_offset >= from)
    from = self->after_offset + 1;
  if (from >= to)
    return;

  piece.start = from;
  piece.length = to - from;
  g_array_append_val (self->plan->pieces, piece);
  self->plan->bytes += piece.length;
}

/* The bytes of a source that are not its members', and the last ones of each member, from which a hit can lead out of it. */
static void
add_source (Planner *self,
            guint    index)
{
  const Node *nodes = (const Node *) (gpointer) self->nodes->data;
  const RcSource *source = nodes[index].source;
  guint64 place = 0;

  for (guint i = index + 1; i < self->nodes->len && nodes[i].source->start < end_of (source); i++)
    {
      guint64 begin, end, tail;

      if (nodes[i].around != index + 1)
        continue;
      begin = nodes[i].source->start - source->start;
      end = begin + nodes[i].source->size;
      tail = end - begin >= self->reach ? end - self->reach + 1 : begin;
      add_piece (self, source, place, begin, 0);
      if (end < source->size)
        add_piece (self, source, tail, end, end);
      place = end;
    }
  add_piece (self, source, place, source->size, 0);
}

/* How large the whole of it is said to be is nobody's work to go through. */
static gboolean
add_excerpts (Planner         *self,
              const RcSource  *source,
              GError         **error)
{
  g_autoptr (GPtrArray) excerpts = rc_excerpt_list (self->database, source, error);

  if (excerpts == NULL)
    return FALSE;
  self->plan->n_in_part++;
  for (guint i = 0; i < excerpts->len; i++)
    {
      const RcExcerpt *excerpt = excerpts->pdata[i];

      add_piece (self, source, excerpt->offset, excerpt->offset + excerpt->length, 0);
    }
  return TRUE;
}

static gboolean
add_pieces (Planner  *self,
            GError  **error)
{
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  Node *nodes = (Node *) (gpointer) self->nodes->data;

  for (guint i = 0; i < self->nodes->len; i++)
    {
      if (nodes[i].is_wanted)
        g_ptr_array_add (order, &nodes[i]);
    }
  g_ptr_array_sort (order, compare_sources);
  for (guint i = 0; i < order->len; i++)
    {
      const Node *node = g_ptr_array_index (order, i);

      if (!rc_source_is_incomplete (node->source))
        add_source (self, (guint) (node - nodes));
      else if (!add_excerpts (self, node->source, error))
        return FALSE;
    }
  self->plan->n_searched = order->len;
  return TRUE;
}

RcTextPlan *
rc_text_plan_new (RcCase   *case_file,
                  gint64    source,
                  gsize     reach,
                  gint64    after_source,
                  guint64   after_offset,
                  gboolean  with_events,
                  GError  **error)
{
  g_autoptr (RcTextPlan) plan = g_new0 (RcTextPlan, 1);
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  g_autoptr (RcSource) wanted = NULL;
  Planner self = { .database = rc_case_get_database (case_file), .plan = plan, .nodes = nodes, .reach = reach, .after_source = after_source, .after_offset = after_offset };

  if (source != 0 && (wanted = rc_source_load (rc_case_get_database (case_file), source, error)) == NULL)
    return NULL;

  plan->pieces = g_array_new (FALSE, FALSE, sizeof (RcTextPiece));
  plan->sources = rc_source_list (case_file, error);
  if (plan->sources == NULL)
    return NULL;

  /* A repeat has the bytes and the records of the source that it repeats. */
  list_nodes (&self, wanted != NULL && rc_source_is_repeat (wanted) ? wanted->parent : source, with_events);
  find_around (&self);
  if (!add_pieces (&self, error))
    return NULL;
  return g_steal_pointer (&plan);
}
