/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "timeline-marks.h"

#include <string.h>

#include "card.h"
#include "snapshot.h"
#include "words.h"

/* What registries and cards tell of versions: when one was made, changed its stage, was evaluated, and when its card was written. */

/* --- Cards --- */

static void
set_place (RcTimelineMark *mark,
           const RcClaim  *claim)       /* (nullable) */
{
  if (claim == NULL)
    return;
  mark->source = claim->source;
  mark->record = claim->record;
}

static char *
word_card (const RcCard *card,
           const char   *version)
{
  g_autofree char *edition = card->version_claim != NULL ? rc_timeline_show (card->version_claim->value) : NULL;
  g_autofree char *shown = rc_timeline_show (version);

  /* Translators: an edition of a model card, and the version of the model that it describes. */
  return edition != NULL ? g_strdup_printf (_("Model card %1$s of %2$s"), edition, shown) : g_strdup_printf (_("Model card of %s"), shown);
}

static gboolean
add_cards_of (RcTimeline            *self,
              const RcTimelineScope *scope,
              const char            *version,
              GHashTable            *seen,
              GError               **error)
{
  g_autoptr (GPtrArray) cards = rc_card_list_of_version (scope->case_file, version, error);

  if (cards == NULL)
    return FALSE;
  for (guint i = 0; i < cards->len; i++)
    {
      const RcCard *card = g_ptr_array_index (cards, i);
      RcTimelineMark *mark;

      if (!card->has_date || !g_hash_table_add (seen, g_memdup2 (&card->entity->id, sizeof card->entity->id)))
        continue;
      if (g_hash_table_size (seen) > RC_TIMELINE_MAX_MARKS)
        {
          self->is_cut = TRUE;
          return TRUE;
        }
      mark = rc_timeline_add_mark (self, RC_TIMELINE_CARD, card->date.from_us, 0, word_card (card, version));
      mark->until_us = card->date.to_us;
      set_place (mark, card->date_claim != NULL ? card->date_claim : card->describes);
    }
  return TRUE;
}

/* --- Stages --- */

static gboolean
add_stages_of (RcTimeline            *self,
               const RcTimelineScope *scope,
               const char            *version,
               guint                 *count,
               GError               **error)
{
  g_autoptr (GPtrArray) changes = rc_stage_change_list (scope->case_file, version, error);

  if (changes == NULL)
    return FALSE;
  for (guint i = 0; i < changes->len; i++)
    {
      const RcStageChange *change = g_ptr_array_index (changes, i);

      if (++*count > RC_TIMELINE_MAX_MARKS)
        {
          self->is_cut = TRUE;
          return TRUE;
        }
      /* It was between two times: the later one is when it was so at the latest. */
      set_place (rc_timeline_add_mark (self, RC_TIMELINE_VERSION, change->before_us, 0, rc_stage_change_dup_words (change)),
                 change->later != NULL ? change->later : change->earlier);
    }
  return TRUE;
}

/* --- What a claim dates --- */

typedef struct
{
  gint64  entity;
  char   *kind;
  char   *name;
  char   *value;
  gint64  time_us;
  gint64  until_us;
  guint   count;
  gint64  source;     /* of the first of them */
  guint64 record;
} Dated;

static void
dated_free (gpointer data)
{
  Dated *dated = data;

  g_free (dated->kind);
  g_free (dated->name);
  g_free (dated->value);
  g_free (dated);
}

static void
set_place_of (RcTimelineMark *mark,
              const Dated    *dated)
{
  mark->until_us = MAX (dated->until_us, mark->time_us);
  mark->source = dated->source;
  mark->record = dated->record;
}

