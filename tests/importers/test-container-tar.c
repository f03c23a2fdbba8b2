/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "container-fixture.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdio.h>
#include <string.h>

#include "core/bounds.h"
#include "core/exception.h"
#include "importers/importers.h"
#include "zip-builder.h"

#define BLOCK 512u
#define LOG   "{\"seq\":0}\n{\"seq\":1}\n{\"seq\":2}\n"

static const RcContainer *
tar (void)
{
  return rc_container_by_id ("tar");
}

/* --- Written by hand --- */

static void
put_padded (GByteArray *bytes,
            const void *data,
            gsize       length)
{
  static const guint8 zeros[BLOCK];

  g_byte_array_append (bytes, data, (guint) length);
  g_byte_array_append (bytes, zeros, (guint) ((BLOCK - length % BLOCK) % BLOCK));
}

static void
put_checksum (guint8 *block)
{
  guint sum = 0;

  memset (block + 148, ' ', 8);
  for (guint i = 0; i < BLOCK; i++)
    sum += block[i];
  g_snprintf ((char *) block + 148, 8, "%06o", sum);
  block[155] = ' ';
}

static void
make_header (guint8     *block,
             const char *name,
             guint64     size,
             char        type,
             const char *link_name)
{
  memset (block, 0, BLOCK);
  memcpy (block, name, MIN (strlen (name), 100));
  memcpy (block + 100, "0000644\0000000000\0000000000", 24);
  g_snprintf ((char *) block + 124, 12, "%011" G_GINT64_MODIFIER "o", size);
  memcpy (block + 136, "15164436300", 12);
  block[156] = (guint8) type;
  if (link_name != NULL)
    memcpy (block + 157, link_name, strlen (link_name));
  memcpy (block + 257, "ustar\00000", 8);
  put_checksum (block);
}

static void
put_entry (GByteArray *bytes,
           const char *name,
           char        type,
           const char *data,
           const char *link_name)
{
  guint8 block[BLOCK];
  gsize length = data != NULL ? strlen (data) : 0;

  make_header (block, name, length, type, link_name);
  g_byte_array_append (bytes, block, BLOCK);
  if (data != NULL)
    put_padded (bytes, data, length);
}

static void
put_end (GByteArray *bytes)
{
  static const guint8 zeros[2 * BLOCK];

  g_byte_array_append (bytes, zeros, sizeof zeros);
}

/* One pax record: its length counts itself. */
static void
put_pax (GByteArray *bytes,
         const char *key,
         const char *value)
{
  gsize rest = strlen (key) + strlen (value) + 3;
  gsize length = rest + 1;
  g_autofree char *text = NULL;

  while (TRUE)
    {
      g_autofree char *digits = g_strdup_printf ("%" G_GSIZE_FORMAT, length);

      if (rest + strlen (digits) == length)
        break;
      length = rest + strlen (digits);
    }

  text = g_strdup_printf ("%" G_GSIZE_FORMAT " %s=%s\n", length, key, value);
  put_entry (bytes, "PaxHeaders/x", 'x', text, NULL);
}

static GBytes *
make_small (void)
{
  GByteArray *bytes = g_byte_array_new ();

  put_entry (bytes, "a.jsonl", '0', LOG, NULL);
  put_entry (bytes, "b/", '5', NULL, NULL);
  put_entry (bytes, "b/c.txt", '0', "c", NULL);
  put_end (bytes);
  return g_byte_array_free_to_bytes (bytes);
}

/* --- Written by libarchive --- */

static void
write_entry (struct archive       *archive,
             struct archive_entry *entry,
             const char           *name,
             const char           *data)
{
  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_size (entry, (la_int64_t) strlen (data));
  g_assert_cmpint (archive_write_header (archive, entry), >=, ARCHIVE_WARN);
  g_assert_cmpint (archive_write_data (archive, data, strlen (data)), ==, strlen (data));
  archive_entry_clear (entry);
}

