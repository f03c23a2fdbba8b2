/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/case.h"

G_BEGIN_DECLS

/* A case with the fictitious evidence set of the demonstration in it, in a folder of its own. */
typedef struct
{
  char *folder;
  char *path;           /* of the case */
  char *key;            /* public key that signed the log, not of the evidence */
} DemoCase;

typedef enum
{
  DEMO_CASE_PLAIN    = 0,
  DEMO_CASE_FAULTS   = 1 << 0,
  DEMO_CASE_VERIFIED = 1 << 1,    /* the key accepted, and everything checked */
  DEMO_CASE_EMPTY    = 1 << 2,    /* nothing imported */
} DemoCaseFlags;

/* Closed; nobody has it open. */
DemoCase *demo_case_new  (guint64        inferences,
                          DemoCaseFlags  flags);
RcCase   *demo_case_open (const DemoCase *self,
                          gboolean        for_writing);
void      demo_case_free (DemoCase      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DemoCase, demo_case_free)

G_END_DECLS
