/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/source-view.h"

#include "core/date-words.h"
#include "core/elsewhere.h"
#include "core/seal-words.h"
#include "core/words.h"
#include "reports/exhibit.h"
#include "ui/advice-view.h"
#include "ui/controller-dialog.h"
#include "ui/parts.h"
#include "ui/state-mark.h"

#define MAX_NOTES   6u
#define MAX_PATHS   8u
#define MAX_CARRIED 20u

static void
add (GtkWidget *box,
     GtkWidget *child)
{
  gtk_box_append (GTK_BOX (box), child);
}

/* When it stood so and who says so; (transfer full). */
static char *
dup_as_of (const RcSource *source)
{
  static const struct { const char *how; const char *words; } ways[] = {
    { RC_AS_OF_AUDITOR, N_("%s, as the auditor said") },
    { RC_AS_OF_INSIDE, N_("%s, the newest time in it") },
    { RC_AS_OF_FILE, N_("%s, when the file was changed last") },
  };
  g_autofree char *time = source->as_of_us != RC_TIME_NONE ? rc_date_words_moment (source->as_of_us, "UTC") : NULL;

  for (gsize i = 0; time != NULL && i < G_N_ELEMENTS (ways); i++)
    {
      if (g_strcmp0 (source->as_of_how, ways[i].how) == 0)
        {
          g_autoptr (GString) words = g_string_new (_(ways[i].words));

          g_string_replace (words, "%s", time, 1);
          return g_strdup (words->str);
        }
    }
  return g_strdup (_("Not known"));
}

/* Only bytes of its own that nobody understood can be read otherwise. */
static GtkWidget *
actions_new (const RcSource *source)
{
  GtkWidget *actions = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_set_halign (actions, GTK_ALIGN_START);
  if (source->importer == NULL && source->size > 0 && !rc_source_is_repeat (source))
    gtk_box_append (GTK_BOX (actions), rc_parts_button (_("Say How to Read It…"), "sources.map", NULL));
  gtk_box_append (GTK_BOX (actions), rc_parts_button (_("Who Controls It…"), "sources.controller", NULL));
  return actions;
}

static void
add_facts (GtkWidget            *box,
           const RcSourceDetail *detail)
{
  const RcSource *source = detail->facts->source;
  GtkWidget *grid = gtk_grid_new ();
  g_autofree char *records = rc_count_words (source->records);
  g_autofree char *events = rc_count_words (source->events);
  g_autofree char *bytes = rc_count_words (source->size);
  g_autofree char *size = g_strdup_printf (rc_words_plural ("%s byte", "%s bytes", source->size), bytes);
  g_autofree char *controller = rc_controller_dup_words (source->controller);
  g_autofree char *obtained = rc_parts_dup_name (source->obtained);
  g_autofree char *as_of = dup_as_of (source);
  g_autofree char *imported = rc_date_words_moment (source->imported_us, "UTC");
  int row = 0;

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 4);
  rc_parts_add_fact (grid, &row, _("What it is"),
                     detail->facts->title != NULL ? _(detail->facts->title) : _("Understood by no importer: kept, in no list"));
  rc_parts_add_fact (grid, &row, _("Records"), records);
  rc_parts_add_fact (grid, &row, _("Events"), events);
  rc_parts_add_fact (grid, &row, _("Size"), size);
  rc_parts_add_fact (grid, &row, _("Controlled by"), *controller != '\0' ? controller : _("Nobody said"));
  rc_parts_add_fact (grid, &row, _("Obtained"), *obtained != '\0' ? obtained : _("Nobody said how"));
  rc_parts_add_fact (grid, &row, _("As it stood at"), as_of);
  rc_parts_add_fact (grid, &row, _("Imported"), imported != NULL ? imported : "");
  if (detail->parent != NULL)
    {
      g_autofree char *parent = rc_parts_dup_name (detail->parent->name);
      g_autofree char *number = rc_exhibit_dup_number (detail->parent->id);
      g_autofree char *text = g_strdup_printf ("%s, %s", number, parent);

      rc_parts_add_fact (grid, &row, rc_source_is_repeat (source) ? _("The same bytes as") : _("Taken out of"), text);
    }
  add (box, grid);
  add (box, actions_new (source));
}

/* --- The digest, whole, in groups that can be read aloud --- */

static void
copy_digest (GtkButton  *button,
             const char *hex)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (button)), hex);
}

