/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/date-words.h"
#include "core/registers/paper.h"
#include "core/registers/register.h"
#include "core/requirements/check.h"

/* Documents that a person registered: half of what an authority asks for is answered by paper. */

/* --- What a document is for --- */

static gboolean
is_of_class (const RcPaper       *paper,
             const RcRequirement *requirement)
{
  return requirement->evidence != NULL && paper->kind != NULL && g_strv_contains ((const char * const *) requirement->evidence, paper->kind);
}

static void
add_subject (GPtrArray   *subjects,
             RcAboutKind  kind,
             const char  *name)
{
  RcAbout *subject;

  if (name == NULL)
    return;
  subject = g_new0 (RcAbout, 1);
  subject->kind = kind;
  subject->name = g_strdup (name);
  g_ptr_array_add (subjects, subject);
}

/* Of what a reading may be in this scope; (nullable): of anything. */
static GPtrArray *
list_subjects (RcRequirementContext *context)
{
  g_autoptr (GPtrArray) subjects = NULL;
  g_autofree char *version = context->event != NULL ? rc_event_dup_version (context->event) : NULL;

  if (context->scope == RC_REQUIREMENT_OF_CASE)
    return NULL;

  subjects = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_about_free);
  if (context->system != NULL)
    add_subject (subjects, RC_ABOUT_SYSTEM, context->system->name);
  if (context->event != NULL)
    {
      add_subject (subjects, RC_ABOUT_SYSTEM, context->event->system);
      add_subject (subjects, RC_ABOUT_MODEL_VERSION, version);
      add_subject (subjects, RC_ABOUT_DECISION, rc_event_peek_field (context->event, RC_FIELD_DECISION));
    }
  return g_steal_pointer (&subjects);
}

/* --- When --- */

/* The day up to which a document must be dated to tell of what is judged; (nullable): any will do. */
static char *
dup_last_day (RcRequirementContext      *context,
              const RcRequirementCheck  *check,
              GError                   **error)
{
  gint64 at_us = context->event != NULL ? context->event->time_us : RC_TIME_NONE;

  if (check->paper == RC_REQUIREMENT_PAPER_BEFORE_USE)
    {
      gint64 last_us;

      if (!rc_event_find_period (context->case_file, RC_EVENT_INFERENCE, &at_us, &last_us, error))
        return NULL;
    }
  return at_us != RC_TIME_NONE ? rc_register_dup_day (at_us) : g_strdup ("");
}

/* --- One document --- */

typedef struct
{
  RcRequirementContext *context;
  RcRequirementResult  *result;
  GPtrArray            *subjects;    /* (nullable) */
  const char           *last_day;    /* "": none */
  guint                 papers;
  guint                 read;
  guint                 undated;     /* where a day is asked for */
  guint                 late;
} Papers;

static void
add_words (Papers          *self,
           const RcPaper   *paper,
           const RcReading *reading)
{
  g_autofree char *exhibit = rc_register_dup_exhibit (paper->source);
  GString *words = g_string_new (NULL);

  g_string_append_printf (words, "%s, “%s”", exhibit, paper->title);
  if (paper->date != NULL)
    g_string_append_printf (words, ", %s", paper->date);
  if (reading != NULL)
    {
      g_string_append_printf (words, _(", read by %s"), reading->read_by);
      if (reading->page != NULL)
        g_string_append_printf (words, _(", page %s"), reading->page);
      if (reading->says != NULL)
        g_string_append_printf (words, ": %s", reading->says);
    }
  g_ptr_array_add (self->result->papers, g_string_free (words, FALSE));
}

/* Whether it is dated so that it can tell of what is judged. */
static gboolean
is_in_time (Papers        *self,
            const RcPaper *paper)
{
  if (*self->last_day == '\0')
    return TRUE;

  self->undated += paper->date == NULL;
  self->late += paper->date != NULL && strcmp (paper->date, self->last_day) > 0;
  return paper->date != NULL && strcmp (paper->date, self->last_day) <= 0;
}

static void
take_paper (Papers        *self,
            const RcPaper *paper)
{
  const char *id = self->result->requirement->id;
  const RcReading *found = NULL;

  if (paper->state != RC_PAPER_SOUND)
    return;
  for (guint i = 0; i < paper->readings->len && found == NULL; i++)
    {
      const RcReading *reading = g_ptr_array_index (paper->readings, i);

      if (reading->withdrawn_for == NULL && rc_about_list_has (reading->about, RC_ABOUT_REQUIREMENT, id) &&
          (self->subjects == NULL || rc_reading_is_of (reading, self->subjects)))
        found = reading;
    }
  if (found == NULL && !is_of_class (paper, self->result->requirement))
    return;

  self->papers++;
  self->read += is_in_time (self, paper) && found != NULL;
  if (self->result->papers->len < RC_LIMIT_REQUIREMENT_CITATIONS)
    add_words (self, paper, found);
  if (is_of_class (paper, self->result->requirement))
    rc_requirement_use (self->result, paper->kind, 1);
}

static gboolean
load_papers (RcRequirementContext  *context,
             GError               **error)
{
  if (context->papers == NULL)
    context->papers = rc_paper_list (context->case_file, error);
  return context->papers != NULL;
}

