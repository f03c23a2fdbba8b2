/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

struct ossl_lib_ctx_st;

/* The properties by which every algorithm is fetched. */
#define RC_CRYPTO_PROPERTIES "provider=default"

/* libcrypto's library context of this program alone, without a configuration file: the machine's policy must not alter a verdict. */
struct ossl_lib_ctx_st *rc_crypto_library (void);

G_END_DECLS
