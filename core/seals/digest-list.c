/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/digest-list.h"

#include <string.h>

#include "core/bounds.h"
#include "core/seals/cover.h"
#include "core/seals/digest-list-file.h"
#include "core/seals/digest-list-scope.h"
#include "core/seals/listed-check.h"
#include "core/seals/listing.h"

typedef struct
{
  RcSealWork        *work;
  RcSealContext     *context;
  RcJudgement       *judgement;
  RcDigestListScope *scope;
} Judge;

/* One list while it is judged. */
typedef struct
{
  Judge            *judge;
  const RcSource   *source;
  GBytes           *bytes;
  RcDigestListFile *file;
  RcSeal           *seal;
  gint64            seal_id;
  GHashTable       *by_path;       /* path → RcListedDigest, its first entry */
  GHashTable       *ambiguous;     /* paths that it lists with different digests */
  guint64           line;          /* where @line_offset stands, to number lines in one pass */
  guint64           line_offset;
  guint             n_absent;
  guint             n_weak;
  guint             n_unknown;
  guint             n_repeated;
} List;

/* --- Places --- */

static gint64
first_record (const RcSource *source)
{
  return source->records > 0 ? 1 : 0;
}

/* The record of the list in which @offset stands; offsets come in ascending order. */
static gint64
record_at (List    *list,
           guint64  offset)
{
  const char *text = g_bytes_get_data (list->bytes, NULL);

  switch (list->source->framing)
    {
    case RC_FRAMING_LINES:
      for (; list->line_offset < offset; list->line_offset++)
        {
          if (text[list->line_offset] == '\n')
            list->line++;
        }
      return (gint64) list->line;
    case RC_FRAMING_FIXED:
      return (gint64) (offset / RC_LIMIT_FIXED_TILE_BYTES) + 1;
    case RC_FRAMING_WHOLE:
    default:
      return 1;
    }
}

G_GNUC_PRINTF (7, 8)
static void
add_exception (List           *list,
               const char     *kind,
               const RcSource *place,
               guint64         offset,
               const char     *expected,
               const char     *found,
               const char     *format,
               ...)
{
  g_autofree char *message = NULL;
  gint64 record = place == list->source ? record_at (list, offset) : first_record (place);
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  rc_judgement_add_exception (list->judge->judgement,
                              rc_exception_new (kind, place->id, record, record > 0 ? (gint64) offset : -1, expected, found,
                                                "%s", message));
}

/* --- One entry --- */

static gboolean
judge_file (List                  *list,
            const RcListedDigest  *entry,
            const RcSource        *source,
            RcVerdict             *out_verdict,
            GError               **error)
{
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;

  if (!rc_listed_check (list->judge->context, entry, source, out_verdict, &found, error))
    return FALSE;
  if (*out_verdict != RC_VERDICT_INVALID)
    return TRUE;

  expected = rc_bytes_dup_hex (entry->digest, entry->length);
  add_exception (list, RC_EXCEPTION_DIGEST_MISMATCH, source, 0, expected, found, "“%s” is not the file that “%s” lists: its %s differs.",
                 source->name, list->source->name, rc_listed_algorithm_to_name (entry->algorithm));
  return TRUE;
}

static RcVerdict
protect (const List *list,
         RcVerdict   verdict)
{
  return rc_verdict_worst (verdict, rc_verdict_worst (list->seal->signature, list->seal->anchor));
}

static GPtrArray *
find_files (List                 *list,
            const RcListedDigest *entry)
{
  GPtrArray *files = rc_seal_context_find_all_beside (list->judge->context, list->source, entry->path);

  if (files->len > 0 || entry->alternative == NULL)
    return files;

  g_ptr_array_unref (files);
  return rc_seal_context_find_all_beside (list->judge->context, list->source, entry->alternative);
}

