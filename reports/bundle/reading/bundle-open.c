/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/reading/bundle-opening.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "core/file-place.h"
#include "core/words.h"
#include "reports/bundle/bundle.h"

#define INFO "data/bundle.json"
#define CASE_NAME "opened.recount"

/* --- The answer --- */

/* Nobody else can write into it. */
static void
remove_folder (char *folder)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      (void) g_unlink (path);
    }
  g_clear_pointer (&dir, g_dir_close);
  (void) g_rmdir (folder);
  g_free (folder);
}

void
rc_bundle_opening_free (RcBundleOpening *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->case_file);
  g_clear_pointer (&self->judgement, rc_judgement_free);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  g_clear_pointer (&self->folder, remove_folder);
  g_free (self->id);
  g_free (self->kind);
  g_free (self->sha256);
  g_free (self->format);
  g_free (self->case_id);
  g_free (self->case_title);
  g_free (self->state);
  g_free (self->maker_version);
  g_free (self->seal_fingerprint);
  g_free (self->verification);
  g_free (self);
}

const RcBundleCheck *
rc_bundle_opening_find_seal (const RcBundleOpening *self)
{
  /* The worst comes first. */
  for (guint i = 0; i < self->checks->len; i++)
    if (strcmp (((const RcBundleCheck *) g_ptr_array_index (self->checks, i))->object, "seal") == 0)
      return g_ptr_array_index (self->checks, i);
  return NULL;
}

/* A seal that fits no more than the key beside it is not valid here. */
gboolean
rc_bundle_opening_is_vouched (const RcBundleOpening *self)
{
  const RcBundleCheck *seal = rc_bundle_opening_find_seal (self);

  return seal != NULL && seal->verdict == RC_VERDICT_VALID;
}

RcVerdict
rc_bundle_check_verdict (const RcBundleCheck *self,
                         gboolean             is_vouched)
{
  return self->verdict == RC_VERDICT_VALID && !is_vouched ? RC_VERDICT_UNANCHORED : self->verdict;
}

RcVerdict
rc_bundle_opening_worst (const RcBundleOpening *self)
{
  RcVerdict worst = RC_VERDICT_VALID;

  for (guint i = 0; i < self->checks->len; i++)
    worst = rc_verdict_worst (worst, ((const RcBundleCheck *) g_ptr_array_index (self->checks, i))->verdict);
  return worst;
}

/* g_ptr_array_sort() keeps no order among equals: their place in the list decides. */
typedef struct
{
  RcBundleCheck *check;
  guint          place;
} Placed;

static int
compare_checks (gconstpointer a,
                gconstpointer b)
{
  const Placed *left = a;
  const Placed *right = b;

  if (left->check->verdict != right->check->verdict)
    return rc_verdict_worst (left->check->verdict, right->check->verdict) == left->check->verdict ? -1 : 1;
  return left->place < right->place ? -1 : 1;
}

static void
sort_checks (GPtrArray *checks)
{
  g_autoptr (GArray) placed = g_array_new (FALSE, FALSE, sizeof (Placed));

  for (guint i = 0; i < checks->len; i++)
    {
      const Placed one = { g_ptr_array_index (checks, i), i };

      g_array_append_val (placed, one);
    }
  g_array_sort (placed, compare_checks);
  for (guint i = 0; i < checks->len; i++)
    g_ptr_array_index (checks, i) = g_array_index (placed, Placed, i).check;
}

/* --- What it says of itself --- */

static void
check_folder (RcBundleOpenWork *work)
{
  g_autofree char *expected = g_strdup_printf ("recount-%.16s", work->opening->id);

  if (strcmp (expected, rc_bundle_reader_folder (work->reader)) != 0)
    rc_bundle_check_add (work, N_("folder"), RC_VERDICT_INVALID, "path", expected, rc_bundle_reader_folder (work->reader),
                         _("The folder in the bundle has another name than its maker gave it."));
}

