/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/declaration-keyed-form.h"

#include <string.h>

#include "core/declaration/declaration-text.h"
#include "core/json-writer.h"
#include "core/words.h"
#include "ui/declaration-kinds.h"
#include "ui/form.h"
#include "ui/parts.h"

#define TEXT_HEIGHT 62
#define MARGIN      18

struct _RcDeclarationKeyedForm
{
  GtkWidget  parent_instance;
  GtkWidget *scroller;
  GtkWidget *grid;
  GtkWidget *fields[RC_N_DECLARATION_FIELDS];        /* an entry, or a view of several lines */
  GtkWidget *title;
  GtkWidget *language;
  GtkWidget *statements[RC_DECLARATION_ITEMS + 1];   /* (nullable) */
  GtkWidget *acts;
  GtkWidget *standards;
};

G_DEFINE_FINAL_TYPE (RcDeclarationKeyedForm, rc_declaration_keyed_form, GTK_TYPE_WIDGET)

/* --- What was keyed in --- */

static char *
dup_text (GtkWidget *field)
{
  return GTK_IS_TEXT_VIEW (field) ? rc_form_dup_text (field) : rc_form_dup_entry (field);
}

static char *
dup_field (RcDeclarationKeyedForm *self,
           guint                   field)
{
  return dup_text (self->fields[field]);
}

static gboolean
has_statements (RcDeclarationKeyedForm *self)
{
  for (guint item = 0; item <= RC_DECLARATION_ITEMS; item++)
    {
      g_autofree char *text = self->statements[item] != NULL ? dup_text (self->statements[item]) : NULL;

      if (text != NULL && *text != '\0')
        return TRUE;
    }
  return FALSE;
}

gboolean
rc_declaration_keyed_form_is_empty (RcDeclarationKeyedForm *self)
{
  GtkWidget * const others[] = { self->title, self->acts, self->standards };

  for (guint i = 0; i < RC_N_DECLARATION_FIELDS + G_N_ELEMENTS (others); i++)
    {
      g_autofree char *text = dup_text (i < RC_N_DECLARATION_FIELDS ? self->fields[i] : others[i - RC_N_DECLARATION_FIELDS]);

      if (*text != '\0')
        return FALSE;
    }
  return !has_statements (self);
}

void
rc_declaration_keyed_form_set_value (RcDeclarationKeyedForm *self,
                                     RcDeclarationField      field,
                                     const char             *value)
{
  GtkWidget *widget = self->fields[field];

  if (GTK_IS_TEXT_VIEW (widget))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget)), value, -1);
  else
    gtk_editable_set_text (GTK_EDITABLE (widget), value);
}

static void
write_member (RcJsonWriter *writer,
              const char   *name,
              const char   *value)
{
  if (value != NULL && *value != '\0')
    rc_json_writer_member_string (writer, name, value);
}

/* One in a line, its parts parted by bars, in the order of @members. */
static void
write_lines (RcJsonWriter       *writer,
             const char         *name,
             GtkWidget          *view,
             const char * const *members)
{
  g_autofree char *text = dup_text (view);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n_members = g_strv_length ((char **) members);

  rc_json_writer_name (writer, name);
  rc_json_writer_begin_array (writer);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (lines[i], "|", (int) n_members);

      if (*g_strstrip (lines[i]) == '\0')
        continue;
      rc_json_writer_begin_object (writer);
      for (guint k = 0; parts[k] != NULL; k++)
        write_member (writer, members[k], g_strstrip (parts[k]));
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static void
write_language (RcDeclarationKeyedForm *self,
                RcJsonWriter           *writer)
{
  guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->language));
  g_autofree char *title = dup_text (self->title);

  if (chosen == 0 && *title == '\0' && !has_statements (self))
    return;
  rc_json_writer_name (writer, "languages");
  rc_json_writer_begin_array (writer);
  rc_json_writer_begin_object (writer);
  /* Words without a language are refused by whoever reads this. */
  if (chosen > 0)
    rc_json_writer_member_string (writer, "language", rc_declaration_text_list_languages ()[chosen - 1]);
  rc_json_writer_member_boolean (writer, "original", TRUE);
  write_member (writer, "title", title);
  rc_json_writer_name (writer, "statements");
  rc_json_writer_begin_object (writer);
  for (guint item = 0; item <= RC_DECLARATION_ITEMS; item++)
    {
      g_autofree char *name = g_strdup_printf ("%u", item);
      g_autofree char *text = self->statements[item] != NULL ? dup_text (self->statements[item]) : NULL;

      write_member (writer, name, text);
    }
  rc_json_writer_end_object (writer);
  rc_json_writer_end_object (writer);
  rc_json_writer_end_array (writer);
}

