/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/reading/bundle-compare.h"

#include <string.h>

#include <glib/gstdio.h>

#include "core/bounds.h"
#include "core/words.h"
#include "reports/bundle/writing/bundle-parts.h"

#define TOLD 20u
#define SHOWN_BYTES 300u

typedef struct
{
  RcBundleOpenWork *work;
  RcBundleWork      writing;
  RcBundleReader   *again;
  guint64           n_same;
} Compare;

/* --- Lines --- */

typedef struct
{
  RcStream   *stream;
  GByteArray *bytes;
  gboolean    is_at_end;
} LineReader;

static gboolean
next_line (LineReader  *self,
           GString     *out_line,
           gboolean    *out_line_there,
           GError     **error)
{
  g_string_truncate (out_line, 0);
  for (;;)
    {
      const guint8 *end = self->bytes->len > 0 ? memchr (self->bytes->data, '\n', self->bytes->len) : NULL;
      guint8 part[16384];
      gssize n;

      if (end != NULL || self->is_at_end)
        {
          guint length = end != NULL ? (guint) (end - self->bytes->data) : self->bytes->len;

          *out_line_there = end != NULL || length > 0;
          g_string_append_len (out_line, (const char *) self->bytes->data, length);
          g_byte_array_remove_range (self->bytes, 0, MIN (length + 1, self->bytes->len));
          return TRUE;
        }
      n = self->bytes->len <= RC_LIMIT_RECORD_BYTES ? rc_stream_read (self->stream, part, sizeof part, error) : 0;
      if (n < 0)
        return FALSE;
      self->is_at_end = n == 0;
      g_byte_array_append (self->bytes, part, (guint) n);
    }
}

static void
tell_line (Compare    *self,
           const char *path,
           guint64     number,
           const char *received,
           const char *again,
           guint       n_told)
{
  g_autofree char *object = g_strdup_printf ("%s line %" G_GUINT64_FORMAT, path, number);
  g_autofree char *expected = received != NULL ? g_strdup_printf ("%.*s", (int) SHOWN_BYTES, received) : g_strdup ("nothing");
  g_autofree char *found = again != NULL ? g_strdup_printf ("%.*s", (int) SHOWN_BYTES, again) : g_strdup ("nothing");

  self->work->opening->n_differing++;
  if (n_told < TOLD)
    rc_bundle_check_add (self->work, object, RC_VERDICT_INVALID, "replay", expected, found,
                         _("What the bundle says here is not what comes of its own evidence."));
}

static gboolean
compare_lines (Compare     *self,
               const char  *path,
               GError     **error)
{
  g_autoptr (RcStream) received = rc_bundle_reader_stream (self->work->reader, path, error);
  g_autoptr (RcStream) again = received != NULL ? rc_bundle_reader_stream (self->again, path, error) : NULL;
  g_autoptr (GByteArray) one_bytes = g_byte_array_new ();
  g_autoptr (GByteArray) other_bytes = g_byte_array_new ();
  g_autoptr (GString) one = g_string_new (NULL);
  g_autoptr (GString) other = g_string_new (NULL);
  LineReader left = { .stream = received, .bytes = one_bytes };
  LineReader right = { .stream = again, .bytes = other_bytes };
  guint n_told = 0;

  if (again == NULL)
    return FALSE;
  for (guint64 number = 1;; number++)
    {
      gboolean has_one, has_other;

      if (!next_line (&left, one, &has_one, error) || !next_line (&right, other, &has_other, error))
        return FALSE;
      if (!has_one && !has_other)
        return TRUE;
      if (has_one != has_other || !g_string_equal (one, other))
        tell_line (self, path, number, has_one ? one->str : NULL, has_other ? other->str : NULL, n_told++);
    }
}

/* --- Files --- */

static gboolean
tell_file (Compare     *self,
           const char  *path,
           GError     **error)
{
  g_autoptr (GBytes) received = NULL;
  g_autoptr (GBytes) again = NULL;

  if (g_str_has_suffix (path, ".jsonl"))
    return compare_lines (self, path, error);
  if (g_str_has_suffix (path, ".json"))
    {
      received = rc_bundle_reader_read (self->work->reader, path, RC_LIMIT_RECORD_BYTES, NULL);
      again = rc_bundle_reader_read (self->again, path, RC_LIMIT_RECORD_BYTES, NULL);
    }
  if (received != NULL && again != NULL)
    {
      rc_bundle_compare_json (self->work, path, received, again);
      return TRUE;
    }

  self->work->opening->n_differing++;
  rc_bundle_check_add (self->work, path, RC_VERDICT_INVALID, "replay", N_("the file that comes of the evidence"), N_("another one"),
                       _("A file of the bundle is not the one that comes of its own evidence."));
  return TRUE;
}

static gboolean
compare_file (Compare             *self,
              const RcBundleFile  *file,
              GError             **error)
{
  const RcDigest *received = rc_bundle_reader_peek_digest (self->work->reader, file->path);

  if (rc_bundle_pages_is_signed (&self->writing, file->path))
    return TRUE;
  self->work->opening->n_compared++;
  if (received == NULL)
    {
      self->work->opening->n_differing++;
      rc_bundle_check_add (self->work, file->path, RC_VERDICT_INCOMPLETE, "missing", N_("the file"), N_("none"),
                           _("A file that comes of the evidence is not in the bundle."));
      return TRUE;
    }
  if (!rc_digest_equal (received, &file->sha256))
    return tell_file (self, file->path, error);
  self->n_same++;
  return TRUE;
}

