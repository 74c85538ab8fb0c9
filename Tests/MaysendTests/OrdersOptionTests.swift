// `--orders` of each command, with files as processes see them.

import Foundation
import TerminalTesting
import Testing

@Suite("Orders from files")
struct OrdersOptionTests {
  static let report = """
    amazon-order-id\tpurchase-date\torder-status\titem-status\tsales-channel\tfulfillment-channel
    112-0000001-0000001\t2021-03-01T18:00:00+00:00\tShipped\tShipped\tAmazon.com\tMerchant
    112-0000001-0000002\t2021-03-01T18:00:00+00:00\tPending\tUnshipped\tAmazon.com\tMerchant

    """
  static let brokenRow = "112-0000001-3\t2021-03-01\tShipped\tShipped\tAmazon.com\tMerchant\n"
  static let request = """
    Subject: Your order 112-0000001-0000001

    Would you leave a review of the lamp?
    """

  @Test("check judges by the order of the report, and depends on what it does not say")
  func check() throws {
    let folder = try TemporaryFolder([
      "report.tsv": Self.report + Self.brokenRow, "ask.txt": Self.request,
    ])
    let arguments = [
      "check", folder.path("ask.txt"), "--orders", folder.path("report.tsv"), "--order",
      "112-0000001-0000001", "--at", "2021-04-20", "--purpose", "review-request", "--channel",
      "app",
    ]
    let open = try ProgramRun(arguments)
    #expect(open.status == 3, "\(open.output) \(open.errors)")
    #expect(open.output.contains("order.delivered"))
    #expect(open.errors.contains("report.tsv:4:1: error: `112-0000001-3` is no order id"))
    let known = try ProgramRun(arguments + ["--set", "order.delivered=2021-03-05"])
    #expect(known.status != 3, "\(known.output)")
  }

  @Test("run gives the orders to every scenario")
  func run() throws {
    let folder = try TemporaryFolder([
      "report.tsv": Self.report,
      "scenario.yaml": """
      scenario: A pending order
      clock: 2021-03-20
      messages:
        hello: { order: 112-0000001-0000002, purpose: order-question, channel: contact-buyer }
      script:
        - { can: hello, expect: no }
      """,
    ])
    let alone = try ProgramRun(["run", folder.path("scenario.yaml")])
    #expect(alone.status == 2)
    let together = try ProgramRun([
      "run", folder.path("scenario.yaml"), "--orders", folder.path("report.tsv"),
    ])
    #expect(together.status == 0, "\(together.output) \(together.errors)")
  }

  @Test("the shell begins with the orders")
  func shell() throws {
    let folder = try TemporaryFolder(["report.tsv": Self.report])
    let program = try ProgramRun(["--orders", folder.path("report.tsv"), "-c", "orders"])
    #expect(program.status == 0, "\(program.errors)")
    #expect(program.output.contains("112-0000001-0000002"))
    let nothing = try ProgramRun(["--orders", folder.path("none.tsv"), "-c", "orders"])
    #expect(nothing.status == 2 && nothing.output.isEmpty)
  }
}
