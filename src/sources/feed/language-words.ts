/** By what one tells languages of Latin and Cyrillic letters apart: their small words, and letters few others have. */

/** The words that a text of a few lines can hardly do without. */
export const smallWords: Readonly<Record<string, string>> = {
  en: `war die ai day days week month year world news watch market markets stock stocks set sell buy bond bonds deal boost probe court police government minister president people killed dead house state bank rate rates price prices high low back top next big cut cuts raise rise rises fall falls hit hits make makes take get gets help helps plan plans talks trade oil jobs growth shares debut pre end open power key still even could plus
    the of and to in for on is with that as by at from it was be are has have after over his her he she says said an
    this will not but who which their they been its more new about into out up than were would could when amid against
    before two first year years what how why you your we our all can may us i my do if there here some`,
  de: `regierung polizei präsident minister jahre jahren menschen welt tote toter tage woche warnt tritt zurück land krieg erste
    der die das und in den von zu mit im für ist auf des dem nicht ein eine sich als auch nach es an werden aus er hat
    bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde
    gegen wird unter keine sie wir ich wegen zwei zwischen beim vom neue neuen lässt`,
  fr: `gouvernement police président ministre années monde morts mort jour semaine guerre pays premier homme hommes met
    le la les de des du et à en un une est que dans qui pour par sur au aux pas plus avec ce il ne se sont son sa ses
    été cette ces ont être fait mais leur après entre comme deux sans contre ou où elle nous vous je on selon avant
    d'un d'une qu'il c'est l'on laisse lors chez`,
  es: `gobierno policía presidente ministro mundo muertos muerto día semana guerra país primer hombre hombres
    el la los las de del y en que un una es por con para se al lo su no más como ha sus este pero sobre entre está han
    dos ser tras desde cuando muy sin fue son esta también hasta contra hay ya era según ante años qué cómo nos le les
    durante mientras todo todos dice`,
  pt: `governo polícia presidente ministro mundo mortos morto dia semana guerra país primeiro homem homens ilhas norte
    o a os as de do da dos das e em no na nos nas um uma que para com por se não mais ao à foi é como são mas sobre
    após pelo pela está tem seu sua entre também até já ser há dois contra segundo anos ou quando muito isso diz
    pelos pelas aos às este esta num numa mantém`,
  it: `governo polizia presidente ministro mondo morti morto giorno settimana guerra paese primo uomo uomini isole scuote
    il lo la i gli le di del della dei delle e in un una che per con non è si da al alla nel nella sono più come ma
    anche dal dalla ha su sul sulla dopo questo questa stato tra due suo sua contro essere ci anni hanno ai alle dai
    degli o se perché così fra cosa chi senza lascia`,
  nl: `regering politie president minister wereld doden dag week oorlog land man mannen rente laat bank
    de het een van en in op is dat te voor met zijn aan niet door er om bij ook naar uit over als maar na tot worden
    wordt heeft die deze nog meer dan was werd geen tegen al hun wel kan zij hij ze we twee jaar onder zich waar
    wil gaat na volgens`,
  sv: `regeringen polisen presidenten minister världen döda dagar vecka krig landet man män lämnar
    och i att det som en på är av för med den till inte om har de ett var från men vid kan efter sig nu så eller när
    ska mot över under han hon där sin sina också blir två år alla vi mellan säger utan samt bara får mer sedan enligt`,
  da: `regeringen politiet præsidenten minister verden døde dage uge krig landet mand mænd langs
    og i at det som en på er af for med den til ikke om har de et var fra men ved kan efter sig nu så eller når skal
    mod over under han hun hvor sin sine også bliver to år alle vi mellem siger uden kun får mere blev ifølge meget`,
  no: `regjeringen politiet presidenten minister verden døde dager uke krig landet mann menn langs
    og i at det som en på er av for med den til ikke om har de et var fra men ved kan etter seg nå så eller når skal
    mot over under han hun hvor sin sine også blir to år alle vi mellom sier uten bare får mer ble ifølge mye`,
  fi: `hallitus poliisi presidentti ministeri maailman kuollut päivää viikko sota maan mies varoittaa
    ja on ei että se hän oli ovat mutta kuin myös joka mukaan sekä kun vain ole jo niin tai jälkeen sen ne mitä nyt
    kanssa voi jos kaksi vuoden vielä olla hänen ennen enemmän uusi yli tämä tämän asti kertoo sanoo`,
  pl: `rząd policja prezydent minister świat zginęło dni tydzień wojna kraj mężczyzna bank bez zmian
    i w na z do nie się że jest o po za to jak od przez dla ma są przed tym ale czy pod był oraz co już być ze tego
    została jego jej także lat roku dwóch będzie tylko bez przy po które który może bo bardzo`,
  cs: `vláda policie prezident ministr svět mrtvých dnů týden válka země muž premiér
    a v na se je že s z do o k i za po jako pro ale by od při podle jsou ve před byl také nebo jeho už která který
    které jsem bude tak ze po mezi má než co až proti dva dvě roku let pod není jen mu když před bez`,
  sk: `a v na sa je že s z do o k aj za po ako pre ale by od pri podľa sú vo pred bol tiež alebo jeho už ktorá ktorý
    ktoré som bude tak zo medzi má než čo až proti dva dve roku rokov pod nie len keď bez`,
  hu: `kormány rendőrség elnök miniszter világ halott nap hét háború ország férfi miniszterelnök
    a az és hogy nem is egy meg de van volt már után csak még el ki mint ez azt lesz szerint között miatt ha vagy
    lehet minden két pedig több újabb akik ami aki nagyon kell nem magyar ezt arra`,
  ro: `guvernul poliția președintele ministrul lume morți zile săptămână război țară bărbat premierul
    și în de la pe cu a al ale din pentru că nu este un o care sunt mai după au fi ce se prin lui sau dar fost între
    cele cei cel fără sub până doi ani asupra unei unui către despre`,
  hr: `i u na je se da za od su s o a ne što kako do po iz koji koja koje nije bi će nakon ali kao prema ili biti samo
    već bez zbog između više godine dvije dva još može protiv pod nego`,
  tr: `hükümet polis cumhurbaşkanı bakanı dünya öldü gün hafta savaş ülke kişi bankası
    ve bir bu da de için ile olarak olan daha çok sonra gibi en ne kadar var yeni göre ise iki oldu etti dedi karşı
    ama değil her o mi son olduğu ya sahip tarafından üzerinde`,
  id: `pemerintah polisi presiden menteri dunia tewas hari minggu perang negara orang
    yang dan di ke dari untuk dengan ini itu pada tidak dalam akan adalah oleh juga telah sebagai para setelah ada
    dua karena bisa saat kepada tersebut lebih sudah mereka atau kami anda hingga bagi soal usai`,
  vi: `và của là có cho không với được trong các một đã này người khi những từ cũng về sau tại theo chính phủ thủ tướng
    nước năm ngày việt nam hai cuộc bị ở`,
  ca: `el la els les de del i a en que un una és per amb no es al als més com ha aquest però sobre entre dos són
    també fins anys ja després sense contra segons han va seva seu li pel aquesta`,
  lt: `ir į iš su kad yra tai bet ne po už apie per nuo kaip dėl prie jau metų buvo ar kuris dar tik iki jis bus prieš`,
  lv: `un ir ar no uz par ka pēc kas bet tas to arī kā vai pie tika līdz gadu nav jau būs bija lai pret`,
  et: `ja on ei et see ta oma kui ka aga mis ning pärast oli aasta välja kes üle veel kahe eest juba siis enne`,
  ru: `правительство полиция президент министр мир погибли день неделя война страны человек ключевую
    и в на с по не что о за из от для как к до его это у при после но году был а же все более их она он мы я`,
  uk: `уряд поліція президент міністр світ загинули день тиждень війна країни людей
    і в на з що не та у до за про від для як після його це при але році був й або ще які який він вона ми я`,
  bg: `правителството полицията президентът министърът свят загинаха ден седмица война хора
    и на в за от с да се не са по че е към след при до като или ще във със си бе а но което които му той`,
  sr: `и у на је се да за од су са о не што како до по из који која које није би ће након али као према`,
}

