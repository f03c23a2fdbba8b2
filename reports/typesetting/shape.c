/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/shape.h"

/* What a state means for the reader; its colour is that of the family, its shape is its own. */
typedef enum
{
  FAMILY_HOLDS,
  FAMILY_PLAIN,
  FAMILY_CARE,
  FAMILY_BREAKS,
  FAMILY_FAINT,
  N_FAMILIES
} Family;

typedef struct
{
  const char *letter;
  Family      family;
} ShapeFacts;

static const ShapeFacts shapes[RC_N_SHAPES] = {
  [RC_SHAPE_SEALED]         = { "●", FAMILY_HOLDS },
  [RC_SHAPE_AGREED]         = { "◉", FAMILY_HOLDS },
  [RC_SHAPE_CONSISTENT]     = { "◎", FAMILY_PLAIN },
  [RC_SHAPE_SINGLE]         = { "○", FAMILY_PLAIN },
  [RC_SHAPE_READ]           = { "▤", FAMILY_PLAIN },
  [RC_SHAPE_STATED]         = { "▷", FAMILY_PLAIN },
  [RC_SHAPE_DISAGREE]       = { "◆", FAMILY_BREAKS },
  [RC_SHAPE_NOTHING]        = { "◌", FAMILY_CARE },
  [RC_SHAPE_WITHHELD]       = { "⊖", FAMILY_FAINT },
  [RC_SHAPE_NOT_APPLICABLE] = { "–", FAMILY_FAINT },
  [RC_SHAPE_PASSED]         = { "✓", FAMILY_HOLDS },
  [RC_SHAPE_FAILED]         = { "✗", FAMILY_BREAKS },
  [RC_SHAPE_ABSENT]         = { "∅", FAMILY_CARE },
  [RC_SHAPE_UNCHECKED]      = { "?", FAMILY_CARE },
  [RC_SHAPE_NOBODY_VOUCHES] = { "▽", FAMILY_CARE },
  [RC_SHAPE_NOTE]           = { "i", FAMILY_FAINT },
};

static const guint32 family_inks[RC_N_SCHEMES][N_FAMILIES] = {
  [RC_SCHEME_PAPER]              = { 0x1b6339, 0x2b4a6f, 0x7a4f00, 0xa3212b, 0x55595e },
  [RC_SCHEME_LIGHT]              = { 0x1b6339, 0x2b4a6f, 0x7a4f00, 0xa3212b, 0x55595e },
  [RC_SCHEME_DARK]               = { 0x86d3a5, 0xa9c7ec, 0xebbf6a, 0xff9f99, 0xb8bcc1 },
  [RC_SCHEME_HIGH_CONTRAST]      = { 0x003d18, 0x002a5c, 0x4a2c00, 0x7a0010, 0x26292c },
  [RC_SCHEME_HIGH_CONTRAST_DARK] = { 0x9cf0bd, 0xbfdcff, 0xffd98a, 0xffbdb8, 0xe2e4e6 },
};

static const guint32 scheme_inks[RC_N_SCHEMES][RC_N_INKS] = {
  /*                                 text      muted     line      ground    panel     accent */
  [RC_SCHEME_PAPER]              = { 0x1a1c1f, 0x565b61, 0xb9bec5, 0xffffff, 0xf3f4f6, 0x1d4a80 },
  [RC_SCHEME_LIGHT]              = { 0x1a1c1f, 0x565b61, 0xc6cad0, 0xffffff, 0xf4f4f3, 0x1d4a80 },
  [RC_SCHEME_DARK]               = { 0xf2f2f1, 0xb8bcc1, 0x5a5e63, 0x2d2d2d, 0x363636, 0x93bdf0 },
  [RC_SCHEME_HIGH_CONTRAST]      = { 0x000000, 0x2b2e31, 0x000000, 0xffffff, 0xffffff, 0x002f6c },
  [RC_SCHEME_HIGH_CONTRAST_DARK] = { 0xffffff, 0xdcdee0, 0xffffff, 0x000000, 0x000000, 0xa9d0ff },
};

static RcInk
ink_of (guint32 rgb)
{
  return (RcInk) { (rgb >> 16 & 0xff) / 255.0, (rgb >> 8 & 0xff) / 255.0, (rgb & 0xff) / 255.0 };
}

/**
 * rc_shape_ink:
 *
 * Returns: the colour of @shape, at least 4.5:1 against the ground and the panels of @scheme
 */
RcInk
rc_shape_ink (RcShape  shape,
              RcScheme scheme)
{
  return ink_of (family_inks[scheme][shapes[shape].family]);
}

RcInk
rc_scheme_ink (RcScheme  scheme,
               RcInkRole role)
{
  return ink_of (scheme_inks[scheme][role]);
}

/**
 * rc_shape_letter:
 *
 * Returns: (transfer none): one character that stands for @shape where nothing can be drawn
 */
const char *
rc_shape_letter (RcShape shape)
{
  return shapes[shape].letter;
}

RcShape
rc_shape_of_standing (RcStanding standing)
{
  static const RcShape of[RC_N_STANDINGS] = {
    [RC_STANDING_NOT_APPLICABLE] = RC_SHAPE_NOT_APPLICABLE,
    [RC_STANDING_WITHHELD] = RC_SHAPE_WITHHELD,
    [RC_STANDING_DISAGREE] = RC_SHAPE_DISAGREE,
    [RC_STANDING_SEALED] = RC_SHAPE_SEALED,
    [RC_STANDING_AGREED] = RC_SHAPE_AGREED,
    [RC_STANDING_CONSISTENT] = RC_SHAPE_CONSISTENT,
    [RC_STANDING_SINGLE] = RC_SHAPE_SINGLE,
    [RC_STANDING_READ] = RC_SHAPE_READ,
    [RC_STANDING_STATED] = RC_SHAPE_STATED,
    [RC_STANDING_NOTHING] = RC_SHAPE_NOTHING,
  };

  return of[standing];
}

