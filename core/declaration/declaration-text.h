/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The fixed words of a declaration of conformity in the 24 official languages, as data: declaration-texts.xml, compiled in and validated against its
 * schema. Each text says what it is: wording of the Official Journal, or a translation that awaits a check and is marked so on drafts.
 */

typedef enum
{
  RC_DECLARATION_TEXT_TITLE,               /* "EU declaration of conformity" */
  RC_DECLARATION_TEXT_ITEM_1,              /* short labels of the items … */
  RC_DECLARATION_TEXT_ITEM_8 = RC_DECLARATION_TEXT_ITEM_1 + 7,
  RC_DECLARATION_TEXT_SOLE_RESPONSIBILITY, /* S-3 */
  RC_DECLARATION_TEXT_CONFORMITY,          /* S-4 */
  RC_DECLARATION_TEXT_OTHER_ACTS,          /* S-4, its bracket, as a sentence of its own: "… with the following Union law:"; the acts follow it */
  RC_DECLARATION_TEXT_SECTION_2,           /* S-47 */
  RC_DECLARATION_TEXT_PERSONAL_DATA,       /* S-5 */
  RC_DECLARATION_TEXT_NO_PERSONAL_DATA,    /* S-5n */
  RC_DECLARATION_TEXT_NO_STANDARDS,        /* S-6n */
  RC_DECLARATION_TEXT_INTERNAL_CONTROL,    /* S-7n */
  RC_DECLARATION_TEXT_DRAFT,               /* S-DRAFT */
  RC_DECLARATION_TEXT_FOR_SIGNATURE,       /* "valid only when signed" */
  RC_DECLARATION_TEXT_NUMBER,              /* "No" */
  RC_DECLARATION_TEXT_REVISION,
  RC_DECLARATION_TEXT_REPLACES,            /* "This declaration replaces declaration No {number} of {date}." */
  RC_DECLARATION_TEXT_ORIGINAL,            /* "Original" */
  RC_DECLARATION_TEXT_TRANSLATION,         /* "Translation of declaration No {number} of {date}" */
  RC_DECLARATION_TEXT_SYSTEM_NAME,         /* labels of the fields … */
  RC_DECLARATION_TEXT_SYSTEM_TYPE,
  RC_DECLARATION_TEXT_VERSION,
  RC_DECLARATION_TEXT_REFERENCE,
  RC_DECLARATION_TEXT_COVERED_VERSIONS,
  RC_DECLARATION_TEXT_DIGEST,
  RC_DECLARATION_TEXT_PROVIDER,
  RC_DECLARATION_TEXT_REPRESENTATIVE,
  RC_DECLARATION_TEXT_HARMONISED,          /* "Harmonised standards" */
  RC_DECLARATION_TEXT_OTHER_SPECIFICATIONS,/* "Other technical specifications applied (no presumption of conformity)" */
  RC_DECLARATION_TEXT_NOTIFIED_BODY,
  RC_DECLARATION_TEXT_PROCEDURE,
  RC_DECLARATION_TEXT_CERTIFICATE,
  RC_DECLARATION_TEXT_ON_BEHALF_OF,        /* "Signed for and on behalf of" */
  RC_DECLARATION_TEXT_PLACE_AND_DATE,
  RC_DECLARATION_TEXT_NAME_AND_FUNCTION,
  RC_DECLARATION_TEXT_SIGNATURE,
  RC_DECLARATION_TEXT_NOT_STATED,          /* "not stated yet", on drafts */
  RC_DECLARATION_TEXT_AWAITS_CHECK,        /* "Translation awaiting check", on drafts */
  RC_DECLARATION_TEXT_VOLUNTARY,           /* drawn up voluntarily, Article 6(3) */
  RC_DECLARATION_TEXT_MACHINE_READABLE,    /* "Machine-readable twin, SHA-256" */
  RC_DECLARATION_TEXT_ANNEX,               /* "Annex" */
  RC_DECLARATION_TEXT_ADDRESS,
  RC_DECLARATION_TEXT_BODY_NUMBER,         /* "Identification number", of a notified body */
  RC_DECLARATION_TEXT_AMENDED_BY,          /* "as amended by: {act}", behind an act */
  RC_DECLARATION_TEXT_MISSING,             /* "Still missing", above the list on drafts */
  RC_DECLARATION_TEXT_COUNTRY,             /* labels of the fields that stand in that list alone … */
  RC_DECLARATION_TEXT_MEMBER_STATES,
  RC_DECLARATION_TEXT_ORIGINAL_LANGUAGE,
  RC_DECLARATION_TEXT_PLACED_ON_MARKET,
  RC_DECLARATION_TEXT_KEPT_UNTIL,
  RC_DECLARATION_TEXT_CERTIFICATE_DATE,
  RC_DECLARATION_TEXT_CERTIFICATE_EXPIRY,
  RC_N_DECLARATION_TEXTS
} RcDeclarationTextId;

/**
 * RcDeclarationText:
 * @words: with {number}, {date}, {act} where values go
 * @is_official: character for character as a copy of the Official Journal has it
 * @awaits_check: a translation that nobody has held against the Official Journal. Neither: the program's English, which the others are drafted from
 * @source: where it was read, or what it was drafted from
 */
typedef struct
{
  const char *words;
  gboolean    is_official;
  gboolean    awaits_check;
  const char *source;
} RcDeclarationText;

/* NULL-terminated, the 24 codes in the order of their codes. */
const char * const      *rc_declaration_text_list_languages (void);
/* The language's own name for itself: "Deutsch". */
const char              *rc_declaration_text_language_name  (const char          *language);
/* (transfer none) (nullable): @language is none of the 24 */
const RcDeclarationText *rc_declaration_text_get            (const char          *language,
                                                             RcDeclarationTextId  id);
/* Wording of Annex V for an item, or of Article 47(2) for 0; (nullable): it was not read in this language. */
const RcDeclarationText *rc_declaration_text_get_law        (const char          *language,
                                                             guint                item);
/* The words with values in place of {name}; @values: NULL-terminated pairs; (transfer full). */
char                    *rc_declaration_text_dup_filled     (const char          *words,
                                                             const char * const  *values);
/* "2026-11-30" as the language writes a day; what is no day stays as it is; (transfer full). */
char                    *rc_declaration_text_dup_day        (const char          *language,
                                                             const char          *day);
/* The languages that are official in a Member State, NULL-terminated; (nullable): no Member State. */
const char * const      *rc_declaration_text_list_of_state  (const char          *state);
/* Whether any text of the language awaits a check. */
gboolean                 rc_declaration_text_awaits_check   (const char          *language);

G_END_DECLS
