/**
 * The look of a mail. What must hold everywhere stands inline, because some clients drop the style sheet;
 * the sheet adds dark mode (by media query, and Outlook's own by `data-ogsc` and `data-ogsb`), a narrow
 * screen, and Outlook's fonts. One accent, ours or the operator's. Three sizes: 14, 18 and 32 px (28 on a narrow screen).
 */
import type { Direction } from './text-direction.ts'

const serif = "'Iowan Old Style',Charter,'Source Serif 4',Georgia,serif"
const sans = "system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
const light = { paper: '#fff', ink: '#1a1a1a', soft: '#595959', rule: '#d4d4d4' }
const dark = { paper: '#141414', ink: '#ededed', soft: '#adadad', rule: '#3d3d3d' }

/** `#rrggbb` each, on light paper and on dark. */
export interface Accent {
  light: string
  dark: string
}

/** A signal red. */
const ours: Accent = { light: '#b3131b', dark: '#ff7a70' }

const small = `font:14px/21px ${sans}`
const chip = 'display:inline-block;padding:2px 8px;'
const kicker = `margin:0 0 12px;font:700 14px/20px ${sans};`

/** Of an operator's colours, or of ours; they stand in markup, so that what is no colour is not taken. */
export function mailStyle(accent: Accent | null) {
  const given = accent && [accent.light, accent.dark].every(colour => /^#[0-9a-f]{6}$/i.test(colour))
  const signal = given ? accent : ours
  return { inline: inlineStyles(signal), styleSheet: sheetOf(signal) }
}

export type MailStyle = ReturnType<typeof mailStyle>

/** Values of `style` attributes. */
const plain = {
  body: `margin:0;padding:0;background:${light.paper}`,
  hidden:
    'display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;font-size:1px;line-height:1px;mso-hide:all',
  page: `width:100%;background:${light.paper}`,
  margin: 'padding:24px 20px 40px',
  column: 'width:100%;max-width:600px;table-layout:fixed',
  cell: `color:${light.ink};word-wrap:break-word;overflow-wrap:anywhere;font:18px/28px ${sans}`,
  test: `padding:14px 16px;border:2px dashed #6b4e00;background:#ffe08a;color:#3d2c00;font:700 18px/26px ${sans}`,
  sender: `margin:0 0 28px;padding:0 0 9px;border-bottom:2px solid ${light.ink};font:700 18px/24px ${serif}`,
  headline: `margin:0 0 20px;font:700 32px/38px ${serif};`,
  heading: `margin:24px 0 6px;font:700 18px/26px ${sans}`,
  paragraph: 'margin:0 0 16px',
  quote: `margin:0 0 16px;padding:0 14px;${small};color:${light.soft}`,
  quoted: `display:block;font:italic 18px/26px ${serif};color:${light.ink}`,
  facts: `margin:28px 0 10px;${small};color:${light.soft}`,
  link: `margin:0 0 40px;font:600 18px/26px ${sans}`,
  footer: `padding:20px 0 0;border-top:1px solid ${light.rule};color:${light.soft};word-wrap:break-word;overflow-wrap:anywhere;${small}`,
  note: 'margin:0 0 12px',
  quietLink: `color:${light.soft};text-decoration:underline`,
  act: `color:${light.ink};text-decoration:underline`,
} as const

function inlineStyles(signal: Accent) {
  return {
    ...plain,
    kicker: {
      alarm: kicker,
      urgent: `${kicker}color:${signal.light}`,
      quiet: `${kicker}color:${light.soft}`,
      amending: kicker,
    },
    chip: {
      alarm: `${chip}background:${signal.light};color:#fff`,
      amending: `${chip}background:${light.ink};color:#fff`,
    },
    anchor: `display:inline-block;padding:14px 0;color:${signal.light};text-decoration:underline`,
  } as const
}

/** Letters of Arabic script join: nothing may stand between them. */
export function spacing(direction: Direction, by: string): string {
  return direction === 'rtl' ? '' : `letter-spacing:${by};`
}

/** Only Latin, Greek and Cyrillic have an italic: of other letters a program makes one by leaning them over. */
export function slant(text: string): string {
  return /^[\P{L}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]*$/u.test(text)
    ? ''
    : ';font-style:normal'
}

/** `start` is beyond Outlook; what belongs to the alert keeps to the edge of its words, ours too. */
export function edge(direction: Direction): { align: string; border: string } {
  const side = direction === 'rtl' ? 'right' : 'left'
  return { align: `text-align:${side};`, border: `border-${side}:3px solid ${light.rule};` }
}

const darkRules = (signal: Accent): readonly [selector: string, rule: string][] => [
  ['.paper', `background-color:${dark.paper}!important`],
  ['.ink', `color:${dark.ink}!important;border-color:${dark.ink}!important`],
  ['.soft', `color:${dark.soft}!important;border-color:${dark.rule}!important`],
  ['.signal', `color:${signal.dark}!important`],
  ['.alarm', `background-color:${signal.dark}!important;color:${dark.paper}!important`],
  ['.amending', `background-color:${dark.ink}!important;color:${dark.paper}!important`],
  ['.test', 'background-color:#4a3800!important;color:#ffe08a!important;border-color:#ffe08a!important'],
]

function sheetOf(signal: Accent): string {
  const rules = darkRules(signal)
  const outlookDark = rules.map(
    ([selector, rule]) => `[data-ogsc] ${selector},[data-ogsb] ${selector}{${rule}}`,
  )
  return `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media(max-width:480px){h1{font-size:28px!important;line-height:34px!important}}
@media(prefers-color-scheme:dark){${rules.map(([selector, rule]) => `${selector}{${rule}}`).join('')}}
${outlookDark.join('')}`
}

/** Word's engine takes the first family it is given, known or not. */
export const outlookSheet =
  '<!--[if mso]><style>h1,.serif{font-family:Georgia,serif!important}p,h2,td{font-family:Arial,sans-serif!important}</style><![endif]-->'

/** Word's engine knows no max-width. */
export const outlookColumn = {
  start:
    '<!--[if mso]><table role="presentation" width="600" align="center" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->',
  end: '<!--[if mso]></td></tr></table><![endif]-->',
}
