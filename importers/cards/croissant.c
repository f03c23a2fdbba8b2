/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "croissant.h"

#include "card-json.h"
#include "cards.h"
#include "croissant-context.h"

#include "importers/json-sample.h"

#include "core/digest.h"
#include "core/exception.h"
#include "core/words.h"

#include <string.h>

/*
 * Croissant 0.8 to 1.1: the description of a data set in JSON-LD, with the words of schema.org. No JSON-LD is expanded: the names are those of
 * the published context, and a document that gives one of them another meaning is told, and not read at that name (croissant-context.c).
 *
 * The document is one card, named by the digest of its bytes; it describes no model. The data set is an entity of this source, "name@version";
 * without a version "name@sha256:…" where it has exactly one file with a digest, else its name alone.
 *
 * field                                                        becomes                                        lineage
 * -----------------------------------------------------------  ---------------------------------------------  -------------------------
 * name, version                                                card DATASET data set                          (dataset, through a run or
 *                                                                                                             card that names it so)
 * datePublished                                                data set CREATED, as written: the day of the   -
 *                                                              data, not of this description
 * dateModified, conformsTo, url, isLiveDataset, publisher      tags of the data set                           -
 * creator: a name, or objects with one                         card ISSUED_BY                                 -
 * license: a text, a list, or an object with name or url       data set LICENCE                               -
 * distribution[]/sha256, md5                                   data set DATASET_DIGEST "sha256:…", "md5:…";   dataset
 *                                                              what is no digest is set aside: exporters
 *                                                              write the address of a bug report there
 * distribution[]/contentUrl                                    tag of the data set                            -
 * rai:dataBiases, rai:dataLimitations (and 0.8: dataBiases)    card LIMITATION                                -
 * rai:dataUseCases                                             card INTENDED_USE                              -
 * all other rai:… with texts, dataCollection,                  tags of the data set                           -
 *   personalSensitiveInformation
 * prov:wasDerivedFrom: a text, or objects with @id             data set DERIVED_FROM data set                 -
 * prov:wasGeneratedBy: times                                   tags of the data set                           -
 * recordSet, description, citeAs, keywords                     stay in the card                               -
 * a value in several languages                                 that of "@value", "en", else the first         -
 *
 * Cannot evidence: which model was trained on the data, an approver, a commit, a run, a deployment, an inference.
 */

typedef struct
{
  RcCardClaims *claims;
  GHashTable   *redefined;
  gint64        dataset;
} Croissant;

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  g_auto (RcJsonSample) json = { 0 };
  const char *conforms;

  rc_json_sample_read (&json, sample);
  if (!json.is_object || !rc_json_sample_has (&json, "@context"))
    return 0;

  conforms = rc_json_sample_peek (&json, "conformsTo");
  if (conforms == NULL)
    conforms = rc_json_sample_peek (&json, "conformsTo/0");
  if (conforms != NULL && strstr (conforms, "mlcommons.org/croissant") != NULL)
    return 95;
  return (rc_json_sample_has (&json, "@context/cr") || rc_json_sample_has (&json, "@context/ml")) &&
         rc_json_sample_has (&json, "@context/recordSet") ? 90 : 0;
}

/* A text, or the one of a language. */
static RcCardNode
resolve (RcCardNode node)
{
  RcCardNode value = rc_card_node_member (node, "@value");
  RcCardNode english = rc_card_node_member (node, "en");

  if (!rc_card_node_is_object (node))
    return node;
  if (rc_card_node_exists (value))
    return value;
  /* The first member's value. */
  return rc_card_node_exists (english) ? english
         : node.json->nodes[node.node].count > 0 ? rc_card_node_json (node.json, node.node + 2) : (RcCardNode) { 0 };
}

static RcCardNode
member (const Croissant *self,
        RcCardNode       object,
        const char      *name)
{
  return rc_croissant_member (self->redefined, object, name);
}

static gboolean
is_type (RcCardNode  node,
         const char *name)
{
  static const char * const prefixes[] = { "", "sc:", "cr:", "https://schema.org/", "http://schema.org/",
                                           "http://mlcommons.org/croissant/" };
  RcCardNode item = { 0 };

  while (rc_card_node_next (node, &item))
    for (gsize i = 0; i < G_N_ELEMENTS (prefixes); i++)
      {
        g_autofree char *full = g_strconcat (prefixes[i], name, NULL);

        if (rc_card_node_equals (item, full))
          return TRUE;
      }

  return FALSE;
}

/* --- Digests --- */

static gboolean
is_digest (const char *text,
           gsize       digits)
{
  return strlen (text) == digits && strspn (text, "0123456789abcdefABCDEF") == digits;
}

