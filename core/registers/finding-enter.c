/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/registers/finding.h"

#include <string.h>

#include "core/verify.h"
#include "core/words.h"

#define ACT_ADD     "finding add"
#define ACT_PROMOTE "finding promote"
#define ACT_CHANGE  "finding change"
#define ACT_RESPOND "finding respond"
#define ACT_STATE   "finding state"

#define BIT(state) (1u << RC_FINDING_##state)

/* What may follow on each state. */
static const guint followers[RC_N_FINDING_STATES] = {
  [RC_FINDING_OPEN]          = BIT (IMPLEMENTED) | BIT (VERIFIED) | BIT (RISK_ACCEPTED),
  [RC_FINDING_IMPLEMENTED]   = BIT (OPEN) | BIT (VERIFIED) | BIT (RISK_ACCEPTED),
  [RC_FINDING_VERIFIED]      = BIT (OPEN),
  [RC_FINDING_RISK_ACCEPTED] = BIT (OPEN),
};

static gboolean
refuse_state (GError     **error,
              const char  *message)
{
  g_set_error_literal (error, RC_REGISTER_ERROR, RC_REGISTER_ERROR_STATE, message);
  return FALSE;
}

/* --- Words of a finding --- */

static gboolean
check_list (const char          *what,
            const char * const  *texts,
            GError             **error)
{
  for (gsize i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      if (!rc_entry_require_words (what, texts[i], error))
        return FALSE;
    }
  return TRUE;
}