/**
 * rc_requirement_take_papers:
 * @out_papers: (out): registered documents of the classes of evidence that the requirement names, or read for it
 * @out_read: (out): of which a person says that they answer this requirement, and that are dated early enough where that is asked for
 */
gboolean
rc_requirement_take_papers (RcRequirementContext      *context,
                            const RcRequirementCheck  *check,
                            RcRequirementResult       *result,
                            guint                     *out_papers,
                            guint                     *out_read,
                            GError                   **error)
{
  g_autofree char *last_day = dup_last_day (context, check, error);
  g_autoptr (GPtrArray) subjects = list_subjects (context);
  Papers papers = { .context = context, .result = result, .subjects = subjects, .last_day = last_day };

  if (last_day == NULL || !load_papers (context, error))
    return FALSE;

  for (guint i = 0; i < context->papers->len; i++)
    take_paper (&papers, g_ptr_array_index (context->papers, i));
  if (papers.papers > result->papers->len)
    rc_requirement_note (result, _("Further documents that are not listed: %u."), papers.papers - result->papers->len);
  if (papers.late > 0)
    rc_requirement_note (result, _("Documents dated after %1$s: %2$u. They do not show what there was then."), last_day, papers.late);
  if (papers.undated > 0)
    rc_requirement_note (result, _("Documents without a date: %u. They do not show what there was then."), papers.undated);
  *out_papers = papers.papers;
  *out_read = papers.read;
  return TRUE;
}

/* --- The check --- */

/* What a document would have to be; (transfer full). */
static char *
dup_classes (RcRequirementContext *context,
             const RcRequirement  *requirement)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; requirement->evidence != NULL && requirement->evidence[i] != NULL; i++)
    {
      const RcLawTerm *term = rc_law_find_term (context->law, RC_LAW_TERM_EVIDENCE_CLASS, requirement->evidence[i]);

      if (term != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", rc_law_text (term->name));
    }
  return g_string_free (text, FALSE);
}

/* --- Records beside documents --- */

/* Classes of evidence that are records of one kind. Inferences are no answer by themselves, and approvals of models none to what asks for an
 * authorisation. */
static const struct
{
  const char  *evidence;
  RcEventKind  kind;
} record_classes[] = {
  { "E05", RC_EVENT_DEPLOYMENT }, { "E11", RC_EVENT_HUMAN_ACTION }, { "E12", RC_EVENT_ANOMALY },
  { "E13", RC_EVENT_RETENTION },  { "E22", RC_EVENT_INCIDENT },     { "E27", RC_EVENT_ACCESS },
};

/* The material in records, for whoever judges. */
static gboolean
take_records (RcRequirementContext  *context,
              RcRequirementResult   *result,
              gulong                *out_records,
              GError               **error)
{
  char **classes = result->requirement->evidence;

  *out_records = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (record_classes) && classes != NULL; i++)
    {
      const RcLawTerm *term = rc_law_find_term (context->law, RC_LAW_TERM_EVIDENCE_CLASS, record_classes[i].evidence);
      const RcRequirementPlaces *first;
      gulong n;

      if (!g_strv_contains ((const char * const *) classes, record_classes[i].evidence))
        continue;
      if (!rc_requirement_exists (context, record_classes[i].kind, &n, &first, error) ||
          !rc_requirement_cite_places (context, result, first, error))
        return FALSE;
      if (n == 0)
        continue;

      *out_records += n;
      rc_requirement_use (result, record_classes[i].evidence, n);
      /* Translators: a class of evidence, and how many records of it there are. */
      rc_requirement_note (result, _("Records received, %1$s: %2$lu."), term != NULL ? rc_law_text (term->name) : record_classes[i].evidence, n);
    }
  return TRUE;
}

/**
 * rc_requirement_check_paper:
 *
 * EXISTS over the document register. That a document is registered for a requirement, and read, shows that it is there: not that it is good
 * enough, nor even that it does not say the contrary. That is for a person.
 */
gboolean
rc_requirement_check_paper (RcRequirementContext      *context,
                            const RcRequirementCheck  *check,
                            RcRequirementResult       *result,
                            GError                   **error)
{
  g_autofree char *classes = NULL;
  guint papers, read;
  gulong records;

  if (!rc_requirement_take_papers (context, check, result, &papers, &read, error) || !take_records (context, result, &records, error))
    return FALSE;

  if (papers > 0)
    rc_requirement_count (result, read, papers, N_("documents"));
  if (read > 0)
    rc_requirement_say (result, RC_REQUIREMENT_JUDGE,
                        _("A document was registered and read for this point; whether what it says is enough is for your judgement."));
  else if (papers > 0)
    rc_requirement_say (result, RC_REQUIREMENT_JUDGE, _("Documents of this kind are registered; none that is dated in time was read for this point."));
  if (papers > 0)
    return TRUE;

  classes = dup_classes (context, result->requirement);
  rc_requirement_ask (result, _("Ask for it, and register it in the case: %s."), classes);
  if (records > 0 && result->requirement->judged == RC_LAW_JUDGED_JUDGE)
    rc_requirement_say (result, RC_REQUIREMENT_JUDGE, _("No document on this point was registered; whether the records show it is for your judgement."));
  else
    rc_requirement_say (result, RC_REQUIREMENT_NO_EVIDENCE, _("No document on this point was registered."));
  return TRUE;
}
