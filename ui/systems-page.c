/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/systems-page.h"

#include <string.h>

#include "core/bounds.h"
#include "core/date-words.h"
#include "core/stream.h"
#include "core/systems/system-facts.h"
#include "core/words.h"
#include "ui/array-model.h"
#include "ui/data-table.h"
#include "ui/file-dialog.h"
#include "ui/parts.h"
#include "ui/state-mark.h"
#include "ui/system-course.h"
#include "ui/system-dialog.h"

#define LIST_HEIGHT 130

/* What is said where nobody says anything of the attribute. */
#define NOT_STATED "–"

struct _RcSystemsPage
{
  RcPage     parent_instance;
  GtkWidget *summary;
  GtkWidget *table;
  GtkWidget *course;
  GtkWidget *detail;
};

G_DEFINE_FINAL_TYPE (RcSystemsPage, rc_systems_page, RC_TYPE_PAGE)

/* --- Cells --- */

static char *
cell_name (gpointer data,
           gpointer user_data)
{
  return rc_parts_dup_name (((const RcSystemSheet *) data)->name);
}

static const RcSystemFact *
find_fact (const RcSystemSheet *sheet,
           RcSystemAttribute    attribute)
{
  for (guint i = 0; i < sheet->facts->len; i++)
    {
      const RcSystemFact *fact = g_ptr_array_index (sheet->facts, i);

      if (fact->attribute == attribute && fact->counts)
        return fact;
    }
  return NULL;
}

static char *
cell_attribute (gpointer data,
                gpointer user_data)
{
  const RcSystemFact *fact = find_fact (data, (RcSystemAttribute) GPOINTER_TO_UINT (user_data));

  return g_strdup (fact != NULL ? fact->value : NOT_STATED);
}

/* --- The selected system --- */

static void
add_mark (GtkGrid    *grid,
          int        *row,
          RcShape     shape,
          const char *words)
{
  GtkWidget *mark = rc_state_mark_new (shape, words);

  rc_state_mark_set_wrap (RC_STATE_MARK (mark), TRUE);
  gtk_grid_attach (grid, mark, 1, (*row)++, 1, 1);
}

static void
add_fact (GtkGrid            *grid,
          int                *row,
          const RcSystemFact *fact)
{
  GtkWidget *title = rc_parts_text (fact->title, "rc-muted");
  GtkWidget *value = rc_parts_text (fact->value, NULL);

  gtk_widget_set_valign (title, GTK_ALIGN_START);
  gtk_label_set_selectable (GTK_LABEL (value), TRUE);
  gtk_grid_attach (grid, title, 0, *row, 1, 1);
  gtk_grid_attach (grid, value, 1, (*row)++, 1, 1);
  if (fact->differs)
    add_mark (grid, row, RC_SHAPE_DISAGREE, _("Others say something else"));
  if (fact->is_idle)
    add_mark (grid, row, RC_SHAPE_NOTHING, _("Nothing in the case answers to it"));
}

static gboolean
was_said_before (GPtrArray *facts,
                 guint      index)
{
  const RcSystemFact *fact = g_ptr_array_index (facts, index);

  for (guint i = 0; i < index; i++)
    {
      if (strcmp (((const RcSystemFact *) g_ptr_array_index (facts, i))->word, fact->word) == 0)
        return TRUE;
    }
  return FALSE;
}

/* What was said on one occasion stands together, below who said it. */
static void
add_occasion (RcSystemsPage *self,
              GPtrArray     *facts,
              guint          first)
{
  const char *word = ((const RcSystemFact *) g_ptr_array_index (facts, first))->word;
  GtkWidget *grid = gtk_grid_new ();
  int row = 0;

  gtk_grid_set_column_spacing (GTK_GRID (grid), 18);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 3);
  gtk_box_append (GTK_BOX (self->detail), rc_parts_text (word, NULL));
  for (guint i = first; i < facts->len; i++)
    {
      const RcSystemFact *fact = g_ptr_array_index (facts, i);

      if (strcmp (fact->word, word) == 0)
        add_fact (GTK_GRID (grid), &row, fact);
    }
  gtk_box_append (GTK_BOX (self->detail), grid);
}

