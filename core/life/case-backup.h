/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/case.h"
#include "core/life/life.h"

G_BEGIN_DECLS

/**
 * RcCaseBackup:
 * @sha256, @head: hexadecimal
 * @entries: of the custody log in the copy
 * @is_recorded: the custody log of the original says so; it cannot where the case is open for reading only
 */
typedef struct
{
  char    *sha256;
  char    *head;
  guint64  bytes;
  gint64   entries;
  gboolean is_recorded;
} RcCaseBackup;

void          rc_case_backup_free (RcCaseBackup     *self);
/* A copy of the case as it stands, for the auditor's own keeping: private notes are in it. The file and its entry in the custody log: both or none. */
RcCaseBackup *rc_case_backup      (RcCase           *case_file,
                                   const char       *path,
                                   const RcLifeWork *work,        /* (nullable) */
                                   GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcCaseBackup, rc_case_backup_free)

G_END_DECLS
