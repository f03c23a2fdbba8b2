/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/chain-form.h"

#define MAX_LEFT_OUT 64u

static gboolean
is_dropped (const RcChainProfile *profile,
            const char           *name,
            const RcJsonNode     *value)
{
  if (profile->drops_null && value->type == RC_JSON_NULL)
    return TRUE;
  if (profile->kept != NULL)
    return !g_strv_contains (profile->kept, name);
  return profile->left_out != NULL && g_strv_contains (profile->left_out, name);
}

static gboolean
append_form (const RcChainProfile *profile,
             RcChainWorker        *worker,
             RcChainLink          *link)
{
  const RcJson *json = &worker->json;
  const char *left_out[MAX_LEFT_OUT + 1];
  const char * const *names = profile->left_out;
  g_autoptr (GPtrArray) dropped = NULL;

  if (profile->kept != NULL || profile->drops_null)
    {
      guint n = 0;

      dropped = g_ptr_array_new_with_free_func (g_free);
      for (guint32 name = 1; name < json->nodes[0].next; name = json->nodes[name].next)
        {
          char *text = rc_json_dup_text (json, name, NULL);

          g_ptr_array_add (dropped, text);
          if (!is_dropped (profile, text, &json->nodes[name + 1]))
            continue;
          if (n == MAX_LEFT_OUT)
            return FALSE;
          left_out[n++] = text;
        }
      left_out[n] = NULL;
      names = left_out;
    }

  switch (rc_canonical_append (worker->text, json, 0, profile->form, names))
    {
    case RC_CANONICAL_OK:
      return TRUE;
    case RC_CANONICAL_PRECISION_LOST:
      link->lost_precision = TRUE;
      return TRUE;
    case RC_CANONICAL_NUMBER_RANGE:
    default:
      return FALSE;
    }
}

/* A value as Python's str() writes it. */
static gboolean
append_value (RcChainWorker *worker,
              guint32        node)
{
  const RcJson *json = &worker->json;
  g_autofree char *text = NULL;
  gsize length;

  if (node == RC_JSON_NO_NODE)
    return TRUE;

  switch ((RcJsonType) json->nodes[node].type)
    {
    case RC_JSON_STRING:
      text = rc_json_dup_text (json, node, &length);
      g_string_append_len (worker->text, text, (gssize) length);
      return TRUE;
    case RC_JSON_NULL:
      g_string_append (worker->text, "None");
      return TRUE;
    case RC_JSON_TRUE:
      g_string_append (worker->text, "True");
      return TRUE;
    case RC_JSON_FALSE:
      g_string_append (worker->text, "False");
      return TRUE;
    default:
      return rc_canonical_append (worker->text, json, node, RC_CANONICAL_PYTHON_COMPACT, NULL) == RC_CANONICAL_OK;
    }
}

static gboolean
append_fields (const RcChainProfile *profile,
               RcChainWorker        *worker)
{
  for (guint i = 0; profile->fields[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append (worker->text, profile->joint);
      if (!append_value (worker, rc_json_member (&worker->json, 0, profile->fields[i])))
        return FALSE;
    }
  return TRUE;
}

static void
normalise (GString *text)
{
  g_autofree char *composed = NULL;

  if (g_utf8_validate_len (text->str, text->len, NULL))
    {
      composed = g_utf8_normalize (text->str, (gssize) text->len, G_NORMALIZE_NFC);
      g_string_assign (text, composed);
    }
}

/**
 * rc_chain_form_append:
 * @previous: text of the previous hash as the record has it
 *
 * Puts the bytes that the rule hashes for the parsed record into the worker's text.
 *
 * Returns: %FALSE where the rule has none for it
 */
gboolean
rc_chain_form_append (const RcChainProfile *profile,
                      RcChainWorker        *worker,
                      const char           *previous,
                      gsize                 previous_length,
                      RcChainLink          *link)
{
  g_string_truncate (worker->text, 0);
  switch (profile->rule)
    {
    case RC_CHAIN_RULE_RECORD:
      if (!append_form (profile, worker, link))
        return FALSE;
      break;
    case RC_CHAIN_RULE_PREFIX:
      g_string_append_len (worker->text, previous, (gssize) previous_length);
      g_string_append (worker->text, profile->joint);
      if (!append_form (profile, worker, link))
        return FALSE;
      break;
    case RC_CHAIN_RULE_SUFFIX:
      if (!append_form (profile, worker, link))
        return FALSE;
      g_string_append (worker->text, profile->joint);
      g_string_append_len (worker->text, previous, (gssize) previous_length);
      break;
    case RC_CHAIN_RULE_FIELDS:
      if (!append_fields (profile, worker))
        return FALSE;
      break;
    case RC_CHAIN_RULE_UNSUPPORTED:
    default:
      return FALSE;
    }

  if (profile->is_normalised)
    normalise (worker->text);
  return TRUE;
}

/* Whether the record is written otherwise than it was hashed, though nothing but the left-out members differs in value. */
gboolean
rc_chain_form_is_respelled (const RcChainProfile *profile,
                            const RcChainWorker  *worker)
{
  const RcJson *json = &worker->json;
  gsize kept = json->nodes[0].length;

  if (profile->rule != RC_CHAIN_RULE_RECORD || profile->left_out == NULL || json->has_white_space
      || profile->form == RC_CANONICAL_PYTHON_DEFAULT || profile->form == RC_CANONICAL_PYTHON_DEFAULT_UTF8
      || profile->form == RC_CANONICAL_AS_STORED)
    return FALSE;

  for (guint i = 0; profile->left_out[i] != NULL; i++)
    {
      guint32 value = rc_json_member (json, 0, profile->left_out[i]);

      /* The name, its colon, the value, and the comma that parts it from another member. */
      if (value != RC_JSON_NO_NODE)
        kept -= json->nodes[value - 1].length + 1 + json->nodes[value].length + 1;
    }
  return kept != worker->text->len;
}
