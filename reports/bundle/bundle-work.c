/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/writing/bundle-parts.h"

#include <string.h>

#include "core/auditor-key.h"
#include "core/bounds.h"
#include "core/custody.h"
#include "core/exercises/exercise.h"
#include "core/verify.h"
#include "core/words.h"
#include "reports/bundle/selection/bundle-redaction.h"

static gboolean
refuse (RcBundleError   code,
        const char     *sentence,
        GError        **error)
{
  g_set_error_literal (error, RC_BUNDLE_ERROR, code, sentence);
  return FALSE;
}

gboolean
rc_bundle_work_is_full (const RcBundleWork *work)
{
  return work->terms->events == NULL;
}

gboolean
rc_bundle_work_discloses (const RcBundleWork *work,
                          gint64              source,
                          guint64             record)
{
  if (rc_bundle_work_is_full (work))
    return TRUE;
  if (work->selection == NULL)
    return FALSE;
  return record != 0 ? rc_bundle_selection_has_record (work->selection, source, record)
                     : rc_bundle_selection_source (work->selection, source) != RC_BUNDLE_WITHHELD;
}

static gboolean
check_terms (const RcBundleTerms  *terms,
             GError              **error)
{
  if (terms->language == NULL || !g_strv_contains (rc_words_list_languages (), terms->language))
    return refuse (RC_BUNDLE_ERROR_TERMS, _("Documents are not written in this language."), error);
  if (terms->events != NULL && (terms->lineages != NULL || terms->events[0] == NULL))
    return refuse (RC_BUNDLE_ERROR_TERMS, _("A bundle of chosen decisions needs these decisions, and no further lineages."), error);
  if (terms->events == NULL && terms->redact != NULL && terms->redact[0] != NULL)
    return refuse (RC_BUNDLE_ERROR_TERMS, _("Out of a bundle of the whole case nothing can be left out."), error);
  if (!terms->unsealed && !rc_auditor_key_is_unlocked ())
    return refuse (RC_BUNDLE_ERROR_STATE, _("The bundle cannot be sealed: the auditor's key is not unlocked. Give its passphrase, or make the bundle "
                                            "without a seal."), error);
  return TRUE;
}

/* What is kept of a verification says the same as the run itself, whichever of the two it is. */
static gboolean
take_judgement (RcBundleWork  *work,
                GError       **error)
{
  g_autoptr (RcJudgement) fresh = NULL;
  gboolean is_current = FALSE;

  work->judgement = rc_verify_load (work->case_file, &is_current, error);
  if (work->judgement == NULL)
    return FALSE;
  if (is_current)
    return TRUE;
  if (!rc_bundle_work_is_full (work))
    return refuse (RC_BUNDLE_ERROR_STATE, _("The evidence was not verified as it is now: verify it first."), error);

  fresh = rc_verify_case (work->case_file, work->terms->progress, work->terms->progress_data, work->cancellable, error);
  g_clear_pointer (&work->judgement, rc_judgement_free);
  work->judgement = fresh != NULL ? rc_verify_load (work->case_file, &is_current, error) : NULL;
  if (work->judgement == NULL)
    return FALSE;
  if (!is_current)
    {
      rc_judgement_free (work->judgement);
      work->judgement = g_steal_pointer (&fresh);
    }
  return TRUE;
}

/* --- Lineages --- */

