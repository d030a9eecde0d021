/** Asks the server what the form would bring, a moment after the last key, and puts its words beside the fields. */
const pauseMs = 400
/** What the server writes anew, by its id. */
const live = ['often', 'least-often']

export function previewChoices(page: Document): void {
  const form = page.querySelector<HTMLFormElement>('form[data-preview]')
  const address = form?.dataset['preview']
  if (!form || !address) return
  let timer = 0
  let asked = new AbortController()
  form.addEventListener('input', () => {
    clearTimeout(timer)
    timer = window.setTimeout(() => {
      // Only the newest answer counts.
      asked.abort()
      asked = new AbortController()
      void ask(page, form, address, asked.signal)
    }, pauseMs)
  })
}

async function ask(
  page: Document,
  form: HTMLFormElement,
  address: string,
  signal: AbortSignal,
): Promise<void> {
  const watch = [...form.querySelectorAll<HTMLInputElement>('[name="watch"]')]
  try {
    const answer = await fetch(address, { method: 'POST', body: new FormData(form), signal })
    if (!answer.ok) return
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
    for (const id of live) replace(page.getElementById(id), fresh.getElementById(id))
    // The server leaves out empty fields, so the typed ones are matched in their order.
    let number = 0
    for (const field of watch) {
      if (field.value.trim() !== '') number++
      const words = field.value.trim() === '' ? null : fresh.getElementById(`watch-${number}-is`)
      replace(page.getElementById(`${field.id}-is`), words)
      field.toggleAttribute('aria-invalid', words?.querySelector('.problem') != null)
      if (field.hasAttribute('aria-invalid')) field.setAttribute('aria-invalid', 'true')
    }
  } catch {
    // Offline, or asked anew: what stands there stays.
  }
}

function replace(old: Element | null, fresh: Element | null): void {
  // Untouched where nothing changed: a screen reader would say it again.
  if (old && old.innerHTML !== (fresh?.innerHTML ?? '')) old.innerHTML = fresh?.innerHTML ?? ''
}
