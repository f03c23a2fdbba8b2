/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/dvc.h"

#include <string.h>

#include "core/bounds.h"
#include "core/seals/cover.h"
#include "core/seals/dvc-entries.h"
#include "core/seals/listing.h"
#include "core/words.h"

/*
 * What DVC says of files is MD5: of a file, or of the list of a folder, which names MD5 and path of each file in it. The bytes stand beside the
 * list or in a cache (…/xx/yyyy…, named by the digest). What was not delivered is no fault of a delivery without a cache: a repository holds
 * lists only. But a folder whose list is in the delivery's cache is there with all its files, or not whole.
 *
 * MD5 shows accidents. Whoever changes a file on purpose makes another with the same MD5, or writes the list anew: WEAK is the best verdict.
 */

#define KIND "dvc"

/* Of all caches in the case: key "IMPORTED DIGITS[.dir]" → GPtrArray of RcSource. */
typedef GHashTable Cache;

/* MD5 of a source: of its bytes, and of the same with CR LF as LF. */
typedef struct
{
  char raw[33];
  char text[33];
} Digests;

/* A list that waits, and while it is judged. */
typedef struct
{
  const RcSource *source;
  char           *folder;
  GPtrArray      *entries;     /* of RcDvcEntry */
  char            own[33];     /* of a folder's list: the digits of its name, "" for none */
  Cache          *cache;
  RcSealWork     *work;
  RcSeal         *seal;
  gint64          seal_id;
  GHashTable     *by_path;     /* path → digits, to see two of one path */
  GHashTable     *covered;     /* ids of sources */
  GHashTable     *digests;     /* id of a source → Digests: many names can stand for one content */
  guint           n_told;
  guint           n_absent;
  guint           n_elsewhere;
  guint           n_line_ends;
} List;

static void
list_free (gpointer data)
{
  List *self = data;

  g_free (self->folder);
  g_ptr_array_unref (self->entries);
  g_hash_table_unref (self->cache);
  g_hash_table_unref (self->by_path);
  g_hash_table_unref (self->covered);
  g_hash_table_unref (self->digests);
  g_free (self);
}

G_GNUC_PRINTF (6, 7)
static void
tell (List           *self,
      const char     *kind,
      const RcSource *place,
      const char     *expected,
      const char     *found,
      const char     *format,
      ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  if (self->n_told++ >= RC_LIMIT_SET_ASIDE_LISTED)
    return;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  rc_seal_work_tell (self->work, kind, place, expected, found, "%s", message);
}

/* --- Caches --- */

/* The digits that the last two parts of a name give: "5e/a403…" or "5e/a403….dir"; FALSE: it is not so named. */
static gboolean
read_cache_name (const char *name,
                 char        out_digits[33],
                 gboolean   *out_is_folder)
{
  const char *base = strrchr (name, '/');
  gsize digits;

  if (base == NULL || base - name < 2)
    return FALSE;
  base++;
  digits = strspn (base, "0123456789abcdef");
  *out_is_folder = strcmp (base + digits, ".dir") == 0;
  if (digits != 30 || (base[digits] != '\0' && !*out_is_folder) || strspn (base - 3, "0123456789abcdef") != 2 ||
      (base - name > 3 && base[-4] != '/'))
    return FALSE;

  memcpy (out_digits, base - 3, 2);
  memcpy (out_digits + 2, base, 30);
  out_digits[32] = '\0';
  return TRUE;
}

static char *
cache_key (const RcSource *source,
           const char     *digits,
           gboolean        is_folder)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT " %s%s", source->imported_us, digits, is_folder ? ".dir" : "");
}

static gpointer
begin (RcSealWork *work)
{
  Cache *cache = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < work->context->sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (work->context->sources, i);
      char digits[33];
      gboolean is_folder;
      GPtrArray *objects;
      char *key;

      if (!rc_seal_work_is_file (source) || !read_cache_name (source->name, digits, &is_folder))
        continue;
      key = cache_key (source, digits, is_folder);
      objects = g_hash_table_lookup (cache, key);
      if (objects == NULL)
        g_hash_table_insert (cache, g_strdup (key), objects = g_ptr_array_new ());
      g_ptr_array_add (objects, (gpointer) source);
      g_free (key);
    }

  return cache;
}

static void
end (gpointer data)
{
  g_hash_table_unref (data);
}

static GPtrArray *
find_objects (const List *self,
              const char *digits,
              gboolean    is_folder)
{
  g_autofree char *key = cache_key (self->source, digits, is_folder);

  return g_hash_table_lookup (self->cache, key);
}

/* --- Bytes --- */

