/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "kitops-kit.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

/*
 * A Kitfile: the same members as YAML, as the JSON that is a ModelKit's configuration, within the answer of `kit inspect`, and as an
 * annotation of a manifest. Only the JSON forms carry digests.
 */

/* Members that the format has; any other one means a newer format, or that somebody wrote it in. */
static const char * const known_members[] = { "manifestVersion", "package", "model", "code", "datasets", "docs", "prompts", NULL };

static const struct
{
  const char   *list;
  RcKitopsRole  role;
} lists[] = {
  { "code", RC_KITOPS_CODE },
  { "datasets", RC_KITOPS_DATASET },
  { "docs", RC_KITOPS_DOCS },
};

/* The digest of an element: its own; else, for old kits whose manifest is at hand, that of the layer at its place. A text that is no digest
 * is set aside. */
static gboolean
read_digest (RcKitopsKit           *self,
             const RcDocumentNode  *element,
             RcKitopsRole           role,
             guint                  index,
             char                 **out_digest,
             GError               **error)
{
  g_autofree char *digest = rc_document_node_dup_text (element, "digest");

  *out_digest = NULL;
  if (digest != NULL && !rc_kitops_is_digest (digest))
    return rc_registry_writer_set_aside (&self->writer, (gint64) rc_document_node_offset (element), RC_EXCEPTION_REGISTRY_MALFORMED,
                                         "sha256: and 64 hexadecimal digits", digest, "A Kitfile names a layer by what is no digest.", error);
  if (digest != NULL)
    *out_digest = g_steal_pointer (&digest);

  for (guint i = 0; *out_digest == NULL && self->manifest != NULL && i < self->manifest->parts->len; i++)
    {
      const RcOciDescriptor *layer = g_ptr_array_index (self->manifest->parts, i);
      RcKitopsRole found;

      if (rc_kitops_read_layer_type (layer->media_type, &found) && found == role && index-- == 0)
        *out_digest = g_strdup (layer->digest);
    }
  return TRUE;
}

static const RcOciDescriptor *
find_layer (RcKitopsKit *self,
            const char  *digest)
{
  for (guint i = 0; i < self->manifest->parts->len; i++)
    {
      const RcOciDescriptor *layer = g_ptr_array_index (self->manifest->parts, i);

      if (g_str_equal (layer->digest, digest))
        return layer;
    }
  return NULL;
}

/* Where the manifest is at hand: a digest that it does not have, or two digests of what was stored as it was packed. */
static gboolean
check_layer (RcKitopsKit           *self,
             const RcDocumentNode  *element,
             const char            *digest,
             GError               **error)
{
  g_autofree char *plain = rc_document_node_dup_text (element, "diffId");
  const RcOciDescriptor *layer;

  if (self->manifest == NULL || digest == NULL)
    return TRUE;

  layer = find_layer (self, digest);
  if (layer == NULL)
    return rc_registry_writer_set_aside (&self->writer, (gint64) rc_document_node_offset (element), RC_EXCEPTION_DIGEST_MISMATCH,
                                         "a layer that the manifest names", digest,
                                         "The Kitfile of a package names a layer that its manifest does not have.", error);
  if (plain == NULL || !rc_kitops_is_uncompressed (layer->media_type) || g_str_equal (plain, digest))
    return TRUE;
  return rc_registry_writer_set_aside (&self->writer, (gint64) rc_document_node_offset (element), RC_EXCEPTION_DIGEST_MISMATCH, digest, plain,
                                       "A layer that is stored uncompressed has two digests.", error);
}

static gboolean
add_element (RcKitopsKit   *self,
             RcKitopsRole   role,
             const char    *name,
             const char    *path,
             const char    *digest,
             GError       **error)
{
  const char *shown = name != NULL ? name : path != NULL ? path : "(no path)";
  g_autofree char *text = digest != NULL ? g_strdup_printf ("%s (%s)", shown, digest) : g_strdup (shown);

  if (role == RC_KITOPS_DATASET)
    return rc_kitops_kit_add_dataset (self, self->version, shown, digest, error);
  if (role == RC_KITOPS_DOCS)
    return rc_kitops_kit_add_tag (self, rc_kitops_is_card_name (shown) ? "model card" : "document", text, error);
  return rc_kitops_kit_add_tag (self, rc_kitops_role_name (role), text, error);
}

