/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/mapping/mapping-pattern.h"

#include <string.h>

/*
 * Matched by hand and not by regular expressions: each piece is tried at the shortest length first, and a pattern has few pieces, so that
 * a hostile text costs its length to the power of two at the most, which a bound on the work ends.
 */
#define MAX_PIECES 32u
#define MAX_WORK 1000000u
#define COMPARED_AT_ONCE 64u     /* bytes of a literal that count as one step */

typedef enum
{
  PIECE_LITERAL,
  PIECE_ANY,
  PIECE_DIGIT,
} PieceKind;

typedef struct
{
  PieceKind kind;
  char     *text;       /* of a literal */
  gsize     length;
  gboolean  has_slash;  /* may have one */
  int       part;       /* -1: not meant */
} Piece;

struct _RcMappingPattern
{
  GArray    *pieces;
  GPtrArray *names;     /* utf8, or NULL */
};

static void
clear_piece (gpointer data)
{
  g_free (((Piece *) data)->text);
}

static void
add_literal (RcMappingPattern *self,
             GString          *literal)
{
  Piece piece = { .kind = PIECE_LITERAL, .part = -1 };

  if (literal->len == 0)
    return;

  piece.length = literal->len;
  piece.text = g_strdup (literal->str);
  g_array_append_val (self->pieces, piece);
  g_string_truncate (literal, 0);
}

static gboolean
add_part (RcMappingPattern  *self,
          const char        *name,
          gsize              length,
          gboolean           has_names,
          char             **out_problem)
{
  Piece piece = { .kind = PIECE_ANY, .part = (int) self->names->len, .has_slash = has_names || length == 1 };
  const Piece step = { .kind = PIECE_ANY, .part = -1 };
  gboolean is_named = length > 0 && !(length == 1 && *name == '*');

  if (!has_names && length == 1 && *name == '-')
    {
      g_array_append_val (self->pieces, step);
      return TRUE;
    }
  for (gsize i = 0; is_named && i < length; i++)
    if (!g_ascii_isalnum (name[i]) && name[i] != '_' && name[i] != '-')
      {
        *out_problem = g_strdup_printf ("“{%.*s}” is no part of a pattern", (int) length, name);
        return FALSE;
      }
  if (is_named != has_names)
    {
      *out_problem = g_strdup (has_names ? "each part of a line's pattern has a name: {time}" : "a part of this pattern has no name: {}");
      return FALSE;
    }

  g_array_append_val (self->pieces, piece);
  g_ptr_array_add (self->names, is_named ? g_strndup (name, length) : NULL);
  return TRUE;
}

static gboolean
read_pieces (RcMappingPattern    *self,
             const char          *text,
             RcMappingPatternUse  use,
             char               **out_problem)
{
  g_autoptr (GString) literal = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    {
      const char *end = *p == '{' ? strchr (p, '}') : NULL;

      if (*p == '~' && p[1] != '\0')
        g_string_append_c (literal, *++p);
      else if (*p == '*' || (*p == '#' && use == RC_MAPPING_PATTERN_PARTS))
        {
          const Piece piece = { .kind = *p == '*' ? PIECE_ANY : PIECE_DIGIT, .has_slash = TRUE, .part = -1 };

          add_literal (self, literal);
          g_array_append_val (self->pieces, piece);
        }
      else if (end != NULL)
        {
          add_literal (self, literal);
          if (!add_part (self, p + 1, (gsize) (end - p - 1), use == RC_MAPPING_PATTERN_LINE, out_problem))
            return FALSE;
          p = end;
        }
      else
        g_string_append_c (literal, *p);
    }

  add_literal (self, literal);
  return TRUE;
}

/**
 * rc_mapping_pattern_new:
 * @out_problem: (out) (transfer full): what is wrong, where the answer is %NULL
 *
 * Returns: (transfer full) (nullable)
 */
