/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What of foreign settings and addresses may be a secret: nothing of it is claimed or put into rows. It stays in the record, whose bytes are
 * evidence. Rather one too many is left out than one too few.
 */

/* "api_key", "hf-token", "db.password", "awsSecretAccessKey", but not "max_tokens", "tokenizer" or "token_count". */
gboolean rc_secret_is_name    (const char *name);
/* An address with a name or password before its host: "https://anna:hunter2@host/path". */
gboolean rc_secret_is_address (const char *text);
/* Whether a JSON text has a member whose name says that it is a secret. */
gboolean rc_secret_is_in_json (const char *text);
/* An address without its name and password: "https://host/path"; (nullable) (transfer full): %NULL for none. */
char    *rc_secret_strip_address (const char *address);

G_END_DECLS
