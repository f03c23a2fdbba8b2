/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "deployment-term.h"

#include <string.h>

static gboolean
same_text (const char *a,
           const char *b)
{
  return a != NULL && b != NULL && strcmp (a, b) == 0;
}

gboolean
rc_deployment_place_matches (const char *system,
                             const char *endpoint,
                             const char *other_system,
                             const char *other_endpoint)
{
  if (system != NULL && other_system != NULL && strcmp (system, other_system) != 0)
    return FALSE;
  if (endpoint != NULL && other_endpoint != NULL)
    return strcmp (endpoint, other_endpoint) == 0;

  return same_text (system, other_system);
}

gboolean
rc_deployment_share_is_partial (double share)
{
  return share > 0 && share < 1;
}

void
rc_deployment_term_init (RcDeploymentTerm   *self,
                         const RcDeployment *deployment,
                         GStringChunk       *texts)
{
  const RcEvent *event = deployment->event;
  g_autofree char *place = g_strdup_printf ("%s\n%s", event->system != NULL ? event->system : "", event->endpoint != NULL ? event->endpoint : "");

  self->id = event->id;
  self->recorded_us = event->time_us;
  self->period = deployment->period;
  self->has_end = deployment->has_end;
  self->share = (float) deployment->share;
  self->place = g_string_chunk_insert_const (texts, place);
  self->version = deployment->version != NULL ? g_string_chunk_insert_const (texts, deployment->version) : NULL;
}

/* The beginning of the next deployments at one place: of one that takes over, and of any of each version. */
typedef struct
{
  const RcTimestamp *whole;
  GHashTable        *by_version;   /* version → const RcTimestamp */
} Next;

static void
next_free (gpointer data)
{
  Next *self = data;

  g_hash_table_unref (self->by_version);
  g_free (self);
}

static Next *
next_at (GHashTable *places,
         const char *place)
{
  Next *next = g_hash_table_lookup (places, place);

  if (next != NULL)
    return next;

  next = g_new0 (Next, 1);
  next->by_version = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_insert (places, (gpointer) place, next);
  return next;
}

static const RcTimestamp *
earlier_of (const RcTimestamp *a,
            const RcTimestamp *b)
{
  if (a == NULL || b == NULL)
    return a != NULL ? a : b;

  return b->from_us < a->from_us ? b : a;
}

/**
 * rc_deployment_terms_end:
 *
 * Where records tell beginnings only, each deployment lasts until the next one at its place. One that tells its end does not end
 * another: inside an open one it overlaps. Neither does one of another version that was given a part of the traffic alone.
 */
void
rc_deployment_terms_end (GArray *terms)
{
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, next_free);

  for (guint i = terms->len; i > 0; i--)
    {
      RcDeploymentTerm *term = &g_array_index (terms, RcDeploymentTerm, i - 1);
      Next *next;
      const RcTimestamp *end;

      if (term->has_end || term->period.begins != RC_BOUND_AT)
        continue;

      next = next_at (places, term->place);
      end = earlier_of (next->whole, term->version != NULL ? g_hash_table_lookup (next->by_version, term->version) : NULL);
      if (end != NULL)
        {
          term->period.ends = RC_BOUND_AT;
          term->period.to = *end;
        }
      if (!rc_deployment_share_is_partial (term->share))
        next->whole = &term->period.from;
      if (term->version != NULL)
        g_hash_table_insert (next->by_version, (gpointer) term->version, &term->period.from);
    }
}
