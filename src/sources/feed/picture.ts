import { shownPicture } from './shown-picture.ts'
import type { XmlElement } from './xml/xml-element.ts'

/** The picture that an item names beside its text: Media RSS, an enclosure, iTunes, a link. http or https. */
export function pictureOf(item: XmlElement, base: string): string | null {
  const group = item.first('media:group')
  const media = [...item.all('media:content'), ...(group?.all('media:content') ?? [])]
  const shown = [...media].filter(isPicture).sort((one, other) => widthOf(other) - widthOf(one))
  const thumbnails = [item, ...media, ...(group ? [group] : [])].flatMap(place =>
    place.all('media:thumbnail'),
  )
  const enclosures = [...item.all('enclosure'), ...item.all('atom:link'), ...item.all('link')].filter(
    link => link.name === 'enclosure' || link.attribute('rel') === 'enclosure',
  )
  const written = [
    ...shown.map(content => content.attribute('url')),
    ...enclosures.filter(isPicture).map(link => link.attribute('url') ?? link.attribute('href')),
    ...thumbnails.map(thumbnail => thumbnail.attribute('url')),
    item.first('itunes:image')?.attribute('href'),
    item.first('image')?.textOf('url') ?? item.textOf('image'),
  ]
  return shownPicture(written, base)
}

function isPicture(element: XmlElement): boolean {
  const type = element.attribute('type')
  if (type) return /^image\//i.test(type)
  const medium = element.attribute('medium')
  if (medium) return medium.toLowerCase() === 'image'
  return /\.(?:jpe?g|png|webp|gif|avif)(?:$|[?#])/i.test(
    element.attribute('url') ?? element.attribute('href') ?? '',
  )
}

function widthOf(element: XmlElement): number {
  return Number.parseInt(element.attribute('width') ?? '', 10) || 0
}
