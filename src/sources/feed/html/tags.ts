/** What an HTML element means to a text. */
import { placeOf } from '../octet-room.ts'

/**
 * `raw`: only its own end tag ends it, and it is not for reading; `hidden`: nor is this, with what is in it;
 * `paragraph`, `line`, `cell`: it parts the text; `inline`: it does not; `unknown`: no HTML element.
 */
export type TagKind = 'raw' | 'hidden' | 'paragraph' | 'line' | 'cell' | 'inline' | 'unknown'

export interface Tag {
  /** In small letters; '' where it is unknown. */
  name: string
  kind: TagKind
  /** What parts a text where it stands: nothing, a `space`, or so many line feeds. */
  gap: number
}

export const space = 0x20
const gaps: Record<TagKind, number> = {
  ...{ raw: 0, hidden: 0, inline: 0, unknown: 0 },
  ...{ cell: space, line: 1, paragraph: 2 },
}

const names: Record<Exclude<TagKind, 'unknown'>, string> = {
  raw: 'script style xmp noembed noframes',
  hidden: 'template applet',
  paragraph: `p div section article aside header footer main blockquote ul ol dl table pre h1 h2 h3 h4 h5 h6 hr figure
    figcaption address fieldset details summary nav form center`,
  line: 'br li tr dt dd caption option',
  cell: 'td th',
  inline: `a abbr acronym iframe b big bdi bdo cite code del dfn em font i img ins kbd label mark marquee meta link o q s samp
    small source span strike strong sub sup tbody tfoot thead time tt u var wbr html head body button audio video
    canvas map embed picture param input col colgroup noscript object svg math select textarea title base blink
    isindex frame frameset legend optgroup area dir menu multicol nobr plaintext`,
}

const tags: readonly Tag[] = Object.entries(names).flatMap(([kind, list]) =>
  list.split(/\s+/).map(name => tagOf(name, kind as TagKind)),
)
const unknownTag = tagOf('', 'unknown')
const kinds = new Map(tags.map(({ name, kind }) => [name, kind]))

function tagOf(name: string, kind: TagKind): Tag {
  return { name, kind, gap: gaps[kind] }
}

export function kindOf(name: string): TagKind {
  return kinds.get(name) ?? 'unknown'
}

/**
 * The names as a tree of letters, so that a tag is known where its name ends and no string is made of it: for each
 * place in the tree and each letter stands the place after it, 0 where no name goes on so.
 */
const letters = 37
const nowhere = 0
/** Where every name begins. */
export const nameStart = 1
const grown: number[] = Array(2 * letters).fill(nowhere)
const tagAtPlace = new Map<number, Tag>()
for (const tag of tags) {
  const end = [...tag.name].reduce((place, letter) => {
    const step = place * letters + letterOf(letter.charCodeAt(0))
    if (grown[step] === nowhere) {
      grown[step] = grown.length / letters
      grown.push(...Array(letters).fill(nowhere))
    }
    return grown[step] ?? nowhere
  }, nameStart)
  tagAtPlace.set(end, tag)
}
const steps = Uint16Array.from(grown)
const tagsByPlace = Array.from(
  { length: steps.length / letters },
  (_, place) => tagAtPlace.get(place) ?? unknownTag,
)

export function afterLetter(place: number, unit: number): number {
  return steps[place * letters + letterOf(unit)] ?? nowhere
}

export function tagAt(place: number): Tag {
  return tagsByPlace[place] ?? unknownTag
}

/** Is there a tag that parts paragraphs or lines, before the zero where the octets end? */
export function hasBlocks(octets: Uint8Array, length: number): boolean {
  for (let at = placeOf(less, octets, 0, length); at < length; at = placeOf(less, octets, at, length)) {
    at += octets[at + 1] === slash ? 2 : 1
    let place = nameStart
    for (; letterOf(octets[at] ?? 0) > 0; at++) place = afterLetter(place, octets[at] ?? 0)
    const { kind } = tagAt(place)
    if (kind === 'paragraph' || kind === 'line') return true
  }
  return false
}

const slash = 0x2f
const less = 0x3c

/** 1 to 26 for a letter, small or not, then the digits; 0 for all else: no name goes on with it. */
function letterOf(unit: number): number {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30 + 27
  const small = unit | 0x20
  return small >= 0x61 && small <= 0x7a ? small - 0x60 : 0
}
