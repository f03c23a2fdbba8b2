/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event.h"
#include "interval.h"

G_BEGIN_DECLS

/* Records of a source; @last_record G_MAXUINT64: to its end. */
typedef struct
{
  gint64  source;
  guint64 first_record;
  guint64 last_record;
} RcRecordRange;

/**
 * RcExtentWindow:
 * @system: (nullable): at which place, and @endpoint: (nullable); at any where both are %NULL
 * @model: (nullable): "name/version" that the record must name; %NULL: whatever it names
 * @only_unnamed: only inferences whose record names no version
 * @from_us: earliest instant, and @to_us: last one, inclusive; G_MININT64 and G_MAXINT64: open
 * @wholly: only what surely lies between the two; else all that can
 *
 * Inferences by when, where and by which model version they were answered.
 */
typedef struct
{
  char     *system;
  char     *endpoint;
  char     *model;
  gboolean  only_unnamed;
  gint64    from_us;
  gint64    to_us;
  gboolean  wholly;
} RcExtentWindow;

/* A row of the table of events. */
typedef struct
{
  gint64  id;
  gint64  source;
  guint64 record;
  guint32 row;
  gint64  time_us;
  gint64  span_us;
  gint64  system;      /* name.id, 0: none */
  gint64  model;
  gint64  endpoint;
} RcExtentRow;

/**
 * RcExtentSet:
 *
 * Which inferences something is about: by their records, their numbers, or a condition on each. It holds what it is made of, never the
 * inferences themselves, so that it is as small for a million of them as for one.
 */
typedef struct _RcExtentSet RcExtentSet;

RcExtentSet *rc_extent_set_new        (RcCase               *case_file);
void         rc_extent_set_free       (RcExtentSet          *self);
/* Those that were read from these records. */
gboolean     rc_extent_set_add_range  (RcExtentSet          *self,
                                       const RcRecordRange  *range,
                                       GError              **error);
/* One event by its number. */
void         rc_extent_set_add_event  (RcExtentSet          *self,
                                       gint64                event);
/* Those of the whole case that are in any of the windows. */
gboolean     rc_extent_set_add_window (RcExtentSet          *self,
                                       const RcExtentWindow *window,
                                       GError              **error);
gboolean     rc_extent_set_add_all    (RcExtentSet          *self,
                                       GError              **error);
/* To be called once nothing more is added. */
void         rc_extent_set_close      (RcExtentSet          *self);
/* Those behind the event @after, in the order of their numbers: the next one; *@out_row FALSE at the end. */
gboolean     rc_extent_set_next       (RcExtentSet          *self,
                                       gint64                after,
                                       RcExtentRow          *out_row,
                                       gboolean             *out_found,
                                       GError              **error);
/* Whether the event is one of them. */
gboolean     rc_extent_set_contains   (RcExtentSet          *self,
                                       gint64                event,
                                       gboolean             *out_contains,
                                       GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcExtentSet, rc_extent_set_free)

G_END_DECLS
