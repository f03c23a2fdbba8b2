/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/anchor-kind.h"
#include "core/seals/sigstore-root.h"
#include "core/words.h"

/* A list: its text is kept, and read again by those who judge bundles. */
static gboolean
read_root (RcAnchor   *anchor,
           const char *bytes,
           gsize       length)
{
  const char *fault = NULL;
  g_autoptr (RcSigstoreRoot) root = rc_sigstore_root_parse (bytes, length, &fault);

  if (root == NULL)
    return FALSE;

  anchor->material = g_strndup (bytes, length);
  return TRUE;
}

const RcAnchorKind rc_anchor_kind_sigstore_root = {
  .id = "sigstore-trusted-root",
  .title = N_("Trusted root of Sigstore (trusted_root.json)"),
  .purposes = "any",
  .is_guessed = TRUE,
  .read = read_root,
};
