/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <libxml/HTMLparser.h>
#include <string.h>

#include "core/words.h"
#include "report-case.h"
#include "reports/bundle/pages/check-page.h"
#include "reports/bundle/pages/index-page.h"
#include "reports/bundle/pages/page-words.h"
#include "reports/bundle/pages/start-here.h"
#include "tests/reports/bundle-facts-fixture.h"
#include "tests/reports/document-check.h"
#include "tests/reports/pdf-check.h"

#define BIDI "\xe2\x80\xae"

static const BundleFactsFlags forms[] = {
  0,
  BUNDLE_FACTS_SEALED,
  BUNDLE_FACTS_SELECTIVE | BUNDLE_FACTS_SEALED,
  BUNDLE_FACTS_BARE,
  BUNDLE_FACTS_SELECTIVE | BUNDLE_FACTS_HOSTILE,
  BUNDLE_FACTS_HOSTILE | BUNDLE_FACTS_SEALED,
};

/* --- HTML --- */

static gboolean
is_listed (const char * const *list,
           const void         *name)
{
  return g_strv_contains (list, name);
}

/* A path below the folder of the page, and nothing that a reader could take for an address of another place. */
static void
check_address (const char *address)
{
  g_assert_null (strpbrk (address, ":?#\\\"'<> \t\n"));
  g_assert_false (g_str_has_prefix (address, "//"));
  for (const char *p = address; *p != '\0'; p++)
    g_assert_true (g_ascii_isprint (*p));
}

static void
check_attribute (const xmlNode *node,
                 xmlAttr       *attribute)
{
  static const char * const names[] = { "href", "class", "lang", "charset", "name", "content", "http-equiv", "aria-hidden", NULL };
  xmlChar *value = xmlNodeGetContent ((xmlNode *) attribute);

  g_assert_true (is_listed (names, attribute->name));
  if (strcmp ((const char *) attribute->name, "href") == 0)
    {
      g_assert_cmpstr ((const char *) node->name, ==, "a");
      check_address ((const char *) value);
    }
  xmlFree (value);
}

static void
check_element (const xmlNode *node)
{
  static const char * const names[] = { "html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "a", "br", "ul", "li", "dl", "dt", "dd", "pre", "span",
                                        "div", "table", "thead", "tbody", "tr", "th", "td", NULL };

  if (node->type == XML_ELEMENT_NODE)
    {
      if (!is_listed (names, node->name))
        g_error ("an element that no page has: %s", (const char *) node->name);
      for (xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next)
        check_attribute (node, attribute);
    }
  g_assert_cmpint (node->type, !=, XML_COMMENT_NODE);
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    check_element (child);
}

/* It stands alone: nothing runs, nothing is loaded, nothing leads out of the bundle, whatever the names in it are. */
static void
check_html (const char *html)
{
  htmlDocPtr document;

  g_assert_true (g_utf8_validate (html, -1, NULL));
  g_assert_null (strstr (html, "<script"));
  g_assert_null (strstr (html, "@import"));
  g_assert_null (strstr (html, "url("));
  g_assert_null (strstr (html, "src="));
  g_assert_null (strstr (html, BIDI));
  g_assert_null (strchr (html, '\x1b'));
  document = htmlReadMemory (html, (int) strlen (html), NULL, "UTF-8", HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);
  g_assert_nonnull (document);
  check_element (xmlDocGetRootElement (document));
  xmlFreeDoc (document);
}

/* For people to look at, where a folder for pictures is named. */
static void
keep (const char       *name,
      BundleFactsFlags  flags,
      const char       *html)
{
  const char *folder = g_getenv ("RECOUNT_PICTURES");
  g_autofree char *path = g_strdup_printf ("%s/%s-%u.html", folder != NULL ? folder : "", name, flags);

  if (folder != NULL)
    g_assert_true (g_file_set_contents (path, html, -1, NULL));
}

static void
test_html (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr (BundleFactsFixture) fixture = bundle_facts_fixture_new (forms[i]);
      g_autoptr (RcGuide) guide = rc_check_page_new (fixture->facts);
      g_autofree char *index = rc_index_page_write (fixture->facts);
      g_autofree char *again = rc_index_page_write (fixture->facts);
      g_autofree char *check = rc_guide_to_html (guide);

      check_html (index);
      check_html (check);
      keep ("index", forms[i], index);
      keep ("how-to-check", forms[i], check);
      g_assert_cmpstr (index, ==, again);
      for (guint k = 0; k < fixture->files->len; k++)
        {
          g_autofree char *hex = rc_digest_dup_hex (&((RcBundleFile *) g_ptr_array_index (fixture->files, k))->sha256);

          g_assert_nonnull (strstr (index, hex));
        }
      g_assert_nonnull (strstr (index, fixture->facts->manifest));
    }
}

