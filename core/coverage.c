/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "coverage.h"

#include <string.h>

#include "bounds.h"
#include "display-text.h"
#include "seal-words.h"
#include "verify.h"
#include "words.h"

#define MAX_NAME_BYTES 400

struct _RcCoverage
{
  const RcJudgement *judgement;
  gboolean           current;
  RcProtectionMap   *map;
  GPtrArray         *list;          /* of RcSource */
  RcJudgement       *own_judgement; /* (nullable) */
  GPtrArray         *own_list;      /* (nullable) */
  GHashTable        *sources;       /* id → RcSource */
  GHashTable        *covers;        /* source → GArray of guint: places in the judgement's covers */
  GHashTable        *carriers;      /* sources that seals stand in */
  GHashTable        *not_listed;    /* sources of such exceptions */
};

static GHashTable *
new_set (void)
{
  return g_hash_table_new (g_int64_hash, g_int64_equal);
}

static void
index_covers (RcCoverage *self)
{
  for (guint i = 0; i < self->judgement->covers->len; i++)
    {
      const RcSealCover *cover = &g_array_index (self->judgement->covers, RcSealCover, i);
      GArray *places = g_hash_table_lookup (self->covers, &cover->source);

      if (places == NULL)
        {
          places = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (self->covers, (gpointer) &cover->source, places);
        }
      g_array_append_val (places, i);
    }
}

static void
index_seals (RcCoverage *self)
{
  for (guint i = 0; i < self->judgement->seals->len; i++)
    {
      const RcSeal *seal = g_ptr_array_index (self->judgement->seals, i);

      for (guint k = 0; k < seal->carriers->len; k++)
        g_hash_table_add (self->carriers, &g_array_index (seal->carriers, RcSealCarrier, k).source);
    }
  for (guint i = 0; i < self->judgement->exceptions->len; i++)
    {
      RcException *exception = g_ptr_array_index (self->judgement->exceptions, i);

      if (strcmp (exception->kind, RC_EXCEPTION_NOT_LISTED) == 0)
        g_hash_table_add (self->not_listed, &exception->source);
    }
}

RcCoverage *
rc_coverage_new (const RcJudgement *judgement,
                 gboolean           current,
                 GPtrArray         *sources)
{
  RcCoverage *self = g_new0 (RcCoverage, 1);

  self->judgement = judgement;
  self->list = sources;
  self->current = current;
  self->map = rc_protection_map_new (judgement, current, sources);
  self->sources = new_set ();
  self->covers = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) g_array_unref);
  self->carriers = new_set ();
  self->not_listed = new_set ();
  for (guint i = 0; i < sources->len; i++)
    {
      RcSource *source = g_ptr_array_index (sources, i);

      g_hash_table_insert (self->sources, &source->id, source);
    }
  index_covers (self);
  index_seals (self);
  return self;
}

void
rc_coverage_free (RcCoverage *self)
{
  if (self == NULL)
    return;

  rc_protection_map_free (self->map);
  g_hash_table_unref (self->sources);
  g_hash_table_unref (self->covers);
  g_hash_table_unref (self->carriers);
  g_hash_table_unref (self->not_listed);
  g_clear_pointer (&self->own_list, g_ptr_array_unref);
  g_clear_pointer (&self->own_judgement, rc_judgement_free);
  g_free (self);
}

/**
 * rc_coverage_load:
 *
 * Returns: (transfer full): what the last verification left; nothing counts as checked where the evidence changed since, or the case was
 *   edited
 */
RcCoverage *
rc_coverage_load (RcCase  *case_file,
                  GError **error)
{
  g_autoptr (GPtrArray) sources = rc_source_list (case_file, error);
  g_autoptr (RcJudgement) judgement = NULL;
  gboolean current = FALSE;
  RcCoverage *self;

  judgement = sources != NULL ? rc_verify_load (case_file, &current, error) : NULL;
  if (judgement == NULL)
    return NULL;

  self = rc_coverage_new (judgement, current && !rc_judgement_tells_of_edit (judgement), sources);
  self->own_list = g_steal_pointer (&sources);
  self->own_judgement = g_steal_pointer (&judgement);
  return self;
}

const RcJudgement *
rc_coverage_peek_judgement (RcCoverage *self)
{
  return self->judgement;
}

