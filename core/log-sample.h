/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vault.h"

G_BEGIN_DECLS

/**
 * RcLogSample:
 * @bytes: tainted
 * @is_whole: nothing stands behind @bytes
 * @name: of the file, as the case has it
 * @path: (nullable): of a file
 * @source: number of the source of a case that it is; 0: of a file
 *
 * The beginning of a log, at most %RC_LIMIT_MAPPING_SAMPLE_BYTES, for which a mapping is to be made. Counted references; any thread.
 */
typedef struct
{
  GBytes   *bytes;
  gboolean  is_whole;
  char     *name;
  char     *path;
  gint64    source;
} RcLogSample;

RcLogSample *rc_log_sample_read_file   (const char   *path,
                                        GError      **error);
RcLogSample *rc_log_sample_read_source (RcDatabase   *database,
                                        RcVault      *vault,
                                        gint64        source,
                                        GError      **error);
RcLogSample *rc_log_sample_ref         (RcLogSample  *self);
void         rc_log_sample_unref       (RcLogSample  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcLogSample, rc_log_sample_unref)

G_END_DECLS
