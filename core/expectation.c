/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "expectation.h"

#include <string.h>

#include "seals/mechanism.h"

/* What is expected of one importer and name. */
typedef struct
{
  char               *importer;
  char               *pattern;
  RcExpectationLevel  level;
  gint64              source;
  gint64              delivered_us;   /* when that source was imported */
} Expected;

/* Sources of one name in one delivery that are weaker protected than expected. */
typedef struct
{
  const RcSource     *first;
  RcExpectationLevel  level;          /* the weakest of them */
  guint               count;
  const Expected     *expected;
} Weaker;

/* Both: importer, line end, pattern → Expected. */
struct _RcExpectations
{
  GHashTable *remembered;
  GHashTable *met;          /* in the deliveries of this run so far */
};

static const char * const names[] = { "none", "weak", "digests", "signed" };

const char *
rc_expectation_level_to_name (RcExpectationLevel level)
{
  g_return_val_if_fail ((guint) level < G_N_ELEMENTS (names), NULL);

  return names[level];
}

/* What cannot be read expects nothing; the custody log names who edited it. */
static RcExpectationLevel
level_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i], name) == 0)
      return (RcExpectationLevel) i;
  return RC_EXPECTATION_NONE;
}

char *
rc_expectation_dup_pattern (const char *name)
{
  GString *pattern = g_string_new (NULL);

  for (const char *c = name; *c != '\0'; c++)
    {
      if (!g_ascii_isdigit (*c))
        g_string_append_c (pattern, *c);
      else if (pattern->len == 0 || pattern->str[pattern->len - 1] != '#')
        g_string_append_c (pattern, '#');
    }
  return g_string_free (pattern, FALSE);
}

static void
expected_free (gpointer data)
{
  Expected *self = data;

  g_free (self->importer);
  g_free (self->pattern);
  g_free (self);
}

/* Names of importers hold no line end. */
static char *
dup_key (const char *importer,
         const char *pattern)
{
  return g_strconcat (importer, "\n", pattern, NULL);
}

void
rc_expectations_free (RcExpectations *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->remembered);
  g_hash_table_unref (self->met);
  g_free (self);
}

static void
read_row (RcExpectations *self,
          sqlite3_stmt   *statement)
{
  Expected *expected = g_new0 (Expected, 1);

  expected->importer = rc_database_column_dup (statement, 0);
  expected->pattern = rc_database_column_dup (statement, 1);
  expected->level = level_from_name ((const char *) sqlite3_column_text (statement, 2));
  expected->source = sqlite3_column_int64 (statement, 3);
  expected->delivered_us = sqlite3_column_int64 (statement, 4);
  g_hash_table_insert (self->remembered, dup_key (expected->importer, expected->pattern), expected);
}

/**
 * rc_expectations_load:
 *
 * Returns: (transfer full): what earlier verifications remember; %NULL with @error
 */
RcExpectations *
rc_expectations_load (RcDatabase  *database,
                      GError     **error)
{
  g_autoptr (RcExpectations) self = g_new0 (RcExpectations, 1);
  sqlite3_stmt *statement;
  gboolean row;

  self->remembered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, expected_free);
  self->met = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, expected_free);
  statement = rc_database_prepare (database,
                                   "SELECT e.importer, e.name, e.protection, e.source, coalesce (s.imported_us, 0) "
                                   "FROM expectation e LEFT JOIN source s ON s.id = e.source ORDER BY e.importer, e.name", error);
  if (statement == NULL)
    return NULL;

  for (;;)
    {
      if (!rc_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&self);
      read_row (self, statement);
    }
}

/* --- What each source presents --- */

static RcExpectationLevel
level_of_seal (const RcSeal *seal)
{
  if (seal->signature != RC_VERDICT_UNSIGNED && seal->signature != RC_VERDICT_UNANCHORED)
    return RC_EXPECTATION_SIGNED;
  return seal->integrity == RC_VERDICT_WEAK ? RC_EXPECTATION_WEAK : RC_EXPECTATION_DIGESTS;
}

