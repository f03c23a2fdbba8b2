/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "container-fixture.h"

#include <string.h>
#include <zstd.h>

#include "core/bounds.h"
#include "core/exception.h"
#include "importers/importers.h"

#define TEXT "{\"seq\":0}\n{\"seq\":1}\n"

static const RcContainer *
gzip (void)
{
  return rc_container_by_id ("gzip");
}

static const RcContainer *
zstd (void)
{
  return rc_container_by_id ("zstd");
}

static GBytes *
make_zstd (const void *data,
           gsize       length)
{
  ZSTD_CCtx *context = ZSTD_createCCtx ();
  gsize room = ZSTD_compressBound (length);
  guint8 *out = g_malloc (room);
  gsize n;

  ZSTD_CCtx_setParameter (context, ZSTD_c_checksumFlag, 1);
  n = ZSTD_compress2 (context, out, room, data, length);
  g_assert_false (ZSTD_isError (n));
  ZSTD_freeCCtx (context);

  return g_bytes_new_take (out, n);
}

static GBytes *
make (const RcContainer *container,
      const void        *data,
      gsize              length)
{
  return container == gzip () ? make_gzip (data, length, 0) : make_zstd (data, length);
}

static void
test_one (gconstpointer data)
{
  const RcContainer *container = rc_container_by_id (data);
  g_autoptr (GBytes) bytes = make (container, TEXT, strlen (TEXT));
  g_autoptr (Walked) walked = walk_bytes (container, bytes);
  WalkedMember *member = walked_find (walked, "content");

  walked_assert_clean (walked, 1);
  walked_assert_text (walked, "content", TEXT);
  g_assert_cmpint (member->stored_at, ==, -1);
  g_assert_cmpint (member->size, ==, -1);
  g_assert_cmpint (member->modified_us, ==, G_MININT64);
  g_assert_cmpstr (member->derivation, ==, container == gzip () ? "gunzip of" : "unzstd of");
  g_assert_cmpuint (walked->budget.bytes_left, ==, RC_LIMIT_EXPANDED_BYTES - strlen (TEXT));
  g_assert_cmpuint (walked->budget.members_left, ==, RC_LIMIT_CONTAINER_MEMBERS - 1);
}

static void
assert_named (const RcContainer *container,
              const char        *name,
              const char        *expected)
{
  g_autoptr (GBytes) bytes = make (container, TEXT, strlen (TEXT));
  g_autoptr (Walked) walked = walked_new ();

  walked_run (walked, container, bytes, name);
  g_assert_no_error (walked->error);
  walked_assert_text (walked, expected, TEXT);
}

static void
test_names (void)
{
  assert_named (gzip (), "evidence/log.jsonl.gz", "log.jsonl");
  assert_named (gzip (), "a.zip!b/c.JSON.GZ", "c.JSON");
  assert_named (gzip (), "logs.tgz", "logs.tar");
  assert_named (gzip (), "log", "content");
  assert_named (gzip (), ".gz", "content");
  assert_named (zstd (), "evidence/log.jsonl.zst", "log.jsonl");
  assert_named (zstd (), "x.tzst", "x.tar");
}

static void
test_modified (void)
{
  g_autoptr (GBytes) bytes = make_gzip (TEXT, strlen (TEXT), 1775000000);
  g_autoptr (Walked) walked = walk_bytes (gzip (), bytes);

  g_assert_cmpint (walked_find (walked, "content")->modified_us, ==, G_GINT64_CONSTANT (1775000000000000));
}

