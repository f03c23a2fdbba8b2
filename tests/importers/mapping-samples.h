/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MappingSample:
 * @id: the built-in mapping that reads @record
 * @event: the event, as the test describes it
 * @fields: one "POINTER FIELD=VALUE" a line
 */
typedef struct
{
  const char *id;
  const char *record;
  const char *event;
  const char *fields;
} MappingSample;

/* Of the demonstration's formats and those of registries; ended by an id of NULL. */
extern const MappingSample mapping_samples[];
/* Of the projects that chain their records; ended by an id of NULL. */
extern const MappingSample mapping_samples_of_chains[];

G_END_DECLS