/* "E-014, page 2": an exhibit that the case has, and a place in it. */
static gboolean
check_evidence (RcCase              *case_file,
                const char * const  *evidence,
                GError             **error)
{
  for (gsize i = 0; evidence != NULL && evidence[i] != NULL; i++)
    {
      g_autofree char *exhibit = g_strndup (evidence[i], strcspn (evidence[i], ", "));
      g_autoptr (RcSource) source = NULL;
      gint64 id;

      if (!rc_entry_require_words (_("which evidence"), evidence[i], error))
        return FALSE;
      if (rc_register_parse_exhibit (exhibit, &id))
        source = rc_source_load (rc_case_get_database (case_file), id, NULL);
      if (source != NULL && g_strcmp0 (source->state, "removed") != 0)
        continue;
      g_set_error (error, RC_REGISTER_ERROR, RC_REGISTER_ERROR_FILE,
                   _("“%s” begins with no exhibit of the case; expected one like E-014, and then the place in it"), evidence[i]);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_sample (const RcFindingTerms  *terms,
              GError               **error)
{
  if (terms->sample_n >= 0 && terms->sample_k >= 0 && terms->sample_k <= terms->sample_n)
    return TRUE;

  g_set_error_literal (error, RC_REGISTER_ERROR, RC_REGISTER_ERROR_WORDS, _("Of a sample no more decisions can deviate than were drawn"));
  return FALSE;
}

static gboolean
check_words (RcCase                *case_file,
             const RcFindingTerms  *terms,
             GError               **error)
{
  g_autoptr (RcEntry) repeated = NULL;

  if (!rc_register_allow_words (_("Title"), terms->title, error) ||
      !rc_register_allow_words (_("Condition"), terms->condition, error) ||
      !check_list (_("which criterion"), terms->criteria, error) ||
      !rc_register_allow_words (_("Cause"), terms->cause, error) ||
      !rc_register_allow_words (_("Effect"), terms->effect, error) ||
      !rc_register_allow_words (_("Recommendation"), terms->recommendation, error) ||
      !rc_register_allow_words (_("Likelihood"), terms->likelihood, error) ||
      !check_list (_("what it is about"), terms->about, error) || !check_evidence (case_file, terms->evidence, error) ||
      !rc_register_allow_words (_("Check"), terms->check, error) ||
      !rc_register_allow_words (_("Verdict"), terms->check_verdict, error) ||
      !rc_register_allow_words (_("Upper limit"), terms->sample_upper, error) || !check_sample (terms, error))
    return FALSE;
  if (terms->repeats == 0)
    return TRUE;

  repeated = rc_entry_find (case_file, RC_ENTRY_FINDING, terms->repeats, error);
  return repeated != NULL;
}

static void
write_list (RcJsonWriter       *writer,
            const char         *name,
            const char * const *texts)
{
  if (texts == NULL || texts[0] == NULL)
    return;

  rc_json_writer_name (writer, name);
  rc_json_writer_begin_array (writer);
  for (gsize i = 0; texts[i] != NULL; i++)
    rc_json_writer_string (writer, texts[i]);
  rc_json_writer_end_array (writer);
}

static void
write_count (RcJsonWriter *writer,
             const char   *name,
             gint64        count)
{
  if (count > 0)
    rc_json_writer_member_integer (writer, name, count);
}

/* All members but title and condition. */
static void
write_terms (RcJsonWriter         *writer,
             const RcFindingTerms *terms)
{
  g_autoptr (GPtrArray) about = rc_about_list_new (terms->about);

  write_list (writer, "criteria", terms->criteria);
  rc_register_write_words (writer, "cause", terms->cause);
  rc_register_write_words (writer, "effect", terms->effect);
  rc_register_write_words (writer, "recommendation", terms->recommendation);
  if (terms->severity != RC_SEVERITY_NONE)
    rc_json_writer_member_string (writer, "severity", rc_severity_to_name (terms->severity));
  rc_register_write_words (writer, "likelihood", terms->likelihood);
  rc_about_list_write (about, writer, "about");
  write_list (writer, "evidence", terms->evidence);
  rc_register_write_words (writer, "check", terms->check);
  rc_register_write_words (writer, "check_verdict", terms->check_verdict);
  write_count (writer, "sample_n", terms->sample_n);
  if (terms->sample_n > 0)
    rc_json_writer_member_integer (writer, "sample_k", terms->sample_k);
  rc_register_write_words (writer, "sample_upper", terms->sample_upper);
  write_count (writer, "repeats", terms->repeats);
}

gint64
rc_finding_add (RcCase                *case_file,
                const RcFindingTerms  *terms,
                GError               **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  if (!rc_entry_require_words (_("what the finding is called"), terms->title, error) ||
      !rc_entry_require_words (_("what the condition is"), terms->condition, error) || !check_words (case_file, terms, error))
    return 0;

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "title", terms->title);
  rc_json_writer_member_string (writer, "condition", terms->condition);
  write_terms (writer, terms);
  rc_json_writer_end_object (writer);
  return rc_register_begin (case_file, RC_ENTRY_FINDING, ACT_ADD, writer, terms->by, error);
}

gboolean
rc_finding_change (RcCase                *case_file,
                   gint64                 number,
                   const RcFindingTerms  *terms,
                   GError               **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  if (!check_words (case_file, terms, error))
    return FALSE;
  if (terms->repeats == number && number != 0)
    return refuse_state (error, _("A finding does not repeat itself"));

  rc_json_writer_begin_object (writer);
  rc_register_write_words (writer, "title", terms->title);
  rc_register_write_words (writer, "condition", terms->condition);
  write_terms (writer, terms);
  rc_json_writer_end_object (writer);
  if (strcmp (rc_json_writer_peek (writer), "{}") == 0)
    return refuse_state (error, _("Nothing is said that would change the finding"));
  return rc_register_add (case_file, RC_ENTRY_FINDING, number, ACT_CHANGE, writer, terms->by, error);
}

/* --- Promoting exceptions --- */

static const RcException *
find_exception (const RcJudgement  *judgement,
                gint64              id,
                GError            **error)
{
  g_autofree char *shown = NULL;

  for (guint i = 0; i < judgement->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (judgement->exceptions, i);

      if (exception->id == id)
        return exception;
    }

  shown = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_set_error (error, RC_ENTRY_ERROR, RC_ENTRY_ERROR_NOT_FOUND, _("The last verification noticed no exception with the number %s"), shown);
  return NULL;
}

/* (element-type RcExceptionMark) (transfer full) (nullable) */
static GPtrArray *
mark_exceptions (RcCase        *case_file,
                 const gint64  *ids,
                 gsize          n_ids,
                 GError       **error)
{
  g_autoptr (GPtrArray) marks = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_exception_mark_free);
  gboolean is_current = FALSE;
  g_autoptr (RcJudgement) judgement = rc_verify_load (case_file, &is_current, error);

  if (judgement == NULL)
    return NULL;
  if (!is_current)
    return refuse_state (error, _("The evidence was not verified as it is now: verify it first")), NULL;

  for (gsize i = 0; i < n_ids; i++)
    {
      const RcException *exception = find_exception (judgement, ids[i], error);
      g_autoptr (RcSource) source = NULL;

      if (exception == NULL)
        return NULL;
      if (exception->source > 0)
        source = rc_source_load (rc_case_get_database (case_file), exception->source, NULL);
      g_ptr_array_add (marks, rc_exception_mark_new (exception, source));
    }
  return g_steal_pointer (&marks);
}

