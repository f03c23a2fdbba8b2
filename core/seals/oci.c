/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/oci.h"

#include <string.h>

#include "core/bounds.h"
#include "core/seals/cosign.h"
#include "core/seals/cover.h"
#include "core/seals/json-prefix.h"
#include "core/seals/oci-layout.h"
#include "core/seals/oci-plain.h"
#include "core/words.h"

#define KIND "oci-layout"

#define TYPE_OF_BUNDLE "application/vnd.dev.sigstore.bundle"
#define TYPE_OF_MODEL_KIT "application/vnd.kitops.modelkit."
#define TAG "org.opencontainers.image.ref.name"

/* One manifest with all that it names. */
typedef struct
{
  RcOciLayout     *layout;
  const RcOciNode *node;
  RcSeal          *seal;
  GArray          *blobs;      /* of RcOciBlob, its own first */
  guint            n_absent;
} Package;

/* --- Which manifests are packages --- */

/* A referrer that carries a bundle is a file of its own, which is judged as such. */
static gboolean
is_bundle (const RcOciNode *node)
{
  const char *type = node->manifest != NULL && node->manifest->artifact_type != NULL ? node->manifest->artifact_type
                     : node->descriptor->artifact_type;

  return node->manifest != NULL && node->manifest->subject != NULL && type != NULL && g_str_has_prefix (type, TYPE_OF_BUNDLE);
}

/* --- One package --- */

static gboolean
add_blob (Package                *self,
          const RcOciDescriptor  *descriptor,
          GError                **error)
{
  RcOciBlob blob;

  if (descriptor == NULL)
    return TRUE;
  if (!rc_oci_layout_get_blob (self->layout, descriptor, &blob, error))
    return FALSE;

  g_array_append_val (self->blobs, blob);
  return TRUE;
}

static gboolean
add_blobs (Package  *self,
           GError  **error)
{
  const RcOciManifest *manifest = self->node->manifest;

  g_array_append_val (self->blobs, self->node->blob);
  if (manifest == NULL || manifest->is_index)
    return TRUE;
  if (!add_blob (self, manifest->config, error))
    return FALSE;

  for (guint i = 0; i < manifest->parts->len; i++)
    {
      if (!add_blob (self, manifest->parts->pdata[i], error))
        return FALSE;
    }
  return TRUE;
}

static void
count_blobs (Package *self)
{
  RcSeal *seal = self->seal;

  seal->total = self->blobs->len;
  for (guint i = 0; i < self->blobs->len; i++)
    {
      const RcOciBlob *blob = &g_array_index (self->blobs, RcOciBlob, i);

      if (blob->source != NULL && !(i > 0 && blob->source->id == self->node->blob.source->id))
        g_array_append_val (seal->sources, blob->source->id);
      if (blob->verdict == RC_VERDICT_VALID)
        seal->checked++;
      else if (blob->verdict == RC_VERDICT_INCOMPLETE)
        self->n_absent++;
      else
        seal->integrity = rc_verdict_worst (seal->integrity, blob->verdict);
    }
  if (self->n_absent == 0)
    return;

  seal->completeness = RC_VERDICT_INCOMPLETE;
  rc_seal_add_note (seal, "%u blobs were not received", self->n_absent);
}

/* Its own blob, the configuration and then the layers stand in @blobs. */
static gboolean
check_plain (Package  *self,
             GError  **error)
{
  const RcOciManifest *manifest = self->node->manifest;
  g_autoptr (GArray) layers = NULL;
  const RcOciBlob *config;
  guint n_fitting = 0;

  if (manifest == NULL || manifest->is_index || manifest->config == NULL || self->blobs->len != manifest->parts->len + 2)
    return TRUE;
  config = &g_array_index (self->blobs, RcOciBlob, 1);
  if (config->source == NULL || config->verdict != RC_VERDICT_VALID)
    return TRUE;

  layers = g_array_new (FALSE, FALSE, sizeof (RcOciBlob));
  g_array_append_vals (layers, config + 1, manifest->parts->len);
  if (!rc_oci_plain_check (self->layout, manifest, config->source, layers, &self->seal->integrity, &n_fitting, error))
    return FALSE;

  if (n_fitting > 0)
    rc_seal_add_note (self->seal, "%u layers unpack to what the configuration states", n_fitting);
  return TRUE;
}

