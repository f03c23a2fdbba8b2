/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "container-fixture.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>
#include <sys/stat.h>

#include "core/bounds.h"
#include "core/exception.h"
#include "importers/importers.h"
#include "zip-builder.h"

#define LOG "{\"seq\":0}\n{\"seq\":1}\n{\"seq\":2}\n"

static const RcContainer *
zip (void)
{
  return rc_container_by_id ("zip");
}

/* A zip of one part, between two good ones that must come out whatever is wrong with it. */
static Walked *
walk_between (const ZipPart *part)
{
  ZipBuilder *builder = zip_builder_new ();
  g_autoptr (GBytes) bytes = NULL;
  Walked *walked;

  zip_builder_text (builder, "first.txt", "first");
  zip_builder_add (builder, part);
  zip_builder_text (builder, "last.txt", "last");
  bytes = zip_builder_end (builder, NULL);
  walked = walk_bytes (zip (), bytes);
  walked_assert_text (walked, "first.txt", "first");
  walked_assert_text (walked, "last.txt", "last");
  return walked;
}

static void
assert_refused (const ZipPart *part,
                const char    *kind,
                const char    *words)
{
  g_autoptr (Walked) walked = walk_between (part);

  g_assert_nonnull (walked_fault (walked, kind, words));
  walked_assert_faults (walked, 1);
  g_assert_cmpuint (walked->members->len, ==, 2);
}

static void
test_stored_and_deflated (void)
{
  const ZipPart parts[] = {
    { .name = "log.jsonl", .data = LOG },
    { .name = "deflated.jsonl", .data = LOG, .deflate = TRUE },
    { .name = "descriptor.jsonl", .data = LOG, .deflate = TRUE, .descriptor = TRUE },
    { .name = "stored-descriptor.jsonl", .data = LOG, .descriptor = TRUE },
    { .name = "wide.jsonl", .data = LOG, .zip64 = TRUE },
    { .name = "wide-descriptor.jsonl", .data = LOG, .zip64 = TRUE, .deflate = TRUE, .descriptor = TRUE },
    { .name = "empty", .data = "" },
    { .name = "deflated-empty", .data = "", .deflate = TRUE },
  };
  ZipBuilder *builder = zip_builder_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (Walked) walked = NULL;
  gsize places[G_N_ELEMENTS (parts)];

  zip_builder_text (builder, "folder/", "");
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    places[i] = zip_builder_add (builder, &parts[i]);
  bytes = zip_builder_end (builder, "a comment");

  g_assert_true (rc_container_choose (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) == zip ());
  walked = walk_bytes (zip (), bytes);
  walked_assert_clean (walked, G_N_ELEMENTS (parts));
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      WalkedMember *member = walked_find (walked, parts[i].name);

      walked_assert_text (walked, parts[i].name, parts[i].data);
      g_assert_cmpint (member->size, ==, strlen (parts[i].data));
      g_assert_cmpint (member->stored_at, ==, parts[i].deflate ? -1 : (gint64) places[i]);
      g_assert_cmpstr (member->derivation, ==, parts[i].deflate ? "member of" : "stored in");
      /* The time in a header has no zone. */
      g_assert_cmpint (member->modified_us, ==, G_MININT64);
    }
}

static void
test_empty (void)
{
  g_autoptr (GBytes) bytes = zip_builder_end (zip_builder_new (), NULL);
  g_autoptr (GBytes) wide = zip_builder_end64 (zip_builder_new ());
  g_autoptr (Walked) walked = walk_bytes (zip (), bytes);
  g_autoptr (Walked) walked_wide = walk_bytes (zip (), wide);

  walked_assert_clean (walked, 0);
  walked_assert_clean (walked_wide, 0);
  g_assert_true (rc_container_choose (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) == zip ());
}

static void
test_zip64_end (void)
{
  ZipBuilder *builder = zip_builder_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) prefix = g_bytes_new_static ("#!/bin/sh\n", 10);
  g_autoptr (GBytes) shifted = NULL;
  g_autoptr (Walked) walked = NULL;
  g_autoptr (Walked) walked_shifted = NULL;

  zip_builder_text (builder, "a", "one");
  zip_builder_text (builder, "b", "two");
  bytes = zip_builder_end64 (builder);
  walked = walk_bytes (zip (), bytes);
  walked_assert_clean (walked, 2);
  walked_assert_text (walked, "b", "two");

  shifted = bytes_join (prefix, bytes);
  walked_shifted = walk_bytes (zip (), shifted);
  walked_assert_text (walked_shifted, "b", "two");
  walked_assert_faults (walked_shifted, 1);
  g_assert_nonnull (walked_fault (walked_shifted, RC_EXCEPTION_CONTAINER_MALFORMED, "10 bytes"));
}

