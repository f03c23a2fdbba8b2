/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "importers/json-items.h"

G_BEGIN_DECLS

/**
 * RcCometRun:
 * @name: of the experiment: the key that its archive or folder is named by
 * @n_parameters: counted
 *
 * What is gathered of one experiment from the messages or lines of a file, and told at the end: of each metric the last value, of the code
 * the commit together with whether there were changes that nobody committed.
 */
typedef struct
{
  char       *name;
  guint64     n_parameters;
  /*< private >*/
  GPtrArray  *metrics;     /* of Metric, in the order in which they came first */
  GHashTable *by_label;    /* utf8 → Metric */
  GHashTable *unknown;     /* utf8: type → number */
  char       *commit;
  guint64     commit_record;
  gboolean    has_patch;
} RcCometRun;

/* From the name of a file of an experiment: "KEY.zip!messages.json", "KEY/run/git_metadata.json". (transfer full) */
char      *rc_comet_run_name_dup       (const char    *file);
/* Where keys of experiments hold: in one delivery. (transfer full) */
char      *rc_comet_scope_dup          (const RcImportInput *input);

/* Reads a file of a run, which is kept in RcJsonItems.data meanwhile. @has_lines: one object a line, instead of one document. */
gboolean   rc_comet_import             (const RcJsonItemsFormat *format,
                                        gboolean       has_lines,
                                        const RcImportInput *input,
                                        RcImportSink  *sink,
                                        GCancellable  *cancellable,
                                        GError       **error);
gboolean   rc_comet_run_entity         (RcJsonItems   *items,
                                        gint64        *out_run,
                                        GError       **error);
gboolean   rc_comet_run_add_tag        (RcJsonItems   *items,
                                        const char    *key,
                                        const char    *value,
                                        GError       **error);
/* The metric at the path "metric" or the object itself. */
void       rc_comet_run_note_metric    (RcJsonItems   *items,
                                        const char    *name_paths,
                                        const char    *value_paths,
                                        const char    *context_paths,
                                        const char    *time_paths);
void       rc_comet_run_note_unknown   (RcCometRun    *self,
                                        const char    *type);
void       rc_comet_run_note_commit    (RcJsonItems   *items,
                                        const char    *commit);
void       rc_comet_run_note_patch     (RcCometRun    *self);
/* For RcJsonItemsFormat. */
gboolean   rc_comet_run_finish         (RcJsonItems   *items,
                                        GError       **error);
/* Tags and links from an object that describes Git, below @prefix ("git_metadata/" or ""). */
gboolean   rc_comet_read_git           (RcJsonItems   *items,
                                        const char    *prefix,
                                        GError       **error);
/* The same for what describes the machine. */
gboolean   rc_comet_read_system        (RcJsonItems   *items,
                                        const char    *prefix,
                                        GError       **error);
/* A file, which need not be there, by its name and type. */
gboolean   rc_comet_read_asset         (RcJsonItems   *items,
                                        const char    *name_paths,
                                        const char    *type_paths,
                                        GError       **error);

G_END_DECLS
