/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "time-form.h"

#include "clock-face.h"
#include "exception.h"
#include "time-pattern.h"

#include <string.h>

/* --- Texts that are no time, and why --- */

/* Whether the text begins so: # stands for a digit, ~ for one of the signs between day, month and year, all else for itself. */
static gboolean
begins_like (const char *text,
             gsize       length,
             const char *shape)
{
  for (gsize i = 0; shape[i] != '\0'; i++)
    {
      if (i == length)
        return FALSE;
      if (shape[i] == '#' ? !g_ascii_isdigit (text[i])
                          : shape[i] == '~' ? text[i] != '.' && text[i] != '/' && text[i] != '-' : text[i] != shape[i])
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_decimal (const char *text,
            gsize       length)
{
  gsize i = length > 0 && *text == '-' ? 1 : 0;
  guint n_points = 0;

  if (i == length || !g_ascii_isdigit (text[i]) || !g_ascii_isdigit (text[length - 1]))
    return FALSE;
  for (; i < length; i++)
    {
      if (!g_ascii_isdigit (text[i]) && text[i] != '.')
        return FALSE;
      n_points += text[i] == '.';
    }
  return n_points <= 1;
}

/* Why a text is no time by RFC 3339; the first shape that fits says it. */
static RcTimeFault
explain (const char *text,
         gsize       length)
{
  static const struct { const char *shape; RcTimeFault fault; } shapes[] = {
    { "0000-00-00", RC_TIME_FAULT_NOT_YET },
    { "##~##~####", RC_TIME_FAULT_ORDER },
    { "#~##~####", RC_TIME_FAULT_ORDER },
    { "##~#~####", RC_TIME_FAULT_ORDER },
    { "#~#~####", RC_TIME_FAULT_ORDER },
    { "##~##~## ", RC_TIME_FAULT_ORDER },
    { "##-## ##:", RC_TIME_FAULT_NO_DATE },
    { "##-##T##:", RC_TIME_FAULT_NO_DATE },
    { "##:##", RC_TIME_FAULT_NO_DATE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    if (begins_like (text, length, shapes[i].shape))
      return shapes[i].fault;
  return is_decimal (text, length) ? RC_TIME_FAULT_UNIT : RC_TIME_FAULT_UNREADABLE;
}

/* --- The forms --- */

static gboolean
read_text (const char       *text,
           gsize             length,
           const RcTimeRule *rule,
           RcZoneSource      zone_if_absent,
           RcTimestamp      *out_timestamp)
{
  return rule->form == RC_TIME_FORM_RFC3339
           ? rc_timestamp_parse (text, length, zone_if_absent, rule->offset_minutes_if_absent, out_timestamp)
           : rc_time_pattern_parse (rule->pattern, text, length, zone_if_absent, rule->offset_minutes_if_absent, out_timestamp);
}

static RcTimeFault
parse_text (const char       *text,
            gsize             length,
            const RcTimeRule *rule,
            RcTimestamp      *out_timestamp)
{
  if (!read_text (text, length, rule, rule->zone_if_absent, out_timestamp))
    {
      /* With any zone, to know whether it is a time otherwise. */
      if (rule->zone_if_absent == RC_ZONE_EXPLICIT && read_text (text, length, rule, RC_ZONE_UNKNOWN, out_timestamp))
        return RC_TIME_FAULT_NO_ZONE;
      return rule->form == RC_TIME_FORM_RFC3339 ? explain (text, length) : RC_TIME_FAULT_UNREADABLE;
    }

  if (rc_timestamp_is_plausible (out_timestamp))
    return RC_TIME_FAULT_NONE;
  /* Where the zone is not known, the first day of the calendar reaches into the second. */
  return out_timestamp->from_us < RC_FIRST_US + RC_US_PER_DAY ? RC_TIME_FAULT_NOT_YET : RC_TIME_FAULT_IMPLAUSIBLE;
}

/* Zero in every unit and spelling. */
static gboolean
is_zero (const char *digits,
         gsize       length)
{
  RcTimestamp time;

  return rc_timestamp_from_epoch (digits, length, 1, &time) && time.from_us == 0 && time.nanoseconds == 0;
}

static RcTimeFault
parse_count (const char       *digits,
             gsize             length,
             const RcTimeRule *rule,
             RcTimestamp      *out_timestamp)
{
  static const gint64 units[] = {
    [RC_TIME_FORM_EPOCH_S] = 1,
    [RC_TIME_FORM_EPOCH_MS] = 1000,
    [RC_TIME_FORM_EPOCH_US] = 1000000,
    [RC_TIME_FORM_EPOCH_NS] = 1000000000,
  };
  gboolean is_read = rule->form == RC_TIME_FORM_TICKS ? rc_timestamp_from_ticks (digits, length, out_timestamp)
                                                      : rc_timestamp_from_epoch (digits, length, units[rule->form], out_timestamp);

  if (is_zero (digits, length))
    return RC_TIME_FAULT_NOT_YET;
  if (is_read)
    return rc_timestamp_is_plausible (out_timestamp) ? RC_TIME_FAULT_NONE : RC_TIME_FAULT_UNIT;

  /* A number beyond what a time can be is a time in a smaller unit; anything else is no time. */
  return is_decimal (digits, length) && rc_timestamp_from_epoch (digits, length, units[RC_TIME_FORM_EPOCH_NS], out_timestamp)
           ? RC_TIME_FAULT_UNIT : RC_TIME_FAULT_UNREADABLE;
}

/**
 * rc_timestamp_parse_form:
 * @text: tainted; digits of a number as they are written, or a text; needs no terminator
 * @length: of @text in bytes
 * @out_timestamp: (out): set where the answer is %RC_TIME_FAULT_NONE, and of no meaning otherwise
 *
 * Reads a time in the one form that was declared. Nothing is found out from the value itself: a number that would be a time in
 * another unit, or a date that would be one with day and month exchanged, is refused.
 *
 * Returns: %RC_TIME_FAULT_NONE, or why there is no time
 */
RcTimeFault
rc_timestamp_parse_form (const char       *text,
                         gsize             length,
                         const RcTimeRule *rule,
                         RcTimestamp      *out_timestamp)
{
  if (rule->form == RC_TIME_FORM_RFC3339 || rule->form == RC_TIME_FORM_PATTERN)
    return parse_text (text, length, rule, out_timestamp);

  return parse_count (text, length, rule, out_timestamp);
}

/* --- What a fault is told as --- */

static const struct
{
  const char *exception;
  const char *expected;
  const char *message;
} faults[] = {
  [RC_TIME_FAULT_NONE] = { NULL, NULL, NULL },
  [RC_TIME_FAULT_NOT_YET] = { NULL, NULL, NULL },
  [RC_TIME_FAULT_UNREADABLE] = {
    RC_EXCEPTION_TIME_UNREADABLE, "a time in the declared form",
    "Where the record's time should stand there is something else; it has no time." },
  [RC_TIME_FAULT_NO_ZONE] = {
    RC_EXCEPTION_TIME_AMBIGUOUS, "a time with its zone",
    "The record's time does not say of which zone it is; it has no time that could be relied on." },
  [RC_TIME_FAULT_NO_DATE] = {
    RC_EXCEPTION_TIME_AMBIGUOUS, "a date with its year",
    "The record's time names no year, or no day at all; it has no time that could be relied on." },
  [RC_TIME_FAULT_ORDER] = {
    RC_EXCEPTION_TIME_AMBIGUOUS, "a date that begins with its year",
    "Which figure of the record's date is the day and which the month is not declared; it has no time that could be relied on." },
  [RC_TIME_FAULT_UNIT] = {
    RC_EXCEPTION_TIME_AMBIGUOUS, "an instant from 2000 to 2099",
    "The number of the record's time counts other units (seconds, milliseconds …) than was said; the record has no time that could be "
    "relied on." },
  [RC_TIME_FAULT_IMPLAUSIBLE] = {
    RC_EXCEPTION_TIME_AMBIGUOUS, "an instant from 2000 to 2099",
    "No record of an AI system can be of this date, which programs write when they count in a wrong unit; it has no time that could be "
    "relied on." },
};

/**
 * rc_time_fault_exception:
 *
 * Returns: (transfer none) (nullable): the kind of exception that the fault is told as; %NULL where it is none
 */
const char *
rc_time_fault_exception (RcTimeFault self)
{
  return faults[self].exception;
}

/**
 * rc_time_fault_expected:
 *
 * Returns: (transfer none) (nullable): what should have stood there
 */
const char *
rc_time_fault_expected (RcTimeFault self)
{
  return faults[self].expected;
}

/**
 * rc_time_fault_message:
 *
 * Returns: (transfer none) (nullable): one plain sentence
 */
const char *
rc_time_fault_message (RcTimeFault self)
{
  return faults[self].message;
}
