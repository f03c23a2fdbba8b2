/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sqlite-schema.h"

#include <string.h>

/*
 * As much of SQL's lexical rules as is needed to see a function call in a statement of a schema. It errs on the side of
 * seeing one.
 */

typedef enum
{
  TOKEN_END,
  TOKEN_WORD,      /* a bare word */
  TOKEN_NAME,      /* a quoted name */
  TOKEN_OPEN,
  TOKEN_CLOSE,
  TOKEN_OTHER,
} TokenType;

typedef struct
{
  TokenType   type;
  const char *text;
  gsize       length;
} Token;

static gboolean
is_word_character (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '$' || (guchar) c >= 0x80;
}

static const char *
skip_blanks_and_comments (const char *c)
{
  for (;;)
    {
      if (g_ascii_isspace (*c))
        c++;
      else if (c[0] == '-' && c[1] == '-')
        c += strcspn (c, "\n");
      else if (c[0] == '/' && c[1] == '*')
        {
          const char *end = strstr (c + 2, "*/");

          c = end != NULL ? end + 2 : c + strlen (c);
        }
      else
        return c;
    }
}

static const char *
skip_quoted (const char *c)
{
  char quote = *c == '[' ? ']' : *c;

  for (c++; *c != '\0'; c++)
    {
      if (*c != quote)
        continue;
      if (quote != ']' && c[1] == quote)
        c++;
      else
        return c + 1;
    }

  return c;
}

static Token
next_token (const char **cursor)
{
  Token token = { TOKEN_OTHER, skip_blanks_and_comments (*cursor), 0 };
  const char *c = token.text;

  if (*c == '\0')
    token.type = TOKEN_END;
  else if (*c == '(' || *c == ')')
    {
      token.type = *c == '(' ? TOKEN_OPEN : TOKEN_CLOSE;
      c++;
    }
  else if (*c == '"' || *c == '`' || *c == '[' || *c == '\'')
    {
      token.type = *c == '\'' ? TOKEN_OTHER : TOKEN_NAME;
      c = skip_quoted (c);
    }
  else if (is_word_character (*c))
    {
      token.type = g_ascii_isdigit (*c) ? TOKEN_OTHER : TOKEN_WORD;
      while (is_word_character (*c))
        c++;
    }
  else
    c++;

  token.length = (gsize) (c - token.text);
  *cursor = c;
  return token;
}

static gboolean
token_is (const Token *token,
          const char  *word)
{
  return token->type == TOKEN_WORD && strlen (word) == token->length &&
         g_ascii_strncasecmp (token->text, word, token->length) == 0;
}

/* Words that may stand before a parenthesis without calling anything. */
static gboolean
is_operator (const Token *token)
{
  static const char * const words[] = { "in", "and", "or", "not", "is", "between", "case", "when", "then", "else", "cast",
                                        "check", "where", "on", "isnull", "notnull" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (token_is (token, words[i]))
      return TRUE;
  return FALSE;
}

/* A region in which expressions are evaluated: an index' columns and condition, a CHECK, a generated column. */
static gboolean
opens_region (const Token *before,
              gboolean     is_index)
{
  return is_index || token_is (before, "check") || token_is (before, "as");
}

gboolean
rc_sqlite_sql_calls_function (const char *sql,
                              gboolean    is_index)
{
  Token before = { TOKEN_END, sql, 0 };
  guint depth = 0;         /* of parentheses */
  guint region = 0;        /* the depth at which the region began; 0: in none */

  for (Token token = next_token (&sql); token.type != TOKEN_END; before = token, token = next_token (&sql))
    {
      if (token.type == TOKEN_OPEN)
        {
          if (region > 0 && (before.type == TOKEN_NAME || before.type == TOKEN_WORD) && !is_operator (&before))
            return TRUE;
          depth++;
          if (region == 0 && opens_region (&before, is_index))
            region = depth;
        }
      else if (token.type == TOKEN_CLOSE && depth > 0)
        {
          /* The condition of an index stands behind its columns: its region lasts to the end. */
          if (region == depth && !is_index)
            region = 0;
          depth--;
        }
    }

  return FALSE;
}
