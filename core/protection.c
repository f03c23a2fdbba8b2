/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "protection.h"

#include <string.h>

#include "words.h"

typedef struct
{
  guint64   first;
  guint64   last;
  RcVerdict verdict;
  gboolean  in_chain;
} Stretch;

/* Where a cover begins (+1) or has ended (-1). */
typedef struct
{
  guint64   record;
  int       step;
  RcVerdict verdict;
  gboolean  in_chain;
} Edge;

/* How many seals say what, of the records between two edges. */
typedef struct
{
  int verdicts[RC_N_VERDICTS];
  int chains;
} Active;

typedef struct
{
  GArray   *edges;      /* while the map is made; NULL afterwards */
  GArray   *stretches;  /* of Stretch, ascending, apart from each other */
  gsize     last_found; /* records are mostly asked for in their order */
  gint64    parent;
  guint64   records;
  gboolean  is_whole;   /* some seals cover it from end to end: they cover what was taken out of it */
  Active    whole;
} Entry;

struct _RcProtectionMap
{
  gboolean    current;
  GHashTable *entries;  /* source → Entry */
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_clear_pointer (&entry->edges, g_array_unref);
  g_clear_pointer (&entry->stretches, g_array_unref);
  g_free (entry);
}

/**
 * rc_protection_of_verdict:
 *
 * Returns: the word under which people find the verdict; what is only a note leaves the check passed
 */
RcProtection
rc_protection_of_verdict (RcVerdict verdict)
{
  if (verdict == RC_VERDICT_NOT_CHECKED)
    return RC_PROTECTION_NOT_CHECKED;
  if (verdict == RC_VERDICT_UNSIGNED)
    return RC_PROTECTION_NONE;

  switch (rc_verdict_group (verdict))
    {
    case RC_VERDICT_GROUP_PASSED:         return RC_PROTECTION_PASSED;
    case RC_VERDICT_GROUP_FAILED:         return RC_PROTECTION_FAILED;
    case RC_VERDICT_GROUP_ABSENT:         return RC_PROTECTION_ABSENT;
    case RC_VERDICT_GROUP_UNCHECKED:      return RC_PROTECTION_COULD_NOT;
    case RC_VERDICT_GROUP_NOBODY_VOUCHES: return RC_PROTECTION_NOBODY_VOUCHES;
    case RC_VERDICT_GROUP_NOTES:          return RC_PROTECTION_NOBODY_VOUCHES;
    }
  g_return_val_if_reached (RC_PROTECTION_COULD_NOT);
}

/**
 * rc_protection_words:
 *
 * Returns: (transfer none): what people read, in their language
 */
const char *
rc_protection_words (RcProtection protection)
{
  switch (protection)
    {
    case RC_PROTECTION_PASSED:         return _("Check passed, known key");
    case RC_PROTECTION_FAILED:         return _("Check failed");
    case RC_PROTECTION_ABSENT:         return _("Listed or numbered, but not received");
    case RC_PROTECTION_COULD_NOT:      return _("Could not be checked here");
    case RC_PROTECTION_NOBODY_VOUCHES: return _("Consistent in itself; nobody outside vouches for it");
    case RC_PROTECTION_NONE:           return _("Carries no protection of its own");
    case RC_PROTECTION_NOT_CHECKED:    return _("Not checked yet");
    case RC_N_PROTECTIONS:             break;
    }
  g_return_val_if_reached ("");
}

RcVerdict
rc_protection_verdict (RcProtection protection)
{
  static const RcVerdict verdicts[RC_N_PROTECTIONS] = {
    [RC_PROTECTION_PASSED] = RC_VERDICT_VALID,
    [RC_PROTECTION_FAILED] = RC_VERDICT_INVALID,
    [RC_PROTECTION_ABSENT] = RC_VERDICT_INCOMPLETE,
    [RC_PROTECTION_COULD_NOT] = RC_VERDICT_UNVERIFIABLE,
    [RC_PROTECTION_NOBODY_VOUCHES] = RC_VERDICT_UNANCHORED,
    [RC_PROTECTION_NONE] = RC_VERDICT_UNSIGNED,
    [RC_PROTECTION_NOT_CHECKED] = RC_VERDICT_NOT_CHECKED,
  };

  g_return_val_if_fail (protection < RC_N_PROTECTIONS, RC_VERDICT_NOT_CHECKED);

  return verdicts[protection];
}

