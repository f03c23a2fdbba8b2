/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlmd-edges.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

struct _RcMlmdEdges
{
  GArray       *edges;         /* of RcMlmdEdge: by execution, then artifact */
  GArray       *by_artifact;   /* of guint: places in @edges, by artifact, then execution */
  GArray       *addresses;     /* of guint64: digests of addresses, ascending */
  GStringChunk *ports;
  gboolean      is_loaded;
  gboolean      is_full;
};

RcMlmdEdges *
rc_mlmd_edges_new (void)
{
  RcMlmdEdges *self = g_new0 (RcMlmdEdges, 1);

  self->edges = g_array_new (FALSE, FALSE, sizeof (RcMlmdEdge));
  self->by_artifact = g_array_new (FALSE, FALSE, sizeof (guint));
  self->addresses = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->ports = g_string_chunk_new (4096);
  return self;
}

void
rc_mlmd_edges_free (RcMlmdEdges *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->edges);
  g_array_unref (self->by_artifact);
  g_array_unref (self->addresses);
  g_string_chunk_free (self->ports);
  g_free (self);
}

/* FNV-1a. Two addresses that have the same are taken for one, which makes a name longer than it had to be and nothing else. */
static guint64
digest_of (const char *address)
{
  guint64 digest = G_GUINT64_CONSTANT (14695981039346656037);

  for (; *address != '\0'; address++)
    digest = (digest ^ (guint8) *address) * G_GUINT64_CONSTANT (1099511628211);
  return digest;
}

static gboolean
may_keep (RcMlmdEdges *self,
          guint        n_kept)
{
  self->is_full = self->is_full || n_kept >= RC_LIMIT_MLMD_COUNTED;
  return n_kept < RC_LIMIT_MLMD_COUNTED;
}

static gboolean
keep_edge (const RcSqliteRow  *row,
           gpointer            user_data,
           GError            **error)
{
  RcMlmdEdges *self = user_data;
  RcMlmdEdge edge = { 0 };

  if (rc_sqlite_row_get_integer (row, "id", &edge.id) && rc_sqlite_row_get_integer (row, "artifact_id", &edge.artifact) &&
      rc_sqlite_row_get_integer (row, "execution_id", &edge.execution) && rc_sqlite_row_get_integer (row, "type", &edge.type) &&
      may_keep (self, self->edges->len))
    g_array_append_val (self->edges, edge);
  return TRUE;
}

static int
compare (gint64 a,
         gint64 b)
{
  return a < b ? -1 : a > b;
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return compare (((const RcMlmdEdge *) a)->id, ((const RcMlmdEdge *) b)->id);
}

/* The first name that is written for an edge is its own. */
static gboolean
keep_port (const RcSqliteRow  *row,
           gpointer            user_data,
           GError            **error)
{
  RcMlmdEdges *self = user_data;
  const char *port = rc_sqlite_row_peek_text (row, "step_key");
  RcMlmdEdge wanted = { 0 };
  RcMlmdEdge *edge;
  guint place;

  if (port == NULL || strlen (port) > RC_LIMIT_NAME_BYTES || !rc_sqlite_row_get_integer (row, "event_id", &wanted.id) ||
      !g_array_binary_search (self->edges, &wanted, compare_ids, &place))
    return TRUE;

  edge = &g_array_index (self->edges, RcMlmdEdge, place);
  if (edge->port == NULL)
    edge->port = g_string_chunk_insert_const (self->ports, port);
  return TRUE;
}

static gboolean
keep_address (const RcSqliteRow  *row,
              gpointer            user_data,
              GError            **error)
{
  RcMlmdEdges *self = user_data;
  const char *address = rc_sqlite_row_peek_text (row, "uri");
  guint64 digest = address != NULL ? digest_of (address) : 0;

  if (address != NULL && may_keep (self, self->addresses->len))
    g_array_append_val (self->addresses, digest);
  return TRUE;
}

static int
compare_by_execution (gconstpointer a,
                      gconstpointer b)
{
  const RcMlmdEdge *left = a;
  const RcMlmdEdge *right = b;
  int order = compare (left->execution, right->execution);

  if (order == 0)
    order = compare (left->artifact, right->artifact);
  return order != 0 ? order : compare (left->id, right->id);
}

