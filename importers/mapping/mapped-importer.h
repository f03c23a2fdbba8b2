/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "importers/mapping/mapped-event.h"

G_BEGIN_DECLS

/* An importer of what a mapping says. This is the mapping factory of core/importer.h. */
RcImporter *rc_mapped_importer_new (const char *text,
                                gsize       length,
                                const char *name,
                                GError    **error);

/* One for each thread. */
typedef struct
{
  RcMappedRecord *record;
  RcMappedZone    zone;
  char           *found;     /* of the last fault */
  char           *message;
} RcMappedParser;

gpointer      rc_mapped_parser_new    (const RcImporter     *importer);
void          rc_mapped_parser_free   (gpointer              parser);
void          rc_mapped_parser_set_name (gpointer            parser,
                                       const char           *name);
/* Reads the record that was parsed: its events to @func, what is doubtful to @out_fault. */
RcParseResult rc_mapped_parser_tell   (RcMappedParser       *self,
                                       guint32               root,
                                       RcParsedEventFunc     func,
                                       gpointer              user_data,
                                       RcRecordFault        *out_fault);
/* Reads bytes as JSON that can be read in one way only. */
gboolean      rc_mapped_parser_read   (RcMappedParser       *self,
                                       const char           *bytes,
                                       gsize                 length,
                                       RcJsonFault          *out_json_fault,
                                       RcRecordFault        *out_fault);
void          rc_mapped_parser_set_fault (RcMappedParser    *self,
                                       RcRecordFault        *out_fault,
                                       const char           *kind,
                                       gsize                 offset,
                                       const char           *expected,
                                       char                 *found,         /* (transfer full) */
                                       char                 *message);      /* (transfer full) */

/* mapped-csv.c: each row of the table becomes a line of the source "rows of", and the row of that line's "columns" the event. */
gboolean      rc_mapped_csv_import    (const RcImporter     *importer,
                                       const RcImportInput  *input,
                                       RcImportSink         *sink,
                                       GCancellable         *cancellable,
                                       GError              **error);
/* The first rows of a sample, each as the JSON that its line would be; (transfer full) (element-type utf8). */
GPtrArray    *rc_mapped_csv_sample    (const RcMapping      *mapping,
                                       const RcSample       *sample,
                                       guint                 limit);

/* mapped-digest.c: see RcImporter. */
GArray       *rc_mapped_digest_rows   (const RcImporter     *importer,
                                       const char           *name,
                                       const char           *bytes,
                                       gsize                 length);

/* mapped-text.c: a line of a text as a JSON object of the parts that the first fitting pattern names. */
typedef struct
{
  char  *json;        /* (nullable): the line fits no pattern */
  gsize  length;
  gsize *places;      /* offset and length in the line, of each member */
  guint  n_places;
  gboolean is_ignored;
} RcMappedLine;

void          rc_mapped_line_read     (const RcMapping      *mapping,
                                       const char           *line,
                                       gsize                 length,
                                       RcMappedLine         *out_line);
void          rc_mapped_line_clear    (RcMappedLine         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcMappedParser, rc_mapped_parser_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcMappedLine, rc_mapped_line_clear)

G_END_DECLS
