/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/reading/bundle-merge.h"

#include <string.h>

#include "core/exception.h"
#include "core/import-act.h"
#include "core/record.h"
#include "core/words.h"
#include "reports/bundle/bundle.h"
#include "reports/bundle/reading/bundle-selective.h"

typedef struct
{
  RcBundleOpenWork  *work;
  RcBundleMerging   *merging;
  RcCase            *case_file;
  RcRecordReader    *reader;
  GPtrArray         *known;       /* of RcSource: the case's own */
  char              *obtained;
} Merge;

void
rc_bundle_merging_free (RcBundleMerging *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->kind);
  g_free (self->sha256);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  g_clear_pointer (&self->exceptions, g_ptr_array_unref);
  g_clear_pointer (&self->sources, g_array_unref);
  g_free (self);
}

/* --- What the case has already --- */

static void
tell_contradiction (Merge           *self,
                    const RcSource  *source,
                    guint64          record,
                    const RcDigest  *here,
                    const RcDigest  *there)
{
  g_autofree char *expected = rc_digest_dup_hex (here);
  g_autofree char *found = rc_digest_dup_hex (there);

  g_ptr_array_add (self->merging->exceptions,
                   rc_exception_new (RC_EXCEPTION_PROOF_INVALID, source->id, (gint64) record, -1, expected, found,
                                     "The bundle has another record under this number of the same source than the case: one of them is not what it was."));
}

typedef enum
{
  RECORD_NEW,
  RECORD_KNOWN,
  RECORD_CONTRADICTS,
} Place;

static gboolean
is_same_source (const RcSource *one,
                const RcSource *other)
{
  return !rc_source_is_repeat (one) && one->records == other->records && one->size == other->size && rc_digest_equal (&one->root, &other->root);
}

static gboolean
place_record (Merge                          *self,
              RcBundleSelective              *selective,
              const RcSource                 *source,
              const RcBundleSelectiveRecord  *record,
              Place                          *out_place,
              GError                        **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (RcHasher) hasher = rc_hasher_new ();
  RcDigest leaf;

  *out_place = RECORD_NEW;
  bytes = rc_bundle_selective_bytes (selective, record, error);
  if (bytes == NULL)
    return FALSE;
  rc_tree_leaf (hasher, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &leaf);

  for (guint i = 0; i < self->known->len && *out_place == RECORD_NEW; i++)
    {
      const RcSource *known = self->known->pdata[i];
      g_autoptr (GError) local_error = NULL;
      g_autoptr (RcCitation) citation = NULL;

      if (!is_same_source (known, source))
        continue;
      citation = rc_record_reader_cite (self->reader, known->id, record->excerpt.record, 0, G_MAXUINT64, NULL, &local_error);
      if (citation == NULL)
        {
          if (g_error_matches (local_error, RC_CASE_ERROR, RC_CASE_ERROR_WITHHELD))
            continue;
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      *out_place = rc_digest_equal (&citation->leaf_sha256, &leaf) ? RECORD_KNOWN : RECORD_CONTRADICTS;
      if (*out_place == RECORD_CONTRADICTS)
        tell_contradiction (self, known, record->excerpt.record, &citation->leaf_sha256, &leaf);
    }
  return TRUE;
}

/* (element-type RcBundleSelectiveRecord) (transfer container): those that are new. */
static GPtrArray *
list_new (Merge                          *self,
          RcBundleSelective              *selective,
          const RcBundleSelectiveSource  *source,
          GError                        **error)
{
  g_autoptr (GPtrArray) fresh = g_ptr_array_new ();

  for (guint i = 0; i < source->records->len; i++)
    {
      Place place;

      if (!place_record (self, selective, source->source, source->records->pdata[i], &place, error))
        return NULL;
      if (place == RECORD_NEW)
        g_ptr_array_add (fresh, source->records->pdata[i]);
      else if (place == RECORD_KNOWN)
        self->merging->records_known++;
    }
  return g_steal_pointer (&fresh);
}

/* --- A selective bundle --- */

static gboolean
fill (Merge              *self,
      RcBundleSelective  *selective,
      GPtrArray          *fresh,
      RcImportAct        *act,
      GError            **error)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);

  for (guint i = 0; i < selective->sources->len; i++)
    {
      const RcBundleSelectiveSource *source = selective->sources->pdata[i];
      const GPtrArray *records = fresh->pdata[i];
      gint64 number = act->next_source;
      const gint64 *parent = g_hash_table_lookup (numbers, &source->source->parent);

      if (records->len == 0)
        continue;
      if (!rc_bundle_selective_fill (selective, act, source, records, number, parent != NULL ? *parent : 0, self->obtained, error))
        return FALSE;
      if (act->next_source == number)
        continue;
      g_hash_table_insert (numbers, &source->source->id, g_memdup2 (&number, sizeof number));
      g_array_append_val (self->merging->sources, number);
      self->merging->records_new += records->len;
    }
  return g_hash_table_size (numbers) == 0 || rc_bundle_selective_state (selective, act->database, numbers, error);
}