/* Source → level, for those over which something stands. */
static GHashTable *
collect_levels (const RcJudgement *judgement)
{
  GHashTable *levels = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < judgement->covers->len; i++)
    {
      const RcSealCover *cover = &g_array_index (judgement->covers, RcSealCover, i);
      const RcSeal *seal = rc_judgement_find_seal (judgement, cover->seal);
      RcExpectationLevel known = GPOINTER_TO_UINT (g_hash_table_lookup (levels, &cover->source));
      RcExpectationLevel level = seal != NULL ? level_of_seal (seal) : RC_EXPECTATION_NONE;

      if (level > known)
        g_hash_table_insert (levels, g_memdup2 (&cover->source, sizeof cover->source), GUINT_TO_POINTER (level));
    }
  return levels;
}

/* A signature is not itself a thing to be protected, and rows stand and fall with the file that they were taken out of. */
static gboolean
is_meant (const RcSource *source)
{
  return (source->importer == NULL || rc_mechanism_by_id (source->importer) == NULL) && !rc_source_is_repeat (source) &&
         strcmp (source->kind, "folder") != 0 && strcmp (source->derivation, RC_DERIVATION_ROWS) != 0;
}

/* What no importer reads, a model for one, can be signed too. */
static const char *
name_importer (const RcSource *source)
{
  return source->importer != NULL ? source->importer : "";
}

/* --- Comparing --- */

static const char *
word_level (RcExpectationLevel level)
{
  switch (level)
    {
    case RC_EXPECTATION_SIGNED:
      return "a signature";
    case RC_EXPECTATION_DIGESTS:
      return "digests that nobody signed";
    case RC_EXPECTATION_WEAK:
      return "digests by an outdated method";
    case RC_EXPECTATION_NONE:
    default:
      return "nothing";
    }
}

static void
tell (const Weaker *weaker,
      RcJudgement  *judgement)
{
  const RcSource *first = weaker->first;
  g_autofree char *others = weaker->count > 1 ? g_strdup_printf (" and %u more", weaker->count - 1) : g_strdup ("");

  rc_judgement_add_exception (judgement,
                              rc_exception_new (RC_EXCEPTION_PROTECTION_WEAKER, first->id, 0, -1, word_level (weaker->expected->level),
                                                word_level (weaker->level),
                                                "“%s”%s came with %s over it; what was received earlier under such a name (%s) came with %s: "
                                                "weaker protected than before.", first->name, others, word_level (weaker->level),
                                                weaker->expected->pattern, word_level (weaker->expected->level)));
}

/* The best that was received earlier under that name; (nullable). */
static const Expected *
find_expected (const RcExpectations *self,
               const char           *key,
               const RcSource       *source)
{
  const Expected *met = g_hash_table_lookup (self->met, key);
  const Expected *remembered = g_hash_table_lookup (self->remembered, key);

  if (remembered != NULL && remembered->delivered_us >= source->imported_us)
    remembered = NULL;
  if (met == NULL || (remembered != NULL && remembered->level > met->level))
    return remembered;
  return met;
}

static void
compare (const RcExpectations *self,
         const RcSource       *source,
         GHashTable           *levels,
         GArray               *weaker)
{
  g_autofree char *pattern = rc_expectation_dup_pattern (source->name);
  g_autofree char *key = dup_key (name_importer (source), pattern);
  const Expected *expected = find_expected (self, key, source);
  Weaker one = { source, GPOINTER_TO_UINT (g_hash_table_lookup (levels, &source->id)), 1, expected };

  if (expected == NULL || one.level >= expected->level)
    return;

  for (guint i = 0; i < weaker->len; i++)
    {
      Weaker *known = &g_array_index (weaker, Weaker, i);

      if (known->expected != expected)
        continue;
      known->count++;
      known->level = MIN (known->level, one.level);
      return;
    }
  g_array_append_val (weaker, one);
}

