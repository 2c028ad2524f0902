// SPDX-License-Identifier: MIT
// What the readers of profiles and maps check alike in XML elements. Private to pool/.
#ifndef ATTUNE_POOL_PROFILE_XML_H
#define ATTUNE_POOL_PROFILE_XML_H

#include "pool/profile.h"

#define PROFILE_NAMESPACE "urn:attune:profile:1"

// Reports attributes that are not among known (ended by NULL) with the nearest that is; false where there
// were.
bool xml_only_attributes(const xml_node *n, const char *const *known, diagnostics *d);

bool xml_is_blank(const xml_node *text);
bool xml_no_text(const xml_node *n,
                 diagnostics *d); // reports text that is not white space; false where there was

#endif
