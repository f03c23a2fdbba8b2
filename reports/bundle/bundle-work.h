/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/lineage.h"
#include "core/seal.h"
#include "reports/bundle/bundle.h"
#include "reports/bundle/writing/bundle-writer.h"

G_BEGIN_DECLS

/* What a selective bundle discloses: bundle-selection.h. */
typedef struct _RcBundleSelection RcBundleSelection;

/**
 * RcBundleWork:
 * @id: 64 hexadecimal digits: SHA-256 over form, evidence state, selection, language and program version
 * @state: the evidence state, @head: of the custody log as of the act that brought it about, at @changed_us
 * @sources: (element-type RcSource): published ones, by number
 * @lineages: (element-type RcLineage): in the order in which they were asked for, each once
 * @judgement: what the verification found
 * @selection: (nullable): of a selective bundle
 * @told: (nullable): what of @judgement verification.json of a selective bundle tells; set when that is written, %NULL where it tells all
 * @delivered: (nullable): of a full bundle: numbers of the sources whose bytes it holds, each as gint64
 * @is_rehearsal: the bytes of sources are left out: a bundle that came is held against what would be written
 * @has_ssh_seal: there is a second seal
 * @is_signed: START-HERE.pdf is signed; in a rehearsal it is written without its signature
 * @manifest: SHA-256 of manifest-sha256.txt; set before the pages are written
 * @seal_key: (nullable): the key of the seal as the second line of seal-key.pub has it ("RW…"); set before the pages are written, %NULL where unsealed.
 *   seal-key.pub itself is written before the tag manifest, which names it
 *
 * A bundle that is being written: what its parts share. Each part is a function rc_bundle_write_…() that adds files.
 */
typedef struct
{
  RcCase              *case_file;
  const RcBundleTerms *terms;
  GCancellable        *cancellable;
  RcBundleWriter      *writer;
  char                 id[65];
  RcDigest             state;
  RcDigest             head;
  gint64               changed_us;
  GPtrArray           *sources;
  GPtrArray           *lineages;
  RcJudgement         *judgement;
  RcBundleSelection   *selection;
  RcJudgement         *told;
  GHashTable          *delivered;
  gboolean             is_rehearsal;
  gboolean             has_ssh_seal;
  gboolean             is_signed;
  RcDigest             manifest;
  char                *seal_key;
} RcBundleWork;

/* "000003-512", or "000003-512-2": what the files of one lineage are called; (transfer full). */
char    *rc_bundle_reference       (const RcLineage  *lineage);

/* The parts, in the order in which they are written. */
gboolean rc_bundle_write_data      (RcBundleWork *work, GError **error);  /* bundle-data.c: all of data/ but the following */
gboolean rc_bundle_write_records   (RcBundleWork *work, GError **error);  /* bundle-records.c: records and withheld.json */
gboolean rc_bundle_write_prov      (RcBundleWork *work, GError **error);  /* prov/ */
gboolean rc_bundle_write_documents (RcBundleWork *work, GError **error);  /* bundle-documents.c: data/documents */
gboolean rc_bundle_write_schemas   (RcBundleWork *work, GError **error);  /* data/schemas */
/* pages/: the text of check-records.py. */
const char *rc_bundle_peek_check_records (void);
/* After the payload is closed: */
gboolean rc_bundle_write_pages     (RcBundleWork *work, GError **error);  /* pages/: START-HERE.pdf, index.html, HOW-TO-CHECK, check-records.py */
gboolean rc_bundle_write_crate     (RcBundleWork *work, GError **error);  /* ro-crate-metadata.json, over all that was written */
gboolean rc_bundle_write_info      (RcBundleWork *work, GError **error);  /* bundle.c: bag-info.txt */
gboolean rc_bundle_write_seals     (RcBundleWork *work, GBytes *tag_manifest, GError **error);  /* bundle-seal.c */

G_END_DECLS
