/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/tabletop/tabletop-parts.h"

#include "core/date-words.h"
#include "core/registers/engagement.h"
#include "core/registers/finding.h"
#include "core/requirement-words.h"
#include "core/systems/system.h"
#include "core/words.h"
#include "reports/integrity/integrity.h"
#include "reports/registers/findings-parts.h"

/* The cover and the summary: TR-01 and TR-02. */

#define SHOWN_OF_NAME 160
#define MAX_OPEN      20u      /* lines of answers not shown that the summary names */
#define MAX_SERIOUS   3u
#define MAX_NAMES     12u

/* --- The cover --- */

static char *
dup_report_number (const RcTabletop *self)
{
  const char *house = self->page->frame->house->number;
  g_autofree char *exercise = self->exercise != NULL
    ? g_strdup_printf (_("Exercise %lld"), (long long) self->exercise->number) : g_strdup (_("without an exercise"));

  return house != NULL ? g_strdup_printf ("%s · %s", house, exercise) : g_steal_pointer (&exercise);
}

static void
add_name (GPtrArray  *names,
          const char *name)
{
  if (name != NULL && !g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
    g_ptr_array_add (names, (gpointer) name);
}

/* As they are stated, and as the records of the decisions name them. */
static char *
dup_systems (const RcTabletop *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < self->systems->len; i++)
    add_name (names, ((const RcSystem *) g_ptr_array_index (self->systems, i))->name);
  for (guint i = 0; self->exercise != NULL && i < self->exercise->decisions->len; i++)
    add_name (names, ((const RcExerciseDecision *) g_ptr_array_index (self->exercise->decisions, i))->product);
  for (guint i = 0; i < MIN (names->len, MAX_NAMES); i++)
    {
      g_autofree char *shown = rc_frame_dup_quoted (g_ptr_array_index (names, i), SHOWN_OF_NAME, NULL);

      g_string_append_printf (list, "%s%s", i > 0 ? "; " : "", shown);
    }
  if (names->len > MAX_NAMES)
    g_string_append_printf (list, "; %s", _("and others"));
  return names->len > 0 ? g_string_free (g_steal_pointer (&list), FALSE) : g_strdup (_("nobody states one"));
}

static char *
dup_period (const RcTabletop *self)
{
  g_autofree char *from = rc_frame_dup_day (self->page->frame, self->integrity->from_us);
  g_autofree char *to = rc_frame_dup_day (self->page->frame, self->integrity->to_us);

  if (self->integrity->from_us == RC_TIME_NONE)
    return g_strdup (_("No event in the evidence is dated."));
  return g_strdup_printf (_("from %1$s to %2$s"), from, to);
}

static char *
dup_held (const RcTabletop *self)
{
  g_autofree char *opened = NULL;
  g_autofree char *concluded = NULL;

  if (self->exercise == NULL)
    return g_strdup (_("No exercise was held."));
  if (self->exercise->opened_us == 0)
    return g_strdup (_("planned, not opened yet"));
  opened = rc_tabletop_dup_act_time (self, self->exercise->opened_us);
  if (self->exercise->conclusion == NULL)
    return g_strdup_printf (_("opened %s, not concluded yet"), opened);
  concluded = rc_tabletop_dup_act_time (self, self->exercise->conclusion->at_us);
  return g_strdup_printf (_("opened %1$s, concluded %2$s"), opened, concluded);
}

static const char *
language_words (const char *language)
{
  static const char * const names[][2] = { { "en", N_("English") }, { "de", N_("German") }, { "fr", N_("French") } };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i][0], language))
      return _(names[i][1]);
  return language;
}

static void
add_facts (RcTabletop *self)
{
  const RcFrame *frame = self->page->frame;
  RcTable *table = rc_tabletop_new_facts (_("This report"));
  g_autofree char *number = dup_report_number (self);
  g_autofree char *systems = dup_systems (self);
  g_autofree char *period = dup_period (self);
  g_autofree char *held = dup_held (self);
  g_autofree char *changed = rc_tabletop_dup_act_time (self, frame->changed_us);
  g_autofree char *state = rc_digest_dup_hex (&frame->state);
  g_autofree char *as_of = g_strdup_printf (_("%1$s, edition %2$.8s"), changed, state);

  rc_tabletop_add_fact (table, _("Report number"), number);
  rc_tabletop_add_fact (table, _("Revision"), _("Number and state stand in the head of each page; a copy without them is a working paper."));
  rc_tabletop_add_stated (table, _("Classification"), frame->house->classification, _("none"));
  rc_register_page_add_fact (table, _("Case"), frame->title);
  rc_tabletop_add_fact (table, _("AI systems"), systems);
  rc_tabletop_add_fact (table, _("Engagement"), rc_engagement_peek_title (frame->case_file));
  rc_tabletop_add_fact (table, _("Period of the evidence"), period);
  rc_tabletop_add_fact (table, _("Exercise"), held);
  rc_tabletop_add_fact (table, _("State of the evidence"), as_of);
  /* Who reads one page alone has to know whether what all others rest on holds. */
  rc_table_add_row (table, (RcText *[]) { rc_text_new_small (_("Was it tampered with?")), rc_integrity_make_answer (self->integrity) });
  rc_tabletop_add_fact (table, _("Language"), language_words (frame->language));
  rc_tabletop_add_fact (table, _("This copy"), _("Personal values are masked."));
  rc_document_add_table (self->page->document, table);
}

