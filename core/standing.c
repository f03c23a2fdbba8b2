/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "standing.h"

#include <string.h>

#include "words.h"

/*
 * What a standing is called in JSON, how people read it in full and in a few words (auditor.md section 4), and what it counts as: a
 * contradiction is 1; what no record shows is 3, be it withheld, said only, or never received.
 */
typedef struct
{
  const char *code;
  const char *sentence;
  const char *word;
  int         exit_code;
} StandingRow;

static const StandingRow standings[RC_N_STANDINGS] = {
  [RC_STANDING_NOT_APPLICABLE] = { "NOT_APPLICABLE", N_("Does not apply"), N_("Does not apply"), 0 },
  [RC_STANDING_WITHHELD] = { "WITHHELD", N_("Withheld from this copy"), N_("Withheld from this copy"), 3 },
  [RC_STANDING_DISAGREE] = { "DISAGREE", N_("Records disagree"), N_("Records disagree"), 1 },
  [RC_STANDING_SEALED] = { "SEALED", N_("From a protected record: unchanged since protected; whether it is true is not shown"),
                           N_("From a protected record"), 0 },
  [RC_STANDING_AGREED] = { "AGREED", N_("Independent records agree"), N_("Independent records agree"), 0 },
  [RC_STANDING_CONSISTENT] = { "CONSISTENT", N_("Two records of the same party agree"), N_("Two records of the same party agree"), 0 },
  [RC_STANDING_SINGLE] = { "SINGLE", N_("One record, not protected"), N_("One record, not protected"), 0 },
  [RC_STANDING_READ] = { "READ", N_("Read by the auditor in a document"), N_("Read in a document"), 0 },
  [RC_STANDING_STATED] = { "STATED", N_("Stated, not shown"), N_("Stated, not shown"), 3 },
  [RC_STANDING_NOTHING] = { "NOTHING", N_("Nothing received on this point"), N_("Nothing received"), 3 },
};

/**
 * rc_standing_decide:
 * @input: what the answer rests on
 *
 * The standing table of the design: the first line that applies. A seal counts only with a record under it and with strong
 * identities on the way there; agreement counts as independent only between known, different controllers.
 *
 * Returns: the standing
 */
RcStanding
rc_standing_decide (const RcStandingInput *input)
{
  g_return_val_if_fail (input != NULL, RC_STANDING_NOTHING);

  if (input->not_applicable)
    return RC_STANDING_NOT_APPLICABLE;
  if (input->withheld)
    return RC_STANDING_WITHHELD;
  if (input->disagree)
    return RC_STANDING_DISAGREE;
  if (input->n_records > 0 && input->sealed && input->identities_strong)
    return RC_STANDING_SEALED;
  if (input->n_records > 1 && input->n_controllers > 1)
    return RC_STANDING_AGREED;
  if (input->n_records > 1)
    return RC_STANDING_CONSISTENT;
  if (input->n_records == 1)
    return RC_STANDING_SINGLE;
  if (input->read)
    return RC_STANDING_READ;
  if (input->stated)
    return RC_STANDING_STATED;

  return RC_STANDING_NOTHING;
}

/**
 * rc_standing_to_code:
 *
 * Returns: the stable name of @standing in JSON, such as "SEALED"
 */
const char *
rc_standing_to_code (RcStanding standing)
{
  g_return_val_if_fail ((guint) standing < RC_N_STANDINGS, NULL);

  return standings[standing].code;
}

gboolean
rc_standing_from_code (const char *code,
                       RcStanding *out_standing)
{
  for (guint i = 0; code != NULL && i < RC_N_STANDINGS; i++)
    if (strcmp (standings[i].code, code) == 0)
      {
        *out_standing = (RcStanding) i;
        return TRUE;
      }

  return FALSE;
}

/**
 * rc_standing_sentence:
 *
 * Returns: what people read for @standing, in full
 */
const char *
rc_standing_sentence (RcStanding standing)
{
  g_return_val_if_fail ((guint) standing < RC_N_STANDINGS, NULL);

  return _(standings[standing].sentence);
}

/**
 * rc_standing_word:
 *
 * Returns: the same in a few words, for a narrow column; "From a protected record" must be explained once beside it
 */
const char *
rc_standing_word (RcStanding standing)
{
  g_return_val_if_fail ((guint) standing < RC_N_STANDINGS, NULL);

  return _(standings[standing].word);
}

/**
 * rc_standing_is_answer:
 *
 * Returns: whether a question of this standing is answered: by records that do not contradict each other, or by a document that a
 *   person read
 */
gboolean
rc_standing_is_answer (RcStanding standing)
{
  return standing >= RC_STANDING_SEALED && standing <= RC_STANDING_READ;
}

/**
 * rc_standing_exit_code:
 *
 * Returns: 1 where records disagree, 3 where no record answers, else 0
 */
int
rc_standing_exit_code (RcStanding standing)
{
  g_return_val_if_fail ((guint) standing < RC_N_STANDINGS, 3);

  return standings[standing].exit_code;
}
