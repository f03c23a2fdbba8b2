/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/wandb/wandb-log-reader.h"
#include "importers/wandb/wandb-log.h"

#include "recording-sink.h"
#include "wandb-builder.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

#define NAME "wandb/offline-run-20260101_100000-r1/run-r1.wandb"

static RecordingSink *
import_bytes (const void *bytes,
              gsize       length)
{
  const RcImporter *importer = rc_wandb_log_importer ();
  g_autoptr (RecordingSink) sink = recording_sink_new ();
  g_autoptr (GBytes) copy = g_bytes_new (bytes, length);
  g_autoptr (RcStream) stream = rc_stream_new_memory (copy);
  RcImportInput input = { .name = NAME, .size = length, .stream = stream, .bytes = copy, .modified_us = RC_TIME_NONE, .delivery = 1 };
  g_autoptr (GError) error = NULL;

  g_assert_true (importer->import (importer, &input, &sink->base, NULL, &error));
  g_assert_no_error (error);
  return g_steal_pointer (&sink);
}

/* Frees @log. */
static RecordingSink *
import_log (GByteArray *log)
{
  RecordingSink *sink = import_bytes (log->data, log->len);

  g_byte_array_unref (log);
  return sink;
}

/* --- Framing --- */

static void
test_blocks (void)
{
  GByteArray *log = wandb_log_new ();
  g_autofree char *long_text = g_strnfill (100000, 'x');
  g_autoptr (RecordingSink) sink = NULL;

  wandb_log_add_record (log, 1, 17, wandb_message (1u, "r3", 9u, long_text, 0u));
  wandb_log_add_record (log, 2, 20, g_byte_array_new ());
  /* Leaves exactly the room of a header, so that a part without content comes first. */
  {
    gsize room = 32768 - log->len % 32768 - 7;
    g_autofree guint8 *content = g_malloc0 (room);
    g_autoptr (GByteArray) record = g_byte_array_new ();

    protobuf_add_number (record, 1, 3);
    protobuf_add_bytes (record, 999, content, room - 7 - 2 - 2 - 3);
    wandb_log_add_bytes (log, record->data, record->len);
    g_assert_cmpuint (log->len % 32768, ==, 32768 - 7);
  }
  wandb_log_add_record (log, 4, 18, g_byte_array_new ());
  sink = import_log (log);

  g_assert_cmpuint (sink->rows->len, ==, 4);
  g_assert_cmpuint (sink->asides->len, ==, 0);
  g_assert_cmpuint (recording_sink_find_row (sink, long_text), ==, 1);
  g_assert_cmpuint (recording_sink_find_row (sink, "\"num\":3,\"kind\":\"unknown\"}"), ==, 3);
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, "r3", RC_PROPERTY_STATUS, "exit code 0"));
}

/* Every byte of a log counts for something: one changed is noticed, and what stands in other blocks is read. */
static void
test_damage_goes_on_at_next_block (void)
{
  g_autoptr (GByteArray) log = wandb_log_new ();
  g_autofree char *filler = g_strnfill (30000, 'f');
  g_autoptr (RecordingSink) sink = NULL;
  const RecordedAside *aside;

  wandb_log_add_record (log, 1, 17, wandb_message (1u, "r4", 9u, filler, 0u));
  wandb_log_add_record (log, 2, 17, wandb_message (1u, "r4", 9u, filler, 0u));   /* across the first block's end */
  wandb_log_add_record (log, 3, 17, wandb_message (1u, "r4", 9u, filler, 0u));
  wandb_log_add_record (log, 4, 18, g_byte_array_new ());
  log->data[1000] ^= 1;
  sink = import_bytes (log->data, log->len);

  aside = g_ptr_array_index (sink->asides, 0);
  g_assert_cmpstr (aside->kind, ==, RC_EXCEPTION_UNREADABLE_RECORD);
  g_assert_cmpint (aside->place, ==, RC_IMPORT_SOURCE);
  g_assert_cmpint (aside->offset, ==, 7);
  g_assert_nonnull (strstr (aside->found, "CRC-32"));
  /* The first record is lost with its block, the second with its beginning; the others are read, and the gap is told. */
  g_assert_cmpuint (sink->rows->len, ==, 2);
  g_assert_nonnull (recording_sink_find_aside (sink, RC_EXCEPTION_CHAIN_GAP));
  g_assert_cmpuint (sink->asides->len, ==, 2);
}

static void
test_every_changed_byte_is_noticed (void)
{
  g_autoptr (GByteArray) log = wandb_log_new_run (0);

  for (guint i = 0; i < log->len; i++)
    for (guint bit = 0; bit < 8; bit += 7)
      {
        g_autoptr (RecordingSink) sink = NULL;

        log->data[i] ^= (guint8) (1u << bit);
        sink = import_bytes (log->data, log->len);
        g_assert_cmpuint (sink->asides->len, >=, 1);
        log->data[i] ^= (guint8) (1u << bit);
      }
}

