/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/reading/bundle-opening.h"

#include <string.h>

#include "core/bounds.h"
#include "core/canonical.h"
#include "core/custody-tables.h"
#include "core/custody.h"
#include "core/import-replay.h"
#include "core/judgement-json.h"
#include "core/verify.h"
#include "core/words.h"
#include "reports/bundle/reading/bundle-compare.h"
#include "reports/bundle/reading/bundle-restore.h"

/*
 * A full bundle is read again as its maker read it: what its records say comes from the bytes of the files alone. Only what people said has no other
 * source than the bundle.
 */

typedef struct
{
  RcBundleOpenWork *work;
  GHashTable       *paths;       /* gint64* → char*: where the bytes of a source are */
  GHashTable       *used;        /* set of char*: those that were read */
  guint             n_faults;
} Full;

#define FAULTS_TOLD 20u

static void
list_paths (Full *self)
{
  const GPtrArray *list = rc_bundle_reader_list (self->work->reader);
  const char prefix[] = "data/sources/";

  for (guint i = 0; i < list->len; i++)
    {
      const char *path = ((const RcBundleMember *) g_ptr_array_index (list, i))->path;
      char *end = NULL;
      gint64 number;

      if (!g_str_has_prefix (path, prefix))
        continue;
      number = g_ascii_strtoll (path + strlen (prefix), &end, 10);
      if (number > 0 && *end == '/')
        g_hash_table_insert (self->paths, g_memdup2 (&number, sizeof number), (gpointer) path);
    }
}

static RcStream *
open_source (gint64     source,
             gpointer   user_data,
             GError   **error)
{
  Full *self = user_data;
  const char *path = g_hash_table_lookup (self->paths, &source);
  g_autofree char *object = NULL;

  if (path != NULL)
    {
      g_hash_table_add (self->used, (gpointer) path);
      return rc_bundle_reader_stream (self->work->reader, path, error);
    }
  object = g_strdup_printf ("source %" G_GINT64_FORMAT, source);
  rc_bundle_check_add (self->work, object, RC_VERDICT_INCOMPLETE, "missing", N_("the bytes of the source"), N_("none"),
                       _("A source of the case is not in the bundle."));
  return rc_stream_new_memory (g_bytes_new_static ("", 0));
}

static char *
dup_mapping (const char *sha256,
             gpointer    user_data)
{
  Full *self = user_data;
  g_autofree char *path = g_strdup_printf ("data/mappings/%s.mapping", sha256);
  g_autoptr (GBytes) bytes = rc_bundle_reader_has (self->work->reader, path)
    ? rc_bundle_reader_read (self->work->reader, path, RC_LIMIT_MAPPING_BYTES, NULL) : NULL;
  g_autofree char *hex = NULL;
  gsize length = 0;
  const char *text = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;
  RcDigest digest;

  if (text == NULL || memchr (text, '\0', length) != NULL)
    return NULL;
  rc_digest_compute (text, length, &digest);
  hex = rc_digest_dup_hex (&digest);
  if (strcmp (hex, sha256) != 0)
    rc_bundle_check_add (self->work, path, RC_VERDICT_INVALID, "digest", sha256, hex, _("A mapping in the bundle is not the one that it is called by."));
  return g_strndup (text, length);
}

static void
note_fault (gint64      source,
            const char *expected,
            const char *found,
            gpointer    user_data)
{
  Full *self = user_data;
  g_autofree char *object = g_strdup_printf ("source %" G_GINT64_FORMAT, source);

  self->work->opening->n_differing++;
  if (self->n_faults++ < FAULTS_TOLD)
    rc_bundle_check_add (self->work, object, RC_VERDICT_INVALID, "replay", expected, found,
                         _("The sources of the bundle cannot be imported as its maker says they were."));
}

