import type { XmlElement } from './xml-element.ts'

/** The text of the first element, in the order of the names, that says anything. */
export function firstText(element: XmlElement, ...names: string[]): string | undefined {
  for (const name of names) {
    const text = element.textOf(name)
    if (text !== undefined) return text
  }
  return undefined
}

export interface Said {
  text: string
  element: XmlElement
}

/** The same with the element that says it. */
export function firstSaid(element: XmlElement, ...names: string[]): Said | undefined {
  for (const name of names)
    for (const child of element.children)
      if (child.name === name) {
        const text = child.text()
        if (text !== '') return { text, element: child }
      }
  return undefined
}

/** The texts of all children of these names, name by name. */
export function textsOf(element: XmlElement, ...names: string[]): string[] {
  return names.flatMap(name => element.all(name).map(child => child.text()))
}