static gboolean
has_lineage (const RcBundleWork *work,
             const RcLineage    *lineage)
{
  for (guint i = 0; i < work->lineages->len; i++)
    if (strcmp (((const RcLineage *) g_ptr_array_index (work->lineages, i))->reference, lineage->reference) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
take_lineage (RcBundleWork  *work,
              const char    *reference,
              GError       **error)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (work->case_file));
  RcEvent *event = rc_event_find (work->case_file, reader, reference, error);
  g_autoptr (RcLineage) lineage = NULL;

  /* What the reasoning names is disclosed as well, as far as it is about nobody else. */
  if (event != NULL)
    lineage = rc_bundle_work_is_full (work) ? rc_lineage_build (work->case_file, event, RC_TIME_NONE, error)
                                            : rc_lineage_build_explained (work->case_file, event, RC_TIME_NONE, error);

  if (lineage == NULL)
    return FALSE;
  if (has_lineage (work, lineage))
    return TRUE;
  if (work->lineages->len >= RC_LIMIT_BUNDLE_LINEAGES)
    {
      g_set_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_TERMS, _("A bundle holds at most %u lineages."), RC_LIMIT_BUNDLE_LINEAGES);
      return FALSE;
    }
  g_ptr_array_add (work->lineages, g_steal_pointer (&lineage));
  return TRUE;
}

static gboolean
take_asked (RcBundleWork        *work,
            const char * const  *references,
            GError             **error)
{
  for (gsize i = 0; references != NULL && references[i] != NULL; i++)
    {
      g_autoptr (GError) local_error = NULL;

      if (take_lineage (work, references[i], &local_error))
        continue;
      if (local_error->domain == RC_CASE_ERROR)
        g_set_error_literal (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_TERMS, local_error->message);
      else
        g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return TRUE;
}

/* Decisions of exercises, as far as there is room: whoever wants others asks for them. One whose record was removed has no lineage. */
static gboolean
take_exercised (RcBundleWork  *work,
                GError       **error)
{
  g_autoptr (GPtrArray) exercises = rc_exercise_list (work->case_file, error);

  if (exercises == NULL)
    return FALSE;
  for (guint i = 0; i < exercises->len; i++)
    {
      const RcExercise *exercise = g_ptr_array_index (exercises, i);

      for (guint k = 0; k < exercise->decisions->len && work->lineages->len < RC_LIMIT_BUNDLE_LINEAGES; k++)
        {
          const RcExerciseDecision *decision = g_ptr_array_index (exercise->decisions, k);
          g_autoptr (GError) local_error = NULL;

          if (!take_lineage (work, decision->event, &local_error) && local_error->domain != RC_CASE_ERROR)
            {
              g_propagate_error (error, g_steal_pointer (&local_error));
              return FALSE;
            }
        }
    }
  return TRUE;
}

static gboolean
take_lineages (RcBundleWork  *work,
               GError       **error)
{
  gboolean good;

  work->lineages = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_lineage_free);
  rc_words_push ("en");
  good = take_asked (work, work->terms->events, error) && take_asked (work, work->terms->lineages, error)
    && (!rc_bundle_work_is_full (work) || take_exercised (work, error));
  rc_words_pop ();
  return good;
}

/* --- What of it goes out --- */