/* An open finding that was taken over and is of such a kind; 0: none. */
static gboolean
find_repeated (RcCase     *case_file,
               GPtrArray  *marks,
               gint64     *out_number,
               GError    **error)
{
  g_autoptr (GPtrArray) findings = rc_finding_list (case_file, error);
  g_autoptr (GHashTable) kinds = g_hash_table_new (g_str_hash, g_str_equal);

  *out_number = 0;
  if (findings == NULL)
    return FALSE;

  for (guint i = 0; i < marks->len; i++)
    g_hash_table_add (kinds, ((RcExceptionMark *) g_ptr_array_index (marks, i))->kind);
  for (guint i = 0; i < findings->len && *out_number == 0; i++)
    {
      const RcFinding *finding = g_ptr_array_index (findings, i);
      const RcNoticed noticed = { .is_current = TRUE, .kinds = kinds };

      if (rc_finding_is_repeated (finding, &noticed))
        *out_number = finding->number;
    }
  return TRUE;
}

static void
write_promoted (RcJsonWriter         *writer,
                GPtrArray            *marks,
                const RcFindingTerms *terms,
                gint64                repeats)
{
  const RcExceptionMark *first = g_ptr_array_index (marks, 0);
  g_autoptr (GString) condition = g_string_new (terms->condition);
  RcFindingTerms complete = *terms;

  for (guint i = 0; terms->condition == NULL && i < marks->len; i++)
    g_string_append_printf (condition, "%s%s", i > 0 ? "\n" : "", ((RcExceptionMark *) g_ptr_array_index (marks, i))->message);

  complete.repeats = repeats;
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "title", terms->title != NULL ? terms->title : rc_exception_kind_title (first->kind));
  rc_json_writer_member_string (writer, "condition", condition->str);
  write_terms (writer, &complete);
  rc_json_writer_name (writer, "exceptions");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < marks->len; i++)
    rc_exception_mark_write (g_ptr_array_index (marks, i), writer);
  rc_json_writer_end_array (writer);
  rc_json_writer_end_object (writer);
}

/**
 * rc_finding_promote:
 * @exceptions: (array length=n_exceptions): numbers in the last verification, at least one
 * @terms: title and condition are those of the exceptions where they are %NULL
 *
 * Of each exception its kind, place, sentence and identity are kept, so that it is known again after other verifications. An open finding
 * that was taken over from an earlier case and is of the same kind is named as the one that is repeated.
 *
 * Returns: the number of the finding; 0 with @error
 */
