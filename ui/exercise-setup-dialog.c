/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/exercise-setup-dialog.h"

#include "core/exercises/exercise.h"
#include "core/samples/draw.h"
#include "core/words.h"
#include "ui/act-words.h"
#include "ui/exercise-ability-view.h"
#include "ui/exercise-plan.h"
#include "ui/file-dialog.h"
#include "ui/form.h"

#define MOST_HEIGHT    430
#define NAMED_HEIGHT   60
#define USUAL_MINUTES  14
#define MOST_MINUTES   1440
#define USUAL_SIZE     5
#define MOST_SIZE      10000
#define MOST_DRAWS     500u      /* in the list to choose from */

typedef struct
{
  RcSession         *session;
  RcExercisePlanned  planned;
  GObject           *owner;
  GtkDialog         *dialog;
  GtkWidget         *purpose;
  GtkWidget         *criteria;
  GtkWidget         *scope;
  GtkWidget         *facilitator;
  GtkWidget         *pack;
  GtkWidget         *can;
  GtkWidget         *minutes;
  GtkWidget         *roles;
  GtkWidget         *replacement;
  GtkWidget         *way;
  GtkWidget         *draw;
  GtkWidget         *seed;
  GtkWidget         *confidence;
  GtkWidget         *tolerable;
  GtkWidget         *size;
  GtkWidget         *why;
  GtkWidget         *key_items;
  GtkWidget         *named;
  GtkWidget         *rehearsal;
  GtkWidget         *trouble;
  GPtrArray         *packs;       /* of the catalogue */
  char              *pack_path;   /* (nullable): of own questions */
  GArray            *draws;       /* numbers of those that can be chosen */
  gboolean           is_read;
} Planning;

static void
planning_free (gpointer data)
{
  Planning *self = data;

  g_clear_pointer (&self->packs, g_ptr_array_unref);
  g_clear_pointer (&self->draws, g_array_unref);
  g_free (self->pack_path);
  g_object_unref (self->session);
  g_object_unref (self->owner);
  g_free (self);
}

static Planning *
planning_of (GtkWidget *dialog)
{
  return g_object_get_data (G_OBJECT (dialog), "planning");
}

gboolean
rc_exercise_setup_dialog_is_ready (GtkWidget *dialog)
{
  Planning *self = planning_of (dialog);

  return self->is_read && rc_exercise_ability_view_is_settled (RC_EXERCISE_ABILITY_VIEW (self->can));
}

static RcExercisePlanWay
get_way (const Planning *self)
{
  return (RcExercisePlanWay) gtk_drop_down_get_selected (GTK_DROP_DOWN (self->way));
}

/* --- The draws of the case --- */

static gpointer
list_draws (RcCase          *case_file,
            RcRecordReader  *reader,
            gpointer         data,
            GCancellable    *cancellable,
            GError         **error)
{
  return rc_draw_list (case_file, error);
}

static char *
word_draw (const RcDraw *draw)
{
  return g_strdup_printf (rc_words_plural ("Draw %1$lld: %2$u decision", "Draw %1$lld: %2$u decisions",
                                           draw->members->len), (long long) draw->draw, draw->members->len);
}

static void
show_draws (Planning        *self,
            const GPtrArray *draws)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  for (guint i = draws->len; i > 0 && self->draws->len < MOST_DRAWS; i--)
    {
      const RcDraw *draw = g_ptr_array_index (draws, i - 1);
      g_autofree char *line = word_draw (draw);

      if (draw->discarded_for != NULL)
        continue;
      g_array_append_val (self->draws, draw->draw);
      gtk_string_list_append (words, line);
    }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->draw), G_LIST_MODEL (words));
}

static void
draws_listed (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  Planning *self = planning_of (dialog);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) draws = rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, &error);

  self->is_read = TRUE;
  if (draws != NULL)
    {
      show_draws (self, draws);
    }
  else
    {
      g_autofree char *message = rc_act_words_of_error (error);

      rc_form_set_trouble (self->trouble, message);
    }
}

/* --- What was typed --- */

