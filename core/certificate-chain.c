/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "certificate.h"

#include <string.h>

#include <openssl/err.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <openssl/x509_vfy.h>

#include "bounds.h"
#include "crypto-library.h"
#include "timestamp.h"

/* 112 bits: RSA from 2048 bits, no SHA-1 (integrity.md section 7). */
#define SECURITY_LEVEL 2

/* Texts of reasons are kept by who asks. */
#define REASON_RSA_LIMIT "limit(RC_LIMIT_RSA_BITS,8192)"
#define REASON_DEPTH_LIMIT "limit(RC_LIMIT_CERTIFICATE_DEPTH,8)"
G_STATIC_ASSERT (RC_LIMIT_RSA_BITS == 8192);
G_STATIC_ASSERT (RC_LIMIT_CERTIFICATE_DEPTH == 8);

#define OID_CODE_SIGNING "1.3.6.1.5.5.7.3.3"
#define OID_ANY_USAGE "2.5.29.37.0"

/* One chain while it is built. */
typedef struct
{
  GPtrArray *roots;       /* of RcCertificate */
  gboolean   is_weak;     /* verifies, with a method that nobody should rely on any more */
  int        fault;       /* what stopped it */
  char      *fault_at;    /* (nullable): subject of the certificate in question */
} Walk;

/* --- Building --- */

/* What RFC 5280 section 4 asks of a certificate's form, all of which libcrypto only looks at where it is told to be strict. */
static gboolean
is_of_form (int fault)
{
  return fault >= X509_V_ERR_PATHLEN_INVALID_FOR_NON_CA && fault <= X509_V_ERR_EC_KEY_EXPLICIT_PARAMS;
}

static gboolean
is_root (const Walk          *walk,
         const RcCertificate *certificate)
{
  for (guint i = 0; certificate != NULL && i < walk->roots->len; i++)
    if (rc_certificate_equal (certificate, walk->roots->pdata[i]))
      return TRUE;
  return FALSE;
}

/* Times are looked at afterwards: libcrypto takes the last second of a validity for the first one behind it. */
static int
on_fault (int             is_fine,
          X509_STORE_CTX *context)
{
  Walk *walk = X509_STORE_CTX_get_app_data (context);
  X509 *at = X509_STORE_CTX_get_current_cert (context);
  g_autoptr (RcCertificate) certificate = NULL;

  if (is_fine)
    return 1;

  switch (X509_STORE_CTX_get_error (context))
    {
    case X509_V_ERR_CERT_NOT_YET_VALID:
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return 1;
    case X509_V_ERR_EE_KEY_TOO_SMALL:
    case X509_V_ERR_CA_KEY_TOO_SMALL:
    case X509_V_ERR_CA_MD_TOO_WEAK:
      walk->is_weak = TRUE;
      return 1;
    default:
      certificate = at != NULL ? rc_certificate_new_x509 (at) : NULL;
      /* A root is accepted as it stands: it is no part of the path that is judged (RFC 5280 section 6.1). */
      if (is_of_form (X509_STORE_CTX_get_error (context)) && is_root (walk, certificate))
        return 1;
      walk->fault = X509_STORE_CTX_get_error (context);
      g_free (walk->fault_at);
      walk->fault_at = certificate != NULL ? g_strdup (rc_certificate_get_subject (certificate)) : NULL;
      return 0;
    }
}

static gboolean
is_too_large (const RcCertificate *certificate)
{
  EVP_PKEY *key = X509_get0_pubkey (rc_certificate_peek (certificate));

  return key != NULL && EVP_PKEY_get_base_id (key) == EVP_PKEY_RSA && EVP_PKEY_get_bits (key) > (int) RC_LIMIT_RSA_BITS;
}

static STACK_OF (X509) *
stack_of (GPtrArray *certificates)
{
  STACK_OF (X509) *stack = sk_X509_new_null ();

  for (guint i = 0; certificates != NULL && i < MIN (certificates->len, RC_LIMIT_CERTIFICATES); i++)
    if (!is_too_large (certificates->pdata[i]))
      sk_X509_push (stack, rc_certificate_peek (certificates->pdata[i]));
  return stack;
}

/* A certificate that the auditor accepted ends the chain, whether or not somebody else signed it. */
static unsigned long
choose_flags (RcCertificate *leaf,
              GPtrArray     *roots)
{
  unsigned long flags = X509_V_FLAG_X509_STRICT;

  for (guint i = 0; i < roots->len; i++)
    {
      if (rc_certificate_equal (leaf, roots->pdata[i]))
        return X509_V_FLAG_PARTIAL_CHAIN;
      if (!rc_certificate_is_self_signed (roots->pdata[i]))
        flags |= X509_V_FLAG_PARTIAL_CHAIN;
    }
  return flags;
}

