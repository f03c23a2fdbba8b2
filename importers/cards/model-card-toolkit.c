/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model-card-toolkit.h"

#include "card-json.h"
#include "cards.h"

#include "importers/json-sample.h"

#include "core/exception.h"
#include "core/words.h"

/*
 * Google's Model Card Toolkit: one JSON object, of schema 0.0.1 or 0.0.2. Both are read by the same rules: where 0.0.2 has a list of
 * objects, 0.0.1 has a list of texts or one text, and published cards have one object where a list should stand.
 *
 * A card is one entity, named by the digest of its bytes. What it says of the version that it describes is said of the entity
 * "name/version" of this source; where it names no version, of the card.
 *
 * field                                                        becomes                                        lineage
 * -----------------------------------------------------------  ---------------------------------------------  -------------------------
 * model_details/name, model_details/version/name               card DESCRIBES "name/version", or the model    card
 * model_details/version/date                                   version CREATED, as written: by its schema     -
 *                                                              the day on which the version was released, not
 *                                                              that of the card; a tag where there is none
 * model_details/version/diff                                   stays in the card: prose
 * model_details/owners[]/name                                  card ISSUED_BY; contacts are not claimed       -
 * model_details/license, licenses[]/identifier, custom_text    card LICENCE                                   -
 * model_details/path                                           version ARTIFACT_PLACE, else a tag             -
 * model_details/overview, documentation, references, citations stay in the card: prose
 * model_parameters/model_architecture, input_format,           tags of the card                               -
 *   output_format
 * model_parameters/data[]/name, data/train/name, eval/name,    version (or card) DATASET, by name only;       dataset
 *   or its link where it has no name                           the part (train, eval) as a tag
 * model_parameters/data[]/sensitive/sensitive_data[]           tags of the card                               -
 * quantitative_analysis/performance_metrics[] type, value,     version (or card) EVALUATION "type = value",   evaluation
 *   slice                                                      "type (slice) = value"
 * …/confidence_interval, threshold                             stay in the card
 * considerations/users[], use_cases[]                          card INTENDED_USE                              -
 * considerations/limitations[], tradeoffs[],                   card LIMITATION                                -
 *   ethical_considerations[]/name
 * graphics (base64 pictures of any size)                       are never claimed
 * schema_version, another one than these two                   set aside; the rest is read                    -
 *
 * Time: the card names no date of its own. It is placed in time by what its file, its archive or its Git commit carried.
 * Cannot evidence: a digest, an approver, the code, the run, the environment, a deployment, an inference.
 */

static const char * const parts[] = { "model_details", "model_parameters", "quantitative_analysis", "considerations", NULL };

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  g_auto (RcJsonSample) json = { 0 };
  guint n_parts = 0;

  rc_json_sample_read (&json, sample);
  if (!json.is_object || !rc_json_sample_has (&json, "model_details"))
    return 0;
  /* Cards of other makers also have model_details; theirs have a list of the paper's nine sections beside it. */
  if (rc_json_sample_has (&json, "model_usage") || rc_json_sample_has (&json, "quantitative_analyses"))
    return 0;

  for (guint i = 1; parts[i] != NULL; i++)
    n_parts += rc_json_sample_has (&json, parts[i]);
  if (rc_json_sample_has (&json, "schema_version") && (n_parts > 0 || rc_json_sample_has (&json, "model_details/name")))
    return 90;
  return n_parts > 0 ? 75 : 0;
}

static gboolean
add_data (RcCardClaims  *claims,
          gint64         subject,
          RcCardNode     data,
          const char    *part,
          GError       **error)
{
  RcCardNode named = rc_card_node_member (data, "name");
  RcCardNode node = rc_card_node_exists (named) ? named : rc_card_node_member (data, "link");
  g_autofree char *name = rc_card_node_dup_text (node);
  g_autofree char *tag = name != NULL && part != NULL ? g_strdup_printf ("data set for %s = %s", part, name) : NULL;

  return rc_card_state_link (claims, subject, RC_PROPERTY_DATASET, RC_ENTITY_DATASET, "", name, RC_TIME_NONE, node, error) &&
         rc_card_state_value (claims, claims->card, RC_PROPERTY_TAG, tag, 0, RC_TIME_NONE, node, error) &&
         rc_card_state_tags (claims, claims->card, "sensitive data", rc_card_node_at (data, "sensitive/sensitive_data"), error);
}

static gboolean
add_all_data (RcCardClaims  *claims,
              gint64         subject,
              RcCardNode     data,
              GError       **error)
{
  RcCardNode train = rc_card_node_member (data, "train");
  RcCardNode evaluation = rc_card_node_member (data, "eval");
  RcCardNode item = { 0 };

  if (rc_card_node_exists (train) || rc_card_node_exists (evaluation))
    return add_data (claims, subject, train, "training", error) && add_data (claims, subject, evaluation, "evaluation", error);

  while (rc_card_node_next (data, &item))
    if (!add_data (claims, subject, item, NULL, error))
      return FALSE;

  return TRUE;
}

static gboolean
add_metrics (RcCardClaims  *claims,
             gint64         subject,
             RcCardNode     metrics,
             GError       **error)
{
  RcCardNode item = { 0 };

  while (rc_card_node_next (metrics, &item))
    if (!rc_card_state_evaluation (claims, subject, rc_card_node_member (item, "type"), rc_card_node_member (item, "value"),
                                   rc_card_node_member (item, "slice"), error))
      return FALSE;

  return TRUE;
}