/* Whoever signs a manifest signs the digests in it, and whoever signs an index those of its manifests. */
static void
take_signature (Package *self)
{
  const RcSeal *signature = NULL;

  for (const RcOciNode *node = self->node; node != NULL && signature == NULL; node = node->parent)
    signature = node->blob.source != NULL ? rc_seal_work_find_over (self->layout->work, node->blob.source->id) : NULL;

  self->seal->signature = signature != NULL ? signature->signature : RC_VERDICT_UNSIGNED;
  self->seal->anchor = signature != NULL ? signature->anchor : RC_VERDICT_UNANCHORED;
  if (signature != NULL)
    self->seal->integrity = rc_verdict_worst (self->seal->integrity, signature->integrity);
  if (signature != NULL)
    rc_seal_set_reason (self->seal, signature->reason);
}

static void
tell_reason (Package *self)
{
  RcSeal *seal = self->seal;
  RcVerdict vouched = rc_verdict_worst (seal->signature, seal->anchor);
  const char *tag = rc_oci_descriptor_get_annotation (self->node->descriptor, TAG);
  const RcOciManifest *manifest = self->node->manifest;

  if (seal->integrity < vouched && seal->integrity != RC_VERDICT_VALID && seal->reason == NULL)
    rc_seal_set_reason (seal, seal->integrity == RC_VERDICT_INVALID ? "digest"
                        : seal->integrity == RC_VERDICT_UNVERIFIABLE ? "algorithm-unsupported" : "format");
  if (tag != NULL)
    rc_seal_add_note (seal, "Named “%s” in an index that nobody signed", tag);
  if (manifest != NULL && manifest->config != NULL && manifest->config->media_type != NULL
      && g_str_has_prefix (manifest->config->media_type, TYPE_OF_MODEL_KIT))
    rc_seal_add_note (seal, "A ModelKit of KitOps with %u layers", manifest->parts->len);
}

static void
cover_blobs (Package *self,
             gint64   id)
{
  RcVerdict vouched = rc_verdict_worst (self->seal->signature, self->seal->anchor);

  for (guint i = 0; i < self->blobs->len; i++)
    {
      const RcOciBlob *blob = &g_array_index (self->blobs, RcOciBlob, i);

      if (blob->source != NULL)
        rc_cover_source (self->layout->work->context, self->layout->work->judgement, id, blob->source,
                         rc_verdict_worst (blob->verdict, vouched));
    }
}

static gboolean
judge_package (RcOciLayout      *layout,
               const RcOciNode  *node,
               GError          **error)
{
  g_autoptr (GArray) blobs = g_array_new (FALSE, FALSE, sizeof (RcOciBlob));
  const RcSource *place = node->blob.source != NULL ? node->blob.source : layout->carrier;
  Package package = { .layout = layout, .node = node, .blobs = blobs };

  if (!add_blobs (&package, error))
    return FALSE;

  package.seal = rc_seal_new (KIND, place->name);
  package.seal->carrier = place->id;
  package.seal->integrity = RC_VERDICT_VALID;
  package.seal->completeness = RC_VERDICT_VALID;
  count_blobs (&package);
  if (!check_plain (&package, error))
    {
      rc_seal_free (package.seal);
      return FALSE;
    }
  if (package.seal->sources->len == 0)
    g_array_append_val (package.seal->sources, layout->carrier->id);
  take_signature (&package);
  tell_reason (&package);
  cover_blobs (&package, rc_judgement_add_seal (layout->work->judgement, package.seal));
  return TRUE;
}

/* --- What no manifest names --- */