static gboolean
judge_found (List                  *list,
             const RcListedDigest  *entry,
             GPtrArray             *files,
             gboolean               is_ambiguous,
             GError               **error)
{
  gboolean all_fit = TRUE;

  for (guint i = 0; i < files->len; i++)
    {
      const RcSource *source = files->pdata[i];
      RcVerdict verdict = RC_VERDICT_AMBIGUOUS;

      if (!is_ambiguous && !judge_file (list, entry, source, &verdict, error))
        return FALSE;

      rc_digest_list_scope_add_listed (list->judge->scope, source->id, list->seal);
      g_array_append_val (list->seal->sources, source->id);
      rc_cover_source (list->judge->context, list->judge->judgement, list->seal_id, source, protect (list, verdict));
      list->seal->integrity = rc_verdict_worst (list->seal->integrity, verdict);
      if (verdict == RC_VERDICT_VALID)
        rc_seal_work_stand_over (list->judge->work, source->id, list->seal);
      all_fit = all_fit && (verdict == RC_VERDICT_VALID || verdict == RC_VERDICT_WEAK);
      list->n_weak += verdict == RC_VERDICT_WEAK;
      list->n_unknown += !rc_listed_algorithm_is_known (entry->algorithm);
    }

  list->seal->checked += all_fit;
  return TRUE;
}

/* Which of two entries for one path would be meant nobody can say, so neither is compared: told before anything is judged. */
static void
find_repeats (List *list)
{
  for (guint i = 0; i < list->file->entries->len; i++)
    {
      const RcListedDigest *entry = list->file->entries->pdata[i];
      g_autofree char *path = rc_seal_path_normalise (entry->path);
      const RcListedDigest *first = path != NULL ? g_hash_table_lookup (list->by_path, path) : NULL;
      g_autofree char *expected = NULL;
      g_autofree char *found = NULL;

      if (path == NULL)
        continue;
      if (first == NULL)
        {
          g_hash_table_insert (list->by_path, g_steal_pointer (&path), (gpointer) entry);
          continue;
        }
      if (first->algorithm != entry->algorithm || rc_listed_digest_equal (first, entry))
        continue;

      expected = rc_bytes_dup_hex (first->digest, first->length);
      found = rc_bytes_dup_hex (entry->digest, entry->length);
      list->seal->integrity = rc_verdict_worst (list->seal->integrity, RC_VERDICT_AMBIGUOUS);
      add_exception (list, RC_EXCEPTION_LIST_AMBIGUOUS, list->source, entry->offset, expected, found,
                     "“%s” lists “%s” twice with different digests.", list->source->name, path);
      g_hash_table_add (list->ambiguous, g_steal_pointer (&path));
    }

  list->line = 1;
  list->line_offset = 0;
}

static gboolean
judge_entry (List                  *list,
             const RcListedDigest  *entry,
             GError               **error)
{
  g_autofree char *path = rc_seal_path_normalise (entry->path);
  g_autoptr (GPtrArray) files = NULL;
  const RcListedDigest *first;

  list->seal->total++;
  if (path == NULL)
    {
      list->seal->integrity = RC_VERDICT_INVALID;
      add_exception (list, RC_EXCEPTION_PATH_REFUSED, list->source, entry->offset, "a path below the list's folder", entry->path,
                     "“%s” names “%s”, which leads out of its folder; nothing was read there.", list->source->name, entry->path);
      return TRUE;
    }

  first = g_hash_table_lookup (list->by_path, path);
  if (first != entry && first->algorithm == entry->algorithm)
    {
      list->n_repeated++;
      list->seal->total--;
      return TRUE;
    }

  files = find_files (list, entry);
  if (files->len > 0)
    return judge_found (list, entry, files, g_hash_table_contains (list->ambiguous, path), error);

  list->n_absent++;
  list->seal->completeness = rc_verdict_worst (list->seal->completeness, RC_VERDICT_INCOMPLETE);
  if (list->n_absent <= RC_LIMIT_SET_ASIDE_LISTED)
    add_exception (list, RC_EXCEPTION_LISTED_ABSENT, list->source, entry->offset, path, "nothing received",
                   "“%s” lists “%s”, which was not received.", list->source->name, path);
  return TRUE;
}

/* --- One list --- */

static void
tell_reason (List *list)
{
  RcSeal *seal = list->seal;
  RcVerdict own = rc_verdict_worst (seal->integrity, seal->completeness);

  if (own < rc_verdict_worst (seal->signature, seal->anchor) && own != RC_VERDICT_VALID)
    {
      g_free (seal->reason);
      seal->reason = g_strdup (seal->integrity == RC_VERDICT_INVALID ? "digest"
                               : seal->integrity != RC_VERDICT_UNVERIFIABLE ? NULL
                               : list->n_unknown > 0 ? "algorithm-unsupported" : "bytes-not-held");
    }
  if (list->n_absent > 0)
    rc_seal_add_note (seal, "%u listed files were not received", list->n_absent);
  if (list->n_weak > 0)
    rc_seal_add_note (seal, "%u files are listed by a digest for which two files can be made alike", list->n_weak);
  if (list->n_unknown > 0)
    rc_seal_add_note (seal, "%u files are listed by a digest that is not computed here (BLAKE3)", list->n_unknown);
  if (list->file->n_without > 0)
    rc_seal_add_note (seal, "%u files are named without a digest", list->file->n_without);
  if (list->n_repeated > 0)
    rc_seal_add_note (seal, "%u entries repeat an earlier one", list->n_repeated);
}