static struct archive *
open_writer (int      format,
             guint8  *buffer,
             gsize    room,
             gsize   *used)
{
  struct archive *archive = archive_write_new ();

  g_assert_cmpint (archive_write_set_format (archive, format), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_open_memory (archive, buffer, room, used), ==, ARCHIVE_OK);
  return archive;
}

static GBytes *
close_writer (struct archive *archive,
              guint8         *buffer,
              gsize          *used)
{
  g_assert_cmpint (archive_write_close (archive), ==, ARCHIVE_OK);
  archive_write_free (archive);
  return g_bytes_new_take (buffer, *used);
}

static void
test_formats (gconstpointer data)
{
  int format = GPOINTER_TO_INT (data);
  gboolean long_names = format != ARCHIVE_FORMAT_TAR_USTAR;
  g_autofree char *long_name = g_strnfill (long_names ? 300 : 99, 'n');
  gsize room = 1u << 20, used = 0;
  guint8 *buffer = g_malloc (room);
  struct archive *archive = open_writer (format, buffer, room, &used);
  struct archive_entry *entry = archive_entry_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (Walked) walked = NULL;

  archive_entry_set_mtime (entry, 1775000000, 123456789);
  write_entry (archive, entry, "log.jsonl", LOG);
  write_entry (archive, entry, "empty", "");
  write_entry (archive, entry, long_name, "long");
  write_entry (archive, entry, "\xc3\xbc", "not ASCII");
  write_entry (archive, entry, "bad\xff\xfe", "no UTF-8");
  write_entry (archive, entry, "last", LOG LOG LOG);
  archive_entry_free (entry);
  bytes = close_writer (archive, buffer, &used);

  g_assert_true (rc_container_choose (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) == tar ());
  walked = walk_bytes (tar (), bytes);
  walked_assert_clean (walked, 6);
  walked_assert_text (walked, "log.jsonl", LOG);
  walked_assert_text (walked, "empty", "");
  walked_assert_text (walked, long_name, "long");
  walked_assert_text (walked, "\xc3\xbc", "not ASCII");
  walked_assert_text (walked, "bad\xff\xfe", "no UTF-8");
  walked_assert_text (walked, "last", LOG LOG LOG);
  for (guint i = 0; i < walked->members->len; i++)
    g_assert_cmpint (((WalkedMember *) g_ptr_array_index (walked->members, i))->stored_at, >=, BLOCK);

  g_assert_cmpint (walked_find (walked, "log.jsonl")->modified_us, ==,
                   format == ARCHIVE_FORMAT_TAR_PAX_INTERCHANGE ? G_GINT64_CONSTANT (1775000000123456)
                                                                : G_GINT64_CONSTANT (1775000000000000));
}

/* A file of 1 MiB with five bytes at 300 000 and holes around them. */
static void
test_sparse_pax (void)
{
  gsize room = 1u << 20, used = 0;
  guint8 *buffer = g_malloc (room);
  struct archive *archive = open_writer (ARCHIVE_FORMAT_TAR_PAX_INTERCHANGE, buffer, room, &used);
  struct archive_entry *entry = archive_entry_new ();
  g_autofree char *content = g_malloc0 (1u << 20);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (Walked) walked = NULL;
  WalkedMember *member;

  memcpy (content + 300000, "bytes", 5);
  archive_entry_set_pathname (entry, "sparse");
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_size (entry, 1u << 20);
  archive_entry_sparse_add_entry (entry, 299520, 1024);
  g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_data (archive, content, 1u << 20), ==, 1u << 20);
  archive_entry_clear (entry);
  write_entry (archive, entry, "after", "after");
  archive_entry_free (entry);
  bytes = close_writer (archive, buffer, &used);
  g_assert_cmpuint (g_bytes_get_size (bytes), <, 20000);

  walked = walk_bytes (tar (), bytes);
  walked_assert_clean (walked, 2);
  walked_assert_text (walked, "after", "after");
  member = walked_find (walked, "sparse");
  g_assert_cmpint (member->stored_at, ==, -1);
  g_assert_cmpstr (member->derivation, ==, "member of");
  g_assert_cmpmem (member->content->data, member->content->len, content, 1u << 20);
}

