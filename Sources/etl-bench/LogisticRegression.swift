import Foundation

/// Logistic regression by Newton's method.
enum LogisticRegression {
  struct Row {
    var values: [Double]
    var isPositive: Bool
    var weight: Double
  }

  /// The penalty on the square of every weight but the constant.
  private static let ridge = 0.3
  private static let rounds = 30

  /// The probability that `weights`, the constant last, give some values.
  static func probability(_ values: [Double], _ weights: [Double]) -> Double {
    var exponent = weights[weights.count - 1]
    for (value, weight) in zip(values, weights) { exponent += value * weight }
    return 1 / (1 + exp(-exponent))
  }

  /// The weights that fit the rows best, the constant last.
  ///
  /// - Complexity: O(*n* *k*²) in the numbers of rows and values.
  static func weights(_ rows: [Row]) -> [Double] {
    guard let width = rows.first.map({ $0.values.count + 1 }) else { return [] }
    var weights = [Double](repeating: 0, count: width)
    for _ in 0..<rounds {
      var gradient = [Double](repeating: 0, count: width)
      var matrix = [[Double]](repeating: gradient, count: width)
      for row in rows {
        let values = row.values + [1]
        let probability = probability(row.values, weights)
        let error = row.weight * (probability - (row.isPositive ? 1 : 0))
        let curvature = row.weight * probability * (1 - probability)
        for left in values.indices {
          gradient[left] += error * values[left]
          let scaled = curvature * values[left]
          for right in 0...left { matrix[left][right] += scaled * values[right] }
        }
      }
      for index in 0..<width - 1 {
        gradient[index] += ridge * weights[index]
        matrix[index][index] += ridge
      }
      matrix[width - 1][width - 1] += 1e-9
      let step = solve(matrix, gradient)
      for index in weights.indices { weights[index] -= step[index] }
      if step.allSatisfy({ abs($0) < 1e-9 }) { break }
    }
    return weights
  }

  /// Solves a symmetric positive system, of which the lower triangle is given (Cholesky).
  private static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
    var lower = matrix
    let size = right.count
    for row in 0..<size {
      for column in 0...row {
        var sum = matrix[row][column]
        for inner in 0..<column { sum -= lower[row][inner] * lower[column][inner] }
        lower[row][column] = row == column ? sum.squareRoot() : sum / lower[column][column]
      }
    }
    var solution = right
    for row in 0..<size {
      for inner in 0..<row { solution[row] -= lower[row][inner] * solution[inner] }
      solution[row] /= lower[row][row]
    }
    for row in (0..<size).reversed() {
      for inner in (row + 1)..<size { solution[row] -= lower[inner][row] * solution[inner] }
      solution[row] /= lower[row][row]
    }
    return solution
  }
}
