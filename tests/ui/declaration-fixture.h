/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui-fixture.h"
#include "ui/declaration-sheet.h"

G_BEGIN_DECLS

/* What tests of the page of the declaration share: the page in a window, and how its lines are chosen and its acts are pressed. */

typedef struct
{
  RcSession *session;
  GtkWidget *window;
  GtkWidget *page;
} DeclarationTest;

void     declaration_fixture_open          (DeclarationTest *test,
                                            UiFixture       *fixture);
void     declaration_fixture_close         (DeclarationTest *test);
void     declaration_fixture_settle        (DeclarationTest *test);
void     declaration_fixture_assert_says   (GtkWidget       *within,
                                            const char      *text);
void     declaration_fixture_assert_silent (GtkWidget       *within,
                                            const char      *text);

/* Selects the first line of the list for which @matches answers TRUE; the test fails where there is none. */
gpointer declaration_fixture_choose_line   (DeclarationTest *test,
                                            const char      *name,
                                            gboolean       (*matches) (gconstpointer  line,
                                                                       const char    *wanted),
                                            const char      *wanted);
gboolean declaration_fixture_has_title     (gconstpointer    line,
                                            const char      *wanted);
gboolean declaration_fixture_has_id        (gconstpointer    line,
                                            const char      *wanted);
const RcDeclarationRow    *declaration_fixture_choose_field  (DeclarationTest *test,
                                                              const char      *name);
const RcDeclarationTongue *declaration_fixture_choose_tongue (DeclarationTest *test,
                                                              const char      *code);
RcLintOutcome              declaration_fixture_outcome_of    (DeclarationTest *test,
                                                              const char      *id);

/* Presses the button of an act of the selected line. */
void     declaration_fixture_press         (DeclarationTest *test,
                                            const char      *list,
                                            const char      *act);
/* Enters what stands in the dialog; the test fails where that is refused. */
void     declaration_fixture_answer        (DeclarationTest *test,
                                            GtkWidget       *dialog);
void     declaration_fixture_enter         (DeclarationTest *test,
                                            const char      *field,
                                            const char      *value);
/* The window of that type that is there; (nullable). */
gpointer declaration_fixture_find_window   (GType            type);

G_END_DECLS