static gboolean
add_digest (Croissant     *self,
            RcCardNode     node,
            const char    *algorithm,
            gsize          digits,
            GError       **error)
{
  g_autofree char *text = rc_card_node_dup_text (node);
  g_autofree char *folded = text != NULL ? g_ascii_strdown (text, -1) : NULL;
  g_autofree char *value = folded != NULL ? g_strdup_printf ("%s:%s", algorithm, folded) : NULL;
  g_autofree char *expected = g_strdup_printf ("%" G_GSIZE_FORMAT " hexadecimal digits", digits);

  if (!rc_card_node_exists (node))
    return TRUE;
  if (text == NULL || !is_digest (text, digits))
    return rc_card_state_refuse (self->claims, node, RC_EXCEPTION_REGISTRY_MALFORMED, expected, text != NULL ? text : "no text",
                                 "What a data set's description gives as a digest is none.", error);

  return rc_card_state_value (self->claims, self->dataset, RC_PROPERTY_DATASET_DIGEST, value, 0, RC_TIME_NONE, node, error);
}

static gboolean
add_distribution (Croissant     *self,
                  RcCardNode     root,
                  GError       **error)
{
  RcCardNode list = member (self, root, "distribution");
  RcCardNode item = { 0 };

  while (rc_card_node_next (list, &item))
    if (!add_digest (self, member (self, item, "sha256"), "sha256", 64, error) ||
        !add_digest (self, member (self, item, "md5"), "md5", 32, error) ||
        !rc_card_state_tags (self->claims, self->dataset, "content", member (self, item, "contentUrl"), error))
      return FALSE;

  return TRUE;
}

/* The only full digest of a file; (transfer full) (nullable): none or several. */
static char *
dup_only_digest (const Croissant *self,
                 RcCardNode       root)
{
  g_autofree char *only = NULL;
  RcCardNode list = member (self, root, "distribution");
  RcCardNode item = { 0 };

  while (rc_card_node_next (list, &item))
    {
      g_autofree char *text = rc_card_node_dup_text (member (self, item, "sha256"));

      if (text == NULL || !is_digest (text, 64))
        continue;
      if (only != NULL)
        return NULL;
      only = g_ascii_strdown (text, -1);
    }

  return g_steal_pointer (&only);
}

/* --- The data set --- */

static gboolean
make_dataset (Croissant     *self,
              RcCardNode     root,
              GError       **error)
{
  RcCardNode node = resolve (member (self, root, "name"));
  g_autofree char *name = rc_card_node_dup_text (node);
  g_autofree char *version = rc_card_node_dup_text (resolve (member (self, root, "version")));
  g_autofree char *digest = version == NULL ? dup_only_digest (self, root) : NULL;
  g_autofree char *full = version != NULL ? g_strdup_printf ("%s@%s", name, version)
                          : digest != NULL ? g_strdup_printf ("%s@sha256:%s", name, digest) : g_strdup (name);

  if (name == NULL)
    return rc_card_state_refuse (self->claims, root, RC_EXCEPTION_UNREADABLE_RECORD, "a name of the data set", "none",
                                 "A data set's description does not name it.", error);

  return rc_card_state_thing (self->claims, RC_ENTITY_DATASET, NULL, full, node, &self->dataset, error) &&
         (self->dataset == 0 ||
          rc_card_state_value (self->claims, self->claims->card, RC_PROPERTY_DATASET, full, self->dataset, RC_TIME_NONE, node, error));
}

