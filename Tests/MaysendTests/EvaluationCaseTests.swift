// Expressions as JSON lines: typed values in and out, errors for whatever can't be used.

import Testing

@testable import maysend

@Suite struct EvaluationCaseTests {
  @Test(arguments: [
    (#"{"expr": "1 + 1"}"#, #"{"value":{"int":"2"}}"#),
    (
      #"{"expr": "x.y + 1u", "env": {"x.y": "primitive: UINT64"}, "bindings": {"x.y": {"uint": "2"}}}"#,
      #"{"value":{"uint":"3"}}"#
    ),
    (
      #"{"expr": "m", "env": {"m": "map_type { key_type { primitive: STRING } value_type { list_type { elem_type { dyn {} } } } }"}, "bindings": {"m": {"map": [[{"string": "b"}, {"list": [{"null": true}, {"double": "-0.5"}]}], [{"string": "a"}, {"list": []}]]}}}"#,
      #"{"value":{"map":[[{"string":"a"},{"list":[]}],[{"string":"b"},{"list":[{"null":true},{"double":"-0.5"}]}]]}}"#
    ),
    (
      #"{"expr": "[b, type(b), t, d]", "bindings": {"b": {"bytes": "AP8="}, "t": {"timestamp": "2020-01-01T00:00:00Z"}, "d": {"duration": "1.5s"}}}"#,
      #"{"value":{"list":[{"bytes":"AP8="},{"type":"bytes"},{"timestamp":"2020-01-01T00:00:00Z"},{"duration":"1.5s"}]}}"#
    ),
    (
      #"{"expr": "y", "container": "x", "bindings": {"x.y": {"bool": true}, "y": {"bool": false}}}"#,
      #"{"value":{"bool":true}}"#
    ),
    (#"{"expr": "no || true", "check": false}"#, #"{"value":{"bool":true}}"#),
    (#"{"expr": "no || true"}"#, #"{"error":"`no` is not declared"}"#),
    (
      #"{"expr": "[t]", "check_only": true, "env": {"t": "well_known: TIMESTAMP"}}"#,
      #"{"type":"list(timestamp)"}"#
    ),
    (#"{"expr": "1 / 0"}"#, #"{"error":"division by zero"}"#),
    (#"{"expr": "x", "env": {"x": "primitive: INT64"}}"#, #"{"error":"`x` is not set"}"#),
    (
      #"{"expr": "x", "env": {"x": "message_type: \"a.B\""}}"#,
      #"{"error":"the type of `x` can't be used: message_type: \"a.B\""}"#
    ),
    (
      #"{"expr": "x", "bindings": {"x": {"int": "1.5"}}}"#,
      #"{"error":"the value of `x` can't be used"}"#
    ),
    (#"{"expr": 5}"#, #"{"error":"the line is no evaluation case"}"#),
    ("not json", #"{"error":"the line is no evaluation case"}"#),
  ])
  func answers(line: String, answer: String) { #expect(EvaluationCase.answer(line) == answer) }
}
