/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/decision/dossier-parts.h"

#include <string.h>

#include "core/anchor-kind.h"
#include "core/date-words.h"
#include "core/words.h"
#include "reports/colophon.h"
#include "reports/exhibit-list.h"

/*
 * What a stranger needs to check the dossier: the exhibits, the accepted keys, the commands, the legend and the state of the evidence.
 */

void
rc_dossier_add_small (RcSheet    *self,
                      const char *words)
{
  RcText *text = rc_text_new ();

  rc_text_add (text, RC_TEXT_SMALL | RC_TEXT_MUTED, words);
  rc_document_add_paragraph (self->document, text);
}

/* --- Exhibits --- */

static RcExhibitList *
collect_cited (const RcSheet *self)
{
  RcExhibitList *cited = rc_exhibit_list_new (self->frame);

  rc_exhibit_list_name (cited, self->lineage->event->source);
  for (guint i = 0; i < self->lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (self->lineage->slots, i);

      for (guint j = 0; j < slot->answers->len; j++)
        {
          const RcLineageAnswer *answer = g_ptr_array_index (slot->answers, j);

          for (guint k = 0; k < answer->sayings->len; k++)
            {
              const RcLineageSaying *saying = g_ptr_array_index (answer->sayings, k);

              rc_exhibit_list_name (cited, saying->source);
            }
          for (guint k = 0; k < answer->citations->len; k++)
            rc_exhibit_list_name (cited, ((const RcLineageCitation *) g_ptr_array_index (answer->citations, k))->citation->source);
        }
    }
  for (guint i = 0; i < self->lineage->exceptions->len; i++)
    rc_exhibit_list_name (cited, ((const RcException *) g_ptr_array_index (self->lineage->exceptions, i))->source);

  return cited;
}

void
rc_dossier_add_exhibits (RcSheet *self)
{
  g_autoptr (RcExhibitList) cited = collect_cited (self);
  g_autofree char *all = rc_count_words (self->frame->sources->len);
  g_autofree char *count = rc_count_words (rc_exhibit_list_count (cited));

  rc_sections_add (&self->sections, self->document, 1, RC_DOSSIER_EXHIBITS, _("Exhibits"));
  rc_sheet_add_text (self, g_strdup_printf (_("The case holds %1$s sources; the %2$s named in this dossier are listed. A number never "
                                              "changes from draft to draft."), all, count));
  rc_exhibit_list_add (cited, self->document);
}

/* --- Keys --- */

static char *
dup_validity (const RcSheet  *self,
              const RcAnchor *anchor)
{
  g_autofree char *from = rc_frame_dup_day (self->frame, anchor->from_us);
  g_autofree char *to = rc_frame_dup_day (self->frame, anchor->to_us);

  if (anchor->revoked_us != RC_TIME_NONE)
    {
      g_autofree char *revoked = rc_frame_dup_day (self->frame, anchor->revoked_us);

      return g_strdup_printf (_("revoked since %s"), revoked);
    }
  if (anchor->from_us != RC_TIME_NONE && anchor->to_us != RC_TIME_NONE)
    return g_strdup_printf (_("from %1$s to %2$s"), from, to);
  if (anchor->from_us != RC_TIME_NONE)
    return g_strdup_printf (_("from %s"), from);
  if (anchor->to_us != RC_TIME_NONE)
    return g_strdup_printf (_("to %s"), to);

  return g_strdup (_("without a limit"));
}

/* Kind and id, what the key may vouch for, and for whom only. */
static RcText *
make_key (const RcAnchor *anchor)
{
  const RcAnchorKind *kind = rc_anchor_kind_by_id (anchor->kind);
  g_auto (GStrv) purposes = g_strsplit (anchor->purpose, ",", -1);
  RcText *text = rc_text_new ();

  rc_text_add (text, RC_TEXT_PLAIN, kind != NULL ? _(kind->title) : anchor->kind);
  rc_text_add (text, RC_TEXT_PLAIN, " ");
  rc_text_add_quoted (text, RC_TEXT_PLAIN, anchor->key_id, -1);
  for (guint i = 0; purposes[i] != NULL; i++)
    {
      rc_text_add (text, RC_TEXT_PLAIN, i == 0 ? ": " : "; ");
      rc_text_add (text, RC_TEXT_PLAIN, rc_anchor_purpose_title (purposes[i]));
    }
  for (guint i = 0; anchor->identities != NULL && anchor->identities[i] != NULL; i++)
    {
      rc_text_add (text, RC_TEXT_PLAIN, i == 0 ? _("; only for ") : ", ");
      rc_text_add_quoted (text, RC_TEXT_PLAIN, anchor->identities[i], -1);
    }
  if (anchor->group != NULL)
    {
      g_autofree char *words = g_strdup_printf (_("; together with others of its group, of which %u must sign"), anchor->threshold);

      rc_text_add (text, RC_TEXT_PLAIN, words);
    }
  return text;
}

