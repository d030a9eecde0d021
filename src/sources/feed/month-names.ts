/** Months by name, in the languages that feeds are written in: the beginnings by which one tells them apart. */

/** `aoû` and `aou` are one; so are `Ιούλ` and `Ιουλ`. */
const beginnings: readonly string[] = [
  // January
  `jan gen ene jän ian jaa led sty sau tammi oca sij янв яну јан січ сту ιαν ינו يناير janv enero जन জান`,
  // February
  `feb fev fév febr úno lut vas veeb helmi şub sub velj фев феб лют φεβ פבר فبراير شباط फर फ़र ফেব`,
  // March
  `mar mär már mrt maa marc bře kov maalis ozu mac мар бер сак μαρ מרץ מרס مارس آذار मार्च মার্চ`,
  // April
  `apr abr avr dub kwi bal huhti nis ápr tra апр кві кра απρ אפר أبريل ابريل نيسان अप्रै এপ্রি`,
  // May
  `may mai maj mei mag maí máj máuj kvě geg touko svi май мая мај тра μαι μαϊ μάι מאי مايو أيار मई মে`,
  // June
  `jun juin jún juu cze červn červen bir kesä haz giu iun lipanj lipnj июн юни јун чер чэр ιουν ιον יוני يونيو حزيران जून জুন`,
  // July
  `jul juil júl juul lip červenc lie hein tem lug iul srpanj srpnj июл юли јул лип ліп ιουλ ιολ יולי يوليو تموز जुला জুলা`,
  // August
  `aug ago aoû srp sie rugp elo ağu agu ags ágú kol ogo авг сер жні αυγ אוג أغسطس آب अगस्त আগ`,
  // September
  `sep set zář wrz rugs syys eyl ruj szep сен сеп вер σεπ ספט سبتمبر أيلول सित সেপ`,
  // October
  `oct okt out ott říj paź spa loka eki окт жов кас οκτ אוק أكتوبر اكتوبر अक्टू अक्तू অক্টো`,
  // November
  `nov nóv noi lis lap marras kas stu ноя ное нов лис ліс νοε νοέ נוב نوفمبر नवं নভে`,
  // December
  `dec dez dic déc des dis pro gru gruo joulu ara det дек дец гру сне δεκ דצמ ديسمبر दिसं ডিসে`,
]

const longest = 8

const months: ReadonlyMap<string, number> = new Map(
  beginnings.flatMap((names, month) => names.split(/\s+/).map(name => [folded(name), month + 1] as const)),
)

/** 1 to 12, or null. */
export function monthOf(name: string): number | null {
  const plain = folded(name)
  for (let length = Math.min(longest, plain.length); length >= 2; length--) {
    const month = months.get(plain.slice(0, length))
    if (month !== undefined) return month
  }
  return null
}

/** Without capitals and accents. A Hebrew month may have "in" before it. */
function folded(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ı', 'i')
    .replace(/^ב(?=\p{L}{3})/u, '')
}
