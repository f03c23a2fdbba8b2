/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RcJsonWriter:
 *
 * Writes the program's own JSON (answers of the command line, custody entries, statements). Members come out in
 * the order of the calls; texts that are not UTF-8 are written with U+FFFD for each byte that is not.
 */
typedef struct _RcJsonWriter RcJsonWriter;

RcJsonWriter *rc_json_writer_new           (void);
void          rc_json_writer_free          (RcJsonWriter *self);
void          rc_json_writer_begin_object  (RcJsonWriter *self);
void          rc_json_writer_end_object    (RcJsonWriter *self);
void          rc_json_writer_begin_array   (RcJsonWriter *self);
void          rc_json_writer_end_array     (RcJsonWriter *self);
void          rc_json_writer_name          (RcJsonWriter *self,
                                            const char   *name);
void          rc_json_writer_string        (RcJsonWriter *self,
                                            const char   *value);   /* NULL writes null */
void          rc_json_writer_string_len    (RcJsonWriter *self,
                                            const char   *value,
                                            gsize         length);
void          rc_json_writer_integer       (RcJsonWriter *self,
                                            gint64        value);
void          rc_json_writer_double        (RcJsonWriter *self,
                                            double        value);
void          rc_json_writer_boolean       (RcJsonWriter *self,
                                            gboolean      value);
void          rc_json_writer_null          (RcJsonWriter *self);
void          rc_json_writer_raw           (RcJsonWriter *self,
                                            const char   *json);    /* one value that is JSON already */
void          rc_json_writer_member_string  (RcJsonWriter *self, const char *name, const char *value);
void          rc_json_writer_member_integer (RcJsonWriter *self, const char *name, gint64 value);
void          rc_json_writer_member_boolean (RcJsonWriter *self, const char *name, gboolean value);
const char   *rc_json_writer_peek          (RcJsonWriter *self);
char         *rc_json_writer_finish        (RcJsonWriter *self);    /* (transfer full), the writer is empty afterwards */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcJsonWriter, rc_json_writer_free)

G_END_DECLS
