// The only file that knows the C library for mail (GMime, chosen because it reads what real mailers
// write: broken boundaries, raw 8-bit headers, any charset). It is loaded when the first mail is
// read: linked in, it and GLib would cost every start of the program 3 ms.

import Glibc

/// The library's functions, found once.
struct GMime: Sendable {
  private typealias Object = OpaquePointer
  private typealias Text = UnsafeMutablePointer<CChar>
  private typealias Get = @Sendable @convention(c) (Object?) -> Object?
  private typealias GetText = @Sendable @convention(c) (Object?) -> Text?
  private typealias GetNamed =
    @Sendable @convention(c) (Object?, UnsafePointer<CChar>) -> Text?
  private typealias TypeNumber = @Sendable @convention(c) () -> UInt
  private typealias Release = @Sendable @convention(c) (Object?) -> Void

  private let initialize: @Sendable @convention(c) () -> Void
  private let release: Release
  private let free: @Sendable @convention(c) (Text?) -> Void
  private let isA: @Sendable @convention(c) (Object?, UInt) -> Int32

  private let openMemory: @Sendable @convention(c) (UnsafeRawPointer?, Int) -> Object?
  private let newMemory: @Sendable @convention(c) () -> Object?
  private let memoryBytes: @Sendable @convention(c) (Object?) -> UnsafeRawPointer?
  private let newFiltered: Get
  private let newCharsetFilter:
    @Sendable @convention(c) (UnsafePointer<CChar>, UnsafePointer<CChar>) -> Object?
  private let addFilter: @Sendable @convention(c) (Object?, Object?) -> Int32
  private let flush: @Sendable @convention(c) (Object?) -> Int32

  private let newParser: Get
  private let constructMessage: @Sendable @convention(c) (Object?, Object?) -> Object?
  private let subject: GetText
  private let from: Get
  private let to: Get
  private let listText: @Sendable @convention(c) (Object?, Object?, Int32) -> Text?
  private let date: Get
  private let unixTime: @Sendable @convention(c) (Object?) -> Int64
  private let messageID: GetText
  private let header: GetNamed
  private let rootPart: Get

  private let multipartType: TypeNumber
  private let partType: TypeNumber
  private let messagePartType: TypeNumber
  private let partCount: @Sendable @convention(c) (Object?) -> Int32
  private let part: @Sendable @convention(c) (Object?, Int32) -> Object?
  private let prologue: GetText
  private let innerMessage: Get
  private let contentType: Get
  private let mediaType: GetText
  private let typeParameter: GetNamed
  private let disposition: GetText
  private let contentID: GetText
  private let fileName: GetText
  private let content: Get
  private let writeContent: @Sendable @convention(c) (Object?, Object?) -> Int
  private let writeObject: @Sendable @convention(c) (Object?, Object?, Object?) -> Int

  /// The library, or `nil` when it is not installed.
  static let library: GMime? = {
    guard let handle = dlopen(file, RTLD_LAZY | RTLD_LOCAL), let library = try? GMime(handle)
    else { return nil }
    library.initialize()
    return library
  }()

  /// The file that the system's loader looks for.
  static let file = "libgmime-3.0.so.0"

  /// A function that the library does not have.
  private struct Missing: Error {}

  /// Looks up every function; the types are those of GMime's and GLib's headers.
  private init(_ handle: UnsafeMutableRawPointer) throws(Missing) {
    func find<Function>(_ name: String) throws(Missing) -> Function {
      guard let function = dlsym(handle, name) else { throw Missing() }
      return unsafeBitCast(function, to: Function.self)
    }
    initialize = try find("g_mime_init")
    release = try find("g_object_unref")
    free = try find("g_free")
    isA = try find("g_type_check_instance_is_a")
    openMemory = try find("g_mime_stream_mem_new_with_buffer")
    newMemory = try find("g_mime_stream_mem_new")
    memoryBytes = try find("g_mime_stream_mem_get_byte_array")
    newFiltered = try find("g_mime_stream_filter_new")
    newCharsetFilter = try find("g_mime_filter_charset_new")
    addFilter = try find("g_mime_stream_filter_add")
    flush = try find("g_mime_stream_flush")
    newParser = try find("g_mime_parser_new_with_stream")
    constructMessage = try find("g_mime_parser_construct_message")
    subject = try find("g_mime_message_get_subject")
    from = try find("g_mime_message_get_from")
    to = try find("g_mime_message_get_to")
    listText = try find("internet_address_list_to_string")
    date = try find("g_mime_message_get_date")
    unixTime = try find("g_date_time_to_unix")
    messageID = try find("g_mime_message_get_message_id")
    header = try find("g_mime_object_get_header")
    rootPart = try find("g_mime_message_get_mime_part")
    multipartType = try find("g_mime_multipart_get_type")
    partType = try find("g_mime_part_get_type")
    messagePartType = try find("g_mime_message_part_get_type")
    partCount = try find("g_mime_multipart_get_count")
    part = try find("g_mime_multipart_get_part")
    prologue = try find("g_mime_multipart_get_prologue")
    innerMessage = try find("g_mime_message_part_get_message")
    contentType = try find("g_mime_object_get_content_type")
    mediaType = try find("g_mime_content_type_get_mime_type")
    typeParameter = try find("g_mime_object_get_content_type_parameter")
    disposition = try find("g_mime_object_get_disposition")
    contentID = try find("g_mime_object_get_content_id")
    fileName = try find("g_mime_part_get_filename")
    content = try find("g_mime_part_get_content")
    writeContent = try find("g_mime_data_wrapper_write_to_stream")
    writeObject = try find("g_mime_object_write_to_stream")
  }

  // MARK: Reading

