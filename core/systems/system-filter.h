/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/systems/system.h"

G_BEGIN_DECLS

/**
 * RcSystemFilter:
 *
 * Which records belong to a system, by the bindings in force. A record belongs to it that is of one of its models or endpoints, gives it one
 * of its names, or stands in one of its sources. Conditions narrow that: of each field that they speak of, the record must have one of the
 * values. A record other than an inference that lacks such a field (a deployment names no product) is not narrowed by it. A system with
 * conditions alone has the records that fulfil them, whatever they are. A system to which nothing is bound has the records that give it its
 * name or its identifier.
 *
 * It knows the names and sources that the case had when it was made.
 */
typedef struct _RcSystemFilter RcSystemFilter;

typedef enum
{
  RC_SYSTEM_COVERS_NOT,
  RC_SYSTEM_COVERS,
  RC_SYSTEM_COVERS_UNKNOWN,   /* a condition asks for what cannot be read from the record */
} RcSystemCoverage;

/* What of an event the first step asks for: numbers of names (0: none) and of its source. */
typedef struct
{
  gint64 source;
  gint64 system;
  gint64 model;
  gint64 endpoint;
} RcSystemRow;

/* (transfer full) */
RcSystemFilter  *rc_system_filter_new        (RcCase               *case_file,
                                              const RcSystem       *system,
                                              GError              **error);
RcSystemFilter  *rc_system_filter_ref        (RcSystemFilter       *self);
void             rc_system_filter_unref      (RcSystemFilter       *self);
const char      *rc_system_filter_peek_name  (const RcSystemFilter *self);

/* Whether the row can belong to it; where it has conditions, its record decides. */
gboolean         rc_system_filter_fits_row   (const RcSystemFilter *self,
                                              const RcSystemRow    *row);
gboolean         rc_system_filter_has_conditions (const RcSystemFilter *self);
/* Fields of the event are read where conditions ask for them. FALSE with @error where the case cannot be read. */
gboolean         rc_system_filter_covers     (const RcSystemFilter *self,
                                              RcCase               *case_file,
                                              RcRecordReader       *reader,
                                              RcEvent              *event,
                                              RcSystemCoverage     *out_coverage,
                                              GError              **error);
/* The same for a caller that has the system alone. */
gboolean         rc_system_covers            (RcCase               *case_file,
                                              RcRecordReader       *reader,
                                              const RcSystem       *system,
                                              RcEvent              *event,
                                              RcSystemCoverage     *out_coverage,
                                              GError              **error);

/* JSON arrays of numbers for SQL: of the names of models, systems and endpoints, and of the sources; NULL where the row decides nothing. */
typedef enum
{
  RC_SYSTEM_FILTER_MODELS,
  RC_SYSTEM_FILTER_SYSTEMS,
  RC_SYSTEM_FILTER_ENDPOINTS,
  RC_SYSTEM_FILTER_SOURCES,
  RC_N_SYSTEM_FILTER_LISTS
} RcSystemFilterList;

const char      *rc_system_filter_peek_list  (const RcSystemFilter *self,
                                              RcSystemFilterList    list);
/* (element-type gint64) (transfer none): the numbers of a list. */
GHashTable      *rc_system_filter_peek_numbers (const RcSystemFilter *self,
                                              RcSystemFilterList    list);
/* Whether it has bindings other than conditions, or by its own names. */
gboolean         rc_system_filter_has_selectors (const RcSystemFilter *self);
/* The conditions, one for each field; @out_values: (element-type utf8) (transfer none). NULL behind the last one. */
const char      *rc_system_filter_peek_condition (const RcSystemFilter *self,
                                              guint                 index,
                                              GHashTable          **out_values);
/* Whether a binding names this version, or its model: also one that no record names. */
gboolean         rc_system_filter_names_model (const RcSystemFilter *self,
                                              const char           *version);
/* Whether nothing in the case answers to the binding: a model that no record names, a source that is not there. */
gboolean         rc_system_filter_is_idle    (const RcSystemFilter *self,
                                              const RcSystemBinding *binding);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcSystemFilter, rc_system_filter_unref)

G_END_DECLS
