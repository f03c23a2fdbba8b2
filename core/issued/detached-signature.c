/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/issued/detached-signature.h"

#include <string.h>

#include "core/anchors/ssh.h"
#include "core/anchors/x509.h"
#include "core/bounds.h"
#include "core/display-text.h"
#include "core/issued/issued.h"
#include "core/seals/cms-signed.h"
#include "core/seals/minisign-file.h"
#include "core/seals/sshsig-file.h"
#include "core/trust.h"
#include "core/words.h"

#define PURPOSE        "files"
#define SSH_NAMESPACE  "file"
#define SHOWN_BYTES    200u

/* One signature while it is checked. */
typedef struct
{
  GPtrArray  *anchors;     /* RcAnchor: accepted, for files, and good today */
  GBytes     *content;
  const char *name;
  GError    **error;
} Check;

void
rc_detached_signature_free (RcDetachedSignature *self)
{
  if (self == NULL)
    return;

  g_free (self->found);
  g_free (self);
}

static RcDetachedSignature *
signature_new (const char *method,
               char       *found)      /* (transfer full) */
{
  RcDetachedSignature *self = g_new0 (RcDetachedSignature, 1);

  self->method = method;
  self->found = found;
  return self;
}

static RcDetachedSignature *
refuse (const Check *check,
        const char  *why)
{
  g_autofree char *shown = rc_display_text (check->name, -1, SHOWN_BYTES);

  /* Translators: a file, and half a sentence on what is wrong with it. */
  g_set_error (check->error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_CONTENT, _("“%1$s”: %2$s"), shown, why);
  return NULL;
}

/* --- Accepted keys --- */

/* A key that was revoked, or whose time is over or to come, shows nothing of a signature made now. */
static gboolean
is_good_now (const RcAnchor *anchor,
             gint64          now_us)
{
  return rc_anchor_accepts (anchor, PURPOSE) && anchor->revoked_us == RC_TIME_NONE &&
         (anchor->from_us == RC_TIME_NONE || anchor->from_us <= now_us) && (anchor->to_us == RC_TIME_NONE || now_us <= anchor->to_us);
}

static GPtrArray *
list_good (RcCase  *case_file,
           GError **error)
{
  g_autoptr (GPtrArray) anchors = rc_trust_list (case_file, error);
  gint64 now_us = g_get_real_time ();

  for (guint i = anchors != NULL ? anchors->len : 0; i > 0; i--)
    {
      if (!is_good_now (g_ptr_array_index (anchors, i - 1), now_us))
        g_ptr_array_remove_index (anchors, i - 1);
    }
  return g_steal_pointer (&anchors);
}

static char *
tell_accepted (const char     *method,
               const RcAnchor *anchor)
{
  g_autofree char *owner = rc_display_text (anchor->owner, -1, SHOWN_BYTES);

  /* Translators: minisign, SSH or CMS; the key's id; its owner. */
  return g_strdup_printf (_("%1$s signature over exactly this file, made with the accepted key %2$s of %3$s."), method, anchor->key_id, owner);
}

static char *
tell_unknown (const char *method,
              const char *key)
{
  g_autofree char *shown = rc_display_text (key, -1, SHOWN_BYTES);

  return g_strdup_printf (_("%1$s signature over exactly this file, made with the key “%2$s”, which this case does not accept: whose it is, is not "
                            "shown."), method, shown);
}

/* --- minisign and signify: the signature names its key by number alone --- */

static RcDetachedSignature *
try_minisign (const Check          *check,
              const RcMinisignFile *file)
{
  g_autoptr (RcStream) stream = rc_stream_new_memory (check->content);
  g_auto (RcMinisignContent) content = { NULL, 0 };
  g_autofree char *why = NULL;
  const char *method = file->is_signify ? "signify" : "minisign";

  if (file->embedded > 0)
    return refuse (check, _("the signature stands before a text of its own; expected one over the frozen file"));
  if (!rc_minisign_content_read (file, stream, g_bytes_get_size (check->content), &content, check->error))
    return check->error != NULL && *check->error != NULL ? NULL : refuse (check, _("the file is too large for a signature of this form"));

  for (guint i = 0; i < check->anchors->len; i++)
    {
      const RcAnchor *anchor = g_ptr_array_index (check->anchors, i);
      const guint8 *key = anchor->key != NULL ? rc_public_key_peek_ed25519 (anchor->key) : NULL;

      if (key == NULL || !rc_anchor_has_number (anchor) || anchor->key_number != file->key_number)
        continue;
      if (!rc_minisign_file_fits (file, &content, key) || !rc_minisign_file_comment_fits (file, key))
        return refuse (check, _("the signature does not fit: it was made over other bytes, or with another key"));
      return signature_new (method, tell_accepted (method, anchor));
    }
  why = g_strdup_printf (_("nobody can tell whose it is: no key with the number %016llX is accepted for files in this case"),
                         (unsigned long long) file->key_number);
  return refuse (check, why);
}

