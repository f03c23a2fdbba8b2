/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "core/seals/tile-entries.h"
#include "note-fixture.h"

#define ORIGIN "example.org/log"

static void
judge (SealFixture *fixture)
{
  seal_fixture_import (fixture);
  seal_fixture_judge (fixture, NULL);
}

static void
write_head (SealFixture    *fixture,
            NoteSigner     *signer,
            const char     *name,
            guint           size,
            const RcDigest *root)
{
  g_autofree char *note = note_signer_dup_note (signer, ORIGIN, size, root);

  seal_fixture_write (fixture, name, note, -1);
}

/* A log of @size entries with an accepted key. */
static void
set_up_log (SealFixture *fixture,
            NoteSigner  *signer,
            NoteLog     *log,
            guint        size)
{
  RcDigest root;

  note_signer_init (signer, ORIGIN, RC_NOTE_ED25519);
  note_signer_trust (signer, fixture, NULL, NULL, 0);
  note_log_init (log, size);
  note_log_root (log, size, &root);
  write_head (fixture, signer, "checkpoint", size, &root);
  note_log_write (log, fixture, "", size, FALSE);
}

static void
spoil (SealFixture *fixture,
       const char  *name,
       gsize        place)
{
  g_autofree char *path = g_build_filename (fixture->folder, "evidence", name, NULL);
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_cmpuint (place, <, length);
  content[place] ^= 1;
  seal_fixture_write (fixture, name, content, (gssize) length);
}

static void
take_away (SealFixture *fixture,
           const char  *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, "evidence", name, NULL);

  g_assert_cmpint (g_remove (path), ==, 0);
}

/* --- Whole logs --- */

static void
test_sizes (SealFixture   *fixture,
            gconstpointer  data)
{
  guint size = GPOINTER_TO_UINT (data);
  g_auto (NoteSigner) signer = { 0 };
  g_auto (NoteLog) log = { 0 };
  const RcSeal *seal;

  set_up_log (fixture, &signer, &log, size);
  judge (fixture);
  seal = seal_fixture_seal (fixture, "tlog-tiles", 0);
  g_assert_cmpint (rc_seal_worst (seal), ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal->checked, ==, size);
  g_assert_cmpint (seal->total, ==, size);
  g_assert_cmpint (seal_fixture_protection (fixture, "tlog-tiles", size < 256 ? "tile/entries/000.p/200" : "tile/entries/000", 1), ==,
                   RC_VERDICT_VALID);
}

static const struct
{
  const char *spoiled;
  gsize       place;
  const char *absent;
  RcVerdict   worst;
  const char *reason;
  const char *exception;
} faults[] = {
  /* C56: the entry's text, under tiles as they were. */
  { "tile/entries/001", 2, NULL, RC_VERDICT_INVALID, "digest", RC_EXCEPTION_DIGEST_MISMATCH },
  /* A leaf: its entry and the tile above do not fit any more. */
  { "tile/0/001", 2, NULL, RC_VERDICT_INVALID, "digest", RC_EXCEPTION_DIGEST_MISMATCH },
  { "tile/1/000.p/2", 2, NULL, RC_VERDICT_INVALID, "digest", RC_EXCEPTION_PROOF_INVALID },
  { "tile/0/002.p/88", 2, NULL, RC_VERDICT_INVALID, "digest", RC_EXCEPTION_PROOF_INVALID },
  { NULL, 0, "tile/entries/001", RC_VERDICT_INCOMPLETE, NULL, RC_EXCEPTION_LISTED_ABSENT },
  /* Without the lowest tile the hash of the level above stands for it, and the entries for the leaves. */
  { NULL, 0, "tile/0/001", RC_VERDICT_VALID, NULL, NULL },
  { NULL, 0, "tile/1/000.p/2", RC_VERDICT_VALID, NULL, NULL },
  { NULL, 0, "checkpoint", RC_VERDICT_UNANCHORED, NULL, NULL },
  /* The length before an entry. */
  { "tile/entries/001", 0, NULL, RC_VERDICT_MALFORMED, "format", RC_EXCEPTION_SEAL_MALFORMED },
};

