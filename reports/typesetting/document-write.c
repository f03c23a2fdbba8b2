/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/pages.h"

#include "reports/typesetting/file-write.h"

#include "core/words.h"

#include <string.h>

static gboolean
write_pdf (const RcDocument *document,
           const char       *path,
           gboolean          replace,
           GError          **error)
{
  g_autoptr (RcPages) pages = rc_pages_new (document, error);
  g_autoptr (GBytes) bytes = pages != NULL ? rc_pages_to_pdf (pages, error) : NULL;

  if (bytes == NULL)
    return FALSE;
  return rc_file_write (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), replace, error);
}

static gboolean
has_ending (const char *path,
            const char *ending)
{
  gsize length = strlen (path), ending_length = strlen (ending);

  return length > ending_length && g_ascii_strcasecmp (path + length - ending_length, ending) == 0;
}

static gboolean
check_place (const char  *path,
             gboolean     is_table,
             gboolean     replace,
             GError     **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    g_set_error (error, RC_PAGES_ERROR, RC_PAGES_ERROR_FILE, _("“%s” is a folder; a file is to be written."), shown);
  else if (is_table && !has_ending (path, ".csv"))
    g_set_error (error, RC_PAGES_ERROR, RC_PAGES_ERROR_FILE, _("The name of “%s” must end in .csv."), shown);
  else if (!is_table && !has_ending (path, ".pdf") && !has_ending (path, ".txt"))
    g_set_error (error, RC_PAGES_ERROR, RC_PAGES_ERROR_FILE, _("The name of “%s” must end in .pdf or .txt."), shown);
  else
    return replace || rc_file_check_new (path, error);
  return FALSE;
}

/**
 * rc_document_write:
 * @path: its ending says what is written: .pdf or .txt
 * @replace: whether a file that is there is replaced
 *
 * Returns: TRUE once the whole file is on the disk; otherwise what was there is there still
 */
gboolean
rc_document_write (const RcDocument  *document,
                   const char        *path,
                   gboolean           replace,
                   GError           **error)
{
  g_autofree char *text = NULL;

  if (!check_place (path, /* is_table= */ FALSE, replace, error))
    return FALSE;
  if (has_ending (path, ".pdf"))
    return write_pdf (document, path, replace, error);
  text = rc_document_to_text (document);
  return rc_file_write (path, text, strlen (text), replace, error);
}

/**
 * rc_table_write:
 * @csv: one table, see csv.h
 * @path: must end in .csv
 * @replace: whether a file that is there is replaced
 *
 * Returns: TRUE once the whole file is on the disk; otherwise what was there is there still
 */
gboolean
rc_table_write (const char  *csv,
                const char  *path,
                gboolean     replace,
                GError     **error)
{
  return check_place (path, /* is_table= */ TRUE, replace, error) && rc_file_write (path, csv, strlen (csv), replace, error);
}
