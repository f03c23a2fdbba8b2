/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/declaration/declaration-lint.h"
#include "core/declaration/declaration-text.h"
#include "core/declaration/declaration-xml.h"
#include "core/law/law.h"
#include "demo-case.h"

#define SYSTEM "KreditCheck"

static GPtrArray *
lint (const RcDeclaration *declaration,
      RcCase              *case_file,
      RcRecordReader      *reader,
      gboolean             is_signed)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *lints = rc_declaration_lint (declaration, case_file, reader, is_signed, &error);

  g_assert_no_error (error);
  return lints;
}

static const RcLint *
find (GPtrArray  *lints,
      const char *id)
{
  for (guint i = 0; i < lints->len; i++)
    {
      const RcLint *one = g_ptr_array_index (lints, i);

      if (strcmp (one->id, id) == 0)
        return one;
    }
  g_error ("there is no lint %s", id);
}

/* Each requirement of the catalogue that is held against a declaration has its lint, and there is no other. */
static void
test_catalogue (void)
{
  g_autoptr (RcDeclaration) declaration = rc_declaration_new (TRUE);
  g_autoptr (GPtrArray) lints = lint (declaration, NULL, NULL, FALSE);
  const RcLaw *law = rc_law_get ();
  guint n = 0;

  for (guint i = 0; i < rc_law_count_requirements (law); i++)
    {
      const RcRequirement *requirement = rc_law_nth_requirement (law, i);

      if (!requirement->is_of_declaration || requirement->judged == RC_LAW_JUDGED_OUT_OF_SCOPE)
        continue;
      n++;
      g_assert_nonnull (find (lints, requirement->id)->expected);
    }
  g_assert_cmpuint (lints->len, ==, n);
  for (guint i = 1; i < lints->len; i++)
    g_assert_cmpstr (((const RcLint *) g_ptr_array_index (lints, i - 1))->id, <, ((const RcLint *) g_ptr_array_index (lints, i))->id);
}

/* Of a declaration that says nothing nothing passes. */
static void
test_nothing (void)
{
  g_autoptr (RcDeclaration) received = rc_declaration_new (TRUE);
  g_autoptr (RcDeclaration) own = rc_declaration_new (FALSE);
  RcDeclaration * const declarations[] = { received, own };

  for (gsize i = 0; i < G_N_ELEMENTS (declarations); i++)
    {
      g_autoptr (GPtrArray) lints = lint (declarations[i], NULL, NULL, TRUE);

      for (guint j = 0; j < lints->len; j++)
        {
          const RcLint *one = g_ptr_array_index (lints, j);

          if (one->outcome == RC_LINT_PASSED)
            g_error ("%s passed: %s", one->id, one->found);
          g_assert_nonnull (one->found);
        }
    }
}

static void
test_demo (void)
{
  g_autoptr (DemoCase) demo = demo_case_new (300, DEMO_CASE_PLAIN);
  g_autoptr (RcCase) case_file = demo_case_open (demo, TRUE);
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));
  g_autoptr (GError) error = NULL;
  g_autoptr (RcDeclaration) declaration = rc_declaration_fill (case_file, reader, SYSTEM, &error);
  g_autoptr (GPtrArray) lints = NULL;
  g_autoptr (GPtrArray) formal = NULL;

  g_assert_no_error (error);
  g_assert_true (rc_declaration_add_language (declaration, "de", TRUE, &error));
  g_assert_true (rc_declaration_add_language (declaration, "en", FALSE, &error));
  lints = lint (declaration, case_file, reader, FALSE);
  formal = rc_declaration_lint_formal (declaration, case_file, reader, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (formal->len, ==, 7);
  for (guint i = 0; i < lints->len; i++)
    {
      const RcLint *one = g_ptr_array_index (lints, i);

      g_test_message ("%s %s: %s", one->id, rc_lint_outcome_to_name (one->outcome), one->found);
    }
  g_assert_cmpint (find (lints, "DOC-1")->outcome, ==, RC_LINT_PASSED);
  g_assert_cmpint (find (lints, "DOC-8")->outcome, ==, RC_LINT_FAILED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/declaration-lint/catalogue", test_catalogue);
  g_test_add_func ("/declaration-lint/nothing", test_nothing);
  g_test_add_func ("/declaration-lint/demo", test_demo);
  return g_test_run ();
}
