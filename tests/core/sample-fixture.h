/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/samples/draw.h"
#include "lineage-fixture.h"

#define SAMPLE_FIXTURE_EVERYTHING { .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE }

RcRate      sample_fixture_rate      (const char *text);
/* 95 %, 5 %, no deviation allowed, a seed, every inference. */
RcDrawTerms sample_fixture_terms     (void);
/* Inferences e0, e1, … of a minute each: of two versions, one decision each, every tenth refused. */
char       *sample_fixture_write_log (guint       first,
                                      guint       n);
