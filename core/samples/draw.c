/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/samples/draw.h"

#include "core/samples/draw-entry.h"
#include "core/samples/draw-plan.h"
#include "core/samples/sample-draw.h"
#include "core/words.h"

static const char * const kind_names[RC_N_DRAW_KINDS] = { "statistical", "judgemental", "key-items" };

const char *
rc_draw_kind_to_name (RcDrawKind kind)
{
  return kind_names[kind];
}

const char *
rc_sample_unit_to_name (RcSampleUnit unit)
{
  return unit == RC_SAMPLE_UNIT_DECISION ? "decision" : "inference";
}

static void
stratum_free (gpointer data)
{
  RcDrawStratum *stratum = data;

  g_free (stratum->name);
  g_free (stratum);
}

static void
member_free (gpointer data)
{
  RcDrawMember *member = data;

  g_free (member->reference);
  g_free (member);
}

RcDraw *
rc_draw_new (void)
{
  RcDraw *self = g_new0 (RcDraw, 1);

  self->strata = g_ptr_array_new_with_free_func (stratum_free);
  self->members = g_ptr_array_new_with_free_func (member_free);
  self->key_items = g_ptr_array_new_with_free_func (member_free);
  self->counts.from_us = self->counts.to_us = RC_TIME_NONE;
  return self;
}

void
rc_draw_free (RcDraw *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->strata);
  g_ptr_array_unref (self->members);
  g_ptr_array_unref (self->key_items);
  g_free (self->filter);
  g_free (self->stratify);
  g_free (self->seed);
  g_free (self->algorithm);
  g_free (self->replacement);
  g_free (self->why);
  g_free (self->discarded_for);
  g_clear_pointer (&self->deviations, g_array_unref);
  g_free (self->by);
  g_free (self);
}

/* --- Members --- */

static gboolean
add_member (RcCase     *case_file,
            GPtrArray  *members,
            gint64      event_id,
            guint       stratum,
            guint       reasons,
            GError    **error)
{
  g_autoptr (RcEvent) event = rc_event_load (case_file, event_id, error);
  RcDrawMember *member;

  if (event == NULL)
    return FALSE;

  member = g_new0 (RcDrawMember, 1);
  member->reference = rc_event_dup_reference (event);
  member->stratum = stratum;
  member->reasons = reasons;
  g_ptr_array_add (members, member);
  return TRUE;
}

static gboolean
draw_stratum (RcDraw              *self,
              RcCase              *case_file,
              RcSamplePopulation  *population,
              guint                index,
              GError             **error)
{
  const RcDrawStratum *stratum = g_ptr_array_index (self->strata, index);
  g_autoptr (GArray) places = rc_sample_draw (self->seed, stratum->name, stratum->population, stratum->n, error);
  g_autoptr (GArray) events = places != NULL ? rc_sample_population_find (population, index, places, error) : NULL;

  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      gint64 event = g_array_index (events, gint64, i);
      guint reasons;

      if (!rc_sample_population_get_reasons (population, event, &reasons, error)
          || !add_member (case_file, self->members, event, index, reasons, error))
        return FALSE;
    }
  return events != NULL;
}

static gboolean
find_key_items (RcDraw              *self,
                RcCase              *case_file,
                RcSamplePopulation  *population,
                GError             **error)
{
  g_autoptr (GArray) items = rc_sample_population_list_key_items (population, RC_DRAW_MAX_KEY_ITEMS, &self->n_key_items,
                                                                  self->key_item_counts, error);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const RcSampleKeyItem *item = &g_array_index (items, RcSampleKeyItem, i);

      if (!add_member (case_file, self->key_items, item->event, 0, item->reasons, error))
        return FALSE;
    }
  if (self->kind == RC_DRAW_KEY_ITEMS)
    self->size.n = self->n_key_items;
  return items != NULL;
}

