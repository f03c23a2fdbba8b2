/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/folio.h"

G_BEGIN_DECLS

/**
 * RcFolioView:
 *
 * The pages of a paper one below the other, as they will be printed: always light, whatever the window looks like. Each page gives its
 * text to screen readers.
 */
#define RC_TYPE_FOLIO_VIEW (rc_folio_view_get_type ())
G_DECLARE_FINAL_TYPE (RcFolioView, rc_folio_view, RC, FOLIO_VIEW, GtkWidget)

GtkWidget *rc_folio_view_new       (void);
/* @paper: (transfer full) (nullable) */
void       rc_folio_view_set_folio (RcFolioView *self,
                                    RcFolio     *paper);
RcFolio   *rc_folio_view_peek_folio (RcFolioView *self);
double     rc_folio_view_get_zoom  (RcFolioView *self);
/* 1: as large as on paper, at 96 dots an inch; kept between a quarter and four. */
void       rc_folio_view_set_zoom  (RcFolioView *self,
                                    double       zoom);

G_END_DECLS
