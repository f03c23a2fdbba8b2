/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The tables of an MLflow SQL store at schema revision 7f2a7d5fae7d, as far as the demo fills them or a reader looks for them:
 * names, columns and types as that revision has them. */
extern const char rc_demo_registry_schema[];

#define RC_DEMO_REGISTRY_REVISION "7f2a7d5fae7d"
