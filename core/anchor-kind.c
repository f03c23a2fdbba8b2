/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "anchor-kind.h"

#include <string.h>

#include "words.h"

static const RcAnchorKind kind_minisign = { .id = "minisign", .title = N_("minisign key"), .purposes = "any" };
static const RcAnchorKind kind_signify = { .id = "signify", .title = N_("signify key"), .purposes = "any" };
static const RcAnchorKind kind_raw = { .id = "ed25519-raw", .title = N_("Ed25519 key"), .purposes = "any" };

static const RcAnchorKind * const kinds[] = {
  &rc_anchor_kind_spki,
  &rc_anchor_kind_ssh,
  &rc_anchor_kind_jwk,
  &rc_anchor_kind_openpgp,
  &rc_anchor_kind_x509_root,
  &rc_anchor_kind_x509_leaf,
  &rc_anchor_kind_tsa_root,
  &rc_anchor_kind_ccf,
  &rc_anchor_kind_cloudtrail,
  &rc_anchor_kind_multikey,
  &rc_anchor_kind_note_vkey,
  &rc_anchor_kind_cose_key,
  &rc_anchor_kind_rfc6962_log,
  &rc_anchor_kind_sigstore_root,
  &kind_minisign,
  &kind_signify,
  &kind_raw,
  NULL
};

static const struct
{
  const char *id;
  const char *title;
} purposes[] = {
  { "any", N_("Everything that keys of its kind can sign") },
  { "files", N_("Signatures over files") },
  { "log-head", N_("Heads of logs") },
  { "models", N_("Signatures over models") },
  { "builds", N_("Statements about how something was built") },
  { "statements", N_("Signed statements and tokens") },
  { "receipts", N_("Receipts of a ledger") },
  { "time-stamps", N_("Time stamps") },
  { "cloudtrail", N_("Digests of AWS CloudTrail") },
};

const RcAnchorKind * const *
rc_anchor_kinds (void)
{
  return kinds;
}

const RcAnchorKind *
rc_anchor_kind_by_id (const char *id)
{
  for (guint i = 0; kinds[i] != NULL; i++)
    {
      if (strcmp (kinds[i]->id, id) == 0)
        return kinds[i];
    }
  return NULL;
}

const char * const *
rc_anchor_purposes (void)
{
  static const char *names[G_N_ELEMENTS (purposes) + 1];
  static gsize initialised;

  if (g_once_init_enter (&initialised))
    {
      for (guint i = 0; i < G_N_ELEMENTS (purposes); i++)
        names[i] = purposes[i].id;
      g_once_init_leave (&initialised, 1);
    }
  return names;
}

/**
 * rc_anchor_purpose_title:
 * @purpose: one name, or several parted by commas
 *
 * Returns: (transfer none): for people; for several that of the first, for one that is not known the name itself
 */
const char *
rc_anchor_purpose_title (const char *purpose)
{
  gsize length = strcspn (purpose, ",");

  for (guint i = 0; i < G_N_ELEMENTS (purposes); i++)
    {
      if (strlen (purposes[i].id) == length && strncmp (purposes[i].id, purpose, length) == 0)
        return _(purposes[i].title);
    }
  return purpose;
}
