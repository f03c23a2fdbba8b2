/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/anchor-kind.h"
#include "core/note-key.h"
#include "core/words.h"

/* "name+id+base64" (C2SP signed-note, “Verifier keys”); the id that people see is the four bytes in it. */
static gboolean
read_vkey (RcAnchor   *anchor,
           const char *bytes,
           gsize       length)
{
  g_autoptr (RcNoteKey) key = rc_note_key_parse (bytes, length);

  if (key == NULL)
    return FALSE;

  while (length > 0 && g_ascii_isspace (bytes[length - 1]))
    length--;
  anchor->material = g_strndup (bytes, length);
  anchor->key_id = g_strdup_printf ("%s+%08x", key->name, key->id);
  anchor->key = key->key != NULL ? rc_public_key_ref (key->key) : NULL;
  return TRUE;
}

const RcAnchorKind rc_anchor_kind_note_vkey = {
  .id = "note-vkey",
  .title = N_("Key of signed notes and logs (vkey)"),
  .purposes = "any",
  .is_guessed = TRUE,
  .read = read_vkey,
};
