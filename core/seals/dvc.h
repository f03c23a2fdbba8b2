/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/mechanism.h"

G_BEGIN_DECLS

/* Data under DVC: the MD5 of files in *.dvc, dvc.lock and the lists of folders in a cache. */
extern const RcMechanism rc_mechanism_dvc;

G_END_DECLS
