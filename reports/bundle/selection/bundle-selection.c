/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/selection/bundle-selection-parts.h"

#include <string.h>

#include "core/words.h"

static void
part_free (gpointer data)
{
  RcBundlePart *self = data;

  g_hash_table_unref (self->why);
  g_array_unref (self->records);
  g_free (self);
}

void
rc_bundle_selection_free (RcBundleSelection *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->coverage, rc_coverage_free);
  g_clear_pointer (&self->others, rc_bundle_others_free);
  g_clear_pointer (&self->reader, rc_record_reader_free);
  g_hash_table_unref (self->sources);
  g_hash_table_unref (self->parts);
  g_hash_table_unref (self->seals);
  g_hash_table_unref (self->carriers);
  g_clear_pointer (&self->withheld, g_hash_table_unref);
  g_array_unref (self->kept);
  g_free (self);
}

void
rc_bundle_selection_add (RcBundleSelection *self,
                         const RcSource    *source,
                         guint64            record,
                         RcBundleWhy        why)
{
  RcBundlePart *part = g_hash_table_lookup (self->parts, &source->id);
  guint64 *key;

  if (part == NULL)
    {
      part = g_new0 (RcBundlePart, 1);
      part->source = source;
      part->why = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
      part->records = g_array_new (FALSE, FALSE, sizeof (guint64));
      g_hash_table_insert (self->parts, (gpointer) &source->id, part);
    }
  if (g_hash_table_contains (part->why, &record))
    return;

  key = g_memdup2 (&record, sizeof record);
  g_hash_table_insert (part->why, key, GUINT_TO_POINTER (why));
}

void
rc_bundle_selection_keep (RcBundleSelection *self,
                          gint64             source,
                          guint64            record,
                          const char        *reason)
{
  RcBundleKept kept = { source, record, reason };

  for (guint i = 0; i < self->kept->len; i++)
    {
      const RcBundleKept *known = &g_array_index (self->kept, RcBundleKept, i);

      if (known->source == source && known->record == record)
        return;
    }
  g_array_append_val (self->kept, kept);
}

/* A record that an answer or a step names, where it may go out. @things_only: one about the chosen decisions is of interest only where an answer cites it. */
static gboolean
consider (RcBundleSelection  *self,
          gint64              id,
          guint64             record,
          RcBundleWhy         why,
          GError            **error)
{
  const RcSource *source = g_hash_table_lookup (self->sources, &id);
  RcBundleAbout about;

  /* Of an exhibit that a person read all would have to go out, and nothing tells whom it names. */
  if (source == NULL || record == 0 || record > source->records || rc_bundle_selection_why (self, id, record) != RC_BUNDLE_WHY_NOT)
    return TRUE;
  if (!rc_bundle_others_judge (self->others, source, record, &about, error))
    return FALSE;

  if (about != RC_BUNDLE_ABOUT_OTHERS)
    rc_bundle_selection_add (self, source, record, why);
  else if (why == RC_BUNDLE_WHY_CITED)
    rc_bundle_selection_keep (self, id, record, RC_BUNDLE_KEPT_OTHERS);
  return TRUE;
}

static gboolean
add_decision (RcBundleSelection  *self,
              RcLineage          *lineage,
              GError            **error)
{
  const RcSource *source = g_hash_table_lookup (self->sources, &lineage->event->source);
  RcBundleAbout about;

  if (source == NULL)
    {
      g_set_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_TERMS, _("The source of the decision %s is not part of the case."), lineage->reference);
      return FALSE;
    }
  if (!rc_bundle_others_judge (self->others, source, lineage->event->record, &about, error))
    return FALSE;
  if (about != RC_BUNDLE_ABOUT_CHOSEN)
    {
      g_set_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_TERMS,
                   _("The record of the decision %s tells of other decisions too. A record is disclosed whole or not at all: choose these decisions as "
                     "well, or hand over everything."), lineage->reference);
      return FALSE;
    }

  rc_bundle_selection_add (self, source, lineage->event->record, RC_BUNDLE_WHY_DECISION);
  return TRUE;
}

