/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "verdict.h"

#include "words.h"

/*
 * The table of design.md section 3 and the words of auditor.md section 4. Everything else about a verdict is read
 * from here, so that no caller decides on its own what counts as passed.
 */
typedef struct
{
  const char     *code;
  int             exit_code;
  RcVerdictGroup  group;
  const char     *sentence;
  const char     *word;
} VerdictRow;

static const VerdictRow verdict_rows[] = {
  [RC_VERDICT_INVALID] = {
    "INVALID", 1, RC_VERDICT_GROUP_FAILED,
    N_("Check failed: changed after it was protected, or copied or converted on the way in a manner that changes bytes"),
    N_("Check failed") },
  [RC_VERDICT_FORK] = {
    "FORK", 1, RC_VERDICT_GROUP_FAILED,
    N_("Two versions of one entry"), N_("Two versions of one entry") },
  [RC_VERDICT_ROLLBACK] = {
    "ROLLBACK", 1, RC_VERDICT_GROUP_FAILED,
    N_("Older than a state seen before"), N_("Older than a state seen before") },
  [RC_VERDICT_AMBIGUOUS] = {
    "AMBIGUOUS", 1, RC_VERDICT_GROUP_FAILED,
    N_("Can be read two ways"), N_("Can be read two ways") },
  [RC_VERDICT_MALFORMED] = {
    "MALFORMED", 1, RC_VERDICT_GROUP_FAILED,
    N_("Not readable under its own rules"), N_("Not readable under its own rules") },
  [RC_VERDICT_GAP] = {
    "GAP", 3, RC_VERDICT_GROUP_ABSENT,
    N_("Numbers in the sequence are absent"), N_("Numbers are absent") },
  [RC_VERDICT_INCOMPLETE] = {
    "INCOMPLETE", 3, RC_VERDICT_GROUP_ABSENT,
    N_("Listed, but not received"), N_("Listed, but not received") },
  [RC_VERDICT_NOT_COVERED] = {
    "NOT_COVERED", 3, RC_VERDICT_GROUP_ABSENT,
    N_("Present, but not on the list that should name it"), N_("Present, but not listed") },
  [RC_VERDICT_UNVERIFIABLE] = {
    "UNVERIFIABLE", 3, RC_VERDICT_GROUP_UNCHECKED,
    N_("Could not be checked here"), N_("Could not be checked here") },
  [RC_VERDICT_NOT_CHECKED] = {
    "NOT_CHECKED", 3, RC_VERDICT_GROUP_UNCHECKED,
    N_("Not checked yet"), N_("Not checked yet") },
  [RC_VERDICT_UNANCHORED] = {
    "UNANCHORED", 3, RC_VERDICT_GROUP_NOBODY_VOUCHES,
    N_("Consistent in itself; nobody outside vouches for it"), N_("Nobody outside vouches for it") },
  [RC_VERDICT_WEAK] = {
    "WEAK", 3, RC_VERDICT_GROUP_NOBODY_VOUCHES,
    N_("Outdated method"), N_("Outdated method") },
  [RC_VERDICT_UNSIGNED] = {
    "UNSIGNED", 0, RC_VERDICT_GROUP_NOBODY_VOUCHES,
    N_("Carries no protection of its own"), N_("Carries no protection of its own") },
  [RC_VERDICT_ELSEWHERE] = {
    "ELSEWHERE", 0, RC_VERDICT_GROUP_UNCHECKED,
    N_("Checked outside Recount"), N_("Checked outside Recount") },
  [RC_VERDICT_ERASED] = {
    "ERASED", 0, RC_VERDICT_GROUP_ABSENT,
    N_("Erased, as the source's own scheme declares"), N_("Erased, as declared") },
  [RC_VERDICT_PARTIAL] = {
    "PARTIAL", 0, RC_VERDICT_GROUP_NOTES,
    N_("Extract: does not start at the beginning"), N_("Extract") },
  [RC_VERDICT_END_NOT_PROVEN] = {
    "END_NOT_PROVEN", 0, RC_VERDICT_GROUP_NOTES,
    N_("Later entries could be absent unnoticed"), N_("Later entries could be absent") },
  [RC_VERDICT_DUPLICATE] = {
    "DUPLICATE", 0, RC_VERDICT_GROUP_NOTES,
    N_("Appears more than once, counted once"), N_("Counted once") },
  [RC_VERDICT_VALID] = {
    "VALID", 0, RC_VERDICT_GROUP_PASSED,
    N_("Check passed, known key"), N_("Check passed, known key") },
};

G_STATIC_ASSERT (G_N_ELEMENTS (verdict_rows) == RC_N_VERDICTS);

static const VerdictRow *
get_row (RcVerdict verdict)
{
  /* A value that is no verdict must never read as passed. */
  if ((guint) verdict >= RC_N_VERDICTS)
    return &verdict_rows[RC_VERDICT_NOT_CHECKED];

  return &verdict_rows[verdict];
}

/**
 * rc_verdict_to_code:
 *
 * Returns: (transfer none): the code as it stands in JSON and in the case, such as "END_NOT_PROVEN"
 */
const char *
rc_verdict_to_code (RcVerdict verdict)
{
  return get_row (verdict)->code;
}

/**
 * rc_verdict_from_code:
 * @code: (nullable): as rc_verdict_to_code() writes it
 * @out_verdict: (out): set where the answer is %TRUE
 *
 * Returns: whether @code is one of the list
 */
gboolean
rc_verdict_from_code (const char *code,
                      RcVerdict  *out_verdict)
{
  for (guint i = 0; i < RC_N_VERDICTS; i++)
    {
      if (g_strcmp0 (verdict_rows[i].code, code) == 0)
        {
          *out_verdict = (RcVerdict) i;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * rc_verdict_worst:
 *
 * Returns: the worse of two verdicts, in the order of the enumeration
 */
RcVerdict
rc_verdict_worst (RcVerdict a,
                  RcVerdict b)
{
  return MIN (a, b);
}

/**
 * rc_verdict_exit_code:
 *
 * Returns: 0, 1 or 3: what the command line answers where @verdict is the worst that was met
 */
int
rc_verdict_exit_code (RcVerdict verdict)
{
  return get_row (verdict)->exit_code;
}

static guint
get_exit_rank (int code)
{
  switch (code)
    {
    case 0:
      return 0;
    case 3:
      return 1;
    case 1:
      return 2;
    default:
      return 3;
    }
}

/**
 * rc_exit_code_worst:
 *
 * Returns: the worse of two exit codes: 1 before 3 before 0; an exit code that says that the work itself could not be done
 *   (2, 64) stands before all of them
 */
int
rc_exit_code_worst (int a,
                    int b)
{
  return get_exit_rank (a) >= get_exit_rank (b) ? a : b;
}

RcVerdictGroup
rc_verdict_group (RcVerdict verdict)
{
  return get_row (verdict)->group;
}

/**
 * rc_verdict_sentence:
 *
 * Returns: (transfer none): what people read in place of the code
 */
const char *
rc_verdict_sentence (RcVerdict verdict)
{
  return _(get_row (verdict)->sentence);
}

/**
 * rc_verdict_word:
 *
 * Returns: (transfer none): the same in a few words, for a narrow column
 */
const char *
rc_verdict_word (RcVerdict verdict)
{
  return _(get_row (verdict)->word);
}