static void
test_fault (SealFixture   *fixture,
            gconstpointer  data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_auto (NoteSigner) signer = { 0 };
  g_auto (NoteLog) log = { 0 };
  const RcSeal *seal;

  set_up_log (fixture, &signer, &log, 600);
  if (faults[i].spoiled != NULL)
    spoil (fixture, faults[i].spoiled, faults[i].place);
  if (faults[i].absent != NULL)
    take_away (fixture, faults[i].absent);
  judge (fixture);
  seal = seal_fixture_seal (fixture, "tlog-tiles", 0);
  g_assert_cmpint (rc_seal_worst (seal), ==, faults[i].worst);
  if (faults[i].reason != NULL)
    g_assert_cmpstr (seal->reason, ==, faults[i].reason);
  g_assert_cmpuint (faults[i].exception != NULL ? seal_fixture_count (fixture, faults[i].exception) : 1, >=, 1);
}

/* C56: only the bundle with the altered entry loses its cover. */
static void
test_named_entry (SealFixture   *fixture,
                  gconstpointer  data)
{
  g_auto (NoteSigner) signer = { 0 };
  g_auto (NoteLog) log = { 0 };
  const RcException *exception;

  set_up_log (fixture, &signer, &log, 600);
  spoil (fixture, "tile/entries/001", 2 + 11 + 2);
  judge (fixture);
  exception = seal_fixture_exception (fixture, RC_EXCEPTION_DIGEST_MISMATCH);
  g_assert_nonnull (exception);
  g_assert_nonnull (strstr (exception->message, "Entry 257 "));
  g_assert_cmpint (exception->offset, ==, 2 + 9 + 2);
  g_assert_cmpint (seal_fixture_protection (fixture, "tlog-tiles", "tile/entries/000", 1), ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal_fixture_protection (fixture, "tlog-tiles", "tile/entries/001", 1), ==, RC_VERDICT_INVALID);
}

/* C53: the log signs the root of another size. */
static void
test_root_of_another (SealFixture   *fixture,
                      gconstpointer  data)
{
  g_auto (NoteSigner) signer = { 0 };
  g_auto (NoteLog) log = { 0 };
  RcDigest root;

  set_up_log (fixture, &signer, &log, 200);
  note_log_root (&log, 199, &root);
  write_head (fixture, &signer, "checkpoint", 200, &root);
  judge (fixture);
  g_assert_cmpint (rc_seal_worst (seal_fixture_seal (fixture, "checkpoint", 0)), ==, RC_VERDICT_VALID);
  g_assert_cmpint (rc_seal_worst (seal_fixture_seal (fixture, "tlog-tiles", 0)), ==, RC_VERDICT_INVALID);
  g_assert_cmpstr (seal_fixture_seal (fixture, "tlog-tiles", 0)->reason, ==, "proof");
}

/* A head that nobody signed still tells whether the tiles are those that it was made over. */
static void
test_unsigned_head (SealFixture   *fixture,
                    gconstpointer  data)
{
  gboolean is_good = GPOINTER_TO_INT (data);
  g_auto (NoteSigner) signer = { 0 };
  g_auto (NoteLog) log = { 0 };
  g_autofree char *head = NULL;
  RcDigest root;

  set_up_log (fixture, &signer, &log, 200);
  note_log_root (&log, is_good ? 200 : 199, &root);
  head = note_dup_head (ORIGIN, 200, &root);
  seal_fixture_write (fixture, "checkpoint", head, -1);
  judge (fixture);
  g_assert_cmpint (rc_seal_worst (seal_fixture_seal (fixture, "tlog-tiles", 0)), ==, is_good ? RC_VERDICT_UNSIGNED : RC_VERDICT_INVALID);
}

