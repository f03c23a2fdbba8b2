/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/pages/check-page.h"

#include <stdlib.h>
#include <string.h>

#include "core/words.h"

/* For find: what Recount wrote, and nothing that came with the evidence. */
#define OWN "\\( -path data/sources -o -path data/elsewhere \\) -prune -o"

static void
add_digests (const RcBundleFacts *facts,
             RcGuide             *guide)
{
  g_autofree char *enter = g_strdup_printf ("cd %s", facts->folder);
  g_autofree char *manifest = g_strdup_printf ("%s  manifest-sha256.txt", facts->manifest);
  g_autofree char *count = g_strdup_printf ("%u", rc_bundle_facts_files (facts, "data/", ""));

  rc_guide_heading (guide, 2, _("On Unix"));
  rc_guide_paragraph (guide, _("On Debian these packages have the programs: unzip, coreutils, minisign, libxml2-utils, jq, python3, openssl, openssh-client."));
  rc_guide_command (guide, RC_GUIDE_EXAMPLE, "unzip FILE.zip", NULL);
  rc_guide_command (guide, RC_GUIDE_EXAMPLE, enter, NULL);
  rc_guide_heading (guide, 3, _("Digests"));
  rc_guide_command (guide, RC_GUIDE_UNIX, "sha256sum manifest-sha256.txt", manifest);
  rc_guide_command (guide, RC_GUIDE_UNIX, "sha256sum -c --strict --quiet manifest-sha256.txt", NULL);
  rc_guide_command (guide, RC_GUIDE_UNIX, "sha256sum -c --strict --quiet tagmanifest-sha256.txt", NULL);
  rc_guide_paragraph (guide, _("The list names every file below data, and each once:"));
  rc_guide_command (guide, RC_GUIDE_UNIX, "find data -type f | wc -l", count);
  rc_guide_command (guide, RC_GUIDE_UNIX, "cut -c 67- manifest-sha256.txt | LC_ALL=C sort -u | wc -l", count);
}

/* --- JSON and XML --- */

