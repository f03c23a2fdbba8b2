/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/case.h"
#include "core/record.h"

G_BEGIN_DECLS

/*
 * The EU declaration of conformity (Regulation (EU) 2024/1689, Article 47 and Annex V) as data: what its eight items say, and for each value where it
 * comes from. The program fills in what records and statements of the case say, shows where, and marks what the officer entered; it declares
 * nothing. The same type holds a declaration that was received: then nothing but its own words stands in it.
 */

#define RC_DECLARATION_ERROR (rc_declaration_error_quark ())
GQuark rc_declaration_error_quark (void);

typedef enum
{
  RC_DECLARATION_ERROR_FIELD,        /* no such field, or a value that it cannot have */
  RC_DECLARATION_ERROR_MALFORMED,    /* no XML, or XML that is refused */
  RC_DECLARATION_ERROR_INVALID,      /* not of the form of declaration.xsd */
  RC_DECLARATION_ERROR_LANGUAGE,
} RcDeclarationError;

#define RC_DECLARATION_ITEMS 8

/* As what declarations are issued: core/issued; their subject is the name of the system. */
#define RC_DECLARATION_ISSUED_KIND "declaration"

typedef enum
{
  /* Item 1 */
  RC_DECLARATION_SYSTEM_NAME,
  RC_DECLARATION_SYSTEM_TYPE,
  RC_DECLARATION_SYSTEM_VERSION,           /* version or range of versions that are covered, in words */
  RC_DECLARATION_SYSTEM_REFERENCE,         /* any additional unambiguous reference */
  /* Item 2 */
  RC_DECLARATION_PROVIDER_NAME,
  RC_DECLARATION_PROVIDER_ADDRESS,
  RC_DECLARATION_PROVIDER_COUNTRY,         /* ISO 3166-1, two capital letters */
  RC_DECLARATION_REPRESENTATIVE_NAME,
  RC_DECLARATION_REPRESENTATIVE_ADDRESS,
  /* Item 5 */
  RC_DECLARATION_PERSONAL_DATA,            /* "true", "false" */
  /* Item 6 */
  RC_DECLARATION_NO_STANDARDS,             /* "true": the officer states that no reference of a harmonised one had been published */
  /* Item 7 */
  RC_DECLARATION_ROUTE,                    /* "annex-vi", "annex-vii", "annex-i" */
  RC_DECLARATION_BODY_NAME,
  RC_DECLARATION_BODY_NUMBER,              /* four digits */
  RC_DECLARATION_PROCEDURE,                /* the assessment performed, in words */
  RC_DECLARATION_CERTIFICATE,              /* its identification */
  RC_DECLARATION_CERTIFICATE_DATE,
  RC_DECLARATION_CERTIFICATE_EXPIRY,
  /* Item 8 */
  RC_DECLARATION_PLACE,
  RC_DECLARATION_DATE,                     /* of issue, "2026-11-30" */
  RC_DECLARATION_SIGNATORY,
  RC_DECLARATION_FUNCTION,
  RC_DECLARATION_ON_BEHALF_OF,
  /* Around the items */
  RC_DECLARATION_NUMBER,
  RC_DECLARATION_REVISION,
  RC_DECLARATION_REPLACES,                 /* number and day of issue of the one that it replaces: "DoC-2026-001 2026-05-04" */
  RC_DECLARATION_MEMBER_STATES,            /* comma separated, two capital letters each */
  RC_DECLARATION_ORIGINAL_LANGUAGE,
  RC_DECLARATION_VOLUNTARY,                /* "true": drawn up for a system claimed not high-risk, Article 6(3) */
  RC_DECLARATION_PLACED_ON_MARKET,
  RC_DECLARATION_RETENTION_END,            /* ten years after: Article 18 */
  RC_DECLARATION_REGISTERED_SHA256,        /* of the copy in the EU database or technical documentation, for DL-16 */
  RC_DECLARATION_CHANGE_PLAN,              /* where the changes determined beforehand are listed: Article 43(4) */
  RC_N_DECLARATION_FIELDS
} RcDeclarationField;

