/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/case-act-merge.h"

#include <string.h>

#include "core/date-words.h"
#include "core/entry.h"
#include "core/exception.h"
#include "core/registers/register.h"
#include "core/team/case-merge.h"
#include "core/words.h"
#include "reports/bundle/reading/bundle-merge.h"
#include "ui/parts.h"

#define MAX_NAMED 5

/* After sources came in; what they say is not in any verdict yet. */
static void
say_check_again (RcCaseActSaid *said)
{
  rc_case_act_said_add (said, _("Check everything again: what was found before is about what was in the case then."));
}

static void
say_tainted (RcCaseActSaid *said,
             const char    *sentence)
{
  g_autofree char *shown = rc_parts_dup_name (sentence);

  rc_case_act_said_add (said, shown);
}

/* --- A bundle --- */

static void
add_exceptions (RcCaseActSaid   *said,
                const GPtrArray *exceptions)
{
  for (guint i = 0; i < MIN (exceptions->len, MAX_NAMED); i++)
    say_tainted (said, ((const RcException *) g_ptr_array_index (exceptions, i))->message);
  if (exceptions->len > MAX_NAMED)
    rc_case_act_said_add (said, _("There are more of them: see the page of exceptions."));
}

gpointer
rc_case_act_merge_bundle (RcCase           *case_file,
                          RcProgressRelay  *relay,
                          gpointer          data,
                          GCancellable     *cancellable,
                          GError          **error)
{
  const RcCaseActWish *wish = data;
  const RcBundleOpenTerms terms = { .progress = rc_progress_relay_tell, .progress_data = relay };
  g_autoptr (RcBundleMerging) merging = rc_bundle_merge (case_file, wish->path, &terms, cancellable, error);
  g_autofree char *known = NULL;
  g_autofree char *fresh = NULL;
  g_autofree char *sentence = NULL;
  RcCaseActSaid *said;

  if (merging == NULL)
    return NULL;
  said = rc_case_act_said_new ();
  known = rc_count_words (merging->records_known);
  fresh = rc_count_words (merging->records_new);
  /* Translators: two numbers */
  sentence = g_strdup_printf (_("%1$s records of the bundle were in the case already; %2$s came in."), known, fresh);
  rc_case_act_said_add (said, sentence);
  if (merging->exceptions->len > 0)
    {
      said->has_shape = TRUE;
      said->shape = RC_SHAPE_FAILED;
      rc_case_act_said_add (said, _("Records of the bundle contradict what the case has:"));
    }
  add_exceptions (said, merging->exceptions);
  if (merging->sources->len > 0)
    say_check_again (said);
  rc_case_act_said_add (said, _("No key of the bundle was accepted. What its seal is worth shows where it is opened by itself."));
  return said;
}

/* --- Another case --- */

static void
say_what_came (RcCaseActSaid     *said,
               const RcCaseMerge *merge)
{
  g_autofree char *title = rc_parts_dup_name (merge->title);
  /* Translators: the title of a case */
  g_autofree char *sentence = g_strdup_printf (merge->is_new ? _("Of the case “%s” came in what this one had not.")
                                                             : _("Nothing of the case “%s” came in."), title);

  rc_case_act_said_add (said, sentence);
  rc_case_act_said_add (said, merge->is_part ? _("It is a part of this case: both custody logs begin alike.") : _("It is a case of its own."));
  if (merge->log_source != 0)
    {
      g_autofree char *number = rc_count_words ((guint64) merge->log_source);
      /* Translators: a number */
      g_autofree char *log = g_strdup_printf (_("Its custody log is kept here as source %s."), number);

      rc_case_act_said_add (said, log);
    }
}

static void
say_counts (RcCaseActSaid     *said,
            const RcCaseMerge *merge)
{
  g_autofree char *sources = rc_count_words (merge->sources->len);
  g_autofree char *sources_known = rc_count_words (merge->sources_known);
  g_autofree char *entries = rc_count_words (merge->merged->len);
  g_autofree char *entries_known = rc_count_words (merge->entries_known);
  g_autofree char *withheld = rc_count_words (merge->n_private);
  /* Translators: two numbers */
  g_autofree char *of_sources = g_strdup_printf (_("Sources that came in: %1$s; known already: %2$s."), sources, sources_known);
  /* Translators: two numbers */
  g_autofree char *of_entries = g_strdup_printf (_("Entries of people that came in or were added to: %1$s; known already: %2$s."), entries, entries_known);
  /* Translators: a number */
  g_autofree char *of_notes = g_strdup_printf (_("Private notes that stay there: %s."), withheld);

  rc_case_act_said_add (said, of_sources);
  rc_case_act_said_add (said, of_entries);
  rc_case_act_said_add (said, of_notes);
}

