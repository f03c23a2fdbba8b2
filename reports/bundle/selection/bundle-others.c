/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/selection/bundle-others.h"

#include <string.h>

#include "core/event-index.h"
#include "core/event-record.h"

/* Words of one record that are looked up for whether they name somebody, and events of one record that are looked at one by one. */
#define RC_LIMIT_BUNDLE_WORDS 20000u
#define RC_LIMIT_BUNDLE_ROWS  64u

/* Shorter ones are no names that could be told from any other number or word. */
#define SHORTEST_NAME 5

struct _RcBundleOthers
{
  RcCase         *case_file;
  RcRecordReader *reader;
  GHashTable     *own;        /* char: what the chosen decisions are called by */
  GHashTable     *looked_up;  /* char → whether it names somebody else */
};

RcBundleOthers *
rc_bundle_others_new (RcCase         *case_file,
                      RcRecordReader *reader)
{
  RcBundleOthers *self = g_new0 (RcBundleOthers, 1);

  self->case_file = case_file;
  self->reader = reader;
  self->own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->looked_up = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
rc_bundle_others_free (RcBundleOthers *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->own);
  g_hash_table_unref (self->looked_up);
  g_free (self);
}

/* What an event is called by, or calls the one that it speaks of. */
static const RcField names[] = {
  RC_FIELD_ID, RC_FIELD_DECISION, RC_FIELD_SUBJECT, RC_FIELD_TARGET, RC_FIELD_CORRELATION, RC_FIELD_TRACE,
};

/* Whether events of the kind are about one decision each; the others are about things, or about a time. */
static gboolean
is_about_decision (RcEventKind kind)
{
  switch (kind)
    {
    case RC_EVENT_INFERENCE:
    case RC_EVENT_DECISION:
    case RC_EVENT_HUMAN_ACTION:
    case RC_EVENT_REQUEST_PART:
    case RC_EVENT_FEEDBACK:
    case RC_EVENT_GROUND_TRUTH:
    case RC_EVENT_GUARDRAIL:
    case RC_EVENT_TOOL_CALL:
    case RC_EVENT_ACCESS:
    case RC_EVENT_OTHER:
      return TRUE;
    case RC_EVENT_DEPLOYMENT:
    case RC_EVENT_APPROVAL:
    case RC_EVENT_ANOMALY:
    case RC_EVENT_INCIDENT:
    case RC_EVENT_SYSTEM:
    case RC_EVENT_RETENTION:
      return FALSE;
    }

  return TRUE;
}

