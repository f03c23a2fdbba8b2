/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/reports/pdf-check.h"
#include "tests/reports/sample-document.h"

/* The sample has one of everything that a document may have. */
static void
test_conforms (void)
{
  g_autoptr (GPtrArray) twins = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (int compact = 0; compact < 2; compact++)
    {
      g_autoptr (RcDocument) document = sample_document_new (compact);
      g_autoptr (GBytes) pdf = pdf_check_document (document, twins);
    }
  pdf_check_preflight (twins);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/archival/conforms", test_conforms);
  return g_test_run ();
}