static gboolean
replay (Full    *self,
        RcCase  *case_file,
        GError **error)
{
  const RcReplaySource source = { open_source, dup_mapping, self };
  const RcImportOptions progress = { .progress = self->work->terms->progress, .progress_data = self->work->terms->progress_data };
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) bytes = rc_bundle_reader_read (self->work->reader, "data/imports.json", RC_LIMIT_RECORD_BYTES, &local_error);
  g_autoptr (RcImportHistory) history = NULL;
  gsize length = 0;
  const char *text = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  if (text != NULL)
    history = rc_import_history_parse (text, length, &local_error);
  if (history == NULL)
    {
      rc_bundle_check_add (self->work, "data/imports.json", bytes != NULL ? RC_VERDICT_MALFORMED : RC_VERDICT_INCOMPLETE, NULL,
                           N_("the acts by which the sources came"), local_error->message,
                           _("The bundle does not say how its sources came into the case: they were not read again."));
      return TRUE;
    }
  self->work->has_removed = history->removed->len > 0;
  return rc_import_replay (case_file, history, &source, note_fault, self, &progress, self->work->cancellable, error);
}

/* What lies among the sources and was read by nobody. */
static void
check_unused (Full *self)
{
  const GPtrArray *list = rc_bundle_reader_list (self->work->reader);

  for (guint i = 0; i < list->len; i++)
    {
      const char *path = ((const RcBundleMember *) g_ptr_array_index (list, i))->path;

      if (g_str_has_prefix (path, "data/sources/") && !g_hash_table_contains (self->used, path))
        rc_bundle_check_add (self->work, path, RC_VERDICT_NOT_COVERED, NULL, N_("a file of a source of the case"), N_("one of none"),
                             _("A file lies among the sources that belongs to none of them."));
    }
}

/* --- The case --- */

static RcCase *
create_case (RcBundleOpenWork  *work,
             GError           **error)
{
  const RcCaseDescription description = { .title = "", .type = RC_CASE_TYPE_EXTERNAL, .is_unsigned = TRUE };

  return rc_case_create (work->case_path, &description, error);
}

static gboolean
in_transaction (RcBundleOpenWork  *work,
                RcCase            *case_file,
                gboolean         (*part) (RcBundleOpenWork *work, RcCase *case_file, GError **error),
                GError           **error)
{
  if (!rc_case_begin (case_file, error))
    return FALSE;
  if (part (work, case_file, error) && rc_case_commit (case_file, error))
    return TRUE;

  rc_case_rollback (case_file);
  return FALSE;
}

static char *
describe_opening (const RcBundleOpenWork *work)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  const RcBundleOpening *opening = work->opening;
  const char *seal = NULL;

  for (guint i = 0; i < opening->checks->len; i++)
    {
      const RcBundleCheck *check = g_ptr_array_index (opening->checks, i);

      if (strcmp (check->object, "seal") == 0)
        seal = rc_verdict_to_code (check->verdict);
    }
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "bundle", opening->id);
  rc_json_writer_member_string (writer, "kind", opening->kind);
  rc_json_writer_member_string (writer, "sha256", opening->sha256);
  rc_json_writer_member_string (writer, "seal", seal);
  rc_json_writer_member_string (writer, "seal_key", opening->seal_fingerprint);
  rc_json_writer_member_string (writer, "checks", rc_verdict_to_code (rc_bundle_opening_worst (opening)));
  rc_json_writer_member_integer (writer, "differing", (gint64) opening->n_differing);
  rc_json_writer_end_object (writer);
  return rc_json_writer_finish (writer);
}

/* --- What the maker's log says of the tables --- */

/* Those that only the evidence fills, and what people say of it. Where a source was removed, its rows had numbers that are free now. */
static gboolean
is_compared (const char *table)
{
  static const char * const tables[] = { "elsewhere", "entity", "identity_link", "key_run", "mapping", "name", "occurrence", "set_aside", NULL };

  return g_strv_contains (tables, table);
}

