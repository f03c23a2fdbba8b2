/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/chain-judge.h"

G_BEGIN_DECLS

/*
 * Exceptions about single records of a chain: where they stand and how they are called. Private to the files chain*.c.
 */

/**
 * RcChainPlace:
 * @link: what the record says of itself, where @has_link
 *
 * Where a record stands.
 */
typedef struct
{
  gboolean    is_known;
  guint64     record;
  guint64     offset;
  gboolean    has_link;
  RcChainLink link;
} RcChainPlace;

gboolean rc_chain_place_find (RcChainJudge       *self,
                              const RcChainSpan  *span,
                              gint64              number,
                              RcChainPlace       *out_place,
                              GError            **error);
char    *rc_chain_place_name (RcChainJudge       *self,
                              const RcChainSpan  *span,
                              const RcChainPlace *place,
                              gint64              number);
gint64   rc_chain_tell       (RcChainJudge       *self,
                              RcChainFinding     *finding,
                              const RcChainScan  *scan,
                              const RcChainPlace *place,
                              gint64              number,
                              const char         *kind,
                              const char         *expected,
                              const char         *found,
                              const char         *format,
                              ...) G_GNUC_PRINTF (9, 10);
void     rc_chain_remember   (RcChainFinding     *finding,
                              gint64              number,
                              gint64              id);
gint64   rc_chain_find_told  (RcChainJudge       *self,
                              const char         *kind,
                              gint64              source,
                              guint64             record);
gboolean rc_chain_may_list   (RcChainFinding     *finding);

G_END_DECLS