static void
add_facts (RcSystemsPage *self,
           const char    *heading,
           GPtrArray     *facts,
           const char    *nothing)
{
  gtk_box_append (GTK_BOX (self->detail), rc_parts_heading (heading, 3));
  if (facts->len == 0)
    gtk_box_append (GTK_BOX (self->detail), rc_parts_text (nothing, "rc-muted"));
  for (guint i = 0; i < facts->len; i++)
    {
      if (!was_said_before (facts, i))
        add_occasion (self, facts, i);
    }
}

static void
selected (RcSystemsPage *self)
{
  const RcSystemSheet *sheet = rc_data_table_peek_selected (self->table);
  gboolean writable = rc_session_is_writable (rc_page_get_session (RC_PAGE (self)));
  g_autofree char *name = NULL;

  rc_parts_clear (self->detail);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "systems.change", sheet != NULL && writable);
  rc_system_course_set_system (RC_SYSTEM_COURSE (self->course), rc_page_get_session (RC_PAGE (self)), sheet != NULL ? sheet->name : NULL);
  if (sheet == NULL)
    return;

  name = rc_parts_dup_name (sheet->name);
  gtk_box_append (GTK_BOX (self->detail), rc_parts_heading (name, 2));
  add_facts (self, _("What Is Stated"), sheet->facts, _("Nobody states anything of it but its name."));
  add_facts (self, _("Which Records Belong to It"), sheet->bindings,
             _("Nothing was bound to it: the records that give it this name belong to it."));
  if (sheet->system->has_faults)
    gtk_box_append (GTK_BOX (self->detail), rc_state_mark_new (RC_SHAPE_UNCHECKED,
                                                               _("A description file could not be read wholly: see its exceptions.")));
  for (guint i = 0; i < sheet->system->remarks->len; i++)
    gtk_box_append (GTK_BOX (self->detail), rc_parts_text (g_ptr_array_index (sheet->system->remarks, i), "rc-muted"));
}

/* --- Stating --- */

static void
add_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  rc_system_dialog_show (GTK_WINDOW (gtk_widget_get_root (widget)), rc_page_get_session (RC_PAGE (widget)), NULL);
}

static void
change_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  const RcSystemSheet *sheet = rc_data_table_peek_selected (RC_SYSTEMS_PAGE (widget)->table);

  if (sheet != NULL)
    rc_system_dialog_show (GTK_WINDOW (gtk_widget_get_root (widget)), rc_page_get_session (RC_PAGE (widget)), sheet->system);
}

/* One byte more than an entry may have is read, so that what is too large is told as that. */
static gpointer
state_file (RcCase          *case_file,
            RcRecordReader  *reader,
            gpointer         data,
            GCancellable    *cancellable,
            GError         **error)
{
  g_autoptr (RcStream) stream = rc_stream_new_file (data, error);
  g_autofree char *json = g_malloc (RC_LIMIT_ENTRY_BYTES + 1);
  gsize length = 0;

  if (stream == NULL || !rc_stream_read_full (stream, json, RC_LIMIT_ENTRY_BYTES + 1, &length, error))
    return NULL;
  return rc_system_add (case_file, json, length, NULL, error) != 0 ? data : NULL;
}

void
rc_systems_page_add_file (RcSystemsPage *self,
                          const char    *path)
{
  g_return_if_fail (RC_IS_SYSTEMS_PAGE (self));

  rc_session_act (rc_page_get_session (RC_PAGE (self)), state_file, g_strdup (path), g_free);
}

static void
file_chosen (const char * const *paths,
             gpointer            user_data)
{
  rc_systems_page_add_file (user_data, paths[0]);
}

static void
file_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  const RcFileDialog dialog = {
    .purpose = RC_FILE_PURPOSE_KEY,
    .action = GTK_FILE_CHOOSER_ACTION_OPEN,
    .title = _("Choose a Description of a System"),
    .accept = _("State It"),
  };

  rc_file_dialog_show (GTK_WINDOW (gtk_widget_get_root (widget)), &dialog, file_chosen, G_OBJECT (widget));
}

/* --- The page --- */

typedef struct
{
  GPtrArray *sheets;
  gboolean   is_complete;
} Systems;

static void
systems_free (gpointer data)
{
  Systems *systems = data;

  g_clear_pointer (&systems->sheets, g_ptr_array_unref);
  g_free (systems);
}

