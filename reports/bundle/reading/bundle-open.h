/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/case.h"
#include "core/exception.h"
#include "core/import.h"
#include "core/seal.h"
#include "reports/bundle/envelope/envelope.h"
#include "reports/bundle/reading/bundle-file.h"

G_BEGIN_DECLS

/*
 * Opening a bundle: everything in it is checked again from its bytes, and the outcome is held against what it says (tamper-cases T30, C77). What comes of it is
 * a case, with the maker's custody log and one entry behind it that says what was opened, by whom and what differed.
 */

/**
 * RcBundleOpenTerms:
 * @seal_key: (nullable): text of a public key (minisign, or OpenSSH) that the reader has from elsewhere; without one the seal is at best
 *   UNVERIFIABLE(key-in-bundle-only)
 * @trust: (nullable): path of the reader's own accepted keys (`trust export`): what they say is told beside the maker's
 * @keys: what the reader has to open a bundle with that is closed to others
 * @stamp: (nullable): path of an RFC 3161 answer over the tag manifest, where it came apart
 */
typedef struct
{
  const char     *seal_key;
  const char     *trust;
  const char     *stamp;
  RcEnvelopeKeys  keys;
  RcProgressFunc  progress;          /* (nullable) */
  gpointer        progress_data;
} RcBundleOpenTerms;

/**
 * RcBundleCheck:
 * @object: "seal", "tag manifest", "data/sources/000003/decisions.jsonl", "record 3:512", "custody entry 7", "verdict of seal 4" …
 * @verdict: VALID, INVALID, INCOMPLETE, NOT_COVERED, UNVERIFIABLE …
 * @reason: (nullable): "digest", "path", "key-in-bundle-only", "payload-withheld" …
 * @expected, @found: (nullable)
 * @message: a sentence for people, in the language that is set
 */
typedef struct
{
  char      *object;
  RcVerdict  verdict;
  char      *reason;
  char      *expected;
  char      *found;
  char      *message;
} RcBundleCheck;

/**
 * RcBundleOpening:
 * @format, @case_id, @case_title, @state, @maker_version: (nullable): as the bundle says of itself
 * @checks: (element-type RcBundleCheck): what was held against what, the worst first; good ones of one kind are one line with their count
 * @n_compared: verdicts, lineages and rows that were compared with those inside
 * @n_differing: of these
 * @case_file: (nullable): the case that came of it, open for reading; %NULL where nothing could be opened safely
 * @judgement: (nullable): what verifying it again found
 * @verification: (nullable): the same as the bundle's verification.json would say it, in the form of RFC 8785
 */
typedef struct
{
  char        *id;
  char        *kind;            /* "full", "selective" */
  char        *sha256;
  char        *format;
  char        *case_id;
  char        *case_title;
  char        *state;
  char        *maker_version;
  char        *seal_fingerprint;   /* (nullable): of the key that the seal names */
  GPtrArray   *checks;
  guint64      n_compared;
  guint64      n_differing;
  RcCase      *case_file;
  RcJudgement *judgement;
  char        *verification;
  char        *folder;          /* (nullable): private, and removed with the opening: where no place for the case was named */
} RcBundleOpening;

void             rc_bundle_check_free   (RcBundleCheck            *self);
void             rc_bundle_opening_free (RcBundleOpening          *self);
RcVerdict        rc_bundle_opening_worst (const RcBundleOpening   *self);
/* (nullable) (transfer none): what was found of the maker's seal; the worst where several were looked at. */
const RcBundleCheck *rc_bundle_opening_find_seal (const RcBundleOpening *self);
/* Whether the seal holds by a key that the reader had from elsewhere. */
gboolean         rc_bundle_opening_is_vouched (const RcBundleOpening *self);
/* What may be said of @self: where nobody vouches for the bundle, what holds in it is consistent in itself, and no more. */
RcVerdict        rc_bundle_check_verdict (const RcBundleCheck      *self,
                                         gboolean                  is_vouched);
/* @case_path: (nullable): where the case is to stand; nothing may be there; %NULL: in a private folder, as long as the opening is kept. A bundle that is not what it says is no error: see @checks; what cannot be read safely is. */
RcBundleOpening *rc_bundle_open         (const char               *path,
                                         const char               *case_path,
                                         const RcBundleOpenTerms  *terms,
                                         GCancellable             *cancellable,
                                         GError                  **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcBundleCheck, rc_bundle_check_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcBundleOpening, rc_bundle_opening_free)

G_END_DECLS