static gboolean
read_element (RcKitopsKit           *self,
              const RcDocumentNode  *element,
              RcKitopsRole           role,
              guint                  index,
              GError               **error)
{
  g_autofree char *name = rc_document_node_dup_text (element, "name");
  g_autofree char *path = rc_document_node_dup_text (element, "path");
  g_autofree char *digest = NULL;

  return read_digest (self, element, role, index, &digest, error) &&
         check_layer (self, element, digest, error) &&
         add_element (self, role, name, path, digest, error);
}

static gboolean
read_list (RcKitopsKit           *self,
           const RcDocumentNode  *holder,
           const char            *list,
           const char            *pointer,
           RcKitopsRole           role,
           GError               **error)
{
  RcDocumentNode items, item;
  RcDocumentIter iter;
  guint n = 0;

  if (!rc_document_node_find (holder, list, &items))
    return TRUE;
  if (!rc_document_node_is_list (&items))
    return rc_registry_writer_set_aside (&self->writer, (gint64) rc_document_node_offset (&items), RC_EXCEPTION_REGISTRY_MALFORMED, "a list",
                                         "something else", "A part of a Kitfile is not what it must be.", error);

  rc_document_iter_init (&iter, &items);
  for (; rc_document_iter_next (&iter, NULL, &item); n++)
    {
      if (n >= RC_LIMIT_CARD_ITEMS)
        return rc_registry_writer_set_aside (&self->writer, (gint64) rc_document_node_offset (&item), RC_EXCEPTION_LIMIT,
                                             "at most 1000 items (RC_LIMIT_CARD_ITEMS)", "more",
                                             "A Kitfile lists more than the program does.", error);
      rc_registry_writer_at (&self->writer, "%s/%s/%u", pointer, list, n);
      if (!read_element (self, &item, role, n, error))
        return FALSE;
    }
  return TRUE;
}

/* A reference to another package instead of a path: by digest it is that package, by tag whatever the tag means when somebody looks. */
static gboolean
read_parent (RcKitopsKit  *self,
             const char   *path,
             GError      **error)
{
  gboolean is_digest;
  g_autofree char *parent = path != NULL ? rc_kitops_dup_parent (path, &is_digest) : NULL;
  g_autofree char *value = NULL;
  gint64 target;

  if (parent == NULL)
    return TRUE;

  value = g_strdup_printf ("%s%s", path, is_digest ? "" : " (a tag, which may since have been moved)");
  return rc_registry_writer_add_entity (&self->writer, RC_ENTITY_MODEL_VERSION, parent, &target, error) &&
         rc_registry_writer_add_claim (&self->writer, self->version, RC_PROPERTY_BASE_MODEL, value, target, RC_TIME_NONE, RC_TIME_NONE, error);
}

