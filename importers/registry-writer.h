/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/importer.h"

G_BEGIN_DECLS

/* Evaluations listed for one run or version; all of them stay readable in their records. */
#define RC_REGISTRY_EVALUATIONS 32u

/**
 * RcRegistryWriter:
 * @place: where the records cited stand: the source itself, or its rows
 * @record: the one cited by what is added
 * @locator: (nullable): the place in it, see rc_registry_writer_at()
 * @scope: (nullable): in which the names of things hold; %NULL: in this source only, see rc_registry_scope_dup()
 *
 * Tells a sink what a record of a registry, a card or another document about models says, with the limits that all of them share. A name
 * or a value that is too long is set aside and stays in its record.
 *
 * The functions answer %FALSE only with @error set, when the case could not be written. What is wrong with a record is set aside, and the
 * answer is %TRUE.
 */
typedef struct
{
  RcImportSink  *sink;
  RcImportPlace  place;
  guint64        record;
  char          *locator;
  const char    *scope;
  /*< private >*/
  GHashTable    *evaluations;   /* utf8 → number of evaluations listed for it */
  gboolean       is_full;       /* no more things are counted in @evaluations */
} RcRegistryWriter;

void     rc_registry_writer_init           (RcRegistryWriter *self,
                                            RcImportSink     *sink,
                                            RcImportPlace     place);
void     rc_registry_writer_clear          (RcRegistryWriter *self);
/* Where in @record the following is said: a JSON Pointer, "table/key", "front matter /datasets/0". */
void     rc_registry_writer_at             (RcRegistryWriter *self,
                                            const char       *format,
                                            ...) G_GNUC_PRINTF (2, 3);
gboolean rc_registry_writer_set_aside      (RcRegistryWriter *self,
                                            gint64            offset,
                                            const char       *kind,
                                            const char       *expected,
                                            const char       *found,
                                            const char       *message,
                                            GError          **error);
gboolean rc_registry_writer_add_entity     (RcRegistryWriter *self,
                                            RcEntityKind      kind,
                                            const char       *name,
                                            gint64           *out_entity,
                                            GError          **error);
gboolean rc_registry_writer_add_claim      (RcRegistryWriter *self,
                                            gint64            entity,
                                            RcProperty        property,
                                            const char       *value,
                                            gint64            target,
                                            gint64            from_us,
                                            gint64            recorded_us,
                                            GError          **error);
/* Makes the thing that is named, and says that @entity is linked to it; nothing for no or an empty name. */
gboolean rc_registry_writer_link           (RcRegistryWriter *self,
                                            gint64            entity,
                                            RcProperty        property,
                                            RcEntityKind      kind,
                                            const char       *name,
                                            gint64            recorded_us,
                                            GError          **error);
gboolean rc_registry_writer_add_tag        (RcRegistryWriter *self,
                                            gint64            entity,
                                            const char       *key,
                                            const char       *value,
                                            gint64            recorded_us,
                                            GError          **error);
gboolean rc_registry_writer_add_created    (RcRegistryWriter *self,
                                            gint64            entity,
                                            gint64            us,
                                            GError          **error);
gboolean rc_registry_writer_add_person     (RcRegistryWriter *self,
                                            gint64            entity,
                                            RcProperty        property,
                                            const char       *name,
                                            gint64            from_us,
                                            GError          **error);
gboolean rc_registry_writer_add_evaluation (RcRegistryWriter *self,
                                            RcEntityKind      kind,
                                            const char       *thing,
                                            const char       *metric,
                                            const char       *value,
                                            const char       *dataset,
                                            gint64            recorded_us,
                                            GError          **error);
/* A digest as registries write it, with or without "sha256:" before it; it is claimed in small hex. Any other text is a tag @key. */
gboolean rc_registry_writer_add_digest     (RcRegistryWriter *self,
                                            gint64            entity,
                                            const char       *key,
                                            const char       *value,
                                            GError          **error);
/* Tells what was not listed, once at the end. */
gboolean rc_registry_writer_finish         (RcRegistryWriter *self,
                                            GError          **error);

/* The scope of a registry that is a folder of files: this delivery, and the folder @levels above the file (1: the file's own), so that what its
 * files say of one thing is said of one thing. (transfer full) */
char    *rc_registry_scope_dup             (const RcImportInput *input,
                                            guint             levels);

G_END_DECLS
