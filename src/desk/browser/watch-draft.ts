/** Says that what is typed is not in the preview yet, and keeps it from being lost by leaving the page. */
export function watchDraft(page: Document): void {
  const form = page.querySelector<HTMLFormElement>('form[data-draft]')
  if (!form) return
  let unsaved = false
  form.addEventListener('input', () => {
    unsaved = true
    page.querySelector('[data-clean]')?.toggleAttribute('hidden', true)
    page.querySelector('[data-dirty]')?.removeAttribute('hidden')
  })
  page.addEventListener('submit', event => {
    if (event.target === form) unsaved = false
  })
  window.addEventListener('beforeunload', event => {
    if (unsaved) event.preventDefault()
  })
}