static Entry *
find_entry (RcProtectionMap *self,
            gint64           source)
{
  return g_hash_table_lookup (self->entries, &source);
}

static void
add_sources (RcProtectionMap *self,
             GPtrArray       *sources)
{
  for (guint i = 0; i < sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (sources, i);
      Entry *entry = g_new0 (Entry, 1);

      /* That it was taken out of its parent is not shown where it is not here whole. */
      entry->parent = rc_source_is_incomplete (source) ? 0 : source->parent;
      entry->records = source->records;
      entry->edges = g_array_new (FALSE, FALSE, sizeof (Edge));
      entry->stretches = g_array_new (FALSE, FALSE, sizeof (Stretch));
      g_hash_table_insert (self->entries, g_memdup2 (&source->id, sizeof source->id), entry);
    }
}

static gboolean
is_chain (const RcJudgement *judgement,
          gint64             seal)
{
  return seal >= 1 && seal <= judgement->seals->len &&
         g_strcmp0 (((const RcSeal *) g_ptr_array_index (judgement->seals, seal - 1))->kind, "chain") == 0;
}

static void
add_covers (RcProtectionMap   *self,
            const RcJudgement *judgement)
{
  for (guint i = 0; i < judgement->covers->len; i++)
    {
      const RcSealCover *cover = &g_array_index (judgement->covers, RcSealCover, i);
      Entry *entry = find_entry (self, cover->source);
      Edge edge = { cover->first_record, 1, cover->protection, is_chain (judgement, cover->seal) };

      if (entry == NULL || cover->first_record > cover->last_record || cover->last_record == G_MAXUINT64)
        continue;
      g_array_append_val (entry->edges, edge);
      edge.record = cover->last_record + 1;
      edge.step = -1;
      g_array_append_val (entry->edges, edge);
      if (cover->first_record > 1 || cover->last_record < entry->records)
        continue;
      entry->is_whole = TRUE;
      entry->whole.verdicts[cover->protection]++;
      entry->whole.chains += edge.in_chain;
    }
}

/* The worst failure where there is one; else the best that any seal says. */
static gboolean
weigh (const Active *active,
       RcVerdict    *out_verdict)
{
  gboolean any = FALSE;

  for (int verdict = 0; verdict < RC_N_VERDICTS; verdict++)
    {
      if (active->verdicts[verdict] == 0)
        continue;
      *out_verdict = (RcVerdict) verdict;
      any = TRUE;
      if (rc_verdict_group (*out_verdict) == RC_VERDICT_GROUP_FAILED)
        return TRUE;
    }
  return any;
}

static void
add_whole (RcProtectionMap *self,
           gint64           source,
           Active          *active)
{
  Entry *entry;

  for (; (entry = find_entry (self, source)) != NULL; source = entry->parent)
    {
      for (int verdict = 0; entry->is_whole && verdict < RC_N_VERDICTS; verdict++)
        active->verdicts[verdict] += entry->whole.verdicts[verdict];
      active->chains += entry->is_whole ? entry->whole.chains : 0;
    }
}

static int
compare_edges (gconstpointer a,
               gconstpointer b)
{
  const Edge *left = a;
  const Edge *right = b;

  return left->record < right->record ? -1 : left->record > right->record;
}

static void
add_stretch (Entry        *entry,
             const Active *active,
             guint64       first,
             guint64       last)
{
  Stretch stretch = { first, last, RC_VERDICT_UNSIGNED, active->chains > 0 };

  if (first <= last && weigh (active, &stretch.verdict))
    g_array_append_val (entry->stretches, stretch);
}

static void
make_stretches (RcProtectionMap *self,
                Entry           *entry)
{
  Active active = { 0 };
  guint64 from = 1;

  add_whole (self, entry->parent, &active);
  g_array_sort (entry->edges, compare_edges);
  for (guint i = 0; i < entry->edges->len; i++)
    {
      const Edge *edge = &g_array_index (entry->edges, Edge, i);

      if (edge->record > from)
        add_stretch (entry, &active, from, edge->record - 1);
      from = MAX (from, edge->record);
      active.verdicts[edge->verdict] += edge->step;
      active.chains += edge->in_chain ? edge->step : 0;
    }
  add_stretch (entry, &active, from, G_MAXUINT64);
  g_clear_pointer (&entry->edges, g_array_unref);
}

