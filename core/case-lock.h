/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sys/stat.h>

G_BEGIN_DECLS

/*
 * Who may write a case. One descriptor for each case file in the process, shared by everything that has the case open,
 * with an open-file-description lock on one byte that SQLite never touches.
 *
 * Why shared and kept: SQLite guards its files with POSIX record locks, and the system drops all of those that a process
 * has on a file as soon as the process closes *any* descriptor of that file. So nothing here closes a descriptor of a case
 * while a connection to it is open anywhere in the process; the last user closes it, after its connection.
 */

typedef struct _RcCaseLock RcCaseLock;

typedef enum
{
  RC_CASE_LOCK_TAKEN,        /* the caller writes now */
  RC_CASE_LOCK_ELSEWHERE,    /* another process writes */
  RC_CASE_LOCK_HERE,         /* this process has it open for writing already */
  RC_CASE_LOCK_NOT_ALLOWED,  /* file or folder may not be written, or locks do not work here */
} RcCaseLockAnswer;

RcCaseLock       *rc_case_lock_open             (const char   *path,
                                                 gboolean      create,
                                                 GError      **error);
RcCaseLock       *rc_case_lock_ref              (RcCaseLock   *self);
void              rc_case_lock_unref            (RcCaseLock   *self);
int               rc_case_lock_get_fd           (RcCaseLock   *self);
const char       *rc_case_lock_peek_path        (RcCaseLock   *self);                /* absolute, without symbolic links */
RcCaseLockAnswer  rc_case_lock_take             (RcCaseLock   *self);
void              rc_case_lock_release          (RcCaseLock   *self);
gboolean          rc_case_lock_is_held          (RcCaseLock   *self);
const char       *rc_case_lock_peek_obstacle    (RcCaseLock   *self);  /* (nullable): why NOT_ALLOWED, in words */
gboolean          rc_case_lock_is_same_file     (RcCaseLock   *self,
                                                 const struct stat *status);
/* What opens a protected case (RcCaseKeys), kept as long as the lock. The first that is set stays; @free_keys takes any other. */
void              rc_case_lock_set_keys         (RcCaseLock   *self,
                                                 gpointer      keys,         /* (transfer full) */
                                                 GDestroyNotify free_keys);
gpointer          rc_case_lock_peek_keys        (RcCaseLock   *self);        /* (nullable) */
/* Connections of this process to the file, which must be closed before its journal can go. */
void              rc_case_lock_add_connection    (RcCaseLock  *self);
guint             rc_case_lock_remove_connection (RcCaseLock  *self);  /* how many are left */
guint             rc_case_lock_count_connections (RcCaseLock  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcCaseLock, rc_case_lock_unref)

G_END_DECLS