gint64
rc_finding_promote (RcCase                *case_file,
                    const gint64          *exceptions,
                    gsize                  n_exceptions,
                    const RcFindingTerms  *terms,
                    GError               **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autoptr (GPtrArray) marks = NULL;
  gint64 repeats = terms->repeats;

  if (n_exceptions == 0)
    return refuse_state (error, _("No exception is named")), 0;
  if (!check_words (case_file, terms, error))
    return 0;
  marks = mark_exceptions (case_file, exceptions, n_exceptions, error);
  if (marks == NULL || (repeats == 0 && !find_repeated (case_file, marks, &repeats, error)))
    return 0;

  write_promoted (writer, marks, terms, repeats);
  return rc_register_begin (case_file, RC_ENTRY_FINDING, ACT_PROMOTE, writer, terms->by, error);
}

/* --- Response and follow-up --- */

gboolean
rc_finding_respond (RcCase                 *case_file,
                    gint64                  number,
                    const RcResponseTerms  *terms,
                    GError                **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  if (terms->response == RC_RESPONSE_NONE || terms->response >= RC_N_RESPONSES)
    return refuse_state (error, _("It must be said whether the auditee agrees, agrees in part or disagrees"));
  if (!rc_register_allow_words (_("Response"), terms->words, error) ||
      !rc_register_allow_words (_("Action"), terms->action, error) ||
      !rc_register_allow_words (_("Owner"), terms->owner, error) ||
      !rc_register_allow_day (_("Due"), terms->due, error))
    return FALSE;
  if (terms->response != RC_RESPONSE_AGREED && !rc_entry_require_words (_("what the auditee says"), terms->words, error))
    return FALSE;

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "response", rc_response_to_name (terms->response));
  rc_register_write_words (writer, "response_words", terms->words);
  rc_register_write_words (writer, "action", terms->action);
  rc_register_write_words (writer, "owner", terms->owner);
  rc_register_write_words (writer, "due", terms->due);
  rc_json_writer_end_object (writer);
  return rc_register_add (case_file, RC_ENTRY_FINDING, number, ACT_RESPOND, writer, terms->by, error);
}

static gboolean
check_state (const RcFinding  *finding,
             RcFindingState    state,
             const char       *who,
             const char       *on,
             const char       *remark,
             GError          **error)
{
  g_autofree char *number = rc_register_dup_number (RC_ENTRY_FINDING, finding->number);

  if (state >= RC_N_FINDING_STATES || (followers[finding->state] & (1u << state)) == 0)
    {
      g_set_error (error, RC_REGISTER_ERROR, RC_REGISTER_ERROR_STATE, _("Finding %1$s stands as “%2$s” and cannot become “%3$s”"), number,
                   rc_finding_state_to_name (finding->state), rc_finding_state_to_name (state));
      return FALSE;
    }

  /* To leave a risk as it is, and to open again what was closed, needs a reason. */
  return rc_entry_require_words (_("who says so"), who, error) && rc_register_allow_day (_("Day"), on, error) &&
         rc_register_allow_words (_("Remark"), remark, error) &&
         ((state != RC_FINDING_RISK_ACCEPTED && state != RC_FINDING_OPEN) || rc_entry_require_words (_("why"), remark, error));
}

gboolean
rc_finding_set_state (RcCase          *case_file,
                      gint64           number,
                      RcFindingState   state,
                      const char      *who,
                      const char      *on,
                      const char      *remark,
                      GError         **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autoptr (RcFinding) finding = rc_finding_find (case_file, number, error);
  g_autofree char *today = rc_register_dup_day (g_get_real_time ());

  if (finding == NULL || !check_state (finding, state, who, on, remark, error))
    return FALSE;

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "state", rc_finding_state_to_name (state));
  rc_json_writer_member_string (writer, "state_by", who);
  rc_json_writer_member_string (writer, "state_on", on != NULL ? on : today);
  rc_register_write_words (writer, "state_remark", remark);
  rc_json_writer_end_object (writer);
  return rc_register_add (case_file, RC_ENTRY_FINDING, number, ACT_STATE, writer, NULL, error);
}
