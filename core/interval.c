/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "interval.h"

static void
set_exact (RcTimestamp *time,
           gint64       time_us)
{
  *time = (RcTimestamp) { .from_us = time_us, .to_us = time_us };
}

/**
 * rc_interval_init:
 * @from_us: exact beginning, or %RC_TIME_NONE: since ever
 * @to_us: exact end, or %RC_TIME_NONE: until today
 */
void
rc_interval_init (RcInterval *self,
                  gint64      from_us,
                  gint64      to_us)
{
  *self = (RcInterval) { .begins = from_us != RC_TIME_NONE ? RC_BOUND_AT : RC_BOUND_OPEN,
                         .ends = to_us != RC_TIME_NONE ? RC_BOUND_AT : RC_BOUND_OPEN };
  if (self->begins == RC_BOUND_AT)
    set_exact (&self->from, from_us);
  if (self->ends == RC_BOUND_AT)
    set_exact (&self->to, to_us);
}

gboolean
rc_validity_excludes (gint64 first_us,
                      gint64 last_us,
                      gint64 time_us)
{
  return (first_us != RC_TIME_NONE && time_us < first_us) || (last_us != RC_TIME_NONE && time_us > last_us);
}

static RcIntervalAnswer
not_before_beginning (const RcInterval  *self,
                      const RcTimestamp *instant)
{
  if (self->begins == RC_BOUND_OPEN)
    return RC_INTERVAL_YES;
  if (self->begins == RC_BOUND_UNKNOWN)
    return RC_INTERVAL_CANNOT_TELL;
  if (instant->to_us < self->from.from_us)
    return RC_INTERVAL_NO;

  return instant->from_us >= self->from.to_us ? RC_INTERVAL_YES : RC_INTERVAL_CANNOT_TELL;
}

static RcIntervalAnswer
before_end (const RcInterval  *self,
            const RcTimestamp *instant)
{
  if (self->ends == RC_BOUND_OPEN)
    return RC_INTERVAL_YES;
  if (self->ends == RC_BOUND_UNKNOWN)
    return RC_INTERVAL_CANNOT_TELL;
  if (instant->from_us >= self->to.to_us)
    return RC_INTERVAL_NO;

  return instant->to_us < self->to.from_us ? RC_INTERVAL_YES : RC_INTERVAL_CANNOT_TELL;
}

gboolean
rc_interval_is_backward (const RcInterval *self)
{
  return self->begins == RC_BOUND_AT && self->ends == RC_BOUND_AT && self->to.to_us < self->from.from_us;
}

/* One that is told to end before it begins may have its ends exchanged: then it was between the two; surely it was at no time. */
static RcInterval
straighten (const RcInterval *self)
{
  RcInterval straight = *self;

  if (rc_interval_is_backward (self))
    {
      straight.from = self->to;
      straight.to = self->from;
    }
  return straight;
}

static RcIntervalAnswer
weaken (RcIntervalAnswer answer,
        gboolean         is_doubtful)
{
  return is_doubtful && answer == RC_INTERVAL_YES ? RC_INTERVAL_CANNOT_TELL : answer;
}

/**
 * rc_interval_contains:
 * @self: an interval, its end excluded
 * @instant: (nullable): an instant, with its own uncertainty; %NULL: not known
 *
 * Returns: whether the instant is of the interval; of one that is told to end before it begins never surely
 */
RcIntervalAnswer
rc_interval_contains (const RcInterval  *self,
                      const RcTimestamp *instant)
{
  RcInterval straight = straighten (self);

  if (instant == NULL)
    return RC_INTERVAL_CANNOT_TELL;

  return weaken (MIN (not_before_beginning (&straight, instant), before_end (&straight, instant)), rc_interval_is_backward (self));
}