/* What was added to in both cases must be read by a person: nobody knew what the other one wrote. */
static void
say_both_sides (RcCaseActSaid     *said,
                const RcCaseMerge *merge)
{
  guint n = 0;
  g_autofree char *number = NULL;
  g_autofree char *sentence = NULL;

  for (guint i = 0; i < merge->merged->len; i++)
    n += ((const RcMergedEntry *) g_ptr_array_index (merge->merged, i))->is_beside;
  if (n == 0)
    return;
  number = rc_count_words (n);
  /* Translators: a number */
  sentence = g_strdup_printf (_("Entries that were added to in both cases: %s. Their additions stand one after the other by time: read them."), number);
  rc_case_act_said_add (said, sentence);
}

static const char *
name_kind (const char *kind)
{
  static const struct { const char *kind; const char *name; } names[] = {
    { "source", N_("Source") },
    { RC_ENTRY_SYSTEM, N_("System") },
    { RC_ENTRY_DOCUMENT, N_("Document") },
    { RC_ENTRY_REQUEST, N_("Request") },
    { RC_ENTRY_FINDING, N_("Finding") },
    { RC_ENTRY_DRAW, N_("Draw") },
    { RC_ENTRY_EXERCISE, N_("Exercise") },
    { RC_ENTRY_ACQUISITION, N_("Handing over") },
    { RC_ENTRY_REVIEW, N_("Review") },
    { RC_ENTRY_NOTE, N_("Note") },
    { RC_ENTRY_HOLD, N_("Legal hold") },
    { RC_ENTRY_ISSUED, N_("Issued document") },
    { RC_ENTRY_DECLARATION, N_("Declaration") },
    { RC_ENTRY_MEMBER, N_("Member") },
    { RC_ENTRY_ASSIGNMENT, N_("Assignment") },
    { RC_ENTRY_JUDGEMENT, N_("Judgement") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i].kind, kind) == 0)
      return _(names[i].name);
  return _("Entry");
}

static void
say_one_left (RcCaseActSaid     *said,
              const RcMergeLeft *left)
{
  g_autofree char *number = rc_register_dup_number (left->kind, left->number);
  g_autofree char *reason = rc_parts_dup_name (left->reason);
  /* Translators: what it is, its number in the other case, and why it stays out */
  g_autofree char *sentence = g_strdup_printf (_("%1$s %2$s there: %3$s"), name_kind (left->kind), number, reason);

  rc_case_act_said_add (said, sentence);
}

/* All of it: what stays out is nowhere else to be read in the window. */
static void
say_left (RcCaseActSaid     *said,
          const RcCaseMerge *merge)
{
  if (merge->left->len > 0)
    rc_case_act_said_add (said, _("What stays out, and why:"));
  for (guint i = 0; i < merge->left->len; i++)
    say_one_left (said, g_ptr_array_index (merge->left, i));
  if (merge->proposals->len > 0)
    rc_case_act_said_add (said, _("Not taken over, for you to decide:"));
  for (guint i = 0; i < merge->proposals->len; i++)
    say_tainted (said, ((const RcMergeProposal *) g_ptr_array_index (merge->proposals, i))->words);
}

gpointer
rc_case_act_merge_case (RcCase           *case_file,
                        RcProgressRelay  *relay,
                        gpointer          data,
                        GCancellable     *cancellable,
                        GError          **error)
{
  const RcCaseActWish *wish = data;
  const RcLifeWork work = { rc_progress_relay_tell_part, relay, cancellable };
  g_autoptr (RcCaseMerge) merge = rc_case_merge (case_file, wish->path, &work, error);
  RcCaseActSaid *said;

  if (merge == NULL)
    return NULL;
  said = rc_case_act_said_new ();
  say_what_came (said, merge);
  say_counts (said, merge);
  say_both_sides (said, merge);
  for (guint i = 0; i < merge->warnings->len; i++)
    say_tainted (said, g_ptr_array_index (merge->warnings, i));
  say_left (said, merge);
  if (merge->sources->len > 0)
    say_check_again (said);
  return said;
}
