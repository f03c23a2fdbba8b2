/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/demo/demo-business.h"

#include "importers/demo/demo-random.h"

static const char * const reviewers[] = {
  "R-07 (fictitious)", "R-11 (fictitious)", "R-12 (fictitious)", "R-19 (fictitious)",
};
static const char * const grant_reasons[] = {
  "Income of the co-applicant confirmed by pay slips",
  "Arrears settled; confirmation of the other bank is in the file",
  "Collateral offered that the model does not see",
  "Rent ends with the purchase; burden falls below the limit",
};
static const char * const refuse_reasons[] = {
  "Employment ends within the term; contract is in the file",
  "Second application of the household pending",
  "Statements of account show obligations that the form does not name",
};
static const char * const approve_reasons[] = {
  "Checked against the file; no reason to differ",
  "Checked; applicant informed of the main reasons",
};
static const char * const channels[] = { "online", "online", "online", "branch", "branch", "telephone" };

typedef enum
{
  REVIEW_NONE,
  REVIEW_APPROVE,
  REVIEW_OVERRIDE,
} Review;

gboolean
rc_demo_business_open (RcDemoBusiness  *self,
                       guint64          seed,
                       RcDemoFolder    *folder,
                       GError         **error)
{
  memset (self, 0, sizeof *self);
  self->seed = seed;
  self->actions = rc_demo_file_new (folder, "evidence/oversight/actions.jsonl", error);
  if (self->actions == NULL)
    return FALSE;

  self->decisions = rc_demo_file_new (folder, RC_DEMO_DECISIONS, error);
  return self->decisions != NULL;
}

void
rc_demo_business_clear (RcDemoBusiness *self)
{
  g_clear_pointer (&self->actions, rc_demo_file_free);
  g_clear_pointer (&self->decisions, rc_demo_file_free);
}

/* Reviewers work in office hours. They see every third refusal, and proposals to grant that came close to the threshold. */
static Review
draw_review (const RcDemoApplication *application,
             RcDemoRandom            *random)
{
  guint draw = rc_demo_random_below (random, 1000);
  gint above = (gint) application->score - (gint) application->model->threshold;

  if (!rc_demo_time_is_office (application->time_ms))
    return REVIEW_NONE;
  if (above >= 0 && above < 1300)
    return draw < 210 ? REVIEW_OVERRIDE : draw < 480 ? REVIEW_APPROVE : REVIEW_NONE;
  if (above >= 0)
    return draw < 20 ? REVIEW_OVERRIDE : draw < 200 ? REVIEW_APPROVE : REVIEW_NONE;
  if (above > -300)
    return draw < 60 ? REVIEW_OVERRIDE : draw < 120 ? REVIEW_APPROVE : REVIEW_NONE;
  return REVIEW_NONE;
}

static const char *
choose_reason (Review        review,
               gboolean      granted,
               RcDemoRandom *random)
{
  if (review == REVIEW_APPROVE)
    return approve_reasons[rc_demo_random_below (random, G_N_ELEMENTS (approve_reasons))];
  if (granted)
    return grant_reasons[rc_demo_random_below (random, G_N_ELEMENTS (grant_reasons))];
  return refuse_reasons[rc_demo_random_below (random, G_N_ELEMENTS (refuse_reasons))];
}

