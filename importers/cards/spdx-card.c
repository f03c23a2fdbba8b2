/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "spdx-card.h"

#include "card-json.h"
#include "cards.h"
#include "spdx-graph.h"

#include "importers/json-sample.h"

#include "core/digest.h"
#include "core/exception.h"
#include "core/words.h"

#include <string.h>

/*
 * SPDX 3 with the profiles for AI, data sets and builds, in JSON-LD. The published context fixes the names of all properties, so that none is
 * expanded; a document with another context is set aside, for its names may mean anything. No context is fetched. A file that a package
 * contains is taken for the package.
 *
 * field                                                        becomes                                        lineage
 * -----------------------------------------------------------  ---------------------------------------------  -------------------------
 * SpdxDocument (else the first CreationInfo): created          card CARD_DATE; DESCRIBES holds from then      card
 * …: createdBy                                                 card ISSUED_BY, by the names of the elements   -
 * SpdxDocument: spdxId                                         tag of the card                                -
 * ai_AIPackage: name, software_packageVersion                  card DESCRIBES "name/version", or the model    card, model-version
 * …: verifiedUsing, Hash sha256                                version ARTIFACT_DIGEST; all others are tags   artefact
 * …: builtTime, releaseTime                                    version CREATED; tag                           -
 * …: software_downloadLocation                                 version ARTIFACT_PLACE                         -
 * …: ai_metric                                                 version (or card) EVALUATION                   evaluation
 * …: ai_informationAboutApplication                            card INTENDED_USE                              -
 * …: ai_limitation                                             card LIMITATION                                -
 * …: ai_safetyRiskAssessment, ai_domain, ai_typeOfModel,       tags of the version (or card)                  -
 *   ai_standardCompliance, ai_autonomyType,
 *   ai_useSensitivePersonalInformation, ai_informationAbout-
 *   Training, suppliedBy
 * …: ai_hyperparameter, ai_energyConsumption                   stay in the card                               -
 * dataset_DatasetPackage: name, software_packageVersion        data set "name@version"                        dataset
 * …: verifiedUsing                                             data set DATASET_DIGEST "algorithm:digits"     dataset
 * …: builtTime; dataset_… with texts                           data set CREATED; tags                         -
 * build_Build: build_buildId, else spdxId                      run; build_buildStartTime is CREATED           run
 * …: build_configSourceDigest of 40 digits, gitoid or sha1     run CODE_COMMIT                                commit
 * …: build_configSourceUri, build_buildType                    tags of the run                                -
 * …: build_environment, build_parameter                        never claimed: they may hold secrets           -
 * Relationship trainedOn, testedOn                             version (or card) DATASET, with a tag that     dataset
 *                                                              says for what it was used
 * …: descendantOf, ancestorOf                                  version BASE_MODEL                             -
 * …: hasDeclaredLicense, hasConcludedLicense                   LICENCE of the card, or of the data set        -
 * …: generates, hasOutput of a build                           version TRAINED_BY run                         run
 * …: hasInput; dependsOn, hasHost, usesTool of a build         run DATASET; run ENVIRONMENT                   dataset, environment
 * Annotation: statement                                        tag of the card                                -
 * …: annotationType review, a person as its creator            version REVIEWED_BY person, from then on: a    -
 *                                                              review, never an approval
 *
 * Cannot evidence: an approval, a deployment, an inference. A signature, if any, stands beside the document.
 */

#define CONTEXT "https://spdx.org/rdf/3."

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  g_auto (RcJsonSample) json = { 0 };
  const char *context;

  rc_json_sample_read (&json, sample);
  if (!json.is_object || !rc_json_sample_has (&json, "@graph"))
    return 0;

  context = rc_json_sample_peek (&json, "@context");
  if (context == NULL)
    context = rc_json_sample_peek (&json, "@context/0");
  return context != NULL && g_str_has_prefix (context, CONTEXT) ? 95 : 0;
}

/* One address, or a list of it: a second context could give the names another meaning. */
static gboolean
is_published (RcCardNode context)
{
  RcCardNode item = { 0 };
  gboolean found = FALSE;

  while (rc_card_node_next (context, &item))
    {
      g_autofree char *address = rc_card_node_dup_text (item);

      found = address != NULL && g_str_has_prefix (address, CONTEXT) && g_str_has_suffix (address, "/spdx-context.jsonld");
      if (!found)
        return FALSE;
    }

  return found;
}

