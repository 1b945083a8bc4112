/// A date and a time of day of the Gregorian calendar, carried back before its time, without a
/// zone.
struct CivilTime: Hashable, Sendable {
  /// Of the proleptic Gregorian calendar; 0 is the year before 1.
  var year: Int64
  /// From 1.
  var month: Int64
  /// From 1.
  var day: Int64
  /// From 0 to 23.
  var hour: Int64 = 0
  var minute: Int64 = 0
  /// From 0 to 59: there are no leap seconds.
  var second: Int64 = 0
  var nanosecond: Int64 = 0

  /// Whether the calendar has such a day and the day such a second.
  var isValid: Bool {
    (1...12).contains(month) && (1...Self.days(inMonth: month, of: year)).contains(day)
      && (0...23).contains(hour) && (0...59).contains(minute) && (0...59).contains(second)
      && (0...999_999_999).contains(nanosecond)
  }

  /// Seconds since 1970-01-01T00:00:00 of the same zone.
  var secondsSinceEpoch: Int64 {
    daysSinceEpoch * 86_400 + hour * 3_600 + minute * 60 + second
  }

  /// From Monday, 1, to Sunday, 7. The first of January 1970 was a Thursday.
  var weekday: Int64 { (daysSinceEpoch + 3).flooredQuotientAndRemainder(by: 7).remainder + 1 }

  /// The civil time that many seconds after 1970-01-01T00:00:00.
  init(secondsSinceEpoch seconds: Int64, nanosecond: Int64 = 0) {
    let (day, rest) = seconds.flooredQuotientAndRemainder(by: 86_400)
    (year, month, self.day) = Self.date(daysSinceEpoch: day)
    hour = rest / 3_600
    minute = rest / 60 % 60
    second = rest % 60
    self.nanosecond = nanosecond
  }

  init(year: Int64, month: Int64, day: Int64) {
    self.year = year
    self.month = month
    self.day = day
  }
}

// The calendar repeats every 400 years, which are 146,097 days. Years are counted from March here,
// so that the leap day is a year's last.
extension CivilTime {
  private static func days(inMonth month: Int64, of year: Int64) -> Int64 {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  private var daysSinceEpoch: Int64 {
    let (era, yearOfEra) = (month > 2 ? year : year - 1).flooredQuotientAndRemainder(by: 400)
    let dayOfYear = Self.days(beforeMonth: (month + 9) % 12) + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - daysToEpoch
  }

  private static func date(
    daysSinceEpoch days: Int64
  ) -> (year: Int64, month: Int64, day: Int64) {
    let (era, dayOfEra) = (days + daysToEpoch).flooredQuotientAndRemainder(by: 146_097)
    // Without the leap days that have passed, every year has 365 days.
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - Self.days(beforeMonth: monthFromMarch) + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day)
  }

  /// How many days of a year that begins in March precede a month, counted from 0 in March.
  private static func days(beforeMonth month: Int64) -> Int64 { (153 * month + 2) / 5 }
}

/// Days from 0000-03-01 to 1970-01-01.
private let daysToEpoch: Int64 = 719_468

extension Int64 {
  /// The quotient rounded down, and the remainder, which is not negative. `divisor` is positive.
  func flooredQuotientAndRemainder(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
