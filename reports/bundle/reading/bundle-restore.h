/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/bundle/reading/bundle-opening.h"

G_BEGIN_DECLS

/* What people entered and accepted goes into the case that is rebuilt, as the bundle has it; what is not as it has to be is a check. The caller's
 * transaction. */
gboolean rc_bundle_restore_settings (RcBundleOpenWork *work, RcCase *case_file, GError **error);
gboolean rc_bundle_restore_words    (RcBundleOpenWork *work, RcCase *case_file, GError **error);   /* of sources; keys; links; checks elsewhere; memory */
gboolean rc_bundle_restore_entries  (RcBundleOpenWork *work, RcCase *case_file, GError **error);
gboolean rc_bundle_restore_custody  (RcBundleOpenWork *work, RcCase *case_file, GError **error);

/* --- Within: bundle-restore.c --- */

/* Each object of the array @name of the object @path is. */
typedef gboolean (*RcBundleItemFunc) (RcBundleOpenWork *work,
                                      RcCase           *case_file,
                                      const RcJson     *json,
                                      guint32           item,
                                      GError          **error);
gboolean rc_bundle_restore_items    (RcBundleOpenWork *work,
                                     RcCase           *case_file,
                                     const char       *path,
                                     const char       *name,
                                     RcBundleItemFunc  func,
                                     GError          **error);
/* Binds members: a text, or NULL where it is null; FALSE where it is something else. */
gboolean rc_bundle_bind_text        (sqlite3_stmt     *statement,
                                     int               index,
                                     const RcJson     *json,
                                     guint32           item,
                                     const char       *name,
                                     gboolean          is_needed);
gboolean rc_bundle_bind_number      (sqlite3_stmt     *statement,
                                     int               index,
                                     const RcJson     *json,
                                     guint32           item,
                                     const char       *name);
gboolean rc_bundle_bind_digest      (sqlite3_stmt     *statement,
                                     int               index,
                                     const RcJson     *json,
                                     guint32           item,
                                     const char       *name);
/* RFC 3339, or null where it may be. */
gboolean rc_bundle_bind_time        (sqlite3_stmt     *statement,
                                     int               index,
                                     const RcJson     *json,
                                     guint32           item,
                                     const char       *name,
                                     gboolean          is_needed);
/* Runs an INSERT OR IGNORE; a row that is there already is a check, and so is one that could not be bound. */
gboolean rc_bundle_restore_row      (RcBundleOpenWork *work,
                                     RcCase           *case_file,
                                     sqlite3_stmt     *statement,
                                     gboolean          is_bound,
                                     const char       *object,
                                     GError          **error);

G_END_DECLS
