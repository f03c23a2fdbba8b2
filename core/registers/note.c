/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/registers/note.h"

#include "core/words.h"

void
rc_note_free (RcNote *self)
{
  if (self == NULL)
    return;

  g_free (self->subject);
  g_free (self->words);
  g_free (self->by);
  g_free (self);
}

gint64
rc_note_add (RcCase      *case_file,
             const char  *subject,
             const char  *words,
             const char  *by,
             GError     **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  RcEntryTerms terms = { .kind = RC_ENTRY_NOTE, .act = "note add", .by = by, .is_private = TRUE };
  g_autoptr (RcEntry) entry = NULL;
  gint64 id;

  if (!rc_entry_require_words (_("what is noted"), words, error) || !rc_register_allow_words (_("Subject"), subject, error))
    return 0;

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "text", words);
  rc_register_write_words (writer, "subject", subject);
  rc_json_writer_end_object (writer);
  terms.body = rc_json_writer_peek (writer);
  id = rc_entry_add (case_file, &terms, error);
  entry = id != 0 ? rc_entry_load (case_file, id, error) : NULL;
  return entry != NULL ? entry->number : 0;
}

static RcNote *
from_entry (const RcEntry *entry)
{
  RcNote *self = g_new0 (RcNote, 1);

  self->number = entry->number;
  self->subject = rc_entry_dup_text (entry, "subject");
  self->words = rc_entry_dup_text (entry, "text");
  self->is_withheld = rc_entry_is_withheld (entry);
  if (self->words == NULL)
    self->words = g_strdup (self->is_withheld ? _("Withheld: what is private is in no copy of the case") : "");
  self->by = g_strdup (entry->by);
  self->entered_us = entry->added_us;
  return self;
}

GPtrArray *
rc_note_list (RcCase  *case_file,
              GError **error)
{
  g_autoptr (GPtrArray) entries = rc_entry_list (case_file, RC_ENTRY_NOTE, error);
  g_autoptr (GPtrArray) notes = NULL;

  if (entries == NULL)
    return NULL;

  notes = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_note_free);
  for (guint i = 0; i < entries->len; i++)
    g_ptr_array_add (notes, from_entry (g_ptr_array_index (entries, i)));
  return g_steal_pointer (&notes);
}

gboolean
rc_note_count (RcCase  *case_file,
               guint   *out_count,
               GError **error)
{
  g_autoptr (GPtrArray) entries = rc_entry_list (case_file, RC_ENTRY_NOTE, error);

  if (entries == NULL)
    return FALSE;

  *out_count = entries->len;
  return TRUE;
}
