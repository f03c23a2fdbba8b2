/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <qpdf/qpdf-c.h>

#include "reports/archival/archival.h"

G_BEGIN_DECLS

/*
 * Short ways over libqpdf's C interface. Each handle lives until it is released: what is made here is released by what it is given to. Faults and
 * warnings are latched in the file, and asked for with rc_objects_check().
 */

typedef struct _qpdf_data RcQpdf;

/* @bytes: borrowed, must live as long. (transfer full) (nullable) */
RcQpdf   *rc_objects_open       (GBytes       *bytes,
                                 GError      **error);
void      rc_objects_close      (RcQpdf       *pdf);
/* FALSE with @error where libqpdf met a fault or had something to warn of. */
gboolean  rc_objects_check      (RcQpdf       *pdf,
                                 GError      **error);
/* @detail: half a sentence in English, what is wrong with the drawing. Always FALSE. */
gboolean  rc_objects_refuse     (GError      **error,
                                 const char   *detail,
                                 ...) G_GNUC_PRINTF (2, 3);

/* These take the handle of @value, or of @object. */
void      rc_objects_put        (RcQpdf       *pdf,
                                 qpdf_oh       dictionary,
                                 const char   *key,
                                 qpdf_oh       value);
void      rc_objects_append     (RcQpdf       *pdf,
                                 qpdf_oh       array,
                                 qpdf_oh       value);
qpdf_oh   rc_objects_indirect   (RcQpdf       *pdf,
                                 qpdf_oh       object);

/* A stream with @bytes and nothing in its dictionary; and that dictionary. */
qpdf_oh   rc_objects_stream     (RcQpdf       *pdf,
                                 const void   *bytes,
                                 gsize         length);
void      rc_objects_put_stream (RcQpdf       *pdf,
                                 qpdf_oh       stream,
                                 const char   *key,
                                 qpdf_oh       value);

/* The member of a dictionary; the null object where there is none, or @object is no dictionary. */
qpdf_oh   rc_objects_key        (RcQpdf       *pdf,
                                 qpdf_oh       object,
                                 const char   *key);
/* Whether a member of the dictionary is this name. */
gboolean  rc_objects_has_name   (RcQpdf       *pdf,
                                 qpdf_oh       dictionary,
                                 const char   *key,
                                 const char   *name);
int       rc_objects_id         (RcQpdf       *pdf,
                                 qpdf_oh       dictionary,
                                 const char   *key);
/* -1: not there, or no number from 0 on. */
int       rc_objects_number     (RcQpdf       *pdf,
                                 qpdf_oh       dictionary,
                                 const char   *key);
/* The decoded bytes of a stream; (transfer full) (nullable) */
GBytes   *rc_objects_read_stream (RcQpdf      *pdf,
                                 qpdf_oh       stream);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcQpdf, rc_objects_close)

G_END_DECLS
