/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/application.h"
#include "ui/session.h"

G_BEGIN_DECLS

/*
 * What tests of windows share. Each test gets a folder of its own with a small case in it: the demo evidence, imported, its key
 * accepted where that was asked for, and checked where that was asked for.
 */
typedef enum
{
  UI_CASE_EMPTY    = 0,
  UI_CASE_IMPORTED = 1 << 0,
  UI_CASE_TRUSTED  = 1 << 1,     /* the demo's key is accepted */
  UI_CASE_VERIFIED = 1 << 2,
  UI_CASE_FAULTS   = 1 << 3,     /* the evidence has the planted faults */
  UI_CASE_SIGNED   = 1 << 5,     /* its custody log is signed: the auditor's key is made and unlocked for it */
  UI_CASE_PROVIDER = 1 << 6,     /* the provider's own file, not an audit by others */
  UI_CASE_WHOLE    = UI_CASE_IMPORTED | UI_CASE_TRUSTED | UI_CASE_VERIFIED,
} UiCaseFlags;

#define UI_INFERENCES 300

typedef struct
{
  char *folder;
  char *demo;        /* the demo set: evidence, keys */
  char *evidence;
  char *case_path;
} UiFixture;

/* In place of g_test_init(). Answers FALSE where no screen can be opened: main returns 0 then, and the tests are skipped. */
gboolean   ui_fixture_init          (int          *argc,
                                     char       ***argv);

UiFixture *ui_fixture_new           (guint64       inferences,
                                     UiCaseFlags   flags);
void       ui_fixture_free          (UiFixture    *self);
/* As fixture functions of g_test_add() with UiFixtureOf. */
typedef struct
{
  UiFixture *fixture;
} UiFixtureOf;
void       ui_fixture_set_up_whole  (UiFixtureOf  *of,
                                     gconstpointer data);
void       ui_fixture_set_up_faults (UiFixtureOf  *of,
                                     gconstpointer data);
void       ui_fixture_set_up_empty  (UiFixtureOf  *of,
                                     gconstpointer data);
void       ui_fixture_set_up_provider (UiFixtureOf *of,
                                     gconstpointer data);
void       ui_fixture_tear_down     (UiFixtureOf  *of,
                                     gconstpointer data);

/* Runs the main loop until @condition holds; fails the test after half a minute. */
void       ui_fixture_wait          (gboolean    (*condition) (gpointer data),
                                     gpointer      data);
void       ui_fixture_wait_flag     (gboolean     *flag);
/* Runs the main loop until nothing is waiting in it, and @milliseconds at least. */
void       ui_fixture_settle        (guint         milliseconds);
RcSession *ui_fixture_open_session  (UiFixture    *self);
/* Closes it and drops the reference. */
void       ui_fixture_close_session (RcSession    *session);
/* Waits until the long act of the session has ended. */
void       ui_fixture_wait_idle     (RcSession    *session);

/* The first widget below @root, or it, with this name (gtk_widget_set_name()), buildable id or, failing these, none: the test fails. */
GtkWidget *ui_fixture_find          (GtkWidget    *root,
                                     const char   *name);
/* The first visible label below @root whose text contains @text; (nullable). */
GtkWidget *ui_fixture_find_label    (GtkWidget    *root,
                                     const char   *text);
/* The first widget of @type below @root, or it; (nullable). */
GtkWidget *ui_fixture_find_type     (GtkWidget    *root,
                                     GType         type);
/* The dialog that is shown; (nullable): none is. */
GtkWidget *ui_fixture_find_dialog   (void);
/* The condition that a weak pointer, at @data, points nowhere any more. */
gboolean   ui_fixture_is_gone       (gpointer      data);
/* Closes a window as its user would, and waits until nothing holds on to it. */
void       ui_fixture_close         (GtkWidget    *window);
/* As the program's own, but for this process alone. @writer: (nullable) */
RcApplication *ui_fixture_new_application (RcDemoWriter writer);
/* Empties the window and destroys it when no tooltip waits for it any more: GTK 4.8 asks the window that is gone where the pointer is. */
void       ui_fixture_close_window  (GtkWidget    *window);
/* Draws the widget, which is in a window that is shown, and leaves the picture beside the tests: NAME.png. */
void       ui_fixture_picture       (GtkWidget    *widget,
                                     const char   *name);
/* The same in light, dark and high contrast: NAME-light.png, NAME-dark.png and NAME-high-contrast.png. */
void       ui_fixture_pictures      (GtkWidget    *window,
                                     const char   *name);
/* A page where there is little room: in a small window, and with text of twice the size: NAME-small.png, NAME-large-text.png. */
void       ui_fixture_tight_pictures (GtkWidget   *window,
                                     const char   *name);
/* Whether nothing but the case itself stands in its folder under its name. */
gboolean   ui_fixture_is_alone      (const char   *case_path);

G_END_DECLS