/* Whether @self surely, perhaps or not at all ends before or just when @other begins. */
static RcIntervalAnswer
ends_before (const RcInterval *self,
             const RcInterval *other)
{
  if (self->ends == RC_BOUND_OPEN || other->begins == RC_BOUND_OPEN)
    return RC_INTERVAL_NO;
  if (self->ends == RC_BOUND_UNKNOWN || other->begins == RC_BOUND_UNKNOWN)
    return RC_INTERVAL_CANNOT_TELL;
  if (self->to.to_us <= other->from.from_us)
    return RC_INTERVAL_YES;

  return self->to.from_us > other->from.to_us ? RC_INTERVAL_NO : RC_INTERVAL_CANNOT_TELL;
}

/**
 * rc_interval_overlaps:
 *
 * One that ends when the other begins has nothing in common with it.
 */
RcIntervalAnswer
rc_interval_overlaps (const RcInterval *a,
                      const RcInterval *b)
{
  RcInterval left = straighten (a);
  RcInterval right = straighten (b);
  RcIntervalAnswer apart = MAX (ends_before (&left, &right), ends_before (&right, &left));

  return weaken (RC_INTERVAL_YES - apart, rc_interval_is_backward (a) || rc_interval_is_backward (b));
}

/**
 * rc_interval_compare:
 *
 * Returns: %RC_TIME_ORDER_BEFORE where @self surely ends before @other begins, or just then; %RC_TIME_ORDER_AFTER where it is the other
 *   way round; else %RC_TIME_ORDER_CANNOT_TELL
 */
RcTimeOrder
rc_interval_compare (const RcInterval *self,
                     const RcInterval *other)
{
  RcInterval left = straighten (self);
  RcInterval right = straighten (other);

  if (ends_before (&left, &right) == RC_INTERVAL_YES)
    return RC_TIME_ORDER_BEFORE;

  return ends_before (&right, &left) == RC_INTERVAL_YES ? RC_TIME_ORDER_AFTER : RC_TIME_ORDER_CANNOT_TELL;
}

static gboolean
lies_between (const RcInterval *earlier,
              const RcInterval *later)
{
  return earlier->ends == RC_BOUND_AT && later->begins == RC_BOUND_AT && earlier->to.to_us < later->from.from_us;
}

/* Both ends are written alike and exactly: one follows upon the other. */
static gboolean
follows_at_once (const RcInterval *earlier,
                 const RcInterval *later)
{
  return earlier->ends == RC_BOUND_AT && later->begins == RC_BOUND_AT && earlier->to.from_us == earlier->to.to_us &&
         later->from.from_us == later->from.to_us && earlier->to.to_us == later->from.from_us;
}

/**
 * rc_interval_leaves_gap:
 *
 * Returns: %RC_INTERVAL_NO where they surely overlap, or one ends at exactly the instant at which the other begins
 */
RcIntervalAnswer
rc_interval_leaves_gap (const RcInterval *a,
                        const RcInterval *b)
{
  RcInterval left = straighten (a);
  RcInterval right = straighten (b);

  if (lies_between (&left, &right) || lies_between (&right, &left))
    return RC_INTERVAL_YES;
  if (follows_at_once (&left, &right) || follows_at_once (&right, &left) || rc_interval_overlaps (a, b) == RC_INTERVAL_YES)
    return RC_INTERVAL_NO;

  return RC_INTERVAL_CANNOT_TELL;
}

gint64
rc_interval_earliest (const RcInterval *self)
{
  RcInterval straight = straighten (self);

  return straight.begins == RC_BOUND_AT ? straight.from.from_us : G_MININT64;
}

gint64
rc_interval_latest (const RcInterval *self)
{
  RcInterval straight = straighten (self);

  if (straight.ends != RC_BOUND_AT)
    return G_MAXINT64;

  return straight.to.to_us > G_MININT64 ? straight.to.to_us - 1 : G_MININT64;
}

int
rc_interval_compare_beginnings (const RcInterval *a,
                                const RcInterval *b)
{
  gboolean has_a = a->begins == RC_BOUND_AT;
  gboolean has_b = b->begins == RC_BOUND_AT;

  if (has_a != has_b)
    return has_a ? -1 : 1;
  if (!has_a || a->from.from_us == b->from.from_us)
    return 0;

  return a->from.from_us < b->from.from_us ? -1 : 1;
}
