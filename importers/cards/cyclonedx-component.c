/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cyclonedx-bom.h"

#include "core/digest.h"
#include "core/exception.h"

#include <string.h>

/* What a BOM says of each model and each data set. */

#define STAGE_PROPERTY "cdx:ai-ml:dataset:stage"

static gboolean
add_hashes (RcBom         *self,
            RcCardNode     component,
            gint64         subject,
            RcProperty     property,
            GError       **error)
{
  RcCardNode hashes = rc_card_node_member (component, "hashes");
  RcCardNode item = { 0 };

  while (rc_card_node_next (hashes, &item))
    {
      RcCardNode node = item.json != NULL ? rc_card_node_member (item, "content") : item;
      g_autofree char *algorithm = rc_card_node_dup_text (rc_card_node_member (item, "alg"));
      g_autofree char *hex = rc_card_node_dup_text (node);
      g_autofree char *digits = NULL;
      RcDigest digest;

      if (g_strcmp0 (algorithm, "SHA-256") != 0 || hex == NULL)
        {
          if (algorithm != NULL && !rc_card_state_tags (self->claims, subject, algorithm, node, error))
            return FALSE;
          continue;
        }
      if (!rc_digest_from_hex (hex, strlen (hex), &digest))
        {
          if (!rc_card_state_refuse (self->claims, node, RC_EXCEPTION_REGISTRY_MALFORMED, "a SHA-256 of 64 hexadecimal digits", hex,
                                     "What a CycloneDX BOM gives as a digest is none.", error))
            return FALSE;
          continue;
        }
      digits = rc_digest_dup_hex (&digest);
      /* A card has no bytes of its own that such a digest could be of. */
      if (!(subject == self->claims->card ? rc_card_state_tags (self->claims, subject, algorithm, node, error)
                                          : rc_card_state_value (self->claims, subject, property, digits, 0, RC_TIME_NONE, node, error)))
        return FALSE;
    }

  return TRUE;
}

