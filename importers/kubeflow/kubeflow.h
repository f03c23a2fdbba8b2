/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/importer.h"

G_BEGIN_DECLS

#define RC_KUBEFLOW_SYSTEM "kubeflow"

/* Tells core the system and every importer of its exports. */
void rc_kubeflow_register (void);

G_END_DECLS
