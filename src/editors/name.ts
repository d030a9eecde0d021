import { InvalidRequestError } from '../errors.ts'

const longestName = 80

/**
 * The name of an editor or an API token as it is kept: trimmed, NFC, 1 to 80 characters. Throws
 * `request.invalid`. A name is shown in records of who pressed what, so nothing invisible may be in it.
 */
export function parseName(input: string): string {
  const name = nameAsKept(input)
  const problem = nameProblem(name)
  if (problem) throw new InvalidRequestError(`This name cannot be used: ${problem}`, { name: problem })
  return name
}

/** To look one up by. */
export function nameAsKept(input: string): string {
  return input.normalize('NFC').trim()
}

function nameProblem(name: string): string | null {
  if (name === '') return 'it is empty.'
  if (name.length > longestName) return `it has ${name.length} characters, the most is ${longestName}.`
  // Control, format (bidirectional overrides, zero width), line breaks, lone surrogates.
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(name)) return 'it has invisible or control characters.'
  return null
}
