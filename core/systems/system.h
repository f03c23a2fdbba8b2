/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/event.h"
#include "core/systems/system-description.h"

G_BEGIN_DECLS

/*
 * AI systems as people state them: what an officer enters and what description files among the evidence say, side by side. The program has no
 * word of its own on any of it, the risk class least of all. Systems are known by their names; a name is exactly its bytes.
 */

#define RC_SYSTEM_ERROR (rc_system_error_quark ())
GQuark rc_system_error_quark (void);

typedef enum
{
  RC_SYSTEM_ERROR_DESCRIPTION,   /* what was entered is no description; the message names the member */
  RC_SYSTEM_ERROR_NOT_FOUND,     /* nobody states a system of that name */
  RC_SYSTEM_ERROR_AMBIGUOUS,     /* an identifier that several systems have */
} RcSystemError;

/**
 * RcSystemWord:
 * @by: (nullable): the officer who states it; %NULL: a file does
 * @said_us: when it was entered; of a file as of when it says so, %RC_TIME_NONE where it does not
 * @entry: number over all entries; 0: a file
 * @event, @source, @record: of a file: where it stands; 0: an officer
 *
 * One occasion at which something was stated.
 */
struct _RcSystemWord
{
  char    *by;
  gint64   said_us;
  gint64   entry;
  gint64   event;
  gint64   source;
  guint64  record;
};

/**
 * RcSystem:
 * @name: as stated, tainted where a file states it
 * @words: (element-type RcSystemWord): who stated something when: an officer's by their order, then files by their date
 * @statements: (element-type RcSystemStatement): by attribute, and then in the order of @words
 * @bindings: (element-type RcSystemBinding): those in force, and those taken back
 * @remarks: (element-type utf8): members of files and entries that have no meaning here, safe to show
 * @has_faults: a description file could not be read wholly: the source's exceptions tell
 */
typedef struct
{
  char      *name;
  GPtrArray *words;
  GPtrArray *statements;
  GPtrArray *bindings;
  GPtrArray *remarks;
  gboolean   has_faults;
} RcSystem;

/* A single value that an officer states: of an attribute that is a list, items parted by commas. */
typedef struct
{
  RcSystemAttribute  attribute;
  const char        *value;
} RcSystemSetting;

void        rc_system_free        (RcSystem              *self);
/* All systems that somebody states, by their names; (element-type RcSystem) (transfer full). @out_complete: (optional): FALSE where there
 * are more description files than RC_LIMIT_SYSTEMS. */
GPtrArray  *rc_system_list        (RcCase                *case_file,
                                   RcRecordReader        *reader,
                                   gboolean              *out_complete,
                                   GError               **error);
/* By its name, else by an identifier that only one has; (transfer full). */
RcSystem   *rc_system_find        (RcCase                *case_file,
                                   RcRecordReader        *reader,
                                   const char            *name,
                                   GError               **error);

/* --- What is stated --- */

/* (transfer none) (nullable): the word on it that counts here: an officer's newest, else that of the newest file. */
const RcSystemStatement *rc_system_peek      (const RcSystem    *self,
                                              RcSystemAttribute  attribute);
/* (transfer none) (nullable): its one value. */
const char *rc_system_peek_value  (const RcSystem        *self,
                                   RcSystemAttribute      attribute);
gboolean    rc_system_has_value   (const RcSystem        *self,
                                   RcSystemAttribute      attribute,
                                   const char            *value);
/* Whether two that nobody took back say different things of it. */
gboolean    rc_system_differs     (const RcSystem        *self,
                                   RcSystemAttribute      attribute);
/* "stated by A. Auditor on 2026-08-14", "system-description.json, line 1, as of 2026-03-25"; safe to show; (transfer full). */
char       *rc_system_word_dup_words (const RcSystemWord *self,
                                   RcCase                *case_file);

/* --- Stating; each is one act of the custody log. The entry's id; 0 with @error. --- */

/* @json: a whole description, of a system known already or not. @by: (nullable): the auditor of the case. */
gint64      rc_system_add         (RcCase                *case_file,
                                   const char            *json,
                                   gsize                  length,
                                   const char            *by,
                                   GError               **error);
gint64      rc_system_set         (RcCase                *case_file,
                                   const char            *name,
                                   const RcSystemSetting *settings,
                                   guint                  n_settings,
                                   const char            *by,
                                   GError               **error);
/* @bindings: (element-type RcSystemBinding): kind, value, field. @withdraw: takes them back. */
gint64      rc_system_bind        (RcCase                *case_file,
                                   const char            *name,
                                   GPtrArray             *bindings,
                                   gboolean               withdraw,
                                   const char            *by,
                                   GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcSystem, rc_system_free)

G_END_DECLS
