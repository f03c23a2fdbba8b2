/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "subject-form.h"

#include <string.h>

#include <sodium.h>

#include "base64.h"
#include "bounds.h"
#include "digest.h"
#include "words.h"

#define MAX_DIGEST_BYTES 64u

static const struct
{
  const char *name;
  const char *words;        /* of what is said of the identifier; "" where it is the identifier */
  guint       bytes;
  gboolean    needs_key;
} methods[] = {
  [RC_SUBJECT_METHOD_CLEAR] = { "clear", "", 0, FALSE },
  [RC_SUBJECT_METHOD_SHA256] = { "sha256", N_("plain digest (SHA-256)"), 32, FALSE },
  [RC_SUBJECT_METHOD_SHA256_SALT_FIRST] = { "sha256-salt-first", N_("digest (SHA-256) of the key followed by the identifier"), 32, TRUE },
  [RC_SUBJECT_METHOD_SHA256_SALT_LAST] = { "sha256-salt-last", N_("digest (SHA-256) of the identifier followed by the key"), 32, TRUE },
  [RC_SUBJECT_METHOD_HMAC_SHA256] = { "hmac-sha256", N_("digest made with the key (HMAC-SHA-256)"), 32, TRUE },
  [RC_SUBJECT_METHOD_HMAC_SHA512] = { "hmac-sha512", N_("digest made with the key (HMAC-SHA-512)"), 64, TRUE },
};

static const char *const variant_names[] = { "as-written", "trimmed", "lower-case", "without-blanks" };
static const char *const variant_words[] = {
  N_("identifier as written"), N_("identifier without the blanks around it"), N_("identifier in small letters"),
  N_("identifier without blanks, in capital letters"),
};

static const char *const encoding_names[] = {
  "text", "hex", "hex-upper", "base64", "base64-unpadded", "base64url", "base64url-unpadded",
};

static const char *const reading_names[] = { "as-it-is", "without-line-end", "hexadecimal" };
static const char *const reading_words[] = { N_("key as it is"), N_("key without its line end"), N_("key read as hexadecimal digits") };

G_STATIC_ASSERT (G_N_ELEMENTS (methods) == RC_SUBJECT_N_METHODS);
G_STATIC_ASSERT (G_N_ELEMENTS (reading_names) == RC_SUBJECT_N_KEY_READINGS);

void
rc_subject_form_free (RcSubjectForm *self)
{
  if (self == NULL)
    return;

  sodium_memzero (self->text, strlen (self->text));
  g_free (self->text);
  g_free (self);
}

const char *
rc_subject_method_to_name (RcSubjectMethod method)
{
  return (guint) method < RC_SUBJECT_N_METHODS ? methods[method].name : "unknown";
}

gboolean
rc_subject_method_from_name (const char      *name,
                             RcSubjectMethod *out_method)
{
  for (guint i = 0; i < RC_SUBJECT_N_METHODS; i++)
    {
      if (g_strcmp0 (name, methods[i].name) != 0)
        continue;
      *out_method = (RcSubjectMethod) i;
      return TRUE;
    }
  return FALSE;
}

gboolean
rc_subject_method_needs_key (RcSubjectMethod method)
{
  return (guint) method < RC_SUBJECT_N_METHODS && methods[method].needs_key;
}

const char *
rc_subject_variant_to_name (RcSubjectVariant variant)
{
  return variant_names[variant];
}

const char *
rc_subject_encoding_to_name (RcSubjectEncoding encoding)
{
  return encoding_names[encoding];
}

const char *
rc_subject_reading_to_name (RcSubjectKeyReading reading)
{
  return reading_names[reading];
}

