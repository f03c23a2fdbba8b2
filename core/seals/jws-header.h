/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/jws-file.h"

G_BEGIN_DECLS

/* Reads the protected header (base64url, NULL: none) and the unprotected one (a node of @json, RC_JSON_NO_NODE: none). */
RcJwsForm rc_jws_header_read (const char      *protected_text,
                              gsize            protected_length,
                              const RcJson    *json,
                              guint32          unprotected,
                              RcJwsSignature  *signature,
                              const char     **out_fault);
/* Whether it is base64 of a JSON object that names an algorithm, and of no encrypted token. */
gboolean  rc_jws_header_is   (const char      *text,
                              gsize            length);

G_END_DECLS
