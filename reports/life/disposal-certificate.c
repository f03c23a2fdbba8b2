/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/life/disposal-certificate.h"

#include <string.h>

#include "core/date-words.h"
#include "core/team/hand-out.h"
#include "core/words.h"

static void
add_row (RcTable    *table,
         const char *name,
         const char *value)      /* (nullable) */
{
  rc_table_add_row (table, (RcText *[]) { rc_text_new_own (name), rc_text_new_small (value != NULL && *value != '\0' ? value : "–") });
}

static void
add_count (RcTable    *table,
           const char *name,
           guint64     count)
{
  g_autofree char *words = rc_count_words (count);

  add_row (table, name, words);
}

static void
add_paragraph (RcDocument *document,
               const char *words)
{
  RcText *text = rc_text_new ();

  rc_text_add (text, RC_TEXT_PLAIN, words);
  rc_document_add_paragraph (document, text);
}

static void
add_heading (RcDocument *document,
             const char *words)
{
  rc_document_add_heading (document, 2, rc_text_new_own (words));
}

static void
add_what (RcDocument            *document,
          const RcDisposalFacts *facts,
          const char            *engagement)
{
  const RcColumn columns[] = {
    { _("What"), 30, RC_COLUMN_TEXT, TRUE },
    { _("As it was before"), 70, RC_COLUMN_TEXT },
  };
  RcTable *table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);

  add_heading (document, _("What was destroyed"));
  add_row (table, _("Case"), facts->title);
  add_row (table, _("Engagement"), engagement);
  add_row (table, _("Auditor"), facts->auditor);
  add_row (table, _("Organisation"), facts->organisation);
  add_row (table, _("Number of the case"), facts->id);
  add_row (table, _("File"), facts->name);
  add_count (table, _("Bytes of the file"), facts->bytes);
  add_row (table, _("SHA-256 of the file"), facts->sha256);
  add_count (table, _("Sources"), (guint64) facts->sources);
  add_count (table, _("Sources removed earlier"), (guint64) facts->removed);
  add_count (table, _("Bytes of evidence"), facts->source_bytes);
  add_count (table, _("Events"), (guint64) facts->events);
  add_row (table, _("Evidence state"), facts->state);
  add_count (table, _("Entries of the custody log"), (guint64) facts->entries);
  add_row (table, _("Head of the custody log"), facts->head);
  rc_document_add_table (document, table);
}

static void
add_why (RcDocument            *document,
         const RcFrame         *frame,
         const RcDisposalFacts *facts)
{
  g_autofree char *when = rc_frame_dup_moment (frame, facts->at_us);
  g_autofree char *until = facts->kept_until_us != RC_TIME_NONE ? rc_frame_dup_day (frame, facts->kept_until_us) : NULL;
  g_autofree char *words = g_strdup_printf (_("Decided by %1$s, who marked the case for disposal on %2$s. Reason given: %3$s"), facts->by, when, facts->reason);
  g_autofree char *kept = NULL;

  add_heading (document, _("Why, by whom and when"));
  add_paragraph (document, words);
  if (facts->kept_under != NULL)
    kept = until != NULL ? g_strdup_printf (_("It was kept under this rule, as was stated: %1$s, until %2$s."), facts->kept_under, until)
                         : g_strdup_printf (_("It was kept under this rule, as was stated: %s."), facts->kept_under);
  add_paragraph (document, kept != NULL ? kept : _("A rule on how long the file is to be kept was not stated."));
  add_paragraph (document, _("No legal hold stood on it then."));
}

