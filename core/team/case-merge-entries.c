/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/team/case-merge-parts.h"

#include <string.h>

#include "core/bounds.h"
#include "core/words.h"

/* What people entered in the other case, known again by where, by whom and when it was entered first. */

static void
merge_entry_free (gpointer data)
{
  RcMergeEntry *self = data;

  rc_entry_free (self->entry);
  g_free (self);
}

static char *
dup_member (const RcJson *json,
            guint32       object,
            const char   *name)
{
  guint32 node = rc_json_member (json, object, name);

  return node != RC_JSON_NO_NODE ? rc_json_dup_text (json, node, NULL) : g_strdup ("");
}

/* Where an entry was entered first. What came by a merge says so itself. */
static char *
dup_origin (const RcEntry *entry,
            const char    *case_id)
{
  const RcJson *json = rc_entry_peek_json (entry);
  guint32 merged = json->n_nodes > 0 ? rc_json_member (json, 0, "merged") : RC_JSON_NO_NODE;
  g_autofree char *sha256 = NULL;

  if (merged != RC_JSON_NO_NODE && rc_json_is (json, merged, RC_JSON_OBJECT))
    {
      g_autofree char *id = dup_member (json, merged, "case");
      g_autofree char *number = dup_member (json, merged, "entry");
      g_autofree char *digest = dup_member (json, merged, "sha256");
      g_autofree char *added = dup_member (json, merged, "added");
      g_autofree char *by = dup_member (json, merged, "by");

      return g_strjoin ("\n", id, number, digest, added, by, NULL);
    }
  sha256 = rc_digest_dup_hex (&entry->sha256);
  return g_strdup_printf ("%s\n%" G_GINT64_FORMAT "\n%s\n%" G_GINT64_FORMAT "\n%s", case_id, entry->id, sha256, entry->added_us, entry->by);
}

/* (element-type RcEntry) (transfer full) */
static GPtrArray *
load_all (RcCase  *case_file,
          GError **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT id FROM entry ORDER BY id LIMIT ?1", error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_entry_free);
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, RC_LIMIT_MERGE_ENTRIES + 1);
  while (TRUE)
    {
      gint64 id;

      if (!rc_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        break;
      id = sqlite3_column_int64 (statement, 0);
      g_array_append_val (ids, id);
    }
  if (ids->len > RC_LIMIT_MERGE_ENTRIES)
    {
      g_set_error (error, RC_MERGE_ERROR, RC_MERGE_ERROR_LIMIT, _("%1$s has more than %2$u entries, which are not merged at once"),
                   rc_case_peek_path (case_file), RC_LIMIT_MERGE_ENTRIES);
      return NULL;
    }
  for (guint i = 0; i < ids->len; i++)
    {
      RcEntry *entry = rc_entry_load (case_file, g_array_index (ids, gint64, i), error);

      if (entry == NULL)
        return NULL;
      g_ptr_array_add (entries, entry);
    }
  return g_steal_pointer (&entries);
}

/* --- What is known here --- */

/* Origins of what is here, each with the thread that it stands in. */
static GHashTable *
index_here (RcMergeWork  *self,
            GPtrArray    *entries)
{
  g_autofree char *case_id = rc_case_dup_setting (self->here, "case.id");
  GHashTable *origins = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      const RcEntry *entry = g_ptr_array_index (entries, i);

      g_hash_table_insert (origins, dup_origin (entry, case_id != NULL ? case_id : ""), (gpointer) entry);
    }
  return origins;
}

/* Threads that have an entry here which the other case does not know. */
static void
note_own (RcMergeWork *self,
          GPtrArray   *entries,
          GHashTable  *met)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const RcEntry *entry = g_ptr_array_index (entries, i);

      if (entry->about != 0 && !g_hash_table_contains (met, entry))
        rc_merge_put (self->added_here, entry->about, entry->about);
    }
}

/* As far as it matters for what is made of it here. */
static gboolean
is_plausible (const RcEntry *entry)
{
  return entry->id > 0 && entry->number > 0 && entry->number <= RC_LIMIT_JSON_INTEGER && entry->about >= 0 && entry->added_us >= 0
         && entry->added_us <= RC_LIMIT_JSON_INTEGER && *entry->by != '\0' && strlen (entry->by) <= RC_LIMIT_ENTRY_WORDS_BYTES
         && g_utf8_validate (entry->by, -1, NULL) && rc_entry_peek_json (entry)->n_nodes > 0;
}

