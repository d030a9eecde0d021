import { numeral, type UnspacedTable } from './unspaced-table.ts'

const people = `${numeral}人(?:以上|超|余り|余|あまり|近く)?(?:が|の|を)?`

/** Japanese: the most frequent cues. */
export const japaneseCues: UnspacedTable = {
  counts: [
    { of: 'killed', form: new RegExp(`${people}(?:死亡|死者|犠牲|殺害|遺体)`) },
    { of: 'killed', form: new RegExp(`死者(?:数)?(?:は|が)?(?:少なくとも|計|合計)?${numeral}人`) },
    { of: 'injured', form: new RegExp(`${people}(?:負傷|けが|重軽傷|重傷|軽傷)`) },
    { of: 'missing', form: new RegExp(`${people}(?:行方不明|安否不明|不明)`) },
    { of: 'arrested', form: new RegExp(`${people}(?:逮捕|拘束|拘留)`) },
    { of: 'evacuated', form: new RegExp(`${people}(?:避難|退避)`) },
  ],
  deeds: [
    { deed: 'denial', what: 'it', form: /否定(?!でき|的|せず|しな|はしな)|事実無根/ },
    {
      deed: 'resignation',
      what: 'resigned',
      form: /辞任(?!を?(?:求|要求|否定|拒否|促|迫)|論|圧力|せず|しない|後|した)|辞意(?:を)?表明/,
    },
    { deed: 'arrest', what: 'arrested', form: /([^、。はがを「」\s]{1,16}?)(?:容疑者)?を逮捕(?!状|歴)/ },
    {
      deed: 'verdict',
      what: 'sentenced',
      form: /([^、。はがを「」\s]{1,16}?)(?:被告|氏)?に(?:終身刑|無期懲役|死刑|(?:懲役|禁錮)[0-9０-９]{1,3}年)の?(?:判決|言い渡)/,
    },
    {
      deed: 'verdict',
      what: 'found guilty',
      form: /([^、。はがを「」\s]{1,16}?)(?:被告|氏)?に有罪(?:判決|評決)/,
    },
    {
      deed: 'verdict',
      what: 'acquitted',
      form: /([^、。はがを「」\s]{1,16}?)(?:被告|氏)?に無罪(?:判決|評決)/,
    },
    {
      deed: 'agreement',
      what: 'agreed',
      form: /(?:で|に|を|と)?合意(?!なし|せず|でき|を?(?:目指|模索|期待|迫|求)|へ|間近|文書|内容|違反|後|に向け)/,
    },
    { deed: 'claim of responsibility', what: 'claimed', form: /犯行声明/ },
  ],
  subject: /^([^はがも「」『』]{1,16}?)(?:氏|さん)?(?:は|が)/,
  // "エヌビディア、…を否定"; what has a particle in it is half a sentence.
  opening: /^(?:【[^】]{0,20}】)?([^、。はがものをにへでと「」『』\s0-9０-９]{1,10}?)(?:氏|さん)?、/,
  doubt:
    /可能性|近づ|近い|見込|恐れ|おそれ|懸念|見通し|検討|方針|求め|要求|とみられ|模索|目指|年前|周年|昨年|去年|以来|累計|か[？?]|[？?]$|協議|もし|場合|拒否|未定|疑い/,
  mentions: [
    { deed: 'agreement', form: /合意|協定|締結/ },
    { deed: 'resignation', form: /辞任|辞意|解任|更迭/ },
    { deed: 'arrest', form: /逮捕|拘束/ },
    { deed: 'verdict', form: /判決|有罪|無罪/ },
    { deed: 'denial', form: /否定/ },
  ],
  hearsay: /関係筋|報道|情報筋|関係者|とされる/,
}
