/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/archival/finishing.h"

#include <string.h>

/*
 * The content of a page is read token by token: texts stand in it as they are, and one may well look like an operator.
 */

typedef enum
{
  TOKEN_END,
  TOKEN_WORD,       /* a number or an operator */
  TOKEN_NAME,
  TOKEN_OTHER,      /* a text, a bracket */
  TOKEN_FAULT,
} TokenKind;

typedef struct
{
  TokenKind  kind;
  gsize      start;
  gsize      end;
} Token;

/* Of marked content in each other. */
#define MAX_NESTED 1000

typedef struct
{
  const char   *bytes;
  gsize         length;
  gsize         at;
  const GArray *marks;
  GByteArray   *out;
  gsize         copied;      /* what of the bytes is in @out */
  GArray       *operands;    /* Token, since the last operator */
  GArray       *open;        /* gboolean: whether it covers what is drawn in it */
  guint         n_covering;
  gboolean     *seen;        /* of each mark */
} Rewriting;

static gboolean
is_space (char c)
{
  return c == '\0' || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' ';
}

static gboolean
is_delimiter (char c)
{
  return c != '\0' && strchr ("()<>[]{}/%", c) != NULL;
}

static void
skip_space (Rewriting *self)
{
  while (self->at < self->length)
    {
      if (self->bytes[self->at] == '%')
        while (self->at < self->length && self->bytes[self->at] != '\n' && self->bytes[self->at] != '\r')
          self->at++;
      else if (!is_space (self->bytes[self->at]))
        break;
      else
        self->at++;
    }
}

