/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/typesetting/setter.h"

G_BEGIN_DECLS

/* Makes room for a foot of several lines. */
void     rc_furniture_fit       (const RcDocumentHead *head,
                                 RcFonts              *fonts,
                                 RcLook               *look);
/* Running head and foot of page @number (from 1) of @count. */
void     rc_furniture_add_head  (const RcDocumentHead *head,
                                 const RcLook         *look,
                                 RcFonts              *fonts,
                                 guint                 number,
                                 guint                 count,
                                 GArray               *ops);
/* The house's lines and its logo, above everything on the first page. */
gboolean rc_furniture_set_house (RcSetter             *setter,
                                 const RcDocumentHead *head,
                                 GError              **error);

G_END_DECLS
