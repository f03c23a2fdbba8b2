/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "core/bounds.h"
#include "core/law/law.h"
#include "core/timestamp.h"

#define THREE(english) \
  "<text lang=\"en\">" english "</text><text lang=\"de\">" english " (de)</text><text lang=\"fr\">" english " (fr)</text>"

#define HEAD "<law xmlns=\"urn:recount:law:1\" version=\"3\" state=\"2026-09-01\" prefix=\"BANK\">"

/* Of a fictitious bank. */
#define CRITERIA \
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" \
  HEAD "\n" \
  "<name>" THREE ("Model policy of a fictitious bank") "</name>\n" \
  "<acts><act id=\"BANK-policy\" number=\"Policy 17\"><name>" THREE ("Policy 17") "</name></act></acts>\n" \
  "<sections><section id=\"BANK-3\" act=\"BANK-policy\"><name>" THREE ("Part 3") "</name></section></sections>\n" \
  "<dates><date id=\"BANK-D\" section=\"BANK-3\" category=\"any\" from=\"2026-01-01\" since=\"2025-11-01\">" \
  "<source>" THREE ("Policy 17, 9.1") "</source></date></dates>\n" \
  "<groups><group id=\"BANK-models\"><name>" THREE ("Models") "</name></group></groups>\n" \
  "<requirements>\n" \
  "<requirement id=\"BANK-3-1\" section=\"BANK-3\" group=\"BANK-models\" article=\"3.1\" roles=\"deployer\" annex=\"III-5\" " \
  "annex-except=\"III-5d\" evidence=\"E06\" primitives=\"EXISTS\" judged=\"document\">\n" \
  "<demand>" THREE ("Two persons\n   approve") "</demand></requirement>\n" \
  "</requirements>\n" \
  "<questions><question id=\"BANK-Q1\" evidence=\"E06\" requirements=\"BANK-3-1 AIA-12-1\" asked=\"model-owner\">" \
  "<name>" THREE ("Who approved?") "</name></question></questions>\n" \
  "<packs><pack id=\"BANK-P1\" questions=\"Q08 BANK-Q1\"><name>" THREE ("Own pack") "</name></pack></packs>\n" \
  "</law>\n"

static RcLaw *
load_text (const RcLaw  *base,
           const char   *text,
           GError      **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return rc_law_load_bytes (base, bytes, error);
}

static char *
replace (const char *from,
         const char *to)
{
  g_autoptr (GString) text = g_string_new (CRITERIA);

  g_assert_cmpuint (g_string_replace (text, from, to, 1), ==, 1);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* --- What is taken --- */

static void
test_merge (void)
{
  const RcLaw *ours = rc_law_get ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RcLaw) law = load_text (ours, CRITERIA, &error);
  const RcRequirement *own;
  g_autofree char *place = NULL;
  g_autofree char *wording = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (rc_law_peek_version (law), ==, "3");
  g_assert_cmpstr (rc_law_peek_prefix (law), ==, "BANK");
  g_assert_cmpstr (rc_law_text (rc_law_peek_name (law)), ==, "Model policy of a fictitious bank");

  /* What lies below comes first, and is the same. */
  g_assert_cmpuint (rc_law_count_requirements (law), ==, rc_law_count_requirements (ours) + 1);
  g_assert_true (rc_law_nth_requirement (law, 0) == rc_law_nth_requirement (ours, 0));
  g_assert_true (rc_law_find_requirement (law, "AIA-12-1") == rc_law_find_requirement (ours, "AIA-12-1"));
  g_assert_null (rc_law_find_requirement (ours, "BANK-3-1"));

  own = rc_law_nth_requirement (law, rc_law_count_requirements (ours));
  g_assert_true (own == rc_law_find_requirement (law, "BANK-3-1"));
  g_assert_true (own->is_own);
  g_assert_cmpstr (rc_law_text (own->demand), ==, "Two persons approve");
  g_assert_true (rc_requirement_concerns (own, "III-5a"));
  g_assert_false (rc_requirement_concerns (own, "III-5d"));
  place = rc_law_dup_place (law, own);
  wording = rc_law_dup_wording (law, own);
  g_assert_cmpstr (place, ==, "Policy 17, 3.1");
  g_assert_cmpstr (wording, ==, "Policy 17");
  g_assert_cmpint (rc_law_requirement_applies_from (law, own, RC_LAW_CATEGORY_ANNEX_III, rc_law_state_us (law)), !=, RC_TIME_NONE);
  g_assert_cmpuint (g_strv_length (rc_law_find_pack (law, "BANK-P1")->questions), ==, 2);
  g_assert_true (rc_law_find_question (law, "BANK-Q1")->is_own);
}

