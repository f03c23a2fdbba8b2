/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/words.h"
#include "importers/importers.h"
#include "kinds-case.h"
#include "reports/report.h"
#include "tests/reports/document-check.h"
#include "tests/reports/pdf-check.h"
#include "tests/reports/pdf-tools.h"

/*
 * Every kind of document in every language, from one case: sound as files, the same bytes wherever they are made, read in the order in which
 * they are written, and in no language but their own.
 */

typedef struct
{
  ImportFixture  fixture;
  char         **kinds;
  GPtrArray     *twins;      /* of GBytes */
} Kinds;

static Kinds all;

/* --- The same bytes --- */

static GBytes *
make_pdf (const RcDocument *document)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcPages) pages = rc_pages_new (document, &error);
  GBytes *pdf = pages != NULL ? rc_pages_to_pdf (pages, &error) : NULL;

  g_assert_no_error (error);
  return pdf;
}

/* A line for each document: kind, language, SHA-256 of the PDF. */
static char *
list_digests (RcCase *case_file)
{
  g_auto (GStrv) kinds = kinds_case_list ();
  const char * const *languages = rc_words_list_languages ();
  GString *list = g_string_new (NULL);

  for (guint i = 0; kinds[i] != NULL; i++)
    for (guint j = 0; languages[j] != NULL; j++)
      {
        g_autoptr (RcDocument) document = kinds_case_build (case_file, kinds[i], languages[j]);
        g_autoptr (GBytes) pdf = make_pdf (document);
        g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, pdf);

        g_string_append_printf (list, "%s %s %s\n", kinds[i], languages[j], digest);
      }
  return g_string_free (list, FALSE);
}

/* What another process does. */
static int
print_digests (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCase) case_file = NULL;
  g_autofree char *list = NULL;

  rc_importers_register_all ();
  case_file = rc_case_open (path, FALSE, &error);
  g_assert_no_error (error);
  list = list_digests (case_file);
  g_print ("%s", list);
  return 0;
}

static char *
ask_other_process (const char *zone,
                   const char *locale)
{
  g_auto (GStrv) environment = g_get_environ ();
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  char *arguments[] = { self, (char *) "--digests", all.fixture.path, NULL };
  g_autoptr (GError) error = NULL;
  char *output = NULL;
  int status;

  environment = g_environ_setenv (environment, "TZ", zone, TRUE);
  environment = g_environ_setenv (environment, "LC_ALL", locale, TRUE);
  environment = g_environ_setenv (environment, "LANGUAGE", "fr:de", TRUE);
  g_assert_true (g_spawn_sync (NULL, arguments, environment, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, &status, &error));
  g_assert_true (g_spawn_check_wait_status (status, &error));
  g_assert_no_error (error);
  return output;
}

static void
test_same_bytes (void)
{
  g_autofree char *said = ask_other_process ("Pacific/Apia", "C.UTF-8");
  g_autofree char *own = list_digests (all.fixture.case_file);
  guint n = pdf_tools_count (own, "\n");

  g_assert_cmpuint (n, ==, g_strv_length (all.kinds) * g_strv_length ((char **) rc_words_list_languages ()));
  g_assert_cmpstr (said, ==, own);
}

/* --- The order of reading --- */

/* The pages have what stands around the text besides: nothing of the tree may be missing or stand before what it follows. */
static void
check_order (const RcDocument *document,
             RcPages          *pages)
{
  g_autofree char *words = kinds_case_dup_words (document, KINDS_CASE_ALL_WORDS);
  g_autofree char *tree = pdf_tools_fold (words);
  GString *drawn = g_string_new (NULL);
  g_autofree char *folded = NULL;
  const char *at;

  for (guint i = 0; i < rc_pages_count (pages); i++)
    {
      g_autofree char *text = rc_pages_dup_text (pages, i);

      g_string_append (drawn, text);
    }
  folded = pdf_tools_fold (drawn->str);
  g_string_free (drawn, TRUE);
  /* Most of what is on the pages is the document's own text. */
  g_assert_cmpuint (strlen (tree), >, strlen (folded) / 3);
  at = folded;
  for (const char *next = tree; *next != '\0'; next = g_utf8_next_char (next))
    {
      while (*at != '\0' && g_utf8_get_char (at) != g_utf8_get_char (next))
        at = g_utf8_next_char (at);
      if (*at == '\0')
        g_test_message ("from here on: %.200s", next);
      g_assert_cmpint (*at, !=, '\0');
      at = g_utf8_next_char (at);
    }
}

/* --- Sound --- */

static void
test_sound (gconstpointer data)
{
  const char *language = data;

  for (guint i = 0; all.kinds[i] != NULL; i++)
    {
      g_autoptr (RcDocument) document = kinds_case_build (all.fixture.case_file, all.kinds[i], language);
      g_autoptr (GError) error = NULL;
      g_autoptr (RcPages) pages = rc_pages_new (document, &error);

      g_assert_no_error (error);
      g_test_message ("%s in %s: %u pages", all.kinds[i], language, rc_pages_count (pages));
      document_check_tree (document);
      document_check_boxes (pages);
      check_order (document, pages);
      g_bytes_unref (pdf_check_document (document, all.twins));
    }
}

static void
test_preflight (void)
{
  g_assert_cmpuint (all.twins->len, >, 0);
  pdf_check_preflight (all.twins);
}

/* Boxes 1 to 8 of the sheet stand on its first side. */
static void
test_one_side (gconstpointer data)
{
  g_autoptr (RcDocument) document = kinds_case_build (all.fixture.case_file, "sheet", data);
  g_autoptr (GError) error = NULL;
  g_autoptr (RcPages) pages = rc_pages_new (document, &error);

  g_assert_no_error (error);
  for (guint i = 1; i <= 8; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);

      g_assert_true (rc_pages_box_is_on_first (pages, number));
    }
}

int
main (int    argc,
      char **argv)
{
  int result;

  if (argc == 3 && strcmp (argv[1], "--digests") == 0)
    return print_digests (argv[2]);

  g_test_init (&argc, &argv, NULL);
  all.kinds = kinds_case_list ();
  all.twins = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  kinds_case_set_up (&all.fixture);
  for (const char * const *language = rc_words_list_languages (); *language != NULL; language++)
    {
      g_autofree char *sound = g_strdup_printf ("/kinds/sound-%s", *language);
      g_autofree char *side = g_strdup_printf ("/kinds/one-side-%s", *language);

      g_test_add_data_func (sound, *language, test_sound);
      g_test_add_data_func (side, *language, test_one_side);
    }
  g_test_add_func ("/kinds/preflight", test_preflight);
  g_test_add_func ("/kinds-bytes/another-process", test_same_bytes);
  result = g_test_run ();
  import_fixture_tear_down (&all.fixture, NULL);
  g_strfreev (all.kinds);
  g_ptr_array_unref (all.twins);
  return result;
}
