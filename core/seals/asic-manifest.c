/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/asic-manifest.h"

#include <string.h>

#include "core/bounds.h"
#include "core/seals/asic-place.h"
#include "core/seals/xml-signature-file.h"

#define KIND "asic-manifest"
#define SPACE "http://uri.etsi.org/02918/v1.2.1#"
#define OPEN_DOCUMENT "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"

/* One manifest while it is judged. */
typedef struct
{
  RcSealWork      *work;
  RcSourceDigests *digests;
  const RcSource  *manifest;
  const RcSource  *beside;
  RcSeal          *seal;
  GPtrArray       *files;
  GArray          *verdicts;
  RcVerdict        worst;
  const char      *reason;
  gboolean         is_incomplete;
} Manifest;

/* NULL without error: no XML, or more than is read. */
static RcXmlDocument *
read_document (RcSealWork      *work,
               const RcSource  *source,
               GError         **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) bytes = rc_seal_context_read (work->context, source, &local_error);
  RcXmlDocument *document = NULL;

  if (local_error != NULL)
    (void) rc_seal_context_tolerate (&local_error, error);
  else if (bytes != NULL)
    (void) rc_xml_document_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &document);
  return document;
}

/* --- What is named by digest --- */

static void
keep (Manifest       *self,
      const RcSource *file,
      RcVerdict       verdict,
      const char     *reason)
{
  if (file != NULL)
    {
      g_ptr_array_add (self->files, (gpointer) file);
      g_array_append_val (self->verdicts, verdict);
    }
  if (verdict < self->worst)
    {
      self->worst = verdict;
      self->reason = reason;
    }
}

static void
compare (Manifest       *self,
         const RcSource *file,
         GBytes         *expected,
         GBytes         *found)
{
  g_autofree char *expected_text = NULL;
  g_autofree char *found_text = NULL;

  self->seal->checked++;
  if (g_bytes_equal (expected, found))
    {
      keep (self, file, RC_VERDICT_VALID, NULL);
      return;
    }
  expected_text = rc_bytes_dup_hex (g_bytes_get_data (expected, NULL), MIN (g_bytes_get_size (expected), RC_HASH_MAX_BYTES));
  found_text = rc_bytes_dup_hex (g_bytes_get_data (found, NULL), g_bytes_get_size (found));
  keep (self, file, RC_VERDICT_INVALID, "digest");
  rc_seal_work_tell (self->work, RC_EXCEPTION_DIGEST_MISMATCH, file, expected_text, found_text,
                     "“%s” is not what the manifest “%s” names.", file->name, self->manifest->name);
}

