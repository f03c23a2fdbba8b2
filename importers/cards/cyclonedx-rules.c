/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cyclonedx-rules.h"

#include "core/exception.h"

#include <string.h>

/*
 * The rules that CycloneDX 1.5 to 1.7 have for the members that are read: which must be there, and of what kind each is. A BOM that breaks
 * one says something else than it seems to, and is not read. Members that are not read are not judged.
 */

typedef enum
{
  TEXT,
  NUMBER,
  LIST,      /* of what stands in @of; each item a text where that is NULL */
  OBJECT,    /* of the kind @of */
} Kind;

typedef struct
{
  const char *in;         /* kind of object that has the member */
  const char *name;
  Kind        kind;
  gboolean    is_required;
  const char *of;
} Rule;

static const Rule rules[] = {
  { "bom", "bomFormat", TEXT, TRUE, NULL },
  { "bom", "specVersion", TEXT, TRUE, NULL },
  { "bom", "serialNumber", TEXT, FALSE, NULL },
  { "bom", "version", NUMBER, FALSE, NULL },
  { "bom", "metadata", OBJECT, FALSE, "metadata" },
  { "bom", "components", LIST, FALSE, "component" },
  { "bom", "dependencies", LIST, FALSE, "dependency" },
  { "bom", "annotations", LIST, FALSE, "annotation" },
  { "bom", "formulation", LIST, FALSE, "formula" },
  { "bom", "declarations", OBJECT, FALSE, "declarations" },

  { "metadata", "timestamp", TEXT, FALSE, NULL },
  { "metadata", "component", OBJECT, FALSE, "component" },
  { "metadata", "authors", LIST, FALSE, "contact" },
  { "metadata", "manufacturer", OBJECT, FALSE, "organisation" },
  { "metadata", "manufacture", OBJECT, FALSE, "organisation" },
  { "metadata", "supplier", OBJECT, FALSE, "organisation" },
  { "contact", "name", TEXT, FALSE, NULL },
  { "organisation", "name", TEXT, FALSE, NULL },

  { "component", "type", TEXT, TRUE, NULL },
  { "component", "name", TEXT, TRUE, NULL },
  { "component", "version", TEXT, FALSE, NULL },
  { "component", "group", TEXT, FALSE, NULL },
  { "component", "publisher", TEXT, FALSE, NULL },
  { "component", "bom-ref", TEXT, FALSE, NULL },
  { "component", "purl", TEXT, FALSE, NULL },
  { "component", "supplier", OBJECT, FALSE, "organisation" },
  { "component", "manufacturer", OBJECT, FALSE, "organisation" },
  { "component", "authors", LIST, FALSE, "contact" },
  { "component", "hashes", LIST, FALSE, "hash" },
  { "component", "pedigree", OBJECT, FALSE, "pedigree" },
  { "component", "externalReferences", LIST, FALSE, "reference" },
  { "component", "properties", LIST, FALSE, "property" },
  { "component", "components", LIST, FALSE, "component" },
  { "component", "modelCard", OBJECT, FALSE, "modelCard" },
  { "component", "data", LIST, FALSE, "data" },
  { "hash", "alg", TEXT, TRUE, NULL },
  { "hash", "content", TEXT, TRUE, NULL },
  { "reference", "type", TEXT, TRUE, NULL },
  { "reference", "url", TEXT, TRUE, NULL },
  { "property", "name", TEXT, FALSE, NULL },
  { "property", "value", TEXT, FALSE, NULL },
  { "pedigree", "ancestors", LIST, FALSE, "component" },
  { "pedigree", "commits", LIST, FALSE, "commit" },
  { "commit", "uid", TEXT, FALSE, NULL },

  { "modelCard", "modelParameters", OBJECT, FALSE, "modelParameters" },
  { "modelCard", "quantitativeAnalysis", OBJECT, FALSE, "quantitativeAnalysis" },
  { "modelCard", "considerations", OBJECT, FALSE, "considerations" },
  { "modelCard", "properties", LIST, FALSE, "property" },
  { "modelParameters", "approach", OBJECT, FALSE, "approach" },
  { "modelParameters", "task", TEXT, FALSE, NULL },
  { "modelParameters", "architectureFamily", TEXT, FALSE, NULL },
  { "modelParameters", "modelArchitecture", TEXT, FALSE, NULL },
  { "modelParameters", "datasets", LIST, FALSE, "dataset" },
  { "approach", "type", TEXT, FALSE, NULL },
  { "dataset", "ref", TEXT, FALSE, NULL },
  { "dataset", "name", TEXT, FALSE, NULL },
  { "data", "type", TEXT, TRUE, NULL },
  { "data", "name", TEXT, FALSE, NULL },
  { "quantitativeAnalysis", "performanceMetrics", LIST, FALSE, "metric" },
  { "metric", "type", TEXT, FALSE, NULL },
  { "metric", "value", TEXT, FALSE, NULL },
  { "metric", "slice", TEXT, FALSE, NULL },
  { "considerations", "users", LIST, FALSE, NULL },
  { "considerations", "useCases", LIST, FALSE, NULL },
  { "considerations", "technicalLimitations", LIST, FALSE, NULL },
  { "considerations", "performanceTradeoffs", LIST, FALSE, NULL },
  { "considerations", "ethicalConsiderations", LIST, FALSE, "risk" },
  { "considerations", "fairnessAssessments", LIST, FALSE, "fairness" },
  { "risk", "name", TEXT, FALSE, NULL },
  { "fairness", "groupAtRisk", TEXT, FALSE, NULL },

  { "dependency", "ref", TEXT, TRUE, NULL },
  { "dependency", "dependsOn", LIST, FALSE, NULL },
  { "annotation", "subjects", LIST, TRUE, NULL },
  { "annotation", "annotator", OBJECT, TRUE, "annotator" },
  { "annotation", "timestamp", TEXT, TRUE, NULL },
  { "annotation", "text", TEXT, TRUE, NULL },
  { "annotator", "individual", OBJECT, FALSE, "contact" },
  { "annotator", "organization", OBJECT, FALSE, "organisation" },
  { "annotator", "component", OBJECT, FALSE, "component" },

  { "formula", "components", LIST, FALSE, "component" },
  { "formula", "workflows", LIST, FALSE, "workflow" },
  { "workflow", "bom-ref", TEXT, TRUE, NULL },
  { "workflow", "uid", TEXT, TRUE, NULL },
  { "workflow", "taskTypes", LIST, TRUE, NULL },
  { "workflow", "timeStart", TEXT, FALSE, NULL },
  { "workflow", "timeEnd", TEXT, FALSE, NULL },
  { "workflow", "inputs", LIST, FALSE, "flow" },
  { "workflow", "outputs", LIST, FALSE, "flow" },
  { "workflow", "runtimeTopology", LIST, FALSE, "dependency" },
  { "flow", "resource", OBJECT, FALSE, "resource" },
  { "resource", "ref", TEXT, FALSE, NULL },

  { "declarations", "attestations", LIST, FALSE, "attestation" },
  { "declarations", "targets", OBJECT, FALSE, "targets" },
  { "declarations", "affirmation", OBJECT, FALSE, "affirmation" },
  { "attestation", "summary", TEXT, FALSE, NULL },
  { "attestation", "map", LIST, FALSE, "map" },
  { "map", "requirement", TEXT, FALSE, NULL },
  { "map", "conformance", OBJECT, FALSE, "conformance" },
  { "conformance", "score", NUMBER, FALSE, NULL },
  { "targets", "components", LIST, FALSE, "component" },
  { "affirmation", "statement", TEXT, FALSE, NULL },
  { "affirmation", "signatories", LIST, FALSE, "signatory" },
  { "signatory", "name", TEXT, FALSE, NULL },
  { "signatory", "role", TEXT, FALSE, NULL },
};