static gpointer
load (RcCase          *case_file,
      RcRecordReader  *reader,
      gpointer         data,
      GCancellable    *cancellable,
      GError         **error)
{
  Systems *systems = g_new0 (Systems, 1);

  systems->sheets = rc_system_sheet_list (case_file, reader, &systems->is_complete, error);
  if (systems->sheets != NULL)
    return systems;
  systems_free (systems);
  return NULL;
}

static void
show (RcPage   *page,
      gpointer  result)
{
  RcSystemsPage *self = RC_SYSTEMS_PAGE (page);
  Systems *systems = result;
  gboolean writable = rc_session_is_writable (rc_page_get_session (page));
  g_autofree char *count = rc_count_words (systems->sheets->len);
  g_autofree char *summary = g_strdup_printf (rc_words_plural ("%s AI system", "%s AI systems", systems->sheets->len), count);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "systems.add", writable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "systems.add-file", writable);
  if (systems->sheets->len == 0)
    {
      rc_page_show_empty (page, _("No AI System Is Described"),
                          _("Say which system the records are about: whose it is, in which role you look at it, what it is for, and which "
                            "models, endpoints and logs belong to it. What the law asks for depends on that. All of it is your statement, "
                            "and is shown as such."),
                          _("Describe a System…"), "systems.add");
    }
  else
    {
      gtk_label_set_text (GTK_LABEL (self->summary), summary);
      rc_data_table_set_model (self->table, G_LIST_MODEL (rc_array_model_new (systems->sheets, NULL, NULL)));
      rc_page_show_content (page, systems->is_complete ? NULL : _("There are more descriptions than are shown."));
    }
  systems_free (systems);
}

static void
rc_systems_page_class_init (RcSystemsPageClass *klass)
{
  RcPageClass *page_class = RC_PAGE_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  page_class->load = load;
  page_class->result_free = systems_free;
  page_class->show = show;
  gtk_widget_class_install_action (widget_class, "systems.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "systems.add-file", NULL, file_action);
  gtk_widget_class_install_action (widget_class, "systems.change", NULL, change_action);
}

/* The list is short; below it there is room for the course of the one that is selected. */
static GtkWidget *
list_and_course_new (RcSystemsPage *self,
                     GtkWidget     *list)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *paned = gtk_paned_new (GTK_ORIENTATION_VERTICAL);

  self->course = rc_system_course_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->course);
  gtk_paned_set_start_child (GTK_PANED (paned), list);
  gtk_paned_set_end_child (GTK_PANED (paned), scroller);
  gtk_paned_set_resize_start_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_position (GTK_PANED (paned), LIST_HEIGHT);
  return paned;
}

static void
rc_systems_page_init (RcSystemsPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar;
  GtkWidget *scroller;
  GtkColumnViewColumn *column;

  self->summary = rc_parts_heading ("", 1);
  bar = rc_parts_bar (self->summary, rc_parts_button (_("From File…"), "systems.add-file", NULL),
                      rc_parts_button (_("State More…"), "systems.change", NULL));
  gtk_box_append (GTK_BOX (bar), rc_parts_button (_("Describe a System…"), "systems.add", "suggested-action"));
  self->table = rc_data_table_new (_("AI systems"), &scroller);
  rc_data_table_add_text (self->table, _("System"), RC_DATA_TABLE_EXPAND, cell_name, NULL, NULL);
  column = rc_data_table_add_text (self->table, _("Own Role"), RC_DATA_TABLE_PLAIN, cell_attribute, GUINT_TO_POINTER (RC_SYSTEM_ROLE), NULL);
  rc_parts_set_column_width (column, 120);
  rc_data_table_add_text (self->table, _("Provider"), RC_DATA_TABLE_EXPAND, cell_attribute, GUINT_TO_POINTER (RC_SYSTEM_PROVIDER), NULL);
  rc_data_table_add_text (self->table, _("Annex III, as Stated"), RC_DATA_TABLE_EXPAND, cell_attribute,
                          GUINT_TO_POINTER (RC_SYSTEM_ANNEX_III), NULL);
  rc_data_table_on_selected (self->table, G_CALLBACK (selected), self);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), rc_parts_list_and_detail (list_and_course_new (self, scroller), &self->detail));
  rc_page_set_content (RC_PAGE (self), box);
  rc_page_set_other_step (RC_PAGE (self), _("From File…"), "systems.add-file");
}

GtkWidget *
rc_systems_page_new (RcSession *session)
{
  return g_object_new (RC_TYPE_SYSTEMS_PAGE, "session", session, NULL);
}
