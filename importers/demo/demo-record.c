/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/demo/demo-record.h"

#define HEX_LENGTH (RC_DIGEST_HEX_SIZE - 1)

static const char * const field_names[RC_DEMO_N_FIELDS] = {
  [RC_DEMO_AGE] = "\"age_years\":",
  [RC_DEMO_DEPENDANTS] = "\"dependants\":",
  [RC_DEMO_RESIDENCE_MONTHS] = "\"residence_months\":",
  [RC_DEMO_DISTRICT] = "\"district\":",
  [RC_DEMO_HOUSING] = "\"housing\":",
  [RC_DEMO_HOUSING_COST] = "\"housing_cost_eur\":",
  [RC_DEMO_EMPLOYMENT] = "\"employment\":",
  [RC_DEMO_EMPLOYMENT_MONTHS] = "\"employment_months\":",
  [RC_DEMO_NET_INCOME] = "\"net_income_eur\":",
  [RC_DEMO_OTHER_INCOME] = "\"other_income_eur\":",
  [RC_DEMO_EXISTING_LOANS] = "\"existing_loans\":",
  [RC_DEMO_INSTALMENTS] = "\"monthly_instalments_eur\":",
  [RC_DEMO_ARREARS] = "\"arrears_24m\":",
  [RC_DEMO_CUSTOMER_MONTHS] = "\"customer_months\":",
  [RC_DEMO_REQUESTED_AMOUNT] = "\"requested_amount_eur\":",
  [RC_DEMO_TERM_MONTHS] = "\"term_months\":",
  [RC_DEMO_PURPOSE] = "\"purpose\":",
};

static const guint8 form_order[RC_DEMO_N_FIELDS] = {
  RC_DEMO_AGE, RC_DEMO_DEPENDANTS, RC_DEMO_RESIDENCE_MONTHS, RC_DEMO_DISTRICT, RC_DEMO_HOUSING, RC_DEMO_HOUSING_COST,
  RC_DEMO_EMPLOYMENT, RC_DEMO_EMPLOYMENT_MONTHS, RC_DEMO_NET_INCOME, RC_DEMO_OTHER_INCOME, RC_DEMO_EXISTING_LOANS,
  RC_DEMO_INSTALMENTS, RC_DEMO_ARREARS, RC_DEMO_CUSTOMER_MONTHS, RC_DEMO_REQUESTED_AMOUNT, RC_DEMO_TERM_MONTHS, RC_DEMO_PURPOSE,
};

/* RFC 8785, 3.2.3: by the UTF-16 code units of the names, which are all ASCII here. */
static const guint8 sorted_order[RC_DEMO_N_FIELDS] = {
  RC_DEMO_AGE, RC_DEMO_ARREARS, RC_DEMO_CUSTOMER_MONTHS, RC_DEMO_DEPENDANTS, RC_DEMO_DISTRICT, RC_DEMO_EMPLOYMENT,
  RC_DEMO_EMPLOYMENT_MONTHS, RC_DEMO_EXISTING_LOANS, RC_DEMO_HOUSING, RC_DEMO_HOUSING_COST, RC_DEMO_INSTALMENTS,
  RC_DEMO_NET_INCOME, RC_DEMO_OTHER_INCOME, RC_DEMO_PURPOSE, RC_DEMO_REQUESTED_AMOUNT, RC_DEMO_RESIDENCE_MONTHS,
  RC_DEMO_TERM_MONTHS,
};

static void
text_fields (RcDemoText              *text,
             const RcDemoApplication *application,
             const guint8             order[RC_DEMO_N_FIELDS])
{
  for (guint i = 0; i < RC_DEMO_N_FIELDS; i++)
    {
      const char *value = application->texts[order[i]];

      rc_demo_text_append (text, i == 0 ? "{" : ",", 1);
      rc_demo_text_string (text, field_names[order[i]]);
      if (value == NULL)
        {
          rc_demo_text_number (text, (guint64) application->numbers[order[i]]);
          continue;
        }
      rc_demo_text_literal (text, "\"");
      rc_demo_text_string (text, value);
      rc_demo_text_literal (text, "\"");
    }
  rc_demo_text_literal (text, "}");
}

static void
text_applicant (RcDemoText              *text,
                const RcDemoApplication *application)
{
  rc_demo_text_literal (text, "\"applicant\":\"P-");
  rc_demo_text_hex (text, application->applicant, 10);
  rc_demo_text_literal (text, "\"");
}

static void
text_application (RcDemoText              *text,
                  const RcDemoApplication *application)
{
  rc_demo_text_literal (text, "\"application\":\"");
  rc_demo_application_text_number (application, text);
  rc_demo_text_literal (text, "\"");
}

static void
text_event_id (RcDemoText              *text,
               const RcDemoApplication *application)
{
  rc_demo_text_literal (text, "\"event_id\":\"");
  rc_demo_application_text_event_id (application, text);
  rc_demo_text_literal (text, "\"");
}

static void
text_timestamp (RcDemoText              *text,
                const RcDemoApplication *application)
{
  rc_demo_text_literal (text, "\"timestamp\":\"");
  rc_demo_text_time (text, application->time_ms);
  rc_demo_text_literal (text, "\"");
}

static void
text_latency (RcDemoText              *text,
              const RcDemoApplication *application)
{
  rc_demo_text_literal (text, "\"latency_ms\":");
  rc_demo_text_number (text, application->latency_ms);
}