static void
add_digest (GtkWidget      *box,
            const RcSource *source)
{
  char *hex = rc_digest_dup_hex (&source->sha256);
  g_autofree char *grouped = rc_parts_dup_grouped (hex);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = rc_parts_text (grouped, "rc-digest");
  GtkWidget *button = gtk_button_new_with_label (_("Copy"));

  gtk_widget_add_css_class (label, "monospace");
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, _("Copy the SHA-256 of the file, to compare it with what the provider tells"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Copy the SHA-256"), -1);
  g_signal_connect_data (button, "clicked", G_CALLBACK (copy_digest), hex, (GClosureNotify) (void (*) (void)) g_free, 0);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), button);
  add (box, rc_parts_heading (_("SHA-256 of the File"), 3));
  add (box, line);
}

/* --- Protection --- */

static GtkWidget *
make_mark (RcShape     shape,
           const char *words)
{
  GtkWidget *mark = rc_state_mark_new (shape, words);

  rc_state_mark_set_wrap (RC_STATE_MARK (mark), TRUE);
  return mark;
}

static void
add_counts (GtkWidget            *box,
            const RcSourceDetail *detail)
{
  for (int each = 0; each < RC_N_PROTECTIONS; each++)
    {
      g_autofree char *count = rc_count_words (detail->counts[each]);
      g_autofree char *words = g_strdup_printf (rc_words_plural ("%1$s: %2$s record", "%1$s: %2$s records", detail->counts[each]),
                                                rc_protection_words ((RcProtection) each), count);

      if (detail->counts[each] > 0)
        add (box, make_mark (rc_shape_of_verdict (rc_protection_verdict ((RcProtection) each)), words));
    }
}

/* In what ways it is protected: what stands over what. */
static void
add_paths (GtkWidget            *box,
           const RcSourceDetail *detail)
{
  guint shown = MIN (detail->paths->len, MAX_PATHS);

  if (detail->state == RC_COVERAGE_CARRIER || detail->state == RC_COVERAGE_NOT_LISTED || detail->state == RC_COVERAGE_PARTLY)
    add (box, make_mark (detail->state == RC_COVERAGE_CARRIER ? RC_SHAPE_NOTE : RC_SHAPE_ABSENT, rc_coverage_words (detail->state)));
  if (shown == 0)
    return;

  add (box, rc_parts_heading (_("What Stands Over It"), 3));
  for (guint i = 0; i < shown; i++)
    {
      const RcCoveragePath *path = g_ptr_array_index (detail->paths, i);
      g_autofree char *words = rc_coverage_path_words (path);

      add (box, make_mark (rc_shape_of_verdict (path->verdict), words));
    }
  if (detail->paths->len > shown)
    {
      g_autofree char *more = g_strdup_printf (rc_words_plural ("%u further way", "%u further ways", detail->paths->len - shown),
                                               detail->paths->len - shown);

      add (box, rc_parts_text (more, "rc-muted"));
    }
}

/* Only what could not be checked here can have been checked elsewhere. */
static void
add_elsewhere (GtkWidget    *box,
               const RcSeal *seal)
{
  g_autofree char *name = rc_parts_dup_name (seal->name);
  GtkWidget *button;

  if (!rc_elsewhere_is_open (seal))
    return;

  button = rc_parts_button (_("Record a Check Done Elsewhere…"), "sources.elsewhere", NULL);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(xs)", seal->id, name);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  add (box, button);
}

static void
add_seal (GtkWidget    *box,
          const RcSeal *seal,
          const char   *covers)
{
  RcVerdict worst = rc_seal_worst (seal);
  g_autofree char *name = rc_parts_dup_name (seal->name);
  g_autofree char *title = g_strdup_printf ("%s: %s", rc_seal_words_kind (seal), name);

  add (box, rc_parts_heading (title, 3));
  add (box, make_mark (rc_shape_of_verdict (worst), _(rc_verdict_sentence (worst))));
  rc_advice_view_add (box, rc_seal_words_advice (seal));
  add_elsewhere (box, seal);
  if (covers != NULL)
    add (box, rc_parts_text (covers, NULL));
  add (box, rc_parts_text (rc_seal_words_shows (seal), NULL));
  add (box, rc_parts_text (rc_seal_words_not (seal), "rc-muted"));
  for (guint i = 0; i < MIN (seal->notes->len, MAX_NOTES); i++)
    {
      g_autofree char *note = rc_parts_dup_name (g_ptr_array_index (seal->notes, i));
      g_autofree char *shown = rc_exhibit_shorten_hex (note);

      add (box, make_mark (RC_SHAPE_NOTE, shown));
    }
}

