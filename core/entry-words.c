/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "entry-words.h"

#include <string.h>

#include "display-text.h"
#include "registers/register.h"
#include "words.h"

#define MAX_SHOWN_BYTES 300u

static const struct
{
  const char *act;
  const char *words;
} acts[] = {
  { "document add", N_("entered in the document register") },
  { "document read", N_("read for a question") },
  { "document withdraw", N_("a reading was taken back") },
  { "request add", N_("request written") },
  { "request send", N_("sent to the addressee") },
  { "request receive", N_("something was received") },
  { "request judge", N_("what was received was looked through") },
  { "request refuse", N_("refused by the addressee") },
  { "request close", N_("request closed") },
  { "finding add", N_("finding written") },
  { "finding promote", N_("finding made of what a verification noticed") },
  { "finding take-over", N_("finding taken over from an earlier case") },
  { "finding change", N_("finding changed") },
  { "finding respond", N_("response of the auditee entered") },
  { "finding state", N_("follow-up of the finding entered") },
  { "acquisition add", N_("handover of evidence entered") },
  { "acquisition link", N_("it was entered which exhibits came with the handover") },
  { "review begin", N_("given to review") },
  { "review note", N_("review note entered") },
  { "review clear", N_("review note cleared") },
  { "review sign", N_("reviewed") },
  { "review final", N_("signed as final") },
  { "sample", N_("sample drawn") },
  { "sample discard", N_("draw discarded; it stays counted") },
  { "sample evaluate", N_("it was entered how many of the sample deviate") },
  { "exercise new", N_("exercise planned") },
  { "exercise decision-added", N_("decision added before the opening") },
  { "exercise opened", N_("exercise opened") },
  { "exercise decision-started", N_("decision begun") },
  { "exercise asked", N_("question put") },
  { "exercise paused", N_("clock stopped") },
  { "exercise resumed", N_("clock resumed") },
  { "exercise passed-on", N_("question passed on to another role") },
  { "exercise skipped", N_("question left out") },
  { "exercise answered", N_("answer given") },
  { "exercise read-back", N_("answer read back") },
  { "exercise locked", N_("answer locked") },
  { "exercise revealed", N_("the record’s answer revealed") },
  { "exercise corrected", N_("correction added to a locked answer") },
  { "exercise card-played", N_("surprise card played") },
  { "exercise card-answered", N_("surprise card answered") },
  { "exercise attached", N_("evidence attached in mid-session") },
  { "exercise promised", N_("promise made") },
  { "exercise noted", N_("note entered") },
  { "exercise replaced", N_("decision replaced; it stays counted") },
  { "exercise not-examinable", N_("decision found not examinable: a deviation") },
  { "exercise decision-closed", N_("decision closed") },
  { "exercise concluded", N_("exercise concluded") },
  { "issued begin", N_("document to be issued begun") },
  { "issued draft", N_("draft made") },
  { "issued comment", N_("comment on the accuracy of the draft entered") },
  { "issued answer", N_("comment on the draft answered") },
  { "issued freeze", N_("frozen and numbered for signature") },
  { "issued sign", N_("it was entered who signed it") },
  { "issued withdraw", N_("withdrawn") },
  { "declaration set", N_("values entered for a declaration of conformity") },
  { "declaration act add", N_("another Union act entered for a declaration of conformity") },
  { "declaration act withdraw", N_("a Union act taken out of a declaration of conformity") },
  { "declaration standard add", N_("a standard entered for a declaration of conformity") },
  { "declaration standard withdraw", N_("a standard taken out of a declaration of conformity") },
  { "declaration translation add", N_("it was stated that a translation was checked") },
  { "declaration translation withdraw", N_("the statement that a translation was checked was taken back") },
  { "stamp", N_("time stamp over the custody log entered") },
  { "hold set", N_("legal hold set") },
  { "hold release", N_("legal hold released") },
  { "requirement judge", N_("a requirement answered by a person") },
  { "member add", N_("member of the team entered") },
  { "member role", N_("role of a member changed") },
  { "member key", N_("key of a member changed") },
  { "member leave", N_("a member left the team") },
  { "assignment give", N_("work assigned to a member") },
  { "assignment end", N_("work of a member done or handed back") },
  { "note add", N_("private note entered; what stands in it is not told") },
};

/* Members of a body that say what it is about, the first that there is. */
static const char * const titles[] = { "title", "what", "subject", "name" };

static char *
dup_shown (const RcJson *json,
           guint32       node,
           const char   *member)
{
  g_autofree char *text = rc_register_dup_member (json, node, member);

  return text != NULL ? rc_display_text (text, -1, MAX_SHOWN_BYTES) : NULL;
}

static char *
dup_title (const RcJson *detail)
{
  guint32 body = rc_json_member (detail, 0, "body");
  char *title = NULL;

  for (gsize i = 0; title == NULL && body != RC_JSON_NO_NODE && i < G_N_ELEMENTS (titles); i++)
    title = dup_shown (detail, body, titles[i]);
  return title;
}

/* "F-001": of an addition, the number of what it was added to. */
static char *
dup_number (const RcJson *detail)
{
  g_autofree char *kind = dup_shown (detail, 0, "kind");
  guint32 member = rc_json_member (detail, 0, "thread");
  gint64 number;

  if (member == RC_JSON_NO_NODE)
    member = rc_json_member (detail, 0, "number");
  if (kind == NULL || member == RC_JSON_NO_NODE || !rc_json_get_integer (detail, member, &number))
    return NULL;
  return rc_register_has_numbers (kind) ? rc_register_dup_number (kind, number) : g_strdup_printf ("%s %" G_GINT64_FORMAT, kind, number);
}

gboolean
rc_entry_act_is_known (const char *act)
{
  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    if (strcmp (acts[i].act, act) == 0)
      return TRUE;

  return FALSE;
}

static char *
dup_act (const char *act)
{
  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      if (strcmp (acts[i].act, act) == 0)
        return g_strdup (_(acts[i].words));
    }
  return rc_display_text (act, -1, MAX_SHOWN_BYTES);
}

char *
rc_entry_words (const char   *act,
                const RcJson *detail)
{
  g_autofree char *words = NULL;
  g_autofree char *number = NULL;
  g_autofree char *title = NULL;
  g_autofree char *by = NULL;

  if (detail->n_nodes == 0 || !rc_json_is (detail, 0, RC_JSON_OBJECT) || rc_json_member (detail, 0, "entry") == RC_JSON_NO_NODE)
    return NULL;
  number = dup_number (detail);
  by = dup_shown (detail, 0, "by");
  if (number == NULL || by == NULL)
    return NULL;

  words = dup_act (act);
  title = dup_title (detail);
  if (title != NULL)
    /* Translators: number and name of what people entered, what was done, who did it. */
    return g_strdup_printf (_("%1$s “%2$s”: %3$s, by %4$s."), number, title, words, by);
  return g_strdup_printf (_("%1$s: %2$s, by %3$s."), number, words, by);
}