GPtrArray *
rc_coverage_peek_sources (RcCoverage *self)
{
  return self->list;
}

gboolean
rc_coverage_is_current (RcCoverage *self)
{
  return self->current;
}

const RcSource *
rc_coverage_find_source (RcCoverage *self,
                         gint64      id)
{
  return g_hash_table_lookup (self->sources, &id);
}

RcProtectionMap *
rc_coverage_peek_map (RcCoverage *self)
{
  return self->map;
}

void
rc_coverage_path_free (RcCoveragePath *path)
{
  if (path == NULL)
    return;

  g_array_unref (path->links);
  g_free (path);
}

/* --- Files --- */

gboolean
rc_coverage_is_file (const RcSource *source)
{
  return strcmp (source->kind, "container") != 0 && strcmp (source->kind, "folder") != 0 &&
         strcmp (source->derivation, RC_DERIVATION_ROWS) != 0 && !rc_source_is_repeat (source);
}

/**
 * rc_coverage_state:
 *
 * Returns: whether seals cover the source, whatever they found
 */
RcCoverageState
rc_coverage_state (RcCoverage     *self,
                   const RcSource *source)
{
  guint64 counts[RC_N_PROTECTIONS] = { 0 };

  if (!self->current)
    return RC_COVERAGE_UNCHECKED;

  rc_protection_map_count (self->map, source->id, source->records, counts);
  if (source->records > 0 && counts[RC_PROTECTION_NONE] == 0)
    return RC_COVERAGE_COVERED;
  if (counts[RC_PROTECTION_NONE] < source->records)
    return RC_COVERAGE_PARTLY;
  if (g_hash_table_contains (self->carriers, &source->id))
    return RC_COVERAGE_CARRIER;
  return g_hash_table_contains (self->not_listed, &source->id) ? RC_COVERAGE_NOT_LISTED : RC_COVERAGE_UNSIGNED;
}

const char *
rc_coverage_words (RcCoverageState state)
{
  static const char * const words[RC_N_COVERAGES] = {
    [RC_COVERAGE_COVERED] = N_("covered by a protection"),
    [RC_COVERAGE_PARTLY] = N_("covered in part"),
    [RC_COVERAGE_CARRIER] = N_("itself a signature, list or head, which nothing else covers"),
    [RC_COVERAGE_NOT_LISTED] = N_("on no list, though a list beside it should name it"),
    [RC_COVERAGE_UNSIGNED] = N_("covered by nothing"),
    [RC_COVERAGE_UNCHECKED] = N_("not checked yet"),
  };

  g_return_val_if_fail (state < RC_N_COVERAGES, "");
  return _(words[state]);
}

/* --- Paths --- */

/* Seals are numbered from 1 in their order. */
static const RcSeal *
find_seal (const RcCoverage *self,
           gint64            id)
{
  return id >= 1 && id <= self->judgement->seals->len ? g_ptr_array_index (self->judgement->seals, id - 1) : NULL;
}

/* While the paths to some records are collected. */
typedef struct
{
  RcCoverage *self;
  GPtrArray  *paths;
  GArray     *links;      /* of RcCoverageLink: the way so far */
  gint64      through;
  guint64     first;
  guint64     last;
  guint64     records;
} Walk;

static void
add_path (Walk *walk)
{
  RcCoveragePath *path = g_new0 (RcCoveragePath, 1);

  path->links = g_array_copy (walk->links);
  path->verdict = RC_VERDICT_VALID;
  for (guint i = 0; i < path->links->len; i++)
    path->verdict = rc_verdict_worst (path->verdict, g_array_index (path->links, RcCoverageLink, i).verdict);
  path->through = walk->through;
  path->first_record = walk->first;
  path->last_record = walk->last;
  path->records = walk->records;
  g_ptr_array_add (walk->paths, path);
}

static gboolean
is_on_way (const Walk   *walk,
           const RcSeal *seal)
{
  for (guint i = 0; i < walk->links->len; i++)
    {
      if (g_array_index (walk->links, RcCoverageLink, i).seal == seal)
        return TRUE;
    }
  return FALSE;
}

static void climb (Walk *walk);

