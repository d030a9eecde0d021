/** An empty field is always there, up to the most: when the last is typed into, the next one comes. */
export function growWatchFields(page: Document): void {
  const list = page.querySelector<HTMLElement>('[data-watch-list]')
  if (!list) return
  const most = Number(list.dataset['most'])
  list.addEventListener('input', () => {
    const fields = list.children
    const last = fields[fields.length - 1]
    if (fields.length >= most || !last?.querySelector('input')?.value) return
    list.append(nextField(last, fields.length + 1))
  })
}

function nextField(last: Element, number: number): Element {
  // The clone is of the same kind as what was cloned.
  const field = last.cloneNode(true) as Element
  const before = String(number - 1)
  for (const element of [field, ...field.querySelectorAll('*')])
    for (const name of ['id', 'for', 'aria-describedby']) {
      const value = element.getAttribute(name)
      if (value) element.setAttribute(name, value.replace(`watch-${before}`, `watch-${number}`))
    }
  const [label, input] = [field.querySelector('label'), field.querySelector('input')]
  // Numbers as the page's language wrote them; where it wrote no such number, the label stays as it is.
  if (label) label.textContent = (label.textContent ?? '').replace(before, String(number))
  if (input) {
    input.value = ''
    input.removeAttribute('aria-invalid')
  }
  field.lastElementChild?.replaceChildren()
  return field
}
