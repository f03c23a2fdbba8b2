/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/digest.h"

struct bio_st;

G_BEGIN_DECLS

/**
 * RcEnvelopePipe:
 * @error: (nullable): what broke first: libraries that copy through do not always say that they could not
 *
 * A file that is read, and one that is made of it, with what is wrong noticed here. The new file is private to its owner, and gone again unless it was
 * finished.
 */
typedef struct
{
  int           in;
  int           out;
  guint64       left;           /* of @in, from where it is read */
  RcHasher     *hasher;         /* over what is written */
  char         *out_path;
  GCancellable *cancellable;
  GError       *error;
} RcEnvelopePipe;

gboolean       rc_envelope_pipe_open     (RcEnvelopePipe  *self,
                                          const char      *in_path,
                                          const char      *out_path,
                                          GCancellable    *cancellable,
                                          GError         **error);
/* Bytes read, 0 at the end, -1 with @error set. */
gssize         rc_envelope_pipe_read     (RcEnvelopePipe  *self,
                                          void            *buffer,
                                          gsize            length);
gboolean       rc_envelope_pipe_write    (RcEnvelopePipe  *self,
                                          const void      *buffer,
                                          gsize            length);
/* As libcrypto's own streams. */
struct bio_st *rc_envelope_pipe_new_source (RcEnvelopePipe *self);
struct bio_st *rc_envelope_pipe_new_sink   (RcEnvelopePipe *self);
/* Makes what was written durable, or removes it. @good: whether the work itself was; @doubt: what is said where nothing else is known to be wrong. */
gboolean       rc_envelope_pipe_close    (RcEnvelopePipe  *self,
                                          gboolean         good,
                                          const char      *doubt,
                                          RcDigest        *out_sha256,    /* (optional) */
                                          GError         **error);

G_END_DECLS
