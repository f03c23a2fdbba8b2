/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "allennlp-card.h"

#include "card-json.h"
#include "cards.h"

#include "importers/json-sample.h"

#include "core/exception.h"
#include "core/words.h"

/*
 * Model cards as AllenNLP publishes them: one JSON object with the nine sections of the original paper on model cards, and how the model
 * is used. Most members may be null, which says nothing.
 *
 * field                                                        becomes                                        lineage
 * -----------------------------------------------------------  ---------------------------------------------  -------------------------
 * id, model_details/version                                    card DESCRIBES "id/version", or the model      card
 * display_name, registered_model_name, task_id,                tags of the card                               -
 *   model_details/model_type, model_usage/archive_file,
 *   model_usage/training_config, metrics/…
 * model_details/date                                           version CREATED, as written: the paper asks    -
 *                                                              for the date of the model, not of the card;
 *                                                              a tag where there is no version
 * model_details/developed_by                                   a tag: who made the model issued no card       -
 * model_details/contributed_by                                 card ISSUED_BY                                 -
 * model_details/license                                        card LICENCE                                   -
 * model_details/description, paper, contact                    stay in the card
 * training_data/dataset, evaluation_data/dataset: name or url  version (or card) DATASET, by name only; the   dataset
 *                                                              part as a tag
 * quantitative_analyses/unitary_results,                       version (or card) EVALUATION "… = text": these evaluation
 *   intersectional_results                                     are sentences, and stay sentences
 * intended_use/primary_uses, primary_users                     card INTENDED_USE                              -
 * intended_use/out_of_scope_use_cases,                         card LIMITATION                                -
 *   model_caveats_and_recommendations/…,
 *   model_ethical_considerations/…
 * nothing but an id and a contact                              set aside as a template that was not filled in -
 *
 * Time: the card names no date of its own. It is placed in time by what its file, its archive or its Git commit carried.
 * Cannot evidence: a digest, an approver, the code, the run, the environment, a deployment, an inference.
 */

static const char * const parts[] = {
  "model_details", "intended_use", "factors", "metrics", "evaluation_data", "training_data", "quantitative_analyses",
  "model_ethical_considerations", "model_caveats_and_recommendations", "model_usage", NULL
};

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  g_auto (RcJsonSample) json = { 0 };
  guint n_parts = 0;

  rc_json_sample_read (&json, sample);
  if (!json.is_object || !rc_json_sample_has (&json, "model_details"))
    return 0;

  for (guint i = 1; parts[i] != NULL; i++)
    n_parts += rc_json_sample_has (&json, parts[i]);
  return n_parts >= 3 ? 90 : n_parts == 2 ? 60 : 0;
}