/** Letters, and what a text with one of them is likely to be. */
export const tellingLetters: Readonly<Record<string, string>> = {
  ß: 'de',
  ä: 'de sv fi et sk',
  ö: 'de sv fi hu tr et',
  ü: 'de tr hu et',
  å: 'sv da no',
  ø: 'da no',
  æ: 'da no',
  ñ: 'es',
  ó: 'es pl hu pt cs sk ca',
  í: 'es pt cs hu sk ca',
  ã: 'pt',
  õ: 'pt et',
  ç: 'fr pt tr ca',
  œ: 'fr',
  è: 'fr it ca',
  ê: 'fr pt vi',
  à: 'fr it ca pt',
  ù: 'it fr',
  ò: 'it ca',
  ł: 'pl',
  ą: 'pl lt',
  ę: 'pl lt',
  ś: 'pl',
  ż: 'pl',
  ź: 'pl',
  ć: 'pl hr',
  ř: 'cs',
  ě: 'cs',
  ů: 'cs',
  ý: 'cs sk',
  ľ: 'sk',
  ô: 'sk fr',
  č: 'cs sk hr lt lv',
  š: 'cs sk hr lt lv et',
  ž: 'cs sk hr lt lv et',
  đ: 'hr vi',
  ő: 'hu',
  ű: 'hu',
  ă: 'ro vi',
  ș: 'ro',
  ț: 'ro',
  ţ: 'ro',
  ş: 'tr ro',
  ğ: 'tr',
  ı: 'tr',
  ė: 'lt',
  ų: 'lt',
  ū: 'lt lv',
  ā: 'lv',
  ē: 'lv',
  ī: 'lv',
  ơ: 'vi',
  ư: 'vi',
  ạ: 'vi',
  ế: 'vi',
  ộ: 'vi',
  ủ: 'vi',
  ả: 'vi',
  ấ: 'vi',
  ầ: 'vi',
  ậ: 'vi',
  ệ: 'vi',
  ể: 'vi',
  ị: 'vi',
  ọ: 'vi',
  ờ: 'vi',
  ứ: 'vi',
  ự: 'vi',
  ы: 'ru',
  э: 'ru',
  ё: 'ru',
  і: 'uk',
  ї: 'uk',
  є: 'uk',
  ъ: 'bg',
  щ: 'bg ru uk',
  ј: 'sr',
  ђ: 'sr',
  ћ: 'sr',
  љ: 'sr',
}