/* Narrower tiles of earlier days, and heads of them. */
static void
test_grown (SealFixture   *fixture,
            gconstpointer  data)
{
  g_auto (NoteSigner) signer = { 0 };
  g_auto (NoteLog) log = { 0 };
  const RcSeal *seal;
  RcDigest root;

  set_up_log (fixture, &signer, &log, 600);
  note_log_write (&log, fixture, "", 300, FALSE);
  note_log_write (&log, fixture, "", 20, FALSE);
  note_log_root (&log, 300, &root);
  write_head (fixture, &signer, "checkpoint.300", 300, &root);
  note_log_root (&log, 20, &root);
  write_head (fixture, &signer, "checkpoint.20", 20, &root);
  judge (fixture);
  seal = seal_fixture_seal (fixture, "tlog-tiles", 0);
  g_assert_cmpint (rc_seal_worst (seal), ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal->checked, ==, 600);
  g_assert_true (seal_fixture_has_note (seal, "2, of which 2 are shown"));
  for (guint i = 0; i < 3; i++)
    g_assert_false (seal_fixture_has_note (seal_fixture_seal (fixture, "checkpoint", i), "consistency-not-shown"));
}

static void
test_narrower_differs (SealFixture   *fixture,
                       gconstpointer  data)
{
  g_auto (NoteSigner) signer = { 0 };
  g_auto (NoteLog) log = { 0 };

  set_up_log (fixture, &signer, &log, 200);
  note_log_write (&log, fixture, "", 20, TRUE);
  spoil (fixture, "tile/0/000.p/20", 33);
  judge (fixture);
  g_assert_cmpint (rc_seal_worst (seal_fixture_seal (fixture, "tlog-tiles", 0)), ==, RC_VERDICT_INVALID);
  g_assert_cmpint (seal_fixture_exception (fixture, RC_EXCEPTION_DIGEST_MISMATCH)->source, ==,
                   seal_fixture_source (fixture, "tile/0/000.p/20"));
}

/* Entries behind the head are there, and nothing vouches for them. */
static void
test_behind_head (SealFixture   *fixture,
                  gconstpointer  data)
{
  g_auto (NoteSigner) signer = { 0 };
  g_auto (NoteLog) log = { 0 };
  const RcSeal *seal;
  RcDigest root;

  set_up_log (fixture, &signer, &log, 600);
  note_log_root (&log, 250, &root);
  write_head (fixture, &signer, "checkpoint", 250, &root);
  judge (fixture);
  seal = seal_fixture_seal (fixture, "tlog-tiles", 0);
  g_assert_cmpint (seal->integrity, ==, RC_VERDICT_VALID);
  g_assert_true (seal_fixture_has_note (seal, "which nothing vouches for"));
  g_assert_cmpint (seal_fixture_protection (fixture, "tlog-tiles", "tile/entries/000", 1), ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal_fixture_protection (fixture, "tlog-tiles", "tile/entries/001", 1), ==, RC_VERDICT_NOT_COVERED);
}

/* C69: a tree whose odd last node is hashed with itself is told as what it is, for both lists that have its root. */
static void
test_duplicate_odd (SealFixture   *fixture,
                    gconstpointer  data)
{
  gboolean is_repeated = GPOINTER_TO_INT (data);
  g_auto (NoteSigner) signer = { 0 };
  g_auto (NoteLog) log = { 0 };
  const RcSeal *seal;
  RcDigest root;

  note_signer_init (&signer, ORIGIN, RC_NOTE_ED25519);
  note_signer_trust (&signer, fixture, NULL, NULL, 0);
  note_log_init (&log, 6);
  if (is_repeated)
    {
      g_array_append_val (log.leaves, g_array_index (log.leaves, RcDigest, 5));
      g_ptr_array_add (log.entries, g_strdup ("entry 5"));
    }
  else
    {
      g_array_set_size (log.leaves, 5);
    }
  rc_tree_root_duplicate_odd ((const RcDigest *) log.leaves->data, log.leaves->len, &root);
  write_head (fixture, &signer, "checkpoint", log.leaves->len, &root);
  note_log_write (&log, fixture, "", log.leaves->len, FALSE);
  judge (fixture);
  seal = seal_fixture_seal (fixture, "tlog-tiles", 0);
  g_assert_cmpint (rc_seal_worst (seal), ==, RC_VERDICT_WEAK);
  g_assert_true (seal_fixture_has_note (seal, "duplicate-odd"));
  g_assert_cmpint (seal_fixture_has_note (seal, "DUPLICATE"), ==, is_repeated);
}

