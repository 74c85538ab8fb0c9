// Measures what the README claims, in a release build, with the whole policy and all lexicons:
//
//     swift run -c release maysend-benchmark [decision|analysis|language|html|batch|start|policy|explore]...

import CEL
import Scenarios

@main
struct Benchmark {
  static func main() {
    let wanted = Set(CommandLine.arguments.dropFirst())
    func isWanted(_ group: String) -> Bool { wanted.isEmpty || wanted.contains(group) }
    do throws(Diagnostics) {
      let domain = try Domain.load()
      if isWanted("decision") { show(try DecisionFigures.measure(domain)) }
      if isWanted("analysis") { show(AnalysisFigures.measure(domain)) }
      if isWanted("language") { show(try LanguageFigures.measure(domain)) }
      if isWanted("html") { show(try HTMLFigures.measure(domain)) }
      if isWanted("batch") { show(BatchFigures.measure(domain)) }
      if isWanted("policy") { show(try PolicyFigures.measure(domain)) }
      if isWanted("explore") { show(try ExploreFigures.measure(domain)) }
      if isWanted("start") { show(StartFigures.measure()) }
    } catch {
      print(error.rendered())
    }
  }

  private static func show(_ figures: [Figure]) {
    for figure in figures { print(figure.line) }
  }
}