static gboolean
judge_file (Manifest        *self,
            const RcSource  *file,
            const xmlNode   *node,
            GError         **error)
{
  const xmlNode *method = rc_xml_child (node, RC_XML_DSIG, "DigestMethod");
  const xmlNode *value = rc_xml_child (node, RC_XML_DSIG, "DigestValue");
  g_autofree char *uri = method != NULL ? rc_xml_attribute (method, "Algorithm") : NULL;
  g_autoptr (GBytes) expected = value != NULL ? rc_xml_base64 (value) : NULL;
  g_autoptr (GError) local_error = NULL;
  RcHash hash = RC_HASH_NONE;
  GBytes *found;

  if (uri == NULL || expected == NULL || !rc_xml_hash_from_uri (uri, &hash))
    {
      keep (self, file, RC_VERDICT_UNVERIFIABLE, "algorithm-unsupported");
      return TRUE;
    }
  found = rc_source_digests_get (self->digests, file, hash, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (found != NULL)
    compare (self, file, expected, found);
  else
    keep (self, file, RC_VERDICT_UNVERIFIABLE, "bytes-not-held");
  return TRUE;
}

static gboolean
judge_reference (Manifest       *self,
                 const xmlNode  *node,
                 GError        **error)
{
  g_autofree char *uri = rc_xml_attribute (node, "URI");
  g_autofree char *path = uri != NULL ? g_uri_unescape_string (uri, NULL) : NULL;
  const RcSource *file;

  self->seal->total++;
  if (path == NULL || !rc_asic_is_plain_path (path))
    {
      keep (self, NULL, RC_VERDICT_INVALID, "path");
      rc_seal_work_tell (self->work, RC_EXCEPTION_PATH_REFUSED, self->manifest, "a name within the container", uri != NULL ? uri : "none",
                         "The manifest “%s” names something elsewhere; nothing was read there.", self->manifest->name);
      return TRUE;
    }

  file = rc_seal_context_find_beside (self->work->context, self->beside, path);
  if (file != NULL)
    return judge_file (self, file, node, error);

  self->is_incomplete = TRUE;
  rc_seal_work_tell (self->work, RC_EXCEPTION_LISTED_ABSENT, self->manifest, path, "nothing received",
                     "“%s” is named in the manifest “%s” and was not received.", path, self->manifest->name);
  return TRUE;
}

/* The manifest says no more than what stands over it. */
static void
conclude (Manifest *self)
{
  const RcSeal *over = rc_seal_work_find_over (self->work, self->manifest->id);

  self->seal->signature = over != NULL ? over->signature : RC_VERDICT_UNSIGNED;
  self->seal->anchor = over != NULL ? over->anchor : RC_VERDICT_UNSIGNED;
  self->seal->integrity = self->seal->total > 0 ? self->worst : RC_VERDICT_NOT_CHECKED;
  self->seal->completeness = self->is_incomplete ? RC_VERDICT_INCOMPLETE : RC_VERDICT_VALID;
  rc_seal_set_reason (self->seal, self->reason != NULL ? self->reason : over != NULL ? over->reason : NULL);
  rc_seal_work_end_files (self->work, self->seal, self->files, (const RcVerdict *) self->verdicts->data);
}

gboolean
rc_asic_manifest_judge (RcSealWork       *work,
                        RcSourceDigests  *digests,
                        const RcSource   *source,
                        GError          **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (RcXmlDocument) document = read_document (work, source, &local_error);
  g_autoptr (GPtrArray) files = g_ptr_array_new ();
  g_autoptr (GArray) verdicts = g_array_new (FALSE, FALSE, sizeof (RcVerdict));
  Manifest manifest = {
    .work = work, .digests = digests, .manifest = source, .beside = rc_asic_find_beside (work->context, source), .files = files,
    .verdicts = verdicts, .worst = RC_VERDICT_VALID,
  };
  const xmlNode *root = document != NULL ? xmlDocGetRootElement (rc_xml_document_peek (document)) : NULL;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (root == NULL || !rc_xml_is (root, SPACE, "ASiCManifest"))
    return TRUE;

  manifest.seal = rc_seal_work_begin (work, KIND, source, source);
  manifest.seal->total = 0;
  for (const xmlNode *node = rc_xml_child (root, SPACE, "DataObjectReference"); node != NULL; node = rc_xml_next (node))
    {
      if (!judge_reference (&manifest, node, error))
        {
          rc_seal_free (manifest.seal);
          return FALSE;
        }
    }
  conclude (&manifest);
  return TRUE;
}

/* --- What is only listed --- */

GPtrArray *
rc_asic_manifest_list (RcSealWork      *work,
                       const RcSource  *manifest,
                       GError         **error)
{
  g_autoptr (RcXmlDocument) document = read_document (work, manifest, error);
  const xmlNode *root = document != NULL ? xmlDocGetRootElement (rc_xml_document_peek (document)) : NULL;
  GPtrArray *names;

  if (root == NULL || !rc_xml_is (root, OPEN_DOCUMENT, "manifest"))
    return NULL;

  names = g_ptr_array_new_with_free_func (g_free);
  for (const xmlNode *node = rc_xml_child (root, OPEN_DOCUMENT, "file-entry"); node != NULL; node = rc_xml_next (node))
    {
      xmlChar *path = xmlGetNsProp (node, BAD_CAST "full-path", BAD_CAST OPEN_DOCUMENT);

      if (path != NULL && names->len < RC_LIMIT_DIGEST_LIST_ENTRIES)
        g_ptr_array_add (names, g_strdup ((const char *) path));
      xmlFree (path);
    }
  return names;
}
