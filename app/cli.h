/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/case.h"
#include "core/event.h"
#include "core/exception.h"
#include "core/import.h"
#include "core/json-writer.h"

G_BEGIN_DECLS

/* Exit codes of the contract (design.md section 5). */
#define RC_EXIT_OK     0
#define RC_EXIT_FAILED 2     /* could not do it: one sentence on stderr */
#define RC_EXIT_USAGE  64

/* What every verb knows. */
typedef struct
{
  gboolean      json;
  int           passphrase_fd;    /* -1: none given */
  GCancellable *cancellable;      /* Ctrl-C */
} RcCli;

/**
 * RcCliVerb:
 * @name: as typed
 * @arguments: for the usage line
 * @summary: one line for `--help`
 * @run: gets the arguments behind the verb, with the verb's name first; answers the exit code
 */
typedef struct
{
  const char *name;
  const char *arguments;
  const char *summary;
  int       (*run) (RcCli *cli, int argc, char **argv);
} RcCliVerb;

int              rc_cli_run       (int                  argc,
                                   char               **argv,
                                   GCancellable        *cancellable);
const RcCliVerb *rc_cli_find_verb (const char          *name);

/* Reads the options of a verb; the common ones (--json, --passphrase-fd) are added. Answers FALSE with the exit code in
 * @out_exit where the verb must not go on (help was asked for, or the usage was wrong). @arguments: (out): what is left,
 * NULL-terminated, at least @least and at most @most (-1: any number). */
gboolean rc_cli_parse             (RcCli               *cli,
                                   const char          *verb,
                                   const GOptionEntry  *entries,
                                   int                  argc,
                                   char               **argv,
                                   int                  least,
                                   int                  most,
                                   GStrv               *out_arguments,
                                   int                 *out_exit);
int      rc_cli_usage             (const char          *verb,
                                   const char          *format,
                                   ...) G_GNUC_PRINTF (2, 3);
/* Says what could not be done; frees @error; answers RC_EXIT_FAILED. */
int      rc_cli_fail              (GError              *error);
RcCase  *rc_cli_open_case         (const char          *path,
                                   gboolean             for_writing,
                                   GError             **error);
/* Unlocks the auditor's key where a passphrase is at hand: from --passphrase-fd, or asked for once on a terminal. */
gboolean rc_cli_unlock_key        (RcCli               *cli,
                                   RcCase              *case_file,   /* (nullable): it is still to be made */
                                   GError             **error);
/* One line from a descriptor, as of --passphrase-fd; (transfer full) (nullable); to be wiped with rc_cli_free_passphrase(). */
char    *rc_cli_read_passphrase   (int                  descriptor,
                                   GError             **error);
void     rc_cli_free_passphrase   (char                *passphrase);  /* (nullable) */
/* A PKCS#12 file of the person's own, whole; (transfer full) (nullable). */
GBytes  *rc_cli_read_key_file     (const char          *path,
                                   GError             **error);
/* Asked for twice on a terminal; (transfer full) (nullable); to be wiped as above. */
char    *rc_cli_ask_new_passphrase (const char         *question,
                                   GError             **error);
gboolean rc_cli_parse_time        (const char          *text,        /* (nullable): NULL gives RC_TIME_NONE */
                                   gboolean             end_of,      /* the latest instant that the text can mean */
                                   gint64              *out_time_us,
                                   GError             **error);
gboolean rc_cli_parse_zone        (const char          *text,
                                   int                 *out_minutes);
/* Progress on stderr where that is a terminal; (nullable) NULL else. */
RcProgressFunc rc_cli_progress    (void);
void     rc_cli_progress_end      (void);
void     rc_cli_print             (const char          *format,
                                   ...) G_GNUC_PRINTF (1, 2);
void     rc_cli_print_json        (RcJsonWriter        *writer);
/* Text from records or names, safe for a terminal; cut after 400 bytes. */
char    *rc_cli_show              (const char          *text);       /* (nullable): NULL gives "" */
char    *rc_cli_group_digits      (guint64              number);
/* RC_TIME_NONE writes null. */
void     rc_cli_write_time        (RcJsonWriter        *writer,
                                   const char          *name,
                                   gint64               time_us);
/* SOURCE:RECORD[#ROW], by which an event can be asked for; (nullable) (transfer full). */
char    *rc_cli_dup_reference     (RcCase              *case_file,
                                   gint64               event_id);
/* Two texts beside each other, each broken into lines of its own; no line is longer than 100 columns of a terminal. Texts from records
 * must be safe for a terminal already. */