/* Criteria over criteria. */
static void
test_stack (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcLaw) bank = load_text (rc_law_get (), CRITERIA, &error);
  g_autoptr (GString) text = g_string_new (CRITERIA);
  g_autoptr (RcLaw) group = NULL;
  g_autoptr (RcLaw) again = NULL;

  g_assert_no_error (error);
  g_string_replace (text, "BANK", "GROUP", 0);
  group = load_text (bank, text->str, &error);
  g_assert_no_error (error);
  g_assert_nonnull (rc_law_find_requirement (group, "BANK-3-1"));
  g_assert_nonnull (rc_law_find_requirement (group, "GROUP-3-1"));
  g_assert_cmpuint (rc_law_count_packs (group), ==, rc_law_count_packs (rc_law_get ()) + 2);

  again = load_text (group, CRITERIA, &error);
  g_assert_error (error, RC_LAW_ERROR, RC_LAW_ERROR_REFERENCE);
  g_assert_null (again);
}

/* What steers a terminal or turns the reading direction is shown by its number. */
static void
test_foreign_characters (void)
{
  g_autofree char *text = replace ("Policy 17, 9.1", "Policy \342\200\256 17");
  g_autoptr (GError) error = NULL;
  g_autoptr (RcLaw) law = load_text (rc_law_get (), text, &error);
  const RcLawDate *date;

  g_assert_no_error (error);
  date = rc_law_nth_date (law, rc_law_count_dates (law) - 1);
  g_assert_null (strstr (rc_law_text (date->source), "\342\200\256"));
  g_assert_nonnull (strstr (rc_law_text (date->source), "202E"));
}

static void
test_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("recount-law-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "criteria.xml", NULL);
  g_autoptr (RcLaw) law = NULL;
  g_autoptr (RcLaw) absent = NULL;
  g_autoptr (RcLaw) not_a_file = NULL;

  g_assert_no_error (error);
  absent = rc_law_load_file (rc_law_get (), path, &error);
  g_assert_error (error, RC_LAW_ERROR, RC_LAW_ERROR_READ);
  g_clear_error (&error);
  not_a_file = rc_law_load_file (rc_law_get (), folder, &error);
  g_assert_error (error, RC_LAW_ERROR, RC_LAW_ERROR_READ);
  g_clear_error (&error);

  g_file_set_contents (path, CRITERIA, -1, &error);
  g_assert_no_error (error);
  law = rc_law_load_file (rc_law_get (), path, &error);
  g_assert_no_error (error);
  g_clear_pointer (&law, rc_law_free);

  g_file_set_contents (path, "<law>", -1, &error);
  g_assert_no_error (error);
  law = rc_law_load_file (rc_law_get (), path, &error);
  g_assert_error (error, RC_LAW_ERROR, RC_LAW_ERROR_MALFORMED);
  g_assert_true (g_str_has_prefix (error->message, path));

  g_remove (path);
  g_rmdir (folder);
}

/* --- What is refused --- */

typedef struct
{
  const char *name;
  const char *from;
  const char *to;
  RcLawError  code;
  const char *says;           /* in the message */
} Spoiled;