static gboolean
merge_selective (Merge    *self,
                 GError  **error)
{
  g_autoptr (RcBundleSelective) selective = rc_bundle_selective_read (self->work, error);
  g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  const RcImportOptions options = { .obtained = self->obtained };
  guint64 n_fresh = 0;
  RcImportAct act;
  gboolean good;

  if (selective == NULL)
    return FALSE;
  for (guint i = 0; i < selective->sources->len; i++)
    {
      GPtrArray *records = list_new (self, selective, selective->sources->pdata[i], error);

      if (records == NULL)
        return FALSE;
      n_fresh += records->len;
      g_ptr_array_add (fresh, records);
    }
  if (n_fresh == 0)
    return TRUE;

  good = rc_import_act_begin (&act, self->case_file, &options, self->work->cancellable, error);
  act.bundle = self->work->opening->id;
  good = good && fill (self, selective, fresh, &act, error) && (self->merging->sources->len == 0 || rc_import_act_publish (&act, error));
  rc_import_act_end (&act);
  return good;
}

/* --- A full one --- */


static const RcSource *
find_known (Merge           *self,
            const RcDigest  *sha256,
            guint64          size)
{
  for (guint i = 0; i < self->known->len; i++)
    {
      const RcSource *known = self->known->pdata[i];

      if (!rc_source_is_repeat (known) && !rc_source_is_incomplete (known) && known->size == size && rc_digest_equal (&known->sha256, sha256))
        return known;
    }
  return NULL;
}

static gboolean
import_file (Merge         *self,
             RcImportAct   *act,
             const char    *name,
             const char    *path,
             GError       **error)
{
  g_autoptr (RcStream) stream = rc_bundle_reader_stream (self->work->reader, path, error);
  RcImportOrigin origin = { .derivation = RC_DERIVATION_FILE, .name = name, .stored_place = -1, .modified_us = RC_TIME_NONE };

  return stream != NULL && rc_import_act_source (act, &origin, stream, error) > 0;
}

/* Comes in where the case has it not. */
static gboolean
take_file (Merge         *self,
           RcImportAct   *act,
           const RcJson  *json,
           guint32        item,
           GError       **error)
{
  g_autofree char *path = rc_json_dup_string (json, rc_json_member (json, item, "path"));
  g_autofree char *name = rc_json_dup_string (json, rc_json_member (json, item, "name"));
  g_autofree char *hex = rc_json_dup_string (json, rc_json_member (json, item, "sha256"));
  const RcSource *known;
  RcDigest sha256;
  gint64 size;

  if (path == NULL || name == NULL || hex == NULL || !g_str_has_prefix (path, "data/sources/") || !rc_bundle_reader_has (self->work->reader, path)
      || !rc_digest_from_hex (hex, strlen (hex), &sha256) || !rc_json_get_integer (json, rc_json_member (json, item, "size"), &size) || size < 0)
    return TRUE;

  known = find_known (self, &sha256, (guint64) size);
  if (known == NULL)
    return import_file (self, act, name, path, error);
  self->merging->records_known += known->records;
  return TRUE;
}

static gboolean
merge_full (Merge    *self,
            GError  **error)
{
  const RcImportOptions options = { .obtained = self->obtained };
  g_autoptr (GBytes) bytes = NULL;
  g_auto (RcJson) json;
  RcImportAct act;
  guint32 array;
  gboolean good;

  rc_json_init (&json);
  if (!rc_bundle_check_read_json (self->work, "data/sources.json", &json, &bytes))
    return TRUE;
  array = rc_json_member (&json, 0, "sources");
  if (!rc_json_is (&json, array, RC_JSON_ARRAY))
    return TRUE;

  good = rc_import_act_begin (&act, self->case_file, &options, self->work->cancellable, error);
  act.bundle = self->work->opening->id;
  for (guint32 item = array + 1; good && item < json.nodes[array].next; item = json.nodes[item].next)
    good = take_file (self, &act, &json, item, error);
  for (guint i = 0; good && i < act.result->sources->len; i++)
    {
      const RcSource *source = act.result->sources->pdata[i];

      g_array_append_val (self->merging->sources, source->id);
      self->merging->records_new += source->records;
    }
  if (good && self->merging->sources->len > 0)
    good = rc_import_act_publish (&act, error);
  rc_import_act_end (&act);
  return good;
}