char *
rc_subject_form_dup_words (const RcSubjectForm *self)
{
  g_autoptr (GString) text = g_string_new (_(variant_words[self->variant]));

  if (self->method == RC_SUBJECT_METHOD_CLEAR)
    return g_string_free (g_steal_pointer (&text), FALSE);

  g_string_append_printf (text, "; %s", _(methods[self->method].words));
  if (methods[self->method].needs_key)
    g_string_append_printf (text, "; %s", _(reading_words[self->reading]));
  if (self->length > 0)
    g_string_append_printf (text, rc_words_plural ("; its first %u byte", "; its first %u bytes", self->length), self->length);
  g_string_append_printf (text, "; %s", encoding_names[self->encoding]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* --- Deriving --- */

typedef struct
{
  GPtrArray          *forms;
  GHashTable         *seen;       /* texts of @forms */
  const RcSubjectKey *key;        /* (nullable) */
  RcSubjectMethod     method;
  guint               length;
} Deriving;

/* @text: (transfer full) */
static void
take_form (Deriving            *self,
           const RcSubjectForm *made,
           RcSubjectEncoding    encoding,
           char                *text)
{
  RcSubjectForm *form;

  if (g_hash_table_contains (self->seen, text))
    {
      sodium_memzero (text, strlen (text));
      g_free (text);
      return;
    }

  form = g_memdup2 (made, sizeof *made);
  form->encoding = encoding;
  form->text = text;
  g_ptr_array_add (self->forms, form);
  g_hash_table_add (self->seen, text);
}

static char *
dup_bare (const char *text)
{
  return g_strndup (text, strcspn (text, "="));
}

static char *
dup_url (const char *text)
{
  return g_strdelimit (g_strdelimit (g_strdup (text), "+", '-'), "/", '_');
}

static void
take_digest (Deriving            *self,
             const RcSubjectForm *made,
             const guint8        *digest,
             gsize                length)
{
  char *base64 = rc_base64_encode (digest, length);
  char *url = dup_url (base64);
  char *hex = rc_bytes_dup_hex (digest, length);

  take_form (self, made, RC_SUBJECT_ENCODING_HEX_UPPER, g_ascii_strup (hex, -1));
  take_form (self, made, RC_SUBJECT_ENCODING_HEX, hex);
  take_form (self, made, RC_SUBJECT_ENCODING_BASE64_BARE, dup_bare (base64));
  take_form (self, made, RC_SUBJECT_ENCODING_BASE64URL_BARE, dup_bare (url));
  take_form (self, made, RC_SUBJECT_ENCODING_BASE64, base64);
  take_form (self, made, RC_SUBJECT_ENCODING_BASE64URL, url);
}

static void
hash_parts (const void *first,
            gsize       first_length,
            const void *second,
            gsize       second_length,
            guint8     *out_digest)
{
  crypto_hash_sha256_state state;

  crypto_hash_sha256_init (&state);
  crypto_hash_sha256_update (&state, first, first_length);
  crypto_hash_sha256_update (&state, second, second_length);
  crypto_hash_sha256_final (&state, out_digest);
  sodium_memzero (&state, sizeof state);
}

static void
hmac_sha256 (const guint8 *key,
             gsize         key_length,
             const char   *text,
             guint8       *out_digest)
{
  crypto_auth_hmacsha256_state state;

  crypto_auth_hmacsha256_init (&state, key, key_length);
  crypto_auth_hmacsha256_update (&state, (const guint8 *) text, strlen (text));
  crypto_auth_hmacsha256_final (&state, out_digest);
  sodium_memzero (&state, sizeof state);
}

static void
hmac_sha512 (const guint8 *key,
             gsize         key_length,
             const char   *text,
             guint8       *out_digest)
{
  crypto_auth_hmacsha512_state state;

  crypto_auth_hmacsha512_init (&state, key, key_length);
  crypto_auth_hmacsha512_update (&state, (const guint8 *) text, strlen (text));
  crypto_auth_hmacsha512_final (&state, out_digest);
  sodium_memzero (&state, sizeof state);
}

static void
derive_digest (Deriving            *self,
               const RcSubjectForm *made,
               const char          *text,
               const guint8        *key,
               gsize                key_length)
{
  guint8 digest[MAX_DIGEST_BYTES];

  switch (made->method)
    {
    case RC_SUBJECT_METHOD_SHA256:
      hash_parts (text, strlen (text), "", 0, digest);
      break;
    case RC_SUBJECT_METHOD_SHA256_SALT_FIRST:
      hash_parts (key, key_length, text, strlen (text), digest);
      break;
    case RC_SUBJECT_METHOD_SHA256_SALT_LAST:
      hash_parts (text, strlen (text), key, key_length, digest);
      break;
    case RC_SUBJECT_METHOD_HMAC_SHA256:
      hmac_sha256 (key, key_length, text, digest);
      break;
    case RC_SUBJECT_METHOD_HMAC_SHA512:
      hmac_sha512 (key, key_length, text, digest);
      break;
    default:
      g_return_if_reached ();
    }
  take_digest (self, made, digest, made->length > 0 ? made->length : methods[made->method].bytes);
  sodium_memzero (digest, sizeof digest);
}

static void
derive_method (Deriving         *self,
               RcSubjectMethod   method,
               RcSubjectVariant  variant,
               const char       *text)
{
  RcSubjectForm made = { .method = method, .variant = variant, .length = method != RC_SUBJECT_METHOD_CLEAR ? self->length : 0 };

  if (method == RC_SUBJECT_METHOD_CLEAR)
    take_form (self, &made, RC_SUBJECT_ENCODING_TEXT, g_strdup (text));
  else if (!methods[method].needs_key)
    derive_digest (self, &made, text, NULL, 0);

  for (guint i = 0; methods[method].needs_key && self->key != NULL && i < RC_SUBJECT_N_KEY_READINGS; i++)
    {
      const guint8 *bytes;
      gsize length;

      made.reading = (RcSubjectKeyReading) i;
      if (rc_subject_key_get (self->key, made.reading, &bytes, &length))
        derive_digest (self, &made, text, bytes, length);
    }
}

static void
derive_variant (Deriving         *self,
                RcSubjectVariant  variant,
                const char       *text)
{
  for (guint i = 0; i < RC_SUBJECT_N_METHODS; i++)
    {
      if (self->method == RC_SUBJECT_N_METHODS || self->method == (RcSubjectMethod) i)
        derive_method (self, (RcSubjectMethod) i, variant, text);
    }
}

/* (nullable): NULL where @text is no account number: two letters, two digits, eleven to thirty letters and digits (ISO 13616). */
static char *
dup_compact (const char *text)
{
  g_autoptr (GString) compact = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == ' ')
        continue;
      if (!g_ascii_isalnum (*c))
        return NULL;
      g_string_append_c (compact, g_ascii_toupper (*c));
    }
  if (compact->len < 15 || compact->len > 34 || !g_ascii_isalpha (compact->str[0]) || !g_ascii_isalpha (compact->str[1]) ||
      !g_ascii_isdigit (compact->str[2]) || !g_ascii_isdigit (compact->str[3]))
    return NULL;
  return g_string_free (g_steal_pointer (&compact), FALSE);
}

