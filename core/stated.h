/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "case.h"

G_BEGIN_DECLS

/*
 * What the maker of a bundle says and what cannot be checked from the records that are in it: verdicts over withheld bytes, claims out of registries,
 * the entries of the custody log. It is kept as it came, shown as the maker's word, and never taken for something that was found here.
 */

#define RC_STATED_SOURCE    "source"     /* its number is that of the source here; of each that came out of a selective bundle, whole or not */
#define RC_STATED_SEAL      "seal"       /* as `verify --json` prints it */
#define RC_STATED_EXCEPTION "exception"  /* the same */
#define RC_STATED_CUSTODY   "custody"    /* an entry of the maker's custody log */
#define RC_STATED_CLAIM     "claim"      /* its number is that of the row of `claim` that stands on nothing but this word */

/**
 * RcStated:
 * @bundle: id of the bundle
 * @number: in the maker's case
 * @body: one JSON object; tainted
 */
typedef struct
{
  gint64  id;
  char   *bundle;
  char   *kind;
  gint64  number;
  char   *body;
} RcStated;

void       rc_stated_free (RcStated    *self);
/* All of a kind; (element-type RcStated) (transfer full). */
GPtrArray *rc_stated_list (RcDatabase  *database,
                           const char  *kind,
                           GError     **error);
/* Within the caller's transaction. One that is there already stays as it is. */
gboolean   rc_stated_save (RcDatabase  *database,
                           const char  *bundle,
                           const char  *kind,
                           gint64       number,
                           const char  *body,
                           GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcStated, rc_stated_free)

G_END_DECLS
