/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/issued/issued-parts.h"

#include <string.h>

#include "core/bounds.h"
#include "core/registers/register.h"

/*
 * What stands in the case is tainted. The acts of a thread are gone through in their order by the same table by which they are entered: one that
 * nobody can read, that cannot follow, or that is not there though its number is passed over, changes nothing and is counted. An edit can so
 * never make a document signed that was not frozen, and one that took a withdrawal back is seen.
 */

static void
draft_free (gpointer data)
{
  RcIssuedDraft *draft = data;

  g_free (draft->evidence_state);
  g_free (draft->language);
  g_free (draft->by);
  g_clear_pointer (&draft->sections, g_ptr_array_unref);
  g_free (draft);
}

static void
comment_free (gpointer data)
{
  RcIssuedComment *comment = data;

  g_free (comment->section);
  g_free (comment->words);
  g_free (comment->by);
  g_free (comment->outcome);
  g_free (comment->answer);
  g_free (comment->answered_by);
  g_free (comment);
}

static void
signature_free (gpointer data)
{
  RcIssuedSignature *signature = data;

  g_free (signature->file);
  g_free (signature->signatory);
  g_free (signature->function);
  g_free (signature->on);
  g_free (signature->how);
  g_free (signature->found);
  g_free (signature->sha256);
  g_free (signature->by);
  g_free (signature);
}

/* The objects of an array member, at most @most; FALSE: it has none, or others are in it. */
static gboolean
read_objects (const RcEntry *entry,
              const char    *member,
              guint          most,
              gboolean     (*take) (const RcJson *json, guint32 node, GPtrArray *list),
              GPtrArray     *list)
{
  const RcJson *json = rc_entry_peek_json (entry);
  guint32 array = json->n_nodes > 0 ? rc_json_member (json, 0, member) : RC_JSON_NO_NODE;

  if (array == RC_JSON_NO_NODE || !rc_json_is (json, array, RC_JSON_ARRAY))
    return FALSE;

  for (guint32 item = array + 1; item < json->nodes[array].next; item = json->nodes[item].next)
    {
      if (list->len >= most || !rc_json_is (json, item, RC_JSON_OBJECT) || !take (json, item, list))
        return FALSE;
    }
  return TRUE;
}

/* --- Drafts and comments --- */

static gboolean
take_section (const RcJson *json,
              guint32       node,
              GPtrArray    *list)
{
  g_autofree char *heading = rc_register_dup_member (json, node, "heading");
  g_autofree char *sha256 = rc_register_dup_member (json, node, "sha256");

  if (heading == NULL || !rc_issued_is_sha256 (sha256))
    return FALSE;

  g_ptr_array_add (list, rc_issued_section_new (heading, sha256));
  return TRUE;
}

static gboolean
take_draft (RcIssued      *self,
            const RcEntry *entry)
{
  RcIssuedDraft *draft = g_new0 (RcIssuedDraft, 1);

  draft->number = self->drafts->len + 1;
  draft->evidence_state = rc_entry_dup_text (entry, "evidence_state");
  draft->language = rc_entry_dup_text (entry, "language");
  draft->by = g_strdup (entry->by);
  draft->at_us = entry->added_us;
  draft->sections = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_issued_section_free);
  if (rc_issued_is_sha256 (draft->evidence_state) && rc_issued_is_language (draft->language) &&
      read_objects (entry, "sections", RC_LIMIT_ISSUED_SECTIONS, take_section, draft->sections))
    {
      g_ptr_array_add (self->drafts, draft);
      return TRUE;
    }

  draft_free (draft);
  return FALSE;
}

static gboolean
take_comment (RcIssued      *self,
              const RcEntry *entry)
{
  g_autofree char *words = rc_entry_dup_text (entry, "words");
  RcIssuedComment *comment;

  if (words == NULL || self->drafts->len == 0)
    return FALSE;

  comment = g_new0 (RcIssuedComment, 1);
  comment->number = self->comments->len + 1;
  comment->draft = self->drafts->len;
  comment->section = rc_entry_dup_text (entry, "section");
  comment->words = g_steal_pointer (&words);
  comment->by = g_strdup (entry->by);
  comment->at_us = entry->added_us;
  g_ptr_array_add (self->comments, comment);
  return TRUE;
}