/* Who obtained it, when and how, as far as it was said. */
static RcText *
make_obtained (const RcSheet  *self,
               const RcAnchor *anchor)
{
  g_autofree char *day = rc_frame_dup_day (self->frame, anchor->obtained_us);
  RcText *text = rc_text_new ();

  if (anchor->by == NULL && anchor->obtained_us == RC_TIME_NONE)
    {
      rc_text_free (text);
      return rc_exhibit_make_stated (anchor->how);
    }
  if (anchor->by != NULL)
    rc_text_add_quoted (text, RC_TEXT_PLAIN, anchor->by, -1);
  if (anchor->obtained_us != RC_TIME_NONE)
    {
      rc_text_add (text, RC_TEXT_PLAIN, anchor->by != NULL ? ", " : "");
      rc_text_add (text, RC_TEXT_PLAIN, day);
    }
  if (*anchor->how != '\0')
    {
      rc_text_add (text, RC_TEXT_PLAIN, ": ");
      rc_text_add_quoted (text, RC_TEXT_PLAIN, anchor->how, -1);
    }
  return text;
}

gboolean
rc_dossier_add_keys (RcSheet  *self,
                     GError  **error)
{
  rc_sections_add (&self->sections, self->document, 1, NULL, _("Keys that the auditor accepted"));
  return rc_dossier_add_key_list (self, error);
}

gboolean
rc_dossier_add_key_list (RcSheet  *self,
                         GError  **error)
{
  const RcColumn columns[] = {
    { _("Owner"), 20, RC_COLUMN_TEXT, TRUE },
    { _("Key"), 25, RC_COLUMN_TEXT },
    { _("SHA-256 of the key"), 22, RC_COLUMN_DIGEST },
    { _("Accepted"), 14, RC_COLUMN_TEXT },
    { _("How it was obtained"), 19, RC_COLUMN_TEXT },
  };
  g_autoptr (GPtrArray) anchors = rc_trust_list (self->frame->case_file, error);
  RcTable *table;

  if (anchors == NULL)
    return FALSE;

  if (anchors->len == 0)
    {
      rc_sheet_add_text (self, g_strdup (_("None: no signature could be checked against a known key.")));
      return TRUE;
    }

  table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
  for (guint i = 0; i < anchors->len; i++)
    {
      const RcAnchor *anchor = g_ptr_array_index (anchors, i);
      g_autofree char *validity = dup_validity (self, anchor);

      rc_table_add_row (table, (RcText *[]) { rc_text_new_quoted (anchor->owner), make_key (anchor), rc_exhibit_make_digest (&anchor->fingerprint),
                                             rc_text_new_own (validity), make_obtained (self, anchor) });
    }
  rc_document_add_table (self->document, table);
  rc_sheet_add_text (self, g_strdup (_("The foot of each page names the SHA-256 of the list of these keys, as it is exported from the "
                                       "case.")));
  return TRUE;
}

/* --- How to check again --- */

static void
add_step (RcSheet    *self,
          guint       number,
          const char *words,
          const char *command)
{
  g_autofree char *mark = g_strdup_printf ("%u.", number);
  RcText *text = rc_text_new ();

  rc_text_add (text, RC_TEXT_PLAIN, words);
  if (command != NULL)
    {
      rc_text_add (text, RC_TEXT_PLAIN, " ");
      rc_text_add (text, RC_TEXT_MONO, command);
    }
  rc_document_add_item (self->document, mark, text);
}

/* Whoever has an extract has neither the files nor the case: the records in it and their proofs are what there is. */
static void
add_extract_steps (RcSheet *self)
{
  g_autofree char *file = g_strdup_printf ("data/records/%06" G_GINT64_FORMAT "-%" G_GUINT64_FORMAT ".bin", self->lineage->event->source, self->lineage->event->record);
  g_autofree char *record = g_strdup_printf ("tr -d '\\r\\n' <%s | sha256sum", file);
  g_autofree char *leaf = g_strdup_printf ("(printf '\\0'; cat %s) | sha256sum", file);

  add_step (self, 1, _("All commands are given in the folder of the copy that this document came in; the page beside it has them all, with what each must print:"),
            "HOW-TO-CHECK.txt");
  add_step (self, 2, _("The record of the decision, without its line end: compare with “SHA-256 of the record”. The files of other records carry the number of their "
                       "exhibit and of their line or row in the same way."), record);
  add_step (self, 3, _("Its leaf in the tree over the file (RFC 6962): a zero byte, then the record with its line end."), leaf);
  add_step (self, 4, _("The way from each leaf to the root of its file:"), "python3 check-records.py");
  add_step (self, 5, _("The accepted keys: this file has the SHA-256 in the foot of each page."), "sha256sum data/trust-anchors.used.json");
}

void
rc_dossier_add_check_again (RcSheet *self)
{
  rc_sections_add (&self->sections, self->document, 1, NULL, _("How to check this again"));
  if (self->left_out != NULL)
    add_extract_steps (self);
  else
    rc_dossier_add_steps (self, self->lineage->reference);
}