/* An old end record that says something else than the zip64 one: two readers, two archives. */
static void
test_zip64_end_disagrees (void)
{
  ZipBuilder *builder = zip_builder_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) changed = NULL;
  g_autoptr (Walked) walked = NULL;
  gsize end;

  zip_builder_text (builder, "a", "one");
  bytes = zip_builder_end64 (builder);
  end = g_bytes_get_size (bytes) - 22;
  changed = bytes_flip (bytes, end + 16, 0xf0);
  walked = walk_bytes (zip (), changed);

  g_assert_cmpuint (walked->members->len, ==, 0);
  g_assert_nonnull (walked_fault (walked, RC_EXCEPTION_CONTAINER_MALFORMED, "two ways"));
}

static void
test_times (void)
{
  const guint8 unix_time[] = { 0x55, 0x54, 5, 0, 1, 0xc0, 0x7a, 0xcc, 0x69 };       /* 1775008448 */
  const guint8 ntfs[] = { 0x0a, 0, 32, 0, 0, 0, 0, 0, 1, 0, 24, 0,
                          0x00, 0x80, 0x3e, 0xd5, 0xde, 0xb1, 0x9d, 0x01,           /* 116444736000000000 */
                          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 };
  const ZipPart parts[] = {
    { .name = "unix", .data = "x", .extra = unix_time, .extra_length = sizeof unix_time },
    { .name = "ntfs", .data = "x", .extra = ntfs, .extra_length = sizeof ntfs },
    { .name = "padded", .data = "x", .extra = "\0\0\0", .extra_length = 3 },
  };
  ZipBuilder *builder = zip_builder_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (Walked) walked = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    zip_builder_add (builder, &parts[i]);
  bytes = zip_builder_end (builder, NULL);
  walked = walk_bytes (zip (), bytes);

  walked_assert_clean (walked, 3);
  g_assert_cmpint (walked_find (walked, "unix")->modified_us, ==, G_GINT64_CONSTANT (0x69cc7ac0) * G_USEC_PER_SEC);
  g_assert_cmpint (walked_find (walked, "ntfs")->modified_us, ==, 0);
  g_assert_cmpint (walked_find (walked, "padded")->modified_us, ==, G_MININT64);
}

static void
test_names_are_data (void)
{
  static const char * const names[] = {
    "../../etc/passwd", "/etc/passwd", "C:\\Windows\\x", "log.jsonl", "LOG.JSONL", "log.jsonl.", "log.jsonl ", "a\xff\xfe",
    "g\xcc\x88", "\xc7\xa7", "con",
  };
  ZipBuilder *builder = zip_builder_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (Walked) walked = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    zip_builder_text (builder, names[i], names[i]);
  bytes = zip_builder_end (builder, NULL);
  walked = walk_bytes (zip (), bytes);

  walked_assert_clean (walked, G_N_ELEMENTS (names));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    walked_assert_text (walked, names[i], names[i]);
}

/* --- The two headers disagree --- */

