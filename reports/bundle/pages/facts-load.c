/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/pages/facts-load.h"

#include <string.h>

#include "core/database.h"
#include "core/issued/issued.h"
#include "core/registers/engagement.h"
#include "core/registers/note.h"
#include "reports/bundle/selection/bundle-selection.h"

#define SOURCES "data/sources/"

/* --- What of the evidence is in it --- */

static void
count_source (const RcBundleWork *work,
              const RcSource     *source,
              RcBundleFacts      *facts)
{
  const guint64 records = rc_source_is_repeat (source) ? 0 : source->records;
  RcBundleDisclosure disclosure = work->terms->events == NULL ? RC_BUNDLE_WHOLE : RC_BUNDLE_WITHHELD;

  if (work->selection != NULL)
    disclosure = rc_bundle_selection_source (work->selection, source->id);
  facts->records += records;
  switch (disclosure)
    {
    case RC_BUNDLE_WHOLE:
      facts->whole++;
      facts->disclosed += records;
      break;
    case RC_BUNDLE_EXCERPT:
      {
        const GArray *chosen = rc_bundle_selection_records (work->selection, source->id);

        facts->excerpts++;
        facts->disclosed += chosen != NULL ? chosen->len : 0;
        break;
      }
    case RC_BUNDLE_WITHHELD:
    default:
      facts->withheld++;
    }
}

/* Number of the source → path of the file with its bytes. */
static GHashTable *
list_originals (const GPtrArray *files)
{
  GHashTable *originals = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < files->len; i++)
    {
      const RcBundleFile *file = g_ptr_array_index (files, i);
      gint64 number;

      if (!g_str_has_prefix (file->path, SOURCES))
        continue;
      number = g_ascii_strtoll (file->path + strlen (SOURCES), NULL, 10);
      g_hash_table_insert (originals, g_memdup2 (&number, sizeof number), file->path);
    }
  return originals;
}

static const RcSource *
find_source (const RcBundleWork *work,
             gint64              id)
{
  for (guint i = 0; i < work->sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (work->sources, i);

      if (source->id == id)
        return source;
    }
  return NULL;
}

/* --- The decisions --- */

static RcBundleDecision *
describe (const RcLineage *lineage,
          const RcFrame   *frame)
{
  RcBundleDecision *decision = g_new0 (RcBundleDecision, 1);

  decision->reference = rc_bundle_reference (lineage);
  decision->handle = lineage->decision != NULL ? g_strdup (lineage->decision)
                                               : rc_frame_dup_place (frame, lineage->event->source, lineage->event->record);
  decision->moment = rc_frame_dup_moment (frame, lineage->event->time_us);
  decision->count = rc_lineage_count (lineage);
  for (guint i = 0; i < lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (lineage->slots, i);

      decision->standings[slot->standing]++;
    }
  return decision;
}

static gboolean
has_file (const GPtrArray *files,
          const char      *path)
{
  for (guint i = 0; i < files->len; i++)
    if (strcmp (((const RcBundleFile *) g_ptr_array_index (files, i))->path, path) == 0)
      return TRUE;
  return FALSE;
}

/* NULL: the bytes of the record are in no file where they could be found with a line number alone. */
static RcBundleExample *
make_example (const RcBundleWork *work,
              const GPtrArray    *files,
              GHashTable         *originals,
              const RcCitation   *citation)
{
  const RcSource *source = find_source (work, citation->source);
  g_autofree char *path = NULL;
  guint64 line = 0;
  RcBundleExample *example;

  if (work->terms->events != NULL)
    {
      path = g_strdup_printf ("data/records/%06" G_GINT64_FORMAT "-%" G_GUINT64_FORMAT ".bin", citation->source, citation->record);
      if (!has_file (files, path))
        return NULL;
    }
  else
    {
      path = g_strdup (g_hash_table_lookup (originals, &citation->source));
      line = citation->record;
      if (path == NULL || source == NULL || source->framing != RC_FRAMING_LINES)
        return NULL;
    }

  example = g_new0 (RcBundleExample, 1);
  example->path = g_steal_pointer (&path);
  example->source = citation->source;
  example->record = citation->record;
  example->line = line;
  example->leaf = citation->leaf_sha256;
  return example;
}

