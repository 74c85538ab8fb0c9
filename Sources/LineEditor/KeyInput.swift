// Bytes from the terminal become scalars; UTF-8 that is broken becomes U+FFFD, and the mark
// that a terminal sends before pasted text becomes one event, whatever the keys are bound to.

import Glibc

/// What came from the keyboard.
enum KeyEvent: Equatable {
  case scalar(Unicode.Scalar)
  /// Pasted text begins.
  case pasteBegins
  /// A signal waits in the pipe.
  case signal
  /// The terminal is gone.
  case ended
}

struct KeyInput {
  /// Bytes read ahead while looking for a mark.
  private var pending: [UInt8] = []
  private let terminal: Int32
  private let signals: Int32

  /// Pasted text beyond this is dropped: a line of that size is no statement.
  static let largestPaste = 4 << 20
  private static let escape: UInt8 = 0x1B
  private static let pasteBegin = Array("[200~".utf8)
  private static let pasteEnd = Array("\u{1B}[201~".utf8)
  /// Milliseconds within which the bytes of one key follow each other.
  private static let keyTime: Int32 = 50

  init(terminal: Int32, signals: Int32) {
    self.terminal = terminal
    self.signals = signals
  }

  private enum Arrival { case byte(UInt8), signal, ended, nothing }

  /// Whether a key could be read without waiting.
  var isWaiting: Bool {
    if !pending.isEmpty { return true }
    var entry = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
    return poll(&entry, 1, 0) > 0
  }

  private mutating func nextByte(milliseconds: Int32 = -1, seesSignals: Bool = true) -> Arrival {
    if !pending.isEmpty { return .byte(pending.removeFirst()) }
    while true {
      var entries = [
        pollfd(fd: terminal, events: Int16(POLLIN), revents: 0),
        pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
      ]
      let ready = poll(&entries, nfds_t(seesSignals ? 2 : 1), milliseconds)
      if ready == 0 { return .nothing }
      if ready < 0 {
        guard errno == EINTR else { return .ended }
        if milliseconds >= 0 && !seesSignals { return .nothing }
        continue
      }
      if seesSignals && entries[1].revents != 0 { return .signal }
      guard entries[0].revents != 0 else { continue }
      var byte: UInt8 = 0
      switch read(terminal, &byte, 1) {
      case 1: return .byte(byte)
      case 0: return .ended
      default:
        // EIO: the other side of the terminal was closed.
        guard errno == EINTR || errno == EAGAIN else { return .ended }
      }
    }
  }

  /// Waits for the next key.
  mutating func next() -> KeyEvent {
    switch nextByte() {
    case .signal: return .signal
    case .ended, .nothing: return .ended
    case .byte(Self.escape): return beginsPaste() ? .pasteBegins : .scalar("\u{1B}")
    case .byte(let byte): return .scalar(scalar(startingWith: byte))
    }
  }

  /// Whether the rest of a paste mark follows an escape; otherwise what came is kept.
  private mutating func beginsPaste() -> Bool {
    var seen: [UInt8] = []
    for expected in Self.pasteBegin {
      guard case .byte(let byte) = nextByte(milliseconds: Self.keyTime, seesSignals: false) else {
        pending = seen + pending
        return false
      }
      seen.append(byte)
      if byte != expected {
        pending = seen + pending
        return false
      }
    }
    return true
  }

  private mutating func scalar(startingWith first: UInt8) -> Unicode.Scalar {
    var bytes = [first]
    let length = first < 0x80 ? 1 : first < 0xC2 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    while bytes.count < length {
      guard case .byte(let byte) = nextByte(milliseconds: Self.keyTime, seesSignals: false) else {
        break
      }
      guard byte & 0xC0 == 0x80 else {
        pending.insert(byte, at: 0)
        break
      }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self).unicodeScalars.first ?? "\u{FFFD}"
  }

  /// The pasted text up to its end mark, with every kind of line end as `\n`; nil when a
  /// signal or the end of the terminal came first.
  mutating func paste() -> String? {
    var bytes: [UInt8] = []
    while true {
      guard case .byte(let byte) = nextByte() else { return nil }
      bytes.append(byte)
      if byte == Self.pasteEnd.last
        && bytes.suffix(Self.pasteEnd.count).elementsEqual(Self.pasteEnd)
      {
        bytes.removeLast(Self.pasteEnd.count)
        break
      }
      // Beyond the limit only what could be the end mark is kept.
      if bytes.count > Self.largestPaste + Self.pasteEnd.count {
        bytes.remove(at: Self.largestPaste)
      }
    }
    return String(decoding: bytes.prefix(Self.largestPaste), as: UTF8.self).pastedText
  }
}
