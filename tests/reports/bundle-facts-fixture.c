/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/reports/bundle-facts-fixture.h"

#include <string.h>

#include "core/words.h"

#define BIDI "\xe2\x80\xae"    /* RIGHT-TO-LEFT OVERRIDE */
#define HOSTILE "</title></style><script>alert(1)</script>\" onload='x' " BIDI "javascript:alert(1)&lt;&#x3c; \x1b[2J"
#define MANIFEST "3b1c0000000000000000000000000000000000000000000000000000000d0e0f"

static void
file_free (gpointer data)
{
  RcBundleFile *file = data;

  g_free (file->path);
  g_free (file->media_type);
  g_free (file->title);
  g_free (file);
}

static void
add_file (BundleFactsFixture *self,
          const char         *path,
          const char         *title)
{
  RcBundleFile *file = g_new0 (RcBundleFile, 1);

  file->path = g_strdup (path);
  file->media_type = g_strdup ("application/json");
  file->title = g_strdup (title);
  file->bytes = 1234567;
  rc_digest_compute (path, strlen (path), &file->sha256);
  g_ptr_array_add (self->files, file);
}

static void
add_files (BundleFactsFixture *self,
           BundleFactsFlags    flags)
{
  if (!(flags & BUNDLE_FACTS_BARE))
    {
      /* It tells of the whole case, and is in no extract. */
      if (!(flags & BUNDLE_FACTS_SELECTIVE))
        add_file (self, "data/documents/integrity.pdf", "Integrity of the evidence");
      add_file (self, "data/documents/000007-12-sheet.pdf", "Reconstruction of decision KA-2026-000012");
      add_file (self, "data/documents/issued.json", "Documents that were issued");
      add_file (self, "data/lineages/000007-12.json", "Lineage");
      add_file (self, "data/prov/000007-12.xml", "Lineage as W3C PROV");
    }
  if (flags & BUNDLE_FACTS_SELECTIVE)
    {
      add_file (self, "data/records.json", "Records");
      add_file (self, "data/records/000007-12.bin", "Record 12 of source 7");
      add_file (self, "data/withheld.json", "What is withheld");
    }
  else
    add_file (self, "data/sources/000007/decisions-2026-04.jsonl", "decisions-2026-04.jsonl");
  if (flags & BUNDLE_FACTS_HOSTILE)
    {
      g_autofree char *huge = g_strnfill (4000, 'W');
      g_autofree char *path = g_strconcat ("data/sources/000008/", huge, NULL);

      add_file (self, "javascript:alert(1)//\"onload=\"x", HOSTILE);
      add_file (self, "data/documents/" HOSTILE "-sheet.pdf", HOSTILE);
      add_file (self, "//example.invalid/x?y#z", huge);
      add_file (self, path, huge);
    }
  add_file (self, "data/verification.json", "Verdicts");
  add_file (self, "data/custody.jsonl", "Custody log");
  add_file (self, "data/bundle.json", "What it is");
}

static void
add_decision (RcBundleFacts *facts,
              const char    *handle)
{
  RcBundleDecision *decision = g_new0 (RcBundleDecision, 1);

  decision->reference = g_strdup ("000007-12");
  decision->handle = g_strdup (handle);
  decision->moment = g_strdup ("14 August 2026, 10:42 CEST");
  decision->count = (RcLineageCount) { .asked = 22, .answered = 20, .disagreeing = 1 };
  decision->standings[RC_STANDING_SEALED] = 18;
  decision->standings[RC_STANDING_SINGLE] = 2;
  decision->standings[RC_STANDING_DISAGREE] = 1;
  decision->standings[RC_STANDING_NOTHING] = 1;
  g_ptr_array_add (facts->decisions, decision);
}

static void
add_decisions (RcBundleFacts    *facts,
               BundleFactsFlags  flags)
{
  RcBundleExample *example;

  if (flags & BUNDLE_FACTS_BARE)
    return;

  for (guint i = 0; i < 10; i++)
    add_decision (facts, flags & BUNDLE_FACTS_HOSTILE ? HOSTILE : "KA-2026-000012");
  if (flags & BUNDLE_FACTS_HOSTILE)
    {
      g_autofree char *huge = g_strnfill (4000, 'M');

      g_free (((RcBundleDecision *) g_ptr_array_index (facts->decisions, 0))->handle);
      ((RcBundleDecision *) g_ptr_array_index (facts->decisions, 0))->handle = g_steal_pointer (&huge);
    }

  example = g_new0 (RcBundleExample, 1);
  example->slot = g_strdup ("input");
  example->path = g_strdup (flags & BUNDLE_FACTS_SELECTIVE ? "data/records/000007-12.bin" : "data/sources/000007/decisions-2026-04.jsonl");
  example->source = 7;
  example->record = 12;
  example->line = flags & BUNDLE_FACTS_SELECTIVE ? 0 : 12;
  rc_digest_compute ("x", 1, &example->leaf);
  facts->example = example;
}