/* Many results of one evaluation are one mark: they are of one thing and one minute. */
static GPtrArray *
list_dated (RcCase      *case_file,
            RcProperty   property,
            GError     **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (dated_free);
  gboolean row = FALSE;
  sqlite3_stmt *statement;

  statement = rc_database_prepare (database,
                                   "SELECT g.id, g.kind, g.name, g.value, g.time_us, g.n, f.source, f.record FROM ("
                                   "SELECT e.id, e.kind, e.name, min (c.value) AS value, min (coalesce (c.recorded_us, c.from_us)) AS time_us, "
                                   "count (*) AS n, min (c.id) AS first FROM claim c "
                                   "JOIN entity e ON e.id = c.entity JOIN source s ON s.id = c.source "
                                   "WHERE c.property = ?1 AND c.id <= ?2 AND s.state = 'published' "
                                   "GROUP BY e.id, coalesce (coalesce (c.recorded_us, c.from_us) / ?4, c.value) ORDER BY e.id LIMIT ?3) g "
                                   "JOIN claim f ON f.id = g.first ORDER BY f.id", error);
  if (statement == NULL)
    return NULL;
  rc_database_bind_text (statement, 1, rc_property_to_name (property));
  sqlite3_bind_int64 (statement, 2, rc_case_get_mark (case_file, "claim"));
  sqlite3_bind_int64 (statement, 3, 20 * RC_TIMELINE_MAX_MARKS);
  sqlite3_bind_int64 (statement, 4, G_TIME_SPAN_MINUTE);
  while (TRUE)
    {
      Dated *dated;

      if (!rc_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&list);
      dated = g_new0 (Dated, 1);
      dated->entity = sqlite3_column_int64 (statement, 0);
      dated->kind = rc_database_column_dup (statement, 1);
      dated->name = rc_database_column_dup (statement, 2);
      dated->value = rc_database_column_dup (statement, 3);
      dated->time_us = rc_database_column_time (statement, 4);
      dated->count = (guint) MIN (sqlite3_column_int64 (statement, 5), G_MAXUINT);
      dated->source = sqlite3_column_int64 (statement, 6);
      dated->record = (guint64) sqlite3_column_int64 (statement, 7);
      g_ptr_array_add (list, dated);
    }
}

/* "model/version": what registries call a version, and people with them. */
static gboolean
is_registered (const char *version)
{
  return strchr (version, '/') != NULL;
}

/* The version that a run made, of several entries the registered one; (transfer full) (nullable). */
static gboolean
find_version_of_run (const RcTimelineScope *scope,
                     gint64                 run,
                     char                 **out_version,
                     GError               **error)
{
  g_autoptr (GPtrArray) claims = rc_claim_list_of_target (scope->case_file, run, RC_PROPERTY_TRAINED_BY, error);

  *out_version = NULL;
  for (guint i = 0; claims != NULL && i < claims->len; i++)
    {
      const RcClaim *claim = g_ptr_array_index (claims, i);
      g_autoptr (RcEntity) version = rc_entity_load (rc_case_get_database (scope->case_file), claim->entity, error);

      if (version == NULL)
        return FALSE;
      if (!rc_timeline_scope_has_version (scope, version->name) || (*out_version != NULL && !is_registered (version->name)))
        continue;
      g_free (*out_version);
      *out_version = g_strdup (version->name);
    }
  return claims != NULL;
}

/* A card has a date of its own, and says nothing of when something was evaluated. */
static gboolean
find_version (const RcTimelineScope *scope,
              const Dated           *dated,
              char                 **out_version,
              GError               **error)
{
  *out_version = NULL;
  if (strcmp (dated->kind, rc_entity_kind_to_name (RC_ENTITY_RUN)) == 0)
    return find_version_of_run (scope, dated->entity, out_version, error);
  if (strcmp (dated->kind, rc_entity_kind_to_name (RC_ENTITY_MODEL_VERSION)) == 0 && rc_timeline_scope_has_version (scope, dated->name))
    *out_version = g_strdup (dated->name);
  return TRUE;
}

static gboolean
read_time (Dated *dated)
{
  RcTimestamp time;

  if (dated->value != NULL && rc_timestamp_parse (dated->value, strlen (dated->value), RC_ZONE_UNKNOWN, 0, &time))
    {
      dated->time_us = time.from_us;
      dated->until_us = time.to_us;
    }
  return dated->time_us != RC_TIME_NONE;
}

