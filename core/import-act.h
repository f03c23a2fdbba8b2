/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "container.h"
#include "event-index.h"
#include "exception.h"
#include "import.h"
#include "import-chunk.h"
#include "vault.h"
#include "work-pool.h"

G_BEGIN_DECLS

/* When a file was changed last, where its source keeps another time, and an importer may have told this one. */
typedef struct
{
  gint64 source;
  gint64 modified_us;
} RcImportModified;

/* Sources of an act that were read with options of their own, up to but not with @end: the custody log says each by itself. */
typedef struct
{
  gint64                 first;
  gint64                 end;
  const RcImportOptions *options;
} RcImportStretch;

/**
 * RcImportAct:
 *
 * One import act under way: the numbers that are given next, the transaction that is filled, and what all sources of the
 * act share. Rows are committed in batches above the marks of `published`, where no reader looks; publishing is one small
 * commit at the end.
 */
typedef struct _RcImportAct RcImportAct;

/* Called within the commit that publishes an act, as its last step; FALSE undoes all of it, with @error or without. */
typedef gboolean (*RcImportConcludeFunc) (RcImportAct  *act,
                                          gpointer      user_data,
                                          GError      **error);

struct _RcImportAct
{
  RcCase                *case_file;
  RcDatabase            *database;
  RcVault               *vault;
  RcWorkPool            *pool;
  RcWorkPool            *digest_pool;    /* one thread: digests go over a source in order */
  GQueue                 spare_chunks;
  RcEventIndexWriter    *index;
  const RcImportOptions *options;
  const RcImporter      *mapped;         /* (nullable): made from --mapping */
  gint64                 mapped_id;      /* its row in `mapping` */
  GCancellable          *cancellable;
  const char            *bundle;         /* (nullable): id of the bundle that the sources come out of, for the custody log */
  RcImportResult        *result;
  RcExpansionBudget      budget;
  GHashTable            *names;          /* char* → gint64: the last names met */
  GHashTable            *mappings;       /* RcImporter* → gint64 */
  GHashTable            *sizes;          /* (nullable) of gint64: lengths of what the case holds */

  gint64                 first_source;
  gint64                 next_source;
  gint64                 next_event;
  gint64                 next_block;
  gint64                 next_name;
  gint64                 next_entity;
  gint64                 next_claim;
  gint64                 next_set_aside;
  gint64                 next_occurrence;
  guint64                stream_end;     /* of the vault */
  gint64                 imported_us;
  GArray                *modified;       /* of RcImportModified */
  gboolean               is_replay;      /* what was done elsewhere is done again: its custody entry is there already */

  GArray                *stretches;      /* of RcImportStretch: those before the one that is read */
  gint64                 stretch_first;  /* first source of that one */
  RcImportConcludeFunc   conclude;       /* (nullable) */
  gpointer               conclude_data;

  guint64                batch_bytes;    /* since the last commit */
  guint64                batch_rows;
  gboolean               published;
  RcProgress             progress;
  char                  *progress_name;
  gint64                 progress_shown_us;
};

gboolean  rc_import_act_begin        (RcImportAct            *self,
                                      RcCase                 *case_file,
                                      const RcImportOptions  *options,
                                      GCancellable           *cancellable,
                                      GError                **error);
void      rc_import_act_end          (RcImportAct            *self);
/* What follows is read with other options, which live as long as the act. */
void      rc_import_act_begin_stretch (RcImportAct           *self,
                                      const RcImportOptions  *options,
                                      const RcImporter       *mapped);    /* (nullable) */
/* Commits what was gathered where it is enough. */
gboolean  rc_import_act_breathe      (RcImportAct            *self,
                                      GError                **error);
gboolean  rc_import_act_publish      (RcImportAct            *self,
                                      GError                **error);
gint64    rc_import_act_intern       (RcImportAct            *self,
                                      const char             *text,       /* (nullable): NULL answers 0 */
                                      GError                **error);   /* -1 on error */
gboolean  rc_import_act_set_aside    (RcImportAct            *self,
                                      gint64                  source,
                                      gint64                  record,
                                      gint64                  offset,
                                      const char             *kind,
                                      const char             *expected,
                                      const char             *found,
                                      const char             *message,
                                      GError                **error);
/* import-act-detail.c: the entries of the custody log that tell of the act, one for each stretch; (element-type utf8) (transfer full). */
GPtrArray *rc_import_act_describe    (RcImportAct            *self,
                                      GError                **error);
RcImportChunk *rc_import_act_take_chunk (RcImportAct         *self);
void           rc_import_act_give_chunk (RcImportAct         *self,
                                         RcImportChunk       *chunk);

void           rc_import_act_send       (RcImportAct         *self,
                                         RcImportChunk       *chunk);
RcImportChunk *rc_import_act_take_back  (RcImportAct         *self);

/* Where a source comes from. */
typedef struct
{
  gint64      parent;
  const char *derivation;
  const char *name;            /* valid UTF-8 */
  gint64      stored_place;    /* place in the vault where the bytes stand already; -1: they are to be stored */
  gint64      modified_us;
  guint       depth;           /* of containers around it */
} RcImportOrigin;

/* When the source stood so, as far as it is known before its content is read: from the auditor, else from the file. */
void      rc_import_act_set_as_of    (const RcImportAct      *self,
                                      const RcImportOrigin   *origin,
                                      RcSource               *source);
char     *rc_import_name_make_valid  (const char             *name,
                                      gsize                   length);
/* Imports one source and what it holds; answers its id, 0 on error. */
gint64    rc_import_act_source       (RcImportAct            *self,
                                      const RcImportOrigin   *origin,
                                      RcStream               *content,
                                      GError                **error);
const RcImporter *rc_import_act_choose_importer (RcImportAct  *act,
                                      const RcSample         *sample);
gboolean  rc_import_act_recognise    (RcImportAct            *act,
                                      const RcImportOrigin   *origin,
                                      RcStream               *content,
                                      gint64                 *out_id,
                                      gint64                 *out_stored,
                                      GError                **error);
void      rc_import_act_note_size    (RcImportAct            *act,
                                      guint64                 size);
gboolean  rc_import_act_walk         (RcImportAct            *self,
                                      const char             *path,
                                      GError                **error);
/* Finds events of this act that were met before or twice: rows of `occurrence`, exceptions of kind id-conflict. */
gboolean  rc_import_act_find_repeats (RcImportAct            *self,
                                      GError                **error);

G_END_DECLS