static gboolean
draw_members (RcDraw              *self,
              RcCase              *case_file,
              RcSamplePopulation  *population,
              const RcDrawTerms   *terms,
              GError             **error)
{
  if (terms->kind == RC_DRAW_KEY_ITEMS)
    return TRUE;

  self->seed = terms->seed != NULL ? g_strdup (terms->seed) : rc_sample_draw_make_seed ();
  for (guint i = 0; i < self->strata->len; i++)
    if (!draw_stratum (self, case_file, population, i, error))
      return FALSE;
  return TRUE;
}

/* --- Recording --- */

/* A draw that was taken out of the case, or changed in it, would not be counted: the custody log knows each of them. */
static gboolean
are_all_here (RcCase  *case_file,
              GError **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement;
  gboolean row = FALSE;
  gint64 n;

  statement = rc_database_prepare (database,
                                   "SELECT count (*) FROM custody WHERE json_extract (detail, '$.kind') = '" RC_ENTRY_DRAW "' AND NOT EXISTS "
                                   "(SELECT 1 FROM entry WHERE entry.id = json_extract (detail, '$.entry') AND entry.kind = '" RC_ENTRY_DRAW "' "
                                   "AND lower (hex (sha256)) = json_extract (detail, '$.body_sha256'))", error);
  if (statement == NULL || !rc_database_step (database, statement, &row, error))
    return FALSE;
  n = row ? sqlite3_column_int64 (statement, 0) : 0;
  sqlite3_reset (statement);
  if (n == 0)
    return TRUE;

  g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_DAMAGED,
               "the custody log tells of draws, or of what became of them, that are not in the case as they were entered (%" G_GINT64_FORMAT
               "): it was edited outside the program", n);
  return FALSE;
}

static gboolean
count_draws (RcCase          *case_file,
             const RcDigest  *digest,
             guint           *out_count,
             GError         **error)
{
  g_autoptr (GPtrArray) entries = rc_entry_list (case_file, RC_ENTRY_DRAW, error);
  g_autofree char *wanted = rc_digest_dup_hex (digest);

  if (entries == NULL || !are_all_here (case_file, error))
    return FALSE;

  *out_count = 0;
  for (guint i = 0; i < entries->len; i++)
    {
      g_autofree char *found = rc_entry_dup_text (g_ptr_array_index (entries, i), "digest");

      *out_count += g_strcmp0 (found, wanted) == 0;
    }
  return TRUE;
}

static gboolean
append_draw (RcDraw             *self,
             RcCase             *case_file,
             const RcDrawTerms  *terms,
             GError            **error)
{
  RcEntryTerms entry = { .kind = RC_ENTRY_DRAW, .act = "sample", .by = terms->by };
  g_autofree char *body = NULL;
  guint earlier;

  if (!count_draws (case_file, &self->digest, &earlier, error))
    return FALSE;
  self->of_population = earlier + 1;
  entry.body = body = rc_draw_dup_body (self);
  self->entry = rc_entry_append (case_file, &entry, error);
  return self->entry != 0;
}

static gboolean
record_draw (RcDraw             *self,
             RcCase             *case_file,
             const RcDrawTerms  *terms,
             GError            **error)
{
  if (!rc_case_begin (case_file, error))
    return FALSE;
  if (append_draw (self, case_file, terms, error) && rc_case_commit (case_file, error))
    return TRUE;

  rc_case_rollback (case_file);
  return FALSE;
}

static RcDraw *
load_entry (RcCase  *case_file,
            gint64   id,
            GError **error)
{
  g_autoptr (RcEntry) entry = rc_entry_load (case_file, id, error);

  return entry != NULL ? rc_draw_load (case_file, entry->number, error) : NULL;
}

/**
 * rc_draw_plan:
 * @terms: what is decided beforehand
 *
 * Returns: (transfer full): the size and its terms, with the key items and without a seed and members
 */