static void
put_sparse_gnu (GByteArray *bytes,
                guint64     at,
                const char *data,
                guint64     size)
{
  guint8 block[BLOCK];

  make_header (block, "sparse", strlen (data), 'S', NULL);
  memcpy (block + 257, "ustar  ", 8);
  memset (block + 345, 0, BLOCK - 345);
  g_snprintf ((char *) block + 386, 12, "%011" G_GINT64_MODIFIER "o", at);
  g_snprintf ((char *) block + 398, 12, "%011" G_GINT64_MODIFIER "o", (guint64) strlen (data));
  g_snprintf ((char *) block + 483, 12, "%011" G_GINT64_MODIFIER "o", size);
  put_checksum (block);
  g_byte_array_append (bytes, block, BLOCK);
  put_padded (bytes, data, strlen (data));
}

static void
test_sparse_gnu (void)
{
  GByteArray *made = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (Walked) walked = NULL;
  g_autofree guint8 *content = g_malloc0 (5000);
  WalkedMember *member;

  put_sparse_gnu (made, 1024, LOG, 5000);
  put_entry (made, "after", '0', "after", NULL);
  put_end (made);
  bytes = g_byte_array_free_to_bytes (made);
  walked = walk_bytes (tar (), bytes);

  walked_assert_clean (walked, 2);
  walked_assert_text (walked, "after", "after");
  member = walked_find (walked, "sparse");
  memcpy (content + 1024, LOG, strlen (LOG));
  g_assert_cmpint (member->stored_at, ==, -1);
  g_assert_cmpmem (member->content->data, member->content->len, content, 5000);
}

/* Eight gigabytes of nothing. */
static void
test_sparse_bomb (void)
{
  GByteArray *made = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (Walked) walked = NULL;
  WalkedMember *member;

  put_sparse_gnu (made, 1024, LOG, G_GUINT64_CONSTANT (8589934591));
  put_entry (made, "after", '0', "after", NULL);
  put_end (made);
  bytes = g_byte_array_free_to_bytes (made);
  walked = walk_bytes (tar (), bytes);

  member = walked_find (walked, "sparse");
  g_assert_error (member->error, RC_STREAM_ERROR, RC_STREAM_ERROR_LIMIT);
  g_assert_cmpuint (member->content->len, ==, RC_LIMIT_EXPANSION_FREE_BYTES);
  walked_assert_faults (walked, 1);
  g_assert_nonnull (walked_fault (walked, RC_EXCEPTION_LIMIT, "times what is stored"));
  walked_assert_text (walked, "after", "after");
}

/* --- What is not followed --- */

static void
test_links_and_devices (void)
{
  GByteArray *made = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (Walked) walked = NULL;
  WalkedFault *fault;

  put_entry (made, "data/log", '2', NULL, "/etc/passwd");
  put_entry (made, "data/log/x", '0', "x", NULL);
  put_entry (made, "hard", '1', NULL, "data/log/x");
  put_entry (made, "device", '3', NULL, NULL);
  put_entry (made, "block", '4', NULL, NULL);
  put_entry (made, "fifo", '6', NULL, NULL);
  put_entry (made, "last", '0', "last", NULL);
  put_end (made);
  bytes = g_byte_array_free_to_bytes (made);
  walked = walk_bytes (tar (), bytes);

  g_assert_cmpuint (walked->members->len, ==, 2);
  walked_assert_text (walked, "data/log/x", "x");
  walked_assert_text (walked, "last", "last");
  walked_assert_faults (walked, 5);
  fault = walked_fault (walked, RC_EXCEPTION_FILE_REFUSED, "“data/log”");
  g_assert_nonnull (fault);
  g_assert_cmpint (fault->offset, ==, 0);
  g_assert_cmpstr (fault->found, ==, "a symbolic link to “/etc/passwd”");
  g_assert_nonnull (walked_fault (walked, RC_EXCEPTION_FILE_REFUSED, "a hard link to “data/log/x”"));
  g_assert_nonnull (walked_fault (walked, RC_EXCEPTION_FILE_REFUSED, "“device” was not read: it is a device"));
  g_assert_nonnull (walked_fault (walked, RC_EXCEPTION_FILE_REFUSED, "“block” was not read: it is a device"));
  g_assert_nonnull (walked_fault (walked, RC_EXCEPTION_FILE_REFUSED, "“fifo” was not read: it is a FIFO"));
}

