/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/demo/demo-random.h"

/**
 * rc_demo_random_init:
 * @index: which thing of the stream is drawn
 *
 * Places @self at the beginning of its own sequence. Each part goes through the finaliser before the next one is mixed in,
 * so that neighbouring seeds and indexes give unrelated sequences.
 */
void
rc_demo_random_init (RcDemoRandom *self,
                     guint64       seed,
                     RcDemoStream  stream,
                     guint64       index)
{
  self->state = seed;
  self->state = rc_demo_random_next (self) ^ stream;
  self->state = rc_demo_random_next (self) ^ index;
  self->state = rc_demo_random_next (self);
}