static void
compare_name (RcOciLayout    *layout,
              const RcSource *source,
              RcSeal         *seal)
{
  const char *base = strrchr (source->name, '/');
  g_autofree char *found = rc_digest_dup_hex (&source->sha256);

  if (strstr (source->name, "blobs/sha256/") == NULL || base == NULL || strcmp (base + 1, found) == 0)
    return;

  seal->integrity = RC_VERDICT_INVALID;
  rc_seal_set_reason (seal, "digest");
  rc_seal_work_tell (layout->work, RC_EXCEPTION_DIGEST_MISMATCH, source, base + 1, found,
                     "“%s” does not hold the bytes whose digest is its name.", source->name);
}

static gboolean
is_unnamed (const RcOciLayout *layout,
            const char        *folder,
            const RcSource    *source)
{
  return strcmp (source->derivation, RC_DERIVATION_ROWS) != 0 && g_str_has_prefix (source->name, folder)
         && !rc_seal_context_is_member (layout->work->context, source, strlen (folder))
         && source->imported_us == layout->carrier->imported_us && !g_hash_table_contains (layout->seen, &source->id);
}

/* One seal over the layout itself, where something in it is covered by nothing, or there is nothing in it at all. */
static void
judge_rest (RcOciLayout *layout)
{
  g_autofree char *folder = rc_oci_layout_dup_blobs_folder (layout);
  GPtrArray *sources = layout->work->context->sources;
  g_autoptr (RcSeal) seal = rc_seal_work_begin (layout->work, KIND, layout->carrier, layout->carrier);
  guint n_unnamed = 0;

  seal->integrity = RC_VERDICT_VALID;
  seal->signature = RC_VERDICT_UNSIGNED;
  seal->anchor = RC_VERDICT_UNANCHORED;
  seal->completeness = RC_VERDICT_VALID;
  for (guint i = 0; i < sources->len; i++)
    {
      const RcSource *source = sources->pdata[i];

      if (!is_unnamed (layout, folder, source))
        continue;
      if (n_unnamed++ < RC_LIMIT_SET_ASIDE_LISTED)
        rc_seal_work_tell (layout->work, RC_EXCEPTION_NOT_LISTED, source, "a manifest that names it", "none",
                           "“%s” lies among the blobs of “%s”, and no manifest names it.", source->name, layout->carrier->name);
      compare_name (layout, source, seal);
    }
  if (layout->over_limit)
    seal->completeness = RC_VERDICT_UNVERIFIABLE;
  if (n_unnamed > 0)
    {
      seal->completeness = RC_VERDICT_NOT_COVERED;
      rc_seal_add_note (seal, "%u blobs are named by no manifest", n_unnamed);
    }
  if (layout->over_limit)
    {
      g_autofree char *reason = g_strdup_printf ("limit(RC_LIMIT_OCI_MANIFESTS,%u)", RC_LIMIT_OCI_MANIFESTS);

      rc_seal_set_reason (seal, reason);
    }
  seal->total = seal->checked = layout->nodes->len;
  if (n_unnamed > 0 || layout->over_limit || layout->nodes->len == 0)
    rc_judgement_add_seal (layout->work->judgement, g_steal_pointer (&seal));
}

/* --- One layout --- */

/* Signatures first: what they say is taken over by what they stand over. */
static gboolean
judge_layout (RcOciLayout       *layout,
              RcInTotoSubjects  *subjects,
              GError           **error)
{
  for (guint i = 0; i < layout->nodes->len; i++)
    {
      if (rc_cosign_is_of_node (layout->nodes->pdata[i]) && !rc_cosign_judge_node (layout, subjects, layout->nodes->pdata[i], error))
        return FALSE;
    }
  for (guint i = 0; i < layout->nodes->len; i++)
    {
      const RcOciNode *node = layout->nodes->pdata[i];

      if (g_cancellable_set_error_if_cancelled (layout->work->context->cancellable, error))
        return FALSE;
      if (!rc_cosign_is_of_node (node) && !is_bundle (node) && !judge_package (layout, node, error))
        return FALSE;
    }
  return TRUE;
}

