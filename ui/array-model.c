/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/array-model.h"

struct _RcArrayItem
{
  GObject   parent_instance;
  gpointer  data;
  GObject  *owner;
};

G_DEFINE_FINAL_TYPE (RcArrayItem, rc_array_item, G_TYPE_OBJECT)

struct _RcArrayModel
{
  GObject         parent_instance;
  GPtrArray      *array;
  gpointer        keeps;
  GDestroyNotify  keeps_free;
};

static GType
get_item_type (GListModel *model)
{
  return RC_TYPE_ARRAY_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return RC_ARRAY_MODEL (model)->array->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  RcArrayModel *self = RC_ARRAY_MODEL (model);

  if (position >= self->array->len)
    return NULL;
  return rc_array_item_new (g_ptr_array_index (self->array, position), G_OBJECT (self));
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RcArrayModel, rc_array_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

gpointer
rc_array_item_peek (RcArrayItem *self)
{
  g_return_val_if_fail (RC_IS_ARRAY_ITEM (self), NULL);

  return self->data;
}

RcArrayItem *
rc_array_item_new (gpointer  data,
                   GObject  *owner)
{
  RcArrayItem *self = g_object_new (RC_TYPE_ARRAY_ITEM, NULL);

  self->data = data;
  self->owner = owner != NULL ? g_object_ref (owner) : NULL;
  return self;
}

static void
rc_array_item_finalize (GObject *object)
{
  g_clear_object (&RC_ARRAY_ITEM (object)->owner);
  G_OBJECT_CLASS (rc_array_item_parent_class)->finalize (object);
}

static void
rc_array_item_class_init (RcArrayItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rc_array_item_finalize;
}

static void
rc_array_item_init (RcArrayItem *self)
{
}

static void
rc_array_model_finalize (GObject *object)
{
  RcArrayModel *self = RC_ARRAY_MODEL (object);

  g_ptr_array_unref (self->array);
  if (self->keeps_free != NULL)
    self->keeps_free (self->keeps);
  G_OBJECT_CLASS (rc_array_model_parent_class)->finalize (object);
}

static void
rc_array_model_class_init (RcArrayModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rc_array_model_finalize;
}

static void
rc_array_model_init (RcArrayModel *self)
{
}

RcArrayModel *
rc_array_model_new (GPtrArray      *array,
                    gpointer        keeps,
                    GDestroyNotify  keeps_free)
{
  RcArrayModel *self = g_object_new (RC_TYPE_ARRAY_MODEL, NULL);

  self->array = g_ptr_array_ref (array);
  self->keeps = keeps;
  self->keeps_free = keeps_free;
  return self;
}