/* Why entries of this kind stay where they are; (nullable): they can come. */
static const char *
peek_reason (const RcEntry *entry)
{
  static const char * const kinds[] = {
    RC_ENTRY_SYSTEM, RC_ENTRY_DOCUMENT, RC_ENTRY_REQUEST, RC_ENTRY_FINDING, RC_ENTRY_ACQUISITION, RC_ENTRY_REVIEW, RC_ENTRY_HOLD, RC_ENTRY_ASSIGNMENT,
    RC_ENTRY_JUDGEMENT, NULL,
  };

  if (strcmp (entry->kind, RC_ENTRY_DRAW) == 0)
    return _("a draw is of the decisions of the case that it was made in");
  if (strcmp (entry->kind, RC_ENTRY_EXERCISE) == 0)
    return _("an exercise stands on draws, records and a clock of its case");
  if (strcmp (entry->kind, RC_ENTRY_ISSUED) == 0)
    return _("a document was issued from the evidence state of its case");
  if (strcmp (entry->kind, RC_ENTRY_DECLARATION) == 0)
    return _("what is declared is entered by the officer in the case that declares it");
  if (strcmp (entry->kind, RC_ENTRY_MEMBER) == 0)
    return _("members are entered by the owner");
  if (!g_strv_contains (kinds, entry->kind))
    return _("this version of the program does not know what it is");
  return is_plausible (entry) ? NULL : _("it is not as the program writes it");
}

static void
take_there (RcMergeWork *self,
            RcEntry     *entry,       /* (transfer full) */
            GHashTable  *origins,
            GHashTable  *met,
            guint       *n_new)
{
  RcMergeEntry *item = g_new0 (RcMergeEntry, 1);
  g_autofree char *origin = dup_origin (entry, self->result->case_id);
  const RcEntry *here = g_hash_table_lookup (origins, origin);

  item->entry = entry;
  item->first = entry->about != 0 ? entry->about : entry->id;
  item->is_known = here != NULL && strcmp (here->kind, entry->kind) == 0 && (here->about == 0) == (entry->about == 0);
  g_ptr_array_add (self->entries, item);
  if (entry->about == 0)
    g_hash_table_insert (self->numbers, g_strdup_printf ("%s %" G_GINT64_FORMAT, entry->kind, entry->number), item);
  if (item->is_known)
    {
      g_hash_table_add (met, (gpointer) here);
      rc_merge_put (self->threads, item->first, here->about != 0 ? here->about : here->id);
      self->result->entries_known++;
    }
  else if (entry->is_private)
    self->result->n_private++;
  else if (peek_reason (entry) == NULL)
    (*n_new)++;
}

gboolean
rc_merge_find_entries (RcMergeWork  *self,
                       guint        *out_n_new,
                       GError      **error)
{
  g_autoptr (GPtrArray) here = load_all (self->here, error);
  g_autoptr (GPtrArray) there = here != NULL ? load_all (self->there, error) : NULL;
  g_autoptr (GHashTable) origins = NULL;
  g_autoptr (GHashTable) met = g_hash_table_new (NULL, NULL);

  *out_n_new = 0;
  if (there == NULL)
    return FALSE;

  self->entries = g_ptr_array_new_with_free_func (merge_entry_free);
  origins = index_here (self, here);
  g_ptr_array_set_free_func (there, NULL);
  for (guint i = 0; i < there->len; i++)
    take_there (self, g_ptr_array_index (there, i), origins, met, out_n_new);
  note_own (self, here, met);
  return TRUE;
}

/* --- Coming in --- */

static RcMergedEntry *
find_merged (RcMergeWork   *self,
             const RcEntry *first)
{
  gint64 place = rc_merge_get (self->merged_here, first->id);
  RcMergedEntry *merged;

  if (place != 0)
    return g_ptr_array_index (self->result->merged, (guint) place - 1);
  merged = g_new0 (RcMergedEntry, 1);
  merged->kind = g_strdup (first->kind);
  merged->here = first->number;
  g_ptr_array_add (self->result->merged, merged);
  rc_merge_put (self->merged_here, first->id, self->result->merged->len);
  return merged;
}

/* They are in the order of their numbers over all. */
static const RcEntry *
find_first (RcMergeWork        *self,
            const RcMergeEntry *item)
{
  guint first = 0, end = self->entries->len;

  while (first < end)
    {
      guint middle = first + (end - first) / 2;
      const RcEntry *other = ((const RcMergeEntry *) g_ptr_array_index (self->entries, middle))->entry;

      if (other->id == item->first)
        return other->about == 0 && strcmp (other->kind, item->entry->kind) == 0 ? other : NULL;
      if (other->id < item->first)
        first = middle + 1;
      else
        end = middle;
    }
  return NULL;
}

