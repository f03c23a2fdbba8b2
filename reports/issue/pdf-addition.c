/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/issue/pdf-addition.h"

#include <string.h>

#include "core/issued/detached-signature.h"
#include "core/words.h"
#include "reports/archival/signing-examine.h"

static char *
refuse (GError     **error,
        const char  *name,
        const char  *why)
{
  g_set_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_CONTENT, _("“%1$s”: %2$s"), name, why);
  return NULL;
}

static gboolean
holds (const RcSigningFound *found)
{
  return found->digest_matches && found->verdict == RC_VERDICT_VALID;
}

/* (nullable): half a sentence on one that does not hold */
static const char *
find_fault (const RcSigningExamination *examination)
{
  for (guint i = 0; i < examination->signatures->len; i++)
    {
      const RcSigningFound *found = g_ptr_array_index (examination->signatures, i);

      if (!holds (found))
        return found->detail != NULL ? found->detail : _("a signature in it was made over other bytes");
    }
  if (examination->signatures->len == 0)
    return _("something was added behind the frozen file, and no signature is in it");
  return rc_signing_examination_is_signed (examination) ? NULL : _("no signature in it is over the whole file");
}

/* All but the value itself. */
static GBytes *
collect_signed (const RcSigningFound *found,
                GBytes               *whole)
{
  const guint8 *bytes = g_bytes_get_data (whole, NULL);
  GByteArray *content = g_byte_array_sized_new ((guint) (found->range[1] + found->range[3]));

  g_byte_array_append (content, bytes + found->range[0], (guint) found->range[1]);
  g_byte_array_append (content, bytes + found->range[2], (guint) found->range[3]);
  return g_byte_array_free_to_bytes (content);
}

/* Whose they are, as far as the case knows. */
static char *
tell_signers (RcCase                      *case_file,
              const RcSigningExamination  *examination,
              GBytes                      *whole,
              const char                  *name,
              GError                     **error)
{
  g_autoptr (GString) told = g_string_new (NULL);

  for (guint i = 0; i < examination->signatures->len; i++)
    {
      const RcSigningFound *found = g_ptr_array_index (examination->signatures, i);
      g_autoptr (GBytes) content = collect_signed (found, whole);
      g_autoptr (RcDetachedSignature) signature = rc_detached_signature_check (case_file, content, found->value, name, error);

      if (signature == NULL)
        return NULL;
      g_string_append_printf (told, "%s%s", told->len > 0 ? " " : "", signature->found);
    }
  return g_string_free (g_steal_pointer (&told), FALSE);
}

char *
rc_pdf_addition_check (RcCase              *case_file,
                       const RcIssuedFile  *frozen,
                       GBytes              *whole,
                       const char          *name,
                       GError             **error)
{
  g_autoptr (RcSigningExamination) examination = NULL;
  g_autofree char *changes = NULL;
  RcDigest digest;

  if (!rc_digest_from_hex (frozen->sha256, strlen (frozen->sha256), &digest))
    return refuse (error, name, _("it begins with none of the frozen files"));

  examination = rc_signing_examine (whole, frozen->bytes, &digest);
  if (!examination->begins_with_frozen)
    return refuse (error, name, _("it begins with none of the frozen files"));
  if (!rc_signing_examination_is_same (examination))
    {
      g_ptr_array_add (examination->changes, NULL);
      changes = g_strjoinv ("; ", (char **) examination->changes->pdata);
      g_ptr_array_remove_index (examination->changes, examination->changes->len - 1);
      return refuse (error, name, changes);
    }
  if (find_fault (examination) != NULL)
    return refuse (error, name, find_fault (examination));
  return tell_signers (case_file, examination, whole, name, error);
}
