/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/anchors/x509.h"

#include <string.h>

#include "core/anchor-kind.h"
#include "core/base64.h"
#include "core/words.h"

/*
 * A file of certificates is one anchor, because authorities hand out their chains as one file. Exactly one certificate of it is
 * accepted: the one that signed itself, else the first one that may issue others, since lists of trusted services name issuers whose own
 * root nobody has. Its fingerprint is the anchor's; it stands first in the material. The others only help to build chains. A file with
 * two roots is refused: the fingerprint could not say that both are accepted.
 */

#define DER_SEQUENCE 0x30

static GPtrArray *
list_certificates (const char *bytes,
                   gsize       length)
{
  GPtrArray *list;
  RcCertificate *certificate;

  if (length == 0 || (guint8) bytes[0] != DER_SEQUENCE)
    return rc_certificate_list_pem (bytes, length);

  certificate = rc_certificate_new_der (bytes, length);
  if (certificate == NULL)
    return NULL;

  list = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_certificate_unref);
  g_ptr_array_add (list, certificate);
  return list;
}

/* -1: none, or two. */
static int
find_root (GPtrArray *list)
{
  int root = -1;
  int issuer = -1;

  for (guint i = 0; i < list->len; i++)
    {
      const RcCertificate *certificate = list->pdata[i];

      if (!rc_certificate_is_ca (certificate))
        continue;
      if (issuer < 0)
        issuer = (int) i;
      if (!rc_certificate_is_self_signed (certificate))
        continue;
      if (root >= 0 && !rc_certificate_equal (certificate, list->pdata[root]))
        return -1;
      root = root < 0 ? (int) i : root;
    }
  return root >= 0 ? root : issuer;
}

static void
append_pem (GString             *text,
            const RcCertificate *certificate)
{
  g_autofree char *pem = rc_pem_encode ("CERTIFICATE", rc_certificate_get_der (certificate));

  g_string_append (text, pem);
}

static void
fill (RcAnchor  *anchor,
      GPtrArray *list,
      guint      accepted)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_pem (text, list->pdata[accepted]);
  for (guint i = 0; i < list->len; i++)
    if (!rc_certificate_equal (list->pdata[i], list->pdata[accepted]))
      append_pem (text, list->pdata[i]);

  anchor->material = g_string_free (g_steal_pointer (&text), FALSE);
  rc_certificate_fingerprint (list->pdata[accepted], &anchor->fingerprint);
}

/* An authority: its key vouches for certificates, never for evidence itself, and is therefore no key of the anchor. */
static gboolean
read_root (RcAnchor   *anchor,
           const char *bytes,
           gsize       length)
{
  g_autoptr (GPtrArray) list = list_certificates (bytes, length);
  int root = list != NULL ? find_root (list) : -1;

  if (root < 0)
    return FALSE;

  fill (anchor, list, (guint) root);
  return TRUE;
}

static gboolean
read_single (RcAnchor      *anchor,
             const char    *bytes,
             gsize          length,
             gboolean       may_issue)
{
  g_autoptr (GPtrArray) list = list_certificates (bytes, length);

  if (list == NULL || list->len != 1 || rc_certificate_get_key (list->pdata[0]) == NULL
      || (!may_issue && rc_certificate_is_ca (list->pdata[0])))
    return FALSE;

  fill (anchor, list, 0);
  anchor->key = rc_public_key_ref (rc_certificate_get_key (list->pdata[0]));
  return TRUE;
}

/* The signer's own certificate. */
static gboolean
read_leaf (RcAnchor   *anchor,
           const char *bytes,
           gsize       length)
{
  return read_single (anchor, bytes, length, FALSE);
}

/* The identity of a ledger's service (integrity.md section 5.12), which certifies the ledger's nodes, whatever its constraints say. */
static gboolean
read_service (RcAnchor   *anchor,
              const char *bytes,
              gsize       length)
{
  return read_single (anchor, bytes, length, TRUE);
}

/**
 * rc_anchor_read_certificates:
 * @out_roots: (out) (transfer full) (element-type RcCertificate): the one accepted certificate
 * @out_help: (out) (transfer full) (element-type RcCertificate)
 *
 * Returns: %FALSE, and nothing set, for an anchor that is no certificate
 */
gboolean
rc_anchor_read_certificates (const RcAnchor  *anchor,
                             GPtrArray      **out_roots,
                             GPtrArray      **out_help)
{
  static const char * const kinds[] = { RC_ANCHOR_X509_ROOT, RC_ANCHOR_X509_LEAF, RC_ANCHOR_TSA_ROOT, RC_ANCHOR_CCF, NULL };
  g_autoptr (GPtrArray) list = NULL;

  if (!g_strv_contains (kinds, anchor->kind))
    return FALSE;

  list = rc_certificate_list_pem (anchor->material, strlen (anchor->material));
  if (list == NULL)
    return FALSE;

  *out_roots = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_certificate_unref);
  g_ptr_array_add (*out_roots, g_ptr_array_steal_index (list, 0));
  *out_help = g_steal_pointer (&list);
  return TRUE;
}

const RcAnchorKind rc_anchor_kind_x509_root = {
  .id = RC_ANCHOR_X509_ROOT,
  .title = N_("Root certificate"),
  .purposes = "any",
  .is_guessed = TRUE,
  .read = read_root,
};

const RcAnchorKind rc_anchor_kind_x509_leaf = {
  .id = RC_ANCHOR_X509_LEAF,
  .title = N_("Certificate of a signer"),
  .purposes = "any",
  .is_guessed = TRUE,
  .read = read_leaf,
};

/* The same bytes as another root: an authority for time stamps only where the auditor says so. */
const RcAnchorKind rc_anchor_kind_tsa_root = {
  .id = RC_ANCHOR_TSA_ROOT,
  .title = N_("Root certificate of a time stamping authority"),
  .purposes = "time-stamps",
  .read = read_root,
};

const RcAnchorKind rc_anchor_kind_ccf = {
  .id = RC_ANCHOR_CCF,
  .title = N_("Service certificate of a ledger (CCF)"),
  .purposes = "receipts",
  .read = read_service,
};

static gboolean
has_name (const RcCertificate *leaf,
          const char          *name)
{
  static const RcCertificateName kinds[] = { RC_CERTIFICATE_URI, RC_CERTIFICATE_EMAIL, RC_CERTIFICATE_DNS };

  if (strcmp (rc_certificate_get_subject (leaf), name) == 0)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GPtrArray) names = rc_certificate_list_names (leaf, kinds[i]);

      for (guint j = 0; j < names->len; j++)
        {
          if (strcmp (names->pdata[j], name) == 0)
            return TRUE;
        }
    }
  return FALSE;
}

gboolean
rc_anchor_allows_certificate (const RcAnchor      *anchor,
                              const RcCertificate *certificate)
{
  g_autoptr (GPtrArray) subjects = rc_anchor_list_identities (anchor, "subject");
  gboolean fits = subjects->len == 0;

  for (guint i = 0; i < subjects->len && !fits; i++)
    fits = has_name (certificate, subjects->pdata[i]);
  return fits && rc_anchor_allows (anchor, "issuer", rc_certificate_get_issuer (certificate));
}
