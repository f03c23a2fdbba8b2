/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cyclonedx-bom.h"

#include "core/bounds.h"
#include "core/digest.h"
#include "core/exception.h"

#include <string.h>

/* Which of the components of a BOM are models and data, and by which references its other parts name them. */

void
rc_bom_thing_free (RcBomThing *self)
{
  g_free (self->name);
  g_free (self->type);
  g_free (self);
}

/**
 * rc_bom_peek_thing:
 * @reference: a place with a bom-ref written in it
 */
const RcBomThing *
rc_bom_peek_thing (const RcBom *self,
                   RcCardNode   reference)
{
  g_autofree char *text = rc_card_node_dup_text (reference);

  return text != NULL ? g_hash_table_lookup (self->things, text) : NULL;
}

/* Some programs write a model as a library. */
static gboolean
is_model (RcCardNode component)
{
  g_autofree char *purl = rc_card_node_dup_text (rc_card_node_member (component, "purl"));

  return rc_card_node_equals (rc_card_node_member (component, "type"), "machine-learning-model") ||
         rc_card_node_exists (rc_card_node_member (component, "modelCard")) ||
         (purl != NULL && rc_card_node_equals (rc_card_node_member (component, "type"), "library") &&
          (g_str_has_prefix (purl, "pkg:huggingface/") || g_str_has_prefix (purl, "pkg:mlflow/")));
}

static char *
dup_member (RcCardNode  component,
            const char *name)
{
  return rc_card_node_dup_text (rc_card_node_member (component, name));
}

/* The full SHA-256 that the component has; (transfer full) (nullable). @out_node: where it stands. */
static char *
dup_sha256 (RcCardNode  component,
            RcCardNode *out_node)
{
  RcCardNode hashes = rc_card_node_member (component, "hashes");
  RcCardNode item = { 0 };

  while (rc_card_node_next (hashes, &item))
    {
      RcCardNode node = item.json != NULL ? rc_card_node_member (item, "content") : item;
      g_autofree char *hex = rc_card_node_dup_text (node);
      RcDigest digest;

      if (!rc_card_node_equals (rc_card_node_member (item, "alg"), "SHA-256") || hex == NULL ||
          !rc_digest_from_hex (hex, strlen (hex), &digest))
        continue;
      *out_node = node;
      return rc_digest_dup_hex (&digest);
    }

  return NULL;
}

/* The version, else that of the package URL, else the digest of the bytes, which names one version and no other. */
char *
rc_bom_dup_version (RcCardNode component)
{
  g_autofree char *version = dup_member (component, "version");
  g_autofree char *purl = dup_member (component, "purl");
  const char *at = purl != NULL ? strrchr (purl, '@') : NULL;
  g_autofree char *digest = NULL;
  RcCardNode node;

  if (version != NULL)
    return g_steal_pointer (&version);
  if (at != NULL && strcspn (at + 1, "?#") > 0)
    return g_strndup (at + 1, strcspn (at + 1, "?#"));

  digest = dup_sha256 (component, &node);
  return digest != NULL ? g_strdup_printf ("sha256:%s", digest) : NULL;
}

/* --- Finding --- */

static gboolean
remember (RcBom         *self,
          RcCardNode     component,
          RcEntityKind   kind,
          gint64         entity,
          const char    *name,
          GError       **error)
{
  RcCardNode reference = rc_card_node_member (component, "bom-ref");
  g_autofree char *text = rc_card_node_dup_text (reference);
  RcBomThing *thing;

  if (text == NULL)
    return TRUE;
  if (g_hash_table_contains (self->things, text))
    return rc_card_state_refuse (self->claims, reference, RC_EXCEPTION_DUPLICATE_MEMBER, "each bom-ref given once", text,
                                 "A CycloneDX BOM gives two things the same reference: what refers to it is read as the first.", error);

  thing = g_new0 (RcBomThing, 1);
  thing->kind = kind;
  thing->entity = entity;
  thing->name = g_strdup (name);
  thing->type = dup_member (component, "type");
  g_hash_table_insert (self->things, g_steal_pointer (&text), thing);
  return TRUE;
}

static gboolean
add_model (RcBom         *self,
           RcCardNode     node,
           GError       **error)
{
  g_autofree char *name = dup_member (node, "name");
  g_autofree char *version = rc_bom_dup_version (node);
  g_autofree char *full = version != NULL ? g_strdup_printf ("%s/%s", name, version) : g_strdup (name);
  RcBomComponent model = { .node = node };

  if (!rc_card_state_subject (self->claims, name, version, rc_card_node_member (node, "name"), &model.subject, error))
    return FALSE;

  g_array_append_val (self->models, model);
  return remember (self, node, RC_ENTITY_MODEL_VERSION, model.subject, full, error);
}

