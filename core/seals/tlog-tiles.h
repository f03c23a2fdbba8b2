/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/seal-work.h"
#include "core/seals/tile-log.h"

G_BEGIN_DECLS

/**
 * RcTlogFiles:
 * @results: of each file of the log, in its order, RcVerdict: VALID where nothing was found against it
 * @worst: of those
 * @seen: entries among the first @size, each counted once
 * @checked: those of them that hash to their leaves
 * @beyond: entries and hashes of leaves behind them
 *
 * What was found about the files of a log, each held against the others.
 */
typedef struct
{
  GArray   *results;
  RcVerdict worst;
  guint64   size;
  guint64   seen;
  guint64   checked;
  guint64   beyond;
} RcTlogFiles;

/* @size: leaves of the largest head. */
gboolean rc_tlog_files_check (RcTlogFiles  *self,
                              RcSealWork   *work,
                              RcTileLog    *log,
                              guint64       size,
                              GError      **error);
void     rc_tlog_files_clear (RcTlogFiles  *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcTlogFiles, rc_tlog_files_clear)

G_END_DECLS
