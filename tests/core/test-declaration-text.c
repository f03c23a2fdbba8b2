/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/declaration/declaration-text.h"

static const char *
words (const char          *language,
       RcDeclarationTextId  id)
{
  const RcDeclarationText *text = rc_declaration_text_get (language, id);

  g_assert_nonnull (text);
  return text->words;
}

static void
assert_filled (const char *form,
               const char *expected)
{
  g_autofree char *filled = rc_declaration_text_dup_filled (form, (const char * const[]) { "number", "{date}", "date", "5 May", NULL });

  g_assert_cmpstr (filled, ==, expected);
}

static void
test_filled (void)
{
  assert_filled ("", "");
  assert_filled ("No {number} of {date}.", "No {date} of 5 May.");
  assert_filled ("{date}{date}", "5 May5 May");
  assert_filled ("{unknown} {date", "{unknown} {date");
  assert_filled ("{ {number} }{}", "{ {date} }{}");
  assert_filled ("{{date}}", "{5 May}");
}

static void
assert_day (const char *language,
            const char *day,
            const char *expected)
{
  g_autofree char *written = rc_declaration_text_dup_day (language, day);

  g_assert_cmpstr (written, ==, expected);
}

static void
test_days (void)
{
  assert_day ("de", "2026-11-30", "30. November 2026");
  assert_day ("en", "2026-11-30", "30 November 2026");
  assert_day ("fr", "2026-11-30", "30 novembre 2026");
}

/* What is no day of the calendar is never made one. */
static void
test_days_wrong (void)
{
  const char * const wrong[] = { "", "2026-02-30", "2026-13-01", "2026-00-01", "0000-01-01", "2026-1-01", "2026-11-30T00:00:00Z", "+026-11-30",
    "2026/11/30", "2026-11-3x", "30.11.2026", "{day}" };

  for (const char * const *language = rc_declaration_text_list_languages (); *language != NULL; language++)
    for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
      assert_day (*language, wrong[i], wrong[i]);
  assert_day ("xx", "2026-11-30", "2026-11-30");
}

static void
test_no_language (void)
{
  const char * const none[] = { "", "xx", "DE", "de-AT", "ru", NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (none); i++)
    {
      g_assert_null (rc_declaration_text_language_name (none[i]));
      g_assert_null (rc_declaration_text_get (none[i], RC_DECLARATION_TEXT_TITLE));
      g_assert_null (rc_declaration_text_get_law (none[i], 1));
      g_assert_false (rc_declaration_text_awaits_check (none[i]));
    }
}

static void
assert_state (const char *state,
              const char *expected)
{
  const char * const *languages = rc_declaration_text_list_of_state (state);
  g_autofree char *joined = languages != NULL ? g_strjoinv (" ", (char **) languages) : NULL;

  g_assert_cmpstr (joined, ==, expected);
}

static void
test_states (void)
{
  const char * const none[] = { "", "XX", "de", "CH", "GB", "NO", "EU", "BE ", NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (none); i++)
    assert_state (none[i], NULL);
  assert_state ("DE", "de");
  assert_state ("AT", "de");
  assert_state ("BE", "nl fr de");
  assert_state ("LU", "fr de");
  assert_state ("CY", "el");
  assert_state ("GR", "el");
  assert_state ("EL", "el");
  assert_state ("FI", "fi sv");
  assert_state ("IE", "ga en");
  assert_state ("MT", "mt en");
}

static void
test_titles (void)
{
  g_assert_cmpstr (words ("en", RC_DECLARATION_TEXT_TITLE), ==, "EU declaration of conformity");
  g_assert_cmpstr (words ("de", RC_DECLARATION_TEXT_TITLE), ==, "EU-Konformitätserklärung");
  g_assert_cmpstr (words ("fr", RC_DECLARATION_TEXT_TITLE), ==, "Déclaration UE de conformité");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/declaration-text/filled", test_filled);
  g_test_add_func ("/declaration-text/days", test_days);
  g_test_add_func ("/declaration-text/days/wrong", test_days_wrong);
  g_test_add_func ("/declaration-text/no-language", test_no_language);
  g_test_add_func ("/declaration-text/states", test_states);
  g_test_add_func ("/declaration-text/titles", test_titles);

  return g_test_run ();
}
