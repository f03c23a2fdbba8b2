/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/stream.h"
#include "core/archive/decoder.h"

G_BEGIN_DECLS

RcStream *rc_decoded_stream_new       (RcStream        *base,
                                       guint64          offset,
                                       guint64          size,
                                       const RcDecoder *decoder);
guint64   rc_decoded_stream_get_place (RcStream        *self);

G_END_DECLS