static const char * const kind_names[] = { "a text", "a number", "a list", "an object" };

/* One list for all versions: what came in later is no breach of an earlier one that a person could be misled by. */
static const char * const component_types[] = {
  "application", "framework", "library", "container", "platform", "operating-system", "device", "device-driver", "firmware", "file",
  "machine-learning-model", "data", "cryptographic-asset", NULL
};

/* The check of one BOM: it ends at the first breach. */
typedef struct
{
  RcCardClaims  *claims;
  gboolean       keeps;
  GError       **error;
} Check;

static gboolean
breach (Check      *self,
        RcCardNode  node,
        const char *expected,
        const char *found)
{
  self->keeps = FALSE;
  return rc_card_state_refuse (self->claims, node, RC_EXCEPTION_UNREADABLE_RECORD, expected, found,
                               "A CycloneDX BOM breaks a rule of its format, and nothing of it is read.", self->error);
}

static gboolean
is_of_kind (RcCardNode node,
            Kind       kind)
{
  switch (kind)
    {
    case TEXT:
      return rc_json_is (node.json, node.node, RC_JSON_STRING);
    case NUMBER:
      return rc_json_is (node.json, node.node, RC_JSON_NUMBER);
    case LIST:
      return rc_json_is (node.json, node.node, RC_JSON_ARRAY);
    case OBJECT:
    default:
      return rc_json_is (node.json, node.node, RC_JSON_OBJECT);
    }
}

