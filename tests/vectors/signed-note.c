/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/vectors/vectors.h"

#include <string.h>

#include <glib/gstdio.h>

#define EXAMPLE "c2sp-example.vkey"
/* The name of the key is another than that of the log: which one it is has to be accepted with the key. */
#define SUMDB "sum.golang.org.vkey;identity=origin=go.sum database tree"
#define ROME "rome2024h1.vkey"
#define ARGON "argon2024.vkey"
#define DOCTORED "sumdb-15368405-doctored-extension-lines.note"

/* The two made-up lines behind the root are taken out again. */
static void
remove_extensions (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, DOCTORED, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GString) mended = g_string_new (NULL);
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (i != 3 && i != 4)
        g_string_append_printf (mended, "%s%s", lines[i], lines[i + 1] != NULL ? "\n" : "");
    }
  g_assert_true (g_file_set_contents (path, mended->str, -1, NULL));
}

static void
spoil_argon (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "argon2024-sth.json", NULL);
  g_autofree char *text = NULL;
  char *digit;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  digit = strstr (text, "1267285836");
  g_assert_nonnull (digit);
  digit[9] = '7';
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static const Vector vectors[] = {
  { "c2sp-example.note", NULL, EXAMPLE, "signed-note", "c2sp-example.note", "VALID" },
  { "c2sp-example.tampered.note", NULL, EXAMPLE, "signed-note", NULL, "INVALID", "signature", .case_id = "C34" },
  { "c2sp-quasimodo.note", NULL, EXAMPLE, "signed-note", NULL, "UNVERIFIABLE", "key-missing", "quasimodo.example/salvatore", "C40" },
  { "sumdb-3935567.note", NULL, SUMDB, "checkpoint", NULL, "VALID" },
  { "sumdb-6476701.note", NULL, SUMDB, "checkpoint", NULL, "VALID" },
  { "sumdb-15067302-with-unknown-cosigner.note", NULL, SUMDB, "checkpoint", NULL, "VALID", NULL,
    "1 by accepted keys, 1 by keys that nobody" },
  { "sumdb-19777102.note", NULL, SUMDB, "checkpoint", NULL, "VALID" },
  { "sumdb-52544510.note", NULL, SUMDB, "checkpoint", NULL, "VALID" },
  { "sumdb-65209736.note", NULL, SUMDB, "checkpoint", NULL, "VALID" },
  { DOCTORED, NULL, SUMDB, "checkpoint", NULL, "INVALID", "signature", .case_id = "C57" },
  { NULL, DOCTORED, SUMDB, "checkpoint", NULL, "VALID", .make = remove_extensions },
  { "sumdb-65209736-size-raised.note", NULL, SUMDB, "checkpoint", NULL, "INVALID", "signature", .case_id = "C52" },
  { "rome2024h1.checkpoint", NULL, ROME, "checkpoint", NULL, "VALID", NULL, "the name of the log in the first line is not covered" },
  { "argon2024-sth.json", NULL, ARGON, "sth", NULL, "VALID" },
  { NULL, "argon2024-sth.json", ARGON, "sth", NULL, "INVALID", "signature", .make = spoil_argon },
  { NULL, "argon2024-sth.json", NULL, "sth", NULL, "UNVERIFIABLE", "key-missing", .case_id = "C40" },
  /* A key speaks for the log of its own name, unless another was accepted with it. */
  { NULL, "sumdb-65209736.note", "sum.golang.org.vkey", "checkpoint", NULL, "UNVERIFIABLE", "key-missing" },
  { NULL, "sumdb-65209736.note", "sum.golang.org.vkey;identity=origin=another", "checkpoint", NULL, "INVALID", "identity" },
  { NULL, "sumdb-65209736.note|sum.golang.org.vkey", NULL, "checkpoint", NULL, "UNVERIFIABLE", "key-in-bundle-only", "fingerprint", "C38" },
  /* Heads of one log at different sizes, without tiles or a proof between them. */
  { NULL, "sumdb-52544510.note|sumdb-65209736.note", SUMDB, "checkpoint", "65209736.note", "VALID", NULL, "consistency-not-shown" },
};

const VectorSet vectors_signed_note = { "signed-note", vectors, G_N_ELEMENTS (vectors) };
