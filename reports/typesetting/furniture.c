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

static PangoLayout *
set_furniture (RcFonts        *fonts,
               const RcText   *text,
               const RcLook   *look,
               double          width,
               PangoAlignment  align)
{
  const RcTypeSetting setting = { .size = look->furniture, .width = width, .wrap = PANGO_WRAP_WORD_CHAR, .align = align };

  return rc_type_set (fonts, text, &setting);
}

static void
place_line (GArray       *ops,
            RcFonts      *fonts,
            const RcText *text,
            const RcLook *look,
            double        left,
            double        width,
            double        baseline,
            gboolean      grows_up,
            PangoAlignment align)
{
  double size = look->furniture, leading = size * LEADING;
  g_autoptr (PangoLayout) layout = set_furniture (fonts, text, look, width, align);
  int above = grows_up ? pango_layout_get_line_count (layout) - 1 : 0;

  rc_setter_place_lines (ops, layout, left, baseline - rc_setter_baseline (size, leading) - above * leading, size, leading);
}

static void
add_words (RcText      *text,
           RcTextStyle  style,
           const char  *words)
{
  if (words == NULL || words[0] == '\0')
    return;
  if (!rc_text_is_empty (text))
    rc_text_add (text, RC_TEXT_MUTED, "  ·  ");
  rc_text_add (text, style, words);
}

static void
place_pair (GArray       *ops,
            RcFonts      *fonts,
            const RcLook *look,
            const RcText *left,
            const RcText *right,
            double        share,
            double        baseline,
            gboolean      grows_up)
{
  double width = RC_PAGE_WIDTH - 2 * look->side;
  double from = width * (share + GAP_SHARE);

  place_line (ops, fonts, left, look, look->side, width * share, baseline, grows_up, PANGO_ALIGN_LEFT);
  place_line (ops, fonts, right, look, look->side + from, width - from, baseline, grows_up, PANGO_ALIGN_RIGHT);
}

/**
 * rc_furniture_fit:
 * @look: (inout): its text ends higher by what the foot takes beyond one line
 *
 * A printer leaves the edge of the paper white: the last line of the foot, not the first, stands where the look says.
 */
void
rc_furniture_fit (const RcDocumentHead *head,
                  RcFonts              *fonts,
                  RcLook               *look)
{
  double width = (RC_PAGE_WIDTH - 2 * look->side) * LEFT_SHARE_FOOT;
  g_autoptr (RcText) foot = rc_text_new ();
  g_autoptr (PangoLayout) layout = NULL;
  double more;

  add_words (foot, RC_TEXT_MUTED, head->foot);
  layout = set_furniture (fonts, foot, look, width, PANGO_ALIGN_LEFT);
  more = (pango_layout_get_line_count (layout) - 1) * look->furniture * LEADING;
  look->foot_y -= more;
  look->bottom -= more;
}

void
rc_furniture_add_head (const RcDocumentHead *head,
                       const RcLook         *look,
                       RcFonts              *fonts,
                       guint                 number,
                       guint                 count,
                       GArray               *ops)
{
  g_autoptr (RcText) kind = rc_text_new ();
  g_autoptr (RcText) right = rc_text_new ();
  g_autoptr (RcText) foot = rc_text_new ();
  g_autoptr (RcText) page = rc_text_new ();

  add_words (kind, RC_TEXT_MUTED, head->kind);
  add_words (right, RC_TEXT_MUTED, head->number);
  add_words (right, RC_TEXT_STRONG, head->classification);
  add_words (foot, RC_TEXT_MUTED, head->foot);
  rc_text_add_format (page, RC_TEXT_MUTED, _("page %u of %u"), number, count);

  rc_ops_fill (ops, RC_INK_LINE, look->side, look->head_y + look->furniture * 0.6, RC_PAGE_WIDTH - 2 * look->side, 0.4);
  rc_ops_fill (ops, RC_INK_LINE, look->side, look->foot_y - look->furniture * 1.5, RC_PAGE_WIDTH - 2 * look->side, 0.4);
  rc_ops_begin_furniture (ops, RC_ELEMENT_FURNITURE_HEAD);
  place_pair (ops, fonts, look, kind, right, LEFT_SHARE_HEAD, look->head_y, TRUE);
  rc_ops_end (ops, RC_ELEMENT_ARTIFACT);
  rc_ops_begin_furniture (ops, RC_ELEMENT_FURNITURE_FOOT);
  place_pair (ops, fonts, look, foot, page, LEFT_SHARE_FOOT, look->foot_y, FALSE);
  rc_ops_end (ops, RC_ELEMENT_ARTIFACT);
}
