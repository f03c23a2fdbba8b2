/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "card-statement.h"

#include "core/bounds.h"
#include "core/exception.h"
#include "core/timestamp.h"

#include <string.h>

/* Of a sentence that is cut: what is claimed. */
#define PROSE_BYTES 1000u

gboolean
rc_card_state_refuse (RcCardClaims  *self,
                      RcCardNode     node,
                      const char    *kind,
                      const char    *expected,
                      const char    *found,
                      const char    *message,
                      GError       **error)
{
  g_autofree char *locator = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *valid = NULL;
  g_autofree char *text = NULL;

  /* Said once of so many; they all stand in the card. */
  if (self->n_refused > RC_LIMIT_CARD_ITEMS)
    return TRUE;
  if (self->n_refused++ == RC_LIMIT_CARD_ITEMS)
    return rc_import_sink_set_aside (self->sink, RC_IMPORT_SOURCE, 1, -1, RC_EXCEPTION_LIMIT,
                                     "at most 1000 faults in a card (RC_LIMIT_CARD_ITEMS)", "more",
                                     "A model card has more faults than the program lists.", error);

  locator = rc_card_node_dup_locator (node);
  shown = g_strndup (found, MIN (strlen (found), RC_LIMIT_NAME_BYTES / 16));
  valid = g_utf8_make_valid (shown, -1);
  text = g_strdup_printf ("%s at %s", valid[0] != '\0' ? valid : "nothing", locator[0] != '\0' ? locator : "the document");
  return rc_import_sink_set_aside (self->sink, RC_IMPORT_SOURCE, 1, rc_card_node_offset (node), kind, expected, text, message, error);
}

/* Nothing more is claimed: that was told when the first claim too many came. Where it stands is then not looked for. */
static gboolean
is_full (const RcCardClaims *self)
{
  return self->n_claims > RC_LIMIT_CARD_ITEMS;
}

static gboolean
refuse_no_text (RcCardClaims  *self,
                RcCardNode     node,
                GError       **error)
{
  return rc_card_state_refuse (self, node, RC_EXCEPTION_UNREADABLE_RECORD, "a text", "an object or a list",
                               "A model card says something in a form that its format does not know.", error);
}

gboolean
rc_card_state_value (RcCardClaims  *self,
                     gint64         entity,
                     RcProperty     property,
                     const char    *value,
                     gint64         target,
                     gint64         from_us,
                     RcCardNode     node,
                     GError       **error)
{
  g_autofree char *locator = NULL;

  if (entity == 0 || (value == NULL && target == 0) || is_full (self))
    return TRUE;

  locator = rc_card_node_dup_locator (node);
  return entity == self->card && from_us == RC_TIME_NONE
           ? rc_card_claims_add (self, property, value, target, locator, error)
           : rc_card_claims_add_to (self, entity, property, value, target, from_us, locator, error);
}

/* One text: @key NULL: as it is; else "key = text". */
static gboolean
state_text (RcCardClaims  *self,
            gint64         entity,
            RcProperty     property,
            const char    *key,
            RcCardNode     node,
            GError       **error)
{
  g_autofree char *text = rc_card_node_dup_text (node);
  g_autofree char *tag = text != NULL && key != NULL ? g_strdup_printf ("%s = %s", key, text) : NULL;

  if (rc_card_node_is_object (node) || rc_card_node_is_list (node))
    return refuse_no_text (self, node, error);

  return rc_card_state_value (self, entity, property, tag != NULL ? tag : text, 0, RC_TIME_NONE, node, error);
}

static gboolean
state_texts (RcCardClaims  *self,
             gint64         entity,
             RcProperty     property,
             const char    *key,
             RcCardNode     node,
             GError       **error)
{
  RcCardNode item = { 0 };

  if (!rc_card_node_is_list (node))
    return state_text (self, entity, property, key, node, error);

  while (rc_card_node_next (node, &item))
    if (!state_text (self, entity, property, key, item, error))
      return FALSE;

  return TRUE;
}

gboolean
rc_card_state_texts (RcCardClaims  *self,
                     gint64         entity,
                     RcProperty     property,
                     RcCardNode     node,
                     GError       **error)
{
  return state_texts (self, entity, property, NULL, node, error);
}

gboolean
rc_card_state_tags (RcCardClaims  *self,
                    gint64         entity,
                    const char    *key,
                    RcCardNode     node,
                    GError       **error)
{
  return state_texts (self, entity, RC_PROPERTY_TAG, key, node, error);
}

/* --- Sentences --- */

/**
 * rc_card_state_dup_cut:
 *
 * Returns: (transfer full): the text, or its beginning where it is long; the whole stands in the card
 */
char *
rc_card_state_dup_cut (const char *text)
{
  gsize length = strlen (text);
  g_autofree char *begin = NULL;

  if (length <= PROSE_BYTES)
    return g_strdup (text);

  begin = g_strndup (text, (gsize) (g_utf8_find_prev_char (text, text + PROSE_BYTES) - text));
  return g_strdup_printf ("%s… (%" G_GSIZE_FORMAT " bytes in all)", begin, length);
}

