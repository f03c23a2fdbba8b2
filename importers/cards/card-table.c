/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "card-table.h"

#include "core/bounds.h"

#include <string.h>

/*
 * NVIDIA's Model Card++ has four cards beside the overview (bias, explainability, privacy, safety). Each is a table of two columns, "Field" and
 * "Response", with a line of hyphens under its head:
 *
 *   | Field                     | Response |
 *   | :------------------------ | :------- |
 *   | Intended Users:           | Clerks   |
 */

/* A row of two cells, without the marks around their words. */
typedef struct
{
  char *field;
  char *response;
  gsize offset;
} Row;

static void
row_clear (Row *self)
{
  g_free (self->field);
  g_free (self->response);
  *self = (Row) { 0 };
}

static char *
dup_cell (const char *text,
          gsize       length)
{
  static const char marks[] = " \t*_`:\r";

  while (length > 0 && strchr (marks, text[0]) != NULL)
    {
      text++;
      length--;
    }
  while (length > 0 && strchr (marks, text[length - 1]) != NULL)
    length--;

  return g_strndup (text, length);
}

/* "| a | b |", with or without the bars at its ends; a bar behind a backslash is none. */
static gboolean
read_row (const RcCardDocument *document,
          gsize                 offset,
          gsize                 length,
          Row                  *out_row)
{
  const char *at = document->text + offset;
  const char *end = at + length;
  const char *bar;

  row_clear (out_row);
  while (at < end && (*at == ' ' || *at == '\t'))
    at++;
  if (at < end && *at == '|')
    at++;
  for (bar = at; bar < end && (*bar != '|' || bar[-1] == '\\'); bar++)
    ;
  if (bar == end)
    return FALSE;

  out_row->offset = offset;
  out_row->field = dup_cell (at, (gsize) (bar - at));
  for (at = bar + 1, bar = at; bar < end && (*bar != '|' || bar[-1] == '\\'); bar++)
    ;
  out_row->response = dup_cell (at, (gsize) (bar - at));
  return TRUE;
}

static gboolean
is_head (const Row *row)
{
  return g_ascii_strcasecmp (row->field, "field") == 0 && g_ascii_strcasecmp (row->response, "response") == 0;
}

/* Hyphens and colons alone. */
static gboolean
is_line (const Row *row)
{
  return row->field[0] != '\0' && strspn (row->field, "-: ") == strlen (row->field);
}

/* The first line behind the head of the next table; G_MAXSIZE: there is none. */
static gsize
find_table (const RcCardDocument *document,
            gsize                 offset)
{
  gboolean is_under_head = FALSE;
  Row row = { 0 };

  while (offset < document->length)
    {
      gsize next;
      gsize length = rc_card_line_length (document->text, document->length, offset, &next);
      gboolean is_row = read_row (document, offset, length, &row);

      if (is_under_head && is_row && is_line (&row))
        {
          row_clear (&row);
          return next;
        }
      is_under_head = is_row && is_head (&row);
      offset = next;
    }

  row_clear (&row);
  return G_MAXSIZE;
}

gboolean
rc_card_table_is_in (const RcCardDocument *document)
{
  return find_table (document, document->body_offset) != G_MAXSIZE;
}

static RcProperty
property_of (const char *field)
{
  static const struct { const char *words; RcProperty property; } rows[] = {
    { "intended task", RC_PROPERTY_INTENDED_USE },
    { "intended domain", RC_PROPERTY_INTENDED_USE },
    { "intended users", RC_PROPERTY_INTENDED_USE },
    { "intended application", RC_PROPERTY_INTENDED_USE },
    { "technical limitations", RC_PROPERTY_LIMITATION },
    { "potential known risks", RC_PROPERTY_LIMITATION },
    { "known risks", RC_PROPERTY_LIMITATION },
    { "use case restrictions", RC_PROPERTY_LIMITATION },
    { "licensing", RC_PROPERTY_LICENCE },
  };
  g_autofree char *folded = g_ascii_strdown (field, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_has_prefix (folded, rows[i].words))
      return rows[i].property;

  return RC_PROPERTY_TAG;
}

/* "Verified to have met … standards: Yes" names neither who nor when, and stays a tag like the rest. */
static gboolean
add_row (RcCardClaims  *claims,
         const Row     *row,
         GError       **error)
{
  RcProperty property = property_of (row->field);
  g_autofree char *locator = g_strdup_printf ("table row %.200s", row->field);
  g_autofree char *valid = g_utf8_make_valid (locator, -1);
  g_autofree char *tag = g_strdup_printf ("%s = %s", row->field, row->response);

  if (row->field[0] == '\0' || row->response[0] == '\0' || strstr (row->response, "{{") != NULL)
    return TRUE;

  return rc_card_claims_add (claims, property, property == RC_PROPERTY_TAG ? tag : row->response, 0, valid, error);
}

static gboolean
read_rows (RcCardClaims  *claims,
           gsize         *offset,
           GError       **error)
{
  const RcCardDocument *document = claims->document;
  gboolean done = TRUE;
  Row row = { 0 };

  while (done && *offset < document->length)
    {
      gsize next;
      gsize length = rc_card_line_length (document->text, document->length, *offset, &next);

      if (!read_row (document, *offset, length, &row))
        break;
      done = add_row (claims, &row, error);
      *offset = next;
    }

  row_clear (&row);
  return done;
}

gboolean
rc_card_table_read (RcCardClaims  *claims,
                    GError       **error)
{
  gsize offset = find_table (claims->document, claims->document->body_offset);

  while (offset != G_MAXSIZE)
    {
      if (!read_rows (claims, &offset, error))
        return FALSE;
      offset = find_table (claims->document, offset);
    }

  return TRUE;
}
