/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/inline.h"

char *
rc_inline_dup_heading_place (guint number)
{
  return g_strdup_printf ("h%u", number);
}

char *
rc_inline_dup_note_place (guint number)
{
  return g_strdup_printf ("n%u", number);
}

char *
rc_inline_dup_anchor_place (const RcDocument *document,
                            const char       *anchor)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (document->anchors, anchor));

  return number > 0 ? g_strdup_printf ("a%u", number) : NULL;
}

/**
 * rc_inline_begin:
 * @begin: the element that the text is
 * @mixed: whether the text is mixed
 */
void
rc_inline_begin (RcInline         *self,
                 const RcDocument *document,
                 const RcOp       *begin,
                 gboolean          mixed,
                 GArray           *ops)
{
  *self = (RcInline) { .document = document, .tag = begin->tag, .mixed = mixed };
  rc_ops_copy (ops, begin, 0);
  g_array_index (ops, RcOp, ops->len - 1).leaf = !mixed;
}

static void
end_stretch (RcInline *self,
             GArray   *ops)
{
  if (self->open != NULL)
    rc_ops_end (ops, self->open);
  self->open = NULL;
}

static void
lead_to (RcOp       *begin,
         char       *place,
         const char *words)
{
  if (place == NULL)
    return;
  begin->tag = "Link";
  begin->place = place;
  begin->words = g_strdup (words);
}

/* Returns: what begins a stretch of @span; its texts are owned */
static RcOp
make_begin (const RcInline *self,
            const RcSpan   *span,
            const RcLine   *line)
{
  RcOp begin = { .kind = RC_OP_BEGIN, .tag = "Span", .leaf = TRUE };
  g_autofree char *words = rc_line_dup_text (line);
  g_autofree char *note = span != NULL && span->note != NULL ? rc_text_dup_plain (span->note->text) : NULL;

  if (span == NULL)
    return begin;
  if (span->kind == RC_SPAN_REFERENCE)
    lead_to (&begin, rc_inline_dup_anchor_place (self->document, span->name), words);
  else if (span->kind == RC_SPAN_NOTE)
    lead_to (&begin, rc_inline_dup_note_place (span->note->number), note);
  else
    begin.language = g_strdup (span->name);
  return begin;
}

/* A link ends with its line: the place where it can be clicked is what encloses all its drawing. */
static void
add_stretch (RcLine       *line,
             const RcSpan *span,
             gpointer      user_data)
{
  RcInline *self = user_data;
  gboolean goes_on = self->open != NULL && span == NULL;

  if (!goes_on)
    {
      RcOp begin = make_begin (self, span, line);

      end_stretch (self, self->ops);
      g_array_append_val (self->ops, begin);
      self->open = begin.tag;
    }
  rc_ops_line (self->ops, line, self->x, self->y);
  if (span != NULL)
    end_stretch (self, self->ops);
}

/**
 * rc_inline_add_line:
 * @ops: of the strip that the line stands in
 */
void
rc_inline_add_line (RcInline        *self,
                    GArray          *ops,
                    PangoLayout     *layout,
                    PangoLayoutLine *line,
                    double           x,
                    double           baseline)
{
  if (line->length == 0)
    return;
  if (!self->mixed)
    {
      rc_ops_line (ops, rc_line_new (layout, line), x, baseline);
      return;
    }
  self->ops = ops;
  self->x = x;
  self->y = baseline;
  rc_line_split (layout, line, add_stretch, self);
}

void
rc_inline_end (RcInline *self,
               GArray   *ops)
{
  end_stretch (self, ops);
  rc_ops_end (ops, self->tag);
}
