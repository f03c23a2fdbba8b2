/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RcArrayItem:
 *
 * One element of an array, as list widgets want it. The array lives as long as any of its items.
 */
#define RC_TYPE_ARRAY_ITEM (rc_array_item_get_type ())
G_DECLARE_FINAL_TYPE (RcArrayItem, rc_array_item, RC, ARRAY_ITEM, GObject)

gpointer rc_array_item_peek (RcArrayItem *self);
/* @owner: (nullable): whatever must live as long as the item. */
RcArrayItem *rc_array_item_new (gpointer   data,
                                GObject   *owner);

/**
 * RcArrayModel:
 *
 * A list over an array that a worker made. Its items are made when they are asked for: an array of a hundred thousand costs nothing.
 */
#define RC_TYPE_ARRAY_MODEL (rc_array_model_get_type ())
G_DECLARE_FINAL_TYPE (RcArrayModel, rc_array_model, RC, ARRAY_MODEL, GObject)

/* Takes a reference of @array; @keeps, freed by @keeps_free, lives as long as the model and its items. Both (nullable). */
RcArrayModel *rc_array_model_new (GPtrArray      *array,
                                  gpointer        keeps,
                                  GDestroyNotify  keeps_free);

G_END_DECLS
