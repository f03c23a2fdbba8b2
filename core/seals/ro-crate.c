/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/ro-crate.h"

#include <string.h>

#include "core/bounds.h"
#include "core/seals/cover.h"
#include "core/seals/listed-check.h"
#include "core/seals/listing.h"
#include "core/seals/ro-crate-file.h"
#include "core/words.h"

#define KIND "ro-crate"

/* A crate that waits, and while it is judged. */
typedef struct
{
  const RcSource *source;
  char           *folder;
  GPtrArray      *by_name;      /* of RcSource */
  GPtrArray      *items;        /* of RcCrateItem */
  gboolean        is_ambiguous;
  RcSealWork     *work;
  RcSeal         *seal;
  gint64          seal_id;
  GHashTable     *parts;        /* paths of described files that are parts of the crate */
  GHashTable     *folders;      /* paths of described folders that are */
  guint           n_told;
  guint           n_absent;
  guint           n_without;
  guint           n_elsewhere;
  guint           n_weak;
  guint           n_unlisted;
  guint           n_no_part;
} Crate;

static void
crate_free (gpointer data)
{
  Crate *self = data;

  g_free (self->folder);
  g_ptr_array_unref (self->by_name);
  g_ptr_array_unref (self->items);
  g_hash_table_unref (self->parts);
  g_hash_table_unref (self->folders);
  g_free (self);
}

