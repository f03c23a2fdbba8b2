/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "json-writer.h"
#include "source.h"

G_BEGIN_DECLS

/*
 * How the sources of a case came into it: each import and each removal, in their order, with all that is needed to do it again from the bytes of the
 * files alone (import-replay.h). It is what data/imports.json of a full bundle says.
 */

#define RC_IMPORT_HISTORY_ERROR (rc_import_history_error_quark ())
GQuark rc_import_history_error_quark (void);

typedef enum
{
  RC_IMPORT_HISTORY_ERROR_MALFORMED,   /* what was read is no history; the message says where */
} RcImportHistoryError;

/**
 * RcHistoryItem:
 * @source: its number
 * @name: as found
 * @modified_us: when the file was changed last; RC_TIME_NONE: not known
 * @same_as: it is the bytes of that source, met again under another name; 0: it has bytes of its own
 * @again: it is that source, read again from the bytes that the case had; 0: no
 *
 * What was taken out of no other source of its act.
 */
typedef struct
{
  gint64  source;
  char   *name;
  gint64  modified_us;
  gint64  same_as;
  gint64  again;
} RcHistoryItem;

/* What the act noticed outside of the bytes: a path that could not be read, a file that changed meanwhile. */
typedef struct
{
  gint64  after;       /* said when this source was read; 0: before any */
  gint64  source;      /* 0: none */
  char   *kind;
  char   *expected;
  char   *found;
  char   *message;
} RcHistoryNote;

/**
 * RcHistoryAct:
 * @removed: of a removal: the source that was removed, and @reason; 0 for an import
 * @importer: (nullable): --as
 * @mapping: (nullable): SHA-256 of the text of --mapping, 64 hexadecimal digits
 * @zone_minutes: --zone; only where @has_zone
 * @as_of_us: --as-of; RC_TIME_NONE: none
 */
typedef struct
{
  gint64     removed;
  char      *reason;
  gint64     imported_us;
  char      *importer;
  char      *mapping;
  gboolean   has_zone;
  int        zone_minutes;
  gint64     as_of_us;
  gboolean   keep_whole;
  gint64     record_limit;
  GPtrArray *items;        /* of RcHistoryItem, ascending */
  GPtrArray *notes;        /* of RcHistoryNote */
} RcHistoryAct;

/* A removed source whose bytes went with it: its row is all that is left. */
typedef struct
{
  RcSource *source;
  char     *removed_for;
} RcHistoryRemoved;

typedef struct
{
  gint64  id;
  char   *name;
  char   *sha256;          /* of its text, 64 hexadecimal digits */
} RcHistoryMapping;

typedef struct
{
  gint64  id;
  char   *kind;
  char   *scope;
  char   *name;
} RcHistoryEntity;

/**
 * RcImportHistory:
 * @acts: (element-type RcHistoryAct)
 * @removed: (element-type RcHistoryRemoved): ascending
 * @mappings: (element-type RcHistoryMapping): all of the case
 * @entities: (element-type RcHistoryEntity): where some source was removed, all of the case: those that it brought keep their numbers
 */
typedef struct
{
  GPtrArray *acts;
  GPtrArray *removed;
  GPtrArray *mappings;
  GPtrArray *entities;
} RcImportHistory;

RcImportHistory *rc_import_history_new   (void);
void             rc_import_history_free  (RcImportHistory        *self);
RcHistoryAct    *rc_history_act_new      (void);
void             rc_history_act_free     (RcHistoryAct           *self);
void             rc_history_item_free    (RcHistoryItem          *self);
void             rc_history_note_free    (RcHistoryNote          *self);
void             rc_history_removed_free (RcHistoryRemoved       *self);
/* (nullable): %NULL with @error set */
RcImportHistory *rc_import_history_load  (RcCase                 *case_file,
                                          GError                **error);
/* One JSON object. */
void             rc_import_history_write (const RcImportHistory  *self,
                                          RcJsonWriter           *writer);
/* Tainted. (nullable): %NULL with @error set */
RcImportHistory *rc_import_history_parse (const char             *json,
                                          gsize                   length,
                                          GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcImportHistory, rc_import_history_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcHistoryAct, rc_history_act_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcHistoryItem, rc_history_item_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcHistoryNote, rc_history_note_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcHistoryRemoved, rc_history_removed_free)

G_END_DECLS
