/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "public-key.h"

G_BEGIN_DECLS

/* What a key of signed notes signs (C2SP signed-note, tlog-cosignature, static-ct-api; integrity.md section 5.3). */
typedef enum
{
  RC_NOTE_ED25519     = 0x01,   /* the text of the note */
  RC_NOTE_ECDSA       = 0x02,   /* the same with SHA-256, in DER: Rekor v1 and a witness program */
  RC_NOTE_COSIGNATURE = 0x04,   /* a time and the text: what a witness says */
  RC_NOTE_TREE_HEAD   = 0x05,   /* an RFC 6962 tree head, not the text */
  RC_NOTE_ML_DSA_44   = 0x06,   /* no library here makes or checks them */
} RcNoteKeyType;

/**
 * RcNoteKey:
 * @name: how the lines of a note name it
 * @id: the four bytes that stand before its signatures; a hint
 * @key: (nullable): %NULL for %RC_NOTE_ML_DSA_44
 *
 * A key that signs notes.
 */
typedef struct
{
  char          *name;
  RcNoteKeyType  type;
  guint32        id;
  RcPublicKey   *key;
} RcNoteKey;

/* Computes the id. NULL: a key of that type is not made of @key, or @name could not stand in a note. */
RcNoteKey *rc_note_key_new   (const char      *name,
                              RcNoteKeyType    type,
                              RcPublicKey     *key);
/* "name+id+base64"; NULL: not one, or the id in it is not that of the key. */
RcNoteKey *rc_note_key_parse (const char      *text,
                              gsize            length);
void       rc_note_key_free  (RcNoteKey       *self);
/* Not empty, without blanks, "+" and control characters. */
gboolean   rc_note_name_is_good (const char   *name,
                              gsize            length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcNoteKey, rc_note_key_free)

G_END_DECLS
