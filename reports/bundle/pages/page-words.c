/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/pages/page-words.h"

#include <string.h>

#include "core/date-words.h"
#include "core/words.h"
#include "reports/frame.h"

#define SHOWN_CHARACTERS 80u    /* of a name */

static void
add (GPtrArray  *sentences,
     const char *words)
{
  g_ptr_array_add (sentences, g_strdup (words));
}

/* A sentence with one count in it. */
static void
add_count (GPtrArray  *sentences,
           const char *format,
           guint64     count)
{
  g_autofree char *words = rc_count_words (count);
  const char *place = strstr (format, "%s");
  GString *sentence = g_string_new_len (format, place - format);

  g_string_append (sentence, words);
  g_string_append (sentence, place + strlen ("%s"));
  g_ptr_array_add (sentences, g_string_free (sentence, FALSE));
}

/* --- What it is --- */

static void
add_maker (const RcBundleFacts *facts,
           GPtrArray           *sentences)
{
  g_autofree char *auditor = facts->auditor != NULL ? rc_frame_dup_quoted (facts->auditor, SHOWN_CHARACTERS, NULL) : NULL;
  g_autofree char *organisation = facts->organisation != NULL ? rc_frame_dup_quoted (facts->organisation, SHOWN_CHARACTERS, NULL) : NULL;

  if (auditor != NULL && organisation != NULL)
    /* Translators: a person, and for whom the case was made. */
    g_ptr_array_add (sentences, g_strdup_printf (_("Made by %1$s, for %2$s."), auditor, organisation));
  else if (auditor != NULL)
    g_ptr_array_add (sentences, g_strdup_printf (_("Made by %s."), auditor));
  else if (organisation != NULL)
    g_ptr_array_add (sentences, g_strdup_printf (_("Made for %s; the case does not say by whom."), organisation));
  else
    add (sentences, _("The case does not say who made it."));
}

GPtrArray *
rc_bundle_words_about (const RcBundleFacts *facts)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *title = facts->title != NULL ? rc_frame_dup_quoted (facts->title, SHOWN_CHARACTERS, NULL) : g_strdup (_("without a title"));
  g_autofree char *count = rc_count_words (facts->decisions->len);

  if (facts->is_selective)
    g_ptr_array_add (sentences, g_strdup_printf (rc_words_plural ("This is an extract of the case “%1$s”: what is on record of %2$s decision, and nothing of "
                                                                  "any other. Each record in it carries the proof that it stands in its source.",
                                                                  "This is an extract of the case “%1$s”: what is on record of %2$s decisions, and nothing of "
                                                                  "any other. Each record in it carries the proof that it stands in its source.",
                                                                  facts->decisions->len), title, count));
  else
    g_ptr_array_add (sentences, g_strdup_printf (_("This is a full copy of the evidence of the case “%s”, as it was received, with what a check of it found."),
                                                 title));
  add_maker (facts, sentences);
  g_ptr_array_add (sentences, g_strdup_printf ("%s. %s", facts->engagement, facts->independence));
  g_ptr_array_add (sentences, g_strdup_printf (_("It is the state of the evidence of %s. What was done with the case later is not in it."), facts->moment));
  return sentences;
}

/* --- What is in it --- */

/* What a part is called; a file stands in the first that fits. */
static const struct
{
  const char *path;
  const char *title;
} parts[] = {
  { "data/documents/", N_("Documents for people, as PDF or text, and their companion files") },
  { "data/lineages/", N_("Reconstructions of single decisions (lineages): every question with its answer and the records that it rests on") },
  { "data/sources/", N_("Evidence as it was received, byte for byte") },
  { "data/records/", N_("Single records of the evidence, byte for byte; data/records.json has the proof of each") },
  { "data/verification.json", N_("What the check of the evidence found: every protection, every exception") },
  { "data/withheld.json", N_("What is withheld, counted, with the reason") },
  { "data/sources.json", N_("The list of all files of the evidence, with the SHA-256 of each") },
  { "data/claims.jsonl", N_("What the records say of models, runs, data and approvals, statement by statement") },
  { "data/events.jsonl", N_("What the records in this copy tell of, event by event") },
  { "data/entries.jsonl", N_("What people entered in the course of the work") },
  { "data/findings.json", N_("Findings, as they stand") },
  { "data/custody.jsonl", N_("Custody log: what was done with the case, each entry chained to the one before it") },
  { "data/trust-anchors.used.json", N_("The keys that the maker of this copy accepted") },
  { "data/prov/", N_("The lineages once more, as W3C PROV, for other programs") },
  { "data/elsewhere/", N_("Output of checks that were made outside Recount") },
  { "data/schemas/", N_("The form of each of these files, as JSON Schema") },
  { "data/", N_("Further files, for programs: settings, mappings, links, an overview of the copy") },
};

