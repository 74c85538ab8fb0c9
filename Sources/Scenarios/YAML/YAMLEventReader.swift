// libyaml's event API behind a small one: the only file that knows the C library. Events are
// valid until the next one is read; places are counted in characters, as libyaml counts them.

import CYAML

/// How a scalar was written.
public enum YAMLStyle: UInt8, Sendable {
  /// Without quotes: `yes`, `2021-03-02`, `some words`.
  case plain
  /// In single quotes.
  case singleQuoted
  /// In double quotes, with escapes.
  case doubleQuoted
  /// A `|` block, line breaks kept.
  case literal
  /// A `>` block, lines joined.
  case folded
}

/// One step of a YAML text.
struct YAMLEvent {
  enum Kind {
    case streamStart, streamEnd, documentStart, documentEnd
    case scalar, alias, sequenceStart, sequenceEnd, mappingStart, mappingEnd
  }

  var kind: Kind
  /// Where it starts and ends, in characters.
  var start: Int
  var end: Int
  /// The text of a scalar, escapes and folding undone.
  var text = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  var style = YAMLStyle.plain
  /// The name after `&` or `*`, ended by a zero byte.
  var anchor: UnsafeMutablePointer<UInt8>?
  var hasTag = false
  /// Whether a list or mapping is written in brackets.
  var isFlow = false
}

/// What libyaml says about a text that it can't read.
struct YAMLComplaint: Error {
  enum Stage { case memory, reader, syntax }

  var stage: Stage
  /// libyaml's words for the problem, and for what it was reading.
  var problem: String
  var context: String
  /// Where the problem is, and where what was being read began; in characters.
  var place: Int
  var contextPlace: Int
  /// The byte at fault, when the reader stopped.
  var byteOffset: Int
}

/// Reads events from bytes that must outlive it.
struct YAMLEventReader: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let event: UnsafeMutablePointer<yaml_event_t>
  private let isReady: Bool

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    parser = .allocate(capacity: 1)
    event = .allocate(capacity: 1)
    event.initialize(to: yaml_event_t())
    parser.initialize(to: yaml_parser_t())
    isReady = yaml_parser_initialize(parser) == 1
    if isReady {
      yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
      yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
    }
  }

  deinit {
    yaml_event_delete(event)
    if isReady { yaml_parser_delete(parser) }
    event.deallocate()
    parser.deallocate()
  }

  /// The next event. After `streamEnd` or an error it must not be called again.
  mutating func next() throws(YAMLComplaint) -> YAMLEvent {
    yaml_event_delete(event)
    guard isReady, yaml_parser_parse(parser, event) == 1 else { throw complaint }
    let start = event.pointee.start_mark.index
    let end = event.pointee.end_mark.index
    var result = YAMLEvent(kind: .streamStart, start: start, end: end)
    switch event.pointee.type {
    case YAML_SCALAR_EVENT:
      let scalar = event.pointee.data.scalar
      result.kind = .scalar
      result.text = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      result.anchor = scalar.anchor
      result.hasTag = scalar.tag != nil
      switch scalar.style {
      case YAML_SINGLE_QUOTED_SCALAR_STYLE: result.style = .singleQuoted
      case YAML_DOUBLE_QUOTED_SCALAR_STYLE: result.style = .doubleQuoted
      case YAML_LITERAL_SCALAR_STYLE: result.style = .literal
      case YAML_FOLDED_SCALAR_STYLE: result.style = .folded
      default: result.style = .plain
      }
    case YAML_MAPPING_START_EVENT:
      let mapping = event.pointee.data.mapping_start
      result.kind = .mappingStart
      result.anchor = mapping.anchor
      result.hasTag = mapping.tag != nil
      result.isFlow = mapping.style == YAML_FLOW_MAPPING_STYLE
    case YAML_SEQUENCE_START_EVENT:
      let sequence = event.pointee.data.sequence_start
      result.kind = .sequenceStart
      result.anchor = sequence.anchor
      result.hasTag = sequence.tag != nil
      result.isFlow = sequence.style == YAML_FLOW_SEQUENCE_STYLE
    case YAML_ALIAS_EVENT:
      result.kind = .alias
      result.anchor = event.pointee.data.alias.anchor
    case YAML_MAPPING_END_EVENT: result.kind = .mappingEnd
    case YAML_SEQUENCE_END_EVENT: result.kind = .sequenceEnd
    case YAML_DOCUMENT_START_EVENT: result.kind = .documentStart
    case YAML_DOCUMENT_END_EVENT: result.kind = .documentEnd
    case YAML_STREAM_END_EVENT, YAML_NO_EVENT: result.kind = .streamEnd
    default: result.kind = .streamStart
    }
    return result
  }

  private var complaint: YAMLComplaint {
    let state = parser.pointee
    let stage: YAMLComplaint.Stage =
      switch state.error {
      case YAML_READER_ERROR: .reader
      case YAML_SCANNER_ERROR, YAML_PARSER_ERROR: .syntax
      default: .memory
      }
    return YAMLComplaint(
      stage: stage,
      problem: state.problem.map { String(cString: $0) } ?? "",
      context: state.context.map { String(cString: $0) } ?? "",
      place: state.problem_mark.index, contextPlace: state.context_mark.index,
      byteOffset: state.problem_offset)
  }
}
