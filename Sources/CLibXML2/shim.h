// Debian builds libxml2 with ICU, whose headers define the same names as Foundation's own. The
// parser's interface does not need them.
#pragma once
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>

/// `xmlFree` is a mutable global function pointer, which Swift 6 refuses.
static inline void etl_xml_free(void *pointer) { xmlFree(pointer); }
