/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "subject-key.h"

G_BEGIN_DECLS

/*
 * The texts under which a log can hold one person: the identifier itself, and what usual ways of pseudonymisation make of it. Each says
 * how it was made, so that nobody is found by a way that is not told.
 */

typedef enum
{
  RC_SUBJECT_METHOD_CLEAR,
  RC_SUBJECT_METHOD_SHA256,              /* of the identifier alone: no protection, since anyone can test guesses */
  RC_SUBJECT_METHOD_SHA256_SALT_FIRST,   /* of the key, followed by the identifier */
  RC_SUBJECT_METHOD_SHA256_SALT_LAST,
  RC_SUBJECT_METHOD_HMAC_SHA256,
  RC_SUBJECT_METHOD_HMAC_SHA512,
  RC_SUBJECT_N_METHODS
} RcSubjectMethod;

typedef enum
{
  RC_SUBJECT_VARIANT_WRITTEN,            /* as it was given */
  RC_SUBJECT_VARIANT_TRIMMED,            /* without blanks around it */
  RC_SUBJECT_VARIANT_LOWER,              /* an e-mail address, in small letters */
  RC_SUBJECT_VARIANT_COMPACT,            /* an account number (IBAN), without blanks and in capital letters */
} RcSubjectVariant;

typedef enum
{
  RC_SUBJECT_ENCODING_TEXT,
  RC_SUBJECT_ENCODING_HEX,
  RC_SUBJECT_ENCODING_HEX_UPPER,
  RC_SUBJECT_ENCODING_BASE64,
  RC_SUBJECT_ENCODING_BASE64_BARE,       /* without = at its end */
  RC_SUBJECT_ENCODING_BASE64URL,         /* with = at its end */
  RC_SUBJECT_ENCODING_BASE64URL_BARE,
} RcSubjectEncoding;

/**
 * RcSubjectForm:
 * @text: what is looked for; where a key made it, as secret as the person's identity
 * @length: to how many bytes a digest was cut; 0: whole
 */
typedef struct
{
  char                *text;
  RcSubjectMethod      method;
  RcSubjectVariant     variant;
  RcSubjectEncoding    encoding;
  RcSubjectKeyReading  reading;
  guint                length;
} RcSubjectForm;

#define RC_SUBJECT_LEAST_LENGTH 8u
#define RC_SUBJECT_MOST_LENGTH 32u

void        rc_subject_form_free        (RcSubjectForm       *self);
const char *rc_subject_method_to_name   (RcSubjectMethod      method);     /* "hmac-sha256" … */
gboolean    rc_subject_method_from_name (const char          *name,
                                         RcSubjectMethod     *out_method);
gboolean    rc_subject_method_needs_key (RcSubjectMethod      method);
const char *rc_subject_variant_to_name  (RcSubjectVariant     variant);    /* "lower-case" … */
const char *rc_subject_encoding_to_name (RcSubjectEncoding    encoding);   /* "base64" … */
const char *rc_subject_reading_to_name  (RcSubjectKeyReading  reading);    /* "as-it-is" … */
/* How it was made, in words; (transfer full). */
char       *rc_subject_form_dup_words   (const RcSubjectForm *self);
/* Each text once. @method: RC_SUBJECT_N_METHODS: all for which there is a key. @length: 0: whole digests.
 * (element-type RcSubjectForm) (transfer full) */
GPtrArray  *rc_subject_forms_derive     (const char          *identifier,
                                         const RcSubjectKey  *key,         /* (nullable) */
                                         RcSubjectMethod      method,
                                         guint                length,
                                         GError             **error);

G_END_DECLS