/* A folder of that name which is no log. */
static void
test_another_tile (SealFixture   *fixture,
                   gconstpointer  data)
{
  seal_fixture_write (fixture, "map/tile/8/000", "a picture of a map", -1);
  seal_fixture_write (fixture, "map/tile/data/000", "x", -1);
  judge (fixture);
  g_assert_cmpuint (seal_fixture_count_seals (fixture, "tlog-tiles"), ==, 0);
}

/* --- Names --- */

static const struct
{
  const char *name;
  gboolean    is_tile;
  RcTileKind  kind;
  guint       level;
  guint64     index;
  guint       width;
} names[] = {
  { "log/tile/0/000", TRUE, RC_TILE_HASHES, 0, 0, 256 },
  { "tile/3/x001/x234/067", TRUE, RC_TILE_HASHES, 3, 1234067, 256 },
  { "tile/0/x001/234.p/7", TRUE, RC_TILE_HASHES, 0, 1234, 7 },
  { "a.zip!tile/entries/000.p/255", TRUE, RC_TILE_ENTRIES, 0, 0, 255 },
  { "tile/data/x001/002", TRUE, RC_TILE_CERTIFICATES, 0, 1002, 256 },
  { "tile/8/0/000", TRUE, RC_TILE_HASHES, 0, 0, 256 },
  { "tile/8/data/x123/456", TRUE, RC_TILE_RECORDS, 0, 123456, 256 },
  { "tile/7/000", TRUE, RC_TILE_HASHES, 7, 0, 256 },
  { "tile/8/000", FALSE, 0, 0, 0, 0 },
  { "tile/0/000.p/256", FALSE, 0, 0, 0, 0 },
  { "tile/0/000.p/0", FALSE, 0, 0, 0, 0 },
  { "tile/0/000.p/07", FALSE, 0, 0, 0, 0 },
  { "tile/0/00", FALSE, 0, 0, 0, 0 },
  { "tile/0/001/002", FALSE, 0, 0, 0, 0 },
  { "tile/0/x001", FALSE, 0, 0, 0, 0 },
  { "tile/0/x999/x999/x999/x999/x999/x999/999", FALSE, 0, 0, 0, 0 },
  { "textile/0/000", FALSE, 0, 0, 0, 0 },
  { "tile/", FALSE, 0, 0, 0, 0 },
};

static void
test_names (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      RcTilePath path;
      gsize folder;

      g_test_message ("%s", names[i].name);
      g_assert_cmpint (rc_tile_path_parse (names[i].name, &path, &folder), ==, names[i].is_tile);
      if (!names[i].is_tile)
        continue;
      g_assert_cmpint (path.kind, ==, names[i].kind);
      g_assert_cmpuint (path.level, ==, names[i].level);
      g_assert_cmpuint (path.index, ==, names[i].index);
      g_assert_cmpuint (path.width, ==, names[i].width);
    }
}

/* --- Entries --- */