RcProtectionMap *
rc_protection_map_new (const RcJudgement *judgement,
                       gboolean           current,
                       GPtrArray         *sources)
{
  RcProtectionMap *self = g_new0 (RcProtectionMap, 1);
  GHashTableIter iter;
  gpointer entry;

  self->current = current;
  self->entries = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, entry_free);
  add_sources (self, sources);
  add_covers (self, judgement);
  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    make_stretches (self, entry);
  return self;
}

void
rc_protection_map_free (RcProtectionMap *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->entries);
  g_free (self);
}

/* The stretch that holds the record, or NULL: no seal covers it. */
static const Stretch *
find_stretch (Entry   *entry,
              guint64  record)
{
  gsize low = 0;
  gsize high = entry->stretches->len;

  if (entry->last_found < high)
    {
      const Stretch *stretch = &g_array_index (entry->stretches, Stretch, entry->last_found);

      if (stretch->first <= record && record <= stretch->last)
        return stretch;
    }
  while (low < high)
    {
      gsize middle = low + (high - low) / 2;
      const Stretch *stretch = &g_array_index (entry->stretches, Stretch, middle);

      if (record < stretch->first)
        high = middle;
      else if (record > stretch->last)
        low = middle + 1;
      else
        {
          entry->last_found = middle;
          return stretch;
        }
    }
  return NULL;
}

/**
 * rc_protection_map_get:
 * @source: number of a source
 * @record: number of one of its records, from 1
 * @out_in_chain: (out) (nullable): whether a chain covers it
 *
 * Returns: what the seals say of it; cheap for records asked for in their order
 */
RcProtection
rc_protection_map_get (RcProtectionMap *self,
                       gint64           source,
                       guint64          record,
                       gboolean        *out_in_chain)
{
  Entry *entry = self->current ? find_entry (self, source) : NULL;
  const Stretch *stretch = entry != NULL ? find_stretch (entry, record) : NULL;

  if (out_in_chain != NULL)
    *out_in_chain = stretch != NULL && stretch->in_chain;
  if (!self->current)
    return RC_PROTECTION_NOT_CHECKED;
  return stretch != NULL ? rc_protection_of_verdict (stretch->verdict) : RC_PROTECTION_NONE;
}

RcVerdict
rc_protection_map_verdict (RcProtectionMap *self,
                           gint64           source,
                           guint64          record)
{
  Entry *entry = find_entry (self, source);
  const Stretch *stretch = entry != NULL ? find_stretch (entry, record) : NULL;

  if (!self->current)
    return RC_VERDICT_NOT_CHECKED;
  return stretch != NULL ? stretch->verdict : RC_VERDICT_UNSIGNED;
}

void
rc_protection_map_count (RcProtectionMap *self,
                         gint64           source,
                         guint64          records,
                         guint64          counts[RC_N_PROTECTIONS])
{
  Entry *entry = find_entry (self, source);
  guint64 left = records;

  if (!self->current)
    {
      counts[RC_PROTECTION_NOT_CHECKED] += records;
      return;
    }
  for (guint i = 0; entry != NULL && i < entry->stretches->len; i++)
    {
      const Stretch *stretch = &g_array_index (entry->stretches, Stretch, i);
      guint64 length;

      if (stretch->first > records)
        break;
      length = MIN (stretch->last, records) - stretch->first + 1;
      counts[rc_protection_of_verdict (stretch->verdict)] += length;
      left -= length;
    }
  counts[RC_PROTECTION_NONE] += left;
}

RcProtection
rc_protection_map_worst (RcProtectionMap *self,
                         gint64           source,
                         guint64          records)
{
  static const RcProtection order[] = {
    RC_PROTECTION_FAILED, RC_PROTECTION_ABSENT, RC_PROTECTION_COULD_NOT, RC_PROTECTION_NOT_CHECKED, RC_PROTECTION_NOBODY_VOUCHES,
    RC_PROTECTION_NONE, RC_PROTECTION_PASSED,
  };
  guint64 counts[RC_N_PROTECTIONS] = { 0 };

  rc_protection_map_count (self, source, records, counts);
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      if (counts[order[i]] > 0)
        return order[i];
    }
  return self->current ? RC_PROTECTION_NONE : RC_PROTECTION_NOT_CHECKED;
}
