import { numeral, type UnspacedTable } from './unspaced-table.ts'

const people = `${numeral}(?:多|余|餘)?(?:人|名[^，。、；0-9]{0,6})`

/** Chinese, in simplified and traditional characters: the most frequent cues. */
export const chineseCues: UnspacedTable = {
  counts: [
    { of: 'killed', form: new RegExp(`${people}(?:死亡|遇难|遇難|身亡|丧生|喪生|罹难|罹難|死)`) },
    {
      of: 'killed',
      form: new RegExp(
        `(?:死亡人数|死亡人數|遇难人数|遇難人數|死者)(?:已|增)?(?:升至|增至|上升至|增加到|达|達|至)?${numeral}人`,
      ),
    },
    { of: 'injured', form: new RegExp(`${people}(?:受伤|受傷|伤|傷)`) },
    { of: 'missing', form: new RegExp(`${people}(?:失踪|失蹤|失联|失聯)`) },
    { of: 'arrested', form: new RegExp(`${people}(?:被捕|被拘|落网|落網)`) },
    { of: 'evacuated', form: new RegExp(`${people}(?:疏散|撤离|撤離)`) },
  ],
  deeds: [
    { deed: 'denial', what: 'it', form: /(?<![不未])(?:否认|否認|辟谣|闢謠)(?!不)/ },
    {
      deed: 'resignation',
      what: 'resigned',
      form: /(?:宣布|提出)?(?:辞职|辭職|请辞|請辭)(?!压力|壓力|传闻|傳聞|要求)/,
    },
    { deed: 'arrest', what: 'arrested', form: /被捕|被逮捕|被拘留|被刑拘/ },
    { deed: 'verdict', what: 'sentenced', form: /被判(?:处|處|刑|囚|死刑|无期|無期)|判处|判處/ },
    {
      deed: 'agreement',
      what: 'agreed',
      form: /(?:达成|達成|签署|簽署)[^，。、；]{0,12}(?:协议|協議|协定|協定|停火)/,
    },
    {
      deed: 'claim of responsibility',
      what: 'claimed',
      form: /(?:声称|聲稱|宣称|宣稱)(?:对此|對此)?(?:负责|負責)|承认责任|承認責任/,
    },
  ],
  subject:
    /^([^：“”「」0-9]{1,14}?)(?=(?:已|正式|再次|今日|周[一二三四五六日])?(?:否认|否認|辟谣|闢謠|宣布|提出|辞职|辭職|请辞|請辭|被|因|涉|与|與|达成|達成|签署|簽署|声称|聲稱|宣称|宣稱|承认|承認))/,
  opening: null,
  doubt:
    /可能|或将|或將|恐怕|恐将|恐將|担心|擔心|呼吁|呼籲|要求|敦促|拒绝|拒絕|考虑|考慮|年前|周年|週年|去年|以来|以來|曾经|曾經|如果|是否|吗|嗎|[？?]$|涉嫌|有望|接近|谈判|談判|累计|累計/,
  mentions: [
    { deed: 'agreement', form: /协议|協議|协定|協定/ },
    { deed: 'resignation', form: /辞职|辭職|请辞|請辭|免职|免職/ },
    { deed: 'arrest', form: /被捕|逮捕|拘留/ },
    { deed: 'verdict', form: /判决|判決|判处|判處|被判/ },
    { deed: 'denial', form: /否认|否認/ },
  ],
  hearsay: /据报|據報|消息人士|传|傳|媒体|媒體/,
}
