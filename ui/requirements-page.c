/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/requirements-page.h"

#include <string.h>

#include "core/requirement-words.h"
#include "core/words.h"
#include "reports/typesetting/shape.h"
#include "ui/array-model.h"
#include "ui/data-table.h"
#include "ui/judgement-dialog.h"
#include "ui/parts.h"
#include "ui/requirement-view.h"

#define MARGIN 12

/* What the program found, in the order in which people want to see it; the first choice shows all. */
static const RcRequirementVerdict filters[] = {
  RC_REQUIREMENT_NOT_MET, RC_REQUIREMENT_NO_EVIDENCE, RC_REQUIREMENT_JUDGE, RC_REQUIREMENT_MET, RC_REQUIREMENT_NA,
};

struct _RcRequirementsPage
{
  RcPage               parent_instance;
  RcRequirementReport *report;       /* (nullable) */
  char                *system;       /* (nullable): which one is asked for; NULL: all of the case */
  GPtrArray           *names;        /* of char: of the systems, in the order of the choice after its first item */
  gboolean             is_filling;
  GtkWidget           *mode;
  GtkWidget           *sum;
  GtkWidget           *scope;
  GtkWidget           *filter;
  GtkWidget           *table;
  GtkWidget           *detail;
};

G_DEFINE_FINAL_TYPE (RcRequirementsPage, rc_requirements_page, RC_TYPE_PAGE)

/* --- Cells --- */

static char *
cell_place (gpointer data,
            gpointer user_data)
{
  RcRequirementsPage *self = user_data;

  return rc_law_dup_place (self->report->law, ((const RcRequirementResult *) data)->requirement);
}

static char *
cell_demand (gpointer data,
             gpointer user_data)
{
  return g_strdup (rc_law_text (((const RcRequirementResult *) data)->requirement->demand));
}

static char *
cell_verdict (gpointer  data,
              RcShape  *out_shape,
              gpointer  user_data)
{
  const RcRequirementResult *result = data;

  *out_shape = rc_shape_of_requirement (result->verdict);
  return g_strdup (rc_requirement_verdict_words (result->verdict));
}

static char *
cell_count (gpointer data,
            gpointer user_data)
{
  return rc_requirement_count_words (data);
}

static int
compare_verdicts (gconstpointer a,
                  gconstpointer b)
{
  const RcRequirementResult *first = a;
  const RcRequirementResult *second = b;

  return (first->verdict > second->verdict) - (first->verdict < second->verdict);
}

static void
selected (RcRequirementsPage *self)
{
  const RcRequirementResult *result = rc_data_table_peek_selected (self->table);
  RcSession *session = rc_page_get_session (RC_PAGE (self));

  rc_parts_clear (self->detail);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "requirements.judge", result != NULL && rc_session_is_writable (session));
  if (result != NULL)
    gtk_box_append (GTK_BOX (self->detail), rc_requirement_view_new (session, self->report, result));
}

/* --- Which ones --- */

static GPtrArray *
list_wanted (RcRequirementsPage *self)
{
  guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->filter));
  GPtrArray *wanted = g_ptr_array_new ();

  for (guint i = 0; i < self->report->results->len; i++)
    {
      RcRequirementResult *result = g_ptr_array_index (self->report->results, i);

      if (chosen == 0 || chosen > G_N_ELEMENTS (filters) || result->verdict == filters[chosen - 1])
        g_ptr_array_add (wanted, result);
    }
  return wanted;
}

static void
show_wanted (RcRequirementsPage *self)
{
  g_autoptr (GPtrArray) wanted = NULL;

  if (self->report == NULL || self->is_filling)
    return;
  wanted = list_wanted (self);
  rc_data_table_set_model (self->table, G_LIST_MODEL (rc_array_model_new (wanted, NULL, NULL)));
}

