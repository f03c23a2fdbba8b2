/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model-catalog.h"

#include "kubeflow-names.h"
#include "kubeflow-tree.h"
#include "kubeflow.h"
#include "registry-index.h"

#include "core/bounds.h"
#include "core/exception.h"
#include "core/words.h"

#include <string.h>

/*
 * A catalog of models of Kubeflow's model registry, in YAML:
 *
 *   member of a model                      becomes                                                   answers
 *   -------------------------------------  --------------------------------------------------------  --------------
 *   name                                   model; a card "card of NAME" that describes it            card (undated)
 *   provider                               issuer of the card
 *   license                                licence of the card
 *   description, maturity, libraryName,    tags of the card
 *     licenseLink, tasks, language
 *   createTimeSinceEpoch                   created, of the model
 *   lastUpdateTimeSinceEpoch               tag of the model
 *   artifacts[].uri                        tag of the model; an image that is named by its digest    artefact
 *                                          is a version of it, with the digest
 *   customProperties                       tags of the model; none of secret names
 *   readme                                 tag: how long the card's text is; it stands in the file
 *
 * The times are those of the model's entry, not of the card: which text stood there at an earlier day, no catalog says. A logo is passed
 * over.
 */

#define MESSAGE "A catalog of models cannot be read."

static gboolean
holds (const RcSample *sample,
       const char     *text)
{
  return memmem (sample->head, sample->head_length, text, strlen (text)) != NULL;
}

static gboolean
begins_with (const RcSample *sample,
             const char     *text)
{
  return sample->head_length >= strlen (text) && memcmp (sample->head, text, strlen (text)) == 0;
}

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  static const char * const members[] = { "provider:", "readme:", "libraryName:", "createTimeSinceEpoch:" };
  guint n = 0;

  if ((!begins_with (sample, "source:") && !holds (sample, "\nsource:")) ||
      (!begins_with (sample, "models:") && !holds (sample, "\nmodels:")))
    return 0;

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    n += holds (sample, members[i]);
  return n >= 2 ? 80 : 0;
}

