// Windows and the ordinary engine say the same, at each end, just beside it and in between: for every
// message of the shipped scenarios.

import CEL
import Foundation
import PolicyEngine
import Scenarios
import Testing

/// The shipped scenarios, and the worlds in which their scripts end.
enum ShippedScenarios {
  static let domain = Result { try Shipped.domain() }

  static let files: [URL] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Scenarios")
    let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (walk?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "yaml" }
      .sorted { $0.path < $1.path }
  }()

  static func world(of file: URL) throws -> World {
    let source = try SourceText(name: file.lastPathComponent, bytes: Array(Data(contentsOf: file)))
    let scenario = try Scenario(source, in: domain.get())
    var world = scenario.world
    for step in scenario.script { try world.perform(step) }
    return world
  }
}

@Suite struct SendWindowTests {
  @Test(arguments: ShippedScenarios.files) func windowsAgreeWithTheEngine(_ file: URL) throws {
    let world = try ShippedScenarios.world(of: file)
    var numbers = SeededGenerator(seed: UInt64(file.lastPathComponent.utf8.count))
    for message in world.messages.entries where !message.isFromBuyer {
      let question = try world.question(about: Written(message.id))
      let from = try #require(Timestamp(seconds: world.clock.seconds - 90 * 86_400))
      let until = try #require(Timestamp(seconds: world.clock.seconds + 366 * 86_400))
      let found = try question.windows(from: from, until: until)
      #expect(found.isExact)
      #expect(found.windows.first?.from == from && found.windows.last?.until == until)
      var times: [Timestamp] = [world.clock]
      for _ in 0..<4 {
        let offset = Int64(numbers.next() % UInt64(456 * 86_400))
        times.append(try #require(Timestamp(seconds: from.seconds + offset)))
      }
      for window in found.windows.dropFirst() {
        #expect(!window.causes.isEmpty)
        for nanoseconds: Int64 in [-1_000_000_000, -1, 0, 1, 1_000_000_000] {
          times += [window.from.adding(Duration(totalNanoseconds: nanoseconds))].compactMap(\.self)
        }
      }
      for time in times where time >= from && time < until {
        let answer = try world.question(about: Written(message.id), at: time).decide()
        #expect(found.window(at: time)?.verdict == answer.verdict, "\(message.id) at \(time)")
      }
    }
  }

  @Test func whatWasSentMeanwhileIsAnEdge() throws {
    let file = try #require(
      ShippedScenarios.files.first { $0.path.hasSuffix("reviews/second-request.yaml") })
    let world = try ShippedScenarios.world(of: file)
    let sent = try #require(world.events.first)
    let question = try world.question(about: Written("second-ask"))
    let from = try #require(Timestamp(seconds: sent.moment.seconds - 3_600))
    let found = try question.windows(from: from, until: world.clock)
    #expect(found.windows.map(\.verdict) == [.yes, .no])
    guard case .event(let event, let rules)? = found.windows[1].causes.first else {
      Issue.record("no event begins the second window")
      return
    }
    #expect(found.windows[1].from == sent.moment && event.message.id == sent.message.id)
    #expect(rules == ["reviews.once-per-order"])
  }
}
