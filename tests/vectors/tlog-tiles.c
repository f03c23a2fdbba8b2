/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/vectors/vectors.h"

#include <string.h>

#include <glib/gstdio.h>

#define KEY "log.vkey"
#define TILES "tile/=tile/"
#define OLDER "checkpoint.0|checkpoint.1|checkpoint.2|checkpoint.3|checkpoint.4|checkpoint.5|checkpoint.6|checkpoint.7|" \
              "checkpoint.8|checkpoint.9|checkpoint.10|checkpoint.11|checkpoint.12|checkpoint.13|checkpoint.14"
#define ONLY_15 "checkpoint.15|tile/0/000.p/15=tile/0/000.p/15"
#define ENTRIES_15 "tile/entries/000.p/15=tile/entries/000.p/15"

/* The head of one size, and the log as it was then. */
#define HEAD(size) { "checkpoint." size, NULL, KEY, "checkpoint", NULL, "VALID" }
#define TILE(path, size) path size "=" path size
#define LOG(size) \
  { NULL, "checkpoint." size "|" TILE ("tile/0/000.p/", size) "|" TILE ("tile/entries/000.p/", size), KEY, "tlog-tiles", NULL, "VALID" }

/* One bit of one hash of the widest tile. */
static void
spoil_tile (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "tile/0/000.p/15", NULL);
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  content[100] ^= 4;
  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
}

static void
cut_tile (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "tile/0/000.p/15", NULL);
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_true (g_file_set_contents (path, content, (gssize) length - 1, NULL));
}

static const Vector vectors[] = {
  HEAD ("0"), HEAD ("1"), HEAD ("2"), HEAD ("3"), HEAD ("4"), HEAD ("5"), HEAD ("6"), HEAD ("7"),
  HEAD ("8"), HEAD ("9"), HEAD ("10"), HEAD ("11"), HEAD ("12"), HEAD ("13"), HEAD ("14"), HEAD ("15"),
  LOG ("1"), LOG ("2"), LOG ("3"), LOG ("4"), LOG ("5"), LOG ("6"), LOG ("7"), LOG ("8"),
  LOG ("9"), LOG ("10"), LOG ("11"), LOG ("12"), LOG ("13"), LOG ("14"), LOG ("15"),
  /* All heads and all tiles at once: each older head is the beginning of the newest. */
  { "checkpoint", "checkpoint|" OLDER "|" TILES, KEY, "checkpoint", NULL, "VALID" },
  { NULL, "checkpoint|" OLDER "|" TILES, KEY, "tlog-tiles", NULL, "VALID", NULL, "15, of which 15 are shown" },
  { "variants/checkpoint.15-root-of-14", "variants/checkpoint.15-root-of-14=checkpoint|" TILES, KEY, "checkpoint", NULL, "INVALID",
    "signature", NULL, "C53" },
  { "variants/tile/entries/000.p/15", ONLY_15 "|variants/tile/entries/000.p/15=tile/entries/000.p/15", KEY, "tlog-tiles", NULL, "INVALID",
    "digest", "Entry 14 of the log", "C56" },
  { NULL, ONLY_15 "|" ENTRIES_15, KEY, "tlog-tiles", NULL, "INVALID", NULL, "proof-invalid", .make = spoil_tile },
  { NULL, ONLY_15 "|" ENTRIES_15, KEY, "tlog-tiles", NULL, "MALFORMED", NULL, "as many hashes as its name says", .make = cut_tile },
  { NULL, ONLY_15, KEY, "tlog-tiles", NULL, "INCOMPLETE", NULL, "not all were received" },
  /* The hashes of the leaves can be made from the entries. */
  { NULL, "checkpoint.15|" ENTRIES_15, KEY, "tlog-tiles", NULL, "VALID" },
  { NULL, "checkpoint.15|tile/0/000.p/7=tile/0/000.p/7", KEY, "tlog-tiles", NULL, "INCOMPLETE", NULL, "Tiles were not received" },
  { NULL, ONLY_15 "|" ENTRIES_15, NULL, "tlog-tiles", NULL, "UNVERIFIABLE", "key-missing", .case_id = "C40" },
  { NULL, TILES, KEY, "tlog-tiles", NULL, "UNANCHORED", NULL, "No head of the log" },
};

const VectorSet vectors_tlog_tiles = { "tlog-tiles", vectors, G_N_ELEMENTS (vectors) };