RcShape
rc_shape_of_exercise_status (RcExerciseStatus status)
{
  static const RcShape of[RC_N_EXERCISE_STATUSES] = {
    [RC_EXERCISE_STATUS_NOT_ASKED] = RC_SHAPE_NOT_APPLICABLE,
    [RC_EXERCISE_STATUS_RECORD] = RC_SHAPE_SINGLE,
    [RC_EXERCISE_STATUS_DOCUMENT] = RC_SHAPE_READ,
    [RC_EXERCISE_STATUS_PRODUCED] = RC_SHAPE_SINGLE,
    [RC_EXERCISE_STATUS_SAID] = RC_SHAPE_STATED,
    [RC_EXERCISE_STATUS_PROMISED] = RC_SHAPE_ABSENT,
    [RC_EXERCISE_STATUS_COULD_NOT] = RC_SHAPE_NOTHING,
  };

  g_return_val_if_fail (status < RC_N_EXERCISE_STATUSES, RC_SHAPE_NOTE);
  return of[status];
}

RcShape
rc_shape_of_comparison (RcExerciseComparison comparison)
{
  static const RcShape of[RC_N_EXERCISE_COMPARISONS] = {
    [RC_EXERCISE_COMPARISON_NONE] = RC_SHAPE_UNCHECKED,
    [RC_EXERCISE_COMPARISON_AGREE] = RC_SHAPE_CONSISTENT,
    [RC_EXERCISE_COMPARISON_DIFFER] = RC_SHAPE_DISAGREE,
    [RC_EXERCISE_COMPARISON_SILENT] = RC_SHAPE_NOTHING,
  };

  g_return_val_if_fail (comparison < RC_N_EXERCISE_COMPARISONS, RC_SHAPE_NOTE);
  return of[comparison];
}

RcShape
rc_shape_of_finding (RcFindingState state,
                     gboolean       is_overdue)
{
  static const RcShape of[RC_N_FINDING_STATES] = {
    [RC_FINDING_OPEN] = RC_SHAPE_SINGLE,
    [RC_FINDING_IMPLEMENTED] = RC_SHAPE_STATED,
    [RC_FINDING_VERIFIED] = RC_SHAPE_READ,
    [RC_FINDING_RISK_ACCEPTED] = RC_SHAPE_NOT_APPLICABLE,
  };

  g_return_val_if_fail (state < RC_N_FINDING_STATES, RC_SHAPE_NOTE);
  return is_overdue ? RC_SHAPE_ABSENT : of[state];
}

RcShape
rc_shape_of_request (RcRequestState state,
                     gboolean       is_overdue)
{
  static const RcShape of[RC_N_REQUEST_STATES] = {
    [RC_REQUEST_DRAFT] = RC_SHAPE_NOTE,
    [RC_REQUEST_SENT] = RC_SHAPE_NOTHING,
    [RC_REQUEST_RECEIVED] = RC_SHAPE_UNCHECKED,
    [RC_REQUEST_PARTLY] = RC_SHAPE_SINGLE,
    [RC_REQUEST_ACCEPTED] = RC_SHAPE_READ,
    [RC_REQUEST_REFUSED] = RC_SHAPE_WITHHELD,
    [RC_REQUEST_CLOSED] = RC_SHAPE_NOT_APPLICABLE,
  };

  g_return_val_if_fail (state < RC_N_REQUEST_STATES, RC_SHAPE_NOTE);
  return is_overdue ? RC_SHAPE_ABSENT : of[state];
}

RcShape
rc_shape_of_group (RcVerdictGroup group)
{
  static const RcShape of[] = {
    [RC_VERDICT_GROUP_PASSED] = RC_SHAPE_PASSED,
    [RC_VERDICT_GROUP_FAILED] = RC_SHAPE_FAILED,
    [RC_VERDICT_GROUP_ABSENT] = RC_SHAPE_ABSENT,
    [RC_VERDICT_GROUP_UNCHECKED] = RC_SHAPE_UNCHECKED,
    [RC_VERDICT_GROUP_NOBODY_VOUCHES] = RC_SHAPE_NOBODY_VOUCHES,
    [RC_VERDICT_GROUP_NOTES] = RC_SHAPE_NOTE,
  };

  return of[group];
}

RcShape
rc_shape_of_verdict (RcVerdict verdict)
{
  return rc_shape_of_group (rc_verdict_group (verdict));
}

/* What is for a person to judge looks like what the program could not check. */
RcShape
rc_shape_of_requirement (RcRequirementVerdict verdict)
{
  switch (verdict)
    {
    case RC_REQUIREMENT_MET: return RC_SHAPE_PASSED;
    case RC_REQUIREMENT_NOT_MET: return RC_SHAPE_FAILED;
    case RC_REQUIREMENT_NO_EVIDENCE: return RC_SHAPE_NOTHING;
    case RC_REQUIREMENT_NA: return RC_SHAPE_NOT_APPLICABLE;
    case RC_REQUIREMENT_JUDGE:
    case RC_N_REQUIREMENT_VERDICTS: return RC_SHAPE_UNCHECKED;
    }
  g_return_val_if_reached (RC_SHAPE_UNCHECKED);
}