void
rc_dossier_add_steps (RcSheet    *self,
                      const char *reference)
{
  g_autofree char *proof = g_strdup_printf ("recount-cli record CASE %s --proof", reference);

  add_step (self, 1, _("Each exhibit is the file on the list: compare its digest with the list."), "sha256sum FILE");
  add_step (self, 2, _("A record: take the line without its line end, and compare with “SHA-256 of the record”."),
            "sed -n LINEp FILE | tr -d '\\r\\n' | sha256sum");
  add_step (self, 3, _("Its leaf in the tree over the file (RFC 6962): a zero byte, then the record with its line end."),
            "(printf '\\0'; sed -n LINEp FILE) | sha256sum");
  add_step (self, 4, _("A signature of minisign over a file, with a key that you obtained yourself:"),
            "minisign -V -p KEY.pub -m FILE -x FILE.minisig");
  add_step (self, 5, _("With the case file: everything again, and the record with the path from its leaf to the root."), proof);
  add_step (self, 6, _("The same document again: the same evidence state, house style, language and program version give the same bytes, "
                       "as long as the last check found the same."), NULL);
  add_step (self, 7, _("The accepted keys: the list that the case exports has the SHA-256 in the foot of each page."),
            "recount-cli trust CASE export | sha256sum");
}

/* --- Legend --- */

static void
add_sign (RcTable    *table,
          RcShape     shape,
          const char *words)
{
  RcText *sign = rc_text_new ();

  rc_text_add_shape (sign, shape);
  rc_text_add (sign, RC_TEXT_PLAIN, " ");
  rc_text_add (sign, RC_TEXT_PLAIN, words);
  rc_table_add_row (table, (RcText *[]) { sign });
}

void
rc_dossier_add_legend (RcSheet *self)
{
  rc_sections_add (&self->sections, self->document, 1, NULL, _("Signs and words"));
  rc_dossier_add_signs (self);
}

void
rc_dossier_add_signs (RcSheet *self)
{
  static const RcVerdict verdicts[] = {
    RC_VERDICT_VALID, RC_VERDICT_INVALID, RC_VERDICT_INCOMPLETE, RC_VERDICT_UNVERIFIABLE, RC_VERDICT_NOT_CHECKED, RC_VERDICT_UNANCHORED,
    RC_VERDICT_UNSIGNED, RC_VERDICT_END_NOT_PROVEN,
  };
  const RcColumn known[] = { { _("How an answer is known"), 1, RC_COLUMN_TEXT, TRUE } };
  const RcColumn checked[] = { { _("What a check of a protection found"), 1, RC_COLUMN_TEXT, TRUE } };
  RcTable *standings = rc_table_new (known, 1, NULL);
  RcTable *protections = rc_table_new (checked, 1, NULL);

  for (guint i = 0; i < RC_N_STANDINGS; i++)
    add_sign (standings, rc_shape_of_standing ((RcStanding) i), rc_standing_sentence ((RcStanding) i));
  rc_document_add_table (self->document, standings);
  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++)
    add_sign (protections, rc_shape_of_verdict (verdicts[i]), rc_verdict_sentence (verdicts[i]));
  rc_document_add_table (self->document, protections);
  rc_dossier_add_small (self, _("Personal values are masked: four dots, and four digits that are the same for the same value within "
                                "this case only. [U+…] stands for a character that cannot be seen."));
}

/* --- State --- */

static void
add_pair (RcSheet    *self,
          const char *label,
          const char *value)
{
  RcText *text = rc_text_new ();

  rc_text_add (text, RC_TEXT_MUTED, label);
  rc_text_add (text, RC_TEXT_PLAIN, " ");
  rc_text_add (text, RC_TEXT_MONO, value);
  rc_document_add_paragraph (self->document, text);
}

void
rc_dossier_add_digests (RcSheet *self)
{
  g_autofree char *state = rc_digest_dup_hex (&self->frame->state);
  g_autofree char *head = rc_digest_dup_hex (&self->frame->head);
  g_autofree char *changed = rc_frame_dup_moment (self->frame, self->frame->changed_us);

  rc_sections_add (&self->sections, self->document, 1, NULL, _("State of the evidence"));
  add_pair (self, _("Evidence state:"), state);
  add_pair (self, _("Head of the custody log as of the last act that changed it:"), head);
  add_pair (self, _("That act:"), changed);
  add_pair (self, _("Program:"), "Recount " PACKAGE_VERSION);
}

void
rc_dossier_add_colophon (RcSheet *self)
{
  rc_sections_add (&self->sections, self->document, 1, NULL, _("How this document was made"));
  rc_colophon_add (self->document);
}

void
rc_dossier_add_state (RcSheet *self)
{
  rc_dossier_add_digests (self);
  rc_frame_add_engagement (self->frame, self->document);
  rc_sheet_add_text (self, g_strdup (_("This dossier reports on evidence received; it is no statement of conformity.")));
}