static void
test_names_are_data (void)
{
  static const char * const names[] = { "../../etc/passwd", "/etc/passwd", "a", "A", "a.", "a ", "a/../b", "./a", "\x1b[2J" };
  GByteArray *made = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (Walked) walked = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    put_entry (made, names[i], '0', names[i], NULL);
  put_end (made);
  bytes = g_byte_array_free_to_bytes (made);
  walked = walk_bytes (tar (), bytes);

  walked_assert_clean (walked, G_N_ELEMENTS (names));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    walked_assert_text (walked, names[i], names[i]);
}

static void
test_long_name (void)
{
  g_autofree char *most = g_strnfill (RC_LIMIT_NAME_BYTES, 'n');
  g_autofree char *more = g_strnfill (RC_LIMIT_NAME_BYTES + 1, 'm');
  GByteArray *made = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (Walked) walked = NULL;

  put_pax (made, "path", most);
  put_entry (made, "short", '0', "most", NULL);
  put_pax (made, "path", more);
  put_entry (made, "short", '0', "more", NULL);
  put_end (made);
  bytes = g_byte_array_free_to_bytes (made);
  walked = walk_bytes (tar (), bytes);

  g_assert_cmpuint (walked->members->len, ==, 1);
  walked_assert_text (walked, most, "most");
  walked_assert_faults (walked, 1);
  g_assert_nonnull (walked_fault (walked, RC_EXCEPTION_LIMIT, "too long"));
}

/* --- Sizes --- */

/* The size of a pax header counts, not that of the header that follows. */
static void
test_pax_size (void)
{
  GByteArray *made = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (Walked) walked = NULL;
  guint8 block[BLOCK];

  put_pax (made, "size", "5");
  make_header (block, "x", 0, '0', NULL);
  g_byte_array_append (made, block, BLOCK);
  put_padded (made, "12345", 5);
  put_entry (made, "after", '0', "after", NULL);
  put_end (made);
  bytes = g_byte_array_free_to_bytes (made);
  walked = walk_bytes (tar (), bytes);

  walked_assert_clean (walked, 2);
  walked_assert_text (walked, "x", "12345");
  walked_assert_text (walked, "after", "after");
}