static RcExercisePlan *
make_plan (Planning *self)
{
  RcExercisePlan *plan = g_new0 (RcExercisePlan, 1);
  guint pack = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->pack));
  guint draw = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->draw));

  plan->purpose = rc_form_dup_entry (self->purpose);
  plan->criteria = rc_form_dup_entry (self->criteria);
  plan->scope = rc_form_dup_entry (self->scope);
  plan->facilitator = rc_form_dup_entry (self->facilitator);
  plan->replacement = rc_form_dup_entry (self->replacement);
  plan->pack = pack < self->packs->len ? g_strdup (((const RcExercisePack *) g_ptr_array_index (self->packs, pack))->id) : NULL;
  plan->pack_path = plan->pack == NULL ? g_strdup (self->pack_path) : NULL;
  plan->minutes = (guint) gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->minutes));
  plan->roles = rc_form_dup_entry (self->roles);
  plan->named = rc_form_dup_text (self->named);
  plan->way = get_way (self);
  plan->draw = draw < self->draws->len ? g_array_index (self->draws, gint64, draw) : 0;
  plan->seed = rc_form_dup_entry (self->seed);
  plan->confidence = rc_form_dup_entry (self->confidence);
  plan->tolerable = rc_form_dup_entry (self->tolerable);
  plan->size = (guint) gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->size));
  plan->why = rc_form_dup_entry (self->why);
  plan->with_key_items = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->key_items));
  plan->is_rehearsal = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->rehearsal));
  return plan;
}

/* (nullable): what stands in the way, in words; the rest is for the exercise to judge. */
static const char *
find_trouble (const RcExercisePlan *plan)
{
  if (*plan->purpose == '\0')
    return _("Say what the exercise is for.");
  if (plan->way == RC_EXERCISE_PLAN_OF_DRAW && plan->draw == 0)
    return _("The case has no draw to choose: make one now, or name the decisions.");
  if (plan->way == RC_EXERCISE_PLAN_NAMED && *plan->named == '\0')
    return _("Name at least one decision, or have some drawn.");
  if (plan->way == RC_EXERCISE_PLAN_DRAW_SOME && *plan->why == '\0')
    return _("Say why so many: from a number that a person chose nothing follows about the others.");
  return NULL;
}

static void
carried_out (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  Planning *self = planning_of (dialog);
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *number = rc_session_act_finish (RC_SESSION (source), result, &error);
  g_autofree char *message = NULL;

  rc_form_set_busy (dialog, FALSE);
  if (number != NULL)
    {
      self->planned (*number, self->owner);
      gtk_window_destroy (GTK_WINDOW (dialog));
      return;
    }
  message = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? NULL : rc_act_words_of_error (error);
  rc_form_set_trouble (self->trouble, message);
}

static void
responded (GtkDialog *dialog,
           int        response,
           Planning  *self)
{
  RcExercisePlan *plan;
  const char *trouble;

  if (response != GTK_RESPONSE_OK)
    {
      gtk_window_destroy (GTK_WINDOW (dialog));
      return;
    }

  plan = make_plan (self);
  trouble = find_trouble (plan);
  rc_form_set_trouble (self->trouble, trouble);
  if (trouble != NULL)
    {
      rc_exercise_plan_free (plan);
      return;
    }
  rc_form_set_busy (GTK_WIDGET (dialog), TRUE);
  rc_session_act_async (self->session, rc_exercise_plan_carry_out, plan, rc_exercise_plan_free, g_free, carried_out, g_object_ref (dialog));
}

/* --- Fields --- */

static void
follow_way (Planning *self)
{
  RcExercisePlanWay way = get_way (self);
  gboolean draws_now = way == RC_EXERCISE_PLAN_DRAW_BY_RULE || way == RC_EXERCISE_PLAN_DRAW_SOME;

  gtk_widget_set_visible (self->draw, way == RC_EXERCISE_PLAN_OF_DRAW);
  gtk_widget_set_visible (self->seed, draws_now);
  gtk_widget_set_visible (self->confidence, way == RC_EXERCISE_PLAN_DRAW_BY_RULE);
  gtk_widget_set_visible (self->tolerable, way == RC_EXERCISE_PLAN_DRAW_BY_RULE);
  gtk_widget_set_visible (self->size, way == RC_EXERCISE_PLAN_DRAW_SOME);
  gtk_widget_set_visible (self->why, way == RC_EXERCISE_PLAN_DRAW_SOME);
  gtk_widget_set_visible (self->key_items, way != RC_EXERCISE_PLAN_NAMED);
}

static void
follow_pack (Planning *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->pack));
  const RcExercisePack *pack = selected < self->packs->len ? g_ptr_array_index (self->packs, selected) : NULL;

  rc_exercise_ability_view_show (RC_EXERCISE_ABILITY_VIEW (self->can), pack != NULL ? pack->id : NULL, pack != NULL ? NULL : self->pack_path);
}

