/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/lineage.h"

G_BEGIN_DECLS

/*
 * Whom a record speaks of, for a selective bundle: of the chosen decisions, of the things behind them, or of somebody else, which keeps it out.
 */

typedef struct _RcBundleOthers RcBundleOthers;

typedef enum
{
  RC_BUNDLE_ABOUT_NOBODY,    /* a deployment, an approval, a card, a row of a registry: of no decision */
  RC_BUNDLE_ABOUT_CHOSEN,
  RC_BUNDLE_ABOUT_OTHERS,    /* of another decision too, or of more than could be looked at */
} RcBundleAbout;

RcBundleOthers *rc_bundle_others_new     (RcCase          *case_file,
                                          RcRecordReader  *reader);
void            rc_bundle_others_free    (RcBundleOthers  *self);
/* The record of @event is one of those that the bundle is about: what it is called by names nobody else. Reads its fields. */
gboolean        rc_bundle_others_choose  (RcBundleOthers  *self,
                                          RcEvent         *event,
                                          GError         **error);
gboolean        rc_bundle_others_is_own  (RcBundleOthers  *self,
                                          const char      *name);
gboolean        rc_bundle_others_judge   (RcBundleOthers  *self,
                                          const RcSource  *source,
                                          guint64          record,
                                          RcBundleAbout   *out_about,
                                          GError         **error);
/* Whether a text names an inference, a decision or a person of the case other than the chosen ones; %TRUE too where it has more words than are looked up. */
gboolean        rc_bundle_others_find    (RcBundleOthers  *self,
                                          const char      *text,
                                          gsize            length,
                                          gboolean        *out_found,
                                          GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcBundleOthers, rc_bundle_others_free)

G_END_DECLS