static gboolean
check (RcCardClaims  *claims,
       RcCardNode     root,
       gboolean      *out_keeps,
       GError       **error)
{
  RcCardNode context = rc_card_node_member (root, "@context");
  RcCardNode graph = rc_card_node_member (root, "@graph");
  g_autofree char *address = rc_card_node_dup_text (context);

  *out_keeps = FALSE;
  if (!is_published (context))
    return rc_card_state_refuse (claims, rc_card_node_exists (context) ? context : root, RC_EXCEPTION_NAME_DECEPTIVE,
                                 "the published context of SPDX 3 and no other", address != NULL ? address : "another value",
                                 "The names of an SPDX document may mean something else than they say, and nothing of it is read.", error);
  if (!rc_card_node_is_list (graph))
    return rc_card_state_refuse (claims, rc_card_node_exists (graph) ? graph : root, RC_EXCEPTION_UNREADABLE_RECORD, "a list of elements",
                                 "none", "An SPDX document has no list of elements.", error);

  *out_keeps = TRUE;
  return TRUE;
}

/* --- What the document says of itself --- */

static gboolean
add_creation (RcSpdxGraph   *self,
              RcCardNode     creation,
              GError       **error)
{
  RcCardNode persons = rc_card_node_member (creation, "createdBy");
  RcCardNode item = { 0 };

  if (!rc_card_state_date (self->claims, rc_card_node_member (creation, "created"), error))
    return FALSE;
  while (rc_card_node_next (persons, &item))
    if (!rc_card_state_texts (self->claims, self->claims->card, RC_PROPERTY_ISSUED_BY,
                              rc_card_node_member (rc_spdx_graph_resolve (self, item), "name"), error))
      return FALSE;

  return TRUE;
}

static gboolean
add_document (RcSpdxGraph  *self,
              GError      **error)
{
  RcCardNode first = { 0 };
  RcCardNode item = { 0 };

  while (rc_spdx_graph_next (self, &item))
    {
      if (!rc_card_node_exists (first) && rc_spdx_is (item, "CreationInfo"))
        first = item;
      if (rc_spdx_is (item, "SpdxDocument"))
        return rc_card_state_tags (self->claims, self->claims->card, "document", rc_card_node_member (item, "spdxId"), error) &&
               add_creation (self, rc_spdx_graph_resolve (self, rc_card_node_member (item, "creationInfo")), error);
    }

  return add_creation (self, first, error);
}

/* --- Packages --- */

static gboolean
add_hashes (RcSpdxGraph   *self,
            RcCardNode     package,
            gint64         entity,
            gboolean       is_model,
            GError       **error)
{
  RcCardNode list = rc_card_node_member (package, "verifiedUsing");
  RcCardNode item = { 0 };

  while (rc_card_node_next (list, &item))
    {
      RcCardNode node = rc_card_node_member (item, "hashValue");
      g_autofree char *algorithm = rc_card_node_dup_text (rc_card_node_member (item, "algorithm"));
      g_autofree char *digits = rc_card_node_dup_text (node);
      g_autofree char *value = NULL;
      g_autofree char *hex = NULL;
      gboolean is_sha256 = g_strcmp0 (algorithm, "sha256") == 0;
      RcDigest digest;

      if (algorithm == NULL || digits == NULL)
        continue;
      if (is_sha256 && !rc_digest_from_hex (digits, strlen (digits), &digest))
        {
          if (!rc_card_state_refuse (self->claims, node, RC_EXCEPTION_REGISTRY_MALFORMED, "a SHA-256 of 64 hexadecimal digits", digits,
                                     "What an SPDX document gives as a digest is none.", error))
            return FALSE;
          continue;
        }
      hex = is_sha256 ? rc_digest_dup_hex (&digest) : g_ascii_strdown (digits, -1);
      if (is_model && is_sha256 && entity != self->claims->card)
        {
          if (!rc_card_state_value (self->claims, entity, RC_PROPERTY_ARTIFACT_DIGEST, hex, 0, RC_TIME_NONE, node, error))
            return FALSE;
          continue;
        }
      value = is_model ? g_strdup_printf ("%s = %s", algorithm, hex) : g_strdup_printf ("%s:%s", algorithm, hex);
      if (!rc_card_state_value (self->claims, entity, is_model ? RC_PROPERTY_TAG : RC_PROPERTY_DATASET_DIGEST, value, 0, RC_TIME_NONE,
                                node, error))
        return FALSE;
    }

  return TRUE;
}

