// What is undone before words are compared, and that the mark still stands under what was written.

import CEL
import MessageAnalysis
import Testing

@Suite("Disguises")
struct DisguiseTests {
  static func makeAnalyzer() throws -> Analyzer {
    try analyzer([
      (
        "message.x",
        [
          "review", "five star", "discount", "leave a review", "bad word", "are view x",
          "evaluation",
          "whatsapp", "stars", "order", "off", "free", "new",
        ]
      )
    ])
  }

  @Test(
    "a disguised word is found where it stands",
    arguments: [
      // Characters that look like others or like nothing.
      ("a rеviеw please", "rеviеw"), ("a ｒｅｖｉｅｗ please", "ｒｅｖｉｅｗ"),
      ("a 𝐫𝐞𝐯𝐢𝐞𝐰 please", "𝐫𝐞𝐯𝐢𝐞𝐰"), ("a ⓡⓔⓥⓘⓔⓦ please", "ⓡⓔⓥⓘⓔⓦ"),
      ("a re\u{200B}view please", "re\u{200B}view"), ("a r\u{2060}eview", "r\u{2060}eview"),
      ("a re\u{0301}view please", "re\u{0301}view"), ("a rëviéw please", "rëviéw"),
      // Blanks and signs between the letters.
      ("a r e v i e w please", "r e v i e w"), ("a R.E.V.I.E.W please", "R.E.V.I.E.W"),
      ("a r-e-v-i-e-w", "r-e-v-i-e-w"), ("a r_e_v_i_e_w", "r_e_v_i_e_w"),
      ("a r·e·v·i·e·w", "r·e·v·i·e·w"), ("f i v e   s t a r", "f i v e   s t a r"),
      ("l e a v e a r e v i e w", "l e a v e a r e v i e w"),
      ("a re-view please", "re-view"), ("a rev.iew please", "rev.iew"),
      ("a dis_count", "dis_count"),
      // Signs and digits instead of letters.
      ("a r3view please", "r3view"), ("a rev1ew please", "rev1ew"), ("a d!scount", "d!scount"),
      ("a di$count", "di$count"),
      ("a rev*ew please", "rev*ew"), ("a re v1ew please", "re v1ew"), ("a revievv", "revievv"),
      ("PlsLeaveAReview now", "LeaveAReview"),
      ("a r**iew please", "r**iew"),
      ("a d1sc0unt now", "d1sc0unt"), ("a reviiiiew please", "reviiiiew"),
      ("a reeevieeew", "reeevieeew"), ("a r€view", "r€view"),
      ("a \u{202E}weiver\u{202C} please", "weiver"), ("a 0ther: 5tar rev1ew", "rev1ew"),
      ("a d15count", "d15count"), ("b@d w0rd", "b@d w0rd"), ("a re/view", "re/view"),
      ("leave a  r e v i e w", "leave a  r e v i e w"), ("a Re.View", "Re.View"),
      ("Leave a r_e_v_i_e_w &", "Leave a r_e_v_i_e_w"),
      // Signs of every kind between the letters.
      ("a r|e|v|i|e|w", "r|e|v|i|e|w"), ("a r•e•v•i•e•w", "r•e•v•i•e•w"),
      ("a r👍e👍v👍i👍e👍w now", "r👍e👍v👍i👍e👍w"), ("a r'e'v'i'e'w now", "r'e'v'i'e'w"),
      ("a r . e . v . i . e . w now", "r . e . v . i . e . w"), ("a r,e,v,i,e,w", "r,e,v,i,e,w"),
      ("a r--e--v--i--e--w", "r--e--v--i--e--w"), ("a r.e-v_i.e w now", "r.e-v_i.e w"),
      ("a\nr\ne\nv\ni\ne\nw\nnow", "r\ne\nv\ni\ne\nw"), ("(r)(e)(v)(i)(e)(w)", "r)(e)(v)(i)(e)(w"),
      ("a é.v.a.l.u.a.t.i.o.n", "é.v.a.l.u.a.t.i.o.n"),
      ("é v a l u a t i o n", "é v a l u a t i o n"),
      ("W h @ t s a p p me", "W h @ t s a p p"), ("5 s t a r s", "s t a r s"),
      ("your 0 r d e r now", "0 r d e r"), ("30% o f f now", "o f f"), ("30 % o f f all", "o f f"),
      // Words cut in pieces.
      ("a re view please", "re view"), ("a rev iew please", "rev iew"),
      ("a dis cou nt", "dis cou nt"), ("a re-\nview", "re-\nview"), ("a re\nview", "re\nview"),
      ("AN EVA-LU-A-TION", "EVA-LU-A-TION"), ("an é va luation", "é va luation"),
      ("a re👍view", "re👍view"), ("a re–view", "re–view"),
      // Signs at the beginning, at the end, and over letters.
      ("a r#view please", "r#view"), ("a r★view please", "r★view"), ("0ff now", "0ff"),
      ("$tars", "$tars"), ("@ff 0rder", "0rder"), ("€valuation", "€valuation"),
      ("fr€€ lamp", "fr€€"), ("evalu@tion", "evalu@tion"), ("a discoun7", "discoun7"),
      ("What's@pp me", "What's@pp"), ("N€w lamps", "N€w"), ("5 st@rs", "st@rs"),
    ])
  func found(body: String, quote: String) throws {
    #expect(try Self.makeAnalyzer().quotes("x", body) == [quote], "\(body)")
  }

