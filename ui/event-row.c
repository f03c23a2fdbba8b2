/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/event-row.h"

struct _RcEventRow
{
  GObject      parent_instance;
  guint        position;
  RcEventLine *line;
  gboolean     is_loaded;
};

enum
{
  PROP_LOADED = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (RcEventRow, rc_event_row, G_TYPE_OBJECT)

static void
rc_event_row_get_property (GObject    *object,
                           guint       id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  if (id == PROP_LOADED)
    g_value_set_boolean (value, RC_EVENT_ROW (object)->is_loaded);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rc_event_row_finalize (GObject *object)
{
  g_clear_pointer (&RC_EVENT_ROW (object)->line, rc_event_line_free);
  G_OBJECT_CLASS (rc_event_row_parent_class)->finalize (object);
}

static void
rc_event_row_class_init (RcEventRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rc_event_row_get_property;
  object_class->finalize = rc_event_row_finalize;
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
rc_event_row_init (RcEventRow *self)
{
}

RcEventRow *
rc_event_row_new (guint position)
{
  RcEventRow *self = g_object_new (RC_TYPE_EVENT_ROW, NULL);

  self->position = position;
  return self;
}

guint
rc_event_row_get_position (RcEventRow *self)
{
  return self->position;
}

const RcEventLine *
rc_event_row_peek_line (RcEventRow *self)
{
  return self->line;
}

gboolean
rc_event_row_is_loaded (RcEventRow *self)
{
  return self->is_loaded;
}

void
rc_event_row_take_line (RcEventRow  *self,
                        RcEventLine *line)
{
  g_return_if_fail (RC_IS_EVENT_ROW (self));
  g_return_if_fail (!self->is_loaded);

  self->line = line;
  self->is_loaded = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
}

void
rc_event_row_reset (RcEventRow *self)
{
  g_return_if_fail (RC_IS_EVENT_ROW (self));

  if (!self->is_loaded)
    return;
  g_clear_pointer (&self->line, rc_event_line_free);
  self->is_loaded = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
}