/* --- The bundle --- */

/* Nothing of a bundle that is not what it says comes into a case. */
static gboolean
refuse_bad (const RcBundleOpening  *opening,
            GError                **error)
{
  for (guint i = 0; i < opening->checks->len; i++)
    {
      const RcBundleCheck *check = opening->checks->pdata[i];

      if (rc_verdict_exit_code (check->verdict) != 1)
        continue;
      g_set_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_NOT_ONE, _("Nothing was merged: %1$s, %2$s: %3$s"), check->object,
                   rc_verdict_to_code (check->verdict), check->message);
      return FALSE;
    }
  return TRUE;
}

static gboolean
list_conflicts (Merge    *self,
                GError  **error)
{
  RcDatabase *database = rc_case_get_database (self->case_file);

  for (guint i = 0; i < self->merging->sources->len; i++)
    {
      sqlite3_stmt *statement = rc_database_prepare (database,
                                                     "SELECT source, record, expected, found, message FROM set_aside "
                                                     "WHERE source = ?1 AND kind = '" RC_EXCEPTION_ID_CONFLICT "' ORDER BY id", error);
      gboolean row = FALSE;

      if (statement == NULL)
        return FALSE;
      sqlite3_bind_int64 (statement, 1, g_array_index (self->merging->sources, gint64, i));
      while (TRUE)
        {
          if (!rc_database_step (database, statement, &row, error))
            return FALSE;
          if (!row)
            break;
          g_ptr_array_add (self->merging->exceptions,
                           rc_exception_new (RC_EXCEPTION_ID_CONFLICT, sqlite3_column_int64 (statement, 0), sqlite3_column_int64 (statement, 1), -1,
                                             (const char *) sqlite3_column_text (statement, 2), (const char *) sqlite3_column_text (statement, 3),
                                             "%s", (const char *) sqlite3_column_text (statement, 4)));
        }
    }
  return TRUE;
}

static gboolean
run (Merge    *self,
     GError  **error)
{
  gboolean is_full;

  if (!rc_bundle_check_all (self->work, error) || !refuse_bad (self->work->opening, error))
    return FALSE;
  is_full = strcmp (self->work->opening->kind, "full") == 0;
  self->obtained = g_strdup_printf ("bundle %s", self->work->opening->id);
  return (is_full ? merge_full (self, error) : merge_selective (self, error)) && list_conflicts (self, error);
}

RcBundleMerging *
rc_bundle_merge (RcCase                   *case_file,
                 const char               *path,
                 const RcBundleOpenTerms  *terms,
                 GCancellable             *cancellable,
                 GError                  **error)
{
  g_autoptr (RcBundleOpening) opening = g_new0 (RcBundleOpening, 1);
  g_autoptr (RcBundleMerging) merging = g_new0 (RcBundleMerging, 1);
  g_autoptr (RcBundleReader) reader = NULL;
  g_autoptr (RcRecordReader) records = NULL;
  RcBundleOpenWork work = { .terms = terms, .cancellable = cancellable, .opening = opening };
  Merge self = { .work = &work, .merging = merging, .case_file = case_file };
  gboolean good;

  opening->checks = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_bundle_check_free);
  merging->exceptions = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_exception_free);
  merging->sources = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (!rc_case_require_writable (case_file, error))
    return NULL;
  reader = rc_bundle_reader_open (path, error);
  self.known = reader != NULL ? rc_source_list (case_file, error) : NULL;
  if (self.known == NULL)
    return NULL;

  opening->sha256 = rc_digest_dup_hex (rc_bundle_reader_digest (reader));
  work.reader = reader;
  records = rc_record_reader_new (rc_case_get_database (case_file));
  self.reader = records;
  rc_json_init (&work.info);
  good = run (&self, error);
  rc_json_clear (&work.info);
  g_clear_pointer (&work.info_bytes, g_bytes_unref);
  g_clear_pointer (&self.known, g_ptr_array_unref);
  g_clear_pointer (&self.obtained, g_free);
  if (!good)
    return NULL;

  merging->id = g_strdup (opening->id);
  merging->kind = g_strdup (opening->kind);
  merging->sha256 = g_strdup (opening->sha256);
  merging->checks = g_steal_pointer (&opening->checks);
  opening->checks = g_ptr_array_new ();
  return g_steal_pointer (&merging);
}
