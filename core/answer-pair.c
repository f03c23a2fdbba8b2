/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "answer-pair.h"

#include <string.h>

#include "canonical.h"

typedef enum
{
  KIND_LABEL,
  KIND_PROSE,
  KIND_NUMBER,
  KIND_OBJECT,
  KIND_ARRAY,
} Kind;

/* @out_text: what is compared: numbers as the nearest double is written, objects and arrays in their canonical form. */
static gboolean
take_json (const char  *value,
           Kind        *out_kind,
           GString     *out_text)
{
  g_auto (RcJson) json = { 0 };
  RcJsonFault fault;

  rc_json_init (&json);
  if (!rc_json_parse (&json, value, strlen (value), &fault))
    return FALSE;

  switch (json.nodes[0].type)
    {
    case RC_JSON_NUMBER: *out_kind = KIND_NUMBER; break;
    case RC_JSON_OBJECT: *out_kind = KIND_OBJECT; break;
    case RC_JSON_ARRAY:  *out_kind = KIND_ARRAY; break;
    default:
      return FALSE;
    }

  /* Two integers beyond 2^53 that one double stands for are not one number: they are compared as they are written. */
  if (rc_canonical_append (out_text, &json, 0, RC_CANONICAL_JCS, NULL) != RC_CANONICAL_OK)
    g_string_assign (out_text, value);
  return TRUE;
}

static Kind
take (const char *value,
      GString    *out_text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (value));
  Kind kind;

  if (take_json (stripped, &kind, out_text))
    return kind;

  g_string_assign (out_text, stripped);
  return g_utf8_strlen (stripped, -1) <= RC_ANSWER_LABEL_CHARACTERS && strchr (stripped, '\n') == NULL ? KIND_LABEL : KIND_PROSE;
}

/**
 * rc_answer_pair_compare:
 * @a: an answer as its record has it
 * @b: another
 *
 * Texts are equal by their bytes, numbers by their value, objects and arrays by their canonical form (RFC 8785).
 *
 * Returns: whether they are one answer, two, or of no common kind
 */
RcAnswerPair
rc_answer_pair_compare (const char *a,
                        const char *b)
{
  g_autoptr (GString) left = g_string_new (NULL);
  g_autoptr (GString) right = g_string_new (NULL);

  if (take (a, left) != take (b, right))
    return RC_ANSWER_PAIR_INCOMPARABLE;

  return g_string_equal (left, right) ? RC_ANSWER_PAIR_SAME : RC_ANSWER_PAIR_DIFFERENT;
}
