/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "seal-fixture.h"

#include "core/bounds.h"

#define KIND "jsf"
#define BOM "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\""

static void
judge (SealFixture *fixture,
       const char  *text)
{
  seal_fixture_write (fixture, "bom.json", text, -1);
  seal_fixture_import (fixture);
  seal_fixture_judge (fixture, NULL);
}

/* Values that are no signature at all come out as what could not be checked, not as a fault of the file, and never as passed. */
static void
test_told (SealFixture   *fixture,
           gconstpointer  data)
{
  const RcSeal *seal;

  judge (fixture, BOM ",\"declarations\":{\"signature\":{\"algorithm\":\"ES256\",\"value\":\"tqIT...\"}},\n"
         "\"signature\":{\"signers\":[{\"algorithm\":\"ES256\",\"certificatePath\":[\"MIIB...\"],\"value\":\"x\"}]}}");
  g_assert_cmpuint (seal_fixture_count_seals (fixture, KIND), ==, 1);
  seal = seal_fixture_seal (fixture, KIND, 0);
  g_assert_cmpint (rc_seal_worst (seal), ==, RC_VERDICT_UNVERIFIABLE);
  g_assert_cmpstr (seal->reason, ==, "format-unsupported");
  g_assert_true (seal_fixture_has_note (seal, "2 signatures of the JSON Signature Format"));
  g_assert_cmpuint (seal_fixture_count (fixture, NULL), ==, 0);
}

static void
test_none (SealFixture   *fixture,
           gconstpointer  data)
{
  judge (fixture, BOM ",\"properties\":[{\"name\":\"signature\",\"value\":\"\"}],\"signature\":{\"note\":\"none\"}}");
  g_assert_cmpuint (seal_fixture_count_seals (fixture, KIND), ==, 0);
}

static void
test_other_format (SealFixture   *fixture,
                   gconstpointer  data)
{
  judge (fixture, "{\"signature\":{\"algorithm\":\"ES256\",\"value\":\"x\"}}");
  g_assert_cmpuint (seal_fixture_count_seals (fixture, KIND), ==, 0);
}

/* A signature behind the bytes by which a file is known is found; one in a file too large to be read is not, which is told. */
static void
test_long (SealFixture   *fixture,
           gconstpointer  data)
{
  g_autofree char *filler = g_strnfill (GPOINTER_TO_UINT (data), ' ');
  g_autofree char *text = g_strconcat (BOM ",", filler, "\"signature\":{\"algorithm\":\"ES256\",\"value\":\"x\"}}", NULL);

  judge (fixture, text);
  g_assert_cmpuint (seal_fixture_count_seals (fixture, KIND), ==, 1);
  g_assert_cmpint (rc_seal_worst (seal_fixture_seal (fixture, KIND, 0)), ==, RC_VERDICT_UNVERIFIABLE);
}

static void
test_broken (SealFixture   *fixture,
             gconstpointer  data)
{
  judge (fixture, BOM ",\"signature\":{\"algorithm\":\"ES256\",\"value\":\"x\"}");
  g_assert_cmpuint (seal_fixture_count_seals (fixture, KIND), ==, 0);
}

#define ADD(name, data, function) \
  g_test_add (name, SealFixture, data, seal_fixture_set_up, function, seal_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/jsf/told", NULL, test_told);
  ADD ("/jsf/none", NULL, test_none);
  ADD ("/jsf/other-format", NULL, test_other_format);
  ADD ("/jsf/long", GUINT_TO_POINTER (RC_LIMIT_SAMPLE_BYTES), test_long);
  ADD ("/jsf/too-long", GUINT_TO_POINTER (RC_LIMIT_SEAL_FILE_BYTES), test_long);
  ADD ("/jsf/broken", NULL, test_broken);
  return g_test_run ();
}
