/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/archival/element-list.h"

/* Most elements have only a tag: the texts of the others stand in one chunk. */
struct _RcElementList
{
  GArray       *elements;   /* RcElement */
  GStringChunk *texts;
};

RcElementList *
rc_element_list_new (void)
{
  RcElementList *self = g_new0 (RcElementList, 1);

  self->elements = g_array_new (FALSE, FALSE, sizeof (RcElement));
  self->texts = g_string_chunk_new (1024);
  return self;
}

void
rc_element_list_free (RcElementList *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->elements);
  g_string_chunk_free (self->texts);
  g_free (self);
}

static const char *
keep_text (RcElementList *self,
           const char    *text)
{
  return text != NULL ? g_string_chunk_insert_const (self->texts, text) : NULL;
}

/**
 * rc_element_list_add:
 * @element: copied; its tag is static
 *
 * To be called wherever a tag is begun, and nowhere else.
 */
void
rc_element_list_add (RcElementList   *self,
                     const RcElement *element)
{
  RcElement copy = *element;

  copy.alternative = keep_text (self, element->alternative);
  copy.language = keep_text (self, element->language);
  g_array_append_val (self->elements, copy);
}

guint
rc_element_list_count (const RcElementList *self)
{
  return self->elements->len;
}

/**
 * rc_element_list_nth:
 *
 * Returns: (transfer none) (nullable): %NULL where there are not so many
 */
const RcElement *
rc_element_list_nth (const RcElementList *self,
                     guint                index)
{
  return index < self->elements->len ? &g_array_index (self->elements, RcElement, index) : NULL;
}