static void
text_sequence (RcDemoText              *text,
               const RcDemoApplication *application)
{
  rc_demo_text_literal (text, "\"seq\":");
  rc_demo_text_number (text, application->sequence);
}

static void
text_canonical (RcDemoText              *text,
                const RcDemoApplication *application,
                const char              *previous_hex)
{
  rc_demo_text_literal (text, "{");
  text_applicant (text, application);
  rc_demo_text_literal (text, ",");
  text_application (text, application);
  rc_demo_text_literal (text, ",\"endpoint\":\"" RC_DEMO_ENDPOINT "\",\"event\":\"inference\",");
  text_event_id (text, application);
  rc_demo_text_literal (text, ",\"input\":{\"fields\":");
  text_fields (text, application, sorted_order);
  rc_demo_text_literal (text, ",\"schema\":\"v3\"},");
  text_latency (text, application);
  rc_demo_text_literal (text, ",\"model\":{\"artifact_sha256\":\"");
  rc_demo_text_append (text, application->model->artifact_sha256, HEX_LENGTH);
  rc_demo_text_literal (text, "\",\"name\":\"" RC_DEMO_MODEL "\",\"version\":\"");
  rc_demo_text_string (text, application->model->version_text);
  rc_demo_text_literal (text, "\"},\"output\":{\"proposal\":\"");
  rc_demo_text_string (text, rc_demo_application_proposal (application));
  rc_demo_text_literal (text, "\",\"score\":");
  rc_demo_text_decimal (text, application->score);
  rc_demo_text_literal (text, ",\"threshold\":");
  rc_demo_text_decimal (text, application->model->threshold);
  rc_demo_text_literal (text, "},\"prev_hash\":\"");
  rc_demo_text_append (text, previous_hex, HEX_LENGTH);
  rc_demo_text_literal (text, "\",\"schema\":\"kreditcheck.decision/1\",");
  text_sequence (text, application);
  rc_demo_text_literal (text, ",\"system\":\"" RC_DEMO_SYSTEM "\",");
  text_timestamp (text, application);
  rc_demo_text_literal (text, "}");
}

/**
 * rc_demo_record_text:
 * @previous_hex: the hash that the record links to
 * @hash_hex: the hash that the record states
 *
 * Appends the stored line without line end, members in the order in which the bank's system writes them.
 */
void
rc_demo_record_text (const RcDemoApplication *application,
                     const char              *previous_hex,
                     const char              *hash_hex,
                     RcDemoText              *text)
{
  rc_demo_text_literal (text, "{\"schema\":\"kreditcheck.decision/1\",");
  text_sequence (text, application);
  rc_demo_text_literal (text, ",");
  text_event_id (text, application);
  rc_demo_text_literal (text, ",");
  text_timestamp (text, application);
  rc_demo_text_literal (text, ",\"event\":\"inference\",\"system\":\"" RC_DEMO_SYSTEM "\",\"endpoint\":\"" RC_DEMO_ENDPOINT "\",");
  text_application (text, application);
  rc_demo_text_literal (text, ",");
  text_applicant (text, application);
  rc_demo_text_literal (text, ",\"model\":{\"name\":\"" RC_DEMO_MODEL "\",\"version\":\"");
  rc_demo_text_string (text, application->model->version_text);
  rc_demo_text_literal (text, "\",\"artifact_sha256\":\"");
  rc_demo_text_append (text, application->model->artifact_sha256, HEX_LENGTH);
  rc_demo_text_literal (text, "\"},\"input\":{\"schema\":\"v3\",\"fields\":");
  text_fields (text, application, form_order);
  rc_demo_text_literal (text, "},\"output\":{\"score\":");
  rc_demo_text_decimal (text, application->score);
  rc_demo_text_literal (text, ",\"threshold\":");
  rc_demo_text_decimal (text, application->model->threshold);
  rc_demo_text_literal (text, ",\"proposal\":\"");
  rc_demo_text_string (text, rc_demo_application_proposal (application));
  rc_demo_text_literal (text, "\"},");
  text_latency (text, application);
  rc_demo_text_literal (text, ",\"prev_hash\":\"");
  rc_demo_text_append (text, previous_hex, HEX_LENGTH);
  rc_demo_text_literal (text, "\",\"hash\":\"");
  rc_demo_text_append (text, hash_hex, HEX_LENGTH);
  rc_demo_text_literal (text, "\"}");
}

void
rc_demo_record_hasher_init (RcDemoRecordHasher *self)
{
  memset (self, 0, sizeof *self);
  self->hasher = rc_hasher_new ();
}

void
rc_demo_record_hasher_clear (RcDemoRecordHasher *self)
{
  rc_demo_text_clear (&self->canonical);
  g_clear_pointer (&self->hasher, rc_hasher_free);
}

/**
 * rc_demo_record_hash:
 * @previous_hex: the hash that the record links to
 * @out_hex: (out): the record's own hash
 */
void
rc_demo_record_hash (RcDemoRecordHasher      *self,
                     const RcDemoApplication *application,
                     const char              *previous_hex,
                     char                     out_hex[RC_DIGEST_HEX_SIZE])
{
  RcDigest digest;

  self->canonical.length = 0;
  text_canonical (&self->canonical, application, previous_hex);
  rc_hasher_update (self->hasher, self->canonical.bytes, self->canonical.length);
  rc_hasher_finish (self->hasher, &digest);
  rc_digest_to_hex (&digest, out_hex);
}