static void
tell_spoiled (List *list)
{
  for (guint i = 0; i < list->file->spoiled->len; i++)
    {
      guint64 offset = g_array_index (list->file->spoiled, guint64, i);

      list->seal->total++;
      list->seal->integrity = rc_verdict_worst (list->seal->integrity, RC_VERDICT_MALFORMED);
      if (i < RC_LIMIT_SET_ASIDE_LISTED)
        add_exception (list, RC_EXCEPTION_SEAL_MALFORMED, list->source, offset, "a digest and a path", "another line",
                       "“%s” holds a line that is no entry of a list.", list->source->name);
    }
}

static gboolean
judge_list (List    *list,
            GError **error)
{
  list->seal->integrity = RC_VERDICT_VALID;
  list->seal->completeness = RC_VERDICT_VALID;
  find_repeats (list);
  for (guint i = 0; i < list->file->entries->len; i++)
    {
      if (!judge_entry (list, list->file->entries->pdata[i], error))
        return FALSE;
    }

  list->line = 1;
  list->line_offset = 0;
  tell_spoiled (list);
  if (list->file->over_limit)
    {
      list->seal->completeness = rc_verdict_worst (list->seal->completeness, RC_VERDICT_UNVERIFIABLE);
      rc_seal_add_note (list->seal, "Only the first %u entries were read", RC_LIMIT_DIGEST_LIST_ENTRIES);
    }
  tell_reason (list);
  return TRUE;
}

/* A file that says by its name to be a list, and is not readable as one, or is larger than one that is read. */
static void
judge_unread (List *list)
{
  gboolean is_large = list->bytes == NULL;

  list->seal->integrity = is_large ? RC_VERDICT_UNVERIFIABLE : RC_VERDICT_MALFORMED;
  list->seal->completeness = list->seal->integrity;
  g_free (list->seal->reason);
  list->seal->reason = is_large ? g_strdup_printf ("limit(RC_LIMIT_SEAL_FILE_BYTES,%u)", RC_LIMIT_SEAL_FILE_BYTES)
                       : g_strdup ("format-unsupported");
  rc_judgement_add_exception (list->judge->judgement,
                              rc_exception_new (is_large ? RC_EXCEPTION_LIMIT : RC_EXCEPTION_SEAL_MALFORMED, list->source->id,
                                                first_record (list->source), -1, "a list of digests", "something else",
                                                is_large ? "“%s” is larger than the lists that are read."
                                                : "“%s” is named like a list of digests, but is not readable as one.",
                                                list->source->name));
}

static gboolean
judge_source (Judge           *judge,
              const RcSource  *source,
              const char      *base,
              GError         **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) bytes = rc_seal_context_read (judge->context, source, &local_error);
  g_autoptr (GHashTable) by_path = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) ambiguous = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (RcDigestListFile) file = NULL;
  List list = { .judge = judge, .source = source, .bytes = bytes, .by_path = by_path, .ambiguous = ambiguous, .line = 1 };

  if (local_error != NULL)
    return rc_seal_context_tolerate (&local_error, error);
  if (bytes != NULL)
    file = rc_digest_list_file_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), base);
  if (file == NULL && !rc_digest_list_file_is_name (base))
    return TRUE;

  list.file = file;
  list.seal = rc_seal_new ("digest-list", source->name);
  g_array_append_val (list.seal->sources, source->id);
  list.seal->carrier = source->id;
  rc_listing_take_signature (judge->work, source->id, list.seal);
  list.seal_id = rc_judgement_add_seal (judge->judgement, list.seal);
  rc_digest_list_scope_add_list (judge->scope, source, list.seal, file != NULL && file->is_sidecar);
  if (file != NULL)
    return judge_list (&list, error);

  judge_unread (&list);
  return TRUE;
}

