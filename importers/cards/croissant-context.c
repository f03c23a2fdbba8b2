/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "croissant-context.h"

#include "core/exception.h"

#include <string.h>

/*
 * JSON-LD lets a document say what its own names mean: "license" may be made to mean the name of the data set. No context is fetched; the one in
 * the document is compared with what Croissant 0.8 to 1.1 say, for the names that are read.
 */

static const struct
{
  const char *name;
  const char *meanings[4];   /* any of these; none: must not stand in the context at all, but to say of which language it is */
} known[] = {
  { "@vocab", { "https://schema.org/", "http://schema.org/" } },
  { "sc", { "https://schema.org/", "http://schema.org/" } },
  { "cr", { "http://mlcommons.org/croissant/", "https://mlcommons.org/croissant/" } },
  { "ml", { "http://mlcommons.org/schema/", "https://mlcommons.org/schema/" } },
  { "rai", { "http://mlcommons.org/croissant/RAI/", "https://mlcommons.org/croissant/RAI/" } },
  { "dct", { "http://purl.org/dc/terms/", "https://purl.org/dc/terms/" } },
  { "prov", { "http://www.w3.org/ns/prov#", "https://www.w3.org/ns/prov#" } },
  { "conformsTo", { "dct:conformsTo", "http://purl.org/dc/terms/conformsTo" } },
  { "md5", { "cr:md5", "sc:md5", "ml:md5" } },
  { "isLiveDataset", { "cr:isLiveDataset" } },
  { "dataBiases", { "ml:dataBiases", "cr:dataBiases", "rai:dataBiases" } },
  { "dataCollection", { "ml:dataCollection", "cr:dataCollection", "rai:dataCollection" } },
  { "personalSensitiveInformation", { "ml:personalSensitiveInformation", "cr:personalSensitiveInformation",
                                      "rai:personalSensitiveInformation" } },
  { "@type", { NULL } },
  { "@id", { NULL } },
  { "name", { "sc:name", "https://schema.org/name" } },
  { "version", { "sc:version", "https://schema.org/version" } },
  { "license", { "sc:license", "https://schema.org/license" } },
  { "creator", { "sc:creator", "https://schema.org/creator" } },
  { "publisher", { "sc:publisher", "https://schema.org/publisher" } },
  { "datePublished", { "sc:datePublished", "https://schema.org/datePublished" } },
  { "dateModified", { "sc:dateModified", "https://schema.org/dateModified" } },
  { "url", { "sc:url", "https://schema.org/url" } },
  { "distribution", { "sc:distribution", "https://schema.org/distribution" } },
  { "sha256", { "sc:sha256", "https://schema.org/sha256" } },
  { "contentUrl", { "sc:contentUrl", "https://schema.org/contentUrl" } },
};

/* "name": {"@container": "@language"} says nothing of what the name means; {"@id": "…"} does. */
static gboolean
means (RcCardNode         definition,
       const char * const *meanings)
{
  RcCardNode id = rc_card_node_is_object (definition) ? rc_card_node_member (definition, "@id") : definition;

  if (rc_card_node_is_object (definition) && !rc_card_node_exists (id))
    return TRUE;
  for (gsize i = 0; i < 4 && meanings[i] != NULL; i++)
    if (rc_card_node_equals (id, meanings[i]))
      return TRUE;

  return FALSE;
}

static gboolean
read_object (RcCardClaims  *claims,
             RcCardNode     context,
             GHashTable    *redefined,
             GError       **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    {
      RcCardNode definition = rc_card_node_member (context, known[i].name);

      if (!rc_card_node_exists (definition) || means (definition, known[i].meanings))
        continue;
      g_hash_table_add (redefined, g_strdup (known[i].name));
      if (!rc_card_state_refuse (claims, definition, RC_EXCEPTION_NAME_DECEPTIVE, "the meaning that Croissant gives the name", known[i].name,
                                 "The context of a data set's description gives a name another meaning: what stands under it is not read.",
                                 error))
        return FALSE;
    }

  return TRUE;
}

/* A context that stands elsewhere is not fetched. */
static gboolean
read_one (RcCardClaims  *claims,
          RcCardNode     context,
          GHashTable    *redefined,
          GError       **error)
{
  g_autofree char *address = rc_card_node_dup_text (context);

  if (rc_card_node_is_object (context))
    return read_object (claims, context, redefined, error);
  if (address != NULL && (strstr (address, "schema.org") != NULL || strstr (address, "mlcommons.org/croissant") != NULL))
    return TRUE;

  return rc_card_state_refuse (claims, context, RC_EXCEPTION_NAME_DECEPTIVE, "a context in the document, of schema.org or of Croissant",
                               address != NULL ? address : "another value",
                               "What the names of a data set's description mean stands elsewhere, and is not fetched.", error);
}

GHashTable *
rc_croissant_read_context (RcCardClaims  *claims,
                           RcCardNode     root,
                           GError       **error)
{
  g_autoptr (GHashTable) redefined = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  RcCardNode context = rc_card_node_member (root, "@context");
  RcCardNode item = { 0 };

  while (rc_card_node_next (context, &item))
    if (!read_one (claims, item, redefined, error))
      return NULL;

  return g_steal_pointer (&redefined);
}

RcCardNode
rc_croissant_member (GHashTable *redefined,
                     RcCardNode  object,
                     const char *name)
{
  const char *colon = strchr (name, ':');
  g_autofree char *prefix = colon != NULL ? g_strndup (name, (gsize) (colon - name)) : NULL;

  if (g_hash_table_contains (redefined, name) || (prefix != NULL && g_hash_table_contains (redefined, prefix)))
    return (RcCardNode) { 0 };
  /* What has no prefix is a name of schema.org. */
  if (prefix == NULL && name[0] != '@' && g_hash_table_contains (redefined, "@vocab"))
    return (RcCardNode) { 0 };

  return rc_card_node_member (object, name);
}
