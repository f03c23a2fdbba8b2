/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/slsa-provenance.h"

#include <string.h>

#include "core/bounds.h"

#define TYPE_V1 "https://slsa.dev/provenance/v1"
#define TYPE_V02 "https://slsa.dev/provenance/v0.2"

/* Where the two forms keep what is shown; JSON Pointers in the predicate. */
typedef struct
{
  const char *type;
  const char *build_type;
  const char *builder;
  const char *parameters;
  const char *parameters_name;
  const char *dependencies;
  const char *dependencies_name;
} Form;

static const Form forms[] = {
  { TYPE_V1, "/buildDefinition/buildType", "/runDetails/builder/id", "/buildDefinition/externalParameters", "External parameters",
    "/buildDefinition/resolvedDependencies", "resolved dependencies" },
  { TYPE_V02, "/buildType", "/builder/id", "/invocation/parameters", "Parameters", "/materials", "materials" },
};

static const Form *
find_form (const RcInTotoStatement *statement)
{
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      if (strcmp (forms[i].type, statement->predicate_type) == 0)
        return &forms[i];
    }
  return NULL;
}

static guint32
find_node (const RcInTotoStatement *statement,
           const char              *pointer)
{
  g_autofree char *path = g_strconcat ("/predicate", pointer, NULL);

  return rc_json_pointer (&statement->json, path);
}

gboolean
rc_slsa_provenance_is (const RcInTotoStatement *statement)
{
  return find_form (statement) != NULL;
}

/**
 * rc_slsa_provenance_dup_builder:
 *
 * Returns: (transfer full) (nullable): the id of the builder as the statement gives it
 */
char *
rc_slsa_provenance_dup_builder (const RcInTotoStatement *statement)
{
  const Form *form = find_form (statement);

  return form != NULL ? rc_json_dup_string (&statement->json, find_node (statement, form->builder)) : NULL;
}

static void
note_text (RcSeal                  *seal,
           const RcInTotoStatement *statement,
           const char              *pointer,
           const char              *title)
{
  g_autofree char *text = rc_json_dup_string (&statement->json, find_node (statement, pointer));

  if (text != NULL)
    rc_seal_add_note (seal, "%s: %s", title, text);
}

/* As it stands; of a long one the beginning, and how long it is. */
static void
note_parameters (RcSeal                  *seal,
                 const RcInTotoStatement *statement,
                 const Form              *form)
{
  guint32 node = find_node (statement, form->parameters);
  const char *text;
  const char *end;
  gsize length = 0;

  if (!rc_json_is (&statement->json, node, RC_JSON_OBJECT) || statement->json.nodes[node].count == 0)
    return;

  text = rc_json_peek_text (&statement->json, node, &length);
  if (length <= RC_LIMIT_SHOWN_BYTES)
    {
      rc_seal_add_note (seal, "%s: %.*s", form->parameters_name, (int) length, text);
      return;
    }
  end = g_utf8_find_prev_char (text, text + RC_LIMIT_SHOWN_BYTES);
  rc_seal_add_note (seal, "%s: %.*s… (%" G_GSIZE_FORMAT " bytes in all)", form->parameters_name, (int) (end - text), text, length);
}

static void
note_dependencies (RcSeal                  *seal,
                   const RcInTotoStatement *statement,
                   const Form              *form)
{
  guint32 node = find_node (statement, form->dependencies);

  if (rc_json_is (&statement->json, node, RC_JSON_ARRAY))
    rc_seal_add_note (seal, "%u %s", statement->json.nodes[node].count, form->dependencies_name);
}

/* The signer must be one who was accepted for that builder; else anybody with an accepted key could claim a better one (SLSA v1.0,
 * verifying artifacts, step 1). */
static void
judge_builder (RcSealWork     *work,
               const RcAnchor *key,
               const char     *builder,
               const RcSource *carrier,
               RcSeal         *seal)
{
  g_autoptr (GPtrArray) allowed = rc_anchor_list_identities (key, "builder");

  if (allowed->len == 0)
    {
      rc_seal_add_note (seal, "That “%s” built it is only a claim: the key of %s was accepted for no builder by name", builder, key->owner);
      return;
    }
  if (rc_anchor_allows (key, "builder", builder))
    return;

  seal->anchor = RC_VERDICT_INVALID;
  seal->checked = 0;
  rc_seal_set_reason (seal, "identity");
  rc_seal_work_tell (work, RC_EXCEPTION_SIGNATURE_INVALID, carrier, g_ptr_array_index (allowed, 0), builder,
                     "“%s” says that “%s” built it, for which the key of %s was not accepted.", carrier->name, builder, key->owner);
}

/**
 * rc_slsa_provenance_tell:
 * @statement: verified; of a form that rc_slsa_provenance_is() knows
 * @key: (nullable): the accepted key that fits
 * @seal: (inout)
 */
void
rc_slsa_provenance_tell (RcSealWork              *work,
                         const RcInTotoStatement *statement,
                         const RcAnchor          *key,
                         const RcSource          *carrier,
                         RcSeal                  *seal)
{
  const Form *form = find_form (statement);
  g_autofree char *builder = rc_slsa_provenance_dup_builder (statement);

  note_text (seal, statement, form->build_type, "Build type");
  note_text (seal, statement, form->builder, "Builder");
  note_parameters (seal, statement, form);
  note_dependencies (seal, statement, form);
  if (builder == NULL)
    rc_seal_add_note (seal, "It names no builder");
  else if (key != NULL)
    judge_builder (work, key, builder, carrier, seal);
}
