/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/checkpoint.h"
#include "core/seals/note-file.h"
#include "core/seals/seal-work.h"

G_BEGIN_DECLS

/**
 * RcNoteKeys:
 *
 * The accepted keys that can sign notes, parsed once.
 */
typedef struct _RcNoteKeys RcNoteKeys;

RcNoteKeys      *rc_note_keys_new  (const GPtrArray    *anchors);
void             rc_note_keys_free (RcNoteKeys         *self);
/* (nullable): @anchor is no key of notes. */
const RcNoteKey *rc_note_keys_get  (const RcNoteKeys   *self,
                                    const RcAnchor     *anchor);
/* Judges who signed @note, which stands in @carrier; sets the seal's verdicts. @head: (nullable): what its text says, where it is a
 * log's head. The accepted key of the log; (nullable). */
const RcAnchor  *rc_note_judge     (RcSealWork         *work,
                                    const RcNoteKeys   *keys,
                                    RcSeal             *seal,
                                    const RcSource     *carrier,
                                    const RcNoteFile   *note,
                                    const RcCheckpoint *head);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcNoteKeys, rc_note_keys_free)

G_END_DECLS
