// What is asked of CLD2, in C: its own functions are C++ and bear mangled names.

#ifndef CCLD2_H
#define CCLD2_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What CLD2 thinks of a text.
typedef struct {
  /// The code of the most likely language, "un" when it can't tell; a text that stays for ever.
  const char *_Nonnull code;
  /// How well the text fits what is usual for the language: 1000 is usual.
  double score;
  /// Whether CLD2 relies on its answer.
  bool is_reliable;
} CLD2Answer;

/// Identifies the language of valid UTF-8 text without control characters. Safe on any thread.
///
/// A hint is the code of a language to which the text leans, or NULL.
CLD2Answer cld2_identify(const char *_Nullable text, size_t count, const char *_Nullable hint);

#ifdef __cplusplus
}
#endif

#endif
