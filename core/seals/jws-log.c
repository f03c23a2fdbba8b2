/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/jws-log.h"

#include <string.h>

#include "core/bounds.h"
#include "core/seals/jws-file.h"
#include "core/seals/jws-judge.h"

/* Lines one behind the other of which the same was found. */
typedef struct
{
  guint64   first;
  guint64   last;
  RcVerdict protection;
} Run;

typedef struct
{
  RcSealWork     *work;
  const RcSource *carrier;
  RcSeal         *seal;         /* over all lines */
  GArray         *runs;         /* of Run */
  GHashTable     *notes;        /* text → number of lines */
  GPtrArray      *order;        /* of those texts, as first met */
  guint           n_told;
} Log;

/* --- One line --- */

/* The exceptions that a line raised stand at that line; beyond a number they are counted and not listed. */
static void
place_exceptions (Log     *log,
                  guint    first,
                  guint64  record,
                  guint64  offset)
{
  GPtrArray *exceptions = log->work->judgement->exceptions;

  for (guint i = first; i < exceptions->len; i++)
    {
      RcException *exception = g_ptr_array_index (exceptions, i);

      exception->record = (gint64) record;
      exception->offset = (gint64) offset;
      log->n_told++;
      if (log->n_told > RC_LIMIT_SET_ASIDE_LISTED)
        {
          g_ptr_array_set_size (exceptions, (gint) i);
          return;
        }
    }
}

static void
tell_unreadable (Log        *log,
                 RcJwsForm   form,
                 const char *fault)
{
  rc_seal_work_tell (log->work, form == RC_JWS_AMBIGUOUS ? RC_EXCEPTION_DUPLICATE_MEMBER : RC_EXCEPTION_SEAL_MALFORMED, log->carrier,
                     "a signed token", fault, "A line of “%s” is not readable as a signed token: %s.", log->carrier->name, fault);
}

/* The worst of its signatures, all of which were made over the same bytes. */
static void
judge_read (Log         *log,
            const RcJws *jws,
            RcSeal      *line)
{
  RcJwsStatement statement = { .work = log->work, .carrier = log->carrier, .covered = log->carrier, .jws = jws, .is_one_of_many = TRUE };

  if (jws->payload_text == NULL)
    {
      rc_seal_set_all (line, RC_VERDICT_UNVERIFIABLE, "payload-withheld");
      return;
    }
  for (guint i = 0; i < jws->signatures->len; i++)
    {
      g_autoptr (RcSeal) seal = rc_seal_new (line->kind, line->name);

      rc_jws_judge (&statement, g_ptr_array_index (jws->signatures, i), seal);
      for (guint j = 0; j < seal->notes->len; j++)
        rc_seal_add_note (line, "%s", (const char *) g_ptr_array_index (seal->notes, j));
      if (i > 0 && rc_seal_worst (seal) >= rc_seal_worst (line))
        continue;
      rc_seal_set_all (line, RC_VERDICT_VALID, seal->reason);
      line->integrity = seal->integrity;
      line->signature = seal->signature;
      line->anchor = seal->anchor;
      line->checked = seal->checked;
    }
}

static void
count_notes (Log          *log,
             const RcSeal *line)
{
  for (guint i = 0; i < line->notes->len; i++)
    {
      const char *note = g_ptr_array_index (line->notes, i);
      gpointer key = NULL;
      gpointer count = NULL;

      if (g_hash_table_lookup_extended (log->notes, note, &key, &count))
        g_hash_table_insert (log->notes, g_strdup (note), GUINT_TO_POINTER (GPOINTER_TO_UINT (count) + 1));
      else if (log->order->len < RC_LIMIT_JWS_LOG_NOTES)
        {
          char *kept = g_strdup (note);

          g_hash_table_insert (log->notes, kept, GUINT_TO_POINTER (1));
          g_ptr_array_add (log->order, g_strdup (note));
        }
    }
}

