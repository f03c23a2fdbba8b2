/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/oms-folder.h"

#include <string.h>

#include "core/bounds.h"
#include "core/seals/cover.h"
#include "core/seals/folder-files.h"
#include "core/seals/oms-extra.h"
#include "core/seals/oms-file.h"

/* A model's folder while it is held against a statement. */
typedef struct
{
  RcSealWork           *work;
  const RcSource       *carrier;
  const RcOmsStatement *statement;
  RcSeal               *seal;
  RcVerdict             files;         /* what the comparison shows, beside what the seal's integrity says already */
  char                 *root;          /* path of the model from the carrier's folder: "" or "name/" */
  GHashTable           *by_path;       /* path → GPtrArray of RcOmsResource */
  GPtrArray            *paths;         /* keys of @by_path, in the order of the statement */
  GHashTable           *taken;         /* ids of sources that the statement speaks of */
  guint                 n_told;
  guint                 n_refused;
  guint                 n_absent;
  guint                 n_partial;
} Folder;

static void
folder_clear (Folder *self)
{
  g_clear_pointer (&self->root, g_free);
  g_clear_pointer (&self->by_path, g_hash_table_unref);
  g_clear_pointer (&self->paths, g_ptr_array_unref);
  g_clear_pointer (&self->taken, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Folder, folder_clear)

/* Of many alike the first ones are told one by one; the seal counts all. */
static gboolean
may_tell (Folder *self)
{
  return self->n_told++ < RC_LIMIT_SET_ASIDE_LISTED;
}

static void
worsen (Folder    *self,
        RcVerdict  verdict)
{
  self->files = rc_verdict_worst (self->files, verdict);
}

/* --- What the statement lists --- */

static void
index_resources (Folder *self)
{
  const GPtrArray *resources = self->statement->resources;

  self->by_path = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->paths = g_ptr_array_new ();
  self->taken = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < resources->len; i++)
    {
      RcOmsResource *resource = resources->pdata[i];
      g_autofree char *normal = rc_seal_path_normalise (resource->path);
      const char *path = normal != NULL ? normal : resource->path;
      GPtrArray *same = g_hash_table_lookup (self->by_path, path);

      if (same == NULL)
        {
          char *kept = g_strdup (path);

          same = g_ptr_array_new ();
          g_hash_table_insert (self->by_path, kept, same);
          g_ptr_array_add (self->paths, kept);
        }
      g_ptr_array_add (same, resource);
    }
}

static gboolean
is_single_file (const Folder *self)
{
  return self->paths->len == 1 && strcmp (self->paths->pdata[0], ".") == 0;
}

/* The signature lies in the model's folder, or beside it. */
static char *
find_root (const Folder *self)
{
  RcSealContext *context = self->work->context;
  g_autofree char *inner = self->statement->model != NULL ? g_strconcat (self->statement->model, "/", NULL) : NULL;
  guint n_here = 0, n_inner = 0;

  for (guint i = 0; inner != NULL && i < self->paths->len; i++)
    {
      g_autofree char *below = g_strconcat (inner, self->paths->pdata[i], NULL);

      n_here += rc_seal_context_find_beside (context, self->carrier, self->paths->pdata[i]) != NULL;
      n_inner += rc_seal_context_find_beside (context, self->carrier, below) != NULL;
    }
  return n_inner > n_here ? g_steal_pointer (&inner) : g_strdup ("");
}

static void
judge_root (Folder *self)
{
  const GPtrArray *resources = self->statement->resources;
  g_autoptr (RcHasher) hasher = rc_hasher_new ();
  g_autofree char *expected = rc_digest_dup_hex (&self->statement->root);
  g_autofree char *found = NULL;
  RcDigest root;

  for (guint i = 0; i < resources->len; i++)
    {
      GBytes *digest = ((const RcOmsResource *) resources->pdata[i])->digest;

      rc_hasher_update (hasher, g_bytes_get_data (digest, NULL), g_bytes_get_size (digest));
    }
  rc_hasher_finish (hasher, &root);
  if (rc_digest_equal (&root, &self->statement->root))
    return;

  found = rc_digest_dup_hex (&root);
  worsen (self, RC_VERDICT_INVALID);
  rc_seal_work_tell (self->work, RC_EXCEPTION_DIGEST_MISMATCH, self->carrier, expected, found,
                     "“%s” contradicts itself: the digests that it lists do not give the one that it states of the whole model.",
                     self->carrier->name);
}

/* --- One file --- */

