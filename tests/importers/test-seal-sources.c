/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/importers.h"

#include <string.h>

#define HEX "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static const struct
{
  const char *name;
  const char *text;
  const char *importer;     /* NULL: none */
} cases[] = {
  { "SHA256SUMS", HEX "  data/a.txt\n" HEX " *b.bin\n", "digest-list" },
  { "list.txt", "SHA256 (a.txt) = " HEX "\n", "digest-list" },
  { "x.minisig",
    "untrusted comment: signature from minisign secret key\n"
    "RUQf6LRCGA9i559r3g7V1qNyJDApGip8MfqcadIgT9CuhV3EMhHoN1mGTkUidF/z7SrlQgXdy8ofjb7bNJJylDOocrCo8KLzZwo=\n"
    "trusted comment: timestamp:1635443258\tfile:test\tprehashed\n"
    "Cq8SSYvPnzIS7D0aG6eSTEKfnYCbZyTFjbqXmEEWF9xeLm4FcFWIdwVeRkmrFpmbjlo04RhjRgC4xKUzgE8RAg==\n", "signature" },
  { "head.json", "{\"system\":\"S\",\"seq\":12,\"hash\":\"" HEX "\"}\n", "chain-head" },
  { "notes.txt", "Nothing is protected here.\n", NULL },
  { "SHA256SUMS", "", NULL },
};

/* What protects other sources is recognised by content, so that people are not told it was not understood. */
static void
test_recognise (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RcSample sample = { cases[i].name, cases[i].text, strlen (cases[i].text), (gint64) strlen (cases[i].text) };
      const RcImporter *importer = rc_importer_choose (&sample);

      g_test_message ("%s", cases[i].name);
      g_assert_cmpstr (importer != NULL ? importer->id : NULL, ==, cases[i].importer);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  rc_importers_register_all ();
  g_test_add_func ("/seal-sources/recognise", test_recognise);
  return g_test_run ();
}
