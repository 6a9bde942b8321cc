//! The words by which lines betray that they are no part of an article, in the languages we know some of: a phrase
//! that is missing is added here and nowhere else.

use super::label::Reason;

/// How a phrase must be found in a line.
pub enum Match {
    /// It is the whole line, but for signs and numbers.
    Whole,
    /// The line starts with it and has at most this many words.
    Start(usize),
    /// The same, with a colon or another sign behind it.
    Led(usize),
}

/// How links to other articles are introduced, inside an article and below it: a line of nothing else, or with a headline behind
/// a colon. A language or a few on each line.
pub const ALSO: &str = "\
     read also|also read|see also|also see|related|related article|related articles|related story|\
     related stories|related coverage|related news|related reading|related content|read more|read next|\
     read this next|more on this story|more on this topic|more on this|recommended|recommended reading|\
     further reading|keep reading|must read|must-read|don't miss|go deeper|dive deeper|you may also like|\
     you might also like|you might also be interested in|find out more|more like this|\
     lesen sie auch|lesen sie dazu auch|lesen sie dazu|lesen sie hierzu|lesen sie mehr|\
     lesen sie mehr zum thema|lesen sie mehr dazu|lesen sie hier|lest auch|lies auch|lies dazu auch|\
     auch interessant|auch lesenswert|siehe auch|mehr dazu|mehr zum thema|mehr zu diesem thema|mehr lesen|\
     passend dazu|passend zum thema|in diesem zusammenhang|lesetipp|lesetipps|lese-tipp|\
     das könnte sie auch interessieren|das könnte dich auch interessieren|\
     lire aussi|à lire aussi|aussi à lire|lire également|à lire également|également à lire|lisez aussi|\
     voir aussi|à voir aussi|sur le même sujet|sur le même thème|pour aller plus loin|en savoir plus|\
     pour en savoir plus|vous aimerez aussi|ça peut vous intéresser|cela peut vous intéresser|\
     cela pourrait vous intéresser|à découvrir aussi|article connexe|articles connexes|article lié|\
     articles liés|lire la suite|a lire aussi|a lire également|a voir aussi|lire egalement|a découvrir aussi|\
     lea también|lee también|leé también|lea además|lee además|lea más|lee más|leer más|le puede interesar|\
     te puede interesar|también te puede interesar|le puede interesar también|puede interesarle|\
     te recomendamos|te recomendamos leer|le recomendamos|te sugerimos|más información|mas información|mas informacion|más sobre este tema|\
     mira también|mirá también|mire también|vea también|ver también|ver además|también lee|también puede leer|\
     noticia relacionada|noticias relacionadas|nota relacionada|notas relacionadas|artículo relacionado|\
     artículos relacionados|contenido relacionado|relacionado|relacionados|recomendado|recomendados|\
     no te pierdas|no se pierda|lectura recomendada|sigue leyendo|siga leyendo|\
     leia também|leia mais|leia ainda|veja também|veja mais|saiba mais|confira também|assista também|\
     ler também|ler mais|também recomendamos|materia relacionada|matéria relacionada|matérias relacionadas|\
     notícia relacionada|notícias relacionadas|artigo relacionado|artigos relacionados|conteúdo relacionado|\
     conteúdos relacionados|relacionadas|mais sobre o assunto|não perca|\
     leggi anche|leggi pure|leggi di più|per saperne di più|per approfondire|approfondisci|\
     potrebbe interessarti|potrebbe interessarti anche|ti potrebbe interessare|ti potrebbe interessare anche|\
     guarda anche|vedi anche|da non perdere|articolo correlato|articoli correlati|notizie correlate|\
     sullo stesso argomento|sullo stesso tema|\
     lees ook|zie ook|bekijk ook|kijk ook|luister ook|lees meer|lees verder|meer lezen|meer over dit onderwerp|\
     meer over dit thema|ook interessant|gerelateerd|gerelateerd artikel|gerelateerde artikelen|aanbevolen|\
     läs också|läs även|läs mer|läs mera|läs vidare|se också|se även|relaterad artikel|relaterade artiklar|\
     missa inte|mer om ämnet|\
     les også|les mer|les saken|se også|relatert artikkel|relaterte artikler|relaterte saker|les flere saker|\
     læs også|læs mere|læs videre|hør også|relateret artikel|relaterede artikler|\
     lue myös|lue lisää|lue seuraavaksi|katso myös|aiheesta lisää|lisää aiheesta|lesið einnig|lesa meira|\
     czytaj też|czytaj także|czytaj również|czytaj więcej|zobacz też|zobacz także|zobacz również|\
     przeczytaj także|przeczytaj też|przeczytaj również|sprawdź też|sprawdź także|polecamy|polecamy także|\
     warto przeczytać|dowiedz się więcej|powiązany artykuł|powiązane artykuły|\
     čtěte také|přečtěte si také|čtěte více|čtěte dále|související|více k tématu|mohlo by vás zajímat|související článek|\
     související články|čítajte aj|prečítajte si aj|čítajte tiež|čítajte viac|viac k téme|súvisiaci článok|\
     súvisiace články|mohlo by vás zaujímať|\
     pročitajte i|pročitajte još|pročitaj još|pročitaj i|čitajte još|vezane vijesti|povezane vijesti|\
     povezani članci|pogledajte i|прочитајте и|прочитајте још|preberite tudi|preberi tudi|preberite še|\
     sorodne novice|\
     citește și|citiți și|vezi și|citeste si|vezi si|citește mai mult|citește mai multe|articol recomandat|\
     articole recomandate|te-ar putea interesa|te-ar putea interesa și|pe aceeași temă|\
     ezt is olvassa el|olvassa el ezt is|kapcsolódó|kapcsolódó cikk|kapcsolódó cikkek|kapcsolódó cikkünk|\
     olvasta már?|ez is érdekelheti|ez is érdekelhet|\
     прочетете още|прочетете също|вижте още|вижте също|още по темата|по темата|διαβάστε επίσης|διαβάστε ακόμα|\
     διαβάστε ακόμη|διαβάστε και|δείτε επίσης|δείτε ακόμα|δείτε ακόμη|δείτε και|διαβάστε περισσότερα|\
     σχετικό άρθρο|διαβαστε επισης|διαβαστε ακομα|διαβαστε ακομη|διαβαστε και|δειτε επισης|δειτε ακομα|δειτε ακομη|δειτε και|διαβαστε περισσοτερα|σχετικα αρθρα|σχετικά άρθρα|\
     ayrıca okuyun|bunu da okuyun|ilgili haber|ilgili haberler|devamını oku|ilginizi çekebilir|\
     bunlar da ilginizi çekebilir|önerilen haber|önerilen haberler|sıradaki haber|\
     читайте также|также читайте|читать также|читайте ещё|читайте еще|читайте по теме|смотрите также|\
     материалы по теме|материал по теме|статьи по теме|новости по теме|по теме|рекомендуем|\
     рекомендуем почитать|вам может быть интересно|вас может заинтересовать|\
     читайте також|також читайте|читайте ще|дивіться також|матеріали за темою|матеріал за темою|за темою|\
     вас може зацікавити|вам буде цікаво|рекомендуємо|радимо прочитати|\
     taip pat skaitykite|skaitykite taip pat|susiję straipsniai|lasi arī|lasiet arī|lasi vēl|loe ka|loe lisaks|\
     loe veel|llegiu també|llegeix també|més informació|máis información|irakurri ere|soma pia|lexo edhe|\
     lexoni edhe|\
     اقرأ أيضا|اقرأ أيضاً|اقرأ أيضًا|اقرأ ايضا|إقرأ أيضا|اقرأ المزيد|شاهد أيضا|شاهد أيضاً|طالع أيضا|\
     مواضيع ذات صلة|موضوعات ذات صلة|مقالات ذات صلة|أخبار ذات صلة|قد يهمك|قد يهمك أيضا|سيعجبك أيضا|\
     بیشتر بخوانید|همچنین بخوانید|مطالب مرتبط|اخبار مرتبط|یہ بھی پڑھیں|مزید پڑھیں|\
     קראו גם|קראו עוד|ראו גם|עוד בנושא|לקריאה נוספת|כתבות נוספות|\
     ये भी पढ़ें|यह भी पढ़ें|इसे भी पढ़ें|यह भी देखें|और पढ़ें|संबंधित खबरें|हेही वाचा|આ પણ વાંચો|আরও পড়ুন|\
     আরো পড়ুন|மேலும் படிக்க|இதையும் படிங்க|ఇది కూడా చదవండి|ఇవి కూడా చదవండి|\
     baca juga|baca lagi|lihat juga|simak juga|tonton juga|artikel terkait|berita terkait|berita berkaitan|\
     xem thêm|đọc thêm|đọc tiếp|tin liên quan|bài liên quan|bài viết liên quan|có thể bạn quan tâm|\
     อ่านเพิ่มเติม|อ่านต่อ|ข่าวที่เกี่ยวข้อง|\
     関連記事|関連ニュース|関連する記事|関連リンク|あわせて読みたい|併せて読みたい|合わせて読みたい|相关阅读|相关新闻|相关报道|相关文章|相關新聞|相關報導|相關文章|延伸阅读|延伸閱讀|推荐阅读|推薦閱讀|\
     閱讀更多|관련기사|관련 기사|관련뉴스|관련 뉴스|추천기사|추천 기사";

