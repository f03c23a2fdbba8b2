/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "seal-words.h"

#include <string.h>

#include "words.h"

static gboolean
is_signature (const RcSeal *seal)
{
  return strcmp (seal->kind, "minisign") == 0 || strcmp (seal->kind, "signify") == 0;
}

const char *
rc_seal_words_kind (const RcSeal *seal)
{
  if (strcmp (seal->kind, "chain") == 0)
    return _("Chain of records");
  if (strcmp (seal->kind, "digest-list") == 0)
    return _("List of digests");
  return is_signature (seal) ? _("Signature") : _("Integrity protection");
}

const char *
rc_seal_words_shows (const RcSeal *seal)
{
  if (strcmp (seal->kind, "chain") == 0)
    return _("Each record carries a digest of the one before it: a record that was changed, taken out or put in later would show.");
  if (strcmp (seal->kind, "digest-list") == 0)
    return _("A list names the digest of the file: a file that was changed after the list was made would show.");
  if (is_signature (seal))
    return _("The holder of a key signed the file: a file that was changed after it was signed would show.");
  return _("A change after the protection was made would show.");
}

const char *
rc_seal_words_not (const RcSeal *seal)
{
  if (strcmp (seal->kind, "chain") == 0)
    return _("It does not show that a record was true when it was written, nor that everything was logged. Whoever holds the key can write "
             "the chain anew; what is missing at its end shows only where a signed head names it.");
  if (strcmp (seal->kind, "digest-list") == 0)
    return _("It does not show who made the list, unless the list itself is signed, nor that the file was true.");
  return _("It does not show when it was signed, unless somebody else stamped the time, nor that what was signed was true.");
}

const char *
rc_seal_words_reason (const RcSeal *seal)
{
  static const struct { const char *reason; const char *words; } reasons[] = {
    { "digest", N_("The bytes are not those that were protected: changed later, or copied or converted on the way.") },
    { "link", N_("A record does not follow the one that stands before it.") },
    { "signature", N_("The signature does not fit what it stands under.") },
    { "key-missing", N_("It needs the public key of the signer, accepted on the page Accepted Keys.") },
    { "key-in-bundle-only", N_("The key came with the evidence: get it on another way, and accept it on the page Accepted Keys.") },
    { "rule-unknown", N_("The rule by which its digests are made is not known: ask the provider for it.") },
    { "format-unsupported", N_("Its format is not one that is read here: check it with the tool of its maker.") },
    { "algorithm-unsupported", N_("Its algorithm is not one that is computed here: check it with the tool of its maker.") },
    { "metadata-lost", N_("What is needed beside the bytes was lost on the way: ask for a copy that keeps it.") },
    { "time-not-established", N_("When it was signed is not established, and the key was not valid at all times.") },
    { "time", N_("The key was out of date when the record was signed.") },
    { "revoked", N_("The key had been withdrawn when the record was signed.") },
    { "bytes-not-held", N_("The bytes were not kept in the case.") },
    { "signature-absent", N_("The signature that belongs to it did not come.") },
  };

  for (gsize i = 0; seal->reason != NULL && i < G_N_ELEMENTS (reasons); i++)
    {
      if (strcmp (reasons[i].reason, seal->reason) == 0)
        return _(reasons[i].words);
    }
  return NULL;
}
