/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/mapping/mapping-names.h"

#include <string.h>

/* Small letters and digits only, so that "Request-ID", "request_id" and "requestId" are one; the name alone, or with its parent's before it. */
static const struct
{
  RcField     field;
  const char *names;
} usual[] = {
  { RC_FIELD_TIME, " timestamp time datetime at ts createdat created date eventtime loggedat requesttime starttime zeit zeitpunkt datum " },
  { RC_FIELD_ID, " id requestid eventid recordid uuid predictionid callid logid inferenceid " },
  { RC_FIELD_DECISION, " decisionid applicationid application caseid case claimid contentid orderid reference businessreference vorgang "
                       "aktenzeichen antrag antragsnummer transactionid ticket ticketid ref " },
  { RC_FIELD_SUBJECT, " subject subjectid userid user customerid customer applicant applicantid patientid kunde kundennummer clientid "
                      "personid who " },
  { RC_FIELD_SYSTEM, " system systemid service servicename app " },
  { RC_FIELD_ENDPOINT, " endpoint endpointname deployment deploymentname route " },
  { RC_FIELD_MODEL_NAME, " model modelname modelid " },
  { RC_FIELD_MODEL_VERSION, " modelversion modelrevision modelver modelrev " },
  { RC_FIELD_MODEL_DIGEST, " modelsha256 artifactsha256 modeldigest modelhash artefactsha256 " },
  { RC_FIELD_INPUT, " input inputs features request prompt payload question messages inputdata eingabe " },
  { RC_FIELD_OUTPUT, " output outputs prediction predictions response result answer completion outputdata ergebnis " },
  { RC_FIELD_CORRELATION, " correlationid " },
  { RC_FIELD_SESSION, " sessionid session conversationid " },
  { RC_FIELD_STATUS, " status statuscode " },
  { RC_FIELD_LATENCY, " latency latencyms duration durationms latencys " },
  { RC_FIELD_ACTOR, " actor reviewer reviewerid reviewedby approvedby analyst bearbeiter operator " },
  { RC_FIELD_ROLE, " role rolle " },
  { RC_FIELD_ACTION, " action verdict decision " },
  { RC_FIELD_REASON, " reason comment explanation rationale grund begruendung " },
  { RC_FIELD_TARGET, " targetid inferenceid predictionid requestid " },
  { RC_FIELD_FINAL, " final finaldecision outcome decision entscheidung ergebnis result " },
  { RC_FIELD_ORIGINAL, " original originaloutput originalprediction modeloutput machineanswer " },
  { RC_FIELD_SEVERITY, " severity level " },
  { RC_FIELD_METRIC, " metric metricname feature " },
  /* Candidates only: these are named to the auditor and never set. */
  { RC_FIELD_SCORE, " score probability confidence proba p prob " },
  { RC_FIELD_THRESHOLD, " threshold cutoff limit " },
};

static char *
dup_plain (const char *text)
{
  GString *plain = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (plain, g_ascii_tolower (*p));
  return g_string_free (plain, FALSE);
}

static gboolean
is_among (const char *names,
          const char *plain)
{
  g_autofree char *word = g_strdup_printf (" %s ", plain);

  return *plain != '\0' && strstr (names, word) != NULL;
}

gboolean
rc_mapping_names_fit (RcField     field,
                      const char *path)
{
  g_auto (GStrv) steps = g_strsplit (path, "/", -1);
  guint n_steps = g_strv_length (steps);
  g_autofree char *name = n_steps > 0 ? dup_plain (steps[n_steps - 1]) : g_strdup ("");
  g_autofree char *parent = n_steps > 2 && steps[n_steps - 2][0] != '=' ? dup_plain (steps[n_steps - 2]) : g_strdup ("");
  g_autofree char *both = g_strconcat (parent, name, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    if (usual[i].field == field)
      return is_among (usual[i].names, both) || is_among (usual[i].names, name);
  return FALSE;
}

gboolean
rc_mapping_names_is_alias (const char *value)
{
  static const char aliases[] = " champion challenger latest production prod staging default current canary stable ";
  g_autofree char *plain = dup_plain (value);

  return is_among (aliases, plain);
}