/* FALSE without @error: the bytes cannot be read. */
static gboolean
compute (List            *self,
         const RcSource  *source,
         Digests         *out_digests,
         GError         **error)
{
  g_autoptr (RcStream) stream = rc_vault_new_stream (rc_record_reader_peek_vault (self->work->context->reader), source->start, source->size);
  g_autoptr (GChecksum) raw = g_checksum_new (G_CHECKSUM_MD5), text = g_checksum_new (G_CHECKSUM_MD5);
  g_autofree guint8 *buffer = g_malloc (RC_LIMIT_BLOCK_BYTES);
  g_autoptr (GError) local_error = NULL;
  gboolean held = FALSE;     /* a CR at the end of what was read */
  guint64 offset = 0;
  gssize got;

  while ((got = rc_stream_pread (stream, offset, buffer, RC_LIMIT_BLOCK_BYTES, &local_error)) > 0)
    {
      gsize begin_at = 0;

      g_checksum_update (raw, buffer, got);
      if (held && buffer[0] != '\n')
        g_checksum_update (text, (const guchar *) "\r", 1);
      held = FALSE;
      for (gsize i = 0; i < (gsize) got; i++)
        {
          if (buffer[i] != '\r')
            continue;
          held = i + 1 == (gsize) got;
          if (!held && buffer[i + 1] != '\n')
            continue;
          g_checksum_update (text, buffer + begin_at, (gssize) (i - begin_at));
          begin_at = i + 1;
        }
      g_checksum_update (text, buffer + begin_at, (gssize) ((gsize) got - begin_at));
      offset += (guint64) got;
    }
  if (local_error != NULL)
    {
      (void) rc_seal_context_tolerate (&local_error, error);
      return FALSE;
    }

  if (held)
    g_checksum_update (text, (const guchar *) "\r", 1);
  g_strlcpy (out_digests->raw, g_checksum_get_string (raw), sizeof out_digests->raw);
  g_strlcpy (out_digests->text, g_checksum_get_string (text), sizeof out_digests->text);
  return TRUE;
}

/* (nullable) (transfer none): NULL without @error: the bytes cannot be read. */
static const Digests *
peek_digests (List            *self,
              const RcSource  *source,
              GError         **error)
{
  const Digests *known = g_hash_table_lookup (self->digests, &source->id);
  Digests computed;

  if (known != NULL)
    return known;
  if (!compute (self, source, &computed, error))
    return NULL;
  g_hash_table_insert (self->digests, g_memdup2 (&source->id, sizeof source->id), g_memdup2 (&computed, sizeof computed));
  return g_hash_table_lookup (self->digests, &source->id);
}

static void
take_verdict (List           *self,
              const RcSource *source,
              RcVerdict       verdict)
{
  self->seal->integrity = rc_verdict_worst (self->seal->integrity, verdict);
  if (verdict == RC_VERDICT_INVALID)
    rc_seal_set_reason (self->seal, "digest");
  if (source == self->source || !g_hash_table_add (self->covered, g_memdup2 (&source->id, sizeof source->id)))
    return;

  g_array_append_val (self->seal->sources, source->id);
  rc_cover_source (self->work->context, self->work->judgement, self->seal_id, source,
                   rc_verdict_worst (verdict, rc_verdict_worst (self->seal->signature, self->seal->anchor)));
}

