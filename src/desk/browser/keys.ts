/**
 * Single keys, only while nothing is typed into and no modifier is held. They press or focus what carries the
 * key, and nothing that sends, stops or discards carries one. They can be turned off (WCAG 2.1.4).
 */
const setting = 'tocsin-keys'

export function listenToKeys(page: Document): void {
  page.addEventListener('keydown', event => {
    const key = keyOf(event)
    if (key === null) return
    const element = page.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)
    if (!element || element.closest('[hidden]')) return
    event.preventDefault()
    if (element instanceof HTMLInputElement) element.focus()
    else element.click()
  })
  offerSwitch(page.querySelector<HTMLButtonElement>('[data-keys-switch]'))
}

/** Null: it is no single key, or is typed into something. A box that is ticked takes no letters. */
export function keyOf(event: KeyboardEvent): string | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !keysAreOn()) return null
  const typedInto = 'input:not([type="checkbox"], [type="radio"]), textarea, select'
  return event.target instanceof Element && event.target.closest(typedInto) ? null : event.key
}

function offerSwitch(button: HTMLButtonElement | null): void {
  if (!button) return
  const label = () => {
    button.textContent = (keysAreOn() ? button.dataset['on'] : button.dataset['off']) ?? ''
  }
  button.hidden = false
  button.addEventListener('click', () => {
    localStorage.setItem(setting, keysAreOn() ? 'off' : 'on')
    label()
  })
  label()
}

function keysAreOn(): boolean {
  return localStorage.getItem(setting) !== 'off'
}
