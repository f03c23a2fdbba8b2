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
#define MOST_CHARACTERS 600
#define MOST_LINES      8

/* What a printer leaves white above the first line, in points. */
#define EDGE 22

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

/* The texts of the furniture, set. */
typedef struct
{
  RcText *kind, *right, *banner, *foot;
} Words;

static void
find_words (const RcDocumentHead *head,
            Words                *words)
{
  words->kind = rc_text_new ();
  words->right = rc_text_new ();
  words->banner = rc_text_new ();
  words->foot = rc_text_new ();
  add_words (words->kind, RC_TEXT_MUTED, head->kind, TRUE);
  add_words (words->right, RC_TEXT_MUTED, head->number, TRUE);
  add_words (words->right, RC_TEXT_STRONG, head->classification, TRUE);
  add_words (words->banner, RC_TEXT_STRONG | RC_TEXT_ACCENT, head->banner, FALSE);
  add_words (words->foot, RC_TEXT_MUTED, head->foot, FALSE);
}

static void
free_words (Words *words)
{
  rc_text_free (words->kind);
  rc_text_free (words->right);
  rc_text_free (words->banner);
  rc_text_free (words->foot);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, free_words)

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

static int
count_lines (RcFonts      *fonts,
             const RcLook *look,
             const RcText *text,
             double        share)
{
  g_autoptr (PangoLayout) layout = set_furniture (fonts, text, look, (RC_PAGE_WIDTH - 2 * look->side) * share, PANGO_ALIGN_LEFT);

  return pango_layout_get_line_count (layout);
}

static PangoLayout *
set_banner (RcFonts      *fonts,
            const RcLook *look,
            const RcText *banner)
{
  const RcTypeSetting setting = { .size = look->furniture * BANNER_SCALE, .width = RC_PAGE_WIDTH - 2 * look->side, .wrap = PANGO_WRAP_WORD_CHAR,
                                  .align = PANGO_ALIGN_CENTER };

  return rc_type_set (fonts, banner, &setting);
}

/* Where the banner begins: below the rule of the head. */
static double
banner_top (const RcLook *look)
{
  return look->head_y + look->furniture * 1.1;
}

static double
banner_height (RcFonts      *fonts,
               const RcLook *look,
               const RcText *banner)
{
  g_autoptr (PangoLayout) layout = NULL;

  if (rc_text_is_empty (banner))
    return 0;
  layout = set_banner (fonts, look, banner);
  return pango_layout_get_line_count (layout) * look->furniture * BANNER_SCALE * LEADING;
}

/**
 * rc_furniture_fit:
 * @look: (inout): its text begins lower and ends higher by what head, banner and foot take beyond one line
 *
 * A printer leaves the edge of the paper white: the last line of the foot, not the first, stands where the look says; the head may go up by
 * a line or two.
 */
void
rc_furniture_fit (const RcDocumentHead *head,
                  RcFonts              *fonts,
                  RcLook               *look)
{
  g_auto (Words) words = { NULL };
  double leading = look->furniture * LEADING, gap = look->top - look->head_y, foot, below;
  int above;

  find_words (head, &words);
  above = MAX (count_lines (fonts, look, words.kind, LEFT_SHARE_HEAD),
               count_lines (fonts, look, words.right, 1 - LEFT_SHARE_HEAD - GAP_SHARE));
  look->head_y += MAX (0, above - 1 - (int) ((look->head_y - EDGE) / leading)) * leading;
  below = banner_height (fonts, look, words.banner);
  look->top = MAX (look->head_y + gap, below > 0 ? banner_top (look) + below + gap / 2 : 0);
  foot = (count_lines (fonts, look, words.foot, LEFT_SHARE_FOOT) - 1) * leading;
  look->foot_y -= foot;
  look->bottom -= foot;
}

static void
place_banner (GArray       *ops,
              RcFonts      *fonts,
              const RcLook *look,
              const RcText *banner)
{
  double size = look->furniture * BANNER_SCALE;
  g_autoptr (PangoLayout) layout = NULL;

  if (rc_text_is_empty (banner))
    return;
  layout = set_banner (fonts, look, banner);
  rc_setter_place_lines (ops, layout, look->side, banner_top (look), size, size * LEADING);
}

/* Where the language of the document has no words for it, numbers say it alone. */
static void
add_page_number (RcText               *text,
                 const RcDocumentHead *head,
                 guint                 number,
                 guint                 count)
{
  gboolean has_words = g_str_equal (rc_words_peek_language (), head->language);

  rc_text_add_format (text, RC_TEXT_MUTED, has_words && !head->bare_page_numbers ? _("page %u of %u") : "%u / %u", number, count);
}

void
rc_furniture_add_head (const RcDocumentHead *head,
                       const RcLook         *look,
                       RcFonts              *fonts,
                       guint                 number,
                       guint                 count,
                       GArray               *ops)
{
  g_auto (Words) words = { NULL };
  g_autoptr (RcText) page = rc_text_new ();

  find_words (head, &words);
  add_page_number (page, head, number, count);
  rc_ops_fill (ops, RC_INK_LINE, look->side, look->head_y + look->furniture * 0.6, RC_PAGE_WIDTH - 2 * look->side, 0.4);
  rc_ops_fill (ops, RC_INK_LINE, look->side, look->foot_y - look->furniture * 1.5, RC_PAGE_WIDTH - 2 * look->side, 0.4);
  rc_ops_begin_furniture (ops, RC_ELEMENT_FURNITURE_HEAD);
  place_pair (ops, fonts, look, words.kind, words.right, LEFT_SHARE_HEAD, look->head_y, TRUE);
  place_banner (ops, fonts, look, words.banner);
  rc_ops_end (ops, "Private");
  rc_ops_begin_furniture (ops, RC_ELEMENT_FURNITURE_FOOT);
  place_pair (ops, fonts, look, words.foot, page, LEFT_SHARE_FOOT, look->foot_y, FALSE);
  rc_ops_end (ops, "Private");
}
