/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "requirement.h"

#include <string.h>

#include "entry.h"
#include "exception.h"
#include "json-writer.h"
#include "requirement-words.h"
#include "requirements/check.h"
#include "source.h"
#include "words.h"

static void
judgement_free (gpointer data)
{
  RcRequirementJudgement *self = data;

  g_free (self->verdict);
  g_free (self->words);
  g_free (self->by);
  g_free (self);
}

static void
evidence_free (gpointer data)
{
  RcRequirementEvidence *self = data;

  g_free (self->id);
  g_free (self);
}

static void
result_free (gpointer data)
{
  RcRequirementResult *self = data;

  g_free (self->words);
  g_free (self->of);
  g_free (self->missing);
  g_ptr_array_unref (self->citations);
  g_ptr_array_unref (self->papers);
  g_ptr_array_unref (self->evidence);
  g_ptr_array_unref (self->notes);
  g_ptr_array_unref (self->judgements);
  g_free (self);
}

static RcRequirementResult *
result_new (const RcRequirement *requirement)
{
  RcRequirementResult *self = g_new0 (RcRequirementResult, 1);

  self->requirement = requirement;
  self->verdict = RC_REQUIREMENT_NO_EVIDENCE;
  self->citations = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_citation_free);
  self->papers = g_ptr_array_new_with_free_func (g_free);
  self->evidence = g_ptr_array_new_with_free_func (evidence_free);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  self->judgements = g_ptr_array_new_with_free_func (judgement_free);
  return self;
}

void
rc_requirement_report_free (RcRequirementReport *self)
{
  if (self == NULL)
    return;

  g_free (self->system);
  g_free (self->event);
  g_free (self->mode);
  g_ptr_array_unref (self->results);
  g_free (self);
}

/* --- One requirement --- */

static void
take_date (RcRequirementContext *context,
           RcRequirementResult  *result)
{
  const RcLawCategory category = rc_requirement_get_category (context);

  result->applies_from_us = rc_law_requirement_applies_from (context->law, result->requirement, category, context->as_of_us);
  result->date_note = rc_law_requirement_date_note (context->law, result->requirement, category, context->as_of_us);
  result->not_yet = result->applies_from_us != RC_TIME_NONE && context->at_us != RC_TIME_NONE && context->at_us < result->applies_from_us;
}

/* What no function weighs is for a person; and what the law's data leave to a person no function decides. */
static void
leave_to_person (RcRequirementResult *result)
{
  const char *reason = result->requirement->reason != NULL ? rc_law_text (result->requirement->reason) : NULL;

  if (result->words == NULL)
    rc_requirement_say (result, RC_REQUIREMENT_JUDGE, "%s",
                        reason != NULL ? reason : _("No record can show this; it is for your judgement."));
  if (result->verdict == RC_REQUIREMENT_MET)
    result->verdict = RC_REQUIREMENT_JUDGE;
}

/* What rests on records is not told as supported while nobody verified them, while faults show that some are not what was written, or while
 * some could not be read: what these would have said is in no count. */
static void
temper (RcRequirementContext *context,
        RcRequirementResult  *result)
{
  static const char * const unread[] = { RC_EXCEPTION_UNREADABLE_RECORD, NULL };
  RcRequirementPlaces places = { 0 };
  guint n_unread = rc_requirement_exceptions (context, unread, &places);

  if (result->verdict != RC_REQUIREMENT_MET || result->citations->len == 0)
    return;

  if (!context->verified)
    rc_requirement_note (result, "%s", _("Not told as supported: the evidence was not verified as it is now."));
  else if (context->has_faults)
    rc_requirement_note (result, "%s", _("Not told as supported: faults show that records in scope are not what was written or protected."));
  else if (n_unread > 0)
    rc_requirement_note (result, rc_words_plural ("Not told as supported: %u record was set aside as unreadable, and is in no count.",
                                                  "Not told as supported: %u records were set aside as unreadable, and are in no count.", n_unread),
                         n_unread);
  else
    return;
  result->verdict = RC_REQUIREMENT_JUDGE;
}