void     rc_cli_print_columns     (const char          *indent,
                                   const char          *left,
                                   const char          *right);

/* How a source (@record 0) or one of its records is protected: members of the object that is being written, or lines for people. */
gboolean rc_cli_write_coverage    (RcJsonWriter        *writer,
                                   RcCase              *case_file,
                                   gint64               source,
                                   guint64              record,
                                   GError             **error);
char    *rc_cli_dup_coverage      (RcCase              *case_file,
                                   gint64               source,
                                   guint64              record,
                                   GError             **error);
/* An event as every list tells it, personal values masked: members of the object that is being written, or a line. */
void     rc_cli_write_event       (RcJsonWriter        *writer,
                                   RcCase              *case_file,
                                   const RcEvent       *event);
void     rc_cli_print_event       (RcCase              *case_file,
                                   const RcEvent       *event);
/* What people entered: a line or an object each. */
gboolean rc_cli_list_documents    (RcCli               *cli,
                                   RcCase              *case_file,
                                   GError             **error);
gboolean rc_cli_list_requests     (RcCli               *cli,
                                   RcCase              *case_file,
                                   GError             **error);
gboolean rc_cli_list_findings     (RcCli               *cli,
                                   RcCase              *case_file,
                                   GError             **error);

int rc_cli_new        (RcCli *cli, int argc, char **argv);
int rc_cli_import     (RcCli *cli, int argc, char **argv);
int rc_cli_sources    (RcCli *cli, int argc, char **argv);
int rc_cli_source     (RcCli *cli, int argc, char **argv);
int rc_cli_remove     (RcCli *cli, int argc, char **argv);
int rc_cli_trust      (RcCli *cli, int argc, char **argv);
int rc_cli_open_bundle (RcCli *cli, int argc, char **argv);
int rc_cli_verify     (RcCli *cli, int argc, char **argv);
int rc_cli_elsewhere  (RcCli *cli, int argc, char **argv);
int rc_cli_document   (RcCli *cli, int argc, char **argv);
int rc_cli_request    (RcCli *cli, int argc, char **argv);
int rc_cli_finding    (RcCli *cli, int argc, char **argv);
int rc_cli_acquisition (RcCli *cli, int argc, char **argv);
int rc_cli_review     (RcCli *cli, int argc, char **argv);
int rc_cli_note       (RcCli *cli, int argc, char **argv);
int rc_cli_exercise   (RcCli *cli, int argc, char **argv);
int rc_cli_list       (RcCli *cli, int argc, char **argv);
int rc_cli_link       (RcCli *cli, int argc, char **argv);
int rc_cli_export     (RcCli *cli, int argc, char **argv);
int rc_cli_extent     (RcCli *cli, int argc, char **argv);
int rc_cli_live       (RcCli *cli, int argc, char **argv);
int rc_cli_unlink     (RcCli *cli, int argc, char **argv);
int rc_cli_lineage    (RcCli *cli, int argc, char **argv);
int rc_cli_check      (RcCli *cli, int argc, char **argv);
int rc_cli_record     (RcCli *cli, int argc, char **argv);
int rc_cli_sample     (RcCli *cli, int argc, char **argv);
int rc_cli_reconcile  (RcCli *cli, int argc, char **argv);
int rc_cli_subject    (RcCli *cli, int argc, char **argv);
int rc_cli_compare    (RcCli *cli, int argc, char **argv);
int rc_cli_timeline   (RcCli *cli, int argc, char **argv);
int rc_cli_retention  (RcCli *cli, int argc, char **argv);
int rc_cli_hold       (RcCli *cli, int argc, char **argv);
int rc_cli_system     (RcCli *cli, int argc, char **argv);
int rc_cli_team       (RcCli *cli, int argc, char **argv);
int rc_cli_issued     (RcCli *cli, int argc, char **argv);
int rc_cli_report     (RcCli *cli, int argc, char **argv);
int rc_cli_search     (RcCli *cli, int argc, char **argv);
int rc_cli_case       (RcCli *cli, int argc, char **argv);
int rc_cli_map        (RcCli *cli, int argc, char **argv);
int rc_cli_mappings   (RcCli *cli, int argc, char **argv);
int rc_cli_importers  (RcCli *cli, int argc, char **argv);
int rc_cli_declare    (RcCli *cli, int argc, char **argv);
int rc_cli_check_declaration (RcCli *cli, int argc, char **argv);
int rc_cli_custody    (RcCli *cli, int argc, char **argv);
int rc_cli_demo       (RcCli *cli, int argc, char **argv);

G_END_DECLS