static gboolean
add_created (RcTimeline            *self,
             const RcTimelineScope *scope,
             guint                 *count,
             GError               **error)
{
  g_autoptr (GPtrArray) list = list_dated (scope->case_file, RC_PROPERTY_CREATED, error);

  if (list == NULL)
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    {
      Dated *dated = g_ptr_array_index (list, i);
      g_autofree char *shown = rc_timeline_show (dated->name);

      if (strcmp (dated->kind, rc_entity_kind_to_name (RC_ENTITY_MODEL_VERSION)) != 0 || !is_registered (dated->name) || !rc_timeline_scope_has_version (scope, dated->name) ||
          !read_time (dated))
        continue;
      if (++*count > RC_TIMELINE_MAX_MARKS)
        {
          self->is_cut = TRUE;
          return TRUE;
        }
      /* Translators: a version of a model. */
      set_place_of (rc_timeline_add_mark (self, RC_TIMELINE_VERSION, dated->time_us, 0,
                                          g_strdup_printf (_("%s made, as a registry says"), shown != NULL ? shown : "?")), dated);
    }
  return TRUE;
}

static gboolean
add_evaluations (RcTimeline            *self,
                 const RcTimelineScope *scope,
                 GError               **error)
{
  g_autoptr (GPtrArray) list = list_dated (scope->case_file, RC_PROPERTY_EVALUATION, error);
  guint count = 0;

  if (list == NULL)
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    {
      const Dated *dated = g_ptr_array_index (list, i);
      g_autofree char *version = NULL;
      g_autofree char *shown = NULL;
      char *words;

      if (dated->time_us == RC_TIME_NONE)
        continue;
      if (!find_version (scope, dated, &version, error))
        return FALSE;
      if (version == NULL)
        continue;
      if (++count > RC_TIMELINE_MAX_MARKS)
        {
          self->is_cut = TRUE;
          return TRUE;
        }
      shown = rc_timeline_show (version);
      /* Translators: how many, and a version of a model. */
      words = g_strdup_printf (rc_words_plural ("%1$u evaluation result for %2$s", "%1$u evaluation results for %2$s", dated->count),
                               dated->count, shown != NULL ? shown : "?");
      set_place_of (rc_timeline_add_mark (self, RC_TIMELINE_EVALUATION, dated->time_us, 0, words), dated);
    }
  return TRUE;
}

/* Names, of which a case has few. */
static GPtrArray *
list_versions (const RcTimelineScope  *scope,
               GError                **error)
{
  RcDatabase *database = rc_case_get_database (scope->case_file);
  g_autoptr (GPtrArray) versions = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *statement;
  gboolean row = FALSE;

  statement = rc_database_prepare (database,
                                   "SELECT DISTINCT name FROM entity WHERE kind IN ('model-version', 'model') AND id <= ?1 "
                                   "ORDER BY kind DESC, name", error);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, rc_case_get_mark (scope->case_file, "entity"));
  while (TRUE)
    {
      const char *name;

      if (!rc_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&versions);
      name = (const char *) sqlite3_column_text (statement, 0);
      if (versions->len < RC_TIMELINE_MAX_MARKS && rc_timeline_scope_has_version (scope, name))
        g_ptr_array_add (versions, g_strdup (name));
    }
}

gboolean
rc_timeline_add_claims (RcTimeline             *self,
                        const RcTimelineScope  *scope,
                        GCancellable           *cancellable,
                        GError                **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GPtrArray) versions = list_versions (scope, error);
  guint count = 0;

  if (versions == NULL)
    return FALSE;
  for (guint i = 0; i < versions->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !add_cards_of (self, scope, g_ptr_array_index (versions, i), seen, error) ||
          !add_stages_of (self, scope, g_ptr_array_index (versions, i), &count, error))
        return FALSE;
    }
  return add_created (self, scope, &count, error) && add_evaluations (self, scope, error);
}