  @Test(
    "what only looks disguised is left alone",
    arguments: [
      "J. R. R. Tolkien", "A-B-C-D", "size 5 x 5 x 5", "model r3v-1ew2", "Ревью на русском языке",
      "dis is count", "the price* is", "re: view of the sea", "R E V", "rev 1 ew", "mail@r.example",
      "d 1 s c", "preview", "Αθήνα", "r***w",
      "sizes S, M, L, X L", "chords E A D G B E", "J. P. S.", "O, F, F2", "5 x 5, 4 x 4",
      "Anna Dis Count", "fre@ks", "0.5 ff", "M4 x 20", "the o - ring", "12 a, 12 b, 12 c",
      "N.E.A. or W.W.F.", "5th, 1st, 3rd", "20€ or $20", "e-w", "the code REVIEW5", "use ORDER5",
      "by McReview", "the iStars", "re 11 view",
    ])
  func notFound(body: String) throws {
    #expect(try Self.makeAnalyzer().quotes("x", body) == [], "\(body)")
  }

  @Test("a disguised word is found behind one whose letters stand apart")
  func twoDisguises() throws {
    let quotes = try Self.makeAnalyzer().quotes("x", "f.r.e.e d!scount")
    #expect(quotes == ["f.r.e.e", "d!scount"])
  }

  @Test("scanners see what is meant, and mark what was written")
  func scanners() throws {
    let analyzer = try analyzer()
    #expect(analyzer.quotes("email-addresses", "to ｍｅ＠ａ．ｅｘａｍｐｌｅ now") == ["ｍｅ＠ａ．ｅｘａｍｐｌｅ"])
    #expect(
      analyzer.quotes("email-addresses", "to me@\u{200B}a.example now") == ["me@\u{200B}a.example"])
    #expect(analyzer.quotes("phone-numbers", "call ５５５－０１４－２２９７") == ["５５５－０１４－２２９７"])
    #expect(analyzer.value("emojis", "well ❤️ done ™ © 👩‍👩‍👧") == .int(2))
  }

  @Test(
    "text that a page shows backwards is read as it is seen",
    arguments: [
      "<p>a <bdo dir=\"rtl\">weiver</bdo></p>",
      "<p>a <span style=\"unicode-bidi:bidi-override;direction:rtl\">weiver</span></p>",
      "<style>.r { direction: rtl; unicode-bidi: isolate-override }</style><p>a <i class=r>weiver</i></p>",
    ])
  func reversed(body: String) throws {
    #expect(try Self.makeAnalyzer().quotes("x", body) == ["weiver"], "\(body)")
  }

  @Test("text in a language from right to left is not turned")
  func notReversed() throws {
    #expect(try Self.makeAnalyzer().quotes("x", "<p dir=rtl>weiver</p>") == [])
    #expect(try Self.makeAnalyzer().quotes("x", "<p dir=rtl>review</p>") == ["review"])
  }

  @Test("the mark leads through tags and disguises at once")
  func html() throws {
    let body = "<p>a <b>rе</b>vi&#101;w&shy;</p>"
    #expect(try Self.makeAnalyzer().quotes("x", body) == ["rе</b>vi&#101;w"])
  }
}