static void
add_line (Log          *log,
          const RcSeal *line,
          guint64       record)
{
  RcVerdict protection = rc_verdict_worst (line->integrity, rc_verdict_worst (line->signature, line->anchor));
  Run *last = log->runs->len > 0 ? &g_array_index (log->runs, Run, log->runs->len - 1) : NULL;
  RcSeal *seal = log->seal;
  gboolean is_first = seal->total == 0;

  if (is_first || rc_seal_worst (line) < rc_seal_worst (seal))
    rc_seal_set_reason (seal, line->reason);
  seal->integrity = is_first ? line->integrity : rc_verdict_worst (seal->integrity, line->integrity);
  seal->signature = is_first ? line->signature : rc_verdict_worst (seal->signature, line->signature);
  seal->anchor = is_first ? line->anchor : rc_verdict_worst (seal->anchor, line->anchor);
  seal->total++;
  seal->checked += line->checked;
  count_notes (log, line);

  if (last != NULL && last->last + 1 == record && last->protection == protection)
    last->last = record;
  else
    g_array_append_val (log->runs, ((Run) { record, record, protection }));
}

static gboolean
is_blank (const char *text,
          gsize       length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isspace (text[i]))
        return FALSE;
    }
  return TRUE;
}

static void
judge_line (Log        *log,
            const char *text,
            gsize       length,
            guint64     record,
            guint64     offset)
{
  g_autoptr (RcSeal) line = NULL;
  g_autoptr (RcJws) jws = NULL;
  guint first_exception = log->work->judgement->exceptions->len;
  const char *fault = NULL;
  RcJwsForm form;

  if (is_blank (text, length))
    return;

  line = rc_seal_new (log->seal->kind, log->carrier->name);
  form = rc_jws_parse (text, length, &jws, &fault);
  if (form == RC_JWS_READ)
    judge_read (log, jws, line);
  else
    {
      rc_seal_set_all (line, form == RC_JWS_AMBIGUOUS ? RC_VERDICT_AMBIGUOUS : RC_VERDICT_MALFORMED, "format");
      tell_unreadable (log, form, fault != NULL ? fault : "it is something else");
    }
  place_exceptions (log, first_exception, record, offset);
  add_line (log, line, record);
}

/* --- All lines --- */

static gboolean
judge_lines (Log      *log,
             GError  **error)
{
  for (guint64 record = 1; record <= log->carrier->records; record++)
    {
      g_autoptr (GError) local_error = NULL;
      g_autoptr (GBytes) bytes = NULL;
      guint64 offset = 0;

      if (g_cancellable_set_error_if_cancelled (log->work->context->cancellable, error))
        return FALSE;
      bytes = rc_record_reader_read (log->work->context->reader, log->carrier->id, record, &offset, &local_error);
      if (bytes != NULL)
        judge_line (log, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), record, offset);
      else if (!rc_seal_context_tolerate (&local_error, error))
        return FALSE;
    }
  return TRUE;
}

static void
finish (Log *log)
{
  RcSeal *seal = log->seal;
  gint64 id;

  rc_seal_add_note (seal, "%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " tokens, one a line, were verified", seal->checked, seal->total);
  for (guint i = 0; i < log->order->len; i++)
    {
      const char *note = g_ptr_array_index (log->order, i);

      rc_seal_add_note (seal, "%s (%u times)", note, GPOINTER_TO_UINT (g_hash_table_lookup (log->notes, note)));
    }
  if (log->n_told > RC_LIMIT_SET_ASIDE_LISTED)
    rc_seal_add_note (seal, "More exceptions than the %u that are listed", RC_LIMIT_SET_ASIDE_LISTED);

  id = rc_judgement_add_seal (log->work->judgement, seal);
  for (guint i = 0; i < log->runs->len; i++)
    {
      const Run *run = &g_array_index (log->runs, Run, i);

      rc_judgement_add_cover (log->work->judgement, id, log->carrier->id, run->first, run->last, run->protection);
    }
}

gboolean
rc_jws_log_judge (RcSealWork      *work,
                  const RcSource  *carrier,
                  const char      *kind,
                  GError         **error)
{
  Log log = { .work = work, .carrier = carrier, .seal = rc_seal_work_begin (work, kind, carrier, carrier) };
  gboolean done;

  log.seal->total = 0;
  log.seal->completeness = RC_VERDICT_VALID;
  log.runs = g_array_new (FALSE, FALSE, sizeof (Run));
  log.notes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  log.order = g_ptr_array_new_with_free_func (g_free);
  done = judge_lines (&log, error);
  if (done)
    finish (&log);
  else
    rc_seal_free (log.seal);
  g_array_unref (log.runs);
  g_hash_table_unref (log.notes);
  g_ptr_array_unref (log.order);
  return done;
}
