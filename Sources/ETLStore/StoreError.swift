import GRDB

/// Why a database cannot be used.
public struct StoreError: Error, CustomStringConvertible {
  /// What kind of failure it is.
  public enum Kind: Sendable {
    /// The file cannot be created or is no database of ours.
    case cannotCreate
    /// Reading or writing failed: a full disk, a damaged file.
    case inputOutput
    /// The file or its directory may not be written.
    case permission
    /// Another program keeps the database busy.
    case locked
    /// Another run holds the lock.
    case held
    /// The statement was broken off by `Store.interrupt()`.
    case interrupted
    /// SQL that a user wrote is wrong, or asks for what is not there.
    case statement
    /// A statement failed for another reason.
    case other
  }

  public var kind: Kind
  public var description: String

  /// Creates an error.
  public init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }

  /// Explains an error of SQLite about the database at `path`, keeping code, message and SQL, but
  /// no bound value.
  ///
  /// - Parameter isOld: Whether the database is of an older version of this program.
  init(_ error: any Error, path: String, isOld: Bool = false) {
    guard let error = error as? DatabaseError else {
      self = error as? StoreError ?? StoreError(.other, "database '\(path)': \(error)")
      return
    }
    let message = error.message ?? "error \(error.resultCode.rawValue)"
    let context = error.sql.map { " in \"\($0.prefix(80))\"" } ?? ""
    let text = "database '\(path)': \(message) (SQLite \(error.extendedResultCode.rawValue))"
    switch error.resultCode {
    case .SQLITE_CANTOPEN: self.init(.cannotCreate, text + "; does its directory exist?")
    case .SQLITE_NOTADB: self.init(.cannotCreate, text + "; name another file")
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: self.init(.permission, text)
    case .SQLITE_FULL: self.init(.inputOutput, text + "; free some space and run again")
    case .SQLITE_IOERR, .SQLITE_CORRUPT: self.init(.inputOutput, text)
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self.init(
        .locked,
        text + "; another program keeps it busy; `busy_timeout` says how long that is waited for")
    case .SQLITE_INTERRUPT: self.init(.interrupted, text + context)
    case .SQLITE_ERROR where isOld && message.hasPrefix("no such "):
      self.init(
        .other, text + "; an older program made it: run `etl migrate \(path)`")
    default: self.init(.other, text + context)
    }
  }
}
