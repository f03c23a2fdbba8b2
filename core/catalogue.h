/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RC_CATALOGUE_ERROR (rc_catalogue_error_quark ())
GQuark rc_catalogue_error_quark (void);

typedef enum
{
  RC_CATALOGUE_ERROR_MALFORMED,
} RcCatalogueError;

/**
 * RcCatalogue:
 *
 * The words of one language as GNU gettext compiles them (an .mo file), read without the locale of the process. Read only once it is
 * made, so that threads may share it.
 */
typedef struct _RcCatalogue RcCatalogue;

RcCatalogue *rc_catalogue_new         (GBytes             *bytes,
                                       GError            **error);
void         rc_catalogue_free        (RcCatalogue        *self);
guint        rc_catalogue_count       (const RcCatalogue  *self);
const char  *rc_catalogue_find        (const RcCatalogue  *self,
                                       const char         *text);
const char  *rc_catalogue_find_form   (const RcCatalogue  *self,
                                       const char         *text,
                                       guint               form);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcCatalogue, rc_catalogue_free)

G_END_DECLS
