/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/exception.h"
#include "core/seal.h"
#include "core/verdict.h"

#include <string.h>

/* The table of the design, written out again: code, exit code, group, in the order worst first. */
static const struct
{
  RcVerdict       verdict;
  const char     *code;
  int             exit_code;
  RcVerdictGroup  group;
} table[] = {
  { RC_VERDICT_INVALID, "INVALID", 1, RC_VERDICT_GROUP_FAILED },
  { RC_VERDICT_FORK, "FORK", 1, RC_VERDICT_GROUP_FAILED },
  { RC_VERDICT_ROLLBACK, "ROLLBACK", 1, RC_VERDICT_GROUP_FAILED },
  { RC_VERDICT_AMBIGUOUS, "AMBIGUOUS", 1, RC_VERDICT_GROUP_FAILED },
  { RC_VERDICT_MALFORMED, "MALFORMED", 1, RC_VERDICT_GROUP_FAILED },
  { RC_VERDICT_GAP, "GAP", 3, RC_VERDICT_GROUP_ABSENT },
  { RC_VERDICT_INCOMPLETE, "INCOMPLETE", 3, RC_VERDICT_GROUP_ABSENT },
  { RC_VERDICT_NOT_COVERED, "NOT_COVERED", 3, RC_VERDICT_GROUP_ABSENT },
  { RC_VERDICT_UNVERIFIABLE, "UNVERIFIABLE", 3, RC_VERDICT_GROUP_UNCHECKED },
  { RC_VERDICT_NOT_CHECKED, "NOT_CHECKED", 3, RC_VERDICT_GROUP_UNCHECKED },
  { RC_VERDICT_UNANCHORED, "UNANCHORED", 3, RC_VERDICT_GROUP_NOBODY_VOUCHES },
  { RC_VERDICT_WEAK, "WEAK", 3, RC_VERDICT_GROUP_NOBODY_VOUCHES },
  { RC_VERDICT_UNSIGNED, "UNSIGNED", 0, RC_VERDICT_GROUP_NOBODY_VOUCHES },
  { RC_VERDICT_ELSEWHERE, "ELSEWHERE", 0, RC_VERDICT_GROUP_UNCHECKED },
  { RC_VERDICT_ERASED, "ERASED", 0, RC_VERDICT_GROUP_ABSENT },
  { RC_VERDICT_PARTIAL, "PARTIAL", 0, RC_VERDICT_GROUP_NOTES },
  { RC_VERDICT_END_NOT_PROVEN, "END_NOT_PROVEN", 0, RC_VERDICT_GROUP_NOTES },
  { RC_VERDICT_DUPLICATE, "DUPLICATE", 0, RC_VERDICT_GROUP_NOTES },
  { RC_VERDICT_VALID, "VALID", 0, RC_VERDICT_GROUP_PASSED },
};

static void
test_table (void)
{
  g_assert_cmpuint (G_N_ELEMENTS (table), ==, RC_N_VERDICTS);

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      RcVerdict verdict = table[i].verdict;
      RcVerdict back = RC_N_VERDICTS;

      g_assert_cmpuint (verdict, ==, i);
      g_assert_cmpstr (rc_verdict_to_code (verdict), ==, table[i].code);
      g_assert_true (rc_verdict_from_code (table[i].code, &back));
      g_assert_cmpint (back, ==, verdict);
      g_assert_cmpint (rc_verdict_exit_code (verdict), ==, table[i].exit_code);
      g_assert_cmpint (rc_verdict_group (verdict), ==, table[i].group);
      g_assert_cmpuint (strlen (rc_verdict_sentence (verdict)), >, 8);
    }
}

static void
test_no_verdict (void)
{
  RcVerdict verdict = RC_VERDICT_FORK;

  g_assert_false (rc_verdict_from_code ("valid", &verdict));
  g_assert_false (rc_verdict_from_code ("", &verdict));
  g_assert_false (rc_verdict_from_code (NULL, &verdict));
  g_assert_cmpint (verdict, ==, RC_VERDICT_FORK);

  /* A value that is no verdict is never fine. */
  g_assert_cmpint (rc_verdict_exit_code (RC_N_VERDICTS), ==, 3);
  g_assert_cmpint (rc_verdict_group ((RcVerdict) -1), ==, RC_VERDICT_GROUP_UNCHECKED);
}