static void
scope_chosen (RcRequirementsPage *self)
{
  guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->scope));

  if (self->is_filling || self->names == NULL)
    return;
  g_free (self->system);
  self->system = chosen > 0 && chosen <= self->names->len ? g_strdup (g_ptr_array_index (self->names, chosen - 1)) : NULL;
  rc_page_reload (RC_PAGE (self));
}

static void
judge_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  RcRequirementsPage *self = RC_REQUIREMENTS_PAGE (widget);
  const RcRequirementResult *result = rc_data_table_peek_selected (self->table);

  if (result != NULL)
    rc_judgement_dialog_show (GTK_WINDOW (gtk_widget_get_root (widget)), rc_page_get_session (RC_PAGE (self)), result->requirement,
                              self->system);
}

/* --- Loading --- */

typedef struct
{
  RcRequirementReport *report;
  GPtrArray           *names;
} Loaded;

static void
loaded_free (gpointer data)
{
  Loaded *loaded = data;

  g_clear_pointer (&loaded->report, rc_requirement_report_free);
  g_clear_pointer (&loaded->names, g_ptr_array_unref);
  g_free (loaded);
}

static gpointer
dup_request (RcPage *page)
{
  return g_strdup (RC_REQUIREMENTS_PAGE (page)->system);
}

/* The system that was chosen may have been renamed by nobody, but its source may have been removed: then all of the case is asked for. */
static const RcSystem *
find_system (GPtrArray  *systems,
             const char *name)
{
  for (guint i = 0; name != NULL && i < systems->len; i++)
    {
      const RcSystem *system = g_ptr_array_index (systems, i);

      if (strcmp (system->name, name) == 0)
        return system;
    }
  return NULL;
}

static gpointer
load (RcCase          *case_file,
      RcRecordReader  *reader,
      gpointer         data,
      GCancellable    *cancellable,
      GError         **error)
{
  const RcRequirementOptions options = { .as_of_us = RC_TIME_NONE, .cancellable = cancellable };
  g_autoptr (GPtrArray) systems = rc_system_list (case_file, reader, NULL, error);
  const RcSystem *system;
  Loaded *loaded;

  if (systems == NULL)
    return NULL;

  loaded = g_new0 (Loaded, 1);
  loaded->names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < systems->len; i++)
    g_ptr_array_add (loaded->names, g_strdup (((const RcSystem *) g_ptr_array_index (systems, i))->name));
  system = find_system (systems, data);
  loaded->report = system != NULL ? rc_requirement_check_system (case_file, system, &options, error)
                                  : rc_requirement_check_case (case_file, &options, error);
  if (loaded->report != NULL)
    return loaded;
  loaded_free (loaded);
  return NULL;
}

static void
fill_scope (RcRequirementsPage *self)
{
  GtkStringList *list = gtk_string_list_new (NULL);
  guint chosen = 0;

  gtk_string_list_append (list, _("All of the case"));
  for (guint i = 0; i < self->names->len; i++)
    {
      g_autofree char *name = rc_parts_dup_name (g_ptr_array_index (self->names, i));

      gtk_string_list_append (list, name);
      if (g_strcmp0 (self->report->system, g_ptr_array_index (self->names, i)) == 0)
        chosen = i + 1;
    }
  self->is_filling = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->scope), G_LIST_MODEL (list));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->scope), chosen);
  self->is_filling = FALSE;
  g_object_unref (list);
}

static void
show (RcPage   *page,
      gpointer  result)
{
  RcRequirementsPage *self = RC_REQUIREMENTS_PAGE (page);
  Loaded *loaded = result;
  g_autoptr (RcRequirementReport) before = g_steal_pointer (&self->report);
  g_autofree char *sum = NULL;

  self->report = g_steal_pointer (&loaded->report);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  self->names = g_steal_pointer (&loaded->names);
  loaded_free (loaded);
  sum = rc_requirement_sum_words (self->report);
  gtk_label_set_text (GTK_LABEL (self->mode), self->report->mode);
  gtk_label_set_text (GTK_LABEL (self->sum), sum);
  fill_scope (self);
  show_wanted (self);
  rc_page_show_content (page, self->report->system != NULL || self->names->len > 0 ? NULL
                              : _("No AI system is described: role, point of Annex III and dates are not stated, and much cannot be "
                                  "answered without them."));
}

