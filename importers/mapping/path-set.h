/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/json.h"

G_BEGIN_DECLS

/**
 * RcPathSet:
 *
 * A set of JSON Pointers (RFC 6901), each with a number from 0, that are looked up together: an object is walked once, whatever
 * the number of paths, and never further than the last member that a path needs. Read-only once it is filled, and then
 * usable by several threads.
 */
typedef struct _RcPathSet RcPathSet;

/* Which paths are looked up. */
typedef enum
{
  RC_PATHS_QUICK,   /* those that every record is asked for at import */
  RC_PATHS_ALL,
} RcPaths;

#define RC_PATH_NONE G_MAXUINT

RcPathSet  *rc_path_set_new   (void);
void        rc_path_set_free  (RcPathSet       *self);
guint       rc_path_set_add   (RcPathSet       *self,
                               const char      *pointer,
                               RcPaths          use);
guint       rc_path_set_count (const RcPathSet *self);
const char *rc_path_set_peek  (const RcPathSet *self,
                               guint            path);
void        rc_path_set_find  (const RcPathSet *self,
                               RcPaths          paths,
                               const RcJson    *json,
                               guint32          root,
                               guint32         *out_nodes);

/* One step of a pointer, of which paths with further steps are made too. */
gboolean    rc_path_token_unescape  (char       *token);
guint32     rc_path_token_get_index (const char *token);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcPathSet, rc_path_set_free)

G_END_DECLS