static gboolean
read_texts (RcKitopsKit           *self,
            const RcDocumentNode  *object,
            const char            *pointer,
            const char * const    *names,
            const char            *prefix,
            GError               **error)
{
  for (; *names != NULL; names++)
    {
      g_autofree char *value = rc_document_node_dup_text (object, *names);
      g_autofree char *key = g_strconcat (prefix, *names, NULL);

      rc_registry_writer_at (&self->writer, "%s/%s", pointer, *names);
      if (!rc_kitops_kit_add_tag (self, key, value, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_licence (RcKitopsKit           *self,
              const RcDocumentNode  *object,
              const char            *pointer,
              GError               **error)
{
  g_autofree char *licence = rc_document_node_dup_text (object, "license");

  rc_registry_writer_at (&self->writer, "%s/license", pointer);
  return rc_registry_writer_add_claim (&self->writer, self->version, RC_PROPERTY_LICENCE, licence, 0, RC_TIME_NONE, RC_TIME_NONE, error);
}

static gboolean
read_model (RcKitopsKit           *self,
            const RcDocumentNode  *model,
            const char            *pointer,
            GError               **error)
{
  static const char * const names[] = { "name", "version", "path", "framework", "format", NULL };
  g_autofree char *path = rc_document_node_dup_text (model, "path");
  g_autofree char *digest = NULL;

  if (!read_texts (self, model, pointer, names, "model ", error) || !read_licence (self, model, pointer, error))
    return FALSE;

  rc_registry_writer_at (&self->writer, "%s/path", pointer);
  if (!read_parent (self, path, error))
    return FALSE;

  rc_registry_writer_at (&self->writer, "%s/digest", pointer);
  return read_digest (self, model, RC_KITOPS_MODEL, 0, &digest, error) &&
         check_layer (self, model, digest, error) &&
         rc_registry_writer_add_digest (&self->writer, self->version, "model", digest, error) &&
         read_list (self, model, "parts", pointer, RC_KITOPS_PART, error);
}

static gboolean
read_authors (RcKitopsKit           *self,
              const RcDocumentNode  *package,
              const char            *pointer,
              GError               **error)
{
  RcDocumentNode authors, author;
  RcDocumentIter iter;

  if (!rc_document_node_find (package, "authors", &authors))
    return TRUE;

  rc_document_iter_init (&iter, &authors);
  for (guint n = 0; n < RC_LIMIT_CARD_ITEMS && rc_document_iter_next (&iter, NULL, &author); n++)
    {
      g_autofree char *name = rc_document_node_dup (&author);

      /* Whoever wrote it approved nothing by that. */
      rc_registry_writer_at (&self->writer, "%s/authors/%u", pointer, n);
      if (!rc_kitops_kit_add_tag (self, "author", name, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_unknown (RcKitopsKit           *self,
              const RcDocumentNode  *kitfile,
              const char            *pointer,
              GError               **error)
{
  RcDocumentNode value;
  RcDocumentIter iter;
  char *name;
  guint n = 0;

  rc_document_iter_init (&iter, kitfile);
  while (rc_document_iter_next (&iter, &name, &value))
    {
      g_autofree char *owned = name;

      if (owned == NULL || g_strv_contains (known_members, owned) || n++ >= RC_LIMIT_CARD_ITEMS)
        continue;
      rc_registry_writer_at (&self->writer, "%s/%s", pointer, owned);
      if (!rc_kitops_kit_add_tag (self, "member that the format does not have", owned, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
set_version (RcKitopsKit           *self,
             const RcDocumentNode  *package,
             const RcDocumentNode  *model,
             const char            *pointer,
             GError               **error)
{
  g_autofree char *name = rc_document_node_dup_text (package, "name");
  g_autofree char *version = rc_document_node_dup_text (package, "version");
  g_autofree char *model_name = rc_document_node_dup_text (model, "name");
  g_autofree char *model_version = rc_document_node_dup_text (model, "version");
  gboolean is_package = name != NULL && name[0] != '\0';
  g_autofree char *place = g_strconcat (pointer, is_package ? "/package/name" : "/model/name", NULL);

  return rc_kitops_kit_set_version (self, is_package ? name : model_name, version != NULL ? version : model_version, place, error);
}

gboolean
rc_kitops_kit_read_kitfile (RcKitopsKit           *self,
                            const RcDocumentNode  *kitfile,
                            const char            *pointer,
                            GError               **error)
{
  g_autofree char *package_pointer = g_strconcat (pointer, "/package", NULL);
  g_autofree char *model_pointer = g_strconcat (pointer, "/model", NULL);
  RcDocumentNode package, model;
  gboolean has_package = rc_document_node_find (kitfile, "package", &package);
  gboolean has_model = rc_document_node_find (kitfile, "model", &model);

  if (!set_version (self, &package, &model, pointer, error) ||
      (has_package && (!read_licence (self, &package, package_pointer, error) || !read_authors (self, &package, package_pointer, error))) ||
      (has_model && !read_model (self, &model, model_pointer, error)))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    if (!read_list (self, kitfile, lists[i].list, pointer, lists[i].role, error))
      return FALSE;
  return read_unknown (self, kitfile, pointer, error);
}