RcDraw *
rc_draw_plan (RcCase             *case_file,
              const RcDrawTerms  *terms,
              GCancellable       *cancellable,
              GError            **error)
{
  g_autoptr (RcSamplePopulation) population = NULL;
  g_autoptr (RcDraw) self = NULL;

  if (!rc_draw_check_terms (terms, error))
    return NULL;
  population = rc_sample_population_new (case_file, &terms->query, terms->unit, terms->stratify, cancellable, error);
  self = population != NULL ? rc_draw_prepare (case_file, terms, population, error) : NULL;
  if (self == NULL
      || !find_key_items (self, case_file, population, error)
      || !count_draws (case_file, &self->digest, &self->draws_of_population, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * rc_draw_take:
 * @terms: what is decided beforehand
 *
 * Returns: (transfer full): the draw, which is an entry of the case by now
 */
RcDraw *
rc_draw_take (RcCase             *case_file,
              const RcDrawTerms  *terms,
              GCancellable       *cancellable,
              GError            **error)
{
  g_autoptr (RcSamplePopulation) population = NULL;
  g_autoptr (RcDraw) self = NULL;

  if (!rc_draw_check_terms (terms, error) || !rc_case_require_writable (case_file, error))
    return NULL;
  population = rc_sample_population_new (case_file, &terms->query, terms->unit, terms->stratify, cancellable, error);
  self = population != NULL ? rc_draw_prepare (case_file, terms, population, error) : NULL;
  if (self == NULL
      || !find_key_items (self, case_file, population, error)
      || !draw_members (self, case_file, population, terms, error)
      || !record_draw (self, case_file, terms, error))
    return NULL;

  return load_entry (case_file, self->entry, error);
}

/**
 * rc_draw_discard:
 * @number: of the draw
 * @reason: why it gives way
 */
gboolean
rc_draw_discard (RcCase      *case_file,
                 gint64       number,
                 const char  *reason,
                 GError     **error)
{
  g_autoptr (RcDraw) self = NULL;
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  RcEntryTerms entry = { .kind = RC_ENTRY_DRAW, .act = "sample discard" };

  if (!rc_entry_require_words (_("why the draw is discarded"), reason, error))
    return FALSE;
  self = rc_draw_load (case_file, number, error);
  if (self == NULL)
    return FALSE;
  if (self->discarded_for != NULL)
    {
      g_set_error (error, RC_SAMPLE_ERROR, RC_SAMPLE_ERROR_TERMS, "draw %" G_GINT64_FORMAT " was discarded already", number);
      return FALSE;
    }

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "discarded", reason);
  rc_json_writer_end_object (writer);
  entry.about = self->entry;
  entry.body = rc_json_writer_peek (writer);
  return rc_entry_add (case_file, &entry, error) != 0;
}

/* --- Reading --- */

static void
count_of_population (GPtrArray *draws)
{
  for (guint i = 0; i < draws->len; i++)
    {
      RcDraw *draw = g_ptr_array_index (draws, i);

      for (guint j = 0; j < draws->len; j++)
        draw->draws_of_population += rc_digest_equal (&draw->digest, &((RcDraw *) g_ptr_array_index (draws, j))->digest);
    }
}

/**
 * rc_draw_load:
 * @number: over the case
 *
 * Returns: (transfer full): the draw as it was made, and what became of it
 */
RcDraw *
rc_draw_load (RcCase  *case_file,
              gint64   number,
              GError **error)
{
  g_autoptr (RcEntryThread) thread = rc_entry_thread_find (case_file, RC_ENTRY_DRAW, number, error);
  g_autoptr (RcDraw) self = thread != NULL ? rc_draw_from_thread (thread, error) : NULL;

  if (self == NULL || !count_draws (case_file, &self->digest, &self->draws_of_population, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * rc_draw_list:
 *
 * Returns: (transfer full) (element-type RcDraw): by their numbers
 */
GPtrArray *
rc_draw_list (RcCase  *case_file,
              GError **error)
{
  g_autoptr (GPtrArray) draws = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_draw_free);
  g_autoptr (GPtrArray) threads = rc_entry_thread_list (case_file, RC_ENTRY_DRAW, error);

  if (threads == NULL || !are_all_here (case_file, error))
    return NULL;

  for (guint i = 0; i < threads->len; i++)
    {
      RcDraw *draw = rc_draw_from_thread (g_ptr_array_index (threads, i), error);

      if (draw == NULL)
        return NULL;
      g_ptr_array_add (draws, draw);
    }
  count_of_population (draws);
  return g_steal_pointer (&draws);
}
