import ETLModel

/// The pages that ``Mutate`` damages, and what it strews into them.
enum MutationSource {
  static let invented = [
    """
    <!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>افتتاح مكتبة في \
    الحي القديم - صحيفة المثال</title><meta property="og:title" content="افتتاح مكتبة &quot;في&quot; \
    الحي القديم"><script type="application/ld+json">{"@type":"NewsArticle","headline":"افتتاح \
    مكتبة","author":[{"name":"ليلى المثال"}],"datePublished":"2031-03-04T05:06:07+03:00",\
    "articleBody":"نص \\u0627\\ud83d\\ude00 \\"مقتبس\\""}</script><style>p{color:red}</style></head>\
    <body class="page rtl"><nav class='menu'><ul><li><a href="/a">أخبار</a><li><a href="/b">رياضة</a>\
    </ul></nav><!-- بداية --><article id=main><h1>افتتاح مكتبة في الحي القديم</h1><time \
    datetime="2031-03-04">4 مارس</time><p>افتتح المجلس مكتبة عامة في الحي القديم، <b>وقال</b> \
    مديرها إن الأبواب مفتوحة للجميع &amp; دون رسوم.</p><p>وأضاف: «نريد أن يقرأ الصغار».<br><br>\
    وتضم المكتبة عشرة آلاف كتاب.</p><figure><img src=x><figcaption>القاعة الرئيسية</figcaption>\
    </figure><div class="related"><h3>اقرأ أيضا</h3><a href="/c">خبر آخر عن المدينة</a></div>\
    <table><tr><td>العدد<td>12</table></article><footer>جميع الحقوق محفوظة</footer></body></html>
    """,
    """
    <html><body><div id="wrap" class="story-body" style="display:block" data-x='a"b'><p>First \
    paragraph of an invented page, with a number &#8220;42&#8221; in it.<p>Second one &nbsp; closes \
    nothing < and > else &unknown; &#150; &#x1F600;.<form><select><option>1</select></form>\
    <svg><path d="M0"/></svg><iframe src=x></iframe></div><script>if (a<b) { "</div>" }</script>
    """,
    "<p>قصير</p>", "نص بلا وسوم\n\nفي سطرين.",
  ]

  static let soup = [
    "<", ">", "&", "\"", "'", "<!--", "-->", "<![CDATA[", "]]>", "<?", "</", "</>", "<p",
    "<script>",
    "</script>", "<style>", "<svg/>", "<title>", "</title>", "<html>", "<body>", "<head>", "</p>",
    "<div class=", "<a href='", "<table>", "<tr>", "<td>", "<ul><li>", "<h1>", "<br/>", "&#", "&#x",
    "&#0;", "&#127;", "&#127;@@@@@", "&nbsp;", "&amp", "\u{0}", "\u{7F}", "\u{7F}@@@@A", "\u{202B}",
    "\u{FEFF}", "ـ", "ﷲ", "\u{653}", "<z z=@@@@@>", "<meta name=author content=&quot;x>",
    "<textarea>", "<noscript>", "<plaintext>", "<template>", "<math>", "=", " ", "\n", "\t", "<b>",
  ]

  static func article(_ html: [UInt8]) -> RawArticle {
    RawArticle(
      article: ArticleKey(input: "bench", externalID: "mutated"), content: .html(html),
      capture: Capture(
        via: .jsonl, charset: "utf-8", charsetOrigin: "valid", byteCount: html.count, sha256: ""))
  }
}
