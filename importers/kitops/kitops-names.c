/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "kitops-names.h"

#include "importers/registry-writer.h"

#include "core/base64.h"
#include "core/seals/oci-manifest.h"

#include <string.h>

#define KIT_PREFIX  "application/vnd.kitops.modelkit."
#define OLD_PREFIX  "application/vnd.jozu.model."
#define PACK_PREFIX "application/vnd.cncf.model."

static const struct
{
  const char   *beginning;
  RcKitopsRole  role;
} layer_types[] = {
  { KIT_PREFIX "model.v1.", RC_KITOPS_MODEL },
  { KIT_PREFIX "modelpart.v1.", RC_KITOPS_PART },
  { KIT_PREFIX "code.v1.", RC_KITOPS_CODE },
  { KIT_PREFIX "dataset.v1.", RC_KITOPS_DATASET },
  { KIT_PREFIX "docs.v1.", RC_KITOPS_DOCS },
  { OLD_PREFIX "content.v1.", RC_KITOPS_MODEL },
  { PACK_PREFIX "weight.v1.", RC_KITOPS_MODEL },
  { PACK_PREFIX "weight.config.v1.", RC_KITOPS_OTHER },
  { PACK_PREFIX "doc.v1.", RC_KITOPS_DOCS },
  { PACK_PREFIX "code.v1.", RC_KITOPS_CODE },
  { PACK_PREFIX "dataset.v1.", RC_KITOPS_DATASET },
};

gboolean
rc_kitops_read_layer_type (const char   *media_type,
                           RcKitopsRole *out_role)
{
  *out_role = RC_KITOPS_OTHER;
  if (media_type == NULL)
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (layer_types); i++)
    if (g_str_has_prefix (media_type, layer_types[i].beginning))
      {
        *out_role = layer_types[i].role;
        return TRUE;
      }
  return g_str_has_prefix (media_type, KIT_PREFIX) || g_str_has_prefix (media_type, PACK_PREFIX);
}

const char *
rc_kitops_role_name (RcKitopsRole role)
{
  static const char * const names[RC_KITOPS_N_ROLES] = { "model", "model part", "code", "data set", "documents", "other" };

  return names[role];
}

gboolean
rc_kitops_is_uncompressed (const char *media_type)
{
  return g_str_has_suffix (media_type, ".tar") || g_str_has_suffix (media_type, ".raw");
}

gboolean
rc_kitops_is_config_type (const char *media_type,
                          gboolean   *out_is_pack)
{
  *out_is_pack = g_strcmp0 (media_type, PACK_PREFIX "config.v1+json") == 0;
  return *out_is_pack || g_strcmp0 (media_type, KIT_PREFIX "config.v1+json") == 0 ||
         g_strcmp0 (media_type, OLD_PREFIX "config.v1+json") == 0;
}

gboolean
rc_kitops_is_artifact_type (const char *artifact_type)
{
  return g_strcmp0 (artifact_type, KIT_PREFIX "manifest.v1+json") == 0 || g_strcmp0 (artifact_type, KIT_PREFIX "index.v1+json") == 0 ||
         g_strcmp0 (artifact_type, PACK_PREFIX "manifest.v1+json") == 0;
}

gboolean
rc_kitops_is_digest (const char *text)
{
  guint8 value[RC_HASH_MAX_BYTES];
  RcHash hash;

  return text != NULL && rc_oci_digest_parse (text, &hash, value) && hash != RC_HASH_NONE;
}

/* The characters of registries, repositories and tags; a path with others, or with a folder of its own, is none. */
static gboolean
is_reference (const char *repository,
              gsize       length,
              const char *tag)
{
  if (length == 0 || repository[0] == '.' || repository[0] == '/' || tag[0] == '\0' || strlen (tag) > 128)
    return FALSE;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_islower (repository[i]) && !g_ascii_isdigit (repository[i]) && strchr ("._-/:", repository[i]) == NULL)
      return FALSE;
  for (const char *c = tag; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr ("._-", *c) == NULL)
      return FALSE;
  return TRUE;
}

char *
rc_kitops_dup_parent (const char *path,
                      gboolean   *out_is_digest)
{
  const char *at = strrchr (path, '@');
  const char *slash = strrchr (path, '/');
  const char *colon = strrchr (path, ':');

  *out_is_digest = at != NULL && rc_kitops_is_digest (at + 1);
  if (*out_is_digest)
    return g_strdup (at + 1);
  if (colon == NULL || (slash != NULL && slash > colon) || !is_reference (path, (gsize) (colon - path), colon + 1))
    return NULL;
  return g_strdup_printf ("%.*s/%s", (int) (colon - path), path, colon + 1);
}

/* blobs/<algorithm>/<digits> lies three levels below the layout. */
static gboolean
is_blob (const char *name)
{
  const char *base = strrchr (name, '/');
  const char *folder = base;

  if (base == NULL || strspn (base + 1, "0123456789abcdef") != strlen (base + 1) || strlen (base + 1) < 64)
    return FALSE;
  while (folder > name && folder[-1] != '/' && folder[-1] != '!')
    folder--;
  return folder >= name + strlen ("blobs/") && memcmp (folder - strlen ("blobs/"), "blobs/", strlen ("blobs/")) == 0;
}

char *
rc_kitops_scope_dup (const RcImportInput *input)
{
  return rc_registry_scope_dup (input, is_blob (input->name) ? 3 : 1);
}

gboolean
rc_kitops_is_card_name (const char *path)
{
  g_autofree char *folded = g_ascii_strdown (path, -1);
  const char *base = strrchr (folded, '/');

  base = base != NULL ? base + 1 : folded;
  return g_str_equal (base, "readme.md") || strstr (base, "card") != NULL;
}

char *
rc_kitops_dup_repository (const char *name,
                          const char *suffix)
{
  const char *slash = strrchr (name, '/');
  const char *mark = strrchr (name, '!');
  const char *base = MAX (slash, mark) != NULL ? MAX (slash, mark) + 1 : name;
  g_autofree char *encoded = NULL;
  g_autofree char *padless = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const char *text;
  gsize length;

  if (!g_str_has_suffix (base, suffix) || strlen (base) == strlen (suffix))
    return NULL;
  encoded = g_strndup (base, strlen (base) - strlen (suffix));
  padless = g_strndup (encoded, strcspn (encoded, "="));
  bytes = rc_base64_decode (padless, strlen (padless), RC_BASE64_EITHER);
  if (bytes == NULL)
    return NULL;

  text = g_bytes_get_data (bytes, &length);
  if (length == 0 || memchr (text, 0, length) != NULL || !g_utf8_validate_len (text, length, NULL))
    return NULL;
  return g_strndup (text, length);
}
