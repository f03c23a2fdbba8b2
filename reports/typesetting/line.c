/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/line-private.h"

/* What is known of a run of a layout before it is taken over. */
typedef struct
{
  const PangoGlyphItem *item;
  const PangoAttribute *ink;
  const PangoAttribute *shape;
  const RcSpan         *span;
  int                   x;
  guint                 part;     /* which stretch of the line it is in */
} Found;

/* A mark is an attribute of a kind of its own: Pango splits runs where it changes, and carries it to them. */
typedef struct
{
  PangoAttribute attribute;
  const RcSpan  *span;
} Mark;

static PangoAttribute *
copy_mark (const PangoAttribute *attribute)
{
  return rc_line_mark_new (((const Mark *) attribute)->span);
}

static void
free_mark (PangoAttribute *attribute)
{
  g_free (attribute);
}

static gboolean
is_same_mark (const PangoAttribute *a,
              const PangoAttribute *b)
{
  return ((const Mark *) a)->span == ((const Mark *) b)->span;
}

static const PangoAttrClass *
get_mark_class (void)
{
  static PangoAttrClass mark_class = { 0, copy_mark, free_mark, is_same_mark };
  static gsize registered;

  if (g_once_init_enter (&registered))
    {
      mark_class.type = pango_attr_type_register ("RcSpan");
      g_once_init_leave (&registered, 1);
    }
  return &mark_class;
}

PangoAttribute *
rc_line_mark_new (const RcSpan *span)
{
  Mark *self = g_new0 (Mark, 1);

  pango_attribute_init (&self->attribute, get_mark_class ());
  self->span = span;
  return &self->attribute;
}

static void
note_attributes (Found *found)
{
  for (const GSList *item = found->item->item->analysis.extra_attrs; item != NULL; item = item->next)
    {
      const PangoAttribute *attribute = item->data;

      if (attribute->klass->type == PANGO_ATTR_FOREGROUND)
        found->ink = attribute;
      else if (attribute->klass->type == PANGO_ATTR_SHAPE)
        found->shape = attribute;
      else if (attribute->klass == get_mark_class ())
        found->span = ((const Mark *) attribute)->span;
    }
}

/* Returns: (transfer full): the runs of @line from left to right */
static GArray *
find_runs (const PangoLayoutLine *line)
{
  GArray *runs = g_array_new (FALSE, TRUE, sizeof (Found));
  int x = 0;

  for (const GSList *item = line->runs; item != NULL; item = item->next)
    {
      Found found = { .item = item->data };

      found.x = x + found.item->start_x_offset;
      x = found.x + pango_glyph_string_get_width (found.item->glyphs) + found.item->end_x_offset;
      note_attributes (&found);
      g_array_append_val (runs, found);
    }
  return runs;
}

static int
compare_offsets (gconstpointer a,
                 gconstpointer b)
{
  return (*(Found * const *) a)->item->item->offset - (*(Found * const *) b)->item->item->offset;
}

/* Gives each run the number of its stretch, counted in the order of reading. Returns how many there are. */
static guint
number_parts (GArray *runs)
{
  g_autoptr (GPtrArray) ordered = g_ptr_array_sized_new (runs->len);
  const RcSpan *span = NULL;
  guint part = 0;

  for (guint i = 0; i < runs->len; i++)
    g_ptr_array_add (ordered, &g_array_index (runs, Found, i));
  g_ptr_array_sort (ordered, compare_offsets);
  for (guint i = 0; i < ordered->len; i++)
    {
      Found *found = ordered->pdata[i];

      if (i == 0 || found->span != span)
        part++;
      span = found->span;
      found->part = part - 1;
    }
  return part;
}

static gboolean
is_plain (const PangoGlyphItem *item,
          const char           *text)
{
  const PangoGlyphString *glyphs = item->glyphs;
  const char *cursor = text;

  if (item->item->analysis.level % 2 != 0 || glyphs->num_glyphs != item->item->num_chars)
    return FALSE;
  for (int i = 0; i < glyphs->num_glyphs; i++)
    {
      const PangoGlyphInfo *glyph = &glyphs->glyphs[i];

      if (glyph->glyph > G_MAXUINT16 || glyph->geometry.x_offset != 0 || glyph->geometry.y_offset != 0 || glyph->geometry.width < 0
          || glyph->geometry.width > G_MAXUINT16 || glyphs->log_clusters[i] != cursor - text)
        return FALSE;
      cursor = g_utf8_next_char (cursor);
    }
  return TRUE;
}

