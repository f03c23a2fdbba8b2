/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "entry.h"

#include <string.h>

#include "bounds.h"
#include "canonical.h"
#include "custody.h"
#include "json-writer.h"
#include "team/team-signers.h"
#include "words.h"

G_DEFINE_QUARK (rc-entry-error-quark, rc_entry_error)

#define COLUMNS "id, kind, number, about, body, sha256, private, by, added_us"

void
rc_entry_free (RcEntry *self)
{
  if (self == NULL)
    return;

  rc_json_clear (&self->json);
  g_free (self->kind);
  g_free (self->body);
  g_free (self->by);
  g_free (self);
}

/* --- Adding --- */

/* Blanks alone say nothing. @words: UTF-8 */
static gboolean
says_something (const char *words)
{
  for (; *words != '\0'; words = g_utf8_next_char (words))
    {
      if (g_unichar_isgraph (g_utf8_get_char (words)))
        return TRUE;
    }
  return FALSE;
}

gboolean
rc_entry_require_words (const char  *what,
                        const char  *words,
                        GError     **error)
{
  if (words != NULL && strlen (words) <= RC_LIMIT_ENTRY_WORDS_BYTES && g_utf8_validate (words, -1, NULL) && says_something (words))
    return TRUE;

  g_set_error (error, RC_ENTRY_ERROR, RC_ENTRY_ERROR_WORDS, _("It must be said %s, in at most %u bytes"), what,
               RC_LIMIT_ENTRY_WORDS_BYTES);
  return FALSE;
}

static gboolean
refuse_body (const char  *found,
             GError     **error)
{
  g_set_error (error, RC_ENTRY_ERROR, RC_ENTRY_ERROR_BODY,
               "an entry: expected one JSON object of at most %u bytes, found %s", RC_LIMIT_ENTRY_BYTES, found);
  return FALSE;
}

static char *
canonicalise (const char  *body,
              GError     **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_auto (RcJson) json;
  RcJsonFault fault;

  rc_json_init (&json);
  if (strlen (body) > RC_LIMIT_ENTRY_BYTES)
    return refuse_body ("more", error), NULL;
  if (!rc_json_parse (&json, body, strlen (body), &fault))
    return refuse_body (rc_json_fault_code (fault.kind), error), NULL;
  if (json.nodes[0].type != RC_JSON_OBJECT || json.has_duplicate)
    return refuse_body (json.has_duplicate ? "a member twice" : "another value", error), NULL;
  if (rc_canonical_append (out, &json, 0, RC_CANONICAL_JCS, NULL) != RC_CANONICAL_OK)
    return refuse_body ("a number that JSON does not hold exactly", error), NULL;
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static gboolean
find_next_number (RcDatabase  *database,
                  const char  *kind,
                  gint64       about,
                  gint64      *out_number,
                  GError     **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT coalesce (max (number), 0) + 1 FROM entry WHERE kind = ?1 AND about = ?2",
                                                 error);
  gboolean row;

  if (statement == NULL)
    return FALSE;

  rc_database_bind_text (statement, 1, kind);
  sqlite3_bind_int64 (statement, 2, about);
  if (!rc_database_step (database, statement, &row, error))
    return FALSE;
  *out_number = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

static gboolean
insert (RcDatabase     *database,
        const RcEntry  *entry,
        GError        **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "INSERT INTO entry (kind, number, about, body, sha256, private, by, added_us) "
                                                 "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", error);

  if (statement == NULL)
    return FALSE;

  rc_database_bind_text (statement, 1, entry->kind);
  sqlite3_bind_int64 (statement, 2, entry->number);
  sqlite3_bind_int64 (statement, 3, entry->about);
  rc_database_bind_text (statement, 4, entry->body);
  rc_database_bind_digest (statement, 5, &entry->sha256);
  sqlite3_bind_int (statement, 6, entry->is_private);
  rc_database_bind_text (statement, 7, entry->by);
  sqlite3_bind_int64 (statement, 8, entry->added_us);
  return rc_database_run (database, statement, error);
}