static void
tell_mismatch (Folder                 *self,
               const RcSource         *source,
               const RcOmsFileFinding *finding)
{
  const RcOmsResource *resource = finding->differing;
  g_autofree char *expected = rc_bytes_dup_hex (g_bytes_get_data (resource->digest, NULL), g_bytes_get_size (resource->digest));
  g_autofree char *found = finding->found != NULL
                           ? rc_bytes_dup_hex (g_bytes_get_data (finding->found, NULL), g_bytes_get_size (finding->found))
                           : g_strdup ("fewer bytes than were signed");

  if (!may_tell (self))
    return;
  if (resource->end < 0)
    rc_seal_work_tell (self->work, RC_EXCEPTION_DIGEST_MISMATCH, source, expected, found,
                       "“%s” is not the file that “%s” signs: its %s differs.", source->name, self->carrier->name,
                       self->statement->algorithm_name);
  else
    rc_seal_work_tell (self->work, RC_EXCEPTION_DIGEST_MISMATCH, source, expected, found,
                       "“%s” is not the file that “%s” signs: it differs between bytes %" G_GINT64_FORMAT " and %" G_GINT64_FORMAT ".",
                       source->name, self->carrier->name, resource->start, resource->end);
}

/* Ranges must cover the file from its first byte to its last: what lies between them was never signed. */
static void
tell_holes (Folder                 *self,
            const RcSource         *source,
            const RcOmsFileFinding *finding)
{
  g_autofree char *expected = g_strdup_printf ("%" G_GUINT64_FORMAT " bytes", source->size);
  g_autofree char *found = g_strdup_printf ("signed without a hole to byte %" G_GUINT64_FORMAT, finding->covered);

  self->n_partial++;
  self->seal->completeness = rc_verdict_worst (self->seal->completeness, RC_VERDICT_NOT_COVERED);
  if (may_tell (self))
    rc_seal_work_tell (self->work, RC_EXCEPTION_NOT_LISTED, source, expected, found,
                       "Of “%s” not all bytes are signed by “%s”.", source->name, self->carrier->name);
}

/* Two digests of the same bytes: nobody can say which is meant. Ranges are sorted for that, and so that no byte is hashed twice. */
static gboolean
is_ambiguous (const Folder *self,
              GPtrArray    *resources)
{
  const RcOmsResource *first = resources->pdata[0];

  if (self->statement->is_sharded)
    return rc_oms_file_has_overlap (resources);

  for (guint i = 1; i < resources->len; i++)
    {
      if (!g_bytes_equal (first->digest, ((const RcOmsResource *) resources->pdata[i])->digest))
        return TRUE;
    }
  return FALSE;
}

static gboolean
judge_file (Folder          *self,
            const RcSource  *source,
            GPtrArray       *resources,
            RcVerdict       *out_verdict,
            GError         **error)
{
  RcSeal *seal = self->seal;
  g_auto (RcOmsFileFinding) finding = { RC_VERDICT_VALID };
  RcVerdict protection;

  if (!rc_oms_file_judge (self->work, self->statement, source, resources, &finding, error))
    return FALSE;
  if (finding.differing != NULL)
    tell_mismatch (self, source, &finding);
  if (finding.covered < source->size)
    tell_holes (self, source, &finding);

  g_hash_table_add (self->taken, g_memdup2 (&source->id, sizeof source->id));
  g_array_append_val (seal->sources, source->id);
  protection = rc_verdict_worst (rc_verdict_worst (finding.verdict, seal->integrity), rc_verdict_worst (seal->signature, seal->anchor));
  rc_cover_source (self->work->context, self->work->judgement, seal->id, source, protection);
  if (finding.verdict == RC_VERDICT_VALID && finding.covered >= source->size)
    rc_seal_work_stand_over (self->work, source->id, seal);
  worsen (self, finding.verdict);
  *out_verdict = finding.verdict;
  return TRUE;
}

/* --- One path of the statement --- */

/* The file of a model that is one file: by the name that the signer gave it, else by its content. */
static GPtrArray *
find_single_file (Folder          *self,
                  const GPtrArray *resources)
{
  RcSealContext *context = self->work->context;
  const RcOmsResource *resource = resources->pdata[0];
  g_autofree char *folder = rc_seal_context_dup_folder (context, self->carrier);
  g_autoptr (GPtrArray) beside = NULL;
  GPtrArray *found = self->statement->model != NULL ? rc_seal_context_find_all_beside (context, self->carrier, self->statement->model)
                     : g_ptr_array_new ();

  beside = rc_folder_files_list (context, self->carrier, folder);
  for (guint i = 0; i < beside->len && found->len == 0 && resource->end < 0; i++)
    {
      const RcSource *source = beside->pdata[i];

      if (g_bytes_get_size (resource->digest) == RC_DIGEST_BYTES
          && memcmp (g_bytes_get_data (resource->digest, NULL), source->sha256.bytes, RC_DIGEST_BYTES) == 0)
        g_ptr_array_add (found, beside->pdata[i]);
    }
  return found;
}

static GPtrArray *
find_files (Folder          *self,
            const char      *path,
            const GPtrArray *resources)
{
  g_autofree char *below = g_strconcat (self->root, path, NULL);

  return is_single_file (self) ? find_single_file (self, resources)
         : rc_seal_context_find_all_beside (self->work->context, self->carrier, below);
}

static void
refuse_path (Folder     *self,
             const char *path)
{
  self->n_refused++;
  worsen (self, RC_VERDICT_INVALID);
  if (may_tell (self))
    rc_seal_work_tell (self->work, RC_EXCEPTION_PATH_REFUSED, self->carrier, "a path below the model's folder", path,
                       "“%s” names “%s”, which leads out of its folder; nothing was read there.", self->carrier->name, path);
}