typedef enum
{
  RC_DECLARATION_MISSING,
  RC_DECLARATION_FIXED,       /* the program's, by the law or by counting */
  RC_DECLARATION_ENTERED,     /* the officer's own, for this declaration */
  RC_DECLARATION_STATED,      /* what an officer or a file states of the system: core/systems */
  RC_DECLARATION_RECORDED,    /* what a record says */
  RC_DECLARATION_RECEIVED,    /* of a declaration that was received */
} RcDeclarationOrigin;

/**
 * RcDeclarationValue:
 * @value: (nullable): %NULL where it is missing; tainted unless FIXED
 * @by: (nullable): who entered or stated it
 * @source, @record: where it stands; 0: in no record
 * @differs: (nullable): what another record or statement says instead
 */
typedef struct
{
  char                *value;
  RcDeclarationOrigin  origin;
  char                *by;
  gint64               at_us;
  gint64               source;
  guint64              record;
  char                *differs;
} RcDeclarationValue;

/* A version that is covered: Annex V item 1, so that what runs can be held against it. */
typedef struct
{
  char                *name;         /* model and version */
  char                *sha256;       /* (nullable): of its artefact, in hex */
  gint64               from_us;      /* of its deployment; RC_TIME_NONE */
  gint64               to_us;
  RcDeclarationOrigin  origin;
  gint64               source;
  guint64              record;
} RcDeclarationVersion;

/* Another Union act: Annex V item 4. @amended_by: (nullable) */
typedef struct
{
  char                *number;
  char                *title;
  char                *amended_by;
  RcDeclarationOrigin  origin;
} RcDeclarationAct;

/* Annex V item 6. It is harmonised only where @oj_reference is set and published by the date of issue. */
typedef struct
{
  char                *reference;    /* "EN ISO/IEC 00000-1:2027" */
  char                *title;        /* (nullable) */
  char                *dated;        /* (nullable): year or date of the edition */
  char                *oj_reference; /* (nullable): of the Official Journal */
  char                *oj_date;      /* (nullable): a day */
  gboolean             is_claimed_harmonised;   /* of one received: it says so */
  gboolean             is_withdrawn;
  RcDeclarationOrigin  origin;
} RcDeclarationStandard;

/* One language that it is written in. */
typedef struct
{
  char     *language;
  gboolean  is_original;
  char     *title;            /* as printed */
  char     *statements[RC_DECLARATION_ITEMS + 1];   /* (nullable): as printed, by item; 0: that of Article 47(2) */
  char     *tree;             /* (nullable): digest of the document's tree, in hex */
} RcDeclarationLanguage;

/**
 * RcDeclaration:
 * @values: by field
 * @is_received: it came from somebody else
 * @is_edited: the case that it was filled from was edited outside the program
 * @languages: (element-type RcDeclarationLanguage)
 * @checked: (element-type utf8): languages whose fixed words somebody held against the Official Journal, as the officer states
 * @remarks: (element-type utf8): what could not be taken, safe to show
 * @is_draft: it says of itself that it is a draft, so that no draft can pass as a declaration
 */
typedef struct
{
  RcDeclarationValue  values[RC_N_DECLARATION_FIELDS];
  GPtrArray          *versions;      /* (element-type RcDeclarationVersion) */
  GPtrArray          *acts;          /* (element-type RcDeclarationAct) */
  GPtrArray          *standards;     /* (element-type RcDeclarationStandard) */
  GPtrArray          *languages;
  GPtrArray          *checked;
  GPtrArray          *remarks;
  gboolean            is_received;
  gboolean            is_edited;
  gboolean            is_draft;
} RcDeclaration;

/* "system-name": in options, XML and entries. */
const char    *rc_declaration_field_to_name   (RcDeclarationField   field);
gboolean       rc_declaration_field_from_name (const char          *name,
                                               RcDeclarationField  *out_field);
/* What people read, in their language. */
const char    *rc_declaration_field_title     (RcDeclarationField   field);
/* 1 to 8; 0: around the items. */
guint          rc_declaration_field_item      (RcDeclarationField   field);
/* Whether a declaration needs it whatever the system is. */
gboolean       rc_declaration_field_is_needed (const RcDeclaration *self,
                                               RcDeclarationField   field);
