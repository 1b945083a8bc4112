// CPattern makes PCRE2 plain: its macros fixed to bytes, its names as they are. Beside it stands
// the C library's search for bytes, which its header shows to GNU programs alone.
#ifndef CPATTERN_H
#define CPATTERN_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stddef.h>

/// Where `part` first stands in `bytes`, or NULL. Linear in the length of both.
const void *pattern_find(const void *bytes, size_t count, const void *part, size_t part_count);

#endif