static gboolean
add_data (RcCardClaims  *claims,
          gint64         subject,
          RcCardNode     data,
          const char    *part,
          GError       **error)
{
  RcCardNode item = { 0 };

  while (rc_card_node_next (data, &item))
    {
      RcCardNode named = rc_card_node_is_object (item) ? rc_card_node_member (item, "name") : item;
      RcCardNode node = rc_card_node_exists (named) ? named : rc_card_node_member (item, "url");
      g_autofree char *name = rc_card_node_dup_text (node);
      g_autofree char *tag = name != NULL ? g_strdup_printf ("data set for %s = %s", part, name) : NULL;

      if (!rc_card_state_link (claims, subject, RC_PROPERTY_DATASET, RC_ENTITY_DATASET, "", name, RC_TIME_NONE, node, error) ||
          !rc_card_state_value (claims, claims->card, RC_PROPERTY_TAG, tag, 0, RC_TIME_NONE, node, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_tags (RcCardClaims  *claims,
          RcCardNode     root,
          GError       **error)
{
  static const struct
  {
    const char *path;
    const char *key;
  } tags[] = {
    { "display_name", "display name" },
    { "registered_model_name", "registered model name" },
    { "task_id", "task" },
    { "model_details/model_type", "model type" },
    { "model_details/developed_by", "developed by" },
    { "metrics/model_performance_measures", "performance measures" },
    { "metrics/decision_thresholds", "decision thresholds" },
    { "model_usage/archive_file", "archive file" },
    { "model_usage/training_config", "training configuration" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tags); i++)
    if (!rc_card_state_tags (claims, claims->card, tags[i].key, rc_card_node_at (root, tags[i].path), error))
      return FALSE;

  return TRUE;
}

static gboolean
add_sentences (RcCardClaims  *claims,
               RcCardNode     root,
               GError       **error)
{
  static const struct
  {
    const char *path;
    RcProperty  property;
  } sentences[] = {
    { "intended_use/primary_uses", RC_PROPERTY_INTENDED_USE },
    { "intended_use/primary_users", RC_PROPERTY_INTENDED_USE },
    { "intended_use/out_of_scope_use_cases", RC_PROPERTY_LIMITATION },
    { "model_caveats_and_recommendations/caveats_and_recommendations", RC_PROPERTY_LIMITATION },
    { "model_ethical_considerations/ethical_considerations", RC_PROPERTY_LIMITATION },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (!rc_card_state_prose (claims, sentences[i].property, rc_card_node_at (root, sentences[i].path), NULL, error))
      return FALSE;

  return TRUE;
}

static gboolean
add_results (RcCardClaims  *claims,
             gint64         subject,
             RcCardNode     root,
             GError       **error)
{
  static const char * const names[] = { "unitary_results", "intersectional_results" };
  RcCardNode analyses = rc_card_node_member (root, "quantitative_analyses");

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      RcCardNode node = rc_card_node_member (analyses, names[i]);
      g_autofree char *text = rc_card_node_dup_text (node);
      g_autofree char *shown = text != NULL ? rc_card_state_dup_cut (text) : NULL;
      g_autofree char *value = shown != NULL ? g_strdup_printf ("%s = %s", names[i], shown) : NULL;

      if (!rc_card_state_value (claims, subject, RC_PROPERTY_EVALUATION, value, 0, RC_TIME_NONE, node, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
tell_template (RcCardClaims  *claims,
               RcCardNode     root,
               GError       **error)
{
  static const char * const said[] = { "display_name", "model_details/description", "model_details/version",
                                       "model_details/developed_by" };

  for (gsize i = 0; i < G_N_ELEMENTS (said); i++)
    if (rc_card_node_exists (rc_card_node_at (root, said[i])))
      return TRUE;

  return rc_card_state_refuse (claims, root, RC_EXCEPTION_UNFILLED_TEMPLATE, "a name, a description or a version of the model", "none",
                               "A template of a model card was not filled in.", error);
}

static gboolean
read_card (RcCardClaims  *claims,
           RcCardNode     root,
           GError       **error)
{
  RcCardNode details = rc_card_node_member (root, "model_details");
  RcCardNode date = rc_card_node_member (details, "date");
  g_autofree char *name = rc_card_node_dup_text (rc_card_node_member (root, "id"));
  g_autofree char *version = rc_card_node_dup_text (rc_card_node_member (details, "version"));
  gint64 subject;

  if (!rc_card_json_expect (claims, root, parts, error) ||
      !rc_card_state_subject (claims, name, version, rc_card_node_member (root, "id"), &subject, error))
    return FALSE;

  return (subject != claims->card ? rc_card_state_texts (claims, subject, RC_PROPERTY_CREATED, date, error)
                                  : rc_card_state_tags (claims, claims->card, "date of the model", date, error)) &&
         rc_card_state_texts (claims, claims->card, RC_PROPERTY_ISSUED_BY, rc_card_node_member (details, "contributed_by"), error) &&
         rc_card_state_texts (claims, claims->card, RC_PROPERTY_LICENCE, rc_card_node_member (details, "license"), error) &&
         add_data (claims, subject, rc_card_node_at (root, "training_data/dataset"), "training", error) &&
         add_data (claims, subject, rc_card_node_at (root, "evaluation_data/dataset"), "evaluation", error) &&
         add_results (claims, subject, root, error) &&
         add_sentences (claims, root, error) &&
         add_tags (claims, root, error) &&
         tell_template (claims, root, error);
}

static gboolean
import (const RcImporter     *self,
        const RcImportInput  *input,
        RcImportSink         *sink,
        GCancellable         *cancellable,
        GError              **error)
{
  return rc_card_json_import (input, sink, NULL, read_card, error);
}

static const RcImporter importer = {
  .id = "allennlp-card",
  .title = N_("Model card (AllenNLP)"),
  .system = RC_ALLENNLP_SYSTEM,
  .evidences = N_("model and version by name, data sets by name, evaluation as sentences, intended use and limits; "
                  "names no approver, no commit, no digest and no date of its own"),
  .framing = RC_FRAMING_WHOLE,
  .recognise = recognise,
  .import = import,
  .read_fields = rc_card_json_read_fields,
};

/**
 * rc_allennlp_card_importer:
 *
 * Returns: the importer of model cards in JSON with the sections of the original paper
 */
const RcImporter *
rc_allennlp_card_importer (void)
{
  return &importer;
}
