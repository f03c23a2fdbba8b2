/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/declaration/declaration-parts.h"

#include <string.h>

#include "core/bounds.h"
#include "core/display-text.h"
#include "core/event.h"
#include "core/live.h"
#include "core/systems/system-filter.h"
#include "core/words.h"

/* The versions that a declaration covers: what runs under the system's name on the day of issue, else when the record ends. */

/* RC_TIME_NONE: nothing is on record. */
static gboolean
find_end_of_record (RcCase   *case_file,
                    gint64   *out_us,
                    GError  **error)
{
  gint64 first_us, last_call_us, last_deployment_us;

  if (!rc_event_find_period (case_file, RC_EVENT_INFERENCE, &first_us, &last_call_us, error) ||
      !rc_event_find_period (case_file, RC_EVENT_DEPLOYMENT, &first_us, &last_deployment_us, error))
    return FALSE;

  *out_us = MAX (last_call_us, last_deployment_us);
  return TRUE;
}

static gboolean
find_instant (const RcDeclaration  *self,
              RcCase               *case_file,
              RcTimestamp          *out_instant,
              gboolean             *out_found,
              GError              **error)
{
  const char *day = rc_declaration_peek (self, RC_DECLARATION_DATE);
  gint64 end_us;

  *out_found = TRUE;
  if (day != NULL && rc_timestamp_parse (day, strlen (day), RC_ZONE_RULE, 0, out_instant))
    {
      out_instant->from_us = out_instant->to_us;
      return TRUE;
    }
  if (!find_end_of_record (case_file, &end_us, error))
    return FALSE;

  *out_found = end_us != RC_TIME_NONE;
  *out_instant = (RcTimestamp) { .from_us = end_us, .to_us = end_us };
  return TRUE;
}

static gboolean
is_sha256 (const char *text)
{
  return text != NULL && strlen (text) == 64 && strspn (text, "0123456789abcdef") == 64;
}

/* What runs at several places is one version. */
static RcDeclarationVersion *
find_version (GPtrArray  *versions,
              const char *name,
              const char *sha256)
{
  for (guint i = 0; i < versions->len; i++)
    {
      RcDeclarationVersion *version = g_ptr_array_index (versions, i);

      if (strcmp (version->name, name) == 0 && g_strcmp0 (version->sha256, sha256) == 0)
        return version;
    }
  return NULL;
}

static gint64
get_bound (RcBound            bound,
           const RcTimestamp *time)
{
  return bound == RC_BOUND_AT ? time->from_us : RC_TIME_NONE;
}

static void
add_live (RcDeclaration *self,
          const RcLive  *live)
{
  const RcDeployment *deployment = live->deployment;
  const char *sha256 = is_sha256 (live->values[RC_LIVE_MODEL]) ? live->values[RC_LIVE_MODEL] : NULL;
  g_autofree char *shown = deployment->version != NULL ? rc_display_text (deployment->version, -1, RC_LIMIT_SHOWN_BYTES) : NULL;
  gint64 from_us = get_bound (deployment->period.begins, &deployment->period.from);
  RcDeclarationVersion *version;

  if (shown == NULL || *g_strstrip (shown) == '\0' || self->versions->len >= RC_LIMIT_DECLARATION_ITEMS)
    return;
  version = find_version (self->versions, shown, sha256);
  if (version != NULL)
    {
      version->from_us = MIN (version->from_us, from_us);
      return;
    }

  version = g_new0 (RcDeclarationVersion, 1);
  version->name = g_steal_pointer (&shown);
  version->sha256 = g_strdup (sha256);
  version->from_us = from_us;
  version->to_us = get_bound (deployment->period.ends, &deployment->period.to);
  version->origin = RC_DECLARATION_RECORDED;
  version->source = deployment->event->source;
  version->record = deployment->event->record;
  g_ptr_array_add (self->versions, version);
}

static gboolean
add_all (RcDeclaration   *self,
         RcCase          *case_file,
         RcRecordReader  *reader,
         RcSystemFilter  *filter,
         GPtrArray       *lives,
         GError         **error)
{
  guint unsure = 0;

  for (guint i = 0; i < lives->len; i++)
    {
      const RcLive *live = g_ptr_array_index (lives, i);
      RcSystemCoverage coverage;

      if (!rc_system_filter_covers (filter, case_file, reader, live->deployment->event, &coverage, error))
        return FALSE;
      if (coverage != RC_SYSTEM_COVERS)
        continue;
      unsure += !live->is_sure;
      add_live (self, live);
    }
  if (unsure > 0)
    g_ptr_array_add (self->remarks, g_strdup_printf (rc_words_plural ("%u deployment may run; its times do not tell.",
                                                                      "%u deployments may run; their times do not tell.", unsure), unsure));
  return TRUE;
}

gboolean
rc_declaration_fill_versions (RcDeclaration   *self,
                              RcCase          *case_file,
                              RcRecordReader  *reader,
                              const RcSystem  *system,
                              GError         **error)
{
  g_autoptr (RcSystemFilter) filter = rc_system_filter_new (case_file, system, error);
  g_autoptr (GPtrArray) lives = NULL;
  RcTimestamp instant;
  gboolean is_found, is_complete;

  if (filter == NULL || !find_instant (self, case_file, &instant, &is_found, error))
    return FALSE;

  if (is_found)
    {
      lives = rc_live_list (case_file, reader, &instant, &is_complete, error);
      if (lives == NULL || !add_all (self, case_file, reader, filter, lives, error))
        return FALSE;
      if (!is_complete)
        g_ptr_array_add (self->remarks, g_strdup (_("There are more deployments than were looked at: the covered versions are not all.")));
    }
  if (self->versions->len == 0)
    g_ptr_array_add (self->remarks, g_strdup (_("No deployment of the system that runs is on record: no version is covered by its digest.")));
  return TRUE;
}
