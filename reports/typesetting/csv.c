/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/csv.h"

#include <string.h>

struct _RcCsv
{
  GString *text;
  guint    n_columns;
  guint    column;
};

RcCsv *
rc_csv_new (const char * const *header)
{
  RcCsv *self = g_new0 (RcCsv, 1);

  self->text = g_string_new (NULL);
  self->n_columns = g_strv_length ((char **) header);
  for (guint i = 0; i < self->n_columns; i++)
    rc_csv_add (self, header[i]);
  return self;
}

void
rc_csv_free (RcCsv *self)
{
  if (self == NULL)
    return;

  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  g_free (self);
}

/* Spreadsheets look behind blanks, and take the wide forms of these signs for them. */
static gboolean
looks_like_formula (const char *text)
{
  static const char * const signs[] = { "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠" };

  while (*text == ' ')
    text++;
  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      if (g_str_has_prefix (text, signs[i]))
        return TRUE;
    }
  return FALSE;
}

void
rc_csv_add (RcCsv      *self,
            const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autofree char *cell = looks_like_formula (valid) ? g_strconcat ("'", valid, NULL) : g_strdup (valid);

  if (self->column > 0)
    g_string_append_c (self->text, ',');
  if (strpbrk (cell, ",\"\r\n") == NULL)
    {
      g_string_append (self->text, cell);
    }
  else
    {
      g_auto (GStrv) parts = g_strsplit (cell, "\"", -1);
      g_autofree char *doubled = g_strjoinv ("\"\"", parts);

      g_string_append_printf (self->text, "\"%s\"", doubled);
    }

  self->column = (self->column + 1) % self->n_columns;
  if (self->column == 0)
    g_string_append (self->text, "\r\n");
}

char *
rc_csv_finish (RcCsv *self)
{
  g_return_val_if_fail (self->column == 0, NULL);

  return g_string_free (g_steal_pointer (&self->text), FALSE);
}