static void
add_covering (GtkWidget          *box,
              const RcSourceSeal *source_seal)
{
  g_autofree char *covered = rc_count_words (source_seal->covered);
  g_autofree char *covers = g_strdup_printf (rc_words_plural ("It covers %s record of this source.", "It covers %s records of this source.",
                                                              source_seal->covered), covered);

  add_seal (box, source_seal->seal, covers);
}

/* What the source itself says of others: a signature, a list. Those that are told already, since they cover it too, are left out. */
static void
add_carried (GtkWidget            *box,
             const RcSourceDetail *detail)
{
  guint shown = 0;

  for (guint i = 0; i < detail->carried->len && shown < MAX_CARRIED; i++)
    {
      const RcSeal *seal = g_ptr_array_index (detail->carried, i);
      gboolean is_told = FALSE;

      for (guint k = 0; k < detail->seals->len; k++)
        is_told = is_told || g_array_index (detail->seals, RcSourceSeal, k).seal == seal;
      if (is_told)
        continue;
      if (shown++ == 0)
        add (box, rc_parts_heading (_("What It Protects"), 2));
      add_seal (box, seal, NULL);
    }
}

static void
add_protection (GtkWidget            *box,
                const RcSourceDetail *detail)
{
  add (box, rc_parts_heading (_("Protection"), 2));
  if (!detail->verified)
    {
      add (box, make_mark (RC_SHAPE_UNCHECKED, _("Not checked yet: “Check Everything” tests it.")));
      return;
    }
  add_counts (box, detail);
  add_paths (box, detail);
  if (detail->seals->len == 0 && detail->state != RC_COVERAGE_CARRIER)
    add (box, rc_parts_text (_("Nothing that came protects this source: a later change of it would not show. Ask whoever controls it for a "
                               "signed list of digests, or for a copy from another hand."), NULL));
  for (guint i = 0; i < detail->seals->len; i++)
    add_covering (box, &g_array_index (detail->seals, RcSourceSeal, i));
  add_carried (box, detail);
}

/* --- What was set aside --- */

static void
add_set_aside (GtkWidget            *box,
               const RcSourceDetail *detail)
{
  const RcSource *source = detail->facts->source;
  g_autofree char *total = rc_count_words (source->set_aside);
  g_autofree char *words = NULL;

  if (detail->set_aside->len == 0)
    return;

  add (box, rc_parts_heading (_("Set Aside"), 2));
  words = g_strdup_printf (rc_words_plural ("%s place could not be read, or was read with a remark:",
                                            "%s places could not be read, or were read with a remark:",
                                            MAX (source->set_aside, detail->set_aside->len)), total);
  if (source->set_aside > 0)
    add (box, rc_parts_text (words, NULL));
  for (guint i = 0; i < detail->set_aside->len; i++)
    {
      const RcException *exception = g_ptr_array_index (detail->set_aside, i);
      g_autofree char *message = rc_parts_dup_name (exception->message);
      g_autofree char *place = exception->record > 0 ? rc_exhibit_dup_place (source, source->id, (guint64) exception->record)
                                                     : rc_exhibit_dup_number (source->id);
      g_autofree char *text = g_strdup_printf ("%s: %s", place, message);

      add (box, make_mark (RC_SHAPE_NOTE, text));
    }
}

void
rc_source_view_fill (GtkWidget            *box,
                     const RcSourceDetail *detail)
{
  g_autofree char *name = rc_parts_dup_name (detail->facts->source->name);
  g_autofree char *number = rc_exhibit_dup_number (detail->facts->source->id);
  g_autofree char *title = g_strdup_printf ("%s  %s", number, name);
  GtkWidget *heading = rc_parts_heading (title, 1);

  rc_parts_clear (box);
  gtk_label_set_wrap_mode (GTK_LABEL (heading), PANGO_WRAP_WORD_CHAR);
  add (box, heading);
  add_facts (box, detail);
  add_protection (box, detail);
  if (detail->facts->evidences != NULL)
    {
      add (box, rc_parts_heading (_("What Such Evidence Can and Cannot Show"), 2));
      add (box, rc_parts_text (_(detail->facts->evidences), NULL));
    }
  add_set_aside (box, detail);
  add_digest (box, detail->facts->source);
}
