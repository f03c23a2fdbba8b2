/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sys/stat.h>

#include "database.h"

G_BEGIN_DECLS

#define RC_CASE_APPLICATION_ID 0x5243414e   /* "RCAN" */
#define RC_CASE_SCHEMA_VERSION 5
#define RC_CASE_RESERVED_BYTES 40

#define RC_CASE_ERROR (rc_case_error_quark ())
GQuark rc_case_error_quark (void);

typedef enum
{
  RC_CASE_ERROR_EXISTS,       /* new: something is there already */
  RC_CASE_ERROR_NOT_A_CASE,   /* another program's file, or no database */
  RC_CASE_ERROR_NEWER,        /* written by a newer Recount */
  RC_CASE_ERROR_DAMAGED,
  RC_CASE_ERROR_READ_ONLY,    /* the act needs writing, and the case is open for reading only */
  RC_CASE_ERROR_NOT_FOUND,    /* no such source, record, event … in the case */
  RC_CASE_ERROR_AMBIGUOUS,    /* an id that is not unique; the message lists the candidates */
  RC_CASE_ERROR_SYSTEM,
  RC_CASE_ERROR_WITHHELD,     /* the record exists and is not in this copy: see excerpt.h */
  RC_CASE_ERROR_LOCKED,       /* protected at rest, and nothing at hand opens it: see rest/case-keys.h */
} RcCaseError;

typedef enum
{
  RC_CASE_TYPE_PROVIDER,
  RC_CASE_TYPE_INTERNAL,
  RC_CASE_TYPE_EXTERNAL,
  RC_CASE_TYPE_AUTHORITY,
} RcCaseType;

#define RC_TYPE_CASE (rc_case_get_type ())
G_DECLARE_FINAL_TYPE (RcCase, rc_case, RC, CASE, GObject)

typedef struct
{
  const char *title;
  RcCaseType  type;
  const char *auditor;        /* (nullable) */
  const char *organisation;   /* (nullable) */
  gboolean    is_unsigned;    /* the custody log will say so, and no key is asked for */
  const guint8 *pseudonym_key; /* (nullable): 32 bytes; drawn at random unless a test needs the same pseudonyms again */
} RcCaseDescription;

/*
 * What every user of a case must know:
 *  - Rows above the marks of `published` are removed by the next opening for writing. Whoever inserts raises the mark in the same
 *    transaction, or inserts below it.
 *  - An act changes the tables of custody-tables.h and calls rc_custody_append() as its last step, in one transaction; a change
 *    without an entry is reported as somebody else's edit.
 *  - Nobody else opens and closes the case file or what stands beside it in this process: rc_case_owns_file().
 *  - The program ignores SIGXFSZ, so that a limit on the size of files is an error and not its end.
 */

const char *rc_case_type_to_name   (RcCaseType               type);
gboolean    rc_case_type_from_name (const char              *name,
                                    RcCaseType              *out_type);

RcCase     *rc_case_create         (const char              *path,
                                    const RcCaseDescription *description,
                                    GError                 **error);
/* Opens for writing where it can, else for reading; rc_case_is_writable() and rc_case_peek_holder() tell which and why. */
RcCase     *rc_case_open           (const char              *path,
                                    gboolean                 for_writing,
                                    GError                 **error);
/* Ends all work on the file: journal back to DELETE, nothing beside it. Also done when the last reference goes. */
gboolean    rc_case_close          (RcCase                  *self,
                                    GError                 **error);

RcDatabase *rc_case_get_database   (RcCase                  *self);
/* A further reading connection for a worker thread; (transfer full). */
RcDatabase *rc_case_open_reader    (RcCase                  *self,
                                    GError                 **error);
const char *rc_case_peek_path      (RcCase                  *self);
gboolean    rc_case_is_writable    (RcCase                  *self);
const char *rc_case_peek_holder    (RcCase                  *self);   /* (nullable): one sentence on who has it open */
/* Whether it is the case or what stands beside it while open; nobody else may open and close these (see case-lock.h). */
gboolean    rc_case_owns_file      (RcCase                  *self,
                                    const struct stat       *status);
gboolean    rc_case_require_writable (RcCase                *self,
                                    GError                 **error);
char       *rc_case_dup_setting    (RcCase                  *self,
                                    const char              *key);
gboolean    rc_case_set_setting    (RcCase                  *self,
                                    const char              *key,
                                    const char              *value,   /* (nullable): NULL removes it */
                                    GError                 **error);
gint64      rc_case_get_mark       (RcCase                  *self,
                                    const char              *item);  /* table `published` */
gboolean    rc_case_set_mark       (RcCase                  *self,
                                    const char              *item,
                                    gint64                   mark,
                                    GError                 **error);
gboolean    rc_case_begin          (RcCase                  *self,
                                    GError                 **error); /* BEGIN IMMEDIATE */
gboolean    rc_case_commit         (RcCase                  *self,
                                    GError                 **error);
void        rc_case_rollback       (RcCase                  *self);

G_END_DECLS
