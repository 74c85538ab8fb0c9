// The only file that includes CLD2 (chosen because it is right on messages of a few words, where
// others ask for a page). Its header uses FILE without including <cstdio>.

#include "CCLD2.h"

#include <climits>
#include <cstdio>

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

CLD2Answer cld2_identify(const char *text, size_t count, const char *hint) {
  CLD2::CLDHints hints = {hint, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  CLD2::Language languages[3];
  int percents[3];
  double scores[3];
  int text_bytes = 0;
  int valid_bytes = 0;
  bool is_reliable = false;
  CLD2::Language language = CLD2::ExtDetectLanguageSummaryCheckUTF8(
      text, count > INT_MAX ? INT_MAX : static_cast<int>(count), true, &hints,
      CLD2::kCLDFlagBestEffort, languages, percents, scores, nullptr, &text_bytes, &is_reliable,
      &valid_bytes);
  double score = 0;
  for (int number = 0; number < 3; number++) {
    if (languages[number] == language) { score = scores[number]; break; }
  }
  return {CLD2::LanguageCode(language), score, is_reliable};
}
