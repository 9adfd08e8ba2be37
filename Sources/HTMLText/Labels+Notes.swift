import ETLModel

extension Labels {
  /// Labels before sources, and the notes of papers on whose texts they print.
  static let sources: [Row] = [
    Row(
      rule: "source.label", kind: .sourceLine, fit: .parted, reach: .piece,
      phrases: [
        "المصدر", "المصادر", "مصدر الخبر", "مصدر المقال", "مصدر المعلومات", "نقلا عن",
        "المصادر الإضافية", "مصادر إضافية", "رابط الخبر", "رابط المصدر", "رابط المقال",
        "رابط الموضوع", "رابط مختصر", "رابط دائم", "الرابط الدائم", "موضوع من bbcarabic com",
        "الرابط المختصر", "الرابط القصير", "المصدر الأصلي", "رابط الخبر الأصلي", "source",
        "short link", "via",
      ]),
    Row(
      rule: "source.link", kind: .sourceLine, fit: .start, reach: .piece, maximumWords: 30,
      phrases: [
        "رابط الخبر بصحيفة", "رابط الخبر في صحيفة", "رابط الخبر على موقع", "رابط المقال على موقع",
        "لقراءة الخبر من المصدر", "لقراءة المقال من المصدر", "اقرأ الخبر من المصدر",
        "اقرأ على الموقع الرسمي", "لمشاهدة الخبر من المصدر",
      ]),
    Row(
      rule: "source.bare", kind: .sourceLine, fit: .start, reach: .piece, maximumWords: 6,
      phrases: agencies.map { "المصدر " + $0 } + ["المصدر مواقع", "المصدر صحف"]),
    Row(
      rule: "source.syndication", kind: .sourceLine, fit: .start, reach: .piece, maximumWords: 9,
      phrases: [
        "خدمة نيويورك تايمز", "خدمة واشنطن بوست", "خدمة الواشنطن بوست", "خدمة بلومبيرغ",
        "خدمة تريبيون ميديا", "خدمة كريستيان ساينس مونيتور", "خدمة الغارديان", "بالاتفاق مع",
        "ينشر بالاتفاق مع", "ينشر بالتزامن مع", "ينشر بالتعاون مع", "خاص ب الشرق الأوسط",
        "وحدة التقارير الاقتصادية", "الوحدة الاقتصادية ب", "حقوق النشر بروجيكت سنديكيت",
        "هذا الخبر منقول", "هذا الخبر منقول من", "خاص لصحيفة", "خاص بصحيفة", "نقلا عن صحيفة",
        "نقلا عن موقع",
      ]),
    Row(
      rule: "source.origin", kind: .sourceLine, fit: .start, reach: .piece, maximumWords: 6,
      phrases: ["هذا المحتوى من موقع", "هذا المحتوى من", "اقرأ على موقع"]),
  ]

  /// Labels before tags.
  static let tags: [Row] = [
    Row(
      rule: "tags.label", kind: .tags, fit: .parted, reach: .piece,
      phrases: tagLabels + [
        "أوسمة", "الأوسمة", "تصنيفات", "التصنيفات", "التصنيف", "علامات", "العلامات", "مواضيع",
        "الأقسام", "أقسام", "tag", "topics", "filed under",
      ])
  ]

  /// How an article acts that follows the source or the tags of the one before it.
  static let secondArticle = Row(
    rule: "related.article", kind: .related, fit: .whole, reach: .rest, phrases: [])

  /// Words that begin a row of tags also without a colon, at the end of a text.
  static let tagLabels = [
    "الكلمات المتعلقة", "كلمات متعلقة", "الكلمات الرئيسية", "مواضيع الخبر", "كلمات دلالية",
    "الكلمات الدلالية", "الكلمات الدالة", "كلمات دالة", "كلمات مهمة", "العلامات الدالة",
    "كلمات دليلية", "دلالات",
    "الكلمات الدليلية",
    "كلمات مفتاحية", "الكلمات المفتاحية", "كلمات البحث", "كلمات ذات صلة", "وسوم", "الوسوم",
    "وسوم المقال", "وسوم الخبر", "سمات", "هاشتاغ", "هاشتاج", "هاشتاق", "تاغات", "تاجات", "تاجز",
    "تاغ", "تاج", "tags",
  ]

  /// How a count of ``counters`` acts.
  static let counter = Row(
    rule: "navigation.counter", kind: .navigation, fit: .whole, reach: .piece, phrases: [])

  /// What a site counts beside its articles: `120 مشاهدة`.
  static let counters = [
    "مشاهدة", "مشاهدات", "المشاهدات", "قراءة", "قراءات", "القراءات", "زيارة", "زيارات", "تعليق",
    "تعليقات", "مشاركة", "مشاركات", "إعجاب", "views", "reads", "shares", "comments", "likes",
  ]

