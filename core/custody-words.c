/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "custody-words.h"

#include <string.h>

#include "date-words.h"
#include "display-text.h"
#include "entry-words.h"
#include "json.h"
#include "words.h"

#define MAX_SAID_BYTES 300u
/* As many digits of a bundle's id as its folder has in its name. */
#define SHOWN_ID_DIGITS 16u

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
word_import (const RcJson *json,
             const char   *act)
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
word_verify (const RcJson *json,
             const char   *act)
{
  g_autofree char *checked = say_count (json, "records_checked");
  g_autofree char *total = say_count (json, "records_total");
  g_autofree char *exceptions = say_count (json, "exceptions");

  return g_strdup_printf (_("Everything was checked: %1$s of %2$s records read again, %3$s exceptions noticed."), checked, total,
                          exceptions);
}

static char *
word_remove (const RcJson *json,
             const char   *act)
{
  g_autofree char *name = say (json, "name");
  g_autofree char *reason = say (json, "reason");

  return g_strdup_printf (_("“%1$s” was taken out of every answer. Reason given: %2$s"), name, *reason != '\0' ? reason : _("none"));
}

static char *
word_trust (const RcJson *json,
            const char   *act)
{
  g_autofree char *owner = say (json, "owner");
  g_autofree char *how = say (json, "how");

  if (strcmp (act, "trust remove") == 0)
    return g_strdup_printf (_("The key of %s is no longer accepted."), owner);
  if (*how == '\0')
    return g_strdup_printf (_("The key of %s was accepted; how it was obtained is not said."), owner);
  return g_strdup_printf (_("The key of %1$s was accepted, obtained: %2$s"), owner, how);
}

static char *
word_promote (const RcJson *json,
              const char   *act)
{
  g_autofree char *owner = say (json, "owner");
  g_autofree char *name = say (json, "name");
  g_autofree char *how = say (json, "how");

  return g_strdup_printf (_("The key of %1$s, which came with the evidence in “%2$s”, was accepted; how its fingerprint was confirmed: %3$s"),
                          owner, name, how);
}

static char *
word_reveal (const RcJson *json,
             const char   *act)
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
word_search (const RcJson *json,
             const char   *act)
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
word_lookup (const RcJson *json,
             const char   *act)
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
word_report (const RcJson *json,
             const char   *act)
{
  g_autofree char *kind = say (json, "kind");

  if (*kind == '\0')
    return g_strdup (_("A document was made."));
  return g_strdup_printf (_("A document was made: %s."), kind);
}

static char *
word_sign (const RcJson *json,
           const char   *act)
{
  g_autofree char *from = say_count (json, "from");
  g_autofree char *to = say_count (json, "to");

  return g_strdup_printf (_("Entries %1$s to %2$s, made without the key, were signed."), from, to);
}

static char *
word_elsewhere (const RcJson *json,
                const char   *act)
{
  g_autofree char *name = say (json, "name");
  g_autofree char *by = say (json, "by");
  g_autofree char *on = say (json, "on");
  g_autofree char *with = say (json, "with");
  g_autofree char *reason = say (json, "reason");

  if (strcmp (act, "elsewhere") == 0)
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
           const char   *act)
{
  g_autofree char *entity = say_at (json, "entity", "name");
  g_autofree char *other = say_at (json, "other", "name");
  g_autofree char *by = say (json, "by");
  g_autofree char *reason = say (json, "reason");

  if (strcmp (act, "link") == 0)
    return g_strdup_printf (_("“%1$s” and “%2$s” were linked as one thing, by %3$s. Reason given: %4$s"), entity, other, by, reason);
  return g_strdup_printf (_("The link of “%1$s” with “%2$s” was taken back. Reason given: %3$s"), entity, other, reason);
}

static char *
word_controller (const RcJson *json,
                 const char   *act)
{
  g_autofree char *name = say (json, "name");
  g_autofree char *controller = say (json, "controller");

  if (*controller == '\0')
    return g_strdup_printf (_("Who controls “%s” is not known any more."), name);
  return g_strdup_printf (_("“%1$s” and what was taken out of it is under the control of: %2$s"), name, controller);
}

static char *
word_schema (const RcJson *json,
             const char   *act)
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
word_backup (const RcJson *json,
             const char   *act)
{
  g_autofree char *name = say (json, "name");

  return g_strdup_printf (_("The case was copied as a backup, “%s”."), name);
}

