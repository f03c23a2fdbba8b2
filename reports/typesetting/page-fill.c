/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/page.h"

/* The filling of pages: the page that is being filled, and the elements that are open on it. */
typedef struct
{
  const RcLook *look;
  GPtrArray    *pages;
  GHashTable   *boxes;
  GArray       *page;
  double        y;
  gboolean      fresh;      /* nothing stands on the page yet */
  gboolean      in_leaf;    /* an element of text is open … */
  guint         leaf;       /* … that began with this step of the page */
} Filling;

/* An element of text cannot have the furniture of the next page in it: it ends with the page and begins again. */
static void
begin_page (Filling *self)
{
  GArray *before = self->page;

  self->page = rc_ops_new ();
  g_ptr_array_add (self->pages, self->page);
  if (self->in_leaf)
    {
      const RcOp *begin = &g_array_index (before, RcOp, self->leaf);

      rc_ops_copy (self->page, begin, 0);
      self->leaf = 0;
      rc_ops_end (before, begin->tag);
    }
  self->y = self->look->top;
  self->fresh = TRUE;
}

/* @from: the first step of the page that is new */
static void
note_ops (Filling *self,
          guint    from)
{
  for (guint i = from; i < self->page->len; i++)
    {
      const RcOp *op = &g_array_index (self->page, RcOp, i);

      if (op->kind == RC_OP_BEGIN && op->leaf)
        {
          self->in_leaf = TRUE;
          self->leaf = i;
        }
      else if (op->kind == RC_OP_END)
        self->in_leaf = FALSE;
      else if (op->kind == RC_OP_BOX_END)
        g_hash_table_insert (self->boxes, g_strdup (op->words), GUINT_TO_POINTER (self->pages->len - 1));
    }
}

static void
place (Filling *self,
       RcStrip *strip)
{
  guint from = self->page->len;

  self->y += self->fresh ? 0 : strip->gap;
  rc_strip_place (strip, self->page, self->y);
  note_ops (self, from);
  self->y += strip->height;
  if (strip->height > 0)
    self->fresh = FALSE;
}

/* The drawing of a header without its elements: who hears the page hears it once. */
static void
repeat_header (Filling *self,
               RcStrip *header)
{
  rc_ops_begin (self->page, RC_ELEMENT_ARTIFACT, TRUE);
  for (guint i = 0; i < header->ops->len; i++)
    {
      const RcOp *op = &g_array_index (header->ops, RcOp, i);

      if (op->kind == RC_OP_LINE || op->kind == RC_OP_FILL)
        rc_ops_copy (self->page, op, self->y);
    }
  rc_ops_end (self->page, RC_ELEMENT_ARTIFACT);
  self->y += header->height;
  self->fresh = FALSE;
}

/* Height of the strips from @first on that stay together. */
static double
group_height (GPtrArray *galley,
              guint      first)
{
  double height = 0;

  for (guint i = first; i < galley->len; i++)
    {
      const RcStrip *strip = galley->pdata[i];

      height += strip->height + (i > first ? strip->gap : 0);
      if (!strip->keep)
        break;
    }
  return height;
}

static gboolean
needs_page (const Filling *self,
            GPtrArray     *galley,
            guint          index)
{
  const RcStrip *strip = galley->pdata[index];
  const RcStrip *before = index > 0 ? galley->pdata[index - 1] : NULL;
  double full = self->look->bottom - self->look->top;
  double needed = before != NULL && before->keep ? strip->height : group_height (galley, index);

  if (self->fresh)
    return FALSE;
  if (strip->new_page)
    return TRUE;
  if (needed > full)
    needed = strip->height;
  /* A thousandth of a point of rounding is no reason for a page. */
  return self->y + strip->gap + needed > self->look->bottom + 0.001;
}

GPtrArray *
rc_pages_fill (const RcLook *look,
               GPtrArray    *galley,
               GHashTable   *boxes)
{
  Filling self = { .look = look, .boxes = boxes };

  self.pages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  begin_page (&self);
  for (guint i = 0; i < galley->len; i++)
    {
      RcStrip *strip = galley->pdata[i];

      if (needs_page (&self, galley, i))
        {
          begin_page (&self);
          if (strip->header != NULL)
            repeat_header (&self, strip->header);
        }
      place (&self, strip);
    }
  return self.pages;
}
