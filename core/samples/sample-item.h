/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/samples/sample-population.h"

G_BEGIN_DECLS

/* The inferences of a population, before those of one decision are put together. */
#define RC_SAMPLE_ITEM_TABLE \
  "CREATE TABLE item (event INTEGER PRIMARY KEY, time TEXT NOT NULL, decision TEXT, own TEXT NOT NULL, place TEXT NOT NULL, " \
  "stratum TEXT NOT NULL, readable INTEGER NOT NULL); "

gboolean rc_sample_items_read (RcDatabase          *database,
                               RcCase              *case_file,
                               const RcEventQuery  *query,
                               const char          *stratify,     /* (nullable) */
                               RcProtectionMap     *protection,
                               RcSampleCounts      *counts,
                               GCancellable        *cancellable,
                               GError             **error);

G_END_DECLS
