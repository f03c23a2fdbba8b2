/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The generator's only source of chance: SplitMix64 (Steele, Lea, Flood 2014), a counter through a 64-bit finaliser. Each
 * thing that is drawn has a place of its own (seed, stream, index), so that record 7 000 000 is drawn without the ones before
 * it, and so that planting a fault moves no other value. Integers only: floating point would differ between machines.
 */

typedef enum
{
  RC_DEMO_STREAM_TIME = 1,
  RC_DEMO_STREAM_APPLICATION,
  RC_DEMO_STREAM_REVIEW,
  RC_DEMO_STREAM_APPLICANT,
  RC_DEMO_STREAM_FAULT,
  RC_DEMO_STREAM_ANOMALY,
} RcDemoStream;

typedef struct
{
  guint64 state;
} RcDemoRandom;

void rc_demo_random_init (RcDemoRandom *self,
                          guint64       seed,
                          RcDemoStream  stream,
                          guint64       index);

static inline guint64
rc_demo_random_next (RcDemoRandom *self)
{
  guint64 z = self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ z >> 30) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ z >> 27) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ z >> 31;
}

/* 0 to bound - 1; the bias of 32-bit scaling is of no matter here. */
static inline guint32
rc_demo_random_below (RcDemoRandom *self,
                      guint32       bound)
{
  return (guint32) ((rc_demo_random_next (self) >> 32) * bound >> 32);
}

G_END_DECLS
