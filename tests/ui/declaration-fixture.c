/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "declaration-fixture.h"

#include <string.h>

#include "ui/array-model.h"
#include "ui/data-table.h"
#include "ui/declaration-page.h"
#include "ui/register-form.h"

static gboolean
is_settled (gpointer data)
{
  return rc_page_is_settled (data);
}

void
declaration_fixture_settle (DeclarationTest *test)
{
  ui_fixture_settle (200);
  ui_fixture_wait (is_settled, test->page);
  ui_fixture_settle (50);
}

void
declaration_fixture_open (DeclarationTest *test,
                          UiFixture       *fixture)
{
  test->session = ui_fixture_open_session (fixture);
  test->window = gtk_window_new ();
  test->page = rc_declaration_page_new (test->session);
  gtk_widget_add_css_class (test->window, "recount");
  gtk_window_set_default_size (GTK_WINDOW (test->window), 1200, 760);
  gtk_window_set_child (GTK_WINDOW (test->window), test->page);
  gtk_window_present (GTK_WINDOW (test->window));
  declaration_fixture_settle (test);
}

void
declaration_fixture_close (DeclarationTest *test)
{
  ui_fixture_close_window (test->window);
  ui_fixture_close_session (test->session);
}

void
declaration_fixture_assert_says (GtkWidget  *within,
                                 const char *text)
{
  if (ui_fixture_find_label (within, text) == NULL)
    g_error ("it does not say “%s”", text);
}

void
declaration_fixture_assert_silent (GtkWidget  *within,
                                   const char *text)
{
  if (ui_fixture_find_label (within, text) != NULL)
    g_error ("it says “%s”", text);
}

/* Selects the first line of the list for which @matches answers TRUE. */
gpointer
declaration_fixture_choose_line (DeclarationTest *test,
                                 const char      *name,
                                 gboolean         (*matches) (gconstpointer line, const char *wanted),
                                 const char      *wanted)
{
  GtkWidget *view = ui_fixture_find (test->page, name);
  GtkWidget *table = ui_fixture_find_type (view, GTK_TYPE_COLUMN_VIEW);
  GListModel *model = G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (table)));

  rc_declaration_page_show_list (RC_DECLARATION_PAGE (test->page), name);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, i);
      gpointer line = rc_array_item_peek (RC_ARRAY_ITEM (item));

      if (!matches (line, wanted))
        continue;
      rc_data_table_select (table, i);
      ui_fixture_settle (50);
      return line;
    }
  g_error ("no line is “%s”", wanted);
}

static gboolean
has_field (gconstpointer  line,
           const char    *wanted)
{
  const RcDeclarationRow *row = line;

  return row->kind == RC_DECLARATION_ROW_FIELD && strcmp (rc_declaration_field_to_name (row->field), wanted) == 0;
}

gboolean
declaration_fixture_has_title (gconstpointer  line,
                               const char    *wanted)
{
  return strcmp (((const RcDeclarationRow *) line)->title, wanted) == 0;
}

gboolean
declaration_fixture_has_id (gconstpointer  line,
                            const char    *wanted)
{
  return strcmp (((const RcDeclarationPoint *) line)->lint->id, wanted) == 0;
}

static gboolean
has_code (gconstpointer  line,
          const char    *wanted)
{
  return strcmp (((const RcDeclarationTongue *) line)->code, wanted) == 0;
}

const RcDeclarationTongue *
declaration_fixture_choose_tongue (DeclarationTest *test,
                                   const char      *code)
{
  return declaration_fixture_choose_line (test, "declaration-languages", has_code, code);
}

const RcDeclarationRow *
declaration_fixture_choose_field (DeclarationTest *test,
                                  const char      *name)
{
  return declaration_fixture_choose_line (test, "declaration-items", has_field, name);
}

void
declaration_fixture_press (DeclarationTest *test,
                           const char      *list,
                           const char      *act)
{
  GtkWidget *button = ui_fixture_find (ui_fixture_find (test->page, list), act);

  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  ui_fixture_settle (100);
}

void
declaration_fixture_answer (DeclarationTest *test,
                            GtkWidget       *dialog)
{
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  declaration_fixture_settle (test);
  if (ui_fixture_find_dialog () != NULL)
    g_error ("refused: %s", gtk_label_get_text (GTK_LABEL (ui_fixture_find (ui_fixture_find_dialog (), "trouble"))));
}

void
declaration_fixture_enter (DeclarationTest *test,
                           const char      *field,
                           const char      *value)
{
  GtkWidget *dialog;

  declaration_fixture_choose_field (test, field);
  declaration_fixture_press (test, "declaration-items", "declaration-enter");
  dialog = ui_fixture_find_dialog ();
  g_assert_nonnull (dialog);
  rc_register_form_set_value (rc_register_form_of (dialog), "declaration-value", value);
  declaration_fixture_answer (test, dialog);
}

RcLintOutcome
declaration_fixture_outcome_of (DeclarationTest *test,
                                const char      *id)
{
  const RcDeclarationPoint *point = declaration_fixture_choose_line (test, "declaration-points", declaration_fixture_has_id, id);

  return point->lint->outcome;
}

gpointer
declaration_fixture_find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GObject) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type))
        return window;
    }
  return NULL;
}
