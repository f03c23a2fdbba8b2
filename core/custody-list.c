/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "custody-list.h"

#include <string.h>

#include "date-words.h"
#include "display-text.h"
#include "entry-words.h"
#include "json.h"
#include "words.h"

#define SIGNER_DIGITS 8
#define MAX_SAID_BYTES 300u

static void
line_free (gpointer data)
{
  RcCustodyLine *line = data;

  g_free (line->act);
  g_free (line->words);
  g_free (line->signer);
  g_free (line);
}

void
rc_custody_list_free (RcCustodyList *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->report, rc_custody_report_free);
  g_clear_pointer (&self->edited, g_ptr_array_unref);
  g_free (self);
}

/* --- What an act was --- */

/* A text of the entry's detail, safe to show; "" where it says none. */
static char *
say (const RcJson *json,
     const char   *name)
{
  g_autofree char *pointer = g_strconcat ("/", name, NULL);
  guint32 node = rc_json_pointer (json, pointer);
  g_autofree char *text = node != RC_JSON_NO_NODE ? rc_json_dup_text (json, node, NULL) : NULL;

  return rc_display_text (text != NULL ? text : "", -1, MAX_SAID_BYTES);
}

static char *
say_count (const RcJson *json,
           const char   *name)
{
  g_autofree char *pointer = g_strconcat ("/", name, NULL);
  guint32 node = rc_json_pointer (json, pointer);
  gint64 count = 0;

  if (node != RC_JSON_NO_NODE)
    (void) rc_json_get_integer (json, node, &count);
  return rc_count_words ((guint64) MAX (count, 0));
}

static char *
word_import (const RcJson *json)
{
  g_autofree char *first = say_count (json, "first_source");
  g_autofree char *last = say_count (json, "last_source");
  g_autofree char *as_of = say (json, "as_of");

  if (*as_of != '\0' && strcmp (first, last) == 0)
    return g_strdup_printf (_("Evidence was imported: source %1$s, which stood so at %2$s as the auditor says."), first, as_of);
  if (*as_of != '\0')
    return g_strdup_printf (_("Evidence was imported: sources %1$s to %2$s, which stood so at %3$s as the auditor says."), first, last,
                            as_of);
  if (strcmp (first, last) == 0)
    return g_strdup_printf (_("Evidence was imported: source %s."), first);
  return g_strdup_printf (_("Evidence was imported: sources %1$s to %2$s."), first, last);
}

static char *
word_verify (const RcJson *json)
{
  g_autofree char *checked = say_count (json, "records_checked");
  g_autofree char *total = say_count (json, "records_total");
  g_autofree char *exceptions = say_count (json, "exceptions");

  return g_strdup_printf (_("Everything was checked: %1$s of %2$s records read again, %3$s exceptions noticed."), checked, total,
                          exceptions);
}

static char *
word_remove (const RcJson *json)
{
  g_autofree char *name = say (json, "name");
  g_autofree char *reason = say (json, "reason");

  return g_strdup_printf (_("“%1$s” was taken out of every answer. Reason given: %2$s"), name, *reason != '\0' ? reason : _("none"));
}

static char *
word_trust (const RcJson *json,
            gboolean      is_added)
{
  g_autofree char *owner = say (json, "owner");
  g_autofree char *how = say (json, "how");

  if (!is_added)
    return g_strdup_printf (_("The key of %s is no longer accepted."), owner);
  if (*how == '\0')
    return g_strdup_printf (_("The key of %s was accepted; how it was obtained is not said."), owner);
  return g_strdup_printf (_("The key of %1$s was accepted, obtained: %2$s"), owner, how);
}

static char *
word_promote (const RcJson *json)
{
  g_autofree char *owner = say (json, "owner");
  g_autofree char *name = say (json, "name");
  g_autofree char *how = say (json, "how");

  return g_strdup_printf (_("The key of %1$s, which came with the evidence in “%2$s”, was accepted; how its fingerprint was confirmed: %3$s"),
                          owner, name, how);
}

static char *
word_reveal (const RcJson *json)
{
  g_autofree char *source = say_count (json, "source");
  g_autofree char *record = say_count (json, "record");
  g_autofree char *reason = say (json, "reason");

  if (g_str_equal (record, "0"))
    return g_strdup_printf (_("The first records of source %1$s were shown in clear. Reason given: %2$s"), source,
                            *reason != '\0' ? reason : _("none"));
  return g_strdup_printf (_("Record %1$s of source %2$s was shown in clear. Reason given: %3$s"), record, source,
                          *reason != '\0' ? reason : _("none"));
}