/* "(…)" with its escapes and the brackets inside. */
static gboolean
skip_text (Rewriting *self)
{
  guint depth = 0;

  while (self->at < self->length)
    {
      char c = self->bytes[self->at++];

      if (c == '\\')
        self->at++;
      else if (c == '(')
        depth++;
      else if (c == ')' && --depth == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
skip_hex (Rewriting *self)
{
  const char *end = memchr (self->bytes + self->at, '>', self->length - self->at);

  if (end == NULL)
    return FALSE;
  self->at = (gsize) (end - self->bytes) + 1;
  return TRUE;
}

static void
skip_word (Rewriting *self)
{
  self->at++;
  while (self->at < self->length && !is_space (self->bytes[self->at]) && !is_delimiter (self->bytes[self->at]))
    self->at++;
}

static Token
next_token (Rewriting *self)
{
  Token token = { TOKEN_OTHER, 0, 0 };
  char c, after;

  skip_space (self);
  token.start = self->at;
  if (self->at >= self->length)
    return (Token) { TOKEN_END, self->length, self->length };
  c = self->bytes[self->at];
  after = self->at + 1 < self->length ? self->bytes[self->at + 1] : '\0';
  if (c == '(')
    token.kind = skip_text (self) ? TOKEN_OTHER : TOKEN_FAULT;
  else if ((c == '<' || c == '>') && after == c)
    self->at += 2;
  else if (c == '<')
    token.kind = skip_hex (self) ? TOKEN_OTHER : TOKEN_FAULT;
  else if (c == '[' || c == ']')
    self->at++;
  else if (c == '/')
    {
      token.kind = TOKEN_NAME;
      skip_word (self);
    }
  else if (is_delimiter (c))
    token.kind = TOKEN_FAULT;
  else
    {
      token.kind = TOKEN_WORD;
      skip_word (self);
    }
  token.end = self->at;
  return token;
}

static gboolean
is_token (const Rewriting *self,
          const Token     *token,
          const char      *word)
{
  gsize length = strlen (word);

  return token->end - token->start == length && memcmp (self->bytes + token->start, word, length) == 0;
}

static const Token *
operand (const Rewriting *self,
         guint            index)
{
  return index < self->operands->len ? &g_array_index (self->operands, Token, index) : NULL;
}

static gboolean
read_number (const Rewriting *self,
             const Token     *token,
             guint           *out_number)
{
  guint number = 0;

  if (token == NULL || token->kind != TOKEN_WORD || token->end - token->start > 7)
    return FALSE;
  for (gsize i = token->start; i < token->end; i++)
    {
      if (!g_ascii_isdigit (self->bytes[i]))
        return FALSE;
      number = number * 10 + (guint) (self->bytes[i] - '0');
    }
  *out_number = number;
  return TRUE;
}

/* Whether the operands are a name and "<< /MCID n >>"; anything else that speaks of an MCID is a fault. */
static gboolean
read_mark (const Rewriting *self,
           gboolean        *out_has_mark,
           guint           *out_mcid)
{
  *out_has_mark = FALSE;
  for (guint i = 0; i < self->operands->len; i++)
    *out_has_mark = *out_has_mark || is_token (self, operand (self, i), "/MCID");
  if (!*out_has_mark)
    return TRUE;
  return self->operands->len == 5 && operand (self, 0)->kind == TOKEN_NAME && is_token (self, operand (self, 1), "<<")
    && is_token (self, operand (self, 2), "/MCID") && read_number (self, operand (self, 3), out_mcid) && is_token (self, operand (self, 4), ">>");
}

static const char *
artifact_words (const RcElement *element)
{
  switch (element->furniture)
    {
    case RC_ELEMENT_FURNITURE_HEAD:
      return "/Artifact << /Type /Pagination /Subtype /Header /Attached [ /Top ] >> BDC";
    case RC_ELEMENT_FURNITURE_FOOT:
      return "/Artifact << /Type /Pagination /Subtype /Footer /Attached [ /Bottom ] >> BDC";
    case RC_ELEMENT_FURNITURE_NONE:
    default:
      return "/Artifact BMC";
    }
}

static void
replace (Rewriting  *self,
         gsize       start,
         gsize       end,
         const char *words)
{
  g_byte_array_append (self->out, (const guint8 *) self->bytes + self->copied, (guint) (start - self->copied));
  g_byte_array_append (self->out, (const guint8 *) words, (guint) strlen (words));
  self->copied = end;
}

static gboolean
begin_mark (Rewriting    *self,
            const Token  *operation,
            guint         mcid,
            GError      **error)
{
  const RcMark *mark = mcid < self->marks->len ? &g_array_index (self->marks, RcMark, mcid) : NULL;
  g_autofree char *name = mark != NULL && mark->element != NULL ? g_strconcat ("/", mark->element->tag, NULL) : NULL;

  if (name == NULL || !is_token (self, operand (self, 0), name))
    return rc_objects_refuse (error, "content %u of a page is not of the element that claims it", mcid);
  if (self->seen[mcid])
    return rc_objects_refuse (error, "content %u stands on a page twice", mcid);
  if (self->n_covering > 0)
    return rc_objects_refuse (error, "content %u of a page stands inside other content", mcid);
  self->seen[mcid] = TRUE;
  if (strcmp (mark->element->tag, RC_ELEMENT_ARTIFACT) == 0)
    replace (self, operand (self, 0)->start, operation->end, artifact_words (mark->element));
  return TRUE;
}

static gboolean
begin_marked (Rewriting    *self,
              const Token  *operation,
              GError      **error)
{
  gboolean has_mark;
  guint mcid = 0;

  if (!read_mark (self, &has_mark, &mcid))
    return rc_objects_refuse (error, "content of a page is not marked as it is drawn");
  if (has_mark && !begin_mark (self, operation, mcid, error))
    return FALSE;
  g_array_append_val (self->open, has_mark);
  self->n_covering += has_mark;
  return self->open->len <= MAX_NESTED || rc_objects_refuse (error, "content of a page is marked more than %d deep", MAX_NESTED);
}

static gboolean
end_marked (Rewriting  *self,
            GError    **error)
{
  if (self->open->len == 0)
    return rc_objects_refuse (error, "content of a page ends that was not begun");
  self->n_covering -= g_array_index (self->open, gboolean, self->open->len - 1);
  g_array_set_size (self->open, self->open->len - 1);
  return TRUE;
}

static gboolean
paints (const Rewriting *self,
        const Token     *operation)
{
  static const char * const painting[] = { "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "Tj", "TJ", "'", "\"" };

  for (gsize i = 0; i < G_N_ELEMENTS (painting); i++)
    if (is_token (self, operation, painting[i]))
      return TRUE;
  return FALSE;
}

static gboolean
take_operator (Rewriting    *self,
               const Token  *operation,
               GError      **error)
{
  if (is_token (self, operation, "BDC") || is_token (self, operation, "BMC"))
    return begin_marked (self, operation, error);
  if (is_token (self, operation, "EMC"))
    return end_marked (self, error);
  /* What follows it is no text that could be told apart. */
  if (is_token (self, operation, "BI"))
    return rc_objects_refuse (error, "an image stands in the content of a page");
  if (self->n_covering == 0 && paints (self, operation))
    return rc_objects_refuse (error, "something is drawn that belongs to no element");
  return TRUE;
}

static gboolean
is_operator (const Rewriting *self,
             const Token     *token)
{
  char c = self->bytes[token->start];

  return token->kind == TOKEN_WORD && !g_ascii_isdigit (c) && c != '-' && c != '+' && c != '.';
}

static gboolean
rewrite (Rewriting  *self,
         GError    **error)
{
  for (Token token = next_token (self); token.kind != TOKEN_END; token = next_token (self))
    {
      if (token.kind == TOKEN_FAULT)
        return rc_objects_refuse (error, "the content of a page cannot be read at byte %" G_GSIZE_FORMAT, token.start);
      if (!is_operator (self, &token))
        {
          g_array_append_val (self->operands, token);
          continue;
        }
      if (!take_operator (self, &token, error))
        return FALSE;
      g_array_set_size (self->operands, 0);
    }
  return TRUE;
}

static gboolean
check_end (const Rewriting  *self,
           GError          **error)
{
  if (self->open->len > 0 || self->operands->len > 0)
    return rc_objects_refuse (error, "content of a page was begun that does not end");
  for (guint i = 0; i < self->marks->len; i++)
    if (!self->seen[i])
      return rc_objects_refuse (error, "content %u that an element claims is not on its page", i);
  return TRUE;
}

GBytes *
rc_content_rewrite (GBytes        *content,
                    const GArray  *marks,
                    GError       **error)
{
  Rewriting self = { .marks = marks };
  gboolean sound;

  self.bytes = g_bytes_get_data (content, &self.length);
  self.out = g_byte_array_sized_new ((guint) MIN (self.length + 256, G_MAXINT));
  self.operands = g_array_new (FALSE, FALSE, sizeof (Token));
  self.open = g_array_new (FALSE, FALSE, sizeof (gboolean));
  self.seen = g_new0 (gboolean, MAX (marks->len, 1));
  sound = rewrite (&self, error) && check_end (&self, error);
  if (sound)
    g_byte_array_append (self.out, (const guint8 *) self.bytes + self.copied, (guint) (self.length - self.copied));
  g_array_unref (self.operands);
  g_array_unref (self.open);
  g_free (self.seen);
  if (!sound)
    g_clear_pointer (&self.out, g_byte_array_unref);
  return self.out != NULL ? g_byte_array_free_to_bytes (self.out) : NULL;
}
