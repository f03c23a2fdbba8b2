/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui-fixture.h"
#include "ui/window.h"

G_BEGIN_DECLS

/* What tests of the end of a case share: its window, the dialog that asks, and what there is afterwards. An application is registered. */

#define DISPOSE_TITLE  "Nordhafen 2026"
#define DISPOSE_DIALOG "Dispose of the Case"

gboolean   dispose_shows_case               (gpointer data);
gboolean   dispose_shows_start              (gpointer data);
gboolean   dispose_shows_trouble            (gpointer data);
gboolean   dispose_shows_other_than_case    (gpointer data);
/* On its way to open it. */
RcWindow  *dispose_open_window              (const char *path);
/* Of the fixture, in a window that shows it. */
RcWindow  *dispose_open_case                (UiFixtureOf *of);
void       dispose_close_window             (RcWindow *window);
void       dispose_assert_says              (gpointer    within,
                                             const char *text);
/* The window that is shown under this title; (nullable). */
GtkWidget *dispose_find_titled              (const char *title);
gboolean   dispose_has_none_titled          (gpointer data);
GtkWidget *dispose_wait_titled              (const char *title);
gboolean   dispose_is_form                  (gpointer data);
/* The dialog. */
GtkWidget *dispose_ask                      (RcWindow *window);
void       dispose_type_in                  (GtkWidget  *dialog,
                                             const char *name,
                                             const char *text);
gboolean   dispose_may_destroy              (GtkWidget *dialog);
void       dispose_answer                   (GtkWidget *dialog,
                                             int        response);
char      *dispose_dup_certificate          (UiFixtureOf *of);
/* All that is needed, with the certificate beside the case. */
void       dispose_fill                     (UiFixtureOf *of,
                                             GtkWidget   *dialog);
/* Asked, filled and answered. */
void       dispose_order                    (UiFixtureOf *of,
                                             RcWindow    *window);
/* It stays in the dialog, with its reason; the case stays open. */
void       dispose_assert_refused_in_dialog (UiFixtureOf *of,
                                             RcWindow    *window,
                                             const char  *words);
/* The case, which nobody has open: nothing was begun. */
void       dispose_assert_whole             (UiFixtureOf *of);
gboolean   dispose_is_recent                (const char *path);
/* A certificate, where a program is there that reads it. */
void       dispose_assert_names             (const char *certificate,
                                             const char *words);
void       dispose_assert_destroyed         (UiFixtureOf *of);

G_END_DECLS
