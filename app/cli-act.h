/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli.h"
#include "core/registers/register.h"

G_BEGIN_DECLS

/* One run of a verb that has several acts: “request CASE send R-06”. */
typedef struct
{
  RcCli    *cli;
  RcCase   *case_file;
  char    **arguments;     /* behind the act */
  gpointer  options;       /* the verb's own */
} RcCliCall;

/**
 * RcCliAct:
 * @name: as typed behind CASE
 * @writes: it changes the case
 * @least: arguments behind it, and @most; -1: any number
 * @run: does it and tells it
 */
typedef struct
{
  const char *name;
  gboolean    writes;
  int         least;
  int         most;
  gboolean  (*run) (RcCliCall *call, GError **error);
} RcCliAct;

/* @arguments: CASE, the act (the first of @acts where there is none), and what stands behind it. Answers the exit code. */
int      rc_cli_run_act       (RcCli          *cli,
                               const char     *verb,
                               const RcCliAct *acts,
                               gsize           n_acts,
                               char          **arguments,
                               gpointer        options);
/* "R-06" or "6" of such a kind. */
gboolean rc_cli_parse_number  (const char     *kind,
                               const char     *text,
                               gint64         *out_number,
                               GError        **error);
/* "E-019" or "19". */
gboolean rc_cli_parse_exhibit (const char     *text,        /* (nullable): NULL gives 0 */
                               gint64         *out_source,
                               GError        **error);
/* Tells that it was done: {"NOUN": number, "number": "R-06"}, or a line. */
void     rc_cli_tell_number   (RcCli          *cli,
                               const char     *kind,
                               gint64          number,
                               const char     *sentence);   /* behind the number, without full stop */
/* "Label: text", where there is text, what is not safe to show made so. */
void     rc_cli_print_labelled (const char     *label,
                               const char     *words);      /* (nullable) */
/* A member with texts; (element-type utf8). */
void     rc_cli_write_texts   (RcJsonWriter   *writer,
                               const char     *name,
                               GPtrArray      *texts);

G_END_DECLS