static void
test_impossible_size (void)
{
  static const guint8 sizes[][12] = {
    { 0x80, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff },
    { 0x80, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00, 0x00 },
    { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff },
    { 0x80, 0, 0, 0, 0, 0, 0x10, 0, 0, 0, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      GByteArray *made = g_byte_array_new ();
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (Walked) walked = NULL;
      guint8 block[BLOCK];

      put_entry (made, "before", '0', "before", NULL);
      make_header (block, "x", 0, '0', NULL);
      memcpy (block + 124, sizes[i], 12);
      put_checksum (block);
      g_byte_array_append (made, block, BLOCK);
      put_padded (made, "12345", 5);
      put_end (made);
      bytes = g_byte_array_free_to_bytes (made);
      walked = walk_bytes (tar (), bytes);

      walked_assert_text (walked, "before", "before");
      g_assert_cmpuint (walked->faults->len, >, 0);
      g_assert_cmpuint (walked->budget.bytes_left, >, RC_LIMIT_EXPANDED_BYTES - 10000);
    }
}

/* --- The end --- */

static void
test_cut (void)
{
  g_autoptr (GBytes) plain = make_small ();
  gsize length = g_bytes_get_size (plain);
  gsize second = BLOCK + BLOCK + BLOCK;          /* header, LOG, folder */

  for (gsize cut = 0; cut < length; cut++)
    {
      g_autoptr (GBytes) part = bytes_cut (plain, cut);
      g_autoptr (Walked) walked = walk_bytes (tar (), part);
      WalkedMember *member = walked_find (walked, "a.jsonl");

      walked_assert_faults (walked, 1);
      g_assert_nonnull (walked_fault (walked, RC_EXCEPTION_CONTAINER_MALFORMED, ""));
      if (cut >= BLOCK + strlen (LOG))
        walked_assert_text (walked, "a.jsonl", LOG);
      else if (member != NULL)
        g_assert_error (member->error, RC_STREAM_ERROR, RC_STREAM_ERROR_MALFORMED);
      if (member != NULL && member->error != NULL)
        g_assert_cmpint (member->stored_at, ==, -1);
      if (cut >= second + BLOCK + 1)
        walked_assert_text (walked, "b/c.txt", "c");
    }
}

static void
test_after_the_end (void)
{
  g_autoptr (GBytes) plain = make_small ();
  g_autofree guint8 *zeros = g_malloc0 (100000);
  g_autoptr (GBytes) padding = g_bytes_new (zeros, 100000);
  g_autoptr (GBytes) padded = bytes_join (plain, padding);
  g_autoptr (GBytes) twice = bytes_join (padded, plain);
  g_autoptr (Walked) walked = walk_bytes (tar (), padded);
  g_autoptr (Walked) walked_twice = walk_bytes (tar (), twice);
  WalkedFault *fault;

  walked_assert_clean (walked, 2);

  /* A second archive behind the first is seen by no program that lists it. */
  g_assert_cmpuint (walked_twice->members->len, ==, 2);
  walked_assert_faults (walked_twice, 1);
  fault = walked_fault (walked_twice, RC_EXCEPTION_CONTAINER_MALFORMED, "after the end of the tar");
  g_assert_nonnull (fault);
  g_assert_cmpint (fault->offset, ==, g_bytes_get_size (padded));
}

static void
test_damaged_header (void)
{
  g_autoptr (GBytes) plain = make_small ();
  g_autoptr (GBytes) damaged = bytes_flip (plain, 3 * BLOCK + 1, 0x20);
  g_autoptr (Walked) walked = walk_bytes (tar (), damaged);
  WalkedFault *fault = walked_fault (walked, RC_EXCEPTION_CONTAINER_MALFORMED, "nothing from here on was read");

  walked_assert_text (walked, "a.jsonl", LOG);
  g_assert_cmpuint (walked->members->len, ==, 1);
  walked_assert_faults (walked, 1);
  g_assert_nonnull (fault);
  g_assert_cmpint (fault->offset, ==, 3 * BLOCK);
}

static void
test_empty (void)
{
  GByteArray *made = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (Walked) walked = NULL;

  put_end (made);
  bytes = g_byte_array_free_to_bytes (made);
  walked = walk_bytes (tar (), bytes);
  walked_assert_clean (walked, 0);
}

/* --- Bounds and errors --- */

static void
test_budget (void)
{
  g_autoptr (GBytes) plain = make_small ();
  g_autoptr (Walked) walked = walked_new ();

  walked->budget.bytes_left = strlen (LOG);
  walked->hand_back_faults = TRUE;
  walked_run (walked, tar (), plain, "container");

  g_assert_no_error (walked->error);
  walked_assert_text (walked, "a.jsonl", LOG);
  g_assert_error (walked_find (walked, "b/c.txt")->error, RC_STREAM_ERROR, RC_STREAM_ERROR_LIMIT);
  walked_assert_faults (walked, 1);
  g_assert_nonnull (walked_fault (walked, RC_EXCEPTION_LIMIT, "used up"));
}

static void
test_members_left (void)
{
  g_autoptr (GBytes) plain = make_small ();
  g_autoptr (Walked) walked = walked_new ();

  walked->budget.members_left = 2;
  walked_run (walked, tar (), plain, "container");

  g_assert_no_error (walked->error);
  g_assert_cmpuint (walked->members->len, ==, 1);
  walked_assert_faults (walked, 1);
  g_assert_nonnull (walked_fault (walked, RC_EXCEPTION_LIMIT, "members"));
}

static void
test_callback_fails (void)
{
  g_autoptr (GBytes) plain = make_small ();
  g_autoptr (Walked) walked = walked_new ();

  walked->fail_at = 2;
  walked_run (walked, tar (), plain, "container");
  g_assert_error (walked->error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  walked_assert_faults (walked, 0);
}

static gssize
fail_to_read (RcStream  *self,
              guint64    offset,
              void      *buffer,
              gsize      length,
              GError   **error)
{
  g_set_error_literal (error, RC_STREAM_ERROR, RC_STREAM_ERROR_SYSTEM, "The disk does not answer.");
  return -1;
}

/* A disk that does not answer says nothing about the evidence. */
static void
test_system_error (void)
{
  g_autoptr (GBytes) plain = make_small ();
  g_autoptr (RcStream) stream = rc_stream_new_memory (plain);
  RcExpansionBudget budget = { RC_LIMIT_EXPANDED_BYTES, RC_LIMIT_CONTAINER_MEMBERS };
  static const char * const ids[] = { "tar", "zip", "gzip", "zstd" };

  stream->pread = fail_to_read;
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      const RcContainer *container = rc_container_by_id (ids[i]);
      g_autoptr (GError) error = NULL;

      /* The callbacks are never reached, or only to be told of the same error. */
      g_assert_false (container->walk (container, stream, "x", &budget, walked_refuse_member, walked_refuse_fault, NULL, NULL, &error));
      g_assert_error (error, RC_STREAM_ERROR, RC_STREAM_ERROR_SYSTEM);
    }
}

static void
test_cancelled (void)
{
  g_autoptr (GBytes) plain = make_small ();
  g_autoptr (RcStream) stream = rc_stream_new_memory (plain);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  RcExpansionBudget budget = { RC_LIMIT_EXPANDED_BYTES, RC_LIMIT_CONTAINER_MEMBERS };
  static const char * const ids[] = { "tar", "zip", "gzip", "zstd" };

  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      const RcContainer *container = rc_container_by_id (ids[i]);
      g_autoptr (GError) error = NULL;

      g_assert_false (container->walk (container, stream, "x", &budget, walked_refuse_member, walked_refuse_fault, NULL,
                                       cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

static void
test_hardened (void)
{
  g_autoptr (GBytes) small = make_small ();
  GByteArray *made = g_byte_array_new ();
  g_autoptr (GBytes) odd = NULL;

  put_pax (made, "mtime", "1775000000.5");
  put_sparse_gnu (made, 1024, LOG, 5000);
  put_entry (made, "link", '2', NULL, "target");
  put_end (made);
  odd = g_byte_array_free_to_bytes (made);

  assert_hardened (tar (), small, 7);
  assert_hardened (tar (), odd, 7);
}

/* --- Recognition --- */

static void
test_recognise (void)
{
  guint8 block[BLOCK], old[BLOCK];
  static const guint8 zeros[BLOCK];
  g_autofree char *text = g_strnfill (BLOCK, '7');

  make_header (block, "x", 0, '0', NULL);
  g_assert_true (rc_container_choose ((const char *) block, BLOCK) == tar ());
  g_assert_null (rc_container_choose ((const char *) block, BLOCK - 1));

  /* A header from before ustar is known by its checksum alone. */
  memcpy (old, block, BLOCK);
  memset (old + 257, 0, 8);
  put_checksum (old);
  g_assert_true (rc_container_choose ((const char *) old, BLOCK) == tar ());
  old[0] ^= 1;
  g_assert_null (rc_container_choose ((const char *) old, BLOCK));

  /* A damaged header with its name is still a tar, so that the damage is told. */
  block[0] ^= 1;
  g_assert_true (rc_container_choose ((const char *) block, BLOCK) == tar ());

  g_assert_null (rc_container_choose ((const char *) zeros, BLOCK));
  g_assert_null (rc_container_choose (text, BLOCK));
}

/* --- One in the other --- */

static GBytes *
take_only_member (const RcContainer *container,
                  GBytes            *bytes)
{
  g_autoptr (Walked) walked = walk_bytes (container, bytes);
  WalkedMember *member;

  g_assert_true (rc_container_choose (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) == container);
  walked_assert_clean (walked, 1);
  member = g_ptr_array_index (walked->members, 0);
  return g_bytes_new (member->content->data, member->content->len);
}

static void
test_tar_gz_in_zip (void)
{
  g_autoptr (GBytes) tar_bytes = make_small ();
  g_autoptr (GBytes) gz = make_gzip (g_bytes_get_data (tar_bytes, NULL), g_bytes_get_size (tar_bytes), 0);
  ZipBuilder *builder = zip_builder_new ();
  const ZipPart part = { .name = "logs.tar.gz", .data = g_bytes_get_data (gz, NULL), .length = g_bytes_get_size (gz), .deflate = TRUE };
  g_autoptr (GBytes) zip = NULL;
  g_autoptr (GBytes) found_gz = NULL;
  g_autoptr (GBytes) found_tar = NULL;
  g_autoptr (Walked) walked = NULL;

  zip_builder_add (builder, &part);
  zip = zip_builder_end (builder, NULL);
  found_gz = take_only_member (rc_container_by_id ("zip"), zip);
  found_tar = take_only_member (rc_container_by_id ("gzip"), found_gz);
  g_assert_true (g_bytes_equal (found_tar, tar_bytes));
  walked = walk_bytes (tar (), found_tar);
  walked_assert_clean (walked, 2);
  walked_assert_text (walked, "a.jsonl", LOG);
}

int
main (int   argc,
      char *argv[])
{
  const struct { const char *name; GTestFunc func; } tests[] = {
    { "sparse-pax", test_sparse_pax }, { "sparse-gnu", test_sparse_gnu }, { "C11/sparse-bomb", test_sparse_bomb },
    { "C09/links-and-devices", test_links_and_devices }, { "names-are-data", test_names_are_data },
    { "long-name", test_long_name }, { "pax-size", test_pax_size }, { "impossible-size", test_impossible_size },
    { "cut", test_cut }, { "after-the-end", test_after_the_end }, { "damaged-header", test_damaged_header },
    { "empty", test_empty }, { "budget", test_budget }, { "members-left", test_members_left },
    { "callback-fails", test_callback_fails }, { "system-error", test_system_error }, { "cancelled", test_cancelled },
    { "hardened", test_hardened }, { "recognise", test_recognise }, { "tar-gz-in-zip", test_tar_gz_in_zip },
  };

  g_test_init (&argc, &argv, NULL);
  rc_importers_register_all ();

  g_test_add_data_func ("/container-tar/ustar", GINT_TO_POINTER (ARCHIVE_FORMAT_TAR_USTAR), test_formats);
  g_test_add_data_func ("/container-tar/pax", GINT_TO_POINTER (ARCHIVE_FORMAT_TAR_PAX_INTERCHANGE), test_formats);
  g_test_add_data_func ("/container-tar/gnu", GINT_TO_POINTER (ARCHIVE_FORMAT_TAR_GNUTAR), test_formats);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/container-tar/", tests[i].name, NULL);

      g_test_add_func (path, tests[i].func);
    }

  return g_test_run ();
}