static void
tell_absent (Folder     *self,
             const char *path)
{
  const char *name = is_single_file (self) && self->statement->model != NULL ? self->statement->model : path;

  self->n_absent++;
  self->seal->completeness = rc_verdict_worst (self->seal->completeness, RC_VERDICT_INCOMPLETE);
  if (may_tell (self))
    rc_seal_work_tell (self->work, RC_EXCEPTION_LISTED_ABSENT, self->carrier, name, "nothing received",
                       "“%s” signs “%s”, which was not received.", self->carrier->name, name);
}

static void
tell_ambiguous (Folder     *self,
                const char *path)
{
  worsen (self, RC_VERDICT_AMBIGUOUS);
  if (may_tell (self))
    rc_seal_work_tell (self->work, RC_EXCEPTION_LIST_AMBIGUOUS, self->carrier, "one digest of each byte", "two",
                       self->statement->is_sharded ? "“%s” lists parts of “%s” that overlap."
                       : "“%s” lists “%s” twice with different digests.", self->carrier->name, path);
}

static gboolean
judge_path (Folder      *self,
            const char  *path,
            GError     **error)
{
  GPtrArray *resources = g_hash_table_lookup (self->by_path, path);
  g_autofree char *normal = rc_seal_path_normalise (path);
  g_autoptr (GPtrArray) files = NULL;
  gboolean all_fit = TRUE;

  if (normal == NULL && !is_single_file (self))
    {
      refuse_path (self, path);
      return TRUE;
    }
  if (is_ambiguous (self, resources))
    {
      tell_ambiguous (self, path);
      return TRUE;
    }

  files = find_files (self, path, resources);
  if (files->len == 0)
    tell_absent (self, path);
  for (guint i = 0; i < files->len; i++)
    {
      RcVerdict verdict;

      if (!judge_file (self, files->pdata[i], resources, &verdict, error))
        return FALSE;
      all_fit = all_fit && verdict == RC_VERDICT_VALID;
    }
  self->seal->checked += files->len > 0 && all_fit;
  return TRUE;
}

/* --- The whole --- */

static void
set_reason (Folder *self)
{
  RcSeal *seal = self->seal;
  RcVerdict own = rc_verdict_worst (self->files, seal->completeness);

  if (own >= rc_verdict_worst (seal->integrity, rc_verdict_worst (seal->signature, seal->anchor)))
    return;

  if (self->files != own)
    rc_seal_set_reason (seal, NULL);
  else if (own == RC_VERDICT_INVALID)
    rc_seal_set_reason (seal, self->n_refused > 0 ? "path" : "digest");
  else if (own == RC_VERDICT_UNVERIFIABLE)
    rc_seal_set_reason (seal, self->statement->algorithm == RC_OMS_UNSUPPORTED ? "algorithm-unsupported" : "bytes-not-held");
  else
    rc_seal_set_reason (seal, NULL);
}

static void
add_notes (Folder *self)
{
  RcSeal *seal = self->seal;

  if (self->n_absent > 0)
    rc_seal_add_note (seal, "%u signed files were not received", self->n_absent);
  if (self->n_partial > 0)
    rc_seal_add_note (seal, "Of %u files not all bytes are signed", self->n_partial);
  if (self->statement->allows_links)
    rc_seal_add_note (seal, "The signer followed symbolic links: what stands for one of them is what was received under its name");
  if (self->statement->algorithm == RC_OMS_UNSUPPORTED)
    rc_seal_add_note (seal, "The files are named by %s digests, which are not computed here", self->statement->algorithm_name);
}

/**
 * rc_oms_folder_judge:
 *
 * The model's folder is what was received with the carrier, in the same folder or archive. All that is listed and all that is there are
 * compared as two sets (integrity.md section 5.5, steps 2 to 4).
 *
 * Returns: %FALSE with @error where the case could not be read
 */
gboolean
rc_oms_folder_judge (RcSealWork            *work,
                     const RcSource        *carrier,
                     const RcOmsStatement  *statement,
                     RcSeal                *seal,
                     GError               **error)
{
  g_auto (Folder) self = { .work = work, .carrier = carrier, .statement = statement, .seal = seal, .files = RC_VERDICT_VALID };

  index_resources (&self);
  self.root = find_root (&self);
  seal->completeness = RC_VERDICT_VALID;
  seal->checked = 0;
  seal->total = self.paths->len;
  judge_root (&self);
  for (guint i = 0; i < self.paths->len; i++)
    {
      if (!judge_path (&self, self.paths->pdata[i], error))
        return FALSE;
    }

  if (!is_single_file (&self))
    rc_oms_extra_judge (work, carrier, statement, self.root, self.taken, seal);
  set_reason (&self);
  seal->integrity = rc_verdict_worst (seal->integrity, self.files);
  add_notes (&self);
  return TRUE;
}
