// Host names in ASCII, against names whose encodings are published.

import Testing

@testable import MessageAnalysis

@Suite("Punycode")
struct PunycodeTests {
  @Test(
    "labels with other letters are encoded",
    arguments: [
      ("bücher.example", "xn--bcher-kva.example"),
      ("www.müller-lampen.de", "www.xn--mller-lampen-dlb.de"),
      ("日本語.jp", "xn--wgv71a119e.jp"), ("ひとつ屋根の下2", "xn--2-u9tlzr9756bt3uc0v"),
      ("amazon.com", "amazon.com"), ("", ""), ("a..b", "a..b"),
    ])
  func encoded(host: String, ascii: String) {
    #expect(Punycode.host(host[...]) == ascii)
  }
}
