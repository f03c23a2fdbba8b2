/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "source.h"

#define SOURCE_COLUMNS \
  "id, parent, derivation, name, kind, size, sha256, start, framing, importer, mapping, controller, obtained, imported_us, " \
  "records, events, set_aside, root, rows_digest, first_event, event_rows, state, as_of_us, as_of_how"
/* Of one met again under another name: those of the source that it repeats. */
#define EXCERPTS \
  ", (SELECT count (*) FROM excerpt WHERE excerpt.source = CASE WHEN derivation = '" RC_DERIVATION_SAME "' THEN parent ELSE id END)"

static const char * const framing_names[] = { "lines", "whole", "fixed", "objects" };

/**
 * rc_framing_to_name:
 *
 * Returns: (transfer none): the word that the table `source` keeps
 */
const char *
rc_framing_to_name (RcFraming framing)
{
  g_return_val_if_fail ((gsize) framing < G_N_ELEMENTS (framing_names), NULL);

  return framing_names[framing];
}

static gboolean
framing_from_name (const char *name,
                   RcFraming  *out_framing)
{
  for (gsize i = 0; i < G_N_ELEMENTS (framing_names); i++)
    {
      if (g_strcmp0 (name, framing_names[i]) == 0)
        {
          *out_framing = (RcFraming) i;
          return TRUE;
        }
    }
  return FALSE;
}

void
rc_source_free (RcSource *self)
{
  if (self == NULL)
    return;

  g_free (self->derivation);
  g_free (self->name);
  g_free (self->kind);
  g_free (self->importer);
  g_free (self->controller);
  g_free (self->obtained);
  g_free (self->state);
  g_free (self->as_of_how);
  g_free (self);
}

gboolean
rc_source_is_repeat (const RcSource *self)
{
  return g_strcmp0 (self->derivation, RC_DERIVATION_SAME) == 0;
}

gboolean
rc_source_is_incomplete (const RcSource *self)
{
  return self->excerpts > 0 || g_strcmp0 (self->state, RC_SOURCE_WITHHELD) == 0;
}

RcSource *
rc_source_copy (const RcSource *self)
{
  RcSource *copy = g_memdup2 (self, sizeof *self);

  copy->derivation = g_strdup (self->derivation);
  copy->name = g_strdup (self->name);
  copy->kind = g_strdup (self->kind);
  copy->importer = g_strdup (self->importer);
  copy->controller = g_strdup (self->controller);
  copy->obtained = g_strdup (self->obtained);
  copy->state = g_strdup (self->state);
  copy->as_of_how = g_strdup (self->as_of_how);
  return copy;
}

/* A row of the case is as tainted as evidence: it may have been edited behind the program's back. */
static RcSource *
source_from_row (sqlite3_stmt  *statement,
                 GError       **error)
{
  g_autoptr (RcSource) self = g_new0 (RcSource, 1);
  g_autofree char *framing = rc_database_column_dup (statement, 8);

  self->id = sqlite3_column_int64 (statement, 0);
  self->parent = sqlite3_column_int64 (statement, 1);
  self->derivation = rc_database_column_dup (statement, 2);
  self->name = rc_database_column_dup (statement, 3);
  self->kind = rc_database_column_dup (statement, 4);
  self->size = (guint64) sqlite3_column_int64 (statement, 5);
  self->start = (guint64) sqlite3_column_int64 (statement, 7);
  self->importer = rc_database_column_dup (statement, 9);
  self->mapping = sqlite3_column_int64 (statement, 10);
  self->controller = rc_database_column_dup (statement, 11);
  self->obtained = rc_database_column_dup (statement, 12);
  self->imported_us = sqlite3_column_int64 (statement, 13);
  self->records = (guint64) sqlite3_column_int64 (statement, 14);
  self->events = (guint64) sqlite3_column_int64 (statement, 15);
  self->set_aside = (guint64) sqlite3_column_int64 (statement, 16);
  self->first_event = sqlite3_column_int64 (statement, 19);
  self->event_rows = (guint64) sqlite3_column_int64 (statement, 20);
  self->state = rc_database_column_dup (statement, 21);
  self->as_of_us = rc_database_column_time (statement, 22);
  self->as_of_how = rc_database_column_dup (statement, 23);
  self->excerpts = (guint64) sqlite3_column_int64 (statement, 24);

  if (!rc_database_column_digest (statement, 6, &self->sha256)
      || !rc_database_column_digest (statement, 17, &self->root)
      || !rc_database_column_digest (statement, 18, &self->rows_digest)
      || !framing_from_name (framing, &self->framing)
      || self->size > G_MAXINT64 || self->start > G_MAXINT64 || self->records > G_MAXINT64
      || self->event_rows > G_MAXINT64 || self->first_event < 0
      /* What is taken out of a source comes after it: no source stands in a circle. */
      || self->parent < 0 || (self->parent > 0 && self->parent >= self->id))
    {
      g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_DAMAGED,
                   "the row of source %" G_GINT64_FORMAT " in the case is damaged", self->id);
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * rc_source_load:
 * @id: of a source, published or not
 *
 * Returns: (transfer full): the source; %RC_CASE_ERROR_NOT_FOUND where there is none of this number
 */
RcSource *
rc_source_load (RcDatabase  *database,
                gint64       id,
                GError     **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT " SOURCE_COLUMNS EXCERPTS " FROM source WHERE id = ?1",
                                                 error);
  RcSource *self;
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;

  sqlite3_bind_int64 (statement, 1, id);
  if (!rc_database_step (database, statement, &row, error))
    return NULL;
  if (!row)
    {
      g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND,
                   "there is no source %" G_GINT64_FORMAT " in the case", id);
      return NULL;
    }

  self = source_from_row (statement, error);
  sqlite3_reset (statement);
  return self;
}

