/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/demo/demo-faults.h"

#include "core/exception.h"
#include "core/json-writer.h"
#include "importers/demo/demo-random.h"

#define DISTANCE     20u   /* records between two faults */
#define NEAR         6u    /* from them to a record that was never written, which breaks no chain */
#define HEAD_MARGIN  2u    /* records between a fault and one that a head names */
#define LAST_GOOD    6u    /* the head of 15 July stays good: faults in the log come before it, the cut tail after it */
#define TRIES        64u   /* for one place, before all are drawn anew */

typedef struct
{
  char    *kind;
  char    *source;
  char    *evidence;
  char    *expected;
  guint64  record;
} Entry;

static void
entry_free (gpointer data)
{
  Entry *self = data;

  g_free (self->kind);
  g_free (self->source);
  g_free (self->evidence);
  g_free (self->expected);
  g_free (self);
}

/* Whether the record at @index, and @span records from it, may be touched: far from the faults placed before, and from records that
 * a head names. */
static gboolean
is_free (const RcDemoFaults *self,
         guint               n_placed,
         const guint64       heads[RC_DEMO_HALVES],
         guint64             index,
         guint64             span)
{
  guint64 distance = n_placed == RC_DEMO_FAULT_UNLOGGED ? NEAR : DISTANCE;

  for (guint kind = RC_DEMO_FAULT_NONE + 1; kind < n_placed; kind++)
    if (index < self->places[kind] + self->spans[kind] + distance && self->places[kind] < index + span + distance)
      return FALSE;

  for (guint half = 0; half < RC_DEMO_HALVES; half++)
    if (index <= heads[half] + HEAD_MARGIN && heads[half] < index + span + HEAD_MARGIN)
      return FALSE;

  return TRUE;
}

/* A time some while before that of the record before; @out_time is left alone where that is another half month. */
static gboolean
draw_clock (const RcDemoCalendar *calendar,
            guint64               index,
            RcDemoRandom         *random,
            gint64               *out_time)
{
  gint64 before = rc_demo_calendar_time (calendar, index - 1);
  gint64 back = before - 17 * RC_DEMO_MINUTE_MS - (gint64) rc_demo_random_below (random, 1800) * RC_DEMO_SECOND_MS;

  if (back < RC_DEMO_START_MS
      || rc_demo_time_half (back) != rc_demo_time_half (rc_demo_calendar_time (calendar, index)))
    return FALSE;

  *out_time = back;
  return TRUE;
}

static gboolean
place_one (RcDemoFaults         *self,
           guint                 kind,
           const RcDemoCalendar *calendar,
           const guint64         heads[RC_DEMO_HALVES],
           RcDemoRandom         *random)
{
  guint64 room = heads[LAST_GOOD] - DISTANCE / 2;

  for (guint i = 0; i < TRIES; i++)
    {
      guint64 index = 3 + rc_demo_random_next (random) % room;

      if (index + self->spans[kind] + HEAD_MARGIN > heads[LAST_GOOD]
          || !is_free (self, kind, heads, index, self->spans[kind]))
        continue;
      if (kind == RC_DEMO_FAULT_CLOCK_BACK && !draw_clock (calendar, index, random, &self->clock_ms))
        continue;

      self->places[kind] = index;
      return TRUE;
    }

  return FALSE;
}

static gboolean
place_all (RcDemoFaults         *self,
           const RcDemoCalendar *calendar,
           const guint64         heads[RC_DEMO_HALVES],
           RcDemoRandom         *random)
{
  for (guint kind = RC_DEMO_FAULT_NONE + 1; kind < RC_DEMO_N_FAULTS; kind++)
    if (!place_one (self, kind, calendar, heads, random))
      return FALSE;

  return TRUE;
}

static void
draw (RcDemoFaults         *self,
      const RcDemoCalendar *calendar)
{
  guint64 heads[RC_DEMO_HALVES];
  RcDemoRandom random;
  gboolean placed = FALSE;

  rc_demo_random_init (&random, calendar->seed, RC_DEMO_STREAM_FAULT, 0);
  for (guint half = 0; half < RC_DEMO_HALVES; half++)
    heads[half] = rc_demo_calendar_before (calendar, rc_demo_half_end (half)) - 1;

  for (guint kind = RC_DEMO_FAULT_NONE + 1; kind < RC_DEMO_N_FAULTS; kind++)
    self->spans[kind] = 1;
  self->spans[RC_DEMO_FAULT_GAP] = 3 + rc_demo_random_below (&random, 3);
  self->spans[RC_DEMO_FAULT_REPLAY] = 4 + rc_demo_random_below (&random, 3);

  /* With the fewest inferences that are allowed some draws end in a corner; another one does not. */
  for (guint i = 0; i < 100000 && !placed; i++)
    placed = place_all (self, calendar, heads, &random);
  if (!placed)
    g_error ("no place was found for the faults of the demo");

  self->end = calendar->inferences - MAX (3, calendar->inferences / 200);
  self->unsigned_head = rc_demo_random_below (&random, LAST_GOOD);
  self->strange_head = (self->unsigned_head + 1 + rc_demo_random_below (&random, LAST_GOOD - 1)) % LAST_GOOD;
}

