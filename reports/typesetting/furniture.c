/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/furniture.h"

#include "reports/typesetting/pages.h"

#include "core/words.h"

#define LEADING 1.3

/* Of the page's width: what the words on the left of a line of furniture may take. */
#define LEFT_SHARE_HEAD 0.46
#define LEFT_SHARE_FOOT 0.86
#define GAP_SHARE       0.02

#define BANNER_SCALE 1.15

/* Of one text on every page. */
#define MOST_CHARACTERS 400
#define MOST_LINES      8

/* What a printer leaves white above the first line, in points. */
#define EDGE 22

/* A text of the furniture, set. */
typedef struct
{
  PangoLayout *layout;
  double       leading, height;
} Line;

struct _RcFurniture
{
  RcFonts              *fonts;
  const RcDocumentHead *head;
  const RcLook         *look;
  Line                  kind, right, banner, foot;
  GArray               *ops;      /* all but the number of the page */
};

/* What stands on every page must leave room for the rest of it: the whole of it is in the text and in the twin. */
static void
add_words (RcText      *text,
           RcTextStyle  style,
           const char  *words,
           gboolean     one_line)
{
  g_autofree char *cut = words != NULL ? rc_type_cut (words, MOST_CHARACTERS, one_line ? 1 : MOST_LINES) : NULL;

  if (cut == NULL || cut[0] == '\0')
    return;
  if (!rc_text_is_empty (text))
    rc_text_add (text, RC_TEXT_MUTED, "  ·  ");
  rc_text_add (text, style, cut);
}

static Line
set_line (const RcFurniture *self,
          const RcText      *text,
          double             scale,
          double             share,
          PangoAlignment     align)
{
  double size = self->look->furniture * scale;
  const RcTypeSetting setting = { .size = size, .width = (RC_PAGE_WIDTH - 2 * self->look->side) * share, .wrap = PANGO_WRAP_WORD_CHAR,
                                  .align = align };
  Line line = { rc_type_set (self->fonts, text, &setting), 0, 0 };

  line.leading = rc_type_leading (line.layout, size, size * LEADING);
  line.height = rc_text_is_empty (text) ? 0 : pango_layout_get_line_count (line.layout) * line.leading;
  return line;
}

static void
set_words (RcFurniture *self)
{
  const RcDocumentHead *head = self->head;
  g_autoptr (RcText) kind = rc_text_new ();
  g_autoptr (RcText) right = rc_text_new ();
  g_autoptr (RcText) banner = rc_text_new ();
  g_autoptr (RcText) foot = rc_text_new ();

  add_words (kind, RC_TEXT_MUTED, head->kind, TRUE);
  add_words (right, RC_TEXT_MUTED, head->number, TRUE);
  add_words (right, RC_TEXT_STRONG, head->classification, TRUE);
  add_words (banner, RC_TEXT_STRONG | RC_TEXT_ACCENT, head->banner, FALSE);
  add_words (foot, RC_TEXT_MUTED, head->foot, FALSE);
  self->kind = set_line (self, kind, 1, LEFT_SHARE_HEAD, PANGO_ALIGN_LEFT);
  self->right = set_line (self, right, 1, 1 - LEFT_SHARE_HEAD - GAP_SHARE, PANGO_ALIGN_RIGHT);
  self->banner = set_line (self, banner, BANNER_SCALE, 1, PANGO_ALIGN_CENTER);
  self->foot = set_line (self, foot, 1, LEFT_SHARE_FOOT, PANGO_ALIGN_LEFT);
}

/* A printer leaves the edge of the paper white: the last line of the foot, not the first, stands where the look says; the head may go up by a
 * line or two. */
