/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cyclonedx.h"

#include "card-json.h"
#include "cards.h"
#include "cyclonedx-bom.h"
#include "cyclonedx-rules.h"

#include "importers/json-sample.h"

#include "core/bounds.h"
#include "core/exception.h"
#include "core/seals/xml-document.h"
#include "core/words.h"

#include <string.h>

/*
 * CycloneDX bills of materials 1.5 to 1.7 in JSON and XML, as far as they speak of models. One in XML is checked against the program's own
 * schema for its version (schemas/), one in JSON against the same rules (cyclonedx-rules.c); one that breaks them is set aside whole, and
 * nothing of it is claimed. XML is read without network, entities, DOCTYPE and catalogues.
 *
 * The BOM is one card, named by the digest of its bytes. A component is a model where its type says so, where it has a model card, or where
 * it is a "library" with a package URL of a hub of models. A version of a model is an entity of this source, "name/version"; without a version
 * that of its package URL stands in, else "name/sha256:…".
 *
 * field                                                        becomes                                        lineage
 * -----------------------------------------------------------  ---------------------------------------------  -------------------------
 * serialNumber, version                                        card CARD_VERSION "urn:uuid:… version n"; one  card
 *                                                              that is no UUID is set aside
 * metadata/timestamp                                           card CARD_DATE; DESCRIBES holds from then      card
 * metadata/authors, manufacturer, manufacture, supplier: name  card ISSUED_BY                                 -
 * metadata/tools, lifecycles, properties                       tags of the card                               -
 * component that is a model: name, version or purl             card DESCRIBES version; VERSION_OF model       card, model-version
 * …/hashes SHA-256                                             version ARTIFACT_DIGEST; all others are tags   artefact
 * …/licenses                                                   card LICENCE                                   -
 * …/pedigree/ancestors                                         version BASE_MODEL                             -
 * …/pedigree/commits                                           one: version CODE_COMMIT; several are a trail  commit
 *                                                              of changes: tags
 * …/externalReferences                                         distribution: version ARTIFACT_PLACE; all      -
 *                                                              others are tags named by their type
 * …/supplier, manufacturer, authors, publisher, group, purl,   tags of the version; a property whose name     -
 *   properties                                                 speaks of a secret is left out
 * …/modelCard/modelParameters/datasets (ref or inline)         version DATASET                                dataset
 * …/modelCard/modelParameters: approach, task, architecture    tags of the version                            -
 * …/modelCard/quantitativeAnalysis/performanceMetrics          version EVALUATION                             evaluation
 * …/modelCard/considerations/users, useCases                   card INTENDED_USE                              -
 * …/technicalLimitations, performanceTradeoffs,                card LIMITATION                                -
 *   ethicalConsiderations, fairnessAssessments
 * …/environmentalConsiderations/energyConsumptions             tags of the version                            -
 * component of type data: name, version, hashes                data set "name@version"; DATASET_DIGEST,       dataset
 *                                                              LICENCE, tags; linked to the model where a
 *                                                              model card, a dependency or a property with
 *                                                              the stage of training says so
 * dependencies of a model                                      DATASET; what is no data is a tag              dataset
 * formulation/workflows: uid, timeStart, timeEnd               run with CREATED and tags                      run
 * …/inputs/resource/ref                                        run DATASET, USED_MODEL                        dataset
 * …/outputs/resource/ref of a workflow that builds             version TRAINED_BY run                         run
 * …/runtimeTopology, components of the formula                 run ENVIRONMENT                                environment
 * …/environmentVars, parameters, properties                    never claimed: they may hold secrets           -
 * annotations: text                                            tag of the card                                -
 * annotations: individual, timestamp, a model as subject       version REVIEWED_BY person, from then on: a    -
 *                                                              note, never an approval
 * declarations/attestations/map: requirement, conformance      version CHECKED "requirement = conformance n"  -
 * declarations/affirmation/signatories: name                   version APPROVED_BY person, without a time;    approval
 *                                                              roles are tags
 * signature (JSON), Signature (XML)                            judged by the seals                            -
 * pictures and attachments in base64, evidence, services,      never claimed                                  -
 *   vulnerabilities, citations
 *
 * Cannot evidence: a deployment, an inference, a human action. A BOM has no period of validity: it is placed in time by its own time stamp,
 * else by what its file carried.
 */

#define NAMESPACE "http://cyclonedx.org/schema/bom/"

/* --- Recognising --- */

static gboolean
is_xml (const char *bytes,
        gsize       length)
{
  gsize at = length >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

  while (at < length && g_ascii_isspace (bytes[at]))
    at++;
  return at < length && bytes[at] == '<';
}

/* "bom", with or without a prefix. */
static gboolean
is_bom_tag (const char *name,
            const char *stop)
{
  gsize length = 0;
  const char *colon;

  while (name + length < stop && !g_ascii_isspace (name[length]) && name[length] != '/')
    length++;
  colon = memchr (name, ':', length);
  if (colon != NULL)
    {
      length -= (gsize) (colon + 1 - name);
      name = colon + 1;
    }

  return length == 3 && memcmp (name, "bom", 3) == 0;
}