/* "a, b" for a list of texts. */
static char *
dup_list (const RcKubeflowTree *tree,
          guint32               list)
{
  GString *text = g_string_new (NULL);
  RcKubeflowIter iter = { 0 };

  while (iter.index < RC_LIMIT_KUBEFLOW_PARAMETERS && rc_kubeflow_tree_is_list (tree, list) &&
         rc_kubeflow_tree_iterate (tree, list, &iter))
    {
      g_autofree char *item = rc_kubeflow_tree_dup (tree, iter.value);

      if (item != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", item);
    }

  return g_string_free (text, text->len == 0);
}

static gboolean
add_card (const RcKubeflowTree  *tree,
          guint32                model,
          const char            *name,
          gint64                 entity,
          RcRegistryWriter      *writer,
          GError               **error)
{
  static const char * const texts[] = { "description", "maturity", "libraryName", "licenseLink" };
  static const char * const lists[] = { "tasks", "language" };
  g_autofree char *provider = rc_kubeflow_tree_dup_member (tree, model, "provider");
  g_autofree char *licence = rc_kubeflow_tree_dup_member (tree, model, "license");
  g_autofree char *readme = rc_kubeflow_tree_dup_member (tree, model, "readme");
  g_autofree char *size = readme != NULL ? g_strdup_printf ("%" G_GSIZE_FORMAT " bytes of text", strlen (readme)) : NULL;
  g_autofree char *card_name = g_strdup_printf ("card of %s", name);
  gint64 card;

  if (!rc_registry_writer_add_entity (writer, RC_ENTITY_CARD, card_name, &card, error) ||
      !rc_registry_writer_add_claim (writer, card, RC_PROPERTY_DESCRIBES, name, entity, RC_TIME_NONE, RC_TIME_NONE, error) ||
      !rc_registry_writer_add_claim (writer, card, RC_PROPERTY_ISSUED_BY, provider, 0, RC_TIME_NONE, RC_TIME_NONE, error) ||
      !rc_registry_writer_add_claim (writer, card, RC_PROPERTY_LICENCE, licence, 0, RC_TIME_NONE, RC_TIME_NONE, error) ||
      !rc_registry_writer_add_tag (writer, card, "readme", size, RC_TIME_NONE, error))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *value = rc_kubeflow_tree_dup_member (tree, model, texts[i]);

      if (!rc_registry_writer_add_tag (writer, card, texts[i], value, RC_TIME_NONE, error))
        return FALSE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autofree char *value = dup_list (tree, rc_kubeflow_tree_member (tree, model, lists[i]));

      if (!rc_registry_writer_add_tag (writer, card, lists[i], value, RC_TIME_NONE, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_artifacts (const RcKubeflowTree  *tree,
               guint32                model,
               const char            *name,
               gint64                 entity,
               RcRegistryWriter      *writer,
               GError               **error)
{
  guint32 artifacts = rc_kubeflow_tree_member (tree, model, "artifacts");
  RcKubeflowIter iter = { 0 };

  while (iter.index < RC_LIMIT_KUBEFLOW_PARAMETERS && rc_kubeflow_tree_iterate (tree, artifacts, &iter))
    {
      g_autofree char *uri = rc_kubeflow_tree_dup_member (tree, iter.value, "uri");
      gint64 version;

      if (uri == NULL)
        continue;
      if (!rc_registry_writer_add_tag (writer, entity, "artifact", uri, RC_TIME_NONE, error))
        return FALSE;
      if (rc_kubeflow_peek_uri_digest (uri) != NULL &&
          (!rc_registry_writer_add_entity (writer, RC_ENTITY_MODEL_VERSION, uri, &version, error) ||
           !rc_registry_writer_add_claim (writer, version, RC_PROPERTY_VERSION_OF, name, entity, RC_TIME_NONE, RC_TIME_NONE, error) ||
           !rc_kubeflow_add_place (writer, version, uri, 0, error)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_custom (const RcKubeflowTree  *tree,
            guint32                model,
            gint64                 entity,
            RcRegistryWriter      *writer,
            GError               **error)
{
  guint32 properties = rc_kubeflow_tree_member (tree, model, "customProperties");
  RcKubeflowIter iter = { 0 };

  while (iter.index < RC_LIMIT_KUBEFLOW_PARAMETERS && rc_kubeflow_tree_iterate (tree, properties, &iter))
    {
      g_autofree char *key = rc_kubeflow_tree_dup (tree, iter.name);
      g_autofree char *value = rc_registry_dup_custom_value (tree, iter.value);

      if (key != NULL && value != NULL && !rc_kubeflow_add_registry_property (writer, entity, FALSE, key, value, RC_TIME_NONE, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_model (const RcKubeflowTree  *tree,
            guint32                model,
            RcRegistryWriter      *writer,
            GError               **error)
{
  g_autofree char *name = rc_kubeflow_tree_dup_member (tree, model, "name");
  g_autofree char *created = rc_kubeflow_tree_dup_member (tree, model, "createTimeSinceEpoch");
  g_autofree char *updated = rc_kubeflow_tree_dup_member (tree, model, "lastUpdateTimeSinceEpoch");
  gint64 updated_us = rc_kubeflow_read_time (updated, NULL);
  g_autofree char *update = updated_us != RC_TIME_NONE ? rc_time_format_utc (updated_us) : NULL;
  gint64 entity;

  if (name == NULL)
    return rc_registry_writer_set_aside (writer, -1, RC_EXCEPTION_REGISTRY_MALFORMED, "a model with a name", "none",
                                         "An entry of a catalog of models does not say which model it is about.", error);

  return rc_registry_writer_add_entity (writer, RC_ENTITY_MODEL, name, &entity, error) &&
         rc_registry_writer_add_created (writer, entity, rc_kubeflow_read_time (created, NULL), error) &&
         rc_registry_writer_add_tag (writer, entity, "lastUpdate", update, RC_TIME_NONE, error) &&
         add_card (tree, model, name, entity, writer, error) &&
         add_artifacts (tree, model, name, entity, writer, error) &&
         add_custom (tree, model, entity, writer, error);
}

static gboolean
read_document (const RcKubeflowTree  *tree,
               RcRegistryWriter      *writer,
               GError               **error)
{
  guint32 models = rc_kubeflow_tree_member (tree, 0, "models");
  RcKubeflowIter iter = { 0 };

  while (rc_kubeflow_tree_is_list (tree, models) && rc_kubeflow_tree_iterate (tree, models, &iter))
    {
      rc_registry_writer_at (writer, "/models/%u", iter.index);
      if (!read_model (tree, iter.value, writer, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
import (const RcImporter     *self,
        const RcImportInput  *input,
        RcImportSink         *sink,
        GCancellable         *cancellable,
        GError              **error)
{
  return rc_kubeflow_import_documents (input, sink, /* scope= */ NULL, MESSAGE, read_document, error);
}

static const RcImporter importer = {
  .id = "kubeflow-catalog",
  .title = N_("Kubeflow model catalog (YAML)"),
  .system = RC_KUBEFLOW_SYSTEM,
  .evidences = N_("model cards as they stand now, with licence and provider; no date of a card and no earlier one"),
  .framing = RC_FRAMING_WHOLE,
  .recognise = recognise,
  .import = import,
};

const RcImporter *
rc_model_catalog_importer (void)
{
  return &importer;
}
