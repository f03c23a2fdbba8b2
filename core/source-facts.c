/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "source-facts.h"

#include "importer.h"
#include "verify.h"
#include "words.h"

void
rc_source_facts_free (RcSourceFacts *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->source, rc_source_free);
  g_free (self);
}

void
rc_source_detail_free (RcSourceDetail *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->facts, rc_source_facts_free);
  g_clear_pointer (&self->parent, rc_source_free);
  g_clear_pointer (&self->seals, g_array_unref);
  g_clear_pointer (&self->paths, g_ptr_array_unref);
  g_clear_pointer (&self->carried, g_ptr_array_unref);
  g_clear_pointer (&self->set_aside, g_ptr_array_unref);
  g_clear_pointer (&self->judgement, rc_judgement_free);
  g_free (self);
}

/* An importer that this program does not have names itself by its id: what it read is kept all the same. */
static RcSourceFacts *
facts_new (RcCase          *case_file,
           RcSource        *source,
           RcProtectionMap *map)
{
  RcSourceFacts *self = g_new0 (RcSourceFacts, 1);
  const RcImporter *importer = source->importer != NULL ? rc_importer_for_source (case_file, source, NULL) : NULL;

  self->source = source;
  self->worst = rc_protection_map_worst (map, source->id, source->records);
  self->title = importer != NULL ? _(importer->title) : source->importer;
  self->evidences = importer != NULL ? importer->evidences : NULL;
  return self;
}

/**
 * rc_source_facts_list:
 * @cancellable: (nullable)
 *
 * Returns: (element-type RcSourceFacts) (transfer full): all published sources in the order of their numbers
 */
GPtrArray *
rc_source_facts_list (RcCase        *case_file,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_autoptr (GPtrArray) facts = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_source_facts_free);
  g_autoptr (GPtrArray) sources = rc_source_list (case_file, error);
  g_autoptr (RcJudgement) judgement = NULL;
  g_autoptr (RcProtectionMap) map = NULL;
  gboolean current = FALSE;

  judgement = sources != NULL ? rc_verify_load (case_file, &current, error) : NULL;
  if (judgement == NULL)
    return NULL;

  map = rc_protection_map_new (judgement, current && !rc_judgement_tells_of_edit (judgement), sources);
  g_ptr_array_set_free_func (sources, NULL);
  for (guint i = 0; i < sources->len; i++)
    g_ptr_array_add (facts, facts_new (case_file, g_ptr_array_index (sources, i), map));
  return g_cancellable_set_error_if_cancelled (cancellable, error) ? NULL : g_steal_pointer (&facts);
}

static RcSourceSeal *
find_seal (RcSourceDetail *self,
           gint64          seal)
{
  RcSourceSeal found = { NULL, 0 };

  for (guint i = 0; i < self->seals->len; i++)
    {
      RcSourceSeal *each = &g_array_index (self->seals, RcSourceSeal, i);

      if (each->seal->id == seal)
        return each;
    }
  if (seal < 1 || seal > self->judgement->seals->len)
    return NULL;

  found.seal = g_ptr_array_index (self->judgement->seals, seal - 1);
  g_array_append_val (self->seals, found);
  return &g_array_index (self->seals, RcSourceSeal, self->seals->len - 1);
}

/* Of what the source was taken out of only what covers it from end to end counts. */
static void
add_covers (RcSourceDetail *self,
            const RcSource *source,
            gboolean        is_itself)
{
  for (guint i = 0; i < self->judgement->covers->len; i++)
    {
      const RcSealCover *cover = &g_array_index (self->judgement->covers, RcSealCover, i);
      gboolean is_whole = cover->first_record <= 1 && cover->last_record >= source->records;
      RcSourceSeal *seal;

      if (cover->source != source->id || (!is_itself && !is_whole))
        continue;
      seal = find_seal (self, cover->seal);
      if (seal == NULL)
        continue;
      /* A seal may cover the source by itself and by what it was taken out of. */
      seal->covered += is_itself ? cover->last_record - cover->first_record + 1 : self->facts->source->records;
      seal->covered = MIN (seal->covered, self->facts->source->records);
    }
}

