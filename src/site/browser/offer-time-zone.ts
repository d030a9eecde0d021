/** The browser's zone, where nobody chose one; it is kept only when the reader saves. */
export function offerTimeZone(page: Document): void {
  const field = page.querySelector<HTMLSelectElement>('#timeZone')
  if (field?.value !== 'UTC') return
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  if ([...field.options].some(({ value }) => value === timeZone)) field.value = timeZone
}
