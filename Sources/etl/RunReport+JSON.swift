import ETLModel
import ETLPipeline
import Foundation

extension RunReport {
  /// The report as JSON, with sorted keys.
  var json: Data {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.nonConformingFloatEncodingStrategy = .etl
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(File(self)) else {
      preconditionFailure("a report is always JSON")
    }
    return data + Data("\n".utf8)
  }

  private struct File: Encodable {
    var runUid: String
    var pipeline: String
    var pipelineHash: String
    var etlVersion: String
    var startedAt: String
    var finishedAt: String
    var elapsedSeconds: Double
    var status: String
    var exitCode: Int32
    var recordsMet: Int
    var hasChanges: Bool
    var error: String?
    var stopReason: String?
    var summary: [String]
    var missing: [String]
    var stages: [StageFile]
    var rejects: [RejectFile]
    var knownRejects: [String: Int]
    var checks: [CheckFile]

    init(_ report: RunReport) {
      runUid = report.start.uid
      pipeline = report.start.pipeline
      pipelineHash = report.start.pipelineHash
      etlVersion = report.start.programVersion
      startedAt = report.start.startedAt
      finishedAt = report.finishedAt
      elapsedSeconds = report.elapsedSeconds
      status = report.status.rawValue
      exitCode = report.exitCode.rawValue
      recordsMet = report.recordsMet
      hasChanges = report.hasChanges
      error = report.failure?.message
      stopReason = report.stopReason?.description
      summary = report.summary
      missing = report.missing
      stages = report.stages.map(StageFile.init)
      rejects = report.rejects.map(RejectFile.init)
      knownRejects = Dictionary(
        report.knownRejects.map { ($0.rawValue, $1) }, uniquingKeysWith: +)
      checks = report.checks.map(CheckFile.init)
    }
  }

  private struct StageFile: Encodable {
    var stage: String
    var uses: String
    var fingerprint: String
    var recordsIn: Int
    var recordsCached: Int
    var recordsOut: Int
    var recordsDropped: Int
    var recordsRejected: Int
    var dropped: [String: Int]
    var busySeconds: Double
    var error: String?

    init(_ stage: StageReport) {
      self.stage = stage.name
      uses = stage.uses
      fingerprint = stage.fingerprint
      recordsIn = stage.counts.recordsIn
      recordsCached = stage.counts.recordsCached
      recordsOut = stage.counts.recordsOut
      recordsDropped = stage.counts.recordsDropped
      recordsRejected = stage.counts.recordsRejected
      dropped = Dictionary(
        stage.counts.dropped.map { ($0.rawValue, $1) }, uniquingKeysWith: +)
      busySeconds = Double(stage.counts.busyNanoseconds) / 1e9
      error = stage.error
    }
  }

  private struct RejectFile: Encodable {
    var stage: String
    var input: String
    var externalId: String
    var reason: String
    var detail: String

    init(_ reject: Reject) {
      stage = reject.stage
      input = reject.article.input
      externalId = reject.article.externalID
      reason = reject.reason.rawValue
      detail = reject.detail
    }
  }

  private struct CheckFile: Encodable {
    var name: String
    var severity: String
    var status: String
    var observed: Double?
    var expected: String
    var message: String?

    init(_ result: CheckResult) {
      name = result.check.name
      severity = result.check.severity.rawValue
      status = result.status.rawValue
      observed = result.observed
      expected = result.check.expectation
      message = result.message
    }
  }
}

extension JSONEncoder.NonConformingFloatEncodingStrategy {
  /// What a check found may be no number that JSON can write.
  static let etl = Self.convertToString(
    positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
}
