import ArabicText

/// What the words of a date mean, in Arabic and English.
enum CalendarWord: Hashable, Sendable {
  case month(Int)
  /// A month of the Islamic calendar.
  case islamicMonth(Int)
  /// The sign of a year of the Islamic calendar.
  case islamicYear
  case weekday
  /// Today, yesterday: a date only together with the day of the crawl.
  case relativeDay
  /// Minutes east of Greenwich.
  case zone(Int)
  /// `بتوقيت`: the place whose time it is follows.
  case zoneLabel
  /// The IANA zone of a place; it counts behind a ``zoneLabel`` only.
  case place(String)
  case beforeNoon, afterNoon
  /// A word that may stand in a date and says nothing: `الساعة`, `at`.
  case filler

  /// Whether the word makes a date of the numbers around it.
  var isTelling: Bool {
    switch self {
    case .filler, .zoneLabel, .place: false
    default: true
    }
  }

  /// Whether the word is the name of a place.
  var isPlace: Bool { if case .place = self { true } else { false } }

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
    for (index, names) in islamicMonths.enumerated() { add(names, .islamicMonth(index + 1)) }
    add("ه,هجري,هجرية,هجريا,الهجري,ah", .islamicYear)
    add(
      "الأحد,الاحد,الاثنين,الإثنين,الثلاثاء,الثلثاء,الأربعاء,الخميس,الجمعة,السبت,"
        + "monday,tuesday,wednesday,"
        + "أحد,اثنين,ثلاثاء,أربعاء,خميس,جمعة,سبت,"
        + "lundi,mardi,mercredi,jeudi,vendredi,samedi,dimanche,"
        + "thursday,friday,saturday,sunday,mon,tue,tues,wed,thu,thur,thurs,fri,sat,sun", .weekday)
    add("اليوم,أمس,today,yesterday", .relativeDay)
    add("ص,صباحا,صباح,فجرا,am,a m", .beforeNoon)
    add("م,مساء,ظهرا,عصرا,pm,p m", .afterNoon)
    add(
      "الساعة,على الساعة,في,يوم,الموافق,عند,بتاريخ,at,of,on,st,nd,rd,th,the,t,تاريخ,النشر,من,شهر,عام,سنة,"
        + "لعام,لسنة,نشر,نشرت,نشره,نشرها,آخر,تحديث,التحديث,محدثة,محدث,تم,تعديل,published,updated,last,"
        + "posted,publié,publie,le,à,"
        + "date,محلي,المحلي,بالتوقيت,ميلادي,ميلادية,الميلادي", .filler)
    add("بتوقيت,توقيت", .zoneLabel)
    for (names, hours) in zones { add(names, .zone(hours * 60)) }
    for (names, zone) in places { add(names, .place(zone)) }
    return table
  }()

  private static let months = [
    "يناير,ينايير,كانون الثاني,كانون ثاني,كانون ثان,جانفي,january,jan,janvier",
    "فبراير,شباط,فيفري,february,feb,février,fevrier",
    "مارس,آذار,march,mar,mars", "أبريل,ابريل,إبريل,نيسان,أفريل,april,apr,avril",
    "مايو,أيار,ماي,may,mai",
    "يونيو,يونيه,حزيران,جوان,june,jun,juin", "يوليو,يوليه,تموز,جويلية,يوليوز,july,jul,juillet",
    "أغسطس,اغسطس,آب,أوت,غشت,august,aug,août,aout",
    "سبتمبر,أيلول,شتنبر,september,sep,sept,septembre",
    "أكتوبر,اكتوبر,تشرين الأول,تشرين أول,october,oct,octobre",
    "نوفمبر,تشرين الثاني,تشرين ثاني,تشرين ثان,نونبر,november,nov,novembre",
    "ديسمبر,كانون الأول,كانون أول,دجنبر,december,dec,décembre,decembre",
  ]

  private static let islamicMonths = [
    "محرم,المحرم,محرم الحرام,muharram", "صفر,safar", "ربيع الأول,ربيع أول",
    "ربيع الآخر,ربيع الثاني,ربيع ثاني,ربيع ثان,ربيع آخر",
    "جمادى الأولى,جمادى الأول,جمادى أولى", "جمادى الآخرة,جمادى الثانية,جمادى الآخر,جمادى الثاني",
    "رجب,rajab", "شعبان,shaban", "رمضان,ramadan", "شوال,shawwal", "ذو القعدة,ذي القعدة",
    "ذو الحجة,ذي الحجة",
  ]

  /// Names of zones that RFC 2822 and Arabic pages use, with their hours east of Greenwich.
  private static let zones = [
    ("gmt,utc,z,ut,غرينتش,جرينتش,غرينيتش,جرينيتش,غرينتش الدولي,الدولي,العالمي", 0),
    ("est", -5), ("edt", -4), ("cst", -6), ("cdt", -5), ("mst", -7), ("mdt", -6), ("pst", -8),
    ("pdt", -7), ("cet,bst,wat", 1), ("cest,eet", 2), ("ast,eest,eat,msk,ت م", 3), ("gst", 4),
  ]

  /// Places whose time pages name.
  private static let places = [
    ("السعودية,مكة المكرمة,مكة,الرياض", "Asia/Riyadh"), ("بغداد,العراق", "Asia/Baghdad"),
    ("الكويت", "Asia/Kuwait"), ("الدوحة,قطر", "Asia/Qatar"),
    ("الإمارات,دبي,أبوظبي,أبو ظبي", "Asia/Dubai"),
    ("القاهرة,مصر", "Africa/Cairo"), ("بيروت,لبنان", "Asia/Beirut"),
    ("دمشق,سوريا", "Asia/Damascus"),
    ("عمان,الأردن", "Asia/Amman"), ("القدس,القدس المحتلة", "Asia/Jerusalem"),
    ("فلسطين,غزة", "Asia/Gaza"), ("الرباط,المغرب,الدار البيضاء", "Africa/Casablanca"),
    ("تونس", "Africa/Tunis"), ("الجزائر", "Africa/Algiers"), ("طرابلس,ليبيا", "Africa/Tripoli"),
    ("الخرطوم,السودان", "Africa/Khartoum"), ("صنعاء,عدن", "Asia/Aden"), ("مسقط", "Asia/Muscat"),
    ("المنامة,البحرين", "Asia/Bahrain"), ("إسطنبول,أنقرة,تركيا", "Europe/Istanbul"),
    ("طهران,إيران", "Asia/Tehran"), ("لندن", "Europe/London"), ("باريس", "Europe/Paris"),
    ("برلين", "Europe/Berlin"), ("موسكو", "Europe/Moscow"), ("نيويورك,واشنطن", "America/New_York"),
  ]
}
