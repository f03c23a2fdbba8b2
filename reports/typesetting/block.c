/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/block.h"

GPtrArray *
rc_block_list_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) rc_block_free);
}

RcBlock *
rc_block_new (RcBlockKind kind)
{
  RcBlock *self = g_new0 (RcBlock, 1);

  self->kind = kind;
  return self;
}

void
rc_block_free (RcBlock *self)
{
  rc_text_free (self->text);
  rc_text_free (self->mark);
  g_free (self->words);
  g_free (self->title);
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_clear_pointer (&self->right, g_ptr_array_unref);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->anchors, g_ptr_array_unref);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_clear_pointer (&self->table, rc_table_free);
  if (self->destroy != NULL)
    self->destroy (self->user_data);
  g_free (self);
}