static gsize
find_part (const char *path)
{
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_str_has_suffix (parts[i].path, "/") ? g_str_has_prefix (path, parts[i].path) : strcmp (path, parts[i].path) == 0)
      return i;
  return G_N_ELEMENTS (parts);
}

GPtrArray *
rc_bundle_words_parts (const RcBundleFacts *facts)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);
  guint counts[G_N_ELEMENTS (parts) + 1] = { 0 };

  for (guint i = 0; i < facts->files->len; i++)
    counts[find_part (((const RcBundleFile *) g_ptr_array_index (facts->files, i))->path)]++;
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (counts[i] > 0)
      {
        RcBundlePart *part = g_new0 (RcBundlePart, 1);

        part->title = _(parts[i].title);
        part->path = parts[i].path;
        part->files = counts[i];
        g_ptr_array_add (list, part);
      }
  return list;
}

static int
compare_parts (gconstpointer one,
               gconstpointer other)
{
  const RcBundleFile *a = *(const RcBundleFile * const *) one;
  const RcBundleFile *b = *(const RcBundleFile * const *) other;
  /* What is outside of data/ comes first: it is written for people, and is short. */
  gsize a_part = g_str_has_prefix (a->path, "data/") ? find_part (a->path) + 1 : 0;
  gsize b_part = g_str_has_prefix (b->path, "data/") ? find_part (b->path) + 1 : 0;

  return a_part < b_part ? -1 : a_part > b_part;
}

GPtrArray *
rc_bundle_words_files (const RcBundleFacts *facts)
{
  GPtrArray *list = g_ptr_array_sized_new (facts->files->len);

  for (guint i = 0; i < facts->files->len; i++)
    g_ptr_array_add (list, g_ptr_array_index (facts->files, i));
  /* A stable sort: within a part they stand as they were written. */
  g_ptr_array_sort (list, compare_parts);
  return list;
}

/* --- Questions --- */

static void
question_free (gpointer data)
{
  RcBundleQuestion *question = data;

  g_free (question->where);
  g_free (question);
}

static void
add_question (GPtrArray  *list,
              const char *question,
              char       *where)
{
  RcBundleQuestion *row = g_new0 (RcBundleQuestion, 1);

  row->question = question;
  row->where = where;
  g_ptr_array_add (list, row);
}

/* The names of the documents that end so, the first three of them; (nullable): there is none. */
static char *
dup_documents (const RcBundleFacts *facts,
               const char          *end)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  guint further = 0;

  for (guint i = 0; i < facts->files->len; i++)
    {
      const RcBundleFile *file = g_ptr_array_index (facts->files, i);

      if (!g_str_has_prefix (file->path, "data/documents/") || !g_str_has_suffix (file->path, end))
        continue;
      if (names->len < 3)
        g_ptr_array_add (names, rc_frame_dup_quoted (file->path, 2 * SHOWN_CHARACTERS, NULL));
      else
        further++;
    }
  if (names->len == 0)
    return NULL;

  if (further > 0)
    g_ptr_array_add (names, g_strdup (_("and others")));
  g_ptr_array_add (names, NULL);
  return g_strjoinv ("; ", (char **) names->pdata);
}

static char *
dup_reconstructed (const RcBundleFacts *facts)
{
  g_autofree char *sheets = dup_documents (facts, "-sheet.pdf");

  if (facts->decisions->len == 0)
    return g_strdup (_("No decision was chosen for this copy: ask its maker for a copy with the number of the decision."));
  if (sheets == NULL)
    return g_strdup (_("In the table of decisions: how many of its questions are answered; then in the lineage of the decision, data/lineages/."));
  return g_strdup_printf (_("In the table of decisions: how many of its questions are answered; then on its sheet, box 1: %s."), sheets);
}

static char *
dup_approved (const RcBundleFacts *facts)
{
  g_autofree char *timeline = dup_documents (facts, "/timeline.pdf");
  g_autofree char *sheets = dup_documents (facts, "-sheet.pdf");

  if (facts->decisions->len == 0)
    return timeline != NULL
             ? g_strdup_printf (_("In the timeline, among what happened: which version was approved when, with the record that says so, whose own words tell by whom: %s. "
                                  "A copy with a decision in it answers it for the model that made that decision."), timeline)
             : g_strdup (_("In data/claims.jsonl, statement by statement; a copy with a decision in it answers it for the model that made that decision."));
  if (sheets == NULL)
    return g_strdup (_("In the lineage of the decision, under “approval”, data/lineages/."));
  return g_strdup (_("On the sheet of the decision, box 5, with the record that says so; in its lineage under “approval”."));
}