static gboolean
state_sentence (RcCardClaims  *self,
                RcProperty     property,
                RcCardNode     node,
                const char    *member,
                GError       **error)
{
  RcCardNode at = rc_card_node_is_object (node) && member != NULL ? rc_card_node_member (node, member) : node;
  g_autofree char *text = rc_card_node_dup_text (at);
  g_autofree char *shown = text != NULL ? rc_card_state_dup_cut (text) : NULL;

  if (rc_card_node_is_object (at) || rc_card_node_is_list (at))
    return refuse_no_text (self, at, error);

  return rc_card_state_value (self, self->card, property, shown, 0, RC_TIME_NONE, at, error);
}

gboolean
rc_card_state_prose (RcCardClaims  *self,
                     RcProperty     property,
                     RcCardNode     node,
                     const char    *member,
                     GError       **error)
{
  gboolean is_wrapper = node.element != NULL && rc_card_node_is_object (node);
  RcCardNode item = { 0 };

  if (!rc_card_node_is_list (node) && !is_wrapper)
    return state_sentence (self, property, node, member, error);

  while (rc_card_node_next (node, &item))
    if (!state_sentence (self, property, item, member, error))
      return FALSE;

  return TRUE;
}

/* --- Things and links --- */

gboolean
rc_card_state_thing (RcCardClaims  *self,
                     RcEntityKind   kind,
                     const char    *scope,
                     const char    *name,
                     RcCardNode     node,
                     gint64        *out_entity,
                     GError       **error)
{
  *out_entity = 0;
  if (name == NULL || name[0] == '\0' || is_full (self))
    return TRUE;
  if (strlen (name) > RC_LIMIT_NAME_BYTES)
    return rc_card_state_refuse (self, node, RC_EXCEPTION_LIMIT, "a name of at most 4096 bytes (RC_LIMIT_NAME_BYTES)", "more",
                                 "A name in a model card is longer than the program reads.", error);

  *out_entity = rc_import_sink_add_entity (self->sink, kind, scope, name, error);
  return *out_entity != 0;
}

gboolean
rc_card_state_link (RcCardClaims  *self,
                    gint64         entity,
                    RcProperty     property,
                    RcEntityKind   kind,
                    const char    *scope,
                    const char    *name,
                    gint64         from_us,
                    RcCardNode     node,
                    GError       **error)
{
  gint64 target;

  /* No thing is made that no claim is about. */
  if (entity == 0 || self->n_claims >= RC_LIMIT_CARD_ITEMS)
    return rc_card_state_value (self, entity, property, name, 0, from_us, node, error);

  return rc_card_state_thing (self, kind, scope, name, node, &target, error) &&
         (target == 0 || rc_card_state_value (self, entity, property, name, target, from_us, node, error));
}

gboolean
rc_card_state_date (RcCardClaims  *self,
                    RcCardNode     node,
                    GError       **error)
{
  g_autofree char *text = rc_card_node_dup_text (node);
  RcTimestamp time;

  /* "08/28/2020" names no day for certain, and is no time. */
  if (text != NULL && rc_timestamp_parse (text, strlen (text), RC_ZONE_RULE, 0, &time))
    {
      self->date_us = time.from_us;
      if (!rc_import_sink_set_as_of (self->sink, time.from_us, error))
        return FALSE;
    }

  return state_text (self, self->card, RC_PROPERTY_CARD_DATE, NULL, node, error);
}

gboolean
rc_card_state_subject (RcCardClaims  *self,
                       const char    *name,
                       const char    *version,
                       RcCardNode     node,
                       gint64        *out_subject,
                       GError       **error)
{
  g_autofree char *full = name != NULL && version != NULL ? g_strdup_printf ("%s/%s", name, version) : NULL;

  *out_subject = self->card;
  self->is_named = self->is_named || name != NULL;
  if (full == NULL)
    return rc_card_state_link (self, self->card, RC_PROPERTY_DESCRIBES, RC_ENTITY_MODEL, "", name, RC_TIME_NONE, node, error);

  if (!rc_card_state_thing (self, RC_ENTITY_MODEL_VERSION, NULL, full, node, out_subject, error))
    return FALSE;
  if (*out_subject == 0)
    {
      *out_subject = self->card;
      return TRUE;
    }

  return rc_card_state_value (self, self->card, RC_PROPERTY_DESCRIBES, full, *out_subject, RC_TIME_NONE, node, error) &&
         rc_card_state_link (self, *out_subject, RC_PROPERTY_VERSION_OF, RC_ENTITY_MODEL, "", name, RC_TIME_NONE, node, error);
}

gboolean
rc_card_state_evaluation (RcCardClaims  *self,
                          gint64         subject,
                          RcCardNode     metric,
                          RcCardNode     value,
                          RcCardNode     slice,
                          GError       **error)
{
  g_autofree char *name = rc_card_node_dup_text (metric);
  g_autofree char *number = rc_card_node_dup_text (value);
  g_autofree char *part = rc_card_node_dup_text (slice);
  g_autofree char *text = NULL;

  if (number == NULL)
    return rc_card_node_exists (value) && (rc_card_node_is_object (value) || rc_card_node_is_list (value))
             ? refuse_no_text (self, value, error) : TRUE;

  text = part != NULL ? g_strdup_printf ("%s (%s) = %s", name != NULL ? name : "metric", part, number)
                      : g_strdup_printf ("%s = %s", name != NULL ? name : "metric", number);
  return rc_card_state_value (self, subject, RC_PROPERTY_EVALUATION, text, 0, RC_TIME_NONE, value, error);
}