/* What a declaration is about: mostly a model that the BOM lists elsewhere, under another reference. */
static gboolean
add_target (RcBom         *self,
            RcCardNode     node,
            GError       **error)
{
  g_autofree char *name = dup_member (node, "name");
  g_autofree char *version = rc_bom_dup_version (node);
  g_autofree char *full = version != NULL ? g_strdup_printf ("%s/%s", name, version) : NULL;
  gint64 entity = 0;

  if (!is_model (node))
    return TRUE;
  if (full != NULL && !rc_card_state_thing (self->claims, RC_ENTITY_MODEL_VERSION, NULL, full, node, &entity, error))
    return FALSE;

  for (guint i = 0; i < self->models->len && entity != 0; i++)
    if (g_array_index (self->models, RcBomComponent, i).subject == entity)
      return remember (self, node, RC_ENTITY_MODEL_VERSION, entity, full, error);

  return add_model (self, node, error);
}

/* A data set version is named by its version or digest where it has one. */
static gboolean
add_data (RcBom         *self,
          RcCardNode     node,
          GError       **error)
{
  g_autofree char *name = dup_member (node, "name");
  g_autofree char *version = rc_bom_dup_version (node);
  g_autofree char *full = version != NULL ? g_strdup_printf ("%s@%s", name, version) : g_strdup (name);
  RcBomComponent data = { .node = node };

  if (!rc_card_state_thing (self->claims, RC_ENTITY_DATASET, NULL, full, node, &data.subject, error))
    return FALSE;
  if (data.subject == 0)
    return TRUE;

  g_array_append_val (self->data, data);
  return remember (self, node, RC_ENTITY_DATASET, data.subject, full, error);
}

static gboolean
add_other (RcBom         *self,
           RcCardNode     node,
           GError       **error)
{
  g_autofree char *name = dup_member (node, "name");
  g_autofree char *version = dup_member (node, "version");
  g_autofree char *full = version != NULL ? g_strdup_printf ("%s/%s", name, version) : g_strdup (name);

  return remember (self, node, RC_ENTITY_ENVIRONMENT, 0, full, error);
}

/* The next component, while there are not too many; what is left is told once. */
static gboolean
admit (RcBom         *self,
       RcCardNode     list,
       RcCardNode    *item,
       guint          depth,
       GError       **error)
{
  if (self->n_components > RC_LIMIT_BOM_COMPONENTS || !rc_card_node_next (list, item))
    return FALSE;
  if (self->n_components++ < RC_LIMIT_BOM_COMPONENTS && depth <= RC_LIMIT_BOM_DEPTH)
    return TRUE;

  self->n_components = RC_LIMIT_BOM_COMPONENTS + 1;
  self->has_failed = !rc_card_state_refuse (self->claims, *item, RC_EXCEPTION_LIMIT,
                                            "at most 20000 components (RC_LIMIT_BOM_COMPONENTS), 16 in each other (RC_LIMIT_BOM_DEPTH)",
                                            "more", "A CycloneDX BOM has more components than the program reads.", error);
  return FALSE;
}

static gboolean find_in (RcBom         *self,
                         RcCardNode     list,
                         guint          depth,
                         GError       **error);

static gboolean
find_component (RcBom         *self,
                RcCardNode     node,
                guint          depth,
                GError       **error)
{
  gboolean is_data = rc_card_node_equals (rc_card_node_member (node, "type"), "data");
  gboolean done = is_model (node) ? add_model (self, node, error)
                  : is_data ? add_data (self, node, error) : add_other (self, node, error);

  return done && find_in (self, rc_card_node_member (node, "components"), depth + 1, error);
}

static gboolean
find_in (RcBom         *self,
         RcCardNode     list,
         guint          depth,
         GError       **error)
{
  RcCardNode item = { 0 };

  while (admit (self, list, &item, depth, error))
    if (!find_component (self, item, depth, error))
      return FALSE;

  return !self->has_failed;
}

/**
 * rc_bom_find_components:
 *
 * Names what the BOM lists, so that its other parts can refer to it. The date must have been read.
 */
gboolean
rc_bom_find_components (RcBom   *self,
                        GError **error)
{
  RcCardNode main = rc_card_node_at (self->root, "metadata/component");
  RcCardNode formulas = rc_card_node_member (self->root, "formulation");
  RcCardNode targets = rc_card_node_at (self->root, "declarations/targets/components");
  RcCardNode formula = { 0 };
  RcCardNode target = { 0 };

  if (rc_card_node_exists (main) && !find_component (self, main, 0, error))
    return FALSE;
  if (self->models->len > 0 && is_model (main))
    self->main = g_array_index (self->models, RcBomComponent, 0).subject;

  if (!find_in (self, rc_card_node_member (self->root, "components"), 0, error))
    return FALSE;
  while (rc_card_node_next (formulas, &formula))
    if (!find_in (self, rc_card_node_member (formula, "components"), 0, error))
      return FALSE;
  while (admit (self, targets, &target, 0, error))
    if (!add_target (self, target, error))
      return FALSE;

  return !self->has_failed;
}
