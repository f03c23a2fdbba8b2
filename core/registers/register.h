/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/entry.h"
#include "core/json-writer.h"

G_BEGIN_DECLS

/*
 * What the registers of an engagement have in common: numbers that can be said on the phone ("R-06", "F-001"), days, and words that people
 * enter or leave away.
 */

#define RC_REGISTER_ERROR (rc_register_error_quark ())
GQuark rc_register_error_quark (void);

typedef enum
{
  RC_REGISTER_ERROR_WORDS,   /* something that must be said is missing, too long, no UTF-8, or no day */
  RC_REGISTER_ERROR_STATE,   /* not possible as things stand: what is closed cannot be sent */
  RC_REGISTER_ERROR_FILE,    /* no file that can be kept, or none of the case */
} RcRegisterError;

/* Whether entries of this kind have numbers with a letter. */
gboolean  rc_register_has_numbers  (const char     *kind);
/* "F-001" of a finding, "R-06" of a request; (transfer full). */
char     *rc_register_dup_number   (const char     *kind,
                                    gint64          number);
/* "E-019": the exhibit number of a source; (transfer full). */
char     *rc_register_dup_exhibit  (gint64          source);
/* "E-019" or "19". */
gboolean  rc_register_parse_exhibit (const char    *text,
                                    gint64         *out_source);
/* "F-001", "f-1" or "1". */
gboolean  rc_register_parse_number (const char     *kind,
                                    const char     *text,
                                    gint64         *out_number);

/* "2026-12-01", of a day that there is. Two of them compare as texts. */
gboolean  rc_register_is_day       (const char     *text);
/* The day on which an instant lies, in UTC; (transfer full). */
char     *rc_register_dup_day      (gint64          time_us);

/* Words that may be left away: NULL, or as rc_entry_require_words() has them. @what: of which. */
gboolean  rc_register_allow_words  (const char     *what,
                                    const char     *words,     /* (nullable) */
                                    GError        **error);
gboolean  rc_register_allow_day    (const char     *what,
                                    const char     *day,       /* (nullable) */
                                    GError        **error);
/* A member, unless there are no words. */
void      rc_register_write_words  (RcJsonWriter   *writer,
                                    const char     *name,
                                    const char     *words);    /* (nullable) */

/* Begins a thread with what @writer holds. Answers its number; 0 with @error. */
gint64    rc_register_begin        (RcCase         *case_file,
                                    const char     *kind,
                                    const char     *act,
                                    RcJsonWriter   *writer,
                                    const char     *by,        /* (nullable) */
                                    GError        **error);
/* Adds what @writer holds to the thread of this number. */
gboolean  rc_register_add          (RcCase         *case_file,
                                    const char     *kind,
                                    gint64          number,
                                    const char     *act,
                                    RcJsonWriter   *writer,
                                    const char     *by,        /* (nullable) */
                                    GError        **error);

/* --- Reading bodies, which are tainted --- */

/* A text member of the object @node; (transfer full) (nullable). */
char      *rc_register_dup_member  (const RcJson   *json,
                                    guint32         node,
                                    const char     *name);
/* The texts of an array member of the object @node; others in it are left out. (element-type utf8) (transfer full), may be empty. */
GPtrArray *rc_register_dup_list    (const RcJson   *json,
                                    guint32         node,
                                    const char     *name);
/* (array length=n_names): which of the texts it is; @otherwise for none of them, as somebody else may have written it. */
guint      rc_register_find_name   (const char         *text,  /* (nullable) */
                                    const char * const *names,
                                    guint               n_names,
                                    guint               otherwise);

G_END_DECLS
