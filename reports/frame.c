/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/frame.h"

#include "core/custody.h"
#include "core/date-words.h"
#include "core/display-text.h"
#include "core/registers/engagement.h"
#include "core/trust.h"
#include "core/words.h"
#include "reports/exhibit.h"

#define SHORT_DIGITS 8
#define BYTES_OF_A_CHARACTER 4    /* at the most, in UTF-8 */
#define LONGEST_DIGEST 4096       /* digits that are cut to eight */

void
rc_frame_free (RcFrame *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->sources, g_ptr_array_unref);
  g_clear_pointer (&self->house, rc_house_free);
  g_clear_object (&self->case_file);
  g_free (self->title);
  g_free (self->auditor);
  g_free (self->language);
  g_free (self->zone);
  g_free (self->foot);
  g_free (self);
}

static char *
dup_foot (const RcFrame *self)
{
  g_autofree char *state = rc_digest_dup_hex (&self->state);
  g_autofree char *head = rc_digest_dup_hex (&self->head);
  g_autofree char *keys = rc_digest_dup_hex (&self->accepted_keys);
  g_autofree char *style = NULL;
  RcDigest digest;

  if (rc_house_digest (self->house, &digest))
    {
      g_autofree char *hex = rc_digest_dup_hex (&digest);

      style = g_strndup (hex, SHORT_DIGITS);
    }

  if (style == NULL)
    return g_strdup_printf (_("Evidence state %1$s\ncustody log %2$s\naccepted keys %3$s\nRecount %4$s"), state, head, keys, PACKAGE_VERSION);
  return g_strdup_printf (_("Evidence state %1$s\ncustody log %2$s\naccepted keys %3$s\nhouse style %4$s · Recount %5$s"), state, head, keys,
                          style, PACKAGE_VERSION);
}

/**
 * rc_frame_new:
 * @language: in which the document is written; pushed already
 *
 * Returns: (transfer full): what the document has in common with all others of the case
 */
RcFrame *
rc_frame_new (RcCase      *case_file,
              const char  *language,
              GError     **error)
{
  g_autoptr (RcFrame) self = g_new0 (RcFrame, 1);

  self->case_file = g_object_ref (case_file);
  self->house = rc_house_load (case_file);
  self->title = rc_case_dup_setting (case_file, "case.title");
  self->auditor = rc_case_dup_setting (case_file, "auditor.name");
  self->language = g_strdup (language);
  self->in_utc = self->house->zone == NULL;
  self->zone = g_strdup (self->in_utc ? "UTC" : self->house->zone);
  self->sources = rc_source_list (case_file, error);
  if (self->sources == NULL ||
      !rc_custody_evidence_head (case_file, &self->state, &self->changed_us, &self->head, error) ||
      !rc_trust_digest (case_file, &self->accepted_keys, error))
    return NULL;

  self->foot = dup_foot (self);
  return g_steal_pointer (&self);
}

/**
 * rc_frame_begin:
 * @title: of the document
 * @kind: stands in the running head
 * @number: (nullable): of the document within the case
 *
 * Returns: (transfer full): an empty document
 */
RcDocument *
rc_frame_begin (const RcFrame *self,
                const char    *title,
                const char    *kind,
                const char    *number,
                gboolean       compact)
{
  g_autofree char *full = NULL;
  RcDocumentInfo info = {
    .title = title,
    .subject = self->title,
    .language = self->language,
    .dated_us = self->changed_us,
    .kind = kind,
    .number = number,
    .classification = self->house->classification,
    .letterhead = (const char * const *) self->house->letterhead,
    .logo_png = self->house->logo,
    .foot = self->foot,
    .disclaimers = (const char * const *) self->house->disclaimers,
    .compact = compact,
  };

  if (number != NULL && self->house->number != NULL)
    info.number = full = g_strdup_printf ("%s · %s", self->house->number, number);
  return rc_document_new (&info);
}

void
rc_frame_add_engagement (const RcFrame *self,
                         RcDocument    *document)
{
  RcText *text = rc_text_new ();

  rc_text_add_format (text, RC_TEXT_STRONG, "%s. ", rc_engagement_peek_title (self->case_file));
  rc_text_add (text, RC_TEXT_PLAIN, rc_engagement_peek_independence (self->case_file));
  rc_document_add_paragraph (document, text);
}

