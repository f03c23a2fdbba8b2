/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/declaration-kinds.h"

#include "core/law/law.h"
#include "core/words.h"
#include "ui/data-table.h"
#include "ui/declaration-dialog.h"
#include "ui/parts.h"
#include "ui/register-parts.h"

/* The eight items of Annex V as a form: what each says, and where it comes from. */

/* --- The list --- */

static char *
cell_item (gpointer data,
           gpointer user_data)
{
  const RcDeclarationRow *row = data;

  return row->item > 0 ? g_strdup_printf ("%u", row->item) : g_strdup ("–");
}

static char *
cell_title (gpointer data,
            gpointer user_data)
{
  return g_strdup (((const RcDeclarationRow *) data)->title);
}

static char *
cell_value (gpointer data,
            gpointer user_data)
{
  return rc_register_parts_dup_first (((const RcDeclarationRow *) data)->value);
}

static char *
cell_origin (gpointer  data,
             RcShape  *out_shape,
             gpointer  user_data)
{
  const RcDeclarationRow *row = data;

  *out_shape = row->differs != NULL ? RC_SHAPE_DISAGREE : row->shape;
  return row->differs != NULL ? g_strdup_printf (_("%s, and another says otherwise"), row->origin) : g_strdup (row->origin);
}

static void
add_columns (GtkWidget *table)
{
  GtkColumnViewColumn *column;

  column = rc_data_table_add_text (table, _("Item"), RC_DATA_TABLE_PLAIN, cell_item, NULL, NULL);
  rc_parts_set_column_width (column, 54);
  rc_data_table_add_text (table, _("What It Says"), RC_DATA_TABLE_EXPAND, cell_title, NULL, NULL);
  rc_data_table_add_text (table, _("Value"), RC_DATA_TABLE_EXPAND, cell_value, NULL, NULL);
  rc_data_table_add_state (table, _("Where It Comes From"), RC_DATA_TABLE_EXPAND, cell_origin, NULL, NULL);
}

/* --- One line --- */

static void
fill_head (GtkWidget *detail,
           gpointer   entry)
{
  const RcDeclarationRow *row = entry;
  g_autofree char *item = row->item > 0 ? rc_declaration_dup_item_words (row->item, FALSE) : g_strdup (_("Around the items"));

  gtk_box_append (GTK_BOX (detail), rc_parts_text (item, "rc-muted"));
  gtk_box_append (GTK_BOX (detail), rc_parts_heading (row->title, 2));
  rc_register_parts_add_state (detail, row->shape, row->origin);
  if (row->differs != NULL)
    rc_register_parts_add_state (detail, RC_SHAPE_DISAGREE, _("Another record or statement says otherwise"));
}

static void
add_demand (GtkWidget *detail,
            guint      item)
{
  g_autofree char *id = g_strdup_printf ("DOC-%u", item);
  const RcRequirement *requirement = item > 0 ? rc_law_find_requirement (rc_law_get (), id) : NULL;

  if (requirement != NULL)
    rc_register_parts_add_text (detail, _("What the item asks for"), rc_law_text (requirement->demand));
}

/* What speaks against the item, and what could not be looked for. */
static void
add_points (GtkWidget              *detail,
            const RcDeclarationRow *row)
{
  gboolean any = FALSE;

  for (guint i = 0; i < row->lints->len; i++)
    {
      const RcLint *lint = g_ptr_array_index (row->lints, i);

      if (lint->item != row->item || (lint->outcome != RC_LINT_FAILED && lint->outcome != RC_LINT_NOT_CHECKED))
        continue;
      if (!any)
        gtk_box_append (GTK_BOX (detail), rc_parts_heading (_("What Was Looked For in This Item"), 3));
      any = TRUE;
      rc_declaration_add_point (detail, lint);
    }
}

static void
fill (GtkWidget *detail,
      gpointer   entry)
{
  const RcDeclarationRow *row = entry;

  if (*row->value != '\0')
    rc_register_parts_add_text (detail, _("Value"), row->value);
  rc_register_parts_add_text (detail, _("Said elsewhere"), row->differs);
  add_demand (detail, row->item);
  add_points (detail, row);
}

/* --- What can be done --- */

static gboolean
is_field (gconstpointer entry)
{
  return ((const RcDeclarationRow *) entry)->kind == RC_DECLARATION_ROW_FIELD;
}

static gboolean
is_entered (gconstpointer entry)
{
  return ((const RcDeclarationRow *) entry)->is_entered;
}

static gboolean
takes_acts (gconstpointer entry)
{
  return ((const RcDeclarationRow *) entry)->item == 4;
}

static gboolean
takes_standards (gconstpointer entry)
{
  return ((const RcDeclarationRow *) entry)->item == 6;
}

static const RcRegisterAct acts[] = {
  { "declaration-enter", N_("Enter…"), is_field, rc_declaration_dialog_enter },
  { "declaration-add-act", N_("Add an Act…"), takes_acts, rc_declaration_dialog_add_act },
  { "declaration-add-standard", N_("Add a Standard…"), takes_standards, rc_declaration_dialog_add_standard },
  { "declaration-take-back", N_("Take Back What Was Entered"), is_entered, rc_declaration_dialog_take_back },
};

const RcRegisterKind rc_declaration_items = {
  .name = "declaration-items",
  .title = N_("Items of Annex V"),
  .empty_title = N_("Nothing Is Said"),
  .empty_sentence = N_("The form of the declaration could not be made."),
  .acts = acts,
  .n_acts = G_N_ELEMENTS (acts),
  .keeps_place = TRUE,
  .add_columns = add_columns,
  .fill_head = fill_head,
  .fill = fill,
};
