/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui-fixture.h"
#include "ui/team-window.h"

G_BEGIN_DECLS

/* The window of who works on a case, and what people do in it, by the buttons and the dialogs behind them. */
typedef struct
{
  RcSession    *session;
  RcTeamWindow *window;
} TeamTest;

/* As a fixture function of g_test_add() with UiFixtureOf: evidence, and a custody log that is signed. */
void             team_test_set_up_signed (UiFixtureOf   *of,
                                          gconstpointer  data);
void             team_test_open          (TeamTest      *test,
                                          UiFixture     *fixture);
/* The same with its session, which is open. */
void             team_test_show          (TeamTest      *test);
void             team_test_close         (TeamTest      *test);
/* Until the window shows what the case says. */
void             team_test_settle        (TeamTest      *test);
const RcTeamRow *team_test_peek_row      (TeamTest      *test,
                                          guint          index);
/* Selects a row: what can be done stands beside it. */
void             team_test_choose        (TeamTest      *test,
                                          guint          position);
void             team_test_says          (TeamTest      *test,
                                          const char    *text);
void             team_test_assert_says   (GtkWidget     *within,
                                          const char    *text);
void             team_test_assert_silent (GtkWidget     *within,
                                          const char    *text);

/* Presses the button of an act, and answers its dialog. */
GtkWidget       *team_test_begin         (TeamTest      *test,
                                          const char    *act);
void             team_test_type          (GtkWidget     *dialog,
                                          const char    *field,
                                          const char    *value);
void             team_test_enter         (TeamTest      *test,
                                          GtkWidget     *dialog);
/* It stays, and says why. */
void             team_test_enter_refused (GtkWidget     *dialog,
                                          const char    *reason);
void             team_test_draw_back     (GtkWidget     *dialog);
/* @key: (nullable): as it is proposed. */
void             team_test_add           (TeamTest      *test,
                                          const char    *name,
                                          const char    *role,
                                          const char    *key);
/* How often the custody log of the closed case has that act. */
guint            team_test_count_acts    (UiFixture     *fixture,
                                          const char    *act);

G_END_DECLS