static const Spoiled spoiled_ones[] = {
  /* By the schema */
  { "language-missing", "<text lang=\"de\">Part 3 (de)</text>", "", RC_LAW_ERROR_INVALID, "line 5: " },
  { "language-twice", "<text lang=\"de\">Part 3 (de)</text>", "<text lang=\"fr\">Part 3 (de)</text>", RC_LAW_ERROR_INVALID, "'fr'" },
  { "language-unknown", "<text lang=\"de\">Part 3 (de)</text>", "<text lang=\"it\">Part 3 (de)</text>", RC_LAW_ERROR_INVALID, "'it'" },
  { "text-empty", "<text lang=\"de\">Part 3 (de)</text>", "<text lang=\"de\"> </text>", RC_LAW_ERROR_INVALID, "minLength" },
  { "judged-unknown", "judged=\"document\"", "judged=\"passed\"", RC_LAW_ERROR_INVALID, "'passed'" },
  { "judged-missing", " judged=\"document\"", "", RC_LAW_ERROR_INVALID, "'judged' is required" },
  { "role-unknown", "roles=\"deployer\"", "roles=\"user\"", RC_LAW_ERROR_INVALID, "'user'" },
  { "day-impossible", "from=\"2026-01-01\"", "from=\"2026-02-30\"", RC_LAW_ERROR_INVALID, "2026-02-30" },
  { "day-with-zone", "from=\"2026-01-01\"", "from=\"2026-01-01Z\"", RC_LAW_ERROR_INVALID, "2026-01-01Z" },
  { "category-unknown", "category=\"any\"", "category=\"all\"", RC_LAW_ERROR_INVALID, "'all'" },
  { "element-unknown", "<packs>", "<script/><packs>", RC_LAW_ERROR_INVALID, "script" },
  { "attribute-unknown", "article=\"3.1\"", "article=\"3.1\" verdict=\"MET\"", RC_LAW_ERROR_INVALID, "'verdict'" },
  { "id-twice", "id=\"BANK-P1\"", "id=\"BANK-Q1\"", RC_LAW_ERROR_INVALID, "'BANK-Q1'" },
  { "id-odd", "id=\"BANK-P1\"", "id=\"BANK P1\"", RC_LAW_ERROR_INVALID, "pattern" },
  { "other-namespace", "urn:recount:law:1", "urn:recount:law:2", RC_LAW_ERROR_INVALID, "line 2: the root" },
  { "schema-of-its-own", "version=\"3\"",
    "version=\"3\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"urn:x file:///etc/passwd\"",
    RC_LAW_ERROR_INVALID, "names a schema of its own" },
  /* As XML */
  { "document-type", "<law ", "<!DOCTYPE law [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><law ", RC_LAW_ERROR_MALFORMED, "document type" },
  { "entity-unknown", "Policy 17 (de)", "Policy &e; (de)", RC_LAW_ERROR_MALFORMED, "line 4: is no well-formed" },
  { "cut", "</packs>\n</law>\n", "</packs>\n", RC_LAW_ERROR_MALFORMED, "well-formed" },
  /* By what it refers to */
  { "evidence-absent", "evidence=\"E06\" primitives", "evidence=\"E99\" primitives", RC_LAW_ERROR_REFERENCE,
    "BANK-3-1 names the evidence class “E99”" },
  { "section-absent", "section=\"BANK-3\" group", "section=\"BANK-4\" group", RC_LAW_ERROR_REFERENCE, "“BANK-4”" },
  { "item-absent", "annex=\"III-5\"", "annex=\"III-9\"", RC_LAW_ERROR_REFERENCE, "item of Annex III “III-9”" },
  { "exception-of-nothing", "annex=\"III-5\" ", "", RC_LAW_ERROR_REFERENCE, "takes items of Annex III out" },
  { "reason-missing", "judged=\"document\"", "judged=\"out-of-scope\"", RC_LAW_ERROR_REFERENCE, "no reason" },
  { "question-absent", "questions=\"Q08 BANK-Q1\"", "questions=\"Q33\"", RC_LAW_ERROR_REFERENCE, "question “Q33”" },
  { "role-absent", "asked=\"model-owner\"", "asked=\"janitor\"", RC_LAW_ERROR_REFERENCE, "role “janitor”" },
  { "id-of-ours", "id=\"BANK-3-1\"", "id=\"AIA-12-1\"", RC_LAW_ERROR_REFERENCE, "“AIA-12-1”" },
  { "id-foreign", "id=\"BANK-P1\"", "id=\"OTHER-P1\"", RC_LAW_ERROR_REFERENCE, "does not begin with “BANK-”" },
  { "prefix-missing", " prefix=\"BANK\"", "", RC_LAW_ERROR_REFERENCE, "no prefix" },
  { "prefix-of-ours", "prefix=\"BANK\"", "prefix=\"AIA\"", RC_LAW_ERROR_REFERENCE, "prefix “AIA” is taken" },
  { "date-of-ours", "section=\"BANK-3\" category=\"any\"", "section=\"III.2\" category=\"any\"", RC_LAW_ERROR_REFERENCE,
    "“III.2”, which is not its own" },
  { "date-of-another-category", "</dates>",
    "<date id=\"BANK-D1\" section=\"BANK-3\" category=\"annex-i\" from=\"2026-01-01\" since=\"2025-11-01\" superseded-by=\"BANK-D2\">"
    "<source>" THREE ("9.2") "</source></date><date id=\"BANK-D2\" section=\"BANK-3\" category=\"annex-iii\" from=\"2026-01-01\" since=\"2026-11-01\">"
    "<source>" THREE ("9.2") "</source></date></dates>",
    RC_LAW_ERROR_REFERENCE, "BANK-D1 is replaced by BANK-D2, which is of another" },
  { "date-of-itself", "since=\"2025-11-01\"", "since=\"2025-11-01\" superseded-by=\"BANK-D\"", RC_LAW_ERROR_REFERENCE, "not later" },
};

