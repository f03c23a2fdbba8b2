/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What of a run's settings, arguments and addresses may be a secret: it is left out of rows and claims. Said too often rather than too seldom. */

/* "api_key", "--hf-token", "db.password", but not "max_tokens" or "tokenizer". */
gboolean rc_wandb_is_secret_name (const char *name);
/* Whether a JSON text has a member whose name says that it is a secret. */
gboolean rc_wandb_holds_secret   (const char *json);
/* An address without user name and password: "https://host/path". (transfer full) */
char    *rc_wandb_strip_url      (const char *url);

G_END_DECLS