/* --- SSH: the key stands in the signature --- */

static RcDetachedSignature *
try_ssh (const Check        *check,
         const RcSshsigFile *file)
{
  RcHash hash = rc_sshsig_file_get_hash (file);
  g_autofree char *fingerprint = NULL;
  guint8 digest[RC_HASH_MAX_BYTES];

  if (file->version != 1 || file->key == NULL || file->key->key == NULL || file->signature == NULL || hash == RC_HASH_NONE ||
      rc_sshsig_file_is_forbidden (file))
    return refuse (check, _("it is a signature of SSH by a method that is not known here, or that must not be used"));
  if (strcmp (file->name_space, SSH_NAMESPACE) != 0)
    return refuse (check, _("it was not signed for the use “file”, as ssh-keygen -Y sign -n file does"));

  rc_hash_compute (hash, g_bytes_get_data (check->content, NULL), g_bytes_get_size (check->content), digest);
  if (!rc_sshsig_file_fits (file, file->key->key, digest))
    return refuse (check, _("the signature does not fit: it was made over other bytes, or with another key"));

  for (guint i = 0; i < check->anchors->len; i++)
    {
      const RcAnchor *anchor = g_ptr_array_index (check->anchors, i);

      if (rc_anchor_is_ssh_key (anchor, file->key) && rc_anchor_allows (anchor, "namespace", SSH_NAMESPACE))
        return signature_new ("SSH", tell_accepted ("SSH", anchor));
    }
  fingerprint = rc_ssh_key_dup_fingerprint (file->key);
  return signature_new ("SSH", tell_unknown ("SSH", fingerprint));
}

/* --- CMS: certificates stand beside the signature --- */

/* Whether @signer was issued now under what was accepted there as a root, and that for the like of it. */
static gboolean
is_issued_under (const RcAnchor *anchor,
                 RcCertificate  *signer,
                 GPtrArray      *beside)
{
  g_autoptr (GPtrArray) roots = NULL;
  g_autoptr (GPtrArray) help = NULL;
  g_autofree char *detail = NULL;
  const char *reason = NULL;

  if (strcmp (anchor->kind, RC_ANCHOR_X509_ROOT) != 0 || !rc_anchor_allows_certificate (anchor, signer) ||
      !rc_anchor_read_certificates (anchor, &roots, &help))
    return FALSE;

  for (guint i = 0; i < beside->len; i++)
    g_ptr_array_add (help, rc_certificate_ref (g_ptr_array_index (beside, i)));
  return rc_certificate_check_chain (signer, help, roots, RC_CERTIFICATE_FOR_ANY, g_get_real_time (), &reason, &detail) == RC_VERDICT_VALID;
}

/* Whose it is: the signer's own key is among the accepted ones, or a root vouches for it; else nobody knows. */
static RcDetachedSignature *
find_signer (const Check   *check,
             RcCertificate *signer,
             GPtrArray     *beside)
{
  const RcPublicKey *key = rc_certificate_get_key (signer);

  for (guint i = 0; i < check->anchors->len; i++)
    {
      const RcAnchor *anchor = g_ptr_array_index (check->anchors, i);
      g_autofree char *owner = rc_display_text (anchor->owner, -1, SHOWN_BYTES);

      if (anchor->key != NULL && key != NULL && rc_public_key_equal (anchor->key, key))
        return signature_new ("CMS", tell_accepted ("CMS", anchor));
      if (is_issued_under (anchor, signer, beside))
        return signature_new ("CMS", g_strdup_printf (_("CMS signature over exactly this file by “%1$s”, whose certificate was issued under "
                                                        "the accepted one of %2$s."), rc_certificate_get_subject (signer), owner));
    }
  return signature_new ("CMS", tell_unknown ("CMS", rc_certificate_get_subject (signer)));
}

/* What was frozen just now cannot have been signed while a certificate was valid that is not. */
static RcDetachedSignature *
tell_signer (const Check   *check,
             RcCertificate *signer,
             GPtrArray     *beside)
{
  g_autofree char *fault = rc_certificate_dup_time_fault (signer, g_get_real_time ());
  RcDetachedSignature *told = find_signer (check, signer, beside);
  char *found = told->found;

  if (fault == NULL)
    return told;
  told->found = g_strdup_printf ("%s %s", found, fault);
  g_free (found);
  return told;
}

