/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/chain-profile.h"

G_BEGIN_DECLS

/*
 * A log is written by one program, so its records differ in their values and in little else. A layout is what stays the same: the
 * bytes between the values, and the order in which the canonical form has them. A record that fits a layout seen before is
 * brought to its canonical form by copying, without being parsed; one that does not is read in full and may leave a new
 * layout. Which of both happens changes no verdict: a record that does not fit its hash this way is always read in full.
 */

typedef struct _RcChainLayout RcChainLayout;

#define RC_CHAIN_LAYOUTS 8

typedef struct
{
  RcChainLayout *layouts[RC_CHAIN_LAYOUTS];   /* the one that fitted last is first */
  guint          n_layouts;
  const RcChainProfile *profile;
  guint          n_misses;                    /* records in a row that fitted none */
} RcChainLayouts;

typedef struct
{
  const char *text;      /* NULL: the record has no such member */
  gsize       length;
} RcChainValue;

/* Values as they are written, quotes included. */
typedef struct
{
  RcChainValue hash;
  RcChainValue previous;
  RcChainValue sequence;
  RcChainValue scope;
} RcChainValues;

void     rc_chain_layouts_clear (RcChainLayouts       *self);
/* Appends the record's canonical form without what the profile leaves out; FALSE: it fits no layout. */
gboolean rc_chain_layouts_apply (RcChainLayouts       *self,
                                 const RcChainProfile *profile,
                                 const char           *bytes,
                                 gsize                 length,
                                 GString              *out,
                                 RcChainValues        *out_values);
/* @canonical: what the record's canonical form is, as it was found by reading the record in full. */
void     rc_chain_layouts_learn (RcChainLayouts       *self,
                                 const RcChainProfile *profile,
                                 const RcJson         *json,
                                 const GString        *canonical);

G_END_DECLS