/* What the program would not have written is shown as that: nothing vouches for it. */
static void
check_others (Compare *self)
{
  const GPtrArray *list = rc_bundle_reader_list (self->work->reader);

  for (guint i = 0; i < list->len; i++)
    {
      const char *path = ((const RcBundleMember *) g_ptr_array_index (list, i))->path;

      if (g_str_has_prefix (path, "data/sources/") || rc_bundle_pages_is_over (path) || rc_bundle_pages_is_seal_key (self->work, path)
          || rc_bundle_reader_has (self->again, path))
        continue;
      self->work->opening->n_compared++;
      self->work->opening->n_differing++;
      rc_bundle_check_add (self->work, path, RC_VERDICT_NOT_COVERED, NULL, N_("a file that comes of the evidence"), N_("another one"),
                           _("A file is in the bundle that does not come of its evidence."));
    }
}

/* Held against the files already, and named by their digests. */
static gboolean
is_manifest (const char *path)
{
  return strcmp (path, "bagit.txt") == 0 || strcmp (path, "manifest-sha256.txt") == 0;
}

static gboolean
compare_files (Compare  *self,
               GError  **error)
{
  const GPtrArray *list = rc_bundle_writer_list (self->writing.writer);

  for (guint i = 0; i < list->len; i++)
    {
      const RcBundleFile *file = g_ptr_array_index (list, i);

      if (!g_str_has_prefix (file->path, "data/sources/") && !is_manifest (file->path) && !compare_file (self, file, error))
        return FALSE;
    }
  self->work->opening->n_compared += self->writing.judgement->seals->len + self->writing.judgement->exceptions->len + self->writing.sources->len;
  check_others (self);
  if (self->n_same > 0)
    rc_bundle_check_good (self->work, N_("compared files"), self->n_same, _("So many files are byte for byte what comes of the evidence that was read again."));
  return TRUE;
}

/* --- Writing it again --- */

static gboolean
write_again (Compare     *self,
             const char  *path,
             GError     **error)
{
  RcDigest manifest, sha256;
  guint64 bytes;

  rc_bundle_pages_begin (self->work, &self->writing);
  self->writing.writer = rc_bundle_writer_new (path, rc_bundle_reader_folder (self->work->reader), self->writing.changed_us, error);
  if (self->writing.writer == NULL || !rc_bundle_write_payload (&self->writing, error)
      || !rc_bundle_writer_close_payload (self->writing.writer, &manifest, error) || !rc_bundle_pages_write (self->work, &self->writing, error)
      || !rc_bundle_writer_finish (self->writing.writer, &sha256, &bytes, error) || !rc_bundle_writer_publish (self->writing.writer, error))
    return FALSE;
  self->again = rc_bundle_reader_open (path, error);
  (void) g_unlink (path);
  return self->again != NULL;
}

static char **
list_lineages (const RcJson *info)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_free);
  guint32 array = rc_json_member (info, 0, "lineages");

  if (rc_json_is (info, array, RC_JSON_ARRAY))
    for (guint32 item = array + 1; item < info->nodes[array].next; item = info->nodes[item].next)
      {
        char *event = rc_json_dup_string (info, rc_json_member (info, item, "event"));

        if (event != NULL)
          g_ptr_array_add (events, event);
      }
  g_ptr_array_add (events, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&events), FALSE);
}

static void
cannot_compare (RcBundleOpenWork *work,
                const char       *why)
{
  work->opening->n_differing++;
  rc_bundle_check_add (work, N_("data"), RC_VERDICT_INVALID, "replay", N_("a bundle that can be made again from its evidence"), why,
                       _("What is in the bundle could not be made again from its own evidence."));
}

static gboolean
compare (Compare              *self,
         RcCase               *case_file,
         const RcBundleTerms  *terms,
         const char           *path,
         GError              **error)
{
  gboolean good;

  if (!rc_bundle_work_begin (&self->writing, case_file, terms, self->work->cancellable, error))
    return FALSE;
  rc_words_push (terms->language);
  good = write_again (self, path, error);
  rc_words_pop ();
  return good && compare_files (self, error);
}

gboolean
rc_bundle_compare (RcBundleOpenWork  *work,
                   RcCase            *case_file,
                   GError           **error)
{
  g_autofree char *language = rc_json_dup_string (&work->info, rc_json_member (&work->info, 0, "language"));
  g_auto (GStrv) lineages = list_lineages (&work->info);
  g_autofree char *path = g_strconcat (work->case_path, ".again", NULL);
  const RcBundleTerms terms = { .lineages = (const char * const *) lineages, .language = language, .unsealed = TRUE };
  g_autoptr (GError) local_error = NULL;
  Compare self = { .work = work };
  gboolean good = compare (&self, case_file, &terms, path, &local_error);

  g_clear_pointer (&self.again, rc_bundle_reader_free);
  rc_bundle_work_clear (&self.writing);
  if (good)
    return TRUE;
  if (local_error->domain != RC_BUNDLE_ERROR || g_error_matches (local_error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_FILE))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  cannot_compare (work, local_error->message);
  return TRUE;
}
