/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/words.h"
#include "kinds-case.h"
#include "reports/report.h"
#include "tests/reports/pdf-tools.h"

/*
 * No document in German or French says in English what the program has a translation for. The sentences are taken from the catalogues of the
 * translators themselves: an English one of three words and more, or the part of one between two places that are filled in.
 */

#define LEAST_WORDS  3
#define LEAST_LETTERS 14

typedef struct
{
  ImportFixture   fixture;
  char          **kinds;
} Kinds;

static Kinds all;

/* --- The catalogue --- */

/* The text of a line `msgid "…"` or `"…"`, its escapes undone; (transfer full) (nullable). */
static char *
dup_quoted (const char *line)
{
  const char *from = strchr (line, '"'), *to = strrchr (line, '"');
  g_autofree char *inside = from != NULL && to > from ? g_strndup (from + 1, (gsize) (to - from - 1)) : NULL;

  return inside != NULL ? g_strcompress (inside) : NULL;
}

static gboolean
is_telling (const char *part)
{
  g_auto (GStrv) words = g_strsplit (part, " ", -1);
  guint n = 0;

  for (guint i = 0; words[i] != NULL; i++)
    n += g_ascii_isalpha (*words[i]);
  return n >= LEAST_WORDS && strlen (part) >= LEAST_LETTERS;
}

/* Names of models, systems and the like are no words of a language. */
static void
add_parts (GPtrArray  *sentences,
           const char *msgid)
{
  g_autoptr (GRegex) filled = g_regex_new ("%([0-9]+\\$)?[-0-9.]*(?:ll|l)?[sduxX]|%%|\\n", 0, 0, NULL);
  g_auto (GStrv) parts = g_regex_split (filled, msgid, 0);

  for (guint i = 0; parts[i] != NULL; i++)
    if (is_telling (g_strstrip (parts[i])))
      g_ptr_array_add (sentences, pdf_tools_fold (parts[i]));
}

static void
add_entry (GPtrArray  *sentences,
           GString    *msgid,
           GString    *msgstr)
{
  if (msgid->len > 0 && strcmp (msgid->str, msgstr->str) != 0)
    add_parts (sentences, msgid->str);
  g_string_truncate (msgid, 0);
  g_string_truncate (msgstr, 0);
}

/* (element-type utf8) (transfer full): folded. */
static GPtrArray *
list_english (const char *language)
{
  g_autofree char *name = g_strconcat (language, ".po", NULL);
  g_autofree char *path = g_build_filename (g_getenv ("RECOUNT_SOURCE"), "po", name, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) msgid = g_string_new (NULL);
  g_autoptr (GString) msgstr = g_string_new (NULL);
  GString *into = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *quoted = *lines[i] != '#' ? dup_quoted (lines[i]) : NULL;

      if (g_str_has_prefix (lines[i], "msgid "))
        {
          add_entry (sentences, msgid, msgstr);
          into = msgid;
        }
      else if (g_str_has_prefix (lines[i], "msgid_plural ") || g_str_has_prefix (lines[i], "msgctxt "))
        into = NULL;
      else if (g_str_has_prefix (lines[i], "msgstr"))
        into = msgstr;
      if (quoted != NULL && into != NULL)
        g_string_append (into, quoted);
    }
  add_entry (sentences, msgid, msgstr);
  return sentences;
}

/* --- The documents --- */

static void
test_language (gconstpointer data)
{
  g_autoptr (GPtrArray) sentences = list_english (data);
  guint n_wrong = 0;

  g_assert_cmpuint (sentences->len, >, 500);
  for (guint i = 0; all.kinds[i] != NULL; i++)
    {
      g_autoptr (RcDocument) document = kinds_case_build (all.fixture.case_file, all.kinds[i], data);
      g_autofree char *text = kinds_case_dup_words (document, KINDS_CASE_OWN_WORDS);
      g_autofree char *folded = pdf_tools_fold (text);

      for (guint j = 0; j < sentences->len; j++)
        if (strstr (folded, g_ptr_array_index (sentences, j)) != NULL)
          {
            g_test_message ("%s in %s says “%s”", all.kinds[i], (const char *) data, (const char *) g_ptr_array_index (sentences, j));
            n_wrong++;
          }
    }
  g_assert_cmpuint (n_wrong, ==, 0);
}

/* The check sees what it looks for: an English document says many of the sentences. */
static void
test_english (void)
{
  g_autoptr (GPtrArray) sentences = list_english ("de");
  g_autoptr (RcDocument) document = kinds_case_build (all.fixture.case_file, "lineage", "en");
  g_autofree char *text = kinds_case_dup_words (document, KINDS_CASE_OWN_WORDS);
  g_autofree char *folded = pdf_tools_fold (text);
  guint n = 0;

  for (guint j = 0; j < sentences->len; j++)
    n += strstr (folded, g_ptr_array_index (sentences, j)) != NULL;
  g_assert_cmpuint (n, >, 30);
}

int
main (int    argc,
      char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  all.kinds = kinds_case_list ();
  kinds_case_set_up (&all.fixture);
  g_test_add_func ("/kinds-language/english", test_english);
  g_test_add_data_func ("/kinds-language/de", "de", test_language);
  g_test_add_data_func ("/kinds-language/fr", "fr", test_language);
  result = g_test_run ();
  import_fixture_tear_down (&all.fixture, NULL);
  g_strfreev (all.kinds);
  return result;
}
