/// What makes a machine run a pipeline every hour: a crontab line, a systemd service and timer.
struct Schedule {
  /// Absolute paths.
  let program: String
  let pipeline: String

  /// The texts to copy, each below a comment that says where it belongs.
  var lines: [String] {
    [
      "# For `crontab -e`: every hour at 17, mail only when something is wrong.",
      "17 * * * * \(cron)", "",
      "# Or, with systemd: /etc/systemd/system/etl.service", "[Unit]",
      "Description=Turn Arabic news into a database of who said what", "", "[Service]",
      "Type=oneshot", "ExecStart=\(Self.unit(program)) run -q \(Self.unit(pipeline))", "Nice=10",
      "", "# and /etc/systemd/system/etl.timer; then: systemctl enable --now etl.timer", "[Unit]",
      "Description=Run etl every hour", "", "[Timer]", "OnCalendar=hourly",
      "RandomizedDelaySec=5m", "Persistent=true", "", "[Install]", "WantedBy=timers.target",
    ]
  }

  /// A crontab ends a command at a percent sign, also inside quotation marks.
  private var cron: String {
    "\(Self.shell(program)) run -q \(Self.shell(pipeline))".replacing("%", with: "\\%")
  }

  private static func isPlain(_ path: String) -> Bool {
    path.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F: true
      default: false
      }
    }
  }

  /// A word of a shell.
  private static func shell(_ path: String) -> String {
    isPlain(path) ? path : "'" + path.replacing("'", with: "'\"'\"'") + "'"
  }

  /// A word of `ExecStart=`.
  private static func unit(_ path: String) -> String {
    if isPlain(path) { return path }
    let escaped = path.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      .replacing("%", with: "%%").replacing("$", with: "$$")
    return "\"\(escaped)\""
  }
}
