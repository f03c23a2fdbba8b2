/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timestamp.h"

G_BEGIN_DECLS

/* In which form a log writes its times: declared, never found out from a value. */
typedef enum
{
  RC_TIME_FORM_RFC3339,    /* what rc_timestamp_parse() reads */
  RC_TIME_FORM_EPOCH_S,    /* seconds since 1970-01-01T00:00:00Z … */
  RC_TIME_FORM_EPOCH_MS,
  RC_TIME_FORM_EPOCH_US,
  RC_TIME_FORM_EPOCH_NS,
  RC_TIME_FORM_TICKS,      /* 100 nanoseconds since 0001-01-01T00:00:00Z */
  RC_TIME_FORM_PATTERN,    /* a layout of its own: time-pattern.h */
} RcTimeForm;

/* Why a value is no time in its declared form. */
typedef enum
{
  RC_TIME_FAULT_NONE,
  RC_TIME_FAULT_NOT_YET,      /* a zero or the first day of the calendar, by which programs say that there is no time */
  RC_TIME_FAULT_UNREADABLE,   /* something else than a time */
  RC_TIME_FAULT_NO_ZONE,      /* no zone, where one was to be stated */
  RC_TIME_FAULT_NO_DATE,      /* a day and month without their year, or a clock without a day */
  RC_TIME_FAULT_ORDER,        /* day and month, or month and day, of which neither is declared */
  RC_TIME_FAULT_UNIT,         /* a number that counts other units than declared, or whose units are not declared */
  RC_TIME_FAULT_IMPLAUSIBLE,  /* a date that no record of an AI system can have */
} RcTimeFault;

/**
 * RcTimeRule:
 * @pattern: (nullable): for %RC_TIME_FORM_PATTERN, one that rc_time_pattern_check() let pass
 * @zone_if_absent: as rc_timestamp_parse() takes it; an epoch and ticks are in UTC
 * @offset_minutes_if_absent: minutes east of UTC
 *
 * How the times of a log are to be read.
 */
typedef struct
{
  RcTimeForm   form;
  const char  *pattern;
  RcZoneSource zone_if_absent;
  int          offset_minutes_if_absent;
} RcTimeRule;

RcTimeFault rc_timestamp_parse_form (const char       *text,
                                     gsize             length,
                                     const RcTimeRule *rule,
                                     RcTimestamp      *out_timestamp);
const char *rc_time_fault_exception (RcTimeFault       self);
const char *rc_time_fault_expected  (RcTimeFault       self);
const char *rc_time_fault_message   (RcTimeFault       self);

G_END_DECLS
