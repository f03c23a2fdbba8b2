/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dvc-file.h"

G_BEGIN_DECLS

/* Tells what a stage that was run says: a mapping with deps, params and outs, of dvc.lock or of a stage file. */
gboolean rc_dvc_stage_add (RcDvcDocument  *document,
                           const char     *name,
                           guint           stage,
                           GError        **error);

G_END_DECLS
