/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * The frame of an EnvelopedData (RFC 5652 section 6.1) around its encrypted content, which may be of any length and is not read here. Tainted.
 */

/**
 * RcEnvelopeFrame:
 * @head: the whole structure without its content, as if that stood elsewhere; DER as to its outer lengths
 * @content: place in the file of the first byte of the content's value
 * @is_constructed: the content is a row of octet strings; else it is one
 * @length: of the content; %G_MAXUINT64: it ends with an end-of-contents
 */
typedef struct
{
  GByteArray *head;
  guint64     content;
  gboolean    is_constructed;
  guint64     length;
} RcEnvelopeFrame;

void     rc_envelope_frame_clear (RcEnvelopeFrame *self);
/* (nullable) NULL where it can be read; else in which way it is not one, as a sentence; (transfer none). */
const char *rc_envelope_frame_read (RcEnvelopeFrame *self,
                                    int              fd,
                                    guint64          size);

/**
 * RcEnvelopeTag:
 * @tag: the identifier octet
 * @bytes: of identifier and length
 * @length: of the value; %G_MAXUINT64: indefinite
 */
typedef struct
{
  guint8  tag;
  guint   bytes;
  guint64 length;
} RcEnvelopeTag;

#define RC_ENVELOPE_TAG_BYTES 10u

/* Of the form that occurs here: one identifier octet, at most eight octets of length. */
gboolean rc_envelope_tag_read (RcEnvelopeTag *self,
                               const guint8  *bytes,
                               gsize          n_bytes);

G_END_DECLS