/* Own questions stand below those of the catalogue. */
static void
pack_chosen (const char * const *paths,
             gpointer            owner)
{
  Planning *self = planning_of (GTK_WIDGET (owner));
  GtkStringList *names = GTK_STRING_LIST (gtk_drop_down_get_model (GTK_DROP_DOWN (self->pack)));
  g_autofree char *base = g_path_get_basename (paths[0]);
  g_autofree char *shown = g_filename_display_name (base);
  const char *additions[] = { shown, NULL };
  guint n_own = g_list_model_get_n_items (G_LIST_MODEL (names)) - self->packs->len;

  g_free (self->pack_path);
  self->pack_path = g_strdup (paths[0]);
  gtk_string_list_splice (names, self->packs->len, n_own, additions);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->pack), self->packs->len);
  follow_pack (self);
}

static void
choose_pack (GtkButton *button,
             Planning  *self)
{
  const RcFileDialog dialog = {
    .purpose = RC_FILE_PURPOSE_MAPPING,
    .action = GTK_FILE_CHOOSER_ACTION_OPEN,
    .title = _("Choose a File of Own Questions"),
    .accept = _("_Choose"),
  };

  rc_file_dialog_show (GTK_WINDOW (self->dialog), &dialog, pack_chosen, G_OBJECT (self->dialog));
}

static GtkWidget *
add_entry (GtkGrid    *grid,
           const char *label,
           const char *name,
           const char *placeholder)      /* (nullable) */
{
  GtkWidget *entry = gtk_entry_new ();

  if (placeholder != NULL)
    gtk_entry_set_placeholder_text (GTK_ENTRY (entry), placeholder);
  rc_form_add_row (grid, label, entry, name);
  return entry;
}

static GtkWidget *
add_number (GtkGrid    *grid,
            const char *label,
            const char *name,
            int         usual,
            int         least,
            int         most)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (least, most, 1);

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), usual);
  rc_form_add_row (grid, label, spin, name);
  return spin;
}

static void
add_pack (Planning *self,
          GtkGrid  *grid)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *choose = gtk_button_new_with_mnemonic (_("O_wn…"));

  self->packs = rc_exercise_pack_list ();
  for (guint i = 0; i < self->packs->len; i++)
    gtk_string_list_append (names, rc_exercise_pack_words (g_ptr_array_index (self->packs, i)));
  self->pack = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  gtk_widget_set_hexpand (self->pack, TRUE);
  gtk_box_append (GTK_BOX (row), self->pack);
  gtk_box_append (GTK_BOX (row), choose);
  rc_form_add_row (grid, _("_Questions"), row, "plan-questions");
  gtk_widget_set_name (self->pack, "plan-pack");
  gtk_label_set_mnemonic_widget (GTK_LABEL (gtk_widget_get_prev_sibling (row)), self->pack);
  self->can = rc_exercise_ability_view_new (self->session);
  rc_form_add_row (grid, _("What This Case Can Answer"), self->can, "plan-can");
  g_signal_connect_swapped (self->pack, "notify::selected", G_CALLBACK (follow_pack), self);
  g_signal_connect (choose, "clicked", G_CALLBACK (choose_pack), self);
}

static void
add_decisions (Planning *self,
               GtkGrid  *grid)
{
  const char *ways[] = {
    _("Named by a person"), _("Out of a draw of this case"), _("Drawn now, as many as a rule says"), _("Drawn now, a number that a person says"), NULL,
  };
  GtkWidget *field;

  self->way = gtk_drop_down_new_from_strings (ways);
  rc_form_add_row (grid, _("_Decisions"), self->way, "plan-way");
  self->draw = gtk_drop_down_new (NULL, NULL);
  rc_form_add_row (grid, _("Dra_w"), self->draw, "plan-draw");
  self->confidence = add_entry (grid, _("Con_fidence, per cent"), "plan-confidence", "95");
  self->tolerable = add_entry (grid, _("_Tolerable Rate, per cent"), "plan-tolerable", "5");
  self->size = add_number (grid, _("_How Many"), "plan-size", USUAL_SIZE, 1, MOST_SIZE);
  self->why = add_entry (grid, _("Why So Man_y"), "plan-why", _("As many as the time allows"));
  self->seed = add_entry (grid, _("_Seed"), "plan-seed", _("Typed by the room; empty: made up by the program"));
  self->key_items = rc_form_add_check (grid, _("Also the _key items: overrides, incidents, exceptions"), "plan-key-items");
  field = rc_form_text_new (NAMED_HEIGHT, &self->named);
  rc_form_add_row (grid, _("_Named, one a line"), field, "plan-named-field");
  gtk_widget_set_name (self->named, "plan-named");
  gtk_label_set_mnemonic_widget (GTK_LABEL (gtk_widget_get_prev_sibling (field)), self->named);
  g_signal_connect_swapped (self->way, "notify::selected", G_CALLBACK (follow_way), self);
}

