import ETLModel

/// The words that mark residue in news pages, as data.
///
/// Phrases are compared folded (``Normalizer``), so one spelling of the alef and of the final ya
/// stands for all. A new label is a phrase in a row; a new kind of behaviour is a row.
enum Labels {
  /// How a label must stand in its piece.
  enum Fit {
    /// The piece is the label and nothing else.
    case whole
    /// The piece is the label, or a colon, bar or dash follows it.
    case parted
    /// The piece begins with the label and has at most ``Row/maximumWords`` words.
    case start
  }

  /// What else leaves with the label.
  enum Reach {
    /// Its own piece.
    case piece
    /// Its own piece, and the headlines that follow.
    case headlines
    /// At the end of a text its own piece and everything behind it.
    case rest
  }

  /// Labels that act alike.
  struct Row: Sendable {
    var rule: String
    var kind: Residue.Kind
    var fit: Fit
    var reach: Reach
    /// The most words of a piece that a label with the fit `start` takes with it.
    var maximumWords = 24
    var phrases: [String]
  }

  static let rows: [Row] = [
    Row(
      rule: "related.label", kind: .related, fit: .parted, reach: .headlines,
      phrases: [
        "اقرأ أيضا", "إقرأ أيضا", "إقرا أيضا", "اقرأ المزيد", "إقرأ المزيد", "اقرأوا أيضا",
        "اقرؤوا أيضا", "قد يهمك", "قد يهمك أيضا", "قد يعجبك", "قد يعجبك أيضا", "ربما يهمك",
        "ربما يعجبك", "مواضيع ذات صلة", "موضوعات ذات صلة", "مواضيع متعلقة", "مواضيع مرتبطة",
        "مواضيع ذات علاقة", "موضوعات متعلقة", "الموضوعات المتعلقة", "الموضوعات ذات الصلة",
        "المواضيع ذات الصلة", "أخبار ذات صلة", "أخبار متعلقة", "أخبار ذات علاقة", "اخبار مرتبطة",
        "الأخبار المتعلقة", "مقالات ذات صلة", "مقالات متعلقة", "المقالات ذات الصلة",
        "روابط ذات صلة", "روابط ذات علاقة", "روابط متعلقة", "محتوى ذو صلة", "ذات صلة", "للمزيد",
        "لقراءة المزيد", "لمزيد من التفاصيل", "طالع أيضا", "طالع المزيد", "شاهد أيضا",
        "شاهدوا أيضا", "تابع أيضا", "انظر أيضا", "اخترنا لك", "اخترنا لكم", "نرشح لك", "نرشح لكم",
        "ننصح بقراءة", "مختارات", "المزيد من الأخبار", "المزيد حول هذا الموضوع",
        "المزيد حول هذه القصة", "مزيد من المعلومات حول هذا الموضوع", "قصص مقترحة", "أخبار مقترحة",
        "مقترحات", "موصى به", "يوصى به", "الأكثر قراءة", "الأكثر مشاهدة", "آخر الأخبار",
        "أحدث الأخبار", "أهم الأخبار", "read also", "read more", "related articles",
        "related stories", "see also", "more on this story", "related",
      ]),
    Row(
      rule: "source.label", kind: .sourceLine, fit: .parted, reach: .piece,
      phrases: [
        "المصدر", "المصادر", "مصدر الخبر", "مصدر المقال", "نقلا عن", "رابط الخبر",
        "رابط المصدر", "رابط المقال", "رابط الموضوع", "المصدر الأصلي", "source",
      ]),
    Row(
      rule: "source.link", kind: .sourceLine, fit: .start, reach: .piece, maximumWords: 30,
      phrases: ["رابط الخبر بصحيفة", "رابط الخبر في صحيفة", "رابط الخبر على موقع"]),
    Row(
      rule: "tags.label", kind: .tags, fit: .parted, reach: .piece,
      phrases: [
        "كلمات دلالية", "الكلمات الدلالية", "الكلمات الدالة", "كلمات مفتاحية",
        "الكلمات المفتاحية", "كلمات البحث", "وسوم", "الوسوم", "أوسمة", "الأوسمة", "تصنيفات",
        "التصنيفات", "التصنيف", "هاشتاغ", "هاشتاج", "علامات", "العلامات", "تاغات", "مواضيع",
        "tags", "tag", "topics", "filed under",
      ]),
    Row(
      rule: "share.label", kind: .share, fit: .parted, reach: .piece,
      phrases: [
        "شارك", "شارك هذا المقال", "شارك هذا الموضوع", "شارك الخبر", "شارك المقال",
        "شارك الموضوع", "شاركها", "شاركه", "مشاركة", "مشاركة الخبر", "شارك عبر", "شارك على",
        "شارك من خلال", "انشر", "أرسل إلى صديق", "طباعة", "نسخ الرابط", "اطبع", "حفظ", "share",
        "share this", "share this article", "copy link", "email", "print",
      ]),
    Row(
      rule: "share.follow", kind: .share, fit: .start, reach: .piece, maximumWords: 14,
      phrases: [
        "تابعنا على", "تابعونا على", "تابعنا عبر", "تابعونا عبر", "تابعوا صفحتنا",
        "اضغط للمشاركة", "اضغط هنا للمشاركة", "شارك هذا الخبر", "شارك من خلال تويتر",
        "شارك من خلال فيسبوك", "شارك على فيسبوك", "شارك على تويتر", "للاشتراك في قناتنا",
        "انضم إلى قناتنا", "انضموا إلى قناتنا", "follow us on", "share on",
      ]),
    Row(
      rule: "promo.app", kind: .promo, fit: .start, reach: .piece, maximumWords: 20,
      phrases: [
        "تابع أحدث الأخبار عبر", "تابع آخر الأخبار عبر", "تابعوا أحدث الأخبار عبر",
        "تابعوا آخر الأخبار عبر", "حمل تطبيق", "حملوا تطبيق", "حمّل التطبيق",
        "اشترك الآن", "اشترك في النشرة", "اشترك في نشرتنا", "اشترك في قناتنا", "اشترك معنا",
        "اشتركوا في النشرة", "اشتركوا في قناتنا", "للاشتراك في النشرة", "سجل الآن", "انقر هنا",
        "اضغط هنا", "لمتابعة آخر الأخبار", "لمتابعة أحدث الأخبار", "لمتابعة المزيد من الأخبار",
        "يمكنكم متابعة آخر", "يمكنكم متابعة أحدث", "النشرة البريدية", "sign up for",
        "subscribe to", "subscribe now", "download the app",
      ]),
    Row(
      rule: "promo.advertisement", kind: .promo, fit: .whole, reach: .piece,
      phrases: ["إعلان", "إعلانات", "مساحة إعلانية", "advertisement", "newsletter", "ads"]),
    Row(
      rule: "navigation.rights", kind: .navigation, fit: .start, reach: .piece,
      phrases: [
        "جميع الحقوق محفوظة", "كل الحقوق محفوظة", "حقوق النشر محفوظة", "حقوق النشر",
        "حقوق الطبع محفوظة", "all rights reserved", "copyright",
      ]),
    Row(
      rule: "navigation.more", kind: .navigation, fit: .whole, reach: .rest,
      phrases: ["تصفح المزيد", "عرض المزيد", "المزيد", "تحميل المزيد", "عرض الكل", "load more"]),
    Row(
      rule: "navigation.comments", kind: .navigation, fit: .parted, reach: .rest,
      phrases: [
        "التعليقات", "تعليقات", "أضف تعليقا", "أضف تعليقك", "اترك تعليقا", "اترك تعليقك",
        "اترك ردا", "اكتب تعليقا", "اكتب تعليقك", "لا يوجد تعليقات", "لا توجد تعليقات",
        "إلغاء الرد", "comments", "leave a comment", "leave a reply",
      ]),
    Row(
      rule: "caption.label", kind: .caption, fit: .parted, reach: .piece,
      phrases: ["صورة", "الصورة", "صورة أرشيفية", "صورة تعبيرية", "أرشيفية", "الصورة أرشيفية"]),
    Row(
      rule: "contact.label", kind: .other, fit: .start, reach: .rest, maximumWords: 16,
      phrases: [
        "للتواصل مع الكاتب", "للتواصل مع الكاتبة", "للتواصل مع المؤلف", "للتواصل عبر البريد",
        "البريد الإلكتروني للكاتب",
      ]),
    Row(
      rule: "reading_time.label", kind: .readingTime, fit: .start, reach: .piece, maximumWords: 9,
      phrases: [
        "time reading icon", "time reading icon دقائق القراءة", "دقائق القراءة", "مدة القراءة",
        "وقت القراءة", "زمن القراءة", "دقائق قراءة", "دقيقة قراءة", "reading time",
      ]),
  ]