/* The body itself stands in the log, so that an answer is sealed there as it was given; a private one does not leave the case with it. */
static gboolean
note_act (RcCase         *case_file,
          const char     *act,
          const RcEntry  *entry,
          gint64          thread,
          GError        **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *sha256 = rc_digest_dup_hex (&entry->sha256);

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "entry", entry->id);
  rc_json_writer_member_string (writer, "kind", entry->kind);
  rc_json_writer_member_integer (writer, "number", entry->number);
  if (entry->about != 0)
    {
      rc_json_writer_member_integer (writer, "about", entry->about);
      rc_json_writer_member_integer (writer, "thread", thread);
    }
  rc_json_writer_member_string (writer, "by", entry->by);
  rc_json_writer_member_string (writer, "body_sha256", sha256);
  if (entry->is_private)
    rc_json_writer_member_boolean (writer, "private", TRUE);
  else if (strlen (entry->body) <= RC_LIMIT_ENTRY_LOGGED_BYTES)
    {
      rc_json_writer_name (writer, "body");
      rc_json_writer_raw (writer, entry->body);
    }
  rc_json_writer_end_object (writer);
  return rc_custody_append (case_file, act, rc_json_writer_peek (writer), error);
}

/* Who speaks where nobody is named: the auditor of the case, or the person at the machine. */
static char *
dup_person (RcCase     *case_file,
            const char *by)
{
  g_autofree char *auditor = NULL;

  if (by != NULL)
    return g_strdup (by);

  auditor = rc_case_dup_setting (case_file, "auditor.name");
  return auditor != NULL && *auditor != '\0' ? g_steal_pointer (&auditor) : g_utf8_make_valid (g_get_user_name (), -1);
}

/* An addition to an addition stands under the first entry, so that a thread is one list. @out_thread: number of the first entry. */
static gboolean
find_first (RcCase              *case_file,
            const RcEntryTerms  *terms,
            gint64              *out_about,
            gint64              *out_thread,
            GError             **error)
{
  g_autoptr (RcEntry) about = NULL;

  *out_about = 0;
  *out_thread = 0;
  if (terms->about == 0)
    return TRUE;

  about = rc_entry_load (case_file, terms->about, error);
  if (about != NULL && about->about != 0)
    {
      g_autoptr (RcEntry) addition = g_steal_pointer (&about);

      about = rc_entry_load (case_file, addition->about, error);
    }
  if (about == NULL)
    return FALSE;
  *out_about = about->id;
  *out_thread = about->number;
  if (strcmp (about->kind, terms->kind) == 0)
    return TRUE;

  g_set_error (error, RC_ENTRY_ERROR, RC_ENTRY_ERROR_NOT_FOUND, _("Entry %1$lld is of the kind “%2$s”: expected “%3$s”"),
               (long long) terms->about, about->kind, terms->kind);
  return FALSE;
}

/**
 * rc_entry_append:
 * @case_file: within a transaction
 *
 * Returns: the entry's id; 0 with @error
 */
gint64
rc_entry_append (RcCase              *case_file,
                 const RcEntryTerms  *terms,
                 GError             **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  g_autoptr (RcEntry) entry = g_new0 (RcEntry, 1);
  gint64 thread;

  rc_json_init (&entry->json);
  if (!terms->is_told_by_caller && !rc_team_allows (case_file, terms->act, error))
    return 0;
  entry->kind = g_strdup (terms->kind);
  entry->is_private = terms->is_private;
  entry->by = dup_person (case_file, terms->by);
  entry->added_us = terms->entered_us != 0 ? terms->entered_us : g_get_real_time ();
  if (!rc_entry_require_words (_("who says it"), entry->by, error) || !find_first (case_file, terms, &entry->about, &thread, error))
    return 0;
  entry->body = canonicalise (terms->body, error);
  if (entry->body == NULL)
    return 0;

  rc_digest_compute (entry->body, strlen (entry->body), &entry->sha256);
  if (!find_next_number (database, entry->kind, entry->about, &entry->number, error) || !insert (database, entry, error) ||
      !rc_database_get_integer (database, "SELECT last_insert_rowid ()", &entry->id, error) ||
      (!terms->is_told_by_caller && !note_act (case_file, terms->act, entry, thread, error)))
    return 0;
  return entry->id;
}

/**
 * rc_entry_add:
 *
 * Returns: the entry's id; 0 with @error
 */
gint64
rc_entry_add (RcCase              *case_file,
              const RcEntryTerms  *terms,
              GError             **error)
{
  gint64 id;

  if (!rc_case_require_writable (case_file, error) || !rc_case_begin (case_file, error))
    return 0;

  id = rc_entry_append (case_file, terms, error);
  if (id != 0 && rc_case_commit (case_file, error))
    return id;

  rc_case_rollback (case_file);
  return 0;
}

/* --- Reading --- */

/* What was changed behind the program's back is not told as what somebody entered. */
static gboolean
is_as_entered (const RcEntry *self)
{
  RcDigest digest;

  rc_digest_compute (self->body, strlen (self->body), &digest);
  return rc_digest_equal (&digest, &self->sha256);
}