static char *
word_search (const RcJson *json)
{
  g_autofree char *sources = say_count (json, "sources");
  g_autofree char *hits = say_count (json, "hits");
  g_autofree char *revealed = say_count (json, "revealed");
  g_autofree char *reason = say (json, "reason");
  gboolean is_complete = rc_json_is (json, rc_json_pointer (json, "/complete"), RC_JSON_TRUE);
  g_autofree char *words =
    g_strdup_printf (is_complete ? _("A text was searched for, which is not kept here. Sources searched: %1$s, places found: %2$s.")
                                 : _("A text was searched for, which is not kept here; the search ended before all was gone through. "
                                     "Sources to search: %1$s, places found until then: %2$s."), sources, hits);
  g_autofree char *shown = NULL;

  if (rc_json_pointer (json, "/revealed") == RC_JSON_NO_NODE)
    return g_steal_pointer (&words);
  shown = g_strdup_printf (_("Records of which a part was shown in clear: %1$s. Reason given: %2$s"), revealed,
                           *reason != '\0' ? reason : _("none"));
  return g_strdup_printf ("%s %s", words, shown);
}

static char *
word_lookup (const RcJson *json)
{
  g_autofree char *events = say_count (json, "events");
  g_autofree char *decisions = say_count (json, "decisions");
  g_autofree char *reason = say (json, "reason");
  guint32 node = rc_json_pointer (json, "/key");

  if (node != RC_JSON_NO_NODE && json->nodes[node].type == RC_JSON_TRUE)
    return g_strdup_printf (_("A person was looked for, with the provider's key: %1$s records of %2$s decisions. Reason given: %3$s"), events,
                            decisions, reason);
  return g_strdup_printf (_("A person was looked for: %1$s records of %2$s decisions. Reason given: %3$s"), events, decisions, reason);
}

static char *
word_report (const RcJson *json)
{
  g_autofree char *kind = say (json, "kind");

  if (*kind == '\0')
    return g_strdup (_("A document was made."));
  return g_strdup_printf (_("A document was made: %s."), kind);
}

static char *
word_sign (const RcJson *json)
{
  g_autofree char *from = say_count (json, "from");
  g_autofree char *to = say_count (json, "to");

  return g_strdup_printf (_("Entries %1$s to %2$s, made without the key, were signed."), from, to);
}

static char *
word_elsewhere (const RcJson *json,
                gboolean      is_added)
{
  g_autofree char *name = say (json, "name");
  g_autofree char *by = say (json, "by");
  g_autofree char *on = say (json, "on");
  g_autofree char *with = say (json, "with");
  g_autofree char *reason = say (json, "reason");

  if (is_added)
    return g_strdup_printf (_("A check done outside Recount was recorded, of “%1$s”: by %2$s on %3$s with %4$s."), name, by, on, with);
  return g_strdup_printf (_("The check of “%1$s” done outside Recount by %2$s was taken back. Reason given: %3$s"), name, by, reason);
}

static char *
say_at (const RcJson *json,
        const char   *first,
        const char   *second)
{
  g_autofree char *path = g_strconcat (first, "/", second, NULL);

  return say (json, path);
}

static char *
word_link (const RcJson *json,
           gboolean      is_added)
{
  g_autofree char *entity = say_at (json, "entity", "name");
  g_autofree char *other = say_at (json, "other", "name");
  g_autofree char *by = say (json, "by");
  g_autofree char *reason = say (json, "reason");

  if (is_added)
    return g_strdup_printf (_("“%1$s” and “%2$s” were linked as one thing, by %3$s. Reason given: %4$s"), entity, other, by, reason);
  return g_strdup_printf (_("The link of “%1$s” with “%2$s” was taken back. Reason given: %3$s"), entity, other, reason);
}

static char *
word_controller (const RcJson *json)
{
  g_autofree char *name = say (json, "name");
  g_autofree char *controller = say (json, "controller");

  if (*controller == '\0')
    return g_strdup_printf (_("Who controls “%s” is not known any more."), name);
  return g_strdup_printf (_("“%1$s” and what was taken out of it is under the control of: %2$s"), name, controller);
}

static char *
word_schema (const RcJson *json)
{
  g_autofree char *name = say (json, "name");
  g_autofree char *schema = say (json, "schema_name");

  if (*schema == '\0')
    return g_strdup_printf (_("It is not said any more by which delivered schema the records of “%s” are checked."), name);
  return g_strdup_printf (_("The records of “%1$s” are to be checked by the delivered schema “%2$s”."), name, schema);
}