/* Frames that follow each other are one content, also where one of them is empty. */
static void
test_several (gconstpointer data)
{
  const RcContainer *container = rc_container_by_id (data);
  g_autoptr (GBytes) one = make (container, "one\n", 4);
  g_autoptr (GBytes) none = make (container, "", 0);
  g_autoptr (GBytes) two = make (container, "two\n", 4);
  g_autoptr (GBytes) start = bytes_join (one, none);
  g_autoptr (GBytes) all = bytes_join (start, two);

  for (gsize length = 1; length < 12; length++)
    {
      g_autoptr (Walked) walked = walked_new ();

      walked->read_length = length;
      walked_run (walked, container, all, "container");
      walked_assert_clean (walked, 1);
      walked_assert_text (walked, "content", "one\ntwo\n");
    }
}

static void
test_empty (gconstpointer data)
{
  const RcContainer *container = rc_container_by_id (data);
  g_autoptr (GBytes) bytes = make (container, "", 0);
  g_autoptr (Walked) walked = walk_bytes (container, bytes);

  walked_assert_clean (walked, 1);
  walked_assert_text (walked, "content", "");
}

static void
test_large (gconstpointer data)
{
  const RcContainer *container = rc_container_by_id (data);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (Walked) walked = NULL;

  while (text->len < 3u << 20)
    g_string_append_printf (text, "{\"seq\":%u}\n", g_rand_int (rand));
  bytes = make (container, text->str, text->len);
  walked = walk_bytes (container, bytes);

  walked_assert_clean (walked, 1);
  walked_assert_text (walked, "content", text->str);
}

static void
test_trailing (gconstpointer data)
{
  const RcContainer *container = rc_container_by_id (data);
  g_autoptr (GBytes) bytes = make (container, TEXT, strlen (TEXT));
  g_autoptr (GBytes) rest = g_bytes_new_static ("\0hidden", 7);
  g_autoptr (GBytes) all = bytes_join (bytes, rest);
  g_autoptr (Walked) walked = walk_bytes (container, all);
  WalkedFault *fault = walked_fault (walked, RC_EXCEPTION_CONTAINER_MALFORMED, "7 bytes");

  walked_assert_text (walked, "content", TEXT);
  g_assert_nonnull (fault);
  g_assert_cmpint (fault->offset, ==, g_bytes_get_size (bytes));
  walked_assert_faults (walked, 1);
}

/* Of CRC-32 and ISIZE of gzip, of the checksum of a Zstandard frame. */
static void
test_checksum (gconstpointer data)
{
  const RcContainer *container = rc_container_by_id (data);
  g_autoptr (GBytes) bytes = make (container, TEXT, strlen (TEXT));
  gsize length = g_bytes_get_size (bytes);
  gsize tail = container == gzip () ? 8 : 4;

  for (gsize i = 1; i <= tail; i++)
    {
      g_autoptr (GBytes) changed = bytes_flip (bytes, length - i, 0x10);
      g_autoptr (Walked) walked = walk_bytes (container, changed);
      WalkedMember *member = walked_find (walked, "content");

      g_assert_error (member->error, RC_STREAM_ERROR, RC_STREAM_ERROR_MALFORMED);
      walked_assert_faults (walked, 1);
      g_assert_nonnull (walked_fault (walked, RC_EXCEPTION_CONTAINER_MALFORMED, "not whole"));
    }
}

/* What was read before the cut is delivered; the content does not end quietly. */
static void
test_cut (gconstpointer data)
{
  const RcContainer *container = rc_container_by_id (data);
  g_autoptr (GBytes) bytes = make (container, TEXT, strlen (TEXT));
  gsize length = g_bytes_get_size (bytes);

  for (gsize cut = 1; cut < length; cut++)
    {
      g_autoptr (GBytes) part = bytes_cut (bytes, cut);
      g_autoptr (Walked) walked = walk_bytes (container, part);
      WalkedFault *fault = walked_fault (walked, RC_EXCEPTION_CONTAINER_MALFORMED, "they end in the middle");

      g_assert_nonnull (fault);
      g_assert_cmpint (fault->offset, ==, cut);
      g_assert_error (walked_find (walked, "content")->error, RC_STREAM_ERROR, RC_STREAM_ERROR_MALFORMED);
    }
}