static gboolean
take_answer (RcIssued      *self,
             const RcEntry *entry)
{
  g_autofree char *outcome = rc_entry_dup_text (entry, "outcome");
  g_autofree char *answer = rc_entry_dup_text (entry, "answer");
  guint n_outcomes = G_N_ELEMENTS (rc_issued_outcome_names);
  RcIssuedComment *comment;
  gint64 number;

  if (answer == NULL || rc_register_find_name (outcome, rc_issued_outcome_names, n_outcomes, n_outcomes) == n_outcomes ||
      !rc_entry_get_integer (entry, "comment", &number) || number < 1 || number > self->comments->len)
    return FALSE;

  comment = g_ptr_array_index (self->comments, number - 1);
  if (comment->outcome != NULL)
    return FALSE;
  comment->outcome = g_steal_pointer (&outcome);
  comment->answer = g_steal_pointer (&answer);
  comment->answered_by = g_strdup (entry->by);
  return TRUE;
}

/* --- Freezing, signing, withdrawing --- */

static gboolean
take_file (const RcJson *json,
           guint32       node,
           GPtrArray    *list)
{
  g_autofree char *name = rc_register_dup_member (json, node, "name");
  g_autofree char *language = rc_register_dup_member (json, node, "language");
  g_autofree char *sha256 = rc_register_dup_member (json, node, "sha256");
  g_autofree char *tree = rc_register_dup_member (json, node, "tree");
  guint32 member = rc_json_member (json, node, "bytes");
  guint32 supplement = rc_json_member (json, node, "supplement");
  RcIssuedFile *file;
  gint64 bytes;

  if (!rc_issued_is_file_name (name) || !rc_issued_is_sha256 (sha256) || member == RC_JSON_NO_NODE ||
      !rc_json_get_integer (json, member, &bytes) || bytes < 0)
    return FALSE;

  file = rc_issued_file_new (name, language, (guint64) bytes, sha256, tree);
  file->is_supplement = supplement != RC_JSON_NO_NODE && !rc_json_is (json, supplement, RC_JSON_FALSE);
  g_ptr_array_add (list, file);
  return TRUE;
}

static gboolean
take_freeze (RcIssued      *self,
             const RcEntry *entry)
{
  g_autofree char *designation = rc_entry_dup_text (entry, "designation");
  g_autofree char *state = rc_entry_dup_text (entry, "evidence_state");
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_issued_file_free);

  if (designation == NULL || *designation == '\0' || !rc_issued_is_sha256 (state) || rc_issued_count_open (self) > 0 ||
      !read_objects (entry, "files", RC_LIMIT_ISSUED_FILES, take_file, files) || files->len == 0)
    return FALSE;

  self->designation = g_steal_pointer (&designation);
  self->evidence_state = g_steal_pointer (&state);
  self->frozen_us = entry->added_us;
  self->frozen_by = g_strdup (entry->by);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  self->files = g_steal_pointer (&files);
  self->state = RC_ISSUED_FOR_SIGNATURE;
  return TRUE;
}

static gboolean
take_sign (RcIssued      *self,
           const RcEntry *entry)
{
  guint n_matches = RC_ISSUED_MATCH_STATED + 1;
  g_autofree char *name = rc_entry_dup_text (entry, "match");
  guint match = rc_register_find_name (name, rc_issued_match_names, n_matches, n_matches);
  RcIssuedSignature *signature = g_new0 (RcIssuedSignature, 1);
  const RcIssuedFile *file;

  signature->match = match;
  signature->file = rc_entry_dup_text (entry, "file");
  signature->signatory = rc_entry_dup_text (entry, "signatory");
  signature->function = rc_entry_dup_text (entry, "function");
  signature->on = rc_entry_dup_text (entry, "on");
  signature->how = rc_entry_dup_text (entry, "how");
  signature->found = rc_entry_dup_text (entry, "found");
  signature->sha256 = rc_entry_dup_text (entry, "sha256");
  if (!rc_entry_get_integer (entry, "source", &signature->source) || signature->source < 0)
    signature->source = 0;
  signature->by = g_strdup (entry->by);
  signature->at_us = entry->added_us;
  file = signature->file != NULL ? rc_issued_find_file_named (self, signature->file) : NULL;
  if (match < n_matches && file != NULL && !file->is_supplement && signature->signatory != NULL && signature->on != NULL && rc_register_is_day (signature->on) && signature->how != NULL &&
      rc_issued_is_sha256 (signature->sha256))
    {
      g_ptr_array_add (self->signatures, signature);
      self->state = RC_ISSUED_SIGNED;
      return TRUE;
    }

  signature_free (signature);
  return FALSE;
}