/* One thread for each system: where it is described here too, what the other case says of it is added to that. */
static gboolean
find_system (RcMergeWork    *self,
             const RcEntry  *entry,
             gint64         *out_thread,
             GError        **error)
{
  g_autofree char *name = rc_entry_dup_text (entry, "system");
  g_autoptr (GPtrArray) systems = NULL;

  *out_thread = 0;
  if (strcmp (entry->kind, RC_ENTRY_SYSTEM) != 0 || name == NULL)
    return TRUE;
  systems = rc_entry_list (self->here, RC_ENTRY_SYSTEM, error);
  for (guint i = 0; systems != NULL && *out_thread == 0 && i < systems->len; i++)
    {
      const RcEntry *own = g_ptr_array_index (systems, i);
      g_autofree char *other = rc_entry_dup_text (own, "system");

      if (g_strcmp0 (name, other) == 0)
        *out_thread = own->id;
    }
  return systems != NULL;
}

static gboolean
append (RcMergeWork    *self,
        const RcEntry  *entry,
        const char     *body,
        gint64          thread,
        gint64         *out_id,
        GError        **error)
{
  const RcEntryTerms terms = {
    .kind = entry->kind, .about = thread, .act = RC_MERGE_ACT, .body = body, .by = entry->by, .entered_us = entry->added_us, .is_told_by_caller = TRUE,
  };

  *out_id = rc_entry_append (self->here, &terms, error);
  return *out_id != 0;
}

static gboolean
tell (RcMergeWork         *self,
      const RcMergeEntry  *item,
      gint64               thread,      /* 0: @id begins one */
      gint64               id,
      gboolean             is_beside,
      GError             **error)
{
  g_autoptr (RcEntry) first = rc_entry_load (self->here, thread != 0 ? thread : id, error);
  const RcEntry *there = first != NULL ? find_first (self, item) : NULL;
  RcMergedEntry *merged = first != NULL ? find_merged (self, first) : NULL;

  if (merged == NULL)
    return FALSE;
  merged->there = there != NULL ? there->number : item->entry->number;
  merged->is_new = merged->is_new || thread == 0;
  merged->is_beside = merged->is_beside || is_beside;
  merged->additions += thread != 0;
  return TRUE;
}

static gboolean
enter (RcMergeWork         *self,
       const RcMergeEntry  *item,
       GError             **error)
{
  const RcEntry *entry = item->entry;
  gint64 thread = entry->about != 0 ? rc_merge_get (self->threads, item->first) : 0;
  g_autoptr (GPtrArray) bodies = NULL;
  g_autofree char *reason = NULL;
  gboolean is_beside;

  if (entry->about != 0 && (thread == 0 || find_first (self, item) == NULL))
    {
      rc_merge_leave (self, entry->kind, entry->number, _("what it adds to did not come in"));
      return TRUE;
    }
  if (thread == 0 && !find_system (self, entry, &thread, error))
    return FALSE;
  is_beside = thread != 0 && (entry->about == 0 || rc_merge_get (self->added_here, thread) != 0);
  if (is_beside && strcmp (entry->kind, RC_ENTRY_REVIEW) == 0)
    {
      rc_merge_leave (self, entry->kind, entry->number, _("the review went on on both sides, and its notes are counted"));
      return TRUE;
    }
  bodies = rc_merge_map_body (self, entry, is_beside, &reason);
  if (bodies == NULL)
    rc_merge_leave (self, entry->kind, entry->number, reason);
  for (guint i = 0; bodies != NULL && i < bodies->len; i++)
    {
      gint64 id;

      if (!append (self, entry, g_ptr_array_index (bodies, i), thread, &id, error) || !tell (self, item, thread, id, is_beside, error))
        return FALSE;
      if (entry->about == 0)
        rc_merge_put (self->threads, entry->id, thread != 0 ? thread : id);
    }
  return TRUE;
}

/**
 * rc_merge_enter:
 *
 * Within the transaction of the merge. Entries come by their numbers over all, so that what is referred to is here before what refers to it.
 */
gboolean
rc_merge_enter (RcMergeWork  *self,
                GError      **error)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const RcMergeEntry *item = g_ptr_array_index (self->entries, i);
      const char *reason = item->is_known || item->entry->is_private ? NULL : peek_reason (item->entry);

      if (item->is_known || item->entry->is_private)
        continue;
      if (reason != NULL)
        rc_merge_leave (self, item->entry->kind, item->entry->number, reason);
      else if (!enter (self, item, error))
        return FALSE;
    }
  return TRUE;
}
