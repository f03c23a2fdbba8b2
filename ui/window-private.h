/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/bundle-run.h"
#include "ui/folio.h"
#include "ui/start-page.h"
#include "ui/window.h"

G_BEGIN_DECLS

/* What the files of the window share: window.c the window, window-open.c how a case comes into it and goes, window-actions.c commands,
 * window-case.c those about a case as a whole, window-dispose.c its end, window-bundle.c bundles that come from somebody. */

struct _RcWindow
{
  GtkApplicationWindow  parent_instance;
  GtkLabel             *title;
  GtkLabel             *subtitle;
  GtkStack             *views;
  RcStartPage          *start_page;
  GtkWidget            *sidebar_button;
  GtkWidget            *case_buttons;
  GtkLabel             *opening_title;
  GtkLabel             *opening_progress;
  GtkLabel             *trouble_title;
  GtkLabel             *trouble_sentence;
  GtkWidget            *retry_button;
  GtkWidget            *read_button;
  GtkWidget            *finish_button;
  RcSession            *session;          /* (nullable): the case that is open */
  RcSession            *opening;          /* (nullable): the one that is being opened */
  RcCaseView           *case_view;        /* (nullable) */
  char                 *path;             /* (nullable): of either */
  gboolean              for_writing;      /* what was tried */
  gboolean              is_closing;
  gboolean              is_away;          /* the case at its path is worked on while nobody has it open */
  gboolean              is_protected;     /* the case at its path, at rest */
  GCancellable         *demo_cancellable; /* (nullable): the demo is being made */
  RcOpenedBundle       *bundle;           /* (nullable): what the case comes from; kept as long as that is open */
  char                 *to_say;           /* (nullable): once the case is open */
  gboolean              is_trouble;       /* of @to_say */
  RcFolio              *paper;            /* (nullable): a place is asked for to save it to */
};

void rc_window_add_actions    (RcWindow   *self);
void rc_window_update_actions (RcWindow   *self);
void rc_window_add_case_actions    (RcWindow *self);
void rc_window_update_case_actions (RcWindow *self,
                                    gboolean  may_act);
void rc_window_add_bundle_actions    (RcWindow *self);
void rc_window_update_bundle_actions (RcWindow *self);
/* Asks what is needed for it, reads it, and shows it in this window or, where a case is in it, in another. */
void rc_window_open_bundle    (RcWindow   *self,
                               const char *path);
/* Above all pages: whose bundle it is. */
void rc_window_show_banner    (RcWindow   *self);
/* The case at its path is protected, and did not open. */
void rc_window_ask_passphrase (RcWindow   *self);
/* Closes the case in good order, and does @work with it while nobody has it open, which ends in rc_window_take_back() or leaves the window without it.
 * @what: in words, meanwhile. @data: (transfer full): for @work, or freed where the window is gone */
typedef void (*RcWindowWork) (RcWindow *self,
                              gpointer  data);
void rc_window_put_away       (RcWindow       *self,
                               const char     *what,
                               RcWindowWork    work,
                               gpointer        data,
                               GDestroyNotify  data_free);
/* What was put away opens again, and the window says @sentence (transfer full). */
void rc_window_take_back      (RcWindow   *self,
                               gboolean    is_trouble,
                               char       *sentence);
void rc_window_show_opening   (RcWindow   *self,
                               const char *what);
void rc_window_dispose_of_case     (RcWindow *self);
/* The case is gone from the window's path, but not to its end. */
gboolean rc_window_has_broken_disposal (RcWindow *self);
void rc_window_finish_disposal     (RcWindow *self);
/* A case is open in it, on its way, or worked on. */
gboolean rc_window_is_taken   (RcWindow   *self);
/* Begins to open a case in the window, which must not be taken. */
void rc_window_open_session   (RcWindow   *self,
                               const char *case_path,
                               gboolean    for_writing);
void rc_window_enable         (RcWindow   *self,
                               const char *name,
                               gboolean    enabled);
void rc_window_update_title   (RcWindow   *self);
void rc_window_show_view      (RcWindow   *self,
                               const char *name);
void rc_window_make_demo      (RcWindow   *self);
/* Puts the case away and opens it again, for writing where that can be now. */
void rc_window_reopen         (RcWindow   *self);
/* Closes the case in good order, then the window. */
void rc_window_close          (RcWindow   *self);

G_END_DECLS
