/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/demo/demo-application.h"

#include "importers/demo/demo-random.h"

/* How a text of the form moves the score, in points. */
typedef struct
{
  const char *text;
  gint        points;
} Choice;

static const Choice districts[] = {
  { "Altstadt", 0 }, { "Südkai", 0 }, { "Nordufer", 0 }, { "Werftviertel", 0 }, { "Möwenhöhe", 0 },
};
static const Choice housings[] = { { "rented", 20 }, { "owned", -90 }, { "family", 10 } };
static const Choice employments[] = {
  { "employed", -40 }, { "employed", -40 }, { "employed", -40 }, { "civil-servant", -140 },
  { "self-employed", 70 }, { "pensioner", -30 }, { "in-training", 110 },
};
static const Choice purposes[] = {
  { "vehicle", -10 }, { "furniture", 0 }, { "home-improvement", -20 }, { "debt-restructuring", 120 },
  { "education", 10 }, { "travel", 40 },
};
static const gint32 terms[] = { 12, 24, 36, 48, 60, 72, 84 };

static gint
choose (RcDemoApplication *self,
        RcDemoField        field,
        const Choice      *choices,
        guint              n_choices,
        RcDemoRandom      *random)
{
  const Choice *choice = &choices[rc_demo_random_below (random, n_choices)];

  self->texts[field] = choice->text;
  return choice->points;
}

/* A number whose small values are more frequent: the smaller of two draws. */
static gint32
draw_low (RcDemoRandom *random,
          guint32       bound)
{
  guint32 a = rc_demo_random_below (random, bound);
  guint32 b = rc_demo_random_below (random, bound);

  return (gint32) MIN (a, b);
}

/* Fills in the form. Answers the points of its texts. */
static gint
fill_form (RcDemoApplication *self,
           RcDemoRandom      *random)
{
  gint32 *numbers = self->numbers;
  gint points = 0;

  numbers[RC_DEMO_AGE] = (gint32) (20 + rc_demo_random_below (random, 26) + rc_demo_random_below (random, 30));
  numbers[RC_DEMO_DEPENDANTS] = draw_low (random, 5);
  numbers[RC_DEMO_RESIDENCE_MONTHS] = 1 + draw_low (random, 300);
  points += choose (self, RC_DEMO_DISTRICT, districts, G_N_ELEMENTS (districts), random);
  points += choose (self, RC_DEMO_HOUSING, housings, G_N_ELEMENTS (housings), random);
  numbers[RC_DEMO_HOUSING_COST] = 260 + 10 * draw_low (random, 120);
  points += choose (self, RC_DEMO_EMPLOYMENT, employments, G_N_ELEMENTS (employments), random);
  numbers[RC_DEMO_EMPLOYMENT_MONTHS] = draw_low (random, (guint32) MIN (12 * (numbers[RC_DEMO_AGE] - 17), 360));
  numbers[RC_DEMO_NET_INCOME] = 1180 + (gint32) rc_demo_random_below (random, 1400) + draw_low (random, 3200);
  numbers[RC_DEMO_OTHER_INCOME] = 20 * draw_low (random, 30);
  numbers[RC_DEMO_EXISTING_LOANS] = draw_low (random, 5);
  numbers[RC_DEMO_INSTALMENTS] = numbers[RC_DEMO_EXISTING_LOANS] * (60 + (gint32) rc_demo_random_below (random, 140));
  numbers[RC_DEMO_ARREARS] = rc_demo_random_below (random, 100) < 88 ? 0 : 1 + draw_low (random, 4);
  numbers[RC_DEMO_CUSTOMER_MONTHS] = draw_low (random, 240);
  numbers[RC_DEMO_REQUESTED_AMOUNT] = 1000 + 100 * draw_low (random, 400);
  numbers[RC_DEMO_TERM_MONTHS] = terms[rc_demo_random_below (random, G_N_ELEMENTS (terms))];
  points += choose (self, RC_DEMO_PURPOSE, purposes, G_N_ELEMENTS (purposes), random);
  return points;
}

/* The invented model: points for burden, arrears and the rest, squeezed between 0 and 1 by x / (c + |x|). Version 4 weighs arrears
 * more and a long relation with the bank less. */
