/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RcStream:
 * @read: puts at most @length bytes into @buffer; 0 at the end, -1 with @error set. Short reads are allowed.
 * @pread: (nullable): the same at a place, for streams that can be read in any order.
 * @close: (nullable): lets go what the stream holds; the structure itself is freed by rc_stream_close() with g_free().
 * @size: in bytes, or -1 where it is not known before the end.
 *
 * Bytes to be read, wherever they come from: a file, a range of the vault, the decompressed content of another
 * stream. What is read is tainted.
 */
typedef struct _RcStream RcStream;

struct _RcStream
{
  gssize (*read)  (RcStream *self, void *buffer, gsize length, GError **error);
  gssize (*pread) (RcStream *self, guint64 offset, void *buffer, gsize length, GError **error);
  void   (*close) (RcStream *self);
  gint64   size;
};

#define RC_STREAM_ERROR (rc_stream_error_quark ())
GQuark rc_stream_error_quark (void);

typedef enum
{
  RC_STREAM_ERROR_NOT_A_FILE,  /* a folder, a FIFO, a device, a socket */
  RC_STREAM_ERROR_SYSTEM,      /* the operating system refused; the message says what */
  RC_STREAM_ERROR_MALFORMED,   /* the bytes are not what their container says */
  RC_STREAM_ERROR_LIMIT,       /* a bound of bounds.h was met */
} RcStreamError;

gssize    rc_stream_read        (RcStream   *self,
                                 void       *buffer,
                                 gsize       length,
                                 GError    **error);
gboolean  rc_stream_read_full   (RcStream   *self,
                                 void       *buffer,
                                 gsize       length,
                                 gsize      *out_length,
                                 GError    **error);
gssize    rc_stream_pread       (RcStream   *self,
                                 guint64     offset,
                                 void       *buffer,
                                 gsize       length,
                                 GError    **error);
gboolean  rc_stream_pread_full  (RcStream   *self,
                                 guint64     offset,
                                 void       *buffer,
                                 gsize       length,
                                 gsize      *out_length,
                                 GError    **error);
void      rc_stream_close       (RcStream   *self);
RcStream *rc_stream_new_file    (const char *path,
                                 GError    **error);
RcStream *rc_stream_new_memory  (GBytes     *bytes);
RcStream *rc_stream_new_range   (RcStream   *base,
                                 guint64     offset,
                                 guint64     size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcStream, rc_stream_close)

G_END_DECLS
