/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/note-key.h"
#include "core/seals/tile-path.h"
#include "seal-fixture.h"

G_BEGIN_DECLS

/* A signer of notes, with a key that is made for the test and forgotten with it. */
typedef struct
{
  guint8     public_key[32];
  guint8     secret_key[64];
  RcNoteKey *key;
} NoteSigner;

void     note_signer_init     (NoteSigner     *self,
                               const char     *name,
                               RcNoteKeyType   type);
void     note_signer_clear    (NoteSigner     *self);
/* Appends a signature line over @text. */
void     note_signer_sign     (NoteSigner     *self,
                               GString        *note,
                               const char     *text);
/* The same as a witness does it. */
void     note_signer_cosign   (NoteSigner     *self,
                               GString        *note,
                               const char     *text,
                               guint64         seconds);
/* "name+id+base64" */
char    *note_signer_dup_vkey (NoteSigner     *self);
/* Accepts the key. @identity, @group: (nullable) */
void     note_signer_trust    (NoteSigner     *self,
                               SealFixture    *fixture,
                               const char     *identity,
                               const char     *group,
                               guint           threshold);
/* The text of a head. */
char    *note_dup_head        (const char     *origin,
                               guint64         size,
                               const RcDigest *root);
/* A head as a signed note. */
char    *note_signer_dup_note (NoteSigner     *self,
                               const char     *origin,
                               guint64         size,
                               const RcDigest *root);

/* The entries of a log: "entry N". */
typedef struct
{
  GPtrArray *entries;   /* of char* */
  GArray    *leaves;    /* of RcDigest */
} NoteLog;

void     note_log_init        (NoteLog        *self,
                               guint           count);
void     note_log_clear       (NoteLog        *self);
void     note_log_root        (NoteLog        *self,
                               guint           size,
                               RcDigest       *out_root);
/* All hash tiles of the log of that size, and its bundles of entries unless @is_bare, below evidence/@folder. */
void     note_log_write       (NoteLog        *self,
                               SealFixture    *fixture,
                               const char     *folder,
                               guint           size,
                               gboolean        is_bare);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NoteSigner, note_signer_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NoteLog, note_log_clear)

G_END_DECLS
