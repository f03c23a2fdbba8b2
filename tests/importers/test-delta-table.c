/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/databricks/delta-log.h"
#include "importers/databricks/parquet-footer.h"
#include "importers/databricks/parquet.h"

#include "recording-sink.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

#define COMMIT_5 "lake/loans/_delta_log/00000000000000000005.json"

static RecordingSink *
import_bytes (const RcImporter *importer,
              const char       *name,
              const void       *data,
              gsize             length)
{
  g_autoptr (RecordingSink) sink = recording_sink_new ();
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);
  g_autoptr (RcStream) stream = rc_stream_new_memory (bytes);
  g_autoptr (GError) error = NULL;
  RcImportInput input = { .name = name, .size = length, .bytes = bytes, .stream = stream, .modified_us = RC_TIME_NONE };

  g_assert_true (importer->import (importer, &input, &sink->base, NULL, &error));
  g_assert_no_error (error);
  return g_steal_pointer (&sink);
}

static RecordingSink *
import_commit (const char *name,
               const char *text)
{
  return import_bytes (rc_delta_log_importer (), name, text, strlen (text));
}

static int
recognise (const char *name,
           const char *text)
{
  RcSample sample = { .name = name, .head = text, .head_length = strlen (text), .size = (gint64) strlen (text) };

  return rc_delta_log_importer ()->recognise (rc_delta_log_importer (), &sample);
}

static const char commit[] =
  "{\"commitInfo\":{\"timestamp\":1717800477669,\"userName\":\"maria@example.org\",\"operation\":\"DELETE\",\"readVersion\":4}}\n"
  "{\"metaData\":{\"id\":\"t-1\",\"schemaString\":\"{\\\"fields\\\":[{\\\"name\\\":\\\"id\\\"},{\\\"name\\\":\\\"marks\\\"}]}\"}}\n"
  "{\"remove\":{\"path\":\"a.parquet\",\"deletionTimestamp\":1}}\n"
  "{\"add\":{\"path\":\"b.parquet\",\"size\":7}}\n"
  "{\"add\":\n"
  "{\"protocol\":{\"minReaderVersion\":1}}\n";

static void
test_commit (void)
{
  g_autoptr (RecordingSink) sink = import_commit (COMMIT_5, commit);
  const RcImporter *importer = rc_delta_log_importer ();
  g_autoptr (GPtrArray) fields = importer->read_fields (importer, commit, strlen (commit), 0);
  const RcClaim *from = recording_sink_find_claim (sink, RC_ENTITY_DATASET, "loans@5", RC_PROPERTY_DERIVED_FROM, NULL);
  const RecordedAside *changed = recording_sink_find_aside (sink, RC_EXCEPTION_REGISTRY_MALFORMED);
  const RecordedAside *broken = recording_sink_find_aside (sink, RC_EXCEPTION_UNREADABLE_RECORD);

  g_assert_cmpint (recognise (COMMIT_5, commit), ==, 90);
  g_assert_nonnull (from);
  g_assert_cmpint (from->target, ==, recording_sink_find_entity (sink, RC_ENTITY_DATASET, "loans@4"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_DATASET, "loans@5", RC_PROPERTY_TAG, "columns = id, marks"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_DATASET, "loans@5", RC_PROPERTY_DATASET_DIGEST, "removed a.parquet"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_DATASET, "loans@5", RC_PROPERTY_DATASET_DIGEST, "added b.parquet, 7 bytes"));
  /* Rows were deleted after they had been written, which is told with its time. */
  g_assert_nonnull (changed);
  g_assert_nonnull (strstr (changed->found, "DELETE at 2024-06-07T22:47:57"));
  g_assert_nonnull (broken);
  g_assert_cmpint (broken->offset, >=, strstr (commit, "{\"add\":\n") - commit);

  g_assert_cmpuint (sink->events->len, ==, 1);
  g_assert_cmpuint (fields->len, ==, 3);
  for (guint i = 0; i < fields->len; i++)
    {
      const RcFieldValue *value = g_ptr_array_index (fields, i);

      if (value->field == RC_FIELD_ACTOR)
        g_assert_cmpstr (value->value, ==, "maria@example.org");
      g_assert_cmpuint (value->offset + value->length, <=, strlen (commit));
    }
}

