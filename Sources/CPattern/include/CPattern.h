// CPattern makes PCRE2 plain: its macros fixed to bytes, its names as they are.
#ifndef CPATTERN_H
#define CPATTERN_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#endif