static gboolean check_object (Check      *self,
                              RcCardNode  node,
                              const char *kind);

static gboolean
check_item (Check      *self,
            RcCardNode  item,
            const char *of)
{
  Kind kind = of != NULL ? OBJECT : TEXT;

  if (!is_of_kind (item, kind))
    return breach (self, item, kind_names[kind], "another kind of value");

  return of == NULL || check_object (self, item, of);
}

static gboolean
check_list (Check      *self,
            RcCardNode  list,
            const char *of)
{
  RcCardNode item = { 0 };

  while (self->keeps && rc_card_node_next (list, &item))
    if (!check_item (self, item, of))
      return FALSE;

  return TRUE;
}

static gboolean
check_member (Check      *self,
              RcCardNode  object,
              const Rule *rule)
{
  guint32 member = rc_json_member (object.json, object.node, rule->name);
  RcCardNode node = rc_card_node_json (object.json, member);
  g_autofree char *expected = g_strdup_printf ("“%s”: %s", rule->name, kind_names[rule->kind]);

  if (member == RC_JSON_NO_NODE)
    return !rule->is_required || breach (self, object, expected, "no such member");
  if (!is_of_kind (node, rule->kind))
    return breach (self, node, expected, "another kind of value");
  if (rule->kind == LIST)
    return check_list (self, node, rule->of);

  return rule->kind != OBJECT || check_object (self, node, rule->of);
}

/* The reader of JSON allows no deeper nesting than RC_LIMIT_JSON_DEPTH, and so neither does this. */
static gboolean
check_object (Check      *self,
              RcCardNode  node,
              const char *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rules) && self->keeps; i++)
    if (g_str_equal (rules[i].in, kind) && !check_member (self, node, &rules[i]))
      return FALSE;

  if (self->keeps && g_str_equal (kind, "component"))
    {
      RcCardNode type = rc_card_node_member (node, "type");
      g_autofree char *text = rc_card_node_dup_text (type);

      if (text == NULL || !g_strv_contains (component_types, text))
        return breach (self, type, "a type of component that the format knows", text != NULL ? text : "none");
    }

  return TRUE;
}

/**
 * rc_cyclonedx_check_rules:
 * @claims: told of a breach; nothing is claimed
 *
 * Returns: %FALSE with @error where the case could not be written
 */
gboolean
rc_cyclonedx_check_rules (RcCardClaims  *claims,
                          RcCardNode     root,
                          gboolean      *out_keeps,
                          GError       **error)
{
  static const char * const versions[] = { "1.5", "1.6", "1.7", NULL };
  Check check = { claims, TRUE, error };
  RcCardNode version = rc_card_node_member (root, "specVersion");
  g_autofree char *text = NULL;

  *out_keeps = FALSE;
  if (!check_object (&check, root, "bom"))
    return FALSE;

  text = rc_card_node_dup_text (version);
  if (check.keeps && !g_strv_contains (versions, text != NULL ? text : "") &&
      !breach (&check, version, "CycloneDX 1.5, 1.6 or 1.7", text != NULL ? text : "none"))
    return FALSE;

  *out_keeps = check.keeps;
  return TRUE;
}