RcMappingPattern *
rc_mapping_pattern_new (const char           *text,
                        RcMappingPatternUse   use,
                        char                **out_problem)
{
  g_autoptr (RcMappingPattern) self = g_new0 (RcMappingPattern, 1);

  self->pieces = g_array_new (FALSE, TRUE, sizeof (Piece));
  g_array_set_clear_func (self->pieces, clear_piece);
  self->names = g_ptr_array_new_with_free_func (g_free);
  if (!read_pieces (self, text, use, out_problem))
    return NULL;

  if (self->pieces->len > MAX_PIECES)
    {
      *out_problem = g_strdup_printf ("a pattern has at most %u pieces", MAX_PIECES);
      return NULL;
    }

  return g_steal_pointer (&self);
}

void
rc_mapping_pattern_free (RcMappingPattern *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->pieces);
  g_ptr_array_unref (self->names);
  g_free (self);
}

guint
rc_mapping_pattern_count (const RcMappingPattern *self)
{
  return self->names->len;
}

const char *
rc_mapping_pattern_peek_name (const RcMappingPattern *self,
                              guint                   part)
{
  return g_ptr_array_index (self->names, part);
}

typedef struct
{
  const RcMappingPattern *pattern;
  const char             *text;
  gsize                   length;
  gsize                   begins[MAX_PIECES];
  gsize                   ends[MAX_PIECES];
  guint                   work;
} Match;

static gboolean match_from (Match *self,
                            guint  index,
                            gsize  at);

static gboolean
match_any (Match       *self,
           guint        index,
           gsize        at,
           const Piece *piece)
{
  gsize shortest = piece->part >= 0 ? 1 : 0;
  gsize first = at;

  /* The last piece has to reach the end. */
  if (index + 1 == self->pattern->pieces->len && piece->has_slash)
    first = self->length;

  for (gsize end = first; end <= self->length; end++)
    {
      if (end >= at + shortest)
        {
          self->begins[index] = at;
          self->ends[index] = end;
          if (match_from (self, index + 1, end))
            return TRUE;
        }
      if (end < self->length && self->text[end] == '/' && !piece->has_slash)
        return FALSE;
      if (++self->work > MAX_WORK)
        return FALSE;
    }

  return FALSE;
}

/* Recursion is as deep as the pattern has pieces. */
static gboolean
match_from (Match *self,
            guint  index,
            gsize  at)
{
  const GArray *pieces = self->pattern->pieces;
  const Piece *piece;

  if (index == pieces->len)
    return at == self->length;

  piece = &g_array_index (pieces, Piece, index);
  switch (piece->kind)
    {
    case PIECE_LITERAL:
      self->work += (guint) (piece->length / COMPARED_AT_ONCE);
      return self->length - at >= piece->length && memcmp (self->text + at, piece->text, piece->length) == 0 &&
             match_from (self, index + 1, at + piece->length);
    case PIECE_DIGIT:
      return at < self->length && g_ascii_isdigit (self->text[at]) && match_from (self, index + 1, at + 1);
    case PIECE_ANY:
      break;
    }
  return match_any (self, index, at, piece);
}

/**
 * rc_mapping_pattern_match:
 * @text: tainted
 * @func: (nullable): told each part that is meant, in their order
 *
 * Returns: whether the whole of @text fits; a text that is too much work does not
 */
gboolean
rc_mapping_pattern_match (const RcMappingPattern *self,
                          const char             *text,
                          gsize                   length,
                          RcMappingPatternFunc    func,
                          gpointer                user_data)
{
  Match match = { .pattern = self, .text = text, .length = length };

  if (!match_from (&match, 0, 0))
    return FALSE;

  for (guint i = 0; func != NULL && i < self->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (self->pieces, Piece, i);

      if (piece->part >= 0)
        func ((guint) piece->part, match.begins[i], match.ends[i] - match.begins[i], user_data);
    }

  return TRUE;
}
