/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Writes the fictitious evidence set on which people try the program and on which the program is tested: the credit scoring
 * "KreditCheck" of the "Nordhafen Bank (fictitious)" from 1 April to 31 July 2026. Every firm and person in it is
 * invented, and its keys are derived from the seed: they show how a signature is checked and protect nothing.
 */

#define RC_DEMO_DEFAULT_INFERENCES  G_GUINT64_CONSTANT (10000)
#define RC_DEMO_MAX_INFERENCES      G_GUINT64_CONSTANT (100000000)
#define RC_DEMO_MIN_WITH_FAULTS     G_GUINT64_CONSTANT (200)   /* below, the faults would touch each other */

#define RC_DEMO_ERROR (rc_demo_error_quark ())
GQuark rc_demo_error_quark (void);

typedef enum
{
  RC_DEMO_ERROR_OPTIONS,      /* a number of inferences that is out of bounds */
  RC_DEMO_ERROR_NOT_EMPTY,    /* the folder holds something already */
  RC_DEMO_ERROR_REGISTRY,     /* SQLite could not write the registry */
} RcDemoError;

typedef void (*RcDemoProgressFunc) (guint64  done,
                                    guint64  total,
                                    gpointer user_data);

/**
 * RcDemoOptions:
 * @folder: is made where it is absent, must be empty where it is not
 * @inferences: 0 means RC_DEMO_DEFAULT_INFERENCES
 * @seed: same seed and options give the same bytes
 * @faults: plant the fourteen faults that FAULTS.json then lists
 * @progress: (nullable): called every some ten thousand inferences
 */
typedef struct
{
  const char         *folder;
  guint64             inferences;
  guint64             seed;
  gboolean            faults;
  GCancellable       *cancellable;
  RcDemoProgressFunc  progress;
  gpointer            user_data;
} RcDemoOptions;

gboolean rc_demo_write (const RcDemoOptions *options,
                        GError             **error);

G_END_DECLS
