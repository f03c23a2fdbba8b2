/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/integrity/integrity.h"

#include "reports/integrity/integrity-parts.h"

#include "core/date-words.h"
#include "core/words.h"

/*
 * The first page: one answer, one paragraph, two tables.
 */

static RcShape
shape_of_answer (RcIntegrityAnswer answer)
{
  switch (answer)
    {
    case RC_INTEGRITY_FAILED:
      return RC_SHAPE_FAILED;
    case RC_INTEGRITY_HOLES:
      return RC_SHAPE_ABSENT;
    case RC_INTEGRITY_UNPROTECTED:
      return RC_SHAPE_NOBODY_VOUCHES;
    case RC_INTEGRITY_NO_SIGN:
      return RC_SHAPE_PASSED;
    case RC_INTEGRITY_UNCHECKED:
    case RC_INTEGRITY_EDITED:
    case RC_INTEGRITY_IN_PART:
    default:
      return RC_SHAPE_UNCHECKED;
    }
}

static char *
dup_failed (const RcIntegrityFacts *facts)
{
  guint places = MAX (facts->faults, MAX (facts->seals_failed, 1));
  g_autofree char *count = rc_count_words (places);

  return g_strdup_printf (rc_words_plural ("It may have been: in %s place what was received is not what was protected. That shows a "
                                           "difference, not who made it nor why.",
                                           "It may have been: in %s places what was received is not what was protected. That shows a "
                                           "difference, not who made it nor why.", places), count);
}

static char *
dup_holes (const RcIntegrityFacts *facts)
{
  g_autofree char *count = rc_count_words (MAX (facts->holes, 1));

  return g_strdup_printf (rc_words_plural ("No check failed, but in %s place something is absent that ought to be there.",
                                           "No check failed, but in %s places something is absent that ought to be there.",
                                           MAX (facts->holes, 1)), count);
}

static char *
dup_part (const RcIntegrityFacts *facts)
{
  g_autofree char *passed = rc_count_words (facts->records[RC_PROTECTION_PASSED]);
  g_autofree char *total = rc_count_words (facts->total);

  return g_strdup_printf (_("No sign of a change was found, but only %1$s of %2$s records stand under a protection whose check passed; of "
                            "the others nothing can be said."), passed, total);
}

static char *
dup_lead (const RcIntegrityFacts *facts)
{
  switch (facts->answer)
    {
    case RC_INTEGRITY_EDITED:
      return g_strdup (_("Not known: this case file itself was edited behind the program's back."));
    case RC_INTEGRITY_FAILED:
      return dup_failed (facts);
    case RC_INTEGRITY_HOLES:
      return dup_holes (facts);
    case RC_INTEGRITY_UNPROTECTED:
      return g_strdup (_("Not known: no record stands under a protection whose check passed with a known key, so that a change would not "
                         "have shown."));
    case RC_INTEGRITY_IN_PART:
      return facts->records[RC_PROTECTION_PASSED] < facts->total
             ? dup_part (facts) : g_strdup (_("No sign of a change was found in any record, but not everything could be checked here."));
    case RC_INTEGRITY_NO_SIGN:
      return g_strdup (_("No sign of a change was found: every record stands under a protection whose check passed with a key that the "
                         "auditor accepted."));
    case RC_INTEGRITY_UNCHECKED:
    default:
      return g_strdup (_("Not known: the evidence was not checked as it is now, and nothing in this report says that it is intact."));
    }
}

/* --- The paragraph --- */

static gboolean
is_judged (const RcIntegrityFacts *facts)
{
  return facts->answer != RC_INTEGRITY_UNCHECKED && facts->answer != RC_INTEGRITY_EDITED;
}

static void
append (GString    *paragraph,
        const char *sentence)
{
  if (paragraph->len > 0)
    g_string_append_c (paragraph, ' ');
  g_string_append (paragraph, sentence);
}

static void
append_checked (const RcIntegrity *self,
                GString           *paragraph)
{
  const RcIntegrityFacts *facts = self->facts;
  guint64 n_files = 0;
  g_autofree char *records = rc_count_words (facts->total);
  g_autofree char *from = rc_frame_dup_day (self->sheet.frame, facts->from_us);
  g_autofree char *to = rc_frame_dup_day (self->sheet.frame, facts->to_us);
  g_autofree char *files = NULL;
  g_autofree char *sentence = NULL;

  for (guint i = 0; i < RC_N_COVERAGES; i++)
    n_files += i != RC_COVERAGE_CARRIER ? facts->files[i] : 0;
  files = rc_count_words (n_files);
  if (facts->from_us != RC_TIME_NONE)
    sentence = g_strdup_printf (_("%1$s records of %2$s files were read again from the bytes as they were imported, and held against every "
                                  "protection that came with them; the events in them are dated from %3$s to %4$s."),
                                records, files, from, to);
  else
    sentence = g_strdup_printf (_("%1$s records of %2$s files were read again from the bytes as they were imported, and held against every "
                                  "protection that came with them; no event in them is dated."), records, files);
  append (paragraph, sentence);
}