/* Each mode once, of all systems: from when the duties apply, in the law's own data. */
static void
add_readiness (RcTabletop *self)
{
  g_autoptr (GHashTable) told = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->checks->len; i++)
    {
      const RcRequirementReport *report = g_ptr_array_index (self->checks, i);
      RcText *text;

      if (!g_hash_table_add (told, report->mode))
        continue;
      text = rc_text_new ();
      rc_text_add_format (text, RC_TEXT_STRONG, _("This report: %s."), report->mode);
      rc_document_add_paragraph (self->page->document, text);
    }
}

void
rc_tabletop_add_cover (RcTabletop *self)
{
  rc_tabletop_begin_section (self, 1);
  add_facts (self);
  rc_tabletop_add_edits (self);
  if (!rc_coverage_is_current (self->integrity->coverage))
    rc_tabletop_add_shape (self, RC_SHAPE_UNCHECKED, _("The evidence was not checked as it is now: nothing here says that a record is unchanged."));
  add_readiness (self);
  rc_register_page_add_words (self->page, g_strdup (_("This report is no conformity assessment (Article 43 of Regulation (EU) 2024/1689), no "
                                                      "certification and no assurance opinion. It tells what the evidence received shows, and "
                                                      "what persons made of it.")));
}

/* --- The summary --- */

static void
add_not_asked_for (RcTabletop *self)
{
  rc_register_page_add_words (self->page, g_strdup (_("No exercise was held in this case: nothing was asked of a room, and no answer is told here. "
                                                      "What follows rests on the evidence, on what the program checked of it, and on what persons "
                                                      "entered.")));
}

/* Those of one decision that were answered in the same way, one after the other. */
static char *
dup_open_answers (const RcTabletop *self,
                  guint             first,
                  guint            *out_next)
{
  const GArray *open = self->matrix->open;
  const RcExerciseCell *cell = &g_array_index (open, RcExerciseCell, first);
  const RcExerciseDecision *decision = rc_exercise_find_decision (self->exercise, cell->decision);
  g_autofree char *handle = rc_frame_dup_quoted (decision->handle, SHOWN_OF_NAME, NULL);
  g_autoptr (GString) questions = g_string_new (cell->question);
  guint i = first + 1;

  for (; i < open->len; i++)
    {
      const RcExerciseCell *next = &g_array_index (open, RcExerciseCell, i);

      if (next->decision != cell->decision || next->status != cell->status)
        break;
      g_string_append_printf (questions, ", %s", next->question);
    }
  *out_next = i;
  /* Translators: number and name of a decision, ids of questions, how they were answered. */
  return g_strdup_printf (_("Decision %1$u (%2$s), %3$s: %4$s"), cell->decision, handle, questions->str, rc_exercise_status_words (cell->status));
}

static void
add_answers (RcTabletop *self)
{
  const GArray *open = self->matrix->open;
  g_autoptr (GPtrArray) remarks = rc_exercise_matrix_remarks (self->matrix, self->exercise);
  g_autofree char *words = rc_exercise_matrix_words (self->matrix);
  RcText *text = rc_text_new ();
  guint next = 0;

  rc_text_add (text, RC_TEXT_STRONG, words);
  rc_document_add_paragraph (self->page->document, text);
  for (guint i = 0; i < remarks->len; i++)
    rc_document_add_item (self->page->document, "–", rc_tabletop_make_sentence (g_ptr_array_index (remarks, i)));
  if (open->len > 0)
    rc_register_page_add_words (self->page, g_strdup (_("Not shown were these:")));
  for (guint lines = 0; next < open->len && lines < MAX_OPEN; lines++)
    {
      RcExerciseStatus status = g_array_index (open, RcExerciseCell, next).status;
      g_autofree char *answers = dup_open_answers (self, next, &next);

      rc_tabletop_add_shape (self, rc_shape_of_exercise_status (status), answers);
    }
  if (next < open->len)
    {
      g_autofree char *count = rc_count_words (open->len - next);
      g_autofree char *rest = g_strdup_printf (rc_words_plural ("%s further answer was not shown.", "%s further answers were not shown.",
                                                                open->len - next), count);

      rc_tabletop_add_referring (self, rest, 9);
    }
}

