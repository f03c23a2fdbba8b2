/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/display-text.h"
#include "core/law/law.h"
#include "core/slot.h"
#include "core/words.h"

/* None of what the law asks for may be unaccounted: the list stands here by itself, so that nothing is lost from the catalogue unnoticed. */
static const char * const all_ids[] = {
  "AIA-12-1", "AIA-12-2a", "AIA-12-2b", "AIA-12-2c", "AIA-12-2t", "AIA-12-3a", "AIA-12-3b", "AIA-12-3c", "AIA-12-3d", "AIA-19-1",
  "AIA-19-2", "AIA-26-6", "AIA-21-1", "AIA-21-2", "AIA-22-3", "AIA-23-5", "AIA-74-12", "AIA-74-13", "AIA-77-1", "AIA-18-1", "AIA-18-3",
  "AIA-26-1", "AIA-26-2", "AIA-26-4", "AIA-26-5a", "AIA-26-5b", "AIA-26-7", "AIA-26-8", "AIA-26-9", "AIA-26-10", "AIA-26-11",
  "AIA-26-12", "AIA-27-1", "AIA-27-4", "AIA-14-1", "AIA-14-3", "AIA-14-4a", "AIA-14-4b", "AIA-14-4c", "AIA-14-4d", "AIA-14-4e",
  "AIA-14-5", "AIA-9-1", "AIA-9-5", "AIA-9-6", "AIA-9-9", "AIA-10-1", "AIA-10-2b", "AIA-10-2c", "AIA-10-2d", "AIA-10-2f", "AIA-10-2h",
  "AIA-10-3", "AIA-4a-1", "AIA-11-1", "AIA-13-2", "AIA-13-3f", "AIA-15-1", "AIA-15-3", "AIA-15-4", "AIA-15-5", "AIV-1a", "AIV-1b",
  "AIV-1c", "AIV-1d", "AIV-1e", "AIV-1f", "AIV-1g", "AIV-1h", "AIV-2a", "AIV-2b", "AIV-2c", "AIV-2d", "AIV-2e", "AIV-2f", "AIV-2g",
  "AIV-2h", "AIV-3", "AIV-4", "AIV-5", "AIV-6", "AIV-7", "AIV-8", "AIV-9", "AIA-17-a", "AIA-17-b", "AIA-17-c", "AIA-17-d", "AIA-17-e",
  "AIA-17-f", "AIA-17-g", "AIA-17-h", "AIA-17-i", "AIA-17-j", "AIA-17-k", "AIA-17-l", "AIA-17-m", "AIA-43-1", "AIA-43-2", "AIA-43-3",
  "AIA-43-4", "AIA-44-2", "AIA-46-1", "AIA-VI", "AIA-48-1", "AIA-48-4", "AIA-49-1", "AIA-49-2", "AIA-49-3", "AIA-49-4", "AIA-49-5",
  "AIA-6-4", "AIA-47-1a", "AIA-47-1b", "AIA-47-1c", "AIA-47-2a", "AIA-47-2b", "AIA-47-2c", "AIA-47-3", "AIA-47-4", "AIA-47-5", "DOC-1",
  "DOC-2", "DOC-3", "DOC-4", "DOC-5", "DOC-6", "DOC-7", "DOC-8", "DL-01", "DL-02", "DL-03", "DL-04", "DL-05", "DL-06", "DL-07",
  "DL-08", "DL-09", "DL-10", "DL-11", "DL-12", "DL-13", "DL-14", "DL-15", "DL-16", "DL-17", "DL-18", "DL-19", "DL-20", "AIA-20-1",
  "AIA-20-2", "AIA-72-1", "AIA-72-3", "AIA-73-2", "AIA-73-3", "AIA-73-4", "AIA-73-5", "AIA-73-6", "AIA-73-9", "AIA-75-1", "AIA-79-2",
  "AIA-86-1", "AIA-86-3", "AIA-99",
};

static gboolean
is_listed (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (all_ids); i++)
    if (strcmp (all_ids[i], id) == 0)
      return TRUE;
  return FALSE;
}

/* The spacing and the signs that the languages are set with. */
static void
assert_set_well (const char *language,
                 const char *words)
{
  const char * const of_french[] = { " :", " ;", " ?", " !", "\302\253 ", " \302\273", NULL };

  g_assert_null (strchr (words, '"'));
  g_assert_null (strchr (words, '\''));
  for (guint i = 0; strcmp (language, "fr") == 0 && of_french[i] != NULL; i++)
    if (strstr (words, of_french[i]) != NULL)
      g_error ("“%s” breaks where it must not", words);
}