/* @words: with a %s for the number. */
static void
append_group (GString    *paragraph,
              guint64     count,
              const char *words)
{
  g_autofree char *number = rc_count_words (count);
  g_autoptr (GString) sentence = g_string_new (words);

  g_string_replace (sentence, "%s", number, 1);
  append (paragraph, sentence->str);
}

/* @words: with a %s for the number. */
static void
append_groups (const RcIntegrityFacts *facts,
               GString                *paragraph)
{
  guint64 passed = facts->records[RC_PROTECTION_PASSED];
  guint64 failed = facts->records[RC_PROTECTION_FAILED];
  guint64 open = facts->records[RC_PROTECTION_COULD_NOT] + facts->records[RC_PROTECTION_ABSENT];
  guint64 unvouched = facts->records[RC_PROTECTION_NOBODY_VOUCHES];
  guint64 bare = facts->records[RC_PROTECTION_NONE];

  append_group (paragraph, passed, rc_words_plural ("For %s record the check passed with a key that the auditor accepted.",
                                                    "For %s records the check passed with a key that the auditor accepted.", passed));
  if (failed > 0)
    append_group (paragraph, failed, rc_words_plural ("For %s record it failed.", "For %s records it failed.", failed));
  if (open > 0)
    append_group (paragraph, open, rc_words_plural ("%s record could not be checked here.", "%s records could not be checked here.", open));
  if (unvouched > 0)
    append_group (paragraph, unvouched,
                  rc_words_plural ("%s record is consistent in itself, but nobody outside vouches for it.",
                                   "%s records are consistent in themselves, but nobody outside vouches for them.", unvouched));
  if (bare > 0)
    append_group (paragraph, bare, rc_words_plural ("%s record carries no protection of its own.",
                                                    "%s records carry no protection of their own.", bare));
  if (facts->holes > 0)
    append_group (paragraph, facts->holes, rc_words_plural ("In %s place something is absent that ought to be there.",
                                                            "In %s places something is absent that ought to be there.", facts->holes));
  if (facts->contradictions > 0)
    append_group (paragraph, facts->contradictions,
                  rc_words_plural ("In %s place records contradict each other or cannot be read; that alone shows no change.",
                                   "In %s places records contradict each other or cannot be read; that alone shows no change.",
                                   facts->contradictions));
  if (passed > 0)
    append (paragraph, _("Where it passed, a record that was changed, taken out or put in after it was protected would have shown, unless "
                         "whoever did it had the key."));
}

/* The courier, the exporter with the key, the operator of a log. */
static void
append_who (const RcIntegrityFacts *facts,
            GString                *paragraph)
{
  guint64 open = rc_integrity_facts_open_to_all (facts);

  if (open == 0)
    append (paragraph, _("Somebody who handed the evidence on without any key could have changed none of these records unseen."));
  else
    append_group (paragraph, open,
                  rc_words_plural ("Somebody who handed the evidence on without any key could have changed the %s record whose check did "
                                   "not pass.",
                                   "Somebody who handed the evidence on without any key could have changed the %s records whose check did "
                                   "not pass.", open));
  if (facts->stamped == 0)
    append (paragraph, _("The provider, and whoever else holds the key, could have written all of it anew before it was handed over: no "
                         "time stamp and no receipt of somebody else fixes any of it."));
  else
    append_group (paragraph, facts->stamped,
                  rc_words_plural ("The provider, and whoever else holds the key, could have written it anew, but for at least %s record "
                                   "that a time stamp, a receipt or a log of somebody else fixes.",
                                   "The provider, and whoever else holds the key, could have written it anew, but for at least %s records "
                                   "that a time stamp, a receipt or a log of somebody else fixes.", facts->stamped));
  if (facts->log_seals > 0)
    append (paragraph, _("The operator of a log could have shown somebody else another state of it; that shows only where its heads are "
                         "compared, or where witnesses sign them."));
  else
    append (paragraph, _("No log of a third party vouches for any of it, so that no operator of one could have had a part in a change."));
}

