/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "importers/demo/demo-story.h"

G_BEGIN_DECLS

/* The input fields, in the order of the application form. */
typedef enum
{
  RC_DEMO_AGE,
  RC_DEMO_DEPENDANTS,
  RC_DEMO_RESIDENCE_MONTHS,
  RC_DEMO_DISTRICT,
  RC_DEMO_HOUSING,
  RC_DEMO_HOUSING_COST,
  RC_DEMO_EMPLOYMENT,
  RC_DEMO_EMPLOYMENT_MONTHS,
  RC_DEMO_NET_INCOME,
  RC_DEMO_OTHER_INCOME,
  RC_DEMO_EXISTING_LOANS,
  RC_DEMO_INSTALMENTS,
  RC_DEMO_ARREARS,
  RC_DEMO_CUSTOMER_MONTHS,
  RC_DEMO_REQUESTED_AMOUNT,
  RC_DEMO_TERM_MONTHS,
  RC_DEMO_PURPOSE,
  RC_DEMO_N_FIELDS
} RcDemoField;

/**
 * RcDemoApplication:
 *
 * One application for a loan and the model's answer to it.
 */
typedef struct
{
  guint64            number;        /* from 1: KA-2026-000001 */
  guint64            sequence;      /* of its record in the log, from 0 */
  gint64             time_ms;
  const RcDemoModel *model;
  guint64            applicant;     /* the pseudonym's 40 bits */
  guint64            event_bits[2]; /* what is random in the event id */
  gint32             numbers[RC_DEMO_N_FIELDS];
  const char        *texts[RC_DEMO_N_FIELDS];   /* (nullable): a field is a text or a number; static */
  guint              score;         /* ten-thousandths */
  guint              latency_ms;
} RcDemoApplication;

void        rc_demo_application_init       (RcDemoApplication       *self,
                                            const RcDemoStory       *story,
                                            const RcDemoCalendar    *calendar,
                                            guint64                  index);
gboolean    rc_demo_application_is_refused (const RcDemoApplication *self);
const char *rc_demo_application_proposal   (const RcDemoApplication *self);
void        rc_demo_application_text_event_id  (const RcDemoApplication *self,
                                            RcDemoText              *text);
void        rc_demo_application_text_number (const RcDemoApplication *self,
                                            RcDemoText              *text);

G_END_DECLS