const RcSource *
rc_frame_find_source (const RcFrame *self,
                      gint64         id)
{
  for (guint i = 0; i < self->sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (self->sources, i);

      if (source->id == id)
        return source;
    }

  return NULL;
}

char *
rc_frame_dup_place (const RcFrame *self,
                    gint64         source,
                    guint64        record)
{
  return rc_exhibit_dup_place (rc_frame_find_source (self, source), source, record);
}

/* A record that failed its check is never named without saying so. */
static char *
dup_cited_place (const RcFrame           *self,
                 const RcLineageCitation *cited)
{
  char *place = rc_frame_dup_place (self, cited->citation->source, cited->citation->record);
  char *marked;

  if (rc_verdict_group (cited->protection) != RC_VERDICT_GROUP_FAILED)
    return place;

  /* Translators: an exhibit and a place in it. */
  marked = g_strdup_printf (_("%s – check failed"), place);
  g_free (place);
  return marked;
}

/**
 * rc_frame_dup_places:
 * @most: how many are named; that there are others is said where it is more than one
 *
 * Returns: (transfer full): the places that @answer cites, each record once
 */
char *
rc_frame_dup_places (const RcFrame         *self,
                     const RcLineageAnswer *answer,
                     guint                  most)
{
  g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func (g_free);
  guint further = 0;

  for (guint i = 0; i < answer->citations->len; i++)
    {
      const RcLineageCitation *cited = g_ptr_array_index (answer->citations, i);
      g_autofree char *place = dup_cited_place (self, cited);

      if (g_ptr_array_find_with_equal_func (places, place, g_str_equal, NULL))
        continue;
      if (places->len < most)
        g_ptr_array_add (places, g_steal_pointer (&place));
      else
        further++;
    }

  if (further > 0 && most > 1)
    g_ptr_array_add (places, g_strdup (_("and others")));
  g_ptr_array_add (places, NULL);
  return g_strjoinv ("; ", (char **) places->pdata);
}

char *
rc_frame_dup_moment (const RcFrame *self,
                     gint64         time_us)
{
  char *text = time_us != RC_TIME_NONE ? rc_date_words_moment (time_us, self->zone) : NULL;

  return text != NULL ? text : g_strdup (_("a time that is not recorded"));
}

/**
 * rc_frame_dup_when:
 *
 * Returns: (transfer full): "on 14 August 2026 at 10:42 CEST", for the middle of a sentence
 */
char *
rc_frame_dup_when (const RcFrame *self,
                   gint64         time_us)
{
  g_autofree char *day = time_us != RC_TIME_NONE ? rc_date_words_day (time_us, self->zone) : NULL;
  g_autofree char *clock = time_us != RC_TIME_NONE ? rc_date_words_clock (time_us, self->zone) : NULL;

  if (day == NULL || clock == NULL)
    return g_strdup (_("at a time that is not recorded"));

  return g_strdup_printf (_("on %1$s at %2$s"), day, clock);
}

char *
rc_frame_dup_day (const RcFrame *self,
                  gint64         time_us)
{
  char *text = time_us != RC_TIME_NONE ? rc_date_words_day (time_us, self->zone) : NULL;

  return text != NULL ? text : g_strdup (_("a day that is not recorded"));
}

char *
rc_frame_dup_clock (const RcFrame *self,
                    gint64         time_us)
{
  char *text = time_us != RC_TIME_NONE ? rc_date_words_clock (time_us, self->zone) : NULL;

  return text != NULL ? text : g_strdup (_("a time that is not recorded"));
}

/**
 * rc_frame_dup_quoted:
 * @value: tainted
 * @most: characters that are shown
 * @place: (nullable): where the whole is found
 *
 * Returns: (transfer full): @value as it may stand in a sentence
 */
char *
rc_frame_dup_quoted (const char *value,
                     gsize       most,
                     const char *place)
{
  g_autofree char *shown = rc_display_text (value, -1, most * BYTES_OF_A_CHARACTER + LONGEST_DIGEST);
  g_autofree char *whole = rc_exhibit_shorten_hex (shown);
  g_autofree char *cut = NULL;

  if ((gsize) g_utf8_strlen (whole, -1) <= most)
    return g_steal_pointer (&whole);

  cut = g_utf8_substring (whole, 0, (glong) most);
  if (place == NULL)
    return g_strconcat (cut, "…", NULL);

  /* Translators: the beginning of a text, and where the whole of it stands. */
  return g_strdup_printf (_("%1$s…, whole text in %2$s"), cut, place);
}
