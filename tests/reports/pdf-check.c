/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/reports/pdf-check.h"

#include "tests/reports/pdf-check-parts.h"
#include "tests/reports/pdf-tools.h"

#include <string.h>

#include <glib/gstdio.h>

void
pdf_check_archival (GBytes *pdf)
{
  g_autoptr (PdfFile) file = NULL;

  if (!pdf_tools_have ("qpdf"))
    return;
  file = pdf_file_new (pdf);
  pdf_check_metadata (file);
  pdf_check_objects (file);
  pdf_check_structure (file);
}

static void
check_syntax (GBytes *pdf)
{
  g_autofree char *said = NULL;

  if (!pdf_tools_have ("qpdf"))
    return;
  said = pdf_tools_run ("qpdf", pdf, "--check @");
  g_assert_nonnull (strstr (said, "No syntax or stream encoding errors found"));
}

/* A stranger's tool reads from each page what it was meant to say, in that order; a figure's words come besides. */
static void
check_text (RcPages *pages,
            GBytes  *pdf)
{
  g_auto (GStrv) read = NULL;
  g_autofree char *all = NULL;

  if (!pdf_tools_have ("pdftotext"))
    return;
  all = pdf_tools_run ("pdftotext", pdf, "-raw @ -");
  read = g_strsplit (all, "\f", -1);
  g_assert_cmpuint (g_strv_length (read), ==, rc_pages_count (pages) + 1);
  for (guint i = 0; i < rc_pages_count (pages); i++)
    {
      g_autofree char *meant = rc_pages_dup_text (pages, i);
      g_auto (GStrv) lines = g_strsplit (meant, "\n", -1);
      g_autofree char *read_folded = pdf_tools_fold (read[i]);
      const char *at = read_folded;

      for (gsize line = 0; lines[line] != NULL; line++)
        {
          g_autofree char *folded = pdf_tools_fold (lines[line]);
          const char *found = strstr (at, folded);

          if (found == NULL)
            g_test_message ("page %u, line “%s”", i + 1, lines[line]);
          g_assert_nonnull (found);
          at = found + strlen (folded);
        }
    }
}

GBytes *
pdf_check_document (const RcDocument *document,
                    GPtrArray        *twins)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcPages) pages = rc_pages_new (document, &error);
  GBytes *pdf, *twin;

  g_assert_no_error (error);
  pdf = rc_pages_to_pdf (pages, &error);
  g_assert_no_error (error);
  check_syntax (pdf);
  pdf_check_archival (pdf);
  check_text (pages, pdf);
  if (twins != NULL)
    {
      twin = rc_pages_to_pdf_as (pages, RC_ARCHIVAL_1B, FALSE, &error);
      g_assert_no_error (error);
      g_ptr_array_add (twins, twin);
    }
  return pdf;
}

/* --- An implementation of somebody else --- */

#define JAVA_FOLDER "/usr/share/java/"

static char *
dup_class_path (void)
{
  static const char * const archives[] = { "preflight", "pdfbox2", "xmpbox", "fontbox2", "commons-logging", "javax.activation", "jaxb-api" };
  GString *path = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (archives); i++)
    {
      g_autofree char *archive = g_strconcat (JAVA_FOLDER, archives[i], ".jar", NULL);

      if (!g_file_test (archive, G_FILE_TEST_EXISTS))
        {
          g_test_skip ("PDFBox Preflight is not there");
          g_string_free (path, TRUE);
          return NULL;
        }
      g_string_append_printf (path, "%s%s", i > 0 ? ":" : "", archive);
    }
  return g_string_free (path, FALSE);
}

static void
write_twins (GPtrArray  *twins,
             const char *folder,
             gboolean    remove)
{
  for (guint i = 0; i < twins->len; i++)
    {
      g_autofree char *name = g_strdup_printf ("twin-%u.pdf", i);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GBytes *bytes = twins->pdata[i];

      if (remove)
        g_unlink (path);
      else
        g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL));
    }
}

void
pdf_check_preflight (GPtrArray *twins)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *class_path = NULL, *folder = NULL, *said = NULL, *complaints = NULL;
  const char *command[] = { "java", "-cp", NULL, "org.apache.pdfbox.preflight.Validator_A1b", "batch", NULL, NULL };
  int status;

  if (!pdf_tools_have ("java") || (class_path = dup_class_path ()) == NULL)
    return;
  folder = g_dir_make_tmp ("recount-twins-XXXXXX", &error);
  g_assert_no_error (error);
  write_twins (twins, folder, FALSE);
  command[2] = class_path;
  command[5] = folder;
  g_assert_true (g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &said, &complaints, &status, &error));
  write_twins (twins, folder, TRUE);
  g_rmdir (folder);
  if (status != 0)
    g_test_message ("%s%s", said, complaints);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  g_assert_cmpuint (pdf_tools_count (said, "is a valid PDF/A-1b file"), ==, twins->len);
}
