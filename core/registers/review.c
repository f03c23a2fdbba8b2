/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/registers/review.h"

#include <string.h>

#include "core/words.h"

static void
note_free (gpointer data)
{
  RcReviewNote *note = data;

  g_free (note->words);
  g_free (note->by);
  g_free (note->cleared_by);
  g_free (note->cleared_with);
  g_free (note);
}

void
rc_review_free (RcReview *self)
{
  if (self == NULL)
    return;

  g_free (self->subject);
  g_free (self->prepared_by);
  g_free (self->prepared_on);
  g_free (self->reviewed_by);
  g_free (self->reviewed_on);
  g_free (self->signatory);
  g_free (self->final_on);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_free (self);
}

/* --- Reading; what stands in the case is tainted --- */

static void
take_clearing (RcReview      *self,
               const RcEntry *entry)
{
  RcReviewNote *note;
  gint64 cleared;

  if (!rc_entry_get_integer (entry, "clears", &cleared) || cleared < 1 || cleared > self->notes->len)
    return;

  note = g_ptr_array_index (self->notes, cleared - 1);
  if (note->cleared_by != NULL)
    return;
  note->cleared_by = g_strdup (entry->by);
  note->cleared_with = rc_entry_dup_text (entry, "with");
}

static void
take_note (RcReview      *self,
           const RcEntry *entry)
{
  char *words = rc_entry_dup_text (entry, "note");
  RcReviewNote *note;

  if (words == NULL)
    return;

  note = g_new0 (RcReviewNote, 1);
  note->number = self->notes->len + 1;
  note->words = words;
  note->by = g_strdup (entry->by);
  note->entered_us = entry->added_us;
  g_ptr_array_add (self->notes, note);
}

static RcReview *
from_thread (const RcEntryThread *thread)
{
  RcReview *self = g_new0 (RcReview, 1);

  self->number = thread->first->number;
  self->subject = rc_entry_dup_text (thread->first, "subject");
  if (self->subject == NULL)
    self->subject = g_strdup ("");
  self->prepared_by = rc_entry_dup_text (thread->first, "prepared_by");
  if (self->prepared_by == NULL)
    self->prepared_by = g_strdup (thread->first->by);
  self->prepared_on = rc_entry_dup_text (thread->first, "prepared_on");
  if (self->prepared_on == NULL)
    self->prepared_on = rc_register_dup_day (thread->first->added_us);
  self->reviewed_by = rc_entry_thread_dup_text (thread, "reviewed_by");
  self->reviewed_on = rc_entry_thread_dup_text (thread, "reviewed_on");
  self->signatory = rc_entry_thread_dup_text (thread, "signatory");
  self->final_on = rc_entry_thread_dup_text (thread, "final_on");
  self->notes = g_ptr_array_new_with_free_func (note_free);
  for (guint i = 0; i < thread->additions->len; i++)
    {
      take_note (self, g_ptr_array_index (thread->additions, i));
      take_clearing (self, g_ptr_array_index (thread->additions, i));
    }
  return self;
}

RcReview *
rc_review_find (RcCase  *case_file,
                gint64   number,
                GError **error)
{
  g_autoptr (RcEntryThread) thread = rc_entry_thread_find (case_file, RC_ENTRY_REVIEW, number, error);

  return thread != NULL ? from_thread (thread) : NULL;
}

GPtrArray *
rc_review_list (RcCase  *case_file,
                GError **error)
{
  g_autoptr (GPtrArray) threads = rc_entry_thread_list (case_file, RC_ENTRY_REVIEW, error);
  g_autoptr (GPtrArray) reviews = NULL;

  if (threads == NULL)
    return NULL;

  reviews = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_review_free);
  for (guint i = 0; i < threads->len; i++)
    g_ptr_array_add (reviews, from_thread (g_ptr_array_index (threads, i)));
  return g_steal_pointer (&reviews);
}