static gboolean
add_owners (RcCardClaims  *claims,
            RcCardNode     owners,
            GError       **error)
{
  RcCardNode item = { 0 };

  while (rc_card_node_next (owners, &item))
    if (!rc_card_state_texts (claims, claims->card, RC_PROPERTY_ISSUED_BY, rc_card_node_member (item, "name"), error))
      return FALSE;

  return TRUE;
}

static gboolean
add_licences (RcCardClaims  *claims,
              RcCardNode     details,
              GError       **error)
{
  RcCardNode licences = rc_card_node_member (details, "licenses");
  RcCardNode item = { 0 };

  if (!rc_card_state_texts (claims, claims->card, RC_PROPERTY_LICENCE, rc_card_node_member (details, "license"), error))
    return FALSE;
  while (rc_card_node_next (licences, &item))
    if (!rc_card_state_texts (claims, claims->card, RC_PROPERTY_LICENCE, rc_card_node_member (item, "identifier"), error) ||
        !rc_card_state_texts (claims, claims->card, RC_PROPERTY_LICENCE, rc_card_node_member (item, "custom_text"), error))
      return FALSE;

  return TRUE;
}

static gboolean
add_details (RcCardClaims  *claims,
             RcCardNode     details,
             gint64        *out_subject,
             GError       **error)
{
  RcCardNode date = rc_card_node_at (details, "version/date");
  RcCardNode path = rc_card_node_member (details, "path");
  g_autofree char *name = rc_card_node_dup_text (rc_card_node_member (details, "name"));
  g_autofree char *version = rc_card_node_dup_text (rc_card_node_at (details, "version/name"));
  gboolean has_version;

  if (!rc_card_state_subject (claims, name, version, rc_card_node_member (details, "name"), out_subject, error))
    return FALSE;

  has_version = *out_subject != claims->card;
  return (has_version ? rc_card_state_texts (claims, *out_subject, RC_PROPERTY_CREATED, date, error)
                      : rc_card_state_tags (claims, claims->card, "date of the version", date, error)) &&
         (has_version ? rc_card_state_texts (claims, *out_subject, RC_PROPERTY_ARTIFACT_PLACE, path, error)
                      : rc_card_state_tags (claims, claims->card, "path", path, error)) &&
         add_owners (claims, rc_card_node_member (details, "owners"), error) &&
         add_licences (claims, details, error);
}

static gboolean
add_considerations (RcCardClaims  *claims,
                    RcCardNode     considerations,
                    GError       **error)
{
  static const struct
  {
    const char *name;
    RcProperty  property;
    const char *member;
  } lists[] = {
    { "users", RC_PROPERTY_INTENDED_USE, "description" },
    { "use_cases", RC_PROPERTY_INTENDED_USE, "description" },
    { "limitations", RC_PROPERTY_LIMITATION, "description" },
    { "tradeoffs", RC_PROPERTY_LIMITATION, "description" },
    { "ethical_considerations", RC_PROPERTY_LIMITATION, "name" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    if (!rc_card_state_prose (claims, lists[i].property, rc_card_node_member (considerations, lists[i].name), lists[i].member, error))
      return FALSE;

  return TRUE;
}

static gboolean
check_schema (RcCardClaims  *claims,
              RcCardNode     version,
              GError       **error)
{
  g_autofree char *text = rc_card_node_dup_text (version);

  if (!rc_card_node_exists (version) || g_strcmp0 (text, "0.0.1") == 0 || g_strcmp0 (text, "0.0.2") == 0)
    return TRUE;

  return rc_card_state_refuse (claims, version, RC_EXCEPTION_REGISTRY_MALFORMED, "schema 0.0.1 or 0.0.2", text != NULL ? text : "no text",
                               "A model card is of a version of its format that is not known here: what is known of it was read.",
                               error);
}

static gboolean
read_card (RcCardClaims  *claims,
           RcCardNode     root,
           GError       **error)
{
  RcCardNode parameters = rc_card_node_member (root, "model_parameters");
  gint64 subject;

  return check_schema (claims, rc_card_node_member (root, "schema_version"), error) &&
         rc_card_json_expect (claims, root, parts, error) &&
         add_details (claims, rc_card_node_member (root, "model_details"), &subject, error) &&
         rc_card_state_tags (claims, claims->card, "model architecture", rc_card_node_member (parameters, "model_architecture"), error) &&
         rc_card_state_tags (claims, claims->card, "input format", rc_card_node_member (parameters, "input_format"), error) &&
         rc_card_state_tags (claims, claims->card, "output format", rc_card_node_member (parameters, "output_format"), error) &&
         add_all_data (claims, subject, rc_card_node_member (parameters, "data"), error) &&
         add_metrics (claims, subject, rc_card_node_at (root, "quantitative_analysis/performance_metrics"), error) &&
         add_considerations (claims, rc_card_node_member (root, "considerations"), error);
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
  .id = "model-card-toolkit",
  .title = N_("Model card (Google Model Card Toolkit)"),
  .system = RC_MODEL_CARD_TOOLKIT_SYSTEM,
  .evidences = N_("model and version by name, data sets by name, evaluation results for each slice, intended use and limits; "
                  "names no approver, no commit, no digest and no date of its own"),
  .framing = RC_FRAMING_WHOLE,
  .recognise = recognise,
  .import = import,
  .read_fields = rc_card_json_read_fields,
};

/**
 * rc_model_card_toolkit_importer:
 *
 * Returns: the importer of model cards that Google's Model Card Toolkit wrote as JSON
 */
const RcImporter *
rc_model_card_toolkit_importer (void)
{
  return &importer;
}
