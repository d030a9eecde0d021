/** Writes what the server's events say into the elements that carry its name; see `live/event-stream.ts`. */

interface PageEvent {
  text: Record<string, string>
  state?: string
  news?: string
}

export function moveNumbers(page: Document): void {
  const address = page.querySelector<HTMLElement>('[data-events]')?.dataset['events']
  if (!address) return
  const events = new EventSource(address)
  const broken = page.querySelector<HTMLElement>('[data-connection]')
  events.onopen = () => broken?.toggleAttribute('hidden', true)
  events.onerror = () => {
    if (!broken) return
    broken.textContent = broken.dataset['connection'] ?? ''
    broken.hidden = false
  }
  // Our own server wrote it.
  events.onmessage = message => show(page, JSON.parse(message.data) as PageEvent)
}

function show(page: Document, { text, state, news }: PageEvent): void {
  for (const element of page.querySelectorAll<HTMLElement>('[data-live]')) {
    const now = text[element.dataset['live'] ?? '']
    if (now === undefined) continue
    if (element instanceof HTMLInputElement) element.value = now
    else if (element.textContent !== now) element.textContent = now
  }
  if (state !== undefined)
    for (const element of page.querySelectorAll<HTMLElement>('[data-states]'))
      element.hidden = !element.dataset['states']?.split(' ').includes(state)
  const line = page.querySelector<HTMLElement>('[data-news]')
  const words = line?.querySelector('span')
  if (!line || !words || news === undefined) return
  line.hidden = news === ''
  words.textContent = news
}