static int
compare_codes (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

/* "INVALID 2", one a line, in the order of jq's group_by: codes that nothing has are not told. */
static char *
dup_counts (const char * const *codes,
            const guint64      *counts,
            gsize               n_codes)
{
  g_autofree const char **sorted = g_new (const char *, n_codes);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  memcpy (sorted, codes, n_codes * sizeof *sorted);
  qsort (sorted, n_codes, sizeof *sorted, compare_codes);
  for (gsize i = 0; i < n_codes; i++)
    for (gsize k = 0; k < n_codes; k++)
      if (codes[k] == sorted[i] && counts[k] > 0)
        g_ptr_array_add (lines, g_strdup_printf ("%s %" G_GUINT64_FORMAT, codes[k], counts[k]));
  if (lines->len == 0)
    return NULL;

  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

static void
add_verdicts (const RcBundleFacts *facts,
              RcGuide             *guide)
{
  guint64 counts[RC_N_VERDICTS];
  const char *codes[RC_N_VERDICTS];
  g_autofree char *printed = NULL;
  g_autofree char *exceptions = g_strdup_printf ("%u", facts->judgement->exceptions->len);

  for (int i = 0; i < RC_N_VERDICTS; i++)
    codes[i] = rc_verdict_to_code ((RcVerdict) i);
  rc_bundle_facts_count (facts, counts);
  printed = dup_counts (codes, counts, RC_N_VERDICTS);

  rc_guide_heading (guide, 3, _("What the check of the evidence found"));
  rc_guide_paragraph (guide, _("How many protections ended in which verdict, and how many exceptions were noticed. These are the maker's findings; the digests show that they were "
                               "not changed since."));
  rc_guide_command (guide, RC_GUIDE_UNIX, "jq -r '[.seals[].worst] | group_by(.)[] | \"\\(.[0]) \\(length)\"' data/verification.json", printed);
  rc_guide_command (guide, RC_GUIDE_UNIX, "jq '.exceptions | length' data/verification.json", exceptions);
}

static void
add_answers (const RcBundleFacts *facts,
             RcGuide             *guide)
{
  const RcBundleDecision *decision = g_ptr_array_index (facts->decisions, 0);
  const char *codes[RC_N_STANDINGS];
  guint64 counts[RC_N_STANDINGS];
  g_autofree char *command = g_strdup_printf ("jq -r '[.slots[].standing] | group_by(.)[] | \"\\(.[0]) \\(length)\"' data/lineages/%s.json", decision->reference);
  g_autofree char *printed = NULL;

  for (int i = 0; i < RC_N_STANDINGS; i++)
    {
      codes[i] = rc_standing_to_code ((RcStanding) i);
      counts[i] = decision->standings[i];
    }
  printed = dup_counts (codes, counts, RC_N_STANDINGS);
  rc_guide_heading (guide, 3, _("One decision, and one record that an answer rests on"));
  rc_guide_paragraph (guide, _("How the questions of the first decision are answered:"));
  rc_guide_command (guide, RC_GUIDE_UNIX, command, printed);
}

static void
add_example (const RcBundleFacts *facts,
             RcGuide             *guide)
{
  const RcBundleDecision *decision = g_ptr_array_index (facts->decisions, 0);
  const RcBundleExample *example = facts->example;
  g_autofree char *quoted = g_shell_quote (example->path);
  g_autofree char *leaf = rc_digest_dup_hex (&example->leaf);
  g_autofree char *cite = g_strdup_printf ("jq -r '.slots[] | select(.slot == \"%s\") | .answers[0].citations[0] | \"\\(.source) \\(.record) \\(.leaf_sha256)\"' data/lineages/%s.json",
                                           example->slot, decision->reference);
  g_autofree char *cited = g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GUINT64_FORMAT " %s", example->source, example->record, leaf);
  g_autofree char *read = example->line > 0 ? g_strdup_printf ("sed -n '%" G_GUINT64_FORMAT "p' %s", example->line, quoted) : g_strdup_printf ("cat %s", quoted);
  g_autofree char *hash = g_strdup_printf ("(printf '\\000'; %s) | sha256sum", read);
  g_autofree char *hashed = g_strdup_printf ("%s  -", leaf);

  rc_guide_paragraph (guide, _("The first answer to one of them names the number of a source, of a record in it, and the digest of the record as a leaf of the source's tree:"));
  rc_guide_command (guide, RC_GUIDE_UNIX, cite, cited);
  rc_guide_paragraph (guide, _("The record itself, a zero byte before it, as RFC 6962 has it, gives that digest:"));
  rc_guide_command (guide, RC_GUIDE_UNIX, hash, hashed);
}

/* What check-records.py prints. */
static void
add_records (const RcBundleFacts *facts,
             RcGuide             *guide)
{
  g_autofree char *printed = NULL;

  if (facts->is_selective)
    printed = g_strdup_printf ("records with a proof: %u\nfailures: 0", rc_bundle_facts_files (facts, "data/records/", ".bin"));
  else
    printed = g_strdup_printf ("sources with their bytes: %u\nof these, of lines, with their root: %u\nfailures: 0", facts->originals, facts->lines);
  rc_guide_heading (guide, 3, _("Every record"));
  rc_guide_paragraph (guide, facts->is_selective
                               ? _("A program of sixty lines, which has nothing from Recount and can be read, leads each record by its proof to the root of its source (RFC 6962):")
                               : _("A program of sixty lines, which has nothing from Recount and can be read, holds each file of the evidence against its digest and, where it is of lines, "
                                   "makes the root of its tree of records anew (RFC 6962):"));
  rc_guide_command (guide, RC_GUIDE_UNIX, "python3 check-records.py", printed);
}

static void
add_custody (const RcBundleFacts *facts,
             RcGuide             *guide)
{
  g_autofree char *count = g_strdup_printf ("%" G_GUINT64_FORMAT, facts->entries);

  rc_guide_heading (guide, 3, _("The custody log"));
  rc_guide_paragraph (guide, _("Each entry names the digest of the one before it. How many entries there are, how many do not continue the one before them, and the digest of the last one, which is the "
                               "head that every page of START-HERE.pdf names:"));
  rc_guide_command (guide, RC_GUIDE_UNIX, "jq -s length data/custody.jsonl", count);
  rc_guide_command (guide, RC_GUIDE_UNIX, "jq -s '. as $all | [range(1; length) | select($all[.].previous != $all[. - 1].hash)] | length' data/custody.jsonl", "0");
  rc_guide_command (guide, RC_GUIDE_UNIX, "tail -n 1 data/custody.jsonl | jq -r .hash", facts->head);
  rc_guide_paragraph (guide, _("The digest of an entry is the SHA-256 of five of its members as JSON with sorted names (RFC 8785). This prints the number of each entry whose digest is another; an entry "
                               "without its detail is withheld in part, and its digest stands for it:"));
  rc_guide_command (guide, RC_GUIDE_UNIX,
                    "jq -c 'select(has(\"withheld\") | not)' data/custody.jsonl | while IFS= read -r entry; do "
                    "test \"$(printf '%s' \"$entry\" | jq -cjS '{act, detail, id, previous, time_us}' | sha256sum | cut -c 1-64)\" = "
                    "\"$(printf '%s' \"$entry\" | jq -r .hash)\" || printf '%s\\n' \"$entry\" | jq .id; done", NULL);
}

void
rc_check_page_add_unix (const RcBundleFacts *facts,
                        RcGuide             *guide)
{
  add_digests (facts, guide);
  rc_guide_heading (guide, 3, _("Form"));
  rc_guide_paragraph (guide, _("Every file of JSON that Recount wrote can be read as JSON, and every one of XML as XML; data/schemas tells more of their form:"));
  rc_guide_command (guide, RC_GUIDE_UNIX, "find data " OWN " -name '*.json*' -exec jq empty {} +", NULL);
  rc_guide_command (guide, RC_GUIDE_UNIX, "find data " OWN " -name '*.xml' -exec xmllint --noout --nonet {} +", NULL);
  add_verdicts (facts, guide);
  if (facts->decisions->len > 0)
    add_answers (facts, guide);
  if (facts->decisions->len > 0 && facts->example != NULL)
    add_example (facts, guide);
  add_records (facts, guide);
  add_custody (facts, guide);
}