static void
test_worst (void)
{
  for (int a = 0; a < RC_N_VERDICTS; a++)
    {
      for (int b = 0; b < RC_N_VERDICTS; b++)
        {
          RcVerdict worst = rc_verdict_worst ((RcVerdict) a, (RcVerdict) b);

          g_assert_cmpint (worst, ==, a < b ? a : b);
          g_assert_cmpint (worst, ==, rc_verdict_worst ((RcVerdict) b, (RcVerdict) a));
        }
    }
}

static void
test_exit_codes (void)
{
  static const int worst_first[] = { 2, 1, 3, 0 };

  for (guint a = 0; a < G_N_ELEMENTS (worst_first); a++)
    {
      for (guint b = 0; b < G_N_ELEMENTS (worst_first); b++)
        g_assert_cmpint (rc_exit_code_worst (worst_first[a], worst_first[b]), ==, worst_first[MIN (a, b)]);
    }
  g_assert_cmpint (rc_exit_code_worst (64, 1), ==, 64);
}

static void
test_seal (void)
{
  g_autoptr (RcSeal) seal = rc_seal_new ("chain", "a log");

  g_assert_cmpint (rc_seal_worst (seal), ==, RC_VERDICT_NOT_CHECKED);
  seal->integrity = RC_VERDICT_VALID;
  seal->signature = RC_VERDICT_UNSIGNED;
  seal->anchor = RC_VERDICT_UNANCHORED;
  g_assert_cmpint (rc_seal_worst (seal), ==, RC_VERDICT_NOT_CHECKED);
  seal->completeness = RC_VERDICT_END_NOT_PROVEN;
  g_assert_cmpint (rc_seal_worst (seal), ==, RC_VERDICT_UNANCHORED);
  seal->completeness = RC_VERDICT_GAP;
  g_assert_cmpint (rc_seal_worst (seal), ==, RC_VERDICT_GAP);
}

static void
test_judgement (void)
{
  g_autoptr (RcJudgement) judgement = rc_judgement_new ();
  RcException *exception = rc_exception_new (RC_EXCEPTION_CHAIN_GAP, 3, 7, 700, "4", NULL, "%d records are absent", 2);

  g_assert_cmpstr (exception->message, ==, "2 records are absent");
  g_assert_cmpstr (exception->found, ==, "");
  g_assert_cmpint (rc_judgement_add_exception (judgement, exception), ==, 1);
  g_assert_cmpint (exception->id, ==, 1);
  g_assert_cmpint (rc_judgement_add_seal (judgement, rc_seal_new ("chain", "a")), ==, 1);
  g_assert_cmpint (rc_judgement_add_seal (judgement, rc_seal_new ("chain", "b")), ==, 2);

  rc_judgement_add_cover (judgement, 1, 3, 1, 4, RC_VERDICT_VALID);
  rc_judgement_add_cover (judgement, 1, 3, 5, 6, RC_VERDICT_VALID);
  rc_judgement_add_cover (judgement, 1, 3, 7, 7, RC_VERDICT_INVALID);
  rc_judgement_add_cover (judgement, 1, 4, 8, 9, RC_VERDICT_INVALID);
  rc_judgement_add_cover (judgement, 1, 4, 1, 0, RC_VERDICT_INVALID);
  g_assert_cmpuint (judgement->covers->len, ==, 3);
  g_assert_cmpuint (g_array_index (judgement->covers, RcSealCover, 0).last_record, ==, 6);

  g_assert_cmpstr (rc_exception_kind_title (RC_EXCEPTION_CHAIN_GAP), ==, "Records absent within the chain");
  g_assert_cmpstr (rc_exception_kind_title ("of-a-later-program"), ==, "of-a-later-program");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/verdict/table", test_table);
  g_test_add_func ("/verdict/no-verdict", test_no_verdict);
  g_test_add_func ("/verdict/worst", test_worst);
  g_test_add_func ("/verdict/exit-codes", test_exit_codes);
  g_test_add_func ("/verdict/seal", test_seal);
  g_test_add_func ("/verdict/judgement", test_judgement);
  return g_test_run ();
}