  /// Phrases that mark a short line as a note of the time it takes to read.
  static let readingTime = [
    "دقائق القراءة", "دقائق قراءة", "دقيقة قراءة", "دقائق للقراءة", "مدة القراءة", "وقت القراءة",
    "min read", "minutes read", "minute read",
  ]

  /// Phrases that mark a line as a notice of rights, wherever they stand in it.
  static let rights = [
    "جميع الحقوق محفوظة", "كل الحقوق محفوظة", "حقوق النشر محفوظة", "all rights reserved",
  ]

  /// Words that begin an invitation to follow a site on social networks.
  static let invitations = ["تابع", "تابعوا", "تابعنا", "تابعونا", "تابعي", "انضم", "انضموا"]

  /// Words that stand before a date of publication.
  static let dateLabels = [
    "تاريخ النشر", "نشر في", "نشر بتاريخ", "نشر", "تاريخ", "آخر تحديث", "تم النشر", "تم التحديث",
    "تم تحديثه", "حدث في", "آخر تعديل", "تاريخ التحديث", "published", "updated", "last updated",
    "posted", "posted on", "published on", "نشرت في", "أضيف بتاريخ", "أضيف في",
  ]

  /// Words that stand before the name of an author.
  static let authorLabels = [
    "كتب", "كتبت", "كتبه", "كتبها", "بقلم", "تحرير", "إعداد", "ترجمة", "تقرير", "متابعة", "by",
    "written by", "posted by", "published by", "محرر", "المحرر", "الكاتب", "الكاتبة", "مراسل",
  ]