static void
add_how (RcDocument            *document,
         const RcDisposalFacts *facts)
{
  add_heading (document, _("How"));
  add_paragraph (document, _("The file was taken out of use by another name, overwritten with zeros once from its first byte to its last, cut to no length and "
                             "removed; each step was on the medium before the next, as far as that tells. This certificate got its name only after that."));
  add_paragraph (document, facts->is_protected
    ? _("The case was protected: every page was sealed with a key that stood in the file itself, closed to those who could open the case. That place was "
        "overwritten before all else. Backups and copies for members have keys of their own, and are in clear where they were made before the case was "
        "protected.")
    : _("The case was not protected by a key: its pages were in clear."));
  add_paragraph (document, _("What no program reaches: blocks that an SSD, a file system that keeps earlier versions, or a snapshot holds in reserve may still "
                             "have bytes of the file until they are used anew. Of a case that was protected, these are of no use without its passphrase or "
                             "its key."));
}

static const char *
get_copy_words (const char *act)
{
  if (strcmp (act, "backup") == 0)
    return _("Backup");
  return strcmp (act, RC_HAND_OUT_ACT) == 0 ? _("Copy for a member") : _("Bundle");
}

static void
add_elsewhere (RcDocument            *document,
               const RcFrame         *frame,
               const RcDisposalFacts *facts)
{
  const RcColumn columns[] = {
    { _("When"), 20, RC_COLUMN_TEXT },
    { _("What"), 14, RC_COLUMN_TEXT },
    { _("Name"), 26, RC_COLUMN_TEXT, TRUE },
    { "SHA-256", 40, RC_COLUMN_DIGEST },
  };
  RcTable *table;
  g_autofree char *count = rc_count_words ((guint64) facts->documents);
  g_autofree char *words = g_strdup_printf (rc_words_plural ("%s document left the case, as its custody log says; it is not listed here.",
                                                             "%s documents left the case, as its custody log says; they are not listed here.",
                                                             (gulong) facts->documents), count);

  add_heading (document, _("What stays elsewhere"));
  if (facts->copies->len == 0)
    add_paragraph (document, _("The custody log knew of no backup, of no copy for a member and of no bundle."));
  else
    {
      table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
      for (guint i = 0; i < facts->copies->len; i++)
        {
          const RcDisposalCopy *copy = g_ptr_array_index (facts->copies, i);
          g_autofree char *when = rc_frame_dup_moment (frame, copy->time_us);
          const char *what = get_copy_words (copy->act);

          rc_table_add_row (table, (RcText *[]) { rc_text_new_small (when), rc_text_new_own (what), rc_text_new_small (copy->name != NULL ? copy->name : "–"),
                                                  rc_text_new_small (copy->sha256 != NULL ? copy->sha256 : "–") });
        }
      rc_document_add_table (document, table);
      add_paragraph (document, _("These were not destroyed by this. Whoever holds them decides on them."));
    }
  if (facts->documents > 0)
    add_paragraph (document, words);
  add_paragraph (document, _("Copies of the file that were made without the program are known to nobody here."));
}

/**
 * rc_disposal_certificate_build:
 * @frame: of the case; made while it was open
 * @facts: with the digest of the closed file
 * @engagement: what the case was
 *
 * Returns: (transfer full): the document
 */
RcDocument *
rc_disposal_certificate_build (const RcFrame         *frame,
                               const RcDisposalFacts *facts,
                               const char            *engagement)
{
  const char *labels[] = { facts->by, _("Place and date"), NULL };
  RcDocument *document = rc_frame_begin (frame, _("Certificate of disposal"), _("Certificate of disposal"), NULL, FALSE);
  g_autofree char *json = rc_disposal_facts_to_json (facts);
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));

  rc_document_add_heading (document, 1, rc_text_new_own (_("Certificate of disposal")));
  add_paragraph (document, _("The case named below was destroyed. This page says what it was, why and how it was destroyed, and what stays elsewhere."));
  add_what (document, facts, engagement);
  add_why (document, frame, facts);
  add_how (document, facts);
  add_elsewhere (document, frame, facts);
  rc_document_add_signatures (document, labels);
  rc_document_attach (document, "disposal.json", "application/json", RC_ATTACHMENT_DATA, _("What the certificate says, for programs"), bytes);
  return document;
}
