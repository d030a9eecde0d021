/** What an HTML element means to a text. */

/**
 * `raw`: only its own end tag ends it, and it is not for reading; `hidden`: nor is this, with what is in it;
 * `paragraph`, `line`, `cell`: it parts the text; `inline`: it does not; `unknown`: no HTML element.
 */
export type TagKind = 'raw' | 'hidden' | 'paragraph' | 'line' | 'cell' | 'inline' | 'unknown'

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

const kinds = new Map(
  Object.entries(names).flatMap(([kind, list]) => list.split(/\s+/).map(name => [name, kind as TagKind])),
)

export function kindOf(name: string): TagKind {
  return kinds.get(name) ?? 'unknown'
}