static void
raise_met (RcExpectations *self,
           const RcSource *source,
           GHashTable     *levels)
{
  g_autofree char *pattern = rc_expectation_dup_pattern (source->name);
  g_autofree char *key = dup_key (name_importer (source), pattern);
  const Expected *met = g_hash_table_lookup (self->met, key);
  RcExpectationLevel level = GPOINTER_TO_UINT (g_hash_table_lookup (levels, &source->id));
  Expected *expected;

  if (met != NULL && met->level >= level)
    return;

  expected = g_new0 (Expected, 1);
  expected->importer = g_strdup (name_importer (source));
  expected->pattern = g_steal_pointer (&pattern);
  expected->level = level;
  expected->source = source->id;
  expected->delivered_us = source->imported_us;
  g_hash_table_insert (self->met, g_steal_pointer (&key), expected);
}

/* One delivery: all its sources are held against what came earlier before what is expected rises. */
static void
judge_delivery (RcExpectations *self,
                GPtrArray      *sources,
                guint           from,
                guint           to,
                GHashTable     *levels,
                RcJudgement    *judgement)
{
  g_autoptr (GArray) weaker = g_array_new (FALSE, FALSE, sizeof (Weaker));

  for (guint i = from; i < to; i++)
    if (is_meant (sources->pdata[i]))
      compare (self, sources->pdata[i], levels, weaker);
  for (guint i = 0; i < weaker->len; i++)
    tell (&g_array_index (weaker, Weaker, i), judgement);

  for (guint i = from; i < to; i++)
    if (is_meant (sources->pdata[i]))
      raise_met (self, sources->pdata[i], levels);
}

/**
 * rc_expectations_judge:
 * @sources: (element-type RcSource): by id: those of one import stand together
 * @judgement: (inout): with its seals and covers
 *
 * The same evidence with the same memory gives the same answer, however often it is verified.
 */
void
rc_expectations_judge (RcExpectations *self,
                       GPtrArray      *sources,
                       RcJudgement    *judgement)
{
  g_autoptr (GHashTable) levels = collect_levels (judgement);
  guint from = 0;

  while (from < sources->len)
    {
      gint64 delivered_us = ((const RcSource *) sources->pdata[from])->imported_us;
      guint to = from + 1;

      while (to < sources->len && ((const RcSource *) sources->pdata[to])->imported_us == delivered_us)
        to++;
      judge_delivery (self, sources, from, to, levels, judgement);
      from = to;
    }
}

/* --- Remembering --- */

static gboolean
save (const Expected  *expected,
      RcDatabase      *database,
      GError         **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "INSERT INTO expectation (importer, name, protection, source) VALUES (?1, ?2, ?3, ?4) "
                                                 "ON CONFLICT (importer, name) DO UPDATE SET protection = ?3, source = ?4", error);

  if (statement == NULL)
    return FALSE;

  rc_database_bind_text (statement, 1, expected->importer);
  rc_database_bind_text (statement, 2, expected->pattern);
  rc_database_bind_text (statement, 3, rc_expectation_level_to_name (expected->level));
  sqlite3_bind_int64 (statement, 4, expected->source);
  return rc_database_run (database, statement, error);
}

/**
 * rc_expectations_save:
 *
 * What was met in this run, where it is more than what is remembered. A second verification of the same evidence changes nothing.
 *
 * Returns: %FALSE with @error
 */
gboolean
rc_expectations_save (const RcExpectations  *self,
                      RcDatabase            *database,
                      GError               **error)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->met);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const Expected *remembered = g_hash_table_lookup (self->remembered, key);
      const Expected *met = value;

      if ((remembered == NULL || met->level > remembered->level) && !save (met, database, error))
        return FALSE;
    }
  return TRUE;
}
