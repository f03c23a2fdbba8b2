/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/slot-answer.h"
#include "core/standing.h"

/* The table of the design, one line a row, from the top: what a line asks for. -1: it does not matter. */
typedef struct
{
  RcStanding standing;
  int        not_applicable, withheld, disagree, sealed, strong;
  guint      least_records, least_controllers;
  int        read, stated;
} TableLine;

static const TableLine table[] = {
  { RC_STANDING_NOT_APPLICABLE, 1, -1, -1, -1, -1, 0, 0, -1, -1 },
  { RC_STANDING_WITHHELD, -1, 1, -1, -1, -1, 0, 0, -1, -1 },
  { RC_STANDING_DISAGREE, -1, -1, 1, -1, -1, 0, 0, -1, -1 },
  { RC_STANDING_SEALED, -1, -1, -1, 1, 1, 1, 0, -1, -1 },
  { RC_STANDING_AGREED, -1, -1, -1, -1, -1, 2, 2, -1, -1 },
  { RC_STANDING_CONSISTENT, -1, -1, -1, -1, -1, 2, 0, -1, -1 },
  { RC_STANDING_SINGLE, -1, -1, -1, -1, -1, 1, 0, -1, -1 },
  { RC_STANDING_READ, -1, -1, -1, -1, -1, 0, 0, 1, -1 },
  { RC_STANDING_STATED, -1, -1, -1, -1, -1, 0, 0, -1, 1 },
  { RC_STANDING_NOTHING, -1, -1, -1, -1, -1, 0, 0, -1, -1 },
};

static gboolean
fits (int      wanted,
      gboolean is)
{
  return wanted < 0 || wanted == is;
}

static RcStanding
look_up (const RcStandingInput *input)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      const TableLine *line = &table[i];

      if (fits (line->not_applicable, input->not_applicable) && fits (line->withheld, input->withheld) &&
          fits (line->disagree, input->disagree) && fits (line->sealed, input->sealed) &&
          fits (line->strong, input->identities_strong) && input->n_records >= line->least_records &&
          input->n_controllers >= line->least_controllers && fits (line->read, input->read) &&
          fits (line->stated, input->stated))
        return line->standing;
    }

  g_assert_not_reached ();
}

static void
test_every_combination (void)
{
  guint met[RC_N_STANDINGS] = { 0 };
  guint n = 0;

  for (guint bits = 0; bits < 1 << 7; bits++)
    for (guint records = 0; records < 4; records++)
      for (guint controllers = 0; controllers <= records; controllers++)
        {
          RcStandingInput input = {
            .not_applicable = (bits & 1) != 0,
            .withheld = (bits & 2) != 0,
            .disagree = (bits & 4) != 0,
            .sealed = (bits & 8) != 0,
            .identities_strong = (bits & 16) != 0,
            .n_records = records,
            .n_controllers = controllers,
            .read = (bits & 32) != 0,
            .stated = (bits & 64) != 0,
          };
          RcStanding standing = rc_standing_decide (&input);

          g_assert_cmpint (standing, ==, look_up (&input));
          met[standing]++;
          n++;
        }

  g_assert_cmpuint (n, ==, 128 * 10);
  g_assert_cmpuint (met[RC_STANDING_NOT_APPLICABLE], ==, n / 2);
  g_assert_cmpuint (met[RC_STANDING_WITHHELD], ==, n / 4);
  g_assert_cmpuint (met[RC_STANDING_DISAGREE], ==, n / 8);
  for (guint i = 0; i < RC_N_STANDINGS; i++)
    g_assert_cmpuint (met[i], >, 0);
}

static void
test_nothing_by_omission (void)
{
  RcStandingInput input = { 0 };

  g_assert_cmpint (rc_standing_decide (&input), ==, RC_STANDING_NOTHING);

  /* A seal without a record under it, or reached by a name only, protects no answer. */
  input.sealed = TRUE;
  input.identities_strong = TRUE;
  g_assert_cmpint (rc_standing_decide (&input), ==, RC_STANDING_NOTHING);
  input.n_records = 1;
  g_assert_cmpint (rc_standing_decide (&input), ==, RC_STANDING_SEALED);
  input.identities_strong = FALSE;
  g_assert_cmpint (rc_standing_decide (&input), ==, RC_STANDING_SINGLE);

  /* Two records of a known and an unknown party are not independent. */
  input.n_records = 2;
  input.n_controllers = 1;
  g_assert_cmpint (rc_standing_decide (&input), ==, RC_STANDING_CONSISTENT);
}