/* What stands behind the entry of the catalogue itself. */
static void
note_mark (RcRequirementResult *result)
{
  switch (result->requirement->mark)
    {
    case RC_LAW_MARK_READING:
      rc_requirement_note (result, "%s", _("So the requirement is read here; the law does not say it in these words."));
      break;
    case RC_LAW_MARK_MEMORY:
      rc_requirement_note (result, "%s", _("The requirement was not held against a text of the law: check it before you rely on it."));
      break;
    case RC_LAW_MARK_NONE:
      break;
    }
}

static gboolean
judge (RcRequirementContext  *context,
       RcRequirementResult   *result,
       GError               **error)
{
  const RcRequirement *requirement = result->requirement;
  static const RcRequirementCheck own_document = { .run = rc_requirement_check_paper };
  const RcRequirementCheck *check = rc_requirement_find_check (requirement->id);
  const char *reason = requirement->reason != NULL ? rc_law_text (requirement->reason) : NULL;

  if (requirement->judged == RC_LAW_JUDGED_INFORMATION || requirement->judged == RC_LAW_JUDGED_OUT_OF_SCOPE)
    {
      rc_requirement_say (result, RC_REQUIREMENT_NA, "%s", reason != NULL ? reason : _("For information; nothing is asked of a system."));
      return TRUE;
    }
  if (rc_requirement_is_decided (context, result))
    return TRUE;

  /* What an auditor's own criteria ask for is answered by documents, or by a person. */
  if (check == NULL && requirement->judged == RC_LAW_JUDGED_DOCUMENT)
    check = &own_document;
  if (check != NULL && !check->run (context, check, result, error))
    return FALSE;
  if (check == NULL || requirement->judged == RC_LAW_JUDGED_JUDGE)
    leave_to_person (result);
  temper (context, result);
  return TRUE;
}

/* --- What people said --- */

static gboolean
is_about (const RcEntry *entry,
          const char    *member,
          const char    *wanted)
{
  g_autofree char *value = rc_entry_dup_text (entry, member);

  return value == NULL || g_strcmp0 (value, wanted) == 0;
}

static void
add_judgement (RcRequirementReport *report,
               const RcEntry       *entry)
{
  g_autofree char *id = rc_entry_dup_text (entry, "requirement");
  RcRequirementResult *result = (RcRequirementResult *) rc_requirement_report_find (report, id);
  RcRequirementJudgement *judgement;

  if (result == NULL || !is_about (entry, "system", report->system) || !is_about (entry, "event", report->event))
    return;

  judgement = g_new0 (RcRequirementJudgement, 1);
  judgement->number = entry->number;
  judgement->verdict = rc_entry_dup_text (entry, "verdict");
  judgement->words = rc_entry_dup_text (entry, "words");
  judgement->by = g_strdup (entry->by);
  judgement->added_us = entry->added_us;
  g_ptr_array_add (result->judgements, judgement);
}

static gboolean
add_judgements (RcRequirementReport  *report,
                RcCase               *case_file,
                GError              **error)
{
  g_autoptr (GPtrArray) entries = rc_entry_list (case_file, RC_ENTRY_JUDGEMENT, error);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    add_judgement (report, g_ptr_array_index (entries, i));
  return entries != NULL;
}

/**
 * rc_requirement_judge:
 * @id: of the requirement
 * @system: (nullable): the judgement is of this system alone
 * @event: (nullable): of this inference alone: SOURCE:RECORD
 * @verdict: the person's
 * @words: why
 *
 * Enters what a person judges. It stands beside what is found from now on, and changes nothing of it; a later one is one more.
 */