static void
assert_text (const RcLawText *text,
             const char      *of)
{
  const char * const *languages = rc_words_list_languages ();

  g_assert_nonnull (text);
  for (guint i = 0; languages[i] != NULL; i++)
    {
      const char *words = rc_law_text_in (text, languages[i]);
      g_auto (GStrv) parts = words != NULL ? g_strsplit (words, "\302\240", -1) : NULL;

      if (words == NULL || *words == '\0')
        g_error ("%s has no text in “%s”", of, languages[i]);
      assert_set_well (languages[i], words);
      /* Nothing in it that the program would show by its number. */
      for (char **part = parts; *part != NULL; part++)
        {
          g_autofree char *shown = rc_display_text (*part, -1, 0);

          g_assert_cmpstr (*part, ==, shown);
        }
    }
}

static void
test_every_id (void)
{
  const RcLaw *law = rc_law_get ();

  g_assert_cmpuint (rc_law_count_requirements (law), ==, G_N_ELEMENTS (all_ids));
  for (gsize i = 0; i < G_N_ELEMENTS (all_ids); i++)
    {
      const RcRequirement *requirement = rc_law_find_requirement (law, all_ids[i]);

      if (requirement == NULL)
        g_error ("%s is not in the catalogue", all_ids[i]);
      g_assert_cmpstr (rc_law_nth_requirement (law, (guint) i)->id, ==, all_ids[i]);
    }
}

/* A judgement by records or documents has a duty holder, a date and a class of evidence; the rest has its reason. */
static void
test_accounted (void)
{
  const RcLaw *law = rc_law_get ();

  for (guint i = 0; i < rc_law_count_requirements (law); i++)
    {
      const RcRequirement *requirement = rc_law_nth_requirement (law, i);
      g_autofree char *place = rc_law_dup_place (law, requirement);

      assert_text (requirement->place, requirement->id);
      assert_text (requirement->demand, requirement->id);
      g_assert_true (g_str_has_prefix (place, "Article ") || g_str_has_prefix (place, "Annex "));
      g_assert_false (requirement->is_own);
      g_assert_nonnull (rc_law_find_date (law, requirement->section, RC_LAW_CATEGORY_ANNEX_III, rc_law_state_us (law)));
      g_assert_nonnull (rc_law_find_date (law, requirement->section, RC_LAW_CATEGORY_ANNEX_I, rc_law_state_us (law)));
      switch (requirement->judged)
        {
        case RC_LAW_JUDGED_AUTOMATIC:
          g_assert_nonnull (requirement->primitives);
          G_GNUC_FALLTHROUGH;
        case RC_LAW_JUDGED_JUDGE:
        case RC_LAW_JUDGED_DOCUMENT:
          g_assert_nonnull (requirement->evidence);
          g_assert_cmpuint (requirement->roles, !=, RC_LAW_ROLE_NONE);
          break;
        case RC_LAW_JUDGED_INFORMATION:
        case RC_LAW_JUDGED_OUT_OF_SCOPE:
          assert_text (requirement->reason, requirement->id);
          break;
        default:
          g_assert_not_reached ();
        }
    }
}

/* --- The fact sheet beside the project --- */

static void
compare_with_sheet (const char *sheet,
                    const char *pattern,
                    guint       least)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_MULTILINE | G_REGEX_OPTIMIZE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GHashTable) met = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_regex_match (regex, sheet, 0, &match);
  while (g_match_info_matches (match))
    {
      g_autofree char *id = g_match_info_fetch (match, 1);

      if (!is_listed (id))
        g_error ("%s stands in the fact sheet and not in the catalogue", id);
      g_hash_table_add (met, g_steal_pointer (&id));
      g_match_info_next (match, NULL);
    }
  g_assert_cmpuint (g_hash_table_size (met), >=, least);
}

/* Each id of a first column; its rows are where a requirement is defined. */
static void
test_fact_sheet (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("RECOUNT_SOURCE"), "..", "shared", "facts", "eu-ai-act.md", NULL);
  g_autofree char *sheet = NULL;

  if (!g_file_get_contents (path, &sheet, NULL, NULL))
    {
      g_test_skip ("the fact sheet does not lie beside the project");
      return;
    }

  compare_with_sheet (sheet, "^\\| ((?:AIA-(?:VI|[0-9]+[a-z]?(?:-[0-9a-z]+)?)|AIV-[0-9][a-z]?|DOC-[0-9]+|DL-[0-9]+)) \\|",
                      (guint) G_N_ELEMENTS (all_ids));
}