static void
set_parameters (X509_STORE_CTX   *context,
                unsigned long     flags,
                RcCertificateUse  use,
                gint64            at_us)
{
  X509_VERIFY_PARAM *parameters = X509_STORE_CTX_get0_param (context);

  X509_VERIFY_PARAM_set_flags (parameters, flags);
  X509_VERIFY_PARAM_set_time (parameters, (time_t) (at_us / G_USEC_PER_SEC));
  X509_VERIFY_PARAM_set_auth_level (parameters, SECURITY_LEVEL);
  X509_VERIFY_PARAM_set_depth (parameters, RC_LIMIT_CERTIFICATE_DEPTH);
  X509_VERIFY_PARAM_set_purpose (parameters, use == RC_CERTIFICATE_FOR_TIME_STAMPING ? X509_PURPOSE_TIMESTAMP_SIGN : X509_PURPOSE_ANY);
}

/* FALSE: one of them cannot be read. */
static gboolean
copy_chain (STACK_OF (X509) *stack,
            GPtrArray       *chain)
{
  for (int i = 0; i < sk_X509_num (stack); i++)
    {
      RcCertificate *certificate = rc_certificate_new_x509 (sk_X509_value (stack, i));

      if (certificate == NULL)
        return FALSE;
      g_ptr_array_add (chain, certificate);
    }
  return chain->len > 0;
}

/* The certificates from @leaf to a root, in that order; (nullable): @walk says what is wrong. */
static GPtrArray *
build (RcCertificate    *leaf,
       GPtrArray        *intermediates,
       GPtrArray        *roots,
       RcCertificateUse  use,
       gint64            at_us,
       Walk             *walk)
{
  X509_STORE_CTX *context = X509_STORE_CTX_new_ex (rc_crypto_library (), RC_CRYPTO_PROPERTIES);
  STACK_OF (X509) *help = stack_of (intermediates);
  STACK_OF (X509) *trusted = stack_of (roots);
  X509_STORE *store = X509_STORE_new ();
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_certificate_unref);
  gboolean holds = FALSE;

  for (int i = 0; i < sk_X509_num (trusted); i++)
    X509_STORE_add_cert (store, sk_X509_value (trusted, i));
  if (X509_STORE_CTX_init (context, store, rc_certificate_peek (leaf), help) == 1)
    {
      set_parameters (context, choose_flags (leaf, roots), use, at_us);
      X509_STORE_CTX_set_app_data (context, walk);
      X509_STORE_CTX_set_verify_cb (context, on_fault);
      holds = X509_verify_cert (context) == 1;
    }

  holds = holds && copy_chain (X509_STORE_CTX_get0_chain (context), chain);

  X509_STORE_CTX_free (context);
  X509_STORE_free (store);
  sk_X509_free (trusted);
  sk_X509_free (help);
  ERR_clear_error ();
  return holds ? g_steal_pointer (&chain) : NULL;
}

/* --- What a fault means (integrity.md section 7) --- */

static RcVerdict
verdict_of_fault (int          fault,
                  const char **out_reason)
{
  if (is_of_form (fault))
    fault = X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION;
  switch (fault)
    {
    case X509_V_ERR_CERT_SIGNATURE_FAILURE:
      *out_reason = "signature";
      return RC_VERDICT_INVALID;
    case X509_V_ERR_INVALID_PURPOSE:
      *out_reason = "namespace";
      return RC_VERDICT_INVALID;
    case X509_V_ERR_INVALID_CA:
    case X509_V_ERR_INVALID_NON_CA:
    case X509_V_ERR_PATH_LENGTH_EXCEEDED:
    case X509_V_ERR_KEYUSAGE_NO_CERTSIGN:
    case X509_V_ERR_PERMITTED_VIOLATION:
    case X509_V_ERR_EXCLUDED_VIOLATION:
      *out_reason = "identity";
      return RC_VERDICT_INVALID;
    case X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION:
      *out_reason = "format-unsupported";
      return RC_VERDICT_UNVERIFIABLE;
    case X509_V_ERR_CERT_CHAIN_TOO_LONG:
      *out_reason = REASON_DEPTH_LIMIT;
      return RC_VERDICT_UNVERIFIABLE;
    default:
      *out_reason = "chain-untrusted";
      return RC_VERDICT_UNVERIFIABLE;
    }
}

static RcVerdict
judge_fault (RcCertificate  *leaf,
             const Walk     *walk,
             const char    **out_reason,
             char          **out_detail)
{
  *out_detail = g_strdup_printf (is_of_form (walk->fault) ? "The certificate “%s” is not of the form that the standard asks for: %s"
                                 : "The certificate “%s” does not lead to an accepted one: %s",
                                 walk->fault_at != NULL ? walk->fault_at : rc_certificate_get_subject (leaf),
                                 X509_verify_cert_error_string (walk->fault));
  return verdict_of_fault (walk->fault, out_reason);
}

/* --- Times and uses of a chain that holds --- */