/// Phrases by what they betray, parted by `|`, in lower case. More specific ones first.
pub const PHRASES: &[(Reason, Match, &str)] = &[
    (
        Reason::Related,
        Match::Whole,
        "related posts|related topics|related links|more stories|more news|more from this section|\
         you might be interested in|recommended for you|recommended stories|most read|most popular|most viewed|\
         popular|popular stories|trending|trending now|latest stories|latest news|latest posts|recent posts|\
         editors' picks|editor's picks|what to read next|up next|around the web|from our partners|sponsored links|\
         sponsored content|promoted stories|paid content|elsewhere|also in the news|top stories|in other news|\
         verwandte artikel|verwandte themen|ähnliche artikel|meistgelesen|weitere artikel|weitere themen|\
         lo más leído|más noticias|les plus lus|articles similaires|più letti|mais lidas|meest gelezen|más leídas|\
         you may have missed|tin cùng chuyên mục|najčitanije|najbolj brano|najčítanejšie|el més llegit|猜你喜欢|인기기사|\
         많이 본 기사|podobne artykuły|najczęściej czytane|mest läst|mest lästa|mest læst|mest læste|mest lest|\
         mest leste|luetuimmat|nejčtenější|benzer haberler|çok okunanlar|en çok okunanlar|articole similare|\
         cele mai citite|legolvasottabb|похожие материалы|самое читаемое|популярне|terpopuler|おすすめ記事|人気記事|많이 본 뉴스|\
         الأكثر قراءة|explore more on these topics|explore more|wybrane dla ciebie|\
         bu haberler de ilginizi çekebilir|sizin için seçtiklerimiz|öne çıkan haberler|pode gostar também|\
         você também pode gostar|também pode gostar|puede interesarte|ces articles peuvent vous intéresser|\
         dit vind je misschien ook interessant|das interessiert andere|может быть интересно|berita lainnya|\
         berita populer|tin mới nhất|ข่าวแนะนำ|संबंधित ख़बरें|ताज़ा ख़बरें|लेटेस्ट न्यूज़|你可能也想看|あなたにおすすめ|こちらもおすすめ|\
         이 시각 주요뉴스|ai citit|ajánlott cikkek|možda vas zanima|možda će vas zanimati|μπορεί να σας ενδιαφέρει|\
         קריאה נוספת|قد يعجبك أيضا|mais populares|mais vistas|mais vistos|más vistas|más visto|più visti|mest sett|\
         mest set|mest lästa just nu|populärast",
    ),
    (Reason::Related, Match::Start(9), "more from|more in|more by|mehr von|mehr aus|más de|plus de|trở lại|về trang"),
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
        "continued on page|continued from page|fortsetzung auf seite|segue a pagina|read more about|read:|\
         continue reading:|watch:|listen:|photo gallery:|gallery:|slideshow:|in pictures:|bildergalerie:|\
         fotostrecke:|galería:|fotogalería:|galerie photo :|fotogalerie:|fotogallery:|lees verder onder|\
         lees verder na|tekst loopt door onder|more:|leggi tutto:|weiterlesen:|see more:|also on this site:|\
         mais sobre:|mời xem thêm|อ่านข่าวเพิ่มเติม|il video:|guarda il video|le foto:|le immagini:|la fotogallery|\
         en vidéo :|en images :|vídeo:|en vídeo:|en imágenes:|mira el video|mirá el video|mira el vídeo|\
         vea el video|veja o vídeo|assista ao vídeo|veja fotos|bekijk de video|se videoen|se bilder|katso video|\
         zobacz wideo|obejrzyj wideo|zobacz zdjęcia|podívejte se na video|видео:|відео:|смотрите видео|\
         дивіться відео|im video:|fotogalería|galeria:|galerija:|fotogalerija:|zobacz galerię",
    ),
    (Reason::Related, Match::Whole, ALSO),
    (Reason::ReadMore, Match::Led(30), ALSO),
    (
        Reason::Advertisement,
        Match::Whole,
        "advertisement|advertisements|skip advertisement|ad|ads|pub|publi|advert|advertising|sponsored|promoted|\
         anzeige|werbung|publicidad|publicité|pubblicità|publicidade|advertentie|advertisement feature|ad feedback|\
         ad choices|adchoices|skip ad|report this ad|スポンサーリンク|annonce|continue after ad|play video|loading|\
         loading...|promotion|reklama|annons|reklame|mainos|reklam|реклама|iklan|広告|广告|廣告|광고|διαφήμιση|إعلان|\
         hirdetés|publicitate|annonse|oglas|inzerce|inzercia|reklaam|reklāma|publicitat|auglýsing|quảng cáo|โฆษณา|\
         विज्ञापन|বিজ্ঞাপন|اعلان|آگهی|تبلیغات|פרסומת|sponsor message|message from our sponsor|pr|[pr]|\
         annonsørinnhold|sponsrat innehåll|advertorial|artykuł sponsorowany|materiał sponsorowany|\
         koniec bloku reklamowego|reklam alanı|الإعلان|請繼續往下閱讀|文章未完，請繼續往下閱讀|広告の後にも続きます|ad·pr",
    ),
    (Reason::Advertisement, Match::Start(12), "this advertisement has not loaded yet"),
    (Reason::Advertisement, Match::Start(10), "advertisement|sponsored by|brought to you by|powered by|supported by"),
    (
        Reason::Advertisement,
        Match::Start(8),
        "story continues below|story continues after ad|story continues after advertisement|\
         article continues below|article continues after this ad|article continues after this advertisement|\
         story continues after this ad|story continues after this advertisement|article continues after ad|\
         article continues after advertisement|content continues below|continue reading below|\
         continues below advertisement|continua após a publicidade|continua dopo la pubblicità|\
         continúa debajo de la publicidad|continúa después de la publicidad|la suite après cette publicité|\
         la suite après la publicité|artikel gaat verder onder|tekst gaat verder onder|artikkelen fortsetter under|\
         artikeln fortsätter|artiklen fortsætter|dalsza część artykułu pod|dalszy ciąg artykułu pod|\
         článok pokračuje pod|článek pokračuje pod|a cikk a hirdetés után|pokračování za reklamou|\
         продолжение после рекламы|artikkeli jatkuu mainoksen|juttu jatkuu mainoksen|juttu jatkuu kuvan|\
         juttu jatkuu videon|dalszy ciąg materiału pod|dalsza część tekstu pod|dalsza część materiału pod|\
         dalszy ciąg tekstu pod|artikel går videre under|artiklen fortsætter efter|saken fortsetter under|\
         artikkelen fortsetter etter|artikeln fortsätter efter|het artikel gaat verder onder|\
         continua a leggere dopo la pubblicità|el artículo continúa después|la nota continúa|sigue leyendo después|\
         haberin devamı|članak se nastavlja|nastavak članka|a cikk folytatódik|продовження після реклами|\
         текст продолжается после рекламы|after newsletter promotion|skip past newsletter promotion|\
         story continues below advertisement|artikel weiter unten|weiter nach der anzeige|weiter nach der werbung|\
         lesen sie weiter nach der|lesen sie nach der anzeige weiter|weiterlesen nach der|publicité, la suite|\
         publicité - la suite|continúa leyendo después|continúa tras la publicidad|seguir leyendo tras|\
         pubblicità - continua|continua dopo il video|tekst gaat door onder|advertentie via|annonsen visas|\
         saken fortsetter etter|artiklen fortsætter under|mainos, juttu|ciąg dalszy artykułu|ciąg dalszy tekstu|\
         článok pokračuje|scroll untuk melanjutkan|scroll to resume|lanjutkan membaca",
    ),
    (
        Reason::Credit,
        Match::Start(8),
        "edited by|fact-checked by|fact checked by|medically reviewed by|reviewed by|proofread by|copyedited by|copy edited by",
    ),
    (
        Reason::Share,
        Match::Whole,
        "share|link kopiert|link gekopieerd|lien copié|enlace copiado|link copiado|link copiato|ссылка скопирована|\
         посилання скопійовано|link skopiowany|odkaz zkopírován|bağlantı kopyalandı|リンクをコピー|链接已复制|send flowers|\
         share memory|share a memory|add a memory|sign the guest book|sign guestbook|plant a tree|share this|\
         share this article|share this story|share this post|share article|share on|share via|tweet|pin|pin it|\
         email|e-mail|email this|print|print this|copy link|copy|link copied|facebook|twitter|x|whatsapp|linkedin|\
         pinterest|reddit|telegram|messenger|instagram|youtube|flipboard|tumblr|bluesky|mastodon|pocket|line|\
         teilen|drucken|per mail|merken|artikel teilen|compartir|imprimir|partager|imprimer|condividi|stampa|\
         compartilhar|compartilhe|delen|shares|save|bookmark|book now|buy now|shop now|order now|check price|\
         view deal|jump to recipe|jump to comments|save article|save for later|like|like this|like this:|\
         give this article|gift article|gift this article|listen|listen to this article|text size|font size|a a a|\
         mail|sms|xing|feedback|print article|print this article|print this page|print this story|email article|\
         email this article|email this story|email a friend|email to a friend|printer-friendly version|\
         printable version|send|download|embed|republish|permalink|shortlink|vorlesen|artikel anhören|kopieren|\
         e-mail senden|udostępnij|drukuj|skopiuj link|dela|skriv ut|del|del artikkelen|del artiklen|jaa|tulosta|\
         sdílet|vytisknout|paylaş|yazdır|distribuie|megosztás|nyomtatás|поделиться|печать|поділитися|bagikan|シェア|\
         ツイート|印刷|分享|打印|공유|인쇄|κοινοποίηση|εκτύπωση|مشاركة|طباعة|copy url|share full article|share on facebook|\
         save to read later|read later|add to reading list|add bookmark|listen to article|listen to story|\
         article audio|increase font size|print story|report a typo|report an error|report a correction|\
         suggest a correction|submit a correction|hide comments|gift|gift this|post|more sharing options|\
         share options|resize|reuse this content|reprints & permissions|enlarge this photo|enlarge|suggest removal|\
         artikel drucken|artikel versenden|artikel empfehlen|artikel speichern|artikel merken|\
         zur merkliste hinzufügen|zur merkliste|merkliste|link kopieren|als e-mail versenden|per e-mail teilen|\
         per e-mail versenden|per whatsapp|teilen sie diesen artikel|diesen artikel teilen|beitrag teilen|\
         beitrag drucken|seite drucken|anhören|artikel vorlesen|artikel zum hören|schriftgröße|\
         leserbrief schreiben|in die zwischenablage kopieren|empfehlen|verschenken|artikel verschenken|mailen|\
         weiterempfehlen|mitdiskutieren|speichern|partager l'article|partager par mail|envoyer par mail|\
         envoyer par e-mail|envoyer|imprimer l'article|copier le lien|enregistrer|sauvegarder|\
         ajouter à mes favoris|ajouter à vos sélections|ajouter à ma liste|ajouter aux favoris|offrir l'article|\
         offrir|écouter|écouter l'article|écouter cet article|lire plus tard|réutiliser ce contenu|\
         afficher le diaporama|agrandir l'image|voir la galerie|taille du texte|google news|copiar enlace|\
         copiar link|copiar url|enviar por correo|enviar por email|enviar|guardar|guardar artículo|guardar noticia|\
         escuchar|escuchar noticia|escuchar artículo|escucha este artículo|ir a los comentarios|ver comentarios|\
         regalar artículo|regala esta noticia|reportar error|tamaño del texto|ampliar|ver galería|me gusta|\
         correo electrónico|imprimir artículo|twittear|tuitear|copia link|copia il link|condividi l'articolo|\
         invia per email|invia|salva|salva articolo|ascolta|ascolta l'articolo|ascolta questo articolo|\
         stampa articolo|regala|regala articolo|vai ai commenti|leggi i commenti|segnala|dimensione testo|\
         enviar por e-mail|salvar|salvar para ler depois|salvar notícia|ouvir|ouvir notícia|ouvir artigo|\
         ouça este conteúdo|ouça este artigo|partilhar|presentear|presentear matéria|compartilhar link|\
         ver comentários|tamanho da fonte|aumentar fonte|diminuir fonte|oferecer artigo|reportar erro|deel|\
         deel artikel|deel dit artikel|deel dit bericht|kopieer link|link kopiëren|kopieer de link|bewaar|bewaren|\
         bewaar artikel|luister|luister naar dit artikel|voorlezen|afdrukken|e-mailen|stuur door|lettergrootte|\
         naar reacties|opslaan|meld een fout|tip ons|dela artikeln|dela artikel|spara|spara artikel|lyssna|\
         lyssna på artikeln|kopiera länk|kopiera länken|mejla|skriv ut artikel|rapportera fel|visa mer|tipsa oss|\
         del artikkel|del saken|kopier lenke|kopier lenken|lagre|lytt|lytt til saken|tips oss|meld feil|\
         del artikel|kopier link|kopiér link|gem|gem artikel|lyt|lyt til artiklen|læs op|udskriv|tip os|\
         jaa artikkeli|tallenna|tallenna artikkeli|kuuntele|kuuntele artikkeli|kopioi linkki|lähetä|\
         lähetä sähköpostilla|ilmoita virheestä|udostępnij artykuł|tweetnij|wyślij|wyślij mailem|wydrukuj|zapisz|\
         zapisz na później|posłuchaj|posłuchaj artykułu|kopiuj link|zgłoś błąd|skomentuj|podziel się|polub|\
         lubię to|dodaj do ulubionych|sdílet článek|tisknout|tisk|poslat e-mailem|poslat|kopírovat odkaz|uložit|\
         uložit na později|poslechnout|nahlásit chybu|vstoupit do diskuse|zdieľať|zdieľať článok|vytlačiť|uložiť|\
         kopírovať odkaz|nahlásiť chybu|podijeli|podijeli članak|podeli|kopiraj link|ispiši|komentiraj|\
         komentiraj članak|prijavi grešku|megosztom|link másolása|mentés|nyomtatom|copiază link|salvează|printează|\
         trimite|ascultă|comentează|linki kopyala|bağlantıyı kopyala|kaydet|dinle|yazı boyutu|yorum yaz|\
         favorilere ekle|takip et|google news'te takip et|haberi dinle|haberi paylaş|скопировать ссылку|\
         копировать ссылку|сохранить|слушать|слушать новость|версия для печати|отправить по почте|распечатать|\
         отправить|сообщить об ошибке|в избранное|добавить в избранное|поширити|скопіювати посилання|\
         копіювати посилання|зберегти|слухати|друк|надрукувати|версія для друку|надіслати|повідомити про помилку|\
         μοιραστείτε|αντιγραφή συνδέσμου|σχολιάστε|شارك|نسخ الرابط|حفظ|استمع|استمع للمقال|حجم الخط|فيسبوك|تويتر|\
         واتساب|تلغرام|בפייסבוק|פייסבוק|טוויטר|וואטסאפ|שתפו|שתף|העתק קישור|העתקת קישור|הדפסה|הדפס|שמירה|להאזנה|\
         שלח לחבר|シェアする|ツイートする|ブックマーク|ブックマークする|クリップ|クリップする|メールで送る|リンクをコピーする|保存|記事を保存|印刷する|文字サイズ|拡大|この記事をシェア|\
         はてなブックマーク|lineで送る|スクラップ|いいね|コメントする|フォロー|フォローする|写真・図版|写真一覧|全画面で見る|画像を拡大|공유하기|기사공유|스크랩|글자크기|글자 크기|글씨크기|인쇄하기|\
         url복사|url 복사|페이스북|트위터|카카오톡|카카오스토리|네이버밴드|좋아요|북마크|기사 저장|다크모드|음성재생|기사듣기|프린트|이메일|分享到|分享至|微信|微博|朋友圈|复制链接|複製連結|\
         收藏|打印本页|字号|字體大小|列印|友善列印|分享本文|点赞|我要评论|salin tautan|salin link|simpan|cetak|ukuran font|dengarkan|kirim|lưu|\
         in bài|sao chép liên kết|gửi email|bình luận|nghe đọc bài|cỡ chữ|แชร์|คัดลอกลิงก์|พิมพ์|บันทึก|แชร์ข่าว|\
         शेयर करें|कॉपी लिंक|फॉन्ट साइज|lihat foto|audio|動画を見る|動画|print content|copy link thành công|\
         share this page",
    ),
    (
        Reason::Share,
        Match::Start(12),
        "share on|share this|share to|share via|share with|share by|share or comment|share using|share article|\
         tweet this|click to share|email to a friend|email this|print this|send this|copy link|auf facebook teilen|\
         auf twitter teilen|compartir en|compartir por|partager sur|condividi su|compartilhar no|deel op|\
         add us on google|add as a preferred|save this|bookmark this|teilen auf|via whatsapp|view comments|\
         copy this link|compartilhe no|compartilhe pelo|compartilhe esta|compártelo en|compartir en|\
         partager l'article|partager cet article|bagikan ke|bagikan melalui|del på facebook|dela på|\
         jaa facebookissa|udostępnij na|поделиться в|κοινοποίηση στο|chia sẻ|copiar enlace|enviar por|\
         compartilhar via|compartilhar por|condividi via|condividi con|deel via|deel dit|del på x|del på twitter|\
         del på e-post|del via|dela via|dela med|udostępnij przez|sdílet na|zdieľať na|podijeli na|podeli na|\
         megosztás a|distribuie pe|поделиться на|поширити у|поширити в|paylaş:|шарувати|bagikan via|chia sẻ qua|\
         auf x teilen|auf whatsapp teilen|auf linkedin teilen|per mail teilen",
    ),
    (
        Reason::Subscribe,
        Match::Whole,
        "subscribe|subscribe now|sign up|sign in|log in|login|register|newsletter|newsletters|my account|donate|\
         support us|join now|become a member|abonnieren|anmelden|abo|suscríbete|suscribirse|s'abonner|s'inscrire|\
         je m'inscris|m'inscrire|iscriviti|inscribirse|apuntarme|inschrijven|aanmelden|tilmeld|meld deg på|\
         anmäl dig|zapisz się|se connecter|abbonati|iscriviti|assine|entrar|abonneren|inloggen|enter your email|\
         email address|your email|your email address|submit|free newsletter|log out|iniciar sesión|prenumerera|\
         logga in|abonnér|log ind|abonner|logg inn|kirjaudu|zaloguj się|zaloguj|přihlásit se|přihlásit|abone ol|\
         giriş yap|войти|подписаться|увійти|підписатися|masuk|daftar|ログイン|会員登録|登录|注册|로그인|구독|σύνδεση|εγγραφή|\
         تسجيل الدخول|اشترك|subscrever",
    ),
    (
        Reason::Subscribe,
        Match::Start(40),
        "subscribe to|subscribe for|subscribe today|sign up to|sign up for|sign up here|sign up now|\
         get our newsletter|get the latest news|get the latest headlines|get the latest updates|\
         get the latest stories|get unlimited|join our newsletter|join our mailing|join our whatsapp|\
         join our telegram|join the conversation|get email|get breaking news|receive our|to read more, subscribe|\
         you have a preview view|already a subscriber|stay up to date|stay informed|download our app|\
         download the app|get the app|never miss a|support our journalism|become a subscriber|become a member|\
         please consider subscribing|please consider donating|please consider supporting|please consider making|\
         enjoying this|log in to|sign in to|please enter|please check your|by signing up you|by signing up, you|\
         by signing up to|by subscribing you|by subscribing, you|by subscribing to|by submitting your|\
         by clicking on|by clicking submit|you can unsubscribe|thank you for subscribing|thanks for signing up|\
         thanks for reading|your subscription|make a donation|abonnieren sie|jetzt abonnieren|melden sie sich|\
         hier anmelden|der newsletter|unser newsletter|suscríbete a|suscríbase|regístrate|abonnez-vous|\
         inscrivez-vous|iscriviti alla|assine a|inscreva-se|meld je aan|wil je op de hoogte blijven|\
         schrijf je in voor|cet article est réservé aux|article réservé à nos abonnés|article réservé aux abonnés|\
         la suite est réservée aux|réservé aux abonnés|réservé à nos abonnés|suscríbete para seguir leyendo|\
         この記事は有料記事です|この記事は有料会員限定です|この記事は会員限定です|newsletter:|newsletter sign|this site is protected by recaptcha|\
         save articles to read later|benefício do assinante|recurso exclusivo para assinantes|\
         assinantes podem liberar|free weekly newsletter|free daily newsletter|find out what's happening in|\
         únete a nuestro|si quieres seguir toda la actualidad|si vous souhaitez recevoir|we use google recaptcha|\
         get our top|get our best|get our biggest|receive our biggest|to receive new posts and support|\
         we are a nonprofit newsroom|we're a nonprofit newsroom|by subscribing, i|\
         i understand and agree that registration|votre adresse e-mail est utilisée|\
         votre adresse email est utilisée|recevez chaque|recevez gratuitement|je m'inscris|apúntate a nuestr|\
         recibe las noticias|recibe nuestr|receba as notícias|receba notícias|receba as principais|\
         ricevi le notizie|ricevi ogni|rimani aggiornato|dapatkan update|simak breaking news|simak berita|\
         mari bergabung di grup|ontvang elke|ontvang dagelijks|erhalten sie täglich|mit ihrer anmeldung|\
         hiermit willige ich|zapisz się|zapisz się na|tilaa uutiskirje|meld deg på|tilmeld dig|anmäl dig till|\
         feliratkozás|iratkozz fel|aboneaza-te|abonează-te|odebírejte|đăng ký nhận|이메일로 받아보세요|뉴스레터 구독|\
         type your email|subscribe to continue|create a free account|this article is for subscribers|\
         this story is for subscribers|this content is for subscribers|exclusive to subscribers|\
         subscriber exclusive|for subscribers only|get full access|unlock this article|start your free trial|\
         our morning email|our weekly newsletter|our daily newsletter|our free newsletter|view all newsletters|\
         subscribe and|clique aqui e se inscreva|clique aqui para se inscrever|clique aqui e siga|\
         clique aqui para seguir|clique aqui para receber|clique aqui e receba|clique e siga|quer receber|\
         inscreva-se no|siga o nosso canal|participe do nosso grupo|entre no grupo|entre em nosso grupo|\
         cadastre-se|conteúdo exclusivo para assinantes|exclusivo para assinantes|já é assinante|subscreva a|\
         subscreva a newsletter|para continuar a ler|para continuar lendo|únete al canal|únete gratis|\
         suscríbete al|suscríbete gratis|suscríbete y|recibe en tu correo|recibe gratis|recibe cada|quiero recibir|\
         haz clic aquí para|haga clic aquí para|regístrate gratis|inicia sesión para|este contenido es exclusivo|\
         contenido exclusivo para|solo para suscriptores|exclusivo para suscriptores|exclusivo suscriptores|\
         ya soy suscriptor|para continuar leyendo|para seguir leyendo|inscrivez-vous à|abonnez-vous à|recevez tous|\
         recevez notre|cet article est réservé|article réservé|pour lire la suite|connectez-vous|déjà abonné|\
         notre newsletter|suivez toute l'actualité|lecture illimitée|contenu réservé aux abonnés|\
         vous avez déjà un compte|jetzt kostenlos|jetzt testen|jetzt anmelden|jetzt registrieren|\
         newsletter abonnieren|mit dem newsletter|mit unserem newsletter|mit meiner anmeldung|mit der anmeldung|\
         exklusiv für abonnenten|nur für abonnenten|weiterlesen mit|sie sind bereits abonnent|bereits abonnent|\
         noch kein abo|kostenlos registrieren|diesen artikel weiterlesen|monatlich kündbar|\
         die wichtigsten nachrichten aus ihrer|alle newsletter|melde dich an|melde dich hier|iscriviti al|\
         iscriviti a|iscriviti ora|abbonati per|abbonati a|contenuto riservato agli abbonati|\
         questo contenuto è riservato|articolo riservato agli abbonati|sei già abbonato|per continuare a leggere|\
         accedi per|registrati per|segui il canale|unisciti al canale|entra nel canale|meld u aan|schrijf u in|\
         abonneer je|abonneer u|alleen voor abonnees|exclusief voor abonnees|log in om|maak een account|\
         nieuwsbrief|dit artikel is alleen|al abonnee|ontvang onze|prenumerera på|bli prenumerant|logga in för|\
         få vårt nyhetsbrev|redan prenumerant|bli abonnent|logg inn for|kun for abonnenter|for abonnenter|\
         allerede abonnent|få nyhetsbrevet|bliv abonnent|log ind for|få nyhedsbrevet|\
         denne artikel er for abonnenter|vain tilaajille|tämä artikkeli on tilaajille|oletko jo tilaaja|\
         kirjaudu sisään|zapisz się do|chcesz być na bieżąco|chcesz wiedzieć więcej|artykuł dostępny tylko|\
         tylko dla prenumeratorów|kup prenumeratę|zaloguj się, aby|masz już prenumeratę|wykup dostęp|\
         czytaj bez ograniczeń|přihlaste se k|předplaťte si|článek je pouze pro|jen pro předplatitele|\
         pouze pro předplatitele|prihláste sa|predplaťte si|len pre predplatiteľov|iratkozzon fel|hírlevél|\
         ez a cikk csak előfizetőink|abonați-vă|abonează-te la|înscrie-te|articol exclusiv pentru|абонирайте се|\
         станете абонат|εγγραφείτε|γίνετε συνδρομητής|μείνετε ενημερωμένοι|abone olun|bültenimize|подпишитесь на|\
         подписаться на|оформите подписку|материал доступен|доступно по подписке|только для подписчиков|\
         підпишіться на|підписатися на|долучайтесь до|тільки для передплатників|اشترك في|اشترك الآن|سجل الآن|\
         انضم إلى|הצטרפו ל|הירשמו ל|להצטרפות|לקבלת עדכונים|ताजा खबरों के लिए|सब्सक्राइब करें|berlangganan|\
         dapatkan berita|đăng ký theo dõi|đăng ký kênh|สมัครรับ|กดติดตาม|有料会員になると|会員限定記事|会員限定の有料記事|会員登録すると|今すぐ登録|\
         無料会員登録|無料登録|この記事の続きは|続きを読むには|有料会員限定|구독하기|뉴스레터 신청|로그인 후|扫码关注|扫描二维码|下载客户端|打开app|免費訂閱|立即訂閱|訂閱電子報|加入會員|\
         subscreva gratuitamente|subscrever a newsletter|subscreva já|gratis onbeperkt toegang|vil du vide mere|\
         få vores nyhedsbrev|hindi news से जुड़े|we'll send you a|więcej takich informacji|\
         więcej informacji znajdziesz|więcej wiadomości znajdziesz|dacă ți-a plăcut|ha tetszett a cikk|\
         líbil se vám článek|pokud se vám článek líbil|si te ha gustado|si te gustó|se gostou|ti è piaciuto|\
         vond je dit artikel|hat ihnen dieser artikel|hat dir der artikel|mehr nachrichten aus|\
         weitere nachrichten aus|mais notícias da região|veja mais notícias|više vijesti",
    ),
    (
        Reason::Follow,
        Match::Start(25),
        "follow us|follow me|follow him|follow her|follow @|follow our|like us on|find us on|connect with|\
         folgen sie|folge uns|síguenos|suivez-nous|seguici|siga-nos|volg ons|contact the author|contact us|\
         contact me|email the author|email him|email her|got a tip|have a tip|send tips|send us|write to us|\
         reach her at|reach him at|whatsapp us|do you have a story|do you have a tip|have a story|got a story|\
         got a problem|do you know more|clique para seguir|siga o canal|entre no canal|participe do canal|\
         participe do grupo|únete a nuestro canal|sigue nuestro canal|rejoignez notre chaîne|obserwuj nas|följ oss|\
         følg os|følg oss|seuraa meitä|sledujte nás|bizi takip edin|подписывайтесь на|підписуйтесь на|ikuti kami|\
         ακολουθήστε μας|تابعنا|تابعونا|dołącz do nas na|polub nas na|znajdziesz nas|bądź na bieżąco|\
         segui tutte le notizie|nos siga|sigue toda la|sigue todas las|síguenos en|gabung|ikuti berita|\
         bergabung di|лайкните|приєднуйтесь до|приєднуйтеся до|присоединяйтесь к|читайте нас в|следите за нами|\
         нашли ошибку|нашли опечатку|якщо ви знайшли помилку|nájdete nás|sledujte nas|pratite nas|pratite nas na|\
         последвайте ни|urmărește-ne|urmăriți-ne|kövessen minket|kövess minket|δείτε όλες τις τελευταίες|\
         mời quý độc giả|हमें फेसबुक पर|हमसे जुड़ें|if you notice an error|have you spotted|spotted a mistake|\
         see an error|notice a mistake|haben sie einen fehler|fehler entdeckt|fehler gefunden|haben sie einen tipp|\
         signaler une erreur|¿has encontrado un error|¿encontraste un error|encontrou um erro|\
         hai trovato un errore|fout gezien|foutje gezien|heb je een tip|heb jij een tip|hittat fel|har du tips|\
         har du varit med om|fant du en feil|har du innspill|fandt du en fejl|har du et tip|huomasitko virheen|\
         lähetä juttuvinkki|zauważyłeś błąd|masz temat|napisz do nas|našli jste chybu|našli ste chybu|máte tip|\
         hibát talált|ai observat o|εντόπισες λάθος|если вы заметили ошибку|если вы нашли ошибку|\
         если вы обнаружили ошибку|заметили ошибку|увидели опечатку|якщо ви помітили помилку|якщо ви знайшли|\
         помітили помилку|знайшли помилку|есть новость|станьте автором|ακολουθήστε το|takip etmek için|\
         whatsapp kanalımıza|son dakika haberlerini|читайте нас|слідкуйте за|стежте за|تابعنا على|تابعوا|\
         עקבו אחרינו|theo dõi chúng tôi|ติดตามข่าว|हमें फॉलो करें|フォローする|关注我们|追蹤我們",
    ),
    (
        Reason::Comments,
        Match::Whole,
        "comments|comment|add comment|add a comment|leave a comment|leave a reply|post a comment|view comments|\
         show comments|no comments|comments are closed|write a comment|join the discussion|reply|kommentare|\
         kommentar|kommentieren|kommentar schreiben|comentarios|comentar|commentaires|commenter|réagir|réagissez|\
         voir les commentaires|commenti|comentários|reacties|reageer|comments (0)|0 comments|sort by newest|\
         cancel reply|conversation|was this article helpful|was this page helpful|war dieser artikel hilfreich|\
         cet article vous a-t-il été utile|report abuse|replies|discussion|komentarze|komentarz|dodaj komentarz|\
         kommentarer|kommentit|komentáře|yorumlar|yorum yap|comentarii|hozzászólások|комментарии|комментировать|\
         коментарі|komentar|コメント|评论|評論|댓글|σχόλια|التعليقات|הוספת תגובה|הוסף תגובה|תגובות|הוסיפו תגובה|टिप्पणी|\
         कमेंट करें|ความคิดเห็น",
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
        "home|front page|menu|search|opens new tab|opens in new tab|opens in a new tab|opens in new window|\
         opens in a new window|s'ouvre dans un nouvel onglet|s'ouvre dans une nouvelle fenêtre|öffnet in neuem tab|\
         öffnet in einem neuen tab|öffnet in neuem fenster|se abre en una ventana nueva|abre en una nueva pestaña|\
         abre em nova janela|skip to content|skip to main content|main menu|navigation|privacy policy|privacy|\
         terms of service|terms of use|terms and conditions|terms|about us|about|contact|advertise|\
         advertise with us|careers|help|site map|sitemap|faq|accessibility|rss|imprint|impressum|datenschutz|\
         datenschutzerklärung|agb|kontakt|suche|startseite|zum inhalt springen|aviso legal|contacto|inicio|buscar|\
         mentions légales|accueil|rechercher|previous|next|previous article|next article|previous post|next post|\
         prev|back|top|go back|vorheriger artikel|nächster artikel|page|view all|see all|all|english|deutsch|\
         español|français|zur startseite|skip navigation|toggle navigation|open menu|close menu|edition|archive|\
         archives|account|our network|corrections|do not sell my personal information|scroll to top|weather|games|\
         crosswords|edit|view source|image|video|gallery|photo|photos|play|pause|mute|strona główna|hem|forside|\
         etusivu|domů|ana sayfa|anasayfa|acasă|főoldal|главная|головна|beranda|ホーム|首页|首頁|홈|αρχική|الرئيسية|meny|\
         sök|szukaj|haku|hledat|căutare|keresés|поиск|пошук|検索|搜索|검색|αναζήτηση|بحث|контакты|контакти|\
         polityka prywatności|regulamin|om oss|om os|yhteystiedot|o nas|о нас|про нас|iletişim|hakkımızda|\
         kapcsolat|impresszum|search for|search form|search site|site search|search this site|search this blog|\
         advanced search|search search|close this search box|close search|open search|suche nach|\
         suche nach: suchen|suche öffnen|suche schließen|erweiterte suche|rechercher sur le site|recherche avancée|\
         buscar en el sitio|búsqueda avanzada|cerca nel sito|ricerca avanzata|zoeken op|zoeken naar|\
         pesquisar neste site|busca avançada|szukaj w serwisie|wyszukiwanie zaawansowane|поиск по сайту|\
         расширенный поиск|hledat na webu|account settings|create an account|create new account|\
         forgot your password|you are here|notifications|no notifications|you have no notifications|\
         you have no pending notifications|close ads|close ad|print edition|ir al contenido|\
         ir al contenido principal|saltar al contenido|ir para o conteúdo|pular para o conteúdo|\
         saltar para o conteúdo|vai al contenuto|salta al contenuto|aller au contenu|aller au contenu principal|\
         naar de inhoud|ga naar de inhoud|zum hauptinhalt|zum hauptinhalt springen|zum inhalt|przejdź do treści|\
         przejdź do głównej treści|till innehållet|hoppa till innehåll|gå till innehåll|hopp til innhold|\
         gå til hovedinnhold|gå til indhold|siirry sisältöön|přejít k obsahu|přejít na obsah|preskočiť na obsah|\
         preskoči na sadržaj|sari la conținut|ugrás a tartalomhoz|перейти к содержанию|перейти к содержимому|\
         перейти до вмісту|içeriğe geç|içeriğe atla|本文へ移動|本文へ|メインコンテンツへ|跳转到主要内容|본문 바로가기|メニュー|菜单|메뉴|ログイン|会員登録|新規登録|\
         マイページ|登录|登入|로그인|ポッドキャスト|ニュースレター|お問い合わせ|利用規約|プライバシーポリシー|会社概要|联系我们|关于我们|이용약관|개인정보처리방침|होम|मुख्य पृष्ठ|\
         trang chủ|หน้าแรก|ראשי|דף הבית|صفحه نخست|lihat semua|trở lại|về trang chủ",
    ),
    (
        Reason::Cookies,
        Match::Start(20),
        "this summary was created by ai|this summary was generated|this summary was created using|\
         this audio is auto-generated|this article originally appeared on|this story originally appeared on",
    ),
    (
        Reason::Record,
        Match::Start(40),
        "материал опубликован в газете|detta är en ledare|det här är en ledare|detta är en krönika|det här är en krönika|detta är en opinionstext|det här är en opinionstext|dette er en kronikk|dette er en leder|meninger i teksten|dette er et debatindlæg|published in the print edition|this article appears in the print|this article appeared in the print|\
         a version of this article appear|read this story in full at|read the full story at|read the original article",
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
