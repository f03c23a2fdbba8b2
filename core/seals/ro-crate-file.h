/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/digest-list-file.h"

G_BEGIN_DECLS

/**
 * RcCrateItem:
 * @id: as written
 * @path: (nullable): relative to the crate's folder; %NULL: it lies on the web, or its id is no path
 * @is_refused: its id is a path that leads out of the crate, or that is not readable
 * @is_part: some folder of the crate names it as its part
 * @offset: in the description, where it begins
 *
 * A file or folder that a crate describes.
 */
typedef struct
{
  char          *id;
  char          *path;
  gboolean       is_refused;
  gboolean       is_folder;
  gboolean       is_part;
  gboolean       has_digest;
  gboolean       has_size;
  guint64        size;
  RcListedDigest digest;      /* the digest alone, without the texts */
  gsize          offset;
} RcCrateItem;

/* Whether a file begins like the description of a crate. */
gboolean   rc_crate_recognise (const char   *head,
                               gsize         length);
/* (transfer full) (element-type RcCrateItem); NULL: it is none, and @out_fault says why. */
GPtrArray *rc_crate_parse     (const char   *bytes,
                               gsize         length,
                               gboolean     *out_is_ambiguous,
                               const char  **out_fault);

G_END_DECLS
