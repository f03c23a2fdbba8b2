/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/demo/demo-story.h"

#define DAY(days) (RC_DEMO_START_MS + (days) * RC_DEMO_DAY_MS)

static const RcDemoModel models[RC_DEMO_N_MODELS] = {
  [RC_DEMO_MODEL_2] = {
    .version = 2, .version_text = "2", .threshold = 6500,
    .data_name = "nordhafen-credit-applications-2025h1", .data_rows = "84112",
    .trained_ms = DAY (-212) + 9 * RC_DEMO_HOUR_MS, .deployed_ms = DAY (-198) + 5 * RC_DEMO_HOUR_MS,
    .trained_on = "2025-09-01",
  },
  [RC_DEMO_MODEL_3] = {
    .version = 3, .version_text = "3", .threshold = 6500,
    .data_name = "nordhafen-credit-applications-2025h2", .data_rows = "91530",
    .trained_ms = DAY (-16) + 10 * RC_DEMO_HOUR_MS, .deployed_ms = DAY (-4) + 5 * RC_DEMO_HOUR_MS,
    .trained_on = "2026-03-16",
  },
  [RC_DEMO_MODEL_4] = {
    .version = 4, .version_text = "4", .threshold = 6200,
    .data_name = "nordhafen-credit-applications-2026q1", .data_rows = "97204",
    .trained_ms = DAY (50) + 11 * RC_DEMO_HOUR_MS, .deployed_ms = DAY (61),
    .trained_on = "2026-05-21",
  },
};

/**
 * rc_demo_story_init:
 *
 * Fills in what depends on the seed: digests, run ids, commits.
 */
void
rc_demo_story_init (RcDemoStory *self,
                    guint64      seed)
{
  self->seed = seed;
  for (guint i = 0; i < RC_DEMO_N_MODELS; i++)
    {
      RcDemoModel *model = &self->models[i];

      *model = models[i];
      rc_demo_story_hex (self, "artifact", model->version, model->artifact_sha256, sizeof model->artifact_sha256);
      rc_demo_story_hex (self, "run", model->version, model->run_id, sizeof model->run_id);
      rc_demo_story_hex (self, "commit", model->version, model->commit, sizeof model->commit);
      rc_demo_story_hex (self, "image", model->version, model->image, sizeof model->image);
      rc_demo_story_hex (self, "data", model->version, model->data_revision, sizeof model->data_revision);
    }
}

/**
 * rc_demo_story_hex:
 * @label: what the digits stand for
 * @version: of the model, or another number
 * @out_hex: (out): terminated
 * @size: of @out_hex, at most RC_DIGEST_HEX_SIZE
 *
 * Invents a digest or an id: the first digits of a SHA-256 over seed, label and version.
 */
void
rc_demo_story_hex (const RcDemoStory *self,
                   const char        *label,
                   guint              version,
                   char              *out_hex,
                   gsize              size)
{
  g_autofree char *text = g_strdup_printf ("recount demo %" G_GUINT64_FORMAT " %s %u", self->seed, label, version);
  char hex[RC_DIGEST_HEX_SIZE];
  RcDigest digest;

  g_assert (size <= sizeof hex);

  rc_digest_compute (text, strlen (text), &digest);
  rc_digest_to_hex (&digest, hex);
  g_strlcpy (out_hex, hex, size);
}

/**
 * rc_demo_story_model_at:
 *
 * Returns: the model that answers at @time_ms, an instant of the four months
 */
const RcDemoModel *
rc_demo_story_model_at (const RcDemoStory *self,
                        gint64             time_ms)
{
  return &self->models[time_ms < self->models[RC_DEMO_MODEL_4].deployed_ms ? RC_DEMO_MODEL_3 : RC_DEMO_MODEL_4];
}
