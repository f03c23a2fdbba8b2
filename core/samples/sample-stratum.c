/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/samples/sample-stratum.h"

#include <string.h>

#include "core/mask.h"
#include "core/samples/sample-size.h"

#define MAX_NAME_BYTES 200u

typedef char * (*DupValue) (const RcEvent *event);

static char *
dup_model (const RcEvent *event)
{
  return g_strdup (event->model);
}

static char *
dup_system (const RcEvent *event)
{
  return g_strdup (event->system);
}

static char *
dup_endpoint (const RcEvent *event)
{
  return g_strdup (event->endpoint);
}

/* "2026-04". */
static char *
dup_month (const RcEvent *event)
{
  g_autofree char *time = event->time_us != RC_TIME_NONE ? rc_time_format_utc (event->time_us) : NULL;

  return time != NULL ? g_strndup (time, strlen ("2026-04")) : NULL;
}

static const struct
{
  const char *key;
  DupValue    dup;
} plain[] = {
  { "model", dup_model },
  { "system", dup_system },
  { "endpoint", dup_endpoint },
  { "month", dup_month },
};

static DupValue
find_plain (const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (plain); i++)
    if (strcmp (key, plain[i].key) == 0)
      return plain[i].dup;

  return NULL;
}

gboolean
rc_sample_stratum_check (const char  *key,
                         GError     **error)
{
  RcField field;

  if (find_plain (key) != NULL || strcmp (key, "outcome") == 0 || strcmp (key, RC_STRATUM_OVERRIDE) == 0)
    return TRUE;
  if (rc_field_from_name (key, &field) && !rc_field_is_personal (field))
    return TRUE;

  g_set_error (error, RC_SAMPLE_ERROR, RC_SAMPLE_ERROR_TERMS,
               "“%s” divides no population; it takes model, system, endpoint, month, outcome, override, or a field that is not personal", key);
  return FALSE;
}

static RcField
find_field (const char    *key,
            const RcEvent *event)
{
  static const RcField outcomes[] = { RC_FIELD_FINAL, RC_FIELD_PROPOSAL, RC_FIELD_OUTPUT };
  RcField field = RC_FIELD_FINAL;

  if (rc_field_from_name (key, &field))
    return field;
  for (gsize i = 0; i < G_N_ELEMENTS (outcomes); i++)
    if (rc_event_peek_field (event, outcomes[i]) != NULL)
      return outcomes[i];

  return RC_FIELD_FINAL;
}

/**
 * rc_sample_stratum_dup_name:
 * @key: as rc_sample_stratum_check() wants it, and not %RC_STRATUM_OVERRIDE, which no record tells alone
 *
 * Returns: (transfer full) (nullable): the name of the stratum, at most 200 bytes
 */
char *
rc_sample_stratum_dup_name (const char     *key,
                            RcCase         *case_file,
                            const RcEvent  *event,
                            GError        **error)
{
  DupValue dup = find_plain (key);
  g_autofree char *value = NULL;
  gboolean masked = FALSE;

  if (dup != NULL)
    {
      value = dup (event);
    }
  else
    {
      RcField field = find_field (key, event);

      value = rc_mask_field (case_file, field, rc_event_peek_field (event, field), &masked);
    }

  if (masked || (value != NULL && strlen (value) > MAX_NAME_BYTES))
    {
      g_autofree char *reference = rc_event_dup_reference (event);

      g_set_error (error, RC_SAMPLE_ERROR, RC_SAMPLE_ERROR_TERMS,
                   "“%s” divides no population: what the record %s has there is no label, and could be a person's data", key, reference);
      return NULL;
    }
  return value != NULL && *value != '\0' ? g_steal_pointer (&value) : g_strdup (RC_STRATUM_NONE);
}