static char *
word_protect (const RcJson *json,
              const char   *act)
{
  g_autofree char *reason = say (json, "reason");

  if (strcmp (act, "protect") == 0)
    return g_strdup (_("The case was protected: each page of its file is sealed."));
  if (strcmp (act, "unprotect") == 0)
    return g_strdup_printf (_("The protection of the case was taken away. Reason given: %s"), reason);
  if (strcmp (act, "protect rotate") == 0)
    return g_strdup_printf (_("The protected case was written anew with another key. Reason given: %s"), reason);
  if (strcmp (act, "protect withdraw") == 0)
    return g_strdup_printf (_("One key opens the protected case no more. Reason given: %s"), reason);
  if (strcmp (act, "protect passphrase") == 0)
    return g_strdup (_("The protected case has another passphrase."));
  return g_strdup (_("One more key opens the protected case."));
}

static char *
word_backup (const RcJson *json)
{
  g_autofree char *name = say (json, "name");

  return g_strdup_printf (_("The case was copied as a backup, “%s”."), name);
}

static char *
word_dispose (const RcJson *json)
{
  g_autofree char *by = say (json, "by");
  g_autofree char *reason = say (json, "reason");

  return g_strdup_printf (_("The case was marked for disposal, by %1$s. Reason given: %2$s"), by, reason);
}

static char *
word_hand_out (const RcJson *json)
{
  g_autofree char *name = say (json, "name");
  g_autofree char *withheld = say_count (json, "withheld");

  return g_strdup_printf (_("A copy of the case was handed out to %1$s, to work in it; private notes that are not in it: %2$s."), name, withheld);
}

static char *
word_merge (const RcJson *json)
{
  g_autofree char *title = say (json, "title");
  guint32 sources = rc_json_pointer (json, "/sources"), entries = rc_json_pointer (json, "/entries");
  g_autofree char *n_sources = rc_count_words (rc_json_is (json, sources, RC_JSON_ARRAY) ? json->nodes[sources].count : 0);
  g_autofree char *n_entries = rc_count_words (rc_json_is (json, entries, RC_JSON_ARRAY) ? json->nodes[entries].count : 0);
  gboolean is_part = rc_json_is (json, rc_json_pointer (json, "/part"), RC_JSON_TRUE);

  return g_strdup_printf (is_part ? _("A part of this case that was handed out, “%1$s”, was merged: files that came: %2$s; what people entered, new or added to: %3$s.")
                                  : _("Another case, “%1$s”, was merged: files that came: %2$s; what people entered, new or added to: %3$s."),
                          title, n_sources, n_entries);
}

/* The numbers of the sources of a run, "3" or "3 to 12"; the first of several runs, with how many more there are. */
static char *
word_scrub (const RcJson *json)
{
  g_autofree char *bytes = say_count (json, "bytes");
  guint32 runs = rc_json_pointer (json, "/erased");
  g_autoptr (GString) numbers = g_string_new (NULL);

  for (guint32 run = runs != RC_JSON_NO_NODE ? runs + 1 : 0; runs != RC_JSON_NO_NODE && run < json->nodes[runs].next; run = json->nodes[run].next)
    {
      gint64 first = 0, last = 0;

      if (!rc_json_get_integer (json, rc_json_member (json, run, "first"), &first) ||
          !rc_json_get_integer (json, rc_json_member (json, run, "last"), &last))
        continue;
      if (numbers->len > MAX_SAID_BYTES)
        {
          g_string_append (numbers, " …");
          break;
        }
      g_string_append_printf (numbers, first == last ? "%s%" G_GINT64_FORMAT : "%s%" G_GINT64_FORMAT "–%" G_GINT64_FORMAT,
                              numbers->len > 0 ? ", " : "", first, last);
    }
  if (numbers->len == 0)
    return g_strdup (_("Bytes of removed sources were to be erased; there were none."));
  return g_strdup_printf (_("%1$s bytes of removed sources were erased: sources %2$s."), bytes, numbers->str);
}

static char *
word_compact (const RcJson *json)
{
  g_autofree char *before = say_count (json, "bytes_before");
  g_autofree char *after = say_count (json, "bytes_after");

  return g_strdup_printf (_("The file of the case was written anew without free pages: %1$s bytes became %2$s."), before, after);
}