/** How words end in few languages. */
export const tellingEnds: Readonly<Record<string, string>> = {
  ing: 'en nl sv da no',
  tion: 'fr en',
  ed: 'en',
  ung: 'de',
  ungen: 'de',
  keit: 'de',
  lich: 'de',
  ción: 'es',
  ciones: 'es',
  dad: 'es',
  ção: 'pt',
  ções: 'pt',
  dade: 'pt',
  zione: 'it',
  zioni: 'it',
  ità: 'it',
  ment: 'fr ca en',
  ité: 'fr',
  eux: 'fr',
  heid: 'nl',
  ningen: 'nl sv da no',
  erna: 'sv',
  arna: 'sv',
  nalla: 'fi',
  ssa: 'fi',
  ssä: 'fi',
  sta: 'fi',
  ään: 'fi',
  lle: 'fi',
  ów: 'pl',
  ach: 'pl cs sk de',
  ość: 'pl',
  ých: 'cs sk',
  ního: 'cs',
  ului: 'ro',
  ilor: 'ro',
  ează: 'ro',
  lar: 'tr',
  ler: 'tr',
  ından: 'tr',
  kan: 'id',
  ость: 'ru',
  ого: 'ru',
  ться: 'ru',
  ення: 'uk',
  ите: 'bg',
  ата: 'bg',
}

/** @param language BCP 47's primary subtag. Empty where there is no list. */
export function smallWordsOf(language: string): string[] {
  const words = Object.hasOwn(smallWords, language) ? smallWords[language] : undefined
  return words ? words.split(/\s+/) : []
}