/* --- The text that is followed line by line --- */

static char *
dup_commands (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GString *commands = g_string_new (NULL);

  for (gsize i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], RC_GUIDE_UNIX_MARK) || g_str_has_prefix (lines[i], RC_GUIDE_WINDOWS_MARK) || g_str_has_prefix (lines[i], RC_GUIDE_PRINTED_MARK))
      g_string_append_printf (commands, "%s\n", lines[i]);
  return g_string_free (commands, FALSE);
}

static char *
dup_text (BundleFactsFlags  flags,
          const char       *language)
{
  char *text;

  g_assert_true (rc_words_push (language));
  {
    g_autoptr (BundleFactsFixture) fixture = bundle_facts_fixture_new (flags);
    g_autoptr (RcGuide) guide = rc_check_page_new (fixture->facts);

    text = rc_guide_to_text (guide);
  }
  rc_words_pop ();
  return text;
}

/* What is typed is the same in every language; words that stand around it are no commands. */
static void
test_commands (void)
{
  const char * const *languages = rc_words_list_languages ();

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *english = dup_text (forms[i], "en");
      g_autofree char *expected = dup_commands (english);

      g_assert_nonnull (strstr (expected, "$ sha256sum -c --strict --quiet manifest-sha256.txt\n"));
      g_assert_nonnull (strstr (expected, "PS> certutil -hashfile manifest-sha256.txt SHA256\n"));
      g_assert_cmpint (strstr (expected, "$ minisign -V ") != NULL, ==, (forms[i] & BUNDLE_FACTS_SEALED) != 0);
      for (gsize k = 0; languages[k] != NULL; k++)
        {
          g_autofree char *text = dup_text (forms[i], languages[k]);
          g_autofree char *commands = dup_commands (text);

          g_assert_cmpstr (commands, ==, expected);
        }
    }
}

/* Every verdict and every standing is explained, by its code too. */
static void
test_method (void)
{
  g_autofree char *text = dup_text (BUNDLE_FACTS_SEALED, "en");

  for (int i = 0; i < RC_N_VERDICTS; i++)
    {
      g_autofree char *code = g_strdup_printf ("(%s)", rc_verdict_to_code ((RcVerdict) i));

      g_assert_nonnull (strstr (text, code));
    }
  for (int i = 0; i < RC_N_STANDINGS; i++)
    {
      g_autofree char *code = g_strdup_printf ("(%s)", rc_standing_to_code ((RcStanding) i));

      g_assert_nonnull (strstr (text, code));
    }
  report_assert_says (text, "Debian 12");
  report_assert_says (text, "There is none for Windows");
}

/* --- The first page --- */

static char *
check_start (ImportFixture     *fixture,
             BundleFactsFlags   flags,
             const char        *language,
             gboolean           as_pdf)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BundleFactsFixture) made = NULL;
  g_autoptr (RcFrame) frame = NULL;
  g_autoptr (RcDocument) document = NULL;
  g_autoptr (RcPages) pages = NULL;
  g_autoptr (GBytes) pdf = NULL;
  char *text;

  g_assert_true (rc_words_push (language));
  made = bundle_facts_fixture_new (flags);
  frame = rc_frame_new (fixture->case_file, language, &error);
  g_assert_no_error (error);
  document = rc_start_here_build (made->facts, frame);
  pages = rc_pages_new (document, &error);
  g_assert_no_error (error);
  document_check (document);
  if (!(flags & BUNDLE_FACTS_HOSTILE))
    g_assert_cmpuint (rc_pages_count (pages), <=, strcmp (language, "en") == 0 ? 3 : 4);
  if (as_pdf)
    pdf = pdf_check_document (document, NULL);
  if (g_getenv ("RECOUNT_PICTURES") != NULL)
    {
      g_autofree char *path = g_strdup_printf ("%s/start-here-%u-%s.pdf", g_getenv ("RECOUNT_PICTURES"), flags, language);

      g_assert_true (rc_document_write (document, path, TRUE, &error));
    }
  text = rc_document_to_text (document);
  g_assert_null (strstr (text, BIDI));
  g_assert_null (strchr (text, '\x1b'));
  rc_words_pop ();
  return text;
}

