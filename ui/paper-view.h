/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/paper.h"

G_BEGIN_DECLS

/**
 * RcPaperView:
 *
 * The pages of a paper one below the other, as they will be printed: always light, whatever the window looks like. Each page gives its
 * text to screen readers.
 */
#define RC_TYPE_PAPER_VIEW (rc_paper_view_get_type ())
G_DECLARE_FINAL_TYPE (RcPaperView, rc_paper_view, RC, PAPER_VIEW, GtkWidget)

GtkWidget *rc_paper_view_new       (void);
/* @paper: (transfer full) (nullable) */
void       rc_paper_view_set_paper (RcPaperView *self,
                                    RcPaper     *paper);
RcPaper   *rc_paper_view_peek_paper (RcPaperView *self);
double     rc_paper_view_get_zoom  (RcPaperView *self);
/* 1: as large as on paper, at 96 dots an inch; kept between a quarter and four. */
void       rc_paper_view_set_zoom  (RcPaperView *self,
                                    double       zoom);

G_END_DECLS
