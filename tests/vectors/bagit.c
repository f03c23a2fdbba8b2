/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib.h>

#include "tests/vectors/vectors.h"

/* The suite's own bag holds this file, which is empty; its copy here does not. */
static void
put_desktop_file (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "bag", "data", ".DS_Store", NULL);

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
}

#define BAG(folder, ...) { folder "/", folder "/=bag/", NULL, "bagit", "/bag", __VA_ARGS__ }

/* A bag carries no signature: one that the suite calls valid holds, and nobody vouches for it. */
static const Vector vectors[] = {
  BAG ("v0.96/valid/bag-in-a-bag", "UNANCHORED"),
  BAG ("v0.96/valid/bag-with-encoded-names", "UNANCHORED"),
  BAG ("v0.96/valid/bag-with-escapable-characters", "UNANCHORED"),
  BAG ("v0.96/valid/bag-with-leading-dot-slash-in-manifest", "UNANCHORED", NULL, "begin with “./”"),
  BAG ("v0.96/valid/bag-with-space", "UNANCHORED"),
  BAG ("v0.96/valid/basic-bag", "UNANCHORED"),
  BAG ("v0.96/valid/duplicate-metadata-entries", "UNANCHORED"),
  BAG ("v0.96/valid/holey-bag", "UNANCHORED"),
  BAG ("v0.97/valid/ISO-8859-1-encoded-tag-files", "UNANCHORED"),
  BAG ("v0.97/valid/UTF-16-encoded-tag-files", "UNANCHORED"),
  BAG ("v0.97/valid/bag-in-a-bag", "UNANCHORED"),
  BAG ("v0.97/valid/bag-with-encoded-names", "UNANCHORED"),
  BAG ("v0.97/valid/bag-with-escapable-characters", "UNANCHORED"),
  BAG ("v0.97/valid/bag-with-leading-dot-slash-in-manifest", "UNANCHORED", NULL, "begin with “./”"),
  BAG ("v0.97/valid/bag-with-space", "UNANCHORED"),
  BAG ("v0.97/valid/basic-bag", "UNANCHORED"),
  BAG ("v0.97/valid/duplicate-metadata-entries", "UNANCHORED"),
  BAG ("v0.97/valid/holey-bag", "UNANCHORED"),
  BAG ("v0.97/valid/minimal-bag", "UNANCHORED"),
  BAG ("v0.97/valid/uncommon-metadata-separators", "UNANCHORED"),
  BAG ("v0.97/invalid/baginfo-missing-encoding", "INVALID", NULL, "does not say how"),
  BAG ("v0.97/invalid/bom-in-bagit.txt", "MALFORMED", NULL, "byte order mark"),
  BAG ("v0.97/invalid/corrupt-data-file", "INVALID", "digest", "digest-mismatch", "C01"),
  BAG ("v0.97/invalid/corrupt-tag-file", "INVALID", "digest", "bag-info.txt", "C07"),
  BAG ("v0.97/invalid/extra-file-in-bag", "INVALID", "digest", "not-listed", "C03"),
  BAG ("v0.97/invalid/invalid-version-number", "INVALID", NULL, "two numbers"),
  BAG ("v0.97/invalid/missing-baginfo", "INCOMPLETE", NULL, "bag-info.txt", "C02"),
  BAG ("v0.97/invalid/missing-bagit.txt", "MALFORMED", NULL, "no bagit.txt"),
  BAG ("v0.97/invalid/out-of-scope-file-paths-using-dot-notation", "INVALID", "path", "nothing was read there", "C06"),
  BAG ("v0.97/invalid/same-filename-listed-twice-with-different-hashes", "AMBIGUOUS", NULL, "twice with different digests", "C05"),
  BAG ("v0.97/warning/duplicate-file-with-different-case", "UNANCHORED", NULL, "capitals", "C08"),
  BAG ("v0.97/warning/made-with-md5sum-tools", "UNANCHORED", NULL, "asterisk"),
  BAG ("v0.97/warning/relative-path", "UNANCHORED", NULL, "“./”"),
  BAG ("v0.97/warning/same-filename-listed-twice-with-the-same-hash", "UNANCHORED", NULL, "repeat an earlier one"),
  BAG ("v0.97/warning/special-system-files", "UNANCHORED", NULL, "operating system", NULL, put_desktop_file),
  BAG ("v1.0/valid/basicBag", "UNANCHORED"),
  BAG ("v1.0/invalid/notAllManifestsListAllFiles", "MALFORMED", NULL, "not-listed"),
  BAG ("v1.0/invalid/same-filename-listed-twice-with-different-hashes", "INVALID", NULL, "twice with different digests", "C05"),
  BAG ("v1.0/invalid/same-filename-listed-twice-with-the-same-hash", "INVALID", NULL, "version 1.0 forbids"),
};

/* A bag is valid when it is complete and every digest fits (RFC 8493 section 3): the suite's "invalid" says that it is one of the two not. */
const VectorSet vectors_bagit = { "bagit", vectors, G_N_ELEMENTS (vectors), .is_of_wholes = TRUE };
