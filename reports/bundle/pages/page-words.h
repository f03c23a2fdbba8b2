/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/bundle/pages/bundle-facts.h"
#include "reports/typesetting/shape.h"

G_BEGIN_DECLS

/* What START-HERE.pdf and index.html both say, in the language that is pushed. What stands in these sentences of evidence is safe to show. */

/**
 * RcBundlePart:
 * @path: where it is: a file, or a folder with a "/" at its end
 * @files: how many
 */
typedef struct
{
  const char *title;
  const char *path;
  guint       files;
} RcBundlePart;

/* A question of whoever received the bundle, and where it is answered. */
typedef struct
{
  const char *question;
  char       *where;
} RcBundleQuestion;

/* What it is, of whom and of which state: sentences, in their order; (element-type utf8) (transfer full). */
GPtrArray  *rc_bundle_words_about     (const RcBundleFacts *facts);
/* Those parts that it has; (element-type RcBundlePart) (transfer full). */
GPtrArray  *rc_bundle_words_parts     (const RcBundleFacts *facts);
/* (element-type RcBundleQuestion) (transfer full) */
GPtrArray  *rc_bundle_words_questions (const RcBundleFacts *facts);
/* What is not in it: sentences, at least one; (element-type utf8) (transfer full). */
GPtrArray  *rc_bundle_words_left_out  (const RcBundleFacts *facts);
/* How sure it is, before and behind the table of verdicts; (element-type utf8) (transfer full). */
GPtrArray  *rc_bundle_words_sure      (const RcBundleFacts *facts);
const char *rc_bundle_words_not_shown (void);
/* "22 of 24 questions answered; records disagree on 1"; (transfer full). */
char       *rc_bundle_words_count     (const RcBundleDecision *decision);
/* By what the key of the seal is to be confirmed, or that there is none; (element-type utf8) (transfer full). */
GPtrArray  *rc_bundle_words_seal      (const RcBundleFacts *facts);
/* Where commands are typed on Windows; what the signature in START-HERE.pdf shows, where there is one; on which systems Recount runs. */
const char *rc_bundle_words_prompt    (void);
const char *rc_bundle_words_signature (void);
const char *rc_bundle_words_systems   (void);
/* The files in the order in which people ask for them: pages, documents, lineages, evidence, what programs read; (element-type RcBundleFile) (transfer container). */
GPtrArray  *rc_bundle_words_files     (const RcBundleFacts *facts);

G_END_DECLS