static gboolean
add_cited (RcBundleSelection    *self,
           const RcLineageSlot  *slot,
           GError              **error)
{
  for (guint i = 0; i < slot->answers->len; i++)
    {
      const RcLineageAnswer *answer = g_ptr_array_index (slot->answers, i);

      for (guint k = 0; k < answer->citations->len; k++)
        {
          const RcCitation *citation = ((const RcLineageCitation *) g_ptr_array_index (answer->citations, k))->citation;

          if (!consider (self, citation->source, citation->record, RC_BUNDLE_WHY_CITED, error))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
add_reasoning (RcBundleSelection    *self,
               const RcLineageSlot  *slot,
               GError              **error)
{
  for (guint i = 0; slot->steps != NULL && i < slot->steps->len; i++)
    {
      const RcLineageStep *step = g_ptr_array_index (slot->steps, i);

      for (guint k = 0; k < step->records->len; k++)
        {
          const RcLineageStepRecord *record = &g_array_index (step->records, RcLineageStepRecord, k);

          if (!consider (self, record->source, record->record, RC_BUNDLE_WHY_REASONING, error))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
add_lineages (RcBundleSelection  *self,
              GError            **error)
{
  for (guint i = 0; i < self->lineages->len; i++)
    {
      RcLineage *lineage = g_ptr_array_index (self->lineages, i);

      if (!rc_bundle_others_choose (self->others, lineage->event, error))
        return FALSE;
    }
  for (guint i = 0; i < self->lineages->len; i++)
    {
      RcLineage *lineage = g_ptr_array_index (self->lineages, i);

      if (!add_decision (self, lineage, error))
        return FALSE;
      for (guint k = 0; k < lineage->slots->len; k++)
        if (!add_cited (self, g_ptr_array_index (lineage->slots, k), error))
          return FALSE;
    }
  for (guint i = 0; i < self->lineages->len; i++)
    {
      const RcLineage *lineage = g_ptr_array_index (self->lineages, i);

      for (guint k = 0; k < lineage->slots->len; k++)
        if (!add_reasoning (self, g_ptr_array_index (lineage->slots, k), error))
          return FALSE;
    }
  return TRUE;
}

static int
compare_records (gconstpointer a,
                 gconstpointer b)
{
  guint64 left = *(const guint64 *) a;
  guint64 right = *(const guint64 *) b;

  return left < right ? -1 : left > right;
}

static int
compare_kept (gconstpointer a,
              gconstpointer b)
{
  const RcBundleKept *left = a;
  const RcBundleKept *right = b;

  if (left->source != right->source)
    return left->source < right->source ? -1 : 1;
  return left->record < right->record ? -1 : left->record > right->record;
}

static void
order (RcBundleSelection *self)
{
  GHashTableIter parts, records;
  gpointer value, key;

  g_hash_table_iter_init (&parts, self->parts);
  while (g_hash_table_iter_next (&parts, NULL, &value))
    {
      RcBundlePart *part = value;

      g_hash_table_iter_init (&records, part->why);
      while (g_hash_table_iter_next (&records, &key, NULL))
        g_array_append_vals (part->records, key, 1);
      g_array_sort (part->records, compare_records);
    }
  g_array_sort (self->kept, compare_kept);
}

/**
 * rc_bundle_selection_new:
 * @case_file: must outlive the selection, and so must all that follows
 * @lineages: (element-type RcLineage): the chosen decisions; their events' fields are read
 * @sources: (element-type RcSource): the published ones
 * @judgement: of the last verification, of this very evidence
 *
 * Returns: (transfer full): what goes out
 */
RcBundleSelection *
rc_bundle_selection_new (RcCase             *case_file,
                         GPtrArray          *lineages,
                         GPtrArray          *sources,
                         const RcJudgement  *judgement,
                         GError            **error)
{
  g_autoptr (RcBundleSelection) self = g_new0 (RcBundleSelection, 1);

  self->case_file = case_file;
  self->judgement = judgement;
  self->lineages = lineages;
  self->reader = rc_record_reader_new (rc_case_get_database (case_file));
  self->others = rc_bundle_others_new (case_file, self->reader);
  self->coverage = rc_coverage_new (judgement, TRUE, sources);
  self->sources = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->parts = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, part_free);
  self->seals = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->carriers = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->kept = g_array_new (FALSE, FALSE, sizeof (RcBundleKept));
  for (guint i = 0; i < sources->len; i++)
    {
      RcSource *source = g_ptr_array_index (sources, i);

      g_hash_table_insert (self->sources, &source->id, source);
    }

  if (!add_lineages (self, error) || !rc_bundle_selection_add_carriers (self, error))
    return NULL;
  order (self);
  return g_steal_pointer (&self);
}

/* --- What is asked of it --- */

RcBundleDisclosure
rc_bundle_selection_source (const RcBundleSelection *self,
                            gint64                   source)
{
  const RcBundlePart *part = g_hash_table_lookup (self->parts, &source);

  if (part == NULL)
    return RC_BUNDLE_WITHHELD;
  return g_hash_table_size (part->why) == part->source->records ? RC_BUNDLE_WHOLE : RC_BUNDLE_EXCERPT;
}

RcBundleWhy
rc_bundle_selection_why (const RcBundleSelection *self,
                         gint64                   source,
                         guint64                  record)
{
  const RcBundlePart *part = g_hash_table_lookup (self->parts, &source);

  return part != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (part->why, &record)) : RC_BUNDLE_WHY_NOT;
}

gboolean
rc_bundle_selection_has_record (const RcBundleSelection *self,
                                gint64                   source,
                                guint64                  record)
{
  return rc_bundle_selection_why (self, source, record) != RC_BUNDLE_WHY_NOT;
}

const GArray *
rc_bundle_selection_records (const RcBundleSelection *self,
                             gint64                   source)
{
  const RcBundlePart *part = g_hash_table_lookup (self->parts, &source);

  return part != NULL ? part->records : NULL;
}

const char *
rc_bundle_why_to_name (RcBundleWhy why)
{
  static const char *const names[] = { "", "decision", "cited", "reasoning", "protection" };

  return names[why];
}

guint
rc_bundle_selection_count (const RcBundleSelection *self)
{
  GHashTableIter parts;
  gpointer value;
  guint count = 0;

  g_hash_table_iter_init (&parts, self->parts);
  while (g_hash_table_iter_next (&parts, NULL, &value))
    count += g_hash_table_size (((RcBundlePart *) value)->why);
  return count;
}

gboolean
rc_bundle_selection_has_seal (const RcBundleSelection *self,
                              gint64                   seal)
{
  return g_hash_table_contains (self->seals, &seal);
}

const GArray *
rc_bundle_selection_list_kept (const RcBundleSelection *self)
{
  return self->kept;
}

static void
add_name (GHashTable *names,
          const char *name)
{
  const char *last = strrchr (name, '/');

  g_hash_table_add (names, (gpointer) name);
  if (last != NULL && last[1] != '\0')
    g_hash_table_add (names, (gpointer) (last + 1));
}

/* A name that a disclosed source has too tells nothing. */
static void
list_withheld (RcBundleSelection *self)
{
  GHashTableIter sources;
  gpointer value;

  self->withheld = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_iter_init (&sources, self->sources);
  while (g_hash_table_iter_next (&sources, NULL, &value))
    if (rc_bundle_selection_source (self, ((RcSource *) value)->id) == RC_BUNDLE_WITHHELD)
      add_name (self->withheld, ((RcSource *) value)->name);

  g_hash_table_iter_init (&sources, self->sources);
  while (g_hash_table_iter_next (&sources, NULL, &value))
    if (rc_bundle_selection_source (self, ((RcSource *) value)->id) != RC_BUNDLE_WITHHELD)
      {
        const char *name = ((RcSource *) value)->name;
        const char *last = strrchr (name, '/');

        g_hash_table_remove (self->withheld, name);
        if (last != NULL)
          g_hash_table_remove (self->withheld, last + 1);
      }
}

/* Whether a part of @words between quotation marks, blanks or at their ends is the name of a withheld source. */
static gboolean
names_withheld (RcBundleSelection *self,
                const char        *words)
{
  static const char *const marks[] = { "“", "”", "\"", "'", " ", ",", ":", ";", "!", NULL };
  g_autoptr (GString) parted = g_string_new (words);
  g_auto (GStrv) parts = NULL;

  if (g_hash_table_contains (self->withheld, words))
    return TRUE;
  for (guint i = 0; marks[i] != NULL; i++)
    g_string_replace (parted, marks[i], "\n", 0);
  parts = g_strsplit (parted->str, "\n", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (g_hash_table_contains (self->withheld, parts[i]))
      return TRUE;
  return FALSE;
}

gboolean
rc_bundle_selection_may_say (RcBundleSelection  *self,
                             const char         *words,
                             gboolean           *out_may,
                             GError            **error)
{
  gboolean is_found = FALSE;

  *out_may = FALSE;
  if (self->withheld == NULL)
    list_withheld (self);
  if (!rc_bundle_others_find (self->others, words, strlen (words), &is_found, error))
    return FALSE;
  *out_may = !is_found && !names_withheld (self, words);
  return TRUE;
}