gboolean
rc_requirement_judge (RcCase                *case_file,
                      const char            *id,
                      const char            *system,
                      const char            *event,
                      RcRequirementVerdict   verdict,
                      const char            *words,
                      GError               **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *body = NULL;
  RcEntryTerms terms = { .kind = RC_ENTRY_JUDGEMENT, .act = "requirement judge" };

  if (!rc_entry_require_words (_("why"), words, error))
    return FALSE;

  rc_json_writer_begin_object (writer);
  if (event != NULL)
    rc_json_writer_member_string (writer, "event", event);
  rc_json_writer_member_string (writer, "requirement", id);
  if (system != NULL)
    rc_json_writer_member_string (writer, "system", system);
  rc_json_writer_member_string (writer, "verdict", rc_requirement_verdict_to_code (verdict));
  rc_json_writer_member_string (writer, "words", words);
  rc_json_writer_end_object (writer);
  body = rc_json_writer_finish (writer);
  terms.body = body;
  return rc_entry_add (case_file, &terms, error) != 0;
}

/* --- All of them --- */

static gboolean
check_all (RcRequirementReport   *report,
           RcRequirementContext  *context,
           const char            *only,
           GError               **error)
{
  for (guint i = 0; i < rc_law_count_requirements (context->law); i++)
    {
      const RcRequirement *requirement = rc_law_nth_requirement (context->law, i);
      RcRequirementResult *result;

      if (only != NULL && strcmp (only, requirement->id) != 0)
        continue;
      if (g_cancellable_set_error_if_cancelled (context->cancellable, error))
        return FALSE;

      result = result_new (requirement);
      g_ptr_array_add (report->results, result);
      take_date (context, result);
      note_mark (result);
      if (!judge (context, result, error))
        return FALSE;
      report->counts[result->verdict]++;
    }
  return TRUE;
}

static gboolean
count_inferences (RcRequirementReport   *report,
                  RcRequirementContext  *context,
                  GError               **error)
{
  const RcRequirementInferences *facts = rc_requirement_get_inferences (context, error);
  sqlite3_stmt *statement;
  gboolean has_row = FALSE;

  if (facts == NULL)
    return FALSE;
  report->inferences = facts->n;
  statement = rc_database_prepare (rc_case_get_database (context->case_file),
                                   "SELECT count (*) FROM event INDEXED BY event_by_time WHERE kind = ?1 AND "
                                   "id <= (SELECT mark FROM published WHERE item = 'event') AND "
                                   "NOT EXISTS (SELECT 1 FROM occurrence WHERE occurrence.event = event.id)", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, RC_EVENT_INFERENCE);
  if (!rc_database_step (rc_case_get_database (context->case_file), statement, &has_row, error))
    return FALSE;
  report->all_inferences = has_row ? (guint64) sqlite3_column_int64 (statement, 0) : 0;
  sqlite3_reset (statement);
  return TRUE;
}

/* What is in no count must be told beside the counts. */
static gboolean
count_unread (RcRequirementReport  *report,
              RcCase               *case_file,
              GError              **error)
{
  g_autoptr (GPtrArray) sources = rc_source_list (case_file, error);

  if (sources == NULL)
    return FALSE;
  for (guint i = 0; i < sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (sources, i);

      if (rc_source_is_repeat (source))
        continue;
      report->not_understood += source->importer == NULL && source->records > 0;
    }
  return rc_source_count_left_out (case_file, &report->set_aside, &report->removed, error);
}

static RcRequirementReport *
make_report (RcCase                      *case_file,
             const RcSystem              *system,
             const RcEvent               *event,
             const RcRequirementOptions  *options,
             GError                     **error)
{
  const RcRequirementOptions defaults = { .as_of_us = RC_TIME_NONE };
  const RcRequirementScope scope = event != NULL ? RC_REQUIREMENT_OF_INFERENCE
                                   : system != NULL ? RC_REQUIREMENT_OF_SYSTEM : RC_REQUIREMENT_OF_CASE;
  g_autoptr (RcRequirementContext) context = NULL;
  g_autoptr (RcRequirementReport) report = NULL;
  const RcLawDate *date;

  context = rc_requirement_context_new (case_file, scope, system, event, options != NULL ? options : &defaults, error);
  if (context == NULL)
    return NULL;

  report = g_new0 (RcRequirementReport, 1);
  report->scope = scope;
  report->law = context->law;
  report->system = system != NULL ? g_strdup (system->name) : NULL;
  report->event = event != NULL ? rc_event_dup_reference (event) : NULL;
  report->at_us = context->at_us;
  report->as_of_us = context->as_of_us;
  report->verified = context->verified;
  report->is_legacy = rc_requirement_is_legacy (context);
  report->results = g_ptr_array_new_with_free_func (result_free);
  date = rc_law_find_date (context->law, RC_REQUIREMENT_MODE_SECTION, rc_requirement_get_category (context), context->as_of_us);
  report->mode = rc_requirement_mode_words (date != NULL ? date->from_us : RC_TIME_NONE, context->at_us);
  if (!count_inferences (report, context, error) || !count_unread (report, case_file, error))
    return NULL;
  if (!check_all (report, context, options != NULL ? options->only : NULL, error) || !add_judgements (report, case_file, error))
    return NULL;
  return g_steal_pointer (&report);
}

