/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "catalogue.h"

#include <string.h>

/*
 * The file (GNU gettext manual, "The Format of GNU MO Files"): a head of seven numbers, two tables of (length, offset), one of the
 * originals in the order of their bytes and one of the translations, and the texts, each ending in NUL. The forms of a plural stand
 * behind one another with NUL between them. The hash table, and texts put together for one system, are not used.
 */

#define MAGIC     0x950412de
#define HEAD_SIZE 28
#define ROW_SIZE  8

struct _RcCatalogue
{
  GBytes     *bytes;
  const char *data;
  gsize       size;
  gboolean    is_swapped;
  guint       n_texts;
  gsize       originals;      /* where the two tables begin */
  gsize       translations;
};

G_DEFINE_QUARK (rc-catalogue-error-quark, rc_catalogue_error)

static guint32
read_number (const RcCatalogue *self,
             gsize              offset)
{
  guint32 number;

  memcpy (&number, self->data + offset, sizeof number);
  return self->is_swapped ? GUINT32_SWAP_LE_BE (number) : number;
}

static const char *
peek_text (const RcCatalogue *self,
           gsize              table,
           guint              index,
           gsize             *out_length)
{
  gsize row = table + (gsize) index * ROW_SIZE;

  *out_length = read_number (self, row);
  return self->data + read_number (self, row + 4);
}

static gboolean
refuse (GError    **error,
        const char *what)
{
  g_set_error (error, RC_CATALOGUE_ERROR, RC_CATALOGUE_ERROR_MALFORMED, "the catalogue of words is damaged: %s", what);
  return FALSE;
}

static gboolean
read_head (RcCatalogue  *self,
           GError      **error)
{
  if (self->size < HEAD_SIZE)
    return refuse (error, "it is shorter than its head");

  /* The order of the bytes is that of the machine which compiled it. */
  self->is_swapped = read_number (self, 0) != MAGIC;
  if (read_number (self, 0) != MAGIC)
    return refuse (error, "it does not begin as one");
  if (read_number (self, 4) >> 16 != 0)
    return refuse (error, "its form is newer than this program");

  self->n_texts = read_number (self, 8);
  self->originals = read_number (self, 12);
  self->translations = read_number (self, 16);
  return TRUE;
}

static gboolean
table_fits (const RcCatalogue *self,
            gsize              table)
{
  return table <= self->size && self->n_texts <= (self->size - table) / ROW_SIZE;
}

static gboolean
text_fits (const RcCatalogue *self,
           gsize              table,
           guint              index)
{
  gsize length = read_number (self, table + (gsize) index * ROW_SIZE);
  gsize offset = read_number (self, table + (gsize) index * ROW_SIZE + 4);

  return offset < self->size && length < self->size - offset && self->data[offset + length] == '\0';
}

static gboolean
all_forms_are_utf8 (const char *text,
                    gsize       length)
{
  for (const char *form = text; form <= text + length; form += strlen (form) + 1)
    if (!g_utf8_validate (form, -1, NULL))
      return FALSE;

  return TRUE;
}

static gboolean
check_texts (const RcCatalogue  *self,
             GError            **error)
{
  const char *before = NULL;

  for (guint i = 0; i < self->n_texts; i++)
    {
      const char *original;
      const char *translation;
      gsize length;

      if (!text_fits (self, self->originals, i) || !text_fits (self, self->translations, i))
        return refuse (error, "a text lies outside of it");

      original = peek_text (self, self->originals, i, &length);
      if (before != NULL && strcmp (before, original) >= 0)
        return refuse (error, "its texts are not in order");
      before = original;

      translation = peek_text (self, self->translations, i, &length);
      if (!all_forms_are_utf8 (translation, length))
        return refuse (error, "a text is not UTF-8");
    }

  return TRUE;
}

/**
 * rc_catalogue_new:
 * @bytes: the whole file; a reference is taken
 * @error: %RC_CATALOGUE_ERROR
 *
 * Reads and checks all of it: afterwards nothing can fail.
 *
 * Returns: (transfer full) (nullable): the catalogue
 */
RcCatalogue *
rc_catalogue_new (GBytes  *bytes,
                  GError **error)
{
  g_autoptr (RcCatalogue) self = g_new0 (RcCatalogue, 1);

  self->bytes = g_bytes_ref (bytes);
  self->data = g_bytes_get_data (bytes, &self->size);
  if (!read_head (self, error))
    return NULL;
  if (!table_fits (self, self->originals) || !table_fits (self, self->translations))
    {
      refuse (error, "a table lies outside of it");
      return NULL;
    }

  return check_texts (self, error) ? g_steal_pointer (&self) : NULL;
}

void
rc_catalogue_free (RcCatalogue *self)
{
  g_bytes_unref (self->bytes);
  g_free (self);
}

/**
 * rc_catalogue_count:
 *
 * Returns: the number of texts, the head's own among them
 */
guint
rc_catalogue_count (const RcCatalogue *self)
{
  return self->n_texts;
}

/**
 * rc_catalogue_find:
 * @text: the original; with a context, the context, U+0004 and the original
 *
 * Returns: (transfer none) (nullable): its translation, the first form of a plural; %NULL if there is none
 */
const char *
rc_catalogue_find (const RcCatalogue *self,
                   const char        *text)
{
  return rc_catalogue_find_form (self, text, 0);
}

/**
 * rc_catalogue_find_form:
 * @text: as in rc_catalogue_find(); of a plural, the original for one
 * @form: which form of the plural, from 0
 *
 * Returns: (transfer none) (nullable): the translation; %NULL if there is none, or it has no such form
 */
const char *
rc_catalogue_find_form (const RcCatalogue *self,
                        const char        *text,
                        guint              form)
{
  guint low = 0;
  guint high = self->n_texts;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      gsize length;
      int order = strcmp (text, peek_text (self, self->originals, middle, &length));

      if (order < 0)
        high = middle;
      else if (order > 0)
        low = middle + 1;
      else
        {
          const char *found = peek_text (self, self->translations, middle, &length);
          const char *end = found + length;

          for (; form > 0 && found < end; form--)
            found += strlen (found) + 1;
          return form == 0 && found < end ? found : NULL;
        }
    }

  return NULL;
}
