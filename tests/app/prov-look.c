/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writes the lineage of an inference as W3C PROV: prov-look CASE EVENT json|xml; or describes files as a crate: prov-look crate FOLDER FILE... */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include <sodium.h>

#include "core/custody.h"
#include "importers/importers.h"
#include "reports/bundle/writing/bundle-writer.h"
#include "reports/bundle/prov/prov-lineage.h"
#include "reports/bundle/ro-crate.h"

static char *
write_prov (char   **argv,
            GError **error)
{
  g_autoptr (RcCase) case_file = rc_case_open (argv[1], FALSE, error);
  g_autoptr (RcRecordReader) reader = NULL;
  g_autoptr (RcLineage) lineage = NULL;
  g_autoptr (RcProvDocument) document = NULL;
  RcEvent *event;
  RcDigest state;
  gint64 changed_us;

  if (case_file == NULL || !rc_custody_evidence_state (case_file, &state, &changed_us, error))
    return NULL;
  reader = rc_record_reader_new (rc_case_get_database (case_file));
  event = rc_event_find (case_file, reader, argv[2], error);
  lineage = event != NULL ? rc_lineage_build (case_file, event, RC_TIME_NONE, error) : NULL;
  if (lineage == NULL)
    return NULL;

  document = rc_prov_document_from_lineage (lineage, &state, "en");
  return strcmp (argv[3], "json") == 0 ? rc_prov_to_json (document) : rc_prov_to_xml (document);
}

static char *
write_crate (char   **argv,
             GError **error)
{
  const RcRoCrateTerms terms = { .name = "Bundle", .description = "Files", .identifier = "0", .published_us = 0, .version = "1" };
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);

  for (char **name = argv + 3; *name != NULL; name++)
    {
      g_autofree char *path = g_build_filename (argv[2], *name, NULL), *text = NULL;
      RcBundleFile *file = g_new0 (RcBundleFile, 1);
      gsize length;

      g_ptr_array_add (files, file);
      if (!g_file_get_contents (path, &text, &length, error))
        return NULL;
      *file = (RcBundleFile) { .path = *name, .media_type = (char *) "text/plain", .title = (char *) "A file", .bytes = length };
      rc_digest_compute (text, length, &file->sha256);
    }
  return rc_ro_crate_to_json (files, &terms);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (argc < 4)
    {
      fputs ("Usage: prov-look CASE EVENT json|xml, or prov-look crate FOLDER FILE...\n", stderr);
      return 64;
    }

  if (sodium_init () < 0)
    return 2;
  rc_importers_register_all ();
  text = strcmp (argv[1], "crate") == 0 ? write_crate (argv, &error) : write_prov (argv, &error);
  if (text == NULL)
    {
      fprintf (stderr, "prov-look: %s\n", error->message);
      return 2;
    }
  fputs (text, stdout);
  return 0;
}
