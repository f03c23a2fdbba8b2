/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/import.h"
#include "core/seals/seals.h"

G_BEGIN_DECLS

/*
 * A folder of evidence, a case into which it is imported, and the judgement of its seals as verify makes it, without the
 * threads. Also a signer of minisign signatures and a writer of chained logs, so that each line can be spoiled.
 */

typedef struct
{
  char        *folder;
  RcCase      *case_file;
  GPtrArray   *sources;
  RcJudgement *judgement;
  guint8       public_key[32];
  guint8       secret_key[64];
} SealFixture;

typedef struct
{
  GPtrArray *lines;       /* of char*, without line ends */
  GArray    *hashes;      /* of RcDigest, one a line */
} ChainLog;

void      seal_fixture_set_up      (SealFixture   *self,
                                    gconstpointer  data);
void      seal_fixture_tear_down   (SealFixture   *self,
                                    gconstpointer  data);
/* A file below evidence/. */
void      seal_fixture_write       (SealFixture   *self,
                                    const char    *name,
                                    const char    *content,
                                    gssize         length);
/* FALSE: the corpus is not here. */
gboolean  seal_fixture_copy_corpus (SealFixture   *self,
                                    const char    *folder,
                                    const char    *name);
/* @seed picks one of several signers. */
void      seal_fixture_sign        (SealFixture   *self,
                                    const char    *name,
                                    const char    *comment,
                                    guint8         seed);
void      seal_fixture_write_key   (SealFixture   *self,
                                    const char    *name,
                                    guint8         seed);
/* Accepts the signer's key. */
void      seal_fixture_trust       (SealFixture   *self,
                                    guint8         seed,
                                    const char    *purpose,
                                    gint64         from_us,
                                    gint64         to_us);
void      seal_fixture_import      (SealFixture   *self);
/* Imports evidence/ and judges it. @declared: (nullable): chain profile of every log. */
void      seal_fixture_judge       (SealFixture   *self,
                                    const char    *declared);
gint64    seal_fixture_source      (SealFixture   *self,
                                    const char    *name);
RcSeal   *seal_fixture_seal        (SealFixture   *self,
                                    const char    *kind,
                                    guint          index);
guint     seal_fixture_count_seals (SealFixture   *self,
                                    const char    *kind);
/* Whether a note of the seal holds the text. */
gboolean  seal_fixture_has_note    (const RcSeal  *seal,
                                    const char    *text);
/* The only exception of that kind; NULL: none. Fails where there are several. */
const RcException *seal_fixture_exception (SealFixture *self,
                                    const char    *kind);
guint     seal_fixture_count       (SealFixture   *self,
                                    const char    *kind);      /* NULL: all */
/* Protection of a record: the worst cover by seals of that kind, or UNSIGNED. */
RcVerdict seal_fixture_protection  (SealFixture   *self,
                                    const char    *kind,
                                    const char    *source,
                                    guint64        record);

/* A log by the rule "recount-demo" with numbers @first to @last; @previous: (nullable): hash of the one before. */
ChainLog *chain_log_new            (const char    *system,
                                    gint64         first,
                                    gint64         last,
                                    const RcDigest *previous);
void      chain_log_free           (ChainLog      *self);
char     *chain_log_make_line      (const char    *system,
                                    gint64         sequence,
                                    const char    *text,
                                    const RcDigest *previous,
                                    RcDigest      *out_hash);
char     *chain_log_join           (ChainLog      *self);
char     *chain_log_head           (ChainLog      *self,
                                    const char    *system,
                                    gint64         sequence,
                                    guint          line);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChainLog, chain_log_free)

G_END_DECLS