/* Tainted: somebody else may have written into the file. What is no object has no members. */
static RcEntry *
from_row (sqlite3_stmt *statement)
{
  RcEntry *self = g_new0 (RcEntry, 1);
  RcJsonFault fault;

  rc_json_init (&self->json);
  self->id = sqlite3_column_int64 (statement, 0);
  self->kind = rc_database_column_dup (statement, 1);
  self->number = sqlite3_column_int64 (statement, 2);
  self->about = sqlite3_column_int64 (statement, 3);
  self->body = rc_database_column_dup (statement, 4);
  (void) rc_database_column_digest (statement, 5, &self->sha256);
  self->is_private = sqlite3_column_int (statement, 6) != 0;
  self->by = rc_database_column_dup (statement, 7);
  self->added_us = sqlite3_column_int64 (statement, 8);
  if (strlen (self->body) > RC_LIMIT_ENTRY_BYTES || !rc_json_parse (&self->json, self->body, strlen (self->body), &fault) ||
      self->json.nodes[0].type != RC_JSON_OBJECT || !is_as_entered (self))
    self->json.n_nodes = 0;
  return self;
}

static GPtrArray *
collect (RcDatabase    *database,
         sqlite3_stmt  *statement,
         GError       **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_entry_free);
  gboolean row;

  while (TRUE)
    {
      if (!rc_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&list);
      g_ptr_array_add (list, from_row (statement));
    }
}

static RcEntry *
take_one (RcDatabase    *database,
          sqlite3_stmt  *statement,
          const char    *kind,
          gint64         number,
          GError       **error)
{
  g_autoptr (GPtrArray) list = collect (database, statement, error);

  if (list == NULL)
    return NULL;
  if (list->len > 0)
    return g_ptr_array_steal_index (list, 0);

  g_set_error (error, RC_ENTRY_ERROR, RC_ENTRY_ERROR_NOT_FOUND, _("The case has no %1$s with the number %2$lld"), kind,
               (long long) number);
  return NULL;
}

/**
 * rc_entry_load:
 * @id: number over all entries
 *
 * Returns: (transfer full): the entry; %NULL with %RC_ENTRY_ERROR_NOT_FOUND
 */
RcEntry *
rc_entry_load (RcCase  *case_file,
               gint64   id,
               GError **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT " COLUMNS " FROM entry WHERE id = ?1", error);

  if (statement == NULL)
    return NULL;

  sqlite3_bind_int64 (statement, 1, id);
  return take_one (database, statement, "entry", id, error);
}

/**
 * rc_entry_find:
 *
 * Returns: (transfer full): the entry; %NULL with %RC_ENTRY_ERROR_NOT_FOUND
 */
RcEntry *
rc_entry_find (RcCase      *case_file,
               const char  *kind,
               gint64       number,
               GError     **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT " COLUMNS " FROM entry WHERE kind = ?1 AND number = ?2 AND about = 0", error);

  if (statement == NULL)
    return NULL;

  rc_database_bind_text (statement, 1, kind);
  sqlite3_bind_int64 (statement, 2, number);
  return take_one (database, statement, kind, number, error);
}

GPtrArray *
rc_entry_list (RcCase      *case_file,
               const char  *kind,
               GError     **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT " COLUMNS " FROM entry WHERE kind = ?1 AND about = 0 ORDER BY number",
                                                 error);

  if (statement == NULL)
    return NULL;

  rc_database_bind_text (statement, 1, kind);
  return collect (database, statement, error);
}

static gboolean
is_beside (const RcEntry *entry)
{
  guint32 merged = entry->json.n_nodes > 0 ? rc_json_member (&entry->json, 0, "merged") : RC_JSON_NO_NODE;

  return merged != RC_JSON_NO_NODE && rc_json_is (&entry->json, merged, RC_JSON_OBJECT)
         && rc_json_is (&entry->json, rc_json_member (&entry->json, merged, RC_ENTRY_BESIDE), RC_JSON_TRUE);
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  const RcEntry *one = *(RcEntry * const *) a, *other = *(RcEntry * const *) b;

  if (one->added_us != other->added_us)
    return one->added_us < other->added_us ? -1 : 1;
  return one->number < other->number ? -1 : one->number > other->number;
}

/* The newest word counts also where it was said on the other side. */
static void
order_additions (GPtrArray *additions)
{
  for (guint i = 0; i < additions->len; i++)
    {
      if (!is_beside (g_ptr_array_index (additions, i)))
        continue;
      g_ptr_array_sort (additions, compare_times);
      return;
    }
}

