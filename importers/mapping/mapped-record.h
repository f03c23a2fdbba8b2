/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "importers/mapping/mapping.h"

G_BEGIN_DECLS

/*
 * One record while a mapping reads it: its JSON, the row of it at hand, and what was decoded on the way. One for each thread; nothing is
 * allocated for a record whose texts have no escapes and that needs no decoding.
 */

/**
 * RcMappedValue:
 * @json: (nullable): the document in which the value stands; %NULL where it is a text that was made
 * @node: in @json
 * @text: where @json is %NULL
 * @offset: of a value that was decoded or made: place in the record of the text that it was decoded from
 * @length: of that text
 */
typedef struct
{
  const RcJson *json;
  guint32       node;
  RcSlice       text;
  guint64       offset;
  guint64       length;
} RcMappedValue;

/* Which alternative counted, and what stands there. */
typedef struct
{
  RcMappedValue               value;
  const RcMappingAlternative *alternative;
} RcMappedAnswer;

/* What of the record could not be read for certain; texts are the record's until the next one. */
typedef struct
{
  const char *kind;        /* %NULL: nothing */
  guint64     offset;
  const char *expected;
  char       *found;       /* owned */
  const char *message;
} RcMappedDoubt;

/* Where a step led in a long list or object, so that a record of many rows does not go through it for each of them. */
typedef struct
{
  const RcJson        *json;       /* %NULL: nothing */
  guint32              node;
  const RcMappingStep *step;
  guint32              position;   /* of what was found, where the step goes by places */
  guint32              found;
} RcMappedFound;

#define RC_MAPPED_N_FOUND 32u

/**
 * RcMappedRecord:
 * @name: (nullable): of the source
 * @places: (nullable): of a record that was made from a text: for each member of its object the place and length in the record
 * @item: the row at hand
 * @levels: the record, and the elements that the row's "*" stand for
 * @positions: of these in their lists
 * @row: number of the row, from 1; 0 for the record itself
 * @n_rows: counted only where the mapping asks for it
 * @found: in long lists and objects
 * @names: (nullable): the members of a long object by their names
 * @names_json: in which that object stands
 * @names_node: the object
 */
typedef struct
{
  const RcMapping *mapping;
  RcJson           json;
  char            *name;
  const gsize     *places;
  guint            n_places;
  guint32         *nodes;
  GPtrArray       *owned;
  GPtrArray       *documents;
  guint            n_documents;

  RcMappedValue    item;
  RcMappedValue    levels[RC_MAPPING_MAX_LEVELS + 1];
  guint32          positions[RC_MAPPING_MAX_LEVELS + 1];
  guint            n_levels;
  const RcMappingPath *row_path;   /* (nullable): that led to the row */
  guint32          row;
  guint32          n_rows;

  RcMappedFound    found[RC_MAPPED_N_FOUND];
  GHashTable      *names;
  const RcJson    *names_json;
  guint32          names_node;

  RcMappedDoubt    doubt;
} RcMappedRecord;

/* Called for each row. %FALSE: enough. */
typedef gboolean (*RcMappedRowFunc)     (RcMappedRecord         *self,
                                         gpointer                user_data);

RcMappedRecord *rc_mapped_record_new    (const RcMapping        *mapping);
void            rc_mapped_record_free   (RcMappedRecord         *self);
gboolean        rc_mapped_record_parse  (RcMappedRecord         *self,
                                         const char             *bytes,
                                         gsize                   length,
                                         RcJsonFault            *out_fault);
/* The node that is the record, and that rows and paths begin at. */
void            rc_mapped_record_begin  (RcMappedRecord         *self,
                                         guint32                 node);
gboolean        rc_mapped_record_each_row (RcMappedRecord       *self,
                                         RcMappedRowFunc         func,
                                         gpointer                user_data);
/* Stands at that row afterwards. */
gboolean        rc_mapped_record_find_row (RcMappedRecord       *self,
                                         guint32                 row);
/* Looks up the paths at the row. */
void            rc_mapped_record_look   (RcMappedRecord         *self,
                                         RcPaths                 paths);

/* What was found in @json, or in all documents for %NULL, holds no longer. */
void            rc_mapped_record_forget (RcMappedRecord         *self,
                                         const RcJson           *json);
gboolean        rc_mapped_record_step   (RcMappedRecord         *self,
                                         const RcMappingStep    *step,
                                         RcMappedValue          *value);
gboolean        rc_mapped_value_is_member (const RcMappedValue *value);
gboolean        rc_mapped_record_pick   (RcMappedRecord         *self,
                                         const RcMappingChoice  *choice,
                                         RcMappedAnswer         *out_answer);
gboolean        rc_mapped_record_holds  (RcMappedRecord         *self,
                                         const RcMappingCondition *condition);
void            rc_mapped_record_read   (RcMappedRecord         *self,
                                         const RcMappedValue    *value,
                                         RcSlice                *out_text);
/* Where in the record it stands. */
void            rc_mapped_record_get_place (const RcMappedRecord *self,
                                         const RcMappedValue    *value,
                                         guint64                *out_offset,
                                         guint64                *out_length);
char           *rc_mapped_record_dup_locator (const RcMappedRecord *self,
                                         const RcMappingAlternative *alternative);
/* The first doubt of a record is kept, unless a later one costs an event. @found: (transfer full) */
void            rc_mapped_record_doubt  (RcMappedRecord         *self,
                                         const char             *kind,
                                         guint64                 offset,
                                         const char             *expected,
                                         char                   *found,
                                         const char             *message);
/* What stands at a place, in printable ASCII. (transfer full) */
char           *rc_mapped_dup_excerpt   (const char             *bytes,
                                         gsize                   length,
                                         gsize                   offset);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcMappedRecord, rc_mapped_record_free)

G_END_DECLS