static gboolean
check (const char          *identifier,
       const char          *trimmed,
       const RcSubjectKey  *key,
       RcSubjectMethod      method,
       GError             **error)
{
  if (*trimmed == '\0' || strlen (identifier) > RC_LIMIT_NAME_BYTES || !g_utf8_validate (identifier, -1, NULL))
    {
      g_set_error (error, RC_SUBJECT_ERROR, RC_SUBJECT_ERROR_IDENTIFIER, "The identifier must be a text of 1 to %u bytes", RC_LIMIT_NAME_BYTES);
      return FALSE;
    }
  if (rc_subject_method_needs_key (method) && key == NULL)
    {
      g_set_error (error, RC_SUBJECT_ERROR, RC_SUBJECT_ERROR_METHOD, "The method %s needs the provider's key", methods[method].name);
      return FALSE;
    }
  return TRUE;
}

GPtrArray *
rc_subject_forms_derive (const char          *identifier,
                         const RcSubjectKey  *key,
                         RcSubjectMethod      method,
                         guint                length,
                         GError             **error)
{
  g_autoptr (GPtrArray) forms = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_subject_form_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *trimmed = g_strstrip (g_strdup (identifier));
  g_autofree char *compact = dup_compact (trimmed);
  Deriving self = { .forms = forms, .seen = seen, .key = key, .method = method, .length = length };

  g_return_val_if_fail (length == 0 || (length >= RC_SUBJECT_LEAST_LENGTH && length <= RC_SUBJECT_MOST_LENGTH), NULL);
  if (!check (identifier, trimmed, key, method, error))
    return NULL;

  derive_variant (&self, RC_SUBJECT_VARIANT_WRITTEN, identifier);
  derive_variant (&self, RC_SUBJECT_VARIANT_TRIMMED, trimmed);
  if (strchr (trimmed, '@') != NULL)
    {
      g_autofree char *lower = g_utf8_strdown (trimmed, -1);

      derive_variant (&self, RC_SUBJECT_VARIANT_LOWER, lower);
    }
  if (compact != NULL)
    derive_variant (&self, RC_SUBJECT_VARIANT_COMPACT, compact);
  return g_steal_pointer (&forms);
}
