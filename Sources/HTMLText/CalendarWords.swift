import ArabicText

/// What the words of a date mean, in Arabic and English.
enum CalendarWord: Hashable, Sendable {
  case month(Int)
  /// A month of the Islamic calendar, which dates here are not converted from.
  case islamicMonth
  /// The sign of a year of the Islamic calendar.
  case islamicYear
  case weekday
  /// Today, yesterday: a date only together with the day of the crawl.
  case relativeDay
  /// Minutes east of Greenwich.
  case zone(Int)
  case beforeNoon, afterNoon
  /// A word that may stand in a date and says nothing: `الساعة`, `at`.
  case filler

  /// The meaning of a folded word or pair of words; nil when it is not one of a date.
  static func of(_ word: ArraySlice<UInt8>) -> CalendarWord? { table[word] }

  private static let table: ByteTable<CalendarWord> = {
    var table = ByteTable<CalendarWord>()
    func add(_ words: String, _ meaning: CalendarWord) {
      for word in words.split(separator: ",") {
        table[TextKey(Array(word.utf8)).bytes[...]] = meaning
      }
    }
    for (index, names) in months.enumerated() { add(names, .month(index + 1)) }
    add(
      "محرم,صفر,ربيع الأول,ربيع الآخر,ربيع الثاني,جمادى الأولى,جمادى الآخرة,جمادى الثانية,رجب,"
        + "شعبان,رمضان,شوال,ذو القعدة,ذي القعدة,ذو الحجة,ذي الحجة", .islamicMonth)
    add("ه,هجري,هجرية", .islamicYear)
    add(
      "الأحد,الاثنين,الإثنين,الثلاثاء,الأربعاء,الخميس,الجمعة,السبت,monday,tuesday,wednesday,"
        + "thursday,friday,saturday,sunday,mon,tue,tues,wed,thu,thur,thurs,fri,sat,sun", .weekday)
    add("اليوم,أمس,today,yesterday", .relativeDay)
    add("ص,صباحا,صباح,am,a m", .beforeNoon)
    add("م,مساء,ظهرا,pm,p m", .afterNoon)
    add(
      "الساعة,بتوقيت,توقيت,في,يوم,الموافق,عند,بتاريخ,at,of,on,st,nd,rd,th,the,t,تاريخ,النشر,"
        + "نشر,نشرت,نشره,نشرها,آخر,تحديث,التحديث,تم,تعديل,published,updated,last,posted,date,محلي,المحلي,"
        + "بالتوقيت,ميلادي,ميلادية", .filler)
    for (names, hours) in zones { add(names, .zone(hours * 60)) }
    return table
  }()

  private static let months = [
    "يناير,كانون الثاني,كانون ثاني,جانفي,january,jan", "فبراير,شباط,فيفري,february,feb",
    "مارس,آذار,march,mar", "أبريل,ابريل,نيسان,أفريل,april,apr", "مايو,أيار,ماي,may",
    "يونيو,يونيه,حزيران,جوان,june,jun", "يوليو,يوليه,تموز,جويلية,يوليوز,july,jul",
    "أغسطس,آب,أوت,غشت,august,aug", "سبتمبر,أيلول,شتنبر,september,sep,sept",
    "أكتوبر,تشرين الأول,تشرين أول,october,oct",
    "نوفمبر,تشرين الثاني,تشرين ثاني,تشرين ثان,نونبر,november,nov",
    "ديسمبر,كانون الأول,كانون أول,دجنبر,december,dec",
  ]

  /// Names of zones that RFC 2822 and Arabic pages use, with their hours east of Greenwich.
  private static let zones = [
    ("gmt,utc,z,ut,غرينتش,جرينتش,غرينيتش,جرينيتش,الدولي", 0), ("est", -5), ("edt", -4),
    ("cst", -6), ("cdt", -5), ("mst", -7), ("mdt", -6), ("pst", -8), ("pdt", -7), ("cet", 1),
    ("cest", 2), ("ast", 3), ("السعودية,مكة المكرمة,ت م,بغداد,الكويت,الدوحة", 3),
    ("الإمارات,دبي,أبوظبي", 4),
  ]
}
