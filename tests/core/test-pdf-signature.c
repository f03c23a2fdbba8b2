/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/bounds.h"
#include "seal-fixture.h"

#define KIND "pades"

static void
judge (SealFixture *self,
       const char  *content,
       gssize       length)
{
  seal_fixture_write (self, "statement.pdf", content, length);
  seal_fixture_import (self);
  seal_fixture_judge (self, NULL);
}

static void
test_signed (SealFixture   *self,
             gconstpointer  data)
{
  const RcSeal *seal;

  judge (self, "%PDF-1.7\n<< /Type /Sig /ByteRange [0 20 40\n 25] /Contents <00> >>\n%%EOF\n", -1);
  g_assert_cmpuint (seal_fixture_count_seals (self, KIND), ==, 1);
  seal = seal_fixture_seal (self, KIND, 0);
  g_assert_cmpint (rc_seal_worst (seal), ==, RC_VERDICT_UNVERIFIABLE);
  g_assert_cmpstr (seal->reason, ==, "format-unsupported");
  g_assert_true (seal_fixture_has_note (seal, "the bytes 0 to 20 and 40 to 65 of 72"));
  g_assert_true (seal_fixture_has_note (seal, "7 bytes stand outside"));
}

static void
test_unsigned (SealFixture   *self,
               gconstpointer  data)
{
  judge (self, "%PDF-1.7\n<< /ByteRange [0 20 40] >> << /ByteRange [a b c d] >> /ByteRange", -1);
  g_assert_cmpuint (seal_fixture_count_seals (self, KIND), ==, 0);
}

/* Two signatures, each across the end of a window. */
static void
test_large (SealFixture   *self,
            gconstpointer  data)
{
  const char *range = "/ByteRange[0 1 2 3]";
  gsize length = 3 * RC_LIMIT_BLOCK_BYTES;
  g_autofree char *content = g_malloc (length);

  memset (content, ' ', length);
  memcpy (content, "%PDF-1.7", 8);
  memcpy (content + RC_LIMIT_BLOCK_BYTES - 3, range, strlen (range));
  memcpy (content + 2 * RC_LIMIT_BLOCK_BYTES - 15, range, strlen (range));
  judge (self, content, (gssize) length);
  g_assert_cmpuint (seal_fixture_count_seals (self, KIND), ==, 2);
}

static void
test_too_many (SealFixture   *self,
               gconstpointer  data)
{
  g_autoptr (GString) content = g_string_new ("%PDF-1.7\n");

  for (guint i = 0; i < RC_LIMIT_PDF_SIGNATURES + 5; i++)
    g_string_append (content, "/ByteRange [0 1 99999999999999999 1]\n");
  judge (self, content->str, (gssize) content->len);
  g_assert_cmpuint (seal_fixture_count_seals (self, KIND), ==, RC_LIMIT_PDF_SIGNATURES + 1);
  g_assert_cmpstr (seal_fixture_seal (self, KIND, RC_LIMIT_PDF_SIGNATURES)->reason, ==, "limit(RC_LIMIT_PDF_SIGNATURES,64)");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add ("/pdf-signature/" path, SealFixture, NULL, seal_fixture_set_up, function, seal_fixture_tear_down)
  ADD ("signed", test_signed);
  ADD ("unsigned", test_unsigned);
  ADD ("large", test_large);
  ADD ("too-many", test_too_many);
#undef ADD
  return g_test_run ();
}