static void
test_start (ImportFixture *fixture,
            gconstpointer  data)
{
  const char * const *languages = rc_words_list_languages ();

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    for (gsize k = 0; languages[k] != NULL; k++)
      {
        g_autofree char *text = check_start (fixture, forms[i], languages[k], k == i % 3);

        report_assert_says (text, "3b1c0000 00000000");
        report_assert_says (text, "certutil -hashfile manifest-sha256.txt SHA256");
      }
}

static void
check_before (const char *text,
              const char *first,
              const char *then)
{
  const char *place = strstr (text, first);

  g_assert_nonnull (place);
  g_assert_nonnull (strstr (place, then));
  g_assert_true (strstr (text, then) > place);
}

/* The pages and the documents stand before what only programs read, in the order in which they were written otherwise. */
static void
test_order (void)
{
  g_autoptr (BundleFactsFixture) fixture = bundle_facts_fixture_new (BUNDLE_FACTS_SEALED);
  g_autoptr (GPtrArray) files = rc_bundle_words_files (fixture->facts);
  g_autofree char *index = rc_index_page_write (fixture->facts);
  const char *list = strstr (index, ">Every file<");
  gboolean in_data = FALSE;

  g_assert_cmpuint (files->len, ==, fixture->files->len);
  for (guint i = 0; i < files->len; i++)
    {
      const char *path = ((const RcBundleFile *) g_ptr_array_index (files, i))->path;

      in_data = in_data || g_str_has_prefix (path, "data/");
      g_assert_cmpint (g_str_has_prefix (path, "data/"), ==, in_data);
    }
  g_assert_nonnull (list);
  check_before (list, "data/documents/", "data/lineages/");
  check_before (list, "data/lineages/", "data/custody.jsonl");
  check_before (index, "How sure it is", "What is in it");
}

/* What is withheld, who vouches, and where each question is answered. */
static void
test_start_says (ImportFixture *fixture,
                 gconstpointer  data)
{
  g_autofree char *extract = check_start (fixture, BUNDLE_FACTS_SELECTIVE | BUNDLE_FACTS_SEALED, "en", FALSE);
  g_autofree char *full = check_start (fixture, 0, "en", FALSE);
  g_autofree char *bare = check_start (fixture, BUNDLE_FACTS_BARE, "en", FALSE);

  report_assert_says (extract, "This is an extract of the case");
  report_assert_says (extract, "20,858 records are withheld");
  report_assert_says (extract, "26 files of the evidence are withheld whole");
  report_assert_says (extract, "1 field is left out inside of records");
  report_assert_says (extract, "only those are told that are about what is in this copy");
  report_assert_says (extract, "2 private notes");
  report_assert_says (extract, BUNDLE_FACTS_KEY);
  report_assert_says (extract, "20,889 of 20,900 records had been read again from the case: 2 differed from what came in");
  report_assert_says (extract, "Check failed: changed");
  report_assert_says (full, "Nothing of the evidence was withheld");
  report_assert_says (full, "This copy is not sealed");
  report_assert_says (full, "data/documents/integrity.pdf");
  report_assert_says (bare, "No declaration of conformity was issued from this case");
  report_assert_says (full, "1 declaration of conformity was issued: data/documents/issued.json");
  report_assert_says (extract, "Not answered by an extract");
  report_assert_says (extract, "On the sheet of the decision, box 7");
  report_assert_says (full, "In the integrity report, on its first page");
  check_before (full, "How sure it is", "What is in it");
  check_before (extract, "What is not in it", "What is in it");
  report_assert_says (full, "box 1: data/documents/000007-12-sheet.pdf");
  report_assert_says (bare, "No protection came with the evidence");
  report_assert_says (bare, "The case holds no private notes");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/bundle-pages/html", test_html);
  g_test_add_func ("/bundle-pages/commands", test_commands);
  g_test_add_func ("/bundle-pages/method", test_method);
  g_test_add_func ("/bundle-pages/order", test_order);
  g_test_add ("/bundle-pages/start", ImportFixture, NULL, import_fixture_set_up, test_start, import_fixture_tear_down);
  g_test_add ("/bundle-pages/start-says", ImportFixture, NULL, import_fixture_set_up, test_start_says, import_fixture_tear_down);

  return g_test_run ();
}
