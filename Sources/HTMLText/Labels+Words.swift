extension Labels {
  /// Words with which a site speaks of its own channels, wherever a line says so.
  static let ownChannels = [
    "صفحتنا", "قناتنا", "حسابنا", "حساباتنا", "تطبيقنا", "نشرتنا", "النشرة البريدية",
    "حمل تطبيق", "حملوا تطبيق",
  ]

  /// What one is invited to follow: `تابع قناة …`.
  static let followed = [
    "قناة", "قنوات", "صفحة", "صفحات", "حساب", "حسابات", "أخبار", "آخر", "أحدث", "موقع", "منصة",
    "منصات", "تطبيق", "المزيد",
  ]

  /// The last words of a line that asks to click.
  static let clicks = [
    "اضغط هنا", "اضغطوا هنا", "انقر هنا", "انقروا هنا", "click here",
  ]

  /// Parts of the addresses of channels.
  static let channelAddresses = [
    "t.me/", "whatsapp.com/", "wa.me/", "nabd.com/",
  ]

  /// Those of ``offices`` with which a last line of the text may begin as well.
  static let ambiguousOffices = [
    "قسم", "وحدة", "ترجمة", "دكتوراه", "سفير",
  ]

  /// What brackets at the end of a headline say that is no owner of a picture.
  static let bracketed = [
    "فيديو", "بالفيديو", "صور", "بالصور", "شاهد", "تفاصيل", "محدث", "خاص", "تحديث", "إنفوغراف",
    "إنفوجراف", "صوت", "وثيقة", "وثائق", "تقرير", "حوار", "تحليل",
  ]

  /// The last words of lines that credit a paper: whose report it is.
  static let origins = [
    "خاص", "متابعات", "وكالات",
  ]

  /// The first words of lines that promise more elsewhere.
  static let promises = [
    "للمزيد", "لمزيد", "ولمزيد", "وللمزيد",
  ]

  /// The labels by which what ran together behind a text is known: rows of several words, but for
  /// those with which a sentence may begin.
  static let tailLabels: [String] = {
    let rules = [
      "related.label", "share.label", "share.follow", "promo.app", "navigation.rights",
      "navigation.more", "navigation.comments", "navigation.control", "embed.label", "tags.label",
    ]
    let known = rows.filter { rules.contains($0.rule) }.flatMap(\.phrases)
    let others = [
      "البريد الإلكتروني", "لن يتم نشر", "الحقول الإلزامية", "google news", "google play",
      "app store", "privacy policy", "get it on", "follow us", "أخبار جوجل", "جوجل نيوز",
      "شارك على", "مشاركة عبر", "نسخ الرابط", "تم النسخ", "commentaires pour l article",
    ]
    return (known + others).filter { $0.contains(" ") }
  }()

  /// Single words of buttons beside the names of networks.
  static let tailButtons = [
    "التعليقات", "تعليقات", "الوسوم", "طباعة", "مشاركة", "ماسنجر", "فايبر", "لينكدان", "تعليق",
    "messenger", "viber", "print", "email", "pinterest", "copyright", "comments",
  ]

  /// What a note begins with that leads past a box.
  static let skips = [
    "تخطى", "skip",
  ]

  /// Those of ``notices`` that stand above the answers of a poll.
  static let polls = [
    "الاستفتاء أدناه", "شارك برأيك في الاستطلاع",
  ]

  /// What stands behind the number of minutes that reading takes.
  static let minutes = [
    "دقائق", "دقيقة", "دقيقتان", "د", "ث", "ثانية", "ثوان", "min", "mins", "minutes", "sec",
  ]

  /// The words of a time to read behind a date: `2 دقائق قراءة`.
  static let readingWords = [
    "دقائق", "دقيقة", "دقيقتان", "قراءة", "للقراءة",
  ]

  /// Those of ``counters`` that count what readers wrote.
  static let commentCounts = [
    "تعليق", "تعليقات", "comments",
  ]

  /// The words that end reports of agencies, in brackets or on a line.
  static let endMarks = [
    "النهاية", "انتهى", "يتبع",
  ]

  /// What stands before a photographer.
  static let photographing = [
    "تصوير", "عدسة", "بعدسة", "photo",
  ]

  /// What stands before a time of day that a sentence speaks of.
  static let beforeTimes = [
    "في", "يوم", "مساء", "صباح", "فجر", "ظهر", "عند", "الساعة", "منذ", "حتى", "بتاريخ", "من",
    "إلى", "بين", "ليل", "ليلة", "قبل", "بعد", "نحو", "حوالي", "تمام",
  ]

  /// Words of captions that say what somebody does in a picture, as no summary says it.
  static let poses = [
    "متحدثا", "متحدثة", "مستقبلا", "مصافحا", "مترئسا", "مترئسة", "متوسطا",
  ]

  /// What stands in captions before an occasion.
  static let during = [
    "خلال", "أثناء", "لدى",
  ]

  /// Occasions of pictures, with whose they are: `أثناء جولته`.
  static let events: [String] = {
    let own = [
      "جولت", "زيارت", "كلمت", "مداخلت", "مشاركت", "مقابلت", "لقائ", "لقاء", "اجتماع", "مؤتمر",
      "استقبال", "حضور", "تفقد", "خطاب", "حديث", "تكريم", "افتتاح", "توقيع", "ترؤس", "إلقائ",
      "تسلم", "تصوير", "تدريب", "وصول", "مغادرت",
    ]
    return own.flatMap { event in ["ه", "ها", "هم", "هما"].map { event + $0 } }
  }()
}