static RcDetachedSignature *
try_cms (const Check *check,
         RcCmsSigned *cms)
{
  RcHash hash = rc_cms_signed_get_hash (cms);
  guint8 digest[RC_HASH_MAX_BYTES];
  g_autofree char *detail = NULL;
  RcCertificate *signer = NULL;
  const char *reason = NULL;

  if (hash == RC_HASH_NONE)
    return refuse (check, _("it is a CMS signature by a method that is not known here, or that must not be used"));
  rc_hash_compute (hash, g_bytes_get_data (check->content, NULL), g_bytes_get_size (check->content), digest);
  if (!rc_cms_signed_has_digest (cms, digest, rc_hash_get_length (hash)))
    return refuse (check, _("the signature does not fit: it was made over other bytes"));

  /* One by a method that is too weak to rely on shows nothing. */
  if (rc_cms_signed_verify (cms, NULL, &signer, &reason, &detail) != RC_VERDICT_VALID)
    return refuse (check, detail != NULL ? detail : _("the signature cannot be checked"));

  return tell_signer (check, signer, rc_cms_signed_get_certificates (cms));
}

static RcCmsSigned *
read_cms (GBytes      *bytes,
          const char **out_fault)
{
  g_autoptr (GBytes) der = rc_cms_decode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  *out_fault = "its base64 is spoiled";
  return der != NULL ? rc_cms_signed_parse (g_bytes_get_data (der, NULL), g_bytes_get_size (der), out_fault) : NULL;
}

static gboolean
is_cms (GBytes *bytes)
{
  return rc_cms_peek (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), g_bytes_get_size (bytes)) == RC_CMS_SIGNATURE;
}

/* --- What it is --- */

static RcDetachedSignature *
check_cms (const Check *check,
           GBytes      *signature)
{
  const char *fault = NULL;
  g_autoptr (RcCmsSigned) cms = read_cms (signature, &fault);

  if (cms == NULL)
    return refuse (check, fault);
  if (rc_cms_signed_get_content (cms) != NULL)
    return refuse (check, _("it holds what it signs itself; expected a signature that stands beside its file"));
  return try_cms (check, cms);
}

static RcDetachedSignature *
check_any (const Check *check,
           GBytes      *signature)
{
  const char *bytes = g_bytes_get_data (signature, NULL);
  gsize length = g_bytes_get_size (signature);
  g_autoptr (RcMinisignFile) minisign = NULL;
  g_autoptr (RcSshsigFile) ssh = NULL;
  const char *fault = NULL;

  if (length == 0 || length > RC_LIMIT_SEAL_FILE_BYTES)
    return refuse (check, _("it is empty, or too large for a signature"));
  if (rc_minisign_file_parse (bytes, length, check->name, &minisign, &fault) == RC_MINISIGN_READ)
    return try_minisign (check, minisign);
  if (fault == NULL && rc_sshsig_file_parse (bytes, length, &ssh, &fault) == RC_SSHSIG_READ)
    return try_ssh (check, ssh);
  if (fault == NULL && is_cms (signature))
    return check_cms (check, signature);
  return refuse (check, fault != NULL ? fault : _("it is no signature of minisign, signify, SSH or CMS"));
}

RcDetachedSignature *
rc_detached_signature_check (RcCase      *case_file,
                             GBytes      *content,
                             GBytes      *signature,
                             const char  *name,
                             GError     **error)
{
  g_autoptr (GPtrArray) anchors = list_good (case_file, error);
  const Check check = { .anchors = anchors, .content = content, .name = name, .error = error };

  return anchors != NULL ? check_any (&check, signature) : NULL;
}

GBytes *
rc_detached_signature_open (RcCase               *case_file,
                            GBytes               *signature,
                            const char           *name,
                            RcDetachedSignature **out_signature,
                            GError              **error)
{
  g_autoptr (GPtrArray) anchors = NULL;
  g_autoptr (RcCmsSigned) cms = NULL;
  const char *fault = NULL;
  GBytes *content;

  *out_signature = NULL;
  if (!is_cms (signature))
    return NULL;
  cms = read_cms (signature, &fault);
  content = cms != NULL ? rc_cms_signed_get_content (cms) : NULL;
  if (content == NULL)
    return NULL;
  anchors = list_good (case_file, error);
  if (anchors == NULL)
    return NULL;

  *out_signature = try_cms (&(Check) { .anchors = anchors, .content = content, .name = name, .error = error }, cms);
  return *out_signature != NULL ? g_bytes_ref (content) : NULL;
}