/**
 * rc_source_list:
 *
 * Returns: (transfer full) (element-type RcSource): all published sources in the order of their numbers
 */
GPtrArray *
rc_source_list (RcCase  *case_file,
                GError **error)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_source_free);
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT " SOURCE_COLUMNS EXCERPTS " FROM source WHERE id <= ?1 AND state = 'published' "
                                                 "ORDER BY id",
                                                 error);
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;

  sqlite3_bind_int64 (statement, 1, rc_case_get_mark (case_file, "source"));
  while (TRUE)
    {
      RcSource *source;

      if (!rc_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        break;

      source = source_from_row (statement, error);
      if (source == NULL)
        {
          sqlite3_reset (statement);
          return NULL;
        }
      g_ptr_array_add (sources, source);
    }

  return g_steal_pointer (&sources);
}

/**
 * rc_source_save:
 * @self: a source with all members set
 *
 * Inserts the row of a source within the caller's transaction.
 */
gboolean
rc_source_save (const RcSource  *self,
                RcDatabase      *database,
                GError         **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "INSERT INTO source (" SOURCE_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, "
                                                 "?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24)",
                                                 error);

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, self->id);
  if (self->parent != 0)
    sqlite3_bind_int64 (statement, 2, self->parent);
  rc_database_bind_text (statement, 3, self->derivation);
  rc_database_bind_text (statement, 4, self->name);
  rc_database_bind_text (statement, 5, self->kind);
  sqlite3_bind_int64 (statement, 6, (gint64) self->size);
  rc_database_bind_digest (statement, 7, &self->sha256);
  sqlite3_bind_int64 (statement, 8, (gint64) self->start);
  rc_database_bind_text (statement, 9, rc_framing_to_name (self->framing));
  rc_database_bind_text (statement, 10, self->importer);
  if (self->mapping != 0)
    sqlite3_bind_int64 (statement, 11, self->mapping);
  rc_database_bind_text (statement, 12, self->controller);
  rc_database_bind_text (statement, 13, self->obtained);
  sqlite3_bind_int64 (statement, 14, self->imported_us);
  sqlite3_bind_int64 (statement, 15, (gint64) self->records);
  sqlite3_bind_int64 (statement, 16, (gint64) self->events);
  sqlite3_bind_int64 (statement, 17, (gint64) self->set_aside);
  rc_database_bind_digest (statement, 18, &self->root);
  rc_database_bind_digest (statement, 19, &self->rows_digest);
  sqlite3_bind_int64 (statement, 20, self->first_event);
  sqlite3_bind_int64 (statement, 21, (gint64) self->event_rows);
  rc_database_bind_text (statement, 22, self->state);
  rc_database_bind_time (statement, 23, self->as_of_us);
  rc_database_bind_text (statement, 24, self->as_of_how);
  return rc_database_run (database, statement, error);
}

/**
 * rc_source_count_left_out:
 * @out_set_aside: (out): records of published sources that were set aside as unreadable
 * @out_removed: (out): sources with events that were removed; not those of which the same bytes were imported again
 */
gboolean
rc_source_count_left_out (RcCase   *case_file,
                          guint64  *out_set_aside,
                          guint64  *out_removed,
                          GError  **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement;
  gboolean row = FALSE;

  *out_set_aside = *out_removed = 0;
  statement = rc_database_prepare (database,
                                   "SELECT (SELECT ifnull (sum (set_aside), 0) FROM source WHERE state = 'published' AND derivation <> '" RC_DERIVATION_SAME
                                   "'), (SELECT count (*) FROM source r WHERE state = 'removed' AND event_rows > 0 AND NOT EXISTS "
                                   "(SELECT 1 FROM source s WHERE s.state = 'published' AND s.sha256 = r.sha256))", error);
  if (statement == NULL || !rc_database_step (database, statement, &row, error))
    return FALSE;
  if (row)
    {
      *out_set_aside = (guint64) sqlite3_column_int64 (statement, 0);
      *out_removed = (guint64) sqlite3_column_int64 (statement, 1);
    }
  sqlite3_reset (statement);
  return TRUE;
}
