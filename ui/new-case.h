/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/case.h"

G_BEGIN_DECLS

/* What a new case begins with. */
typedef struct
{
  char       *path;
  char       *title;
  RcCaseType  type;
  char       *auditor;        /* (nullable) */
  char       *organisation;   /* (nullable) */
  gboolean    is_unsigned;
  char       *passphrase;     /* (nullable): the key is unlocked already, or none is wanted */
} RcNewCase;

RcNewCase *rc_new_case_new         (void);
void       rc_new_case_free        (RcNewCase            *self);
/* @self: (transfer full). Makes the case and closes it; nothing is left where that fails. */
void       rc_new_case_make_async  (RcNewCase            *self,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
/* The path of the case; (transfer full). */
char      *rc_new_case_make_finish (GAsyncResult         *result,
                                    GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcNewCase, rc_new_case_free)

G_END_DECLS