/* --- The other lists --- */

static void
test_counts (void)
{
  static const guint expected[RC_LAW_N_TERM_KINDS] = {
    [RC_LAW_TERM_AMENDMENT] = 1,
    [RC_LAW_TERM_CHANGE] = 13,
    [RC_LAW_TERM_LEGACY_RULE] = 5,
    [RC_LAW_TERM_GROUP] = 12,
    [RC_LAW_TERM_ROLE] = 11,
    [RC_LAW_TERM_EVIDENCE_CLASS] = 30,
    [RC_LAW_TERM_PRIMITIVE] = 10,
    [RC_LAW_TERM_ANNEX_ITEM] = 25,
    [RC_LAW_TERM_TIER] = 7,
    [RC_LAW_TERM_ROUTE_ATTRIBUTE] = 5,
    [RC_LAW_TERM_ROUTE] = 24,
    [RC_LAW_TERM_REGISTRATION_FIELD] = 27,
    [RC_LAW_TERM_SURPRISE_CARD] = 12,
    [RC_LAW_TERM_SEVERITY] = 5,
    [RC_LAW_TERM_FINDING_FIELD] = 15,
    [RC_LAW_TERM_REPORT_PART] = 17,
    [RC_LAW_TERM_OPEN_POINT] = 11,
  };
  const RcLaw *law = rc_law_get ();

  for (guint kind = 0; kind < RC_LAW_N_TERM_KINDS; kind++)
    {
      g_assert_cmpuint (rc_law_count_terms (law, kind), ==, expected[kind]);
      for (guint i = 0; i < expected[kind]; i++)
        {
          const RcLawTerm *term = rc_law_nth_term (law, kind, i);

          g_assert_cmpuint (term->kind, ==, kind);
          assert_text (term->name, term->id);
          if (term->detail != NULL)
            assert_text (term->detail, term->id);
        }
    }
  for (guint i = 0; i < rc_law_count_dates (law); i++)
    assert_text (rc_law_nth_date (law, i)->source, rc_law_nth_date (law, i)->id);
  g_assert_cmpuint (rc_law_count_questions (law), ==, 32);
  g_assert_cmpuint (rc_law_count_policies (law), ==, 18);
}

/* One answer of every attribute for every item of Annex III, and one for Annex I. */
static void
test_routes (void)
{
  const RcLaw *law = rc_law_get ();

  for (guint a = 0; a < rc_law_count_terms (law, RC_LAW_TERM_ROUTE_ATTRIBUTE); a++)
    {
      const char *attribute = rc_law_nth_term (law, RC_LAW_TERM_ROUTE_ATTRIBUTE, a)->id;
      g_autoptr (GHashTable) met = g_hash_table_new (g_str_hash, g_str_equal);
      guint n_annex_i = 0;

      for (guint i = 0; i < rc_law_count_terms (law, RC_LAW_TERM_ROUTE); i++)
        {
          const RcLawTerm *route = rc_law_nth_term (law, RC_LAW_TERM_ROUTE, i);

          if (strcmp (route->basis, attribute) != 0)
            continue;
          n_annex_i += route->refs == NULL;
          for (char **item = route->refs; item != NULL && *item != NULL; item++)
            g_assert_true (g_hash_table_add (met, *item));
        }
      g_assert_cmpuint (n_annex_i, ==, 1);
      g_assert_cmpuint (g_hash_table_size (met), ==, rc_law_count_terms (law, RC_LAW_TERM_ANNEX_ITEM));
    }
}

/* --- Questions --- */

static gboolean
is_slot (const char *id)
{
  for (guint i = 0; i < rc_slot_count (); i++)
    if (strcmp (rc_slot_nth (i)->id, id) == 0)
      return TRUE;
  return FALSE;
}

