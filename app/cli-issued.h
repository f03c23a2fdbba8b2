/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli-act.h"

#include "core/issued/issued.h"

G_BEGIN_DECLS

/* What may be said with a verb of `issued`; each takes some of it. */
typedef struct
{
  char    *output;
  char   **languages;
  gboolean replace;
  char    *by;
  char    *section;
  char    *outcome;
  char    *with;
  char    *reason;
  char    *signatory;
  char    *function;
  char    *on;
  char    *how;
  char    *signature;
  char    *file;
  gboolean stated;
  gboolean keep;
  char    *pkcs12;
  int      pkcs12_passphrase_fd;
  gboolean case_key;
} RcCliIssuedOptions;

/* cli-issued-show.c: one object, or lines; of a list a line each. */
gboolean rc_cli_issued_tell_all (RcCliCall      *call,
                                 GError        **error);
gboolean rc_cli_issued_tell_now (RcCliCall      *call,
                                 gint64          number,
                                 GError        **error);
gboolean rc_cli_issued_parse    (RcCliCall      *call,
                                 gint64         *out_number,
                                 GError        **error);
/* Whether an option that the act cannot do without was given. */
gboolean rc_cli_issued_need     (const char     *option,
                                 const char     *value,       /* (nullable) */
                                 GError        **error);
/* cli-issued-sign.c */
gboolean rc_cli_issued_sign     (RcCliCall      *call,
                                 GError        **error);

G_END_DECLS