static void
add_seals (RcJudgement *judgement)
{
  static const RcVerdict verdicts[] = { RC_VERDICT_VALID, RC_VERDICT_INVALID, RC_VERDICT_UNVERIFIABLE, RC_VERDICT_UNANCHORED, RC_VERDICT_VALID, RC_VERDICT_GAP };
  static const char * const kinds[] = { "chain", "digest-list", "minisign", "chain", "time-stamp", "chain" };

  for (gsize i = 0; i < G_N_ELEMENTS (verdicts); i++)
    {
      RcSeal *seal = rc_seal_new (kinds[i], HOSTILE);

      seal->integrity = seal->signature = seal->anchor = seal->completeness = verdicts[i];
      rc_judgement_add_seal (judgement, seal);
    }
  judgement->records_checked = 20889;
  judgement->records_total = 20900;
  judgement->records_failed = 2;
}

BundleFactsFixture *
bundle_facts_fixture_new (BundleFactsFlags flags)
{
  const gboolean hostile = (flags & BUNDLE_FACTS_HOSTILE) != 0;
  static const char * const redacted[] = { "/input/income", NULL };
  BundleFactsFixture *self = g_new0 (BundleFactsFixture, 1);
  RcBundleFacts *facts = g_new0 (RcBundleFacts, 1);

  self->facts = facts;
  self->judgement = rc_judgement_new ();
  self->files = g_ptr_array_new_with_free_func (file_free);
  facts->id = g_strnfill (64, 'a');
  facts->folder = g_strdup ("recount-aaaaaaaaaaaaaaaa");
  facts->language = g_strdup (rc_words_peek_language ());
  facts->is_selective = (flags & BUNDLE_FACTS_SELECTIVE) != 0;
  facts->title = g_strdup (hostile ? HOSTILE : "KreditCheck, first look");
  facts->auditor = hostile ? g_strnfill (4000, 'W') : g_strdup ("A. Auditor (fictitious)");
  facts->organisation = g_strdup (hostile ? HOSTILE : "Nordhafen Bank (fictitious)");
  facts->engagement = g_strdup ("Internal audit");
  facts->independence = g_strdup ("Whoever made the case works for the same house.");
  facts->state = g_strnfill (64, 'b');
  facts->head = g_strnfill (64, 'c');
  facts->manifest = g_strdup (MANIFEST);
  facts->moment = g_strdup ("21 November 2026, 09:00 CET");
  facts->entries = 12;
  if (flags & BUNDLE_FACTS_SEALED)
    {
      facts->seal_key = g_strdup (BUNDLE_FACTS_KEY);
      facts->seal_fingerprint = rc_bundle_seal_fingerprint (facts->seal_key);
      facts->ssh_seal = TRUE;
      facts->is_signed = TRUE;
    }
  facts->files = self->files;
  facts->judgement = self->judgement;
  facts->verified = TRUE;
  facts->sources = facts->whole = 34;
  facts->records = facts->disclosed = 20889;
  facts->originals = facts->lines = 30;
  facts->decisions = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_bundle_decision_free);
  if (facts->is_selective)
    {
      facts->whole = 3;
      facts->excerpts = 5;
      facts->withheld = 26;
      facts->disclosed = 31;
      facts->redacted = redacted;
    }
  facts->declarations = flags & BUNDLE_FACTS_BARE ? 0 : 1;
  facts->notes = flags & BUNDLE_FACTS_BARE ? 0 : 2;
  add_files (self, flags);
  add_decisions (facts, flags);
  if (!(flags & BUNDLE_FACTS_BARE))
    add_seals (self->judgement);
  return self;
}

void
bundle_facts_fixture_free (BundleFactsFixture *self)
{
  if (self == NULL)
    return;

  rc_bundle_facts_free (self->facts);
  rc_judgement_free (self->judgement);
  g_ptr_array_unref (self->files);
  g_free (self);
}
