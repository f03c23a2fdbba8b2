/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "import-history.h"

#include "timestamp.h"

G_DEFINE_QUARK (rc-import-history-error-quark, rc_import_history_error)

/* --- The parts --- */

void
rc_history_item_free (RcHistoryItem *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self);
}

void
rc_history_note_free (RcHistoryNote *self)
{
  if (self == NULL)
    return;

  g_free (self->kind);
  g_free (self->expected);
  g_free (self->found);
  g_free (self->message);
  g_free (self);
}

void
rc_history_removed_free (RcHistoryRemoved *self)
{
  if (self == NULL)
    return;

  rc_source_free (self->source);
  g_free (self->removed_for);
  g_free (self);
}

RcHistoryAct *
rc_history_act_new (void)
{
  RcHistoryAct *self = g_new0 (RcHistoryAct, 1);

  self->as_of_us = RC_TIME_NONE;
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_history_item_free);
  self->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_history_note_free);
  return self;
}

void
rc_history_act_free (RcHistoryAct *self)
{
  if (self == NULL)
    return;

  g_free (self->reason);
  g_free (self->importer);
  g_free (self->mapping);
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

static void
mapping_free (gpointer data)
{
  RcHistoryMapping *self = data;

  g_free (self->name);
  g_free (self->sha256);
  g_free (self);
}

static void
entity_free (gpointer data)
{
  RcHistoryEntity *self = data;

  g_free (self->kind);
  g_free (self->scope);
  g_free (self->name);
  g_free (self);
}

RcImportHistory *
rc_import_history_new (void)
{
  RcImportHistory *self = g_new0 (RcImportHistory, 1);

  self->acts = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_history_act_free);
  self->removed = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_history_removed_free);
  self->mappings = g_ptr_array_new_with_free_func (mapping_free);
  self->entities = g_ptr_array_new_with_free_func (entity_free);
  return self;
}

void
rc_import_history_free (RcImportHistory *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->acts);
  g_ptr_array_unref (self->removed);
  g_ptr_array_unref (self->mappings);
  g_ptr_array_unref (self->entities);
  g_free (self);
}