/* As the newest entry of the maker's log names them: the rows that were read again are those that were signed. */
static gboolean
compare_tables (RcBundleOpenWork  *work,
                RcCase            *case_file,
                GError           **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  RcCustodyTables named, tables;
  guint64 n_good = 0;

  if (!rc_custody_tables_load (database, &named, error)
      || !rc_custody_tables_compute (database, NULL, NULL, &tables, error))
    return FALSE;
  if (work->has_removed)
    {
      rc_bundle_check_add (work, N_("tables"), RC_VERDICT_PARTIAL, NULL, NULL, NULL,
                           _("Sources were removed from the case: its rows have other numbers now, and were not held against the digests in the log."));
      return TRUE;
    }

  for (gsize i = 0; i < RC_CUSTODY_N_TABLES; i++)
    {
      const char *name = rc_custody_tables_get_name (i);
      g_autofree char *object = g_strdup_printf ("table %s", name);
      g_autofree char *expected = rc_digest_dup_hex (&named.digests[i]);
      g_autofree char *found = rc_digest_dup_hex (&tables.digests[i]);

      if (!named.known[i] || !is_compared (name))
        continue;
      work->opening->n_compared++;
      if (strcmp (expected, found) == 0)
        {
          n_good++;
          continue;
        }
      work->opening->n_differing++;
      rc_bundle_check_add (work, object, RC_VERDICT_INVALID, "replay", expected, found,
                           _("What was read again is not what the maker's custody log says of it."));
    }
  if (n_good > 0)
    rc_bundle_check_good (work, N_("tables"), n_good, _("So many tables are, row by row, as the maker's custody log says."));
  return TRUE;
}

/* The maker's log and the reader's entry behind it come in one: between them nothing was changed by somebody else. */
static gboolean
enter_log (RcBundleOpenWork  *work,
           RcCase            *case_file,
           GError           **error)
{
  g_autofree char *detail = NULL;

  if (!rc_bundle_restore_custody (work, case_file, error) || !rc_bundle_restore_words (work, case_file, error)
      || !rc_bundle_restore_entries (work, case_file, error) || !compare_tables (work, case_file, error))
    return FALSE;
  detail = describe_opening (work);
  return rc_custody_append (case_file, "open-bundle", detail, error);
}

static gboolean
compare_state (RcBundleOpenWork  *work,
               RcCase            *case_file,
               GError           **error)
{
  g_autofree char *found = NULL;
  RcDigest state;

  if (!rc_custody_evidence_state (case_file, &state, NULL, error))
    return FALSE;
  found = rc_digest_dup_hex (&state);
  work->opening->n_compared++;
  if (g_strcmp0 (found, work->opening->state) == 0)
    {
      rc_bundle_check_add (work, N_("evidence state"), RC_VERDICT_VALID, NULL, NULL, found, _("What was read again is the evidence that the maker had."));
      return TRUE;
    }
  work->opening->n_differing++;
  rc_bundle_check_add (work, N_("evidence state"), RC_VERDICT_INVALID, "digest", work->opening->state, found,
                       _("What was read again is not the evidence that the maker had: sources, keys, links or statements differ."));
  return TRUE;
}

static gboolean
take_verification (RcBundleOpenWork   *work,
                   RcCase             *case_file,
                   GError            **error)
{
  g_autoptr (RcUncovered) uncovered = NULL;
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  const char *text;

  work->opening->judgement = rc_verify_case (case_file, work->terms->progress, work->terms->progress_data, work->cancellable, error);
  if (work->opening->judgement == NULL)
    return FALSE;
  uncovered = rc_uncovered_new (case_file, work->opening->judgement, error);
  if (uncovered == NULL)
    return FALSE;
  rc_judgement_write_json (work->opening->judgement, uncovered, writer);
  text = rc_json_writer_peek (writer);
  work->opening->verification = rc_canonical_dup (text, strlen (text));
  return TRUE;
}

static gboolean
build (Full    *self,
       RcCase  *case_file,
       GError **error)
{
  RcBundleOpenWork *work = self->work;

  if (!in_transaction (work, case_file, rc_bundle_restore_settings, error) || !replay (self, case_file, error))
    return FALSE;
  check_unused (self);
  return in_transaction (work, case_file, enter_log, error) && compare_state (work, case_file, error)
         && take_verification (work, case_file, error) && rc_bundle_compare (work, case_file, error);
}

gboolean
rc_bundle_open_full (RcBundleOpenWork  *work,
                     GError           **error)
{
  g_autoptr (GHashTable) paths = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);
  Full full = { .work = work, .paths = paths, .used = used };
  g_autoptr (RcCase) case_file = create_case (work, error);

  if (case_file == NULL)
    return FALSE;
  list_paths (&full);
  return build (&full, case_file, error) && rc_case_close (case_file, error) && rc_bundle_open_trust (work, error);
}
