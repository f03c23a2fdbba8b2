/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cyclonedx-bom.h"

#include "core/exception.h"

#include <string.h>

/* The parts of a BOM in the order in which they can be read, and what it says of itself. */

static gboolean
is_hex_group (const char *text,
              gsize       length)
{
  return strspn (text, "0123456789abcdef") >= length;
}

/* RFC 4122 as CycloneDX writes it. Generators were seen to write words in its place. */
static gboolean
is_uuid (const char *serial)
{
  static const gsize groups[] = { 8, 4, 4, 4, 12 };
  const char *at = serial;

  if (!g_str_has_prefix (at, "urn:uuid:"))
    return FALSE;
  at += strlen ("urn:uuid:");
  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      if (!is_hex_group (at, groups[i]) || at[groups[i]] != (i + 1 < G_N_ELEMENTS (groups) ? '-' : '\0'))
        return FALSE;
      at += groups[i] + 1;
    }

  return TRUE;
}

/* A serial number that is made up would make editions of different BOMs look like those of one. */
static gboolean
add_edition (RcBom   *self,
             GError **error)
{
  RcCardNode node = rc_card_node_member (self->root, "serialNumber");
  g_autofree char *serial = rc_card_node_dup_text (node);
  g_autofree char *version = rc_card_node_dup_text (rc_card_node_member (self->root, "version"));
  g_autofree char *edition = NULL;

  if (serial == NULL)
    return TRUE;
  if (!is_uuid (serial))
    return rc_card_state_refuse (self->claims, node, RC_EXCEPTION_REGISTRY_MALFORMED, "a serial number of the form urn:uuid:…", serial,
                                 "The serial number of a CycloneDX BOM is made up: editions of it cannot be told apart.", error);

  edition = g_strdup_printf ("%s version %s", serial, version != NULL ? version : "1");
  return rc_card_state_value (self->claims, self->claims->card, RC_PROPERTY_CARD_VERSION, edition, 0, RC_TIME_NONE, node, error);
}

static gboolean
add_issuers (RcBom         *self,
             RcCardNode     metadata,
             GError       **error)
{
  static const char * const paths[] = { "manufacturer/name", "manufacture/name", "supplier/name" };
  RcCardNode authors = rc_card_node_member (metadata, "authors");
  gint64 card = self->claims->card;
  RcCardNode item = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    if (!rc_card_state_texts (self->claims, card, RC_PROPERTY_ISSUED_BY, rc_card_node_at (metadata, paths[i]), error))
      return FALSE;
  while (rc_card_node_next (authors, &item))
    if (!rc_card_state_texts (self->claims, card, RC_PROPERTY_ISSUED_BY, rc_card_node_member (item, "name"), error))
      return FALSE;

  return TRUE;
}

/* Tools stand in a list, or since 1.5 as components. */
static gboolean
add_tools (RcBom         *self,
           RcCardNode     tools,
           GError       **error)
{
  RcCardNode components = rc_card_node_member (tools, "components");
  RcCardNode list = rc_card_node_exists (components) ? components : tools;
  RcCardNode item = { 0 };

  while (rc_card_node_next (list, &item))
    if (!rc_card_state_tags (self->claims, self->claims->card, "made with", rc_card_node_member (item, "name"), error))
      return FALSE;

  return TRUE;
}

static gboolean
add_metadata (RcBom   *self,
              GError **error)
{
  RcCardNode metadata = rc_card_node_member (self->root, "metadata");
  RcCardNode phases = rc_card_node_member (metadata, "lifecycles");
  RcCardNode item = { 0 };

  if (!rc_card_state_date (self->claims, rc_card_node_member (metadata, "timestamp"), error) ||
      !add_issuers (self, metadata, error) ||
      !add_tools (self, rc_card_node_member (metadata, "tools"), error) ||
      !rc_bom_add_properties (self, self->claims->card, rc_card_node_member (metadata, "properties"), error))
    return FALSE;
  while (rc_card_node_next (phases, &item))
    if (!rc_card_state_tags (self->claims, self->claims->card, "phase", rc_card_node_member (item, "phase"), error))
      return FALSE;

  return TRUE;
}

/**
 * rc_bom_read:
 * @claims: begun; no claim was made yet
 * @root: the object of the document, or the element "bom"
 */
gboolean
rc_bom_read (RcCardClaims  *claims,
             RcCardNode     root,
             GError       **error)
{
  RcBom self = { .claims = claims, .root = root };
  gboolean done;

  self.things = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) rc_bom_thing_free);
  self.models = g_array_new (FALSE, FALSE, sizeof (RcBomComponent));
  self.data = g_array_new (FALSE, FALSE, sizeof (RcBomComponent));
  done = add_metadata (&self, error) &&
         add_edition (&self, error) &&
         rc_bom_find_components (&self, error) &&
         rc_bom_add_components (&self, error) &&
         rc_bom_add_formulation (&self, error) &&
         rc_bom_add_annotations (&self, error) &&
         rc_bom_add_declarations (&self, error);

  g_array_unref (self.models);
  g_array_unref (self.data);
  g_hash_table_unref (self.things);
  return done;
}
