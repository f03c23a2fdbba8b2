/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "databricks-row.h"

#include "importers/csv-import.h"

G_BEGIN_DECLS

/**
 * RcDatabricksTable:
 * @name: of the table in the rows of a file in CSV
 * @marks: sets of columns, each ended by %NULL, all of them ended by %NULL: a row that has all of one set is of the table
 * @read: (element-type RcDatabricksEvent): adds the events of a row; a row may have none
 * @begin: (nullable): makes what the claims of one file need
 * @claim: (nullable): what a row claims of things; the writer stands at it
 * @end: (nullable): what can be claimed only after the last row
 *
 * A table of the platform as an export of its rows: JSON lines or CSV.
 */
typedef struct
{
  const char                 *name;
  const char * const * const *marks;
  void                      (*read)  (const RcDatabricksRow  *row,
                                      GPtrArray              *events);
  gpointer                  (*begin) (const RcImportInput    *input);
  gboolean                  (*claim) (gpointer                data,
                                      const RcDatabricksRow  *row,
                                      RcRegistryWriter       *writer,
                                      GError                **error);
  gboolean                  (*end)   (gpointer                data,
                                      RcRegistryWriter       *writer,
                                      GError                **error);
  void                      (*free)  (gpointer                data);
} RcDatabricksTable;

/* The functions of importers whose `data` is a table: of JSON lines… */
int           rc_databricks_lines_recognise   (const RcImporter     *self,
                                               const RcSample       *sample);
gpointer      rc_databricks_lines_parser_new  (const RcImporter     *self);
void          rc_databricks_lines_parser_free (gpointer              parser);
RcParseResult rc_databricks_lines_parse       (const RcImporter     *self,
                                               gpointer              parser,
                                               const char           *bytes,
                                               gsize                 length,
                                               RcParsedEventFunc     func,
                                               gpointer              user_data,
                                               RcRecordFault        *out_fault);
gboolean      rc_databricks_lines_import      (const RcImporter     *self,
                                               const RcImportInput  *input,
                                               RcImportSink         *sink,
                                               GCancellable         *cancellable,
                                               GError              **error);
/* … and of CSV. */
int           rc_databricks_csv_recognise     (const RcImporter     *self,
                                               const RcSample       *sample);
gboolean      rc_databricks_csv_import        (const RcImporter     *self,
                                               const RcImportInput  *input,
                                               RcImportSink         *sink,
                                               GCancellable         *cancellable,
                                               GError              **error);
GPtrArray    *rc_databricks_read_fields       (const RcImporter     *self,
                                               const char           *bytes,
                                               gsize                 length,
                                               guint32               row);

#define RC_DATABRICKS_LINES(table_) \
  .framing = RC_FRAMING_LINES, \
  .data = (gpointer) (table_), \
  .recognise = rc_databricks_lines_recognise, \
  .parser_new = rc_databricks_lines_parser_new, \
  .parser_free = rc_databricks_lines_parser_free, \
  .parse = rc_databricks_lines_parse, \
  .import = rc_databricks_lines_import, \
  .read_fields = rc_databricks_read_fields

#define RC_DATABRICKS_CSV(table_) \
  .framing = RC_FRAMING_FIXED, \
  .data = (gpointer) (table_), \
  .recognise = rc_databricks_csv_recognise, \
  .import = rc_databricks_csv_import, \
  .read_fields = rc_databricks_read_fields

G_END_DECLS