static void
test_bomb (gconstpointer data)
{
  const RcContainer *container = rc_container_by_id (data);
  gsize length = 64u << 20;
  g_autofree guint8 *zeros = g_malloc0 (length);
  g_autoptr (GBytes) bytes = make (container, zeros, length);
  guint64 most = MAX (RC_LIMIT_EXPANSION_FREE_BYTES, (guint64) g_bytes_get_size (bytes) * RC_LIMIT_EXPANSION_RATIO);
  g_autoptr (Walked) walked = walk_bytes (container, bytes);
  WalkedMember *member = walked_find (walked, "content");

  g_assert_error (member->error, RC_STREAM_ERROR, RC_STREAM_ERROR_LIMIT);
  g_assert_cmpuint (member->content->len, ==, most);
  g_assert_nonnull (walked_fault (walked, RC_EXCEPTION_LIMIT, "times what is stored"));
  walked_assert_faults (walked, 1);
}

/* A high ratio alone is no fault while little comes out. */
static void
test_small_ratio (gconstpointer data)
{
  const RcContainer *container = rc_container_by_id (data);
  g_autofree guint8 *zeros = g_malloc0 (RC_LIMIT_EXPANSION_FREE_BYTES);
  g_autoptr (GBytes) bytes = make (container, zeros, RC_LIMIT_EXPANSION_FREE_BYTES);
  g_autoptr (Walked) walked = walk_bytes (container, bytes);

  g_assert_cmpuint (g_bytes_get_size (bytes) * RC_LIMIT_EXPANSION_RATIO, <, RC_LIMIT_EXPANSION_FREE_BYTES);
  walked_assert_clean (walked, 1);
}

static void
test_budget (gconstpointer data)
{
  const RcContainer *container = rc_container_by_id (data);
  g_autoptr (GBytes) bytes = make (container, TEXT, strlen (TEXT));

  for (guint64 left = 0; left <= strlen (TEXT); left++)
    {
      g_autoptr (Walked) walked = walked_new ();
      gboolean enough = left == strlen (TEXT);

      walked->budget.bytes_left = left;
      walked->hand_back_faults = TRUE;
      walked_run (walked, container, bytes, "container");
      g_assert_no_error (walked->error);
      g_assert_cmpuint (walked_find (walked, "content")->content->len, ==, left);
      g_assert_true (enough == (walked->faults->len == 0));
      g_assert_true (enough || walked_fault (walked, RC_EXCEPTION_LIMIT, "used up") != NULL);
    }
}

static void
test_no_members_left (gconstpointer data)
{
  const RcContainer *container = rc_container_by_id (data);
  g_autoptr (GBytes) bytes = make (container, TEXT, strlen (TEXT));
  g_autoptr (Walked) walked = walked_new ();

  walked->budget.members_left = 0;
  walked_run (walked, container, bytes, "container");
  g_assert_no_error (walked->error);
  g_assert_cmpuint (walked->members->len, ==, 0);
  g_assert_nonnull (walked_fault (walked, RC_EXCEPTION_LIMIT, "members"));
}