static char *
word_act (const char   *act,
          const RcJson *json)
{
  g_autofree char *shown = NULL;
  char *entered = rc_entry_words (act, json);

  if (entered != NULL)
    return entered;
  if (strcmp (act, "new") == 0)
    return g_strdup (_("The case was made."));
  if (strcmp (act, "import") == 0)
    return word_import (json);
  if (strcmp (act, "verify") == 0)
    return word_verify (json);
  if (strcmp (act, "remove") == 0)
    return word_remove (json);
  if (strcmp (act, "trust add") == 0 || strcmp (act, "trust remove") == 0)
    return word_trust (json, strcmp (act, "trust add") == 0);
  if (strcmp (act, "trust promote") == 0)
    return word_promote (json);
  if (strcmp (act, "migrate") == 0)
    return g_strdup (_("The case was brought forward to this version of Recount."));
  if (strcmp (act, "elsewhere") == 0 || strcmp (act, "elsewhere withdraw") == 0)
    return word_elsewhere (json, strcmp (act, "elsewhere") == 0);
  if (strcmp (act, "link") == 0 || strcmp (act, "unlink") == 0)
    return word_link (json, strcmp (act, "link") == 0);
  if (strcmp (act, "house") == 0)
    return g_strdup (_("The style of the house, in which its documents are written, was changed."));
  if (strcmp (act, "controller") == 0)
    return word_controller (json);
  if (strcmp (act, "schema") == 0)
    return word_schema (json);
  if (strcmp (act, "open-bundle") == 0)
    return g_strdup (_("A bundle was opened, and this case was made again out of it."));
  if (strcmp (act, "pseudonym-key") == 0)
    return g_strdup (_("The case got a key of its own for the pseudonyms that stand in place of personal values."));
  if (strcmp (act, "reveal") == 0)
    return word_reveal (json);
  if (strcmp (act, "search") == 0)
    return word_search (json);
  if (strcmp (act, "subject-lookup") == 0)
    return word_lookup (json);
  if (strcmp (act, "dispose") == 0)
    return word_dispose (json);
  if (strcmp (act, "scrub") == 0)
    return word_scrub (json);
  if (strcmp (act, "compact") == 0)
    return word_compact (json);
  if (strcmp (act, "protect") == 0 || g_str_has_prefix (act, "protect ") || strcmp (act, "unprotect") == 0)
    return word_protect (json, act);
  if (strcmp (act, "backup") == 0)
    return word_backup (json);
  if (strcmp (act, "merge") == 0)
    return word_merge (json);
  if (strcmp (act, "hand-out") == 0)
    return word_hand_out (json);
  if (strcmp (act, "report") == 0)
    return word_report (json);
  if (strcmp (act, "sign") == 0)
    return word_sign (json);
  if (strcmp (act, "migrate") == 0)
    return g_strdup (_("The case was brought to the form of this version of the program."));

  shown = rc_display_text (act, -1, MAX_SAID_BYTES);
  return g_strdup_printf (_("Something was done that this version of the program has no words for: %s."), shown);
}

static char *
word_entry (const char *act,
            const char *detail)
{
  g_auto (RcJson) json;
  RcJsonFault fault;

  rc_json_init (&json);
  /* An entry that somebody spoilt is told by the verification above it; here it says only what it can. */
  if (!rc_json_parse (&json, detail, strlen (detail), &fault) && !rc_json_parse (&json, "{}", 2, &fault))
    g_return_val_if_reached (g_strdup (act));
  return word_act (act, &json);
}

static RcCustodyLine *
line_from_row (sqlite3_stmt *statement)
{
  RcCustodyLine *line = g_new0 (RcCustodyLine, 1);
  const char *detail = (const char *) sqlite3_column_text (statement, 3);
  const guint8 *signer = sqlite3_column_blob (statement, 4);

  line->id = line->last_id = sqlite3_column_int64 (statement, 0);
  line->time_us = line->last_us = sqlite3_column_int64 (statement, 1);
  line->act = g_strdup ((const char *) sqlite3_column_text (statement, 2));
  line->words = word_entry (line->act != NULL ? line->act : "", detail != NULL ? detail : "");
  if (signer != NULL && sqlite3_column_bytes (statement, 4) * 2 >= SIGNER_DIGITS)
    line->signer = g_strdup_printf ("%02x%02x %02x%02x", signer[0], signer[1], signer[2], signer[3]);
  return line;
}

static gboolean
load_lines (RcCustodyList  *self,
            RcDatabase     *database,
            GError        **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT id, time_us, act, detail, signer FROM custody ORDER BY id DESC LIMIT ?1",
                                                 error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, RC_CUSTODY_LIST_MAX);
  while (TRUE)
    {
      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      g_ptr_array_add (self->lines, line_from_row (statement));
    }
}

RcCustodyList *
rc_custody_list_load (RcCase  *case_file,
                      GError **error)
{
  g_autoptr (RcCustodyList) self = g_new0 (RcCustodyList, 1);

  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->report = rc_custody_verify (case_file, error);
  self->edited = self->report != NULL ? rc_custody_compare_tables (case_file, error) : NULL;
  if (self->edited == NULL || !load_lines (self, rc_case_get_database (case_file), error))
    return NULL;
  return g_steal_pointer (&self);
}