static char *
word_dispose (const RcJson *json,
              const char   *act)
{
  g_autofree char *by = say (json, "by");
  g_autofree char *reason = say (json, "reason");

  return g_strdup_printf (_("The case was marked for disposal, by %1$s. Reason given: %2$s"), by, reason);
}

static char *
word_hand_out (const RcJson *json,
               const char   *act)
{
  g_autofree char *name = say (json, "name");
  g_autofree char *withheld = say_count (json, "withheld");

  return g_strdup_printf (_("A copy of the case was handed out to %1$s, to work in it; private notes that are not in it: %2$s."), name, withheld);
}

static char *
word_merge (const RcJson *json,
            const char   *act)
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
word_scrub (const RcJson *json,
            const char   *act)
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
word_compact (const RcJson *json,
              const char   *act)
{
  g_autofree char *before = say_count (json, "bytes_before");
  g_autofree char *after = say_count (json, "bytes_after");

  return g_strdup_printf (_("The file of the case was written anew without free pages: %1$s bytes became %2$s."), before, after);
}

/* What left the house: the whole case, or some decisions, open or closed to others. */
static char *
word_export (const RcJson *json,
             const char   *act)
{
  g_autofree char *id = say (json, "id");
  g_autofree char *kind = say (json, "kind");
  gboolean is_whole = strcmp (kind, "full") == 0;

  id[MIN (strlen (id), SHOWN_ID_DIGITS)] = '\0';
  if (rc_json_pointer (json, "/envelope") != RC_JSON_NO_NODE)
    return g_strdup_printf (is_whole ? _("The whole case was handed over as bundle %s, closed to all but its readers.")
                                     : _("Chosen decisions were handed over as bundle %s, closed to all but its readers."), id);
  return g_strdup_printf (is_whole ? _("The whole case was handed over as bundle %s, which whoever has it can read.")
                                   : _("Chosen decisions were handed over as bundle %s, which whoever has it can read."), id);
}

/* What is entered has its words in entry-words.h. */
static const struct
{
  const char *act;
  const char *words;                                        /* (nullable): always the same */
  char     *(*say) (const RcJson *json, const char *act);   /* (nullable) */
} acts[] = {
  { "new", N_("The case was made."), NULL },
  { "migrate", N_("The case was brought forward to this version of Recount."), NULL },
  { "import", NULL, word_import },
  { "remove", NULL, word_remove },
  { "verify", NULL, word_verify },
  { "trust add", NULL, word_trust },
  { "trust remove", NULL, word_trust },
  { "trust promote", NULL, word_promote },
  { "elsewhere", NULL, word_elsewhere },
  { "elsewhere withdraw", NULL, word_elsewhere },
  { "link", NULL, word_link },
  { "unlink", NULL, word_link },
  { "house", N_("The style of the house, in which its documents are written, was changed."), NULL },
  { "controller", NULL, word_controller },
  { "schema", NULL, word_schema },
  { "statement", N_("It was stated that the business’s own list of decisions is complete for its time, or that was taken back."), NULL },
  { "pseudonym-key", N_("The case got a key of its own for the pseudonyms that stand in place of personal values."), NULL },
  { "reveal", NULL, word_reveal },
  { "search", NULL, word_search },
  { "subject-lookup", NULL, word_lookup },
  { "report", NULL, word_report },
  { "sign", NULL, word_sign },
  { "export", NULL, word_export },
  { "open-bundle", N_("A bundle was opened, and this case was made again out of it."), NULL },
  { "hand-out", NULL, word_hand_out },
  { "merge", NULL, word_merge },
  { "backup", NULL, word_backup },
  { "scrub", NULL, word_scrub },
  { "compact", NULL, word_compact },
  { "dispose", NULL, word_dispose },
  { "protect", NULL, word_protect },
  { "protect add", NULL, word_protect },
  { "protect passphrase", NULL, word_protect },
  { "protect rotate", NULL, word_protect },
  { "protect withdraw", NULL, word_protect },
  { "unprotect", NULL, word_protect },
};

static char *
word_act (const char   *act,
          const RcJson *json)
{
  char *entered = rc_entry_words (act, json);
  g_autofree char *shown = NULL;

  if (entered != NULL)
    return entered;
  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      if (strcmp (acts[i].act, act) == 0)
        return acts[i].words != NULL ? g_strdup (_(acts[i].words)) : acts[i].say (json, act);
    }

  shown = rc_display_text (act, -1, MAX_SAID_BYTES);
  return g_strdup_printf (_("Something was done that this version of the program has no words for: %s."), shown);
}

char *
rc_custody_words (const char *act,
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
