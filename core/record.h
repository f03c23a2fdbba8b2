/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "source.h"
#include "tree.h"
#include "vault.h"

G_BEGIN_DECLS

/**
 * RcCitation:
 * @record: from 1; for a source of lines that is the line number
 * @offset: place in the source of the bytes that are cited
 * @length: how many bytes are cited
 * @locator: where in the record: JSON Pointer, "table/key", "front matter /license"
 * @record_sha256: over the record's content, see rc_record_find_content()
 * @leaf_sha256: RFC 6962 leaf over the whole record; never confused with @record_sha256
 *
 * Where a statement stands in the evidence.
 */
typedef struct
{
  gint64    source;
  guint64   record;
  guint64   offset;
  guint64   length;
  char     *locator;
  RcDigest  record_sha256;
  RcDigest  leaf_sha256;
} RcCitation;

void        rc_citation_free (RcCitation *self);
RcCitation *rc_citation_copy (const RcCitation *self);

/**
 * RcRecordReader:
 *
 * Reads records of a case again from the vault. One reader belongs to one thread.
 */
typedef struct _RcRecordReader RcRecordReader;

RcRecordReader *rc_record_reader_new  (RcDatabase      *database);
void            rc_record_reader_free (RcRecordReader  *self);
RcVault        *rc_record_reader_peek_vault (RcRecordReader *self);
/* The record's bytes with its line end; @out_offset: its place in the source. (transfer full) */
GBytes         *rc_record_reader_read (RcRecordReader  *self,
                                       gint64           source,
                                       guint64          record,
                                       guint64         *out_offset,
                                       GError         **error);
/* What the record says, without what stands around it. (transfer full) */
GBytes         *rc_record_reader_read_content (RcRecordReader *self,
                                       gint64           source,
                                       guint64          record,
                                       GError         **error);
/* A citation of bytes @offset .. @offset + @length of the record (whole record: 0 and G_MAXUINT64). */
RcCitation     *rc_record_reader_cite (RcRecordReader  *self,
                                       gint64           source,
                                       guint64          record,
                                       guint64          offset,
                                       guint64          length,
                                       const char      *locator,
                                       GError         **error);
/* Bytes of a line without its line end. */
gsize           rc_record_content_length (const char   *bytes,
                                          gsize         length);
/* What a record says: a line without its line end, an object without what stands around it. Answers its place in the record. */
gsize           rc_record_find_content (RcFraming       framing,
                                        const char     *bytes,
                                        gsize           length,
                                        gsize          *out_length);

typedef struct
{
  RcDigest  leaf;
  guint64   index;       /* of the leaf, from 0 */
  guint64   size;        /* leaves of the tree */
  GArray   *path;        /* of RcDigest */
  RcDigest  root;        /* recomputed from the path */
  RcDigest  stored_root; /* as the source's row says */
  gboolean  holds;
} RcRecordProof;

void           rc_record_proof_free (RcRecordProof *self);
RcRecordProof *rc_record_reader_prove (RcRecordReader *self,
                                       gint64          source,
                                       guint64         record,
                                       GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcRecordReader, rc_record_reader_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcRecordProof, rc_record_proof_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcCitation, rc_citation_free)

G_END_DECLS
