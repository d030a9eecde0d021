/** The length of a field beside it, as it is typed, with a warning in words when it is too long. */
export function countLengths(page: Document): void {
  for (const field of page.querySelectorAll<HTMLTextAreaElement>('[data-counted]')) {
    const line = page.getElementById(`${field.id}-length`)
    if (!line) continue
    field.addEventListener('input', () => {
      const length = [...field.value.trim()].length
      const tooLong = length > Number(field.dataset['counted'])
      const words = (tooLong ? line.dataset['tooLong'] : line.dataset['length']) ?? '{n}'
      line.textContent = words.replace('{n}', String(length))
      line.className = tooLong ? 'problem' : 'hint'
    })
  }
}