static gboolean
take_withdraw (RcIssued      *self,
               const RcEntry *entry)
{
  g_autofree char *reason = rc_entry_dup_text (entry, "reason");

  if (reason == NULL)
    return FALSE;

  self->withdrawn_for = g_steal_pointer (&reason);
  self->withdrawn_by = g_strdup (entry->by);
  self->state = RC_ISSUED_WITHDRAWN;
  return TRUE;
}

static gboolean (* const takers[RC_ISSUED_N_ACTS]) (RcIssued *self, const RcEntry *entry) = {
  take_draft, take_comment, take_answer, take_freeze, take_sign, take_withdraw,
};

/* --- Threads --- */

static void
take_act (RcIssued      *self,
          const RcEntry *entry,
          gint64         expected_number)
{
  g_autofree char *name = rc_entry_dup_text (entry, "act");
  guint act = rc_register_find_name (name, rc_issued_act_names, RC_ISSUED_N_ACTS, RC_ISSUED_N_ACTS);

  if (entry->number != expected_number)
    self->unreadable++;
  if (act == RC_ISSUED_N_ACTS || !rc_issued_state_allows (self->state, act) || !takers[act] (self, entry))
    self->unreadable++;
}

static char *
dup_said (const RcEntry *first,
          const char    *member)
{
  char *text = rc_entry_dup_text (first, member);

  return text != NULL ? text : g_strdup ("");
}

static void
take_first (RcIssued      *self,
            const RcEntry *first)
{
  gint64 revision;

  self->number = first->number;
  self->kind = dup_said (first, "kind");
  self->subject = rc_entry_dup_text (first, "subject");
  self->title = dup_said (first, "title");
  self->begun_by = g_strdup (first->by);
  self->begun_us = first->added_us;
  if (rc_entry_get_integer (first, "revision", &revision) && revision >= 0 && revision <= G_MAXINT)
    self->revision = (guint) revision;
  else
    self->unreadable++;
  if (!rc_entry_get_integer (first, "replaces", &self->replaces))
    self->replaces = 0;
  if (!rc_issued_is_kind (self->kind))
    self->unreadable++;
}

static RcIssued *
from_thread (const RcEntryThread *thread)
{
  RcIssued *self = g_new0 (RcIssued, 1);
  gint64 expected = 1;

  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_issued_file_free);
  self->drafts = g_ptr_array_new_with_free_func (draft_free);
  self->comments = g_ptr_array_new_with_free_func (comment_free);
  self->signatures = g_ptr_array_new_with_free_func (signature_free);
  take_first (self, thread->first);
  for (guint i = 0; i < thread->additions->len; i++)
    {
      const RcEntry *entry = g_ptr_array_index (thread->additions, i);

      take_act (self, entry, expected);
      expected = entry->number < G_MAXINT64 ? entry->number + 1 : entry->number;
    }
  return self;
}

static RcIssued *
find_number (GPtrArray *all,
             guint      before,
             gint64     number)
{
  for (guint i = 0; i < before; i++)
    {
      RcIssued *issued = g_ptr_array_index (all, i);

      if (issued->number == number)
        return issued;
    }
  return NULL;
}

/* What one replaces began before it, was signed, and is of the same kind and subject; it is replaced once the later one is signed. */
static void
link_replaced (GPtrArray *all,
               guint      index)
{
  RcIssued *self = g_ptr_array_index (all, index);
  RcIssued *replaced = find_number (all, index, self->replaces);

  if (replaced == NULL || replaced->signatures->len == 0 || strcmp (replaced->kind, self->kind) != 0 ||
      g_strcmp0 (replaced->subject, self->subject) != 0 || self->revision <= replaced->revision ||
      (replaced->replaced_by != 0 && self->signatures->len > 0))
    {
      self->replaces = 0;
      self->unreadable++;
      return;
    }
  if (self->signatures->len == 0)
    return;

  replaced->replaced_by = self->number;
  if (replaced->state == RC_ISSUED_SIGNED)
    replaced->state = RC_ISSUED_REPLACED;
}

GPtrArray *
rc_issued_read_all (RcCase  *case_file,
                    GError **error)
{
  g_autoptr (GPtrArray) threads = rc_entry_thread_list (case_file, RC_ENTRY_ISSUED, error);
  g_autoptr (GPtrArray) all = NULL;

  if (threads == NULL)
    return NULL;

  all = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_issued_free);
  for (guint i = 0; i < threads->len; i++)
    g_ptr_array_add (all, from_thread (g_ptr_array_index (threads, i)));
  for (guint i = 0; i < all->len; i++)
    {
      if (((const RcIssued *) g_ptr_array_index (all, i))->replaces != 0)
        link_replaced (all, i);
    }
  return g_steal_pointer (&all);
}
