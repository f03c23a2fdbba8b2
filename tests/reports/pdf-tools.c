/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/reports/pdf-tools.h"

#include <string.h>

#include <glib/gstdio.h>

gboolean
pdf_tools_have (const char *tool)
{
  g_autofree char *path = g_find_program_in_path (tool);
  g_autofree char *reason = g_strdup_printf ("%s is not there", tool);

  if (path == NULL)
    g_test_skip (reason);
  return path != NULL;
}

/* "@" in the arguments stands for the file. */
char *
pdf_tools_run (const char *tool,
               GBytes     *pdf,
               const char *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_auto (GStrv) words = NULL;
  g_autoptr (GPtrArray) command = g_ptr_array_new ();
  char *output = NULL;
  int fd = g_file_open_tmp ("recount-XXXXXX.pdf", &path, &error), status;

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf), &error));
  words = g_strsplit (arguments, " ", -1);
  g_ptr_array_add (command, (char *) tool);
  for (gsize i = 0; words[i] != NULL; i++)
    g_ptr_array_add (command, strcmp (words[i], "@") == 0 ? path : words[i]);
  g_ptr_array_add (command, NULL);
  g_assert_true (g_spawn_sync (NULL, (char **) command->pdata, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, &status, &error));
  g_assert_true (g_spawn_check_wait_status (status, &error));
  g_assert_no_error (error);
  g_unlink (path);
  return output;
}

char *
pdf_tools_fold (const char *text)
{
  GString *folded = g_string_new (NULL);

  for (const char *cursor = text; *cursor != '\0'; cursor = g_utf8_next_char (cursor))
    {
      gunichar c = g_utf8_get_char (cursor);

      if (!g_unichar_isspace (c) && g_unichar_type (c) != G_UNICODE_FORMAT)
        g_string_append_unichar (folded, c);
    }
  return g_string_free (folded, FALSE);
}

guint
pdf_tools_count (const char *text,
                 const char *part)
{
  const char *end = text + strlen (text);
  gsize length = strlen (part);
  guint count = 0;

  /* With its length, so that no tool that watches memory measures the rest of a long text at each step. */
  for (const char *at = text; (at = memmem (at, (gsize) (end - at), part, length)) != NULL; at++)
    count++;
  return count;
}