static void
test_questions (void)
{
  const RcLaw *law = rc_law_get ();
  g_autoptr (GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < rc_law_count_questions (law); i++)
    {
      const RcQuestion *question = rc_law_nth_question (law, i);
      g_autofree char *id = g_strdup_printf ("Q%02u", i + 1);

      g_assert_cmpstr (question->id, ==, id);
      assert_text (question->text, question->id);
      g_assert_true (g_str_has_suffix (rc_law_text_in (question->text, "en"), "?"));
      g_assert_true (g_str_has_suffix (rc_law_text_in (question->text, "fr"), "\302\240?"));
      g_assert_nonnull (question->requirements);
      for (char **slot = question->slots; slot != NULL && *slot != NULL; slot++)
        {
          if (!is_slot (*slot))
            g_error ("%s is answered by “%s”, which is no question of the lineage", question->id, *slot);
          g_hash_table_add (used, *slot);
        }
      for (char **role = question->asked; *role != NULL; role++)
        g_assert_cmpstr (rc_law_find_term (law, RC_LAW_TERM_ROLE, *role)->basis, ==, "asked");
    }
  /* Every question of the lineage is asked for by one of the inspection. */
  g_assert_cmpuint (g_hash_table_size (used), ==, rc_slot_count ());
}

/* The pack of a role holds the questions that are put to the role, and no other. */
static void
test_packs (void)
{
  const RcLaw *law = rc_law_get ();
  const char * const core[] = { "Q03", "Q06", "Q05", "Q16", "Q08", "Q11", "Q25", "Q26", NULL };

  g_assert_true (g_strv_equal ((const char * const *) rc_law_find_pack (law, "core")->questions, core));
  g_assert_cmpuint (g_strv_length (rc_law_find_pack (law, "all")->questions), ==, 32);

  for (guint i = 0; i < rc_law_count_packs (law); i++)
    {
      const RcPack *pack = rc_law_nth_pack (law, i);
      const char *role = g_str_has_prefix (pack->id, "role-") ? pack->id + strlen ("role-") : NULL;

      assert_text (pack->name, pack->id);
      for (guint q = 0; role != NULL && q < rc_law_count_questions (law); q++)
        {
          const RcQuestion *question = rc_law_nth_question (law, q);

          if (g_strv_contains ((const char * const *) question->asked, role)
              != g_strv_contains ((const char * const *) pack->questions, question->id))
            g_error ("%s and %s are not of one mind", pack->id, question->id);
        }
    }
}

/* --- Retention --- */

static void
test_policies (void)
{
  const RcLaw *law = rc_law_get ();
  const RcRetentionPolicy *logs = rc_law_find_policy (law, "RET-AIA-LOG-P");

  g_assert_cmpstr (logs->minimum, ==, "P6M");
  g_assert_cmpuint (logs->months, ==, 6);
  g_assert_cmpuint (logs->roles, ==, RC_LAW_ROLE_PROVIDER);
  g_assert_true (logs->is_duty);
  g_assert_cmpuint (rc_law_find_policy (law, "RET-AIA-DOC")->months, ==, 120);
  g_assert_cmpuint (rc_law_find_policy (law, "RET-MIFID")->alternative_months, ==, 84);
  g_assert_cmpuint (rc_law_find_policy (law, "RET-MIFID")->mark, ==, RC_LAW_MARK_MEMORY);
  g_assert_cmpuint (rc_law_find_policy (law, "RET-AIA-LOG-FIN")->months, ==, 0);
  g_assert_true (rc_law_find_policy (law, "RET-ORG-5Y")->needs_rationale);
  g_assert_false (rc_law_find_policy (law, "RET-ORG-5Y")->is_duty);
  g_assert_false (rc_law_find_policy (law, "RET-PLD")->is_duty);

  for (guint i = 0; i < rc_law_count_policies (law); i++)
    {
      const RcRetentionPolicy *policy = rc_law_nth_policy (law, i);

      g_assert_true (g_str_has_prefix (policy->id, "RET-"));
      assert_text (policy->name, policy->id);
      assert_text (policy->trigger, policy->id);
      if (policy->maximum != NULL)
        assert_text (policy->maximum, policy->id);
      if (policy->article != NULL)
        assert_text (policy->place, policy->id);
      g_assert_true (policy->months > 0 || policy->maximum != NULL || !policy->is_duty || strcmp (policy->id, "RET-AIA-HOLD") == 0);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/law-coverage/every-id", test_every_id);
  g_test_add_func ("/law-coverage/accounted", test_accounted);
  g_test_add_func ("/law-coverage/fact-sheet", test_fact_sheet);
  g_test_add_func ("/law-coverage/counts", test_counts);
  g_test_add_func ("/law-coverage/routes", test_routes);
  g_test_add_func ("/law-coverage/questions", test_questions);
  g_test_add_func ("/law-coverage/packs", test_packs);
  g_test_add_func ("/law-coverage/policies", test_policies);
  return g_test_run ();
}
