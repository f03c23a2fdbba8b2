/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/registers/acquisition.h"

#include <string.h>

/*
 * What was declared at a handover against what was imported of it.
 */

void
rc_acquisition_match_free (RcAcquisitionMatch *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->absent, g_ptr_array_unref);
  g_clear_pointer (&self->not_declared, g_ptr_array_unref);
  g_free (self);
}

static gboolean
is_linked (const RcAcquisition *self,
           gint64               source)
{
  for (guint i = 0; i < self->ranges->len; i++)
    {
      const RcAcquisitionRange *range = &g_array_index (self->ranges, RcAcquisitionRange, i);

      if (source >= range->first && source <= range->last)
        return TRUE;
    }
  return FALSE;
}

/* A file of its own, or the same bytes under another name; no folder, and nothing that was taken out of something. */
static gboolean
is_file (const RcSource *source)
{
  return (source->parent == 0 || rc_source_is_repeat (source)) && strcmp (source->kind, "folder") != 0 &&
         strchr (source->name, '!') == NULL;
}

GPtrArray *
rc_acquisition_list_files (const RcAcquisition  *self,
                           RcCase               *case_file,
                           GError              **error)
{
  g_autoptr (GPtrArray) sources = rc_source_list (case_file, error);
  g_autoptr (GPtrArray) files = NULL;

  if (sources == NULL)
    return NULL;

  files = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_source_free);
  for (guint i = 0; i < sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (sources, i);

      if (is_linked (self, source->id) && is_file (source))
        g_ptr_array_add (files, rc_source_copy (source));
    }
  return g_steal_pointer (&files);
}

/* A declared name as sources are called: slashes, no "./" before it, blanks around it taken off. */
static char *
normalise (const char *declared)
{
  g_autofree char *name = g_strstrip (g_strdelimit (g_strdup (declared), "\\", '/'));
  const char *start = name;

  while (g_str_has_prefix (start, "./"))
    start += 2;
  while (*start == '/')
    start++;
  return g_strdup (start);
}

/* Whether @source is called so, as a whole or from one of its folders or archives on. */
static gboolean
is_called (const char *source,
           const char *name)
{
  gsize source_length = strlen (source);
  gsize length = strlen (name);

  if (length == 0 || length > source_length || strcmp (source + source_length - length, name) != 0)
    return FALSE;
  return length == source_length || source[source_length - length - 1] == '/' || source[source_length - length - 1] == '!';
}

/* Whether @source lies in the folder @name, which ends with a slash. */
static gboolean
is_within (const char *source,
           const char *name)
{
  const char *found = strstr (source, name);

  while (found != NULL && found != source && found[-1] != '/' && found[-1] != '!')
    found = strstr (found + 1, name);
  return found != NULL;
}

typedef struct
{
  const RcSource *source;
  const RcSource *file;        /* that it was taken out of, or itself; (nullable): it is no part of a file that came with it */
} Piece;

static const RcSource *
find_file (GHashTable     *by_id,
           const RcSource *source)
{
  guint steps = 0;

  while (source != NULL && !is_file (source) && source->parent != 0 && steps++ < 64)
    source = g_hash_table_lookup (by_id, &source->parent);
  return source != NULL && is_file (source) ? source : NULL;
}

/* The last part of a name, by which whatever may be called so is found at once. */
static const char *
peek_last_part (const char *name)
{
  const char *slash = strrchr (name, '/');
  const char *mark = strrchr (name, '!');
  const char *last = MAX (slash, mark);

  return last != NULL ? last + 1 : name;
}

static void
array_unref (gpointer data)
{
  g_array_unref (data);
}

typedef struct
{
  GArray     *pieces;         /* of Piece */
  GHashTable *by_last_part;   /* char* → GArray of guint: indexes of pieces */
  GHashTable *matched;        /* set of const RcSource: files */
} Comparison;

