/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/bagit-file.h"
#include "core/seals/listing.h"

G_BEGIN_DECLS

/**
 * RcBag:
 * @place: bagit.txt; where there is none, the manifest by which the folder is taken for a bag
 * @folder: what the names of all its files begin with
 * @manifests: (element-type RcBagPart): of the payload
 * @tag_manifests: (element-type RcBagPart)
 *
 * A folder that says to be a bag, as it was delivered.
 */
typedef struct
{
  const RcSource    *place;
  char              *folder;
  RcBagitDeclaration declaration;
  GPtrArray         *manifests;
  GPtrArray         *tag_manifests;
} RcBag;

/* One manifest of a bag. */
typedef struct
{
  const RcSource   *source;
  RcListedAlgorithm algorithm;
  gboolean          is_known;       /* the algorithm */
} RcBagPart;

RcBag           *rc_bag_new           (const RcSource   *place,
                                       char             *folder);
void             rc_bag_free          (RcBag            *self);
/* The manifest as read; NULL without error: larger than is read, damaged, or not of the encoding that the bag says. */
RcBagitManifest *rc_bag_read_manifest (const RcBag      *self,
                                       RcSealWork       *work,
                                       const RcBagPart  *part,
                                       GError          **error);
/* One seal. @by_name: all sources by name. */
gboolean         rc_bag_judge         (const RcBag      *self,
                                       RcSealWork       *work,
                                       GPtrArray        *by_name,
                                       GError          **error);

G_END_DECLS
