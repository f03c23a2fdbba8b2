/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/writing/bundle-parts.h"

#include "core/event-record.h"
#include "core/record-proofs.h"
#include "core/timestamp.h"
#include "core/words.h"
#include "reports/bundle/selection/bundle-redaction.h"
#include "reports/bundle/selection/bundle-withheld.h"

#define RECORD_TYPE "application/octet-stream"

/* (transfer full) */
static char *
dup_file (const RcSource *source,
          guint64         record)
{
  return g_strdup_printf ("data/records/%06" G_GINT64_FORMAT "-%" G_GUINT64_FORMAT ".bin", source->id, record);
}

static void
write_entry (RcJsonWriter        *writer,
             const RcSource      *source,
             guint64              record,
             guint64              offset,
             GBytes              *bytes,
             const RcRecordProof *proof,
             RcBundleWhy          why)
{
  g_autofree char *file = dup_file (source, record);
  gsize length, content, begin;
  const char *data = g_bytes_get_data (bytes, &length);
  RcDigest digest;

  begin = rc_record_find_content (source->framing, data, length, &content);
  rc_digest_compute (data + begin, content, &digest);
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "bytes", (gint64) length);
  rc_json_writer_member_string (writer, "file", file);
  rc_json_writer_member_integer (writer, "index", (gint64) proof->index);
  rc_bundle_write_digest (writer, "leaf_sha256", &proof->leaf);
  rc_json_writer_member_integer (writer, "offset", (gint64) offset);
  rc_json_writer_name (writer, "path");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < proof->path->len; i++)
    {
      g_autofree char *hex = rc_digest_dup_hex (&g_array_index (proof->path, RcDigest, i));

      rc_json_writer_string (writer, hex);
    }
  rc_json_writer_end_array (writer);
  rc_json_writer_member_integer (writer, "record", (gint64) record);
  rc_bundle_write_digest (writer, "record_sha256", &digest);
  rc_bundle_write_digest (writer, "root", &proof->root);
  rc_json_writer_member_integer (writer, "size", (gint64) proof->size);
  rc_json_writer_member_integer (writer, "source", source->id);
  rc_json_writer_member_string (writer, "why", rc_bundle_why_to_name (why));
  rc_json_writer_end_object (writer);
}

/* The bytes that go out are those that the proof is about, and the proof leads to where the case says. */
static gboolean
check_record (const RcSource       *source,
              guint64               record,
              GBytes               *bytes,
              const RcRecordProof  *proof,
              GError              **error)
{
  g_autoptr (RcHasher) hasher = rc_hasher_new ();
  RcDigest leaf;

  rc_tree_leaf (hasher, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &leaf);
  if (proof->holds && rc_digest_equal (&leaf, &proof->leaf))
    return TRUE;

  g_set_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_STATE,
               _("Record %1$llu of source %2$lld in the case is no longer the one that was imported."), (unsigned long long) record,
               (long long) source->id);
  return FALSE;
}

static gboolean
write_source (RcBundleWork    *work,
              RcRecordReader  *reader,
              const RcSource  *source,
              RcJsonWriter    *writer,
              GError         **error)
{
  const GArray *records = rc_bundle_selection_records (work->selection, source->id);
  g_autoptr (GPtrArray) proofs = NULL;

  if (records == NULL)
    return TRUE;
  proofs = rc_record_reader_prove_several (reader, source->id, records, error);
  if (proofs == NULL)
    return FALSE;

  for (guint i = 0; i < records->len; i++)
    {
      guint64 record = g_array_index (records, guint64, i);
      guint64 offset = 0;
      const RcRecordProof *proof = g_ptr_array_index (proofs, i);
      g_autoptr (GBytes) bytes = rc_record_reader_read (reader, source->id, record, &offset, error);
      g_autofree char *file = dup_file (source, record);
      /* Translators: a file with the bytes of one record; the numbers of the record and of its source. */
      g_autofree char *title = g_strdup_printf (_("Record %1$llu of source %2$lld"), (unsigned long long) record, (long long) source->id);

      if (bytes == NULL || !check_record (source, record, bytes, proof, error) ||
          g_cancellable_set_error_if_cancelled (work->cancellable, error) ||
          !rc_bundle_writer_add (work->writer, file, RECORD_TYPE, title, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error))
        return FALSE;
      write_entry (writer, source, record, offset, bytes, proof, rc_bundle_selection_why (work->selection, source->id, record));
    }
  return TRUE;
}

static gboolean
write_records (RcBundleWork    *work,
               RcRecordReader  *reader,
               GError         **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_name (writer, "records");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < work->sources->len; i++)
    if (!write_source (work, reader, g_ptr_array_index (work->sources, i), writer, error))
      return FALSE;
  rc_json_writer_end_array (writer);
  rc_json_writer_end_object (writer);
  return rc_bundle_add_json (work, "data/records.json", _("The records, each with the proof that it stands in its source"), writer, error);
}

/* --- What their events are --- */

static gboolean
write_event (RcBundleWork   *work,
             const RcEvent  *event,
             GError        **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "event", event->id);
  rc_json_writer_member_integer (writer, "source", event->source);
  rc_json_writer_member_integer (writer, "record", (gint64) event->record);
  rc_json_writer_member_integer (writer, "row", event->row);
  rc_json_writer_member_string (writer, "kind", rc_event_kind_to_name (event->kind));
  rc_json_writer_name (writer, "time_us");
  if (event->time_us != RC_TIME_NONE)
    rc_json_writer_integer (writer, event->time_us);
  else
    rc_json_writer_null (writer);
  rc_json_writer_member_integer (writer, "span_us", event->span_us);
  rc_json_writer_member_string (writer, "system", event->system);
  rc_json_writer_member_string (writer, "model", event->model);
  rc_json_writer_member_string (writer, "endpoint", event->endpoint);
  rc_json_writer_end_object (writer);
  return rc_bundle_line_add (work, writer, error);
}

static gboolean
write_events (RcBundleWork  *work,
              GError       **error)
{
  if (!rc_bundle_writer_begin (work->writer, "data/events.jsonl", RC_BUNDLE_LINES, _("What happened, as the records tell it"), error))
    return FALSE;

  for (guint i = 0; i < work->sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (work->sources, i);
      const GArray *records = rc_bundle_selection_records (work->selection, source->id);

      for (guint k = 0; records != NULL && k < records->len; k++)
        {
          g_autoptr (GArray) events = rc_event_list_at_record (work->case_file, source, g_array_index (records, guint64, k), G_MAXINT, error);

          if (events == NULL)
            return FALSE;
          for (guint e = 0; e < events->len; e++)
            {
              g_autoptr (RcEvent) event = rc_event_load (work->case_file, g_array_index (events, gint64, e), error);

              if (event == NULL || !write_event (work, event, error))
                return FALSE;
            }
        }
    }
  return rc_bundle_writer_end (work->writer, error);
}

/**
 * rc_bundle_write_records:
 * @work: of a selective bundle, or of a full one, which has none of this
 *
 * Writes data/records, records.json, events.jsonl and withheld.json.
 */
gboolean
rc_bundle_write_records (RcBundleWork  *work,
                         GError       **error)
{
  g_autoptr (RcRecordReader) reader = NULL;

  if (!rc_bundle_redaction_check (work, error))
    return FALSE;
  if (work->selection == NULL)
    return TRUE;

  reader = rc_record_reader_new (rc_case_get_database (work->case_file));
  return write_records (work, reader, error) && write_events (work, error) && rc_bundle_write_withheld (work, error);
}