/* All of it within one transaction: it sees one state of the case, and takes no lock for each of millions of rows. */
static RcRequirementReport *
check (RcCase                      *case_file,
       const RcSystem              *system,
       const RcEvent               *event,
       const RcRequirementOptions  *options,
       GError                     **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  gboolean own_transaction = sqlite3_get_autocommit (rc_database_peek (database)) != 0;
  RcRequirementReport *report;

  if (own_transaction && !rc_database_exec (database, "BEGIN", error))
    return NULL;
  report = make_report (case_file, system, event, options, error);
  if (own_transaction)
    (void) rc_database_exec (database, "ROLLBACK", NULL);
  return report;
}

/**
 * rc_requirement_check_case:
 * @options: (nullable)
 *
 * Returns: (transfer full): every requirement, held against all that the case has; nobody stated a role or a class, so that what depends on
 *   them is left to a person
 */
RcRequirementReport *
rc_requirement_check_case (RcCase                      *case_file,
                           const RcRequirementOptions  *options,
                           GError                     **error)
{
  return check (case_file, NULL, NULL, options, error);
}

/**
 * rc_requirement_check_system:
 * @system: as it is stated
 * @options: (nullable)
 *
 * Returns: (transfer full): every requirement, held against what belongs to the system
 */
RcRequirementReport *
rc_requirement_check_system (RcCase                      *case_file,
                             const RcSystem              *system,
                             const RcRequirementOptions  *options,
                             GError                     **error)
{
  return check (case_file, system, NULL, options, error);
}

/**
 * rc_requirement_check_inference:
 * @system: (nullable): the system that it is of, as it is stated
 * @event: an inference, its fields read
 * @options: (nullable)
 *
 * Returns: (transfer full): every requirement, held against one inference and what stands behind it
 */
RcRequirementReport *
rc_requirement_check_inference (RcCase                      *case_file,
                                const RcSystem              *system,
                                const RcEvent               *event,
                                const RcRequirementOptions  *options,
                                GError                     **error)
{
  return check (case_file, system, event, options, error);
}

const RcRequirementResult *
rc_requirement_report_find (const RcRequirementReport *self,
                            const char                *id)
{
  for (guint i = 0; i < self->results->len; i++)
    {
      const RcRequirementResult *result = g_ptr_array_index (self->results, i);

      if (g_strcmp0 (result->requirement->id, id) == 0)
        return result;
    }
  return NULL;
}

int
rc_requirement_exit_code (RcRequirementVerdict verdict)
{
  switch (verdict)
    {
    case RC_REQUIREMENT_NOT_MET: return 1;
    case RC_REQUIREMENT_NO_EVIDENCE:
    case RC_REQUIREMENT_JUDGE: return 3;
    case RC_REQUIREMENT_MET:
    case RC_REQUIREMENT_NA:
    case RC_N_REQUIREMENT_VERDICTS: return 0;
    }
  g_return_val_if_reached (3);
}

/**
 * rc_requirement_report_exit_code:
 *
 * Returns: of the worst result: 1 before 3 before 0
 */
int
rc_requirement_report_exit_code (const RcRequirementReport *self)
{
  for (guint i = 0; i < RC_N_REQUIREMENT_VERDICTS; i++)
    if (self->counts[i] > 0)
      return rc_requirement_exit_code ((RcRequirementVerdict) i);
  return 0;
}
