/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/key-words.h"

#include "core/anchor-kind.h"
#include "core/date-words.h"
#include "core/trust-facts.h"
#include "core/words.h"
#include "ui/parts.h"

/* All purposes, parted by @between; (transfer full). */
char *
rc_key_words_dup_purposes (const RcAnchor *anchor,
                           const char     *between)
{
  g_auto (GStrv) purposes = g_strsplit (anchor->purpose, ",", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; purposes[i] != NULL; i++)
    {
      g_autofree char *name = rc_parts_dup_name (rc_anchor_purpose_title (purposes[i]));

      g_string_append_printf (text, "%s%s", i > 0 ? between : "", name);
    }
  return g_string_free (text, FALSE);
}

char *
rc_key_words_dup_kind (const RcAnchor *anchor)
{
  const RcAnchorKind *kind = rc_anchor_kind_by_id (anchor->kind);

  return kind != NULL ? g_strdup (_(kind->title)) : rc_parts_dup_name (anchor->kind);
}

char *
rc_key_words_dup_validity (const RcAnchor *anchor)
{
  g_autofree char *from = anchor->from_us != RC_TIME_NONE ? rc_date_words_day (anchor->from_us, "UTC") : NULL;
  g_autofree char *to = anchor->to_us != RC_TIME_NONE ? rc_date_words_day (anchor->to_us, "UTC") : NULL;

  if (anchor->revoked_us != RC_TIME_NONE)
    {
      g_autofree char *revoked = rc_date_words_day (anchor->revoked_us, "UTC");

      return g_strdup_printf (_("Revoked on %s"), revoked);
    }
  if (from != NULL && to != NULL)
    return g_strdup_printf (_("%1$s to %2$s"), from, to);
  if (from != NULL)
    return g_strdup_printf (_("From %s"), from);
  return to != NULL ? g_strdup_printf (_("To %s"), to) : g_strdup (_("Without a limit"));
}

char *
rc_key_words_dup_how (const RcAnchor *anchor)
{
  return *anchor->how != '\0' ? rc_parts_dup_name (anchor->how) : g_strdup (_("Nobody said how"));
}

/* --- The detail --- */

static void
add (GtkWidget *detail,
     GtkWidget *child)
{
  gtk_box_append (GTK_BOX (detail), child);
}

static void
add_fact (GtkWidget  *detail,
          const char *name,
          const char *value)
{
  add (detail, rc_parts_text (name, "rc-muted"));
  add (detail, rc_parts_text (value, NULL));
}

static void
add_limits (GtkWidget      *detail,
            const RcAnchor *anchor)
{
  g_autofree char *validity = rc_key_words_dup_validity (anchor);

  if (anchor->identities != NULL)
    {
      g_autoptr (GString) shown = g_string_new (NULL);

      for (guint i = 0; anchor->identities[i] != NULL; i++)
        {
          g_autofree char *identity = rc_parts_dup_name (anchor->identities[i]);

          g_string_append_printf (shown, "%s%s", i > 0 ? "\n" : "", identity);
        }
      add_fact (detail, _("Only for"), shown->str);
    }
  if (anchor->group != NULL)
    {
      g_autofree char *group = rc_parts_dup_name (anchor->group);
      g_autofree char *words = g_strdup_printf (_("%1$s, of whose keys %2$u must sign"), group, anchor->threshold);

      add_fact (detail, _("Vouches only together with its group"), words);
    }
  add_fact (detail, _("Valid"), validity);
  if (anchor->revoked_for != NULL)
    {
      g_autofree char *reason = rc_parts_dup_name (anchor->revoked_for);

      add_fact (detail, _("Why it was revoked"), reason);
    }
}

/* How old the trust is: a key that was revoked since would not show. */
static void
add_obtained (GtkWidget      *detail,
              const RcAnchor *anchor)
{
  g_autofree char *how = rc_key_words_dup_how (anchor);
  g_autofree char *by = anchor->by != NULL ? rc_parts_dup_name (anchor->by) : NULL;
  g_autofree char *on = anchor->obtained_us != RC_TIME_NONE ? rc_date_words_day (anchor->obtained_us, "UTC") : NULL;
  g_autofree char *accepted = anchor->added_us != RC_TIME_NONE ? rc_date_words_day (anchor->added_us, "UTC") : NULL;

  add_fact (detail, _("How it was obtained"), how);
  if (by != NULL)
    add_fact (detail, _("Who obtained it"), by);
  if (on != NULL)
    add_fact (detail, _("Obtained on"), on);
  if (accepted != NULL)
    add_fact (detail, _("Accepted on"), accepted);
}

void
rc_key_words_fill (GtkWidget      *detail,
                   const RcAnchor *anchor)
{
  g_autofree char *owner = rc_parts_dup_name (anchor->owner);
  g_autofree char *fingerprint = rc_anchor_dup_fingerprint (anchor);
  g_autofree char *kind = rc_key_words_dup_kind (anchor);
  g_autofree char *key_id = rc_parts_dup_name (anchor->key_id);
  g_autofree char *purposes = rc_key_words_dup_purposes (anchor, "\n");
  GtkWidget *digest;

  add (detail, rc_parts_heading (owner, 1));
  add (detail, rc_parts_text (_("Fingerprint of the key, to be compared with its owner"), "rc-muted"));
  digest = rc_parts_text (fingerprint, "rc-digest");
  gtk_label_set_selectable (GTK_LABEL (digest), TRUE);
  add (detail, digest);
  add_fact (detail, _("Kind of key"), kind);
  add_fact (detail, _("Name that signatures give it"), key_id);
  add_fact (detail, _("May vouch for"), purposes);
  add_limits (detail, anchor);
  add_obtained (detail, anchor);
  add (detail, rc_parts_text (_("That a key is accepted says that its owner signed, if it is the owner’s. It does not say that what was "
                              "signed is true."), "rc-muted"));
}