GBytes *
rc_declaration_keyed_form_to_json (RcDeclarationKeyedForm *self)
{
  static const char * const act_members[] = { "number", "title", "amended-by", NULL };
  static const char * const standard_members[] = { "reference", "title", "dated", "oj-reference", "oj-date", NULL };
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  const char *json;

  rc_json_writer_begin_object (writer);
  for (guint i = 0; i < RC_N_DECLARATION_FIELDS; i++)
    {
      g_autofree char *value = dup_field (self, i);

      write_member (writer, rc_declaration_field_to_name (i), value);
    }
  write_lines (writer, "acts", self->acts, act_members);
  write_lines (writer, "standards", self->standards, standard_members);
  write_language (self, writer);
  rc_json_writer_end_object (writer);
  json = rc_json_writer_peek (writer);
  return g_bytes_new (json, strlen (json));
}

/* --- The form --- */

static GtkWidget *
add_text (RcDeclarationKeyedForm *self,
          const char             *label,
          const char             *name)
{
  GtkWidget *view;
  GtkWidget *scroller = rc_form_text_new (TEXT_HEIGHT, &view);

  gtk_widget_add_css_class (scroller, "rc-typed");
  rc_form_add_row (GTK_GRID (self->grid), label, scroller, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return view;
}

static GtkWidget *
add_line (RcDeclarationKeyedForm *self,
          const char             *label,
          const char             *name)
{
  GtkWidget *entry = gtk_entry_new ();

  rc_form_add_row (GTK_GRID (self->grid), label, entry, name);
  return entry;
}

static void
add_fields (RcDeclarationKeyedForm *self,
            guint                   item)
{
  for (guint i = 0; i < RC_N_DECLARATION_FIELDS; i++)
    {
      if (rc_declaration_field_item (i) != item)
        continue;
      self->fields[i] = rc_declaration_field_has_lines (i) ? add_text (self, rc_declaration_field_title (i), rc_declaration_field_to_name (i))
                                                           : add_line (self, rc_declaration_field_title (i), rc_declaration_field_to_name (i));
    }
}

static void
add_heading (RcDeclarationKeyedForm *self,
             const char             *words)
{
  GtkWidget *note = rc_form_add_note (GTK_GRID (self->grid), words);

  gtk_widget_remove_css_class (note, "rc-muted");
  gtk_widget_add_css_class (note, "rc-heading");
}

static gboolean
has_statement (guint item)
{
  return item >= 3 && item <= 7;
}

static void
add_item (RcDeclarationKeyedForm *self,
          guint                   item)
{
  g_autofree char *words = rc_declaration_dup_item_words (item, FALSE);
  g_autofree char *name = g_strdup_printf ("keyed-statement-%u", item);

  add_heading (self, words);
  add_fields (self, item);
  if (item == 4)
    {
      rc_form_add_note (GTK_GRID (self->grid), _("One act in a line: number | title"));
      self->acts = add_text (self, _("Other acts"), "keyed-acts");
    }
  if (item == 6)
    {
      rc_form_add_note (GTK_GRID (self->grid), _("One standard in a line: reference | title | edition | reference of the Official Journal | its day"));
      self->standards = add_text (self, _("Standards"), "keyed-standards");
    }
  if (has_statement (item))
    self->statements[item] = add_text (self, _("Its sentence"), name);
}

static GtkWidget *
languages_new (void)
{
  const char * const *codes = rc_declaration_text_list_languages ();
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  g_strv_builder_add (names, _("not stated"));
  for (guint i = 0; codes[i] != NULL; i++)
    g_strv_builder_add (names, rc_declaration_text_language_name (codes[i]));
  list = g_strv_builder_end (names);
  return gtk_drop_down_new_from_strings ((const char * const *) list);
}

static void
fill (RcDeclarationKeyedForm *self)
{
  rc_form_add_note (GTK_GRID (self->grid), _("Key in what the page says, word for word; what it does not say stays empty. The program reads nothing of "
                                             "the page."));
  add_heading (self, _("The page"));
  self->language = languages_new ();
  rc_form_add_row (GTK_GRID (self->grid), _("Language of the page"), self->language, "keyed-language");
  self->title = add_line (self, _("Its title"), "keyed-title");
  for (guint item = 1; item <= RC_DECLARATION_ITEMS; item++)
    add_item (self, item);
  add_heading (self, _("Around the items"));
  add_fields (self, 0);
  self->statements[0] = add_text (self, _("Its sentence on Article 47(2)"), "keyed-statement-0");
}

static void
rc_declaration_keyed_form_dispose (GObject *object)
{
  g_clear_pointer (&RC_DECLARATION_KEYED_FORM (object)->scroller, gtk_widget_unparent);
  G_OBJECT_CLASS (rc_declaration_keyed_form_parent_class)->dispose (object);
}

static void
rc_declaration_keyed_form_class_init (RcDeclarationKeyedFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rc_declaration_keyed_form_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
rc_declaration_keyed_form_init (RcDeclarationKeyedForm *self)
{
  self->grid = gtk_grid_new ();
  self->scroller = gtk_scrolled_window_new ();
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 9);
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 12);
  rc_parts_set_margins (self->grid, MARGIN);
  fill (self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->grid);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

GtkWidget *
rc_declaration_keyed_form_new (void)
{
  return g_object_new (RC_TYPE_DECLARATION_KEYED_FORM, NULL);
}
