// A moment as the command line takes it. The wall clock is asked only by the word `now`, so that
// the same command gives the same answer tomorrow.

import CEL
import Glibc
import Scenarios

/// A date or time, or `now`.
struct Moment {
  private let text: String

  init(_ text: String) { self.text = text }

  /// The instant, a date without an offset being read in the zone.
  ///
  /// - Throws: why the text is no moment.
  func instant(in zone: TimeZone) throws(Diagnostics) -> Timestamp {
    let source = SourceText(name: "--at", text: text)
    let whole = SourceSpan(source, 0..<text.utf8.count)
    if text == "now" {
      var now = timespec()
      clock_gettime(CLOCK_REALTIME, &now)
      return Timestamp(seconds: Int64(now.tv_sec)) ?? .first
    }
    do throws(CalendarText.Fault) {
      if let instant = try CalendarText(text.utf8).instant(in: zone) { return instant }
    } catch {
      throw Diagnostics(
        Diagnostic(id: "bad-date", "`\(text)` is no date", at: whole, help: error.reason))
    }
    throw Diagnostics(
      Diagnostic(id: "bad-date", "`\(text)` is too early or too late", at: whole))
  }
}