  /// Captions, contacts and notes of the editors.
  static let notes: [Row] = [
    Row(
      rule: "caption.label", kind: .caption, fit: .parted, reach: .piece,
      phrases: [
        "صورة", "الصورة", "صورة أرشيفية", "صورة تعبيرية", "صورة توضيحية", "صورة متداولة",
        "صورة من الأرشيف", "الصورة من الأرشيف", "أرشيفية", "تعبيرية", "أرشيف", "الصورة أرشيفية",
        "الصورة تعبيرية", "تصوير", "عدسة", "كاريكاتير", "كاريكاتور", "photo", "file photo",
        "credit",
      ]),
    Row(
      rule: "caption.marked", kind: .caption, fit: .start, reach: .piece, maximumWords: 40,
      takesSentences: true,
      phrases: [
        "مصدر الصورة", "صدر الصورة", "حقوق نشر الصورة", "مصدر الفيديو", "التعليق على الصورة",
        "التعليق على الفيديو",
        "تعليق الصورة", "image copyright", "image caption", "image source", "image credit",
        "media caption", "media playback is", "photo credit", "photo by",
      ]),
    Row(
      rule: "caption.opening", kind: .caption, fit: .start, reach: .piece, maximumWords: 14,
      phrases: [
        "جانب من", "صورة من", "صور من", "صورة جماعية", "صورة تذكارية", "صورة من الأرشيف", "لقطة من",
        "لقطة شاشة",
        "لقطة تذكارية", "صورة أرشيفية", "صورة تعبيرية", "صورة ضوئية", "صورة نشرها", "صورة التقطت",
        "صورة التقطها",
        "صورة نشرتها", "صورة متداولة", "صورة وزعتها", "صورة جوية", "صورة ملتقطة",
      ]),
    Row(
      rule: "byline.label", kind: .byline, fit: .start, reach: .piece, maximumWords: 8,
      phrases: [
        "تحرير من طرف", "بواسطة", "نشر بواسطة", "كتب بواسطة", "أضيف بواسطة",
        "تم النشر بواسطة", "ساهم في إعداد",
        "شارك في إعداد", "كتابة وتحرير", "ترجمة وتحرير", "تحرير وترجمة", "إعداد وترجمة",
        "إعداد وتحرير", "تقرير وتصوير", "حوار وتصوير", "حاوره", "حاورته", "حاورها", "أجرى الحوار",
        "أجرت الحوار", "أجرى المقابلة", "أجرت المقابلة",
        "أجرى اللقاء",
      ]),
    Row(
      rule: "contact.label", kind: .other, fit: .start, reach: .rest, maximumWords: 24,
      phrases: [
        "للتواصل مع الكاتب", "للتواصل مع الكاتبة", "للتواصل مع المؤلف", "للتواصل عبر البريد",
        "للتواصل أرسل", "للتواصل مع المحرر", "البريد الإلكتروني للكاتب",
        "بريد الكاتب", "بريد الكاتبة", "إيميل الكاتب", "لمراسلة الكاتب", "لمراسلة الكاتبة",
        "لمراسلة المحرر", "للتواصل مع كاتب", "حساب الكاتب على",
      ]),
    Row(
      rule: "contact.message", kind: .other, fit: .start, reach: .piece, maximumWords: 20,
      phrases: [
        "تبدأ بالرمز", "زين تبدأ بالرمز", "بالرمز", "ثم الرسالة", "مسافة ثم الرسالة",
        "الاتصالات 636250", "أرسل رسالة نصية",
      ]),
    Row(
      rule: "reading_time.label", kind: .readingTime, fit: .start, reach: .piece, maximumWords: 9,
      phrases: [
        "time reading icon", "time reading icon دقائق القراءة", "دقائق القراءة", "مدة القراءة",
        "وقت القراءة", "زمن القراءة", "الوقت المقدر للقراءة", "الوقت المستغرق للقراءة",
        "وقت القراءة المقدر", "دقائق قراءة", "دقيقة قراءة", "دقيقة للقراءة", "reading time",
        "estimated reading time", "read time", "عدد مرات القراءة",
        "عدد المشاهدات", "عدد القراءات", "عدد الزيارات",
      ]),
    Row(
      rule: "reading_time.count", kind: .readingTime, fit: .whole, reach: .piece,
      phrases: ["تمت قراءته", "تمت قراءة الخبر", "تمت قراءة المقال"]),
    Row(
      rule: "other.end_mark", kind: .other, fit: .parted, reach: .rest,
      phrases: ["انتهى", "يتبع", "انتهى الخبر", "انتهى النص"]),
  ]
}