static char *
dup_time_fault (GPtrArray *chain,
                gint64     at_us)
{
  /* Certificates know whole seconds: the last one of a validity is inside to its end. */
  gint64 second_us = at_us - (at_us % G_USEC_PER_SEC + G_USEC_PER_SEC) % G_USEC_PER_SEC;

  for (guint i = 0; i < chain->len; i++)
    {
      const RcCertificate *certificate = chain->pdata[i];
      gint64 from_us = rc_certificate_not_before_us (certificate);
      gint64 to_us = rc_certificate_not_after_us (certificate);
      g_autofree char *from = rc_time_format_utc (from_us);
      g_autofree char *to = rc_time_format_utc (to_us);
      g_autofree char *at = rc_time_format_utc (at_us);

      if (second_us < from_us || second_us > to_us)
        return g_strdup_printf ("The certificate “%s” is valid from %s to %s, which does not include %s",
                                rc_certificate_get_subject (certificate), from, to, at);
    }
  return NULL;
}

/* The leaf must be meant for it; an issuer that limits its uses must allow it. */
static gboolean
is_for_code_signing (GPtrArray *chain)
{
  for (guint i = 0; i < chain->len; i++)
    {
      g_autoptr (GPtrArray) usages = rc_certificate_list_extended_usages (chain->pdata[i]);
      gboolean names_it = usages != NULL && g_ptr_array_find_with_equal_func (usages, OID_CODE_SIGNING, g_str_equal, NULL);
      gboolean names_any = usages != NULL && i > 0 && g_ptr_array_find_with_equal_func (usages, OID_ANY_USAGE, g_str_equal, NULL);

      if ((usages != NULL || i == 0) && !names_it && !names_any)
        return FALSE;
    }
  return TRUE;
}

static RcVerdict
judge_chain (GPtrArray         *chain,
             RcCertificateUse   use,
             gboolean           is_weak,
             gint64             at_us,
             const char       **out_reason,
             char             **out_detail)
{
  if (use == RC_CERTIFICATE_FOR_CODE_SIGNING && !is_for_code_signing (chain))
    {
      *out_reason = "namespace";
      *out_detail = g_strdup_printf ("The certificate “%s” was not issued for signing code", rc_certificate_get_subject (chain->pdata[0]));
      return RC_VERDICT_INVALID;
    }

  *out_detail = dup_time_fault (chain, at_us);
  if (*out_detail != NULL)
    {
      *out_reason = "time";
      return RC_VERDICT_INVALID;
    }
  if (!is_weak)
    return RC_VERDICT_VALID;

  *out_reason = "algorithm";
  *out_detail = g_strdup_printf ("A key or a digest among the certificates above “%s” is too weak to rely on",
                                 rc_certificate_get_subject (chain->pdata[0]));
  return RC_VERDICT_WEAK;
}

/**
 * rc_certificate_check_chain:
 * @leaf: the signer's certificate
 * @intermediates: (nullable) (element-type RcCertificate): what may help on the way; trusted for nothing
 * @roots: (element-type RcCertificate): accepted by the auditor, each as it stands: a chain ends at any of them, also where somebody else
 *   signed it, and @leaf itself may be one
 * @at_us: when the certificates must have been valid, a time that is established; %RC_TIME_NONE: none is, and now is asked instead
 * @out_reason: (out) (transfer none) (nullable): of a verdict that is not VALID: "chain-untrusted", "time", "time-not-established",
 *   "signature", "namespace" (not certified for @use), "identity" (an issuer that may not issue), "algorithm", "format-unsupported" (not of
 *   the form of RFC 5280, or with an extension that must be known), limit
 * @out_detail: (out) (transfer full) (nullable): one sentence without its full stop
 *
 * Builds a chain after RFC 5280 section 6 without any list of roots of the machine, and without revocation, which no file can show to be
 * complete.
 *
 * Returns: VALID; WEAK where it holds with a digest or key that nobody should rely on; INVALID where it is broken, or outside its time;
 *   UNVERIFIABLE where it does not lead to a root
 */
RcVerdict
rc_certificate_check_chain (RcCertificate     *leaf,
                            GPtrArray         *intermediates,
                            GPtrArray         *roots,
                            RcCertificateUse   use,
                            gint64             at_us,
                            const char       **out_reason,
                            char             **out_detail)
{
  gint64 asked_us = at_us != RC_TIME_NONE ? at_us : g_get_real_time ();
  g_autoptr (GPtrArray) chain = NULL;
  Walk walk = { .roots = roots, .fault = X509_V_ERR_UNSPECIFIED };
  RcVerdict verdict;

  *out_reason = NULL;
  *out_detail = NULL;
  if (is_too_large (leaf))
    {
      *out_reason = REASON_RSA_LIMIT;
      return RC_VERDICT_UNVERIFIABLE;
    }

  chain = build (leaf, intermediates, roots, use, asked_us, &walk);
  verdict = chain != NULL ? judge_chain (chain, use, walk.is_weak, asked_us, out_reason, out_detail)
                          : judge_fault (leaf, &walk, out_reason, out_detail);
  g_free (walk.fault_at);
  if (at_us != RC_TIME_NONE || g_strcmp0 (*out_reason, "time") != 0)
    return verdict;

  *out_reason = "time-not-established";
  return RC_VERDICT_UNVERIFIABLE;
}
