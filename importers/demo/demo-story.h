/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/digest.h"
#include "importers/demo/demo-calendar.h"

G_BEGIN_DECLS

/*
 * Who and what appears in the evidence set. Every firm and person is invented and says so wherever it is written.
 */

#define RC_DEMO_BANK        "Nordhafen Bank (fictitious)"
#define RC_DEMO_SYSTEM      "KreditCheck"
#define RC_DEMO_ENDPOINT    "kreditcheck-prod"
#define RC_DEMO_MODEL       "kreditcheck"
#define RC_DEMO_APPROVER    "Dr. Mira Berger (fictitious)"
#define RC_DEMO_ENGINEER    "j.lindqvist (fictitious)"
#define RC_DEMO_OPERATOR    "t.okafor (fictitious)"

typedef struct
{
  guint       version;
  const char *version_text;
  guint       threshold;           /* ten-thousandths; at or above it the model proposes to refuse */
  char        artifact_sha256[RC_DIGEST_HEX_SIZE];
  char        run_id[33];
  char        commit[41];
  char        image[RC_DIGEST_HEX_SIZE];
  char        data_revision[41];   /* of the training data set version */
  const char *data_name;
  const char *data_rows;
  gint64      trained_ms;          /* when the training run began */
  gint64      deployed_ms;
  const char *trained_on;          /* the day, for the card */
} RcDemoModel;

typedef enum
{
  RC_DEMO_MODEL_2,
  RC_DEMO_MODEL_3,
  RC_DEMO_MODEL_4,
  RC_DEMO_N_MODELS
} RcDemoModelIndex;

typedef struct
{
  guint64     seed;
  RcDemoModel models[RC_DEMO_N_MODELS];
} RcDemoStory;

void               rc_demo_story_init  (RcDemoStory       *self,
                                        guint64            seed);
void               rc_demo_story_hex   (const RcDemoStory *self,
                                        const char        *label,
                                        guint              version,
                                        char              *out_hex,
                                        gsize              size);
const RcDemoModel *rc_demo_story_model_at (const RcDemoStory *self,
                                        gint64             time_ms);

G_END_DECLS