static void
test_spoiled (gconstpointer data)
{
  const Spoiled *spoiled = data;
  g_autofree char *text = replace (spoiled->from, spoiled->to);
  g_autoptr (GError) error = NULL;
  g_autoptr (RcLaw) law = load_text (rc_law_get (), text, &error);

  g_assert_null (law);
  g_assert_error (error, RC_LAW_ERROR, (int) spoiled->code);
  g_test_message ("%s", error->message);
  if (strstr (error->message, spoiled->says) == NULL)
    g_error ("“%s” does not say “%s”", error->message, spoiled->says);
}

static void
assert_malformed (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcLaw) law = rc_law_load_bytes (rc_law_get (), bytes, &error);

  g_assert_null (law);
  g_assert_error (error, RC_LAW_ERROR, RC_LAW_ERROR_MALFORMED);
}

static void
test_hostile_bytes (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) noise = g_bytes_new_static ("\0\377\376<", 4);
  g_autoptr (GBytes) huge = g_bytes_new_take (g_malloc0 (RC_LIMIT_CRITERIA_BYTES + 1), RC_LIMIT_CRITERIA_BYTES + 1);
  g_autoptr (GBytes) nested = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "<law>");
  nested = g_bytes_new (deep->str, deep->len);

  assert_malformed (nothing);
  assert_malformed (noise);
  assert_malformed (huge);
  assert_malformed (nested);
}

/* The schema knows other elements, which are no catalogue. */
static void
test_other_root (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcLaw) law = load_text (rc_law_get (), "<name xmlns=\"urn:recount:law:1\">" THREE ("Name") "</name>", &error);

  g_assert_null (law);
  g_assert_error (error, RC_LAW_ERROR, RC_LAW_ERROR_INVALID);
}

/* More things in a list than the schema takes. */
static void
test_many (void)
{
  g_autoptr (GString) packs = g_string_new (NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RcLaw) law = NULL;

  for (guint i = 0; i < 501; i++)
    g_string_append_printf (packs, "<pack id=\"BANK-N%u\" questions=\"Q01\"><name>" THREE ("Pack") "</name></pack>", i);
  g_string_append (packs, "</packs>");
  text = replace ("</packs>", packs->str);
  law = load_text (rc_law_get (), text, &error);
  g_assert_null (law);
  g_assert_error (error, RC_LAW_ERROR, RC_LAW_ERROR_INVALID);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/law-criteria/merge", test_merge);
  g_test_add_func ("/law-criteria/stack", test_stack);
  g_test_add_func ("/law-criteria/foreign-characters", test_foreign_characters);
  g_test_add_func ("/law-criteria/file", test_file);
  g_test_add_func ("/law-criteria/hostile-bytes", test_hostile_bytes);
  g_test_add_func ("/law-criteria/other-root", test_other_root);
  g_test_add_func ("/law-criteria/many", test_many);
  for (gsize i = 0; i < G_N_ELEMENTS (spoiled_ones); i++)
    {
      g_autofree char *path = g_strdup_printf ("/law-criteria/spoiled/%s", spoiled_ones[i].name);

      g_test_add_data_func (path, &spoiled_ones[i], test_spoiled);
    }
  return g_test_run ();
}