/* Texts, or objects of which one member says it. */
static gboolean
add_named (Croissant     *self,
           gint64         entity,
           RcProperty     property,
           const char    *key,
           RcCardNode     list,
           const char    *first,
           const char    *second,
           GError       **error)
{
  RcCardNode item = { 0 };

  while (rc_card_node_next (list, &item))
    {
      RcCardNode named = member (self, item, first);
      RcCardNode other = rc_card_node_exists (named) ? named : member (self, item, second);
      RcCardNode node = rc_card_node_is_object (item) ? resolve (other) : item;

      if (!(property == RC_PROPERTY_TAG ? rc_card_state_tags (self->claims, entity, key, node, error)
                                        : rc_card_state_texts (self->claims, entity, property, node, error)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_facts (Croissant     *self,
           RcCardNode     root,
           GError       **error)
{
  static const char * const tags[] = { "dateModified", "conformsTo", "url", "isLiveDataset" };

  for (gsize i = 0; i < G_N_ELEMENTS (tags); i++)
    if (!add_named (self, self->dataset, RC_PROPERTY_TAG, tags[i], member (self, root, tags[i]), "@id", "@value", error))
      return FALSE;

  return rc_card_state_texts (self->claims, self->dataset, RC_PROPERTY_CREATED, resolve (member (self, root, "datePublished")), error) &&
         add_named (self, self->claims->card, RC_PROPERTY_ISSUED_BY, NULL, member (self, root, "creator"), "name", "@id", error) &&
         add_named (self, self->dataset, RC_PROPERTY_TAG, "publisher", member (self, root, "publisher"), "name", "@id", error) &&
         add_named (self, self->dataset, RC_PROPERTY_LICENCE, NULL, member (self, root, "license"), "name", "url", error);
}

/* --- What is to be known of it --- */

static gboolean
add_sentences (Croissant     *self,
               RcProperty     property,
               const char    *key,
               RcCardNode     node,
               GError       **error)
{
  RcCardNode item = { 0 };

  if (property != RC_PROPERTY_TAG)
    return rc_card_state_prose (self->claims, property, rc_card_node_is_list (node) ? node : resolve (node), "@value", error);

  while (rc_card_node_next (node, &item))
    {
      RcCardNode at = resolve (item);
      g_autofree char *text = rc_card_node_dup_text (at);
      g_autofree char *shown = text != NULL ? rc_card_state_dup_cut (text) : NULL;
      g_autofree char *tag = shown != NULL ? g_strdup_printf ("%s = %s", key, shown) : NULL;

      if (!rc_card_state_value (self->claims, self->dataset, RC_PROPERTY_TAG, tag, 0, RC_TIME_NONE, at, error))
        return FALSE;
    }

  return TRUE;
}

static RcProperty
property_of (const char *key)
{
  if (g_str_equal (key, "rai:dataBiases") || g_str_equal (key, "rai:dataLimitations") || g_str_equal (key, "dataBiases"))
    return RC_PROPERTY_LIMITATION;
  if (g_str_equal (key, "rai:dataUseCases"))
    return RC_PROPERTY_INTENDED_USE;

  return RC_PROPERTY_TAG;
}

/* The names of the extension are many, and its own text spells some in two ways: all with its prefix are kept. */
static gboolean
add_responsibility (Croissant     *self,
                    RcCardNode     root,
                    GError       **error)
{
  const RcJson *json = root.json;

  for (guint32 at = root.node + 1; at < json->nodes[root.node].next; at = json->nodes[at].next)
    {
      g_autofree char *key = rc_json_dup_text (json, at, NULL);
      gboolean is_old = g_str_equal (key, "dataBiases") || g_str_equal (key, "dataCollection") ||
                        g_str_equal (key, "personalSensitiveInformation");

      if (!g_str_has_prefix (key, "rai:") && !is_old)
        continue;
      if (!add_sentences (self, property_of (key), key, member (self, root, key), error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_provenance (Croissant     *self,
                RcCardNode     root,
                GError       **error)
{
  RcCardNode sources = member (self, root, "prov:wasDerivedFrom");
  RcCardNode acts = member (self, root, "prov:wasGeneratedBy");
  RcCardNode item = { 0 };

  while (rc_card_node_next (sources, &item))
    {
      RcCardNode id = member (self, item, "@id");
      RcCardNode node = rc_card_node_is_object (item) ? id : item;
      g_autofree char *name = rc_card_node_dup_text (node);

      if (!rc_card_state_link (self->claims, self->dataset, RC_PROPERTY_DERIVED_FROM, RC_ENTITY_DATASET, "", name, RC_TIME_NONE, node,
                               error))
        return FALSE;
    }
  item = (RcCardNode) { 0 };
  while (rc_card_node_next (acts, &item))
    if (!add_named (self, self->dataset, RC_PROPERTY_TAG, "made from", member (self, item, "prov:startedAtTime"), "@value", "@id", error) ||
        !add_named (self, self->dataset, RC_PROPERTY_TAG, "made until", member (self, item, "prov:endedAtTime"), "@value", "@id", error))
      return FALSE;

  return TRUE;
}

static gboolean
read_dataset (Croissant     *self,
              RcCardNode     root,
              GError       **error)
{
  if (!is_type (member (self, root, "@type"), "Dataset"))
    return rc_card_state_refuse (self->claims, root, RC_EXCEPTION_UNREADABLE_RECORD, "the @type sc:Dataset", "another",
                                 "A description says that it is not of a data set, and nothing of it is read.", error);

  if (!make_dataset (self, root, error))
    return FALSE;
  return self->dataset == 0 ||
         (add_facts (self, root, error) &&
          add_distribution (self, root, error) &&
          add_responsibility (self, root, error) &&
          add_provenance (self, root, error));
}

static gboolean
read_card (RcCardClaims  *claims,
           RcCardNode     root,
           GError       **error)
{
  Croissant self = { .claims = claims };
  gboolean done;

  self.redefined = rc_croissant_read_context (claims, root, error);
  if (self.redefined == NULL)
    return FALSE;

  done = read_dataset (&self, root, error);
  g_hash_table_unref (self.redefined);
  return done;
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
  .id = "croissant",
  .title = N_("Data set description (Croissant)"),
  .system = RC_CROISSANT_SYSTEM,
  .evidences = N_("data set version with digests of its files, licence, origin, known biases and limits; names no model, no approver and "
                  "no run"),
  .framing = RC_FRAMING_WHOLE,
  .recognise = recognise,
  .import = import,
  .read_fields = rc_card_json_read_fields,
};

/**
 * rc_croissant_importer:
 *
 * Returns: the importer of descriptions of data sets in Croissant
 */
const RcImporter *
rc_croissant_importer (void)
{
  return &importer;
}
