/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "importers/demo/demo-faults.h"
#include "importers/demo/demo-folder.h"
#include "importers/demo/demo-signer.h"
#include "importers/demo/demo-story.h"
#include "importers/demo/demo.h"

G_BEGIN_DECLS

/**
 * RcDemoSet:
 *
 * One evidence set while it is written: what its parts share.
 */
typedef struct
{
  const RcDemoOptions *options;
  RcDemoFolder        *folder;
  RcDemoStory          story;
  RcDemoCalendar       calendar;
  RcDemoFaults         faults;
  RcDemoSigner         signer;     /* the bank's log key, in `keys` */
  RcDemoSigner         stranger;   /* a key that nobody is told of */
} RcDemoSet;

/* The parts: each writes its files below `evidence`. */
gboolean rc_demo_set_write_log        (RcDemoSet *self,
                                       GError   **error);
gboolean rc_demo_set_write_head       (RcDemoSet *self,
                                       guint      half,
                                       guint64    sequence,
                                       const char *hash_hex,
                                       GError   **error);
gboolean rc_demo_set_write_registry   (RcDemoSet *self,
                                       GError   **error);
gboolean rc_demo_set_write_cards      (RcDemoSet *self,
                                       GError   **error);
gboolean rc_demo_set_write_operations (RcDemoSet *self,
                                       GError   **error);
gboolean rc_demo_set_write_statements (RcDemoSet *self,
                                       GError   **error);

G_END_DECLS