/* Only the path tells the version. */
static void
test_names (void)
{
  static const char * const names[] = {
    "00000000000000000005.json", "x/00000000000000000005.json", "lake/_delta_log/5.json", "lake/_delta_log/00000000000000000005.cr",
    "lake/_delta_log/99999999999999999999.json", "lake/_delta_log/", "_delta_log", "", "lake/_delta_log/00000000000000000005.json/x",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (RecordingSink) sink = import_commit (names[i], commit);

      g_assert_cmpint (recognise (names[i], commit), ==, 0);
      g_assert_cmpuint (sink->entities->len + sink->asides->len + sink->events->len, ==, 0);
    }
  g_assert_cmpint (recognise ("_delta_log/00000000000000000000.json", commit), ==, 90);
}

/* The checksum file beside a commit counts the files of its version. */
static void
test_checksum (void)
{
  static const char text[] = "{\"txnId\":\"x\",\"tableSizeBytes\":2151,\"numFiles\":1,\"metadata\":{\"id\":\"y\"},\"allFiles\":[]}";
  g_autoptr (RecordingSink) sink = import_commit ("lake/loans/_delta_log/00000000000000000005.crc", text);

  g_assert_cmpint (recognise ("lake/loans/_delta_log/00000000000000000005.crc", text), ==, 90);
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_DATASET, "loans@5", RC_PROPERTY_TAG, "live files = 1"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_DATASET, "loans@5", RC_PROPERTY_TAG, "live bytes = 2151"));
  g_assert_cmpuint (sink->events->len, ==, 0);
}

static void
test_truncated_commit (void)
{
  for (gsize length = 0; length < strlen (commit); length++)
    {
      g_autofree char *cut = g_strndup (commit, length);
      g_autoptr (RecordingSink) sink = import_commit (COMMIT_5, cut);
      g_autoptr (GPtrArray) fields = rc_delta_log_importer ()->read_fields (rc_delta_log_importer (), cut, length, 0);

      g_assert_cmpuint (sink->events->len, <=, 1);
      g_assert_cmpuint (fields->len, <=, 3);
    }
}

static void
test_told_twice (void)
{
  g_autoptr (RecordingSink) sink = import_commit (COMMIT_5, "{\"commitInfo\":{\"timestamp\":1717800477669,\"operation\":\"WRITE\"}}\n"
                                                            "{\"commitInfo\":{\"timestamp\":1,\"operation\":\"WRITE\"}}\n");

  g_assert_cmpuint (sink->events->len, ==, 1);
  g_assert_cmpuint (sink->asides->len, ==, 1);
}

/* --- Parquet --- */

/* Thrift's compact protocol, as much as a footer needs. */
static void
put (GByteArray *bytes,
     guint8      byte)
{
  g_byte_array_append (bytes, &byte, 1);
}

static void
put_text (GByteArray *bytes,
          const char *text)
{
  put (bytes, (guint8) strlen (text));
  g_byte_array_append (bytes, (const guint8 *) text, (guint) strlen (text));
}

/* A schema element: name, and number of children where it has some. */
static void
put_element (GByteArray *bytes,
             const char *name,
             guint8      children)
{
  put (bytes, 0x48);
  put_text (bytes, name);
  if (children > 0)
    {
      put (bytes, 0x15);
      put (bytes, (guint8) (children * 2));
    }
  put (bytes, 0);
}

static GByteArray *
make_footer (void)
{
  GByteArray *bytes = g_byte_array_new ();

  put (bytes, 0x15), put (bytes, 2);                /* version 1 */
  put (bytes, 0x19), put (bytes, 0x5c);             /* schema: five structs */
  put_element (bytes, "root", 3);
  put_element (bytes, "id", 0);
  put_element (bytes, "request", 1);
  put_element (bytes, "body", 0);
  put_element (bytes, "marks", 0);
  put (bytes, 0x16), put (bytes, 30);               /* 15 rows */
  put (bytes, 0x19), put (bytes, 0x0c);             /* no row groups */
  put (bytes, 0x28), put_text (bytes, "writer 1");  /* field 6 */
  put (bytes, 0);
  return bytes;
}

