/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * The life of a case as a whole: copies of it, what it lets go of, time stamps over what was done with it, and its end.
 */

#define RC_LIFE_ERROR (rc_life_error_quark ())
GQuark rc_life_error_quark (void);

typedef enum
{
  RC_LIFE_ERROR_FILE,       /* the file system refused, or something is there already */
  RC_LIFE_ERROR_COPY,       /* a copy is not what the case is */
  RC_LIFE_ERROR_HELD,       /* a legal hold or a rule on retention forbids it */
  RC_LIFE_ERROR_STATE,      /* the case cannot be treated so as it is */
  RC_LIFE_ERROR_STAMP,      /* an answer of a time stamping authority that says nothing about this case */
} RcLifeError;

/* Called in the thread that does the work; @fraction: 0 to 1. */
typedef void (*RcLifeProgressFunc) (double   fraction,
                                    gpointer data);

/* What a long act tells while it goes on. */
typedef struct
{
  RcLifeProgressFunc  progress;      /* (nullable) */
  gpointer            data;
  GCancellable       *cancellable;   /* (nullable) */
} RcLifeWork;

void     rc_life_tell         (const RcLifeWork *self,     /* (nullable) */
                               double            fraction);
gboolean rc_life_is_cancelled (const RcLifeWork *self,     /* (nullable) */
                               GError          **error);
/* Sets one sentence for what the file system said of @path. */
gboolean rc_life_refuse_file  (const char       *path,
                               int               reason,
                               GError          **error);

G_END_DECLS