/* --- Of a question, from its answers --- */

typedef enum
{
  SEALED,
  RECORDED,
  READ,
  PASSAGE,
  STATED,
  N_SORTS
} Sort;

static RcSlotAnswer *
make_answer (Sort sort)
{
  g_autofree char *key = g_strdup_printf ("%d", (int) sort);
  RcSlotAnswer *answer = rc_slot_answer_new (key, key, FALSE, NULL, RC_IDENTITY_NONE);

  if (sort <= RECORDED)
    g_ptr_array_add (answer->records, g_strdup ("1 of one source"));
  answer->is_protected = answer->is_sealed = sort == SEALED;
  answer->is_read = sort == READ || sort == PASSAGE;
  answer->is_passage = sort == PASSAGE;
  answer->is_stated = sort == STATED;
  return answer;
}

/* Bit i of @sorts: there is an answer of that sort. */
static RcStanding
decide (guint    sorts,
        gboolean single,
        gboolean disagree)
{
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_slot_answer_free);

  for (guint i = 0; i < N_SORTS; i++)
    if ((sorts & (1u << i)) != 0)
      g_ptr_array_add (answers, make_answer (i));
  return rc_slot_answers_decide (answers, single, disagree);
}

/* What people read and said beside records makes the question no better known; what they said never contradicts. */
static void
test_sayings (void)
{
  const guint recorded = 1u << SEALED | 1u << RECORDED, read = 1u << READ, passage = 1u << PASSAGE, stated = 1u << STATED;

  g_assert_cmpint (decide (0, TRUE, FALSE), ==, RC_STANDING_NOTHING);
  for (guint sorts = 0; sorts < 1u << N_SORTS; sorts++)
    {
      RcStanding beside = decide (sorts, FALSE, FALSE), single = decide (sorts, TRUE, FALSE);
      guint n_shown = ((sorts & 1u << SEALED) != 0) + ((sorts & 1u << RECORDED) != 0) + ((sorts & read) != 0);

      g_assert_cmpint (decide (sorts, FALSE, TRUE), ==, RC_STANDING_DISAGREE);
      g_assert_cmpint (single, ==, n_shown > 1 ? RC_STANDING_DISAGREE : beside);
      if ((sorts & recorded) != 0)
        g_assert_cmpint (beside, ==, decide (sorts & recorded, FALSE, FALSE));
      else if ((sorts & (read | passage)) != 0)
        g_assert_cmpint (beside, ==, RC_STANDING_READ);
      else
        g_assert_cmpint (beside, ==, (sorts & stated) != 0 ? RC_STANDING_STATED : RC_STANDING_NOTHING);
      if ((sorts & ~stated) != 0)
        g_assert_cmpint (single, ==, decide (sorts & ~stated, TRUE, FALSE));
    }
}

static void
test_words (void)
{
  static const char * const codes[RC_N_STANDINGS] = {
    "NOT_APPLICABLE", "WITHHELD", "DISAGREE", "SEALED", "AGREED", "CONSISTENT", "SINGLE", "READ", "STATED", "NOTHING",
  };
  static const int exits[RC_N_STANDINGS] = { 0, 3, 1, 0, 0, 0, 0, 0, 3, 3 };

  for (guint i = 0; i < RC_N_STANDINGS; i++)
    {
      g_assert_cmpstr (rc_standing_to_code (i), ==, codes[i]);
      g_assert_cmpint (rc_standing_exit_code (i), ==, exits[i]);
      g_assert_nonnull (rc_standing_sentence (i));
      g_assert_null (strstr (rc_standing_sentence (i), "proven"));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/standing/every-combination", test_every_combination);
  g_test_add_func ("/standing/nothing-by-omission", test_nothing_by_omission);
  g_test_add_func ("/standing/sayings", test_sayings);
  g_test_add_func ("/standing/words", test_words);
  return g_test_run ();
}