static GByteArray *
make_file (GByteArray *footer)
{
  GByteArray *bytes = g_byte_array_new ();
  guint8 length[4] = { (guint8) footer->len, (guint8) (footer->len >> 8), 0, 0 };

  g_byte_array_append (bytes, (const guint8 *) "PAR1", 4);
  g_byte_array_append (bytes, footer->data, footer->len);
  g_byte_array_append (bytes, length, 4);
  g_byte_array_append (bytes, (const guint8 *) "PAR1", 4);
  return bytes;
}

static void
test_parquet (void)
{
  g_autoptr (GByteArray) footer = make_footer ();
  g_autoptr (GByteArray) file = make_file (footer);
  g_autoptr (RecordingSink) sink = import_bytes (rc_parquet_importer (), "lake/a.parquet", file->data, file->len);
  const RecordedAside *aside = recording_sink_find_aside (sink, RC_EXCEPTION_UNREADABLE_RECORD);

  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_DATASET, "a.parquet", RC_PROPERTY_TAG, "rows = 15"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_DATASET, "a.parquet", RC_PROPERTY_TAG, "columns = id, request.body, marks"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_DATASET, "a.parquet", RC_PROPERTY_TAG, "written by = writer 1"));
  g_assert_nonnull (aside);
  g_assert_nonnull (strstr (aside->message, "as CSV or JSON"));
  g_assert_cmpstr (aside->found, ==, "15 rows in Parquet, 3 columns");
}

/* Cut anywhere, or with any byte changed, it is set aside once and nothing else happens. */
static void
test_spoiled_parquet (void)
{
  g_autoptr (GByteArray) footer = make_footer ();
  g_autoptr (GByteArray) file = make_file (footer);

  for (guint length = 0; length < file->len; length++)
    {
      g_autoptr (RecordingSink) sink = import_bytes (rc_parquet_importer (), "a.parquet", file->data, length);

      g_assert_cmpuint (sink->asides->len, ==, 1);
      g_assert_cmpuint (sink->claims->len, ==, 0);
    }
  for (guint at = 0; at < file->len; at++)
    for (guint bit = 0; bit < 8; bit++)
      {
        g_autoptr (RecordingSink) sink = NULL;

        file->data[at] ^= (guint8) (1u << bit);
        sink = import_bytes (rc_parquet_importer (), "a.parquet", file->data, file->len);
        g_assert_cmpuint (sink->asides->len, ==, 1);
        file->data[at] ^= (guint8) (1u << bit);
      }
}

static gboolean
reads (const guint8 *bytes,
       gsize         length)
{
  g_auto (RcParquetFooter) footer = { 0 };
  gsize offset;
  gboolean good = rc_parquet_footer_read (&footer, bytes, length, &offset);

  g_assert_cmpuint (offset, <=, length);
  return good;
}

static void
test_hostile_footer (void)
{
  static const guint8 huge_list[] = { 0x29, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x0f };
  static const guint8 huge_text[] = { 0x68, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01 };
  static const guint8 long_number[] = { 0x36, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff };
  static const guint8 negative_rows[] = { 0x36, 0x01, 0x00 };
  g_autoptr (GByteArray) deep = g_byte_array_new ();

  g_assert_false (reads (huge_list, sizeof huge_list));
  g_assert_false (reads (huge_text, sizeof huge_text));
  g_assert_false (reads (long_number, sizeof long_number));
  g_assert_false (reads (negative_rows, sizeof negative_rows));
  for (guint i = 0; i < 100000; i++)
    put (deep, 0x1c);
  g_assert_false (reads (deep->data, deep->len));
  g_assert_false (reads (NULL, 0));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/delta-table/commit", test_commit);
  g_test_add_func ("/delta-table/names", test_names);
  g_test_add_func ("/delta-table/checksum", test_checksum);
  g_test_add_func ("/delta-table/truncated", test_truncated_commit);
  g_test_add_func ("/delta-table/told-twice", test_told_twice);
  g_test_add_func ("/delta-table/parquet", test_parquet);
  g_test_add_func ("/delta-table/parquet/spoiled", test_spoiled_parquet);
  g_test_add_func ("/delta-table/parquet/hostile-footer", test_hostile_footer);
  return g_test_run ();
}