/* Go's sumdb: an entry's text has its last line end, and the empty line behind it is not of it. */
static void
test_records (void)
{
  static const char text[] = "example.org/a v1.0.0 h1:x\nexample.org/a v1.0.0/go.mod h1:y\n\nexample.org/b v1.0.0 h1:z\n\n";
  const char *fault = NULL;
  g_autoptr (GArray) entries = rc_tile_entries_read (RC_TILE_RECORDS, text, strlen (text), &fault);
  const RcTileEntry *entry;

  g_assert_nonnull (entries);
  g_assert_cmpuint (entries->len, ==, 2);
  entry = &g_array_index (entries, RcTileEntry, 1);
  g_assert_cmpuint (entry->length, ==, strlen ("example.org/b v1.0.0 h1:z\n"));
  g_assert_cmpmem (text + entry->offset, entry->length, "example.org/b v1.0.0 h1:z\n", entry->length);
  g_assert_null (rc_tile_entries_read (RC_TILE_RECORDS, text, strlen (text) - 1, &fault));
  g_assert_null (rc_tile_entries_read (RC_TILE_RECORDS, "\n", 1, &fault));
}

/* static-ct-api: version and leaf type stand before the timestamped entry when it is hashed, the chain behind it does not. */
static void
test_certificates (void)
{
  static const guint8 tile[] = { 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 2, 'D', 'E', 0, 1, 9, 0, 0,
                                 0, 0, 0, 0, 0, 0, 0, 2, 0, 1, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
                                 7, 7, 7, 7, 7, 7, 0, 0, 1, 'T', 0, 0, 0, 0, 1, 'P', 0, 0 };
  guint8 leaf[1 + 2 + 18] = { 0, 0, 0 };
  const char *fault = NULL;
  g_autoptr (GArray) entries = rc_tile_entries_read (RC_TILE_CERTIFICATES, tile, sizeof tile, &fault);
  RcDigest expected;

  g_assert_nonnull (entries);
  g_assert_cmpuint (entries->len, ==, 2);
  memcpy (leaf + 3, tile, 18);
  rc_digest_compute (leaf, sizeof leaf, &expected);
  g_assert_true (rc_digest_equal (&expected, &g_array_index (entries, RcTileEntry, 0).leaf));
  for (gsize i = 21; i < sizeof tile; i++)
    {
      g_autoptr (GArray) cut = rc_tile_entries_read (RC_TILE_CERTIFICATES, tile, i, &fault);

      g_assert_null (cut);
    }
}

#define ADD(name, function, data) g_test_add ("/tlog/" name, SealFixture, data, seal_fixture_set_up, function, seal_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("size-200", test_sizes, GUINT_TO_POINTER (200));
  ADD ("size-256", test_sizes, GUINT_TO_POINTER (256));
  ADD ("size-257", test_sizes, GUINT_TO_POINTER (257));
  ADD ("size-1000", test_sizes, GUINT_TO_POINTER (1000));
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *name = g_strdup_printf ("/tlog/fault-%u", i);

      g_test_add (name, SealFixture, GUINT_TO_POINTER (i), seal_fixture_set_up, test_fault, seal_fixture_tear_down);
    }
  ADD ("C56/named-entry", test_named_entry, NULL);
  ADD ("C53/root-of-another", test_root_of_another, NULL);
  ADD ("unsigned-head", test_unsigned_head, GINT_TO_POINTER (TRUE));
  ADD ("unsigned-head-another", test_unsigned_head, GINT_TO_POINTER (FALSE));
  ADD ("grown", test_grown, NULL);
  ADD ("narrower-differs", test_narrower_differs, NULL);
  ADD ("behind-head", test_behind_head, NULL);
  ADD ("C69/duplicate-odd", test_duplicate_odd, GINT_TO_POINTER (FALSE));
  ADD ("C69/duplicate-odd-repeated", test_duplicate_odd, GINT_TO_POINTER (TRUE));
  ADD ("another-tile", test_another_tile, NULL);
  g_test_add_func ("/tlog/names", test_names);
  g_test_add_func ("/tlog/records", test_records);
  g_test_add_func ("/tlog/certificates", test_certificates);
  return g_test_run ();
}