static void
fit (const RcFurniture *self,
     RcLook            *look)
{
  double leading = look->furniture * LEADING, gap = look->top - look->head_y;
  double above = MAX (self->kind.height, self->right.height) - leading, below = MAX (0, self->foot.height - leading);

  look->head_y += MAX (0, above - (look->head_y - EDGE));
  look->banner_y = look->head_y + look->furniture * 1.1;
  look->top = MAX (look->head_y + gap, self->banner.height > 0 ? look->banner_y + self->banner.height + gap / 2 : 0);
  look->foot_y -= below;
  look->bottom -= below;
}

/* @y: of the baseline of the first line or, where it @grows_up, of the last one */
static void
place_line (GArray     *ops,
            const Line *line,
            double      size,
            double      x,
            double      y,
            gboolean    grows_up)
{
  double above = grows_up && line->height > 0 ? line->height - line->leading : 0;

  rc_setter_place_lines (ops, line->layout, x, y - rc_setter_baseline (size, line->leading) - above, size, line->leading);
}

static double
right_edge (const RcLook *look,
            double        share)
{
  return look->side + (RC_PAGE_WIDTH - 2 * look->side) * (share + GAP_SHARE);
}

static void
place_words (RcFurniture *self)
{
  const RcLook *look = self->look;
  double size = look->furniture;

  rc_ops_fill (self->ops, RC_INK_LINE, look->side, look->head_y + size * 0.6, RC_PAGE_WIDTH - 2 * look->side, 0.4);
  rc_ops_fill (self->ops, RC_INK_LINE, look->side, look->foot_y - size * 1.5, RC_PAGE_WIDTH - 2 * look->side, 0.4);
  rc_ops_begin_furniture (self->ops, RC_ELEMENT_FURNITURE_HEAD);
  place_line (self->ops, &self->kind, size, look->side, look->head_y, TRUE);
  place_line (self->ops, &self->right, size, right_edge (look, LEFT_SHARE_HEAD), look->head_y, TRUE);
  rc_setter_place_lines (self->ops, self->banner.layout, look->side, look->banner_y, size * BANNER_SCALE, self->banner.leading);
  rc_ops_end (self->ops, RC_ELEMENT_ARTIFACT);
  rc_ops_begin_furniture (self->ops, RC_ELEMENT_FURNITURE_FOOT);
  place_line (self->ops, &self->foot, size, look->side, look->foot_y, FALSE);
}

static void
clear_line (Line *line)
{
  g_clear_object (&line->layout);
}

/**
 * rc_furniture_new:
 * @look: must live as long
 */
RcFurniture *
rc_furniture_new (const RcDocumentHead *head,
                  RcFonts              *fonts,
                  RcLook               *look)
{
  RcFurniture *self = g_new0 (RcFurniture, 1);

  self->fonts = fonts;
  self->head = head;
  self->look = look;
  self->ops = rc_ops_new ();
  set_words (self);
  fit (self, look);
  place_words (self);
  return self;
}

void
rc_furniture_free (RcFurniture *self)
{
  if (self == NULL)
    return;
  clear_line (&self->kind);
  clear_line (&self->right);
  clear_line (&self->banner);
  clear_line (&self->foot);
  g_array_unref (self->ops);
  g_free (self);
}

/* Where the language of the document has no words for it, numbers say it alone. */
void
rc_furniture_add (const RcFurniture *self,
                  guint              number,
                  guint              count,
                  GArray            *ops)
{
  gboolean has_words = g_str_equal (rc_words_peek_language (), self->head->language);
  g_autoptr (RcText) text = rc_text_new ();
  Line line;

  rc_text_add_format (text, RC_TEXT_MUTED, has_words && !self->head->bare_page_numbers ? _("page %u of %u") : "%u / %u", number, count);
  line = set_line (self, text, 1, 1 - LEFT_SHARE_FOOT - GAP_SHARE, PANGO_ALIGN_RIGHT);
  rc_ops_append (ops, self->ops, 0);
  place_line (ops, &line, self->look->furniture, right_edge (self->look, LEFT_SHARE_FOOT), self->look->foot_y, FALSE);
  rc_ops_end (ops, RC_ELEMENT_ARTIFACT);
  clear_line (&line);
}
