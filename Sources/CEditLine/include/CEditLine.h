// CEditLine makes libedit plain: its variadic calls, one function each.
#ifndef CEDITLINE_H
#define CEDITLINE_H

#include <histedit.h>

#endif
