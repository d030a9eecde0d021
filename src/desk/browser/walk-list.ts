/** j and k go down and up what carries `data-walk`, as single keys do (see `keys.ts`): they focus, and press nothing. */
import { keyOf } from './keys.ts'

export function walkLists(page: Document): void {
  page.addEventListener('keydown', event => {
    const key = keyOf(event)
    if (key !== 'j' && key !== 'k') return
    const stops = [...page.querySelectorAll<HTMLElement>('[data-walk]')].filter(isShown)
    const at = stops.indexOf(page.activeElement as HTMLElement)
    // From anywhere else j begins on top, and k does nothing.
    const next = stops[key === 'j' ? at + 1 : at - 1]
    if (!next) return
    event.preventDefault()
    next.focus()
  })
}

/** Not what is folded away. */
function isShown(stop: HTMLElement): boolean {
  return stop.checkVisibility()
}