/* The reasoning tells of what was considered and left out, which may be about anybody: its records were looked at, and its words stay. */
static gboolean
restrict_lineages (RcBundleWork  *work,
                   GError       **error)
{
  for (guint i = 0; i < work->lineages->len; i++)
    if (!rc_bundle_selection_restrict_lineage (work->selection, g_ptr_array_index (work->lineages, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
select_records (RcBundleWork  *work,
                GError       **error)
{
  RcDatabase *database = rc_case_get_database (work->case_file);
  gboolean own;

  if (rc_bundle_work_is_full (work))
    return TRUE;

  /* Many short look-ups: one lock instead of one for each. */
  if (!rc_database_begin_reading (database, &own, error))
    return FALSE;
  work->selection = rc_bundle_selection_new (work->case_file, work->lineages, work->sources, work->judgement, error);
  rc_database_end_reading (database, own);
  return work->selection != NULL && rc_bundle_redaction_check (work, error) && restrict_lineages (work, error);
}

/* --- The id --- */

/* Each part with its length, so that two different choices never give the same bytes. */
static void
feed (RcHasher   *hasher,
      const char *part)
{
  g_autofree char *head = g_strdup_printf ("%" G_GSIZE_FORMAT ":", strlen (part));

  rc_hasher_update (hasher, head, strlen (head));
  rc_hasher_update (hasher, part, strlen (part));
}

static void
make_id (RcBundleWork *work)
{
  g_autoptr (RcHasher) hasher = rc_hasher_new ();
  g_autofree char *state = rc_digest_dup_hex (&work->state);
  RcDigest digest;

  feed (hasher, RC_BUNDLE_FORMAT);
  feed (hasher, PACKAGE_VERSION);
  feed (hasher, state);
  feed (hasher, work->terms->language);
  feed (hasher, rc_bundle_work_is_full (work) ? "full" : "selective");
  for (guint i = 0; i < work->lineages->len; i++)
    feed (hasher, ((const RcLineage *) g_ptr_array_index (work->lineages, i))->reference);
  feed (hasher, "redact");
  for (gsize i = 0; work->terms->redact != NULL && work->terms->redact[i] != NULL; i++)
    feed (hasher, work->terms->redact[i]);
  rc_hasher_finish (hasher, &digest);
  rc_digest_to_hex (&digest, work->id);
}

/* A bundle of the whole case has every byte of it. */
static gboolean
check_whole (const RcBundleWork  *work,
             GError             **error)
{
  for (guint i = 0; rc_bundle_work_is_full (work) && i < work->sources->len; i++)
    if (rc_source_is_incomplete (work->sources->pdata[i]))
      return refuse (RC_BUNDLE_ERROR_STATE,
                     _("The case holds only some records of a source that came in a bundle: only chosen decisions can be handed over."), error);
  return TRUE;
}

/**
 * rc_bundle_work_begin:
 * @work: filled by this
 *
 * Finds out what is handed over; nothing is written yet.
 */
gboolean
rc_bundle_work_begin (RcBundleWork         *work,
                      RcCase               *case_file,
                      const RcBundleTerms  *terms,
                      GCancellable         *cancellable,
                      GError              **error)
{
  memset (work, 0, sizeof *work);
  work->case_file = case_file;
  work->terms = terms;
  work->cancellable = cancellable;
  work->has_ssh_seal = terms->ssh_key_path != NULL;
  work->is_signed = terms->officer_key != NULL;
  if (!rc_case_require_writable (case_file, error) || !check_terms (terms, error) || !take_judgement (work, error)
      || !rc_custody_evidence_head (case_file, &work->state, &work->changed_us, &work->head, error))
    return FALSE;

  if (work->changed_us == RC_TIME_NONE)
    work->changed_us = 0;
  work->sources = rc_source_list (case_file, error);
  if (work->sources == NULL || !check_whole (work, error) || !take_lineages (work, error) || !select_records (work, error))
    return FALSE;
  make_id (work);
  work->seal_key = terms->unsealed ? NULL : rc_bundle_dup_seal_key (error);
  return terms->unsealed || work->seal_key != NULL;
}

void
rc_bundle_work_clear (RcBundleWork *work)
{
  g_clear_pointer (&work->writer, rc_bundle_writer_free);
  g_clear_pointer (&work->selection, rc_bundle_selection_free);
  g_clear_pointer (&work->sources, g_ptr_array_unref);
  g_clear_pointer (&work->lineages, g_ptr_array_unref);
  g_clear_pointer (&work->told, rc_judgement_free);
  g_clear_pointer (&work->judgement, rc_judgement_free);
  g_clear_pointer (&work->delivered, g_hash_table_unref);
  g_clear_pointer (&work->seal_key, g_free);
}

/**
 * rc_bundle_reference:
 *
 * Returns: (transfer full): what the files of one lineage are called
 */
char *
rc_bundle_reference (const RcLineage *lineage)
{
  const RcEvent *event = lineage->event;

  if (event->row == 0)
    return g_strdup_printf ("%06" G_GINT64_FORMAT "-%" G_GUINT64_FORMAT, event->source, (guint64) event->record);
  return g_strdup_printf ("%06" G_GINT64_FORMAT "-%" G_GUINT64_FORMAT "-%" G_GUINT64_FORMAT, event->source, (guint64) event->record,
                          (guint64) event->row);
}