static void
test_local_disagrees (void)
{
  static const struct { ZipPart part; const char *words; } cases[] = {
    { { .name = "report.pdf", .data = LOG, .local_name = "secret.pdf" }, "The name" },
    { { .name = "report.pdf", .data = LOG, .local_name = "report.pdfx" }, "The name" },
    { { .name = "x", .data = LOG, .local_flags = 1 }, "The set of flags" },
    { { .name = "x", .data = LOG, .local_flags = 8 }, "The set of flags" },
    { { .name = "x", .data = LOG, .local_method = 8 }, "The method" },
    { { .name = "x", .data = LOG, .local_crc32 = 1 }, "The checksum" },
    { { .name = "x", .data = LOG, .local_size = 1 }, "The size" },
    { { .name = "x", .data = LOG, .local_stored_size = 1 }, "The stored size" },
    { { .name = "x", .data = LOG, .descriptor = TRUE, .local_size = 3 }, "The size" },
    { { .name = "x", .data = LOG, .descriptor = TRUE, .local_crc32 = 3 }, "The checksum" },
    { { .name = "x", .data = LOG, .descriptor = TRUE, .descriptor_crc32 = 1 }, "The data descriptor" },
    { { .name = "x", .data = LOG, .header = 1 }, "The place" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_refused (&cases[i].part, RC_EXCEPTION_CONTAINER_MALFORMED, cases[i].words);
}

/* Another time of change is told, but the bytes are the same for every reader. */
static void
test_local_time (void)
{
  const ZipPart part = { .name = "x", .data = LOG, .local_time = 2 };
  g_autoptr (Walked) walked = walk_between (&part);

  walked_assert_faults (walked, 1);
  g_assert_nonnull (walked_fault (walked, RC_EXCEPTION_CONTAINER_MALFORMED, "The time"));
  walked_assert_text (walked, "x", LOG);
}

static void
test_expected_and_found (void)
{
  const ZipPart part = { .name = "report.pdf", .data = LOG, .local_name = "secret\x1b[2J" };
  g_autoptr (Walked) walked = walk_between (&part);
  WalkedFault *fault = walked_fault (walked, RC_EXCEPTION_CONTAINER_MALFORMED, "The name");

  g_assert_cmpstr (fault->expected, ==, "report.pdf");
  g_assert_cmpstr (fault->found, ==, "secret\357\277\275[2J");
  g_assert_cmpint (fault->offset, ==, 30 + strlen ("first.txt") + strlen ("first"));
}

/* --- Entries that are not read --- */

static void
test_refused (void)
{
  static const struct { ZipPart part; const char *kind, *words; } cases[] = {
    { { .name = "x", .data = LOG, .flags = 1 }, RC_EXCEPTION_FILE_REFUSED, "encrypted" },
    { { .name = "x", .data = LOG, .flags = 0x40 }, RC_EXCEPTION_FILE_REFUSED, "encrypted" },
    { { .name = "x", .data = LOG, .flags = 0x2000 }, RC_EXCEPTION_FILE_REFUSED, "encrypted" },
    { { .name = "x", .data = LOG, .method = 12 }, RC_EXCEPTION_FILE_REFUSED, "method" },
    { { .name = "x", .data = LOG, .method = 99 }, RC_EXCEPTION_FILE_REFUSED, "method" },
    { { .name = "x", .data = "/etc/passwd", .made_by = 3, .mode = S_IFLNK | 0777 }, RC_EXCEPTION_FILE_REFUSED, "symbolic" },
    { { .name = "x", .data = "", .made_by = 3, .mode = S_IFIFO | 0777 }, RC_EXCEPTION_FILE_REFUSED, "no regular" },
    { { .name = "x", .data = "", .made_by = 19, .mode = S_IFCHR | 0777 }, RC_EXCEPTION_FILE_REFUSED, "no regular" },
    { { .name = "x/", .data = LOG }, RC_EXCEPTION_CONTAINER_MALFORMED, "folder" },
    { { .name = "", .data = LOG }, RC_EXCEPTION_CONTAINER_MALFORMED, "name" },
    { { .name = "x", .data = LOG, .size = 1 }, RC_EXCEPTION_CONTAINER_MALFORMED, "two sizes" },
    { { .name = "x", .data = LOG, .extra = "\1\0\77\0", .extra_length = 4 }, RC_EXCEPTION_CONTAINER_MALFORMED, "hold together" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_refused (&cases[i].part, cases[i].kind, cases[i].words);
}

/* Its place is beyond the zip: then its bytes belong to nothing, which is told too. */
static void
test_place_beyond (void)
{
  const ZipPart part = { .name = "x", .data = LOG, .header = 100000 };
  g_autoptr (Walked) walked = walk_between (&part);

  walked_assert_faults (walked, 2);
  g_assert_nonnull (walked_fault (walked, RC_EXCEPTION_CONTAINER_MALFORMED, "hold together"));
  g_assert_nonnull (walked_fault (walked, RC_EXCEPTION_CONTAINER_MALFORMED, "belong to nothing"));
  g_assert_cmpuint (walked->members->len, ==, 2);
}

static void
test_modes (void)
{
  const ZipPart file = { .name = "x", .data = LOG, .made_by = 3, .mode = S_IFREG | 0644 };
  const ZipPart folder = { .name = "y", .data = "", .made_by = 3, .mode = S_IFDIR | 0755 };
  const ZipPart dos = { .name = "y\\", .data = "", .attributes = 0x10 };
  g_autoptr (Walked) walked_file = walk_between (&file);
  g_autoptr (Walked) walked_folder = walk_between (&folder);
  g_autoptr (Walked) walked_dos = walk_between (&dos);

  walked_assert_clean (walked_file, 3);
  walked_assert_clean (walked_folder, 2);
  walked_assert_clean (walked_dos, 2);
}

static void
test_long_name (void)
{
  g_autofree char *most = g_strnfill (RC_LIMIT_NAME_BYTES, 'n');
  g_autofree char *more = g_strnfill (RC_LIMIT_NAME_BYTES + 1, 'n');
  const ZipPart good = { .name = most, .data = LOG };
  const ZipPart bad = { .name = more, .data = LOG };
  g_autoptr (Walked) walked = walk_between (&good);

  walked_assert_clean (walked, 3);
  assert_refused (&bad, RC_EXCEPTION_LIMIT, "too long");
}

/* --- Content that is not what is stated --- */

static void
assert_broken (const ZipPart *part,
               const char    *kind,
               int            code,
               const char    *words)
{
  g_autoptr (Walked) walked = walk_between (part);

  g_assert_error (walked_find (walked, part->name)->error, RC_STREAM_ERROR, code);
  g_assert_nonnull (walked_fault (walked, kind, words));
  walked_assert_faults (walked, 1);
}

static void
test_content (void)
{
  const ZipPart crc = { .name = "x", .data = LOG, .crc32 = 1 };
  const ZipPart deflated_crc = { .name = "x", .data = LOG, .crc32 = 1, .deflate = TRUE };
  const ZipPart shorter = { .name = "x", .data = LOG, .size = (guint32) -1, .deflate = TRUE };
  const ZipPart longer = { .name = "x", .data = LOG, .size = 1, .deflate = TRUE };
  const ZipPart garbage = { .name = "x", .data = "\xff\xff\xff\xff", .method = 8 };
  const ZipPart cut = { .name = "x", .data = "\x4b", .method = 8 };

  assert_broken (&crc, RC_EXCEPTION_CONTAINER_MALFORMED, RC_STREAM_ERROR_MALFORMED, "CRC-32");
  assert_broken (&deflated_crc, RC_EXCEPTION_CONTAINER_MALFORMED, RC_STREAM_ERROR_MALFORMED, "CRC-32");
  assert_broken (&shorter, RC_EXCEPTION_CONTAINER_MALFORMED, RC_STREAM_ERROR_MALFORMED, "More bytes");
  assert_broken (&longer, RC_EXCEPTION_CONTAINER_MALFORMED, RC_STREAM_ERROR_MALFORMED, "are stated");
  assert_broken (&garbage, RC_EXCEPTION_CONTAINER_MALFORMED, RC_STREAM_ERROR_MALFORMED, "deflate");
  assert_broken (&cut, RC_EXCEPTION_CONTAINER_MALFORMED, RC_STREAM_ERROR_MALFORMED, "end in the middle");
}

/* A reader that stops at the stated size learns of a wrong checksum all the same. */
static void
test_checksum_behind_size (void)
{
  const ZipPart part = { .name = "x", .data = LOG, .crc32 = 1 };
  ZipBuilder *builder = zip_builder_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (Walked) walked = walked_new ();

  zip_builder_add (builder, &part);
  bytes = zip_builder_end (builder, NULL);
  walked->stop_at_size = TRUE;
  walked_run (walked, zip (), bytes, "container");

  g_assert_no_error (walked->error);
  g_assert_no_error (walked_find (walked, "x")->error);
  g_assert_nonnull (walked_fault (walked, RC_EXCEPTION_CONTAINER_MALFORMED, "CRC-32"));
}

static void
test_bytes_after_deflate (void)
{
  /* An empty final block, then bytes that no reader shows. */
  const ZipPart part = { .name = "x", .data = "\x03\x00hidden", .length = 8, .method = 8, .size = (guint32) -8,
                         .crc32 = 0 };
  ZipBuilder *builder = zip_builder_new ();
  g_autoptr (GBytes) plain = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (Walked) walked = NULL;
  GByteArray *changed;
  gsize length;

  zip_builder_add (builder, &part);
  plain = zip_builder_end (builder, NULL);

  /* The checksum of nothing is 0, in both headers. */
  length = g_bytes_get_size (plain);
  changed = g_byte_array_append (g_byte_array_new (), g_bytes_get_data (plain, NULL), (guint) length);
  memset (changed->data + 14, 0, 4);
  memset (changed->data + 30 + 1 + 8 + 16, 0, 4);
  bytes = g_byte_array_free_to_bytes (changed);
  walked = walk_bytes (zip (), bytes);

  walked_assert_text (walked, "x", "");
  walked_assert_faults (walked, 1);
  g_assert_nonnull (walked_fault (walked, RC_EXCEPTION_CONTAINER_MALFORMED, "6 bytes"));
}

static void
test_bomb (void)
{
  gsize length = 32u << 20;
  g_autofree char *zeros = g_malloc0 (length);
  const ZipPart part = { .name = "bomb", .data = zeros, .length = length, .deflate = TRUE };
  g_autoptr (Walked) walked = walk_between (&part);
  WalkedMember *member = walked_find (walked, "bomb");

  g_assert_error (member->error, RC_STREAM_ERROR, RC_STREAM_ERROR_LIMIT);
  g_assert_cmpuint (member->content->len, <, length / 2);
  walked_assert_faults (walked, 1);
  g_assert_nonnull (walked_fault (walked, RC_EXCEPTION_LIMIT, "times what is stored"));
}

/* One budget for all members; the walk goes on, and what has no bytes still fits. */
static void
test_budget (void)
{
  ZipBuilder *builder = zip_builder_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (Walked) walked = walked_new ();

  zip_builder_text (builder, "a", "12345");
  zip_builder_text (builder, "b", "12345");
  zip_builder_text (builder, "c", "");
  bytes = zip_builder_end (builder, NULL);
  walked->budget.bytes_left = 7;
  walked->hand_back_faults = TRUE;
  walked_run (walked, zip (), bytes, "container");

  g_assert_no_error (walked->error);
  walked_assert_text (walked, "a", "12345");
  g_assert_error (walked_find (walked, "b")->error, RC_STREAM_ERROR, RC_STREAM_ERROR_LIMIT);
  walked_assert_text (walked, "c", "");
  walked_assert_faults (walked, 1);
}

static void
test_members_left (void)
{
  ZipBuilder *builder = zip_builder_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (Walked) walked = walked_new ();

  zip_builder_text (builder, "a", "1");
  zip_builder_text (builder, "b", "2");
  zip_builder_text (builder, "c", "3");
  bytes = zip_builder_end (builder, NULL);
  walked->budget.members_left = 2;
  walked_run (walked, zip (), bytes, "container");

  g_assert_no_error (walked->error);
  g_assert_cmpuint (walked->members->len, ==, 2);
  walked_assert_faults (walked, 1);
  g_assert_nonnull (walked_fault (walked, RC_EXCEPTION_LIMIT, "members"));
}

/* --- Members against each other --- */

static void
test_duplicate (void)
{
  const ZipPart again = { .name = "first.txt", .data = "another" };

  assert_refused (&again, RC_EXCEPTION_CONTAINER_MALFORMED, "another member of this name");
}

/* Two entries of the directory that share a local header, or of which one lies within the other. */
static void
test_overlap (void)
{
  ZipBuilder *builder = zip_builder_new ();
  const ZipPart outer = { .name = "outer", .data = "PK\3\4\24\0\0\0\0\0\0\x40\x81\x5c\0\0\0\0\0\0\0\0\0\0\0\0\5\0\0\0inner", .length = 35 };
  ZipPart inner = { .name = "inner", .data = "" };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (Walked) walked = NULL;
  gsize place;

  zip_builder_text (builder, "good", "good");
  place = zip_builder_add (builder, &outer);
  inner.header = (guint32) (place - builder->bytes->len);
  inner.not_written = TRUE;
  zip_builder_add (builder, &inner);
  bytes = zip_builder_end (builder, NULL);
  walked = walk_bytes (zip (), bytes);

  g_assert_cmpuint (walked->members->len, ==, 1);
  walked_assert_text (walked, "good", "good");
  walked_assert_faults (walked, 2);
  g_assert_nonnull (walked_fault (walked, RC_EXCEPTION_CONTAINER_MALFORMED, "“outer” was not read: it overlaps"));
  g_assert_nonnull (walked_fault (walked, RC_EXCEPTION_CONTAINER_MALFORMED, "“inner” was not read: it overlaps"));
}

static void
test_not_listed (void)
{
  const ZipPart part = { .name = "hidden", .data = "hidden", .not_listed = TRUE };
  g_autoptr (Walked) walked = walk_between (&part);
  WalkedFault *fault = walked_fault (walked, RC_EXCEPTION_CONTAINER_MALFORMED, "between members");

  g_assert_cmpuint (walked->members->len, ==, 2);
  walked_assert_faults (walked, 1);
  g_assert_nonnull (fault);
  g_assert_cmpint (fault->offset, ==, 30 + strlen ("first.txt") + strlen ("first"));
  g_assert_cmpstr (fault->found, ==, "42 bytes");
}

static void
test_before_directory (void)
{
  ZipBuilder *builder = zip_builder_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (Walked) walked = NULL;

  zip_builder_text (builder, "a", "1");
  put_text (builder->bytes, "APK Sig Block 42");
  bytes = zip_builder_end (builder, NULL);
  walked = walk_bytes (zip (), bytes);

  walked_assert_text (walked, "a", "1");
  walked_assert_faults (walked, 1);
  g_assert_nonnull (walked_fault (walked, RC_EXCEPTION_CONTAINER_MALFORMED, "16 bytes that belong to nothing stand before the directory"));
}

/* --- Bytes around it --- */

static GBytes *
make_small (void)
{
  ZipBuilder *builder = zip_builder_new ();
  const ZipPart part = { .name = "b", .data = LOG, .deflate = TRUE, .descriptor = TRUE };

  zip_builder_text (builder, "a", "one");
  zip_builder_add (builder, &part);
  return zip_builder_end (builder, "note");
}

static void
assert_foreign (GBytes     *bytes,
                const char *words,
                gint64      offset)
{
  g_autoptr (Walked) walked = walk_bytes (zip (), bytes);
  WalkedFault *fault = walked_fault (walked, RC_EXCEPTION_CONTAINER_MALFORMED, words);

  g_assert_nonnull (fault);
  g_assert_cmpint (fault->offset, ==, offset);
  walked_assert_faults (walked, 1);
  g_assert_cmpuint (walked->members->len, ==, 2);
  walked_assert_text (walked, "a", "one");
  walked_assert_text (walked, "b", LOG);
}

/* A program put before the zip: with places that count from its own beginning, and with places that were corrected. */
static void
test_prefix (void)
{
  g_autoptr (GBytes) plain = make_small ();
  g_autoptr (GBytes) program = g_bytes_new_static ("MZ\0\0program", 11);
  g_autoptr (GBytes) shifted = bytes_join (program, plain);
  ZipBuilder *builder = zip_builder_new ();
  const ZipPart part = { .name = "b", .data = LOG };
  g_autoptr (GBytes) corrected = NULL;

  assert_foreign (shifted, "11 bytes that belong to nothing stand before the first", 0);

  put_text (builder->bytes, "#!/bin/sh\n");
  zip_builder_text (builder, "a", "one");
  zip_builder_add (builder, &part);
  corrected = zip_builder_end (builder, NULL);
  assert_foreign (corrected, "10 bytes that belong to nothing stand before the first", 0);
}

static void
test_trailer (void)
{
  g_autoptr (GBytes) plain = make_small ();
  g_autoptr (GBytes) rest = g_bytes_new_static ("trailing", 8);
  g_autoptr (GBytes) all = bytes_join (plain, rest);

  assert_foreign (all, "8 bytes that belong to nothing stand after the end", (gint64) g_bytes_get_size (plain));
}

/* The comment holds the end of another archive. */
static void
test_end_in_comment (void)
{
  g_autoptr (GBytes) inner = zip_builder_end (zip_builder_new (), NULL);
  ZipBuilder *builder = zip_builder_new ();
  g_autoptr (GBytes) outer = NULL;
  g_autoptr (GBytes) claimed = NULL;
  g_autoptr (GBytes) all = NULL;
  g_autoptr (GBytes) rest = g_bytes_new_static ("x", 1);
  g_autoptr (GBytes) longer = NULL;
  g_autoptr (GBytes) hidden = NULL;
  g_autoptr (Walked) walked = NULL;
  g_autoptr (Walked) walked_hidden = NULL;

  zip_builder_text (builder, "a", "one");
  outer = zip_builder_end (builder, NULL);
  claimed = bytes_flip (outer, g_bytes_get_size (outer) - 2, 22);
  all = bytes_join (claimed, inner);
  walked = walk_bytes (zip (), all);
  g_assert_cmpuint (walked->members->len, ==, 0);
  g_assert_nonnull (walked_fault (walked, RC_EXCEPTION_CONTAINER_MALFORMED, "two ways"));

  longer = bytes_flip (outer, g_bytes_get_size (outer) - 2, 23);
  g_clear_pointer (&all, g_bytes_unref);
  all = bytes_join (longer, inner);
  hidden = bytes_join (all, rest);
  walked_hidden = walk_bytes (zip (), hidden);
  g_assert_cmpuint (walked_hidden->members->len, ==, 0);
  g_assert_nonnull (walked_fault (walked_hidden, RC_EXCEPTION_CONTAINER_MALFORMED, "two ways"));
}

/* A zip stored in a zip, as its last member, is no second end. */
static void
test_zip_in_zip (void)
{
  ZipBuilder *builder = zip_builder_new ();
  g_autoptr (GBytes) inner = make_small ();
  g_autoptr (GBytes) outer = NULL;
  g_autoptr (GBytes) found = NULL;
  g_autoptr (Walked) walked = NULL;
  g_autoptr (Walked) walked_inner = NULL;
  const ZipPart part = { .name = "inner.zip", .data = g_bytes_get_data (inner, NULL), .length = g_bytes_get_size (inner) };
  WalkedMember *member;

  zip_builder_add (builder, &part);
  outer = zip_builder_end (builder, NULL);
  walked = walk_bytes (zip (), outer);
  walked_assert_clean (walked, 1);

  member = walked_find (walked, "inner.zip");
  found = g_bytes_new (member->content->data, member->content->len);
  walked_inner = walk_bytes (zip (), found);
  walked_assert_clean (walked_inner, 2);
  walked_assert_text (walked_inner, "b", LOG);
}

static void
test_two_directories (void)
{
  ZipBuilder *builder = zip_builder_new ();
  g_autoptr (GByteArray) copy = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (Walked) walked = NULL;

  /* The same directory twice, one behind the other; the end states the first and the size of one. */
  zip_builder_text (builder, "a", "one");
  g_byte_array_append (copy, builder->directory->data, builder->directory->len);
  g_byte_array_append (builder->directory, copy->data, copy->len);
  bytes = zip_builder_end (builder, NULL);
  {
    gsize length;
    const guint8 *data = g_bytes_get_data (bytes, &length);
    g_autoptr (GByteArray) changed = g_byte_array_append (g_byte_array_new (), data, (guint) length);
    g_autoptr (GBytes) lying = NULL;

    changed->data[length - 10] = (guint8) copy->len;
    lying = g_bytes_new (changed->data, changed->len);
    walked = walk_bytes (zip (), lying);
  }

  g_assert_cmpuint (walked->members->len, ==, 0);
  g_assert_nonnull (walked_fault (walked, RC_EXCEPTION_CONTAINER_MALFORMED, "two central directories"));
}

static void
test_stated_number (void)
{
  ZipBuilder *builder = zip_builder_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (Walked) walked = NULL;

  zip_builder_text (builder, "a", "one");
  builder->entries = 2;
  bytes = zip_builder_end (builder, NULL);
  walked = walk_bytes (zip (), bytes);

  walked_assert_text (walked, "a", "one");
  walked_assert_faults (walked, 1);
  g_assert_nonnull (walked_fault (walked, RC_EXCEPTION_CONTAINER_MALFORMED, "another number"));
}

static void
test_several_parts (void)
{
  g_autoptr (GBytes) plain = make_small ();
  g_autoptr (GBytes) part = bytes_flip (plain, g_bytes_get_size (plain) - 4 - 22 + 4, 1);
  g_autoptr (Walked) walked = walk_bytes (zip (), part);

  g_assert_cmpuint (walked->members->len, ==, 0);
  g_assert_nonnull (walked_fault (walked, RC_EXCEPTION_CONTAINER_MALFORMED, "several parts"));
}

typedef struct
{
  RcStream stream;
  guint8   end[22];
} LargeStream;

/* Zeros, then an end record. */
static gssize
large_pread (RcStream  *stream,
             guint64    offset,
             void      *buffer,
             gsize      length,
             GError   **error)
{
  LargeStream *self = (LargeStream *) stream;
  guint64 end = (guint64) stream->size - sizeof self->end;
  gsize n = (gsize) MIN (length, (guint64) stream->size - offset);

  memset (buffer, 0, n);
  for (gsize i = 0; i < n; i++)
    if (offset + i >= end)
      ((guint8 *) buffer)[i] = self->end[offset + i - end];

  return (gssize) n;
}

static void
count_fault (gint64      offset,
             const char *kind,
             const char *expected,
             const char *found,
             const char *message,
             gpointer    user_data)
{
  g_assert_cmpstr (kind, ==, RC_EXCEPTION_LIMIT);
  ++*(guint *) user_data;
}

/* Refused before memory is asked for it. */
static void
test_directory_too_large (void)
{
  const guint32 size = RC_LIMIT_DIRECTORY_BYTES + 1;
  LargeStream large = {
    .stream = { .pread = large_pread, .size = (gint64) size + 22 },
    .end = { 'P', 'K', 5, 6, 0, 0, 0, 0, 1, 0, 1, 0, size & 0xff, size >> 8 & 0xff, size >> 16 & 0xff, size >> 24 },
  };
  RcExpansionBudget budget = { RC_LIMIT_EXPANDED_BYTES, RC_LIMIT_CONTAINER_MEMBERS };
  g_autoptr (GError) error = NULL;
  guint n_faults = 0;

  g_assert_true (zip ()->walk (zip (), &large.stream, "x", &budget, walked_refuse_member, count_fault, &n_faults, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_faults, ==, 1);
}

/* --- Hardness --- */

static void
test_cut (void)
{
  g_autoptr (GBytes) plain = make_small ();

  for (gsize cut = 0; cut < g_bytes_get_size (plain); cut++)
    {
      g_autoptr (GBytes) part = bytes_cut (plain, cut);
      g_autoptr (Walked) walked = walk_bytes (zip (), part);

      g_assert_cmpuint (walked->faults->len, >, 0);
      g_assert_cmpuint (walked->members->len, ==, 0);
    }
}

static void
test_hardened (void)
{
  const ZipPart wide = { .name = "w", .data = LOG, .zip64 = TRUE, .descriptor = TRUE, .deflate = TRUE };
  ZipBuilder *builder = zip_builder_new ();
  g_autoptr (GBytes) small = make_small ();
  g_autoptr (GBytes) bytes = NULL;

  zip_builder_text (builder, "a", "one");
  zip_builder_add (builder, &wide);
  bytes = zip_builder_end64 (builder);

  assert_hardened (zip (), small, 7);
  assert_hardened (zip (), bytes, 7);
}

/* Every byte of a member that is delivered without a fault is the one that was put in: a changed byte is never passed over. */
static void
test_changed_byte_is_noticed (void)
{
  g_autoptr (GBytes) plain = make_small ();

  for (gsize at = 0; at < g_bytes_get_size (plain); at++)
    {
      g_autoptr (GBytes) changed = bytes_flip (plain, at, 0x01);
      g_autoptr (Walked) walked = walk_bytes (zip (), changed);

      if (walked->faults->len > 0)
        continue;

      /* Only what says nothing of content or names can change without a fault (versions, attributes, comment). */
      walked_assert_clean (walked, 2);
      walked_assert_text (walked, "a", "one");
      walked_assert_text (walked, "b", LOG);
    }
}

static void
test_callback_fails (void)
{
  g_autoptr (GBytes) plain = make_small ();
  g_autoptr (Walked) walked = walked_new ();

  walked->fail_at = 2;
  walked_run (walked, zip (), plain, "container");
  g_assert_error (walked->error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  walked_assert_faults (walked, 0);
}

/* --- What another program wrote --- */

static GBytes *
write_with_library (gboolean deflate)
{
  gsize used = 0;
  gsize room = 1u << 20;
  guint8 *buffer = g_malloc (room);
  struct archive *archive = archive_write_new ();
  struct archive_entry *entry = archive_entry_new ();

  g_assert_cmpint (archive_write_set_format_zip (archive), ==, ARCHIVE_OK);
  g_assert_cmpint (deflate ? archive_write_zip_set_compression_deflate (archive)
                           : archive_write_zip_set_compression_store (archive), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_open_memory (archive, buffer, room, &used), ==, ARCHIVE_OK);

  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *name = g_strdup_printf ("logs/%02u.jsonl", i);
      gsize length = i == 3 ? 0 : strlen (LOG);

      archive_entry_clear (entry);
      archive_entry_set_pathname (entry, name);
      archive_entry_set_filetype (entry, AE_IFREG);
      archive_entry_set_perm (entry, 0644);
      archive_entry_set_mtime (entry, 1775000000 + i, 0);
      archive_entry_set_size (entry, (la_int64_t) length);
      g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
      g_assert_cmpint (archive_write_data (archive, LOG, length), ==, length);
    }

  g_assert_cmpint (archive_write_close (archive), ==, ARCHIVE_OK);
  archive_entry_free (entry);
  archive_write_free (archive);
  return g_bytes_new_take (buffer, used);
}

static void
test_library (void)
{
  for (gboolean deflate = FALSE; deflate <= TRUE; deflate++)
    {
      g_autoptr (GBytes) bytes = write_with_library (deflate);
      g_autoptr (Walked) walked = walk_bytes (zip (), bytes);

      walked_assert_clean (walked, 20);
      walked_assert_text (walked, "logs/07.jsonl", LOG);
      walked_assert_text (walked, "logs/03.jsonl", "");
      g_assert_cmpint (walked_find (walked, "logs/07.jsonl")->modified_us, ==, G_GINT64_CONSTANT (1775000007000000));
    }
}

int
main (int   argc,
      char *argv[])
{
  const struct { const char *name; GTestFunc func; } tests[] = {
    { "stored-and-deflated", test_stored_and_deflated }, { "empty", test_empty }, { "zip64-end", test_zip64_end },
    { "zip64-end-disagrees", test_zip64_end_disagrees }, { "times", test_times }, { "names-are-data", test_names_are_data },
    { "C10/local-disagrees", test_local_disagrees }, { "local-time", test_local_time },
    { "expected-and-found", test_expected_and_found }, { "refused", test_refused }, { "place-beyond", test_place_beyond },
    { "modes", test_modes },
    { "long-name", test_long_name }, { "content", test_content }, { "checksum-behind-size", test_checksum_behind_size },
    { "bytes-after-deflate", test_bytes_after_deflate }, { "C11/bomb", test_bomb }, { "budget", test_budget },
    { "members-left", test_members_left }, { "duplicate", test_duplicate }, { "overlap", test_overlap },
    { "not-listed", test_not_listed }, { "before-directory", test_before_directory }, { "prefix", test_prefix },
    { "trailer", test_trailer }, { "end-in-comment", test_end_in_comment }, { "zip-in-zip", test_zip_in_zip },
    { "two-directories", test_two_directories }, { "stated-number", test_stated_number },
    { "several-parts", test_several_parts }, { "directory-too-large", test_directory_too_large }, { "cut", test_cut }, { "hardened", test_hardened },
    { "changed-byte-is-noticed", test_changed_byte_is_noticed }, { "callback-fails", test_callback_fails },
    { "library", test_library },
  };

  g_test_init (&argc, &argv, NULL);
  rc_importers_register_all ();

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/container-zip/", tests[i].name, NULL);

      g_test_add_func (path, tests[i].func);
    }

  return g_test_run ();
}