/* An error of the program that takes the member is no fault of the evidence. */
static void
test_callback_fails (gconstpointer data)
{
  const RcContainer *container = rc_container_by_id (data);
  g_autoptr (GBytes) bytes = make (container, TEXT, strlen (TEXT));
  g_autoptr (Walked) walked = walked_new ();

  walked->fail_at = 1;
  walked_run (walked, container, bytes, "container");
  g_assert_error (walked->error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  walked_assert_faults (walked, 0);
}

static void
test_hardened (gconstpointer data)
{
  const RcContainer *container = rc_container_by_id (data);
  g_autoptr (GBytes) one = make (container, TEXT TEXT TEXT, strlen (TEXT) * 3);
  g_autoptr (GBytes) two = make (container, TEXT, strlen (TEXT));
  g_autoptr (GBytes) both = bytes_join (one, two);

  assert_hardened (container, both, 1);
}

/* A window beyond the bound is refused before memory is asked for it. */
static void
test_zstd_window (void)
{
  const guint8 frame[] = { 0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xa8 /* 2^31 */, 0x01, 0x00, 0x00 };
  g_autoptr (GBytes) bytes = g_bytes_new_static (frame, sizeof frame);
  g_autoptr (Walked) walked = walk_bytes (zstd (), bytes);

  g_assert_error (walked_find (walked, "content")->error, RC_STREAM_ERROR, RC_STREAM_ERROR_LIMIT);
  g_assert_nonnull (walked_fault (walked, RC_EXCEPTION_LIMIT, "memory"));
}

static void
test_zstd_skippable (void)
{
  const guint8 frame[] = { 0x5a, 0x2a, 0x4d, 0x18, 0x03, 0x00, 0x00, 0x00, 'x', 'y', 'z' };
  g_autoptr (GBytes) skipped = g_bytes_new_static (frame, sizeof frame);
  g_autoptr (GBytes) content = make_zstd (TEXT, strlen (TEXT));
  g_autoptr (GBytes) all = bytes_join (skipped, content);
  g_autoptr (Walked) walked = walk_bytes (zstd (), all);

  walked_assert_clean (walked, 1);
  walked_assert_text (walked, "content", TEXT);
  g_assert_true (zstd ()->recognise (g_bytes_get_data (all, NULL), g_bytes_get_size (all)));
  g_assert_false (zstd ()->recognise (g_bytes_get_data (skipped, NULL), g_bytes_get_size (skipped)));
}

static void
test_recognise (void)
{
  g_autoptr (GBytes) gz = make_gzip (TEXT, strlen (TEXT), 0);
  g_autoptr (GBytes) zst = make_zstd (TEXT, strlen (TEXT));

  g_assert_true (rc_container_choose (g_bytes_get_data (gz, NULL), g_bytes_get_size (gz)) == gzip ());
  g_assert_true (rc_container_choose (g_bytes_get_data (zst, NULL), g_bytes_get_size (zst)) == zstd ());
  g_assert_null (rc_container_choose (TEXT, strlen (TEXT)));
  g_assert_null (rc_container_choose ("", 0));
  g_assert_null (rc_container_choose ("\x1f\x8b\x08", 3));
  g_assert_null (rc_container_choose ("\x1f\x8b\x08\x80", 4));
  g_assert_null (rc_container_choose ("\x28\xb5\x2f", 3));
}

int
main (int   argc,
      char *argv[])
{
  const struct { const char *name; GTestDataFunc func; } both[] = {
    { "one", test_one }, { "several", test_several }, { "empty", test_empty }, { "large", test_large },
    { "trailing", test_trailing }, { "checksum", test_checksum }, { "cut", test_cut }, { "C11/bomb", test_bomb },
    { "small-ratio", test_small_ratio }, { "budget", test_budget }, { "no-members-left", test_no_members_left },
    { "callback-fails", test_callback_fails }, { "hardened", test_hardened },
  };

  g_test_init (&argc, &argv, NULL);
  rc_importers_register_all ();

  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      g_autofree char *gzip_path = g_strconcat ("/container-gzip/", both[i].name, NULL);
      g_autofree char *zstd_path = g_strconcat ("/container-zstd/", both[i].name, NULL);

      g_test_add_data_func (gzip_path, "gzip", both[i].func);
      g_test_add_data_func (zstd_path, "zstd", both[i].func);
    }

  g_test_add_func ("/container-gzip/names", test_names);
  g_test_add_func ("/container-gzip/modified", test_modified);
  g_test_add_func ("/container-zstd/window", test_zstd_window);
  g_test_add_func ("/container-zstd/skippable", test_zstd_skippable);
  g_test_add_func ("/container-gzip/recognise", test_recognise);

  return g_test_run ();
}