/* Each seal over one of the carriers once. @out_vouched: (inout): one of them passed. */
static gboolean
climb_carrier (Walk     *walk,
               gint64    carrier,
               GArray   *seen,
               gboolean *out_vouched)
{
  const GArray *places = g_hash_table_lookup (walk->self->covers, &carrier);
  gboolean any = FALSE;

  for (guint i = 0; places != NULL && i < places->len && walk->paths->len < RC_LIMIT_COVERAGE_PATHS; i++)
    {
      const RcSealCover *cover = &g_array_index (walk->self->judgement->covers, RcSealCover, g_array_index (places, guint, i));
      const RcSeal *seal = find_seal (walk->self, cover->seal);
      RcCoverageLink link = { seal, RC_VERDICT_NOT_CHECKED };
      gboolean is_seen = FALSE;

      for (guint k = 0; k < seen->len; k++)
        is_seen = is_seen || g_array_index (seen, const RcSeal *, k) == seal;
      if (seal == NULL || is_seen || is_on_way (walk, seal))
        continue;

      g_array_append_val (seen, seal);
      link.verdict = rc_verdict_worst (seal->integrity, rc_verdict_worst (seal->signature, seal->anchor));
      g_array_append_val (walk->links, link);
      *out_vouched = *out_vouched || rc_verdict_group (link.verdict) == RC_VERDICT_GROUP_PASSED;
      climb (walk);
      g_array_set_size (walk->links, walk->links->len - 1);
      any = TRUE;
    }
  return any;
}

static int
compare_carriers (gconstpointer a,
                  gconstpointer b)
{
  const RcSealCarrier *left = a;
  const RcSealCarrier *right = b;

  if (left->up_to_source != right->up_to_source)
    return left->up_to_source < right->up_to_source ? -1 : 1;
  return left->up_to_record < right->up_to_record ? -1 : left->up_to_record > right->up_to_record;
}

/* What speaks of the first of the records, the nearest first: behind one that somebody vouches for no further head says more. */
static GArray *
list_carriers (const Walk   *walk,
               const RcSeal *seal)
{
  GArray *carriers = g_array_new (FALSE, FALSE, sizeof (RcSealCarrier));
  gboolean is_base = walk->links->len == 1;

  for (guint i = 0; i < seal->carriers->len; i++)
    {
      const RcSealCarrier *carrier = &g_array_index (seal->carriers, RcSealCarrier, i);

      if (!is_base || rc_seal_carrier_reaches (seal, carrier, walk->through, walk->first))
        g_array_append_vals (carriers, carrier, 1);
    }
  g_array_sort (carriers, compare_carriers);
  return carriers;
}

static void
climb (Walk *walk)
{
  const RcSeal *seal = g_array_index (walk->links, RcCoverageLink, walk->links->len - 1).seal;
  g_autoptr (GArray) carriers = list_carriers (walk, seal);
  g_autoptr (GArray) seen = g_array_new (FALSE, FALSE, sizeof (const RcSeal *));
  gboolean is_vouched = FALSE;
  gboolean any = FALSE;

  for (guint i = 0; walk->links->len < RC_LIMIT_COVERAGE_DEPTH && i < carriers->len; i++)
    {
      const RcSealCarrier *carrier = &g_array_index (carriers, RcSealCarrier, i);

      if (!is_vouched || carrier->up_to_source == 0)
        any = climb_carrier (walk, carrier->source, seen, &is_vouched) || any;
    }
  if (!any && walk->paths->len < RC_LIMIT_COVERAGE_PATHS)
    add_path (walk);
}

/* One seal with one verdict over some of the records. */
typedef struct
{
  gint64    seal;
  RcVerdict verdict;
  gint64    through;
  guint64   first;
  guint64   last;
  guint64   records;
} Base;

/* What covers an archive covers its members too, and stands with these already: it is not told twice. */
static void
add_base (GArray            *bases,
          const RcSealCover *cover,
          guint64            first,
          guint64            last)
{
  Base base = { cover->seal, cover->protection, cover->source, first, last, last - first + 1 };

  for (guint i = 0; i < bases->len; i++)
    {
      Base *known = &g_array_index (bases, Base, i);

      if (known->seal != base.seal || known->verdict != base.verdict)
        continue;
      if (known->through != base.through)
        return;
      known->first = MIN (known->first, first);
      known->last = MAX (known->last, last);
      known->records += base.records;
      return;
    }
  g_array_append_val (bases, base);
}

