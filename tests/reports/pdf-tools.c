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

gboolean
pdf_tools_try_in (const char *folder,
                  const char *format,
                  ...)
{
  g_autofree char *line = NULL;
  g_auto (GStrv) words = NULL;
  g_autoptr (GError) error = NULL;
  va_list arguments;
  int status;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  words = g_strsplit (line, " ", -1);
  g_assert_true (g_spawn_sync (folder, words, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                               NULL, NULL, NULL, NULL, &status, &error));
  g_assert_no_error (error);
  return g_spawn_check_wait_status (status, NULL);
}

void
pdf_tools_remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}