static char *
dup_tampered (const RcBundleFacts *facts)
{
  g_autofree char *report = dup_documents (facts, "/integrity.pdf");
  g_autofree char *sheets = dup_documents (facts, "-sheet.pdf");

  if (report == NULL && sheets != NULL)
    return g_strdup (_("On the sheet of the decision, box 7, for its own record; under “How sure it is” for all that is in this copy. Each single protection stands in "
                       "data/verification.json."));
  if (report == NULL)
    return g_strdup (_("Under “How sure it is”; each single protection stands in data/verification.json."));
  return g_strdup_printf (_("In the integrity report, on its first page: %s. Each single protection stands in data/verification.json."), report);
}

static char *
dup_declared (const RcBundleFacts *facts)
{
  g_autofree char *count = rc_count_words (facts->declarations);

  if (facts->is_selective)
    return g_strdup (_("Not answered by an extract: a declaration of conformity is about a system, and this copy is about single decisions. Ask its maker for the declaration."));
  if (facts->declarations == 0)
    return g_strdup (_("No declaration of conformity was issued from this case. If one was received, it stands among the files of the evidence; its form is checked with Recount."));
  return g_strdup_printf (rc_words_plural ("%s declaration of conformity was issued: data/documents/issued.json names its files, how it stands and who signed. Whether what it "
                                           "declares is true is not judged.",
                                           "%s declarations of conformity were issued: data/documents/issued.json names their files, how they stand and who signed. Whether what "
                                           "they declare is true is not judged.", facts->declarations), count);
}

static char *
dup_found (const RcBundleFacts *facts)
{
  g_autofree char *report = dup_documents (facts, "/findings.pdf");

  if (report != NULL)
    return g_strdup_printf (_("In the report of findings: %s."), report);
  if (rc_bundle_facts_files (facts, "data/findings.json", "") > 0)
    return g_strdup (_("In data/findings.json."));
  return g_strdup (_("No findings are in this copy."));
}

GPtrArray *
rc_bundle_words_questions (const RcBundleFacts *facts)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (question_free);

  add_question (list, _("Could the decision be reconstructed?"), dup_reconstructed (facts));
  add_question (list, _("Who approved the model?"), dup_approved (facts));
  add_question (list, _("Was the log tampered with?"), dup_tampered (facts));
  add_question (list, _("Is the declaration of conformity formally right?"), dup_declared (facts));
  add_question (list, _("What did the auditors find?"), dup_found (facts));
  return list;
}

/* --- What is not in it --- */

static void
add_withheld (const RcBundleFacts *facts,
              GPtrArray           *sentences)
{
  const guint64 records = facts->records >= facts->disclosed ? facts->records - facts->disclosed : 0;

  if (!facts->is_selective)
    {
      add (sentences, _("Nothing of the evidence was withheld."));
      return;
    }
  if (facts->withheld > 0)
    add_count (sentences, rc_words_plural ("%s file of the evidence is withheld whole, with its name.",
                                           "%s files of the evidence are withheld whole, with their names.", facts->withheld), facts->withheld);
  if (facts->excerpts > 0)
    add_count (sentences, rc_words_plural ("Of %s file only some records are here.", "Of %s files only some records are here.", facts->excerpts),
               facts->excerpts);
  add_count (sentences, rc_words_plural ("In all, %s record is withheld: data/withheld.json lists how many of which file and why.",
                                         "In all, %s records are withheld: data/withheld.json lists how many of which file and why.", (gulong) records), records);
  add (sentences, _("That a decision, a name or a number is not found here does not show that the evidence does not have it."));
}

GPtrArray *
rc_bundle_words_left_out (const RcBundleFacts *facts)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);
  guint n_redacted = facts->redacted != NULL ? g_strv_length ((char **) facts->redacted) : 0;

  add_withheld (facts, sentences);
  if (n_redacted > 0)
    add_count (sentences, rc_words_plural ("%s field is left out inside of records, where the scheme of the record allows it; each gap is marked.",
                                           "%s fields are left out inside of records, where the scheme of the record allows it; each gap is marked.",
                                           n_redacted), n_redacted);
  if (facts->notes > 0)
    add_count (sentences, rc_words_plural ("The case holds %s private note of its auditors, which is part of no copy.",
                                           "The case holds %s private notes of its auditors, which are part of no copy.", facts->notes), facts->notes);
  else
    add (sentences, _("The case holds no private notes."));
  add (sentences, _("Secret keys are in no copy, and neither are programs to be run: check-records.py is a text that can be read, and nothing here needs it."));
  return sentences;
}

