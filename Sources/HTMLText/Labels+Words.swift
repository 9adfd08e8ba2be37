extension Labels {
  /// Words with which a site speaks of its own channels, wherever a line says so.
  static let ownChannels = [
    "صفحتنا", "قناتنا", "حسابنا", "حساباتنا", "تطبيقنا", "نشرتنا", "النشرة البريدية",
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

  /// The first words of those who own a picture, in brackets behind its caption: `(الشركة المنفذة)`.
  static let owners = [
    "الشركة", "شركة", "المصدر", "المنظمة", "الجمعية", "الصفحة", "صفحة", "حساب", "موقع", "مواقع",
    "وكالة", "الوكالة", "أرشيف", "أرشيفية", "الأرشيف", "متداولة", "تصوير", "عدسة", "وزارة",
    "الوزارة", "رئاسة", "الرئاسة", "بلدية", "البلدية", "مكتب", "المكتب", "هيئة", "الهيئة",
    "مؤسسة", "المؤسسة", "نادي", "النادي", "المركز", "خاص", "خاصة", "إدارة", "العلاقات", "منصة",
    "تليفزيون", "تلفزيون", "التلفزيون", "صحيفة", "جريدة", "قناة",
  ]

  /// Those of ``agencies`` and ``pictureCredits`` that a sub-heading may consist of.
  static let ambiguousOwners = [
    "الشرق الأوسط", "الشرق", "العربية", "الجزيرة", "الحياة", "الحرة", "سبق", "فارس", "مهر", "معا",
    "وات", "بنا", "بترا", "سبأ", "وفا", "واع", "وطنية", "عمون", "خبرني", "وكالات", "الوكالات",
    "الفرنسية", "الألمانية", "الأوروبية", "الأميركية", "الأمريكية", "أرشيف", "الإنترنت", "انترنت",
    "مواقع التواصل", "مواقع التواصل الاجتماعي", "وسائل التواصل", "وسائل التواصل الاجتماعي",
    "مواقع إلكترونية", "آخرون", "social media", "دنيا الوطن", "القدس العربي", "العربي الجديد",
    "الوئام",
  ]

  /// Verbs with which a sentence says who said something, as no caption begins.
  static let reportingVerbs = [
    "قال", "قالت", "أعلن", "أعلنت", "أكد", "أكدت", "ذكر", "ذكرت", "أوضح", "أوضحت", "أشار", "أشارت",
    "كشف", "كشفت", "أفاد", "أفادت", "حذر", "حذرت", "طالب", "طالبت", "نفى", "نفت", "رأى", "رأت",
    "اعتبر", "اعتبرت", "نقل", "نقلت", "أورد", "أوردت", "دعا", "دعت", "رفض", "رفضت", "انتقد",
    "انتقدت",
  ]

  /// Verbs of the perfect within a headline that ``ParagraphOpening`` does not know as openings.
  static let finiteVerbs = [
    "كان", "كانت", "أصبح", "باتت", "بات", "ظل", "أوقفوا", "قتلوا", "أصيبوا", "مات", "ماتت", "جرح",
    "جرحت", "وجد", "وجدت", "ترك", "تركت", "هرب", "فر", "نال", "نالت", "أبلغ", "أبلغت", "جاء",
    "جاءت", "عرض", "عرضت",
  ]

  /// Those of ``invitations`` that are also offers of which a text speaks.
  static let offers = [
    "يمكنكم", "يمكنك", "بإمكانكم", "بإمكانك", "كونوا", "كن", "للحصول",
  ]

  /// What a question above the comments asks for.
  static let opinions = [
    "رأيك", "رأيكم", "تعليقك", "تعليقكم",
  ]

  /// Where the author of a text works: `أستاذ القانون في جامعة …`.
  static let institutions = [
    "جامعة", "بجامعة", "الجامعة", "بالجامعة", "كلية", "بكلية", "مركز", "بمركز", "معهد", "بمعهد",
    "مؤسسة", "بمؤسسة", "صحيفة", "بصحيفة", "مجلة", "بمجلة",
  ]

  /// What the statements of a page's scripts begin with.
  static let scripts = [
    "googletag", "window.", "window[", "document.", "(function", "function ", "function(", "var ",
    "gtag(", "fbq(", "_taboola", "(adsbygoogle", "adsbygoogle", "jquery", "$(", "!function", "_gaq",
    "ga(", "dataLayer", "new ", "if (", "if(", "try", "twttr", "instgrm", "__",
  ].map { Array($0.utf8) }

  /// The last words of lines that credit a paper: whose report it is.
  static let origins = [
    "خاص", "متابعات", "وكالات",
  ]

  /// The first words of lines that promise more elsewhere.
  static let promises = [
    "للمزيد", "لمزيد", "ولمزيد", "وللمزيد", "للاطلاع", "لمتابعة", "لمشاهدة", "لقراءة", "لتحميل",
    "للاشتراك", "لمعرفة",
  ]

  /// The labels of several words by which what ran together behind a text is known: of the buttons,
  /// boxes and notices of a site.
  static let tailLabels: [String] = {
    let rules = [
      "related.label", "share.label", "share.follow", "promo.app", "navigation.rights",
      "navigation.more", "navigation.comments", "navigation.control", "embed.label", "tags.label",
    ]
    let known = rows.filter { rules.contains($0.rule) }.flatMap(\.phrases)
    let others = [
      "لن يتم نشر", "الحقول الإلزامية", "أخبار جوجل", "جوجل نيوز", "تم النسخ", "google news",
      "google play", "app store", "privacy policy", "get it on", "commentaires pour l article",
    ]
    return (known + others).filter { $0.contains(" ") }
  }()

  /// Single words of buttons beside the names of networks.
  static let tailButtons = [
    "التعليقات", "تعليقات", "الوسوم", "طباعة", "مشاركة", "ماسنجر", "فايبر", "لينكدان", "تعليق",
    "share", "tweet", "messenger", "viber", "print", "email", "pinterest", "copyright", "comments",
  ]

  /// What a note begins with that leads past a box.
  static let skips = [
    "تخطى", "skip",
  ]

  /// Those of ``notices`` that stand above the answers of a poll.
  static let polls = [
    "الاستفتاء أدناه", "شارك برأيك في الاستطلاع",
  ]

  /// What stands behind the numbers of the time that reading takes.
  static let timeUnits =
    [
      "دقائق", "دقيقة", "دقيقتان", "د", "min", "mins", "minutes",
    ] + seconds

  /// Those of ``timeUnits`` that stand behind minutes or a word for reading only.
  static let seconds = [
    "ث", "ثانية", "ثوان", "sec",
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
      "تسلم",
    ]
    return own.flatMap { event in ["ه", "ها", "هم", "هما"].map { event + $0 } }
  }()
}
