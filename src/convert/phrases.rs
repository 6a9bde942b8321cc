//! The words by which lines betray that they are no part of an article, in the languages we know some of: a phrase
//! that is missing is added here and nowhere else.

use super::label::Reason;

/// How a phrase must be found in a line.
pub enum Match {
    /// It is the whole line, but for signs and numbers.
    Whole,
    /// The line starts with it and has at most this many words.
    Start(usize),
}

/// Phrases by what they betray, parted by `|`, in lower case. More specific ones first.
pub const PHRASES: &[(Reason, Match, &str)] = &[
    (
        Reason::Related,
        Match::Whole,
        "related|related articles|related stories|related posts|related news|related content|related topics|\
         related links|related coverage|more stories|more news|more on this story|more on this topic|\
         more on this|more from this section|you may also like|you might also like|\
         you might be interested in|recommended|recommended for you|recommended stories|most read|\
         most popular|most viewed|popular|popular stories|trending|trending now|latest stories|latest news|\
         latest posts|recent posts|editors' picks|editor's picks|don't miss|what to read next|read next|\
         up next|see also|around the web|from our partners|sponsored links|sponsored content|\
         promoted stories|paid content|elsewhere|also in the news|top stories|in other news|mehr zum thema|\
         verwandte artikel|verwandte themen|ähnliche artikel|das könnte sie auch interessieren|\
         das könnte dich auch interessieren|meistgelesen|weitere artikel|weitere themen|lesen sie auch|\
         auch interessant|noticias relacionadas|notas relacionadas|artículos relacionados|lo más leído|más noticias|\
         te puede interesar|relacionadas|articles liés|à lire aussi|les plus lus|sur le même sujet|\
         articles similaires|articoli correlati|leggi anche|potrebbe interessarti|più letti|leia também|\
         leia mais|notícias relacionadas|mais lidas|veja também|lees ook|meest gelezen|\
         gerelateerde artikelen|関連記事|más leídas|you may have missed|also read|read also|must read|\
         ये भी पढ़ें|यह भी पढ़ें|संबंधित खबरें|קראו גם|כתבות נוספות|עוד בנושא|بیشتر بخوانید|مطالب مرتبط|اخبار مرتبط|\
         یہ بھی پڑھیں|مزید پڑھیں|আরও পড়ুন|আরো পড়ুন|xem thêm|đọc thêm|tin liên quan|tin cùng chuyên mục|\
         bài viết liên quan|อ่านเพิ่มเติม|ข่าวที่เกี่ยวข้อง|மேலும் படிக்க|още по темата|вижте още|прочетете още|\
         pročitajte još|pročitajte i|najčitanije|povezane vijesti|прочитајте још|preberite tudi|najbolj brano|\
         čítajte aj|prečítajte si aj|najčítanejšie|súvisiace články|taip pat skaitykite|skaitykite taip pat|\
         lasi arī|lasiet arī|loe ka|loe lisaks|llegiu també|llegeix també|el més llegit|soma pia|\
         ilginizi çekebilir|ilgili haber|ayrıca okuyun|ezt is olvassa el|olvassa el ezt is|vezi și|citiți și|\
         διαβάστε ακόμα|δείτε επίσης|δείτε ακόμα|اقرأ ايضا|اقرأ أيضًا|إقرأ أيضا|مواضيع ذات صلة|相关文章|相關文章|猜你喜欢|\
         関連する記事|関連リンク|관련뉴스|인기기사|많이 본 기사|смотрите также|читайте по теме|zobacz również|podobne artykuły|\
         czytaj także|czytaj też|czytaj również|zobacz też|zobacz także|przeczytaj także|przeczytaj też|\
         polecamy|najczęściej czytane|powiązane artykuły|läs också|läs även|relaterade artiklar|\
         mest läst|mest lästa|læs også|relaterede artikler|mest læst|mest læste|les også|\
         relaterte artikler|mest lest|mest leste|lue myös|aiheesta lisää|luetuimmat|čtěte také|\
         související články|nejčtenější|ilgili haberler|benzer haberler|çok okunanlar|en çok okunanlar|\
         citește și|articole similare|cele mai citite|kapcsolódó cikkek|legolvasottabb|читайте также|\
         материалы по теме|по теме|похожие материалы|самое читаемое|читайте також|популярне|baca juga|\
         berita terkait|artikel terkait|terpopuler|あわせて読みたい|おすすめ記事|人気記事|関連ニュース|相关阅读|相关新闻|延伸阅读|相關新聞|延伸閱讀|\
         推荐阅读|관련기사|관련 기사|많이 본 뉴스|διαβάστε επίσης|διαβάστε ακόμη|σχετικά άρθρα|اقرأ أيضا|اقرأ أيضاً|\
         أخبار ذات صلة|الأكثر قراءة|zie ook|lire aussi|lire également|voir aussi|ver también|\
         explore more on these topics|explore more|wybrane dla ciebie|bu haberler de ilginizi çekebilir|\
         bunlar da ilginizi çekebilir|sizin için seçtiklerimiz|öne çıkan haberler|pode gostar também|\
         você também pode gostar|também pode gostar|puede interesarte|también te puede interesar|\
         vous aimerez aussi|cela pourrait vous intéresser|ces articles peuvent vous intéresser|\
         dit vind je misschien ook interessant|lesen sie dazu|das interessiert andere|auch lesenswert|\
         может быть интересно|вас может заинтересовать|вам может быть интересно|вам буде цікаво|рекомендуем|\
         berita lainnya|berita populer|có thể bạn quan tâm|tin mới nhất|ข่าวแนะนำ|संबंधित ख़बरें|ताज़ा ख़बरें|\
         लेटेस्ट न्यूज़|推薦閱讀|你可能也想看|あなたにおすすめ|こちらもおすすめ|추천기사|추천 기사|이 시각 주요뉴스|ai citit|te-ar putea interesa|\
         ajánlott cikkek|mohlo by vás zajímat|mohlo by vás zaujímať|možda vas zanima|možda će vas zanimati|\
         μπορεί να σας ενδιαφέρει|קריאה נוספת|قد يهمك أيضا|قد يعجبك أيضا|قد يهمك",
    ),
    (Reason::Related, Match::Start(9), "more from|more in|more by|mehr von|mehr aus|más de|plus de"),
    (
        Reason::ReadMore,
        Match::Whole,
        "read more|click here for more|continue reading|read on|show more|load more|see more|view more|more|learn more|\
         full story|read full article|read the full story|lesen sie mehr zum thema|mehr zu diesem thema|continues below|story continues|\
         scroll to continue|weiterlesen|mehr lesen|mehr anzeigen|mehr|leer más|seguir leyendo|ver más|\
         lire la suite|lire plus|voir plus|leggi tutto|continua a leggere|ler mais|continue lendo|\
         lees verder|lees meer|view gallery|scroll down|watch below|skip advert|let's go|now reading|expand|close|\
         back to top|nach oben|zurück|\
         czytaj więcej|czytaj dalej|läs mer|læs mere|les mer|lue lisää|číst dál|devamını oku|\
         citește mai mult|читать далее|читать полностью|читати далі|selengkapnya|baca selengkapnya|\
         続きを読む|もっと見る|阅读更多|더보기|διαβάστε περισσότερα|اقرأ المزيد",
    ),
    (
        Reason::ReadMore,
        Match::Start(30),
        "read more:|continued on page|continued from page|fortsetzung auf seite|segue a pagina|read more about|also read:|read also:|see also:|related:|read:|recommended:|\
         lesen sie auch:|lesen sie dazu auch|mehr dazu:|lea también:|lee también:|lire aussi :|lire aussi:|\
         à lire aussi :|leggi anche:|leia também:|lees ook:|continue reading:|also see:|watch:|listen:|\
         don't miss:|photo gallery:|gallery:|slideshow:|in pictures:|bildergalerie:|fotostrecke:|galería:|fotogalería:|galerie photo :|fotogalerie:|fotogallery:|\
         lees verder onder|lees verder na|tekst loopt door onder|mehr zum thema:|auch interessant:|aussi à lire|must read:|must-read:|more:|\
         czytaj także:|czytaj też:|czytaj również:|czytaj więcej:|zobacz też:|zobacz także:|\
         przeczytaj także:|läs också:|läs även:|læs også:|les også:|lue myös:|čtěte také:|citește și:|\
         читайте также:|читайте також:|baca juga:|διαβάστε επίσης:|διαβάστε ακόμη:|اقرأ أيضا:|\
         اقرأ أيضاً:|ver también:|te puede interesar:|veja também:|voir aussi :|lire également :|\
         potrebbe interessarti:|zie ook:|siehe auch:|lesen sie mehr:|leia mais:|leia ainda:|\
         saiba mais:|confira também:|lea más:|lee más:|lea además:|lee además:|leer más:|lire la suite :|\
         leggi di più:|leggi tutto:|lees meer:|weiterlesen:|lesen sie hier:|läs mer:|læs mere:|les mer:|\
         lue lisää:|devamını oku:|ayrıca okuyun:|ilgili haber:|citește mai mult:|přečtěte si také:|\
         prečítajte si aj:|pročitajte još:|прочетете още:|читать также:|материалы по теме:|te recomendamos:|le recomendamos:|te sugerimos:|\
         see more:|find out more:|also on this site:|mais sobre:|leia ainda|más información:|\
         le puede interesar:|également à lire :|sur le même sujet :|यह भी पढ़ें:|ये भी पढ़ें:|इसे भी पढ़ें:|\
         xem thêm:|đọc thêm:|mời xem thêm|อ่านเพิ่มเติม:|อ่านข่าวเพิ่มเติม|আরও পড়ুন:|আরো পড়ুন:|مزید پڑھیں:|\
         یہ بھی پڑھیں:|بیشتر بخوانید:|קראו גם:|קראו עוד:|ezt is olvassa el:|olvassa el ezt is:|vezi și:|\
         citiți și:|δείτε επίσης:|διαβάστε ακόμα:|смотрите также:|читайте по теме:|вижте още:|още по темата:|\
         pročitajte i:|прочитајте још:|preberite tudi:|čítajte aj:|skaitykite taip pat:|taip pat skaitykite:|\
         lasiet arī:|lasi arī:|loe ka:|loe lisaks:|llegiu també:|llegeix també:|soma pia:|zobacz również:|\
         kapcsolódó cikk:|lesið einnig:|سيعجبك أيضا:|مواضيع ذات صلة:",
    ),
    (
        Reason::Advertisement,
        Match::Whole,
        "advertisement|advertisements|skip advertisement|ad|ads|pub|publi|advert|advertising|sponsored|promoted|anzeige|werbung|\
         publicidad|publicité|pubblicità|publicidade|advertentie|advertisement feature|ad feedback|\
         ad choices|adchoices|skip ad|report this ad|スポンサーリンク|annonce|continue after ad|play video|loading|\
         loading...|promotion|\
         reklama|annons|reklame|mainos|reklam|реклама|iklan|広告|广告|廣告|광고|διαφήμιση|إعلان|hirdetés|\
         publicitate|annonse|oglas|inzerce|inzercia|reklaam|reklāma|publicitat|auglýsing|quảng cáo|โฆษณา|विज्ञापन|বিজ্ঞাপন|\
         اعلان|آگهی|تبلیغات|פרסומת|sponsor message|message from our sponsor",
    ),
    (Reason::Advertisement, Match::Start(12), "this advertisement has not loaded yet"),
    (Reason::Advertisement, Match::Start(10), "advertisement|sponsored by|brought to you by|powered by|supported by"),
    (
        Reason::Advertisement,
        Match::Start(8),
        "story continues below|story continues after ad|story continues after advertisement|article continues below|\
         article continues after this ad|article continues after this advertisement|story continues after this ad|story continues after this advertisement|article continues after ad|article continues after advertisement|content continues below|continue reading below|continues below advertisement|continua após a publicidade|\
         continua dopo la pubblicità|continúa debajo de la publicidad|continúa después de la publicidad|\
         la suite après cette publicité|la suite après la publicité|artikel gaat verder onder|tekst gaat verder onder|\
         artikkelen fortsetter under|artikeln fortsätter|artiklen fortsætter|dalsza część artykułu pod|\
         dalszy ciąg artykułu pod|článok pokračuje pod|článek pokračuje pod|a cikk a hirdetés után|pokračování za reklamou|продолжение после рекламы|\
         artikkeli jatkuu mainoksen|juttu jatkuu mainoksen|juttu jatkuu kuvan|juttu jatkuu videon|\
         dalszy ciąg materiału pod|dalsza część tekstu pod|dalsza część materiału pod|dalszy ciąg tekstu pod|\
         artikel går videre under|artiklen fortsætter efter|saken fortsetter under|artikkelen fortsetter etter|\
         artikeln fortsätter efter|het artikel gaat verder onder|continua a leggere dopo la pubblicità|\
         el artículo continúa después|la nota continúa|sigue leyendo después|haberin devamı|\
         članak se nastavlja|nastavak članka|a cikk folytatódik|продовження після реклами|\
         текст продолжается после рекламы|after newsletter promotion|skip past newsletter promotion|\
         story continues below advertisement|artikel weiter unten|weiter nach der anzeige|\
         weiter nach der werbung|lesen sie weiter nach der|lesen sie nach der anzeige weiter",
    ),
    (
        Reason::Credit,
        Match::Start(8),
        "edited by|fact-checked by|fact checked by|medically reviewed by|reviewed by|proofread by|copyedited by|copy edited by",
    ),
    (
        Reason::Share,
        Match::Whole,
        "share|link kopiert|link gekopieerd|lien copié|enlace copiado|link copiado|link copiato|ссылка скопирована|посилання скопійовано|link skopiowany|odkaz zkopírován|bağlantı kopyalandı|リンクをコピー|链接已复制|send flowers|share memory|share a memory|add a memory|sign the guest book|sign guestbook|plant a tree|share this|share this article|share this story|share this post|share article|share on|\
         share via|tweet|pin|pin it|email|e-mail|email this|print|print this|copy link|copy|link copied|\
         facebook|twitter|x|whatsapp|linkedin|pinterest|reddit|telegram|messenger|instagram|youtube|\
         flipboard|tumblr|bluesky|mastodon|pocket|line|teilen|drucken|per mail|merken|artikel teilen|\
         compartir|imprimir|partager|imprimer|condividi|stampa|compartilhar|compartilhe|delen|shares|save|\
         bookmark|book now|buy now|shop now|order now|check price|view deal|jump to recipe|jump to comments|save article|save for later|like|like this|like this:|give this article|gift article|\
         gift this article|listen|listen to this article|text size|font size|a a a|mail|sms|xing|feedback|\
         print article|print this article|print this page|print this story|email article|email this article|\
         email this story|email a friend|email to a friend|printer-friendly version|printable version|\
         send|download|embed|republish|permalink|shortlink|vorlesen|artikel anhören|kopieren|e-mail senden|\
         udostępnij|drukuj|skopiuj link|dela|skriv ut|del|del artikkelen|del artiklen|jaa|tulosta|\
         sdílet|vytisknout|paylaş|yazdır|distribuie|megosztás|nyomtatás|поделиться|печать|поділитися|\
         bagikan|シェア|ツイート|印刷|分享|打印|공유|인쇄|κοινοποίηση|εκτύπωση|مشاركة|طباعة",
    ),
    (
        Reason::Share,
        Match::Start(12),
        "share on|share this|share to|share via|share with|share by|share or comment|share using|\
         share article|tweet this|click to share|email to a friend|email this|print this|send this|copy link|\
         auf facebook teilen|auf twitter teilen|compartir en|compartir por|partager sur|condividi su|\
         compartilhar no|deel op|add us on google|add as a preferred|save this|bookmark this|teilen auf|\
         via whatsapp|view comments|\
         copy this link|compartilhe no|compartilhe pelo|compartilhe esta|compártelo en|compartir en|\
         partager l'article|partager cet article|bagikan ke|bagikan melalui|del på facebook|dela på|\
         jaa facebookissa|udostępnij na|поделиться в|κοινοποίηση στο|chia sẻ",
    ),
    (
        Reason::Subscribe,
        Match::Whole,
        "subscribe|subscribe now|sign up|sign in|log in|login|register|newsletter|newsletters|my account|\
         donate|support us|join now|become a member|abonnieren|anmelden|abo|suscríbete|suscribirse|s'abonner|s'inscrire|je m'inscris|m'inscrire|iscriviti|inscribirse|apuntarme|inschrijven|aanmelden|tilmeld|meld deg på|anmäl dig|zapisz się|\
         se connecter|abbonati|iscriviti|assine|entrar|abonneren|inloggen|enter your email|email address|\
         your email|your email address|submit|free newsletter|log out|iniciar sesión|\
         prenumerera|logga in|abonnér|log ind|abonner|logg inn|kirjaudu|zaloguj się|zaloguj|\
         přihlásit se|přihlásit|abone ol|giriş yap|войти|подписаться|увійти|підписатися|masuk|daftar|\
         ログイン|会員登録|登录|注册|로그인|구독|σύνδεση|εγγραφή|تسجيل الدخول|اشترك",
    ),
    (
        Reason::Subscribe,
        Match::Start(40),
        "subscribe to|subscribe for|subscribe today|sign up to|sign up for|sign up here|sign up now|\
         get our newsletter|get the latest news|get the latest headlines|get the latest updates|\
         get the latest stories|get unlimited|join our newsletter|join our mailing|join our whatsapp|\
         join our telegram|join the conversation|get email|get breaking news|receive our|\
         to read more, subscribe|you have a preview view|already a subscriber|stay up to date|stay informed|download our app|\
         download the app|get the app|never miss a|support our journalism|become a subscriber|\
         become a member|please consider subscribing|please consider donating|please consider supporting|\
         please consider making|enjoying this|log in to|sign in to|please enter|please check your|\
         by signing up you|by signing up, you|by signing up to|by subscribing you|by subscribing, you|\
         by subscribing to|by submitting your|by clicking on|by clicking submit|you can unsubscribe|\
         thank you for subscribing|thanks for signing up|thanks for reading|your subscription|\
         make a donation|abonnieren sie|jetzt abonnieren|melden sie sich|hier anmelden|der newsletter|\
         unser newsletter|suscríbete a|suscríbase|regístrate|abonnez-vous|inscrivez-vous|iscriviti alla|\
         assine a|inscreva-se|meld je aan|wil je op de hoogte blijven|schrijf je in voor|\
         cet article est réservé aux|article réservé à nos abonnés|article réservé aux abonnés|la suite est réservée aux|réservé aux abonnés|réservé à nos abonnés|\
         suscríbete para seguir leyendo|この記事は有料記事です|この記事は有料会員限定です|この記事は会員限定です|newsletter:|newsletter sign|this site is protected by recaptcha|\
         save articles to read later|benefício do assinante|recurso exclusivo para assinantes|assinantes podem liberar|free weekly newsletter|free daily newsletter|find out what's happening in|únete a nuestro|si quieres seguir toda la actualidad|si vous souhaitez recevoir|\
         we use google recaptcha|get our top|get our best|get our biggest|receive our biggest|\
         to receive new posts and support|we are a nonprofit newsroom|we're a nonprofit newsroom|\
         by subscribing, i|i understand and agree that registration|votre adresse e-mail est utilisée|\
         votre adresse email est utilisée|recevez chaque|recevez gratuitement|je m'inscris|apúntate a nuestr|\
         recibe las noticias|recibe nuestr|receba as notícias|receba notícias|receba as principais|\
         ricevi le notizie|ricevi ogni|rimani aggiornato|dapatkan update|simak breaking news|simak berita|\
         mari bergabung di grup|ontvang elke|ontvang dagelijks|erhalten sie täglich|mit ihrer anmeldung|\
         hiermit willige ich|zapisz się|zapisz się na|tilaa uutiskirje|meld deg på|tilmeld dig|anmäl dig till|\
         feliratkozás|iratkozz fel|aboneaza-te|abonează-te|odebírejte|đăng ký nhận|이메일로 받아보세요|뉴스레터 구독",
    ),
    (
        Reason::Follow,
        Match::Start(25),
        "follow us|follow me|follow him|follow her|follow @|follow our|like us on|find us on|connect with|\
         folgen sie|folge uns|síguenos|suivez-nous|seguici|siga-nos|volg ons|contact the author|contact us|\
         contact me|email the author|email him|email her|got a tip|have a tip|send tips|send us|write to us|\
         reach her at|reach him at|whatsapp us|do you have a story|do you have a tip|have a story|got a story|got a problem|do you know more|\
         clique para seguir|siga o canal|entre no canal|participe do canal|participe do grupo|únete a nuestro canal|\
         sigue nuestro canal|rejoignez notre chaîne|obserwuj nas|följ oss|følg os|følg oss|seuraa meitä|sledujte nás|bizi takip edin|\
         подписывайтесь на|підписуйтесь на|ikuti kami|ακολουθήστε μας|تابعنا|تابعونا|\
         dołącz do nas na|polub nas na|znajdziesz nas|bądź na bieżąco|segui tutte le notizie|nos siga|\
         sigue toda la|sigue todas las|síguenos en|gabung|ikuti berita|bergabung di|лайкните|приєднуйтесь до|\
         приєднуйтеся до|присоединяйтесь к|читайте нас в|следите за нами|нашли ошибку|нашли опечатку|\
         якщо ви знайшли помилку|nájdete nás|sledujte nas|pratite nas|pratite nas na|последвайте ни|\
         urmărește-ne|urmăriți-ne|kövessen minket|kövess minket|δείτε όλες τις τελευταίες|mời quý độc giả|\
         हमें फेसबुक पर|हमसे जुड़ें",
    ),
    (
        Reason::Comments,
        Match::Whole,
        "comments|comment|add comment|add a comment|leave a comment|leave a reply|post a comment|\
         view comments|show comments|no comments|comments are closed|write a comment|join the discussion|\
         reply|kommentare|kommentar|kommentieren|kommentar schreiben|comentarios|comentar|commentaires|\
         commenter|réagir|réagissez|voir les commentaires|commenti|comentários|reacties|reageer|comments (0)|0 comments|sort by newest|cancel reply|\
         conversation|was this article helpful|was this page helpful|war dieser artikel hilfreich|cet article vous a-t-il été utile|report abuse|replies|discussion|\
         komentarze|komentarz|dodaj komentarz|kommentarer|kommentit|komentáře|yorumlar|yorum yap|\
         comentarii|hozzászólások|комментарии|комментировать|коментарі|komentar|コメント|评论|評論|댓글|σχόλια|\
         التعليقات",
    ),
    (
        Reason::Comments,
        Match::Start(14),
        "comments on|leave a comment|leave a reply|be the first to|your email address will not|\
         required fields are marked|view all|comments are|show all comments|save my name|\
         you must be logged in|view comments|please log in|have your say|what do you think|diskutieren sie|\
         schreiben sie einen|notify me of|\
         die kommentarfunktion ist|ihr kommentar zum thema|чтобы оставить комментарий|om te reageren|\
         aby dodać komentarz|aby komentować|join the debate|sign in to comment|log in to comment|\
         you must log in to",
    ),
    // What the comments of WordPress say.
    (
        Reason::Comments,
        Match::Start(30),
        "this site uses akismet|learn how your comment data|fill in your details below or click|you are commenting using your|\
         diese website verwendet akismet|erfahre mehr darüber, wie deine kommentardaten|trage deine daten unten ein oder klicke|\
         du kommentierst mit deinem|gib hier deinen kommentar ein|ce site utilise akismet|en savoir plus sur comment les données de vos commentaires|\
         entrez vos coordonnées ci-dessous ou cliquez|este sitio usa akismet|aprende cómo se procesan los datos de tus comentarios|\
         introduce tus datos o haz clic|este site utiliza o akismet|saiba como seus dados em comentários|\
         preencha os seus dados abaixo ou clique|questo sito usa akismet|questo sito utilizza akismet|scopri come i tuoi dati vengono elaborati|\
         deze site gebruikt akismet|ta strona używa akismet|please log in using one of these methods",
    ),
    // What posts of social networks say that are embedded.
    (
        Reason::Share,
        Match::Start(8),
        "view this post on instagram|sieh dir diesen beitrag auf instagram an|voir cette publication sur instagram|\
         ver esta publicación en instagram|ver essa foto no instagram|ver esta publicação no instagram|\
         visualizza questo post su instagram|dit bericht op instagram bekijken|bekijk dit bericht op instagram|\
         wyświetl ten post na instagramie|bu gönderiyi instagram'da gör|посмотреть эту публикацию в instagram|\
         empfohlener redaktioneller inhalt|empfohlener externer inhalt|externer inhalt|\
         externe inhalte anzeigen|inhalt anzeigen|ce contenu est bloqué|contenu externe|contenu bloqué|\
         contenido externo|contenuto esterno|externe inhoud",
    ),
    (
        Reason::Cookies,
        Match::Start(60),
        "we use cookies|this site uses cookies|this website uses cookies|our site uses cookies|\
         our website uses cookies|by continuing to use|by continuing to browse|by using this site|\
         cookie policy|cookie settings|cookie preferences|accept cookies|accept all|manage cookies|\
         reject all|wir verwenden cookies|diese website verwendet cookies|diese webseite verwendet|\
         wir benötigen ihre zustimmung|utilizamos cookies|usamos cookies|este sitio web utiliza|\
         esta web utiliza|nous utilisons des cookies|ce site utilise|utilizziamo i cookie|\
         questo sito utilizza|este site utiliza|wij gebruiken cookies|deze website gebruikt|\
         we and our partners|your privacy|privacy settings|you need to enable javascript|\
         please enable javascript|javascript is|ie 11 is not supported|internet explorer is not supported|your browser is not supported|this browser is not supported|your browser does not|to view this video|\
         this video file cannot|an error occurred|an error has occurred|bitte aktivieren sie javascript|\
         privacy notice: newsletters|newsletters may contain|an dieser stelle finden sie|an dieser stelle ist ein externer|ich bin damit einverstanden, dass mir|\
         damit können personenbezogene daten|damit werden personenbezogene daten|\
         mehr dazu in unserer datenschutzerklärung|pour afficher ce contenu|vous avez choisi de refuser|\
         para ver este contenido|per visualizzare questo contenuto|deze inhoud kan niet|\
         we need your consent to load|this content is hosted by|this content is provided by|to show you this content|all products featured|\
         when you buy something through|when you buy through links|we may earn a commission|\
         we may earn an affiliate|this article contains affiliate|this post contains affiliate|\
         if you buy something through|our editors independently|thank you for your interest in republishing|\
         you have to credit us|if you're republishing online|republish our articles for free|\
         republish this story for free|this article is more than|transcripts are created on a rush deadline|\
         accuracy and availability may vary",
    ),
    (
        Reason::Copyright,
        Match::Start(40),
        "all rights reserved|all content copyright|content copyright|contents copyright|entire contents|our standards: the thomson reuters|alle rechte vorbehalten|todos los derechos|\
         tous droits réservés|tutti i diritti|todos os direitos|alle rechten|this material may not be|\
         no part of this|reproduction in whole|reprinted with permission|\
         wszelkie prawa zastrzeżone|alla rättigheter förbehållna|alle rettigheder forbeholdes|\
         alle rettigheter forbeholdt|kaikki oikeudet pidätetään|všechna práva vyhrazena|\
         tüm hakları saklıdır|toate drepturile rezervate|minden jog fenntartva|все права защищены|\
         всі права захищені|hak cipta dilindungi|riproduzione riservata|reservados todos los derechos|\
         جميع الحقوق محفوظة|저작권자|무단전재|무단 전재|無断転載|版权所有|版權所有|未经授权|未經授權|सर्वाधिकार सुरक्षित",
    ),
    (
        Reason::Navigation,
        Match::Whole,
        "home|front page|menu|search|opens new tab|opens in new tab|opens in a new tab|opens in new window|opens in a new window|\
         s'ouvre dans un nouvel onglet|s'ouvre dans une nouvelle fenêtre|öffnet in neuem tab|öffnet in einem neuen tab|\
         öffnet in neuem fenster|se abre en una ventana nueva|abre en una nueva pestaña|abre em nova janela|skip to content|skip to main content|main menu|navigation|privacy policy|privacy|\
         terms of service|terms of use|terms and conditions|terms|about us|about|contact|advertise|\
         advertise with us|careers|help|site map|sitemap|faq|accessibility|rss|imprint|impressum|datenschutz|\
         datenschutzerklärung|agb|kontakt|suche|startseite|zum inhalt springen|aviso legal|contacto|inicio|\
         buscar|mentions légales|accueil|rechercher|previous|next|previous article|next article|\
         previous post|next post|prev|back|top|go back|vorheriger artikel|nächster artikel|page|view all|\
         see all|all|english|deutsch|español|français|zur startseite|skip navigation|toggle navigation|\
         open menu|close menu|edition|archive|archives|account|our network|corrections|\
         do not sell my personal information|scroll to top|weather|games|crosswords|edit|view source|image|\
         video|gallery|photo|photos|play|pause|mute|\
         strona główna|hem|forside|etusivu|domů|ana sayfa|anasayfa|acasă|főoldal|главная|головна|\
         beranda|ホーム|首页|首頁|홈|αρχική|الرئيسية|meny|sök|szukaj|haku|hledat|căutare|keresés|поиск|пошук|検索|\
         搜索|검색|αναζήτηση|بحث|контакты|контакти|polityka prywatności|regulamin|om oss|om os|yhteystiedot|\
         o nas|о нас|про нас|iletişim|hakkımızda|kapcsolat|impresszum|\
         search for|search form|search site|site search|search this site|search this blog|advanced search|\
         search search|close this search box|close search|open search|suche nach|suche nach: suchen|\
         suche öffnen|suche schließen|erweiterte suche|rechercher sur le site|recherche avancée|\
         buscar en el sitio|búsqueda avanzada|cerca nel sito|ricerca avanzata|zoeken op|zoeken naar|\
         pesquisar neste site|busca avançada|szukaj w serwisie|wyszukiwanie zaawansowane|поиск по сайту|\
         расширенный поиск|hledat na webu|account settings|create an account|\
         create new account|forgot your password|you are here|notifications|no notifications|\
         you have no notifications|you have no pending notifications|close ads|close ad|print edition|\
         ir al contenido|ir al contenido principal|saltar al contenido|ir para o conteúdo|pular para o conteúdo|\
         saltar para o conteúdo|vai al contenuto|salta al contenuto|aller au contenu|aller au contenu principal|\
         naar de inhoud|ga naar de inhoud|zum hauptinhalt|zum hauptinhalt springen|zum inhalt|przejdź do treści|\
         przejdź do głównej treści|till innehållet|hoppa till innehåll|gå till innehåll|hopp til innhold|\
         gå til hovedinnhold|gå til indhold|siirry sisältöön|přejít k obsahu|přejít na obsah|preskočiť na obsah|\
         preskoči na sadržaj|sari la conținut|ugrás a tartalomhoz|перейти к содержанию|перейти к содержимому|\
         перейти до вмісту|içeriğe geç|içeriğe atla|本文へ移動|本文へ|メインコンテンツへ|跳转到主要内容|본문 바로가기|\
         メニュー|菜单|메뉴|ログイン|会員登録|新規登録|マイページ|登录|登入|로그인|ポッドキャスト|ニュースレター|\
         お問い合わせ|利用規約|プライバシーポリシー|会社概要|联系我们|关于我们|이용약관|개인정보처리방침",
    ),
    (
        Reason::Cookies,
        Match::Start(20),
        "this summary was created by ai|this summary was generated|this summary was created using|\
         this audio is auto-generated|this article originally appeared on|this story originally appeared on",
    ),
    // What databases of papers print around an article.
    (
        Reason::Record,
        Match::Start(8),
        "for immediate release|zur sofortigen veröffentlichung|pour diffusion immédiate|para publicación inmediata|\
         para su publicación inmediata|para divulgação imediata|load-date:|publication-type:|document-type:|journal-code:|dateline:|accession number:|document type:|\
         publication type:|copyright holder:|word count:|wordcount:",
    ),
    (Reason::Ending, Match::Whole, "ends|end|-30-|30|###|the end|ende|fin"),
];

#[cfg(test)]
mod tests {
    use super::PHRASES;

    #[test]
    fn phrases_are_words_in_lower_case() {
        for phrase in PHRASES.iter().flat_map(|(_, _, phrases)| phrases.split('|')) {
            assert!(phrase.trim() == phrase && !phrase.is_empty(), "{phrase:?}");
            assert_eq!(phrase.to_lowercase(), phrase);
        }
    }
}