/* --- How sure --- */

GPtrArray *
rc_bundle_words_sure (const RcBundleFacts *facts)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *checked = rc_count_words (facts->judgement->records_checked);
  g_autofree char *total = rc_count_words (facts->judgement->records_total);
  g_autofree char *failed = rc_count_words (facts->judgement->records_failed);
  g_autofree char *report = dup_documents (facts, "/integrity.pdf");

  if (!facts->verified)
    add (sentences, _("The case file itself was edited outside the program: what is derived from the evidence may not be what the evidence says."));
  if (facts->judgement->records_failed == 0)
    g_ptr_array_add (sentences, g_strdup_printf (_("When this copy was made, %1$s of %2$s records had been read again from the case: "
                                                   "none differed from what came in."),
                                                 checked, total));
  else
    g_ptr_array_add (sentences, g_strdup_printf (_("When this copy was made, %1$s of %2$s records had been read again from the case: "
                                                   "%3$s differed from what came in."),
                                                 checked, total, failed));
  if (facts->judgement->exceptions->len == 0)
    add (sentences, facts->is_selective ? _("About what is in this copy no exception was noticed.") : _("No exception was noticed."));
  else
    add_count (sentences, rc_words_plural ("%s exception was noticed; data/verification.json tells its place, what was expected and what was found.",
                                           "%s exceptions were noticed; data/verification.json tells the place of each, what was expected and what was found.",
                                           facts->judgement->exceptions->len), facts->judgement->exceptions->len);
  if (facts->is_selective)
    add (sentences, _("Of protections and exceptions only those are told that are about what is in this copy; data/withheld.json counts the others."));
  else if (facts->judgement->exceptions->len > 0 && report != NULL)
    add (sentences, _("The integrity report tells of the faults and holes among them in words."));
  if (!facts->is_selective && facts->judgement->seals->len == 0)
    add (sentences, _("No protection came with the evidence: a change that was made before it was received would have left no trace."));
  return sentences;
}

const char *
rc_bundle_words_not_shown (void)
{
  return _("No check can show that an entry was true when it was written, that every decision was logged, what may be absent behind the last protected "
           "entry, or what the holder of the key wrote anew.");
}

char *
rc_bundle_words_count (const RcBundleDecision *decision)
{
  g_autofree char *answered = rc_count_words (decision->count.answered);
  g_autofree char *asked = rc_count_words (decision->count.asked);
  g_autofree char *disagreeing = rc_count_words (decision->count.disagreeing);

  if (decision->count.disagreeing > 0)
    return g_strdup_printf (_("%1$s of %2$s questions answered; records disagree on %3$s"), answered, asked, disagreeing);
  return g_strdup_printf (_("%1$s of %2$s questions answered"), answered, asked);
}

/* --- The seal --- */

GPtrArray *
rc_bundle_words_seal (const RcBundleFacts *facts)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);

  if (facts->seal_key == NULL)
    {
      add (sentences, _("This copy is not sealed: nobody signed it. Whoever could change a file in it could also change the lists of digests. It shows what its "
                        "maker says only if the SHA-256 above was told to you by the maker, by telephone or on paper."));
      return sentences;
    }
  add (sentences, _("The maker sealed this copy with a key, as minisign does it: the signature stands in tagmanifest-sha256.txt.minisig, the key in seal-key.pub."));
  add (sentences, _("A key that comes in the same delivery shows nothing by itself: whoever made the delivery could have made both. Have the maker read it to you by "
                    "telephone, at a number that you know from elsewhere, or take it from a letter of theirs. The same call may confirm the SHA-256 above: then the "
                    "files are those of the maker even without the seal, and Windows alone is enough."));
  return sentences;
}

const char *
rc_bundle_words_prompt (void)
{
  return _("Open the folder in which this page lies, hold Shift, click into it with the right button, and choose “Open PowerShell window here”; on Windows 11 it is called "
           "“Open in Terminal”.");
}

const char *
rc_bundle_words_signature (void)
{
  return _("START-HERE.pdf, which names the SHA-256 of manifest-sha256.txt, is signed. A reader of PDF that knows signatures shows the name in the certificate, and whether the page was changed since; whether that name is the "
           "signer's own, only the issuer of the certificate vouches for. The time in the signature is that of the evidence state.");
}

const char *
rc_bundle_words_systems (void)
{
  return _("To read this copy and to check its digests nothing must be installed. Recount itself, which opens it and checks everything again, runs on Linux; it is built "
           "for Debian 12. There is none for Windows or macOS.");
}