static gboolean
sniff (Judge           *judge,
       const RcSource  *source,
       const char      *base,
       char            *head,
       gboolean        *out_worth,
       GError         **error)
{
  gsize length = (gsize) MIN (source->size, RC_LIMIT_SAMPLE_BYTES);
  g_autoptr (GError) local_error = NULL;

  *out_worth = FALSE;
  if (!rc_vault_read (rc_record_reader_peek_vault (judge->context->reader), source->start, head, length, &local_error))
    return rc_seal_context_tolerate (&local_error, error);

  head[length] = '\0';
  *out_worth = rc_digest_list_file_sniff (head, length, source->size, base);
  return TRUE;
}

/* --- All lists --- */

/* A file that is worth to be read as a list. */
typedef struct
{
  Judge          *judge;
  const RcSource *source;
  char           *base;
} Candidate;

static void
candidate_free (gpointer data)
{
  g_free (((Candidate *) data)->base);
  g_free (data);
}

static gboolean
walk_candidate (RcListing          *listing,
                RcSealWork         *work,
                RcListingNameFunc   name_func,
                gpointer            user_data,
                GError            **error)
{
  const Candidate *self = listing->data;
  g_autofree char *folder = rc_seal_context_dup_folder (work->context, self->source);
  g_autoptr (RcDigestListFile) file = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) bytes = rc_seal_context_read (work->context, self->source, &local_error);

  if (local_error != NULL)
    return rc_seal_context_tolerate (&local_error, error);
  if (bytes != NULL)
    file = rc_digest_list_file_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), self->base);

  for (guint i = 0; file != NULL && i < file->entries->len; i++)
    {
      const RcListedDigest *entry = g_ptr_array_index (file->entries, i);
      g_autofree char *path = rc_seal_path_normalise (entry->path);
      g_autofree char *name = path != NULL ? g_strconcat (folder, path, NULL) : NULL;

      if (name != NULL)
        name_func (name, user_data);
    }
  return TRUE;
}

static gboolean
judge_candidate (RcListing   *listing,
                 RcSealWork  *work,
                 GError     **error)
{
  const Candidate *self = listing->data;

  return judge_source (self->judge, self->source, self->base, error);
}

static void
add_candidate (Judge          *judge,
               const RcSource *source,
               const char     *base)
{
  Candidate *candidate = g_new0 (Candidate, 1);
  RcListing *listing = rc_listing_new (candidate, candidate_free);

  candidate->judge = judge;
  candidate->source = source;
  candidate->base = g_strdup (base);
  listing->walk = walk_candidate;
  listing->judge = judge_candidate;
  g_array_append_val (listing->files, source->id);
  rc_listing_add (judge->work, listing);
}

static gboolean
collect (Judge   *judge,
         GError **error)
{
  RcSealContext *context = judge->context;
  g_autofree char *head = g_malloc (RC_LIMIT_SAMPLE_BYTES + 1);

  for (guint i = 0; i < context->sources->len; i++)
    {
      const RcSource *source = context->sources->pdata[i];
      g_autofree char *folder = NULL;
      const char *base;
      gboolean is_worth;

      if (strcmp (source->derivation, RC_DERIVATION_ROWS) == 0 || strcmp (source->kind, "container") == 0
          || rc_listing_has_file (judge->work, source->id))
        continue;
      if (g_cancellable_set_error_if_cancelled (context->cancellable, error))
        return FALSE;

      folder = rc_seal_context_dup_folder (context, source);
      base = source->name + strlen (folder);
      if (!sniff (judge, source, base, head, &is_worth, error))
        return FALSE;
      if (is_worth)
        add_candidate (judge, source, base);
    }
  return TRUE;
}

/**
 * rc_digest_list_judge:
 *
 * Finds lists of digests by their content and judges each as one seal: every file that it names, what it names and was not
 * received, and what lies beside those files and is on no list (tamper cases C01 to C08). A list that nobody signed vouches
 * for nothing: it is UNANCHORED. A list that another list names is judged after that one, whose signature then counts for it too; so
 * are the other listings that wait in @work.
 *
 * Returns: %FALSE with @error where the case could not be read
 */
gboolean
rc_digest_list_judge (RcSealWork  *work,
                      GError     **error)
{
  g_autoptr (RcDigestListScope) scope = rc_digest_list_scope_new ();
  Judge judge = { work, work->context, work->judgement, scope };
  gboolean done = collect (&judge, error) && rc_listing_judge_all (work, error);

  /* They point at what ends here. */
  g_ptr_array_set_size (work->listings, 0);
  if (done)
    rc_digest_list_scope_judge (scope, work);
  return done;
}
