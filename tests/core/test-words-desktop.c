/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <locale.h>

#include "core/date-words.h"
#include "core/words.h"

/* Lays the compiled catalogue where gettext looks for it. */
static char *
make_locale_folder (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("recount-words-XXXXXX", &error);
  g_autofree char *language = g_build_filename (folder, "de", "LC_MESSAGES", NULL);
  g_autofree char *path = g_build_filename (language, GETTEXT_PACKAGE ".mo", NULL);
  g_autofree char *compiled = g_build_filename (g_getenv ("RECOUNT_CATALOGUES"), "de.mo", NULL);
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_no_error (error);
  g_assert_cmpint (g_mkdir_with_parents (language, 0700), ==, 0);
  g_file_get_contents (compiled, &bytes, &size, &error);
  g_assert_no_error (error);
  g_file_set_contents (path, bytes, (gssize) size, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&folder);
}

static void
remove_locale_folder (const char *folder)
{
  const char * const names[] = { "de/LC_MESSAGES/" GETTEXT_PACKAGE ".mo", "de/LC_MESSAGES", "de", "" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
}

static void
test_desktop (void)
{
  g_autofree char *folder = make_locale_folder ();

  g_assert_cmpstr (_("Recount case"), ==, "Recount case");
  rc_words_follow_desktop (folder);

  g_assert_cmpstr (rc_words_peek_language (), ==, "de");
  g_assert_cmpstr (_("Recount case"), ==, "Recount-Fall");
  g_assert_cmpstr (C_("in a date", "May"), ==, "Mai");
  g_assert_cmpstr (_(""), ==, "");
  g_assert_cmpstr (rc_words_plural ("%u field", "%u fields", 1), ==, "%u Feld");
  g_assert_cmpstr (rc_words_plural ("%u field", "%u fields", 2), ==, "%u Felder");
  g_assert_cmpstr (_("Nobody ever wrote this"), ==, "Nobody ever wrote this");

  g_autofree char *count = rc_count_words (41206);
  g_assert_cmpstr (count, ==, "41.206");

  /* A document goes by its own language. */
  g_assert_true (rc_words_push ("en"));
  g_assert_cmpstr (_("Recount case"), ==, "Recount case");
  g_assert_cmpstr (rc_words_plural ("%u field", "%u fields", 2), ==, "%u fields");
  rc_words_pop ();
  g_assert_true (rc_words_push ("fr"));
  g_assert_cmpstr (_("Recount case"), ==, "Dossier Recount");
  rc_words_pop ();
  g_assert_cmpstr (_("Recount case"), ==, "Recount-Fall");

  remove_locale_folder (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("LANGUAGE", "de", TRUE);
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/desktop", test_desktop);
  return g_test_run ();
}