/* --- In a document --- */

/* Plan, opening and conclusion of an exercise are told one by one, as everything is that changes the evidence or lets it out. */
static gboolean
is_step (const char *act)
{
  return g_str_has_prefix (act, "exercise ") && strcmp (act, "exercise new") != 0 && strcmp (act, "exercise opened") != 0 &&
         strcmp (act, "exercise concluded") != 0;
}

static gboolean
continues (const RcCustodyLine *run,
           const RcCustodyLine *line)
{
  if (run == NULL || run->act == NULL || line->act == NULL)
    return FALSE;
  return (is_step (run->act) && is_step (line->act)) || (rc_entry_act_is_known (line->act) && strcmp (run->act, line->act) == 0);
}

static void
word_run (RcCustodyLine *run)
{
  guint64 further = (guint64) (run->last_id - run->id);
  g_autofree char *first = run->words;
  g_autofree char *count = rc_count_words (further + 1);
  g_autofree char *rest = rc_count_words (further);

  if (is_step (run->act))
    run->words = g_strdup_printf (rc_words_plural ("%s step of the exercise.", "%s steps of the exercise, one after the other.", further + 1), count);
  else
    /* Translators: what was done first; how many entries of the same kind follow. */
    run->words = g_strdup_printf (rc_words_plural ("%1$s %2$s further entry of this kind follows.",
                                                   "%1$s %2$s further entries of this kind follow.", further), first, rest);
}

/* FALSE: there are @most lines already. */
static gboolean
take_line (GPtrArray    *lines,
           sqlite3_stmt *statement,
           guint         most)
{
  RcCustodyLine *run = lines->len > 0 ? g_ptr_array_index (lines, lines->len - 1) : NULL;
  RcCustodyLine *line = line_from_row (statement);
  gboolean is_taken = TRUE;

  if (continues (run, line))
    {
      run->last_id = line->last_id;
      run->last_us = line->last_us;
      line_free (line);
    }
  else if (lines->len < most)
    {
      g_ptr_array_add (lines, line);
    }
  else
    {
      line_free (line);
      is_taken = FALSE;
    }
  return is_taken;
}

GPtrArray *
rc_custody_list_until (RcCase          *case_file,
                       const RcDigest  *head,
                       guint            most,
                       guint64         *out_rest,
                       GError         **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (line_free);
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT id, time_us, act, detail, signer FROM custody WHERE id <= "
                                                 "(SELECT max (id) FROM custody WHERE hash = ?1) ORDER BY id", error);
  gboolean row = FALSE;

  *out_rest = 0;
  if (statement == NULL)
    return NULL;
  rc_database_bind_digest (statement, 1, head);
  for (;;)
    {
      if (!rc_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        break;
      if (*out_rest > 0 || !take_line (lines, statement, most))
        ++*out_rest;
    }

  for (guint i = 0; i < lines->len; i++)
    if (((const RcCustodyLine *) g_ptr_array_index (lines, i))->last_id != ((const RcCustodyLine *) g_ptr_array_index (lines, i))->id)
      word_run (g_ptr_array_index (lines, i));
  return g_steal_pointer (&lines);
}

/**
 * rc_custody_list_words:
 *
 * Returns: (transfer full): whether the log's own links and signatures hold, and whether the case is as it says
 */
char *
rc_custody_list_words (const RcCustodyList *self)
{
  g_autofree char *entries = rc_count_words ((guint64) self->report->entries);
  g_autofree char *covered = rc_count_words ((guint64) self->report->signed_entries);

  if (self->report->faults->len > 0)
    return g_strdup (_("The log does not hold: it was edited outside the program. What it says of the case can no longer be relied on."));
  if (self->edited->len > 0)
    return g_strdup (_("The log holds, but the case is not as it says: something was edited outside the program."));
  if (self->report->signed_entries == self->report->entries)
    return g_strdup_printf (_("All %s entries follow each other without a break, each is covered by a signature, and the case is as they "
                              "say."), entries);
  if (self->report->signed_entries == 0)
    return g_strdup_printf (_("All %s entries follow each other without a break, and the case is as they say. None is signed: whoever can "
                              "write the file could write the log anew, and it would not show."), entries);
  return g_strdup_printf (_("All %1$s entries follow each other without a break, and the case is as they say. %2$s of them are covered by "
                            "a signature; the others are signed by the next act with the auditor’s key."), entries, covered);
}