static void
add_carried (RcSourceDetail *self,
             gint64          source)
{
  for (guint i = 0; i < self->judgement->seals->len; i++)
    {
      RcSeal *seal = g_ptr_array_index (self->judgement->seals, i);

      for (guint k = 0; k < seal->carriers->len; k++)
        {
          if (g_array_index (seal->carriers, RcSealCarrier, k).source == source && seal->carrier == source)
            g_ptr_array_add (self->carried, seal);
        }
    }
}

static gboolean
add_set_aside (RcSourceDetail  *self,
               RcDatabase      *database,
               gint64           mark,
               GError         **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT kind, record, offset, expected, found, message FROM set_aside "
                                                 "WHERE source = ?1 AND id <= ?2 ORDER BY id LIMIT ?3", error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, self->facts->source->id);
  sqlite3_bind_int64 (statement, 2, mark);
  sqlite3_bind_int64 (statement, 3, RC_SOURCE_DETAIL_SET_ASIDE);
  while (TRUE)
    {
      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      g_ptr_array_add (self->set_aside,
                       rc_exception_new ((const char *) sqlite3_column_text (statement, 0), self->facts->source->id,
                                         sqlite3_column_int64 (statement, 1),
                                         sqlite3_column_type (statement, 2) == SQLITE_NULL ? -1 : sqlite3_column_int64 (statement, 2),
                                         (const char *) sqlite3_column_text (statement, 3),
                                         (const char *) sqlite3_column_text (statement, 4),
                                         "%s", (const char *) sqlite3_column_text (statement, 5)));
    }
}

/* The source and all that it was taken out of, from the inside to the outside. */
static GPtrArray *
load_family (RcDatabase  *database,
             gint64       id,
             GError     **error)
{
  g_autoptr (GPtrArray) family = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_source_free);

  while (id != 0)
    {
      RcSource *source = rc_source_load (database, id, error);

      if (source == NULL)
        return NULL;
      g_ptr_array_add (family, source);
      id = source->parent;
    }
  return g_steal_pointer (&family);
}

/**
 * rc_source_detail_load:
 * @source: number of a source
 *
 * Returns: (transfer full): what covers it, what was set aside of it, and what it can show
 */
RcSourceDetail *
rc_source_detail_load (RcCase  *case_file,
                       gint64   source,
                       GError **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  g_autoptr (RcSourceDetail) self = g_new0 (RcSourceDetail, 1);
  g_autoptr (GPtrArray) family = load_family (database, source, error);
  g_autoptr (RcCoverage) coverage = NULL;
  RcProtectionMap *map;
  gboolean current = FALSE;

  self->carried = g_ptr_array_new ();
  self->seals = g_array_new (FALSE, FALSE, sizeof (RcSourceSeal));
  self->set_aside = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_exception_free);
  self->judgement = family != NULL ? rc_verify_load (case_file, &current, error) : NULL;
  if (self->judgement == NULL)
    return NULL;

  self->verified = current && !rc_judgement_tells_of_edit (self->judgement);
  coverage = rc_coverage_new (self->judgement, self->verified, family);
  map = rc_coverage_peek_map (coverage);
  self->state = rc_coverage_state (coverage, g_ptr_array_index (family, 0));
  self->paths = rc_coverage_list_paths (coverage, g_ptr_array_index (family, 0), 0);
  self->facts = facts_new (case_file, rc_source_copy (g_ptr_array_index (family, 0)), map);
  if (family->len > 1)
    self->parent = rc_source_copy (g_ptr_array_index (family, 1));
  rc_protection_map_count (map, source, self->facts->source->records, self->counts);
  for (guint i = 0; self->verified && i < family->len; i++)
    add_covers (self, g_ptr_array_index (family, i), i == 0);
  if (self->verified)
    add_carried (self, source);
  return add_set_aside (self, database, rc_case_get_mark (case_file, "set_aside"), error) ? g_steal_pointer (&self) : NULL;
}