/* The root's own tag: the first that is neither a declaration nor a comment. */
static gboolean
begins_with_bom (const RcSample *sample)
{
  const char *at = sample->head;
  const char *end = sample->head + sample->head_length;
  const char *stop;

  while ((at = memchr (at, '<', (gsize) (end - at))) != NULL && at + 1 < end && (at[1] == '?' || at[1] == '!'))
    {
      gboolean is_comment = (gsize) (end - at) > 4 && memcmp (at, "<!--", 4) == 0;
      const char *closing = is_comment ? "-->" : ">";

      at = memmem (at, (gsize) (end - at), closing, strlen (closing));
      if (at == NULL)
        return FALSE;
    }
  if (at == NULL)
    return FALSE;

  stop = memchr (at, '>', (gsize) (end - at));
  return stop != NULL && is_bom_tag (at + 1, stop) && memmem (at, (gsize) (stop - at), NAMESPACE, strlen (NAMESPACE)) != NULL;
}

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  g_auto (RcJsonSample) json = { 0 };

  if (is_xml (sample->head, sample->head_length))
    return begins_with_bom (sample) ? 95 : 0;

  rc_json_sample_read (&json, sample);
  return json.is_object && g_strcmp0 (rc_json_sample_peek (&json, "bomFormat"), "CycloneDX") == 0 ? 95 : 0;
}

/* --- Reading --- */

static gboolean
refuse (const RcImportInput  *input,
        RcImportSink         *sink,
        const char           *kind,
        const char           *expected,
        const char           *found,
        GError              **error)
{
  return rc_import_sink_set_aside (sink, RC_IMPORT_SOURCE, 1, -1, kind, expected, found, "A CycloneDX BOM cannot be read.", error);
}

static gboolean
read_document (const RcImportInput  *input,
               RcImportSink         *sink,
               xmlDoc               *document,
               GError              **error)
{
  RcCardClaims claims = { .sink = sink, .input = input, .date_us = RC_TIME_NONE };
  gboolean keeps = FALSE;

  if (!rc_cyclonedx_check_schema (&claims, document, &keeps, error))
    return FALSE;

  return !keeps || (rc_card_claims_begin (&claims, sink, input, error) &&
                    rc_bom_read (&claims, rc_card_node_xml (xmlDocGetRootElement (document)), error));
}

static gboolean
import_xml (const RcImportInput  *input,
            RcImportSink         *sink,
            GError              **error)
{
  g_autoptr (RcXmlDocument) document = NULL;
  gsize length;
  const void *bytes = g_bytes_get_data (input->bytes, &length);

  switch (rc_xml_document_parse (bytes, length, &document))
    {
    case RC_XML_READ:
      return read_document (input, sink, rc_xml_document_peek (document), error);
    case RC_XML_DOCTYPE:
      return refuse (input, sink, RC_EXCEPTION_UNREADABLE_RECORD, "XML without a document type", "a DOCTYPE", error);
    case RC_XML_LIMIT:
      return refuse (input, sink, RC_EXCEPTION_LIMIT,
                     "at most 16 MiB (RC_LIMIT_SEAL_FILE_BYTES), 500000 elements (RC_LIMIT_XML_ELEMENTS) and 2000 namespaces "
                     "(RC_LIMIT_XML_NAMESPACES)", "more", error);
    case RC_XML_MALFORMED:
    default:
      return refuse (input, sink, RC_EXCEPTION_UNREADABLE_RECORD, "well-formed XML", "something else", error);
    }
}

static gboolean
import (const RcImporter     *self,
        const RcImportInput  *input,
        RcImportSink         *sink,
        GCancellable         *cancellable,
        GError              **error)
{
  if (input->bytes != NULL && is_xml (g_bytes_get_data (input->bytes, NULL), g_bytes_get_size (input->bytes)))
    return import_xml (input, sink, error);

  return rc_card_json_import (input, sink, rc_cyclonedx_check_rules, rc_bom_read, error);
}

static const RcImporter importer = {
  .id = "cyclonedx",
  .title = N_("Bill of materials (CycloneDX)"),
  .system = RC_CYCLONEDX_SYSTEM,
  .evidences = N_("model versions with digests, base models, data sets with digests, code commit, training workflow, evaluation results, "
                  "intended use and limits, who reviewed and who signed; no deployment and no inference"),
  .framing = RC_FRAMING_WHOLE,
  .recognise = recognise,
  .import = import,
  .read_fields = rc_card_json_read_fields,
};

/**
 * rc_cyclonedx_importer:
 *
 * Returns: the importer of CycloneDX bills of materials about models
 */
const RcImporter *
rc_cyclonedx_importer (void)
{
  return &importer;
}
