/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/archive/decoder.h"
#include "core/container.h"

G_BEGIN_DECLS

extern const RcContainer rc_container_gzip;
extern const RcContainer rc_container_tar;
extern const RcContainer rc_container_zip;
extern const RcContainer rc_container_zstd;

extern const RcDecoder   rc_decoder_zstd;      /* RFC 8878 */

G_END_DECLS