/* What covers the records themselves, and what covers all of something that they were taken out of. */
static void
collect_bases (RcCoverage     *self,
               const RcSource *source,
               guint64         record,
               GArray         *bases)
{
  const guint64 from = record != 0 ? record : 1;
  const guint64 to = record != 0 ? record : source->records;

  for (const RcSource *at = source; at != NULL; at = g_hash_table_lookup (self->sources, &at->parent))
    {
      const GArray *places = g_hash_table_lookup (self->covers, &at->id);

      for (guint i = 0; places != NULL && i < places->len; i++)
        {
          const RcSealCover *cover = &g_array_index (self->judgement->covers, RcSealCover, g_array_index (places, guint, i));
          gboolean is_whole = cover->first_record <= 1 && cover->last_record >= at->records;
          guint64 first = at == source ? MAX (cover->first_record, from) : from;
          guint64 last = at == source ? MIN (cover->last_record, to) : to;

          if ((at == source || is_whole) && first <= last && find_seal (self, cover->seal) != NULL)
            add_base (bases, cover, first, last);
        }
      /* That it was taken out of its parent is not shown where it is not here whole. */
      if (rc_source_is_incomplete (at))
        break;
    }
}

static int
compare_paths (gconstpointer a,
               gconstpointer b)
{
  const RcCoveragePath *left = *(const RcCoveragePath * const *) a;
  const RcCoveragePath *right = *(const RcCoveragePath * const *) b;

  if (left->verdict != right->verdict)
    return left->verdict > right->verdict ? -1 : 1;
  if (left->first_record != right->first_record)
    return left->first_record < right->first_record ? -1 : 1;
  return 0;
}

/**
 * rc_coverage_list_paths:
 * @record: number of a record; 0: all of them
 *
 * Returns: (element-type RcCoveragePath) (transfer full): empty where nothing covers them, or nothing was checked; at most
 *   %RC_LIMIT_COVERAGE_PATHS
 */
GPtrArray *
rc_coverage_list_paths (RcCoverage     *self,
                        const RcSource *source,
                        guint64         record)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_coverage_path_free);
  g_autoptr (GArray) bases = g_array_new (FALSE, FALSE, sizeof (Base));
  g_autoptr (GArray) links = g_array_new (FALSE, FALSE, sizeof (RcCoverageLink));

  if (!self->current)
    return paths;

  collect_bases (self, source, record, bases);
  for (guint i = 0; i < bases->len; i++)
    {
      const Base *base = &g_array_index (bases, Base, i);
      RcCoverageLink link = { find_seal (self, base->seal), base->verdict };
      Walk walk = { self, paths, links, base->through, base->first, base->last, base->records };

      g_array_append_val (links, link);
      climb (&walk);
      g_array_set_size (links, 0);
    }
  g_ptr_array_sort (paths, compare_paths);
  return paths;
}

/**
 * rc_coverage_verdict:
 *
 * Returns: what the seals that cover the record say together; UNSIGNED or NOT_COVERED where none does
 */
RcVerdict
rc_coverage_verdict (RcCoverage     *self,
                     const RcSource *source,
                     guint64         record)
{
  RcVerdict verdict = rc_protection_map_verdict (self->map, source->id, record);

  if (verdict == RC_VERDICT_UNSIGNED && g_hash_table_contains (self->not_listed, &source->id))
    return RC_VERDICT_NOT_COVERED;
  return verdict;
}

/* --- Words --- */

static char *
dup_link (const RcCoverageLink *link)
{
  g_autofree char *name = rc_display_text (link->seal->name, -1, MAX_NAME_BYTES);

  /* Translators: a kind of protection, its name, what its check found. */
  return g_strdup_printf (_("%1$s “%2$s”: %3$s"), rc_seal_words_kind (link->seal), name, rc_verdict_word (link->verdict));
}

char *
rc_coverage_path_words (const RcCoveragePath *path)
{
  char *words = dup_link (&g_array_index (path->links, RcCoverageLink, 0));

  for (guint i = 1; i < path->links->len; i++)
    {
      g_autofree char *below = words;
      g_autofree char *above = dup_link (&g_array_index (path->links, RcCoverageLink, i));

      /* Translators: a protection, and another one that protects it in turn. */
      words = g_strdup_printf (_("%1$s; over it stands %2$s"), below, above);
    }
  return words;
}
