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
    /// The piece is the label, or a colon, bar or dash follows it; see ``Row/startsHeadlines``.
    case parted
    /// The piece begins with the label and has at most ``Row/maximumWords`` words; more when
    /// a mark follows the label and headlines leave with it.
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
  final class Row: Sendable {
    let rule: String
    let kind: Residue.Kind
    let fit: Fit
    let reach: Reach
    /// The most words of a piece that a label with the fit `start` takes with it.
    let maximumWords: Int
    /// Whether a label takes its piece also when that is a whole sentence.
    let takesSentences: Bool
    /// Whether a label of two words and more may run into a headline without a mark between them.
    let startsHeadlines: Bool
    let phrases: [String]

    init(
      rule: String, kind: Residue.Kind, fit: Fit, reach: Reach, maximumWords: Int = 24,
      takesSentences: Bool = false, startsHeadlines: Bool = false, phrases: [String]
    ) {
      self.rule = rule
      self.kind = kind
      self.fit = fit
      self.reach = reach
      self.maximumWords = maximumWords
      self.takesSentences = takesSentences
      self.startsHeadlines = startsHeadlines
      self.phrases = phrases
    }
  }

  static let rows: [Row] =
    related + sources + tags + sharing + promotions + controls + notes

  /// Phrases that mark a short line as a note of the time it takes to read.
  static let readingTime = [
    "دقيقة واحدة", "أقل من دقيقة", "دقائق القراءة", "دقائق قراءة", "دقيقة قراءة", "دقائق للقراءة",
    "مدة القراءة", "وقت القراءة",
    "min read", "minutes read", "minute read",
  ]

  /// Phrases that mark a line as a notice of rights, wherever they stand in it.
  static let rights = [
    "جميع الحقوق محفوظة", "كل الحقوق محفوظة", "حقوق النشر محفوظة", "all rights reserved",
  ]

  /// Words that begin an invitation to follow a site on social networks.
  static let invitations = [
    "تابع", "تابعوا", "تابعو", "تابعنا", "تابعونا", "تابعي", "انضم", "انضموا", "اشترك", "اشتركوا",
    "حمل",
    "حملوا", "نزل", "نزلوا", "سجل", "سجلوا", "اضغط", "اضغطوا", "انقر", "انقروا", "للاشتراك",
    "للانضمام", "للمتابعة", "لمتابعة", "لمتابعتنا", "لتحميل", "للتحميل", "لتنزيل", "يمكنكم",
    "يمكنك", "بإمكانكم", "بإمكانك", "كونوا", "كن", "شاركونا", "شاركنا", "تواصلوا", "تواصل",
    "راسلونا", "للحصول", "ابقوا", "ابق", "تصلكم", "لتصلك", "لتصلكم", "يسعدنا", "follow", "join",
    "subscribe", "download", "sign", "get", "install", "like",
  ]

  /// Those of ``invitations`` that are also verbs with which a sentence begins.
  static let ambiguousInvitations = [
    "تابع", "انضم", "اشترك", "حمل", "نزل", "سجل", "ضغط", "تواصل", "يمكن", "join", "get", "like",
  ]

  /// What an invitation leads to. Names of networks alone are no sign: articles are about them.
  static let channels = [
    "صفحتنا", "صفحاتنا", "قناتنا", "قنواتنا", "حسابنا", "حساباتنا", "تطبيقنا", "تطبيقاتنا",
    "نشرتنا", "نشراتنا", "موقعنا", "منصاتنا", "مجموعتنا", "رسائلنا", "إشعارات", "الإشعارات",
    "النشرة البريدية", "النشرة الإخبارية", "القائمة البريدية", "جوجل نيوز", "غوغل نيوز",
    "أخبار جوجل", "أخبار غوغل", "google news", "تطبيق نبض", "أحدث نسخة من تطبيق",
    "أحدث نسخة من التطبيق", "تطبيق الجوال", "تطبيق الهاتف", "على بريدكم", "على بريدك",
    "مواقع التواصل الاجتماعي التالية", "حمل تطبيق", "حملوا تطبيق", "our newsletter", "our channel",
    "our app", "our page",
    "newsletter", "app store", "google play", "أب ستور", "جوجل بلاي", "غوغل بلاي",
  ]

  /// Names of networks, where they are no part of a text but what an invitation leads to.
  static let networks = [
    "فيسبوك", "فيس بوك", "الفيسبوك", "تويتر", "إكس", "منصة إكس", "يوتيوب", "اليوتيوب", "تلغرام",
    "تليجرام", "تيليجرام", "تلجرام", "واتساب", "واتس آب", "الواتساب", "انستغرام",
    "انستجرام", "تيك توك", "سناب شات", "لينكد إن", "لينكدإن", "ثريدز", "نبض",
    "facebook", "twitter", "youtube", "telegram", "whatsapp", "instagram", "tiktok", "snapchat",
    "linkedin", "threads",
  ]

  /// Beginnings of the lines in which an agency names those who prepared a report.
  static let desks = [
    "ساهم في التغطية", "شارك في التغطية", "ساهم في إعداد التقرير",
    "ساهمت في إعداد التقرير", "شارك في إعداد التقرير", "ساهم في هذا التقرير",
    "additional reporting by", "reporting by", "editing by", "writing by",
  ]

  /// The edition for which an agency's desk prepared a report, wherever its line names it.
  static let editions = ["للنشرة العربية"]

  /// Sources of pictures beside ``agencies``.
  static let pictureCredits = [
    "الفرنسية", "وكالة الصحافة الفرنسية", "الألمانية", "الأوروبية", "الأميركية", "الأمريكية",
    "غيتي", "جيتي", "غيتي إيميجز", "جيتي إيميجز", "جيتي ايمدجز", "غيتي إيماجز", "أرشيف",
    "أرشيفية", "صورة أرشيفية", "أرشيفي", "مواقع التواصل", "مواقع التواصل الاجتماعي",
    "وسائل التواصل", "وسائل التواصل الاجتماعي", "مواقع إلكترونية", "الإنترنت", "انترنت",
    "شترستوك", "shutterstock", "istock", "social media", "pixabay", "unsplash", "alamy", "imago",
    "afp getty", "getty", "anadolu", "آخرون", "رويترز أرشيف", "أ ف ب أرشيف", "صفحته على فيسبوك",
  ]

  /// Names of sections of a site, as they stand above an article.
  static let sections = [
    "أخبار", "الأخبار", "محليات", "محلي", "سياسة", "السياسة", "اقتصاد", "الاقتصاد", "رياضة",
    "الرياضة", "ثقافة", "الثقافة", "ثقافة وفن", "ثقافة وفنون", "فن", "فنون", "منوعات",
    "تكنولوجيا", "علوم", "علوم وتكنولوجيا", "صحة", "الصحة", "العالم", "أخبار العالم", "عالم",
    "عربي", "عربي ودولي", "عربي وعالمي", "دولي", "دوليات", "الشرق الأوسط", "العالم العربي",
    "مجتمع", "آراء", "رأي", "مقالات", "تقارير", "تحقيقات", "حوادث", "مال وأعمال",
    "اقتصاد وأعمال", "فيديو", "صور", "ملفات", "تحليلات", "أخبار عربية", "أخبار دولية",
    "أخبار محلية", "سيارات", "سياحة", "سفر", "طقس", "الطقس", "مرأة", "أسرة", "تعليم", "بيئة",
    "ثقافة ومجتمع", "بيئة ومناخ", "أدب وفنون", "فنون وكوميكس", "فن ومشاهير", "سينما ودراما",
    "أخبار مصر", "أخبار لبنان", "أخبار العراق", "أخبار سوريا", "أخبار اليمن", "أخبار المغرب",
    "أخبار وتقارير", "علوم وتقنية", "أخبار الوطن", "رياضة عالمية", "كتاب وآراء", "سياسة عربية",
    "سياسة دولية", "أعمدة", "أسواق", "طاقة",
    "اقتصاد عربي", "اقتصاد دولي", "رياضة عربية", "رياضة محلية", "كرة قدم", "حول العالم",
    "عاجل", "متابعات", "التحليلات", "الأخبار المحلية", "أخبار الرياضة", "أخبار الاقتصاد",
    "نفط وطاقة", "ثقافة وفكر", "مجتمع وثقافة", "صحة وجمال", "علوم وصحة", "علوم وبيئة",
    "أخبار المحافظات", "الأخبار العالمية", "مقالات رأي", "مدونات",
    "أخبار عالمية", "أخبار عربية ودولية", "شؤون عربية", "شؤون دولية", "الرئيسية", "home", "news",
    "world", "politics", "sports", "sport", "business", "middle east",
  ]

  /// Phrases of notices that a site puts under or between its texts.
  static let notices = [
    "الأساليب العلمية لعينات", "استطلاع غير علمي", "نتائج الاستطلاع لا تعكس",
    "نتائج التصويت لا تعكس", "لا تعبر نتائج الاستطلاع عن",
    "لا تعبر بالضرورة عن رأي الصحيفة", "لا تعبر بالضرورة عن رأي الموقع",
    "لا يعبر بالضرورة عن رأي الصحيفة", "لا يعبر بالضرورة عن رأي الموقع",
    "لا تعبر بالضرورة عن وجهة نظر الموقع", "لا يعبر بالضرورة عن وجهة نظر الموقع",
    "لا تعكس بالضرورة السياسة التحريرية", "لا يعكس بالضرورة السياسة التحريرية",
    "لا يعكس بالضرورة موقف الموقع", "لا تعكس بالضرورة موقف الموقع",
    "الآراء الواردة في هذا المقال", "الآراء المنشورة في هذا", "المقال يعبر عن رأي صاحبه",
    "المقالة تعبر عن رأي صاحبها", "التعليقات المنشورة تعبر عن", "التعليقات لا تعبر عن",
    "الآراء الواردة أدناه", "لا تعبر عن رأي الموقع", "لا تعبر عن رأي موقع",
    "لا يعبر عن رأي الموقع", "لا تعبر عن رأي الصحيفة", "لا يعبر عن رأي الصحيفة",
    "شروط استخدام الموقع", "التعليقات قبل نشرها", "نشر التعليقات التي", "حذف التعليقات التي",
    "استمرارية الصحافة المستقلة", "دعم عملنا الصحافي", "دعم عملنا الصحفي", "ادعم صحافتنا",
    "ادعموا صحافتنا", "أعجبك ما قرأته", "إلى مجتمع قرائنا",
    "نستخدم ملفات تعريف الارتباط", "يستخدم ملفات تعريف الارتباط",
    "تستخدم ملفات تعريف الارتباط", "هذا الموقع ملفات تعريف الارتباط", "باستخدامك هذا الموقع",
    "باستمرارك في تصفح",
    "الحقل مطلوب", "الحقول الإلزامية مشار إليها", "لن يتم نشر عنوان بريدك",
    "عنوان بريدك الإلكتروني", "الرجاء إدخال بريدك", "المحتوى من طرف ثالث",
    "غير مسؤولة عن محتوى المواقع الخارجية", "غير مسؤولة عن محتوى الروابط",
    "التحقق من البريد الإلكتروني", "لتأكيد الاشتراك", "لإتمام عملية الاشتراك",
    "هذا البريد الإلكتروني إلى هذه القائمة", "للمشتركين عبر نظام", "قم بتسجيل الدخول",
    "تابعوا تغطية", "تابعوا التغطية", "تابع تغطية", "تابعوا تغطيتنا", "لتشغيل هذا الملف",
    "ليست مسؤولة عن محتوى المواقع", "غير مسؤول عن محتوى المواقع", "الاستفتاء أدناه",
    "الاستفتاء لا يعبر", "نتائج الاستفتاء لا", "لمشاركة أخباركم", "أرسلوا أخباركم",
    "شارك برأيك في الاستطلاع", "شاركونا آراءكم في", "تعليقك سوف يظهر", "سيظهر تعليقك",
    "تعليقك بعد المراجعة", "تم إضافة تعليقك",
    "تمت إضافة تعليقك", "شكرا على الإبلاغ", "عندما يتم الإبلاغ عنها", "اختصار لجزء من الأخبار",
    "الاشتراك لدينا يرجى", "نظام تدفق الأخبار", "مقالات مجانية", "مقالان مجانيان",
    "ادعم الصحافة المستقلة", "حساب سجل الدخول", "أوافق على سياسة الخصوصية",
    "استلام إشعارات بأهم", "المقال يحوي معلومات خاطئة",
    "المقال ينتهك أيا من المبادئ",
    "ترحب شبكة cnn بالنقاش", "الرسائل الإخبارية", "إضافة بريدك الإلكتروني",
    "لا يسمح بنشر التعليقات التي تحتوي", "لا تفوت أهم اللحظات",
    "خذوا معكم الأخبار", "اضغط على الصورة", "إضافة هذا البريد الإلكتروني",
    "البريد الإلكتروني غير صحيح",
    "ملء البريد الإلكتروني", "ملئ البريد الإلكتروني", "تمت إضافة بريدكم", "تمت إضافة بريدك",
    "الاستمرار في استخدام موقعنا", "هذا المتصفح لاستخدامها", "في هذا المتصفح للمرة",
    "يرجى الضغط على هذا الرابط", "إرسال تعليقكم للمراجعة", "يتم نشر بريدك الإلكتروني",
    "انضم إلى ملايين المتابعين",
    "متصفحك لا يدعم",
    "يرجى تفعيل الجافا", "المسموح بها للتعليق", "مبدأ منع إعادة نشر", "نأمل دعم قرائنا",
    "التعليقات يعبر عن رأي", "التعليقات تعبر عن رأي", "التعليقات تعبر عن آراء",
    "ما يتم نشره في التعليقات", "يعبر عن رأي كاتبه", "تعبر عن رأي كاتبها", "تعبر عن رأي كاتبه",
    "نقدم لكم من خلال موقع", "ونقدم لكم من خلال موقع", "شكرا على تسجيل اشتراكك",
    "شكرا لك على اشتراكك", "إلغاء اشتراكك في أي",
    "ادعموا الصحافة الحرة", "ادعم الصحافة الحرة", "لا يفوتكم أي حدث مهم",
    "المحتوى الذي تحاولون الوصول إليه", "مرحبا بكم في فضاء التعليق", "تحسين جودة التبادلات",
    "على الموقع الرسمي لوكالة الأناضول", "هذا النص ترجم آليا", "ترجم هذا النص آليا",
    "هل أعجبك المقال", "هل أعجبك هذا المقال", "هذا المقال مفيدا", "ترغب في تلقي الإشعارات",
    "مشاركة الخبر على صفحات",
    "يرجى تفعيل جافا سكريبت",
    "this website uses cookies", "we use cookies",
    "enable javascript", "your email address will not", "required fields are marked",
  ]

  /// Words in front of the name or the office of an author under a text.
  static let offices = [
    "كاتب", "كاتبة", "باحث", "باحثة", "أستاذ", "أستاذة", "محلل", "محللة", "إعلامي", "إعلامية",
    "مستشار", "المستشار", "صحفي", "صحافي", "صحفية", "صحافية", "عضو", "خبير", "خبيرة",
    "أكاديمي", "أكاديمية", "محام", "محامي", "محامية", "استشاري", "استشارية", "مدرب", "ترجمة",
    "دكتور", "دكتوراه", "ماجستير", "مدون", "روائي", "روائية", "شاعر", "ناقد", "سفير",
    "وزير سابق", "دبلوماسي", "مؤلف", "محرر", "رئيس تحرير", "قسم", "وحدة",
  ]

  /// Words that stand before a date of publication.
  static let dateLabels = [
    "تاريخ النشر", "نشر في", "نشر بتاريخ", "نشر", "تاريخ", "آخر تحديث", "تم النشر", "تم التحديث",
    "تم تحديثه", "حدث في", "آخر تعديل", "تاريخ التحديث", "published", "updated", "last updated",
    "posted", "posted on", "published on", "نشرت في", "تم النشر في", "تم نشره في", "أضيف بتاريخ",
    "أضيف في",
    "تاريخ الخبر", "تاريخ المقال", "تاريخ الإضافة", "تاريخ ووقت النشر",
  ]

  /// Words that stand before the date of a change, which is none of publication.
  static let updateLabels = [
    "آخر تحديث", "تم التحديث", "تم تحديثه", "آخر تعديل", "تاريخ التحديث", "محدث", "حدث في", "تحديث",
    "عدل في", "updated", "last updated", "updated on", "last updated on", "last modified",
    "modified", "last update", "update", "reviewed", "last reviewed",
  ]

  /// Words that stand before the name of an author.
  static let authorLabels = [
    "كتب", "كتبت", "نص", "كتبه", "كتبها", "كتب بواسطة", "بقلم", "بقلم الكاتب", "بواسطة", "تحرير",
    "إعداد",
    "أعده", "أعدته", "ترجمة", "تقرير", "متابعة", "تغطية", "حوار", "حاوره", "حاورته",
    "محرر", "المحرر", "الكاتب", "الكاتبة", "المؤلف", "مراسل", "مراسلة", "by", "written by",
    "posted by", "مرسلة بواسطة", "أرسلت بواسطة", "نشر بواسطة", "نشرت بواسطة", "published by",
    "text by", "words by", "story by", "article by", "authored by", "reported by",
    "author", "authors", "the author", "about the author", "von", "par", "autor", "autorin",
  ]

  /// Accounts that stand for no person.
  static let accounts = [
    "admin", "administrator", "staff", "staff writer", "staff reporter", "editor", "editors",
    "editorial", "editorial staff", "editorial board", "news desk", "newsdesk", "newsroom", "desk",
    "webmaster", "web desk", "guest", "guest author", "author", "authors", "the author",
    "about the author", "about the authors", "super user", "unknown", "anonymous", "user", "root",
    "null",
    "undefined", "agencies", "محرر", "المحرر", "المحررة", "المحررون", "هيئة التحرير",
    "فريق التحرير", "أسرة التحرير", "سكرتارية التحرير", "مدير التحرير", "رئيس التحرير", "التحرير",
    "الإدارة", "إدارة الموقع", "مدير الموقع", "مشرف", "المشرف", "ادمن", "غرفة الأخبار",
    "قسم الأخبار", "قسم التحرير", "محرر الموقع", "محرر الأخبار", "متابعات", "وكالات", "خاص",
    "كاتب", "الكاتب", "عن الكاتب", "مراسل", "مراسلنا", "مجهول", "زائر",
  ]

  /// Words of posts and of credits, which no name has.
  static let posts = [
    "reporter", "reporters", "editor", "editors", "correspondent", "contributor", "contributing",
    "staff", "writer", "columnist", "director", "ceo", "cto", "cfo", "founder", "cofounder",
    "expert", "professor", "analyst", "manager", "author", "specialist", "senior", "chief",
    "president", "officer", "head", "lead", "team", "news", "times", "today", "post", "press",
    "agency", "magazine", "university", "institute", "journalist", "consultant", "representative",
    "the", "of", "for", "in", "at", "read", "مراسل", "مراسلة", "محرر", "محررة", "صحفي", "صحفية",
    "صحافي", "صحافية", "كاتب", "كاتبة", "باحث", "باحثة", "رئيس", "خبير", "خبيرة", "أستاذ", "أستاذة",
    "مدير", "مديرة", "محلل", "إعلامي", "إعلامية", "جامعة", "صحيفة", "جريدة", "وكالة", "قناة",
    "موقع",
    "في",
  ]

  /// Words of posts as they follow the name of a writer, with a capital.
  static let writers = [
    "Writer", "Reporter", "Editor", "Correspondent", "Contributor", "Columnist", "Staff", "Senior",
    "Chief", "Contributing", "Journalist",
  ]

  /// The names of social networks and the buttons beside them.
  static let shareWords = [
    "تويتر", "فيسبوك", "فيس", "بوك", "جوجل", "بلس", "غوغل", "واتساب", "واتس", "اب", "تلغرام",
    "تليجرام", "انستغرام", "انستجرام", "لينكد", "إن", "لينكدإن", "بينترست", "ماسنجر", "طباعة",
    "بريد", "إلكتروني", "البريد", "الإلكتروني", "facebook", "twitter", "whatsapp", "telegram",
    "linkedin", "pinterest", "messenger", "email", "print", "x", "google", "plus", "شارك", "شير",
    "اكتب", "رأيك", "إكس", "يوتيوب", "سناب", "شات", "تيليغرام", "تلجرام", "فايبر", "ثريدز",
    "مشاركة", "نسخ", "طبع", "لينكدين", "بينتيريست", "بنترست", "تيلقرام", "تليقرام",
    "تيليقرام", "بلوسكاي", "pin", "interest", "whats", "app", "viber", "reddit",
    "tumblr", "skype", "snapchat", "instagram",
    "youtube", "tiktok", "threads", "share", "tweet", "copy", "gmail", "flipboard", "pocket",
  ]

  /// What stands between ``shareWords`` and is no text either: `شارك هذا التحديث عبر فيسبوك`.
  static let shareLinks = [
    "عبر", "على", "في", "هذا", "هذه", "الخبر", "المقال", "المقالة", "التحديث", "الموضوع", "القصة",
    "التقرير", "الصفحة", "المنشور", "الفيديو", "الصورة", "الرابط", "رابط", "link", "this", "to",
    "on", "via",
  ]

  /// News agencies and papers that reports are credited to, in the form in which they are shown.
  static let agencies = [
    "رويترز", "أ ف ب", "أ.ف.ب", "فرانس برس", "أف ب", "د ب أ", "د.ب.أ", "أ ب", "أ.ب",
    "أسوشيتد برس", "أسوشييتد برس", "أسوشيتدبرس", "وكالات", "الوكالات", "وام", "واس", "كونا",
    "بترا", "قنا", "سانا", "سبأ", "وفا", "معا", "واع", "وات", "واج", "أ ش أ", "أ.ش.أ", "بنا",
    "الأناضول", "وكالة الأناضول", "شينخوا", "تاس", "سبوتنيك", "نوفوستي", "إنترفاكس", "إرنا",
    "فارس", "تسنيم", "مهر", "يونهاب", "كيودو", "إفي", "أنسا", "بلومبرغ", "بلومبيرغ",
    "الجزيرة", "الجزيرة نت", "العربية", "العربية نت", "العربية.نت", "الشرق الأوسط", "الحياة",
    "سكاي نيوز عربية", "بي بي سي", "بي بي سي عربي", "بي بي سي نيوز عربي", "سي إن إن", "الشرق",
    "الميادين", "الحرة", "سبق", "عكاظ",
    "reuters", "afp", "ap", "dpa", "cnn", "bbc", "efe", "ansa", "getty", "getty images", "epa",
    "xinhua", "tass", "upi", "dw", "france 24", "فرانس 24", "فرانس24", "دويتشه فيله", "يورونيوز",
    "العربي الجديد", "عربي21", "عربي 21", "اندبندنت عربية", "روسيا اليوم", "آر تي", "rt",
    "sputnik", "إينا", "نينا", "العين الإخبارية", "سبأنت", "عين اليوم", "القدس العربي",
    "اليوم السابع", "بوابة الوسط", "هسبريس", "وطنية", "سبوتنيك عربي", "أخبارنا المغربية",
    "المصدر أونلاين", "عنب بلدي",
    "شفق نيوز", "السومرية نيوز", "عمون", "خبرني", "دنيا الوطن", "الوئام", "أخبار 24",
  ]
}