static int
compare_by_artifact (gconstpointer a,
                     gconstpointer b,
                     gpointer      user_data)
{
  const GArray *edges = user_data;
  const RcMlmdEdge *left = &g_array_index (edges, RcMlmdEdge, *(const guint *) a);
  const RcMlmdEdge *right = &g_array_index (edges, RcMlmdEdge, *(const guint *) b);
  int order = compare (left->artifact, right->artifact);

  if (order == 0)
    order = compare (left->execution, right->execution);
  return order != 0 ? order : compare (left->id, right->id);
}

static int
compare_digests (gconstpointer a,
                 gconstpointer b)
{
  const guint64 *left = a;
  const guint64 *right = b;

  return *left < *right ? -1 : *left > *right;
}

static void
sort (RcMlmdEdges *self)
{
  g_array_sort (self->edges, compare_by_execution);
  for (guint i = 0; i < self->edges->len; i++)
    g_array_append_val (self->by_artifact, i);
  g_array_sort_with_data (self->by_artifact, compare_by_artifact, self->edges);
  g_array_sort (self->addresses, compare_digests);
}

/* What SQLite cannot read here it cannot read again, and tells then. */
gboolean
rc_mlmd_edges_load (RcMlmdEdges      *self,
                    RcSqliteImport   *import,
                    GError          **error)
{
  g_autoptr (GPtrArray) faults = NULL;

  if (self->is_loaded)
    return TRUE;

  self->is_loaded = TRUE;
  faults = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_exception_free);
  if (!rc_sqlite_reader_read (import->reader, "Event", keep_edge, self, faults, error))
    return FALSE;
  g_array_sort (self->edges, compare_ids);
  if (!rc_sqlite_reader_read (import->reader, "EventPath", keep_port, self, faults, error) ||
      !rc_sqlite_reader_read (import->reader, "Artifact", keep_address, self, faults, error))
    return FALSE;
  sort (self);

  return !self->is_full ||
         rc_registry_writer_set_aside (&import->writer, -1, RC_EXCEPTION_LIMIT,
                                       "at most 1000000 edges and artifacts (RC_LIMIT_MLMD_COUNTED)", "more",
                                       "What the other edges lead to is not looked up.", error);
}

const RcMlmdEdge *
rc_mlmd_edges_of_execution (RcMlmdEdges *self,
                            gint64       execution,
                            guint        index)
{
  guint low = 0;
  guint high = self->edges->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->edges, RcMlmdEdge, middle).execution < execution)
        low = middle + 1;
      else
        high = middle;
    }
  if (index >= self->edges->len - low || g_array_index (self->edges, RcMlmdEdge, low + index).execution != execution)
    return NULL;

  return &g_array_index (self->edges, RcMlmdEdge, low + index);
}

static const RcMlmdEdge *
edge_by_artifact (RcMlmdEdges *self,
                  guint        place)
{
  return &g_array_index (self->edges, RcMlmdEdge, g_array_index (self->by_artifact, guint, place));
}

const RcMlmdEdge *
rc_mlmd_edges_of_artifact (RcMlmdEdges *self,
                           gint64       artifact,
                           guint        index)
{
  guint low = 0;
  guint high = self->by_artifact->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (edge_by_artifact (self, middle)->artifact < artifact)
        low = middle + 1;
      else
        high = middle;
    }
  if (index >= self->by_artifact->len - low || edge_by_artifact (self, low + index)->artifact != artifact)
    return NULL;

  return edge_by_artifact (self, low + index);
}

gboolean
rc_mlmd_edges_is_shared (RcMlmdEdges *self,
                         const char  *uri)
{
  guint64 digest = digest_of (uri);
  guint place;

  if (!g_array_binary_search (self->addresses, &digest, compare_digests, &place))
    return FALSE;

  return (place > 0 && g_array_index (self->addresses, guint64, place - 1) == digest) ||
         (place + 1 < self->addresses->len && g_array_index (self->addresses, guint64, place + 1) == digest);
}

gboolean
rc_mlmd_edge_is_input (const RcMlmdEdge *self)
{
  return self->type == RC_MLMD_INPUT || self->type == RC_MLMD_DECLARED_INPUT;
}