G_GNUC_PRINTF (6, 7)
static void
tell (Crate          *self,
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

static void
worsen (Crate      *self,
        RcVerdict   verdict,
        const char *reason)
{
  if (verdict < self->seal->integrity && verdict < rc_verdict_worst (self->seal->signature, self->seal->anchor))
    rc_seal_set_reason (self->seal, reason);
  self->seal->integrity = rc_verdict_worst (self->seal->integrity, verdict);
}

/* --- One file --- */

static void
fail_size (Crate             *self,
           const RcCrateItem *item,
           const RcSource    *source)
{
  g_autofree char *expected = g_strdup_printf ("%" G_GUINT64_FORMAT " bytes", item->size);
  g_autofree char *found = g_strdup_printf ("%" G_GUINT64_FORMAT " bytes", source->size);

  tell (self, RC_EXCEPTION_DIGEST_MISMATCH, source, expected, found, "“%s” is not of the size that “%s” states.", source->name,
        self->source->name);
}

static gboolean
judge_source (Crate              *self,
              const RcCrateItem  *item,
              const RcSource     *source,
              RcVerdict          *out_verdict,
              GError            **error)
{
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;

  *out_verdict = RC_VERDICT_UNSIGNED;
  if (item->has_size && item->size != source->size)
    {
      *out_verdict = RC_VERDICT_INVALID;
      fail_size (self, item, source);
      return TRUE;
    }
  if (!item->has_digest)
    return TRUE;
  if (!rc_listed_check (self->work->context, &item->digest, source, out_verdict, &found, error))
    return FALSE;
  if (*out_verdict != RC_VERDICT_INVALID)
    return TRUE;

  expected = rc_bytes_dup_hex (item->digest.digest, item->digest.length);
  tell (self, RC_EXCEPTION_DIGEST_MISMATCH, source, expected, found, "“%s” is not the file that “%s” describes: its %s differs.",
        source->name, self->source->name, rc_listed_algorithm_to_name (item->digest.algorithm));
  return TRUE;
}

static void
take_verdict (Crate          *self,
              const RcSource *source,
              RcVerdict       verdict)
{
  RcVerdict protection = rc_verdict_worst (verdict, rc_verdict_worst (self->seal->signature, self->seal->anchor));

  worsen (self, verdict, verdict == RC_VERDICT_INVALID ? "digest" : verdict == RC_VERDICT_UNVERIFIABLE ? "bytes-not-held" : NULL);
  self->n_weak += verdict == RC_VERDICT_WEAK;
  /* What carries no digest is described, not protected. */
  if (verdict == RC_VERDICT_UNSIGNED)
    return;

  g_array_append_val (self->seal->sources, source->id);
  rc_cover_source (self->work->context, self->work->judgement, self->seal_id, source, protection);
  if (verdict == RC_VERDICT_VALID)
    rc_seal_work_stand_over (self->work, source->id, self->seal);
}

static gboolean
judge_file (Crate              *self,
            const RcCrateItem  *item,
            const char         *path,
            GError            **error)
{
  g_autoptr (GPtrArray) sources = rc_seal_context_find_all_beside (self->work->context, self->source, path);
  gboolean all_hold = sources->len > 0 && item->has_digest;

  self->seal->total++;
  self->n_no_part += !item->is_part;
  if (sources->len == 0)
    {
      self->n_absent++;
      self->seal->completeness = rc_verdict_worst (self->seal->completeness, RC_VERDICT_INCOMPLETE);
      tell (self, RC_EXCEPTION_LISTED_ABSENT, self->source, path, "nothing received", "“%s” describes “%s”, which was not received.",
            self->source->name, path);
      return TRUE;
    }

  self->n_without += !item->has_digest;
  for (guint i = 0; i < sources->len; i++)
    {
      RcVerdict verdict;

      if (!judge_source (self, item, g_ptr_array_index (sources, i), &verdict, error))
        return FALSE;
      take_verdict (self, g_ptr_array_index (sources, i), verdict);
      all_hold = all_hold && (verdict == RC_VERDICT_VALID || verdict == RC_VERDICT_WEAK);
    }
  self->seal->checked += all_hold;
  return TRUE;
}

static gboolean
judge_item (Crate              *self,
            const RcCrateItem  *item,
            GError            **error)
{
  g_autofree char *path = item->path != NULL ? rc_seal_path_normalise (item->path) : NULL;

  /* The crate itself, "./". */
  if (item->is_folder && path == NULL && !item->is_refused)
    return TRUE;
  if (item->is_refused || (item->path != NULL && path == NULL))
    {
      self->seal->total++;
      worsen (self, RC_VERDICT_INVALID, "path");
      tell (self, RC_EXCEPTION_PATH_REFUSED, self->source, "a path below the crate's folder", item->id,
            "“%s” names “%s”, which leads out of its folder; nothing was read there.", self->source->name, item->id);
      return TRUE;
    }
  if (path == NULL)
    {
      self->n_elsewhere++;
      return TRUE;
    }
  if (item->is_folder)
    {
      if (item->is_part)
        g_hash_table_add (self->folders, g_strdup (path));
      return TRUE;
    }
  if (item->is_part)
    g_hash_table_add (self->parts, g_strdup (path));
  return judge_file (self, item, path, error);
}

/* --- What lies beside --- */

static gboolean
is_described (const Crate *self,
              const char  *path)
{
  if (g_hash_table_contains (self->parts, path) || g_str_has_prefix (path, "ro-crate-metadata.json")
      || g_str_has_prefix (path, "ro-crate-preview"))
    return TRUE;

  /* A folder that is a part stands for all below it. */
  for (const char *slash = strchr (path, '/'); slash != NULL; slash = strchr (slash + 1, '/'))
    {
      g_autofree char *folder = g_strndup (path, (gsize) (slash - path));

      if (g_hash_table_contains (self->folders, folder))
        return TRUE;
    }
  return FALSE;
}

static void
look_around (Crate *self)
{
  for (guint i = rc_listing_find_start (self->by_name, self->folder); i < self->by_name->len; i++)
    {
      const RcSource *source = g_ptr_array_index (self->by_name, i);
      const char *path = source->name + strlen (self->folder);

      if (!g_str_has_prefix (source->name, self->folder))
        break;
      if (source->imported_us != self->source->imported_us || is_described (self, path)
          || rc_seal_work_list_over (self->work, source->id) != NULL || rc_listing_has_file (self->work, source->id)
          || !rc_listing_stands_on_its_own (self->work->context, source, self->folder))
        continue;

      self->n_unlisted++;
      self->seal->completeness = rc_verdict_worst (self->seal->completeness, RC_VERDICT_NOT_COVERED);
      tell (self, RC_EXCEPTION_NOT_LISTED, source, "a part of the crate", "none", "“%s” lies in the folder of “%s”, but is no part of it.",
            source->name, self->source->name);
    }
}

/* --- The whole --- */

static void
add_notes (Crate *self)
{
  const struct
  {
    guint       count;
    const char *text;
  } notes[] = {
    { self->n_without, "files are described without a digest: what they were nobody says" },
    { self->n_absent, "described files were not received" },
    { self->n_elsewhere, "described files lie on the web or have no path; nothing is ever fetched" },
    { self->n_no_part, "described files are named by no folder of the crate as its part" },
    { self->n_unlisted, "files beside the described ones are no part of the crate" },
    { self->n_weak, "files are described by a digest for which two files can be made alike" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    {
      if (notes[i].count > 0)
        rc_seal_add_note (self->seal, "%u %s", notes[i].count, notes[i].text);
    }
}

static gboolean
judge_crate (RcListing   *listing,
             RcSealWork  *work,
             GError     **error)
{
  Crate *self = listing->data;

  self->work = work;
  self->seal = rc_seal_new (KIND, self->source->name);
  self->seal->carrier = self->source->id;
  self->seal->integrity = RC_VERDICT_VALID;
  self->seal->completeness = RC_VERDICT_VALID;
  g_array_append_val (self->seal->sources, self->source->id);
  rc_listing_take_signature (work, self->source->id, self->seal);
  self->seal_id = rc_judgement_add_seal (work->judgement, self->seal);
  if (self->is_ambiguous)
    {
      worsen (self, RC_VERDICT_AMBIGUOUS, NULL);
      tell (self, RC_EXCEPTION_DUPLICATE_MEMBER, self->source, "each member once", "a member twice", "“%s” can be read in two ways.",
            self->source->name);
    }

  for (guint i = 0; i < self->items->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (work->context->cancellable, error)
          || !judge_item (self, g_ptr_array_index (self->items, i), error))
        return FALSE;
    }
  /* A description that describes nothing vouches for nothing. */
  if (self->seal->total == 0)
    worsen (self, RC_VERDICT_UNSIGNED, NULL);
  look_around (self);
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
  const Crate *self = listing->data;

  for (guint i = 0; i < self->items->len; i++)
    {
      const RcCrateItem *item = g_ptr_array_index (self->items, i);
      g_autofree char *path = item->path != NULL && item->has_digest ? rc_seal_path_normalise (item->path) : NULL;
      g_autofree char *name = path != NULL ? g_strconcat (self->folder, path, NULL) : NULL;

      if (name != NULL)
        name_func (name, user_data);
    }
  return TRUE;
}

/* --- The mechanism --- */

static gpointer
begin (RcSealWork *work)
{
  return rc_listing_sort_names (work->context);
}

static void
end (gpointer data)
{
  g_ptr_array_unref (data);
}

static void
add_crate (RcSealWork     *work,
           GPtrArray      *by_name,
           const RcSource *carrier,
           GPtrArray      *items,
           gboolean        is_ambiguous)
{
  Crate *crate = g_new0 (Crate, 1);
  RcListing *listing = rc_listing_new (crate, crate_free);

  crate->source = carrier;
  crate->folder = rc_seal_context_dup_folder (work->context, carrier);
  crate->by_name = g_ptr_array_ref (by_name);
  crate->items = items;
  crate->is_ambiguous = is_ambiguous;
  crate->parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  crate->folders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  listing->owns_files = TRUE;
  listing->walk = walk;
  listing->judge = judge_crate;
  g_array_append_val (listing->files, carrier->id);
  rc_listing_add (work, listing);
}

static gboolean
judge (RcSealWork      *work,
       gpointer         data,
       const RcSource  *carrier,
       GBytes          *bytes,
       GError         **error)
{
  const char *fault = NULL;
  gboolean is_ambiguous;
  GPtrArray *items;

  if (bytes == NULL)
    {
      g_autofree char *limit = g_strdup_printf ("limit(RC_LIMIT_SEAL_FILE_BYTES,%u)", RC_LIMIT_SEAL_FILE_BYTES);

      rc_seal_work_unverifiable (work, KIND, NULL, carrier, limit);
      return TRUE;
    }

  items = rc_crate_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &is_ambiguous, &fault);
  if (items == NULL)
    rc_seal_work_malformed (work, KIND, NULL, carrier, "the description of a crate", fault);
  else
    add_crate (work, data, carrier, items, is_ambiguous);
  return TRUE;
}

static int
recognise (const RcSample *sample)
{
  return rc_crate_recognise (sample->head, sample->head_length) ? RC_MECHANISM_SURE : 0;
}

/* A description, not a seal: it protects the files whose digest it tells, as far as somebody signed it (integrity.md section 5.18). */
const RcMechanism rc_mechanism_ro_crate = {
  .id = "ro-crate",
  .title = N_("Description of a research object (RO-Crate)"),
  .evidences = N_("That described files are what they were when it was written, where it tells their digest; judged by verify."),
  .framing = RC_FRAMING_LINES,
  .recognise = recognise,
  .begin = begin,
  .judge = judge,
  .end = end,
};