static guint
compute_score (const RcDemoApplication *self,
               gint                     points)
{
  const gint32 *numbers = self->numbers;
  gint32 burden = numbers[RC_DEMO_HOUSING_COST] + numbers[RC_DEMO_INSTALMENTS]
                  + numbers[RC_DEMO_REQUESTED_AMOUNT] / numbers[RC_DEMO_TERM_MONTHS];
  gint32 income = numbers[RC_DEMO_NET_INCOME] + numbers[RC_DEMO_OTHER_INCOME];
  gboolean newer = self->model->version >= 4;
  gint score;

  points += 11 * (100 * burden / income - 35);
  points += numbers[RC_DEMO_ARREARS] * (newer ? 290 : 230);
  points += numbers[RC_DEMO_EXISTING_LOANS] * 30;
  points += numbers[RC_DEMO_AGE] < 25 ? 70 : 0;
  points -= MIN (numbers[RC_DEMO_EMPLOYMENT_MONTHS], 120) * 3 / 2;
  points -= MIN (numbers[RC_DEMO_CUSTOMER_MONTHS], 120) * (newer ? 2 : 3) / 4;

  score = 5000 + 5000 * points / (650 + ABS (points));
  return (guint) CLAMP (score, 112, 9871);
}

/**
 * rc_demo_application_init:
 * @index: 0 to the number of inferences - 1
 *
 * Invents the application with this number, from the seed and nothing else.
 */
void
rc_demo_application_init (RcDemoApplication    *self,
                          const RcDemoStory    *story,
                          const RcDemoCalendar *calendar,
                          guint64               index)
{
  RcDemoRandom random, applicant;
  gint points;

  memset (self, 0, sizeof *self);
  self->number = index + 1;
  self->sequence = index;
  self->time_ms = rc_demo_calendar_time (calendar, index);
  self->model = rc_demo_story_model_at (story, self->time_ms);

  rc_demo_random_init (&random, story->seed, RC_DEMO_STREAM_APPLICATION, index);
  self->event_bits[0] = rc_demo_random_next (&random);
  self->event_bits[1] = rc_demo_random_next (&random);

  /* One person in some applies more than once in the four months. */
  rc_demo_random_init (&applicant, story->seed, RC_DEMO_STREAM_APPLICANT,
                       rc_demo_random_next (&random) % (4 * calendar->inferences));
  self->applicant = rc_demo_random_next (&applicant) >> 24;

  points = fill_form (self, &random);
  self->score = compute_score (self, points + (gint) rc_demo_random_below (&random, 81) - 40);
  self->latency_ms = 14 + (guint) draw_low (&random, 60) + (guint) draw_low (&random, 60);
}

gboolean
rc_demo_application_is_refused (const RcDemoApplication *self)
{
  return self->score >= self->model->threshold;
}

const char *
rc_demo_application_proposal (const RcDemoApplication *self)
{
  return rc_demo_application_is_refused (self) ? "refuse" : "grant";
}

/**
 * rc_demo_application_text_event_id:
 *
 * Appends an UUID of version 7 (RFC 9562, 5.7): the milliseconds, then 74 random bits.
 */
void
rc_demo_application_text_event_id (const RcDemoApplication *self,
                                   RcDemoText              *text)
{
  guint64 time = (guint64) self->time_ms;

  rc_demo_text_hex (text, time >> 16, 8);
  rc_demo_text_literal (text, "-");
  rc_demo_text_hex (text, time & 0xffff, 4);
  rc_demo_text_literal (text, "-7");
  rc_demo_text_hex (text, self->event_bits[0], 3);
  rc_demo_text_literal (text, "-");
  rc_demo_text_hex (text, 8 | (self->event_bits[0] >> 12 & 3), 1);
  rc_demo_text_hex (text, self->event_bits[0] >> 16, 3);
  rc_demo_text_literal (text, "-");
  rc_demo_text_hex (text, self->event_bits[1], 12);
}

/**
 * rc_demo_application_text_number:
 *
 * Appends the business reference: "KA-2026-000001".
 */
void
rc_demo_application_text_number (const RcDemoApplication *self,
                                 RcDemoText              *text)
{
  rc_demo_text_literal (text, "KA-2026-");
  rc_demo_text_padded (text, self->number, 6);
}