gboolean
rc_bundle_others_choose (RcBundleOthers  *self,
                         RcEvent         *event,
                         GError         **error)
{
  if (event->fields == NULL && !rc_event_read_fields (event, self->case_file, self->reader, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *name = rc_event_peek_field (event, names[i]);

      if (name != NULL && *name != '\0')
        g_hash_table_add (self->own, g_strdup (name));
    }
  return TRUE;
}

gboolean
rc_bundle_others_is_own (RcBundleOthers *self,
                         const char     *name)
{
  return g_hash_table_contains (self->own, name);
}

/* Whether the case has an inference, or a decision of the business's own list, that is called so. */
static gboolean
look_up (RcBundleOthers  *self,
         const char      *name,
         gboolean        *out_found,
         GError         **error)
{
  static const struct { RcEventKind kind; RcEventKey key; } wanted[] = {
    { RC_EVENT_INFERENCE, RC_EVENT_KEY_ID },
    { RC_EVENT_INFERENCE, RC_EVENT_KEY_DECISION },
    { RC_EVENT_INFERENCE, RC_EVENT_KEY_SUBJECT },
    { RC_EVENT_INFERENCE, RC_EVENT_KEY_CORRELATION },
    { RC_EVENT_INFERENCE, RC_EVENT_KEY_TRACE },
    { RC_EVENT_DECISION, RC_EVENT_KEY_ID },
    { RC_EVENT_DECISION, RC_EVENT_KEY_DECISION },
    { RC_EVENT_DECISION, RC_EVENT_KEY_SUBJECT },
    { RC_EVENT_HUMAN_ACTION, RC_EVENT_KEY_DECISION },
    { RC_EVENT_HUMAN_ACTION, RC_EVENT_KEY_SUBJECT },
    { RC_EVENT_HUMAN_ACTION, RC_EVENT_KEY_TARGET },
    { RC_EVENT_REQUEST_PART, RC_EVENT_KEY_ID },
    { RC_EVENT_REQUEST_PART, RC_EVENT_KEY_SUBJECT },
  };
  gpointer known;

  *out_found = FALSE;
  if (rc_bundle_others_is_own (self, name))
    return TRUE;
  if (g_hash_table_lookup_extended (self->looked_up, name, NULL, &known))
    {
      *out_found = GPOINTER_TO_INT (known);
      return TRUE;
    }

  for (guint i = 0; !*out_found && i < G_N_ELEMENTS (wanted); i++)
    {
      g_autoptr (GArray) events = rc_event_index_find (self->case_file, self->reader, wanted[i].kind, wanted[i].key, name, 1, error);

      if (events == NULL)
        return FALSE;
      *out_found = events->len > 0;
    }
  g_hash_table_insert (self->looked_up, g_strdup (name), GINT_TO_POINTER (*out_found));
  return TRUE;
}

/* One event of a record. */
static gboolean
judge_event (RcBundleOthers  *self,
             RcEvent         *event,
             RcBundleAbout   *out_about,
             GError         **error)
{
  const char *subject;
  gboolean is_decision = is_about_decision (event->kind);
  gboolean is_of_chosen = FALSE;
  gboolean is_near_chosen = FALSE;
  gboolean is_named = FALSE;

  *out_about = RC_BUNDLE_ABOUT_NOBODY;
  if (!rc_event_read_fields (event, self->case_file, self->reader, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *name = rc_event_peek_field (event, names[i]);
      gboolean is_other = FALSE;

      if (name == NULL || *name == '\0')
        continue;
      if (rc_bundle_others_is_own (self, name))
        {
          /* One person may have several decisions, and one trace several persons. */
          is_near_chosen = is_near_chosen || names[i] == RC_FIELD_SUBJECT || names[i] == RC_FIELD_TRACE;
          is_of_chosen = is_of_chosen || !(names[i] == RC_FIELD_SUBJECT || names[i] == RC_FIELD_TRACE);
          continue;
        }
      /* What the record of a thing is called by is no decision, but it can speak of one. */
      if (!is_decision && names[i] != RC_FIELD_SUBJECT && names[i] != RC_FIELD_DECISION && !look_up (self, name, &is_other, error))
        return FALSE;
      is_named = is_named || is_other || names[i] == RC_FIELD_SUBJECT || names[i] == RC_FIELD_DECISION;
    }

  subject = rc_event_peek_field (event, RC_FIELD_SUBJECT);
  if (is_of_chosen || (is_near_chosen && (subject == NULL || *subject == '\0' || rc_bundle_others_is_own (self, subject))))
    *out_about = RC_BUNDLE_ABOUT_CHOSEN;
  else if (is_decision || is_named)
    *out_about = RC_BUNDLE_ABOUT_OTHERS;
  return TRUE;
}

/* What a token of a text is made of; with @wide, also what parts the words of an address or of base64. */
static gboolean
is_of_name (char     c,
            gboolean wide)
{
  return g_ascii_isalnum (c) || c == '-' || c == '_' || (guchar) c >= 0x80 || (wide && strchr (".:@+/=~", c) != NULL && c != '\0');
}

static gboolean
find_in_words (RcBundleOthers  *self,
               const char      *text,
               gsize            length,
               gboolean         wide,
               guint           *words,
               gboolean        *out_found,
               GError         **error)
{
  gsize at = 0;

  while (at < length && !*out_found)
    {
      gsize begin;
      gboolean has_digit = FALSE;
      g_autofree char *name = NULL;

      while (at < length && !is_of_name (text[at], wide))
        at++;
      for (begin = at; at < length && is_of_name (text[at], wide); at++)
        has_digit = has_digit || g_ascii_isdigit (text[at]);
      if (!has_digit || at - begin < SHORTEST_NAME)
        continue;
      if (++*words > RC_LIMIT_BUNDLE_WORDS)
        {
          *out_found = TRUE;
          return TRUE;
        }

      name = g_strndup (text + begin, at - begin);
      if (!look_up (self, name, out_found, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
rc_bundle_others_find (RcBundleOthers  *self,
                       const char      *text,
                       gsize            length,
                       gboolean        *out_found,
                       GError         **error)
{
  guint words = 0;

  *out_found = FALSE;
  return find_in_words (self, text, length, FALSE, &words, out_found, error) &&
         (*out_found || find_in_words (self, text, length, TRUE, &words, out_found, error));
}

/**
 * rc_bundle_others_judge:
 * @source: a published source
 * @record: one of its records
 * @out_about: (out): whom it speaks of
 *
 * A record that tells of several decisions speaks of others unless all of them are chosen: it cannot be parted. What is read from no record is looked
 * through for names of other decisions and persons of the case.
 */
gboolean
rc_bundle_others_judge (RcBundleOthers  *self,
                        const RcSource  *source,
                        guint64          record,
                        RcBundleAbout   *out_about,
                        GError         **error)
{
  g_autoptr (GArray) events = rc_event_list_at_record (self->case_file, source, record, RC_LIMIT_BUNDLE_ROWS + 1, error);
  g_autoptr (GBytes) bytes = NULL;
  gboolean is_chosen = FALSE;
  gboolean is_other = FALSE;
  const char *text;
  gsize length;

  *out_about = RC_BUNDLE_ABOUT_OTHERS;
  if (events == NULL)
    return FALSE;
  if (events->len > RC_LIMIT_BUNDLE_ROWS)
    return TRUE;

  for (guint i = 0; i < events->len; i++)
    {
      g_autoptr (RcEvent) event = rc_event_load (self->case_file, g_array_index (events, gint64, i), error);
      RcBundleAbout about;

      if (event == NULL || !judge_event (self, event, &about, error))
        return FALSE;
      if (about == RC_BUNDLE_ABOUT_OTHERS)
        return TRUE;
      is_chosen = is_chosen || about == RC_BUNDLE_ABOUT_CHOSEN;
    }

  /* A person's own words about the chosen decision may name another one; that they said so is part of it. */
  if (!is_chosen)
    {
      bytes = rc_record_reader_read (self->reader, source->id, record, NULL, error);
      text = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;
      if (bytes == NULL || !rc_bundle_others_find (self, text, length, &is_other, error))
        return FALSE;
    }
  if (!is_other)
    *out_about = is_chosen ? RC_BUNDLE_ABOUT_CHOSEN : RC_BUNDLE_ABOUT_NOBODY;
  return TRUE;
}
