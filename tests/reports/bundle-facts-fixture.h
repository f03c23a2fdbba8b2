/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/bundle/pages/bundle-facts.h"

G_BEGIN_DECLS

typedef enum
{
  BUNDLE_FACTS_SELECTIVE = 1 << 0,
  BUNDLE_FACTS_SEALED    = 1 << 1,
  BUNDLE_FACTS_HOSTILE   = 1 << 2,   /* every name in them wants to be something else */
  BUNDLE_FACTS_BARE      = 1 << 3,   /* no decision, no protection, no document */
} BundleFactsFlags;

#define BUNDLE_FACTS_KEY "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3"

/* Facts of a bundle that there is not, in the language that is pushed; what they borrow goes with them. */
typedef struct
{
  RcBundleFacts *facts;
  RcJudgement   *judgement;
  GPtrArray     *files;
} BundleFactsFixture;

BundleFactsFixture *bundle_facts_fixture_new  (BundleFactsFlags    flags);
void                bundle_facts_fixture_free (BundleFactsFixture *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BundleFactsFixture, bundle_facts_fixture_free)

G_END_DECLS