static gboolean
judge_bytes (List            *self,
             const char      *digits,
             gboolean         is_raw,
             const RcSource  *source,
             gboolean        *out_holds,
             GError         **error)
{
  g_autoptr (GError) local_error = NULL;
  const Digests *found = peek_digests (self, source, &local_error);

  *out_holds = FALSE;
  if (found == NULL)
    {
      take_verdict (self, source, RC_VERDICT_UNVERIFIABLE);
      if (local_error == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  *out_holds = strcmp (found->raw, digits) == 0 || (!is_raw && strcmp (found->text, digits) == 0);
  self->n_line_ends += *out_holds && strcmp (found->raw, digits) != 0;
  take_verdict (self, source, *out_holds ? RC_VERDICT_WEAK : RC_VERDICT_INVALID);
  if (!*out_holds)
    tell (self, RC_EXCEPTION_DIGEST_MISMATCH, source, digits, found->raw, "“%s” is not the file that “%s” names: its MD5 differs.", source->name,
          self->source->name);
  return TRUE;
}

/* --- Entries --- */

/* Every copy of what an entry names: beside the list, and in caches. FALSE: @error */
static gboolean
judge_file (List              *self,
            const RcDvcEntry  *entry,
            const char        *path,
            gboolean           is_raw,
            gboolean           must_be_there,
            GError           **error)
{
  g_autofree char *normal = path != NULL ? rc_seal_path_normalise (path) : NULL;
  g_autoptr (GPtrArray) beside = normal != NULL ? rc_seal_context_find_all_beside (self->work->context, self->source, normal)
                                                : g_ptr_array_new ();
  GPtrArray *objects = find_objects (self, entry->digits, FALSE);
  guint n_objects = objects != NULL ? objects->len : 0;
  gboolean all_hold = TRUE;

  for (guint i = 0; i < beside->len + n_objects; i++)
    {
      const RcSource *source = i < beside->len ? g_ptr_array_index (beside, i) : g_ptr_array_index (objects, i - beside->len);
      gboolean holds;

      if (!judge_bytes (self, entry->digits, is_raw, source, &holds, error))
        return FALSE;
      all_hold = all_hold && holds;
    }
  if (beside->len + n_objects > 0)
    {
      self->seal->total++;
      self->seal->checked += all_hold;
      return TRUE;
    }

  if (!must_be_there)
    {
      self->n_elsewhere++;
      return TRUE;
    }
  self->seal->total++;
  self->n_absent++;
  self->seal->completeness = rc_verdict_worst (self->seal->completeness, RC_VERDICT_INCOMPLETE);
  tell (self, RC_EXCEPTION_LISTED_ABSENT, self->source, entry->path, "nothing received",
        "The cache holds the list of a folder, but not its file “%s”.", entry->path);
  return TRUE;
}

static gboolean
judge_members (List        *self,
               const char  *folder,
               GPtrArray   *members,
               gboolean     is_raw,
               GError     **error)
{
  for (guint i = 0; i < members->len; i++)
    {
      const RcDvcEntry *member = g_ptr_array_index (members, i);
      g_autofree char *path = folder != NULL ? g_strdup_printf ("%s/%s", folder, member->path) : NULL;

      if (g_cancellable_set_error_if_cancelled (self->work->context->cancellable, error) ||
          !judge_file (self, member, path, is_raw, TRUE, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
judge_list_object (List              *self,
                   const RcDvcEntry  *entry,
                   const RcSource    *object,
                   GError           **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) members = NULL;
  gboolean holds;

  self->seal->total++;
  if (!judge_bytes (self, entry->digits, TRUE, object, &holds, error))
    return FALSE;
  self->seal->checked += holds;
  /* What another list says is nobody's word. */
  if (!holds)
    return TRUE;

  bytes = rc_seal_context_read (self->work->context, object, &local_error);
  if (local_error != NULL)
    return rc_seal_context_tolerate (&local_error, error);
  if (bytes != NULL)
    members = rc_dvc_folder_read (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  if (members != NULL)
    return judge_members (self, entry->path, members, entry->is_raw, error);

  take_verdict (self, object, bytes == NULL ? RC_VERDICT_UNVERIFIABLE : RC_VERDICT_MALFORMED);
  return TRUE;
}

static gboolean
judge_folder (List              *self,
              const RcDvcEntry  *entry,
              GError           **error)
{
  GPtrArray *objects = find_objects (self, entry->digits, TRUE);

  self->n_elsewhere += objects == NULL;
  for (guint i = 0; objects != NULL && i < objects->len; i++)
    if (!judge_list_object (self, entry, g_ptr_array_index (objects, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
judge_entry (List              *self,
             const RcDvcEntry  *entry,
             GError           **error)
{
  const char *other = g_hash_table_lookup (self->by_path, entry->path);

  /* A lock whose stages were not run one after the other. */
  if (other != NULL)
    {
      self->seal->integrity = rc_verdict_worst (self->seal->integrity, RC_VERDICT_AMBIGUOUS);
      tell (self, RC_EXCEPTION_LIST_AMBIGUOUS, self->source, other, entry->digits, "“%s” names “%s” twice with different digests.",
            self->source->name, entry->path);
      return TRUE;
    }
  g_hash_table_insert (self->by_path, entry->path, (gpointer) entry->digits);
  return entry->is_folder ? judge_folder (self, entry, error) : judge_file (self, entry, entry->path, entry->is_raw, FALSE, error);
}

/* --- One list --- */

static void
add_notes (List *self)
{
  const struct
  {
    guint       count;
    const char *text;
  } notes[] = {
    { self->n_elsewhere, "named files were not delivered and could not be checked" },
    { self->n_absent, "files of a folder are missing in the cache" },
    { self->n_line_ends, "files fit only with the line ends that older DVC counts" },
    { self->seal->checked, "files or lists fit an MD5, for which two files can be made alike" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    if (notes[i].count > 0)
      rc_seal_add_note (self->seal, "%u %s", notes[i].count, notes[i].text);
}

static gboolean
judge_own (List    *self,
           GError **error)
{
  gboolean holds;

  self->seal->total++;
  if (!judge_bytes (self, self->own, TRUE, self->source, &holds, error))
    return FALSE;
  self->seal->checked += holds;
  return !holds || judge_members (self, NULL, self->entries, FALSE, error);
}

static gboolean
judge_entries (List    *self,
               GError **error)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (g_cancellable_set_error_if_cancelled (self->work->context->cancellable, error) ||
        !judge_entry (self, g_ptr_array_index (self->entries, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
judge_list (RcListing   *listing,
            RcSealWork  *work,
            GError     **error)
{
  List *self = listing->data;

  self->work = work;
  self->seal = rc_seal_new (KIND, self->source->name);
  self->seal->carrier = self->source->id;
  self->seal->integrity = RC_VERDICT_VALID;
  self->seal->completeness = RC_VERDICT_VALID;
  g_array_append_val (self->seal->sources, self->source->id);
  rc_listing_take_signature (work, self->source->id, self->seal);
  self->seal_id = rc_judgement_add_seal (work->judgement, self->seal);
  if (!(self->own[0] != '\0' ? judge_own (self, error) : judge_entries (self, error)))
    return FALSE;

  /* Of nothing that it names were the bytes delivered. */
  if (self->seal->total == 0)
    {
      self->seal->integrity = rc_verdict_worst (self->seal->integrity, RC_VERDICT_UNVERIFIABLE);
      rc_seal_set_reason (self->seal, "payload-withheld");
    }
  add_notes (self);
  return TRUE;
}

static gboolean
walk (RcListing          *listing,
      RcSealWork         *work,
      RcListingNameFunc   name_func,
      gpointer            user_data,
      GError            **error)
{
  const List *self = listing->data;

  for (guint i = 0; i < self->entries->len; i++)
    {
      const RcDvcEntry *entry = g_ptr_array_index (self->entries, i);
      g_autofree char *path = self->own[0] == '\0' ? rc_seal_path_normalise (entry->path) : NULL;
      g_autofree char *name = path != NULL ? g_strconcat (self->folder, path, NULL) : NULL;

      if (name != NULL)
        name_func (name, user_data);
    }
  return TRUE;
}

static gboolean
judge (RcSealWork      *work,
       gpointer         data,
       const RcSource  *carrier,
       GBytes          *bytes,
       GError         **error)
{
  const char *text = bytes != NULL ? g_bytes_get_data (bytes, NULL) : NULL;
  gsize length = bytes != NULL ? g_bytes_get_size (bytes) : 0;
  gboolean is_folder = FALSE;
  RcListing *listing;
  GPtrArray *entries;
  char own[33] = "";
  List *list;

  if (bytes == NULL)
    {
      g_autofree char *limit = g_strdup_printf ("limit(RC_LIMIT_SEAL_FILE_BYTES,%u)", RC_LIMIT_SEAL_FILE_BYTES);

      rc_seal_work_unverifiable (work, KIND, NULL, carrier, limit);
      return TRUE;
    }

  if (rc_dvc_folder_recognise (text, length))
    {
      /* The list of a folder under another name is judged with the pointer that names it, if there is one. */
      if (!read_cache_name (carrier->name, own, &is_folder) || !is_folder)
        return TRUE;
      /* A list that is spoiled is not the one of that name either. */
      entries = rc_dvc_folder_read (text, length);
      if (entries == NULL)
        entries = g_ptr_array_new ();
    }
  else
    {
      entries = rc_dvc_entries_read (text, length);
    }
  if (entries->len == 0 && own[0] == '\0')
    {
      g_ptr_array_unref (entries);
      return TRUE;
    }

  list = g_new0 (List, 1);
  listing = rc_listing_new (list, list_free);
  list->source = carrier;
  list->folder = rc_seal_context_dup_folder (work->context, carrier);
  list->entries = entries;
  memcpy (list->own, own, sizeof own);
  list->cache = g_hash_table_ref (data);
  list->by_path = g_hash_table_new (g_str_hash, g_str_equal);
  list->covered = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  list->digests = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  listing->walk = walk;
  listing->judge = judge_list;
  g_array_append_val (listing->files, carrier->id);
  rc_listing_add (work, listing);
  return TRUE;
}

static int
recognise (const RcSample *sample)
{
  return rc_dvc_folder_recognise (sample->head, sample->head_length) || rc_dvc_entries_recognise (sample->head, sample->head_length)
         ? RC_MECHANISM_SURE : 0;
}

/* A list, not a seal: by MD5 it shows accidents, and protects as far as somebody signed it and no further. */
const RcMechanism rc_mechanism_dvc = {
  .id = KIND,
  .title = N_("Digests of data under DVC (*.dvc, dvc.lock, .dir)"),
  .evidences = N_("That data are those that a pointer, a lock or the list of a folder names, by MD5, where they were delivered; judged by verify."),
  .framing = RC_FRAMING_LINES,
  .recognise = recognise,
  .begin = begin,
  .judge = judge,
  .end = end,
};
