/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/declaration-kinds.h"

#include "core/words.h"
#include "ui/data-table.h"
#include "ui/parts.h"
#include "ui/register-parts.h"
#include "ui/state-mark.h"

/* The mistakes that were looked for: what each is, and what was found. That one was not found says no more than that. */

char *
rc_declaration_dup_item_words (guint    item,
                               gboolean is_formal)
{
  if (is_formal)
    return g_strdup (_("Article 83(1)"));
  return item > 0 ? g_strdup_printf (_("Annex V, item %u"), item) : g_strdup (_("The whole declaration"));
}

/* --- Sums --- */

GtkWidget *
rc_declaration_sums_new (void)
{
  GtkWidget *sums = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (sums), GTK_SELECTION_NONE);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (sums), 12);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (sums), 5);
  /* Nothing in it takes keys; without this, they would not get past it. */
  gtk_widget_set_can_focus (sums, FALSE);
  gtk_widget_set_name (sums, "declaration-sums");
  return sums;
}

void
rc_declaration_sums_clear (GtkWidget *sums)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (sums)) != NULL)
    gtk_flow_box_remove (GTK_FLOW_BOX (sums), child);
}

void
rc_declaration_sums_add (GtkWidget  *sums,
                         RcShape     shape,
                         const char *words)
{
  GtkWidget *child = gtk_flow_box_child_new ();

  gtk_widget_set_focusable (child, FALSE);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), rc_state_mark_new (shape, words));
  gtk_flow_box_append (GTK_FLOW_BOX (sums), child);
}

/* --- The list --- */

static char *
cell_id (gpointer data,
         gpointer user_data)
{
  return g_strdup (((const RcDeclarationPoint *) data)->lint->id);
}

static char *
cell_item (gpointer data,
           gpointer user_data)
{
  const RcDeclarationPoint *point = data;

  if (point->is_formal)
    return g_strdup (_("Article 83(1)"));
  return point->lint->item > 0 ? g_strdup_printf ("%u", point->lint->item) : g_strdup (_("whole"));
}

static char *
cell_words (gpointer data,
            gpointer user_data)
{
  return g_strdup (rc_lint_words (((const RcDeclarationPoint *) data)->lint));
}

static char *
cell_outcome (gpointer  data,
              RcShape  *out_shape,
              gpointer  user_data)
{
  const RcDeclarationPoint *point = data;

  *out_shape = rc_declaration_lint_shape (point->lint->outcome);
  return g_strdup (rc_lint_outcome_words (point->lint->outcome));
}

/* What speaks against it first, and what nobody could look for before what was not found. */
static int
compare_outcomes (gconstpointer a,
                  gconstpointer b)
{
  static const int order[] = { [RC_LINT_FAILED] = 0, [RC_LINT_NOT_CHECKED] = 1, [RC_LINT_PASSED] = 2, [RC_LINT_NOT_APPLICABLE] = 3 };

  return order[((const RcDeclarationPoint *) a)->lint->outcome] - order[((const RcDeclarationPoint *) b)->lint->outcome];
}

static void
add_columns (GtkWidget *table)
{
  GtkColumnViewColumn *column;

  column = rc_data_table_add_text (table, _("Point"), RC_DATA_TABLE_PLAIN, cell_id, NULL, NULL);
  rc_parts_set_column_width (column, 84);
  /* Beside its point, and wide enough: cut short, a mistake that was not found would look like one that was. */
  column = rc_data_table_add_state (table, _("What Was Found"), RC_DATA_TABLE_PLAIN, cell_outcome, NULL, compare_outcomes);
  rc_parts_set_column_width (column, 176);
  column = rc_data_table_add_text (table, _("Item"), RC_DATA_TABLE_PLAIN, cell_item, NULL, NULL);
  rc_parts_set_column_width (column, 66);
  rc_data_table_add_text (table, _("What Is Asked For"), RC_DATA_TABLE_EXPAND, cell_words, NULL, NULL);
}

/* --- One point --- */

static void
fill_head (GtkWidget *detail,
           gpointer   entry)
{
  const RcDeclarationPoint *point = entry;
  g_autofree char *item = rc_declaration_dup_item_words (point->lint->item, point->is_formal);

  rc_register_parts_add_head (detail, point->lint->id, item);
  rc_register_parts_add_state (detail, rc_declaration_lint_shape (point->lint->outcome), rc_lint_outcome_words (point->lint->outcome));
}

static void
fill (GtkWidget *detail,
      gpointer   entry)
{
  const RcDeclarationPoint *point = entry;

  rc_register_parts_add_text (detail, _("What is asked for"), rc_lint_words (point->lint));
  rc_register_parts_add_text (detail, _("Expected"), point->lint->expected);
  rc_register_parts_add_text (detail, _("Found"), point->lint->found);
  rc_register_parts_add_text (detail, _("Contradicted by"), point->place);
  if (point->lint->outcome == RC_LINT_PASSED)
    rc_register_parts_add_note (detail, _("This mistake was not found, and no more than that. Whether the system is in conformity was not examined."));
}

void
rc_declaration_add_point (GtkWidget    *detail,
                          const RcLint *lint)
{
  g_autofree char *words = g_strdup_printf ("%s: %s", lint->id, rc_lint_outcome_words (lint->outcome));

  rc_register_parts_add_state (detail, rc_declaration_lint_shape (lint->outcome), words);
  rc_register_parts_add_note (detail, lint->found != NULL ? lint->found : rc_lint_words (lint));
}

const RcRegisterKind rc_declaration_points = {
  .name = "declaration-points",
  .title = N_("Mistakes Looked For"),
  .empty_title = N_("Nothing Was Looked For Yet"),
  .empty_sentence = N_("Choose the file of a declaration that was received, or key in what its page says. What it says is then held against the law "
                       "and against the evidence of this case."),
  .keeps_place = TRUE,
  .add_columns = add_columns,
  .fill_head = fill_head,
  .fill = fill,
};
