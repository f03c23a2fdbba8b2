/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/typesetting/fonts.h"
#include "reports/typesetting/page.h"
#include "reports/typesetting/pages.h"

G_BEGIN_DECLS

struct _RcPages
{
  const RcDocument *document;
  RcFonts          *fonts;
  RcLook            look;     /* with the furniture of the document */
  GPtrArray        *pages;    /* GArray of RcOp */
  GHashTable       *boxes;    /* number of a box → page that it ends on */
};

/* @file: (nullable): where it is a page of a file */
void     rc_pages_draw_one (RcPages          *self,
                            guint             index,
                            cairo_t          *cr,
                            RcPageFile *file);
/* @page: from 1 */
gboolean rc_pages_check    (cairo_status_t    status,
                            guint             page,
                            GError          **error);

G_END_DECLS
