/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import-fixture.h"

G_BEGIN_DECLS

/**
 * OversightSample:
 * @id: the built-in mapping that reads it
 * @about: which trap it holds
 * @text: of a file
 * @events: a line for each, as the test describes it
 * @asides: "KIND FOUND" of what is told of it
 */
typedef struct
{
  const char *id;
  const char *about;
  const char *text;
  const char *events;
  const char *asides;
} OversightSample;

/* Ended by an id of NULL: of traces, gateways and scores; of documents of Elasticsearch, annotations, reviews, alarms and home-made
 * logs. */
extern const OversightSample trace_samples[];
extern const OversightSample oversight_samples[];

G_END_DECLS