GPtrArray *
rc_entry_list_additions (RcCase  *case_file,
                         gint64   about,
                         GError **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  GPtrArray *additions;
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT " COLUMNS " FROM entry WHERE about = ?1 ORDER BY number", error);

  if (statement == NULL)
    return NULL;

  sqlite3_bind_int64 (statement, 1, about);
  additions = collect (database, statement, error);
  if (additions != NULL)
    order_additions (additions);
  return additions;
}

/* --- Threads --- */

void
rc_entry_thread_free (RcEntryThread *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->first, rc_entry_free);
  g_clear_pointer (&self->additions, g_ptr_array_unref);
  g_free (self);
}

static RcEntryThread *
thread_new (RcCase   *case_file,
            RcEntry  *first,       /* (transfer full) (nullable) */
            GError  **error)
{
  g_autoptr (RcEntryThread) self = g_new0 (RcEntryThread, 1);

  self->first = first;
  if (first == NULL)
    return NULL;

  self->additions = rc_entry_list_additions (case_file, first->id, error);
  for (guint i = self->additions != NULL ? self->additions->len : 0; i > 0; i--)
    {
      /* Somebody else may have put anything under it. */
      if (strcmp (((const RcEntry *) g_ptr_array_index (self->additions, i - 1))->kind, first->kind) != 0)
        g_ptr_array_remove_index (self->additions, i - 1);
    }
  return self->additions != NULL ? g_steal_pointer (&self) : NULL;
}

RcEntryThread *
rc_entry_thread_find (RcCase      *case_file,
                      const char  *kind,
                      gint64       number,
                      GError     **error)
{
  return thread_new (case_file, rc_entry_find (case_file, kind, number, error), error);
}

/* Those that begin threads first, by their numbers, then all additions; each by its number within its thread. */
static GPtrArray *
list_all (RcCase      *case_file,
          const char  *kind,
          GError     **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT " COLUMNS " FROM entry WHERE kind = ?1 ORDER BY about <> 0, about, number",
                                                 error);

  if (statement == NULL)
    return NULL;

  rc_database_bind_text (statement, 1, kind);
  return collect (database, statement, error);
}

static void
add_thread (GPtrArray  *threads,
            GHashTable *by_first,
            RcEntry    *first)      /* (transfer full) */
{
  RcEntryThread *thread = g_new0 (RcEntryThread, 1);

  thread->first = first;
  thread->additions = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_entry_free);
  g_ptr_array_add (threads, thread);
  g_hash_table_insert (by_first, &first->id, thread);
}

GPtrArray *
rc_entry_thread_list (RcCase      *case_file,
                      const char  *kind,
                      GError     **error)
{
  g_autoptr (GPtrArray) threads = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_entry_thread_free);
  g_autoptr (GHashTable) by_first = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GPtrArray) entries = list_all (case_file, kind, error);

  if (entries == NULL)
    return NULL;

  g_ptr_array_set_free_func (entries, NULL);
  for (guint i = 0; i < entries->len; i++)
    {
      RcEntry *entry = g_ptr_array_index (entries, i);
      RcEntryThread *thread = g_hash_table_lookup (by_first, &entry->about);

      /* What stands under nothing is an edit, and told as one by the custody log. */
      if (entry->about == 0)
        add_thread (threads, by_first, entry);
      else if (thread != NULL)
        g_ptr_array_add (thread->additions, entry);
      else
        rc_entry_free (entry);
    }
  for (guint i = 0; i < threads->len; i++)
    order_additions (((RcEntryThread *) g_ptr_array_index (threads, i))->additions);
  return g_steal_pointer (&threads);
}

static gboolean
says (const RcEntry *entry,
      const char    *member)
{
  return entry->json.n_nodes > 0 && rc_json_member (&entry->json, 0, member) != RC_JSON_NO_NODE;
}

const RcEntry *
rc_entry_thread_newest (const RcEntryThread *self,
                        const char          *member)
{
  for (guint i = self->additions->len; i > 0; i--)
    {
      const RcEntry *addition = g_ptr_array_index (self->additions, i - 1);

      if (says (addition, member))
        return addition;
    }

  return says (self->first, member) ? self->first : NULL;
}

char *
rc_entry_thread_dup_text (const RcEntryThread *self,
                          const char          *member)
{
  const RcEntry *newest = rc_entry_thread_newest (self, member);

  return newest != NULL ? rc_entry_dup_text (newest, member) : NULL;
}
