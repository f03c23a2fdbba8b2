/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* People with keys of their own, in the data folder of the test; one of them is at work at a time. */

/* @person: (nullable): anna, anna-2, ben, carl, olga or stranger; %NULL: nobody, the key is locked. Answers the public key in hexadecimal digits;
 * (transfer full) (nullable). */
char *team_fixture_become (const char *person);
/* The same, for who does not ask for the key. */
void  team_fixture_act_as (const char *person);     /* (nullable) */
/* Removes their keys. */
void  team_fixture_forget (void);

G_END_DECLS