/* A log that was cut holds what came before the cut, and says that it is incomplete wherever the cut is not between two records. */
static void
test_every_length (void)
{
  g_autoptr (GByteArray) log = wandb_log_new_run (0);
  guint n_whole = 0;

  for (guint length = 1; length <= log->len; length++)
    {
      g_autoptr (RecordingSink) sink = import_bytes (log->data, length);

      n_whole += sink->asides->len == 0;
      g_assert_cmpuint (sink->asides->len, <=, 1);
      if (sink->asides->len == 1 && length > 7)
        g_assert_nonnull (strstr (((RecordedAside *) g_ptr_array_index (sink->asides, 0))->message, "incomplete"));
    }
  g_assert_cmpuint (n_whole, ==, 12);   /* after the header and after each record */
}

static void
assert_one_fault (GByteArray *log,
                  const char *kind,
                  gint64      offset,
                  const char *message,
                  guint       n_rows)
{
  g_autoptr (RecordingSink) sink = import_log (log);
  const RecordedAside *aside;

  g_assert_cmpuint (sink->asides->len, ==, 1);
  aside = g_ptr_array_index (sink->asides, 0);
  g_assert_cmpstr (aside->kind, ==, kind);
  g_assert_cmpint (aside->offset, ==, offset);
  g_assert_nonnull (strstr (aside->message, message));
  g_assert_cmpuint (sink->rows->len, ==, n_rows);
}

static void
test_wrong_parts (void)
{
  static const guint8 final[] = { 0xa2, 0x01, 0x00 };   /* field 20, empty */
  GByteArray *log = wandb_log_new ();

  wandb_log_add_chunk (log, 4, final, sizeof final);
  wandb_log_add_chunk (log, 1, final, sizeof final);
  assert_one_fault (log, RC_EXCEPTION_UNREADABLE_RECORD, 7, "no beginning", 1);

  log = wandb_log_new ();
  wandb_log_add_chunk (log, 2, final, sizeof final);
  wandb_log_add_chunk (log, 1, final, sizeof final);
  assert_one_fault (log, RC_EXCEPTION_UNREADABLE_RECORD, 7, "no end", 1);

  log = wandb_log_new ();
  wandb_log_add_chunk (log, 9, final, sizeof final);
  wandb_log_add_chunk (log, 1, final, sizeof final);
  assert_one_fault (log, RC_EXCEPTION_UNREADABLE_RECORD, 7, "of a type", 1);

  /* A length that leads out of the block. */
  log = wandb_log_new ();
  wandb_log_add_bytes (log, final, sizeof final);
  log->data[11] = 0xff;
  log->data[12] = 0xff;
  assert_one_fault (log, RC_EXCEPTION_UNREADABLE_RECORD, 7, "does not fit its checksum", 0);

  /* Another mark, another version. */
  log = wandb_log_new ();
  log->data[6] = 1;
  assert_one_fault (log, RC_EXCEPTION_UNREADABLE_RECORD, 4, "version", 0);

  /* Bytes where a block must be empty. */
  log = wandb_log_new ();
  wandb_log_add_bytes (log, final, sizeof final);
  g_byte_array_set_size (log, 32768);
  memset (log->data + 17, 0, 32768 - 17);
  log->data[20000] = 1;
  wandb_log_add_bytes (log, final, sizeof final);
  assert_one_fault (log, RC_EXCEPTION_UNREADABLE_RECORD, 17, "belong to no record", 2);
}

static void
test_too_large_record (void)
{
  GByteArray *log = wandb_log_new ();
  g_autofree guint8 *content = g_malloc0 (RC_LIMIT_WANDB_RECORD_BYTES + 1);

  wandb_log_add_bytes (log, content, RC_LIMIT_WANDB_RECORD_BYTES + 1);
  wandb_log_add_record (log, 1, 20, g_byte_array_new ());
  assert_one_fault (log, RC_EXCEPTION_LIMIT, 7, "larger than the program reads", 1);
}

/* Records whose checksum fits and that are no messages: one row each, without content. */
static void
test_unreadable_messages (void)
{
  static const struct { const char *bytes; gsize length; } records[] = {
    { "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 11 },        /* a number without an end */
    { "\x8a\x01\xff\xff\xff\xff\x0f", 7 },                           /* a run of four gigabytes */
    { "\x8a\x01\x03\x0a\x02\xff\xff", 7 },                           /* a run whose id ends outside it */
    { "\x8a\x01\x04\x0a\x02\xc3\x28", 7 },                           /* no UTF-8 */
    { "\x8b\x01", 2 },                                               /* a group */
    { "\x88\x01\x05", 3 },                                           /* a run that is a number */
    { "\x0a\x01\x41", 3 },                                           /* a number of its own that is a text */
  };
  GByteArray *log = wandb_log_new ();
  g_autoptr (RecordingSink) sink = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (records); i++)
    wandb_log_add_bytes (log, records[i].bytes, records[i].length);
  wandb_log_add_record (log, 1, 17, wandb_message (1u, "r5", 0u));
  sink = import_log (log);

  g_assert_cmpuint (sink->rows->len, ==, G_N_ELEMENTS (records) + 1);
  g_assert_cmpuint (sink->asides->len, ==, G_N_ELEMENTS (records));
  for (guint i = 0; i < sink->asides->len; i++)
    {
      const RecordedAside *aside = g_ptr_array_index (sink->asides, i);

      g_assert_cmpstr (aside->kind, ==, RC_EXCEPTION_UNREADABLE_RECORD);
      g_assert_true (g_str_has_suffix (g_ptr_array_index (sink->rows, i), "\"kind\":\"unreadable\"}"));
    }
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, "r5", RC_PROPERTY_STATUS, NULL));
}

