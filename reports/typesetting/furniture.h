/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/typesetting/setter.h"

G_BEGIN_DECLS

/**
 * RcFurniture:
 *
 * What stands around the text of every page, set once.
 */
typedef struct _RcFurniture RcFurniture;

/* @look: (inout): its text begins lower and ends higher by what the furniture takes beyond one line. (transfer full) */
RcFurniture *rc_furniture_new  (const RcDocumentHead *head,
                                RcFonts              *fonts,
                                RcLook               *look);
void         rc_furniture_free (RcFurniture          *self);
/* Of page @number (from 1) of @count. */
void         rc_furniture_add  (const RcFurniture    *self,
                                guint                 number,
                                guint                 count,
                                GArray               *ops);
/* The house's lines and its logo, above everything on the first page. */
gboolean rc_furniture_set_house (RcSetter             *setter,
                                 const RcDocumentHead *head,
                                 GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcFurniture, rc_furniture_free)

G_END_DECLS
