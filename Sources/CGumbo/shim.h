#include <gumbo.h>

/// Parses bytes with the standard options.
static inline GumboOutput *gumbo_parse_bytes(const char *bytes, size_t count) {
  return gumbo_parse_with_options(&kGumboDefaultOptions, bytes, count);
}

/// Frees what `gumbo_parse_bytes` gave.
static inline void gumbo_free(GumboOutput *output) {
  gumbo_destroy_output(&kGumboDefaultOptions, output);
}
