/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/reports/sample-document.h"

#include <string.h>

static GBytes *
set_sample (gboolean compact)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcDocument) document = sample_document_new (compact);
  g_autoptr (RcPages) pages = rc_pages_new (document, &error);
  GBytes *bytes;

  g_assert_no_error (error);
  bytes = rc_pages_to_pdf (pages, &error);
  g_assert_no_error (error);
  return bytes;
}

static void
save (const char *name,
      GBytes     *bytes)
{
  const char *folder = g_getenv ("RECOUNT_PICTURES");
  g_autofree char *path = folder != NULL ? g_build_filename (folder, name, NULL) : NULL;

  if (path != NULL)
    g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL));
}

static void
test_same_bytes (void)
{
  for (int compact = 0; compact < 2; compact++)
    {
      g_autoptr (GBytes) first = set_sample (compact);
      g_autoptr (GBytes) second = set_sample (compact);

      g_assert_true (g_bytes_equal (first, second));
      save (compact ? "sample-compact.pdf" : "sample.pdf", first);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pages/same-bytes", test_same_bytes);
  return g_test_run ();
}
