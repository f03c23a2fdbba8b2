/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/lineage.h"
#include "core/seal.h"
#include "reports/bundle/writing/bundle-writer.h"

G_BEGIN_DECLS

/**
 * RcBundleDecision:
 * @reference: "000003-512": what the files of its lineage are called
 * @handle: the business's own reference, or the place of its record; tainted
 * @moment: when it was, in words
 * @standings: how many questions have each of them
 *
 * A decision whose lineage is in the bundle.
 */
typedef struct
{
  char           *reference;
  char           *handle;
  char           *moment;
  RcLineageCount  count;
  guint           standings[RC_N_STANDINGS];
} RcBundleDecision;

/**
 * RcBundleExample:
 * @slot: the question whose first citation it is
 * @path: the file with its bytes
 * @line: of that file; 0: the file is the record and nothing else
 *
 * A record that can be followed by hand, from the lineage of the first decision to its bytes.
 */
typedef struct
{
  char     *slot;
  char     *path;
  gint64    source;
  guint64   record;
  guint64   line;
  RcDigest  leaf;
} RcBundleExample;

/**
 * RcBundleFacts:
 * @id: 64 hexadecimal digits; @folder: the one folder of the zip
 * @title, @auditor, @organisation: (nullable): of the case; tainted
 * @engagement, @independence: what the engagement is, in words
 * @state, @head, @manifest: hexadecimal digits: evidence state, head of the custody log, SHA-256 of manifest-sha256.txt
 * @moment: when the evidence state came about, in words
 * @entries: of the custody log up to @head
 * @seal_key: (nullable): as minisign writes it; %NULL: unsealed
 * @seal_fingerprint: (nullable): SHA-256 of the 32 bytes of that key, 64 hexadecimal digits
 * @ssh_seal: there is a second seal, by an SSH key
 * @is_signed: START-HERE.pdf is signed as readers of PDF show it
 * @files: (element-type RcBundleFile) (transfer none): those written before the pages
 * @decisions: (element-type RcBundleDecision)
 * @example: (nullable)
 * @judgement: (transfer none): what verification.json tells
 * @verified: a verification of this evidence state is on record and found no edit of the case file
 * @sources: of the case; of these @whole with all their records, @excerpts with some, @withheld with nothing, not even their names
 * @records: of the case; of these @disclosed in the bundle
 * @originals: full: files below data/sources; of these @lines made of lines
 * @declarations: of conformity, that were issued
 * @notes: private notes, which are in no copy
 * @redacted: (nullable) (transfer none): fields left out inside of records
 *
 * What the pages of a bundle say. They are pure functions of it.
 */
typedef struct
{
  char              *id;
  char              *folder;
  char              *language;
  gboolean           is_selective;
  char              *title;
  char              *auditor;
  char              *organisation;
  char              *engagement;
  char              *independence;
  char              *state;
  char              *head;
  char              *manifest;
  char              *moment;
  guint64            entries;
  char              *seal_key;
  char              *seal_fingerprint;
  gboolean           ssh_seal;
  gboolean           is_signed;
  const GPtrArray   *files;
  GPtrArray         *decisions;
  RcBundleExample   *example;
  const RcJudgement *judgement;
  gboolean           verified;
  guint              sources;
  guint              whole;
  guint              excerpts;
  guint              withheld;
  guint64            records;
  guint64            disclosed;
  guint              originals;
  guint              lines;
  guint              declarations;
  guint              notes;
  const char * const *redacted;
} RcBundleFacts;

void              rc_bundle_decision_free  (RcBundleDecision    *self);
void              rc_bundle_example_free   (RcBundleExample     *self);
void              rc_bundle_facts_free     (RcBundleFacts       *self);
/* How many protections ended in each verdict, RC_N_VERDICTS of them. */
void              rc_bundle_facts_count    (const RcBundleFacts *self,
                                            guint64             *out_seals);
/* How many files there are whose path begins with @prefix and ends with @suffix. */
guint             rc_bundle_facts_files    (const RcBundleFacts *self,
                                            const char          *prefix,
                                            const char          *suffix);
/* SHA-256 of the 32 bytes of a key as minisign writes it; (transfer full) (nullable): it is none. */
char             *rc_bundle_seal_fingerprint (const char        *seal_key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcBundleDecision, rc_bundle_decision_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcBundleExample, rc_bundle_example_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcBundleFacts, rc_bundle_facts_free)

G_END_DECLS