/**
 * rc_demo_faults_init:
 * @planted: whether there are to be any; then the calendar has at least RC_DEMO_MIN_WITH_FAULTS inferences
 */
void
rc_demo_faults_init (RcDemoFaults         *self,
                     gboolean              planted,
                     const RcDemoCalendar *calendar)
{
  memset (self, 0, sizeof *self);
  self->planted = planted;
  self->end = calendar->inferences;
  self->unsigned_head = RC_DEMO_NO_HEAD;
  self->strange_head = RC_DEMO_NO_HEAD;
  self->list = g_ptr_array_new_with_free_func (entry_free);
  if (planted)
    draw (self, calendar);
}

void
rc_demo_faults_clear (RcDemoFaults *self)
{
  g_clear_pointer (&self->list, g_ptr_array_unref);
}

/**
 * rc_demo_faults_at:
 *
 * Returns: the fault whose place is the record at @index
 */
RcDemoFaultKind
rc_demo_faults_at (const RcDemoFaults *self,
                   guint64             index)
{
  for (guint kind = RC_DEMO_FAULT_NONE + 1; self->planted && kind < RC_DEMO_N_FAULTS; kind++)
    if (self->places[kind] == index)
      return kind;

  return RC_DEMO_FAULT_NONE;
}

/**
 * rc_demo_faults_touch:
 *
 * Returns: whether the record at @index belongs to a fault or was cut off; no human action refers to such a record
 */
gboolean
rc_demo_faults_touch (const RcDemoFaults *self,
                      guint64             index)
{
  for (guint kind = RC_DEMO_FAULT_NONE + 1; self->planted && kind < RC_DEMO_N_FAULTS; kind++)
    if (index >= self->places[kind] && index - self->places[kind] < self->spans[kind])
      return TRUE;

  return index >= self->end;
}

/**
 * rc_demo_faults_add:
 * @kind: of the exception, see core/exception.h
 * @source: name of the source as an import of the folder `evidence` names it
 * @record: of that source, from 1
 * @expected: what shows it, one sentence
 * @evidence_format: what was done, one sentence
 */
void
rc_demo_faults_add (RcDemoFaults *self,
                    const char   *kind,
                    const char   *source,
                    guint64       record,
                    const char   *expected,
                    const char   *evidence_format,
                    ...)
{
  Entry *entry = g_new0 (Entry, 1);
  va_list arguments;

  va_start (arguments, evidence_format);
  entry->evidence = g_strdup_vprintf (evidence_format, arguments);
  va_end (arguments);
  entry->kind = g_strdup (kind);
  entry->source = g_strdup (source);
  entry->record = record;
  entry->expected = g_strdup (expected);
  g_ptr_array_add (self->list, entry);
}

/* The requirement under which `check` tells of a fault of that kind. */
static const char *
get_requirement (const char *kind)
{
  static const struct { const char *kind; const char *requirement; } requirements[] = {
    { RC_EXCEPTION_CARD_EDITED, "AIV-1a" },
    { RC_EXCEPTION_DEPLOYMENTS_OVERLAP, "AIA-12-2a" },
    { RC_EXCEPTION_APPROVAL_LATE, "AIA-17-a" },
    { RC_EXCEPTION_DIGEST_DISAGREES, "AIV-1c" },
    { RC_EXCEPTION_CLOCK_BACK, "AIA-12-1" },
    { RC_EXCEPTION_DECISION_MISSING, "AIA-12-1" },
    { RC_EXCEPTION_RECORD_REPLAYED, "AIA-12-1" },
    { RC_EXCEPTION_CHAIN_GAP, "AIA-12-1" },
    { RC_EXCEPTION_CHAIN_TAIL_MISSING, "AIA-12-1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (requirements); i++)
    if (g_str_equal (requirements[i].kind, kind))
      return requirements[i].requirement;
  /* What else is planted breaks what protects the records. */
  return "AIA-15-5";
}

static char *
entry_dup_json (const Entry *self)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "kind", self->kind);
  rc_json_writer_member_string (writer, "source", self->source);
  rc_json_writer_name (writer, "place");
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "record", (gint64) self->record);
  rc_json_writer_end_object (writer);
  rc_json_writer_member_string (writer, "evidence", self->evidence);
  rc_json_writer_member_string (writer, "verb", "verify");
  rc_json_writer_member_string (writer, "check", get_requirement (self->kind));
  rc_json_writer_member_string (writer, "expected", self->expected);
  rc_json_writer_end_object (writer);
  return rc_json_writer_finish (writer);
}

/**
 * rc_demo_faults_dup_json:
 *
 * Returns: (transfer full): the content of FAULTS.json, one fault a line
 */
char *
rc_demo_faults_dup_json (const RcDemoFaults *self)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; i < self->list->len; i++)
    {
      g_autofree char *entry = entry_dup_json (self->list->pdata[i]);

      g_string_append_printf (json, "%s\n  %s", i > 0 ? "," : "", entry);
    }
  g_string_append (json, self->list->len > 0 ? "\n]\n" : "]\n");

  return g_string_free (json, FALSE);
}