static gboolean
add_action (RcDemoBusiness          *self,
            const RcDemoApplication *application,
            Review                   review,
            const char              *final,
            RcDemoRandom            *random,
            GError                 **error)
{
  RcDemoText *text = &self->actions->text;
  gint64 acted = application->time_ms + 4 * RC_DEMO_MINUTE_MS + (gint64) rc_demo_random_below (random, 5400000);

  /* One queue, worked off in its order. */
  self->last_acted_ms = MAX (self->last_acted_ms + 100, acted);

  rc_demo_text_literal (text, "{\"schema\":\"oversight.action/1\",\"action_id\":\"HA-");
  rc_demo_text_padded (text, self->actions->lines + 1, 6);
  rc_demo_text_literal (text, "\",\"application\":\"");
  rc_demo_application_text_number (application, text);
  rc_demo_text_literal (text, "\",\"event_id\":\"");
  rc_demo_application_text_event_id (application, text);
  rc_demo_text_literal (text, "\",\"system\":\"" RC_DEMO_SYSTEM "\",\"actor\":\"");
  rc_demo_text_string (text, reviewers[rc_demo_random_below (random, G_N_ELEMENTS (reviewers))]);
  rc_demo_text_literal (text, "\",\"role\":\"credit reviewer\",\"action\":\"");
  rc_demo_text_string (text, review == REVIEW_OVERRIDE ? "override" : "approve");
  rc_demo_text_literal (text, "\",\"original_output\":{\"proposal\":\"");
  rc_demo_text_string (text, rc_demo_application_proposal (application));
  rc_demo_text_literal (text, "\"},\"final\":\"");
  rc_demo_text_string (text, final);
  rc_demo_text_literal (text, "\",\"reason\":\"");
  rc_demo_text_string (text, choose_reason (review, *final == 'g', random));
  rc_demo_text_literal (text, "\",\"acted_at\":\"");
  rc_demo_text_time (text, self->last_acted_ms);
  rc_demo_text_literal (text, "\"}");
  return rc_demo_file_end_line (self->actions, error);
}

/* The core system books on the full hour, when the reviewers' time for a case is over. */
static gboolean
add_decision (RcDemoBusiness          *self,
              const RcDemoApplication *application,
              const char              *final,
              RcDemoRandom            *random,
              GError                 **error)
{
  RcDemoText *text = &self->decisions->text;
  const char *purpose = application->texts[RC_DEMO_PURPOSE];

  rc_demo_text_literal (text, "{\"schema\":\"corebank.decision/1\",\"application\":\"");
  rc_demo_application_text_number (application, text);
  rc_demo_text_literal (text, "\",\"decided_at\":\"");
  rc_demo_text_time_seconds (text, (application->time_ms / RC_DEMO_HOUR_MS + 3) * RC_DEMO_HOUR_MS);
  rc_demo_text_literal (text, "\",\"final\":\"");
  rc_demo_text_string (text, final);
  rc_demo_text_literal (text, "\",\"channel\":\"");
  rc_demo_text_string (text, channels[rc_demo_random_below (random, G_N_ELEMENTS (channels))]);
  rc_demo_text_literal (text, "\",\"product\":\"");
  rc_demo_text_string (text, g_str_equal (purpose, "vehicle") ? "car-loan" : "instalment-loan");
  rc_demo_text_literal (text, "\"}");
  return rc_demo_file_end_line (self->decisions, error);
}

/**
 * rc_demo_business_add:
 * @application: in the order of their numbers
 * @may_review: %FALSE for an application that no human action may refer to
 */
gboolean
rc_demo_business_add (RcDemoBusiness           *self,
                      const RcDemoApplication  *application,
                      gboolean                  may_review,
                      GError                  **error)
{
  gboolean granted = !rc_demo_application_is_refused (application);
  const char *final;
  RcDemoRandom random;
  Review review;

  rc_demo_random_init (&random, self->seed, RC_DEMO_STREAM_REVIEW, application->number);
  review = draw_review (application, &random);
  if (!may_review)
    review = REVIEW_NONE;

  final = granted != (review == REVIEW_OVERRIDE) ? "grant" : "refuse";
  if (review != REVIEW_NONE && !add_action (self, application, review, final, &random, error))
    return FALSE;

  return add_decision (self, application, final, &random, error);
}

gboolean
rc_demo_business_close (RcDemoBusiness  *self,
                        GError         **error)
{
  return rc_demo_file_close (self->actions, error) && rc_demo_file_close (self->decisions, error);
}
