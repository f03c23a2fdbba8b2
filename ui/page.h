/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/session.h"

G_BEGIN_DECLS

/**
 * RcPage:
 * @load: runs in the reader's thread; with what dup_request() answered, or %NULL
 * @result_free: of what load() answered
 * @dup_request: (nullable): what load() needs of the page; freed by @request_free
 * @show: takes over what load() answered, fills the content and calls rc_page_show_content() or rc_page_show_empty()
 * @show_more: (nullable): fills one further part of a long content; called once for each frame after show(), until it answers %FALSE, so
 *   that no frame has to measure all of it
 *
 * A page of the window that shows what one piece of work in the reader's thread answers. It loads when it is first seen and when the
 * session says "changed"; a page that nobody looks at waits. Empty, loading, partial and failed are four states with a sentence and a
 * next step each.
 */
#define RC_TYPE_PAGE (rc_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (RcPage, rc_page, RC, PAGE, GtkWidget)

struct _RcPageClass
{
  GtkWidgetClass parent_class;

  RcCaseWork     load;
  GDestroyNotify result_free;
  gpointer     (*dup_request) (RcPage  *self);
  GDestroyNotify request_free;
  void         (*show)        (RcPage  *self,
                               gpointer result);
  gboolean     (*show_more)   (RcPage  *self);
};

RcSession *rc_page_get_session  (RcPage     *self);
/* The one child that shows what was loaded; call once, in init. */
void       rc_page_set_content  (RcPage     *self,
                                 GtkWidget  *content);
/* @partial: (nullable): a sentence on what is not shown, and where it is. */
void       rc_page_show_content (RcPage     *self,
                                 const char *partial);
/* @button, @action: (nullable): the next step. */
void       rc_page_show_empty   (RcPage     *self,
                                 const char *title,
                                 const char *sentence,
                                 const char *button,
                                 const char *action);
/* Another way on from an empty page, beside the button of rc_page_show_empty(). */
void       rc_page_set_other_step (RcPage     *self,
                                 const char *button,
                                 const char *action);
/* Loads again now, or when it is seen next. */
void       rc_page_reload       (RcPage     *self);
/* Whether what is shown is what was loaded last: for tests. */
gboolean   rc_page_is_settled   (RcPage     *self);

G_END_DECLS