/* Changed bytes whose checksum was computed anew, as whoever forges a log would: nothing breaks, whatever comes of it. */
static void
test_every_changed_byte_of_a_message (void)
{
  g_autoptr (GByteArray) log = wandb_log_new_run (0);
  g_auto (RcWandbLogReader) reader;
  g_autoptr (GBytes) bytes = g_bytes_new (log->data, log->len);
  g_autoptr (RcStream) stream = rc_stream_new_memory (bytes);
  guint n = 0;

  rc_wandb_log_reader_init (&reader, stream);
  while (rc_wandb_log_reader_next (&reader, NULL) == RC_WANDB_LOG_RECORD)
    for (guint i = 0; i < reader.record->len; i++)
      for (guint bit = 0; bit < 8; bit++)
        {
          GByteArray *forged = wandb_log_new ();
          g_autofree guint8 *copy = g_memdup2 (reader.record->data, reader.record->len);
          g_autoptr (RecordingSink) sink = NULL;

          copy[i] ^= (guint8) (1u << bit);
          wandb_log_add_bytes (forged, copy, reader.record->len);
          sink = import_log (forged);
          g_assert_cmpuint (sink->rows->len, ==, 1);
          n++;
        }
  g_assert_cmpuint (n, >, 4000);
}

static void
test_hostile_metrics (void)
{
  GByteArray *log = wandb_log_new ();
  GByteArray *summary = g_byte_array_new ();
  g_autofree char *long_name = g_strnfill (RC_LIMIT_NAME_BYTES + 1, 'n');
  g_autoptr (RecordingSink) sink = NULL;

  protobuf_add_message (summary, 1, wandb_item (long_name, "1", TRUE));
  for (guint i = 0; i < RC_LIMIT_WANDB_METRICS + 5; i++)
    {
      g_autofree char *name = g_strdup_printf ("m%u", i);

      protobuf_add_message (summary, 1, wandb_item (name, "1", TRUE));
    }
  wandb_log_add_record (log, 1, 3, summary);
  sink = import_log (log);
  g_assert_nonnull (recording_sink_find_aside (sink, RC_EXCEPTION_LIMIT));
  g_assert_cmpuint (recording_sink_count_claims (sink, RC_ENTITY_RUN, "r1", RC_PROPERTY_EVALUATION), ==, 32);
}

static void
test_full_disk (void)
{
  g_autoptr (GByteArray) log = wandb_log_new_run (0);
  g_autoptr (GBytes) bytes = g_bytes_new (log->data, log->len);
  const RcImporter *importer = rc_wandb_log_importer ();
  guint n_calls = 1;

  for (guint fail_at = 1; fail_at <= n_calls; fail_at++)
    {
      g_autoptr (RecordingSink) sink = recording_sink_new ();
      g_autoptr (RcStream) stream = rc_stream_new_memory (bytes);
      RcImportInput input = { .name = NAME, .size = log->len, .stream = stream, .bytes = bytes, .modified_us = RC_TIME_NONE };
      g_autoptr (GError) error = NULL;

      sink->fail_at = fail_at;
      if (importer->import (importer, &input, &sink->base, NULL, &error))
        {
          g_assert_no_error (error);
          break;
        }
      g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC);
      g_assert_cmpuint (sink->n_calls, ==, fail_at);
      n_calls = fail_at + 1;
    }
  g_assert_cmpuint (n_calls, >, 40);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/importers/wandb-log-damage/blocks", test_blocks);
  g_test_add_func ("/importers/wandb-log-damage/damage-goes-on-at-next-block", test_damage_goes_on_at_next_block);
  g_test_add_func ("/importers/wandb-log-damage/every-changed-byte-is-noticed", test_every_changed_byte_is_noticed);
  g_test_add_func ("/importers/wandb-log-damage/every-length", test_every_length);
  g_test_add_func ("/importers/wandb-log-damage/wrong-parts", test_wrong_parts);
  g_test_add_func ("/importers/wandb-log-damage/too-large-record", test_too_large_record);
  g_test_add_func ("/importers/wandb-log-damage/unreadable-messages", test_unreadable_messages);
  g_test_add_func ("/importers/wandb-log-damage/every-changed-byte-of-a-message", test_every_changed_byte_of_a_message);
  g_test_add_func ("/importers/wandb-log-damage/hostile-metrics", test_hostile_metrics);
  g_test_add_func ("/importers/wandb-log-damage/full-disk", test_full_disk);

  return g_test_run ();
}
