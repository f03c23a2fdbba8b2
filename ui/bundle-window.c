/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/bundle-window.h"

#include "core/date-words.h"
#include "core/words.h"
#include "ui/bundle-checks.h"
#include "ui/parts.h"
#include "ui/state-mark.h"

#define MARGIN         12
#define DEFAULT_WIDTH 1000
#define DEFAULT_HEIGHT 560

struct _RcBundleWindow
{
  GtkWindow parent_instance;
};

G_DEFINE_FINAL_TYPE (RcBundleWindow, rc_bundle_window, GTK_TYPE_WINDOW)

/* --- In one sentence --- */

static char *
dup_seal_words (const RcOpenedBundle *bundle)
{
  const RcBundleCheck *seal = rc_bundle_opening_find_seal (bundle->opening);
  const char *fingerprint = bundle->opening->seal_fingerprint;
  g_autofree char *key = fingerprint != NULL ? g_strndup (fingerprint, 8) : NULL;

  if (seal == NULL || seal->verdict == RC_VERDICT_UNSIGNED)
    return g_strdup (_("It has no seal: nobody vouches for it."));
  if (bundle->is_vouched)
    /* Translators: %s is the beginning of a fingerprint. */
    return g_strdup_printf (_("It is sealed by the key %s…, which you have from elsewhere."), key != NULL ? key : "");
  if (rc_verdict_group (seal->verdict) == RC_VERDICT_GROUP_FAILED)
    return g_strdup (_("Its seal does not hold."));
  if (key == NULL)
    return g_strdup (_("Nothing vouches for its seal."));
  return g_strdup_printf (_("It is sealed by the key %s…, and nothing vouches for that: confirm the key with its owner on another way."), key);
}

char *
rc_bundle_words_dup (const RcOpenedBundle *bundle)
{
  g_autofree char *maker = rc_parts_dup_name (bundle->maker);
  g_autofree char *seal = dup_seal_words (bundle);
  g_autofree char *whose = *maker != '\0' ? g_strdup_printf (_("A bundle from “%s”, as it says itself, opened read-only."), maker)
                                          : g_strdup (_("A bundle that does not name its maker, opened read-only."));

  if (rc_opened_bundle_is_contradicted (bundle))
    return g_strdup_printf ("%s %s %s", whose, seal, _("Something in it is not as it says."));
  return g_strdup_printf ("%s %s", whose, seal);
}

RcShape
rc_bundle_shape (const RcOpenedBundle *bundle)
{
  RcShape shape = rc_opened_bundle_is_contradicted (bundle) ? RC_SHAPE_FAILED
                                                            : rc_shape_of_verdict (rc_bundle_opening_worst (bundle->opening));

  return shape == RC_SHAPE_PASSED && !bundle->is_vouched ? RC_SHAPE_NOBODY_VOUCHES : shape;
}

/* --- What it is --- */

static void
add_fact (GtkWidget  *grid,
          int        *row,
          const char *name,
          const char *tainted)
{
  g_autofree char *shown = rc_parts_dup_name (tainted);

  if (*shown != '\0')
    rc_parts_add_fact (grid, row, name, shown);
}

static void
add_digest (GtkWidget  *grid,
            int        *row,
            const char *name,
            const char *hex)
{
  g_autofree char *grouped = hex != NULL ? rc_parts_dup_grouped (hex) : NULL;

  add_fact (grid, row, name, grouped);
}

/* Never how many are well alone: of how many, and how many are not. */
static char *
dup_counts (const RcBundleOpening *opening)
{
  g_autofree char *compared = rc_count_words (opening->n_compared);
  g_autofree char *differing = rc_count_words (opening->n_differing);

  /* Translators: two numbers */
  return g_strdup_printf (_("%1$s, of which %2$s differ"), compared, differing);
}

static char *
dup_checked (const RcJudgement *judgement)
{
  g_autofree char *checked = judgement != NULL ? rc_count_words (judgement->records_checked) : NULL;
  g_autofree char *total = judgement != NULL ? rc_count_words (judgement->records_total) : NULL;
  g_autofree char *exceptions = judgement != NULL ? rc_count_words (judgement->exceptions->len) : NULL;

  if (judgement == NULL)
    return g_strdup (_("not checked"));
  /* Translators: three numbers */
  return g_strdup_printf (_("%1$s of %2$s records; %3$s exceptions"), checked, total, exceptions);
}

static GtkWidget *
facts_new (const RcOpenedBundle *bundle)
{
  const RcBundleOpening *opening = bundle->opening;
  GtkWidget *grid = gtk_grid_new ();
  g_autofree char *counts = dup_counts (opening);
  g_autofree char *checked = dup_checked (opening->judgement);
  int row = 0;

  gtk_grid_set_column_spacing (GTK_GRID (grid), MARGIN);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 3);
  add_fact (grid, &row, _("Of the case"), opening->case_title);
  rc_parts_add_fact (grid, &row, _("What is in it"), g_strcmp0 (opening->kind, "full") == 0 ? _("Everything") : _("Chosen decisions; all else is withheld"));
  rc_parts_add_fact (grid, &row, _("Held against what it says"), counts);
  rc_parts_add_fact (grid, &row, _("Evidence, checked again"), checked);
  add_fact (grid, &row, _("Made by Recount"), opening->maker_version);
  add_digest (grid, &row, _("SHA-256 of the bundle"), opening->sha256);
  add_digest (grid, &row, _("Key of the seal"), opening->seal_fingerprint);
  return grid;
}

/* --- The window --- */

static void
rc_bundle_window_class_init (RcBundleWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
rc_bundle_window_init (RcBundleWindow *self)
{
  gtk_window_set_title (GTK_WINDOW (self), _("What Was Held Against What"));
  gtk_window_set_default_size (GTK_WINDOW (self), DEFAULT_WIDTH, DEFAULT_HEIGHT);
  gtk_widget_add_css_class (GTK_WIDGET (self), "recount");
  gtk_window_set_titlebar (GTK_WINDOW (self), gtk_header_bar_new ());
}

static void
fill (RcBundleWindow       *self,
      const RcOpenedBundle *bundle)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  /* What it lists can be done nothing to: no case is needed for it. */
  g_autoptr (RcSession) session = rc_session_new ();
  GtkWidget *list = rc_register_view_new (session, &rc_bundle_checks);
  g_autoptr (GPtrArray) lines = rc_bundle_lines_new (bundle);
  g_autofree char *words = rc_bundle_words_dup (bundle);
  GtkWidget *mark = rc_state_mark_new (rc_bundle_shape (bundle), words);

  rc_state_mark_set_wrap (RC_STATE_MARK (mark), TRUE);
  gtk_widget_set_name (mark, "bundle-state");
  rc_parts_set_margins (head, MARGIN);
  gtk_box_append (GTK_BOX (head), mark);
  gtk_box_append (GTK_BOX (head), facts_new (bundle));
  rc_register_view_set_entries (RC_REGISTER_VIEW (list), lines);
  gtk_widget_set_vexpand (list, TRUE);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), list);
  gtk_window_set_child (GTK_WINDOW (self), box);
  gtk_widget_child_focus (list, GTK_DIR_TAB_FORWARD);
}

GtkWidget *
rc_bundle_window_new (GtkWindow            *parent,
                      const RcOpenedBundle *bundle)
{
  RcBundleWindow *self = g_object_new (RC_TYPE_BUNDLE_WINDOW, NULL);

  rc_parts_set_parent (GTK_WINDOW (self), parent);
  fill (self, bundle);
  return GTK_WIDGET (self);
}