/* "license" with an id or a name, or an expression. */
static gboolean
add_licences (RcBom         *self,
              RcCardNode     component,
              gint64         entity,
              GError       **error)
{
  RcCardNode list = rc_card_node_member (component, "licenses");
  RcCardNode item = { 0 };

  while (rc_card_node_next (list, &item))
    {
      RcCardNode licence = item.json != NULL ? rc_card_node_member (item, "license") : item;
      RcCardNode id = rc_card_node_member (licence, "id");
      RcCardNode name = rc_card_node_member (licence, "name");
      RcCardNode expression = rc_card_node_is_named (item, "expression") ? item : rc_card_node_member (item, "expression");
      RcCardNode node = rc_card_node_exists (id) ? id : rc_card_node_exists (name) ? name : expression;

      if (!rc_card_state_texts (self->claims, entity, RC_PROPERTY_LICENCE, node, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_ancestors (RcBom         *self,
               RcCardNode     pedigree,
               gint64         subject,
               GError       **error)
{
  RcCardNode ancestors = rc_card_node_member (pedigree, "ancestors");
  RcCardNode item = { 0 };

  while (rc_card_node_next (ancestors, &item))
    {
      RcCardNode node = rc_card_node_member (item, "name");
      g_autofree char *name = rc_card_node_dup_text (node);
      g_autofree char *version = rc_bom_dup_version (item);
      g_autofree char *full = version != NULL ? g_strdup_printf ("%s/%s", name, version) : g_strdup (name);
      gint64 target;

      if (!rc_card_state_thing (self->claims, RC_ENTITY_MODEL, "", name, node, &target, error) ||
          !rc_card_state_value (self->claims, subject, RC_PROPERTY_BASE_MODEL, full, target, RC_TIME_NONE, node, error))
        return FALSE;
    }

  return TRUE;
}

/* One commit is the code that it was made from; several are a trail of changes, and which of them ran last is not said. */
static gboolean
add_commits (RcBom         *self,
             RcCardNode     pedigree,
             gint64         subject,
             GError       **error)
{
  RcCardNode commits = rc_card_node_member (pedigree, "commits");
  RcCardNode item = { 0 };
  guint n = 0;

  while (rc_card_node_next (commits, &item))
    n++;
  item = (RcCardNode) { 0 };
  while (rc_card_node_next (commits, &item))
    {
      RcCardNode node = rc_card_node_member (item, "uid");
      g_autofree char *uid = rc_card_node_dup_text (node);
      gboolean is_hash = uid != NULL && (strlen (uid) == 40 || strlen (uid) == 64) &&
                         strspn (uid, "0123456789abcdef") == strlen (uid);

      if (n > 1 || subject == self->claims->card)
        {
          if (!rc_card_state_tags (self->claims, subject, "commit", node, error))
            return FALSE;
        }
      else if (!rc_card_state_link (self->claims, subject, RC_PROPERTY_CODE_COMMIT, RC_ENTITY_COMMIT, is_hash ? "" : NULL, uid,
                                    RC_TIME_NONE, node, error))
        {
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
add_references (RcBom         *self,
                RcCardNode     component,
                gint64         subject,
                GError       **error)
{
  RcCardNode list = rc_card_node_member (component, "externalReferences");
  RcCardNode item = { 0 };

  while (rc_card_node_next (list, &item))
    {
      RcCardNode node = rc_card_node_member (item, "url");
      g_autofree char *type = rc_card_node_dup_text (rc_card_node_member (item, "type"));
      gboolean is_place = g_strcmp0 (type, "distribution") == 0 && subject != self->claims->card;

      if (!(is_place ? rc_card_state_texts (self->claims, subject, RC_PROPERTY_ARTIFACT_PLACE, node, error)
                     : rc_card_state_tags (self->claims, subject, type != NULL ? type : "reference", node, error)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_makers (RcBom         *self,
            RcCardNode     component,
            gint64         subject,
            GError       **error)
{
  static const char * const paths[] = { "supplier/name", "manufacturer/name", "publisher", "group", "purl" };
  RcCardNode authors = rc_card_node_member (component, "authors");
  RcCardNode item = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *key = g_strndup (paths[i], strcspn (paths[i], "/"));

      if (!rc_card_state_tags (self->claims, subject, key, rc_card_node_at (component, paths[i]), error))
        return FALSE;
    }
  while (rc_card_node_next (authors, &item))
    if (!rc_card_state_tags (self->claims, subject, "author", rc_card_node_member (item, "name"), error))
      return FALSE;

  return TRUE;
}

static gboolean
add_of_model (RcBom                 *self,
              const RcBomComponent  *model,
              GError               **error)
{
  RcCardNode pedigree = rc_card_node_member (model->node, "pedigree");

  return add_hashes (self, model->node, model->subject, RC_PROPERTY_ARTIFACT_DIGEST, error) &&
         add_licences (self, model->node, self->claims->card, error) &&
         add_ancestors (self, pedigree, model->subject, error) &&
         add_commits (self, pedigree, model->subject, error) &&
         add_references (self, model->node, model->subject, error) &&
         add_makers (self, model->node, model->subject, error) &&
         rc_bom_add_properties (self, model->subject, rc_card_node_member (model->node, "properties"), error) &&
         rc_bom_add_model_card (self, rc_card_node_member (model->node, "modelCard"), model->subject, error);
}

/* A data set that says at which stage of training it was used is one that the model was trained on. */
static gboolean
add_stage (RcBom                 *self,
           const RcBomComponent  *data,
           GError               **error)
{
  RcCardNode properties = rc_card_node_member (data->node, "properties");
  RcCardNode item = { 0 };

  while (self->main != 0 && rc_card_node_next (properties, &item))
    {
      if (!rc_card_node_equals (rc_card_node_member (item, "name"), STAGE_PROPERTY))
        continue;
      return rc_card_state_value (self->claims, self->main, RC_PROPERTY_DATASET, NULL, data->subject, RC_TIME_NONE, item, error);
    }

  return TRUE;
}

static gboolean
add_of_data (RcBom                 *self,
             const RcBomComponent  *data,
             GError               **error)
{
  RcCardNode item = { 0 };

  if (!add_hashes (self, data->node, data->subject, RC_PROPERTY_DATASET_DIGEST, error) ||
      !add_licences (self, data->node, data->subject, error) ||
      !rc_card_state_tags (self->claims, data->subject, "purl", rc_card_node_member (data->node, "purl"), error) ||
      !rc_bom_add_properties (self, data->subject, rc_card_node_member (data->node, "properties"), error))
    return FALSE;

  while (rc_card_node_next_member (data->node, "data", &item))
    if (!rc_card_state_tags (self->claims, data->subject, "classification", rc_card_node_member (item, "classification"), error) ||
        !rc_card_state_tags (self->claims, data->subject, "place", rc_card_node_at (item, "contents/url"), error))
      return FALSE;

  return add_stage (self, data, error);
}

/* What a model depends on: data that it was trained on. Another model that it needs is not for that its base. */
static gboolean
add_dependency (RcBom             *self,
                const RcBomThing  *model,
                RcCardNode         reference,
                GError           **error)
{
  const RcBomThing *other = rc_bom_peek_thing (self, reference);
  g_autofree char *tag = other != NULL ? g_strdup_printf ("depends on = %s", other->name) : NULL;

  if (other == NULL || (other->entity != 0 && other->entity == model->entity))
    return TRUE;
  if (other->kind == RC_ENTITY_DATASET)
    return rc_card_state_value (self->claims, model->entity, RC_PROPERTY_DATASET, NULL, other->entity, RC_TIME_NONE, reference, error);

  return rc_card_state_value (self->claims, model->entity, RC_PROPERTY_TAG, tag, 0, RC_TIME_NONE, reference, error);
}

static gboolean
add_dependencies (RcBom   *self,
                  GError **error)
{
  RcCardNode list = rc_card_node_member (self->root, "dependencies");
  RcCardNode from = { 0 };

  while (rc_card_node_next (list, &from))
    {
      const RcBomThing *model = rc_bom_peek_thing (self, rc_card_node_member (from, "ref"));
      RcCardNode others = from.json != NULL ? rc_card_node_member (from, "dependsOn") : from;
      RcCardNode to = { 0 };

      while (model != NULL && model->kind == RC_ENTITY_MODEL_VERSION && rc_card_node_next (others, &to))
        if (!add_dependency (self, model, to.json != NULL ? to : rc_card_node_member (to, "ref"), error))
          return FALSE;
    }

  return TRUE;
}

gboolean
rc_bom_add_components (RcBom   *self,
                       GError **error)
{
  for (guint i = 0; i < self->models->len; i++)
    if (!add_of_model (self, &g_array_index (self->models, RcBomComponent, i), error))
      return FALSE;
  for (guint i = 0; i < self->data->len; i++)
    if (!add_of_data (self, &g_array_index (self->data, RcBomComponent, i), error))
      return FALSE;

  return add_dependencies (self, error);
}