/* The fields can be scrolled where the screen is small; the verbs stay in sight. */
static GtkGrid *
add_scrolled_grid (GtkDialog *dialog)
{
  GtkGrid *grid = rc_form_add_grid (dialog);
  GtkWidget *area = gtk_dialog_get_content_area (dialog);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  g_object_ref (grid);
  gtk_box_remove (GTK_BOX (area), GTK_WIDGET (grid));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), MOST_HEIGHT);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MOST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (grid));
  g_object_unref (grid);
  gtk_box_append (GTK_BOX (area), scroller);
  return grid;
}

static void
add_fields (Planning *self)
{
  GtkGrid *grid = add_scrolled_grid (self->dialog);
  GtkGrid *foot;

  self->purpose = add_entry (grid, _("_Purpose"), "plan-purpose", _("Readiness for an authority’s questions"));
  self->criteria = add_entry (grid, _("C_riteria"), "plan-criteria", _("Articles 12, 14 and 26 of the AI Act"));
  self->scope = add_entry (grid, _("Sc_ope"), "plan-scope", _("Credit decisions of the third quarter"));
  self->facilitator = add_entry (grid, _("_Led By"), "plan-facilitator", _("Empty: the auditor of the case"));
  add_pack (self, grid);
  self->minutes = add_number (grid, _("_Minutes a Decision"), "plan-minutes", USUAL_MINUTES, 0, MOST_MINUTES);
  self->roles = add_entry (grid, _("Further Rol_es"), "plan-roles", _("Parted by commas; those of the questions are asked anyway"));
  add_decisions (self, grid);
  self->replacement = add_entry (grid, _("Rep_lacement Rule"), "plan-replacement",
                                 _("The next one of the draw; empty: none is replaced"));
  self->rehearsal = rc_form_add_check (grid, _("Rehearsal, which co_unts for nothing"), "plan-rehearsal");
  foot = rc_form_add_grid (self->dialog);
  gtk_widget_set_margin_top (GTK_WIDGET (foot), 9);
  gtk_widget_set_margin_bottom (GTK_WIDGET (foot), 9);
  rc_form_add_note (foot, _("Every draw is counted and told, also one that is not used."));
  self->trouble = rc_form_add_trouble (foot);
}

GtkWidget *
rc_exercise_setup_dialog_show (GtkWindow         *parent,
                               RcSession         *session,
                               RcExercisePlanned  planned,
                               GObject           *owner)
{
  Planning *self = g_new0 (Planning, 1);
  RcCaseQueue *reader = rc_session_peek_reader (session);

  self->session = g_object_ref (session);
  self->planned = planned;
  self->owner = g_object_ref (owner);
  self->draws = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->dialog = rc_form_dialog_new (parent, _("Plan an Exercise"));
  gtk_widget_set_name (GTK_WIDGET (self->dialog), "exercise-setup");
  g_object_set_data_full (G_OBJECT (self->dialog), "planning", self, planning_free);
  add_fields (self);
  follow_way (self);
  follow_pack (self);
  gtk_dialog_add_button (self->dialog, _("_Cancel"), GTK_RESPONSE_CANCEL);
  gtk_dialog_add_button (self->dialog, _("_Plan"), GTK_RESPONSE_OK);
  gtk_dialog_set_default_response (self->dialog, GTK_RESPONSE_OK);
  g_signal_connect (self->dialog, "response", G_CALLBACK (responded), self);
  if (reader != NULL)
    rc_case_queue_run_async (reader, list_draws, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL, draws_listed, g_object_ref (self->dialog));
  gtk_window_present (GTK_WINDOW (self->dialog));
  return GTK_WIDGET (self->dialog);
}