static void
pack_glyphs (Run                    *run,
             const PangoGlyphString *glyphs)
{
  run->n_packed = glyphs->num_glyphs;
  run->packed = g_new (PackedGlyph, glyphs->num_glyphs);
  for (int i = 0; i < glyphs->num_glyphs; i++)
    run->packed[i] = (PackedGlyph) { glyphs->glyphs[i].glyph, glyphs->glyphs[i].geometry.width };
}

static void
take_run (Run         *run,
          const Found *found,
          const char  *text,
          guint        from)
{
  const PangoItem *item = found->item->item;

  run->text = item->offset - from;
  run->length = item->length;
  run->x = found->x / (double) PANGO_SCALE;
  run->y = -found->item->y_offset / (double) PANGO_SCALE;
  run->has_ink = found->ink != NULL;
  if (found->ink != NULL)
    run->ink = ((const PangoAttrColor *) found->ink)->color;
  if (found->shape != NULL)
    {
      run->shape = pango_attribute_copy (found->shape);
      return;
    }
  run->font = g_object_ref (item->analysis.font);
  if (is_plain (found->item, text + item->offset))
    {
      pack_glyphs (run, found->item->glyphs);
      return;
    }
  run->item = pango_glyph_item_copy ((PangoGlyphItem *) found->item);
  run->item->item->offset = 0;
}

/* The runs of stretch @part. */
static RcLine *
take_part (const GArray *runs,
           guint         part,
           const char   *text)
{
  RcLine *self = g_new0 (RcLine, 1);
  guint from = G_MAXUINT, to = 0, n = 0;

  g_ref_count_init (&self->references);
  for (guint i = 0; i < runs->len; i++)
    {
      const Found *found = &g_array_index (runs, Found, i);

      if (found->part != part)
        continue;
      self->n_runs++;
      from = MIN (from, (guint) found->item->item->offset);
      to = MAX (to, (guint) (found->item->item->offset + found->item->item->length));
    }
  self->text = self->n_runs > 0 ? g_strndup (text + from, to - from) : g_strdup ("");
  self->runs = g_new0 (Run, self->n_runs);
  for (guint i = 0; i < runs->len; i++)
    if (g_array_index (runs, Found, i).part == part)
      take_run (&self->runs[n++], &g_array_index (runs, Found, i), text, from);
  return self;
}

RcLine *
rc_line_new (PangoLayout     *layout,
             PangoLayoutLine *line)
{
  g_autoptr (GArray) runs = find_runs (line);

  return take_part (runs, 0, pango_layout_get_text (layout));
}

void
rc_line_split (PangoLayout     *layout,
               PangoLayoutLine *line,
               RcLineFunc       func,
               gpointer         user_data)
{
  g_autoptr (GArray) runs = find_runs (line);
  guint n = number_parts (runs);

  for (guint part = 0; part < n; part++)
    {
      const RcSpan *span = NULL;

      for (guint i = 0; i < runs->len && span == NULL; i++)
        if (g_array_index (runs, Found, i).part == part)
          span = g_array_index (runs, Found, i).span;
      func (take_part (runs, part, pango_layout_get_text (layout)), span, user_data);
    }
}

RcLine *
rc_line_ref (RcLine *self)
{
  g_ref_count_inc (&self->references);
  return self;
}

void
rc_line_unref (RcLine *self)
{
  if (!g_ref_count_dec (&self->references))
    return;
  for (guint i = 0; i < self->n_runs; i++)
    {
      Run *run = &self->runs[i];

      g_clear_object (&run->font);
      g_free (run->packed);
      g_clear_pointer (&run->item, pango_glyph_item_free);
      g_clear_pointer (&run->shape, pango_attribute_destroy);
    }
  g_free (self->runs);
  g_free (self->text);
  g_free (self);
}
