/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The key by which a provider made pseudonyms, lent for one look-up. It is read from a file or a descriptor, never from a command line,
 * held in locked memory, wiped with the last use, and never written.
 */

#define RC_SUBJECT_ERROR (rc_subject_error_quark ())
GQuark rc_subject_error_quark (void);

typedef enum
{
  RC_SUBJECT_ERROR_KEY,          /* not to be read, empty, or too long */
  RC_SUBJECT_ERROR_IDENTIFIER,   /* empty, too long, or no text */
  RC_SUBJECT_ERROR_METHOD,       /* unknown, or it needs a key and there is none */
} RcSubjectError;

/* What a file with a key can mean; each that it can mean is tried, and told. */
typedef enum
{
  RC_SUBJECT_KEY_AS_IT_IS,       /* all its bytes */
  RC_SUBJECT_KEY_LINE,           /* without the line end that an editor left behind it */
  RC_SUBJECT_KEY_HEX,            /* the bytes that its hexadecimal digits are */
  RC_SUBJECT_N_KEY_READINGS
} RcSubjectKeyReading;

typedef struct _RcSubjectKey RcSubjectKey;

RcSubjectKey *rc_subject_key_read_file       (const char          *path,
                                              GError             **error);
/* Reads to its end, and leaves it open. */
RcSubjectKey *rc_subject_key_read_descriptor (int                  descriptor,
                                              GError             **error);
void          rc_subject_key_free            (RcSubjectKey        *self);
/* FALSE where it cannot be read so, or says the same as an earlier reading. */
gboolean      rc_subject_key_get             (const RcSubjectKey  *self,
                                              RcSubjectKeyReading  reading,
                                              const guint8       **out_bytes,
                                              gsize               *out_length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcSubjectKey, rc_subject_key_free)

G_END_DECLS
