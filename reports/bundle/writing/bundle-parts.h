/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/json-writer.h"
#include "reports/bundle/selection/bundle-selection.h"

G_BEGIN_DECLS

/* What the files that write a bundle share with each other, and the parts of data/. */

#define RC_BUNDLE_JSON "application/json"
#define RC_BUNDLE_LINES "application/jsonl"

/* --- bundle-work.c --- */

gboolean rc_bundle_work_begin       (RcBundleWork        *work,
                                     RcCase              *case_file,
                                     const RcBundleTerms *terms,
                                     GCancellable        *cancellable,
                                     GError             **error);
void     rc_bundle_work_clear       (RcBundleWork        *work);
gboolean rc_bundle_work_is_full     (const RcBundleWork  *work);
/* Whether a record may be told of; @record 0: whether anything of the source may. Everything in a full one. */
gboolean rc_bundle_work_discloses   (const RcBundleWork  *work,
                                     gint64               source,
                                     guint64              record);

/* --- bundle-json.c: all JSON in the form of RFC 8785, however the writer was filled --- */

gboolean rc_bundle_add_json         (RcBundleWork  *work,
                                     const char    *path,
                                     const char    *title,
                                     RcJsonWriter  *writer,
                                     GError       **error);
/* One object with one array, {"NAME":[…]}, of any length. */
gboolean rc_bundle_array_begin      (RcBundleWork  *work,
                                     const char    *path,
                                     const char    *title,
                                     const char    *name,
                                     GError       **error);
gboolean rc_bundle_array_add        (RcBundleWork  *work,
                                     gboolean      *is_first,
                                     RcJsonWriter  *writer,
                                     GError       **error);
gboolean rc_bundle_array_end        (RcBundleWork  *work,
                                     GError       **error);
/* A line of a file that was begun. */
gboolean rc_bundle_line_add         (RcBundleWork  *work,
                                     RcJsonWriter  *writer,
                                     GError       **error);
/* Times in RFC 3339; null where there is none. */
void     rc_bundle_write_time       (RcJsonWriter  *writer,
                                     const char    *name,
                                     gint64         time_us);
void     rc_bundle_write_digest     (RcJsonWriter  *writer,
                                     const char    *name,
                                     const RcDigest *digest);
/* null for 0 */
void     rc_bundle_write_number     (RcJsonWriter  *writer,
                                     const char    *name,
                                     gint64         number);
/* A file name that every system can keep, as like @name as it may be; (transfer full). */
char    *rc_bundle_safe_name        (const char    *name);

/* --- The parts of data/, in their order --- */

gboolean rc_bundle_write_payload    (RcBundleWork *work, GError **error);   /* bundle.c: all of them */

gboolean rc_bundle_write_case       (RcBundleWork *work, GError **error);   /* bundle-data.c: bundle.json, case.json */
gboolean rc_bundle_write_sources    (RcBundleWork *work, GError **error);   /* bundle-data-sources.c */
gboolean rc_bundle_write_imports    (RcBundleWork *work, GError **error);   /* bundle-data-imports.c */
gboolean rc_bundle_write_mappings   (RcBundleWork *work, GError **error);   /* bundle-data-mappings.c */
gboolean rc_bundle_write_claims     (RcBundleWork *work, GError **error);   /* bundle-data-claims.c */
gboolean rc_bundle_write_entries    (RcBundleWork *work, GError **error);   /* bundle-data-entries.c: entries, findings */
gboolean rc_bundle_write_links      (RcBundleWork *work, GError **error);   /* bundle-data-links.c: links, elsewhere */
gboolean rc_bundle_write_anchors    (RcBundleWork *work, GError **error);   /* bundle-data-custody.c */
gboolean rc_bundle_write_custody    (RcBundleWork *work, GError **error);   /* bundle-data-custody.c */
gboolean rc_bundle_write_judgement  (RcBundleWork *work, GError **error);   /* bundle-data-judgement.c: verification, memory */
gboolean rc_bundle_write_lineages   (RcBundleWork *work, GError **error);   /* bundle-data-lineages.c */

/* bundle-data-sources.c: below the bag, where the bytes of a source are; (transfer full) (nullable): in no file of their own. */
char    *rc_bundle_source_path      (RcBundleWork   *work,
                                     const RcSource *source);
/* --- bundle-seal.c --- */

/* The second line of the public key; (transfer full) (nullable) */
char    *rc_bundle_dup_seal_key     (GError      **error);
gboolean rc_bundle_write_seal_key   (RcBundleWork *work,
                                     GError      **error);

G_END_DECLS