static gboolean
read_info (RcBundleOpenWork  *work,
           GError           **error)
{
  RcBundleOpening *opening = work->opening;
  const RcJson *info = &work->info;
  RcDigest id;

  if (!rc_bundle_check_read_json (work, INFO, &work->info, &work->info_bytes))
    {
      g_set_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_NOT_ONE, _("This is no bundle that can be opened safely: %s"),
                   _("it has no file data/bundle.json that can be read."));
      return FALSE;
    }
  opening->id = rc_json_dup_string (info, rc_json_member (info, 0, "id"));
  opening->kind = rc_json_dup_string (info, rc_json_member (info, 0, "kind"));
  opening->format = rc_json_dup_string (info, rc_json_member (info, 0, "format"));
  opening->state = rc_json_dup_string (info, rc_json_member (info, 0, "state"));
  opening->case_id = rc_json_dup_string (info, rc_json_pointer (info, "/case/id"));
  opening->case_title = rc_json_dup_string (info, rc_json_pointer (info, "/case/title"));
  opening->maker_version = rc_json_dup_string (info, rc_json_pointer (info, "/program/version"));
  if (g_strcmp0 (opening->format, RC_BUNDLE_FORMAT) == 0
      && (opening->id == NULL || !rc_digest_from_hex (opening->id, strlen (opening->id), &id)
          || (g_strcmp0 (opening->kind, "full") != 0 && g_strcmp0 (opening->kind, "selective") != 0)))
    {
      g_set_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_NOT_ONE, _("This is no bundle that can be opened safely: %s"),
                   _("it does not say which bundle it is, or whether it is of the whole case."));
      return FALSE;
    }
  if (g_strcmp0 (opening->format, RC_BUNDLE_FORMAT) != 0)
    {
      g_set_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_NOT_ONE, _("This bundle is of a form that this program does not read: expected %s, found %s."),
                   RC_BUNDLE_FORMAT, opening->format != NULL ? opening->format : "none");
      return FALSE;
    }
  check_folder (work);
  return TRUE;
}

static void
note_version (RcBundleOpenWork *work)
{
  const char *maker = work->opening->maker_version;

  if (g_strcmp0 (maker, PACKAGE_VERSION) != 0)
    rc_bundle_check_add (work, N_("program"), RC_VERDICT_PARTIAL, NULL, maker, PACKAGE_VERSION,
                         _("The bundle was made by another version of the program than this one: a difference may come from that."));
}

/* --- Where the case is made --- */

static char *
make_place (RcBundleOpening  *opening,
            const char       *case_path,
            GError          **error)
{
  g_autofree char *parent = NULL;
  g_autofree char *pattern = NULL;

  if (case_path == NULL)
    {
      opening->folder = g_dir_make_tmp ("recount-bundle-XXXXXX", error);
      return opening->folder != NULL ? g_build_filename (opening->folder, CASE_NAME, NULL) : NULL;
    }
  if (g_file_test (case_path, G_FILE_TEST_EXISTS) || g_file_test (case_path, G_FILE_TEST_IS_SYMLINK))
    {
      g_set_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_FILE, _("%s is there already."), case_path);
      return NULL;
    }
  parent = g_path_get_dirname (case_path);
  pattern = g_build_filename (parent, ".recount-opening-XXXXXX", NULL);
  opening->folder = g_mkdtemp_full (pattern, 0700);
  if (opening->folder == NULL)
    {
      g_set_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_FILE, _("The case could not be made in %s: %s"), parent, g_strerror (errno));
      return NULL;
    }
  pattern = NULL;
  return g_build_filename (opening->folder, CASE_NAME, NULL);
}

