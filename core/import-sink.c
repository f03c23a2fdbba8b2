/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "import-sink.h"

/**
 * rc_import_sink_begin_rows:
 *
 * Begins the source "rows of" the one being imported; its rows are then added in order. Once for each source.
 *
 * Returns: %FALSE with @error set when the case could not be written
 */
gboolean
rc_import_sink_begin_rows (RcImportSink  *sink,
                           GError       **error)
{
  sink->has_told = TRUE;
  return sink->begin_rows == NULL || sink->begin_rows (sink, error);
}

/**
 * rc_import_sink_add_row:
 * @json: (array length=length): one canonical row as one JSON line, without line end
 *
 * Returns: the row's record number in the rows' source, from 1; 0 with @error set
 */
guint64
rc_import_sink_add_row (RcImportSink  *sink,
                        const char    *json,
                        gsize          length,
                        GError       **error)
{
  sink->has_told = TRUE;
  return sink->add_row != NULL ? sink->add_row (sink, json, length, error) : 1;
}

/**
 * rc_import_sink_add_event:
 * @record: of the source or of its rows, as @place says
 *
 * Returns: %FALSE with @error set when the case could not be written
 */
gboolean
rc_import_sink_add_event (RcImportSink        *sink,
                          RcImportPlace        place,
                          guint64              record,
                          const RcParsedEvent *event,
                          GError             **error)
{
  sink->has_told = TRUE;
  return sink->add_event == NULL || sink->add_event (sink, place, record, event, error);
}

/**
 * rc_import_sink_add_entity:
 * @scope: (nullable): %NULL for a name that holds within this source only, "" for a name of the world
 *
 * Returns: the entity's id, made where it is new; 0 with @error set
 */
gint64
rc_import_sink_add_entity (RcImportSink  *sink,
                           RcEntityKind   kind,
                           const char    *scope,
                           const char    *name,
                           GError       **error)
{
  sink->has_told = TRUE;
  return sink->add_entity != NULL ? sink->add_entity (sink, kind, scope, name, error) : 1;
}

/**
 * rc_import_sink_add_claim:
 * @claim: what a record says; its id and source are the sink's to fill in, its texts are copied
 *
 * Returns: %FALSE with @error set when the case could not be written
 */
gboolean
rc_import_sink_add_claim (RcImportSink   *sink,
                          RcImportPlace   place,
                          const RcClaim  *claim,
                          GError        **error)
{
  sink->has_told = TRUE;
  return sink->add_claim == NULL || sink->add_claim (sink, place, claim, error);
}

/**
 * rc_import_sink_set_aside:
 * @record: 0 where the fault is in no record
 * @offset: in the source that @place names; -1 where it is at no byte
 * @kind: RC_EXCEPTION_…
 *
 * Tells a fault in the evidence. The rest of the source goes on.
 *
 * Returns: %FALSE with @error set when the case could not be written
 */
gboolean
rc_import_sink_set_aside (RcImportSink   *sink,
                          RcImportPlace   place,
                          guint64         record,
                          gint64          offset,
                          const char     *kind,
                          const char     *expected,
                          const char     *found,
                          const char     *message,
                          GError        **error)
{
  sink->has_told = TRUE;
  return sink->set_aside == NULL || sink->set_aside (sink, place, record, offset, kind, expected, found, message, error);
}

/**
 * rc_import_sink_set_as_of:
 * @time_us: a time that the content of the source names; %RC_TIME_NONE changes nothing
 *
 * Tells from the content of a snapshot or a document at which time it stood so: the newest time in it. Of several calls the newest time
 * counts. It is no statement by itself: an importer that tells nothing else has told nothing. What the auditor said goes before it.
 *
 * Returns: %FALSE with @error set when the case could not be written
 */
gboolean
rc_import_sink_set_as_of (RcImportSink  *sink,
                          gint64         time_us,
                          GError       **error)
{
  return time_us == RC_TIME_NONE || sink->set_as_of == NULL || sink->set_as_of (sink, time_us, error);
}