/* Sentences are cut: the whole stands in the document. */
static gboolean
add_tag (RcSpdxGraph   *self,
         gint64         entity,
         RcCardNode     package,
         const char    *name,
         GError       **error)
{
  RcCardNode list = rc_card_node_member (package, name);
  const char *key = strchr (name, '_') != NULL ? strchr (name, '_') + 1 : name;
  RcCardNode item = { 0 };

  while (rc_card_node_next (list, &item))
    {
      g_autofree char *text = rc_card_node_dup_text (item);
      g_autofree char *shown = text != NULL ? rc_card_state_dup_cut (text) : NULL;
      g_autofree char *tag = shown != NULL ? g_strdup_printf ("%s = %s", key, shown) : NULL;

      if (!rc_card_state_value (self->claims, entity, RC_PROPERTY_TAG, tag, 0, RC_TIME_NONE, item, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_metrics (RcSpdxGraph   *self,
             RcCardNode     package,
             gint64         subject,
             GError       **error)
{
  RcCardNode list = rc_card_node_member (package, "ai_metric");
  RcCardNode item = { 0 };

  while (rc_card_node_next (list, &item))
    if (!rc_card_state_evaluation (self->claims, subject, rc_card_node_member (item, "key"), rc_card_node_member (item, "value"),
                                   (RcCardNode) { 0 }, error))
      return FALSE;

  return TRUE;
}

static gboolean
add_model (RcSpdxGraph   *self,
           RcCardNode     package,
           GError       **error)
{
  static const char * const tags[] = {
    "ai_safetyRiskAssessment", "ai_domain", "ai_typeOfModel", "ai_standardCompliance", "ai_autonomyType",
    "ai_useSensitivePersonalInformation", "ai_informationAboutTraining", "releaseTime"
  };
  RcCardClaims *claims = self->claims;
  RcCardNode supplier = rc_spdx_graph_resolve (self, rc_card_node_member (package, "suppliedBy"));
  RcCardNode place = rc_card_node_member (package, "software_downloadLocation");
  g_autofree char *name = rc_card_node_dup_text (rc_card_node_member (package, "name"));
  g_autofree char *version = rc_card_node_dup_text (rc_card_node_member (package, "software_packageVersion"));
  gint64 subject;

  if (!rc_card_state_subject (claims, name, version, rc_card_node_member (package, "name"), &subject, error))
    return FALSE;

  rc_spdx_graph_set_entity (self, package, subject);
  for (gsize i = 0; i < G_N_ELEMENTS (tags); i++)
    if (!add_tag (self, subject, package, tags[i], error))
      return FALSE;

  return add_hashes (self, package, subject, TRUE, error) &&
         (subject == claims->card ||
          rc_card_state_texts (claims, subject, RC_PROPERTY_CREATED, rc_card_node_member (package, "builtTime"), error)) &&
         (subject == claims->card ? rc_card_state_tags (claims, subject, "place", place, error)
                                  : rc_card_state_texts (claims, subject, RC_PROPERTY_ARTIFACT_PLACE, place, error)) &&
         rc_card_state_tags (claims, subject, "supplied by", rc_card_node_member (supplier, "name"), error) &&
         add_metrics (self, package, subject, error) &&
         rc_card_state_prose (claims, RC_PROPERTY_INTENDED_USE, rc_card_node_member (package, "ai_informationAboutApplication"), NULL, error) &&
         rc_card_state_prose (claims, RC_PROPERTY_LIMITATION, rc_card_node_member (package, "ai_limitation"), NULL, error);
}

static gboolean
add_dataset (RcSpdxGraph   *self,
             RcCardNode     package,
             GError       **error)
{
  static const char * const tags[] = {
    "dataset_datasetType", "dataset_datasetSize", "dataset_dataCollectionProcess", "dataset_dataPreprocessing", "dataset_intendedUse",
    "dataset_knownBias", "dataset_sensor", "dataset_anonymizationMethodUsed", "dataset_confidentialityLevel",
    "dataset_datasetAvailability", "dataset_datasetNoise", "dataset_datasetUpdateMechanism", "dataset_hasSensitivePersonalInformation",
    "software_downloadLocation", "releaseTime"
  };
  RcCardNode node = rc_card_node_member (package, "name");
  g_autofree char *name = rc_card_node_dup_text (node);
  g_autofree char *version = rc_card_node_dup_text (rc_card_node_member (package, "software_packageVersion"));
  g_autofree char *full = name != NULL && version != NULL ? g_strdup_printf ("%s@%s", name, version) : g_strdup (name);
  gint64 dataset;

  if (!rc_card_state_thing (self->claims, RC_ENTITY_DATASET, NULL, full, node, &dataset, error))
    return FALSE;
  if (dataset == 0)
    return TRUE;

  rc_spdx_graph_set_entity (self, package, dataset);
  for (gsize i = 0; i < G_N_ELEMENTS (tags); i++)
    if (!add_tag (self, dataset, package, tags[i], error))
      return FALSE;

  return rc_card_state_texts (self->claims, dataset, RC_PROPERTY_CREATED, rc_card_node_member (package, "builtTime"), error) &&
         add_hashes (self, package, dataset, FALSE, error);
}

/* --- Builds --- */

/* Git's own hash of the commit, under any of the names that are in use for it. */
static gboolean
add_commit (RcSpdxGraph   *self,
            RcCardNode     build,
            gint64         run,
            GError       **error)
{
  RcCardNode list = rc_card_node_member (build, "build_configSourceDigest");
  RcCardNode item = { 0 };

  while (rc_card_node_next (list, &item))
    {
      RcCardNode node = rc_card_node_member (item, "hashValue");
      g_autofree char *algorithm = rc_card_node_dup_text (rc_card_node_member (item, "algorithm"));
      g_autofree char *text = rc_card_node_dup_text (node);
      gboolean is_git = g_strcmp0 (algorithm, "sha1") == 0 || g_strcmp0 (algorithm, "other") == 0;

      if (text == NULL || !is_git || strlen (text) != 40 || strspn (text, "0123456789abcdef") != 40)
        continue;
      if (!rc_card_state_link (self->claims, run, RC_PROPERTY_CODE_COMMIT, RC_ENTITY_COMMIT, "", text, RC_TIME_NONE, node, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_build (RcSpdxGraph   *self,
           RcCardNode     build,
           GError       **error)
{
  RcCardNode named = rc_card_node_member (build, "build_buildId");
  RcCardNode node = rc_card_node_exists (named) ? named : rc_card_node_member (build, "spdxId");
  RcCardNode start = rc_card_node_member (build, "build_buildStartTime");
  g_autofree char *name = rc_card_node_dup_text (node);
  g_autofree char *text = rc_card_node_dup_text (start);
  RcTimestamp time = { .from_us = RC_TIME_NONE };
  gint64 run;

  if (!rc_card_state_thing (self->claims, RC_ENTITY_RUN, NULL, name, node, &run, error))
    return FALSE;
  if (run == 0)
    return TRUE;

  rc_spdx_graph_set_entity (self, build, run);
  if (text != NULL && !rc_timestamp_parse (text, strlen (text), RC_ZONE_RULE, 0, &time))
    time.from_us = RC_TIME_NONE;
  return rc_card_state_value (self->claims, run, RC_PROPERTY_CREATED, text, 0, time.from_us, start, error) &&
         add_tag (self, run, build, "build_configSourceUri", error) &&
         add_tag (self, run, build, "build_buildType", error) &&
         add_commit (self, build, run, error);
}

static gboolean
add_elements (RcSpdxGraph  *self,
              GError      **error)
{
  RcCardNode item = { 0 };

  while (rc_spdx_graph_next (self, &item))
    {
      gboolean done = TRUE;

      if (rc_spdx_is (item, "ai_AIPackage"))
        done = add_model (self, item, error);
      else if (rc_spdx_is (item, "dataset_DatasetPackage"))
        done = add_dataset (self, item, error);
      else if (rc_spdx_is (item, "build_Build"))
        done = add_build (self, item, error);
      if (!done)
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_card (RcCardClaims  *claims,
           RcCardNode     root,
           GError       **error)
{
  RcSpdxGraph graph;
  gboolean done = rc_spdx_graph_init (&graph, claims, root, error) &&
                  add_document (&graph, error) &&
                  add_elements (&graph, error) &&
                  rc_spdx_add_relations (&graph, error) &&
                  rc_spdx_add_reviews (&graph, error);

  rc_spdx_graph_clear (&graph);
  return done;
}

static gboolean
import (const RcImporter     *self,
        const RcImportInput  *input,
        RcImportSink         *sink,
        GCancellable         *cancellable,
        GError              **error)
{
  return rc_card_json_import (input, sink, check, read_card, error);
}

static const RcImporter importer = {
  .id = "spdx-card",
  .title = N_("Bill of materials (SPDX 3)"),
  .system = RC_SPDX_SYSTEM,
  .evidences = N_("model versions and data sets with digests, what was trained and tested on what, builds with commit and environment, "
                  "evaluation results, limits, reviews; no approval, no deployment and no inference"),
  .framing = RC_FRAMING_WHOLE,
  .recognise = recognise,
  .import = import,
  .read_fields = rc_card_json_read_fields,
};

/**
 * rc_spdx_card_importer:
 *
 * Returns: the importer of SPDX 3 documents about models and data sets
 */
const RcImporter *
rc_spdx_card_importer (void)
{
  return &importer;
}
