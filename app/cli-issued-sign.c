/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli-issued.h"

#include "reports/issue/officer-signing.h"
#include "reports/issue/signed-copy.h"

/* --- What comes back --- */

static gboolean
keep (RcCliCall          *call,
      const RcIssued     *issued,
      RcIssuedSignature  *signature,
      GError            **error)
{
  const RcCliIssuedOptions *options = call->options;
  const char *path = signature->match == RC_ISSUED_MATCH_DETACHED ? options->signature : call->arguments[1];

  if (!options->keep)
    return TRUE;
  signature->source = rc_signed_copy_keep (call->case_file, issued, path, options->by, error);
  return signature->source != 0;
}

static gboolean
take_back (RcCliCall  *call,
           gint64      number,
           GError    **error)
{
  const RcCliIssuedOptions *options = call->options;
  const RcSignedCopyTerms terms = {
    .path = call->arguments[1], .signature_path = options->signature, .is_stated = options->stated, .frozen_name = options->file,
  };
  g_autoptr (RcIssued) issued = rc_issued_find (call->case_file, number, error);
  g_autoptr (RcSignedCopy) copy = issued != NULL ? rc_signed_copy_examine (call->case_file, issued, &terms, error) : NULL;
  RcIssuedSignature signature;

  if (copy == NULL)
    return FALSE;

  signature = (RcIssuedSignature) {
    .match = copy->match, .file = copy->file, .signatory = options->signatory, .function = options->function, .on = options->on,
    .how = options->how, .found = copy->found, .sha256 = copy->sha256, .by = options->by,
  };
  return rc_issued_check_signature (issued, &signature, error) && keep (call, issued, &signature, error) &&
         rc_issued_sign (call->case_file, number, &signature, error) && rc_cli_issued_tell_now (call, number, error);
}

/* --- Signing here --- */

static gboolean
sign_pdf (RcCliCall             *call,
          gint64                 number,
          const RcOfficerTerms  *terms,
          GError               **error)
{
  const RcCliIssuedOptions *options = call->options;
  char *passphrase;
  gboolean is_signed;

  if (options->pkcs12_passphrase_fd < 0)
    return rc_cli_issued_need ("--pkcs12-passphrase-fd", NULL, error);
  passphrase = rc_cli_read_passphrase (options->pkcs12_passphrase_fd, error);
  is_signed = passphrase != NULL && rc_officer_sign_pdf (call->case_file, number, terms, options->pkcs12, passphrase, error);
  rc_cli_free_passphrase (passphrase);
  return is_signed;
}

static gboolean
sign_minisign (RcCliCall             *call,
               gint64                 number,
               const RcOfficerTerms  *terms,
               GError               **error)
{
  g_autofree char *public_key = NULL;

  if (!rc_officer_sign_minisign (call->case_file, number, terms, &public_key, error))
    return FALSE;
  if (!call->cli->json)
    rc_cli_print ("Anybody can check it: minisign -V -P %s -x %s -m %s\n", public_key, terms->output, terms->path);
  return TRUE;
}

static gboolean
sign_here (RcCliCall  *call,
           gint64      number,
           GError    **error)
{
  const RcCliIssuedOptions *options = call->options;
  const RcOfficerTerms terms = {
    .path = call->arguments[1], .output = options->output, .signatory = options->signatory, .function = options->function,
    .on = options->on, .how = options->how, .by = options->by,
  };

  return rc_cli_issued_need ("-o FILE", options->output, error) &&
         (options->case_key ? sign_minisign (call, number, &terms, error) : sign_pdf (call, number, &terms, error)) &&
         rc_cli_issued_tell_now (call, number, error);
}

gboolean
rc_cli_issued_sign (RcCliCall  *call,
                    GError    **error)
{
  const RcCliIssuedOptions *options = call->options;
  gint64 number;

  if (!rc_cli_issued_parse (call, &number, error) || !rc_cli_issued_need ("--signatory", options->signatory, error))
    return FALSE;
  if (options->case_key || options->pkcs12 != NULL)
    return sign_here (call, number, error);
  return rc_cli_issued_need ("--on", options->on, error) && rc_cli_issued_need ("--how", options->how, error) && take_back (call, number, error);
}