static RcBundleExample *
find_example (const RcBundleWork *work,
              const GPtrArray    *files,
              GHashTable         *originals)
{
  const RcLineage *lineage = work->lineages->len > 0 ? g_ptr_array_index (work->lineages, 0) : NULL;

  for (guint i = 0; lineage != NULL && i < lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (lineage->slots, i);
      const RcLineageAnswer *answer = slot->answers->len > 0 ? g_ptr_array_index (slot->answers, 0) : NULL;
      RcBundleExample *example;

      if (answer == NULL || answer->citations->len == 0)
        continue;
      example = make_example (work, files, originals, ((const RcLineageCitation *) g_ptr_array_index (answer->citations, 0))->citation);
      if (example == NULL)
        continue;
      example->slot = g_strdup (slot->slot);
      return example;
    }
  return NULL;
}

/* --- All of it --- */

static gboolean
count_entries (const RcBundleWork *work,
               guint64            *out_entries,
               GError            **error)
{
  RcDatabase *database = rc_case_get_database (work->case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT id FROM custody WHERE hash = ?1", error);
  gboolean has_row = FALSE;
  gboolean good;

  if (statement == NULL)
    return FALSE;

  rc_database_bind_digest (statement, 1, &work->head);
  good = rc_database_step (database, statement, &has_row, error);
  *out_entries = good && has_row ? (guint64) sqlite3_column_int64 (statement, 0) : 0;
  sqlite3_reset (statement);
  return good;
}

/* Drafts are not counted: nobody was asked to stand for them. */
static gboolean
count_declarations (const RcBundleWork  *work,
                    RcBundleFacts       *facts,
                    GError             **error)
{
  g_autoptr (GPtrArray) all = rc_issued_list (work->case_file, error);

  if (all == NULL)
    return FALSE;

  for (guint i = 0; has_file (facts->files, "data/documents/issued.json") && i < all->len; i++)
    {
      const RcIssued *issued = g_ptr_array_index (all, i);

      if (strcmp (issued->kind, "declaration") == 0 && issued->state != RC_ISSUED_DRAFT)
        facts->declarations++;
    }
  return TRUE;
}

static void
count_originals (const RcBundleWork *work,
                 GHashTable         *originals,
                 RcBundleFacts      *facts)
{
  GHashTableIter iter;
  gpointer key;

  facts->originals = g_hash_table_size (originals);
  g_hash_table_iter_init (&iter, originals);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const RcSource *source = find_source (work, *(const gint64 *) key);

      if (source != NULL && source->framing == RC_FRAMING_LINES)
        facts->lines++;
    }
}

RcBundleFacts *
rc_bundle_facts_load (const RcBundleWork  *work,
                      const RcFrame       *frame,
                      GError             **error)
{
  g_autoptr (RcBundleFacts) facts = g_new0 (RcBundleFacts, 1);
  g_autoptr (GHashTable) originals = NULL;

  facts->id = g_strdup (work->id);
  facts->folder = g_strdup_printf ("recount-%.16s", work->id);
  facts->language = g_strdup (frame->language);
  facts->is_selective = work->terms->events != NULL;
  facts->title = g_strdup (frame->title);
  facts->auditor = g_strdup (frame->auditor);
  facts->organisation = rc_case_dup_setting (work->case_file, "case.organisation");
  facts->engagement = g_strdup (rc_engagement_peek_title (work->case_file));
  facts->independence = g_strdup (rc_engagement_peek_independence (work->case_file));
  facts->state = rc_digest_dup_hex (&work->state);
  facts->head = rc_digest_dup_hex (&work->head);
  facts->manifest = rc_digest_dup_hex (&work->manifest);
  facts->moment = rc_frame_dup_moment (frame, work->changed_us);
  facts->seal_key = g_strdup (work->seal_key);
  facts->seal_fingerprint = work->seal_key != NULL ? rc_bundle_seal_fingerprint (work->seal_key) : NULL;
  facts->ssh_seal = work->has_ssh_seal;
  facts->is_signed = work->is_signed;
  facts->files = rc_bundle_writer_list (work->writer);
  facts->judgement = work->told != NULL ? work->told : work->judgement;
  facts->verified = !rc_judgement_tells_of_edit (work->judgement);
  facts->redacted = work->terms->redact;
  facts->sources = work->sources->len;
  for (guint i = 0; i < work->sources->len; i++)
    count_source (work, g_ptr_array_index (work->sources, i), facts);

  originals = list_originals (facts->files);
  count_originals (work, originals, facts);
  facts->decisions = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_bundle_decision_free);
  for (guint i = 0; i < work->lineages->len; i++)
    g_ptr_array_add (facts->decisions, describe (g_ptr_array_index (work->lineages, i), frame));
  facts->example = find_example (work, facts->files, originals);

  if (!count_declarations (work, facts, error) || !count_entries (work, &facts->entries, error) || !rc_note_count (work->case_file, &facts->notes, error))
    return NULL;

  return g_steal_pointer (&facts);
}
