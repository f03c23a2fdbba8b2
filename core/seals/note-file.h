/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/note-key.h"

G_BEGIN_DECLS

/**
 * RcNoteLine:
 * @offset: of the line in the note's bytes
 * @signature: what follows the four bytes of the key's id
 *
 * One signature line of a note.
 */
typedef struct
{
  char    *name;
  guint32  id;
  gsize    offset;
  GBytes  *signature;
} RcNoteLine;

/**
 * RcNoteFile:
 * @text: what is signed: with its last line end, without the empty line behind it
 * @lines: of RcNoteLine
 *
 * A signed note (C2SP signed-note), parsed.
 */
typedef struct
{
  GBytes    *text;
  GPtrArray *lines;
} RcNoteFile;

typedef enum
{
  RC_NOTE_READ,
  RC_NOTE_MALFORMED,
  RC_NOTE_TOO_LONG,     /* a note above RC_LIMIT_NOTE_BYTES */
  RC_NOTE_ANOTHER,      /* nothing of the kind */
} RcNoteForm;

/* What a note says to one key. */
typedef enum
{
  RC_NOTE_NOT_SIGNED,   /* no line is by that key */
  RC_NOTE_FITS,
  RC_NOTE_FAILS,        /* a line is by that key and does not fit: the whole note counts no more */
  RC_NOTE_UNSUPPORTED,  /* a line is by that key, whose kind of signature cannot be checked here */
} RcNoteFit;

/* @out_fault: set for %RC_NOTE_MALFORMED, static. */
RcNoteForm  rc_note_file_parse (const void       *bytes,
                                gsize             length,
                                RcNoteFile      **out_file,
                                const char      **out_fault);
void        rc_note_file_free  (RcNoteFile       *self);
/* Whether @line names the key: by name and id. */
gboolean    rc_note_line_is_by (const RcNoteLine *line,
                                const RcNoteKey  *key);
/* All lines that name the key. @out_time_us: (nullable): when it was signed, as the signer says; RC_TIME_NONE: not said. */
RcNoteFit   rc_note_file_check (const RcNoteFile *self,
                                const RcNoteKey  *key,
                                gint64           *out_time_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcNoteFile, rc_note_file_free)

G_END_DECLS
