import type { XmlElement } from './xml-element.ts'

/** The text of the first element, in the order of the names, that says anything. */
export function firstText(element: XmlElement, ...names: string[]): string | undefined {
  for (const name of names) {
    const text = element.textOf(name)
    if (text !== undefined) return text
  }
  return undefined
}

/** The first element, in the order of the names, that says anything. */
export function firstSaying(element: XmlElement, ...names: string[]): XmlElement | undefined {
  for (const name of names)
    for (const child of element.children) if (child.name === name && child.saysAnything()) return child
  return undefined
}

/** The texts of all children of these names, name by name. */
export function textsOf(element: XmlElement, ...names: string[]): string[] {
  const texts: string[] = []
  for (const name of names)
    for (const child of element.children) if (child.name === name) texts.push(child.text())
  return texts
}
