/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "csv-reader.h"
#include "registry-writer.h"

#include "core/json.h"

G_BEGIN_DECLS

typedef struct _RcCsvImport RcCsvImport;

/* Reads the row that @self stands at, after it was added to the rows of the source. */
typedef gboolean (*RcCsvImportFunc)  (RcCsvImport         *self,
                                      GError             **error);
/* Whether a header is of the format, where the names of columns are not enough. */
typedef gboolean (*RcCsvMatchFunc)   (const char * const  *columns);

/* A column whose cell is a field of the event that was read from the row; several may be the same field: the first one filled counts. */
typedef struct
{
  const char *column;
  RcField     field;
} RcCsvField;

/**
 * RcCsvFormat:
 * @table: name of the table in the rows and places: "predictions/12"
 * @marks: columns that every file of this format has, exactly as written, ended by %NULL
 * @matches: (nullable): what else must hold of the header
 * @left_out: (nullable): columns that are secrets and are not even kept in the rows, ended by %NULL
 * @fields: (nullable): for rc_csv_import_read_fields(), ended by a column of %NULL
 * @read: (nullable): for tables that are only kept
 * @name_member: (nullable): member of each row for what @dup_from_name reads from the file's name; the importer then reads names
 * @dup_from_name: (nullable) for none
 *
 * A table that a system exports as CSV.
 */
typedef struct
{
  const char         *table;
  const char * const *marks;
  RcCsvMatchFunc      matches;
  const char * const *left_out;
  const RcCsvField   *fields;
  RcCsvImportFunc     read;
  const char         *name_member;
  char             *(*dup_from_name) (const char *name);
} RcCsvFormat;

/**
 * RcCsvImport:
 * @writer: stands at the row
 * @format: that was recognised
 * @columns: (array zero-terminated=1): as the header names them
 * @row: the row being read; it has a cell for each column
 * @input: the source being imported
 *
 * One file while it is imported. The functions answer as those of RcRegistryWriter.
 */
struct _RcCsvImport
{
  RcRegistryWriter      writer;
  const RcCsvFormat    *format;
  const char * const   *columns;
  RcCsvRow              row;
  const RcImportInput  *input;
  const char           *from_name;     /* (nullable): what the format's dup_from_name() read */
  /*< private >*/
  GHashTable           *places;    /* utf8 → place of the column */
};

/* The formats, ended by one without a table. The first whose columns are all there is the one: 90; 0 for none. */
int         rc_csv_import_recognise   (const RcCsvFormat    *formats,
                                       const RcSample       *sample);
gboolean    rc_csv_import_run         (const RcCsvFormat    *formats,
                                       const RcImportInput  *input,
                                       RcImportSink         *sink,
                                       GCancellable         *cancellable,
                                       GError              **error);
/* The cell's text; (nullable): no such column, or an empty cell. */
const char *rc_csv_import_peek        (const RcCsvImport    *self,
                                       const char           *column);
/* For an event's id or name: an over-long one is set aside, and the slice is empty. */
gboolean    rc_csv_import_read_slice  (RcCsvImport          *self,
                                       const char           *column,
                                       RcSlice              *out_slice,
                                       GError              **error);
/* @units: of a cell that is digits only: 1 for seconds, 1000 …; 0: such a cell is no time. One that is no time is set aside. */
gboolean    rc_csv_import_read_time   (RcCsvImport          *self,
                                       const char           *column,
                                       guint32               units,
                                       RcTimestamp          *out_time,
                                       gboolean             *out_has_time,
                                       GError              **error);
gboolean    rc_csv_import_add_event   (RcCsvImport          *self,
                                       const RcParsedEvent  *event,
                                       GError              **error);
/* What a row says, by the @fields of its format. (element-type RcFieldValue) (transfer full) */
GPtrArray  *rc_csv_import_read_fields (const RcCsvFormat    *formats,
                                       const char           *bytes,
                                       gsize                 length);
/* For formats whose columns have no fixed names: adds the cell of a column as @field, unless it is empty. */
gboolean    rc_csv_import_add_field   (GPtrArray            *fields,
                                       const RcJson         *row,
                                       const char           *column,
                                       RcField               field);

/* Adds what the file's name said. */
gboolean    rc_csv_import_add_name_field (GPtrArray          *fields,
                                       const RcJson         *row,
                                       const char           *member,
                                       RcField               field);

G_END_DECLS