/* The blobs of those that are no packages, so that they are compared and seen. */
static gboolean
look_at_rest (RcOciLayout  *layout,
              GError      **error)
{
  for (guint i = 0; i < layout->nodes->len; i++)
    {
      const RcOciNode *node = layout->nodes->pdata[i];
      g_autoptr (GArray) blobs = g_array_new (FALSE, FALSE, sizeof (RcOciBlob));
      Package package = { .layout = layout, .node = node, .blobs = blobs };

      if ((rc_cosign_is_of_node (node) || is_bundle (node)) && !add_blobs (&package, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
judge_index (RcSealWork        *work,
             RcInTotoSubjects  *subjects,
             const RcSource    *carrier,
             GBytes            *bytes,
             RcOciManifest     *index,
             GError           **error)
{
  g_autoptr (RcOciLayout) layout = rc_oci_layout_read (work, carrier, bytes, index, error);

  if (layout == NULL || !judge_layout (layout, subjects, error) || !look_at_rest (layout, error))
    return FALSE;

  judge_rest (layout);
  return TRUE;
}

/* --- The mechanism --- */

static const char * const members[] = { "schemaVersion", "manifests", NULL };

static int
recognise (const RcSample *sample)
{
  return rc_json_prefix_find_names (sample->head, sample->head_length, members) == 3 ? RC_MECHANISM_SURE : 0;
}

static gpointer
begin (RcSealWork *work)
{
  return rc_in_toto_subjects_new (work);
}

static void
end (gpointer run)
{
  rc_in_toto_subjects_free (run);
}

static void
judge_spoiled (RcSealWork     *work,
               const RcSource *carrier,
               GBytes         *bytes,
               RcOciForm       form,
               const char     *fault,
               gsize           offset)
{
  RcSeal *seal = rc_seal_work_begin (work, KIND, carrier, carrier);

  rc_seal_set_all (seal, form == RC_OCI_AMBIGUOUS ? RC_VERDICT_AMBIGUOUS : RC_VERDICT_MALFORMED, "format");
  rc_seal_work_end (work, seal, carrier);
  rc_seal_work_tell_at (work, form == RC_OCI_AMBIGUOUS ? RC_EXCEPTION_DUPLICATE_MEMBER : RC_EXCEPTION_SEAL_MALFORMED, carrier, bytes,
                        offset, "the index of an OCI image layout", fault, "“%s” begins like the index of an OCI image layout, but %s.",
                        carrier->name, fault);
}

/* Lists of manifests lie among the blobs too; only the one beside the file that marks a layout is where it begins. */
static gboolean
judge (RcSealWork      *work,
       gpointer         run,
       const RcSource  *carrier,
       GBytes          *bytes,
       GError         **error)
{
  RcOciManifest *index = NULL;
  const char *fault = NULL;
  gsize offset = 0;
  RcOciForm form;

  if (rc_seal_context_find_beside (work->context, carrier, "oci-layout") == NULL)
    return TRUE;
  if (bytes == NULL)
    {
      g_autofree char *reason = g_strdup_printf ("limit(RC_LIMIT_SEAL_FILE_BYTES,%u)", RC_LIMIT_SEAL_FILE_BYTES);

      rc_seal_work_unverifiable (work, KIND, carrier, carrier, reason);
      return TRUE;
    }

  form = rc_oci_manifest_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &index, &fault, &offset);
  if (form == RC_OCI_READ)
    return judge_index (work, run, carrier, bytes, index, error);
  if (form != RC_OCI_ANOTHER)
    judge_spoiled (work, carrier, bytes, form, fault, offset);
  return TRUE;
}

/* Every blob is compared with the digest that names it, and whoever signed a manifest vouches for all that it names (integrity.md section
 * 5.4). */
const RcMechanism rc_mechanism_oci = {
  .id = "oci-layout",
  .title = N_("Container or model package (OCI image layout)"),
  .evidences = N_("That every part of a package is the one that its manifest names, and who signed the manifest with cosign; judged by "
                  "verify."),
  .framing = RC_FRAMING_LINES,
  .recognise = recognise,
  .begin = begin,
  .judge = judge,
  .end = end,
};
