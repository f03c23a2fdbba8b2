/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/digest-list-file.h"

G_BEGIN_DECLS

/*
 * The files that make a folder a bag: RFC 8493 for version 1.0, its drafts for 0.93 to 0.97. Pure functions over tainted bytes.
 */

typedef enum
{
  RC_BAGIT_UTF8,
  RC_BAGIT_LATIN1,
  RC_BAGIT_UTF16,
  RC_BAGIT_OTHER,       /* an encoding that is not read here */
} RcBagitEncoding;

/**
 * RcBagitDeclaration:
 * @fault: (nullable): half a sentence; the version and the encoding are then what could be made out, else 0.97 and UTF-8
 */
typedef struct
{
  guint            major;
  guint            minor;
  RcBagitEncoding  encoding;
  const char      *fault;
} RcBagitDeclaration;

/**
 * RcBagitManifest:
 * @entries: (element-type RcListedDigest): offsets count in the decoded text
 * @n_spoiled: lines that are no entries
 * @n_marked: entries with an asterisk, as programs of the md5sum kind write them for binary files
 * @n_dotted: entries whose path begins with "./"
 */
typedef struct
{
  GPtrArray *entries;
  guint      n_spoiled;
  gsize      first_spoiled;
  guint      n_marked;
  guint      n_dotted;
  gboolean   over_limit;
} RcBagitManifest;

/* Whether a file begins like a declaration. */
gboolean         rc_bagit_recognise          (const char           *head,
                                              gsize                 length);
void             rc_bagit_declaration_parse  (const char           *bytes,
                                              gsize                 length,
                                              RcBagitDeclaration   *out_declaration);
/* NULL: not of that encoding; (transfer full): UTF-8. */
char            *rc_bagit_decode             (GBytes               *bytes,
                                              RcBagitEncoding       encoding,
                                              gsize                *out_length);
/* "manifest-sha256.txt" and, with @prefix "tagmanifest-", its sister. FALSE: no such name. @out_known: FALSE: an algorithm not known here. */
gboolean         rc_bagit_manifest_is_name   (const char           *base,
                                              const char           *prefix,
                                              RcListedAlgorithm    *out_algorithm,
                                              gboolean             *out_known);
RcBagitManifest *rc_bagit_manifest_parse     (const char           *text,
                                              gsize                 length,
                                              RcListedAlgorithm     algorithm);
void             rc_bagit_manifest_free      (RcBagitManifest      *self);
/* The paths of fetch.txt, as entries of a manifest are written; (transfer full) (element-type utf8). */
GHashTable      *rc_bagit_fetch_parse        (const char           *text,
                                              gsize                 length);
typedef enum
{
  RC_BAGIT_OXUM_NONE,
  RC_BAGIT_OXUM_READ,
  RC_BAGIT_OXUM_UNREADABLE,
} RcBagitOxum;

/* Payload-Oxum of bag-info.txt: octets and files. */
RcBagitOxum      rc_bagit_oxum_parse         (const char           *text,
                                              gsize                 length,
                                              guint64              *out_octets,
                                              guint64              *out_files);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcBagitManifest, rc_bagit_manifest_free)

G_END_DECLS
