/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/act-words.h"

#include "core/date-words.h"
#include "core/display-text.h"
#include "core/words.h"

/* How many refused paths are named one by one. */
#define MAX_NAMED 8u
#define MAX_MESSAGE_BYTES 600

void
rc_act_outcome_free (RcActOutcome *self)
{
  if (self == NULL)
    return;

  g_free (self->sentence);
  g_free (self);
}

static RcActOutcome *
outcome_new (GString  *sentence,
             gboolean  is_trouble)
{
  RcActOutcome *self = g_new0 (RcActOutcome, 1);

  self->sentence = g_string_free (sentence, FALSE);
  self->is_trouble = is_trouble;
  return self;
}

G_GNUC_PRINTF (2, 3)
static void
add_sentence (GString    *text,
              const char *format,
              ...)
{
  va_list arguments;

  if (text->len > 0)
    g_string_append_c (text, ' ');
  va_start (arguments, format);
  g_string_append_vprintf (text, format, arguments);
  va_end (arguments);
}

/* @words have a %s for the number. */
static void
add_count (GString    *text,
           const char *words,
           guint64     count)
{
  g_autoptr (GString) sentence = g_string_new (words);
  g_autofree char *number = rc_count_words (count);

  g_string_replace (sentence, "%s", number, 1);
  add_sentence (text, "%s", sentence->str);
}

static void
add_refused (GString         *text,
             const GPtrArray *refused)
{
  if (refused->len == 0)
    return;

  add_count (text, rc_words_plural ("%s path could not be read:", "%s paths could not be read:", refused->len), refused->len);
  for (guint i = 0; i < MIN (refused->len, MAX_NAMED); i++)
    {
      const RcException *exception = g_ptr_array_index (refused, i);
      g_autofree char *message = rc_display_text (exception->message, -1, MAX_MESSAGE_BYTES);

      g_string_append_printf (text, "\n• %s", message);
    }
  if (refused->len > MAX_NAMED)
    {
      g_autofree char *more = rc_count_words (refused->len - MAX_NAMED);

      g_string_append (text, "\n• ");
      g_string_append_printf (text, _("and %s more; all are in the exceptions"), more);
    }
}

static void
count_sources (const RcImportResult *result,
               guint64              *out_events,
               guint64              *out_set_aside,
               guint                *out_unknown)
{
  *out_events = *out_set_aside = 0;
  *out_unknown = 0;
  for (guint i = 0; i < result->sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (result->sources, i);

      *out_events += source->events;
      *out_set_aside += source->set_aside;
      *out_unknown += source->importer == NULL ? 1 : 0;
    }
}

/**
 * rc_act_outcome_of_import:
 *
 * Counts, and what was not read. Nothing was checked by an import, and the sentence says so.
 *
 * Returns: (transfer full):
 */
RcActOutcome *
rc_act_outcome_of_import (const RcImportResult *result,
                          guint                 foreign)
{
  GString *text = g_string_new (NULL);
  guint known = result->recognised->len;
  guint64 events, set_aside;
  guint unknown;

  count_sources (result, &events, &set_aside, &unknown);
  add_count (text, rc_words_plural ("%s source came in.", "%s sources came in.", result->sources->len), result->sources->len);
  add_count (text, rc_words_plural ("%s event was read.", "%s events were read.", events), events);
  if (known > 0)
    add_count (text, rc_words_plural ("%s of them was in the case already.", "%s of them were in the case already.", known), known);
  if (unknown > 0)
    add_count (text, rc_words_plural ("%s is kept, but was not understood.", "%s are kept, but were not understood.", unknown), unknown);
  if (set_aside > 0)
    add_count (text, rc_words_plural ("%s record was set aside: unreadable.",
                                         "%s records were set aside: unreadable.", set_aside), set_aside);
  if (result->sources->len > 0)
    add_sentence (text, "%s", _("Nothing is checked by an import."));
  if (foreign > 0)
    add_count (text, rc_words_plural ("%s item is no file of this computer and was not read: copy it here first.",
                                         "%s items are no files of this computer and were not read: copy them here first.", foreign),
                  foreign);
  add_refused (text, result->refused);
  return outcome_new (text, result->refused->len > 0 || foreign > 0);
}

/**
 * rc_act_outcome_of_verify:
 *
 * Returns: (transfer full): what was counted, and how many exceptions there are
 */
RcActOutcome *
rc_act_outcome_of_verify (const RcJudgement *judgement)
{
  GString *text = g_string_new (NULL);
  guint exceptions = judgement->exceptions->len;
  g_autofree char *checked = rc_count_words (judgement->records_checked);
  g_autofree char *total = rc_count_words (judgement->records_total);

  /* Translators: %1$s and %2$s are numbers of records. */
  add_sentence (text, _("%1$s of %2$s stored records were read again and compared with their digests."), checked, total);
  if (judgement->records_failed > 0)
    add_count (text, rc_words_plural ("%s differs from what was imported.",
                                         "%s differ from what was imported.", judgement->records_failed),
                  judgement->records_failed);
  add_count (text, rc_words_plural ("%s integrity protection was checked.", "%s integrity protections were checked.",
                                       judgement->seals->len), judgement->seals->len);
  if (exceptions > 0)
    add_count (text, rc_words_plural ("%s exception was noted.", "%s exceptions were noted.", exceptions), exceptions);
  else
    add_sentence (text, "%s", _("No exception was noted."));
  return outcome_new (text, judgement->records_failed > 0);
}

char *
rc_act_words_of_error (const GError *error)
{
  return rc_display_text (error->message, -1, MAX_MESSAGE_BYTES);
}

char *
rc_act_words_of_import_error (const GError *error)
{
  g_autofree char *message = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_strdup (_("The import was cancelled. The case is as it was before."));

  message = rc_act_words_of_error (error);
  /* Translators: %s is what went wrong. */
  return g_strdup_printf (_("Nothing was imported, and the case is as it was before: %s"), message);
}

char *
rc_act_words_of_verify_error (const GError *error)
{
  g_autofree char *message = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_strdup (_("The check was cancelled before its end. Nothing of it was kept."));

  message = rc_act_words_of_error (error);
  return g_strdup_printf (_("The check did not come to its end, and nothing of it was kept: %s"), message);
}