RcReview *
rc_review_find_subject (RcCase      *case_file,
                        const char  *subject,
                        GError     **error)
{
  g_autoptr (GPtrArray) reviews = rc_review_list (case_file, error);

  for (guint i = reviews != NULL ? reviews->len : 0; i > 0; i--)
    {
      if (strcmp (((const RcReview *) g_ptr_array_index (reviews, i - 1))->subject, subject) == 0)
        return g_ptr_array_steal_index (reviews, i - 1);
    }
  return NULL;
}

guint
rc_review_count_open (const RcReview *self)
{
  guint open = 0;

  for (guint i = 0; i < self->notes->len; i++)
    open += ((const RcReviewNote *) g_ptr_array_index (self->notes, i))->cleared_by == NULL;
  return open;
}

/* --- One person for two --- */

/* Names as people write them: blanks, capitals and forms of letters make no other person. */
static char *
dup_plain (const char *name)
{
  g_autofree char *normal = g_utf8_normalize (name, -1, G_NORMALIZE_ALL);
  g_autofree char *folded = normal != NULL ? g_utf8_casefold (normal, -1) : g_strdup (name);
  g_auto (GStrv) parts = g_strsplit_set (g_strstrip (folded), " \t\n", -1);
  GString *plain = g_string_new (NULL);

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      if (*parts[i] != '\0')
        g_string_append_printf (plain, "%s%s", plain->len > 0 ? " " : "", parts[i]);
    }
  return g_string_free (plain, FALSE);
}

static gboolean
is_same_person (const char *one,      /* (nullable) */
                const char *other)    /* (nullable) */
{
  g_autofree char *first = one != NULL ? dup_plain (one) : NULL;
  g_autofree char *second = other != NULL ? dup_plain (other) : NULL;

  return first != NULL && second != NULL && strcmp (first, second) == 0;
}

GPtrArray *
rc_review_list_warnings (const RcReview *self)
{
  GPtrArray *warnings = g_ptr_array_new_with_free_func (g_free);

  if (is_same_person (self->prepared_by, self->reviewed_by) && is_same_person (self->prepared_by, self->signatory))
    g_ptr_array_add (warnings, g_strdup_printf (_("Prepared, reviewed and signed by one person, %s: nobody else has looked at it."),
                                                self->prepared_by));
  else if (is_same_person (self->prepared_by, self->reviewed_by))
    g_ptr_array_add (warnings, g_strdup_printf (_("Prepared and reviewed by one person, %s: nobody else has looked at it."),
                                                self->prepared_by));
  else if (is_same_person (self->prepared_by, self->signatory))
    g_ptr_array_add (warnings, g_strdup_printf (_("Prepared and signed by one person: %s."), self->prepared_by));
  else if (is_same_person (self->reviewed_by, self->signatory))
    g_ptr_array_add (warnings, g_strdup_printf (_("Reviewed and signed by one person: %s."), self->reviewed_by));
  return warnings;
}

/* --- Entering --- */

static gboolean
refuse (GError     **error,
        const char  *message)
{
  g_set_error_literal (error, RC_REGISTER_ERROR, RC_REGISTER_ERROR_STATE, message);
  return FALSE;
}

static void
write_person (RcJsonWriter *writer,
              const char   *who_member,
              const char   *who,
              const char   *on_member,
              const char   *on)
{
  g_autofree char *today = rc_register_dup_day (g_get_real_time ());

  rc_json_writer_member_string (writer, who_member, who);
  rc_json_writer_member_string (writer, on_member, on != NULL ? on : today);
}