  /// A mail taken apart: headers decoded, the leaves of its tree of parts in their order.
  struct Taken {
    var subject = ""
    var from = ""
    var to = ""
    var secondsSince1970: Int64?
    var messageID = ""
    var inReplyTo = ""
    var leaves: [Leaf] = []
  }

  /// A part that holds no others; a mail inside of the mail is one too.
  struct Leaf {
    var mediaType = "text/plain"
    var disposition: String?
    var fileName: String?
    var contentID: String?
    /// The decoded text for `text/…`; empty for other types.
    var text = ""
    /// The size of the decoded content.
    var byteCount = 0
    /// The subject of a mail inside of the mail.
    var innerSubject: String?
  }

  /// Why a mail can't be taken apart.
  enum Refusal: Error { case noHeader, tooDeep, tooManyParts }

  /// Takes a mail apart. The caller bounds its size and its boundaries first.
  func take(_ bytes: [UInt8]) throws(Refusal) -> Taken {
    let stream = bytes.withUnsafeBytes { openMemory($0.baseAddress, $0.count) }
    defer { release(stream) }
    let parser = newParser(stream)
    defer { release(parser) }
    guard let message = constructMessage(parser, nil) else { throw .noHeader }
    defer { release(message) }
    var mail = Taken()
    mail.subject = copy(subject(message)) ?? ""
    mail.from = addresses(from(message))
    mail.to = addresses(to(message))
    mail.secondsSince1970 = date(message).map(unixTime)
    mail.messageID = copy(messageID(message)) ?? ""
    mail.inReplyTo = copy(header(message, "In-Reply-To")) ?? ""
    var pending: [(object: Object, depth: Int)] = []
    if let root = rootPart(message) { pending.append((root, 1)) }
    while let (object, depth) = pending.popLast() {
      guard depth <= MailLimits.deepestNesting else { throw .tooDeep }
      guard isA(object, multipartType()) != 0 else {
        guard mail.leaves.count < MailLimits.mostParts else { throw .tooManyParts }
        mail.leaves.append(leaf(object))
        continue
      }
      let count = partCount(object)
      // Without any boundary all of the text stands before the first part.
      if count <= 0, let text = copy(prologue(object)) {
        mail.leaves.append(Leaf(text: text, byteCount: text.utf8.count))
      }
      guard Int(count) <= MailLimits.mostParts else { throw .tooManyParts }
      for number in stride(from: count - 1, through: 0, by: -1) {
        if let child = part(object, number) { pending.append((child, depth + 1)) }
      }
    }
    return mail
  }

  private func leaf(_ object: Object) -> Leaf {
    var leaf = Leaf()
    leaf.mediaType = owned(mediaType(contentType(object)))?.lowercased() ?? leaf.mediaType
    leaf.disposition = copy(disposition(object))?.lowercased()
    leaf.contentID = copy(contentID(object))
    if isA(object, messagePartType()) != 0 {
      leaf.innerSubject = innerMessage(object).flatMap { copy(subject($0)) } ?? ""
      leaf.byteCount = written { writeObject(object, nil, $0) }.count
    } else if isA(object, partType()) != 0, let content = content(object) {
      leaf.fileName = copy(fileName(object))
      let bytes = written { writeContent(content, $0) }
      leaf.byteCount = bytes.count
      if leaf.mediaType.hasPrefix("text/") {
        let charset = copy(typeParameter(object, "charset"))
        leaf.text = text(bytes, of: content, charset: charset)
      }
    }
    return leaf
  }

  /// What is written to a stream, through a filter if one is given.
  private func written(filter: Object? = nil, _ write: (Object?) -> Int) -> [UInt8] {
    let memory = newMemory()
    defer { release(memory) }
    let stream = newFiltered(memory)
    defer { release(stream) }
    if let filter { _ = addFilter(stream, filter) }
    _ = write(stream)
    _ = flush(stream)
    // A GByteArray: the address of the bytes, then their number.
    guard let array = memoryBytes(memory),
      let start = array.load(as: UnsafeRawPointer?.self)
    else { return [] }
    let count = array.load(fromByteOffset: MemoryLayout<Int>.size, as: UInt32.self)
    return Array(UnsafeRawBufferPointer(start: start, count: Int(count)))
  }

  /// The decoded text of a part. Bytes of a charset that nobody knows are taken for UTF-8 if they
  /// are that, else for the western charset that browsers assume.
  private func text(_ bytes: [UInt8], of content: Object, charset: String?) -> String {
    let name = charset?.lowercased() ?? "us-ascii"
    let valid = String(validating: bytes, as: UTF8.self)
    if name == "utf-8" || name == "utf8" { return valid ?? String(decoding: bytes, as: UTF8.self) }
    if name == "us-ascii", let valid { return valid }
    let isWestern = ["us-ascii", "iso-8859-1", "latin1"].contains(name)
    if !isWestern, let text = converted(content, from: name) { return text }
    if !isWestern, let valid { return valid }
    return converted(content, from: "windows-1252") ?? String(decoding: bytes, as: UTF8.self)
  }

  /// The content converted to UTF-8; `nil` for a charset that is not known.
  private func converted(_ content: Object, from charset: String) -> String? {
    guard let filter = newCharsetFilter(charset, "UTF-8") else { return nil }
    defer { release(filter) }
    return String(
      decoding: written(filter: filter) { writeContent(content, $0) }, as: UTF8.self)
  }

  // MARK: Text

  private func addresses(_ list: Object?) -> String {
    list.flatMap { owned(listText($0, nil, 0)) } ?? ""
  }

  /// A text that the library keeps.
  private func copy(_ text: Text?) -> String? { text.map { String(cString: $0) } }

  /// A text that the library gave away.
  private func owned(_ text: Text?) -> String? {
    defer { free(text) }
    return copy(text)
  }
}
