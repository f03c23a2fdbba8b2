/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "deployment.h"

G_BEGIN_DECLS

/* What should be on record together of whatever answers. */
typedef enum
{
  RC_LIVE_MODEL,           /* the digest of the file that runs */
  RC_LIVE_DATA,            /* the data it was trained on */
  RC_LIVE_CONFIGURATION,   /* code or environment it was made with */
  RC_LIVE_DOCUMENTS,       /* a card of the version not dated later, or the documentation that its approval names */
  RC_N_LIVE_PARTS
} RcLivePart;

/**
 * RcLive:
 * @is_sure: it ran then; else the times do not tell
 * @records: in how many records the part stands, and @values: (nullable): what the first of them says
 * @together: each part is on record
 *
 * One deployment as of an instant, and whether model, data, configuration and documents of it are on record together.
 */
typedef struct
{
  RcDeployment *deployment;
  gboolean      is_sure;
  guint         records[RC_N_LIVE_PARTS];
  char         *values[RC_N_LIVE_PARTS];
  gboolean      together;
} RcLive;

void        rc_live_free         (RcLive             *self);
/* What surely or perhaps ran at @instant, by its beginning. @out_complete: FALSE where not all deployment records were looked at.
 * (element-type RcLive) (transfer full) */
GPtrArray  *rc_live_list         (RcCase             *case_file,
                                  RcRecordReader     *reader,
                                  const RcTimestamp  *instant,
                                  gboolean           *out_complete,
                                  GError            **error);
const char *rc_live_part_to_name (RcLivePart          part);    /* "model" … */
const char *rc_live_part_title   (RcLivePart          part);    /* for people */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcLive, rc_live_free)

G_END_DECLS