gint64
rc_review_begin (RcCase      *case_file,
                 const char  *subject,
                 const char  *prepared_by,
                 const char  *on,
                 GError     **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autoptr (GError) local_error = NULL;
  g_autoptr (RcReview) known = NULL;

  if (!rc_entry_require_words (_("what is reviewed"), subject, error) ||
      !rc_entry_require_words (_("who prepared it"), prepared_by, error) || !rc_register_allow_day (_("Day"), on, error))
    return 0;

  known = rc_review_find_subject (case_file, subject, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return 0;
    }
  if (known != NULL && known->signatory == NULL)
    return refuse (error, _("A review of that is under way already")), 0;

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "subject", subject);
  write_person (writer, "prepared_by", prepared_by, "prepared_on", on);
  rc_json_writer_end_object (writer);
  return rc_register_begin (case_file, RC_ENTRY_REVIEW, "review begin", writer, prepared_by, error);
}

/* What is final stays as it was signed. */
static RcReview *
find_open (RcCase  *case_file,
           gint64   number,
           GError **error)
{
  g_autoptr (RcReview) review = rc_review_find (case_file, number, error);

  if (review == NULL || review->signatory == NULL)
    return g_steal_pointer (&review);

  refuse (error, _("It is final: a further version is reviewed anew"));
  return NULL;
}

gboolean
rc_review_add_note (RcCase      *case_file,
                    gint64       number,
                    const char  *words,
                    const char  *by,
                    GError     **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autoptr (RcReview) review = find_open (case_file, number, error);

  if (review == NULL || !rc_entry_require_words (_("what is to be cleared"), words, error))
    return FALSE;

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "note", words);
  rc_json_writer_end_object (writer);
  return rc_register_add (case_file, RC_ENTRY_REVIEW, number, "review note", writer, by, error);
}

gboolean
rc_review_clear_note (RcCase      *case_file,
                      gint64       number,
                      gint64       note,
                      const char  *with,
                      const char  *by,
                      GError     **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autoptr (RcReview) review = find_open (case_file, number, error);

  if (review == NULL || !rc_entry_require_words (_("what was done about the note"), with, error))
    return FALSE;
  if (note < 1 || note > review->notes->len)
    return refuse (error, _("The review has no note with that number"));
  if (((const RcReviewNote *) g_ptr_array_index (review->notes, note - 1))->cleared_by != NULL)
    return refuse (error, _("The note was cleared already"));

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "clears", note);
  rc_json_writer_member_string (writer, "with", with);
  rc_json_writer_end_object (writer);
  return rc_register_add (case_file, RC_ENTRY_REVIEW, number, "review clear", writer, by, error);
}

gboolean
rc_review_sign (RcCase      *case_file,
                gint64       number,
                const char  *reviewed_by,
                const char  *on,
                GError     **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autoptr (RcReview) review = find_open (case_file, number, error);

  if (review == NULL || !rc_entry_require_words (_("who reviewed it"), reviewed_by, error) ||
      !rc_register_allow_day (_("Day"), on, error))
    return FALSE;

  rc_json_writer_begin_object (writer);
  write_person (writer, "reviewed_by", reviewed_by, "reviewed_on", on);
  rc_json_writer_end_object (writer);
  return rc_register_add (case_file, RC_ENTRY_REVIEW, number, "review sign", writer, reviewed_by, error);
}

gboolean
rc_review_finish (RcCase      *case_file,
                  gint64       number,
                  const char  *signatory,
                  const char  *on,
                  GError     **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autoptr (RcReview) review = find_open (case_file, number, error);

  if (review == NULL || !rc_entry_require_words (_("who signs"), signatory, error) || !rc_register_allow_day (_("Day"), on, error))
    return FALSE;
  if (rc_review_count_open (review) > 0)
    return refuse (error, _("It cannot be final: review notes are open"));
  if (review->reviewed_by == NULL)
    return refuse (error, _("It cannot be final: nobody has reviewed it"));

  rc_json_writer_begin_object (writer);
  write_person (writer, "signatory", signatory, "final_on", on);
  rc_json_writer_end_object (writer);
  return rc_register_add (case_file, RC_ENTRY_REVIEW, number, "review final", writer, signatory, error);
}
