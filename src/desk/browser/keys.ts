/**
 * Single keys, only while nothing is typed into and no modifier is held. They press or focus what carries the
 * key, and nothing that sends, stops or discards carries one. They can be turned off (WCAG 2.1.4).
 */
const setting = 'tocsin-keys'

export function listenToKeys(page: Document): void {
  page.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !keysAreOn()) return
    if (event.target instanceof Element && event.target.closest('input, textarea, select')) return
    const element = page.querySelector<HTMLElement>(`[data-key="${CSS.escape(event.key)}"]`)
    if (!element || element.closest('[hidden]')) return
    event.preventDefault()
    if (element instanceof HTMLInputElement) element.focus()
    else element.click()
  })
  offerSwitch(page.querySelector<HTMLButtonElement>('[data-keys-switch]'))
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
