/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/*
 * Every bound on what evidence may ask of the program, in one place. A reader that meets a bound
 * answers UNVERIFIABLE(limit) or sets the record aside with the name of the bound; nothing is cut
 * silently and nothing allocates from a number in a file before it was compared with these.
 */

#define RC_LIMIT_JSON_DEPTH           64u
#define RC_LIMIT_JSON_NODES           4000000u                  /* values and names in one document */
#define RC_LIMIT_RECORD_BYTES         (64u << 20)               /* one record, and one whole document, unless raised for an import */
#define RC_LIMIT_RECORD_RAISED_BYTES  (512u << 20)              /* to what it can be raised */
#define RC_LIMIT_NAME_BYTES           4096u                     /* a name as found, an id, a reference */
#define RC_LIMIT_ENTRY_BYTES          (4u << 20)                /* what a person enters at once: a draw of many decisions */
#define RC_LIMIT_ENTRY_WORDS_BYTES    (16u << 10)               /* one text that a person enters */
#define RC_LIMIT_ENTRY_LOGGED_BYTES   (64u << 10)               /* repeated in the custody log; of more it has the digest */
#define RC_LIMIT_MERGE_ENTRIES        100000u                   /* of a case that is merged with another one */
#define RC_LIMIT_ISSUED_FILES         200u                      /* that are frozen together for signature */
#define RC_LIMIT_ISSUED_SECTIONS      10000u                    /* of one draft */
#define RC_LIMIT_EXERCISE_QUESTIONS   500u                      /* of one pack */
#define RC_LIMIT_EXERCISE_DECISIONS   10000u                    /* of one exercise */
#define RC_LIMIT_EXERCISE_ROLES       100u
#define RC_LIMIT_SYSTEMS              20000u                    /* descriptions of AI systems that are read from evidence */
#define RC_LIMIT_SYSTEM_ITEMS         10000u                    /* values of one list in a description, and bindings of one kind */
#define RC_LIMIT_SYSTEM_REMARKS       100u                      /* members of a description that have no meaning here: kept as remarks */
#define RC_LIMIT_SAMPLE_BYTES         (64u << 10)               /* what an importer is chosen by */
#define RC_LIMIT_BLOCK_BYTES          (256u << 10)              /* raw bytes of one vault block */
#define RC_LIMIT_TILE_LEAVES          256u                      /* leaves kept under one tile hash */
#define RC_LIMIT_FIXED_TILE_BYTES     (64u << 10)               /* records of a source without framing */
#define RC_LIMIT_CONTAINER_DEPTH      4u                        /* zip in tar in gz … */
#define RC_LIMIT_CONTAINER_MEMBERS    1000000u
#define RC_LIMIT_EXPANDED_BYTES       (G_GUINT64_CONSTANT (1) << 40) /* one byte budget for an import act */
#define RC_LIMIT_EXPANSION_RATIO      200u                      /* after the first MiB of output */
#define RC_LIMIT_EXPANSION_FREE_BYTES (1u << 20)
#define RC_LIMIT_DIRECTORY_BYTES      (128u << 20)              /* central directory of a zip: held in memory */
#define RC_LIMIT_ZSTD_WINDOW_LOG      27u                       /* 128 MiB: what zstd itself reads unless told otherwise */
#define RC_LIMIT_SOURCES              G_GINT64_CONSTANT (100000000) /* numbers of sources, mappings and things that a bundle may name */
#define RC_LIMIT_JSON_INTEGER         G_GINT64_CONSTANT (9007199254740991) /* what every reader of JSON holds exactly: 2^53 - 1 */
#define RC_LIMIT_FOLDER_DEPTH         64u
#define RC_LIMIT_SET_ASIDE_LISTED     1000u                     /* exceptions listed one by one for a source */
#define RC_LIMIT_CHAIN_SEGMENTS       100000u
#define RC_LIMIT_KEY_PASSES           16u                       /* of Argon2id, that a protected case may ask for */
#define RC_LIMIT_KEY_MEMORY_KIB       (1u << 20)
#define RC_LEAST_KEY_MEMORY_KIB       8u                        /* what Argon2id needs */
#define RC_LIMIT_PASSPHRASE_BYTES     1024u
#define RC_LIMIT_YAML_BYTES           (4u << 20)                /* one document, a card's front matter */
#define RC_LIMIT_YAML_DEPTH           32u
#define RC_LIMIT_YAML_EVENTS          200000u
#define RC_LIMIT_YAML_ALIASES         100u
#define RC_LIMIT_PROTOBUF_DEPTH       32u                       /* messages in each other */
#define RC_LIMIT_WANDB_RECORD_BYTES   (8u << 20)                /* one record of a transaction log of Weights & Biases */
#define RC_LIMIT_WANDB_METRICS        10000u                    /* of one log: whose last value is kept */
#define RC_LIMIT_CARD_HEADINGS        1000u                     /* of one model card */
#define RC_LIMIT_CARD_ITEMS           1000u                     /* claims of one model card */
#define RC_LIMIT_DVC_TAGS             10000u                    /* of a repository, in one listing */
#define RC_LIMIT_DVC_ENTRIES          200000u                   /* files of one folder under DVC */
#define RC_LIMIT_BOM_COMPONENTS       20000u                    /* of one bill of materials */
#define RC_LIMIT_BOM_DEPTH            16u                       /* components in each other */
#define RC_LIMIT_DATABRICKS_STAGES    10000u                    /* stages and aliases told by one log */
#define RC_LIMIT_PARQUET_FOOTER_BYTES (16u << 20)
#define RC_LIMIT_PARQUET_COLUMNS      10000u
#define RC_LIMIT_SERVED_ENTITIES      64u                       /* of one endpoint, in one record */
#define RC_LIMIT_SQLITE_SQL_BYTES     (1 << 20)                 /* a foreign database: one statement of its schema */
#define RC_LIMIT_SQLITE_COLUMNS       200
#define RC_LIMIT_SQLITE_EXPRESSION_DEPTH 50
#define RC_LIMIT_SQLITE_PROGRAM       250000
#define RC_LIMIT_SQLITE_ARGUMENTS     8
#define RC_LIMIT_SQLITE_PATTERN_BYTES 100
#define RC_LIMIT_SQLITE_STEPS_PER_BYTE 64u                      /* instructions of SQLite's machine */
#define RC_LIMIT_SQLITE_STEPS_FREE    10000000u
#define RC_LIMIT_REGISTRY_COUNTED     100000u                   /* runs and models whose metrics are listed */
#define RC_LIMIT_MLMD_COUNTED         1000000u                  /* edges, artifacts and executions of one metadata store that are looked up */
#define RC_LIMIT_MLMD_EDGES           1000u                     /* of one artifact or execution, where others are looked for by it */
#define RC_LIMIT_KUBEFLOW_PARAMETERS  1000u                     /* of one run or step */
#define RC_LIMIT_REGISTRY_FAULTS      16u                       /* told one by one of the lines of one file of metrics */
#define RC_LIMIT_REGISTRY_PARTS       256u                      /* endpoints that a package calls, rights on a model: listed of one record */
#define RC_LIMIT_REGISTRY_TAGS        10000u                    /* of one thing in a JSON export */
#define RC_LIMIT_DIGEST_LIST_ENTRIES  1000000u
#define RC_LIMIT_COVERAGE_DEPTH       8u                        /* seals that stand over each other */
#define RC_LIMIT_COVERAGE_PATHS       256u                      /* told of one record or source */
#define RC_LIMIT_ELSEWHERE_BYTES      (16u << 20)               /* what came out of a check that was done elsewhere */
#define RC_LIMIT_SEAL_FILE_BYTES      (16u << 20)               /* a key, a signature, a head statement, a list */
#define RC_LIMIT_KEY_BYTES            (64u << 10)               /* one public key, in any encoding */
#define RC_LIMIT_CANDIDATE_BYTES      (16u << 10)               /* a key file looked for among the evidence */
#define RC_LIMIT_NOTE_BYTES           (64u << 10)               /* a signed note, a checkpoint, a proof out of a log */
#define RC_LIMIT_CERTIFICATE_BYTES    (64u << 10)               /* one certificate, in DER */
#define RC_LIMIT_CERTIFICATE_NAME_BYTES 400u                    /* of a subject or issuer, as shown */
#define RC_LIMIT_CERTIFICATES         64u                       /* in one file, or offered with one signature */
#define RC_LIMIT_CERTIFICATE_DEPTH    8                         /* issuers between a signer and a root */
#define RC_LIMIT_SSHSIG_BYTES         (64u << 10)               /* one signature of OpenSSH, in its armour */
#define RC_LIMIT_SSH_LIST_BYTES       (1u << 20)                /* a list of SSH keys */
#define RC_LIMIT_JWK_SET_BYTES        (1u << 20)
#define RC_LIMIT_KEY_NAME_BYTES       200u                      /* of a key, as shown */
#define RC_LIMIT_JWS_HEADER_BYTES     (64u << 10)
#define RC_LIMIT_JWS_LOG_NOTES        20u                       /* different notes told of one log of tokens */
#define RC_LIMIT_OPENPGP_BYTES        (1u << 20)                /* one key block or signature file of OpenPGP */
#define RC_LIMIT_OPENPGP_PACKETS      10000u                    /* of one key block */
#define RC_LIMIT_RSA_MIN_BITS         512                       /* below it a modulus is none */
#define RC_LIMIT_CANDIDATE_FILES      2000u                     /* looked at for keys, to be listed for people */
#define RC_LIMIT_LABEL_BYTES          128u                      /* the id of an accepted key */
#define RC_LIMIT_ANCHOR_IDENTITIES    256u                      /* constraints of one accepted key */
#define RC_LIMIT_ANCHOR_THRESHOLD     1000u                     /* keys of a group that must sign */
#define RC_LIMIT_TIME_STAMP_BYTES     (1u << 20)                /* one time stamp with its certificates */
#define RC_LIMIT_OTHER_TREE_LEAVES    65536u                    /* of a log whose root is tried as one of the doubling tree */
#define RC_LIMIT_CBOR_ITEMS           100000u                   /* of one document in CBOR */
#define RC_LIMIT_CBOR_DEPTH           16u
#define RC_LIMIT_COSE_SIGNERS         64u                       /* of one message */
#define RC_LIMIT_RECEIPT_PROOFS       16u                       /* in one receipt */
#define RC_LIMIT_RECEIPT_PATH         64u                       /* hashes from an entry to the root of a ledger */
#define RC_LIMIT_RECEIPT_STATEMENTS   1024u                     /* beside a receipt, of which it may be the receipt of any */
#define RC_LIMIT_XML_ELEMENTS         500000u                   /* of a signed XML document */
#define RC_LIMIT_XML_NAMESPACES       2000u                     /* declared in it */
#define RC_LIMIT_XML_ATTRIBUTES       1000u                     /* of one element: a schema holds each against all others */
#define RC_LIMIT_XML_SIGNATURES       64u                       /* in it */
#define RC_LIMIT_XML_REFERENCES       10000u                    /* of one XML signature */
#define RC_LIMIT_XML_OWN_REFERENCES   64u                       /* of them: into the document itself */
#define RC_LIMIT_XML_TIME_STAMPS      16u                       /* of one XML signature */
#define RC_LIMIT_PDF_SIGNATURES       64u                       /* told of one document */
#define RC_LIMIT_RSA_BITS             8192u
#define RC_LIMIT_BASE58_BYTES         1024u                     /* of a key or signature, as text too */
#define RC_LIMIT_DOCUMENT_PROOFS      20u                       /* of W3C Data Integrity in one document */
#define RC_LIMIT_ENVELOPE_SIGNATURES  100u                      /* of one envelope */
#define RC_LIMIT_STATEMENT_SUBJECTS   100000u                   /* of one in-toto Statement */
#define RC_LIMIT_TREE_HEIGHT          64u                       /* hashes between a leaf and the head of a log */
#define RC_LIMIT_SIGSTORE_ENTRIES     32u                       /* log entries, and time stamps, of one bundle */
#define RC_LIMIT_SIGSTORE_KEYS        256u                      /* of one kind in a trusted root */
#define RC_LIMIT_SHOWN_BYTES          400u                      /* of a text from the evidence in a seal's note */
#define RC_LIMIT_OCI_PARTS            10000u                    /* blobs that one manifest names */
#define RC_LIMIT_OCI_MANIFESTS        10000u                    /* of one layout */
#define RC_LIMIT_CSV_ROW_BYTES        (8u << 20)                /* texts of one row of a table in text form */
#define RC_LIMIT_CSV_COLUMNS          20000u
#define RC_LIMIT_CRITERIA_BYTES       (4u << 20)                /* a file of the auditor's own criteria */
#define RC_LIMIT_DECLARATION_BYTES    (4u << 20)                /* a declaration of conformity, in XML */
#define RC_LIMIT_DECLARATION_VALUE_BYTES 8192u                  /* of one field of it, or one sentence */
#define RC_LIMIT_DECLARATION_ITEMS    1000u                     /* covered versions, acts, standards of one, each */
#define RC_LIMIT_DECLARATION_LANGUAGES 64u
#define RC_LIMIT_CARRIED_PDF_BYTES    (64u << 20)               /* a PDF from outside that carries a declaration */
#define RC_LIMIT_CARRIED_UNPACKED_BYTES (512u << 20)            /* all that is packed in it, unpacked */
#define RC_LIMIT_CARRIED_FILES        1000u                     /* names of files in it that are looked at */
#define RC_LIMIT_MAPPING_BYTES        (64u << 10)               /* the text of one mapping */
#define RC_LIMIT_JOIN_SECONDS         (366u * 86400u)           /* how far apart a mapping may let records that belong together lie */
#define RC_LIMIT_MAPPING_ALTERNATIVES 64u                       /* of one choice of a mapping */
#define RC_LIMIT_MAPPING_SAMPLE_BYTES (1u << 20)               /* of a log for which a mapping is proposed */
#define RC_LIMIT_LINEAGE_EVENTS       2000u                     /* deployments, approvals … weighed for one lineage */
#define RC_LIMIT_LINEAGE_ANSWERS      50u                       /* listed one by one under one question */
#define RC_LIMIT_LINEAGE_STEPS        200u                      /* of the reasoning, told under one question */
#define RC_LIMIT_IDENTITY_EDGES       256u                      /* things of one name, or of one digest, that may be the same */
#define RC_LIMIT_RECONCILE_EVENTS     100000u                   /* deployments, approvals held against each other */
#define RC_LIMIT_COMPARED_DECISIONS   100000u                   /* lines and calls that are held against each other for one page */
#define RC_LIMIT_COMPARED_DAYS        40000u                    /* told one by one of such a comparison */
#define RC_LIMIT_COMPARED_SYSTEMS     256u
#define RC_LIMIT_SUBJECT_KEY_BYTES    4096u                     /* of the key by which a provider made pseudonyms */
#define RC_LIMIT_SUBJECT_HITS         10000u                    /* events of one person who is looked for */
#define RC_LIMIT_HOUSE_TEXT           200u                      /* characters of a line of the letterhead, a classification line … */
#define RC_LIMIT_HOUSE_LINES          8u                        /* of the letterhead, of the disclaimers */
#define RC_LIMIT_HOUSE_DISCLAIMER     1000u                     /* characters of one disclaimer */
#define RC_LIMIT_HOUSE_NUMBERINGS     50u                       /* schemes of numbers, one for each kind of document */
#define RC_LIMIT_LOGO_BYTES           (512u << 10)
#define RC_LIMIT_LOGO_PIXELS          4000u                     /* width and height */
#define RC_LIMIT_CLEAR_MEMBERS        200u                      /* of one log, in which clear personal data are counted one by one */
#define RC_LIMIT_SCHEMAS              256u                      /* delivered ones in one case */
#define RC_LIMIT_SCHEMA_BYTES         (4u << 20)                /* one JSON Schema */
#define RC_LIMIT_SCHEMA_RULES         100000u                   /* of one JSON Schema */
#define RC_LIMIT_SCHEMA_STEPS         1000000u                  /* comparisons of one record with its schema */
#define RC_LIMIT_SCHEMA_DEPTH         200u                      /* schemas that lead into each other, for one record */
#define RC_LIMIT_SCHEMA_PATTERN_BYTES 4096u
#define RC_LIMIT_SCHEMA_PATTERN_STEPS 100000u                   /* of matching one text */
#define RC_LIMIT_SCHEMA_PATTERN_KIB   10240u                    /* memory for that */
#define RC_LIMIT_EXPONENT             G_GINT64_CONSTANT (1000000000000)           /* of a number compared exactly */
#define RC_LIMIT_SCHEMA_LISTED        200u                      /* records of one log told one by one that differ from their schema */
#define RC_LIMIT_RECONCILE_VERSIONS   10000u                    /* model versions whose use is followed */
#define RC_LIMIT_REQUIREMENT_CITATIONS 8u                       /* records listed one by one under one requirement */
#define RC_LIMIT_REQUIREMENT_VERSIONS 100u                      /* model versions in use whose lineage is looked at, the newest first */
#define RC_LIMIT_REQUIREMENT_PLACES   4096u                     /* endpoints, persons, incidents … told apart while all records are gone over */
#define RC_LIMIT_SEARCH_BYTES         1024u                     /* of a text that is looked for */
#define RC_LIMIT_SEARCH_BACKSLASHES   32u                       /* before one character: JSON in JSON, five deep */
#define RC_LIMIT_SEARCH_SHOWN         1000u                     /* places of a search whose neighbourhood is shown in clear */
#define RC_LIMIT_ENVELOPE_HEAD_BYTES   (1u << 20)                /* of a sealed bundle: all but its content */
#define RC_LIMIT_BUNDLE_LINEAGES      500u                      /* that go with one bundle */
#define RC_LIMIT_SIGNING_KEY_BYTES    (1u << 20)                /* a PKCS#12 file */
#define RC_LIMIT_SIGNED_PDF_BYTES     (256u << 20)              /* a document that is signed, or came back signed */
#define RC_LIMIT_SIGNATURE_UPDATE_BYTES (8u << 20)              /* what signing appends to it: certificates and answers of their issuers */
#define RC_LIMIT_SIGNATURE_BYTES      (1u << 20)                /* the value of one */