static void
add_verdicts (RcTabletop *self)
{
  const RcColumn columns[] = {
    { _("Held against the catalogue"), 20, RC_COLUMN_TEXT, TRUE },
    { rc_requirement_verdict_words (RC_REQUIREMENT_MET), 16, RC_COLUMN_NUMBER },
    { rc_requirement_verdict_words (RC_REQUIREMENT_NOT_MET), 16, RC_COLUMN_NUMBER },
    { rc_requirement_verdict_words (RC_REQUIREMENT_NO_EVIDENCE), 16, RC_COLUMN_NUMBER },
    { rc_requirement_verdict_words (RC_REQUIREMENT_JUDGE), 16, RC_COLUMN_NUMBER },
    { rc_requirement_verdict_words (RC_REQUIREMENT_NA), 16, RC_COLUMN_NUMBER },
  };
  RcTable *table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);

  for (guint i = 0; i < self->checks->len; i++)
    {
      const RcRequirementReport *report = g_ptr_array_index (self->checks, i);

      rc_table_add_row (table, (RcText *[]) {
                          report->system != NULL ? rc_register_page_cell_said (report->system, SHOWN_OF_NAME)
                                                 : rc_text_new_small (_("the case as a whole")),
                          rc_text_new_count (report->counts[RC_REQUIREMENT_MET]),
                          rc_text_new_count (report->counts[RC_REQUIREMENT_NOT_MET]),
                          rc_text_new_count (report->counts[RC_REQUIREMENT_NO_EVIDENCE]),
                          rc_text_new_count (report->counts[RC_REQUIREMENT_JUDGE]),
                          rc_text_new_count (report->counts[RC_REQUIREMENT_NA]) });
    }
  rc_document_add_table (self->page->document, table);
  rc_tabletop_add_referring (self, _("That nothing was received on a requirement is no breach of it."), 11);
}

/* Worst first; what is closed behind what is open; nobody rated it: last. */
static int
compare_findings (gconstpointer one,
                  gconstpointer other)
{
  const RcFinding *a = *(const RcFinding * const *) one;
  const RcFinding *b = *(const RcFinding * const *) other;
  guint rank_a = a->severity == RC_SEVERITY_NONE ? RC_N_SEVERITIES : a->severity;
  guint rank_b = b->severity == RC_SEVERITY_NONE ? RC_N_SEVERITIES : b->severity;

  if (rank_a != rank_b)
    return rank_a < rank_b ? -1 : 1;
  if (rc_finding_is_open (a) != rc_finding_is_open (b))
    return rc_finding_is_open (a) ? -1 : 1;
  return a->number < b->number ? -1 : a->number > b->number;
}

static void
add_serious (RcTabletop *self)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();

  g_ptr_array_extend (sorted, self->findings, NULL, NULL);
  g_ptr_array_sort (sorted, compare_findings);
  rc_register_page_add_words (self->page, g_strdup (_("The most serious findings:")));
  for (guint i = 0; i < MIN (sorted->len, MAX_SERIOUS); i++)
    {
      const RcFinding *finding = g_ptr_array_index (sorted, i);
      g_autofree char *title = rc_frame_dup_quoted (finding->title, SHOWN_OF_NAME, NULL);
      RcText *text = rc_text_new ();

      rc_tabletop_refer_finding (text, finding);
      rc_text_add_format (text, RC_TEXT_PLAIN, " · %s · %s: ", rc_severity_words (finding->severity), rc_finding_state_words (finding->state));
      rc_text_add (text, RC_TEXT_PLAIN, title);
      rc_document_add_item (self->page->document, "–", text);
    }
}

static void
add_findings (RcTabletop *self)
{
  const RcFindingsPart part = { .page = self->page, .noticed = self->noticed, .findings = self->findings };

  if (self->findings->len == 0)
    {
      rc_register_page_add_words (self->page, g_strdup (_("Nobody has written a finding yet. That says nothing of what a check noticed.")));
      return;
    }
  rc_findings_add_counts (&part);
  add_serious (self);
}

void
rc_tabletop_add_summary (RcTabletop *self)
{
  rc_tabletop_begin_section (self, 2);
  rc_tabletop_begin_part (self, _("What the room could show"));
  if (self->exercise == NULL)
    add_not_asked_for (self);
  else
    add_answers (self);
  rc_tabletop_begin_part (self, _("What the evidence shows of the requirements"));
  add_verdicts (self);
  rc_tabletop_begin_part (self, _("Findings"));
  add_findings (self);
  rc_tabletop_begin_part (self, _("Conclusion"));
  if (self->exercise != NULL && self->exercise->conclusion != NULL)
    rc_tabletop_add_lines (self, self->exercise->conclusion->text, "–");
  else
    rc_register_page_add_words (self->page, g_strdup (_("Nobody has drawn a conclusion yet.")));
  rc_register_page_add_small (self->page, _("There is no score: what could not be shown is named, and not weighed."));
}