  /// The names of social networks and the buttons beside them.
  static let shareWords = [
    "تويتر", "فيسبوك", "فيس", "بوك", "جوجل", "بلس", "غوغل", "واتساب", "واتس", "اب", "تلغرام",
    "تليجرام", "انستغرام", "انستجرام", "لينكد", "إن", "لينكدإن", "بينترست", "ماسنجر", "طباعة",
    "بريد", "إلكتروني", "البريد", "الإلكتروني", "facebook", "twitter", "whatsapp", "telegram",
    "linkedin", "pinterest", "messenger", "email", "print", "x", "google", "plus", "شارك", "شير",
    "اكتب", "رأيك",
  ]

  /// News agencies and papers that reports are credited to, in the form in which they are shown.
  static let agencies = [
    "رويترز", "أ ف ب", "أ.ف.ب", "ا ف ب", "فرانس برس", "أف ب", "د ب أ", "د.ب.أ", "أ ب", "أ.ب",
    "أسوشيتد برس", "أسوشييتد برس", "أسوشيتدبرس", "وكالات", "الوكالات", "وام", "واس", "كونا",
    "بترا", "قنا", "سانا", "سبأ", "وفا", "معا", "واع", "وات", "واج", "أ ش أ", "أ.ش.أ", "بنا",
    "الأناضول", "وكالة الأناضول", "شينخوا", "تاس", "سبوتنيك", "نوفوستي", "إنترفاكس", "إرنا",
    "فارس", "تسنيم", "مهر", "يونهاب", "كيودو", "إفي", "أنسا", "بلومبرغ", "بلومبيرغ",
    "الجزيرة", "الجزيرة نت", "العربية", "العربية نت", "العربية.نت", "الشرق الأوسط", "الحياة",
    "سكاي نيوز عربية", "بي بي سي", "سي إن إن", "الشرق", "الميادين", "الحرة", "سبق", "عكاظ",
    "reuters", "afp", "ap", "dpa", "cnn", "bbc", "efe", "ansa", "getty", "getty images", "epa",
    "xinhua", "tass", "upi",
  ]
}