/* An independent count, where there is one. */
static void
append_decisions (const RcIntegrityFacts *facts,
                  GString                *paragraph)
{
  const RcDecisionTotals *decisions = &rc_coverage_peek_judgement (facts->coverage)->decisions;
  guint64 missing = rc_decision_totals_absent (decisions);
  g_autofree char *business = rc_count_words (decisions->business);
  g_autofree char *both = rc_count_words (decisions->both);
  g_autofree char *absent = rc_count_words (missing);

  if (decisions->state != RC_DECISIONS_COMPARED)
    {
      append (paragraph, _("No list of decisions that the business keeps on its own was held against the log."));
      return;
    }

  g_string_append_c (paragraph, ' ');
  /* Translators: decisions on the list, of these in the log, of these absent from it. */
  g_string_append_printf (paragraph,
                          _("Of %1$s decisions on the list that the business keeps on its own, %2$s are in the log and %3$s are not."),
                          business, both, absent);
  if (decisions->left_out > 0)
    append_group (paragraph, decisions->left_out,
                  rc_words_plural ("%s more may have been left out by the rules of the log's format.",
                                   "%s more may have been left out by the rules of the log's format.", decisions->left_out));
  if (decisions->outside > 0)
    append_group (paragraph, decisions->outside,
                  rc_words_plural ("%s more is of a time at which the log received does not speak.",
                                   "%s more are of a time at which the log received does not speak.", decisions->outside));
}

static char *
dup_paragraph (const RcIntegrity *self)
{
  GString *paragraph = g_string_new (NULL);

  if (is_judged (self->facts))
    {
      append_checked (self, paragraph);
      append_groups (self->facts, paragraph);
    }
  append (paragraph, _("No check can show that an entry was true when it was written, that every decision was logged, what may be absent "
                       "behind the last protected entry, or what the holder of the key wrote anew."));
  if (is_judged (self->facts))
    {
      append_decisions (self->facts, paragraph);
      append_who (self->facts, paragraph);
    }
  else
    append (paragraph, _("Who could have changed it, and where, can be said once everything is checked."));
  return g_string_free (paragraph, FALSE);
}

RcText *
rc_integrity_make_answer (const RcIntegrityFacts *facts)
{
  g_autofree char *lead = dup_lead (facts);
  RcText *text = rc_text_new ();

  rc_text_add_shape (text, shape_of_answer (facts->answer));
  rc_text_add (text, RC_TEXT_STRONG, " ");
  rc_text_add (text, RC_TEXT_STRONG, lead);
  return text;
}

void
rc_integrity_add_answer (RcIntegrity *self)
{
  g_autofree char *paragraph = dup_paragraph (self);

  rc_document_add_heading (self->sheet.document, 2, rc_text_new_own (_("Was it tampered with?")));
  rc_document_add_paragraph (self->sheet.document, rc_integrity_make_answer (self->facts));
  rc_document_add_paragraph (self->sheet.document, rc_text_new_own (paragraph));
}

/* --- What was found, in two tables --- */

static void
add_protections (RcIntegrity *self)
{
  const RcColumn columns[] = {
    { _("What the check found"), 60, RC_COLUMN_TEXT, TRUE },
    { _("Records"), 20, RC_COLUMN_NUMBER },
    { _("Files, by their worst record"), 20, RC_COLUMN_NUMBER },
  };
  RcTable *table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
  guint64 files[RC_N_PROTECTIONS] = { 0 };

  for (guint i = 0; i < self->facts->sources->len; i++)
    {
      const RcIntegritySource *each = &g_array_index (self->facts->sources, RcIntegritySource, i);

      if (rc_coverage_is_file (each->source) && each->state != RC_COVERAGE_CARRIER)
        files[each->worst]++;
    }
  for (int i = 0; i < RC_N_PROTECTIONS; i++)
    {
      if (i == RC_PROTECTION_NOT_CHECKED && self->facts->records[i] == 0)
        continue;
      rc_table_add_row (table, (RcText *[]) {
                          rc_text_new_shape (rc_shape_of_verdict (rc_protection_verdict ((RcProtection) i)),
                                                   rc_protection_words ((RcProtection) i)),
                          rc_text_new_count (self->facts->records[i]), rc_text_new_count (files[i]) });
    }
  rc_document_add_table (self->sheet.document, table);
}

static void
add_states (RcIntegrity *self)
{
  const RcColumn columns[] = {
    { _("Files, by what covers them"), 80, RC_COLUMN_TEXT, TRUE },
    { _("Files"), 20, RC_COLUMN_NUMBER },
  };
  RcTable *table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);

  for (int i = 0; i < RC_N_COVERAGES; i++)
    {
      if (i == RC_COVERAGE_UNCHECKED && self->facts->files[i] == 0)
        continue;
      rc_table_add_row (table, (RcText *[]) { rc_text_new_small (rc_coverage_words ((RcCoverageState) i)),
                                             rc_text_new_count (self->facts->files[i]) });
    }
  rc_document_add_table (self->sheet.document, table);
}

void
rc_integrity_add_found (RcIntegrity *self)
{
  rc_document_add_heading (self->sheet.document, 2, rc_text_new_own (_("In numbers")));
  add_protections (self);
  add_states (self);
  rc_dossier_add_small (&self->sheet, _("Each file counts once; archives, rows of data bases and files met again are the same bytes and "
                                        "are not counted. Signatures, lists and heads that nothing else covers are not among the "
                                        "records."));
}