/* The finished case gets its name, and is opened for reading. */
static gboolean
place_case (RcBundleOpening  *opening,
            const char       *made,
            const char       *case_path,
            GError          **error)
{
  int fault;

  if (!g_file_test (made, G_FILE_TEST_EXISTS))
    return TRUE;
  /* What came from somebody else is to be read: no program writes into it by the way. */
  if (g_chmod (made, 0400) != 0)
    {
      g_set_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_FILE, _("The case could not be made in %s: %s"), made, g_strerror (errno));
      return FALSE;
    }
  if (case_path == NULL)
    {
      opening->case_file = rc_case_open (made, FALSE, error);
      return opening->case_file != NULL;
    }

  fault = rc_file_move_new (made, case_path);
  if (fault != 0)
    {
      g_set_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_FILE, _("The case could not be made as %s: %s"), case_path, g_strerror (fault));
      return FALSE;
    }
  rc_file_sync_folder (case_path);
  g_clear_pointer (&opening->folder, remove_folder);
  opening->case_file = rc_case_open (case_path, FALSE, error);
  return opening->case_file != NULL;
}

/* --- The order of things --- */

gboolean
rc_bundle_check_all (RcBundleOpenWork  *work,
                     GError           **error)
{
  if (!rc_bundle_check_bag (work, error) || !read_info (work, error) || !rc_bundle_check_texts (work, error) || !rc_bundle_check_seal (work, error)
      || !rc_bundle_check_custody (work, error))
    return FALSE;
  note_version (work);
  return TRUE;
}

static gboolean
run (RcBundleOpenWork  *work,
     GError           **error)
{
  if (!rc_bundle_check_all (work, error))
    return FALSE;
  return strcmp (work->opening->kind, "full") == 0 ? rc_bundle_open_full (work, error) : rc_bundle_open_selective (work, error);
}

/* Out of its envelope, where it lies in one. The folder, and what is in it, are gone once the bundle was read. */
static RcBundleReader *
open_reader (const char               *path,
             const RcBundleOpenTerms  *terms,
             GCancellable             *cancellable,
             GError                  **error)
{
  g_autofree char *folder = g_dir_make_tmp ("recount-unsealed-XXXXXX", error);
  g_autofree char *plain = NULL;
  g_autoptr (GError) reason = NULL;
  RcBundleReader *reader = NULL;

  if (folder == NULL)
    return NULL;

  plain = rc_envelope_unwrap (path, folder, &terms->keys, cancellable, &reason);
  if (reason != NULL)
    g_propagate_error (error, g_steal_pointer (&reason));
  else
    reader = rc_bundle_reader_open (plain != NULL ? plain : path, error);
  if (plain != NULL)
    (void) g_unlink (plain);
  (void) g_rmdir (folder);
  return reader;
}

/**
 * rc_bundle_open:
 * @path: of the bundle
 * @case_path: (nullable): where the case is to stand; nothing may be there
 * @terms: what the reader has from elsewhere
 *
 * Returns: (transfer full) (nullable): what was found; %NULL with @error set where it cannot be opened safely, or the system refused: then nothing is
 *   left behind
 */
RcBundleOpening *
rc_bundle_open (const char               *path,
                const char               *case_path,
                const RcBundleOpenTerms  *terms,
                GCancellable             *cancellable,
                GError                  **error)
{
  g_autoptr (RcBundleOpening) opening = g_new0 (RcBundleOpening, 1);
  g_autoptr (RcBundleReader) reader = open_reader (path, terms, cancellable, error);
  g_autofree char *made = NULL;
  RcBundleOpenWork work = { .reader = reader, .terms = terms, .cancellable = cancellable, .opening = opening };
  gboolean good;

  opening->checks = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_bundle_check_free);
  if (reader == NULL)
    return NULL;
  opening->sha256 = rc_digest_dup_hex (rc_bundle_reader_digest (reader));
  made = make_place (opening, case_path, error);
  if (made == NULL)
    return NULL;

  rc_json_init (&work.info);
  work.case_path = made;
  good = run (&work, error) && place_case (opening, made, case_path, error);
  rc_json_clear (&work.info);
  g_clear_pointer (&work.info_bytes, g_bytes_unref);
  if (!good)
    return NULL;

  sort_checks (opening->checks);
  return g_steal_pointer (&opening);
}
