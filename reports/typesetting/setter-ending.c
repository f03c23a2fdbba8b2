/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/setter.h"

#define RULE_WIDTH 60

/* A note stands behind its number. */
static void
set_note (RcSetter     *self,
          const RcNote *note)
{
  double size = self->look->table, leading = size * 1.32, indent = size * 2.6;
  const RcTypeSetting setting = { .size = size, .width = self->width - indent, .wrap = PANGO_WRAP_WORD_CHAR };
  const RcTypeSetting mark_setting = { .size = size, .style = RC_TEXT_ACCENT };
  const RcFlow flow = { "P", self->x + indent, leading, size, FALSE, note->text };
  g_autofree char *words = rc_note_dup_mark (note);
  g_autoptr (RcText) mark = rc_text_new_own (words);
  g_autoptr (PangoLayout) mark_layout = rc_type_set (self->fonts, mark, &mark_setting);
  g_autoptr (PangoLayout) layout = rc_type_set (self->fonts, note->text, &setting);
  g_autoptr (GArray) before = rc_ops_new ();
  RcOp anchor = { .kind = RC_OP_ANCHOR, .x = self->x, .place = rc_inline_dup_note_place (note->number) };
  guint first;

  rc_setter_space (self, self->look->paragraph_gap / 2);
  first = rc_setter_add_lines (self, layout, &flow);
  g_array_append_val (before, anchor);
  rc_ops_begin (before, "Note", FALSE);
  rc_ops_begin (before, "Lbl", TRUE);
  rc_setter_place_lines (before, mark_layout, self->x, 0, size, leading);
  rc_ops_end (before, "Lbl");
  rc_setter_insert_ops (self->galley->pdata[first], before);
  rc_ops_end (rc_setter_last_strip (self)->ops, "Note");
}

void
rc_setter_notes (RcSetter        *self,
                 const GPtrArray *notes)
{
  RcStrip *rule;

  if (notes->len == 0)
    return;
  rc_setter_space (self, self->look->block_gap);
  rule = rc_setter_add_strip (self, 1);
  rule->keep = TRUE;
  rc_ops_fill (rule->ops, RC_INK_MUTED, self->x, 0, RULE_WIDTH, 0.5);
  for (guint i = 0; i < notes->len; i++)
    set_note (self, notes->pdata[i]);
  rc_setter_space (self, self->look->block_gap);
}

static void
set_disclaimer (RcSetter   *self,
                const char *words)
{
  double size = self->look->table, leading = size * 1.35;
  const RcTypeSetting setting = { .size = size, .width = self->width, .wrap = PANGO_WRAP_WORD_CHAR, .style = RC_TEXT_MUTED };
  const RcFlow flow = { "P", self->x, leading, size, FALSE, NULL };
  g_autoptr (RcText) text = rc_text_new_own (words);
  g_autoptr (PangoLayout) layout = rc_type_set (self->fonts, text, &setting);

  rc_setter_space (self, self->look->paragraph_gap / 2);
  rc_setter_add_lines (self, layout, &flow);
}

void
rc_setter_ending (RcSetter *self)
{
  char **disclaimers = self->document->head.disclaimers;
  RcStrip *rule;

  rc_setter_notes (self, self->document->notes);
  if (disclaimers == NULL || disclaimers[0] == NULL)
    return;
  rc_setter_space (self, self->look->block_gap * 2);
  rule = rc_setter_add_strip (self, 1);
  rule->keep = TRUE;
  rc_ops_fill (rule->ops, RC_INK_LINE, self->x, 0, self->width, 0.4);
  for (gsize i = 0; disclaimers[i] != NULL; i++)
    set_disclaimer (self, disclaimers[i]);
}