/* Whether a value of it may have several lines. */
gboolean       rc_declaration_field_has_lines (RcDeclarationField   field);
gboolean       rc_declaration_field_check     (RcDeclarationField   field,
                                               const char          *value,
                                               GError             **error);

RcDeclaration *rc_declaration_new             (gboolean             is_received);
void           rc_declaration_free            (RcDeclaration       *self);
/* (nullable) */
const char    *rc_declaration_peek            (const RcDeclaration *self,
                                               RcDeclarationField   field);
gboolean       rc_declaration_says            (const RcDeclaration *self,
                                               RcDeclarationField   field,
                                               const char          *value);
/* Fields that are needed and that nobody said, in the order of the items; (element-type guint as GUINT_TO_POINTER) (transfer container). */
GPtrArray     *rc_declaration_list_missing    (const RcDeclaration *self);

void           rc_declaration_version_free    (RcDeclarationVersion  *self);
void           rc_declaration_act_free        (RcDeclarationAct      *self);
void           rc_declaration_standard_free   (RcDeclarationStandard *self);
void           rc_declaration_language_free   (RcDeclarationLanguage *self);
/* Whether the word "harmonised" may stand beside it on @day, the day of issue; @day: (nullable): it may not. */
gboolean       rc_declaration_standard_is_harmonised (const RcDeclarationStandard *self,
                                               const char          *day);
/* Whether XML can carry it and it is no control character but a tab or a line end. */
gboolean       rc_declaration_is_character    (gunichar             character);
/* Parts a value of RC_DECLARATION_REPLACES; @value: (nullable). */
gboolean       rc_declaration_split_replaced  (const char          *value,
                                               char               **out_number,
                                               char               **out_day);

/* declaration-statement.c: the sentence that stands under @item (0: that of Article 47(2)) in one of the 24 languages, by what the declaration says:
 * sole responsibility, conformity with the other acts in one paragraph, personal data or not, no standards, internal control. (nullable): none does;
 * (transfer full). */
char          *rc_declaration_dup_statement   (const RcDeclaration *self,
                                               const char          *language,
                                               guint                item);
/* Appends a language with its title and these sentences as they are printed; to be called when all values are there. Its tree is the caller's. */
gboolean       rc_declaration_add_language    (RcDeclaration       *self,
                                               const char          *language,
                                               gboolean             is_original,
                                               GError             **error);

/* declaration-fill.c: what the case says of @system (its name), and what was entered for its declaration; entered words win and what records
 * say otherwise stands in @differs. (transfer full) (nullable) */
RcDeclaration *rc_declaration_fill            (RcCase              *case_file,
                                               RcRecordReader      *reader,
                                               const char          *system,
                                               GError             **error);

/* declaration-entry.c: what the officer enters, each one act of the custody log; refused in a case whose engagement may not declare. */
typedef struct
{
  RcDeclarationField  field;
  const char         *value;         /* "" takes it back */
} RcDeclarationSetting;
gboolean       rc_declaration_set             (RcCase              *case_file,
                                               const char          *system,
                                               const RcDeclarationSetting *settings,
                                               guint                n_settings,
                                               const char          *by,          /* (nullable): the auditor; so below */
                                               GError             **error);
/* Adds, or with @withdraw takes back, an act or a standard. */
gboolean       rc_declaration_add_act         (RcCase              *case_file,
                                               const char          *system,
                                               const RcDeclarationAct *act,
                                               gboolean             withdraw,
                                               const char          *by,
                                               GError             **error);
gboolean       rc_declaration_add_standard    (RcCase              *case_file,
                                               const char          *system,
                                               const RcDeclarationStandard *standard,
                                               gboolean             withdraw,
                                               const char          *by,
                                               GError             **error);
/* That the fixed words of one of the 24 languages were checked, for this declaration; or with @withdraw that they were not. */
gboolean       rc_declaration_confirm_translation (RcCase        *case_file,
                                               const char          *system,
                                               const char          *language,
                                               gboolean             withdraw,
                                               const char          *by,
                                               GError             **error);
/* Its fixed words await a check that nobody states to have made. */
gboolean       rc_declaration_awaits_check    (const RcDeclaration *self,
                                               const char          *language);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcDeclaration, rc_declaration_free)

G_END_DECLS