static void
rc_requirements_page_finalize (GObject *object)
{
  RcRequirementsPage *self = RC_REQUIREMENTS_PAGE (object);

  g_clear_pointer (&self->report, rc_requirement_report_free);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_free (self->system);
  G_OBJECT_CLASS (rc_requirements_page_parent_class)->finalize (object);
}

static void
rc_requirements_page_class_init (RcRequirementsPageClass *klass)
{
  RcPageClass *page_class = RC_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rc_requirements_page_finalize;
  page_class->load = load;
  page_class->result_free = loaded_free;
  page_class->dup_request = dup_request;
  page_class->request_free = g_free;
  page_class->show = show;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "requirements.judge", NULL, judge_action);
}

/* --- The page --- */

static GtkWidget *
filter_new (void)
{
  const char *words[G_N_ELEMENTS (filters) + 2] = { NULL };

  words[0] = _("All requirements");
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    words[i + 1] = rc_requirement_verdict_words (filters[i]);
  return gtk_drop_down_new_from_strings (words);
}

static GtkWidget *
head_new (RcRequirementsPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  rc_parts_set_margins (box, MARGIN);
  gtk_widget_set_margin_top (box, 0);
  gtk_box_append (GTK_BOX (box), self->sum);
  gtk_box_append (GTK_BOX (box), self->mode);
  return box;
}

static void
add_columns (RcRequirementsPage *self)
{
  GtkColumnViewColumn *column;

  column = rc_data_table_add_text (self->table, _("Provision"), RC_DATA_TABLE_PLAIN, cell_place, self, NULL);
  rc_parts_set_column_width (column, 120);
  rc_data_table_add_text (self->table, _("What It Asks For"), RC_DATA_TABLE_EXPAND, cell_demand, NULL, NULL);
  column = rc_data_table_add_state (self->table, _("What the Evidence Says"), RC_DATA_TABLE_PLAIN, cell_verdict, NULL, compare_verdicts);
  rc_parts_set_column_width (column, 250);
  column = rc_data_table_add_text (self->table, _("Of How Many"), RC_DATA_TABLE_PLAIN, cell_count, NULL, NULL);
  rc_parts_set_column_width (column, 150);
}

static void
rc_requirements_page_init (RcRequirementsPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  const char * const whole[] = { _("All of the case"), NULL };
  GtkWidget *bar;
  GtkWidget *scroller;

  self->mode = rc_parts_text ("", "rc-muted");
  self->sum = rc_parts_text ("", NULL);
  self->scope = gtk_drop_down_new_from_strings (whole);
  self->filter = filter_new ();
  gtk_widget_set_name (self->scope, "requirements-scope");
  gtk_widget_set_name (self->filter, "requirements-filter");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scope), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Of which system"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->filter), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Which requirements"), -1);
  bar = rc_parts_bar (rc_parts_heading (_("Requirements of the Law"), 1), self->scope, self->filter);
  gtk_box_append (GTK_BOX (bar), rc_parts_button (_("Your Judgement…"), "requirements.judge", NULL));
  self->table = rc_data_table_new (_("Requirements"), &scroller);
  add_columns (self);
  rc_data_table_on_selected (self->table, G_CALLBACK (selected), self);
  g_signal_connect_object (self->scope, "notify::selected", G_CALLBACK (scope_chosen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filter, "notify::selected", G_CALLBACK (show_wanted), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), head_new (self));
  gtk_box_append (GTK_BOX (box), rc_parts_list_and_detail (scroller, &self->detail));
  rc_page_set_content (RC_PAGE (self), box);
}

GtkWidget *
rc_requirements_page_new (RcSession *session)
{
  return g_object_new (RC_TYPE_REQUIREMENTS_PAGE, "session", session, NULL);
}