static void
comparison_clear (Comparison *self)
{
  g_clear_pointer (&self->pieces, g_array_unref);
  g_clear_pointer (&self->by_last_part, g_hash_table_unref);
  g_clear_pointer (&self->matched, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Comparison, comparison_clear)

static void
comparison_begin (Comparison          *self,
                  const RcAcquisition *acquisition,
                  GPtrArray           *sources)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);

  self->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  self->by_last_part = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, array_unref);
  self->matched = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < sources->len; i++)
    g_hash_table_insert (by_id, &((RcSource *) g_ptr_array_index (sources, i))->id, g_ptr_array_index (sources, i));
  for (guint i = 0; i < sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (sources, i);
      Piece piece = { source, NULL };
      const char *last = peek_last_part (source->name);
      GArray *indexes = g_hash_table_lookup (self->by_last_part, last);
      guint index = self->pieces->len;

      if (!is_linked (acquisition, source->id) || strcmp (source->derivation, RC_DERIVATION_ROWS) == 0)
        continue;
      piece.file = find_file (by_id, source);
      if (indexes == NULL)
        {
          indexes = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (self->by_last_part, (gpointer) last, indexes);
        }
      g_array_append_val (indexes, index);
      g_array_append_val (self->pieces, piece);
    }
}

static void
mark (Comparison  *self,
      const Piece *piece)
{
  if (piece->file != NULL)
    g_hash_table_add (self->matched, (gpointer) piece->file);
}

static gboolean
find_folder (Comparison *self,
             const char *name)
{
  gboolean found = FALSE;

  for (guint i = 0; i < self->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (self->pieces, Piece, i);

      if (!is_within (piece->source->name, name))
        continue;
      mark (self, piece);
      found = TRUE;
    }
  return found;
}

static gboolean
find_declared (Comparison *self,
               const char *declared)
{
  g_autofree char *name = normalise (declared);
  GArray *indexes;
  gboolean found = FALSE;

  if (g_str_has_suffix (name, "/"))
    return find_folder (self, name);

  indexes = g_hash_table_lookup (self->by_last_part, peek_last_part (name));
  for (guint i = 0; indexes != NULL && i < indexes->len; i++)
    {
      const Piece *piece = &g_array_index (self->pieces, Piece, g_array_index (indexes, guint, i));

      if (!is_called (piece->source->name, name))
        continue;
      mark (self, piece);
      found = TRUE;
    }
  return found;
}

/**
 * rc_acquisition_match:
 *
 * Holds the declared names against the sources that are linked. A name without folders is of every file that is called so, in whatever folder:
 * lists seldom write paths as a medium has them. A name of a member is of its archive too.
 *
 * Returns: (transfer full): what is absent and what was not declared
 */
RcAcquisitionMatch *
rc_acquisition_match (const RcAcquisition  *self,
                      RcCase               *case_file,
                      GError              **error)
{
  g_autoptr (RcAcquisitionMatch) match = g_new0 (RcAcquisitionMatch, 1);
  g_autoptr (GPtrArray) sources = rc_source_list (case_file, error);
  g_auto (Comparison) comparison = { NULL };

  if (sources == NULL)
    return NULL;

  match->absent = g_ptr_array_new_with_free_func (g_free);
  match->not_declared = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_source_free);
  match->is_compared = self->declared->len > 0 && self->ranges->len > 0;
  comparison_begin (&comparison, self, sources);
  for (guint i = 0; match->is_compared && i < self->declared->len; i++)
    {
      const char *declared = g_ptr_array_index (self->declared, i);

      if (find_declared (&comparison, declared))
        match->n_matched++;
      else
        g_ptr_array_add (match->absent, g_strdup (declared));
    }
  for (guint i = 0; i < sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (sources, i);

      if (!is_linked (self, source->id) || !is_file (source))
        continue;
      match->files++;
      if (match->is_compared && !g_hash_table_contains (comparison.matched, source))
        g_ptr_array_add (match->not_declared, rc_source_copy (source));
    }
  return g_steal_pointer (&match);
}
